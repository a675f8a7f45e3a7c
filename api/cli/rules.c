// SPDX-License-Identifier: MIT
// waymark rules status: which rules are active, which could not be used and why, what nobody has set.
#include "api/cli/commands.h"

#include "api/cli/ask.h"
#include "api/cli/show.h"

#include <string.h>

static void row(struct wm_cli *cli, const char *title, struct wm_text text) {
    if (text.length > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, title, WM_TONE_PLAIN, "%.*s", WM_SHOW(text));
}

static void show_unset(struct wm_cli *cli, struct wm_json framework) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(framework, "unset"));
    struct wm_json parameter;
    while (wm_json_next(&iterator, NULL, &parameter))
        if (wm_json_type(parameter) == WM_JSON_STRING)
            wm_terminal_item(cli->out, 4, WM_TONE_DOUBT, "?", WM_TONE_PLAIN, "%.*s is not set",
                             WM_SHOW(wm_json_text(parameter)));
}

static void show_error(struct wm_cli *cli, struct wm_json why) {
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "error     ", WM_TONE_BAD, "%.*s",
                     WM_SHOW(wm_result_text(why, "message")));
    row(cli, "where     ", wm_result_text(why, "where"));
    row(cli, "expected  ", wm_result_text(why, "expected"));
    row(cli, "found     ", wm_result_text(why, "found"));
    row(cli, "nearest   ", wm_result_text(why, "nearest"));
}

static void show_organisation(struct wm_cli *cli, struct wm_json organisation) {
    struct wm_text state = wm_result_text(organisation, "state");
    struct wm_text title = wm_result_text(organisation, "title");
    struct wm_json why = wm_json_member(organisation, "error");
    bool active = wm_show_is(state, "active");
    bool broken = wm_show_is(state, "broken");
    enum wm_tone tone = active ? WM_TONE_GOOD : broken ? WM_TONE_BAD : WM_TONE_DOUBT;
    wm_terminal_item(cli->out, 0, tone,
                     active   ? "✓"
                     : broken ? "✗"
                              : "…",
                     WM_TONE_STRONG, "%.*s: %.*s", WM_SHOW(wm_result_text(organisation, "org")), WM_SHOW(state));
    row(cli, "title     ", title);
    row(cli, "rules     ", wm_result_text(organisation, "rules"));
    row(cli, "criteria  ", wm_result_text(organisation, "criteria"));
    char since[40];
    if (wm_result_instant(organisation, "since", since))
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "since     ", WM_TONE_PLAIN, "%s", since);
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(organisation, "frameworks"));
    for (struct wm_json framework; wm_json_next(&iterator, NULL, &framework);) {
        row(cli, "framework ", wm_result_text(framework, "framework"));
        show_unset(cli, framework);
    }
    if (wm_json_type(why) == WM_JSON_OBJECT)
        show_error(cli, why);
}

static void show(struct wm_cli *cli, struct wm_json result) {
    struct wm_json organisations = wm_json_member(result, "organisations");
    struct wm_json_iterator iterator = wm_json_iterate(organisations);
    struct wm_json organisation;
    for (size_t i = 0; wm_json_next(&iterator, NULL, &organisation); i++) {
        if (i > 0)
            wm_terminal_blank(cli->out);
        show_organisation(cli, organisation);
    }
    if (wm_json_count(organisations) == 0)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "There is no organisation.");
}

static bool any_broken(struct wm_json result) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(result, "organisations"));
    struct wm_json organisation;
    while (wm_json_next(&iterator, NULL, &organisation))
        if (wm_show_is(wm_result_text(organisation, "state"), "broken"))
            return true;
    return false;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    struct wm_result result = {0};
    wm_params_begin(&params, cli);
    enum wm_status status = wm_ask(cli, "rules.status", &params, &result, error);
    if (status == WM_OK && cli->json)
        wm_result_print(cli, &result);
    else if (status == WM_OK)
        show(cli, result.value);
    if (status == WM_OK && any_broken(result.value))
        cli->exit = WM_EXIT_ERROR;
    wm_result_clear(&result);
    return status;
}

const struct wm_command wm_rules_status_command = {
    .name = "rules status",
    .arguments = "",
    .summary = "Say which rules are active, and what is wrong with the others",
    .details = "Exit status: 1 when an organisation's rules are broken.",
    .run = run,
};
