// SPDX-License-Identifier: MIT
// Frameworks that ship, side by side: an invented network adopts two of them, and its tests say what each answers about
// the same person on the same day (network/).
#include "tests/unit/author/run.h"

static struct run_results results;

static void test_two_frameworks_about_one_person(void **state) {
    (void)state;
    static const char *const roots[] = {WM_TEST_SOURCES "/tests/unit/author/network", WM_TEST_SOURCES "/rules"};
    struct wm_pack_folders *folders;
    struct wm_error error;
    wm_test_ok(wm_pack_folders_open(roots, sizeof roots / sizeof roots[0], &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    run_source(&source, "organisations/network", NULL, &results);
    run_all_passed(&results);
    assert_string_equal(run_find(&results, "trap 7: two answers about one person on one day, enrolled: "
                                           "nhse-care-coordinator/take-referrals")
                            ->level,
                        "nhse-care-coordinator/take-referrals");
    run_find(&results, "trap 13: one training record serves both jobs in both frameworks: "
                       "nhse-care-coordinator/dual-role-health-coach");
    wm_pack_folders_close(folders);
}

WM_TEST_MAIN(cmocka_unit_test(test_two_frameworks_about_one_person))
