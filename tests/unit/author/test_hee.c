// SPDX-License-Identifier: MIT
// The packs that ship: what the example person specifications of care navigation report, which is never in the way.
#include "engine/author/eval.h"

#include "tests/unit/author/run.h"

static struct wm_error error;
static struct wm_pack_folders *folders;
static struct wm_pack_source source;
static struct wm_eval eval;

static int setup(void **state) {
    (void)state;
    const char *const roots[] = {WM_TEST_SOURCES "/rules"};
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    source = wm_pack_folders_source(folders);
    wm_test_ok(wm_eval_open(&eval, &source, "frameworks/hee-care-navigation", NULL, &error), &error);
    wm_test_ok(wm_day_parse("2026-09-01", 10, &eval.as_of, &error), &error);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_eval_close(&eval);
    wm_pack_folders_close(folders);
    return 0;
}

static void set(const char *value) {
    wm_test_ok(wm_eval_set(&eval, "hee-example-spec", value, &error), &error);
}

static void record(const char *kind, const char *subject, const char *on, const char *until) {
    char warning[200];
    const struct wm_eval_field fields[] = {{"on", on}, {"until", until}};
    wm_test_ok(wm_eval_record(&eval, kind, subject, fields, until != NULL ? 2 : 1, warning, &error), &error);
}

// Asks about a level, for which everything is there that it requires. Free with wm_buffer_clear.
static struct wm_buffer ask(const char *name) {
    char full[160];
    struct wm_buffer reply;
    enum wm_outcome outcome;
    wm_buffer_init(&reply, 1048576);
    snprintf(full, sizeof full, "hee-care-navigation/%s", name);
    const struct wm_level *level = wm_ruleset_level(eval.ruleset, full, strlen(full));
    assert_non_null(level);
    wm_test_ok(wm_eval_meet(&eval, name, NULL, 0, &error), &error);
    wm_test_ok(wm_eval_decide(&eval, level, false, &reply, &outcome, &error), &error);
    assert_int_equal(outcome, WM_OUTCOME_ELIGIBLE);
    return reply;
}

static void check_desired(const char *level, const char *id, const char *verdict) {
    char expected[200], desired[200];
    struct wm_buffer reply = ask(level);
    snprintf(desired, sizeof desired, "\"id\":\"%s\"", id);
    snprintf(expected, sizeof expected, "\"verdict\":\"%s\"", verdict);
    wm_buffer_byte(&reply, '\0');
    const char *list = strstr(reply.data, "\"desired\":[");
    assert_non_null(list);
    const char *found = strstr(list, desired);
    assert_non_null(found);
    const char *says = strstr(found, "\"verdict\":");
    assert_non_null(says);
    if (strncmp(says, expected, strlen(expected)) != 0)
        fail_msg("%s of %s is %.20s", id, level, says);
    wm_buffer_clear(&reply);
    wm_eval_forget_all(&eval);
}

// Trap 2: "more than 3 years" at the one tier, "at least 5" at the next. What overlaps counts once; both ends count.
static void test_years_of_direct_contact(void **state) {
    (void)state;
    static const struct {
        const char *level, *field, *on, *until, *verdict;
    } cases[] = {
        {"enhanced", "enh-ex-three-years-direct-contact", "2020-01-01", "2022-12-31", "unmet"},
        {"enhanced", "enh-ex-three-years-direct-contact", "2020-01-01", "2023-01-01", "met"},
        {"expert", "exp-ex-five-years-direct-contact", "2020-01-01", "2024-12-30", "unmet"},
        {"expert", "exp-ex-five-years-direct-contact", "2020-01-01", "2024-12-31", "met"},
    };
    set("true");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char id[160];
        snprintf(id, sizeof id, "experienced:%s", cases[i].field);
        record("experience", cases[i].field, cases[i].on, cases[i].until);
        record("experience", cases[i].field, cases[i].on, cases[i].until); // at the same time
        check_desired(cases[i].level, id, cases[i].verdict);
    }
}

static void test_either_of_two(void **state) {
    (void)state;
    static const struct {
        const char *level, *kind, *subject;
    } cases[] = {
        {"essential", "qualification", "ess-ex-secretarial-level-3"},
        {"essential", "experience", "ess-ex-admin-level-3-experience"},
        {"enhanced", "qualification", "enh-ex-secretarial-it-level-3"},
        {"enhanced", "experience", "enh-ex-secretarial-it-experience"},
        {"expert", "qualification", "exp-ex-degree"},
    };
    set("true");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_desired(cases[i].level, "any", "unmet");
        record(cases[i].kind, cases[i].subject, "2020-01-01", NULL);
        check_desired(cases[i].level, "any", "met");
    }
}

// Off, nothing is reported; on, each point of the specification; where nobody has decided, that it is open.
static void test_how_many_are_reported(void **state) {
    (void)state;
    static const struct {
        const char *level;
        uint32_t count;
    } tiers[] = {{"essential", 24}, {"enhanced", 27}, {"expert", 39}};
    for (size_t i = 0; i < sizeof tiers / sizeof tiers[0]; i++) {
        static const char *const values[] = {"false", "true"};
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
            set(values[k]);
            struct wm_buffer reply = ask(tiers[i].level);
            char full[160];
            snprintf(full, sizeof full, "hee-care-navigation/%s", tiers[i].level);
            assert_int_equal(wm_ruleset_level(eval.ruleset, full, strlen(full))->desire_count, k * tiers[i].count);
            wm_buffer_clear(&reply);
            wm_eval_forget_all(&eval);
        }
    }
    set(NULL);
    check_desired("essential", "when", "unknown");
}

WM_TEST_MAIN(cmocka_unit_test_setup_teardown(test_years_of_direct_contact, setup, teardown),
             cmocka_unit_test_setup_teardown(test_either_of_two, setup, teardown),
             cmocka_unit_test_setup_teardown(test_how_many_are_reported, setup, teardown))
