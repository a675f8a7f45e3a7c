// SPDX-License-Identifier: MIT
// The room in which a file of predicates runs: what it includes, the names it finds there, and its function.
#include "engine/lang/predicate_work.h"

#include "engine/lang/draft.h"
#include "engine/lang/library.h"

#include <lauxlib.h>
#include <string.h>

// Files -------------------------------------------------------------------------------------------------------------

size_t wm_predicate_pack_length(const struct wm_predicates *predicates) {
    const char *slash = strrchr(predicates->predicate->file, '/');
    return slash != NULL ? (size_t)(slash - predicates->predicate->file) : 0;
}

static const struct wm_ruleset_file *find_file(const struct wm_predicates *predicates, const char *path) {
    for (size_t i = 0; i < predicates->file_count; i++) {
        if (strcmp(predicates->files[i].path, path) == 0)
            return &predicates->files[i];
    }
    return NULL;
}

// The chunk of a file, compiled once a state, with a new environment.
static void push_chunk(lua_State *state, const struct wm_ruleset_file *file, int environment) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    const char *name = strrchr(file->path, '/');
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.chunks");
    if (lua_getfield(state, -1, file->path) == LUA_TNIL) {
        lua_pop(state, 1);
        uint64_t fuel = sandbox->fuel; // the first evaluation of a state costs no more than the others
        sandbox->fuel = 0;
        wm_sandbox_load(state, name != NULL ? name + 1 : file->path, file->bytes, file->length, environment);
        sandbox->fuel = fuel;
        lua_pushvalue(state, -1);
        lua_setfield(state, -3, file->path);
    }
    lua_remove(state, -2);
    lua_pushvalue(state, environment);
    if (lua_setupvalue(state, -2, 1) == NULL)
        lua_pop(state, 1);
}

// Runs a file in the environment of this evaluation, and leaves its value.
static void run_file(lua_State *state, const struct wm_ruleset_file *file) {
    struct wm_predicates *predicates = wm_predicates_of(state);
    luaL_checkstack(state, 8, "files");
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.values");
    lua_pushboolean(state, 0); // it runs
    lua_setfield(state, -2, file->path);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.environment");
    push_chunk(state, file, lua_gettop(state));
    if (predicates->digest != NULL) {
        wm_sha256_add_field(predicates->digest, file->path, strlen(file->path));
        wm_sha256_add_field(predicates->digest, file->bytes, file->length);
    }
    lua_call(state, 0, 1);
    lua_remove(state, -2);
    lua_createtable(state, 1, 0); // its value may be nil
    lua_pushvalue(state, -2);
    lua_rawseti(state, -2, 1);
    lua_setfield(state, -3, file->path);
    lua_remove(state, -2);
}

static int l_include(lua_State *state) {
    struct wm_predicates *predicates = wm_predicates_of(state);
    if (predicates->portfolio != NULL)
        wm_predicate_fail(state, "wrong-place", "`include` stands outside of the predicate's function");
    const char *given = lua_gettop(state) == 1 && lua_type(state, 1) == LUA_TSTRING ? lua_tostring(state, 1) : NULL;
    if (given == NULL)
        wm_predicate_fail(state, "wrong-type", "`include` takes the name of one file");
    size_t length = strlen(given);
    bool whole = length >= 4 && strcmp(given + length - 4, ".lua") == 0;
    lua_pushlstring(state, predicates->predicate->file, wm_predicate_pack_length(predicates));
    const char *path = lua_pushfstring(state, "%s/%s%s", lua_tostring(state, -1), given, whole ? "" : ".lua");
    const struct wm_ruleset_file *file = find_file(predicates, path);
    if (file == NULL)
        wm_predicate_fail(state, "unknown-name", "the pack has no file %.100s", given);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.values");
    int type = lua_getfield(state, -1, path);
    if (type == LUA_TBOOLEAN)
        wm_predicate_fail(state, "cycle", "%.100s is included while it runs itself", given);
    if (type == LUA_TTABLE)
        lua_rawgeti(state, -1, 1);
    else
        run_file(state, file);
    return 1;
}

// Names -------------------------------------------------------------------------------------------------------------

// custom { id = …, says = …, function (person) … end }: of those in the file, the one that is asked is kept.
static int l_custom(lua_State *state) {
    struct wm_predicates *predicates = wm_predicates_of(state);
    wm_sandbox_charge(state, 5);
    if (predicates->portfolio != NULL)
        wm_predicate_fail(state, "wrong-place", "`custom` stands outside of the predicate's function");
    if (lua_gettop(state) != 1 || lua_type(state, 1) != LUA_TTABLE)
        wm_predicate_fail(state, "wrong-type", "`custom` takes a table");
    lua_pushliteral(state, "id");
    bool wanted =
        lua_rawget(state, 1) == LUA_TSTRING && strcmp(lua_tostring(state, -1), predicates->predicate->id) == 0;
    if (wanted && lua_rawgeti(state, 1, 1) == LUA_TFUNCTION)
        lua_setfield(state, LUA_REGISTRYINDEX, "wm.offered");
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.criterion");
    return 1;
}

static bool is_rule_word(const char *name) {
    for (int verb = 0; verb < WM_VERB_COUNT; verb++) {
        if (wm_verb_word((enum wm_verb)verb) && strcmp(name, wm_verb_name((enum wm_verb)verb)) == 0)
            return true;
    }
    for (int word = 0; word < WM_WORD_COUNT; word++) {
        if (strcmp(name, wm_word_name(word)) == 0)
            return true;
    }
    return false;
}

static int l_read_name(lua_State *state) {
    lua_settop(state, 2);
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    if (lua_type(state, 2) != LUA_TSTRING)
        wm_predicate_fail(state, "unknown-name", "the environment has names that are texts only");
    const char *name = lua_tostring(state, 2);
    if (is_rule_word(name))
        wm_predicate_fail(state, "wrong-place",
                          "`%s` has no place here: a file with custom predicates is run again for each person, and has "
                          "nothing in it but `custom`, `include` and plain Lua",
                          name);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (lua_pushnil(state); lua_next(state, lua_upvalueindex(1)) != 0; lua_pop(state, 1))
        wm_nearest_offer(&nearest, lua_tostring(state, -2));
    wm_predicate_unknown(
        state, &nearest,
        "nobody defined the name `%.60s` in this file or what it includes: nothing else of the pack is "
        "there when a predicate runs",
        name);
}

static int l_write_name(lua_State *state) {
    lua_settop(state, 3);
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL)
        wm_predicate_fail(state, "read-only", "`%.60s` is a word of the rule language: choose another name",
                          lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : "this");
    lua_settop(state, 3);
    lua_rawset(state, 1);
    return 0;
}

static void set_closure(lua_State *state, int words, const char *name, lua_CFunction function) {
    lua_pushvalue(state, words);
    lua_pushcclosure(state, function, 1);
    lua_setfield(state, -2, name);
}

int wm_predicate_prepare(lua_State *state) {
    static const luaL_Reg own[] = {{"include", l_include}, {"custom", l_custom}, {NULL, NULL}};
    lua_newtable(state);
    int words = lua_gettop(state);
    wm_sandbox_library(state);
    wm_predicate_days(state);
    wm_library_set(state, own);
    wm_predicate_view_prepare(state);
    lua_createtable(state, 0, 3);
    set_closure(state, words, "__index", l_read_name);
    set_closure(state, words, "__newindex", l_write_name);
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.names");
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.chunks");
    lua_newtable(state); // what `custom` gives back: nothing can be done with it but passing it on
    wm_sandbox_protect(state, "custom");
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.criterion");
    lua_gc(state, LUA_GCCOLLECT);
    return 0;
}

// Evaluating --------------------------------------------------------------------------------------------------------

void wm_predicate_begin(lua_State *state) {
    lua_newtable(state);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.names");
    lua_setmetatable(state, -2);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.environment");
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.values");
}

void wm_predicate_finish(lua_State *state) {
    static const char *const names[] = {"wm.environment", "wm.values", "wm.offered"};
    lua_settop(state, 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        lua_pushnil(state);
        lua_setfield(state, LUA_REGISTRYINDEX, names[i]);
    }
    lua_gc(state, LUA_GCCOLLECT);
}

void wm_predicate_find(lua_State *state) {
    const struct wm_predicates *predicates = wm_predicates_of(state);
    const struct wm_ruleset_file *file = find_file(predicates, predicates->predicate->file);
    if (file == NULL)
        wm_predicate_fail(state, "missing", "the file %.100s is not among those of the rules",
                          predicates->predicate->file);
    run_file(state, file);
    lua_pop(state, 1);
    if (lua_getfield(state, LUA_REGISTRYINDEX, "wm.offered") != LUA_TFUNCTION)
        wm_predicate_fail(
            state, "missing",
            "the file makes no predicate \"%.60s\" when it is run on its own: `custom` stands in the file "
            "itself, not in a function that others call",
            predicates->predicate->id);
}
