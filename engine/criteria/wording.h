// SPDX-License-Identifier: MIT
// A criterion in plain English, British spelling: the same words in `why`, `explain` and `framework show`.
#pragma once

#include "engine/criteria/ruleset.h"

// Fills `says` of the criterion and of everything below it where the rule gave none. Called by wm_ruleset_seal once the
// look-up tables are there. Texts go on the ruleset's arena.
//   "Promoting autonomy: assessed at 3 (Competent) or above, by assessor, manager or supervisor"
//   "Fire safety: completed and in date", "Meets Early career", "at least two of the following"
WM_MUST_USE enum wm_status wm_wording_fill(struct wm_ruleset *ruleset, struct wm_criterion *criterion,
                                           struct wm_error *error);
