// SPDX-License-Identifier: MIT
// Events: seqs without gaps, kept with what they tell of, read from a cursor on, dropped when they are old; and how far
// it is told whom the activations moved.
#include "engine/store/events.h"

#include "engine/store/sqlite.h"

#include "tests/unit/store/rich.h"

struct heard {
    size_t count, most;
    int64_t seqs[16], instants[16];
    char text[16][400];
};

static bool hear(void *context, int64_t seq, int64_t instant, struct wm_text json) {
    struct heard *heard = context;
    assert_true(heard->count < 16);
    heard->seqs[heard->count] = seq;
    heard->instants[heard->count] = instant;
    snprintf(heard->text[heard->count], sizeof heard->text[0], "%.*s", (int)json.length, json.data);
    return ++heard->count < heard->most;
}

static struct heard events(struct fixture *fixture, int64_t after) {
    struct heard heard = {.most = 16};
    wm_test_ok(wm_store_events(fixture->reader, "north", after, hear, &heard, &fixture->error), &fixture->error);
    return heard;
}

static void expect_span(struct fixture *fixture, int64_t oldest, int64_t head) {
    struct wm_event_span span;
    wm_test_ok(wm_store_event_span(fixture->reader, "north", &span, &fixture->error), &fixture->error);
    assert_int_equal(span.oldest, oldest);
    assert_int_equal(span.head, head);
}

static struct wm_event_telling telling_of(struct fixture *fixture) {
    struct wm_event_telling telling;
    wm_test_ok(wm_store_event_telling(fixture->reader, "north", &telling, &fixture->error), &fixture->error);
    return telling;
}

static struct wm_event_batch plain(const char *json) {
    static struct wm_text event; // one batch at a time
    event = (struct wm_text){json, strlen(json)};
    return (struct wm_event_batch){.organisation = "north",
                                   .instant = FIXTURE_NOON,
                                   .events = &event,
                                   .count = 1,
                                   .since = INT64_MIN,
                                   .most = 1000};
}

static struct wm_event_span keep(struct fixture *fixture, struct wm_event_batch batch) {
    struct wm_event_span span;
    wm_test_ok(wm_store_keep_events(fixture->writer, &batch, &span, &fixture->error), &fixture->error);
    expect_span(fixture, span.oldest, span.head);
    return span;
}

static void test_without_any(void **state) {
    struct fixture *fixture = *state;
    struct wm_event_batch nothing = {.organisation = "north", .since = INT64_MIN, .most = 1000};
    expect_span(fixture, 1, 0);
    assert_int_equal(events(fixture, 0).count, 0);
    assert_int_equal(keep(fixture, nothing).head, 0);
    assert_int_equal(telling_of(fixture).told, 0);
    assert_int_equal(telling_of(fixture).telling, 0);
}

static void test_an_activation_is_told_with_its_commit(void **state) {
    struct fixture *fixture = *state;
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    rich_keep(fixture, "south", RICH_RULES_A, "framework {}");
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }");
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }"); // nothing new
    struct heard heard = events(fixture, 0);
    assert_int_equal(heard.count, 2);
    assert_int_equal(heard.seqs[0], 1);
    assert_int_equal(heard.seqs[1], 2);
    assert_int_equal(heard.instants[1], FIXTURE_NOON);
    assert_string_equal(heard.text[0], "{\"type\":\"rules.activated\",\"rules\":\"" RICH_RULES_A
                                       "\",\"cause\":\"reload\",\"number\":1}");
    assert_string_equal(heard.text[1], "{\"type\":\"rules.activated\",\"rules\":\"" RICH_RULES_B
                                       "\",\"previous\":\"" RICH_RULES_A "\",\"cause\":\"reload\",\"number\":2}");
    heard = events(fixture, 1);
    assert_int_equal(heard.count, 1);
    assert_int_equal(heard.seqs[0], 2);
    assert_int_equal(events(fixture, 2).count, 0);
}

static void test_events_of_something_else(void **state) {
    struct fixture *fixture = *state;
    const struct wm_text three[] = {{"{\"n\":1}", 7}, {"{\"n\":2}", 7}, {"{\"n\":3}", 7}};
    struct wm_event_batch batch = plain("");
    batch.events = three;
    batch.count = 3;
    assert_int_equal(keep(fixture, batch).head, 3); // of an organisation that has nothing else
    fixture_verify(fixture);
    struct heard heard = {.most = 2};
    wm_test_ok(wm_store_events(fixture->reader, "north", 0, hear, &heard, &fixture->error), &fixture->error);
    assert_int_equal(heard.count, 2); // as many as were asked for
    assert_string_equal(heard.text[1], "{\"n\":2}");
    assert_int_equal(telling_of(fixture).telling, 0); // not about activations
}

static void test_a_cursor_that_is_too_old_or_too_new(void **state) {
    struct fixture *fixture = *state;
    struct heard heard = {.most = 16};
    struct wm_event_batch batch = plain("{\"n\":1}");
    for (int i = 0; i < 8; i++) {
        batch.most = i < 7 ? 1000 : 3;
        keep(fixture, batch);
    }
    expect_span(fixture, 6, 8);
    assert_int_equal(events(fixture, 5).count, 3);
    wm_test_fails(wm_store_events(fixture->reader, "north", 4, hear, &heard, &fixture->error), &fixture->error,
                  WM_CONFLICT, "cursor-expired");
    assert_non_null(strstr(fixture->error.message, "oldest is 6"));
    assert_string_equal(fixture->error.expected, "5 to 8");
    assert_string_equal(fixture->error.found, "4");
    assert_string_equal(fixture->error.where, "after");
    wm_test_fails(wm_store_events(fixture->reader, "north", 9, hear, &heard, &fixture->error), &fixture->error,
                  WM_PARAMS, "range");
    assert_int_equal(heard.count, 0);
}

static void test_old_ones_are_dropped_by_age(void **state) {
    struct fixture *fixture = *state;
    for (int i = 0; i < 6; i++) {
        struct wm_event_batch batch = plain("{\"n\":1}");
        batch.instant += i;
        keep(fixture, batch);
    }
    struct wm_event_batch nothing = {.organisation = "north", .since = FIXTURE_NOON + 4, .most = 1000};
    assert_int_equal(keep(fixture, nothing).oldest, 5);
    nothing.since = INT64_MAX; // all of them; the seqs go on
    assert_int_equal(keep(fixture, nothing).oldest, 7);
    expect_span(fixture, 7, 6);
    fixture_verify(fixture);
    assert_int_equal(events(fixture, 6).count, 0);
    assert_int_equal(keep(fixture, plain("{\"n\":7}")).head, 7);
}

static struct wm_event_batch moved(const char *person, const char *level) {
    struct wm_event_batch batch = plain("{\"type\":\"eligibility.changed\"}");
    batch.telling = 3;
    batch.person = person;
    batch.level = level;
    return batch;
}

static void activate_three(struct fixture *fixture) {
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    assert_int_equal(telling_of(fixture).told, 1); // nobody was moved by the first
    assert_int_equal(telling_of(fixture).telling, 1);
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }");
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    struct wm_event_telling telling = telling_of(fixture);
    assert_int_equal(telling.told, 1);
    assert_int_equal(telling.telling, 3); // both in one go
    assert_string_equal(telling.before, RICH_RULES_A);
    assert_string_equal(telling.after, RICH_RULES_A);
    assert_string_equal(telling.person, "");
}

static void test_how_far_an_activation_is_told(void **state) {
    struct fixture *fixture = *state;
    activate_three(fixture);
    keep(fixture, moved("p1", "f/entry"));
    fixture_close(fixture); // and what is half told goes on from there
    fixture_open(fixture);
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }"); // active meanwhile: its turn comes
    struct wm_event_telling telling = telling_of(fixture);
    assert_int_equal(telling.told, 1);
    assert_int_equal(telling.telling, 3);
    assert_string_equal(telling.person, "p1");
    assert_string_equal(telling.level, "f/entry");
    struct wm_event_batch last = moved("p2", "f/entry");
    last.done = true;
    last.moved = 2;
    keep(fixture, last);
    wm_test_fails(wm_store_keep_events(fixture->writer, &last, &(struct wm_event_span){0}, &fixture->error),
                  &fixture->error, WM_NOT_FOUND, "unknown-activation"); // it is told once
    telling = telling_of(fixture);
    assert_int_equal(telling.told, 3);
    assert_int_equal(telling.telling, 4);
    assert_string_equal(telling.before, RICH_RULES_A);
    assert_string_equal(telling.after, RICH_RULES_B);
    assert_string_equal(telling.person, "");
    struct wm_activation activation;
    wm_test_ok(wm_store_last_activation(fixture->reader, "north", &activation, &fixture->error), &fixture->error);
    assert_int_equal(activation.moved, -1);
}

static void test_telling_of_what_there_was_not(void **state) {
    struct fixture *fixture = *state;
    struct wm_event_span span;
    struct wm_event_batch batch = moved("p1", "f/entry");
    activate_three(fixture);
    static const int64_t wrong[] = {1, 4};
    for (size_t i = 0; i < 2; i++) {
        batch.telling = wrong[i];
        wm_test_fails(wm_store_keep_events(fixture->writer, &batch, &span, &fixture->error), &fixture->error,
                      WM_NOT_FOUND, "unknown-activation");
    }
    expect_span(fixture, 1, 3); // and nothing of it stays
}

static void test_activations_of_before_there_were_events(void **state) {
    struct fixture *fixture = *state;
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }");
    fixture_close(fixture);
    sqlite3 *raw; // as version 3 left it
    assert_int_equal(sqlite3_open(fixture->path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "DELETE FROM event; DELETE FROM outbox", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(raw);
    fixture_open(fixture);
    assert_int_equal(telling_of(fixture).told, 2);
    assert_int_equal(telling_of(fixture).telling, 2);
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    assert_int_equal(telling_of(fixture).told, 2);
    assert_int_equal(telling_of(fixture).telling, 3);
}

WM_TEST_MAIN(WITH_STORE(test_without_any), WITH_STORE(test_an_activation_is_told_with_its_commit),
             WITH_STORE(test_events_of_something_else), WITH_STORE(test_a_cursor_that_is_too_old_or_too_new),
             WITH_STORE(test_old_ones_are_dropped_by_age), WITH_STORE(test_how_far_an_activation_is_told),
             WITH_STORE(test_telling_of_what_there_was_not), WITH_STORE(test_activations_of_before_there_were_events))
