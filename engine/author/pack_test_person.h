// SPDX-License-Identifier: MIT
// The person of a test: from record, monthly, award and meeting to a portfolio. Part of pack_test.c.
#pragma once

#include "engine/author/meeting.h"
#include "engine/lang/draft.h"
#include "engine/portfolio/portfolio.h"

// What names mean: one for all tests on one ruleset. Borrows; cleared by its owner.
struct wm_pack_test_world {
    const struct wm_ruleset *ruleset;
    const struct wm_level *const *levels; // in place of the ruleset's own, by all_levels.h; NULL: its own
    const char *framework; // of bare names; NULL in an organisation's tests, where they are "framework/id"
    struct wm_json_reader *reader;
    struct wm_portfolio_builder *builder;
};

// A level or gate by the name a test gives it, or "assessors/framework": what is asked of whoever assesses. WM_RULES at
// `where`.
WM_MUST_USE enum wm_status wm_pack_test_level(const struct wm_pack_test_world *world, struct wm_arena *arena,
                                              const char *name, struct wm_place where,
                                              const struct wm_level **ret_level, struct wm_error *error);

// The portfolio that the steps make, in their order: seq counts from 1. `steps` may be NULL. Errors: WM_RULES at the
// step for a record that could not be recorded, a level or a `without` that is not there.
WM_MUST_USE enum wm_status wm_pack_test_person(const struct wm_pack_test_world *world, struct wm_arena *arena,
                                               const struct wm_draft_declaration *test, wm_day as_of,
                                               struct wm_portfolio **ret_portfolio, struct wm_error *error);
// … and of a meeting alone.
WM_MUST_USE enum wm_status wm_pack_test_person_meeting(const struct wm_pack_test_world *world,
                                                       const struct wm_meeting *meeting,
                                                       struct wm_portfolio **ret_portfolio, struct wm_error *error);
