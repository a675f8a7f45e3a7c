// SPDX-License-Identifier: MIT
// What can be counted, in the text format of Prometheus. Loop thread only.
#pragma once

#include "api/methods/methods.h"

void wm_metrics_write(struct wm_buffer *buffer, const struct wm_methods *methods,
                      const struct wm_dispatcher *dispatcher);
