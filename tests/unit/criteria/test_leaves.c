// SPDX-License-Identifier: MIT
// How leaves are called: verb and subject, numbered where it repeats, after their level from outside.
#include "tests/unit/criteria/rules.h"

static struct wm_criterion *about(struct rules *rules, enum wm_verb verb, enum wm_kind kind, const char *subject) {
    return rules_leaf(rules, verb, (struct wm_query){.kind = kind, .subject = rules_code(subject)});
}

static void test_ids(void **state) {
    (void)state;
    struct rules rules;
    rules_make(&rules);
    struct wm_criterion *fixed = rules_room(&rules, 1, sizeof *fixed),
                        *settled = rules_room(&rules, 1, sizeof *settled);
    *fixed = (struct wm_criterion){.verb = WM_VERB_FIXED, .unset = rules.parameter, .parameter = rules.parameter};
    *settled = (struct wm_criterion){.verb = WM_VERB_FIXED, .fixed = WM_VERDICT_MET};
    wm_code *codes = rules_room(&rules, 2, sizeof *codes);
    codes[0] = rules_code("social-care");
    codes[1] = rules_code("health-care");
    struct wm_criterion *leaves[] = {
        about(&rules, WM_VERB_ASSESSED, WM_KIND_ASSESSMENT, "f/listening"),
        about(&rules, WM_VERB_ASSESSED, WM_KIND_ASSESSMENT, "g/listening"), // of another framework
        about(&rules, WM_VERB_HOLDS, WM_KIND_AWARD, "f/entry"),
        rules_trained(&rules),
        rules_trained(&rules),
        rules_trained(&rules),
        rules_leaf(&rules, WM_VERB_APPRAISED, (struct wm_query){.kind = WM_KIND_APPRAISAL}),
        rules_leaf(&rules, WM_VERB_EXPERIENCED, (struct wm_query){.kind = WM_KIND_EXPERIENCE, .subjects = {codes, 2}}),
        fixed,
        settled,
    };
    static const char *const ids[] = {"assessed:listening",
                                      "assessed:g/listening",
                                      "holds:entry",
                                      "trained:fire-safety",
                                      "trained:fire-safety#2",
                                      "trained:fire-safety#3",
                                      "appraised",
                                      "experienced:social-care+health-care",
                                      "setting:score",
                                      "setting"};
    struct wm_criterion *half = rules_combine(&rules, WM_VERB_ANY, leaves, 4);
    struct wm_criterion *rest = rules_combine(&rules, WM_VERB_NONE, leaves + 4, 6);
    struct wm_level *level = rules_level(&rules, "entry", "Entry", RULES_COMBINE(&rules, WM_VERB_ALL, half, rest));
    rules_seal(&rules);
    assert_int_equal(level->leaf_count, 10);
    for (uint32_t i = 0; i < 10; i++) {
        char qualified[64];
        assert_string_equal(leaves[i]->id, ids[i]);
        snprintf(qualified, sizeof qualified, "entry/%s", ids[i]);
        assert_string_equal(leaves[i]->qualified_id, qualified);
        assert_int_equal(leaves[i]->leaf_index, i);
    }
    assert_null(half->id);
    wm_ruleset_unref(rules.ruleset);
}

// Each level counts for itself; what is desired goes on where its requirements end.
static void test_per_level(void **state) {
    (void)state;
    struct rules rules;
    rules_make(&rules);
    struct wm_criterion *first = rules_trained(&rules), *second = rules_trained(&rules),
                        *desired = rules_trained(&rules);
    struct wm_criterion **desires = rules_room(&rules, 1, sizeof(struct wm_criterion *));
    desires[0] = desired;
    struct wm_level *entry = rules_level(&rules, "entry", "Entry", first);
    rules_level(&rules, "mid", "Mid", second);
    entry->desires = desires;
    entry->desire_count = 1;
    rules_seal(&rules);
    assert_string_equal(first->id, "trained:fire-safety");
    assert_string_equal(second->id, "trained:fire-safety");
    assert_string_equal(desired->id, "trained:fire-safety#2");
    assert_int_equal(desired->leaf_index, 1);
    assert_int_equal(entry->leaf_count, 1);
    wm_ruleset_unref(rules.ruleset);
}

static void test_own_ids(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    rules_make(&rules);
    struct wm_criterion *named = rules_trained(&rules), *again = rules_trained(&rules);
    named->id = "fire";
    again->id = "fire";
    rules_level(&rules, "entry", "Entry", RULES_COMBINE(&rules, WM_VERB_ALL, named, again));
    wm_test_fails(wm_ruleset_seal(rules.ruleset, &error), &error, WM_RULES, "duplicate");
    assert_string_equal(error.where, "frameworks/f/framework.lua:9");
    wm_ruleset_unref(rules.ruleset);
}

WM_TEST_MAIN(cmocka_unit_test(test_ids), cmocka_unit_test(test_per_level), cmocka_unit_test(test_own_ids))
