// SPDX-License-Identifier: MIT
// Which levels there are under either ruleset, and which of them can give another answer.
#include "engine/author/preview_work.h"

#include "engine/base/buffer.h"

#include <string.h>

#define TEXT_MOST ((size_t)64 << 20)

struct reached { // levels whose criteria are in the text already
    const struct wm_level *levels[WM_LEVELS_MOST + 1];
    uint32_t count;
};

static void reach(struct reached *reached, const struct wm_level *level) {
    for (uint32_t i = 0; i < reached->count; i++) {
        if (reached->levels[i] == level)
            return;
    }
    if (reached->count <= WM_LEVELS_MOST)
        reached->levels[reached->count++] = level;
}

// What the canonical tree names and does not spell out: scales, and the levels that are met.
static void add_named(struct wm_buffer *text, const struct wm_criterion *criterion, struct reached *reached) {
    const struct wm_scale *scale = criterion->query != NULL ? criterion->query->scale : NULL;
    for (uint32_t i = 0; scale != NULL && i < scale->count; i++) {
        wm_buffer_byte(text, ' ');
        wm_buffer_integer(text, scale->points[i].value);
    }
    if (criterion->level != NULL)
        reach(reached, criterion->level);
    for (uint32_t i = 0; i < criterion->child_count; i++)
        add_named(text, criterion->children[i], reached);
}

static void write_all(struct wm_buffer *text, const struct wm_level *level) {
    struct reached reached = {.count = 0};
    wm_buffer_reset(text);
    reach(&reached, level);
    for (uint32_t i = 0; i < reached.count; i++) { // it grows meanwhile
        wm_criterion_write(text, reached.levels[i]->requires);
        add_named(text, reached.levels[i]->requires, &reached);
        wm_buffer_byte(text, '\n');
    }
}

static bool same_recognition(const struct wm_recognition *a, const struct wm_recognition *b) {
    bool same = a->source == b->source && a->target == b->target && a->kind == b->kind &&
                a->has_within == b->has_within && (!a->has_within || wm_span_equal(a->within, b->within)) &&
                a->by_count == b->by_count && a->scale_count == b->scale_count &&
                (a->target_scale == NULL) == (b->target_scale == NULL);
    for (uint32_t i = 0; same && i < a->by_count; i++)
        same = strcmp(a->by[i], b->by[i]) == 0;
    for (uint32_t i = 0; same && i < a->scale_count; i++)
        same = a->scale[i].from == b->scale[i].from && a->scale[i].to == b->scale[i].to;
    if (!same || a->target_scale == NULL)
        return same;
    same = a->target_scale->count == b->target_scale->count;
    for (uint32_t i = 0; same && i < a->target_scale->count; i++)
        same = a->target_scale->points[i].value == b->target_scale->points[i].value;
    return same;
}

static bool same_recognitions(const struct wm_ruleset *a, const struct wm_ruleset *b) {
    bool same = a->recognition_count == b->recognition_count;
    for (uint32_t i = 0; same && i < a->recognition_count; i++)
        same = same_recognition(&a->recognitions[i], &b->recognitions[i]);
    return same;
}

static const char *unset_of(const struct wm_declaration *declaration) {
    const struct wm_parameter *parameter = declaration->valid_parameter;
    return parameter != NULL && parameter->origin == WM_ORIGIN_UNSET ? parameter->id : "";
}

// To a predicate: what it can name, and how long a record counts that names it.
static bool same_declaration(const struct wm_declaration *a, const struct wm_declaration *b) {
    return strcmp(a->id, b->id) == 0 && a->code == b->code && a->has_valid == b->has_valid &&
           (!a->has_valid || wm_span_equal(a->valid, b->valid)) && strcmp(unset_of(a), unset_of(b)) == 0;
}

static bool same_names(const struct wm_framework *a, const struct wm_framework *b) {
    bool same = strcmp(a->id, b->id) == 0 && a->level_count == b->level_count;
    for (size_t kind = 0; same && kind < WM_DECLARED_COUNT; kind++) {
        same = a->declaration_counts[kind] == b->declaration_counts[kind];
        for (uint32_t i = 0; same && i < a->declaration_counts[kind]; i++)
            same = same_declaration(&a->declarations[kind][i], &b->declarations[kind][i]);
    }
    for (uint32_t i = 0; same && i < a->level_count; i++)
        same = a->levels[i].code == b->levels[i].code;
    return same;
}

// Whether a predicate that is the same sees the same of everybody.
static bool same_view(const struct wm_ruleset *a, const struct wm_ruleset *b) {
    bool same = a->framework_count == b->framework_count;
    for (uint32_t i = 0; same && i < a->framework_count; i++)
        same = same_names(&a->frameworks[i], &b->frameworks[i]);
    return same;
}

static struct wm_preview_level *add(struct wm_preview *preview, const struct wm_level *before,
                                    const struct wm_level *after) {
    struct wm_preview_level *level = &preview->levels[preview->level_count++];
    *level = (struct wm_preview_level){
        .before = before, .after = after, .full = before != NULL ? before->full : after->full};
    return level;
}

static void insert_sorted(struct wm_preview *preview) {
    for (uint32_t i = 1; i < preview->level_count; i++) {
        struct wm_preview_level level = preview->levels[i];
        uint32_t at = i;
        for (; at > 0 && strcmp(preview->levels[at - 1].full, level.full) > 0; at--)
            preview->levels[at] = preview->levels[at - 1];
        preview->levels[at] = level;
    }
}

static void pair_levels(struct wm_preview *preview) {
    const struct wm_ruleset *before = preview->before, *after = preview->after;
    for (uint32_t i = 0; i < before->level_count; i++) {
        const struct wm_level *level = before->levels[i];
        (void)add(preview, level, wm_ruleset_level(after, level->full, strlen(level->full)));
    }
    for (uint32_t i = 0; i < after->level_count; i++) {
        const struct wm_level *level = after->levels[i];
        if (wm_ruleset_level(before, level->full, strlen(level->full)) == NULL)
            (void)add(preview, NULL, level);
    }
    insert_sorted(preview);
}

enum wm_status wm_preview_levels(struct wm_preview *preview, struct wm_error *error) {
    uint32_t most = preview->before->level_count + preview->after->level_count;
    preview->levels = wm_arena_zero(&preview->arena, most, sizeof *preview->levels);
    if (preview->levels == NULL)
        return wm_error_no_memory(error);
    pair_levels(preview);
    bool comparable = same_recognitions(preview->before, preview->after);
    bool view = same_view(preview->before, preview->after);
    struct wm_buffer texts[2];
    wm_buffer_init(&texts[0], TEXT_MOST);
    wm_buffer_init(&texts[1], TEXT_MOST);
    for (uint32_t i = 0; comparable && i < preview->level_count; i++) {
        struct wm_preview_level *level = &preview->levels[i];
        if (level->before == NULL || level->after == NULL || ((level->before->custom || level->after->custom) && !view))
            continue;
        write_all(&texts[0], level->before);
        write_all(&texts[1], level->after);
        level->same = !texts[0].failed && !texts[1].failed && texts[0].length == texts[1].length &&
                      memcmp(texts[0].data, texts[1].data, texts[0].length) == 0;
    }
    wm_buffer_clear(&texts[0]);
    wm_buffer_clear(&texts[1]);
    return WM_OK;
}
