// SPDX-License-Identifier: MIT
// The links of a framework's pack. What an organisation lets count of them is told with what it recognises.
#include "engine/author/diff_work.h"

#include "engine/criteria/crosswalk.h"

#include <string.h>

static bool may_count(const struct wm_link *link) {
    return link != NULL && wm_grade_counts(link->grade) && link->alike != WM_ALIKE_DOMAINS;
}

// `either` is one of the two that is there.
static void compare(struct wm_diff *diff, const struct wm_framework *framework, const struct wm_link *either,
                    const struct wm_link *before, const struct wm_link *after) {
    const char *title = wm_arena_printf(diff->arena, "%s to %s", either->from, either->to);
    diff->no_memory = diff->no_memory || title == NULL;
    struct wm_diff_made *made = wm_diff_open(diff, framework->id, "link", either->from, title);
    if (before != NULL && after != NULL) {
        wm_diff_field(diff, made, "grade", wm_grade_name(before->grade), wm_grade_name(after->grade));
        wm_diff_field(diff, made, "for", before->has_within ? wm_diff_span(diff, before->within) : NULL,
                      after->has_within ? wm_diff_span(diff, after->within) : NULL);
        wm_diff_field(diff, made, "scores", wm_diff_scores(diff, before->scale, before->scale_count),
                      wm_diff_scores(diff, after->scale, after->scale_count));
        wm_diff_field(diff, made, "says", before->says, after->says);
        wm_diff_field(diff, made, "source", before->source, after->source);
    }
    bool any = made != NULL && made->group.count > 0;
    enum wm_diff_change change = before == NULL  ? WM_DIFF_ADDED
                                 : after == NULL ? WM_DIFF_REMOVED
                                 : any           ? WM_DIFF_CHANGED
                                                 : WM_DIFF_SAME;
    wm_diff_close(diff, made, change);
    if (change != WM_DIFF_SAME && (may_count(before) || may_count(after)))
        wm_diff_effect(diff, WM_DIFF_CHANGED);
}

static const struct wm_link *find(const struct wm_framework *framework, const struct wm_link *one) {
    for (uint32_t i = 0; i < framework->link_count; i++) {
        const struct wm_link *link = &framework->links[i];
        if (strcmp(link->from, one->from) == 0 && strcmp(link->to, one->to) == 0)
            return link;
    }
    return NULL;
}

void wm_diff_links(struct wm_diff *diff, const struct wm_framework *before, const struct wm_framework *after) {
    for (uint32_t i = 0; i < after->link_count; i++)
        compare(diff, after, &after->links[i], find(before, &after->links[i]), &after->links[i]);
    for (uint32_t i = 0; i < before->link_count; i++) {
        if (find(after, &before->links[i]) == NULL)
            compare(diff, before, &before->links[i], &before->links[i], NULL);
    }
}
