// SPDX-License-Identifier: MIT
#include "tests/unit/lang/rules.h"

static void test_points_before_between_and_behind(void **state) {
    (void)state;
    static const wm_number expected[] = {-5000, 10000, 15000, 20000, 30000, 70000};
    struct rules rules;
    rules_framework(&rules, "framework 'f' { title = 'F' }\n"
                            "scale 's' { [7] = 'G', 'A', 'B', 'C', [1.5] = 'AB', [-0.5] = 'none' }\n"
                            "course 't' { title = 'T' }\n"
                            "level 'l' { title = 'L', requires = { trained 't' } }\n");
    struct wm_ruleset *ruleset = rules_build(&rules);
    const struct wm_framework *framework = wm_ruleset_framework(ruleset, "f", 1);
    const struct wm_scale *scale = wm_framework_find(framework, WM_DECLARED_SCALE, "s", 1)->scale;
    assert_int_equal(scale->count, 6);
    for (uint32_t i = 0; i < scale->count; i++)
        assert_int_equal(scale->points[i].value, expected[i]);
    assert_string_equal(wm_scale_label(scale, 15000), "AB");
    assert_string_equal(wm_scale_label(scale, 30000), "C");
    wm_ruleset_unref(ruleset);
}

WM_TEST_MAIN(cmocka_unit_test(test_points_before_between_and_behind))
