// SPDX-License-Identifier: MIT
// rules.reload, rules.check and rules.rollback: which rules are active.
//
// The call waits until the rules have been read, proved and kept; others are answered meanwhile, by what was active.
#include "api/methods/families.h"

#include "api/methods/fetch.h"
#include "api/methods/framework_write.h"
#include "api/methods/target.h"

#include <inttypes.h>
#include <string.h>

enum { ORG, WAIT, RULES = WAIT };

static const struct wm_parameter_form reload_forms[] = {
    [ORG] = WM_FORM_ORG,
    [WAIT] = {.name = "wait", .type = WM_TYPE_BOOLEAN},
    WM_FORM_END,
};
static const struct wm_parameter_form check_forms[] = {
    [ORG] = WM_FORM_ORG,
    WM_FORM_END,
};
static const struct wm_parameter_form rollback_forms[] = {
    [ORG] = WM_FORM_ORG,
    [RULES] = {.name = "rules", .type = WM_TYPE_DIGITS, .required = true},
    WM_FORM_END,
};

struct changing {          // state of a kept call
    struct wm_fetch fetch; // first
    struct wm_rules_asker asker;
    enum wm_rules_aim aim;
    char id[WM_CODE_LONGEST + 1]; // of the organisation
};

// --- the answer ---

static void write_proof(struct wm_buffer *buffer, const struct wm_rules_outcome *outcome) {
    wm_json_write_key(buffer, "findings");
    wm_buffer_byte(buffer, '[');
    wm_buffer_add(buffer, outcome->findings.data, outcome->findings.length);
    wm_buffer_byte(buffer, ']');
    wm_json_write_key(buffer, "tests");
    wm_buffer_printf(buffer, "{\"passed\":%u,\"failed\":%u}", outcome->passed, outcome->failed);
}

static void write_outcome(struct wm_buffer *result, const char *organisation, const char *state,
                          const struct wm_rules_outcome *outcome) {
    wm_buffer_byte(result, '{');
    wm_framework_write_text(result, "org", organisation);
    wm_framework_write_text(result, "state", state);
    wm_framework_write_text(result, "rules", outcome->rules[0] != '\0' ? outcome->rules : NULL);
    wm_framework_write_text(result, "previous", outcome->previous[0] != '\0' ? outcome->previous : NULL);
    if (outcome->number > 0) {
        wm_json_write_key(result, "number");
        wm_buffer_integer(result, outcome->number);
    }
    write_proof(result, outcome);
    wm_buffer_byte(result, '}');
}

static void write_failure(struct wm_buffer *details, const struct wm_rules_outcome *outcome) {
    wm_framework_write_text(details, "stage", wm_rules_stage_name(outcome->stage));
    if (outcome->stage > WM_STAGE_BUILD)
        write_proof(details, outcome);
}

static void on_ready(struct wm_rules_asker *asker, const struct wm_rules_outcome *outcome) {
    struct changing *changing = (struct changing *)((char *)asker - offsetof(struct changing, asker));
    struct wm_call *call = changing->fetch.call;
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_error error = outcome->error;
    struct wm_buffer *result = wm_call_open(call);
    if (outcome->status == WM_OK)
        write_outcome(result, changing->id,
                      changing->aim == WM_AIM_CHECK ? "checked"
                      : outcome->changed            ? "active"
                                                    : "unchanged",
                      outcome);
    else if (outcome->status == WM_RULES)
        write_failure(&call->details, outcome);
    else if (outcome->status == WM_NOT_FOUND && changing->aim != WM_AIM_ROLLBACK)
        (void)wm_target_unknown(&methods->daemon->rules, (struct wm_text){changing->id, strlen(changing->id)}, &error);
    wm_call_close(call, outcome->status, &error);
    wm_order_wake(methods);
}

// --- the question ---

// Of an organisation that is not there yet the folder may be.
static enum wm_status which(const struct wm_call *call, enum wm_rules_aim aim, struct wm_text *ret_id,
                            struct wm_error *error) {
    struct wm_organisation *organisation = NULL;
    const struct wm_argument *argument = &call->arguments[ORG];
    if (aim != WM_AIM_ROLLBACK && wm_argument_given(argument)) {
        *ret_id = argument->text;
        return WM_OK;
    }
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        *ret_id = (struct wm_text){organisation->id, organisation->id_length};
    return status;
}

static enum wm_status wait_for(struct wm_call *call, const struct wm_rules_request *request, struct wm_error *error) {
    struct wm_fetch *fetch = NULL;
    enum wm_status status = wm_fetch_keep(call, &fetch, error);
    if (status != WM_OK)
        return status;
    struct changing *changing = (struct changing *)fetch;
    wm_require(request->length < sizeof changing->id);
    changing->asker.ready = on_ready;
    changing->aim = request->aim;
    memcpy(changing->id, request->organisation, request->length);
    status = wm_rules_ask(&wm_methods_of(call)->daemon->rules, request, &changing->asker, error);
    if (status == WM_OK)
        wm_call_wait(call->kept);
    return status;
}

// What it comes to stands in rules.status and in the log.
static enum wm_status do_not_wait(struct wm_call *call, const struct wm_rules_request *request,
                                  struct wm_buffer *result, struct wm_error *error) {
    struct wm_rules *rules = &wm_methods_of(call)->daemon->rules;
    struct wm_rules_outcome outcome = {.status = WM_OK};
    char id[WM_CODE_LONGEST + 1] = "";
    memcpy(id, request->organisation, request->length);
    const struct wm_organisation *organisation = wm_rules_organisation(rules, id, request->length);
    if (organisation != NULL && organisation->active != NULL)
        memcpy(outcome.rules, organisation->active->hash, sizeof outcome.rules);
    enum wm_status status = wm_rules_ask(rules, request, NULL, error);
    if (status == WM_OK)
        write_outcome(result, id, "building", &outcome);
    return status;
}

static enum wm_status change(struct wm_call *call, enum wm_rules_aim aim, struct wm_buffer *result,
                             struct wm_error *error) {
    struct wm_rules_request request = {.aim = aim,
                                       .cause = aim == WM_AIM_ROLLBACK ? WM_ACTIVATION_ROLLBACK : WM_ACTIVATION_RELOAD,
                                       .uid = call->session->uid};
    struct wm_text id = {"", 0};
    enum wm_status status = which(call, aim, &id, error);
    if (status != WM_OK)
        return status;
    request.organisation = id.data;
    request.length = id.length;
    if (aim == WM_AIM_ROLLBACK)
        memcpy(request.rules, call->arguments[RULES].text.data, call->arguments[RULES].text.length);
    const struct wm_argument *wait = &call->arguments[WAIT];
    if (aim == WM_AIM_RELOAD && wm_argument_given(wait) && !wm_json_boolean(wait->json))
        return do_not_wait(call, &request, result, error);
    return wait_for(call, &request, error);
}

static enum wm_status reload(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return change(call, WM_AIM_RELOAD, result, error);
}

static enum wm_status check(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return change(call, WM_AIM_CHECK, result, error);
}

static enum wm_status rollback(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return change(call, WM_AIM_ROLLBACK, result, error);
}

#define CHANGES .state = sizeof(struct changing), .release = wm_fetch_release

const struct wm_method wm_rules_change_methods[] = {
    {.name = "rules.reload", .parameters = reload_forms, .run = reload, CHANGES},
    {.name = "rules.check", .parameters = check_forms, .run = check, CHANGES},
    {.name = "rules.rollback", .parameters = rollback_forms, .run = rollback, CHANGES},
    {.name = NULL},
};
