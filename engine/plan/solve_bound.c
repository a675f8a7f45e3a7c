// SPDX-License-Identifier: MIT
// What is true, what is left, and what it will cost at the least.
#include "engine/plan/solver.h"

#include <string.h>

enum {
    BOUND_VISITS = 20000,
    SHARES = 720720, // divided by 1 to 16 without rest
    DEEPEST = 3,     // so far the bound follows what actions need
    SMALLEST = 64    // of so many children of a node the bound adds up the cheapest
};

// Prices ------------------------------------------------------------------------------------------------------------

struct wm_wide wm_wide_of(const struct wm_price *price, bool soonest) {
    static const enum wm_price_part days_first[] = {WM_PRICE_DAYS,  WM_PRICE_UNPRICED, WM_PRICE_COST, WM_PRICE_UNTIMED,
                                                    WM_PRICE_HOURS, WM_PRICE_ACTIONS,  WM_PRICE_RANK};
    struct wm_wide wide;
    for (int part = 0; part < WM_PRICE_PARTS; part++)
        wide.parts[part] = (wm_wide_number)price->parts[soonest ? (int)days_first[part] : part] * SHARES;
    return wide;
}

void wm_wide_add(struct wm_wide *sum, const struct wm_wide *more) {
    static const wm_wide_number largest = (wm_wide_number)INT64_MAX << 40;
    for (int part = 0; part < WM_PRICE_PARTS; part++) {
        sum->parts[part] += more->parts[part];
        if (sum->parts[part] > largest)
            sum->parts[part] = largest;
    }
}

void wm_wide_subtract(struct wm_wide *sum, const struct wm_wide *less) {
    for (int part = 0; part < WM_PRICE_PARTS; part++)
        sum->parts[part] -= less->parts[part];
}

bool wm_wide_less(const struct wm_wide *a, const struct wm_wide *b) {
    for (int part = 0; part < WM_PRICE_PARTS; part++) {
        if (a->parts[part] != b->parts[part])
            return a->parts[part] < b->parts[part];
    }
    return false;
}

// Truth -------------------------------------------------------------------------------------------------------------

static bool children_hold(const struct wm_solver *solver, uint32_t index) {
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    wm_number sum = 0;
    for (uint32_t i = 0; i < node->child_count; i++) {
        bool held = wm_solver_counts(solver, solver->children[index][i]);
        if (node->kind == WM_FORMULA_ALL && !held)
            return false;
        sum += held ? wm_solver_weight(solver, index, i) : 0;
        if (node->kind == WM_FORMULA_ENOUGH && sum >= node->needed)
            return true;
    }
    return node->kind == WM_FORMULA_ALL;
}

bool wm_solver_holds(const struct wm_solver *solver, uint32_t index) {
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    if (node->state != WM_STATE_OPEN)
        return node->state == WM_STATE_SURE;
    if (node->kind == WM_FORMULA_ACTION)
        return solver->chosen[node->action];
    if (node->kind == WM_FORMULA_WITHOUT)
        return false; // what is not done now may still be: it counts once it is required
    if (solver->looked_at[index] == solver->epoch)
        return solver->held[index];
    if (!wm_solver_visit(solver))
        return false;
    solver->looked_at[index] = solver->epoch;
    solver->held[index] = children_hold(solver, index);
    return solver->held[index];
}

// What is left ------------------------------------------------------------------------------------------------------

struct wm_left wm_solver_left(const struct wm_solver *solver, const struct wm_pending *pending) {
    const struct wm_formula_node *node = wm_solver_node(solver, pending->node);
    struct wm_left left = {.missing = node->needed};
    for (uint32_t i = 0; i < node->child_count; i++) {
        uint32_t child = solver->children[pending->node][i];
        wm_number weight = wm_solver_weight(solver, pending->node, i);
        if (!wm_solver_possible(solver, child))
            continue;
        if (wm_solver_counts(solver, child)) {
            left.missing -= weight;
        } else if (i >= pending->from) {
            left.possible += weight;
            left.options++;
        }
    }
    return left;
}

// The bound ---------------------------------------------------------------------------------------------------------

static bool may_go_on(const struct wm_solver *solver) {
    return wm_solver_visit(solver) && *solver->visits <= solver->bound_end;
}

// Where an action could help: each place is one that `share` comes to. Both walk in the same way.
static void count_places(struct wm_solver *solver, uint32_t index, uint32_t from, int depth) {
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    if (node->state != WM_STATE_OPEN || node->kind == WM_FORMULA_WITHOUT || wm_solver_holds(solver, index))
        return;
    if (node->kind == WM_FORMULA_ACTION) {
        uint32_t needs = solver->formula->actions[node->action].needs;
        solver->places[node->action] = solver->places[node->action] + 1;
        if (needs != WM_FORMULA_NONE && depth < DEEPEST)
            count_places(solver, needs, 0, depth + 1);
        return;
    }
    for (uint32_t i = from; i < node->child_count && may_go_on(solver); i++) {
        if (!wm_solver_counts(solver, solver->children[index][i]))
            count_places(solver, solver->children[index][i], 0, depth);
    }
}

// How many children it takes at the least, when the heaviest are true.
static uint32_t fewest(const struct wm_solver *solver, uint32_t index, uint32_t from, wm_number missing) {
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    wm_number heaviest = 1;
    if (solver->weights[index] == NULL)
        return missing < SMALLEST ? (uint32_t)missing : SMALLEST;
    for (uint32_t i = from; i < node->child_count; i++)
        heaviest = solver->weights[index][i] > heaviest ? solver->weights[index][i] : heaviest;
    wm_number count = (missing + heaviest - 1) / heaviest;
    return count < SMALLEST ? (uint32_t)count : SMALLEST;
}

static struct wm_wide share(const struct wm_solver *solver, uint32_t index, uint32_t from, int depth);

static struct wm_wide share_of_enough(const struct wm_solver *solver, uint32_t index, uint32_t from, int depth) {
    struct wm_wide cheapest[SMALLEST], sum = {.parts = {0}};
    struct wm_left left = wm_solver_left(solver, &(struct wm_pending){index, from});
    uint32_t most = left.missing > 0 ? fewest(solver, index, from, left.missing) : 0, count = 0;
    for (uint32_t i = from; i < wm_solver_node(solver, index)->child_count && most > 0 && may_go_on(solver); i++) {
        uint32_t child = solver->children[index][i];
        if (!wm_solver_possible(solver, child) || wm_solver_counts(solver, child))
            continue;
        struct wm_wide price = share(solver, child, 0, depth);
        uint32_t at = count < most ? count++ : most;
        if (at == most && !wm_wide_less(&price, &cheapest[most - 1]))
            continue;
        at = at == most ? most - 1 : at;
        for (; at > 0 && wm_wide_less(&price, &cheapest[at - 1]); at--)
            cheapest[at] = cheapest[at - 1];
        cheapest[at] = price;
    }
    for (uint32_t i = 0; i < count; i++)
        wm_wide_add(&sum, &cheapest[i]);
    return sum;
}

// At least what the node costs, where each action costs its share.
static struct wm_wide share(const struct wm_solver *solver, uint32_t index, uint32_t from, int depth) {
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    struct wm_wide sum = {.parts = {0}};
    if (node->state != WM_STATE_OPEN || node->kind == WM_FORMULA_WITHOUT || wm_solver_holds(solver, index))
        return sum;
    if (node->kind == WM_FORMULA_ENOUGH)
        return share_of_enough(solver, index, from, depth);
    if (node->kind == WM_FORMULA_ACTION) {
        uint32_t places = solver->places[node->action], needs = solver->formula->actions[node->action].needs;
        for (int part = 0; part < WM_PRICE_PARTS; part++)
            sum.parts[part] = solver->prices[node->action].parts[part] / (places > 0 ? places : 1);
        if (needs == WM_FORMULA_NONE || depth >= DEEPEST)
            return sum;
        struct wm_wide more = share(solver, needs, 0, depth + 1);
        wm_wide_add(&sum, &more);
        return sum;
    }
    for (uint32_t i = 0; i < node->child_count && may_go_on(solver); i++) {
        uint32_t child = solver->children[index][i];
        struct wm_wide more = {.parts = {0}};
        if (!wm_solver_counts(solver, child))
            more = share(solver, child, 0, depth);
        wm_wide_add(&sum, &more);
    }
    return sum;
}

// Where the same node stands in very many places there is no bound but what is spent.
struct wm_wide wm_solver_bound(struct wm_solver *solver, uint32_t begin) {
    struct wm_wide sum = solver->spent;
    solver->bound_end = *solver->visits + BOUND_VISITS;
    for (uint32_t i = begin; i < solver->pending_count; i++)
        count_places(solver, solver->pending[i].node, solver->pending[i].from, 0);
    for (uint32_t i = begin; i < solver->pending_count && *solver->visits <= solver->bound_end; i++) {
        struct wm_wide more = share(solver, solver->pending[i].node, solver->pending[i].from, 0);
        wm_wide_add(&sum, &more);
    }
    memset(solver->places, 0, solver->formula->action_count * sizeof *solver->places);
    return *solver->visits <= solver->bound_end ? sum : solver->spent;
}
