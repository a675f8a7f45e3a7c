// SPDX-License-Identifier: MIT
// eligibility.plan: what it answers, and what it refuses.
#include "tests/unit/methods/fixture.h"

#include <stdio.h>

static void test_a_plan(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"bea\"}");
    struct wm_json result =
        fixture_ask(fixture, "eligibility.plan", "{\"person\":\"bea\",\"levels\":[\"tiny/skilled\",\"tiny/alone\"]}");
    assert_true(fixture_true(result, "possible"));
    assert_true(fixture_true(result, "exact"));
    fixture_text_is(result, "as_of", "2026-09-01");
    fixture_text_is(result, "finish", "2026-09-01");
    fixture_text_is(result, "levels[1]", "tiny/alone");
    assert_int_equal(wm_json_count(fixture_at(result, "actions")), 3);
    fixture_text_is(result, "actions[0].do", "take-course");
    fixture_text_is(result, "actions[0].serves[0]", "tiny/entry/trained:first-aid");
    fixture_text_is(result, "actions[0].provider", "St Vitus");
    fixture_text_is(result, "actions[0].records[0].outcome", "completed");
    fixture_text_is(result, "actions[1].do", "hold-role");
    fixture_text_is(result, "actions[2].do", "be-assessed");
    assert_int_equal(fixture_integer(result, "actions[2].after[0]"), 1);
    assert_int_equal(wm_json_count(fixture_at(result, "blocked")), 0);
}

// What it names can be recorded, and makes what it says.
static void test_recorded(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"bea\"}");
    struct wm_json result =
        fixture_ask(fixture, "eligibility.plan", "{\"person\":\"bea\",\"levels\":[\"tiny/skilled\"]}");
    struct wm_json_iterator actions = wm_json_iterate(fixture_at(result, "actions"));
    struct wm_json action, record;
    struct wm_buffer params;
    wm_buffer_init(&params, 1 << 16);
    wm_buffer_text(&params, "{\"person\":\"bea\",\"records\":[");
    while (wm_json_next(&actions, NULL, &action)) {
        struct wm_json_iterator records = wm_json_iterate(wm_json_member(action, "records"));
        while (wm_json_next(&records, NULL, &record)) {
            wm_json_write_comma(&params);
            wm_json_write_canonical(&params, record);
        }
    }
    wm_buffer_text(&params, "]}");
    fixture_ask(fixture, "record.add", params.data);
    wm_buffer_clear(&params);
    result = fixture_ask(fixture, "eligibility.check", "{\"person\":\"bea\",\"level\":\"tiny/skilled\"}");
    fixture_text_is(result, "outcome", "eligible");
    result = fixture_ask(fixture, "eligibility.plan", "{\"person\":\"bea\",\"levels\":[\"tiny/skilled\"]}");
    assert_true(fixture_true(result, "possible"));
    assert_int_equal(wm_json_count(fixture_at(result, "actions")), 0);
}

static void test_limits(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"bea\"}");
    struct wm_json result =
        fixture_ask(fixture, "eligibility.plan",
                    "{\"person\":\"bea\",\"levels\":[\"tiny/entry\",\"tiny/entry\"],\"hours_per_week\":1.5}");
    fixture_text_is(result, "finish", "2026-09-28");
    assert_int_equal(wm_json_count(fixture_at(result, "levels")), 1);
    result =
        fixture_ask(fixture, "eligibility.plan",
                    "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"hours_per_week\":1.5,\"by\":\"2026-09-27\"}");
    assert_false(fixture_true(result, "possible"));
    fixture_text_is(result, "blocked[0].reason", "by");
    fixture_text_is(result, "blocked[0].earliest", "2026-09-28");
    result = fixture_ask(fixture, "eligibility.plan",
                         "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"cost_ceiling\":40.4999}");
    fixture_text_is(result, "blocked[0].reason", "cost-ceiling");
    result =
        fixture_ask(fixture, "eligibility.plan",
                    "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"cost_ceiling\":40.5,\"modes\":[\"half-day\"]}");
    assert_true(fixture_true(result, "possible"));
    result = fixture_ask(fixture, "eligibility.plan",
                         "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"modes\":[\"day\"]}");
    fixture_text_is(result, "blocked[0].reason", "mode");
    fixture_text_is(result, "blocked[0].id", "tiny/entry/trained:first-aid");
}

static void refuse(struct fixture *fixture, const char *params, enum wm_status status, const char *reason,
                   const char *path) {
    struct wm_json error = fixture_refused(fixture, "eligibility.plan", params, status, reason);
    fixture_text_is(error, "data.path", path);
}

static void test_refused(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"bea\"}");
    refuse(fixture, "{\"person\":\"bea\"}", WM_PARAMS, "missing-parameter", "levels");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":\"tiny/entry\"}", WM_PARAMS, "wrong-type", "levels");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[]}", WM_PARAMS, "range", "levels");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[3]}", WM_PARAMS, "wrong-type", "levels[0]");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\",\"tiny/entri\"]}", WM_NOT_FOUND, "unknown-level",
           "levels[1]");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"by\":\"2026-08-31\"}", WM_PARAMS, "range", "by");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"hours_per_week\":0}", WM_PARAMS, "range",
           "hours_per_week");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"hours_per_week\":168.5}", WM_PARAMS, "range",
           "hours_per_week");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"cost_ceiling\":-1}", WM_PARAMS, "range",
           "cost_ceiling");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"cost_ceiling\":0.00001}", WM_PARAMS, "range",
           "cost_ceiling");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"cost_ceiling\":\"1\"}", WM_PARAMS, "wrong-type",
           "cost_ceiling");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"modes\":[]}", WM_PARAMS, "range", "modes");
    refuse(fixture, "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"modes\":[\"day\",\"night\"]}", WM_PARAMS,
           "wrong-type", "modes[1]");
    fixture_refused(fixture, "eligibility.plan", "{\"person\":\"nobody\",\"levels\":[\"tiny/entry\"]}", WM_NOT_FOUND,
                    "unknown-person");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
WM_TEST_MAIN(TEST(test_a_plan), TEST(test_recorded), TEST(test_limits), TEST(test_refused))
