// SPDX-License-Identifier: MIT
// waymark rules eval where the goldens do not reach: at a terminal, line by line, and what programs read.
#include "api/cli/words.h"
#include "tests/unit/cli/run.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static const char bakery[] = WM_TEST_SOURCES "/tests/unit/cli/rules/frameworks/bakery";
#define PROMPT "bakery> "

// --- at a terminal ---

static struct {
    pid_t child;
    int terminal;
    char text[1 << 16]; // all that it wrote
    size_t length, seen;
} session;

// The program itself, in a process of its own that the terminal belongs to.
static void run_child(void) {
    char *words[] = {"waymark", "rules", "eval", (char *)(uintptr_t)bakery};
    struct wm_terminal out, complaints;
    unsetenv("COLUMNS");
    setenv("NO_COLOR", "1", 1);
    setenv("TERM", "dumb", 1);
    setenv("HOME", "/nonexistent", 1);
    wm_terminal_init(&out, STDOUT_FILENO);
    wm_terminal_init(&complaints, STDERR_FILENO);
    int status = wm_cli_run(4, words, STDIN_FILENO, &out, &complaints);
    wm_terminal_clear(&out);
    wm_terminal_clear(&complaints);
    fflush(stdout);
    _exit(status); // check-source: allow _exit - a child of fork must not run what the test has for its end
}

static void begin(void) {
    const struct winsize size = {.ws_row = 40, .ws_col = 200};
    session.length = session.seen = 0;
    session.child = forkpty(&session.terminal, NULL, NULL, &size);
    assert_true(session.child >= 0);
    if (session.child == 0)
        run_child();
}

enum { PATIENCE = 20000 }; // milliseconds; then it is taken to hang

static void give_up(const char *why) {
    kill(session.child, SIGKILL);
    waitpid(session.child, NULL, 0);
    fail_msg("%s; what came:\n%s", why, session.text + session.seen);
}

// More of what the child writes; false at its end.
static bool read_more(void) {
    struct pollfd ready = {.fd = session.terminal, .events = POLLIN};
    if (poll(&ready, 1, PATIENCE) != 1)
        give_up("nothing comes any more");
    ssize_t got = read(session.terminal, session.text + session.length, sizeof session.text - session.length - 1);
    session.length += got > 0 ? (size_t)got : 0;
    session.text[session.length] = '\0';
    return got > 0;
}

// Reads until the text appears behind what was expected before.
static void expect(const char *text) {
    const char *found;
    session.text[session.length] = '\0';
    while ((found = strstr(session.text + session.seen, text)) == NULL)
        if (!read_more())
            give_up(text);
    session.seen = (size_t)(found - session.text) + strlen(text);
}

// The prompt is written first, and then the terminal is told to hand over single keys.
static void expect_prompt(void) {
    struct termios mode;
    int left = PATIENCE;
    expect(PROMPT);
    do {
        assert_int_equal(tcgetattr(session.terminal, &mode), 0);
    } while ((mode.c_lflag & ICANON) != 0 && left-- > 0 && poll(NULL, 0, 1) == 0);
    assert_true(left > 0);
}

static void type(const char *keys) {
    assert_int_equal(write(session.terminal, keys, strlen(keys)), strlen(keys));
}

static void end_with(int expected) {
    int status = 0;
    while (read_more())
        continue;
    assert_int_equal(waitpid(session.child, &status, 0), session.child);
    close(session.terminal);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), expected);
}

static void test_completion_and_history(void **state) {
    (void)state;
    begin();
    expect("frameworks/bakery: 2 levels, 1 gate.");
    expect_prompt();
    type("on 2026-09-01\n");
    expect("It is 1 September 2026.");
    expect_prompt();
    type("rec\t tr\thy\toutco\tcom\ton=2026-01-10\n");
    expect("completed on 10 January 2026");
    expect_prompt();
    type("me\thel\twithout=t\t\n");
    expect("trial-shift");
    expect_prompt();
    type("wh\tbak\t\n");
    expect("Baker (baker) on 1 September 2026");
    expect("Shaping: assessed at 2 (Alone)");
    expect_prompt();
    type("\x10\x10\n"); // two lines back: the history
    expect("record  kind");
    expect_prompt();
    type("set skill\t3\n");
    expect("set here");
    expect_prompt();
    type("wh\tal\t\n");
    expect("May work alone at night (alone-at-night)");
    expect("To try one here: set night-skill VALUE");
    expect_prompt();
    type("\x04");
    end_with(0);
}

static void test_what_may_follow_is_listed(void **state) {
    (void)state;
    begin();
    expect_prompt();
    type("why \t\t");
    expect("alone-at-night  baker  helper");
    type("h\t\n");
    expect("Helper (helper)");
    expect_prompt();
    type("quit\n");
    end_with(0);
}

static void test_mistakes_and_interruptions_do_not_end_it(void **state) {
    (void)state;
    begin();
    expect_prompt();
    type("wyh helper\n");
    expect("there is no command `wyh`");
    expect_prompt();
    type("quit\x03");
    expect("^C");
    expect_prompt();
    type("why h\xc3\xa9lper\n");
    expect("there is no level or gate \"h\xc3\xa9lper\"");
    expect_prompt();
    type("nothing\t\n"); // a tab with nothing to offer
    expect("there is no command `nothing`");
    expect_prompt();
    type("quit\n");
    end_with(0);
}

// --- for programs ---

static struct cli_run run;

static int clear(void **state) {
    (void)state;
    cli_run_clear(&run);
    return 0;
}

static void call(const char *input, const char *const *words) {
    run = (struct cli_run){.words = words, .columns = 80, .input = input};
    cli_run(&run);
}

static void test_json(void **state) {
    (void)state;
    call("on 2026-09-01\nmeet helper without=trial-shift\nwhy helper\nexplain helper\nstanding\n",
         (const char *const[]){"rules", "eval", bakery, "--json", NULL});
    assert_int_equal(run.status, 3);
    const char *why = run.out.data;
    assert_int_equal(strncmp(why, "{\"decision\":\"", 13), 0);
    const char *explained = strchr(why, '\n') + 1;
    assert_non_null(strstr(explained, "\"tree\":{"));
    const char *standing = strchr(explained, '\n') + 1;
    assert_non_null(strstr(standing, "\"levels\":[{\"level\":\"bakery/helper\""));
    assert_string_equal(strchr(standing, '\n'), "\n");
}

static void test_the_last_question_gives_the_status(void **state) {
    (void)state;
    call(NULL, (const char *const[]){"rules", "eval", bakery, "--do", "why alone-at-night", NULL});
    assert_int_equal(run.status, 4);
    cli_run_clear(&run);
    call("why alone-at-night\nmeet helper\nwhy helper\n", (const char *const[]){"rules", "eval", bakery, NULL});
    assert_int_equal(run.status, 0);
    cli_run_clear(&run);
    call("", (const char *const[]){"rules", "eval", bakery, NULL});
    assert_int_equal(run.status, 0);
}

static void test_a_warning_is_no_failure(void **state) {
    (void)state;
    call("record assessment elsewhere/cooling value=1 by=ada as=peer\n",
         (const char *const[]){"rules", "eval", bakery, NULL});
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.complaints.data, "! record.subject: elsewhere/cooling"));
}

static void test_no_pack(void **state) {
    (void)state;
    call(NULL, (const char *const[]){"rules", "eval", WM_TEST_SOURCES "/tests", NULL});
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.complaints.data, "is not the folder of a rule pack"));
}

static enum wm_status run_failing(void *context, struct wm_error *error) {
    struct cli_run failing = {.words = context,
                              .columns = 80,
                              .input = "meet baker\nset hygiene-lasts 6 months\nwhy baker\nrecords\nstanding\n"};
    cli_run(&failing);
    int status = failing.status;
    cli_run_clear(&failing);
    return status == 0 ? WM_OK : wm_error_no_memory(error);
}

static void test_no_memory(void **state) {
    (void)state;
    static const char *const words[] = {"rules", "eval", bakery, NULL};
    wm_test_some_allocations(run_failing, (void *)(uintptr_t)words, 11);
}

// --- words ---

static void words_are(const char *line, const char *expected) {
    struct wm_arena arena;
    struct wm_error error;
    const char **words;
    size_t count;
    char joined[200] = "";
    wm_arena_init(&arena, 65536);
    enum wm_status status = wm_words_split(&arena, (struct wm_text){line, strlen(line)}, &words, &count, &error);
    for (size_t i = 0; status == WM_OK && i < count; i++)
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "[%s]", words[i]);
    assert_string_equal(status == WM_OK ? joined : error.reason, expected);
    wm_arena_clear(&arena);
}

static void test_words(void **state) {
    (void)state;
    words_are("", "");
    words_are(" \t\r ", "");
    words_are("why helper", "[why][helper]");
    words_are("note='a b' x=\"c d\"e", "[note=a b][x=c de]");
    words_are("'a\\b' \"a\\\"b\" a\\ b", "[a\\b][a\"b][a b]");
    words_are("a '' b", "[a][][b]");
    words_are("a # b", "[a]");
    words_are("a#b", "[a#b]");
    words_are("a \"b", "quote");
    words_are("a 'b", "quote");
    words_are("end\\", "[end\\]");
}

#define RUN(test) cmocka_unit_test_teardown(test, clear)
WM_TEST_MAIN(cmocka_unit_test(test_completion_and_history), cmocka_unit_test(test_what_may_follow_is_listed),
             cmocka_unit_test(test_mistakes_and_interruptions_do_not_end_it), RUN(test_json),
             RUN(test_the_last_question_gives_the_status), RUN(test_a_warning_is_no_failure), RUN(test_no_pack),
             cmocka_unit_test(test_no_memory), cmocka_unit_test(test_words))
