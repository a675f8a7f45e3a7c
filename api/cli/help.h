// SPDX-License-Identifier: MIT
// What `waymark help` prints.
#pragma once

#include "api/cli/cli.h"

extern const struct wm_command wm_help_command;

// How one command is used, or (NULL) what there is.
void wm_help_print(struct wm_terminal *terminal, const struct wm_command *command);
// The line under a mistake: where to read on.
void wm_help_hint(struct wm_terminal *terminal, const struct wm_command *command);
