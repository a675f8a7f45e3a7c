// SPDX-License-Identifier: MIT
#include "engine/criteria/index.h"

#include <string.h>

// FNV-1a: names are short, and the packs' own, not an attacker's to choose in great number.
static uint64_t hash(const char *name, size_t length) {
    uint64_t value = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++) {
        value = (value ^ (unsigned char)name[i]) * 0x100000001B3u;
    }
    return value ^ (value >> 29);
}

static struct wm_index_slot *seek(const struct wm_index *index, const char *name, size_t length) {
    size_t at = (size_t)hash(name, length) & index->mask;
    while (index->slots[at].name != NULL &&
           (index->slots[at].length != length || memcmp(index->slots[at].name, name, length) != 0)) {
        at = (at + 1) & index->mask;
    }
    return &index->slots[at];
}

enum wm_status wm_index_make(struct wm_index *index, struct wm_arena *arena, size_t items, struct wm_error *error) {
    size_t count = 8;
    while (count < items * 2 + 1) {
        count *= 2;
    }
    struct wm_index_slot *slots = wm_arena_zero(arena, count, sizeof *slots);
    if (slots == NULL)
        return wm_error_no_memory(error);
    *index = (struct wm_index){slots, count - 1};
    return WM_OK;
}

void *wm_index_add(struct wm_index *index, const char *name, void *item) {
    size_t length = strlen(name);
    struct wm_index_slot *slot = seek(index, name, length);
    if (slot->name != NULL)
        return slot->item;
    *slot = (struct wm_index_slot){name, length, item};
    return NULL;
}

void *wm_index_find(const struct wm_index *index, const char *name, size_t length) {
    return index->slots != NULL ? seek(index, name, length)->item : NULL;
}
