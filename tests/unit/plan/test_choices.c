// SPDX-License-Identifier: MIT
// Which of several ways a plan takes.
#include "tests/unit/plan/plans.h"

static void test_one_course_for_several(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 100 hours 5\n"
           "1 take-course both 2026-01-01..2026-01-01 cost 100 hours 5 for entry/assessed:knead entry/assessed:shape\n"
           "2 be-assessed f/knead 2026-01-01 for entry/assessed:knead after 1\n"
           "3 be-assessed f/shape 2026-01-01 for entry/assessed:shape after 1\n",
           .pack = BEGIN
           "competency \"knead\" { title = \"K\" }\n"
           "competency \"shape\" { title = \"S\" }\n"
           "course \"k\" { title = \"D\", cost = 60, hours = 1, teaches = \"knead\" }\n"
           "course \"s\" { title = \"C\", cost = 60, hours = 1, teaches = \"shape\" }\n"
           "course \"both\" { title = \"C\", cost = 100, hours = 5, teaches = { \"knead\", \"shape\" } }\n"
           "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", \"shape\", at_least = 2 } } }\n");
}

static void test_one_assessment_for_several_levels(void **state) {
    (void)state;
    expect(
        "possible on 2026-01-01 cost 0 hours 0\n"
        "1 be-assessed f/knead 2026-01-01 untaught for entry/assessed:knead high/assessed:knead alone/assessed:knead\n",
        .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                      "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 1 } } }\n"
                      "level \"high\" { title = \"H\", requires = { assessed { \"knead\", at_least = 2 } } }\n"
                      "gate \"alone\" { title = \"A\", requires = { assessed { \"knead\" } } }\n",
        .levels = {"f/entry", "f/high", "f/alone"});
}

static void test_any_takes_the_cheapest_and_at_least_the_cheapest_two(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 60 hours 2\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 40 hours 1 for entry/trained:b entry/trained:b#2\n"
           "2 take-course d 2026-01-01..2026-01-01 cost 20 hours 1 for entry/trained:d\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 50 , hours = 1}\n"
                         "course \"b\" { title = \"B\", cost = 40, hours = 1 }\n"
                         "course \"c\" { title = \"C\", cost = 30, hours = 1 }\n"
                         "course \"d\" { title = \"D\", cost = 20, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" }, "
                         "at_least(2) { trained \"b\", trained \"c\", trained \"d\" } } }\n");
}

static void test_points(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 21 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 1 for entry/trained:a\n"
           "2 take-course b 2026-01-01..2026-01-01 cost 11 hours 1 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 1 }\n"
                         "course \"b\" { title = \"A\", cost = 11, hours = 1 }\n"
                         "course \"c\" { title = \"A\", cost = 22, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = points { at_least = 5, { trained \"a\", 2 }, { "
                         "trained \"b\", 3 }, { trained \"c\", 5 } } }\n");
}

static void test_hours_decide_between_equal_costs(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 50 hours 2\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 50 hours 2 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 50, hours = 2.5 }\n"
                         "course \"b\" { title = \"B\", cost = 50, hours = 2 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" } } }\n");
}

static void test_unknown_prices_rank_above_known_ones(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 4001 hours 200 unpriced 1 untimed 1\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 4000 hours 100 for entry/trained:b\n"
           "2 take-course d 2026-01-01..2026-01-01 cost 1 hours 100 for entry/trained:d\n"
           "3 take-course z 2026-01-01..2026-01-01 for entry/trained:z\n",
           .pack = BEGIN "course \"a\" { title = \"A\", hours = 1 }\n"
                         "course \"b\" { title = \"B\", cost = 4000, hours = 100 }\n"
                         "course \"c\" { title = \"A\", cost = 1 }\n"
                         "course \"d\" { title = \"B\", cost = 1, hours = 100 }\n"
                         "course \"z\" { title = \"Z\" }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" }, any { "
                         "trained \"c\", trained \"d\" }, trained \"z\" } }\n");
}

static void test_enrolled_costs_but_takes_no_hours(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 0\n"
           "1 enrol a 2026-01-01 cost 10 for entry/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 20 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained { \"a\", outcome = { \"enrolled\", "
                         "\"completed\" } } } }\n");
}

static void test_enrolled_is_not_asked_for_twice(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 20\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 20 for entry/trained:a entry/trained:a#2\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 20 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained { \"a\", outcome = { \"enrolled\", "
                         "\"completed\" } }, trained \"a\" } }\n");
}

static void test_sooner_rather_than_what_lapses_is_renewed(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-12-30", .outcome = "completed"}};
    expect("possible on 2026-01-01 cost 20 hours 2\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 20 hours 2 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 50, hours = 2, valid = years(1) }\n"
                         "course \"b\" { title = \"B\", cost = 20, hours = 2 }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", any { trained \"b\", "
                         "experienced { \"x\", at_least = years(1) } } } }\n",
           FACTS(facts));
}

static void test_waiting_is_cheaper_than_a_course(void **state) {
    (void)state;
    expect("possible on 2026-12-31 cost 0 hours 0\n"
           "1 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n",
           .pack = BEGIN "course \"b\" { title = \"B\", cost = 20, hours = 2 }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"b\", experienced { \"x\", "
                         "at_least = years(1) } } } }\n");
}

static void test_a_dearer_course_may_be_in_time(void **state) {
    (void)state;
    expect("possible on 2026-01-07 cost 2 hours 8\n"
           "1 take-course b 2026-01-01..2026-01-07 cost 2 hours 8 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 80 }\n"
                         "course \"b\" { title = \"B\", cost = 2, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" } } }\n",
           .hours_per_week = 8, .by = "2026-03-10");
}

static void test_dear_enough(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 8\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 8 for entry/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"a\" }\n",
           .ceiling = 10);
}

static void test_in_the_mode_that_is_wished_for(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 20 hours 8\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 20 hours 8 for entry/trained:b\n",
           .pack = BEGIN
           "course \"a\" { title = \"A\", cost = 10, hours = 8, mode = \"e-learning\" }\n"
           "course \"b\" { title = \"B\", cost = 20, hours = 8, mode = \"virtual\" }\n"
           "course \"c\" { title = \"C\", cost = 30, hours = 8 }\n"
           "level \"entry\" { title = \"E\", requires = any { trained \"a\", trained \"b\", trained \"c\" } }\n",
           .modes = {"virtual", "day"});
}

static void test_what_states_no_mode_is_to_be_had(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 30 hours 8\n"
           "1 take-course c 2026-01-01..2026-01-01 cost 30 hours 8 for entry/trained:c\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8, mode = \"e-learning\" }\n"
                         "course \"c\" { title = \"C\", cost = 30, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = any { trained \"a\", trained \"c\" } }\n",
           .modes = {"day"});
}

static void test_round_a_circle(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 90 hours 8\n"
           "1 take-course c 2026-01-01..2026-01-01 cost 90 hours 8 for entry/trained:c\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8, after = \"b\" }\n"
                         "course \"b\" { title = \"B\", cost = 10, hours = 8, after = \"a\" }\n"
                         "course \"c\" { title = \"C\", cost = 90, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = any { trained \"a\", trained \"c\" } }\n");
}

static void test_round_a_parameter_that_nobody_set(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 untaught for entry/assessed:knead#2\n",
           .pack = BEGIN "parameter \"p\" { says = \"S\", of = \"number\" }\n"
                         "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = any { assessed { \"knead\", at_least = param "
                         "\"p\" }, assessed { \"knead\", at_least = 2 } } }\n");
}

static void test_when_takes_the_branch_that_is_there(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_ROLE, .subject = "lead", .on = "2025-12-01"}};
    expect("possible on 2026-01-01 cost 10 hours 1\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 1 for entry/trained:a\n",
           .pack = BEGIN
           "role \"lead\" { title = \"L\" }\n"
           "course \"a\" { title = \"A\", cost = 10, hours = 1 }\n"
           "course \"b\" { title = \"B\", cost = 5, hours = 1 }\n"
           "level \"entry\" { title = \"E\", requires = when { in_role \"lead\", trained \"a\", trained \"b\" } }\n",
           FACTS(facts));
}

static void test_when_takes_the_cheaper_branch(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 1 hours 1\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 1 hours 1 for entry/trained:a\n"
           "2 hold-role lead 2026-01-01..2026-01-01 for entry/in_role:lead\n",
           .pack = BEGIN
           "role \"lead\" { title = \"L\" }\n"
           "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
           "course \"b\" { title = \"B\", cost = 5, hours = 1 }\n"
           "level \"entry\" { title = \"E\", requires = when { in_role \"lead\", trained \"a\", trained \"b\" } }\n");
}

static void test_nothing_to_do(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = none { trained \"a\" } }\n");
}

static void test_actions_that_get_in_each_others_way(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 5 hours 1\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 5 hours 1 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "course \"b\" { title = \"B\", cost = 5, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" }, none { "
                         "trained \"a\" } } }\n");
}

static void test_out_of_steps(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 6 hours 2 inexact\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 3 hours 1 for entry/trained:a entry/trained:a#2\n"
           "2 take-course b 2026-01-01..2026-01-01 cost 3 hours 1 for entry/trained:b#2\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 3, hours = 1 }\n"
                         "course \"b\" { title = \"B\", cost = 3, hours = 1 }\n"
                         "course \"c\" { title = \"C\", cost = 3, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" }, any { "
                         "trained \"b\", trained \"c\" }, any { trained \"a\", trained \"c\" } } }\n",
           .budget = 3);
}

static void test_a_level_that_is_met_until_something_is_done(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-signed-off badge 2026-01-01 untaught for entry/signed_off:badge\n"
           "2 be-assessed f/knead 2026-01-01 untaught for low/assessed:knead\n",
           .pack = BEGIN "item \"badge\" { title = \"B\" }\n"
                         "competency \"knead\" { title = \"K\" }\n"
                         "level \"low\" { title = \"L\", requires = when { signed_off \"badge\", assessed { \"knead\", "
                         "at_least = 1 } } }\n"
                         "level \"entry\" { title = \"E\", requires = { meets \"low\", signed_off \"badge\" } }\n");
}

static void test_a_newer_score_must_not_undo_an_older_one(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_ASSESSMENT,
                                              .subject = "f/knead",
                                              .on = "2025-06-23",
                                              .by = "ada",
                                              .as = "assessor",
                                              .value = 2}};
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 untaught for entry/assessed:knead#2\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 2 }, assessed "
                         "{ \"knead\", at_least = 1, within = months(6) } } }\n",
           FACTS(facts));
}

WM_TEST_MAIN(cmocka_unit_test(test_one_course_for_several), cmocka_unit_test(test_one_assessment_for_several_levels),
             cmocka_unit_test(test_any_takes_the_cheapest_and_at_least_the_cheapest_two), cmocka_unit_test(test_points),
             cmocka_unit_test(test_hours_decide_between_equal_costs),
             cmocka_unit_test(test_unknown_prices_rank_above_known_ones),
             cmocka_unit_test(test_enrolled_costs_but_takes_no_hours),
             cmocka_unit_test(test_enrolled_is_not_asked_for_twice),
             cmocka_unit_test(test_sooner_rather_than_what_lapses_is_renewed),
             cmocka_unit_test(test_waiting_is_cheaper_than_a_course),
             cmocka_unit_test(test_a_dearer_course_may_be_in_time), cmocka_unit_test(test_dear_enough),
             cmocka_unit_test(test_in_the_mode_that_is_wished_for),
             cmocka_unit_test(test_what_states_no_mode_is_to_be_had), cmocka_unit_test(test_round_a_circle),
             cmocka_unit_test(test_round_a_parameter_that_nobody_set),
             cmocka_unit_test(test_when_takes_the_branch_that_is_there),
             cmocka_unit_test(test_when_takes_the_cheaper_branch), cmocka_unit_test(test_nothing_to_do),
             cmocka_unit_test(test_actions_that_get_in_each_others_way), cmocka_unit_test(test_out_of_steps),
             cmocka_unit_test(test_a_level_that_is_met_until_something_is_done),
             cmocka_unit_test(test_a_newer_score_must_not_undo_an_older_one))
