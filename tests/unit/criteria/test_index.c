// SPDX-License-Identifier: MIT
#include "engine/criteria/index.h"

#include "tests/support/test.h"

#include <stdio.h>

static void test_finds_what_was_added(void **state) {
    (void)state;
    enum { COUNT = 1000 };
    static char names[COUNT][24];
    struct wm_arena arena;
    struct wm_index index = {NULL, 0};
    struct wm_error error = {0};
    assert_null(wm_index_find(&index, "x", 1)); // not made yet
    wm_arena_init(&arena, 1 << 20);
    wm_test_ok(wm_index_make(&index, &arena, COUNT, &error), &error);
    for (int i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "name-%d", i);
        assert_null(wm_index_add(&index, names[i], names[i]));
    }
    for (int i = 0; i < COUNT; i++)
        assert_ptr_equal(wm_index_find(&index, names[i], strlen(names[i])), names[i]);
    static char other[] = "other";
    assert_ptr_equal(wm_index_add(&index, "name-7", other), names[7]); // the first one stays
    assert_ptr_equal(wm_index_find(&index, "name-7", 6), names[7]);
    assert_ptr_equal(wm_index_find(&index, "name-77", 6), names[7]); // by length, not by NUL
    assert_null(wm_index_find(&index, "name-1000", 9));
    assert_null(wm_index_find(&index, "", 0));
    wm_arena_clear(&arena);
}

static void test_nothing_in_it(void **state) {
    (void)state;
    struct wm_arena arena;
    struct wm_index index;
    struct wm_error error = {0};
    wm_arena_init(&arena, 1 << 20);
    wm_test_ok(wm_index_make(&index, &arena, 0, &error), &error);
    assert_null(wm_index_find(&index, "x", 1));
    wm_arena_clear(&arena);
    wm_arena_init(&arena, 64);
    wm_test_fails(wm_index_make(&index, &arena, 100, &error), &error, WM_NO_MEMORY, "no-memory");
    wm_arena_clear(&arena);
}

WM_TEST_MAIN(cmocka_unit_test(test_finds_what_was_added), cmocka_unit_test(test_nothing_in_it))
