// SPDX-License-Identifier: MIT
#include "tests/unit/decide/build.h"

static void test_counts_only_where_a_rule_asks_for_it(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-10", .by = "amara", .as = "self", VALUE(3)}};
    struct build *build = build_new();
    wm_code subject = code("frame/listening"), self = code("self");
    struct wm_query refused = QUERY(.kind = WM_KIND_ASSESSMENT, .subject = subject, .not_self = true);
    struct wm_query wanted = QUERY(.kind = WM_KIND_ASSESSMENT, .subject = subject, .as = {&self, 1});
    const struct wm_portfolio *portfolio = build_portfolio(build, facts, COUNT(facts));
    wm_day day = day_of("2026-09-01"), next;
    const struct wm_level *without = build_level(build, "a", build_leaf(build, WM_VERB_ASSESSED, refused));
    const struct wm_level *with = build_level(build, "b", build_leaf(build, WM_VERB_ASSESSED, wanted));
    assert_int_equal(wm_decide_verdict(without, portfolio, day, &next), WM_VERDICT_UNMET);
    assert_int_equal(wm_decide_verdict(with, portfolio, day, &next), WM_VERDICT_MET);
    build_free(build);
}

WM_TEST_MAIN(cmocka_unit_test(test_counts_only_where_a_rule_asks_for_it))
