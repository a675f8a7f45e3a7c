// SPDX-License-Identifier: MIT
// Asking the daemon, and reading what it answers.
#pragma once

#include "api/cli/params.h"

struct wm_result { // start as {0}
    struct waymark_reply raw;
    struct wm_json_reader *reader;
    struct wm_json value; // of raw.text; lives until the next ask into this reply, or its clearing
};
void wm_result_clear(struct wm_result *result);
// Connects when that has not been done.
WM_MUST_USE enum wm_status wm_ask_connect(struct wm_cli *cli, struct wm_error *error);
// Ends the parameters, asks, waits, clears `params` in any case.
WM_MUST_USE enum wm_status wm_ask(struct wm_cli *cli, const char *method, struct wm_buffer *params,
                                  struct wm_result *result, struct wm_error *error);
// The same for what may take long: it waits as long as the daemon is there.
WM_MUST_USE enum wm_status wm_ask_long(struct wm_cli *cli, const char *method, struct wm_buffer *params,
                                       struct wm_result *result, struct wm_error *error);
// The same for what looks at everybody: a bar, named `what`, says how far it has come.
WM_MUST_USE enum wm_status wm_ask_everybody(struct wm_cli *cli, const char *method, const char *what,
                                            struct wm_buffer *params, struct wm_result *result, struct wm_error *error);
// The same for what only adorns: a refusal is no error but `ret_known` false.
WM_MUST_USE enum wm_status wm_ask_if_known(struct wm_cli *cli, const char *method, struct wm_buffer *params,
                                           struct wm_result *result, bool *ret_known, struct wm_error *error);
// `data` of the last refusal, as the daemon wrote it; an absent one when nothing was refused.
WM_MUST_USE enum wm_status wm_ask_refusal(struct wm_cli *cli, struct wm_result *result, struct wm_json *ret_data,
                                          struct wm_error *error);
// The usual command: asks, and with --json prints the result as it came, else hands it to `show`.
WM_MUST_USE enum wm_status wm_ask_show(struct wm_cli *cli, const char *method, struct wm_buffer *params,
                                       void (*show)(struct wm_cli *cli, struct wm_json result), struct wm_error *error);
// The same for what may take long. `status` is what came of the parameters: when they are wrong nobody is asked.
WM_MUST_USE enum wm_status wm_ask_long_show(
    struct wm_cli *cli, const char *method, enum wm_status status, struct wm_buffer *params,
    enum wm_status (*show)(struct wm_cli *cli, struct wm_json result, struct wm_error *error), struct wm_error *error);
// The result, exactly as it came, on a line of its own.
void wm_result_print(struct wm_cli *cli, const struct wm_result *result);
// An error of the library as one of ours.
enum wm_status wm_ask_error(const struct waymark_error *from, struct wm_error *error);

// --- reading answers; what is absent or of another type is empty ---
struct wm_text wm_result_text(struct wm_json object, const char *key);
int64_t wm_result_integer(struct wm_json object, const char *key, int64_t otherwise);
bool wm_result_true(struct wm_json object, const char *key);
// "1 September 2026"; false (and "") without a day.
bool wm_result_day(struct wm_json object, const char *key, char ret_text[24]);
// "1 September 2026, 08:30 UTC"; the same.
bool wm_result_instant(struct wm_json object, const char *key, char ret_text[40]);
