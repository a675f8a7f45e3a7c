// SPDX-License-Identifier: MIT
#include "engine/portfolio/packed.h"

#include "engine/base/digest.h"
#include "engine/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define CHECK_SIZE ((size_t)8)
#define HAS_VALUE 0x80u

static void check_of(const void *bytes, size_t length, uint8_t check[8]) {
    uint64_t sum = wm_checksum(bytes, length);
    for (size_t i = 0; i < CHECK_SIZE; i++)
        check[i] = (uint8_t)(sum >> 8 * i);
}

void wm_packed_seal(struct wm_buffer *bytes, size_t start) {
    uint8_t check[CHECK_SIZE];
    if (bytes->failed)
        return;
    check_of(bytes->data + start, bytes->length - start, check);
    wm_buffer_add(bytes, check, sizeof check);
}

// --- writing ---

static void put(struct wm_buffer *bytes, uint64_t number) {
    char digits[10];
    size_t count = 0;
    for (; number >= 0x80; number >>= 7)
        digits[count++] = (char)(number | 0x80);
    digits[count++] = (char)number;
    wm_buffer_add(bytes, digits, count);
}

static uint64_t zigzag(int64_t number) {
    return (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0);
}

// Every fact's codes and who said so, each once, in the order in which they are met.
struct places {
    uint32_t *codes, *bys; // open addressing; a code, an offset; 0 = free
    uint32_t *code_places, *by_places;
    uint32_t code_count, by_count;
    size_t mask;
};

static void places_clear(struct places *places) {
    wm_free(places->codes);
    wm_free(places->bys);
    wm_free(places->code_places);
    wm_free(places->by_places);
}

static bool places_init(struct places *places, uint32_t facts) {
    size_t size = 16;
    while (size < 8 * (size_t)facts) // four codes a fact, at most half full
        size *= 2;
    *places = (struct places){.mask = size - 1};
    places->codes = wm_alloc_zero(size, sizeof *places->codes);
    places->bys = wm_alloc_zero(size, sizeof *places->bys);
    places->code_places = wm_alloc(size * sizeof *places->code_places);
    places->by_places = wm_alloc(size * sizeof *places->by_places);
    return places->codes != NULL && places->bys != NULL && places->code_places != NULL && places->by_places != NULL;
}

// The place of the number, from 1, given now if it has none; 0 for 0. `text` is written then.
static uint32_t place(uint32_t *slots, uint32_t *given, size_t mask, uint32_t *count, uint32_t number, const char *text,
                      struct wm_buffer *texts) {
    if (number == 0)
        return 0;
    size_t at = (number * UINT32_C(2654435769)) & mask;
    while (slots[at] != 0 && slots[at] != number)
        at = (at + 1) & mask;
    if (slots[at] == 0) {
        size_t length = strlen(text);
        slots[at] = number;
        given[at] = ++*count;
        put(texts, length);
        wm_buffer_add(texts, text, length);
    }
    return given[at];
}

static uint32_t place_code(struct places *places, wm_code code, struct wm_buffer *texts) {
    return place(places->codes, places->code_places, places->mask, &places->code_count, code, wm_code_text(code),
                 texts);
}

struct parts {
    struct wm_buffer codes, bys, facts;
};

static void write_fact(struct parts *parts, struct places *places, const struct wm_portfolio *portfolio,
                       const struct wm_fact *fact, int64_t before) {
    struct wm_buffer *out = &parts->facts;
    put(out, (uint64_t)(fact->seq - before));
    wm_buffer_byte(out, (char)(fact->kind | (fact->has_value ? HAS_VALUE : 0)));
    const wm_code codes[] = {fact->subject, fact->outcome, fact->as, fact->method};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        put(out, place_code(places, codes[i], &parts->codes));
    put(out, place(places->bys, places->by_places, places->mask, &places->by_count, fact->by,
                   wm_portfolio_by(portfolio, fact), &parts->bys));
    put(out, zigzag(fact->on));
    put(out, fact->until == WM_DAY_NONE ? 0 : zigzag((int64_t)fact->until - fact->on) + 1);
    if (fact->has_value)
        put(out, zigzag(fact->value));
}

static int by_seq(const void *a, const void *b) {
    const struct wm_fact *const *left = a;
    const struct wm_fact *const *right = b;
    return ((*left)->seq > (*right)->seq) - ((*left)->seq < (*right)->seq);
}

static enum wm_status write_facts(const struct wm_portfolio *portfolio, struct parts *parts, struct places *places,
                                  struct wm_error *error) {
    const struct wm_fact **sorted = wm_alloc_zero(portfolio->count, sizeof(struct wm_fact *));
    if (sorted == NULL || !places_init(places, portfolio->count)) {
        wm_free(sorted);
        return wm_error_no_memory(error);
    }
    for (uint32_t i = 0; i < portfolio->count; i++)
        sorted[i] = &portfolio->facts[i];
    qsort(sorted, portfolio->count, sizeof(struct wm_fact *), by_seq);
    int64_t before = 0;
    for (uint32_t i = 0; i < portfolio->count; i++) {
        write_fact(parts, places, portfolio, sorted[i], before);
        before = sorted[i]->seq;
    }
    wm_free(sorted);
    return WM_OK;
}

static void add_part(struct wm_buffer *bytes, uint32_t count, const struct wm_buffer *part) {
    put(bytes, count);
    wm_buffer_add(bytes, part->data, part->length);
    bytes->failed = bytes->failed || part->failed;
}

enum wm_status wm_packed_write(const struct wm_portfolio *portfolio, struct wm_text owner, struct wm_buffer *bytes,
                               struct wm_error *error) {
    wm_require(!portfolio->hypothetical && portfolio->plain == NULL);
    struct parts parts;
    struct places places = {.mask = 0};
    size_t start = bytes->length;
    wm_buffer_init(&parts.codes, bytes->maximum);
    wm_buffer_init(&parts.bys, bytes->maximum);
    wm_buffer_init(&parts.facts, bytes->maximum);
    enum wm_status status = write_facts(portfolio, &parts, &places, error);
    if (status == WM_OK) {
        wm_buffer_byte(bytes, WM_PACKED_VERSION);
        put(bytes, owner.length);
        wm_buffer_add(bytes, owner.data, owner.length);
        put(bytes, (uint64_t)portfolio->last);
        put(bytes, (uint64_t)portfolio->entries);
        wm_buffer_add(bytes, portfolio->head, sizeof portfolio->head);
        wm_buffer_byte(bytes, portfolio->erased ? 1 : 0);
        add_part(bytes, places.code_count, &parts.codes);
        add_part(bytes, places.by_count, &parts.bys);
        add_part(bytes, portfolio->count, &parts.facts);
        wm_packed_seal(bytes, start);
        if (bytes->failed)
            status = wm_error_no_memory(error);
    }
    places_clear(&places);
    wm_buffer_clear(&parts.codes);
    wm_buffer_clear(&parts.bys);
    wm_buffer_clear(&parts.facts);
    return status;
}

// --- reading ---

struct input {
    const uint8_t *at, *end;
    bool bad;
};

static uint64_t take(struct input *input) {
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && input->at < input->end; shift += 7) {
        uint8_t byte = *input->at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    input->bad = true;
    return 0;
}

static uint64_t take_most(struct input *input, uint64_t most) {
    uint64_t number = take(input);
    input->bad = input->bad || number > most;
    return input->bad ? 0 : number;
}

static int64_t unzigzag(uint64_t number) {
    return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

static const uint8_t *take_bytes(struct input *input, size_t length) {
    if (input->bad || length > (size_t)(input->end - input->at)) {
        input->bad = true;
        return NULL;
    }
    input->at += length;
    return input->at - length;
}

// How many of something that has at least one byte each.
static uint32_t take_count(struct input *input) {
    uint64_t most = (uint64_t)(input->end - input->at);
    return (uint32_t)take_most(input, most < UINT32_MAX ? most : UINT32_MAX);
}

static struct wm_text take_text(struct input *input, size_t longest) {
    size_t length = (size_t)take_most(input, longest);
    const uint8_t *text = take_bytes(input, length);
    input->bad = input->bad || length == 0 || memchr(text, '\0', length) != NULL;
    return input->bad ? (struct wm_text){"", 0} : (struct wm_text){(const char *)text, length};
}

struct lists {
    wm_code *codes;
    struct wm_text *bys;
    uint32_t code_count, by_count;
};

static enum wm_status take_lists(struct input *input, struct lists *lists, struct wm_error *error) {
    lists->code_count = take_count(input);
    lists->codes = wm_alloc((lists->code_count + (size_t)1) * sizeof *lists->codes);
    if (lists->codes == NULL)
        return wm_error_no_memory(error);
    lists->codes[0] = WM_CODE_NONE;
    for (uint32_t i = 1; i <= lists->code_count && !input->bad; i++) {
        struct wm_text text = take_text(input, WM_CODE_LONGEST);
        input->bad = input->bad || !wm_code_valid(text.data, text.length);
        lists->codes[i] = input->bad ? WM_CODE_NONE : wm_code_intern(text.data, text.length);
        if (!input->bad && lists->codes[i] == WM_CODE_NONE)
            return wm_error_no_memory(error);
    }
    lists->by_count = take_count(input);
    lists->bys = wm_alloc((lists->by_count + (size_t)1) * sizeof *lists->bys);
    if (lists->bys == NULL)
        return wm_error_no_memory(error);
    lists->bys[0] = (struct wm_text){"", 0};
    for (uint32_t i = 1; i <= lists->by_count && !input->bad; i++)
        lists->bys[i] = take_text(input, SIZE_MAX);
    return WM_OK;
}

static wm_day take_day(struct input *input, int64_t from) {
    int64_t day = unzigzag(take_most(input, UINT32_MAX)) + from;
    input->bad = input->bad || day < WM_DAY_FIRST - 1 || day > WM_DAY_LAST; // revoked on the first: until is before it
    return input->bad ? WM_DAY_FIRST : (wm_day)day;
}

static struct wm_fact take_fact(struct input *input, const struct lists *lists, int64_t before,
                                struct wm_text *ret_by) {
    struct wm_fact fact;
    memset(&fact, 0, sizeof fact); // padding too: equal portfolios are equal bytes
    fact.seq = before + (int64_t)take_most(input, (uint64_t)(INT64_MAX - before));
    const uint8_t *kind = take_bytes(input, 1);
    fact.kind = kind != NULL ? *kind & (uint8_t)(HAS_VALUE - 1) : 0;
    fact.has_value = kind != NULL && (*kind & HAS_VALUE) != 0;
    fact.subject = lists->codes[take_most(input, lists->code_count)];
    fact.outcome = lists->codes[take_most(input, lists->code_count)];
    fact.as = lists->codes[take_most(input, lists->code_count)];
    fact.method = lists->codes[take_most(input, lists->code_count)];
    *ret_by = lists->bys[take_most(input, lists->by_count)];
    fact.on = take_day(input, 0);
    fact.until = WM_DAY_NONE;
    uint64_t until = take_most(input, UINT32_MAX);
    if (until > 0) {
        int64_t day = unzigzag(until - 1) + fact.on;
        input->bad = input->bad || day < WM_DAY_FIRST - 1 || day > WM_DAY_LAST;
        fact.until = input->bad ? WM_DAY_NONE : (wm_day)day;
    }
    if (fact.has_value)
        fact.value = unzigzag(take(input));
    input->bad = input->bad || fact.seq <= before || fact.kind == WM_KIND_NONE || fact.kind >= WM_KIND_COUNT ||
                 fact.subject == WM_CODE_NONE;
    return fact;
}

static enum wm_status take_facts(struct input *input, struct wm_portfolio_builder *builder, const struct lists *lists,
                                 int64_t last, struct wm_error *error) {
    uint32_t count = take_count(input);
    int64_t before = 0;
    for (uint32_t i = 0; i < count && !input->bad; i++) {
        struct wm_text by;
        struct wm_fact fact = take_fact(input, lists, before, &by);
        if (input->bad)
            break;
        enum wm_status status = wm_portfolio_builder_copy(builder, &fact, by, error);
        if (status != WM_OK)
            return status;
        before = fact.seq;
    }
    input->bad = input->bad || input->at != input->end || before > last;
    return WM_OK;
}

static bool sound(const void *bytes, size_t length) {
    uint8_t check[CHECK_SIZE];
    if (length <= CHECK_SIZE || *(const uint8_t *)bytes != WM_PACKED_VERSION)
        return false;
    check_of(bytes, length - CHECK_SIZE, check);
    return memcmp((const uint8_t *)bytes + length - CHECK_SIZE, check, CHECK_SIZE) == 0;
}

static bool take_owner(struct input *input, struct wm_text owner) {
    size_t length = (size_t)take(input);
    const uint8_t *found = take_bytes(input, length);
    return found != NULL && length == owner.length && (length == 0 || memcmp(found, owner.data, length) == 0);
}

static enum wm_status take_all(struct input *input, struct wm_portfolio_builder *builder, struct wm_error *error) {
    int64_t last = (int64_t)take_most(input, INT64_MAX);
    int64_t entries = (int64_t)take_most(input, (uint64_t)last);
    const uint8_t *head = take_bytes(input, WM_BLAKE_SIZE);
    const uint8_t *erased = take_bytes(input, 1);
    struct lists lists = {.codes = NULL};
    enum wm_status status = take_lists(input, &lists, error);
    if (status == WM_OK)
        status = take_facts(input, builder, &lists, last, error);
    if (status == WM_OK && !input->bad)
        wm_portfolio_builder_resume(builder, last, entries, head, *erased != 0);
    wm_free(lists.codes);
    wm_free(lists.bys);
    return status;
}

enum wm_status wm_packed_read(struct wm_portfolio_builder *builder, struct wm_text owner, const void *bytes,
                              size_t length, struct wm_error *error) {
    enum wm_status status = WM_OK;
    bool usable = sound(bytes, length);
    if (usable) {
        struct input input = {(const uint8_t *)bytes + 1, (const uint8_t *)bytes + length - CHECK_SIZE, false};
        usable = take_owner(&input, owner);
        if (usable)
            status = take_all(&input, builder, error);
        usable = usable && !input.bad;
    }
    if (status == WM_OK && !usable)
        status = wm_error_set(error, WM_STORE, "packed", "a packed portfolio is damaged, or of another version");
    if (status != WM_OK)
        wm_portfolio_builder_reset(builder);
    return status;
}
