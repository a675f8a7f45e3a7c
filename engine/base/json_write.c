// SPDX-License-Identifier: MIT
#include "engine/base/json.h"

#include "engine/base/number.h"
#include "engine/base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What RFC 8259 wants escaped, the short way where there is one.
static void write_escape(struct wm_buffer *buffer, unsigned char byte) {
    static const char letters[] = "\b\f\n\r\t\"\\";
    static const char *const escapes[] = {"\\b", "\\f", "\\n", "\\r", "\\t", "\\\"", "\\\\"};
    const char *at = byte != 0 ? strchr(letters, byte) : NULL;
    if (at != NULL)
        wm_buffer_add(buffer, escapes[at - letters], 2);
    else
        wm_buffer_printf(buffer, "\\u%04x", byte);
}

static bool must_escape(unsigned char byte) {
    return byte < 0x20u || byte == '"' || byte == '\\';
}

void wm_json_write_string(struct wm_buffer *buffer, const char *text, size_t length) {
    wm_buffer_byte(buffer, '"');
    size_t plain = 0; // the start of what needs no change
    for (size_t i = 0; i < length;) {
        unsigned char byte = (unsigned char)text[i];
        size_t count = byte < 0x80u ? 1 : wm_utf8_next(text + i, length - i, NULL);
        if (count > 0 && !must_escape(byte)) {
            i += count;
            continue;
        }
        if (i > plain)
            wm_buffer_add(buffer, text + plain, i - plain);
        if (count > 0)
            write_escape(buffer, byte);
        else
            wm_buffer_text(buffer, "\xef\xbf\xbd"); // U+FFFD
        plain = ++i;
    }
    if (length > plain)
        wm_buffer_add(buffer, text + plain, length - plain);
    wm_buffer_byte(buffer, '"');
}

void wm_json_write_text(struct wm_buffer *buffer, const char *text) {
    wm_json_write_string(buffer, text, strlen(text));
}

void wm_json_write_comma(struct wm_buffer *buffer) {
    if (buffer->length == 0)
        return;
    char last = buffer->data[buffer->length - 1];
    if (last != '{' && last != '[')
        wm_buffer_byte(buffer, ',');
}

void wm_json_write_key(struct wm_buffer *buffer, const char *key) {
    wm_json_write_comma(buffer);
    wm_json_write_text(buffer, key);
    wm_buffer_byte(buffer, ':');
}

// The fewest digits that read back as the same number; a whole number as an integer, so that 3, 3.0 and 3e0 are one.
static void write_decimal(struct wm_buffer *buffer, struct wm_json value) {
    uint64_t large;
    if (wm_json_beyond_int64(value, &large)) {
        wm_buffer_printf(buffer, "%" PRIu64, large);
        return;
    }
    double number = wm_json_double(value);
    if (number == trunc(number) && fabs(number) <= 9007199254740992.0) {
        wm_buffer_integer(buffer, (int64_t)number);
        return;
    }
    wm_number exact;
    if (wm_number_from_double(number, &exact)) { // nearly always, and faster
        wm_number_write(buffer, exact);
        return;
    }
    char text[40];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number) // check-source: allow strtod - reads what was just written
            break;
    }
    wm_buffer_text(buffer, text);
}

struct member {
    struct wm_text key;
    struct wm_json value;
};

static int by_key(const void *a, const void *b) {
    const struct member *left = a;
    const struct member *right = b;
    size_t common = left->key.length < right->key.length ? left->key.length : right->key.length;
    int order = memcmp(left->key.data, right->key.data, common);
    if (order != 0)
        return order;
    return left->key.length < right->key.length ? -1 : left->key.length > right->key.length ? 1 : 0;
}

static void write_members(struct wm_buffer *buffer, struct wm_json object) {
    size_t count = wm_json_count(object);
    struct member few[16];
    struct member *members = count <= 16 ? few : wm_alloc_zero(count, sizeof *members);
    if (members == NULL) {
        buffer->failed = true;
        return;
    }
    struct wm_json_iterator iterator = wm_json_iterate(object);
    for (size_t i = 0; i < count; i++)
        wm_json_next(&iterator, &members[i].key, &members[i].value);
    qsort(members, count, sizeof *members, by_key);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            wm_buffer_byte(buffer, ',');
        wm_json_write_string(buffer, members[i].key.data, members[i].key.length);
        wm_buffer_byte(buffer, ':');
        wm_json_write_canonical(buffer, members[i].value);
    }
    if (members != few)
        wm_free(members);
}

static void write_elements(struct wm_buffer *buffer, struct wm_json array) {
    struct wm_json_iterator iterator = wm_json_iterate(array);
    struct wm_json element;
    for (size_t i = 0; wm_json_next(&iterator, NULL, &element); i++) {
        if (i > 0)
            wm_buffer_byte(buffer, ',');
        wm_json_write_canonical(buffer, element);
    }
}

// Recursive: as deep as the reader allowed.
void wm_json_write_canonical(struct wm_buffer *buffer, struct wm_json value) { // NOLINT(misc-no-recursion)
    struct wm_text text;
    switch (wm_json_type(value)) {
    case WM_JSON_ABSENT:
    case WM_JSON_NULL: wm_buffer_text(buffer, "null"); break;
    case WM_JSON_BOOLEAN: wm_buffer_text(buffer, wm_json_boolean(value) ? "true" : "false"); break;
    case WM_JSON_INTEGER: wm_buffer_integer(buffer, wm_json_integer(value)); break;
    case WM_JSON_DECIMAL: write_decimal(buffer, value); break;
    case WM_JSON_STRING:
        text = wm_json_text(value);
        wm_json_write_string(buffer, text.data, text.length);
        break;
    case WM_JSON_ARRAY:
        wm_buffer_byte(buffer, '[');
        write_elements(buffer, value);
        wm_buffer_byte(buffer, ']');
        break;
    case WM_JSON_OBJECT:
        wm_buffer_byte(buffer, '{');
        write_members(buffer, value);
        wm_buffer_byte(buffer, '}');
        break;
    }
}

const char *wm_json_type_name(enum wm_json_type type) {
    static const char *const names[] = {"nothing",          "null",     "true or false", "a whole number",
                                        "a decimal number", "a string", "an array",      "an object"};
    return names[type];
}
