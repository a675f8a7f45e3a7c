// SPDX-License-Identifier: MIT
// The words of the rule language, as functions that Lua calls. Each reads its arguments into the draft, checks their
// form, and gives back a handle; mistakes are faults, which a pack cannot catch.
#pragma once

#include "engine/lang/argument.h"

// For wm_script_call: the pack's environment with every word in it. Reading a name that nobody defined is a fault.
int wm_verbs_prepare(lua_State *state);

// Each adds its words to the table on the top.
void wm_verbs_criteria(lua_State *state);
void wm_verbs_declarations(lua_State *state);
void wm_verbs_values(lua_State *state);
void wm_verbs_tests(lua_State *state);

// What a handle does when it is called with a table (argument 2).
int wm_verbs_complete(lua_State *state, struct wm_draft_opening *opening); // level "x" { … }
int wm_verbs_at_least(lua_State *state, struct wm_draft_opening *opening); // at_least(2) { … }
int wm_verbs_step(lua_State *state, struct wm_draft_opening *opening);     // record "training" { … }
// trained { "hygiene", on = "2026-01-10" } is a record of a test, since no criterion has a day: pushes it. Else false.
bool wm_verbs_record(lua_State *state, enum wm_verb verb, const struct wm_draft_value *argument);
int wm_verbs_expect(lua_State *state, const struct wm_draft_value *expectation); // eligible { … }

// Common to them.
void wm_verbs_add(lua_State *state, const char *word, lua_CFunction function, int number); // number: its upvalue
int wm_verbs_number(lua_State *state);
void wm_verbs_check(lua_State *state, enum wm_status status); // raises unless WM_OK
_Noreturn void wm_verbs_fail(lua_State *state, const char *reason, const char *format, ...) WM_PRINTF(3, 4);
// Pushes a handle that waits for its table. `opening` is on the draft's arena.
void wm_verbs_open(lua_State *state, struct wm_draft_opening *opening);
const char *wm_verbs_what(lua_State *state, const char *word, const char *id); // `level "x"`, on the draft's arena
