// SPDX-License-Identifier: MIT
// What an organisation adds to the levels and gates of a framework that it adopts. `also` is joined to what the framework
// requires, so that it can only tighten. `requires` stands in its place and could loosen: only where the framework, or
// that level, says `open = true`. Inside, names are those of the framework first.
#include "engine/lang/compile.h"

#include <stdio.h>
#include <string.h>

static const struct wm_form addition_fields[] = {
    {"also", WM_FORM_CRITERIA, NULL, false},
    {"requires", WM_FORM_CRITERIA, NULL, false},
};
static const struct wm_forms additions = {addition_fields, 2, NULL};

static const struct wm_draft_table *table_of(const struct wm_compile *compile, bool gates) {
    const struct wm_draft_value *value =
        compile->settings.adopt != NULL ? wm_draft_field(&compile->settings.adopt->fields, gates ? "gates" : "levels")
                                        : NULL;
    return value != NULL ? value->table : NULL;
}

static enum wm_status check_table(const struct wm_compile *compile, bool gates, struct wm_error *error) {
    const struct wm_draft_declaration *adopt = compile->settings.adopt;
    const struct wm_draft_table *table = table_of(compile, gates);
    int word = gates ? WM_WORD_GATE : WM_WORD_LEVEL;
    const int words[] = {word, -1};
    char what[160];
    snprintf(what, sizeof what, "`%s` of adopt \"%.100s\"", gates ? "gates" : "levels", adopt->id);
    if (table != NULL && (table->count > 0 || table->point_count > 0)) {
        wm_error_set(error, WM_RULES, "wrong-type", "%s names what it adds to: { [\"%s\"] = { also = { … } } }", what,
                     wm_word_name(word));
        return wm_draft_where(error, adopt->where);
    }
    for (uint32_t i = 0; table != NULL && i < table->pair_count; i++) {
        const struct wm_draft_pair *pair = &table->pairs[i];
        if (wm_compile_find(compile, word, wm_compile_own(compile, pair->name)) == NULL)
            return wm_compile_unknown(compile, words, what, pair->name, pair->value.where, error);
        if (pair->value.type != WM_DRAFT_TABLE || pair->value.table->count > 0) {
            wm_error_set(error, WM_RULES, "wrong-type", "%s: \"%s\" takes { also = { … } }", what, pair->name);
            wm_error_expected(error, "{ also = { … } }");
            wm_error_found(error, "%s", wm_draft_type_name(&pair->value));
            return wm_draft_where(error, pair->value.where);
        }
    }
    return WM_OK;
}

enum wm_status wm_compile_check_additions(struct wm_compile *compile, struct wm_error *error) {
    if (compile->settings.adopt == NULL)
        return WM_OK;
    enum wm_status status = check_table(compile, false, error);
    return status == WM_OK ? check_table(compile, true, error) : status;
}

static const struct wm_draft_value *find(const struct wm_compile *compile, const struct wm_level *level) {
    const struct wm_draft_table *table = table_of(compile, level->gate);
    for (uint32_t i = 0; table != NULL && i < table->pair_count; i++) {
        if (strcmp(wm_compile_own(compile, table->pairs[i].name), level->id) == 0)
            return &table->pairs[i].value;
    }
    return NULL;
}

static enum wm_status loosens(const struct wm_compile *compile, const struct wm_level *level, struct wm_place where,
                              struct wm_error *error) {
    wm_error_set(error, WM_RULES, "loosening",
                 "`requires` would stand in the place of what %s asks for, and could loosen it; %s does not say "
                 "`open = true`, so that an organisation can only add to it",
                 level->full, compile->script->id);
    wm_error_expected(error, "also = { … }");
    wm_error_found(error, "requires");
    return wm_draft_where(error, where);
}

// An organisation's criteria: they may name what its other frameworks declare.
static enum wm_status compile_added(struct wm_compile *compile, const char *what, const struct wm_draft_value *value,
                                    struct wm_criterion **ret_criterion, struct wm_error *error) {
    const struct wm_draft_criterion *draft;
    bool reaches = compile->reaches;
    enum wm_status status = wm_draft_criterion_of(&compile->draft->arena, what, value, &draft, error);
    if (status != WM_OK)
        return status;
    compile->reaches = true;
    status = wm_compile_criterion(compile, draft, ret_criterion, error);
    compile->reaches = reaches;
    if (status == WM_OK)
        (*ret_criterion)->added = true;
    return status;
}

static bool is_open(const struct wm_compile *compile, const struct wm_draft_declaration *draft) {
    return wm_draft_true(&compile->drafts[WM_WORD_FRAMEWORK][0]->fields, "open") ||
           wm_draft_true(&draft->fields, "open");
}

enum wm_status wm_compile_additions(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                    struct wm_level *level, struct wm_error *error) {
    const struct wm_draft_value *value = find(compile, level);
    if (value == NULL)
        return WM_OK;
    struct wm_draft_fields fields;
    char what[128];
    snprintf(what, sizeof what, "%s \"%.90s\"", level->gate ? "gate" : "level", level->id);
    enum wm_status status =
        wm_forms_read(&additions, false, what, value->where, value->table, &compile->draft->arena, &fields, error);
    if (status != WM_OK)
        return status;
    const struct wm_draft_value *instead = wm_draft_field(&fields, "requires");
    const struct wm_draft_value *also = wm_draft_field(&fields, "also");
    if (instead != NULL && !is_open(compile, draft))
        return loosens(compile, level, value->where, error);
    if (instead != NULL)
        status = compile_added(compile, "`requires`", instead, &level->requires, error);
    if (status != WM_OK || also == NULL)
        return status;
    struct wm_criterion *both[2] = {level->requires, NULL};
    const struct wm_draft_criterion here = {.verb = WM_VERB_ALL, .where = level->where};
    status = compile_added(compile, "`also`", also, &both[1], error);
    return status == WM_OK ? wm_compile_all(compile, &here, both, 2, &level->requires, error) : status;
}
