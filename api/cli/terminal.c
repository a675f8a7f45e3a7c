// SPDX-License-Identifier: MIT
#include "api/cli/terminal.h"

#include "engine/base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { LARGEST = 256 * 1024 * 1024, NARROWEST = 40, WIDEST = 400 };

static const char *const tone_codes[] = {
    [WM_TONE_PLAIN] = "",         [WM_TONE_GOOD] = "\x1b[32m",  [WM_TONE_BAD] = "\x1b[31m",
    [WM_TONE_DOUBT] = "\x1b[33m", [WM_TONE_STRONG] = "\x1b[1m", [WM_TONE_FAINT] = "\x1b[2m",
};

// 0 when the text is no number in a sane range.
static unsigned columns_of(const char *text) {
    unsigned columns = 0;
    if (text == NULL || text[0] == '\0' || strlen(text) > 4)
        return 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return 0;
        columns = columns * 10 + (unsigned)(*text - '0');
    }
    return columns;
}

static unsigned asked_columns(int descriptor) {
    unsigned columns = columns_of(getenv("COLUMNS"));
    struct winsize size;
    if (columns == 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0)
        columns = size.ws_col;
    if (columns == 0)
        columns = WM_TERMINAL_COLUMNS;
    return columns < NARROWEST ? NARROWEST : columns > WIDEST ? WIDEST : columns;
}

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

void wm_terminal_init(struct wm_terminal *terminal, int descriptor) {
    *terminal = (struct wm_terminal){.descriptor = descriptor, .columns = WM_TERMINAL_COLUMNS};
    wm_buffer_init(&terminal->text, LARGEST);
    if (descriptor < 0)
        return;
    const char *kind = getenv("TERM");
    bool dumb = kind != NULL && strcmp(kind, "dumb") == 0;
    terminal->live = isatty(descriptor) == 1 && !dumb;
    terminal->colour = (terminal->live || is_set("CLICOLOR_FORCE")) && !is_set("NO_COLOR");
    terminal->columns = asked_columns(descriptor);
}

void wm_terminal_clear(struct wm_terminal *terminal) {
    wm_buffer_clear(&terminal->text);
}

enum wm_status wm_terminal_flush(struct wm_terminal *terminal, struct wm_error *error) {
    struct wm_buffer *text = &terminal->text;
    if (text->failed)
        return wm_error_no_memory(error);
    size_t at = 0;
    while (terminal->descriptor >= 0 && at < text->length) {
        ssize_t written = write(terminal->descriptor, text->data + at, text->length - at);
        if (written >= 0) {
            at += (size_t)written;
            continue;
        }
        if (errno == EINTR)
            continue;
        int number = errno;
        wm_buffer_reset(text);
        return number == EPIPE ? WM_OK : wm_error_system(error, number, "the output could not be written");
    }
    if (terminal->descriptor >= 0)
        wm_buffer_reset(text);
    return WM_OK;
}

// --- characters ---

struct range {
    uint32_t from, to;
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t point) {
    for (size_t i = 0; i < count && point >= ranges[i].from; i++)
        if (point <= ranges[i].to)
            return true;
    return false;
}

static bool is_combining(uint32_t point) {
    static const struct range ranges[] = {{0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},  {0x0610, 0x061a},
                                          {0x064b, 0x065f}, {0x093c, 0x093c}, {0x0941, 0x0948},  {0x094d, 0x094d},
                                          {0x0e31, 0x0e31}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e},  {0x1ab0, 0x1aff},
                                          {0x1dc0, 0x1dff}, {0x200b, 0x200d}, {0x20d0, 0x20ff},  {0xfe00, 0xfe0f},
                                          {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef}};
    return in_ranges(ranges, sizeof ranges / sizeof ranges[0], point);
}

static bool is_wide(uint32_t point) {
    static const struct range ranges[] = {
        {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},
        {0x4e00, 0x9fff},   {0xa000, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},
        {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
        {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
    return in_ranges(ranges, sizeof ranges / sizeof ranges[0], point);
}

static bool is_harmful(uint32_t point) {
    static const struct range ranges[] = {{0x00, 0x09},     {0x0b, 0x1f},     {0x7f, 0x9f},    {0x200e, 0x200f},
                                          {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfff9, 0xfffb}};
    return in_ranges(ranges, sizeof ranges / sizeof ranges[0], point);
}

// The next character: its bytes and its columns. Bytes that are no UTF-8 count as one column each.
static size_t next_character(const char *text, size_t length, size_t *ret_columns) {
    uint32_t point = 0;
    size_t bytes = wm_utf8_next(text, length, &point);
    *ret_columns = bytes == 0 ? 1 : is_combining(point) ? 0 : is_wide(point) ? 2 : 1;
    return bytes == 0 ? 1 : bytes;
}

size_t wm_terminal_width(const char *text, size_t length) {
    size_t columns = 0;
    size_t wide = 0;
    for (size_t i = 0; i < length; columns += wide)
        i += next_character(text + i, length - i, &wide);
    return columns;
}

size_t wm_terminal_fit(const char *text, size_t length, size_t columns) {
    size_t used = 0;
    size_t word_end = 0; // the end of the last whole word that fits
    size_t part_end = 0; // behind the last hyphen or slash that fits: for words that are too long by themselves
    for (size_t i = 0; i < length;) {
        size_t wide = 0;
        size_t bytes = next_character(text + i, length - i, &wide);
        if (text[i] == ' ') {
            if (i > 0 && text[i - 1] != ' ')
                word_end = i;
        } else if (used + wide > columns) {
            return word_end > 0 ? word_end : part_end > 0 ? part_end : i > 0 ? i : bytes;
        } else if (text[i] == '-' || text[i] == '/') {
            part_end = i + 1;
        }
        used += wide;
        i += bytes;
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return length;
}

void wm_terminal_clean(struct wm_buffer *buffer, const char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        size_t bytes = wm_utf8_next(text + i, length - i, &point);
        if (bytes == 0 || is_harmful(point))
            wm_buffer_byte(buffer, '?');
        else
            wm_buffer_add(buffer, text + i, bytes);
        i += bytes == 0 ? 1 : bytes;
    }
}

// --- composing ---

void wm_terminal_begin(struct wm_terminal *terminal, enum wm_tone tone) {
    if (terminal->colour)
        wm_buffer_text(&terminal->text, tone_codes[tone]);
}

void wm_terminal_end(struct wm_terminal *terminal, enum wm_tone tone) {
    if (terminal->colour && tone != WM_TONE_PLAIN)
        wm_buffer_text(&terminal->text, "\x1b[0m");
}

void wm_terminal_raw(struct wm_terminal *terminal, const char *bytes, size_t length) {
    wm_buffer_add(&terminal->text, bytes, length);
}

void wm_terminal_blank(struct wm_terminal *terminal) {
    wm_buffer_byte(&terminal->text, '\n');
}

// Formats and cleans. The buffer is cleared by the caller; its failure becomes the terminal's.
static void compose(struct wm_terminal *terminal, struct wm_buffer *clean, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    char small[512];
    int length = vsnprintf(small, sizeof small, format, arguments);
    wm_buffer_init(clean, LARGEST);
    if (length >= 0 && (size_t)length < sizeof small) {
        wm_terminal_clean(clean, small, (size_t)length);
    } else if (length >= 0) {
        char *large = wm_alloc((size_t)length + 1);
        if (large != NULL && vsnprintf(large, (size_t)length + 1, format, again) == length)
            wm_terminal_clean(clean, large, (size_t)length);
        else
            clean->failed = true;
        wm_free(large);
    }
    va_end(again);
    if (clean->failed || length < 0)
        terminal->text.failed = true;
}

void wm_terminal_put(struct wm_terminal *terminal, enum wm_tone tone, const char *format, ...) {
    struct wm_buffer clean;
    va_list arguments;
    va_start(arguments, format);
    compose(terminal, &clean, format, arguments);
    va_end(arguments);
    wm_terminal_begin(terminal, tone);
    wm_buffer_add(&terminal->text, clean.data, clean.length);
    wm_terminal_end(terminal, tone);
    wm_buffer_clear(&clean);
}

static void spaces(struct wm_terminal *terminal, size_t count) {
    for (size_t i = 0; i < count; i++)
        wm_buffer_byte(&terminal->text, ' ');
}

// One paragraph, wrapped: the first line begins where the cursor is (column `indent`), the others at `indent`.
static void paragraph(struct wm_terminal *terminal, size_t indent, enum wm_tone tone, const char *text, size_t length) {
    size_t columns = terminal->columns > indent + 20 ? terminal->columns - indent : 20;
    bool first = true;
    do {
        if (!first)
            spaces(terminal, indent);
        size_t fits = wm_terminal_fit(text, length, columns);
        wm_terminal_begin(terminal, tone);
        wm_buffer_add(&terminal->text, text, fits);
        wm_terminal_end(terminal, tone);
        wm_buffer_byte(&terminal->text, '\n');
        text += fits;
        length -= fits;
        while (length > 0 && *text == ' ') {
            text++;
            length--;
        }
        first = false;
    } while (length > 0);
}

static void paragraphs(struct wm_terminal *terminal, size_t indent, enum wm_tone tone, const struct wm_buffer *clean) {
    if (terminal->text.failed)
        return;
    const char *text = clean->data != NULL ? clean->data : "";
    size_t length = clean->length;
    for (bool first = true; first || length > 0; first = false) {
        const char *end = memchr(text, '\n', length);
        size_t part = end != NULL ? (size_t)(end - text) : length;
        if (!first)
            spaces(terminal, indent);
        paragraph(terminal, indent, tone, text, part);
        size_t used = end != NULL ? part + 1 : part;
        text += used;
        length -= used;
    }
}

void wm_terminal_line(struct wm_terminal *terminal, enum wm_tone tone, const char *format, ...) {
    struct wm_buffer clean;
    va_list arguments;
    va_start(arguments, format);
    compose(terminal, &clean, format, arguments);
    va_end(arguments);
    paragraphs(terminal, 0, tone, &clean);
    wm_buffer_clear(&clean);
}

void wm_terminal_item(struct wm_terminal *terminal, unsigned indent, enum wm_tone mark_tone, const char *mark,
                      enum wm_tone tone, const char *format, ...) {
    struct wm_buffer clean;
    va_list arguments;
    va_start(arguments, format);
    compose(terminal, &clean, format, arguments);
    va_end(arguments);
    for (size_t i = 0; i < clean.length; i++)
        clean.data[i] = (char)(clean.data[i] == '\n' ? ' ' : clean.data[i]); // nobody's text forges a line
    size_t width = wm_terminal_width(mark, strlen(mark));
    spaces(terminal, indent);
    wm_terminal_put(terminal, mark_tone, "%s", mark);
    if (width > 0)
        wm_buffer_byte(&terminal->text, ' ');
    paragraphs(terminal, indent + width + (width > 0), tone, &clean);
    wm_buffer_clear(&clean);
}
