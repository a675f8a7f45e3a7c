// SPDX-License-Identifier: MIT
// The daemon at work: the loop with the engine's daemon, the methods and the server on it, until a signal ends it.
#pragma once

#include "engine/daemon/config.h"

#include <stdbool.h>

// Returns when it has stopped. False when it could not start; the log says why.
bool wm_serve(const struct wm_config *config);
