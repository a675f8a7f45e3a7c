// SPDX-License-Identifier: MIT
#include "engine/author/eval_names.h"

#include <stdio.h>
#include <string.h>

// How many frameworks have it, and the last of them.
struct owners {
    const struct wm_framework *framework;
    uint32_t count;
};

static void own(struct owners *owners, const struct wm_framework *framework, bool has) {
    owners->framework = has ? framework : owners->framework;
    owners->count += has ? 1 : 0;
}

static struct owners level_owners(const struct wm_ruleset *ruleset, const char *id) {
    struct owners owners = {0};
    for (uint32_t i = 0; i < ruleset->level_count; i++)
        own(&owners, ruleset->levels[i]->framework, strcmp(ruleset->levels[i]->id, id) == 0);
    return owners;
}

static struct owners competency_owners(const struct wm_ruleset *ruleset, const char *id) {
    struct owners owners = {0};
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        const struct wm_framework *framework = &ruleset->frameworks[i];
        own(&owners, framework, wm_framework_find(framework, WM_DECLARED_COMPETENCY, id, strlen(id)) != NULL);
    }
    return owners;
}

static enum wm_status ambiguous(const char *name, const char *what, struct wm_error *error) {
    wm_error_set(error, WM_PARAMS, "ambiguous", "several frameworks have a %s \"%s\"", what, name);
    return wm_error_expected(error, "FRAMEWORK/%s", name);
}

enum wm_status wm_eval_find_level(const struct wm_ruleset *ruleset, const char *name, const struct wm_level **ret_level,
                                  struct wm_error *error) {
    if (strchr(name, '/') != NULL)
        return wm_ruleset_find_level(ruleset, name, strlen(name), ret_level, error);
    struct owners owners = level_owners(ruleset, name);
    if (owners.count > 1)
        return ambiguous(name, "level", error);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        const struct wm_level *level = ruleset->levels[i];
        if (strcmp(level->id, name) == 0) {
            *ret_level = level;
            return WM_OK;
        }
        wm_nearest_offer(&nearest, wm_eval_short(ruleset, level->full));
    }
    wm_error_set(error, WM_NOT_FOUND, "unknown-level", "there is no level or gate \"%s\"", name);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

enum wm_status wm_eval_find_parameter(const struct wm_ruleset *ruleset, const char *name,
                                      const struct wm_parameter **ret_parameter, struct wm_error *error) {
    const char *slash = strchr(name, '/');
    const char *id = slash != NULL ? slash + 1 : name;
    const struct wm_parameter *found = NULL;
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, id);
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        const struct wm_framework *framework = &ruleset->frameworks[i];
        size_t length = strlen(framework->id);
        if (slash != NULL && ((size_t)(slash - name) != length || memcmp(name, framework->id, length) != 0))
            continue;
        const struct wm_parameter *parameter = wm_framework_parameter(framework, id, strlen(id));
        if (parameter != NULL && found != NULL)
            return ambiguous(name, "parameter", error);
        found = parameter != NULL ? parameter : found;
        for (uint32_t k = 0; k < framework->parameter_count; k++)
            wm_nearest_offer(&nearest, framework->parameters[k].id);
    }
    if (found == NULL) {
        wm_error_set(error, WM_NOT_FOUND, "unknown-parameter", "there is no parameter \"%s\"", name);
        return wm_error_nearest(error, wm_nearest_name(&nearest));
    }
    *ret_parameter = found;
    return WM_OK;
}

// Subjects -----------------------------------------------------------------------------------------------------------

// Whether some framework declares it as something that records call by its bare name.
static bool is_shared(const struct wm_ruleset *ruleset, enum wm_kind kind, const char *id) {
    for (const int *declared = wm_subjects_of(kind); *declared >= 0; declared++) {
        for (uint32_t i = 0; i < ruleset->framework_count && *declared != WM_DECLARED_COMPETENCY; i++) {
            if (wm_framework_find(&ruleset->frameworks[i], (enum wm_declared) * declared, id, strlen(id)) != NULL)
                return true;
        }
    }
    return false;
}

static bool takes_competencies(enum wm_kind kind) {
    for (const int *declared = wm_subjects_of(kind); *declared >= 0; declared++) {
        if (*declared == WM_DECLARED_COMPETENCY)
            return true;
    }
    return false;
}

const char *wm_eval_subject(const struct wm_ruleset *ruleset, struct wm_arena *arena, enum wm_kind kind,
                            const char *name) {
    const char *slash = strchr(name, '/');
    const char *id = slash != NULL ? slash + 1 : name;
    if (is_shared(ruleset, kind, id))
        return id;
    if (slash != NULL)
        return name;
    struct owners owners = {0};
    if (kind == WM_KIND_APPRAISAL)
        owners = level_owners(ruleset, id);
    else if (takes_competencies(kind))
        owners = competency_owners(ruleset, id);
    return owners.count == 1 ? wm_arena_printf(arena, "%s/%s", owners.framework->id, id) : name;
}

const char *wm_eval_short(const struct wm_ruleset *ruleset, const char *code) {
    const char *slash = strchr(code, '/');
    if (slash == NULL)
        return code;
    uint32_t count = level_owners(ruleset, slash + 1).count;
    uint32_t competencies = competency_owners(ruleset, slash + 1).count;
    bool known = wm_ruleset_framework(ruleset, code, (size_t)(slash - code)) != NULL;
    return known && count <= 1 && competencies <= 1 && count + competencies > 0 ? slash + 1 : code;
}

void wm_eval_each_subject(const struct wm_ruleset *ruleset, enum wm_kind kind, wm_eval_each_name *each, void *context) {
    for (const int *declared = wm_subjects_of(kind); *declared >= 0; declared++) {
        for (uint32_t i = 0; i < ruleset->framework_count; i++) {
            const struct wm_framework *framework = &ruleset->frameworks[i];
            for (uint32_t k = 0; k < framework->declaration_counts[*declared]; k++)
                each(context, wm_eval_short(ruleset, wm_code_text(framework->declarations[*declared][k].code)));
        }
    }
    for (uint32_t i = 0; i < ruleset->level_count && (kind == WM_KIND_APPRAISAL || kind == WM_KIND_AWARD); i++) {
        if (kind == WM_KIND_APPRAISAL || !ruleset->levels[i]->gate)
            each(context, wm_eval_short(ruleset, ruleset->levels[i]->full));
    }
}
