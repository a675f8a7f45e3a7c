// SPDX-License-Identifier: MIT
// What no client should send: each is refused with its error, and the daemon goes on for everybody else.
#include "tests/e2e/raw.h"

#include "tests/e2e/rules.h"

#include <stdio.h>

static struct daemon its_daemon;

static int start(void **state) {
    daemon_make(&its_daemon);
    daemon_start(&its_daemon);
    daemon_answers(&its_daemon, "person.put", "{\"id\":\"p1\"}");
    *state = &its_daemon;
    return 0;
}

static int stop(void **state) {
    daemon_remove(*state);
    return 0;
}

#define WITH_DAEMON(test) cmocka_unit_test_setup_teardown(test, start, stop)

// --- Bytes ---

static void test_garbage(void **state) {
    struct raw raw;
    raw_open(&raw, *state);
    raw_refused(&raw, "\x01\x02\x7f garbage \x1b[2J", -32700, "json");
    raw_refused(&raw, "GET / HTTP/1.1\r", -32700, "json");
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1,", -32700, "json");
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"system.health\"} {}", -32700, "json");
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"person.get\",\"params\":{\"person\":\"\xff\xfe\"}}",
                -32700, "utf-8");
    raw_refused(&raw,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"person.get\",\"params\":{\"person\":\"\xed\xa0\x80\"}}",
                -32700, "utf-8");
    raw_works(&raw);
    raw_close(&raw);
}

// Every byte value, over and over, from a fixed sequence: answers are lines, and the daemon lives.
static void test_noise(void **state) {
    struct raw raw;
    char noise[20000];
    uint32_t random = 7;
    for (size_t i = 0; i < sizeof noise; i++) {
        random = random * 1664525 + 1013904223;
        noise[i] = (char)(random >> 24);
    }
    raw_open(&raw, *state);
    raw_send(&raw, noise, sizeof noise);
    raw_send(&raw, "\n", 1);
    raw_end(&raw);
    size_t answers = 0;
    while (raw_receive(&raw)) {
        assert_non_null(strstr(raw.line, "\"error\":"));
        answers++;
    }
    assert_true(answers > 10);
    raw_close(&raw);
    raw_open(&raw, *state);
    raw_works(&raw);
    raw_close(&raw);
}

static void test_half_a_line(void **state) {
    static const char half[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"system.he";
    struct raw raw;
    raw_open(&raw, *state);
    raw_send(&raw, half, sizeof half - 1);
    raw_end(&raw); // and no more
    assert_true(raw_receive(&raw));
    assert_non_null(strstr(raw.line, "-32700"));
    assert_false(raw_receive(&raw));
    raw_close(&raw);
    raw_open(&raw, *state); // cut in pieces it is a line all the same
    for (size_t i = 0; i + 1 < sizeof half; i += 7)
        raw_send(&raw, half + i, sizeof half - 1 - i < 7 ? sizeof half - 1 - i : 7);
    raw_send(&raw, "alth\"}\n", 7);
    assert_true(raw_receive(&raw));
    assert_non_null(strstr(raw.line, "\"result\""));
    raw_send(&raw, half, sizeof half - 1); // gone in the middle of the next
    raw_close(&raw);
    raw_open(&raw, *state);
    raw_works(&raw);
    raw_close(&raw);
}

static void test_too_long_a_line(void **state) {
    enum { TEN_MIB = 10 << 20 };
    struct raw raw;
    char *line = test_malloc(TEN_MIB);
    memset(line, 'a', TEN_MIB);
    raw_open(&raw, *state);
    raw_refused_and_closed(&raw, line, TEN_MIB, -32004, "length");
    raw_close(&raw);
    test_free(line);
    raw_open(&raw, *state);
    raw_works(&raw);
    raw_close(&raw);
}

static void test_too_deep(void **state) {
    struct raw raw;
    char line[2200];
    int used =
        snprintf(line, sizeof line, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"person.put\",\"params\":{\"data\":");
    memset(line + used, '[', 1000);
    memset(line + used + 1000, ']', 1000);
    used += 2000;
    used += snprintf(line + used, sizeof line - (size_t)used, "}}\n");
    raw_open(&raw, *state);
    raw_refused_and_closed(&raw, line, (size_t)used, -32004, "depth");
    raw_close(&raw);
    raw_open(&raw, *state);
    raw_works(&raw);
    raw_close(&raw);
}

// --- Requests ---

static void test_no_requests(void **state) {
    struct raw raw;
    raw_open(&raw, *state);
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"system.health\"}", -32600, "duplicate-key");
    raw_refused(
        &raw, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"person.get\",\"params\":{\"person\":\"a\",\"person\":\"b\"}}",
        -32600, "duplicate-key");
    raw_refused(&raw, "3", -32600, "request");
    raw_refused(&raw, "null", -32600, "request");
    raw_refused(&raw, "[]", -32600, "empty-batch");
    raw_refused(&raw, "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"system.health\"}", -32600, "request");
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"system.health\"}", -32600, "request");
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"system.health\"}", -32600, "request");
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":3}", -32600, "request");
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"system.health\",\"params\":[1]}", -32602,
                "positional");
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eligibility.chek\"}", -32601, "unknown-method");
    assert_non_null(strstr(raw.line, "\"nearest\":\"eligibility.check\""));
    raw_refused(&raw, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\"}", -32601, "unknown-method");
    raw_works(&raw);
    raw_close(&raw);
}

static void refused_at(struct daemon *asked, const char *method, const char *params, const char *reason,
                       const char *path) {
    char quoted[100];
    daemon_refuses(asked, method, params, reason);
    snprintf(quoted, sizeof quoted, "\"%s\"", path);
    assert_string_equal(daemon_at(asked, "data.path"), quoted);
}

static void test_parameters(void **state) {
    refused_at(*state, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\",\"as_off\":\"2026-01-01\"}",
               "unknown-parameter", "as_off");
    assert_string_equal(daemon_at(*state, "data.nearest"), "\"as_of\"");
    refused_at(*state, "eligibility.check", "{\"person\":\"p1\"}", "missing-parameter", "level");
    refused_at(*state, "eligibility.check", "{\"person\":7,\"level\":\"ladder/first\"}", "wrong-type", "person");
    refused_at(*state, "person.list", "{\"limit\":\"ten\"}", "wrong-type", "limit");
    refused_at(*state, "person.list", "{\"limit\":0}", "range", "limit");
    refused_at(*state, "record.add", "{\"person\":\"p1\",\"records\":{}}", "wrong-type", "records");
    refused_at(*state, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\",\"as_of\":\"2026-02-30\"}",
               "impossible-date", "as_of");
    refused_at(*state, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\",\"as_of\":\"1-2-2026\"}",
               "bad-date", "as_of");
    refused_at(*state, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\",\"ledger\":99}",
               "ledger-beyond-head", "ledger");
}

static void test_names(void **state) {
    daemon_refuses(*state, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/secnod\"}", "unknown-level");
    assert_string_equal(daemon_at(*state, "data.nearest"), "\"ladder/second\"");
    daemon_refuses(*state, "eligibility.check", "{\"person\":\"p2\",\"level\":\"ladder/first\"}", "unknown-person");
    assert_string_equal(daemon_at(*state, "data.nearest"), "\"p1\"");
    daemon_refuses(*state, "framework.get", "{\"framework\":\"lader\"}", "unknown-framework");
    assert_string_equal(daemon_at(*state, "data.nearest"), "\"ladder\"");
    daemon_refuses(*state, "person.get", "{\"org\":\"south\",\"person\":\"p1\"}", "unknown-organisation");
    daemon_refuses(*state, "record.void", "{\"seq\":77,\"reason\":\"x\"}", "unknown-seq");
    daemon_refuses(*state, "record.void", "{\"seq\":1,\"reason\":\"x\"}", "not-a-record");
}

// --- Records ---

#define TRAINING(fields) "{\"kind\":\"training\",\"subject\":\"first-aid\",\"outcome\":\"completed\"," fields "}"

static void add_is_refused(struct daemon *asked, const char *records, const char *reason, const char *path) {
    char params[2000];
    snprintf(params, sizeof params, "{\"person\":\"p1\",\"records\":[%s]}", records);
    refused_at(asked, "record.add", params, reason, path);
}

static void test_records(void **state) {
    add_is_refused(*state, TRAINING("\"on\":\"2026-13-01\""), "impossible-date", "records[0].on");
    add_is_refused(*state, TRAINING("\"on\":\"2025-02-29\""), "impossible-date", "records[0].on");
    add_is_refused(*state, TRAINING("\"on\":\"1899-12-31\""), "date-out-of-range", "records[0].on");
    add_is_refused(*state, TRAINING("\"on\":\"2026-01-02\",\"until\":\"2026-01-01\""), "out-of-range",
                   "records[0].until");
    add_is_refused(*state, TRAINING("\"on\":20260101"), "wrong-type", "records[0].on");
    add_is_refused(*state, TRAINING("\"on\":\"2026-01-02\",\"colour\":1"), "unknown-field", "records[0].colour");
    add_is_refused(*state, RECORD_LISTENING("4"), "off-scale", "records[0].value");
    add_is_refused(*state, RECORD_LISTENING("-1"), "off-scale", "records[0].value");
    add_is_refused(*state, RECORD_LISTENING("0.00001"), "bad-number", "records[0].value");
    add_is_refused(*state, "{\"kind\":\"award\",\"subject\":\"ladder/first\",\"on\":\"2026-01-01\"}", "not-allowed",
                   "records[0].kind");
    add_is_refused(*state, "{\"kind\":\"x-badge\",\"subject\":\"a\",\"on\":\"2026-01-01\"}", "no-plugin",
                   "records[0].kind");
    add_is_refused(
        *state,
        "{\"kind\":\"assessment\",\"subject\":\"ladder/listning\",\"value\":1,\"on\":\"2026-01-01\",\"by\":\"a\","
        "\"as\":\"assessor\"}",
        "unknown-subject", "records[0].subject");
    assert_string_equal(daemon_at(*state, "data.nearest"), "\"ladder/listening\"");
}

static void test_nothing_is_kept_of_a_batch_with_one_bad_record(void **state) {
    add_is_refused(
        *state, RECORD_FIRST_AID "," RECORD_LISTENING("2") "," TRAINING("\"on\":\"2026-99-01\"") "," RECORD_FIRST_AID,
        "impossible-date", "records[2].on");
    daemon_answers(*state, "record.list", "{\"person\":\"p1\"}");
    assert_string_equal(daemon_at(*state, "records"), "[]");
    daemon_answers(*state, "person.get", "{\"person\":\"p1\"}");
    assert_string_equal(daemon_at(*state, "ledger"), "1");
    daemon_answers(*state, "record.add",
                   "{\"person\":\"p1\",\"records\":[" RECORD_FIRST_AID "," RECORD_LISTENING("2") "]}");
    assert_string_equal(daemon_at(*state, "seqs"), "[2,3]"); // without a gap
}

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_DAEMON(test_garbage),     WITH_DAEMON(test_noise),
        WITH_DAEMON(test_half_a_line), WITH_DAEMON(test_too_long_a_line),
        WITH_DAEMON(test_too_deep),    WITH_DAEMON(test_no_requests),
        WITH_DAEMON(test_parameters),  WITH_DAEMON(test_names),
        WITH_DAEMON(test_records),     WITH_DAEMON(test_nothing_is_kept_of_a_batch_with_one_bad_record),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
