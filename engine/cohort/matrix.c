// SPDX-License-Identifier: MIT
// MATRIX: everybody by a framework's levels, or by its competencies.
#include "engine/cohort/part.h"

#include <string.h>

// --- levels ---

static enum wm_status take_levels(const struct wm_cohort_asked *asked, struct wm_cohort_cell *cells,
                                  struct wm_error *error) {
    const struct wm_cohort_question *about = &asked->part->cohort->question;
    struct wm_cohort_column *columns = asked->part->columns;
    struct wm_standing standing;
    enum wm_status status =
        wm_standing(&asked->question, about->framework, about->within, &asked->part->work, &standing, error);
    if (status != WM_OK)
        return status;
    for (uint32_t i = 0; i < standing.count; i++) {
        const struct wm_standing_level *level = &standing.levels[i];
        columns[i].outcomes[level->decision.outcome]++;
        columns[i].held += level->held;
        columns[i].lapsing += level->lapsing;
        cells[i] = (struct wm_cohort_cell){.outcome = (uint8_t)level->decision.outcome,
                                           .until = level->decision.until,
                                           .held = level->held,
                                           .lapsing = level->lapsing};
    }
    return WM_OK;
}

// --- competencies ---

static bool is(wm_code code, const char *word) {
    return code != WM_CODE_NONE && strcmp(wm_code_text(code), word) == 0;
}

static const struct wm_fact *latest(const struct wm_cohort_asked *asked, enum wm_kind kind, wm_code competency,
                                    wm_day day) {
    struct wm_fact_range range = wm_portfolio_find(asked->question.portfolio, kind, competency);
    for (uint32_t i = range.count; i-- > 0;) { // they are in order
        const struct wm_fact *fact = &range.first[i];
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
