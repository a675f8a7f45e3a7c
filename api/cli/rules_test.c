// SPDX-License-Identifier: MIT
// waymark rules test: a pack's own tests, offline: no daemon is asked.
#include "api/cli/commands.h"

#include "api/cli/rules_pack.h"
#include "engine/author/pack_test.h"

#include <string.h>

struct testing {
    struct wm_cli *cli;
    enum wm_status status; // of writing
    struct wm_error *error;
};

// --- one test ---

static void write_json(struct wm_cli *cli, const struct wm_pack_test_result *result) {
    struct wm_buffer *text = &cli->out->text;
    char day[11];
    wm_day_format(result->as_of, day);
    const struct {
        const char *key, *value;
    } members[] = {
        {"name", result->name},         {"file", result->where.file}, {"level", result->level},          {"as_of", day},
        {"expected", result->expected}, {"found", result->found},     {"difference", result->difference}};
    wm_buffer_byte(text, '{');
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        wm_json_write_key(text, members[i].key);
        wm_json_write_text(text, members[i].value);
    }
    wm_buffer_printf(text, ",\"line\":%d,\"passed\":%s}\n", result->where.line, result->passed ? "true" : "false");
}

// "- until: …", "+ …" or "  …", a line each.
static void show_difference(struct wm_cli *cli, const char *text) {
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        const char mark[] = {*text, '\0'};
        size_t skip = length < 2 ? length : 2;
        enum wm_tone tone = *text == '+' ? WM_TONE_GOOD : *text == '-' ? WM_TONE_BAD : WM_TONE_PLAIN;
        wm_terminal_item(cli->out, 4, tone, mark, WM_TONE_PLAIN, "%.*s", (int)(length - skip), text + skip);
        text += length + (text[length] == '\n');
    }
}

static void show_result(struct wm_cli *cli, const struct wm_pack_test_result *result) {
    char day[24];
    wm_terminal_item(cli->out, 0, result->passed ? WM_TONE_GOOD : WM_TONE_BAD, result->passed ? "✓" : "✗",
                     WM_TONE_PLAIN, "%s", result->name);
    if (result->passed)
        return;
    wm_day_format_people(result->as_of, day);
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "at      ", WM_TONE_PLAIN, "%s:%d", result->where.file,
                     result->where.line);
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "asked   ", WM_TONE_PLAIN, "%s on %s", result->level, day);
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "expected", WM_TONE_PLAIN, "%s", result->expected);
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "found   ", WM_TONE_PLAIN, "%s", result->found);
    show_difference(cli, result->difference);
}

static void each(void *context, const struct wm_pack_test_result *result) {
    struct testing *testing = context;
    if (testing->cli->json)
        write_json(testing->cli, result);
    else
        show_result(testing->cli, result);
    if (testing->status == WM_OK)
        testing->status = wm_terminal_flush(testing->cli->out, testing->error);
}

static void summarise(struct wm_cli *cli, const struct wm_pack_test_summary *summary) {
    bool good = summary->failed == 0;
    if (summary->run > 0)
        wm_terminal_blank(cli->out);
    wm_terminal_item(cli->out, 0, good ? WM_TONE_GOOD : WM_TONE_BAD, good ? "✓" : "✗", WM_TONE_STRONG,
                     "%u test%s: %u passed, %u failed", summary->run, summary->run == 1 ? "" : "s", summary->passed,
                     summary->failed);
    if (summary->left_out > 0)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "%u left out by --filter", summary->left_out);
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_rules_pack pack = {0};
    const struct wm_pack_limits limits = {0};
    struct testing testing = {.cli = cli, .error = error};
    struct wm_pack_test_summary summary = {0};
    enum wm_status status = wm_rules_pack_open(cli, cli->arguments[0], &pack, error);
    if (status == WM_OK)
        status = wm_pack_test_run(&pack.source, pack.name,
                                  &(struct wm_pack_test_options){.filter = wm_cli_value(cli, "filter")}, &limits, each,
                                  &testing, &summary, error);
    wm_rules_pack_close(&pack);
    if (status == WM_OK)
        status = testing.status;
    if (status != WM_OK)
        return status;
    if (!cli->json)
        summarise(cli, &summary);
    cli->exit = summary.failed > 0 ? WM_EXIT_ERROR : WM_EXIT_DONE;
    return WM_OK;
}

static const struct wm_option options[] = {
    {.name = "filter", .value = "TEXT", .says = "Only tests whose name has this in it"},
    WM_RULES_PACK_OPTION,
    {0},
};
const struct wm_command wm_rules_test_command = {
    .name = "rules test",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .summary = "Run the tests of a rule pack; needs no daemon",
    .details = WM_RULES_PACK_ARGUMENT " With --json: one object a test.\n"
                                      "Exit status: 0 when all passed, 1 when one failed.",
    .options = options,
    .run = run,
};
