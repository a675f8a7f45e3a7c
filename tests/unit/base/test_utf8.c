// SPDX-License-Identifier: MIT
#include "engine/base/utf8.h"

#include "engine/base/json.h"
#include "tests/support/test.h"

static size_t encode(uint32_t point, char *bytes) {
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    }
    size_t count = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = count - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (point & 0x3f));
        point >>= 6;
    }
    bytes[0] = (char)((0xf00 >> count & 0xff) | point);
    return count;
}

static void test_every_point(void **state) {
    (void)state;
    for (uint32_t point = 0; point < 0x110400; point++) {
        char bytes[4];
        size_t count = encode(point, bytes);
        bool fine = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
        uint32_t got = 0;
        assert_int_equal(wm_utf8_next(bytes, count, &got), fine ? count : 0);
        assert_int_equal(wm_utf8_valid(bytes, count), fine);
        if (fine)
            assert_int_equal(got, point);
        if (count > 1)
            assert_int_equal(wm_utf8_next(bytes, count - 1, NULL), 0);
    }
}

static void test_invalid(void **state) {
    (void)state;
    static const char *const bad[] = {"\x80",
                                      "\xbf",
                                      "\xc0\x80",
                                      "\xc1\xbf",
                                      "\xe0\x80\x80",
                                      "\xe0\x9f\xbf",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf4\x90\x80\x80",
                                      "\xf5\x80\x80\x80",
                                      "\xff",
                                      "\xfe",
                                      "\xc3",
                                      "\xc3(",
                                      "\xe2\x82",
                                      "a\xed\xa0\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(wm_utf8_valid(bad[i], strlen(bad[i])));
    assert_true(wm_utf8_valid("", 0));
    assert_true(wm_utf8_valid("a\0b", 3));
}

static void test_printable(void **state) {
    (void)state;
    assert_true(wm_utf8_printable("Léa Ōe 😀", strlen("Léa Ōe 😀")));
    assert_false(wm_utf8_printable("a\n", 2));
    assert_false(wm_utf8_printable("a\0", 2));
    assert_false(wm_utf8_printable("\x7f", 1));
    assert_false(wm_utf8_printable("\xc2\x85", 2)); // U+0085
    assert_true(wm_utf8_printable("\xc2\xa0", 2));
    assert_false(wm_utf8_printable("\xff", 1));
}

static void test_copy(void **state) {
    (void)state;
    char field[6];
    wm_utf8_copy(field, sizeof field, "abc", 3);
    assert_string_equal(field, "abc");
    wm_utf8_copy(field, sizeof field, "abcdéf", 7);
    assert_string_equal(field, "abcd");
    wm_utf8_copy(field, sizeof field, "abcé", 5);
    assert_string_equal(field, "abcé");
    wm_utf8_copy(field, sizeof field, "\0\n\xff\xc3", 4);
    assert_string_equal(field, "????");
    wm_utf8_copy(field, sizeof field, "", 0);
    assert_string_equal(field, "");
    wm_utf8_copy(field, 1, "x", 1);
    assert_string_equal(field, "");
}

WM_TEST_MAIN(cmocka_unit_test(test_every_point), cmocka_unit_test(test_invalid), cmocka_unit_test(test_printable),
             cmocka_unit_test(test_copy))
