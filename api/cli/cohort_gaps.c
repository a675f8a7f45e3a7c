// SPDX-License-Identifier: MIT
// waymark cohort gaps: which criteria stand in how many people's way.
#include "api/cli/cohort.h"

#include "api/cli/commands.h"
#include "api/cli/csv.h"
#include "api/cli/progress.h"
#include "api/cli/save.h"
#include "api/cli/svg.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { BAR = 16, NARROW_BAR = 8, WIDE = 70, MOST_UNTAUGHT = 10, LARGEST = 64 * 1024 * 1024 };
enum { WIDTH = 1000, EDGE = 24, LABELS = 470, BARS = 250, ROW = 30, THICK = 16, TOP = 76, SMALL = 12 };

struct gap { // on the arena
    struct wm_text says, level;
    int64_t people, only, unknown;
};

struct gaps {
    struct gap *gaps;
    size_t count, room;
    bool several, doubted; // levels; somebody cannot be judged
    const char *about;     // on the arena
    struct wm_table untaught;
};

static enum wm_status ask(struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error) {
    const char *framework = wm_cli_value(cli, "framework");
    if ((framework == NULL) == (cli->argument_count == 0))
        return wm_cli_misused(error, "say which LEVEL, or with --framework that all of its levels are meant");
    wm_params_text(params, "level", cli->argument_count > 0 ? cli->arguments[0] : NULL);
    wm_params_text(params, "framework", framework);
    return WM_OK;
}

// --- reading ---

static struct wm_text keep(struct wm_cli *cli, struct wm_text text) {
    const char *kept = wm_arena_dup_n(&cli->arena, text.length > 0 ? text.data : "", text.length);
    cli->out->text.failed = cli->out->text.failed || kept == NULL;
    return (struct wm_text){kept != NULL ? kept : "", kept != NULL ? text.length : 0};
}

static bool make_room(struct wm_cli *cli, struct gaps *gaps) {
    if (gaps->count < gaps->room)
        return true;
    size_t room = gaps->room == 0 ? 64 : 2 * gaps->room;
    struct gap *grown = wm_arena_alloc(&cli->arena, room * sizeof *grown);
    if (grown == NULL)
        return false;
    if (gaps->count > 0)
        memcpy(grown, gaps->gaps, gaps->count * sizeof *grown);
    gaps->gaps = grown;
    gaps->room = room;
    return true;
}

static enum wm_status read_page(struct wm_cli *cli, struct gaps *gaps, const struct wm_cohort_page *page,
                                struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(page->list);
    struct wm_json one;
    while (wm_json_next(&iterator, NULL, &one)) {
        if (!make_room(cli, gaps))
            return wm_error_no_memory(error);
        struct gap *gap = &gaps->gaps[gaps->count++];
        *gap = (struct gap){.says = keep(cli, wm_result_text(one, "says")),
                            .level = keep(cli, wm_show_own_name(wm_result_text(one, "level"))),
                            .people = wm_cohort_count(one, "people"),
                            .only = wm_cohort_count(one, "only"),
                            .unknown = wm_cohort_count(one, "unknown")};
        gaps->doubted = gaps->doubted || gap->unknown > 0;
    }
    return WM_OK;
}

// --- for people ---

static void show_levels(struct wm_cli *cli, struct wm_json result) {
    static const struct wm_table_column columns[] = {{.title = "level", .wraps = true},
                                                     {.title = "eligible", .right = true},
                                                     {.title = "not", .right = true},
                                                     {.title = "cannot be judged", .right = true}};
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(result, "levels"));
    struct wm_json level;
    struct wm_table table;
    wm_table_init(&table, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    while (wm_json_next(&iterator, NULL, &level)) {
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s (%.*s)", WM_SHOW(wm_result_text(level, "title")),
                      WM_SHOW(wm_show_own_name(wm_result_text(level, "level"))));
        wm_table_cell(&table, WM_TONE_GOOD, "%s", wm_progress_number(wm_cohort_count(level, "eligible")));
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", wm_progress_number(wm_cohort_count(level, "not-eligible")));
        int64_t doubted = wm_cohort_count(level, "indeterminate");
        wm_table_cell(&table, WM_TONE_DOUBT, "%s", doubted > 0 ? wm_progress_number(doubted) : "");
    }
    wm_terminal_blank(cli->out);
    wm_table_print(&table, cli->out, 2);
}

static void show_gaps(struct wm_cli *cli, const struct gaps *gaps) {
    struct wm_table_column columns[6] = {{.title = "criterion", .wraps = true}};
    struct wm_table table;
    size_t count = 1;
    if (gaps->several)
        columns[count++] = (struct wm_table_column){.title = "of level", .wraps = true};
    columns[count++] = (struct wm_table_column){.title = ""};
    columns[count++] = (struct wm_table_column){.title = "people", .right = true};
    columns[count++] = (struct wm_table_column){.title = "only this", .right = true};
    if (gaps->doubted)
        columns[count++] = (struct wm_table_column){.title = "unknown", .right = true};
    wm_table_init(&table, &cli->arena, columns, count);
    for (size_t i = 0; i < gaps->count; i++) {
        const struct gap *gap = &gaps->gaps[i];
        wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(gap->says));
        if (gaps->several)
            wm_table_cell(&table, WM_TONE_PLAIN, "%.*s", WM_SHOW(gap->level));
        wm_table_cell(&table, WM_TONE_BAD, "%s",
                      wm_cohort_bar(cli, gap->people, gaps->gaps[0].people,
                                    gaps->several || cli->out->columns < WIDE ? NARROW_BAR : BAR));
        wm_table_cell(&table, WM_TONE_PLAIN, "%s", wm_progress_number(gap->people));
        wm_table_cell(&table, WM_TONE_DOUBT, "%s", gap->only > 0 ? wm_progress_number(gap->only) : "");
        if (gaps->doubted)
            wm_table_cell(&table, WM_TONE_DOUBT, "%s", gap->unknown > 0 ? wm_progress_number(gap->unknown) : "");
    }
    wm_show_title(cli, "In the way");
    if (gaps->count > 0)
        wm_table_print(&table, cli->out, 2);
    else
        wm_terminal_item(cli->out, 2, WM_TONE_GOOD, "✓", WM_TONE_PLAIN, "nothing stands in anybody's way");
}

// A row a level: they come sorted by it, and with the first page alone.
static void read_untaught(struct wm_cli *cli, struct gaps *gaps, struct wm_json untaught) {
    static const struct wm_table_column columns[] = {{.title = "level", .wraps = true},
                                                     {.title = "competencies", .wraps = true}};
    struct wm_json_iterator iterator = wm_json_iterate(untaught);
    struct wm_json one;
    struct wm_buffer titles;
    wm_table_init(&gaps->untaught, &cli->arena, columns, sizeof columns / sizeof columns[0]);
    wm_buffer_init(&titles, (size_t)1 << 20);
    bool more = wm_json_next(&iterator, NULL, &one);
    while (more) {
        struct wm_text level = wm_result_text(one, "level");
        wm_buffer_reset(&titles);
        size_t count = 0;
        while (more && wm_result_text(one, "level").length == level.length &&
               memcmp(wm_result_text(one, "level").data, level.data, level.length) == 0) {
            struct wm_text title = wm_result_text(one, "title");
            if (count++ < MOST_UNTAUGHT)
                wm_buffer_printf(&titles, "%s%.*s", titles.length > 0 ? "; " : "", WM_SHOW(title));
            more = wm_json_next(&iterator, NULL, &one);
        }
        if (count > MOST_UNTAUGHT)
            wm_buffer_printf(&titles, "; and %zu more", count - MOST_UNTAUGHT);
        wm_table_cell(&gaps->untaught, WM_TONE_PLAIN, "%.*s", WM_SHOW(wm_show_own_name(level)));
        wm_table_cell(&gaps->untaught, WM_TONE_PLAIN, "%.*s", (int)titles.length, titles.length > 0 ? titles.data : "");
        gaps->untaught.failed = gaps->untaught.failed || titles.failed;
    }
    wm_buffer_clear(&titles);
}

static void show_untaught(struct wm_cli *cli, struct gaps *gaps) {
    if (gaps->untaught.cell_count == 0)
        return;
    wm_show_title(cli, "What no course of the adopted frameworks teaches");
    wm_table_print(&gaps->untaught, cli->out, 2);
}

// --- as a picture ---

static void draw_gap(struct wm_buffer *svg, const struct gaps *gaps, const struct gap *gap, int y) {
    const struct wm_svg_style label = {.size = SMALL}, number = {.size = SMALL, .faint = true};
    int64_t most = gaps->gaps[0].people;
    char title[80], numbers[60];
    char shown[300];
    size_t fits = wm_svg_text_fit(gap->says.data, gap->says.length, SMALL, LABELS - EDGE - 12);
    int length = snprintf(shown, sizeof shown, "%.*s%s", (int)(fits < 280 ? fits : 280), gap->says.data,
                          fits < gap->says.length ? " …" : "");
    wm_svg_group_begin(svg, gap->says.data);
    wm_svg_text(svg, EDGE, y + THICK - 3, label, shown, (size_t)length);
    snprintf(title, sizeof title, "in the way of %" PRId64 " people", gap->people);
    wm_svg_box(svg, (struct wm_svg_box){LABELS, y, (int)wm_cohort_share(gap->people, most, BARS), THICK}, WM_SVG_BAD,
               title);
    snprintf(title, sizeof title, "of %" PRId64 " of them nothing else", gap->only);
    if (gap->only > 0)
        wm_svg_box(svg, (struct wm_svg_box){LABELS, y, (int)wm_cohort_share(gap->only, most, BARS), THICK},
                   WM_SVG_DOUBT, title);
    snprintf(numbers, sizeof numbers, "%" PRId64 "%s", gap->people, gaps->several ? ", " : "");
    wm_svg_text(svg, LABELS + BARS + 12, y + THICK - 3, number, numbers, strlen(numbers));
    if (gaps->several)
        wm_svg_text(svg, LABELS + BARS + 12 + wm_svg_text_width(numbers, strlen(numbers), SMALL), y + THICK - 3, number,
                    gap->level.data,
                    wm_svg_text_fit(gap->level.data, gap->level.length, SMALL, WIDTH - EDGE - LABELS - BARS - 50));
    wm_svg_group_end(svg);
}

static enum wm_status draw(struct wm_cli *cli, const struct gaps *gaps, const char *path, struct wm_error *error) {
    static const char legend[] = "hatched: in the way of; dotted: of these, nothing else is";
    struct wm_buffer svg;
    wm_buffer_init(&svg, LARGEST);
    wm_svg_begin(&svg, WIDTH, TOP + (int)gaps->count * ROW + EDGE, gaps->about, legend);
    wm_svg_text(&svg, EDGE, 32, (struct wm_svg_style){.size = 18, .strong = true}, gaps->about, strlen(gaps->about));
    wm_svg_text(&svg, EDGE, 54, (struct wm_svg_style){.size = SMALL, .faint = true}, legend, strlen(legend));
    for (size_t i = 0; i < gaps->count; i++)
        draw_gap(&svg, gaps, &gaps->gaps[i], TOP + (int)i * ROW);
    wm_svg_end(&svg);
    enum wm_status status = svg.failed ? wm_error_no_memory(error) : wm_save(cli, path, &svg, error);
    if (status == WM_OK)
        wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "Written: %s", path);
    wm_buffer_clear(&svg);
    return status;
}

// --- pages ---

static enum wm_status show_first(struct wm_cli *cli, struct gaps *gaps, struct wm_json result, struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(result, "levels"));
    const char *framework = wm_cli_value(cli, "framework");
    struct wm_json level = {0};
    gaps->several = framework != NULL;
    (void)wm_json_next(&iterator, NULL, &level);
    gaps->about = framework != NULL ? wm_arena_printf(&cli->arena, "What stands in the way in %s", framework)
                                    : wm_arena_printf(&cli->arena, "What stands in the way of %.*s (%.*s)",
                                                      WM_SHOW(wm_result_text(level, "title")),
                                                      WM_SHOW(wm_result_text(level, "level")));
    if (gaps->about == NULL)
        return wm_error_no_memory(error);
    if (wm_cli_given(cli, "svg"))
        return WM_OK;
    wm_cohort_head(cli, result, gaps->about);
    if (gaps->several)
        show_levels(cli, result);
    else
        wm_cohort_outcomes(cli, level, wm_cohort_count(result, "people"));
    read_untaught(cli, gaps, wm_json_member(result, "untaught"));
    return WM_OK;
}

static enum wm_status show(struct wm_cli *cli, void *state, const struct wm_cohort_page *page, struct wm_error *error) {
    struct gaps *gaps = state;
    const char *path = wm_cli_value(cli, "svg");
    enum wm_status status = page->first ? show_first(cli, gaps, page->result, error) : WM_OK;
    if (status == WM_OK)
        status = read_page(cli, gaps, page, error);
    if (status != WM_OK || !page->last)
        return status;
    if (path != NULL)
        return draw(cli, gaps, path, error);
    show_gaps(cli, gaps);
    wm_cohort_rest(cli, page->result, (int64_t)gaps->count, "criteria");
    show_untaught(cli, gaps);
    return WM_OK;
}

static void csv(struct wm_cli *cli, const struct wm_cohort_page *page) {
    static const char *const titles[] = {"level", "id", "says", "people", "only", "unknown", NULL};
    struct wm_json_iterator iterator = wm_json_iterate(page->list);
    struct wm_json gap;
    if (page->first)
        wm_cohort_csv_words(cli, titles);
    while (wm_json_next(&iterator, NULL, &gap)) {
        wm_cohort_csv_text(cli, true, wm_result_text(gap, "level"));
        wm_cohort_csv_text(cli, false, wm_result_text(gap, "id"));
        wm_cohort_csv_text(cli, false, wm_result_text(gap, "says"));
        wm_cohort_csv_number(cli, gap, "people");
        wm_cohort_csv_number(cli, gap, "only");
        wm_cohort_csv_number(cli, gap, "unknown");
        wm_csv_end(cli->out);
    }
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    static const struct wm_cohort_kind kind = {"cohort.gaps", ask, show, csv};
    struct gaps gaps = {.count = 0};
    return wm_cohort_run(cli, &kind, &gaps, error);
}

static const struct wm_option options[] = {
    {.name = "framework", .value = "F", .says = "All levels and gates of this framework"},
    WM_COHORT_OPTIONS,
    WM_COHORT_SVG,
    {0},
};
const struct wm_command wm_cohort_gaps_command = {
    .name = "cohort gaps",
    .arguments = "[LEVEL]",
    .least = 0,
    .most = 1,
    .summary = "Say which criteria stand in how many people's way, and what no course teaches",
    .details = "LEVEL is FRAMEWORK/LEVEL or FRAMEWORK/GATE. people: who are not eligible, with this among what is "
               "missing. only this: of them, who miss nothing else. unknown: who cannot be judged because of it. "
               "Below: the competencies that a level asks about, and that no course of the adopted frameworks "
               "teaches. " WM_COHORT_HELP,
    .options = options,
    .run = run,
};
