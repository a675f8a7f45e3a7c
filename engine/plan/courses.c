// SPDX-License-Identifier: MIT
// The catalogues of all frameworks as one: a course that several declare is one course.
#include "engine/plan/work.h"

#include <stdlib.h>
#include <string.h>

static bool wished(const struct wm_plan_wish *wish, const char *mode) {
    bool among = wish->mode_count == 0 || mode == NULL;
    for (uint32_t i = 0; i < wish->mode_count && !among; i++)
        among = strcmp(wish->modes[i], mode) == 0;
    return among;
}

static void take_in(struct wm_plan_course *course, const struct wm_declaration *declaration) {
    if (!course->has_cost && declaration->has_cost) {
        course->has_cost = true;
        course->cost = declaration->cost;
    }
    if (!course->has_hours && declaration->has_hours) {
        course->has_hours = true;
        course->hours = declaration->hours;
    }
    course->title = course->title != NULL ? course->title : declaration->title;
    course->mode = course->mode != NULL ? course->mode : declaration->mode;
    course->provider = course->provider != NULL ? course->provider : declaration->provider;
    course->url = course->url != NULL ? course->url : declaration->url;
}

static struct wm_plan_course *find(const struct wm_planning *planning, wm_code code) {
    for (uint32_t i = 0; i < planning->course_count; i++) {
        if (planning->courses[i].code == code)
            return &planning->courses[i];
    }
    return NULL;
}

// Declared so often at the most, by all frameworks.
static uint32_t count_declared(const struct wm_ruleset *ruleset) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < ruleset->framework_count; i++)
        count += ruleset->frameworks[i].declaration_counts[WM_DECLARED_COURSE];
    return count;
}

static bool declare(struct wm_planning *planning, const struct wm_declaration *declaration) {
    struct wm_plan_course *course = find(planning, declaration->code);
    if (course == NULL) {
        const struct wm_declaration **declarations = wm_arena_alloc(
            planning->all, planning->question->ruleset->framework_count * sizeof(const struct wm_declaration *));
        if (declarations == NULL)
            return false;
        course = &planning->courses[planning->course_count++];
        *course = (struct wm_plan_course){.code = declaration->code, .declarations = declarations};
    }
    // The array is this file's own until all is taken in.
    ((const struct wm_declaration **)course->declarations)[course->declaration_count++] = declaration;
    take_in(course, declaration);
    return true;
}

static int by_name(const void *a, const void *b) {
    return strcmp(wm_code_text(((const struct wm_plan_course *)a)->code),
                  wm_code_text(((const struct wm_plan_course *)b)->code));
}

void wm_plan_courses(struct wm_planning *planning) {
    const struct wm_ruleset *ruleset = planning->question->ruleset;
    planning->courses = wm_arena_zero(planning->all, count_declared(ruleset) + 1u, sizeof *planning->courses);
    if (planning->courses == NULL) {
        wm_plan_no_memory(planning);
        return;
    }
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        const struct wm_framework *framework = &ruleset->frameworks[i];
        const struct wm_declaration *declared = framework->declarations[WM_DECLARED_COURSE];
        for (uint32_t k = 0; k < framework->declaration_counts[WM_DECLARED_COURSE]; k++) {
            if (!declare(planning, &declared[k])) {
                wm_plan_no_memory(planning);
                return;
            }
        }
    }
    if (planning->course_count > 0) // in no order of declaration
        qsort(planning->courses, planning->course_count, sizeof *planning->courses, by_name);
    for (uint32_t i = 0; i < planning->course_count; i++)
        planning->courses[i].available = wished(planning->wish, planning->courses[i].mode);
}

const struct wm_plan_course *wm_plan_course(const struct wm_planning *planning, wm_code code) {
    return find(planning, code);
}

bool wm_plan_teaches(const struct wm_plan_course *course, wm_code subject) {
    for (uint32_t i = 0; i < course->declaration_count; i++) {
        const struct wm_codes *teaches = &course->declarations[i]->teaches;
        for (uint32_t k = 0; k < teaches->count; k++) {
            if (teaches->codes[k] == subject)
                return true;
        }
    }
    return false;
}

static bool in_date_on(const struct wm_plan_course *course, const struct wm_fact *fact, wm_day day) {
    if (fact->until != WM_DAY_NONE)
        return fact->until >= day;
    for (uint32_t i = 0; course != NULL && i < course->declaration_count; i++) {
        if (course->declarations[i]->has_valid && wm_day_add(fact->on, course->declarations[i]->valid) < day)
            return false;
    }
    return true;
}

bool wm_plan_completed(const struct wm_planning *planning, wm_code course, bool in_date) {
    struct wm_fact_range range = wm_portfolio_find(planning->question->portfolio, WM_KIND_TRAINING, course);
    wm_day day = planning->question->as_of;
    for (uint32_t i = 0; i < range.count; i++) {
        const struct wm_fact *fact = &range.first[i];
        const char *outcome = wm_code_text(fact->outcome);
        bool completed = strcmp(outcome, "completed") == 0 || strcmp(outcome, "equivalent") == 0;
        if (completed && fact->on <= day && (!in_date || in_date_on(find(planning, course), fact, day)))
            return true;
    }
    return false;
}

static const char *title_in(const struct wm_framework *framework, enum wm_declared declared, wm_code code) {
    for (uint32_t i = 0; i < framework->declaration_counts[declared]; i++) {
        if (framework->declarations[declared][i].code == code)
            return framework->declarations[declared][i].title;
    }
    return NULL;
}

const char *wm_plan_title(const struct wm_planning *planning, enum wm_kind kind, wm_code code) {
    const struct wm_ruleset *ruleset = planning->question->ruleset;
    const char *text = wm_code_text(code), *title = NULL;
    const struct wm_level *level = wm_ruleset_level(ruleset, text, strlen(text));
    if (level != NULL && (kind == WM_KIND_APPRAISAL || kind == WM_KIND_AWARD))
        return level->title;
    for (const int *declared = wm_subjects_of(kind); *declared >= 0 && title == NULL; declared++) {
        for (uint32_t i = 0; i < ruleset->framework_count && title == NULL; i++)
            title = title_in(&ruleset->frameworks[i], (enum wm_declared) * declared, code);
    }
    return title != NULL ? title : text;
}
