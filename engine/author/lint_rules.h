// SPDX-License-Identifier: MIT
// The table of findings in its two parts. Private to lint_rules*.c.
#pragma once

#include "engine/author/lint.h"

extern const struct wm_lint_rule wm_lint_rules_load[]; // WM1xx
extern const size_t wm_lint_rules_load_count;
