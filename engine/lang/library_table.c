// SPDX-License-Identifier: MIT
// `table`: raw access to plain tables, counts limited, and a sort that keeps equal elements in order.
#include "engine/lang/library.h"

#include "engine/lang/limits.h"
#include "engine/lang/sandbox.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

// A table without a metatable: raw writes must not go round a read-only stand-in. Gives its length.
static lua_Integer plain_table(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    if (lua_getmetatable(state, 1))
        luaL_error(state, "this table cannot be changed");
    wm_sandbox_charge(state, 10);
    return (lua_Integer)lua_rawlen(state, 1);
}

static int l_insert(lua_State *state) {
    lua_Integer length = plain_table(state);
    lua_Integer place = length + 1;
    if (lua_gettop(state) == 3)
        place = luaL_checkinteger(state, 2);
    else if (lua_gettop(state) != 2)
        return luaL_error(state, "table.insert takes a table, perhaps a place, and a value");
    if (place < 1 || place > length + 1)
        return luaL_error(state, "table.insert: the place is outside the list");
    wm_sandbox_charge(state, (uint64_t)(length - place + 1));
    for (lua_Integer i = length; i >= place; i--) {
        lua_rawgeti(state, 1, i);
        lua_rawseti(state, 1, i + 1);
    }
    lua_pushvalue(state, -1);
    lua_rawseti(state, 1, place);
    return 0;
}

static int l_remove(lua_State *state) {
    lua_Integer length = plain_table(state);
    lua_Integer place = luaL_optinteger(state, 2, length);
    if (length == 0)
        return 0;
    if (place < 1 || place > length)
        return luaL_error(state, "table.remove: the place is outside the list");
    wm_sandbox_charge(state, (uint64_t)(length - place));
    lua_rawgeti(state, 1, place);
    for (lua_Integer i = place; i < length; i++) {
        lua_rawgeti(state, 1, i + 1);
        lua_rawseti(state, 1, i);
    }
    lua_pushnil(state);
    lua_rawseti(state, 1, length);
    return 1;
}

static const char *element(lua_State *state, lua_Integer place, size_t *ret_length) {
    int type = lua_rawgeti(state, 1, place);
    if (type != LUA_TSTRING && type != LUA_TNUMBER)
        luaL_error(state, "table.concat: element %I is a %s", (LUAI_UACINT)place, luaL_typename(state, -1));
    if (type == LUA_TNUMBER)
        wm_sandbox_charge(state, 8); // writing a number takes as long
    wm_library_push_text(state, -1);
    const char *text = lua_tolstring(state, -1, ret_length);
    return text;
}

static int l_concat(lua_State *state) {
    lua_Integer length = plain_table(state);
    size_t between, total = 0, size;
    const char *separator = luaL_optlstring(state, 2, "", &between);
    lua_Integer from = luaL_optinteger(state, 3, 1), to = luaL_optinteger(state, 4, length);
    if (from <= to && (lua_Unsigned)to - (lua_Unsigned)from >= WM_LIMIT_KEYS)
        return luaL_error(state, "table.concat: more than %d elements", WM_LIMIT_KEYS);
    lua_Integer count = from <= to ? to - from + 1 : 0;
    for (lua_Integer i = 0; i < count; i++) {
        element(state, from + i, &size);
        lua_pop(state, 2);
        total += size + (i > 0 ? between : 0);
        if (total > WM_LIMIT_STRING - 64u)
            return luaL_error(state, "a text longer than %d KiB", (int)(WM_LIMIT_STRING / 1024u));
    }
    wm_sandbox_charge(state, total / 16 + (uint64_t)count);
    char *joined = wm_library_scratch(state, total);
    char *at = joined;
    for (lua_Integer i = 0; i < count; i++) {
        if (i > 0) {
            memcpy(at, separator, between);
            at += between;
        }
        const char *text = element(state, from + i, &size);
        memcpy(at, text, size);
        at += size;
        lua_pop(state, 2);
    }
    lua_pushlstring(state, joined, total);
    return 1;
}

static int l_unpack(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_Integer from = luaL_optinteger(state, 2, 1);
    lua_Integer to = luaL_optinteger(state, 3, (lua_Integer)lua_rawlen(state, 1));
    if (from > to)
        return 0;
    if ((lua_Unsigned)to - (lua_Unsigned)from >= WM_LIMIT_UNPACK)
        return luaL_error(state, "table.unpack: more than %d values", WM_LIMIT_UNPACK);
    int count = (int)(to - from) + 1;
    luaL_checkstack(state, count, "table.unpack");
    wm_sandbox_charge(state, (uint64_t)count);
    for (int i = 0; i < count; i++)
        lua_rawgeti(state, 1, from + i);
    return count;
}

// Of the two texts on the top. As Lua's `<` in the C locale, but that goes from NUL to NUL, and no hook looks on.
static bool less_text(lua_State *state) {
    size_t left_length, right_length;
    const char *left = lua_tolstring(state, -2, &left_length), *right = lua_tolstring(state, -1, &right_length);
    size_t common = left_length < right_length ? left_length : right_length;
    wm_sandbox_charge(state, common / 16);
    int difference = memcmp(left, right, common);
    return difference < 0 || (difference == 0 && left_length < right_length);
}

// Is element `left` to stand behind element `right`? (Both of the table at `list`.)
static bool behind(lua_State *state, int list, lua_Integer left, lua_Integer right) {
    wm_sandbox_charge(state, 5);
    bool with_function = !lua_isnoneornil(state, 2);
    if (with_function)
        lua_pushvalue(state, 2);
    lua_rawgeti(state, list, right);
    lua_rawgeti(state, list, left);
    bool is_behind;
    if (with_function) {
        lua_call(state, 2, 1);
        is_behind = lua_toboolean(state, -1);
        lua_pop(state, 1);
    } else {
        int type = lua_type(state, -1);
        if (type != lua_type(state, -2) || (type != LUA_TNUMBER && type != LUA_TSTRING))
            luaL_error(state, "table.sort: give a function that compares, these are no plain numbers or texts");
        is_behind = type == LUA_TSTRING ? less_text(state) : lua_compare(state, -2, -1, LUA_OPLT);
        lua_pop(state, 2);
    }
    return is_behind;
}

static void merge(lua_State *state, int from_list, int to_list, lua_Integer from, lua_Integer middle, lua_Integer end) {
    lua_Integer left = from, right = middle;
    for (lua_Integer i = from; i < end; i++) {
        bool take_right = left >= middle || (right < end && behind(state, from_list, left, right));
        lua_rawgeti(state, from_list, take_right ? right++ : left++);
        lua_rawseti(state, to_list, i);
    }
}

static int l_sort(lua_State *state) {
    lua_Integer length = plain_table(state);
    lua_settop(state, 2);
    if (!lua_isnil(state, 2))
        luaL_checktype(state, 2, LUA_TFUNCTION);
    if (length > WM_LIMIT_KEYS)
        return luaL_error(state, "table.sort: more than %d elements", WM_LIMIT_KEYS);
    // On copies, so that a comparison that changes the table sees nothing half done.
    lua_createtable(state, (int)length, 0);
    lua_createtable(state, (int)length, 0);
    int list = 3, other = 4;
    for (lua_Integer i = 1; i <= length; i++) {
        lua_rawgeti(state, 1, i);
        lua_rawseti(state, list, i);
    }
    for (lua_Integer width = 1; width < length; width *= 2) {
        for (lua_Integer from = 1; from <= length; from += 2 * width) {
            lua_Integer middle = from + width <= length ? from + width : length + 1;
            lua_Integer end = from + 2 * width <= length ? from + 2 * width : length + 1;
            merge(state, list, other, from, middle, end);
        }
        int swapped = list;
        list = other;
        other = swapped;
    }
    for (lua_Integer i = 1; i <= length; i++) {
        lua_rawgeti(state, list, i);
        lua_rawseti(state, 1, i);
    }
    return 0;
}

void wm_library_table(lua_State *state) {
    static const luaL_Reg own[] = {{"insert", l_insert}, {"remove", l_remove}, {"concat", l_concat},
                                   {"unpack", l_unpack}, {"sort", l_sort},     {NULL, NULL}};
    lua_newtable(state);
    wm_library_set(state, own);
}
