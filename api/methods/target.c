// SPDX-License-Identifier: MIT
#include "api/methods/target.h"

#include "api/protocol/access.h"

#include <stdio.h>
#include <string.h>

// --- the organisation ---

enum wm_status wm_target_unknown(const struct wm_rules *rules, struct wm_text id, struct wm_error *error) {
    char wanted[WM_CODE_LONGEST + 1];
    snprintf(wanted, sizeof wanted, "%.*s", (int)id.length, id.data);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, wanted);
    for (size_t i = 0; i < rules->count; i++)
        wm_nearest_offer(&nearest, rules->organisations[i]->id);
    (void)wm_access_unknown(error, id);
    if (wm_nearest_name(&nearest) != NULL)
        wm_error_nearest(error, wm_nearest_name(&nearest));
    return WM_NOT_FOUND;
}

static enum wm_status which_organisation(const struct wm_rules *rules, struct wm_error *error) {
    char known[120] = "";
    for (size_t i = 0; i < rules->count; i++) {
        size_t have = strlen(known);
        bool fits = have + strlen(rules->organisations[i]->id) + sizeof ", and others" < sizeof known;
        snprintf(known + have, sizeof known - have, "%s%s", have > 0 ? ", " : "",
                 fits ? rules->organisations[i]->id : "and others");
        if (!fits)
            break;
    }
    wm_error_set(error, WM_PARAMS, "missing-parameter", "there are %zu organisations here: say in `org` which is meant",
                 rules->count);
    wm_error_where(error, "org");
    wm_error_expected(error, "one of %s", known);
    return wm_error_found(error, "nothing");
}

enum wm_status wm_target_organisation(const struct wm_call *call, struct wm_organisation **ret_organisation,
                                      struct wm_error *error) {
    struct wm_methods *methods = call->session->dispatcher->context;
    struct wm_rules *rules = &methods->daemon->rules;
    const struct wm_argument *argument = &call->arguments[0];
    if (rules->count == 0)
        return wm_access_unknown(error, argument->text);
    if (!wm_argument_given(argument)) {
        if (rules->count > 1)
            return which_organisation(rules, error);
        *ret_organisation = rules->organisations[0];
        return WM_OK;
    }
    struct wm_organisation *organisation = wm_rules_organisation(rules, argument->text.data, argument->text.length);
    if (organisation == NULL)
        return wm_target_unknown(rules, argument->text, error);
    *ret_organisation = organisation;
    return WM_OK;
}

// --- the day ---

enum wm_status wm_target_day(const struct wm_call *call, struct wm_organisation *organisation,
                             const struct wm_ruleset *ruleset, const struct wm_argument *argument, wm_day *ret_day,
                             struct wm_error *error) {
    if (!wm_argument_given(argument))
        return wm_rules_today(organisation, ruleset, call->instant, ret_day, error);
    *ret_day = argument->day;
    return WM_OK;
}

// --- the rules ---

enum wm_status wm_target_level(const struct wm_ruleset *ruleset, const struct wm_argument *argument,
                               const struct wm_level **ret_level, struct wm_error *error) {
    struct wm_text name = argument->text;
    const struct wm_level *level = wm_ruleset_level(ruleset, name.data, name.length);
    if (level != NULL) {
        *ret_level = level;
        return WM_OK;
    }
    enum wm_status status = wm_ruleset_find_level(ruleset, name.data, name.length, ret_level, error);
    wm_error_where(error, "level");
    wm_parameter_found(error, argument->json);
    return status;
}

enum wm_status wm_target_framework(const struct wm_ruleset *ruleset, const struct wm_argument *argument,
                                   const struct wm_framework **ret_framework, struct wm_error *error) {
    struct wm_text id = argument->text;
    const struct wm_framework *framework = wm_ruleset_framework(ruleset, id.data, id.length);
    if (framework != NULL) {
        *ret_framework = framework;
        return WM_OK;
    }
    char wanted[WM_CODE_LONGEST + 1];
    snprintf(wanted, sizeof wanted, "%.*s", (int)id.length, id.data);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, wanted);
    for (uint32_t i = 0; i < ruleset->framework_count; i++)
        wm_nearest_offer(&nearest, ruleset->frameworks[i].id);
    wm_error_set(error, WM_NOT_FOUND, "unknown-framework",
                 "%s has adopted no framework \"%s\": framework.list lists them", ruleset->organisation, wanted);
    wm_error_where(error, "framework");
    wm_error_found(error, "\"%s\"", wanted);
    if (wm_nearest_name(&nearest) != NULL)
        wm_error_nearest(error, wm_nearest_name(&nearest));
    return WM_NOT_FOUND;
}
