// SPDX-License-Identifier: MIT
#include "engine/base/log.h"

#include "engine/base/date.h"
#include "engine/base/json.h"
#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int real_stderr;
static FILE *caught;

static int setup(void **state) {
    (void)state;
    wm_instant_set(1788251400000000);
    caught = tmpfile();
    real_stderr = dup(STDERR_FILENO);
    return dup2(fileno(caught), STDERR_FILENO) < 0;
}

static int teardown(void **state) {
    (void)state;
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    fclose(caught);
    wm_log_configure(WM_LOG_INFO, WM_LOG_TEXT);
    wm_instant_set(INT64_MIN);
    return 0;
}

// What was logged since the last call.
static const char *take(void) {
    static char text[16384];
    off_t end = lseek(fileno(caught), 0, SEEK_END);
    assert_true(end >= 0 && end < (off_t)sizeof text);
    assert_int_equal(pread(fileno(caught), text, (size_t)end, 0), end);
    text[end] = '\0';
    assert_int_equal(ftruncate(fileno(caught), 0), 0);
    lseek(fileno(caught), 0, SEEK_SET);
    return text;
}

static void test_text(void **state) {
    (void)state;
    errno = 5;
    wm_log(WM_LOG_WARNING, "store", "slow: %d ms", 70);
    assert_int_equal(errno, 5);
    assert_string_equal(take(), "2026-09-01T08:30:00.000Z warning store: slow: 70 ms\n");
    wm_log(WM_LOG_INFO, "api", "a\nb\x1b\xff\"");
    assert_string_equal(take(), "2026-09-01T08:30:00.000Z info api: a\\u000ab\\u001b\xef\xbf\xbd\"\n");
    wm_log(WM_LOG_DEBUG, "api", "too fine");
    assert_string_equal(take(), "");
}

static void test_json(void **state) {
    (void)state;
    wm_log_configure(WM_LOG_DEBUG, WM_LOG_JSON);
    wm_log(WM_LOG_DEBUG, "api", "say \"%s\"\\", "h\x01é");
    assert_string_equal(take(), "{\"at\":\"2026-09-01T08:30:00.000Z\",\"level\":\"debug\",\"topic\":\"api\","
                                "\"message\":\"say \\\"h\\u0001é\\\"\\\\\"}\n");
}

static void test_errors(void **state) {
    (void)state;
    struct wm_error error;
    wm_error_set(&error, WM_RULES, "unknown-level", "there is no level \"entri\"");
    wm_error_where(&error, "a.lua:3");
    wm_error_nearest(&error, "entry");
    wm_log_error(WM_LOG_NOTICE, "rules", &error);
    assert_string_equal(take(), "2026-09-01T08:30:00.000Z notice rules: there is no level \"entri\"; where: a.lua:3; "
                                "nearest: entry\n");
    wm_log_configure(WM_LOG_INFO, WM_LOG_JSON);
    wm_log_error(WM_LOG_NOTICE, "rules", &error);
    assert_non_null(strstr(take(), "\"reason\":\"unknown-level\",\"where\":\"a.lua:3\",\"nearest\":\"entry\"}\n"));
}

// Whatever the message, a JSON line stays whole, valid and within one write.
static void test_long_lines(void **state) {
    (void)state;
    static char text[6000];
    struct wm_json_reader *reader;
    struct wm_error error;
    wm_test_ok(wm_json_reader_new(8192, 8, &reader, &error), &error);
    wm_log_configure(WM_LOG_INFO, WM_LOG_JSON);
    static const char *const fillers[] = {"x", "\"", "\x01", "é", "\xff", "\\"};
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
        for (size_t length = 2950; length < 3200; length += 3) {
            text[0] = '\0';
            size_t at = 0;
            for (; at < length; at += strlen(fillers[i]))
                memcpy(text + at, fillers[i], strlen(fillers[i]) + 1);
            wm_log(WM_LOG_INFO, "api", "%s", text);
            const char *line = take();
            struct wm_json value;
            assert_true(strlen(line) <= 4096);
            wm_test_ok(wm_json_parse_copy(reader, line, strlen(line), &value, &error), &error);
        }
    }
    wm_json_reader_free(reader);
}

static void test_levels(void **state) {
    (void)state;
    enum wm_log_level level = WM_LOG_BUG;
    assert_true(wm_log_level_parse("notice", &level));
    assert_int_equal(level, WM_LOG_NOTICE);
    assert_false(wm_log_level_parse("bug", &level));
    assert_false(wm_log_level_parse("Info", &level));
    assert_int_equal(level, WM_LOG_NOTICE);
    wm_log_configure(WM_LOG_ERROR, WM_LOG_TEXT);
    assert_false(wm_log_enabled(WM_LOG_WARNING));
    assert_true(wm_log_enabled(WM_LOG_ERROR));
    assert_string_equal(wm_log_level_name(WM_LOG_BUG), "bug");
    int64_t before = wm_log_count(WM_LOG_WARNING);
    wm_log(WM_LOG_WARNING, "api", "counted, not written");
    assert_int_equal(wm_log_count(WM_LOG_WARNING), before + 1);
    assert_string_equal(take(), "");
    wm_test_expect_log(WM_LOG_ERROR, 1);
    wm_log(WM_LOG_ERROR, "api", "expected");
}

WM_TEST_MAIN(cmocka_unit_test_setup_teardown(test_text, setup, teardown),
             cmocka_unit_test_setup_teardown(test_json, setup, teardown),
             cmocka_unit_test_setup_teardown(test_errors, setup, teardown),
             cmocka_unit_test_setup_teardown(test_long_lines, setup, teardown),
             cmocka_unit_test_setup_teardown(test_levels, setup, teardown))
