// SPDX-License-Identifier: MIT
// One of the two that `rules diff` compares: a pack's folder, or rules that the daemon has or had, built here.
#pragma once

#include "api/cli/rules_pack.h"

struct wm_rules_side {
    const char *name;  // as the user wrote it
    bool organisation; // else a framework by itself
    struct wm_ruleset *ruleset;
    struct wm_rules_pack pack; // zeroed when it came from the daemon
};
// "active", the first digits of a hash (at least 8), or a folder; `./active` is always a folder. Errors of a pack begin
// with the name, and say file and line. The place of `ret_side` must not move until it is closed.
WM_MUST_USE enum wm_status wm_rules_side_open(struct wm_cli *cli, const char *name, struct wm_rules_side *ret_side,
                                              struct wm_error *error);
void wm_rules_side_close(struct wm_rules_side *side); // accepts a zeroed one
