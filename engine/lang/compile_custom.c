// SPDX-License-Identifier: MIT
// A custom predicate: the leaf, and where its function is found again.
#include "engine/lang/compile.h"

#include "engine/criteria/predicate.h"

static enum wm_status make_predicate(struct wm_compile *compile, const struct wm_draft_custom *custom,
                                     const struct wm_predicate **ret_predicate, struct wm_error *error) {
    struct wm_predicate *predicate = wm_arena_zero(compile->arena, 1, sizeof *predicate);
    if (predicate == NULL)
        return wm_error_no_memory(error);
    predicate->file = wm_compile_text(compile, custom->file);
    predicate->id = wm_compile_text(compile, custom->id);
    predicate->digest = wm_compile_text(compile, custom->digest);
    predicate->framework = compile->framework;
    predicate->failures = wm_arena_zero(compile->arena, 1, sizeof *predicate->failures);
    *ret_predicate = predicate;
    bool complete =
        predicate->file != NULL && predicate->id != NULL && predicate->digest != NULL && predicate->failures != NULL;
    return complete ? WM_OK : wm_error_no_memory(error);
}

enum wm_status wm_compile_custom(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                 struct wm_criterion **ret_criterion, struct wm_error *error) {
    struct wm_criterion *node;
    enum wm_status status = wm_compile_node(compile, WM_VERB_CUSTOM, draft, &node, error);
    if (status == WM_OK)
        status = wm_compile_name(compile, draft, node, error);
    if (status != WM_OK)
        return status;
    node->id = NULL; // custom:id, as leaves are called
    *ret_criterion = node;
    return make_predicate(compile, draft->custom, &node->predicate, error);
}
