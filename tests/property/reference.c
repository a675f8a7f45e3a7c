// SPDX-License-Identifier: MIT
#include "tests/property/reference.h"

#include "engine/base/memory.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <string.h>

// Places in the registry.
static const char *const CASE = "case", *const MADE = "made", *const LARGER = "larger", *const QUESTIONS = "questions";

static int with_traceback(lua_State *lua) {
    luaL_traceback(lua, lua, lua_tostring(lua, 1), 1);
    return 1;
}

// Calls case.NAME with the `arguments` values on top of the stack.
static bool call(struct reference *reference, const char *name, int arguments, int results) {
    lua_State *lua = reference->lua;
    lua_getfield(lua, LUA_REGISTRYINDEX, CASE);
    lua_getfield(lua, -1, name);
    lua_remove(lua, -2);
    lua_insert(lua, -arguments - 1);
    lua_pushcfunction(lua, with_traceback);
    lua_insert(lua, -arguments - 2);
    int handler = lua_gettop(lua) - arguments - 1;
    bool done = lua_pcall(lua, arguments, results, handler) == LUA_OK;
    if (!done) {
        fprintf(stderr, "the reference failed in case.%s: %s\n", name, lua_tostring(lua, -1));
        lua_pop(lua, 1);
    }
    lua_remove(lua, handler);
    return done;
}

static void set_place(struct reference *reference, const char *place) {
    lua_setfield(reference->lua, LUA_REGISTRYINDEX, place);
}

bool reference_open(struct reference *reference) {
    *reference = (struct reference){.lua = luaL_newstate()};
    if (reference->lua == NULL)
        return false;
    luaL_openlibs(reference->lua);
    lua_gc(reference->lua, LUA_GCINC, 1000, 0, 0); // a case makes much that dies with it: collect seldom
    if (luaL_dostring(reference->lua, "package.path = \"" WM_PROPERTY_FOLDER "/?.lua\" return (require \"case\")")) {
        fprintf(stderr, "%s\n", lua_tostring(reference->lua, -1));
        return false;
    }
    set_place(reference, CASE);
    return true;
}

static void forget(struct property_case *made) {
    wm_free(made->entries);
    *made = (struct property_case){.entries = NULL};
}

void reference_close(struct reference *reference) {
    forget(&reference->made);
    if (reference->lua != NULL)
        lua_close(reference->lua);
    reference->lua = NULL;
}

// Reading the tables of a case --------------------------------------------------------------------------------------
// Texts stay where they are: the case's table holds them for as long as it is in the registry.

static struct wm_text text_of(lua_State *lua, const char *name) {
    struct wm_text text = {NULL, 0};
    if (lua_getfield(lua, -1, name) == LUA_TSTRING)
        text.data = lua_tolstring(lua, -1, &text.length);
    lua_pop(lua, 1);
    return text;
}

static int64_t integer_of(lua_State *lua, const char *name, int64_t otherwise) {
    int64_t number = lua_getfield(lua, -1, name) == LUA_TNIL ? otherwise : lua_tointeger(lua, -1);
    lua_pop(lua, 1);
    return number;
}

static bool has(lua_State *lua, const char *name) {
    bool there = lua_getfield(lua, -1, name) != LUA_TNIL;
    lua_pop(lua, 1);
    return there;
}

static struct wm_record record_of(lua_State *lua) {
    struct wm_text kind = text_of(lua, "kind");
    return (struct wm_record){
        .kind = kind.data != NULL ? wm_kind_parse(kind.data, kind.length) : WM_KIND_NONE,
        .subject = text_of(lua, "subject"),
        .outcome = text_of(lua, "outcome"),
        .has_value = has(lua, "value"),
        .value = integer_of(lua, "value", 0),
        .on = (wm_day)integer_of(lua, "on", WM_DAY_NONE),
        .until = (wm_day)integer_of(lua, "until_day", WM_DAY_NONE),
        .by = text_of(lua, "by"),
        .as = text_of(lua, "as"),
        .method = text_of(lua, "method"),
    };
}

static struct case_entry entry_of(lua_State *lua) {
    static const char *const names[] = {"record", "grant", "revoke", "void"};
    struct case_entry entry = {.record = record_of(lua), .seq = integer_of(lua, "seq", 0)};
    const char *type = text_of(lua, "type").data;
    while (type != NULL && entry.type < CASE_VOID && strcmp(names[entry.type], type) != 0)
        entry.type++;
    entry.level = text_of(lua, "level");
    if (entry.type == CASE_VOID) {
        lua_getfield(lua, -1, "entry");
        entry.voided = integer_of(lua, "seq", 0);
        lua_pop(lua, 1);
    }
    return entry;
}

// Pushes the list `name` of the table on top; gives its length.
static size_t push_list(lua_State *lua, const char *name) {
    lua_getfield(lua, -1, name);
    return (size_t)luaL_len(lua, -1);
}

static void read_files(lua_State *lua, struct property_case *made) {
    made->file_count = push_list(lua, "files");
    wm_require(made->file_count <= CASE_FILES_MOST);
    for (size_t i = 0; i < made->file_count; i++) {
        lua_geti(lua, -1, (lua_Integer)i + 1);
        struct wm_text bytes = text_of(lua, "text");
        made->files[i] = (struct wm_ruleset_file){text_of(lua, "path").data, bytes.data, bytes.length};
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
}

static bool read_entries(lua_State *lua, struct property_case *made) {
    size_t count = push_list(lua, "entries");
    made->entries = wm_alloc_zero(count + 1, sizeof *made->entries);
    made->entry_count = made->entries != NULL ? count : 0;
    for (size_t i = 0; i < made->entry_count; i++) {
        lua_geti(lua, -1, (lua_Integer)i + 1);
        made->entries[i] = entry_of(lua);
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
    return made->entries != NULL;
}

static void read_supposed(lua_State *lua, struct property_case *made) {
    made->with_count = push_list(lua, "with");
    wm_require(made->with_count <= CASE_SUPPOSED_MOST);
    for (size_t i = 0; i < made->with_count; i++) {
        lua_geti(lua, -1, (lua_Integer)i + 1);
        made->with[i] = record_of(lua);
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
    made->without_count = push_list(lua, "without");
    wm_require(made->without_count <= CASE_SUPPOSED_MOST);
    for (size_t i = 0; i < made->without_count; i++) {
        lua_geti(lua, -1, (lua_Integer)i + 1);
        made->without[i] = lua_tointeger(lua, -1);
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
}

// Reads the table in MADE.
static bool read_made(struct reference *reference) {
    lua_State *lua = reference->lua;
    struct property_case *made = &reference->made;
    forget(made);
    lua_getfield(lua, LUA_REGISTRYINDEX, MADE);
    read_files(lua, made);
    bool done = read_entries(lua, made);
    read_supposed(lua, made);
    made->organisation = text_of(lua, "organisation").data;
    made->framework = text_of(lua, "framework").data;
    made->last = (wm_day)integer_of(lua, "last", WM_DAY_NONE);
    lua_pop(lua, 1);
    return done;
}

// Cases ---------------------------------------------------------------------------------------------------------------

bool reference_make(struct reference *reference, int64_t seed, int64_t number, bool monotone) {
    lua_State *lua = reference->lua;
    lua_pushinteger(lua, seed);
    lua_pushinteger(lua, number);
    lua_createtable(lua, 0, 1);
    lua_pushboolean(lua, monotone);
    lua_setfield(lua, -2, "monotone");
    if (!call(reference, "make", 3, 1))
        return false;
    set_place(reference, MADE);
    return read_made(reference);
}

bool reference_shuffle(struct reference *reference, int64_t nth) {
    lua_getfield(reference->lua, LUA_REGISTRYINDEX, MADE);
    lua_pushinteger(reference->lua, nth);
    if (!call(reference, "shuffled", 2, 1))
        return false;
    set_place(reference, MADE);
    return read_made(reference);
}

bool reference_ask(struct reference *reference, size_t *ret_count) {
    lua_getfield(reference->lua, LUA_REGISTRYINDEX, MADE);
    if (!call(reference, "questions", 1, 1))
        return false;
    *ret_count = (size_t)luaL_len(reference->lua, -1);
    set_place(reference, QUESTIONS);
    return true;
}

struct reference_question reference_question(struct reference *reference, size_t index) {
    lua_State *lua = reference->lua;
    lua_getfield(lua, LUA_REGISTRYINDEX, QUESTIONS);
    lua_geti(lua, -1, (lua_Integer)index + 1);
    struct reference_question question = {.level = text_of(lua, "level").data,
                                          .expected = text_of(lua, "expected").data,
                                          .day = (wm_day)integer_of(lua, "day", 0)};
    lua_pop(lua, 2);
    return question;
}

bool reference_smaller(struct reference *reference, size_t nth, const char *level, wm_day day, bool *ret_there,
                       const char **ret_expected) {
    lua_State *lua = reference->lua;
    lua_getfield(lua, LUA_REGISTRYINDEX, MADE);
    lua_pushvalue(lua, -1);
    set_place(reference, LARGER);
    lua_pushinteger(lua, (lua_Integer)nth);
    if (!call(reference, "smaller", 2, 1))
        return false;
    *ret_there = !lua_isnil(lua, -1);
    if (!*ret_there) {
        lua_pop(lua, 1);
        return true;
    }
    lua_pushvalue(lua, -1);
    set_place(reference, MADE);
    lua_pushstring(lua, level);
    lua_pushinteger(lua, day);
    if (!call(reference, "expected", 3, 1))
        return false;
    *ret_expected = lua_tostring(lua, -1);
    set_place(reference, QUESTIONS); // only to hold the text
    return read_made(reference);
}

void reference_undo(struct reference *reference) {
    lua_getfield(reference->lua, LUA_REGISTRYINDEX, LARGER);
    set_place(reference, MADE);
    wm_require(read_made(reference));
}

bool reference_describe(struct reference *reference, FILE *to) {
    lua_getfield(reference->lua, LUA_REGISTRYINDEX, MADE);
    if (!call(reference, "describe", 1, 1))
        return false;
    fprintf(to, "%s\n", lua_tostring(reference->lua, -1));
    lua_pop(reference->lua, 1);
    return true;
}

bool reference_coverage(struct reference *reference, FILE *to, bool *ret_complete) {
    if (!call(reference, "coverage", 0, 2))
        return false;
    fprintf(to, "%s\n", lua_tostring(reference->lua, -2));
    *ret_complete = lua_toboolean(reference->lua, -1);
    lua_pop(reference->lua, 2);
    return true;
}
