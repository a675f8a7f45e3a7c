// SPDX-License-Identifier: MIT
#include "api/methods/cohort.h"

#include "api/methods/framework_write.h"

static void write_integer(struct wm_buffer *buffer, const char *key, uint64_t number) {
    wm_json_write_key(buffer, key);
    wm_buffer_integer(buffer, (int64_t)number);
}

static void write_flag(struct wm_buffer *buffer, const char *key, bool flag) {
    wm_json_write_key(buffer, key);
    wm_buffer_text(buffer, flag ? "true" : "false");
}

static void write_outcome(struct wm_buffer *buffer, const char *key, enum wm_outcome outcome) {
    wm_framework_write_text(buffer, key, wm_outcome_name(outcome));
}

static void write_ids(struct wm_buffer *buffer, const char *const *ids, uint32_t count) {
    wm_json_write_key(buffer, "ids");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < count; i++) {
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, ids[i]);
    }
    wm_buffer_byte(buffer, ']');
}

// --- lines ---

static void write_match(struct wm_buffer *buffer, const struct wm_cohort_match *match) {
    write_outcome(buffer, "outcome", match->outcome);
    wm_framework_write_day(buffer, "until", match->until);
    if (match->until_inexact)
        write_flag(buffer, "until_exact", false);
    else if (match->until != WM_DAY_NONE)
        write_outcome(buffer, "changes_to", match->changes_to);
    if (match->outcome == WM_OUTCOME_NOT_ELIGIBLE)
        write_integer(buffer, "unmet", match->unmet);
    if (match->ids != NULL)
        write_ids(buffer, match->ids, match->unmet);
}

static void write_level_cell(struct wm_buffer *buffer, const struct wm_cohort_cell *cell) {
    wm_buffer_byte(buffer, '{');
    write_outcome(buffer, "outcome", (enum wm_outcome)cell->outcome);
    wm_framework_write_day(buffer, "until", cell->until);
    write_flag(buffer, "held", cell->held);
    write_flag(buffer, "lapsing", cell->lapsing);
    wm_buffer_byte(buffer, '}');
}

static void write_competency_cell(struct wm_buffer *buffer, const struct wm_cohort_cell *cell) {
    if (cell->shown == WM_COHORT_NOTHING) {
        wm_buffer_text(buffer, "null");
        return;
    }
    wm_buffer_byte(buffer, '{');
    if (cell->shown == WM_COHORT_ASSESSED) {
        wm_json_write_key(buffer, "value");
        wm_number_write(buffer, cell->value);
    } else {
        write_flag(buffer, "signed_off", true);
    }
    wm_framework_write_day(buffer, "on", cell->on);
    wm_framework_write_day(buffer, "until", cell->until);
    wm_buffer_byte(buffer, '}');
}

static void write_row(struct wm_buffer *buffer, const struct wm_cohort *cohort, const struct wm_cohort_row *row) {
    wm_json_write_key(buffer, "cells");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < cohort->column_count; i++) {
        wm_json_write_comma(buffer);
        if (cohort->question.competencies)
            write_competency_cell(buffer, &row->cells[i]);
        else
            write_level_cell(buffer, &row->cells[i]);
    }
    wm_buffer_byte(buffer, ']');
}

static void write_gap(struct wm_buffer *buffer, const struct wm_cohort_gap *gap) {
    wm_framework_write_text(buffer, "level", gap->level->full);
    wm_framework_write_text(buffer, "id", gap->id);
    wm_framework_write_text(buffer, "says", gap->criterion->says);
    write_integer(buffer, "people", gap->people);
    write_integer(buffer, "only", gap->only);
    write_integer(buffer, "unknown", gap->unknown);
}

static void write_loss(struct wm_buffer *buffer, const struct wm_cohort_loss *loss) {
    wm_framework_write_text(buffer, "level", loss->level->full);
    wm_framework_write_day(buffer, "until", loss->until);
    write_outcome(buffer, "changes_to", loss->changes_to);
    write_ids(buffer, loss->ids, loss->id_count);
}

void wm_cohort_write_line(struct wm_buffer *result, const struct wm_cohort *cohort, const struct wm_cohort_line *line) {
    wm_json_write_comma(result);
    wm_buffer_byte(result, '{');
    wm_framework_write_text(result, "person", line->person);
    switch (cohort->question.kind) {
    case WM_COHORT_QUERY: write_match(result, (const struct wm_cohort_match *)line); break;
    case WM_COHORT_MATRIX: write_row(result, cohort, (const struct wm_cohort_row *)line); break;
    case WM_COHORT_GAPS: write_gap(result, (const struct wm_cohort_gap *)line); break;
    default: write_loss(result, (const struct wm_cohort_loss *)line); break;
    }
    wm_buffer_byte(result, '}');
}

// --- before the lines ---

static void write_column(struct wm_buffer *buffer, const struct wm_cohort *cohort,
                         const struct wm_cohort_column *column) {
    bool matrix = cohort->question.kind == WM_COHORT_MATRIX;
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    if (column->competency != NULL) {
        wm_framework_write_text(buffer, "competency", column->competency->id);
        wm_framework_write_text(buffer, "title", column->competency->title);
        write_integer(buffer, "assessed", column->assessed);
        write_integer(buffer, "signed_off", column->signed_off);
    } else {
        wm_framework_write_text(buffer, "level", column->level->full);
        wm_framework_write_text(buffer, "title", column->level->title);
        write_flag(buffer, "gate", column->level->gate);
        for (int i = WM_OUTCOME_NOT_ELIGIBLE; i <= WM_OUTCOME_INDETERMINATE; i++)
            write_integer(buffer, wm_outcome_name((enum wm_outcome)i), column->outcomes[i]);
        if (matrix)
            write_integer(buffer, "held", column->held);
        if (matrix || cohort->question.kind == WM_COHORT_EXPIRING)
            write_integer(buffer, "lapsing", column->lapsing);
    }
    wm_buffer_byte(buffer, '}');
}

static void write_columns(struct wm_buffer *buffer, const struct wm_cohort *cohort) {
    wm_json_write_key(buffer, cohort->question.competencies ? "competencies" : "levels");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < cohort->column_count; i++)
        write_column(buffer, cohort, &cohort->columns[i]);
    wm_buffer_byte(buffer, ']');
}

static void write_untaught(struct wm_buffer *buffer, const struct wm_cohort *cohort) {
    wm_json_write_key(buffer, "untaught");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < cohort->untaught_count; i++) {
        const struct wm_cohort_untaught *untaught = &cohort->untaught[i];
        wm_json_write_comma(buffer);
        wm_buffer_byte(buffer, '{');
        wm_framework_write_text(buffer, "level", untaught->level->full);
        wm_framework_write_text(buffer, "competency", untaught->competency->id);
        wm_framework_write_text(buffer, "title", untaught->competency->title);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, ']');
}

// How many are lost on each day, so that a reader of one page sees them all.
static void write_days(struct wm_buffer *buffer, const struct wm_cohort *cohort) {
    wm_json_write_key(buffer, "days");
    wm_buffer_byte(buffer, '[');
    for (size_t i = 0; i < cohort->day_count; i++) {
        wm_json_write_comma(buffer);
        wm_buffer_byte(buffer, '{');
        wm_framework_write_day(buffer, "until", cohort->days[i].until);
        write_integer(buffer, "count", cohort->days[i].count);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, ']');
}

static void write_sought(struct wm_buffer *buffer, const struct wm_cohort_question *question) {
    if (question->sought != WM_COHORT_ANYBODY)
        wm_framework_write_text(buffer, "outcome", wm_cohort_sought_name(question->sought));
    if (question->sought == WM_COHORT_LAPSING)
        write_integer(buffer, "within", (uint64_t)question->within);
    if (question->sought == WM_COHORT_NEAR)
        write_integer(buffer, "unmet", question->unmet);
}

void wm_cohort_write_head(struct wm_buffer *result, const struct wm_cohort *cohort, bool first) {
    const struct wm_cohort_question *question = &cohort->question;
    if (question->kind == WM_COHORT_QUERY)
        write_sought(result, question);
    if (question->kind == WM_COHORT_EXPIRING)
        write_integer(result, "within", (uint64_t)question->within);
    if (question->kind == WM_COHORT_MATRIX)
        wm_framework_write_text(result, "framework", question->framework->id);
    write_columns(result, cohort);
    if (question->kind == WM_COHORT_GAPS && first)
        write_untaught(result, cohort);
    if (question->kind == WM_COHORT_EXPIRING && first)
        write_days(result, cohort);
}

// --- the whole ---

void wm_cohort_write(struct wm_buffer *result, const struct wm_keeping *keeping, const struct wm_kept *kept,
                     const struct wm_page *page) {
    const struct wm_cohort_found *found = kept->found;
    const struct wm_cohort *cohort = found->cohort;
    size_t start = result->length, at = page->offset;
    wm_buffer_byte(result, '{');
    wm_framework_write_text(result, "org", kept->organisation->id);
    wm_framework_write_day(result, "as_of", cohort->question.as_of);
    wm_framework_write_text(result, "rules", cohort->question.ruleset->hash);
    write_integer(result, "ledger", (uint64_t)found->ledger);
    wm_framework_write_text(result, "engine", WM_ENGINE);
    write_integer(result, "people", cohort->people);
    wm_cohort_write_head(result, cohort, page->offset == 0);
    write_integer(result, "count", cohort->count);
    wm_json_write_key(result, "list");
    wm_buffer_byte(result, '[');
    for (; at < cohort->count && wm_page_has_room(page, at - page->offset, result->length - start); at++)
        wm_cohort_write_line(result, cohort, cohort->lines[at]);
    wm_buffer_byte(result, ']');
    write_flag(result, "complete", !cohort->cut);
    if (at < cohort->count)
        wm_page_write_next(result, page, keeping, kept, at);
    wm_buffer_byte(result, '}');
}
