// SPDX-License-Identifier: MIT
// Levels of two frameworks at once, and a course that both declare.
#include "tests/unit/plan/plans.h"

static void test_two_frameworks(void **state) {
    (void)state;
    static struct plans plans;
    rules_init(&plans.rules);
    rules_add(&plans.rules, "frameworks/f/framework.lua",
              "framework \"f\" { title = \"F\" }\n"
              "course \"shared\" { title = \"Shared\", hours = 3 }\n"
              "course \"own\" { title = \"Own\", cost = 7, hours = 1 }\n"
              "level \"entry\" { title = \"E\", requires = { any { trained \"shared\", trained \"own\" } } }\n");
    rules_add(&plans.rules, "frameworks/g/framework.lua",
              "framework \"g\" { title = \"G\" }\n"
              "course \"before\" { title = \"Before\", cost = 1, hours = 1 }\n"
              "course \"shared\" { title = \"Shared\", cost = 20, hours = 9, after = \"before\" }\n"
              "gate \"entry\" { title = \"E\", requires = trained \"shared\" }\n");
    rules_add(&plans.rules, "organisations/o/organisation.lua",
              "organisation \"o\" { title = \"O\" }\nadopt \"f\" {}\nadopt \"g\" {}\n");
    plans.ruleset = rules_build_organisation(&plans.rules);
    plans_begin(&plans, NULL, 0);
    plans.wish.levels[1] = wm_ruleset_level(plans.ruleset, "g/entry", 7);
    plans.wish.level_count = 2;
    plans_make(&plans);
    assert_string_equal(plans.text,
                        "possible on 2026-01-01 cost 21 hours 4\n"
                        "1 take-course before 2026-01-01..2026-01-01 cost 1 hours 1 for entry/trained:shared"
                        " entry/trained:shared\n"
                        "2 take-course shared 2026-01-01..2026-01-01 cost 20 hours 3 for entry/trained:shared"
                        " entry/trained:shared after 1\n");
    assert_true(plans_hold(&plans, NULL, 0));
    struct wm_buffer text; // both levels are called as they are: of which framework they are is said
    wm_buffer_init(&text, 1 << 16);
    wm_plan_write(&text, &plans.question, &plans.wish, &plans.plan);
    assert_non_null(strstr(text.data, "\"serves\":[\"f/entry/trained:shared\",\"g/entry/trained:shared\"]"));
    wm_buffer_clear(&text);
    plans_free(&plans);
}

WM_TEST_MAIN(cmocka_unit_test(test_two_frameworks))
