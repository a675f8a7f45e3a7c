// SPDX-License-Identifier: MIT
// Pay as advice: what the dated tables of the frameworks suggest for a level. Derived whenever somebody asks, never
// recorded, and never looked up the other way: a figure stands in several levels.
//
// A level names its table (`grants`). Completed years choose the row: they are counted from the first day of the present
// unbroken stretch of awards of levels with that table, an award being in force from its day to its `until` or the day
// before its revocation; stretches that touch or overlap are one. A year is complete on its anniversary (of a 29 February
// in other years on the 28th). A level that grants the first rows only stays at the last of those. Each framework's tables are its own.
#pragma once

#include "engine/decide/decide.h"

enum wm_pay_unknown {
    WM_PAY_KNOWN,
    WM_PAY_BEFORE_TABLE, // the day is before the table's first
    WM_PAY_AFTER_TABLE,  // or after its last
    WM_PAY_NO_ROW        // the table has no row for so many years
};
const char *wm_pay_unknown_name(enum wm_pay_unknown unknown); // "before-table-start", "after-table-end", "no-row"

struct wm_pay {
    const struct wm_declaration *table;
    enum wm_pay_unknown unknown; // then there is neither row nor range
    bool awarded;                // years are known
    int32_t years;               // completed, since that day
    wm_day since;
    const struct wm_pay_row *row;              // when the level is awarded
    const struct wm_pay_row *lowest, *highest; // when it is not: nobody knows the years
};

// False: the level has no table. The portfolio is that of wm_standing, with what is recognised in it.
bool wm_pay_suggested(const struct wm_question *question, const struct wm_level *level, bool awarded,
                      struct wm_pay *ret_pay);
// "pay": {…}
void wm_pay_write(struct wm_buffer *buffer, const struct wm_pay *pay);
