// SPDX-License-Identifier: MIT
// labels: threads
// Rules are reloaded, checked, gone back from; the answers meanwhile and afterwards.
#include "api/methods/methods.h"

#include "tests/unit/daemon/threads.h"
#include "tests/unit/methods/fixture.h"

#include <stdio.h>
#include <string.h>

#define QUESTION "{\"person\":\"amara\",\"level\":\"tiny/entry\"}"
#define FAILING                                                                                                        \
    "test \"nobody is anything\" { as_of = \"2026-01-01\", level = \"tiny/entry\", person = {}, expect = eligible }\n"

static void write_rest(struct fixture *fixture, const char *title, const char *rest) {
    char text[600];
    snprintf(text, sizeof text, "organisation \"north\" { title = \"%s\" }\nadopt \"tiny\" {}\n%s", title, rest);
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua", text);
}

static void copy_hash(struct wm_json value, const char *path, char hash[65]) {
    struct wm_text text = wm_json_text(fixture_at(value, path));
    assert_int_equal(text.length, 64);
    memcpy(hash, text.data, 64);
    hash[64] = '\0';
}

static void active_rules(struct fixture *fixture, char hash[65]) {
    copy_hash(fixture_ask(fixture, "eligibility.check", QUESTION), "rules", hash);
}

static void test_an_edit_is_answered_by(void **state) {
    struct fixture *fixture = *state;
    char before[65], after[65];
    fixture_person(fixture, "amara");
    active_rules(fixture, before);
    write_rest(fixture, "North again", "");
    active_rules(fixture, after);
    assert_string_equal(after, before); // nobody said so
    struct wm_json result = fixture_ask(fixture, "rules.check", "{}");
    fixture_text_is(result, "state", "checked");
    assert_false(fixture_has(result, "number"));
    result = fixture_ask(fixture, "rules.reload", "{}");
    fixture_text_is(result, "org", "north");
    fixture_text_is(result, "state", "active");
    fixture_text_is(result, "previous", before);
    assert_int_equal(fixture_integer(result, "number"), 2);
    copy_hash(result, "rules", after);
    assert_string_not_equal(after, before);
    char now[65];
    active_rules(fixture, now); // not what was in memory
    assert_string_equal(now, after);
    result = fixture_ask(fixture, "rules.reload", "{\"org\":\"north\"}");
    fixture_text_is(result, "state", "unchanged");
    assert_false(fixture_has(result, "previous"));
}

static void test_what_is_broken_is_told(void **state) {
    struct fixture *fixture = *state;
    char before[65], after[65];
    fixture_person(fixture, "amara");
    active_rules(fixture, before);
    wm_test_expect_log(WM_LOG_ERROR, 2);
    write_rest(fixture, "North", "level {{{");
    struct wm_json error = fixture_refused(fixture, "rules.reload", "{}", WM_RULES, "syntax");
    fixture_text_is(error, "data.stage", "build");
    fixture_text_is(error, "data.where", "organisations/north/organisation.lua:3");
    write_rest(fixture, "North", FAILING);
    error = fixture_refused(fixture, "rules.reload", "{}", WM_RULES, "test-failed");
    fixture_text_is(error, "data.stage", "test");
    fixture_text_is(error, "data.expected", "eligible");
    assert_int_equal(fixture_integer(error, "data.tests.failed"), 1);
    fixture_refused(fixture, "rules.check", "{}", WM_RULES, "test-failed");
    active_rules(fixture, after);
    assert_string_equal(after, before);
    struct wm_json status = fixture_ask(fixture, "rules.status", "{}");
    fixture_text_is(status, "organisations[0].state", "stale");
    fixture_text_is(status, "organisations[0].rules", before);
    fixture_text_is(status, "organisations[0].error.reason", "test-failed");
    assert_true(fixture_has(status, "organisations[0].disk"));
}

static void test_a_store_that_cannot_be_written(void **state) {
    struct fixture *fixture = *state;
    char before[65], after[65];
    fixture_person(fixture, "amara");
    active_rules(fixture, before);
    write_rest(fixture, "North again", "");
    wm_test_expect_log(WM_LOG_ERROR, 2); // of the writer, and of the rules
    fixture_break_store();
    fixture_refused(fixture, "rules.reload", "{}", WM_STORE, "disk-full");
    active_rules(fixture, after);
    assert_string_equal(after, before);
    struct wm_json status = fixture_ask(fixture, "rules.status", "{}");
    fixture_text_is(status, "organisations[0].state", "stale");
    fixture_text_is(status, "organisations[0].error.reason", "disk-full");
    fixture_mend_store();
    fixture_text_is(fixture_ask(fixture, "rules.reload", "{}"), "state", "active");
    active_rules(fixture, after);
    assert_string_not_equal(after, before);
}

static void test_going_back(void **state) {
    struct fixture *fixture = *state;
    char before[65], after[65], now[65], params[100];
    fixture_person(fixture, "amara");
    active_rules(fixture, before);
    write_rest(fixture, "North again", "");
    copy_hash(fixture_ask(fixture, "rules.reload", "{}"), "rules", after);
    snprintf(params, sizeof params, "{\"rules\":\"%.10s\"}", before);
    struct wm_json result = fixture_ask(fixture, "rules.rollback", params);
    fixture_text_is(result, "state", "active");
    fixture_text_is(result, "rules", before);
    active_rules(fixture, now);
    assert_string_equal(now, before);
    fixture_text_is(fixture_ask(fixture, "rules.status", "{}"), "organisations[0].disk", after);
    fixture_text_is(fixture_ask(fixture, "rules.rollback", params), "state", "unchanged");
    fixture_refused(fixture, "rules.rollback", "{\"rules\":\"0123456789\"}", WM_NOT_FOUND, "unknown-rules");
    fixture_refused(fixture, "rules.rollback", "{\"rules\":\"0123\"}", WM_PARAMS, "wrong-type");
    fixture_refused(fixture, "rules.rollback", "{}", WM_PARAMS, "missing-parameter");
    struct wm_json history = fixture_ask(fixture, "rules.history", "{}");
    assert_int_equal(wm_json_count(fixture_at(history, "activations")), 3);
    fixture_text_is(history, "activations[0].cause", "rollback");
    fixture_text_is(history, "activations[0].previous", after);
    fixture_text_is(history, "activations[0].changed[0]", "organisations/north/organisation.lua");
    fixture_text_is(history, "activations[2].cause", "start");
    assert_int_equal(wm_json_count(fixture_at(history, "activations[2].added")), 3);
    history = fixture_ask(fixture, "rules.history", "{\"limit\":1,\"before\":3}");
    assert_int_equal(fixture_integer(history, "activations[0].number"), 2);
    assert_int_equal(fixture_integer(history, "next"), 2);
    history = fixture_ask(fixture, "rules.history", "{\"limit\":1,\"before\":2}");
    assert_int_equal(fixture_integer(history, "activations[0].number"), 1);
    assert_false(fixture_has(history, "next"));
}

static void test_nobody_waits(void **state) {
    struct fixture *fixture = *state;
    char before[65], now[65];
    fixture_person(fixture, "amara");
    active_rules(fixture, before);
    write_rest(fixture, "North again", "");
    struct wm_json result = fixture_ask(fixture, "rules.reload", "{\"wait\":false}");
    fixture_text_is(result, "state", "building");
    fixture_text_is(result, "rules", before);
    do {
        uv_run(&fixture->loop, UV_RUN_ONCE);
        active_rules(fixture, now);
    } while (strcmp(now, before) == 0);
    fixture_refused(fixture, "rules.reload", "{\"wait\":1}", WM_PARAMS, "wrong-type");
}

static void test_an_organisation_that_appears(void **state) {
    struct fixture *fixture = *state;
    struct wm_json error =
        fixture_refused(fixture, "rules.reload", "{\"org\":\"nort\"}", WM_NOT_FOUND, "unknown-organisation");
    fixture_text_is(error, "data.nearest", "north");
    fixture_refused(fixture, "rules.rollback", "{\"org\":\"west\",\"rules\":\"01234567\"}", WM_NOT_FOUND,
                    "unknown-organisation");
    wm_test_write_text(&fixture->folder, "rules/organisations/west/organisation.lua",
                       "organisation \"west\" { title = \"West\" }\nadopt \"tiny\" {}\n");
    struct wm_json result = fixture_ask(fixture, "rules.reload", "{\"org\":\"west\"}");
    fixture_text_is(result, "state", "active");
    assert_int_equal(fixture_integer(result, "number"), 1);
    fixture_ask(fixture, "framework.list", "{\"org\":\"west\"}");
    fixture_refused(fixture, "rules.reload", "{}", WM_PARAMS, "missing-parameter");
}

// --- under way ---

struct standing {        // a reading thread stands at the gate
    struct wm_read read; // first
    struct gate *gate;
    bool done;
};

static enum wm_status stand(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    (void)reader;
    (void)error;
    gate_pass(((struct standing *)read)->gate);
    return WM_OK;
}

static void on_stood(struct wm_task *task) {
    ((struct standing *)task)->done = true;
}

// A call that waits for a portfolio goes on with the rules that it has begun with.
static void test_a_question_under_way(void **state) {
    struct fixture *fixture = *state;
    struct gate gate;
    struct standing standing[WM_DAEMON_READERS];
    struct wm_error error;
    char before[65], now[65];
    fixture_person(fixture, "amara");
    active_rules(fixture, before);
    fixture_stop(fixture);
    fixture_start(fixture); // nothing is in memory
    write_rest(fixture, "North again", "");
    gate_make(&gate);
    for (size_t i = 0; i < WM_DAEMON_READERS; i++) {
        standing[i] = (struct standing){.read = {.run = stand, .task = {.done = on_stood}}, .gate = &gate};
        wm_test_ok(wm_readers_submit(fixture->daemon.readers, &standing[i].read, &error), &error);
        gate_reached(&gate);
    }
    fixture_request(fixture, 1, 7, "eligibility.check", QUESTION);
    fixture_text_is(fixture_ask(fixture, "rules.reload", "{}"), "state", "active");
    assert_int_equal(fixture->sessions[1].under_way, 1);
    for (size_t i = 0; i < WM_DAEMON_READERS; i++)
        gate_open(&gate);
    fixture_run(fixture, 1);
    copy_hash(fixture_line(fixture, 1), "result.rules", now);
    assert_string_equal(now, before);
    active_rules(fixture, now); // and it left nothing behind that others would be answered with
    assert_string_not_equal(now, before);
    while (!standing[0].done || !standing[1].done)
        uv_run(&fixture->loop, UV_RUN_ONCE);
    gate_remove(&gate);
}

static void reload(struct fixture *fixture, const char *title) {
    write_rest(fixture, title, "");
    fixture_text_is(fixture_ask(fixture, "rules.reload", "{}"), "state", "active");
}

// The answer, and that of the same rules asked for by their hash, for which nothing is kept.
static char *answer_twice(struct fixture *fixture) {
    char params[200], hash[65];
    struct wm_json answer = fixture_ask(fixture, "eligibility.check", QUESTION);
    char *first = fixture_json(answer);
    copy_hash(answer, "rules", hash);
    snprintf(params, sizeof params, "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"rules\":\"%s\"}", hash);
    char *second = fixture_json(fixture_ask(fixture, "eligibility.check", params));
    assert_string_equal(first, second);
    wm_free(second);
    return first;
}

// Whoever asked before the rules changed is answered by the new ones at once.
static void test_answers_are_ready(void **state) {
    struct fixture *fixture = *state;
    const struct wm_cache *cache = &fixture->daemon.cache;
    fixture_person(fixture, "amara");
    char *before = answer_twice(fixture);
    assert_int_equal(cache->answers_prepared, 0);
    reload(fixture, "North again");
    uint64_t misses = cache->answer_misses;
    char *after = answer_twice(fixture);
    assert_string_not_equal(after, before); // the rules have another hash
    assert_int_equal(cache->answers_prepared, 1);
    assert_int_equal(cache->answer_misses, misses + 1);
    wm_free(answer_twice(fixture)); // it was kept
    assert_int_equal(cache->answers_prepared, 1);
    assert_int_equal(cache->answer_misses, misses + 1);
    wm_free(before);
    wm_free(after);
}

// Not who has changed since.
static void test_what_was_ready_is_of_the_records_then(void **state) {
    struct fixture *fixture = *state;
    const struct wm_cache *cache = &fixture->daemon.cache;
    fixture_person(fixture, "amara");
    wm_free(answer_twice(fixture));
    reload(fixture, "North again");
    fixture_record(fixture, "amara",
                   "{\"kind\":\"training\",\"subject\":\"first-aid\",\"outcome\":\"failed\",\"on\":\"2026-08-01\"}");
    wm_free(answer_twice(fixture));
    assert_int_equal(cache->answers_prepared, 0);
    struct wm_organisation *north = wm_rules_organisation(&fixture->daemon.rules, "north", 5);
    assert_non_null(north->prepared);
    wm_rules_tidy(&fixture->daemon.rules);
    assert_non_null(north->prepared);
    north->since -= 60000000;
    wm_rules_tidy(&fixture->daemon.rules);
    assert_null(north->prepared);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_an_edit_is_answered_by), TEST(test_what_is_broken_is_told),
             TEST(test_a_store_that_cannot_be_written), TEST(test_going_back), TEST(test_nobody_waits),
             TEST(test_an_organisation_that_appears), TEST(test_a_question_under_way), TEST(test_answers_are_ready),
             TEST(test_what_was_ready_is_of_the_records_then))
