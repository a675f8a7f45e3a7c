// SPDX-License-Identifier: MIT
// A framework as JSON: what it declares, its parameters, its levels with their criteria in words.
#pragma once

#include "engine/base/json.h"
#include "engine/criteria/ruleset.h"

void wm_framework_write(struct wm_buffer *buffer, const struct wm_framework *framework);
// The criterion and everything below it: {"verb":…,"id":…,"says":…,"children":[…]}.
void wm_framework_write_criterion(struct wm_buffer *buffer, const struct wm_criterion *criterion);
// "key":value, and nothing when the text is NULL.
void wm_framework_write_text(struct wm_buffer *buffer, const char *key, const char *text);
// The same of a day; nothing when it is WM_DAY_NONE.
void wm_framework_write_day(struct wm_buffer *buffer, const char *key, wm_day day);
void wm_framework_write_codes(struct wm_buffer *buffer, const char *key, struct wm_codes codes);
