// SPDX-License-Identifier: MIT
// One person's move at one level as members of a JSON object: for previews and for events. Any thread.
#pragma once

#include "engine/base/json.h"
#include "engine/daemon/compare.h"

// "person", "level", "move", "before", "after", "until_before"?, "until_after"?, "cause"? {id, says}
void wm_moves_write(struct wm_buffer *buffer, const struct wm_compared_move *move);
