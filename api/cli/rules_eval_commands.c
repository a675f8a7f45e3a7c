// SPDX-License-Identifier: MIT
// What can be said to `waymark rules eval`.
#include "api/cli/rules_eval.h"

#include "api/cli/input.h"
#include "api/cli/words.h"

#include <stdio.h>
#include <string.h>

enum { FIELDS_MOST = 32 };

static enum wm_status misused(const struct wm_sitting_command *command, const char *what, struct wm_error *error) {
    wm_error_set(error, WM_PARAMS, "usage", "`%s` %s", command->name, what);
    return wm_error_expected(error, "%s %s", command->name, command->arguments);
}

static enum wm_status read_day(const char *text, wm_day *ret_day, struct wm_error *error) {
    return wm_day_parse(text, strlen(text), ret_day, error);
}

// `name=value`, split in place of the arena.
static enum wm_status read_field(struct wm_sitting *sitting, const char *word, struct wm_eval_field *ret_field,
                                 struct wm_error *error) {
    const char *equals = strchr(word, '=');
    if (equals == NULL || equals == word) {
        wm_error_set(error, WM_PARAMS, "usage", "what follows is written NAME=VALUE");
        wm_error_expected(error, "on=2026-09-01, value=2, by=ada, as=assessor, …");
        return wm_error_found(error, "%s", word);
    }
    const char *name = wm_arena_dup_n(&sitting->cli->arena, word, (size_t)(equals - word));
    if (name == NULL)
        return wm_error_no_memory(error);
    *ret_field = (struct wm_eval_field){name, equals + 1};
    return strcmp(name, "data") == 0 ? wm_input_check(equals + 1, "data", WM_JSON_OBJECT, error) : WM_OK;
}

// Questions ----------------------------------------------------------------------------------------------------------

static enum wm_status run_why(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    (void)count;
    return wm_sitting_ask(sitting, words[0], false, error);
}

static enum wm_status run_explain(struct wm_sitting *sitting, const char **words, size_t count,
                                  struct wm_error *error) {
    (void)count;
    return wm_sitting_ask(sitting, words[0], true, error);
}

static enum wm_status run_standing(struct wm_sitting *sitting, const char **words, size_t count,
                                   struct wm_error *error) {
    return wm_sitting_standing(sitting, count > 0 ? words[0] : NULL, error);
}

static enum wm_status run_levels(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    (void)words;
    (void)count;
    (void)error;
    wm_sitting_levels(sitting);
    return WM_OK;
}

// The portfolio ------------------------------------------------------------------------------------------------------

// What was added, unless a program is listening.
static enum wm_status show_added(struct wm_sitting *sitting, int64_t last, struct wm_error *error) {
    return sitting->cli->json ? WM_OK : wm_sitting_entries(sitting, last + 1, error);
}

static enum wm_status run_record(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    struct wm_eval_field fields[FIELDS_MOST];
    char warning[200] = "";
    int64_t last = sitting->eval.last;
    enum wm_status status = WM_OK;
    for (size_t i = 2; i < count && status == WM_OK; i++)
        status = read_field(sitting, words[i], &fields[i - 2], error);
    if (status == WM_OK)
        status = wm_eval_record(&sitting->eval, words[0], words[1], fields, count - 2, warning, error);
    if (status == WM_OK)
        status = show_added(sitting, last, error);
    if (status == WM_OK && warning[0] != '\0')
        wm_terminal_item(sitting->cli->complaints, 0, WM_TONE_DOUBT, "!", WM_TONE_PLAIN, "%s", warning);
    return status;
}

static enum wm_status run_award(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    wm_day on = sitting->eval.as_of, until = WM_DAY_NONE;
    int64_t last = sitting->eval.last;
    enum wm_status status = WM_OK;
    for (size_t i = 1; i < count && status == WM_OK; i++) {
        struct wm_eval_field field = {"", ""};
        status = read_field(sitting, words[i], &field, error);
        bool is_on = strcmp(field.name, "on") == 0;
        if (status == WM_OK && !is_on && strcmp(field.name, "until") != 0) {
            wm_error_set(error, WM_PARAMS, "unknown-field", "an award has no `%s`", field.name);
            status = wm_error_expected(error, "on, until");
        } else if (status == WM_OK) {
            status = read_day(field.value, is_on ? &on : &until, error);
        }
    }
    if (status == WM_OK)
        status = wm_eval_award(&sitting->eval, words[0], on, until, error);
    return status == WM_OK ? show_added(sitting, last, error) : status;
}

// without=NAME, several times or with commas.
static enum wm_status read_without(struct wm_sitting *sitting, const char *word, const char **names, size_t *count,
                                   struct wm_error *error) {
    struct wm_eval_field field = {"", ""};
    enum wm_status status = read_field(sitting, word, &field, error);
    if (status != WM_OK)
        return status;
    if (strcmp(field.name, "without") != 0) {
        wm_error_set(error, WM_PARAMS, "usage", "`meet` takes no `%s`", field.name);
        return wm_error_expected(error, "without=CRITERION");
    }
    for (const char *at = field.value; *at != '\0'; at += *at == ',') {
        size_t length = strcspn(at, ",");
        const char *name = wm_arena_dup_n(&sitting->cli->arena, at, length);
        if (name == NULL)
            return wm_error_no_memory(error);
        if (*count == FIELDS_MOST)
            return wm_error_set(error, WM_LIMIT, "too-many", "at most %d criteria can be left out", FIELDS_MOST);
        names[(*count)++] = name;
        at += length;
    }
    return WM_OK;
}

static enum wm_status run_meet(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    const char *without[FIELDS_MOST];
    size_t without_count = 0;
    int64_t last = sitting->eval.last;
    enum wm_status status = WM_OK;
    for (size_t i = 1; i < count && status == WM_OK; i++)
        status = read_without(sitting, words[i], without, &without_count, error);
    if (status == WM_OK)
        status = wm_eval_meet(&sitting->eval, words[0], without, without_count, error);
    return status == WM_OK ? show_added(sitting, last, error) : status;
}

static enum wm_status run_forget(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    if (count == 1 && strcmp(words[0], "all") == 0) {
        wm_eval_forget_all(&sitting->eval);
        return WM_OK;
    }
    int64_t seqs[FIELDS_MOST];
    enum wm_status status = WM_OK;
    for (size_t i = 0; i < count && status == WM_OK; i++)
        status = wm_cli_integer(words[i], "forget", 1, &seqs[i], error);
    return status == WM_OK ? wm_eval_forget(&sitting->eval, seqs, count, error) : status;
}

static enum wm_status run_records(struct wm_sitting *sitting, const char **words, size_t count,
                                  struct wm_error *error) {
    (void)words;
    (void)count;
    return wm_sitting_entries(sitting, 0, error);
}

// The question's surroundings ----------------------------------------------------------------------------------------

static enum wm_status run_on(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    char day[24];
    enum wm_status status = count > 0 ? read_day(words[0], &sitting->eval.as_of, error) : WM_OK;
    if (status != WM_OK || sitting->cli->json)
        return status;
    wm_day_format_people(sitting->eval.as_of, day);
    wm_terminal_line(sitting->cli->out, WM_TONE_PLAIN, "It is %s.", day);
    sitting->spoke = true;
    return WM_OK;
}

static enum wm_status run_set(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    struct wm_buffer value;
    wm_buffer_init(&value, 16384);
    for (size_t i = 1; i < count; i++)
        wm_buffer_printf(&value, "%s%s", i > 1 ? " " : "", words[i]);
    enum wm_status status =
        value.failed ? wm_error_no_memory(error) : wm_eval_set(&sitting->eval, words[0], value.data, error);
    wm_buffer_clear(&value);
    if (status != WM_OK || sitting->cli->json)
        return status;
    return wm_sitting_parameters(sitting, words[0], error);
}

static enum wm_status run_unset(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    (void)count;
    enum wm_status status = wm_eval_set(&sitting->eval, words[0], NULL, error);
    if (status != WM_OK || sitting->cli->json)
        return status;
    return wm_sitting_parameters(sitting, words[0], error);
}

static enum wm_status run_parameters(struct wm_sitting *sitting, const char **words, size_t count,
                                     struct wm_error *error) {
    return wm_sitting_parameters(sitting, count > 0 ? words[0] : NULL, error);
}

static enum wm_status run_reload(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    (void)words;
    (void)count;
    enum wm_status status = wm_eval_reload(&sitting->eval, error);
    if (status == WM_OK && !sitting->cli->json)
        wm_sitting_introduce(sitting);
    return status;
}

void wm_sitting_introduce(struct wm_sitting *sitting) {
    const struct wm_ruleset *ruleset = sitting->eval.ruleset;
    unsigned counts[2] = {0}; // levels, gates
    char day[24];
    for (uint32_t i = 0; i < ruleset->level_count; i++)
        counts[ruleset->levels[i]->gate]++;
    wm_day_format_people(sitting->eval.as_of, day);
    wm_terminal_line(sitting->cli->out, WM_TONE_PLAIN, "%s: %u level%s, %u gate%s. It is %s.", sitting->eval.pack,
                     counts[0], counts[0] == 1 ? "" : "s", counts[1], counts[1] == 1 ? "" : "s", day);
    sitting->spoke = true;
}

// Help ---------------------------------------------------------------------------------------------------------------

static enum wm_status run_help(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error);

static enum wm_status run_quit(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    (void)words;
    (void)count;
    (void)error;
    sitting->ended = true;
    return WM_OK;
}

#define MOST FIELDS_MOST
const struct wm_sitting_command wm_sitting_commands[] = {
    {"why", "LEVEL", "may somebody with these records progress to it; what is missing, until when it holds", 1, 1,
     run_why},
    {"explain", "LEVEL", "the same, with every criterion and what it rests on", 1, 1, run_explain},
    {"standing", "[FRAMEWORK]", "every level and gate at once", 0, 1, run_standing},
    {"record", "KIND SUBJECT [NAME=VALUE...]",
     "add a record: record training hygiene outcome=completed on=2026-01-10; without on=, of the day in question", 2,
     MOST + 2, run_record},
    {"award", "LEVEL [on=DAY] [until=DAY]", "add an award of a level", 1, 3, run_award},
    {"meet", "LEVEL [without=CRITERION...]", "add what somebody has who meets it, less those criteria", 1, MOST + 1,
     run_meet},
    {"forget", "N...|all", "take records away again, by their numbers", 1, MOST, run_forget},
    {"records", "", "what is recorded by now", 0, 0, run_records},
    {"on", "[DAY]", "ask as of this day, YYYY-MM-DD", 0, 1, run_on},
    {"set", "NAME VALUE", "give a parameter of the framework a value: 3, 80%, 6 months, true, diploma", 2, MOST,
     run_set},
    {"unset", "NAME", "leave a parameter open, whatever is suggested", 1, 1, run_unset},
    {"parameters", "[NAME]", "all parameters, their values and who says so", 0, 1, run_parameters},
    {"levels", "", "all levels and gates", 0, 0, run_levels},
    {"reload", "", "read the pack's files again; the records stay", 0, 0, run_reload},
    {"help", "[COMMAND]", "say what there is", 0, 1, run_help},
    {"quit", "", "end; so does the end of the input (Ctrl-D)", 0, 0, run_quit},
    {0},
};

static enum wm_status find_command(const char *name, const struct wm_sitting_command **ret_command,
                                   struct wm_error *error) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (const struct wm_sitting_command *command = wm_sitting_commands; command->name != NULL; command++) {
        if (strcmp(command->name, name) == 0) {
            *ret_command = command;
            return WM_OK;
        }
        wm_nearest_offer(&nearest, command->name);
    }
    wm_error_set(error, WM_PARAMS, "unknown-command", "there is no command `%s`: `help` says what there is", name);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

static void print_command(struct wm_sitting *sitting, const struct wm_sitting_command *command) {
    wm_terminal_item(sitting->cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%s %s", command->name,
                     command->arguments);
    wm_terminal_item(sitting->cli->out, 4, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "%s", command->says);
}

static enum wm_status run_help(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error) {
    const struct wm_sitting_command *only = NULL;
    enum wm_status status = count > 0 ? find_command(words[0], &only, error) : WM_OK;
    if (status != WM_OK)
        return status;
    if (sitting->spoke)
        wm_terminal_blank(sitting->cli->out);
    sitting->spoke = true;
    for (const struct wm_sitting_command *command = wm_sitting_commands; command->name != NULL; command++)
        if (only == NULL || only == command)
            print_command(sitting, command);
    return WM_OK;
}

enum wm_status wm_sitting_do(struct wm_sitting *sitting, struct wm_text line, struct wm_error *error) {
    const char **words;
    size_t count;
    const struct wm_sitting_command *command = wm_sitting_commands;
    enum wm_status status = wm_words_split(&sitting->cli->arena, line, &words, &count, error);
    if (status != WM_OK || count == 0)
        return status;
    status = find_command(words[0], &command, error);
    if (status != WM_OK)
        return status;
    if (count - 1 < command->least)
        return misused(command, "needs more", error);
    if (count - 1 > command->most)
        return misused(command, "takes no more than that", error);
    return command->run(sitting, words + 1, count - 1, error);
}
