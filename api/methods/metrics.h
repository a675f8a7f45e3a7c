// SPDX-License-Identifier: MIT
// What can be counted, in the text format of Prometheus. Loop thread only.
#pragma once

#include "api/methods/methods.h"

struct wm_organisation_counts {
    uint32_t active, broken, loading;
};
struct wm_organisation_counts wm_metrics_organisations(const struct wm_rules *rules);
void wm_metrics_write(struct wm_buffer *buffer, const struct wm_methods *methods,
                      const struct wm_dispatcher *dispatcher);
