// SPDX-License-Identifier: MIT
// Events: what others may want to hear of, in an outbox of each organisation, with seqs of its own that have no gaps.
//
// Stored once, each in the commit of what it tells of, or in one that says how far the telling has come. Whoever listens
// keeps the seq that they have seen; old ones are dropped, and a cursor from before them is WM_CONFLICT,
// reason "cursor-expired".
#pragma once

#include "engine/store/store.h"

#define WM_EVENT_LONGEST 65536u
#define WM_EVENT_LEVEL_LONGEST (2 * WM_CODE_LONGEST + 1)

struct wm_event_span { // seqs: what is kept is oldest to head
    int64_t oldest;    // head + 1: none is
    int64_t head;      // 0: there was none ever
};

// How far is told whom the activations moved, one after the other (several in one go, when they follow quickly).
// wm_store_keep_ruleset notes each, and tells of it ("rules.activated") in the same commit.
struct wm_event_telling {
    int64_t told;    // activation up to which all is told
    int64_t telling; // the one that it is compared with next, or half told; == told: nothing is to be told
    char before[65]; // the rules of `told`
    char after[65];  // the rules of `telling`
    // Half told: of whom the last event was. By strcmp of person, then of level; "" = nobody yet.
    char person[WM_PERSON_LONGEST + 1];
    char level[WM_EVENT_LEVEL_LONGEST + 1];
};

struct wm_event_batch { // kept together, in a commit of their own
    const char *organisation;
    int64_t instant;
    const struct wm_text *events; // JSON objects {"type":…,…}, of at most WM_EVENT_LONGEST bytes
    size_t count;
    // Of whom an activation moved; 0: they tell of something else. The person and level of the last one; when it is
    // `done`, how many people it moved is kept with the activation (< 0: not known).
    int64_t telling;
    const char *person, *level;
    bool done;
    int64_t moved;
    // What may be dropped: from before `since`, or more than `most`. Some at a time.
    int64_t since, most;
};

// `ret_span`: as it is then. Without events, and with `telling` 0, it only drops. WM_NOT_FOUND "unknown-activation".
WM_MUST_USE enum wm_status wm_store_keep_events(struct wm_store_writer *writer, const struct wm_event_batch *batch,
                                                struct wm_event_span *ret_span, struct wm_error *error);
WM_MUST_USE enum wm_status wm_store_event_span(struct wm_store_reader *reader, const char *organisation,
                                               struct wm_event_span *ret_span, struct wm_error *error);
WM_MUST_USE enum wm_status wm_store_event_telling(struct wm_store_reader *reader, const char *organisation,
                                                  struct wm_event_telling *ret_telling, struct wm_error *error);
// WM_CONFLICT "cursor-expired"; WM_PARAMS "range" when `after` is beyond the head; else WM_OK.
enum wm_status wm_store_event_within(const struct wm_event_span *span, int64_t after, struct wm_error *error);
// Calls `each` for those with a seq > after, in order, until it returns false; `json` is borrowed for the call. Fails as
// wm_store_event_within.
typedef bool wm_store_each_event(void *context, int64_t seq, int64_t instant, struct wm_text json);
WM_MUST_USE enum wm_status wm_store_events(struct wm_store_reader *reader, const char *organisation, int64_t after,
                                           wm_store_each_event *each, void *context, struct wm_error *error);
