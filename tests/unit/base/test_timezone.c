// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/base/date.h"

#include "engine/base/fault.h"
#include "tests/support/test.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static wm_day day_at(int64_t instant, const char *zone_name) {
    struct wm_error error;
    wm_day day = WM_DAY_NONE;
    wm_test_ok(wm_day_at(instant, zone_name, &day, &error), &error);
    return day;
}

static int64_t instant_of(int year, int month, int day, int hour, int minute) {
    return ((int64_t)wm_day_of(year, month, day) * 86400 + hour * 3600 + minute * 60) * 1000000;
}

static void test_london(void **state) {
    (void)state;
    // Summer time: 23:30 UTC is already tomorrow.
    assert_int_equal(day_at(instant_of(2026, 7, 1, 23, 30), "Europe/London"), wm_day_of(2026, 7, 2));
    assert_int_equal(day_at(instant_of(2026, 7, 1, 22, 59), "Europe/London"), wm_day_of(2026, 7, 1));
    assert_int_equal(day_at(instant_of(2026, 1, 1, 23, 30), "Europe/London"), wm_day_of(2026, 1, 1));
    // Far beyond the table, by the footer's rule.
    assert_int_equal(day_at(instant_of(2150, 7, 1, 23, 30), "Europe/London"), wm_day_of(2150, 7, 2));
    assert_int_equal(day_at(instant_of(2150, 12, 1, 23, 30), "Europe/London"), wm_day_of(2150, 12, 1));
    assert_int_equal(day_at(instant_of(2026, 7, 1, 23, 59), "UTC"), wm_day_of(2026, 7, 1));
    assert_int_equal(day_at(-1, "UTC"), -1);
}

// Every kind of zone against the C library: half hours, southern, negative summer time, changed at Ramadan, by law.
static void test_against_libc(void **state) {
    (void)state;
    static const char *const names[] = {
        "Europe/London",  "Europe/Dublin",       "America/New_York", "America/Nuuk",       "America/Sao_Paulo",
        "Asia/Kolkata",   "Asia/Tehran",         "Asia/Gaza",        "Africa/Cairo",       "Africa/Casablanca",
        "Pacific/Apia",   "Australia/Lord_Howe", "Pacific/Chatham",  "Pacific/Kiritimati", "Antarctica/Troll",
        "Asia/Jerusalem", "America/Santiago",    "Etc/GMT+12",       "Asia/Kathmandu",     "Africa/Monrovia"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        setenv("TZ", names[i], 1);
        tzset();
        uint64_t seed = 1;
        for (int n = 0; n < 6000; n++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            int64_t span = (int64_t)(WM_DAY_LAST - WM_DAY_FIRST - 2) * 86400;
            time_t second = (time_t)((int64_t)(seed >> 16) % span + ((int64_t)WM_DAY_FIRST + 1) * 86400);
            struct tm parts;
            assert_non_null(localtime_r(&second, &parts));
            wm_day wanted = wm_day_of(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
            if (day_at(second * 1000000, names[i]) != wanted)
                fail_msg("%s at %lld: day %d, the C library says %d", names[i], (long long)second,
                         day_at(second * 1000000, names[i]), wanted);
        }
        // And around each hour of one year, where the changes are.
        for (int hour = 0; hour < 366 * 24; hour++) {
            time_t second = (time_t)(instant_of(2025, 1, 1, 0, 0) / 1000000 + hour * 3600 + 1799);
            struct tm parts;
            assert_non_null(localtime_r(&second, &parts));
            assert_int_equal(day_at(second * 1000000, names[i]),
                             wm_day_of(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday));
        }
    }
    unsetenv("TZ");
    tzset();
}

static void test_unknown(void **state) {
    (void)state;
    static const char *const names[] = {"",
                                        "Europe/Lodnon",
                                        "/etc/passwd",
                                        "../etc/passwd",
                                        "Europe/../Europe/London",
                                        "Europe",
                                        "Europe/",
                                        "zone.tab",
                                        "tzdata.zi",
                                        "Europe/London\n",
                                        "AVeryLongNameThatIsNoTimeZoneAtAll/AndGoesOnForMoreThanSixtyThreeBytes"};
    struct wm_error error;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        wm_test_fails(wm_timezone_check(names[i], &error), &error, WM_NOT_FOUND, "unknown-timezone");
        wm_day day = 77;
        wm_test_fails(wm_day_at(0, names[i], &day, &error), &error, WM_NOT_FOUND, "unknown-timezone");
        assert_int_equal(day, 77);
    }
    wm_test_ok(wm_timezone_check("Europe/London", &error), &error);
}

static void test_out_of_range(void **state) {
    (void)state;
    struct wm_error error;
    wm_day day = 77;
    wm_test_fails(wm_day_at(INT64_MIN, "UTC", &day, &error), &error, WM_PARAMS, "date-out-of-range");
    wm_test_fails(wm_day_at(INT64_MAX, "Europe/London", &day, &error), &error, WM_PARAMS, "date-out-of-range");
    assert_int_equal(day, 77);
}

static void test_no_database(void **state) {
    (void)state;
#ifndef WM_FAULTS
    skip();
#else
    struct wm_error error;
    wm_fault_arm("timezone-folder", 1);
    wm_test_fails(wm_timezone_check("Asia/Tokyo", &error), &error, WM_SYSTEM, "no-timezone-database");
    assert_non_null(strstr(error.message, "tzdata"));
    wm_test_ok(wm_timezone_check("Asia/Tokyo", &error), &error);
#endif
}

static enum wm_status check_zone(void *context, struct wm_error *error) {
    // Read only when it is not remembered: a new name each time.
    static const char *const names[] = {"Asia/Seoul", "Asia/Dhaka", "Asia/Manila", "Asia/Dubai", "Asia/Yerevan",
                                        "Asia/Baku",  "Asia/Kabul", "Asia/Almaty", "Asia/Hovd",  "Asia/Jakarta"};
    size_t *next = context;
    return wm_timezone_check(names[(*next)++ % (sizeof names / sizeof names[0])], error);
}

static void test_failing_allocations(void **state) {
    (void)state;
    size_t next = 0;
    wm_test_each_allocation(check_zone, &next);
}

// More zones than are remembered, from several threads.
static void *worker(void *argument) {
    static const char *const names[] = {"Europe/Paris",   "Europe/Rome",  "Europe/Oslo",  "Europe/Kiev",
                                        "Europe/Riga",    "Europe/Minsk", "Europe/Sofia", "Europe/Vienna",
                                        "Asia/Tokyo",     "Asia/Omsk",    "Asia/Amman",   "America/Lima",
                                        "America/Bogota", "Africa/Accra", "Africa/Tunis", "Africa/Algiers",
                                        "Africa/Harare",  "Pacific/Guam", "Pacific/Fiji", "Pacific/Niue"};
    int *failures = argument;
    for (size_t i = 0; i < 400; i++) {
        struct wm_error error;
        wm_day day;
        if (wm_day_at(instant_of(2026, 7, 1, 12, 0), names[i * 7 % 20], &day, &error) != WM_OK)
            *failures += 1;
    }
    return NULL;
}

static void test_threads(void **state) {
    (void)state;
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    int failures[THREADS] = {0};
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, worker, &failures[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(failures[i], 0);
    }
}

WM_TEST_MAIN(cmocka_unit_test(test_london), cmocka_unit_test(test_against_libc), cmocka_unit_test(test_unknown),
             cmocka_unit_test(test_out_of_range), cmocka_unit_test(test_no_database),
             cmocka_unit_test(test_failing_allocations), cmocka_unit_test(test_threads))
