// SPDX-License-Identifier: MIT
// eligibility.standing.
#include "api/methods/families.h"

#include "api/methods/asking.h"
#include "engine/decide/standing.h"
#include "engine/plan/near.h"

enum { ORG, PERSON, FRAMEWORK, AS_OF, LEDGER, RULES, PLANS };

static const struct wm_parameter_form standing_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = WM_FORM_PERSON,
    [FRAMEWORK] = {.name = "framework", .type = WM_TYPE_CODE},
    [AS_OF] = {.name = "as_of", .type = WM_TYPE_DAY},
    [LEDGER] = {.name = "ledger", .type = WM_TYPE_SEQ},
    [RULES] = {.name = "rules", .type = WM_TYPE_HASH},
    [PLANS] = {.name = "plans", .type = WM_TYPE_BOOLEAN},
    WM_FORM_END,
};

struct details {
    const struct wm_framework *framework; // NULL: all
    bool plans;                           // of what is near
};

static enum wm_status stand(const struct wm_question *question, const void *details, struct wm_arena *arena,
                            struct wm_buffer *text, struct wm_error *error) {
    const struct details *about = details;
    struct wm_standing all;
    enum wm_status status = wm_standing(question, about->framework, WM_STANDING_LAPSING_DAYS, arena, &all, error);
    if (status == WM_OK && about->plans)
        status = wm_plan_near(question, arena, &all, error);
    if (status == WM_OK)
        wm_standing_write(text, question, &all);
    return status;
}

static enum wm_status standing(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_asked asked;
    struct details details = {.framework = NULL};
    const struct wm_away *away = wm_asking_answered(call);
    if (away != NULL)
        return wm_away_answer(away, result, error);
    enum wm_status status = wm_asking_rules(call, RULES, &asked, error);
    if (status != WM_OK || asked.ruleset == NULL)
        return status;
    if (wm_argument_given(&call->arguments[PLANS]))
        details.plans = wm_json_boolean(call->arguments[PLANS].json);
    if (wm_argument_given(&call->arguments[FRAMEWORK]))
        status = wm_target_framework(asked.ruleset, &call->arguments[FRAMEWORK], &details.framework, error);
    if (status == WM_OK)
        status = wm_asking_portfolio(call, AS_OF, LEDGER, &asked, error);
    if (status != WM_OK || asked.portfolio == NULL)
        return status;
    const struct wm_away_task task = {stand, &details, sizeof details};
    return wm_asking_work_out(call, &asked, &task, details.plans || wm_away_needed(&asked.question), result, error);
}

const struct wm_method wm_eligibility_standing_methods[] = {
    {.name = "eligibility.standing", .parameters = standing_forms, .run = standing, WM_ASKING},
    {.name = NULL},
};
