// SPDX-License-Identifier: MIT
// labels: threads
// events.subscribe and events.unsubscribe: in order, each once, from where a caller was, as fast as it reads; and what the
// daemon tells of, whenever it was stopped.
#include "api/methods/methods.h"

#include "api/protocol/notice.h"
#include "engine/base/fault.h"
#include "tests/unit/daemon/threads.h"
#include "tests/unit/methods/fixture.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { PEOPLE = 12, HEARD = 400, MANY = 100 };

struct heard { // one event
    int64_t seq, number;
    char type[24], person[20], level[24], move[12];
};

static struct heard heard[HEARD];
static size_t heard_count;

static void copy(struct wm_json value, const char *key, char *text, size_t size) {
    struct wm_text found = wm_json_text(wm_json_member(value, key));
    snprintf(text, size, "%.*s", (int)found.length, found.length > 0 ? found.data : "");
}

static void take(struct fixture *fixture, struct wm_json line) {
    char why[400];
    struct wm_json event = fixture_at(line, "params");
    fixture_text_is(line, "method", "event");
    if (!wm_openrpc_allows(fixture->openrpc,
                           fixture_at(wm_openrpc_document(fixture->openrpc), "components.schemas.Event"), event, why))
        fail_msg("%s\n%s", why, fixture->line);
    assert_true(heard_count < HEARD);
    struct heard *one = &heard[heard_count++];
    *one = (struct heard){.seq = fixture_integer(event, "seq")};
    fixture_text_is(event, "org", "north");
    copy(event, "type", one->type, sizeof one->type);
    copy(event, "person", one->person, sizeof one->person);
    copy(event, "level", one->level, sizeof one->level);
    copy(event, "move", one->move, sizeof one->move);
    if (fixture_has(event, "number"))
        one->number = fixture_integer(event, "number");
}

static bool is_full(const struct wm_session *session) {
    const struct wm_buffer *output = &session->output;
    return output->length > 0 && memchr(output->data, '\n', output->length) != NULL;
}

// Takes what comes on the session, up to this seq.
static void hear_some(struct fixture *fixture, size_t session, int64_t seq) {
    while (heard_count == 0 || heard[heard_count - 1].seq < seq) {
        loop_until(&fixture->loop, is_full(&fixture->sessions[session]));
        take(fixture, fixture_line(fixture, session));
        wm_session_tell_room(&fixture->sessions[session]);
    }
    assert_int_equal(heard[heard_count - 1].seq, seq);
}

// The same, and then nothing more.
static void hear(struct fixture *fixture, size_t session, int64_t seq) {
    hear_some(fixture, session, seq);
    assert_int_equal(fixture->sessions[session].output.length, 0);
}

static int64_t subscribe(struct fixture *fixture, size_t session, const char *params) {
    char why[400];
    fixture_request(fixture, session, 1, "events.subscribe", params);
    fixture_run(fixture, session);
    struct wm_json line = fixture_line(fixture, session);
    if (!wm_openrpc_allows_answer(fixture->openrpc, "events.subscribe", line, why))
        fail_msg("%s\n%s", why, fixture->line);
    heard_count = 0;
    return fixture_integer(line, "result.head");
}

static bool all_told(const struct fixture *fixture) {
    const struct wm_aftermath *aftermath = &fixture->daemon.aftermath;
    return aftermath->working == NULL && aftermath->first == NULL && !aftermath->starting && !aftermath->troubled;
}

// The last seq, when all is told. Whatever waits for the writer is kept before what comes after it.
static int64_t head(struct fixture *fixture) {
    struct wm_error error;
    struct wm_event_span span;
    struct wm_store_reader *reader = NULL;
    loop_until(&fixture->loop, all_told(fixture));
    fixture_ask(fixture, "person.put", "{\"id\":\"somebody-else\"}");
    wm_test_ok(wm_store_reader_open(fixture->daemon.store, &reader, &error), &error);
    wm_test_ok(wm_store_event_span(reader, "north", &span, &error), &error);
    wm_store_reader_close(reader);
    return span.head;
}

static void write_rules(struct fixture *fixture, const char *requires) {
    char text[600];
    snprintf(text, sizeof text,
             "framework 'small' { title = 'Small' }\ncourse 'first-aid' { title = 'First aid', valid = years(1) }\n"
             "course 'other' { title = 'Other' }\n"
             "level 'a' { title = 'A', requires = trained '%s' }\n"
             "level 'b' { title = 'B', requires = all { meets 'a', trained 'first-aid' } }\n",
             requires);
    wm_test_write_text(&fixture->folder, "rules/frameworks/small/framework.lua", text);
}

// Everybody, out of order, has done first aid.
static void make_people(struct fixture *fixture) {
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua",
                       "organisation \"north\" { title = \"North\" }\nadopt \"small\" {}\n");
    write_rules(fixture, "first-aid");
    fixture_ask(fixture, "rules.reload", "{}");
    for (int i = 0; i < PEOPLE; i++) {
        char id[20];
        snprintf(id, sizeof id, "p-%02d", i * 7 % PEOPLE);
        fixture_person(fixture, id);
    }
}

// With these rules nobody has any level, or everybody has both.
static void change(struct fixture *fixture, bool eligible) {
    write_rules(fixture, eligible ? "first-aid" : "other");
    fixture_text_is(fixture_ask(fixture, "rules.reload", "{}"), "state", "active");
}

// From `from` on: one activation, and everybody at both levels, sorted.
static void expect_change(size_t from, int64_t number, const char *move) {
    assert_string_equal(heard[from].type, "rules.activated");
    assert_int_equal(heard[from].number, number);
    for (size_t i = 0; i < 2 * PEOPLE; i++) {
        const struct heard *one = &heard[from + 1 + i];
        char person[20];
        snprintf(person, sizeof person, "p-%02zu", i / 2);
        assert_int_equal(one->seq, heard[from].seq + 1 + (int64_t)i);
        assert_string_equal(one->type, "eligibility.changed");
        assert_string_equal(one->person, person);
        assert_string_equal(one->level, i % 2 == 0 ? "small/a" : "small/b");
        assert_string_equal(one->move, move);
        assert_int_equal(one->number, number);
    }
}

static void test_a_change_of_rules(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    loop_until(&fixture->loop, all_told(fixture));
    int64_t before = subscribe(fixture, 1, "{}");
    change(fixture, false);
    int64_t after = head(fixture);
    assert_int_equal(after, before + 1 + 2 * PEOPLE);
    hear(fixture, 1, after);
    expect_change(0, 3, "loses");
    struct wm_json history = fixture_ask(fixture, "rules.history", "{\"limit\":1}");
    assert_int_equal(fixture_integer(history, "activations[0].moved"), PEOPLE);
    change(fixture, true);
    hear(fixture, 1, head(fixture));
    expect_change(1 + 2 * PEOPLE, 4, "gains");
}

static void test_coming_back(void **state) {
    struct fixture *fixture = *state;
    char params[60];
    make_people(fixture);
    change(fixture, false);
    int64_t last = head(fixture);
    subscribe(fixture, 1, "{\"after\":0}"); // everything there was
    hear_some(fixture, 1, 10);
    assert_string_equal(heard[0].type, "rules.activated");
    assert_int_equal(heard[0].seq, 1);
    wm_session_tell_end(&fixture->sessions[1]);
    wm_buffer_reset(&fixture->sessions[1].output);
    fixture_stop(fixture);
    fixture_start(fixture);
    snprintf(params, sizeof params, "{\"org\":\"north\",\"after\":%d}", 10);
    subscribe(fixture, 1, params);
    hear(fixture, 1, last);
    assert_int_equal(heard_count, last - 10);
    for (size_t i = 0; i < heard_count; i++)
        assert_int_equal(heard[i].seq, 11 + (int64_t)i);
}

static void test_what_is_refused(void **state) {
    struct fixture *fixture = *state;
    fixture_refused(fixture, "events.subscribe", "{\"org\":\"nroth\"}", WM_NOT_FOUND, "unknown-organisation");
    fixture_refused(fixture, "events.unsubscribe", "{}", WM_NOT_FOUND, "not-subscribed");
    fixture_refused(fixture, "events.subscribe", "{\"after\":1000}", WM_PARAMS, "range");
    fixture_ask(fixture, "events.subscribe", "{}");
    fixture_refused(fixture, "events.subscribe", "{}", WM_CONFLICT, "subscribed");
    fixture_ask(fixture, "events.unsubscribe", "{\"org\":\"north\"}");
    fixture_refused(fixture, "events.unsubscribe", "{}", WM_NOT_FOUND, "not-subscribed");
    fixture_request(fixture, 1, 1, "events.subscribe", "{}"); // two at the same time
    fixture_request(fixture, 1, 2, "events.subscribe", "{}");
    fixture_run(fixture, 1);
    assert_true(fixture_has(fixture_line(fixture, 1), "result"));
    fixture_text_is(fixture_line(fixture, 1), "error.data.reason", "subscribed");
}

static void test_strangers(void **state) {
    struct fixture *fixture = *state;
    fixture->sessions[1].trusted = false;
    fixture_request(fixture, 1, 1, "events.subscribe", "{\"org\":\"north\"}");
    fixture_text_is(fixture_line(fixture, 1), "error.data.reason", "unknown-organisation");
    assert_null(fixture->sessions[1].followers);
}

static void test_so_many_organisations(void **state) {
    struct fixture *fixture = *state;
    char name[80], params[60];
    fixture_stop(fixture);
    for (int i = 0; i <= 64; i++) {
        snprintf(name, sizeof name, "rules/organisations/o%d/organisation.lua", i);
        snprintf(params, sizeof params, "organisation \"o%d\" { title = \"O\" }\n", i);
        wm_test_write_text(&fixture->folder, name, params);
    }
    fixture_start(fixture);
    for (int i = 0; i < 64; i++) {
        snprintf(params, sizeof params, "{\"org\":\"o%d\"}", i);
        fixture_ask(fixture, "events.subscribe", params);
    }
    fixture_refused(fixture, "events.subscribe", "{\"org\":\"o64\"}", WM_LIMIT, "subscriptions");
}

static void test_rules_that_fail(void **state) {
    struct fixture *fixture = *state;
    int64_t before = head(fixture);
    subscribe(fixture, 1, "{}");
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua", "organisation \"north\" {{{");
    wm_test_expect_log(WM_LOG_ERROR, 1);
    fixture_refused(fixture, "rules.reload", "{}", WM_RULES, "syntax");
    loop_until(&fixture->loop, is_full(&fixture->sessions[1]));
    struct wm_json line = fixture_line(fixture, 1);
    fixture_text_is(line, "params.type", "rules.failed");
    fixture_text_is(line, "params.stage", "build");
    fixture_text_is(line, "params.reason", "syntax");
    fixture_text_is(line, "params.where", "organisations/north/organisation.lua:1");
    assert_int_equal(fixture_integer(line, "params.seq"), before + 1);
    take(fixture, line);
}

// --- slow ones, and many ---

static void test_a_slow_reader(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    change(fixture, false);
    int64_t last = head(fixture);
    fixture->dispatcher.limits.output = 600; // hardly two events
    subscribe(fixture, 1, "{\"after\":0}");
    loop_until(&fixture->loop, fixture->sessions[1].output.length > 600);
    int64_t others = head(fixture); // others have their turn, and it gets no more
    assert_int_equal(others, last);
    assert_in_range(fixture->sessions[1].output.length, 601, 600 + 1000);
    hear(fixture, 1, last);
    assert_int_equal(heard_count, last);
}

static void test_many(void **state) {
    struct fixture *fixture = *state;
    static struct wm_session sessions[MANY];
    static const char request[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"events.subscribe\",\"params\":{}}";
    make_people(fixture);
    loop_until(&fixture->loop, all_told(fixture));
    for (size_t i = 0; i < MANY; i++) {
        wm_session_init(&sessions[i], &fixture->dispatcher, getuid(), true);
        snprintf(fixture->message, sizeof fixture->message, "%s", request);
        wm_dispatch(&sessions[i], fixture->message, strlen(request), wm_instant_now());
        loop_until(&fixture->loop, sessions[i].under_way == 0);
        wm_buffer_reset(&sessions[i].output);
    }
    change(fixture, false);
    int64_t last = head(fixture);
    char end[40];
    snprintf(end, sizeof end, "\"seq\":%" PRId64 ",", last);
    for (size_t i = 0; i < MANY; i++) {
        struct wm_buffer *output = &sessions[i].output;
        loop_until(&fixture->loop, output->length > 0 && strstr(output->data, end) != NULL);
        assert_int_equal(output->length, sessions[0].output.length);
        assert_memory_equal(output->data, sessions[0].output.data, output->length);
        wm_session_tell_end(&sessions[i]);
    }
    assert_int_equal(fixture->daemon.outbox.following, 0);
    for (size_t i = 0; i < MANY; i++)
        wm_session_clear(&sessions[i]);
}

static void test_one_that_fell_behind(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    fixture->config.limits.events = 4 * PEOPLE;
    fixture_start(fixture);
    make_people(fixture);
    loop_until(&fixture->loop, all_told(fixture));
    fixture->dispatcher.limits.output = 0; // takes one at a time
    fixture_run(fixture, 1);
    subscribe(fixture, 1, "{\"after\":0}");
    loop_until(&fixture->loop, is_full(&fixture->sessions[1]));
    for (int i = 0; i < 4; i++)
        change(fixture, i % 2 == 1);
    int64_t last = head(fixture);
    int64_t seen = 0;
    for (;;) {
        struct wm_json line = fixture_line(fixture, 1);
        char method[20];
        copy(line, "method", method, sizeof method);
        if (strcmp(method, "events.ended") == 0) {
            fixture_text_is(line, "params.reason", "cursor-expired");
            assert_int_equal(fixture_integer(line, "params.after"), seen);
            break;
        }
        assert_int_equal(fixture_integer(line, "params.seq"), ++seen); // what had been read for it
        wm_session_tell_room(&fixture->sessions[1]);
        loop_until(&fixture->loop, is_full(&fixture->sessions[1]));
    }
    assert_true(seen < last - 4 * PEOPLE);
    assert_null(fixture->sessions[1].followers);
    fixture_refused(fixture, "events.subscribe", "{\"after\":1}", WM_CONFLICT, "cursor-expired");
}

static void test_more_than_can_be_told(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    fixture->config.limits.events = 2 * PEOPLE; // half of them are too few
    fixture_start(fixture);
    make_people(fixture);
    loop_until(&fixture->loop, all_told(fixture));
    int64_t before = subscribe(fixture, 1, "{}");
    change(fixture, false);
    hear(fixture, 1, head(fixture));
    assert_int_equal(heard[heard_count - 1].seq, before + 2);
    assert_string_equal(heard[0].type, "rules.activated");
    assert_string_equal(heard[1].type, "eligibility.many");
    struct wm_json history = fixture_ask(fixture, "rules.history", "{\"limit\":1}");
    assert_int_equal(fixture_integer(history, "activations[0].moved"), PEOPLE);
}

// --- stopped at whatever moment ---

// The daemon is stopped after so many events, and goes on when it is back: each is told once, in order.
static void test_a_stop_at_any_moment(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    int64_t last = head(fixture);
    size_t stopped_halfway = 0;
    for (int64_t count = 0; count <= 1 + 2 * PEOPLE; count++) {
        bool eligible = count % 2 == 1;
        char params[40];
        fixture->daemon.aftermath.batch = 3;
        wm_session_tell_end(&fixture->sessions[1]);
        subscribe(fixture, 1, "{}");
        change(fixture, eligible);
        if (count > 0)
            hear_some(fixture, 1, last + count);
        stopped_halfway += fixture->daemon.aftermath.working != NULL;
        fixture_stop(fixture);
        fixture_start(fixture);
        int64_t end = head(fixture);
        snprintf(params, sizeof params, "{\"after\":%" PRId64 "}", last);
        subscribe(fixture, 1, params);
        hear(fixture, 1, end);
        assert_int_equal(end, last + 1 + 2 * PEOPLE);
        expect_change(0, 3 + count, eligible ? "gains" : "loses");
        last = end;
    }
    assert_true(stopped_halfway > PEOPLE);
    struct wm_json history = fixture_ask(fixture, "rules.history", "{}");
    assert_int_equal(fixture_integer(history, "activations[0].moved"), PEOPLE);
}

static void test_a_store_that_cannot_be_written(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    int64_t last = head(fixture);
    const struct wm_aftermath *aftermath = &fixture->daemon.aftermath;
    change(fixture, false);
    fixture_break_store(); // before anybody is told of
    wm_test_expect_log(WM_LOG_ERROR, 1);
    loop_until(&fixture->loop, aftermath->working == NULL && aftermath->troubled);
    wm_aftermath_tick(&fixture->daemon.aftermath); // it is still so
    assert_true(aftermath->troubled);
    fixture_mend_store();
    fixture_ask(fixture, "person.put", "{\"id\":\"somebody-else\"}");
    wm_aftermath_tick(&fixture->daemon.aftermath);
    int64_t end = head(fixture);
    char params[40];
    snprintf(params, sizeof params, "{\"after\":%" PRId64 "}", last);
    subscribe(fixture, 1, params);
    hear(fixture, 1, end);
    assert_int_equal(heard_count, 1 + 2 * PEOPLE);
    expect_change(0, 3, "loses");
}

// --- without memory ---

#ifdef WM_FAULTS
// What there is after `last`: nothing that failed, or one change, told whole and once.
static bool told_whole(struct fixture *fixture, int64_t last, int64_t end, const char *move) {
    char params[40];
    wm_session_tell_end(&fixture->sessions[1]);
    wm_buffer_reset(&fixture->sessions[1].output);
    snprintf(params, sizeof params, "{\"after\":%" PRId64 "}", last);
    subscribe(fixture, 1, params);
    hear(fixture, 1, end);
    size_t from = 0;
    while (from < heard_count && strcmp(heard[from].type, "rules.failed") == 0)
        from++;
    if (from == heard_count)
        return false;
    if (strcmp(heard[heard_count - 1].type, "eligibility.many") == 0) // no memory to name them
        return heard_count == from + 2;
    assert_int_equal(heard_count, from + 1 + 2 * PEOPLE);
    expect_change(from, heard[from].number, move);
    return true;
}

// Each so manieth allocation of a change and of its telling fails; what was not let through is told with the next tick.
static void test_without_memory(void **state) {
    struct fixture *fixture = *state;
    bool eligible = false, reached = true;
    int64_t lines = wm_log_count(WM_LOG_ERROR);
    make_people(fixture);
    int64_t last = head(fixture);
    for (int64_t nth = 1; reached; nth += 53) {
        write_rules(fixture, eligible ? "first-aid" : "other");
        fixture->daemon.aftermath.batch = 5;
        wm_fault_allocation(nth, false);
        fixture_request(fixture, 0, 1, "rules.reload", "{}");
        fixture_run(fixture, 0);
        loop_until(&fixture->loop,
                   fixture->daemon.aftermath.working == NULL && fixture->daemon.aftermath.first == NULL);
        reached = wm_fault_allocations_seen() >= nth;
        wm_fault_allocation(0, false);
        fixture->sessions[0].failed = false;
        wm_buffer_clear(&fixture->sessions[0].output);
        wm_aftermath_tick(&fixture->daemon.aftermath);
        int64_t end = head(fixture);
        if (end > last && told_whole(fixture, last, end, eligible ? "gains" : "loses"))
            eligible = !eligible;
        last = end;
    }
    wm_test_expect_log(WM_LOG_ERROR, wm_log_count(WM_LOG_ERROR) - lines);
}
#endif

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
#ifdef WM_FAULTS
#define WITHOUT_MEMORY , TEST(test_without_memory)
#else
#define WITHOUT_MEMORY
#endif

WM_TEST_MAIN(TEST(test_a_change_of_rules), TEST(test_coming_back), TEST(test_what_is_refused), TEST(test_strangers),
             TEST(test_so_many_organisations), TEST(test_rules_that_fail), TEST(test_a_slow_reader), TEST(test_many),
             TEST(test_one_that_fell_behind), TEST(test_more_than_can_be_told), TEST(test_a_stop_at_any_moment),
             TEST(test_a_store_that_cannot_be_written) WITHOUT_MEMORY)
