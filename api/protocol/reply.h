// SPDX-License-Identifier: MIT
// Answers as they are written: {"jsonrpc":"2.0","id":…,"result":…} and {"jsonrpc":"2.0","id":…,"error":{…}}.
#pragma once

#include "engine/base/json.h"

// Up to and with "result": - the value comes next, then wm_reply_end.
void wm_reply_begin(struct wm_buffer *buffer, struct wm_text id);
// The same for what nobody asked: up to and with "params": - wm_reply_end follows here too.
void wm_reply_notice_begin(struct wm_buffer *buffer, const char *method);
void wm_reply_end(struct wm_buffer *buffer);
// A whole one. An empty id is written as null. `details`: more members of the data, or an empty text.
void wm_reply_error(struct wm_buffer *buffer, struct wm_text id, const struct wm_error *error, struct wm_text details);
