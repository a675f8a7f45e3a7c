// SPDX-License-Identifier: MIT
// Standing: every level and gate of a framework for one person.
//   held      an award is in force (with its seq and until)
//   eligible  the criteria hold now
//   next      of a framework, the lowest-rank levels that are in force, neither eligible nor held, and whose `after` is
//             held or eligible
//   lapsing   eligible, with `until` within `lapsing_days` of as_of
//   near      not eligible with at most 3 unmet leaves, and not indeterminate
//   pay       what its table of pay suggests: of levels held or eligible
#pragma once

#include "engine/decide/pay.h"

struct wm_standing_level {
    const struct wm_level *level;
    struct wm_decision decision;
    int64_t award;                                 // seq of the award in force, 0 = none
    wm_day award_until;                            // WM_DAY_NONE = open
    const struct wm_recognition *award_recognised; // of another level, as this one; else NULL
    bool held, next, lapsing, near;
    bool paid; // `pay` says what is suggested
    struct wm_pay pay;
};
struct wm_standing_plan { // what it would take, of a level that is near: whoever can plan says so
    bool possible;
    wm_number hours, cost;
    uint32_t untimed, unpriced; // actions that these say nothing of
    wm_day finish;
};
struct wm_standing {
    const struct wm_standing_level *levels; // in the ruleset's order
    uint32_t count;
    const struct wm_standing_plan *plans; // one a level; NULL: nobody has planned
};
#define WM_STANDING_LAPSING_DAYS 90
#define WM_STANDING_NEAR_UNMET 3u

// Of a decision what is said above.
bool wm_standing_lapses(const struct wm_decision *decision, int32_t days);
bool wm_standing_near(const struct wm_decision *decision, uint32_t unmet);
// The portfolio as wm_recognise gave it.
bool wm_standing_held(const struct wm_portfolio *portfolio, const struct wm_level *level, wm_day day);

// `framework` NULL = all. question->level is ignored.
WM_MUST_USE enum wm_status wm_standing(const struct wm_question *question, const struct wm_framework *framework,
                                       int32_t lapsing_days, struct wm_arena *arena, struct wm_standing *ret_standing,
                                       struct wm_error *error);
void wm_standing_write(struct wm_buffer *buffer, const struct wm_question *question,
                       const struct wm_standing *standing);
