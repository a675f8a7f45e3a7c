// SPDX-License-Identifier: MIT
// One line as words, as a shell has them: spaces divide, "…" and '…' hold together, a backslash takes the next
// character as it is (not within '…'), and a word that begins with # ends the line.
#pragma once

#include "engine/base/json.h"

// On the arena. WM_PARAMS, reason "quote", when a quotation mark is not closed.
WM_MUST_USE enum wm_status wm_words_split(struct wm_arena *arena, struct wm_text line, const char ***ret_words,
                                          size_t *ret_count, struct wm_error *error);
