// SPDX-License-Identifier: MIT
// Combinations, and the nodes that everything is made of. Constants are folded as the tree grows: a branch that a
// setting has ruled out is gone, so that nobody is told to do what the organisation does not accept.
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

static bool copy_text(struct wm_compile *compile, const char *text, const char **ret_text) {
    if (text != NULL)
        *ret_text = wm_compile_text(compile, text);
    return text == NULL || *ret_text != NULL;
}

enum wm_status wm_compile_node(struct wm_compile *compile, enum wm_verb verb, const struct wm_draft_criterion *draft,
                               struct wm_criterion **ret_criterion, struct wm_error *error) {
    if (compile->criteria >= WM_LIMIT_CRITERIA) {
        wm_error_set(error, WM_RULES, "too-many",
                     "the framework has more than %u criteria once selections are resolved", WM_LIMIT_CRITERIA);
        return wm_draft_where(error, draft->where);
    }
    struct wm_criterion *node = wm_arena_zero(compile->arena, 1, sizeof *node);
    if (node == NULL)
        return wm_error_no_memory(error);
    compile->criteria++;
    node->verb = verb;
    node->where = draft->where;
    *ret_criterion = node;
    return WM_OK;
}

enum wm_status wm_compile_name(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                               struct wm_criterion *criterion, struct wm_error *error) {
    if (!copy_text(compile, draft->id, &criterion->id) || !copy_text(compile, draft->says, &criterion->says) ||
        !copy_text(compile, draft->hint, &criterion->hint))
        return wm_error_no_memory(error);
    return WM_OK;
}

enum wm_status wm_compile_children(struct wm_compile *compile, struct wm_criterion *node, uint32_t count,
                                   struct wm_criterion ***ret_children, struct wm_error *error) {
    struct wm_criterion **children = wm_arena_zero(compile->arena, count, sizeof(struct wm_criterion *));
    if (children == NULL)
        return wm_error_no_memory(error);
    node->children = children;
    node->child_count = count;
    *ret_children = children;
    return WM_OK;
}

// How many --------------------------------------------------------------------------------------------------------

static enum wm_status least_of(const struct wm_value *value, uint32_t count, struct wm_place where, uint32_t *ret_least,
                               struct wm_error *error) {
    bool percent = value->type == WM_VALUE_PERCENT;
    wm_number most = percent ? 100 * WM_NUMBER_ONE : 1000000 * WM_NUMBER_ONE;
    bool whole = percent || value->number % WM_NUMBER_ONE == 0;
    if ((!percent && value->type != WM_VALUE_NUMBER) || value->number <= 0 || value->number > most || !whole) {
        wm_error_set(error, WM_RULES, "wrong-number",
                     "how many are needed is a whole number from 1 or a percentage above 0, up to 100");
        wm_error_expected(error, "a whole number or a percentage");
        wm_error_found(error, "%s", wm_value_type_name(value->type));
        return wm_draft_where(error, where);
    }
    wm_number whole_part = 100 * WM_NUMBER_ONE; // a percentage is rounded up
    *ret_least = percent ? (uint32_t)((value->number * (wm_number)count + whole_part - 1) / whole_part)
                         : (uint32_t)(value->number / WM_NUMBER_ONE);
    return WM_OK;
}

enum wm_status wm_compile_least(struct wm_compile *compile, const struct wm_draft_value *value, uint32_t count,
                                uint32_t *ret_least, const struct wm_parameter **ret_unset, struct wm_error *error) {
    struct wm_value plain = {.number = value->number};
    if (value->type == WM_DRAFT_PERCENT)
        plain.type = WM_VALUE_PERCENT;
    if (value->type == WM_DRAFT_PARAMETER) {
        const struct wm_parameter *parameter;
        enum wm_status status = wm_compile_parameter(compile, value->text, value->where, &parameter, error);
        if (status != WM_OK)
            return status;
        if (parameter->origin == WM_ORIGIN_UNSET &&
            (parameter->type == WM_VALUE_NUMBER || parameter->type == WM_VALUE_PERCENT)) {
            *ret_unset = parameter;
            return WM_OK;
        }
        plain = parameter->value;
        plain.type = parameter->type;
    }
    return least_of(&plain, count, value->where, ret_least, error);
}

// Combinations ----------------------------------------------------------------------------------------------------

bool wm_compile_settled(const struct wm_criterion *criterion, enum wm_verdict verdict) {
    return criterion->verb == WM_VERB_FIXED && criterion->unset == NULL && criterion->fixed == verdict;
}

// Of an `all` met constants go, and an unmet one is what it comes to; the other way round for an `any`.
static struct wm_criterion *fold(struct wm_criterion *node, struct wm_criterion **children) {
    enum wm_verdict neutral = node->verb == WM_VERB_ALL ? WM_VERDICT_MET : WM_VERDICT_UNMET;
    enum wm_verdict decisive = node->verb == WM_VERB_ALL ? WM_VERDICT_UNMET : WM_VERDICT_MET;
    struct wm_criterion *last_neutral = NULL;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (wm_compile_settled(children[i], decisive))
            return children[i];
        if (wm_compile_settled(children[i], neutral))
            last_neutral = children[i];
        else
            children[kept++] = children[i];
    }
    if (kept == 0)
        return last_neutral;
    bool plain = node->id == NULL && node->says == NULL && node->hint == NULL;
    bool alone = kept == 1 && kept < node->child_count;
    node->child_count = kept;
    return alone && plain ? children[0] : node;
}

enum wm_status wm_compile_all(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                              struct wm_criterion *const *children, uint32_t count, struct wm_criterion **ret_criterion,
                              struct wm_error *error) {
    struct wm_criterion *node, **copies = NULL;
    enum wm_status status = wm_compile_node(compile, WM_VERB_ALL, draft, &node, error);
    if (status == WM_OK)
        status = wm_compile_children(compile, node, count, &copies, error);
    if (status != WM_OK)
        return status;
    for (uint32_t i = 0; i < count; i++)
        copies[i] = children[i];
    *ret_criterion = fold(node, copies);
    return WM_OK;
}

static enum wm_status compile_points(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                     struct wm_criterion *node, struct wm_error *error) {
    wm_number *weights = wm_arena_zero(compile->arena, draft->child_count, sizeof *weights);
    if (weights == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < draft->child_count; i++)
        weights[i] = draft->weights[i];
    node->weights = weights;
    node->threshold = draft->least.number;
    if (draft->least.type != WM_DRAFT_PARAMETER)
        return WM_OK;
    const struct wm_parameter *parameter;
    enum wm_status status = wm_compile_parameter(compile, draft->least.text, draft->least.where, &parameter, error);
    if (status != WM_OK)
        return status;
    if (parameter->type != WM_VALUE_NUMBER) {
        wm_error_set(error, WM_RULES, "wrong-type", "`points`: `at_least` is a number, parameter \"%s\" is %s",
                     parameter->id, wm_value_type_name(parameter->type));
        return wm_draft_where(error, draft->where);
    }
    node->unset = parameter->origin == WM_ORIGIN_UNSET ? parameter : NULL;
    node->threshold = parameter->value.number;
    return WM_OK;
}

// A settled test has chosen: its branch, under the name that the `when` has; met where there is no else.
static struct wm_criterion *fold_when(struct wm_criterion *node, struct wm_criterion **children) {
    struct wm_criterion *test = children[0];
    if (test->verb != WM_VERB_FIXED || test->unset != NULL)
        return node;
    uint32_t branch = test->fixed == WM_VERDICT_MET ? 1 : 2;
    if (branch == node->child_count)
        test->fixed = WM_VERDICT_MET;
    children[0] = branch < node->child_count ? children[branch] : test;
    if (node->id == NULL && node->says == NULL && node->hint == NULL)
        return children[0];
    node->verb = WM_VERB_ALL;
    node->child_count = 1;
    return fold(node, children);
}

static enum wm_status compile_combination(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                          struct wm_criterion **ret_criterion, struct wm_error *error) {
    struct wm_criterion *node, **children = NULL;
    enum wm_status status = wm_compile_node(compile, draft->verb, draft, &node, error);
    if (status == WM_OK)
        status = wm_compile_name(compile, draft, node, error);
    if (status == WM_OK)
        status = wm_compile_children(compile, node, draft->child_count, &children, error);
    for (uint32_t i = 0; status == WM_OK && i < draft->child_count; i++)
        status = wm_compile_criterion(compile, draft->children[i], &children[i], error);
    if (status == WM_OK && draft->verb == WM_VERB_AT_LEAST)
        status = wm_compile_least(compile, &draft->least, draft->child_count, &node->least, &node->unset, error);
    if (status == WM_OK && draft->verb == WM_VERB_POINTS)
        status = compile_points(compile, draft, node, error);
    if (status != WM_OK)
        return status;
    switch (draft->verb) {
    case WM_VERB_ALL:
    case WM_VERB_ANY: *ret_criterion = fold(node, children); break;
    case WM_VERB_WHEN: *ret_criterion = fold_when(node, children); break;
    default: *ret_criterion = node;
    }
    return WM_OK;
}

static enum wm_status compile_one(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                  struct wm_criterion **ret_criterion, struct wm_error *error) {
    switch (draft->verb) {
    case WM_VERB_ALL:
    case WM_VERB_ANY:
    case WM_VERB_NONE:
    case WM_VERB_AT_LEAST:
    case WM_VERB_POINTS:
    case WM_VERB_WHEN: return compile_combination(compile, draft, ret_criterion, error);
    case WM_VERB_CUSTOM: return wm_compile_custom(compile, draft, ret_criterion, error);
    case WM_VERB_FIXED: return wm_compile_setting(compile, draft, ret_criterion, error);
    default: return wm_compile_leaf(compile, draft, ret_criterion, error);
    }
}

enum wm_status wm_compile_criterion(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                    struct wm_criterion **ret_criterion, struct wm_error *error) {
    if (compile->depth >= WM_LIMIT_DEPTH) { // a `shown` goes on where its competency's own criterion begins
        wm_error_set(error, WM_RULES, "too-deep", "criteria are nested more than %d deep", WM_LIMIT_DEPTH);
        return wm_draft_where(error, draft->where);
    }
    compile->depth++;
    enum wm_status status = compile_one(compile, draft, ret_criterion, error);
    compile->depth--;
    return status;
}
