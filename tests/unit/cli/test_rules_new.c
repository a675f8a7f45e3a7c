// SPDX-License-Identifier: MIT
// waymark rules new: what it prints and how it is called. What it writes is tested in tests/unit/author.
#include "tests/unit/cli/run.h"

static struct cli_run run;
static struct wm_test_folder folder;

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

static void call(const char *const *words) {
    cli_run_clear(&run);
    run = (struct cli_run){.words = words, .columns = 200};
    cli_run(&run);
}
#define NEW(...) call((const char *const[]){"rules", "new", "--rules", folder.path, __VA_ARGS__, NULL})

static void prints(const char *text) {
    char expected[400];
    snprintf(expected, sizeof expected, text, folder.path);
    if (strstr(run.out.data, expected) == NULL)
        fail_msg("\"%s\" was not printed:\n%s", expected, run.out.data);
}

static void test_a_framework_and_who_adopts_it(void **state) {
    (void)state;
    NEW("care-home");
    assert_int_equal(run.status, 0);
    prints("+ %s/frameworks/care-home/levels.lua\n");
    prints("  waymark rules test %s/frameworks/care-home\n");
    NEW("oak", "--organisation", "--adopts", "care-home");
    assert_int_equal(run.status, 0);
    prints("+ %s/organisations/oak/organisation.lua\n");
    NEW("elm", "--organisation", "--adopts", "care-home", "--json");
    assert_int_equal(run.status, 0);
    prints("{\"pack\":\"organisations/elm\",\"folder\":\"%s/organisations/elm\"}\n");
    char pack[128];
    snprintf(pack, sizeof pack, "%s/organisations/oak", folder.path);
    call((const char *const[]){"rules", "test", pack, NULL});
    assert_int_equal(run.status, 0);
    call((const char *const[]){"rules", "lint", pack, NULL});
    assert_string_equal(run.out.data, "✓ 0 errors, 0 warnings, 0 notes\n");
    call((const char *const[]){"rules", "eval", pack, "--do", "meet practitioner", "--do", "why practitioner", NULL});
    assert_int_equal(run.status, 0);
}

static void refused(int status, const char *why) {
    assert_int_equal(run.status, status);
    if (strstr(run.complaints.data, why) == NULL)
        fail_msg("\"%s\" was not said:\n%s", why, run.complaints.data);
}

static void test_refusals(void **state) {
    (void)state;
    NEW("oak", "--organisation");
    refused(2, "an organisation adopts a framework: --adopts FRAMEWORK");
    NEW("oak", "--adopts", "care-home");
    refused(2, "--organisation makes the pack of an organisation");
    NEW("Oak");
    refused(1, "a pack cannot be called \"Oak\"");
    NEW("oak", "--organisation", "--adopts", "care-home");
    refused(1, "care-home");
    NEW("care-home");
    NEW("care-home");
    refused(1, "frameworks/care-home is there already: nothing was written");
    call((const char *const[]){"rules", "new", "x", "--rules", "/nonexistent", NULL});
    refused(1, "/nonexistent");
}

#define RUN(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(RUN(test_a_framework_and_who_adopts_it), RUN(test_refusals))
