// SPDX-License-Identifier: MIT
#include "engine/criteria/predicate.h"

#include "engine/criteria/ruleset_index.h"

#include <stdio.h>
#include <string.h>

enum { NAME_LONGEST = 2 * WM_CODE_LONGEST + 2 };

static wm_code code_of(const struct wm_ruleset *ruleset, enum wm_kind kind, const char *name) {
    const int *declared = wm_subjects_of(kind);
    size_t length = strlen(name);
    if (*declared < 0) {
        const struct wm_level *level = wm_ruleset_level(ruleset, name, length);
        return level != NULL ? level->code : WM_CODE_NONE;
    }
    for (; *declared >= 0; declared++) {
        const struct wm_declaration *found = wm_index_find(&ruleset->index->declared[*declared], name, length);
        if (found != NULL)
            return found->code;
    }
    return WM_CODE_NONE;
}

static bool foreign(const struct wm_ruleset *ruleset, const char *name) {
    const char *slash = strchr(name, '/');
    return slash != NULL && wm_code_valid(name, strlen(name)) &&
           wm_ruleset_framework(ruleset, name, (size_t)(slash - name)) == NULL;
}

static enum wm_status unknown(const struct wm_ruleset *ruleset, enum wm_kind kind, const char *name,
                              struct wm_error *error) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    const int *declared = wm_subjects_of(kind);
    const char *what = *declared < 0 ? "level" : wm_declared_name((enum wm_declared) * declared);
    for (uint32_t i = 0; *declared < 0 && i < ruleset->level_count; i++)
        wm_nearest_offer(&nearest, ruleset->levels[i]->full);
    for (; *declared >= 0; declared++)
        wm_ruleset_offer(ruleset, (enum wm_declared) * declared, &nearest);
    wm_error_set(error, WM_RULES, "unknown-name", "no %s \"%s\" is declared in the frameworks of %s", what, name,
                 ruleset->organisation);
    wm_error_expected(error, "a declared %s", what);
    wm_error_found(error, "\"%s\"", name);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

enum wm_status wm_predicate_subject(const struct wm_ruleset *ruleset, const struct wm_predicate *predicate,
                                    enum wm_kind kind, const char *name, wm_code *ret_code, struct wm_error *error) {
    wm_code code = code_of(ruleset, kind, name);
    if (code == WM_CODE_NONE && predicate->framework != NULL && strchr(name, '/') == NULL) {
        char own[NAME_LONGEST];
        snprintf(own, sizeof own, "%s/%.*s", predicate->framework->id, (int)WM_CODE_LONGEST, name);
        code = code_of(ruleset, kind, own);
    }
    if (code == WM_CODE_NONE && foreign(ruleset, name))
        code = wm_code_find(name, strlen(name));
    if (code == WM_CODE_NONE)
        return unknown(ruleset, kind, name, error);
    *ret_code = code;
    return WM_OK;
}

static const struct wm_declaration *course_of(const struct wm_ruleset *ruleset, const struct wm_predicate *predicate,
                                              const struct wm_fact *fact) {
    const char *code = wm_code_text(fact->subject);
    const struct wm_declaration *own =
        predicate->framework != NULL ? wm_framework_find(predicate->framework, WM_DECLARED_COURSE, code, strlen(code))
                                     : NULL;
    return own != NULL ? own : wm_index_find(&ruleset->index->declared[WM_DECLARED_COURSE], code, strlen(code));
}

wm_day wm_predicate_last(const struct wm_ruleset *ruleset, const struct wm_predicate *predicate,
                         const struct wm_fact *fact, const struct wm_parameter **ret_unset) {
    const char *outcome = wm_code_text(fact->outcome);
    if (strcmp(outcome, "formative") == 0 || strcmp(outcome, "declined") == 0)
        return fact->on - 1;
    if (fact->kind == WM_KIND_EXPERIENCE || fact->kind == WM_KIND_ROLE || fact->kind == WM_KIND_RELATION)
        return WM_DAY_NEVER;
    if (fact->until != WM_DAY_NONE)
        return fact->until;
    bool done = strcmp(outcome, "completed") == 0 || strcmp(outcome, "equivalent") == 0;
    const struct wm_declaration *course =
        fact->kind == WM_KIND_TRAINING && done ? course_of(ruleset, predicate, fact) : NULL;
    if (course == NULL)
        return WM_DAY_NEVER;
    if (course->has_valid)
        return wm_day_add(fact->on, course->valid);
    if (course->valid_parameter != NULL && course->valid_parameter->origin == WM_ORIGIN_UNSET)
        *ret_unset = course->valid_parameter;
    return WM_DAY_NEVER;
}
