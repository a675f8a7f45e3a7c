// SPDX-License-Identifier: MIT
// What `rules diff` claims, on generated rules and people: where criteria are said to be tightened nobody comes higher, and
// where they are said to be loosened nobody comes lower. The rules are changed as `rules mutate` changes them; each change is held
// against the rules as they were, and against another change.
#include "engine/author/all_levels.h"
#include "engine/author/diff_order.h"
#include "engine/author/mutate_levels.h"
#include "tests/property/engine.h"
#include "tests/property/reference.h"
#include "tests/support/test.h"

enum { SEED = 5, CASES = 120, PEOPLE = 24, DAYS = 3, PAST = 40 };

struct claims {
    uint32_t same, tightened, loosened, changed;
};

struct world {
    struct reference reference;
    struct wm_ruleset *ruleset;
    struct wm_portfolio *people[PEOPLE];
    const struct wm_portfolio *seen[PEOPLE]; // with what this organisation recognises
    wm_day last;
    struct wm_arena arena, changes;
    struct wm_diff_order order;
    const struct wm_level *const *levels; // of the change before
    uint64_t chance;
    struct claims claims;
};

static uint32_t below(struct world *world, uint32_t bound) {
    world->chance = world->chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(world->chance >> 33) % bound;
}

static int height(enum wm_verdict verdict) {
    static const int heights[] = {[WM_VERDICT_UNMET] = 0, [WM_VERDICT_UNKNOWN] = 1, [WM_VERDICT_MET] = 2};
    return heights[verdict];
}

// One level in two forms ----------------------------------------------------------------------------------------------

static void refute(int number, const struct wm_level *before, const struct wm_level *after,
                   const struct wm_portfolio *person, wm_day day, bool tighter, bool looser) {
    wm_day next;
    int was = height(wm_decide_verdict(before, person, day, &next));
    int is = height(wm_decide_verdict(after, person, day, &next));
    if ((tighter && is > was) || (looser && is < was)) {
        struct wm_buffer text;
        wm_buffer_init(&text, 1 << 20);
        wm_criterion_write(&text, before->requires);
        wm_buffer_byte(&text, '\n');
        wm_criterion_write(&text, after->requires);
        print_error("%s\n", text.data);
        wm_buffer_clear(&text);
        fail_msg("seed %d, case %d, %s as of day %d: %s%s, and a verdict goes from %d to %d", SEED, number,
                 before->full, day, tighter ? "tightened " : "", looser ? "loosened" : "", was, is);
    }
}

static void compare_level(struct world *world, int number, const struct wm_level *before,
                          const struct wm_level *after) {
    bool tighter = wm_diff_below(&world->order, after->requires, before->requires);
    bool looser = wm_diff_below(&world->order, before->requires, after->requires);
    struct claims *claims = &world->claims;
    (*(tighter && looser ? &claims->same
       : tighter         ? &claims->tightened
       : looser          ? &claims->loosened
                         : &claims->changed))++;
    if (!tighter && !looser)
        return;
    for (uint32_t i = 0; i < PEOPLE; i++) {
        for (int k = 0; k < DAYS; k++)
            refute(number, before, after, world->seen[i], world->last - PAST - (wm_day)below(world, 200), tighter,
                   looser);
    }
}

// Only what the change can reach: the other levels share their criteria.
static void compare_levels(struct world *world, int number, const struct wm_level *const *before,
                           const struct wm_level *const *after) {
    for (uint32_t i = 0; i < wm_all_levels_count(world->ruleset); i++) {
        const struct wm_level *once = before != NULL ? before[i] : wm_all_levels_at(world->ruleset, i);
        if (once->requires != after[i]->requires)
            compare_level(world, number, once, after[i]);
    }
}

// Changes -------------------------------------------------------------------------------------------------------------

static void change(struct world *world, int number, const struct wm_level *level,
                   const struct wm_criterion *criterion) {
    for (uint32_t way = 0; way < wm_change_ways(criterion); way++) {
        bool no_memory = false;
        struct wm_mutate_target target = wm_mutate_target_of(level, criterion, way);
        const struct wm_level *const *levels = wm_mutate_levels(&world->changes, world->ruleset, &target, &no_memory);
        assert_false(no_memory);
        if (levels == NULL)
            continue;
        compare_levels(world, number, NULL, levels);
        if (world->levels != NULL)
            compare_levels(world, number, world->levels, levels);
        world->levels = levels;
    }
    for (uint32_t i = 0; i < criterion->child_count; i++)
        change(world, number, level, criterion->children[i]);
}

// Worlds --------------------------------------------------------------------------------------------------------------

static void recognise(struct world *world) {
    struct wm_error error;
    for (uint32_t i = 0; i < PEOPLE; i++)
        wm_test_ok(wm_recognise(world->ruleset, world->people[i], &world->arena, &world->seen[i], &error), &error);
}

// The person of this case, in the place of an earlier one.
static void make(struct world *world, int number) {
    struct wm_error error;
    struct wm_portfolio **person = &world->people[number % PEOPLE];
    assert_true(reference_make(&world->reference, SEED, number, false));
    wm_portfolio_unref(*person);
    wm_ruleset_unref(world->ruleset);
    *person = NULL;
    world->ruleset = NULL;
    wm_test_ok(engine_rules(&world->reference.made, &world->ruleset, &error), &error);
    wm_test_ok(engine_portfolio(&world->reference.made, person, &error), &error);
    world->last = world->reference.made.last;
}

static void close_world(struct world *world) {
    for (uint32_t i = 0; i < PEOPLE; i++)
        wm_portfolio_unref(world->people[i]);
    wm_ruleset_unref(world->ruleset);
    reference_close(&world->reference);
    wm_arena_clear(&world->arena);
    wm_arena_clear(&world->changes);
}

static void nobody_shows_otherwise(void **state) {
    (void)state;
    struct world world = {.chance = 7};
    assert_true(reference_open(&world.reference));
    wm_arena_init(&world.arena, (size_t)256 << 20);
    wm_arena_init(&world.changes, (size_t)256 << 20);
    for (int number = 0; number < PEOPLE + CASES; number++) {
        make(&world, number);
        if (number < PEOPLE)
            continue;
        wm_arena_reset(&world.arena);
        wm_arena_reset(&world.changes);
        recognise(&world);
        wm_diff_order_init(&world.order, &world.changes, world.ruleset, world.ruleset);
        world.levels = NULL;
        for (uint32_t i = 0; i < wm_all_levels_count(world.ruleset); i++) {
            const struct wm_level *level = wm_all_levels_at(world.ruleset, i);
            compare_level(&world, number, level, level);
            change(&world, number, level, level->requires);
        }
        assert_false(world.order.no_memory);
    }
    const struct claims *claims = &world.claims;
    print_message("the same %u, tightened %u, loosened %u, changed %u\n", claims->same, claims->tightened,
                  claims->loosened, claims->changed);
    assert_true(claims->tightened > 1000 && claims->loosened > 1000);
    close_world(&world);
}

WM_TEST_MAIN(cmocka_unit_test(nobody_shows_otherwise))
