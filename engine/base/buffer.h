// SPDX-License-Identifier: MIT
// A bounded, growing byte buffer.
//
// Appending never returns an error: a failed append (memory, or the maximum) sets `failed`, later appends do
// nothing, and the user looks once at the end. Always NUL-terminated when `data` is not NULL.
#pragma once

#include "engine/base/memory.h"

#include <stdbool.h>

struct wm_buffer {
    char *data; // owned; NULL until the first append
    size_t length;
    size_t capacity;
    size_t maximum; // of length
    bool failed;
};

void wm_buffer_init(struct wm_buffer *buffer, size_t maximum);
void wm_buffer_clear(struct wm_buffer *buffer);                // frees; accepts a zeroed one; usable again
void wm_buffer_reset(struct wm_buffer *buffer);                // length 0, failed false, keeps the memory
bool wm_buffer_reserve(struct wm_buffer *buffer, size_t more); // room for `more` bytes after length; false = failed
void wm_buffer_add(struct wm_buffer *buffer, const void *bytes, size_t length);
void wm_buffer_text(struct wm_buffer *buffer, const char *text);
void wm_buffer_byte(struct wm_buffer *buffer, char byte);
void wm_buffer_printf(struct wm_buffer *buffer, const char *format, ...) WM_PRINTF(2, 3);
void wm_buffer_integer(struct wm_buffer *buffer, int64_t number);
void wm_buffer_drop(struct wm_buffer *buffer, size_t count); // removes `count` bytes from the front
char *wm_buffer_steal(struct wm_buffer *buffer);             // WM_OWNED; NULL when failed; buffer is empty afterwards
