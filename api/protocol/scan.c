// SPDX-License-Identifier: MIT
#include "api/protocol/scan.h"

#include <string.h>

static size_t skip_space(struct wm_text text, size_t at) {
    while (at < text.length &&
           (text.data[at] == ' ' || text.data[at] == '\t' || text.data[at] == '\r' || text.data[at] == '\n'))
        at++;
    return at;
}

// From an opening quote to behind the closing one.
static size_t skip_string(struct wm_text text, size_t at) {
    for (at++; at < text.length && text.data[at] != '"'; at++) {
        if (text.data[at] == '\\')
            at++;
    }
    return at + 1;
}

// From the first byte of a value to behind its last.
static size_t skip_value(struct wm_text text, size_t at) {
    size_t depth = 0;
    while (at < text.length) {
        char byte = text.data[at];
        if (byte == '"') {
            at = skip_string(text, at);
            if (depth == 0)
                return at;
            continue;
        }
        if (byte == '{' || byte == '[') {
            depth++;
        } else if (byte == '}' || byte == ']') {
            if (depth == 0) // the end of what the value stands in
                return at;
            if (--depth == 0)
                return at + 1;
        } else if (depth == 0 && (byte == ',' || skip_space(text, at) != at)) {
            return at;
        }
        at++;
    }
    return at;
}

struct wm_text wm_scan_member(struct wm_text text, const char *key) {
    size_t length = strlen(key);
    size_t at = skip_space(text, 0) + 1; // behind the {
    for (;;) {
        at = skip_space(text, at);
        if (at >= text.length || text.data[at] != '"')
            return (struct wm_text){"", 0};
        size_t name = at + 1;
        at = skip_string(text, at);
        bool found = at - name == length + 1 && memcmp(text.data + name, key, length) == 0;
        at = skip_space(text, skip_space(text, at) + 1); // behind the colon
        size_t end = skip_value(text, at);
        if (found)
            return (struct wm_text){text.data + at, end - at};
        at = skip_space(text, end) + 1; // behind the comma, or the end
    }
}

struct wm_text wm_scan_element(struct wm_text text, size_t *at) {
    size_t start = skip_space(text, *at == 0 ? skip_space(text, 0) + 1 : *at);
    if (start >= text.length || text.data[start] == ']')
        return (struct wm_text){"", 0};
    size_t end = skip_value(text, start);
    *at = skip_space(text, end);
    if (*at < text.length && text.data[*at] == ',')
        (*at)++;
    return (struct wm_text){text.data + start, end - start};
}
