// SPDX-License-Identifier: MIT
// waymark rules lint: what is wrong or doubtful in a rule pack, offline: no daemon is asked.
#include "api/cli/commands.h"

#include "api/cli/rules_pack.h"
#include "engine/author/lint.h"

#include <stdio.h>
#include <string.h>

static const enum wm_tone tones[] = {
    [WM_LINT_ERROR] = WM_TONE_BAD, [WM_LINT_WARNING] = WM_TONE_DOUBT, [WM_LINT_NOTE] = WM_TONE_FAINT};

// --- findings ---

enum { BESIDE = 64 }; // columns from which on the text stands beside line and code, not below

static void show_finding(struct wm_terminal *out, const struct wm_lint_finding *finding) {
    char mark[48], below[48] = "      ";
    const struct wm_lint_rule *rule = finding->rule;
    bool beside = out->columns >= BESIDE;
    snprintf(mark, sizeof mark, "%5d  %-7s  %s%s", finding->line, wm_lint_severity_name(rule->severity), rule->code,
             beside ? " " : "\n");
    if (beside)
        snprintf(below, sizeof below, "%*s", (int)strlen(mark), "");
    else
        wm_terminal_put(out, tones[rule->severity], "%s", mark);
    wm_terminal_item(out, 0, tones[rule->severity], beside ? mark : below, WM_TONE_PLAIN, "%s", finding->message);
    wm_terminal_item(out, 0, WM_TONE_PLAIN, below, WM_TONE_FAINT, "%s", finding->suggestion);
}

static void add_count(char *text, size_t size, uint32_t count, const char *one) {
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%u %s%s", used > 0 ? ", " : "", count, one, count == 1 ? "" : "s");
}

static void show_report(struct wm_cli *cli, const struct wm_lint_report *report, bool good) {
    char counts[96] = "";
    const char *file = "";
    for (uint32_t i = 0; i < report->count; i++) {
        const struct wm_lint_finding *finding = &report->findings[i];
        if (strcmp(finding->file, file) != 0) {
            file = finding->file;
            wm_terminal_line(cli->out, WM_TONE_STRONG, "%s", file);
        }
        show_finding(cli->out, finding);
        if (i + 1 == report->count || strcmp(report->findings[i + 1].file, file) != 0)
            wm_terminal_blank(cli->out);
    }
    for (int severity = WM_LINT_ERROR; severity <= WM_LINT_NOTE; severity++)
        add_count(counts, sizeof counts, report->severities[severity],
                  wm_lint_severity_name((enum wm_lint_severity)severity));
    wm_terminal_item(cli->out, 0, good ? WM_TONE_GOOD : WM_TONE_BAD, good ? "✓" : "✗", WM_TONE_STRONG, "%s", counts);
    if (report->count > 0)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "What a code means: waymark rules lint --explain %s",
                         report->findings[0].rule->code);
}

static enum wm_status look(struct wm_cli *cli, struct wm_error *error) {
    struct wm_rules_pack pack = {0};
    struct wm_lint_report report = {0};
    const struct wm_pack_limits limits = {0};
    enum wm_status status = wm_rules_pack_open(cli, cli->arguments[0], &pack, error);
    if (status == WM_OK)
        status = wm_lint_run(&pack.source, pack.name, &limits, &report, error);
    if (status == WM_OK) {
        bool good = report.severities[WM_LINT_ERROR] + report.severities[WM_LINT_WARNING] == 0;
        if (wm_cli_given(cli, "sarif"))
            wm_lint_write_sarif(&cli->out->text, &report);
        else if (cli->json)
            wm_lint_write_json(&cli->out->text, pack.name, &report);
        else
            show_report(cli, &report, good);
        cli->exit = good ? WM_EXIT_DONE : WM_EXIT_ERROR;
    }
    wm_lint_report_clear(&report);
    wm_rules_pack_close(&pack);
    return status;
}

// --- what a code means ---

static void show_paragraph(struct wm_terminal *out, const char *title, const char *text) {
    wm_terminal_blank(out);
    if (title[0] != '\0')
        wm_terminal_line(out, WM_TONE_STRONG, "%s", title);
    wm_terminal_line(out, WM_TONE_PLAIN, "%s", text);
}

static void show_rule(struct wm_terminal *out, const struct wm_lint_rule *rule) {
    wm_terminal_put(out, WM_TONE_STRONG, "%s ", rule->code);
    wm_terminal_put(out, tones[rule->severity], "%s", wm_lint_severity_name(rule->severity));
    wm_terminal_line(out, WM_TONE_PLAIN, " (%s)", rule->name);
    wm_terminal_line(out, WM_TONE_PLAIN, "%s.", rule->title);
    show_paragraph(out, "", rule->why);
    wm_terminal_blank(out);
    wm_terminal_line(out, WM_TONE_STRONG, "How to mend it");
    wm_terminal_line(out, WM_TONE_PLAIN, "%s.", rule->mend);
    if (rule->example[0] == '\0')
        return;
    wm_terminal_blank(out);
    wm_terminal_line(out, WM_TONE_STRONG, "For example");
    for (const char *line = rule->example; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n')
        wm_terminal_put(out, WM_TONE_PLAIN, "    %.*s\n", (int)strcspn(line, "\n"), line);
}

static void write_rule(struct wm_buffer *text, const struct wm_lint_rule *rule) {
    const struct {
        const char *key, *value;
    } members[] = {{"code", rule->code},      {"name", rule->name}, {"severity", wm_lint_severity_name(rule->severity)},
                   {"title", rule->title},    {"why", rule->why},   {"mend", rule->mend},
                   {"example", rule->example}};
    wm_buffer_byte(text, '{');
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        wm_json_write_key(text, members[i].key);
        wm_json_write_text(text, members[i].value);
    }
    wm_buffer_text(text, "}\n");
}

static enum wm_status explain(struct wm_cli *cli, const char *code, struct wm_error *error) {
    const struct wm_lint_rule *rule;
    enum wm_status status = wm_lint_find_rule(code, &rule, error);
    if (status != WM_OK)
        return status;
    if (cli->json)
        write_rule(&cli->out->text, rule);
    else
        show_rule(cli->out, rule);
    return WM_OK;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    const char *code = wm_cli_value(cli, "explain");
    if (code != NULL && cli->argument_count > 0)
        return wm_cli_misused(error, "--explain says what a code means: without a folder");
    if (code != NULL)
        return explain(cli, code, error);
    if (cli->argument_count == 0) {
        wm_cli_misused(error, "`waymark rules lint` needs the folder of a pack, or --explain CODE");
        return wm_error_expected(error, "DIR");
    }
    return look(cli, error);
}

static const struct wm_option options[] = {
    {.name = "explain", .value = "CODE", .says = "Say what a finding means, why it matters and how to mend it"},
    {.name = "sarif", .says = "Print the findings as SARIF 2.1.0, for editors and forges"},
    WM_RULES_PACK_OPTION,
    {0},
};
const struct wm_command wm_rules_lint_command = {
    .name = "rules lint",
    .arguments = "DIR",
    .least = 0,
    .most = 1,
    .summary = "Look for mistakes in a rule pack; needs no daemon",
    .details =
        WM_RULES_PACK_ARGUMENT " With --json: one object with all findings.\n"
                               "Exit status: 0 when there is no error and no warning (notes may be), 1 otherwise.",
    .options = options,
    .run = run,
};
