// SPDX-License-Identifier: MIT
// waymark person: put, get, list.
#include "api/cli/commands.h"

#include "api/cli/input.h"
#include "api/cli/list.h"
#include "api/cli/show.h"

#include <string.h>

// --- put ---

static void show_put(struct wm_cli *cli, struct wm_json result) {
    wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "%s is kept, as entry %lld", cli->arguments[0],
                     (long long)wm_result_integer(result, "seq", 0));
    wm_show_anchor(cli, result);
}

static enum wm_status put(struct wm_cli *cli, struct wm_error *error) {
    const char *data = wm_cli_value(cli, "data");
    if (data != NULL) {
        enum wm_status status = wm_input_check(data, "--data", WM_JSON_OBJECT, error);
        if (status != WM_OK)
            return status;
    }
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "id", cli->arguments[0]);
    wm_params_option(&params, cli, "name");
    if (data != NULL)
        wm_params_raw(&params, "data", data, strlen(data));
    return wm_ask_show(cli, "person.put", &params, show_put, error);
}

static const struct wm_option put_options[] = {
    {.name = "name", .value = "NAME", .says = "What the person is called"},
    {.name = "data", .value = "JSON", .says = "An object of your own, up to 16 KiB"},
    {0},
};
const struct wm_command wm_person_put_command = {
    .name = "person put",
    .arguments = "ID",
    .least = 1,
    .most = 1,
    .summary = "Add a person, or replace what is known of one",
    .details = "What was known before is replaced whole; records and awards stay.",
    .options = put_options,
    .run = put,
};

// --- get ---

static void show_row(struct wm_cli *cli, const char *title, struct wm_text text) {
    if (text.length > 0)
        wm_terminal_item(cli->out, 2, WM_TONE_FAINT, title, WM_TONE_PLAIN, "%.*s", WM_SHOW(text));
}

static void show_get(struct wm_cli *cli, struct wm_json person) {
    struct wm_json data = wm_json_member(person, "data");
    wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%.*s", WM_SHOW(wm_result_text(person, "id")));
    show_row(cli, "name  ", wm_result_text(person, "name"));
    if (wm_json_type(data) != WM_JSON_ABSENT) {
        struct wm_buffer text;
        wm_buffer_init(&text, 1 << 20);
        wm_json_write_canonical(&text, data);
        show_row(cli, "data  ", (struct wm_text){text.data, text.length});
        cli->out->text.failed = cli->out->text.failed || text.failed;
        wm_buffer_clear(&text);
    }
    wm_terminal_item(cli->out, 2, WM_TONE_FAINT, "ledger", WM_TONE_PLAIN, "put as entry %lld; last entry %lld",
                     (long long)wm_result_integer(person, "seq", 0), (long long)wm_result_integer(person, "ledger", 0));
}

static enum wm_status get(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "person", cli->arguments[0]);
    return wm_ask_show(cli, "person.get", &params, show_get, error);
}

const struct wm_command wm_person_get_command = {.name = "person get",
                                                 .arguments = "ID",
                                                 .least = 1,
                                                 .most = 1,
                                                 .summary = "Say what is known of a person",
                                                 .run = get};

// --- list ---

static void show_person(struct wm_cli *cli, struct wm_table *table, struct wm_json person) {
    (void)cli;
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(person, "id")));
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(person, "name")));
    wm_table_cell(table, WM_TONE_FAINT, "%lld", (long long)wm_result_integer(person, "ledger", 0));
}

static enum wm_status list(struct wm_cli *cli, struct wm_error *error) {
    static const struct wm_table_column columns[] = {
        {.title = "person", .wraps = true}, {.title = "name", .wraps = true}, {.title = "last entry", .right = true}};
    static const struct wm_list people = {
        .method = "person.list",
        .member = "people",
        .none = "There is nobody.",
        .columns = columns,
        .column_count = sizeof columns / sizeof columns[0],
        .row = show_person,
    };
    return wm_list_run(cli, &people, error);
}

static const struct wm_option list_options[] = {WM_LIST_OPTIONS, {0}};
const struct wm_command wm_person_list_command = {
    .name = "person list",
    .arguments = "",
    .summary = "List the people of the organisation",
    .details = WM_LIST_HELP,
    .options = list_options,
    .run = list,
};
