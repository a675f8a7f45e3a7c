// SPDX-License-Identifier: MIT
#include "api/cli/terminal.h"

#include "tests/support/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static struct wm_terminal plain(unsigned columns) {
    struct wm_terminal terminal;
    wm_terminal_init(&terminal, -1);
    terminal.columns = columns;
    return terminal;
}

static void expect(struct wm_terminal *terminal, const char *text) {
    assert_false(terminal->text.failed);
    assert_string_equal(terminal->text.data, text);
    wm_terminal_clear(terminal);
}

static size_t width(const char *text) {
    return wm_terminal_width(text, strlen(text));
}

static void test_width(void **state) {
    (void)state;
    assert_int_equal(width(""), 0);
    assert_int_equal(width("plain"), 5);
    assert_int_equal(width("café ✓"), 6);
    assert_int_equal(width("cafe\xcc\x81"), 4); // the accent stands on the e
    assert_int_equal(width("漢字"), 4);
    assert_int_equal(width("🎓"), 2);
    assert_int_equal(width("\xff\xfe"), 2); // not UTF-8: a column each
}

static size_t fit(const char *text, size_t columns) {
    return wm_terminal_fit(text, strlen(text), columns);
}

static void test_fit(void **state) {
    (void)state;
    assert_int_equal(fit("one two three", 20), 13);
    assert_int_equal(fit("one two three", 13), 13);
    assert_int_equal(fit("one two three", 12), 7);
    assert_int_equal(fit("one two three", 7), 7);
    assert_int_equal(fit("one two three", 6), 3);
    assert_int_equal(fit("unbreakable", 4), 4);
    assert_int_equal(fit("framework/level-name", 14), 10); // behind a slash or hyphen, when no space fits
    assert_int_equal(fit("framework/level-name", 16), 16);
    assert_int_equal(fit("a framework/level", 14), 1);
    assert_int_equal(fit("漢字漢字", 5), 6); // two of them, four columns
    assert_int_equal(fit("漢", 1), 3);       // at least one character
    assert_int_equal(fit("word   ", 4), 4);
    assert_int_equal(fit("", 4), 0);
}

static void test_wrap(void **state) {
    (void)state;
    struct wm_terminal terminal = plain(40);
    wm_terminal_line(&terminal, WM_TONE_PLAIN, "%s", "Fire safety training, completed and in date on the day");
    wm_terminal_item(&terminal, 4, WM_TONE_BAD, "✗", WM_TONE_PLAIN, "%s and one more",
                     "Promoting autonomy assessed at 3 (Competent) or above");
    wm_terminal_item(&terminal, 2, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "first\nsecond");
    wm_terminal_line(&terminal, WM_TONE_PLAIN, "%s", "");
    expect(&terminal, "Fire safety training, completed and in\n"
                      "date on the day\n"
                      "    ✗ Promoting autonomy assessed at 3\n"
                      "      (Competent) or above and one more\n"
                      "  first second\n"
                      "\n");
}

static void test_colour(void **state) {
    (void)state;
    struct wm_terminal terminal = plain(40);
    terminal.colour = true;
    wm_terminal_put(&terminal, WM_TONE_STRONG, "%d", 7);
    wm_terminal_put(&terminal, WM_TONE_PLAIN, " plain ");
    // Each line begins and ends its own colour, so that a pager or a cut keeps it in bounds.
    wm_terminal_item(&terminal, 0, WM_TONE_BAD, "✗", WM_TONE_GOOD, "%s", "ten letter words make ten letter lines wrap");
    expect(&terminal, "\x1b[1m7\x1b[0m plain \x1b[31m✗\x1b[0m \x1b[32mten letter words make ten letter lines\x1b[0m\n"
                      "  \x1b[32mwrap\x1b[0m\n");
}

static void test_clean(void **state) {
    (void)state;
    struct wm_terminal terminal = plain(60);
    wm_terminal_line(&terminal, WM_TONE_PLAIN,
                     "a\x1b[31mb\tc\rd\x7f"
                     "e\xc2\x9b"
                     "f\xe2\x80\xaeg\xffh");
    expect(&terminal, "a?[31mb?c?d?e?f?g?h\n");
}

static void test_long_text(void **state) {
    (void)state;
    struct wm_terminal terminal = plain(400);
    wm_terminal_put(&terminal, WM_TONE_PLAIN, "%01500d", 1);
    assert_int_equal(terminal.text.length, 1500);
    wm_terminal_clear(&terminal);
}

static void test_environment(void **state) {
    (void)state;
    struct wm_terminal terminal;
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    static const struct {
        const char *columns;
        unsigned expected;
    } cases[] = {{"100", 100}, {"7", 40}, {"9999", 400}, {"x", 80}, {"", 80}, {"-5", 80}, {"99999999999", 80}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        setenv("COLUMNS", cases[i].columns, 1);
        wm_terminal_init(&terminal, pipes[1]);
        assert_int_equal(terminal.columns, cases[i].expected);
        assert_false(terminal.colour); // a pipe
        assert_false(terminal.live);
        wm_terminal_clear(&terminal);
    }
    unsetenv("COLUMNS");
    setenv("CLICOLOR_FORCE", "1", 1);
    wm_terminal_init(&terminal, pipes[1]);
    assert_true(terminal.colour);
    assert_false(terminal.live);
    wm_terminal_clear(&terminal);
    setenv("NO_COLOR", "1", 1);
    wm_terminal_init(&terminal, pipes[1]);
    assert_false(terminal.colour);
    wm_terminal_clear(&terminal);
    unsetenv("NO_COLOR");
    unsetenv("CLICOLOR_FORCE");
    close(pipes[0]);
    close(pipes[1]);
}

// A pseudo-terminal: colour unless NO_COLOR, and the width that it reports.
static void test_pseudo_terminal(void **state) {
    (void)state;
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(master >= 0);
    assert_int_equal(grantpt(master), 0);
    assert_int_equal(unlockpt(master), 0);
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    assert_true(slave >= 0);
    struct wm_terminal terminal;
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm", 1);
    wm_terminal_init(&terminal, slave);
    assert_true(terminal.colour);
    assert_true(terminal.live);
    setenv("NO_COLOR", "1", 1);
    wm_terminal_init(&terminal, slave);
    assert_false(terminal.colour);
    assert_true(terminal.live);
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    wm_terminal_init(&terminal, slave);
    assert_false(terminal.colour);
    unsetenv("TERM");
    close(slave);
    close(master);
}

static void test_flush(void **state) {
    (void)state;
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    struct wm_terminal terminal;
    struct wm_error error;
    wm_terminal_init(&terminal, pipes[1]);
    wm_terminal_line(&terminal, WM_TONE_PLAIN, "hello");
    wm_test_ok(wm_terminal_flush(&terminal, &error), &error);
    char got[16] = "";
    assert_int_equal(read(pipes[0], got, sizeof got), 6);
    assert_string_equal(got, "hello\n");
    assert_int_equal(terminal.text.length, 0);
    close(pipes[1]);
    wm_terminal_line(&terminal, WM_TONE_PLAIN, "nobody");
    wm_test_fails(wm_terminal_flush(&terminal, &error), &error, WM_SYSTEM, "system");
    terminal.text.failed = true;
    wm_test_fails(wm_terminal_flush(&terminal, &error), &error, WM_NO_MEMORY, "no-memory");
    wm_terminal_clear(&terminal);
    close(pipes[0]);
}

WM_TEST_MAIN(cmocka_unit_test(test_width), cmocka_unit_test(test_fit), cmocka_unit_test(test_wrap),
             cmocka_unit_test(test_colour), cmocka_unit_test(test_clean), cmocka_unit_test(test_long_text),
             cmocka_unit_test(test_environment), cmocka_unit_test(test_pseudo_terminal), cmocka_unit_test(test_flush))
