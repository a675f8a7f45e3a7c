// SPDX-License-Identifier: MIT
#include "tests/unit/methods/fixture.h"

#include <inttypes.h>
#include <stdio.h>

static struct wm_json awards(struct fixture *fixture, const char *more) {
    char params[200];
    snprintf(params, sizeof params, "{\"person\":\"amara\"%s}", more);
    return fixture_ask(fixture, "award.list", params);
}

static void test_an_award_keeps_its_decision(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    char *decision =
        fixture_json(fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}"));
    struct wm_json result = fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    assert_int_equal(fixture_integer(result, "seq"), 3);
    assert_int_equal(fixture_integer(result, "ledger"), 3);
    char *kept = fixture_json(fixture_at(result, "decision"));
    assert_string_equal(kept, decision);
    wm_free(kept);
    result = awards(fixture, "");
    assert_int_equal(fixture_integer(result, "awards[0].seq"), 3);
    fixture_text_is(result, "awards[0].level", "tiny/entry");
    fixture_text_is(result, "awards[0].on", "2026-09-01");
    assert_true(fixture_true(result, "awards[0].in_force"));
    assert_false(fixture_has(result, "awards[0].override"));
    assert_false(fixture_has(result, "awards[0].until"));
    kept = fixture_json(fixture_at(result, "awards[0].decision"));
    assert_string_equal(kept, decision);
    wm_free(kept);
    wm_free(decision);
    // It counts: `meets` is met by it even when the training has lapsed.
    result = fixture_ask(fixture, "eligibility.explain",
                         "{\"person\":\"amara\",\"level\":\"tiny/skilled\",\"as_of\":\"2028-01-01\"}");
    fixture_text_is(result, "tree.children[0].verdict", "met");
    assert_int_equal(fixture_integer(result, "tree.children[0].award"), 3);
}

static void test_an_award_needs_a_decision(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    struct wm_json error = fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}",
                                           WM_CONFLICT, "not-eligible");
    fixture_text_is(error, "data.outcome", "not-eligible");
    fixture_text_is(error, "data.unmet[0].id", "trained:first-aid");
    assert_int_equal(wm_json_count(fixture_at(error, "data.unknown")), 0);
    // The second time the portfolio is in memory, and the call is answered where it stands.
    error = fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}", WM_CONFLICT,
                            "not-eligible");
    fixture_text_is(error, "data.unmet[0].id", "trained:first-aid");
    assert_int_equal(wm_json_count(fixture_at(awards(fixture, ""), "awards")), 0);
    // As of a day before anything was known it is no other.
    fixture_person(fixture, "bea");
    fixture_refused(fixture, "award.grant", "{\"person\":\"bea\",\"level\":\"tiny/entry\",\"on\":\"2026-02-28\"}",
                    WM_CONFLICT, "not-eligible");
    struct wm_json result =
        fixture_ask(fixture, "award.grant", "{\"person\":\"bea\",\"level\":\"tiny/entry\",\"on\":\"2026-03-01\"}");
    fixture_text_is(result, "decision.as_of", "2026-03-01");
}

static void test_an_indeterminate_decision_is_none(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_record(fixture, "amara",
                   "{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"2026-05-01\",\"value\":4,"
                   "\"by\":\"pat\",\"as\":\"lead\"}");
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}");
    struct wm_json error = fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/senior\"}",
                                           WM_CONFLICT, "not-eligible");
    fixture_text_is(error, "data.outcome", "indeterminate");
    fixture_text_is(error, "data.unknown[0].parameter", "score");
    fixture_text_is(error, "data.unknown[0].reason", "parameter-not-set");
}

static void test_an_override_says_why(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    struct wm_json result = fixture_ask(fixture, "award.grant",
                                        "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"until\":\"2026-12-31\","
                                        "\"override\":{\"reason\":\"seen at work\\nfor years\"}}");
    fixture_text_is(result, "decision.outcome", "not-eligible");
    result = awards(fixture, "");
    fixture_text_is(result, "awards[0].override.reason", "seen at work\nfor years");
    fixture_text_is(result, "awards[0].until", "2026-12-31");
    fixture_text_is(result, "awards[0].decision.outcome", "not-eligible");
    assert_true(fixture_true(awards(fixture, ",\"as_of\":\"2026-12-31\""), "awards[0].in_force"));
    assert_false(fixture_true(awards(fixture, ",\"as_of\":\"2027-01-01\""), "awards[0].in_force"));
    assert_false(fixture_true(awards(fixture, ",\"as_of\":\"2026-08-31\""), "awards[0].in_force"));

    struct wm_json error =
        fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"override\":{}}",
                        WM_PARAMS, "missing-parameter");
    fixture_text_is(error, "data.path", "override.reason");
    error = fixture_refused(fixture, "award.grant",
                            "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"override\":{\"reasn\":\"x\"}}", WM_PARAMS,
                            "unknown-parameter");
    fixture_text_is(error, "data.path", "override.reasn");
    fixture_text_is(error, "data.nearest", "reason");
    fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"override\":true}",
                    WM_PARAMS, "wrong-type");
}

static void test_what_cannot_be_awarded(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/empty\"}", WM_PARAMS, "gate");
    struct wm_json error = fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entri\"}",
                                           WM_NOT_FOUND, "unknown-level");
    fixture_text_is(error, "data.nearest", "tiny/entry");
    error = fixture_refused(fixture, "award.grant", "{\"person\":\"amora\",\"level\":\"tiny/entry\"}", WM_NOT_FOUND,
                            "unknown-person");
    fixture_text_is(error, "data.nearest", "amara");
    error = fixture_refused(fixture, "award.grant",
                            "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"until\":\"2026-08-31\"}", WM_PARAMS,
                            "out-of-range");
    fixture_text_is(error, "data.path", "until");
    fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"with\":[]}", WM_PARAMS,
                    "unknown-parameter");
    fixture_refused(fixture, "award.list", "{\"person\":\"amora\"}", WM_NOT_FOUND, "unknown-person");
}

static void test_an_award_is_revoked(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"on\":\"2026-06-01\"}"); // 3
    fixture_refused(fixture, "award.revoke",
                    "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"on\":\"2026-05-31\",\"reason\":\"x\"}",
                    WM_CONFLICT, "not-in-force");
    struct wm_json result =
        fixture_ask(fixture, "award.revoke",
                    "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"on\":\"2026-08-01\",\"reason\":\"a mistake\"}");
    assert_int_equal(fixture_integer(result, "seq"), 4);
    result = awards(fixture, "");
    assert_false(fixture_true(result, "awards[0].in_force"));
    assert_int_equal(fixture_integer(result, "awards[0].revoked.seq"), 4);
    fixture_text_is(result, "awards[0].revoked.on", "2026-08-01");
    fixture_text_is(result, "awards[0].revoked.reason", "a mistake");
    assert_true(fixture_true(awards(fixture, ",\"as_of\":\"2026-07-31\""), "awards[0].in_force"));
    fixture_refused(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"reason\":\"x\"}",
                    WM_CONFLICT, "not-in-force");
    // What is granted afterwards is not touched by it, and the later of two revocations that shorten it shows.
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"on\":\"2026-07-01\"}"); // 5
    fixture_ask(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"reason\":\"today\"}"); // 6
    fixture_ask(
        fixture, "award.revoke",
        "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"on\":\"2026-08-15\",\"reason\":\"rather then\"}"); // 7
    result = awards(fixture, "");
    assert_int_equal(fixture_integer(result, "awards[0].revoked.seq"), 4);
    assert_int_equal(fixture_integer(result, "awards[1].revoked.seq"), 7);

    fixture_refused(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}", WM_PARAMS,
                    "missing-parameter");
    struct wm_json error =
        fixture_refused(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entri\",\"reason\":\"x\"}",
                        WM_NOT_FOUND, "unknown-level");
    fixture_text_is(error, "data.nearest", "tiny/entry");
    fixture_refused(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/senior\",\"reason\":\"x\"}",
                    WM_CONFLICT, "not-in-force");
    fixture_refused(fixture, "award.revoke", "{\"person\":\"nobody\",\"level\":\"tiny/entry\",\"reason\":\"x\"}",
                    WM_NOT_FOUND, "unknown-person");
}

static void test_awards_come_in_pages(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    for (int i = 0; i < 5; i++) // 3 to 7
        fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    fixture_ask(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"reason\":\"all\"}");
    struct wm_json result = awards(fixture, ",\"limit\":2");
    assert_int_equal(wm_json_count(fixture_at(result, "awards")), 2);
    assert_int_equal(fixture_integer(result, "awards[1].seq"), 4);
    assert_int_equal(fixture_integer(result, "awards[1].revoked.seq"), 8); // from behind the page
    assert_int_equal(fixture_integer(result, "next"), 4);
    result = awards(fixture, ",\"limit\":3,\"after\":4");
    assert_int_equal(wm_json_count(fixture_at(result, "awards")), 3);
    assert_int_equal(fixture_integer(result, "awards[2].seq"), 7);
    assert_false(fixture_has(result, "next"));
    assert_true(fixture_has(result, "awards[2].decision"));
}

// An award of a level that the rules no longer have is shown, and can be revoked.
static void test_an_award_outlives_its_level(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/frameworks/tiny/levels.lua",
                       "level \"skilled\" { title = \"Skilled\", requires = all { trained \"first-aid\" } }\n");
    fixture_start(fixture);
    fixture_text_is(awards(fixture, ""), "awards[0].level", "tiny/entry");
    fixture_ask(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"reason\":\"gone\"}");
    assert_false(fixture_true(awards(fixture, ""), "awards[0].in_force"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_an_award_keeps_its_decision), TEST(test_an_award_needs_a_decision),
             TEST(test_an_indeterminate_decision_is_none), TEST(test_an_override_says_why),
             TEST(test_what_cannot_be_awarded), TEST(test_an_award_is_revoked), TEST(test_awards_come_in_pages),
             TEST(test_an_award_outlives_its_level))
