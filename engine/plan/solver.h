// SPDX-License-Identifier: MIT
// The search for the cheapest way to make a formula true: its state, and what it asks of a moment of it. Private to this folder.
#pragma once

#include "engine/plan/formula.h"

enum {
    WM_SOLVER_PENDING = 1 << 16,
    WM_SOLVER_VISITS = 50000000 // of nodes, for one solution: it takes well below a second
};

__extension__ typedef __int128 wm_wide_number;

struct wm_wide { // a price that can be shared out without rest, its parts in the order in which they are compared
    wm_wide_number parts[WM_PRICE_PARTS];
};
struct wm_wide wm_wide_of(const struct wm_price *price, bool soonest);
void wm_wide_add(struct wm_wide *sum, const struct wm_wide *more);
void wm_wide_subtract(struct wm_wide *sum, const struct wm_wide *less);
bool wm_wide_less(const struct wm_wide *a, const struct wm_wide *b);

struct wm_pending {
    uint32_t node; // an ENOUGH
    uint32_t from; // children before this one are not counted on, but for those that are true
};

struct wm_solver {
    const struct wm_solving *solving;
    const struct wm_formula *formula;
    struct wm_arena *arena;
    uint32_t *const *children; // by node: its children, the cheapest first
    const wm_number *const *weights;
    struct wm_wide *prices; // by action
    struct wm_wide *least;  // by node: about what it costs alone
    uint8_t *known;         // by node: least is there
    bool *chosen;
    uint32_t *banned; // by action: how many required nodes are true only without it
    bool *required;   // by node, of those with children: it is pending, or was settled below here
    uint32_t *trail;  // what was chosen and required, in order: an action, or a node behind all actions
    uint32_t trail_count;
    struct wm_wide spent;
    int64_t days;
    uint32_t *places; // by action: in how many places it could help; zero between bounds
    struct wm_pending *pending;
    uint32_t pending_count;
    // The best so far.
    struct wm_wide best;
    bool limited, found; // there is a best; it is a solution
    bool *best_chosen;
    uint32_t epoch;      // moves whenever something is chosen, required, or undone
    uint32_t *looked_at; // by node: in which epoch it was looked at last; 0 = never
    bool *held;          // by node: what it came to
    uint64_t bound_end;  // the visit from which on a bound gives up
    uint64_t *visits;    // of nodes so far; beyond the last nothing is found out any more, and the search ends
    bool exhausted;
    enum wm_status status;
    struct wm_error *error;
};

struct wm_left {
    wm_number missing;  // weight that has still to become true
    wm_number possible; // that could
    uint32_t options;   // children that it could come from
};

static inline const struct wm_formula_node *wm_solver_node(const struct wm_solver *solver, uint32_t node) {
    return &solver->formula->nodes[node];
}
static inline bool wm_solver_possible(const struct wm_solver *solver, uint32_t node) {
    return wm_solver_node(solver, node)->state != WM_STATE_NEVER;
}
static inline wm_number wm_solver_weight(const struct wm_solver *solver, uint32_t node, uint32_t child) {
    return solver->weights[node] != NULL ? solver->weights[node][child] : 1;
}
// Whether there are visits left; counts one.
static inline bool wm_solver_visit(const struct wm_solver *solver) {
    return ++*solver->visits <= WM_SOLVER_VISITS;
}
// Whether what is chosen makes it true.
bool wm_solver_holds(const struct wm_solver *solver, uint32_t node);
// Whether it is true, or will be when what is pending is.
static inline bool wm_solver_counts(const struct wm_solver *solver, uint32_t node) {
    return solver->required[node] || wm_solver_holds(solver, node);
}
struct wm_left wm_solver_left(const struct wm_solver *solver, const struct wm_pending *pending);
// What everything that is pending from `begin` on will cost at the least, with what is spent.
struct wm_wide wm_solver_bound(struct wm_solver *solver, uint32_t begin);
