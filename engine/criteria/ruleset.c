// SPDX-License-Identifier: MIT
#include "engine/criteria/ruleset.h"

#include "engine/criteria/ruleset_index.h"
#include "engine/criteria/wording.h"
#include "engine/portfolio/kinds.h"

#include <string.h>

enum wm_status wm_ruleset_new(size_t maximum, struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    struct wm_ruleset *ruleset = wm_alloc_zero(1, sizeof *ruleset);
    if (ruleset == NULL)
        return wm_error_no_memory(error);
    atomic_init(&ruleset->references, 1);
    wm_arena_init(&ruleset->arena, maximum);
    *ret_ruleset = ruleset;
    return WM_OK;
}

enum wm_status wm_ruleset_keep_beside(struct wm_ruleset *ruleset, const struct wm_ruleset_file *files, size_t count,
                                      struct wm_error *error) {
    struct wm_ruleset_file *copies = wm_arena_zero(&ruleset->arena, count + 1, sizeof *copies);
    if (copies == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        copies[i].path = wm_arena_dup(&ruleset->arena, files[i].path);
        copies[i].bytes = wm_arena_dup_n(&ruleset->arena, files[i].bytes, files[i].length);
        copies[i].length = files[i].length;
        if (copies[i].path == NULL || copies[i].bytes == NULL)
            return wm_error_no_memory(error);
    }
    ruleset->beside = copies;
    ruleset->beside_count = (uint32_t)count;
    return WM_OK;
}

struct wm_ruleset *wm_ruleset_ref(struct wm_ruleset *ruleset) {
    atomic_fetch_add_explicit(&ruleset->references, 1, memory_order_relaxed);
    return ruleset;
}

void wm_ruleset_unref(struct wm_ruleset *ruleset) {
    // Acquire and release: whoever frees has seen everything that the others did with it.
    if (ruleset == NULL || atomic_fetch_sub_explicit(&ruleset->references, 1, memory_order_acq_rel) != 1)
        return;
    struct wm_arena arena = ruleset->arena; // it owns everything but the struct itself
    wm_free(ruleset);
    wm_arena_clear(&arena);
}

static enum wm_status number_levels(struct wm_ruleset *ruleset, struct wm_error *error) {
    size_t count = 0;
    for (uint32_t f = 0; f < ruleset->framework_count; f++) {
        count += ruleset->frameworks[f].level_count;
    }
    if (count > WM_LEVELS_MOST)
        return wm_error_set(error, WM_RULES, "too-many",
                            "%zu levels and gates are more than the %d that one "
                            "organisation can have",
                            count, WM_LEVELS_MOST);
    ruleset->levels = wm_arena_zero(&ruleset->arena, count + 1, sizeof(struct wm_level *));
    if (ruleset->levels == NULL)
        return wm_error_no_memory(error);
    ruleset->level_count = 0;
    for (uint32_t f = 0; f < ruleset->framework_count; f++) {
        for (uint32_t l = 0; l < ruleset->frameworks[f].level_count; l++) {
            struct wm_level *level = &ruleset->frameworks[f].levels[l];
            level->index = ruleset->level_count;
            ruleset->levels[ruleset->level_count++] = level;
        }
    }
    return WM_OK;
}

static enum wm_status index_levels(struct wm_ruleset *ruleset, struct wm_error *error) {
    enum wm_status status = wm_index_make(&ruleset->index->levels, &ruleset->arena, ruleset->level_count, error);
    for (uint32_t i = 0; i < ruleset->level_count && status == WM_OK; i++) {
        struct wm_level *level = ruleset->levels[i];
        if (wm_index_add(&ruleset->index->levels, level->full, level) != NULL) {
            wm_error_set(error, WM_RULES, "duplicate", "%s is declared twice", level->full);
            return wm_error_where(error, "%s:%d", level->where.file, level->where.line);
        }
        status = wm_leaves_name(ruleset, level, error);
    }
    for (uint32_t i = 0; i < ruleset->assessors_count && status == WM_OK; i++) {
        status = wm_leaves_name(ruleset, &ruleset->assessors[i].level, error);
    }
    return status;
}

static enum wm_status index_declarations(struct wm_ruleset *ruleset, enum wm_declared declared,
                                         struct wm_error *error) {
    size_t count = 0;
    for (uint32_t f = 0; f < ruleset->framework_count; f++) {
        count += ruleset->frameworks[f].declaration_counts[declared];
    }
    struct wm_index *index = &ruleset->index->declared[declared];
    enum wm_status status = wm_index_make(index, &ruleset->arena, count, error);
    for (uint32_t f = 0; f < ruleset->framework_count && status == WM_OK; f++) {
        const struct wm_framework *framework = &ruleset->frameworks[f];
        for (uint32_t d = 0; d < framework->declaration_counts[declared]; d++) {
            const struct wm_declaration *declaration = &framework->declarations[declared][d];
            const char *name = declaration->code != WM_CODE_NONE ? wm_code_text(declaration->code) : declaration->id;
            // Several frameworks may declare a shared code: the first one speaks for it.
            (void)wm_index_add(index, name, (void *)(uintptr_t)declaration);
        }
    }
    return status;
}

static enum wm_status word_levels(struct wm_ruleset *ruleset, struct wm_error *error) {
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < ruleset->level_count && status == WM_OK; i++) {
        status = wm_wording_fill(ruleset, ruleset->levels[i]->requires, error);
        for (uint32_t d = 0; d < ruleset->levels[i]->desire_count && status == WM_OK; d++) {
            status = wm_wording_fill(ruleset, ruleset->levels[i]->desires[d], error);
        }
    }
    for (uint32_t i = 0; i < ruleset->assessors_count && status == WM_OK; i++) {
        status = wm_wording_fill(ruleset, ruleset->assessors[i].level.requires, error);
    }
    return status;
}

static enum wm_status intern_all(const char *const *words, struct wm_error *error) {
    for (; words != NULL && *words != NULL; words++) {
        if (wm_code_intern(*words, strlen(*words)) == WM_CODE_NONE)
            return wm_error_no_memory(error);
    }
    return WM_OK;
}

// What records can say and rules mean without naming it: a question only looks codes up, and must find these.
static enum wm_status intern_closed_lists(struct wm_error *error) {
    enum wm_status status = intern_all(wm_capacities, error);
    for (int kind = WM_KIND_NONE + 1; kind < WM_KIND_AWARD && status == WM_OK; kind++)
        status = intern_all(wm_kind_form((enum wm_kind)kind)->outcomes, error);
    return status;
}

enum wm_status wm_ruleset_seal(struct wm_ruleset *ruleset, struct wm_error *error) {
    ruleset->index = wm_arena_zero(&ruleset->arena, 1, sizeof *ruleset->index);
    if (ruleset->index == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = intern_closed_lists(error);
    if (status == WM_OK)
        status = number_levels(ruleset, error);
    if (status == WM_OK)
        status = index_levels(ruleset, error);
    for (int declared = 0; declared < WM_DECLARED_COUNT && status == WM_OK; declared++) {
        status = index_declarations(ruleset, (enum wm_declared)declared, error);
    }
    if (status == WM_OK) {
        wm_custom_mark(ruleset);
        status = wm_eves_reach(ruleset, error);
    }
    if (status == WM_OK) {
        status = word_levels(ruleset, error);
    }
    return status == WM_OK ? wm_ruleset_hash(ruleset, error) : status;
}

const struct wm_level *wm_ruleset_level(const struct wm_ruleset *ruleset, const char *full, size_t length) {
    return wm_index_find(&ruleset->index->levels, full, length);
}

enum wm_status wm_ruleset_find_level(const struct wm_ruleset *ruleset, const char *full, size_t length,
                                     const struct wm_level **ret_level, struct wm_error *error) {
    const struct wm_level *level = wm_ruleset_level(ruleset, full, length);
    if (level != NULL) {
        *ret_level = level;
        return WM_OK;
    }
    char wanted[WM_CODE_LONGEST * 2 + 2];
    size_t kept = length < sizeof wanted - 1 ? length : sizeof wanted - 1;
    memcpy(wanted, full, kept);
    wanted[kept] = '\0';
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, wanted);
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        wm_nearest_offer(&nearest, ruleset->levels[i]->full);
    }
    wm_error_set(error, WM_NOT_FOUND, "unknown-level", "there is no level or gate \"%s\" in the rules of %s", wanted,
                 ruleset->organisation);
    wm_error_expected(error, "a level or gate as framework/id");
    wm_error_found(error, "%s", wanted);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

const struct wm_framework *wm_ruleset_framework(const struct wm_ruleset *ruleset, const char *id, size_t length) {
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        if (strlen(ruleset->frameworks[i].id) == length && memcmp(ruleset->frameworks[i].id, id, length) == 0)
            return &ruleset->frameworks[i];
    }
    return NULL;
}

const struct wm_declaration *wm_framework_find(const struct wm_framework *framework, enum wm_declared declared,
                                               const char *id, size_t length) {
    for (uint32_t i = 0; i < framework->declaration_counts[declared]; i++) {
        const struct wm_declaration *declaration = &framework->declarations[declared][i];
        if (strlen(declaration->id) == length && memcmp(declaration->id, id, length) == 0)
            return declaration;
    }
    return NULL;
}

const struct wm_parameter *wm_framework_parameter(const struct wm_framework *framework, const char *id, size_t length) {
    for (uint32_t i = 0; i < framework->parameter_count; i++) {
        if (strlen(framework->parameters[i].id) == length && memcmp(framework->parameters[i].id, id, length) == 0)
            return &framework->parameters[i];
    }
    return NULL;
}

void wm_ruleset_offer(const struct wm_ruleset *ruleset, enum wm_declared declared, struct wm_nearest *nearest) {
    const struct wm_index *index = &ruleset->index->declared[declared];
    for (size_t i = 0; i <= index->mask; i++) {
        if (index->slots[i].name != NULL)
            wm_nearest_offer(nearest, index->slots[i].name);
    }
}
