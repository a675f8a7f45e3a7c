// SPDX-License-Identifier: MIT
// A line from the socket: the answer is nothing, or one line of JSON with an answer for each request that had an id;
// whatever came, the next request is answered.
#include "api/protocol/jsonrpc.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { LONGEST = 1 << 16, KEPT_MOST = 64 };

static struct wm_call *kept[KEPT_MOST];
static size_t kept_count;

static enum wm_status echo(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)error;
    if (wm_json_type(call->params) == WM_JSON_ABSENT)
        wm_buffer_text(result, "null");
    else
        wm_json_write_canonical(result, call->params);
    return WM_OK;
}

static enum wm_status check(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)error;
    wm_buffer_text(result, wm_argument_given(&call->arguments[1]) ? "true" : "false");
    return WM_OK;
}

// Answers when it is run for the second time.
static enum wm_status wait(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    enum wm_status status = wm_call_keep(call, error);
    if (status != WM_OK)
        return status;
    bool *waited = call->kept->state;
    if (*waited || kept_count == KEPT_MOST) {
        wm_buffer_text(result, "1");
        return WM_OK;
    }
    *waited = true;
    kept[kept_count++] = call->kept;
    wm_call_wait(call->kept);
    return WM_OK;
}

static const struct wm_parameter_form forms[] = {
    {"person", WM_TYPE_PERSON, true, 0}, {"org", WM_TYPE_CODE, false, 0},       {"level", WM_TYPE_LEVEL, false, 0},
    {"as_of", WM_TYPE_DAY, false, 0},    {"ledger", WM_TYPE_SEQ, false, 0},     {"limit", WM_TYPE_LIMIT, false, 0},
    {"rules", WM_TYPE_HASH, false, 0},   {"with", WM_TYPE_RECORDS, false, 0},   {"without", WM_TYPE_SEQS, false, 0},
    {"name", WM_TYPE_TEXT, false, 256},  {"reason", WM_TYPE_PROSE, false, 256}, {NULL, 0, false, 0},
};

static const struct wm_method methods[] = {
    {.name = "echo", .right = WM_RIGHT_SYSTEM, .run = echo},
    {.name = "check", .right = WM_RIGHT_ORGANISATION, .parameters = forms, .run = check},
    {.name = "wait", .right = WM_RIGHT_SYSTEM, .state = sizeof(bool), .run = wait},
    {.name = NULL},
};

static void check_answer(struct wm_json answer) {
    struct wm_json error = wm_json_member(answer, "error");
    wm_require(wm_json_type(answer) == WM_JSON_OBJECT && wm_json_count(answer) == 3);
    wm_require(wm_json_type(wm_json_member(answer, "id")) != WM_JSON_ABSENT);
    if (wm_json_type(error) == WM_JSON_ABSENT) {
        wm_require(wm_json_type(wm_json_member(answer, "result")) != WM_JSON_ABSENT);
        return;
    }
    wm_require(wm_json_type(wm_json_member(error, "code")) == WM_JSON_INTEGER);
    wm_require(wm_json_text(wm_json_member(error, "message")).length > 0);
    wm_require(wm_json_text(wm_json_member(wm_json_member(error, "data"), "reason")).length > 0);
}

static void check_line(const char *line, size_t length) {
    struct wm_error error;
    struct wm_json_reader *reader = NULL;
    struct wm_json answer, each;
    wm_require(wm_json_reader_new((size_t)1 << 26, 80, &reader, &error) == WM_OK);
    wm_require(wm_json_parse_copy(reader, line, length, &answer, &error) == WM_OK);
    if (wm_json_type(answer) == WM_JSON_ARRAY) {
        struct wm_json_iterator iterator = wm_json_iterate(answer);
        wm_require(wm_json_count(answer) > 0);
        while (wm_json_next(&iterator, NULL, &each))
            check_answer(each);
    } else {
        check_answer(answer);
    }
    wm_json_reader_free(reader);
}

static void check_output(struct wm_session *session) {
    struct wm_buffer *output = &session->output;
    wm_require(!session->failed && session->under_way == 0);
    for (size_t at = 0; at < output->length;) {
        const char *end = memchr(output->data + at, '\n', output->length - at);
        wm_require(end != NULL);
        size_t length = (size_t)(end - output->data) - at;
        check_line(output->data + at, length);
        at += length + 1;
    }
    wm_buffer_reset(output);
}

static void dispatch(struct wm_session *session, const void *bytes, size_t length) {
    char *message = wm_alloc(length + WM_JSON_PADDING);
    wm_require(message != NULL);
    memcpy(message, bytes, length);
    memset(message + length, ']', WM_JSON_PADDING);
    wm_dispatch(session, message, length, 0);
    wm_free(message); // a kept call has its own copy
    while (kept_count > 0)
        wm_call_again(kept[--kept_count]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    static const char after[] = "{\"jsonrpc\":\"2.0\",\"id\":\"after\",\"method\":\"echo\"}";
    static const char answered[] = "{\"jsonrpc\":\"2.0\",\"id\":\"after\",\"result\":null}\n";
    static const struct wm_method *const families[] = {methods};
    struct wm_dispatcher_limits limits = {
        .message = LONGEST, .batch = 100, .reply = 1 << 16, .output = 1 << 16, .page = 100};
    struct wm_error error;
    struct wm_dispatcher dispatcher;
    struct wm_session session;
    if (length > LONGEST || memchr(bytes, '\n', length) != NULL)
        return 0;
    limits.positional = length % 2 == 1;
    wm_require(wm_dispatcher_init(&dispatcher, families, 1, &limits, NULL, &error) == WM_OK);
    wm_session_init(&session, &dispatcher, 1000, true);
    dispatch(&session, bytes, length);
    check_output(&session);
    dispatch(&session, after, sizeof after - 1);
    wm_require(session.output.length == sizeof answered - 1 &&
               memcmp(session.output.data, answered, sizeof answered - 1) == 0);
    wm_session_clear(&session);
    wm_dispatcher_clear(&dispatcher);
    return 0;
}
