// SPDX-License-Identifier: MIT
// Whether those who made the records may: the `assessors` of an organisation's rules.
#pragma once

#include "api/methods/change.h"
#include "engine/criteria/ruleset.h"

// Looks at the records of a call that is kept, one after the other; each assessor's own portfolio must satisfy the rule
// on the day of the record. `checked` is part of the call's state: so many have been looked at. *ret_ready false: the
// call waits now, and is run again. WM_CONFLICT, reason "assessor".
WM_MUST_USE enum wm_status wm_assessors_check(struct wm_call *call, struct wm_change *change,
                                              const struct wm_ruleset *ruleset, struct wm_json records, size_t *checked,
                                              bool *ret_ready, struct wm_error *error);
