// SPDX-License-Identifier: MIT
// Bugs about the days of levels' editions, for the table in bugs.c.
#pragma once

#include "engine/criteria/criterion.h"

bool switches_a_day_late(struct wm_criterion *criterion);
bool switches_a_day_early(struct wm_criterion *criterion);
bool editions_end_a_day_early(struct wm_criterion *criterion);
bool always_in_force(struct wm_criterion *criterion);
bool first_edition_for_ever(struct wm_criterion *criterion);
bool eve_a_day_late(struct wm_criterion *criterion);
bool eve_a_day_early(struct wm_criterion *criterion);
bool grandfathered_a_day_longer(struct wm_criterion *criterion);
bool grandfathered_a_day_shorter(struct wm_criterion *criterion);
bool nobody_grandfathered(struct wm_criterion *criterion);
bool everybody_grandfathered(struct wm_criterion *criterion);
bool grandfathered_while_in_force(struct wm_criterion *criterion);
