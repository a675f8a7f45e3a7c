// SPDX-License-Identifier: MIT
// Whose standing an activation moved: everybody is compared under the rules before and after it, as of the day, in the
// background and one organisation at a time. How many it was is kept with the activation, and shown by rules.history.
//
// Where activations follow each other faster than that, the last one is compared with what was active before the first
// that was not begun: it tells for all of them, and the others tell nothing. What a stop interrupts is not told. Loop
// thread only.
#pragma once

#include "engine/daemon/compare.h"

struct wm_aftermath_item;

struct wm_aftermath {
    struct wm_rules *rules;
    struct wm_comparing *comparing;
    struct wm_writer *writer;
    // For others who want to know who moved: before it is kept; the last argument is borrowed. May be NULL.
    void (*compared)(void *context, struct wm_organisation *organisation, int64_t number,
                     const struct wm_compared *compared);
    void *context;
    size_t most;                            // moves that are listed for them
    struct wm_aftermath_item *first, **end; // waiting, at most one of an organisation
    struct wm_aftermath_item *working;
    bool stopped;
};

void wm_aftermath_init(struct wm_aftermath *aftermath, struct wm_rules *rules, struct wm_comparing *comparing,
                       struct wm_writer *writer);
// As wm_rules_events has it. `before` NULL: what was active before the daemon's start, if anything was, is looked up.
void wm_aftermath_activated(struct wm_aftermath *aftermath, struct wm_organisation *organisation,
                            struct wm_ruleset *before, struct wm_ruleset *after, int64_t number);
// Before the threads are stopped: what waits is forgotten, what is under way ends by itself. Accepts a zeroed one.
void wm_aftermath_stop(struct wm_aftermath *aftermath);
