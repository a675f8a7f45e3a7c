// SPDX-License-Identifier: MIT
// waymark framework: list, show.
#include "api/cli/framework.h"

#include "api/cli/commands.h"
#include "api/cli/table.h"

// --- list ---

static void show_list(struct wm_cli *cli, struct wm_json result) {
    static const struct wm_table_column columns[] = {
        {.title = "framework", .wraps = true},    {.title = "title", .wraps = true},
        {.title = "levels", .right = true},       {.title = "gates", .right = true},
        {.title = "competencies", .right = true}, {.title = "courses", .right = true}};
    static const char *const counts[] = {"levels", "gates", "competencies", "courses"};
    struct wm_table table;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(result, "frameworks"));
    struct wm_json framework;
    while (wm_json_next(&iterator, NULL, &framework)) {
        wm_table_cell(&table, WM_TONE_STRONG, "%.*s", WM_SHOW(wm_result_text(framework, "framework")));
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(framework, "title")));
        for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
            wm_table_cell(&table, WM_TONE_PLAIN, "%lld", (long long)wm_result_integer(framework, counts[i], 0));
    }
    if (table.cell_count == 0)
        wm_terminal_line(cli->out, WM_TONE_FAINT, "The organisation has adopted no framework.");
    else
        wm_table_print(&table, cli->out, 0);
}

static enum wm_status list(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    return wm_ask_show(cli, "framework.list", &params, show_list, error);
}

const struct wm_command wm_framework_list_command = {
    .name = "framework list", .arguments = "", .summary = "List the frameworks in force", .run = list};

// --- show ---

static void show_framework(struct wm_cli *cli, struct wm_json framework) {
    static const char *const rows[][2] = {
        {"framework", "framework"}, {"edition", "edition  "}, {"source", "source   "}};
    wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%.*s",
                     WM_SHOW(wm_result_text(framework, "title")));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wm_text text = wm_result_text(framework, rows[i][0]);
        if (text.length > 0)
            wm_terminal_item(cli->out, 2, WM_TONE_FAINT, rows[i][1], WM_TONE_PLAIN, "%.*s", WM_SHOW(text));
    }
    wm_framework_ladder(cli, framework);
    wm_framework_links(cli, framework);
    if (wm_cli_given(cli, "criteria")) {
        wm_framework_criteria(cli, framework);
        return;
    }
    wm_framework_matrix(cli, framework);
    wm_framework_pay(cli, framework);
    wm_framework_parameters(cli, framework);
}

static enum wm_status show(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "framework", cli->arguments[0]);
    return wm_ask_show(cli, "framework.get", &params, show_framework, error);
}

static const struct wm_option show_options[] = {
    {.name = "criteria", .says = "Each level's and gate's criteria, in words"},
    {0},
};
const struct wm_command wm_framework_show_command = {
    .name = "framework show",
    .arguments = "FRAMEWORK",
    .least = 1,
    .most = 1,
    .summary = "Show a framework: ladder, matrix, pay, parameters",
    .details = "The matrix has a row for each competency and a column for each level of the ladder. Parameters that "
               "nobody has set stand out: what needs them cannot be judged until the organisation sets them.",
    .options = show_options,
    .run = show,
};
