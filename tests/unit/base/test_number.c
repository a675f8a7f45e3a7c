// SPDX-License-Identifier: MIT
#include "engine/base/number.h"

#include "tests/support/test.h"

#include <math.h>
#include <stdlib.h>

static void expect_text(wm_number number, const char *wanted) {
    char text[32];
    wm_number_format(number, text);
    assert_string_equal(text, wanted);
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 64);
    wm_number_write(&buffer, number);
    assert_string_equal(buffer.data, wanted);
    wm_buffer_clear(&buffer);
}

static void test_format(void **state) {
    (void)state;
    expect_text(0, "0");
    expect_text(30000, "3");
    expect_text(6000, "0.6");
    expect_text(-122500, "-12.25");
    expect_text(1, "0.0001");
    expect_text(-1, "-0.0001");
    expect_text(100000, "10");
    expect_text(WM_NUMBER_LARGEST, "1000000000");
    expect_text(-WM_NUMBER_LARGEST, "-1000000000");
    expect_text(INT64_MIN, "-922337203685477.5808");
}

static void expect_double(double value, wm_number wanted) {
    wm_number number = 77;
    assert_true(wm_number_from_double(value, &number));
    assert_int_equal(number, wanted);
}

static void test_from_double(void **state) {
    (void)state;
    expect_double(0.6, 6000);
    expect_double(0, 0);
    expect_double(-0.0, 0);
    expect_double(3, 30000);
    expect_double(0.1 + 0.0, 1000);
    expect_double(-12.25, -122500);
    expect_double(1e9, WM_NUMBER_LARGEST);
    expect_double(-1e9, -WM_NUMBER_LARGEST);
    expect_double(999999999.9999, WM_NUMBER_LARGEST - 1);
    const double bad[] = {0.00001, 0.1 + 0.2, 1.0 / 3, 1e9 + 0.0001, 1e300, -1e300, NAN, INFINITY, -INFINITY, 0.12345};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        wm_number number = 77;
        assert_false(wm_number_from_double(bad[i], &number));
        assert_int_equal(number, 77);
    }
}

// Whatever is printed reads back as the same number.
static void test_round_trip(void **state) {
    (void)state;
    uint64_t seed = 12345;
    for (int i = 0; i < 200000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        wm_number number = (wm_number)(seed >> 20) % (WM_NUMBER_LARGEST + 1) * (seed & 1u ? 1 : -1);
        if (i < 40000)
            number = i - 20000;
        char text[32];
        wm_number_format(number, text);
        wm_number again;
        assert_true(wm_number_from_double(strtod(text, NULL), &again));
        assert_int_equal(again, number);
    }
}

WM_TEST_MAIN(cmocka_unit_test(test_format), cmocka_unit_test(test_from_double), cmocka_unit_test(test_round_trip))
