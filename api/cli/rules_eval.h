// SPDX-License-Identifier: MIT
// The inside of `waymark rules eval`: one sitting, its commands, and what may be typed next.
#pragma once

#include "api/cli/prompt.h"
#include "api/cli/rules_pack.h"
#include "engine/author/eval.h"

struct wm_sitting {
    struct wm_cli *cli;
    struct wm_eval eval;
    struct wm_json_reader *reader;
    struct wm_buffer reply; // what was answered last
    enum wm_exit answer;    // to the last question
    bool spoke;             // something was printed
    bool ended;             // by `quit`
};

struct wm_sitting_command {
    const char *name;
    const char *arguments;
    const char *says;
    unsigned least, most; // words behind the name
    enum wm_status (*run)(struct wm_sitting *sitting, const char **words, size_t count, struct wm_error *error);
};
// In the order of `help`, no name at the end.
extern const struct wm_sitting_command wm_sitting_commands[];

// What one line says. An empty one does nothing.
WM_MUST_USE enum wm_status wm_sitting_do(struct wm_sitting *sitting, struct wm_text line, struct wm_error *error);
// What pack this is, how much is in it, and which day it is.
void wm_sitting_introduce(struct wm_sitting *sitting);
// wm_prompt_complete; the context is the sitting.
void wm_sitting_complete(void *context, struct wm_text before, struct wm_prompt_offers *offers);

// Answers: rules_eval_show.c.
WM_MUST_USE enum wm_status wm_sitting_ask(struct wm_sitting *sitting, const char *level, bool explain,
                                          struct wm_error *error);
WM_MUST_USE enum wm_status wm_sitting_standing(struct wm_sitting *sitting, const char *framework,
                                               struct wm_error *error);
// The entries with this number and later ones, as a table.
WM_MUST_USE enum wm_status wm_sitting_entries(struct wm_sitting *sitting, int64_t first, struct wm_error *error);
void wm_sitting_levels(struct wm_sitting *sitting);
WM_MUST_USE enum wm_status wm_sitting_parameters(struct wm_sitting *sitting, const char *name, struct wm_error *error);
