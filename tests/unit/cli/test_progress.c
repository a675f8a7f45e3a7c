// SPDX-License-Identifier: MIT
#include "api/cli/progress.h"

#include "tests/support/test.h"

static void test_number(void **state) {
    (void)state;
    assert_string_equal(wm_progress_number(0), "0");
    assert_string_equal(wm_progress_number(999), "999");
    assert_string_equal(wm_progress_number(1000), "1,000");
    assert_string_equal(wm_progress_number(1234567), "1,234,567");
}

static void test_bar(void **state) {
    (void)state;
    struct wm_terminal terminal;
    wm_terminal_init(&terminal, -1);
    struct wm_progress progress;
    wm_progress_init(&progress, &terminal, "import", "lines");
    wm_progress_draw(&progress, 1, 2, 10, false);
    assert_int_equal(terminal.text.length, 0); // not a terminal: nothing
    terminal.live = true;
    wm_progress_draw(&progress, 1, 2, 10, false);
    assert_non_null(strstr(terminal.text.data, "import  ██████████████████░░░░░░░░░░░░░░░░░░  50 %  10 lines"));
    size_t length = terminal.text.length;
    wm_progress_draw(&progress, 1, 2, 11, false); // too soon
    assert_int_equal(terminal.text.length, length);
    wm_progress_draw(&progress, 2, 2, 12, true);
    assert_non_null(strstr(terminal.text.data, " 100 %  12 lines"));
    assert_int_equal(terminal.text.data[terminal.text.length - 1], '\n');
    wm_progress_wipe(&progress); // the last one stays
    assert_int_equal(terminal.text.data[terminal.text.length - 1], '\n');
    wm_terminal_clear(&terminal);
    terminal.live = true;
    wm_progress_init(&progress, &terminal, "import", "lines");
    wm_progress_draw(&progress, 5, 0, 5, false); // the total is not known: no bar
    assert_null(strstr(terminal.text.data, "░"));
    assert_non_null(strstr(terminal.text.data, "5 lines"));
    wm_progress_wipe(&progress);
    assert_string_equal(terminal.text.data + terminal.text.length - 5, "\r\x1b[2K");
    wm_terminal_clear(&terminal);
}

WM_TEST_MAIN(cmocka_unit_test(test_number), cmocka_unit_test(test_bar))
