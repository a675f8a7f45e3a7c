// SPDX-License-Identifier: MIT
#include "api/cli/table.h"

#include "tests/support/test.h"

static const struct wm_table_column columns[] = {
    {.title = "seq", .right = true}, {.title = "what", .wraps = true}, {.title = "on"}};

static void print(unsigned wide, unsigned indent, const char *expected, struct wm_table *table) {
    struct wm_terminal terminal;
    wm_terminal_init(&terminal, -1);
    terminal.columns = wide;
    wm_table_print(table, &terminal, indent);
    assert_false(terminal.text.failed);
    assert_string_equal(terminal.text.data, expected);
    wm_terminal_clear(&terminal);
}

static void fill(struct wm_table *table, struct wm_arena *arena) {
    wm_table_init(table, arena, columns, 3);
    wm_table_cell(table, WM_TONE_PLAIN, "%d", 7);
    wm_table_cell(table, WM_TONE_PLAIN, "café, completed");
    wm_table_cell(table, WM_TONE_PLAIN, "2026-09-01");
    wm_table_cell(table, WM_TONE_PLAIN, "1234");
    wm_table_cell(table, WM_TONE_PLAIN, "a longer text\nthat has to wrap somewhere");
    wm_table_cell(table, WM_TONE_PLAIN, "%s", "");
    wm_table_cell(table, WM_TONE_PLAIN, "5");
}

static void test_print(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    struct wm_table table;
    fill(&table, &arena);
    assert_int_equal(wm_table_rows(&table), 3);
    print(80, 0,
          " seq  what                                      on\n"
          "   7  café, completed                           2026-09-01\n"
          "1234  a longer text that has to wrap somewhere\n"
          "   5\n",
          &table);
    wm_arena_clear(&arena);
}

static void test_narrow(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    struct wm_table table;
    fill(&table, &arena);
    print(40, 2,
          "   seq  what                  on\n"
          "     7  café, completed       2026-09-01\n"
          "  1234  a longer text that\n"
          "        has to wrap\n"
          "        somewhere\n"
          "     5\n",
          &table);
    wm_arena_clear(&arena);
}

static void test_no_heading(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    struct wm_table table;
    wm_table_init(&table, &arena, (const struct wm_table_column[]){{.title = ""}, {.title = ""}}, 2);
    for (int i = 0; i < 200; i++)
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", "x");
    assert_int_equal(wm_table_rows(&table), 100);
    struct wm_terminal terminal;
    wm_terminal_init(&terminal, -1);
    wm_table_print(&table, &terminal, 0);
    assert_int_equal(terminal.text.length, 100 * 5);
    wm_terminal_clear(&terminal);
    wm_arena_clear(&arena);
}

static enum wm_status run(void *context, struct wm_error *error) {
    (void)context;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    struct wm_table table;
    fill(&table, &arena);
    struct wm_terminal terminal;
    wm_terminal_init(&terminal, -1);
    wm_table_print(&table, &terminal, 0);
    enum wm_status status = wm_terminal_flush(&terminal, error);
    wm_terminal_clear(&terminal);
    wm_arena_clear(&arena);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    wm_test_each_allocation(run, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_print), cmocka_unit_test(test_narrow), cmocka_unit_test(test_no_heading),
             cmocka_unit_test(test_no_memory))
