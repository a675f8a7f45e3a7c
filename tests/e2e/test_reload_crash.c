// SPDX-License-Identifier: MIT
// Killed at random moments of a change of rules: what answers afterwards is the old ruleset or the new one, whole, and the
// history says which.
//
//   e2e_test_reload_crash [KILLS]
// labels: threads
#include "tests/e2e/editions.h"

#include "engine/store/store.h"

#include "tests/e2e/rules.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SHORT = 20, MOST = 100000, PEOPLE = 4, ANSWER_MOST = 2000 };

static size_t kills = SHORT;

// What is to be on disk when the daemon comes back.
enum disk {
    DISK_NEW,    // what it was told to activate: that becomes active at the start at the latest
    DISK_BROKEN, // what the store has answers
    DISK_HELD    // it was told to go back, and the disk has what it was told to leave
};

struct crashing {
    struct daemon daemon;
    struct editions editions;
    // What each edition says about each person, and level.
    char answers[EDITIONS][PEOPLE][EDITIONS_LEVELS][ANSWER_MOST];
    size_t active;  // edition
    size_t held;    // the edition that starts leave alone since it was gone back from, or EDITIONS
    int64_t number; // of the last activation
    uint64_t random;
    int64_t shortest[2];  // nanoseconds that a reload has taken, and going back
    size_t kept, changed; // how often
};

static struct crashing its_crashing;

static size_t below(struct crashing *crashing, size_t bound) {
    crashing->random = crashing->random * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(crashing->random >> 33) % bound;
}

static int64_t now(void) {
    struct timespec time;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &time), 0);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// --- what there is to be answered ---

static void populate(struct daemon *asked) {
    static const char *const records[PEOPLE] = {
        RECORD_FIRST_AID, RECORD_FIRST_AID "," RECORD_LISTENING("2"),
        RECORD_FIRST_AID "," RECORD_LISTENING("2") "," RECORD_LISTENING("3"),
        RECORD_FIRST_AID "," RECORD_LISTENING("2") "," RECORD_LISTENING(
            "3") ",{\"kind\":\"training\",\"subject\":\"driving\",\"outcome\":\"completed\",\"on\":\"2026-02-05\"}"
                 ",{\"kind\":\"measure\",\"subject\":\"distance\",\"value\":15,\"on\":\"2026-02-05\"}"};
    for (int i = 0; i < PEOPLE; i++) {
        char params[800];
        snprintf(params, sizeof params, "{\"org\":\"north\",\"id\":\"p%d\"}", i);
        daemon_answers(asked, "person.put", params);
        snprintf(params, sizeof params, "{\"org\":\"north\",\"person\":\"p%d\",\"records\":[%s]}", i, records[i]);
        daemon_answers(asked, "record.add", params);
    }
}

static void say(struct crashing *crashing, const struct editions_question *question, int person,
                const struct wm_portfolio *portfolio, struct wm_buffer *said) {
    char *answer = crashing->answers[question->edition][person][question->level];
    editions_answer(&crashing->editions, question, portfolio, said);
    assert_true(said->length < ANSWER_MOST);
    memcpy(answer, said->data, said->length);
    answer[said->length] = '\0';
}

// From the records as the store has them, while no daemon runs.
static void say_all(struct crashing *crashing) {
    struct wm_error error;
    struct wm_store *store;
    struct wm_store_reader *reader;
    struct wm_buffer said;
    wm_buffer_init(&said, 1 << 20);
    wm_test_ok(wm_store_open(crashing->daemon.store, &store, &error), &error);
    wm_test_ok(wm_store_reader_open(store, &reader, &error), &error);
    for (int person = 0; person < PEOPLE; person++) {
        char id[16];
        struct wm_portfolio *portfolio = NULL;
        snprintf(id, sizeof id, "p%d", person);
        wm_test_ok(wm_store_load_portfolio(reader, "north", id, strlen(id), -1, &portfolio, &error), &error);
        for (size_t edition = 0; edition < EDITIONS; edition++)
            for (size_t level = 0; level < EDITIONS_LEVELS; level++)
                say(crashing, &(struct editions_question){edition, id, level, false}, person, portfolio, &said);
        wm_portfolio_unref(portfolio);
    }
    wm_store_reader_close(reader);
    wm_store_close(store);
    wm_buffer_clear(&said);
}

// --- one kill ---

static void send_change(struct crashing *crashing, enum disk disk, size_t edition, int64_t *ret_id) {
    struct daemon *asked = &crashing->daemon;
    char params[140];
    snprintf(params, sizeof params, "{\"org\":\"north\",\"rules\":\"%s\"}", crashing->editions.rulesets[edition]->hash);
    if (disk != DISK_HELD)
        snprintf(params, sizeof params, "{\"org\":\"north\"}");
    if (waymark_send(asked->client, disk == DISK_HELD ? "rules.rollback" : "rules.reload", params, ret_id,
                     &asked->error) != WAYMARK_OK ||
        waymark_flush(asked->client, &asked->error) != WAYMARK_OK)
        fail_msg("%s", asked->error.message);
}

// Until a moment between now and a little after it would be done.
static void wait_a_while(struct crashing *crashing, int64_t shortest) {
    int64_t end = now() + (int64_t)below(crashing, (size_t)(shortest / 1000) * 5 / 4) * 1000;
    struct timespec moment = {.tv_sec = end / 1000000000, .tv_nsec = end % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, NULL) != 0)
        ;
}

// Whether the daemon had said that it is done when it was killed.
static bool was_done(struct crashing *crashing, int64_t id) {
    struct daemon *asked = &crashing->daemon;
    enum waymark_status status = waymark_receive(asked->client, id, &asked->reply, &asked->error);
    if (status == WAYMARK_REFUSED)
        fail_msg("refused: %s", asked->reply.text);
    return status == WAYMARK_OK;
}

static int64_t *shortest_of(struct crashing *crashing, enum disk disk) {
    return &crashing->shortest[disk == DISK_HELD];
}

// How long it takes undisturbed.
static void change_in_peace(struct crashing *crashing, enum disk disk, size_t edition) {
    int64_t id, *shortest = shortest_of(crashing, disk), since = now();
    if (disk != DISK_HELD)
        editions_write(&crashing->daemon, edition);
    send_change(crashing, disk, edition, &id);
    assert_true(was_done(crashing, id));
    int64_t took = now() - since;
    assert_string_equal(daemon_at(&crashing->daemon, "state"), "\"active\"");
    crashing->active = edition;
    crashing->number++;
    if (*shortest == 0 || took < *shortest)
        *shortest = took;
}

// All that it is asked is answered by this one edition.
static void answers_by(struct crashing *crashing, size_t edition) {
    char params[100];
    for (int person = 0; person < PEOPLE; person++)
        for (size_t level = 0; level < EDITIONS_LEVELS; level++) {
            snprintf(params, sizeof params, "{\"org\":\"north\",\"person\":\"p%d\",\"level\":\"%s\"}", person,
                     editions_levels[level]);
            daemon_answers(&crashing->daemon, "eligibility.check", params);
            assert_string_equal(crashing->daemon.reply.text, crashing->answers[edition][person][level]);
        }
}

static bool is(struct crashing *crashing, const char *path, size_t edition) {
    char wanted[80];
    snprintf(wanted, sizeof wanted, "\"%s\"", crashing->editions.rulesets[edition]->hash);
    return strcmp(daemon_at(&crashing->daemon, path), wanted) == 0;
}

// The last activation is that of what answers, and follows the one before. Gives which edition that is.
static size_t look_at_history(struct crashing *crashing, size_t before, size_t after) {
    struct daemon *asked = &crashing->daemon;
    daemon_answers(asked, "rules.history", "{\"org\":\"north\",\"limit\":1}");
    size_t edition = is(crashing, "activations[0].rules", after) ? after : before;
    assert_true(is(crashing, "activations[0].rules", edition));
    int64_t number = strtoll(daemon_at(asked, "activations[0].number"), NULL, 10);
    assert_int_equal(number, crashing->number + (edition == after));
    if (edition == after)
        assert_true(is(crashing, "activations[0].previous", before));
    crashing->number = number;
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    assert_true(is(crashing, "organisations[0].rules", edition));
    return edition;
}

static void start_again(struct crashing *crashing, enum disk disk) {
    static const char *const states[] = {"\"active\"", "\"stale\"", "\"active\""};
    struct daemon *asked = &crashing->daemon;
    daemon_verify(asked);
    if (disk == DISK_BROKEN)
        editions_write_broken(asked, 0);
    daemon_start(asked);
    if (disk == DISK_BROKEN)
        daemon_expect_error(asked, "frameworks/ladder/framework.lua");
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    assert_string_equal(daemon_at(asked, "organisations[0].state"), states[disk]);
}

// One that is not active, and that a start would not leave alone.
static size_t another(struct crashing *crashing) {
    size_t edition = crashing->active;
    while (edition == crashing->active || edition == crashing->held)
        edition = below(crashing, EDITIONS);
    return edition;
}

static void kill_while_changing(struct crashing *crashing, enum disk disk) {
    struct daemon *asked = &crashing->daemon;
    int64_t id;
    size_t before = crashing->active, after = another(crashing);
    editions_write(asked, disk == DISK_HELD ? before : after);
    if (disk == DISK_HELD) // what it is to go back from is what is on disk
        daemon_answers(asked, "rules.reload", "{\"org\":\"north\"}");
    send_change(crashing, disk, after, &id);
    wait_a_while(crashing, *shortest_of(crashing, disk));
    assert_int_equal(kill(asked->process, SIGKILL), 0);
    bool done = was_done(crashing, id);
    assert_int_equal(daemon_wait(asked), 128 + SIGKILL);
    start_again(crashing, disk);
    crashing->active = look_at_history(crashing, before, after);
    if (done || disk == DISK_NEW)
        assert_int_equal(crashing->active, after);
    answers_by(crashing, crashing->active);
    crashing->held = disk == DISK_HELD && crashing->active == after ? before : EDITIONS;
    crashing->changed += crashing->active == after;
    crashing->kept += crashing->active == before;
}

// --- the test ---

static int start(void **state) {
    struct crashing *crashing = &its_crashing;
    editions_build(&crashing->editions);
    daemon_make(&crashing->daemon);
    editions_write(&crashing->daemon, 0);
    crashing->daemon.clock = EDITIONS_CLOCK;
    crashing->daemon.settings = "limits: { evaluation: 60s }\n";
    daemon_start(&crashing->daemon);
    populate(&crashing->daemon);
    daemon_stop(&crashing->daemon);
    say_all(crashing);
    daemon_start(&crashing->daemon);
    crashing->number = 1;
    crashing->random = kills;
    *state = crashing;
    return 0;
}

static int stop(void **state) {
    struct crashing *crashing = *state;
    daemon_remove(&crashing->daemon);
    editions_clear(&crashing->editions);
    return 0;
}

static void test_killed_while_rules_change(void **state) {
    struct crashing *crashing = *state;
    for (size_t edition = 1; edition <= EDITIONS; edition++)
        change_in_peace(crashing, DISK_NEW, edition % EDITIONS);
    for (size_t edition = 1; edition <= EDITIONS; edition++)
        change_in_peace(crashing, DISK_HELD, edition % EDITIONS);
    crashing->held = 0; // which has been on disk since the last reload
    answers_by(crashing, 0);
    for (size_t i = 0; i < kills; i++)
        kill_while_changing(crashing, (enum disk)(i % 3));
    print_message("%zu kills: %zu times the new rules answered, %zu times the old\n", kills, crashing->changed,
                  crashing->kept);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_killed_while_rules_change, start, stop)};
    if (count > 1)
        kills = strtoul(arguments[1], NULL, 10); // check-source: allow strtoul - by hand
    if (kills == 0 || kills > MOST) {
        fprintf(stderr, "usage: e2e_test_reload_crash [KILLS], 1 to %d\n", MOST);
        return 2;
    }
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
