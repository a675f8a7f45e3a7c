// SPDX-License-Identifier: MIT
// eligibility.forecast.
#include "api/methods/families.h"

#include "api/methods/asking.h"
#include "engine/decide/forecast.h"

enum { ORG, PERSON, LEVEL, AS_OF, TO, DAYS, LEDGER, RULES };
enum { DAYS_HERE = 366 }; // of one level, on the loop: as far as a check may look ahead

static const struct wm_parameter_form forecast_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = WM_FORM_PERSON,
    [LEVEL] = {.name = "level", .type = WM_TYPE_LEVEL},
    [AS_OF] = {.name = "as_of", .type = WM_TYPE_DAY},
    [TO] = {.name = "to", .type = WM_TYPE_DAY},
    [DAYS] = {.name = "days", .type = WM_TYPE_WHOLE, .most = 366 * WM_FORECAST_YEARS},
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

static wm_day farthest(wm_day as_of) {
    wm_day day = wm_day_add_months(as_of, 12 * WM_FORECAST_YEARS);
    return day < WM_DAY_LAST ? day : WM_DAY_LAST;
}

static enum wm_status too_far(const struct wm_argument *given, const char *path, wm_day as_of, struct wm_error *error) {
    char first[11], last[11];
    wm_day_format(as_of, first);
    wm_day_format(farthest(as_of), last);
    wm_error_set(error, WM_PARAMS, "range",
                 "a forecast begins on the day that it is as of, and looks no further ahead than %d years",
                 WM_FORECAST_YEARS);
    wm_error_where(error, "%s", path);
    wm_error_expected(error, "a last day from \"%s\" to \"%s\"", first, last);
    wm_parameter_found(error, given->json);
    return WM_PARAMS;
}

static enum wm_status given_twice(const struct wm_argument *days, struct wm_error *error) {
    wm_error_set(error, WM_PARAMS, "not-allowed", "a forecast has one last day: `to`, or so many `days` on");
    wm_error_where(error, "days");
    wm_error_expected(error, "either `to` or `days`");
    wm_parameter_found(error, days->json);
    return WM_PARAMS;
}

// The last day: as given, so many days on, or a year.
static enum wm_status find_last(const struct wm_call *call, wm_day as_of, wm_day *ret_to, struct wm_error *error) {
    const struct wm_argument *to = &call->arguments[TO], *days = &call->arguments[DAYS];
    wm_day last = wm_day_add_months(as_of, 12);
    if (wm_argument_given(to) && wm_argument_given(days))
        return given_twice(days, error);
    if (wm_argument_given(to))
        last = to->day;
    else if (wm_argument_given(days))
        last = as_of + (wm_day)days->number;
    else if (last > WM_DAY_LAST)
        last = WM_DAY_LAST;
    if (last < as_of || last > farthest(as_of))
        return wm_argument_given(days) ? too_far(days, "days", as_of, error) : too_far(to, "to", as_of, error);
    *ret_to = last;
    return WM_OK;
}

// Every level, or for long, takes its time: not the loop's.
static bool is_long(const struct wm_question *question, wm_day to) {
    return question->level == NULL || to - question->as_of > DAYS_HERE || wm_away_needed(question);
}

static enum wm_status answer(struct wm_call *call, struct wm_asked *asked, struct wm_buffer *result,
                             struct wm_error *error) {
    struct details details;
    const struct wm_away_task task = {look_ahead, &details, sizeof details};
    enum wm_status status = find_last(call, asked->question.as_of, &details.to, error);
    if (status != WM_OK)
        return status;
    return wm_asking_work_out(call, asked, &task, is_long(&asked->question, details.to), result, error);
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
