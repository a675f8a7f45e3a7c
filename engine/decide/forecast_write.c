// SPDX-License-Identifier: MIT
// The reply of eligibility.forecast.
#include "engine/decide/forecast.h"

#include "engine/criteria/ruleset.h"
#include "engine/decide/write.h"

static void begin_array(struct wm_buffer *buffer, const char *key) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '[');
}

static void begin_element(struct wm_buffer *buffer) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
}

static void write_cause(struct wm_buffer *buffer, const struct wm_forecast_cause *cause) {
    begin_element(buffer);
    wm_write_text_member(buffer, "id", cause->finding.id);
    wm_write_text_member(buffer, "says", cause->finding.criterion->says);
    wm_write_text_member(buffer, "now", cause->gone ? "not-asked" : wm_verdict_name(cause->finding.verdict));
    if (!cause->gone && cause->finding.verdict == WM_VERDICT_UNKNOWN)
        wm_write_reason(buffer, &cause->finding);
    else if (!cause->gone)
        wm_write_text_member(buffer, "message", cause->finding.text);
    if (cause->by_edition)
        wm_write_flag_member(buffer, "by_rules", true);
    wm_buffer_byte(buffer, '}');
}

static void write_interval(struct wm_buffer *buffer, const struct wm_forecast_interval *interval) {
    begin_element(buffer);
    wm_write_day_member(buffer, "from", interval->from);
    wm_write_day_member(buffer, "until", interval->until);
    if (interval->until_inexact)
        wm_write_flag_member(buffer, "until_exact", false);
    wm_write_text_member(buffer, "outcome", wm_outcome_name(interval->outcome));
    begin_array(buffer, "causes");
    for (uint32_t i = 0; i < interval->cause_count; i++)
        write_cause(buffer, &interval->causes[i]);
    wm_buffer_text(buffer, "]}");
}

static void write_level(struct wm_buffer *buffer, const struct wm_forecast_level *forecast) {
    const struct wm_level *level = forecast->level;
    begin_element(buffer);
    wm_write_text_member(buffer, "level", level->full);
    wm_write_text_member(buffer, "title", level->title);
    wm_write_flag_member(buffer, "gate", level->gate);
    if (level->rank != 0)
        wm_write_integer_member(buffer, "rank", level->rank);
    begin_array(buffer, "intervals");
    for (uint32_t i = 0; i < forecast->count; i++)
        write_interval(buffer, &forecast->intervals[i]);
    wm_buffer_byte(buffer, ']');
    if (forecast->cut)
        wm_write_flag_member(buffer, "cut", true);
    wm_buffer_byte(buffer, '}');
}

static void write_leaf(struct wm_buffer *buffer, const struct wm_lapsed_leaf *leaf) {
    begin_element(buffer);
    wm_write_text_member(buffer, "level", leaf->level->full);
    wm_write_text_member(buffer, "id", leaf->criterion->id);
    wm_write_text_member(buffer, "says", leaf->criterion->says);
    wm_buffer_byte(buffer, '}');
}

static void write_lapse(struct wm_buffer *buffer, const struct wm_lapse *lapse) {
    begin_element(buffer);
    wm_write_day_member(buffer, "on", lapse->on);
    begin_array(buffer, "leaves");
    for (uint32_t i = 0; i < lapse->leaf_count; i++)
        write_leaf(buffer, &lapse->leaves[i]);
    wm_buffer_byte(buffer, ']');
    if (lapse->award != NULL)
        wm_write_text_member(buffer, "award", lapse->award->full);
    begin_array(buffer, "records");
    for (uint32_t i = 0; i < lapse->record_count; i++) {
        wm_json_write_comma(buffer);
        wm_buffer_integer(buffer, lapse->records[i]);
    }
    wm_buffer_byte(buffer, ']');
    begin_array(buffer, "takes_away");
    for (uint32_t i = 0; i < lapse->taken_count; i++) {
        begin_element(buffer);
        wm_write_text_member(buffer, "level", lapse->takes_away[i]->full);
        wm_write_day_member(buffer, "until", lapse->on);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_text(buffer, "]}");
}

void wm_forecast_write(struct wm_buffer *buffer, const struct wm_question *question,
                       const struct wm_forecast *forecast) {
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "org", question->organisation);
    wm_json_write_key(buffer, "person");
    wm_json_write_string(buffer, question->person, question->person_length);
    wm_write_day_member(buffer, "as_of", forecast->as_of);
    wm_write_day_member(buffer, "to", forecast->to);
    begin_array(buffer, "levels");
    for (uint32_t i = 0; i < forecast->count; i++)
        write_level(buffer, &forecast->levels[i]);
    wm_buffer_byte(buffer, ']');
    begin_array(buffer, "lapses");
    for (uint32_t i = 0; i < forecast->lapse_count; i++)
        write_lapse(buffer, &forecast->lapses[i]);
    wm_buffer_byte(buffer, ']');
    if (forecast->cut)
        wm_write_flag_member(buffer, "cut", true);
    wm_write_grounds(buffer, question);
    wm_buffer_byte(buffer, '}');
}
