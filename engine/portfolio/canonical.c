// SPDX-License-Identifier: MIT
#include "engine/portfolio/canonical.h"

void wm_canonical_text(struct wm_buffer *buffer, const char *key, struct wm_text text) {
    if (text.length == 0)
        return;
    wm_json_write_key(buffer, key);
    wm_json_write_string(buffer, text.data, text.length);
}

void wm_canonical_day(struct wm_buffer *buffer, const char *key, wm_day day) {
    if (day == WM_DAY_NONE)
        return;
    char text[11];
    wm_day_format(day, text);
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

void wm_canonical_json(struct wm_buffer *buffer, const char *key, struct wm_json value) {
    if (wm_json_type(value) == WM_JSON_ABSENT)
        return;
    wm_json_write_key(buffer, key);
    wm_json_write_canonical(buffer, value);
}
