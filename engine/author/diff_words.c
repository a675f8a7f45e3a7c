// SPDX-License-Identifier: MIT
// Values and criteria as texts. The sentences are those of `criteria`, as in `why`.
#include "engine/author/diff_work.h"

enum { WORDS_MOST = 4096 };

void wm_diff_words(struct wm_buffer *text) {
    wm_buffer_init(text, (size_t)1 << 20); // no author writes as much; what is longer than WORDS_MOST is cut
}

const char *wm_diff_keep(struct wm_diff *diff, struct wm_buffer *text) {
    size_t length = text->length < WORDS_MOST ? text->length : WORDS_MOST;
    while (length > 0 && length < text->length && ((unsigned char)text->data[length] & 0xc0) == 0x80)
        length--; // not in the middle of a character
    const char *kept = text->failed
                           ? NULL
                           : wm_arena_printf(diff->arena, "%.*s%s", (int)length, text->data != NULL ? text->data : "",
                                             length < text->length ? "…" : "");
    diff->no_memory = diff->no_memory || kept == NULL;
    wm_buffer_clear(text);
    return kept;
}

const char *wm_diff_span(struct wm_diff *diff, struct wm_span span) {
    char words[32];
    wm_span_format(span, words);
    const char *kept = wm_arena_dup(diff->arena, words);
    diff->no_memory = diff->no_memory || kept == NULL;
    return kept;
}

const char *wm_diff_value(struct wm_diff *diff, const struct wm_value *value) {
    struct wm_buffer text;
    wm_diff_words(&text);
    switch (value->type) {
    case WM_VALUE_NUMBER:
    case WM_VALUE_PERCENT:
        wm_number_write(&text, value->number);
        wm_buffer_text(&text, value->type == WM_VALUE_PERCENT ? " %" : "");
        break;
    case WM_VALUE_BOOLEAN: wm_buffer_text(&text, value->number != 0 ? "yes" : "no"); break;
    case WM_VALUE_SPAN: return wm_diff_span(diff, value->span);
    default:
        for (uint32_t i = 0; i < value->codes.count && text.length <= WORDS_MOST; i++)
            wm_buffer_printf(&text, "%s%s", i > 0 ? ", " : "", wm_code_text(value->codes.codes[i]));
        if (value->codes.count == 0)
            wm_buffer_text(&text, "none");
    }
    return wm_diff_keep(diff, &text);
}

static void write_whole(struct wm_buffer *text, const struct wm_criterion *criterion) {
    wm_buffer_text(text, criterion->says);
    for (uint32_t i = 0; i < criterion->child_count && text->length <= WORDS_MOST; i++) {
        const struct wm_criterion *child = criterion->children[i];
        wm_buffer_text(text, i == 0 ? ": " : "; ");
        wm_buffer_text(text, child->child_count > 0 ? "(" : "");
        write_whole(text, child);
        wm_buffer_text(text, child->child_count > 0 ? ")" : "");
    }
}

const char *wm_diff_whole(struct wm_diff *diff, const struct wm_criterion *criterion) {
    if (criterion->child_count == 0)
        return criterion->says;
    struct wm_buffer text;
    wm_diff_words(&text);
    write_whole(&text, criterion);
    return wm_diff_keep(diff, &text);
}
