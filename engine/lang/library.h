// SPDX-License-Identifier: MIT
// The plain Lua that a pack may use, by allow-list: design "The sandbox". Own functions wherever Lua's would depend on
// addresses, hash order or clocks, run without the hook, or allocate before they know how much.
#pragma once

#include <lua.h>
#include <stddef.h>

struct luaL_Reg;

// Each pushes one table of functions.
void wm_library_text(lua_State *state);  // string
void wm_library_table(lua_State *state); // table

// Pushes the text of a number, string, boolean or nil; of anything else its type's name, never an address.
void wm_library_push_text(lua_State *state, int index);
// Scratch memory that lives as long as the stack slot it is pushed to.
void *wm_library_scratch(lua_State *state, size_t size);
// Sets functions into the table on the top, without lauxlib's limits on upvalues.
void wm_library_set(lua_State *state, const struct luaL_Reg *functions);
