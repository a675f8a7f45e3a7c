// SPDX-License-Identifier: MIT
// The order of reads after writes.
//
// A write is *pending* from its arrival until its answer. On one connection, and inside a batch, whatever comes later
// and is about the same person waits for its end. A write is *submitted* once its place in the ledger is settled:
// behind everything submitted before it, from whatever connection; so a call that finds nothing submitted about a person
// knows that what is in memory about them is what its own write will follow. Loop thread only.
#pragma once

#include "api/methods/methods.h"

struct wm_wait { // a kept call that waits for the end of a write
    struct wm_wait *next;
    struct wm_call *call;
};

struct wm_pending {
    struct wm_pending *older, *newer;   // of its session
    struct wm_pending *before, *behind; // of all sessions
    uint64_t order;                     // of arrival; 0 = not in the order
    const struct wm_organisation *organisation;
    bool submitted;
    struct wm_wait *first, **end; // who waits for it
    size_t person_length;         // 0 = not known yet: it may be anybody's
    char person[128];
};

struct wm_methods *wm_methods_of(const struct wm_call *call);

// Puts a write into the order, as the newest. `person` may be empty.
void wm_order_enter(const struct wm_call *kept, struct wm_pending *pending, const struct wm_organisation *organisation,
                    struct wm_text person);
// Takes it out: those who waited for it will be run again by the next wm_order_wake. Accepts one that is not in.
void wm_order_leave(const struct wm_call *kept, struct wm_pending *pending);

// The newest write of the session that arrived before `order` and may concern the person (empty: anybody), or NULL.
// `unsettled`: only those not submitted yet.
struct wm_pending *wm_order_earlier(const struct wm_session *session, const struct wm_organisation *organisation,
                                    struct wm_text person, uint64_t order, bool unsettled);
// A submitted write about the person, of any session, or NULL.
struct wm_pending *wm_order_submitted(const struct wm_methods *methods, const struct wm_organisation *organisation,
                                      struct wm_text person);

// The kept call waits until the write has ended; then it is run again. `wait` is part of its state.
void wm_order_wait(struct wm_call *kept, struct wm_wait *wait, struct wm_pending *pending);
// Runs those whose wait is over. The last thing in every callback of the loop that ends a call; never while a message
// is being dispatched.
void wm_order_wake(struct wm_methods *methods);
