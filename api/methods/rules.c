// SPDX-License-Identifier: MIT
// rules.status: which organisations have rules, and what is the matter with those that have none.
#include "api/methods/families.h"

#include "api/methods/framework_write.h"
#include "api/methods/rules_predicates.h"
#include "api/methods/rules_state.h"
#include "api/methods/target.h"

#include <string.h>

enum { ORG };

static const struct wm_parameter_form status_forms[] = {
    [ORG] = WM_FORM_ORG,
    WM_FORM_END,
};

static void write_framework(struct wm_buffer *buffer, const struct wm_framework *framework) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "framework", framework->id);
    wm_json_write_key(buffer, "unset");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < framework->parameter_count; i++) {
        if (framework->parameters[i].origin != WM_ORIGIN_UNSET)
            continue;
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, framework->parameters[i].id);
    }
    wm_buffer_text(buffer, "]}");
}

static void write_said(struct wm_buffer *buffer, const char *key, const char *text) {
    wm_framework_write_text(buffer, key, text[0] != '\0' ? text : NULL);
}

static void write_error(struct wm_buffer *buffer, const struct wm_error *error) {
    wm_json_write_key(buffer, "error");
    wm_buffer_byte(buffer, '{');
    write_said(buffer, "reason", error->reason);
    write_said(buffer, "message", error->message);
    write_said(buffer, "where", error->where);
    write_said(buffer, "expected", error->expected);
    write_said(buffer, "found", error->found);
    write_said(buffer, "nearest", error->nearest);
    wm_buffer_byte(buffer, '}');
}

static void write_organisation(struct wm_buffer *buffer, struct wm_daemon *daemon,
                               const struct wm_organisation *organisation) {
    struct wm_ruleset *active = organisation->active;
    bool loading = active == NULL && organisation->since == 0;
    char since[32];
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "org", organisation->id);
    if (active != NULL)
        wm_framework_write_text(buffer, "title", active->title);
    wm_framework_write_text(buffer, "state", wm_rules_state_name(wm_rules_state_told(daemon, organisation)));
    if (active != NULL) {
        wm_framework_write_text(buffer, "rules", active->hash);
        wm_framework_write_text(buffer, "criteria", active->criteria_hash);
    }
    if (organisation->disk[0] != '\0' && (active == NULL || strcmp(organisation->disk, active->hash) != 0))
        wm_framework_write_text(buffer, "disk", organisation->disk);
    if (!loading) {
        wm_instant_format(organisation->since, since);
        wm_framework_write_text(buffer, "since", since);
    }
    wm_json_write_key(buffer, "frameworks");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; active != NULL && i < active->framework_count; i++)
        write_framework(buffer, &active->frameworks[i]);
    wm_buffer_byte(buffer, ']');
    wm_rules_predicates_write(buffer, daemon, active);
    if (organisation->failed)
        write_error(buffer, &organisation->error);
    wm_buffer_byte(buffer, '}');
}

static enum wm_status status_of(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_methods *methods = call->session->dispatcher->context;
    const struct wm_rules *rules = &methods->daemon->rules;
    struct wm_organisation *only = NULL;
    if (wm_argument_given(&call->arguments[ORG])) {
        enum wm_status status = wm_target_organisation(call, &only, error);
        if (status != WM_OK)
            return status;
    }
    wm_buffer_text(result, "{\"organisations\":[");
    for (size_t i = 0; i < rules->count; i++) {
        if (only == NULL || only == rules->organisations[i])
            write_organisation(result, methods->daemon, rules->organisations[i]);
    }
    wm_buffer_text(result, "]}");
    return WM_OK;
}

const struct wm_method wm_rules_methods[] = {
    {.name = "rules.status", .parameters = status_forms, .run = status_of},
    {.name = NULL},
};
