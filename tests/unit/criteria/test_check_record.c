// SPDX-License-Identifier: MIT
// What a record means under the rules: subject, score, capacity; and what is none of their business.
#include "tests/unit/criteria/rules.h"

static struct rules rules;

static int setup(void **state) {
    (void)state;
    rules_make(&rules);
    rules_level(&rules, "entry", "Entry", rules_trained(&rules));
    rules_seal(&rules);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_ruleset_unref(rules.ruleset);
    return 0;
}

static struct wm_text text_of(const char *text) {
    return (struct wm_text){text, text != NULL ? strlen(text) : 0};
}

static struct wm_record record_of(enum wm_kind kind, const char *subject, const char *as) {
    return (struct wm_record){.kind = kind,
                              .subject = text_of(subject),
                              .as = text_of(as),
                              .has_value = true,
                              .value = WM_NUMBER_ONE,
                              .until = WM_DAY_NONE};
}

static void expect_fine(struct wm_record record) {
    struct wm_error error = {0};
    char warning[200] = "untouched";
    wm_test_ok(wm_ruleset_check_record(rules.ruleset, &record, "records[0]", warning, &error), &error);
    assert_string_equal(warning, "");
    wm_test_ok(wm_ruleset_check_record(rules.ruleset, &record, "records[0]", NULL, &error), &error);
}

static void expect_refused(struct wm_record record, const char *reason, const char *where, const char *nearest) {
    struct wm_error error = {0};
    char warning[200] = "untouched";
    wm_test_fails(wm_ruleset_check_record(rules.ruleset, &record, "records[0]", warning, &error), &error, WM_PARAMS,
                  reason);
    assert_string_equal(error.where, where);
    assert_string_equal(error.nearest, nearest);
    assert_string_equal(warning, "untouched");
}

static void test_known_subjects(void **state) {
    (void)state;
    static const struct {
        enum wm_kind kind;
        const char *subject, *as;
    } fine[] = {
        {WM_KIND_ASSESSMENT, "f/listening", "peer"}, {WM_KIND_TRAINING, "fire-safety", NULL},
        {WM_KIND_QUALIFICATION, "nvq-3", NULL},      {WM_KIND_EXPERIENCE, "social-care", NULL},
        {WM_KIND_SUPERVISION, "coaching", "lead"},   {WM_KIND_APPRAISAL, "f/entry", "manager"},
        {WM_KIND_EVIDENCE, "f/planning", NULL},      {WM_KIND_EVIDENCE, "it-systems", NULL},
        {WM_KIND_SIGNOFF, "it-systems", "assessor"}, {WM_KIND_SIGNOFF, "f/listening", "provider"},
        {WM_KIND_ROLE, "link-worker", NULL},         {WM_KIND_RELATION, "buddy", NULL},
        {WM_KIND_MEASURE, "pam", "service-user"},
    };
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        expect_fine(record_of(fine[i].kind, fine[i].subject, fine[i].as));
}

static void test_unknown_subjects(void **state) {
    (void)state;
    expect_refused(record_of(WM_KIND_ASSESSMENT, "f/listenning", "peer"), "unknown-subject", "records[0].subject",
                   "f/listening");
    expect_refused(record_of(WM_KIND_ASSESSMENT, "listening", "peer"), "unknown-subject", "records[0].subject",
                   "f/listening");
    expect_refused(record_of(WM_KIND_TRAINING, "fire-saftey", NULL), "unknown-subject", "records[0].subject",
                   "fire-safety");
    expect_refused(record_of(WM_KIND_TRAINING, "it-systems", NULL), "unknown-subject", "records[0].subject", "");
    expect_refused(record_of(WM_KIND_APPRAISAL, "f/entyr", "manager"), "unknown-subject", "records[0].subject",
                   "f/entry");
    expect_refused(record_of(WM_KIND_SIGNOFF, "it-system", "manager"), "unknown-subject", "records[0].subject",
                   "it-systems");
}

static void test_other_frameworks(void **state) {
    (void)state;
    struct wm_error error = {0};
    char warning[200] = "";
    struct wm_record record = record_of(WM_KIND_ASSESSMENT, "elsewhere/listening", "peer");
    record.value = 99 * WM_NUMBER_ONE; // on whose scale nobody here can say
    wm_test_ok(wm_ruleset_check_record(rules.ruleset, &record, "records[3]", warning, &error), &error);
    assert_non_null(strstr(warning, "records[3].subject: elsewhere/listening"));
    wm_test_ok(wm_ruleset_check_record(rules.ruleset, &record, "records[3]", NULL, &error), &error);
}

static void test_scores(void **state) {
    (void)state;
    struct wm_error error = {0};
    struct wm_record record = record_of(WM_KIND_ASSESSMENT, "f/listening", "peer");
    record.value = 0; // a zero is an assessment
    expect_fine(record);
    record.value = 2 * WM_NUMBER_ONE;
    expect_fine(record);
    record.value = WM_NUMBER_ONE + WM_NUMBER_ONE / 2;
    expect_refused(record, "off-scale", "records[0].value", "");
    record.value = 3 * WM_NUMBER_ONE;
    wm_test_fails(wm_ruleset_check_record(rules.ruleset, &record, "r", NULL, &error), &error, WM_PARAMS, "off-scale");
    assert_string_equal(error.expected, "a point of the scale, from 0 to 2");
    assert_string_equal(error.found, "3");
    record.kind = WM_KIND_EVIDENCE; // only assessments are scores
    expect_fine(record);
}

static void test_capacities(void **state) {
    (void)state;
    expect_refused(record_of(WM_KIND_ASSESSMENT, "f/listening", "menager"), "unknown-capacity", "records[0].as",
                   "manager");
    expect_refused(record_of(WM_KIND_SIGNOFF, "it-systems", "leed"), "unknown-capacity", "records[0].as", "lead");
    for (const char *const *capacity = wm_capacities; *capacity != NULL; capacity++)
        expect_fine(record_of(WM_KIND_ASSESSMENT, "f/listening", *capacity));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(EACH(test_known_subjects), EACH(test_unknown_subjects), EACH(test_other_frameworks), EACH(test_scores),
             EACH(test_capacities))
