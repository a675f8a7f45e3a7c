// SPDX-License-Identifier: MIT
// Members of canonical JSON that records and entries share. An absent value writes nothing.
#pragma once

#include "engine/base/date.h"
#include "engine/base/json.h"

void wm_canonical_text(struct wm_buffer *buffer, const char *key, struct wm_text text); // empty = absent
void wm_canonical_day(struct wm_buffer *buffer, const char *key, wm_day day);           // WM_DAY_NONE = absent
void wm_canonical_json(struct wm_buffer *buffer, const char *key, struct wm_json value);
