// SPDX-License-Identifier: MIT
// One line from the daemon, read. Internal to libwaymark.
#pragma once

#include "api/client/waymark.h"
#include "engine/base/json.h"

struct wm_answer {
    bool notification;     // the daemon speaks without being asked: only the method and the text, its params, are set
    struct wm_text method; // of the notification; in `reader`, until it reads again
    bool has_id;           // false: the daemon could not tell which request it was
    int64_t id;
    bool refused;        // text is the error object
    struct wm_text text; // exactly the bytes of the line
};

// Fills `error` (may be NULL) and returns `status`.
enum waymark_status wm_answer_fail(struct waymark_error *error, enum waymark_status status, const char *reason,
                                   const char *format, ...) WM_PRINTF(4, 5);
enum waymark_status wm_answer_no_memory(struct waymark_error *error);

// `line` must have WM_JSON_PADDING readable bytes behind it. WAYMARK_PROTOCOL, WAYMARK_NO_MEMORY.
enum waymark_status wm_answer_read(struct wm_json_reader *reader, const char *line, size_t length,
                                   struct wm_answer *ret_answer, struct waymark_error *error);
// The error object of a refusal, said in `error`; always WAYMARK_REFUSED unless it cannot be read.
enum waymark_status wm_answer_refusal(struct wm_json_reader *reader, const char *text, size_t length,
                                      struct waymark_error *error);
