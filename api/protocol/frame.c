// SPDX-License-Identifier: MIT
#include "api/protocol/frame.h"

#include <string.h>

#define LARGE ((size_t)4096) // an empty buffer above this is given back: most connections wait with nothing in it

void wm_frame_init(struct wm_frame *frame, size_t longest, size_t most) {
    *frame = (struct wm_frame){.longest = longest, .data = ""};
    wm_buffer_init(&frame->kept, longest + most + WM_JSON_PADDING);
}

void wm_frame_clear(struct wm_frame *frame) {
    wm_buffer_clear(&frame->kept);
    frame->data = "";
    frame->length = frame->at = frame->searched = 0;
}

bool wm_frame_give(struct wm_frame *frame, const char *bytes, size_t length) {
    if (frame->kept.length == 0) {
        frame->data = bytes;
        frame->length = length;
        frame->at = frame->searched = 0;
        return true;
    }
    wm_buffer_add(&frame->kept, bytes, length);
    wm_buffer_reserve(&frame->kept, WM_JSON_PADDING);
    if (frame->kept.failed) {
        wm_frame_clear(frame);
        return false;
    }
    frame->data = frame->kept.data;
    frame->length = frame->kept.length;
    return true;
}

enum wm_frame_found wm_frame_next(struct wm_frame *frame, struct wm_text *ret_line) {
    const char *from = frame->data + frame->searched;
    const char *end = memchr(from, '\n', frame->length - frame->searched);
    size_t stop = end != NULL ? (size_t)(end - frame->data) : frame->length;
    if (stop - frame->at > frame->longest)
        return WM_FRAME_TOO_LONG;
    frame->searched = stop;
    if (end == NULL)
        return WM_FRAME_MORE;
    *ret_line = (struct wm_text){frame->data + frame->at, stop - frame->at};
    frame->at = frame->searched = stop + 1;
    return WM_FRAME_LINE;
}

struct wm_text wm_frame_rest(struct wm_frame *frame) {
    struct wm_text rest = {frame->data + frame->at, frame->length - frame->at};
    frame->at = frame->searched = frame->length;
    return rest;
}

bool wm_frame_keep(struct wm_frame *frame) {
    size_t left = wm_frame_left(frame);
    if (frame->kept.length > 0) {
        wm_buffer_drop(&frame->kept, frame->at);
    } else if (left > 0) {
        wm_buffer_add(&frame->kept, frame->data + frame->at, left);
        wm_buffer_reserve(&frame->kept, WM_JSON_PADDING);
    }
    if (frame->kept.failed || (left == 0 && frame->kept.capacity > LARGE))
        wm_buffer_clear(&frame->kept);
    bool kept = frame->kept.length == left;
    frame->data = frame->kept.data != NULL ? frame->kept.data : "";
    frame->searched -= frame->at;
    frame->at = 0;
    frame->length = frame->kept.length;
    if (!kept)
        frame->searched = 0;
    return kept;
}

size_t wm_frame_left(const struct wm_frame *frame) {
    return frame->length - frame->at;
}
