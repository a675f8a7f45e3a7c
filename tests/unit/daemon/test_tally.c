// SPDX-License-Identifier: MIT
// What predicates cost: each function once, whichever levels ask it; suspended when it was late too often; forgotten with
// its rules.
#include "engine/daemon/tally.h"

#include "engine/lang/pack.h"
#include "tests/support/test.h"

static const char framework[] = "framework 'f' { title = 'F' }";
static const char predicates[] = "slow = custom { id = 'slow', says = 's', function () return true end }\n"
                                 "quick = custom { id = 'quick', says = 'q', function () return true end }";
static const char levels[] = "level 'one' { title = 'One', requires = slow }\n"
                             "level 'two' { title = 'Two', requires = { any { quick, slow } }, desires = { quick } }";

static struct wm_ruleset *build(void) {
    struct wm_error error;
    struct wm_ruleset *ruleset;
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", framework, sizeof framework - 1},
                                            {"frameworks/f/p.lua", predicates, sizeof predicates - 1},
                                            {"frameworks/f/z.lua", levels, sizeof levels - 1}};
    struct wm_pack_files held = {files, 3};
    struct wm_pack_source source = wm_pack_files_source(&held);
    wm_test_ok(wm_pack_build_framework(&source, "f", NULL, 0, NULL, &ruleset, &error), &error);
    return ruleset;
}

enum { QUICK, SLOW }; // by file, then id

static void test_figures(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_tally *tally;
    struct wm_ruleset *ruleset = build();
    wm_test_ok(wm_tally_new(ruleset, 3, &tally, &error), &error);
    assert_int_equal(tally->count, 2);
    assert_string_equal(tally->predicates[QUICK]->id, "quick");
    assert_int_equal(wm_tally_find(tally, ruleset->levels[0]->requires->predicate), SLOW);
    const struct wm_predicate stranger = {.file = "frameworks/f/p.lua", .id = "other"};
    assert_int_equal(wm_tally_find(tally, &stranger), 2);
    wm_tally_add(tally, SLOW, &(struct wm_tally_call){.fuel = 10, .bytes = 500, .nanoseconds = 70});
    wm_tally_add(tally, SLOW,
                 &(struct wm_tally_call){
                     .fuel = 5, .bytes = 900, .nanoseconds = 60, .failed = true, .failure = WM_TALLY_MEMORY});
    struct wm_tally_figures figures = wm_tally_figures(tally, SLOW);
    assert_int_equal(figures.calls, 2);
    assert_int_equal(figures.fuel, 15);
    assert_int_equal(figures.bytes, 900);
    assert_int_equal(figures.slowest, 70);
    assert_int_equal(figures.failures[WM_TALLY_MEMORY], 1);
    assert_int_equal(figures.failures[WM_TALLY_ERROR], 0);
    assert_int_equal(wm_tally_figures(tally, QUICK).calls, 0);
    wm_tally_unref(tally);
    wm_ruleset_unref(ruleset);
}

static void test_suspension(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_tally *tally;
    struct wm_ruleset *ruleset = build();
    wm_test_ok(wm_tally_new(ruleset, 3, &tally, &error), &error);
    int64_t warnings = wm_log_count(WM_LOG_WARNING);
    wm_tally_add_late(tally, SLOW, WM_TALLY_DEADLINE);
    wm_tally_add_late(tally, SLOW, WM_TALLY_ABANDONED);
    wm_tally_add_late(tally, QUICK, WM_TALLY_DEADLINE);
    assert_false(wm_tally_any_suspended(tally));
    wm_tally_add_late(tally, SLOW, WM_TALLY_DEADLINE);
    assert_true(wm_tally_any_suspended(tally));
    struct wm_tally_figures figures = wm_tally_figures(tally, SLOW);
    assert_true(figures.suspended);
    assert_int_equal(wm_tally_late(&figures), 3);
    assert_false(wm_tally_figures(tally, QUICK).suspended);
    wm_tally_add_late(tally, SLOW, WM_TALLY_DEADLINE); // was under way
    assert_int_equal(wm_log_count(WM_LOG_WARNING), warnings + 1);
    wm_tally_unref(tally);
    wm_ruleset_unref(ruleset);
}

static void test_those_of_all_rulesets(void **state) {
    (void)state;
    enum { MANY = 20 };
    struct wm_error error;
    struct wm_ruleset *rulesets[MANY];
    struct wm_tally *tallies[MANY], *again;
    struct wm_tallies all = {.patience = 3};
    for (int i = 0; i < MANY; i++) {
        rulesets[i] = build();
        wm_test_ok(wm_tallies_reach(&all, rulesets[i], &tallies[i], &error), &error);
        assert_ptr_equal(tallies[i]->ruleset, rulesets[i]);
    }
    for (int i = 0; i < MANY; i++) {
        wm_test_ok(wm_tallies_reach(&all, rulesets[i], &again, &error), &error);
        assert_ptr_equal(again, tallies[i]);
    }
    assert_int_equal(all.count, MANY);
    assert_false(wm_tallies_tidy(&all)); // all are at work
    wm_tally_ref(tallies[3]);            // a thread still has it
    wm_ruleset_unref(rulesets[3]);
    wm_ruleset_unref(rulesets[4]);
    assert_true(wm_tallies_tidy(&all));
    assert_int_equal(all.count, MANY - 2);
    assert_true(atomic_load(&tallies[3]->retired));
    wm_tally_add(tallies[3], SLOW, &(struct wm_tally_call){.fuel = 1});
    wm_tally_unref(tallies[3]);
    for (int i = 0; i < MANY; i++) {
        if (i == 3 || i == 4)
            continue;
        wm_test_ok(wm_tallies_reach(&all, rulesets[i], &again, &error), &error);
        assert_ptr_equal(again, tallies[i]);
        wm_ruleset_unref(rulesets[i]);
    }
    wm_tallies_clear(&all);
    wm_tally_unref(NULL);
}

static enum wm_status reach(void *context, struct wm_error *error) {
    struct wm_tallies all = {.patience = 3};
    struct wm_tally *tally;
    enum wm_status status = wm_tallies_reach(&all, context, &tally, error);
    wm_tallies_clear(&all);
    return status;
}

static void test_memory(void **state) {
    (void)state;
    struct wm_ruleset *ruleset = build();
    wm_test_each_allocation(reach, ruleset);
    wm_ruleset_unref(ruleset);
}

WM_TEST_MAIN(cmocka_unit_test(test_figures), cmocka_unit_test(test_suspension),
             cmocka_unit_test(test_those_of_all_rulesets), cmocka_unit_test(test_memory))
