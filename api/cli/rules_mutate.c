// SPDX-License-Identifier: MIT
// waymark rules mutate: are a pack's tests any good, offline: no daemon is asked.
#include "api/cli/commands.h"

#include "api/cli/progress.h"
#include "api/cli/rules_coverage.h"
#include "api/cli/rules_pack.h"
#include "engine/author/mutate.h"

#include <stdio.h>
#include <string.h>

enum { PATIENCE = 1000 }; // milliseconds before a bar is drawn

static void show_mutant(struct wm_terminal *out, const struct wm_mutant *mutant) {
    char mark[24];
    const char *level = strchr(mutant->level, '/');
    snprintf(mark, sizeof mark, "%5d", mutant->where.line);
    wm_terminal_item(out, 0, WM_TONE_BAD, mark, WM_TONE_PLAIN, "%s/%s: %s", level != NULL ? level + 1 : mutant->level,
                     mutant->criterion, mutant->change);
    wm_terminal_item(out, 6, WM_TONE_PLAIN, "", WM_TONE_FAINT, "%s", mutant->says);
}

static void show(struct wm_cli *cli, const struct wm_mutate_report *report, bool good) {
    const char *file = "";
    for (uint32_t i = 0; i < report->count; i++) {
        const struct wm_mutant *mutant = &report->mutants[i];
        if (mutant->noticed)
            continue;
        if (strcmp(file, mutant->where.file) != 0) {
            if (file[0] != '\0')
                wm_terminal_blank(cli->out);
            wm_terminal_line(cli->out, WM_TONE_STRONG, "%s", mutant->where.file);
            file = mutant->where.file;
        }
        show_mutant(cli->out, mutant);
    }
    if (file[0] != '\0')
        wm_terminal_blank(cli->out);
    if (report->count == 0)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "The pack has no criteria of its own: nothing to change.");
    else
        wm_terminal_item(cli->out, 0, good ? WM_TONE_GOOD : WM_TONE_BAD, good ? "✓" : "✗", WM_TONE_STRONG,
                         "%u of %u changes were noticed by %u test%s: %u %%", report->noticed, report->count,
                         report->tests, report->tests == 1 ? "" : "s", report->score);
}

static void progress(void *context, uint32_t done, uint32_t total) {
    struct wm_progress *bar = context;
    if (bar->shown || wm_progress_elapsed(bar) >= PATIENCE)
        wm_progress_draw(bar, done, total, done, false);
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_rules_pack pack = {0};
    struct wm_mutate_report report = {0};
    struct wm_progress bar;
    unsigned threshold = 100;
    const struct wm_pack_limits limits = {0};
    const struct wm_mutate_options wanted = {.progress = progress, .context = &bar};
    wm_progress_init(&bar, cli->complaints, "mutate", "changes");
    enum wm_status status = wm_rules_threshold(cli, &threshold, error);
    if (status == WM_OK)
        status = wm_rules_pack_open(cli, cli->arguments[0], &pack, error);
    if (status == WM_OK)
        status = wm_mutate_run(&pack.source, pack.name, &wanted, &limits, &report, error);
    wm_progress_wipe(&bar);
    if (status == WM_OK && cli->json) {
        wm_mutate_write(&cli->out->text, pack.name, &report);
        wm_terminal_blank(cli->out);
    } else if (status == WM_OK) {
        show(cli, &report, report.score >= threshold);
    }
    if (status == WM_OK)
        cli->exit = report.score >= threshold ? WM_EXIT_DONE : WM_EXIT_ERROR;
    wm_mutate_clear(&report);
    wm_rules_pack_close(&pack);
    return status;
}

static const struct wm_option options[] = {
    {.name = "threshold", .value = "PERCENT", .says = "Be content when so many changes are noticed; otherwise all"},
    WM_RULES_PACK_OPTION,
    {0},
};
const struct wm_command wm_rules_mutate_command = {
    .name = "rules mutate",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .summary = "Change a rule pack a little, many times, and name what its tests miss",
    .details = WM_RULES_PACK_ARGUMENT
    " One criterion is changed at a time: a bound by one, `all` for `any`, a criterion left out, a filter that no "
    "longer asks, a day of an edition by one. Every change that no test notices is named: either a test is missing, or "
    "the criterion says nothing. Needs "
    "no daemon. With --json: one object.\n"
    "Exit status: 0 when all changes were noticed, or as many as --threshold asks for, 1 otherwise.",
    .options = options,
    .run = run,
};
