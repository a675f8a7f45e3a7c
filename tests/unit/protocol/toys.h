// SPDX-License-Identifier: MIT
// Methods to play with, on the real dispatcher: those of the specification's examples, and some that wait, fail or
// answer at length. And a session without a socket.
#pragma once

#include "api/protocol/jsonrpc.h"
#include "tests/support/test.h"

struct toys { // the dispatcher's context
    int64_t updates, greetings;
    struct wm_call *waiting[64]; // kept by "wait", oldest first
    size_t waiting_count;
};

static inline struct toys *toys_of(const struct wm_call *call) {
    return call->session->dispatcher->context;
}

// --- of the specification ---

static inline bool toy_numbers(struct wm_json array, int64_t *numbers, size_t most, size_t *ret_count) {
    struct wm_json_iterator iterator = wm_json_iterate(array);
    struct wm_json value;
    for (*ret_count = 0; *ret_count < most && wm_json_next(&iterator, NULL, &value); (*ret_count)++) {
        if (wm_json_type(value) != WM_JSON_INTEGER)
            return false;
        numbers[*ret_count] = wm_json_integer(value);
    }
    return true;
}

static inline enum wm_status toy_subtract(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    int64_t numbers[2] = {0, 0};
    size_t count = 0;
    bool fine = true;
    if (wm_json_type(call->params) == WM_JSON_ARRAY) {
        fine = toy_numbers(call->params, numbers, 2, &count) && count == 2;
    } else {
        numbers[0] = wm_json_integer(wm_json_member(call->params, "minuend"));
        numbers[1] = wm_json_integer(wm_json_member(call->params, "subtrahend"));
    }
    if (!fine)
        return wm_error_set(error, WM_PARAMS, "wrong-type", "two numbers");
    wm_buffer_integer(result, numbers[0] - numbers[1]);
    return WM_OK;
}

static inline enum wm_status toy_sum(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    int64_t numbers[16];
    size_t count = 0;
    int64_t sum = 0;
    if (!toy_numbers(call->params, numbers, 16, &count))
        return wm_error_set(error, WM_PARAMS, "wrong-type", "numbers only");
    for (size_t i = 0; i < count; i++)
        sum += numbers[i];
    wm_buffer_integer(result, sum);
    return WM_OK;
}

static inline enum wm_status toy_update(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)error;
    toys_of(call)->updates++;
    wm_buffer_text(result, "null");
    return WM_OK;
}

static inline enum wm_status toy_greet(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)error;
    toys_of(call)->greetings++;
    wm_buffer_text(result, "null");
    return WM_OK;
}

static inline enum wm_status toy_get_data(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)call;
    (void)error;
    wm_buffer_text(result, "[\"hello\",5]");
    return WM_OK;
}

// --- our own ---

static inline enum wm_status toy_echo(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)error;
    struct wm_text text = call->arguments[0].text;
    wm_json_write_string(result, text.data, text.length);
    return WM_OK;
}

// {"bytes": n}: a string of so many.
static inline enum wm_status toy_long(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)error;
    wm_buffer_byte(result, '"');
    for (int64_t i = 0; i < call->arguments[0].number; i++)
        wm_buffer_byte(result, 'x');
    wm_buffer_byte(result, '"');
    return WM_OK;
}

static inline enum wm_status toy_fail(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    wm_buffer_text(result, "{\"half\":"); // is forgotten
    if (wm_json_type(wm_json_member(call->params, "details")) == WM_JSON_INTEGER) {
        wm_buffer_text(&call->details, "\"unmet\":[");
        for (int64_t i = wm_json_integer(wm_json_member(call->params, "details")); i > 0; i--)
            wm_buffer_text(&call->details, i > 1 ? "1," : "1");
        wm_buffer_text(&call->details, "]");
    }
    wm_error_set(error, WM_CONFLICT, "toy", "this always fails");
    wm_error_where(error, "here");
    return WM_CONFLICT;
}

// Keeps the call; its state counts how often it ran. With {"text"} it echoes that when it runs again.
struct toy_state {
    int runs;
    char *owned;
};

static inline enum wm_status toy_wait(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    enum wm_status status = wm_call_keep(call, error);
    if (status != WM_OK)
        return status;
    struct toy_state *state = call->kept->state;
    if (++state->runs > 1)
        return toy_echo(call, result, error);
    state->owned = wm_alloc(8);
    if (state->owned == NULL)
        return wm_error_no_memory(error);
    struct toys *toys = toys_of(call);
    if (toys->waiting_count == sizeof toys->waiting / sizeof toys->waiting[0])
        return wm_error_set(error, WM_BUSY, "queue-full", "enough of them wait");
    wm_buffer_text(result, "half"); // is forgotten
    wm_call_wait(call->kept);
    toys->waiting[toys->waiting_count++] = call->kept;
    return WM_OK;
}

static inline void toy_wait_release(struct wm_call *call) {
    struct toy_state *state = call->state;
    wm_free(state->owned);
}

static inline struct wm_call *toys_take(struct toys *toys) {
    assert_true(toys->waiting_count > 0);
    struct wm_call *call = toys->waiting[0];
    toys->waiting_count--;
    memmove(toys->waiting, toys->waiting + 1, toys->waiting_count * sizeof toys->waiting[0]);
    return call;
}

static const struct wm_parameter_form toy_echo_form[] = {{"text", WM_TYPE_PROSE, true, 1 << 20}, {NULL, 0, false, 0}};
static const struct wm_parameter_form toy_long_form[] = {{"bytes", WM_TYPE_SEQ, true, 0}, {NULL, 0, false, 0}};
static const struct wm_parameter_form toy_org_form[] = {{"org", WM_TYPE_CODE, false, 0}, {NULL, 0, false, 0}};

static const struct wm_method toy_specification[] = {
    {.name = "subtract", .right = WM_RIGHT_SYSTEM, .run = toy_subtract},
    {.name = "sum", .right = WM_RIGHT_SYSTEM, .run = toy_sum},
    {.name = "update", .right = WM_RIGHT_SYSTEM, .run = toy_update},
    {.name = "notify_hello", .right = WM_RIGHT_SYSTEM, .run = toy_greet},
    {.name = "notify_sum", .right = WM_RIGHT_SYSTEM, .run = toy_greet},
    {.name = "get_data", .right = WM_RIGHT_SYSTEM, .run = toy_get_data},
    {.name = NULL},
};

static const struct wm_method toy_own[] = {
    {.name = "toy.echo", .right = WM_RIGHT_SYSTEM, .parameters = toy_echo_form, .run = toy_echo},
    {.name = "toy.long", .right = WM_RIGHT_SYSTEM, .parameters = toy_long_form, .run = toy_long},
    {.name = "toy.fail", .right = WM_RIGHT_SYSTEM, .run = toy_fail},
    {.name = "toy.org", .right = WM_RIGHT_ORGANISATION, .parameters = toy_org_form, .run = toy_update},
    {.name = "toy.wait",
     .right = WM_RIGHT_SYSTEM,
     .parameters = toy_echo_form,
     .state = sizeof(struct toy_state),
     .run = toy_wait,
     .release = toy_wait_release},
    {.name = NULL},
};

static inline struct wm_dispatcher_limits toy_limits(void) {
    return (struct wm_dispatcher_limits){
        .message = 1 << 20, .batch = 100, .reply = 1 << 16, .output = 1 << 16, .page = 100};
}

static inline enum wm_status toys_start(struct wm_dispatcher *dispatcher, struct toys *toys,
                                        const struct wm_dispatcher_limits *limits, struct wm_error *error) {
    static const struct wm_method *const families[] = {toy_specification, toy_own};
    *toys = (struct toys){.updates = 0};
    return wm_dispatcher_init(dispatcher, families, 2, limits, toys, error);
}

// --- a session without a socket ---

struct toy_session {
    struct toys toys;
    struct wm_dispatcher dispatcher;
    struct wm_session session;
};

static inline void toy_session_start(struct toy_session *toy, const struct wm_dispatcher_limits *limits) {
    struct wm_error error;
    wm_test_ok(toys_start(&toy->dispatcher, &toy->toys, limits, &error), &error);
    wm_session_init(&toy->session, &toy->dispatcher, 1000, true);
}

static inline void toy_session_stop(struct toy_session *toy) {
    wm_session_clear(&toy->session);
    wm_dispatcher_clear(&toy->dispatcher);
}

// What the session answers, and forgets then: all lines.
static inline char *toy_output(struct toy_session *toy) {
    char *text = toy->session.output.length > 0 ? wm_buffer_steal(&toy->session.output) : wm_dup("");
    assert_non_null(text);
    return text;
}

static inline void toy_send_bytes(struct toy_session *toy, const char *message, size_t length) {
    char *padded = wm_alloc(length + WM_JSON_PADDING);
    assert_non_null(padded);
    memcpy(padded, message, length);
    memset(padded + length, '\n', WM_JSON_PADDING);
    wm_dispatch(&toy->session, padded, length, 12345);
    wm_free(padded);
}

static inline char *toy_ask(struct toy_session *toy, const char *message) {
    toy_send_bytes(toy, message, strlen(message));
    return toy_output(toy);
}

// The whole answer must be these bytes, its LF included.
#define toy_answers(toy, message, expected)                                                                            \
    do {                                                                                                               \
        char *toy_got = toy_ask((toy), (message));                                                                     \
        assert_string_equal(toy_got, (expected));                                                                      \
        wm_free(toy_got);                                                                                              \
    } while (0)

// The answer must hold this text.
#define toy_mentions(toy, message, part)                                                                               \
    do {                                                                                                               \
        char *toy_got = toy_ask((toy), (message));                                                                     \
        if (strstr(toy_got, (part)) == NULL)                                                                           \
            fail_msg("no %s in %s", (part), toy_got);                                                                  \
        wm_free(toy_got);                                                                                              \
    } while (0)
