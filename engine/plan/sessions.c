// SPDX-License-Identifier: MIT
// Supervision at its cadence.
#include "engine/plan/work.h"

#include <string.h>

enum { SESSIONS_MOST = 400 };

// The first day on which one is due.
static wm_day first_due(const struct wm_planning *planning, const struct wm_query *query, bool anew) {
    struct wm_fact_range before = wm_portfolio_find(planning->question->portfolio, WM_KIND_SUPERVISION, query->subject);
    wm_day as_of = planning->question->as_of, due = as_of;
    for (uint32_t i = 0; i < before.count && !anew; i++) {
        wm_day then = query->per_month ? as_of : wm_day_add(before.first[i].on, query->every);
        if (before.first[i].on <= as_of && then > due)
            due = then;
    }
    return due;
}

static wm_day first_of_month(wm_day day) {
    int year, month, day_of_month;
    wm_day_split(day, &year, &month, &day_of_month);
    return wm_day_of(year, month, 1);
}

struct wm_record *wm_plan_sessions(struct wm_planning *planning, struct wm_arena *arena,
                                   const struct wm_planned_leaf *leaf, wm_day until, bool anew, uint32_t *ret_count) {
    const struct wm_query *query = leaf->about.criterion->query;
    wm_day as_of = planning->question->as_of, day = first_due(planning, query, anew);
    uint32_t made = 0, count = 0;
    struct wm_record *least = wm_plan_least(planning, planning->some, leaf, as_of, &made);
    struct wm_record *sessions = wm_arena_zero(arena, SESSIONS_MOST + 1u, sizeof *sessions);
    *ret_count = 0;
    if (query->per_month)
        until = first_of_month(until);
    if (least == NULL || sessions == NULL || made == 0) {
        wm_plan_no_memory(planning);
        return NULL;
    }
    while (day < until && count < SESSIONS_MOST) { // one on the last day would keep no gap that is not kept
        sessions[count] = least[0];
        sessions[count++].on = day;
        wm_day next = query->per_month ? wm_day_add_months(as_of, (int32_t)count) : wm_day_add(day, query->every);
        day = next > day ? next : day + 1;
    }
    *ret_count = count;
    return sessions;
}
