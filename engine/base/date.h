// SPDX-License-Identifier: MIT
// Civil days and calendar spans. Source of the rules: design "Day arithmetic".
//
// A day is an int32_t: days since 1970-01-01, proleptic Gregorian, 1900-01-01 to 2199-12-31, no time zone.
// Adding months or years keeps the day of the month, clamped to the month's last; always counted forward from
// the earlier day. Pure functions, any thread.
#pragma once

#include "engine/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t wm_day;

#define WM_DAY_NONE INT32_MIN  // absent
#define WM_DAY_NEVER INT32_MAX // later than every day
#define WM_DAY_FIRST (-25567)  // 1900-01-01
#define WM_DAY_LAST 84005      // 2199-12-31

// "YYYY-MM-DD" exactly; refuses impossible dates and those out of range.
WM_MUST_USE enum wm_status wm_day_parse(const char *text, size_t length, wm_day *ret_day, struct wm_error *error);
void wm_day_format(wm_day day, char text[11]);           // "2026-09-01"
void wm_day_format_people(wm_day day, char text[24]);    // "1 September 2026"
wm_day wm_day_of(int year, int month, int day_of_month); // no checks
void wm_day_split(wm_day day, int *ret_year, int *ret_month, int *ret_day_of_month);
wm_day wm_day_add_months(wm_day day, int32_t months); // clamped to the month's last day

enum wm_span_unit { WM_SPAN_DAYS, WM_SPAN_WEEKS, WM_SPAN_MONTHS, WM_SPAN_YEARS };
struct wm_span {
    int32_t count; // 0 to 40,000 days or the same in another unit
    enum wm_span_unit unit;
};
// day + span. Saturates at WM_DAY_NEVER when `day` is WM_DAY_NEVER; may lie beyond WM_DAY_LAST.
wm_day wm_day_add(wm_day day, struct wm_span span);
// The first day d with d + span >= day (the start of a window that looks back one span, counted forward).
wm_day wm_day_window_start(wm_day day, struct wm_span span);
bool wm_span_equal(struct wm_span a, struct wm_span b);
int32_t wm_span_least_days(struct wm_span span);         // how many days it has at the least: for comparing spans
void wm_span_format(struct wm_span span, char text[32]); // "1 month", "12 months", "14 days"

// Instants: microseconds since 1970-01-01T00:00:00Z.
void wm_instant_format(int64_t instant, char text[32]); // RFC 3339, milliseconds, "2026-09-01T08:30:00.000Z"
// Now, or the moment a test set at start. Reads the clock.
int64_t wm_instant_now(void);
int64_t wm_processor_time(void);      // of the calling thread so far, nanoseconds; 0 when the system does not tell
void wm_instant_set(int64_t instant); // tests, at start only: time stands still there
// The civil day at `instant` in a named time zone of the system's database ("Europe/London").
WM_MUST_USE enum wm_status wm_day_at(int64_t instant, const char *zone_name, wm_day *ret_day, struct wm_error *error);
WM_MUST_USE enum wm_status wm_timezone_check(const char *zone_name, struct wm_error *error);
