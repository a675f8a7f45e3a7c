// SPDX-License-Identifier: MIT
// What a call has to wait for before it can be answered: its place in the order, an older ruleset, a portfolio.
//
// A method asks for what it needs. What is in memory it gets at once; otherwise the call is kept, `ret_*` is NULL, and
// the method returns WM_OK: it is run again from its beginning when what it waited for has come, and then finds it.
// Loop thread only.
#pragma once

#include "api/methods/order.h"

struct wm_fetch { // first in the state of a kept call of every method that fetches
    struct wm_call *call;
    uint64_t order; // of arrival
    struct wm_wait wait;
    struct wm_load_waiter load;
    struct wm_rules_waiter rebuild;
    struct wm_portfolio *portfolio; // held, once it has come
    struct wm_ruleset *ruleset;     // held
    enum wm_status status;          // of what it waited for
    struct wm_error error;
};

// Keeps the call, unless it is kept already.
WM_MUST_USE enum wm_status wm_fetch_keep(struct wm_call *call, struct wm_fetch **ret_fetch, struct wm_error *error);
// For struct wm_method's `release`, and for those of methods whose state has more.
void wm_fetch_release(struct wm_call *kept);

// True when nothing of this connection that may concern the person (empty: anybody) is before this call any more;
// else the call waits now.
WM_MUST_USE enum wm_status wm_fetch_turn(struct wm_call *call, const struct wm_organisation *organisation,
                                         struct wm_text person, bool *ret_turn, struct wm_error *error);
// The ruleset with that hash, or the active one when the argument is not given (or NULL). Borrowed until the run ends; a
// call that has begun with one goes on with it, whatever becomes active while it waits.
WM_MUST_USE enum wm_status wm_fetch_ruleset(struct wm_call *call, struct wm_organisation *organisation,
                                            const struct wm_argument *hash, struct wm_ruleset **ret_ruleset,
                                            struct wm_error *error);
// Once the call is kept: it has begun with this ruleset. Does nothing before, and when it has begun already.
void wm_fetch_hold(const struct wm_call *call, struct wm_ruleset *ruleset);
// As of now, or of an earlier seq when the argument is given. Borrowed until the run ends. It must be the call's turn.
WM_MUST_USE enum wm_status wm_fetch_portfolio(struct wm_call *call, const struct wm_organisation *organisation,
                                              struct wm_text person, const struct wm_argument *ledger,
                                              struct wm_portfolio **ret_portfolio, struct wm_error *error);
