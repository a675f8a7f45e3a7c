// SPDX-License-Identifier: MIT
// Packed portfolios: made step by step along the ledger, used by every load, and everybody read in one go.
#include "engine/store/reader.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/portfolio/packed.h"
#include "engine/store/writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BYTES_MOST ((size_t)64 << 20)  // of one copy
#define ARENA_MOST ((size_t)256 << 20) // of one step
#define STALE_MOST 100000              // people: above, each is looked at

struct owner { // whose a copy is
    char text[WM_CODE_LONGEST + WM_PERSON_LONGEST + 2];
    size_t length;
};

static struct owner owner_of(const char *organisation, struct wm_text person) {
    struct owner owner;
    int length = snprintf(owner.text, sizeof owner.text, "%s/%.*s", organisation, (int)person.length, person.data);
    owner.length = length > 0 && (size_t)length < sizeof owner.text ? (size_t)length : 0;
    return owner;
}

enum wm_status wm_reader_unpack(struct wm_store_reader *reader, const char *organisation, struct wm_text person,
                                struct wm_text bytes, bool *ret_used, struct wm_error *error) {
    struct owner owner = owner_of(organisation, person);
    enum wm_status status =
        wm_packed_read(reader->builder, (struct wm_text){owner.text, owner.length}, bytes.data, bytes.length, error);
    *ret_used = status == WM_OK;
    if (status != WM_STORE)
        return status;
    wm_reader_complain(reader, organisation, person);
    return WM_OK;
}

void wm_reader_complain(struct wm_store_reader *reader, const char *organisation, struct wm_text person) {
    if (reader->complained)
        return;
    reader->complained = true;
    wm_log(WM_LOG_WARNING, "store",
           "the packed copy of %s/%.*s is of no use: the entries are read instead. It is made again after the person's "
           "next entry; `waymark verify` finds out about others",
           organisation, (int)person.length, person.data);
}

enum wm_status wm_reader_pack(const struct wm_portfolio *portfolio, const char *organisation, struct wm_text person,
                              struct wm_buffer *bytes, struct wm_error *error) {
    struct owner owner = owner_of(organisation, person);
    return wm_packed_write(portfolio, (struct wm_text){owner.text, owner.length}, bytes, error);
}

// --- How far ---

static int64_t sum_of(int64_t organisation, int64_t seq, int64_t version) {
    char row[80];
    int length = snprintf(row, sizeof row, "%" PRId64 "/%" PRId64 "/%" PRId64, organisation, seq, version);
    return (int64_t)(wm_checksum(row, (size_t)length) >> 1);
}

enum wm_status wm_reader_packed_until(struct wm_store_reader *reader, int64_t organisation, int64_t *ret_seq,
                                      bool *ret_anew, struct wm_error *error) {
    bool row = false;
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_PACKED_UNTIL);
    wm_query_integer(&query, organisation);
    enum wm_status status = wm_query_step(&query, &row, error);
    *ret_seq = 0;
    *ret_anew = false;
    if (status == WM_OK && row) {
        int64_t seq = wm_query_get_integer(&query, 0), version = wm_query_get_integer(&query, 1);
        *ret_anew = version != WM_PACKED_VERSION;
        *ret_seq = *ret_anew ? 0 : seq;
        if (wm_query_get_integer(&query, 2) != sum_of(organisation, seq, version))
            status = wm_store_damaged(error, "corrupt", NULL, seq, "how far portfolios are packed was changed");
    }
    wm_query_end(&query);
    return status;
}

// --- One step ---

static enum wm_status list_stale(struct wm_store_reader *reader, int64_t organisation, int64_t after, int64_t to,
                                 bool all, struct wm_arena *arena, int64_t **ret_people, size_t *ret_count,
                                 struct wm_error *error) {
    size_t room = 1024, count = 0;
    int64_t *people = wm_arena_alloc(arena, room * sizeof *people);
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_PACKED_STALE);
    wm_query_integer(&query, organisation);
    wm_query_integer(&query, after);
    wm_query_integer(&query, to);
    wm_query_integer(&query, all);
    enum wm_status status = people != NULL ? WM_OK : wm_error_no_memory(error);
    bool row = true;
    while (status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        if (count == room) {
            int64_t *more = wm_arena_alloc(arena, 2 * room * sizeof *more);
            if (more == NULL) {
                status = wm_error_no_memory(error);
                break;
            }
            memcpy(more, people, count * sizeof *people);
            people = more;
            room *= 2;
        }
        people[count++] = wm_query_get_integer(&query, 0);
    }
    wm_query_end(&query);
    *ret_people = people;
    *ret_count = count;
    return status;
}

static enum wm_status id_of(struct wm_store_reader *reader, int64_t person, char id[WM_PERSON_LONGEST + 1],
                            struct wm_error *error) {
    bool row = false;
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_PERSON_ID);
    wm_query_integer(&query, person);
    enum wm_status status = wm_query_step(&query, &row, error);
    if (status == WM_OK) {
        struct wm_text found = row ? wm_query_get_bytes(&query, 0) : (struct wm_text){"", 0};
        if (found.length == 0 || found.length > WM_PERSON_LONGEST)
            status = wm_store_damaged(error, "corrupt", NULL, 0, "an entry is of nobody");
        else
            snprintf(id, WM_PERSON_LONGEST + 1, "%.*s", (int)found.length, found.data);
    }
    wm_query_end(&query);
    return status;
}

static enum wm_status pack_one(struct wm_store_reader *reader, const char *organisation, int64_t person,
                               struct wm_buffer *bytes, struct wm_arena *arena, struct wm_packed_copy *copy,
                               struct wm_error *error) {
    char id[WM_PERSON_LONGEST + 1];
    struct wm_portfolio *portfolio = NULL;
    enum wm_status status = id_of(reader, person, id, error);
    struct wm_text text = {id, status == WM_OK ? strlen(id) : 0};
    if (status == WM_OK)
        status = wm_store_load_portfolio(reader, organisation, id, text.length, -1, &portfolio, error);
    wm_buffer_reset(bytes);
    if (status == WM_OK)
        status = wm_reader_pack(portfolio, organisation, text, bytes, error);
    if (status == WM_OK) {
        *copy = (struct wm_packed_copy){.person = person, .last = portfolio->last, .length = bytes->length};
        copy->bytes = wm_arena_dup_n(arena, bytes->data, bytes->length);
        if (copy->bytes == NULL)
            status = wm_error_no_memory(error);
    }
    wm_portfolio_unref(portfolio);
    return status;
}

static enum wm_status pack_people(struct wm_store_reader *reader, const char *organisation, const int64_t *people,
                                  size_t count, struct wm_packing *packing, struct wm_error *error) {
    struct wm_packed_copy *copies = wm_arena_zero(&packing->arena, count, sizeof *copies);
    if (copies == NULL)
        return wm_error_no_memory(error);
    struct wm_buffer bytes;
    wm_buffer_init(&bytes, BYTES_MOST);
    enum wm_status status = WM_OK;
    for (size_t i = 0; status == WM_OK && i < count; i++)
        status = pack_one(reader, organisation, people[i], &bytes, &packing->arena, &copies[i], error);
    wm_buffer_clear(&bytes);
    packing->copies = copies;
    packing->count = count;
    return status;
}

static enum wm_status read_step(struct wm_store_reader *reader, const char *organisation, size_t most,
                                struct wm_packing *packing, struct wm_error *error) {
    int64_t head = 0, *people = NULL;
    size_t count = 0;
    struct wm_sha256 hash;
    enum wm_status status = wm_reader_organisation(reader, organisation, &packing->organisation, error);
    if (status != WM_OK || packing->organisation == 0)
        return status;
    status = wm_store_last(&reader->connection, packing->organisation, &head, &hash, error);
    if (status == WM_OK)
        status = wm_reader_packed_until(reader, packing->organisation, &packing->from, &packing->anew, error);
    if (status != WM_OK)
        return status;
    packing->to = head - packing->from > (int64_t)most ? packing->from + (int64_t)most : head;
    if (packing->from >= packing->to)
        packing->to = packing->from;
    else
        status = list_stale(reader, packing->organisation, packing->from, packing->to, packing->anew, &packing->arena,
                            &people, &count, error);
    if (status == WM_OK && count > 0)
        status = pack_people(reader, organisation, people, count, packing, error);
    return status;
}

enum wm_status wm_store_packing_read(struct wm_store_reader *reader, const char *organisation, size_t most,
                                     struct wm_packing *ret_packing, struct wm_error *error) {
    struct wm_packing packing = {.count = 0};
    wm_arena_init(&packing.arena, ARENA_MOST);
    enum wm_status status = wm_reader_begin(reader, error);
    if (status == WM_OK)
        status = wm_reader_end(reader, read_step(reader, organisation, most, &packing, error), error);
    if (status == WM_OK)
        *ret_packing = packing;
    else
        wm_store_packing_clear(&packing);
    return status;
}

void wm_store_packing_clear(struct wm_packing *packing) {
    wm_arena_clear(&packing->arena);
    *packing = (struct wm_packing){.count = 0};
}

static enum wm_status keep_copy(struct wm_store_writer *writer, int64_t organisation, const struct wm_packed_copy *copy,
                                struct wm_error *error) {
    bool row = false;
    struct wm_query latest = wm_query_begin(&writer->connection, WM_SQL_PACKED_LATEST);
    wm_query_integer(&latest, organisation);
    wm_query_integer(&latest, copy->person);
    enum wm_status status = wm_query_step(&latest, &row, error);
    bool current = status == WM_OK && row && wm_query_get_integer(&latest, 0) == copy->last;
    wm_query_end(&latest);
    if (!current)
        return status;
    struct wm_query query = wm_query_begin(&writer->connection, WM_SQL_PACKED_KEEP);
    wm_query_integer(&query, copy->person);
    wm_query_integer(&query, copy->last);
    wm_query_blob(&query, copy->bytes, copy->length);
    return wm_query_run(&query, error);
}

static enum wm_status write_step(struct wm_store_writer *writer, const struct wm_packing *packing,
                                 struct wm_error *error) {
    enum wm_status status = WM_OK;
    if (packing->anew) {
        struct wm_query drop = wm_query_begin(&writer->connection, WM_SQL_PACKED_DROP_ALL);
        wm_query_integer(&drop, packing->organisation);
        status = wm_query_run(&drop, error);
    }
    for (size_t i = 0; status == WM_OK && i < packing->count; i++)
        status = keep_copy(writer, packing->organisation, &packing->copies[i], error);
    if (status != WM_OK)
        return status;
    struct wm_query advance = wm_query_begin(&writer->connection, WM_SQL_PACKED_ADVANCE);
    wm_query_integer(&advance, packing->organisation);
    wm_query_integer(&advance, packing->to);
    wm_query_integer(&advance, WM_PACKED_VERSION);
    wm_query_integer(&advance, sum_of(packing->organisation, packing->to, WM_PACKED_VERSION));
    return wm_query_run(&advance, error);
}

enum wm_status wm_store_packing_write(struct wm_store_writer *writer, const struct wm_packing *packing,
                                      struct wm_error *error) {
    if (packing->from == packing->to)
        return WM_OK;
    enum wm_status status = wm_store_begin(writer, error);
    if (status != WM_OK)
        return status;
    status = write_step(writer, packing, error);
    if (status == WM_OK)
        return wm_store_commit(writer, error);
    wm_store_rollback(writer);
    return status;
}

// --- Everybody ---

enum wm_status wm_store_person_range(struct wm_store_reader *reader, const char *organisation, int64_t *ret_first,
                                     int64_t *ret_end, int64_t *ret_people, struct wm_error *error) {
    int64_t number = 0;
    enum wm_status status = wm_reader_organisation(reader, organisation, &number, error);
    if (status != WM_OK)
        return status;
    bool row = false;
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_PERSON_RANGE);
    wm_query_integer(&query, number);
    status = wm_query_step(&query, &row, error);
    if (status == WM_OK) {
        bool any = row && !wm_query_is_null(&query, 0);
        *ret_first = any ? wm_query_get_integer(&query, 0) : 0;
        *ret_end = any ? wm_query_get_integer(&query, 1) + 1 : 0;
        *ret_people = any ? wm_query_get_integer(&query, 2) : 0;
    }
    wm_query_end(&query);
    return status;
}

struct scanning {
    struct wm_store_reader *reader;
    const char *organisation;
    int64_t number;
    const int64_t *stale; // ascending: whose copy is not all there is; NULL: nobody knows
    size_t stale_count;
    struct wm_error *error;
};

static enum wm_status find_stale(struct scanning *scanning, struct wm_arena *arena) {
    int64_t until = 0, head = 0, *people = NULL;
    bool anew = false;
    struct wm_sha256 hash;
    enum wm_status status = wm_reader_packed_until(scanning->reader, scanning->number, &until, &anew, scanning->error);
    if (status == WM_OK)
        status = wm_store_last(&scanning->reader->connection, scanning->number, &head, &hash, scanning->error);
    if (status != WM_OK || until == 0 || head - until > STALE_MOST)
        return status;
    status = list_stale(scanning->reader, scanning->number, until, head, true, arena, &people, &scanning->stale_count,
                        scanning->error);
    scanning->stale = people;
    return status;
}

static bool is_stale(struct scanning *scanning, int64_t person) {
    if (scanning->stale == NULL)
        return true;
    while (scanning->stale_count > 0 && *scanning->stale < person) {
        scanning->stale++;
        scanning->stale_count--;
    }
    return scanning->stale_count > 0 && *scanning->stale == person;
}

static enum wm_status read_row(struct scanning *scanning, const struct wm_query *query, struct wm_text id,
                               struct wm_portfolio **ret_portfolio) {
    struct wm_store_reader *reader = scanning->reader;
    bool used = false;
    enum wm_status status = WM_OK;
    if (!is_stale(scanning, wm_query_get_integer(query, 0)) && !wm_query_is_null(query, 2))
        status =
            wm_reader_unpack(reader, scanning->organisation, id, wm_query_get_bytes(query, 2), &used, scanning->error);
    if (status == WM_OK && used)
        return wm_portfolio_builder_finish(reader->builder, ret_portfolio, scanning->error);
    if (status == WM_OK)
        status = wm_store_load_portfolio(reader, scanning->organisation, id.data, id.length, -1, ret_portfolio,
                                         scanning->error);
    return status;
}

static enum wm_status scan(struct scanning *scanning, int64_t first, int64_t end, wm_store_each_portfolio *each,
                           void *context) {
    struct wm_query query = wm_query_begin(&scanning->reader->connection, WM_SQL_PACKED_SCAN);
    wm_query_integer(&query, scanning->number);
    wm_query_integer(&query, first);
    wm_query_integer(&query, end);
    enum wm_status status = WM_OK;
    bool row = true, more = true;
    while (more && (status = wm_query_step(&query, &row, scanning->error)) == WM_OK && row) {
        struct wm_portfolio *portfolio = NULL;
        struct wm_text id = wm_query_get_bytes(&query, 1);
        status = read_row(scanning, &query, id, &portfolio);
        if (status != WM_OK)
            break;
        more = each(context, id.data, id.length, portfolio);
    }
    wm_query_end(&query);
    return status;
}

enum wm_status wm_store_portfolios(struct wm_store_reader *reader, const char *organisation, int64_t first, int64_t end,
                                   wm_store_each_portfolio *each, void *context, struct wm_error *error) {
    struct scanning scanning = {.reader = reader, .organisation = organisation, .error = error};
    struct wm_arena arena;
    wm_arena_init(&arena, ARENA_MOST);
    enum wm_status status = wm_reader_begin(reader, error);
    if (status == WM_OK) {
        status = wm_reader_organisation(reader, organisation, &scanning.number, error);
        if (status == WM_OK)
            status = find_stale(&scanning, &arena);
        if (status == WM_OK)
            status = scan(&scanning, first, end, each, context);
        status = wm_reader_end(reader, status, error);
    }
    wm_arena_clear(&arena);
    return status;
}
