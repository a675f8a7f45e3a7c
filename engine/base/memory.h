// SPDX-License-Identifier: MIT
// The one seam to the allocator, and arenas.
//
// Every allocation of the project passes here (SQLite and Lua are given the same seam): it counts, and in builds
// with WM_FAULTS the Nth call can be made to fail. Any thread may call; counters are atomics.
#pragma once

#include "engine/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *wm_alloc(size_t size);                     // uninitialised; NULL when out of memory; size 0 counts as 1
void *wm_alloc_zero(size_t count, size_t size);  // zeroed; NULL also when count * size overflows
void *wm_realloc(void *block, size_t size);      // NULL leaves `block` as it was
void wm_free(void *block);                       // accepts NULL
char *wm_dup(const char *text);                  // NULL when out of memory
char *wm_dup_n(const char *text, size_t length); // adds the NUL

// Bytes and blocks now in use. Bytes are what the allocator set aside for the asked size: a little more than asked.
struct wm_memory_count {
    int64_t bytes;
    int64_t blocks;
};
struct wm_memory_count wm_memory_count(void);

// Frees the pointer at scope end: `wm_auto_free char *text = wm_dup(...)`.
void wm_free_at(void *pointer_to_pointer);
#define wm_auto_free __attribute__((cleanup(wm_free_at)))

// An arena: many small blocks, freed together. One owner, one thread at a time.
struct wm_arena_chunk;
struct wm_arena {
    struct wm_arena_chunk *chunks;
    size_t used;       // bytes handed out
    size_t maximum;    // bytes it may hand out; more fails like out of memory
    size_t chunk_size; // of the next chunk
    bool full;         // refused something for its maximum: not the machine has no memory left
};
void wm_arena_init(struct wm_arena *arena, size_t maximum); // cannot fail, allocates nothing
void wm_arena_clear(struct wm_arena *arena);                // frees everything; usable again; accepts a zeroed one
void wm_arena_reset(struct wm_arena *arena);                // forgets everything but keeps one chunk for the next use
void *wm_arena_alloc(struct wm_arena *arena, size_t size);  // aligned to 16, uninitialised; NULL when out of memory
void *wm_arena_zero(struct wm_arena *arena, size_t count, size_t size);
char *wm_arena_dup(struct wm_arena *arena, const char *text);
char *wm_arena_dup_n(struct wm_arena *arena, const char *text, size_t length);
char *wm_arena_printf(struct wm_arena *arena, const char *format, ...) WM_PRINTF(2, 3);
