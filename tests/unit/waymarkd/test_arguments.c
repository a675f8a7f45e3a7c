// SPDX-License-Identifier: MIT
#include "api/waymarkd/arguments.h"

#include "engine/base/date.h"
#include "tests/support/test.h"

static enum wm_status parse(char *const *texts, struct wm_arguments *arguments, struct wm_error *error) {
    int count = 0;
    while (texts[count] != NULL)
        count++;
    return wm_arguments_parse(count, texts, arguments, error);
}

static void test_what_is_asked(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_arguments arguments;
    wm_test_ok(parse((char *[]){"waymarkd", NULL}, &arguments, &error), &error);
    assert_int_equal(arguments.task, WM_TASK_SERVE);
    assert_string_equal(arguments.config, "/etc/waymark/waymark.yaml");
    assert_false(arguments.has_clock);
    wm_test_ok(parse((char *[]){"waymarkd", "--config", "/a", NULL}, &arguments, &error), &error);
    assert_string_equal(arguments.config, "/a");
    wm_test_ok(parse((char *[]){"waymarkd", "--check", "--config=/b", NULL}, &arguments, &error), &error);
    assert_int_equal(arguments.task, WM_TASK_CHECK);
    assert_string_equal(arguments.config, "/b");
    wm_test_ok(parse((char *[]){"waymarkd", "--help", NULL}, &arguments, &error), &error);
    assert_int_equal(arguments.task, WM_TASK_HELP);
    wm_test_ok(parse((char *[]){"waymarkd", "-h", NULL}, &arguments, &error), &error);
    assert_int_equal(arguments.task, WM_TASK_HELP);
    wm_test_ok(parse((char *[]){"waymarkd", "--version", NULL}, &arguments, &error), &error);
    assert_int_equal(arguments.task, WM_TASK_VERSION);
    wm_test_ok(wm_arguments_parse(0, (char *[]){NULL}, &arguments, &error), &error); // no name at all
}

static void test_the_clock(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_arguments arguments;
    char text[32];
    wm_test_ok(parse((char *[]){"waymarkd", "--clock", "2026-09-01T08:30:15Z", NULL}, &arguments, &error), &error);
    assert_true(arguments.has_clock);
    wm_instant_format(arguments.clock, text);
    assert_string_equal(text, "2026-09-01T08:30:15.000Z");
    static const char *const wrongs[] = {"",
                                         "now",
                                         "2026-09-01",
                                         "2026-09-01T08:30:15",
                                         "2026-09-01 08:30:15Z",
                                         "2026-09-01T08:30:15+",
                                         "2026-02-29T08:30:15Z",
                                         "2026-09-01T24:00:00Z",
                                         "2026-09-01T08:60:00Z",
                                         "2026-09-01T08:30:60Z",
                                         "2026-09-01T0x:30:15Z",
                                         "2026-09-01T08:30:15ZZ"};
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        char value[32];
        memcpy(value, wrongs[i], strlen(wrongs[i]) + 1);
        arguments.config = "untouched";
        wm_test_fails(parse((char *[]){"waymarkd", "--clock", value, NULL}, &arguments, &error), &error, WM_PARAMS,
                      "wrong-type");
        assert_string_equal(arguments.config, "untouched");
    }
}

static void test_mistakes(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_arguments arguments;
    wm_test_fails(parse((char *[]){"waymarkd", "--confg", "/a", NULL}, &arguments, &error), &error, WM_PARAMS,
                  "unknown-option");
    assert_string_equal(error.nearest, "--config");
    wm_test_fails(parse((char *[]){"waymarkd", "--configure", "/a", NULL}, &arguments, &error), &error, WM_PARAMS,
                  "unknown-option");
    wm_test_fails(parse((char *[]){"waymarkd", "--check", "--config", NULL}, &arguments, &error), &error, WM_PARAMS,
                  "missing-value");
    wm_test_fails(parse((char *[]){"waymarkd", "/etc/waymark.yaml", NULL}, &arguments, &error), &error, WM_PARAMS,
                  "unexpected");
    wm_test_fails(parse((char *[]){"waymarkd", "", NULL}, &arguments, &error), &error, WM_PARAMS, "unexpected");
}

static void test_help_names_every_option(void **state) {
    (void)state;
    static const char *const options[] = {"--config", "--check", "--clock", "--help", "--version"};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        assert_non_null(strstr(wm_arguments_help(), options[i]));
}

WM_TEST_MAIN(cmocka_unit_test(test_what_is_asked), cmocka_unit_test(test_the_clock), cmocka_unit_test(test_mistakes),
             cmocka_unit_test(test_help_names_every_option))
