// SPDX-License-Identifier: MIT
// How a competency is shown: by what it says itself, else its domain, else the framework.
#include "engine/lang/compile.h"

#include <stdio.h>

static const struct wm_draft_value *nearest_shown_by(const struct wm_compile *compile, uint32_t competency) {
    const struct wm_draft_value *value =
        wm_draft_field(&compile->drafts[WM_DECLARED_COMPETENCY][competency]->fields, "shown_by");
    const struct wm_declaration *domain = compile->declarations[WM_DECLARED_COMPETENCY][competency].domain;
    if (value == NULL && domain != NULL) {
        uint32_t at = (uint32_t)(domain - compile->declarations[WM_DECLARED_DOMAIN]);
        value = wm_draft_field(&compile->drafts[WM_DECLARED_DOMAIN][at]->fields, "shown_by");
    }
    return value != NULL ? value : wm_draft_field(&compile->drafts[WM_WORD_FRAMEWORK][0]->fields, "shown_by");
}

// The draft of a competency's criterion. A function of the pack is asked once a competency.
static enum wm_status draft_of(struct wm_compile *compile, uint32_t competency, struct wm_place where,
                               const struct wm_draft_criterion **ret_draft, struct wm_error *error) {
    struct wm_draft_declaration *declaration = compile->drafts[WM_DECLARED_COMPETENCY][competency];
    const struct wm_draft_value *value = nearest_shown_by(compile, competency);
    if (compile->shown_by[competency] != NULL) {
        *ret_draft = compile->shown_by[competency];
        return WM_OK;
    }
    if (value == NULL) {
        wm_error_set(error, WM_RULES, "missing",
                     "`shown`: neither competency \"%s\" nor its domain nor the framework has `shown_by`",
                     declaration->id);
        return wm_draft_where(error, where);
    }
    struct wm_draft_value answer = *value;
    enum wm_status status = WM_OK;
    if (value->type == WM_DRAFT_FUNCTION)
        status = wm_script_ask(compile->script, value, declaration, &answer, error);
    if (status == WM_OK)
        status = wm_draft_criterion_of(&compile->draft->arena, "`shown_by`", &answer, ret_draft, error);
    if (status == WM_OK)
        compile->shown_by[competency] = *ret_draft;
    return status;
}

enum wm_status wm_compile_shown(struct wm_compile *compile, uint32_t competency, const struct wm_draft_criterion *draft,
                                struct wm_criterion **ret_criterion, struct wm_error *error) {
    if (compile->showing[competency] != 0) {
        wm_error_set(error, WM_RULES, "cycle", "competency \"%s\" is shown by itself",
                     compile->drafts[WM_DECLARED_COMPETENCY][competency]->id);
        return wm_draft_where(error, draft->where);
    }
    const struct wm_draft_criterion *shown_by;
    struct wm_criterion *node, **children;
    enum wm_status status = draft_of(compile, competency, draft->where, &shown_by, error);
    if (status == WM_OK)
        status = wm_compile_node(compile, WM_VERB_SHOWN, draft, &node, error);
    if (status == WM_OK)
        status = wm_compile_children(compile, node, 1, &children, error);
    if (status != WM_OK)
        return status;
    compile->showing[competency] = 1;
    status = wm_compile_criterion(compile, shown_by, &children[0], error);
    compile->showing[competency] = 0;
    node->competency = &compile->declarations[WM_DECLARED_COMPETENCY][competency];
    if (status == WM_OK)
        *ret_criterion = node;
    return status;
}

// What is written down is checked even where no level asks for it; functions run only for those that are asked for.
static enum wm_status check(struct wm_compile *compile, const struct wm_draft_declaration *declaration,
                            struct wm_error *error) {
    const struct wm_draft_value *value = wm_draft_field(&declaration->fields, "shown_by");
    const struct wm_draft_criterion *draft;
    struct wm_criterion *criterion;
    if (value == NULL || value->type == WM_DRAFT_FUNCTION)
        return WM_OK;
    enum wm_status status = wm_draft_criterion_of(&compile->draft->arena, "`shown_by`", value, &draft, error);
    return status == WM_OK ? wm_compile_criterion(compile, draft, &criterion, error) : status;
}

enum wm_status wm_compile_showing(struct wm_compile *compile, struct wm_error *error) {
    uint32_t count = compile->draft->counts[WM_DECLARED_COMPETENCY];
    compile->shown_by = wm_arena_zero(&compile->draft->arena, count + 1u, sizeof(struct wm_draft_criterion *));
    compile->showing = wm_arena_zero(&compile->draft->arena, count + 1u, sizeof *compile->showing);
    return compile->shown_by != NULL && compile->showing != NULL ? WM_OK : wm_error_no_memory(error);
}

enum wm_status wm_compile_shown_by(struct wm_compile *compile, struct wm_error *error) {
    static const int words[] = {WM_WORD_FRAMEWORK, WM_DECLARED_DOMAIN, WM_DECLARED_COMPETENCY};
    enum wm_status status = WM_OK;
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        for (uint32_t i = 0; i < compile->draft->counts[words[w]] && status == WM_OK; i++)
            status = check(compile, compile->drafts[words[w]][i], error);
    }
    return status;
}
