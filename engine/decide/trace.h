// SPDX-License-Identifier: MIT
// One evaluation, and the trace it can leave: every node that was judged, in tree order. Private to this folder.
#pragma once

#include "engine/decide/custom.h"

struct wm_step {
    const struct wm_criterion *criterion;
    const struct wm_level *level; // the level it stands in, when reached through `meets`; NULL in the one asked about
    int64_t award;                // MEETS met by an award: its seq
    uint32_t end;                 // the step after the last one below this
    uint32_t body;                // the step that has its children: itself, or the first MEETS of the same level
    uint8_t verdict;
    uint8_t reason; // when it is unknown; of a combination that of the first child that is
};

// Each level is judged once, so that no step repeats what a level says.
struct wm_trace {
    struct wm_arena *arena;
    struct wm_custom *custom; // NULL: predicates cannot be asked; look at its status
    wm_day day;               // that was judged
    struct wm_step *steps;
    uint32_t count;
    uint32_t room;
    uint32_t requires_end; // the desires of the level follow, one tree each
    bool failed;           // out of memory: worthless
};

// The children of a step: for (at = body + 1; at < steps[body].end; at = steps[at].end).

// Judges the level's requirements and desires on a day, every node. `trace` needs its arena only; look at `failed`.
struct wm_judgement wm_judge_level(const struct wm_level *level, const struct wm_portfolio *portfolio, wm_day day,
                                   struct wm_trace *trace);

// The verdict alone, as wm_decide_verdict.
enum wm_verdict wm_judge_verdict(const struct wm_level *level, const struct wm_portfolio *portfolio, wm_day day,
                                 struct wm_custom *custom, wm_day *ret_next);

// The verdicts of several levels on one day, predicates unknown: what several of them meet is judged once. It matters only
// until when something is met: the first criterion that leaves everything unmet ends it, and `ret_next` is WM_DAY_NONE of
// other verdicts. One thread's.
struct wm_met;
WM_MUST_USE enum wm_status wm_met_new(struct wm_met **ret_met, struct wm_error *error);
void wm_met_free(struct wm_met *met); // accepts NULL
void wm_met_begin(struct wm_met *met, const struct wm_portfolio *portfolio, wm_day day);
// Of a level that looks back on no eve.
enum wm_verdict wm_met_judge(struct wm_met *met, const struct wm_level *level, wm_day *ret_next);

// The award of a level in force on that day that lasts longest; NULL when there is none. `ret_next` is the first later
// day on which that may be different.
const struct wm_fact *wm_award_in_force(const struct wm_portfolio *portfolio, const struct wm_level *level, wm_day day,
                                        wm_day *ret_next);

// wm_decide, when the portfolio has in it what is recognised, with what predicates said before.
WM_MUST_USE enum wm_status wm_decide_with(const struct wm_question *question, struct wm_custom *custom,
                                          struct wm_arena *arena, struct wm_decision *ret_decision,
                                          struct wm_error *error);

// The outcome and what stands in the way of it alone: no records, no horizon, no desires, no id.
WM_MUST_USE enum wm_status wm_decide_blame(const struct wm_question *question, struct wm_custom *custom,
                                           struct wm_arena *arena, struct wm_decision *ret_decision,
                                           struct wm_error *error);

// What a decision tells of one step, with the records it rests on if `cite`. WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_finding_make(const struct wm_question *question, const struct wm_trace *trace,
                                           uint32_t at, bool cite, struct wm_finding *ret_finding,
                                           struct wm_error *error);
// The findings of every step that makes the requirements come out as `verdict` (UNMET or UNKNOWN), in tree order.
WM_MUST_USE enum wm_status wm_findings_collect(const struct wm_question *question, const struct wm_trace *trace,
                                               enum wm_verdict verdict, bool cite,
                                               const struct wm_finding **ret_findings, uint32_t *ret_count,
                                               struct wm_error *error);
WM_MUST_USE enum wm_status wm_tree_make(const struct wm_question *question, const struct wm_trace *trace,
                                        const struct wm_node **ret_tree, struct wm_error *error);
