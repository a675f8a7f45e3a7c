// SPDX-License-Identifier: MIT
// Levels whose criteria change on a day, as authors see them: tests, coverage, mutants, the page.
#include "engine/author/doc.h"

#include "engine/author/lint.h"
#include "engine/author/mutate.h"
#include "tests/unit/author/run.h"

#include <string.h>

static struct run_results results;
static struct wm_error error;

#define RULES                                                                                                          \
    "framework \"f\" { title = \"F\" }\n"                                                                              \
    "course \"lines\" { title = \"Lines\" }\ncourse \"sea\" { title = \"Sea\" }\n"                                     \
    "level \"hand\" { title = \"Hand\", requires = { trained \"lines\" }, desires = trained \"sea\" }\n"               \
    "level \"hand\" { from = \"2027-04-01\", grandfather = \"2027-12-31\", requires = {\n"                             \
    "  trained { \"lines\", outcome = \"enrolled\" }, trained \"sea\" } }\n"
#define OLD                                                                                                            \
    "test \"old\" { as_of = \"2027-03-31\", level = \"hand\", person = { meeting \"hand\" }, expect = eligible }\n"
#define MISSING "test \"missing\" { as_of = \"2027-04-01\", each_missing = \"hand\" }\n"
#define STAYS                                                                                                          \
    "test \"stays\" { as_of = \"2027-05-01\", level = \"hand\", person = {\n"                                          \
    "  trained { \"lines\", on = \"2027-03-31\" } }, expect = eligible { [\"until\"] = \"2027-12-31\" } }\n"

static struct wm_pack_source source_of(struct wm_ruleset_file *file, struct wm_pack_files *files, const char *text) {
    *file = (struct wm_ruleset_file){"frameworks/f/framework.lua", text, strlen(text)};
    *files = (struct wm_pack_files){file, 1};
    return wm_pack_files_source(files);
}

static void test_the_day_picks_the_edition(void **state) {
    (void)state;
    struct wm_ruleset_file file;
    struct wm_pack_files files;
    struct wm_pack_source source = source_of(&file, &files, RULES OLD MISSING STAYS);
    run_source(&source, "frameworks/f", NULL, &results);
    run_all_passed(&results);
    assert_int_equal(results.count, 4);
    run_find(&results, "missing: without trained:lines");
    run_find(&results, "missing: without trained:sea");
    struct wm_lint_report report;
    wm_test_ok(wm_lint_run(&source, "frameworks/f", NULL, &report, &error), &error);
    assert_int_equal(report.count, 0);
    wm_lint_report_clear(&report);
}

// What was seen of one edition was not seen of another, whatever the names.
static void test_coverage(void **state) {
    (void)state;
    struct wm_ruleset_file file;
    struct wm_pack_files files;
    struct wm_pack_source source = source_of(&file, &files, RULES MISSING);
    struct wm_coverage coverage = {0};
    const struct wm_pack_test_options options = {.coverage = &coverage};
    struct wm_pack_test_summary summary;
    wm_test_ok(wm_pack_test_run(&source, "frameworks/f", &options, NULL, NULL, NULL, &summary, &error), &error);
    static const struct {
        const char *id;
        uint8_t seen;
    } leaves[] = {{"trained:lines", 0},
                  {"trained:lines", WM_COVERAGE_MET | WM_COVERAGE_UNMET},
                  {"trained:sea", WM_COVERAGE_MET | WM_COVERAGE_UNMET},
                  {"grandfathered:2027-03-31", WM_COVERAGE_UNMET}};
    assert_int_equal(coverage.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_string_equal(coverage.leaves[i].leaf->id, leaves[i].id);
        assert_int_equal(coverage.leaves[i].seen, leaves[i].seen);
    }
    wm_coverage_clear(&coverage);
}

static void change_noticed(const char *text, const char *criterion, int line, const char *change, bool expected) {
    struct wm_ruleset_file file;
    struct wm_pack_files files;
    struct wm_pack_source source = source_of(&file, &files, text);
    struct wm_mutate_report report;
    bool found = false;
    wm_test_ok(wm_mutate_run(&source, "frameworks/f", NULL, NULL, &report, &error), &error);
    for (uint32_t i = 0; i < report.count; i++) {
        const struct wm_mutant *mutant = &report.mutants[i];
        if (strcmp(mutant->criterion, criterion) != 0 || mutant->where.line != line ||
            strcmp(mutant->change, change) != 0)
            continue;
        found = true;
        if (mutant->noticed != expected)
            fail_msg("%s:%d: %s is%s noticed", criterion, line, change, expected ? " not" : "");
    }
    if (!found)
        fail_msg("%s:%d: %s is not tried", criterion, line, change);
    wm_mutate_clear(&report);
}

static void noticed(const char *text, const char *criterion, int line, bool expected) {
    change_noticed(text, criterion, line, "left out", expected);
}

static void test_mutants(void **state) {
    (void)state;
    noticed(RULES MISSING OLD, "grandfathered:2027-03-31", 5, false);
    noticed(RULES MISSING STAYS, "grandfathered:2027-03-31", 5, true);
    noticed(RULES OLD, "trained:lines", 4, false);
    // Of an edition that has ended, by who stays because of it.
    noticed(RULES "test \"leaves\" { as_of = \"2027-05-01\", level = \"hand\", person = {\n"
                  "  trained { \"lines\", on = \"2027-04-01\" } }, expect = not_eligible }\n",
            "trained:lines", 4, true);
}

// Every day by one in either direction; what hangs on it follows.
static void test_mutants_of_days(void **state) {
    (void)state;
    static const char stays[] = "grandfathered:2027-03-31";
    change_noticed(RULES MISSING, "all", 5, "`from` 2027-04-01 → 2027-03-31", false);
    change_noticed(RULES MISSING, stays, 5, "`grandfather` 2027-12-31 → 2028-01-01", false);
    change_noticed(RULES STAYS, stays, 5, "`grandfather` 2027-12-31 → 2028-01-01", true);
    change_noticed(RULES STAYS, stays, 5, "`grandfather` 2027-12-31 → 2027-12-30", true);
    // Trained on the eve of the day, and on no earlier one.
    change_noticed(RULES STAYS, "all", 5, "`from` 2027-04-01 → 2027-03-31", true);
    change_noticed(RULES STAYS, "all", 5, "`from` 2027-04-01 → 2027-04-02", false);
    change_noticed(RULES "test \"late\" { as_of = \"2027-05-01\", level = \"hand\", person = {\n"
                         "  trained { \"lines\", on = \"2027-04-01\" } }, expect = not_eligible }\n",
                   "all", 5, "`from` 2027-04-01 → 2027-04-02", true);
}

#define GATES                                                                                                          \
    "framework \"f\" { title = \"F\", from = \"2026-01-01\" }\ncourse \"sea\" { title = \"Sea\" }\n"                   \
    "gate \"early\" { title = \"E\", requires = trained \"sea\" }\n"                                                   \
    "gate \"night\" { title = \"N\", from = \"2027-10-01\", [\"until\"] = \"2027-10-01\", requires = trained "         \
    "\"sea\" }\n"

// No edition ends before it begins, and the days of the framework are not each level's own.
static void test_which_days_move(void **state) {
    (void)state;
    struct wm_ruleset_file file;
    struct wm_pack_files files;
    struct wm_pack_source source =
        source_of(&file, &files,
                  GATES "test \"t\" { as_of = \"2027-10-01\", gate = \"night\", person = {\n"
                        "  trained { \"sea\", on = \"2026-01-01\" } }, expect = eligible }\n");
    struct wm_mutate_report report;
    char found[400] = "";
    wm_test_ok(wm_mutate_run(&source, "frameworks/f", NULL, NULL, &report, &error), &error);
    for (uint32_t i = 0; i < report.count; i++) {
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s %s%s; ", report.mutants[i].level, report.mutants[i].change,
                 report.mutants[i].noticed ? "!" : "");
    }
    wm_mutate_clear(&report);
    assert_string_equal(found, "f/early left out; f/night `from` 2027-10-01 → 2027-09-30; "
                               "f/night `until` 2027-10-01 → 2027-10-02; f/night left out; ");
}

// Two eves of one day, of which the one that comes first moves: it asks for the other one, which has to be known then.
static void test_an_eve_that_moves_past_another(void **state) {
    (void)state;
    static const char rules[] =
        "framework \"f\" { title = \"F\" }\ncourse \"a\" { title = \"A\" }\ncourse \"b\" { title = \"B\" }\n"
        "level \"low\" { title = \"L\", rank = 2, requires = trained \"a\" }\n"
        "level \"low\" { from = \"2027-04-01\", grandfather = \"2027-12-31\", requires = trained \"b\" }\n"
        "level \"high\" { title = \"H\", rank = 1, requires = meets \"low\" }\n"
        "level \"high\" { from = \"2027-04-01\", grandfather = \"2027-12-31\", requires = { meets \"low\", trained "
        "\"b\" } }\n"
        "test \"t\" { as_of = \"2027-05-01\", level = \"high\", person = { trained { \"a\", on = \"2027-03-31\" } },\n"
        "  expect = eligible }\n";
    change_noticed(rules, "meets", 6, "left out", false);
    change_noticed(rules, "all", 7, "`from` 2027-04-01 → 2027-04-02", false);
    change_noticed(rules, "all", 7, "`from` 2027-04-01 → 2027-03-31", true);
    change_noticed(rules, "trained:b", 5, "`from` 2027-04-01 → 2027-04-02", false);
    change_noticed(rules, "trained:b", 5, "`from` 2027-04-01 → 2027-03-31", true);
}

static void test_the_page(void **state) {
    (void)state;
    struct wm_ruleset_file file;
    struct wm_pack_files files;
    struct wm_pack_source source = source_of(&file, &files, RULES);
    struct wm_buffer page;
    wm_buffer_init(&page, 1 << 20);
    wm_test_ok(wm_doc_run(&source, "frameworks/f", NULL, WM_DOC_MARKDOWN, &page, &error), &error);
    wm_buffer_byte(&page, '\0');
    static const char *const says[] = {"**What is asked on the day**:\n\n- **Until 31 March 2027:** [Lines]",
                                       "\n- **From 1 April 2027:** **All of the following**:\n",
                                       "\n- Was eligible on 31 March 2027, and stays so until 31 December 2027\n",
                                       "never in the way:**\n\n- **Until 31 March 2027:** [Sea]"};
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
        if (strstr(page.data, says[i]) == NULL)
            fail_msg("the page does not say \"%s\":\n%s", says[i], page.data);
    }
    wm_buffer_clear(&page);
}

WM_TEST_MAIN(cmocka_unit_test(test_the_day_picks_the_edition), cmocka_unit_test(test_coverage),
             cmocka_unit_test(test_mutants), cmocka_unit_test(test_mutants_of_days),
             cmocka_unit_test(test_which_days_move), cmocka_unit_test(test_an_eve_that_moves_past_another),
             cmocka_unit_test(test_the_page))
