// SPDX-License-Identifier: MIT
// Pieces of work shared out among the machine's cores, for tests and mutants. Below the daemon there is no loop and no
// pool of threads; this is all there is.
#pragma once

#include <stdint.h>

struct wm_parallel {
    unsigned threads; // 0: one a core
    uint32_t count;   // of pieces, numbered from 0; they begin in this order
    // On some thread (0 is the caller's); two pieces of one thread never at the same time.
    void (*work)(void *context, unsigned thread, uint32_t piece);
    void (*progress)(void *context, uint32_t done); // on the caller's thread, between its pieces; may be NULL
    void *context;
};

// How many threads wm_parallel_run would use: never more than pieces, at least one.
unsigned wm_parallel_threads(const struct wm_parallel *parallel);
// Returns when all pieces are done. A thread that cannot be started is done without.
void wm_parallel_run(const struct wm_parallel *parallel);
