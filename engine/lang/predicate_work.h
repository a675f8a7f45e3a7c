// SPDX-License-Identifier: MIT
// An evaluation under way, for the C functions that its predicate calls. Private to this folder.
#pragma once

#include "engine/base/digest.h"
#include "engine/lang/predicate.h"
#include "engine/lang/sandbox.h"

struct wm_predicates {
    const struct wm_ruleset *ruleset;    // NULL in a rehearsal
    const struct wm_ruleset_file *files; // of the ruleset, or of a pack being loaded
    size_t file_count;
    struct wm_predicate_limits limits;
    int64_t deadline;
    struct wm_sandbox *sandbox; // NULL: to be made
    struct wm_predicates_effort effort;
    struct wm_predicates_watch watch;
    // Of the evaluation under way.
    const struct wm_predicate *predicate;
    const struct wm_portfolio *portfolio; // NULL: the files are run, the predicate is not called yet
    wm_day day;
    int64_t generation; // moves with each evaluation: a handle of another one is dead
    struct wm_predicate_answer *answer;
    struct wm_sha256_state *digest; // of the files run; NULL: nobody wants it
};

struct wm_predicates *wm_predicates_of(lua_State *state);
// Fills the fault, at the place where the predicate is, and raises it.
_Noreturn void wm_predicate_fail(lua_State *state, const char *reason, const char *format, ...) WM_PRINTF(3, 4);
// The same with the reason "unknown-name" and the nearest of what was offered.
_Noreturn void wm_predicate_unknown(lua_State *state, const struct wm_nearest *nearest, const char *format, ...)
    WM_PRINTF(3, 4);

// Adds its names to the table on the top: days_between, add_days, …
void wm_predicate_days(lua_State *state);
// The text at `index` as a day.
wm_day wm_predicate_day(lua_State *state, int index, const char *what);
void wm_predicate_push_day(lua_State *state, wm_day day);
// The kinds of handles, once a state.
void wm_predicate_view_prepare(lua_State *state);
// Pushes `person`.
void wm_predicate_push_person(lua_State *state);
