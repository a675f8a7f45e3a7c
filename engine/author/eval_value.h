// SPDX-License-Identifier: MIT
// The value of a parameter from what somebody typed: "3", "80%", "6 months", "true", "diploma, degree".
#pragma once

#include "engine/base/memory.h"
#include "engine/criteria/framework.h"

// `text` is read as the parameter's type asks for. Codes are on the arena. WM_PARAMS, reason "wrong-type", with what was
// expected.
WM_MUST_USE enum wm_status wm_eval_value(struct wm_arena *arena, const struct wm_parameter *parameter, const char *text,
                                         struct wm_value *ret_value, struct wm_error *error);
// "3", "-0.25": at most four digits behind the point.
WM_MUST_USE bool wm_eval_number(const char *text, wm_number *ret_number);
// A value as wm_eval_value reads it, appended.
void wm_eval_value_write(struct wm_buffer *buffer, const struct wm_value *value);
