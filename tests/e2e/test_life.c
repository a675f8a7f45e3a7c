// SPDX-License-Identifier: MIT
// Starting, stopping, and what the daemon refuses to start on; broken rules; strangers.
// labels: threads
#include "tests/e2e/raw.h"

#include "engine/store/sqlite.h"

#include "tests/e2e/rules.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct daemon its_daemon;

static int make(void **state) {
    daemon_make(&its_daemon);
    *state = &its_daemon;
    return 0;
}

static int take_down(void **state) {
    daemon_remove(*state);
    return 0;
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make, take_down)

static void write_pack(struct daemon *owner, const char *organisation, const char *text) {
    char name[100];
    snprintf(name, sizeof name, "rules/organisations/%s/organisation.lua", organisation);
    daemon_write(owner, name, text);
}

// --- Stopping ---

static void test_both_signals_stop_it(void **state) {
    struct daemon *asked = *state;
    daemon_start(asked);
    daemon_answers(asked, "system.health", NULL);
    assert_string_equal(daemon_at(asked, "status"), "\"ok\"");
    daemon_restart(asked); // SIGTERM
    assert_int_equal(kill(asked->process, SIGINT), 0);
    assert_int_equal(daemon_wait(asked), 0);
    assert_int_equal(access(asked->socket, F_OK), -1);
}

// What was sent before the signal is answered: done, or told that it was not.
static void test_stopping_answers_what_is_under_way(void **state) {
    enum { REQUESTS = 500 };
    struct daemon *asked = *state;
    struct waymark_reply *reply = &asked->reply;
    int64_t done = 0;
    int64_t told = 0;
    daemon_start(asked);
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    for (int i = 0; i < REQUESTS; i++)
        assert_int_equal(waymark_send(asked->client, "record.add",
                                      "{\"person\":\"p1\",\"records\":[" RECORD_FIRST_AID "]}", NULL, &asked->error),
                         WAYMARK_OK);
    assert_int_equal(waymark_receive(asked->client, 0, reply, &asked->error), WAYMARK_OK);
    assert_int_equal(kill(asked->process, SIGTERM), 0);
    for (done = 1; waymark_open_requests(asked->client) > 0;) {
        enum waymark_status status = waymark_receive(asked->client, 0, reply, &asked->error);
        if (status == WAYMARK_DISCONNECTED)
            break;
        if (status == WAYMARK_REFUSED)
            assert_string_equal(asked->error.reason, "stopping");
        done += status == WAYMARK_OK;
        told += status == WAYMARK_REFUSED;
    }
    assert_int_equal(daemon_wait(asked), 0);
    daemon_start(asked);
    daemon_answers(asked, "person.get", "{\"person\":\"p1\"}");
    char ledger[24];
    snprintf(ledger, sizeof ledger, "%lld", (long long)(1 + done));
    assert_string_equal(daemon_at(asked, "ledger"), ledger); // all that were told to be done, and no other
    assert_true(told <= REQUESTS - done);
}

// --- Two daemons ---

static void test_a_second_one_on_the_store_is_refused(void **state) {
    struct daemon *first = *state;
    struct daemon second;
    daemon_start(first);
    daemon_make(&second);
    memcpy(second.store, first->store, sizeof second.store);
    daemon_refuses_start(&second, "another process");
    daemon_answers(first, "person.put", "{\"id\":\"p1\"}");
    second.no_store = true;
    daemon_remove(&second);
}

static void test_a_live_socket_is_never_taken(void **state) {
    struct daemon *first = *state;
    struct daemon second;
    daemon_start(first);
    daemon_make(&second);
    memcpy(second.socket, first->socket, sizeof second.socket);
    daemon_refuses_start(&second, "another daemon has this socket");
    struct raw raw;
    raw_open(&raw, first);
    raw_works(&raw);
    raw_close(&raw);
    daemon_remove(&second);
}

static void test_a_stale_socket_is_replaced(void **state) {
    struct daemon *asked = *state;
    daemon_start(asked);
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    daemon_kill(asked);
    assert_int_equal(access(asked->socket, F_OK), 0);
    daemon_start(asked);
    daemon_answers(asked, "person.put", "{\"id\":\"p2\"}");
    assert_string_equal(daemon_at(asked, "seq"), "2");
}

static void test_what_is_no_socket_is_left_alone(void **state) {
    struct daemon *asked = *state;
    char found[8] = "";
    daemon_write(asked, "waymark.sock", "a diary");
    daemon_refuses_start(asked, "waymark.sock");
    int file = open(asked->socket, O_RDONLY | O_CLOEXEC);
    assert_int_equal(read(file, found, sizeof found), 7);
    close(file);
    assert_memory_equal(found, "a diary", 7);
}

// --- Stores it does not open ---

struct content {
    char bytes[200 * 1024];
    ssize_t length;
};

static struct content content_of(const char *path) {
    static struct content content;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(file >= 0);
    content.length = read(file, content.bytes, sizeof content.bytes);
    close(file);
    assert_true(content.length > 0);
    return content;
}

static void refused_untouched(struct daemon *asked, const char *why) {
    static struct content before;
    before = content_of(asked->store);
    daemon_refuses_start(asked, why);
    struct content after = content_of(asked->store);
    assert_int_equal(after.length, before.length);
    assert_memory_equal(after.bytes, before.bytes, (size_t)before.length);
}

static void change_version(const char *path) {
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
}

static void test_stores_that_are_not_opened(void **state) {
    struct daemon *asked = *state;
    daemon_start(asked);
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    daemon_stop(asked);
    assert_int_equal(chmod(asked->store, 0444), 0);
    refused_untouched(asked, "cannot be written");
    assert_int_equal(chmod(asked->store, 0600), 0);
    change_version(asked->store);
    refused_untouched(asked, "version 99");
    daemon_write(asked, "waymark.db", "My notes of 3 March, which went on for far too long.\n");
    refused_untouched(asked, "no SQLite database");
    asked->no_store = true;
}

// --- Rules ---

static void test_a_missing_rules_folder(void **state) {
    struct daemon *asked = *state;
    char moved[96];
    char rules[96];
    snprintf(moved, sizeof moved, "%s/elsewhere", asked->folder.path);
    snprintf(rules, sizeof rules, "%s/rules", asked->folder.path);
    assert_int_equal(rename(rules, moved), 0);
    daemon_refuses_start(asked, rules);
}

// The organisation whose pack is broken says where; its neighbour answers.
static void broken_beside_a_good_one(struct daemon *asked, const char *pack, const char *reason, const char *where) {
    write_pack(asked, "south", pack);
    daemon_start(asked);
    daemon_answers(asked, "person.put", "{\"org\":\"north\",\"id\":\"p1\"}");
    daemon_refuses(asked, "eligibility.check", "{\"org\":\"south\",\"person\":\"p1\",\"level\":\"ladder/first\"}",
                   reason);
    assert_int_equal(asked->error.code, -32005);
    if (strstr(asked->reply.text, where) == NULL)
        fail_msg("expected %s: %s", where, asked->reply.text);
    daemon_answers(asked, "eligibility.check", "{\"org\":\"north\",\"person\":\"p1\",\"level\":\"ladder/first\"}");
    assert_string_equal(daemon_at(asked, "outcome"), "\"not-eligible\"");
    daemon_answers(asked, "rules.status", "{}");
    assert_string_equal(daemon_at(asked, "organisations[0].state"), "\"active\"");
    assert_string_equal(daemon_at(asked, "organisations[1].state"), "\"broken\"");
    daemon_answers(asked, "system.health", NULL);
    assert_string_equal(daemon_at(asked, "status"), "\"degraded\"");
    daemon_expect_error(asked, "organisations/south/organisation.lua");
    daemon_expect_error(asked, "organisation south");
    daemon_stop(asked);
}

static void test_broken_packs(void **state) {
    broken_beside_a_good_one(*state, "organisation \"south\" {\n  title = \"South\"\n\nadopt \"ladder\" {}\n", "syntax",
                             "organisations/south/organisation.lua:4");
    broken_beside_a_good_one(*state, "organisation \"south\" { title = \"South\" }\nwhile true do end\n", "budget",
                             "organisations/south/organisation.lua:2");
    broken_beside_a_good_one(*state, "organisation \"south\" { title = \"South\" }\nadopt \"lader\" {}\n",
                             "unknown-name", "\"nearest\":\"ladder\"");
}

static void test_checking_without_starting(void **state) {
    struct daemon *asked = *state;
    char output[4096];
    daemon_start(asked); // which writes the configuration, and is not disturbed
    const char *check[] = {"waymarkd", "--config", asked->config, "--check", NULL};
    assert_int_equal(daemon_run(asked, check, output, sizeof output), 0);
    assert_non_null(strstr(output, "organisation north: good"));
    write_pack(asked, "south", "organisation \"south\" { title = \"South\" }\nadopt \"ladder\" { colour = 1 }\n");
    assert_int_equal(daemon_run(asked, check, output, sizeof output), 1);
    assert_non_null(strstr(output, "organisations/south/organisation.lua:2"));
    daemon_write(asked, "config.yaml", "store: /x\nsockett: /y\n");
    assert_int_equal(daemon_run(asked, check, output, sizeof output), 1);
    assert_non_null(strstr(output, "config.yaml:2:1"));
    assert_non_null(strstr(output, "socket"));
    const char *wrong[] = {"waymarkd", "--chekc", NULL};
    assert_int_equal(daemon_run(asked, wrong, output, sizeof output), 2);
    daemon_answers(asked, "system.health", NULL);
}

// --- Strangers ---

static int ask_as_stranger(void *context) {
    const struct daemon *asked = context;
    struct waymark *client = NULL;
    struct waymark_reply reply = {0};
    struct waymark_error error;
    static const struct {
        const char *method, *params, *reason;
    } refused[] = {{"person.list", "{}", "unknown-organisation"},
                   {"person.list", "{\"org\":\"north\"}", "unknown-organisation"},
                   {"person.list", "{\"org\":\"nowhere\"}", "unknown-organisation"},
                   {"person.put", "{\"id\":\"p9\"}", "unknown-organisation"},
                   {"system.info", "{}", "denied"}};
    if (waymark_open(asked->socket, NULL, &client, &error) != WAYMARK_OK)
        return 1;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (waymark_call(client, refused[i].method, refused[i].params, &reply, &error) != WAYMARK_REFUSED ||
            strcmp(error.reason, refused[i].reason) != 0)
            return 2 + (int)i;
    return 0;
}

static void test_a_stranger_sees_nothing(void **state) {
    struct daemon *asked = *state;
    if (geteuid() != 0)
        skip();
    daemon_start(asked);
    assert_int_equal(daemon_as(65533, ask_as_stranger, asked), 0);
    daemon_answers(asked, "person.list", "{\"org\":\"north\"}"); // root may
    assert_string_equal(daemon_at(asked, "people"), "[]");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_both_signals_stop_it),
        WITH_FOLDER(test_stopping_answers_what_is_under_way),
        WITH_FOLDER(test_a_second_one_on_the_store_is_refused),
        WITH_FOLDER(test_a_live_socket_is_never_taken),
        WITH_FOLDER(test_a_stale_socket_is_replaced),
        WITH_FOLDER(test_what_is_no_socket_is_left_alone),
        WITH_FOLDER(test_stores_that_are_not_opened),
        WITH_FOLDER(test_a_missing_rules_folder),
        WITH_FOLDER(test_broken_packs),
        WITH_FOLDER(test_checking_without_starting),
        WITH_FOLDER(test_a_stranger_sees_nothing),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
