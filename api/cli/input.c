// SPDX-License-Identifier: MIT
#include "api/cli/input.h"

#include "engine/base/file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, DEEPEST = 64 };

static enum wm_status read_all(int descriptor, struct wm_buffer *bytes, struct wm_error *error) {
    for (;;) {
        if (bytes->maximum - bytes->length < CHUNK)
            return wm_error_set(error, WM_LIMIT, "file-too-large", "the input is longer than %zu bytes",
                                bytes->maximum - CHUNK);
        if (!wm_buffer_reserve(bytes, CHUNK))
            return wm_error_no_memory(error);
        ssize_t got = read(descriptor, bytes->data + bytes->length, CHUNK);
        if (got < 0 && errno != EINTR)
            return wm_error_system(error, errno, "the standard input could not be read");
        if (got == 0)
            return WM_OK;
        bytes->length += got > 0 ? (size_t)got : 0;
        bytes->data[bytes->length] = '\0';
    }
}

enum wm_status wm_input_read(const struct wm_cli *cli, const char *path, struct wm_buffer *ret_bytes,
                             struct wm_error *error) {
    if (strcmp(path, "-") != 0)
        return wm_file_read(path, WM_INPUT_LONGEST, ret_bytes, error);
    struct wm_buffer bytes;
    wm_buffer_init(&bytes, WM_INPUT_LONGEST + CHUNK);
    enum wm_status status = read_all(cli->input, &bytes, error);
    if (status == WM_OK)
        *ret_bytes = bytes;
    else
        wm_buffer_clear(&bytes);
    return status;
}

// --- records ---

static bool is_blank(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0')
            return false;
    return true;
}

static enum wm_status wrong_record(const char *name, int64_t line, const struct wm_error *why, const char *found,
                                   struct wm_error *error) {
    struct wm_error reason = *why;
    wm_error_set(error, WM_PARAMS, "records", "%s", reason.message);
    wm_error_expected(error, "a record: {\"kind\": …, \"subject\": …, \"on\": …}");
    wm_error_found(error, "%s", found);
    return line > 0 ? wm_error_where(error, "%s:%lld", name, (long long)line) : wm_error_where(error, "%s", name);
}

static enum wm_status add_whole(struct wm_json value, const char *text, size_t length, const char *name,
                                struct wm_buffer *array, struct wm_error *error) {
    struct wm_error why = {.message = "a record is a JSON object"};
    if (wm_json_type(value) == WM_JSON_OBJECT) {
        wm_json_write_comma(array);
        wm_buffer_add(array, text, length);
        return WM_OK;
    }
    if (wm_json_type(value) != WM_JSON_ARRAY)
        return wrong_record(name, 0, &why, wm_json_type_name(wm_json_type(value)), error);
    struct wm_json_iterator iterator = wm_json_iterate(value);
    struct wm_json element;
    while (wm_json_next(&iterator, NULL, &element))
        if (wm_json_type(element) != WM_JSON_OBJECT)
            return wrong_record(name, 0, &why, wm_json_type_name(wm_json_type(element)), error);
    if (wm_json_count(value) == 0)
        return WM_OK;
    const char *open = memchr(text, '[', length);
    const char *end = memrchr(text, ']', length);
    wm_json_write_comma(array);
    wm_buffer_add(array, open + 1, (size_t)(end - open) - 1);
    return WM_OK;
}

static enum wm_status add_lines(struct wm_json_reader *reader, const char *text, size_t length, const char *name,
                                struct wm_buffer *array, struct wm_error *error) {
    int64_t number = 0;
    for (size_t at = 0; at < length;) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t part = end != NULL ? (size_t)(end - (text + at)) : length - at;
        number++;
        struct wm_json value;
        struct wm_error why = {.message = "a record is a JSON object"};
        if (!is_blank(text + at, part)) {
            enum wm_status status = wm_json_parse_copy(reader, text + at, part, &value, &why);
            if (status == WM_NO_MEMORY)
                return wm_error_no_memory(error);
            if (status != WM_OK)
                return wrong_record(name, number, &why, why.found, error);
            if (wm_json_type(value) != WM_JSON_OBJECT)
                return wrong_record(name, number, &why, wm_json_type_name(wm_json_type(value)), error);
            wm_json_write_comma(array);
            wm_buffer_add(array, text + at, part);
        }
        at += part + 1;
    }
    return WM_OK;
}

enum wm_status wm_input_records(const char *text, size_t length, const char *name, struct wm_buffer *array,
                                struct wm_error *error) {
    if (is_blank(text, length)) {
        wm_cli_misused(error, "%s holds no record", name);
        return wm_error_expected(error, "records as JSON: an object, an array, or one object a line");
    }
    struct wm_json_reader *reader = NULL;
    enum wm_status status = wm_json_reader_new(WM_INPUT_LONGEST, DEEPEST, &reader, error);
    if (status != WM_OK)
        return status;
    struct wm_json value;
    struct wm_error why;
    enum wm_status whole = wm_json_parse_copy(reader, text, length, &value, &why);
    if (whole == WM_OK)
        status = add_whole(value, text, length, name, array, error);
    else if (whole == WM_NO_MEMORY)
        status = wm_error_no_memory(error);
    else if (memchr(text, '\n', length) != NULL)
        status = add_lines(reader, text, length, name, array, error);
    else
        status = wrong_record(name, 0, &why, why.found, error);
    if (status == WM_OK && array->failed)
        status = wm_error_no_memory(error);
    wm_json_reader_free(reader);
    return status;
}

enum wm_status wm_input_records_of(const struct wm_cli *cli, const char *word, struct wm_buffer *array,
                                   struct wm_error *error) {
    if (word[0] == '{' || word[0] == '[')
        return wm_input_records(word, strlen(word), "the command line", array, error);
    struct wm_buffer bytes;
    enum wm_status status = wm_input_read(cli, word, &bytes, error);
    if (status != WM_OK)
        return status;
    const char *name = strcmp(word, "-") == 0 ? "standard input" : word;
    status = wm_input_records(bytes.data != NULL ? bytes.data : "", bytes.length, name, array, error);
    wm_buffer_clear(&bytes);
    return status;
}

enum wm_status wm_input_check(const char *word, const char *what, enum wm_json_type type, struct wm_error *error) {
    struct wm_json_reader *reader = NULL;
    enum wm_status status = wm_json_reader_new(WM_INPUT_LONGEST, DEEPEST, &reader, error);
    if (status != WM_OK)
        return status;
    struct wm_json value = {0};
    struct wm_error why;
    status = wm_json_parse_copy(reader, word, strlen(word), &value, &why);
    enum wm_json_type found = status == WM_OK ? wm_json_type(value) : WM_JSON_ABSENT;
    // Any number will do where an integer is asked for.
    bool good = found == type || (type == WM_JSON_INTEGER && found == WM_JSON_DECIMAL);
    wm_json_reader_free(reader);
    if (status == WM_NO_MEMORY)
        return wm_error_no_memory(error);
    if (good)
        return WM_OK;
    const char *wanted = type == WM_JSON_INTEGER ? "a number" : wm_json_type_name(type);
    wm_cli_misused(error, "%s takes %s", what, wanted);
    wm_error_expected(error, "%s", wanted);
    return wm_error_found(error, "%s", word);
}
