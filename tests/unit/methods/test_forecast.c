// SPDX-License-Identifier: MIT
// eligibility.forecast: what it answers, beside eligibility.check, and what it refuses.
#include "tests/unit/methods/fixture.h"

#include <stdio.h>

static void test_one_level(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara"); // first aid, in date until 2027-03-01
    struct wm_json result = fixture_ask(fixture, "eligibility.forecast",
                                        "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"to\":\"2027-08-31\"}");
    fixture_text_is(result, "as_of", "2026-09-01");
    fixture_text_is(result, "to", "2027-08-31");
    assert_int_equal(wm_json_count(fixture_at(result, "levels")), 1);
    assert_int_equal(wm_json_count(fixture_at(result, "levels[0].intervals")), 2);
    fixture_text_is(result, "levels[0].intervals[0].until", "2027-03-01");
    fixture_text_is(result, "levels[0].intervals[0].outcome", "eligible");
    fixture_text_is(result, "levels[0].intervals[1].from", "2027-03-02");
    fixture_text_is(result, "levels[0].intervals[1].outcome", "not-eligible");
    fixture_text_is(result, "levels[0].intervals[1].causes[0].id", "trained:first-aid");
    fixture_text_is(result, "levels[0].intervals[1].causes[0].now", "unmet");
    fixture_text_is(result, "lapses[0].on", "2027-03-01");
    assert_int_equal(fixture_integer(result, "lapses[0].records[0]"), 2);
    fixture_text_is(result, "lapses[0].takes_away[0].level", "tiny/entry");
    assert_int_equal(fixture_integer(result, "ledger"), 2);
    assert_false(fixture_has(result, "cut"));
}

// In one answer: the loop has it worked out elsewhere, and others are answered meanwhile.
static void test_all_levels(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_ask(
        fixture, "award.grant",
        "{\"person\":\"amara\",\"level\":\"tiny/skilled\",\"until\":\"2026-12-31\",\"override\":{\"reason\":\"r\"}}");
    struct wm_json result =
        fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"amara\",\"to\":\"2036-09-01\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "levels")), 6);
    fixture_text_is(result, "levels[3].level", "tiny/alone");
    assert_true(fixture_true(result, "levels[3].gate"));
    fixture_text_is(result, "lapses[0].on", "2026-12-31");
    fixture_text_is(result, "lapses[0].award", "tiny/skilled");
    fixture_text_is(result, "lapses[0].leaves[0].level", "tiny/senior");
    fixture_text_is(result, "lapses[0].leaves[0].id", "holds:skilled");
    assert_int_equal(wm_json_count(fixture_at(result, "lapses[0].takes_away")), 0);
    fixture_text_is(result, "lapses[1].on", "2027-03-01");
    fixture_text_is(result, "lapses[1].takes_away[0].level", "tiny/entry");
    fixture_text_is(result, "lapses[1].takes_away[0].until", "2027-03-01");
}

// The first interval is what a check says, on whichever day; later days are what it says on those.
static void test_as_checked(void **state) {
    struct fixture *fixture = *state;
    static const char *const days[] = {"2026-02-28", "2026-03-01", "2026-09-01", "2027-03-01", "2027-03-02"};
    char params[160], outcome[20];
    fixture_person(fixture, "amara");
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        snprintf(params, sizeof params, "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"as_of\":\"%s\"}", days[i]);
        struct wm_text said = wm_json_text(fixture_at(fixture_ask(fixture, "eligibility.check", params), "outcome"));
        snprintf(outcome, sizeof outcome, "%.*s", (int)said.length, said.data);
        snprintf(params, sizeof params,
                 "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"as_of\":\"%s\",\"to\":\"2027-06-01\"}", days[i]);
        struct wm_json result = fixture_ask(fixture, "eligibility.forecast", params);
        fixture_text_is(result, "levels[0].intervals[0].from", days[i]);
        fixture_text_is(result, "levels[0].intervals[0].outcome", outcome);
    }
}

static void test_of_an_earlier_ledger(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json result =
        fixture_ask(fixture, "eligibility.forecast",
                    "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"to\":\"2027-08-31\",\"ledger\":1}");
    assert_int_equal(fixture_integer(result, "ledger"), 1);
    assert_int_equal(wm_json_count(fixture_at(result, "levels[0].intervals")), 1);
    fixture_text_is(result, "levels[0].intervals[0].outcome", "not-eligible");
    assert_int_equal(wm_json_count(fixture_at(result, "lapses")), 0);
}

static void refused(struct fixture *fixture, const char *params, const char *reason, const char *path) {
    enum wm_status status = reason[0] == 'u' ? WM_NOT_FOUND : WM_PARAMS;
    struct wm_json error = fixture_refused(fixture, "eligibility.forecast", params, status, reason);
    fixture_text_is(error, "data.path", path);
}

static void test_refusals(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    refused(fixture, "{\"person\":\"amara\",\"to\":\"2027-01-01\",\"days\":9}", "not-allowed", "days");
    refused(fixture, "{\"person\":\"amara\",\"days\":3654}", "range", "days");
    refused(fixture, "{\"person\":\"amara\",\"days\":-1}", "range", "days");
    refused(fixture, "{\"person\":\"amara\",\"days\":1,\"as_of\":\"2199-12-31\"}", "range", "days");
    refused(fixture, "{\"person\":\"amara\",\"to\":\"2026-08-31\"}", "range", "to");
    refused(fixture, "{\"person\":\"amara\",\"to\":\"2036-09-02\"}", "range", "to");
    refused(fixture, "{\"person\":\"amara\",\"to\":\"2036-03-01\",\"as_of\":\"2026-02-28\"}", "range", "to");
    refused(fixture, "{\"person\":\"amara\",\"to\":\"2027-01-01\",\"level\":\"tiny/entri\"}", "unknown-level", "level");
    refused(fixture, "{\"person\":\"amara\",\"to\":\"2026-02-30\"}", "impossible-date", "to");
    struct wm_json error = fixture_refused(fixture, "eligibility.forecast",
                                           "{\"person\":\"amara\",\"to\":\"2040-01-01\"}", WM_PARAMS, "range");
    fixture_text_is(error, "data.expected", "a last day from \"2026-09-01\" to \"2036-09-01\"");
    fixture_text_is(error, "data.found", "\"2040-01-01\"");
    (void)fixture_ask(fixture, "eligibility.forecast",
                      "{\"person\":\"amara\",\"to\":\"2034-02-28\",\"as_of\":\"2024-02-29\"}");
    (void)fixture_ask(fixture, "eligibility.forecast",
                      "{\"person\":\"amara\",\"to\":\"2199-12-31\",\"as_of\":\"2199-12-31\"}");
    fixture_refused(fixture, "eligibility.forecast", "{\"person\":\"nobody\",\"to\":\"2027-01-01\"}", WM_NOT_FOUND,
                    "unknown-person");
}

static void test_the_last_day(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_text_is(fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"amara\"}"), "to", "2027-09-01");
    fixture_text_is(fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"amara\",\"days\":90}"), "to",
                    "2026-11-30");
    fixture_text_is(fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"amara\",\"days\":0}"), "to",
                    "2026-09-01");
    fixture_text_is(fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"amara\",\"days\":3653}"), "to",
                    "2036-09-01");
    fixture_text_is(fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"amara\",\"as_of\":\"2199-06-01\"}"),
                    "to", "2199-12-31");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
WM_TEST_MAIN(TEST(test_one_level), TEST(test_all_levels), TEST(test_as_checked), TEST(test_of_an_earlier_ledger),
             TEST(test_refusals), TEST(test_the_last_day))
