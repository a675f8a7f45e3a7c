// SPDX-License-Identifier: MIT
// One leaf: its query put to a portfolio on a day. Private to this folder.
//
// Whether a fact passes the filters does not depend on the day, and a fact that passes counts on one stretch of days,
// from `on` to wm_leaf_last. So every verdict here comes with the first later day on which it may be another; that day
// may be too early (the decision then asks again on it), never too late.
#pragma once

#include "engine/decide/decide.h"

#include <string.h>

struct wm_judgement {
    wm_day next;     // WM_DAY_NEVER = never
    uint8_t verdict; // enum wm_verdict
    uint8_t reason;  // enum wm_unknown_reason, only when unknown
};

struct wm_leaf { // a query put to a portfolio; verbs with periods or a cadence name their subject
    const struct wm_query *query;
    const struct wm_portfolio *portfolio;
    struct wm_fact_range facts; // of the one subject, or of all; with several subjects empty: use wm_leaf_following
    enum wm_verb verb;
    bool ends;          // facts count no longer than their `until` (or validity)
    bool ages;          // facts count no longer than `within`
    bool unset_is_none; // a completion whose validity is a parameter that nobody set does not count at all
};
void wm_leaf_init(struct wm_leaf *leaf, enum wm_verb verb, const struct wm_query *query,
                  const struct wm_portfolio *portfolio);

// The facts of all subjects by (on, order): the one after `previous`, the first for NULL; NULL at the end.
const struct wm_fact *wm_leaf_following(const struct wm_leaf *leaf, const struct wm_fact *previous);
// By (on, order).
bool wm_fact_later(const struct wm_fact *a, const struct wm_fact *b);
// Outcomes are compared as words: looking up their codes would cost more.
static inline bool wm_outcome_is(wm_code outcome, const char *word) {
    return outcome != WM_CODE_NONE && strcmp(wm_code_text(outcome), word) == 0;
}

// `enrolled` or `undertaking`: what a later `failed` ends.
bool wm_outcome_starts(wm_code outcome);

// The filter that the fact does not pass.
enum wm_refusal wm_leaf_filter(const struct wm_leaf *leaf, const struct wm_fact *fact);
// The last day on which a fact that passes counts; before its `on`: it never does.
wm_day wm_leaf_last(const struct wm_leaf *leaf, const struct wm_fact *fact);
// Why the fact does not count on that day, before the verb looks at it.
enum wm_refusal wm_leaf_refusal(const struct wm_leaf *leaf, const struct wm_fact *fact, wm_day day);

static inline wm_day wm_day_after(wm_day day) {
    return day >= WM_DAY_NEVER - 1 ? WM_DAY_NEVER : day + 1;
}
static inline wm_day wm_day_earlier(wm_day a, wm_day b) {
    return a < b ? a : b;
}
static inline wm_day wm_day_later(wm_day a, wm_day b) {
    return a > b ? a : b;
}
static inline struct wm_judgement wm_judged(bool met, wm_day next) {
    return (struct wm_judgement){.next = next, .verdict = met ? WM_VERDICT_MET : WM_VERDICT_UNMET};
}

// What the calendar does to the length of a span: two stretches of it, wherever they begin, differ by no more days than
// this (six: every start of every span up to 40,000 days was counted). For bounds, never for verdicts.
static inline wm_day wm_span_slack(struct wm_span span) {
    return span.unit == WM_SPAN_MONTHS || span.unit == WM_SPAN_YEARS ? 6 : 0;
}

// Where the calendar alone decides, and closely, a leaf looks at so many days itself before it asks to be asked again:
// the days are many (until 2199), and the rest of the level need not be judged on each. A bound on the work of one
// verdict all the same.
enum { WM_DAYS_AHEAD = 100 };

// Stretches of days that periods cover without a gap: those that touch or overlap are joined.
struct wm_stretch {
    wm_day first, last; // WM_DAY_NEVER = open
};
// The next stretch in time; `fact` begins with wm_leaf_following(leaf, NULL). False at the end.
bool wm_leaf_stretch(const struct wm_leaf *leaf, const struct wm_fact **fact, struct wm_stretch *ret_stretch);
// The present stretch in a role, whatever its share. False when there is none; `ret_change` is the first later day on
// which that is different.
bool wm_post_stretch(const struct wm_portfolio *portfolio, wm_code role, wm_day day, struct wm_stretch *ret_stretch,
                     wm_day *ret_change);

// Whether the value reaches the bounds, of the verbs that have some; `ret_why` (may be NULL) says which it misses.
bool wm_leaf_reaches(const struct wm_leaf *leaf, const struct wm_fact *fact, enum wm_refusal *ret_why);
// The first day from which APPRAISED with `after` looks; WM_DAY_NEVER when that course was never completed.
wm_day wm_leaf_after(const struct wm_leaf *leaf);
// The fact that decides ASSESSED, MEASURED and APPRAISED on that day: the last that counts; NULL when none does.
const struct wm_fact *wm_leaf_latest(const struct wm_leaf *leaf, wm_day day);
// The first day of a cadence's window.
wm_day wm_cadence_start(const struct wm_leaf *leaf, wm_day day);

// The verdict of a leaf's query: all of criterion.h's verbs that are leaves, but FIXED.
struct wm_judgement wm_leaf_judge(enum wm_verb verb, const struct wm_query *query, const struct wm_portfolio *portfolio,
                                  wm_day day);
struct wm_judgement wm_judge_counted(const struct wm_leaf *leaf, wm_day day); // so many facts: most verbs
struct wm_judgement wm_judge_assessed(const struct wm_leaf *leaf, wm_day day);
struct wm_judgement wm_judge_latest(const struct wm_leaf *leaf, wm_day day); // MEASURED, APPRAISED
struct wm_judgement wm_judge_experienced(const struct wm_leaf *leaf, wm_day day);
struct wm_judgement wm_judge_in_role(const struct wm_leaf *leaf, wm_day day);
struct wm_judgement wm_judge_cadence(const struct wm_leaf *leaf, wm_day day);

// The records it counted and those it refused, in the ledger's order. WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_leaf_cite(const struct wm_question *question, const struct wm_criterion *criterion,
                                        struct wm_arena *arena, struct wm_finding *finding, struct wm_error *error);
// By what a fact of another framework counts here; NULL of others.
const struct wm_recognition *wm_fact_recognised(const struct wm_ruleset *ruleset, const struct wm_fact *fact);
