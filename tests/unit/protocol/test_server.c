// SPDX-License-Identifier: MIT
// The server against real sockets: lines, pipelines, and everything a peer can do wrong.
#include "tests/unit/protocol/served.h"

#include <sys/stat.h>

#define SAY(id, text) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"toy.echo\",\"params\":{\"text\":\"" text "\"}}\n"
#define WAIT(id, text)                                                                                                 \
    "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"toy.wait\",\"params\":{\"text\":\"" text "\"}}\n"
#define LONG(id, bytes) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"toy.long\",\"params\":{\"bytes\":" bytes "}}\n"
#define RESULT(id, result) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":" result "}"

// --- lines ---

static void test_one_request(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send(&caller, SAY("1", "hello"));
    caller_answers(&caller, RESULT("1", "\"hello\""));
    assert_int_equal(served.counts.connections, 1);
    assert_int_equal(served.counts.received, strlen(SAY("1", "hello")));
    assert_int_equal(served.counts.sent, strlen(RESULT("1", "\"hello\"")) + 1);
    assert_true(served.server->connections->session.trusted);
    assert_int_equal(served.server->connections->session.uid, geteuid());
    caller_close(&caller);
    served_until(&served, served.counts.connections == 0);
    served_stop(&served);
}

// Who calls is what the kernel says of the moment of connecting. Only root can become somebody else for a test.
static void test_a_stranger(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    struct wm_dispatcher_limits limits = toy_limits();
    if (geteuid() != 0)
        skip();
    served_prepare(&served, &limits);
    struct wm_server_form form = served_form(&served);
    form.mode = 0666;
    served_start_with(&served, &form);
    assert_int_equal(chmod(served.folder.path, 0755), 0);
    assert_int_equal(seteuid(65534), 0);
    caller_connect(&caller, &served);
    assert_int_equal(seteuid(0), 0);
    caller_send(&caller, SAY("1", "a") "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"toy.org\"}\n");
    caller_mentions(&caller, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32002,");
    caller_mentions(&caller, "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32001,");
    assert_int_equal(served.server->connections->session.uid, 65534);
    caller_close(&caller);
    served_stop(&served);
}

static void test_a_line_in_pieces(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    static const char request[] = SAY("1", "hello");
    served_start(&served);
    caller_connect(&caller, &served);
    for (size_t i = 0; i < sizeof request - 1; i++) {
        caller_send_bytes(&caller, request + i, 1);
        served_settle(&served);
    }
    caller_answers(&caller, RESULT("1", "\"hello\""));
    caller_close(&caller);
    served_stop(&served);
}

// Many requests in one read are answered by one write, in order as none of them waits.
static void test_pipelining(void **state) {
    (void)state;
    enum { MANY = 200 };
    struct served served;
    struct caller caller;
    struct wm_buffer requests;
    char expected[64];
    served_start(&served);
    wm_buffer_init(&requests, 1 << 16);
    for (int i = 0; i < MANY; i++)
        wm_buffer_printf(&requests, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"update\"}\n", i);
    caller_connect(&caller, &served);
    caller_send_bytes(&caller, requests.data, requests.length);
    served_until(&served, served.toys.updates == MANY);
    caller_take(&caller); // all of it is there at once
    size_t lines = 0;
    for (size_t i = 0; i < caller.length; i++)
        lines += caller.bytes[i] == '\n';
    assert_int_equal(lines, MANY);
    for (int i = 0; i < MANY; i++) {
        snprintf(expected, sizeof expected, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":null}", i);
        caller_answers(&caller, expected);
    }
    wm_buffer_clear(&requests);
    caller_close(&caller);
    served_stop(&served);
}

// One that pipelines without end takes turns with the others.
static void test_nobody_is_starved(void **state) {
    (void)state;
    enum { MANY = 1000 };
    struct served served;
    struct caller greedy, modest;
    struct wm_buffer requests;
    served_start(&served);
    wm_buffer_init(&requests, 1 << 20);
    for (int i = 0; i < MANY; i++)
        wm_buffer_text(&requests, "{\"jsonrpc\":\"2.0\",\"method\":\"update\"}\n");
    caller_connect(&greedy, &served);
    caller_connect(&modest, &served);
    served_until(&served, served.counts.connections == 2);
    assert_int_equal(caller_push(&greedy, requests.data, requests.length), requests.length);
    caller_send(&modest, SAY("1", "me"));
    caller_answers(&modest, RESULT("1", "\"me\""));
    assert_true(served.toys.updates < MANY);
    served_until(&served, served.toys.updates == MANY);
    wm_buffer_clear(&requests);
    caller_close(&greedy);
    caller_close(&modest);
    served_stop(&served);
}

static void test_garbage(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send_bytes(&caller, "\0\x01\xff\xfe garbage\n", 13);
    caller_mentions(&caller, "\"code\":-32700");
    caller_send(&caller, "\n\r\n");
    caller_mentions(&caller, "\"code\":-32700");
    caller_mentions(&caller, "\"code\":-32700");
    caller_send(&caller, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\xc3(\"}\n");
    caller_mentions(&caller, "\"reason\":\"utf-8\"");
    caller_send(&caller, "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"update\"}\n");
    caller_mentions(&caller, "\"reason\":\"duplicate-key\"");
    caller_send(&caller, "[]\n");
    caller_mentions(&caller, "\"code\":-32600");
    caller_send(&caller, SAY("1", "still here"));
    caller_answers(&caller, RESULT("1", "\"still here\""));
    caller_close(&caller);
    served_stop(&served);
}

static void test_the_longest_line(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    struct wm_dispatcher_limits limits = toy_limits();
    size_t longest = 5000;
    limits.message = longest;
    served_prepare(&served, &limits);
    struct wm_server_form form = served_form(&served);
    served_start_with(&served, &form);
    char *line = wm_alloc(longest + 2);
    assert_non_null(line);
    memset(line, ' ', longest + 2);
    static const char request[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"update\"}";
    memcpy(line, request, sizeof request - 1);
    line[longest] = '\n';
    caller_connect(&caller, &served);
    caller_send_bytes(&caller, line, longest + 1);
    caller_answers(&caller, RESULT("1", "null"));
    line[longest] = ' ';
    line[longest + 1] = '\n';
    caller_send(&caller, SAY("2", "before it")); // is answered all the same
    caller_send_bytes(&caller, line, longest + 2);
    caller_answers(&caller, RESULT("2", "\"before it\""));
    caller_mentions(&caller, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32004,");
    caller_is_closed(&caller);
    assert_int_equal(served.toys.updates, 1);
    wm_free(line);
    caller_close(&caller);
    served_stop(&served);
}

// Ten megabytes without an end: the error comes, then the end, and not more is kept than a line may have.
static void test_an_endless_line(void **state) {
    (void)state;
    enum { PIECE = 1 << 16, PIECES = 160 };
    struct served served;
    struct caller caller;
    served_start(&served);
    char *piece = wm_alloc(PIECE);
    assert_non_null(piece);
    memset(piece, '[', PIECE);
    caller_connect(&caller, &served);
    int64_t most = wm_memory_count().bytes + (3 << 20);
    for (int i = 0; i < PIECES && !caller.ended; i++) {
        caller_send_bytes(&caller, piece, PIECE);
        assert_true(wm_memory_count().bytes < most);
    }
    assert_true(caller.ended);
    caller_mentions(&caller, "\"reason\":\"length\"");
    caller_is_closed(&caller);
    wm_free(piece);
    caller_close(&caller);
    served_stop(&served);
}

static void test_too_deep(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    char deep[2002];
    memset(deep, '[', 1000);
    memset(deep + 1000, ']', 1000);
    deep[2000] = '\n';
    deep[2001] = '\0';
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send(&caller, deep);
    caller_send(&caller, SAY("1", "after it")); // is not read any more
    caller_mentions(&caller, "\"code\":-32004");
    caller_is_closed(&caller);
    caller_close(&caller);
    served_stop(&served);
}

// --- who hangs up, and how ---

static void test_half_closed(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send(&caller, SAY("1", "a") WAIT("2", "b"));
    caller_send_bytes(&caller, SAY("3", "c"), strlen(SAY("3", "c")) - 1); // without its LF
    assert_int_equal(shutdown(caller.socket, SHUT_WR), 0);
    caller_answers(&caller, RESULT("1", "\"a\""));
    caller_answers(&caller, RESULT("3", "\"c\""));
    served_settle(&served);
    assert_int_equal(served.counts.connections, 1); // one answer is still to come
    wm_call_again(toys_take(&served.toys));
    caller_answers(&caller, RESULT("2", "\"b\""));
    caller_is_closed(&caller);
    caller_close(&caller);
    served_stop(&served);
}

static void test_half_a_line_at_the_end(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send(&caller, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"upd");
    assert_int_equal(shutdown(caller.socket, SHUT_WR), 0);
    caller_mentions(&caller, "\"code\":-32700");
    caller_is_closed(&caller);
    caller_close(&caller);
    served_stop(&served);
}

// The peer is gone while its call is under way: the call ends all the same, and only then is the session freed.
static void test_gone_with_calls_under_way(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    served_start(&served);
    caller_connect(&caller, &served);
    caller_send(&caller, WAIT("1", "a") WAIT("2", "b"));
    served_until(&served, served.toys.waiting_count == 2);
    caller_close(&caller);
    served_settle(&served);
    wm_call_again(toys_take(&served.toys));
    served_settle(&served);
    wm_call_again(toys_take(&served.toys));
    served_until(&served, served.counts.connections == 0 && served.server->connections == NULL);
    served_stop(&served);
}

// The server closes while calls are under way; they come back later, also after its loop has run out.
static void test_closed_with_calls_under_way(void **state) {
    (void)state;
    struct served served;
    struct caller first, second;
    served_start(&served);
    caller_connect(&first, &served);
    caller_connect(&second, &served);
    caller_send(&first, WAIT("1", "a"));
    caller_send(&second, WAIT("2", "b"));
    served_until(&served, served.toys.waiting_count == 2);
    wm_server_close(served.server);
    wm_call_again(toys_take(&served.toys));
    uv_run(&served.loop, UV_RUN_DEFAULT);
    wm_call_again(toys_take(&served.toys));
    caller_is_closed(&first);
    caller_is_closed(&second);
    caller_close(&first);
    caller_close(&second);
    served_stop(&served);
}

// --- limits ---

static void test_connections(void **state) {
    (void)state;
    struct served served;
    struct caller callers[4];
    struct wm_dispatcher_limits limits = toy_limits();
    for (int per_user = 0; per_user < 2; per_user++) {
        served_prepare(&served, &limits);
        struct wm_server_form form = served_form(&served);
        *(per_user ? &form.connections_per_user : &form.connections) = 3;
        served_start_with(&served, &form);
        for (int i = 0; i < 4; i++)
            caller_connect(&callers[i], &served);
        caller_mentions(&callers[3], per_user ? "\"reason\":\"connections-per-user\"" : "\"reason\":\"connections\"");
        caller_is_closed(&callers[3]);
        caller_close(&callers[3]);
        served_until(&served, served.counts.connections == 3);
        assert_int_equal(served.counts.turned_away, 1);
        for (int i = 0; i < 3; i++) {
            caller_send(&callers[i], SAY("1", "in"));
            caller_answers(&callers[i], RESULT("1", "\"in\""));
        }
        // When one leaves, another may come.
        caller_close(&callers[0]);
        served_until(&served, served.counts.connections == 2);
        caller_connect(&callers[0], &served);
        caller_send(&callers[0], SAY("1", "in"));
        caller_answers(&callers[0], RESULT("1", "\"in\""));
        for (int i = 0; i < 3; i++)
            caller_close(&callers[i]);
        served_stop(&served);
    }
}

// More than `requests` under way are left unread until some are answered.
static void test_requests_in_flight(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    struct wm_dispatcher_limits limits = toy_limits();
    served_prepare(&served, &limits);
    struct wm_server_form form = served_form(&served);
    form.requests = 2;
    served_start_with(&served, &form);
    caller_connect(&caller, &served);
    caller_send(&caller, WAIT("1", "a") WAIT("2", "b") WAIT("3", "c") SAY("4", "d"));
    served_settle(&served);
    assert_int_equal(served.toys.waiting_count, 2);
    wm_call_again(toys_take(&served.toys));
    caller_answers(&caller, RESULT("1", "\"a\""));
    served_settle(&served);
    assert_int_equal(served.toys.waiting_count, 2);
    assert_int_equal(caller.length, 0); // the fourth waits with them
    wm_call_again(toys_take(&served.toys));
    caller_answers(&caller, RESULT("2", "\"b\""));
    caller_answers(&caller, RESULT("4", "\"d\""));
    wm_call_again(toys_take(&served.toys));
    caller_answers(&caller, RESULT("3", "\"c\""));
    caller_close(&caller);
    served_stop(&served);
}

// Who does not read is left unread too; when they read again, everything comes, in order.
static void test_a_slow_reader_is_held_back(void **state) {
    (void)state;
    enum { MANY = 200 };
    struct served served;
    struct caller caller;
    struct wm_buffer requests;
    served_start(&served);
    wm_buffer_init(&requests, 1 << 20);
    for (int i = 0; i < MANY; i++)
        wm_buffer_printf(&requests,
                         "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"toy.long\",\"params\":{\"bytes\":20000}}\n", i);
    caller_connect(&caller, &served);
    assert_int_equal(caller_push(&caller, requests.data, requests.length), requests.length);
    served_settle(&served);
    const struct wm_method *method = wm_dispatcher_find(&served.dispatcher, "toy.long", 8);
    const struct wm_method_counts *counts = &served.dispatcher.counts[wm_dispatcher_index(&served.dispatcher, method)];
    assert_true(counts->calls > 0 && counts->calls < MANY / 2);
    // What waits here is bounded: the limit, and the one answer that went beyond it.
    const struct wm_connection *connection = served.server->connections;
    assert_true(connection->sending);
    assert_true(connection->session.output.length + connection->writing.length < 2 * (1 << 16) + 20100);
    for (int i = 0; i < MANY; i++) {
        char start[64];
        int length = snprintf(start, sizeof start, "{\"jsonrpc\":\"2.0\",\"id\":%d,", i);
        char *line = caller_line(&caller);
        assert_non_null(line);
        assert_memory_equal(line, start, (size_t)length);
        assert_true(strlen(line) > 20000);
        wm_free(line);
    }
    assert_int_equal(counts->calls, MANY);
    wm_buffer_clear(&requests);
    caller_close(&caller);
    served_stop(&served);
}

static void test_a_reader_that_takes_nothing_is_dropped(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    struct wm_dispatcher_limits limits = toy_limits();
    limits.output = 4 << 20;
    limits.reply = 4 << 20;
    served_prepare(&served, &limits);
    struct wm_server_form form = served_form(&served);
    form.write = 20;
    served_start_with(&served, &form);
    caller_connect(&caller, &served);
    caller_send(&caller, LONG("1", "3000000"));
    served_until(&served, served.counts.dropped == 1);
    served_until(&served, served.counts.connections == 0);
    assert_null(caller_line(&caller)); // part of the answer, and the end
    caller_close(&caller);
    served_stop(&served);
}

static void test_a_line_that_never_ends_in_time(void **state) {
    (void)state;
    struct served served;
    struct caller idle, half;
    struct wm_dispatcher_limits limits = toy_limits();
    served_prepare(&served, &limits);
    struct wm_server_form form = served_form(&served);
    form.read = 20;
    served_start_with(&served, &form);
    caller_connect(&idle, &served);
    caller_connect(&half, &served);
    caller_send(&half, SAY("1", "a") "{\"jsonrpc\":");
    caller_answers(&half, RESULT("1", "\"a\""));
    caller_mentions(&half, "\"reason\":\"read-deadline\"");
    caller_is_closed(&half);
    assert_int_equal(served.counts.dropped, 1);
    // Who has begun nothing may wait as long as they like.
    caller_send(&idle, SAY("2", "b"));
    caller_answers(&idle, RESULT("2", "\"b\""));
    caller_close(&idle);
    caller_close(&half);
    served_stop(&served);
}

// Waiting for our own answer is not the caller's slowness.
static void test_waiting_is_not_slow(void **state) {
    (void)state;
    struct served served;
    struct caller caller;
    struct wm_dispatcher_limits limits = toy_limits();
    served_prepare(&served, &limits);
    struct wm_server_form form = served_form(&served);
    form.read = form.write = 10;
    form.requests = 1;
    served_start_with(&served, &form);
    caller_connect(&caller, &served);
    caller_send(&caller, WAIT("1", "a") SAY("2", "b") "{\"half\":");
    served_until(&served, served.toys.waiting_count == 1);
    uint64_t until = uv_now(&served.loop) + 100;
    served_until(&served, uv_now(&served.loop) > until);
    assert_int_equal(served.counts.dropped, 0);
    wm_call_again(toys_take(&served.toys));
    caller_answers(&caller, RESULT("1", "\"a\""));
    caller_answers(&caller, RESULT("2", "\"b\""));
    caller_mentions(&caller, "\"reason\":\"read-deadline\""); // now it is
    caller_close(&caller);
    served_stop(&served);
}

WM_TEST_MAIN(cmocka_unit_test(test_one_request), cmocka_unit_test(test_a_stranger),
             cmocka_unit_test(test_a_line_in_pieces), cmocka_unit_test(test_pipelining),
             cmocka_unit_test(test_nobody_is_starved), cmocka_unit_test(test_garbage),
             cmocka_unit_test(test_the_longest_line), cmocka_unit_test(test_an_endless_line),
             cmocka_unit_test(test_too_deep), cmocka_unit_test(test_half_closed),
             cmocka_unit_test(test_half_a_line_at_the_end), cmocka_unit_test(test_gone_with_calls_under_way),
             cmocka_unit_test(test_closed_with_calls_under_way), cmocka_unit_test(test_connections),
             cmocka_unit_test(test_requests_in_flight), cmocka_unit_test(test_a_slow_reader_is_held_back),
             cmocka_unit_test(test_a_reader_that_takes_nothing_is_dropped),
             cmocka_unit_test(test_a_line_that_never_ends_in_time), cmocka_unit_test(test_waiting_is_not_slow))
