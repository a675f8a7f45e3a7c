// SPDX-License-Identifier: MIT
#include "engine/author/mutate_levels.h"

#include "engine/author/all_levels.h"

// Finding --------------------------------------------------------------------------------------------------------------

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool alike(const struct wm_criterion *a, const struct wm_criterion *b) {
    return a->verb == b->verb && a->where.line == b->where.line && same_text(a->id, b->id) &&
           same_text(a->where.file, b->where.file);
}

// How many like it stand before it in tree order; `found` when it is there.
static uint32_t count_before(const struct wm_criterion *at, const struct wm_criterion *wanted, bool *found) {
    if (at == wanted) {
        *found = true;
        return 0;
    }
    uint32_t count = alike(at, wanted) ? 1 : 0;
    for (uint32_t i = 0; i < at->child_count && !*found; i++)
        count += count_before(at->children[i], wanted, found);
    return count;
}

struct wm_mutate_target wm_mutate_target_of(const struct wm_level *level, const struct wm_criterion *criterion,
                                            uint32_t way) {
    bool found = false;
    return (struct wm_mutate_target){level, criterion, count_before(level->requires, criterion, &found), way};
}

static const struct wm_criterion *find(const struct wm_criterion *at, const struct wm_criterion *wanted,
                                       uint32_t *before) {
    if (alike(at, wanted) && (*before)-- == 0)
        return at;
    const struct wm_criterion *found = NULL;
    for (uint32_t i = 0; i < at->child_count && found == NULL; i++)
        found = find(at->children[i], wanted, before);
    return found;
}

// Building -------------------------------------------------------------------------------------------------------------

struct building {
    struct wm_arena *arena;
    struct wm_level **levels;         // the copies
    const struct wm_criterion **eves; // the copies of what lets somebody stay, by their numbers
    const struct wm_criterion *target;
    struct wm_criterion *replacement;
    bool no_memory;
};

static void *room(struct building *building, size_t count, size_t size) {
    void *memory = wm_arena_zero(building->arena, count, size);
    building->no_memory = building->no_memory || memory == NULL;
    return memory;
}

static struct wm_criterion *copy_of(struct building *building, struct wm_criterion *criterion) {
    struct wm_criterion *copy = room(building, 1, sizeof *copy);
    if (copy == NULL)
        return criterion;
    *copy = *criterion;
    return copy;
}

static struct wm_criterion *rebuild(struct building *building, struct wm_criterion *criterion) {
    struct wm_criterion *copy = criterion == building->target ? building->replacement : criterion;
    bool eve = copy->verb == WM_VERB_GRANDFATHERED;
    if (eve || copy->verb == WM_VERB_MEETS) {
        copy = copy_of(building, copy);
        copy->level = building->levels[copy->level->index];
        if (eve)
            building->eves[copy->eve] = copy;
        return copy;
    }
    struct wm_criterion **children = NULL;
    for (uint32_t i = 0; i < copy->child_count && !building->no_memory; i++) {
        struct wm_criterion *child = rebuild(building, copy->children[i]);
        if (child == copy->children[i] && children == NULL)
            continue;
        if (children == NULL) {
            children = room(building, copy->child_count, sizeof(struct wm_criterion *));
            for (uint32_t k = 0; k < i && children != NULL; k++)
                children[k] = copy->children[k];
        }
        if (children != NULL)
            children[i] = child;
    }
    if (children == NULL || building->no_memory)
        return copy;
    copy = copy_of(building, copy);
    copy->children = children;
    return copy;
}

static bool replace(struct building *building, const struct wm_ruleset *ruleset,
                    const struct wm_mutate_target *target) {
    uint32_t number = wm_all_levels_find(ruleset, target->level);
    const struct wm_level *level = number < wm_all_levels_count(ruleset) ? wm_all_levels_at(ruleset, number) : NULL;
    struct wm_change change;
    uint32_t before = target->nth;
    building->target = level != NULL ? find(level->requires, target->criterion, &before) : NULL;
    if (building->target == NULL)
        return false;
    bool made = wm_change_make(&change, building->arena, level, building->target, target->way);
    building->no_memory = change.no_memory;
    building->replacement = made ? room(building, 1, sizeof *building->replacement) : NULL;
    if (building->replacement == NULL)
        return false;
    *building->replacement = change.criterion;
    return true;
}

// Which eves a copy looks back to: none that was left out, and the earlier ones first, also when one has moved.
static void look_back(struct building *building, struct wm_level *level) {
    const struct wm_criterion **eves = room(building, level->eve_count + 1u, sizeof(struct wm_criterion *));
    uint32_t count = 0;
    for (uint32_t i = 0; i < level->eve_count && eves != NULL; i++) {
        const struct wm_criterion *eve = building->eves[level->eves[i]->eve];
        uint32_t at = count;
        if (eve == NULL)
            continue;
        for (; at > 0 && eves[at - 1]->edition->from > eve->edition->from; at--)
            eves[at] = eves[at - 1];
        eves[at] = eve;
        count++;
    }
    level->eves = eves;
    level->eve_count = count;
}

const struct wm_level *const *wm_mutate_levels(struct wm_arena *arena, const struct wm_ruleset *ruleset,
                                               const struct wm_mutate_target *target, bool *ret_no_memory) {
    struct building building = {.arena = arena};
    bool made = replace(&building, ruleset, target);
    uint32_t count = made ? wm_all_levels_count(ruleset) : 0;
    if (made)
        building.eves = room(&building, WM_EVES_MOST, sizeof(struct wm_criterion *));
    if (made)
        building.levels = room(&building, count, sizeof(struct wm_level *));
    for (uint32_t i = 0; i < count && !building.no_memory; i++) {
        building.levels[i] = room(&building, 1, sizeof **building.levels);
        if (building.levels[i] != NULL)
            *building.levels[i] = *wm_all_levels_at(ruleset, i);
    }
    for (uint32_t i = 0; i < count && !building.no_memory; i++)
    building.levels[i]->requires = rebuild(&building, building.levels[i]->requires);
    for (uint32_t i = 0; i < count && !building.no_memory; i++)
        look_back(&building, building.levels[i]);
    *ret_no_memory = *ret_no_memory || building.no_memory;
    return made && !building.no_memory ? (const struct wm_level *const *)building.levels : NULL;
}
