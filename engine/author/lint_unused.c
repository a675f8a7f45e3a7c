// SPDX-License-Identifier: MIT
// What is declared and serves nothing; what an organisation leaves open.
#include "engine/author/lint_work.h"

#include "engine/lang/pack_draft.h"

#include <stdio.h>
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

static void look_at_parameter(struct wm_lint *lint, const struct wm_parameter *parameter) {
    const struct wm_draft *draft = wm_pack_draft(&lint->tests);
    if (parameter->read || !wm_lint_own(lint, parameter->where) ||
        has_tag(wm_draft_declared(draft, WM_WORD_PARAMETER, parameter->id), "advice"))
        return;
    if (wm_lint_add(lint, "WM401", parameter->where, "nothing reads parameter \"%s\"", parameter->id))
        wm_lint_suggest(lint, "Write param \"%s\" where it belongs, take it away, or tag it \"advice\"", parameter->id);
}

// What is only suggested, not set, and would decide something.
static void look_at_adoption(struct wm_lint *lint, const struct wm_draft_declaration *adoption) {
    const struct wm_framework *framework = wm_ruleset_framework(lint->ruleset, adoption->id, strlen(adoption->id));
    for (uint32_t i = 0; framework != NULL && i < framework->parameter_count; i++) {
        const struct wm_parameter *parameter = &framework->parameters[i];
        if (parameter->origin != WM_ORIGIN_UNSET || !parameter->read)
            continue;
        if (!wm_lint_add(lint, "WM402", adoption->where, "parameter \"%s\" of %s is not set", parameter->id,
                         framework->id))
            continue;
        if (parameter->has_suggested)
            wm_lint_suggest(lint, "Set [\"%s\"] in `parameters`, or say `accept_suggested = true`", parameter->id);
        else
            wm_lint_suggest(lint, "Set [\"%s\"] in `parameters`: the framework suggests nothing", parameter->id);
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

static void look_at_framework(struct wm_lint *lint, const struct wm_framework *framework) {
    for (uint32_t i = 0; i < framework->parameter_count; i++)
        look_at_parameter(lint, &framework->parameters[i]);
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_COMPETENCY]; i++)
        look_at_competency(lint, &framework->declarations[WM_DECLARED_COMPETENCY][i]);
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_COURSE]; i++)
        look_at_course(lint, framework, &framework->declarations[WM_DECLARED_COURSE][i]);
}

void wm_lint_unused(struct wm_lint *lint) {
    for (uint32_t i = 0; i < lint->ruleset->framework_count; i++)
        look_at_framework(lint, &lint->ruleset->frameworks[i]);
    const struct wm_draft_declaration *at = wm_pack_draft(&lint->tests)->first;
    for (; at != NULL; at = at->next) {
        if (at->word == WM_WORD_ADOPT)
            look_at_adoption(lint, at);
    }
}
