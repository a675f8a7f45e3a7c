// SPDX-License-Identifier: MIT
#include "engine/daemon/moves.h"

static void write_text(struct wm_buffer *buffer, const char *key, const char *text) {
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

static void write_day(struct wm_buffer *buffer, const char *key, wm_day day) {
    char text[11];
    if (day == WM_DAY_NONE)
        return;
    wm_day_format(day, text);
    write_text(buffer, key, text);
}

void wm_moves_write(struct wm_buffer *buffer, const struct wm_compared_move *move) {
    write_text(buffer, "person", move->person);
    write_text(buffer, "level", move->level->full);
    write_text(buffer, "move", wm_move_name(move->move));
    write_text(buffer, "before", wm_outcome_name(move->before));
    write_text(buffer, "after", wm_outcome_name(move->after));
    write_day(buffer, "until_before", move->until_before);
    write_day(buffer, "until_after", move->until_after);
    if (move->cause == NULL)
        return;
    wm_json_write_key(buffer, "cause");
    wm_buffer_byte(buffer, '{');
    write_text(buffer, "id", move->cause->id);
    write_text(buffer, "says", move->cause->criterion->says);
    wm_buffer_byte(buffer, '}');
}
