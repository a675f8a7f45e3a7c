// SPDX-License-Identifier: MIT
// Plans of packs that are written here as texts, told in lines:
//
//     possible on 2026-01-01, cost 100, hours 6
//     1 take-course first-aid 2026-01-01..2026-01-01 cost 100 hours 6 for f/entry/trained:first-aid
//
// The framework is `f`; levels are "entry" or "f/entry". Everything goes with plans_free.
#pragma once

#include "engine/plan/plan.h"

#include "tests/unit/lang/rules.h"

#include <stdlib.h>

struct plan_fact { // seqs are given from 1, in order
    enum wm_kind kind;
    const char *subject, *on, *until, *outcome, *as, *by;
    wm_number value; // in wholes; 0: none
};

struct plans {
    struct rules rules;
    struct wm_ruleset *ruleset;
    struct wm_portfolio *portfolio;
    struct wm_arena arena;
    struct wm_question question;
    struct wm_plan_wish wish;
    struct wm_plan plan;
    char text[8192];
};

static inline wm_day plans_day(const char *text) {
    wm_day day = WM_DAY_NONE;
    struct wm_error error = {0};
    if (text != NULL)
        wm_test_ok(wm_day_parse(text, strlen(text), &day, &error), &error);
    return day;
}

static inline struct wm_text plans_words(const char *text) {
    return (struct wm_text){text, text != NULL ? strlen(text) : 0};
}

static inline void plans_add(struct wm_portfolio_builder *builder, int64_t seq, const struct wm_record *record) {
    struct wm_error error = {0};
    if (record->kind == WM_KIND_AWARD)
        wm_test_ok(wm_portfolio_builder_award(builder, seq, record->subject.data, record->subject.length, record->on,
                                              record->until, &error),
                   &error);
    else
        wm_test_ok(wm_portfolio_builder_add(builder, seq, record, &error), &error);
}

static inline struct wm_portfolio *plans_portfolio(const struct plan_fact *facts, size_t count) {
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (size_t i = 0; i < count; i++) {
        const struct wm_record record = {.kind = facts[i].kind,
                                         .subject = plans_words(facts[i].subject),
                                         .outcome = plans_words(facts[i].outcome),
                                         .has_value = facts[i].value != 0,
                                         .value = facts[i].value * WM_NUMBER_ONE,
                                         .on = plans_day(facts[i].on),
                                         .until = plans_day(facts[i].until),
                                         .by = plans_words(facts[i].by),
                                         .as = plans_words(facts[i].as)};
        plans_add(builder, (int64_t)i + 1, &record);
    }
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return portfolio;
}

// As of 2026-01-01, for the level "entry": of plans->ruleset, of plans->rules, of one text.
static inline void plans_begin(struct plans *plans, const struct plan_fact *facts, size_t count) {
    plans->portfolio = plans_portfolio(facts, count);
    wm_arena_init(&plans->arena, (size_t)64 << 20);
    plans->question = (struct wm_question){.ruleset = plans->ruleset,
                                           .portfolio = plans->portfolio,
                                           .organisation = "o",
                                           .person = "amara",
                                           .person_length = 5,
                                           .as_of = plans_day("2026-01-01")};
    plans->wish = (struct wm_plan_wish){.level_count = 1, .by = WM_DAY_NONE};
    plans->wish.levels[0] = wm_ruleset_level(plans->ruleset, "f/entry", 7);
    plans->plan = (struct wm_plan){.possible = false};
}

static inline void plans_init_rules(struct plans *plans, const struct plan_fact *facts, size_t count) {
    plans->ruleset = rules_build(&plans->rules);
    plans_begin(plans, facts, count);
}

static inline void plans_init(struct plans *plans, const char *pack, const struct plan_fact *facts, size_t count) {
    rules_framework(&plans->rules, pack);
    plans_init_rules(plans, facts, count);
}

static inline void plans_free(struct plans *plans) {
    wm_arena_clear(&plans->arena);
    wm_portfolio_unref(plans->portfolio);
    wm_ruleset_unref(plans->ruleset);
}

static inline void plans_append(struct plans *plans, const char *format, ...) WM_PRINTF(2, 3);
static inline void plans_append(struct plans *plans, const char *format, ...) {
    size_t used = strlen(plans->text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(plans->text + used, sizeof plans->text - used, format, arguments);
    va_end(arguments);
}

static inline void plans_append_number(struct plans *plans, const char *word, wm_number number) {
    char text[32];
    wm_number_format(number, text);
    plans_append(plans, " %s %s", word, text);
}

static inline void plans_append_action(struct plans *plans, uint32_t number, const struct wm_plan_action *action) {
    char from[11] = "", on[11];
    wm_day_format(action->on, on);
    if (action->from != WM_DAY_NONE)
        wm_day_format(action->from, from);
    plans_append(plans, "%u %s %s %s%s%s", number, wm_plan_do_name(action->does), action->subject, from,
                 action->from != WM_DAY_NONE ? ".." : "", on);
    if (action->has_cost)
        plans_append_number(plans, "cost", action->cost);
    if (action->has_hours)
        plans_append_number(plans, "hours", action->hours);
    if (action->sessions > 0)
        plans_append(plans, " sessions %u", action->sessions);
    if (action->record_count > 1 && action->sessions == 0)
        plans_append(plans, " records %u", action->record_count);
    plans_append(plans, "%s for", action->untaught ? " untaught" : "");
    for (uint32_t i = 0; i < action->serves_count; i++)
        plans_append(plans, " %s/%s", action->serves[i].level->id,
                     action->serves[i].criterion->id != NULL ? action->serves[i].criterion->id
                                                             : wm_verb_name(action->serves[i].criterion->verb));
    for (uint32_t i = 0; i < action->after_count; i++)
        plans_append(plans, "%s %u", i == 0 ? " after" : "", action->after[i]);
    plans_append(plans, "\n");
}

static inline void plans_append_blocked(struct plans *plans, const struct wm_plan_blocked *blocked) {
    plans_append(plans, "%s", wm_plan_reason_name(blocked->reason));
    if (blocked->leaf.criterion != NULL)
        plans_append(plans, " %s",
                     blocked->leaf.criterion->id != NULL ? blocked->leaf.criterion->id
                                                         : wm_verb_name(blocked->leaf.criterion->verb));
    if (blocked->parameter != NULL)
        plans_append(plans, " %s", blocked->parameter->id);
    char day[11];
    if (blocked->reason == WM_PLAN_REASON_BY) {
        wm_day_format(blocked->earliest, day);
        plans_append(plans, " %s", day);
    }
    if (blocked->reason == WM_PLAN_REASON_COST_CEILING)
        plans_append_number(plans, "cost", blocked->cost);
    plans_append(plans, "\n");
}

static inline void plans_tell(struct plans *plans) {
    const struct wm_plan *plan = &plans->plan;
    char finish[11];
    plans->text[0] = '\0';
    if (plan->possible) {
        wm_day_format(plan->finish, finish);
        plans_append(plans, "possible on %s", finish);
        plans_append_number(plans, "cost", plan->cost);
        plans_append_number(plans, "hours", plan->hours);
        if (plan->unpriced > 0)
            plans_append(plans, " unpriced %u", plan->unpriced);
        if (plan->untimed > 0)
            plans_append(plans, " untimed %u", plan->untimed);
    } else {
        plans_append(plans, "not possible");
    }
    plans_append(plans, "%s\n", plan->exact ? "" : " inexact");
    for (uint32_t i = 0; i < plan->action_count && plan->possible; i++)
        plans_append_action(plans, i + 1, &plan->actions[i]);
    for (uint32_t i = 0; i < plan->blocked_count; i++)
        plans_append_blocked(plans, &plan->blocked[i]);
}

// Whether record.add would take the records of the plan.
static inline void plans_check_form(const struct plans *plans) {
    struct wm_error error = {0};
    struct wm_json_reader *reader;
    struct wm_buffer text;
    wm_test_ok(wm_json_reader_new(1 << 16, 8, &reader, &error), &error);
    wm_buffer_init(&text, 1 << 16);
    for (uint32_t i = 0; i < plans->plan.action_count; i++) {
        const struct wm_plan_action *action = &plans->plan.actions[i];
        for (uint32_t k = 0; k < action->record_count && action->does != WM_PLAN_AWARD; k++) {
            struct wm_json json;
            struct wm_record record;
            wm_buffer_reset(&text);
            wm_record_write(&text, &action->records[k]);
            wm_test_ok(wm_json_parse_copy(reader, text.data, text.length, &json, &error), &error);
            wm_test_ok(wm_record_read(json, "record", &record, &error), &error);
            wm_test_ok(wm_ruleset_check_record(plans->ruleset, &record, "record", NULL, &error), &error);
        }
    }
    wm_buffer_clear(&text);
    wm_json_reader_free(reader);
}

// Records what the plan says, as recorded: whether every level is eligible on its finish day then.
static inline bool plans_hold(const struct plans *plans, const struct plan_fact *facts, size_t count) {
    struct wm_error error = {0};
    struct wm_portfolio *before = plans_portfolio(facts, count), *after;
    struct wm_portfolio_builder *builder;
    int64_t seq = 0;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (uint32_t i = 0; i < before->count; i++) {
        const char *by = wm_portfolio_by(before, &before->facts[i]);
        wm_test_ok(wm_portfolio_builder_copy(builder, &before->facts[i], plans_words(by), &error), &error);
        seq = before->facts[i].seq > seq ? before->facts[i].seq : seq;
    }
    for (uint32_t i = 0; i < plans->plan.action_count; i++) {
        for (uint32_t k = 0; k < plans->plan.actions[i].record_count; k++)
            plans_add(builder, ++seq, &plans->plan.actions[i].records[k]);
    }
    wm_test_ok(wm_portfolio_builder_finish(builder, &after, &error), &error);
    struct wm_question question = plans->question;
    struct wm_decision decision;
    struct wm_arena arena;
    bool eligible = true;
    wm_arena_init(&arena, (size_t)64 << 20);
    question.portfolio = after;
    question.as_of = plans->plan.finish;
    for (uint32_t i = 0; i < plans->wish.level_count; i++) {
        question.level = plans->wish.levels[i];
        wm_test_ok(wm_decide(&question, &arena, &decision, &error), &error);
        eligible = eligible && decision.outcome == WM_OUTCOME_ELIGIBLE;
    }
    wm_arena_clear(&arena);
    wm_portfolio_builder_free(builder);
    wm_portfolio_unref(before);
    wm_portfolio_unref(after);
    return eligible;
}

static inline void plans_make(struct plans *plans) {
    struct wm_error error = {0};
    wm_test_ok(wm_plan(&plans->question, &plans->wish, &plans->arena, &plans->plan, &error), &error);
    plans_tell(plans);
}

#define BEGIN                                                                                                          \
    "framework \"f\" { title = \"F\", scale = \"skill\" }\n"                                                           \
    "scale \"skill\" { [0] = \"None\", \"Some\", \"Good\" }\n"

struct asked { // what is left out is as of plans_init
    const char *pack;
    const struct plan_fact *facts;
    size_t count;
    const char *by;
    wm_number hours_per_week; // wholes; so is the ceiling
    wm_number ceiling;
    const char *modes[4];
    uint64_t budget;
    const char *levels[3];
};
#define FACTS(array) .facts = (array), .count = sizeof(array) / sizeof((array)[0])

static inline void ask(struct plans *plans, const struct asked *asked) {
    plans_init(plans, asked->pack, asked->facts, asked->count);
    struct wm_plan_wish *wish = &plans->wish;
    wish->by = plans_day(asked->by);
    wish->hours_per_week = asked->hours_per_week * WM_NUMBER_ONE;
    wish->has_cost_ceiling = asked->ceiling > 0;
    wish->cost_ceiling = asked->ceiling * WM_NUMBER_ONE;
    wish->budget = asked->budget;
    for (; asked->modes[wish->mode_count] != NULL; wish->mode_count++)
        wish->modes[wish->mode_count] = asked->modes[wish->mode_count];
    for (uint32_t i = 0; i < 3 && asked->levels[i] != NULL; i++) {
        wish->levels[i] = wm_ruleset_level(plans->ruleset, asked->levels[i], strlen(asked->levels[i]));
        assert_non_null(wish->levels[i]);
        wish->level_count = i + 1;
    }
}

static inline void expect_at(const char *told, struct asked asked, int line) {
    static struct plans plans;
    ask(&plans, &asked);
    plans_make(&plans);
    if (strcmp(plans.text, told) != 0)
        fail_msg("line %d:\n%s\ninstead of\n%s", line, plans.text, told);
    if (plans.plan.possible && !plans_hold(&plans, asked.facts, asked.count))
        fail_msg("line %d: recorded, it does not hold:\n%s", line, plans.text);
    plans_check_form(&plans);
    plans_free(&plans);
}
#define expect(told, ...) expect_at((told), (struct asked){__VA_ARGS__}, __LINE__)
