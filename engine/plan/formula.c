// SPDX-License-Identifier: MIT
#include "engine/plan/formula.h"

#include <string.h>

void wm_price_add(struct wm_price *price, const struct wm_price *more) {
    for (int part = 0; part < WM_PRICE_PARTS; part++) {
        if (__builtin_add_overflow(price->parts[part], more->parts[part], &price->parts[part]))
            price->parts[part] = INT64_MAX;
    }
}

int wm_price_compare(const struct wm_price *a, const struct wm_price *b, enum wm_price_part end) {
    for (int part = 0; part < (int)end; part++) {
        if (a->parts[part] != b->parts[part])
            return a->parts[part] < b->parts[part] ? -1 : 1;
    }
    return 0;
}

void wm_formula_init(struct wm_formula *formula, struct wm_arena *arena) {
    *formula = (struct wm_formula){.arena = arena};
}

// A larger copy of an array, or NULL; its elements are `size` bytes.
static void *grow(struct wm_formula *formula, const void *elements, uint32_t count, size_t size, uint32_t *room) {
    uint32_t larger = *room == 0 ? 64 : 2 * *room;
    void *copy = wm_arena_alloc(formula->arena, (size_t)larger * size);
    if (copy == NULL) {
        formula->no_memory = true;
        return NULL;
    }
    if (count > 0)
        memcpy(copy, elements, (size_t)count * size);
    *room = larger;
    return copy;
}

static uint32_t add_node(struct wm_formula *formula, const struct wm_formula_node *node) {
    if (formula->node_count == formula->node_room) {
        struct wm_formula_node *nodes =
            grow(formula, formula->nodes, formula->node_count, sizeof *nodes, &formula->node_room);
        if (nodes == NULL)
            return WM_FORMULA_NONE;
        formula->nodes = nodes;
    }
    formula->nodes[formula->node_count] = *node;
    return formula->node_count++;
}

uint32_t wm_formula_constant(struct wm_formula *formula, bool sure) {
    const struct wm_formula_node node = {.kind = sure ? WM_FORMULA_SURE : WM_FORMULA_NEVER,
                                         .state = sure ? WM_STATE_SURE : WM_STATE_NEVER};
    return add_node(formula, &node);
}

uint32_t wm_formula_do(struct wm_formula *formula, uint32_t action) {
    if (action == WM_FORMULA_NONE)
        return WM_FORMULA_NONE;
    uint32_t needs = formula->actions[action].needs;
    bool never = needs != WM_FORMULA_NONE && formula->nodes[needs].state == WM_STATE_NEVER;
    const struct wm_formula_node node = {
        .kind = WM_FORMULA_ACTION, .state = never ? WM_STATE_NEVER : WM_STATE_OPEN, .action = action};
    return add_node(formula, &node);
}

static enum wm_formula_state state_of_all(const struct wm_formula *formula, const struct wm_formula_node *node) {
    enum wm_formula_state state = WM_STATE_SURE;
    for (uint32_t i = 0; i < node->child_count; i++) {
        enum wm_formula_state child = formula->nodes[node->children[i]].state;
        state = child < state ? child : state;
    }
    return state;
}

static enum wm_formula_state state_of_enough(const struct wm_formula *formula, const struct wm_formula_node *node) {
    wm_number sure = 0, possible = 0;
    for (uint32_t i = 0; i < node->child_count; i++) {
        wm_number weight = node->weights != NULL ? node->weights[i] : 1;
        enum wm_formula_state child = formula->nodes[node->children[i]].state;
        sure += child == WM_STATE_SURE ? weight : 0;
        possible += child != WM_STATE_NEVER ? weight : 0;
    }
    if (sure >= node->needed)
        return WM_STATE_SURE;
    return possible >= node->needed ? WM_STATE_OPEN : WM_STATE_NEVER;
}

static bool copy_children(struct wm_formula *formula, struct wm_formula_node *node, const uint32_t *children) {
    node->children = wm_arena_alloc(formula->arena, (size_t)node->child_count * sizeof *children);
    if (node->children == NULL) {
        formula->no_memory = true;
        return false;
    }
    if (node->child_count > 0)
        memcpy(node->children, children, (size_t)node->child_count * sizeof *children);
    return true;
}

uint32_t wm_formula_without(struct wm_formula *formula, const uint32_t *actions, uint32_t count) {
    struct wm_formula_node node = {.kind = WM_FORMULA_WITHOUT, .state = WM_STATE_OPEN, .child_count = count};
    if (count == 0)
        return wm_formula_constant(formula, true);
    return copy_children(formula, &node, actions) ? add_node(formula, &node) : WM_FORMULA_NONE;
}

static uint32_t combine(struct wm_formula *formula, struct wm_formula_node node, const uint32_t *children) {
    for (uint32_t i = 0; i < node.child_count; i++) {
        if (children[i] == WM_FORMULA_NONE)
            return WM_FORMULA_NONE;
    }
    if (!copy_children(formula, &node, children))
        return WM_FORMULA_NONE;
    node.state = node.kind == WM_FORMULA_ALL ? state_of_all(formula, &node) : state_of_enough(formula, &node);
    return add_node(formula, &node);
}

uint32_t wm_formula_all(struct wm_formula *formula, const uint32_t *children, uint32_t count) {
    return combine(formula, (struct wm_formula_node){.kind = WM_FORMULA_ALL, .child_count = count}, children);
}

uint32_t wm_formula_any(struct wm_formula *formula, const uint32_t *children, uint32_t count) {
    return wm_formula_enough(formula, children, count, NULL, 1);
}

uint32_t wm_formula_enough(struct wm_formula *formula, const uint32_t *children, uint32_t count,
                           const wm_number *weights, wm_number needed) {
    return combine(
        formula,
        (struct wm_formula_node){.kind = WM_FORMULA_ENOUGH, .child_count = count, .weights = weights, .needed = needed},
        children);
}

uint32_t wm_formula_action(struct wm_formula *formula, const struct wm_price *price) {
    if (formula->action_count == formula->action_room) {
        struct wm_formula_action *actions =
            grow(formula, formula->actions, formula->action_count, sizeof *actions, &formula->action_room);
        if (actions == NULL)
            return WM_FORMULA_NONE;
        formula->actions = actions;
    }
    formula->actions[formula->action_count] = (struct wm_formula_action){.price = *price, .needs = WM_FORMULA_NONE};
    return formula->action_count++;
}
