// SPDX-License-Identifier: MIT
// Bugs of what is recognised, by the organisation itself and by links.
#pragma once

#include "engine/criteria/crosswalk.h"
#include "tests/property/bugs.h"

bool nothing_recognised(struct wm_recognition *recognition);
bool recognised_for_ever(struct wm_recognition *recognition);
bool recognised_from_anybody(struct wm_recognition *recognition);
bool links_do_not_count(struct wm_recognition *recognition);
bool links_count_for_ever(struct wm_recognition *recognition);
bool what_is_broader_does_not_count(struct wm_recognition *recognition);
bool a_part_counts(const struct wm_link *link);
bool what_is_related_counts(const struct wm_link *link);
bool every_grade_is_chosen(const struct wm_link *link);
bool scores_as_they_are(struct wm_recognition *recognition);

// Counts each link that the bug lets count.
bool bug_in_links(const struct bug *bug, struct wm_ruleset *ruleset);
