// SPDX-License-Identifier: MIT
// waymark rules eval: a person made by hand, judged by a pack, one command after the other; offline: no daemon is asked.
#include "api/cli/rules_eval.h"

#include "api/cli/commands.h"
#include "api/cli/lines.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_LONGEST = 65536, REPLY_LONGEST = 64 * 1024 * 1024, REPLY_DEEPEST = 160 };
#define ARENA ((size_t)256 * 1024 * 1024) // of one line

struct source {       // of lines
    const char *name; // for complaints: "line"; NULL where it is plain which one is meant
    long number;
};

// One line; what is wrong with it is told, and the sitting goes on. WM_OK unless nothing more can be said.
static enum wm_status take_line(struct wm_sitting *sitting, struct wm_text line, const struct source *source,
                                bool *ret_failed, struct wm_error *error) {
    struct wm_cli *cli = sitting->cli;
    struct wm_arena kept = cli->arena;
    struct wm_error wrong;
    wm_arena_init(&cli->arena, ARENA);
    enum wm_status status = wm_sitting_do(sitting, line, &wrong);
    wm_arena_clear(&cli->arena);
    cli->arena = kept;
    *ret_failed = status != WM_OK;
    status = wm_terminal_flush(cli->out, error);
    if (*ret_failed && cli->json) {
        wm_cli_error_json(&cli->complaints->text, NULL, &wrong);
        wm_terminal_blank(cli->complaints);
    } else if (*ret_failed) {
        char who[64] = "✗";
        if (source->name != NULL)
            snprintf(who, sizeof who, "%s %ld:", source->name, source->number);
        wm_cli_explain(cli->complaints, who, &wrong);
    }
    enum wm_status told = wm_terminal_flush(cli->complaints, error);
    return status == WM_OK ? told : status;
}

static enum wm_status take_options(struct wm_sitting *sitting, bool *ret_failed, struct wm_error *error) {
    struct source source = {"--do", 0};
    size_t cursor = 0;
    enum wm_status status = WM_OK;
    for (const char *line;
         status == WM_OK && !sitting->ended && (line = wm_cli_each(sitting->cli, "do", &cursor)) != NULL;) {
        bool failed = false;
        source.number++;
        status = take_line(sitting, (struct wm_text){line, strlen(line)}, &source, &failed, error);
        *ret_failed = *ret_failed || failed;
    }
    return status;
}

static enum wm_status take_input(struct wm_sitting *sitting, bool *ret_failed, struct wm_error *error) {
    struct wm_lines lines = {0};
    struct source source = {"line", 0};
    bool more = true;
    enum wm_status status = wm_lines_open(sitting->cli, "-", LINE_LONGEST, &lines, error);
    while (status == WM_OK && !sitting->ended) {
        struct wm_line line;
        bool failed = false;
        status = wm_lines_next(&lines, &line, &more, error);
        if (status != WM_OK || !more)
            break;
        if (line.too_long) {
            status = wm_error_set(error, WM_LIMIT, "too-long", "line %lld is too long", (long long)lines.number);
            break;
        }
        source.number = (long)lines.number;
        status = take_line(sitting, line.text, &source, &failed, error);
        *ret_failed = *ret_failed || failed;
    }
    wm_lines_close(&lines);
    return status;
}

// At a terminal.
static enum wm_status take_prompt(struct wm_sitting *sitting, struct wm_error *error) {
    static const struct source source = {NULL, 0};
    struct wm_prompt *prompt = NULL;
    struct wm_text line;
    bool more = true, failed;
    char label[160];
    snprintf(label, sizeof label, "%s> ", strchr(sitting->eval.pack, '/') + 1);
    wm_sitting_introduce(sitting);
    wm_terminal_line(sitting->cli->out, WM_TONE_FAINT, "`help` says what can be said, Tab completes names.");
    enum wm_status status = wm_terminal_flush(sitting->cli->out, error);
    if (status == WM_OK)
        status = wm_prompt_open(sitting->cli->input, label, wm_sitting_complete, sitting, &prompt, error);
    while (status == WM_OK && !sitting->ended) {
        sitting->spoke = false;
        status = wm_prompt_next(prompt, &line, &more, error);
        if (status != WM_OK || !more)
            break;
        status = take_line(sitting, line, &source, &failed, error);
    }
    if (status == WM_OK && !more)
        wm_terminal_blank(sitting->cli->out);
    sitting->answer = WM_EXIT_DONE;
    wm_prompt_close(prompt);
    return status;
}

static enum wm_status sit(struct wm_sitting *sitting, struct wm_error *error) {
    struct wm_cli *cli = sitting->cli;
    bool failed = false;
    enum wm_status status;
    if (wm_cli_given(cli, "do"))
        status = take_options(sitting, &failed, error);
    else if (isatty(cli->input) && isatty(cli->out->descriptor) && !cli->json)
        status = take_prompt(sitting, error);
    else
        status = take_input(sitting, &failed, error);
    cli->exit = failed ? WM_EXIT_ERROR : sitting->answer;
    return status;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_rules_pack pack = {0};
    struct wm_sitting sitting = {.cli = cli};
    const struct wm_pack_limits limits = {0};
    wm_buffer_init(&sitting.reply, REPLY_LONGEST);
    enum wm_status status = wm_rules_pack_open(cli, cli->arguments[0], &pack, error);
    if (status == WM_OK)
        status = wm_eval_open(&sitting.eval, &pack.source, pack.name, &limits, error);
    if (status == WM_OK)
        status = wm_json_reader_new(REPLY_LONGEST, REPLY_DEEPEST, &sitting.reader, error);
    if (status == WM_OK)
        status = sit(&sitting, error);
    wm_json_reader_free(sitting.reader);
    wm_eval_close(&sitting.eval);
    wm_buffer_clear(&sitting.reply);
    wm_rules_pack_close(&pack);
    return status;
}

static const struct wm_option options[] = {
    {.name = "do", .value = "COMMAND", .says = "Do this, as it would be typed, and end", .repeats = true},
    WM_RULES_PACK_OPTION,
    {0},
};
const struct wm_command wm_rules_eval_command = {
    .name = "rules eval",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .summary = "Try a rule pack on somebody made up: a prompt; needs no daemon",
    .details = WM_RULES_PACK_ARGUMENT
    " At a terminal there is a prompt; else the commands are read from the standard input, a line each, or from --do. "
    "`help` there says what can be said: record, meet, why, on, set, forget, … With --json each answer is one object a "
    "line.\n"
    "Exit status, but for the prompt: 1 when a command failed, else that of the last question as `waymark why` has it.",
    .options = options,
    .run = run,
};
