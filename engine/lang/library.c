// SPDX-License-Identifier: MIT
#include "engine/lang/library.h"

#include "engine/lang/limits.h"
#include "engine/lang/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

void *wm_library_scratch(lua_State *state, size_t size) {
    return lua_newuserdatauv(state, size > 0 ? size : 1, 0);
}

void wm_library_set(lua_State *state, const struct luaL_Reg *functions) {
    for (const luaL_Reg *function = functions; function->name != NULL; function++) {
        lua_pushcfunction(state, function->func);
        lua_setfield(state, -2, function->name);
    }
}

void wm_library_push_text(lua_State *state, int index) {
    switch (lua_type(state, index)) {
    case LUA_TNIL: lua_pushliteral(state, "nil"); break;
    case LUA_TBOOLEAN: lua_pushstring(state, lua_toboolean(state, index) ? "true" : "false"); break;
    case LUA_TSTRING: lua_pushvalue(state, index); break;
    case LUA_TNUMBER:
        if (!lua_isinteger(state, index) && isnan(lua_tonumber(state, index))) {
            lua_pushliteral(state, "nan"); // its sign differs between machines
            break;
        }
        lua_pushvalue(state, index);
        lua_tolstring(state, -1, NULL);
        break;
    default: lua_pushstring(state, luaL_typename(state, index)); break;
    }
}

static int l_tostring(lua_State *state) {
    luaL_checkany(state, 1);
    wm_library_push_text(state, 1);
    return 1;
}

static int l_error(lua_State *state) {
    lua_Integer level = luaL_optinteger(state, 2, 1);
    lua_settop(state, 1);
    wm_sandbox_note_place(state);
    if (lua_type(state, 1) == LUA_TSTRING && level > 0 && level <= WM_LIMIT_DEPTH) {
        luaL_where(state, (int)level);
        lua_insert(state, 1);
        lua_concat(state, 2);
    }
    return lua_error(state);
}

static int l_assert(lua_State *state) {
    luaL_checkany(state, 1);
    if (lua_toboolean(state, 1))
        return lua_gettop(state);
    wm_sandbox_note_place(state);
    if (lua_gettop(state) < 2)
        return luaL_error(state, "an assertion failed");
    lua_settop(state, 2);
    return lua_error(state);
}

// Rules may catch their own errors, never a fault or the end of the memory.
static int l_pcall(lua_State *state) {
    luaL_checkany(state, 1);
    int status = lua_pcall(state, lua_gettop(state) - 1, LUA_MULTRET, 0);
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    if (sandbox->dead)
        wm_sandbox_raise(state);
    if (status == LUA_ERRMEM)
        return lua_error(state);
    lua_pushboolean(state, status == LUA_OK);
    lua_insert(state, 1);
    return lua_gettop(state);
}

// pairs: over the keys in a fixed order (numbers, texts bytewise, booleans), whatever the state's hash seed is.

struct key { // small: all of a table's must fit into one block
    uint8_t type;
    bool whole;
    uint32_t length; // of the text
    union {
        lua_Integer integer;
        lua_Number number;
        const char *text; // kept alive by the table it is a key of
    };
};

static lua_Number number_of(const struct key *key) {
    return key->whole ? (lua_Number)key->integer : key->number;
}

static int compare_keys(const struct key *a, const struct key *b) {
    if (a->type != b->type) {
        static const int order[] = {[LUA_TNUMBER] = 0, [LUA_TSTRING] = 1, [LUA_TBOOLEAN] = 2};
        return order[a->type] - order[b->type];
    }
    if (a->type == LUA_TSTRING) {
        int difference = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
        if (difference != 0)
            return difference;
        return (a->length > b->length) - (a->length < b->length);
    }
    if (a->whole && b->whole)
        return (a->integer > b->integer) - (a->integer < b->integer);
    return (number_of(a) > number_of(b)) - (number_of(a) < number_of(b));
}

// Shell's: in place, and no two keys are equal.
static void sort_keys(struct key *keys, size_t count) {
    static const size_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        for (size_t i = gaps[g]; i < count; i++) {
            struct key key = keys[i];
            size_t at = i;
            for (; at >= gaps[g] && compare_keys(&keys[at - gaps[g]], &key) > 0; at -= gaps[g])
                keys[at] = keys[at - gaps[g]];
            keys[at] = key;
        }
    }
}

static size_t count_keys(lua_State *state, int table) {
    size_t count = 0;
    for (lua_pushnil(state); lua_next(state, table) != 0; lua_pop(state, 1))
        count++;
    if (count > WM_LIMIT_KEYS)
        luaL_error(state, "a table of more than %d entries", WM_LIMIT_KEYS);
    return count;
}

static void read_key(lua_State *state, int index, struct key *ret_key) {
    size_t length = 0;
    struct key key = {.type = (uint8_t)lua_type(state, index), .whole = lua_isinteger(state, index) != 0};
    if (key.whole)
        key.integer = lua_tointeger(state, index);
    else if (key.type == LUA_TNUMBER)
        key.number = lua_tonumber(state, index);
    else if (key.type == LUA_TSTRING)
        key.text = lua_tolstring(state, index, &length);
    else if (key.type == LUA_TBOOLEAN)
        key.number = lua_toboolean(state, index);
    else
        luaL_error(state, "pairs: a key is neither a number, a text nor a boolean");
    key.length = (uint32_t)length;
    *ret_key = key;
}

static void push_key(lua_State *state, const struct key *key) {
    if (key->type == LUA_TSTRING)
        lua_pushlstring(state, key->text, key->length);
    else if (key->type == LUA_TBOOLEAN)
        lua_pushboolean(state, key->number != 0);
    else if (key->whole)
        lua_pushinteger(state, key->integer);
    else
        lua_pushnumber(state, key->number);
}

static int l_next_pair(lua_State *state) {
    lua_Integer place = lua_tointeger(state, lua_upvalueindex(3));
    wm_sandbox_charge(state, 2);
    for (;;) {
        if (lua_rawgeti(state, lua_upvalueindex(2), ++place) == LUA_TNIL)
            return 1;
        lua_pushvalue(state, -1);
        if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL)
            break;
        lua_pop(state, 2); // removed since the walk began
    }
    lua_pushinteger(state, place);
    lua_replace(state, lua_upvalueindex(3));
    return 2;
}

static int l_pairs(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_settop(state, 1);
    if (lua_getmetatable(state, 1))
        return luaL_error(state, "pairs: this table is not yours to walk");
    size_t count = count_keys(state, 1);
    wm_sandbox_charge(state, 20 * (count + 1));
    struct key *keys = wm_library_scratch(state, count * sizeof *keys);
    size_t at = 0, bytes = 0;
    for (lua_pushnil(state); lua_next(state, 1) != 0; lua_pop(state, 1)) {
        read_key(state, -2, &keys[at]);
        bytes += keys[at++].length;
    }
    wm_sandbox_charge(state, bytes / 16);
    sort_keys(keys, count);
    lua_pushvalue(state, 1);
    lua_createtable(state, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        push_key(state, &keys[i]);
        lua_rawseti(state, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(state, 0);
    lua_pushcclosure(state, l_next_pair, 3);
    return 1;
}

static void take(lua_State *state, int from, const char *const *names) {
    for (; *names != NULL; names++) {
        lua_getfield(state, from, *names);
        lua_setfield(state, -2, *names);
    }
}

static void open(lua_State *state, lua_CFunction library) {
    lua_pushcfunction(state, library);
    lua_call(state, 0, 1);
}

void wm_sandbox_library(lua_State *state) {
    static const char *const base[] = {"type", "select", "ipairs", "tonumber", NULL};
    static const char *const maths[] = {"abs",  "ceil", "floor", "max", "min",        "tointeger",  "type",
                                        "fmod", "sqrt", "huge",  "pi",  "maxinteger", "mininteger", NULL};
    static const luaL_Reg own[] = {{"tostring", l_tostring}, {"error", l_error}, {"assert", l_assert},
                                   {"pcall", l_pcall},       {"pairs", l_pairs}, {NULL, NULL}};
    int names = lua_gettop(state);
    open(state, luaopen_base);
    lua_pushvalue(state, names);
    take(state, -2, base);
    lua_pop(state, 2);
    wm_library_set(state, own);
    open(state, luaopen_math);
    lua_newtable(state);
    take(state, -2, maths);
    lua_remove(state, -2);
    wm_sandbox_protect(state, "math");
    lua_setfield(state, names, "math");
    wm_library_text(state);
    wm_sandbox_protect(state, "string");
    lua_setfield(state, names, "string");
    wm_library_table(state);
    wm_sandbox_protect(state, "table");
    lua_setfield(state, names, "table");
    // luaopen_base wrote into the globals table and the list of loaded libraries.
    lua_newtable(state);
    lua_rawseti(state, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}
