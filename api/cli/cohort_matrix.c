// SPDX-License-Identifier: MIT
// waymark cohort matrix: everybody by levels or competencies, as a heat map.
#include "api/cli/cohort_heat.h"

#include "api/cli/commands.h"
#include "api/cli/csv.h"
#include "api/cli/progress.h"
#include "api/cli/save.h"
#include "engine/base/date.h"

#include <stdio.h>
#include <string.h>

enum { LARGEST = 256 * 1024 * 1024, LAPSING = 90 };

struct matrix {
    struct wm_heat heat;
    char soon[11]; // the last day that is soon, as JSON has days
};

static enum wm_status ask(struct wm_cli *cli, struct wm_buffer *params, struct wm_error *error) {
    (void)error;
    wm_params_text(params, "framework", cli->arguments[0]);
    wm_params_option(params, cli, "of");
    wm_params_option(params, cli, "level");
    return WM_OK;
}

// --- reading ---

static const char *keep(struct wm_cli *cli, struct wm_text text) {
    const char *kept = wm_arena_dup_n(&cli->arena, text.length > 0 ? text.data : "", text.length);
    cli->out->text.failed = cli->out->text.failed || kept == NULL;
    return kept != NULL ? kept : "";
}

static const char *say_counts(struct wm_cli *cli, struct wm_json column, bool competencies) {
    struct wm_buffer text;
    wm_buffer_init(&text, 400);
    if (competencies) {
        int64_t assessed = wm_cohort_count(column, "assessed");
        int64_t signed_off = wm_cohort_count(column, "signed_off");
        if (assessed > 0 || signed_off == 0)
            wm_buffer_printf(&text, "%s assessed", wm_progress_number(assessed));
        if (signed_off > 0)
            wm_buffer_printf(&text, "%s%s signed off", assessed > 0 ? ", " : "", wm_progress_number(signed_off));
    } else {
        int64_t held = wm_cohort_count(column, "held"), lapsing = wm_cohort_count(column, "lapsing");
        int64_t doubted = wm_cohort_count(column, "indeterminate");
        wm_buffer_printf(&text, "%s eligible", wm_progress_number(wm_cohort_count(column, "eligible")));
        if (lapsing > 0)
            wm_buffer_printf(&text, ", %s of them not for long", wm_progress_number(lapsing));
        if (held > 0)
            wm_buffer_printf(&text, "; %s awarded", wm_progress_number(held));
        if (doubted > 0)
            wm_buffer_printf(&text, "; %s cannot be judged", wm_progress_number(doubted));
    }
    const char *kept = keep(cli, (struct wm_text){text.failed ? "" : text.data, text.failed ? 0 : text.length});
    wm_buffer_clear(&text);
    return kept;
}

static enum wm_status read_columns(struct wm_cli *cli, struct matrix *matrix, struct wm_json result,
                                   struct wm_error *error) {
    struct wm_heat *heat = &matrix->heat;
    struct wm_json competencies = wm_json_member(result, "competencies"), column;
    heat->competencies = wm_json_type(competencies) == WM_JSON_ARRAY;
    struct wm_json columns = heat->competencies ? competencies : wm_json_member(result, "levels");
    struct wm_json_iterator iterator = wm_json_iterate(columns);
    struct wm_text framework = wm_result_text(result, "framework");
    heat->columns = wm_arena_zero(&cli->arena, wm_json_count(columns), sizeof *heat->columns);
    heat->about =
        wm_arena_printf(&cli->arena, "%s of %.*s", heat->competencies ? "Competencies" : "Levels", WM_SHOW(framework));
    if (heat->columns == NULL || heat->about == NULL)
        return wm_error_no_memory(error);
    while (wm_json_next(&iterator, NULL, &column)) {
        struct wm_text name = heat->competencies ? wm_result_text(column, "competency")
                                                 : wm_show_own_name(wm_result_text(column, "level"));
        heat->columns[heat->column_count++] =
            (struct wm_heat_column){.name = keep(cli, name),
                                    .title = keep(cli, wm_result_text(column, "title")),
                                    .counts = say_counts(cli, column, heat->competencies)};
    }
    struct wm_text as_of = wm_result_text(result, "as_of");
    wm_day day;
    matrix->soon[0] = '\0';
    if (wm_day_parse(as_of.data, as_of.length, &day, NULL) == WM_OK && day <= WM_DAY_LAST - LAPSING)
        wm_day_format(day + LAPSING, matrix->soon);
    return WM_OK;
}

static bool is_soon(const struct matrix *matrix, struct wm_json cell) {
    struct wm_text until = wm_result_text(cell, "until");
    return until.length == strlen(matrix->soon) && until.length > 0 &&
           memcmp(until.data, matrix->soon, until.length) <= 0;
}

static enum wm_heat_state state_of_level(struct wm_json cell) {
    struct wm_text outcome = wm_result_text(cell, "outcome");
    bool eligible = wm_show_is(outcome, "eligible"), held = wm_result_true(cell, "held");
    if (wm_result_true(cell, "lapsing"))
        return WM_HEAT_LAPSING;
    if (held)
        return eligible ? WM_HEAT_HELD : WM_HEAT_HELD_ONLY;
    if (eligible)
        return WM_HEAT_GOOD;
    return wm_show_is(outcome, "indeterminate") ? WM_HEAT_DOUBT : WM_HEAT_NOTHING;
}

static void read_cell(struct matrix *matrix, struct wm_json json, struct wm_heat_cell *cell) {
    struct wm_json value = wm_json_member(json, "value");
    enum wm_heat_state state = WM_HEAT_NOTHING;
    if (!matrix->heat.competencies)
        state = state_of_level(json);
    else if (wm_json_type(json) == WM_JSON_OBJECT)
        state = is_soon(matrix, json) ? WM_HEAT_LAPSING : WM_HEAT_GOOD;
    cell->state = (uint8_t)state;
    matrix->heat.seen[state] = true;
    if (wm_json_type(value) == WM_JSON_INTEGER || wm_json_type(value) == WM_JSON_DECIMAL)
        snprintf(cell->text, sizeof cell->text, "%.6g", wm_json_double(value));
    else
        snprintf(cell->text, sizeof cell->text, "%s", wm_heat_sign(state));
}

static bool make_room(struct wm_cli *cli, struct wm_heat *heat) {
    if (heat->row_count < heat->row_room)
        return true;
    size_t room = heat->row_room == 0 ? 64 : 2 * heat->row_room;
    struct wm_heat_row *rows = wm_arena_alloc(&cli->arena, room * sizeof *rows);
    if (rows == NULL)
        return false;
    if (heat->row_count > 0)
        memcpy(rows, heat->rows, heat->row_count * sizeof *rows);
    heat->rows = rows;
    heat->row_room = room;
    return true;
}

static enum wm_status read_row(struct wm_cli *cli, struct matrix *matrix, struct wm_json json, struct wm_error *error) {
    struct wm_heat *heat = &matrix->heat;
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(json, "cells"));
    struct wm_json one;
    struct wm_heat_cell *cells = wm_arena_zero(&cli->arena, heat->column_count, sizeof *cells);
    if (cells == NULL || !make_room(cli, heat))
        return wm_error_no_memory(error);
    for (size_t k = 0; k < heat->column_count && wm_json_next(&iterator, NULL, &one); k++)
        read_cell(matrix, one, &cells[k]);
    heat->rows[heat->row_count++] = (struct wm_heat_row){keep(cli, wm_result_text(json, "person")), cells};
    return WM_OK;
}

// --- pages ---

static enum wm_status draw(struct wm_cli *cli, const struct wm_heat *heat, const char *path, struct wm_error *error) {
    struct wm_buffer svg;
    wm_buffer_init(&svg, LARGEST);
    wm_heat_draw(heat, &svg);
    enum wm_status status = svg.failed ? wm_error_no_memory(error) : wm_save(cli, path, &svg, error);
    if (status == WM_OK)
        wm_terminal_item(cli->out, 0, WM_TONE_PLAIN, "", WM_TONE_PLAIN, "Written: %s", path);
    wm_buffer_clear(&svg);
    return status;
}

static enum wm_status show(struct wm_cli *cli, void *state, const struct wm_cohort_page *page, struct wm_error *error) {
    struct matrix *matrix = state;
    struct wm_json_iterator iterator = wm_json_iterate(page->list);
    struct wm_json row;
    const char *path = wm_cli_value(cli, "svg");
    enum wm_status status = page->first ? read_columns(cli, matrix, page->result, error) : WM_OK;
    while (status == WM_OK && wm_json_next(&iterator, NULL, &row))
        status = read_row(cli, matrix, row, error);
    if (status != WM_OK || !page->last)
        return status;
    if (path != NULL)
        return draw(cli, &matrix->heat, path, error);
    wm_cohort_head(cli, page->result, matrix->heat.about);
    wm_heat_show(cli, &matrix->heat);
    wm_cohort_rest(cli, page->result, (int64_t)matrix->heat.row_count, "people");
    return WM_OK;
}

// --- comma-separated values ---

static void csv_title(struct wm_cli *cli, struct wm_text name, const char *what) {
    char title[300];
    int length = snprintf(title, sizeof title, "%.*s%s", WM_SHOW(name), what);
    wm_csv_field(cli->out, false, title, (size_t)length < sizeof title ? (size_t)length : sizeof title - 1);
}

static void csv_titles(struct wm_cli *cli, struct wm_json result) {
    struct wm_json competencies = wm_json_member(result, "competencies"), column;
    bool levels = wm_json_type(competencies) != WM_JSON_ARRAY;
    struct wm_json_iterator iterator = wm_json_iterate(levels ? wm_json_member(result, "levels") : competencies);
    wm_csv_field(cli->out, true, "person", 6);
    while (wm_json_next(&iterator, NULL, &column)) {
        struct wm_text name = wm_result_text(column, levels ? "level" : "competency");
        csv_title(cli, name, "");
        csv_title(cli, name, levels ? " held" : " on");
        csv_title(cli, name, " until");
    }
    wm_csv_end(cli->out);
}

static void csv_cell(struct wm_cli *cli, struct wm_json cell) {
    struct wm_text outcome = wm_result_text(cell, "outcome");
    struct wm_json value = wm_json_member(cell, "value");
    char text[32] = "";
    if (wm_json_type(value) == WM_JSON_INTEGER || wm_json_type(value) == WM_JSON_DECIMAL)
        snprintf(text, sizeof text, "%.17g", wm_json_double(value));
    else if (wm_result_true(cell, "signed_off"))
        snprintf(text, sizeof text, "signed-off");
    if (outcome.length > 0) {
        wm_cohort_csv_text(cli, false, outcome);
        wm_csv_field(cli->out, false, wm_result_true(cell, "held") ? "yes" : "no",
                     wm_result_true(cell, "held") ? 3 : 2);
    } else {
        wm_csv_field(cli->out, false, text, strlen(text));
        wm_cohort_csv_text(cli, false, wm_result_text(cell, "on"));
    }
    wm_cohort_csv_text(cli, false, wm_result_text(cell, "until"));
}

static void csv(struct wm_cli *cli, const struct wm_cohort_page *page) {
    struct wm_json_iterator iterator = wm_json_iterate(page->list);
    struct wm_json row, cell;
    if (page->first)
        csv_titles(cli, page->result);
    while (wm_json_next(&iterator, NULL, &row)) {
        struct wm_json_iterator cells = wm_json_iterate(wm_json_member(row, "cells"));
        wm_cohort_csv_text(cli, true, wm_result_text(row, "person"));
        while (wm_json_next(&cells, NULL, &cell))
            csv_cell(cli, cell);
        wm_csv_end(cli->out);
    }
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    static const struct wm_cohort_kind kind = {"cohort.matrix", ask, show, csv};
    struct matrix matrix = {.soon = ""};
    return wm_cohort_run(cli, &kind, &matrix, error);
}

static const struct wm_option options[] = {
    {.name = "of", .value = "WHAT", .says = "levels (and gates), or competencies; default: levels"},
    {.name = "level", .value = "LEVEL", .says = "With competencies: those that this level is about"},
    WM_COHORT_OPTIONS,
    WM_COHORT_SVG,
    {0},
};
const struct wm_command wm_cohort_matrix_command = {
    .name = "cohort matrix",
    .arguments = "FRAMEWORK",
    .least = 1,
    .most = 1,
    .summary = "Show everybody by the levels or competencies of a framework, as a heat map",
    .details = "A row a person, a column a level or competency. Of competencies the latest assessment that counts is "
               "shown (not formative, not the person's own), or that it was signed off. Colours only on a terminal; "
               "the signs say the same. The picture stands by itself: no script, nothing fetched. " WM_COHORT_HELP,
    .options = options,
    .run = run,
};
