// SPDX-License-Identifier: MIT
// Several organisations, one of them broken, one with a ledger only; frameworks; the daemon about itself.
#include "engine/decide/decide.h"

#include "tests/unit/methods/fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define TEST_VERSION WM_VERSION
#define LINES_A_BROKEN_PACK_LOGS 2

// north as everywhere; south, whose pack is broken; east, which has a ledger, and once had a pack that never worked.
static int setup_several(void **state) {
    static struct fixture fixture;
    fixture_make(&fixture);
    fixture_write_north(&fixture);
    wm_test_write_text(&fixture.folder, "rules/organisations/east/organisation.lua", "organisation \"east\" {{{\n");
    wm_test_expect_log(WM_LOG_ERROR, (int64_t)3 * LINES_A_BROKEN_PACK_LOGS);
    fixture_start(&fixture);
    fixture_ask(&fixture, "person.put", "{\"org\":\"east\",\"id\":\"eve\"}");
    fixture_stop(&fixture);
    assert_int_equal(unlinkat(fixture.folder.descriptor, "rules/organisations/east/organisation.lua", 0), 0);
    assert_int_equal(unlinkat(fixture.folder.descriptor, "rules/organisations/east", AT_REMOVEDIR), 0);
    wm_test_write_text(&fixture.folder, "rules/organisations/south/organisation.lua",
                       "organisation \"south\" { title = \"South\" }\n\nadopt \"tinny\" {}\n");
    fixture_start(&fixture);
    *state = &fixture;
    return 0;
}

static void test_which_organisation_has_to_be_said(void **state) {
    struct fixture *fixture = *state;
    struct wm_json error = fixture_refused(fixture, "person.put", "{\"id\":\"amara\"}", WM_PARAMS, "missing-parameter");
    fixture_text_is(error, "data.path", "org");
    fixture_text_is(error, "data.expected", "one of east, north, south");
    fixture_ask(fixture, "person.put", "{\"org\":\"north\",\"id\":\"amara\"}");
    // What one organisation knows is nothing to another.
    fixture_refused(fixture, "person.get", "{\"org\":\"east\",\"person\":\"amara\"}", WM_NOT_FOUND, "unknown-person");
    fixture_refused(fixture, "person.get", "{\"org\":\"west\",\"person\":\"amara\"}", WM_NOT_FOUND,
                    "unknown-organisation");
}

static void test_broken_rules_say_where(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *method, *params;
    } asked[] = {
        {"eligibility.check", "{\"org\":\"south\",\"person\":\"p\",\"level\":\"tiny/entry\"}"},
        {"eligibility.explain", "{\"org\":\"south\",\"person\":\"p\",\"level\":\"tiny/entry\"}"},
        {"eligibility.standing", "{\"org\":\"south\",\"person\":\"p\"}"},
        {"record.add", "{\"org\":\"south\",\"person\":\"p\",\"records\":[]}"},
        {"award.grant", "{\"org\":\"south\",\"person\":\"p\",\"level\":\"tiny/entry\"}"},
        {"framework.list", "{\"org\":\"south\"}"},
        {"framework.get", "{\"org\":\"south\",\"framework\":\"tiny\"}"},
    };
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        struct wm_json error = fixture_refused(fixture, asked[i].method, asked[i].params, WM_RULES, "unknown-name");
        fixture_text_is(error, "data.where", "organisations/south/organisation.lua:3");
        fixture_text_is(error, "data.nearest", "tiny");
    }
    fixture_refused(fixture, "framework.list", "{\"org\":\"east\"}", WM_RULES, "no-pack");
    // What needs no rules goes on.
    fixture_ask(fixture, "person.put", "{\"org\":\"south\",\"id\":\"sam\"}");
    fixture_ask(fixture, "person.get", "{\"org\":\"east\",\"person\":\"eve\"}");
    fixture_ask(fixture, "record.list", "{\"org\":\"south\",\"person\":\"sam\"}");
    fixture_ask(fixture, "award.list", "{\"org\":\"east\",\"person\":\"eve\"}");
    fixture_refused(fixture, "award.revoke",
                    "{\"org\":\"east\",\"person\":\"eve\",\"level\":\"tiny/entry\",\"reason\":\"x\"}", WM_CONFLICT,
                    "not-in-force");
}

static void test_the_status_of_rules(void **state) {
    struct fixture *fixture = *state;
    struct wm_json result = fixture_ask(fixture, "rules.status", "{}");
    assert_int_equal(wm_json_count(fixture_at(result, "organisations")), 3);
    fixture_text_is(result, "organisations[0].org", "east");
    fixture_text_is(result, "organisations[0].state", "broken");
    fixture_text_is(result, "organisations[0].error.reason", "no-pack");
    fixture_text_is(result, "organisations[1].state", "active");
    fixture_text_is(result, "organisations[1].title", "North");
    fixture_text_is(result, "organisations[1].since", "2026-09-01T12:00:00.000Z");
    fixture_text_is(result, "organisations[1].frameworks[0].framework", "tiny");
    fixture_text_is(result, "organisations[1].frameworks[0].unset[0]", "score");
    assert_int_equal(wm_json_count(fixture_at(result, "organisations[1].frameworks[0].unset")), 1);
    fixture_text_is(result, "organisations[2].error.where", "organisations/south/organisation.lua:3");
    fixture_text_is(result, "organisations[2].error.nearest", "tiny");
    result = fixture_ask(fixture, "rules.status", "{\"org\":\"south\"}");
    assert_int_equal(wm_json_count(fixture_at(result, "organisations")), 1);
    fixture_text_is(result, "organisations[0].org", "south");
    fixture_refused(fixture, "rules.status", "{\"org\":\"west\"}", WM_NOT_FOUND, "unknown-organisation");
}

static void test_the_daemon_about_itself(void **state) {
    struct fixture *fixture = *state;
    struct wm_json result = fixture_ask(fixture, "system.health", "{}");
    fixture_text_is(result, "status", "degraded");
    assert_true(fixture_true(result, "store.writable"));
    assert_int_equal(fixture_integer(result, "organisations.active"), 1);
    assert_int_equal(fixture_integer(result, "organisations.broken"), 2);
    assert_int_equal(wm_json_count(fixture_at(result, "unwell")), 2);
    fixture_text_is(result, "unwell[0].org", "east");
    fixture_text_is(result, "unwell[1].org", "south");
    fixture_text_is(result, "unwell[1].state", "broken");
    result = fixture_ask(fixture, "system.info", "{}");
    fixture_text_is(result, "version", TEST_VERSION);
    fixture_text_is(result, "engine", WM_ENGINE);
    fixture_text_is(result, "store", fixture->store);
    assert_int_equal(fixture_integer(result, "pid"), getpid());
    assert_int_equal(fixture_integer(result, "limits.page"), 1000);
    fixture_refused(fixture, "system.info", "{\"verbose\":true}", WM_PARAMS, "unknown-parameter");
    fixture->daemon.stopping = true;
    fixture_text_is(fixture_ask(fixture, "system.health", "{}"), "status", "stopping");
    fixture->daemon.stopping = false;
}

// A state is one of them, and only of some of them anybody has to mend something.
static void test_the_health_of_rules(void **state) {
    struct fixture *fixture = *state;
    struct wm_organisation *north = wm_rules_organisation(&fixture->daemon.rules, "north", 5);
    struct wm_json result = fixture_ask(fixture, "system.health", "{}");
    fixture_text_is(result, "status", "ok");
    assert_int_equal(wm_json_count(fixture_at(result, "unwell")), 0);
    north->building = true;
    result = fixture_ask(fixture, "system.health", "{}");
    fixture_text_is(result, "status", "ok");
    assert_int_equal(fixture_integer(result, "organisations.active"), 0);
    assert_int_equal(fixture_integer(result, "organisations.building"), 1);
    north->building = false;
    north->failed = true;
    result = fixture_ask(fixture, "system.health", "{}");
    fixture_text_is(result, "status", "degraded");
    assert_int_equal(fixture_integer(result, "organisations.stale"), 1);
    fixture_text_is(result, "unwell[0].org", "north");
    fixture_text_is(result, "unwell[0].state", "stale");
    north->failed = false;
}

// Of very many not all are named, but all are counted.
static void test_many_are_unwell(void **state) {
    struct fixture *fixture = *state;
    enum { MANY = 25 };
    for (int i = 0; i < MANY; i++) {
        char id[16];
        struct wm_organisation *organisation;
        struct wm_error error;
        int length = snprintf(id, sizeof id, "org-%02d", i);
        wm_test_ok(wm_rules_add(&fixture->daemon.rules, id, (size_t)length, &organisation, &error), &error);
        organisation->since = 1; // it has failed
    }
    struct wm_json result = fixture_ask(fixture, "system.health", "{}");
    assert_int_equal(fixture_integer(result, "organisations.broken"), MANY);
    assert_int_equal(wm_json_count(fixture_at(result, "unwell")), 20);
}

static void has_line(const char *text, const char *line) {
    if (strstr(text, line) == NULL)
        fail_msg("%s\nis not among\n%s", line, text);
}

static void test_what_is_counted(void **state) {
    struct fixture *fixture = *state;
    fixture_ask(fixture, "person.put", "{\"org\":\"north\",\"id\":\"amara\"}");
    for (int i = 0; i < 3; i++)
        fixture_ask(fixture, "eligibility.check", "{\"org\":\"north\",\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    fixture_refused(fixture, "eligibility.check", "{\"org\":\"north\",\"person\":\"amara\",\"level\":\"tiny/entri\"}",
                    WM_NOT_FOUND, "unknown-level");
    fixture->methods.served.connections = 7;
    struct wm_json result = fixture_ask(fixture, "system.metrics", "{}");
    struct wm_text found = wm_json_text(fixture_at(result, "text"));
    char *text = wm_dup_n(found.data, found.length);
    assert_non_null(text);
    has_line(text, "waymark_info{version=\"" TEST_VERSION "\"} 1\n");
    has_line(text, "waymark_requests_total{method=\"eligibility.check\",result=\"ok\"} 3\n");
    has_line(text, "waymark_requests_total{method=\"eligibility.check\",result=\"error\"} 1\n");
    has_line(text, "waymark_cache_hits_total{cache=\"decision\"} 2\n");
    has_line(text, "waymark_portfolio_loads_total 1\n");
    has_line(text, "waymark_writes_total{result=\"ok\"} 1\n"); // the person: the rules are those of before
    has_line(text, "waymark_queue_depth{queue=\"writer\"} 0\n");
    has_line(text, "waymark_connections 7\n");
    has_line(text, "waymark_organisations{state=\"broken\"} 2\n");
    has_line(text, "waymark_organisations{state=\"active\"} 1\n");
    has_line(text, "waymark_organisations{state=\"suspended\"} 0\n");
    has_line(text, "waymark_store_writable 1\n");
    // Each name is announced once, before its values.
    for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1) {
        if (strncmp(line, "# TYPE ", 7) != 0)
            continue;
        size_t length = strcspn(line + 7, " ");
        char again[120];
        snprintf(again, sizeof again, "\n# TYPE %.*s ", (int)length, line + 7);
        assert_null(strstr(line, again));
    }
    wm_free(text);
}

static void test_a_stranger_is_told_nothing(void **state) {
    struct fixture *fixture = *state;
    fixture->sessions[1].trusted = false;
    fixture_request(fixture, 1, 1, "person.list", "{\"org\":\"north\"}");
    fixture_text_is(fixture_line(fixture, 1), "error.data.reason", "unknown-organisation");
    fixture_request(fixture, 1, 2, "system.info", "{}");
    fixture_text_is(fixture_line(fixture, 1), "error.data.reason", "denied");
    fixture_request(fixture, 1, 3, "rpc.discover", "{}");
    fixture_text_is(fixture_line(fixture, 1), "error.data.reason", "denied");
}

static void test_today_is_the_organisations(void **state) {
    struct fixture *fixture = *state;
    // In Kiritimati it is already tomorrow; east has lost its rules, and with them its time zone.
    wm_test_write_text(
        &fixture->folder, "rules/organisations/east/organisation.lua",
        "organisation \"east\" { title = \"East\", timezone = \"Pacific/Kiritimati\" }\nadopt \"tiny\" {}\n");
    fixture_stop(fixture);
    wm_test_expect_log(WM_LOG_ERROR, LINES_A_BROKEN_PACK_LOGS);
    fixture_start(fixture);
    fixture_ask(fixture, "person.put", "{\"org\":\"north\",\"id\":\"amara\"}");
    fixture_text_is(
        fixture_ask(fixture, "eligibility.check", "{\"org\":\"east\",\"person\":\"eve\",\"level\":\"tiny/entry\"}"),
        "as_of", "2026-09-02");
    fixture_text_is(
        fixture_ask(fixture, "eligibility.check", "{\"org\":\"north\",\"person\":\"amara\",\"level\":\"tiny/entry\"}"),
        "as_of", "2026-09-01");
}

static int setup_none(void **state) {
    static struct fixture fixture;
    fixture_make(&fixture);
    wm_test_write_text(&fixture.folder, "rules/README", "no organisations\n");
    fixture_start(&fixture);
    *state = &fixture;
    return 0;
}

static void test_without_any_organisation(void **state) {
    struct fixture *fixture = *state;
    fixture_refused(fixture, "person.put", "{\"id\":\"amara\"}", WM_NOT_FOUND, "unknown-organisation");
    fixture_refused(fixture, "person.put", "{\"org\":\"north\",\"id\":\"amara\"}", WM_NOT_FOUND,
                    "unknown-organisation");
    struct wm_json result = fixture_ask(fixture, "rules.status", "{}");
    assert_int_equal(wm_json_count(fixture_at(result, "organisations")), 0);
    fixture_text_is(fixture_ask(fixture, "system.health", "{}"), "status", "ok");
}

// --- frameworks ---

static void test_frameworks_are_listed(void **state) {
    struct fixture *fixture = *state;
    struct wm_json result = fixture_ask(fixture, "framework.list", "{}");
    char *json = fixture_json(result);
    assert_string_equal(json, "{\"frameworks\":[{\"accept_suggested\":false,\"competencies\":2,\"courses\":2,"
                              "\"edition\":\"2\",\"framework\":\"tiny\",\"gates\":3,\"levels\":3,"
                              "\"source\":\"Invented for tests\",\"title\":\"Tiny framework\"}]}");
    wm_free(json);
}

static void json_is(struct wm_json value, const char *path, const char *expected) {
    char *json = fixture_json(fixture_at(value, path));
    assert_string_equal(json, expected);
    wm_free(json);
}

static void test_a_framework_is_shown_whole(void **state) {
    struct fixture *fixture = *state;
    struct wm_json result = fixture_ask(fixture, "framework.get", "{\"framework\":\"tiny\"}");
    json_is(result, "scales[0].points[3]", "{\"label\":\"Competent\",\"value\":3}");
    json_is(result, "competencies[0]",
            "{\"anchors\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"],\"code\":\"tiny/listening\",\"domain\":\"people\","
            "\"id\":\"listening\",\"levels\":[\"skilled\"],\"says\":\"As the source puts "
            "it\",\"scale\":\"five\",\"source\":\"2.1\",\"tags\":[\"core\"],"
            "\"title\":\"Listening\",\"url\":\"https://e.org/\"}");
    json_is(result, "courses[0]",
            "{\"after\":[],\"code\":\"first-aid\",\"cost\":40.5,\"hours\":6,\"id\":\"first-aid\",\"levels\":[],"
            "\"mode\":\"half-day\",\"provider\":\"St Vitus\","
            "\"says\":\"As the source puts it\",\"source\":\"2\",\"tags\":[],\"teaches\":[\"tiny/listening\"],"
            "\"title\":\"First aid\",\"url\":\"https://e.org/\",\"valid\":\"1 year\"}");
    fixture_text_is(result, "courses[1].valid_parameter", "currency");
    fixture_text_is(result, "courses[1].after[0]", "first-aid");
    fixture_text_is(result, "items[0].verify[0]", "seen");
    assert_true(fixture_true(result, "items[0].essential"));
    json_is(result, "pay[0].rows[0]", "{\"annual\":24375,\"from\":0,\"hourly\":12.5,\"label\":\"new\",\"until\":2}");
    fixture_text_is(result, "pay[0].until", "2027-03-31");
    json_is(result, "parameters[0]",
            "{\"id\":\"score\",\"origin\":\"unset\",\"says\":\"Which score is enough\",\"source\":\"Nowhere\","
            "\"suggested\":3,\"type\":\"number\"}");
    json_is(result, "parameters[1].value", "\"12 months\"");
    json_is(result, "parameters[2].value", "50");
    json_is(result, "parameters[3].value", "true");
    json_is(result, "parameters[4].value", "\"seen\"");
    json_is(result, "parameters[5].value", "[\"seen\",\"told\"]");
    fixture_text_is(result, "levels[0].level", "tiny/entry");
    fixture_text_is(result, "levels[0].pay", "tiny/band-1");
    fixture_text_is(result, "levels[0].desires[0].verb", "qualified");
    fixture_text_is(result, "levels[1].after[0]", "tiny/entry");
    fixture_text_is(result, "levels[1].requires.children[0].level", "tiny/entry");
    fixture_text_is(result, "levels[2].requires.children[1].parameter", "score");
    struct wm_json error =
        fixture_refused(fixture, "framework.get", "{\"framework\":\"tiney\"}", WM_NOT_FOUND, "unknown-framework");
    fixture_text_is(error, "data.nearest", "tiny");
    fixture_text_is(error, "data.path", "framework");
    fixture_refused(fixture, "framework.get", "{}", WM_PARAMS, "missing-parameter");
}

#define SEVERAL(name) cmocka_unit_test_setup_teardown(name, setup_several, fixture_teardown)
#define NONE(name) cmocka_unit_test_setup_teardown(name, setup_none, fixture_teardown)
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(SEVERAL(test_which_organisation_has_to_be_said), SEVERAL(test_broken_rules_say_where),
             SEVERAL(test_the_status_of_rules), SEVERAL(test_the_daemon_about_itself), SEVERAL(test_what_is_counted),
             SEVERAL(test_a_stranger_is_told_nothing), SEVERAL(test_today_is_the_organisations),
             NONE(test_without_any_organisation), TEST(test_the_health_of_rules), TEST(test_many_are_unwell),
             TEST(test_frameworks_are_listed), TEST(test_a_framework_is_shown_whole))
