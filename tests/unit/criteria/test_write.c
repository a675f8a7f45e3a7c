// SPDX-License-Identifier: MIT
// The canonical form: every field that can change a decision shows in it, and nothing else does.
#include "tests/unit/criteria/rules.h"

static void expect(const struct wm_criterion *criterion, const char *written) {
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 1 << 16);
    wm_criterion_write(&buffer, criterion);
    assert_string_equal(buffer.data, written);
    wm_buffer_clear(&buffer);
}

static wm_code *some_codes(struct rules *rules) {
    static const char *const texts[] = {"social-care", "health-care", "completed", "peer",
                                        "seen",        "voluntary",   "role",      "fire-safety"};
    wm_code *codes = rules_room(rules, 8, sizeof *codes);
    for (int i = 0; i < 8; i++)
        codes[i] = rules_code(texts[i]);
    return codes;
}

static void test_every_field(void **state) {
    (void)state;
    struct rules rules;
    rules_make(&rules);
    wm_code *codes = some_codes(&rules);
    static const char *const by[] = {"ann", "ben"};
    struct wm_criterion *leaf = rules_leaf(&rules, WM_VERB_RECORDED,
                                           (struct wm_query){.kind = WM_KIND_SUPERVISION,
                                                             .subject = rules_code("f/listening"),
                                                             .subjects = {codes, 2},
                                                             .outcomes = {codes + 2, 1},
                                                             .equivalent = true,
                                                             .as = {codes + 3, 1},
                                                             .not_self = true,
                                                             .methods = {codes + 4, 1},
                                                             .methods_not = {codes + 5, 1},
                                                             .by = by,
                                                             .by_count = 2,
                                                             .has_min_fte = true,
                                                             .min_fte = 5000,
                                                             .in_date = true,
                                                             .has_valid = true,
                                                             .valid = {12, WM_SPAN_MONTHS},
                                                             .valid_unset = rules.parameter,
                                                             .has_within = true,
                                                             .within = {1, WM_SPAN_YEARS},
                                                             .has_at_least = true,
                                                             .at_least = 10000,
                                                             .has_at_most = true,
                                                             .at_most = 20000,
                                                             .using = WM_USING_MEDIAN,
                                                             .count = 3,
                                                             .assessors = 2,
                                                             .scale = rules.scale,
                                                             .has_rqf = true,
                                                             .rqf = 30000,
                                                             .has_least = true,
                                                             .more = true,
                                                             .least = {2, WM_SPAN_WEEKS},
                                                             .has_most = true,
                                                             .most = {3, WM_SPAN_DAYS},
                                                             .every = {4, WM_SPAN_WEEKS},
                                                             .over = {6, WM_SPAN_MONTHS},
                                                             .grace = {1, WM_SPAN_DAYS},
                                                             .in_role = codes[6],
                                                             .outcome_asked = codes[2],
                                                             .after = codes[7],
                                                             .per_method = true,
                                                             .routes_all = true});
    expect(leaf, "{\"verb\":\"recorded\",\"kind\":\"supervision\",\"subject\":\"f/listening\","
                 "\"subjects\":[\"social-care\",\"health-care\"],\"outcomes\":[\"completed\"],\"equivalent\":true,"
                 "\"as\":[\"peer\"],\"not-self\":true,\"methods\":[\"seen\"],\"methods-not\":[\"voluntary\"],"
                 "\"by\":\"ann\",\"by\":\"ben\",\"min-fte\":0.5,\"in-date\":true,\"valid\":\"12 months\","
                 "\"valid-unset\":\"score\",\"within\":\"1 year\",\"at-least\":1,\"at-most\":2,\"using\":\"median\","
                 "\"count\":3,\"assessors\":2,\"scale\":\"skill\",\"rqf\":3,\"least\":\"2 weeks\",\"more\":true,"
                 "\"most\":\"3 days\",\"every\":\"4 weeks\",\"over\":\"6 months\",\"grace\":\"1 day\","
                 "\"in-role\":\"role\",\"outcome-asked\":\"completed\",\"after\":\"fire-safety\",\"per-method\":true,"
                 "\"routes-all\":true}");
    wm_ruleset_unref(rules.ruleset);
}

static void test_combinations(void **state) {
    (void)state;
    struct rules rules;
    rules_make(&rules);
    struct wm_criterion *settled = rules_room(&rules, 1, sizeof *settled), *open = rules_room(&rules, 1, sizeof *open),
                        *meets = rules_room(&rules, 1, sizeof *meets);
    struct wm_level *entry = rules_level(&rules, "entry", "Entry", settled);
    *settled = (struct wm_criterion){.verb = WM_VERB_FIXED, .fixed = WM_VERDICT_MET, .says = "words do not count"};
    *open = (struct wm_criterion){.verb = WM_VERB_FIXED, .unset = rules.parameter};
    *meets = (struct wm_criterion){.verb = WM_VERB_MEETS, .level = entry};
    struct wm_criterion *points = RULES_COMBINE(&rules, WM_VERB_POINTS, settled, meets);
    static const wm_number weights[] = {15000, 20000};
    points->weights = weights;
    points->threshold = 30000;
    struct wm_criterion *least = RULES_COMBINE(&rules, WM_VERB_AT_LEAST, open, points);
    least->least = 2;
    least->id = "some";
    expect(least, "{\"verb\":\"at_least\",\"id\":\"some\",\"least\":2,\"children\":["
                  "{\"verb\":\"setting\",\"unset\":\"score\"},"
                  "{\"verb\":\"points\",\"threshold\":3,\"children\":[{\"verb\":\"setting\",\"fixed\":\"met\"},"
                  "{\"verb\":\"meets\",\"level\":\"f/entry\"}],\"weight\":1.5,\"weight\":2}]}");
    wm_ruleset_unref(rules.ruleset);
}

WM_TEST_MAIN(cmocka_unit_test(test_every_field), cmocka_unit_test(test_combinations))
