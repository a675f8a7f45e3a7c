// SPDX-License-Identifier: MIT
// Codes that rules mean without naming them: a what-if record only looks them up, and must find them.
#include "engine/portfolio/portfolio.h"
#include "tests/unit/lang/rules.h"

static void test_a_supposed_record_has_its_outcome_and_capacity(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules, "framework 'f' { title = 'F' }\n"
                            "competency 'c' { title = 'C' }\n"
                            "level 'l' { title = 'L', requires = { assessed 'c' } }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    struct wm_error error;
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *nobody, *supposed;
    struct wm_record record = {.kind = WM_KIND_ASSESSMENT,
                               .subject = {"f/c", 3},
                               .outcome = {"formative", 9},
                               .as = {"self", 4},
                               .until = WM_DAY_NONE};
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    wm_test_ok(wm_portfolio_builder_finish(builder, &nobody, &error), &error);
    wm_test_ok(wm_portfolio_suppose(nobody, &record, 1, NULL, 0, &supposed, &error), &error);
    assert_string_equal(wm_code_text(supposed->facts[0].outcome), "formative");
    assert_string_equal(wm_code_text(supposed->facts[0].as), "self");
    wm_portfolio_unref(supposed);
    wm_portfolio_unref(nobody);
    wm_portfolio_builder_free(builder);
    wm_ruleset_unref(ruleset);
}

WM_TEST_MAIN(cmocka_unit_test(test_a_supposed_record_has_its_outcome_and_capacity))
