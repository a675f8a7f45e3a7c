// SPDX-License-Identifier: MIT
// labels: threads
// An administrator edits a pack, has it read, breaks it, goes back; people ask all the while, and the daemon is started
// again in between.
#include "tests/e2e/daemon.h"

#include "tests/e2e/rules.h"

#include <stdio.h>
#include <string.h>

#define QUESTION "{\"org\":\"north\",\"person\":\"p1\",\"level\":\"ladder/first\"}"
#define PACK "rules/organisations/north/organisation.lua"
#define STRICTER                                                                                                       \
    "organisation \"north\" { title = \"north\" }\n"                                                                   \
    "adopt \"ladder\" { levels = { first = { also = trained \"ladder/driving\" } } }\n"
#define BROKEN "organisation \"north\" { title = \"north\" }\nadopt \"laddder\" {}\n"
#define FAILING                                                                                                        \
    RULES_ORGANISATION("north")                                                                                        \
    "test \"nobody is anything\" { as_of = \"2026-01-01\", level = \"ladder/first\", person = {}, expect = eligible "  \
    "}\n"

static struct daemon its_daemon;

static int start(void **state) {
    daemon_make(&its_daemon);
    its_daemon.clock = "2026-09-01T08:30:00Z";
    daemon_start(&its_daemon);
    daemon_answers(&its_daemon, "person.put", "{\"org\":\"north\",\"id\":\"p1\"}");
    daemon_answers(&its_daemon, "record.add",
                   "{\"org\":\"north\",\"person\":\"p1\",\"records\":[" RECORD_FIRST_AID "]}");
    *state = &its_daemon;
    return 0;
}

static int stop(void **state) {
    daemon_remove(*state);
    return 0;
}

static void is(struct daemon *asked, const char *path, const char *value) {
    assert_string_equal(daemon_at(asked, path), value);
}

// What stands at `path`, with its quotes.
static void take(struct daemon *asked, const char *path, char text[80]) {
    snprintf(text, 80, "%s", daemon_at(asked, path));
    assert_int_equal(strlen(text), 66);
}

static void asks(struct daemon *asked, const char *outcome, char rules[80]) {
    daemon_answers(asked, "eligibility.check", QUESTION);
    is(asked, "outcome", outcome);
    take(asked, "rules", rules);
}

static void test_edit_reload_another_answer(void **state) {
    struct daemon *asked = *state;
    char before[80], after[80];
    asks(asked, "\"eligible\"", before);
    daemon_write(asked, PACK, STRICTER);
    asks(asked, "\"eligible\"", after);
    assert_string_equal(after, before);
    daemon_answers(asked, "rules.check", "{\"org\":\"north\"}");
    is(asked, "state", "\"checked\"");
    asks(asked, "\"eligible\"", after);
    daemon_answers(asked, "rules.reload", "{\"org\":\"north\"}");
    is(asked, "state", "\"active\"");
    is(asked, "previous", before);
    is(asked, "number", "2");
    asks(asked, "\"not-eligible\"", after);
    assert_string_not_equal(after, before);
    daemon_answers(asked, "rules.reload", "{\"org\":\"north\"}");
    is(asked, "state", "\"unchanged\"");
    daemon_restart(asked);
    asks(asked, "\"not-eligible\"", before);
    assert_string_equal(after, before);
    daemon_answers(asked, "rules.history", "{\"org\":\"north\"}");
    is(asked, "activations[0].number", "2");
    is(asked, "activations[0].cause", "\"reload\"");
    is(asked, "activations[0].changed", "[\"organisations/north/organisation.lua\"]");
    is(asked, "activations[1].cause", "\"start\"");
    is(asked, "activations[2]", "");
}

static void test_broken_on_disk(void **state) {
    struct daemon *asked = *state;
    char before[80], after[80];
    asks(asked, "\"eligible\"", before);
    daemon_write(asked, PACK, BROKEN);
    daemon_refuses(asked, "rules.reload", "{\"org\":\"north\"}", "unknown-name");
    is(asked, "data.stage", "\"build\"");
    is(asked, "data.where", "\"organisations/north/organisation.lua:2\"");
    is(asked, "data.nearest", "\"ladder\"");
    daemon_expect_error(asked, "organisations/north/organisation.lua:2");
    asks(asked, "\"eligible\"", after);
    assert_string_equal(after, before);
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    is(asked, "organisations[0].state", "\"stale\"");
    is(asked, "organisations[0].rules", before);
    is(asked, "organisations[0].error.where", "\"organisations/north/organisation.lua:2\"");
    daemon_restart(asked); // the last good one is in the store
    daemon_expect_error(asked, "organisations/north/organisation.lua:2");
    asks(asked, "\"eligible\"", after);
    assert_string_equal(after, before);
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    is(asked, "organisations[0].state", "\"stale\"");
    daemon_write(asked, PACK, FAILING);
    daemon_refuses(asked, "rules.reload", "{\"org\":\"north\"}", "test-failed");
    is(asked, "data.stage", "\"test\"");
    daemon_expect_error(asked, "nobody is anything");
    daemon_write(asked, PACK, RULES_ORGANISATION("north"));
    daemon_answers(asked, "rules.reload", "{\"org\":\"north\"}");
    is(asked, "state", "\"unchanged\"");
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    is(asked, "organisations[0].state", "\"active\"");
}

static void test_back_and_forth(void **state) {
    struct daemon *asked = *state;
    char first[80], second[80], now[80], params[200];
    asks(asked, "\"eligible\"", first);
    daemon_write(asked, PACK, STRICTER);
    daemon_answers(asked, "rules.reload", "{\"org\":\"north\"}");
    asks(asked, "\"not-eligible\"", second);
    snprintf(params, sizeof params, "{\"org\":\"north\",\"rules\":\"%.8s\"}", first + 1);
    daemon_answers(asked, "rules.rollback", params);
    is(asked, "rules", first);
    asks(asked, "\"eligible\"", now);
    daemon_restart(asked); // where it was left, whatever is on disk
    asks(asked, "\"eligible\"", now);
    assert_string_equal(now, first);
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    is(asked, "organisations[0].disk", second);
    daemon_answers(asked, "rules.reload", "{\"org\":\"north\"}");
    is(asked, "rules", second);
    asks(asked, "\"not-eligible\"", now);
    daemon_answers(asked, "rules.history", "{\"org\":\"north\",\"limit\":2}");
    is(asked, "activations[0].number", "4");
    is(asked, "activations[1].cause", "\"rollback\"");
    is(asked, "next", "3");
    // What was decided by the first rules is decided again.
    snprintf(params, sizeof params, "{\"person\":\"p1\",\"level\":\"ladder/first\",\"rules\":%s}", first);
    daemon_answers(asked, "eligibility.check", params);
    is(asked, "outcome", "\"eligible\"");
    is(asked, "rules", first);
}

static void test_another_organisation(void **state) {
    struct daemon *asked = *state;
    char now[80];
    daemon_refuses(asked, "rules.reload", "{\"org\":\"west\"}", "unknown-organisation");
    daemon_write(asked, "rules/organisations/west/organisation.lua", RULES_ORGANISATION("west"));
    daemon_answers(asked, "rules.reload", "{\"org\":\"west\"}");
    is(asked, "state", "\"active\"");
    daemon_answers(asked, "person.put", "{\"org\":\"west\",\"id\":\"w1\"}");
    daemon_answers(asked, "eligibility.check", "{\"org\":\"west\",\"person\":\"w1\",\"level\":\"ladder/first\"}");
    is(asked, "org", "\"west\"");
    asks(asked, "\"eligible\"", now);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

WM_TEST_MAIN(TEST(test_edit_reload_another_answer), TEST(test_broken_on_disk), TEST(test_back_and_forth),
             TEST(test_another_organisation))
