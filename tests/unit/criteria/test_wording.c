// SPDX-License-Identifier: MIT
// What criteria say, in plain English.
#include "tests/unit/criteria/rules.h"

static struct rules rules;

static int setup(void **state) {
    (void)state;
    rules_make(&rules);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_ruleset_unref(rules.ruleset);
    return 0;
}

static struct wm_codes codes_of(const char *first, const char *second, const char *third) {
    wm_code *codes = rules_room(&rules, 3, sizeof *codes);
    const char *const texts[] = {first, second, third};
    uint32_t count = 0;
    for (int i = 0; i < 3 && texts[i] != NULL; i++)
        codes[count++] = rules_code(texts[i]);
    return (struct wm_codes){codes, count};
}

// Seals the rules with this as their one more level, and compares.
static void expect(struct wm_criterion *criterion, const char *says) {
    rules_level(&rules, "last", "Last", criterion);
    rules_seal(&rules);
    assert_string_equal(criterion->says, says);
}

static void expect_leaf(enum wm_verb verb, struct wm_query query, const char *says) {
    setup(NULL);
    struct wm_criterion *leaf = rules_leaf(&rules, verb, query);
    expect(leaf, says);
    teardown(NULL);
}

static void test_assessed(void **state) {
    (void)state;
    rules_make(&rules);
    struct wm_query query = {.kind = WM_KIND_ASSESSMENT,
                             .subject = rules_code("f/listening"),
                             .has_at_least = true,
                             .at_least = WM_NUMBER_ONE,
                             .scale = rules.scale,
                             .as = codes_of("manager", "lead", "peer"),
                             .methods = codes_of("observed-session", NULL, NULL),
                             .count = 2,
                             .assessors = 2,
                             .using = WM_USING_BEST,
                             .has_within = true,
                             .within = {24, WM_SPAN_MONTHS}};
    expect(rules_leaf(&rules, WM_VERB_ASSESSED, query),
           "Listening: assessed at 1 (Novice) or above two times, the best one counting, by manager, lead or peer, "
           "through "
           "observed session, by at least two different people, within the last 24 months");
    wm_ruleset_unref(rules.ruleset);
    expect_leaf(WM_VERB_ASSESSED,
                (struct wm_query){.kind = WM_KIND_ASSESSMENT, .subject = rules_code("f/planning"), .not_self = true},
                "Planning: assessed, by somebody else");
}

static void test_trained(void **state) {
    (void)state;
    wm_code completed = rules_code("completed");
    struct wm_query query = {.kind = WM_KIND_TRAINING,
                             .subject = rules_code("fire-safety"),
                             .outcomes = {&completed, 1},
                             .in_date = true,
                             .has_valid = true,
                             .valid = {1, WM_SPAN_YEARS}};
    expect_leaf(WM_VERB_TRAINED, query, "Fire safety: completed and in date");
    query.in_date = false;
    query.count = 11;
    expect_leaf(WM_VERB_TRAINED, query, "Fire safety: 11 times completed");
    query.subject = rules_code("not-declared"); // as words
    query.count = 0;
    expect_leaf(WM_VERB_TRAINED, query, "not declared: completed");
}

static void test_periods(void **state) {
    (void)state;
    wm_code voluntary = rules_code("voluntary"), both[2] = {rules_code("social-care"), rules_code("health-care")};
    expect_leaf(WM_VERB_EXPERIENCED,
                (struct wm_query){
                    .kind = WM_KIND_EXPERIENCE, .subjects = {both, 2}, .has_least = true, .least = {3, WM_SPAN_YEARS}},
                "Social care and Health care: at least 3 years' experience");
    expect_leaf(
        WM_VERB_EXPERIENCED,
        (struct wm_query){.kind = WM_KIND_EXPERIENCE,
                          .subject = both[0],
                          .has_least = true,
                          .more = true,
                          .least = {1, WM_SPAN_YEARS},
                          .has_min_fte = true,
                          .min_fte = 5000,
                          .methods_not = {&voluntary, 1}},
        "Social care: more than 1 year's experience, at a full-time share of at least 0.5, leaving out voluntary");
    expect_leaf(WM_VERB_EXPERIENCED, (struct wm_query){.kind = WM_KIND_EXPERIENCE, .subject = both[1]},
                "Health care: some experience");
    expect_leaf(WM_VERB_IN_ROLE,
                (struct wm_query){.kind = WM_KIND_ROLE,
                                  .subject = rules_code("link-worker"),
                                  .has_least = true,
                                  .least = {6, WM_SPAN_MONTHS},
                                  .has_most = true,
                                  .most = {2, WM_SPAN_YEARS}},
                "Link worker: in post now, for at least 6 months and less than 2 years");
    expect_leaf(WM_VERB_RELATED, (struct wm_query){.kind = WM_KIND_RELATION, .subject = rules_code("buddy")},
                "Buddy: somebody stands in this relation");
}

static void test_supervised(void **state) {
    (void)state;
    struct wm_query query = {.kind = WM_KIND_SUPERVISION,
                             .subject = rules_code("coaching"),
                             .every = {1, WM_SPAN_MONTHS},
                             .over = {6, WM_SPAN_MONTHS},
                             .grace = {1, WM_SPAN_WEEKS},
                             .in_role = rules_code("link-worker")};
    expect_leaf(
        WM_VERB_SUPERVISED, query,
        "Coaching supervision: at least every month over the last 6 months, with 1 week's grace, while in post as link "
        "worker");
    query = (struct wm_query){
        .kind = WM_KIND_SUPERVISION, .subject = rules_code("coaching"), .per_month = true, .over = {3, WM_SPAN_MONTHS}};
    expect_leaf(WM_VERB_SUPERVISED, query, "Coaching supervision: in each of the last three full calendar months");
}

static void test_judged(void **state) {
    (void)state;
    wm_code verified = rules_code("verified");
    static const char *const by[] = {"ann", "ben"};
    expect_leaf(WM_VERB_APPRAISED,
                (struct wm_query){.kind = WM_KIND_APPRAISAL,
                                  .subject = rules_code("f/last"),
                                  .outcome_asked = rules_code("recommended"),
                                  .after = rules_code("fire-safety")},
                "An appraisal that recommends progression to Last, after Fire safety");
    expect_leaf(WM_VERB_APPRAISED, (struct wm_query){.kind = WM_KIND_APPRAISAL}, "An appraisal");
    expect_leaf(
        WM_VERB_EVIDENCED,
        (struct wm_query){.kind = WM_KIND_EVIDENCE, .subject = rules_code("it-systems"), .outcomes = {&verified, 1}},
        "IT systems: one verified piece of evidence");
    expect_leaf(WM_VERB_SIGNED_OFF, (struct wm_query){.kind = WM_KIND_SIGNOFF, .subject = rules_code("it-systems")},
                "IT systems: signed off");
    expect_leaf(
        WM_VERB_QUALIFIED,
        (struct wm_query){
            .kind = WM_KIND_QUALIFICATION, .subject = rules_code("nvq-3"), .has_at_least = true, .at_least = 30000},
        "NVQ 3: qualification held at RQF level 3 or above");
    expect_leaf(WM_VERB_MEASURED,
                (struct wm_query){.kind = WM_KIND_MEASURE,
                                  .subject = rules_code("pam"),
                                  .has_at_least = true,
                                  .at_least = 15000,
                                  .has_at_most = true,
                                  .at_most = 90000},
                "Activation measure: measured at 1.5 or above and at 9 or below");
    expect_leaf(
        WM_VERB_RECORDED,
        (struct wm_query){
            .kind = WM_KIND_TRAINING, .subject = rules_code("fire-safety"), .count = 2, .by = by, .by_count = 2},
        "two training records of fire safety, from ann or ben");
    expect_leaf(WM_VERB_HOLDS, (struct wm_query){.kind = WM_KIND_AWARD, .subject = rules_code("f/last")}, "Holds Last");
}

static void expect_combination(enum wm_verb verb, const char *says) {
    setup(NULL);
    struct wm_criterion *node = RULES_COMBINE(&rules, verb, rules_trained(&rules), rules_trained(&rules));
    static const wm_number weights[] = {10000, 10000};
    node->least = 2;
    node->threshold = 25000;
    node->weights = weights;
    node->competency = &rules.framework->declarations[WM_DECLARED_COMPETENCY][0];
    expect(node, says);
    teardown(NULL);
}

static void test_combinations(void **state) {
    (void)state;
    expect_combination(WM_VERB_ALL, "all of the following");
    expect_combination(WM_VERB_ANY, "one of the following");
    expect_combination(WM_VERB_NONE, "none of the following");
    expect_combination(WM_VERB_AT_LEAST, "at least two of the following");
    expect_combination(WM_VERB_POINTS, "at least 2.5 points from the following");
    expect_combination(WM_VERB_WHEN, "depending on the first, one of the others");
    expect_combination(WM_VERB_SHOWN, "Listening: shown by the following");
    setup(NULL);
    struct wm_criterion *meets = rules_room(&rules, 1, sizeof *meets);
    *meets = (struct wm_criterion){.verb = WM_VERB_MEETS,
                                   .level = rules_level(&rules, "entry", "Entry", rules_trained(&rules))};
    expect(meets, "Meets Entry");
    teardown(NULL);
}

static void test_parameters(void **state) {
    (void)state;
    setup(NULL);
    struct wm_criterion *open = rules_leaf(&rules, WM_VERB_TRAINED, (struct wm_query){.kind = WM_KIND_TRAINING});
    struct wm_criterion *aged = rules_trained(&rules), *least = RULES_COMBINE(&rules, WM_VERB_AT_LEAST, aged),
                        *fixed = rules_room(&rules, 1, sizeof *fixed),
                        *emptied = rules_room(&rules, 1, sizeof *emptied),
                        *seen = rules_leaf(&rules, WM_VERB_SUPERVISED,
                                           (struct wm_query){.kind = WM_KIND_SUPERVISION,
                                                             .subject = rules_code("coaching"),
                                                             .over = {6, WM_SPAN_MONTHS}}),
                        *seen_for = rules_leaf(&rules, WM_VERB_SUPERVISED,
                                               (struct wm_query){.kind = WM_KIND_SUPERVISION,
                                                                 .subject = rules_code("coaching"),
                                                                 .every = {2, WM_SPAN_WEEKS},
                                                                 .grace = {3, WM_SPAN_DAYS}});
    struct wm_query *query = rules_room(&rules, 1, sizeof *query);
    *query = *aged->query;
    query->valid_unset = rules.parameter;
    aged->query = query;
    open->unset = least->unset = seen->unset = seen_for->unset = rules.parameter;
    *fixed = (struct wm_criterion){.verb = WM_VERB_FIXED, .unset = rules.parameter, .parameter = rules.parameter};
    *emptied = (struct wm_criterion){.verb = WM_VERB_FIXED, .fixed = WM_VERDICT_MET, .parameter = rules.parameter};
    expect(RULES_COMBINE(&rules, WM_VERB_NONE, open, least, fixed, emptied, seen, seen_for), "none of the following");
    assert_string_equal(open->says, "What a parameter names: training (the parameter score is not set)");
    assert_string_equal(aged->says, "Fire safety: training and in date (the parameter score is not set)");
    assert_string_equal(least->says, "at least some of the following (the parameter score is not set)");
    assert_string_equal(fixed->says, "what a parameter names (the parameter score is not set)");
    assert_string_equal(seen->says,
                        "Coaching supervision: regularly over the last 6 months (the parameter score is not set)");
    assert_string_equal(
        seen_for->says,
        "Coaching supervision: at least every 2 weeks, with 3 days' grace (the parameter score is not set)");
    assert_string_equal(emptied->says, "nothing is asked: the organisation emptied the parameter score");
    teardown(NULL);
}

// What the rule itself says stays.
static void test_own_words(void **state) {
    (void)state;
    setup(NULL);
    struct wm_criterion *leaf = rules_trained(&rules);
    leaf->says = "knows the way out";
    expect(leaf, "knows the way out");
    teardown(NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_assessed), cmocka_unit_test(test_trained), cmocka_unit_test(test_periods),
             cmocka_unit_test(test_supervised), cmocka_unit_test(test_judged), cmocka_unit_test(test_combinations),
             cmocka_unit_test(test_parameters), cmocka_unit_test(test_own_words))
