// SPDX-License-Identifier: MIT
// What a plan says of each kind of action: everything is recorded afterwards, and must hold.
#include "tests/unit/plan/plans.h"

static void test_a_course(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 100 hours 6\n"
           "1 take-course first-aid 2026-01-01..2026-01-01 cost 100 hours 6 for entry/trained:first-aid\n",
           .pack = BEGIN "course \"first-aid\" { title = \"First aid\", hours = 6, cost = 100 }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"first-aid\" }\n");
}

static void test_what_stands_before_a_course_comes_first(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 60 hours 6\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for entry/trained:c\n"
           "2 take-course b 2026-01-01..2026-01-01 cost 20 hours 3 for entry/trained:c after 1\n"
           "3 take-course c 2026-01-01..2026-01-01 cost 30 hours 1 for entry/trained:c after 2\n",
           .pack = BEGIN "course \"a\" { title = \"A\", hours = 2, cost = 10 }\n"
                         "course \"b\" { title = \"B\", hours = 3, cost = 20, after = \"a\" }\n"
                         "course \"c\" { title = \"C\", hours = 1, cost = 30, after = \"b\" }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"c\" }\n");
}

static void test_but_not_what_was_completed_and_is_in_date(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-01-01", .outcome = "completed"},
        {.kind = WM_KIND_TRAINING, .subject = "b", .on = "2024-12-31", .outcome = "completed"}};
    expect("possible on 2026-01-01 cost 50 hours 4\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 20 hours 3 for entry/trained:c\n"
           "2 take-course c 2026-01-01..2026-01-01 cost 30 hours 1 for entry/trained:c after 1\n",
           .pack = BEGIN "course \"a\" { title = \"A\", hours = 2, cost = 10, valid = years(1) }\n"
                         "course \"b\" { title = \"B\", hours = 3, cost = 20, valid = years(1) }\n"
                         "course \"c\" { title = \"C\", hours = 1, cost = 30, after = { \"a\", \"b\" } }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"c\" }\n",
           FACTS(facts));
}

static void test_an_assessment_comes_after_the_cheapest_course_that_teaches_it(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 80 hours 9\n"
           "1 take-course cheap 2026-01-01..2026-01-01 cost 80 hours 9 for entry/assessed:knead\n"
           "2 be-assessed f/shape 2026-01-01 untaught for entry/assessed:shape\n"
           "3 be-assessed f/knead 2026-01-01 for entry/assessed:knead after 1\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "competency \"shape\" { title = \"S\" }\n"
                         "course \"dear\" { title = \"D\", cost = 90, hours = 1, teaches = \"knead\" }\n"
                         "course \"cheap\" { title = \"C\", cost = 80, hours = 9, teaches = \"knead\" }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", \"shape\", at_least = 2, "
                         "as = \"assessor\" } } }\n");
}

static void test_and_alone_where_one_was_completed(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "k", .on = "2020-01-01", .outcome = "completed"}};
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 for entry/assessed:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "course \"k\" { title = \"D\", cost = 90, hours = 1, teaches = \"knead\", valid = days(9) }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 2 } } }\n",
           FACTS(facts));
}

static void test_experience_is_begun_now(void **state) {
    (void)state;
    expect("possible on 2026-06-30 cost 0 hours 0\n"
           "1 gain-experience baking 2026-01-01..2026-06-30 for entry/experienced:baking\n",
           .pack = BEGIN
           "experience \"baking\" { title = \"Baking\" }\n"
           "level \"entry\" { title = \"E\", requires = { experienced { \"baking\", at_least = months(6) } } }\n");
}

static void test_or_gone_on_with(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_EXPERIENCE, .subject = "baking", .on = "2025-10-01"}};
    expect("possible on 2026-03-31 cost 0 hours 0\n"
           "1 wait experienced:baking 2026-03-31 for entry/experienced:baking\n",
           .pack = BEGIN
           "experience \"baking\" { title = \"Baking\" }\n"
           "level \"entry\" { title = \"E\", requires = { experienced { \"baking\", at_least = months(6) } } }\n",
           FACTS(facts));
}

static void test_or_taken_up_again(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_EXPERIENCE, .subject = "baking", .on = "2025-10-01", .until = "2025-10-04"}};
    expect("possible on 2026-01-06 cost 0 hours 0\n"
           "1 gain-experience baking 2026-01-01..2026-01-06 for entry/experienced:baking\n",
           .pack = BEGIN
           "experience \"baking\" { title = \"Baking\" }\n"
           "level \"entry\" { title = \"E\", requires = { experienced { \"baking\", at_least = days(10) } } }\n",
           FACTS(facts));
}

static void test_a_role_is_begun_now(void **state) {
    (void)state;
    expect("possible on 2026-07-01 cost 0 hours 0\n"
           "1 hold-role baker 2026-01-01..2026-07-01 for entry/in_role:baker\n",
           .pack =
               BEGIN "role \"baker\" { title = \"Baker\" }\n"
                     "level \"entry\" { title = \"E\", requires = { in_role { \"baker\", at_least = months(6) } } }\n");
}

static void test_sessions_at_their_cadence(void **state) {
    (void)state;
    expect("possible on 2026-02-25 cost 0 hours 0\n"
           "1 be-supervised talk 2026-01-01..2026-02-01 sessions 2 for entry/supervised:talk\n",
           .pack = BEGIN "supervision \"talk\" { title = \"Talk\" }\n"
                         "level \"entry\" { title = \"E\", requires = { supervised { \"talk\", every = months(1), over "
                         "= months(3), grace = days(7) } } }\n");
}

static void test_sessions_go_on_from_those_that_were(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_SUPERVISION, .subject = "talk", .on = "2025-11-20", .by = "ada", .as = "supervisor"},
        {.kind = WM_KIND_SUPERVISION, .subject = "talk", .on = "2025-12-20", .by = "ada", .as = "supervisor"}};
    expect("possible on 2026-01-13 cost 0 hours 0\n"
           "1 wait supervised:talk 2026-01-13 for entry/supervised:talk\n",
           .pack = BEGIN "supervision \"talk\" { title = \"Talk\" }\n"
                         "level \"entry\" { title = \"E\", requires = { supervised { \"talk\", every = months(1), over "
                         "= months(3), grace = days(7) } } }\n",
           FACTS(facts));
}

static void test_a_session_in_each_month(void **state) {
    (void)state;
    expect("possible on 2026-04-01 cost 0 hours 0\n"
           "1 be-supervised talk 2026-01-01..2026-03-01 sessions 3 for entry/supervised:talk\n",
           .pack = BEGIN "supervision \"talk\" { title = \"Talk\" }\n"
                         "level \"entry\" { title = \"E\", requires = { supervised { \"talk\", per = "
                         "\"calendar-month\", over = months(3) } } }\n");
}

static void test_supervision_in_a_role_begins_with_the_role(void **state) {
    (void)state;
    expect("possible on 2026-04-01 cost 0 hours 0\n"
           "1 hold-role baker 2026-01-01..2026-04-01 for entry/supervised:talk entry/in_role:baker\n"
           "2 be-supervised talk 2026-01-01..2026-03-01 sessions 3 for entry/supervised:talk after 1\n",
           .pack = BEGIN "supervision \"talk\" { title = \"Talk\" }\n"
                         "role \"baker\" { title = \"B\" }\n"
                         "level \"entry\" { title = \"E\", requires = { supervised { \"talk\", every = months(1), over "
                         "= months(12), in_role = \"baker\" }, in_role { \"baker\", at_least = months(3) } } }\n");
}

static void test_an_appraisal_after_its_course(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for entry/appraised\n"
           "2 be-appraised f/entry 2026-01-01 for entry/appraised after 1\n",
           .pack = BEGIN
           "course \"a\" { title = \"A\", cost = 10, hours = 2 }\n"
           "level \"entry\" { title = \"E\", requires = { appraised { recommended = true, after = \"a\" } } }\n");
}

static void test_the_other_kinds(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0 unpriced 1 untimed 1\n"
           "1 give-evidence f/knead 2026-01-01 records 3 for entry/evidenced:knead\n"
           "2 have-relation mentor 2026-01-01 for entry/related:mentor\n"
           "3 qualify nvq 2026-01-01 for entry/qualified:nvq entry/recorded:nvq\n"
           "4 be-signed-off shift 2026-01-01 untaught for entry/signed_off:shift\n"
           "5 be-measured speed 2026-01-01 for entry/measured:speed\n",
           .pack = BEGIN "item \"shift\" { title = \"Shift\" }\n"
                         "qualification \"nvq\" { title = \"NVQ\", rqf = 3 }\n"
                         "relation \"mentor\" { title = \"Mentor\" }\n"
                         "measure \"speed\" { title = \"Speed\" }\n"
                         "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { signed_off \"shift\", qualified { \"nvq\", "
                         "at_least = 3 }, related \"mentor\", measured { \"speed\", at_least = 4 }, evidenced { "
                         "\"knead\", count = 3 }, recorded { \"nvq\", kind = \"qualification\" } } }\n");
}

// What it takes to get one no catalogue says: whatever has a price comes first.
static void test_a_qualification_is_not_free(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 900 hours 60\n"
           "1 take-course long 2026-01-01..2026-01-01 cost 900 hours 60 for entry/trained:long\n",
           .pack =
               BEGIN "qualification \"nvq\" { title = \"NVQ\", rqf = 3 }\n"
                     "course \"long\" { title = \"Long\", cost = 900, hours = 60 }\n"
                     "level \"entry\" { title = \"E\", requires = { any { qualified \"nvq\", trained \"long\" } } }\n");
}

static void test_only_the_evidence_that_is_missing(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_EVIDENCE, .subject = "f/knead", .on = "2025-06-01", .outcome = "verified"}};
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 give-evidence f/knead 2026-01-01 records 2 for entry/evidenced:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { evidenced { \"knead\", count = 3 } } }\n",
           FACTS(facts));
}

static void test_scores_by_two_people(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 records 3 untaught for entry/assessed:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 1, assessors "
                         "= 2, count = 3 } } }\n");
}

static void test_an_award_after_what_its_level_asks_for(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for low/trained:a\n"
           "2 be-awarded f/low 2026-01-01 for entry/holds:low after 1\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2 }\n"
                         "level \"low\" { title = \"L\", requires = trained \"a\" }\n"
                         "level \"entry\" { title = \"E\", requires = { holds \"low\" } }\n");
}

static void test_meets_is_what_the_level_asks_for(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for low/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2 }\n"
                         "level \"low\" { title = \"L\", requires = trained \"a\" }\n"
                         "level \"entry\" { title = \"E\", requires = { meets \"low\" } }\n");
}

static void test_a_newer_score_for_one_that_is_too_low(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_ASSESSMENT,
                                              .subject = "f/knead",
                                              .on = "2025-12-01",
                                              .by = "ada",
                                              .as = "assessor",
                                              .value = 1}};
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 untaught for entry/assessed:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 2 } } }\n",
           FACTS(facts));
}

static void test_a_score_that_ages_after_a_course_that_does(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 40.5 hours 6\n"
           "1 take-course k 2026-01-01..2026-01-01 cost 40.5 hours 6 for low/trained:k entry/assessed:knead\n"
           "2 be-assessed f/knead 2026-01-01 for entry/assessed:knead after 1\n",
           .pack = BEGIN
           "competency \"knead\" { title = \"K\" }\n"
           "course \"k\" { title = \"K\", cost = 40.5, hours = 6, valid = years(1), teaches = { \"knead\" } }\n"
           "level \"low\" { title = \"L\", requires = { trained \"k\" } }\n"
           "level \"entry\" { title = \"E\", requires = { meets \"low\", assessed { \"knead\", at_least = 2, as = { "
           "\"assessor\", \"peer\" }, within = years(2) } } }\n");
}

static void test_an_award_meets_its_level_too(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for low/trained:a\n"
           "2 be-awarded f/low 2026-01-01 for entry/holds:low after 1\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2 }\n"
                         "level \"low\" { title = \"L\", requires = trained \"a\" }\n"
                         "level \"entry\" { title = \"E\", requires = { holds \"low\", meets \"low\" } }\n");
}

WM_TEST_MAIN(cmocka_unit_test(test_a_course), cmocka_unit_test(test_what_stands_before_a_course_comes_first),
             cmocka_unit_test(test_but_not_what_was_completed_and_is_in_date),
             cmocka_unit_test(test_an_assessment_comes_after_the_cheapest_course_that_teaches_it),
             cmocka_unit_test(test_and_alone_where_one_was_completed), cmocka_unit_test(test_experience_is_begun_now),
             cmocka_unit_test(test_or_gone_on_with), cmocka_unit_test(test_or_taken_up_again),
             cmocka_unit_test(test_a_role_is_begun_now), cmocka_unit_test(test_sessions_at_their_cadence),
             cmocka_unit_test(test_sessions_go_on_from_those_that_were), cmocka_unit_test(test_a_session_in_each_month),
             cmocka_unit_test(test_supervision_in_a_role_begins_with_the_role),
             cmocka_unit_test(test_an_appraisal_after_its_course), cmocka_unit_test(test_the_other_kinds),
             cmocka_unit_test(test_a_qualification_is_not_free),
             cmocka_unit_test(test_only_the_evidence_that_is_missing), cmocka_unit_test(test_scores_by_two_people),
             cmocka_unit_test(test_an_award_after_what_its_level_asks_for),
             cmocka_unit_test(test_meets_is_what_the_level_asks_for),
             cmocka_unit_test(test_a_newer_score_for_one_that_is_too_low),
             cmocka_unit_test(test_a_score_that_ages_after_a_course_that_does),
             cmocka_unit_test(test_an_award_meets_its_level_too))
