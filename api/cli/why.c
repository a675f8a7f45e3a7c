// SPDX-License-Identifier: MIT
// waymark why: eligibility.check, or eligibility.explain with --tree.
#include "api/cli/commands.h"

#include "api/cli/input.h"
#include "api/cli/show.h"

enum { LONGEST = 64 * 1024 * 1024, DEEPEST = 64 };

static enum wm_status take_with(const struct wm_cli *cli, struct wm_buffer *with, struct wm_error *error) {
    size_t cursor = 0;
    wm_buffer_byte(with, '[');
    for (const char *word; (word = wm_cli_each(cli, "with", &cursor)) != NULL;) {
        enum wm_status status = wm_input_records_of(cli, word, with, error);
        if (status != WM_OK)
            return status;
    }
    wm_buffer_byte(with, ']');
    return with->failed ? wm_error_no_memory(error) : WM_OK;
}

static enum wm_status take_without(const struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error) {
    size_t cursor = 0;
    if (!wm_cli_given(cli, "without"))
        return WM_OK;
    wm_json_write_key(params, "without");
    wm_buffer_byte(params, '[');
    for (const char *word; (word = wm_cli_each(cli, "without", &cursor)) != NULL;) {
        int64_t seq = 0;
        enum wm_status status = wm_cli_integer(word, "--without", 1, &seq, error);
        if (status != WM_OK)
            return status;
        wm_json_write_comma(params);
        wm_buffer_integer(params, seq);
    }
    wm_buffer_byte(params, ']');
    return WM_OK;
}

static enum wm_status take_question(const struct wm_cli *cli, const struct wm_buffer *with, struct wm_buffer *params,
                                    struct wm_error *error) {
    wm_params_begin(params, cli);
    wm_params_text(params, "person", cli->arguments[0]);
    wm_params_text(params, "level", cli->arguments[1]);
    wm_params_option(params, cli, "rules");
    if (wm_cli_given(cli, "with"))
        wm_params_raw(params, "with", with->data, with->length);
    enum wm_status status = wm_params_day(params, cli, "as-of", error);
    if (status == WM_OK)
        status = wm_params_number(params, cli, "ledger", 0, error);
    if (status == WM_OK)
        status = take_without(cli, params, error);
    return status;
}

static enum wm_status show(struct wm_cli *cli, struct wm_json decision, struct wm_json with, struct wm_error *error) {
    struct wm_cited_records records = {0};
    const char *person = NULL;
    char day[24];
    enum wm_status status = wm_show_fetch(cli, cli->arguments[0], decision, with, &records, error);
    if (status == WM_OK)
        status = wm_show_person(cli, cli->arguments[0], &person, error);
    if (status != WM_OK)
        return status;
    bool dated = wm_result_day(decision, "as_of", day);
    wm_terminal_line(cli->out, WM_TONE_STRONG, "%s", person);
    wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "%.*s%s%s",
                     WM_SHOW(wm_result_text(decision, "level")), dated ? " on " : "", day);
    wm_terminal_blank(cli->out);
    wm_show_decision(cli, decision, &records);
    wm_show_tree(cli, wm_json_member(decision, "tree"), &records);
    wm_show_foundation(cli, decision);
    return WM_OK;
}

static enum wm_status answer(struct wm_cli *cli, const struct wm_buffer *with, struct wm_result *result,
                             struct wm_error *error) {
    if (cli->json) {
        wm_result_print(cli, result);
        return WM_OK;
    }
    struct wm_json_reader *reader = NULL;
    struct wm_json supposed = {0};
    enum wm_status status = wm_json_reader_new(LONGEST, DEEPEST, &reader, error);
    if (status == WM_OK)
        status = wm_json_parse_copy(reader, with->data, with->length, &supposed, error);
    if (status == WM_OK)
        status = show(cli, result->value, supposed, error);
    wm_json_reader_free(reader);
    return status;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer with;
    struct wm_buffer params = {0};
    struct wm_result result = {0};
    wm_buffer_init(&with, LONGEST);
    enum wm_status status = take_with(cli, &with, error);
    if (status == WM_OK)
        status = take_question(cli, &with, &params, error);
    const char *method = wm_cli_given(cli, "tree") ? "eligibility.explain" : "eligibility.check";
    if (status == WM_OK)
        status = wm_ask(cli, method, &params, &result, error);
    if (status == WM_OK)
        status = answer(cli, &with, &result, error);
    if (status == WM_OK)
        cli->exit = wm_show_exit(wm_result_text(result.value, "outcome"));
    wm_buffer_clear(&params);
    wm_buffer_clear(&with);
    wm_result_clear(&result);
    return status;
}

static const struct wm_option options[] = {
    {.name = "as-of", .value = "DAY", .says = "Judge as of this day, YYYY-MM-DD; default: the organisation's today"},
    {.name = "ledger", .value = "N", .says = "Know only what was recorded up to this entry"},
    {.name = "rules", .value = "HASH", .says = "Judge by a ruleset that was active before"},
    {.name = "with",
     .value = "JSON|FILE",
     .says = "What if this were recorded: records as JSON, or a file of them",
     .repeats = true},
    {.name = "without", .value = "SEQ", .says = "What if this record were not there", .repeats = true},
    {.name = "tree", .says = "Show every criterion with its verdict, and what it rests on"},
    {0},
};

const struct wm_command wm_why_command = {
    .name = "why",
    .arguments = "PERSON LEVEL",
    .least = 2,
    .most = 2,
    .summary = "May somebody progress to a level: yes or no, why, until when",
    .details = "LEVEL is FRAMEWORK/LEVEL or FRAMEWORK/GATE, as `waymark framework show` names them. The answer says "
               "what is missing, what was found and what was refused, and how to ask exactly the same again.\n"
               "Exit status: 0 eligible, 3 not eligible, 4 indeterminate.",
    .options = options,
    .run = run,
};
