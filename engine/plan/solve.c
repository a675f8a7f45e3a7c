// SPDX-License-Identifier: MIT
// The cheapest way to make a formula true: branch and bound.
//
// What must be true is taken apart: an action is done, of an `all` every child must be true. What is left are nodes of which
// enough must be true, the open ones. A child without which it could not be enough is forced; otherwise the search does
// with a child, then without it. Children stand cheapest first, so that the first solution is a good one. The bound: each open
// node by itself, where the price of an action is shared out among all the places in which it could help; the sum is never
// more than the truth. Parts that have no action in common are solved apart.
#include "engine/plan/solver.h"

#include <string.h>

static bool ban(struct wm_solver *solver, const struct wm_formula_node *without) {
    bool fine = true;
    for (uint32_t i = 0; i < without->child_count; i++) {
        solver->banned[without->children[i]]++;
        fine = fine && !solver->chosen[without->children[i]];
    }
    return fine;
}

static void lift(struct wm_solver *solver, const struct wm_formula_node *node) {
    for (uint32_t i = 0; i < node->child_count && node->kind == WM_FORMULA_WITHOUT; i++)
        solver->banned[node->children[i]]--;
}

// False when it cannot be.
static bool require(struct wm_solver *solver, uint32_t index) {
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    if (node->state != WM_STATE_OPEN)
        return node->state == WM_STATE_SURE;
    if (node->kind != WM_FORMULA_ACTION) {
        if (solver->required[index])
            return true;
        solver->required[index] = true;
        solver->epoch++;
        solver->trail[solver->trail_count++] = solver->formula->action_count + index;
    }
    if (node->kind == WM_FORMULA_WITHOUT)
        return ban(solver, node);
    if (node->kind == WM_FORMULA_ENOUGH) {
        if (solver->pending_count == WM_SOLVER_PENDING) {
            solver->exhausted = true;
            return false;
        }
        solver->pending[solver->pending_count++] = (struct wm_pending){.node = index};
        return true;
    }
    if (node->kind == WM_FORMULA_ALL) {
        for (uint32_t i = 0; i < node->child_count; i++) {
            if (!require(solver, solver->children[index][i]))
                return false;
        }
        return true;
    }
    if (solver->chosen[node->action])
        return true;
    if (solver->banned[node->action] > 0)
        return false;
    const struct wm_formula_action *action = &solver->formula->actions[node->action];
    solver->chosen[node->action] = true;
    solver->epoch++;
    solver->trail[solver->trail_count++] = node->action;
    wm_wide_add(&solver->spent, &solver->prices[node->action]);
    solver->days += action->price.parts[WM_PRICE_DAYS];
    if (solver->solving->days_most >= 0 && solver->days > solver->solving->days_most)
        return false;
    return action->needs == WM_FORMULA_NONE || require(solver, action->needs);
}

static void undo(struct wm_solver *solver, uint32_t trail_count) {
    solver->epoch++;
    while (solver->trail_count > trail_count) {
        uint32_t action = solver->trail[--solver->trail_count], actions = solver->formula->action_count;
        if (action >= actions) {
            solver->required[action - actions] = false;
            lift(solver, wm_solver_node(solver, action - actions));
            continue;
        }
        solver->chosen[action] = false;
        wm_wide_subtract(&solver->spent, &solver->prices[action]);
        solver->days -= solver->formula->actions[action].price.parts[WM_PRICE_DAYS];
    }
}

// Requires the children without which it could not be enough. `ret_forced` says that there were some.
static bool force(struct wm_solver *solver, struct wm_pending pending, const struct wm_left *left, bool *ret_forced) {
    const struct wm_formula_node *node = wm_solver_node(solver, pending.node);
    for (uint32_t i = pending.from; i < node->child_count; i++) {
        uint32_t child = solver->children[pending.node][i];
        bool needed = left->possible - wm_solver_weight(solver, pending.node, i) < left->missing;
        if (!needed || !wm_solver_possible(solver, child) || wm_solver_counts(solver, child))
            continue;
        *ret_forced = true;
        if (!require(solver, child))
            return false;
    }
    return true;
}

// Drops from `begin` on what has become true, and does what is forced. False when something cannot be.
static bool settle(struct wm_solver *solver, uint32_t begin) {
    bool forced = true;
    while (forced) {
        uint32_t kept = begin;
        forced = false;
        for (uint32_t i = begin; i < solver->pending_count; i++) {
            struct wm_pending pending = solver->pending[i];
            struct wm_left left = wm_solver_left(solver, &pending);
            if (left.missing <= 0)
                continue;
            if (left.possible < left.missing || !force(solver, pending, &left, &forced))
                return false;
            solver->pending[kept++] = pending;
        }
        solver->pending_count = kept;
    }
    return true;
}

// The search --------------------------------------------------------------------------------------------------------

static void complete(struct wm_solver *solver) {
    const struct wm_solving *solving = solver->solving;
    bool take = true;
    if (solver->limited && !wm_wide_less(&solver->spent, &solver->best))
        return;
    if (solving->take != NULL)
        solver->status = solving->take(solving->context, solver->chosen, &take, solver->error);
    if (solver->status != WM_OK || !take)
        return;
    solver->found = solver->limited = true;
    solver->best = solver->spent;
    memcpy(solver->best_chosen, solver->chosen, solver->formula->action_count * sizeof *solver->chosen);
}

// The place among those from `begin` on of the node with the fewest options.
static uint32_t narrowest(const struct wm_solver *solver, uint32_t begin) {
    uint32_t best = begin, fewest_options = UINT32_MAX;
    for (uint32_t i = begin; i < solver->pending_count; i++) {
        struct wm_left left = wm_solver_left(solver, &solver->pending[i]);
        if (left.options < fewest_options) {
            fewest_options = left.options;
            best = i;
        }
    }
    return best;
}

static uint32_t next_option(const struct wm_solver *solver, const struct wm_pending *pending) {
    uint32_t child = pending->from;
    while (!wm_solver_possible(solver, solver->children[pending->node][child]) ||
           wm_solver_counts(solver, solver->children[pending->node][child]))
        child++;
    return child;
}

static bool copy_pending(struct wm_solver *solver, uint32_t begin, uint32_t end) {
    if (solver->pending_count + (end - begin) > WM_SOLVER_PENDING) {
        solver->exhausted = true;
        return false;
    }
    memcpy(&solver->pending[solver->pending_count], &solver->pending[begin], (end - begin) * sizeof *solver->pending);
    solver->pending_count += end - begin;
    return true;
}

// Makes everything true that is pending from `begin` on, in every way that could be better than the best. Leaves what was
// chosen before as it was.
static void search(struct wm_solver *solver, uint32_t begin) {
    uint32_t trail_count = solver->trail_count;
    while (solver->status == WM_OK && !solver->exhausted) {
        if (*solver->solving->budget == 0 || *solver->visits > WM_SOLVER_VISITS) {
            solver->exhausted = true;
            break;
        }
        --*solver->solving->budget;
        if (!settle(solver, begin))
            break;
        struct wm_wide at_least = wm_solver_bound(solver, begin);
        if (solver->limited && !wm_wide_less(&at_least, &solver->best))
            break;
        if (solver->pending_count == begin) {
            complete(solver);
            break;
        }
        uint32_t at = narrowest(solver, begin), end = solver->pending_count, before = solver->trail_count;
        uint32_t option = next_option(solver, &solver->pending[at]);
        if (copy_pending(solver, begin, end) && require(solver, solver->children[solver->pending[at].node][option]))
            search(solver, end);
        undo(solver, before);
        solver->pending_count = end;
        solver->pending[at].from = option + 1;
    }
    undo(solver, trail_count);
}

// Parts -------------------------------------------------------------------------------------------------------------

struct parts {
    uint32_t *part;   // by pending: the first of its part
    uint32_t *first;  // by action: the first pending that it could help, or UINT32_MAX
    uint32_t *seen;   // by node: the last pending that came by, counted from 1
    uint32_t pending; // that is followed
};

static void join(struct parts *parts, uint32_t a, uint32_t b, uint32_t count) {
    uint32_t low = parts->part[a] < parts->part[b] ? parts->part[a] : parts->part[b];
    uint32_t high = parts->part[a] < parts->part[b] ? parts->part[b] : parts->part[a];
    for (uint32_t i = 0; i < count; i++)
        parts->part[i] = parts->part[i] == high ? low : parts->part[i];
}

static void touch(const struct wm_solver *solver, struct parts *parts, uint32_t action) {
    if (solver->chosen[action])
        return;
    if (parts->first[action] == UINT32_MAX)
        parts->first[action] = parts->pending;
    join(parts, parts->first[action], parts->pending, solver->pending_count);
}

static void follow(const struct wm_solver *solver, struct parts *parts, uint32_t index) {
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    if (node->state != WM_STATE_OPEN || parts->seen[index] == parts->pending + 1)
        return;
    parts->seen[index] = parts->pending + 1;
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (node->kind == WM_FORMULA_WITHOUT)
            touch(solver, parts, node->children[i]);
        else
            follow(solver, parts, node->children[i]);
    }
    if (node->kind != WM_FORMULA_ACTION || solver->chosen[node->action])
        return;
    uint32_t needs = solver->formula->actions[node->action].needs;
    touch(solver, parts, node->action);
    if (needs != WM_FORMULA_NONE)
        follow(solver, parts, needs);
}

static bool find_parts(struct wm_solver *solver, struct parts *parts) {
    uint32_t actions = solver->formula->action_count;
    *parts = (struct parts){
        .part = wm_arena_zero(solver->arena, solver->pending_count, sizeof *parts->part),
        .first = wm_arena_zero(solver->arena, actions, sizeof *parts->first),
        .seen = wm_arena_zero(solver->arena, solver->formula->node_count, sizeof *parts->seen),
    };
    if (parts->part == NULL || parts->first == NULL || parts->seen == NULL)
        return false;
    for (uint32_t i = 0; i < solver->pending_count; i++)
        parts->part[i] = i;
    for (uint32_t i = 0; i < actions; i++)
        parts->first[i] = UINT32_MAX;
    for (; parts->pending < solver->pending_count; parts->pending++)
        follow(solver, parts, solver->pending[parts->pending].node);
    return true;
}

// Solves one part and chooses what is best in it. False when there is no solution.
static bool solve_part(struct wm_solver *solver, const struct parts *parts, uint32_t part, uint32_t count) {
    struct wm_wide spent = solver->spent;
    uint32_t begin = solver->pending_count;
    for (uint32_t i = part; i < count; i++) {
        if (parts->part[i] == part && !copy_pending(solver, i, i + 1))
            return false;
    }
    solver->found = solver->limited = false;
    search(solver, begin);
    solver->pending_count = begin;
    solver->spent = spent;
    for (uint32_t i = 0; i < solver->formula->action_count && solver->found; i++) {
        if (!solver->best_chosen[i] || solver->chosen[i])
            continue;
        solver->chosen[i] = true;
        solver->epoch++;
        solver->trail[solver->trail_count++] = i;
        wm_wide_add(&solver->spent, &solver->prices[i]);
        solver->days += solver->formula->actions[i].price.parts[WM_PRICE_DAYS];
    }
    return solver->found;
}

// Parts one after the other. False when that will not do: together they take too many days.
static bool solve_apart(struct wm_solver *solver, const struct wm_wide *below) {
    uint32_t count = solver->pending_count;
    struct parts parts;
    if (!find_parts(solver, &parts)) {
        solver->status = wm_error_no_memory(solver->error);
        return true;
    }
    bool found = true;
    for (uint32_t i = 0; i < count && found && solver->status == WM_OK; i++)
        found = parts.part[i] != i || solve_part(solver, &parts, i, count);
    const struct wm_solving *solving = solver->solving;
    bool together = solving->days_most < 0 || (found && solver->days <= solving->days_most);
    solver->found = found && (below == NULL || wm_wide_less(&solver->spent, below));
    memcpy(solver->best_chosen, solver->chosen, solver->formula->action_count * sizeof *solver->chosen);
    return together;
}

// Before it begins ---------------------------------------------------------------------------------------------------

static const struct wm_wide *least_of(struct wm_solver *solver, uint32_t index) {
    struct wm_wide *least = &solver->least[index];
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    if (solver->known[index] != 0)
        return least;
    solver->known[index] = 1;
    if (node->kind == WM_FORMULA_ACTION) {
        uint32_t needs = solver->formula->actions[node->action].needs;
        *least = solver->prices[node->action];
        if (needs != WM_FORMULA_NONE)
            wm_wide_add(least, least_of(solver, needs));
    }
    bool begun = false;
    for (uint32_t i = 0; i < node->child_count && node->kind != WM_FORMULA_WITHOUT; i++) {
        if (!wm_solver_possible(solver, node->children[i]))
            continue;
        const struct wm_wide *child = least_of(solver, node->children[i]);
        if (node->kind == WM_FORMULA_ALL)
            wm_wide_add(least, child);
        else if (!begun || wm_wide_less(child, least))
            *least = *child;
        begun = true;
    }
    return least;
}

// The children of a node, the cheapest first, as they stand among those that cost the same.
static bool sort_children(struct wm_solver *solver, uint32_t index, uint32_t **children, const wm_number **weights) {
    const struct wm_formula_node *node = wm_solver_node(solver, index);
    *weights = node->weights;
    *children = wm_arena_alloc(solver->arena, (node->child_count + 1u) * sizeof **children);
    wm_number *sorted = wm_arena_alloc(solver->arena, (node->child_count + 1u) * sizeof *sorted);
    if (*children == NULL || sorted == NULL)
        return false;
    if (node->kind == WM_FORMULA_WITHOUT)
        return true;
    for (uint32_t i = 0; i < node->child_count; i++) {
        uint32_t at = i;
        for (; at > 0 && wm_wide_less(&solver->least[node->children[i]], &solver->least[(*children)[at - 1]]); at--) {
            (*children)[at] = (*children)[at - 1];
            sorted[at] = sorted[at - 1];
        }
        (*children)[at] = node->children[i];
        sorted[at] = node->weights != NULL ? node->weights[i] : 1;
    }
    if (node->weights != NULL)
        *weights = sorted;
    return true;
}

static bool sort_all(struct wm_solver *solver) {
    uint32_t nodes = solver->formula->node_count;
    uint32_t **children = wm_arena_zero(solver->arena, nodes, sizeof *children);
    const wm_number **weights = wm_arena_zero(solver->arena, nodes, sizeof *weights);
    if (children == NULL || weights == NULL)
        return false;
    for (uint32_t i = 0; i < nodes; i++)
        (void)least_of(solver, i);
    for (uint32_t i = 0; i < nodes; i++) {
        if (!sort_children(solver, i, &children[i], &weights[i]))
            return false;
    }
    solver->children = children;
    solver->weights = weights;
    return true;
}

static bool prepare(struct wm_solver *solver) {
    const struct wm_formula *formula = solver->formula;
    size_t actions = formula->action_count + 1u, nodes = formula->node_count + 1u;
    solver->prices = wm_arena_zero(solver->arena, actions, sizeof *solver->prices);
    solver->least = wm_arena_zero(solver->arena, nodes, sizeof *solver->least);
    solver->known = wm_arena_zero(solver->arena, nodes, sizeof *solver->known);
    solver->chosen = wm_arena_zero(solver->arena, actions, sizeof *solver->chosen);
    solver->best_chosen = wm_arena_zero(solver->arena, actions, sizeof *solver->best_chosen);
    solver->epoch = 1;
    solver->looked_at = wm_arena_zero(solver->arena, nodes, sizeof *solver->looked_at);
    solver->held = wm_arena_zero(solver->arena, nodes, sizeof *solver->held);
    solver->banned = wm_arena_zero(solver->arena, actions, sizeof *solver->banned);
    solver->required = wm_arena_zero(solver->arena, nodes, sizeof *solver->required);
    solver->trail = wm_arena_zero(solver->arena, actions + nodes, sizeof *solver->trail);
    solver->places = wm_arena_zero(solver->arena, actions, sizeof *solver->places);
    solver->pending = wm_arena_alloc(solver->arena, WM_SOLVER_PENDING * sizeof *solver->pending);
    if (solver->prices == NULL || solver->least == NULL || solver->known == NULL || solver->chosen == NULL ||
        solver->best_chosen == NULL || solver->looked_at == NULL || solver->held == NULL || solver->banned == NULL ||
        solver->required == NULL || solver->trail == NULL || solver->places == NULL || solver->pending == NULL)
        return false;
    for (uint32_t i = 0; i < formula->action_count; i++)
        solver->prices[i] = wm_wide_of(&formula->actions[i].price, solver->solving->soonest);
    return sort_all(solver);
}

static void solve_together(struct wm_solver *solver, const struct wm_wide *below) {
    solver->found = false;
    solver->limited = below != NULL;
    if (below != NULL)
        solver->best = *below;
    search(solver, 0);
}

static void solve(struct wm_solver *solver) {
    const struct wm_solving *solving = solver->solving;
    struct wm_wide limit, *below = NULL;
    if (solving->below != NULL) {
        struct wm_price price = *solving->below;
        for (int part = WM_PRICE_DAYS; part < WM_PRICE_PARTS; part++)
            price.parts[part] = 0;
        limit = wm_wide_of(&price, solver->solving->soonest);
        below = &limit;
    }
    if (!require(solver, solving->root) || !settle(solver, 0))
        return;
    struct wm_wide at_least = wm_solver_bound(solver, 0);
    if (below != NULL && !wm_wide_less(&at_least, below))
        return;
    uint32_t trail_count = solver->trail_count, pending_count = solver->pending_count;
    if (solving->take == NULL && solve_apart(solver, below))
        return;
    undo(solver, trail_count);
    solver->pending_count = pending_count;
    solve_together(solver, below);
}

enum wm_status wm_formula_solve(const struct wm_solving *solving, struct wm_arena *arena,
                                struct wm_solution *ret_solution, struct wm_error *error) {
    uint64_t visits = 0;
    struct wm_solver solver = {.visits = &visits,
                               .solving = solving,
                               .formula = solving->formula,
                               .arena = arena,
                               .status = WM_OK,
                               .error = error};
    if (!prepare(&solver))
        return wm_error_no_memory(error);
    solve(&solver);
    if (solver.status != WM_OK)
        return solver.status;
    struct wm_solution solution = {.found = solver.found, .exact = !solver.exhausted, .chosen = solver.best_chosen};
    for (uint32_t i = 0; i < solver.formula->action_count && solver.found; i++) {
        if (solver.best_chosen[i])
            wm_price_add(&solution.price, &solver.formula->actions[i].price);
    }
    *ret_solution = solution;
    return WM_OK;
}
