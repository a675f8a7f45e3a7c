// SPDX-License-Identifier: MIT
// waymark forecast: eligibility.forecast as bars.
#include "api/cli/commands.h"

#include "api/cli/forecast_bars.h"
#include "api/cli/save.h"

enum { LARGEST = 64 * 1024 * 1024 };

static enum wm_status say_title(struct wm_cli *cli, struct wm_json forecast, const char **ret_title,
                                struct wm_error *error) {
    const char *person = NULL;
    char from[24], to[24];
    enum wm_status status = wm_show_person(cli, cli->arguments[0], &person, error);
    if (status != WM_OK)
        return status;
    (void)wm_result_day(forecast, "as_of", from);
    (void)wm_result_day(forecast, "to", to);
    *ret_title = wm_arena_printf(&cli->arena, "%s from %s to %s", person, from, to);
    return *ret_title != NULL ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status draw(struct wm_cli *cli, const struct wm_bars *bars, const char *title, const char *path,
                           struct wm_error *error) {
    struct wm_buffer svg;
    wm_buffer_init(&svg, LARGEST);
    wm_bars_draw(cli, bars, title, &svg);
    enum wm_status status = svg.failed ? wm_error_no_memory(error) : wm_save(cli, path, &svg, error);
    if (status == WM_OK)
        wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "Written: %s", path);
    wm_buffer_clear(&svg);
    return status;
}

static enum wm_status show(struct wm_cli *cli, struct wm_json forecast, struct wm_error *error) {
    struct wm_bars bars;
    const char *title = NULL, *path = wm_cli_value(cli, "svg");
    enum wm_status status = say_title(cli, forecast, &title, error);
    if (status == WM_OK)
        status = wm_bars_read(cli, forecast, &bars, error);
    if (status != WM_OK)
        return status;
    if (path != NULL)
        return draw(cli, &bars, title, path, error);
    wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%s, if nothing new is recorded", title);
    wm_bars_show(cli, &bars);
    if (wm_result_true(forecast, "cut"))
        wm_terminal_item(cli->out, 0, WM_TONE_FAINT, "", WM_TONE_FAINT,
                         "There are more changes than one answer holds: ask for fewer days, or for one level.");
    return WM_OK;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "person", cli->arguments[0]);
    wm_params_text(&params, "level", cli->argument_count > 1 ? cli->arguments[1] : NULL);
    enum wm_status status = cli->json && wm_cli_given(cli, "svg")
                                ? wm_cli_misused(error, "of --json and --svg only one can be given")
                                : wm_params_day(&params, cli, "as-of", error);
    if (status == WM_OK)
        status = wm_params_day(&params, cli, "to", error);
    if (status == WM_OK)
        status = wm_params_number(&params, cli, "days", 0, error);
    return wm_ask_long_show(cli, "eligibility.forecast", status, &params, show, error);
}

static const struct wm_option options[] = {
    {.name = "to", .value = "DAY", .says = "The last day, YYYY-MM-DD, up to ten years on; default: a year on"},
    {.name = "days", .value = "N", .says = "Or so many days on"},
    {.name = "as-of", .value = "DAY", .says = "Begin with this day; default: the organisation's today"},
    {.name = "svg", .value = "FILE", .says = "Write it as a picture to this file"},
    {0},
};
const struct wm_command wm_forecast_command = {
    .name = "forecast",
    .arguments = "PERSON [LEVEL]",
    .least = 1,
    .most = 2,
    .summary = "Show what becomes of somebody's levels and gates by themselves",
    .details =
        "What is eligible on which day if nothing new is recorded, a row a level or gate, and what causes each "
        "change: what lapses, what is reached by waiting, which rules come into force. LEVEL is FRAMEWORK/LEVEL "
        "or FRAMEWORK/GATE; all of them without it, and of several frameworks what is not eligible on any day is "
        "only counted. The picture has every row and stands by itself: no script, nothing fetched.",
    .options = options,
    .run = run,
};
