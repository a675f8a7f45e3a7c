// SPDX-License-Identifier: MIT
// Whose standing an activation moved: everybody is compared under the rules before and after it, as of the day, in the
// background and one organisation at a time. Each is told of in an event of their own, and how many it were is kept with
// the activation, for rules.history.
//
// What is not told yet is written in the store (engine/store/events.h): a stop or a crash, at whatever moment, neither
// loses an event nor repeats one. Where activations follow each other faster than people are compared, several are told
// of in one go, as the last of them. Loop thread only.
#pragma once

#include "engine/daemon/compare.h"
#include "engine/daemon/events.h"

struct wm_aftermath_item;

#define WM_AFTERMATH_BATCH 200u // events of one commit: a few milliseconds of the writer, less than one of the loop

struct wm_aftermath {
    struct wm_rules *rules;
    struct wm_everybody *everybody;
    struct wm_events *events;
    size_t most;                            // moves that are told one by one; of more only that there are
    size_t batch;                           // events of one commit, at most WM_AFTERMATH_BATCH
    struct wm_aftermath_item *first, **end; // waiting, at most one of an organisation
    struct wm_aftermath_item *working;
    bool starting;                          // what may have been interrupted is looked for
    char organisation[WM_CODE_LONGEST + 1]; // the last one that was looked at for that
    bool troubled;                          // something was not let through: looked for again
    bool stopped;
};

void wm_aftermath_init(struct wm_aftermath *aftermath, struct wm_rules *rules, struct wm_everybody *everybody,
                       struct wm_events *events);
// Once the rules are there: goes on with what the last stop has interrupted.
void wm_aftermath_start(struct wm_aftermath *aftermath);
// An activation is in the store. `before` may spare building what was active before; may be NULL.
void wm_aftermath_activated(struct wm_aftermath *aftermath, struct wm_organisation *organisation,
                            struct wm_ruleset *before);
// Now and then: again what the store or a full queue did not let through.
void wm_aftermath_tick(struct wm_aftermath *aftermath);
// Before the threads are stopped: what waits is forgotten, what is under way ends by itself. Accepts a zeroed one.
void wm_aftermath_stop(struct wm_aftermath *aftermath);
