// SPDX-License-Identifier: MIT
// The reply of eligibility.standing.
#include "engine/decide/standing.h"

#include "engine/decide/write.h"

static void write_findings(struct wm_buffer *buffer, const char *key, const struct wm_finding *findings,
                           uint32_t count) {
    wm_json_write_key(buffer, key);
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < count; i++) {
        wm_json_write_comma(buffer);
        wm_buffer_byte(buffer, '{');
        wm_write_text_member(buffer, "id", findings[i].id);
        wm_write_text_member(buffer, "says", findings[i].criterion->says);
        wm_write_reason(buffer, &findings[i]);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, ']');
}

static void write_plan(struct wm_buffer *buffer, const struct wm_standing_plan *plan) {
    if (plan == NULL || !plan->possible)
        return;
    wm_json_write_key(buffer, "plan");
    wm_buffer_byte(buffer, '{');
    wm_json_write_key(buffer, "hours");
    wm_number_write(buffer, plan->hours);
    wm_json_write_key(buffer, "cost");
    wm_number_write(buffer, plan->cost);
    if (plan->untimed > 0)
        wm_write_integer_member(buffer, "untimed", plan->untimed);
    if (plan->unpriced > 0)
        wm_write_integer_member(buffer, "unpriced", plan->unpriced);
    wm_write_day_member(buffer, "finish", plan->finish);
    wm_buffer_byte(buffer, '}');
}

static void write_level(struct wm_buffer *buffer, const struct wm_standing_level *standing,
                        const struct wm_standing_plan *plan) {
    const struct wm_level *level = standing->level;
    const struct wm_decision *decision = &standing->decision;
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "level", level->full);
    wm_write_text_member(buffer, "title", level->title);
    wm_write_flag_member(buffer, "gate", level->gate);
    if (level->rank != 0)
        wm_write_integer_member(buffer, "rank", level->rank);
    wm_write_outcome(buffer, decision);
    wm_write_flag_member(buffer, "held", standing->held);
    if (standing->held) {
        wm_json_write_key(buffer, "award");
        wm_buffer_byte(buffer, '{');
        wm_write_integer_member(buffer, "seq", standing->award);
        wm_write_day_member(buffer, "until", standing->award_until);
        wm_write_recognised(buffer, standing->award_recognised);
        wm_buffer_byte(buffer, '}');
    }
    wm_write_flag_member(buffer, "next", standing->next);
    wm_write_flag_member(buffer, "lapsing", standing->lapsing);
    wm_write_flag_member(buffer, "near", standing->near);
    write_plan(buffer, plan);
    if (standing->paid)
        wm_pay_write(buffer, &standing->pay);
    write_findings(buffer, "unmet", decision->unmet, decision->unmet_count);
    write_findings(buffer, "unknown", decision->unknown, decision->unknown_count);
    wm_write_text_member(buffer, "decision", decision->id);
    wm_buffer_byte(buffer, '}');
}

void wm_standing_write(struct wm_buffer *buffer, const struct wm_question *question,
                       const struct wm_standing *standing) {
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "org", question->organisation);
    wm_json_write_key(buffer, "person");
    wm_json_write_string(buffer, question->person, question->person_length);
    wm_write_day_member(buffer, "as_of", question->as_of);
    wm_json_write_key(buffer, "levels");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < standing->count; i++) {
        wm_json_write_comma(buffer);
        write_level(buffer, &standing->levels[i], standing->plans != NULL ? &standing->plans[i] : NULL);
    }
    wm_buffer_byte(buffer, ']');
    wm_write_grounds(buffer, question);
    wm_buffer_byte(buffer, '}');
}
