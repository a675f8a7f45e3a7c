// SPDX-License-Identifier: MIT
// Lines typed at a terminal: editing, a history, completion of names (libedit). One thread.
#pragma once

#include "engine/base/json.h"

struct wm_prompt;
struct wm_prompt_offers; // what may stand at the cursor

// Says by wm_prompt_offer which words may follow what stands before the word at the cursor.
typedef void wm_prompt_complete(void *context, struct wm_text before, struct wm_prompt_offers *offers);
// Copies the name; what does not begin as the word at the cursor does is left out. One that ends in `=` gets no space
// behind it.
void wm_prompt_offer(struct wm_prompt_offers *offers, const char *name);

// `input` is a terminal; `label` stands before each line, borrowed. Writes to the standard output.
WM_MUST_USE enum wm_status wm_prompt_open(int input, const char *label, wm_prompt_complete *complete, void *context,
                                          struct wm_prompt **ret_prompt, struct wm_error *error);
void wm_prompt_close(struct wm_prompt *prompt); // accepts NULL
// The next line, without its end; lives until the next call. `ret_more` false at the end of the input. A line that was
// abandoned (Ctrl-C) is empty.
WM_MUST_USE enum wm_status wm_prompt_next(struct wm_prompt *prompt, struct wm_text *ret_line, bool *ret_more,
                                          struct wm_error *error);
