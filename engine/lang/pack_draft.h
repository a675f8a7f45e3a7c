// SPDX-License-Identifier: MIT
// What a pack declares, as drafts, for engine/author to look at: plain data, free of Lua.
#pragma once

#include "engine/lang/pack_tests.h"

// All declarations of the pack whose tests are open, in order; lives as long as they do.
const struct wm_draft *wm_pack_draft(const struct wm_pack_tests *tests);
