// SPDX-License-Identifier: MIT
// waymark rules doc: where the page goes, and in which form. What is in it is tested in tests/unit/author.
#include "engine/base/file.h"
#include "tests/unit/cli/run.h"

#define ORCHARD WM_TEST_SOURCES "/tests/unit/author/doc/frameworks/orchard"
#define HTML "<!DOCTYPE html>\n"
#define MARKDOWN "# Orchard"

static struct cli_run run;
static struct wm_test_folder folder;
static char output[128];

static int setup(void **state) {
    (void)state;
    wm_test_folder_make(&folder);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    cli_run_clear(&run);
    wm_test_folder_remove(&folder);
    return 0;
}

static void doc(const char *const *words) {
    cli_run_clear(&run);
    run = (struct cli_run){.words = words, .columns = 80};
    cli_run(&run);
}
#define DOC(...) doc((const char *const[]){"rules", "doc", __VA_ARGS__, NULL})

static void begins(const char *text, const char *with) {
    if (text == NULL || strncmp(text, with, strlen(with)) != 0)
        fail_msg("it does not begin with \"%s\": %.60s", with, text != NULL ? text : "");
}

static void complains(const char *about) {
    if (run.complaints.data == NULL || strstr(run.complaints.data, about) == NULL)
        fail_msg("nothing is said of \"%s\": %s", about, run.complaints.data != NULL ? run.complaints.data : "");
}

// The page in the file, whose name is `name` in the folder.
static void saves(const char *name, const char *format, const char *with) {
    struct wm_error error;
    struct wm_buffer page;
    snprintf(output, sizeof output, "%s/%s", folder.path, name);
    if (format != NULL)
        DOC(ORCHARD, "--output", output, "--format", format);
    else
        DOC(ORCHARD, "--output", output);
    assert_int_equal(run.status, 0);
    assert_int_equal(run.out.length, 0);
    wm_test_ok(wm_file_read(output, 1 << 20, &page, &error), &error);
    begins(page.data, with);
    wm_buffer_clear(&page);
}

static void test_standard_output(void **state) {
    (void)state;
    DOC(ORCHARD);
    assert_int_equal(run.status, 0);
    begins(run.out.data, MARKDOWN);
    DOC(ORCHARD, "--output", "-", "--format", "html");
    begins(run.out.data, HTML);
    assert_string_equal(run.out.data + run.out.length - 8, "</html>\n");
}

static void test_the_name_says_the_form(void **state) {
    (void)state;
    saves("page.html", NULL, HTML);
    saves("page.md", NULL, MARKDOWN);
    saves("page", NULL, MARKDOWN);
    saves("page.html", "md", MARKDOWN);
}

static void test_misuse(void **state) {
    (void)state;
    DOC(ORCHARD, "--format", "pdf");
    assert_int_equal(run.status, 2);
    complains("md or html");
    DOC(ORCHARD, "--json");
    assert_int_equal(run.status, 2);
    DOC(WM_TEST_SOURCES "/tests/unit/author/doc/frameworks/orchid");
    assert_int_equal(run.status, 1);
    complains("there is no folder");
}

static void test_no_place_to_write(void **state) {
    (void)state;
    snprintf(output, sizeof output, "%s/nowhere/page.md", folder.path);
    DOC(ORCHARD, "--output", output);
    assert_int_equal(run.status, 1);
    complains(output);
}

#define DOC_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(DOC_TEST(test_standard_output), DOC_TEST(test_the_name_says_the_form), DOC_TEST(test_misuse),
             DOC_TEST(test_no_place_to_write))
