// SPDX-License-Identifier: MIT
// What the person of a failed test has, in words. Part of pack_test_one.c.
#pragma once

#include "engine/decide/decide.h"

// One line a record: "  has training hygiene, completed, on 10 January 2026"; of many only how many.
void wm_pack_test_portfolio_write(struct wm_buffer *lines, const struct wm_portfolio *portfolio);
// Below an unmet criterion: the records about it that did not count, and why.
void wm_pack_test_refused_write(struct wm_buffer *lines, const struct wm_portfolio *portfolio,
                                const struct wm_finding *finding);
