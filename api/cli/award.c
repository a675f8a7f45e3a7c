// SPDX-License-Identifier: MIT
// waymark award: grant, revoke, list.
#include "api/cli/commands.h"

#include "api/cli/list.h"
#include "api/cli/show.h"

#include <string.h>

enum { SHORT = 12 }; // characters of a decision's id that are enough to tell it by

// --- grant ---

static void show_grant(struct wm_cli *cli, struct wm_json result) {
    struct wm_json decision = wm_json_member(result, "decision");
    struct wm_text id = wm_result_text(decision, "decision");
    wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "%s is awarded to %s, as entry %lld",
                     cli->arguments[1], cli->arguments[0], (long long)wm_result_integer(result, "seq", 0));
    if (id.length > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "by decision", WM_TONE_PLAIN, "%.*s: %s", WM_SHOW(id),
                         wm_show_outcome(wm_result_text(decision, "outcome")));
    if (wm_cli_given(cli, "override"))
        wm_terminal_item(cli->out, 2, WM_TONE_DOUBT, "overridden:", WM_TONE_PLAIN, "%s", wm_cli_value(cli, "override"));
    wm_show_anchor(cli, result);
}

// Not eligible: the refusal carries what is missing, and the exit status says so.
static enum wm_status show_refusal(struct wm_cli *cli, struct wm_error *error) {
    struct wm_result refusal = {0};
    struct wm_json data;
    struct wm_cited_records records = {0};
    enum wm_status status = wm_ask_refusal(cli, &refusal, &data, error);
    if (status == WM_OK)
        cli->exit = wm_show_exit(wm_result_text(data, "outcome"));
    if (status == WM_OK && !cli->json) {
        status = wm_show_fetch(cli, cli->arguments[0], data, (struct wm_json){0}, &records, error);
        if (status == WM_OK) {
            wm_terminal_item(cli->out, 0, WM_TONE_BAD, "✗", WM_TONE_BAD, "Not awarded.");
            wm_show_missing(cli, data, &records);
        }
    }
    wm_result_clear(&refusal);
    return status;
}

static enum wm_status grant(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "person", cli->arguments[0]);
    wm_params_text(&params, "level", cli->arguments[1]);
    if (wm_cli_given(cli, "by"))
        wm_params_text(&params, "by", wm_cli_value(cli, "by"));
    if (wm_cli_given(cli, "override")) {
        wm_json_write_key(&params, "override");
        wm_buffer_byte(&params, '{');
        wm_params_text(&params, "reason", wm_cli_value(cli, "override"));
        wm_buffer_byte(&params, '}');
    }
    enum wm_status status = wm_params_day(&params, cli, "on", error);
    if (status == WM_OK)
        status = wm_params_day(&params, cli, "until", error);
    if (status != WM_OK) {
        wm_buffer_clear(&params);
        return status;
    }
    status = wm_ask_show(cli, "award.grant", &params, show_grant, error);
    if (status != WM_CONFLICT || strcmp(error->reason, "not-eligible") != 0 || cli->refusal == NULL)
        return status;
    struct wm_error refused = *error;
    status = show_refusal(cli, error);
    if (status != WM_OK)
        return status;
    *error = refused;
    return refused.status;
}

static const struct wm_option grant_options[] = {
    {.name = "on", .value = "DAY", .says = "The day of the award, YYYY-MM-DD; default: the organisation's today"},
    {.name = "until", .value = "DAY", .says = "The last day on which it is in force; default: for ever"},
    {.name = "by", .value = "WHO", .says = "Who gave it, when it was another organisation whose awards are recognised"},
    {.name = "override", .value = "REASON", .says = "Award it although the criteria do not hold; kept in the ledger"},
    {0},
};
const struct wm_command wm_award_grant_command = {
    .name = "award grant",
    .arguments = "PERSON LEVEL",
    .least = 2,
    .most = 2,
    .summary = "Award a level to somebody who may have it",
    .details = "The decision that justifies the award is kept with it. Where the criteria do not hold, what is missing "
               "is shown, and nothing is awarded without --override. A level of another framework that the rules "
               "recognise can be awarded with --override only: it was decided elsewhere.\n"
               "Exit status: 0 awarded, 3 not eligible, 4 indeterminate.",
    .options = grant_options,
    .run = grant,
};

// --- revoke ---

static void show_revoke(struct wm_cli *cli, struct wm_json result) {
    wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "%s of %s is revoked, by entry %lld",
                     cli->arguments[1], cli->arguments[0], (long long)wm_result_integer(result, "seq", 0));
    wm_show_anchor(cli, result);
}

static enum wm_status revoke(struct wm_cli *cli, struct wm_error *error) {
    if (!wm_cli_given(cli, "reason"))
        return wm_cli_misused(error, "an award is revoked with a reason: --reason TEXT");
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "person", cli->arguments[0]);
    wm_params_text(&params, "level", cli->arguments[1]);
    wm_params_option(&params, cli, "reason");
    enum wm_status status = wm_params_day(&params, cli, "on", error);
    if (status == WM_OK)
        status = wm_ask_show(cli, "award.revoke", &params, show_revoke, error);
    else
        wm_buffer_clear(&params);
    return status;
}

static const struct wm_option revoke_options[] = {
    {.name = "on", .value = "DAY", .says = "From this day on, YYYY-MM-DD; default: the organisation's today"},
    {.name = "reason", .value = "TEXT", .says = "Why; kept in the ledger"},
    {0},
};
const struct wm_command wm_award_revoke_command = {
    .name = "award revoke",
    .arguments = "PERSON LEVEL",
    .least = 2,
    .most = 2,
    .summary = "Take an award back",
    .options = revoke_options,
    .run = revoke,
};

// --- list ---

static enum wm_status ask_awards(struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error) {
    wm_params_text(params, "person", cli->arguments[0]);
    return wm_params_day(params, cli, "as-of", error);
}

static void add_state(struct wm_table *table, struct wm_json award) {
    struct wm_json revoked = wm_json_member(award, "revoked");
    char day[24];
    if (wm_json_type(revoked) == WM_JSON_OBJECT) {
        wm_result_day(revoked, "on", day);
        wm_table_cell(table, WM_TONE_BAD, "revoked on %s: %.*s", day, WM_SHOW(wm_result_text(revoked, "reason")));
    } else if (wm_result_true(award, "in_force")) {
        bool until = wm_result_day(award, "until", day);
        wm_table_cell(table, WM_TONE_GOOD, "in force%s%s", until ? " until " : "", day);
    } else {
        bool until = wm_result_day(award, "until", day);
        wm_table_cell(table, WM_TONE_FAINT, "not in force%s%s", until ? ": until " : "", day);
    }
}

static void show_award(struct wm_cli *cli, struct wm_table *table, struct wm_json award) {
    (void)cli;
    struct wm_text override = wm_result_text(wm_json_member(award, "override"), "reason");
    struct wm_text by = wm_result_text(award, "by");
    struct wm_json kept = wm_json_member(award, "decision"); // whole, or its id
    struct wm_text decision =
        wm_json_type(kept) == WM_JSON_STRING ? wm_json_text(kept) : wm_result_text(kept, "decision");
    char day[24];
    wm_result_day(award, "on", day);
    wm_table_cell(table, WM_TONE_PLAIN, "%lld", (long long)wm_result_integer(award, "seq", 0));
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(award, "level")));
    wm_table_cell(table, WM_TONE_PLAIN, "%s", day);
    add_state(table, award);
    if (override.length > 0)
        wm_table_cell(table, WM_TONE_DOUBT, "overridden: %.*s%s%.*s", WM_SHOW(override),
                      by.length > 0 ? "; given by " : "", WM_SHOW(by));
    else
        wm_table_cell(table, WM_TONE_FAINT, "%.*s", decision.length < SHORT ? (int)decision.length : SHORT,
                      decision.data);
}

static enum wm_status list(struct wm_cli *cli, struct wm_error *error) {
    static const struct wm_table_column columns[] = {{.title = "entry", .right = true},
                                                     {.title = "level", .wraps = true},
                                                     {.title = "on", .wraps = true},
                                                     {.title = "now", .wraps = true},
                                                     {.title = "by decision", .wraps = true}};
    static const struct wm_list awards = {
        .method = "award.list",
        .member = "awards",
        .numbered = true,
        .none = "Nothing has been awarded.",
        .columns = columns,
        .column_count = sizeof columns / sizeof columns[0],
        .ask = ask_awards,
        .row = show_award,
    };
    return wm_list_run(cli, &awards, error);
}

static const struct wm_option list_options[] = {
    {.name = "as-of", .value = "DAY", .says = "In force on this day, YYYY-MM-DD; default: the organisation's today"},
    WM_LIST_OPTIONS,
    {0},
};
const struct wm_command wm_award_list_command = {
    .name = "award list",
    .arguments = "PERSON",
    .least = 1,
    .most = 1,
    .summary = "List what somebody was awarded",
    .details = WM_LIST_HELP,
    .options = list_options,
    .run = list,
};
