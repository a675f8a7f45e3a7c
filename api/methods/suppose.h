// SPDX-License-Identifier: MIT
// What-if: the records that a question supposes (`with`), and the ones it leaves out (`without`).
#pragma once

#include "api/methods/target.h"

struct wm_supposed {
    struct wm_portfolio *portfolio; // owned
    struct wm_buffer text;          // {"with":[…],"without":[…]}, canonical: part of the decision's id
};

// Reads both arguments, checks each record's form and meaning under the ruleset, and supposes them of `base`. Errors name
// `with[i]…` and `without[i]`. Clear in any case.
WM_MUST_USE enum wm_status wm_suppose(struct wm_methods *methods, const struct wm_ruleset *ruleset,
                                      const struct wm_portfolio *base, struct wm_json with, struct wm_json without,
                                      struct wm_supposed *supposed, struct wm_error *error);
void wm_supposed_clear(struct wm_supposed *supposed); // accepts a zeroed one
// Not more than the limit of records in one call: WM_LIMIT, reason "records".
WM_MUST_USE enum wm_status wm_suppose_count(const struct wm_methods *methods, const char *path, size_t count,
                                            struct wm_error *error);
