// SPDX-License-Identifier: MIT
// api/openrpc.json against the code, both ways: methods, parameters, errors, and every field of every result.
#include "tests/unit/methods/fixture.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static struct wm_json resolve(const struct fixture *fixture, struct wm_json value) {
    struct wm_text reference = wm_json_text(wm_json_member(value, "$ref"));
    char path[120];
    if (reference.length == 0)
        return value;
    snprintf(path, sizeof path, "%.*s", (int)reference.length - 2, reference.data + 2);
    for (char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash, '/'))
        *slash = '.';
    // Names of errors have no dots in them, but a stroke.
    return fixture_at(wm_openrpc_document(fixture->openrpc), path);
}

static void test_every_method_is_described(void **state) {
    struct fixture *fixture = *state;
    struct wm_json methods = fixture_at(wm_openrpc_document(fixture->openrpc), "methods");
    assert_int_equal(wm_json_count(methods), fixture->dispatcher.method_count);
    for (size_t i = 0; i < fixture->dispatcher.method_count; i++) {
        const char *name = fixture->dispatcher.methods[i]->name;
        struct wm_json method = wm_openrpc_method(fixture->openrpc, name);
        if (wm_json_type(method) != WM_JSON_OBJECT)
            fail_msg("%s is not in the document", name);
        fixture_text_is(method, "paramStructure", "by-name");
        assert_true(wm_json_text(fixture_at(method, "summary")).length > 10);
        if (wm_json_count(fixture_at(method, "examples")) == 0)
            fail_msg("%s has no example", name);
    }
}

static const char *json_type(enum wm_parameter_type type) {
    switch (type) {
    case WM_TYPE_SEQ:
    case WM_TYPE_LIMIT:
    case WM_TYPE_WHOLE: return "integer";
    case WM_TYPE_BOOLEAN: return "boolean";
    case WM_TYPE_OBJECT: return "object";
    case WM_TYPE_RECORDS:
    case WM_TYPE_SEQS:
    case WM_TYPE_LEVELS:
    case WM_TYPE_WORDS:
    case WM_TYPE_FILES: return "array";
    case WM_TYPE_AMOUNT: return "number";
    default: return "string";
    }
}

static void test_every_parameter_is_described(void **state) {
    struct fixture *fixture = *state;
    for (size_t i = 0; i < fixture->dispatcher.method_count; i++) {
        const struct wm_method *method = fixture->dispatcher.methods[i];
        struct wm_json described = fixture_at(wm_openrpc_method(fixture->openrpc, method->name), "params");
        struct wm_json_iterator iterator = wm_json_iterate(described);
        struct wm_json one;
        const struct wm_parameter_form *form = method->parameters;
        for (; form->name != NULL; form++) { // in the same order
            if (!wm_json_next(&iterator, NULL, &one))
                fail_msg("%s: `%s` is not in the document", method->name, form->name);
            one = resolve(fixture, one);
            fixture_text_is(one, "name", form->name);
            if (fixture_true(one, "required") != form->required)
                fail_msg("%s: `%s` is required in one of the two only", method->name, form->name);
            fixture_text_is(resolve(fixture, fixture_at(one, "schema")), "type", json_type(form->type));
            assert_true(wm_json_text(fixture_at(one, "description")).length > 0);
        }
        if (wm_json_next(&iterator, NULL, &one))
            fail_msg("%s: the document has more parameters", method->name);
    }
}

static void test_every_error_is_described(void **state) {
    struct fixture *fixture = *state;
    struct wm_json errors = fixture_at(wm_openrpc_document(fixture->openrpc), "components.errors"), one;
    struct wm_json_iterator iterator = wm_json_iterate(errors);
    size_t count = 0;
    for (enum wm_status status = WM_PARSE; status <= WM_BUSY; status++, count++) {
        one = wm_json_member(errors, wm_status_name(status));
        if (wm_json_type(one) != WM_JSON_OBJECT)
            fail_msg("the error %s is not in the document", wm_status_name(status));
        assert_int_equal(fixture_integer(one, "code"), wm_status_rpc(status));
    }
    assert_int_equal(wm_json_count(errors), count);
    while (wm_json_next(&iterator, NULL, &one)) {
        struct wm_json_iterator reasons = wm_json_iterate(wm_json_member(one, "x-reasons"));
        struct wm_json reason;
        while (wm_json_next(&reasons, NULL, &reason))
            assert_int_equal(wm_json_type(reason), WM_JSON_STRING);
    }
}

static void test_every_example_fits(void **state) {
    struct fixture *fixture = *state;
    struct wm_json_iterator methods = wm_json_iterate(fixture_at(wm_openrpc_document(fixture->openrpc), "methods"));
    struct wm_json method, example, param;
    char why[400];
    while (wm_json_next(&methods, NULL, &method)) {
        struct wm_text name = wm_json_text(fixture_at(method, "name"));
        char called[60];
        snprintf(called, sizeof called, "%.*s", (int)name.length, name.data);
        struct wm_json_iterator examples = wm_json_iterate(fixture_at(method, "examples"));
        while (wm_json_next(&examples, NULL, &example)) {
            struct wm_buffer params;
            struct wm_error error;
            struct wm_json read;
            wm_buffer_init(&params, 1 << 20);
            wm_buffer_byte(&params, '{');
            struct wm_json_iterator iterator = wm_json_iterate(fixture_at(example, "params"));
            while (wm_json_next(&iterator, NULL, &param)) {
                wm_json_write_comma(&params);
                wm_json_write_canonical(&params, fixture_at(param, "name"));
                wm_buffer_byte(&params, ':');
                wm_json_write_canonical(&params, fixture_at(param, "value"));
            }
            wm_buffer_byte(&params, '}');
            wm_test_ok(wm_json_parse_copy(fixture->reader, params.data, params.length, &read, &error), &error);
            if (!wm_openrpc_allows_params(fixture->openrpc, called, read, why) ||
                !wm_openrpc_allows(fixture->openrpc, fixture_at(method, "result.schema"),
                                   fixture_at(example, "result.value"), why))
                fail_msg("an example of %s: %s", called, why);
            wm_buffer_clear(&params);
        }
    }
}

static void expect_notifications(struct fixture *fixture) {
    struct wm_json_iterator notifications =
        wm_json_iterate(fixture_at(wm_openrpc_document(fixture->openrpc), "x-notifications"));
    struct wm_json notification, example;
    char why[400];
    while (wm_json_next(&notifications, NULL, &notification)) {
        struct wm_json_iterator examples = wm_json_iterate(fixture_at(notification, "examples"));
        assert_true(wm_json_text(fixture_at(notification, "summary")).length > 10);
        while (wm_json_next(&examples, NULL, &example)) {
            if (!wm_openrpc_allows(fixture->openrpc, fixture_at(notification, "schema"), example, why))
                fail_msg("an example of a notification: %s", why);
        }
    }
}

static void test_every_notification_fits(void **state) {
    expect_notifications(*state);
}

static void test_the_document_is_served(void **state) {
    struct fixture *fixture = *state;
    struct wm_json served = fixture_ask(fixture, "rpc.discover", "{}");
    fixture_text_is(served, "info.version", WM_VERSION);
    char *json = fixture_json(served), *expected = fixture_json(wm_openrpc_document(fixture->openrpc));
    assert_string_equal(json, expected);
    wm_free(json);
    wm_free(expected);
    fixture_refused(fixture, "rpc.discover", "{\"x\":1}", WM_PARAMS, "unknown-parameter");
}

static void test_the_check_itself_refuses(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *answer, *why;
    } wrong[] = {
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"seq\":1,\"ledger\":1}}", "person.put: `head` is missing"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"seq\":\"1\",\"ledger\":1,\"head\":\"\"}}",
         "person.put.seq: a string is of the wrong type"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"seq\":1,\"ledger\":1,\"head\":\"abc\"}}",
         "person.put.head: \"abc\" does not look like ^[0-9a-f]{64}$"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"sequence\":1}}",
         "person.put: there is no `sequence` in the document"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"seq\":-1}}", "person.put.seq: -1 is out of range"},
        {"{\"jsonrpc\":\"2.0\",\"result\":{}}", "person.put: it is no answer of JSON-RPC 2.0"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"m\",\"data\":{\"reason\":\"x\"}}}",
         "person.put: -32005 is none of the errors of this method"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"m\",\"data\":{\"reason\":\"x\"}}}",
         "person.put.error.data.reason: \"x\" is none of the values listed"},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"m\",\"data\":{}}}",
         "person.put.data: `reason` is missing"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct wm_error error;
        struct wm_json answer;
        char why[400] = "";
        wm_test_ok(wm_json_parse_copy(fixture->reader, wrong[i].answer, strlen(wrong[i].answer), &answer, &error),
                   &error);
        assert_false(wm_openrpc_allows_answer(fixture->openrpc, "person.put", answer, why));
        assert_string_equal(why, wrong[i].why);
    }
}

// --- every field ---

static void ask_all_of_one_person(struct fixture *fixture) {
    fixture_person(fixture, "amara"); // 1, 2
    fixture_ask(fixture, "person.put", "{\"id\":\"amara\",\"name\":\"Amara\",\"data\":{\"a\":1}}");
    fixture_ask(fixture, "person.get", "{\"person\":\"amara\"}");
    fixture_ask(fixture, "person.put", "{\"id\":\"bea\"}");
    fixture_ask(fixture, "person.list", "{\"limit\":1}");
    fixture_ask(fixture, "record.add",
                "{\"person\":\"amara\",\"records\":[{\"kind\":\"assessment\",\"subject\":\"tiny/listening\","
                "\"on\":\"2026-05-01\",\"until\":\"2026-08-31\",\"value\":4,\"by\":\"pat\",\"as\":\"lead\","
                "\"method\":\"seen\",\"ref\":\"https://e.org\",\"note\":\"n\",\"data\":{},\"key\":\"k\",\"digest\":"
                "\"0123456789012345678901234567890123456789012345678901234567890123\"},"
                "{\"kind\":\"training\",\"subject\":\"other/thing\",\"on\":\"2026-05-01\",\"outcome\":\"failed\"}]}");
    fixture_ask(fixture, "record.void", "{\"seq\":6,\"reason\":\"wrong\"}");
    fixture_ask(fixture, "record.list", "{\"person\":\"amara\"}");
    fixture_ask(fixture, "record.list", "{\"person\":\"amara\",\"limit\":1}");
    fixture_ask(fixture, "award.grant",
                "{\"person\":\"amara\",\"level\":\"tiny/skilled\",\"until\":\"2027-01-01\",\"override\":{\"reason\":"
                "\"r\"}}");
    fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\"}");
    fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\",\"as_of\":\"2026-03-15\"}");
    fixture_ask(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/entry\"}");
    fixture_ask(fixture, "eligibility.explain", "{\"person\":\"amara\",\"level\":\"tiny/skilled\"}");
    fixture_ask(fixture, "eligibility.explain", "{\"person\":\"amara\",\"level\":\"tiny/senior\"}");
    fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/senior\"}");
    fixture_refused(fixture, "award.grant", "{\"person\":\"amara\",\"level\":\"tiny/senior\"}", WM_CONFLICT,
                    "not-eligible");
    fixture_ask(fixture, "eligibility.check", "{\"person\":\"amara\",\"level\":\"tiny/all\"}");
    fixture_ask(fixture, "award.revoke", "{\"person\":\"amara\",\"level\":\"tiny/entry\",\"reason\":\"r\"}");
    fixture_ask(fixture, "award.list", "{\"person\":\"amara\"}");
    fixture_ask(fixture, "award.list", "{\"person\":\"amara\",\"limit\":1}");
}

static void ask_what_if(struct fixture *fixture) {
    static const char supposed[] =
        "{\"person\":\"bea\",\"level\":\"tiny/skilled\",\"as_of\":\"2030-01-01\",\"with\":[{\"kind\":\"training\","
        "\"subject\":\"first-aid\",\"on\":\"2026-05-01\",\"outcome\":\"completed\"},{\"kind\":\"assessment\","
        "\"subject\":"
        "\"tiny/listening\",\"on\":\"2029-05-01\",\"value\":4,\"by\":\"p\",\"as\":\"lead\"},{\"kind\":\"assessment\","
        "\"subject\":\"tiny/listening\",\"on\":\"2029-06-01\",\"value\":2,\"by\":\"p\",\"as\":\"lead\"}]}";
    fixture_ask(fixture, "eligibility.check", supposed);
    fixture_ask(fixture, "eligibility.explain", supposed);
    fixture_ask(fixture, "eligibility.explain",
                "{\"person\":\"bea\",\"level\":\"tiny/entry\",\"with\":[{\"kind\":\"training\",\"subject\":"
                "\"first-aid\",\"on\":\"2026-05-01\",\"outcome\":\"completed\"}]}");
}

// So often that the forecast is cut.
static void ask_forecasts(struct fixture *fixture) {
    fixture_ask(fixture, "person.put", "{\"id\":\"dai\"}");
    struct wm_buffer params;
    wm_buffer_init(&params, 1 << 17);
    wm_buffer_text(&params, "{\"person\":\"dai\",\"records\":[");
    for (int i = 0; i < 100; i++) {
        char from[11], until[11];
        wm_day_format(wm_day_of(2026, 9, 2) + 10 * i, from);
        wm_day_format(wm_day_of(2026, 9, 4) + 10 * i, until);
        wm_buffer_printf(&params,
                         "%s{\"kind\":\"training\",\"subject\":\"first-aid\",\"outcome\":\"completed\",\"on\":\"%s\","
                         "\"until\":\"%s\"}",
                         i > 0 ? "," : "", from, until);
    }
    wm_buffer_text(&params, "]}");
    fixture_ask(fixture, "record.add", params.data);
    wm_buffer_clear(&params);
    fixture_ask(
        fixture, "award.grant",
        "{\"person\":\"dai\",\"level\":\"tiny/entry\",\"until\":\"2027-01-01\",\"override\":{\"reason\":\"r\"}}");
    fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"dai\",\"to\":\"2036-09-01\"}");
    fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"dai\",\"level\":\"tiny/entry\",\"to\":\"2026-12-01\"}");
}

static void ask_plans(struct fixture *fixture) {
    fixture_ask(fixture, "eligibility.plan", "{\"person\":\"bea\",\"levels\":[\"tiny/skilled\",\"tiny/alone\"]}");
    fixture_ask(fixture, "eligibility.plan", "{\"person\":\"bea\",\"levels\":[\"tiny/all\",\"tiny/senior\"]}");
    fixture_ask(fixture, "eligibility.plan",
                "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"hours_per_week\":1,\"by\":\"2026-09-02\"}");
    fixture_ask(fixture, "eligibility.plan", "{\"person\":\"bea\",\"levels\":[\"tiny/entry\"],\"cost_ceiling\":1}");
}

static void ask_cohorts(struct fixture *fixture) {
    fixture_person(fixture, "eli");
    fixture_record(
        fixture, "eli",
        "{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"2026-05-01\",\"value\":3,\"by\":\"p\",\"as\":"
        "\"lead\"}");
    fixture_record(fixture, "bea",
                   "{\"kind\":\"signoff\",\"subject\":\"tiny/speaking\",\"on\":\"2026-05-01\",\"by\":\"p\",\"as\":"
                   "\"lead\",\"until\":\"2027-01-01\"}");
    fixture_ask(fixture, "cohort.query", "{\"level\":\"tiny/entry\",\"limit\":1}");
    fixture_ask(fixture, "cohort.query", "{\"level\":\"tiny/entry\",\"outcome\":\"lapsing\",\"within\":400}");
    fixture_ask(fixture, "cohort.query", "{\"level\":\"tiny/entry\",\"outcome\":\"near\",\"unmet\":2}");
    fixture_ask(fixture, "cohort.matrix", "{\"framework\":\"tiny\",\"limit\":1}");
    fixture_ask(fixture, "cohort.matrix", "{\"framework\":\"tiny\",\"of\":\"competencies\"}");
    fixture_ask(fixture, "cohort.gaps", "{\"framework\":\"tiny\",\"limit\":1}");
    fixture_ask(fixture, "cohort.expiring", "{\"within\":3660,\"limit\":1}");
}

static void ask_plans_beside(struct fixture *fixture) {
    fixture_ask(fixture, "eligibility.plan", "{\"person\":\"bea\",\"levels\":[\"tiny/skilled\",\"links/guided\"]}");
    fixture_ask(fixture, "eligibility.plan",
                "{\"person\":\"bea\",\"levels\":[\"tiny/skilled\"],\"cost_ceiling\":1000}");
}

// What an organisation adds and recognises.
static void ask_beside(struct fixture *fixture) {
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua",
                       "organisation \"north\" { title = \"North\" }\n"
                       "adopt \"tiny\" { levels = { skilled = { also = trained \"second-aid\" } } }\n"
                       "adopt \"links\" {}\n");
    wm_test_write_text(&fixture->folder, "rules/frameworks/links/framework.lua",
                       "framework \"links\" { title = \"Links\" }\n"
                       "link { \"x/guide\", to = \"tiny/entry\", grade = \"exact\", within = years(9), says = \"s\", "
                       "source = \"1\" }\n"
                       "link { \"x/hearing\", to = \"tiny/listening\", grade = \"broader\", scale = { [4] = 4 } }\n"
                       "link { \"tiny/listening\", to = \"x/hearing\", grade = \"narrower\" }\n"
                       "supervision \"talk\" { title = \"Talk\" }\nitem \"badge\" { title = \"Badge\" }\n"
                       "level \"guided\" { title = \"Guided\", requires = { signed_off \"badge\",\n"
                       "  supervised { \"talk\", per = \"calendar-month\", over = months(2) } } }\n");
    fixture_start(fixture);
    ask_plans_beside(fixture);
    fixture_ask(fixture, "framework.get", "{\"framework\":\"links\"}");
    fixture_ask(fixture, "award.grant",
                "{\"person\":\"bea\",\"level\":\"x/guide\",\"by\":\"X\",\"override\":{\"reason\":\"seen\"}}");
    fixture_record(
        fixture, "bea",
        "{\"kind\":\"assessment\",\"subject\":\"x/hearing\",\"value\":4,\"by\":\"bea\",\"as\":\"self\",\"on\":"
        "\"2026-05-01\"}");
    fixture_record(fixture, "bea",
                   "{\"kind\":\"assessment\",\"subject\":\"x/hearing\",\"value\":4,\"by\":\"p\",\"as\":\"lead\",\"on\":"
                   "\"2026-05-01\"}");
    fixture_ask(fixture, "award.list", "{\"person\":\"bea\"}");
    fixture_ask(fixture, "eligibility.standing", "{\"person\":\"bea\",\"plans\":true}");
    fixture_ask(fixture, "eligibility.explain", "{\"person\":\"bea\",\"level\":\"tiny/skilled\"}");
}

// What custom predicates say, and how far ahead nobody looks.
static void ask_predicates(struct fixture *fixture) {
    fixture_stop(fixture);
    wm_test_write_text(
        &fixture->folder, "rules/frameworks/tiny/a-predicates.lua",
        "said = custom { id = 'said', says = 's', function (person) return person.as_of < '2020', 'late' end }\n"
        "broken = custom { id = 'broken', says = 's', function () return nil end }\n");
    wm_test_write_text(
        &fixture->folder, "rules/frameworks/tiny/z-levels.lua",
        "level 'said' { title = 'Said', requires = said }\n"
        "level 'broken' { title = 'Broken', requires = broken }\n"
        "level 'dated' { title = 'Dated', requires = trained 'first-aid' }\n"
        "level 'dated' { from = '2026-01-01', ['until'] = '2026-12-31', requires = said }\n"
        "level 'later' { title = 'Later', requires = trained 'first-aid' }\n"
        "level 'later' { from = '2026-12-01', requires = assessed { 'speaking', at_least = param 'score' "
        "} }\n"
        "level 'later' { from = '2027-01-01', requires = said }\n");
    fixture_start(fixture);
    fixture_ask(fixture, "eligibility.check", "{\"person\":\"bea\",\"level\":\"tiny/said\"}");
    fixture_ask(fixture, "eligibility.check", "{\"person\":\"bea\",\"level\":\"tiny/broken\"}");
    fixture_ask(fixture, "cohort.query", "{\"level\":\"tiny/said\"}");
    fixture_ask(fixture, "eligibility.explain", "{\"person\":\"bea\",\"level\":\"tiny/said\"}");
    fixture_ask(fixture, "eligibility.explain", "{\"person\":\"bea\",\"level\":\"tiny/dated\"}");
    fixture_text_is(fixture_ask(fixture, "eligibility.check",
                                "{\"person\":\"bea\",\"level\":\"tiny/dated\",\"as_of\":\"2027-01-01\"}"),
                    "unknown[0].reason", "not-in-force");
    fixture_ask(fixture, "framework.get", "{\"framework\":\"tiny\"}");
    fixture_ask(fixture, "eligibility.standing", "{\"person\":\"bea\"}");
    fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"amara\",\"to\":\"2030-01-01\"}");
    fixture_ask(fixture, "eligibility.forecast", "{\"person\":\"bea\",\"level\":\"tiny/said\",\"to\":\"2030-01-01\"}");
}

static void write_north(struct fixture *fixture, const char *rest) {
    char text[600];
    snprintf(text, sizeof text, "organisation \"north\" { title = \"North\" }\nadopt \"tiny\" {}\n%s", rest);
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua", text);
}

// Whom the last activation moved is told.
static void wait_for_moved(struct fixture *fixture) {
    const struct wm_aftermath *aftermath = &fixture->daemon.aftermath;
    while (aftermath->working != NULL || aftermath->first != NULL)
        uv_run(&fixture->loop, UV_RUN_ONCE);
}

// Changed, broken in a test, gone back from.
static void ask_changes(struct fixture *fixture) {
    static const char failing[] =
        "test 'no' { as_of = '2026-01-01', level = 'tiny/entry', person = {}, expect = eligible }\n";
    char params[100];
    write_north(fixture, "unused = any { trained 'first-aid', trained 'first-aid' }\n");
    struct wm_json result = fixture_ask(fixture, "rules.reload", "{}");
    snprintf(params, sizeof params, "{\"rules\":\"%.10s\"}", wm_json_text(fixture_at(result, "previous")).data);
    fixture_ask(fixture, "rules.rollback", params);
    fixture_ask(fixture, "rules.check", "{}");
    write_north(fixture, failing);
    wm_test_expect_log(WM_LOG_ERROR, 1);
    fixture_refused(fixture, "rules.reload", "{}", WM_RULES, "test-failed");
    fixture_ask(fixture, "rules.status", "{}");
    write_north(fixture, "");
    wait_for_moved(fixture);
    fixture_ask(fixture, "rules.history", "{\"limit\":1}");
    fixture_ask(fixture, "rules.history", "{}");
}

#define PREVIEWED_FILES                                                                                                \
    "{\"limit\":2,\"files\":[{\"path\":\"organisations/north/organisation.lua\",\"text\":\"organisation "              \
    "\\\"north\\\" { "                                                                                                 \
    "title = \\\"North\\\" } adopt \\\"tiny\\\" "                                                                      \
    "{}\"},{\"path\":\"frameworks/tiny/framework.lua\",\"text\":\"framework "                                          \
    "\\\"tiny\\\" { title = \\\"T\\\" } course \\\"first-aid\\\" { title = \\\"F\\\", valid = years(2) } level "       \
    "\\\"entry\\\" { title = \\\"E\\\", requires = trained \\\"first-aid\\\" }\"}]}"

// First aid counts for longer.
static void ask_preview(struct fixture *fixture) {
    fixture_person(fixture, "cara");
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua",
                       "organisation \"north\" { title = \"North\" }\nadopt \"longer\" {}\n");
    wm_test_write_text(&fixture->folder, "rules/frameworks/longer/framework.lua", "framework 'longer' { title = 'L' }");
    fixture_ask(fixture, "rules.preview", "{}"); // levels that go
    struct wm_json result = fixture_ask(fixture, "rules.preview", PREVIEWED_FILES);
    assert_true(fixture_integer(result, "moves.later") >= 2);
    fixture_write_north(fixture);
}

// More files than one answer holds.
static void ask_sources(struct fixture *fixture) {
    enum { LONG = 40000 };
    static char text[LONG + 1];
    uint64_t reply = fixture->config.limits.reply;
    fixture_stop(fixture);
    fixture->config.limits.reply = 1 << 16;
    memset(text, ' ', LONG);
    wm_test_write_text(&fixture->folder, "rules/organisations/north/long.lua", text);
    fixture_start(fixture);
    fixture_ask(fixture, "rules.sources", "{}");
    fixture_stop(fixture);
    fixture->config.limits.reply = reply;
    fixture_start(fixture);
}

static void test_every_field_is_seen(void **state) {
    struct fixture *fixture = *state;
    ask_all_of_one_person(fixture);
    ask_what_if(fixture);
    ask_forecasts(fixture);
    ask_plans(fixture);
    fixture_ask(fixture, "framework.list", "{}");
    fixture_ask(fixture, "framework.get", "{\"framework\":\"tiny\"}");
    ask_cohorts(fixture);
    fixture_ask(fixture, "system.info", "{}");
    fixture_ask(fixture, "system.metrics", "{}");
    ask_preview(fixture);
    ask_beside(fixture);
    ask_predicates(fixture);
    ask_changes(fixture);
    ask_sources(fixture);
    fixture_ask(fixture, "events.subscribe", "{}");
    fixture_ask(fixture, "events.unsubscribe", "{}");
    // The same with rules that are broken, and a store that cannot be written.
    fixture_stop(fixture);
    wm_test_write_text(&fixture->folder, "rules/organisations/south/organisation.lua",
                       "organisation \"south\" { title = \"South\" }\nadopt \"tinny\" {}\n");
    wm_test_expect_log(WM_LOG_ERROR, 3);
    fixture_start(fixture);
    fixture_ask(fixture, "rules.status", "{}");
    fixture_refused(fixture, "framework.list", "{\"org\":\"south\"}", WM_RULES, "unknown-name");
    fixture_break_store();
    fixture_refused(fixture, "person.put", "{\"org\":\"north\",\"id\":\"late\"}", WM_STORE, "disk-full");
    fixture_text_is(fixture_ask(fixture, "system.health", "{}"), "store.reason", "disk-full");
    fixture_mend_store();
    expect_notifications(fixture); // real ones: test_events.c, test_rules_preview.c
    assert_int_equal(wm_openrpc_unseen(fixture->openrpc), 0);
}

// The packs that come with Waymark have declarations that no test would think of.
static int setup_shipped(void **state) {
    static struct fixture fixture;
    fixture_make(&fixture);
    snprintf(fixture.root, sizeof fixture.root, "%s/rules", WM_TEST_SOURCES);
    fixture_start(&fixture);
    *state = &fixture;
    return 0;
}

static void test_the_shipped_frameworks_fit(void **state) {
    struct fixture *fixture = *state;
    const struct wm_rules *rules = &fixture->daemon.rules;
    size_t frameworks = 0;
    for (size_t i = 0; i < rules->count; i++) {
        const struct wm_organisation *organisation = rules->organisations[i];
        char params[300];
        assert_non_null(organisation->active);
        snprintf(params, sizeof params, "{\"org\":\"%s\"}", organisation->id);
        fixture_ask(fixture, "framework.list", params);
        fixture_ask(fixture, "rules.status", params);
        for (uint32_t j = 0; j < organisation->active->framework_count; j++, frameworks++) {
            snprintf(params, sizeof params, "{\"org\":\"%s\",\"framework\":\"%s\"}", organisation->id,
                     organisation->active->frameworks[j].id);
            fixture_ask(fixture, "framework.get", params);
        }
        snprintf(params, sizeof params, "{\"org\":\"%s\",\"id\":\"amara\"}", organisation->id);
        fixture_ask(fixture, "person.put", params);
        snprintf(params, sizeof params, "{\"org\":\"%s\",\"person\":\"amara\"}", organisation->id);
        fixture_ask(fixture, "eligibility.standing", params);
        for (uint32_t j = 0; j < organisation->active->level_count; j++) {
            snprintf(params, sizeof params, "{\"org\":\"%s\",\"person\":\"amara\",\"level\":\"%s\"}", organisation->id,
                     organisation->active->levels[j]->full);
            fixture_ask(fixture, "eligibility.explain", params);
        }
    }
    assert_true(frameworks > 0);
}

#define SHIPPED(name) cmocka_unit_test_setup_teardown(name, setup_shipped, fixture_teardown)
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

WM_TEST_MAIN(TEST(test_every_method_is_described), TEST(test_every_parameter_is_described),
             TEST(test_every_error_is_described), TEST(test_every_example_fits), TEST(test_every_notification_fits),
             TEST(test_the_document_is_served), TEST(test_the_check_itself_refuses), TEST(test_every_field_is_seen),
             SHIPPED(test_the_shipped_frameworks_fit))
