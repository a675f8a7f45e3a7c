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

// Long names are kept whole where that takes no more lines; spaces at the beginning indent every line of a cell.
static void test_names(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    struct wm_table table;
    wm_table_init(&table, &arena,
                  (const struct wm_table_column[]){{.title = "", .wraps = true}, {.title = "says", .wraps = true}}, 2);
    wm_table_cell(&table, WM_TONE_PLAIN, "wider-responsibilities");
    wm_table_cell(&table, WM_TONE_PLAIN, "twice as many words as before");
    wm_table_cell(&table, WM_TONE_PLAIN, "  framework/promoting-autonomy");
    wm_table_cell(&table, WM_TONE_PLAIN, "one");
    print(44, 0,
          "                                says\n"
          "wider-responsibilities          twice as\n"
          "                                many words\n"
          "                                as before\n"
          "  framework/promoting-autonomy  one\n",
          &table);
    wm_table_cell(&table, WM_TONE_PLAIN, "one");
    wm_table_cell(&table, WM_TONE_PLAIN, "twice as many words as before, and more of them");
    print(44, 0,
          "                       says\n"
          "wider-                 twice as many words\n"
          "responsibilities       as before\n"
          "  framework/           one\n"
          "  promoting-autonomy\n"
          "one                    twice as many words\n"
          "                       as before, and more\n"
          "                       of them\n",
          &table);
    wm_arena_clear(&arena);
}

// Too narrow for columns: a few lines a row, the sign before them.
static void test_stacked(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    struct wm_table table;
    wm_table_init(&table, &arena,
                  (const struct wm_table_column[]){{.title = ""}, {.title = "level"}, {.title = "held"}, {.title = ""}},
                  4);
    wm_table_cell(&table, WM_TONE_PLAIN, "✓");
    wm_table_cell(&table, WM_TONE_PLAIN, "wider-responsibilities");
    wm_table_cell(&table, WM_TONE_PLAIN, "%s", "");
    wm_table_cell(&table, WM_TONE_PLAIN, "a note that is long");
    wm_table_cell(&table, WM_TONE_PLAIN, "✗");
    wm_table_cell(&table, WM_TONE_PLAIN, "entry");
    wm_table_cell(&table, WM_TONE_PLAIN, "until 31 March 2028");
    print(40, 1,
          " ✓ level wider-responsibilities\n"
          "         a note that is long\n"
          "\n"
          " ✗ level entry\n"
          "   held  until 31 March 2028\n",
          &table);
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
             cmocka_unit_test(test_names), cmocka_unit_test(test_stacked), cmocka_unit_test(test_no_memory))
