// SPDX-License-Identifier: MIT
// Declarations that hold a table of their own: scales, anchors, pay.
#include "engine/lang/compile.h"

#include <stdio.h>
#include <string.h>

static enum wm_status wrong(const struct wm_draft_declaration *draft, const char *reason, const char *message,
                            struct wm_error *error) {
    wm_error_set(error, WM_RULES, reason, "%s \"%s\": %s", wm_word_name(draft->word), draft->id, message);
    return wm_draft_where(error, draft->where);
}

// Entry `at` of a table in the order of its keys: those of the list are 1, 2, 3, …, and points stand before them, between
// them, and behind them.
static struct wm_draft_point entry_of(const struct wm_draft_table *table, uint32_t at) {
    uint32_t listed = 0, pointed = 0;
    for (;;) {
        wm_number next = (wm_number)(listed + 1) * WM_NUMBER_ONE;
        bool point = pointed < table->point_count && (listed == table->count || table->points[pointed].key < next);
        if (listed + pointed == at)
            return point ? table->points[pointed] : (struct wm_draft_point){next, table->list[listed]};
        listed += !point;
        pointed += point;
    }
}

static enum wm_status read_scale(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                 struct wm_scale *scale, struct wm_error *error) {
    uint32_t count = draft->table->count + draft->table->point_count;
    if (count < 2)
        return wrong(draft, "missing", "a scale has at least two points: { [0] = \"not met\", \"met\" }", error);
    struct wm_scale_point *points = wm_arena_zero(compile->arena, count, sizeof *points);
    if (points == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        struct wm_draft_point entry = entry_of(draft->table, i);
        if (entry.value.type != WM_DRAFT_TEXT || entry.value.text[0] == '\0')
            return wrong(draft, "wrong-type", "every point has its label, a text", error);
        points[i].value = entry.key;
        points[i].label = wm_compile_text(compile, entry.value.text);
        if (points[i].label == NULL)
            return wm_error_no_memory(error);
    }
    scale->points = points;
    scale->count = count;
    return WM_OK;
}

enum wm_status wm_compile_scales(struct wm_compile *compile, struct wm_error *error) {
    uint32_t count = compile->draft->counts[WM_DECLARED_SCALE];
    compile->scales = wm_arena_zero(compile->arena, count + 1u, sizeof *compile->scales);
    if (compile->scales == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < count && status == WM_OK; i++) {
        compile->scales[i].id = compile->declarations[WM_DECLARED_SCALE][i].id;
        status = read_scale(compile, compile->drafts[WM_DECLARED_SCALE][i], &compile->scales[i], error);
    }
    return status;
}

static uint32_t point_of(const struct wm_scale *scale, wm_number value) {
    uint32_t at = 0;
    while (at < scale->count && scale->points[at].value != value)
        at++;
    return at;
}

enum wm_status wm_compile_anchors(struct wm_compile *compile, uint32_t competency, struct wm_error *error) {
    const struct wm_draft_declaration *draft = compile->drafts[WM_DECLARED_COMPETENCY][competency];
    struct wm_declaration *declaration = &compile->declarations[WM_DECLARED_COMPETENCY][competency];
    const struct wm_draft_value *value = wm_draft_field(&draft->fields, "anchors");
    if (value == NULL)
        return WM_OK;
    if (declaration->scale == NULL)
        return wrong(draft, "missing", "anchors describe the points of a scale, and it has none", error);
    if (value->table->pair_count > 0)
        return wrong(draft, "wrong-type", "anchors are keyed by the points of the scale", error);
    uint32_t count = value->table->count + value->table->point_count;
    const char **anchors = wm_arena_zero(compile->arena, declaration->scale->count, sizeof *anchors);
    if (anchors == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < declaration->scale->count; i++)
        anchors[i] = ""; // a source need not describe every point
    for (uint32_t i = 0; i < count; i++) {
        struct wm_draft_point entry = entry_of(value->table, i);
        uint32_t point = point_of(declaration->scale, entry.key);
        char key[32];
        wm_number_format(entry.key, key);
        if (entry.value.type != WM_DRAFT_TEXT || point == declaration->scale->count) {
            wm_error_set(error, WM_RULES, "wrong-type", "competency \"%s\": the anchor [%s] %s", draft->id, key,
                         entry.value.type != WM_DRAFT_TEXT ? "is no text" : "is not on the scale");
            wm_error_found(error, "[%s]", key);
            return wm_draft_where(error, draft->where);
        }
        anchors[point] = wm_compile_text(compile, entry.value.text);
        if (anchors[point] == NULL)
            return wm_error_no_memory(error);
    }
    declaration->anchors = anchors;
    return WM_OK;
}

static const struct wm_form row_fields[] = {
    {"id", WM_FORM_ID, NULL, false},
    {"label", WM_FORM_TEXT, NULL, false},
    {"years_from", WM_FORM_NUMBER, NULL, true},
    {"years_to", WM_FORM_NUMBER, NULL, false},
    {"hourly", WM_FORM_NUMBER, NULL, false},
    {"annual", WM_FORM_NUMBER, NULL, false},
};

static enum wm_status read_row(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                               const struct wm_draft_value *value, struct wm_pay_row *row, struct wm_error *error) {
    static const struct wm_forms forms = {row_fields, sizeof row_fields / sizeof row_fields[0], NULL};
    struct wm_draft_fields fields;
    char what[96];
    snprintf(what, sizeof what, "a row of pay \"%s\"", draft->id);
    if (value->type != WM_DRAFT_TABLE || value->table->count > 0 || value->table->point_count > 0)
        return wrong(draft, "wrong-type", "each row is a table: { years_from = 0, years_to = 1, hourly = 10.12, … }",
                     error);
    enum wm_status status =
        wm_forms_read(&forms, false, what, draft->where, value->table, &compile->draft->arena, &fields, error);
    if (status != WM_OK)
        return status;
    const struct wm_draft_value *until = wm_draft_field(&fields, "years_to");
    const struct wm_draft_value *hourly = wm_draft_field(&fields, "hourly");
    const struct wm_draft_value *annual = wm_draft_field(&fields, "annual");
    const char *label = wm_draft_text(&fields, "label");
    if (label == NULL)
        label = wm_draft_text(&fields, "id");
    row->from = wm_draft_field(&fields, "years_from")->number;
    row->until = until != NULL ? until->number : -1;
    row->hourly = hourly != NULL ? hourly->number : 0;
    row->annual = annual != NULL ? annual->number : 0;
    row->label = wm_compile_text(compile, label != NULL ? label : "");
    if (row->label == NULL)
        return wm_error_no_memory(error);
    if (row->from < 0 || (until != NULL && row->until <= row->from) || row->hourly < 0 || row->annual < 0)
        return wrong(draft, "wrong-number", "a row runs from `years_from` up to a later `years_to`, for no less than 0",
                     error);
    return WM_OK;
}

enum wm_status wm_compile_pay(struct wm_compile *compile, uint32_t pay, struct wm_error *error) {
    const struct wm_draft_declaration *draft = compile->drafts[WM_DECLARED_PAY][pay];
    struct wm_declaration *declaration = &compile->declarations[WM_DECLARED_PAY][pay];
    const char *from = wm_draft_text(&draft->fields, "from");
    const char *until = wm_draft_text(&draft->fields, "until");
    struct wm_values rows = wm_compile_values(wm_draft_field(&draft->fields, "rows"));
    struct wm_pay_row *made = wm_arena_zero(compile->arena, rows.count + 1u, sizeof *made);
    if (made == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = wm_day_parse(from, strlen(from), &declaration->from, error);
    declaration->until = WM_DAY_NONE;
    if (status == WM_OK && until != NULL)
        status = wm_day_parse(until, strlen(until), &declaration->until, error);
    if (status == WM_OK && until != NULL && declaration->until < declaration->from)
        return wrong(draft, "wrong-number", "`until` is before `from`", error);
    if (status == WM_OK)
        status = wm_form_list("rows", draft->where, wm_draft_field(&draft->fields, "rows")->table, false, error);
    if (status == WM_OK && rows.count == 0)
        return wrong(draft, "empty", "it has no rows", error);
    for (uint32_t i = 0; i < rows.count && status == WM_OK; i++) {
        status = read_row(compile, draft, &rows.values[i], &made[i], error);
        if (status == WM_OK && i > 0 && made[i].from < made[i - 1].from)
            return wrong(draft, "wrong-number", "the rows do not ascend", error);
    }
    declaration->pay = made;
    declaration->pay_count = rows.count;
    return status;
}
