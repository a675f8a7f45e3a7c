// SPDX-License-Identifier: MIT
// Both threads that walk past everybody stand at a gate: whatever is asked for waits.
#pragma once

#include "engine/daemon/everybody.h"
#include "tests/unit/daemon/threads.h"
#include "tests/unit/methods/fixture.h"

static struct gate hold_gate;
static struct wm_walk hold_walks[WM_WALKS];
static size_t hold_done;

static enum wm_status hold_stand(struct wm_walk *walk, struct wm_store_reader *reader, struct wm_error *error) {
    (void)walk;
    (void)reader;
    gate_pass(&hold_gate);
    return wm_error_set(error, WM_BUSY, "changing", "it only stood there");
}

static void hold_on_done(struct wm_walk *walk) {
    (void)walk;
    hold_done++;
}

static inline void hold(struct fixture *fixture) {
    struct wm_error error;
    gate_make(&hold_gate);
    hold_done = 0;
    for (size_t i = 0; i < WM_WALKS; i++) {
        hold_walks[i] = (struct wm_walk){.organisation = fixture->daemon.rules.organisations[0],
                                         .prepare = hold_stand,
                                         .done = hold_on_done,
                                         .longest = UINT64_MAX};
        wm_test_ok(wm_walk_begin(fixture->daemon.everybody, &hold_walks[i], &error), &error);
        gate_reached(&hold_gate);
    }
}

// What was asked for first after `hold`, and what came after that.
static inline struct wm_walk *hold_first(void) {
    return hold_walks[WM_WALKS - 1].previous;
}

static inline void hold_end(struct fixture *fixture) {
    for (size_t i = 0; i < WM_WALKS; i++)
        gate_open(&hold_gate);
    while (hold_done < WM_WALKS)
        uv_run(&fixture->loop, UV_RUN_ONCE);
    gate_remove(&hold_gate);
}
