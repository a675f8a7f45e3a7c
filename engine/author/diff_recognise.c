// SPDX-License-Identifier: MIT
// What is recognised. It changes the records that criteria look at, so that nothing is certain of who is eligible.
#include "engine/author/diff_work.h"

#include <string.h>

static const char *by_of(struct wm_diff *diff, const struct wm_recognition *recognition) {
    struct wm_buffer text;
    if (recognition->by_count == 0)
        return NULL;
    wm_diff_words(&text);
    for (uint32_t i = 0; i < recognition->by_count; i++)
        wm_buffer_printf(&text, "%s%s", i > 0 ? ", " : "", recognition->by[i]);
    return wm_diff_keep(diff, &text);
}

const char *wm_diff_scores(struct wm_diff *diff, const struct wm_scale_pair *scale, uint32_t count) {
    struct wm_buffer text;
    if (count == 0)
        return NULL;
    wm_diff_words(&text);
    for (uint32_t i = 0; i < count; i++) {
        wm_buffer_text(&text, i > 0 ? ", " : "");
        wm_number_write(&text, scale[i].from);
        wm_buffer_text(&text, " as ");
        wm_number_write(&text, scale[i].to);
    }
    return wm_diff_keep(diff, &text);
}

static const char *target_of(struct wm_diff *diff, const struct wm_recognition *recognition) {
    struct wm_buffer text;
    if (recognition->target_scale == NULL)
        return NULL;
    wm_diff_words(&text);
    for (uint32_t i = 0; i < recognition->target_scale->count; i++) {
        wm_buffer_text(&text, i > 0 ? ", " : "");
        wm_number_write(&text, recognition->target_scale->points[i].value);
    }
    return wm_diff_keep(diff, &text);
}

static void compare(struct wm_diff *diff, const struct wm_recognition *before, const struct wm_recognition *after) {
    const struct wm_recognition *either = after != NULL ? after : before;
    wm_require(either != NULL);
    const char *title =
        wm_arena_printf(diff->arena, "%s as %s", wm_code_text(either->source), wm_code_text(either->target));
    diff->no_memory = diff->no_memory || title == NULL;
    struct wm_diff_made *made = wm_diff_open(diff, NULL, "recognition", wm_code_text(either->source), title);
    if (before != NULL && after != NULL) {
        wm_diff_field(diff, made, "for", before->has_within ? wm_diff_span(diff, before->within) : NULL,
                      after->has_within ? wm_diff_span(diff, after->within) : NULL);
        wm_diff_field(diff, made, "by", by_of(diff, before), by_of(diff, after));
        wm_diff_field(diff, made, "scores", wm_diff_scores(diff, before->scale, before->scale_count),
                      wm_diff_scores(diff, after->scale, after->scale_count));
        wm_diff_field(diff, made, "scores that count", target_of(diff, before), target_of(diff, after));
    }
    bool any = made != NULL && made->group.count > 0;
    enum wm_diff_change change = before == NULL  ? WM_DIFF_ADDED
                                 : after == NULL ? WM_DIFF_REMOVED
                                 : any           ? WM_DIFF_CHANGED
                                                 : WM_DIFF_SAME;
    wm_diff_close(diff, made, change);
    wm_diff_effect(diff, change == WM_DIFF_SAME ? WM_DIFF_SAME : WM_DIFF_CHANGED);
}

static int order(const struct wm_recognition *one, const struct wm_recognition *other) {
    int by_source = strcmp(wm_code_text(one->source), wm_code_text(other->source));
    return by_source != 0 ? by_source : strcmp(wm_code_text(one->target), wm_code_text(other->target));
}

// Both are sorted.
void wm_diff_recognitions(struct wm_diff *diff) {
    const struct wm_ruleset *before = diff->before, *after = diff->after;
    uint32_t i = 0, k = 0;
    while (i < before->recognition_count || k < after->recognition_count) {
        int first = i == before->recognition_count  ? 1
                    : k == after->recognition_count ? -1
                                                    : order(&before->recognitions[i], &after->recognitions[k]);
        compare(diff, first <= 0 ? &before->recognitions[i] : NULL, first >= 0 ? &after->recognitions[k] : NULL);
        i += first <= 0 ? 1 : 0;
        k += first >= 0 ? 1 : 0;
    }
}
