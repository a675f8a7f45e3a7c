// SPDX-License-Identifier: MIT
#include "api/methods/preview.h"

#include "api/methods/framework_write.h"
#include "engine/daemon/moves.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define CAUSES_MOST 200u // written; those with the most moves come first

// --- what is kept ---

static void forget(struct wm_preview_kept *kept) {
    wm_compared_unref(kept->compared);
    *kept = (struct wm_preview_kept){.organisation = NULL};
}

void wm_previews_clear(struct wm_previews *previews) {
    for (size_t i = 0; i < WM_PREVIEWS_KEPT; i++)
        forget(&previews->kept[i]);
}

static size_t all_moves(const struct wm_previews *previews) {
    size_t moves = 0;
    for (size_t i = 0; i < WM_PREVIEWS_KEPT; i++)
        moves += previews->kept[i].compared != NULL ? previews->kept[i].compared->count : 0;
    return moves;
}

// A free place counts as the oldest one.
static struct wm_preview_kept *oldest(struct wm_previews *previews, bool used) {
    struct wm_preview_kept *found = NULL;
    for (size_t i = 0; i < WM_PREVIEWS_KEPT; i++) {
        struct wm_preview_kept *kept = &previews->kept[i];
        if ((!used || kept->compared != NULL) && (found == NULL || kept->serial < found->serial))
            found = kept;
    }
    return found;
}

struct wm_preview_kept *wm_previews_keep(struct wm_previews *previews, const struct wm_organisation *organisation,
                                         struct wm_compared *compared) {
    for (size_t i = 0; i < WM_PREVIEWS_KEPT; i++) {
        if (previews->kept[i].organisation == organisation)
            forget(&previews->kept[i]);
    }
    size_t moves = all_moves(previews);
    while (moves > 0 && moves + compared->count > WM_PREVIEW_MOVES) {
        forget(oldest(previews, true));
        moves = all_moves(previews);
    }
    struct wm_preview_kept *place = oldest(previews, false);
    forget(place);
    *place = (struct wm_preview_kept){organisation, compared, ++previews->serial};
    return place;
}

// --- cursors ---

static int write_cursor(char cursor[WM_PREVIEW_CURSOR], int64_t started, uint64_t serial, size_t offset) {
    return snprintf(cursor, WM_PREVIEW_CURSOR, "%" PRIx64 ".%" PRIx64 "-%zu", (uint64_t)started, serial, offset);
}

bool wm_previews_find(struct wm_previews *previews, int64_t started, const struct wm_organisation *organisation,
                      struct wm_text cursor, struct wm_preview_kept **ret_kept, size_t *ret_offset) {
    const char *dash = memchr(cursor.data, '-', cursor.length);
    size_t digits = dash != NULL ? cursor.length - (size_t)(dash - cursor.data) - 1 : 0;
    size_t offset = 0;
    for (size_t i = 0; i < digits && digits <= 8 && dash[i + 1] >= '0' && dash[i + 1] <= '9'; i++)
        offset = offset * 10 + (size_t)(dash[i + 1] - '0');
    for (size_t i = 0; i < WM_PREVIEWS_KEPT; i++) {
        struct wm_preview_kept *kept = &previews->kept[i];
        char written[WM_PREVIEW_CURSOR];
        if (kept->organisation != organisation || offset > kept->compared->count)
            continue;
        int length = write_cursor(written, started, kept->serial, offset);
        if ((size_t)length != cursor.length || memcmp(written, cursor.data, cursor.length) != 0)
            continue;
        *ret_kept = kept;
        *ret_offset = offset;
        return true;
    }
    return false;
}

// --- writing ---

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

static bool has_room(const struct wm_preview_page *page, size_t written, size_t bytes) {
    return written < page->limit && (written == 0 || bytes < page->longest);
}

void wm_preview_write(struct wm_buffer *result, const struct wm_preview_kept *kept,
                      const struct wm_preview_page *page) {
    const struct wm_compared *compared = kept->compared;
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
    for (; at < compared->count && has_room(page, at - page->offset, result->length - start); at++)
        write_move(result, &compared->moves[at]);
    wm_buffer_byte(result, ']');
    write_flag(result, "complete", !compared->cut);
    if (at < compared->count) {
        char cursor[WM_PREVIEW_CURSOR];
        (void)write_cursor(cursor, page->started, kept->serial, at);
        wm_framework_write_text(result, "next", cursor);
    }
    wm_buffer_byte(result, '}');
}
