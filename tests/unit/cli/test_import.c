// SPDX-License-Identifier: MIT
// labels: threads
// waymark import: what is sent, what is refused, what happens when the daemon goes away.
#include "tests/unit/cli/run.h"

#define PUT "person.put {\"seq\":1,\"ledger\":1,\"head\":\"00\"}\n"
#define ADD "record.add {\"seqs\":[2],\"repeated\":[false],\"warnings\":[],\"ledger\":2,\"head\":\"00\"}\n"
#define BAD                                                                                                            \
    "{\"code\":-32602,\"message\":\"no course \\\"x\\\"\",\"data\":{\"reason\":\"unknown-subject\","                   \
    "\"path\":\"records[0].subject\",\"nearest\":\"y\"}}"

static void import(struct cli_run *run, const char *answers, const char *input, const char *option, const char *more) {
    *run = (struct cli_run){.answers = answers, .input = input, .columns = 80};
    const char *const words[] = {"import", "-", option, more, NULL};
    run->words = words;
    cli_run(run);
}

static void expect(const struct cli_run *run, const char *text) {
    const char *out = run->out.data != NULL ? run->out.data : "";
    const char *complaints = run->complaints.data != NULL ? run->complaints.data : "";
    if (strstr(out, text) == NULL && strstr(complaints, text) == NULL)
        fail_msg("\"%s\" is not in:\n%s\nnor in:\n%s", text, out, complaints);
}

static void test_all(void **state) {
    (void)state;
    struct cli_run run;
    import(&run,
           PUT ADD "record.add {\"seqs\":[2,3],\"repeated\":[true,true],\"warnings\":[{\"record\":1,\"message\":\"not "
                   "known here\"}],\"ledger\":3,\"head\":\"00\"}\n",
           "{\"id\":\"a\",\"name\":\"Amara\"}\r\n"
           "\n  \t\r\n"
           " {\"person\":\"a\",\"records\":[{\"kind\":\"training\",\"key\":\"1\"}]}\n"
           "{\"org\":\"south\",\"person\":\"a\",\"records\":[{\"kind\":\"training\",\"key\":\"1\"},{\"kind\":\"x\"}]}",
           "--org", "north");
    assert_int_equal(run.status, 0);
    assert_string_equal(
        run.requests,
        "> person.put {\"org\":\"north\",\"id\":\"a\",\"name\":\"Amara\"} \n"
        "> record.add {\"org\":\"north\",\"person\":\"a\",\"records\":[{\"kind\":\"training\",\"key\":\"1\"}]}\n"
        "> record.add {\"org\":\"south\",\"person\":\"a\",\"records\":[{\"kind\":\"training\",\"key\":\"1\"},"
        "{\"kind\":\"x\"}]}\n");
    expect(&run, "✓ 3 lines kept in ");
    expect(&run, "    1 person\n    3 records\n  = 2 of them were there already\n  ! 1 warning\n"
                 "  ! 1 record has no key: imported again, it would be kept twice\n");
    expect(&run, "warning: line 5: not known here");
    cli_run_clear(&run);
}

static void test_empty(void **state) {
    (void)state;
    struct cli_run run;
    import(&run, PUT, "", NULL, NULL);
    assert_int_equal(run.status, 0);
    expect(&run, "✓ 0 lines kept");
    cli_run_clear(&run);
    import(&run, PUT, "", "--json", NULL);
    assert_string_equal(run.out.data, "{\"lines\":0,\"people\":0,\"records\":0,\"repeated\":0,\"warnings\":0,"
                                      "\"without_key\":0,\"refused\":0}\n");
    cli_run_clear(&run);
}

static const char mixed[] = "{\"id\":\"a\"}\n"
                            "{\"person\":\"a\",\"records\":[{\"key\":\"1\"}]}\n"
                            "{\"person\":\"a\"}\n"
                            "[1]\n"
                            "{\"id\":\n"
                            "{\"id\":\"b\",\"id\":\"c\"}\n"
                            "{\"id\":\"d\"}\n";

static void test_refused(void **state) {
    (void)state;
    struct cli_run run;
    import(&run, PUT "record.add !" BAD "\n", mixed, NULL, NULL);
    assert_int_equal(run.status, 1);
    expect(&run, "line 2: no course \"x\"\n  where:    records[0].subject\n  nearest:  y\n");
    expect(&run, "✗ 1 line kept");
    expect(&run, "Stopped there; --keep-going goes on with the other lines.");
    expect(&run, "nothing is kept twice");
    assert_null(strstr(run.requests, "\"d\""));
    cli_run_clear(&run);
}

static void test_keep_going(void **state) {
    (void)state;
    struct cli_run run;
    import(&run, PUT "record.add !" BAD "\n", mixed, "--keep-going", NULL);
    assert_int_equal(run.status, 1);
    expect(&run, "line 2: no course");
    expect(&run, "line 3: the line is neither a person nor records\n"
                 "  expected: {\"id\": …} or {\"person\": …, \"records\": […]}\n"
                 "  found:    an object\n");
    expect(&run, "line 4: the line is neither a person nor records");
    expect(&run, "line 5: ");
    expect(&run, "line 6: ");
    expect(&run, "✗ 2 lines kept");
    expect(&run, "  ✗ 5 lines were refused\n");
    // In the order of the lines, though the answer to line 2 comes later than line 3 is read.
    assert_true(strstr(run.complaints.data, "line 2:") < strstr(run.complaints.data, "line 3:"));
    assert_non_null(strstr(run.requests, "\"d\""));
    cli_run_clear(&run);
}

static void test_refused_json(void **state) {
    (void)state;
    struct cli_run run;
    import(&run, PUT "record.add !" BAD "\n", mixed, "--keep-going", "--json");
    assert_int_equal(run.status, 1);
    expect(&run, "{\"line\":2,\"error\":" BAD "}\n");
    expect(&run, "{\"line\":4,\"error\":{\"code\":-32602,\"message\":\"the line is neither a person nor records\"");
    expect(&run,
           "{\"lines\":2,\"people\":2,\"records\":0,\"repeated\":0,\"warnings\":0,\"without_key\":0,\"refused\":5}\n");
    cli_run_clear(&run);
}

// --- files, and many lines ---

static const char *file_of_lines(const struct wm_test_folder *folder, int count, char path[128]) {
    struct wm_buffer text;
    wm_buffer_init(&text, 1 << 24);
    for (int i = 0; i < count; i++)
        if (i % 2 == 0)
            wm_buffer_printf(&text, "{\"id\":\"p%d\"}\n", i);
        else
            wm_buffer_printf(&text, "{\"person\":\"p%d\",\"records\":[{\"key\":\"%d\"}]}\n", i - 1, i);
    wm_test_write(folder, "lines", text.data, text.length);
    wm_buffer_clear(&text);
    snprintf(path, 128, "%s/lines", folder->path);
    return path;
}

static void run_at(struct cli_run *run, const struct fake_daemon *daemon, const char *path, bool live) {
    char *words[] = {(char *)(uintptr_t) "waymark", (char *)(uintptr_t) "import", (char *)(uintptr_t)path};
    struct wm_terminal out;
    struct wm_terminal complaints;
    wm_terminal_init(&out, -1);
    wm_terminal_init(&complaints, -1);
    complaints.live = live;
    setenv("WAYMARK_SOCKET", daemon->path, 1);
    unsetenv("WAYMARK_ORG");
    run->status = wm_cli_run(3, words, -1, &out, &complaints);
    run->out = out.text;
    run->complaints = complaints.text;
}

// Holds each answer back until the next request has come, and gives the later one first.
static bool answer_swapped(struct fake_daemon *daemon, int connection, const char *line) {
    char *held = daemon->context;
    const char *put = "{\"seq\":1,\"ledger\":1,\"head\":\"\"}";
    const char *add = "{\"seqs\":[1],\"repeated\":[false],\"warnings\":[],\"ledger\":1,\"head\":\"\"}";
    if (held[0] == '\0') {
        snprintf(held, 256, "%s", line);
        return true;
    }
    fake_result(connection, line, strstr(line, "person.put") != NULL ? put : add);
    fake_result(connection, held, strstr(held, "person.put") != NULL ? put : add);
    held[0] = '\0';
    return true;
}

static void test_many(void **state) {
    (void)state;
    struct wm_test_folder folder;
    struct fake_daemon daemon;
    char path[128];
    char held[256] = "";
    struct cli_run run = {0};
    wm_test_folder_make(&folder);
    fake_start(&daemon, answer_swapped, held);
    run_at(&run, &daemon, file_of_lines(&folder, 10000, path), true);
    fake_stop(&daemon);
    assert_int_equal(run.status, 0);
    expect(&run, "✓ 10,000 lines kept in ");
    expect(&run, "    5,000 people\n    5,000 records\n");
    assert_int_equal(atomic_load(&daemon.lines), 10000);
    cli_run_clear(&run);
    wm_test_folder_remove(&folder);
}

// Goes away after 700 answers, once.
static bool answer_once_gone(struct fake_daemon *daemon, int connection, const char *line) {
    int *answers = daemon->context;
    if (++*answers == 701)
        return false;
    fake_result(connection, line, "{\"seqs\":[1],\"repeated\":[true],\"warnings\":[],\"ledger\":1,\"head\":\"\"}");
    return true;
}

static void test_gone_and_resumed(void **state) {
    (void)state;
    struct wm_test_folder folder;
    struct fake_daemon daemon;
    char path[128];
    int answers = 0;
    struct cli_run run = {0};
    wm_test_folder_make(&folder);
    file_of_lines(&folder, 2000, path);
    fake_start(&daemon, answer_once_gone, &answers);
    run_at(&run, &daemon, path, false);
    assert_int_equal(run.status, 1);
    expect(&run, "the daemon closed the connection");
    expect(&run, "✗ 700 lines kept"); // what was answered before counts
    expect(&run, "Import the same file again once that is mended: nothing is kept twice.");
    cli_run_clear(&run);
    run = (struct cli_run){0};
    run_at(&run, &daemon, path, false);
    fake_stop(&daemon);
    assert_int_equal(run.status, 0);
    expect(&run, "✓ 2,000 lines kept");
    expect(&run, "  = 1,000 of them were there already\n");
    cli_run_clear(&run);
    wm_test_folder_remove(&folder);
}

static void test_too_long(void **state) {
    (void)state;
    enum { LENGTH = 3 << 20 };
    struct wm_test_folder folder;
    struct fake_daemon daemon;
    char path[128];
    char held[256] = "";
    struct cli_run run = {0};
    struct wm_buffer text;
    wm_buffer_init(&text, LENGTH + 64);
    wm_buffer_printf(&text, "{\"id\":\"a\"%*s}\n", LENGTH, "");
    wm_test_folder_make(&folder);
    wm_test_write(&folder, "lines", text.data, text.length);
    wm_buffer_clear(&text);
    snprintf(path, sizeof path, "%s/lines", folder.path);
    fake_start(&daemon, answer_swapped, held);
    run_at(&run, &daemon, path, false);
    assert_int_equal(run.status, 1);
    expect(&run, "line 1: the line is too long for one request");
    cli_run_clear(&run);
    run = (struct cli_run){0};
    run_at(&run, &daemon, "/nonexistent/lines", false);
    fake_stop(&daemon);
    assert_int_equal(run.status, 1);
    expect(&run, "there is no file /nonexistent/lines");
    cli_run_clear(&run);
    wm_test_folder_remove(&folder);
}

static enum wm_status run_failing(void *context, struct wm_error *error) {
    (void)context;
    struct cli_run run;
    import(&run, PUT ADD, "{\"id\":\"a\"}\n{\"person\":\"a\",\"records\":[{\"key\":\"1\"}]}\n", NULL, NULL);
    int status = run.status;
    cli_run_clear(&run);
    return status == WM_EXIT_DONE ? WM_OK : wm_error_no_memory(error);
}

static void test_no_memory(void **state) {
    (void)state;
    wm_test_each_allocation(run_failing, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_all), cmocka_unit_test(test_empty), cmocka_unit_test(test_refused),
             cmocka_unit_test(test_keep_going), cmocka_unit_test(test_refused_json), cmocka_unit_test(test_many),
             cmocka_unit_test(test_gone_and_resumed), cmocka_unit_test(test_too_long), cmocka_unit_test(test_no_memory))
