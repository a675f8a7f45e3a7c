// SPDX-License-Identifier: MIT
#include "api/client/answer.h"

#include "engine/base/utf8.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum waymark_status wm_answer_fail(struct waymark_error *error, enum waymark_status status, const char *reason,
                                   const char *format, ...) {
    if (error == NULL)
        return status;
    char message[640];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    size_t have = length < 0 ? 0 : (size_t)length < sizeof message ? (size_t)length : sizeof message - 1;
    *error = (struct waymark_error){.status = status};
    wm_utf8_copy(error->reason, sizeof error->reason, reason, strlen(reason));
    wm_utf8_copy(error->message, sizeof error->message, message, have);
    return status;
}

enum waymark_status wm_answer_no_memory(struct waymark_error *error) {
    return wm_answer_fail(error, WAYMARK_NO_MEMORY, "no-memory", "out of memory");
}

static void copy_member(char *field, size_t size, struct wm_json object, const char *key) {
    struct wm_json value = wm_json_member(object, key);
    if (wm_json_type(value) != WM_JSON_STRING)
        return;
    struct wm_text text = wm_json_text(value);
    wm_utf8_copy(field, size, text.data, text.length);
}

enum waymark_status wm_answer_refusal(struct wm_json_reader *reader, const char *text, size_t length,
                                      struct waymark_error *error) {
    struct wm_json object;
    struct wm_error why;
    enum wm_status status = wm_json_parse_copy(reader, text, length, &object, &why);
    if (status == WM_NO_MEMORY)
        return wm_answer_no_memory(error);
    struct wm_json code = status == WM_OK ? wm_json_member(object, "code") : (struct wm_json){0};
    if (wm_json_type(code) != WM_JSON_INTEGER)
        return wm_answer_fail(error, WAYMARK_PROTOCOL, "answer", "the daemon's error has no code");
    wm_answer_fail(error, WAYMARK_REFUSED, "refused", "the daemon gave no message");
    if (error == NULL)
        return WAYMARK_REFUSED;
    int64_t number = wm_json_integer(code);
    error->code = number >= INT_MIN && number <= INT_MAX ? (int)number : -32603;
    struct wm_json data = wm_json_member(object, "data");
    copy_member(error->message, sizeof error->message, object, "message");
    copy_member(error->reason, sizeof error->reason, data, "reason");
    copy_member(error->where, sizeof error->where, data, "where");
    copy_member(error->where, sizeof error->where, data, "path");
    copy_member(error->expected, sizeof error->expected, data, "expected");
    copy_member(error->found, sizeof error->found, data, "found");
    copy_member(error->nearest, sizeof error->nearest, data, "nearest");
    return WAYMARK_REFUSED;
}

// --- the bytes of one member, as they came ---

// Past the string that starts at `at`.
static size_t skip_string(const char *line, size_t length, size_t at) {
    for (at++; at < length && line[at] != '"'; at++)
        if (line[at] == '\\')
            at++;
    return at + 1;
}

// Past the value that starts at `at`; the line is known to be JSON.
static size_t skip_value(const char *line, size_t length, size_t at) {
    size_t depth = 0;
    while (at < length) {
        char byte = line[at];
        if (byte == '"') {
            at = skip_string(line, length, at);
            if (depth == 0)
                return at;
            continue;
        }
        if (depth == 0 && (byte == ',' || byte == '}' || byte == ']'))
            return at;
        if (byte == '{' || byte == '[')
            depth++;
        at++;
        if ((byte == '}' || byte == ']') && --depth == 0)
            return at;
    }
    return length;
}

static size_t skip_blank(const char *line, size_t length, size_t at) {
    while (at < length && strchr(" \t\r\n", line[at]) != NULL)
        at++;
    return at;
}

// `key` is written without escapes by every daemon; one that escapes it is not found.
static bool find_member(const char *line, size_t length, const char *key, struct wm_text *ret_text) {
    size_t wanted = strlen(key);
    size_t at = skip_blank(line, length, 0) + 1;
    while (at < length) {
        at = skip_blank(line, length, at);
        if (at >= length || line[at] != '"')
            return false;
        size_t after = skip_string(line, length, at);
        bool found = after - at == wanted + 2 && memcmp(line + at + 1, key, wanted) == 0;
        at = skip_blank(line, length, after) + 1; // the colon
        at = skip_blank(line, length, at);
        size_t end = skip_value(line, length, at);
        if (found) {
            while (end > at && strchr(" \t\r\n", line[end - 1]) != NULL)
                end--;
            *ret_text = (struct wm_text){line + at, end - at};
            return true;
        }
        at = skip_blank(line, length, end) + 1; // the comma
    }
    return false;
}

static enum waymark_status not_an_answer(struct waymark_error *error, const char *line, size_t length,
                                         const char *what) {
    wm_answer_fail(error, WAYMARK_PROTOCOL, "answer", "what came is not an answer: %s", what);
    if (error != NULL)
        wm_utf8_copy(error->found, sizeof error->found, line, length);
    return WAYMARK_PROTOCOL;
}

enum waymark_status wm_answer_read(struct wm_json_reader *reader, const char *line, size_t length,
                                   struct wm_answer *ret_answer, struct waymark_error *error) {
    struct wm_json value;
    struct wm_error why;
    enum wm_status status = wm_json_parse(reader, line, length, &value, &why);
    if (status == WM_NO_MEMORY)
        return wm_answer_no_memory(error);
    if (status != WM_OK)
        return not_an_answer(error, line, length, why.message);
    if (wm_json_type(value) != WM_JSON_OBJECT)
        return not_an_answer(error, line, length, "it is not an object");
    struct wm_answer answer = {0};
    struct wm_json id = wm_json_member(value, "id");
    if (wm_json_type(wm_json_member(value, "method")) == WM_JSON_STRING && wm_json_type(id) == WM_JSON_ABSENT) {
        answer = (struct wm_answer){.notification = true, .method = wm_json_text(wm_json_member(value, "method"))};
        if (wm_json_type(wm_json_member(value, "params")) != WM_JSON_OBJECT ||
            !find_member(line, length, "params", &answer.text))
            return not_an_answer(error, line, length, "a notice needs params");
        *ret_answer = answer;
        return WAYMARK_OK;
    }
    bool result = wm_json_type(wm_json_member(value, "result")) != WM_JSON_ABSENT;
    answer.refused = wm_json_type(wm_json_member(value, "error")) == WM_JSON_OBJECT;
    if (result == answer.refused)
        return not_an_answer(error, line, length, "it needs either a result or an error");
    answer.has_id = wm_json_type(id) == WM_JSON_INTEGER;
    if (!answer.has_id && !(wm_json_type(id) == WM_JSON_NULL && answer.refused))
        return not_an_answer(error, line, length, "its id is none of ours");
    answer.id = answer.has_id ? wm_json_integer(id) : 0;
    if (!find_member(line, length, answer.refused ? "error" : "result", &answer.text))
        return not_an_answer(error, line, length, "its members are oddly written");
    *ret_answer = answer;
    return WAYMARK_OK;
}
