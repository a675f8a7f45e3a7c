// SPDX-License-Identifier: MIT
// `waymarkd --check`: everything that can be wrong before the start, without starting.
#pragma once

#include "engine/daemon/config.h"

#include <stdbool.h>
#include <stdio.h>

// "file:line:column: what is wrong; expected …; found …; nearest …", one line.
void wm_check_print(FILE *stream, const struct wm_error *error);
// The socket's group, every framework and every organisation: a line for each organisation on `good`, and one for each
// problem on `bad`. True when there is none.
bool wm_check_run(const struct wm_config *config, FILE *good, FILE *bad);
