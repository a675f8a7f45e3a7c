// SPDX-License-Identifier: MIT
// The days of a plan: what is done early, what late, what queues, what waits.
#include "tests/unit/plan/plans.h"

static void test_an_award_now_while_its_level_is_met(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-12-01", .outcome = "completed"}};
    expect(
        "possible on 2026-12-31 cost 0 hours 0\n"
        "1 be-awarded f/low 2026-01-01 for entry/holds:low\n"
        "2 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n",
        .pack = BEGIN
        "course \"a\" { title = \"A\", cost = 10, hours = 2, valid = months(6) }\n"
        "experience \"x\" { title = \"X\" }\n"
        "level \"low\" { title = \"L\", requires = trained \"a\" }\n"
        "level \"entry\" { title = \"E\", requires = { holds \"low\", experienced { \"x\", at_least = years(1) } } }\n",
        FACTS(facts));
}

static void test_done_late_what_would_lapse_before_the_end(void **state) {
    (void)state;
    expect("possible on 2026-12-31 cost 20 hours 4\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 10 hours 2 for entry/trained:b\n"
           "2 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n"
           "3 take-course a 2026-12-31..2026-12-31 cost 10 hours 2 for entry/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2, valid = months(3) }\n"
                         "course \"b\" { title = \"B\", cost = 10, hours = 2, valid = years(1) }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", trained \"b\", experienced { "
                         "\"x\", at_least = years(1) } } }\n");
}

static void test_renewed_what_lapses_before_the_end(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-03-31", .outcome = "completed"}};
    expect("possible on 2026-03-31 cost 0 hours 0\n"
           "1 gain-experience x 2026-01-01..2026-03-31 for entry/experienced:x\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2, valid = years(1) }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", experienced { \"x\", at_least = "
                         "months(3) } } }\n",
           FACTS(facts));
}

static void test_nor_the_day_before_it_lapses(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-03-30", .outcome = "completed"}};
    expect("possible on 2026-03-31 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for entry/trained:a\n"
           "2 gain-experience x 2026-01-01..2026-03-31 for entry/experienced:x\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2, valid = years(1) }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", experienced { \"x\", at_least = "
                         "months(3) } } }\n",
           FACTS(facts));
}

static void test_unless_it_is_wanted_before(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 20 hours 2\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 20 hours 2 for entry/trained:b\n",
           .pack = BEGIN "course \"b\" { title = \"B\", cost = 20, hours = 2 }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"b\", experienced { \"x\", "
                         "at_least = years(1) } } } }\n",
           .by = "2026-12-30");
}

static void test_the_last_day_is_in_time(void **state) {
    (void)state;
    expect("possible on 2026-12-31 cost 0 hours 0\n"
           "1 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n",
           .pack = BEGIN "course \"b\" { title = \"B\", cost = 20, hours = 2 }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"b\", experienced { \"x\", "
                         "at_least = years(1) } } } }\n",
           .by = "2026-12-31");
}

static void test_courses_queue_for_the_hours_of_release(void **state) {
    (void)state;
    expect("possible on 2026-01-17 cost 4 hours 18 untimed 1\n"
           "1 take-course a 2026-01-01..2026-01-07 cost 1 hours 8 for entry/trained:b\n"
           "2 be-signed-off shift 2026-01-01 untaught for entry/signed_off:shift\n"
           "3 take-course c 2026-01-08..2026-01-08 cost 1 for entry/trained:c\n"
           "4 take-course k 2026-01-09..2026-01-09 cost 1 hours 1 for entry/assessed:knead\n"
           "5 be-assessed f/knead 2026-01-09 for entry/assessed:knead after 4\n"
           "6 take-course b 2026-01-10..2026-01-17 cost 1 hours 9 for entry/trained:b after 1\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 8 }\n"
                         "course \"b\" { title = \"B\", cost = 1, hours = 9, after = \"a\" }\n"
                         "course \"c\" { title = \"C\", cost = 1 }\n"
                         "item \"shift\" { title = \"S\" }\n"
                         "competency \"knead\" { title = \"K\" }\n"
                         "course \"k\" { title = \"K\", cost = 1, hours = 1, teaches = \"knead\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"b\", trained \"c\", signed_off "
                         "\"shift\", assessed { \"knead\", at_least = 1 } } }\n",
           .hours_per_week = 8);
}

static void test_courses_queue_beside_what_waits(void **state) {
    (void)state;
    expect(
        "possible on 2026-03-11 cost 1 hours 80\n"
        "1 take-course a 2026-01-01..2026-03-11 cost 1 hours 80 for entry/trained:a\n"
        "2 gain-experience x 2026-01-01..2026-01-30 for entry/experienced:x\n",
        .pack = BEGIN
        "course \"a\" { title = \"A\", cost = 1, hours = 80 }\n"
        "experience \"x\" { title = \"X\" }\n"
        "level \"entry\" { title = \"E\", requires = { trained \"a\", experienced { \"x\", at_least = days(30) } } }\n",
        .hours_per_week = 8);
}

static void test_late_courses_end_the_queue(void **state) {
    (void)state;
    expect("possible on 2026-12-31 cost 3 hours 40\n"
           "1 take-course b 2026-01-01..2026-01-14 cost 1 hours 16 for entry/trained:b\n"
           "2 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n"
           "3 take-course a 2026-12-11..2026-12-24 cost 1 hours 16 for entry/trained:a entry/trained:c\n"
           "4 take-course c 2026-12-25..2026-12-31 cost 1 hours 8 for entry/trained:c after 3\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 16, valid = months(3) }\n"
                         "course \"b\" { title = \"B\", cost = 1, hours = 16 }\n"
                         "course \"c\" { title = \"C\", cost = 1, hours = 8, after = \"a\", valid = months(2) }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", trained \"b\", trained \"c\", "
                         "experienced { \"x\", at_least = years(1) } } }\n",
           .hours_per_week = 8);
}

static void test_or_just_fit(void **state) {
    (void)state;
    expect("possible on 2026-03-11 cost 1 hours 80\n"
           "1 take-course a 2026-01-01..2026-03-11 cost 1 hours 80 for entry/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 80 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\" } }\n",
           .hours_per_week = 8, .by = "2026-03-11");
}

static void test_what_is_forbidden_for_a_year(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_MEASURE, .subject = "strikes", .on = "2025-12-01", .value = 1}};
    expect("possible on 2026-12-02 cost 1 hours 1\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 1 hours 1 for entry/trained:a\n"
           "2 wait recorded:strikes 2026-12-02 for entry/recorded:strikes\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "measure \"strikes\" { title = \"S\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", none { recorded { \"strikes\", "
                         "kind = \"measure\", within = years(1) } } } }\n",
           FACTS(facts));
}

static void test_an_edition_that_begins_later(void **state) {
    (void)state;
    expect("possible on 2026-04-01 cost 1 hours 1\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 1 hours 1 for entry/trained:b\n"
           "2 wait editions 2026-04-01 for entry/editions\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 5, hours = 1 }\n"
                         "course \"b\" { title = \"B\", cost = 1, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", [\"until\"] = \"2026-03-31\", requires = trained \"a\" }\n"
                         "level \"entry\" { title = \"E\", from = \"2026-04-01\", requires = trained \"b\" }\n");
}

static void test_not_yet_in_force(void **state) {
    (void)state;
    expect("possible on 2026-04-01 cost 5 hours 1\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 5 hours 1 for entry/trained:a\n"
           "2 wait editions 2026-04-01 for entry/editions\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 5, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", from = \"2026-04-01\", requires = trained \"a\" }\n");
}

static void test_who_was_eligible_on_the_eve_stays_it(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n",
           .pack = BEGIN
           "course \"a\" { title = \"A\", cost = 5, hours = 1 }\n"
           "level \"entry\" { title = \"E\", [\"until\"] = \"2025-12-31\", requires = none { trained \"a\" } }\n"
           "level \"entry\" { title = \"E\", from = \"2026-01-01\", grandfather = \"2026-06-30\", requires = trained "
           "\"a\" }\n");
}

static void test_and_who_was_not_has_no_way_there(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-06-23", .outcome = "completed"}};
    expect("possible on 2026-01-01 cost 7 hours 1\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 7 hours 1 for entry/trained:b\n",
           .pack = BEGIN
           "course \"a\" { title = \"A\", cost = 5, hours = 1 }\n"
           "course \"b\" { title = \"B\", cost = 7, hours = 1 }\n"
           "level \"entry\" { title = \"E\", [\"until\"] = \"2025-12-31\", requires = none { trained \"a\" } }\n"
           "level \"entry\" { title = \"E\", from = \"2026-01-01\", grandfather = \"2026-06-30\", requires = trained "
           "\"b\" }\n",
           FACTS(facts));
}

WM_TEST_MAIN(cmocka_unit_test(test_an_award_now_while_its_level_is_met),
             cmocka_unit_test(test_done_late_what_would_lapse_before_the_end),
             cmocka_unit_test(test_renewed_what_lapses_before_the_end),
             cmocka_unit_test(test_nor_the_day_before_it_lapses), cmocka_unit_test(test_unless_it_is_wanted_before),
             cmocka_unit_test(test_the_last_day_is_in_time),
             cmocka_unit_test(test_courses_queue_for_the_hours_of_release),
             cmocka_unit_test(test_courses_queue_beside_what_waits), cmocka_unit_test(test_late_courses_end_the_queue),
             cmocka_unit_test(test_or_just_fit), cmocka_unit_test(test_what_is_forbidden_for_a_year),
             cmocka_unit_test(test_an_edition_that_begins_later), cmocka_unit_test(test_not_yet_in_force),
             cmocka_unit_test(test_who_was_eligible_on_the_eve_stays_it),
             cmocka_unit_test(test_and_who_was_not_has_no_way_there))
