// SPDX-License-Identifier: MIT
// Reading JSON (simdjson behind a C face) and writing it.
//
// A reader owns one parser and the document of its last parse; values are small handles into it and die with
// the next parse. Not thread-safe: one reader per thread.
#pragma once

#include "engine/base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wm_json_reader;
struct wm_json { // 16 bytes, passed by value; a zeroed one is "absent"
    const void *document;
    size_t index;
};
enum wm_json_type {
    WM_JSON_ABSENT,
    WM_JSON_NULL,
    WM_JSON_BOOLEAN,
    WM_JSON_INTEGER, // fits int64
    WM_JSON_DECIMAL, // any other number
    WM_JSON_STRING,
    WM_JSON_ARRAY,
    WM_JSON_OBJECT
};
struct wm_text { // borrowed bytes, UTF-8, not NUL-terminated
    const char *data;
    size_t length;
};

#define WM_JSON_PADDING 64u // bytes that must be readable (any content) after the text given to wm_json_parse

WM_MUST_USE enum wm_status wm_json_reader_new(size_t longest, unsigned deepest, struct wm_json_reader **ret_reader,
                                              struct wm_error *error);
void wm_json_reader_free(struct wm_json_reader *reader); // accepts NULL
// Parses one text of `length` bytes; the memory must have WM_JSON_PADDING more readable bytes behind it.
// WM_PARSE with reason "json" (not JSON) or "utf-8", WM_LIMIT with reason "depth" or "length", WM_REQUEST with
// reason "duplicate-key" (the message names the key; `where` its path).
WM_MUST_USE enum wm_status wm_json_parse(struct wm_json_reader *reader, const char *text, size_t length,
                                         struct wm_json *ret_value, struct wm_error *error);
// The same for a text without padding (copied).
WM_MUST_USE enum wm_status wm_json_parse_copy(struct wm_json_reader *reader, const char *text, size_t length,
                                              struct wm_json *ret_value, struct wm_error *error);

enum wm_json_type wm_json_type(struct wm_json value);
const char *wm_json_type_name(enum wm_json_type type);                 // "a string", "an object", "nothing"
bool wm_json_boolean(struct wm_json value);                            // only for a BOOLEAN
int64_t wm_json_integer(struct wm_json value);                         // only for an INTEGER
double wm_json_double(struct wm_json value);                           // only for INTEGER and DECIMAL
bool wm_json_beyond_int64(struct wm_json value, uint64_t *ret_number); // a DECIMAL that is such an integer
struct wm_text wm_json_text(struct wm_json value);                     // only for a STRING
size_t wm_json_count(struct wm_json value);                            // elements or members; 0 for the rest
struct wm_json wm_json_member(struct wm_json object, const char *key); // absent when it is not there or no object

struct wm_json_iterator { // over an array or an object, in its order
    struct wm_json at;    // position
    size_t end;
    bool object;
};
struct wm_json_iterator wm_json_iterate(struct wm_json container); // an empty one for the rest
// False at the end. `ret_key` may be NULL for arrays.
bool wm_json_next(struct wm_json_iterator *iterator, struct wm_text *ret_key, struct wm_json *ret_value);

// Appends the value again. Canonical: members sorted by key bytes, no spaces, shortest numbers.
void wm_json_write_canonical(struct wm_buffer *buffer, struct wm_json value);

// Writing. Strings are escaped as RFC 8259 asks, and U+2028 is left alone; invalid UTF-8 becomes U+FFFD.
void wm_json_write_string(struct wm_buffer *buffer, const char *text, size_t length);
void wm_json_write_text(struct wm_buffer *buffer, const char *text); // NUL-terminated
// `"key":` with a comma before it when the buffer's last byte is neither `{` nor `[` nor empty.
void wm_json_write_key(struct wm_buffer *buffer, const char *key);
void wm_json_write_comma(struct wm_buffer *buffer); // only the comma rule above

bool wm_utf8_valid(const char *text, size_t length);
bool wm_utf8_printable(const char *text, size_t length); // valid, no control characters (C0, DEL, C1)
