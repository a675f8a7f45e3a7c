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
    bool quiet;                                        // its failures are not for the log
    struct wm_sandbox_frame frames[WM_SANDBOX_FRAMES]; // of the last failure
    size_t frame_count;
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
// The room in which its file runs. Once a state: the words, and the metatable that every environment gets.
int wm_predicate_prepare(lua_State *state);
// A new environment for this evaluation; at its end nothing of it is there for the next one, nor weighs on its memory.
void wm_predicate_begin(lua_State *state);
void wm_predicate_finish(lua_State *state);
// Runs the predicate's file and leaves its function on the top.
void wm_predicate_find(lua_State *state);
size_t wm_predicate_pack_length(const struct wm_predicates *predicates); // of "frameworks/x" in the file's path
// Lua knows "years.lua:12"; people want the pack as well. "": where the predicate's file begins.
void wm_predicate_where(const struct wm_predicates *predicates, const char *where, char ret_where[200]);
// Whether the log tells of the nth: of the first, the tenth, the hundredth, …
bool wm_predicate_is_told(uint64_t nth);
// An evaluation failed, and `answer` says how.
void wm_predicate_log(const struct wm_predicates *predicates, const struct wm_predicate_answer *answer);
// The state of Lua goes: the next evaluation begins with a new one.
void wm_predicates_forget(struct wm_predicates *predicates);
