// SPDX-License-Identifier: MIT
// The packs that ship: their tests notice every change that is made to a criterion.
// labels: long
// timeout: 900
#include "engine/author/mutate.h"

#include "tests/support/test.h"

static void check(const char *pack) {
    static const char root[] = WM_TEST_SOURCES "/rules";
    const char *const roots[] = {root};
    struct wm_pack_folders *folders;
    struct wm_mutate_report report;
    struct wm_error error;
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_ok(wm_mutate_run(&source, pack, NULL, NULL, &report, &error), &error);
    for (uint32_t i = 0; i < report.count; i++) {
        const struct wm_mutant *mutant = &report.mutants[i];
        if (!mutant->noticed)
            print_error("%s:%d: %s %s: %s\n", mutant->where.file, mutant->where.line, mutant->level, mutant->criterion,
                        mutant->change);
    }
    assert_true(report.count > 0);
    assert_int_equal(report.noticed, report.count);
    wm_mutate_clear(&report);
    wm_pack_folders_close(folders);
}

static void test_somerset(void **state) {
    (void)state;
    check("frameworks/somerset-social-prescribing");
}

static void test_nhse_care_coordinator(void **state) {
    (void)state;
    check("frameworks/nhse-care-coordinator");
}

static void test_hee_care_navigation(void **state) {
    (void)state;
    check("frameworks/hee-care-navigation");
}

static void test_arrs_roles(void **state) {
    (void)state;
    check("frameworks/arrs-roles");
}

static void test_sel_care_navigator(void **state) {
    (void)state;
    check("frameworks/sel-care-navigator");
}

static void test_northside(void **state) {
    (void)state;
    check("organisations/northside");
}

static void test_riverside(void **state) {
    (void)state;
    check("organisations/riverside");
}

WM_TEST_MAIN(cmocka_unit_test(test_somerset), cmocka_unit_test(test_nhse_care_coordinator),
             cmocka_unit_test(test_arrs_roles), cmocka_unit_test(test_hee_care_navigation),
             cmocka_unit_test(test_sel_care_navigator), cmocka_unit_test(test_northside),
             cmocka_unit_test(test_riverside))
