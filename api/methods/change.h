// SPDX-License-Identifier: MIT
// A write from its request to its answer: kept, put into the order, built and appended by the writer's thread,
// answered when it is durable.
//
// A method that writes calls wm_change_begin each time it is run; may then wait or refuse; and ends with
// wm_change_submit. On the writer's thread the request is read again from its kept text: nothing is shared with the
// loop but the state, which the loop leaves alone meanwhile.
#pragma once

#include "api/methods/fetch.h"

struct wm_change { // first in the state of a kept call of every method that writes
    struct wm_fetch fetch;
    struct wm_pending pending;
    struct wm_write write;
    struct wm_organisation *organisation;
    size_t count; // of entries
    int64_t *seqs;
    bool *repeated;
    int64_t seq; // what the two above point to when there is one entry only
    bool once;
    // On the writer's thread: the entries, `change->count` of them, from the parameters of the request.
    enum wm_status (*build)(struct wm_change *change, struct wm_json params, struct wm_entry *entries,
                            struct wm_error *error);
    // The members of the result, besides `ledger` and `head`. NULL: `seq`.
    void (*answer)(struct wm_change *change, struct wm_buffer *result);
    bool new_person;
};

// Keeps the call and puts it into the order, the first time; `person` may be empty for not known yet.
WM_MUST_USE enum wm_status wm_change_begin(struct wm_call *call, struct wm_organisation *organisation,
                                           struct wm_text person, struct wm_change **ret_change,
                                           struct wm_error *error);
// Hands it to the writer, or lets the call wait for its turn: what was sent before it on the same connection, about the
// same person, and is not settled yet, goes first. `more`: bytes besides the request's own that the writer has to hold.
WM_MUST_USE enum wm_status wm_change_submit(struct wm_change *change, size_t count, size_t more,
                                            struct wm_error *error);
// For struct wm_method's `release`, and for those of methods whose state has more.
void wm_change_release(struct wm_call *kept);
// {"seq":…,"ledger":…,"head":…} has come as far as the seq: for methods with an `answer` of their own.
void wm_change_write_seq(const struct wm_change *change, struct wm_buffer *result);
