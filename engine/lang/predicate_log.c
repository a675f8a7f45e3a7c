// SPDX-License-Identifier: MIT
// What the log says of predicates that fail. A predicate that fails for one person fails for thousands: of those under one
// ruleset the first is told, then the tenth, the hundredth and so on, with how many there were. Whichever states of Lua
// they failed in, they are counted together.
#include "engine/lang/predicate_work.h"

#include "engine/base/log.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

bool wm_predicate_is_told(uint64_t nth) {
    while (nth >= 10 && nth % 10 == 0)
        nth /= 10;
    return nth == 1;
}

// "frameworks/x/a.lua:3 < frameworks/x/b.lua:12 < …": the place of the fault itself, if it has one of its own, goes first.
static void write_frames(const struct wm_predicates *predicates, const char *where, char *text, size_t size) {
    size_t used = (size_t)snprintf(text, size, "%s", where);
    for (size_t i = 0; i < predicates->frame_count && used < size; i++) {
        char place[200];
        char lua[80];
        snprintf(lua, sizeof lua, "%s:%d", predicates->frames[i].file, predicates->frames[i].line);
        wm_predicate_where(predicates, lua, place);
        if (i > 0 || strcmp(place, where) != 0)
            used += (size_t)snprintf(text + used, size - used, " < %s", place);
    }
}

void wm_predicate_log(const struct wm_predicates *predicates, const struct wm_predicate_answer *answer) {
    const struct wm_predicate *predicate = predicates->predicate;
    if (predicate->failures == NULL || predicates->quiet)
        return;
    uint64_t failures = atomic_fetch_add_explicit(predicate->failures, 1, memory_order_relaxed) + 1;
    if (!wm_predicate_is_told(failures))
        return;
    char places[2048], total[64] = "";
    write_frames(predicates, answer->where, places, sizeof places);
    if (failures > 1)
        snprintf(total, sizeof total, "; %llu times under these rules", (unsigned long long)failures);
    wm_log(WM_LOG_WARNING, "predicate", "%s: predicate \"%s\" is unknown, reason %s (%s)%s: %s, at %s",
           predicates->ruleset->organisation, predicate->id, answer->reason == WM_UNKNOWN_BUDGET ? "budget" : "error",
           predicates->effort.failure, total, answer->text, places);
}
