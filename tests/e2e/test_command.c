// SPDX-License-Identifier: MIT
// The command `waymark` against a real daemon: what it exits with, and that it says why.
#include "tests/e2e/daemon.h"

#include "tests/e2e/rules.h"

#include <stdio.h>

static struct daemon its_daemon;
static char output[64 * 1024];

static int start(void **state) {
    daemon_make(&its_daemon);
    its_daemon.clock = "2026-09-01T08:30:00Z";
    daemon_start(&its_daemon);
    *state = &its_daemon;
    return 0;
}

static int stop(void **state) {
    daemon_remove(*state);
    return 0;
}

// Runs `waymark --socket … ARGUMENTS` and wants this exit status, and this in its output.
#define waymark(asked, status, wanted, ...)                                                                            \
    run((asked), (status), (wanted), (const char *const[]){"waymark", "--socket", (asked)->socket, __VA_ARGS__, NULL})

static void run(struct daemon *asked, int status, const char *wanted, const char *const *arguments) {
    int got = daemon_run(asked, arguments, output, sizeof output);
    if (got != status || strstr(output, wanted) == NULL)
        fail_msg("`waymark %s %s` ended with %d, expected %d and \"%s\":\n%s", arguments[3],
                 arguments[4] != NULL ? arguments[4] : "", got, status, wanted, output);
}

static void test_exit_statuses(void **state) {
    struct daemon *asked = *state;
    waymark(asked, 0, "ok", "health");
    waymark(asked, 0, "p1", "person", "put", "p1", "--name", "Amara");
    waymark(asked, 0, "Amara", "person", "list");
    waymark(asked, 3, "Not eligible", "why", "p1", "ladder/first");
    waymark(asked, 0, "2", "record", "add", "p1", RECORD_FIRST_AID);
    waymark(asked, 0, "Eligible", "why", "p1", "ladder/first");
    waymark(asked, 0, "first-aid", "record", "list", "p1");
    waymark(asked, 0, "3", "record", "add", "p1", RECORD_LISTENING("3"));
    waymark(asked, 4, "hours", "why", "p1", "ladder/third");
    waymark(asked, 0, "ladder/first", "award", "grant", "p1", "ladder/first");
    waymark(asked, 0, "ladder/first", "award", "list", "p1");
    waymark(asked, 0, "second", "standing", "p1");
    waymark(asked, 0, "Third", "framework", "show", "ladder");
    waymark(asked, 0, "north", "rules", "status");
    waymark(asked, 0, "\"outcome\":\"eligible\"", "why", "p1", "ladder/first", "--json");
}

static void test_ahead(void **state) {
    struct daemon *asked = *state;
    char path[120];
    snprintf(path, sizeof path, "%s/ahead.svg", asked->folder.path);
    waymark(asked, 0, "p1", "person", "put", "p1", "--name", "Amara");
    waymark(asked, 0, "2", "record", "add", "p1", RECORD_FIRST_AID); // three years, from 5 January 2026
    waymark(asked, 0, "Nothing changes by itself.", "forecast", "p1");
    waymark(asked, 0, "Nothing that counts today lapses.", "lapses", "p1");
    waymark(asked, 0, "6 January 2029\n  ✗ first: not eligible\n    ✗ First aid", "forecast", "p1", "--to",
            "2029-12-31");
    waymark(asked, 0, "to 1 September 2027", "forecast", "p1", "ladder/first");
    waymark(asked, 0, "5 January 2029  First aid: completed and in date  2        first", "lapses", "p1", "--days",
            "1200");
    waymark(asked, 0, "\"takes_away\":[{\"level\":\"ladder/first\",\"until\":\"2029-01-05\"}]", "lapses", "p1", "--to",
            "2030-01-01", "--json");
    waymark(asked, 0, "ahead.svg", "forecast", "p1", "--to", "2029-12-31", "--svg", path);
    waymark(asked, 2, "--svg", "forecast", "p1", "--svg", path, "--json");
    waymark(asked, 1, "2036-09-01", "forecast", "p1", "--to", "2036-09-02");
    waymark(asked, 1, "2026-09-01", "lapses", "p1", "--to", "2026-08-31");
    waymark(asked, 1, "ladder/first", "forecast", "p1", "ladder/frist");
    waymark(asked, 0, "near to", "standing", "p1");
    waymark(asked, 0, "second", "standing", "p1", "--no-plans");
}

// What is said can be done: then there is nothing left to do.
static void test_planning(void **state) {
    struct daemon *asked = *state;
    waymark(asked, 0, "p1", "person", "put", "p1");
    waymark(asked, 0, "  1 Take the course: First aid", "plan", "p1", "ladder/first");
    waymark(asked, 0, "\"possible\":true", "plan", "p1", "ladder/first", "--json");
    waymark(asked, 3, "There is no such plan.", "plan", "p1", "ladder/first", "--cost-ceiling", "0");
    waymark(asked, 2, "--hours-per-week", "plan", "p1", "ladder/first", "--hours-per-week", "many");
    waymark(asked, 1, "hours_per_week", "plan", "p1", "ladder/first", "--hours-per-week", "0");
    waymark(asked, 1, "e-learning", "plan", "p1", "ladder/first", "--mode", "by-post");
    waymark(asked, 1, "2026-09-01", "plan", "p1", "ladder/first", "--by", "2026-08-31");
    waymark(asked, 1, "ladder/first", "plan", "p1", "ladder/frist");
    waymark(asked, 2, "LEVEL", "plan", "p1");
    waymark(asked, 0, "2", "record", "add", "p1", RECORD_FIRST_AID);
    waymark(asked, 0, "there is nothing to do", "plan", "p1", "ladder/first");
}

static void test_errors(void **state) {
    struct daemon *asked = *state;
    waymark(asked, 2, "whhy", "whhy", "p1");
    waymark(asked, 2, "LEVEL", "why", "p1");
    waymark(asked, 2, "--asof", "why", "p1", "ladder/first", "--asof", "2026-01-01");
    waymark(asked, 1, "p1", "why", "p1", "ladder/first");
    waymark(asked, 0, "p1", "person", "put", "p1");
    waymark(asked, 1, "ladder/first", "why", "p1", "ladder/frist");
    waymark(asked, 2, "2026-02-30", "why", "p1", "ladder/first", "--as-of", "2026-02-30");
    waymark(asked, 1, "on", "record", "add", "p1", "{\"kind\":\"training\",\"subject\":\"first-aid\"}");
    waymark(asked, 1, "\"reason\"", "why", "p1", "ladder/frist", "--json");
    const char *nobody[] = {"waymark", "--socket", "/nonexistent/waymark.sock", "health", NULL};
    run(asked, 1, "/nonexistent/waymark.sock", nobody);
}

static void test_importing(void **state) {
    struct daemon *asked = *state;
    char path[120];
    daemon_write(asked, "people.jsonl",
                 "{\"id\":\"p1\"}\n"
                 "{\"id\":\"p2\"}\n"
                 "{\"person\":\"p1\",\"records\":[{\"kind\":\"training\",\"subject\":\"first-aid\","
                 "\"outcome\":\"completed\",\"on\":\"2026-01-05\",\"key\":\"a\"}]}\n");
    snprintf(path, sizeof path, "%s/people.jsonl", asked->folder.path);
    waymark(asked, 0, "", "import", path);
    waymark(asked, 0, "", "import", path); // again: what is keyed is known
    daemon_answers(asked, "record.list", "{\"person\":\"p1\"}");
    assert_string_equal(daemon_at(asked, "records[0].key"), "\"a\"");
    assert_string_equal(daemon_at(asked, "records[1]"), "");
    daemon_write(asked, "bad.jsonl", "{\"id\":\"p3\"}\n{\"id\":\n");
    snprintf(path, sizeof path, "%s/bad.jsonl", asked->folder.path);
    waymark(asked, 1, "2", "import", path);
}

static void test_rules_offline(void **state) {
    struct daemon *asked = *state;
    char path[120];
    daemon_write(asked, "rules/frameworks/ladder/tests.lua",
                 "test \"first aid opens the first\" { as_of = \"2026-09-01\", level = \"first\",\n"
                 "  person = { meeting \"first\" }, expect = eligible }\n");
    snprintf(path, sizeof path, "%s/rules/frameworks/ladder", asked->folder.path);
    waymark(asked, 0, "1", "rules", "test", path);
    daemon_write(asked, "rules/frameworks/ladder/tests.lua",
                 "test \"nobody gets it for nothing\" { as_of = \"2026-09-01\", level = \"first\",\n"
                 "  person = {}, expect = eligible }\n");
    waymark(asked, 1, "nobody gets it for nothing", "rules", "test", path);
    snprintf(path, sizeof path, "%s/rules/frameworks/none", asked->folder.path);
    waymark(asked, 1, "none", "rules", "test", path);
}

#define FRAMEWORK "rules/frameworks/ladder/framework.lua"
#define STRICTER                                                                                                       \
    "framework \"ladder\" { title = \"A short ladder\" }\ncourse \"first-aid\" { title = \"First aid\" }\n"            \
    "course \"driving\" { title = \"Driving\" }\n"                                                                     \
    "level \"first\" { title = \"First\", requires = all { trained \"first-aid\", trained \"driving\" } }\n"

// What is on the daemon's disk, what is in a folder of ours, and what is wrong with that.
static void test_previewing(void **state) {
    struct daemon *asked = *state;
    char ours[200], framework[200];
    waymark(asked, 0, "p1", "person", "put", "p1");
    waymark(asked, 0, "2", "record", "add", "p1", RECORD_FIRST_AID);
    waymark(asked, 0, "none of 1 people would move", "rules", "preview");
    daemon_write(asked, "mine/" FRAMEWORK, STRICTER);
    daemon_write(asked, "mine/rules/organisations/north/organisation.lua", RULES_ORGANISATION("north"));
    snprintf(ours, sizeof ours, "%s/mine/rules/organisations/north", asked->folder.path);
    snprintf(framework, sizeof framework, "%s/mine/rules/frameworks/ladder", asked->folder.path);
    waymark(asked, 0, "1 of 1 people would move", "rules", "preview", ours);
    waymark(asked, 0, "p1      first  ✗ loses  Driving", "rules", "preview", ours, "--as-of", "2026-08-01");
    waymark(asked, 0, "\"loses\":1", "rules", "preview", ours, "--json");
    waymark(asked, 0, "1 of 1 people would move", "rules", "preview", framework, "--org", "north");
    waymark(asked, 2, "--org", "rules", "preview", framework);
    waymark(asked, 2, "--rules", "rules", "preview", "--rules", ours);
    waymark(asked, 0, "Eligible", "why", "p1", "ladder/first"); // nothing became active
    daemon_write(asked, "mine/" FRAMEWORK, "framework \"ladder\" { titel = 1 }\n");
    waymark(asked, 1, "frameworks/ladder/framework.lua:1", "rules", "preview", ours);
    daemon_write(asked, FRAMEWORK, STRICTER);
    waymark(asked, 0, "1 of 1 people would move", "rules", "preview");
    daemon_write(asked, FRAMEWORK, "framework \"ladder\" { titel = 1 }\n");
    waymark(asked, 1, "frameworks/ladder/framework.lua:1", "rules", "preview");
}

#define ORGANISATION "rules/organisations/north/organisation.lua"

// From one change of rules to the next, as an administrator goes.
static void test_changing_rules(void **state) {
    struct daemon *asked = *state;
    char hash[16] = "";
    daemon_answers(asked, "rules.status", "{}");
    snprintf(hash, sizeof hash, "%.12s", daemon_at(asked, "organisations[0].rules") + 1);
    waymark(asked, 0, "nothing has changed", "rules", "reload");
    daemon_write(asked, ORGANISATION, "organisation \"north\" { title = \"North\" }\nadopt \"ladder\" {}\n");
    waymark(asked, 0, "nothing stands against rules", "rules", "reload", "--check");
    waymark(asked, 0, "title      north", "rules", "status");
    waymark(asked, 0, "in place of", "rules", "reload", "--org", "north");
    waymark(asked, 0, "changed  organisations/north/organisation.lua", "rules", "rollback", hash);
    waymark(asked, 0, "which are not active", "rules", "status");
    waymark(asked, 0, "rollback", "rules", "history");
    waymark(asked, 0, "\"number\":1,", "rules", "history", "--json", "--limit", "1", "--before", "2");
    waymark(asked, 0, "in place of", "rules", "reload", "--all");
    waymark(asked, 1, "unknown", "rules", "rollback", "00000000", "--json");
    waymark(asked, 1, "no rules", "rules", "rollback", "00000000");
    daemon_write(asked, ORGANISATION, "organisation \"north\" {\n  tilte = \"North\" }\n");
    waymark(asked, 1, "organisation.lua:", "rules", "reload");
    daemon_expect_error(asked, "tilte");
    waymark(asked, 1, "stale", "rules", "status");
    waymark(asked, 1, "\"stage\":\"build\"", "rules", "reload", "--json");
    daemon_expect_error(asked, "tilte");
    waymark(asked, 2, "--wait or --no-wait", "rules", "reload", "--wait", "--no-wait");
    waymark(asked, 2, "--check", "rules", "reload", "--check", "--no-wait");
    waymark(asked, 2, "--all", "rules", "reload", "--all", "--org", "north");
    daemon_write(asked, ORGANISATION, RULES_ORGANISATION("north"));
    waymark(asked, 0, "being read", "rules", "reload", "--no-wait");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_exit_statuses, start, stop),
                                       cmocka_unit_test_setup_teardown(test_ahead, start, stop),
                                       cmocka_unit_test_setup_teardown(test_planning, start, stop),
                                       cmocka_unit_test_setup_teardown(test_errors, start, stop),
                                       cmocka_unit_test_setup_teardown(test_importing, start, stop),
                                       cmocka_unit_test_setup_teardown(test_rules_offline, start, stop),
                                       cmocka_unit_test_setup_teardown(test_previewing, start, stop),
                                       cmocka_unit_test_setup_teardown(test_changing_rules, start, stop)};
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
