// SPDX-License-Identifier: MIT
// Why there is no plan, and ways round it.
#include "tests/unit/plan/plans.h"

static void test_the_queue_may_be_too_long(void **state) {
    (void)state;
    expect("not possible\n"
           "by 2026-03-11\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 80 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\" } }\n",
           .hours_per_week = 8, .by = "2026-03-10");
}

static void test_too_late(void **state) {
    (void)state;
    expect("not possible\n"
           "by 2026-12-31\n",
           .pack =
               BEGIN "experience \"x\" { title = \"X\" }\n"
                     "level \"entry\" { title = \"E\", requires = { experienced { \"x\", at_least = years(1) } } }\n",
           .by = "2026-12-30");
}

static void test_too_dear(void **state) {
    (void)state;
    expect("not possible\n"
           "cost-ceiling cost 10\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"a\" }\n",
           .ceiling = 9);
}

static void test_what_has_no_price_is_above_every_ceiling(void **state) {
    (void)state;
    expect("not possible\n"
           "cost-ceiling cost 0\n",
           .pack = BEGIN "course \"a\" { title = \"A\", hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"a\" }\n",
           .ceiling = 10);
}

static void test_not_in_that_mode(void **state) {
    (void)state;
    expect("not possible\n"
           "mode trained:a\n"
           "mode assessed:knead\n"
           "mode trained:b\n",
           .pack = BEGIN
           "course \"a\" { title = \"A\", cost = 10, hours = 8, mode = \"e-learning\", teaches = \"knead\" }\n"
           "course \"b\" { title = \"B\", cost = 10, hours = 8, mode = \"day\", after = \"a\" }\n"
           "competency \"knead\" { title = \"K\" }\n"
           "level \"entry\" { title = \"E\", requires = { trained \"a\", assessed { \"knead\", at_least = 1 }, trained "
           "\"b\" } }\n",
           .modes = {"day"});
}

static void test_courses_in_a_circle(void **state) {
    (void)state;
    expect("not possible\n"
           "cycle trained:a\n"
           "cycle trained:c\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8, after = \"b\" }\n"
                         "course \"b\" { title = \"B\", cost = 10, hours = 8, after = \"a\" }\n"
                         "course \"c\" { title = \"C\", cost = 10, hours = 8, after = \"c\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", trained \"c\" } }\n");
}

static void test_a_parameter_that_nobody_set(void **state) {
    (void)state;
    expect("not possible\n"
           "parameter-not-set assessed:knead p\n",
           .pack = BEGIN
           "parameter \"p\" { says = \"S\", of = \"number\" }\n"
           "competency \"knead\" { title = \"K\" }\n"
           "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = param \"p\" } } }\n");
}

static void test_a_validity_that_nobody_set(void **state) {
    (void)state;
    expect("not possible\n"
           "parameter-not-set trained:a p\n",
           .pack = BEGIN "parameter \"p\" { says = \"S\", of = \"span\" }\n"
                         "course \"a\" { title = \"A\", cost = 1, hours = 1, valid = param \"p\" }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"a\" }\n");
}

static void test_what_is_forbidden_for_ever(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_MEASURE, .subject = "strikes", .on = "2025-12-01", .value = 1}};
    expect("not possible\n"
           "forbidden recorded:strikes\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "measure \"strikes\" { title = \"S\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", none { recorded { \"strikes\", "
                         "kind = \"measure\", in_date = false } } } }\n",
           FACTS(facts));
}

static void test_less_than_so_long_in_a_role(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_ROLE, .subject = "baker", .on = "2025-01-01"}};
    expect("not possible\n"
           "no-way in_role:baker\n",
           .pack = BEGIN "role \"baker\" { title = \"B\" }\n"
                         "level \"entry\" { title = \"E\", requires = in_role { \"baker\", less_than = months(6) } }\n",
           FACTS(facts));
}

static void test_no_longer_in_force(void **state) {
    (void)state;
    expect("not possible\n"
           "no-way editions\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 5, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", [\"until\"] = \"2025-04-01\", requires = trained \"a\" }\n");
}

static void test_levels_that_hold_each_other(void **state) {
    (void)state;
    expect("not possible\n"
           "cycle holds:entry\n",
           .pack = BEGIN "level \"low\" { title = \"L\", requires = { holds \"entry\" } }\n"
                         "level \"entry\" { title = \"E\", requires = { holds \"low\" } }\n");
}

static void test_criteria_that_get_in_each_others_way(void **state) {
    (void)state;
    expect("not possible\n"
           "no-way\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", none { recorded { \"a\", kind = "
                         "\"training\" } } } }\n");
}

static void test_a_score_that_no_scale_has(void **state) {
    (void)state;
    expect("not possible\n"
           "no-way assessed:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 9 } } }\n");
}

WM_TEST_MAIN(cmocka_unit_test(test_the_queue_may_be_too_long), cmocka_unit_test(test_too_late),
             cmocka_unit_test(test_too_dear), cmocka_unit_test(test_what_has_no_price_is_above_every_ceiling),
             cmocka_unit_test(test_not_in_that_mode), cmocka_unit_test(test_courses_in_a_circle),
             cmocka_unit_test(test_a_parameter_that_nobody_set), cmocka_unit_test(test_a_validity_that_nobody_set),
             cmocka_unit_test(test_what_is_forbidden_for_ever), cmocka_unit_test(test_less_than_so_long_in_a_role),
             cmocka_unit_test(test_no_longer_in_force), cmocka_unit_test(test_levels_that_hold_each_other),
             cmocka_unit_test(test_criteria_that_get_in_each_others_way),
             cmocka_unit_test(test_a_score_that_no_scale_has))
