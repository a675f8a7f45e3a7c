// SPDX-License-Identifier: MIT
// The reply of eligibility.plan.
#include "engine/plan/plan.h"

#include "engine/decide/write.h"

static void write_number(struct wm_buffer *buffer, const char *key, wm_number number) {
    wm_json_write_key(buffer, key);
    wm_number_write(buffer, number);
}

// "framework/level/leaf"
static void write_leaf(struct wm_buffer *buffer, const struct wm_plan_leaf *leaf) {
    const struct wm_criterion *criterion = leaf->criterion;
    struct wm_buffer id;
    wm_buffer_init(&id, 1024);
    wm_buffer_printf(&id, "%s/%s", leaf->level->full,
                     criterion->id != NULL ? criterion->id : wm_verb_name(criterion->verb));
    wm_json_write_string(buffer, id.data != NULL ? id.data : "", id.length);
    buffer->failed = buffer->failed || id.failed;
    wm_buffer_clear(&id);
}

static void write_serves(struct wm_buffer *buffer, const struct wm_plan_action *action) {
    wm_json_write_key(buffer, "serves");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < action->serves_count; i++) {
        wm_json_write_comma(buffer);
        write_leaf(buffer, &action->serves[i]);
    }
    wm_buffer_byte(buffer, ']');
}

static void write_after(struct wm_buffer *buffer, const struct wm_plan_action *action) {
    wm_json_write_key(buffer, "after");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < action->after_count; i++) {
        wm_json_write_comma(buffer);
        wm_buffer_integer(buffer, action->after[i]);
    }
    wm_buffer_byte(buffer, ']');
}

// An award is no record: it is granted.
static void write_records(struct wm_buffer *buffer, const struct wm_plan_action *action) {
    wm_json_write_key(buffer, "records");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < action->record_count && action->does != WM_PLAN_AWARD; i++) {
        wm_json_write_comma(buffer);
        wm_record_write(buffer, &action->records[i]);
    }
    wm_buffer_byte(buffer, ']');
}

static void write_action(struct wm_buffer *buffer, const struct wm_plan_action *action) {
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "do", wm_plan_do_name(action->does));
    wm_write_text_member(buffer, "subject", action->subject);
    wm_write_text_member(buffer, "title", action->title);
    wm_write_day_member(buffer, "from", action->from);
    wm_write_day_member(buffer, "on", action->on);
    if (action->has_hours)
        write_number(buffer, "hours", action->hours);
    if (action->has_cost)
        write_number(buffer, "cost", action->cost);
    wm_write_text_member(buffer, "mode", action->mode);
    wm_write_text_member(buffer, "provider", action->provider);
    wm_write_text_member(buffer, "url", action->url);
    if (action->sessions > 0)
        wm_write_integer_member(buffer, "sessions", action->sessions);
    if (action->untaught)
        wm_write_flag_member(buffer, "untaught", true);
    write_serves(buffer, action);
    write_after(buffer, action);
    write_records(buffer, action);
    wm_buffer_byte(buffer, '}');
}

static void write_blocked(struct wm_buffer *buffer, const struct wm_plan_blocked *blocked) {
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "reason", wm_plan_reason_name(blocked->reason));
    if (blocked->leaf.criterion != NULL) {
        wm_json_write_key(buffer, "id");
        write_leaf(buffer, &blocked->leaf);
        wm_write_text_member(buffer, "says", blocked->leaf.criterion->says);
    }
    if (blocked->parameter != NULL)
        wm_write_text_member(buffer, "parameter", blocked->parameter->id);
    if (blocked->reason == WM_PLAN_REASON_BY)
        wm_write_day_member(buffer, "earliest", blocked->earliest);
    if (blocked->reason == WM_PLAN_REASON_COST_CEILING) {
        write_number(buffer, "cost", blocked->cost);
        if (blocked->unpriced > 0)
            wm_write_integer_member(buffer, "unpriced", blocked->unpriced);
    }
    wm_buffer_byte(buffer, '}');
}

static void write_totals(struct wm_buffer *buffer, const struct wm_plan *plan) {
    wm_write_day_member(buffer, "finish", plan->finish);
    write_number(buffer, "cost", plan->cost);
    write_number(buffer, "hours", plan->hours);
    if (plan->unpriced > 0)
        wm_write_integer_member(buffer, "unpriced", plan->unpriced);
    if (plan->untimed > 0)
        wm_write_integer_member(buffer, "untimed", plan->untimed);
}

void wm_plan_write(struct wm_buffer *buffer, const struct wm_question *question, const struct wm_plan_wish *wish,
                   const struct wm_plan *plan) {
    wm_buffer_byte(buffer, '{');
    wm_write_text_member(buffer, "org", question->organisation);
    wm_json_write_key(buffer, "person");
    wm_json_write_string(buffer, question->person, question->person_length);
    wm_json_write_key(buffer, "levels");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < wish->level_count; i++) {
        wm_json_write_comma(buffer);
        wm_json_write_text(buffer, wish->levels[i]->full);
    }
    wm_buffer_byte(buffer, ']');
    wm_write_day_member(buffer, "as_of", question->as_of);
    wm_write_flag_member(buffer, "possible", plan->possible);
    wm_write_flag_member(buffer, "exact", plan->exact);
    if (plan->possible)
        write_totals(buffer, plan);
    wm_json_write_key(buffer, "actions");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < plan->action_count && plan->possible; i++) {
        wm_json_write_comma(buffer);
        write_action(buffer, &plan->actions[i]);
    }
    wm_buffer_byte(buffer, ']');
    wm_json_write_key(buffer, "blocked");
    wm_buffer_byte(buffer, '[');
    for (uint32_t i = 0; i < plan->blocked_count; i++) {
        wm_json_write_comma(buffer);
        write_blocked(buffer, &plan->blocked[i]);
    }
    wm_buffer_byte(buffer, ']');
    wm_write_grounds(buffer, question);
    wm_buffer_byte(buffer, '}');
}
