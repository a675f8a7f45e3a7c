// SPDX-License-Identifier: MIT
// assessors "framework" { as = …, kinds = …, who = … }: who may record such things about a framework's subjects. What is
// asked of them becomes a level of its own, which nobody can name.
#include "engine/lang/compile.h"

#include "engine/portfolio/kinds.h"

#include <string.h>

static enum wm_status fail(const struct wm_draft_declaration *draft, const char *reason, const char *message,
                           const char *found, struct wm_error *error) {
    wm_error_set(error, WM_RULES, reason, "assessors \"%s\": %s", draft->id, message);
    wm_error_found(error, "\"%s\"", found);
    return wm_draft_where(error, draft->where);
}

static enum wm_status find_framework(const struct wm_compile *organisation, const struct wm_draft_declaration *draft,
                                     const struct wm_framework **ret_framework, struct wm_error *error) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, draft->id);
    for (uint32_t i = 0; i < organisation->peer_count; i++) {
        const struct wm_framework *framework = organisation->peers[i].framework;
        if (strcmp(framework->id, draft->id) == 0) {
            *ret_framework = framework;
            return WM_OK;
        }
        wm_nearest_offer(&nearest, framework->id);
    }
    fail(draft, "unknown-name", "the organisation has no such framework", draft->id, error);
    wm_error_expected(error, "a framework that it adopts, or one of its own");
    wm_error_nearest(error, wm_nearest_name(&nearest));
    return WM_RULES;
}

static bool has_capacity(enum wm_kind kind) {
    return wm_kind_form(kind)->need[WM_FIELD_AS] != WM_NEED_REFUSED;
}

static enum wm_status read_kinds(const struct wm_draft_declaration *draft, struct wm_assessors *assessors,
                                 struct wm_error *error) {
    struct wm_values kinds = wm_compile_values(wm_draft_field(&draft->fields, "kinds"));
    for (uint32_t i = 0; i < kinds.count; i++) {
        const char *name = kinds.values[i].text != NULL ? kinds.values[i].text : "";
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, name);
        enum wm_kind kind = wm_kind_parse(name, strlen(name));
        bool fits = kind != WM_KIND_NONE && kind != WM_KIND_AWARD && has_capacity(kind);
        for (int each = WM_KIND_NONE + 1; each < WM_KIND_AWARD; each++) {
            if (has_capacity((enum wm_kind)each))
                wm_nearest_offer(&nearest, wm_kind_name((enum wm_kind)each));
        }
        if (!fits) {
            fail(draft, "unknown-name", "`kinds` are those of records that somebody makes in a capacity", name, error);
            wm_error_expected(error, "assessment, supervision, appraisal, evidence, signoff or measure");
            wm_error_nearest(error, wm_nearest_name(&nearest));
            return WM_RULES;
        }
        assessors->kinds[kind] = true;
    }
    return WM_OK;
}

static enum wm_status read_capacities(struct wm_compile *organisation, const struct wm_draft_declaration *draft,
                                      struct wm_assessors *assessors, struct wm_error *error) {
    struct wm_values values = wm_compile_values(wm_draft_field(&draft->fields, "as"));
    wm_code *codes = wm_arena_zero(organisation->arena, values.count + 1u, sizeof *codes);
    if (codes == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < values.count; i++) {
        const char *name = values.values[i].text != NULL ? values.values[i].text : "";
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, name);
        bool known = wm_compile_lookup(organisation, WM_DECLARED_CAPACITY, name, NULL) != NULL;
        for (const char *const *each = wm_capacities; *each != NULL; each++) {
            known = known || strcmp(*each, name) == 0;
            wm_nearest_offer(&nearest, *each);
        }
        if (!known) {
            fail(draft, "unknown-name", "`as` is in which capacity they act; none is called so", name, error);
            wm_error_nearest(error, wm_nearest_name(&nearest));
            return WM_RULES;
        }
        if (strcmp(name, "self") == 0)
            return fail(draft, "contradiction", "nobody is an assessor of themselves: `as` cannot be \"self\"", name,
                        error);
        codes[i] = wm_code_intern(name, strlen(name));
        if (codes[i] == WM_CODE_NONE)
            return wm_error_no_memory(error);
    }
    assessors->as = (struct wm_codes){codes, values.count};
    return WM_OK;
}

// A function cannot be asked while a record comes in; nor can a level be that asks one.
static const struct wm_criterion *find_custom(const struct wm_criterion *criterion) {
    if (criterion->verb == WM_VERB_CUSTOM)
        return criterion;
    const struct wm_criterion *found =
        criterion->verb == WM_VERB_MEETS ? find_custom(criterion->level->requires) : NULL;
    for (uint32_t i = 0; i < criterion->child_count && found == NULL; i++)
        found = find_custom(criterion->children[i]);
    return found;
}

static enum wm_status read_who(struct wm_compile *organisation, const struct wm_draft_declaration *draft,
                               struct wm_assessors *assessors, struct wm_error *error) {
    struct wm_level *level = &assessors->level;
    const struct wm_draft_criterion *criterion;
    level->id = "assessors";
    level->full = wm_arena_printf(organisation->arena, "assessors/%s", draft->id);
    level->title = wm_arena_printf(organisation->arena, "Assessors of %s", assessors->framework->title);
    level->gate = true;
    level->where = draft->where;
    level->framework = organisation->framework;
    if (level->full == NULL || level->title == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = wm_draft_criterion_of(&organisation->draft->arena, "`who`",
                                                  wm_draft_field(&draft->fields, "who"), &criterion, error);
    if (status == WM_OK)
        status = wm_compile_criterion(organisation, criterion, &level->requires, error);
    if (status != WM_OK || find_custom(level->requires) == NULL)
        return status;
    return fail(draft, "wrong-place",
                "`custom` has no place in `who`, nor in a level that it meets: `holds` asks for the award instead",
                "custom", error);
}

enum wm_status wm_compile_assessors(struct wm_compile *organisation, struct wm_error *error) {
    uint32_t most = organisation->draft->counts[WM_WORD_ASSESSORS], count = 0;
    struct wm_assessors *all = wm_arena_zero(organisation->arena, most + 1u, sizeof *all);
    if (all == NULL)
        return wm_error_no_memory(error);
    for (const struct wm_draft_declaration *draft = organisation->draft->first; draft != NULL; draft = draft->next) {
        if (draft->word != WM_WORD_ASSESSORS)
            continue;
        struct wm_assessors *assessors = &all[count++];
        enum wm_status status = find_framework(organisation, draft, &assessors->framework, error);
        if (status == WM_OK)
            status = read_capacities(organisation, draft, assessors, error);
        if (status == WM_OK)
            status = read_kinds(draft, assessors, error);
        if (status == WM_OK)
            status = read_who(organisation, draft, assessors, error);
        if (status != WM_OK)
            return status;
    }
    organisation->ruleset->assessors = all;
    organisation->ruleset->assessors_count = count;
    return WM_OK;
}
