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

static void noticed(const char *text, const char *criterion, int line, bool expected) {
    struct wm_ruleset_file file;
    struct wm_pack_files files;
    struct wm_pack_source source = source_of(&file, &files, text);
    struct wm_mutate_report report;
    bool found = false;
    wm_test_ok(wm_mutate_run(&source, "frameworks/f", NULL, NULL, &report, &error), &error);
    for (uint32_t i = 0; i < report.count; i++) {
        const struct wm_mutant *mutant = &report.mutants[i];
        if (strcmp(mutant->criterion, criterion) != 0 || mutant->where.line != line ||
            strcmp(mutant->change, "left out") != 0)
            continue;
        found = true;
        assert_int_equal(mutant->noticed, expected);
    }
    assert_true(found);
    wm_mutate_clear(&report);
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
             cmocka_unit_test(test_mutants), cmocka_unit_test(test_the_page))
