// SPDX-License-Identifier: MIT
// Looking into JSON as it is written, for what a parser does not keep: the bytes of an id. The text must have been
// parsed before; nothing is checked here.
#pragma once

#include "engine/base/json.h"

// The bytes of the value of `key` in the object that `text` is; an empty text when the key is not there as written
// (it could be there with escapes).
struct wm_text wm_scan_member(struct wm_text text, const char *key);
// The elements of the array that `text` is, one after the other: start with `at` 0. Empty at the end.
struct wm_text wm_scan_element(struct wm_text text, size_t *at);
