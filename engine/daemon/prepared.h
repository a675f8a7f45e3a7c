// SPDX-License-Identifier: MIT
// Answers made before the rules that they are by become active: of those who were asked about last, so that nobody who
// asks feels a change of rules, which makes every answer that was kept useless.
//
// What was asked is noted on the loop, worked out on the thread that builds rules, and found in one table afterwards:
// nothing is moved when the rules change. Answers with a custom predicate in their tree are not made.
#pragma once

#include "engine/daemon/cache.h"
#include "engine/daemon/reader.h"
#include "engine/daemon/rules.h"

#define WM_PREPARED_MOST 4096u                // answers
#define WM_PREPARED_PAUSE UINT64_C(400000000) // nanoseconds between two activations of which those who ask feel nothing

struct wm_prepared;

struct wm_preparation {             // one ruleset. Owned by who asks, until `done`
    struct wm_read read;            // first. However it ends, what is there may be used
    const _Atomic(bool) *abandoned; // nobody wants it any more
    uint64_t not_before;            // of uv_hrtime; the thread waits for it: rules that change again and again
    struct wm_prepared *prepared;   // of who asked, once done; NULL: nothing was made
    void (*done)(struct wm_preparation *preparation);
};

// Makes answers by `after`, for what the cache knows of the organisation's active rules. False when there is nothing to
// make, or no room or memory for it: then `done` is not called. Loop thread only.
bool wm_prepare(const struct wm_cache *cache, struct wm_organisation *organisation, struct wm_ruleset *after,
                struct wm_readers *builders, WM_KEEPS struct wm_preparation *preparation);
// The answer about a portfolio as it is, or an empty text. `prepared` may be NULL. Loop thread only.
struct wm_text wm_prepared_answer(const struct wm_prepared *prepared, const struct wm_portfolio *portfolio,
                                  uint32_t level, wm_day as_of);
void wm_prepared_free(struct wm_prepared *prepared); // accepts NULL
// The same on the builders' thread, as soon as it has time: it takes a while, and the loop has none. Accepts NULL.
void wm_prepared_leave(WM_TAKES struct wm_prepared *prepared, struct wm_readers *builders);
