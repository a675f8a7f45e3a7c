// SPDX-License-Identifier: MIT
#include "engine/base/date.h"

#include "engine/base/utf8.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// Days of the civil calendar: the count of days in 400-year eras of March-based years, so that a leap day is the
// last of its year.
static int64_t days_of(int64_t year, int month, int day) {
    int64_t y = month > 2 ? year : year - 1;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static bool leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int64_t year, int month) {
    static const int lengths[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : lengths[month];
}

static wm_day saturated(int64_t day) {
    // NONE and NEVER are not days.
    return day >= WM_DAY_NEVER ? WM_DAY_NEVER : day <= WM_DAY_NONE ? WM_DAY_NONE + 1 : (wm_day)day;
}

wm_day wm_day_of(int year, int month, int day_of_month) {
    return saturated(days_of(year, month, day_of_month));
}

void wm_day_split(wm_day day, int *ret_year, int *ret_month, int *ret_day_of_month) {
    int64_t shifted = (int64_t)day + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    *ret_day_of_month = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    *ret_month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    *ret_year = (int)(year_of_era + era * 400 + (*ret_month <= 2 ? 1 : 0));
}

static int digits(const char *text, size_t count) {
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = 10 * number + (text[i] - '0');
    }
    return number;
}

static enum wm_status not_a_day(const char *text, size_t length, const char *reason, const char *why,
                                struct wm_error *error) {
    char shown[33];
    wm_utf8_copy(shown, sizeof shown, text, length);
    wm_error_set(error, WM_PARAMS, reason, "\"%s\" is not a day: %s", shown, why);
    wm_error_expected(error, "a day from 1900-01-01 to 2199-12-31, written YYYY-MM-DD");
    wm_error_found(error, "\"%s\"", shown);
    return WM_PARAMS;
}

enum wm_status wm_day_parse(const char *text, size_t length, wm_day *ret_day, struct wm_error *error) {
    if (length != 10 || text[4] != '-' || text[7] != '-')
        return not_a_day(text, length, "bad-date", "it must be written YYYY-MM-DD", error);
    int year = digits(text, 4);
    int month = digits(text + 5, 2);
    int day = digits(text + 8, 2);
    if (year < 0 || month < 0 || day < 0)
        return not_a_day(text, length, "bad-date", "it must be written YYYY-MM-DD", error);
    if (month < 1 || month > 12 || day < 1 || day > month_length(year, month))
        return not_a_day(text, length, "impossible-date", "the calendar has no such day", error);
    if (year < 1900 || year > 2199)
        return not_a_day(text, length, "date-out-of-range", "the year must be 1900 to 2199", error);
    *ret_day = wm_day_of(year, month, day);
    return WM_OK;
}

void wm_day_format(wm_day day, char text[11]) {
    int year, month, day_of_month;
    wm_day_split(day, &year, &month, &day_of_month);
    if (day == WM_DAY_NONE || day == WM_DAY_NEVER || year < 0 || year > 9999) {
        snprintf(text, 11, "%s", day == WM_DAY_NONE ? "none" : "never");
        return;
    }
    // The moduli change nothing; they let the compiler see that ten characters are enough.
    snprintf(text, 11, "%04u-%02u-%02u", (unsigned)year % 10000u, (unsigned)month % 100u,
             (unsigned)day_of_month % 100u);
}

void wm_day_format_people(wm_day day, char text[24]) {
    static const char *const months[12] = {"January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December"};
    int year, month, day_of_month;
    wm_day_split(day, &year, &month, &day_of_month);
    if (day == WM_DAY_NONE || day == WM_DAY_NEVER || year < 0 || year > 9999)
        snprintf(text, 24, "%s", day == WM_DAY_NONE ? "none" : "never");
    else
        snprintf(text, 24, "%d %s %d", day_of_month, months[month - 1], year);
}

static wm_day add_months(wm_day day, int64_t months) {
    if (day == WM_DAY_NONE || day == WM_DAY_NEVER)
        return day;
    int year, month, day_of_month;
    wm_day_split(day, &year, &month, &day_of_month);
    int64_t total = (int64_t)year * 12 + (month - 1) + months;
    int64_t new_year = (total >= 0 ? total : total - 11) / 12;
    int new_month = (int)(total - new_year * 12) + 1;
    int last = month_length(new_year, new_month);
    return saturated(days_of(new_year, new_month, day_of_month < last ? day_of_month : last));
}

wm_day wm_day_add_months(wm_day day, int32_t months) {
    return add_months(day, months);
}

static int64_t span_months(struct wm_span span) {
    return span.unit == WM_SPAN_YEARS ? (int64_t)span.count * 12 : span.count;
}

static int64_t span_days(struct wm_span span) {
    return span.unit == WM_SPAN_WEEKS ? (int64_t)span.count * 7 : span.count;
}

static bool in_months(struct wm_span span) {
    return span.unit == WM_SPAN_MONTHS || span.unit == WM_SPAN_YEARS;
}

wm_day wm_day_add(wm_day day, struct wm_span span) {
    if (day == WM_DAY_NONE || day == WM_DAY_NEVER)
        return day;
    return in_months(span) ? add_months(day, span_months(span)) : saturated(day + span_days(span));
}

wm_day wm_day_window_start(wm_day day, struct wm_span span) {
    if (day == WM_DAY_NONE || day == WM_DAY_NEVER)
        return day;
    if (!in_months(span))
        return saturated(day - span_days(span));
    // Clamping makes the guess at most three days early; it is never late, but the loop does not rely on it.
    wm_day start = add_months(day, -span_months(span));
    while (wm_day_add(start - 1, span) >= day)
        start--;
    while (wm_day_add(start, span) < day)
        start++;
    return start;
}

bool wm_span_equal(struct wm_span a, struct wm_span b) {
    if (in_months(a) != in_months(b))
        return a.count == 0 && b.count == 0;
    return in_months(a) ? span_months(a) == span_months(b) : span_days(a) == span_days(b);
}

int32_t wm_span_least_days(struct wm_span span) {
    if (!in_months(span))
        return saturated(span_days(span));
    // Fewest leap days follow 29 February 2096, since 2100 has none: every month of the eight years before 2100 as a
    // start gives each length its shortest stretch, wherever in the year that is.
    wm_day shortest = WM_DAY_NEVER;
    for (int month = 0; month < 96; month++) {
        wm_day first = wm_day_of(2093 + month / 12, month % 12 + 1, 1);
        for (wm_day day = first + 27; day <= first + 31; day++) {
            wm_day length = wm_day_add(day, span) - day;
            shortest = length < shortest ? length : shortest;
        }
    }
    return shortest;
}

void wm_span_format(struct wm_span span, char text[32]) {
    static const char *const units[] = {"day", "week", "month", "year"};
    snprintf(text, 32, "%" PRId32 " %s%s", span.count, units[span.unit], span.count == 1 ? "" : "s");
}

void wm_instant_format(int64_t instant, char text[32]) {
    int64_t seconds = instant / 1000000 - (instant % 1000000 < 0 ? 1 : 0);
    int64_t micros = instant - seconds * 1000000;
    int64_t days = seconds / 86400 - (seconds % 86400 < 0 ? 1 : 0);
    unsigned second = (unsigned)(seconds - days * 86400);
    char day[11];
    wm_day_format(saturated(days), day);
    snprintf(text, 32, "%sT%02u:%02u:%02u.%03uZ", day, second / 3600 % 24, second / 60 % 60, second % 60,
             (unsigned)(micros / 1000) % 1000u);
}

// Any thread asks for the time; a test sets it before there are any others. INT64_MIN = the real clock.
static atomic_int_fast64_t fixed_instant = INT64_MIN;

void wm_instant_set(int64_t instant) {
    atomic_store(&fixed_instant, instant);
}

int64_t wm_processor_time(void) {
    struct timespec used;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used) != 0)
        return 0;
    return (int64_t)used.tv_sec * 1000000000LL + used.tv_nsec;
}

int64_t wm_instant_now(void) {
    int64_t fixed = atomic_load_explicit(&fixed_instant, memory_order_relaxed);
    if (fixed != INT64_MIN)
        return fixed;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}
