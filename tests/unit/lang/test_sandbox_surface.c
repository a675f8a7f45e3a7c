// SPDX-License-Identifier: MIT
// Everything that a rule can reach: names, libraries, metatables, upvalues, handles. Held against a list in the folder of
// this file (surface_*.txt): what is new there was added on purpose.
#include "engine/base/file.h"
#include "engine/lang/predicate_work.h"
#include "engine/lang/script.h"
#include "tests/unit/lang/predicates.h"

#include <lauxlib.h>
#include <stdlib.h>

enum { PATH_MOST = 240, DEPTH_MOST = 12, KEYS_MOST = 256 };

static const char own_word[] = "surface"; // of this test, left out of the list

struct surface {
    struct wm_buffer lines;
    int seen; // stack index of the table of what was walked: value → true
};

static void walk(lua_State *state, struct surface *surface, const char *path, int depth);

static void walk_metatable(lua_State *state, struct surface *surface, const char *path, int depth) {
    char inner[PATH_MOST];
    if (!lua_getmetatable(state, -1))
        return;
    snprintf(inner, sizeof inner, "%s<metatable>", path);
    walk(state, surface, inner, depth + 1);
    lua_pop(state, 1);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// In the order of names: what is reached two ways is listed under the first.
static void walk_table(lua_State *state, struct surface *surface, const char *path, int depth) {
    const char *keys[KEYS_MOST];
    size_t count = 0;
    int table = lua_gettop(state);
    for (lua_pushnil(state); lua_next(state, table) != 0; lua_pop(state, 1)) {
        assert_int_equal(lua_type(state, -2), LUA_TSTRING);
        assert_true(count < KEYS_MOST);
        keys[count++] = lua_tostring(state, -2);
    }
    qsort((void *)keys, count, sizeof keys[0], by_bytes);
    for (size_t i = 0; i < count; i++) {
        char inner[PATH_MOST];
        snprintf(inner, sizeof inner, "%s.%s", path, keys[i]);
        if (strcmp(keys[i], own_word) == 0)
            continue;
        lua_pushstring(state, keys[i]);
        lua_rawget(state, table);
        walk(state, surface, inner, depth + 1);
        lua_pop(state, 1);
    }
}

// What a function holds on to. A rule has no `debug`, but what is in here the function may give away.
static void walk_upvalues(lua_State *state, struct surface *surface, const char *path, int depth) {
    int function = lua_gettop(state);
    for (int i = 1; lua_getupvalue(state, function, i) != NULL; i++) {
        char inner[PATH_MOST];
        snprintf(inner, sizeof inner, "%s<upvalue %d>", path, i);
        walk(state, surface, inner, depth + 1);
        lua_pop(state, 1);
    }
}

static bool was_seen(lua_State *state, const struct surface *surface) {
    if (lua_type(state, -1) != LUA_TTABLE && lua_type(state, -1) != LUA_TFUNCTION)
        return false;
    lua_pushvalue(state, -1);
    bool seen = lua_rawget(state, surface->seen) != LUA_TNIL;
    lua_pop(state, 1);
    lua_pushvalue(state, -1);
    lua_pushboolean(state, 1);
    lua_rawset(state, surface->seen);
    return seen;
}

// The value on the top.
static void walk(lua_State *state, struct surface *surface, const char *path, int depth) {
    int type = lua_type(state, -1);
    assert_true(depth < DEPTH_MOST);
    luaL_checkstack(state, 10, "surface");
    bool seen = was_seen(state, surface);
    const char *what = lua_iscfunction(state, -1) ? "C function" : lua_typename(state, type);
    if (type == LUA_TBOOLEAN)
        what = lua_toboolean(state, -1) ? "true" : "false";
    wm_buffer_printf(&surface->lines, "%s: %s%s\n", path, what, seen ? ", as above" : "");
    if (seen)
        return;
    if (type != LUA_TSTRING || depth == 0)
        walk_metatable(state, surface, path, depth);
    if (type == LUA_TTABLE)
        walk_table(state, surface, path, depth);
    else if (type == LUA_TFUNCTION)
        walk_upvalues(state, surface, path, depth);
}

static void walk_value(lua_State *state, struct surface *surface, const char *name, int index) {
    lua_pushvalue(state, index);
    walk(state, surface, name, 0);
    lua_pop(state, 1);
}

static void begin(lua_State *state, struct surface *surface) {
    lua_newtable(state);
    surface->seen = lua_gettop(state);
    lua_pushnil(state);
    walk_value(state, surface, "nil", -1);
    lua_pushboolean(state, 1);
    walk_value(state, surface, "a boolean", -1);
    lua_pushinteger(state, 1);
    walk_value(state, surface, "a number", -1);
    lua_pushlightuserdata(state, surface);
    walk_value(state, surface, "a light userdata", -1);
    lua_pop(state, 4);
}

// Held against the list. With WM_GOLDEN=write the list is written instead: read what changed in it.
static void compare(const struct surface *surface, const char *name) {
    char path[512];
    struct wm_error error = {0};
    struct wm_buffer expected = {0};
    snprintf(path, sizeof path, "%s/tests/unit/lang/%s", WM_TEST_SOURCES, name);
    assert_false(surface->lines.failed);
    const char *write = getenv("WM_GOLDEN");
    if (write != NULL && strcmp(write, "write") == 0) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        assert_int_equal(fwrite(surface->lines.data, 1, surface->lines.length, file), surface->lines.length);
        assert_int_equal(fclose(file), 0);
        return;
    }
    wm_test_ok(wm_file_read(path, 1 << 20, &expected, &error), &error);
    assert_string_equal(surface->lines.data, expected.data);
    wm_buffer_clear(&expected);
}

// While a pack is loaded --------------------------------------------------------------------------------------------

static int walk_pack(lua_State *state) {
    static const char chunk[] = "return trained 'kindness', level 'x', days(3), custom, '', function () end, pairs {}, "
                                "param 'how-long', eligible";
    static const char *const names[] = {"a criterion", "an opening",  "a span",      "custom", "a text",
                                        "a function",  "an iterator", "a parameter", "a word"};
    enum { COUNT = sizeof names / sizeof names[0] };
    struct surface *surface = lua_touserdata(state, 1);
    begin(state, surface);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.environment");
    walk(state, surface, "_ENV", 0);
    wm_sandbox_load(state, "surface.lua", chunk, sizeof chunk - 1, -1);
    lua_call(state, 0, COUNT);
    for (int i = 0; i < COUNT; i++)
        walk_value(state, surface, names[i], i - COUNT);
    return 0;
}

static void test_pack(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    struct wm_script *script = NULL;
    struct wm_arena keep;
    struct surface surface = {.seen = 0};
    wm_arena_init(&keep, 1 << 20);
    wm_buffer_init(&surface.lines, 1 << 20);
    rules_framework(&rules, PREDICATES_FRAMEWORK);
    wm_test_ok(wm_script_run(&rules.source, "frameworks/f", NULL, &keep, &script, &error), &error);
    wm_test_ok(wm_script_call(script, walk_pack, &surface, &error), &error);
    compare(&surface, "surface_pack.txt");
    wm_script_free(script);
    wm_arena_clear(&keep);
    wm_buffer_clear(&surface.lines);
}

// While a predicate is asked ----------------------------------------------------------------------------------------

// surface(name, value)
static int l_surface(lua_State *state) {
    struct surface *surface = lua_touserdata(state, lua_upvalueindex(1));
    lua_settop(state, 2);
    lua_getfield(state, LUA_REGISTRYINDEX, "test.seen");
    surface->seen = 3;
    walk_value(state, surface, lua_tostring(state, 1), 2);
    return 0;
}

// One more word than rules have.
static int add_word(lua_State *state) {
    struct surface *surface = lua_touserdata(state, 1);
    begin(state, surface);
    lua_pushvalue(state, surface->seen);
    lua_setfield(state, LUA_REGISTRYINDEX, "test.seen");
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.names");
    lua_getfield(state, -1, "__index");
    assert_non_null(lua_getupvalue(state, -1, 1));
    lua_pushlightuserdata(state, surface);
    lua_pushcclosure(state, l_surface, 1);
    lua_setfield(state, -2, own_word);
    return 0;
}

static void test_predicate(void **state) {
    (void)state;
    struct asking asking;
    struct wm_error error = {0};
    struct surface surface = {.seen = 0};
    struct wm_portfolio *nobody = kept_portfolio(NULL, 0), *amara = kept_amara();
    wm_buffer_init(&surface.lines, 1 << 20);
    asking_open(
        &asking,
        "local r = person.latest('training')\nif r == nil then return true end\n"
        "surface('_ENV', _ENV) surface('person', person) surface('a record', r)\n"
        "surface('a text', '') surface('a function', function () end)\n"
        "surface('an iterator', (pairs {}))\n"
        "for _, n in ipairs { 'records', 'count', 'latest', 'holds', 'as_of' } do surface('person.' .. n, person[n]) "
        "end\nreturn true",
        NULL);
    struct wm_predicate_answer answer;
    wm_test_ok(wm_predicates_ask(asking.predicates, asking.predicate, nobody, PREDICATES_DAY, &answer, &error), &error);
    assert_int_equal(answer.verdict, WM_VERDICT_MET);
    wm_test_ok(wm_sandbox_call(asking.predicates->sandbox, add_word, &surface, &error), &error);
    wm_test_ok(wm_predicates_ask(asking.predicates, asking.predicate, amara, PREDICATES_DAY, &answer, &error), &error);
    assert_string_equal(answer.text, "");
    assert_int_equal(answer.verdict, WM_VERDICT_MET);
    compare(&surface, "surface_predicate.txt");
    asking_close(&asking);
    wm_portfolio_unref(nobody);
    wm_portfolio_unref(amara);
    wm_buffer_clear(&surface.lines);
}

WM_TEST_MAIN(cmocka_unit_test(test_pack), cmocka_unit_test(test_predicate))
