// SPDX-License-Identifier: MIT
// Events of a running daemon: killed while it tells whom a change of rules moved, nobody is told of twice or never; a
// reader who does not read holds nobody up; the command shows them.
// labels: threads
#include "tests/e2e/daemon.h"

#include "tests/e2e/rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PEOPLE = 900, ROUNDS = 12 };

static struct daemon its_daemon;

// --- what is heard ---

struct heard {
    int64_t last;      // seq
    int64_t number;    // of the last activation heard
    int person;        // the last one of it
    size_t count;      // of people since
    const char *wrong; // what was not in order
};

static int64_t member(const char *params, const char *key) {
    int64_t value = -1;
    const char *at = strstr(params, key);
    return at != NULL && sscanf(at + strlen(key), "%" SCNd64, &value) == 1 ? value : -1;
}

static void hear(void *context, const char *method, const char *params, size_t length) {
    struct heard *heard = context;
    int person = -1;
    (void)length;
    if (strcmp(method, "event") != 0 || heard->wrong != NULL) {
        heard->wrong = heard->wrong != NULL ? heard->wrong : "another notice";
        return;
    }
    if (member(params, "\"seq\":") != heard->last + 1)
        heard->wrong = "a seq is missing, or came twice";
    heard->last++;
    if (strstr(params, "\"type\":\"rules.activated\"") != NULL) {
        *heard = (struct heard){.last = heard->last,
                                .number = member(params, "\"number\":"),
                                .person = -1,
                                .wrong = heard->person >= 0 && heard->count != PEOPLE ? "somebody is missing" : NULL};
        return;
    }
    const char *at = strstr(params, "\"person\":\"p-");
    if (at == NULL || sscanf(at + 12, "%d", &person) != 1 || person != heard->person + 1)
        heard->wrong = "the people are not in order";
    if (member(params, "\"number\":") != heard->number)
        heard->wrong = "it is of another activation";
    heard->person = person;
    heard->count++;
}

static void subscribe(struct daemon *asked, struct heard *heard) {
    char params[60];
    waymark_on_notice(asked->client, hear, heard);
    snprintf(params, sizeof params, "{\"after\":%" PRId64 "}", heard->last);
    daemon_answers(asked, "events.subscribe", params);
}

static void listen_for(struct daemon *asked, const struct heard *heard, size_t people) {
    while (heard->count < people && heard->wrong == NULL) {
        if (waymark_listen(asked->client, 60000, &asked->error) != WAYMARK_OK)
            fail_msg("%s (%zu of %zu people)", asked->error.message, heard->count, people);
    }
    if (heard->wrong != NULL)
        fail_msg("%s: seq %" PRId64 ", activation %" PRId64 ", person %d", heard->wrong, heard->last, heard->number,
                 heard->person);
}

// --- the people ---

static void make_people(struct daemon *asked) {
    char params[200];
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(params, sizeof params, "{\"id\":\"p-%04d\"}", i);
        assert_int_equal(waymark_send(asked->client, "person.put", params, NULL, &asked->error), WAYMARK_OK);
        snprintf(params, sizeof params, "{\"person\":\"p-%04d\",\"records\":[" RECORD_FIRST_AID "]}", i);
        assert_int_equal(waymark_send(asked->client, "record.add", params, NULL, &asked->error), WAYMARK_OK);
    }
    for (int i = 0; i < 2 * PEOPLE; i++) {
        if (waymark_receive(asked->client, 0, &asked->reply, &asked->error) != WAYMARK_OK)
            fail_msg("%s", asked->error.message);
    }
}

static void write_rules(struct daemon *asked, const char *course) {
    static const char asks[] = "requires = all { trained \"first-aid\" }";
    char text[sizeof RULES_FRAMEWORK + 40];
    const char *at = strstr(RULES_FRAMEWORK, asks);
    assert_non_null(at);
    snprintf(text, sizeof text, "%.*srequires = all { trained \"%s\" }%s", (int)(at - RULES_FRAMEWORK), RULES_FRAMEWORK,
             course, at + strlen(asks));
    daemon_write(asked, "rules/frameworks/ladder/framework.lua", text);
}

static int start(void **state) {
    daemon_make(&its_daemon);
    daemon_start(&its_daemon);
    make_people(&its_daemon);
    *state = &its_daemon;
    return 0;
}

static int stop(void **state) {
    daemon_remove(*state);
    its_daemon.settings = NULL;
    return 0;
}

static void change(struct daemon *asked, int round) {
    write_rules(asked, round % 2 == 0 ? "driving" : "first-aid"); // which nobody has, or everybody
    daemon_answers(asked, "rules.reload", "{}");
    assert_string_equal(daemon_at(asked, "state"), "\"active\"");
}

// --- killed ---

static void test_killed_while_it_tells(void **state) {
    struct daemon *asked = *state;
    struct heard heard = {.person = -1};
    subscribe(asked, &heard);
    while (heard.last < 1)
        assert_int_equal(waymark_listen(asked->client, 60000, &asked->error), WAYMARK_OK);
    for (int round = 0; round < ROUNDS; round++) {
        heard.count = 0;
        heard.person = -1;
        change(asked, round);
        listen_for(asked, &heard, (size_t)(round * PEOPLE / ROUNDS)); // and of the first ones nothing at all
        daemon_kill(asked);
        daemon_start(asked);
        subscribe(asked, &heard);
        listen_for(asked, &heard, PEOPLE);
        assert_int_equal(heard.number, round + 2);
        assert_int_equal(heard.count, PEOPLE);
        daemon_answers(asked, "rules.history", "{\"limit\":1}");
        char moved[16];
        snprintf(moved, sizeof moved, "%d", PEOPLE);
        assert_string_equal(daemon_at(asked, "activations[0].moved"), moved);
    }
}

// --- slow ---

static void test_a_reader_who_does_not_read(void **state) {
    struct daemon *asked = *state;
    struct heard heard = {.person = -1};
    struct waymark *slow = NULL;
    struct waymark_reply reply = {0};
    daemon_stop(asked);
    asked->settings = "limits: { output: 4096 }\n";
    daemon_start(asked);
    assert_int_equal(waymark_open(asked->socket, NULL, &slow, &asked->error), WAYMARK_OK);
    waymark_on_notice(slow, hear, &heard);
    assert_int_equal(waymark_call(slow, "events.subscribe", "{\"after\":0}", &reply, &asked->error), WAYMARK_OK);
    for (int round = 0; round < 6; round++) { // more than a socket holds
        change(asked, round);
        char count[16];
        do
            daemon_answers(asked, "rules.history", "{\"limit\":1}");
        while (strcmp(daemon_at(asked, "activations[0].moved"), "") == 0);
        snprintf(count, sizeof count, "%d", PEOPLE);
        assert_string_equal(daemon_at(asked, "activations[0].moved"), count);
    }
    daemon_answers(asked, "events.subscribe", "{}");
    int64_t head = member(asked->reply.text, "\"head\":");
    while (heard.last < head && heard.wrong == NULL)
        assert_int_equal(waymark_listen(slow, 60000, &asked->error), WAYMARK_OK);
    if (heard.wrong != NULL)
        fail_msg("%s: %" PRId64, heard.wrong, heard.last);
    assert_int_equal(heard.count, PEOPLE);
    waymark_reply_clear(&reply);
    waymark_free(slow);
}

// --- the command ---

static void test_the_command(void **state) {
    struct daemon *asked = *state;
    static char output[1 << 19];
    const char *const all[] = {"waymark", "events", "--socket", asked->socket, NULL};
    const char *const late[] = {"waymark", "events", "--after", "1", "--json", "--socket", asked->socket, NULL};
    const char *const beyond[] = {"waymark", "events", "--after", "5000", "--socket", asked->socket, NULL};
    assert_int_equal(daemon_run(asked, all, output, sizeof output), 0);
    assert_non_null(strstr(output, "active (start)"));
    change(asked, 0);
    do
        daemon_answers(asked, "rules.history", "{\"limit\":1}");
    while (strcmp(daemon_at(asked, "activations[0].moved"), "") == 0);
    assert_int_equal(daemon_run(asked, late, output, sizeof output), 0);
    size_t lines = 0;
    for (const char *at = output; *at != '\0'; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 1 + PEOPLE);
    assert_int_equal(daemon_run(asked, beyond, output, sizeof output), 1);
    assert_non_null(strstr(output, "there is no event 5000 yet"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
WM_TEST_MAIN(TEST(test_killed_while_it_tells), TEST(test_a_reader_who_does_not_read), TEST(test_the_command))
