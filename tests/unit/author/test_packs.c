// SPDX-License-Identifier: MIT
// The packs that ship: their tests pass, and have seen every criterion met, unmet, and on its boundary days.
// timeout: 600
#include "tests/unit/author/run.h"

static struct run_results results;

static void check(const char *pack) {
    static const char root[] = WM_TEST_SOURCES "/rules";
    const char *const roots[] = {root};
    struct wm_pack_folders *folders;
    struct wm_coverage coverage = {0};
    struct wm_error error;
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    const struct wm_pack_test_options options = {.coverage = &coverage};
    results = (struct run_results){0};
    wm_test_ok(wm_pack_test_run(&source, pack, &options, NULL, run_keep, &results, &results.summary, &error), &error);
    run_all_passed(&results);
    for (uint32_t i = 0; i < coverage.count; i++) {
        const struct wm_coverage_leaf *leaf = &coverage.leaves[i];
        if (leaf->wanted != leaf->seen)
            print_error("%s/%s: %d was seen of %d\n", leaf->level->full, leaf->leaf->id, leaf->seen, leaf->wanted);
    }
    assert_true(coverage.count > 0);
    assert_int_equal(wm_coverage_count(&coverage).percent, 100);
    wm_coverage_clear(&coverage);
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
