// SPDX-License-Identifier: MIT
// labels: threads
// Questions about everybody: over a real socket, by the command, and given up when nobody waits for them.
#include "tests/e2e/daemon.h"

#include "tests/e2e/raw.h"
#include "tests/e2e/rules.h"

#include <stdio.h>
#include <string.h>

enum { PEOPLE = 3000, QUICK = 600, SLOW_QUESTIONS = 4 };

static struct daemon its_daemon;
static char output[64 * 1024];

static int start(void **state) {
    daemon_make(&its_daemon);
    its_daemon.clock = "2026-09-01T08:30:00Z";
    daemon_write(&its_daemon, "rules/frameworks/ladder/a-slow.lua",
                 "slow = custom { id = 'slow', says = 'it takes its time', function (person)\n"
                 "  local n = 0\n  while person.count('training') > 0 do n = n + 1 end\n  return false end }\n");
    daemon_write(&its_daemon, "rules/frameworks/ladder/z-slow.lua",
                 "level 'slow' { title = 'Slow', requires = { slow } }\n");
    its_daemon.once = true;
    daemon_start(&its_daemon);
    *state = &its_daemon;
    return 0;
}

static int stop(void **state) {
    daemon_remove(*state);
    return 0;
}

#define waymark(asked, status, wanted, ...)                                                                            \
    run((asked), (status), (wanted), (const char *const[]){"waymark", "--socket", (asked)->socket, __VA_ARGS__, NULL})

static void run(struct daemon *asked, int status, const char *wanted, const char *const *arguments) {
    int got = daemon_run(asked, arguments, output, sizeof output);
    if (got != status || strstr(output, wanted) == NULL)
        fail_msg("`waymark %s %s` ended with %d, expected %d and \"%s\":\n%s", arguments[3],
                 arguments[4] != NULL ? arguments[4] : "", got, status, wanted, output);
}

// Every third has the record, from number `from` on.
static void import(struct daemon *asked, int count, int from, const char *record) {
    struct wm_buffer lines;
    char path[120];
    wm_buffer_init(&lines, (size_t)1 << 20);
    for (int i = 0; i < count; i++) {
        wm_buffer_printf(&lines, "{\"id\":\"p-%04d\"}\n", i);
        if (i >= from && i % 3 == 0)
            wm_buffer_printf(&lines, "{\"person\":\"p-%04d\",\"records\":[%s]}\n", i, record);
    }
    assert_false(lines.failed);
    daemon_write_bytes(asked, "people.jsonl", lines.data, lines.length);
    wm_buffer_clear(&lines);
    snprintf(path, sizeof path, "%s/people.jsonl", asked->folder.path);
    waymark(asked, 0, "", "import", path);
}

static void test_asking(void **state) {
    struct daemon *asked = *state;
    import(asked, 6, 0, RECORD_FIRST_AID);
    daemon_answers(asked, "cohort.query", "{\"level\":\"ladder/first\",\"outcome\":\"eligible\",\"limit\":1}");
    assert_string_equal(daemon_at(asked, "count"), "2");
    assert_string_equal(daemon_at(asked, "list[0].until"), "\"2029-01-05\"");
    char params[200];
    snprintf(params, sizeof params, "{\"after\":%s}", daemon_at(asked, "next"));
    daemon_answers(asked, "cohort.query", params);
    assert_string_equal(daemon_at(asked, "list[0].person"), "\"p-0003\"");
    daemon_answers(asked, "cohort.gaps", "{\"framework\":\"ladder\"}");
    assert_string_equal(daemon_at(asked, "untaught[0].competency"), "\"listening\"");
    daemon_restart(asked);
    daemon_refuses(asked, "cohort.query", params, "cursor-expired");
    daemon_refuses(asked, "cohort.query", "{\"level\":\"ladder/frist\"}", "unknown-level");
}

static void test_the_command(void **state) {
    struct daemon *asked = *state;
    import(asked, 30, 0, RECORD_FIRST_AID);
    waymark(asked, 0, "10  eligible", "cohort", "query", "ladder/first", "--outcome", "eligible");
    waymark(asked, 0, "p-0000  eligible until 5 January 2029", "cohort", "query", "ladder/first", "--outcome",
            "eligible");
    waymark(asked, 0, "and 10 more", "cohort", "query", "ladder/first");
    waymark(asked, 0, "p-0001,not-eligible,,,1,trained:first-aid\r\n", "cohort", "query", "ladder/first", "--csv",
            "--outcome", "near");
    waymark(asked, 0, "p-0000  ?  ✓  ·  ·", "cohort", "matrix", "ladder");
    waymark(asked, 0, "listening", "cohort", "matrix", "ladder", "--of", "competencies");
    waymark(asked, 0, "First aid", "cohort", "gaps", "ladder/first");
    waymark(asked, 0, "Listening", "cohort", "gaps", "--framework", "ladder");
    waymark(asked, 0, "10 levels and gates are lost within 900 days", "cohort", "expiring", "ladder/first", "--within",
            "900");
    waymark(asked, 0, "\"people\":30", "cohort", "expiring", "--json");
    waymark(asked, 1, "eligible, not-eligible", "cohort", "query", "ladder/first", "--outcome", "nearly");
    waymark(asked, 2, "LEVEL", "cohort", "query");
    waymark(asked, 1, "ladder/first", "cohort", "gaps", "ladder/frist");
}

// Each of these would take minutes: unless they are given up with their connection, this test is not over in time.
static void test_given_up(void **state) {
    struct daemon *asked = *state;
    struct raw raw;
    import(asked, PEOPLE, QUICK, RECORD_FIRST_AID);
    raw_open(&raw, asked);
    for (int i = 0; i < SLOW_QUESTIONS; i++) {
        char request[120];
        int length = snprintf(request, sizeof request,
                              "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"cohort.query\",\"params\":{\"level\":"
                              "\"ladder/slow\"}}\n",
                              i);
        raw_send(&raw, request, (size_t)length);
    }
    do {
        assert_true(raw_receive(&raw));
    } while (strstr(raw.line, "\"method\":\"progress\"") == NULL);
    raw_close(&raw);
    enum waymark_status status = WAYMARK_REFUSED;
    while (status == WAYMARK_REFUSED) { // as long as they are not given up
        status =
            waymark_call(asked->client, "cohort.query", "{\"level\":\"ladder/first\"}", &asked->reply, &asked->error);
        assert_true(status == WAYMARK_OK || strcmp(asked->error.reason, "cohorts") == 0);
    }
    assert_int_equal(status, WAYMARK_OK);
    daemon_answers(asked, "cohort.query", "{\"level\":\"ladder/first\",\"limit\":1}");
    assert_string_equal(daemon_at(asked, "people"), "3000");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

WM_TEST_MAIN(TEST(test_asking), TEST(test_the_command), TEST(test_given_up))
