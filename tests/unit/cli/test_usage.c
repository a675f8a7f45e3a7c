// SPDX-License-Identifier: MIT
// How commands are called: words, options, the exit status; nothing here reaches a daemon.
#include "tests/unit/cli/run.h"

static void usage(int status, const char *out, const char *complaints, const char *const *words) {
    struct cli_run run = {.words = words, .columns = 100};
    cli_run(&run);
    const char *printed = run.out.data != NULL ? run.out.data : "";
    const char *complained = run.complaints.data != NULL ? run.complaints.data : "";
    if (run.status != status || strstr(printed, out) == NULL || strstr(complained, complaints) == NULL)
        fail_msg("status %d, expected %d\nprinted:\n%s\ncomplained:\n%s\nexpected:\n%s", run.status, status, printed,
                 complained, complaints);
    if (complaints[0] == '\0')
        assert_string_equal(complained, "");
    cli_run_clear(&run);
}
#define USAGE(status, out, complaints, ...) usage(status, out, complaints, (const char *const[]){__VA_ARGS__, NULL})

static void test_help(void **state) {
    (void)state;
    usage(0, "waymark asks waymarkd", "", (const char *const[]){NULL});
    USAGE(0, "With every command:", "", "--help");
    USAGE(0, "With every command:", "", "-h");
    USAGE(0, "waymark record add PERSON JSON|FILE|-", "", "record", "add", "--help");
    USAGE(0, "waymark award list PERSON", "", "help", "award", "list");
    USAGE(0, "waymark 0.1.0\n", "", "version");
    USAGE(0, "waymark 0.1.0\n", "", "--version");
    USAGE(2, "", "there is no command `nothing`", "help", "nothing");
}

static void test_commands(void **state) {
    (void)state;
    USAGE(2, "", "nearest:  standing", "standng", "np-0042");
    USAGE(2, "", "nearest:  record", "recrod", "list", "np-0042");
    USAGE(2, "", "nearest:  award grant", "grant", "np-0042", "x/y");
    USAGE(2, "", "expected: put, get, list", "person");
    USAGE(2, "", "expected: put, get, list", "person", "--json");
    USAGE(2, "", "nearest:  person list", "person", "lits");
    USAGE(2, "", "there is no command `zzzzzzzz`", "zzzzzzzz");
    USAGE(2, "", "help:     waymark help", "zzzzzzzz");
}

static void test_arguments(void **state) {
    (void)state;
    USAGE(2, "", "`waymark why` needs more", "why", "np-0042");
    USAGE(2, "", "help:     waymark help why", "why", "np-0042");
    USAGE(2, "", "`waymark health` takes nothing, and no more", "health", "now");
    USAGE(2, "", "found:    three", "why", "one", "two", "three");
    USAGE(2, "", "SEQ takes a whole number", "record", "void", "twelve", "--reason", "x");
    USAGE(2, "", "expected: a whole number, 1 or more", "record", "void", "0", "--reason", "x");
    USAGE(2, "", "a record is voided with a reason", "record", "void", "12");
    USAGE(2, "", "an award is revoked with a reason", "award", "revoke", "np-0042", "x/y");
    USAGE(2, "", "--data takes an object", "person", "put", "np-0042", "--data", "[]");
    USAGE(2, "", "standard input holds no record", "record", "add", "np-0042", "-");
    USAGE(1, "", "a record is a JSON object", "record", "add", "np-0042", "[1]");
    USAGE(1, "", "where:    the command line", "record", "add", "np-0042", "{\"kind\":");
}

static void test_options(void **state) {
    (void)state;
    USAGE(2, "", "`waymark why` has no option --as-off", "why", "a", "b", "--as-off", "2026-09-01");
    USAGE(2, "", "nearest:  --as-of", "why", "a", "b", "--as-off=2026-09-01");
    USAGE(2, "", "there is no option --tree for all commands", "--tree", "why", "a", "b");
    USAGE(2, "", "options begin with two dashes: -x", "-x", "why");
    USAGE(2, "", "--tree takes no value", "why", "a", "b", "--tree=yes");
    USAGE(2, "", "--as-of needs a value: --as-of DAY", "why", "a", "b", "--as-of");
    USAGE(2, "", "--as-of was given twice", "why", "a", "b", "--as-of", "2026-09-01", "--as-of", "2026-09-02");
    USAGE(2, "", "--as-of takes a day", "why", "a", "b", "--as-of", "2026-02-30");
    USAGE(2, "", "found:    tomorrow", "standing", "a", "--as-of", "tomorrow");
    USAGE(2, "", "--ledger takes a whole number", "why", "a", "b", "--ledger", "-1");
    USAGE(2, "", "--ledger takes a whole number", "why", "a", "b", "--ledger", "9999999999999999999");
    USAGE(2, "", "--without takes a whole number", "why", "a", "b", "--without", "0");
    USAGE(2, "", "--limit takes a whole number", "record", "list", "a", "--limit", "0");
    USAGE(2, "", "--after takes a whole number", "award", "list", "a", "--after", "x");
}

static void test_no_daemon(void **state) {
    (void)state;
    USAGE(1, "", "there is no socket at /nonexistent/waymark.sock", "health");
    USAGE(1, "", "there is no socket at /nonexistent/other.sock", "health", "--socket", "/nonexistent/other.sock");
    USAGE(1, "", "\"reason\":\"no-socket\"", "health", "--json");
    USAGE(2, "", "\"reason\":\"usage\"", "health", "now", "--json");
    // What follows `--` are arguments.
    USAGE(1, "", "there is no socket", "person", "get", "--", "--json");
}

static void test_organisation(void **state) {
    (void)state;
    const char *answers = "framework.list {\"frameworks\":[]}\n";
    struct cli_run run = {.words = (const char *const[]){"framework", "list", "--org", "north", "--no-colour", NULL},
                          .answers = answers,
                          .columns = 80,
                          .colour = true};
    cli_run(&run);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.requests, "> framework.list {\"org\":\"north\"}\n");
    assert_string_equal(run.out.data, "The organisation has adopted no framework.\n"); // no colour
    cli_run_clear(&run);
}

static void test_organisation_of_environment(void **state) {
    (void)state;
    struct wm_terminal out;
    struct wm_terminal complaints;
    struct wm_cli cli = {.out = &out, .complaints = &complaints};
    wm_arena_init(&cli.arena, 1 << 16);
    char *words[] = {(char *)(uintptr_t) "waymark", (char *)(uintptr_t) "health"};
    struct wm_error error;
    wm_test_ok(wm_cli_parse(&cli, 2, words, &error), &error);
    unsetenv("WAYMARK_ORG");
    assert_null(wm_cli_organisation(&cli));
    setenv("WAYMARK_ORG", "", 1);
    assert_null(wm_cli_organisation(&cli));
    setenv("WAYMARK_ORG", "south", 1);
    assert_string_equal(wm_cli_organisation(&cli), "south");
    unsetenv("WAYMARK_ORG");
    wm_arena_clear(&cli.arena);
}

WM_TEST_MAIN(cmocka_unit_test(test_help), cmocka_unit_test(test_commands), cmocka_unit_test(test_arguments),
             cmocka_unit_test(test_options), cmocka_unit_test(test_no_daemon), cmocka_unit_test(test_organisation),
             cmocka_unit_test(test_organisation_of_environment))
