// SPDX-License-Identifier: MIT
// A batch under way: collects the answers of its calls and writes them as one array when the last has come.
#pragma once

#include "api/protocol/call.h"

struct wm_batch {
    struct wm_session *session;
    size_t open;             // calls not yet answered, and one for the reading of the batch itself
    struct wm_buffer output; // begins with [
};

// Bytes that the answers of a batch can have: results are refused beyond two replies, but there is room for the errors
// that say so.
size_t wm_batch_most(const struct wm_dispatcher *dispatcher);
bool wm_batch_full(const struct wm_batch *batch);

// NULL when out of memory. One hold, for the caller.
struct wm_batch *wm_batch_new(struct wm_session *session);
void wm_batch_hold(struct wm_batch *batch);
// The last release writes what was collected, if anything, to the session, and frees.
void wm_batch_release(struct wm_batch *batch);
