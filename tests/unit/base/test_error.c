// SPDX-License-Identifier: MIT
#include "engine/base/error.h"

#include "engine/base/json.h"
#include "tests/support/test.h"

#include <errno.h>

static void test_status_table(void **state) {
    (void)state;
    assert_string_equal(wm_status_name(WM_OK), "ok");
    assert_string_equal(wm_status_name(WM_NOT_FOUND), "not-found");
    assert_int_equal(wm_status_rpc(WM_NOT_FOUND), -32001);
    assert_int_equal(wm_status_rpc(WM_PARSE), -32700);
    assert_int_equal(wm_status_rpc(WM_NO_MEMORY), -32603);
    assert_string_equal(wm_status_text(WM_BUSY), "not now: try again");
    assert_string_equal(wm_status_name((enum wm_status)999), "internal");
}

static void test_set_and_details(void **state) {
    (void)state;
    struct wm_error error;
    assert_int_equal(wm_error_set(&error, WM_PARAMS, "unknown-level", "no level \"%s\"", "entri"), WM_PARAMS);
    assert_string_equal(error.message, "no level \"entri\"");
    assert_string_equal(error.reason, "unknown-level");
    assert_string_equal(error.where, "");
    assert_int_equal(wm_error_where(&error, "%s[%d]", "records", 3), WM_PARAMS);
    assert_int_equal(wm_error_expected(&error, "a level"), WM_PARAMS);
    assert_int_equal(wm_error_found(&error, "\"entri\""), WM_PARAMS);
    assert_int_equal(wm_error_nearest(&error, "entry"), WM_PARAMS);
    assert_string_equal(error.where, "records[3]");
    assert_string_equal(error.expected, "a level");
    assert_string_equal(error.found, "\"entri\"");
    assert_string_equal(error.nearest, "entry");
    wm_error_nearest(&error, NULL);
    assert_string_equal(error.nearest, "");
    // Setting anew clears what belonged to the old one, and may quote it.
    wm_error_set(&error, WM_RULES, NULL, "rules: %s (%s)", error.message, error.reason);
    assert_string_equal(error.message, "rules: no level \"entri\" (unknown-level)");
    assert_string_equal(error.reason, "rules");
    assert_string_equal(error.where, "");
}

static void test_null_error(void **state) {
    (void)state;
    assert_int_equal(wm_error_set(NULL, WM_BUSY, NULL, "x"), WM_BUSY);
    assert_int_equal(wm_error_where(NULL, "x"), WM_INTERNAL);
    assert_int_equal(wm_error_nearest(NULL, "x"), WM_INTERNAL);
    assert_int_equal(wm_error_no_memory(NULL), WM_NO_MEMORY);
    assert_int_equal(wm_error_system(NULL, ENOENT, "x"), WM_SYSTEM);
}

static void test_cut_and_clean(void **state) {
    (void)state;
    struct wm_error error;
    char long_text[400];
    memset(long_text, 'x', sizeof long_text);
    long_text[399] = '\0';
    wm_error_set(&error, WM_PARAMS, NULL, "m");
    // A two-byte character across the cut is left out whole.
    long_text[158] = (char)0xc3;
    long_text[159] = (char)0xa9;
    wm_error_found(&error, "%s", long_text);
    assert_int_equal(strlen(error.found), 158);
    assert_true(wm_utf8_valid(error.found, strlen(error.found)));
    wm_error_found(&error, "a\nb\xff\x1b[31m\x7f");
    assert_string_equal(error.found, "a?b??[31m?");
    wm_error_set(&error, WM_PARAMS, long_text, "%s%s", long_text, long_text);
    assert_int_equal(strlen(error.reason), sizeof error.reason - 1);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void test_system(void **state) {
    (void)state;
    struct wm_error error;
    errno = 7;
    assert_int_equal(wm_error_system(&error, ENOENT, "opening the store"), WM_SYSTEM);
    assert_string_equal(error.message, "opening the store: No such file or directory");
    assert_int_equal(errno, 7);
    wm_error_system(&error, 99999, "x");
    assert_string_equal(error.message, "x: error 99999");
}

static void test_expect(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_BUG, 1);
    assert_int_equal(wm_expect(1 == 1), 1);
    assert_int_equal(wm_expect(1 == 2), 0);
    wm_require(state != NULL || 1 == 1);
}

WM_TEST_MAIN(cmocka_unit_test(test_status_table), cmocka_unit_test(test_set_and_details),
             cmocka_unit_test(test_null_error), cmocka_unit_test(test_cut_and_clean), cmocka_unit_test(test_system),
             cmocka_unit_test(test_expect))
