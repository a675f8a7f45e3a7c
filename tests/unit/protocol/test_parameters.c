// SPDX-License-Identifier: MIT
#include "api/protocol/parameters.h"

#include "tests/support/test.h"

#include <stdio.h>

static const struct wm_parameter_form forms[] = {
    {"person", WM_TYPE_PERSON, true, 0},
    {"org", WM_TYPE_CODE, false, 0},
    {"level", WM_TYPE_LEVEL, false, 0},
    {"as_of", WM_TYPE_DAY, false, 0},
    {"ledger", WM_TYPE_SEQ, false, 0},
    {"limit", WM_TYPE_LIMIT, false, 0},
    {"rules", WM_TYPE_HASH, false, 0},
    {"data", WM_TYPE_OBJECT, false, 0},
    {"records", WM_TYPE_RECORDS, false, 0},
    {"without", WM_TYPE_SEQS, false, 0},
    {"name", WM_TYPE_TEXT, false, 8},
    {"reason", WM_TYPE_PROSE, false, 16},
    {NULL, 0, false, 0},
};
enum { PERSON, ORG, LEVEL, AS_OF, LEDGER, LIMIT, RULES, DATA, RECORDS, WITHOUT, NAME, REASON };

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

struct reading {
    struct wm_json_reader *reader;
    struct wm_argument arguments[WM_PARAMETERS_MOST];
};

static enum wm_status read_them(struct reading *reading, const char *text, struct wm_error *error) {
    struct wm_json params = {NULL, 0};
    if (text != NULL)
        wm_test_ok(wm_json_parse_copy(reading->reader, text, strlen(text), &params, error), error);
    return wm_parameters_read(params, forms, 100, reading->arguments, error);
}

static void start(struct reading *reading) {
    struct wm_error error;
    wm_test_ok(wm_json_reader_new(1 << 16, 32, &reading->reader, &error), &error);
}

static void stop(struct reading *reading) {
    wm_json_reader_free(reading->reader);
}

static void text_is(const struct wm_argument *argument, const char *expected) {
    assert_true(wm_argument_given(argument));
    assert_int_equal(argument->text.length, strlen(expected));
    assert_memory_equal(argument->text.data, expected, argument->text.length);
}

static void test_all_types(void **state) {
    (void)state;
    struct wm_error error;
    struct reading reading;
    start(&reading);
    wm_test_ok(read_them(&reading,
                         "{\"reason\":\"two\\nlines\\t!\",\"name\":\"Amara \xc3\xa9\",\"without\":[1],\"records\":[],"
                         "\"data\":{},\"rules\":\"" HASH "\",\"limit\":100,\"ledger\":0,\"as_of\":\"2026-09-01\","
                         "\"level\":\"frame/level\",\"org\":\"north-side\",\"person\":\"amara@example\"}",
                         &error),
               &error);
    text_is(&reading.arguments[PERSON], "amara@example");
    text_is(&reading.arguments[ORG], "north-side");
    text_is(&reading.arguments[LEVEL], "frame/level");
    assert_int_equal(reading.arguments[AS_OF].day, wm_day_of(2026, 9, 1));
    assert_int_equal(reading.arguments[LEDGER].number, 0);
    assert_int_equal(reading.arguments[LIMIT].number, 100);
    text_is(&reading.arguments[RULES], HASH);
    assert_int_equal(wm_json_type(reading.arguments[DATA].json), WM_JSON_OBJECT);
    assert_int_equal(wm_json_count(reading.arguments[RECORDS].json), 0);
    assert_int_equal(wm_json_count(reading.arguments[WITHOUT].json), 1);
    text_is(&reading.arguments[NAME], "Amara \xc3\xa9");
    text_is(&reading.arguments[REASON], "two\nlines\t!");
    // What is not given is absent, whatever stood there before.
    wm_test_ok(read_them(&reading, "{\"person\":\"b\"}", &error), &error);
    for (size_t i = ORG; i <= REASON; i++)
        assert_false(wm_argument_given(&reading.arguments[i]));
    stop(&reading);
}

struct wrong {
    const char *text;
    const char *reason, *where, *expected, *found;
};

static void test_errors(void **state) {
    (void)state;
#define ONE "{\"person\":\"a\","
    static const struct wrong wrongs[] = {
        {NULL, "missing-parameter", "person", "a person's id: 1 to 128 bytes, without /", "nothing"},
        {"{}", "missing-parameter", "person", "a person's id: 1 to 128 bytes, without /", "nothing"},
        {"{\"person\":17}", "wrong-type", "person", "a person's id: 1 to 128 bytes, without /", "17"},
        {"{\"person\":null}", "wrong-type", "person", "a person's id: 1 to 128 bytes, without /", "null"},
        {ONE "\"org\":\"North\"}", "wrong-type", "org", "a code: small letters, digits and . _ / -", "\"North\""},
        {ONE "\"org\":\"\"}", "wrong-type", "org", "a code: small letters, digits and . _ / -", "\"\""},
        {ONE "\"level\":\"level\"}", "wrong-type", "level", "a level or gate: \"framework/level\"", "\"level\""},
        {ONE "\"level\":true}", "wrong-type", "level", "a level or gate: \"framework/level\"", "true"},
        {ONE "\"level\":\"a/\\u0007\"}", "wrong-type", "level", "a level or gate: \"framework/level\"", "\"a/?\""},
        {ONE "\"as_of\":20260901}", "wrong-type", "as_of", "a date such as \"2026-09-01\"", "20260901"},
        {ONE "\"ledger\":-1}", "range", "ledger", "a place in the ledger: a whole number, 0 or more", "-1"},
        {ONE "\"ledger\":1.5}", "wrong-type", "ledger", "a place in the ledger: a whole number, 0 or more", "1.5"},
        {ONE "\"ledger\":\"1\"}", "wrong-type", "ledger", "a place in the ledger: a whole number, 0 or more", "\"1\""},
        {ONE "\"ledger\":9223372036854775808}", "wrong-type", "ledger",
         "a place in the ledger: a whole number, 0 or more", "9223372036854775808"},
        {ONE "\"limit\":0}", "range", "limit", "1 to 100", "0"},
        {ONE "\"limit\":101}", "range", "limit", "1 to 100", "101"},
        {ONE "\"rules\":\"abc\"}", "wrong-type", "rules", "64 hexadecimal digits, small letters", "\"abc\""},
        {ONE "\"data\":[]}", "wrong-type", "data", "an object", "an array"},
        {ONE "\"records\":{}}", "wrong-type", "records", "an array of records", "an object"},
        {ONE "\"without\":5}", "wrong-type", "without", "an array of places in the ledger", "5"},
        {ONE "\"name\":\"\"}", "wrong-type", "name", "a string of one line", "\"\""},
        {ONE "\"name\":\"a\\nb\"}", "wrong-type", "name", "a string of one line", "\"a?b\""},
        {ONE "\"name\":\"123456789\"}", "too-long", "name", "at most 8 bytes", "9 bytes"},
        {ONE "\"reason\":\"a\\u0000b\"}", "wrong-type", "reason", "a string", "\"a\""},
        {ONE "\"reason\":\"12345678901234567\"}", "too-long", "reason", "at most 16 bytes", "17 bytes"},
    };
    struct wm_error error;
    struct reading reading;
    start(&reading);
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        const struct wrong *wrong = &wrongs[i];
        enum wm_status status = read_them(&reading, wrong->text, &error);
        if (status != WM_PARAMS || strcmp(error.reason, wrong->reason) != 0 || strcmp(error.where, wrong->where) != 0 ||
            strcmp(error.expected, wrong->expected) != 0 || strcmp(error.found, wrong->found) != 0)
            fail_msg("%s: %d %s at %s, expected %s, found %s", wrong->text, status, error.reason, error.where,
                     error.expected, error.found);
        assert_true(strchr(error.message, '`') != NULL);
    }
    stop(&reading);
}

static void test_whole_numbers(void **state) {
    (void)state;
    static const struct wm_parameter_form within[] = {{"within", WM_TYPE_WHOLE, false, 90}, {NULL, 0, false, 0}};
    static const struct {
        const char *text, *reason, *expected;
    } wrongs[] = {{"{\"within\":91}", "range", "0 to 90"},
                  {"{\"within\":-1}", "range", "0 to 90"},
                  {"{\"within\":1.5}", "wrong-type", "a whole number, 0 or more"}};
    struct wm_error error;
    struct wm_json params;
    struct reading reading;
    start(&reading);
    wm_test_ok(wm_json_parse_copy(reading.reader, "{\"within\":90}", 13, &params, &error), &error);
    wm_test_ok(wm_parameters_read(params, within, 100, reading.arguments, &error), &error);
    assert_int_equal(reading.arguments[0].number, 90);
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        wm_test_ok(wm_json_parse_copy(reading.reader, wrongs[i].text, strlen(wrongs[i].text), &params, &error), &error);
        assert_int_equal(wm_parameters_read(params, within, 100, reading.arguments, &error), WM_PARAMS);
        assert_string_equal(error.reason, wrongs[i].reason);
        assert_string_equal(error.expected, wrongs[i].expected);
        assert_string_equal(error.where, "within");
    }
    stop(&reading);
}

// In ten-thousandths, and no finer.
static void test_amounts(void **state) {
    (void)state;
    static const struct wm_parameter_form amount[] = {{"hours", WM_TYPE_AMOUNT, false, 0}, {NULL, 0, false, 0}};
    static const struct {
        const char *text, *reason;
        int64_t number;
    } cases[] = {{"{\"hours\":0}", NULL, 0},
                 {"{\"hours\":7.5}", NULL, 75000},
                 {"{\"hours\":0.0001}", NULL, 1},
                 {"{\"hours\":1000000000}", NULL, INT64_C(10000000000000)},
                 {"{\"hours\":0.00001}", "range", 0},
                 {"{\"hours\":-0.0001}", "range", 0},
                 {"{\"hours\":1e10}", "range", 0},
                 {"{\"hours\":18446744073709551615}", "range", 0},
                 {"{\"hours\":\"7\"}", "wrong-type", 0}};
    struct wm_error error;
    struct wm_json params;
    struct reading reading;
    start(&reading);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wm_test_ok(wm_json_parse_copy(reading.reader, cases[i].text, strlen(cases[i].text), &params, &error), &error);
        enum wm_status status = wm_parameters_read(params, amount, 100, reading.arguments, &error);
        assert_int_equal(status, cases[i].reason == NULL ? WM_OK : WM_PARAMS);
        if (cases[i].reason == NULL) {
            assert_int_equal(reading.arguments[0].number, cases[i].number);
            continue;
        }
        assert_string_equal(error.reason, cases[i].reason);
        assert_string_equal(error.where, "hours");
        assert_string_equal(error.expected, "a number, 0 or more, with four decimals at most");
    }
    stop(&reading);
}

// These come from the parsers of the types, and get the place.
static void test_errors_of_the_parsers(void **state) {
    (void)state;
    static const char *const texts[] = {
        "{\"person\":\"\"}",    "{\"person\":\"a/b\"}",          "{\"person\":\"a\\u0001\"}",
        ONE "\"as_of\":\"x\"}", ONE "\"as_of\":\"2026-02-29\"}", ONE "\"as_of\":\"2026-9-1\"}",
        ONE "\"as_of\":\"\"}",  ONE "\"as_of\":\"1899-12-31\"}",
    };
    struct wm_error error;
    struct reading reading;
    start(&reading);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(read_them(&reading, texts[i], &error), WM_PARAMS);
        assert_string_equal(error.where, i < 3 ? "person" : "as_of");
        assert_true(error.expected[0] != '\0' && error.found[0] != '\0' && error.reason[0] != '\0');
    }
    stop(&reading);
}

static void test_unknown_names(void **state) {
    (void)state;
    struct wm_error error;
    struct reading reading;
    start(&reading);
    wm_test_fails(read_them(&reading, ONE "\"asof\":\"2026-09-01\"}", &error), &error, WM_PARAMS, "unknown-parameter");
    assert_string_equal(error.where, "asof");
    assert_string_equal(error.nearest, "as_of");
    assert_string_equal(error.found, "\"2026-09-01\"");
    assert_string_equal(error.expected, "person, org, level, as_of, ledger, limit, rules, data, records, without, "
                                        "name, reason");
    wm_test_fails(read_them(&reading, ONE "\"something\":1}", &error), &error, WM_PARAMS, "unknown-parameter");
    assert_string_equal(error.nearest, "");
    // However long it is.
    char text[5000] = ONE "\"";
    size_t length = strlen(text);
    memset(text + length, 'x', 4000);
    snprintf(text + length + 4000, 100, "\":1}");
    wm_test_fails(read_them(&reading, text, &error), &error, WM_PARAMS, "unknown-parameter");
    static const struct wm_parameter_form none[] = {{NULL, 0, false, 0}};
    struct wm_json params;
    wm_test_ok(wm_json_parse_copy(reading.reader, "{\"a\":1}", 7, &params, &error), &error);
    wm_test_fails(wm_parameters_read(params, none, 100, reading.arguments, &error), &error, WM_PARAMS,
                  "unknown-parameter");
    assert_string_equal(error.expected, "no parameters at all");
    stop(&reading);
}

static void test_positional(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_json params;
    struct reading reading;
    start(&reading);
    wm_test_ok(wm_parameters_named((struct wm_json){NULL, 0}, &error), &error);
    wm_test_ok(wm_json_parse_copy(reading.reader, "{}", 2, &params, &error), &error);
    wm_test_ok(wm_parameters_named(params, &error), &error);
    wm_test_ok(wm_json_parse_copy(reading.reader, "[]", 2, &params, &error), &error);
    wm_test_fails(wm_parameters_named(params, &error), &error, WM_PARAMS, "positional");
    assert_string_equal(error.expected, "an object");
    stop(&reading);
}

static void test_every_type_says_what_it_expects(void **state) {
    (void)state;
    for (int type = 0; type < WM_TYPE_COUNT; type++)
        assert_true(wm_parameter_expected((enum wm_parameter_type)type)[0] != '\0');
}

WM_TEST_MAIN(cmocka_unit_test(test_all_types), cmocka_unit_test(test_errors), cmocka_unit_test(test_whole_numbers),
             cmocka_unit_test(test_amounts), cmocka_unit_test(test_errors_of_the_parsers),
             cmocka_unit_test(test_unknown_names), cmocka_unit_test(test_positional),
             cmocka_unit_test(test_every_type_says_what_it_expects))
