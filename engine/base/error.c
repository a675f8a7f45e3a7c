// SPDX-License-Identifier: MIT
#include "engine/base/error.h"

#include "engine/base/log.h"
#include "engine/base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct status_row {
    const char *name;
    const char *text;
    int rpc;
};

static const struct status_row rows[] = {
#define X(name, text_name, text, number) [WM_##name] = {text_name, text, number},
    WM_STATUS_MAP(X)
#undef X
};

static const struct status_row *row_of(enum wm_status status) {
    size_t index = (size_t)status;
    return &rows[index < sizeof rows / sizeof rows[0] ? index : (size_t)WM_INTERNAL];
}

const char *wm_status_name(enum wm_status status) {
    return row_of(status)->name;
}

const char *wm_status_text(enum wm_status status) {
    return row_of(status)->text;
}

int wm_status_rpc(enum wm_status status) {
    return row_of(status)->rpc;
}

static void fill(char *field, size_t size, const char *format, va_list arguments) {
    // Formatted elsewhere first: an argument may point into the field itself.
    char text[640];
    int length = vsnprintf(text, sizeof text, format, arguments);
    if (length < 0)
        length = 0;
    size_t have = (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
    wm_utf8_copy(field, size, text, have);
}

// Names in parentheses: error.h has macros of the same names for the analyzer.
enum wm_status(wm_error_set)(struct wm_error *error, enum wm_status status, const char *reason, const char *format,
                             ...) {
    if (error == NULL)
        return status;
    char message[sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    fill(message, sizeof message, format, arguments);
    va_end(arguments);
    const char *code = reason != NULL ? reason : wm_status_name(status);
    char kept[sizeof error->reason];
    wm_utf8_copy(kept, sizeof kept, code, strlen(code));
    *error = (struct wm_error){.status = status};
    memcpy(error->reason, kept, sizeof kept);
    memcpy(error->message, message, sizeof message);
    return status;
}

// One body for the three fields that are filled the same way; va_start cannot be shared by a function.
#define FILL_FIELD(field)                                                                                              \
    if (error == NULL)                                                                                                 \
        return WM_INTERNAL;                                                                                            \
    va_list arguments;                                                                                                 \
    va_start(arguments, format);                                                                                       \
    fill(error->field, sizeof error->field, format, arguments);                                                        \
    va_end(arguments);                                                                                                 \
    return error->status

enum wm_status wm_error_where(struct wm_error *error, const char *format, ...) {
    FILL_FIELD(where);
}

enum wm_status wm_error_expected(struct wm_error *error, const char *format, ...) {
    FILL_FIELD(expected);
}

enum wm_status wm_error_found(struct wm_error *error, const char *format, ...) {
    FILL_FIELD(found);
}

enum wm_status wm_error_nearest(struct wm_error *error, const char *name) {
    if (error == NULL)
        return WM_INTERNAL;
    if (name == NULL)
        error->nearest[0] = '\0';
    else
        wm_utf8_copy(error->nearest, sizeof error->nearest, name, strlen(name));
    return error->status;
}

enum wm_status(wm_error_no_memory)(struct wm_error *error) {
    return wm_error_set(error, WM_NO_MEMORY, NULL, "out of memory: nothing was changed; try again later");
}

enum wm_status(wm_error_system)(struct wm_error *error, int number, const char *what) {
    const char *text = strerrordesc_np(number);
    if (text == NULL)
        return wm_error_set(error, WM_SYSTEM, NULL, "%s: error %d", what, number);
    return wm_error_set(error, WM_SYSTEM, NULL, "%s: %s", what, text);
}

void wm_require_failed(const char *condition, const char *file, int line) {
    wm_log(WM_LOG_BUG, "require", "%s:%d: not true: %s; stopping", file, line, condition);
    abort();
}

int wm_expect_failed(const char *condition, const char *file, int line) {
    wm_log(WM_LOG_BUG, "expect", "%s:%d: not true: %s", file, line, condition);
    return 0;
}
