// SPDX-License-Identifier: MIT
// The crosswalk that ships: its links against what its README counts, and organisations that recognise by it.
#include "engine/author/lint.h"

#include "engine/criteria/crosswalk.h"
#include "engine/lang/pack.h"
#include "tests/unit/author/run.h"

#define CROSSWALK "care-navigation-crosswalk"

static struct wm_pack_folders *folders;
static struct wm_pack_source source;
static struct run_results run;
static struct wm_error error;

static int setup(void **state) {
    (void)state;
    const char *const roots[] = {WM_TEST_SOURCES "/tests/unit/author/crosswalk", WM_TEST_SOURCES "/rules"};
    wm_test_ok(wm_pack_folders_open(roots, 2, &folders, &error), &error);
    source = wm_pack_folders_source(folders);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_pack_folders_close(folders);
    return 0;
}

static void finds_nothing(const char *pack) {
    struct wm_lint_report report;
    wm_test_ok(wm_lint_run(&source, pack, NULL, &report, &error), &error);
    for (uint32_t i = 0; i < report.count; i++)
        print_error("%s:%d %s %s\n", report.findings[i].file, report.findings[i].line, report.findings[i].rule->code,
                    report.findings[i].message);
    assert_int_equal(report.count, 0);
    wm_lint_report_clear(&report);
}

// Every name is looked up in the three packs beside it: none is left unseen.
static void test_nothing_is_found(void **state) {
    (void)state;
    finds_nothing("frameworks/" CROSSWALK);
    finds_nothing("organisations/county");
    finds_nothing("organisations/strict");
    finds_nothing("organisations/newcomer");
}

static uint32_t count(const struct wm_framework *crosswalk, const char *from, const char *to, enum wm_alike alike,
                      enum wm_grade grade) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < crosswalk->link_count; i++) {
        const struct wm_link *link = &crosswalk->links[i];
        found += link->alike == alike && link->grade == grade && strncmp(link->from, from, strlen(from)) == 0 &&
                 strncmp(link->to, to, strlen(to)) == 0;
    }
    return found;
}

#define SEL "sel-care-navigator/"
#define HEE "hee-care-navigation/"
#define NHSE "nhse-care-coordinator/"

static void test_what_its_readme_counts(void **state) {
    (void)state;
    static const struct {
        const char *from, *to;
        enum wm_alike alike;
        uint32_t grades[WM_GRADE_COUNT];
    } rows[] = {
        {SEL, HEE, WM_ALIKE_LEVELS, {0, 3, 3, 1}},        {HEE, SEL, WM_ALIKE_LEVELS, {0, 0, 3, 0}},
        {SEL, HEE, WM_ALIKE_DOMAINS, {0, 0, 1, 10}},      {HEE, NHSE, WM_ALIKE_DOMAINS, {0, 0, 8, 0}},
        {SEL, HEE, WM_ALIKE_COMPETENCIES, {8, 9, 23, 5}}, {HEE, NHSE, WM_ALIKE_COMPETENCIES, {0, 0, 22, 4}},
    };
    struct wm_ruleset *ruleset = NULL;
    wm_test_ok(wm_pack_build_framework(&source, CROSSWALK, NULL, 0, NULL, &ruleset, &error), &error);
    const struct wm_framework *crosswalk = &ruleset->frameworks[0];
    uint32_t all = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int grade = 0; grade < WM_GRADE_COUNT; grade++) {
            assert_int_equal(count(crosswalk, rows[i].from, rows[i].to, rows[i].alike, (enum wm_grade)grade),
                             rows[i].grades[grade]);
            all += rows[i].grades[grade];
        }
    }
    assert_int_equal(crosswalk->link_count, all);
    for (uint32_t i = 0; i < crosswalk->link_count; i++) { // each with its reason, its source and a line of its own
        assert_non_null(crosswalk->links[i].says);
        assert_non_null(crosswalk->links[i].source);
        for (uint32_t k = 0; k < i; k++)
            assert_false(crosswalk->links[k].where.line == crosswalk->links[i].where.line &&
                         strcmp(crosswalk->links[k].where.file, crosswalk->links[i].where.file) == 0);
    }
    wm_ruleset_unref(ruleset);
}

static void test_organisations_that_recognise_by_it(void **state) {
    (void)state;
    static const struct {
        const char *pack;
        uint32_t tests;
    } packs[] = {{"organisations/county", 24}, {"organisations/strict", 3}, {"organisations/newcomer", 2}};
    for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++) {
        run_source(&source, packs[i].pack, NULL, &run);
        run_all_passed(&run);
        assert_int_equal(run.count, packs[i].tests);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_its_readme_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_organisations_that_recognise_by_it, setup, teardown),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
