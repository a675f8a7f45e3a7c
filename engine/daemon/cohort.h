// SPDX-License-Identifier: MIT
// One question put to everybody, in the background: a walk (everybody.h) that fills a cohort (engine/cohort). Loop thread
// only.
#pragma once

#include "engine/cohort/cohort.h"
#include "engine/daemon/everybody.h"

struct wm_cohort_walk {                 // owned by who asks, until walk.done
    struct wm_walk walk;                // first. Who asks sets its organisation, longest, progress, done
    struct wm_cohort_question question; // its ruleset is held by who asks
    // Once done without a failure.
    struct wm_cohort *cohort; // of who asked
    int64_t ledger;           // the organisation's last seq when it began
};

// As wm_walk_begin.
WM_MUST_USE enum wm_status wm_cohort_walk_begin(struct wm_everybody *everybody, WM_KEEPS struct wm_cohort_walk *asking,
                                                struct wm_error *error);
