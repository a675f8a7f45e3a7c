// SPDX-License-Identifier: MIT
#include "engine/base/memory.h"

#include "engine/base/fault.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Statistics only, nothing is ordered by them: relaxed. Sizes come from malloc_usable_size, so that a block needs no
// header of ours (a ruleset or a Lua state is many small blocks).
static atomic_int_fast64_t bytes_now;
static atomic_int_fast64_t blocks_now;

static void count(int64_t bytes, int64_t blocks) {
    atomic_fetch_add_explicit(&bytes_now, bytes, memory_order_relaxed);
    if (blocks != 0)
        atomic_fetch_add_explicit(&blocks_now, blocks, memory_order_relaxed);
}

struct wm_memory_count wm_memory_count(void) {
    return (struct wm_memory_count){
        .bytes = atomic_load_explicit(&bytes_now, memory_order_relaxed),
        .blocks = atomic_load_explicit(&blocks_now, memory_order_relaxed),
    };
}

void *wm_alloc(size_t size) {
    if (wm_fault_this_allocation())
        return NULL;
    void *block = malloc(size > 0 ? size : 1);
    if (block != NULL)
        count((int64_t)malloc_usable_size(block), 1);
    return block;
}

void *wm_alloc_zero(size_t number, size_t size) {
    size_t total;
    if (__builtin_mul_overflow(number, size, &total) || wm_fault_this_allocation())
        return NULL;
    void *block = calloc(1, total > 0 ? total : 1);
    if (block != NULL)
        count((int64_t)malloc_usable_size(block), 1);
    return block;
}

void *wm_realloc(void *block, size_t size) {
    if (block == NULL)
        return wm_alloc(size);
    if (wm_fault_this_allocation())
        return NULL;
    int64_t before = (int64_t)malloc_usable_size(block);
    void *moved = realloc(block, size > 0 ? size : 1);
    if (moved != NULL)
        count((int64_t)malloc_usable_size(moved) - before, 0);
    return moved;
}

void wm_free(void *block) {
    if (block == NULL)
        return;
    count(-(int64_t)malloc_usable_size(block), -1);
    free(block);
}

void wm_free_at(void *pointer_to_pointer) {
    void *block;
    memcpy(&block, pointer_to_pointer, sizeof block);
    wm_free(block);
}

char *wm_dup_n(const char *text, size_t length) {
    char *copy = length < SIZE_MAX ? wm_alloc(length + 1) : NULL;
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *wm_dup(const char *text) {
    return wm_dup_n(text, strlen(text));
}

#define ARENA_ALIGN 16u
#define ARENA_FIRST 1024u
#define ARENA_MOST ((size_t)256 * 1024)

struct wm_arena_chunk {
    _Alignas(ARENA_ALIGN) struct wm_arena_chunk *next;
    size_t size; // of the bytes after this header
    size_t used;
};

static char *chunk_bytes(struct wm_arena_chunk *chunk) {
    return (char *)(chunk + 1);
}

void wm_arena_init(struct wm_arena *arena, size_t maximum) {
    *arena = (struct wm_arena){.maximum = maximum, .chunk_size = ARENA_FIRST};
}

static void chunks_free(struct wm_arena_chunk *chunk) {
    while (chunk != NULL) {
        struct wm_arena_chunk *next = chunk->next;
        wm_free(chunk);
        chunk = next;
    }
}

void wm_arena_clear(struct wm_arena *arena) {
    chunks_free(arena->chunks);
    wm_arena_init(arena, arena->maximum);
}

void wm_arena_reset(struct wm_arena *arena) {
    struct wm_arena_chunk *kept = arena->chunks;
    arena->used = 0;
    if (kept == NULL)
        return;
    chunks_free(kept->next);
    kept->next = NULL;
    kept->used = 0;
}

static struct wm_arena_chunk *chunk_add(struct wm_arena *arena, size_t size) {
    size_t usual = arena->chunk_size > 0 ? arena->chunk_size : ARENA_FIRST;
    size_t room = size > usual ? size : usual;
    struct wm_arena_chunk *chunk = wm_alloc(sizeof *chunk + room);
    if (chunk == NULL)
        return NULL;
    *chunk = (struct wm_arena_chunk){.size = room};
    if (arena->chunk_size < ARENA_MOST)
        arena->chunk_size = 2 * usual;
    if (size > usual && arena->chunks != NULL) {
        // A large block gets a chunk of its own, behind the one in use, which still has room for small ones.
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
    } else {
        chunk->next = arena->chunks;
        arena->chunks = chunk;
    }
    return chunk;
}

void *wm_arena_alloc(struct wm_arena *arena, size_t size) {
    if (size > arena->maximum - arena->used) { // used never exceeds maximum
        arena->full = true;
        return NULL;
    }
    size_t rounded = (size > 0 ? size : 1) + (ARENA_ALIGN - 1);
    if (rounded < size)
        return NULL;
    rounded -= rounded % ARENA_ALIGN;
    if (rounded > arena->maximum - arena->used) {
        arena->full = true;
        return NULL;
    }
    struct wm_arena_chunk *chunk = arena->chunks;
    if (chunk == NULL || chunk->size - chunk->used < rounded) {
        if (rounded > SIZE_MAX - sizeof *chunk)
            return NULL;
        chunk = chunk_add(arena, rounded);
        if (chunk == NULL)
            return NULL;
    }
    char *block = chunk_bytes(chunk) + chunk->used;
    chunk->used += rounded;
    arena->used += rounded;
    return block;
}

void *wm_arena_zero(struct wm_arena *arena, size_t number, size_t size) {
    size_t total;
    if (__builtin_mul_overflow(number, size, &total))
        return NULL;
    void *block = wm_arena_alloc(arena, total);
    if (block != NULL)
        memset(block, 0, total);
    return block;
}

char *wm_arena_dup_n(struct wm_arena *arena, const char *text, size_t length) {
    char *copy = length < SIZE_MAX ? wm_arena_alloc(arena, length + 1) : NULL;
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *wm_arena_dup(struct wm_arena *arena, const char *text) {
    return wm_arena_dup_n(arena, text, strlen(text));
}

char *wm_arena_printf(struct wm_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : wm_arena_alloc(arena, (size_t)length + 1);
    if (text != NULL && vsnprintf(text, (size_t)length + 1, format, again) != length)
        text = NULL;
    va_end(again);
    return text;
}
