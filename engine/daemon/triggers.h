// SPDX-License-Identifier: MIT
// What changes rules without anybody asking for it over the socket: SIGHUP, and files that change on disk. Loop thread
// only.
#pragma once

#include "engine/daemon/config.h"
#include "engine/daemon/rules.h"
#include "engine/daemon/watch.h"

struct wm_triggers {
    struct wm_rules *rules;
    struct wm_watch *watch; // NULL: files are not watched
    struct wm_rules_sweep sweep;
    bool sweeping;
    bool signalled; // the sweep under way was asked for by a signal
    bool again;     // by another signal that came meanwhile: it may have read what was there before
    bool missed;    // not all of what changed on disk could be asked for
};

// Before anything is built: so that what changes on disk meanwhile is not missed. `config` is borrowed until the stop.
WM_MUST_USE enum wm_status wm_triggers_start(struct wm_triggers *triggers, uv_loop_t *loop,
                                             const struct wm_config *config, struct wm_rules *rules,
                                             struct wm_error *error);
// Once the building threads have stopped nothing of it is called any more. Accepts a zeroed one.
void wm_triggers_stop(struct wm_triggers *triggers);
// SIGHUP: reads the rules of every organisation, logs a summary when that is done.
void wm_triggers_signal(struct wm_triggers *triggers);
// Now and then: what could not be asked for before.
void wm_triggers_tick(struct wm_triggers *triggers);

// Packs ("frameworks/ladder", "organisations/north", sorted) may be other than before: asks for the rules of those
// organisations, and of those that adopt such a framework, or whose rules are broken or are not those on disk. False:
// not all could be asked for.
bool wm_triggers_packs(struct wm_rules *rules, const char *const *packs, size_t count);
