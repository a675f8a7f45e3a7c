// SPDX-License-Identifier: MIT
// Each allocation of a call fails once, on whatever thread it is: the caller gets the answer or is told so, nothing is
// half done, and the next call is answered.
#include "engine/base/fault.h"

#include "tests/unit/methods/fixture.h"

#include <stdio.h>

#define TRAINED                                                                                                        \
    "{\"kind\":\"training\",\"subject\":\"first-aid\",\"on\":\"2026-03-01\",\"outcome\":\"completed\",\"key\":\"k\"}"

static void forget(struct fixture *fixture) {
    struct wm_cached *cached =
        wm_cache_find(&fixture->daemon.cache, fixture->daemon.rules.organisations[0], "amara", 5);
    if (cached != NULL)
        wm_cache_forget(&fixture->daemon.cache, cached);
}

// Without an answer there was no memory even for the error: a connection is closed then.
static bool answered(struct fixture *fixture, const char *expected) {
    struct wm_session *session = &fixture->sessions[0];
    if (session->failed || session->output.length == 0) {
        assert_true(session->failed);
        session->failed = false;
        wm_buffer_clear(&session->output);
        return false;
    }
    struct wm_json line = fixture_line(fixture, 0);
    if (fixture_has(line, "error") && fixture_integer(line, "error.code") == wm_status_rpc(WM_NO_MEMORY))
        return false;
    if (expected != NULL)
        assert_string_equal(fixture->line, expected);
    else if (fixture_has(line, "error"))
        fail_msg("%s", fixture->line);
    return true;
}

#ifdef WM_FAULTS
static void fail_each(struct fixture *fixture, const char *method, const char *params, const char *expected,
                      bool persistent) {
    bool reached = true;
    for (int64_t nth = 1; reached; nth++) {
        forget(fixture);
        wm_fault_allocation(nth, persistent);
        fixture_request(fixture, 0, 1, method, params);
        fixture_run(fixture, 0);
        reached = wm_fault_allocations_seen() >= nth;
        wm_fault_allocation(0, false);
        bool got = answered(fixture, expected);
        if (!reached)
            assert_true(got);
        assert_true(nth < 20000);
    }
    assert_null(fixture->methods.writes);
}
#endif

// `same`: asked again it gives the same answer.
static void ask(struct fixture *fixture, const char *method, const char *params, bool same) {
    forget(fixture);
    fixture_request(fixture, 0, 1, method, params);
    fixture_run(fixture, 0);
    fixture_line(fixture, 0);
    char *expected = wm_dup(fixture->line);
    assert_non_null(expected);
    forget(fixture);
    fixture_request(fixture, 0, 1, method, params);
    fixture_run(fixture, 0);
    assert_true(answered(fixture, same ? expected : NULL));
#ifdef WM_FAULTS
    fail_each(fixture, method, params, same ? expected : NULL, false);
    fail_each(fixture, method, params, same ? expected : NULL, true);
#endif
    wm_free(expected);
}

static void test_reads(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    fixture_ask(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"reason\":\"r\"}");
    ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}", true);
    ask(fixture, "eligibility.explain",
        "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"ledger\":2,\"with\":[" TRAINED "],\"without\":[2]}", true);
    ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}", true);
    ask(fixture, "eligibility.standing", "{\"person\":\"amara\",\"plans\":true}", true);
    ask(fixture, "eligibility.forecast", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"to\":\"2027-08-31\"}", true);
    ask(fixture, "eligibility.forecast", "{\"person\":\"amara\",\"to\":\"2027-08-31\"}", true);
    ask(fixture, "person.get", "{\"person\":\"amara\"}", true);
    ask(fixture, "person.list", "{}", true);
    ask(fixture, "record.list", "{\"person\":\"amara\"}", true);
    ask(fixture, "award.list", "{\"person\":\"amara\"}", true);
    ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}", true); // refused
    ask(fixture, "framework.get", "{\"framework\":\"tiny\"}", true);
    ask(fixture, "rules.status", "{}", true);
    ask(fixture, "system.metrics", "{}", false);
}

static void test_writes(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    ask(fixture, "person.put", "{\"id\":\"amara\",\"name\":\"Amara\",\"data\":{\"a\":1}}", false);
    ask(fixture, "record.add", "{\"person\":\"amara\",\"records\":[" TRAINED "]}", false);
    struct wm_json result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 1);
    ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}", false);
}

// The state of Lua is there already, or made while memory is short: no answer but the right one, also then.
static void test_predicates(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/frameworks/tiny/a-predicates.lua",
                       "keen = custom { id = 'keen', says = 's', function (person)\n"
                       "  return person.count('training') > 0, 'it is so' end }\n");
    wm_test_write_text(&fixture->folder, "rules/frameworks/tiny/z-levels.lua",
                       "level 'keen' { title = 'Keen', requires = keen }\n");
    fixture_start(fixture);
    fixture_person(fixture, "amara");
    ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/keen\"}", true);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_reads), TEST(test_writes), TEST(test_predicates))
