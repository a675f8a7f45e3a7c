// SPDX-License-Identifier: MIT
// waymark standing: eligibility.standing.
#include "api/cli/commands.h"

#include "api/cli/show.h"

static enum wm_status show(struct wm_cli *cli, struct wm_json standing, struct wm_error *error) {
    const char *person = NULL;
    char day[24];
    enum wm_status status = wm_show_person(cli, cli->arguments[0], &person, error);
    if (status != WM_OK)
        return status;
    bool dated = wm_result_day(standing, "as_of", day);
    wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%s%s%s", person, dated ? " on " : "", day);
    wm_show_standing(cli, standing);
    return WM_OK;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "person", cli->arguments[0]);
    wm_params_option(&params, cli, "framework");
    if (!wm_cli_given(cli, "no-plans"))
        wm_params_raw(&params, "plans", "true", 4);
    enum wm_status status = wm_params_day(&params, cli, "as-of", error);
    return wm_ask_long_show(cli, "eligibility.standing", status, &params, show, error);
}

static const struct wm_option options[] = {
    {.name = "framework", .value = "F", .says = "Only this framework"},
    {.name = "no-plans", .says = "Do not work out what it would take to reach what is near"},
    {.name = "as-of", .value = "DAY", .says = "Judge as of this day, YYYY-MM-DD; default: the organisation's today"},
    {0},
};
const struct wm_command wm_standing_command = {
    .name = "standing",
    .arguments = "PERSON",
    .least = 1,
    .most = 1,
    .summary = "Show where somebody stands: every level and gate",
    .details =
        "held: the level was awarded. next: the lowest levels that may come next. lapsing: eligible now, and not for "
        "long. near: three criteria or fewer are missing. open: criteria that could not be judged. Where several "
        "frameworks are shown, levels and gates with more than 15 criteria missing are only counted. What is near, of "
        "whichever framework, is listed by what is missing and by what it would take. Pay is advice: what the tables "
        "of the frameworks suggest for levels that are held or eligible.",
    .options = options,
    .run = run,
};
