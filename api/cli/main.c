// SPDX-License-Identifier: MIT
#include "api/cli/cli.h"

#include "engine/base/digest.h"
#include "engine/base/log.h"

#include <signal.h>
#include <unistd.h>

int main(int count, char **words) {
    struct wm_terminal out;
    struct wm_terminal complaints;
    struct wm_error error;
    // A reader that goes away (`waymark … | head`) shows as a failed write.
    (void)signal(SIGPIPE, SIG_IGN);
    wm_log_configure(WM_LOG_ERROR, WM_LOG_TEXT); // a command prints what it has to say itself
    wm_terminal_init(&out, STDOUT_FILENO);
    wm_terminal_init(&complaints, STDERR_FILENO);
    int status = WM_EXIT_ERROR;
    if (wm_digest_start(&error) == WM_OK)
        status = wm_cli_run(count, words, STDIN_FILENO, &out, &complaints);
    else
        wm_log_error(WM_LOG_ERROR, "start", &error);
    wm_terminal_clear(&out);
    wm_terminal_clear(&complaints);
    return status;
}
