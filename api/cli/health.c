// SPDX-License-Identifier: MIT
// waymark health: system.health, and what system.info adds for people.
#include "api/cli/commands.h"

#include "api/cli/ask.h"
#include "api/cli/show.h"

#include <stdio.h>
#include <string.h>

static void say_time(int64_t seconds, char *text, size_t size) {
    static const struct {
        const char *unit;
        int64_t seconds;
    } units[] = {{"day", 86400}, {"hour", 3600}, {"minute", 60}, {"second", 1}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (seconds >= units[i].seconds || units[i].seconds == 1) {
            long long count = (long long)(seconds / units[i].seconds);
            snprintf(text, size, "%lld %s%s", count, units[i].unit, count == 1 ? "" : "s");
            return;
        }
}

static void row(struct wm_cli *cli, const char *title, struct wm_text text) {
    if (text.length > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, title, WM_TONE_PLAIN, "%.*s", WM_SHOW(text));
}

static void show_store(struct wm_cli *cli, struct wm_json store) {
    struct wm_text reason = wm_result_text(store, "reason");
    bool writable = wm_result_true(store, "writable");
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "writing      ", writable ? WM_TONE_PLAIN : WM_TONE_BAD, "%s%s%.*s",
                     writable ? "possible" : "refused", reason.length > 0 ? ": " : "", WM_SHOW(reason));
}

static void show_organisations(struct wm_cli *cli, struct wm_json organisations) {
    long long broken = (long long)wm_result_integer(organisations, "broken", 0);
    long long loading = (long long)wm_result_integer(organisations, "loading", 0);
    char more[96] = "";
    if (broken > 0)
        snprintf(more, sizeof more, ", %lld broken (see waymark rules status)", broken);
    if (loading > 0)
        snprintf(more + strlen(more), sizeof more - strlen(more), ", %lld loading", loading);
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "organisations", broken > 0 ? WM_TONE_DOUBT : WM_TONE_PLAIN,
                     "%lld active%s", (long long)wm_result_integer(organisations, "active", 0), more);
}

static enum wm_status show(struct wm_cli *cli, struct wm_json health, struct wm_error *error) {
    struct wm_buffer params;
    struct wm_result info = {0};
    bool known = false;
    wm_buffer_init(&params, 64);
    wm_buffer_byte(&params, '{');
    enum wm_status status = wm_ask_if_known(cli, "system.info", &params, &info, &known, error);
    if (status == WM_OK) {
        struct wm_json about = known ? info.value : (struct wm_json){0};
        struct wm_text state = wm_result_text(health, "status");
        struct wm_text version = wm_result_text(about, "version");
        enum wm_tone tone = wm_show_is(state, "ok") ? WM_TONE_GOOD : WM_TONE_BAD;
        char time[48];
        say_time(wm_result_integer(health, "uptime_seconds", 0), time, sizeof time);
        wm_terminal_item(cli->out, 0, tone, wm_show_is(state, "ok") ? "✓" : "✗", tone, "%.*s: waymarkd %.*s%sup %s",
                         WM_SHOW(state), WM_SHOW(version), version.length > 0 ? ", " : "", time);
        show_store(cli, wm_json_member(health, "store"));
        show_organisations(cli, wm_json_member(health, "organisations"));
        row(cli, "store        ", wm_result_text(about, "store"));
        row(cli, "socket       ", wm_result_text(about, "socket"));
        row(cli, "engine       ", wm_result_text(about, "engine"));
    }
    wm_result_clear(&info);
    return status;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    struct wm_result health = {0};
    wm_buffer_init(&params, 64);
    wm_buffer_byte(&params, '{');
    enum wm_status status = wm_ask(cli, "system.health", &params, &health, error);
    if (status == WM_OK && cli->json)
        wm_result_print(cli, &health);
    else if (status == WM_OK)
        status = show(cli, health.value, error);
    if (status == WM_OK && !wm_show_is(wm_result_text(health.value, "status"), "ok"))
        cli->exit = WM_EXIT_ERROR;
    wm_result_clear(&health);
    return status;
}

const struct wm_command wm_health_command = {
    .name = "health",
    .arguments = "",
    .summary = "Ask the daemon how it is",
    .details = "Exit status: 0 when all is well, 1 when the daemon is degraded, stopping or not there.",
    .run = run,
};
