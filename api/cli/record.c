// SPDX-License-Identifier: MIT
// waymark record: add, list, void.
#include "api/cli/commands.h"

#include "api/cli/input.h"
#include "api/cli/list.h"
#include "api/cli/show.h"

#include <string.h>

// --- add ---

static bool was_there(struct wm_json repeated, size_t index) {
    struct wm_json_iterator iterator = wm_json_iterate(repeated);
    struct wm_json one = {0};
    for (size_t i = 0; i <= index; i++)
        if (!wm_json_next(&iterator, NULL, &one))
            return false;
    return wm_json_type(one) == WM_JSON_BOOLEAN && wm_json_boolean(one);
}

static void show_add(struct wm_cli *cli, struct wm_json result) {
    struct wm_json repeated = wm_json_member(result, "repeated");
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(result, "seqs"));
    struct wm_json seq;
    for (size_t i = 0; wm_json_next(&iterator, NULL, &seq); i++) {
        long long number = wm_json_type(seq) == WM_JSON_INTEGER ? (long long)wm_json_integer(seq) : 0;
        if (was_there(repeated, i))
            wm_terminal_item(cli->out, 0, WM_TONE_FAINT, "=", WM_TONE_PLAIN, "was there already: record %lld", number);
        else
            wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "record %lld", number);
    }
    iterator = wm_json_iterate(wm_json_member(result, "warnings"));
    for (struct wm_json warning; wm_json_next(&iterator, NULL, &warning);)
        wm_terminal_item(cli->out, 0, WM_TONE_DOUBT, "!", WM_TONE_PLAIN, "record %lld of those given: %.*s",
                         (long long)wm_result_integer(warning, "record", 0) + 1,
                         WM_SHOW(wm_result_text(warning, "message")));
    wm_show_anchor(cli, result);
}

static enum wm_status add(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer records;
    struct wm_buffer params = {0};
    wm_buffer_init(&records, WM_INPUT_LONGEST);
    wm_buffer_byte(&records, '[');
    enum wm_status status = wm_input_records_of(cli, cli->arguments[1], &records, error);
    wm_buffer_byte(&records, ']');
    if (status == WM_OK && records.failed)
        status = wm_error_no_memory(error);
    if (status == WM_OK) {
        wm_params_begin(&params, cli);
        wm_params_text(&params, "person", cli->arguments[0]);
        wm_params_raw(&params, "records", records.data, records.length);
        status = wm_ask_show(cli, "record.add", &params, show_add, error);
    }
    wm_buffer_clear(&records);
    return status;
}

const struct wm_command wm_record_add_command = {
    .name = "record add",
    .arguments = "PERSON JSON|FILE|-",
    .least = 2,
    .most = 2,
    .summary = "Add records to somebody's portfolio",
    .details = "Records are JSON: an object, an array of objects, or a file (- is the standard input) of either, or "
               "with one object a line. All of them are kept, or none. A record with a \"key\" that is there already "
               "is not kept twice.",
    .run = add,
};

// --- list ---

static enum wm_status ask_records(struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error) {
    wm_params_text(params, "person", cli->arguments[0]);
    wm_params_option(params, cli, "kind");
    wm_params_option(params, cli, "subject");
    return wm_params_number(params, cli, "ledger", 0, error);
}

static void show_record(struct wm_cli *cli, struct wm_table *table, struct wm_json record) {
    struct wm_json voided = wm_json_member(record, "voided");
    bool gone = wm_json_type(voided) == WM_JSON_OBJECT;
    enum wm_tone tone = gone ? WM_TONE_FAINT : WM_TONE_PLAIN;
    const char *line = wm_show_record(cli, record);
    table->failed = table->failed || line == NULL;
    wm_table_cell(table, tone, "%lld", (long long)wm_result_integer(record, "seq", 0));
    wm_table_cell(table, tone, "%.*s", WM_SHOW(wm_result_text(record, "kind")));
    wm_table_cell(table, tone, "%.*s", WM_SHOW(wm_result_text(record, "subject")));
    if (gone)
        wm_table_cell(table, tone, "%s; void since entry %lld: %.*s", line != NULL ? line : "",
                      (long long)wm_result_integer(voided, "seq", 0), WM_SHOW(wm_result_text(voided, "reason")));
    else
        wm_table_cell(table, tone, "%s", line != NULL ? line : "");
}

static enum wm_status list(struct wm_cli *cli, struct wm_error *error) {
    static const struct wm_table_column columns[] = {{.title = "record", .right = true},
                                                     {.title = "kind"},
                                                     {.title = "subject", .wraps = true},
                                                     {.title = "what", .wraps = true}};
    static const struct wm_list records = {
        .method = "record.list",
        .member = "records",
        .numbered = true,
        .none = "There is no such record.",
        .columns = columns,
        .column_count = sizeof columns / sizeof columns[0],
        .ask = ask_records,
        .row = show_record,
    };
    return wm_list_run(cli, &records, error);
}

static const struct wm_option list_options[] = {
    {.name = "kind", .value = "KIND", .says = "Only records of this kind: training, assessment, …"},
    {.name = "subject", .value = "CODE", .says = "Only records about this"},
    {.name = "ledger", .value = "N", .says = "As it was at this entry"},
    WM_LIST_OPTIONS,
    {0},
};
const struct wm_command wm_record_list_command = {
    .name = "record list",
    .arguments = "PERSON",
    .least = 1,
    .most = 1,
    .summary = "List what is recorded of somebody",
    .details = WM_LIST_HELP,
    .options = list_options,
    .run = list,
};

// --- void ---

static void show_void(struct wm_cli *cli, struct wm_json result) {
    wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "record %s counts no more, by entry %lld",
                     cli->arguments[0], (long long)wm_result_integer(result, "seq", 0));
    wm_show_anchor(cli, result);
}

static enum wm_status void_record(struct wm_cli *cli, struct wm_error *error) {
    int64_t seq = 0;
    enum wm_status status = wm_cli_integer(cli->arguments[0], "SEQ", 1, &seq, error);
    if (status != WM_OK)
        return status;
    if (!wm_cli_given(cli, "reason"))
        return wm_cli_misused(error, "a record is voided with a reason: --reason TEXT");
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_integer(&params, "seq", seq);
    wm_params_option(&params, cli, "reason");
    return wm_ask_show(cli, "record.void", &params, show_void, error);
}

static const struct wm_option void_options[] = {{.name = "reason", .value = "TEXT", .says = "Why; kept in the ledger"},
                                                {0}};
const struct wm_command wm_record_void_command = {
    .name = "record void",
    .arguments = "SEQ",
    .least = 1,
    .most = 1,
    .summary = "Make a record count no more",
    .details = "Nothing is deleted: the void is an entry of its own, and questions about the ledger before it still "
               "see the record.",
    .options = void_options,
    .run = void_record,
};
