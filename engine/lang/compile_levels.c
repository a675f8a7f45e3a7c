// SPDX-License-Identifier: MIT
// Levels and gates: first their names and places, so that criteria can speak of them; then what they require; then a
// look for circles.
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

#include <stdio.h>
#include <string.h>

static const struct wm_draft_declaration *draft_at(const struct wm_compile *compile, uint32_t at) {
    uint32_t levels = compile->draft->counts[WM_WORD_LEVEL];
    return at < levels ? compile->drafts[WM_WORD_LEVEL][at] : compile->drafts[WM_WORD_GATE][at - levels];
}

static struct wm_level *level_at(const struct wm_compile *compile, uint32_t at) {
    return &compile->framework->levels[compile->level_places[at]];
}

// Ranks ----------------------------------------------------------------------------------------------------------

static enum wm_status read_rank(const struct wm_draft_declaration *draft, int32_t *ret_rank, struct wm_error *error) {
    const struct wm_draft_value *rank = wm_draft_field(&draft->fields, "rank");
    if (rank != NULL && (rank->number % WM_NUMBER_ONE != 0 || rank->number < -1000000 * WM_NUMBER_ONE ||
                         rank->number > 1000000 * WM_NUMBER_ONE)) {
        wm_error_set(error, WM_RULES, "wrong-number", "level \"%s\": `rank` is a whole number", draft->id);
        return wm_draft_where(error, draft->where);
    }
    *ret_rank = rank != NULL ? (int32_t)(rank->number / WM_NUMBER_ONE) : 0;
    return WM_OK;
}

// Levels stand by rank, those of one rank as declared; the gates follow as declared.
static enum wm_status find_places(struct wm_compile *compile, const int32_t *ranks, struct wm_error *error) {
    uint32_t levels = compile->draft->counts[WM_WORD_LEVEL], gates = compile->draft->counts[WM_WORD_GATE];
    uint32_t *order = wm_arena_zero(&compile->draft->arena, levels + 1u, sizeof *order);
    if (order == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < levels; i++) { // few enough to be inserted
        uint32_t at = i;
        while (at > 0 && ranks[order[at - 1]] > ranks[i])
            at--;
        memmove(&order[at + 1], &order[at], (i - at) * sizeof *order);
        order[at] = i;
    }
    for (uint32_t i = 0; i < levels; i++)
        compile->level_places[order[i]] = i;
    for (uint32_t i = 0; i < gates; i++)
        compile->level_places[levels + i] = levels + i;
    return WM_OK;
}

// What a level says of itself ------------------------------------------------------------------------------------

static enum wm_status read_texts(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                 struct wm_level *level, struct wm_error *error) {
    static const char *const names[] = {"title", "says", "source"};
    const char **const texts[] = {&level->title, &level->says, &level->source};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *text = wm_draft_text(&draft->fields, names[i]);
        if (text != NULL && (*texts[i] = wm_compile_text(compile, text)) == NULL)
            return wm_error_no_memory(error);
    }
    level->id = wm_compile_text(compile, draft->id);
    level->full = wm_arena_printf(compile->arena, "%s/%s", compile->framework->id, draft->id);
    if (level->id == NULL || level->full == NULL)
        return wm_error_no_memory(error);
    size_t length = strlen(level->full);
    if (!wm_code_valid(level->full, length)) {
        wm_error_set(error, WM_RULES, "wrong-id", "\"%s\" is longer than %u characters", level->full, WM_CODE_LONGEST);
        return wm_draft_where(error, draft->where);
    }
    level->code = wm_code_intern(level->full, length);
    return level->code != WM_CODE_NONE ? WM_OK : wm_error_no_memory(error);
}

static const struct wm_form grant_fields[] = {{"pay", WM_FORM_ID, NULL, false}};

static enum wm_status read_grants(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                  struct wm_level *level, struct wm_error *error) {
    static const struct wm_forms forms = {grant_fields, 1, NULL};
    const struct wm_draft_value *grants = wm_draft_field(&draft->fields, "grants");
    if (grants == NULL)
        return WM_OK;
    char what[96];
    snprintf(what, sizeof what, "`grants` of level \"%s\"", draft->id);
    struct wm_draft_fields fields;
    struct wm_declaration *pay;
    if (grants->table->count > 0 || grants->table->point_count > 0) {
        wm_error_set(error, WM_RULES, "wrong-type", "%s takes named values: { pay = \"…\" }", what);
        return wm_draft_where(error, draft->where);
    }
    enum wm_status status =
        wm_forms_read(&forms, false, what, draft->where, grants->table, &compile->draft->arena, &fields, error);
    const struct wm_draft_value *value = status == WM_OK ? wm_draft_field(&fields, "pay") : NULL;
    if (value != NULL)
        status = wm_compile_declaration(compile, WM_DECLARED_PAY, value, &pay, error);
    if (status == WM_OK && value != NULL)
        level->pay = pay->code;
    return status;
}

static enum wm_status read_after(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                 struct wm_level *level, struct wm_error *error) {
    struct wm_values values = wm_compile_values(wm_draft_field(&draft->fields, "after"));
    const struct wm_level **after = wm_arena_zero(compile->arena, values.count + 1u, sizeof(struct wm_level *));
    if (after == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < values.count; i++) {
        const struct wm_draft_value *value = &values.values[i];
        const char *id = value->type == WM_DRAFT_DECLARATION ? value->declaration->id : value->text;
        enum wm_status status = wm_compile_level(compile, id, value->where, &after[i], error);
        if (status != WM_OK)
            return status;
        if (after[i]->gate) {
            wm_error_set(error, WM_RULES, "wrong-type", "level \"%s\": `after` names levels, \"%s\" is a gate",
                         draft->id, id);
            return wm_draft_where(error, value->where);
        }
    }
    level->after = after;
    level->after_count = values.count;
    return WM_OK;
}

enum wm_status wm_compile_levels(struct wm_compile *compile, struct wm_error *error) {
    uint32_t levels = compile->draft->counts[WM_WORD_LEVEL], count = levels + compile->draft->counts[WM_WORD_GATE];
    struct wm_framework *framework = compile->framework;
    if (count > WM_LEVELS_MOST) {
        wm_error_set(error, WM_RULES, "too-many", "%u levels and gates are more than %d", count, WM_LEVELS_MOST);
        return wm_draft_where(error, framework->where);
    }
    framework->levels = wm_arena_zero(compile->arena, count + 1u, sizeof *framework->levels);
    compile->level_places = wm_arena_zero(&compile->draft->arena, count + 1u, sizeof *compile->level_places);
    int32_t *ranks = wm_arena_zero(&compile->draft->arena, count + 1u, sizeof *ranks);
    if (framework->levels == NULL || compile->level_places == NULL || ranks == NULL)
        return wm_error_no_memory(error);
    framework->level_count = count;
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < levels && status == WM_OK; i++)
        status = read_rank(compile->drafts[WM_WORD_LEVEL][i], &ranks[i], error);
    if (status == WM_OK)
        status = find_places(compile, ranks, error);
    for (uint32_t i = 0; i < count && status == WM_OK; i++) {
        struct wm_level *level = level_at(compile, i);
        level->gate = i >= levels;
        level->rank = ranks[i];
        level->where = draft_at(compile, i)->where;
        level->framework = framework;
        status = read_texts(compile, draft_at(compile, i), level, error);
        if (status == WM_OK)
            status = read_grants(compile, draft_at(compile, i), level, error);
    }
    return status;
}

enum wm_status wm_compile_after(struct wm_compile *compile, struct wm_error *error) {
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < compile->framework->level_count && status == WM_OK; i++)
        status = read_after(compile, draft_at(compile, i), level_at(compile, i), error);
    return status;
}

// What it requires and desires -----------------------------------------------------------------------------------

static enum wm_status read_requires(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                    struct wm_level *level, struct wm_error *error) {
    const struct wm_draft_value *value = wm_draft_field(&draft->fields, "requires");
    const struct wm_draft_criterion *criterion;
    enum wm_status status = wm_draft_criterion_of(&compile->draft->arena, "`requires`", value, &criterion, error);
    return status == WM_OK ? wm_compile_criterion(compile, criterion, &level->requires, error) : status;
}

// Each criterion of the list stands for itself.
static enum wm_status read_desires(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                   struct wm_level *level, struct wm_error *error) {
    struct wm_values values = wm_compile_values(wm_draft_field(&draft->fields, "desires"));
    struct wm_criterion **desires = wm_arena_zero(compile->arena, values.count + 1u, sizeof(struct wm_criterion *));
    if (desires == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < values.count; i++) {
        const struct wm_draft_criterion *criterion;
        enum wm_status status =
            wm_draft_criterion_of(&compile->draft->arena, "`desires`", &values.values[i], &criterion, error);
        if (status == WM_OK)
            status = wm_compile_criterion(compile, criterion, &desires[i], error);
        if (status != WM_OK)
            return status;
    }
    level->desires = desires;
    level->desire_count = values.count;
    return WM_OK;
}

enum wm_status wm_compile_requirements(struct wm_compile *compile, struct wm_error *error) {
    enum wm_status status = wm_compile_check_additions(compile, error);
    for (uint32_t i = 0; i < compile->framework->level_count && status == WM_OK; i++) {
        status = read_requires(compile, draft_at(compile, i), level_at(compile, i), error);
        if (status == WM_OK)
            status = wm_compile_additions(compile, draft_at(compile, i), level_at(compile, i), error);
        if (status == WM_OK)
            status = read_desires(compile, draft_at(compile, i), level_at(compile, i), error);
    }
    return status;
}
