// SPDX-License-Identifier: MIT
#include "api/cli/commands.h"

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    (void)error;
    wm_terminal_line(cli->out, WM_TONE_PLAIN, "waymark %s", waymark_version());
    return WM_OK;
}

const struct wm_command wm_version_command = {
    .name = "version", .arguments = "", .summary = "Say which version this is", .run = run};
