// SPDX-License-Identifier: MIT
// waymark cohort query: how many are what at a level, and who.
#include "api/cli/cohort.h"

#include "api/cli/commands.h"
#include "api/cli/csv.h"
#include "api/cli/progress.h"

struct query {
    struct wm_table table;
    int64_t shown;
    bool outcomes, missing; // columns
};

static enum wm_status ask(struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error) {
    wm_params_text(params, "level", cli->arguments[0]);
    wm_params_option(params, cli, "outcome");
    enum wm_status status = wm_params_number(params, cli, "within", 0, error);
    return status == WM_OK ? wm_params_number(params, cli, "unmet", 0, error) : status;
}

// --- for people ---

// "are near: not eligible, with at most 3 criteria in the way".
static void show_sought(struct wm_cli *cli, struct wm_json result) {
    struct wm_text outcome = wm_result_text(result, "outcome");
    const char *count = wm_progress_number(wm_cohort_count(result, "count"));
    wm_terminal_blank(cli->out);
    if (wm_show_is(outcome, "lapsing"))
        wm_terminal_item(cli->out, 0, WM_TONE_STRONG, "", WM_TONE_STRONG, "%s eligible for no more than %s days", count,
                         wm_progress_number(wm_cohort_count(result, "within")));
    else if (wm_show_is(outcome, "near"))
        wm_terminal_item(cli->out, 0, WM_TONE_STRONG, "", WM_TONE_STRONG,
                         "%s near: not eligible, with at most %s criteria in the way", count,
                         wm_progress_number(wm_cohort_count(result, "unmet")));
    else if (wm_show_is(outcome, "indeterminate"))
        wm_terminal_item(cli->out, 0, WM_TONE_STRONG, "", WM_TONE_STRONG, "%s who cannot be judged", count);
    else
        wm_terminal_item(cli->out, 0, WM_TONE_STRONG, "", WM_TONE_STRONG, "%s %s", count,
                         wm_show_is(outcome, "eligible")       ? "eligible"
                         : wm_show_is(outcome, "not-eligible") ? "not eligible"
                                                               : "people");
}

static void begin_table(struct wm_cli *cli, struct query *query, struct wm_json result) {
    struct wm_table_column columns[4] = {{.title = ""}, {.title = "person"}};
    struct wm_text outcome = wm_result_text(result, "outcome");
    size_t count = 2;
    query->outcomes = !wm_show_is(outcome, "near");
    query->missing = outcome.length == 0 || wm_show_is(outcome, "near") || wm_show_is(outcome, "not-eligible");
    if (query->outcomes)
        columns[count++] = (struct wm_table_column){.title = "by the criteria", .wraps = true};
    if (query->missing)
        columns[count++] = (struct wm_table_column){.title = "missing", .wraps = true};
    wm_table_init(&query->table, &cli->arena, columns, count);
}

static void add_match(struct wm_cli *cli, struct query *query, struct wm_json match) {
    struct wm_table *table = &query->table;
    struct wm_text outcome = wm_result_text(match, "outcome");
    struct wm_json ids = wm_json_member(match, "ids");
    int64_t unmet = wm_cohort_count(match, "unmet");
    char day[24];
    bool until = wm_result_day(match, "until", day);
    wm_table_cell(table, wm_show_tone(outcome), "%s", wm_show_mark(outcome));
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(match, "person")));
    bool inexact = wm_json_type(wm_json_member(match, "until_exact")) == WM_JSON_BOOLEAN; // there where it is false
    if (query->outcomes)
        wm_table_cell(table, wm_show_tone(outcome), "%s%s%s%s", wm_show_outcome(outcome), until ? " until " : "", day,
                      until && inexact ? " at least" : "");
    if (!query->missing)
        return;
    const char *missing = wm_cohort_join(cli, ids);
    if (missing != NULL && missing[0] != '\0')
        wm_table_cell(table, WM_TONE_PLAIN, "%s", missing);
    else
        wm_table_cell(table, WM_TONE_PLAIN, "%s", unmet > 0 ? wm_progress_number(unmet) : "");
}

static enum wm_status show(struct wm_cli *cli, void *state, const struct wm_cohort_page *page, struct wm_error *error) {
    struct query *query = state;
    struct wm_json level, one;
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(page->result, "levels"));
    if (page->first && wm_json_next(&iterator, NULL, &level)) {
        struct wm_text title = wm_result_text(level, "title"), name = wm_result_text(level, "level");
        const char *about = wm_arena_printf(&cli->arena, "%.*s (%.*s)", WM_SHOW(title), WM_SHOW(name));
        if (about == NULL)
            return wm_error_no_memory(error);
        wm_cohort_head(cli, page->result, about);
        wm_cohort_outcomes(cli, level, wm_cohort_count(page->result, "people"));
        show_sought(cli, page->result);
        begin_table(cli, query, page->result);
    }
    iterator = wm_json_iterate(page->list);
    for (; wm_json_next(&iterator, NULL, &one); query->shown++)
        add_match(cli, query, one);
    if (!page->last)
        return WM_OK;
    if (query->shown > 0)
        wm_table_print(&query->table, cli->out, 2);
    wm_cohort_rest(cli, page->result, query->shown, "people");
    return WM_OK;
}

static void csv(struct wm_cli *cli, const struct wm_cohort_page *page) {
    static const char *const titles[] = {"person", "outcome", "until", "changes_to", "unmet", "ids", NULL};
    struct wm_json_iterator iterator = wm_json_iterate(page->list);
    struct wm_json match;
    if (page->first)
        wm_cohort_csv_words(cli, titles);
    while (wm_json_next(&iterator, NULL, &match)) {
        wm_cohort_csv_text(cli, true, wm_result_text(match, "person"));
        wm_cohort_csv_text(cli, false, wm_result_text(match, "outcome"));
        wm_cohort_csv_text(cli, false, wm_result_text(match, "until"));
        wm_cohort_csv_text(cli, false, wm_result_text(match, "changes_to"));
        wm_cohort_csv_number(cli, match, "unmet");
        wm_cohort_csv_list(cli, wm_json_member(match, "ids"));
        wm_csv_end(cli->out);
    }
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    static const struct wm_cohort_kind kind = {"cohort.query", ask, show, csv};
    struct query query = {.shown = 0};
    return wm_cohort_run(cli, &kind, &query, error);
}

static const struct wm_option options[] = {
    {.name = "outcome",
     .value = "WHICH",
     .says = "List only eligible, not-eligible, indeterminate, lapsing or near; default: everybody"},
    {.name = "within", .value = "DAYS", .says = "With lapsing: eligible for so many days at most; default: 90"},
    {.name = "unmet", .value = "N", .says = "With near: so many criteria in the way at most; default: 3"},
    WM_COHORT_OPTIONS,
    {0},
};
const struct wm_command wm_cohort_query_command = {
    .name = "cohort query",
    .arguments = "LEVEL",
    .least = 1,
    .most = 1,
    .summary = "Say how many are eligible for a level, and who is, is not, nearly is or soon no longer",
    .details =
        "LEVEL is FRAMEWORK/LEVEL or FRAMEWORK/GATE. Each answer is the one that `waymark why` gives. " WM_COHORT_HELP,
    .options = options,
    .run = run,
};
