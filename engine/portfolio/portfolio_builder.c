// SPDX-License-Identifier: MIT
// A builder keeps its arrays from one portfolio to the next: a reader thread loads thousands with one builder.
#include "engine/portfolio/portfolio.h"

#include "engine/base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS_MOST ((size_t)64 * 1024 * 1024)
#define KEEP_MOST 4096u // facts: what a builder holds on to when it is emptied
#define CACHED_CODES 64u
#define HYPOTHETICAL ((int64_t)1 << 62) // order of the first hypothetical record: after every seq

struct sort_key {
    uint64_t kind_subject;
    int64_t on_order[2];
    uint32_t index; // of the fact
};

struct wm_portfolio_builder {
    struct wm_fact *facts; // in the order of their arrival; a removed one has kind WM_KIND_NONE
    struct sort_key *keys; // twice `room`: the second half is the sort's scratch
    uint32_t *by_slots;    // hash table of offsets in `texts`; 0 = free
    uint32_t count;
    uint32_t room;
    uint32_t by_count;
    uint32_t by_mask; // slots - 1; 0 = no table yet
    bool ascending;   // the seqs so far
    bool hypothetical;
    bool erased;
    int64_t last;
    int64_t entries;
    uint8_t head[16];
    struct wm_buffer texts;
    wm_code cache[CACHED_CODES];
};

enum wm_status wm_portfolio_builder_new(struct wm_portfolio_builder **ret_builder, struct wm_error *error) {
    struct wm_portfolio_builder *builder = wm_alloc_zero(1, sizeof *builder);
    if (builder == NULL)
        return wm_error_no_memory(error);
    wm_buffer_init(&builder->texts, TEXTS_MOST);
    wm_portfolio_builder_reset(builder);
    *ret_builder = builder;
    return WM_OK;
}

static void free_arrays(struct wm_portfolio_builder *builder) {
    wm_free(builder->facts);
    wm_free(builder->keys);
    wm_free(builder->by_slots);
    wm_buffer_clear(&builder->texts);
    builder->facts = NULL;
    builder->keys = NULL;
    builder->by_slots = NULL;
    builder->room = 0;
    builder->by_mask = 0;
}

void wm_portfolio_builder_free(struct wm_portfolio_builder *builder) {
    if (builder == NULL)
        return;
    free_arrays(builder);
    wm_free(builder);
}

void wm_portfolio_builder_reset(struct wm_portfolio_builder *builder) {
    if (builder->room > KEEP_MOST || builder->by_mask > KEEP_MOST)
        free_arrays(builder);
    if (builder->by_count > 0 && builder->by_slots != NULL)
        memset(builder->by_slots, 0, ((size_t)builder->by_mask + 1) * sizeof builder->by_slots[0]);
    wm_buffer_reset(&builder->texts);
    builder->count = 0;
    builder->by_count = 0;
    builder->ascending = true;
    builder->hypothetical = false;
    builder->erased = false;
    builder->last = 0;
    builder->entries = 0;
    memset(builder->head, 0, sizeof builder->head);
}

// The codes of one person's records, and of the next person's, are few: most are found here without the one table of
// the whole process.
static wm_code code_of(struct wm_portfolio_builder *builder, struct wm_text text, bool intern) {
    if (text.length == 0)
        return WM_CODE_NONE;
    if (!intern)
        return wm_code_find(text.data, text.length);
    uint32_t hash = (uint32_t)text.length;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (uint8_t)text.data[i]) * 16777619u;
    wm_code *slot = &builder->cache[(hash >> 16) % CACHED_CODES];
    const char *cached = wm_code_text(*slot);
    if (strncmp(cached, text.data, text.length) != 0 || cached[text.length] != '\0')
        *slot = wm_code_intern(text.data, text.length);
    return *slot;
}

static uint32_t hash_bytes(const char *bytes, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (uint8_t)bytes[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static bool grow_slots(struct wm_portfolio_builder *builder) {
    uint32_t size = builder->by_mask == 0 ? 16 : 2 * (builder->by_mask + 1);
    uint32_t *slots = wm_alloc_zero(size, sizeof slots[0]);
    if (slots == NULL)
        return false;
    for (uint32_t i = 0; builder->by_mask != 0 && i <= builder->by_mask; i++) {
        uint32_t offset = builder->by_slots[i];
        if (offset == 0)
            continue;
        const char *text = builder->texts.data + offset;
        uint32_t at = hash_bytes(text, strlen(text)) & (size - 1);
        while (slots[at] != 0)
            at = (at + 1) & (size - 1);
        slots[at] = offset;
    }
    wm_free(builder->by_slots);
    builder->by_slots = slots;
    builder->by_mask = size - 1;
    return true;
}

// The offset of the text in `texts`, where each stands once; 0 for an empty one.
static bool place_text(struct wm_portfolio_builder *builder, struct wm_text text, uint32_t *ret_offset) {
    if (builder->texts.length == 0)
        wm_buffer_byte(&builder->texts, '\0');
    *ret_offset = 0;
    if (text.length == 0)
        return !builder->texts.failed;
    if (2 * builder->by_count >= builder->by_mask && !grow_slots(builder))
        return false;
    uint32_t at = hash_bytes(text.data, text.length) & builder->by_mask;
    for (; builder->by_slots[at] != 0; at = (at + 1) & builder->by_mask) {
        const char *there = builder->texts.data + builder->by_slots[at];
        if (strncmp(there, text.data, text.length) == 0 && there[text.length] == '\0') {
            *ret_offset = builder->by_slots[at];
            return true;
        }
    }
    size_t offset = builder->texts.length;
    wm_buffer_add(&builder->texts, text.data, text.length);
    wm_buffer_byte(&builder->texts, '\0');
    if (builder->texts.failed)
        return false;
    builder->by_slots[at] = (uint32_t)offset;
    builder->by_count++;
    *ret_offset = (uint32_t)offset;
    return true;
}

static struct wm_fact *add_fact(struct wm_portfolio_builder *builder, int64_t seq) {
    if (builder->count == builder->room) {
        size_t room = builder->room == 0 ? 64 : 2 * (size_t)builder->room;
        if (room > UINT32_MAX / 2)
            return NULL;
        struct wm_fact *facts = wm_realloc(builder->facts, room * sizeof *facts);
        if (facts == NULL)
            return NULL;
        builder->facts = facts;
        struct sort_key *keys = wm_realloc(builder->keys, 2 * room * sizeof *keys);
        if (keys == NULL)
            return NULL;
        builder->keys = keys;
        builder->room = (uint32_t)room;
    }
    if (builder->count > 0 && builder->facts[builder->count - 1].seq >= seq)
        builder->ascending = false;
    struct wm_fact *fact = &builder->facts[builder->count];
    memset(fact, 0, sizeof *fact); // padding too: equal portfolios are equal bytes
    fact->seq = seq;
    return fact;
}

static bool fill(struct wm_portfolio_builder *builder, struct wm_fact *fact, const struct wm_record *record) {
    bool stored = fact->seq >= 0;
    fact->kind = (uint8_t)record->kind;
    fact->subject = code_of(builder, record->subject, stored);
    fact->outcome = code_of(builder, record->outcome, stored);
    fact->as = code_of(builder, record->as, stored);
    fact->method = code_of(builder, record->method, stored);
    fact->value = record->has_value ? record->value : 0;
    fact->has_value = record->has_value;
    fact->on = record->on;
    fact->until = record->until;
    return fact->subject != WM_CODE_NONE && (fact->outcome != WM_CODE_NONE) == (record->outcome.length > 0) &&
           (fact->as != WM_CODE_NONE) == (record->as.length > 0) &&
           (fact->method != WM_CODE_NONE) == (record->method.length > 0) && place_text(builder, record->by, &fact->by);
}

enum wm_status wm_portfolio_builder_add(struct wm_portfolio_builder *builder, int64_t seq,
                                        const struct wm_record *record, struct wm_error *error) {
    struct wm_fact *fact = add_fact(builder, seq);
    if (fact == NULL || !fill(builder, fact, record))
        return wm_error_no_memory(error);
    if (seq < 0)
        builder->hypothetical = true;
    builder->count++;
    return WM_OK;
}

enum wm_status wm_portfolio_builder_award(struct wm_portfolio_builder *builder, int64_t seq, const char *level,
                                          size_t length, wm_day on, wm_day until, struct wm_error *error) {
    struct wm_record award = {.kind = WM_KIND_AWARD, .subject = {level, length}, .on = on, .until = until};
    return wm_portfolio_builder_add(builder, seq, &award, error);
}

enum wm_status wm_portfolio_builder_copy(struct wm_portfolio_builder *builder, const struct wm_fact *from,
                                         struct wm_text by, struct wm_error *error) {
    struct wm_fact *fact = add_fact(builder, from->seq);
    uint32_t offset;
    if (fact == NULL || !place_text(builder, by, &offset))
        return wm_error_no_memory(error);
    *fact = *from;
    fact->by = offset;
    builder->count++;
    return WM_OK;
}

void wm_portfolio_builder_remove(struct wm_portfolio_builder *builder, int64_t seq) {
    uint32_t first = 0;
    uint32_t last = builder->count;
    while (builder->ascending && first < last) {
        uint32_t middle = first + (last - first) / 2;
        if (builder->facts[middle].seq < seq)
            first = middle + 1;
        else
            last = middle;
    }
    if (!builder->ascending)
        while (first < builder->count && builder->facts[first].seq != seq)
            first++;
    if (first < builder->count && builder->facts[first].seq == seq)
        builder->facts[first].kind = WM_KIND_NONE;
}

void wm_portfolio_builder_revoke(struct wm_portfolio_builder *builder, const char *level, size_t length, wm_day on) {
    wm_code code = wm_code_find(level, length);
    for (uint32_t i = 0; i < builder->count; i++) {
        struct wm_fact *fact = &builder->facts[i];
        if (fact->kind == WM_KIND_AWARD && fact->subject == code && (fact->until == WM_DAY_NONE || fact->until >= on))
            fact->until = on - 1;
    }
}

void wm_portfolio_builder_entry(struct wm_portfolio_builder *builder, int64_t seq, const uint8_t head[16]) {
    builder->last = seq;
    builder->entries++;
    memcpy(builder->head, head, sizeof builder->head);
}

bool wm_portfolio_builder_is_at(const struct wm_portfolio_builder *builder, int64_t seq, const uint8_t head[16]) {
    return builder->last == seq && memcmp(builder->head, head, sizeof builder->head) == 0;
}

void wm_portfolio_builder_resume(struct wm_portfolio_builder *builder, int64_t last, int64_t entries,
                                 const uint8_t head[16], bool erased) {
    builder->last = last;
    builder->entries = entries;
    builder->erased = erased;
    memcpy(builder->head, head, sizeof builder->head);
}

void wm_portfolio_builder_erased(struct wm_portfolio_builder *builder) {
    builder->erased = true;
}

static bool sorts_before(const struct sort_key *a, const struct sort_key *b) {
    if (a->kind_subject != b->kind_subject)
        return a->kind_subject < b->kind_subject;
    if (a->on_order[0] != b->on_order[0])
        return a->on_order[0] < b->on_order[0];
    return a->on_order[1] < b->on_order[1];
}

static uint32_t make_keys(struct wm_portfolio_builder *builder) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < builder->count; i++) {
        const struct wm_fact *fact = &builder->facts[i];
        if (fact->kind == WM_KIND_NONE)
            continue;
        builder->keys[count++] = (struct sort_key){
            .kind_subject = (uint64_t)fact->kind << 32 | fact->subject,
            .on_order = {fact->on, fact->seq >= 0 ? fact->seq : HYPOTHETICAL - fact->seq},
            .index = i,
        };
    }
    return count;
}

// A merge sort from the bottom up, on small keys: no allocation, no call per comparison, stable.
static const struct sort_key *sort(struct sort_key *keys, struct sort_key *scratch, size_t count) {
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            size_t left = start;
            size_t right = middle;
            for (size_t to = start; to < end; to++) {
                bool take_right = left == middle || (right < end && sorts_before(&keys[right], &keys[left]));
                scratch[to] = keys[take_right ? right++ : left++];
            }
        }
        struct sort_key *swap = keys;
        keys = scratch;
        scratch = swap;
    }
    return keys;
}

static struct wm_portfolio *pack(const struct wm_portfolio_builder *builder, const struct sort_key *keys,
                                 uint32_t count) {
    size_t facts_size = count * sizeof(struct wm_fact);
    size_t texts_size = builder->texts.length > 0 ? builder->texts.length : 1;
    size_t size = sizeof(struct wm_portfolio) + facts_size + texts_size;
    struct wm_portfolio *portfolio = wm_alloc(size);
    if (portfolio == NULL)
        return NULL;
    memset(portfolio, 0, sizeof *portfolio);
    struct wm_fact *facts = (struct wm_fact *)(portfolio + 1);
    char *texts = (char *)(facts + count);
    texts[0] = '\0';
    if (builder->texts.length > 0)
        memcpy(texts, builder->texts.data, texts_size);
    for (uint32_t i = 0; i < count; i++) {
        facts[i] = builder->facts[keys[i].index];
        portfolio->first_of_kind[facts[i].kind + 1] = i + 1;
    }
    for (int kind = 1; kind <= WM_KIND_COUNT; kind++) // a kind without facts begins where the one before it ends
        if (portfolio->first_of_kind[kind] < portfolio->first_of_kind[kind - 1])
            portfolio->first_of_kind[kind] = portfolio->first_of_kind[kind - 1];
    atomic_init(&portfolio->references, 1);
    portfolio->count = count;
    portfolio->size = size;
    portfolio->facts = facts;
    portfolio->texts = texts;
    portfolio->last = builder->last;
    portfolio->entries = builder->entries;
    memcpy(portfolio->head, builder->head, sizeof portfolio->head);
    portfolio->hypothetical = builder->hypothetical;
    portfolio->erased = builder->erased;
    return portfolio;
}

enum wm_status wm_portfolio_builder_finish(struct wm_portfolio_builder *builder, struct wm_portfolio **ret_portfolio,
                                           struct wm_error *error) {
    const struct sort_key *keys = NULL;
    uint32_t count = 0;
    if (builder->count > 0) {
        count = make_keys(builder);
        keys = sort(builder->keys, builder->keys + builder->room, count);
    }
    struct wm_portfolio *portfolio = pack(builder, keys, count);
    wm_portfolio_builder_reset(builder);
    if (portfolio == NULL)
        return wm_error_no_memory(error);
    *ret_portfolio = portfolio;
    return WM_OK;
}

// --- What-if ---

struct left_out {
    int64_t seq;
    size_t index; // in the caller's array
    bool found;
};

static int by_seq(const void *a, const void *b) {
    int64_t first = ((const struct left_out *)a)->seq;
    int64_t second = ((const struct left_out *)b)->seq;
    return (first > second) - (first < second);
}

static bool leave_out(struct left_out *without, size_t count, int64_t seq) {
    size_t first = 0;
    size_t last = count;
    while (first < last) {
        size_t middle = first + (last - first) / 2;
        if (without[middle].seq < seq)
            first = middle + 1;
        else
            last = middle;
    }
    bool found = first < count && without[first].seq == seq;
    for (; first < count && without[first].seq == seq; first++)
        without[first].found = true;
    return found;
}

static enum wm_status copy_base(struct wm_portfolio_builder *builder, const struct wm_portfolio *base,
                                struct left_out *without, size_t without_count, struct wm_error *error) {
    for (uint32_t i = 0; i < base->count; i++) {
        const struct wm_fact *from = &base->facts[i];
        if (leave_out(without, without_count, from->seq))
            continue;
        const char *by = wm_portfolio_by(base, from);
        enum wm_status status = wm_portfolio_builder_copy(builder, from, (struct wm_text){by, strlen(by)}, error);
        if (status != WM_OK)
            return status;
    }
    wm_portfolio_builder_resume(builder, base->last, base->entries, base->head, base->erased);
    for (size_t i = 0; i < without_count; i++) {
        if (without[i].found)
            continue;
        wm_error_set(error, WM_NOT_FOUND, "unknown-seq", "seq %" PRId64 " is no current record or award of this person",
                     without[i].seq);
        wm_error_where(error, "without[%zu]", without[i].index);
        return WM_NOT_FOUND;
    }
    return WM_OK;
}

static enum wm_status suppose(struct wm_portfolio_builder *builder, const struct wm_portfolio *base,
                              const struct wm_record *with, size_t with_count, struct left_out *without,
                              size_t without_count, struct wm_error *error) {
    enum wm_status status = copy_base(builder, base, without, without_count, error);
    for (size_t i = 0; status == WM_OK && i < with_count; i++)
        status = wm_portfolio_builder_add(builder, -(int64_t)i - 1, &with[i], error);
    builder->hypothetical = true;
    return status;
}

enum wm_status wm_portfolio_suppose(const struct wm_portfolio *base, const struct wm_record *with, size_t with_count,
                                    const int64_t *without, size_t without_count, struct wm_portfolio **ret_portfolio,
                                    struct wm_error *error) {
    struct wm_portfolio_builder *builder = NULL;
    struct left_out *left_out = wm_alloc_zero(without_count, sizeof *left_out);
    enum wm_status status = left_out == NULL ? wm_error_no_memory(error) : wm_portfolio_builder_new(&builder, error);
    if (status == WM_OK) {
        for (size_t i = 0; i < without_count; i++)
            left_out[i] = (struct left_out){.seq = without[i], .index = i};
        qsort(left_out, without_count, sizeof *left_out, by_seq);
        status = suppose(builder, base, with, with_count, left_out, without_count, error);
    }
    if (status == WM_OK)
        status = wm_portfolio_builder_finish(builder, ret_portfolio, error);
    wm_portfolio_builder_free(builder);
    wm_free(left_out);
    return status;
}
