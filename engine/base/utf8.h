// SPDX-License-Identifier: MIT
// UTF-8, byte by byte. Pure functions, any thread. (Checks of whole texts: wm_utf8_valid in json.h.)
#pragma once

#include <stddef.h>
#include <stdint.h>

// The length (1 to 4) of the well-formed character at the start of `text`, 0 when there is none. `ret_point` may be
// NULL. No overlong forms, no surrogates, nothing past U+10FFFF.
size_t wm_utf8_next(const char *text, size_t length, uint32_t *ret_point);
// Copies into a field of `size` bytes, NUL-terminated and always valid: cut between characters, with `?` for each
// invalid byte and each control character.
void wm_utf8_copy(char *field, size_t size, const char *text, size_t length);
