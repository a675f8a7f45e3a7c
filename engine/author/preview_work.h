// SPDX-License-Identifier: MIT
// Private to preview: which levels are compared, and one person under both.
#pragma once

#include "engine/author/preview.h"
#include "engine/decide/several.h"
#include "engine/lang/predicate.h"

// On preview->arena, from its two rulesets.
WM_MUST_USE enum wm_status wm_preview_levels(struct wm_preview *preview, struct wm_error *error);

// What one thread keeps from one person to the next.
struct wm_preview_side {
    const struct wm_ruleset *ruleset;
    struct wm_predicates *predicates; // NULL: no level has a custom predicate
    struct wm_predicate_runner runner;
    struct wm_several *levels; // of one person
};
struct wm_preview_judge {
    struct wm_arena arena; // of one person
    struct wm_preview_side before, after;
    const char *organisation;
    wm_day as_of;
};
WM_MUST_USE enum wm_status wm_preview_judge_init(struct wm_preview_judge *judge, const struct wm_preview_form *form,
                                                 struct wm_error *error);
void wm_preview_judge_clear(struct wm_preview_judge *judge); // accepts a zeroed one

struct wm_preview_person {
    const char *id;
    size_t length;
};
WM_MUST_USE enum wm_status wm_preview_begin(struct wm_preview_judge *judge, const struct wm_preview_person *person,
                                            const struct wm_portfolio *portfolio, struct wm_error *error);
// `ret_moved->level` NULL: nothing moved. What it points to lives until the next wm_preview_begin.
WM_MUST_USE enum wm_status wm_preview_compare(struct wm_preview_judge *judge, const struct wm_preview_person *person,
                                              const struct wm_preview_level *level, struct wm_moved *ret_moved,
                                              struct wm_error *error);
