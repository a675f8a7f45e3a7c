// SPDX-License-Identifier: MIT
// What is declared and serves nothing; what an organisation leaves open.
#include "engine/author/lint_work.h"

#include "engine/lang/pack_draft.h"

#include <string.h>

// Parameters ----------------------------------------------------------------------------------------------------------

static bool has_tag(const struct wm_draft_declaration *draft, const char *tag) {
    const struct wm_draft_value *tags = draft != NULL ? wm_draft_field(&draft->fields, "tags") : NULL;
    if (tags == NULL)
        return false;
    bool list = tags->type == WM_DRAFT_TABLE;
    const struct wm_draft_value *values = list ? tags->table->list : tags;
    uint32_t count = list ? tags->table->count : 1;
    for (uint32_t i = 0; i < count; i++) {
        if (values[i].type == WM_DRAFT_TEXT && strcmp(values[i].text, tag) == 0)
            return true;
    }
    return false;
}

// Set by nobody, suggested at most: of a framework that is adopted, or the organisation's own.
static void look_at_open(struct wm_lint *lint, const struct wm_parameter *parameter) {
    const struct wm_framework *framework = parameter->framework;
    const struct wm_draft_declaration *adoption =
        wm_draft_declared(wm_pack_draft(&lint->tests), WM_WORD_ADOPT, framework->id);
    struct wm_place where = adoption != NULL ? adoption->where : parameter->where;
    if (parameter->origin != WM_ORIGIN_UNSET || !parameter->read ||
        !wm_lint_add(lint, "WM402", where, "parameter \"%s\" of %s is not set", parameter->id, framework->id))
        return;
    if (adoption == NULL)
        wm_lint_suggest(lint, "Give it a `default`, or write: adopt \"%s\" { parameters = { [\"%s\"] = … } }",
                        framework->id, parameter->id);
    else if (parameter->has_suggested)
        wm_lint_suggest(lint, "Set [\"%s\"] in `parameters`, or say `accept_suggested = true`", parameter->id);
    else
        wm_lint_suggest(lint, "Set [\"%s\"] in `parameters`: the framework suggests nothing", parameter->id);
}

static void look_at_parameters(struct wm_lint *lint, const struct wm_framework *framework,
                               const struct wm_draft *draft) {
    for (uint32_t i = 0; i < framework->parameter_count; i++) {
        const struct wm_parameter *parameter = &framework->parameters[i];
        if (lint->organisation)
            look_at_open(lint, parameter);
        if (parameter->read || !wm_lint_own(lint, parameter->where) ||
            has_tag(wm_draft_declared(draft, WM_WORD_PARAMETER, parameter->id), "advice"))
            continue;
        if (wm_lint_add(lint, "WM401", parameter->where, "nothing reads parameter \"%s\"", parameter->id))
            wm_lint_suggest(lint, "Write param \"%s\" where it belongs, take it away, or tag it \"advice\"",
                            parameter->id);
    }
}

// Declarations --------------------------------------------------------------------------------------------------------

static void look_at_competency(struct wm_lint *lint, const struct wm_declaration *competency) {
    if (competency->asked || competency->level_count == 0 || !wm_lint_own(lint, competency->where))
        return;
    if (wm_lint_add(lint, "WM403", competency->where, "competency \"%s\" belongs to \"%s\", but no level asks for it",
                    competency->id, competency->levels[0]))
        wm_lint_suggest(lint, "Ask for it in \"%s\", or take its `level` away", competency->levels[0]);
}

static bool has_code(struct wm_codes codes, wm_code code) {
    for (uint32_t i = 0; i < codes.count; i++) {
        if (codes.codes[i] == code)
            return true;
    }
    return false;
}

static void look_at_course(struct wm_lint *lint, const struct wm_framework *framework,
                           const struct wm_declaration *course) {
    if (course->asked || course->teaches.count > 0 || course->tag_count > 0 || !wm_lint_own(lint, course->where))
        return;
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_COURSE]; i++) {
        if (has_code(framework->declarations[WM_DECLARED_COURSE][i].after, course->code))
            return;
    }
    wm_lint_add(lint, "WM404", course->where, "course \"%s\" teaches nothing, and nothing asks for it", course->id);
}

static void look_at_declarations(struct wm_lint *lint, const struct wm_framework *framework) {
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_COMPETENCY]; i++)
        look_at_competency(lint, &framework->declarations[WM_DECLARED_COMPETENCY][i]);
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_COURSE]; i++)
        look_at_course(lint, framework, &framework->declarations[WM_DECLARED_COURSE][i]);
}

// A framework in a folder of the organisation's: its tests stand where nobody runs them.
static enum wm_status look_at_own(struct wm_lint *lint, const struct wm_framework *framework, struct wm_error *error) {
    const char *folder = wm_arena_printf(lint->scratch, "%s/%s", lint->pack, framework->id);
    struct wm_pack_tests own = {0};
    if (folder == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = wm_pack_tests_open(lint->source, folder, lint->limits, &own, error);
    if (status != WM_OK)
        return status;
    look_at_parameters(lint, framework, wm_pack_draft(&own));
    for (uint32_t i = 0; i < own.count; i++) {
        if (wm_lint_add(lint, "WM508", own.tests[i]->where, "test \"%s\" is never run", own.tests[i]->id))
            wm_lint_suggest(lint, "Move it to a file of %s itself; names there are \"%s/…\"", lint->pack,
                            framework->id);
    }
    wm_pack_tests_clear(&own);
    return WM_OK;
}

enum wm_status wm_lint_unused(struct wm_lint *lint, struct wm_error *error) {
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < lint->ruleset->framework_count && status == WM_OK; i++) {
        const struct wm_framework *framework = &lint->ruleset->frameworks[i];
        look_at_declarations(lint, framework);
        if (lint->organisation && wm_lint_own(lint, framework->where))
            status = look_at_own(lint, framework, error);
        else
            look_at_parameters(lint, framework, wm_pack_draft(&lint->tests));
    }
    return status;
}
