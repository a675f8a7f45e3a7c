// SPDX-License-Identifier: MIT
// The ledger through its interface: appending, savepoints, keys, voids, awards, ledger time, lists.
#include "engine/store/store.h"

#include "tests/unit/store/fixture.h"

static void test_an_empty_store(void **state) {
    struct fixture *fixture = *state;
    struct wm_sha256 hash;
    struct wm_sha256 zeros = {{0}};
    int64_t seq = -1;
    struct wm_arena arena;
    const char **names = NULL;
    size_t count = 99;
    wm_arena_init(&arena, 10000);
    wm_test_ok(wm_store_head(fixture->reader, "north", &seq, &hash, &fixture->error), &fixture->error);
    assert_int_equal(seq, 0);
    assert_memory_equal(&hash, &zeros, sizeof hash);
    wm_test_ok(wm_store_organisations(fixture->reader, &arena, &names, &count, &fixture->error), &fixture->error);
    assert_int_equal(count, 0);
    assert_int_equal(fixture_verify(fixture), 0);
    struct wm_portfolio *portfolio = NULL;
    wm_test_fails(wm_store_load_portfolio(fixture->reader, "north", "p1", 2, -1, &portfolio, &fixture->error),
                  &fixture->error, WM_NOT_FOUND, "unknown-person");
    wm_arena_clear(&arena);
}

static void test_what_is_appended_is_loaded(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north",
                "[" PUT("p1") "," PUT("p2") "," ADD("p1", ROLE("link-worker", "2026-01-02")) "," ADD(
                    "p2", ROLE("coach", "2026-02-02")) "," ADD("p1", ROLE("coach", "2026-03-02")) "]");
    for (int i = 0; i < 5; i++) {
        assert_int_equal(fixture->seqs[i], i + 1);
        assert_false(fixture->repeated[i]);
    }
    assert_int_equal(fixture->appended.last, 5);
    struct wm_portfolio *portfolio = fixture_load(fixture, "north", "p1", -1);
    assert_int_equal(portfolio->count, 2);
    assert_int_equal(portfolio->last, 5);
    assert_int_equal(portfolio->entries, 3);
    wm_portfolio_unref(portfolio);
    portfolio = fixture_load(fixture, "north", "p2", -1);
    assert_int_equal(portfolio->count, 1);
    assert_int_equal(portfolio->last, 4);
    assert_int_equal(portfolio->facts[0].seq, 4);
    wm_portfolio_unref(portfolio);
    struct wm_sha256 hash;
    int64_t seq;
    wm_test_ok(wm_store_head(fixture->reader, "north", &seq, &hash, &fixture->error), &fixture->error);
    assert_int_equal(seq, 5);
    assert_memory_equal(&hash, &fixture->appended.head, sizeof hash);
    assert_int_equal(fixture_verify(fixture), 5);
}

static void test_organisations_have_ledgers_of_their_own(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "south", "[" PUT("p1") "]");
    fixture_add(fixture, "north", "[" PUT("p1") "," ADD("p1", ROLE("coach", "2026-02-02")) "]");
    assert_int_equal(fixture->seqs[0], 1);
    fixture_add(fixture, "south", "[" PUT("p2") "]");
    assert_int_equal(fixture->seqs[0], 2);
    struct wm_arena arena;
    const char **names;
    size_t count;
    wm_arena_init(&arena, 10000);
    wm_test_ok(wm_store_organisations(fixture->reader, &arena, &names, &count, &fixture->error), &fixture->error);
    assert_int_equal(count, 2);
    assert_string_equal(names[0], "north");
    assert_string_equal(names[1], "south");
    wm_arena_clear(&arena);
    struct wm_portfolio *portfolio = fixture_load(fixture, "south", "p1", -1);
    assert_int_equal(portfolio->count, 0);
    wm_portfolio_unref(portfolio);
}

static void test_nothing_is_seen_before_the_commit(void **state) {
    struct fixture *fixture = *state;
    fixture_begin(fixture);
    wm_test_ok(fixture_request(fixture, "north", "[" PUT("p1") "]"), &fixture->error);
    assert_int_equal(fixture_head(fixture, "north"), 0);
    wm_store_rollback(fixture->writer);
    assert_int_equal(fixture_head(fixture, "north"), 0);
    fixture_add(fixture, "north", "[" PUT("p1") "]");
    assert_int_equal(fixture->seqs[0], 1); // no gap
    assert_int_equal(fixture_head(fixture, "north"), 1);
}

static void test_a_refused_request_leaves_its_neighbours_and_no_gap(void **state) {
    struct fixture *fixture = *state;
    fixture_begin(fixture);
    wm_test_ok(fixture_request(fixture, "north", "[" PUT("p1") "]"), &fixture->error);
    wm_test_fails(fixture_request(fixture, "north",
                                  "[" ADD("p1", ROLE("coach", "2026-02-02")) "," PUT("p9") "," ADD(
                                      "p2", ROLE("coach", "2026-02-02")) "]"),
                  &fixture->error, WM_NOT_FOUND, "unknown-person");
    assert_string_equal(fixture->error.where, "person");
    wm_test_ok(fixture_request(fixture, "north", "[" ADD("p1", ROLE("coach", "2026-02-03")) "]"), &fixture->error);
    assert_int_equal(fixture->seqs[0], 2);
    // The first request of an organisation refused: the organisation is not there either.
    wm_test_fails(fixture_request(fixture, "south", "[" PUT("p1") "," ADD("p2", ROLE("coach", "2026-02-02")) "]"),
                  &fixture->error, WM_NOT_FOUND, "unknown-person");
    fixture_commit(fixture);
    assert_int_equal(fixture_head(fixture, "north"), 2);
    assert_int_equal(fixture_head(fixture, "south"), 0);
    assert_int_equal(fixture_verify(fixture), 2);
    struct wm_portfolio *portfolio = NULL;
    wm_test_fails(wm_store_load_portfolio(fixture->reader, "north", "p9", 2, -1, &portfolio, &fixture->error),
                  &fixture->error, WM_NOT_FOUND, "unknown-person");
}

static void test_an_unknown_person_is_told_the_nearest(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north", "[" PUT("amara.okafor") "," PUT("ben.lee") "," PUT("zoe.park") "]");
    fixture_refused(fixture, "north", "[" ADD("amara.okafro", ROLE("coach", "2026-02-02")) "]", WM_NOT_FOUND,
                    "unknown-person");
    assert_string_equal(fixture->error.nearest, "amara.okafor");
    struct wm_portfolio *portfolio = NULL;
    wm_test_fails(wm_store_load_portfolio(fixture->reader, "north", "zo.park", 7, -1, &portfolio, &fixture->error),
                  &fixture->error, WM_NOT_FOUND, "unknown-person");
    assert_string_equal(fixture->error.nearest, "zoe.park");
    wm_test_fails(wm_store_load_portfolio(fixture->reader, "north", "q", 1, -1, &portfolio, &fixture->error),
                  &fixture->error, WM_NOT_FOUND, "unknown-person");
    assert_string_equal(fixture->error.nearest, "");
}

static void test_only_person_put_creates_and_only_when_asked(void **state) {
    struct fixture *fixture = *state;
    struct wm_entry entries[2];
    size_t count = fixture_entries(fixture, "[" PUT("p1") "]", entries);
    struct wm_append append = {.organisation = "north", .entries = entries, .count = count, .new_person = false};
    struct wm_appended appended = {.seqs = fixture->seqs};
    fixture_begin(fixture);
    wm_test_fails(wm_store_append(fixture->writer, &append, &appended, &fixture->error), &fixture->error, WM_NOT_FOUND,
                  "unknown-person");
    append.new_person = true;
    wm_test_ok(wm_store_append(fixture->writer, &append, &appended, &fixture->error), &fixture->error);
    append.new_person = false; // known by now
    wm_test_ok(wm_store_append(fixture->writer, &append, &appended, &fixture->error), &fixture->error);
    append.organisation = "";
    wm_test_fails(wm_store_append(fixture->writer, &append, &appended, &fixture->error), &fixture->error, WM_PARAMS,
                  "bad-organisation");
    fixture_commit(fixture);
}

// --- Keys ---

#define KEYED(person, key, on) ADD(person, ROLE("coach", on) ",\"key\":\"" key "\"")

static void test_a_key_makes_a_record_once(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north",
                "[" PUT("p1") "," KEYED("p1", "k1", "2026-01-02") "," KEYED("p1", "k1", "2026-01-02") "]");
    assert_int_equal(fixture->seqs[1], 2);
    assert_int_equal(fixture->seqs[2], 2); // within one request
    assert_true(fixture->repeated[2]);
    assert_int_equal(fixture->appended.last, 2);
    fixture_add(fixture, "north",
                "[" ADD("p1", ROLE("x", "2026-01-02")) "," KEYED("p1", "k1", "2026-01-02") "," ADD(
                    "p1", ROLE("y", "2026-01-02")) "]");
    assert_int_equal(fixture->seqs[0], 3);
    assert_int_equal(fixture->seqs[1], 2); // across commits
    assert_int_equal(fixture->seqs[2], 4);
    assert_false(fixture->repeated[0]);
    assert_true(fixture->repeated[1]);
    fixture_add(fixture, "north", "[" KEYED("p1", "k1", "2026-01-02") "]"); // nothing but a repeat
    assert_int_equal(fixture->appended.last, 4);
    assert_int_equal(fixture_head(fixture, "north"), 4);
}

static void test_a_key_with_other_content_refuses_its_batch(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north", "[" PUT("p1") "," PUT("p2") "," KEYED("p1", "k1", "2026-01-02") "]");
    fixture_refused(fixture, "north", "[" ADD("p1", ROLE("x", "2026-01-02")) "," KEYED("p1", "k1", "2026-01-03") "]",
                    WM_CONFLICT, "key-used");
    assert_string_equal(fixture->error.where, "records[1]");
    fixture_refused(fixture, "north", "[" KEYED("p2", "k1", "2026-01-02") "]", WM_CONFLICT, "key-used");
    assert_int_equal(fixture_head(fixture, "north"), 3);
    fixture_add(fixture, "south", "[" PUT("p2") "," KEYED("p2", "k1", "2026-01-02") "]"); // another organisation
    assert_int_equal(fixture->seqs[1], 2);
}

static void test_the_key_of_a_voided_record_stays_used(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north", "[" PUT("p1") "," KEYED("p1", "k1", "2026-01-02") "," VOID("p1", "2", "oops") "]");
    fixture_add(fixture, "north", "[" KEYED("p1", "k1", "2026-01-02") "]");
    assert_int_equal(fixture->seqs[0], 2);
    assert_true(fixture->repeated[0]);
    fixture_refused(fixture, "north", "[" KEYED("p1", "k1", "2026-01-09") "]", WM_CONFLICT, "key-used");
}

// --- Voids ---

static void test_a_void_takes_a_record_out(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north",
                "[" PUT("p1") "," ADD("p1", ROLE("a", "2026-01-02")) "," ADD("p1", ROLE("b", "2026-01-02")) "]");
    fixture_add(fixture, "north", "[" VOID("p1", "2", "typed wrongly") "]");
    assert_int_equal(fixture->seqs[0], 4);
    struct wm_portfolio *portfolio = fixture_load(fixture, "north", "p1", -1);
    assert_int_equal(portfolio->count, 1);
    assert_int_equal(portfolio->facts[0].seq, 3);
    assert_int_equal(portfolio->last, 4);
    wm_portfolio_unref(portfolio);
    portfolio = fixture_load(fixture, "north", "p1", 3); // before the void
    assert_int_equal(portfolio->count, 2);
    wm_portfolio_unref(portfolio);
}

static void test_what_cannot_be_voided(void **state) {
    struct fixture *fixture = *state;
    fixture_refused(fixture, "north", "[" VOID("p1", "1", "x") "]", WM_NOT_FOUND, "unknown-seq");
    fixture_add(fixture, "north",
                "[" PUT("p1") "," PUT("p2") "," ADD(
                    "p1", ROLE("a", "2026-01-02")) ",{\"award.grant\":{\"person\":\"p1\","
                                                   "\"award\":{\"level\":\"f/"
                                                   "l\",\"on\":\"2026-01-02\"},\"override\":{\"reason\":\"r\"}}}]");
    fixture_refused(fixture, "north", "[" VOID("p1", "77", "x") "]", WM_NOT_FOUND, "unknown-seq");
    fixture_refused(fixture, "north", "[" VOID("p1", "1", "x") "]", WM_NOT_FOUND, "not-a-record");
    fixture_refused(fixture, "north", "[" VOID("p1", "4", "x") "]", WM_NOT_FOUND, "not-a-record");
    assert_non_null(strstr(fixture->error.message, "award.revoke"));
    fixture_refused(fixture, "north", "[" VOID("p2", "3", "x") "]", WM_NOT_FOUND, "unknown-seq"); // another's
    fixture_add(fixture, "north", "[" VOID("p1", "3", "x") "]");
    fixture_refused(fixture, "north", "[" VOID("p1", "3", "x") "]", WM_CONFLICT, "already-voided");
    assert_string_equal(fixture->error.where, "seq");
    fixture_refused(fixture, "north",
                    "[" ADD("p1", ROLE("b", "2026-01-02")) "," VOID("p1", "6", "x") "," VOID("p1", "6", "x") "]",
                    WM_CONFLICT, "already-voided");
    assert_int_equal(fixture_head(fixture, "north"), 5);
}

static void test_a_void_finds_its_person_by_the_seq(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north", "[" PUT("p1") "," ADD("p1", ROLE("a", "2026-01-02")) "]");
    struct wm_entry entry = {.type = WM_ENTRY_RECORD_VOID, .seq = 2, .reason = {"why", 3}};
    struct wm_append append = {.organisation = "north", .entries = &entry, .count = 1};
    struct wm_appended appended = {.seqs = fixture->seqs};
    fixture_begin(fixture);
    wm_test_ok(wm_store_append(fixture->writer, &append, &appended, &fixture->error), &fixture->error);
    fixture_commit(fixture);
    struct wm_portfolio *portfolio = fixture_load(fixture, "north", "p1", -1);
    assert_int_equal(portfolio->count, 0);
    assert_int_equal(portfolio->last, 3);
    wm_portfolio_unref(portfolio);
}

// --- Awards ---

static void test_awards_are_granted_and_revoked(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north",
                "[" PUT("p1") ",{\"award.grant\":{\"person\":\"p1\",\"award\":{\"level\":\"f/l\",\"on\":\"2026-01-02\","
                              "\"until\":\"2027-01-01\"},\"decision\":{\"z\":1,\"outcome\":\"eligible\"}}}]");
    struct wm_portfolio *portfolio = fixture_load(fixture, "north", "p1", -1);
    struct wm_fact_range range = wm_portfolio_find(portfolio, WM_KIND_AWARD, wm_code_find("f/l", 3));
    assert_int_equal(range.count, 1);
    assert_int_equal(range.first->until, wm_day_of(2027, 1, 1));
    wm_portfolio_unref(portfolio);
    fixture_add(fixture, "north",
                "[{\"award.revoke\":{\"person\":\"p1\",\"award\":{\"level\":\"f/l\",\"on\":\"2026-06-01\"},\"reason\":"
                "\"left\"}}]");
    portfolio = fixture_load(fixture, "north", "p1", -1);
    assert_int_equal(portfolio->facts[0].until, wm_day_of(2026, 5, 31));
    wm_portfolio_unref(portfolio);
    portfolio = fixture_load(fixture, "north", "p1", 2);
    assert_int_equal(portfolio->facts[0].until, wm_day_of(2027, 1, 1));
    wm_portfolio_unref(portfolio);
}

static bool take_decision(void *context, const struct wm_stored_entry *stored) {
    struct wm_buffer *text = context;
    if (stored->entry.type == WM_ENTRY_AWARD_GRANT)
        wm_json_write_canonical(text, stored->entry.decision);
    return true;
}

static void test_a_decision_given_as_text_is_kept_canonical(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north", "[" PUT("p1") "]");
    const char *decision = "{ \"outcome\": \"eligible\", \"as_of\": \"2026-01-02\" }";
    struct wm_entry entry = {.type = WM_ENTRY_AWARD_GRANT,
                             .person = {"p1", 2},
                             .level = {"f/l", 3},
                             .on = wm_day_of(2026, 1, 2),
                             .until = WM_DAY_NONE,
                             .decision_text = {decision, strlen(decision)}};
    struct wm_append append = {.organisation = "north", .entries = &entry, .count = 1};
    struct wm_appended appended = {.seqs = fixture->seqs};
    fixture_begin(fixture);
    wm_test_ok(wm_store_append(fixture->writer, &append, &appended, &fixture->error), &fixture->error);
    entry.decision_text = (struct wm_text){"{", 1};
    wm_test_fails(wm_store_append(fixture->writer, &append, &appended, &fixture->error), &fixture->error, WM_PARSE,
                  "json");
    fixture_commit(fixture);
    struct wm_buffer text;
    wm_buffer_init(&text, 1000);
    wm_test_ok(wm_store_entries(fixture->reader, "north", "p1", 2, 0, -1, take_decision, &text, &fixture->error),
               &fixture->error);
    assert_string_equal(text.data, "{\"as_of\":\"2026-01-02\",\"outcome\":\"eligible\"}");
    wm_buffer_clear(&text);
}

// --- Ledger time and lists ---

static void test_reading_as_of_a_seq(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north", "[" PUT("p1") "," PUT("p2") "," ADD("p1", ROLE("a", "2026-01-02")) "]");
    struct wm_portfolio *portfolio = NULL;
    wm_test_fails(wm_store_load_portfolio(fixture->reader, "north", "p1", 2, 4, &portfolio, &fixture->error),
                  &fixture->error, WM_PARAMS, "ledger-beyond-head");
    assert_string_equal(fixture->error.where, "ledger");
    wm_test_fails(wm_store_load_portfolio(fixture->reader, "north", "p2", 2, 1, &portfolio, &fixture->error),
                  &fixture->error, WM_NOT_FOUND, "unknown-person"); // not yet known then
    wm_test_fails(wm_store_load_portfolio(fixture->reader, "south", "p2", 2, 1, &portfolio, &fixture->error),
                  &fixture->error, WM_PARAMS, "ledger-beyond-head");
    portfolio = fixture_load(fixture, "north", "p1", 2);
    assert_int_equal(portfolio->count, 0);
    assert_int_equal(portfolio->last, 1);
    struct wm_portfolio *now = fixture_load(fixture, "north", "p1", 3);
    assert_int_equal(now->count, 1);
    assert_memory_not_equal(now->head, portfolio->head, sizeof now->head);
    wm_portfolio_unref(now);
    wm_portfolio_unref(portfolio);
}

struct seen {
    int64_t seqs[32];
    int64_t voided_by[32];
    char reasons[32][32];
    size_t count;
    size_t stop; // after so many
};

static bool see(void *context, const struct wm_stored_entry *stored) {
    struct seen *seen = context;
    assert_true(seen->count < 32);
    assert_int_equal(stored->instant, FIXTURE_NOON);
    assert_int_equal(stored->uid, 1000);
    assert_false(stored->erased);
    assert_true(stored->json.length > 0);
    snprintf(seen->reasons[seen->count], 32, "%.*s", (int)stored->void_reason.length, stored->void_reason.data);
    seen->voided_by[seen->count] = stored->voided_by;
    seen->seqs[seen->count++] = stored->seq;
    return seen->stop == 0 || seen->count < seen->stop;
}

static struct seen list(struct fixture *fixture, const char *person, int64_t after, int64_t ledger, size_t stop) {
    struct seen seen = {.stop = stop};
    wm_test_ok(wm_store_entries(fixture->reader, "north", person, person != NULL ? strlen(person) : 0, after, ledger,
                                see, &seen, &fixture->error),
               &fixture->error);
    return seen;
}

static void test_lists_of_entries(void **state) {
    struct fixture *fixture = *state;
    fixture_add(
        fixture, "north",
        "[" PUT("p1") "," PUT("p2") "," ADD("p1", ROLE("a", "2026-01-02")) "," ADD(
            "p2", ROLE("a", "2026-01-02")) "," ADD("p1", ROLE("b", "2026-01-02")) "," VOID("p1", "3", "oops") "]");
    struct seen seen = list(fixture, NULL, 0, -1, 0);
    assert_int_equal(seen.count, 6);
    for (int64_t i = 0; i < 6; i++)
        assert_int_equal(seen.seqs[i], i + 1);
    assert_int_equal(seen.voided_by[2], 6);
    assert_string_equal(seen.reasons[2], "oops");
    assert_int_equal(seen.voided_by[4], 0);
    seen = list(fixture, "p1", 0, -1, 0);
    assert_int_equal(seen.count, 4);
    assert_int_equal(seen.seqs[2], 5);
    assert_int_equal(seen.voided_by[1], 6);
    assert_string_equal(seen.reasons[1], "oops");
    seen = list(fixture, "p1", 1, 5, 0);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.voided_by[0], 0); // not yet voided then
    seen = list(fixture, NULL, 2, -1, 2);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.seqs[1], 4);
    seen = list(fixture, "p2", 4, -1, 0);
    assert_int_equal(seen.count, 0);
    struct seen none = {0};
    wm_test_fails(wm_store_entries(fixture->reader, "north", "p3", 2, 0, -1, see, &none, &fixture->error),
                  &fixture->error, WM_NOT_FOUND, "unknown-person");
    assert_string_equal(fixture->error.nearest, "p1");
    wm_test_fails(wm_store_entries(fixture->reader, "north", NULL, 0, 0, 7, see, &none, &fixture->error),
                  &fixture->error, WM_PARAMS, "ledger-beyond-head");
    wm_test_ok(wm_store_entries(fixture->reader, "south", NULL, 0, 0, -1, see, &none, &fixture->error),
               &fixture->error);
    assert_int_equal(none.count, 0);
}

struct people {
    char text[400];
    size_t stop, count;
};

static bool meet(void *context, struct wm_text id, const struct wm_stored_entry *put, int64_t last_seq) {
    struct people *people = context;
    size_t have = strlen(people->text);
    assert_int_equal(put->entry.type, WM_ENTRY_PERSON_PUT);
    snprintf(people->text + have, sizeof people->text - have, "%.*s=%.*s@%lld/%lld ", (int)id.length, id.data,
             (int)put->entry.name.length, put->entry.name.data, (long long)put->seq, (long long)last_seq);
    return ++people->count != people->stop;
}

static void test_lists_of_persons(void **state) {
    struct fixture *fixture = *state;
    fixture_add(
        fixture, "north",
        "[" PUT("b") "," PUT("a") "," PUT("\xc3\xab") ",{\"person.put\":{\"person\":\"b\",\"name\":\"Bo\"}},"
                                                      "{\"person.put\":{\"person\":\"B\",\"name\":\"Big\"}}," ADD(
                                                          "a", ROLE("r", "2026-01-02")) "]");
    struct people people = {.text = ""};
    wm_test_ok(wm_store_persons(fixture->reader, "north", NULL, 0, 100, meet, &people, &fixture->error),
               &fixture->error);
    assert_string_equal(people.text, "B=Big@5/5 a=@2/6 b=Bo@4/4 \xc3\xab=@3/3 ");
    people = (struct people){.text = ""};
    wm_test_ok(wm_store_persons(fixture->reader, "north", "a", 1, 1, meet, &people, &fixture->error), &fixture->error);
    assert_string_equal(people.text, "b=Bo@4/4 ");
    people = (struct people){.text = "", .stop = 2};
    wm_test_ok(wm_store_persons(fixture->reader, "north", "", 0, 100, meet, &people, &fixture->error), &fixture->error);
    assert_int_equal(people.count, 2);
    people = (struct people){.text = ""};
    wm_test_ok(wm_store_persons(fixture->reader, "south", "", 0, 100, meet, &people, &fixture->error), &fixture->error);
    assert_int_equal(people.count, 0);
    wm_test_ok(wm_store_person(fixture->reader, "north", "a", 1, meet, &people, &fixture->error), &fixture->error);
    assert_string_equal(people.text, "a=@2/6 ");
    wm_test_fails(wm_store_person(fixture->reader, "north", "bb", 2, meet, &people, &fixture->error), &fixture->error,
                  WM_NOT_FOUND, "unknown-person");
    assert_string_equal(fixture->error.nearest, "b");
    wm_test_fails(wm_store_person(fixture->reader, "south", "a", 1, meet, &people, &fixture->error), &fixture->error,
                  WM_NOT_FOUND, "unknown-person");
}

static void test_everything_is_there_after_reopening(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north", "[" PUT("p1") "," KEYED("p1", "k1", "2026-01-02") "]");
    struct wm_portfolio *before = fixture_load(fixture, "north", "p1", -1);
    wm_test_ok(wm_store_checkpoint(fixture->reader, &fixture->error), &fixture->error);
    fixture_close(fixture);
    fixture_open(fixture);
    struct wm_portfolio *after = fixture_load(fixture, "north", "p1", -1);
    assert_memory_equal(before->head, after->head, sizeof before->head);
    assert_int_equal(after->count, 1);
    wm_portfolio_unref(before);
    wm_portfolio_unref(after);
    fixture_add(fixture, "north", "[" KEYED("p1", "k1", "2026-01-02") "," ADD("p1", ROLE("x", "2026-01-02")) "]");
    assert_int_equal(fixture->seqs[0], 2);
    assert_int_equal(fixture->seqs[1], 3);
}

static void test_long_contents(void **state) {
    struct fixture *fixture = *state;
    struct wm_buffer json;
    wm_buffer_init(&json, 4 * 1024 * 1024);
    fixture_add(fixture, "north", "[" PUT("p1") "]");
    // The largest record there may be, and a decision that is too large for any entry.
    wm_buffer_text(&json,
                   "[{\"record.add\":{\"person\":\"p1\",\"record\":{" ROLE("r", "2026-01-02") ",\"data\":{\"d\":\"");
    for (size_t i = 0; i < 16 * 1024 - strlen("{\"d\":\"\"}"); i++)
        wm_buffer_byte(&json, 'x');
    wm_buffer_text(&json, "\"},\"note\":\"");
    for (size_t i = 0; i < 2048; i++)
        wm_buffer_text(&json, "\\n\\t");
    wm_buffer_text(&json, "\"}}}]");
    fixture_add(fixture, "north", json.data);
    wm_buffer_reset(&json);
    wm_buffer_text(&json, "[{\"award.grant\":{\"person\":\"p1\",\"award\":{\"level\":\"f/l\",\"on\":\"2026-01-02\"},"
                          "\"decision\":{\"d\":\"");
    for (size_t i = 0; i < 1024 * 1024; i++)
        wm_buffer_byte(&json, 'x');
    wm_buffer_text(&json, "\"}}}]");
    fixture_refused(fixture, "north", json.data, WM_LIMIT, "length");
    wm_buffer_clear(&json);
    assert_int_equal(fixture_verify(fixture), 2);
}

static void test_calls_out_of_order_are_told(void **state) {
    struct fixture *fixture = *state;
    wm_test_expect_log(WM_LOG_BUG, 3);
    wm_test_fails(fixture_request(fixture, "north", "[" PUT("p1") "]"), &fixture->error, WM_INTERNAL, "internal");
    wm_test_fails(wm_store_commit(fixture->writer, &fixture->error), &fixture->error, WM_INTERNAL, "internal");
    fixture_begin(fixture);
    wm_test_fails(wm_store_begin(fixture->writer, &fixture->error), &fixture->error, WM_INTERNAL, "internal");
    fixture_commit(fixture);
}

WM_TEST_MAIN(WITH_STORE(test_an_empty_store), WITH_STORE(test_what_is_appended_is_loaded),
             WITH_STORE(test_organisations_have_ledgers_of_their_own),
             WITH_STORE(test_nothing_is_seen_before_the_commit),
             WITH_STORE(test_a_refused_request_leaves_its_neighbours_and_no_gap),
             WITH_STORE(test_an_unknown_person_is_told_the_nearest),
             WITH_STORE(test_only_person_put_creates_and_only_when_asked), WITH_STORE(test_a_key_makes_a_record_once),
             WITH_STORE(test_a_key_with_other_content_refuses_its_batch),
             WITH_STORE(test_the_key_of_a_voided_record_stays_used), WITH_STORE(test_a_void_takes_a_record_out),
             WITH_STORE(test_what_cannot_be_voided), WITH_STORE(test_a_void_finds_its_person_by_the_seq),
             WITH_STORE(test_awards_are_granted_and_revoked),
             WITH_STORE(test_a_decision_given_as_text_is_kept_canonical), WITH_STORE(test_reading_as_of_a_seq),
             WITH_STORE(test_lists_of_entries), WITH_STORE(test_lists_of_persons),
             WITH_STORE(test_everything_is_there_after_reopening), WITH_STORE(test_long_contents),
             WITH_STORE(test_calls_out_of_order_are_told))
