// SPDX-License-Identifier: MIT
// Several levels of one person, one after the other: what several of them rest on is judged once, and predicates are
// asked once. For those who look at everybody; the verdicts are those of wm_decide, and nothing else is worked out.
#pragma once

#include "engine/decide/decide.h"

struct wm_several; // of one thread

WM_MUST_USE enum wm_status wm_several_new(struct wm_several **ret_several, struct wm_error *error);
void wm_several_free(struct wm_several *several); // accepts NULL

// Another person. `question` is kept, without its level and with the portfolio that wm_recognise gave; both the portfolio
// and the arena stay until the next begin. The outcomes are of question->as_of.
void wm_several_begin(struct wm_several *several, const struct wm_question *question, struct wm_arena *arena);

struct wm_several_outcome {
    enum wm_outcome outcome;
    wm_day until; // of eligible ones, as a decision's; WM_DAY_NONE: for ever, and of the others
};
// WM_NO_MEMORY, and WM_BUSY when a custom predicate could not be asked.
WM_MUST_USE enum wm_status wm_several_judge(struct wm_several *several, const struct wm_level *level,
                                            struct wm_several_outcome *ret_outcome, struct wm_error *error);
// On any day: the outcome, with `unmet` and `unknown` as wm_decide has them, but without records; all else is absent.
WM_MUST_USE enum wm_status wm_several_blame(struct wm_several *several, const struct wm_level *level, wm_day day,
                                            struct wm_decision *ret_decision, struct wm_error *error);
