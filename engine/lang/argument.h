// SPDX-License-Identifier: MIT
// Values between Lua and the draft. Tables are copied, by raw access only; handles are full userdata that hold one
// draft value each and have no methods that write. For C functions that Lua calls: mistakes are raised as faults.
#pragma once

#include "engine/lang/script.h"

// Reads the value at `index`, whatever it is.
void wm_argument_read(lua_State *state, int index, struct wm_draft_value *ret_value);
// Pushes a handle that holds the value.
void wm_argument_push(lua_State *state, const struct wm_draft_value *value);
// The text at `index`, on the draft's arena; `what` names the word it was given to.
const char *wm_argument_text(lua_State *state, int index, const char *what);
// Raises unless there are between `least` and `most` arguments.
void wm_argument_count(lua_State *state, int least, int most, const char *what);
// What calling a handle means: level "x" { … }. Set by verbs.c while the state is prepared.
void wm_argument_prepare(lua_State *state, lua_CFunction call);
// The value of the handle at `index`, or NULL when it is none.
struct wm_draft_value *wm_argument_handle(lua_State *state, int index);
