// SPDX-License-Identifier: MIT
// waymark rules test: a pack's own tests, offline: no daemon is asked.
#include "api/cli/commands.h"

#include "api/cli/rules_coverage.h"
#include "api/cli/rules_watch.h"
#include "api/cli/save.h"
#include "engine/author/pack_test_junit.h"

#include <string.h>

#define JUNIT_MOST ((size_t)64 * 1024 * 1024)

struct testing {
    struct wm_cli *cli;
    unsigned threshold;
    bool junit;
    struct wm_buffer cases; // of the JUnit file
    enum wm_status status;  // of writing
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
    if (testing->junit)
        wm_pack_test_junit_case(&testing->cases, result);
    if (testing->status == WM_OK)
        testing->status = wm_terminal_flush(testing->cli->out, testing->error);
}

// --- all of them ---

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

static void show_coverage(struct wm_cli *cli, const struct wm_coverage *coverage) {
    if (!cli->json) {
        wm_rules_coverage_show(cli, coverage);
        return;
    }
    wm_buffer_text(&cli->out->text, "{\"coverage\":");
    wm_coverage_write(&cli->out->text, coverage);
    wm_buffer_text(&cli->out->text, "}\n");
}

static enum wm_status write_junit(struct testing *testing, const char *pack,
                                  const struct wm_pack_test_summary *summary) {
    struct wm_buffer document;
    enum wm_status status = WM_OK;
    if (!testing->junit)
        return WM_OK;
    wm_buffer_init(&document, JUNIT_MOST);
    wm_pack_test_junit_write(&document, pack, summary, &testing->cases);
    if (testing->cases.failed || document.failed)
        status = wm_error_no_memory(testing->error);
    else
        status = wm_save(testing->cli, wm_cli_value(testing->cli, "junit"), &document, testing->error);
    wm_buffer_clear(&document);
    return status;
}

static enum wm_status test(struct testing *testing, struct wm_rules_pack *pack) {
    struct wm_cli *cli = testing->cli;
    const struct wm_pack_limits limits = {0};
    struct wm_pack_test_summary summary = {0};
    struct wm_coverage coverage = {0};
    bool covering = wm_cli_given(cli, "coverage") || wm_cli_given(cli, "threshold");
    const struct wm_pack_test_options wanted = {.filter = wm_cli_value(cli, "filter"),
                                                .coverage = covering ? &coverage : NULL};
    enum wm_status status =
        wm_pack_test_run(&pack->source, pack->name, &wanted, &limits, each, testing, &summary, testing->error);
    if (status == WM_OK)
        status = testing->status;
    if (status == WM_OK)
        status = write_junit(testing, pack->name, &summary);
    if (status == WM_OK && covering)
        show_coverage(cli, &coverage);
    if (status == WM_OK && !cli->json)
        summarise(cli, &summary);
    bool good = status == WM_OK && summary.failed == 0 &&
                (!covering || wm_coverage_count(&coverage).percent >= testing->threshold);
    cli->exit = good ? WM_EXIT_DONE : WM_EXIT_ERROR;
    wm_coverage_clear(&coverage);
    return status;
}

// --- again and again ---

// What is wrong with the pack is told like a failing test: it may be mended while we watch.
static enum wm_status test_watched(struct testing *testing, struct wm_rules_pack *pack) {
    struct wm_cli *cli = testing->cli;
    testing->status = WM_OK;
    wm_buffer_reset(&testing->cases);
    enum wm_status status = test(testing, pack);
    if (status != WM_OK && status != WM_NO_MEMORY)
        wm_cli_explain(cli->out, "✗", testing->error);
    if (!cli->json)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "Watching the pack's files. Enter runs the tests at once.");
    return status == WM_NO_MEMORY ? status : wm_terminal_flush(cli->out, testing->error);
}

static enum wm_status watch(struct testing *testing, struct wm_rules_pack *pack) {
    struct wm_sha256 look;
    bool end = false;
    enum wm_status status = wm_rules_watch_look(pack, &look, testing->error);
    while (status == WM_OK && !end) {
        status = test_watched(testing, pack);
        if (status == WM_OK)
            status = wm_rules_watch_wait(pack, testing->cli->input, &look, &end, testing->error);
        if (status == WM_OK && !end && !testing->cli->json)
            wm_terminal_blank(testing->cli->out);
    }
    return status;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_rules_pack pack = {0};
    struct testing testing = {.cli = cli, .error = error, .junit = wm_cli_given(cli, "junit")};
    wm_buffer_init(&testing.cases, JUNIT_MOST);
    enum wm_status status = wm_rules_threshold(cli, &testing.threshold, error);
    if (status == WM_OK)
        status = wm_rules_pack_open(cli, cli->arguments[0], &pack, error);
    if (status == WM_OK)
        status = wm_cli_given(cli, "watch") ? watch(&testing, &pack) : test(&testing, &pack);
    wm_rules_pack_close(&pack);
    wm_buffer_clear(&testing.cases);
    return status;
}

static const struct wm_option options[] = {
    {.name = "coverage", .says = "Say which criteria no test has seen met, unmet, and on the last day of a verdict"},
    {.name = "filter", .value = "TEXT", .says = "Only tests whose name has this in it"},
    {.name = "junit", .value = "FILE", .says = "Write the results to this file too, as JUnit XML for build servers"},
    {.name = "threshold", .value = "PERCENT", .says = "Fail when less than this is covered; implies --coverage"},
    {.name = "watch", .says = "Run again whenever a file of the rules changes, until Ctrl-C or the end of input"},
    WM_RULES_PACK_OPTION,
    {0},
};
const struct wm_command wm_rules_test_command = {
    .name = "rules test",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .summary = "Run the tests of a rule pack; needs no daemon",
    .details = WM_RULES_PACK_ARGUMENT " With --json: one object a test, and one with the coverage.\n"
                                      "Exit status: 0 when all passed and enough is covered, 1 otherwise.",
    .options = options,
    .run = run,
};
