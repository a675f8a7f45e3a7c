// SPDX-License-Identifier: MIT
// What was found out while one question was answered, and need not be asked twice: what predicates said, and what levels
// came to on the eves of their editions. Private to this folder.
#pragma once

#include "engine/criteria/predicate.h"
#include "engine/criteria/ruleset.h"
#include "engine/decide/leaf.h"

struct wm_heard { // one answer
    const struct wm_heard *earlier;
    const struct wm_predicate *predicate;
    wm_day from, next; // of the days for which it holds; the first after them
    enum wm_verdict verdict;
    enum wm_unknown_reason reason;
    bool read_day; // it is that of one day only
    uint64_t fuel;
    const struct wm_parameter *parameter; // may be NULL
    const char *text, *where;             // up to the day asked about only; may be NULL
};

struct wm_eves { // what each GRANDFATHERED leaf is, by its `eve`; 0: nobody has looked yet
    uint8_t known[WM_EVES_MOST];
};

struct wm_custom {
    const struct wm_predicate_runner *runner; // NULL: there is nobody to run any
    const struct wm_portfolio *portfolio;
    wm_day as_of; // what is said up to this day is kept in words
    struct wm_arena *arena;
    const struct wm_heard *heard; // the latest first
    uint64_t fuel;                // of the answers of this decision, whether they were known already or not
    bool read_day;                // some answer of this decision is that of one day only
    struct wm_eves eves;          // days gone by stay as they are
    enum wm_status status;        // of the first that could not be asked: no verdict is worth anything then
    struct wm_error error;
};

void wm_custom_init(struct wm_custom *custom, const struct wm_question *question, struct wm_arena *arena);
// What was said stays known, but another decision begins.
void wm_custom_begin(struct wm_custom *custom);
struct wm_judgement wm_custom_judge(struct wm_custom *custom, const struct wm_predicate *predicate, wm_day day);
// Whether somebody who looks ahead from `as_of`, and judged `judged` last, stops before `day`: where a predicate asks which
// day it is any day may be the one, and that is looked for only so far.
bool wm_custom_looks_no_further(const struct wm_custom *custom, wm_day as_of, wm_day judged, wm_day day);
// WM_OK, or why a predicate could not be asked.
WM_MUST_USE enum wm_status wm_custom_status(const struct wm_custom *custom, struct wm_error *error);
// What was said of that day; NULL: nobody was asked.
const struct wm_heard *wm_custom_heard(const struct wm_custom *custom, const struct wm_predicate *predicate,
                                       wm_day day);
