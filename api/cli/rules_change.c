// SPDX-License-Identifier: MIT
// waymark rules reload and rollback: other rules become active, or what stands against it is said.
#include "api/cli/commands.h"

#include "api/cli/ask.h"
#include "api/cli/show.h"

#include <string.h>

enum { SHORT = 12 };     // digits of a hash that are enough to tell it by
enum { MOST_FILES = 5 }; // named of those that changed

// --- what came of it ---

static int shortened(struct wm_text hash) {
    return hash.length < SHORT ? (int)hash.length : SHORT;
}

static void show_tests(struct wm_cli *cli, struct wm_json about) {
    struct wm_json tests = wm_json_member(about, "tests");
    long long passed = (long long)wm_result_integer(tests, "passed", 0);
    long long failed = (long long)wm_result_integer(tests, "failed", 0);
    if (failed > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "tests   ", WM_TONE_BAD, "%lld failed, %lld passed", failed,
                         passed);
    else if (passed > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "tests   ", WM_TONE_PLAIN, "%lld passed", passed);
}

static void show_findings(struct wm_cli *cli, struct wm_json about) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(about, "findings"));
    for (struct wm_json finding; wm_json_next(&iterator, NULL, &finding);) {
        struct wm_text severity = wm_result_text(finding, "severity");
        enum wm_tone tone = wm_show_is(severity, "error") ? WM_TONE_BAD : WM_TONE_DOUBT;
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "linter  ", tone, "%.*s %.*s: %.*s:%lld: %.*s", WM_SHOW(severity),
                         WM_SHOW(wm_result_text(finding, "code")), WM_SHOW(wm_result_text(finding, "file")),
                         (long long)wm_result_integer(finding, "line", 0), WM_SHOW(wm_result_text(finding, "message")));
    }
}

static void show_files(struct wm_cli *cli, struct wm_json activation, const char *key, const char *title) {
    struct wm_json files = wm_json_member(activation, key);
    struct wm_json_iterator iterator = wm_json_iterate(files);
    size_t count = wm_json_count(files), shown = 0;
    for (struct wm_json file; shown < MOST_FILES && wm_json_next(&iterator, NULL, &file); shown++)
        if (wm_json_type(file) == WM_JSON_STRING)
            wm_terminal_item(cli->out, 2, WM_TONE_FAINT, title, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_json_text(file)));
    if (shown < count)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, title, WM_TONE_FAINT, "%zu more files", count - shown);
}

// Which files differ, as the history has it; what cannot be had is left out.
static enum wm_status show_difference(struct wm_cli *cli, const char *organisation, int64_t number,
                                      struct wm_error *error) {
    struct wm_buffer params;
    struct wm_result history = {0};
    bool known = false;
    wm_buffer_init(&params, 1024);
    wm_buffer_byte(&params, '{');
    wm_params_text(&params, "org", organisation);
    wm_params_integer(&params, "before", number + 1);
    wm_params_integer(&params, "limit", 1);
    enum wm_status status = wm_ask_if_known(cli, "rules.history", &params, &history, &known, error);
    struct wm_json activation;
    struct wm_json_iterator iterator =
        wm_json_iterate(known ? wm_json_member(history.value, "activations") : (struct wm_json){0});
    if (status == WM_OK && wm_json_next(&iterator, NULL, &activation) &&
        wm_result_integer(activation, "number", 0) == number) {
        show_files(cli, activation, "changed", "changed ");
        show_files(cli, activation, "added", "added   ");
        show_files(cli, activation, "removed", "removed ");
    }
    wm_result_clear(&history);
    return status;
}

static void show_state(struct wm_cli *cli, struct wm_json result, struct wm_text organisation) {
    struct wm_text state = wm_result_text(result, "state");
    struct wm_text rules = wm_result_text(result, "rules");
    struct wm_text previous = wm_result_text(result, "previous");
    bool building = wm_show_is(state, "building");
    const char *sign = building ? "…" : "✓";
    enum wm_tone tone = building ? WM_TONE_DOUBT : WM_TONE_GOOD;
    if (wm_show_is(state, "active"))
        wm_terminal_item(cli->out, 0, tone, sign, WM_TONE_PLAIN, "%.*s: rules %.*s are active%s%.*s",
                         WM_SHOW(organisation), shortened(rules), rules.data,
                         previous.length > 0 ? ", in place of " : "", shortened(previous), previous.data);
    else if (wm_show_is(state, "unchanged"))
        wm_terminal_item(cli->out, 0, tone, sign, WM_TONE_PLAIN, "%.*s: nothing has changed: rules %.*s are active",
                         WM_SHOW(organisation), shortened(rules), rules.data);
    else if (wm_show_is(state, "checked"))
        wm_terminal_item(cli->out, 0, tone, sign, WM_TONE_PLAIN,
                         "%.*s: nothing stands against rules %.*s; they were not made active", WM_SHOW(organisation),
                         shortened(rules), rules.data);
    else
        wm_terminal_item(cli->out, 0, tone, sign, WM_TONE_PLAIN,
                         "%.*s: being read; `waymark rules status` tells what comes of it", WM_SHOW(organisation));
}

static enum wm_status show_change(struct wm_cli *cli, struct wm_json result, struct wm_error *error) {
    struct wm_text organisation = wm_result_text(result, "org");
    int64_t number = wm_result_integer(result, "number", 0);
    show_state(cli, result, organisation);
    show_tests(cli, result);
    show_findings(cli, result);
    if (number == 0)
        return WM_OK;
    const char *name = wm_arena_dup_n(&cli->arena, organisation.data, organisation.length);
    return name != NULL ? show_difference(cli, name, number, error) : wm_error_no_memory(error);
}

static const char *words_of(struct wm_text stage) {
    return wm_show_is(stage, "lint")        ? "the linter found an error"
           : wm_show_is(stage, "test")      ? "a test of the pack failed"
           : wm_show_is(stage, "signature") ? "the pack is not signed as it must be"
                                            : "the pack cannot be built";
}

// What stood against it; that itself is the command's error.
static enum wm_status show_refusal(struct wm_cli *cli, const char *organisation, struct wm_error *error) {
    struct wm_result refusal = {0};
    struct wm_json data;
    enum wm_status status = wm_ask_refusal(cli, &refusal, &data, error);
    struct wm_text stage = wm_result_text(data, "stage");
    if (status == WM_OK && stage.length > 0) {
        wm_terminal_item(cli->out, 0, WM_TONE_BAD, "✗", WM_TONE_PLAIN, "%s%sthe rules stay as they are: %s",
                         organisation != NULL ? organisation : "", organisation != NULL ? ": " : "", words_of(stage));
        show_tests(cli, data);
        show_findings(cli, data);
    }
    wm_result_clear(&refusal);
    return status;
}

// Asks, and shows what came of it. `params` is cleared in any case.
static enum wm_status change(struct wm_cli *cli, const char *method, const char *organisation, struct wm_buffer *params,
                             struct wm_error *error) {
    struct wm_result result = {0};
    cli->refusal = NULL;
    enum wm_status status = wm_ask(cli, method, params, &result, error);
    if (status == WM_OK && cli->json)
        wm_result_print(cli, &result);
    else if (status == WM_OK)
        status = show_change(cli, result.value, error);
    wm_result_clear(&result);
    if (status == WM_OK || cli->json || cli->refusal == NULL)
        return status;
    struct wm_error refused = *error;
    status = show_refusal(cli, organisation, error);
    if (status != WM_OK)
        return status;
    *error = refused;
    return refused.status;
}

// --- reload ---

static const char *begin(struct wm_cli *cli, struct wm_buffer *params) {
    bool check = wm_cli_given(cli, "check");
    if (!check && wm_cli_given(cli, "no-wait"))
        wm_params_raw(params, "wait", "false", strlen("false"));
    return check ? "rules.check" : "rules.reload";
}

static enum wm_status reload_one(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    const char *method = begin(cli, &params);
    return change(cli, method, wm_cli_organisation(cli), &params, error);
}

// One of several: what stands against it is said, and the next has its turn.
static enum wm_status reload_next(struct wm_cli *cli, struct wm_text organisation, struct wm_error *error) {
    struct wm_buffer params;
    const char *name = wm_arena_dup_n(&cli->arena, organisation.data, organisation.length);
    const char *who = name != NULL ? wm_arena_printf(&cli->arena, "%s:", name) : NULL;
    if (who == NULL)
        return wm_error_no_memory(error);
    wm_buffer_init(&params, 1024);
    wm_buffer_byte(&params, '{');
    wm_params_text(&params, "org", name);
    const char *method = begin(cli, &params);
    enum wm_status status = change(cli, method, name, &params, error);
    if (status == WM_OK || cli->refusal == NULL)
        return status;
    cli->exit = WM_EXIT_ERROR;
    if (!cli->json) {
        wm_cli_explain(cli->out, who, error);
        return WM_OK;
    }
    wm_buffer_text(&cli->out->text, "{\"org\":");
    wm_json_write_text(&cli->out->text, name);
    wm_buffer_text(&cli->out->text, ",\"error\":");
    wm_cli_error_json(&cli->out->text, cli->refusal, error);
    wm_buffer_text(&cli->out->text, "}\n");
    return WM_OK;
}

static enum wm_status reload_all(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    struct wm_result known = {0};
    wm_buffer_init(&params, 64);
    wm_buffer_byte(&params, '{');
    enum wm_status status = wm_ask(cli, "rules.status", &params, &known, error);
    struct wm_json_iterator iterator =
        wm_json_iterate(status == WM_OK ? wm_json_member(known.value, "organisations") : (struct wm_json){0});
    for (struct wm_json each; status == WM_OK && wm_json_next(&iterator, NULL, &each);)
        status = reload_next(cli, wm_result_text(each, "org"), error);
    wm_result_clear(&known);
    return status;
}

static enum wm_status reload(struct wm_cli *cli, struct wm_error *error) {
    bool all = wm_cli_given(cli, "all");
    if (wm_cli_given(cli, "no-wait") && wm_cli_given(cli, "wait"))
        return wm_cli_misused(error, "either --wait or --no-wait");
    if (wm_cli_given(cli, "no-wait") && wm_cli_given(cli, "check"))
        return wm_cli_misused(error, "--check says what it found: it cannot go without waiting");
    if (all && wm_cli_value(cli, "org") != NULL)
        return wm_cli_misused(error, "either --org, or --all of them");
    return all ? reload_all(cli, error) : reload_one(cli, error);
}

static const struct wm_option reload_options[] = {
    {.name = "all", .says = "Of every organisation that the daemon knows, one after another"},
    {.name = "check", .says = "Only say whether they could become active"},
    {.name = "wait", .says = "Wait until they are active, or what stands against it is known; as without it"},
    {.name = "no-wait", .says = "Do not wait: `waymark rules status` tells what comes of it"},
    {0},
};
const struct wm_command wm_rules_reload_command = {
    .name = "rules reload",
    .arguments = "",
    .summary = "Make the rules active that are on disk now",
    .details = "They are built, looked through and tested while those before go on answering; what fails leaves "
               "everything as it was. Also for an organisation whose folder is new: name it with --org.\n"
               "Exit status: 0 when they are active, also when they were already; 1 when something stands against it.",
    .options = reload_options,
    .run = reload,
};

// --- rollback ---

static enum wm_status roll_back(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "rules", cli->arguments[0]);
    return change(cli, "rules.rollback", wm_cli_organisation(cli), &params, error);
}

const struct wm_command wm_rules_rollback_command = {
    .name = "rules rollback",
    .arguments = "HASH",
    .least = 1,
    .most = 1,
    .summary = "Make rules active again that were active once",
    .details =
        "HASH as `waymark rules history` shows it: the first eight digits or more. They stay, also over a restart "
        "of the daemon, until the files on disk change or somebody calls `waymark rules reload`.",
    .run = roll_back,
};
