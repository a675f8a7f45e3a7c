// SPDX-License-Identifier: MIT
// "needed" of an unmet leaf: its query, in the words that the rule was written in.
#include "engine/decide/write.h"

static void write_codes(struct wm_buffer *buffer, const char *key, const struct wm_codes *codes) {
    if (codes->count == 0)
        return;
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < codes->count; i++) {
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, wm_code_text(codes->codes[i]));
    }
    wm_buffer_byte(buffer, ']');
}

static void write_code(struct wm_buffer *buffer, const char *key, wm_code code) {
    wm_write_text_member(buffer, key, code != WM_CODE_NONE ? wm_code_text(code) : NULL);
}

static void write_span(struct wm_buffer *buffer, const char *key, bool has, struct wm_span span) {
    char text[32];
    wm_span_format(span, text);
    wm_write_text_member(buffer, key, has ? text : NULL);
}

static void write_number(struct wm_buffer *buffer, const char *key, bool has, wm_number number) {
    if (!has)
        return;
    wm_json_write_key(buffer, key);
    wm_number_write(buffer, number);
}

static void write_by(struct wm_buffer *buffer, const struct wm_criterion *criterion) {
    const struct wm_query *query = criterion->query;
    if (query->by_count == 0)
        return;
    wm_json_write_key(buffer, criterion->verb == WM_VERB_TRAINED ? "provider" : "by");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < query->by_count; i++) {
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, query->by[i]);
    }
    wm_buffer_byte(buffer, ']');
}

static void write_subject(struct wm_buffer *buffer, const struct wm_criterion *criterion) {
    const struct wm_query *query = criterion->query;
    bool level = criterion->verb == WM_VERB_HOLDS || criterion->verb == WM_VERB_APPRAISED;
    if (criterion->verb == WM_VERB_RECORDED)
        wm_write_text_member(buffer, "kind", wm_kind_name(query->kind));
    write_code(buffer, level ? "level" : "subject", query->subject);
    write_codes(buffer, "subjects", &query->subjects);
}

static void write_amounts(struct wm_buffer *buffer, const struct wm_query *query) {
    static const char *const usings[] = {NULL, "best", "median", "all"};
    write_number(buffer, "at_least", query->has_at_least, query->at_least);
    if (query->has_at_least && query->scale != NULL)
        wm_write_text_member(buffer, "label", wm_scale_label(query->scale, query->at_least));
    write_number(buffer, "at_most", query->has_at_most, query->at_most);
    wm_write_text_member(buffer, "using", usings[query->using]);
    if (query->count > 0)
        wm_write_integer_member(buffer, "count", query->count);
    if (query->assessors > 1)
        wm_write_integer_member(buffer, "assessors", query->assessors);
    if (query->per_method)
        wm_write_flag_member(buffer, "per_method", true);
    wm_write_text_member(buffer, "routes", query->routes_all ? "all" : NULL);
}

static void write_times(struct wm_buffer *buffer, const struct wm_criterion *criterion) {
    const struct wm_query *query = criterion->query;
    bool cadence = criterion->verb == WM_VERB_SUPERVISED;
    write_span(buffer, query->more ? "more_than" : "at_least", query->has_least, query->least);
    write_span(buffer, "less_than", query->has_most, query->most);
    write_number(buffer, "min_fte", query->has_min_fte, query->min_fte);
    write_span(buffer, "every", cadence && !query->per_month, query->every);
    wm_write_text_member(buffer, "per", query->per_month ? "calendar-month" : NULL);
    write_span(buffer, "over", cadence, query->over);
    write_span(buffer, "grace", cadence && query->grace.count > 0, query->grace);
    write_code(buffer, "in_role", query->in_role);
    write_span(buffer, "within", query->has_within, query->within);
    write_span(buffer, "valid", query->has_valid && query->in_date, query->valid);
    if (criterion->verb == WM_VERB_TRAINED)
        wm_write_flag_member(buffer, "in_date", query->in_date);
    write_code(buffer, "after", query->after);
}

void wm_write_needed(struct wm_buffer *buffer, const struct wm_finding *finding) {
    const struct wm_criterion *criterion = finding->criterion;
    const struct wm_query *query = criterion->query;
    wm_json_write_key(buffer, "needed");
    wm_buffer_byte(buffer, '{');
    if (finding->verdict == WM_VERDICT_MET) // it stands in the way because it holds
        wm_write_flag_member(buffer, "not", true);
    if (criterion->verb == WM_VERB_MEETS)
        wm_write_text_member(buffer, "level", criterion->level->full);
    if (criterion->parameter != NULL)
        wm_write_text_member(buffer, "parameter", criterion->parameter->id);
    if (query != NULL) {
        write_subject(buffer, criterion);
        write_amounts(buffer, query);
        struct wm_codes asked = {&query->outcome_asked, 1};
        write_codes(buffer, "outcome", query->outcome_asked != WM_CODE_NONE ? &asked : &query->outcomes);
        write_codes(buffer, "as", &query->as);
        write_codes(buffer, "method", &query->methods);
        write_codes(buffer, "method_not", &query->methods_not);
        write_by(buffer, criterion);
        write_times(buffer, criterion);
    }
    wm_buffer_byte(buffer, '}');
}
