// SPDX-License-Identifier: MIT
// Whether a plan does what it says: whoever has had all of it recorded is eligible on its finish day.
#pragma once

#include "engine/plan/plan.h"
#include "tests/support/test.h"

#include <string.h>

// An award too.
static inline void plan_add(struct wm_portfolio_builder *builder, int64_t seq, const struct wm_record *record) {
    struct wm_error error;
    if (record->kind == WM_KIND_AWARD)
        wm_test_ok(wm_portfolio_builder_award(builder, seq, record->subject.data, record->subject.length, record->on,
                                              record->until, &error),
                   &error);
    else
        wm_test_ok(wm_portfolio_builder_add(builder, seq, record, &error), &error);
}

static inline bool plan_holds(const struct wm_question *question, const struct wm_plan *plan, struct wm_arena *arena) {
    struct wm_error error;
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *after;
    struct wm_decision decision;
    const struct wm_portfolio *before = question->portfolio;
    int64_t seq = 1000000;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (uint32_t i = 0; i < before->count; i++) {
        const char *by = wm_portfolio_by(before, &before->facts[i]);
        wm_test_ok(wm_portfolio_builder_copy(builder, &before->facts[i], (struct wm_text){by, strlen(by)}, &error),
                   &error);
    }
    for (uint32_t i = 0; i < plan->action_count; i++) {
        for (uint32_t k = 0; k < plan->actions[i].record_count; k++)
            plan_add(builder, ++seq, &plan->actions[i].records[k]);
    }
    wm_test_ok(wm_portfolio_builder_finish(builder, &after, &error), &error);
    wm_portfolio_builder_free(builder);
    struct wm_question asked = *question;
    asked.portfolio = after;
    asked.as_of = plan->finish;
    wm_test_ok(wm_decide(&asked, arena, &decision, &error), &error);
    wm_portfolio_unref(after);
    return decision.outcome == WM_OUTCOME_ELIGIBLE;
}
