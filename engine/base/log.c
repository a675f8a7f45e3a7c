// SPDX-License-Identifier: MIT
#include "engine/base/log.h"

#include "engine/base/date.h"
#include "engine/base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const names[] = {"debug", "info", "notice", "warning", "error", "bug"};
#define LEVELS (sizeof names / sizeof names[0])

// Set at start, read by every thread.
static atomic_int least_now = WM_LOG_INFO;
static atomic_int format_now = WM_LOG_TEXT;
static atomic_int_fast64_t counts[LEVELS];

void wm_log_configure(enum wm_log_level least, enum wm_log_format format) {
    atomic_store(&least_now, (int)least);
    atomic_store(&format_now, (int)format);
}

bool wm_log_enabled(enum wm_log_level level) {
    return (int)level >= atomic_load_explicit(&least_now, memory_order_relaxed);
}

const char *wm_log_level_name(enum wm_log_level level) {
    return names[(size_t)level < LEVELS ? (size_t)level : LEVELS - 1];
}

bool wm_log_level_parse(const char *text, enum wm_log_level *ret_level) {
    for (int i = 0; i < (int)WM_LOG_BUG; i++) {
        if (strcmp(text, names[i]) == 0) {
            *ret_level = (enum wm_log_level)i;
            return true;
        }
    }
    return false;
}

int64_t wm_log_count(enum wm_log_level level) {
    return atomic_load_explicit(&counts[(size_t)level < LEVELS ? (size_t)level : LEVELS - 1], memory_order_relaxed);
}

// A line on the stack: the log must work when there is no memory left. One write(2) of at most PIPE_BUF bytes, so
// that lines of several threads never mix.
struct line {
    char text[4096];
    size_t length;
};

static void put(struct line *line, const char *bytes, size_t length) {
    size_t room = sizeof line->text - 8 - line->length; // 8: the closing quote, brace and newline always fit
    if (length > room)
        length = 0; // whole characters or nothing
    memcpy(line->text + line->length, bytes, length);
    line->length += length;
}

static void put_text(struct line *line, const char *text) {
    put(line, text, strlen(text));
}

static void put_escape(struct line *line, unsigned code) {
    char escape[8];
    int length = snprintf(escape, sizeof escape, "\\u%04x", code & 0xffffu);
    put(line, escape, (size_t)length);
}

// Valid UTF-8 without control characters in either format; quotes and backslashes escaped in JSON only.
static void put_clean(struct line *line, const char *text, bool json) {
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        size_t count = wm_utf8_next(text + i, length - i, &point);
        if (count == 0)
            put_text(line, "\xef\xbf\xbd");
        else if (point < 0x20u || (point >= 0x7fu && point < 0xa0u))
            put_escape(line, point);
        else if (json && (point == '"' || point == '\\'))
            put(line, (const char[2]){'\\', text[i]}, 2);
        else
            put(line, text + i, count);
        i += count > 0 ? count : 1;
    }
}

static void put_member(struct line *line, const char *key, const char *value) {
    put_text(line, ",\"");
    put_text(line, key);
    put_text(line, "\":\"");
    put_clean(line, value, true);
    line->text[line->length++] = '"'; // room is kept by put()
}

static void send(struct line *line) {
    int saved = errno;
    line->text[line->length++] = '\n';
    size_t at = 0;
    while (at < line->length) {
        ssize_t written = write(STDERR_FILENO, line->text + at, line->length - at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break; // nowhere left to say so
        at += (size_t)written;
    }
    errno = saved;
}

static void detail(struct line *line, const struct wm_error *error, bool json) {
    const struct {
        const char *key, *value;
    } parts[] = {{"reason", error->reason},
                 {"where", error->where},
                 {"expected", error->expected},
                 {"found", error->found},
                 {"nearest", error->nearest}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].value[0] == '\0')
            continue;
        if (json) {
            put_member(line, parts[i].key, parts[i].value);
        } else if (i > 0) {
            put_text(line, "; ");
            put_text(line, parts[i].key);
            put_text(line, ": ");
            put_clean(line, parts[i].value, false);
        }
    }
}

static void emit(enum wm_log_level level, const char *topic, const char *message, const struct wm_error *error) {
    bool json = atomic_load_explicit(&format_now, memory_order_relaxed) == (int)WM_LOG_JSON;
    char at[32];
    wm_instant_format(wm_instant_now(), at);
    struct line line = {.length = 0};
    if (json) {
        put_text(&line, "{\"at\":\"");
        put_text(&line, at);
        put_text(&line, "\"");
        put_member(&line, "level", wm_log_level_name(level));
        put_member(&line, "topic", topic);
        put_member(&line, "message", message);
    } else {
        put_text(&line, at);
        put_text(&line, " ");
        put_text(&line, wm_log_level_name(level));
        put_text(&line, " ");
        put_clean(&line, topic, false);
        put_text(&line, ": ");
        put_clean(&line, message, false);
    }
    if (error != NULL)
        detail(&line, error, json);
    if (json)
        line.text[line.length++] = '}';
    send(&line);
}

static bool counted(enum wm_log_level level) {
    if ((size_t)level < LEVELS)
        atomic_fetch_add_explicit(&counts[level], 1, memory_order_relaxed);
    return wm_log_enabled(level);
}

void wm_log(enum wm_log_level level, const char *topic, const char *format, ...) {
    if (!counted(level))
        return;
    char message[3072];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    emit(level, topic, length < 0 ? "a message that could not be formatted" : message, NULL);
}

void wm_log_error(enum wm_log_level level, const char *topic, const struct wm_error *error) {
    if (counted(level))
        emit(level, topic, error->message, error);
}
