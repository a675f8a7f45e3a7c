// SPDX-License-Identifier: MIT
// Asking what the daemon looks at everybody for: it tells how far it has come, and a bar shows it.
#include "api/cli/ask.h"

#include "api/cli/progress.h"

#include <string.h>

enum { PATIENCE = 1000 }; // milliseconds: what is soon done needs no bar

// What else is heard on this connection is not for us.
static void on_notice(void *context, const char *method, const char *params, size_t length) {
    struct wm_progress *progress = context;
    struct wm_json_reader *reader = NULL;
    struct wm_json said;
    if (strcmp(method, "progress") != 0 || wm_progress_elapsed(progress) < PATIENCE ||
        wm_json_reader_new(4096, 8, &reader, NULL) != WM_OK)
        return;
    if (wm_json_parse_copy(reader, params, length, &said, NULL) == WM_OK) {
        int64_t people = wm_result_integer(said, "people", 0);
        wm_progress_draw(progress, people, wm_result_integer(said, "of", 0), people, false);
    }
    wm_json_reader_free(reader);
}

enum wm_status wm_ask_everybody(struct wm_cli *cli, const char *method, const char *what, struct wm_buffer *params,
                                struct wm_result *result, struct wm_error *error) {
    struct wm_progress progress;
    enum wm_status status = wm_ask_connect(cli, error);
    if (status != WM_OK) {
        wm_buffer_clear(params);
        return status;
    }
    wm_progress_init(&progress, cli->complaints, what, "people");
    waymark_on_notice(cli->client, on_notice, &progress);
    status = wm_ask_long(cli, method, params, result, error);
    waymark_on_notice(cli->client, NULL, NULL);
    wm_progress_wipe(&progress);
    return status;
}
