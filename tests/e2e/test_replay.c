// SPDX-License-Identifier: MIT
// Each decision names its inputs; asked again with them it comes out byte for byte: at once, after more was recorded,
// after a restart, and after the rules have changed.
#include "tests/e2e/daemon.h"

#include "tests/e2e/rules.h"

#include <stdio.h>

#define PERSONS 8

static const char *const levels[] = {"ladder/first", "ladder/second", "ladder/third"};
static const char *const days[] = {"2026-01-04", "2026-06-01", "2026-09-01", "2030-01-01"};
static const char *const methods[] = {"eligibility.check", "eligibility.explain"};

#define LEVELS (sizeof levels / sizeof levels[0])
#define DAYS (sizeof days / sizeof days[0])
#define METHODS (sizeof methods / sizeof methods[0])
#define DECISIONS (PERSONS * LEVELS * DAYS * METHODS)

struct decision {
    const char *method;
    char params[400]; // of the replay: everything that the answer names
    char *text;       // the answer
};

static struct decision decisions[DECISIONS];
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

static void add(struct daemon *asked, size_t person, const char *record) {
    char params[400];
    snprintf(params, sizeof params, "{\"person\":\"p%zu\",\"records\":[%s]}", person, record);
    daemon_answers(asked, "record.add", params);
}

// Each bit of a person's number says whether they have one of three things.
static void populate(struct daemon *asked) {
    for (size_t person = 0; person < PERSONS; person++) {
        char params[64];
        snprintf(params, sizeof params, "{\"id\":\"p%zu\",\"name\":\"Person %zu\"}", person, person);
        daemon_answers(asked, "person.put", params);
        if (person & 1)
            add(asked, person, RECORD_FIRST_AID);
        if (person & 2)
            add(asked, person, RECORD_LISTENING("2"));
        if (person & 4)
            add(asked, person, RECORD_LISTENING("3"));
    }
}

static void decide(struct daemon *asked, struct decision *decision, size_t person, const char *level, const char *day) {
    char params[200];
    snprintf(params, sizeof params, "{\"person\":\"p%zu\",\"level\":\"%s\",\"as_of\":\"%s\"}", person, level, day);
    daemon_answers(asked, decision->method, params);
    char ledger[24];
    snprintf(ledger, sizeof ledger, "%s", daemon_at(asked, "ledger"));
    snprintf(decision->params, sizeof decision->params,
             "{\"person\":\"p%zu\",\"level\":\"%s\",\"as_of\":\"%s\",\"ledger\":%s,\"rules\":%s}", person, level, day,
             ledger, daemon_at(asked, "rules"));
    decision->text = asked->reply.text; // taken over
    asked->reply = (struct waymark_reply){.text = NULL};
}

static void decide_all(struct daemon *asked) {
    struct decision *decision = decisions;
    for (size_t person = 0; person < PERSONS; person++)
        for (size_t level = 0; level < LEVELS; level++)
            for (size_t day = 0; day < DAYS; day++)
                for (size_t method = 0; method < METHODS; method++, decision++) {
                    decision->method = methods[method];
                    decide(asked, decision, person, levels[level], days[day]);
                }
}

static void replay_all(struct daemon *asked, const char *when) {
    for (size_t i = 0; i < DECISIONS; i++) {
        daemon_answers(asked, decisions[i].method, decisions[i].params);
        if (strcmp(asked->reply.text, decisions[i].text) != 0)
            fail_msg("%s, %s %s:\n%s\nwas\n%s", when, decisions[i].method, decisions[i].params, asked->reply.text,
                     decisions[i].text);
    }
}

static void forget_all(void) {
    for (size_t i = 0; i < DECISIONS; i++)
        waymark_reply_clear(&(struct waymark_reply){.text = decisions[i].text});
}

static size_t count_outcome(const char *outcome) {
    char wanted[64];
    size_t count = 0;
    snprintf(wanted, sizeof wanted, "\"outcome\":\"%s\"", outcome);
    for (size_t i = 0; i < DECISIONS; i++)
        count += strstr(decisions[i].text, wanted) != NULL;
    return count;
}

static void test_every_decision_can_be_replayed(void **state) {
    struct daemon *asked = *state;
    populate(asked);
    decide_all(asked);
    assert_true(count_outcome("eligible") > 10 && count_outcome("not-eligible") > 10 &&
                count_outcome("indeterminate") > 0);
    replay_all(asked, "at once");
    for (size_t person = 0; person < PERSONS; person++) {
        add(asked, person, RECORD_FIRST_AID);
        add(asked, person, RECORD_LISTENING("1"));
    }
    replay_all(asked, "after more was recorded");
    daemon_restart(asked);
    replay_all(asked, "after a restart");
    daemon_write(asked, "rules/frameworks/ladder/framework.lua",
                 RULES_FRAMEWORK
                 "level \"fourth\" { title = \"Fourth\", rank = 4, requires = all { meets \"first\" } }\n");
    daemon_restart(asked);
    daemon_answers(asked, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/fourth\"}");
    replay_all(asked, "after the rules have changed");
    daemon_refuses(asked, "eligibility.check",
                   "{\"person\":\"p1\",\"level\":\"ladder/first\","
                   "\"rules\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
                   "unknown-rules");
    forget_all();
}

// A void is an entry of its own: before it, the record still counts.
static void test_a_replay_sees_what_was_voided_later(void **state) {
    struct daemon *asked = *state;
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    add(asked, 1, RECORD_FIRST_AID);
    daemon_answers(asked, "record.void", "{\"seq\":2,\"reason\":\"never happened\"}");
    daemon_answers(asked, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\"}");
    assert_string_equal(daemon_at(asked, "outcome"), "\"not-eligible\"");
    assert_string_equal(daemon_at(asked, "as_of"), "\"2026-09-01\"");
    daemon_answers(asked, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\",\"ledger\":2}");
    assert_string_equal(daemon_at(asked, "outcome"), "\"eligible\"");
    assert_string_equal(daemon_at(asked, "until"), "\"2029-01-05\"");
}

// A supposed answer says so, and changes nothing.
static void test_what_is_only_supposed_is_not_kept(void **state) {
    struct daemon *asked = *state;
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    daemon_answers(asked, "eligibility.check",
                   "{\"person\":\"p1\",\"level\":\"ladder/first\",\"with\":[" RECORD_FIRST_AID "]}");
    assert_string_equal(daemon_at(asked, "outcome"), "\"eligible\"");
    assert_string_equal(daemon_at(asked, "hypothetical"), "true");
    daemon_answers(asked, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\"}");
    assert_string_equal(daemon_at(asked, "outcome"), "\"not-eligible\"");
    assert_string_equal(daemon_at(asked, "hypothetical"), "");
    assert_string_equal(daemon_at(asked, "ledger"), "1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_decision_can_be_replayed, start, stop),
        cmocka_unit_test_setup_teardown(test_a_replay_sees_what_was_voided_later, start, stop),
        cmocka_unit_test_setup_teardown(test_what_is_only_supposed_is_not_kept, start, stop)};
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
