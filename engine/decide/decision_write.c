// SPDX-License-Identifier: MIT
// The reply of eligibility.check and eligibility.explain.
#include "engine/decide/write.h"

#include "engine/criteria/crosswalk.h"

#include <stdio.h>

void wm_write_text_member(struct wm_buffer *buffer, const char *key, const char *text) {
    if (text == NULL)
        return;
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

void wm_write_integer_member(struct wm_buffer *buffer, const char *key, int64_t number) {
    wm_json_write_key(buffer, key);
    wm_buffer_integer(buffer, number);
}

void wm_write_flag_member(struct wm_buffer *buffer, const char *key, bool flag) {
    wm_json_write_key(buffer, key);
    wm_buffer_text(buffer, flag ? "true" : "false");
}

void wm_write_day_member(struct wm_buffer *buffer, const char *key, wm_day day) {
    char text[11];
    if (day == WM_DAY_NONE)
        return;
    wm_day_format(day, text);
    wm_write_text_member(buffer, key, text);
}

void wm_write_place_member(struct wm_buffer *buffer, const char *key, struct wm_place where) {
    char place[256];
    snprintf(place, sizeof place, "%s:%d", where.file != NULL ? where.file : "", where.line);
    wm_write_text_member(buffer, key, place);
}

void wm_write_outcome(struct wm_buffer *buffer, const struct wm_decision *decision) {
    wm_write_text_member(buffer, "outcome", wm_outcome_name(decision->outcome));
    if (decision->until == WM_DAY_NONE)
        return;
    wm_write_day_member(buffer, "until", decision->until);
    if (decision->until_inexact)
        wm_write_flag_member(buffer, "until_exact", false);
    else
        wm_write_text_member(buffer, "changes_to", wm_outcome_name(decision->changes_to));
}

void wm_write_reason(struct wm_buffer *buffer, const struct wm_finding *finding) {
    if (finding->verdict != WM_VERDICT_UNKNOWN)
        return;
    wm_write_text_member(buffer, "reason", wm_unknown_reason_name(finding->reason));
    wm_write_text_member(buffer, "parameter", finding->parameter != NULL ? finding->parameter->id : NULL);
    wm_write_text_member(buffer, "message", finding->text);
}

void wm_write_recognised(struct wm_buffer *buffer, const struct wm_recognition *recognised) {
    if (recognised == NULL)
        return;
    wm_write_text_member(buffer, "from", wm_code_text(recognised->source));
    if (recognised->link != NULL)
        wm_write_place_member(buffer, "link", recognised->link->where);
}

static void write_citations(struct wm_buffer *buffer, const char *key, const struct wm_cited *cited, uint32_t count) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < count; i++) {
        wm_json_write_comma(buffer);
        wm_buffer_byte(buffer, '{');
        if (cited[i].seq >= 0)
            wm_write_integer_member(buffer, "seq", cited[i].seq);
        else
            wm_write_integer_member(buffer, "with", -(cited[i].seq + 1));
        if (cited[i].refusal != WM_REFUSAL_NONE)
            wm_write_text_member(buffer, "reason", wm_refusal_name(cited[i].refusal));
        wm_write_recognised(buffer, cited[i].recognised);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, ']');
}

void wm_write_cited(struct wm_buffer *buffer, const struct wm_finding *finding) {
    write_citations(buffer, "found", finding->found, finding->found_count);
    write_citations(buffer, "refused", finding->refused, finding->refused_count);
}

void wm_write_grounds(struct wm_buffer *buffer, const struct wm_question *question) {
    if (question->portfolio->hypothetical)
        wm_write_flag_member(buffer, "hypothetical", true);
    wm_write_text_member(buffer, "rules", question->ruleset->hash);
    wm_write_integer_member(buffer, "ledger", question->portfolio->last);
    wm_write_text_member(buffer, "engine", WM_ENGINE);
}

static void write_unmet(struct wm_buffer *buffer, const struct wm_finding *finding) {
    wm_write_text_member(buffer, "id", finding->id);
    wm_write_text_member(buffer, "says", finding->criterion->says);
    wm_write_text_member(buffer, "verb", wm_verb_name(finding->criterion->verb));
    wm_write_text_member(buffer, "message", finding->text);
    wm_write_needed(buffer, finding);
    wm_write_cited(buffer, finding);
    wm_write_text_member(buffer, "hint", finding->criterion->hint);
}

static void write_unknown(struct wm_buffer *buffer, const struct wm_finding *finding) {
    wm_write_text_member(buffer, "id", finding->id);
    wm_write_text_member(buffer, "says", finding->criterion->says);
    wm_write_reason(buffer, finding);
    if (finding->where != NULL)
        wm_write_text_member(buffer, "where", finding->where);
    else
        wm_write_place_member(buffer, "where", finding->criterion->where);
}

static void write_desired(struct wm_buffer *buffer, const struct wm_finding *finding) {
    wm_write_text_member(buffer, "id", finding->id);
    wm_write_text_member(buffer, "says", finding->criterion->says);
    wm_write_text_member(buffer, "verdict", wm_verdict_name(finding->verdict));
}

static void write_findings(struct wm_buffer *buffer, const char *key, const struct wm_finding *findings, uint32_t count,
                           void (*write)(struct wm_buffer *buffer, const struct wm_finding *finding)) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < count; i++) {
        wm_json_write_comma(buffer);
        wm_buffer_byte(buffer, '{');
        write(buffer, &findings[i]);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, ']');
}

void wm_decision_write(struct wm_buffer *buffer, const struct wm_question *question,
                       const struct wm_decision *decision) {
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "decision", decision->id);
    wm_write_text_member(buffer, "org", question->organisation);
    wm_json_write_key(buffer, "person");
    wm_json_write_string(buffer, question->person, question->person_length);
    wm_write_text_member(buffer, "level", question->level->full);
    wm_write_day_member(buffer, "as_of", decision->as_of);
    wm_write_outcome(buffer, decision);
    write_findings(buffer, "unmet", decision->unmet, decision->unmet_count, write_unmet);
    write_findings(buffer, "unknown", decision->unknown, decision->unknown_count, write_unknown);
    write_findings(buffer, "desired", decision->desired, decision->desired_count, write_desired);
    if (decision->tree != NULL) {
        wm_json_write_key(buffer, "tree");
        wm_write_tree(buffer, decision->tree);
    }
    wm_write_grounds(buffer, question);
    wm_buffer_byte(buffer, '}');
}
