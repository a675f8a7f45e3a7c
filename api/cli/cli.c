// SPDX-License-Identifier: MIT
#include "api/cli/cli.h"

#include "api/cli/help.h"
#include "api/cli/params.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ARENA = 256 * 1024 * 1024 };

enum wm_status wm_cli_misused(struct wm_error *error, const char *format, ...) {
    char message[sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return wm_error_set(error, WM_PARAMS, "usage", "%s", length < 0 ? "the command was called wrongly" : message);
}

void wm_cli_error_json(struct wm_buffer *text, const char *refusal, const struct wm_error *error) {
    if (refusal != NULL) {
        wm_buffer_text(text, refusal);
        return;
    }
    wm_buffer_printf(text, "{\"code\":%d,\"message\":", wm_status_rpc(error->status));
    wm_json_write_text(text, error->message);
    wm_buffer_text(text, ",\"data\":{\"reason\":");
    wm_json_write_text(text, error->reason);
    const struct {
        const char *key, *value;
    } members[] = {
        {"path", error->where}, {"expected", error->expected}, {"found", error->found}, {"nearest", error->nearest}};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (members[i].value[0] != '\0')
            wm_params_text(text, members[i].key, members[i].value);
    wm_buffer_text(text, "}}");
}

void wm_cli_explain(struct wm_terminal *terminal, const char *who, const struct wm_error *error) {
    wm_terminal_item(terminal, 0, WM_TONE_BAD, who, WM_TONE_PLAIN, "%s", error->message);
    const struct {
        const char *title, *value;
    } rows[] = {{"where:   ", error->where},
                {"expected:", error->expected},
                {"found:   ", error->found},
                {"nearest: ", error->nearest}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].value[0] != '\0')
            wm_terminal_item(terminal, 2, WM_TONE_FAINT, rows[i].title, WM_TONE_PLAIN, "%s", rows[i].value);
}

static void complain(struct wm_cli *cli, const struct wm_error *error) {
    if (cli->json) {
        wm_cli_error_json(&cli->complaints->text, cli->refusal, error);
        wm_terminal_blank(cli->complaints);
    } else {
        wm_cli_explain(cli->complaints, "waymark:", error);
    }
}

// --- the run ---

static enum wm_status run(struct wm_cli *cli, int count, char *const *words, struct wm_error *error) {
    enum wm_status status = wm_cli_parse(cli, count, words, error);
    if (wm_cli_given(cli, "no-colour"))
        cli->out->colour = cli->complaints->colour = false;
    if (status != WM_OK)
        return status;
    if (wm_cli_given(cli, "version")) {
        wm_terminal_line(cli->out, WM_TONE_PLAIN, "waymark %s", waymark_version());
        return WM_OK;
    }
    if (cli->command == NULL || wm_cli_given(cli, "help")) {
        wm_help_print(cli->out, cli->command);
        return WM_OK;
    }
    return cli->command->run(cli, error);
}

int wm_cli_run(int count, char *const *words, int input, struct wm_terminal *out, struct wm_terminal *complaints) {
    struct wm_cli cli = {.out = out, .complaints = complaints, .input = input};
    struct wm_error error = {.status = WM_OK};
    wm_arena_init(&cli.arena, ARENA);
    enum wm_status status = run(&cli, count, words, &error);
    struct wm_error unwritten = {.status = WM_OK};
    enum wm_status written = wm_terminal_flush(out, &unwritten);
    if (status != WM_OK)
        complain(&cli, &error);
    else if (written != WM_OK)
        complain(&cli, &unwritten);
    bool misused = status == WM_PARAMS && strcmp(error.reason, "usage") == 0;
    if (misused && !cli.json)
        wm_help_hint(complaints, cli.command);
    if (wm_terminal_flush(complaints, &unwritten) != WM_OK)
        status = WM_SYSTEM; // nowhere left to say it
    waymark_free(cli.client);
    wm_arena_clear(&cli.arena);
    if (misused)
        return WM_EXIT_USAGE;
    bool failed = status != WM_OK || written != WM_OK;
    return failed && cli.exit == WM_EXIT_DONE ? WM_EXIT_ERROR : (int)cli.exit;
}
