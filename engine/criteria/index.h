// SPDX-License-Identifier: MIT
// Look-up tables by name, on the ruleset's arena: open addressing, built once, then only read.
#pragma once

#include "engine/base/memory.h"

struct wm_index_slot {
    const char *name; // borrowed; NULL = free
    size_t length;
    void *item;
};
struct wm_index {
    struct wm_index_slot *slots;
    size_t mask; // slots - 1, a power of two less one; slots at least twice the items
};

// Room for `items` names. WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_index_make(struct wm_index *index, struct wm_arena *arena, size_t items,
                                         struct wm_error *error);
// Adds under a name that is not there yet. Returns the item already there otherwise, NULL when added.
void *wm_index_add(struct wm_index *index, const char *name, void *item);
void *wm_index_find(const struct wm_index *index, const char *name, size_t length); // NULL when it is not there
