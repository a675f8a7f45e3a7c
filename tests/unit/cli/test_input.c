// SPDX-License-Identifier: MIT
#include "api/cli/input.h"

#include "tests/support/test.h"

#include <stdio.h>

static void accepts(const char *text, const char *expected) {
    struct wm_buffer array;
    struct wm_error error;
    wm_buffer_init(&array, 1 << 20);
    wm_buffer_byte(&array, '[');
    wm_test_ok(wm_input_records(text, strlen(text), "file", &array, &error), &error);
    wm_buffer_byte(&array, ']');
    assert_string_equal(array.data, expected);
    wm_buffer_clear(&array);
}

static void refuses(const char *text, const char *reason, const char *where) {
    struct wm_buffer array;
    struct wm_error error = {0};
    wm_buffer_init(&array, 1 << 20);
    wm_test_fails(wm_input_records(text, strlen(text), "file", &array, &error), &error, WM_PARAMS, reason);
    assert_string_equal(error.where, where);
    wm_buffer_clear(&array);
}

static void test_records(void **state) {
    (void)state;
    accepts("{\"a\":1}", "[{\"a\":1}]");
    accepts(" [ {\"a\":1}, {\"b\":[2]} ] \n", "[ {\"a\":1}, {\"b\":[2]} ]");
    accepts("[]", "[]");
    accepts("{\"a\":1}\n\n \t\r\n{\"b\":2}\r\n", "[{\"a\":1},{\"b\":2}\r]");
    accepts("{\"a\":\n1}\n", "[{\"a\":\n1}\n]"); // one object over two lines
    refuses(" \n", "usage", "");
    refuses("[1]", "records", "file");
    refuses("\"text\"", "records", "file");
    refuses("{\"a\":", "records", "file");
    refuses("{\"a\":1}\n{\"b\":\n", "records", "file:2");
    refuses("{\"a\":1}\n\n[]\n", "records", "file:3");
}

static void test_check(void **state) {
    (void)state;
    struct wm_error error;
    wm_test_ok(wm_input_check("{}", "--data", WM_JSON_OBJECT, &error), &error);
    wm_test_ok(wm_input_check("1.5", "--value", WM_JSON_INTEGER, &error), &error);
    wm_test_fails(wm_input_check("x", "--value", WM_JSON_INTEGER, &error), &error, WM_PARAMS, "usage");
    assert_string_equal(error.expected, "a number");
    assert_string_equal(error.found, "x");
    wm_test_fails(wm_input_check("[]", "--data", WM_JSON_OBJECT, &error), &error, WM_PARAMS, "usage");
}

static void test_files(void **state) {
    (void)state;
    struct wm_test_folder folder;
    struct wm_cli cli = {.input = -1};
    struct wm_buffer array;
    struct wm_error error;
    char path[128];
    wm_test_folder_make(&folder);
    wm_test_write_text(&folder, "records", "{\"a\":1}\n{\"b\":2}\n");
    snprintf(path, sizeof path, "%s/records", folder.path);
    wm_buffer_init(&array, 1 << 20);
    wm_test_ok(wm_input_records_of(&cli, path, &array, &error), &error);
    wm_test_ok(wm_input_records_of(&cli, "{\"c\":3}", &array, &error), &error); // added to what is there
    assert_string_equal(array.data, "{\"a\":1},{\"b\":2},{\"c\":3}");
    assert_int_equal(wm_input_records_of(&cli, "/nonexistent/records", &array, &error), WM_NOT_FOUND);
    assert_int_equal(wm_input_records_of(&cli, "-", &array, &error), WM_SYSTEM); // no such descriptor
    wm_buffer_clear(&array);
    wm_test_folder_remove(&folder);
}

static enum wm_status run(void *context, struct wm_error *error) {
    struct wm_buffer array;
    wm_buffer_init(&array, 1 << 20);
    enum wm_status status = wm_input_records(context, strlen(context), "file", &array, error);
    wm_buffer_clear(&array);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    char lines[] = "{\"a\":1}\n{\"b\":2}\n";
    wm_test_each_allocation(run, lines);
}

WM_TEST_MAIN(cmocka_unit_test(test_records), cmocka_unit_test(test_check), cmocka_unit_test(test_files),
             cmocka_unit_test(test_no_memory))
