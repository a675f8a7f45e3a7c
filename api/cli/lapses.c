// SPDX-License-Identifier: MIT
// waymark lapses: what eligibility.forecast says of what counts today and will not.
#include "api/cli/commands.h"

#include "api/cli/show.h"
#include "api/cli/table.h"

#include <string.h>

enum { DAYS = 90, MOST_RECORDS = 4 };

static void put(struct wm_buffer *list, struct wm_text text) {
    wm_buffer_text(list, list->length > 0 ? ", " : "");
    wm_buffer_add(list, text.data, text.length);
}

// Whether an earlier leaf says the same: several levels may ask for one thing.
static bool is_said(struct wm_json leaves, size_t place, struct wm_text says) {
    struct wm_json leaf;
    struct wm_json_iterator at = wm_json_iterate(leaves);
    for (size_t i = 0; i < place && wm_json_next(&at, NULL, &leaf); i++) {
        struct wm_text other = wm_result_text(leaf, "says");
        if (other.length == says.length && memcmp(other.data, says.data, says.length) == 0)
            return true;
    }
    return false;
}

static void say_what(struct wm_buffer *list, struct wm_json lapse) {
    struct wm_text award = wm_result_text(lapse, "award");
    struct wm_json leaves = wm_json_member(lapse, "leaves"), leaf;
    size_t place = 0;
    if (award.length > 0)
        wm_buffer_printf(list, "The award of %.*s", WM_SHOW(award));
    for (struct wm_json_iterator at = wm_json_iterate(leaves); wm_json_next(&at, NULL, &leaf); place++) {
        struct wm_text says = wm_result_text(leaf, "says");
        if (is_said(leaves, place, says))
            continue;
        wm_buffer_text(list, list->length > 0 ? "; " : "");
        wm_buffer_add(list, says.data, says.length);
    }
}

static void say_records(struct wm_buffer *list, struct wm_json records) {
    struct wm_json record;
    size_t count = wm_json_count(records);
    struct wm_json_iterator at = wm_json_iterate(records);
    for (size_t i = 0; i < MOST_RECORDS && wm_json_next(&at, NULL, &record); i++)
        wm_buffer_printf(list, "%s%lld", i > 0 ? ", " : "", (long long)wm_json_integer(record));
    if (count > MOST_RECORDS)
        wm_buffer_printf(list, " and %zu more", count - MOST_RECORDS);
}

// With their frameworks where there are several.
static void say_taken(struct wm_buffer *list, struct wm_json taken, bool several) {
    struct wm_json one;
    for (struct wm_json_iterator at = wm_json_iterate(taken); wm_json_next(&at, NULL, &one);) {
        struct wm_text level = wm_result_text(one, "level");
        put(list, several ? level : wm_show_own_name(level));
    }
}

static void add_cell(struct wm_table *table, enum wm_tone tone, struct wm_buffer *text, const char *otherwise) {
    table->failed = table->failed || text->failed;
    wm_table_cell(table, text->length > 0 ? tone : WM_TONE_FAINT, "%s", text->length > 0 ? text->data : otherwise);
    wm_buffer_reset(text);
}

static void add_row(struct wm_table *table, struct wm_json lapse, bool several, struct wm_buffer *text) {
    char day[24];
    (void)wm_result_day(lapse, "on", day);
    wm_table_cell(table, WM_TONE_PLAIN, "%s", day);
    say_what(text, lapse);
    add_cell(table, WM_TONE_PLAIN, text, "");
    say_records(text, wm_json_member(lapse, "records"));
    add_cell(table, WM_TONE_PLAIN, text, "-");
    say_taken(text, wm_json_member(lapse, "takes_away"), several);
    add_cell(table, WM_TONE_BAD, text, "nothing");
}

static bool several_frameworks(struct wm_json levels) {
    struct wm_text first = {"", 0};
    struct wm_json level;
    for (struct wm_json_iterator at = wm_json_iterate(levels); wm_json_next(&at, NULL, &level);) {
        struct wm_text framework = wm_show_framework(wm_result_text(level, "level"));
        if (first.length == 0)
            first = framework;
        if (framework.length != first.length || memcmp(framework.data, first.data, first.length) != 0)
            return true;
    }
    return false;
}

static void show_table(struct wm_cli *cli, struct wm_json forecast) {
    static const struct wm_table_column columns[] = {{.title = "last day"},
                                                     {.title = "what counts until then", .wraps = true},
                                                     {.title = "records", .wraps = true},
                                                     {.title = "takes away", .wraps = true}};
    struct wm_table table;
    struct wm_buffer text;
    struct wm_json lapse;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    wm_buffer_init(&text, 1 << 20);
    bool several = several_frameworks(wm_json_member(forecast, "levels"));
    struct wm_json lapses = wm_json_member(forecast, "lapses");
    for (struct wm_json_iterator at = wm_json_iterate(lapses); wm_json_next(&at, NULL, &lapse);)
        add_row(&table, lapse, several, &text);
    wm_buffer_clear(&text);
    wm_terminal_blank(cli->out);
    wm_table_print(&table, cli->out, 0);
}

static enum wm_status show(struct wm_cli *cli, struct wm_json forecast, struct wm_error *error) {
    const char *person = NULL;
    char from[24], to[24];
    enum wm_status status = wm_show_person(cli, cli->arguments[0], &person, error);
    if (status != WM_OK)
        return status;
    (void)wm_result_day(forecast, "as_of", from);
    (void)wm_result_day(forecast, "to", to);
    wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_STRONG, "%s from %s to %s", person, from, to);
    if (wm_json_count(wm_json_member(forecast, "lapses")) > 0)
        show_table(cli, forecast);
    else
        wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "Nothing that counts today lapses.");
    if (wm_result_true(forecast, "cut"))
        wm_terminal_item(cli->out, 0, WM_TONE_FAINT, "", WM_TONE_FAINT,
                         "There is more than one answer holds: ask for fewer days.");
    return WM_OK;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct wm_buffer params;
    wm_params_begin(&params, cli);
    wm_params_text(&params, "person", cli->arguments[0]);
    enum wm_status status = wm_params_day(&params, cli, "as-of", error);
    if (status == WM_OK)
        status = wm_params_day(&params, cli, "to", error);
    if (status == WM_OK)
        status = wm_params_number(&params, cli, "days", 0, error);
    if (!wm_cli_given(cli, "to") && !wm_cli_given(cli, "days"))
        wm_params_integer(&params, "days", DAYS);
    return wm_ask_long_show(cli, "eligibility.forecast", status, &params, show, error);
}

static const struct wm_option options[] = {
    {.name = "to", .value = "DAY", .says = "The last day to look at, YYYY-MM-DD; default: 90 days on"},
    {.name = "days", .value = "N", .says = "Or so many days on"},
    {.name = "as-of", .value = "DAY", .says = "What counts on this day; default: the organisation's today"},
    {0},
};
const struct wm_command wm_lapses_command = {
    .name = "lapses",
    .arguments = "PERSON",
    .least = 1,
    .most = 1,
    .summary = "Show what of somebody's lapses soon, and what goes with it",
    .details = "Everything that counts today and stops counting by that day, by its last day: the records it rests on, "
               "and the levels "
               "and gates that end with it. With --json the whole forecast.",
    .options = options,
    .run = run,
};
