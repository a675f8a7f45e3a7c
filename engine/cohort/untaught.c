// SPDX-License-Identifier: MIT
// Which competencies a level is about, and which of them no course teaches.
#include "engine/cohort/part.h"

#include <string.h>

static bool asks(const struct wm_criterion *criterion, wm_code competency, wm_day day) {
    if (!wm_edition_on(criterion->edition, day))
        return false;
    const struct wm_query *query = criterion->query;
    bool about = query != NULL && (query->kind == WM_KIND_ASSESSMENT || query->kind == WM_KIND_EVIDENCE ||
                                   query->kind == WM_KIND_SIGNOFF);
    if (about && query->subject == competency)
        return true;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        if (asks(criterion->children[i], competency, day))
            return true;
    }
    return false;
}

bool wm_cohort_asks(const struct wm_level *level, const struct wm_declaration *competency, wm_day day) {
    for (uint32_t i = 0; i < competency->level_count; i++) {
        if (strcmp(competency->levels[i], level->id) == 0)
            return true;
    }
    return asks(level->requires, competency->code, day);
}

static bool teaches(const struct wm_declaration *course, wm_code competency) {
    for (uint32_t i = 0; i < course->teaches.count; i++) {
        if (course->teaches.codes[i] == competency)
            return true;
    }
    return false;
}

static bool is_taught(const struct wm_ruleset *ruleset, wm_code competency) {
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        const struct wm_framework *framework = &ruleset->frameworks[i];
        for (uint32_t k = 0; k < framework->declaration_counts[WM_DECLARED_COURSE]; k++) {
            if (teaches(&framework->declarations[WM_DECLARED_COURSE][k], competency))
                return true;
        }
    }
    return false;
}

enum wm_status wm_cohort_find_untaught(struct wm_cohort *cohort, struct wm_error *error) {
    const struct wm_cohort_question *question = &cohort->question;
    const struct wm_framework *framework = cohort->column_count > 0 ? cohort->columns[0].level->framework : NULL;
    uint32_t most = framework != NULL ? framework->declaration_counts[WM_DECLARED_COMPETENCY] : 0;
    struct wm_cohort_untaught *untaught =
        wm_arena_alloc(&cohort->arena, (size_t)most * cohort->column_count * sizeof *untaught);
    if (untaught == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < cohort->column_count; i++) {
        for (uint32_t k = 0; k < most; k++) {
            const struct wm_declaration *competency = &framework->declarations[WM_DECLARED_COMPETENCY][k];
            if (wm_cohort_asks(cohort->columns[i].level, competency, question->as_of) &&
                !is_taught(question->ruleset, competency->code))
                untaught[cohort->untaught_count++] = (struct wm_cohort_untaught){cohort->columns[i].level, competency};
        }
    }
    cohort->untaught = untaught;
    return WM_OK;
}
