// SPDX-License-Identifier: MIT
// What happens in each organisation that others may want to hear of: kept in the store's outbox, dropped when it is old,
// and handed on in order to whoever follows, from the seq on that they have seen.
//
// A follower is never ahead of the store and never waits in it: it takes what was read for it, some at a time, and the
// next are read when those are taken. Those who stand at the same place share what is read. Loop thread only.
#pragma once

#include "engine/daemon/rules.h"
#include "engine/store/events.h"

struct wm_events_chunk;

struct wm_events_follower { // zeroed but for the first three; of whoever follows
    const struct wm_organisation *organisation;
    int64_t after; // the last seq taken
    // There are events to be taken, or `status` is not WM_OK: the end. It may unfollow.
    void (*ready)(struct wm_events_follower *follower);
    enum wm_status status; // WM_CONFLICT "cursor-expired": what comes next is not kept any more
    struct wm_error error;
    // Their own.
    struct wm_events_follower *next, *previous;
    struct wm_events_chunk *chunk; // from which it takes, or waits for
    size_t taken;                  // of those
    bool stirred;                  // something was kept since it was last read for this one
};

struct wm_events {
    const struct wm_rules *rules;
    struct wm_readers *readers;
    struct wm_writer *writer;
    uint64_t age;    // milliseconds
    int64_t most;    // of an organisation
    uint64_t failed; // could not be kept, since the start
    struct wm_events_follower *followers;
    size_t following;
    struct wm_events_chunk *chunks;
    // Dropping, one organisation after the other.
    struct wm_write write;
    struct wm_event_batch batch;
    char organisation[WM_CODE_LONGEST + 1]; // the last one
    int64_t oldest, dropped;                // its oldest; the instant of the last round
    bool dropping, stopped;
};

void wm_events_init(struct wm_events *events, const struct wm_rules *rules, struct wm_readers *readers,
                    struct wm_writer *writer, uint64_t age, uint64_t most);
// Now and then: drops what is old, and asks again where a queue was full.
void wm_events_tick(struct wm_events *events);
void wm_events_stop(struct wm_events *events); // before the threads; nobody may follow any more; accepts a zeroed one

// Keeps a batch; `organisation`, events and who they are of are filled, the rest is not. Both are borrowed until done.
// WM_BUSY.
WM_MUST_USE enum wm_status wm_events_keep(struct wm_events *events, struct wm_write *write,
                                          struct wm_event_batch *batch, struct wm_error *error);
// "rules.failed".
void wm_events_failed(struct wm_events *events, const struct wm_organisation *organisation, enum wm_rules_stage stage,
                      const struct wm_error *error);
// Something has been kept: those who follow are told.
void wm_events_stir(struct wm_events *events, const struct wm_organisation *organisation);

void wm_events_ask_again(struct wm_events *events); // for those for whom a queue was full

// --- Following ---
// After wm_events_follow, and after each event taken, there may be one at once: `ready` is called for those that come later.
void wm_events_follow(struct wm_events *events, WM_KEEPS struct wm_events_follower *follower);
void wm_events_unfollow(struct wm_events *events,
                        struct wm_events_follower *follower); // `ready` is not called any more
// The next event, {"org":…,"seq":…,"at":…,"type":…,…}, borrowed until it is taken. False: `ready` comes when there is one.
bool wm_events_front(const struct wm_events_follower *follower, struct wm_text *ret_event);
void wm_events_take(struct wm_events *events, struct wm_events_follower *follower);
