// SPDX-License-Identifier: MIT
// Levels and gates: first their names and places, so that criteria can speak of them; then what they require; then a
// look for circles.
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

#include <stdio.h>
#include <string.h>

// Ranks ----------------------------------------------------------------------------------------------------------

static enum wm_status differs(const struct wm_draft_declaration *draft, const char *name, struct wm_error *error) {
    wm_error_set(error, WM_RULES, "contradiction",
                 "%s \"%s\": `%s` is not the same in all its editions: criteria change on a day, the ladder does not",
                 wm_word_name(draft->word), draft->id, name);
    return wm_draft_where(error, draft->where);
}

static enum wm_status read_rank(const struct wm_draft_declaration *draft, const struct wm_draft_value *rank,
                                int32_t *ret_rank, struct wm_error *error) {
    if (rank->number % WM_NUMBER_ONE != 0 || rank->number < -1000000 * WM_NUMBER_ONE ||
        rank->number > 1000000 * WM_NUMBER_ONE) {
        wm_error_set(error, WM_RULES, "wrong-number", "level \"%s\": `rank` is a whole number", draft->id);
        return wm_draft_where(error, draft->where);
    }
    *ret_rank = (int32_t)(rank->number / WM_NUMBER_ONE);
    return WM_OK;
}

static enum wm_status read_ranks(struct wm_compile_level *level, struct wm_error *error) {
    bool said = false;
    for (uint32_t i = 0; i < level->count; i++) {
        const struct wm_draft_value *value = wm_draft_field(&level->drafts[i]->fields, "rank");
        int32_t rank = 0;
        enum wm_status status = value != NULL ? read_rank(level->drafts[i], value, &rank, error) : WM_OK;
        if (status == WM_OK && value != NULL && said && rank != level->rank)
            status = differs(level->drafts[i], "rank", error);
        if (status != WM_OK)
            return status;
        level->rank = value != NULL ? rank : level->rank;
        said = said || value != NULL;
    }
    return WM_OK;
}

// Levels stand by rank, those of one rank as declared; the gates follow as declared.
static bool stands_before(const struct wm_compile_level *a, const struct wm_compile_level *b) {
    if (a->word != b->word)
        return a->word == WM_WORD_LEVEL;
    return a->rank != b->rank ? a->rank < b->rank : a->at < b->at;
}

static void sort(struct wm_compile *compile) {
    for (uint32_t i = 1; i < compile->level_count; i++) { // few enough to be inserted
        struct wm_compile_level level = compile->levels[i];
        uint32_t at = i;
        for (; at > 0 && stands_before(&level, &compile->levels[at - 1]); at--)
            compile->levels[at] = compile->levels[at - 1];
        compile->levels[at] = level;
    }
}

static enum wm_status find_places(struct wm_compile *compile, struct wm_error *error) {
    uint32_t levels = compile->draft->counts[WM_WORD_LEVEL], drafts = levels + compile->draft->counts[WM_WORD_GATE];
    compile->level_places = wm_arena_zero(&compile->draft->arena, drafts + 1u, sizeof *compile->level_places);
    if (compile->level_places == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < compile->level_count; i++) {
        const struct wm_compile_level *level = &compile->levels[i];
        for (uint32_t n = 0; n < level->count; n++)
            compile->level_places[level->drafts[n]->index + (level->word == WM_WORD_GATE ? levels : 0)] = i;
    }
    return WM_OK;
}

// What a level says of itself ------------------------------------------------------------------------------------

// What the last edition says that says anything about it.
static const char *text_of(const struct wm_compile_level *from, const char *name) {
    const char *text = NULL;
    for (uint32_t i = from->count; i > 0 && text == NULL; i--)
        text = wm_draft_text(&from->drafts[i - 1]->fields, name);
    return text;
}

static enum wm_status read_texts(struct wm_compile *compile, const struct wm_compile_level *from,
                                 struct wm_level *level, struct wm_error *error) {
    static const char *const names[] = {"title", "says", "source"};
    const char **const texts[] = {&level->title, &level->says, &level->source};
    const struct wm_draft_declaration *draft = from->drafts[0];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *text = text_of(from, names[i]);
        if (text != NULL && (*texts[i] = wm_compile_text(compile, text)) == NULL)
            return wm_error_no_memory(error);
    }
    if (level->title == NULL) {
        wm_error_set(error, WM_RULES, "missing", "%s \"%s\": `title` is missing", wm_word_name(draft->word), draft->id);
        wm_error_expected(error, "title");
        return wm_draft_where(error, draft->where);
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

static const struct wm_form grant_fields[] = {{"pay", WM_FORM_ID, NULL, false}, {"rows", WM_FORM_WHOLE, NULL, false}};

// The table, and how many of its rows.
static enum wm_status read_pay(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                               const struct wm_draft_fields *fields, struct wm_level *level, struct wm_error *error) {
    const struct wm_draft_value *value = wm_draft_field(fields, "pay"), *rows = wm_draft_field(fields, "rows");
    struct wm_declaration *pay;
    if (value == NULL && rows == NULL)
        return WM_OK;
    if (value == NULL) {
        wm_error_set(error, WM_RULES, "missing",
                     "level \"%s\": `rows` are those of a table of pay: say which, as `pay`", draft->id);
        return wm_draft_where(error, draft->where);
    }
    enum wm_status status = wm_compile_declaration(compile, WM_DECLARED_PAY, value, &pay, error);
    if (status != WM_OK)
        return status;
    if (rows != NULL && rows->number > (wm_number)pay->pay_count * WM_NUMBER_ONE) {
        wm_error_set(error, WM_RULES, "wrong-number", "level \"%s\": the table \"%s\" has no more than %u rows",
                     draft->id, pay->id, pay->pay_count);
        return wm_draft_where(error, draft->where);
    }
    uint32_t count = rows != NULL ? (uint32_t)(rows->number / WM_NUMBER_ONE) : 0;
    if (level->pay != WM_CODE_NONE && (level->pay != pay->code || level->pay_rows != count))
        return differs(draft, "grants", error);
    level->pay = pay->code;
    level->pay_rows = count;
    return WM_OK;
}

static enum wm_status read_grants(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                  struct wm_level *level, struct wm_error *error) {
    static const struct wm_forms forms = {grant_fields, sizeof grant_fields / sizeof grant_fields[0], NULL};
    const struct wm_draft_value *grants = wm_draft_field(&draft->fields, "grants");
    if (grants == NULL)
        return WM_OK;
    char what[96];
    snprintf(what, sizeof what, "`grants` of level \"%s\"", draft->id);
    struct wm_draft_fields fields;
    if (grants->table->count > 0 || grants->table->point_count > 0) {
        wm_error_set(error, WM_RULES, "wrong-type", "%s takes named values: { pay = \"…\" }", what);
        return wm_draft_where(error, draft->where);
    }
    enum wm_status status =
        wm_forms_read(&forms, false, what, draft->where, grants->table, &compile->draft->arena, &fields, error);
    return status == WM_OK ? read_pay(compile, draft, &fields, level, error) : status;
}

static enum wm_status read_after(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                 struct wm_level *level, struct wm_error *error) {
    struct wm_values values = wm_compile_values(wm_draft_field(&draft->fields, "after"));
    if (values.count == 0)
        return WM_OK;
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
    bool same = level->after_count == values.count;
    for (uint32_t i = 0; i < values.count && same; i++)
        same = level->after[i] == after[i];
    if (level->after_count > 0 && !same)
        return differs(draft, "after", error);
    level->after = after;
    level->after_count = values.count;
    return WM_OK;
}

static enum wm_status read_level(struct wm_compile *compile, const struct wm_compile_level *from,
                                 struct wm_level *level, struct wm_error *error) {
    level->gate = from->word == WM_WORD_GATE;
    level->rank = from->rank;
    level->where = from->drafts[from->count - 1]->where;
    level->framework = compile->framework;
    enum wm_status status = read_texts(compile, from, level, error);
    for (uint32_t i = 0; i < from->count && status == WM_OK; i++)
        status = read_grants(compile, from->drafts[i], level, error);
    return status;
}

enum wm_status wm_compile_levels(struct wm_compile *compile, struct wm_error *error) {
    struct wm_framework *framework = compile->framework;
    enum wm_status status = wm_compile_editions(compile, error);
    if (status != WM_OK)
        return status;
    uint32_t count = compile->level_count;
    if (count > WM_LEVELS_MOST) {
        wm_error_set(error, WM_RULES, "too-many", "%u levels and gates are more than %d", count, WM_LEVELS_MOST);
        return wm_draft_where(error, framework->where);
    }
    framework->levels = wm_arena_zero(compile->arena, count + 1u, sizeof *framework->levels);
    if (framework->levels == NULL)
        return wm_error_no_memory(error);
    framework->level_count = count;
    for (uint32_t i = 0; i < count && status == WM_OK; i++)
        status = read_ranks(&compile->levels[i], error);
    if (status != WM_OK)
        return status;
    sort(compile);
    status = find_places(compile, error);
    for (uint32_t i = 0; i < count && status == WM_OK; i++)
        status = read_level(compile, &compile->levels[i], &framework->levels[i], error);
    return status;
}

enum wm_status wm_compile_after(struct wm_compile *compile, struct wm_error *error) {
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < compile->level_count; i++) {
        for (uint32_t n = 0; n < compile->levels[i].count && status == WM_OK; n++)
            status = read_after(compile, compile->levels[i].drafts[n], &compile->framework->levels[i], error);
    }
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

static uint32_t count_desires(const struct wm_compile_level *from) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < from->count; i++)
        count += wm_compile_values(wm_draft_field(&from->drafts[i]->fields, "desires")).count;
    return count;
}

// Each criterion of the list stands for itself, on the days of its edition. What the organisation's values have settled
// as met is nothing to desire, and gone.
static enum wm_status read_desires(struct wm_compile *compile, const struct wm_compile_level *from, uint32_t at,
                                   struct wm_criterion **desires, struct wm_level *level, struct wm_error *error) {
    struct wm_values values = wm_compile_values(wm_draft_field(&from->drafts[at]->fields, "desires"));
    for (uint32_t i = 0; i < values.count; i++) {
        const struct wm_draft_criterion *criterion;
        struct wm_criterion **desire = &desires[level->desire_count];
        enum wm_status status =
            wm_draft_criterion_of(&compile->draft->arena, "`desires`", &values.values[i], &criterion, error);
        if (status == WM_OK)
            status = wm_compile_criterion(compile, criterion, desire, error);
        if (status != WM_OK)
            return status;
        if (wm_compile_settled(*desire, WM_VERDICT_MET))
            continue;
        (*desire)->edition = from->editions != NULL ? &from->editions[at] : NULL;
        level->desire_count++;
    }
    return WM_OK;
}

static enum wm_status read_requirements(struct wm_compile *compile, const struct wm_compile_level *from,
                                        struct wm_level *level, struct wm_error *error) {
    struct wm_criterion **desires =
        wm_arena_zero(compile->arena, count_desires(from) + 1u, sizeof(struct wm_criterion *));
    struct wm_criterion **requires =
        wm_arena_zero(&compile->draft->arena, from->count + 1u, sizeof(struct wm_criterion *));
    if (desires == NULL || requires == NULL)
        return wm_error_no_memory(error);
    level->desires = desires;
    for (uint32_t i = 0; i < from->count; i++) {
        enum wm_status status = read_requires(compile, from->drafts[i], level, error);
        if (status == WM_OK)
            status = wm_compile_additions(compile, from->drafts[i], level, error);
        if (status == WM_OK)
            status = read_desires(compile, from, i, desires, level, error);
        if (status != WM_OK)
            return status;
        requires[i] = level->requires;
    }
    return from->editions != NULL ? wm_compile_join_editions(compile, from, requires, level, error) : WM_OK;
}

enum wm_status wm_compile_requirements(struct wm_compile *compile, struct wm_error *error) {
    enum wm_status status = wm_compile_check_additions(compile, error);
    for (uint32_t i = 0; i < compile->level_count && status == WM_OK; i++)
        status = read_requirements(compile, &compile->levels[i], &compile->framework->levels[i], error);
    return status;
}
