// SPDX-License-Identifier: MIT
// Calls that outlive their run: kept, run again, answered later, dropped.
#include "tests/unit/protocol/toys.h"

#define WAIT(id, text) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"toy.wait\",\"params\":{\"text\":\"" text "\"}}"
#define UPDATE(id) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"update\"}"
#define RESULT(id, result) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":" result "}"

static int changes;

static void on_changed(struct wm_session *session) {
    (void)session;
    changes++;
}

static void start(struct toy_session *toy) {
    struct wm_dispatcher_limits limits = toy_limits();
    toy_session_start(toy, &limits);
    toy->session.changed = on_changed;
    changes = 0;
}

static void answers(struct toy_session *toy, const char *expected) {
    char *got = toy_output(toy);
    assert_string_equal(got, expected);
    wm_free(got);
}

static void test_run_again(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, WAIT("1", "first"), "");
    toy_answers(&toy, WAIT("\"an id that does not fit into twenty-four bytes\"", "second"), "");
    toy_answers(&toy, UPDATE("3"), RESULT("3", "null") "\n"); // others go on
    assert_int_equal(toy.session.under_way, 2);
    assert_int_equal(changes, 0);
    struct wm_call *first = toys_take(&toy.toys), *second = toys_take(&toy.toys);
    assert_int_equal(first->instant, 12345);
    wm_call_again(second); // in any order
    answers(&toy, RESULT("\"an id that does not fit into twenty-four bytes\"", "\"second\"") "\n");
    wm_call_again(first);
    answers(&toy, RESULT("1", "\"first\"") "\n");
    assert_int_equal(toy.session.under_way, 0);
    assert_int_equal(changes, 2);
    toy_session_stop(&toy);
}

static void test_answered_from_outside(void **state) {
    (void)state;
    struct wm_error error;
    struct toy_session toy;
    start(&toy);
    for (int i = 0; i < 3; i++)
        toy_answers(&toy, WAIT("1", "x"), "");
    struct wm_call *call = toys_take(&toy.toys);
    struct wm_buffer *result = wm_call_open(call);
    wm_buffer_text(result, "{\"seq\":7}");
    wm_call_close(call, WM_OK, NULL);
    answers(&toy, RESULT("1", "{\"seq\":7}") "\n");
    call = toys_take(&toy.toys);
    result = wm_call_open(call);
    wm_buffer_text(result, "{\"half\":");
    wm_buffer_text(&call->details, "\"unmet\":[]");
    wm_error_set(&error, WM_STORE, "disk-full", "the disk is full");
    wm_call_close(call, WM_STORE, &error);
    answers(&toy, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32006,\"message\":\"the disk is full\",\"data\":{"
                  "\"reason\":\"disk-full\",\"unmet\":[]}}}\n");
    call = toys_take(&toy.toys);
    result = wm_call_open(call);
    for (int i = 0; i < 70000; i++)
        wm_buffer_byte(result, '1');
    wm_call_close(call, WM_OK, NULL);
    char *got = toy_output(&toy);
    assert_non_null(strstr(got, "\"code\":-32004"));
    wm_free(got);
    toy_session_stop(&toy);
}

static void test_notification(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, "{\"jsonrpc\":\"2.0\",\"method\":\"toy.wait\",\"params\":{\"text\":\"x\"}}", "");
    assert_int_equal(toy.session.under_way, 1);
    wm_call_again(toys_take(&toy.toys));
    answers(&toy, "");
    assert_int_equal(toy.session.under_way, 0);
    toy_session_stop(&toy);
}

// A batch is answered as one line, when its last call is. The calls are read again from their own bytes.
static void test_in_a_batch(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(
        &toy, "[ " WAIT("1", "a, \\\"]\\u0041") " , " UPDATE("2") ",\t" WAIT("1.5", "no") "," WAIT("3", "c") " ]", "");
    assert_int_equal(toy.session.under_way, 2);
    struct wm_call *first = toys_take(&toy.toys), *last = toys_take(&toy.toys);
    assert_memory_equal(last->source.data, WAIT("3", "c"), last->source.length);
    wm_call_again(last);
    answers(&toy, "");
    wm_call_again(first);
    char *got = toy_output(&toy);
    const char *update = strstr(got, RESULT("2", "null"));
    const char *third = strstr(got, RESULT("3", "\"c\""));
    const char *one = strstr(got, RESULT("1", "\"a, \\\"]A\""));
    assert_true(got[0] == '[' && update != NULL && third > update && one > third);
    assert_string_equal(one + strlen(RESULT("1", "\"a, \\\"]A\"")), "]\n");
    assert_non_null(strstr(got, "\"code\":-32600"));
    wm_free(got);
    assert_int_equal(toy.session.under_way, 0);
    toy_session_stop(&toy);
}

static void test_a_batch_of_waiting_notifications_is_silent(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, "[{\"jsonrpc\":\"2.0\",\"method\":\"toy.wait\",\"params\":{\"text\":\"x\"}}]", "");
    wm_call_again(toys_take(&toy.toys));
    answers(&toy, "");
    toy_session_stop(&toy);
}

// Nobody is there any more: calls are dropped when they come back, whichever way.
static void test_a_closed_session(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, WAIT("1", "x"), "");
    toy_answers(&toy, WAIT("2", "x"), "");
    toy_answers(&toy, "[" WAIT("3", "x") "," UPDATE("4") "," WAIT("5", "x") "]", "");
    toy.session.closed = true;
    struct wm_call *call = toys_take(&toy.toys);
    wm_call_again(call);
    call = toys_take(&toy.toys);
    wm_buffer_text(wm_call_open(call), "1");
    wm_call_close(call, WM_OK, NULL);
    wm_call_again(toys_take(&toy.toys));
    call = toys_take(&toy.toys);
    wm_buffer_text(wm_call_open(call), "1");
    wm_call_close(call, WM_OK, NULL);
    answers(&toy, "");
    assert_int_equal(toy.session.under_way, 0);
    assert_int_equal(changes, 4);
    toy_session_stop(&toy);
}

// Stopping refuses what is new; what is under way is still answered.
static void test_under_way_when_stopping(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy_answers(&toy, WAIT("1", "x"), "");
    toy.dispatcher.stopping = true;
    toy_mentions(&toy, UPDATE("2"), "\"reason\":\"stopping\"");
    wm_call_again(toys_take(&toy.toys));
    answers(&toy, RESULT("1", "\"x\"") "\n");
    toy_session_stop(&toy);
}

// A kept call that fails before it waits is undone.
static void test_kept_but_not_waiting(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    size_t most = sizeof toy.toys.waiting / sizeof toy.toys.waiting[0];
    for (size_t i = 0; i < most; i++)
        toy_answers(&toy, WAIT("1", "x"), "");
    toy_mentions(&toy, WAIT("2", "x"), "\"id\":2,\"error\":{\"code\":-32007");
    assert_int_equal(toy.session.under_way, most);
    while (toy.toys.waiting_count > 0)
        wm_call_again(toys_take(&toy.toys));
    wm_free(toy_output(&toy));
    assert_int_equal(changes, most);
    toy_session_stop(&toy);
}

// Answers that nobody takes pile up only so far; then the session has failed, and whoever owns it closes it.
static void test_answers_pile_up(void **state) {
    (void)state;
    struct toy_session toy;
    start(&toy);
    toy.session.output.maximum = 1000;
    size_t before = 0;
    for (int i = 0; i < 64 && !toy.session.failed; i++) {
        before = toy.session.output.length;
        toy_send_bytes(&toy, UPDATE("1"), strlen(UPDATE("1")));
        assert_true(toy.session.failed || toy.session.output.length > before);
    }
    assert_true(toy.session.failed);
    assert_true(toy.session.output.length <= 1000);
    toy_session_stop(&toy);
}

static enum wm_status run_waiting(void *context, struct wm_error *error) {
    struct toy_session *toy = context;
    struct wm_dispatcher_limits limits = toy_limits();
    static const char message[] =
        "[" WAIT("\"an id that does not fit into twenty-four bytes\"", "x") "," WAIT("2", "y") "]";
    static char padded[sizeof message + WM_JSON_PADDING];
    enum wm_status status = toys_start(&toy->dispatcher, &toy->toys, &limits, error);
    if (status != WM_OK)
        return status;
    memcpy(padded, message, sizeof message);
    wm_session_init(&toy->session, &toy->dispatcher, 1000, true);
    wm_dispatch(&toy->session, padded, sizeof message - 1, 0);
    while (toy->toys.waiting_count > 0)
        wm_call_again(toys_take(&toy->toys));
    const char *output = toy->session.output.data != NULL ? toy->session.output.data : "";
    bool complete = strstr(output, "\"result\":\"x\"") != NULL && strstr(output, "\"result\":\"y\"") != NULL;
    assert_true(output[0] != '\0' || toy->session.failed); // never silence
    assert_int_equal(toy->session.under_way, 0);
    toy_session_stop(toy);
    return complete ? WM_OK : wm_error_no_memory(error);
}

static void test_memory(void **state) {
    (void)state;
    struct toy_session toy;
    wm_test_each_allocation(run_waiting, &toy);
}

WM_TEST_MAIN(cmocka_unit_test(test_run_again), cmocka_unit_test(test_answered_from_outside),
             cmocka_unit_test(test_notification), cmocka_unit_test(test_in_a_batch),
             cmocka_unit_test(test_a_batch_of_waiting_notifications_is_silent), cmocka_unit_test(test_a_closed_session),
             cmocka_unit_test(test_under_way_when_stopping), cmocka_unit_test(test_kept_but_not_waiting),
             cmocka_unit_test(test_answers_pile_up), cmocka_unit_test(test_memory))
