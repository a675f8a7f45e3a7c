// SPDX-License-Identifier: MIT
// Leaves over periods: EXPERIENCED and IN_ROLE, to the day.
#include "tests/unit/decide/build.h"

static struct build *build;

static int setup(void **state) {
    (void)state;
    build = build_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    build_free(build);
    return 0;
}

#define check(verb, query, facts, as_of, expected)                                                                     \
    assert_string_equal(answer(build, (verb), (query), (facts), COUNT(facts), (as_of)), (expected))

#define PERIOD(of, about, from, to)                                                                                    \
    { .kind = WM_KIND_##of, .subject = (about), .on = (from), .until = (to) }
#define LEAST(number, unit_of) .has_least = true, .least = {number, WM_SPAN_##unit_of}

static struct wm_query experienced(void) {
    return QUERY(.kind = WM_KIND_EXPERIENCE, .subject = code("care"), LEAST(3, YEARS));
}

// Both end days count: three years from 1 January 2020 are reached on 31 December 2022.
static void test_years_of_experience(void **state) {
    (void)state;
    static const struct fact facts[] = {PERIOD(EXPERIENCE, "care", "2020-01-01", NULL)};
    struct wm_query query = experienced();
    check(WM_VERB_EXPERIENCED, query, facts, "2019-12-31", "not-eligible until 2022-12-30 then eligible -1:not-yet");
    check(WM_VERB_EXPERIENCED, query, facts, "2022-12-30", "not-eligible until 2022-12-30 then eligible +1");
    check(WM_VERB_EXPERIENCED, query, facts, "2022-12-31", "eligible for ever +1");
    query.more = true;
    check(WM_VERB_EXPERIENCED, query, facts, "2022-12-31", "not-eligible until 2022-12-31 then eligible +1");
    check(WM_VERB_EXPERIENCED, query, facts, "2023-01-01", "eligible for ever +1");
    query.has_least = query.more = false;
    check(WM_VERB_EXPERIENCED, query, facts, "2019-12-31", "not-eligible until 2019-12-31 then eligible -1:not-yet");
    check(WM_VERB_EXPERIENCED, query, facts, "2020-01-01", "eligible for ever +1");
}

static void test_overlaps_count_once_and_gaps_not_at_all(void **state) {
    (void)state;
    static const struct fact facts[] = {
        PERIOD(EXPERIENCE, "care", "2020-01-01", "2020-01-10"), PERIOD(EXPERIENCE, "care", "2020-01-06", "2020-01-15"),
        PERIOD(EXPERIENCE, "care", "2020-03-01", NULL), PERIOD(EXPERIENCE, "care", "2020-02-10", "2020-02-01"),
        PERIOD(EXPERIENCE, "other", "2020-02-01", NULL)};
    struct wm_query query = experienced();
    query.least = (struct wm_span)SPAN(20, DAYS); // 15 in January, 5 in March
    check(WM_VERB_EXPERIENCED, query, facts, "2020-02-15",
          "not-eligible until 2020-03-04 then eligible +1 +2 -3:not-yet -4:expired");
    check(WM_VERB_EXPERIENCED, query, facts, "2020-03-05", "eligible for ever +1 +2 +3 -4:expired");
}

static void test_experience_that_never_adds_up(void **state) {
    (void)state;
    static const struct fact facts[] = {PERIOD(EXPERIENCE, "care", "2020-01-01", "2020-12-31")};
    static const struct fact late[] = {PERIOD(EXPERIENCE, "care", "2199-01-01", NULL)};
    check(WM_VERB_EXPERIENCED, experienced(), facts, "2021-01-01", "not-eligible for ever +1");
    check(WM_VERB_EXPERIENCED, experienced(), late, "2021-01-01", "not-eligible for ever -1:not-yet");
}

static void test_the_share_filters_and_does_not_weigh(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_EXPERIENCE, "care", "2020-01-01", "2020-01-10", .has_value = true, .value = 4000},
        {WM_KIND_EXPERIENCE, "care", "2020-02-01", "2020-02-10", .has_value = true, .value = 5000},
        {WM_KIND_EXPERIENCE, "care", "2020-03-01", .until = NULL},
    };
    struct wm_query query = experienced();
    query.least = (struct wm_span)SPAN(12, DAYS);
    query.has_min_fte = true;
    query.min_fte = 5000;
    check(WM_VERB_EXPERIENCED, query, facts, "2020-03-01",
          "not-eligible until 2020-03-01 then eligible +2 +3 -1:too-small");
}

static void test_several_fields_together(void **state) {
    (void)state;
    static const struct fact facts[] = {PERIOD(EXPERIENCE, "care", "2020-01-01", "2020-01-10"),
                                        PERIOD(EXPERIENCE, "health", "2020-01-06", "2020-01-20"),
                                        PERIOD(EXPERIENCE, "other", "2020-01-01", NULL),
                                        PERIOD(EXPERIENCE, "care", "2020-01-31", NULL)};
    wm_code fields[] = {code("health"), code("care"), code("never-seen")};
    struct wm_query query = QUERY(.kind = WM_KIND_EXPERIENCE, .subjects = {fields, 3}, LEAST(21, DAYS));
    check(WM_VERB_EXPERIENCED, query, facts, "2020-01-30",
          "not-eligible until 2020-01-30 then eligible +1 +2 -4:not-yet");
    check(WM_VERB_EXPERIENCED, query, facts, "2020-01-31", "eligible for ever +1 +2 +4");
}

static void test_experience_within_a_window(void **state) {
    (void)state;
    static const struct fact facts[] = {PERIOD(EXPERIENCE, "care", "2020-01-01", "2020-01-31"),
                                        PERIOD(EXPERIENCE, "care", "2020-03-01", "2020-03-20")};
    struct wm_query query = experienced();
    query.least = (struct wm_span)SPAN(30, DAYS);
    query.has_within = true;
    query.within = (struct wm_span)SPAN(60, DAYS);
    check(WM_VERB_EXPERIENCED, query, facts, "2020-01-29", "not-eligible until 2020-01-29 then eligible +1 -2:not-yet");
    // To 20 March a day of January falls out for each that comes in: 32 days, then one less each day.
    check(WM_VERB_EXPERIENCED, query, facts, "2020-03-02", "eligible until 2020-03-22 then not-eligible +1 +2");
    check(WM_VERB_EXPERIENCED, query, facts, "2020-03-23", "not-eligible for ever +1 +2");
    check(WM_VERB_EXPERIENCED, query, facts, "2020-04-01", "not-eligible for ever +2 -1:too-old");
    query.has_least = false;
    check(WM_VERB_EXPERIENCED, query, facts, "2020-04-01", "eligible until 2020-05-19 then not-eligible +2 -1:too-old");
    check(WM_VERB_EXPERIENCED, query, facts, "2020-05-20", "not-eligible for ever -1:too-old -2:too-old");
}

// A window that is exactly full: only the lengths of months decide.
static void test_a_full_window(void **state) {
    (void)state;
    static const struct fact facts[] = {PERIOD(EXPERIENCE, "care", "2021-02-01", NULL)};
    struct wm_query query = experienced();
    query.least = (struct wm_span)SPAN(1, MONTHS);
    query.has_within = true;
    query.within = (struct wm_span)SPAN(1, MONTHS);
    // From 1 March a month is 31 days, and on 29 March the window begins on 1 March: 29 days.
    check(WM_VERB_EXPERIENCED, query, facts, "2021-02-28", "eligible until 2021-03-28 then not-eligible +1");
    check(WM_VERB_EXPERIENCED, query, facts, "2021-03-29", "not-eligible until 2021-03-30 then eligible +1");
    query.least = query.within = (struct wm_span)SPAN(1, YEARS);
    check(WM_VERB_EXPERIENCED, query, facts, "2022-01-30", "not-eligible until 2022-01-30 then eligible +1");
    check(WM_VERB_EXPERIENCED, query, facts, "2022-01-31", "eligible for ever +1");
    query.within = (struct wm_span)SPAN(51, WEEKS);
    check(WM_VERB_EXPERIENCED, query, facts, "2022-01-31", "not-eligible for ever +1");
}

static struct wm_query in_role(void) {
    return QUERY(.kind = WM_KIND_ROLE, .subject = code("navigator"), LEAST(6, MONTHS), .has_most = true,
                 .most = SPAN(2, YEARS));
}

static void test_in_role_from_the_anniversary_on(void **state) {
    (void)state;
    static const struct fact facts[] = {PERIOD(ROLE, "navigator", "2025-08-31", NULL)};
    struct wm_query query = in_role();
    check(WM_VERB_IN_ROLE, query, facts, "2025-08-30", "not-eligible until 2026-02-27 then eligible -1:not-yet");
    check(WM_VERB_IN_ROLE, query, facts, "2026-02-27", "not-eligible until 2026-02-27 then eligible +1");
    check(WM_VERB_IN_ROLE, query, facts, "2026-02-28", "eligible until 2027-08-30 then not-eligible +1");
    check(WM_VERB_IN_ROLE, query, facts, "2027-08-31", "not-eligible for ever +1");
    query.has_least = query.has_most = false;
    check(WM_VERB_IN_ROLE, query, facts, "2025-08-31", "eligible for ever +1");
}

static void test_stretches_that_touch_are_one(void **state) {
    (void)state;
    static const struct fact facts[] = {
        PERIOD(ROLE, "navigator", "2025-01-01", "2025-03-31"), PERIOD(ROLE, "navigator", "2025-04-01", "2025-06-30"),
        PERIOD(ROLE, "navigator", "2025-07-02", "2026-01-31"), PERIOD(ROLE, "other", "2025-06-01", NULL)};
    struct wm_query query = in_role();
    query.has_most = false;
    query.least = (struct wm_span)SPAN(5, MONTHS);
    check(WM_VERB_IN_ROLE, query, facts, "2025-05-31", "not-eligible until 2025-05-31 then eligible +1 +2 -3:not-yet");
    check(WM_VERB_IN_ROLE, query, facts, "2025-06-30", "eligible until 2025-06-30 then not-eligible +1 +2 -3:not-yet");
    check(WM_VERB_IN_ROLE, query, facts, "2025-07-01",
          "not-eligible until 2025-12-01 then eligible -1:expired -2:expired -3:not-yet");
    check(WM_VERB_IN_ROLE, query, facts, "2025-12-02",
          "eligible until 2026-01-31 then not-eligible +3 -1:expired -2:expired");
    check(WM_VERB_IN_ROLE, query, facts, "2026-02-01", "not-eligible for ever -1:expired -2:expired -3:expired");
}

static void test_a_small_share_does_not_bridge(void **state) {
    (void)state;
    static const struct fact facts[] = {
        PERIOD(ROLE, "navigator", "2025-01-01", "2025-03-31"),
        {WM_KIND_ROLE, "navigator", "2025-04-01", "2025-04-30", .has_value = true, .value = 2000},
        PERIOD(ROLE, "navigator", "2025-05-01", NULL),
    };
    struct wm_query query = in_role();
    query.has_most = false;
    check(WM_VERB_IN_ROLE, query, facts, "2025-07-01", "eligible for ever +1 +2 +3");
    query.has_min_fte = true;
    query.min_fte = 5000;
    check(WM_VERB_IN_ROLE, query, facts, "2025-07-01",
          "not-eligible until 2025-10-31 then eligible +3 -1:expired -2:too-small");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_years_of_experience), TEST(test_overlaps_count_once_and_gaps_not_at_all),
             TEST(test_experience_that_never_adds_up), TEST(test_the_share_filters_and_does_not_weigh),
             TEST(test_several_fields_together), TEST(test_experience_within_a_window), TEST(test_a_full_window),
             TEST(test_in_role_from_the_anniversary_on), TEST(test_stretches_that_touch_are_one),
             TEST(test_a_small_share_does_not_bridge))
