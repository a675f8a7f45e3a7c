// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/base/fault.h"

#include "tests/unit/methods/fixture.h"

#include <inttypes.h>
#include <stdio.h>

#define ENTRY "{\"person\":\"amara\",\"level\":\"tiny/entry\"}"

static char *ask_again(struct fixture *fixture, const char *method, const char *params) {
    return fixture_json(fixture_ask(fixture, method, params));
}

static void test_check_gives_outcome_and_horizon(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json result = fixture_ask(fixture, "eligibility.check", ENTRY);
    fixture_text_is(result, "outcome", "eligible");
    fixture_text_is(result, "as_of", "2026-09-01");
    fixture_text_is(result, "until", "2027-03-01");
    fixture_text_is(result, "changes_to", "not-eligible");
    fixture_text_is(result, "org", "north");
    fixture_text_is(result, "person", "amara");
    fixture_text_is(result, "desired[0].verdict", "unmet");
    assert_int_equal(fixture_integer(result, "ledger"), 2);
    result = fixture_ask(fixture, "eligibility.check",
                         "{\"org\":\"north\",\"person\":\"amara\",\"level\":\"tiny/entry\",\"as_of\":\"2027-03-02\"}");
    fixture_text_is(result, "outcome", "not-eligible");
    fixture_text_is(result, "unmet[0].id", "trained:first-aid");
    fixture_text_is(result, "unmet[0].hint", "book it with the office");
    fixture_text_is(result, "unmet[0].refused[0].reason", "expired");
    assert_int_equal(fixture_integer(result, "unmet[0].refused[0].seq"), 2);
    result = fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/senior\"}");
    fixture_text_is(result, "outcome", "not-eligible"); // it does not hold what it must, whatever the score
    fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/senior\"}", WM_CONFLICT,
                    "not-eligible");
}

static void test_explain_has_the_same_answer_and_the_tree(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    static const char params[] = "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}";
    char *checked = ask_again(fixture, "eligibility.check", params);
    struct wm_json result = fixture_ask(fixture, "eligibility.explain", params);
    fixture_text_is(result, "tree.verb", "all");
    fixture_text_is(result, "tree.verdict", "unmet");
    fixture_text_is(result, "tree.children[0].verb", "meets");
    fixture_text_is(result, "tree.children[0].verdict", "met");
    char *tree = fixture_json(fixture_at(result, "tree")), *explained = fixture_json(result);
    // But for the tree it is the same.
    char *at = strstr(explained, ",\"tree\":");
    assert_non_null(at);
    size_t length = strlen(",\"tree\":") + strlen(tree);
    memmove(at, at + length, strlen(at + length) + 1);
    assert_string_equal(explained, checked);
    wm_free(tree);
    wm_free(explained);
    wm_free(checked);
}

static void test_the_second_answer_comes_from_memory(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    char *first = ask_again(fixture, "eligibility.check", ENTRY);
    uint64_t hits = fixture->daemon.cache.answer_hits, loads = fixture->daemon.loader.loads;
    fixture_request(fixture, 0, 7, "eligibility.check", ENTRY);
    assert_int_equal(fixture->sessions[0].under_way, 0); // answered where it stood
    assert_int_equal(fixture->daemon.cache.answer_hits, hits + 1);
    assert_int_equal(fixture->daemon.loader.loads, loads);
    struct wm_json line = fixture_line(fixture, 0);
    char *second = fixture_json(fixture_at(line, "result"));
    assert_string_equal(second, first);
    wm_free(second);
    // Another day, level or person is another question; a record ends what was known.
    fixture_ask(fixture, "eligibility.check",
                "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"as_of\":\"2026-09-02\"}");
    assert_int_equal(fixture->daemon.cache.answer_hits, hits + 1);
    fixture_record(fixture, "amara", "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-01-01\"}");
    second = ask_again(fixture, "eligibility.check", ENTRY);
    assert_int_equal(fixture->daemon.cache.answer_hits, hits + 1);
    assert_string_not_equal(second, first);
    wm_free(second);
    wm_free(first);
}

#ifdef WM_FAULTS
static void test_an_answer_from_memory_allocates_nothing(void **state) {
    struct fixture *fixture = *state;
    int64_t least = INT64_MAX;
    fixture_person(fixture, "amara");
    for (int i = 0; i < 10; i++) { // another thread of the daemon may be at work meanwhile
        fixture_ask(fixture, "eligibility.check", ENTRY);
        wm_fault_allocation(1000000, false); // counts from here
        fixture_request(fixture, 0, 7, "eligibility.check", ENTRY);
        int64_t seen = wm_fault_allocations_seen();
        wm_fault_allocation(0, false);
        fixture_text_is(fixture_line(fixture, 0), "result.outcome", "eligible");
        least = seen < least ? seen : least;
    }
    assert_int_equal(least, 0);
}
#endif

static void test_without_caches_the_answers_are_the_same(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    char *first = ask_again(fixture, "eligibility.check", ENTRY);
    fixture_stop(fixture);
    fixture->config.limits.portfolio_cache = 0;
    fixture->config.limits.decision_cache = 0;
    fixture_start(fixture);
    for (int i = 0; i < 2; i++) {
        char *again = ask_again(fixture, "eligibility.check", ENTRY);
        assert_string_equal(again, first);
        wm_free(again);
    }
    assert_int_equal(fixture->daemon.loader.loads, 2);
    assert_int_equal(fixture->daemon.cache.count, 0);
    wm_free(first);
}

static void test_a_past_answer_is_found_again_to_the_byte(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_person(fixture, "bea");
    char *past = ask_again(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}");
    struct wm_json result = fixture_ask(fixture, "rules.status", "{}");
    struct wm_text hash = wm_json_text(fixture_at(result, "organisations[0].rules"));
    char rules[65];
    snprintf(rules, sizeof rules, "%.*s", (int)hash.length, hash.data);
    // Afterwards more is recorded, and the rules change.
    fixture_record(fixture, "amara",
                   "{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"2026-05-01\",\"value\":4,"
                   "\"by\":\"pat\",\"as\":\"lead\"}");
    char *present = ask_again(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}");
    assert_string_not_equal(present, past);
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua",
                       "organisation \"north\" { title = \"North\" }\nadopt \"tiny\" { accept_suggested = true }\n");
    fixture_start(fixture);
    char params[300];
    for (int round = 0; round < 2; round++) { // the first time the old rules have to be built again
        snprintf(params, sizeof params,
                 "{\"person\":\"amara\",\"level\":\"tiny/skilled\",\"as_of\":\"2026-09-01\",\"ledger\":2,"
                 "\"rules\":\"%s\"}",
                 rules);
        char *again = ask_again(fixture, "eligibility.check", params);
        assert_string_equal(again, past);
        wm_free(again);
        snprintf(params, sizeof params, "{\"person\":\"amara\",\"level\":\"tiny/skilled\",\"rules\":\"%s\"}", rules);
        again = ask_again(fixture, "eligibility.check", params);
        assert_string_equal(again, present);
        wm_free(again);
    }
    result = fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}");
    assert_false(wm_json_text(fixture_at(result, "rules")).length == 64 &&
                 memcmp(wm_json_text(fixture_at(result, "rules")).data, rules, 64) == 0);
    snprintf(params, sizeof params, "{\"person\":\"amara\",\"ledger\":2,\"rules\":\"%s\"}", rules);
    result = fixture_ask(fixture, "eligibility.standing", params);
    assert_int_equal(fixture_integer(result, "ledger"), 2);
    wm_free(past);
    wm_free(present);
}

static void test_questions_about_nothing(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json error =
        fixture_refused(fixture, "eligibility.check", "{\"person\":\"amarra\",\"level\":\"tiny/entry\"}", WM_NOT_FOUND,
                        "unknown-person");
    fixture_text_is(error, "data.nearest", "amara");
    error = fixture_refused(fixture, "eligibility.explain", "{\"person\":\"amara\",\"level\":\"tiny/entrie\"}",
                            WM_NOT_FOUND, "unknown-level");
    fixture_text_is(error, "data.nearest", "tiny/entry");
    fixture_text_is(error, "data.path", "level");
    fixture_refused(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"entry\"}", WM_PARAMS,
                    "wrong-type");
    error = fixture_refused(fixture, "eligibility.check",
                            "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"as_off\":\"2026-01-01\"}", WM_PARAMS,
                            "unknown-parameter");
    fixture_text_is(error, "data.nearest", "as_of");
    error = fixture_refused(fixture, "eligibility.check",
                            "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"as_of\":\"2026-02-30\"}", WM_PARAMS,
                            "impossible-date");
    fixture_text_is(error, "data.path", "as_of");
    error =
        fixture_refused(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"ledger\":3}",
                        WM_PARAMS, "ledger-beyond-head");
    fixture_text_is(error, "data.path", "ledger");
    fixture_refused(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"ledger\":0}",
                    WM_NOT_FOUND, "unknown-person"); // not yet known then
    error = fixture_refused(fixture, "eligibility.check",
                            "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"rules\":"
                            "\"0123456789012345678901234567890123456789012345678901234567890123\"}",
                            WM_NOT_FOUND, "unknown-rules");
    fixture_text_is(error, "data.path", "rules");
    fixture_refused(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"rules\":\"abc\"}",
                    WM_PARAMS, "wrong-type");
    error = fixture_refused(fixture, "eligibility.standing", "{\"person\":\"amara\",\"framework\":\"tinny\"}",
                            WM_NOT_FOUND, "unknown-framework");
    fixture_text_is(error, "data.nearest", "tiny");
}

static void test_standing_shows_every_level(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"until\":\"2028-01-01\"}");
    struct wm_json result =
        fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\",\"framework\":\"tiny\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "levels")), 6);
    fixture_text_is(result, "levels[0].level", "tiny/entry");
    assert_true(fixture_true(result, "levels[0].held"));
    assert_int_equal(fixture_integer(result, "levels[0].award.seq"), 3);
    fixture_text_is(result, "levels[0].award.until", "2028-01-01");
    assert_true(fixture_true(result, "levels[1].next"));
    assert_true(fixture_true(result, "levels[1].near"));
    assert_true(fixture_true(result, "levels[3].gate"));
    assert_int_equal(fixture_integer(result, "ledger"), 3);
    // On the last days of the training it is about to lapse.
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\",\"as_of\":\"2027-02-01\"}");
    assert_true(fixture_true(result, "levels[0].lapsing"));
    fixture_text_is(result, "levels[0].until", "2027-03-01");
}

static void test_records_are_supposed(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    static const char with[] =
        "{\"person\":\"amara\",\"level\":\"tiny/skilled\",\"with\":[{\"kind\":\"assessment\",\"subject\":"
        "\"tiny/listening\",\"on\":\"2026-05-01\",\"value\":4,\"by\":\"pat\",\"as\":\"lead\"}]}";
    struct wm_json result = fixture_ask(fixture, "eligibility.explain", with);
    fixture_text_is(result, "outcome", "eligible");
    assert_true(fixture_true(result, "hypothetical"));
    assert_int_equal(fixture_integer(result, "tree.children[1].found[0].with"), 0);
    // Nothing of it was kept, neither in the ledger nor as an answer.
    result = fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}");
    fixture_text_is(result, "outcome", "not-eligible");
    assert_false(fixture_has(result, "hypothetical"));
    result =
        fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"without\":[2]}");
    fixture_text_is(result, "outcome", "not-eligible");
    assert_true(fixture_true(result, "hypothetical"));
    result = fixture_ask(fixture, "eligibility.check",
                         "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"ledger\":1,\"with\":[{\"kind\":\"training\","
                         "\"subject\":\"first-aid\",\"on\":\"2026-08-01\",\"outcome\":\"completed\"}],\"without\":[]}");
    fixture_text_is(result, "outcome", "eligible");

    struct wm_json error = fixture_refused(fixture, "eligibility.check",
                                           "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"without\":[2,1]}",
                                           WM_NOT_FOUND, "unknown-seq");
    fixture_text_is(error, "data.path", "without[1]");
    fixture_text_is(error, "data.nearest", "2");
    error = fixture_refused(fixture, "eligibility.check",
                            "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"without\":[2,\"x\"]}", WM_PARAMS,
                            "wrong-type");
    fixture_text_is(error, "data.path", "without[1]");
    error = fixture_refused(fixture, "eligibility.check",
                            "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"with\":[{\"kind\":\"training\"}]}",
                            WM_PARAMS, "missing-field");
    fixture_text_is(error, "data.path", "with[0].on");
    error = fixture_refused(fixture, "eligibility.check",
                            "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"with\":[{\"kind\":\"role\",\"subject\":"
                            "\"werker\",\"on\":\"2026-01-01\"}]}",
                            WM_PARAMS, "unknown-subject");
    fixture_text_is(error, "data.nearest", "worker");
    fixture->config.limits.records = 1;
    fixture_refused(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"without\":[1,2]}",
                    WM_LIMIT, "records");
}

static void test_many_askers_wait_for_one_load(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    uint64_t loads = fixture->daemon.loader.loads;
    for (int i = 0; i < 40; i++)
        fixture_request(fixture, (size_t)i % 2, i, "eligibility.check", ENTRY);
    fixture_run(fixture, 0);
    fixture_run(fixture, 1);
    for (int i = 0; i < 40; i++)
        fixture_text_is(fixture_line(fixture, (size_t)i % 2), "result.outcome", "eligible");
    assert_int_equal(fixture->daemon.loader.loads, loads + 1);
}

static void test_who_has_gone_is_not_answered(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_request(fixture, 1, 1, "eligibility.check", ENTRY);
    fixture_request(fixture, 1, 2, "record.list", "{\"person\":\"amara\"}");
    fixture_request(fixture, 1, 3, "person.put", "{\"id\":\"late\"}");
    fixture_request(fixture, 1, 4, "person.get", "{\"person\":\"late\"}");
    fixture->sessions[1].closed = true;
    fixture_run(fixture, 1);
    assert_int_equal(fixture->sessions[1].output.length, 0);
    fixture_text_is(fixture_ask(fixture, "person.get", "{\"person\":\"late\"}"), "id", "late"); // a write is done
}

#ifdef WM_FAULTS
#define NO_ALLOCATION TEST(test_an_answer_from_memory_allocates_nothing),
#else
#define NO_ALLOCATION
#endif
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_check_gives_outcome_and_horizon), TEST(test_explain_has_the_same_answer_and_the_tree),
             TEST(test_the_second_answer_comes_from_memory),
             NO_ALLOCATION TEST(test_without_caches_the_answers_are_the_same),
             TEST(test_a_past_answer_is_found_again_to_the_byte), TEST(test_questions_about_nothing),
             TEST(test_standing_shows_every_level), TEST(test_records_are_supposed),
             TEST(test_many_askers_wait_for_one_load), TEST(test_who_has_gone_is_not_answered))
