// SPDX-License-Identifier: MIT
// Levels and gates, what is said of them and what they ask for; who may assess.
#include "engine/author/diff_work.h"

#include <string.h>

static const struct wm_level *find(const struct wm_framework *framework, const char *id) {
    for (uint32_t i = 0; framework != NULL && i < framework->level_count; i++) {
        if (strcmp(framework->levels[i].id, id) == 0)
            return &framework->levels[i];
    }
    return NULL;
}

// Fields --------------------------------------------------------------------------------------------------------------

static const char *after_of(struct wm_diff *diff, const struct wm_level *level) {
    struct wm_buffer text;
    if (level->after_count == 0)
        return NULL;
    wm_diff_words(&text);
    for (uint32_t i = 0; i < level->after_count; i++)
        wm_buffer_printf(&text, "%s%s", i > 0 ? ", " : "", level->after[i]->full);
    return wm_diff_keep(diff, &text);
}

static const char *rank_of(struct wm_diff *diff, const struct wm_level *level) {
    if (level->rank == 0)
        return NULL;
    const char *text = wm_arena_printf(diff->arena, "%d", (int)level->rank);
    diff->no_memory = diff->no_memory || text == NULL;
    return text;
}

// Of the table of pay.
static const char *rows_of(struct wm_diff *diff, const struct wm_level *level) {
    if (level->pay_rows == 0)
        return NULL;
    const char *text = wm_arena_printf(diff->arena, "%u", level->pay_rows);
    diff->no_memory = diff->no_memory || text == NULL;
    return text;
}

static void compare_fields(struct wm_diff *diff, struct wm_diff_made *made, const struct wm_level *before,
                           const struct wm_level *after) {
    wm_diff_field(diff, made, "kind", before->gate ? "gate" : "level", after->gate ? "gate" : "level");
    wm_diff_field(diff, made, "title", before->title, after->title);
    wm_diff_field(diff, made, "says", before->says, after->says);
    wm_diff_field(diff, made, "source", before->source, after->source);
    wm_diff_field(diff, made, "rank", rank_of(diff, before), rank_of(diff, after));
    wm_diff_field(diff, made, "after", after_of(diff, before), after_of(diff, after));
    wm_diff_field(diff, made, "grants pay", before->pay != WM_CODE_NONE ? wm_code_text(before->pay) : NULL,
                  after->pay != WM_CODE_NONE ? wm_code_text(after->pay) : NULL);
    wm_diff_field(diff, made, "grants rows", rows_of(diff, before), rows_of(diff, after));
}

// Levels --------------------------------------------------------------------------------------------------------------

static struct wm_diff_made *open_level(struct wm_diff *diff, const struct wm_level *level) {
    return wm_diff_open(diff, level->framework->id, level->gate ? "gate" : "level", level->id, level->title);
}

// A level that is there on one side only: with all that it asks for.
static void tell_whole(struct wm_diff *diff, const struct wm_level *level, enum wm_diff_change change) {
    struct wm_diff_made *made = open_level(diff, level);
    bool added = change == WM_DIFF_ADDED;
    const struct wm_criterion *requires = level->requires;
    const char *text = wm_diff_whole(diff, requires);
    struct wm_diff_entry entry = {.change = change,
                                  .effect = added ? WM_DIFF_LOOSENED : WM_DIFF_TIGHTENED,
                                  .criterion = true,
                                  .about = "requires",
                                  .before = added ? NULL : text,
                                  .after = added ? text : NULL};
    if (added)
    entry.after_where = requires->where;
    else entry.before_where = requires->where;
    wm_diff_add(diff, made, &entry);
    wm_diff_close(diff, made, change);
    wm_diff_effect(diff, entry.effect);
}

// An award of a level stands for its criteria; nobody is awarded a gate.
static enum wm_diff_change of_kind(const struct wm_level *before, const struct wm_level *after,
                                   enum wm_diff_change change) {
    if (before->gate == after->gate)
        return change;
    return wm_diff_both(change, after->gate ? WM_DIFF_TIGHTENED : WM_DIFF_LOOSENED);
}

static void compare_level(struct wm_diff *diff, const struct wm_level *before, const struct wm_level *after) {
    struct wm_diff_made *made = open_level(diff, after);
    compare_fields(diff, made, before, after);
    enum wm_diff_change change = wm_diff_criteria(diff, made, before->requires, after->requires);
    wm_diff_desires(diff, made, before, after);
    change = of_kind(before, after, change);
    wm_diff_close(diff, made, change);
    wm_diff_effect(diff, change);
}

void wm_diff_levels(struct wm_diff *diff, const struct wm_framework *before, const struct wm_framework *after) {
    for (uint32_t i = 0; i < after->level_count; i++) {
        const struct wm_level *once = find(before, after->levels[i].id);
        if (once == NULL)
            tell_whole(diff, &after->levels[i], WM_DIFF_ADDED);
        else
            compare_level(diff, once, &after->levels[i]);
    }
    for (uint32_t i = 0; i < before->level_count; i++) {
        if (find(after, before->levels[i].id) == NULL)
            tell_whole(diff, &before->levels[i], WM_DIFF_REMOVED);
    }
}

// Who may assess --------------------------------------------------------------------------------------------------------

// The nth of a framework, in the order of the pack.
static const struct wm_assessors *nth(const struct wm_ruleset *ruleset, const char *framework, uint32_t number) {
    for (uint32_t i = 0; i < ruleset->assessors_count; i++) {
        if (strcmp(ruleset->assessors[i].framework->id, framework) == 0 && number-- == 0)
            return &ruleset->assessors[i];
    }
    return NULL;
}

static const char *capacities(struct wm_diff *diff, const struct wm_assessors *assessors) {
    struct wm_buffer text;
    wm_diff_words(&text);
    for (uint32_t i = 0; i < assessors->as.count; i++)
        wm_buffer_printf(&text, "%s%s", i > 0 ? ", " : "", wm_code_text(assessors->as.codes[i]));
    return wm_diff_keep(diff, &text);
}

static const char *kinds(struct wm_diff *diff, const struct wm_assessors *assessors) {
    struct wm_buffer text;
    wm_diff_words(&text);
    for (int kind = 0; kind < WM_KIND_COUNT; kind++) {
        if (assessors->kinds[kind])
            wm_buffer_printf(&text, "%s%s", text.length > 0 ? ", " : "", wm_kind_name((enum wm_kind)kind));
    }
    return wm_diff_keep(diff, &text);
}

static void tell_assessors(struct wm_diff *diff, struct wm_diff_made *made, const struct wm_assessors *assessors,
                           bool added) {
    const char *text = wm_diff_whole(diff, assessors->level.requires);
    wm_diff_field(diff, made, "asked of them", added ? NULL : text, added ? text : NULL);
}

void wm_diff_assessors(struct wm_diff *diff, const char *framework) {
    for (uint32_t i = 0;; i++) {
        const struct wm_assessors *before = nth(diff->before, framework, i), *after = nth(diff->after, framework, i);
        if (before == NULL && after == NULL)
            return;
        struct wm_diff_made *made = wm_diff_open(diff, framework, "assessors", framework, "Who may assess");
        enum wm_diff_change change = before == NULL ? WM_DIFF_ADDED : WM_DIFF_REMOVED;
        wm_diff_field(diff, made, "as", before != NULL ? capacities(diff, before) : NULL,
                      after != NULL ? capacities(diff, after) : NULL);
        wm_diff_field(diff, made, "kinds", before != NULL ? kinds(diff, before) : NULL,
                      after != NULL ? kinds(diff, after) : NULL);
        bool fields = made != NULL && made->group.count > 0;
        if (before != NULL && after != NULL)
            change = wm_diff_criteria(diff, made, before->level.requires, after->level.requires);
        else
            tell_assessors(diff, made, after != NULL ? after : before, after != NULL);
        wm_diff_close(diff, made, before != NULL && after != NULL && fields ? WM_DIFF_CHANGED : change);
    }
}
