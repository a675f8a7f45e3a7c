// SPDX-License-Identifier: MIT
// What the tests of a pack have seen, for people.
#pragma once

#include "api/cli/cli.h"
#include "engine/author/coverage.h"

// A table of levels, then each criterion that something has not been seen of.
void wm_rules_coverage_show(struct wm_cli *cli, const struct wm_coverage *coverage);
// --threshold: a whole percentage, 0 to 100. Left alone when it was not given.
WM_MUST_USE enum wm_status wm_rules_threshold(const struct wm_cli *cli, unsigned *ret_threshold,
                                              struct wm_error *error);
