// SPDX-License-Identifier: MIT
// The verbs that take subjects: one node for each, joined by an `all`, or by an `at_least` where `need` says how many.
#include "engine/lang/compile.h"

#include <stdio.h>

struct leaf { // verb being compiled
    struct wm_compile *compile;
    const struct wm_draft_criterion *draft;
    struct wm_ask ask;
    struct wm_query query; // without its subject
    struct wm_subjects subjects;
    struct wm_error *error;
};

enum wm_status wm_compile_fixed(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                const struct wm_parameter *parameter, enum wm_verdict fixed,
                                struct wm_criterion **ret_criterion, struct wm_error *error) {
    struct wm_criterion *node;
    enum wm_status status = wm_compile_node(compile, WM_VERB_FIXED, draft, &node, error);
    if (status == WM_OK)
        status = wm_compile_name(compile, draft, node, error);
    if (status != WM_OK)
        return status;
    node->parameter = parameter;
    node->unset = parameter->origin == WM_ORIGIN_UNSET ? parameter : NULL;
    node->fixed = node->unset != NULL ? WM_VERDICT_UNKNOWN : fixed;
    *ret_criterion = node;
    return WM_OK;
}

// A leaf about one subject, about several that count together, or (both NULL) about any.
static enum wm_status make_query(struct leaf *leaf, const struct wm_subject *subject, const struct wm_codes *together,
                                 struct wm_criterion **ret_criterion) {
    struct wm_criterion *node;
    enum wm_status status = wm_compile_node(leaf->compile, leaf->draft->verb, leaf->draft, &node, leaf->error);
    if (status != WM_OK)
        return status;
    struct wm_query *query = wm_arena_zero(leaf->compile->arena, 1, sizeof *query);
    if (query == NULL)
        return wm_error_no_memory(leaf->error);
    *query = leaf->query;
    if (together != NULL)
        query->subjects = *together;
    if (subject != NULL)
        status = wm_compile_query_subject(&leaf->ask, subject, query);
    node->query = query;
    node->unset = leaf->ask.unset;
    *ret_criterion = node;
    return status;
}

static enum wm_status make_node(struct leaf *leaf, const struct wm_subject *subject,
                                struct wm_criterion **ret_criterion) {
    if (leaf->draft->verb == WM_VERB_SHOWN) {
        struct wm_compile *home = subject->home;
        uint32_t at = (uint32_t)(subject->declaration - home->declarations[WM_DECLARED_COMPETENCY]);
        int depth = home->depth;
        home->depth = leaf->compile->depth; // the nesting goes on there
        enum wm_status shown = wm_compile_shown(home, at, leaf->draft, ret_criterion, leaf->error);
        home->depth = depth;
        return shown;
    }
    if (leaf->draft->verb != WM_VERB_MEETS)
        return make_query(leaf, subject, NULL, ret_criterion);
    enum wm_status status = wm_compile_node(leaf->compile, WM_VERB_MEETS, leaf->draft, ret_criterion, leaf->error);
    if (status == WM_OK)
        (*ret_criterion)->level = subject->level;
    return status;
}

static enum wm_status make_together(struct leaf *leaf, struct wm_criterion **ret_criterion) {
    uint32_t count = leaf->subjects.count;
    wm_code *codes = wm_arena_zero(leaf->compile->arena, count, sizeof *codes);
    if (codes == NULL)
        return wm_error_no_memory(leaf->error);
    for (uint32_t i = 0; i < count; i++)
        codes[i] = leaf->subjects.subjects[i].code;
    struct wm_codes together = {codes, count};
    enum wm_status status = make_query(leaf, NULL, &together, ret_criterion);
    return status == WM_OK ? wm_compile_name(leaf->compile, leaf->draft, *ret_criterion, leaf->error) : status;
}

// Of several subjects the id and the words belong to all of them together; a hint helps with each.
static enum wm_status join(struct leaf *leaf, struct wm_criterion **ret_criterion) {
    const struct wm_draft_criterion *draft = leaf->draft;
    bool some = draft->least.type != WM_DRAFT_NOTHING;
    uint32_t count = leaf->subjects.count;
    struct wm_criterion *node, **children;
    enum wm_status status = WM_OK;
    if (count == 1 && !some) {
        status = make_node(leaf, &leaf->subjects.subjects[0], &node);
        if (status == WM_OK)
            status = wm_compile_name(leaf->compile, draft, node, leaf->error);
    } else {
        status = wm_compile_node(leaf->compile, some ? WM_VERB_AT_LEAST : WM_VERB_ALL, draft, &node, leaf->error);
        if (status == WM_OK)
            status = wm_compile_name(leaf->compile, draft, node, leaf->error);
        if (status == WM_OK)
            status = wm_compile_children(leaf->compile, node, count, &children, leaf->error);
        if (status == WM_OK && some)
            status = wm_compile_least(leaf->compile, &draft->least, count, &node->least, &node->unset, leaf->error);
        for (uint32_t i = 0; i < count && status == WM_OK; i++) {
            status = make_node(leaf, &leaf->subjects.subjects[i], &children[i]);
            if (status == WM_OK)
                children[i]->hint = node->hint;
        }
    }
    if (status == WM_OK)
        *ret_criterion = node;
    return status;
}

// Which subjects are meant is not known before the parameter is set.
static enum wm_status make_unset(struct leaf *leaf, struct wm_criterion **ret_criterion) {
    if (!wm_verb_leaf(leaf->draft->verb))
        return wm_compile_fixed(leaf->compile, leaf->draft, leaf->subjects.unset, WM_VERDICT_UNKNOWN, ret_criterion,
                                leaf->error);
    leaf->ask.unset = leaf->subjects.unset;
    enum wm_status status = make_query(leaf, NULL, NULL, ret_criterion);
    return status == WM_OK ? wm_compile_name(leaf->compile, leaf->draft, *ret_criterion, leaf->error) : status;
}

enum wm_status wm_compile_leaf(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                               struct wm_criterion **ret_criterion, struct wm_error *error) {
    struct leaf leaf = {.compile = compile, .draft = draft, .error = error};
    leaf.ask = (struct wm_ask){
        .compile = compile, .draft = draft, .kind = wm_compile_kind_of(draft->verb, draft), .error = error};
    snprintf(leaf.ask.what, sizeof leaf.ask.what, "`%s`", wm_verb_name(draft->verb));
    bool together = wm_draft_true(&draft->fields, "together");
    enum wm_status status = wm_compile_query(&leaf.ask, &leaf.query);
    if (status == WM_OK && draft->subjects.type == WM_DRAFT_NOTHING) {
        status = make_query(&leaf, NULL, NULL, ret_criterion);
        return status == WM_OK ? wm_compile_name(compile, draft, *ret_criterion, error) : status;
    }
    if (status == WM_OK)
        status = wm_compile_subjects(compile, leaf.ask.what, wm_compile_words_of(draft->verb, leaf.ask.kind),
                                     &draft->subjects, draft->where, &leaf.subjects, error);
    if (status != WM_OK)
        return status;
    if (leaf.subjects.unset != NULL)
        return make_unset(&leaf, ret_criterion);
    if (leaf.subjects.count == 0)
        return wm_compile_fixed(compile, draft, leaf.subjects.emptied, WM_VERDICT_MET, ret_criterion, error);
    if (together && draft->least.type != WM_DRAFT_NOTHING) {
        wm_ask_fail(&leaf.ask, "contradiction", "`together` joins what `need` would count");
        return leaf.ask.status;
    }
    return together && leaf.subjects.count > 1 ? make_together(&leaf, ret_criterion) : join(&leaf, ret_criterion);
}
