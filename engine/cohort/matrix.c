// SPDX-License-Identifier: MIT
// MATRIX: everybody by a framework's levels, or by its competencies.
#include "engine/cohort/part.h"

#include <string.h>

// --- levels ---

static enum wm_status take_level(const struct wm_cohort_asked *asked, struct wm_cohort_column *column,
                                 struct wm_cohort_cell *cell, struct wm_error *error) {
    const struct wm_cohort_question *question = &asked->part->cohort->question;
    struct wm_several_outcome found;
    struct wm_decision decision;
    enum wm_status status = wm_several_judge(asked->part->several, column->level, &found, error);
    bool soon = status == WM_OK && found.until != WM_DAY_NONE && found.until - question->as_of <= question->within;
    if (soon) // an end that is not known for certain is none: standing.h
        status = wm_cohort_decide(asked, column->level, &decision, error);
    if (status != WM_OK)
        return status;
    *cell = (struct wm_cohort_cell){
        .outcome = (uint8_t)found.outcome,
        .until = found.until,
        .held = wm_standing_held(asked->question.portfolio, column->level, question->as_of),
        .lapsing = soon && wm_standing_lapses(&decision, question->within),
    };
    column->outcomes[found.outcome]++;
    column->held += cell->held;
    column->lapsing += cell->lapsing;
    return WM_OK;
}

static enum wm_status take_levels(const struct wm_cohort_asked *asked, struct wm_cohort_cell *cells,
                                  struct wm_error *error) {
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; status == WM_OK && i < asked->part->cohort->column_count; i++)
        status = take_level(asked, &asked->part->columns[i], &cells[i], error);
    return status;
}

// --- competencies ---

static bool is(wm_code code, const char *word) {
    return code != WM_CODE_NONE && strcmp(wm_code_text(code), word) == 0;
}

static const struct wm_fact *latest(const struct wm_cohort_asked *asked, enum wm_kind kind, wm_code competency,
                                    wm_day day) {
    struct wm_fact_range range = wm_portfolio_find(asked->question.portfolio, kind, competency);
    for (uint32_t i = range.count; i-- > 0;) { // they are in order
        const struct wm_fact *fact = range.first + i;
        bool counts = kind == WM_KIND_ASSESSMENT ? !is(fact->outcome, "formative") && !is(fact->as, "self")
                                                 : !is(fact->outcome, "declined");
        if (counts && fact->on <= day && (fact->until == WM_DAY_NONE || day <= fact->until))
            return fact;
    }
    return NULL;
}

static struct wm_cohort_cell cell_of(const struct wm_cohort_asked *asked, wm_code competency) {
    wm_day day = asked->part->cohort->question.as_of;
    struct wm_cohort_cell cell = {.on = WM_DAY_NONE, .until = WM_DAY_NONE, .shown = WM_COHORT_ASSESSED};
    const struct wm_fact *fact = latest(asked, WM_KIND_ASSESSMENT, competency, day);
    if (fact == NULL) {
        cell.shown = WM_COHORT_SIGNED_OFF;
        fact = latest(asked, WM_KIND_SIGNOFF, competency, day);
    }
    if (fact == NULL) {
        cell.shown = WM_COHORT_NOTHING;
        return cell;
    }
    cell.value = cell.shown == WM_COHORT_ASSESSED ? fact->value : 0;
    cell.on = fact->on;
    cell.until = fact->until;
    return cell;
}

static void take_competencies(const struct wm_cohort_asked *asked, struct wm_cohort_cell *cells) {
    for (uint32_t i = 0; i < asked->part->cohort->column_count; i++) {
        struct wm_cohort_column *column = &asked->part->columns[i];
        cells[i] = cell_of(asked, column->competency->code);
        column->assessed += cells[i].shown == WM_COHORT_ASSESSED;
        column->signed_off += cells[i].shown == WM_COHORT_SIGNED_OFF;
    }
}

enum wm_status wm_cohort_matrix_add(const struct wm_cohort_asked *asked, struct wm_error *error) {
    struct wm_cohort_part *part = asked->part;
    size_t bytes = part->cohort->column_count * sizeof(struct wm_cohort_cell);
    struct wm_cohort_cell *cells = wm_arena_alloc(&part->work, bytes);
    void *line = NULL;
    if (cells == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    if (part->cohort->question.competencies)
        take_competencies(asked, cells);
    else
        status = take_levels(asked, cells, error);
    if (status == WM_OK)
        status = wm_cohort_line_add(asked, sizeof(struct wm_cohort_row) + bytes, &line, error);
    if (line != NULL && bytes > 0)
        memcpy(((struct wm_cohort_row *)line)->cells, cells, bytes);
    return status;
}
