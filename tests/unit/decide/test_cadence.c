// SPDX-License-Identifier: MIT
// SUPERVISED: gaps, grace, windows, posts, calendar months.
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

#define check(query, facts, as_of, expected)                                                                           \
    assert_string_equal(answer(build, WM_VERB_SUPERVISED, (query), (facts), COUNT(facts), (as_of)), (expected))

#define SESSION(day)                                                                                                   \
    { .kind = WM_KIND_SUPERVISION, .subject = "clinical", .on = (day), .by = "ann", .as = "supervisor" }
#define POST(from, to)                                                                                                 \
    { .kind = WM_KIND_ROLE, .subject = "navigator", .on = (from), .until = (to) }

static struct wm_query monthly(int32_t months) {
    return QUERY(.kind = WM_KIND_SUPERVISION, .subject = code("clinical"), .every = SPAN(1, MONTHS),
                 .over = {months, WM_SPAN_MONTHS});
}

// The window holds the days d with D <= d + over.
static void test_gaps_up_to_the_month(void **state) {
    (void)state;
    static const struct fact facts[] = {SESSION("2026-01-05"), SESSION("2026-01-05"), SESSION("2026-02-05"),
                                        SESSION("2026-03-05")};
    struct wm_query query = monthly(3);
    check(query, facts, "2026-03-04", "not-eligible until 2026-03-04 then eligible +1 +2 +3 -4:not-yet");
    check(query, facts, "2026-03-05", "eligible until 2026-04-05 then not-eligible +1 +2 +3 +4");
    check(query, facts, "2026-04-05", "eligible until 2026-04-05 then not-eligible +1 +2 +3 +4");
    check(query, facts, "2026-04-06", "not-eligible for ever +3 +4 -1:too-old -2:too-old");
}

static void test_grace_comes_after_the_month(void **state) {
    (void)state;
    static const struct fact facts[] = {SESSION("2025-12-31"), SESSION("2026-02-07")};
    struct wm_query query = monthly(2);
    check(query, facts, "2026-02-08", "not-eligible until 2026-03-06 then eligible +1 +2"); // 31 January was the day
    query.grace = (struct wm_span)SPAN(7, DAYS);
    check(query, facts, "2026-02-08", "eligible until 2026-03-14 then not-eligible +1 +2");
    check(query, facts, "2026-03-14", "eligible until 2026-03-14 then not-eligible +2 -1:too-old");
    check(query, facts, "2026-03-15", "not-eligible for ever +2 -1:too-old");
}

static void test_a_late_session_is_forgiven_when_the_window_passes(void **state) {
    (void)state;
    static const struct fact facts[] = {SESSION("2026-01-05"), SESSION("2026-03-10"), SESSION("2026-04-10"),
                                        SESSION("2026-05-10"), SESSION("2026-06-10")};
    // From 10 February on the gap to 10 March is kept: the window begins there on 10 May.
    check(monthly(3), facts, "2026-05-09",
          "not-eligible until 2026-05-09 then eligible +2 +3 -1:too-old -4:not-yet -5:not-yet");
    check(monthly(3), facts, "2026-05-10",
          "eligible until 2026-07-10 then not-eligible +2 +3 +4 -1:too-old -5:not-yet");
}

static void test_nobody_supervised(void **state) {
    (void)state;
    static const struct fact facts[] = {SESSION("2026-06-01")};
    check(monthly(3), facts, "2026-01-01", "not-eligible for ever -1:not-yet");
    struct wm_query query = monthly(1);
    query.grace = (struct wm_span)SPAN(3, DAYS);
    check(query, facts, "2026-01-01", "eligible for ever -1:not-yet"); // a window of one month holds no longer gap
    query.every = (struct wm_span)SPAN(27, DAYS);
    query.grace = (struct wm_span)SPAN(0, DAYS);
    check(query, facts, "2026-02-27", "not-eligible until 2026-06-04 then eligible -1:not-yet");
    check(query, facts, "2026-06-05", "eligible until 2026-06-28 then not-eligible +1");
}

// Thirty days in a window of one month: whether they are kept without a session depends on the month.
static void test_only_the_calendar_decides(void **state) {
    (void)state;
    static const struct fact facts[] = {POST("2020-01-01", NULL)};
    static const struct fact session[] = {SESSION("2026-01-01")};
    struct wm_query query = monthly(1);
    query.every = (struct wm_span)SPAN(30, DAYS);
    check(query, session, "2026-02-01", "not-eligible until 2026-02-28 then eligible +1");
    check(query, facts, "2026-01-31", "not-eligible until 2026-02-28 then eligible");
    check(query, facts, "2026-03-01", "eligible until 2026-03-31 then not-eligible");
    check(query, facts, "2026-04-01", "not-eligible until 2026-04-30 then eligible"); // from 1 April it is 30 days
}

static void test_in_post_for_less_than_the_window(void **state) {
    (void)state;
    static const struct fact facts[] = {SESSION("2026-02-01"), SESSION("2026-03-01"), POST("2025-01-01", "2025-06-30"),
                                        POST("2026-01-15", "2026-03-31")};
    struct wm_query query = monthly(12);
    query.in_role = code("navigator");
    check(query, facts, "2026-01-15", "eligible until 2026-03-31 then not-eligible -1:not-yet -2:not-yet");
    check(query, facts, "2026-03-31", "eligible until 2026-03-31 then not-eligible +1 +2");
    check(query, facts, "2026-04-01", "not-eligible for ever +1 +2"); // in no post: the whole window
    check(query, facts, "2026-01-14", "not-eligible until 2026-01-14 then eligible -1:not-yet -2:not-yet");
}

static void test_filters_and_ageing(void **state) {
    (void)state;
    static const struct fact facts[] = {
        SESSION("2026-01-05"),
        {WM_KIND_SUPERVISION, "clinical", "2026-02-05", .by = "ann", .as = "peer"},
        SESSION("2026-02-10"),
    };
    wm_code as[] = {code("supervisor")};
    struct wm_query query = monthly(1);
    query.every = (struct wm_span)SPAN(20, DAYS);
    query.as = (struct wm_codes){as, 1};
    check(query, facts, "2026-02-10", "not-eligible until 2026-02-20 then eligible +3 -1:too-old -2:wrong-assessor");
    query.has_within = true;
    query.within = (struct wm_span)SPAN(10, DAYS);
    check(query, facts, "2026-02-20", "not-eligible for ever +3 -1:too-old -2:wrong-assessor");
}

static struct wm_query each_month(int32_t months) {
    struct wm_query query = monthly(months);
    query.per_month = true;
    return query;
}

static void test_one_in_each_calendar_month(void **state) {
    (void)state;
    static const struct fact facts[] = {SESSION("2026-01-31"), SESSION("2026-02-01"), SESSION("2026-03-15"),
                                        SESSION("2026-03-16")};
    struct wm_query query = each_month(3);
    check(query, facts, "2026-03-31", "not-eligible until 2026-03-31 then eligible +1 +2 +3 +4");
    check(query, facts, "2026-04-01", "eligible until 2026-04-30 then not-eligible +1 +2 +3 +4");
    check(query, facts, "2026-04-30", "eligible until 2026-04-30 then not-eligible +1 +2 +3 +4");
    check(query, facts, "2026-05-01", "not-eligible for ever +2 +3 +4 -1:too-old");
}

static void test_months_that_wait_for_sessions_to_come(void **state) {
    (void)state;
    static const struct fact facts[] = {SESSION("2026-01-10"), SESSION("2026-04-10"), SESSION("2026-05-10")};
    check(each_month(2), facts, "2026-02-01", "not-eligible until 2026-05-31 then eligible +1 -2:not-yet -3:not-yet");
    check(each_month(1), facts, "2026-02-01", "eligible until 2026-02-28 then not-eligible +1 -2:not-yet -3:not-yet");
}

static void test_months_wholly_in_post(void **state) {
    (void)state;
    static const struct fact facts[] = {SESSION("2026-03-10"), POST("2026-01-02", NULL)};
    struct wm_query query = each_month(3);
    query.in_role = code("navigator");
    check(query, facts, "2026-02-28", "eligible until 2026-02-28 then not-eligible -1:not-yet");
    check(query, facts, "2026-03-31", "not-eligible for ever +1");
    query.over = (struct wm_span)SPAN(1, YEARS);
    check(query, facts, "2026-02-28", "eligible until 2026-02-28 then not-eligible -1:not-yet");
    query.in_role = code("somebody-else");
    check(query, facts, "2026-02-28", "not-eligible for ever -1:not-yet");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_gaps_up_to_the_month), TEST(test_grace_comes_after_the_month),
             TEST(test_a_late_session_is_forgiven_when_the_window_passes), TEST(test_nobody_supervised),
             TEST(test_only_the_calendar_decides), TEST(test_in_post_for_less_than_the_window),
             TEST(test_filters_and_ageing), TEST(test_one_in_each_calendar_month),
             TEST(test_months_that_wait_for_sessions_to_come), TEST(test_months_wholly_in_post))
