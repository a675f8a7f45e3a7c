// SPDX-License-Identifier: MIT
// Everybody of an organisation, read in the background: for previews, after activations, and for questions about all.
//
// The people are read on threads of a low priority, each with a connection of its own, a piece of them at a time and
// each piece as one snapshot. Of what is written meanwhile some is seen and some is not; people who are put for the first
// time meanwhile are not looked at. Loop thread only, but for what stands under "on the threads".
#pragma once

#include "engine/daemon/reader.h"
#include "engine/daemon/rules.h"

#define WM_WALKS 2u // at the same time; more wait

struct wm_everybody; // the threads

struct wm_pieces { // everybody, in pieces that threads read side by side
    struct wm_walk *walk;
    unsigned threads; // at most
    uint32_t count;
    uint64_t people; // who they are together
    int64_t ledger;  // the organisation's last seq when it began
    // Its own.
    struct wm_store_reader *const *readers; // one a thread
    int64_t first, end, numbers;            // numbers of people; of one piece
};

struct wm_walk { // everybody, once. Owned by who asks, until `done`
    struct wm_read
        read; // first. Its status and error, once done: WM_BUSY "cancelled" or "deadline", or whatever failed
    struct wm_organisation *organisation;
    const char *what; // it does, for the error of who waited too long: "comparing everybody"
    uint64_t longest; // nanoseconds that it may take: predicates may take long; then it is WM_BUSY "deadline"
    // On a thread, with its connection, before anybody is read. May be NULL.
    enum wm_status (*prepare)(struct wm_walk *walk, struct wm_store_reader *reader, struct wm_error *error);
    // On the same thread: all that is to be done with the people.
    enum wm_status (*work)(struct wm_walk *walk, struct wm_pieces *pieces, struct wm_error *error);
    void (*progress)(struct wm_walk *walk, uint64_t people, uint64_t of); // now and then; may be NULL
    void (*done)(struct wm_walk *walk);
    void *context; // of whoever asks
    // Its own.
    struct wm_everybody *everybody;
    struct wm_walk *next, *previous;
    _Atomic(bool) cancelled;
    _Atomic uint64_t began; // 0: it waits
    bool late;
    _Atomic uint64_t people, of;
    uint64_t told;
};

// `store` until the end.
WM_MUST_USE enum wm_status wm_everybody_start(uv_loop_t *loop, struct wm_store *store,
                                              struct wm_everybody **ret_everybody, struct wm_error *error);
// All walks are cancelled, and those that come later are refused: the daemon is to stop.
void wm_everybody_abandon(struct wm_everybody *everybody); // accepts NULL
void wm_everybody_stop(struct wm_everybody *everybody);    // blocks; accepts NULL

// `done` comes later, from the loop, unless this fails: WM_BUSY when too many wait, or the daemon stops.
WM_MUST_USE enum wm_status wm_walk_begin(struct wm_everybody *everybody, WM_KEEPS struct wm_walk *walk,
                                         struct wm_error *error);
void wm_walk_cancel(struct wm_walk *walk); // it is done soon
// How many of the organisation are under way or wait.
uint32_t wm_everybody_count(const struct wm_everybody *everybody, const struct wm_organisation *organisation);

// --- on the threads ---

// Calls `each` for every person of the piece, until it returns false. `pieces` is a struct wm_pieces: this is what
// wm_preview_people.read asks for. `thread` counts from 0; one thread at a time reads with it.
WM_MUST_USE enum wm_status wm_pieces_read(void *pieces, unsigned thread, uint32_t piece,
                                          bool (*each)(void *each_context, const char *person, size_t length,
                                                       const struct wm_portfolio *portfolio),
                                          void *each_context, struct wm_error *error);
void wm_walk_count(struct wm_walk *walk, uint64_t people); // so many are done

struct wm_walked { // one of them
    const char *id;
    size_t length;
    const struct wm_portfolio *portfolio; // borrowed for the call
};
// Hands everybody to `each`, on as many threads as there are, and counts them; the first that fails ends it, as does
// cancelling (WM_BUSY "cancelled").
WM_MUST_USE enum wm_status wm_pieces_each(struct wm_pieces *pieces,
                                          enum wm_status (*each)(void *context, unsigned thread,
                                                                 const struct wm_walked *walked,
                                                                 struct wm_error *error),
                                          void *context, struct wm_error *error);
