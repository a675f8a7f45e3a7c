// SPDX-License-Identifier: MIT
// Laws of forecasts, on generated rules and people and on the frameworks that ship: each day has the outcome that it has
// when it is asked about by itself, each change has its causes, and what lapses is what stops being met.
#include "engine/decide/forecast.h"
#include "engine/lang/pack.h"
#include "tests/property/world.h"

enum { AHEAD = 700 };

struct seen { // a law about nothing is none
    uint32_t changes, causes, lapses, taken, edition;
};

static struct wm_forecast look_ahead(struct world *world, const struct wm_level *level, wm_day day, wm_day to) {
    struct wm_error error;
    struct wm_forecast forecast;
    struct wm_question question = engine_question(world->ruleset, world->portfolio, level, day);
    wm_test_ok(wm_forecast(&question, to, &world->arena, &forecast, &error), &error);
    return forecast;
}

// Intervals ---------------------------------------------------------------------------------------------------------

static void check_days(struct world *world, const char *who, const struct wm_forecast_level *level, wm_day to) {
    const struct wm_forecast_interval *interval = level->intervals;
    for (wm_day day = interval->from; day <= to; day++) {
        if (day > interval->until) {
            assert_true(interval + 1 < level->intervals + level->count);
            interval++;
            assert_int_equal(interval->from, day);
            assert_int_not_equal(interval->outcome, interval[-1].outcome);
        }
        enum wm_outcome outcome = outcome_on(world, level->level, day);
        if (outcome != interval->outcome)
            fail_msg("%s, %s: on day %d the forecast says %s, the decision %s", who, level->level->full, day,
                     wm_outcome_name(interval->outcome), wm_outcome_name(outcome));
    }
    assert_int_equal(interval->until, to);
    assert_ptr_equal(interval, &level->intervals[level->count - 1]);
}

static void check_causes(const char *who, const struct wm_forecast_level *level, struct seen *seen) {
    assert_int_equal(level->intervals[0].cause_count, 0);
    for (uint32_t i = 1; i < level->count; i++) {
        const struct wm_forecast_interval *interval = &level->intervals[i];
        if (interval->cause_count == 0)
            fail_msg("%s, %s: nothing causes the change on day %d", who, level->level->full, interval->from);
        seen->changes++;
        seen->causes += interval->cause_count;
        for (uint32_t k = 0; k < interval->cause_count; k++) {
            const struct wm_forecast_cause *cause = &interval->causes[k];
            seen->edition += cause->by_edition;
            assert_non_null(cause->finding.id);
            for (uint32_t other = 0; other < k; other++)
                assert_false(cause->finding.criterion == interval->causes[other].finding.criterion &&
                             cause->gone == interval->causes[other].gone);
        }
    }
}

// Lapses ------------------------------------------------------------------------------------------------------------

static const struct wm_node *find_node(const struct wm_node *node, const struct wm_criterion *criterion) {
    if (node->finding.criterion == criterion)
        return node;
    const struct wm_node *found = NULL;
    for (uint32_t i = 0; i < node->child_count && found == NULL; i++)
        found = find_node(&node->children[i], criterion);
    return found;
}

static void check_leaf(struct world *world, const struct wm_lapsed_leaf *leaf, wm_day as_of, wm_day on) {
    const wm_day days[] = {as_of, on, on + 1};
    for (size_t i = 0; i < 3; i++) {
        struct wm_decision decision = decide(world, leaf->level, days[i]);
        const struct wm_node *node = find_node(decision.tree, leaf->criterion);
        if (node != NULL) // it need not be in force on each day, and desires have no tree
            assert_int_equal(node->finding.verdict == WM_VERDICT_MET, i < 2);
    }
}

static void check_lapse(struct world *world, const struct wm_forecast *forecast, const struct wm_lapse *lapse,
                        struct seen *seen) {
    assert_true(lapse->on >= forecast->as_of && lapse->on < forecast->to);
    assert_true(lapse->leaf_count > 0 || lapse->award != NULL);
    for (uint32_t i = 0; i < lapse->leaf_count; i++)
        check_leaf(world, &lapse->leaves[i], forecast->as_of, lapse->on);
    for (uint32_t i = 0; i < lapse->taken_count; i++) {
        assert_int_equal(outcome_on(world, lapse->takes_away[i], lapse->on), WM_OUTCOME_ELIGIBLE);
        assert_int_not_equal(outcome_on(world, lapse->takes_away[i], lapse->on + 1), WM_OUTCOME_ELIGIBLE);
    }
    seen->lapses++;
    seen->taken += lapse->taken_count;
}

static bool is_of(const struct wm_lapse *lapse, const struct wm_criterion *criterion) {
    bool leaf = criterion->verb == WM_VERB_MEETS && lapse->award == criterion->level;
    for (uint32_t i = 0; i < lapse->leaf_count; i++)
        leaf = leaf || lapse->leaves[i].criterion == criterion;
    return leaf;
}

static bool takes(const struct wm_lapse *lapse, const struct wm_level *level) {
    bool taken = false;
    for (uint32_t i = 0; i < lapse->taken_count; i++)
        taken = taken || lapse->takes_away[i] == level;
    return taken;
}

// Then with the level; or before then, and what came again does not count as of the first day.
static bool is_told_of(const struct wm_forecast *forecast, const struct wm_level *level, wm_day on,
                       const struct wm_criterion *criterion) {
    for (uint32_t i = 0; i < forecast->lapse_count; i++) {
        const struct wm_lapse *lapse = &forecast->lapses[i];
        if (is_of(lapse, criterion) && (lapse->on < on || (lapse->on == on && takes(lapse, level))))
            return true;
    }
    return false;
}

static bool counts_on(struct world *world, const struct wm_level *level, const struct wm_criterion *criterion,
                      wm_day day) {
    struct wm_decision decision = decide(world, level, day);
    const struct wm_node *node = find_node(decision.tree, criterion);
    return node != NULL && node->finding.verdict == WM_VERDICT_MET;
}

static bool below_none(const struct wm_criterion *tree, const struct wm_criterion *leaf, bool none) {
    if (tree == leaf)
        return none;
    bool found = tree->verb == WM_VERB_MEETS && below_none(tree->level->requires, leaf, none);
    for (uint32_t i = 0; i < tree->child_count && !found; i++)
        found = below_none(tree->children[i], leaf, none || tree->verb == WM_VERB_NONE || tree->verb == WM_VERB_WHEN);
    return found;
}

// Who is eligible and does not stay it: what stops being met for that is among the lapses.
static void check_first_loss(struct world *world, const struct wm_forecast *forecast,
                             const struct wm_forecast_level *level) {
    if (level->count < 2 || level->intervals[0].outcome != WM_OUTCOME_ELIGIBLE)
        return;
    const struct wm_forecast_interval *interval = &level->intervals[1];
    for (uint32_t i = 0; i < interval->cause_count; i++) {
        const struct wm_forecast_cause *cause = &interval->causes[i];
        const struct wm_criterion *criterion = cause->finding.criterion;
        bool award = criterion->verb == WM_VERB_MEETS && !cause->by_edition;
        bool counts = award || (criterion->query != NULL && cause->finding.verdict != WM_VERDICT_MET &&
                                !cause->by_edition && !below_none(level->level->requires, criterion, false));
        if (counts && counts_on(world, level->level, criterion, forecast->as_of) &&
            !is_told_of(forecast, level->level, interval->from - 1, criterion))
            fail_msg("%s loses %s on day %d, which is no lapse", level->level->full, cause->finding.id, interval->from);
    }
}

// All -----------------------------------------------------------------------------------------------------------------

static void check_forecast(struct world *world, const char *who, wm_day day, wm_day to, struct seen *seen) {
    struct wm_forecast forecast = look_ahead(world, NULL, day, to);
    assert_int_equal(forecast.count, world->ruleset->level_count);
    assert_false(forecast.cut);
    for (uint32_t i = 0; i < forecast.count; i++) {
        assert_ptr_equal(forecast.levels[i].level, world->ruleset->levels[i]);
        check_days(world, who, &forecast.levels[i], to);
        check_causes(who, &forecast.levels[i], seen);
        check_first_loss(world, &forecast, &forecast.levels[i]);
    }
    for (uint32_t i = 0; i < forecast.lapse_count; i++) {
        assert_true(i == 0 || forecast.lapses[i - 1].on <= forecast.lapses[i].on);
        check_lapse(world, &forecast, &forecast.lapses[i], seen);
    }
}

// Of one level alone it is what it is among all.
static void check_alone(struct world *world, wm_day day, wm_day to) {
    struct wm_forecast all = look_ahead(world, NULL, day, to);
    for (uint32_t i = 0; i < all.count; i++) {
        struct wm_forecast alone = look_ahead(world, all.levels[i].level, day, to);
        assert_int_equal(alone.count, 1);
        assert_int_equal(alone.levels[0].count, all.levels[i].count);
        for (uint32_t k = 0; k < alone.levels[0].count; k++) {
            assert_int_equal(alone.levels[0].intervals[k].until, all.levels[i].intervals[k].until);
            assert_int_equal(alone.levels[0].intervals[k].cause_count, all.levels[i].intervals[k].cause_count);
        }
        check_first_loss(world, &alone, &alone.levels[0]);
    }
}

static void say_seen(const struct seen *seen) {
    print_message("%u changes, %u causes (%u of editions), %u lapses, %u taken away\n", seen->changes, seen->causes,
                  seen->edition, seen->lapses, seen->taken);
}

static void each_day_is_as_decided(void **state) {
    (void)state;
    struct world world;
    struct seen seen = {0};
    world_open(&world);
    for (int number = 1; number <= 300; number++) {
        char who[32];
        snprintf(who, sizeof who, "seed %d, case %d", SEED, number);
        world_make(&world, number, false);
        for (int back = 0; back < 400; back += 150) {
            wm_arena_reset(&world.arena);
            wm_day day = some_day(&world) - back;
            check_forecast(&world, who, day, day + AHEAD, &seen);
            check_alone(&world, day, day + AHEAD);
        }
    }
    say_seen(&seen);
    assert_true(seen.changes > 1000 && seen.edition > 100 && seen.lapses > 300 && seen.taken > 50);
    world_close(&world);
}

// What ships --------------------------------------------------------------------------------------------------------

static void check_framework(struct world *world, const struct wm_pack_source *source, const char *id,
                            struct seen *seen) {
    struct wm_error error;
    wm_day day = wm_day_of(2026, 9, 1);
    world_unload(world);
    wm_test_ok(wm_pack_build_framework(source, id, NULL, 0, NULL, &world->ruleset, &error), &error);
    for (uint32_t i = 0; i < world->ruleset->level_count; i++) {
        const struct wm_level *level = world->ruleset->levels[i];
        wm_arena_reset(&world->arena);
        world_somebody(world, level, day);
        check_forecast(world, level->full, day, day + AHEAD, seen);
    }
    wm_arena_reset(&world->arena);
}

static void each_day_is_as_decided_of_what_ships(void **state) {
    (void)state;
    struct wm_error error;
    struct world world;
    struct wm_arena arena;
    struct wm_pack_folders *folders;
    const char *const roots[] = {WM_TEST_SOURCES "/rules"};
    const char **names;
    size_t count;
    world_open(&world);
    wm_arena_init(&arena, (size_t)1 << 20);
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_ok(source.packs(source.context, "frameworks", &arena, &names, &count, &error), &error);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        struct seen seen = {0};
        check_framework(&world, &source, names[i], &seen);
        print_message("%s: ", names[i]);
        say_seen(&seen);
        assert_true(seen.lapses > 0 || world.ruleset->level_count == 0); // it may link others only
    }
    wm_pack_folders_close(folders);
    wm_arena_clear(&arena);
    world_close(&world);
}

WM_TEST_MAIN(cmocka_unit_test(each_day_is_as_decided), cmocka_unit_test(each_day_is_as_decided_of_what_ships))
