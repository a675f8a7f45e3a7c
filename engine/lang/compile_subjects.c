// SPDX-License-Identifier: MIT
// Subjects: names, parameters, selections and lists of them become declarations or levels, each once and in order.
// Selections are resolved here, when the pack is complete.
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

#include <stdio.h>
#include <string.h>

struct gathering {
    struct wm_compile *compile;
    const char *what;
    const int *words;
    struct wm_subjects *subjects;
    struct wm_error *error;
};

// Adds it unless it is among the first `seen` already.
static enum wm_status add(struct gathering *gathering, struct wm_subject subject, uint32_t seen) {
    struct wm_subjects *subjects = gathering->subjects;
    for (uint32_t i = 0; i < seen; i++) {
        if (subjects->subjects[i].code == subject.code && subjects->subjects[i].declaration == subject.declaration)
            return WM_OK;
    }
    if (subjects->count == subjects->room) {
        uint32_t room = subjects->room > 0 ? 2 * subjects->room : 16;
        struct wm_subject *moved = wm_arena_zero(&gathering->compile->draft->arena, room, sizeof *moved);
        if (moved == NULL)
            return wm_error_no_memory(gathering->error);
        if (subjects->count > 0)
            memcpy(moved, subjects->subjects, subjects->count * sizeof *moved);
        subjects->subjects = moved;
        subjects->room = room;
    }
    subjects->subjects[subjects->count++] = subject;
    return WM_OK;
}

static bool may_be(const struct gathering *gathering, int word) {
    for (const int *each = gathering->words; *each >= 0; each++) {
        if (*each == word)
            return true;
    }
    return false;
}

static enum wm_status add_name(struct gathering *gathering, const char *id, struct wm_place where) {
    struct wm_compile *compile = gathering->compile;
    uint32_t seen = gathering->subjects->count;
    if (may_be(gathering, WM_WORD_LEVEL)) {
        const struct wm_level *level;
        enum wm_status status = wm_compile_level(compile, id, where, &level, gathering->error);
        return status == WM_OK ? add(gathering, (struct wm_subject){level->code, NULL, level, NULL}, seen) : status;
    }
    for (const int *word = gathering->words; *word >= 0; word++) {
        struct wm_compile *home;
        struct wm_declaration *declaration = wm_compile_lookup(compile, (enum wm_declared) * word, id, &home);
        if (declaration != NULL) {
            declaration->asked = true;
            return add(gathering, (struct wm_subject){declaration->code, declaration, NULL, home}, seen);
        }
    }
    return wm_compile_unknown(compile, gathering->words, gathering->what, id, where, gathering->error);
}

static enum wm_status wrong_kind(struct gathering *gathering, const char *found, struct wm_place where) {
    wm_error_set(gathering->error, WM_RULES, "wrong-type", "%s is about %s, not %s", gathering->what,
                 gathering->words[0] < WM_DECLARED_COUNT ? wm_declared_plural((enum wm_declared)gathering->words[0])
                                                         : "levels and gates",
                 found);
    wm_error_found(gathering->error, "%s", found);
    return wm_draft_where(gathering->error, where);
}

static enum wm_status add_parameter(struct gathering *gathering, const struct wm_draft_value *value) {
    const struct wm_parameter *parameter;
    enum wm_status status =
        wm_compile_parameter(gathering->compile, value->text, value->where, &parameter, gathering->error);
    if (status != WM_OK)
        return status;
    if (parameter->type != WM_VALUE_CODE && parameter->type != WM_VALUE_CODES)
        return wrong_kind(gathering, wm_value_type_name(parameter->type), value->where);
    if (parameter->origin == WM_ORIGIN_UNSET) {
        if (gathering->subjects->unset == NULL)
            gathering->subjects->unset = parameter;
        return WM_OK;
    }
    if (parameter->value.codes.count == 0)
        gathering->subjects->emptied = parameter;
    for (uint32_t i = 0; i < parameter->value.codes.count && status == WM_OK; i++)
        status = add_name(gathering, wm_code_text(parameter->value.codes.codes[i]), value->where);
    return status;
}

// Selections ------------------------------------------------------------------------------------------------------

struct filter { // with the names it asks for, parameters replaced by their values
    const char *name;
    const char **wanted;
    uint32_t count;
    bool boolean;
};

static enum wm_status read_names(struct gathering *gathering, const struct wm_draft_value *value,
                                 struct filter *filter) {
    struct wm_values values = wm_compile_values(value);
    uint32_t room = 0;
    const struct wm_parameter **parameters =
        wm_arena_zero(&gathering->compile->draft->arena, values.count + 1u, sizeof(struct wm_parameter *));
    if (parameters == NULL)
        return wm_error_no_memory(gathering->error);
    for (uint32_t i = 0; i < values.count; i++) {
        room++;
        if (values.values[i].type != WM_DRAFT_PARAMETER)
            continue;
        enum wm_status status = wm_compile_parameter(gathering->compile, values.values[i].text, values.values[i].where,
                                                     &parameters[i], gathering->error);
        if (status != WM_OK)
            return status;
        if (parameters[i]->type != WM_VALUE_CODE && parameters[i]->type != WM_VALUE_CODES)
            return wrong_kind(gathering, wm_value_type_name(parameters[i]->type), values.values[i].where);
        if (parameters[i]->origin == WM_ORIGIN_UNSET && gathering->subjects->unset == NULL)
            gathering->subjects->unset = parameters[i];
        room += parameters[i]->value.codes.count;
    }
    filter->wanted = wm_arena_zero(&gathering->compile->draft->arena, room + 1u, sizeof *filter->wanted);
    if (filter->wanted == NULL)
        return wm_error_no_memory(gathering->error);
    for (uint32_t i = 0; i < values.count; i++) {
        const struct wm_draft_value *one = &values.values[i];
        if (parameters[i] == NULL)
            filter->wanted[filter->count++] = one->type == WM_DRAFT_DECLARATION ? one->declaration->id : one->text;
        for (uint32_t k = 0; parameters[i] != NULL && k < parameters[i]->value.codes.count; k++)
            filter->wanted[filter->count++] = wm_code_text(parameters[i]->value.codes.codes[k]);
        if (parameters[i] != NULL && parameters[i]->value.codes.count == 0 &&
            parameters[i]->origin != WM_ORIGIN_UNSET && strcmp(filter->name, "except") != 0)
            gathering->subjects->emptied = parameters[i];
    }
    return WM_OK;
}

// A filter for what nobody declared would quietly select nothing, or leave nothing out.
static enum wm_status check_names(struct gathering *gathering, const struct wm_draft_selection *selection,
                                  const struct filter *filter, struct wm_place where) {
    static const int levels[] = {WM_WORD_LEVEL, WM_WORD_GATE, -1}, domains[] = {WM_DECLARED_DOMAIN, -1},
                     scales[] = {WM_DECLARED_SCALE, -1}, competencies[] = {WM_DECLARED_COMPETENCY, -1};
    const int same[] = {(int)selection->declared, -1};
    const struct {
        const char *name;
        const int *words;
    } kinds[] = {
        {"level", levels}, {"domain", domains}, {"scale", scales}, {"teaches", competencies}, {"except", same}};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        if (strcmp(kinds[k].name, filter->name) != 0)
            continue;
        for (uint32_t i = 0; i < filter->count; i++) {
            bool known = false;
            for (const int *word = kinds[k].words; *word >= 0; word++)
                known = known || wm_compile_find(gathering->compile, *word, filter->wanted[i]) != NULL ||
                        (*word < WM_DECLARED_COUNT && wm_compile_lookup(gathering->compile, (enum wm_declared) * word,
                                                                        filter->wanted[i], NULL) != NULL);
            if (!known) {
                char what[64];
                snprintf(what, sizeof what, "`%s` of %s", filter->name, wm_declared_plural(selection->declared));
                return wm_compile_unknown(gathering->compile, kinds[k].words, what, filter->wanted[i], where,
                                          gathering->error);
            }
        }
    }
    return WM_OK;
}

static bool wants(const struct filter *filter, const char *name) {
    for (uint32_t i = 0; name != NULL && i < filter->count; i++) {
        if (strcmp(filter->wanted[i], name) == 0)
            return true;
    }
    return false;
}

static bool wants_one_of(const struct filter *filter, const char *const *names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (wants(filter, names[i]))
            return true;
    }
    return false;
}

static bool wants_taught(const struct wm_compile *compile, const struct filter *filter,
                         const struct wm_declaration *course) {
    for (uint32_t i = 0; i < course->teaches.count; i++) {
        if (wants(filter, wm_compile_own(compile, wm_code_text(course->teaches.codes[i]))))
            return true;
    }
    return false;
}

static bool passes(const struct wm_compile *compile, const struct filter *filter,
                   const struct wm_declaration *declaration) {
    if (strcmp(filter->name, "level") == 0)
        return wants_one_of(filter, declaration->levels, declaration->level_count);
    if (strcmp(filter->name, "tag") == 0)
        return wants_one_of(filter, declaration->tags, declaration->tag_count);
    if (strcmp(filter->name, "domain") == 0)
        return declaration->domain != NULL && wants(filter, declaration->domain->id);
    if (strcmp(filter->name, "scale") == 0)
        return declaration->scale != NULL && wants(filter, declaration->scale->id);
    if (strcmp(filter->name, "teaches") == 0)
        return wants_taught(compile, filter, declaration);
    if (strcmp(filter->name, "essential") == 0)
        return declaration->essential == filter->boolean;
    if (strcmp(filter->name, "desirable") == 0)
        return declaration->desirable == filter->boolean;
    return !wants(filter, declaration->id); // except
}

static enum wm_status add_selected(struct gathering *gathering, const struct wm_draft_selection *selection,
                                   const struct filter *filters) {
    struct wm_compile *compile = gathering->compile;
    uint32_t declared = compile->draft->counts[selection->declared], count = selection->filters.count;
    uint32_t seen = gathering->subjects->count, selected = 0;
    const struct wm_parameter *open = gathering->subjects->unset;
    compile->work += (uint64_t)declared * (count + 1u);
    if (compile->work > WM_LIMIT_WORK) {
        wm_error_set(gathering->error, WM_RULES, "budget", "the selections of the pack look at too many declarations");
        return wm_draft_where(gathering->error, selection->where);
    }
    for (uint32_t i = 0; i < declared; i++) {
        struct wm_declaration *declaration = &compile->declarations[selection->declared][i];
        bool fits = true;
        for (uint32_t k = 0; k < count && fits; k++)
            fits = passes(compile, &filters[k], declaration);
        if (!fits)
            continue;
        selected++;
        declaration->asked = true;
        enum wm_status status =
            add(gathering, (struct wm_subject){declaration->code, declaration, NULL, compile}, seen);
        if (status != WM_OK)
            return status;
    }
    if (selected > 0 || open != NULL || gathering->subjects->emptied != NULL)
        return WM_OK;
    wm_error_set(gathering->error, WM_RULES, "empty", "%s: %s { … } selects nothing", gathering->what,
                 wm_declared_plural(selection->declared));
    return wm_draft_where(gathering->error, selection->where);
}

static enum wm_status add_selection(struct gathering *gathering, const struct wm_draft_selection *selection) {
    const struct wm_draft_fields *fields = &selection->filters;
    if (!may_be(gathering, (int)selection->declared))
        return wrong_kind(gathering, wm_declared_plural(selection->declared), selection->where);
    struct filter *filters = wm_arena_zero(&gathering->compile->draft->arena, fields->count + 1u, sizeof *filters);
    if (filters == NULL)
        return wm_error_no_memory(gathering->error);
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < fields->count && status == WM_OK; i++) {
        filters[i].name = fields->fields[i].form->name;
        filters[i].boolean = fields->fields[i].value.boolean;
        status = read_names(gathering, &fields->fields[i].value, &filters[i]);
        if (status == WM_OK)
            status = check_names(gathering, selection, &filters[i], selection->where);
    }
    return status == WM_OK ? add_selected(gathering, selection, filters) : status;
}

static enum wm_status add_value(struct gathering *gathering, const struct wm_draft_value *value) {
    enum wm_status status = WM_OK;
    switch (value->type) {
    case WM_DRAFT_TEXT: return add_name(gathering, value->text, value->where);
    case WM_DRAFT_PARAMETER: return add_parameter(gathering, value);
    case WM_DRAFT_SELECTION: return add_selection(gathering, value->selection);
    case WM_DRAFT_DECLARATION:
        if (!may_be(gathering, value->declaration->word))
            return wrong_kind(gathering, wm_word_name(value->declaration->word), value->where);
        return add_name(gathering, value->declaration->id, value->where);
    case WM_DRAFT_TABLE:
        for (uint32_t i = 0; i < value->table->count && status == WM_OK; i++)
            status = add_value(gathering, &value->table->list[i]);
        return status;
    default: return WM_OK; // the form allows nothing else
    }
}

enum wm_status wm_compile_subjects(struct wm_compile *compile, const char *what, const int *words,
                                   const struct wm_draft_value *value, struct wm_place where,
                                   struct wm_subjects *ret_subjects, struct wm_error *error) {
    struct wm_subjects subjects = {.count = 0};
    struct gathering gathering = {compile, what, words, &subjects, error};
    enum wm_status status = add_value(&gathering, value);
    if (status == WM_OK && subjects.count == 0 && subjects.unset == NULL && subjects.emptied == NULL) {
        wm_error_set(error, WM_RULES, "empty", "%s names nothing", what);
        status = wm_draft_where(error, where);
    }
    if (status == WM_OK)
        *ret_subjects = subjects;
    return status;
}
