// SPDX-License-Identifier: MIT
// eligibility.plan. Always worked out on an evaluator's thread: it may take longer than the loop may be held up.
#include "api/methods/families.h"

#include "api/methods/asking.h"
#include "engine/plan/plan.h"

#include <stdio.h>
#include <string.h>

enum { ORG, PERSON, LEVELS, AS_OF, BY, HOURS_PER_WEEK, COST_CEILING, MODES, LEDGER, RULES };
enum { HOURS_OF_A_WEEK = 168 };

static const struct wm_parameter_form plan_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = WM_FORM_PERSON,
    [LEVELS] = {.name = "levels", .type = WM_TYPE_LEVELS, .required = true},
    [AS_OF] = {.name = "as_of", .type = WM_TYPE_DAY},
    [BY] = {.name = "by", .type = WM_TYPE_DAY},
    [HOURS_PER_WEEK] = {.name = "hours_per_week", .type = WM_TYPE_AMOUNT},
    [COST_CEILING] = {.name = "cost_ceiling", .type = WM_TYPE_AMOUNT},
    [MODES] = {.name = "modes", .type = WM_TYPE_WORDS},
    [LEDGER] = {.name = "ledger", .type = WM_TYPE_SEQ},
    [RULES] = {.name = "rules", .type = WM_TYPE_HASH},
    WM_FORM_END,
};

static enum wm_status plan(const struct wm_question *question, const void *details, struct wm_arena *arena,
                           struct wm_buffer *text, struct wm_error *error) {
    const struct wm_plan_wish *wish = details;
    struct wm_plan made;
    enum wm_status status = wm_plan(question, wish, arena, &made, error);
    if (status == WM_OK)
        wm_plan_write(text, question, wish, &made);
    return status;
}

static enum wm_status out_of_range(struct wm_error *error, const char *name, const char *expected,
                                   const struct wm_argument *argument) {
    wm_error_set(error, WM_PARAMS, "range", "`%s` is out of range", name);
    wm_error_where(error, "%s", name);
    wm_error_expected(error, "%s", expected);
    wm_parameter_found(error, argument->json);
    return WM_PARAMS;
}

static enum wm_status read_level(const struct wm_ruleset *ruleset, size_t index, struct wm_json value,
                                 struct wm_plan_wish *wish, struct wm_error *error) {
    char path[32];
    struct wm_text name = wm_json_text(value);
    const struct wm_level *level = NULL;
    snprintf(path, sizeof path, "levels[%zu]", index);
    if (wm_json_type(value) != WM_JSON_STRING)
        return wm_parameter_wrong(error, path, wm_parameter_expected(WM_TYPE_LEVEL), value);
    enum wm_status status = wm_ruleset_find_level(ruleset, name.data, name.length, &level, error);
    if (status != WM_OK) {
        wm_error_where(error, "%s", path);
        wm_parameter_found(error, value);
        return status;
    }
    bool known = false;
    for (uint32_t i = 0; i < wish->level_count && !known; i++)
        known = wish->levels[i] == level;
    if (!known)
        wish->levels[wish->level_count++] = level;
    return WM_OK;
}

static enum wm_status read_levels(const struct wm_ruleset *ruleset, const struct wm_argument *argument,
                                  struct wm_plan_wish *wish, struct wm_error *error) {
    size_t count = wm_json_count(argument->json), index = 0;
    struct wm_json_iterator iterator = wm_json_iterate(argument->json);
    struct wm_json value;
    char expected[32];
    snprintf(expected, sizeof expected, "1 to %u of them", WM_PLAN_LEVELS_MOST);
    if (count == 0 || count > WM_PLAN_LEVELS_MOST)
        return out_of_range(error, "levels", expected, argument);
    for (; wm_json_next(&iterator, NULL, &value); index++) {
        enum wm_status status = read_level(ruleset, index, value, wish, error);
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

static enum wm_status read_mode(size_t index, struct wm_json value, struct wm_plan_wish *wish, struct wm_error *error) {
    char path[32], expected[160] = "";
    struct wm_text word = wm_json_text(value);
    snprintf(path, sizeof path, "modes[%zu]", index);
    for (size_t i = 0, length = 0; wm_course_modes[i] != NULL; i++) {
        const char *mode = wm_course_modes[i];
        if (strlen(mode) == word.length && memcmp(mode, word.data, word.length) == 0) {
            wish->modes[wish->mode_count++] = mode;
            return WM_OK;
        }
        length += (size_t)snprintf(expected + length, sizeof expected - length, "%s\"%s\"", i == 0 ? "" : ", ", mode);
    }
    return wm_parameter_wrong(error, path, expected, value);
}

static enum wm_status read_modes(const struct wm_argument *argument, struct wm_plan_wish *wish,
                                 struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(argument->json);
    struct wm_json value;
    char expected[32];
    snprintf(expected, sizeof expected, "1 to %u of them", WM_PLAN_MODES_MOST);
    if (!wm_argument_given(argument))
        return WM_OK;
    if (wm_json_count(argument->json) == 0 || wm_json_count(argument->json) > WM_PLAN_MODES_MOST)
        return out_of_range(error, "modes", expected, argument);
    for (size_t i = 0; wm_json_next(&iterator, NULL, &value); i++) {
        enum wm_status status = read_mode(i, value, wish, error);
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

static enum wm_status read_limits(const struct wm_call *call, struct wm_plan_wish *wish, struct wm_error *error) {
    const struct wm_argument *hours = &call->arguments[HOURS_PER_WEEK], *ceiling = &call->arguments[COST_CEILING];
    bool week = hours->number > 0 && hours->number <= HOURS_OF_A_WEEK * WM_NUMBER_ONE;
    if (wm_argument_given(hours) && !week)
        return out_of_range(error, "hours_per_week", "more than 0, and no more than a week has: 168", hours);
    wish->hours_per_week = wm_argument_given(hours) ? hours->number : 0;
    wish->has_cost_ceiling = wm_argument_given(ceiling);
    wish->cost_ceiling = ceiling->number;
    wish->by = wm_argument_given(&call->arguments[BY]) ? call->arguments[BY].day : WM_DAY_NONE;
    return read_modes(&call->arguments[MODES], wish, error);
}

static enum wm_status too_early(struct wm_error *error, wm_day as_of, const struct wm_argument *by) {
    char day[11], expected[60];
    wm_day_format(as_of, day);
    snprintf(expected, sizeof expected, "%s, which it is as of, or later", day);
    return out_of_range(error, "by", expected, by);
}

static enum wm_status run(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_asked asked;
    struct wm_plan_wish wish = {.by = WM_DAY_NONE};
    const struct wm_away *away = wm_asking_answered(call);
    if (away != NULL)
        return wm_away_answer(away, result, error);
    enum wm_status status = wm_asking_rules(call, RULES, &asked, error);
    if (status != WM_OK || asked.ruleset == NULL)
        return status;
    status = read_levels(asked.ruleset, &call->arguments[LEVELS], &wish, error);
    if (status == WM_OK)
        status = read_limits(call, &wish, error);
    if (status == WM_OK)
        status = wm_asking_portfolio(call, AS_OF, LEDGER, &asked, error);
    if (status != WM_OK || asked.portfolio == NULL)
        return status;
    if (wish.by != WM_DAY_NONE && wish.by < asked.question.as_of)
        return too_early(error, asked.question.as_of, &call->arguments[BY]);
    const struct wm_away_task task = {plan, &wish, sizeof wish};
    return wm_asking_work_out(call, &asked, &task, true, result, error);
}

const struct wm_method wm_eligibility_plan_methods[] = {
    {.name = "eligibility.plan", .parameters = plan_forms, .run = run, WM_ASKING},
    {.name = NULL},
};
