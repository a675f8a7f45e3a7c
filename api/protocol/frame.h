// SPDX-License-Identifier: MIT
// Cutting a stream of bytes into lines. Copies only what must wait for the rest of its line.
#pragma once

#include "engine/base/json.h"

enum wm_frame_found {
    WM_FRAME_LINE,
    WM_FRAME_MORE,    // no whole line is there
    WM_FRAME_TOO_LONG // what is there is longer than a line may be, whether it has its end or not
};

struct wm_frame {
    size_t longest;        // a line's bytes, without its LF
    struct wm_buffer kept; // owned: from earlier reads
    const char *data;      // what is being cut: `kept`, or borrowed bytes
    size_t length, at;     // of `data`; where the next line begins
    size_t searched;       // up to here there is no LF behind `at`
};

// `most`: bytes that one read gives at the most.
void wm_frame_init(struct wm_frame *frame, size_t longest, size_t most);
void wm_frame_clear(struct wm_frame *frame); // accepts a zeroed one
// Bytes that were read, with WM_JSON_PADDING readable bytes behind them; borrowed until wm_frame_keep. False when
// there is no memory: then they are lost.
WM_MUST_USE bool wm_frame_give(struct wm_frame *frame, const char *bytes, size_t length);
// LINE: `ret_line` is valid until the next give or keep, and has WM_JSON_PADDING readable bytes behind it.
enum wm_frame_found wm_frame_next(struct wm_frame *frame, struct wm_text *ret_line);
// What is left when no more will come: a line without its end. Empty when there is nothing.
struct wm_text wm_frame_rest(struct wm_frame *frame);
// Makes what is left its own. False when there is no memory: then it is lost.
WM_MUST_USE bool wm_frame_keep(struct wm_frame *frame);
size_t wm_frame_left(const struct wm_frame *frame); // bytes
