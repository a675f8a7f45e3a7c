// SPDX-License-Identifier: MIT
// What an organisation says beside its frameworks, over the methods: who may assess, and what it recognises.
#include "tests/unit/methods/fixture.h"

#include <stdio.h>

static const char north[] =
    "organisation \"north\" { title = \"North\" }\n"
    "adopt \"tiny\" { levels = { senior = { also = trained \"second-aid\" } } }\n"
    "recognise { \"county/guide\", as = \"tiny/skilled\", within = years(2), from = \"County College\" }\n"
    "recognise { \"county/hearing\", as = \"tiny/listening\", scale = { [1] = 4 } }\n"
    "assessors \"tiny\" { as = { \"assessor\", \"lead\" }, kinds = { \"assessment\", \"signoff\" },\n"
    "  who = any { holds \"tiny/entry\", in_role { \"worker\", at_least = years(1) } } }\n";

static int setup(void **state) {
    static struct fixture fixture;
    fixture_make(&fixture);
    fixture_write_north(&fixture);
    wm_test_write_text(&fixture.folder, "rules/organisations/north/organisation.lua", north);
    fixture_start(&fixture);
    fixture_ask(&fixture, "person.put", "{\"id\":\"amara\"}");
    *state = &fixture;
    return 0;
}

#define ADD(records) "{\"person\":\"amara\",\"records\":[" records "]}"
#define RATED(by, as, on)                                                                                              \
    "{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"value\":3,\"by\":\"" by "\",\"as\":\"" as               \
    "\",\"on\":\"" on "\"}"

static void worker(struct fixture *fixture, const char *id, const char *since) {
    char text[200];
    snprintf(text, sizeof text, "{\"id\":\"%s\"}", id);
    fixture_ask(fixture, "person.put", text);
    snprintf(text, sizeof text, "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"%s\"}", since);
    fixture_record(fixture, id, text);
}

static void test_who_may_assess(void **state) {
    struct fixture *fixture = *state;
    worker(fixture, "pat", "2024-05-01");
    fixture_ask(fixture, "record.add", ADD(RATED("pat", "assessor", "2025-05-01")));
    // A day earlier Pat was not in that role for a year yet.
    struct wm_json error =
        fixture_refused(fixture, "record.add", ADD(RATED("pat", "assessor", "2025-04-30")), WM_CONFLICT, "assessor");
    fixture_text_is(error, "data.path", "records[0].by");
    fixture_text_is(error, "data.found", "pat");
    char *json = fixture_json(error);
    assert_non_null(strstr(json, "pat may not record this as assessor: needed is "));
    assert_non_null(strstr(json, "Worker"));
    assert_non_null(strstr(json, "organisations/north/organisation.lua:5"));
    wm_free(json);
    // Only what the rule is about: the capacity, the kind, the framework.
    fixture_ask(fixture, "record.add", ADD(RATED("anybody", "supervisor", "2026-01-01")));
    fixture_ask(fixture, "record.add",
                ADD("{\"kind\":\"evidence\",\"subject\":\"tiny/listening\",\"outcome\":\"verified\",\"by\":\"x\","
                    "\"as\":\"assessor\",\"on\":\"2026-01-01\"}"));
    fixture_refused(
        fixture, "record.add",
        ADD("{\"kind\":\"signoff\",\"subject\":\"keys\",\"by\":\"x\",\"as\":\"lead\",\"on\":\"2026-01-01\"}"),
        WM_CONFLICT, "assessor");
}

static void test_strangers_and_oneself(void **state) {
    struct fixture *fixture = *state;
    struct wm_json error =
        fixture_refused(fixture, "record.add", ADD(RATED("pit", "assessor", "2026-05-01")), WM_CONFLICT, "assessor");
    char *json = fixture_json(error);
    assert_non_null(strstr(json, "nobody here has that id"));
    wm_free(json);
    fixture_record(fixture, "amara", "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2020-01-01\"}");
    error =
        fixture_refused(fixture, "record.add", ADD(RATED("amara", "assessor", "2026-05-01")), WM_CONFLICT, "assessor");
    json = fixture_json(error);
    assert_non_null(strstr(json, "nobody is an assessor of themselves"));
    wm_free(json);
    fixture_ask(fixture, "record.add", ADD(RATED("amara", "self", "2026-05-01")));
}

// All or none; each assessor is looked at, and each only once in memory.
static void test_several_assessors(void **state) {
    struct fixture *fixture = *state;
    worker(fixture, "pat", "2020-01-01");
    worker(fixture, "quin", "2020-01-01");
    worker(fixture, "rosa", "2026-01-01");
    struct wm_json error =
        fixture_refused(fixture, "record.add",
                        ADD(RATED("pat", "assessor", "2026-05-01") "," RATED("quin", "lead", "2026-05-02") "," RATED(
                            "rosa", "assessor", "2026-05-03")),
                        WM_CONFLICT, "assessor");
    fixture_text_is(error, "data.path", "records[2].by");
    struct wm_json result = fixture_ask(fixture, "record.list", "{\"person\":\"amara\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "records")), 0);
    result = fixture_ask(fixture, "record.add",
                         ADD(RATED("pat", "assessor", "2026-05-01") "," RATED("quin", "lead", "2026-05-02") "," RATED(
                             "pat", "lead", "2026-05-03")));
    assert_int_equal(wm_json_count(fixture_at(result, "seqs")), 3);
}

// What the same connection has just said about the assessor counts.
static void test_reads_its_own_writes(void **state) {
    struct fixture *fixture = *state;
    fixture_request(fixture, 0, 1, "person.put", "{\"id\":\"tom\"}");
    fixture_request(
        fixture, 0, 2, "record.add",
        "{\"person\":\"tom\",\"records\":[{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2020-01-01\"}]}");
    fixture_request(fixture, 0, 3, "record.add", ADD(RATED("tom", "assessor", "2026-05-01")));
    fixture_run(fixture, 0);
    bool added = false;
    for (int i = 0; i < 3; i++) {
        struct wm_json line = fixture_line(fixture, 0);
        assert_false(fixture_has(line, "error"));
        added = added || fixture_integer(line, "id") == 3;
    }
    assert_true(added);
}

static void test_recognised_awards(void **state) {
    struct fixture *fixture = *state;
    fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"county/guide\"}", WM_PARAMS, "outside");
    fixture_refused(fixture, "award.grant",
                    "{\"person\":\"amara\",\"level\":\"county/other\",\"override\":{\"reason\":\"x\"}}", WM_NOT_FOUND,
                    "unknown-level");
    struct wm_json result =
        fixture_ask(fixture, "award.grant",
                    "{\"person\":\"amara\",\"level\":\"county/guide\",\"on\":\"2025-03-01\",\"by\":\"County College\","
                    "\"override\":{\"reason\":\"certificate seen\"}}");
    assert_false(fixture_has(result, "decision"));
    int64_t seq = fixture_integer(result, "seq");
    result = fixture_ask(fixture, "award.list", "{\"person\":\"amara\"}");
    fixture_text_is(result, "awards[0].by", "County College");
    fixture_text_is(result, "awards[0].override.reason", "certificate seen");
    result = fixture_ask(fixture, "eligibility.explain", "{\"person\":\"amara\",\"level\":\"tiny/senior\"}");
    fixture_text_is(result, "tree.children[0].children[0].id", "holds:skilled");
    fixture_text_is(result, "tree.children[0].children[0].verdict", "met");
    assert_int_equal(fixture_integer(result, "tree.children[0].children[0].found[0].seq"), seq);
    fixture_text_is(result, "tree.children[0].children[0].found[0].from", "county/guide");
    fixture_text_is(result, "tree.children[1].added", "organisations/north/organisation.lua:2");
    fixture_text_is(result, "tree.children[1].id", "trained:second-aid");
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}");
    fixture_text_is(result, "levels[1].level", "tiny/skilled");
    fixture_text_is(result, "levels[1].award.from", "county/guide");
    fixture_text_is(result, "levels[1].award.until", "2027-03-01");
    // Of somebody else's giving it does not count.
    fixture_ask(fixture, "person.put", "{\"id\":\"bea\"}");
    fixture_ask(fixture, "award.grant",
                "{\"person\":\"bea\",\"level\":\"county/guide\",\"by\":\"Shed\",\"override\":{\"reason\":\"seen\"}}");
    result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"bea\"}");
    assert_false(fixture_true(result, "levels[1].held"));
}

// What the organisation does not say itself: the answer says who does, and where.
static void test_linked_awards(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua",
                       "organisation \"north\" { title = \"North\" }\nadopt \"tiny\" {}\nadopt \"links\" {}\n");
    wm_test_write_text(&fixture->folder, "rules/frameworks/links/framework.lua",
                       "framework \"links\" { title = \"Links\" }\n"
                       "link { \"county/lead\", to = \"tiny/skilled\", grade = \"narrower\" }\n"
                       "link { \"county/guide\", to = \"tiny/skilled\", grade = \"broader\" }\n");
    fixture_start(fixture);
    fixture_ask(fixture, "award.grant",
                "{\"person\":\"amara\",\"level\":\"county/guide\",\"on\":\"2025-03-01\",\"by\":\"C\","
                "\"override\":{\"reason\":\"certificate seen\"}}");
    fixture_refused(fixture, "award.grant",
                    "{\"person\":\"amara\",\"level\":\"county/lead\",\"override\":{\"reason\":\"x\"}}", WM_NOT_FOUND,
                    "unknown-level");
    static const char place[] = "frameworks/links/framework.lua:3";
    struct wm_json result = fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}");
    fixture_text_is(result, "levels[1].award.from", "county/guide");
    fixture_text_is(result, "levels[1].award.link", place);
    result = fixture_ask(fixture, "eligibility.explain", "{\"person\":\"amara\",\"level\":\"tiny/senior\"}");
    fixture_text_is(result, "tree.children[0].found[0].link", place);
    result = fixture_ask(fixture, "framework.get", "{\"framework\":\"links\"}");
    fixture_text_is(result, "links[0].state", "advice");
    fixture_text_is(result, "links[0].to_title", "Skilled");
    fixture_text_is(result, "links[1].state", "counts");
    fixture_text_is(result, "links[1].where", place);
    assert_false(fixture_has(result, "links[1].from_title"));
}

static void test_recognised_assessments(void **state) {
    struct fixture *fixture = *state;
    struct wm_json result = fixture_ask(
        fixture, "record.add",
        ADD("{\"kind\":\"assessment\",\"subject\":\"county/hearing\",\"value\":1,\"by\":\"c\",\"as\":\"assessor\","
            "\"on\":\"2026-05-01\"}"));
    assert_int_equal(wm_json_count(fixture_at(result, "warnings")), 0); // a rule reads it
    result = fixture_ask(fixture, "eligibility.explain", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}");
    fixture_text_is(result, "tree.children[1].id", "assessed:listening");
    fixture_text_is(result, "tree.children[1].verdict", "met");
    fixture_text_is(result, "tree.children[1].found[0].from", "county/hearing");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, fixture_teardown)
WM_TEST_MAIN(TEST(test_who_may_assess), TEST(test_strangers_and_oneself), TEST(test_several_assessors),
             TEST(test_reads_its_own_writes), TEST(test_recognised_awards), TEST(test_linked_awards),
             TEST(test_recognised_assessments))
