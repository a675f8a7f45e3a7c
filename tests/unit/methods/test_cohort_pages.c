// SPDX-License-Identifier: MIT
// labels: threads
// Questions about everybody: their pages, their mistakes, how they end.
#include "api/methods/cohort.h"

#include "engine/base/fault.h"
#include "engine/daemon/cohort.h"
#include "tests/unit/methods/hold.h"
#include "tests/unit/methods/people.h"

#include <string.h>

// --- pages, mistakes ---

static void test_pages(void **state) {
    struct fixture *fixture = *state;
    char params[200], next[WM_CURSOR], first[WM_CURSOR];
    make_people(fixture);
    snprintf(params, sizeof params, "{\"level\":\"tiny/entry\",\"limit\":5}");
    for (int seen = 0;;) {
        struct wm_json result = fixture_ask(fixture, "cohort.query", params), match;
        struct wm_json_iterator iterator = wm_json_iterate(fixture_at(result, "list"));
        while (wm_json_next(&iterator, NULL, &match)) {
            char id[20];
            snprintf(id, sizeof id, "p-%02d", seen++);
            fixture_text_is(match, "person", id);
        }
        text_of(result, "next", next, sizeof next);
        if (seen == 5) {
            memcpy(first, next, sizeof first);
            fixture_person(fixture, "aaron"); // nothing of that is looked at any more
            wm_test_write_text(&fixture->folder, "rules/frameworks/tiny/z-levels.lua", "-- others\n");
            fixture_ask(fixture, "rules.reload", "{}");
        }
        if (next[0] == '\0') {
            assert_int_equal(seen, PEOPLE);
            break;
        }
        snprintf(params, sizeof params, "{\"limit\":5,\"after\":\"%s\"}", next);
    }
    snprintf(params, sizeof params, "{\"after\":\"%s\",\"level\":\"tiny/entry\"}", first);
    fixture_refused(fixture, "cohort.query", params, WM_PARAMS, "not-allowed");
    snprintf(params, sizeof params, "{\"after\":\"%s\"}", first);
    fixture_refused(fixture, "cohort.gaps", params, WM_CONFLICT, "cursor-expired"); // it is of another question
    fixture_refused(fixture, "rules.preview", params, WM_CONFLICT, "cursor-expired");
    fixture_refused(fixture, "cohort.query", "{\"after\":\"nonsense\"}", WM_CONFLICT, "cursor-expired");
    fixture_ask(fixture, "cohort.query", params);
    for (size_t i = 0; i < WM_COHORTS_OWN; i++)
        fixture_ask(fixture, "cohort.expiring", "{}");
    fixture_refused(fixture, "cohort.query", params, WM_CONFLICT, "cursor-expired");
    fixture_stop(fixture);
    fixture_start(fixture);
    fixture_refused(fixture, "cohort.query", params, WM_CONFLICT, "cursor-expired");
}

static void test_gaps_have_pages(void **state) {
    struct fixture *fixture = *state;
    char params[200], next[WM_CURSOR];
    make_people(fixture);
    struct wm_json result = fixture_ask(fixture, "cohort.gaps", "{\"framework\":\"tiny\",\"limit\":3}");
    assert_int_equal(wm_json_count(fixture_at(result, "list")), 3);
    assert_true(fixture_has(result, "untaught"));
    text_of(result, "next", next, sizeof next);
    snprintf(params, sizeof params, "{\"after\":\"%s\"}", next);
    result = fixture_ask(fixture, "cohort.gaps", params);
    assert_int_equal(wm_json_count(fixture_at(result, "list")), (size_t)fixture_integer(result, "count") - 3);
    assert_false(fixture_has(result, "untaught")); // once is enough
}

static void test_mistakes(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *method, *params;
        enum wm_status status;
        const char *reason;
    } mistakes[] = {
        {"cohort.query", "{}", WM_PARAMS, "missing-parameter"},
        {"cohort.query", "{\"level\":\"tiny/entri\"}", WM_NOT_FOUND, "unknown-level"},
        {"cohort.query", "{\"level\":\"tiny/entry\",\"within\":3}", WM_PARAMS, "not-allowed"},
        {"cohort.query", "{\"level\":\"tiny/entry\",\"unmet\":3}", WM_PARAMS, "not-allowed"},
        {"cohort.query", "{\"level\":\"tiny/entry\",\"outcome\":\"lapsing\",\"within\":3661}", WM_PARAMS, "range"},
        {"cohort.matrix", "{}", WM_PARAMS, "missing-parameter"},
        {"cohort.matrix", "{\"framework\":\"tinny\"}", WM_NOT_FOUND, "unknown-framework"},
        {"cohort.matrix", "{\"framework\":\"tiny\",\"level\":\"tiny/entry\"}", WM_PARAMS, "not-allowed"},
        {"cohort.gaps", "{}", WM_PARAMS, "missing-parameter"},
        {"cohort.gaps", "{\"framework\":\"tiny\",\"level\":\"tiny/entry\"}", WM_PARAMS, "not-allowed"},
        {"cohort.expiring", "{\"level\":\"tiny/x\"}", WM_NOT_FOUND, "unknown-level"},
        {"cohort.expiring", "{\"org\":\"south\"}", WM_NOT_FOUND, "unknown-organisation"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++)
        fixture_refused(fixture, mistakes[i].method, mistakes[i].params, mistakes[i].status, mistakes[i].reason);
    struct wm_json error = fixture_refused(fixture, "cohort.query", "{\"level\":\"tiny/entry\",\"outcome\":\"lapsin\"}",
                                           WM_PARAMS, "wrong-type");
    fixture_text_is(error, "data.nearest", "lapsing");
    fixture_text_is(error, "data.expected", "one of eligible, not-eligible, indeterminate, lapsing, near");
    error = fixture_refused(fixture, "cohort.matrix", "{\"framework\":\"tiny\",\"of\":\"people\"}", WM_PARAMS,
                            "wrong-type");
    fixture_text_is(error, "data.path", "of");
    assert_int_equal(fixture->methods.cohorts.under_way, 0);
    struct wm_json result = fixture_ask(fixture, "cohort.expiring", "{}"); // of nobody at all
    assert_int_equal(fixture_integer(result, "people"), 0);
    assert_int_equal(fixture_integer(result, "count"), 0);
}

// --- under way ---

static void request_some(struct fixture *fixture, const char *organisation, uint32_t count) {
    char params[100];
    snprintf(params, sizeof params, "{\"org\":\"%s\",\"level\":\"tiny/entry\"}", organisation);
    for (uint32_t i = 0; i < count; i++)
        fixture_request(fixture, 1, (int)i, "cohort.query", params);
}

// One organisation leaves room for another.
static void test_so_many_at_a_time(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/organisations/south/organisation.lua",
                       "organisation \"south\" { title = \"South\" }\nadopt \"tiny\" {}\n");
    fixture_start(fixture);
    for (size_t i = 0; i < 2; i++) // whom the last activation moved is looked up at each start
        loop_until(&fixture->loop,
                   wm_everybody_count(fixture->daemon.everybody, fixture->daemon.rules.organisations[i]) == 0 &&
                       fixture->daemon.aftermath.first == NULL && fixture->daemon.aftermath.working == NULL);
    hold(fixture); // both for the first one, the north
    request_some(fixture, "north", WM_COHORTS_OWN_MOST - WM_WALKS);
    fixture_refused(fixture, "cohort.expiring", "{\"org\":\"north\"}", WM_BUSY, "cohorts");
    request_some(fixture, "south", WM_COHORTS_OWN_MOST);
    fixture_refused(fixture, "cohort.expiring", "{\"org\":\"south\"}", WM_BUSY, "cohorts");
    fixture->methods.cohorts.under_way += WM_WALKS; // of yet others
    fixture_refused(fixture, "cohort.expiring", "{\"org\":\"south\"}", WM_BUSY, "cohorts");
    fixture->methods.cohorts.under_way -= WM_WALKS;
    fixture_ask(fixture, "rules.status", "{}"); // others go on
    hold_end(fixture);
    fixture_run(fixture, 1);
    for (uint32_t i = 0; i < 2 * WM_COHORTS_OWN_MOST - WM_WALKS; i++)
        assert_int_equal(fixture_integer(fixture_answer(fixture, 1), "result.people"), 0);
    fixture_ask(fixture, "cohort.expiring", "{\"org\":\"north\"}");
}

static void test_the_connection_closes(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    hold(fixture);
    fixture_request(fixture, 1, 1, "cohort.gaps", "{\"framework\":\"tiny\"}");
    fixture->sessions[1].closed = true;
    wm_session_tell_end(&fixture->sessions[1]);
    hold_end(fixture);
    fixture_run(fixture, 1);
    assert_int_equal(fixture->sessions[1].output.length, 0);
    assert_int_equal(fixture->methods.cohorts.under_way, 0);
    assert_null(fixture->methods.cohorts.places[0].found);
}

static void test_progress(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    hold(fixture);
    fixture_request(fixture, 1, 7, "cohort.expiring", "{}");
    struct wm_walk *walk = hold_first();
    walk->progress(walk, 256, 1000);
    struct wm_json notice = fixture_line(fixture, 1);
    fixture_text_is(notice, "method", "progress");
    assert_int_equal(fixture_integer(notice, "params.request"), 7);
    assert_int_equal(fixture_integer(notice, "params.people"), 256);
    hold_end(fixture);
    fixture_run(fixture, 1);
    assert_int_equal(fixture_integer(fixture_answer(fixture, 1), "id"), 7);
}

static void test_a_stop_ends_it(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    hold(fixture);
    fixture_request(fixture, 1, 1, "cohort.expiring", "{}");
    wm_everybody_abandon(fixture->daemon.everybody);
    hold_end(fixture);
    fixture_run(fixture, 1);
    fixture_text_is(fixture_answer(fixture, 1), "error.data.reason", "stopping");
    fixture_refused(fixture, "cohort.expiring", "{}", WM_BUSY, "stopping");
}

#ifdef WM_FAULTS
static size_t done;

static void on_done(struct wm_walk *walk) {
    (void)walk;
    done++;
}

// Each allocation fails once, on whatever thread: it ends, and what comes of it is right.
static bool ask_without_memory(struct fixture *fixture, struct wm_cohort_walk *asking, int64_t nth, size_t lines) {
    struct wm_error error;
    done = 0;
    wm_fault_allocation(nth, false);
    wm_test_ok(wm_cohort_walk_begin(fixture->daemon.everybody, asking, &error), &error);
    while (done == 0)
        uv_run(&fixture->loop, UV_RUN_ONCE);
    bool reached = wm_fault_allocations_seen() >= nth;
    wm_fault_allocation(0, false);
    if (asking->walk.read.status == WM_OK) {
        assert_int_equal(asking->cohort->people, PEOPLE);
        assert_true(lines == SIZE_MAX || asking->cohort->count == lines);
        wm_cohort_unref(asking->cohort);
    } else {
        assert_true(reached && asking->walk.read.status == WM_NO_MEMORY);
    }
    return reached;
}

static void test_no_memory(void **state) {
    struct fixture *fixture = *state;
    make_people(fixture);
    struct wm_organisation *organisation = fixture->daemon.rules.organisations[0];
    struct wm_ruleset *ruleset = wm_ruleset_ref(organisation->active);
    struct wm_cohort_question question = {.ruleset = ruleset,
                                          .organisation = organisation->id,
                                          .as_of = wm_day_of(2026, 7, 1),
                                          .framework = &ruleset->frameworks[0],
                                          .sought = WM_COHORT_NEAR,
                                          .within = 90,
                                          .unmet = 3,
                                          .most = WM_COHORT_BYTES};
    struct wm_error error;
    for (int kind = WM_COHORT_QUERY; kind <= WM_COHORT_EXPIRING; kind++) {
        struct wm_cohort_walk asking = {.walk = {.organisation = organisation, .longest = UINT64_MAX, .done = on_done},
                                        .question = question};
        asking.question.kind = (enum wm_cohort_kind)kind;
        if (kind == WM_COHORT_QUERY)
            wm_test_ok(wm_ruleset_find_level(ruleset, "tiny/skilled", 12, &asking.question.level, &error), &error);
        size_t lines = SIZE_MAX;
        bool reached = true;
        for (int64_t nth = 1; reached; nth++)
            reached = ask_without_memory(fixture, &asking, nth, lines);
        assert_int_equal(asking.walk.read.status, WM_OK);
    }
    wm_ruleset_unref(ruleset);
}
#define NO_MEMORY , TEST(test_no_memory)
#else
#define NO_MEMORY
#endif

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_pages), TEST(test_gaps_have_pages), TEST(test_mistakes), TEST(test_so_many_at_a_time),
             TEST(test_the_connection_closes), TEST(test_progress), TEST(test_a_stop_ends_it) NO_MEMORY)
