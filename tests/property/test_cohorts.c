// SPDX-License-Identifier: MIT
// What is answered of everybody is what is answered of each: cohorts held against decisions, on generated rules and people
// and on the frameworks that ship, whatever order people come in and on however many threads they would.
#include "engine/cohort/cohort.h"
#include "engine/lang/pack.h"
#include "engine/lang/predicate.h"
#include "tests/property/world.h"

#include <stdlib.h>

enum { PEOPLE_MOST = 40, PARTS = 3, WITHIN = 120, UNMET = 2 };
#define LINES_MOST ((size_t)64 << 20)

struct somebody {
    char id[8];
    struct wm_portfolio *portfolio;
};

struct crowd {
    struct world *world;
    struct somebody people[PEOPLE_MOST]; // by id
    uint32_t count;
    wm_day day;
    struct wm_predicates *predicates; // or NULL
    struct wm_predicate_runner runner;
};

struct seen { // a law about nothing is none
    uint64_t sought[WM_COHORT_SOUGHT_COUNT], until, gaps, only, unknown, losses, blamed, held, shown;
};

// --- people ---

static void add(struct crowd *crowd, struct wm_portfolio *portfolio) {
    assert_true(crowd->count < PEOPLE_MOST);
    struct somebody *somebody = &crowd->people[crowd->count];
    snprintf(somebody->id, sizeof somebody->id, "p-%02u", crowd->count++);
    somebody->portfolio = portfolio;
}

// The world's own person, without some of the records.
static void add_without(struct crowd *crowd, uint32_t chance) {
    const struct wm_portfolio *whole = crowd->world->portfolio;
    struct wm_error error;
    struct wm_portfolio *less = NULL;
    int64_t *without = wm_alloc_zero(whole->count, sizeof *without);
    size_t count = 0;
    assert_non_null(without);
    for (uint32_t i = 0; i < whole->count; i++) {
        if (below(crowd->world, 100) < chance && whole->facts[i].seq > 0)
            without[count++] = whole->facts[i].seq;
    }
    wm_test_ok(wm_portfolio_suppose(whole, NULL, 0, without, count, &less, &error), &error);
    wm_free(without);
    add(crowd, less);
}

static void clear(struct crowd *crowd) {
    for (uint32_t i = 0; i < crowd->count; i++)
        wm_portfolio_unref(crowd->people[i].portfolio);
    wm_predicates_free(crowd->predicates);
    *crowd = (struct crowd){.world = crowd->world};
}

static void begin(struct crowd *crowd, wm_day day) {
    struct wm_error error;
    crowd->day = day;
    if (!crowd->world->ruleset->custom)
        return;
    wm_test_ok(wm_predicates_new(crowd->world->ruleset, NULL, &crowd->predicates, &error), &error);
    crowd->runner = wm_predicates_runner(crowd->predicates);
}

// --- both ways of asking ---

static const struct wm_predicate_runner *runner_of(const struct crowd *crowd) {
    return crowd->predicates != NULL ? &crowd->runner : NULL;
}

static struct wm_decision decide_one(struct crowd *crowd, uint32_t person, const struct wm_level *level, wm_day day) {
    struct world *world = crowd->world;
    struct wm_error error;
    struct wm_decision decision;
    struct wm_question question = engine_question(world->ruleset, crowd->people[person].portfolio, level, day);
    question.person = crowd->people[person].id;
    question.person_length = strlen(crowd->people[person].id);
    question.runner = runner_of(crowd);
    wm_test_ok(wm_decide(&question, &world->arena, &decision, &error), &error);
    return decision;
}

// In any order, in parts that are chosen at random.
static struct wm_cohort *ask(struct crowd *crowd, struct wm_cohort_question question) {
    struct wm_error error;
    struct wm_cohort *cohort = NULL;
    uint32_t start = below(crowd->world, crowd->count), step = crowd->count > 1 ? crowd->count - 1 : 1;
    question.ruleset = crowd->world->ruleset;
    question.organisation = crowd->world->ruleset->organisation;
    question.as_of = crowd->day;
    question.within = WITHIN;
    question.unmet = UNMET;
    question.most = LINES_MOST;
    wm_test_ok(wm_cohort_new(&question, PARTS, &cohort, &error), &error);
    for (uint32_t i = 0; i < crowd->count; i++) { // n - 1 and n have no common divisor
        const struct somebody *somebody = &crowd->people[(start + i * step) % crowd->count];
        wm_test_ok(wm_cohort_add(cohort, below(crowd->world, PARTS), somebody->id, strlen(somebody->id),
                                 somebody->portfolio, runner_of(crowd), &error),
                   &error);
    }
    wm_test_ok(wm_cohort_finish(cohort, &error), &error);
    assert_int_equal(cohort->people, crowd->count);
    assert_false(cohort->cut);
    return cohort;
}

// --- query ---

static bool is_sought(const struct wm_decision *decision, wm_day day, enum wm_cohort_sought sought) {
    switch (sought) {
    case WM_COHORT_ELIGIBLE: return decision->outcome == WM_OUTCOME_ELIGIBLE;
    case WM_COHORT_NOT_ELIGIBLE: return decision->outcome == WM_OUTCOME_NOT_ELIGIBLE;
    case WM_COHORT_INDETERMINATE: return decision->outcome == WM_OUTCOME_INDETERMINATE;
    case WM_COHORT_LAPSING:
        return decision->outcome == WM_OUTCOME_ELIGIBLE && decision->until != WM_DAY_NONE && !decision->until_inexact &&
               decision->until <= day + WITHIN;
    case WM_COHORT_NEAR: return decision->outcome == WM_OUTCOME_NOT_ELIGIBLE && decision->unmet_count <= UNMET;
    default: return true;
    }
}

static void match_is(const struct wm_cohort_match *match, const struct wm_decision *decision, bool near) {
    assert_int_equal(match->outcome, decision->outcome);
    assert_int_equal(match->until, decision->until);
    assert_int_equal(match->until_inexact, decision->until_inexact);
    if (decision->until != WM_DAY_NONE && !decision->until_inexact)
        assert_int_equal(match->changes_to, decision->changes_to);
    if (decision->outcome == WM_OUTCOME_NOT_ELIGIBLE)
        assert_int_equal(match->unmet, decision->unmet_count);
    assert_int_equal(match->ids != NULL, near);
    for (uint32_t i = 0; near && i < match->unmet; i++)
        assert_string_equal(match->ids[i], decision->unmet[i].id);
}

static void check_query(struct crowd *crowd, const struct wm_level *level, enum wm_cohort_sought sought,
                        struct seen *seen) {
    const struct wm_cohort_question question = {.kind = WM_COHORT_QUERY, .level = level, .sought = sought};
    struct wm_cohort *cohort = ask(crowd, question);
    uint64_t outcomes[3] = {0};
    size_t at = 0;
    for (uint32_t i = 0; i < crowd->count; i++) {
        struct wm_decision decision = decide_one(crowd, i, level, crowd->day);
        outcomes[decision.outcome]++;
        if (!is_sought(&decision, crowd->day, sought))
            continue;
        if (at >= cohort->count || strcmp(cohort->lines[at]->person, crowd->people[i].id) != 0)
            fail_msg("%s, %s: %s is not listed", level->full, wm_cohort_sought_name(sought), crowd->people[i].id);
        match_is((const struct wm_cohort_match *)cohort->lines[at++], &decision, sought == WM_COHORT_NEAR);
        seen->sought[sought]++;
        seen->until += decision.until != WM_DAY_NONE;
    }
    assert_int_equal(at, cohort->count);
    for (int i = 0; i < 3; i++)
        assert_int_equal(cohort->columns[0].outcomes[i], outcomes[i]);
    wm_cohort_unref(cohort);
}

// --- matrix ---

// By the awards themselves, those that are recognised as well.
static bool is_held(struct crowd *crowd, uint32_t person, const struct wm_level *level) {
    struct wm_error error;
    const struct wm_portfolio *portfolio = NULL;
    wm_test_ok(
        wm_recognise(crowd->world->ruleset, crowd->people[person].portfolio, &crowd->world->arena, &portfolio, &error),
        &error);
    struct wm_fact_range awards = wm_portfolio_find(portfolio, WM_KIND_AWARD, level->code);
    bool held = false;
    for (uint32_t i = 0; i < awards.count && !level->gate; i++)
        held = held || (awards.first[i].on <= crowd->day &&
                        (awards.first[i].until == WM_DAY_NONE || crowd->day <= awards.first[i].until));
    return held;
}

static void check_matrix(struct crowd *crowd, const struct wm_framework *framework, struct seen *seen) {
    const struct wm_cohort_question question = {.kind = WM_COHORT_MATRIX, .framework = framework};
    struct wm_cohort *cohort = ask(crowd, question);
    assert_int_equal(cohort->count, crowd->count);
    for (uint32_t i = 0; i < crowd->count; i++) {
        const struct wm_cohort_row *row = (const struct wm_cohort_row *)cohort->lines[i];
        assert_string_equal(row->line.person, crowd->people[i].id);
        for (uint32_t k = 0; k < cohort->column_count; k++) {
            struct wm_decision decision = decide_one(crowd, i, cohort->columns[k].level, crowd->day);
            assert_ptr_equal(cohort->columns[k].level->framework, framework);
            assert_int_equal(row->cells[k].outcome, decision.outcome);
            assert_int_equal(row->cells[k].until,
                             decision.outcome == WM_OUTCOME_ELIGIBLE ? decision.until : WM_DAY_NONE);
            assert_int_equal(row->cells[k].held, is_held(crowd, i, cohort->columns[k].level));
            assert_int_equal(row->cells[k].lapsing, is_sought(&decision, crowd->day, WM_COHORT_LAPSING));
            seen->held += row->cells[k].held;
        }
    }
    wm_cohort_unref(cohort);
}

static void check_competencies(struct crowd *crowd, const struct wm_framework *framework, struct seen *seen) {
    const struct wm_cohort_question question = {.kind = WM_COHORT_MATRIX, .framework = framework, .competencies = true};
    struct wm_cohort *cohort = ask(crowd, question);
    assert_int_equal(cohort->count, crowd->count);
    for (uint32_t k = 0; k < cohort->column_count; k++)
        seen->shown += cohort->columns[k].assessed + cohort->columns[k].signed_off;
    wm_cohort_unref(cohort);
}

// --- gaps ---

static const struct wm_cohort_gap *find_gap(const struct wm_cohort *cohort, const struct wm_level *level,
                                            const struct wm_finding *finding) {
    for (size_t i = 0; i < cohort->count; i++) {
        const struct wm_cohort_gap *gap = (const struct wm_cohort_gap *)cohort->lines[i];
        if (gap->level == level && gap->criterion == finding->criterion) {
            assert_string_equal(gap->id, finding->id);
            return gap;
        }
    }
    fail_msg("%s: %s stands in the way of somebody, and is not among the gaps", level->full, finding->id);
    return NULL;
}

// Each gap's people, added up another way: every finding of every decision is one.
static void check_gaps(struct crowd *crowd, const struct wm_cohort_question *question, struct seen *seen) {
    struct wm_cohort *cohort = ask(crowd, *question);
    uint64_t people = 0, only = 0, unknown = 0, found_people = 0, found_only = 0, found_unknown = 0;
    for (uint32_t k = 0; k < cohort->column_count; k++) {
        const struct wm_level *level = cohort->columns[k].level;
        for (uint32_t i = 0; i < crowd->count; i++) {
            struct wm_decision decision = decide_one(crowd, i, level, crowd->day);
            for (uint32_t n = 0; n < decision.unmet_count; n++)
                assert_true(find_gap(cohort, level, &decision.unmet[n])->people > 0);
            for (uint32_t n = 0; n < decision.unknown_count; n++)
                assert_true(find_gap(cohort, level, &decision.unknown[n])->unknown > 0);
            if (decision.unmet_count == 1)
                assert_true(find_gap(cohort, level, &decision.unmet[0])->only > 0);
            people += decision.unmet_count;
            only += decision.unmet_count == 1;
            unknown += decision.unknown_count;
        }
    }
    for (size_t i = 0; i < cohort->count; i++) {
        const struct wm_cohort_gap *gap = (const struct wm_cohort_gap *)cohort->lines[i];
        found_people += gap->people;
        found_only += gap->only;
        found_unknown += gap->unknown;
        assert_true(i == 0 || ((const struct wm_cohort_gap *)cohort->lines[i - 1])->people >= gap->people);
    }
    assert_int_equal(found_people, people);
    assert_int_equal(found_only, only);
    assert_int_equal(found_unknown, unknown);
    seen->gaps += people;
    seen->only += only;
    seen->unknown += unknown;
    wm_cohort_unref(cohort);
}

// --- expiring ---

static bool is_among(const struct wm_decision *after, const char *id) {
    for (uint32_t i = 0; i < after->unmet_count; i++) {
        if (strcmp(after->unmet[i].id, id) == 0)
            return true;
    }
    for (uint32_t i = 0; i < after->unknown_count; i++) {
        if (strcmp(after->unknown[i].id, id) == 0)
            return true;
    }
    return false;
}

static void check_expiring(struct crowd *crowd, struct seen *seen) {
    struct wm_cohort *cohort = ask(crowd, (struct wm_cohort_question){.kind = WM_COHORT_EXPIRING});
    size_t expected = 0;
    for (uint32_t i = 0; i < crowd->count; i++) {
        for (uint32_t k = 0; k < crowd->world->ruleset->level_count; k++) {
            struct wm_decision decision = decide_one(crowd, i, crowd->world->ruleset->levels[k], crowd->day);
            expected += is_sought(&decision, crowd->day, WM_COHORT_LAPSING);
        }
    }
    assert_int_equal(cohort->count, expected);
    for (size_t i = 0; i < cohort->count; i++) {
        const struct wm_cohort_loss *loss = (const struct wm_cohort_loss *)cohort->lines[i];
        uint32_t person = (uint32_t)strtoul(loss->line.person + 2, NULL, 10);
        struct wm_decision last = decide_one(crowd, person, loss->level, loss->until);
        struct wm_decision after = decide_one(crowd, person, loss->level, loss->until + 1);
        assert_int_equal(last.outcome, WM_OUTCOME_ELIGIBLE);
        assert_int_equal(after.outcome, loss->changes_to);
        assert_true(loss->id_count > 0);
        for (uint32_t k = 0; k < loss->id_count; k++)
            seen->blamed += is_among(&after, loss->ids[k]);
        assert_true(i == 0 || ((const struct wm_cohort_loss *)cohort->lines[i - 1])->until <= loss->until);
    }
    seen->losses += cohort->count;
    wm_cohort_unref(cohort);
}

static void check_all(struct crowd *crowd, struct seen *seen) {
    const struct wm_ruleset *ruleset = crowd->world->ruleset;
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        const struct wm_cohort_question gaps = {.kind = WM_COHORT_GAPS, .level = ruleset->levels[i]};
        for (int sought = 0; sought < WM_COHORT_SOUGHT_COUNT; sought++) {
            wm_arena_reset(&crowd->world->arena);
            check_query(crowd, ruleset->levels[i], (enum wm_cohort_sought)sought, seen);
        }
        check_gaps(crowd, &gaps, seen);
    }
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        const struct wm_cohort_question gaps = {.kind = WM_COHORT_GAPS, .framework = &ruleset->frameworks[i]};
        wm_arena_reset(&crowd->world->arena);
        check_matrix(crowd, &ruleset->frameworks[i], seen);
        check_competencies(crowd, &ruleset->frameworks[i], seen);
        check_gaps(crowd, &gaps, seen);
    }
    wm_arena_reset(&crowd->world->arena);
    check_expiring(crowd, seen);
}

static void each_was_seen(const struct seen *seen, bool unknown) {
    print_message("listed");
    for (int i = 0; i < WM_COHORT_SOUGHT_COUNT; i++)
        print_message(" %s %lu", wm_cohort_sought_name((enum wm_cohort_sought)i), (unsigned long)seen->sought[i]);
    print_message("; until %lu, in the way %lu (alone %lu), unknown %lu, losses %lu, held %lu, shown %lu\n",
                  (unsigned long)seen->until, (unsigned long)seen->gaps, (unsigned long)seen->only,
                  (unsigned long)seen->unknown, (unsigned long)seen->losses, (unsigned long)seen->held,
                  (unsigned long)seen->shown);
    for (int i = 0; i < WM_COHORT_SOUGHT_COUNT; i++)
        assert_true(seen->sought[i] > 0 || (i == WM_COHORT_INDETERMINATE && !unknown));
    assert_true(seen->until > 0 && seen->gaps > 0 && seen->only > 0 && seen->losses > 0);
    assert_true(2 * seen->blamed > seen->losses); // others are tests of a branch, or gone with an edition
}

// --- generated ---

static void of_generated_rules(void **state) {
    (void)state;
    struct world world;
    struct seen seen = {.until = 0};
    world_open(&world);
    struct crowd crowd = {.world = &world};
    for (int number = 1; number <= 120; number++) {
        world_make(&world, number, false);
        begin(&crowd, some_day(&world));
        add(&crowd, wm_portfolio_ref(world.portfolio));
        for (uint32_t i = 1; i < 8; i++)
            add_without(&crowd, 4 * i * i);
        check_all(&crowd, &seen);
        clear(&crowd);
    }
    each_was_seen(&seen, true);
    assert_true(seen.unknown > 0 && seen.held > 0 && seen.shown > 0);
    world_close(&world);
}

// --- what ships ---

static void of_one_framework(struct world *world, const struct wm_pack_source *source, const char *id) {
    struct wm_error error;
    struct crowd crowd = {.world = world};
    struct seen seen = {.until = 0};
    wm_day day = wm_day_of(2026, 9, 1);
    for (int accepted = 0; accepted < 2; accepted++) { // with what the framework suggests, and without
        world_unload(world);
        wm_test_ok(wm_pack_build_framework(source, id, NULL, 0, NULL, &world->ruleset, &error), &error);
        if (world->ruleset->level_count == 0) // it only links others
            return;
        begin(&crowd, day - 30 * accepted);
        for (uint32_t i = 0; i < world->ruleset->level_count && crowd.count + 5 < PEOPLE_MOST; i++) {
            world_somebody(world, world->ruleset->levels[i], day);
            add(&crowd, wm_portfolio_ref(world->portfolio));
            for (uint32_t k = 0; k < 2; k++)
                add_without(&crowd, 1 + 4 * k);
        }
        add_without(&crowd, 100); // nobody at all
        check_all(&crowd, &seen);
        clear(&crowd);
    }
    print_message("%s: ", id);
    each_was_seen(&seen, false);
}

static void of_the_frameworks_that_ship(void **state) {
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
    for (size_t i = 0; i < count; i++)
        of_one_framework(&world, &source, names[i]);
    wm_pack_folders_close(folders);
    wm_arena_clear(&arena);
    world_close(&world);
}

// --- bounds ---

static void without_room_for_all(void **state) {
    (void)state;
    struct world world;
    struct wm_error error;
    world_open(&world);
    struct crowd crowd = {.world = &world};
    world_make(&world, 1, false);
    begin(&crowd, some_day(&world));
    for (uint32_t i = 0; i < 10; i++)
        add_without(&crowd, 10 * i);
    struct wm_cohort_question question = {.kind = WM_COHORT_QUERY,
                                          .ruleset = world.ruleset,
                                          .organisation = "o",
                                          .as_of = crowd.day,
                                          .level = world.ruleset->levels[0],
                                          .most = 4 * (sizeof(struct wm_cohort_match) + 5)};
    struct wm_cohort *cohort = NULL;
    wm_test_ok(wm_cohort_new(&question, 1, &cohort, &error), &error);
    for (uint32_t i = 0; i < crowd.count; i++)
        wm_test_ok(
            wm_cohort_add(cohort, 0, crowd.people[i].id, 4, crowd.people[i].portfolio, runner_of(&crowd), &error),
            &error);
    wm_test_ok(wm_cohort_finish(cohort, &error), &error);
    assert_int_equal(cohort->count, 4);
    assert_true(cohort->cut);
    assert_int_equal(cohort->people, 10); // counted all the same
    uint64_t counted = cohort->columns[0].outcomes[0] + cohort->columns[0].outcomes[1] + cohort->columns[0].outcomes[2];
    assert_int_equal(counted, 10);
    wm_cohort_unref(cohort);
    clear(&crowd);
    world_close(&world);
}

WM_TEST_MAIN(cmocka_unit_test(of_generated_rules), cmocka_unit_test(of_the_frameworks_that_ship),
             cmocka_unit_test(without_room_for_all))
