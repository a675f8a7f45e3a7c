// SPDX-License-Identifier: MIT
#include "engine/base/date.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <time.h>

static wm_day day(const char *text) {
    struct wm_error error;
    wm_day result = WM_DAY_NONE;
    wm_test_ok(wm_day_parse(text, strlen(text), &result, &error), &error);
    return result;
}

static struct wm_span span(int32_t count, enum wm_span_unit unit) {
    return (struct wm_span){count, unit};
}

// Every day of the range, against the C library's own calendar.
static void test_every_day(void **state) {
    (void)state;
    assert_int_equal(day("1900-01-01"), WM_DAY_FIRST);
    assert_int_equal(day("2199-12-31"), WM_DAY_LAST);
    assert_int_equal(day("1970-01-01"), 0);
    for (wm_day at = WM_DAY_FIRST; at <= WM_DAY_LAST; at++) {
        time_t second = (time_t)at * 86400;
        struct tm parts;
        assert_non_null(gmtime_r(&second, &parts));
        int year, month, day_of_month;
        wm_day_split(at, &year, &month, &day_of_month);
        assert_int_equal(year, parts.tm_year + 1900);
        assert_int_equal(month, parts.tm_mon + 1);
        assert_int_equal(day_of_month, parts.tm_mday);
        assert_int_equal(wm_day_of(year, month, day_of_month), at);
        char text[11];
        wm_day_format(at, text);
        assert_int_equal(day(text), at);
    }
}

static void refused(const char *text, const char *reason) {
    struct wm_error error;
    wm_day result = 77;
    wm_test_fails(wm_day_parse(text, strlen(text), &result, &error), &error, WM_PARAMS, reason);
    assert_int_equal(result, 77);
    assert_string_not_equal(error.expected, "");
}

static void test_refused(void **state) {
    (void)state;
    static const char *const badly_written[] = {"",
                                                "2026-9-1",
                                                "2026-09-1",
                                                "26-09-01",
                                                "2026/09/01",
                                                "2026-09-01 ",
                                                " 2026-09-01",
                                                "2026-09-0a",
                                                "20260901",
                                                "2026-09-01T00:00",
                                                "+026-09-01",
                                                "2026-+9-01",
                                                "2026- 9-01",
                                                "\xff\xff\xff\xff-09-01"};
    for (size_t i = 0; i < sizeof badly_written / sizeof badly_written[0]; i++)
        refused(badly_written[i], "bad-date");
    static const char *const impossible[] = {"2026-02-29", "2100-02-29", "1900-02-29", "2026-13-01", "2026-00-01",
                                             "2026-01-00", "2026-01-32", "2026-04-31", "2026-11-31"};
    for (size_t i = 0; i < sizeof impossible / sizeof impossible[0]; i++)
        refused(impossible[i], "impossible-date");
    refused("1899-12-31", "date-out-of-range");
    refused("2200-01-01", "date-out-of-range");
    refused("0000-01-01", "date-out-of-range");
    assert_int_equal(day("2000-02-29"), day("2000-03-01") - 1);
    struct wm_error error;
    wm_day result;
    wm_test_fails(wm_day_parse("2026-09-01", 9, &result, &error), &error, WM_PARAMS, "bad-date");
    wm_test_fails(wm_day_parse("2026-09-\0001", 10, &result, &error), &error, WM_PARAMS, "bad-date");
}

static void expect_months(const char *from, int32_t months, const char *wanted) {
    char text[11];
    wm_day_format(wm_day_add_months(day(from), months), text);
    assert_string_equal(text, wanted);
}

static void test_months(void **state) {
    (void)state;
    expect_months("2026-01-31", 1, "2026-02-28");
    expect_months("2024-01-31", 1, "2024-02-29");
    expect_months("2026-01-30", 1, "2026-02-28");
    expect_months("2026-03-31", 1, "2026-04-30");
    expect_months("2026-12-31", 2, "2027-02-28");
    expect_months("2024-02-29", 12, "2025-02-28");
    expect_months("2024-02-29", 48, "2028-02-29");
    expect_months("2096-02-29", 48, "2100-02-28");
    expect_months("2026-03-31", -1, "2026-02-28");
    expect_months("2026-01-15", -1, "2025-12-15");
    expect_months("2026-01-15", -25, "2023-12-15");
    expect_months("2026-05-20", 0, "2026-05-20");
    // Every day of a leap cycle and every count: the same day of the month, or the last one.
    for (wm_day at = day("2023-01-01"); at <= day("2028-12-31"); at += 1) {
        for (int32_t months = -30; months <= 30; months++) {
            int year, month, of_month, to_year, to_month, to_day;
            wm_day_split(at, &year, &month, &of_month);
            wm_day moved = wm_day_add_months(at, months);
            wm_day_split(moved, &to_year, &to_month, &to_day);
            assert_int_equal(to_year * 12 + to_month, year * 12 + month + months);
            int next_year, next_month, next_day;
            wm_day_split(moved + 1, &next_year, &next_month, &next_day);
            assert_true(to_day == of_month || (to_day < of_month && next_day == 1));
        }
    }
}

static void test_ends(void **state) {
    (void)state;
    assert_int_equal(wm_day_add(WM_DAY_NEVER, span(1, WM_SPAN_YEARS)), WM_DAY_NEVER);
    assert_int_equal(wm_day_add(WM_DAY_NONE, span(1, WM_SPAN_DAYS)), WM_DAY_NONE);
    assert_int_equal(wm_day_add_months(WM_DAY_NEVER, 5), WM_DAY_NEVER);
    assert_int_equal(wm_day_window_start(WM_DAY_NEVER, span(1, WM_SPAN_DAYS)), WM_DAY_NEVER);
    assert_int_equal(wm_day_window_start(WM_DAY_NONE, span(1, WM_SPAN_DAYS)), WM_DAY_NONE);
    assert_int_equal(wm_day_add(WM_DAY_LAST, span(1, WM_SPAN_DAYS)), WM_DAY_LAST + 1);
    assert_int_equal(wm_day_add(0, span(INT32_MAX, WM_SPAN_WEEKS)), WM_DAY_NEVER);
    assert_int_equal(wm_day_add(0, span(INT32_MAX, WM_SPAN_YEARS)), WM_DAY_NEVER);
    assert_true(wm_day_add(WM_DAY_LAST, span(40000, WM_SPAN_YEARS)) > WM_DAY_LAST);
    assert_int_equal(wm_day_add(10, span(2, WM_SPAN_WEEKS)), 24);
    assert_int_equal(wm_day_add(day("2020-01-01"), span(3, WM_SPAN_YEARS)), day("2023-01-01"));
}

// The window's start is the first day from which one span reaches the day: exactly the inverse of adding.
static void test_window_start(void **state) {
    (void)state;
    const struct wm_span spans[] = {
        {0, WM_SPAN_DAYS},    {1, WM_SPAN_DAYS},   {14, WM_SPAN_DAYS},  {2, WM_SPAN_WEEKS},   {0, WM_SPAN_MONTHS},
        {1, WM_SPAN_MONTHS},  {2, WM_SPAN_MONTHS}, {3, WM_SPAN_MONTHS}, {11, WM_SPAN_MONTHS}, {12, WM_SPAN_MONTHS},
        {13, WM_SPAN_MONTHS}, {1, WM_SPAN_YEARS},  {4, WM_SPAN_YEARS},  {100, WM_SPAN_YEARS}};
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        for (wm_day at = WM_DAY_FIRST; at <= WM_DAY_LAST; at++) {
            wm_day start = wm_day_window_start(at, spans[i]);
            assert_true(wm_day_add(start, spans[i]) >= at);
            assert_true(wm_day_add(start - 1, spans[i]) < at);
        }
    }
}

static void test_spans(void **state) {
    (void)state;
    assert_true(wm_span_equal(span(2, WM_SPAN_WEEKS), span(14, WM_SPAN_DAYS)));
    assert_true(wm_span_equal(span(1, WM_SPAN_YEARS), span(12, WM_SPAN_MONTHS)));
    assert_false(wm_span_equal(span(1, WM_SPAN_YEARS), span(365, WM_SPAN_DAYS)));
    assert_true(wm_span_equal(span(0, WM_SPAN_YEARS), span(0, WM_SPAN_DAYS)));
    char text[32];
    wm_span_format(span(1, WM_SPAN_MONTHS), text);
    assert_string_equal(text, "1 month");
    wm_span_format(span(12, WM_SPAN_MONTHS), text);
    assert_string_equal(text, "12 months");
    wm_span_format(span(14, WM_SPAN_DAYS), text);
    assert_string_equal(text, "14 days");
    wm_span_format(span(0, WM_SPAN_WEEKS), text);
    assert_string_equal(text, "0 weeks");
    wm_span_format(span(INT32_MIN, WM_SPAN_YEARS), text);
    assert_string_equal(text, "-2147483648 years");
}

static void test_least_days(void **state) {
    (void)state;
    assert_int_equal(wm_span_least_days(span(3, WM_SPAN_WEEKS)), 21);
    assert_int_equal(wm_span_least_days(span(1, WM_SPAN_MONTHS)), 28);
    assert_int_equal(wm_span_least_days(span(1, WM_SPAN_YEARS)), 365);
    const int32_t months[] = {0, 1, 2, 3, 5, 7, 11, 12, 13, 24, 36, 48, 59, 96, 97, 100, 120, 600, 1200, 1310};
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        wm_day least = WM_DAY_NEVER;
        for (wm_day at = WM_DAY_FIRST; at <= WM_DAY_LAST; at++) {
            wm_day length = wm_day_add_months(at, months[i]) - at;
            least = length < least ? length : least;
        }
        assert_int_equal(wm_span_least_days(span(months[i], WM_SPAN_MONTHS)), least);
    }
}

static void test_people(void **state) {
    (void)state;
    char text[24];
    wm_day_format_people(day("2026-09-01"), text);
    assert_string_equal(text, "1 September 2026");
    wm_day_format_people(day("1999-12-31"), text);
    assert_string_equal(text, "31 December 1999");
    wm_day_format_people(WM_DAY_NEVER, text);
    assert_string_equal(text, "never");
    wm_day_format_people(WM_DAY_NONE, text);
    assert_string_equal(text, "none");
    char plain[11];
    wm_day_format(WM_DAY_NEVER, plain);
    assert_string_equal(plain, "never");
}

static void test_instants(void **state) {
    (void)state;
    char text[32];
    wm_instant_format(1788251400123456, text);
    assert_string_equal(text, "2026-09-01T08:30:00.123Z");
    wm_instant_format(0, text);
    assert_string_equal(text, "1970-01-01T00:00:00.000Z");
    wm_instant_format(-1, text);
    assert_string_equal(text, "1969-12-31T23:59:59.999Z");
    int64_t now = wm_instant_now();
    assert_true(now > 1700000000000000);
    wm_instant_set(42);
    assert_int_equal(wm_instant_now(), 42);
    wm_instant_set(INT64_MIN); // the real clock again
    assert_true(wm_instant_now() >= now);
}

WM_TEST_MAIN(cmocka_unit_test(test_every_day), cmocka_unit_test(test_refused), cmocka_unit_test(test_months),
             cmocka_unit_test(test_ends), cmocka_unit_test(test_window_start), cmocka_unit_test(test_spans),
             cmocka_unit_test(test_least_days), cmocka_unit_test(test_people), cmocka_unit_test(test_instants))
