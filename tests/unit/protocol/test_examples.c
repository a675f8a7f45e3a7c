// SPDX-License-Identifier: MIT
// Every example of the JSON-RPC 2.0 specification (section 7), on the real dispatcher with the methods they name.
// Members come in our order, and of an error only the code and the id are the specification's.
#include "tests/unit/protocol/toys.h"

struct example {
    const char *says;
    const char *request;
    // Canonical, an error as its code: {"error":-32601,"id":"1"}. "" = no answer at all.
    const char *answer;
};

static const struct example examples[] = {
    {"positional parameters", "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": [42, 23], \"id\": 1}",
     "{\"id\":1,\"jsonrpc\":\"2.0\",\"result\":19}"},
    {"positional parameters", "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": [23, 42], \"id\": 2}",
     "{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":-19}"},
    {"named parameters",
     "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": {\"subtrahend\": 23, \"minuend\": 42}, \"id\": 3}",
     "{\"id\":3,\"jsonrpc\":\"2.0\",\"result\":19}"},
    {"named parameters",
     "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": {\"minuend\": 42, \"subtrahend\": 23}, \"id\": 4}",
     "{\"id\":4,\"jsonrpc\":\"2.0\",\"result\":19}"},
    {"a notification", "{\"jsonrpc\": \"2.0\", \"method\": \"update\", \"params\": [1,2,3,4,5]}", ""},
    {"a notification of a method that is not there", "{\"jsonrpc\": \"2.0\", \"method\": \"foobar\"}", ""},
    {"a method that is not there", "{\"jsonrpc\": \"2.0\", \"method\": \"foobar\", \"id\": \"1\"}",
     "{\"error\":-32601,\"id\":\"1\",\"jsonrpc\":\"2.0\"}"},
    {"not JSON", "{\"jsonrpc\": \"2.0\", \"method\": \"foobar, \"params\": \"bar\", \"baz]",
     "{\"error\":-32700,\"id\":null,\"jsonrpc\":\"2.0\"}"},
    {"not a request", "{\"jsonrpc\": \"2.0\", \"method\": 1, \"params\": \"bar\"}",
     "{\"error\":-32600,\"id\":null,\"jsonrpc\":\"2.0\"}"},
    {"a batch that is not JSON",
     "[\n  {\"jsonrpc\": \"2.0\", \"method\": \"sum\", \"params\": [1,2,4], \"id\": \"1\"},\n"
     "  {\"jsonrpc\": \"2.0\", \"method\"\n]",
     "{\"error\":-32700,\"id\":null,\"jsonrpc\":\"2.0\"}"},
    {"an empty batch", "[]", "{\"error\":-32600,\"id\":null,\"jsonrpc\":\"2.0\"}"},
    {"a batch that is invalid but not empty", "[1]", "[{\"error\":-32600,\"id\":null,\"jsonrpc\":\"2.0\"}]"},
    {"an invalid batch", "[1,2,3]",
     "[{\"error\":-32600,\"id\":null,\"jsonrpc\":\"2.0\"},{\"error\":-32600,\"id\":null,\"jsonrpc\":\"2.0\"},"
     "{\"error\":-32600,\"id\":null,\"jsonrpc\":\"2.0\"}]"},
    {"a batch",
     "[{\"jsonrpc\": \"2.0\", \"method\": \"sum\", \"params\": [1,2,4], \"id\": \"1\"},"
     "{\"jsonrpc\": \"2.0\", \"method\": \"notify_hello\", \"params\": [7]},"
     "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": [42,23], \"id\": \"2\"},"
     "{\"foo\": \"boo\"},"
     "{\"jsonrpc\": \"2.0\", \"method\": \"foo.get\", \"params\": {\"name\": \"myself\"}, \"id\": \"5\"},"
     "{\"jsonrpc\": \"2.0\", \"method\": \"get_data\", \"id\": \"9\"}]",
     "[{\"id\":\"1\",\"jsonrpc\":\"2.0\",\"result\":7},{\"id\":\"2\",\"jsonrpc\":\"2.0\",\"result\":19},"
     "{\"error\":-32600,\"id\":null,\"jsonrpc\":\"2.0\"},{\"error\":-32601,\"id\":\"5\",\"jsonrpc\":\"2.0\"},"
     "{\"id\":\"9\",\"jsonrpc\":\"2.0\",\"result\":[\"hello\",5]}]"},
    {"a batch of notifications",
     "[{\"jsonrpc\": \"2.0\", \"method\": \"notify_sum\", \"params\": [1,2,4]},"
     "{\"jsonrpc\": \"2.0\", \"method\": \"notify_hello\", \"params\": [7]}]",
     ""},
};

static void write_answer(struct wm_buffer *text, struct wm_json answer) {
    struct wm_json error = wm_json_member(answer, "error");
    if (wm_json_type(error) == WM_JSON_ABSENT) {
        wm_json_write_canonical(text, answer);
        return;
    }
    assert_int_equal(wm_json_type(wm_json_member(error, "message")), WM_JSON_STRING);
    assert_int_equal(wm_json_count(answer), 3);
    wm_buffer_text(text, "{\"error\":");
    wm_json_write_canonical(text, wm_json_member(error, "code"));
    wm_buffer_text(text, ",\"id\":");
    wm_json_write_canonical(text, wm_json_member(answer, "id"));
    wm_buffer_text(text, ",\"jsonrpc\":");
    wm_json_write_canonical(text, wm_json_member(answer, "jsonrpc"));
    wm_buffer_text(text, "}");
}

static void check(struct toy_session *toy, struct wm_json_reader *reader, const struct example *example) {
    struct wm_error error;
    struct wm_json answer;
    struct wm_buffer text;
    char *got = toy_ask(toy, example->request);
    size_t length = strlen(got);
    if (example->answer[0] == '\0') {
        assert_string_equal(got, "");
        wm_free(got);
        return;
    }
    assert_true(length > 0 && strchr(got, '\n') == got + length - 1); // one line
    wm_buffer_init(&text, 4096);
    wm_test_ok(wm_json_parse_copy(reader, got, length, &answer, &error), &error);
    if (wm_json_type(answer) == WM_JSON_ARRAY) {
        struct wm_json_iterator iterator = wm_json_iterate(answer);
        struct wm_json each;
        wm_buffer_text(&text, "[");
        while (wm_json_next(&iterator, NULL, &each)) {
            wm_json_write_comma(&text);
            write_answer(&text, each);
        }
        wm_buffer_text(&text, "]");
    } else {
        write_answer(&text, answer);
    }
    if (strcmp(text.data, example->answer) != 0)
        fail_msg("%s:\n%s\n  %s", example->says, text.data, example->answer);
    wm_buffer_clear(&text);
    wm_free(got);
}

static void test_all(void **state) {
    (void)state;
    struct wm_error error;
    struct toy_session toy;
    struct wm_json_reader *reader = NULL;
    struct wm_dispatcher_limits limits = toy_limits();
    limits.positional = true;
    toy_session_start(&toy, &limits);
    wm_test_ok(wm_json_reader_new(1 << 16, 32, &reader, &error), &error);
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        check(&toy, reader, &examples[i]);
    assert_int_equal(toy.toys.updates, 1);
    assert_int_equal(toy.toys.greetings, 3);
    assert_false(toy.session.ending);
    wm_json_reader_free(reader);
    toy_session_stop(&toy);
}

WM_TEST_MAIN(cmocka_unit_test(test_all))
