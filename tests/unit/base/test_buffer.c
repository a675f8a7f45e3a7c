// SPDX-License-Identifier: MIT
#include "engine/base/buffer.h"

#include "tests/support/test.h"

#include <stdio.h>

static void test_grow(void **state) {
    (void)state;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 1 << 20);
    assert_null(buffer.data);
    wm_buffer_text(&buffer, "a");
    wm_buffer_byte(&buffer, 'b');
    wm_buffer_add(&buffer, "\0c", 2);
    wm_buffer_add(&buffer, NULL, 0);
    assert_int_equal(buffer.length, 4);
    assert_memory_equal(buffer.data, "ab\0c", 5);
    for (int i = 0; i < 10000; i++)
        wm_buffer_printf(&buffer, "%d,", i);
    assert_false(buffer.failed);
    assert_int_equal(buffer.data[buffer.length], 0);
    wm_buffer_reset(&buffer);
    assert_int_equal(buffer.length, 0);
    assert_string_equal(buffer.data, "");
    wm_buffer_clear(&buffer);
    assert_null(buffer.data);
    wm_buffer_text(&buffer, "again");
    assert_string_equal(buffer.data, "again");
    wm_buffer_clear(&buffer);
    struct wm_buffer zeroed = {0};
    wm_buffer_reset(&zeroed);
    wm_buffer_clear(&zeroed);
}

static void test_maximum(void **state) {
    (void)state;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 100);
    for (int i = 0; i < 100; i++)
        wm_buffer_byte(&buffer, 'x');
    assert_false(buffer.failed);
    assert_int_equal(buffer.length, 100);
    assert_true(buffer.capacity <= 101);
    wm_buffer_add(&buffer, "", 0);
    assert_false(buffer.failed);
    wm_buffer_byte(&buffer, 'y');
    assert_true(buffer.failed);
    wm_buffer_drop(&buffer, 50);
    wm_buffer_text(&buffer, "later appends do nothing");
    assert_int_equal(buffer.length, 50);
    assert_int_equal(strlen(buffer.data), 50);
    wm_buffer_reset(&buffer);
    wm_buffer_printf(&buffer, "%0101d", 7);
    assert_true(buffer.failed);
    assert_null(wm_buffer_steal(&buffer));
    assert_false(buffer.failed);
    wm_buffer_printf(&buffer, "%0100d", 7);
    assert_false(buffer.failed);
    wm_buffer_clear(&buffer);
    wm_buffer_init(&buffer, 0);
    wm_buffer_text(&buffer, "");
    assert_false(buffer.failed);
    wm_buffer_text(&buffer, "x");
    assert_true(buffer.failed);
    wm_buffer_clear(&buffer);
    wm_buffer_init(&buffer, SIZE_MAX);
    wm_buffer_text(&buffer, "fine");
    assert_string_equal(buffer.data, "fine");
    assert_false(wm_buffer_reserve(&buffer, SIZE_MAX));
    assert_true(buffer.failed);
    wm_buffer_clear(&buffer);
}

static void test_printf_long(void **state) {
    (void)state;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 4096);
    for (int size = 250; size < 260; size++) {
        wm_buffer_reset(&buffer);
        wm_buffer_printf(&buffer, "<%*d>", size, 5);
        assert_int_equal(buffer.length, size + 2);
        assert_int_equal(buffer.data[0], '<');
        assert_int_equal(buffer.data[size + 1], '>');
        assert_int_equal(buffer.data[size], '5');
    }
    wm_buffer_clear(&buffer);
}

static void test_integers(void **state) {
    (void)state;
    static const int64_t numbers[] = {0, 1, -1, 9, 10, -10, 1234567890123, INT64_MAX, INT64_MIN};
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 64);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        char wanted[32];
        snprintf(wanted, sizeof wanted, "%lld", (long long)numbers[i]);
        wm_buffer_reset(&buffer);
        wm_buffer_integer(&buffer, numbers[i]);
        assert_string_equal(buffer.data, wanted);
    }
    wm_buffer_clear(&buffer);
}

static void test_drop(void **state) {
    (void)state;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 64);
    wm_buffer_drop(&buffer, 3);
    wm_buffer_text(&buffer, "one two");
    wm_buffer_drop(&buffer, 4);
    assert_string_equal(buffer.data, "two");
    wm_buffer_drop(&buffer, 0);
    assert_string_equal(buffer.data, "two");
    wm_buffer_drop(&buffer, 99);
    assert_string_equal(buffer.data, "");
    assert_int_equal(buffer.length, 0);
    wm_buffer_clear(&buffer);
}

static void test_steal(void **state) {
    (void)state;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 64);
    char *nothing = wm_buffer_steal(&buffer);
    assert_string_equal(nothing, "");
    wm_free(nothing);
    wm_buffer_text(&buffer, "mine");
    char *text = wm_buffer_steal(&buffer);
    assert_string_equal(text, "mine");
    assert_null(buffer.data);
    assert_int_equal(buffer.maximum, 64);
    wm_free(text);
}

static enum wm_status grow(void *context, struct wm_error *error) {
    (void)context;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 1 << 16);
    for (int i = 0; i < 1000; i++)
        wm_buffer_printf(&buffer, "number %d ", i);
    char *text = wm_buffer_steal(&buffer);
    wm_free(text);
    return text != NULL ? WM_OK : wm_error_no_memory(error);
}

static void test_failing_allocations(void **state) {
    (void)state;
    wm_test_each_allocation(grow, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_grow), cmocka_unit_test(test_maximum), cmocka_unit_test(test_printf_long),
             cmocka_unit_test(test_integers), cmocka_unit_test(test_drop), cmocka_unit_test(test_steal),
             cmocka_unit_test(test_failing_allocations))
