// SPDX-License-Identifier: MIT
// The packs that ship: what the person specifications of care navigators call desirable is reported, and never in the way.
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
    wm_test_ok(wm_eval_open(&eval, &source, "frameworks/sel-care-navigator", NULL, &error), &error);
    wm_test_ok(wm_day_parse("2026-09-01", 10, &eval.as_of, &error), &error);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_eval_close(&eval);
    wm_pack_folders_close(folders);
    return 0;
}

static void record(const char *kind, const char *subject, const char *outcome) {
    char warning[200];
    const struct wm_eval_field fields[] = {{"on", "2026-03-02"}, {"outcome", outcome}};
    wm_test_ok(wm_eval_record(&eval, kind, subject, fields, outcome != NULL ? 2 : 1, warning, &error), &error);
}

static void sign(const char *item, const char *method) {
    char warning[200];
    const struct wm_eval_field fields[] = {{"on", "2026-03-02"}, {"by", "ada"}, {"as", "manager"}, {"method", method}};
    wm_test_ok(wm_eval_record(&eval, "signoff", item, fields, 4, warning, &error), &error);
}

static void appraise(const char *on) {
    char warning[200];
    const struct wm_eval_field fields[] = {{"on", on}, {"by", "ada"}, {"as", "manager"}, {"outcome", "recommended"}};
    wm_test_ok(wm_eval_record(&eval, "appraisal", "level-2", fields, 4, warning, &error), &error);
}

static unsigned count_of(const struct wm_buffer *reply, const char *verdict) {
    char member[40];
    unsigned count = 0;
    snprintf(member, sizeof member, "\"verdict\":\"%s\"", verdict);
    for (const char *at = strstr(reply->data, "\"desired\":["); at != NULL; count++) {
        at = strstr(at + 1, member);
        if (at == NULL)
            break;
    }
    return count;
}

// Asks for a gate, for which everything is there that it requires: so many desirable items are there, and so many not.
static void check(int level, unsigned met, unsigned unmet) {
    char name[40], full[80];
    struct wm_buffer reply;
    enum wm_outcome outcome;
    snprintf(name, sizeof name, "appoint-level-%d", level);
    snprintf(full, sizeof full, "sel-care-navigator/%s", name);
    const struct wm_level *gate = wm_ruleset_level(eval.ruleset, full, strlen(full));
    assert_non_null(gate);
    wm_buffer_init(&reply, 1048576);
    wm_test_ok(wm_eval_meet(&eval, name, NULL, 0, &error), &error);
    wm_test_ok(wm_eval_decide(&eval, gate, false, &reply, &outcome, &error), &error);
    wm_buffer_byte(&reply, '\0');
    assert_int_equal(outcome, WM_OUTCOME_ELIGIBLE);
    assert_int_equal(count_of(&reply, "met"), met);
    assert_int_equal(count_of(&reply, "unmet"), unmet);
    wm_buffer_clear(&reply);
}

static void test_nothing_desirable_is_in_the_way(void **state) {
    (void)state;
    static const unsigned counts[] = {5, 8, 11, 7};
    for (int level = 1; level <= 4; level++) {
        check(level, 0, counts[level - 1]);
        wm_eval_forget_all(&eval);
    }
}

static void test_what_is_there_is_reported(void **state) {
    (void)state;
    record("qualification", "ps1-des-ecdl", NULL);
    sign("ps1-des-mental-health-policy-knowledge", "interview");
    check(1, 2, 3);
    wm_eval_forget_all(&eval);
    sign("ps2-des-move-between-sites", "interview"); // printed for applications only
    check(2, 0, 8);
    sign("ps2-des-move-between-sites", "application");
    record("training", "band-2-3-programme", "completed");
    check(2, 2, 6);
    wm_eval_forget_all(&eval);
    record("experience", "ps3-des-project-management", NULL);
    check(3, 1, 10);
    wm_eval_forget_all(&eval);
    record("training", "ps4-des-employment-law-training", "completed");
    record("training", "band-4-5-programme", "undertaking");
    check(4, 1, 6);
}

// At level 1 the programme counts together with a recommendation since.
static void test_programme_and_recommendation(void **state) {
    (void)state;
    record("training", "band-2-3-programme", "completed");
    check(1, 0, 5);
    appraise("2026-03-01");
    check(1, 0, 5);
    appraise("2026-03-02");
    check(1, 1, 4);
}

WM_TEST_MAIN(cmocka_unit_test_setup_teardown(test_nothing_desirable_is_in_the_way, setup, teardown),
             cmocka_unit_test_setup_teardown(test_what_is_there_is_reported, setup, teardown),
             cmocka_unit_test_setup_teardown(test_programme_and_recommendation, setup, teardown))
