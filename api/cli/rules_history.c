// SPDX-License-Identifier: MIT
// waymark rules history: which rules were active since when, who changed them, and in which files.
#include "api/cli/commands.h"

#include "api/cli/list.h"
#include "api/cli/show.h"

#include <string.h>

enum { SHORT = 12, FILES_MOST = 3 };

// "ladder/levels.lua" of a framework, "organisation.lua" of the organisation whose history this is: --json has the rest.
static struct wm_text short_name(struct wm_text path) {
    static const char *const groups[] = {"frameworks/", "organisations/"};
    for (size_t i = 0; i < 2; i++) {
        size_t skip = strlen(groups[i]);
        if (path.length <= skip || memcmp(path.data, groups[i], skip) != 0)
            continue;
        const char *slash = i == 1 ? memchr(path.data + skip, '/', path.length - skip) : NULL;
        skip = slash != NULL ? (size_t)(slash + 1 - path.data) : skip;
        return (struct wm_text){path.data + skip, path.length - skip};
    }
    return path;
}

// "changed organisation.lua, levels.lua; added 21 files": names while they are few. On the arena; NULL when out of memory.
static const char *add_files(struct wm_cli *cli, const char *text, struct wm_json activation, const char *what) {
    struct wm_json files = wm_json_member(activation, what);
    size_t count = wm_json_count(files), told = 0;
    struct wm_json_iterator iterator = wm_json_iterate(files);
    struct wm_json file;
    if (text == NULL || count == 0)
        return text;
    const char *then = text[0] != '\0' ? "; " : "";
    if (count > FILES_MOST)
        return wm_arena_printf(&cli->arena, "%s%s%s %zu files", text, then, what, count);
    text = wm_arena_printf(&cli->arena, "%s%s%s", text, then, what);
    while (text != NULL && wm_json_next(&iterator, NULL, &file)) {
        struct wm_text name =
            wm_json_type(file) == WM_JSON_STRING ? short_name(wm_json_text(file)) : (struct wm_text){"", 0};
        text = wm_arena_printf(&cli->arena, "%s%s %.*s", text, told > 0 ? "," : "", WM_SHOW(name));
        told++;
    }
    return text;
}

static void add_activation(struct wm_cli *cli, struct wm_table *table, struct wm_json activation) {
    struct wm_text rules = wm_result_text(activation, "rules");
    int64_t by = wm_result_integer(activation, "by", -1);
    int64_t moved = wm_result_integer(activation, "moved", -1);
    char at[40];
    const char *files = add_files(cli, "", activation, "changed");
    files = add_files(cli, files, activation, "added");
    files = add_files(cli, files, activation, "removed");
    table->failed = table->failed || files == NULL;
    wm_result_instant(activation, "at", at);
    wm_table_cell(table, WM_TONE_PLAIN, "%lld", (long long)wm_result_integer(activation, "number", 0));
    wm_table_cell(table, WM_TONE_PLAIN, "%s", at);
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(activation, "cause")));
    if (by >= 0)
        wm_table_cell(table, WM_TONE_PLAIN, "%lld", (long long)by);
    else
        wm_table_cell(table, WM_TONE_PLAIN, "%s", "");
    wm_table_cell(table, WM_TONE_STRONG, "%.*s", rules.length < SHORT ? (int)rules.length : SHORT, rules.data);
    wm_table_cell(table, WM_TONE_PLAIN, "%s", files != NULL ? files : "");
    if (moved >= 0)
        wm_table_cell(table, WM_TONE_PLAIN, "%lld", (long long)moved);
    else
        wm_table_cell(table, WM_TONE_PLAIN, "%s", "");
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    static const struct wm_table_column columns[] = {{.title = "no", .right = true},
                                                     {.title = "active since", .wraps = true},
                                                     {.title = "cause"},
                                                     {.title = "user"},
                                                     {.title = "rules"},
                                                     {.title = "files", .wraps = true},
                                                     {.title = "moved", .right = true}};
    static const struct wm_list activations = {
        .method = "rules.history",
        .member = "activations",
        .numbered = true,
        .cursor = "before",
        .none = "No rules have been active yet.",
        .columns = columns,
        .column_count = sizeof columns / sizeof columns[0],
        .row = add_activation,
    };
    return wm_list_run(cli, &activations, error);
}

static const struct wm_option options[] = {
    {.name = "before", .value = "NUMBER", .says = "Begin before this one"},
    {.name = "limit", .value = "N", .says = "Show at most so many; default: all"},
    {0},
};
const struct wm_command wm_rules_history_command = {
    .name = "rules history",
    .arguments = "",
    .summary = "List which rules were active since when, the newest first",
    .details = "Causes: start, reload, signal (SIGHUP), watch (files changed on disk), rollback. `user` is the uid of "
               "whoever asked, or the daemon's own. `moved` counts the people whose standing changed, once they are "
               "counted. The digits of the hash are enough for `waymark rules rollback`.\n" WM_LIST_HELP,
    .options = options,
    .run = run,
};
