// SPDX-License-Identifier: MIT
// The texts of engine/author/skeleton/ and rules/waymark.d.lua, as they were when this was built (embed.cmake).
#pragma once

#include <stddef.h>

struct wm_skeleton_text {
    const char *name; // "framework/levels.lua"
    const unsigned char *bytes;
    size_t length;
};
extern const struct wm_skeleton_text wm_skeleton_texts[]; // no name at the end
