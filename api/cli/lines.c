// SPDX-License-Identifier: MIT
#include "api/cli/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

enum wm_status wm_lines_open(const struct wm_cli *cli, const char *path, size_t longest, struct wm_lines *ret_lines,
                             struct wm_error *error) {
    struct wm_lines lines = {.descriptor = cli->input, .longest = longest};
    if (strcmp(path, "-") != 0) {
        lines.descriptor = open(path, O_RDONLY | O_CLOEXEC);
        if (lines.descriptor < 0 && errno == ENOENT)
            return wm_error_set(error, WM_NOT_FOUND, "file-missing", "there is no file %s", path);
        if (lines.descriptor < 0)
            return wm_error_system(error, errno, path);
        lines.close = true;
    }
    struct stat about;
    if (fstat(lines.descriptor, &about) == 0 && S_ISREG(about.st_mode))
        lines.size = about.st_size;
    wm_buffer_init(&lines.held, longest + 4 * (size_t)CHUNK);
    *ret_lines = lines;
    return WM_OK;
}

void wm_lines_close(struct wm_lines *lines) {
    if (lines->close)
        close(lines->descriptor);
    wm_buffer_clear(&lines->held);
    *lines = (struct wm_lines){0};
}

static enum wm_status fill(struct wm_lines *lines, struct wm_error *error) {
    struct wm_buffer *held = &lines->held;
    wm_buffer_drop(held, lines->at);
    lines->at = 0;
    if (!wm_buffer_reserve(held, CHUNK + WM_JSON_PADDING))
        return wm_error_no_memory(error);
    for (;;) {
        ssize_t got = read(lines->descriptor, held->data + held->length, CHUNK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return wm_error_system(error, errno, "the input could not be read");
        lines->ended = got == 0;
        held->length += (size_t)got;
        held->data[held->length] = '\0';
        return WM_OK;
    }
}

enum wm_status wm_lines_next(struct wm_lines *lines, struct wm_line *ret_line, bool *ret_more, struct wm_error *error) {
    struct wm_buffer *held = &lines->held;
    bool too_long = false;
    size_t searched = 0; // from `at` on
    for (;;) {
        size_t left = held->length - lines->at;
        const char *start = left > 0 ? held->data + lines->at : "";
        const char *end = left > searched ? memchr(start + searched, '\n', left - searched) : NULL;
        if (end != NULL || (lines->ended && left > 0)) {
            size_t length = end != NULL ? (size_t)(end - start) : left;
            size_t used = length + (end != NULL);
            too_long = too_long || length > lines->longest;
            *ret_line = (struct wm_line){{start, too_long ? lines->longest : length}, too_long};
            *ret_more = true;
            lines->at += used;
            lines->bytes += (int64_t)used;
            lines->number++;
            return WM_OK;
        }
        if (lines->ended) {
            *ret_more = false;
            return WM_OK;
        }
        if (left > lines->longest) { // only its beginning is kept
            too_long = true;
            lines->bytes += (int64_t)(left - lines->longest);
            left = lines->longest;
            held->length = lines->at + left;
        }
        searched = left;
        enum wm_status status = fill(lines, error);
        if (status != WM_OK)
            return status;
    }
}
