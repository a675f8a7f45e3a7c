// SPDX-License-Identifier: MIT
#include "tests/unit/protocol/toys.h"

#include <stdio.h>

#define RESULT(id, result) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":" result "}\n"
#define CALL(id, method, params) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"" method "\",\"params\":" params "}"

static void start(struct toy_session *toy) {
    struct wm_dispatcher_limits limits = toy_limits();
    toy_session_start(toy, &limits);
}

// --- ids ---

static void test_ids_come_back_as_their_bytes(void **state) {
    (void)state;
    static const char *const ids[] = {
        "1",
        "0",
        "-0",
        "-7",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551615",
        "\"\"",
        "\"a\"",
        "\"\\u0041\"",
        "\"A\"",
        "\"\\\"\\\\\\/\"",
        "\"{\\\"id\\\":5}\"",
        "\"\xc3\xa9\"",
        "\"\\ud83d\\ude00\"",
        "\"a string that is longer than what fits into the call itself: 24 bytes\"",
    };
    static const char *const orders[] = {
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"update\"}",
        "{\"method\":\"update\",\"jsonrpc\":\"2.0\",\"id\":%s}",
        " {\"method\" : \"update\",\t\"params\":{\"x\":[{\"id\":1}]} , \"id\" : %s , \"jsonrpc\":\"2.0\" } \r",
    };
    struct toy_session toy;
    start(&toy);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        for (size_t order = 0; order < sizeof orders / sizeof orders[0]; order++) {
            char request[512], expected[512];
            snprintf(request, sizeof request, orders[order], ids[i]);
            snprintf(expected, sizeof expected, RESULT("%s", "null"), ids[i]);
            toy_answers(&toy, request, expected);
        }
    }
    // A key written with escapes hides the bytes; then the id is written canonically.
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"\\u0069d\":\"\\u0041\",\"method\":\"update\"}", RESULT("\"A\"", "null"));
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"\\u0069d\":12,\"method\":\"update\"}", RESULT("12", "null"));
    toy_session_stop(&toy);
}

static void test_ids_of_other_types_are_refused(void **state) {
    (void)state;
    static const char *const ids[] = {"null", "true", "1.5", "1e3", "1.0", "[1]", "{\"a\":1}"};
    struct toy_session toy;
    start(&toy);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        char request[256];
        snprintf(request, sizeof request, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"update\"}", ids[i]);
        toy_mentions(&toy, request, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,");
        toy_mentions(&toy, request, "\"path\":\"id\",\"expected\":\"a whole number or a string\"");
    }
    assert_int_equal(toy.toys.updates, 0);
    toy_session_stop(&toy);
}

// --- what a request is ---

struct wrong {
    const char *request;
    const char *part; // of the answer
};

static void test_invalid_requests(void **state) {
    (void)state;
    static const struct wrong wrongs[] = {
        {"", "\"code\":-32700"},
        {"\r", "\"code\":-32700"},
        {"nonsense", "\"code\":-32700"},
        {"{\"jsonrpc\":\"2.0\"", "\"code\":-32700"},
        {"{} {}", "\"code\":-32700"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}", "\"code\":-32700"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}", "\"reason\":\"utf-8\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xed\xa0\x80\"}", "\"reason\":\"utf-8\""},
        {"\xef\xbb\xbf{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"update\"}", "\"code\":-32700"},
        {"17", "\"path\":\"request\",\"expected\":\"an object\",\"found\":\"17\""},
        {"\"text\"", "\"code\":-32600"},
        {"null", "\"code\":-32600"},
        {"{}", "\"path\":\"jsonrpc\",\"expected\":\"\\\"2.0\\\"\",\"found\":\"nothing\""},
        {"{\"id\":4,\"method\":\"update\"}", "{\"jsonrpc\":\"2.0\",\"id\":4,\"error\":{\"code\":-32600,"},
        {"{\"jsonrpc\":2.0,\"id\":4,\"method\":\"update\"}", "\"path\":\"jsonrpc\""},
        {"{\"jsonrpc\":\"2\",\"id\":4,\"method\":\"update\"}", "\"found\":\"\\\"2\\\"\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4}", "\"path\":\"method\",\"expected\":\"a string\",\"found\":\"nothing\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":[]}", "\"path\":\"method\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"update\",\"params\":\"x\"}", "\"path\":\"params\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"update\",\"params\":null}", "\"path\":\"params\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"update\",\"parms\":{}}",
         "\"reason\":\"unknown-member\",\"path\":\"parms\""},
        {"{\"jsonrpc\":\"2.0\",\"parms\":{},\"id\":4,\"method\":\"update\"}", "\"id\":4,"},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"update\",\"parms\":{}}", "\"nearest\":\"params\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"id\":5,\"method\":\"update\"}", "\"id\":null,\"error\":{\"code\":-32600,"},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"id\":5,\"method\":\"update\"}", "\"reason\":\"duplicate-key\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"toy.echo\",\"params\":{\"text\":\"a\",\"t\\u0065xt\":\"b\"}}",
         "\"reason\":\"duplicate-key\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"updat\"}", "\"nearest\":\"update\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"update\\u0000\"}", "\"code\":-32601"},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"\"}", "\"code\":-32601"},
    };
    struct toy_session toy;
    start(&toy);
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        toy_mentions(&toy, wrongs[i].request, wrongs[i].part);
        toy_mentions(&toy, wrongs[i].request, "\"message\":\"");
        assert_false(toy.session.ending);
        // Whatever it was, the next one is answered.
        toy_answers(&toy, CALL("1", "get_data", "{}"), RESULT("1", "[\"hello\",5]"));
    }
    assert_int_equal(toy.toys.updates, 0);
    assert_int_equal(toy.dispatcher.messages, 3 * (sizeof wrongs / sizeof wrongs[0]));
    assert_int_equal(toy.dispatcher.invalid, 2 * (sizeof wrongs / sizeof wrongs[0]));
    toy_session_stop(&toy);
}

static void test_notifications_are_never_answered(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"method\":\"update\"}", "");
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"method\":\"no.such\"}", "");
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"method\":\"toy.fail\"}", "");
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"method\":\"toy.echo\",\"params\":{\"txt\":1}}", "");
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"method\":\"toy.long\",\"params\":{\"bytes\":1000000}}", "");
    toy_answers(&toy, "[{\"jsonrpc\":\"2.0\",\"method\":\"toy.fail\"}]", "");
    assert_int_equal(toy.toys.updates, 1);
    assert_false(toy.session.failed);
    toy_session_stop(&toy);
}

static void test_parameters_by_position_are_refused(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_mentions(&toy, CALL("1", "toy.echo", "[\"a\"]"), "\"code\":-32602");
    toy_mentions(&toy, CALL("1", "toy.echo", "[\"a\"]"), "\"reason\":\"positional\",\"path\":\"params\"");
    toy_mentions(&toy, CALL("1", "subtract", "[42,23]"), "\"reason\":\"positional\""); // reads them by itself
    toy_mentions(&toy, CALL("1", "subtract", "[]"), "\"reason\":\"positional\"");
    toy_answers(&toy, CALL("1", "subtract", "{\"minuend\":42,\"subtrahend\":23}"), RESULT("1", "19"));
    toy_session_stop(&toy);
}

// --- depth and length ---

static char *nested(size_t depth) {
    struct wm_buffer text;
    wm_buffer_init(&text, 1 << 20);
    wm_buffer_text(&text, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"update\",\"params\":{\"a\":");
    for (size_t i = 2; i < depth; i++)
        wm_buffer_byte(&text, '[');
    for (size_t i = 2; i < depth; i++)
        wm_buffer_byte(&text, ']');
    wm_buffer_text(&text, "}}");
    return wm_buffer_steal(&text);
}

static void test_depth(void **state) {
    (void)state;
    static const size_t too_deep[] = {WM_REQUEST_DEEPEST + 1, 1000, 100000};
    char *fine = nested(WM_REQUEST_DEEPEST);
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, fine, RESULT("1", "null"));
    assert_false(toy.session.ending);
    wm_free(fine);
    toy_session_stop(&toy);
    for (size_t i = 0; i < sizeof too_deep / sizeof too_deep[0]; i++) {
        char *deep = nested(too_deep[i]);
        start(&toy);
        toy_mentions(&toy, deep, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32004,");
        assert_true(toy.session.ending);
        assert_int_equal(toy.toys.updates, 0);
        wm_free(deep);
        toy_session_stop(&toy);
    }
}

// --- batches ---

static void test_batches(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, " [ " CALL("1", "get_data", "{}") " , " CALL("\"[,]\"", "sum", "{}") " ] ",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[\"hello\",5]},"
                "{\"jsonrpc\":\"2.0\",\"id\":\"[,]\",\"result\":0}]\n");
    // An error, a notification, a long string id and a broken element, each at its place.
    toy_answers(&toy, "[{\"jsonrpc\":\"2.0\",\"method\":\"update\"}," CALL("2", "toy.echo", "{\"text\":\"x\"}") ",[]]",
                "[{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"x\"},{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{"
                "\"code\":-32600,\"message\":\"this is not a request: `request` is not as expected\",\"data\":{"
                "\"reason\":\"request\",\"path\":\"request\",\"expected\":\"an object\",\"found\":\"an array\"}}}]\n");
    toy_mentions(&toy, "[" CALL("7", "toy.fail", "{}") "]",
                 "[{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32003,\"message\":\"this always fails\"");
    toy_session_stop(&toy);
}

static char *batch_of(const char *request, size_t count) {
    struct wm_buffer text;
    wm_buffer_init(&text, 1 << 20);
    wm_buffer_byte(&text, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            wm_buffer_byte(&text, ',');
        wm_buffer_text(&text, request);
    }
    wm_buffer_byte(&text, ']');
    return wm_buffer_steal(&text);
}

static size_t times(const char *text, const char *part) {
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        count++;
    return count;
}

static void test_batch_limits(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    char *fits = batch_of(CALL("1", "update", "{}"), 100);
    char *got = toy_ask(&toy, fits);
    assert_int_equal(times(got, "\"result\":null"), 100);
    wm_free(got);
    wm_free(fits);
    char *too_many = batch_of(CALL("1", "update", "{}"), 101);
    toy_mentions(&toy, too_many, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32004,");
    assert_int_equal(toy.toys.updates, 100); // nothing of it has run
    assert_false(toy.session.ending);        // and it can go on
    wm_free(too_many);
    // More results than a batch may have: errors for those that do not fit, and all are answered.
    char *much = batch_of(CALL("1", "toy.long", "{\"bytes\":60000}"), 100);
    got = toy_ask(&toy, much);
    size_t results = times(got, "\"result\":\"xxx"), errors = times(got, "\"code\":-32004");
    assert_int_equal(results, 2);
    assert_int_equal(errors, 98);
    assert_false(toy.session.failed);
    wm_free(got);
    wm_free(much);
    toy_session_stop(&toy);
}

// --- answers ---

static void test_answers_too_long(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    char *got = toy_ask(&toy, CALL("1", "toy.long", "{\"bytes\":65000}"));
    assert_int_equal(strlen(got), 65000 + strlen(RESULT("1", "\"\"")));
    wm_free(got);
    toy_mentions(&toy, CALL("1", "toy.long", "{\"bytes\":65536}"),
                 "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32004,");
    toy_mentions(&toy, CALL("1", "toy.long", "{\"bytes\":10000000}"), "\"reason\":\"answer\"");
    assert_int_equal(toy.dispatcher.answers_too_long, 2);
    assert_false(toy.session.failed);
    // Of an error only the details go.
    toy_mentions(&toy, CALL("1", "toy.fail", "{\"details\":3}"),
                 "{\"reason\":\"toy\",\"path\":\"here\",\"unmet\":[1,1,1]}}}\n");
    toy_mentions(&toy, CALL("1", "toy.fail", "{\"details\":100000}"), "{\"reason\":\"toy\",\"path\":\"here\"}}}\n");
    toy_session_stop(&toy);
}

static void test_what_was_half_written_is_forgotten(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, CALL("1", "toy.fail", "{}"),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32003,\"message\":\"this always fails\","
                "\"data\":{\"reason\":\"toy\",\"path\":\"here\"}}}\n");
    toy_session_stop(&toy);
}

// --- who, and when ---

static void test_strangers(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy.session.trusted = false;
    toy_mentions(&toy, CALL("1", "update", "{}"), "\"code\":-32002");
    toy_mentions(&toy, CALL("1", "toy.org", "{\"org\":\"north\"}"), "\"code\":-32001");
    toy_mentions(&toy, CALL("1", "toy.org", "{\"org\":\"north\"}"),
                 "\"reason\":\"unknown-organisation\",\"path\":\"org\",\"found\":\"\\\"north\\\"\"");
    toy_mentions(&toy, CALL("1", "toy.org", "{\"org\":17}"), "\"code\":-32001"); // told nothing of what is wrong
    toy_mentions(&toy, CALL("1", "toy.org", "{\"x\":17}"), "\"code\":-32001");
    toy_mentions(&toy, CALL("1", "no.such", "{}"), "\"code\":-32601");
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"method\":\"update\"}", ""); // a notification is refused too
    assert_int_equal(toy.toys.updates, 0);
    assert_int_equal(toy.dispatcher.refused, 6);
    toy_session_stop(&toy);
}

static void test_stopping(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy.dispatcher.stopping = true;
    toy_mentions(&toy, CALL("1", "update", "{}"), "\"code\":-32007");
    toy_mentions(&toy, CALL("1", "update", "{}"), "\"reason\":\"stopping\"");
    assert_int_equal(toy.toys.updates, 0);
    toy_session_stop(&toy);
}

static void test_counts(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    for (int i = 0; i < 3; i++)
        wm_free(toy_ask(&toy, CALL("1", "update", "{}")));
    wm_free(toy_ask(&toy, CALL("1", "toy.fail", "{}")));
    const struct wm_method *update = wm_dispatcher_find(&toy.dispatcher, "update", 6);
    const struct wm_method *fail = wm_dispatcher_find(&toy.dispatcher, "toy.fail", 8);
    assert_non_null(update);
    assert_non_null(fail);
    assert_null(wm_dispatcher_find(&toy.dispatcher, "updat", 5));
    assert_null(wm_dispatcher_find(&toy.dispatcher, "updates", 7));
    struct wm_method_counts counts = toy.dispatcher.counts[wm_dispatcher_index(&toy.dispatcher, update)];
    assert_int_equal(counts.calls, 3);
    assert_int_equal(counts.errors, 0);
    counts = toy.dispatcher.counts[wm_dispatcher_index(&toy.dispatcher, fail)];
    assert_int_equal(counts.calls, 1);
    assert_int_equal(counts.errors, 1);
    for (size_t i = 1; i < toy.dispatcher.method_count; i++)
        assert_true(strcmp(toy.dispatcher.methods[i - 1]->name, toy.dispatcher.methods[i]->name) < 0);
    toy_session_stop(&toy);
}

// --- memory ---

// Without memory a call is answered with an error, or the session has failed: never silence.
static enum wm_status run_calls(void *context, struct wm_error *error) {
    struct toy_session *toy = context;
    struct wm_dispatcher_limits limits = toy_limits();
    static const char message[] =
        "[" CALL("1", "toy.echo", "{\"text\":\"abc\"}") "," CALL("2", "toy.fail", "{\"details\":9}") "]";
    static char padded[sizeof message + WM_JSON_PADDING];
    enum wm_status status = toys_start(&toy->dispatcher, &toy->toys, &limits, error);
    if (status != WM_OK)
        return status;
    memcpy(padded, message, sizeof message);
    wm_session_init(&toy->session, &toy->dispatcher, 1000, true);
    wm_dispatch(&toy->session, padded, sizeof message - 1, 0);
    bool complete = toy->session.output.length > 0 && strstr(toy->session.output.data, "\"result\":\"abc\"") != NULL &&
                    strstr(toy->session.output.data, "1,1,1,1,1,1,1,1,1]") != NULL;
    assert_true(complete || toy->session.failed || toy->session.output.length > 0);
    toy_session_stop(toy);
    return complete ? WM_OK : wm_error_no_memory(error);
}

static void test_memory(void **state) {
    (void)state;
    struct toy_session toy;
    wm_test_each_allocation(run_calls, &toy);
}

WM_TEST_MAIN(cmocka_unit_test(test_ids_come_back_as_their_bytes), cmocka_unit_test(test_ids_of_other_types_are_refused),
             cmocka_unit_test(test_invalid_requests), cmocka_unit_test(test_notifications_are_never_answered),
             cmocka_unit_test(test_parameters_by_position_are_refused), cmocka_unit_test(test_depth),
             cmocka_unit_test(test_batches), cmocka_unit_test(test_batch_limits),
             cmocka_unit_test(test_answers_too_long), cmocka_unit_test(test_what_was_half_written_is_forgotten),
             cmocka_unit_test(test_strangers), cmocka_unit_test(test_stopping), cmocka_unit_test(test_counts),
             cmocka_unit_test(test_memory))
