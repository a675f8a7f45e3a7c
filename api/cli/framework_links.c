// SPDX-License-Identifier: MIT
// The links of a framework: how two others go together, and what of it counts here.
#include "api/cli/framework.h"

#include "api/cli/table.h"

static const struct state {
    const char *state, *says;
    enum wm_tone tone;
} states[] = {
    {"counts", "counts", WM_TONE_GOOD},
    {"advice", "advice only", WM_TONE_FAINT},
    {"not-chosen", "this grade is not counted", WM_TONE_FAINT},
    {"not-adopted", "leads to a framework that is not adopted", WM_TONE_FAINT},
    {"own", "the organisation recognises it itself", WM_TONE_GOOD},
};

static const struct state *find_state(struct wm_text state) {
    static const struct state unknown = {"", "", WM_TONE_PLAIN};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (wm_show_is(state, states[i].state))
            return &states[i];
    return &unknown;
}

static void add_link(struct wm_table *table, struct wm_json link) {
    const struct state *state = find_state(wm_result_text(link, "state"));
    wm_table_cell(table, WM_TONE_STRONG, "%.*s", WM_SHOW(wm_result_text(link, "grade")));
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(link, "from")));
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(link, "to")));
    wm_table_cell(table, state->tone, "%s", state->says);
}

void wm_framework_links(struct wm_cli *cli, struct wm_json framework) {
    static const struct wm_table_column columns[] = {
        {.title = "grade"},
        {.title = "earned there", .wraps = true},
        {.title = "asked for here", .wraps = true},
        {.title = "here", .wraps = true},
    };
    struct wm_json links = wm_json_member(framework, "links");
    struct wm_json link;
    struct wm_table table;
    size_t counting = 0;
    if (wm_json_count(links) == 0)
        return;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    for (struct wm_json_iterator i = wm_json_iterate(links); wm_json_next(&i, NULL, &link);) {
        counting += wm_show_is(wm_result_text(link, "state"), "counts") ? 1 : 0;
        add_link(&table, link);
    }
    wm_terminal_blank(cli->out);
    wm_terminal_line(cli->out, WM_TONE_STRONG, "Links: %zu of %zu count", counting, wm_json_count(links));
    wm_table_print(&table, cli->out, 0);
}
