// SPDX-License-Identifier: MIT
// What is kept for its pages: how much of whom, and which cursors still speak of something.
#include "api/methods/keeping.h"

#include "tests/support/test.h"

static size_t released;

static void release(void *found) {
    *(bool *)found = true;
    released++;
}

static const struct wm_keeping_form form = {
    .letter = 't', .places = 4, .own = 2, .weight = 100, .most = 1, .own_most = 1, .why = "tests", .release = release};
static const struct wm_keeping_form other_form = {
    .letter = 'u', .places = 4, .own = 2, .weight = 100, .most = 1, .own_most = 1, .why = "tests", .release = release};

static struct wm_organisation north, south, west;
static bool gone[16];

static struct wm_text cursor_of(const struct wm_keeping *keeping, const struct wm_kept *kept, size_t offset) {
    static char cursor[WM_CURSOR];
    wm_keeping_cursor(keeping, kept, 7, offset, cursor);
    return (struct wm_text){cursor, strlen(cursor)};
}

static void test_cursors(void **state) {
    (void)state;
    struct wm_keeping keeping = {.form = &form}, other = {.form = &other_form};
    struct wm_kept *kept = wm_keeping_add(&keeping, &north, &gone[0], 1), *found = NULL;
    (void)wm_keeping_add(&other, &north, &gone[1], 1);
    size_t offset = 0;
    struct wm_text cursor = cursor_of(&keeping, kept, 2000);
    assert_string_equal(cursor.data, "7.t1-2000");
    assert_true(wm_keeping_find(&keeping, 7, &north, cursor, &found, &offset));
    assert_ptr_equal(found, kept);
    assert_int_equal(offset, 2000);
    assert_false(wm_keeping_find(&keeping, 8, &north, cursor, &found, &offset)); // another start of the daemon
    assert_false(wm_keeping_find(&keeping, 7, &south, cursor, &found, &offset));
    assert_false(wm_keeping_find(&other, 7, &north, cursor, &found, &offset));
    static const char *const wrong[] = {"",          "7.t1-",      "7.t1-02000",
                                        "7.t2-2000", "7.t1-2000 ", "7.t1-99999999999999999999",
                                        "7t1-2000",  "-",          "7.t1--2000"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(
            wm_keeping_find(&keeping, 7, &north, (struct wm_text){wrong[i], strlen(wrong[i])}, &found, &offset));
    wm_keeping_clear(&keeping);
    wm_keeping_clear(&other);
}

// A noisy organisation costs itself its pages, and nobody else theirs as long as there is room.
static void test_of_one_organisation(void **state) {
    (void)state;
    struct wm_keeping keeping = {.form = &form};
    memset(gone, 0, sizeof gone);
    (void)wm_keeping_add(&keeping, &south, &gone[0], 1);
    for (size_t i = 1; i <= 5; i++)
        (void)wm_keeping_add(&keeping, &north, &gone[i], 1);
    static const bool expected[] = {false, true, true, true, false, false};
    assert_memory_equal(gone, expected, sizeof expected);
    (void)wm_keeping_add(&keeping, &west, &gone[6], 1);
    assert_false(gone[0]);
    (void)wm_keeping_add(&keeping, &west, &gone[7], 1); // all places are taken: the oldest of all goes
    assert_true(gone[0]);
    wm_keeping_clear(&keeping);
    for (size_t i = 0; i < 8; i++)
        assert_true(gone[i]);
}

static void test_weight(void **state) {
    (void)state;
    struct wm_keeping keeping = {.form = &form};
    memset(gone, 0, sizeof gone);
    (void)wm_keeping_add(&keeping, &south, &gone[0], 40);
    (void)wm_keeping_add(&keeping, &north, &gone[1], 40);
    (void)wm_keeping_add(&keeping, &north, &gone[2], 50); // its own first
    assert_true(gone[1] && !gone[0] && !gone[2]);
    (void)wm_keeping_add(&keeping, &west, &gone[3], 500); // heavier than all that may be: by itself
    assert_true(gone[0] && gone[2] && !gone[3]);
    (void)wm_keeping_add(&keeping, &north, &gone[4], 1);
    assert_true(gone[3] && !gone[4]);
    wm_keeping_clear(&keeping);
    wm_keeping_clear(&keeping);
    assert_int_equal(released > 0, true);
}

WM_TEST_MAIN(cmocka_unit_test(test_cursors), cmocka_unit_test(test_of_one_organisation), cmocka_unit_test(test_weight))
