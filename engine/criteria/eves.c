// SPDX-License-Identifier: MIT
// Who was eligible on the eve of an edition: which levels have to look back, and in which order, so that whatever one
// look back needs of an earlier one is known before.
#include "engine/criteria/ruleset_index.h"

#include <string.h>

struct eves {
    struct wm_criterion *all[WM_EVES_MOST]; // by day; those of one day as the levels stand
    uint32_t count;
};

static void add(struct eves *eves, struct wm_criterion *leaf) {
    uint32_t at = eves->count++;
    for (; at > 0 && eves->all[at - 1]->edition->from > leaf->edition->from; at--)
        eves->all[at] = eves->all[at - 1];
    eves->all[at] = leaf;
}

static enum wm_status gather(struct eves *eves, const struct wm_level *level, struct wm_error *error) {
    for (uint32_t i = 0; i < level->requires->child_count && level->requires->verb == WM_VERB_EDITIONS; i++) {
        struct wm_criterion *child = level->requires->children[i];
        if (child->verb != WM_VERB_GRANDFATHERED)
            continue;
        if (eves->count == WM_EVES_MOST) {
            wm_error_set(error, WM_RULES, "too-many",
                         "the rules say `grandfather` more than %d times: leave out editions that are long over",
                         WM_EVES_MOST);
            return wm_error_where(error, "%s:%d", child->where.file, child->where.line);
        }
        add(eves, child);
    }
    return WM_OK;
}

struct reach {
    uint64_t bits[WM_EVES_MOST / 64];
};

static void join(struct reach *reach, const struct reach *other) {
    for (size_t i = 0; i < WM_EVES_MOST / 64; i++)
        reach->bits[i] |= other->bits[i];
}

static bool reaches(const struct reach *reach, uint32_t eve) {
    return (reach->bits[eve / 64] >> (eve % 64) & 1) != 0;
}

static void look(const struct reach *levels, const struct wm_criterion *criterion, struct reach *reach) {
    if (criterion->verb == WM_VERB_MEETS)
        join(reach, &levels[criterion->level->index]);
    if (criterion->verb == WM_VERB_GRANDFATHERED)
        reach->bits[criterion->eve / 64] |= UINT64_C(1) << (criterion->eve % 64);
    for (uint32_t i = 0; i < criterion->child_count; i++)
        look(levels, criterion->children[i], reach);
}

static struct reach look_at_level(const struct reach *levels, const struct wm_level *level) {
    struct reach reach = {{0}};
    look(levels, level->requires, &reach);
    for (uint32_t i = 0; i < level->desire_count; i++)
        look(levels, level->desires[i], &reach);
    return reach;
}

static enum wm_status keep(struct wm_ruleset *ruleset, const struct eves *eves, const struct reach *reach,
                           struct wm_level *level, struct wm_error *error) {
    const struct wm_criterion **kept = wm_arena_alloc(&ruleset->arena, eves->count * sizeof(struct wm_criterion *));
    if (kept == NULL)
        return wm_error_no_memory(error);
    level->eve_count = 0;
    for (uint32_t i = 0; i < eves->count; i++) {
        if (reaches(reach, i))
            kept[level->eve_count++] = eves->all[i];
    }
    level->eves = kept;
    return WM_OK;
}

// A level that meets one that looks back does so too, until none is left.
static void spread(const struct wm_ruleset *ruleset, struct reach *levels) {
    bool moved = true;
    while (moved) {
        moved = false;
        for (uint32_t i = 0; i < ruleset->level_count; i++) {
            struct reach reach = look_at_level(levels, ruleset->levels[i]);
            moved = moved || memcmp(&reach, &levels[i], sizeof reach) != 0;
            levels[i] = reach;
        }
    }
}

enum wm_status wm_eves_reach(struct wm_ruleset *ruleset, struct wm_error *error) {
    struct eves eves = {.count = 0};
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < ruleset->level_count && status == WM_OK; i++)
        status = gather(&eves, ruleset->levels[i], error);
    if (status != WM_OK || eves.count == 0)
        return status;
    for (uint32_t i = 0; i < eves.count; i++)
        eves.all[i]->eve = i;
    struct reach *levels = wm_alloc_zero(ruleset->level_count, sizeof *levels);
    if (levels == NULL)
        return wm_error_no_memory(error);
    spread(ruleset, levels);
    for (uint32_t i = 0; i < ruleset->level_count && status == WM_OK; i++)
        status = keep(ruleset, &eves, &levels[i], ruleset->levels[i], error);
    for (uint32_t i = 0; i < ruleset->assessors_count && status == WM_OK; i++) {
        struct wm_level *level = &ruleset->assessors[i].level;
        struct reach reach = look_at_level(levels, level);
        status = keep(ruleset, &eves, &reach, level, error);
    }
    wm_free(levels);
    return status;
}
