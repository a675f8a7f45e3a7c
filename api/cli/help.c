// SPDX-License-Identifier: MIT
#include "api/cli/help.h"

#include <stdio.h>
#include <string.h>

enum { BESIDE = 24 }; // columns that a text needs to stand beside its name and not below it

static void print_entry(struct wm_terminal *terminal, size_t widest, const char *name, const char *text) {
    char mark[128];
    if (terminal->columns < widest + BESIDE) {
        wm_terminal_item(terminal, 2, WM_TONE_STRONG, "", WM_TONE_STRONG, "%s", name);
        wm_terminal_item(terminal, 6, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "%s", text);
    } else {
        snprintf(mark, sizeof mark, "%-*s ", (int)widest, name);
        wm_terminal_item(terminal, 2, WM_TONE_PLAIN, mark, WM_TONE_PLAIN, "%s", text);
    }
}

static void print_options(struct wm_terminal *terminal, const struct wm_option *options) {
    size_t widest = 0;
    for (const struct wm_option *option = options; option->name != NULL; option++) {
        size_t width = 2 + strlen(option->name) + (option->value != NULL ? strlen(option->value) + 1 : 0);
        widest = width > widest ? width : widest;
    }
    for (const struct wm_option *option = options; option->name != NULL; option++) {
        char name[96];
        char text[256];
        snprintf(name, sizeof name, "--%s%s%s", option->name, option->value != NULL ? " " : "",
                 option->value != NULL ? option->value : "");
        snprintf(text, sizeof text, "%s%s", option->says, option->repeats ? " (may be given several times)" : "");
        print_entry(terminal, widest, name, text);
    }
}

static void print_command(struct wm_terminal *terminal, const struct wm_command *command) {
    bool options = command->options != NULL && command->options->name != NULL;
    wm_terminal_put(terminal, WM_TONE_STRONG, "waymark %s", command->name);
    wm_terminal_line(terminal, WM_TONE_PLAIN, "%s%s%s", command->arguments[0] != '\0' ? " " : "", command->arguments,
                     options ? " [OPTION...]" : "");
    wm_terminal_blank(terminal);
    wm_terminal_line(terminal, WM_TONE_PLAIN, "%s.", command->summary);
    if (command->details != NULL) {
        wm_terminal_blank(terminal);
        wm_terminal_line(terminal, WM_TONE_PLAIN, "%s", command->details);
    }
    if (options) {
        wm_terminal_blank(terminal);
        print_options(terminal, command->options);
    }
    wm_terminal_blank(terminal);
    wm_terminal_line(terminal, WM_TONE_PLAIN, "With every command:");
    print_options(terminal, wm_global_options);
}

static void print_all(struct wm_terminal *terminal) {
    wm_terminal_line(terminal, WM_TONE_PLAIN,
                     "waymark asks waymarkd where a person stands on a career framework, what is missing, and until "
                     "when the answer holds.");
    wm_terminal_blank(terminal);
    size_t widest = 0;
    for (size_t i = 0; wm_commands[i] != NULL; i++) {
        const struct wm_command *command = wm_commands[i];
        size_t width = strlen(command->name) + strlen(command->arguments) + 1;
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; wm_commands[i] != NULL; i++) {
        const struct wm_command *command = wm_commands[i];
        char name[96];
        snprintf(name, sizeof name, "%s %s", command->name, command->arguments);
        print_entry(terminal, widest, name, command->summary);
    }
    wm_terminal_blank(terminal);
    wm_terminal_line(terminal, WM_TONE_PLAIN, "With every command:");
    print_options(terminal, wm_global_options);
    wm_terminal_blank(terminal);
    wm_terminal_line(terminal, WM_TONE_PLAIN,
                     "Exit status: 0 done or eligible, 1 error, 2 wrong usage, 3 not eligible, 4 indeterminate.");
}

void wm_help_print(struct wm_terminal *terminal, const struct wm_command *command) {
    if (command == NULL || command == &wm_help_command)
        print_all(terminal);
    else
        print_command(terminal, command);
}

void wm_help_hint(struct wm_terminal *terminal, const struct wm_command *command) {
    wm_terminal_item(terminal, 2, WM_TONE_FAINT, "help:    ", WM_TONE_PLAIN, "waymark help%s%s",
                     command != NULL ? " " : "", command != NULL ? command->name : "");
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    if (cli->argument_count == 0) {
        wm_help_print(cli->out, NULL);
        return WM_OK;
    }
    // `waymark help record add` is `waymark record add --help`.
    char *words[] = {"waymark", (char *)(uintptr_t)cli->arguments[0], "--help", "--help"};
    if (cli->argument_count > 1)
        words[2] = (char *)(uintptr_t)cli->arguments[1];
    struct wm_cli asked = {.arena = cli->arena};
    enum wm_status status = wm_cli_parse(&asked, 4, words, error);
    cli->arena = asked.arena;
    if (status == WM_OK)
        wm_help_print(cli->out, asked.command);
    return status;
}

const struct wm_command wm_help_command = {
    .name = "help",
    .arguments = "[COMMAND]",
    .most = 2,
    .summary = "Say what there is, or how one command is used",
    .run = run,
};
