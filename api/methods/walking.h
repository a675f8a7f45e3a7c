// SPDX-License-Identifier: MIT
// A call that waits for a walk past everybody (engine/daemon/everybody.h): its connection is told how far it has come, and
// closing that ends it. What is found is kept for the pages of the answer. Loop thread only.
#pragma once

#include "api/methods/fetch.h"
#include "api/methods/keeping.h"
#include "api/protocol/notice.h"
#include "engine/daemon/everybody.h"

struct wm_page {
    size_t offset, limit; // entries
    size_t longest;       // bytes; it has one entry at least
    int64_t started;      // the daemon's start
};

struct wm_walking {        // state of a kept call; may be the beginning of a longer one
    struct wm_fetch fetch; // first; its ruleset is the one that is held
    struct wm_follower follower;
    struct wm_methods *methods;
    struct wm_keeping *keeping;
    struct wm_walk *walk;
    struct wm_page page; // the first one
    // The walk is done, and well: keeps what it found and writes the first page.
    void (*answer)(struct wm_walking *walking, struct wm_buffer *result);
};

// Keeps the call, and holds the ruleset until its end. WM_BUSY when too many of that kind are under way.
WM_MUST_USE enum wm_status wm_walking_keep(struct wm_call *call, struct wm_keeping *keeping,
                                           const struct wm_organisation *organisation, struct wm_ruleset *active,
                                           const struct wm_argument *limit, struct wm_walking **ret_walking,
                                           struct wm_error *error);
// Before the walk begins: who is told of its progress and its end.
void wm_walking_prepare(struct wm_walking *walking, struct wm_walk *walk, struct wm_organisation *organisation);
// It has begun: the call waits.
void wm_walking_wait(struct wm_walking *walking);

// `limit` absent: as many as a page may have.
struct wm_page wm_page_of(const struct wm_call *call, size_t offset, const struct wm_argument *limit);
bool wm_page_has_room(const struct wm_page *page, size_t written, size_t bytes);
// "next", the cursor of what follows.
void wm_page_write_next(struct wm_buffer *result, const struct wm_page *page, const struct wm_keeping *keeping,
                        const struct wm_kept *kept, size_t at);

// `after` goes alone: WM_PARAMS, reason "not-allowed", when another parameter but the organisation and `limit` comes along.
WM_MUST_USE enum wm_status wm_walking_alone(const struct wm_call *call, const struct wm_argument *after,
                                            struct wm_error *error);
// Two that cannot be given together: sets that error.
enum wm_status wm_walking_together(struct wm_error *error, const char *parameter, const char *with);
// What `after` is a cursor of. WM_CONFLICT, reason "cursor-expired".
WM_MUST_USE enum wm_status wm_walking_find(const struct wm_call *call, struct wm_keeping *keeping,
                                           const struct wm_organisation *organisation, const struct wm_argument *after,
                                           struct wm_kept **ret_kept, size_t *ret_offset, struct wm_error *error);
enum wm_status wm_walking_expired(const struct wm_argument *after, struct wm_error *error);
