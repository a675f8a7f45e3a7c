// SPDX-License-Identifier: MIT
#include "engine/lang/draft.h"

#include "engine/lang/limits.h"

#include <string.h>

void wm_draft_init(struct wm_draft *draft) {
    memset(draft, 0, sizeof *draft);
    wm_arena_init(&draft->arena, WM_LIMIT_DRAFT);
}

void wm_draft_clear(struct wm_draft *draft) {
    wm_arena_clear(&draft->arena);
    memset(draft, 0, sizeof *draft);
}

const char *wm_word_name(int word) {
    static const char *const names[WM_WORD_COUNT] = {
        [WM_WORD_PARAMETER] = "parameter", [WM_WORD_LEVEL] = "level",         [WM_WORD_GATE] = "gate",
        [WM_WORD_FRAMEWORK] = "framework", [WM_WORD_TEST] = "test",           [WM_WORD_ORGANISATION] = "organisation",
        [WM_WORD_ADOPT] = "adopt",         [WM_WORD_RECOGNISE] = "recognise", [WM_WORD_ASSESSORS] = "assessors",
        [WM_WORD_LINK] = "link",
    };
    if (word < 0 || word >= WM_WORD_COUNT)
        return "";
    return word < WM_DECLARED_COUNT ? wm_declared_name((enum wm_declared)word) : names[word];
}

const char *wm_draft_type_name(const struct wm_draft_value *value) {
    static const char *const names[WM_DRAFT_TYPE_COUNT] = {
        [WM_DRAFT_NOTHING] = "nothing",
        [WM_DRAFT_BOOLEAN] = "true or false",
        [WM_DRAFT_NUMBER] = "a number",
        [WM_DRAFT_TEXT] = "a text",
        [WM_DRAFT_TABLE] = "a table",
        [WM_DRAFT_SPAN] = "a span of time",
        [WM_DRAFT_PERCENT] = "a percentage",
        [WM_DRAFT_PARAMETER] = "a parameter",
        [WM_DRAFT_SELECTION] = "a selection",
        [WM_DRAFT_CRITERION] = "a criterion",
        [WM_DRAFT_DECLARATION] = "a declaration",
        [WM_DRAFT_FUNCTION] = "a function",
        [WM_DRAFT_STEP] = "a record of a test",
        [WM_DRAFT_EXPECTATION] = "the expectation of a test",
        [WM_DRAFT_UNSET] = "unset",
        [WM_DRAFT_OPENING] = "a word that still waits for its table",
    };
    return names[value->type];
}

const struct wm_draft_value *wm_draft_find(const struct wm_draft_table *table, const char *name) {
    for (uint32_t i = 0; table != NULL && i < table->pair_count; i++) {
        if (strcmp(table->pairs[i].name, name) == 0)
            return &table->pairs[i].value;
    }
    return NULL;
}

const struct wm_draft_value *wm_draft_field(const struct wm_draft_fields *fields, const char *name) {
    for (uint32_t i = 0; i < fields->count; i++) {
        if (strcmp(fields->fields[i].form->name, name) == 0)
            return &fields->fields[i].value;
    }
    return NULL;
}

const char *wm_draft_text(const struct wm_draft_fields *fields, const char *name) {
    const struct wm_draft_value *value = wm_draft_field(fields, name);
    if (value == NULL)
        return NULL;
    return value->type == WM_DRAFT_DECLARATION ? value->declaration->id : value->text;
}

bool wm_draft_true(const struct wm_draft_fields *fields, const char *name) {
    const struct wm_draft_value *value = wm_draft_field(fields, name);
    return value != NULL && value->type == WM_DRAFT_BOOLEAN && value->boolean;
}

struct wm_draft_declaration *wm_draft_declared(const struct wm_draft *draft, int word, const char *id) {
    for (struct wm_draft_declaration *at = draft->first; at != NULL; at = at->next) {
        if (at->word == word && strcmp(at->id, id) == 0)
            return at;
    }
    return NULL;
}

enum wm_status(wm_draft_where)(struct wm_error *error, struct wm_place where) {
    return wm_error_where(error, "%s:%d", where.file, where.line);
}
