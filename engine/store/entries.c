// SPDX-License-Identifier: MIT
// Lists: heads, organisations, entries, persons.
#include "engine/store/reader.h"

#include "engine/base/memory.h"

#include <string.h>

enum wm_status wm_store_head(struct wm_store_reader *reader, const char *organisation, int64_t *ret_seq,
                             struct wm_sha256 *ret_hash, struct wm_error *error) {
    int64_t number;
    enum wm_status status = wm_reader_organisation(reader, organisation, &number, error);
    return status != WM_OK ? status : wm_store_last(&reader->connection, number, ret_seq, ret_hash, error);
}

// --- Organisations ---

struct name {
    struct name *next;
    char text[];
};

static enum wm_status collect(struct wm_store_reader *reader, struct wm_arena *arena, struct name **ret_last,
                              size_t *ret_count, struct wm_error *error) {
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_ORGANISATION_LIST);
    enum wm_status status = WM_OK;
    bool row = true;
    while (status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        struct wm_text id = wm_query_get_bytes(&query, 0);
        struct name *name = wm_arena_alloc(arena, sizeof *name + id.length + 1);
        if (name == NULL) {
            status = wm_error_no_memory(error);
            break;
        }
        memcpy(name->text, id.data, id.length);
        name->text[id.length] = '\0';
        name->next = *ret_last;
        *ret_last = name;
        (*ret_count)++;
    }
    wm_query_end(&query);
    return status;
}

enum wm_status wm_store_organisations(struct wm_store_reader *reader, struct wm_arena *arena, const char ***ret_names,
                                      size_t *ret_count, struct wm_error *error) {
    struct name *last = NULL;
    size_t count = 0;
    enum wm_status status = collect(reader, arena, &last, &count, error);
    if (status != WM_OK)
        return status;
    const char **names = wm_arena_zero(arena, count, sizeof *names);
    if (names == NULL)
        return wm_error_no_memory(error);
    for (size_t i = count; i > 0; i--, last = last->next)
        names[i - 1] = last->text;
    *ret_names = names;
    *ret_count = count;
    return WM_OK;
}

// --- Entries ---

struct listing {
    struct wm_store_reader *reader;
    const char *organisation;
    int64_t number;
    struct wm_error *error;
};

// The columns that every list begins with: seq, type, instant, uid, content.
static enum wm_status read_stored(const struct listing *listing, const struct wm_query *query,
                                  struct wm_stored_entry *ret_stored) {
    struct wm_text type = wm_query_get_bytes(query, 1);
    *ret_stored = (struct wm_stored_entry){
        .seq = wm_query_get_integer(query, 0),
        .instant = wm_query_get_integer(query, 2),
        .uid = (uint32_t)wm_query_get_integer(query, 3),
        .json = wm_query_get_bytes(query, 4),
        .entry = {.type = wm_entry_type_parse(type.data, type.length), .on = WM_DAY_NONE, .until = WM_DAY_NONE},
    };
    ret_stored->erased = wm_query_is_null(query, 4);
    if (ret_stored->erased)
        return WM_OK;
    return wm_reader_content(listing->reader->json, listing->organisation, ret_stored->seq, ret_stored->entry.type,
                             ret_stored->json, &ret_stored->entry, listing->error);
}

static enum wm_status read_void(const struct listing *listing, const struct wm_query *query,
                                struct wm_stored_entry *stored) {
    struct wm_text content = wm_query_get_bytes(query, 6);
    struct wm_entry entry;
    if (wm_query_is_null(query, 5))
        return WM_OK;
    stored->voided_by = wm_query_get_integer(query, 5);
    if (wm_query_is_null(query, 6)) // erased
        return WM_OK;
    enum wm_status status = wm_reader_content(listing->reader->void_json, listing->organisation, stored->voided_by,
                                              WM_ENTRY_RECORD_VOID, content, &entry, listing->error);
    if (status == WM_OK)
        stored->void_reason = entry.reason;
    return status;
}

static enum wm_status tell_entries(const struct listing *listing, struct wm_query *query, wm_store_each *each,
                                   void *context) {
    enum wm_status status = WM_OK;
    bool row = true;
    bool more = true;
    while (more && (status = wm_query_step(query, &row, listing->error)) == WM_OK && row) {
        struct wm_stored_entry stored;
        status = read_stored(listing, query, &stored);
        if (status == WM_OK)
            status = read_void(listing, query, &stored);
        if (status != WM_OK)
            break;
        more = each(context, &stored);
    }
    wm_query_end(query);
    return status;
}

static enum wm_status find_person(const struct listing *listing, struct wm_text id, int64_t *ret_person) {
    bool row = false;
    enum wm_status status = WM_OK;
    if (listing->number != 0) {
        struct wm_query query = wm_query_begin(&listing->reader->connection, WM_SQL_PERSON_FIND);
        wm_query_integer(&query, listing->number);
        wm_query_text(&query, id.data, id.length);
        status = wm_query_step(&query, &row, listing->error);
        if (status == WM_OK && row)
            *ret_person = wm_query_get_integer(&query, 0);
        wm_query_end(&query);
    }
    if (status != WM_OK || row)
        return status;
    return wm_store_unknown_person(&listing->reader->connection, listing->number, id.data, id.length, listing->error);
}

static enum wm_status list_entries(struct listing *listing, struct wm_text person, int64_t after, int64_t ledger,
                                   wm_store_each *each, void *context) {
    int64_t limit;
    int64_t number = 0;
    enum wm_status status =
        wm_reader_organisation(listing->reader, listing->organisation, &listing->number, listing->error);
    if (status == WM_OK)
        status = wm_reader_limit(listing->reader, listing->number, ledger, &limit, listing->error);
    if (status == WM_OK && person.data != NULL)
        status = find_person(listing, person, &number);
    if (status != WM_OK)
        return status;
    enum wm_sql sql = person.data != NULL ? WM_SQL_ENTRIES_OF_PERSON : WM_SQL_ENTRIES;
    struct wm_query query = wm_query_begin(&listing->reader->connection, sql);
    wm_query_integer(&query, listing->number);
    wm_query_integer(&query, after);
    wm_query_integer(&query, limit);
    if (person.data != NULL)
        wm_query_integer(&query, number);
    return tell_entries(listing, &query, each, context);
}

enum wm_status wm_store_entries(struct wm_store_reader *reader, const char *organisation, const char *person,
                                size_t person_length, int64_t after, int64_t ledger, wm_store_each *each, void *context,
                                struct wm_error *error) {
    struct listing listing = {.reader = reader, .organisation = organisation, .error = error};
    enum wm_status status = wm_reader_begin(reader, error);
    if (status != WM_OK)
        return status;
    struct wm_text id = {person, person != NULL ? person_length : 0};
    status = list_entries(&listing, id, after, ledger, each, context);
    return wm_reader_end(reader, status, error);
}

// --- Persons ---

static enum wm_status tell_persons(const struct listing *listing, struct wm_query *query, wm_store_each_person *each,
                                   void *context, size_t *ret_told) {
    enum wm_status status = WM_OK;
    bool row = true;
    bool more = true;
    *ret_told = 0;
    while (more && (status = wm_query_step(query, &row, listing->error)) == WM_OK && row) {
        struct wm_stored_entry stored;
        status = read_stored(listing, query, &stored);
        if (status != WM_OK)
            break;
        more = each(context, wm_query_get_bytes(query, 5), &stored, wm_query_get_integer(query, 6));
        (*ret_told)++;
    }
    wm_query_end(query);
    return status;
}

enum wm_status wm_store_persons(struct wm_store_reader *reader, const char *organisation, const char *after,
                                size_t after_length, size_t limit, wm_store_each_person *each, void *context,
                                struct wm_error *error) {
    struct listing listing = {.reader = reader, .organisation = organisation, .error = error};
    enum wm_status status = wm_reader_organisation(reader, organisation, &listing.number, error);
    if (status != WM_OK)
        return status;
    // One statement is one snapshot.
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_PERSONS);
    wm_query_integer(&query, listing.number);
    wm_query_text(&query, after, after_length);
    wm_query_integer(&query, limit < INT64_MAX ? (int64_t)limit : INT64_MAX);
    size_t told;
    return tell_persons(&listing, &query, each, context, &told);
}

static enum wm_status tell_person(struct listing *listing, struct wm_text id, wm_store_each_person *each,
                                  void *context) {
    enum wm_status status =
        wm_reader_organisation(listing->reader, listing->organisation, &listing->number, listing->error);
    if (status != WM_OK)
        return status;
    struct wm_query query = wm_query_begin(&listing->reader->connection, WM_SQL_PERSON);
    wm_query_integer(&query, listing->number);
    wm_query_text(&query, id.data, id.length);
    size_t told;
    status = tell_persons(listing, &query, each, context, &told);
    if (status != WM_OK || told > 0)
        return status;
    return wm_store_unknown_person(&listing->reader->connection, listing->number, id.data, id.length, listing->error);
}

enum wm_status wm_store_person(struct wm_store_reader *reader, const char *organisation, const char *person,
                               size_t person_length, wm_store_each_person *each, void *context,
                               struct wm_error *error) {
    struct listing listing = {.reader = reader, .organisation = organisation, .error = error};
    enum wm_status status = wm_reader_begin(reader, error);
    if (status != WM_OK)
        return status;
    return wm_reader_end(reader, tell_person(&listing, (struct wm_text){person, person_length}, each, context), error);
}
