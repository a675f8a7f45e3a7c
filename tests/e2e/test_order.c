// SPDX-License-Identifier: MIT
// Many at once: what a connection reads after its own writes, batches, and several connections beside each other.
// labels: threads
#include "tests/e2e/raw.h"

#include "tests/e2e/rules.h"

#include <inttypes.h>
#include <stdio.h>

static struct daemon its_daemon;

static int start(void **state) {
    daemon_make(&its_daemon);
    its_daemon.clock = "2026-09-01T08:30:00Z";
    daemon_start(&its_daemon);
    *state = &its_daemon;
    return 0;
}

static int stop(void **state) {
    daemon_remove(*state);
    return 0;
}

static void send_one(struct waymark *client, const char *method, const char *params, int64_t *ret_id) {
    struct waymark_error error;
    if (waymark_send(client, method, params, ret_id, &error) != WAYMARK_OK)
        fail_msg("%s", error.message);
}

static void receive(struct daemon *asked, struct waymark *client, int64_t id) {
    if (waymark_receive(client, id, &asked->reply, &asked->error) != WAYMARK_OK)
        fail_msg("%" PRId64 ": %s", id, asked->error.message);
}

// Written and asked in one go, a hundred times: each answer knows of the write before it, though none was waited for.
static void test_a_connection_reads_what_it_wrote(void **state) {
    enum { PERSONS = 100 };
    struct daemon *asked = *state;
    int64_t checks[PERSONS];
    char params[300];
    for (int i = 0; i < PERSONS; i++) {
        snprintf(params, sizeof params, "{\"id\":\"p%d\"}", i);
        send_one(asked->client, "person.put", params, NULL);
        snprintf(params, sizeof params, "{\"person\":\"p%d\",\"records\":[" RECORD_FIRST_AID "]}", i);
        send_one(asked->client, "record.add", params, NULL);
        snprintf(params, sizeof params, "{\"person\":\"p%d\",\"level\":\"ladder/first\"}", i);
        send_one(asked->client, "eligibility.check", params, &checks[i]);
    }
    for (int i = 0; i < PERSONS; i++) {
        char person[16];
        snprintf(person, sizeof person, "\"p%d\"", i);
        receive(asked, asked->client, checks[i]);
        assert_string_equal(daemon_at(asked, "person"), person);
        assert_string_equal(daemon_at(asked, "outcome"), "\"eligible\"");
    }
    while (waymark_open_requests(asked->client) > 0)
        receive(asked, asked->client, 0);
}

static void test_a_batch_reads_what_it_wrote(void **state) {
    static const char batch[] =
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"person.put\",\"params\":{\"id\":\"p1\"}},"
        "{\"jsonrpc\":\"2.0\",\"method\":\"record.add\",\"params\":{\"person\":\"p1\",\"records\":[" RECORD_FIRST_AID
        "]}}," // a notification
        "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"eligibility.check\","
        "\"params\":{\"person\":\"p1\",\"level\":\"ladder/first\"}},"
        "7]\n";
    struct raw raw;
    raw_open(&raw, *state);
    raw_send(&raw, batch, sizeof batch - 1);
    assert_true(raw_receive(&raw));
    assert_int_equal(raw.line[0], '[');
    assert_non_null(strstr(raw.line, "\"id\":1"));
    assert_non_null(strstr(raw.line, "\"outcome\":\"eligible\""));
    assert_non_null(strstr(raw.line, "-32600"));
    raw_works(&raw);
    raw_close(&raw);
}

// As soon as a write is acknowledged, every other connection sees it; whatever was decided before is not told again.
static void test_others_see_what_is_acknowledged(void **state) {
    enum { ROUNDS = 100 };
    struct daemon *asked = *state;
    struct waymark *other;
    char ledger[24];
    if (waymark_open(asked->socket, NULL, &other, &asked->error) != WAYMARK_OK)
        fail_msg("%s", asked->error.message);
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    for (int i = 0; i < ROUNDS; i++) {
        daemon_answers(asked, "record.add", "{\"person\":\"p1\",\"records\":[" RECORD_LISTENING("1") "]}");
        int64_t id;
        send_one(other, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/second\"}", &id);
        receive(asked, other, id);
        snprintf(ledger, sizeof ledger, "%d", 2 + i);
        assert_string_equal(daemon_at(asked, "ledger"), ledger);
    }
    waymark_free(other);
}

// Many connections write for the same person: one sequence, no gap, and nobody's answer is another's.
static void test_many_connections(void **state) {
    enum { CONNECTIONS = 40, EACH = 25 };
    static struct waymark *clients[CONNECTIONS];
    static bool seen[CONNECTIONS * EACH + 2];
    struct daemon *asked = *state;
    memset(seen, 0, sizeof seen);
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    for (int i = 0; i < CONNECTIONS; i++)
        if (waymark_open(asked->socket, NULL, &clients[i], &asked->error) != WAYMARK_OK)
            fail_msg("%s", asked->error.message);
    for (int i = 0; i < CONNECTIONS; i++) {
        for (int j = 0; j < EACH; j++)
            send_one(clients[i], "record.add", "{\"person\":\"p1\",\"records\":[" RECORD_FIRST_AID "]}", NULL);
        assert_int_equal(waymark_flush(clients[i], &asked->error), WAYMARK_OK);
    }
    for (int i = 0; i < CONNECTIONS; i++) {
        int64_t last = 0;
        for (int64_t j = 1; j <= EACH; j++) {
            int64_t seq = 0;
            receive(asked, clients[i], j);
            assert_int_equal(sscanf(daemon_at(asked, "seqs"), "[%" SCNd64 "]", &seq), 1);
            assert_true(seq > last && seq < CONNECTIONS * EACH + 2 && !seen[seq]); // in the order they were sent
            seen[seq] = true;
            last = seq;
        }
        waymark_free(clients[i]);
    }
    daemon_answers(asked, "person.get", "{\"person\":\"p1\"}");
    assert_string_equal(daemon_at(asked, "ledger"), "1001");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_connection_reads_what_it_wrote, start, stop),
        cmocka_unit_test_setup_teardown(test_a_batch_reads_what_it_wrote, start, stop),
        cmocka_unit_test_setup_teardown(test_others_see_what_is_acknowledged, start, stop),
        cmocka_unit_test_setup_teardown(test_many_connections, start, stop),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
