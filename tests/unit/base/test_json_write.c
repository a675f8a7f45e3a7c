// SPDX-License-Identifier: MIT
#include "engine/base/json.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

static struct wm_json_reader *reader;
static struct wm_buffer out;

static int setup(void **state) {
    (void)state;
    struct wm_error error;
    wm_buffer_init(&out, 1 << 20);
    return wm_json_reader_new(1 << 20, 80, &reader, &error) != WM_OK;
}

static int teardown(void **state) {
    (void)state;
    wm_buffer_clear(&out);
    wm_json_reader_free(reader);
    return 0;
}

#define JSON_TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static struct wm_json parse(const char *text, size_t length) {
    struct wm_error error;
    struct wm_json value = {NULL, 0};
    wm_test_ok(wm_json_parse_copy(reader, text, length, &value, &error), &error);
    return value;
}

static void expect_canonical(const char *text, const char *wanted) {
    wm_buffer_reset(&out);
    wm_json_write_canonical(&out, parse(text, strlen(text)));
    assert_false(out.failed);
    assert_string_equal(out.data, wanted);
    // Canonical text is its own canonical form.
    wm_auto_free char *again = wm_dup(out.data);
    wm_buffer_reset(&out);
    wm_json_write_canonical(&out, parse(again, strlen(again)));
    assert_string_equal(out.data, again);
}

static void test_canonical(void **state) {
    (void)state;
    expect_canonical(" [ 1 , 2 ] ", "[1,2]");
    expect_canonical("{\"b\":1,\"a\":{\"d\":null,\"c\":true}}", "{\"a\":{\"c\":true,\"d\":null},\"b\":1}");
    expect_canonical("{\"ab\":1,\"a\":2,\"\":3,\"é\":4,\"z\":5,\"B\":6}",
                     "{\"\":3,\"B\":6,\"a\":2,\"ab\":1,\"z\":5,\"é\":4}");
    expect_canonical("[]", "[]");
    expect_canonical("{}", "{}");
    expect_canonical("[{},[],false]", "[{},[],false]");
    expect_canonical("\"\\u0041\\/\\u00e9\\u2028\\u0001\\u007f\\n\"", "\"A/é\xe2\x80\xa8\\u0001\x7f\\n\"");
    wm_buffer_reset(&out);
    wm_json_write_canonical(&out, (struct wm_json){NULL, 0});
    assert_string_equal(out.data, "null");
}

static void test_canonical_numbers(void **state) {
    (void)state;
    expect_canonical("[3,3.0,3e0,30e-1,0.3e1]", "[3,3,3,3,3]");
    expect_canonical("[0,-0,0.0,-0.0,0e9]", "[0,0,0,0,0]");
    expect_canonical("[0.6,0.60,6e-1,-12.250]", "[0.6,0.6,0.6,-12.25]");
    expect_canonical("[1e3,1e15,9007199254740993]", "[1000,1000000000000000,9007199254740993]");
    expect_canonical("[9223372036854775807,-9223372036854775808,18446744073709551615]",
                     "[9223372036854775807,-9223372036854775808,18446744073709551615]");
    expect_canonical("[0.1,0.30000000000000004,0.00001,1e300,5e-324,123.45678]",
                     "[0.1,0.30000000000000004,1e-05,1e+300,5e-324,123.45678]");
}

// Many members go by another path than few.
static void test_many_members(void **state) {
    (void)state;
    struct wm_buffer text;
    wm_buffer_init(&text, 1 << 20);
    for (int count = 0; count < 40; count++) {
        wm_buffer_reset(&text);
        wm_buffer_byte(&text, '{');
        for (int i = count; i > 0; i--)
            wm_buffer_printf(&text, "%s\"k%03d\":%d", i < count ? "," : "", i, i);
        wm_buffer_byte(&text, '}');
        wm_buffer_reset(&out);
        wm_json_write_canonical(&out, parse(text.data, text.length));
        wm_buffer_reset(&text);
        wm_buffer_byte(&text, '{');
        for (int i = 1; i <= count; i++)
            wm_buffer_printf(&text, "%s\"k%03d\":%d", i > 1 ? "," : "", i, i);
        wm_buffer_byte(&text, '}');
        assert_string_equal(out.data, text.data);
    }
    wm_buffer_clear(&text);
}

static void expect_written(const char *text, size_t length, const char *wanted) {
    wm_buffer_reset(&out);
    wm_json_write_string(&out, text, length);
    assert_string_equal(out.data, wanted);
}

static void test_strings(void **state) {
    (void)state;
    expect_written("", 0, "\"\"");
    expect_written("plain", 5, "\"plain\"");
    expect_written("\"\\/", 3, "\"\\\"\\\\/\"");
    expect_written("\b\f\n\r\t\0\x1f", 7, "\"\\b\\f\\n\\r\\t\\u0000\\u001f\"");
    expect_written("é€😀", 9, "\"é€😀\"");
    expect_written("\xe2\x80\xa8", 3, "\"\xe2\x80\xa8\"");
    expect_written("a\xff"
                   "b",
                   3,
                   "\"a\xef\xbf\xbd"
                   "b\"");
    expect_written("\xc3", 1, "\"\xef\xbf\xbd\"");
    expect_written("\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    expect_written("a\0b", 3, "\"a\\u0000b\"");
    wm_buffer_reset(&out);
    wm_json_write_text(&out, "line\n");
    assert_string_equal(out.data, "\"line\\n\"");
}

// Any bytes are written as JSON, and read back as themselves with the invalid ones replaced.
static void test_any_bytes(void **state) {
    (void)state;
    uint64_t seed = 99;
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        size_t length = (size_t)round % sizeof bytes;
        for (size_t i = 0; i < length; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = (char)(seed >> (seed >> 62 ? 33 : 57));
        }
        wm_buffer_reset(&out);
        wm_json_write_string(&out, bytes, length);
        struct wm_text text = wm_json_text(parse(out.data, out.length));
        assert_true(wm_utf8_valid(text.data, text.length));
        if (wm_utf8_valid(bytes, length)) {
            assert_int_equal(text.length, length);
            assert_memory_equal(text.data, bytes, length);
        }
    }
}

static void test_keys_and_commas(void **state) {
    (void)state;
    wm_json_write_comma(&out);
    wm_buffer_byte(&out, '{');
    wm_json_write_key(&out, "a");
    wm_buffer_integer(&out, 1);
    wm_json_write_key(&out, "b\"");
    wm_buffer_byte(&out, '[');
    wm_json_write_comma(&out);
    wm_buffer_byte(&out, '1');
    wm_json_write_comma(&out);
    wm_buffer_text(&out, "{}");
    wm_json_write_comma(&out);
    wm_json_write_text(&out, "{");
    wm_json_write_comma(&out);
    wm_buffer_text(&out, "2]");
    wm_json_write_key(&out, "c");
    wm_buffer_text(&out, "null}");
    assert_string_equal(out.data, "{\"a\":1,\"b\\\"\":[1,{},\"{\",2],\"c\":null}");
}

static void test_full_buffer(void **state) {
    (void)state;
    struct wm_buffer small;
    wm_buffer_init(&small, 10);
    wm_json_write_text(&small, "0123456789");
    assert_true(small.failed);
    wm_json_write_key(&small, "key");
    wm_json_write_comma(&small);
    assert_true(small.failed);
    assert_true(small.length <= 10);
    wm_buffer_clear(&small);
}

WM_TEST_MAIN(JSON_TEST(test_canonical), JSON_TEST(test_canonical_numbers), JSON_TEST(test_many_members),
             JSON_TEST(test_strings), JSON_TEST(test_any_bytes), JSON_TEST(test_keys_and_commas),
             JSON_TEST(test_full_buffer))
