// SPDX-License-Identifier: MIT
// What a call is about: the organisation, the day, the level that its parameters name; with the errors that a caller
// is told when there is none. Loop thread only.
#pragma once

#include "api/methods/methods.h"

// First among the forms of every method about an organisation.
#define WM_FORM_ORG                                                                                                    \
    { .name = "org", .type = WM_TYPE_CODE }
#define WM_FORM_END                                                                                                    \
    { .name = NULL }

// WM_NOT_FOUND "unknown-organisation" with the nearest.
enum wm_status wm_target_unknown(const struct wm_rules *rules, struct wm_text id, struct wm_error *error);
// Of argument 0, or the only one there is. WM_NOT_FOUND "unknown-organisation" with the nearest; WM_PARAMS
// "missing-parameter" when there are several, which it names.
WM_MUST_USE enum wm_status wm_target_organisation(const struct wm_call *call, struct wm_organisation **ret_organisation,
                                                  struct wm_error *error);
// The day that the argument gives, or today in the organisation, as the ruleset of the answer has it (NULL: the active one).
WM_MUST_USE enum wm_status wm_target_day(const struct wm_call *call, struct wm_organisation *organisation,
                                         const struct wm_ruleset *ruleset, const struct wm_argument *argument,
                                         wm_day *ret_day, struct wm_error *error);
// WM_NOT_FOUND "unknown-level" or "unknown-framework", with path and nearest.
WM_MUST_USE enum wm_status wm_target_level(const struct wm_ruleset *ruleset, const struct wm_argument *argument,
                                           const struct wm_level **ret_level, struct wm_error *error);
WM_MUST_USE enum wm_status wm_target_framework(const struct wm_ruleset *ruleset, const struct wm_argument *argument,
                                               const struct wm_framework **ret_framework, struct wm_error *error);
