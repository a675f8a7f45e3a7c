// SPDX-License-Identifier: MIT
// From words to command, arguments and options: wm_cli_parse and the questions about what was given.
#include "api/cli/cli.h"

#include "engine/base/code.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct wm_option wm_global_options[] = {
    {.name = "socket",
     .value = "PATH",
     .says = "The daemon's socket; default: $WAYMARK_SOCKET, else " WM_SOCKET_DEFAULT},
    {.name = "org",
     .value = "ID",
     .says = "The organisation; default: $WAYMARK_ORG; may be left out where there is exactly one"},
    {.name = "json", .says = "Print the daemon's result as it came, and errors as JSON"},
    {.name = "no-colour", .says = "Print without colours, as with NO_COLOR"},
    {.name = "help", .says = "Say how the command is used"},
    {.name = "version", .says = "Say which version this is"},
    {0},
};

static const struct wm_option *find_option(const struct wm_option *options, const char *name, size_t length) {
    for (; options != NULL && options->name != NULL; options++)
        if (strlen(options->name) == length && memcmp(options->name, name, length) == 0)
            return options;
    return NULL;
}

static void offer_options(struct wm_nearest *nearest, const struct wm_option *options) {
    for (; options != NULL && options->name != NULL; options++)
        wm_nearest_offer(nearest, options->name);
}

static enum wm_status unknown_option(const struct wm_cli *cli, const char *word, struct wm_error *error) {
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    if (cli->command != NULL)
        offer_options(&nearest, cli->command->options);
    offer_options(&nearest, wm_global_options);
    if (cli->command != NULL)
        wm_cli_misused(error, "`waymark %s` has no option --%s", cli->command->name, name);
    else
        wm_cli_misused(error, "there is no option --%s for all commands; a command's own come after its name", name);
    char near[72];
    const char *found = wm_nearest_name(&nearest);
    snprintf(near, sizeof near, "--%s", found != NULL ? found : "");
    return wm_error_nearest(error, found != NULL ? near : NULL);
}

static bool given_before(const struct wm_cli *cli, const struct wm_option *option) {
    for (size_t i = 0; i < cli->given_count; i++)
        if (cli->given[i].option == option)
            return true;
    return false;
}

// `--name`, `--name=value` or `--name value`; moves `at` past a value in a word of its own.
static enum wm_status take_option(struct wm_cli *cli, int count, char *const *words, int *at, struct wm_error *error) {
    const char *word = words[*at];
    size_t length = strcspn(word + 2, "=");
    const struct wm_option *option = find_option(wm_global_options, word + 2, length);
    if (option == NULL && cli->command != NULL)
        option = find_option(cli->command->options, word + 2, length);
    if (option == NULL)
        return unknown_option(cli, word, error);
    const char *value = word[2 + length] == '=' ? word + 3 + length : NULL;
    if (option->value == NULL && value != NULL)
        return wm_cli_misused(error, "--%s takes no value", option->name);
    if (option->value != NULL && value == NULL) {
        if (*at + 1 >= count)
            return wm_cli_misused(error, "--%s needs a value: --%s %s", option->name, option->name, option->value);
        value = words[++*at];
    }
    if (!option->repeats && option->value != NULL && given_before(cli, option))
        return wm_cli_misused(error, "--%s was given twice", option->name);
    cli->json = cli->json || strcmp(option->name, "json") == 0;
    cli->given[cli->given_count++] = (struct wm_given){option, value != NULL ? value : ""};
    return WM_OK;
}

// --- which command ---

static bool in_group(const struct wm_command *command, const char *group) {
    size_t length = strlen(group);
    return strncmp(command->name, group, length) == 0 && command->name[length] == ' ';
}

static bool is_group(const char *word) {
    for (size_t i = 0; wm_commands[i] != NULL; i++)
        if (in_group(wm_commands[i], word))
            return true;
    return false;
}

static const struct wm_command *find_command(const char *name) {
    for (size_t i = 0; wm_commands[i] != NULL; i++)
        if (strcmp(wm_commands[i]->name, name) == 0)
            return wm_commands[i];
    return NULL;
}

static enum wm_status unknown_command(struct wm_cli *cli, const char *name, struct wm_error *error) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (size_t i = 0; wm_commands[i] != NULL; i++) {
        const char *second = strchr(wm_commands[i]->name, ' ');
        const char *group = wm_commands[i]->name;
        if (second != NULL)
            group = wm_arena_dup_n(&cli->arena, group, (size_t)(second - group));
        if (group == NULL)
            return wm_error_no_memory(error);
        wm_nearest_offer(&nearest, wm_commands[i]->name);
        wm_nearest_offer(&nearest, group);
        // "grant" is near "award grant".
        if (second != NULL && strcmp(second + 1, name) == 0 && nearest.distance > 0)
            nearest = (struct wm_nearest){.wanted = name, .name = wm_commands[i]->name, .distance = 0};
    }
    wm_cli_misused(error, "there is no command `%s`", name);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

// The commands of a group as "add, list, void".
static void list_group(const char *group, char *text, size_t size) {
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; wm_commands[i] != NULL && at < size; i++) {
        if (!in_group(wm_commands[i], group))
            continue;
        int length =
            snprintf(text + at, size - at, "%s%s", at > 0 ? ", " : "", wm_commands[i]->name + strlen(group) + 1);
        at += length > 0 ? (size_t)length : 0;
    }
}

// Reads one or two words of `words` into the command.
static enum wm_status take_command(struct wm_cli *cli, int count, char *const *words, int *at, struct wm_error *error) {
    const char *word = words[*at];
    if (!is_group(word)) {
        cli->command = find_command(word);
        return cli->command != NULL ? WM_OK : unknown_command(cli, word, error);
    }
    char choices[160];
    list_group(word, choices, sizeof choices);
    if (*at + 1 >= count || words[*at + 1][0] == '-') {
        wm_cli_misused(error, "`waymark %s` needs one more word", word);
        return wm_error_expected(error, "%s", choices);
    }
    char name[160];
    snprintf(name, sizeof name, "%s %s", word, words[++*at]);
    cli->command = find_command(name);
    if (cli->command != NULL)
        return WM_OK;
    enum wm_status status = unknown_command(cli, name, error);
    return status == WM_NO_MEMORY ? status : wm_error_expected(error, "%s", choices);
}

static enum wm_status check_count(const struct wm_cli *cli, struct wm_error *error) {
    const struct wm_command *command = cli->command;
    if (command == NULL || wm_cli_given(cli, "help") || wm_cli_given(cli, "version"))
        return WM_OK;
    const char *usage = command->arguments[0] != '\0' ? command->arguments : "nothing";
    if (cli->argument_count < command->least) {
        wm_cli_misused(error, "`waymark %s` needs more: it takes %s", command->name, usage);
        return wm_error_expected(error, "%s", usage);
    }
    if (cli->argument_count > command->most) {
        wm_cli_misused(error, "`waymark %s` takes %s, and no more", command->name, usage);
        return wm_error_found(error, "%s", cli->arguments[command->most]);
    }
    return WM_OK;
}

enum wm_status wm_cli_parse(struct wm_cli *cli, int count, char *const *words, struct wm_error *error) {
    size_t room = count > 0 ? (size_t)count : 1;
    cli->given = wm_arena_zero(&cli->arena, room, sizeof *cli->given);
    cli->arguments = wm_arena_zero(&cli->arena, room, sizeof *cli->arguments);
    if (cli->given == NULL || cli->arguments == NULL)
        return wm_error_no_memory(error);
    bool only_arguments = false;
    enum wm_status status = WM_OK;
    for (int at = 1; at < count && status == WM_OK; at++) {
        const char *word = words[at];
        if (!only_arguments && strcmp(word, "--") == 0)
            only_arguments = true;
        else if (!only_arguments && strcmp(word, "-h") == 0)
            cli->given[cli->given_count++] = (struct wm_given){find_option(wm_global_options, "help", 4), ""};
        else if (!only_arguments && word[0] == '-' && word[1] == '-')
            status = take_option(cli, count, words, &at, error);
        else if (!only_arguments && word[0] == '-' && word[1] != '\0' && cli->command == NULL)
            status = wm_cli_misused(error, "options begin with two dashes: %s", word);
        else if (cli->command == NULL)
            status = take_command(cli, count, words, &at, error);
        else
            cli->arguments[cli->argument_count++] = word;
    }
    return status == WM_OK ? check_count(cli, error) : status;
}

// --- what was given ---

const char *wm_cli_each(const struct wm_cli *cli, const char *name, size_t *cursor) {
    while (*cursor < cli->given_count) {
        const struct wm_given *given = &cli->given[(*cursor)++];
        if (strcmp(given->option->name, name) == 0)
            return given->value;
    }
    return NULL;
}

const char *wm_cli_value(const struct wm_cli *cli, const char *name) {
    size_t cursor = 0;
    return wm_cli_each(cli, name, &cursor);
}

const char *wm_cli_organisation(const struct wm_cli *cli) {
    const char *organisation = wm_cli_value(cli, "org");
    if (organisation == NULL)
        organisation = getenv("WAYMARK_ORG");
    return organisation != NULL && organisation[0] != '\0' ? organisation : NULL;
}

bool wm_cli_given(const struct wm_cli *cli, const char *name) {
    return wm_cli_value(cli, name) != NULL;
}

enum wm_status wm_cli_integer(const char *text, const char *what, int64_t least, int64_t *ret_number,
                              struct wm_error *error) {
    int64_t number = 0;
    bool good = text[0] != '\0' && strlen(text) <= 18;
    for (const char *at = text; good && *at != '\0'; at++) {
        good = *at >= '0' && *at <= '9';
        number = number * 10 + (*at - '0');
    }
    if (!good || number < least) {
        wm_cli_misused(error, "%s takes a whole number", what);
        wm_error_expected(error, "a whole number, %lld or more", (long long)least);
        return wm_error_found(error, "%s", text);
    }
    *ret_number = number;
    return WM_OK;
}
