// SPDX-License-Identifier: MIT
// Laws that every decision keeps, on generated rules and people: the horizon, replay, the order of records and files,
// monotony, standing.
#include "engine/decide/standing.h"
#include "tests/property/world.h"

#include <stdio.h>

enum { FAR = 800 };

// The reply's bytes, into `reply`.
static void write_reply(struct world *world, const struct wm_level *level, wm_day day, struct wm_buffer *reply) {
    struct wm_question question = engine_question(world->ruleset, world->portfolio, level, day);
    struct wm_decision decision = decide(world, level, day);
    wm_decision_write(reply, &question, &decision);
    assert_false(reply->failed);
}

// Every level's reply on one day.
static void write_replies(struct world *world, wm_day day, struct wm_buffer *replies) {
    wm_arena_reset(&world->arena);
    wm_buffer_reset(replies);
    for (uint32_t i = 0; i < world->ruleset->level_count; i++)
        write_reply(world, world->ruleset->levels[i], day, replies);
}

static void replies_init(struct wm_buffer *first, struct wm_buffer *second) {
    wm_buffer_init(first, (size_t)4 << 20);
    wm_buffer_init(second, (size_t)4 << 20);
}

static void replies_equal(struct wm_buffer *first, struct wm_buffer *second) {
    assert_int_equal(first->length, second->length);
    assert_memory_equal(first->data, second->data, first->length);
}

// Horizon -------------------------------------------------------------------------------------------------------------

static void check_horizon(struct world *world, int number, const struct wm_level *level, wm_day day) {
    struct wm_decision decision = decide(world, level, day);
    assert_int_equal(decision.outcome, outcome_on(world, level, day));
    bool ends = decision.until != WM_DAY_NONE;
    assert_true(!ends || (decision.until >= day && decision.changes_to != decision.outcome));
    for (wm_day later = day + 1; later <= day + FAR; later++) {
        bool after = ends && later > decision.until;
        enum wm_outcome expected = after ? decision.changes_to : decision.outcome;
        if (outcome_on(world, level, later) != expected)
            fail_msg("seed %d, case %d, %s as of day %d: until %d, but on day %d it is %s", SEED, number, level->full,
                     day, decision.until, later, wm_outcome_name(outcome_on(world, level, later)));
        if (after)
            return;
    }
}

static void outcome_is_constant_until_the_horizon_and_changes_after_it(void **state) {
    (void)state;
    struct world world;
    world_open(&world);
    for (int number = 1; number <= 150; number++) {
        world_make(&world, number, false);
        for (uint32_t i = 0; i < world.ruleset->level_count; i++) {
            wm_arena_reset(&world.arena);
            check_horizon(&world, number, world.ruleset->levels[i], some_day(&world));
        }
    }
    world_close(&world);
}

// Editions ------------------------------------------------------------------------------------------------------------

// Whoever was eligible on the eve is, on every day through the one that was promised.
static uint32_t check_grandfathered(struct world *world, int number, const struct wm_level *level) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < level->requires->child_count && level->requires->verb == WM_VERB_EDITIONS; i++) {
        const struct wm_criterion *leaf = level->requires->children[i];
        if (leaf->verb != WM_VERB_GRANDFATHERED ||
            outcome_on(world, level, leaf->edition->from - 1) != WM_OUTCOME_ELIGIBLE)
            continue;
        for (wm_day day = leaf->edition->from; day <= leaf->edition->until; day++) {
            if (outcome_on(world, level, day) != WM_OUTCOME_ELIGIBLE)
                fail_msg("seed %d, case %d, %s: not let stay on day %d", SEED, number, level->full, day);
        }
        kept++;
    }
    return kept;
}

static void who_was_eligible_on_the_eve_stays_so(void **state) {
    (void)state;
    struct world world;
    uint32_t kept = 0;
    world_open(&world);
    for (int number = 1; number <= 300; number++) {
        world_make(&world, number, false);
        for (uint32_t i = 0; i < world.ruleset->level_count; i++) {
            wm_arena_reset(&world.arena);
            kept += check_grandfathered(&world, number, world.ruleset->levels[i]);
        }
    }
    assert_true(kept > 20);
    world_close(&world);
}

static void verdict_is_constant_before_its_next_day_of_change(void **state) {
    (void)state;
    struct world world;
    world_open(&world);
    for (int number = 201; number <= 300; number++) {
        world_make(&world, number, false);
        for (uint32_t i = 0; i < world.ruleset->level_count; i++) {
            const struct wm_level *level = world.ruleset->levels[i];
            wm_day day = some_day(&world), next, ignored;
            wm_arena_reset(&world.arena);
            enum wm_verdict verdict = verdict_on(&world, level, day, &next);
            assert_true(next > day);
            for (wm_day later = day + 1; later < next && later < day + FAR; later++)
                assert_int_equal(verdict_on(&world, level, later, &ignored), verdict);
        }
    }
    world_close(&world);
}

// Replay and order ----------------------------------------------------------------------------------------------------

// Codes get other numbers each time the process interns them in another order.
static void intern_in_another_order(void) {
    static const char *const codes[] = {"voluntary", "craft/teaching", "assessor", "equivalent", "rota",
                                        "regular",   "craft/first",    "keys",     "data",       "completed"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        assert_int_not_equal(wm_code_intern(codes[i], strlen(codes[i])), WM_CODE_NONE);
}

static void replay_is_byte_identical(void **state) {
    (void)state;
    struct world world;
    struct wm_buffer first, second;
    world_open(&world);
    replies_init(&first, &second);
    for (int number = 301; number <= 400; number++) {
        world_make(&world, number, false);
        wm_day day = some_day(&world);
        write_replies(&world, day, &first);
        world_unload(&world);
        wm_code_forget_all();
        intern_in_another_order();
        world_build(&world);
        write_replies(&world, day, &second);
        replies_equal(&first, &second);
    }
    wm_buffer_clear(&first);
    wm_buffer_clear(&second);
    world_close(&world);
}

// Records first, in any order; then what looks at them: grants, revocations and voids as they stand.
static void shuffle_records(struct world *world) {
    struct property_case *made = &world->reference.made;
    struct case_entry *entries = made->entries;
    size_t records = 0;
    for (size_t i = 0; i < made->entry_count; i++) {
        struct case_entry entry = entries[i];
        if (entry.type != CASE_RECORD)
            continue;
        memmove(&entries[records + 1], &entries[records], (i - records) * sizeof *entries);
        entries[records++] = entry;
    }
    for (size_t i = records; i > 1; i--) {
        size_t other = below(world, (uint32_t)i);
        struct case_entry entry = entries[i - 1];
        entries[i - 1] = entries[other];
        entries[other] = entry;
    }
}

static void order_in_which_records_are_packed_matters_not(void **state) {
    (void)state;
    struct world world;
    struct wm_buffer first, second;
    world_open(&world);
    replies_init(&first, &second);
    for (int number = 401; number <= 500; number++) {
        world_make(&world, number, false);
        wm_day day = some_day(&world);
        write_replies(&world, day, &first);
        shuffle_records(&world);
        world_build(&world);
        write_replies(&world, day, &second);
        replies_equal(&first, &second);
    }
    wm_buffer_clear(&first);
    wm_buffer_clear(&second);
    world_close(&world);
}

static void turn_files_round(struct property_case *made) {
    for (size_t i = 0; i < made->file_count / 2; i++) {
        struct wm_ruleset_file file = made->files[i];
        made->files[i] = made->files[made->file_count - 1 - i];
        made->files[made->file_count - 1 - i] = file;
    }
}

static void order_in_which_files_are_found_matters_not(void **state) {
    (void)state;
    struct world world;
    world_open(&world);
    for (int number = 501; number <= 540; number++) {
        world_make(&world, number, false);
        struct wm_ruleset *before = wm_ruleset_ref(world.ruleset);
        turn_files_round(&world.reference.made);
        world_build(&world);
        assert_string_equal(world.ruleset->hash, before->hash);
        assert_string_equal(world.ruleset->criteria_hash, before->criteria_hash);
        wm_ruleset_unref(before);
    }
    world_close(&world);
}

static void a_comment_changes_the_files_and_not_the_criteria(void **state) {
    (void)state;
    struct world world;
    struct wm_buffer text;
    world_open(&world);
    wm_buffer_init(&text, (size_t)1 << 20);
    for (int number = 541; number <= 580; number++) {
        world_make(&world, number, false);
        struct wm_ruleset *before = wm_ruleset_ref(world.ruleset);
        struct wm_ruleset_file *file = &world.reference.made.files[below(&world, 3)];
        wm_buffer_reset(&text);
        wm_buffer_printf(&text, "-- another line\n%s", file->bytes);
        file->bytes = text.data;
        file->length = text.length;
        world_build(&world);
        assert_string_not_equal(world.ruleset->hash, before->hash);
        assert_string_equal(world.ruleset->criteria_hash, before->criteria_hash);
        wm_ruleset_unref(before);
    }
    wm_buffer_clear(&text);
    world_close(&world);
}

// Monotony ------------------------------------------------------------------------------------------------------------

static int rank(enum wm_verdict verdict) {
    static const int ranks[] = {[WM_VERDICT_UNMET] = 0, [WM_VERDICT_UNKNOWN] = 1, [WM_VERDICT_MET] = 2};
    return ranks[verdict];
}

// The portfolio of the case without one record.
static struct wm_portfolio *without(struct world *world, size_t left_out) {
    struct wm_error error;
    struct wm_portfolio *portfolio = NULL;
    struct property_case made = world->reference.made;
    made.entries = wm_alloc_zero(made.entry_count, sizeof *made.entries);
    assert_non_null(made.entries);
    made.entry_count = made.with_count = made.without_count = 0;
    for (size_t i = 0; i < world->reference.made.entry_count; i++) {
        if (i != left_out)
            made.entries[made.entry_count++] = world->reference.made.entries[i];
    }
    wm_test_ok(engine_portfolio(&made, &portfolio, &error), &error);
    wm_free(made.entries);
    return portfolio;
}

static void compare_with_less(struct world *world, int number, size_t left_out) {
    struct wm_portfolio *less = without(world, left_out);
    struct wm_portfolio *whole = without(world, SIZE_MAX);
    wm_day day = some_day(world), next;
    for (uint32_t i = 0; i < world->ruleset->level_count; i++) {
        const struct wm_level *level = world->ruleset->levels[i];
        if (rank(wm_decide_verdict(level, whole, day, &next)) < rank(wm_decide_verdict(level, less, day, &next)))
            fail_msg("seed %d, case %d, %s as of day %d: the record of seq %lld takes something away", SEED, number,
                     level->full, day, (long long)world->reference.made.entries[left_out].seq);
    }
    wm_portfolio_unref(less);
    wm_portfolio_unref(whole);
}

static void another_record_takes_nothing_away(void **state) {
    (void)state;
    struct world world;
    world_open(&world);
    for (int number = 601; number <= 800; number++) {
        world_make(&world, number, true);
        for (size_t i = 0; i < world.reference.made.entry_count; i++) {
            enum case_entry_type type = world.reference.made.entries[i].type;
            if (type == CASE_RECORD || type == CASE_GRANT)
                compare_with_less(&world, number, i);
        }
    }
    world_close(&world);
}

// Standing ------------------------------------------------------------------------------------------------------------

static void compare_standing(const struct wm_standing_level *standing, const struct wm_decision *check) {
    const struct wm_decision *decision = &standing->decision;
    assert_string_equal(decision->id, check->id);
    assert_int_equal(decision->outcome, check->outcome);
    assert_int_equal(decision->until, check->until);
    assert_int_equal(decision->unmet_count, check->unmet_count);
    assert_int_equal(decision->unknown_count, check->unknown_count);
    for (uint32_t i = 0; i < check->unmet_count; i++)
        assert_string_equal(decision->unmet[i].id, check->unmet[i].id);
}

static void standing_is_check_of_every_level(void **state) {
    (void)state;
    struct world world;
    world_open(&world);
    for (int number = 801; number <= 900; number++) {
        struct wm_error error;
        struct wm_standing standing;
        world_make(&world, number, false);
        wm_arena_reset(&world.arena);
        wm_day day = some_day(&world);
        struct wm_question question = engine_question(world.ruleset, world.portfolio, NULL, day);
        question.explain = false;
        wm_test_ok(wm_standing(&question, NULL, WM_STANDING_LAPSING_DAYS, &world.arena, &standing, &error), &error);
        assert_int_equal(standing.count, world.ruleset->level_count);
        for (uint32_t i = 0; i < standing.count; i++) {
            struct wm_decision check = decide(&world, standing.levels[i].level, day);
            assert_ptr_equal(standing.levels[i].level, world.ruleset->levels[i]);
            compare_standing(&standing.levels[i], &check);
        }
    }
    world_close(&world);
}

WM_TEST_MAIN(cmocka_unit_test(outcome_is_constant_until_the_horizon_and_changes_after_it),
             cmocka_unit_test(who_was_eligible_on_the_eve_stays_so),
             cmocka_unit_test(verdict_is_constant_before_its_next_day_of_change),
             cmocka_unit_test(replay_is_byte_identical),
             cmocka_unit_test(order_in_which_records_are_packed_matters_not),
             cmocka_unit_test(order_in_which_files_are_found_matters_not),
             cmocka_unit_test(a_comment_changes_the_files_and_not_the_criteria),
             cmocka_unit_test(another_record_takes_nothing_away), cmocka_unit_test(standing_is_check_of_every_level))
