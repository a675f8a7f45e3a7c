// SPDX-License-Identifier: MIT
// Criteria as the verbs build them: form is checked here, meaning (names, parameters) by the compiler.
#include "engine/lang/draft.h"

#include "engine/lang/limits.h"

#include <stdio.h>
#include <string.h>

struct builder {
    struct wm_arena *arena;
    char what[32]; // "`trained`"
    struct wm_place where;
    struct wm_error *error;
    struct wm_draft_criterion *criterion;
    const struct wm_draft_criterion **children;
    uint32_t count;
};

static enum wm_status fail(struct builder *builder, const char *reason, const char *message) {
    wm_error_set(builder->error, WM_RULES, reason, "%s: %s", builder->what, message);
    return wm_draft_where(builder->error, builder->where);
}

static enum wm_status not_a_criterion(struct builder *builder, const struct wm_draft_value *value) {
    if (value->type == WM_DRAFT_OPENING)
        wm_error_set(builder->error, WM_RULES, "wrong-type", "%s: %s has no table after it", builder->what,
                     value->opening->what);
    else
        wm_error_set(builder->error, WM_RULES, "wrong-type", "%s holds criteria, not %s", builder->what,
                     wm_draft_type_name(value));
    wm_error_expected(builder->error, "a criterion");
    wm_error_found(builder->error, "%s", value->type == WM_DRAFT_TEXT ? value->text : wm_draft_type_name(value));
    return wm_draft_where(builder->error, builder->where);
}

static uint32_t count_leaves(const struct wm_draft_value *value) {
    if (value->type != WM_DRAFT_TABLE)
        return 1;
    uint32_t count = 0;
    for (uint32_t i = 0; i < value->table->count; i++)
        count += count_leaves(&value->table->list[i]);
    return count;
}

// Nested lists flatten; every list in them must be one.
static enum wm_status add_children(struct builder *builder, const struct wm_draft_table *table, bool outermost) {
    enum wm_status status = wm_form_list(builder->what, builder->where, table, outermost, builder->error);
    for (uint32_t i = 0; i < table->count && status == WM_OK; i++) {
        const struct wm_draft_value *value = &table->list[i];
        if (value->type == WM_DRAFT_TABLE)
            status = add_children(builder, value->table, false);
        else if (value->type == WM_DRAFT_CRITERION)
            builder->children[builder->count++] = value->criterion;
        else
            status = not_a_criterion(builder, value);
    }
    return status;
}

static enum wm_status room_for(struct builder *builder, uint32_t count) {
    builder->children = wm_arena_zero(builder->arena, count > 0 ? count : 1, sizeof(struct wm_draft_criterion *));
    return builder->children != NULL ? WM_OK : wm_error_no_memory(builder->error);
}

static enum wm_status build_combination(struct builder *builder, const struct wm_draft_value *argument) {
    enum wm_status status = room_for(builder, count_leaves(argument));
    if (status == WM_OK && argument->type == WM_DRAFT_TABLE)
        status = add_children(builder, argument->table, true);
    else if (status == WM_OK && argument->type == WM_DRAFT_CRITERION)
        builder->children[builder->count++] = argument->criterion;
    else if (status == WM_OK)
        status = not_a_criterion(builder, argument);
    if (status == WM_OK && builder->count == 0)
        return fail(builder, "empty", "there is nothing in it");
    return status;
}

static enum wm_status build_when(struct builder *builder, const struct wm_draft_value *argument) {
    if (argument->type != WM_DRAFT_TABLE || argument->table->count < 2 || argument->table->count > 3)
        return fail(builder, "wrong-type", "takes { test, then } or { test, then, else }");
    const struct wm_draft_table *table = argument->table;
    enum wm_status status = wm_form_list(builder->what, builder->where, table, true, builder->error);
    if (status == WM_OK)
        status = room_for(builder, 3);
    for (uint32_t i = 0; i < table->count && status == WM_OK; i++)
        status = wm_draft_criterion_of(builder->arena, builder->what, &table->list[i], &builder->children[i],
                                       builder->error);
    builder->count = table->count;
    return status;
}

static enum wm_status build_points(struct builder *builder, const struct wm_draft_value *argument) {
    if (argument->type != WM_DRAFT_TABLE)
        return fail(builder, "wrong-type", "takes { at_least = 20, { criterion, 5 }, … }");
    const struct wm_draft_table *table = argument->table;
    enum wm_status status = wm_form_list(builder->what, builder->where, table, true, builder->error);
    if (status == WM_OK && table->count == 0)
        return fail(builder, "empty", "there is nothing in it");
    if (status == WM_OK)
        status = room_for(builder, table->count);
    wm_number *weights = wm_arena_zero(builder->arena, table->count > 0 ? table->count : 1, sizeof *weights);
    if (status == WM_OK && weights == NULL)
        return wm_error_no_memory(builder->error);
    for (uint32_t i = 0; i < table->count && status == WM_OK; i++) {
        const struct wm_draft_value *pair = &table->list[i];
        if (pair->type != WM_DRAFT_TABLE || pair->table->count != 2 || pair->table->pair_count > 0 ||
            pair->table->list[0].type != WM_DRAFT_CRITERION || pair->table->list[1].type != WM_DRAFT_NUMBER)
            return fail(builder, "wrong-type", "each entry is { criterion, weight }");
        weights[i] = pair->table->list[1].number;
        if (weights[i] <= 0)
            return fail(builder, "wrong-number", "a weight is more than 0");
        builder->children[builder->count++] = pair->table->list[0].criterion;
    }
    builder->criterion->weights = weights;
    return status;
}

static enum wm_status check_subjects(struct builder *builder, const struct wm_draft_value *value, bool outermost) {
    switch (value->type) {
    case WM_DRAFT_TEXT:
    case WM_DRAFT_PARAMETER:
    case WM_DRAFT_SELECTION:
    case WM_DRAFT_DECLARATION: return WM_OK;
    case WM_DRAFT_TABLE: {
        enum wm_status status = wm_form_list(builder->what, builder->where, value->table, outermost, builder->error);
        for (uint32_t i = 0; i < value->table->count && status == WM_OK; i++)
            status = check_subjects(builder, &value->table->list[i], false);
        return status;
    }
    default:
        wm_error_set(builder->error, WM_RULES, "wrong-type", "%s takes names, not %s", builder->what,
                     wm_draft_type_name(value));
        wm_error_expected(builder->error, "a name, a list of names, a selection or a parameter");
        wm_error_found(builder->error, "%s", wm_draft_type_name(value));
        return wm_draft_where(builder->error, builder->where);
    }
}

static enum wm_status build_leaf(struct builder *builder, const struct wm_draft_value *argument) {
    enum wm_verb verb = builder->criterion->verb;
    enum wm_status status = check_subjects(builder, argument, true);
    if (status != WM_OK)
        return status;
    uint32_t count = argument->type == WM_DRAFT_TABLE ? argument->table->count : 1;
    if (verb == WM_VERB_APPRAISED && count > 0)
        return fail(builder, "wrong-type", "takes no names; the level aimed at is `level = …`");
    if (verb == WM_VERB_FIXED && count != 1)
        return fail(builder, "wrong-type", "takes one parameter, as in setting { \"parameter\", is = … }");
    if (count == 0 && verb != WM_VERB_APPRAISED && verb != WM_VERB_RECORDED)
        return fail(builder, "empty", "names nothing");
    if (count > 0)
        builder->criterion->subjects = *argument;
    return WM_OK;
}

static enum wm_status read_fields(struct builder *builder, const struct wm_draft_value *argument) {
    struct wm_draft_criterion *criterion = builder->criterion;
    const struct wm_draft_table *table = argument->type == WM_DRAFT_TABLE ? argument->table : NULL;
    enum wm_status status = wm_forms_read(wm_forms_of_criterion(criterion->verb), false, builder->what, builder->where,
                                          table, builder->arena, &criterion->fields, builder->error);
    if (status != WM_OK)
        return status;
    criterion->id = wm_draft_text(&criterion->fields, "id");
    criterion->says = wm_draft_text(&criterion->fields, "says");
    criterion->hint = wm_draft_text(&criterion->fields, "hint");
    if (criterion->id != NULL) {
        status = wm_form_id(builder->what, builder->where, criterion->id, builder->error);
        if (status != WM_OK)
            return status;
    }
    const char *least = criterion->verb == WM_VERB_POINTS ? "at_least" : "need";
    const struct wm_draft_value *value = wm_draft_field(&criterion->fields, least);
    if (value != NULL && criterion->verb != WM_VERB_AT_LEAST)
        criterion->least = *value;
    return WM_OK;
}

static enum wm_status finish(struct builder *builder) {
    struct wm_draft_criterion *criterion = builder->criterion;
    criterion->children = builder->children;
    criterion->child_count = builder->count;
    criterion->depth = 1;
    for (uint32_t i = 0; i < builder->count; i++) {
        if (builder->children[i]->depth >= criterion->depth)
            criterion->depth = builder->children[i]->depth + 1;
    }
    if (criterion->depth > WM_LIMIT_DEPTH)
        return fail(builder, "too-deep", "criteria are nested too deeply");
    return WM_OK;
}

enum wm_status wm_draft_criterion_new(struct wm_arena *arena, enum wm_verb verb, const struct wm_draft_value *argument,
                                      const struct wm_draft_value *least, struct wm_place where,
                                      const struct wm_draft_criterion **ret_criterion, struct wm_error *error) {
    struct builder builder = {.arena = arena, .where = where, .error = error};
    snprintf(builder.what, sizeof builder.what, "`%s`", wm_verb_name(verb));
    builder.criterion = wm_arena_zero(arena, 1, sizeof *builder.criterion);
    if (builder.criterion == NULL)
        return wm_error_no_memory(error);
    builder.criterion->verb = verb;
    builder.criterion->where = where;
    if (least != NULL)
        builder.criterion->least = *least;
    enum wm_status status = WM_OK;
    if (argument->type == WM_DRAFT_NOTHING)
        return fail(&builder, "wrong-type", "takes a name or a table");
    switch (verb) {
    case WM_VERB_ALL:
    case WM_VERB_ANY:
    case WM_VERB_NONE:
    case WM_VERB_AT_LEAST: status = build_combination(&builder, argument); break;
    case WM_VERB_WHEN: status = build_when(&builder, argument); break;
    case WM_VERB_POINTS: status = build_points(&builder, argument); break;
    default: status = build_leaf(&builder, argument); break;
    }
    if (status == WM_OK)
        status = read_fields(&builder, argument);
    if (status == WM_OK)
        status = finish(&builder);
    if (status == WM_OK)
        *ret_criterion = builder.criterion;
    return status;
}

enum wm_status wm_draft_criterion_custom(struct wm_arena *arena, const struct wm_draft_value *argument,
                                         struct wm_draft_custom *custom,
                                         const struct wm_draft_criterion **ret_criterion, struct wm_error *error) {
    struct builder builder = {.arena = arena, .what = "`custom`", .where = custom->where, .error = error};
    bool fits = argument->type == WM_DRAFT_TABLE && argument->table->count == 1 &&
                argument->table->list[0].type == WM_DRAFT_FUNCTION;
    if (!fits)
        return fail(&builder, "wrong-type",
                    "takes { id = \"…\", says = \"…\", function (person) … end }, with one function");
    builder.criterion = wm_arena_zero(arena, 1, sizeof *builder.criterion);
    if (builder.criterion == NULL)
        return wm_error_no_memory(error);
    builder.criterion->verb = WM_VERB_CUSTOM;
    builder.criterion->where = custom->where;
    builder.criterion->custom = custom;
    enum wm_status status = wm_form_list(builder.what, builder.where, argument->table, true, error);
    if (status == WM_OK)
        status = read_fields(&builder, argument);
    if (status == WM_OK)
        status = finish(&builder);
    if (status != WM_OK)
        return status;
    custom->id = builder.criterion->id;
    *ret_criterion = builder.criterion;
    return WM_OK;
}

enum wm_status wm_draft_criterion_of(struct wm_arena *arena, const char *what, const struct wm_draft_value *value,
                                     const struct wm_draft_criterion **ret_criterion, struct wm_error *error) {
    if (value->type == WM_DRAFT_CRITERION) {
        *ret_criterion = value->criterion;
        return WM_OK;
    }
    if (value->type == WM_DRAFT_TABLE && value->table->pair_count == 0) {
        const struct wm_draft_criterion *all;
        enum wm_status status = wm_draft_criterion_new(arena, WM_VERB_ALL, value, NULL, value->where, &all, error);
        if (status == WM_OK)
            *ret_criterion = all->child_count == 1 ? all->children[0] : all;
        return status;
    }
    wm_error_set(error, WM_RULES, "wrong-type", "%s: a criterion or a list of criteria belongs here, not %s", what,
                 wm_draft_type_name(value));
    wm_error_expected(error, "a criterion");
    wm_error_found(error, "%s", wm_draft_type_name(value));
    return wm_draft_where(error, value->where);
}
