// SPDX-License-Identifier: MIT
// eligibility.forecast.
#include "api/methods/families.h"

#include "api/methods/asking.h"
#include "engine/decide/forecast.h"

enum { ORG, PERSON, LEVEL, AS_OF, TO, LEDGER, RULES };
enum { DAYS_HERE = 366 }; // of one level, on the loop: as far as a check may look ahead

static const struct wm_parameter_form forecast_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = WM_FORM_PERSON,
    [LEVEL] = {.name = "level", .type = WM_TYPE_LEVEL},
    [AS_OF] = {.name = "as_of", .type = WM_TYPE_DAY},
    [TO] = {.name = "to", .type = WM_TYPE_DAY, .required = true},
    [LEDGER] = {.name = "ledger", .type = WM_TYPE_SEQ},
    [RULES] = {.name = "rules", .type = WM_TYPE_HASH},
    WM_FORM_END,
};

struct details {
    wm_day to;
};

static enum wm_status look_ahead(const struct wm_question *question, const void *details, struct wm_arena *arena,
                                 struct wm_buffer *text, struct wm_error *error) {
    const struct details *about = details;
    struct wm_forecast forecast;
    enum wm_status status = wm_forecast(question, about->to, arena, &forecast, error);
    if (status == WM_OK)
        wm_forecast_write(text, question, &forecast);
    return status;
}

static enum wm_status look_ahead_here(struct wm_call *call, const struct wm_question *question,
                                      const struct details *details, struct wm_buffer *result, struct wm_error *error) {
    struct wm_methods *methods = wm_methods_of(call);
    enum wm_status status = look_ahead(question, details, &methods->arena, result, error);
    wm_arena_reset(&methods->arena);
    return status;
}

static wm_day farthest(wm_day as_of) {
    wm_day day = wm_day_add_months(as_of, 12 * WM_FORECAST_YEARS);
    return day < WM_DAY_LAST ? day : WM_DAY_LAST;
}

static enum wm_status check_to(const struct wm_call *call, wm_day as_of, struct wm_error *error) {
    wm_day to = call->arguments[TO].day, last = farthest(as_of);
    char first_text[11], last_text[11];
    if (to >= as_of && to <= last)
        return WM_OK;
    wm_day_format(as_of, first_text);
    wm_day_format(last, last_text);
    wm_error_set(error, WM_PARAMS, "range",
                 to < as_of
                     ? "a forecast ends on the day on which it begins, or later: a later `to`, or an earlier `as_of`"
                     : "a forecast looks no further ahead than %d years: an earlier `to`",
                 WM_FORECAST_YEARS);
    wm_error_where(error, "to");
    wm_error_expected(error, "a date from \"%s\" to \"%s\"", first_text, last_text);
    wm_parameter_found(error, call->arguments[TO].json);
    return WM_PARAMS;
}

// Every level, or for long, takes its time: not the loop's.
static bool is_long(const struct wm_question *question, wm_day to) {
    return question->level == NULL || to - question->as_of > DAYS_HERE || wm_away_needed(question);
}

static enum wm_status answer(struct wm_call *call, struct wm_asked *asked, struct wm_buffer *result,
                             struct wm_error *error) {
    const struct details details = {.to = call->arguments[TO].day};
    const struct wm_away_about about = {.question = &asked->question,
                                        .ruleset = asked->ruleset,
                                        .portfolio = asked->portfolio,
                                        .work_out = look_ahead,
                                        .details = &details,
                                        .details_size = sizeof details};
    enum wm_status status = check_to(call, asked->question.as_of, error);
    if (status != WM_OK)
        return status;
    return is_long(&asked->question, details.to) ? wm_asking_away(call, &about, error)
                                                 : look_ahead_here(call, &asked->question, &details, result, error);
}

static enum wm_status forecast(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_asked asked;
    const struct wm_away *away = wm_asking_answered(call);
    if (away != NULL)
        return wm_away_answer(away, result, error);
    enum wm_status status = wm_asking_rules(call, RULES, &asked, error);
    if (status != WM_OK || asked.ruleset == NULL)
        return status;
    if (wm_argument_given(&call->arguments[LEVEL]))
        status = wm_target_level(asked.ruleset, &call->arguments[LEVEL], &asked.question.level, error);
    if (status == WM_OK)
        status = wm_asking_portfolio(call, AS_OF, LEDGER, &asked, error);
    return status != WM_OK || asked.portfolio == NULL ? status : answer(call, &asked, result, error);
}

const struct wm_method wm_eligibility_forecast_methods[] = {
    {.name = "eligibility.forecast", .parameters = forecast_forms, .run = forecast, WM_ASKING},
    {.name = NULL},
};
