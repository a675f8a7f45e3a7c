// SPDX-License-Identifier: MIT
// Leaves that count facts: each filter and its refusal, the days on which dates begin and end, each verb.
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

// The answer of the leaf on that day must be this.
#define check(verb, query, facts, as_of, expected)                                                                     \
    assert_string_equal(answer(build, (verb), (query), (facts), COUNT(facts), (as_of)), (expected))

static struct wm_query trained(void) {
    return QUERY(.kind = WM_KIND_TRAINING, .subject = code("care"),
                 .outcomes = {build_copy(build, (wm_code[]){code("completed")}, sizeof(wm_code)), 1},
                 .equivalent = true);
}

static void test_not_yet_and_wrong_outcome(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_TRAINING, "care", "2026-01-10", .outcome = "enrolled"},
        {WM_KIND_TRAINING, "other", "2026-01-10", .outcome = "completed"},
        {WM_KIND_TRAINING, "care", "2026-03-01", .outcome = "completed"},
    };
    check(WM_VERB_TRAINED, trained(), facts, "2026-02-01",
          "not-eligible until 2026-02-28 then eligible -1:wrong-outcome -3:not-yet");
    check(WM_VERB_TRAINED, trained(), facts, "2026-02-28",
          "not-eligible until 2026-02-28 then eligible -1:wrong-outcome -3:not-yet");
    check(WM_VERB_TRAINED, trained(), facts, "2026-03-01", "eligible for ever +3 -1:wrong-outcome");
}

static void test_equivalent_counts_where_it_may(void **state) {
    (void)state;
    static const struct fact facts[] = {{WM_KIND_TRAINING, "care", "2026-01-10", .outcome = "equivalent"}};
    struct wm_query query = trained();
    check(WM_VERB_TRAINED, query, facts, "2026-02-01", "eligible for ever +1");
    query.equivalent = false;
    check(WM_VERB_TRAINED, query, facts, "2026-02-01", "not-eligible for ever -1:wrong-outcome");
}

static void test_formative_and_declined_need_no_list(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_SIGNOFF, "item", "2026-01-10", .outcome = "declined"},
        {WM_KIND_SIGNOFF, "item", "2026-01-11", .outcome = "equivalent"},
        {WM_KIND_SIGNOFF, "item", "2026-01-12", .until = NULL},
    };
    static const struct fact evidence[] = {{WM_KIND_EVIDENCE, "item", "2026-01-10", .outcome = "formative"},
                                           {WM_KIND_EVIDENCE, "item", "2026-01-11", .outcome = "rejected"}};
    struct wm_query query = QUERY(.kind = WM_KIND_SIGNOFF, .subject = code("item"));
    check(WM_VERB_SIGNED_OFF, query, facts, "2026-02-01", "eligible for ever +2 +3 -1:wrong-outcome");
    query.kind = WM_KIND_EVIDENCE;
    check(WM_VERB_EVIDENCED, query, evidence, "2026-02-01", "eligible for ever +2 -1:formative");
    wm_code listed[] = {code("formative")};
    query.outcomes = (struct wm_codes){listed, 1};
    check(WM_VERB_EVIDENCED, query, evidence, "2026-02-01", "eligible for ever +1 -2:wrong-outcome");
}

static void test_who_how_and_how_much(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_EVIDENCE, "item", "2026-01-01", .as = "self", .method = "seen", .by = "ann"},
        {WM_KIND_EVIDENCE, "item", "2026-01-02", .as = "peer", .method = "written", .by = "ann"},
        {WM_KIND_EVIDENCE, "item", "2026-01-03", .as = "peer", .method = "told", .by = "ann"},
        {WM_KIND_EVIDENCE, "item", "2026-01-04", .as = "peer", .method = "seen", .by = "ben"},
        {WM_KIND_EVIDENCE, "item", "2026-01-05", .as = "peer", .method = "seen", .by = "ann", .has_value = true,
         .value = 4999},
        {WM_KIND_EVIDENCE, "item", "2026-01-06", .as = "peer", .method = "seen", .by = "ann"},
    };
    wm_code as[] = {code("peer"), code("assessor")}, methods[] = {code("seen"), code("told")}, not [] = {code("told")};
    static const char *const by[] = {"cid", "ann"};
    struct wm_query query =
        QUERY(.kind = WM_KIND_EVIDENCE, .subject = code("item"), .as = {as, 2}, .methods = {methods, 2},
              .methods_not = {not, 1}, .by = by, .by_count = 2, .has_min_fte = true, .min_fte = 5000);
    check(WM_VERB_EVIDENCED, query, facts, "2026-02-01",
          "eligible for ever +6 -1:wrong-assessor -2:wrong-method -3:wrong-method -4:wrong-assessor -5:too-small");
}

static void test_until_ends_a_record(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_TRAINING, "care", "2026-01-10", "2026-05-31", .outcome = "completed"},
        {WM_KIND_TRAINING, "care", "2026-01-11", "2026-03-31", .outcome = "completed"},
    };
    struct wm_query query = trained();
    check(WM_VERB_TRAINED, query, facts, "2026-03-31", "eligible until 2026-05-31 then not-eligible +1 +2");
    check(WM_VERB_TRAINED, query, facts, "2026-05-31", "eligible until 2026-05-31 then not-eligible +1 -2:expired");
    check(WM_VERB_TRAINED, query, facts, "2026-06-01", "not-eligible for ever -1:expired -2:expired");
    query.in_date = false;
    check(WM_VERB_TRAINED, query, facts, "2026-06-01", "eligible for ever +1 +2");
    query.in_date = true;
    query.count = 2;
    check(WM_VERB_TRAINED, query, facts, "2026-02-01", "eligible until 2026-03-31 then not-eligible +1 +2");
}

static void test_validity_of_the_course(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_TRAINING, "care", "2026-01-31", .outcome = "completed"},
        {WM_KIND_TRAINING, "care", "2026-01-30", "2026-02-10", .outcome = "completed"},
    };
    static const struct fact started[] = {{WM_KIND_TRAINING, "care", "2026-01-31", .outcome = "enrolled"}};
    struct wm_query query = trained();
    query.has_valid = true;
    query.valid = (struct wm_span)SPAN(1, MONTHS);
    check(WM_VERB_TRAINED, query, facts, "2026-02-10", "eligible until 2026-02-28 then not-eligible +1 +2");
    check(WM_VERB_TRAINED, query, facts, "2026-03-01", "not-eligible for ever -1:expired -2:expired");
    wm_code outcomes[] = {code("enrolled")};
    query.outcomes = (struct wm_codes){outcomes, 1};
    check(WM_VERB_TRAINED, query, started, "2030-01-01", "eligible for ever +1"); // only completions age
}

static void test_within_counts_forward(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_EVIDENCE, "item", "2024-02-29", .outcome = "verified"},
        {WM_KIND_EVIDENCE, "item", "2023-12-31", "2024-06-30", .outcome = "verified"},
    };
    struct wm_query query = QUERY(.kind = WM_KIND_EVIDENCE, .subject = code("item"), WITHIN(12, MONTHS));
    check(WM_VERB_EVIDENCED, query, facts, "2025-02-28", "eligible until 2025-02-28 then not-eligible +1 -2:expired");
    check(WM_VERB_EVIDENCED, query, facts, "2025-03-01", "not-eligible for ever -1:too-old -2:expired");
}

static void test_a_later_failed_ends_a_start(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_TRAINING, "care", "2026-01-10", .outcome = "enrolled"},
        {WM_KIND_TRAINING, "care", "2026-01-20", .outcome = "undertaking"},
        {WM_KIND_TRAINING, "care", "2026-03-01", .outcome = "failed"},
        {WM_KIND_TRAINING, "care", "2026-03-01", .outcome = "enrolled"},
        {WM_KIND_TRAINING, "care", "2026-04-01", .outcome = "failed"},
    };
    wm_code outcomes[] = {code("enrolled"), code("undertaking")};
    struct wm_query query = trained();
    query.outcomes = (struct wm_codes){outcomes, 2};
    check(WM_VERB_TRAINED, query, facts, "2026-02-01",
          "eligible until 2026-03-31 then not-eligible +1 +2 -3:not-yet -4:not-yet -5:not-yet");
    check(WM_VERB_TRAINED, query, facts, "2026-03-01",
          "eligible until 2026-03-31 then not-eligible +4 -1:wrong-outcome -2:wrong-outcome -3:wrong-outcome "
          "-5:not-yet");
    check(WM_VERB_TRAINED, query, facts, "2026-04-01",
          "not-eligible for ever -1:wrong-outcome -2:wrong-outcome -3:wrong-outcome -4:wrong-outcome "
          "-5:wrong-outcome");
}

static void test_an_unset_validity(void **state) {
    (void)state;
    static const struct wm_parameter parameter = {.id = "care-valid"};
    static const struct fact only[] = {{WM_KIND_TRAINING, "care", "2026-01-10", .outcome = "completed"}};
    static const struct fact dated[] = {
        {WM_KIND_TRAINING, "care", "2026-01-10", .outcome = "completed"},
        {WM_KIND_TRAINING, "care", "2026-01-11", "2026-05-31", .outcome = "completed"},
    };
    struct wm_query query = trained();
    query.valid_unset = &parameter;
    check(WM_VERB_TRAINED, query, only, "2026-01-09", "not-eligible until 2026-01-09 then indeterminate -1:not-yet");
    check(WM_VERB_TRAINED, query, only, "2026-02-01", "indeterminate for ever +1");
    check(WM_VERB_TRAINED, query, dated, "2026-05-31", "eligible until 2026-05-31 then indeterminate +1 +2");
    query.in_date = false;
    check(WM_VERB_TRAINED, query, only, "2026-02-01", "eligible for ever +1");
}

static void test_qualified_at_a_level(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_QUALIFICATION, "nvq", "2020-01-01", VALUE(2)},
        {WM_KIND_QUALIFICATION, "nvq", "2021-01-01", .until = NULL},
        {WM_KIND_QUALIFICATION, "nvq", "2022-01-01", VALUE(3)},
    };
    struct wm_query query = QUERY(.kind = WM_KIND_QUALIFICATION, .subject = code("nvq"), AT_LEAST(3));
    check(WM_VERB_QUALIFIED, query, facts, "2021-06-01",
          "not-eligible until 2021-12-31 then eligible -1:too-low -2:too-low -3:not-yet");
    query.has_rqf = true;
    query.rqf = ONE(3);
    check(WM_VERB_QUALIFIED, query, facts, "2021-06-01", "eligible for ever +2 -1:too-low -3:not-yet");
    query.has_at_least = false;
    check(WM_VERB_QUALIFIED, query, facts, "2020-06-01", "eligible for ever +1 -2:not-yet -3:not-yet");
}

static void test_evidence_per_method(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_EVIDENCE, "item", "2026-01-01", .method = "seen"},
        {WM_KIND_EVIDENCE, "item", "2026-01-02", .method = "seen"},
        {WM_KIND_EVIDENCE, "item", "2026-01-03", .method = "written"},
        {WM_KIND_EVIDENCE, "item", "2026-01-04", "2026-08-31", .method = "written"},
    };
    wm_code methods[] = {code("seen"), code("written")};
    struct wm_query query = QUERY(.kind = WM_KIND_EVIDENCE, .subject = code("item"), .methods = {methods, 2},
                                  .count = 2, .per_method = true);
    check(WM_VERB_EVIDENCED, query, facts, "2026-01-03",
          "not-eligible until 2026-01-03 then eligible +1 +2 +3 -4:not-yet");
    check(WM_VERB_EVIDENCED, query, facts, "2026-01-04", "eligible until 2026-08-31 then not-eligible +1 +2 +3 +4");
    query.per_method = false;
    query.count = 3;
    check(WM_VERB_EVIDENCED, query, facts, "2026-09-01", "eligible for ever +1 +2 +3 -4:expired");
}

static void test_signed_off_by_every_route(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_SIGNOFF, "item", "2026-01-01", .method = "seen"},
        {WM_KIND_SIGNOFF, "item", "2026-02-01", .method = "written"},
    };
    wm_code methods[] = {code("seen"), code("written")};
    struct wm_query query = QUERY(.kind = WM_KIND_SIGNOFF, .subject = code("item"), .methods = {methods, 2});
    check(WM_VERB_SIGNED_OFF, query, facts, "2026-01-01", "eligible for ever +1 -2:not-yet");
    query.routes_all = true;
    check(WM_VERB_SIGNED_OFF, query, facts, "2026-01-31", "not-eligible until 2026-01-31 then eligible +1 -2:not-yet");
    check(WM_VERB_SIGNED_OFF, query, facts, "2026-02-01", "eligible for ever +1 +2");
}

static void test_related_while_it_lasts(void **state) {
    (void)state;
    static const struct fact facts[] = {{WM_KIND_RELATION, "supervisor", "2026-01-01", "2026-03-31", .by = "ann"},
                                        {WM_KIND_RELATION, "supervisor", "2026-06-01", .by = "ben"}};
    struct wm_query query = QUERY(.kind = WM_KIND_RELATION, .subject = code("supervisor"));
    check(WM_VERB_RELATED, query, facts, "2026-03-31", "eligible until 2026-03-31 then not-eligible +1 -2:not-yet");
    check(WM_VERB_RELATED, query, facts, "2026-04-01",
          "not-eligible until 2026-05-31 then eligible -1:expired -2:not-yet");
    check(WM_VERB_RELATED, query, facts, "2026-06-01", "eligible for ever +2 -1:expired");
}

static void test_holds_an_award(void **state) {
    (void)state;
    static const struct fact facts[] = {{WM_KIND_AWARD, "frame/entry", "2026-01-01", .until = "2026-12-31"}};
    struct wm_query query = QUERY(.kind = WM_KIND_AWARD, .subject = code("frame/entry"));
    check(WM_VERB_HOLDS, query, facts, "2025-12-31", "not-eligible until 2025-12-31 then eligible -1:not-yet");
    check(WM_VERB_HOLDS, query, facts, "2026-01-01", "eligible until 2026-12-31 then not-eligible +1");
    check(WM_VERB_HOLDS, query, facts, "2027-01-01", "not-eligible for ever -1:expired");
    query.has_within = true;
    query.within = (struct wm_span)SPAN(6, MONTHS);
    check(WM_VERB_HOLDS, query, facts, "2026-01-01", "eligible until 2026-07-01 then not-eligible +1");
    check(WM_VERB_HOLDS, query, facts, "2026-07-02", "not-eligible for ever -1:too-old");
}

static void test_recorded_between_bounds(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_MEASURE, "hours", "2026-01-01", VALUE(1)},
        {WM_KIND_MEASURE, "visits", "2026-01-02", VALUE(5)},
        {WM_KIND_MEASURE, "visits", "2026-01-03", VALUE(3)},
        {WM_KIND_TRAINING, "care", "2026-01-04", .outcome = "completed"},
    };
    struct wm_query query = QUERY(.kind = WM_KIND_MEASURE, AT_LEAST(2), .has_at_most = true, .at_most = ONE(4));
    check(WM_VERB_RECORDED, query, facts, "2026-01-02",
          "not-eligible until 2026-01-02 then eligible -1:too-low -2:too-high -3:not-yet");
    check(WM_VERB_RECORDED, query, facts, "2026-01-03", "eligible for ever +3 -1:too-low -2:too-high");
    query.count = 2;
    check(WM_VERB_RECORDED, query, facts, "2026-01-03", "not-eligible for ever +3 -1:too-low -2:too-high");
    query = QUERY(.kind = WM_KIND_TRAINING, .has_at_most = true, .at_most = ONE(4));
    check(WM_VERB_RECORDED, query, facts, "2026-01-04", "not-eligible for ever -4:too-low"); // no hours given
}

// Records of the last day there is, and spans that reach beyond it, are for ever.
static void test_the_end_of_the_calendar(void **state) {
    (void)state;
    static const struct fact facts[] = {{WM_KIND_TRAINING, "care", "2199-12-31", .outcome = "completed"},
                                        {WM_KIND_TRAINING, "care", "2199-12-30", .outcome = "failed"}};
    struct wm_query query = trained();
    query.has_valid = true;
    query.valid = (struct wm_span)SPAN(40000, DAYS);
    check(WM_VERB_TRAINED, query, facts, "2199-12-30",
          "not-eligible until 2199-12-30 then eligible -1:not-yet -2:wrong-outcome");
    check(WM_VERB_TRAINED, query, facts, "2199-12-31", "eligible for ever +1 -2:wrong-outcome");
    query.valid = (struct wm_span)SPAN(0, DAYS);
    check(WM_VERB_TRAINED, query, facts, "2199-12-31", "eligible for ever +1 -2:wrong-outcome");
}

static void test_an_award_that_ended_before_it_began(void **state) {
    (void)state;
    static const struct fact facts[] = {{WM_KIND_AWARD, "frame/entry", "2026-02-01", .until = "2026-01-31"}};
    struct wm_query query = QUERY(.kind = WM_KIND_AWARD, .subject = code("frame/entry"));
    check(WM_VERB_HOLDS, query, facts, "2026-01-31", "not-eligible for ever -1:not-yet");
    check(WM_VERB_HOLDS, query, facts, "2026-02-01", "not-eligible for ever -1:expired");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_not_yet_and_wrong_outcome), TEST(test_equivalent_counts_where_it_may),
             TEST(test_formative_and_declined_need_no_list), TEST(test_who_how_and_how_much),
             TEST(test_until_ends_a_record), TEST(test_validity_of_the_course), TEST(test_within_counts_forward),
             TEST(test_a_later_failed_ends_a_start), TEST(test_an_unset_validity), TEST(test_qualified_at_a_level),
             TEST(test_evidence_per_method), TEST(test_signed_off_by_every_route), TEST(test_related_while_it_lasts),
             TEST(test_holds_an_award), TEST(test_recorded_between_bounds), TEST(test_the_end_of_the_calendar),
             TEST(test_an_award_that_ended_before_it_began))
