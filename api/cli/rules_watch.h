// SPDX-License-Identifier: MIT
// Waiting for a rule pack to change.
#pragma once

#include "api/cli/rules_pack.h"
#include "engine/base/digest.h"

// What the files of the pack look like now, and of the frameworks it could adopt. What cannot be read counts as something
// too: mending it is a change.
WM_MUST_USE enum wm_status wm_rules_watch_look(struct wm_rules_pack *pack, struct wm_sha256 *ret_look,
                                               struct wm_error *error);
// Returns once they look otherwise than `look`, which it renews, or a line comes in on `input`. *ret_end: `input` ended.
// Looks twice a second.
WM_MUST_USE enum wm_status wm_rules_watch_wait(struct wm_rules_pack *pack, int input, struct wm_sha256 *look,
                                               bool *ret_end, struct wm_error *error);
