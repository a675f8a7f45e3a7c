// SPDX-License-Identifier: MIT
#include "engine/lang/verbs.h"

#include "engine/lang/limits.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

void wm_verbs_add(lua_State *state, const char *word, lua_CFunction function, int number) {
    lua_pushinteger(state, number);
    lua_pushcclosure(state, function, 1);
    lua_setfield(state, -2, word);
}

int wm_verbs_number(lua_State *state) {
    return (int)lua_tointeger(state, lua_upvalueindex(1));
}

void wm_verbs_check(lua_State *state, enum wm_status status) {
    if (status != WM_OK)
        wm_sandbox_raise(state);
}

void wm_verbs_fail(lua_State *state, const char *reason, const char *format, ...) {
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    wm_error_set(fault, WM_RULES, reason, "%s", message);
    wm_draft_where(fault, wm_script_place(state));
    wm_sandbox_raise(state);
}

const char *wm_verbs_what(lua_State *state, const char *word, const char *id) {
    const size_t size = strlen(word) + strlen(id) + 4;
    char *what = wm_script_alloc(state, size, 1);
    snprintf(what, size, "%s \"%s\"", word, id);
    return what;
}

void wm_verbs_open(lua_State *state, struct wm_draft_opening *opening) {
    struct wm_draft *draft = &wm_script_of(state)->draft;
    opening->where = wm_script_place(state);
    if (draft->last_opening != NULL)
        draft->last_opening->next = opening;
    else
        draft->first_opening = opening;
    draft->last_opening = opening;
    struct wm_draft_value value = {.type = WM_DRAFT_OPENING, .where = opening->where, .opening = opening};
    wm_argument_push(state, &value);
}

static int call_opening(lua_State *state, struct wm_draft_opening *opening) {
    wm_argument_count(state, 2, 2, opening->what);
    if (lua_type(state, 2) != LUA_TTABLE)
        wm_verbs_fail(state, "wrong-type", "%s takes a table, not a %s", opening->what, luaL_typename(state, 2));
    if (opening->used && opening->declaration != NULL)
        wm_verbs_fail(state, "duplicate", "%s was given its table already", opening->what);
    opening->used = true;
    if (opening->declaration != NULL)
        return wm_verbs_complete(state, opening);
    return opening->step != NULL ? wm_verbs_step(state, opening) : wm_verbs_at_least(state, opening);
}

static int l_call(lua_State *state) {
    struct wm_draft_value *value = wm_argument_handle(state, 1);
    if (value != NULL && value->type == WM_DRAFT_EXPECTATION)
        return wm_verbs_expect(state, value);
    if (value != NULL && value->type == WM_DRAFT_OPENING)
        return call_opening(state, value->opening);
    wm_verbs_fail(state, "wrong-type", "%s takes nothing more behind it",
                  value != NULL ? wm_draft_type_name(value) : "this");
}

// The environment ---------------------------------------------------------------------------------------------------

static void offer_names(lua_State *state, int table, struct wm_nearest *nearest) {
    for (lua_pushnil(state); lua_next(state, table) != 0; lua_pop(state, 1)) {
        if (lua_type(state, -2) == LUA_TSTRING)
            wm_nearest_offer(nearest, lua_tostring(state, -2));
    }
}

// A name that the pack has not defined itself: a word of the language, or a mistake.
static int l_read_name(lua_State *state) {
    lua_settop(state, 2);
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    if (lua_type(state, 2) != LUA_TSTRING)
        wm_verbs_fail(state, "unknown-name", "the environment has names that are texts only");
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    const char *name = wm_argument_text(state, 2, "a name");
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    offer_names(state, lua_upvalueindex(1), &nearest);
    offer_names(state, 1, &nearest);
    wm_error_set(fault, WM_RULES, "unknown-name", "nobody defined the name `%s`", name);
    wm_error_found(fault, "%s", name);
    wm_error_nearest(fault, wm_nearest_name(&nearest));
    wm_draft_where(fault, wm_script_place(state));
    wm_sandbox_raise(state);
}

static int l_write_name(lua_State *state) {
    lua_settop(state, 3);
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL)
        wm_verbs_fail(state, "read-only", "`%s` is a word of the rule language: choose another name",
                      wm_argument_text(state, 2, "a name"));
    lua_settop(state, 3);
    lua_rawset(state, 1);
    return 0;
}

int wm_verbs_prepare(lua_State *state) {
    wm_argument_prepare(state, l_call);
    lua_newtable(state); // the words
    int words = lua_gettop(state);
    wm_sandbox_library(state);
    wm_verbs_criteria(state);
    wm_verbs_declarations(state);
    wm_verbs_values(state);
    wm_verbs_tests(state);
    lua_newtable(state); // the environment
    lua_createtable(state, 0, 3);
    lua_pushvalue(state, words);
    lua_pushcclosure(state, l_read_name, 1);
    lua_setfield(state, -2, "__index");
    lua_pushvalue(state, words);
    lua_pushcclosure(state, l_write_name, 1);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.environment");
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.words");
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.values");
    return 0;
}
