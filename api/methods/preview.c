// SPDX-License-Identifier: MIT
#include "api/methods/preview.h"

#include "api/methods/framework_write.h"
#include "engine/daemon/moves.h"

#define CAUSES_MOST 200u // written; those with the most moves come first

static void release(void *found) {
    wm_compared_unref(found);
}

const struct wm_keeping_form wm_preview_keeping = {
    .letter = 'p',
    .places = WM_PREVIEWS_KEPT,
    .own = 1,
    .weight = WM_PREVIEW_MOVES,
    .most = WM_PREVIEWS_MOST,
    .own_most = UINT32_MAX,
    .why = "previews",
    .release = release,
};

static void write_integer(struct wm_buffer *buffer, const char *key, uint64_t number) {
    wm_json_write_key(buffer, key);
    wm_buffer_integer(buffer, (int64_t)number);
}

static void write_flag(struct wm_buffer *buffer, const char *key, bool flag) {
    wm_json_write_key(buffer, key);
    wm_buffer_text(buffer, flag ? "true" : "false");
}

static void write_moves(struct wm_buffer *buffer, const uint64_t moves[WM_MOVE_COUNT]) {
    wm_json_write_key(buffer, "moves");
    wm_buffer_byte(buffer, '{');
    for (size_t i = 0; i < WM_MOVE_COUNT; i++)
        write_integer(buffer, wm_move_name((enum wm_move)i), moves[i]);
    wm_buffer_byte(buffer, '}');
}

static void write_level(struct wm_buffer *buffer, const struct wm_preview_level *level) {
    const struct wm_level *shown = level->after != NULL ? level->after : level->before;
    uint64_t moved = 0;
    for (size_t i = 0; i < WM_MOVE_COUNT; i++)
        moved += level->moves[i];
    if (moved == 0)
        return;
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "level", level->full);
    wm_framework_write_text(buffer, "title", shown->title);
    write_moves(buffer, level->moves);
    wm_buffer_byte(buffer, '}');
}

static void write_cause(struct wm_buffer *buffer, const struct wm_preview_cause *cause) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    wm_framework_write_text(buffer, "level", cause->level->full);
    wm_framework_write_text(buffer, "id", cause->id);
    wm_framework_write_text(buffer, "says", cause->criterion->says);
    write_flag(buffer, "now", cause->now);
    write_moves(buffer, cause->moves);
    wm_buffer_byte(buffer, '}');
}

static void write_move(struct wm_buffer *buffer, const struct wm_compared_move *move) {
    wm_json_write_comma(buffer);
    wm_buffer_byte(buffer, '{');
    wm_moves_write(buffer, move);
    wm_buffer_byte(buffer, '}');
}

static void write_counts(struct wm_buffer *result, const struct wm_preview *preview) {
    write_integer(result, "people", preview->people);
    write_integer(result, "moved", preview->moved_people);
    write_moves(result, preview->moves);
    wm_json_write_key(result, "levels");
    wm_buffer_byte(result, '[');
    for (uint32_t i = 0; i < preview->level_count; i++)
        write_level(result, &preview->levels[i]);
    wm_buffer_byte(result, ']');
    wm_json_write_key(result, "causes");
    wm_buffer_byte(result, '[');
    for (uint32_t i = 0; i < preview->cause_count && i < CAUSES_MOST; i++)
        write_cause(result, preview->causes[i]);
    wm_buffer_byte(result, ']');
}

void wm_preview_write(struct wm_buffer *result, const struct wm_keeping *keeping, const struct wm_kept *kept,
                      const struct wm_page *page) {
    const struct wm_compared *compared = kept->found;
    const struct wm_preview *preview = compared->preview;
    size_t start = result->length, at = page->offset;
    wm_buffer_byte(result, '{');
    wm_framework_write_text(result, "org", kept->organisation->id);
    wm_framework_write_day(result, "as_of", compared->as_of);
    wm_framework_write_text(result, "from", preview->before->hash);
    wm_framework_write_text(result, "to", preview->after->hash);
    write_integer(result, "ledger", (uint64_t)compared->ledger);
    write_counts(result, preview);
    wm_json_write_key(result, "list");
    wm_buffer_byte(result, '[');
    for (; at < compared->count && wm_page_has_room(page, at - page->offset, result->length - start); at++)
        write_move(result, &compared->moves[at]);
    wm_buffer_byte(result, ']');
    write_flag(result, "complete", !compared->cut);
    if (at < compared->count)
        wm_page_write_next(result, page, keeping, kept, at);
    wm_buffer_byte(result, '}');
}
