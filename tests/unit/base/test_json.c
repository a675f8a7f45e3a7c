// SPDX-License-Identifier: MIT
#include "engine/base/json.h"

#include "tests/support/test.h"

#include <math.h>
#include <stdio.h>

enum { LONGEST = 4 * 1024 * 1024, DEEPEST = 32 };
static struct wm_json_reader *reader;

static int setup(void **state) {
    (void)state;
    struct wm_error error;
    return wm_json_reader_new(LONGEST, DEEPEST, &reader, &error) != WM_OK;
}

static int teardown(void **state) {
    (void)state;
    wm_json_reader_free(reader);
    return 0;
}

#define JSON_TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static struct wm_json parse_n(const char *text, size_t length) {
    struct wm_error error;
    struct wm_json value = {NULL, 0};
    wm_test_ok(wm_json_parse_copy(reader, text, length, &value, &error), &error);
    return value;
}

static struct wm_json parse(const char *text) {
    return parse_n(text, strlen(text));
}

static void refused_n(const char *text, size_t length, enum wm_status status, const char *reason) {
    struct wm_error error = {.status = WM_OK};
    struct wm_json value = {NULL, 77};
    if (wm_json_parse_copy(reader, text, length, &value, &error) == WM_OK)
        fail_msg("accepted: %.*s", (int)(length < 100 ? length : 100), text);
    assert_int_equal(error.status, status);
    assert_string_equal(error.reason, reason);
    assert_int_equal(value.index, 77);
}

static void refused(const char *text, enum wm_status status, const char *reason) {
    refused_n(text, strlen(text), status, reason);
}

static void expect_text(struct wm_json value, const char *wanted, size_t length) {
    assert_int_equal(wm_json_type(value), WM_JSON_STRING);
    struct wm_text text = wm_json_text(value);
    assert_int_equal(text.length, length);
    assert_memory_equal(text.data, wanted, length);
}

static void test_types(void **state) {
    (void)state;
    assert_int_equal(wm_json_type(parse("null")), WM_JSON_NULL);
    assert_int_equal(wm_json_type(parse("true")), WM_JSON_BOOLEAN);
    assert_true(wm_json_boolean(parse("true")));
    assert_false(wm_json_boolean(parse(" false ")));
    assert_int_equal(wm_json_type(parse("\"x\"")), WM_JSON_STRING);
    assert_int_equal(wm_json_type(parse("[]")), WM_JSON_ARRAY);
    assert_int_equal(wm_json_type(parse("{}")), WM_JSON_OBJECT);
    assert_int_equal(wm_json_type(parse("0")), WM_JSON_INTEGER);
    assert_int_equal(wm_json_type(parse("0.5")), WM_JSON_DECIMAL);
    assert_int_equal(wm_json_type((struct wm_json){NULL, 0}), WM_JSON_ABSENT);
    assert_string_equal(wm_json_type_name(WM_JSON_ABSENT), "nothing");
    assert_string_equal(wm_json_type_name(WM_JSON_STRING), "a string");
    assert_string_equal(wm_json_type_name(WM_JSON_OBJECT), "an object");
    assert_string_equal(wm_json_type_name(WM_JSON_INTEGER), "a whole number");
}

// The wrong question gets a harmless answer.
static void test_wrong_types(void **state) {
    (void)state;
    struct wm_json absent = {NULL, 0};
    struct wm_json array = parse("[1,2]");
    assert_int_equal(wm_json_integer(array), 0);
    assert_false(wm_json_boolean(array));
    assert_int_equal(wm_json_text(array).length, 0);
    assert_int_equal(wm_json_type(wm_json_member(array, "x")), WM_JSON_ABSENT);
    assert_int_equal(wm_json_count(absent), 0);
    assert_int_equal(wm_json_integer(absent), 0);
    assert_int_equal(wm_json_type(wm_json_member(absent, "x")), WM_JSON_ABSENT);
    struct wm_json_iterator iterator = wm_json_iterate(absent);
    struct wm_json value;
    assert_false(wm_json_next(&iterator, NULL, &value));
    struct wm_json text = parse("\"abc\"");
    assert_int_equal(wm_json_count(text), 0);
    assert_true(wm_json_double(text) == 0);
    iterator = wm_json_iterate(text);
    assert_false(wm_json_next(&iterator, NULL, &value));
}

static void test_numbers(void **state) {
    (void)state;
    assert_int_equal(wm_json_integer(parse("9223372036854775807")), INT64_MAX);
    assert_int_equal(wm_json_integer(parse("-9223372036854775808")), INT64_MIN);
    assert_int_equal(wm_json_integer(parse("-0")), 0);
    assert_true(wm_json_double(parse("7")) == 7);
    struct wm_json large = parse("9223372036854775808");
    uint64_t number = 0;
    assert_int_equal(wm_json_type(large), WM_JSON_DECIMAL);
    assert_true(wm_json_beyond_int64(large, &number));
    assert_true(number == 9223372036854775808u);
    assert_true(wm_json_double(large) == 9223372036854775808.0);
    assert_true(wm_json_beyond_int64(parse("18446744073709551615"), &number));
    assert_true(number == UINT64_MAX);
    assert_false(wm_json_beyond_int64(parse("1.5"), &number));
    assert_false(wm_json_beyond_int64(parse("1"), &number));
    assert_int_equal(wm_json_type(parse("3.0")), WM_JSON_DECIMAL);
    assert_int_equal(wm_json_type(parse("1e3")), WM_JSON_DECIMAL);
    assert_true(wm_json_double(parse("1e3")) == 1000);
    assert_true(wm_json_double(parse("-12.25")) == -12.25);
    assert_true(wm_json_double(parse("5e-324")) > 0);
    static const char *const bad[] = {"18446744073709551616",
                                      "-9223372036854775809",
                                      "1e400",
                                      "01",
                                      "-",
                                      "+1",
                                      ".5",
                                      "1.",
                                      "1e",
                                      "0x10",
                                      "NaN",
                                      "Infinity",
                                      "-Infinity",
                                      "1_000",
                                      "--1",
                                      "00",
                                      "1.e5",
                                      "123456789012345678901234567890"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refused(bad[i], WM_PARSE, "json");
}

static void test_strings(void **state) {
    (void)state;
    expect_text(parse("\"\""), "", 0);
    expect_text(parse("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "a\"\\/\b\f\n\r\t", 9);
    expect_text(parse("\"\\u0041\\u00e9\\u20ac\""), "Aé€", 6);
    expect_text(parse("\"\\ud83d\\ude00\""), "😀", 4);
    expect_text(parse("\"a\\u0000b\""), "a\0b", 3);
    expect_text(parse("\"\xe2\x80\xa8\""), "\xe2\x80\xa8", 3);
    static const char *const bad[] = {"\"",
                                      "\"abc",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "\"\\u123g\"",
                                      "\"\n\"",
                                      "\"\x01\"",
                                      "\"\t\"",
                                      "'a'",
                                      "\"\\\"",
                                      "\"a\"b",
                                      "\"\\u\"",
                                      "\"\\ud800\"",
                                      "\"\\ud800x\"",
                                      "\"\\ud800\\u0041\"",
                                      "\"\\udc00\"",
                                      "\"\\ud800\\ud800\""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refused(bad[i], WM_PARSE, "json");
}

static void test_not_json(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      " ",
                                      "\n",
                                      "nul",
                                      "truee",
                                      "True",
                                      "[",
                                      "]",
                                      "{",
                                      "}",
                                      "[1",
                                      "[1,",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{1:2}",
                                      "{\"a\" 1}",
                                      "[1]]",
                                      "[1] [2]",
                                      "{} x",
                                      "// c\n1",
                                      "/* c */ 1",
                                      "[1}",
                                      "{\"a\":1]",
                                      "{\"a\":1,,\"b\":2}",
                                      "\xef\xbb\xbf{}",
                                      "{'a':1}",
                                      "undefined",
                                      "[\"a\":1]",
                                      "1 2"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refused(bad[i], WM_PARSE, "json");
    refused_n("[1]\0", 4, WM_PARSE, "json");
    refused_n("\0", 1, WM_PARSE, "json");
    refused_n("\"a\0b\"", 5, WM_PARSE, "json");
}

static void test_utf8(void **state) {
    (void)state;
    static const char *const bad[] = {"\"\xff\"",
                                      "\"\xc3\"",
                                      "\"\xc0\x80\"",
                                      "\"\xed\xa0\x80\"",
                                      "\"\xf4\x90\x80\x80\"",
                                      "{\"\x80\":1}",
                                      "[\"ok\",\"\xe2\x82\"]",
                                      "\xff"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refused(bad[i], WM_PARSE, "utf-8");
    // Far into a text, past the first blocks.
    char text[300];
    memset(text, 'a', sizeof text);
    text[0] = text[299] = '"';
    parse_n(text, 300);
    text[250] = (char)0xfe;
    refused_n(text, 300, WM_PARSE, "utf-8");
}

static void nested(char *text, unsigned depth, char open, char close) {
    size_t at = 0;
    for (unsigned i = 0; i < depth; i++) {
        size_t length = open == '{' ? 5 : 1;
        memcpy(text + at, open == '{' ? "{\"a\":" : &open, length);
        at += length;
    }
    text[at++] = '1';
    for (unsigned i = 0; i < depth; i++)
        text[at++] = close;
    text[at] = '\0';
}

static void test_depth(void **state) {
    (void)state;
    static char text[10000];
    nested(text, DEEPEST, '[', ']');
    parse(text);
    nested(text, DEEPEST, '{', '}');
    parse(text);
    nested(text, DEEPEST + 1, '[', ']');
    refused(text, WM_LIMIT, "depth");
    nested(text, DEEPEST + 1, '{', '}');
    refused(text, WM_LIMIT, "depth");
    nested(text, 1000, '[', ']');
    refused(text, WM_LIMIT, "depth");
    memset(text, '[', 5000);
    refused_n(text, 5000, WM_PARSE, "json"); // never closed: seen first
    // Empty ones count the same.
    for (unsigned depth = DEEPEST - 1; depth <= DEEPEST + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        struct wm_error error;
        struct wm_json value;
        enum wm_status status = wm_json_parse_copy(reader, text, (size_t)depth * 2, &value, &error);
        assert_int_equal(status, depth <= DEEPEST ? WM_OK : WM_LIMIT);
    }
    struct wm_json_reader *flat;
    struct wm_error error;
    struct wm_json value;
    wm_test_ok(wm_json_reader_new(100, 0, &flat, &error), &error);
    wm_test_ok(wm_json_parse_copy(flat, "17", 2, &value, &error), &error);
    wm_test_fails(wm_json_parse_copy(flat, "[1]", 3, &value, &error), &error, WM_LIMIT, "depth");
    wm_test_fails(wm_json_parse_copy(flat, "[]", 2, &value, &error), &error, WM_LIMIT, "depth");
    wm_json_reader_free(flat);
}

static void test_length(void **state) {
    (void)state;
    struct wm_json_reader *small;
    struct wm_error error;
    struct wm_json value;
    char text[21 + WM_JSON_PADDING] = "\"123456789012345678\" ";
    wm_test_ok(wm_json_reader_new(20, 4, &small, &error), &error);
    wm_test_ok(wm_json_parse(small, text, 20, &value, &error), &error);
    wm_test_fails(wm_json_parse(small, text, 21, &value, &error), &error, WM_LIMIT, "length");
    wm_test_fails(wm_json_parse_copy(small, text, 21, &value, &error), &error, WM_LIMIT, "length");
    wm_test_ok(wm_json_parse_copy(small, text, 20, &value, &error), &error);
    wm_json_reader_free(small);
    wm_json_reader_free(NULL);
}

static void test_walk(void **state) {
    (void)state;
    struct wm_json root =
        parse("{\"a\":[1,-2.5,\"x\",null,[],{}],\"b\":{\"c\":12345678901,\"d\":false},\"\":7,\"é\":0}");
    assert_int_equal(wm_json_count(root), 4);
    struct wm_json array = wm_json_member(root, "a");
    assert_int_equal(wm_json_count(array), 6);
    static const enum wm_json_type types[] = {WM_JSON_INTEGER, WM_JSON_DECIMAL, WM_JSON_STRING,
                                              WM_JSON_NULL,    WM_JSON_ARRAY,   WM_JSON_OBJECT};
    struct wm_json_iterator iterator = wm_json_iterate(array);
    struct wm_json value;
    size_t count = 0;
    while (wm_json_next(&iterator, NULL, &value))
        assert_int_equal(wm_json_type(value), types[count++]);
    assert_int_equal(count, 6);
    assert_false(wm_json_next(&iterator, NULL, &value));
    assert_int_equal(wm_json_integer(wm_json_member(wm_json_member(root, "b"), "c")), 12345678901);
    assert_int_equal(wm_json_integer(wm_json_member(root, "")), 7);
    assert_int_equal(wm_json_type(wm_json_member(root, "é")), WM_JSON_INTEGER);
    assert_int_equal(wm_json_type(wm_json_member(root, "c")), WM_JSON_ABSENT);
    static const char *const keys[] = {"a", "b", "", "é"};
    iterator = wm_json_iterate(root);
    struct wm_text key;
    for (count = 0; wm_json_next(&iterator, &key, &value); count++) {
        assert_int_equal(key.length, strlen(keys[count]));
        assert_memory_equal(key.data, keys[count], key.length);
    }
    assert_int_equal(count, 4);
    iterator = wm_json_iterate(parse("{}"));
    assert_false(wm_json_next(&iterator, &key, &value));
    iterator = wm_json_iterate(parse("[]"));
    assert_false(wm_json_next(&iterator, &key, &value));
}

static void duplicate_at(const char *text, const char *path) {
    struct wm_error error;
    struct wm_json value;
    wm_test_fails(wm_json_parse_copy(reader, text, strlen(text), &value, &error), &error, WM_REQUEST, "duplicate-key");
    assert_string_equal(error.where, path);
}

static void test_duplicates(void **state) {
    (void)state;
    duplicate_at("{\"a\":1,\"a\":2}", "a");
    duplicate_at("{\"a\":1,\"\\u0061\":2}", "a"); // the same key, written otherwise
    duplicate_at("{\"\":1,\"\":2}", "");
    duplicate_at("{\"params\":{\"records\":[1,{},{\"x\":[],\"on\":{\"y\":1,\"z\":2,\"y\":3}}]}}",
                 "params.records[2].on.y");
    duplicate_at("[[0,[{\"k\":1.5,\"k\":2}]]]", "[0][1][0].k");
    duplicate_at("{\"a\":{\"b\":1},\"c\":\"a\",\"b\":2,\"a\":3}", "a");
    parse("{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":1}]}");
    parse("{\"a\":1,\"A\":2,\"a\\u0000\":3,\"aa\":4,\"\":5}");
    // Numbers on the tape that look like something else.
    parse("{\"a\":6557241057451442176,\"b\":8863084066665136128,\"c\":1.5}");
}

// Objects larger than the simple comparison is for, with the duplicate at every distance.
static void test_many_keys(void **state) {
    (void)state;
    struct wm_buffer text;
    wm_buffer_init(&text, LONGEST);
    for (int count = 1; count < 60; count++) {
        for (int again = -1; again < count; again++) {
            wm_buffer_reset(&text);
            wm_buffer_byte(&text, '{');
            for (int i = 0; i < count; i++)
                wm_buffer_printf(&text, "\"common-prefix-%d\":{\"x\":%d},", i, i);
            wm_buffer_printf(&text, "\"common-prefix-%d\":0}", again);
            struct wm_error error;
            struct wm_json value;
            enum wm_status status = wm_json_parse_copy(reader, text.data, text.length, &value, &error);
            assert_int_equal(status, again < 0 ? WM_OK : WM_REQUEST);
        }
    }
    wm_buffer_reset(&text);
    wm_buffer_byte(&text, '{');
    for (int i = 0; i < 100000; i++)
        wm_buffer_printf(&text, "\"%06x\":0,", i);
    wm_buffer_text(&text, "\"last\":0}");
    struct wm_json value = parse_n(text.data, text.length);
    assert_int_equal(wm_json_count(value), 100001);
    memcpy(text.data + text.length - 9, "\"00ab\":1", 8); // another key as long as most
    parse_n(text.data, text.length);
    memcpy(text.data + 1, "\"00ab\"  ", 8);
    refused_n(text.data, text.length, WM_REQUEST, "duplicate-key");
    wm_buffer_clear(&text);
}

// A reader serves many texts; what it holds shrinks again after a large one.
static void test_reuse(void **state) {
    (void)state;
    static char large[2 * 1024 * 1024];
    memset(large, ' ', sizeof large);
    large[0] = '[';
    large[sizeof large - 1] = ']';
    parse("[1]");
    int64_t before = wm_memory_count().bytes;
    parse_n(large, sizeof large);
    assert_true(wm_memory_count().bytes > before + (int64_t)sizeof large);
    refused("[1", WM_PARSE, "json"); // and errors leave it fit for use
    for (int i = 0; i < 100; i++)
        assert_int_equal(wm_json_count(parse("[1,2,3]")), 3);
    assert_true(wm_memory_count().bytes <= before + 4096);
}

// Every prefix and every flipped byte of a text: never a crash, and whatever is accepted can be walked.
static void test_damaged(void **state) {
    (void)state;
    static const char good[] =
        "{\"jsonrpc\":\"2.0\",\"id\":\"q\\u00e9-1\",\"params\":{\"org\":\"northside\",\"n\":[1,-2.5e3,"
        "true,false,null,{\"deep\":[[\"\xc3\xa9\"]]}]}}";
    struct wm_buffer out;
    wm_buffer_init(&out, 4096);
    struct wm_error error;
    struct wm_json value;
    for (size_t length = 0; length < sizeof good - 1; length++)
        assert_int_not_equal(wm_json_parse_copy(reader, good, length, &value, &error), WM_OK);
    char text[sizeof good];
    int accepted = 0;
    for (size_t at = 0; at < sizeof good - 1; at++) {
        for (int byte = 0; byte < 256; byte++) {
            memcpy(text, good, sizeof good);
            text[at] = (char)byte;
            if (wm_json_parse_copy(reader, text, sizeof good - 1, &value, &error) != WM_OK)
                continue;
            accepted++;
            wm_buffer_reset(&out);
            wm_json_write_canonical(&out, value);
            assert_false(out.failed);
            assert_true(wm_utf8_valid(out.data, out.length));
        }
    }
    assert_true(accepted > 1000);
    wm_buffer_clear(&out);
}

static enum wm_status read_and_write(void *context, struct wm_error *error) {
    const struct wm_buffer *text = context;
    struct wm_json_reader *own;
    enum wm_status status = wm_json_reader_new(LONGEST, DEEPEST, &own, error);
    if (status != WM_OK)
        return status;
    struct wm_buffer out;
    wm_buffer_init(&out, LONGEST);
    struct wm_json value;
    status = wm_json_parse_copy(own, "[1]", 3, &value, error);
    if (status == WM_OK)
        status = wm_json_parse_copy(own, text->data, text->length, &value, error);
    if (status == WM_OK) {
        wm_json_write_canonical(&out, value);
        status = out.failed ? wm_error_no_memory(error) : WM_OK;
    } else if (wm_json_parse_copy(own, "[1]", 3, &value, NULL) == WM_OK) {
        assert_int_equal(wm_json_count(value), 1); // usable after a failure
    }
    wm_buffer_clear(&out);
    wm_json_reader_free(own);
    return status;
}

static void test_failing_allocations(void **state) {
    (void)state;
    struct wm_buffer text;
    wm_buffer_init(&text, LONGEST);
    wm_buffer_byte(&text, '{');
    for (int i = 0; i < 400; i++)
        wm_buffer_printf(&text, "\"key-%d\":[%d,0.5],", i, i);
    wm_buffer_text(&text, "\"end\":null}");
    wm_test_each_allocation(read_and_write, &text);
    wm_buffer_clear(&text);
}

WM_TEST_MAIN(JSON_TEST(test_types), JSON_TEST(test_wrong_types), JSON_TEST(test_numbers), JSON_TEST(test_strings),
             JSON_TEST(test_not_json), JSON_TEST(test_utf8), JSON_TEST(test_depth), JSON_TEST(test_length),
             JSON_TEST(test_walk), JSON_TEST(test_duplicates), JSON_TEST(test_many_keys), JSON_TEST(test_reuse),
             JSON_TEST(test_damaged), cmocka_unit_test(test_failing_allocations))
