// SPDX-License-Identifier: MIT
// Which other levels and gates somebody is near to, of whichever framework: what misses least first, then what takes least.
#include "api/cli/show.h"

#include "api/cli/table.h"

#include <stdlib.h>

struct near {
    struct wm_json level, plan;
    size_t missing, place;
    double hours; // more than any when nobody planned
};

static int by_distance(const void *left, const void *right) {
    const struct near *a = left, *b = right;
    int order = (a->missing > b->missing) - (a->missing < b->missing);
    if (order == 0)
        order = (a->hours > b->hours) - (a->hours < b->hours);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static double number_of(struct wm_json object, const char *key, double otherwise) {
    struct wm_json value = wm_json_member(object, key);
    enum wm_json_type type = wm_json_type(value);
    return type == WM_JSON_INTEGER || type == WM_JSON_DECIMAL ? wm_json_double(value) : otherwise;
}

static struct near *collect(struct wm_cli *cli, struct wm_json levels, size_t *ret_count) {
    struct near *all = wm_arena_alloc(&cli->arena, wm_json_count(levels) * sizeof *all);
    struct wm_json level;
    *ret_count = 0;
    for (struct wm_json_iterator at = wm_json_iterate(levels); all != NULL && wm_json_next(&at, NULL, &level);) {
        if (!wm_result_true(level, "near") || wm_result_true(level, "held"))
            continue;
        struct wm_json plan = wm_json_member(level, "plan");
        all[*ret_count] = (struct near){.level = level,
                                        .plan = plan,
                                        .missing = wm_json_count(wm_json_member(level, "unmet")),
                                        .place = *ret_count,
                                        .hours = number_of(plan, "hours", 1e18)};
        ++*ret_count;
    }
    return all;
}

static const char *and_more(struct wm_json plan, const char *unstated) {
    return wm_result_integer(plan, unstated, 0) > 0 ? " and more" : "";
}

// Nothing is known of what it takes: not nothing.
static bool not_stated(struct wm_json plan, double stated, const char *unstated) {
    return stated <= 0 && wm_result_integer(plan, unstated, 0) > 0;
}

static void add_hours(struct wm_table *table, struct wm_json plan) {
    double hours = number_of(plan, "hours", -1);
    if (hours < 0)
        wm_table_cell(table, WM_TONE_PLAIN, "%s", "");
    else if (not_stated(plan, hours, "untimed"))
        wm_table_cell(table, WM_TONE_FAINT, "%s", "not stated");
    else
        wm_table_cell(table, WM_TONE_PLAIN, "%.10g%s", hours, and_more(plan, "untimed"));
}

static void add_cost(struct wm_table *table, struct wm_json plan) {
    double cost = number_of(plan, "cost", -1);
    bool pence = wm_json_type(wm_json_member(plan, "cost")) == WM_JSON_DECIMAL;
    if (cost < 0)
        wm_table_cell(table, WM_TONE_PLAIN, "%s", "");
    else if (not_stated(plan, cost, "unpriced"))
        wm_table_cell(table, WM_TONE_FAINT, "%s", "not stated");
    else
        wm_table_cell(table, WM_TONE_PLAIN, "£%.*f%s", pence ? 2 : 0, cost, and_more(plan, "unpriced"));
}

static void add_row(struct wm_table *table, const struct near *near, bool planned) {
    struct wm_text level = wm_result_text(near->level, "level");
    char day[24];
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(level));
    wm_table_cell(table, WM_TONE_PLAIN, "%zu", near->missing);
    if (!planned)
        return;
    add_hours(table, near->plan);
    add_cost(table, near->plan);
    bool dated = wm_result_day(near->plan, "finish", day);
    wm_table_cell(table, dated ? WM_TONE_PLAIN : WM_TONE_FAINT, "%s", dated ? day : "no plan found");
}

void wm_show_near(struct wm_cli *cli, struct wm_json levels) {
    static const struct wm_table_column columns[] = {{.title = "near to", .wraps = true},
                                                     {.title = "missing", .right = true},
                                                     {.title = "hours", .right = true},
                                                     {.title = "cost", .right = true},
                                                     {.title = "done by", .wraps = true}};
    size_t count = 0;
    struct near *all = collect(cli, levels, &count);
    struct wm_table table;
    bool planned = false;
    cli->out->text.failed = cli->out->text.failed || all == NULL;
    if (all == NULL || count == 0)
        return;
    qsort(all, count, sizeof *all, by_distance);
    for (size_t i = 0; i < count; i++)
        planned = planned || wm_json_type(all[i].plan) == WM_JSON_OBJECT;
    wm_table_init(&table, &cli->arena, columns, planned ? 5 : 2);
    for (size_t i = 0; i < count; i++)
        add_row(&table, &all[i], planned);
    wm_terminal_blank(cli->out);
    wm_table_print(&table, cli->out, 2);
}
