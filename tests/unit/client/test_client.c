// SPDX-License-Identifier: MIT
// labels: threads
#include "api/client/waymark.h"

#include "tests/unit/client/fake_daemon.h"

#include <time.h>

static struct waymark *open_at(const struct fake_daemon *daemon, int timeout) {
    struct waymark *client = NULL;
    struct waymark_error error = {0};
    const struct waymark_options options = {.timeout = timeout};
    enum waymark_status status = waymark_open(daemon->path, &options, &client, &error);
    if (status != WAYMARK_OK)
        fail_msg("%s: %s", waymark_status_name(status), error.message);
    return client;
}

static bool answer_echo(struct fake_daemon *daemon, int connection, const char *line) {
    (void)daemon;
    const char *params = strstr(line, "\"params\":");
    char result[4096];
    snprintf(result, sizeof result, "%.*s", params != NULL ? (int)strlen(params) - 10 : 4,
             params != NULL ? params + 9 : "true");
    fake_result(connection, line, result);
    return true;
}

static void test_call(void **state) {
    (void)state;
    struct fake_daemon daemon;
    fake_start(&daemon, answer_echo, NULL);
    struct waymark *client = open_at(&daemon, 0);
    struct waymark_reply reply = {0};
    struct waymark_error error;
    assert_int_equal(waymark_call(client, "any.thing", NULL, &reply, &error), WAYMARK_OK);
    assert_string_equal(reply.text, "true");
    assert_int_equal(reply.id, 1);
    // The bytes as they came: order, spaces, numbers and escapes are kept; line ends of ours became spaces.
    assert_int_equal(
        waymark_call(client, "x", "{\"b\": [1.50, \"\\u00e9}\\\"]\",{}],\n\"a\" :{\"result\":[]} }", &reply, &error),
        WAYMARK_OK);
    assert_string_equal(reply.text, "{\"b\": [1.50, \"\\u00e9}\\\"]\",{}], \"a\" :{\"result\":[]} }");
    assert_int_equal(reply.length, strlen(reply.text));
    assert_int_equal(reply.id, 2);
    assert_false(reply.refused);
    assert_int_equal(waymark_open_requests(client), 0);
    assert_true(waymark_connected(client));
    waymark_reply_clear(&reply);
    waymark_free(client);
    waymark_free(NULL);
    fake_stop(&daemon);
}

static bool answer_refuse(struct fake_daemon *daemon, int connection, const char *line) {
    fake_error(connection, line, daemon->context);
    return true;
}

static void test_refused(void **state) {
    (void)state;
    struct fake_daemon daemon;
    char refusal[] =
        "{\"code\":-32001,\"message\":\"there is no level \\\"mid\\\"\",\"data\":{\"reason\":\"unknown-level\","
        "\"path\":\"level\",\"expected\":\"a level\",\"found\":\"mid\",\"nearest\":\"mid-career\"}}";
    fake_start(&daemon, answer_refuse, refusal);
    struct waymark *client = open_at(&daemon, 0);
    struct waymark_reply reply = {0};
    struct waymark_error error;
    assert_int_equal(waymark_call(client, "x", "{}", &reply, &error), WAYMARK_REFUSED);
    assert_int_equal(error.status, WAYMARK_REFUSED);
    assert_int_equal(error.code, -32001);
    assert_string_equal(error.message, "there is no level \"mid\"");
    assert_string_equal(error.reason, "unknown-level");
    assert_string_equal(error.where, "level");
    assert_string_equal(error.expected, "a level");
    assert_string_equal(error.found, "mid");
    assert_string_equal(error.nearest, "mid-career");
    assert_true(reply.refused);
    assert_string_equal(reply.text, refusal);
    assert_int_equal(waymark_call(client, "x", "{}", &reply, NULL), WAYMARK_REFUSED);
    daemon.context = "{\"message\":\"no code\"}";
    assert_int_equal(waymark_call(client, "x", NULL, &reply, &error), WAYMARK_PROTOCOL);
    waymark_reply_clear(&reply);
    waymark_free(client);
    fake_stop(&daemon);
}

static void test_arguments(void **state) {
    (void)state;
    struct fake_daemon daemon;
    fake_start(&daemon, answer_echo, NULL);
    struct waymark *client = open_at(&daemon, 0);
    struct waymark_reply reply = {0};
    struct waymark_error error;
    static const char *const wrong[] = {
        "", "[1]", "3", "{\"a\":1", "{\"a\":1}{", "{\"a\":1,\"a\":2}", "{\"a\":\"\xff\"}"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(waymark_call(client, "x", wrong[i], &reply, &error), WAYMARK_ARGUMENT);
        assert_true(error.message[0] != '\0');
    }
    assert_int_equal(waymark_call(client, "", "{}", &reply, &error), WAYMARK_ARGUMENT);
    assert_int_equal(waymark_call(client, "a\nb", "{}", &reply, &error), WAYMARK_ARGUMENT);
    assert_int_equal(waymark_receive(client, 0, &reply, &error), WAYMARK_ARGUMENT);
    assert_int_equal(waymark_receive(client, 77, &reply, &error), WAYMARK_ARGUMENT);
    // None of it was sent, and the connection still serves.
    assert_int_equal(waymark_call(client, "x", "{}", &reply, &error), WAYMARK_OK);
    assert_int_equal(atomic_load(&daemon.lines), 1);
    waymark_reply_clear(&reply);
    waymark_free(client);
    fake_stop(&daemon);
}

// Answers every three requests in reverse order, with an event in between.
struct reversing {
    long long ids[3];
    size_t count;
};

static bool answer_reversed(struct fake_daemon *daemon, int connection, const char *line) {
    struct reversing *reversing = daemon->context;
    reversing->ids[reversing->count++] = fake_id(line);
    if (reversing->count < 3)
        return true;
    while (reversing->count > 0) {
        char text[160];
        long long id = reversing->ids[--reversing->count];
        snprintf(text, sizeof text,
                 "{\"jsonrpc\":\"2.0\",\"method\":\"event\",\"params\":{}}\n\n{\"id\":%lld,\"result\":[%lld]}\n", id,
                 id);
        fake_say(connection, text);
    }
    return true;
}

static void receive_id(struct waymark *client, int64_t id, int64_t expected) {
    struct waymark_reply reply = {0};
    struct waymark_error error = {0};
    char text[32];
    snprintf(text, sizeof text, "[%lld]", (long long)expected);
    enum waymark_status status = waymark_receive(client, id, &reply, &error);
    if (status != WAYMARK_OK)
        fail_msg("%s: %s", waymark_status_name(status), error.message);
    assert_int_equal(reply.id, expected);
    assert_string_equal(reply.text, text);
    waymark_reply_clear(&reply);
}

static void test_out_of_order(void **state) {
    (void)state;
    struct fake_daemon daemon;
    struct reversing reversing = {.count = 0};
    fake_start(&daemon, answer_reversed, &reversing);
    struct waymark *client = open_at(&daemon, 0);
    struct waymark_error error;
    int64_t ids[6];
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(waymark_send(client, "x", NULL, &ids[i], &error), WAYMARK_OK);
    assert_int_equal(waymark_open_requests(client), 6);
    receive_id(client, ids[0], ids[0]); // comes last of its three: the other two are kept
    receive_id(client, 0, ids[2]);
    receive_id(client, ids[5], ids[5]);
    receive_id(client, ids[1], ids[1]);
    assert_int_equal(waymark_open_requests(client), 2);
    receive_id(client, 0, ids[4]);
    receive_id(client, 0, ids[3]);
    assert_int_equal(waymark_open_requests(client), 0);
    struct waymark_reply reply = {0};
    assert_int_equal(waymark_receive(client, ids[3], &reply, &error), WAYMARK_ARGUMENT);
    waymark_free(client);
    fake_stop(&daemon);
}

// Both directions full at once: neither end may wait for the other for ever.
static bool answer_long(struct fake_daemon *daemon, int connection, const char *line) {
    (void)daemon;
    static char result[4002] = "";
    memset(result, 'x', 4000);
    result[0] = '"';
    result[3999] = '"';
    fake_result(connection, line, result);
    return true;
}

static void test_pipeline_many(void **state) {
    (void)state;
    enum { MANY = 5000 };
    struct fake_daemon daemon;
    fake_start(&daemon, answer_long, NULL);
    struct waymark *client = open_at(&daemon, 0);
    struct waymark_error error = {0};
    char params[1200];
    snprintf(params, sizeof params, "{\"fill\":\"%01000d\"}", 7);
    for (int i = 0; i < MANY; i++)
        if (waymark_send(client, "x", params, NULL, &error) != WAYMARK_OK)
            fail_msg("request %d: %s", i, error.message);
    struct waymark_reply reply = {0};
    for (int i = 1; i <= MANY; i++) {
        assert_int_equal(waymark_receive(client, 0, &reply, &error), WAYMARK_OK);
        assert_int_equal(reply.id, i);
        assert_int_equal(reply.length, 4000);
    }
    waymark_reply_clear(&reply);
    assert_int_equal(atomic_load(&daemon.lines), MANY);
    waymark_free(client);
    fake_stop(&daemon);
}

static bool answer_words(struct fake_daemon *daemon, int connection, const char *line) {
    (void)line;
    fake_say(connection, daemon->context);
    return false;
}

static void test_not_an_answer(void **state) {
    (void)state;
    static const struct {
        char text[120];
        enum waymark_status status;
    } cases[] = {
        {"HTTP/1.1 400 Bad Request\n", WAYMARK_PROTOCOL},
        {"[]\n", WAYMARK_PROTOCOL},
        {"{\"id\":1}\n", WAYMARK_PROTOCOL},
        {"{\"id\":1,\"result\":1,\"error\":{}}\n", WAYMARK_PROTOCOL},
        {"{\"id\":\"1\",\"result\":1}\n", WAYMARK_PROTOCOL},
        {"{\"id\":9,\"result\":1}\n", WAYMARK_PROTOCOL},
        {"{\"method\":\"event\",\"params\":7}\n", WAYMARK_PROTOCOL},
        {"{\"id\":1,\"\\u0072esult\":1}\n", WAYMARK_PROTOCOL},
        {"{\"id\":1,\"result\":{", WAYMARK_DISCONNECTED}, // half a line
        {"", WAYMARK_DISCONNECTED},
        {"{\"id\":null,\"error\":{\"code\":-32004,\"message\":\"too long\"}}\n", WAYMARK_REFUSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fake_daemon daemon;
        fake_start(&daemon, answer_words, (void *)(uintptr_t)cases[i].text);
        struct waymark *client = open_at(&daemon, 0);
        struct waymark_reply reply = {0};
        struct waymark_error error = {0};
        enum waymark_status status = waymark_call(client, "x", NULL, &reply, &error);
        if (status != cases[i].status)
            fail_msg("%s gave %s: %s", cases[i].text, waymark_status_name(status), error.message);
        assert_int_equal(error.status, status);
        assert_true(error.message[0] != '\0');
        if (status == WAYMARK_PROTOCOL)
            assert_false(waymark_connected(client));
        waymark_reply_clear(&reply);
        waymark_free(client);
        fake_stop(&daemon);
    }
}

static void test_ended_by_the_daemon(void **state) {
    (void)state;
    struct fake_daemon daemon;
    char words[] = "{\"id\":1,\"result\":\"first\"}\n{\"id\":null,\"error\":{\"code\":-32004,\"message\":\"too deep\","
                   "\"data\":{\"reason\":\"depth\"}}}\n";
    fake_start(&daemon, answer_words, words);
    struct waymark *client = open_at(&daemon, 0);
    struct waymark_reply reply = {0};
    struct waymark_error error = {0};
    for (int i = 0; i < 3; i++)
        assert_int_equal(waymark_send(client, "x", NULL, NULL, &error), WAYMARK_OK);
    assert_int_equal(waymark_receive(client, 1, &reply, &error), WAYMARK_OK);
    assert_int_equal(waymark_receive(client, 0, &reply, &error), WAYMARK_DISCONNECTED);
    assert_string_equal(error.message, "too deep");
    assert_string_equal(error.reason, "depth");
    assert_int_equal(waymark_send(client, "x", NULL, NULL, &error), WAYMARK_DISCONNECTED);
    daemon.answer = answer_echo;
    assert_int_equal(waymark_reconnect(client, &error), WAYMARK_OK);
    assert_int_equal(waymark_open_requests(client), 0);
    assert_int_equal(waymark_call(client, "x", "{}", &reply, &error), WAYMARK_OK);
    assert_int_equal(atomic_load(&daemon.connections), 2);
    waymark_reply_clear(&reply);
    waymark_free(client);
    fake_stop(&daemon);
}

// Says nothing to the first request until the second comes.
static bool answer_late(struct fake_daemon *daemon, int connection, const char *line) {
    if (atomic_load(&daemon->lines) == 1)
        return true;
    fake_result(connection, "\"id\":1", "\"late\"");
    fake_result(connection, line, "\"on time\"");
    return true;
}

static void test_timeout(void **state) {
    (void)state;
    struct fake_daemon daemon;
    fake_start(&daemon, answer_late, NULL);
    struct waymark *client = open_at(&daemon, 50);
    struct waymark_reply reply = {0};
    struct waymark_error error = {0};
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    assert_int_equal(waymark_call(client, "x", NULL, &reply, &error), WAYMARK_TIMED_OUT);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_true((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000 >= 49);
    assert_int_equal(waymark_open_requests(client), 0);
    assert_int_equal(waymark_call(client, "x", NULL, &reply, &error), WAYMARK_OK);
    assert_string_equal(reply.text, "\"on time\""); // the late one was nobody's any more
    waymark_reply_clear(&reply);
    waymark_free(client);
    fake_stop(&daemon);
}

static void test_unreachable(void **state) {
    (void)state;
    struct wm_test_folder folder;
    wm_test_folder_make(&folder);
    struct waymark *client = NULL;
    struct waymark_error error = {0};
    char path[200];
    snprintf(path, sizeof path, "%s/none", folder.path);
    assert_int_equal(waymark_open(path, NULL, &client, &error), WAYMARK_UNREACHABLE);
    assert_string_equal(error.reason, "no-socket");
    wm_test_write_text(&folder, "file", "");
    snprintf(path, sizeof path, "%s/file", folder.path);
    assert_int_equal(waymark_open(path, NULL, &client, &error), WAYMARK_UNREACHABLE);
    assert_string_equal(error.reason, "no-daemon");
    snprintf(path, sizeof path, "%s/%0120d", folder.path, 1);
    assert_int_equal(waymark_open(path, NULL, &client, &error), WAYMARK_UNREACHABLE);
    assert_string_equal(error.reason, "path");
    assert_int_equal(waymark_open("", NULL, &client, &error), WAYMARK_UNREACHABLE);
    assert_null(client);
    wm_test_folder_remove(&folder);
}

static void test_longest(void **state) {
    (void)state;
    struct fake_daemon daemon;
    fake_start(&daemon, answer_long, NULL);
    const struct waymark_options options = {.longest = 2000};
    struct waymark *client = NULL;
    struct waymark_reply reply = {0};
    struct waymark_error error = {0};
    assert_int_equal(waymark_open(daemon.path, &options, &client, &error), WAYMARK_OK);
    assert_int_equal(waymark_call(client, "x", NULL, &reply, &error), WAYMARK_PROTOCOL);
    assert_false(waymark_connected(client));
    waymark_free(client);
    fake_stop(&daemon);
}

static enum wm_status run_call(void *context, struct wm_error *ret_error) {
    const struct fake_daemon *daemon = context;
    struct waymark *client = NULL;
    struct waymark_reply reply = {0};
    struct waymark_error error = {0};
    enum waymark_status status = waymark_open(daemon->path, NULL, &client, &error);
    for (int i = 0; i < 3 && status == WAYMARK_OK; i++)
        status = waymark_call(client, "x", "{\"a\":\"some text\"}", &reply, &error);
    waymark_reply_clear(&reply);
    waymark_free(client);
    if (status == WAYMARK_OK)
        return WM_OK;
    assert_int_equal(status, WAYMARK_NO_MEMORY);
    return wm_error_no_memory(ret_error);
}

static void test_no_memory(void **state) {
    (void)state;
    struct fake_daemon daemon;
    fake_start(&daemon, answer_echo, NULL);
    wm_test_each_allocation(run_call, &daemon);
    fake_stop(&daemon);
}

#define NOTICE(seq) "{\"jsonrpc\":\"2.0\",\"method\":\"event\",\"params\":{\"seq\": " #seq "}}\n"

static bool answer_with_notices(struct fake_daemon *daemon, int connection, const char *line) {
    (void)daemon;
    fake_say(connection, NOTICE(1));
    fake_result(connection, line, "true");
    fake_say(connection, NOTICE(2) NOTICE(3));
    return true;
}

struct heard {
    size_t count;
    char last[64];
};

static void hear(void *context, const char *method, const char *params, size_t length) {
    struct heard *heard = context;
    assert_string_equal(method, "event");
    assert_int_equal(length, strlen(params));
    heard->count++;
    snprintf(heard->last, sizeof heard->last, "%s", params);
}

static void test_notices(void **state) {
    (void)state;
    struct fake_daemon daemon;
    fake_start(&daemon, answer_with_notices, NULL);
    struct waymark *client = open_at(&daemon, 0);
    struct waymark_reply reply = {0};
    struct waymark_error error;
    struct heard heard = {.count = 0};
    assert_int_equal(waymark_call(client, "x", NULL, &reply, &error), WAYMARK_OK); // dropped
    waymark_on_notice(client, hear, &heard);
    while (heard.count < 2)
        assert_int_equal(waymark_call(client, "x", NULL, &reply, &error), WAYMARK_OK);
    while (strcmp(heard.last, "{\"seq\": 3}") != 0)
        assert_int_equal(waymark_listen(client, -1, &error), WAYMARK_OK);
    assert_int_equal(waymark_listen(client, 0, &error), WAYMARK_TIMED_OUT);
    assert_true(waymark_connected(client));
    waymark_reply_clear(&reply);
    waymark_free(client);
    fake_stop(&daemon);
}

WM_TEST_MAIN(cmocka_unit_test(test_call), cmocka_unit_test(test_refused), cmocka_unit_test(test_arguments),
             cmocka_unit_test(test_out_of_order), cmocka_unit_test(test_pipeline_many),
             cmocka_unit_test(test_not_an_answer), cmocka_unit_test(test_ended_by_the_daemon),
             cmocka_unit_test(test_timeout), cmocka_unit_test(test_unreachable), cmocka_unit_test(test_longest),
             cmocka_unit_test(test_no_memory), cmocka_unit_test(test_notices))
