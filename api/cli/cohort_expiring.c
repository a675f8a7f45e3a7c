// SPDX-License-Identifier: MIT
// waymark cohort expiring: who loses which level when, and for want of what.
#include "api/cli/cohort.h"

#include "api/cli/commands.h"
#include "api/cli/csv.h"
#include "api/cli/progress.h"
#include "engine/base/date.h"

#include <string.h>

enum { BAR = 30, DAY_LENGTH = 10, MONTH_LENGTH = 7 };

struct expiring {
    struct wm_table table;
    int64_t shown;
    bool several; // frameworks: levels are named with theirs
};

static enum wm_status ask(struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error) {
    wm_params_text(params, "level", cli->argument_count > 0 ? cli->arguments[0] : NULL);
    return wm_params_number(params, cli, "within", 0, error);
}

// --- by month ---

struct month {
    char name[MONTH_LENGTH + 1]; // "2026-09"
    int64_t count;
};

static void take_day(struct month *months, size_t most, size_t *count, struct wm_json day) {
    struct wm_text until = wm_result_text(day, "until");
    if (until.length != DAY_LENGTH)
        return;
    if (*count == 0 || memcmp(months[*count - 1].name, until.data, MONTH_LENGTH) != 0) {
        if (*count == most)
            return;
        memcpy(months[*count].name, until.data, MONTH_LENGTH);
        months[(*count)++].count = 0;
    }
    months[*count - 1].count += wm_cohort_count(day, "count");
}

// "September 2026", from its first day in words.
static const char *month_name(struct wm_cli *cli, const char *month) {
    char text[DAY_LENGTH + 1] = "0000-00-01", people[24] = "";
    wm_day day;
    memcpy(text, month, MONTH_LENGTH);
    if (wm_day_parse(text, DAY_LENGTH, &day, NULL) != WM_OK)
        return "";
    wm_day_format_people(day, people);
    const char *name = wm_arena_dup(&cli->arena, people + 2); // without "1 "
    return name != NULL ? name : "";
}

static void show_months(struct wm_cli *cli, struct wm_json days) {
    enum { MOST = 130 }; // ten years
    static const struct wm_table_column columns[] = {
        {.title = "month of the last day"}, {.title = "", .right = true}, {.title = ""}};
    struct wm_json_iterator iterator = wm_json_iterate(days);
    struct wm_json day;
    struct month months[MOST] = {{.count = 0}};
    struct wm_table table;
    size_t count = 0;
    int64_t most = 0;
    while (wm_json_next(&iterator, NULL, &day))
        take_day(months, MOST, &count, day);
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        most = months[i].count > most ? months[i].count : most;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < count; i++) {
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", month_name(cli, months[i].name));
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", wm_progress_number(months[i].count));
        wm_table_cell(&table, WM_TONE_DOUBT, "%s", wm_cohort_bar(cli, months[i].count, most, BAR));
    }
    wm_terminal_blank(cli->out);
    wm_table_print(&table, cli->out, 2);
}

// --- for people ---

// Whether levels of more than one framework are among them.
static bool has_several(struct wm_json result) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(result, "levels"));
    struct wm_json level;
    struct wm_text first = {"", 0};
    while (wm_json_next(&iterator, NULL, &level)) {
        struct wm_text framework = wm_show_framework(wm_result_text(level, "level"));
        if (wm_cohort_count(level, "lapsing") == 0)
            continue;
        if (first.length > 0 &&
            (first.length != framework.length || memcmp(first.data, framework.data, first.length) != 0))
            return true;
        first = framework;
    }
    return false;
}

static void add_loss(struct wm_cli *cli, struct expiring *expiring, struct wm_json loss) {
    struct wm_table *table = &expiring->table;
    struct wm_text level = wm_result_text(loss, "level");
    struct wm_text changes_to = wm_result_text(loss, "changes_to");
    const char *ids = wm_cohort_join(cli, wm_json_member(loss, "ids"));
    char day[24];
    (void)wm_result_day(loss, "until", day);
    wm_table_cell(table, wm_show_tone(changes_to), "%s", day);
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_result_text(loss, "person")));
    wm_table_cell(table, WM_TONE_PLAIN, "%.*s", WM_SHOW(expiring->several ? level : wm_show_own_name(level)));
    wm_table_cell(table, WM_TONE_PLAIN, "%s%s", ids != NULL ? ids : "",
                  wm_show_is(changes_to, "indeterminate") ? " (cannot be judged)" : "");
}

static void show_head(struct wm_cli *cli, struct wm_json result) {
    int64_t count = wm_cohort_count(result, "count"), within = wm_cohort_count(result, "within");
    const char *about =
        count == 0
            ? wm_arena_printf(&cli->arena, "Nobody loses a level or gate within %s days", wm_progress_number(within))
            : wm_arena_printf(
                  &cli->arena, "%s %s within %s days, if nothing new is recorded", wm_progress_number(count),
                  count == 1 ? "level or gate is lost" : "levels and gates are lost", wm_progress_number(within));
    cli->out->text.failed = cli->out->text.failed || about == NULL;
    if (about != NULL)
        wm_cohort_head(cli, result, about);
    show_months(cli, wm_json_member(result, "days"));
}

static enum wm_status show(struct wm_cli *cli, void *state, const struct wm_cohort_page *page, struct wm_error *error) {
    static const struct wm_table_column columns[] = {{.title = "last day", .wraps = true},
                                                     {.title = "person"},
                                                     {.title = "level", .wraps = true},
                                                     {.title = "because of", .wraps = true}};
    struct expiring *expiring = state;
    struct wm_json_iterator iterator = wm_json_iterate(page->list);
    struct wm_json loss;
    (void)error;
    if (page->first) {
        show_head(cli, page->result);
        expiring->several = has_several(page->result);
        wm_table_init(&expiring->table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    }
    for (; wm_json_next(&iterator, NULL, &loss); expiring->shown++)
        add_loss(cli, expiring, loss);
    if (!page->last)
        return WM_OK;
    if (expiring->shown > 0) {
        wm_terminal_blank(cli->out);
        wm_table_print(&expiring->table, cli->out, 2);
    }
    wm_cohort_rest(cli, page->result, expiring->shown, "of them");
    return WM_OK;
}

static void csv(struct wm_cli *cli, const struct wm_cohort_page *page) {
    static const char *const titles[] = {"until", "person", "level", "changes_to", "ids", NULL};
    struct wm_json_iterator iterator = wm_json_iterate(page->list);
    struct wm_json loss;
    if (page->first)
        wm_cohort_csv_words(cli, titles);
    while (wm_json_next(&iterator, NULL, &loss)) {
        wm_cohort_csv_text(cli, true, wm_result_text(loss, "until"));
        wm_cohort_csv_text(cli, false, wm_result_text(loss, "person"));
        wm_cohort_csv_text(cli, false, wm_result_text(loss, "level"));
        wm_cohort_csv_text(cli, false, wm_result_text(loss, "changes_to"));
        wm_cohort_csv_list(cli, wm_json_member(loss, "ids"));
        wm_csv_end(cli->out);
    }
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    static const struct wm_cohort_kind kind = {"cohort.expiring", ask, show, csv};
    struct expiring expiring = {.shown = 0};
    return wm_cohort_run(cli, &kind, &expiring, error);
}

static const struct wm_option options[] = {
    {.name = "within", .value = "DAYS", .says = "Look so many days ahead; default: 90"},
    WM_COHORT_OPTIONS,
    {0},
};
const struct wm_command wm_cohort_expiring_command = {
    .name = "cohort expiring",
    .arguments = "[LEVEL]",
    .least = 0,
    .most = 1,
    .summary = "Say who loses which level when, and because of what",
    .details =
        "Of everybody who is eligible now and will not be any more if nothing new is recorded: the last day, and "
        "what goes on the day after. LEVEL is FRAMEWORK/LEVEL or FRAMEWORK/GATE; all of them without it. "
        "Awards are not looked at. " WM_COHORT_HELP,
    .options = options,
    .run = run,
};
