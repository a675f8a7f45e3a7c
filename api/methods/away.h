// SPDX-License-Identifier: MIT
// A question whose level has a custom predicate in its tree: the loop never enters Lua, so it is decided, and the answer
// written, on an evaluator's thread.
//
// A method that finds nothing done yet asks, with a kept call, and returns; it is run again when the answer is there.
// Meanwhile the rules or the person may have moved: what was asked about is held, to be compared. Loop thread only.
#pragma once

#include "api/methods/order.h"
#include "api/methods/suppose.h"
#include "engine/decide/decide.h"

struct wm_away_work; // what the thread works with: it may outlive the call, when the thread does not come back

struct wm_away { // part of the state of a kept call; zeroed at the start
    struct wm_call *call;
    struct wm_away_work *work; // held; the next three are its own
    const struct wm_question *question;
    const struct wm_ruleset *ruleset;
    const struct wm_portfolio *portfolio; // with what is supposed
    bool done;
    // Once it is done: WM_OK, or why there is no answer; busy ones may be asked again.
    enum wm_status status;
    struct wm_error error;
    // Of an answer.
    enum wm_outcome outcome; // of a decision; of others WM_OUTCOME_NOT_ELIGIBLE
    struct wm_text text;     // the reply, as long as the work is held
};

// Whether the question has to be decided elsewhere.
bool wm_away_needed(const struct wm_question *question);
// Works something out about the person and appends it to `text`. On an evaluator's thread, or on the loop.
typedef enum wm_status wm_away_work_out(const struct wm_question *question, const void *details, struct wm_arena *arena,
                                        struct wm_buffer *text, struct wm_error *error);
struct wm_away_task {
    wm_away_work_out *work_out; // NULL: a decision
    const void *details;        // for it; copied: what it points to must be of the ruleset
    size_t details_size;
};
struct wm_away_about {
    const struct wm_question *question; // its portfolio may be the supposed one
    struct wm_ruleset *ruleset;
    struct wm_portfolio *portfolio;
    struct wm_supposed *supposed; // NULL: nothing is supposed; emptied
    struct wm_away_task task;
};
// The kept call waits. May be asked again once it is done.
WM_MUST_USE enum wm_status wm_away_ask(struct wm_away *away, struct wm_call *kept, const struct wm_away_about *about,
                                       struct wm_error *error);
// Appends the reply, or fails as it did.
WM_MUST_USE enum wm_status wm_away_answer(const struct wm_away *away, struct wm_buffer *result, struct wm_error *error);
void wm_away_clear(struct wm_away *away); // accepts a zeroed one
