// SPDX-License-Identifier: MIT
// Names for the leaves of a level: "trained:care-certificate", "#2" on repeats, "entry/trained:…" seen from outside.
#include "engine/criteria/ruleset_index.h"

#include "engine/criteria/predicate.h"

#include <string.h>

struct naming {
    struct wm_ruleset *ruleset;
    struct wm_level *level;
    struct wm_index *seen; // of each edition: base id -> count, kept as a pointer to a uint32_t
    uint32_t edition;
    uint32_t leaves;
};

static size_t count_leaves(const struct wm_criterion *criterion) {
    size_t count = wm_verb_leaf(criterion->verb) ? 1 : 0;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        count += count_leaves(criterion->children[i]);
    }
    return count;
}

// The code as the pack writes it: without the framework's name when it is this framework's own.
static const char *own_name(const struct wm_framework *framework, wm_code code) {
    const char *text = wm_code_text(code);
    size_t length = strlen(framework->id);
    return strncmp(text, framework->id, length) == 0 && text[length] == '/' ? text + length + 1 : text;
}

static const char *base_id(struct naming *naming, const struct wm_criterion *criterion) {
    struct wm_arena *arena = &naming->ruleset->arena;
    const char *verb = wm_verb_name(criterion->verb);
    const struct wm_query *query = criterion->query;
    if (criterion->verb == WM_VERB_GRANDFATHERED && criterion->edition != NULL) {
        char eve[11];
        wm_day_format(criterion->edition->from - 1, eve);
        return wm_arena_printf(arena, "%s:%s", verb, eve);
    }
    if (criterion->predicate != NULL)
        return wm_arena_printf(arena, "%s:%s", verb, criterion->predicate->id);
    if (criterion->parameter != NULL)
        return wm_arena_printf(arena, "%s:%s", verb, criterion->parameter->id);
    if (query == NULL || (query->subject == WM_CODE_NONE && query->subjects.count == 0))
        return verb;
    if (query->subject != WM_CODE_NONE)
        return wm_arena_printf(arena, "%s:%s", verb, own_name(naming->level->framework, query->subject));
    const char *id =
        wm_arena_printf(arena, "%s:%s", verb, own_name(naming->level->framework, query->subjects.codes[0]));
    for (uint32_t i = 1; i < query->subjects.count && id != NULL; i++) {
        id = wm_arena_printf(arena, "%s+%s", id, own_name(naming->level->framework, query->subjects.codes[i]));
    }
    return id;
}

static enum wm_status name_leaf(struct naming *naming, struct wm_criterion *leaf, struct wm_error *error) {
    struct wm_arena *arena = &naming->ruleset->arena;
    const char *id = leaf->id != NULL ? leaf->id : base_id(naming, leaf);
    uint32_t *count = wm_arena_zero(arena, 1, sizeof *count);
    if (id == NULL || count == NULL)
        return wm_error_no_memory(error);
    *count = 1;
    uint32_t *earlier = wm_index_add(&naming->seen[naming->edition], id, count);
    if (earlier != NULL && leaf->id != NULL) {
        wm_error_set(error, WM_RULES, "duplicate", "two criteria of %s have the id \"%s\": give one of them another",
                     naming->level->full, id);
        return wm_error_where(error, "%s:%d", leaf->where.file, leaf->where.line);
    }
    if (earlier != NULL)
        id = wm_arena_printf(arena, "%s#%u", id, ++*earlier);
    leaf->id = id;
    leaf->qualified_id = id != NULL ? wm_arena_printf(arena, "%s/%s", naming->level->id, id) : NULL;
    leaf->leaf_index = naming->leaves++;
    return leaf->qualified_id != NULL ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status name_tree(struct naming *naming, struct wm_criterion *criterion, struct wm_error *error) {
    if (criterion->edition != NULL)
        naming->edition = criterion->edition->number;
    if (wm_verb_leaf(criterion->verb))
        return name_leaf(naming, criterion, error);
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        enum wm_status status = name_tree(naming, criterion->children[i], error);
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

// One table for each edition, which only one of is in force on a day.
static enum wm_status make_tables(struct naming *naming, struct wm_error *error) {
    const struct wm_level *level = naming->level;
    size_t tables = level->requires->verb == WM_VERB_EDITIONS ? level->requires->child_count : 1;
    size_t desired = 0;
    for (uint32_t i = 0; i < level->desire_count; i++)
        desired += count_leaves(level->desires[i]);
    naming->seen = wm_arena_zero(&naming->ruleset->arena, tables, sizeof *naming->seen);
    if (naming->seen == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    for (size_t i = 0; i < tables && status == WM_OK; i++) {
        const struct wm_criterion *requires = tables > 1 ? level->requires->children[i] : level->requires;
        status = wm_index_make(&naming->seen[i], &naming->ruleset->arena, count_leaves(requires) + desired, error);
    }
    return status;
}

enum wm_status wm_leaves_name(struct wm_ruleset *ruleset, struct wm_level *level, struct wm_error *error) {
    struct naming naming = {.ruleset = ruleset, .level = level};
    enum wm_status status = make_tables(&naming, error);
    if (status == WM_OK)
        status = name_tree(&naming, level->requires, error);
    level->leaf_count = naming.leaves;
    for (uint32_t i = 0; i < level->desire_count && status == WM_OK; i++) {
        status = name_tree(&naming, level->desires[i], error);
    }
    return status;
}
