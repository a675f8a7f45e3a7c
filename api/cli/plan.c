// SPDX-License-Identifier: MIT
// waymark plan: eligibility.plan.
#include "api/cli/plan.h"

#include "api/cli/commands.h"

#include <string.h>

enum { LEVELS_MOST = 32 };

static enum wm_status show(struct wm_cli *cli, struct wm_json plan, struct wm_error *error) {
    const char *person = NULL;
    char day[24];
    enum wm_status status = wm_show_person(cli, cli->arguments[0], &person, error);
    if (status != WM_OK)
        return status;
    bool dated = wm_result_day(plan, "as_of", day);
    wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%s%s%s", person, dated ? ", as of " : "", day);
    struct wm_json level;
    for (struct wm_json_iterator at = wm_json_iterate(wm_json_member(plan, "levels")); wm_json_next(&at, NULL, &level);)
        wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_json_text(level)));
    wm_terminal_blank(cli->out);
    wm_plan_show(cli, plan);
    wm_plan_timeline(cli, plan);
    return WM_OK;
}

// Digits, with a point among them if there is one: as JSON has them.
static bool is_amount(const char *text) {
    size_t whole = strspn(text, "0123456789");
    bool plain = whole > 0 && (whole == 1 || text[0] != '0');
    if (text[whole] == '\0')
        return plain;
    size_t rest = strspn(text + whole + 1, "0123456789");
    return plain && text[whole] == '.' && rest > 0 && text[whole + 1 + rest] == '\0';
}

static enum wm_status take_amount(const struct wm_cli *cli, const char *option, const char *key,
                                  struct wm_buffer *params, struct wm_error *error) {
    const char *text = wm_cli_value(cli, option);
    if (text == NULL)
        return WM_OK;
    if (!is_amount(text))
        return wm_cli_misused(error, "--%s takes a number such as 4 or 7.5, not \"%s\"", option, text);
    wm_params_raw(params, key, text, strlen(text));
    return WM_OK;
}

static void take_levels(const struct wm_cli *cli, struct wm_buffer *params) {
    wm_json_write_key(params, "levels");
    wm_buffer_byte(params, '[');
    for (size_t i = 1; i < cli->argument_count; i++) {
        wm_json_write_comma(params);
        wm_json_write_text(params, cli->arguments[i]);
    }
    wm_buffer_byte(params, ']');
}

static void take_modes(const struct wm_cli *cli, struct wm_buffer *params) {
    size_t cursor = 0;
    if (!wm_cli_given(cli, "mode"))
        return;
    wm_json_write_key(params, "modes");
    wm_buffer_byte(params, '[');
    for (const char *word; (word = wm_cli_each(cli, "mode", &cursor)) != NULL;) {
        wm_json_write_comma(params);
        wm_json_write_text(params, word);
    }
    wm_buffer_byte(params, ']');
}

static enum wm_status take_wish(const struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error) {
    wm_params_begin(params, cli);
    wm_params_text(params, "person", cli->arguments[0]);
    take_levels(cli, params);
    take_modes(cli, params);
    enum wm_status status = wm_params_day(params, cli, "as-of", error);
    if (status == WM_OK)
        status = wm_params_day(params, cli, "by", error);
    if (status == WM_OK)
        status = take_amount(cli, "hours-per-week", "hours_per_week", params, error);
    if (status == WM_OK)
        status = take_amount(cli, "cost-ceiling", "cost_ceiling", params, error);
    return status;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    struct wm_result result = {0};
    enum wm_status status = take_wish(cli, &params, error);
    if (status == WM_OK)
        status = wm_ask_long(cli, "eligibility.plan", &params, &result, error);
    bool possible = status == WM_OK && wm_result_true(result.value, "possible");
    if (status == WM_OK && cli->json)
        wm_result_print(cli, &result);
    else if (status == WM_OK)
        status = show(cli, result.value, error);
    if (status == WM_OK)
        cli->exit = possible ? WM_EXIT_DONE : WM_EXIT_NOT_ELIGIBLE;
    wm_buffer_clear(&params);
    wm_result_clear(&result);
    return status;
}

static const struct wm_option options[] = {
    {.name = "by", .value = "DAY", .says = "Done on this day at the latest, YYYY-MM-DD"},
    {.name = "hours-per-week", .value = "N", .says = "Hours of release for courses; default: a course takes a day"},
    {.name = "cost-ceiling", .value = "N", .says = "All courses together cost no more"},
    {.name = "mode",
     .value = "M",
     .says = "Only courses given so: e-learning, in-house, half-day, day, regional, virtual, blended",
     .repeats = true},
    {.name = "as-of", .value = "DAY", .says = "Begin with this day; default: the organisation's today"},
    {0},
};
const struct wm_command wm_plan_command = {
    .name = "plan",
    .arguments = "PERSON LEVEL...",
    .least = 2,
    .most = 1 + LEVELS_MOST,
    .summary = "Show what somebody has to do to become eligible, and when",
    .details = "The cheapest set of actions after which the person is eligible for each LEVEL (FRAMEWORK/LEVEL or "
               "FRAMEWORK/GATE) on one day: courses and what they come after, assessments, supervision, time, and what "
               "would have lapsed by then. Of equal costs the fewest hours, then the earliest day.\n"
               "Exit status: 0 there is a plan, 3 there is none.",
    .options = options,
    .run = run,
};
