// SPDX-License-Identifier: MIT
// Leaves that a latest fact decides: ASSESSED in each of its ways, MEASURED, APPRAISED.
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

#define SCORE_WITH(day, points, ...)                                                                                   \
    { .kind = WM_KIND_ASSESSMENT, .subject = "frame/listening", .on = (day), VALUE(points), .by = "ann", __VA_ARGS__ }
#define SCORE(day, points) SCORE_WITH(day, points, .until = NULL)

static struct wm_query assessed(void) {
    return QUERY(.kind = WM_KIND_ASSESSMENT, .subject = code("frame/listening"), AT_LEAST(3));
}

static void test_the_latest_replaces(void **state) {
    (void)state;
    static const struct fact facts[] = {SCORE("2026-01-01", 3), SCORE("2026-03-01", 2), SCORE("2026-05-01", 4)};
    struct wm_query query = assessed();
    check(WM_VERB_ASSESSED, query, facts, "2025-12-31",
          "not-eligible until 2025-12-31 then eligible -1:not-yet -2:not-yet -3:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-02-01",
          "eligible until 2026-02-28 then not-eligible +1 -2:not-yet -3:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-04-01",
          "not-eligible until 2026-04-30 then eligible -1:superseded -2:too-low -3:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-05-01", "eligible for ever +3 -1:superseded -2:superseded");
    query.has_at_least = false;
    check(WM_VERB_ASSESSED, query, facts, "2026-04-01", "eligible for ever +2 -1:superseded -3:not-yet");
}

static void test_the_same_day_goes_by_the_ledger(void **state) {
    (void)state;
    static const struct fact facts[] = {SCORE("2026-01-01", 4), SCORE("2026-01-01", 1)};
    check(WM_VERB_ASSESSED, assessed(), facts, "2026-01-01", "not-eligible for ever -1:superseded -2:too-low");
}

static void test_an_older_one_counts_again(void **state) {
    (void)state;
    static const struct fact facts[] = {SCORE("2026-01-01", 4), SCORE_WITH("2026-02-01", 1, .until = "2026-06-30")};
    struct wm_query query = assessed();
    check(WM_VERB_ASSESSED, query, facts, "2026-06-30",
          "not-eligible until 2026-06-30 then eligible -1:superseded -2:too-low");
    check(WM_VERB_ASSESSED, query, facts, "2026-07-01", "eligible for ever +1 -2:expired");
    query.has_within = true;
    query.within = (struct wm_span)SPAN(1, YEARS);
    check(WM_VERB_ASSESSED, query, facts, "2026-07-01", "eligible until 2027-01-01 then not-eligible +1 -2:expired");
    check(WM_VERB_ASSESSED, query, facts, "2027-01-02", "not-eligible for ever -1:too-old -2:expired");
}

static void test_what_a_filter_removes_replaces_nothing(void **state) {
    (void)state;
    static const struct fact facts[] = {SCORE_WITH("2026-01-01", 3, .as = "assessor"),
                                        SCORE_WITH("2026-02-01", 1, .as = "self"),
                                        SCORE_WITH("2026-02-02", 1, .as = "assessor", .outcome = "formative")};
    wm_code as[] = {code("assessor")};
    struct wm_query query = assessed();
    query.as = (struct wm_codes){as, 1};
    check(WM_VERB_ASSESSED, query, facts, "2026-03-01", "eligible for ever +1 -2:wrong-assessor -3:formative");
}

static void test_latest_and_so_many_times(void **state) {
    (void)state;
    static const struct fact facts[] = {SCORE_WITH("2026-01-01", 3, .until = "2026-09-30"), SCORE("2026-02-01", 1),
                                        SCORE("2026-03-01", 4)};
    struct wm_query query = assessed();
    query.count = 2;
    check(WM_VERB_ASSESSED, query, facts, "2026-02-01",
          "not-eligible until 2026-02-28 then eligible +1 -2:too-low -3:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-03-01", "eligible until 2026-09-30 then not-eligible +1 +3 -2:too-low");
    query.count = 3;
    check(WM_VERB_ASSESSED, query, facts, "2026-03-01", "not-eligible for ever +1 +3 -2:too-low");
}

static void test_the_best(void **state) {
    (void)state;
    static const struct fact facts[] = {SCORE("2026-01-01", 3), SCORE("2026-02-01", 1), SCORE("2026-03-01", 4)};
    struct wm_query query = assessed();
    query.using = WM_USING_BEST;
    check(WM_VERB_ASSESSED, query, facts, "2026-02-01", "eligible for ever +1 -2:too-low -3:not-yet");
    query.count = 2;
    check(WM_VERB_ASSESSED, query, facts, "2026-02-01",
          "not-eligible until 2026-02-28 then eligible +1 -2:too-low -3:not-yet");
}

static void test_all_of_the_last(void **state) {
    (void)state;
    static const struct fact facts[] = {SCORE("2026-01-01", 1), SCORE("2026-02-01", 3), SCORE("2026-03-01", 4)};
    struct wm_query query = assessed();
    query.using = WM_USING_ALL;
    query.count = 2;
    check(WM_VERB_ASSESSED, query, facts, "2026-01-01",
          "not-eligible until 2026-02-28 then eligible -1:too-low -2:not-yet -3:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-02-01",
          "not-eligible until 2026-02-28 then eligible +2 -1:too-low -3:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-03-01", "eligible for ever +2 +3 -1:superseded");
    query.count = 0;
    check(WM_VERB_ASSESSED, query, facts, "2026-03-01", "not-eligible for ever +2 +3 -1:too-low");
    check(WM_VERB_ASSESSED, query, facts, "2025-01-01", "not-eligible for ever -1:not-yet -2:not-yet -3:not-yet");
}

static void test_the_lower_middle(void **state) {
    (void)state;
    static const struct fact facts[] = {SCORE("2026-01-01", 4), SCORE("2026-02-01", 1), SCORE("2026-03-01", 4),
                                        SCORE("2026-04-01", 1), SCORE("2026-05-01", 3)};
    struct wm_query query = assessed();
    query.using = WM_USING_MEDIAN;
    check(WM_VERB_ASSESSED, query, facts, "2026-01-01",
          "eligible until 2026-01-31 then not-eligible +1 -2:not-yet -3:not-yet -4:not-yet -5:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-03-01", // 1 4 4
          "eligible until 2026-03-31 then not-eligible +1 +3 -2:too-low -4:not-yet -5:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-04-01", // 1 1 4 4
          "not-eligible until 2026-04-30 then eligible +1 +3 -2:too-low -4:too-low -5:not-yet");
    query.count = 3;
    check(WM_VERB_ASSESSED, query, facts, "2026-02-01",
          "not-eligible until 2026-02-28 then eligible +1 -2:too-low -3:not-yet -4:not-yet -5:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-05-01", // 1 3 4
          "eligible for ever +3 +5 -1:superseded -2:superseded -4:too-low");
}

static void test_so_many_different_people(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-01", VALUE(3), .by = "ann"},
        {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-02", VALUE(1), .by = "ben"},
        {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-03", VALUE(3), .by = "ann"},
        {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-04", VALUE(3), .by = "cid"},
    };
    struct wm_query query = assessed();
    query.using = WM_USING_BEST;
    query.assessors = 2;
    check(WM_VERB_ASSESSED, query, facts, "2026-01-03",
          "not-eligible until 2026-01-03 then eligible +1 +3 -2:too-low -4:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-01-04", "eligible for ever +1 +3 +4 -2:too-low");
    query.assessors = 3;
    check(WM_VERB_ASSESSED, query, facts, "2026-01-04", "not-eligible for ever +1 +3 +4 -2:too-low");
}

static void test_off_the_scale_is_unknown(void **state) {
    (void)state;
    static const struct wm_scale_point points[] = {{ONE(1), "low"}, {ONE(3), "high"}};
    static const struct wm_scale scale = {"two", points, COUNT(points)};
    static const struct fact facts[] = {SCORE("2026-01-01", 2), SCORE("2026-02-01", 3)};
    struct wm_query query = assessed();
    query.scale = &scale;
    check(WM_VERB_ASSESSED, query, facts, "2026-01-01", "indeterminate until 2026-01-31 then eligible +1 -2:not-yet");
    check(WM_VERB_ASSESSED, query, facts, "2026-02-01", "eligible for ever +2 -1:superseded");
    query.using = WM_USING_BEST;
    check(WM_VERB_ASSESSED, query, facts, "2026-02-01", "indeterminate for ever +1 +2");
}

static void test_measured(void **state) {
    (void)state;
    static const struct fact facts[] = {{WM_KIND_MEASURE, "visits", "2026-01-01", VALUE(3)},
                                        {WM_KIND_MEASURE, "visits", "2026-02-01", VALUE(9)},
                                        {WM_KIND_MEASURE, "visits", "2026-03-01", VALUE(2)}};
    struct wm_query query =
        QUERY(.kind = WM_KIND_MEASURE, .subject = code("visits"), AT_LEAST(3), .has_at_most = true, .at_most = ONE(8));
    check(WM_VERB_MEASURED, query, facts, "2026-01-31",
          "eligible until 2026-01-31 then not-eligible +1 -2:not-yet -3:not-yet");
    check(WM_VERB_MEASURED, query, facts, "2026-02-01", "not-eligible for ever -1:superseded -2:too-high -3:not-yet");
    check(WM_VERB_MEASURED, query, facts, "2026-03-01", "not-eligible for ever -1:superseded -2:superseded -3:too-low");
}

static void test_appraised(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_APPRAISAL, "frame/senior", "2026-01-01", .outcome = "recommended"},
        {WM_KIND_APPRAISAL, "frame/entry", "2026-02-01", .outcome = "not-recommended"},
    };
    struct wm_query query = QUERY(.kind = WM_KIND_APPRAISAL, .outcome_asked = code("recommended"));
    check(WM_VERB_APPRAISED, query, facts, "2026-01-31", "eligible until 2026-01-31 then not-eligible +1 -2:not-yet");
    check(WM_VERB_APPRAISED, query, facts, "2026-02-01", "not-eligible for ever -1:superseded -2:wrong-outcome");
    query.subject = code("frame/senior");
    query.has_within = true;
    query.within = (struct wm_span)SPAN(12, MONTHS);
    check(WM_VERB_APPRAISED, query, facts, "2026-02-01", "eligible until 2027-01-01 then not-eligible +1");
    query.subject = WM_CODE_NONE;
    query.outcome_asked = WM_CODE_NONE;
    check(WM_VERB_APPRAISED, query, facts, "2026-02-01",
          "eligible until 2027-02-01 then not-eligible +2 -1:superseded");
}

static void test_appraised_after_a_course(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_APPRAISAL, "frame/senior", "2026-01-31", .outcome = "recommended"},
        {WM_KIND_TRAINING, "care", "2026-01-01", .outcome = "failed"},
        {WM_KIND_TRAINING, "care", "2026-02-01", .outcome = "completed"},
        {WM_KIND_APPRAISAL, "frame/senior", "2026-02-01", .outcome = "recommended"},
    };
    struct wm_query query =
        QUERY(.kind = WM_KIND_APPRAISAL, .outcome_asked = code("recommended"), .after = code("care"));
    check(WM_VERB_APPRAISED, query, facts, "2026-01-31",
          "not-eligible until 2026-01-31 then eligible -1:too-old -4:not-yet");
    check(WM_VERB_APPRAISED, query, facts, "2026-02-01", "eligible for ever +4 -1:too-old");
    query.after = code("never-done");
    check(WM_VERB_APPRAISED, query, facts, "2026-02-01", "not-eligible for ever -1:too-old -4:too-old");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_the_latest_replaces), TEST(test_the_same_day_goes_by_the_ledger),
             TEST(test_an_older_one_counts_again), TEST(test_what_a_filter_removes_replaces_nothing),
             TEST(test_latest_and_so_many_times), TEST(test_the_best), TEST(test_all_of_the_last),
             TEST(test_the_lower_middle), TEST(test_so_many_different_people), TEST(test_off_the_scale_is_unknown),
             TEST(test_measured), TEST(test_appraised), TEST(test_appraised_after_a_course))
