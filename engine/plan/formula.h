// SPDX-License-Identifier: MIT
// What has to be done, as a formula over actions: and, or, enough of; and the cheapest set of actions that makes it true.
//
// Nothing here knows what an action is. Pure; everything is on the arena of whoever asks.
#pragma once

#include "engine/base/memory.h"
#include "engine/base/number.h"

enum wm_price_part {   // in the order in which prices are compared
    WM_PRICE_UNPRICED, // how many actions have a cost that nobody states
    WM_PRICE_COST,     // ten-thousandths
    WM_PRICE_UNTIMED,  // how many have hours that nobody states
    WM_PRICE_HOURS,    // ten-thousandths
    WM_PRICE_DAYS,     // in which nothing else of that sort is done
    WM_PRICE_ACTIONS,
    WM_PRICE_RANK, // the lower the earlier their names
    WM_PRICE_PARTS
};
struct wm_price {
    int64_t parts[WM_PRICE_PARTS]; // >= 0
};
void wm_price_add(struct wm_price *price, const struct wm_price *more); // a part that is too large stays at its largest
// By the parts before `end`: < 0, 0, > 0.
int wm_price_compare(const struct wm_price *a, const struct wm_price *b, enum wm_price_part end);

enum wm_formula_kind {
    WM_FORMULA_NEVER,
    WM_FORMULA_SURE,
    WM_FORMULA_ACTION,
    WM_FORMULA_WITHOUT, // none of these actions is done
    WM_FORMULA_ALL,
    WM_FORMULA_ENOUGH
};
enum wm_formula_state { WM_STATE_NEVER, WM_STATE_OPEN, WM_STATE_SURE };

#define WM_FORMULA_NONE UINT32_MAX

struct wm_formula_node {
    enum wm_formula_kind kind;
    enum wm_formula_state state; // sure: true with no action at all; never: with none
    uint32_t action;             // ACTION
    uint32_t *children;          // ALL, ENOUGH: nodes made before this one; WITHOUT: actions
    uint32_t child_count;
    const wm_number *weights; // ENOUGH: one a child; NULL: each is 1
    wm_number needed;         // ENOUGH
};

struct wm_formula_action {
    struct wm_price price;
    uint32_t
        needs; // the node that must be true where this is done, or WM_FORMULA_NONE; it leads back to no action above it
};

struct wm_formula {
    struct wm_arena *arena;
    struct wm_formula_node *nodes;
    uint32_t node_count, node_room;
    struct wm_formula_action *actions;
    uint32_t action_count, action_room;
    bool no_memory; // look at it once, at the end
};

void wm_formula_init(struct wm_formula *formula, struct wm_arena *arena); // allocates nothing
// Each gives a node; without memory WM_FORMULA_NONE, which may be given on. Children are copied.
uint32_t wm_formula_constant(struct wm_formula *formula, bool sure);
uint32_t wm_formula_do(struct wm_formula *formula, uint32_t action);
uint32_t wm_formula_without(struct wm_formula *formula, const uint32_t *actions, uint32_t count);
uint32_t wm_formula_all(struct wm_formula *formula, const uint32_t *children, uint32_t count);
uint32_t wm_formula_any(struct wm_formula *formula, const uint32_t *children, uint32_t count);
uint32_t wm_formula_enough(struct wm_formula *formula, const uint32_t *children, uint32_t count,
                           const wm_number *weights, wm_number needed);
// An action; what it needs is told before wm_formula_do is asked for it.
uint32_t wm_formula_action(struct wm_formula *formula, const struct wm_price *price);

struct wm_solving {
    const struct wm_formula *formula;
    uint32_t root;
    int64_t days_most;            // of WM_PRICE_DAYS in all; < 0: as many as it takes
    bool soonest;                 // the days come before every other part
    const struct wm_price *below; // only what is less by the parts before WM_PRICE_DAYS; NULL: whatever it costs
    uint64_t *budget;             // steps that are left, counted down
    // Asked about every solution that is better than the last one that it took; parts that have nothing to do with each
    // other are then not solved apart. NULL: all are taken. `ret_take` is false for those that will not do.
    enum wm_status (*take)(void *context, const bool *chosen, bool *ret_take, struct wm_error *error);
    void *context;
};
struct wm_solution {
    bool found;
    bool exact;   // nothing was left unlooked at for want of steps
    bool *chosen; // by action; on the arena
    struct wm_price price;
};
// The cheapest set of actions that makes the root true, with all that they need. WM_NO_MEMORY, and what `take` says.
WM_MUST_USE enum wm_status wm_formula_solve(const struct wm_solving *solving, struct wm_arena *arena,
                                            struct wm_solution *ret_solution, struct wm_error *error);
