// SPDX-License-Identifier: MIT
#include "api/cli/csv.h"

#include <string.h>

static bool needs_quotes(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (strchr("\",\r\n", text[i]) != NULL && text[i] != '\0')
            return true;
    }
    return false;
}

void wm_csv_field(struct wm_terminal *terminal, bool first, const char *text, size_t length) {
    struct wm_buffer *out = &terminal->text;
    if (!first)
        wm_buffer_byte(out, ',');
    if (!needs_quotes(text, length)) {
        wm_terminal_clean(out, text, length);
        return;
    }
    wm_buffer_byte(out, '"');
    for (size_t i = 0, plain = 0; i <= length; i++) {
        if (i < length && text[i] != '"')
            continue;
        wm_terminal_clean(out, text + plain, i - plain);
        if (i < length)
            wm_buffer_text(out, "\"\"");
        plain = i + 1;
    }
    wm_buffer_byte(out, '"');
}

void wm_csv_end(struct wm_terminal *terminal) {
    wm_buffer_text(&terminal->text, "\r\n");
}
