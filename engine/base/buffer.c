// SPDX-License-Identifier: MIT
#include "engine/base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void wm_buffer_init(struct wm_buffer *buffer, size_t maximum) {
    *buffer = (struct wm_buffer){.maximum = maximum < SIZE_MAX ? maximum : SIZE_MAX - 1}; // room for the NUL
}

void wm_buffer_clear(struct wm_buffer *buffer) {
    wm_free(buffer->data);
    wm_buffer_init(buffer, buffer->maximum);
}

void wm_buffer_reset(struct wm_buffer *buffer) {
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->data != NULL)
        buffer->data[0] = '\0';
}

bool wm_buffer_reserve(struct wm_buffer *buffer, size_t more) {
    if (buffer->failed)
        return false;
    if (more > buffer->maximum - buffer->length) {
        buffer->failed = true;
        return false;
    }
    size_t need = buffer->length + more + 1; // the NUL
    if (buffer->data != NULL && need <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity + buffer->capacity / 2;
    if (capacity > buffer->maximum + 1)
        capacity = buffer->maximum + 1;
    if (capacity < need)
        capacity = need;
    char *data = wm_realloc(buffer->data, capacity);
    if (data == NULL) {
        buffer->failed = true;
        return false;
    }
    data[buffer->length] = '\0';
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void wm_buffer_add(struct wm_buffer *buffer, const void *bytes, size_t length) {
    if (!wm_buffer_reserve(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void wm_buffer_text(struct wm_buffer *buffer, const char *text) {
    wm_buffer_add(buffer, text, strlen(text));
}

void wm_buffer_byte(struct wm_buffer *buffer, char byte) {
    wm_buffer_add(buffer, &byte, 1);
}

void wm_buffer_printf(struct wm_buffer *buffer, const char *format, ...) {
    char small[256];
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if ((size_t)length < sizeof small) {
        wm_buffer_add(buffer, small, (size_t)length);
    } else if (wm_buffer_reserve(buffer, (size_t)length)) {
        if (vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again) == length)
            buffer->length += (size_t)length;
        else
            buffer->failed = true;
        buffer->data[buffer->length] = '\0';
    }
    va_end(again);
}

void wm_buffer_integer(struct wm_buffer *buffer, int64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        digits[--at] = '-';
    wm_buffer_add(buffer, digits + at, sizeof digits - at);
}

void wm_buffer_drop(struct wm_buffer *buffer, size_t count) {
    if (buffer->data == NULL || count == 0)
        return;
    if (count > buffer->length)
        count = buffer->length;
    buffer->length -= count;
    memmove(buffer->data, buffer->data + count, buffer->length + 1);
}

char *wm_buffer_steal(struct wm_buffer *buffer) {
    char *data = NULL;
    if (wm_buffer_reserve(buffer, 0)) {
        data = buffer->data;
        buffer->data = NULL;
    }
    wm_buffer_clear(buffer);
    return data;
}
