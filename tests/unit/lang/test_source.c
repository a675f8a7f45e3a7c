// SPDX-License-Identifier: MIT
// Bit operations that Lua before 5.4.5 computes wrongly.
#include "engine/lang/source.h"

#include "tests/unit/lang/rules.h"

#include <lua.h>

// `count` constants, then the text.
static int line_of(int count, const char *text) {
    struct wm_buffer file;
    wm_buffer_init(&file, 65536);
    for (int i = 0; i < count; i++)
        wm_buffer_printf(&file, "%d,", i);
    wm_buffer_text(&file, text);
    assert_false(file.failed);
    int line = wm_source_miscompiled(file.data != NULL ? file.data : "", file.length);
    wm_buffer_clear(&file);
    return line;
}

static void test_found(void **state) {
    (void)state;
    assert_int_equal(line_of(300, "\n\nx = 1 | y"), 3);
    assert_int_equal(line_of(300, "\nx = a & 1"), 2);
    assert_int_equal(line_of(300, "x = a ~ 1"), 1);
    assert_int_equal(line_of(300, "x = a ~'1'\n|"), 1);
    assert_int_equal(line_of(0, "x = a | 1"), 0); // few constants: it is right
    assert_int_equal(line_of(0, ""), 0);
    char names[4096] = "x = a | 1\n";
    for (int i = 0; i < 300; i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "n%d=\"\\\"\" ", i);
    assert_int_equal(line_of(0, names), 1);
}

static void test_not_found(void **state) {
    (void)state;
    assert_int_equal(line_of(300, "x = a ~= 1 << 3 -- a | b\n"), 0);
    assert_int_equal(line_of(300, "x = '|' .. \"a\\\"&\" --[[ ~\n ]] .. [==[ | ]] ]=] ]==] "), 0);
    assert_int_equal(line_of(300, "x = [[ | "), 0); // never closed: the compiler says so
    assert_int_equal(line_of(300, "x = 'a | "), 0);
    assert_int_equal(line_of(300, "-- |"), 0);
    assert_int_equal(line_of(300, "--[==[ |\n ]==] x = t[t[1]]"), 0);
    assert_int_equal(line_of(300, "x = 'a\\"), 0);
}

static void test_in_a_pack(void **state) {
    (void)state;
    struct rules rules;
    char file[8192] = "framework 'f' { title = 'F' }\nlocal t = {";
    for (int i = 0; i < 300; i++)
        snprintf(file + strlen(file), sizeof file - strlen(file), "%d,", i);
    snprintf(file + strlen(file), sizeof file - strlen(file), "}\nlocal x, y = 2, 3\nassert(1 ~ (x | y) == 2)");
    if (LUA_VERSION_RELEASE_NUM < 50405) {
        rules_fail(file, "miscompiled", "framework.lua:4", "");
        return;
    }
    rules_framework(&rules, file);
    wm_ruleset_unref(rules_build(&rules));
}

WM_TEST_MAIN(cmocka_unit_test(test_found), cmocka_unit_test(test_not_found), cmocka_unit_test(test_in_a_pack))
