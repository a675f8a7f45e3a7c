// SPDX-License-Identifier: MIT
// The cheapest way to make a formula true, against trying every set of actions; and how much it takes.
#include "engine/plan/formula.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACTIONS_MOST = 10, NODES_MOST = 64 };

static uint64_t state_of_random;

static uint32_t below(uint32_t count) {
    state_of_random = state_of_random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state_of_random >> 33) % count;
}

static bool one_in(uint32_t times) {
    return below(times) == 0;
}

// A random formula ----------------------------------------------------------------------------------------------------

static uint32_t make_node(struct wm_formula *formula, int depth) {
    uint32_t children[4], count = 2 + below(2);
    static const wm_number weights[] = {1, 3, 2, 4};
    if (depth == 0 || one_in(4)) {
        if (one_in(8)) {
            const uint32_t without[] = {below(formula->action_count), below(formula->action_count)};
            return wm_formula_without(formula, without, 1 + below(2));
        }
        return one_in(20) ? wm_formula_constant(formula, one_in(2))
                          : wm_formula_do(formula, below(formula->action_count));
    }
    for (uint32_t i = 0; i < count; i++)
        children[i] = make_node(formula, depth - 1);
    switch (below(4)) {
    case 0: return wm_formula_all(formula, children, count);
    case 1: return wm_formula_enough(formula, children, count, NULL, 1 + (wm_number)below(count));
    case 2: return wm_formula_enough(formula, children, count, weights, 1 + (wm_number)below(6));
    default: return wm_formula_any(formula, children, count);
    }
}

static void make_actions(struct wm_formula *formula, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct wm_price price = {.parts = {[WM_PRICE_UNPRICED] = one_in(6) ? 1 : 0,
                                           [WM_PRICE_COST] = below(5),
                                           [WM_PRICE_HOURS] = below(4),
                                           [WM_PRICE_DAYS] = below(3),
                                           [WM_PRICE_ACTIONS] = 1,
                                           [WM_PRICE_RANK] = i}};
        uint32_t action = wm_formula_action(formula, &price);
        if (i > 1 && one_in(3)) { // of those before it only: nothing comes after itself
            const uint32_t needed[] = {wm_formula_do(formula, below(i)), wm_formula_do(formula, below(i))};
            formula->actions[action].needs =
                one_in(2) ? wm_formula_all(formula, needed, 2) : wm_formula_any(formula, needed, 2);
        }
    }
}

// Every set ------------------------------------------------------------------------------------------------------------

static bool is_true(const struct wm_formula *formula, uint32_t index, uint32_t set) {
    const struct wm_formula_node *node = &formula->nodes[index];
    wm_number sum = 0;
    uint32_t count = 0;
    switch (node->kind) {
    case WM_FORMULA_NEVER: return false;
    case WM_FORMULA_SURE: return true;
    case WM_FORMULA_ACTION: return (set >> node->action & 1) != 0;
    case WM_FORMULA_WITHOUT:
        for (uint32_t i = 0; i < node->child_count; i++)
            count += set >> node->children[i] & 1;
        return count == 0;
    case WM_FORMULA_ALL:
        for (uint32_t i = 0; i < node->child_count; i++)
            count += is_true(formula, node->children[i], set) ? 1 : 0;
        return count == node->child_count;
    case WM_FORMULA_ENOUGH: break;
    }
    for (uint32_t i = 0; i < node->child_count; i++)
        sum += !is_true(formula, node->children[i], set) ? 0 : node->weights != NULL ? node->weights[i] : 1;
    return sum >= node->needed;
}

static bool allowed(const struct wm_formula *formula, uint32_t root, uint32_t set, struct wm_price *ret_price) {
    *ret_price = (struct wm_price){.parts = {0}};
    for (uint32_t i = 0; i < formula->action_count; i++) {
        if ((set >> i & 1) == 0)
            continue;
        wm_price_add(ret_price, &formula->actions[i].price);
        if (formula->actions[i].needs != WM_FORMULA_NONE && !is_true(formula, formula->actions[i].needs, set))
            return false;
    }
    return is_true(formula, root, set);
}

static bool try_all(const struct wm_formula *formula, uint32_t root, int64_t days_most, struct wm_price *ret_best) {
    bool found = false;
    for (uint32_t set = 0; set < 1u << formula->action_count; set++) {
        struct wm_price price;
        if (!allowed(formula, root, set, &price) || (days_most >= 0 && price.parts[WM_PRICE_DAYS] > days_most))
            continue;
        if (!found || wm_price_compare(&price, ret_best, WM_PRICE_PARTS) < 0)
            *ret_best = price;
        found = true;
    }
    return found;
}

static uint32_t set_of(const struct wm_solution *solution, uint32_t count) {
    uint32_t set = 0;
    for (uint32_t i = 0; i < count; i++)
        set |= solution->chosen[i] ? 1u << i : 0;
    return set;
}

static enum wm_status take_any(void *context, const bool *chosen, bool *ret_take, struct wm_error *error) {
    (void)chosen;
    (void)error;
    ++*(int *)context;
    *ret_take = true;
    return WM_OK;
}

static void check(uint64_t seed) {
    struct wm_arena arena;
    struct wm_formula formula;
    struct wm_error error;
    struct wm_price best = {.parts = {0}}, price;
    struct wm_solution solution;
    uint64_t budget = 1000000;
    int taken = 0;
    state_of_random = seed;
    wm_arena_init(&arena, (size_t)64 << 20);
    wm_formula_init(&formula, &arena);
    make_actions(&formula, 2 + below(ACTIONS_MOST - 1));
    uint32_t root = make_node(&formula, 3);
    struct wm_solving solving = {
        .formula = &formula, .root = root, .days_most = one_in(3) ? (int64_t)below(6) : -1, .budget = &budget};
    bool found = try_all(&formula, root, solving.days_most, &best);
    for (int together = 0; together <= 1; together++) { // apart, and in one piece
        solving.take = together == 1 ? take_any : NULL;
        solving.context = &taken;
        wm_test_ok(wm_formula_solve(&solving, &arena, &solution, &error), &error);
        if (!solution.exact || solution.found != found)
            fail_msg("seed %d, %d: found %d, not %d", (int)seed, together, solution.found, found);
        if (!found)
            continue;
        assert_true(allowed(&formula, root, set_of(&solution, formula.action_count), &price));
        if (wm_price_compare(&price, &best, WM_PRICE_PARTS) != 0 ||
            wm_price_compare(&price, &solution.price, WM_PRICE_PARTS) != 0)
            fail_msg("seed %d, %d: cost %d, not %d", (int)seed, together, (int)price.parts[WM_PRICE_COST],
                     (int)best.parts[WM_PRICE_COST]);
    }
    // Nothing is less than what is best; a little more admits it.
    solving.take = NULL;
    solving.below = &best;
    wm_test_ok(wm_formula_solve(&solving, &arena, &solution, &error), &error);
    assert_false(found && solution.found);
    best.parts[WM_PRICE_HOURS]++;
    wm_test_ok(wm_formula_solve(&solving, &arena, &solution, &error), &error);
    assert_true(!found || solution.found);
    wm_arena_clear(&arena);
}

static void test_as_trying_all(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 1500; seed++)
        check(seed);
}

// Forty courses for thirty competencies, each taught by a few of them: what a large catalogue comes to.
static void test_a_large_catalogue(void **state) {
    (void)state;
    enum { COURSES = 40, TAUGHT = 30 };
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct wm_arena arena;
        struct wm_formula formula;
        struct wm_error error;
        struct wm_solution solution;
        uint32_t nodes[TAUGHT], ways[COURSES];
        uint64_t budget = 40000;
        state_of_random = seed;
        wm_arena_init(&arena, (size_t)64 << 20);
        wm_formula_init(&formula, &arena);
        for (uint32_t i = 0; i < COURSES; i++) {
            struct wm_price price = {.parts = {[WM_PRICE_COST] = 10 * (1 + below(12)),
                                               [WM_PRICE_HOURS] = 1 + below(9),
                                               [WM_PRICE_ACTIONS] = 1,
                                               [WM_PRICE_RANK] = i}};
            (void)wm_formula_action(&formula, &price);
        }
        for (uint32_t i = 0; i < TAUGHT; i++) {
            uint32_t count = 2 + below(3);
            for (uint32_t k = 0; k < count; k++)
                ways[k] = wm_formula_do(&formula, below(COURSES));
            nodes[i] = wm_formula_any(&formula, ways, count);
        }
        struct wm_solving solving = {.formula = &formula, .days_most = -1, .budget = &budget};
        solving.root = wm_formula_all(&formula, nodes, TAUGHT);
        wm_test_ok(wm_formula_solve(&solving, &arena, &solution, &error), &error);
        assert_true(solution.found);
        if (!solution.exact)
            fail_msg("seed %d: not solved within its steps", (int)seed);
        wm_arena_clear(&arena);
    }
}

// Without steps there is no claim.
static void test_no_steps(void **state) {
    (void)state;
    struct wm_arena arena;
    struct wm_formula formula;
    struct wm_error error;
    struct wm_solution solution;
    struct wm_price price = {.parts = {[WM_PRICE_COST] = 1}};
    uint64_t budget = 0;
    wm_arena_init(&arena, (size_t)1 << 26);
    wm_formula_init(&formula, &arena);
    (void)wm_formula_action(&formula, &price);
    (void)wm_formula_action(&formula, &price);
    const uint32_t ways[] = {wm_formula_do(&formula, 0), wm_formula_do(&formula, 1)};
    struct wm_solving solving = {.formula = &formula, .days_most = -1, .budget = &budget};
    solving.root = wm_formula_any(&formula, ways, 2);
    wm_test_ok(wm_formula_solve(&solving, &arena, &solution, &error), &error);
    assert_false(solution.found);
    assert_false(solution.exact);
    wm_arena_clear(&arena);
}

WM_TEST_MAIN(cmocka_unit_test(test_as_trying_all), cmocka_unit_test(test_a_large_catalogue),
             cmocka_unit_test(test_no_steps))
