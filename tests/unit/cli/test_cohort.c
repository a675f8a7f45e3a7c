// SPDX-License-Identifier: MIT
// labels: threads
// Comma-separated values to the byte; bars; and the pictures that `cohort` writes. What it prints: test_golden.c.
#include "api/cli/cohort.h"

#include "api/cli/csv.h"
#include "engine/base/file.h"
#include "tests/unit/cli/run.h"

#include <string.h>

// --- comma-separated values ---

static void csv_is(const char *const *fields, const char *expected) {
    struct wm_terminal terminal;
    wm_terminal_init(&terminal, -1);
    for (size_t i = 0; fields[i] != NULL; i++)
        wm_csv_field(&terminal, i == 0, fields[i], strlen(fields[i]));
    wm_csv_end(&terminal);
    assert_string_equal(terminal.text.data, expected);
    wm_terminal_clear(&terminal);
}

static void test_csv(void **state) {
    (void)state;
    csv_is((const char *const[]){"a", "", "c", NULL}, "a,,c\r\n");
    csv_is((const char *const[]){"a,b", "c", NULL}, "\"a,b\",c\r\n");
    csv_is((const char *const[]){"say \"so\"", NULL}, "\"say \"\"so\"\"\"\r\n");
    csv_is((const char *const[]){"\"", NULL}, "\"\"\"\"\r\n");
    csv_is((const char *const[]){"two\nlines", "x", NULL}, "\"two\nlines\",x\r\n");
    csv_is((const char *const[]){"Zoë \x1b[31m", NULL}, "Zoë ?[31m\r\n");
}

// --- bars ---

static void test_bars(void **state) {
    (void)state;
    struct wm_cli cli = {0};
    wm_arena_init(&cli.arena, 1 << 16);
    assert_string_equal(wm_cohort_bar(&cli, 0, 10, 4), "");
    assert_string_equal(wm_cohort_bar(&cli, 10, 10, 4), "████");
    assert_string_equal(wm_cohort_bar(&cli, 5, 10, 4), "██");
    assert_string_equal(wm_cohort_bar(&cli, 1, 1000000, 4), "▏"); // something is something
    assert_string_equal(wm_cohort_bar(&cli, 999999, 1000000, 4), "███▉");
    assert_string_equal(wm_cohort_bar(&cli, 20, 10, 4), "████");
    assert_string_equal(wm_cohort_bar(&cli, 1, 0, 4), "");
    wm_arena_clear(&cli.arena);
}

// --- pictures ---

// Every element that begins ends, in order; nothing is fetched, nothing runs.
static void is_well_formed(const char *svg) {
    char open[64][20];
    size_t depth = 0;
    for (const char *at = strchr(svg, '<'); at != NULL; at = strchr(at + 1, '<')) {
        const char *end = strchr(at, '>');
        assert_non_null(end);
        bool closes = at[1] == '/';
        size_t length = strcspn(at + 1 + closes, " />\n");
        assert_true(length < sizeof open[0]);
        if (closes) {
            assert_true(depth > 0 && strncmp(open[depth - 1], at + 2, length) == 0 && open[depth - 1][length] == '\0');
            depth--;
        } else if (end[-1] != '/') {
            assert_true(depth < 64);
            snprintf(open[depth++], sizeof open[0], "%.*s", (int)length, at + 1);
        }
        at = end;
    }
    assert_int_equal(depth, 0);
    assert_null(strstr(svg, "<script"));
    assert_null(strstr(svg, "href"));
}

static void draw(const char *answers, const char *const *words, const char *expected) {
    struct wm_test_folder folder;
    struct wm_buffer canned, svg;
    struct wm_error error;
    char path[200], name[400];
    const char *all[12] = {NULL};
    size_t count = 0;
    wm_test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/picture.svg", folder.path);
    snprintf(name, sizeof name, "%s/tests/unit/cli/golden/%s.answers", WM_TEST_SOURCES, answers);
    wm_test_ok(wm_file_read(name, 1 << 20, &canned, &error), &error);
    for (; words[count] != NULL; count++)
        all[count] = words[count];
    all[count++] = "--svg";
    all[count] = path;
    struct cli_run run = {.words = all, .answers = canned.data, .columns = 80};
    cli_run(&run);
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "Written: "));
    wm_test_ok(wm_file_read(path, 1 << 20, &svg, &error), &error);
    is_well_formed(svg.data);
    if (strstr(svg.data, expected) == NULL)
        fail_msg("%s is not in %s", expected, svg.data);
    wm_buffer_clear(&svg);
    wm_buffer_clear(&canned);
    cli_run_clear(&run);
    wm_test_folder_remove(&folder);
}

#define FRAMEWORK "somerset-social-prescribing"
#define LEVEL "somerset-social-prescribing/mid-career"

static void test_pictures(void **state) {
    (void)state;
    static const char *const matrix[] = {"cohort", "matrix", FRAMEWORK, "--limit", "12", NULL};
    static const char *const competencies[] = {"cohort", "matrix", FRAMEWORK, "--of", "competencies", NULL};
    static const char *const gaps[] = {"cohort", "gaps", LEVEL, "--limit", "4", NULL};
    static const char *const all_gaps[] = {"cohort", "gaps", "--framework", FRAMEWORK, "--limit", "3", NULL};
    static const char *const hostile[] = {"cohort", "matrix", "x", NULL};
    draw("cohort-matrix", matrix, "<title>Entry level: awarded, the criteria do not hold now</title>");
    draw("cohort-competencies", competencies,
         "<title>Person centred approach: 2.5, the same, not for more than 90 days</title>");
    draw("cohort-gaps", gaps, "of them nothing else</title>");
    draw("cohort-gaps-framework", all_gaps, ">wider-responsibilities</text>");
    draw("cohort-gaps-none", gaps, "What stands in the way of Mid-career");
    draw("hostile", hostile, "</svg>");
}

static enum wm_status draw_all(void *context, struct wm_error *error) {
    struct wm_buffer answers = *(struct wm_buffer *)context;
    static const char *const words[] = {"cohort", "gaps", LEVEL, "--limit", "4", "--svg", "/dev/null/x", NULL};
    struct cli_run run = {.words = words, .answers = answers.data, .columns = 80};
    cli_run(&run);
    bool reached = run.complaints.length > 0 &&
                   strstr(run.complaints.data, "/dev/null/x") != NULL; // all was drawn, and could not be written
    cli_run_clear(&run);
    return reached ? WM_OK : wm_error_no_memory(error);
}

static void test_no_memory(void **state) {
    (void)state;
    struct wm_buffer answers;
    struct wm_error error;
    wm_test_ok(wm_file_read(WM_TEST_SOURCES "/tests/unit/cli/golden/cohort-gaps.answers", 1 << 20, &answers, &error),
               &error);
    wm_test_some_allocations(draw_all, &answers, 7);
    wm_buffer_clear(&answers);
}

WM_TEST_MAIN(cmocka_unit_test(test_csv), cmocka_unit_test(test_bars), cmocka_unit_test(test_pictures),
             cmocka_unit_test(test_no_memory))
