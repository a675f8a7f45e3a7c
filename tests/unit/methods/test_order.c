// SPDX-License-Identifier: MIT
// labels: threads
// Reads after writes, on one connection and between several.
#include "api/methods/order.h"

#include "tests/unit/methods/fixture.h"

#include <inttypes.h>
#include <stdio.h>

#define TRAINED "{\"kind\":\"training\",\"subject\":\"first-aid\",\"on\":\"2026-03-01\",\"outcome\":\"completed\"}"
#define REQUEST(id, method, params)                                                                                    \
    "{\"jsonrpc\":\"2.0\",\"id\":" #id ",\"method\":\"" method "\",\"params\":" params "}"
#define CHECK "{\"person\":\"amara\",\"level\":\"tiny/entry\"}"

// The answer of a batch with this id: its result, or the test fails.
static struct wm_json result_of(struct wm_json batch, int64_t id) {
    struct wm_json_iterator iterator = wm_json_iterate(batch);
    struct wm_json one;
    while (wm_json_next(&iterator, NULL, &one)) {
        if (fixture_integer(one, "id") == id)
            return fixture_at(one, "result");
    }
    fail_msg("the batch has no answer %lld", (long long)id);
    return one;
}

static void test_in_a_batch_reads_see_the_writes_before_them(void **state) {
    struct fixture *fixture = *state;
    fixture_send(fixture, 0,
                 "[" REQUEST(1, "person.put", "{\"id\":\"amara\"}") ","                                              //
                 REQUEST(2, "eligibility.check", CHECK) ","                                                          //
                 REQUEST(3, "record.add", "{\"person\":\"amara\",\"records\":[" TRAINED "]}") ","                    //
                 REQUEST(4, "eligibility.check", CHECK) ","                                                          //
                 REQUEST(5, "record.list", "{\"person\":\"amara\"}") ","                                             //
                 REQUEST(6, "award.grant", CHECK) ","                                                                //
                 REQUEST(7, "award.list", "{\"person\":\"amara\"}") ","                                              //
                 REQUEST(8, "record.void", "{\"seq\":2,\"reason\":\"a test\"}") ","                                  //
                 REQUEST(9, "eligibility.check", CHECK) ","                                                          //
                 REQUEST(10, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"reason\":\"x\"}") "," //
                 REQUEST(11, "eligibility.standing", "{\"person\":\"amara\"}") ","                                   //
                 REQUEST(12, "person.get", "{\"person\":\"amara\"}") ","                                             //
                 REQUEST(13, "person.list", "{}") "]");
    assert_int_equal(fixture->sessions[0].output.length, 0);
    fixture_run(fixture, 0);
    struct wm_json batch = fixture_line(fixture, 0);
    assert_int_equal(wm_json_count(batch), 13);
    // Reads see at least what was sent before them; a read of the portfolio that nothing comes behind sees just that.
    fixture_text_is(result_of(batch, 4), "outcome", "eligible");
    assert_int_equal(wm_json_count(fixture_at(result_of(batch, 5), "records")), 1);
    assert_int_equal(fixture_integer(result_of(batch, 6), "seq"), 3);
    assert_int_equal(fixture_integer(result_of(batch, 6), "decision.ledger"), 2);
    assert_int_equal(wm_json_count(fixture_at(result_of(batch, 7), "awards")), 1);
    assert_int_equal(fixture_integer(result_of(batch, 8), "seq"), 4);
    fixture_text_is(result_of(batch, 9), "outcome", "not-eligible");
    assert_int_equal(fixture_integer(result_of(batch, 10), "seq"), 5);
    assert_false(fixture_true(result_of(batch, 11), "levels[0].held"));
    assert_int_equal(fixture_integer(result_of(batch, 11), "ledger"), 5);
    assert_int_equal(fixture_integer(result_of(batch, 12), "ledger"), 5);
    assert_int_equal(fixture_integer(result_of(batch, 13), "people[0].ledger"), 5);
    assert_int_equal(fixture_integer(result_of(batch, 1), "seq"), 1);
    assert_true(fixture_integer(result_of(batch, 2), "ledger") >= 1);
    assert_int_equal(fixture_integer(result_of(batch, 3), "seqs[0]"), 2);
}

static void test_a_pipeline_reads_what_it_wrote(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    for (int i = 0; i < 60; i += 2) {
        fixture_request(fixture, 0, i, "record.add", "{\"person\":\"amara\",\"records\":[" TRAINED "]}");
        fixture_request(fixture, 0, i + 1, "eligibility.check", CHECK);
    }
    fixture_run(fixture, 0);
    int64_t seqs[60] = {0}, seen[60] = {0};
    for (int i = 0; i < 60; i++) {
        struct wm_json line = fixture_line(fixture, 0);
        int64_t id = fixture_integer(line, "id");
        if (id % 2 == 0)
            seqs[id + 1] = fixture_integer(line, "result.seqs[0]");
        else
            seen[id] = fixture_integer(line, "result.ledger");
    }
    for (int i = 1; i < 60; i += 2)
        assert_true(seen[i] >= seqs[i] && seqs[i] > 0);
}

// Whoever asks on another connection sees what is durable, and never waits for somebody's write.
static void test_another_connection_does_not_wait(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    fixture_ask(fixture, "eligibility.check", CHECK); // in memory
    fixture_request(fixture, 1, 1, "record.add", "{\"person\":\"amara\",\"records\":[" TRAINED "]}");
    fixture_request(fixture, 0, 2, "eligibility.check", CHECK);
    assert_int_equal(fixture->sessions[0].under_way, 0);
    fixture_text_is(fixture_line(fixture, 0), "result.outcome", "not-eligible");
    fixture_run(fixture, 1);
    fixture_line(fixture, 1);
    // Once the write has been acknowledged to anybody, everybody sees it.
    fixture_text_is(fixture_ask(fixture, "eligibility.check", CHECK), "outcome", "eligible");
}

static void test_what_is_about_others_does_not_wait(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "bea");
    fixture_ask(fixture, "eligibility.check", "{\"person\":\"bea\",\"level\":\"tiny/entry\"}");
    fixture_request(fixture, 0, 1, "person.put", "{\"id\":\"amara\"}");
    fixture_request(fixture, 0, 2, "eligibility.check", "{\"person\":\"bea\",\"level\":\"tiny/entry\"}");
    assert_int_equal(fixture->sessions[0].under_way, 1);
    assert_int_equal(fixture_integer(fixture_line(fixture, 0), "id"), 2);
    // A record's number does not say whose it is, until it has been looked up.
    fixture_request(fixture, 0, 3, "record.void", "{\"seq\":2,\"reason\":\"a test\"}");
    fixture_request(fixture, 0, 4, "eligibility.check", "{\"person\":\"bea\",\"level\":\"tiny/entry\"}");
    fixture_run(fixture, 0);
    for (int i = 0; i < 3; i++) {
        struct wm_json line = fixture_line(fixture, 0);
        if (fixture_integer(line, "id") == 4)
            fixture_text_is(line, "result.outcome", "not-eligible");
    }
}

// What somebody else has submitted about the person comes before the award in the ledger, and so into its decision.
static void test_an_award_never_rests_on_an_outdated_decision(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara"); // 1, 2
    fixture_ask(fixture, "eligibility.check", CHECK);
    fixture_request(fixture, 1, 1, "record.add",
                    "{\"person\":\"amara\",\"records\":[{\"kind\":\"training\",\"subject\":\"second-aid\","
                    "\"on\":\"2026-03-01\",\"outcome\":\"completed\"}]}"); // 3
    fixture_request(fixture, 0, 2, "award.grant", CHECK);
    fixture_run(fixture, 0);
    fixture_run(fixture, 1);
    struct wm_json line = fixture_line(fixture, 0);
    assert_int_equal(fixture_integer(line, "result.seq"), 4);
    assert_int_equal(fixture_integer(line, "result.decision.ledger"), 3);
    fixture_line(fixture, 1);
    // And when that takes away what it would rest on, there is no award.
    fixture_request(fixture, 1, 3, "record.void", "{\"seq\":2,\"reason\":\"a test\"}");
    while (fixture->methods.writes != NULL && !fixture->methods.writes->submitted) // it has to be looked up first
        uv_run(&fixture->loop, UV_RUN_ONCE);
    fixture_request(fixture, 0, 4, "award.grant", CHECK);
    fixture_run(fixture, 0);
    fixture_run(fixture, 1);
    fixture_text_is(fixture_line(fixture, 0), "error.data.reason", "not-eligible");
    fixture_line(fixture, 1);
}

// Somebody records so fast that the person never stands still: the award is given up, not decided on what is outdated.
static void test_a_person_who_never_stands_still(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_call somebody = {.session = &fixture->sessions[1]};
    struct wm_pending busy[2] = {{.order = 0}, {.order = 0}};
    const struct wm_text amara = {"amara", 5};
    const struct wm_organisation *north = fixture->daemon.rules.organisations[0];
    wm_order_enter(&somebody, &busy[0], north, amara);
    busy[0].submitted = true;
    fixture_request(fixture, 0, 1, "award.grant", CHECK);
    int rounds = 0;
    for (; fixture->sessions[0].under_way > 0; rounds++) {
        assert_true(rounds < 100);
        wm_order_enter(&somebody, &busy[(rounds + 1) % 2], north, amara);
        busy[(rounds + 1) % 2].submitted = true;
        wm_order_leave(&somebody, &busy[rounds % 2]);
        wm_order_wake(&fixture->methods);
    }
    assert_true(rounds > 1);
    fixture_text_is(fixture_line(fixture, 0), "error.data.reason", "changing");
    wm_order_leave(&somebody, &busy[rounds % 2]);
    fixture_ask(fixture, "award.grant", CHECK);
}

// Awards and records of one connection stay in the order in which they were sent, also while an award has to wait.
static void test_writes_keep_their_order(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara"); // 1, 2; nothing in memory
    fixture_request(fixture, 0, 1, "award.grant", CHECK);
    fixture_request(fixture, 0, 2, "record.add", "{\"person\":\"amara\",\"records\":[" TRAINED "]}");
    fixture_request(fixture, 0, 3, "award.grant", CHECK);
    fixture_request(fixture, 0, 4, "person.put", "{\"id\":\"amara\",\"name\":\"Amara\"}");
    fixture_run(fixture, 0);
    for (int id = 1; id <= 4; id++) {
        struct wm_json line = fixture_line(fixture, 0);
        assert_int_equal(fixture_integer(line, "id"), id);
        assert_int_equal(fixture_integer(line, id == 2 ? "result.seqs[0]" : "result.seq"), id + 2);
        if (id == 3)
            assert_int_equal(fixture_integer(line, "result.decision.ledger"), 4);
    }
}

// A row of awards of which each one waits for the one before; all of them fail, one by one.
static void test_a_long_row_of_waiting_calls(void **state) {
    struct fixture *fixture = *state;
    enum { MANY = 500 };
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\"}");
    for (int i = 0; i < MANY; i++)
        fixture_request(fixture, 0, i, "award.grant", CHECK);
    fixture_run(fixture, 0);
    for (int i = 0; i < MANY; i++) {
        struct wm_json line = fixture_line(fixture, 0);
        assert_int_equal(fixture_integer(line, "id"), i);
        fixture_text_is(line, "error.data.reason", "not-eligible");
    }
    assert_null(fixture->methods.writes);
    assert_null(fixture->sessions[0].writes);
}

static void test_a_refused_write_lets_the_next_go_on(void **state) {
    struct fixture *fixture = *state;
    fixture_send(
        fixture, 0,
        "[" REQUEST(1, "record.add", "{\"person\":\"amara\",\"records\":[" TRAINED "]}") "," REQUEST(
            2, "record.list", "{\"person\":\"amara\"}") "," REQUEST(3, "person.put", "{\"id\":\"amara\"}") "," //
        REQUEST(4, "record.list", "{\"person\":\"amara\"}") "]");
    fixture_run(fixture, 0);
    struct wm_json batch = fixture_line(fixture, 0);
    assert_int_equal(wm_json_count(batch), 4);
    assert_int_equal(wm_json_count(fixture_at(result_of(batch, 4), "records")), 0);
    assert_int_equal(fixture_integer(result_of(batch, 3), "seq"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_in_a_batch_reads_see_the_writes_before_them), TEST(test_a_pipeline_reads_what_it_wrote),
             TEST(test_another_connection_does_not_wait), TEST(test_what_is_about_others_does_not_wait),
             TEST(test_an_award_never_rests_on_an_outdated_decision), TEST(test_writes_keep_their_order),
             TEST(test_a_person_who_never_stands_still), TEST(test_a_long_row_of_waiting_calls),
             TEST(test_a_refused_write_lets_the_next_go_on))
