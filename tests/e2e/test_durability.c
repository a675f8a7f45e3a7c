// SPDX-License-Identifier: MIT
// Killed in the middle of ten thousand records, and on a disk that fills up: what was acknowledged is there, once.
// labels: threads
#include "tests/e2e/daemon.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define RECORDS 10000
#define WINDOW 256 // requests under way

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

// --- Killed ---

// Record number n has the key "k-n".
struct ledger {
    int64_t seqs[RECORDS]; // as acknowledged; 0 = not yet
    size_t acknowledged;
};

// Which record an answer is about: by the id of its request.
struct sending {
    int64_t ids[WINDOW]; // 0 = free
    size_t records[WINDOW];
    size_t next; // record to be sent
};

static void send_record(struct daemon *asked, struct sending *sending, size_t slot) {
    char params[200];
    snprintf(params, sizeof params,
             "{\"person\":\"p1\",\"records\":[{\"kind\":\"training\",\"subject\":\"driving\",\"outcome\":\"completed\","
             "\"on\":\"2026-01-05\","
             "\"key\":\"k-%zu\"}]}",
             sending->next);
    sending->records[slot] = sending->next++;
    if (waymark_send(asked->client, "record.add", params, &sending->ids[slot], &asked->error) != WAYMARK_OK)
        fail_msg("%s", asked->error.message);
}

static size_t slot_of(const struct sending *sending, int64_t id) {
    for (size_t i = 0; i < WINDOW; i++)
        if (sending->ids[i] == id)
            return i;
    fail_msg("an answer to nothing: %" PRId64, id);
    return 0;
}

static void acknowledge(struct daemon *asked, struct ledger *ledger, size_t record) {
    int64_t seq = 0;
    assert_int_equal(sscanf(daemon_at(asked, "seqs"), "[%" SCNd64 "]", &seq), 1);
    assert_true(ledger->seqs[record] == 0);
    ledger->seqs[record] = seq;
    ledger->acknowledged++;
}

// Sends what is not acknowledged, always WINDOW at a time, until `enough` are; the rest is under way then.
static void add_until(struct daemon *asked, struct ledger *ledger, size_t enough) {
    struct sending sending = {.next = 0};
    while (ledger->acknowledged < enough) {
        for (size_t slot = 0; slot < WINDOW; slot++) {
            while (sending.next < RECORDS && ledger->seqs[sending.next] != 0)
                sending.next++;
            if (sending.ids[slot] == 0 && sending.next < RECORDS)
                send_record(asked, &sending, slot);
        }
        if (waymark_receive(asked->client, 0, &asked->reply, &asked->error) != WAYMARK_OK)
            fail_msg("%s", asked->error.message);
        size_t slot = slot_of(&sending, asked->reply.id);
        acknowledge(asked, ledger, sending.records[slot]);
        sending.ids[slot] = 0;
    }
}

// Each acknowledged record stands at its seq. Gives how many there are in all.
static size_t look(struct daemon *asked, const struct ledger *ledger) {
    size_t found = 0;
    size_t there = 0;
    char params[100] = "{\"person\":\"p1\",\"limit\":1000}";
    for (;;) {
        daemon_answers(asked, "record.list", params);
        for (const char *at = asked->reply.text; (at = strstr(at, "{\"seq\":")) != NULL; at++, there++) {
            int64_t seq = 0;
            size_t record = RECORDS;
            const char *key = strstr(at, "\"key\":\"k-");
            assert_true(key != NULL && sscanf(at + 7, "%" SCNd64, &seq) == 1);
            assert_int_equal(sscanf(key + 9, "%zu", &record), 1);
            assert_true(record < RECORDS);
            found += ledger->seqs[record] == seq;
        }
        const char *next = daemon_at(asked, "next");
        if (next[0] == '\0')
            break;
        snprintf(params, sizeof params, "{\"person\":\"p1\",\"limit\":1000,\"after\":%s}", next);
    }
    assert_int_equal(found, ledger->acknowledged);
    return there;
}

static void test_killed_again_and_again(void **state) {
    static const size_t moments[] = {1, 700, 2048, 5000, 9990};
    static struct ledger ledger;
    struct daemon *asked = *state;
    ledger = (struct ledger){.acknowledged = 0};
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        add_until(asked, &ledger, moments[i]);
        daemon_kill(asked);
        daemon_verify(asked);
        daemon_start(asked);
        assert_in_range(look(asked, &ledger), ledger.acknowledged, ledger.acknowledged + WINDOW);
    }
    add_until(asked, &ledger, RECORDS);
    assert_int_equal(look(asked, &ledger), RECORDS); // none twice: what had been kept without an answer was known again
    daemon_answers(asked, "person.get", "{\"person\":\"p1\"}");
    char last[24];
    snprintf(last, sizeof last, "%d", 1 + RECORDS);
    assert_string_equal(daemon_at(asked, "ledger"), last); // the chain went on without a gap
}

// --- Full ---

struct limiting {
    pid_t process;
    rlim_t bytes;
};

static int set_limit(void *context) {
    const struct limiting *limiting = context;
    struct rlimit limit;
    if (prlimit(limiting->process, RLIMIT_FSIZE, NULL, &limit) != 0)
        return 1;
    limit.rlim_cur = limiting->bytes < limit.rlim_max ? limiting->bytes : limit.rlim_max;
    return prlimit(limiting->process, RLIMIT_FSIZE, &limit, NULL) == 0 ? 0 : 2;
}

// A limit on the size of the daemon's files stands for the end of the disk. Its own user may always set one.
static void limit_files(struct daemon *asked, rlim_t bytes) {
    struct limiting limiting = {asked->process, bytes};
    assert_int_equal(daemon_as(DAEMON_NOBODY, set_limit, &limiting), 0);
}

#define ADD_NOTE(note)                                                                                                 \
    "{\"person\":\"p1\",\"records\":[{\"kind\":\"training\",\"subject\":\"driving\",\"outcome\":\"completed\",\"on\":" \
    "\"2026-01-05\",\"note\":\"" note "\"}]}"

static void test_a_full_disk(void **state) {
    struct daemon *asked = *state;
    char log[100];
    struct stat about;
    snprintf(log, sizeof log, "%s-wal", asked->store);
    assert_int_equal(stat(log, &about), 0);
    limit_files(asked, (rlim_t)about.st_size + 100 * 1024);
    int64_t acknowledged = 0;
    enum waymark_status status = WAYMARK_OK;
    for (; acknowledged < 1000; acknowledged++) {
        status = waymark_call(asked->client, "record.add", ADD_NOTE("a"), &asked->reply, &asked->error);
        if (status != WAYMARK_OK)
            break;
    }
    assert_int_equal(status, WAYMARK_REFUSED);
    assert_true(acknowledged > 0);
    assert_int_equal(asked->error.code, -32006);
    assert_string_equal(asked->error.reason, "disk-full");
    daemon_refuses(asked, "record.add", ADD_NOTE("b"), "disk-full");
    daemon_answers(asked, "system.health", NULL);
    assert_string_equal(daemon_at(asked, "status"), "\"degraded\"");
    assert_string_equal(daemon_at(asked, "store.writable"), "false");
    assert_string_equal(daemon_at(asked, "store.reason"), "\"disk-full\"");
    char ledger[24];
    snprintf(ledger, sizeof ledger, "%" PRId64, 1 + acknowledged);
    daemon_answers(asked, "person.get", "{\"person\":\"p1\"}"); // reading goes on
    assert_string_equal(daemon_at(asked, "ledger"), ledger);
    daemon_answers(asked, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\"}");
    assert_string_equal(daemon_at(asked, "ledger"), ledger);
    limit_files(asked, RLIM_INFINITY);
    daemon_answers(asked, "record.add", ADD_NOTE("c")); // by itself
    snprintf(ledger, sizeof ledger, "[%" PRId64 "]", 2 + acknowledged);
    assert_string_equal(daemon_at(asked, "seqs"), ledger);
    daemon_answers(asked, "system.health", NULL);
    assert_string_equal(daemon_at(asked, "status"), "\"ok\"");
    daemon_expect_error(asked, "the disk is full");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_killed_again_and_again, start, stop),
                                       cmocka_unit_test_setup_teardown(test_a_full_disk, start, stop)};
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
