// SPDX-License-Identifier: MIT
#include "tests/unit/methods/fixture.h"

#include <inttypes.h>
#include <stdio.h>

#define ROLE(on) "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"" on "\"}"

static void test_records_are_added_and_listed(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    struct wm_json result = fixture_ask(
        fixture, "record.add",
        "{\"person\":\"amara\",\"records\":["
        "{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"2026-05-01\",\"value\":3.0,\"by\":\"pat\","
        "\"as\":\"lead\",\"method\":\"seen\",\"ref\":\"https://e.org/1\",\"note\":\"two\\nlines\",\"data\":{\"b\":1,"
        "\"a\":{}},\"digest\":\"0123456789012345678901234567890123456789012345678901234567890123\",\"key\":\"k1\"},"
        "{\"kind\":\"training\",\"subject\":\"first-aid\",\"on\":\"2026-05-02\",\"until\":\"2027-01-01\","
        "\"outcome\":\"completed\",\"value\":6.5},"
        "{\"kind\":\"assessment\",\"subject\":\"elsewhere/thing\",\"on\":\"2026-05-01\",\"value\":1,\"by\":\"pat\","
        "\"as\":\"lead\"}]}");
    assert_int_equal(fixture_integer(result, "seqs[0]"), 2);
    assert_int_equal(fixture_integer(result, "seqs[2]"), 4);
    assert_int_equal(fixture_integer(result, "ledger"), 4);
    assert_false(fixture_true(result, "repeated[0]"));
    assert_int_equal(wm_json_count(fixture_at(result, "warnings")), 1);
    assert_int_equal(fixture_integer(result, "warnings[0].record"), 2);

    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 3);
    char *json = fixture_json(fixture_at(result, "records[0]"));
    assert_string_equal(
        json, "{\"as\":\"lead\",\"by\":\"pat\",\"data\":{\"a\":{},\"b\":1},"
              "\"digest\":\"0123456789012345678901234567890123456789012345678901234567890123\","
              "\"instant\":\"2026-09-01T12:00:00.000Z\",\"key\":\"k1\",\"kind\":\"assessment\",\"method\":\"seen\","
              "\"note\":\"two\\nlines\",\"on\":\"2026-05-01\",\"ref\":\"https://e.org/1\",\"seq\":2,"
              "\"subject\":\"tiny/listening\",\"value\":3}");
    wm_free(json);
    fixture_text_is(result, "records[1].until", "2027-01-01");
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"kind\":\"training\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 1);
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"subject\":\"elsewhere/thing\"}");
    assert_int_equal(fixture_integer(result, "records[0].seq"), 4);
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"ledger\":2}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 1);
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"kind\":\"measure\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 0);
}

static void test_records_come_in_pages(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    for (int i = 0; i < 5; i++)
        fixture_record(fixture, "amara", ROLE("2026-01-01"));
    struct wm_json result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"limit\":2}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 2);
    assert_int_equal(fixture_integer(result, "next"), 3);
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"limit\":3,\"after\":3}");
    assert_int_equal(fixture_integer(result, "records[0].seq"), 4);
    assert_int_equal(fixture_integer(result, "records[2].seq"), 6);
    assert_false(fixture_has(result, "next"));
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"after\":100}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 0);
}

// More entries than one scan looks at, and the wanted one behind them.
static void test_a_long_list_is_scanned_in_parts(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    struct wm_buffer params;
    wm_buffer_init(&params, 1 << 20);
    wm_buffer_text(&params, "{\"person\":\"amara\",\"records\":[");
    for (int i = 0; i < 900; i++)
        wm_buffer_printf(&params, "%s" ROLE("2026-01-01"), i > 0 ? "," : "");
    wm_buffer_text(&params, "]}");
    for (int i = 0; i < 10; i++)
        fixture_ask(fixture, "record.add", params.data);
    wm_buffer_clear(&params);
    int64_t seq = fixture_record(fixture, "amara",
                                 "{\"kind\":\"measure\",\"subject\":\"typing\",\"on\":\"2026-01-01\",\"value\":41}");
    assert_int_equal(seq, 9002);
    struct wm_json result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"kind\":\"measure\"}");
    assert_int_equal(fixture_integer(result, "records[0].seq"), seq);
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 1000); // the largest page
    assert_int_equal(fixture_integer(result, "next"), 1001);
}

// A page ends before it is longer than an answer may be.
static void test_a_page_is_cut_by_its_bytes(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    struct wm_buffer record;
    wm_buffer_init(&record, 1 << 20);
    wm_buffer_text(&record, "{\"person\":\"amara\",\"records\":[{\"kind\":\"role\",\"subject\":\"worker\","
                            "\"on\":\"2026-01-01\",\"data\":{\"text\":\"");
    for (int i = 0; i < 12 * 1024; i++)
        wm_buffer_byte(&record, 'x');
    wm_buffer_text(&record, "\"}}]}");
    for (int i = 0; i < 20; i++)
        fixture_ask(fixture, "record.add", record.data);
    wm_buffer_clear(&record);
    fixture->dispatcher.limits.reply = 128 * 1024;
    size_t pages = 0, seen = 0;
    char params[64] = "{\"person\":\"amara\"}";
    for (bool more = true; more; pages++) {
        struct wm_json result = fixture_ask(fixture, "record.list", params);
        seen += wm_json_count(fixture_at(result, "records"));
        more = fixture_has(result, "next");
        if (more)
            snprintf(params, sizeof params, "{\"person\":\"amara\",\"after\":%" PRId64 "}",
                     fixture_integer(result, "next"));
    }
    assert_int_equal(seen, 20);
    assert_true(pages > 2);
}

static void test_one_bad_record_keeps_all_out(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    static const struct {
        const char *record, *reason, *path;
    } bad[] = {
        {"{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-02-30\"}", "impossible-date", "records[1].on"},
        {"{\"kind\":\"role\",\"subject\":\"workr\",\"on\":\"2026-02-03\"}", "unknown-subject", "records[1].subject"},
        {"{\"kind\":\"rule\",\"subject\":\"worker\",\"on\":\"2026-02-03\"}", "unknown-kind", "records[1].kind"},
        {"{\"kind\":\"role\",\"subject\":\"worker\"}", "missing-field", "records[1].on"},
        {"{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-02-03\",\"by\":\"x\"}", "not-allowed",
         "records[1].by"},
        {"{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-02-03\",\"untill\":\"x\"}", "unknown-field",
         "records[1].untill"},
        {"{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"2026-02-03\",\"value\":6,\"by\":\"p\","
         "\"as\":\"lead\"}",
         "off-scale", "records[1].value"},
        {"{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"2026-02-03\",\"value\":3,\"by\":\"p\","
         "\"as\":\"leader\"}",
         "unknown-capacity", "records[1].as"},
        {"{\"kind\":\"assessment\",\"subject\":\"tiny/listenning\",\"on\":\"2026-02-03\",\"value\":3,\"by\":\"p\","
         "\"as\":\"lead\"}",
         "unknown-subject", "records[1].subject"},
        {"{\"kind\":\"training\",\"subject\":\"first-aid\",\"on\":\"2026-02-03\",\"outcome\":\"equivalent\"}",
         "missing-field", "records[1].note"},
        {"{\"kind\":\"x-badge\",\"subject\":\"worker\",\"on\":\"2026-02-03\"}", "no-plugin", "records[1].kind"},
        {"{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-02-03\",\"value\":0.00001}", "bad-number",
         "records[1].value"},
        {"[]", "wrong-type", "records[1]"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char params[600];
        snprintf(params, sizeof params, "{\"person\":\"amara\",\"records\":[" ROLE("2026-01-01") ",%s]}",
                 bad[i].record);
        struct wm_json error = fixture_refused(fixture, "record.add", params, WM_PARAMS, bad[i].reason);
        fixture_text_is(error, "data.path", bad[i].path);
    }
    struct wm_json result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 1);
}

static void test_what_else_is_refused(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json error =
        fixture_refused(fixture, "record.add", "{\"person\":\"amora\",\"records\":[" ROLE("2026-01-01") "]}",
                        WM_NOT_FOUND, "unknown-person");
    fixture_text_is(error, "data.nearest", "amara");
    fixture_text_is(error, "data.path", "person");
    fixture_refused(fixture, "record.add", "{\"person\":\"amara\",\"records\":[]}", WM_PARAMS, "range");
    fixture_refused(fixture, "record.add", "{\"person\":\"amara\",\"records\":{}}", WM_PARAMS, "wrong-type");
    fixture_refused(fixture, "record.add", "{\"person\":\"amara\"}", WM_PARAMS, "missing-parameter");
    fixture->config.limits.records = 2;
    error = fixture_refused(
        fixture, "record.add",
        "{\"person\":\"amara\",\"records\":[" ROLE("2026-01-01") "," ROLE("2026-01-02") "," ROLE("2026-01-03") "]}",
        WM_LIMIT, "records");
    fixture_text_is(error, "data.found", "3");
    fixture_refused(fixture, "record.list", "{\"person\":\"amora\"}", WM_NOT_FOUND, "unknown-person");
    error = fixture_refused(fixture, "record.list", "{\"person\":\"amara\",\"kind\":\"trainning\"}", WM_PARAMS,
                            "unknown-kind");
    fixture_text_is(error, "data.nearest", "training");
    fixture_refused(fixture, "record.list", "{\"person\":\"amara\",\"kind\":\"award\"}", WM_PARAMS, "unknown-kind");
    error =
        fixture_refused(fixture, "record.list", "{\"person\":\"amara\",\"ledger\":3}", WM_PARAMS, "ledger-beyond-head");
    fixture_text_is(error, "data.path", "ledger");
}

static void test_a_key_is_for_one_record(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    static const char keyed[] = "{\"person\":\"amara\",\"records\":["
                                "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-01-01\",\"key\":\"a\"},"
                                "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-01-02\",\"key\":\"b\"}]}";
    fixture_ask(fixture, "record.add", keyed);
    struct wm_json result = fixture_ask(fixture, "record.add", keyed);
    assert_int_equal(fixture_integer(result, "seqs[0]"), 2);
    assert_int_equal(fixture_integer(result, "seqs[1]"), 3);
    assert_true(fixture_true(result, "repeated[0]"));
    assert_true(fixture_true(result, "repeated[1]"));
    assert_int_equal(fixture_integer(result, "ledger"), 3);
    struct wm_json error = fixture_refused(
        fixture, "record.add",
        "{\"person\":\"amara\",\"records\":[{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-01-09\"},"
        "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-01-03\",\"key\":\"b\"}]}",
        WM_CONFLICT, "key-used");
    fixture_text_is(error, "data.path", "records[1]");
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 2);
}

static void test_a_record_is_declared_void(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara"); // 1, 2
    struct wm_json result =
        fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    fixture_text_is(result, "outcome", "eligible");
    result = fixture_ask(fixture, "record.void", "{\"seq\":2,\"reason\":\"somebody else's\\ncertificate\"}");
    assert_int_equal(fixture_integer(result, "seq"), 3);
    result = fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    fixture_text_is(result, "outcome", "not-eligible");
    assert_int_equal(fixture_integer(result, "ledger"), 3);
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\"}");
    assert_int_equal(fixture_integer(result, "records[0].voided.seq"), 3);
    fixture_text_is(result, "records[0].voided.reason", "somebody else's\ncertificate");
    result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"ledger\":2}");
    assert_false(fixture_has(result, "records[0].voided"));

    fixture_refused(fixture, "record.void", "{\"seq\":2,\"reason\":\"again\"}", WM_CONFLICT, "already-voided");
    fixture_refused(fixture, "record.void", "{\"seq\":1,\"reason\":\"no record\"}", WM_NOT_FOUND, "not-a-record");
    struct wm_json error =
        fixture_refused(fixture, "record.void", "{\"seq\":99,\"reason\":\"none\"}", WM_NOT_FOUND, "unknown-seq");
    fixture_text_is(error, "data.nearest", "3");
    fixture_text_is(error, "data.path", "seq");
    fixture_refused(fixture, "record.void", "{\"seq\":0,\"reason\":\"none\"}", WM_NOT_FOUND, "unknown-seq");
    fixture_refused(fixture, "record.void", "{\"seq\":2}", WM_PARAMS, "missing-parameter");
    fixture_refused(fixture, "record.void", "{\"seq\":2,\"reason\":\"\"}", WM_PARAMS, "wrong-type");
    fixture_refused(fixture, "record.void", "{\"seq\":-2,\"reason\":\"x\"}", WM_PARAMS, "range");
}

static void test_nothing_to_declare_void_in_an_empty_ledger(void **state) {
    struct fixture *fixture = *state;
    struct wm_json error =
        fixture_refused(fixture, "record.void", "{\"seq\":1,\"reason\":\"none\"}", WM_NOT_FOUND, "unknown-seq");
    assert_false(fixture_has(error, "data.nearest"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_records_are_added_and_listed), TEST(test_records_come_in_pages),
             TEST(test_a_long_list_is_scanned_in_parts), TEST(test_a_page_is_cut_by_its_bytes),
             TEST(test_one_bad_record_keeps_all_out), TEST(test_what_else_is_refused),
             TEST(test_a_key_is_for_one_record), TEST(test_a_record_is_declared_void),
             TEST(test_nothing_to_declare_void_in_an_empty_ledger))
