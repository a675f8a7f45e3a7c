// SPDX-License-Identifier: MIT
// What eligibility.standing says beside each decision: suggested pay, and what it would take.
#include "tests/unit/methods/fixture.h"

static void test_pay_is_advice(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara"); // eligible for entry, in date until 2027-03-01
    struct wm_json result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}");
    fixture_text_is(result, "levels[0].pay.table", "tiny/band-1");
    assert_true(fixture_true(result, "levels[0].pay.advice"));
    fixture_text_is(result, "levels[0].pay.source", "2");
    fixture_text_is(result, "levels[0].pay.lowest.label", "new"); // not awarded: nobody knows the years
    fixture_text_is(result, "levels[0].pay.highest.label", "old");
    assert_false(fixture_has(result, "levels[0].pay.years"));
    assert_false(fixture_has(result, "levels[1].pay")); // neither held nor eligible
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}");
    assert_int_equal(fixture_integer(result, "levels[0].pay.years"), 0);
    fixture_text_is(result, "levels[0].pay.since", "2026-09-01");
    fixture_text_is(result, "levels[0].pay.label", "new");
    assert_int_equal(fixture_integer(result, "levels[0].pay.annual"), 24375);
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\",\"as_of\":\"2027-03-31\"}");
    fixture_text_is(result, "levels[0].pay.label", "new");
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\",\"as_of\":\"2027-04-01\"}");
    fixture_text_is(result, "levels[0].pay.unknown", "after-table-end");
    fixture_text_is(result, "levels[0].pay.until", "2027-03-31");
    assert_false(fixture_has(result, "levels[0].pay.label"));
    // Nothing of it is recorded.
    assert_int_equal(fixture_integer(result, "ledger"), 3);
}

static void test_pay_begins_anew_after_a_break(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_ask(
        fixture, "award.grant",
        "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"on\":\"2024-08-01\",\"override\":{\"reason\":\"r\"}}");
    struct wm_json result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}");
    assert_int_equal(fixture_integer(result, "levels[0].pay.years"), 2);
    fixture_text_is(result, "levels[0].pay.label", "old");
    fixture_ask(fixture, "award.revoke",
                "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"on\":\"2026-08-01\",\"reason\":\"r\"}");
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}");
    fixture_text_is(result, "levels[0].pay.highest.label", "old");
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"on\":\"2026-08-20\"}");
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}");
    assert_int_equal(fixture_integer(result, "levels[0].pay.years"), 0);
    fixture_text_is(result, "levels[0].pay.since", "2026-08-20");
}

static void test_what_it_would_take(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"bea\"}");
    struct wm_json result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"bea\"}");
    assert_true(fixture_true(result, "levels[0].near"));
    assert_false(fixture_has(result, "levels[0].plan"));
    char *without = fixture_json(fixture_at(result, "levels[5]"));
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"bea\",\"plans\":false}");
    assert_false(fixture_has(result, "levels[0].plan"));
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"bea\",\"plans\":true}");
    assert_int_equal(fixture_integer(result, "levels[0].plan.hours"), 6); // first aid
    fixture_text_is(result, "levels[0].plan.finish", "2026-09-01");
    char *with = fixture_json(fixture_at(result, "levels[5]"));
    assert_string_equal(with, without); // of what is not near nothing is said
    wm_free(with);
    wm_free(without);
    fixture_refused(fixture, "eligibility.standing", "{\"person\":\"bea\",\"plans\":1}", WM_PARAMS, "wrong-type");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
WM_TEST_MAIN(TEST(test_pay_is_advice), TEST(test_pay_begins_anew_after_a_break), TEST(test_what_it_would_take))
