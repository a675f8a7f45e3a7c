// SPDX-License-Identifier: MIT
// Two rulesets being compared. Private to diff*.c.
#pragma once

#include "engine/author/diff.h"
#include "engine/author/diff_order.h"
#include "engine/base/buffer.h"

struct wm_diff_note { // an entry in the making
    struct wm_diff_entry entry;
    const struct wm_criterion *before, *after; // of a criterion
    struct wm_diff_note *next;
};

struct wm_diff_made { // a group in the making
    struct wm_diff_group group;
    struct wm_diff_note *first, *last;
    struct wm_diff_made *next;
};

struct wm_diff {
    const struct wm_ruleset *before, *after;
    struct wm_arena *arena;  // the report's
    struct wm_arena scratch; // until the end of the run
    struct wm_diff_order order;
    struct wm_diff_made *first, *last;
    uint32_t count;
    enum wm_diff_change effect;
    bool no_memory;
};

// --- what is found ---

// Begins a group; it is dropped again by wm_diff_close when there is nothing in it and `change` is same.
struct wm_diff_made *wm_diff_open(struct wm_diff *diff, const char *framework, const char *kind, const char *id,
                                  const char *title);
void wm_diff_close(struct wm_diff *diff, struct wm_diff_made *made, enum wm_diff_change change);
struct wm_diff_note *wm_diff_add(struct wm_diff *diff, struct wm_diff_made *made, const struct wm_diff_entry *entry);
// A field that differs, or nothing. NULL: not there.
void wm_diff_field(struct wm_diff *diff, struct wm_diff_made *made, const char *name, const char *before,
                   const char *after);
// Two effects on who is eligible, taken together.
enum wm_diff_change wm_diff_both(enum wm_diff_change one, enum wm_diff_change other);
void wm_diff_effect(struct wm_diff *diff, enum wm_diff_change effect);
// Of going from one criterion to another.
enum wm_diff_change wm_diff_relation(struct wm_diff *diff, const struct wm_criterion *before,
                                     const struct wm_criterion *after);

// --- words: on the report's arena; NULL only out of memory, which is noted ---

void wm_diff_words(struct wm_buffer *text);                             // begins one
const char *wm_diff_keep(struct wm_diff *diff, struct wm_buffer *text); // ends it; what is too long ends in "…"
const char *wm_diff_value(struct wm_diff *diff, const struct wm_value *value);
// "1 as 3, 2 as 4"; NULL where the scores stay as they are.
const char *wm_diff_scores(struct wm_diff *diff, const struct wm_scale_pair *scale, uint32_t count);
const char *wm_diff_span(struct wm_diff *diff, struct wm_span span);
// A criterion with everything below it: "one of the following: Fire safety: completed and in date; First aid: …".
const char *wm_diff_whole(struct wm_diff *diff, const struct wm_criterion *criterion);

// --- the parts ---

// The criteria of a level, one way and the other; how the level changes by it.
enum wm_diff_change wm_diff_criteria(struct wm_diff *diff, struct wm_diff_made *made, const struct wm_criterion *before,
                                     const struct wm_criterion *after);
void wm_diff_desires(struct wm_diff *diff, struct wm_diff_made *made, const struct wm_level *before,
                     const struct wm_level *after);
void wm_diff_levels(struct wm_diff *diff, const struct wm_framework *before, const struct wm_framework *after);
void wm_diff_declarations(struct wm_diff *diff, const struct wm_framework *before, const struct wm_framework *after);
void wm_diff_parameters(struct wm_diff *diff, const struct wm_framework *before, const struct wm_framework *after);
void wm_diff_assessors(struct wm_diff *diff, const char *framework);
void wm_diff_links(struct wm_diff *diff, const struct wm_framework *before, const struct wm_framework *after);
void wm_diff_recognitions(struct wm_diff *diff);

// For each child of one side its partner on the other, or the count: by meaning and id, then by meaning, by id, by
// likeness. On the scratch arena; NULL when out of memory.
struct wm_diff_list {
    struct wm_criterion *const *items;
    uint32_t count;
};
const uint32_t *wm_diff_match(struct wm_diff *diff, struct wm_diff_list before, struct wm_diff_list after);
bool wm_diff_same_text(const char *one, const char *other); // either may be NULL
