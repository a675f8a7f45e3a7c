// SPDX-License-Identifier: MIT
// How the server begins and ends.
#include "tests/unit/protocol/served.h"

#include <sys/stat.h>

#define SAY(id, text) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"toy.echo\",\"params\":{\"text\":\"" text "\"}}\n"
#define WAIT(id, text)                                                                                                 \
    "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"toy.wait\",\"params\":{\"text\":\"" text "\"}}\n"
#define RESULT(id, result) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":" result "}"

static bool exists(const char *path) {
    struct stat found;
    return lstat(path, &found) == 0;
}

static void on_drained(void *context) {
    struct served *served = context;
    assert_false(served->drained);
    served->drained = true;
}

static void test_nobody_there(void **state) {
    (void)state;
    struct served served;
    served_start(&served);
    assert_true(exists(served.socket));
    wm_server_drain(served.server, 60000, on_drained, &served);
    assert_false(served.drained); // not from within
    assert_false(exists(served.socket));
    served_until(&served, served.drained);
    served_stop(&served);
}

// What is under way is answered, what comes now is refused, and then the connection ends.
static void test_under_way(void **state) {
    (void)state;
    struct served served;
    struct caller idle, busy;
    served_start(&served);
    caller_connect(&idle, &served);
    caller_connect(&busy, &served);
    caller_send(&busy, WAIT("1", "a"));
    caller_send(&idle, SAY("1", "i"));
    caller_answers(&idle, RESULT("1", "\"i\""));
    served_until(&served, served.toys.waiting_count == 1);
    wm_server_drain(served.server, 60000, on_drained, &served);
    caller_is_closed(&idle);
    caller_send(&busy, SAY("2", "b"));
    caller_mentions(&busy, "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32007,");
    assert_false(served.drained);
    wm_call_again(toys_take(&served.toys));
    caller_answers(&busy, RESULT("1", "\"a\""));
    caller_is_closed(&busy);
    served_until(&served, served.drained);
    caller_close(&idle);
    caller_close(&busy);
    served_stop(&served);
}

// Requests that were read already, but not begun, are refused with words.
static void test_read_but_not_begun(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    struct wm_dispatcher_limits limits = toy_limits();
    served_prepare(&served, &limits);
    struct wm_server_form form = served_form(&served);
    form.requests = 1;
    served_start_with(&served, &form);
    caller_connect(&caller, &served);
    caller_send(&caller, WAIT("1", "a") SAY("2", "b"));
    served_until(&served, served.toys.waiting_count == 1);
    wm_server_drain(served.server, 60000, on_drained, &served);
    served_settle(&served);
    wm_call_again(toys_take(&served.toys));
    caller_answers(&caller, RESULT("1", "\"a\""));
    caller_mentions(&caller, "\"reason\":\"stopping\"");
    caller_is_closed(&caller);
    served_until(&served, served.drained);
    caller_close(&caller);
    served_stop(&served);
}

static void test_patience_ends(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send(&caller, WAIT("1", "a"));
    served_until(&served, served.toys.waiting_count == 1);
    wm_server_drain(served.server, 20, on_drained, &served);
    served_until(&served, served.drained);
    assert_int_equal(served.counts.connections, 1);
    wm_server_close(served.server);
    wm_call_again(toys_take(&served.toys));
    caller_is_closed(&caller);
    caller_close(&caller);
    served_stop(&served);
}

// Closing forgets that somebody wanted to hear of the draining; both may be asked for twice.
static void test_hurry(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send(&caller, WAIT("1", "a"));
    served_until(&served, served.toys.waiting_count == 1);
    wm_server_drain(served.server, 60000, on_drained, &served);
    wm_server_close(served.server);
    wm_server_close(served.server);
    wm_server_drain(served.server, 60000, on_drained, &served);
    wm_call_again(toys_take(&served.toys));
    uv_run(&served.loop, UV_RUN_DEFAULT);
    assert_false(served.drained);
    caller_is_closed(&caller);
    caller_close(&caller);
    served_stop(&served);
}

// While one drains, its successor may have the socket already, and keeps it.
static void test_a_successor(void **state) {
    (void)state;
    struct served served, successor;
    struct caller busy, caller;
    served_start(&served);
    caller_connect(&busy, &served);
    caller_send(&busy, WAIT("1", "a"));
    served_until(&served, served.toys.waiting_count == 1);
    wm_server_drain(served.server, 60000, on_drained, &served);
    struct wm_dispatcher_limits limits = toy_limits();
    served_prepare(&successor, &limits);
    memcpy(successor.socket, served.socket, sizeof served.socket);
    struct wm_server_form form = served_form(&successor);
    served_start_with(&successor, &form);
    wm_call_again(toys_take(&served.toys));
    caller_answers(&busy, RESULT("1", "\"a\""));
    served_until(&served, served.drained);
    caller_connect(&caller, &successor);
    caller_send(&caller, SAY("1", "new"));
    caller_answers(&caller, RESULT("1", "\"new\""));
    caller_close(&caller);
    caller_close(&busy);
    served_stop(&successor);
    served_stop(&served);
}

static void test_a_start_that_fails(void **state) {
    (void)state;
    struct wm_error error;
    struct served served;
    struct wm_server *second = NULL;
    served_start(&served);
    struct wm_server_form form = served_form(&served);
    wm_test_fails(wm_server_start(&served.loop, &served.dispatcher, &form, &second, &error), &error, WM_CONFLICT,
                  "socket-live");
    assert_null(second);
    struct caller caller; // the first one goes on
    caller_connect(&caller, &served);
    caller_send(&caller, SAY("1", "a"));
    caller_answers(&caller, RESULT("1", "\"a\""));
    caller_close(&caller);
    served_stop(&served);
}

// Without memory a connection waits outside, or is told so, or is closed; the server goes on.
static enum wm_status run_connection(void *context, struct wm_error *error) {
    struct served served;
    struct caller caller;
    struct wm_dispatcher_limits limits = toy_limits();
    (void)context;
    served = (struct served){.drained = false};
    wm_test_folder_make(&served.folder);
    snprintf(served.socket, sizeof served.socket, "%s/socket", served.folder.path);
    assert_int_equal(uv_loop_init(&served.loop), 0);
    struct wm_server_form form = served_form(&served);
    form.read = form.write = 20; // ticks are soon
    enum wm_status status = toys_start(&served.dispatcher, &served.toys, &limits, error);
    if (status == WM_OK)
        status = wm_server_start(&served.loop, &served.dispatcher, &form, &served.server, error);
    if (status == WM_OK) {
        static const char request[] = SAY("1", "a") "{\"jsonrpc\":\"2.0\",\"id\":2,";
        static char bytes[4096];
        size_t length = 0;
        caller_connect(&caller, &served);
        caller_push(&caller, request, sizeof request - 1);
        // Until the server closes, or has tried in vain to let the caller in. The caller itself needs no memory.
        for (int rounds_outside = 0; rounds_outside < 20; rounds_outside += served.server->knocking) {
            ssize_t got = recv(caller.socket, bytes + length, sizeof bytes - 1 - length, 0);
            if (got == 0 || (got < 0 && errno != EAGAIN))
                break;
            length += got > 0 ? (size_t)got : 0;
            served_round(&served, caller.socket);
        }
        bytes[length] = '\0';
        bool complete = strstr(bytes, RESULT("1", "\"a\"")) != NULL && strstr(bytes, "read-deadline") != NULL;
        status = complete ? WM_OK : wm_error_no_memory(error);
        caller_close(&caller);
    }
    served_stop(&served);
    return status;
}

static void test_memory(void **state) {
    (void)state;
    wm_test_each_allocation(run_connection, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_nobody_there), cmocka_unit_test(test_under_way),
             cmocka_unit_test(test_read_but_not_begun), cmocka_unit_test(test_patience_ends),
             cmocka_unit_test(test_hurry), cmocka_unit_test(test_a_successor),
             cmocka_unit_test(test_a_start_that_fails), cmocka_unit_test(test_memory))
