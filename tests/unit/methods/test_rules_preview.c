// SPDX-License-Identifier: MIT
// labels: threads
// rules.preview: held against asking about each person under both rulesets; its candidates, its pages, its end.
#include "api/methods/preview.h"

#include "api/protocol/notice.h"
#include "engine/base/fault.h"
#include "engine/base/file.h"
#include "tests/unit/methods/fixture.h"
#include "tests/unit/methods/hold.h"

#include <stdio.h>
#include <string.h>

enum { PEOPLE = 24, TEXT = 1 << 15 };

#define SHORTER "valid = years(1)", "valid = months(6)"

// The framework "tiny" with one thing changed, into `ret_text`.
static void edited(const char *from, const char *to, char ret_text[TEXT]) {
    struct wm_buffer bytes;
    struct wm_error error;
    wm_test_ok(wm_file_read(WM_TEST_SOURCES "/tests/unit/methods/tiny/framework.lua", TEXT / 2, &bytes, &error),
               &error);
    const char *at = strstr(bytes.data, from);
    assert_non_null(at);
    snprintf(ret_text, TEXT, "%.*s%s%s", (int)(at - bytes.data), bytes.data, to, at + strlen(from));
    wm_buffer_clear(&bytes);
}

static void edit_disk(struct fixture *fixture, const char *from, const char *to) {
    static char text[TEXT];
    edited(from, to, text);
    wm_test_write_text(&fixture->folder, "rules/frameworks/tiny/framework.lua", text);
}

// Some with training old and new, some with a score, some with neither.
static void make_people(struct fixture *fixture) {
    for (int i = 0; i < PEOPLE; i++) {
        char id[20], params[300];
        snprintf(id, sizeof id, "p-%02d", i);
        snprintf(params, sizeof params, "{\"id\":\"%s\"}", id);
        fixture_ask(fixture, "person.put", params);
        snprintf(params, sizeof params,
                 "{\"kind\":\"training\",\"subject\":\"first-aid\",\"on\":\"202%d-%02d-05\",\"outcome\":\"completed\"}",
                 5 + i % 2, 1 + i % 8);
        if (i % 5 != 4)
            (void)fixture_record(fixture, id, params);
        snprintf(params, sizeof params,
                 "{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"2026-02-0%d\",\"value\":%d,"
                 "\"by\":\"pat\",\"as\":\"lead\"}",
                 1 + i % 7, 2 + i % 3);
        if (i % 3 != 2)
            (void)fixture_record(fixture, id, params);
    }
}

// --- against asking about each ---

struct answer {
    char outcome[20], until[16];
};

static void copy(struct wm_json value, const char *key, char *text, size_t size) {
    struct wm_text found = wm_json_text(wm_json_member(value, key));
    snprintf(text, size, "%.*s", (int)found.length, found.length > 0 ? found.data : "");
}

static struct answer ask(struct fixture *fixture, const char *person, const char *level, const char *rules) {
    char params[300];
    struct answer answer;
    snprintf(params, sizeof params, "{\"person\":\"%s\",\"level\":\"%s\",\"rules\":\"%s\",\"as_of\":\"2026-07-01\"}",
             person, level, rules);
    struct wm_json result = fixture_ask(fixture, "eligibility.check", params);
    copy(result, "outcome", answer.outcome, sizeof answer.outcome);
    copy(result, "until", answer.until, sizeof answer.until);
    return answer;
}

struct listed {
    char person[20], level[40], before[20], after[20], until_before[16], until_after[16];
};

static size_t take_list(struct wm_json preview, struct listed *listed, size_t most) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(preview, "list"));
    struct wm_json move;
    size_t count = 0;
    while (wm_json_next(&iterator, NULL, &move)) {
        assert_true(count < most);
        struct listed *one = &listed[count++];
        copy(move, "person", one->person, sizeof one->person);
        copy(move, "level", one->level, sizeof one->level);
        copy(move, "before", one->before, sizeof one->before);
        copy(move, "after", one->after, sizeof one->after);
        copy(move, "until_before", one->until_before, sizeof one->until_before);
        copy(move, "until_after", one->until_after, sizeof one->until_after);
    }
    return count;
}

static const struct listed *find(const struct listed *listed, size_t count, const char *person, const char *level) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(listed[i].person, person) == 0 && strcmp(listed[i].level, level) == 0)
            return &listed[i];
    }
    return NULL;
}

// Eligible ones alone say until when.
static void compare_one(const struct listed *move, const struct answer *before, const struct answer *after) {
    bool eligible = strcmp(after->outcome, "eligible") == 0;
    bool same = strcmp(before->outcome, after->outcome) == 0 && (!eligible || strcmp(before->until, after->until) == 0);
    assert_int_equal(move == NULL, same);
    if (move == NULL)
        return;
    assert_string_equal(move->before, before->outcome);
    assert_string_equal(move->after, after->outcome);
    if (eligible)
        assert_string_equal(move->until_after, after->until);
    if (strcmp(before->outcome, "eligible") == 0)
        assert_string_equal(move->until_before, before->until);
}

static void agree(struct fixture *fixture, bool moves, const char *from, const char *to) {
    static const char *const levels[] = {"tiny/entry", "tiny/skilled", "tiny/senior", "tiny/alone", "tiny/empty"};
    static struct listed listed[PEOPLE * 8];
    char before[65], after[65], params[200];
    edit_disk(fixture, from, to);
    struct wm_json preview = fixture_ask(fixture, "rules.preview", "{\"as_of\":\"2026-07-01\"}");
    copy(preview, "from", before, sizeof before);
    copy(preview, "to", after, sizeof after);
    assert_int_equal(fixture_integer(preview, "people"), PEOPLE);
    size_t count = take_list(preview, listed, PEOPLE * 8), met = 0, moved = 0;
    assert_int_equal(fixture_integer(preview, "moved") > 0, moves);
    int64_t people = fixture_integer(preview, "moved");
    for (size_t i = 1; i < count; i++) {
        int order = strcmp(listed[i - 1].person, listed[i].person);
        assert_true(order < 0 || (order == 0 && strcmp(listed[i - 1].level, listed[i].level) < 0));
    }
    fixture_text_is(fixture_ask(fixture, "rules.reload", "{}"), "rules", after); // so that it can be asked about
    for (int i = 0; i < PEOPLE; i++) {
        char person[20];
        bool any = false;
        snprintf(person, sizeof person, "p-%02d", i);
        for (size_t k = 0; k < sizeof levels / sizeof levels[0]; k++) {
            struct answer was = ask(fixture, person, levels[k], before), is = ask(fixture, person, levels[k], after);
            const struct listed *move = find(listed, count, person, levels[k]);
            compare_one(move, &was, &is);
            met += move != NULL;
            any = any || move != NULL;
        }
        moved += any;
    }
    assert_int_equal(met, count); // nothing more than there is
    assert_int_equal(moved, people);
    // What was active before, seen from here.
    snprintf(params, sizeof params, "{\"as_of\":\"2026-07-01\",\"rules\":\"%.12s\"}", before);
    preview = fixture_ask(fixture, "rules.preview", params);
    fixture_text_is(preview, "from", after);
    fixture_text_is(preview, "to", before);
    assert_int_equal(fixture_integer(preview, "moved"), people);
}

static void test_agrees_with_each_answer(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    agree(fixture, true, SHORTER);
    agree(fixture, true, "suggested = 3", "default = 4"); // and everything lasts as before
    agree(fixture, true, "valid = years(1)", "valid = years(3)");
    agree(fixture, true, "scale = \"five\"", "scale = \"five\", open = true");
    agree(fixture, false, "course \"first-aid\"", "course \"first-help\" { title = \"H\" } course \"first-aid\"");
}

// --- the history ---

// Runs until the last activation's people are counted.
static int64_t counted(struct fixture *fixture) {
    struct wm_json history;
    do {
        uv_run(&fixture->loop, UV_RUN_NOWAIT);
        history = fixture_ask(fixture, "rules.history", "{\"limit\":1}");
    } while (!fixture_has(history, "activations[0].moved"));
    return fixture_integer(history, "activations[0].moved");
}

static void test_the_history_tells_how_many_moved(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    edit_disk(fixture, SHORTER);
    int64_t moved = fixture_integer(fixture_ask(fixture, "rules.preview", "{}"), "moved");
    assert_true(moved > 0);
    fixture_ask(fixture, "rules.reload", "{}");
    assert_int_equal(counted(fixture), moved);
    edit_disk(fixture, "Tiny framework", "Tiny frame");
    fixture_ask(fixture, "rules.reload", "{}");
    assert_int_equal(counted(fixture), moved); // back again
    edit_disk(fixture, "Tiny framework", "Tiny framing");
    fixture_ask(fixture, "rules.reload", "{}");
    assert_int_equal(counted(fixture), 0);
    // What changed on disk while nobody looked.
    fixture_stop(fixture);
    edit_disk(fixture, SHORTER);
    fixture_start(fixture);
    assert_int_equal(counted(fixture), moved);
}

// --- candidates, pages ---

static void preview_files(const char *framework, const char *rest, char *params, size_t size) {
    struct wm_buffer json;
    wm_buffer_init(&json, size);
    wm_buffer_text(&json, "{\"files\":[{\"path\":\"frameworks/tiny/framework.lua\",\"text\":");
    wm_json_write_text(&json, framework);
    wm_buffer_text(&json, "},{\"path\":\"organisations/north/organisation.lua\",\"text\":");
    wm_json_write_text(&json, rest);
    wm_buffer_text(&json, "}]}");
    snprintf(params, size, "%s", json.data);
    wm_buffer_clear(&json);
}

static void test_files_of_the_caller(void **state) {
    struct fixture *fixture = *state;
    static char framework[TEXT], params[2 * TEXT];
    static const char organisation[] = "organisation \"north\" { title = \"North\" }\nadopt \"tiny\" {}\n";
    static const char small[] = "framework \"tiny\" { title = \"T\" }\ncourse \"first-aid\" { title = \"F\" }\n"
                                "level \"entry\" { title = \"E\", requires = trained \"first-aid\" }\n"
                                "level \"new\" { title = \"N\", requires = trained \"first-aid\" }\n";
    fixture_person(fixture, "amara");
    preview_files(small, organisation, params, sizeof params);
    struct wm_json preview = fixture_ask(fixture, "rules.preview", params);
    assert_int_equal(fixture_integer(preview, "moves.gains"), 1); // "new"
    assert_int_equal(fixture_integer(preview, "moves.later"), 1); // "entry" lasts
    fixture_text_is(preview, "list[0].level", "tiny/empty");
    fixture_text_is(preview, "list[0].move", "loses");
    assert_false(fixture_has(preview, "list[0].cause")); // the level itself went
    fixture_text_is(preview, "list[1].cause.id", "trained:first-aid");
    edited("title = \"Tiny framework\"", "titel = 1", framework);
    preview_files(framework, organisation, params, sizeof params);
    struct wm_json error = fixture_refused(fixture, "rules.preview", params, WM_RULES, "unknown-name");
    fixture_text_is(error, "data.where", "frameworks/tiny/framework.lua:8");
    preview_files(small, "organisation {{", params, sizeof params);
    fixture_refused(fixture, "rules.preview", params, WM_RULES, "syntax");
    fixture_refused(fixture, "rules.preview", "{\"files\":[{\"path\":\"frameworks/a/a.lua\",\"text\":\"\"}]}", WM_RULES,
                    "no-pack");
    fixture_refused(fixture, "rules.preview", "{\"files\":[]}", WM_PARAMS, "range");
    error =
        fixture_refused(fixture, "rules.preview", "{\"files\":[{\"path\":\"a\",\"text\":1}]}", WM_PARAMS, "wrong-type");
    fixture_text_is(error, "data.path", "files[0].text");
    error = fixture_refused(fixture, "rules.preview", "{\"files\":[{\"path\":\"\",\"text\":\"\"}]}", WM_PARAMS,
                            "wrong-type");
    fixture_text_is(error, "data.path", "files[0].path");
    fixture_refused(fixture, "rules.preview", "{\"files\":[7]}", WM_PARAMS, "wrong-type");
    fixture_refused(fixture, "rules.preview", "{\"files\":[{\"path\":\"a\",\"text\":\"\"}],\"rules\":\"01234567\"}",
                    WM_PARAMS, "not-allowed");
    fixture_refused(fixture, "rules.preview", "{\"rules\":\"01234567\"}", WM_NOT_FOUND, "unknown-rules");
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua", "organisation {{");
    fixture_refused(fixture, "rules.preview", "{}", WM_RULES, "syntax");
    assert_int_equal(fixture->methods.previews.under_way, 0);
}

static void test_pages(void **state) {
    struct fixture *fixture = *state;
    static struct listed all[PEOPLE * 8], page[PEOPLE * 8];
    char params[200], next[WM_CURSOR], first[WM_CURSOR];
    make_people(fixture);
    edit_disk(fixture, SHORTER);
    size_t count = take_list(fixture_ask(fixture, "rules.preview", "{}"), all, PEOPLE * 8), seen = 0;
    assert_true(count > 6);
    snprintf(params, sizeof params, "{\"limit\":3}");
    for (;;) {
        struct wm_json preview = fixture_ask(fixture, "rules.preview", params);
        size_t got = take_list(preview, page, PEOPLE * 8);
        assert_true(got > 0 && got <= 3 && seen + got <= count);
        for (size_t i = 0; i < got; i++, seen++)
            assert_string_equal(page[i].person, all[seen].person);
        copy(preview, "next", next, sizeof next);
        if (seen == 3) {
            memcpy(first, next, sizeof first);
            fixture_write_north(fixture); // nothing of that is looked at any more
            fixture_person(fixture, "zoe");
        }
        if (next[0] == '\0')
            break;
        snprintf(params, sizeof params, "{\"limit\":3,\"after\":\"%s\"}", next);
    }
    assert_int_equal(seen, count);
    snprintf(params, sizeof params, "{\"after\":\"%s\",\"as_of\":\"2026-01-01\"}", first);
    fixture_refused(fixture, "rules.preview", params, WM_PARAMS, "not-allowed");
    fixture_ask(fixture, "rules.preview", "{}"); // the one before goes
    snprintf(params, sizeof params, "{\"after\":\"%s\"}", first);
    fixture_refused(fixture, "rules.preview", params, WM_CONFLICT, "cursor-expired");
    fixture_refused(fixture, "rules.preview", "{\"after\":\"nonsense\"}", WM_CONFLICT, "cursor-expired");
    fixture_refused(fixture, "rules.preview", "{\"after\":\"1.p1-99999999999999999999999\"}", WM_CONFLICT,
                    "cursor-expired");
}

// --- under way ---

static void test_only_two_at_a_time(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    hold(fixture);
    fixture_request(fixture, 1, 1, "rules.preview", "{}");
    fixture_request(fixture, 2, 2, "rules.preview", "{}");
    fixture_refused(fixture, "rules.preview", "{}", WM_BUSY, "previews");
    fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}"); // others go on
    hold_end(fixture);
    fixture_run(fixture, 1);
    fixture_run(fixture, 2);
    assert_int_equal(fixture_integer(fixture_line(fixture, 1), "result.people"), 1);
    assert_int_equal(fixture_integer(fixture_line(fixture, 2), "result.moved"), 0);
    fixture_ask(fixture, "rules.preview", "{}");
}

// Whoever asked goes away: the comparison ends, and its place is free.
static void test_the_connection_closes(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    edit_disk(fixture, SHORTER);
    hold(fixture);
    fixture_request(fixture, 1, 1, "rules.preview", "{}");
    fixture->sessions[1].closed = true;
    wm_session_tell_end(&fixture->sessions[1]);
    hold_end(fixture);
    fixture_run(fixture, 1);
    assert_int_equal(fixture->sessions[1].output.length, 0);
    assert_int_equal(fixture->methods.previews.under_way, 0);
    assert_null(fixture->methods.previews.places[0].found);
}

// Told on the way, to whoever asked, with the id as it was written.
static void test_progress(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    hold(fixture);
    fixture_send(fixture, 1, "{\"jsonrpc\":\"2.0\",\"method\":\"rules.preview\",\"id\":\"mine\"}");
    fixture_send(fixture, 2, "{\"jsonrpc\":\"2.0\",\"method\":\"rules.preview\"}"); // nobody to be told
    struct wm_walk *mine = hold_first(), *other = mine->previous;
    mine->progress(mine, 256, 1000);
    other->progress(other, 256, 1000);
    struct wm_json notice = fixture_line(fixture, 1);
    fixture_text_is(notice, "method", "progress");
    fixture_text_is(notice, "params.request", "mine");
    assert_int_equal(fixture_integer(notice, "params.people"), 256);
    assert_int_equal(fixture_integer(notice, "params.of"), 1000);
    assert_int_equal(fixture->sessions[2].output.length, 0);
    hold_end(fixture);
    fixture_run(fixture, 1);
    fixture_run(fixture, 2);
    fixture_text_is(fixture_line(fixture, 1), "id", "mine");
    assert_int_equal(fixture->sessions[2].output.length, 0);
}

// The daemon is told to stop: nobody waits for a comparison.
static void test_a_stop_ends_it(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    hold(fixture);
    fixture_request(fixture, 1, 1, "rules.preview", "{}");
    wm_everybody_abandon(fixture->daemon.everybody);
    hold_end(fixture);
    fixture_run(fixture, 1);
    fixture_text_is(fixture_line(fixture, 1), "error.data.reason", "stopping");
    fixture_refused(fixture, "rules.preview", "{}", WM_BUSY, "stopping");
}

#ifdef WM_FAULTS
static size_t done;

static void on_compared(struct wm_walk *walk) {
    (void)walk;
    done++;
}

// Each allocation of a comparison fails once, on whatever thread: it ends, and whatever comes of it is right.
static bool compare_without_memory(struct fixture *fixture, struct wm_compare *compare, int64_t nth, int64_t people) {
    struct wm_error error;
    done = 0;
    wm_fault_allocation(nth, false);
    wm_test_ok(wm_compare_begin(fixture->daemon.everybody, compare, &error), &error);
    while (done == 0)
        uv_run(&fixture->loop, UV_RUN_ONCE);
    bool reached = wm_fault_allocations_seen() >= nth;
    wm_fault_allocation(0, false);
    assert_true(compare->walk.read.status == WM_OK || (reached && compare->walk.read.status == WM_NO_MEMORY));
    if (compare->walk.read.status != WM_OK)
        return true;
    const struct wm_compared *compared = compare->compared;
    assert_int_equal(compared->preview->moved_people, people);
    uint64_t moves = 0;
    for (size_t i = 0; i < WM_MOVE_COUNT; i++)
        moves += compared->preview->moves[i];
    assert_true(compared->count == moves || (reached && compared->cut));
    wm_compared_unref(compare->compared);
    return reached;
}

static void test_no_memory(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    struct wm_organisation *organisation = fixture->daemon.rules.organisations[0];
    struct wm_compare compare = {.walk = {.organisation = organisation, .longest = UINT64_MAX, .done = on_compared},
                                 .before = wm_ruleset_ref(organisation->active),
                                 .as_of = wm_day_of(2026, 9, 1),
                                 .most = WM_PREVIEW_MOVES};
    edit_disk(fixture, SHORTER);
    fixture_ask(fixture, "rules.reload", "{}");
    int64_t people = counted(fixture);
    compare.after = wm_ruleset_ref(organisation->active);
    bool reached = true;
    for (int64_t nth = 1; reached; nth++)
        reached = compare_without_memory(fixture, &compare, nth, people);
    wm_ruleset_unref(compare.before);
    wm_ruleset_unref(compare.after);
}
#define NO_MEMORY , TEST(test_no_memory)
#else
#define NO_MEMORY
#endif

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_agrees_with_each_answer), TEST(test_the_history_tells_how_many_moved),
             TEST(test_files_of_the_caller), TEST(test_pages), TEST(test_only_two_at_a_time),
             TEST(test_the_connection_closes), TEST(test_progress), TEST(test_a_stop_ends_it) NO_MEMORY)
