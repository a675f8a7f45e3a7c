// SPDX-License-Identifier: MIT
// An organisation's pack: who it is, which frameworks it adopts, and which values it gives their parameters.
#include "engine/lang/compile.h"

#include <stdio.h>
#include <string.h>

static enum wm_status fail(const struct wm_draft_declaration *draft, const char *reason, const char *message,
                           struct wm_error *error) {
    wm_error_set(error, WM_RULES, reason, "%s \"%s\": %s", wm_word_name(draft->word), draft->id, message);
    return wm_draft_where(error, draft->where);
}

static enum wm_status read_organisation(const struct wm_script *script, struct wm_adoptions *adoptions,
                                        struct wm_error *error) {
    const struct wm_draft_declaration *draft = wm_draft_declared(&script->draft, WM_WORD_ORGANISATION, script->id);
    if (draft == NULL) {
        wm_error_set(error, WM_RULES, "missing", "the pack declares no organisation \"%s\" { … }", script->id);
        return wm_error_where(error, "%s:1", script->files[0].path);
    }
    const char *timezone = wm_draft_text(&draft->fields, "timezone");
    adoptions->title = wm_draft_text(&draft->fields, "title");
    adoptions->timezone = timezone != NULL ? timezone : WM_ORGANISATION_TIMEZONE;
    struct wm_error reason = {0};
    enum wm_status status = wm_timezone_check(adoptions->timezone, &reason);
    if (status == WM_OK || status == WM_NO_MEMORY)
        return status == WM_OK ? WM_OK : wm_error_no_memory(error);
    fail(draft, "unknown-timezone", reason.message, error);
    wm_error_expected(error, "a name of the time zone database such as \"Europe/London\"");
    wm_error_found(error, "\"%s\"", adoptions->timezone);
    return WM_RULES;
}

// Keeps them sorted by the framework's id, as a ruleset has them.
static enum wm_status add(struct wm_adoptions *adoptions, const struct wm_adoption *adoption,
                          const struct wm_draft_declaration *draft, struct wm_error *error) {
    size_t at = adoptions->count;
    while (at > 0 && strcmp(adoptions->adoptions[at - 1].framework, adoption->framework) >= 0)
        at--;
    if (at < adoptions->count && strcmp(adoptions->adoptions[at].framework, adoption->framework) == 0) {
        const struct wm_place first = adoptions->adoptions[at].where;
        wm_error_set(error, WM_RULES, "duplicate", "framework \"%s\" is adopted twice: first at %s:%d", draft->id,
                     first.file, first.line);
        return wm_draft_where(error, draft->where);
    }
    memmove(&adoptions->adoptions[at + 1], &adoptions->adoptions[at],
            (adoptions->count - at) * sizeof *adoptions->adoptions);
    adoptions->adoptions[at] = *adoption;
    adoptions->count++;
    return WM_OK;
}

enum wm_status wm_compile_organisation(const struct wm_script *script, struct wm_arena *arena,
                                       struct wm_adoptions *ret_adoptions, struct wm_error *error) {
    struct wm_adoptions adoptions = {.count = 0};
    enum wm_status status = read_organisation(script, &adoptions, error);
    if (status != WM_OK)
        return status;
    size_t count = script->draft.counts[WM_WORD_ADOPT];
    adoptions.adoptions = wm_arena_zero(arena, count + 1, sizeof *adoptions.adoptions);
    if (adoptions.adoptions == NULL)
        return wm_error_no_memory(error);
    for (const struct wm_draft_declaration *draft = script->draft.first; draft != NULL; draft = draft->next) {
        if (draft->word != WM_WORD_ADOPT)
            continue;
        struct wm_adoption adoption = {.framework = draft->id, .where = draft->where};
        struct wm_pack_override *overrides = NULL;
        status = wm_compile_overrides(draft, arena, &overrides, &adoption.settings.count, error);
        adoption.settings.overrides = overrides;
        adoption.settings.adopt = draft;
        adoption.settings.accept_suggested = wm_draft_true(&draft->fields, "accept_suggested");
        if (status == WM_OK)
            status = add(&adoptions, &adoption, draft, error);
        if (status != WM_OK)
            return status;
    }
    *ret_adoptions = adoptions;
    return WM_OK;
}
