// SPDX-License-Identifier: MIT
#include "engine/author/diff.h"

#include "engine/author/diff_work.h"

#include <string.h>

#define REPORT_MOST ((size_t)256 * 1024 * 1024)

const char *wm_diff_change_name(enum wm_diff_change change) {
    static const char *const names[] = {"same", "added", "removed", "tightened", "loosened", "changed"};
    return change < WM_DIFF_CHANGES ? names[change] : "";
}

// What is found -------------------------------------------------------------------------------------------------------

struct wm_diff_made *wm_diff_open(struct wm_diff *diff, const char *framework, const char *kind, const char *id,
                                  const char *title) {
    struct wm_diff_made *made = wm_arena_zero(&diff->scratch, 1, sizeof *made);
    if (made == NULL) {
        diff->no_memory = true;
        return NULL;
    }
    made->group =
        (struct wm_diff_group){.framework = framework, .kind = kind, .id = id, .title = title != NULL ? title : id};
    return made;
}

struct wm_diff_note *wm_diff_add(struct wm_diff *diff, struct wm_diff_made *made, const struct wm_diff_entry *entry) {
    struct wm_diff_note *note = made != NULL ? wm_arena_zero(&diff->scratch, 1, sizeof *note) : NULL;
    if (note == NULL) {
        diff->no_memory = true;
        return NULL;
    }
    note->entry = *entry;
    if (made->last != NULL)
        made->last->next = note;
    else
        made->first = note;
    made->last = note;
    made->group.count++;
    return note;
}

void wm_diff_field(struct wm_diff *diff, struct wm_diff_made *made, const char *name, const char *before,
                   const char *after) {
    if (wm_diff_same_text(before, after))
        return;
    enum wm_diff_change change = before == NULL ? WM_DIFF_ADDED : after == NULL ? WM_DIFF_REMOVED : WM_DIFF_CHANGED;
    wm_diff_add(diff, made, &(struct wm_diff_entry){.change = change, .about = name, .before = before, .after = after});
}

static enum wm_status keep_entries(struct wm_diff *diff, struct wm_diff_made *made) {
    struct wm_diff_entry *entries = wm_arena_zero(diff->arena, made->group.count + 1u, sizeof *entries);
    uint32_t count = 0;
    if (entries == NULL)
        return WM_NO_MEMORY;
    for (const struct wm_diff_note *at = made->first; at != NULL; at = at->next) {
        if (at->entry.change != WM_DIFF_CHANGES)
            entries[count++] = at->entry;
    }
    made->group.entries = entries;
    made->group.count = count;
    return WM_OK;
}

void wm_diff_close(struct wm_diff *diff, struct wm_diff_made *made, enum wm_diff_change change) {
    if (made == NULL || keep_entries(diff, made) != WM_OK) {
        diff->no_memory = true;
        return;
    }
    if (change == WM_DIFF_SAME && made->group.count == 0)
        return;
    made->group.change = change;
    if (diff->last != NULL)
        diff->last->next = made;
    else
        diff->first = made;
    diff->last = made;
    diff->count++;
}

enum wm_diff_change wm_diff_both(enum wm_diff_change one, enum wm_diff_change other) {
    if (one == WM_DIFF_SAME || one == other)
        return other;
    return other == WM_DIFF_SAME ? one : WM_DIFF_CHANGED;
}

void wm_diff_effect(struct wm_diff *diff, enum wm_diff_change effect) {
    diff->effect = wm_diff_both(diff->effect, effect);
}

enum wm_diff_change wm_diff_relation(struct wm_diff *diff, const struct wm_criterion *before,
                                     const struct wm_criterion *after) {
    bool tighter = wm_diff_below(&diff->order, after, before), looser = wm_diff_below(&diff->order, before, after);
    return tighter && looser ? WM_DIFF_SAME : tighter ? WM_DIFF_TIGHTENED : looser ? WM_DIFF_LOOSENED : WM_DIFF_CHANGED;
}

// The parts -----------------------------------------------------------------------------------------------------------

static void compare_organisation(struct wm_diff *diff) {
    const struct wm_ruleset *before = diff->before, *after = diff->after;
    if (after->organisation == NULL && before->organisation == NULL)
        return;
    struct wm_diff_made *made = wm_diff_open(diff, NULL, "organisation", after->organisation, after->title);
    wm_diff_field(diff, made, "id", before->organisation, after->organisation);
    wm_diff_field(diff, made, "title", before->title, after->title);
    wm_diff_field(diff, made, "time zone", before->timezone, after->timezone);
    bool any = made != NULL && made->group.count > 0;
    wm_diff_close(diff, made, any ? WM_DIFF_CHANGED : WM_DIFF_SAME);
}

static void compare_framework(struct wm_diff *diff, const struct wm_framework *before,
                              const struct wm_framework *after) {
    struct wm_diff_made *made = wm_diff_open(diff, after->id, "framework", after->id, after->title);
    wm_diff_field(diff, made, "title", before->title, after->title);
    wm_diff_field(diff, made, "edition", before->edition, after->edition);
    wm_diff_field(diff, made, "source", before->source, after->source);
    wm_diff_field(diff, made, "accepts what is suggested", before->accept_suggested ? "yes" : "no",
                  after->accept_suggested ? "yes" : "no");
    bool any = made != NULL && made->group.count > 0;
    wm_diff_close(diff, made, any ? WM_DIFF_CHANGED : WM_DIFF_SAME);
    wm_diff_levels(diff, before, after);
    wm_diff_assessors(diff, after->id);
    wm_diff_parameters(diff, before, after);
    wm_diff_declarations(diff, before, after);
    wm_diff_links(diff, before, after);
}

static void tell_framework(struct wm_diff *diff, const struct wm_framework *framework, enum wm_diff_change change) {
    bool added = change == WM_DIFF_ADDED;
    struct wm_diff_made *made = wm_diff_open(diff, framework->id, "framework", framework->id, framework->title);
    wm_diff_field(diff, made, "edition", added ? NULL : framework->edition, added ? framework->edition : NULL);
    wm_diff_close(diff, made, change);
    wm_diff_effect(diff, added ? WM_DIFF_LOOSENED : WM_DIFF_TIGHTENED);
    wm_diff_assessors(diff, framework->id);
}

// Both are sorted by id.
static void compare_frameworks(struct wm_diff *diff) {
    const struct wm_ruleset *before = diff->before, *after = diff->after;
    uint32_t i = 0, k = 0;
    while (i < before->framework_count || k < after->framework_count) {
        int order = i == before->framework_count  ? 1
                    : k == after->framework_count ? -1
                                                  : strcmp(before->frameworks[i].id, after->frameworks[k].id);
        if (order < 0)
            tell_framework(diff, &before->frameworks[i], WM_DIFF_REMOVED);
        else if (order > 0)
            tell_framework(diff, &after->frameworks[k], WM_DIFF_ADDED);
        else
            compare_framework(diff, &before->frameworks[i], &after->frameworks[k]);
        i += order <= 0 ? 1 : 0;
        k += order >= 0 ? 1 : 0;
    }
}

static enum wm_status finish(struct wm_diff *diff, struct wm_diff_report *report, struct wm_error *error) {
    struct wm_diff_group *groups = wm_arena_zero(diff->arena, diff->count + 1u, sizeof *groups);
    if (groups == NULL || diff->no_memory || diff->order.no_memory)
        return wm_error_no_memory(error);
    for (const struct wm_diff_made *at = diff->first; at != NULL; at = at->next)
        groups[report->count++] = at->group;
    report->groups = groups;
    report->effect = diff->effect;
    report->same_files = strcmp(diff->before->hash, diff->after->hash) == 0;
    return WM_OK;
}

enum wm_status wm_diff_run(const struct wm_ruleset *before, const struct wm_ruleset *after,
                           struct wm_diff_report *ret_report, struct wm_error *error) {
    struct wm_diff_report report = {0};
    struct wm_diff diff = {.before = before, .after = after, .arena = &report.arena};
    wm_arena_init(&report.arena, REPORT_MOST);
    wm_arena_init(&diff.scratch, REPORT_MOST);
    wm_diff_order_init(&diff.order, &diff.scratch, before, after);
    compare_organisation(&diff);
    compare_frameworks(&diff);
    wm_diff_recognitions(&diff);
    enum wm_status status = finish(&diff, &report, error);
    wm_arena_clear(&diff.scratch);
    if (status != WM_OK) {
        wm_diff_clear(&report);
        return status;
    }
    *ret_report = report;
    return WM_OK;
}

void wm_diff_clear(struct wm_diff_report *report) {
    wm_arena_clear(&report->arena);
    *report = (struct wm_diff_report){0};
}
