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

// "2 active, 1 broken": the states that there are. How many of them are not well.
static int64_t show_organisations(struct wm_cli *cli, struct wm_json organisations) {
    static const struct {
        const char *name;
        bool unwell;
    } states[] = {{"active", false},   {"broken", true},    {"stale", true},
                  {"suspended", true}, {"building", false}, {"loading", false}};
    char text[200] = "";
    int64_t unwell = 0;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        int64_t count = wm_result_integer(organisations, states[i].name, 0);
        size_t used = strlen(text);
        if (count > 0 || i == 0)
            snprintf(text + used, sizeof text - used, "%s%lld %s", i == 0 ? "" : ", ", (long long)count,
                     states[i].name);
        if (states[i].unwell)
            unwell += count;
    }
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "organisations", unwell > 0 ? WM_TONE_DOUBT : WM_TONE_PLAIN, "%s",
                     text);
    return unwell;
}

static void show_unwell(struct wm_cli *cli, struct wm_json list, int64_t unwell) {
    struct wm_json_iterator iterator = wm_json_iterate(list);
    struct wm_json each;
    int64_t named = 0;
    for (; wm_json_next(&iterator, NULL, &each); named++)
        wm_terminal_item(cli->out, 4, WM_TONE_DOUBT, "!", WM_TONE_DOUBT, "%.*s: %.*s",
                         WM_SHOW(wm_result_text(each, "org")), WM_SHOW(wm_result_text(each, "state")));
    if (unwell > named && named > 0)
        wm_terminal_item(cli->out, 4, WM_TONE_DOUBT, "!", WM_TONE_DOUBT, "and %lld more", (long long)(unwell - named));
    if (unwell > 0)
        wm_terminal_item(cli->out, 4, WM_TONE_FAINT, " ", WM_TONE_FAINT, "waymark rules status says why");
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
        int64_t unwell = show_organisations(cli, wm_json_member(health, "organisations"));
        show_unwell(cli, wm_json_member(health, "unwell"), unwell);
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
    .details = "Exit status: 0 when all is well, 1 when the daemon is degraded (it cannot write, or the rules of some "
               "organisation are broken, stale or suspended), stopping or not there.",
    .run = run,
};
