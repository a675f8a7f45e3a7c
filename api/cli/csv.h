// SPDX-License-Identifier: MIT
// Comma-separated values, as RFC 4180 has them, line by line to the terminal's output. Control characters become `?`.
#pragma once

#include "api/cli/terminal.h"

void wm_csv_field(struct wm_terminal *terminal, bool first, const char *text, size_t length);
void wm_csv_end(struct wm_terminal *terminal); // of a line
