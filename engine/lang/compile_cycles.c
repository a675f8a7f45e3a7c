// SPDX-License-Identifier: MIT
// Circles among levels: none may meet itself, whatever lies between, nor stand after itself. Across frameworks, since an
// organisation's rules may lead from one to another.
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

enum progress { UNSEEN, ON_THE_WAY, DONE };

struct walk {
    uint8_t *progress; // by level->index
    uint32_t depth;    // of meets within meets
    struct wm_error *error;
};

static enum wm_status fail(struct walk *walk, const char *reason, const char *message, const struct wm_level *level,
                           struct wm_place where) {
    wm_error_set(walk->error, WM_RULES, reason, message, level->id);
    wm_error_found(walk->error, "\"%s\"", level->id);
    return wm_draft_where(walk->error, where);
}

// Two functions in turn: a level's criteria, and the levels that they meet.
static enum wm_status walk_level(struct walk *walk, const struct wm_level *level, struct wm_place where);

static enum wm_status walk_criterion(struct walk *walk, const struct wm_criterion *criterion) {
    if (criterion->verb == WM_VERB_MEETS)
        return walk_level(walk, criterion->level, criterion->where);
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < criterion->child_count && status == WM_OK; i++)
        status = walk_criterion(walk, criterion->children[i]);
    return status;
}

static enum wm_status walk_level(struct walk *walk, const struct wm_level *level, struct wm_place where) {
    uint8_t *progress = &walk->progress[level->index];
    if (*progress == ON_THE_WAY)
        return fail(walk, "cycle", "level \"%s\" is met only if it is met: the `meets` go round in a circle", level,
                    where);
    if (*progress == DONE)
        return WM_OK;
    if (walk->depth == WM_LIMIT_DEPTH)
        return fail(walk, "too-deep", "the `meets` lead from level to level through too many levels, up to \"%s\"",
                    level, where);
    *progress = ON_THE_WAY;
    walk->depth++;
    enum wm_status status = walk_criterion(walk, level->requires);
    walk->depth--;
    *progress = DONE;
    return status;
}

static enum wm_status walk_after(struct walk *walk, const struct wm_level *level) {
    uint8_t *progress = &walk->progress[level->index];
    if (*progress == ON_THE_WAY)
        return fail(walk, "cycle", "level \"%s\" stands `after` itself", level, level->where);
    if (*progress == DONE)
        return WM_OK;
    *progress = ON_THE_WAY;
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < level->after_count && status == WM_OK; i++)
        status = walk_after(walk, level->after[i]);
    *progress = DONE;
    return status;
}

// Sealing numbers the levels in the same way.
static uint32_t number(struct wm_compile *compiles, uint32_t count) {
    uint32_t total = 0;
    for (uint32_t f = 0; f < count; f++) {
        for (uint32_t i = 0; i < compiles[f].framework->level_count; i++)
            compiles[f].framework->levels[i].index = total++;
    }
    return total;
}

enum wm_status wm_compile_cycles(struct wm_compile *compiles, uint32_t count, struct wm_error *error) {
    uint32_t total = number(compiles, count);
    struct walk meets = {.error = error}, after = meets;
    meets.progress = wm_arena_zero(&compiles[0].draft->arena, total + 1u, 1);
    after.progress = wm_arena_zero(&compiles[0].draft->arena, total + 1u, 1);
    if (meets.progress == NULL || after.progress == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    for (uint32_t f = 0; f < count; f++) {
        for (uint32_t i = 0; i < compiles[f].framework->level_count && status == WM_OK; i++) {
            const struct wm_level *level = &compiles[f].framework->levels[i];
            status = walk_level(&meets, level, level->where);
            if (status == WM_OK)
                status = walk_after(&after, level);
        }
    }
    return status;
}
