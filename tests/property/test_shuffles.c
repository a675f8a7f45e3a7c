// SPDX-License-Identifier: MIT
// A pack means the same however it is written down and wherever Lua keeps it: with its files in another order, the named
// fields of its tables in another order, and other hash seeds.
#include "engine/criteria/ruleset.h"
#include "tests/property/engine.h"
#include "tests/property/reference.h"
#include "tests/support/test.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <string.h>

enum { SEED = 4, CASES = 25, ORDERS = 6 };

// The order in which a new state of Lua walks a table: it is another where the hash seed is.
static void write_walk(struct wm_buffer *walk) {
    lua_State *lua = luaL_newstate();
    assert_non_null(lua);
    luaL_openlibs(lua);
    assert_int_equal(luaL_dostring(lua, "local t, s = {}, ''\n"
                                        "for i = 1, 60 do t['k' .. i] = true end\n"
                                        "for k in pairs(t) do s = s .. k end\n"
                                        "return s"),
                     LUA_OK);
    wm_buffer_reset(walk);
    wm_buffer_text(walk, lua_tostring(lua, -1));
    assert_false(walk->failed);
    lua_close(lua);
}

// Builds the pack so deep in the stack: Lua makes its seeds of addresses, also of one in the stack.
static struct wm_ruleset *build(const struct property_case *made, int depth, struct wm_buffer *walk) {
    volatile char room[80] = {(char)depth};
    struct wm_ruleset *ruleset = NULL;
    if (depth > 0) {
        ruleset = build(made, depth - 1, walk);
    } else {
        struct wm_error error;
        wm_test_ok(engine_rules(made, &ruleset, &error), &error);
        write_walk(walk);
    }
    assert_int_equal(room[0], depth);
    return ruleset;
}

static void compare(const struct wm_ruleset *ruleset, const struct wm_ruleset *first, int number, int nth) {
    if (strcmp(ruleset->criteria_hash, first->criteria_hash) != 0)
        fail_msg("seed %d, case %d in order %d is another pack", SEED, number, nth);
    assert_int_equal(strcmp(ruleset->hash, first->hash) == 0, nth == 0); // the bytes are others
}

// Gives how often the walk was another than the time before.
static int check_case(struct reference *reference, int number, struct wm_buffer walks[2]) {
    struct wm_ruleset *first = NULL;
    int others = 0;
    assert_true(reference_make(reference, SEED, number, false));
    for (int nth = 0; nth < ORDERS; nth++) {
        assert_true(reference_shuffle(reference, nth));
        struct wm_ruleset *ruleset = build(&reference->made, nth, &walks[nth % 2]);
        wm_require(ruleset != NULL);
        if (nth == 0)
            first = wm_ruleset_ref(ruleset);
        else
            others += strcmp(walks[0].data, walks[1].data) != 0;
        compare(ruleset, first, number, nth);
        wm_ruleset_unref(ruleset);
    }
    wm_ruleset_unref(first);
    return others;
}

static void the_order_of_files_fields_and_hashes_matters_not(void **state) {
    (void)state;
    struct reference reference;
    struct wm_buffer walks[2];
    int others = 0;
    assert_true(reference_open(&reference));
    for (int i = 0; i < 2; i++)
        wm_buffer_init(&walks[i], (size_t)1 << 16);
    for (int number = 1; number <= CASES; number++)
        others += check_case(&reference, number, walks);
    assert_true(others > CASES * (ORDERS - 1) / 2); // the seeds were others indeed
    for (int i = 0; i < 2; i++)
        wm_buffer_clear(&walks[i]);
    reference_close(&reference);
}

WM_TEST_MAIN(cmocka_unit_test(the_order_of_files_fields_and_hashes_matters_not))
