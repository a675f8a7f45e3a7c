// SPDX-License-Identifier: MIT
#include "tests/unit/methods/fixture.h"

#include <inttypes.h>
#include <stdio.h>

static void test_a_person_is_put_and_got(void **state) {
    struct fixture *fixture = *state;
    struct wm_json result = fixture_ask(fixture, "person.put", "{\"org\":\"north\",\"id\":\"amara\"}");
    assert_int_equal(fixture_integer(result, "seq"), 1);
    assert_int_equal(fixture_integer(result, "ledger"), 1);
    result = fixture_ask(fixture, "person.get", "{\"person\":\"amara\"}");
    fixture_text_is(result, "id", "amara");
    assert_false(fixture_has(result, "name"));
    assert_false(fixture_has(result, "data"));

    fixture_ask(fixture, "person.put",
                "{\"id\":\"amara\",\"name\":\"Amara O\\u00e9\",\"data\":{\"b\":[1,{\"c\":null}],\"a\":1.50}}");
    fixture_record(fixture, "amara", "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-01-01\"}");
    result = fixture_ask(fixture, "person.get", "{\"person\":\"amara\"}");
    fixture_text_is(result, "name", "Amara O\xc3\xa9");
    assert_int_equal(fixture_integer(result, "seq"), 2);
    assert_int_equal(fixture_integer(result, "ledger"), 3);
    char *data = fixture_json(fixture_at(result, "data"));
    assert_string_equal(data, "{\"a\":1.5,\"b\":[1,{\"c\":null}]}");
    wm_free(data);
}

static void test_what_cannot_be_put(void **state) {
    struct fixture *fixture = *state;
    struct wm_json error = fixture_refused(fixture, "person.put", "{\"id\":\"a/b\"}", WM_PARAMS, "bad-person");
    fixture_text_is(error, "data.path", "id");
    fixture_refused(fixture, "person.put", "{\"id\":\"\"}", WM_PARAMS, "out-of-range");
    fixture_refused(fixture, "person.put", "{}", WM_PARAMS, "missing-parameter");
    fixture_refused(fixture, "person.put", "{\"id\":\"x\",\"data\":[]}", WM_PARAMS, "wrong-type");
    fixture_refused(fixture, "person.put", "{\"id\":\"x\",\"name\":\"a\\nb\"}", WM_PARAMS, "wrong-type");
    error = fixture_refused(fixture, "person.put", "{\"id\":\"x\",\"nane\":\"y\"}", WM_PARAMS, "unknown-parameter");
    fixture_text_is(error, "data.nearest", "name");

    struct wm_buffer params;
    wm_buffer_init(&params, 1 << 20);
    wm_buffer_text(&params, "{\"id\":\"x\",\"data\":{\"a\":\"");
    for (int i = 0; i < 17 * 1024; i++)
        wm_buffer_byte(&params, 'y');
    wm_buffer_text(&params, "\"}}");
    error = fixture_refused(fixture, "person.put", params.data, WM_PARAMS, "out-of-range");
    fixture_text_is(error, "data.path", "data");
    wm_buffer_clear(&params);
    fixture_refused(fixture, "person.get", "{\"person\":\"x\"}", WM_NOT_FOUND, "unknown-person"); // nothing was kept
}

static void test_an_unknown_person_or_organisation(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json error =
        fixture_refused(fixture, "person.get", "{\"person\":\"amira\"}", WM_NOT_FOUND, "unknown-person");
    fixture_text_is(error, "data.nearest", "amara");
    fixture_text_is(error, "data.path", "person");
    error = fixture_refused(fixture, "person.get", "{\"org\":\"nrth\",\"person\":\"amara\"}", WM_NOT_FOUND,
                            "unknown-organisation");
    fixture_text_is(error, "data.nearest", "north");
    fixture_text_is(error, "data.path", "org");
}

static void test_people_come_in_pages(void **state) {
    struct fixture *fixture = *state;
    struct wm_json result = fixture_ask(fixture, "person.list", "{}");
    assert_int_equal(wm_json_count(fixture_at(result, "people")), 0);
    assert_false(fixture_has(result, "next"));
    for (int i = 0; i < 5; i++) {
        char params[64];
        snprintf(params, sizeof params, "{\"id\":\"p%d\"}", 4 - i);
        fixture_ask(fixture, "person.put", params);
    }
    result = fixture_ask(fixture, "person.list", "{\"limit\":2}");
    fixture_text_is(result, "people[0].id", "p0");
    assert_int_equal(fixture_integer(result, "people[0].seq"), 5);
    fixture_text_is(result, "people[1].id", "p1");
    assert_int_equal(wm_json_count(fixture_at(result, "people")), 2);
    fixture_text_is(result, "next", "p1");
    result = fixture_ask(fixture, "person.list", "{\"limit\":3,\"after\":\"p1\"}");
    fixture_text_is(result, "people[2].id", "p4");
    assert_int_equal(wm_json_count(fixture_at(result, "people")), 3);
    assert_false(fixture_has(result, "next")); // it ends exactly there
    result = fixture_ask(fixture, "person.list", "{\"after\":\"p4\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "people")), 0);
    fixture_refused(fixture, "person.list", "{\"limit\":0}", WM_PARAMS, "range");
    fixture_refused(fixture, "person.list", "{\"limit\":1001}", WM_PARAMS, "range");
}

static void test_a_notification_is_done_and_not_answered(void **state) {
    struct fixture *fixture = *state;
    fixture_send(fixture, 0, "{\"jsonrpc\":\"2.0\",\"method\":\"person.put\",\"params\":{\"id\":\"amara\"}}");
    fixture_run(fixture, 0);
    assert_int_equal(fixture->sessions[0].output.length, 0);
    fixture_text_is(fixture_ask(fixture, "person.get", "{\"person\":\"amara\"}"), "id", "amara");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_a_person_is_put_and_got), TEST(test_what_cannot_be_put),
             TEST(test_an_unknown_person_or_organisation), TEST(test_people_come_in_pages),
             TEST(test_a_notification_is_done_and_not_answered))
