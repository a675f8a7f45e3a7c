// SPDX-License-Identifier: MIT
// Reading takes no lock. An entry never changes once it is published; the slots of a table only ever go from empty
// to a code; a table that became too small is kept, because a reader may still be in it. Writers hold the mutex.
#include "engine/base/code.h"

#include "engine/base/memory.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>

struct entry {
    const char *text; // NUL-terminated, in a text chunk
    uint32_t length;
    uint32_t hash;
};

#define SEGMENT_SIZE 4096u
#define SEGMENT_COUNT 4096u // 16 million codes, then interning fails like out of memory

struct segment {
    struct entry entries[SEGMENT_SIZE];
};

struct table {
    struct table *older; // what this one replaced
    size_t mask;
    _Atomic(wm_code) slots[];
};

#define CHUNK_SIZE 65536u

struct chunk {
    struct chunk *next;
    size_t used;
    char text[CHUNK_SIZE];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic(struct segment *) segments[SEGMENT_COUNT];
static _Atomic(struct table *) current;
static _Atomic(uint32_t) count; // codes 1 to count exist
static struct chunk *chunks;
static uint8_t key[crypto_shorthash_KEYBYTES]; // written once, before the first table is published

#define DRAFT_FIRST 0x80000000u           // codes from here on are a thread's own
#define DRAFT_MOST (256u * 1024u * 1024u) // bytes of their texts: what may be interned is limited by who interns

struct draft {
    struct wm_arena texts;
    struct entry *entries;
    uint32_t *slots; // place in `entries` + 1; 0 = free
    size_t count, room, mask;
};
static _Thread_local struct draft *draft;

bool wm_code_valid(const char *text, size_t length) {
    if (length == 0 || length > WM_CODE_LONGEST)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!plain && (i == 0 || (c != '.' && c != '_' && c != '/' && c != '-')))
            return false;
    }
    return true;
}

// Keyed, since callers choose what is stored and so could choose what collides.
static uint32_t hash_of(const char *text, size_t length) {
    uint8_t hash[crypto_shorthash_BYTES];
    uint32_t result;
    crypto_shorthash(hash, (const uint8_t *)text, length, key);
    memcpy(&result, hash, sizeof result);
    return result;
}

static const struct entry *entry_of(wm_code code) {
    uint32_t index = code - 1;
    struct segment *segment = atomic_load_explicit(&segments[index / SEGMENT_SIZE], memory_order_acquire);
    return &segment->entries[index % SEGMENT_SIZE];
}

static wm_code look_up(struct table *table, const char *text, size_t length, uint32_t hash) {
    for (size_t at = hash & table->mask;; at = (at + 1) & table->mask) {
        wm_code code = atomic_load_explicit(&table->slots[at], memory_order_acquire);
        if (code == WM_CODE_NONE)
            return WM_CODE_UNSEEN;
        const struct entry *entry = entry_of(code);
        if (entry->hash == hash && entry->length == length && memcmp(entry->text, text, length) == 0)
            return code;
    }
}

static uint32_t *draft_slot(const char *text, size_t length, uint32_t hash) {
    size_t at = hash & draft->mask;
    for (; draft->slots[at] != 0; at = (at + 1) & draft->mask) {
        const struct entry *entry = &draft->entries[draft->slots[at] - 1];
        if (entry->hash == hash && entry->length == length && memcmp(entry->text, text, length) == 0)
            break;
    }
    return &draft->slots[at];
}

wm_code wm_code_find(const char *text, size_t length) {
    struct table *table = atomic_load_explicit(&current, memory_order_acquire);
    if (table == NULL)
        return WM_CODE_UNSEEN;
    uint32_t hash = hash_of(text, length);
    wm_code code = look_up(table, text, length, hash);
    if (code != WM_CODE_UNSEEN || draft == NULL || draft->count == 0)
        return code;
    uint32_t place = *draft_slot(text, length, hash);
    return place != 0 ? DRAFT_FIRST + place - 1 : WM_CODE_UNSEEN;
}

static void place(struct table *table, wm_code code, uint32_t hash) {
    size_t at = hash & table->mask;
    while (atomic_load_explicit(&table->slots[at], memory_order_relaxed) != WM_CODE_NONE)
        at = (at + 1) & table->mask;
    atomic_store_explicit(&table->slots[at], code, memory_order_release);
}

// Makes room for one more at most half full. Under the lock.
static struct table *room_in_table(void) {
    struct table *table = atomic_load_explicit(&current, memory_order_relaxed);
    uint32_t used = atomic_load_explicit(&count, memory_order_relaxed);
    if (table != NULL && (size_t)used + 1 <= (table->mask + 1) / 2)
        return table;
    size_t size = table != NULL ? 2 * (table->mask + 1) : 1024;
    struct table *larger = wm_alloc_zero(1, sizeof *larger + size * sizeof larger->slots[0]);
    if (larger == NULL)
        return NULL;
    if (table == NULL)
        randombytes_buf(key, sizeof key);
    larger->older = table;
    larger->mask = size - 1;
    for (wm_code code = 1; code <= used; code++)
        place(larger, code, entry_of(code)->hash);
    atomic_store_explicit(&current, larger, memory_order_release);
    return larger;
}

static struct entry *room_for_entry(wm_code code) {
    uint32_t index = code - 1;
    if (index / SEGMENT_SIZE >= SEGMENT_COUNT)
        return NULL;
    _Atomic(struct segment *) *place_of = &segments[index / SEGMENT_SIZE];
    struct segment *segment = atomic_load_explicit(place_of, memory_order_relaxed);
    if (segment == NULL) {
        segment = wm_alloc_zero(1, sizeof *segment);
        if (segment == NULL)
            return NULL;
        atomic_store_explicit(place_of, segment, memory_order_release);
    }
    return &segment->entries[index % SEGMENT_SIZE];
}

static char *room_for_text(size_t size) {
    if (chunks == NULL || CHUNK_SIZE - chunks->used < size) {
        struct chunk *chunk = wm_alloc(sizeof *chunk);
        if (chunk == NULL)
            return NULL;
        chunk->next = chunks;
        chunk->used = 0;
        chunks = chunk;
    }
    char *text = chunks->text + chunks->used;
    chunks->used += size;
    return text;
}

// Under the lock.
static wm_code add(const char *text, size_t length) {
    wm_code code = atomic_load_explicit(&count, memory_order_relaxed) + 1;
    struct table *table = room_in_table();
    struct entry *entry = table != NULL ? room_for_entry(code) : NULL;
    char *copy = entry != NULL ? room_for_text(length + 1) : NULL;
    if (copy == NULL)
        return WM_CODE_NONE;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *entry = (struct entry){.text = copy, .length = (uint32_t)length, .hash = hash_of(text, length)};
    atomic_store_explicit(&count, code, memory_order_release);
    place(table, code, entry->hash);
    return code;
}

static bool draft_room(void) {
    if (draft->count < draft->room)
        return true;
    size_t room = draft->room > 0 ? 2 * draft->room : 256;
    struct entry *entries = wm_realloc(draft->entries, room * sizeof *entries);
    if (entries == NULL)
        return false;
    draft->entries = entries;
    uint32_t *slots = wm_alloc_zero(2 * room, sizeof *slots);
    if (slots == NULL)
        return false;
    wm_free(draft->slots);
    draft->slots = slots;
    draft->mask = 2 * room - 1;
    draft->room = room;
    for (size_t i = 0; i < draft->count; i++)
        *draft_slot(entries[i].text, entries[i].length, entries[i].hash) = (uint32_t)i + 1;
    return true;
}

static wm_code draft_add(const char *text, size_t length) {
    const char *copy = draft_room() ? wm_arena_dup_n(&draft->texts, text, length) : NULL;
    if (copy == NULL)
        return WM_CODE_NONE;
    uint32_t hash = hash_of(text, length);
    draft->entries[draft->count] = (struct entry){.text = copy, .length = (uint32_t)length, .hash = hash};
    *draft_slot(text, length, hash) = (uint32_t)++draft->count;
    return DRAFT_FIRST + (uint32_t)draft->count - 1;
}

wm_code wm_code_intern(const char *text, size_t length) {
    wm_require(length <= WM_CODE_LONGEST); // a text chunk holds it
    wm_code code = wm_code_find(text, length);
    if (code != WM_CODE_UNSEEN)
        return code;
    if (draft != NULL)
        return draft_add(text, length);
    pthread_mutex_lock(&lock);
    code = wm_code_find(text, length); // another thread may have been first
    if (code == WM_CODE_UNSEEN)
        code = add(text, length);
    pthread_mutex_unlock(&lock);
    return code;
}

enum wm_status wm_code_draft_begin(struct wm_error *error) {
    wm_require(draft == NULL);
    pthread_mutex_lock(&lock);
    bool keyed = room_in_table() != NULL; // what is hashed needs the key
    pthread_mutex_unlock(&lock);
    draft = keyed ? wm_alloc_zero(1, sizeof *draft) : NULL;
    if (draft == NULL)
        return wm_error_no_memory(error);
    wm_arena_init(&draft->texts, DRAFT_MOST);
    return WM_OK;
}

size_t wm_code_draft_end(void) {
    wm_require(draft != NULL);
    size_t fresh = draft->count;
    wm_arena_clear(&draft->texts);
    wm_free(draft->entries);
    wm_free(draft->slots);
    wm_free(draft);
    draft = NULL;
    return fresh;
}

const char *wm_code_text(wm_code code) {
    if (draft != NULL && code >= DRAFT_FIRST && code - DRAFT_FIRST < draft->count)
        return draft->entries[code - DRAFT_FIRST].text;
    if (code == WM_CODE_NONE || code > atomic_load_explicit(&count, memory_order_acquire))
        return "";
    return entry_of(code)->text;
}

size_t wm_code_count(void) {
    return atomic_load_explicit(&count, memory_order_acquire);
}

void wm_code_forget_all(void) {
    pthread_mutex_lock(&lock);
    struct table *table = atomic_exchange(&current, NULL);
    while (table != NULL) {
        struct table *older = table->older;
        wm_free(table);
        table = older;
    }
    atomic_store(&count, 0);
    for (size_t i = 0; i < SEGMENT_COUNT; i++)
        wm_free(atomic_exchange(&segments[i], NULL));
    while (chunks != NULL) {
        struct chunk *next = chunks->next;
        wm_free(chunks);
        chunks = next;
    }
    pthread_mutex_unlock(&lock);
}
