// SPDX-License-Identifier: MIT
// The engine's side of a case: its pack built, its portfolio packed, its decision as text.
#pragma once

#include "engine/decide/decide.h"
#include "tests/property/case.h"

WM_MUST_USE enum wm_status engine_rules(const struct property_case *made, struct wm_ruleset **ret_ruleset,
                                        struct wm_error *error);
WM_MUST_USE enum wm_status engine_portfolio(const struct property_case *made, struct wm_portfolio **ret_portfolio,
                                            struct wm_error *error);

struct wm_question engine_question(const struct wm_ruleset *ruleset, const struct wm_portfolio *portfolio,
                                   const struct wm_level *level, wm_day day);
// The decision line by line, in the words of tests/property/reference.lua; what comes after `last` is "the end".
// `year`: what comes after a year is not looked at.
void engine_write_answer(const struct wm_decision *decision, wm_day last, bool year, struct wm_buffer *text);
