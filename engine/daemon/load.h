// SPDX-License-Identifier: MIT
// Getting a person's portfolio from the store to the loop, once for all who ask for it meanwhile.
//
// The order of reads after writes: when something is recorded about a person while a load is under way, the load may
// have read from before it; then it is thrown away and repeated. Loop thread only.
#pragma once

#include "engine/daemon/cache.h"
#include "engine/daemon/reader.h"

struct wm_loader {
    struct wm_cache *cache;
    struct wm_readers *readers;
    uint64_t loads, repeated;
};

// Somebody who waits. Owned by who asks, until `ready` is called; `portfolio` is borrowed for the call, `error` is
// meaningful unless WM_OK.
struct wm_load_waiter {
    struct wm_load_waiter *next;
    void (*ready)(struct wm_load_waiter *waiter, enum wm_status status, struct wm_portfolio *portfolio,
                  const struct wm_error *error);
};

// The portfolio as it is now: it is kept in the cache, if that keeps any. `name` is the organisation's id.
WM_MUST_USE enum wm_status wm_load_present(struct wm_loader *loader, const struct wm_organisation *organisation,
                                           const char *name, const char *person, size_t length,
                                           WM_KEEPS struct wm_load_waiter *waiter, struct wm_error *error);
// As of an earlier seq of the organisation's ledger; not kept.
WM_MUST_USE enum wm_status wm_load_past(struct wm_loader *loader, const char *name, const char *person, size_t length,
                                        int64_t ledger, WM_KEEPS struct wm_load_waiter *waiter, struct wm_error *error);
// Something was recorded about the person, the last of it at `seq`: before the acknowledgement is written.
void wm_load_moved(struct wm_loader *loader, const struct wm_organisation *organisation, const char *person,
                   size_t length, int64_t seq);
