// SPDX-License-Identifier: MIT
// Codes: short identifiers of the domain ([a-z0-9][a-z0-9._/-]{0,127}), interned to integers.
//
// One table for the whole process, append-only, so that a code read in one thread compares equal in another.
// Rulesets and stored records intern; a question's own text (what-if records, parameters) only looks up, so that
// no caller can make the table grow. Thread-safe.
#pragma once

#include "engine/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t wm_code; // 0 = none

#define WM_CODE_NONE 0u
#define WM_CODE_UNSEEN UINT32_MAX // a valid code that nobody interned: equal to no rule's code
#define WM_CODE_LONGEST 128u

bool wm_code_valid(const char *text, size_t length);
// Interns. 0 when out of memory (the caller has checked wm_code_valid).
WM_MUST_USE wm_code wm_code_intern(const char *text, size_t length);
// WM_CODE_UNSEEN when nobody interned it.
wm_code wm_code_find(const char *text, size_t length);
const char *wm_code_text(wm_code code); // "" for 0 and UNSEEN; lives as long as the process
size_t wm_code_count(void);
// For what may come to nothing, as the names of a pack that is being read. From its beginning to its end, what this thread
// interns and nobody has goes into a table of the thread's own: such codes are good here until the end, and mean nothing
// after it. Not nested.
WM_MUST_USE enum wm_status wm_code_draft_begin(struct wm_error *error);
size_t wm_code_draft_end(void); // how many there were
void wm_code_forget_all(void);  // at process end and test teardown only, no other thread running

// Levenshtein with transpositions, for "nearest name". Lower is nearer.
int wm_code_distance(const char *a, const char *b);
// Keeps the nearest of the names offered one by one; good enough only within about a third of the length.
struct wm_nearest {
    const char *wanted; // borrowed
    const char *name;   // borrowed: the best so far, or NULL
    int distance;
    size_t work; // steps of comparing so far: what is offered after very many is not looked at
};
void wm_nearest_init(struct wm_nearest *nearest, const char *wanted);
void wm_nearest_offer(struct wm_nearest *nearest, const char *name);
const char *wm_nearest_name(const struct wm_nearest *nearest); // NULL when nothing is near enough
