// SPDX-License-Identifier: MIT
// Keeps packed copies of portfolios up to date behind everybody's back: step by step along each ledger, on the jobs thread,
// kept by the writer when nobody else has anything to write. Loop thread only.
#pragma once

#include "engine/daemon/rules.h"

struct wm_packer {
    const struct wm_rules *rules; // whose organisations
    struct wm_readers *jobs;
    struct wm_writer *writer;
    struct wm_read read;
    struct wm_write write;
    struct wm_packing packing;
    char organisation[WM_CODE_LONGEST + 1]; // of the step under way, and where the pass stands
    uint64_t groups;                        // committed when the pass began
    uint64_t people, steps;                 // packed, kept since the start
    bool passing, under_way;                // a pass is not over; a step is on a thread
    bool passed;                            // one was, since the start
    bool stopped;
};

void wm_packer_init(struct wm_packer *packer, const struct wm_rules *rules, struct wm_readers *jobs,
                    struct wm_writer *writer);
// Now and then: begins a pass if anything was written since the last, or goes on with one that gave way to others.
void wm_packer_tick(struct wm_packer *packer);
void wm_packer_stop(
    struct wm_packer *packer); // before the threads; a step under way ends by itself; accepts a zeroed one
