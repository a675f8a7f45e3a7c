// SPDX-License-Identifier: MIT
// framework.list and framework.get.
#include "api/methods/families.h"

#include "api/methods/framework_write.h"
#include "api/methods/target.h"

enum { ORG, FRAMEWORK };

// --- list ---

static const struct wm_parameter_form list_forms[] = {
    [ORG] = WM_FORM_ORG,
    WM_FORM_END,
};

static void write_count(struct wm_buffer *buffer, const char *key, uint32_t count) {
    wm_json_write_key(buffer, key);
    wm_buffer_integer(buffer, count);
}

static void write_short(struct wm_buffer *buffer, const struct wm_framework *framework) {
    uint32_t gates = 0;
    for (uint32_t i = 0; i < framework->level_count; i++)
        gates += framework->levels[i].gate;
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "framework", framework->id);
    wm_framework_write_text(buffer, "title", framework->title);
    wm_framework_write_text(buffer, "edition", framework->edition);
    wm_framework_write_text(buffer, "source", framework->source);
    write_count(buffer, "levels", framework->level_count - gates);
    write_count(buffer, "gates", gates);
    write_count(buffer, "competencies", framework->declaration_counts[WM_DECLARED_COMPETENCY]);
    write_count(buffer, "courses", framework->declaration_counts[WM_DECLARED_COURSE]);
    wm_json_write_key(buffer, "accept_suggested");
    wm_buffer_text(buffer, framework->accept_suggested ? "true" : "false");
    wm_buffer_byte(buffer, '}');
}

static enum wm_status active(const struct wm_call *call, struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    struct wm_organisation *organisation = NULL;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    return status == WM_OK ? wm_rules_active(organisation, ret_ruleset, error) : status;
}

static enum wm_status list(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = active(call, &ruleset, error);
    if (status != WM_OK)
        return status;
    wm_buffer_text(result, "{\"frameworks\":[");
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        wm_json_write_comma(result);
        write_short(result, &ruleset->frameworks[i]);
    }
    wm_buffer_text(result, "]}");
    return WM_OK;
}

// --- get ---

static const struct wm_parameter_form get_forms[] = {
    [ORG] = WM_FORM_ORG,
    [FRAMEWORK] = {.name = "framework", .type = WM_TYPE_CODE, .required = true},
    WM_FORM_END,
};

static enum wm_status get(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_ruleset *ruleset = NULL;
    const struct wm_framework *framework = NULL;
    enum wm_status status = active(call, &ruleset, error);
    if (status == WM_OK)
        status = wm_target_framework(ruleset, &call->arguments[FRAMEWORK], &framework, error);
    if (status == WM_OK)
        wm_framework_write(result, framework);
    return status;
}

const struct wm_method wm_framework_methods[] = {
    {.name = "framework.list", .parameters = list_forms, .run = list},
    {.name = "framework.get", .parameters = get_forms, .run = get},
    {.name = NULL},
};
