// SPDX-License-Identifier: MIT
// Reading connections, and the read that matters most: one portfolio.
#include "engine/store/reader.h"

#include "engine/base/memory.h"

#include <inttypes.h>
#include <string.h>

enum wm_status wm_store_reader_open(struct wm_store *store, struct wm_store_reader **ret_reader,
                                    struct wm_error *error) {
    struct wm_store_reader *reader = wm_alloc_zero(1, sizeof *reader);
    if (reader == NULL)
        return wm_error_no_memory(error);
    reader->store = store;
    enum wm_status status =
        wm_json_reader_new(WM_STORE_CONTENT_LONGEST, WM_STORE_CONTENT_DEEPEST, &reader->json, error);
    if (status == WM_OK)
        status = wm_json_reader_new(WM_STORE_CONTENT_LONGEST, WM_STORE_CONTENT_DEEPEST, &reader->void_json, error);
    if (status == WM_OK)
        status = wm_portfolio_builder_new(&reader->builder, error);
    if (status == WM_OK)
        status = wm_store_connect(store, false, &reader->connection, error);
    if (status != WM_OK) {
        wm_store_reader_close(reader);
        return status;
    }
    *ret_reader = reader;
    return WM_OK;
}

void wm_store_reader_close(struct wm_store_reader *reader) {
    if (reader == NULL)
        return;
    wm_sqlite_close(&reader->connection);
    wm_portfolio_builder_free(reader->builder);
    wm_json_reader_free(reader->void_json);
    wm_json_reader_free(reader->json);
    wm_free(reader);
}

enum wm_status wm_reader_begin(struct wm_store_reader *reader, struct wm_error *error) {
    return wm_query_simple(&reader->connection, WM_SQL_BEGIN_READING, error);
}

enum wm_status wm_reader_end(struct wm_store_reader *reader, enum wm_status status, struct wm_error *error) {
    if (!wm_sqlite_in_transaction(&reader->connection))
        return status; // SQLite has ended it by itself after a failure
    enum wm_status ended = wm_query_simple(&reader->connection, WM_SQL_COMMIT, status == WM_OK ? error : NULL);
    return status != WM_OK ? status : ended;
}

enum wm_status wm_reader_organisation(struct wm_store_reader *reader, const char *organisation, int64_t *ret_number,
                                      struct wm_error *error) {
    if (reader->number != 0 && strcmp(reader->organisation, organisation) == 0) {
        *ret_number = reader->number;
        return WM_OK;
    }
    enum wm_status status = wm_store_organisation(&reader->connection, organisation, ret_number, error);
    size_t length = strlen(organisation);
    if (status == WM_OK && *ret_number != 0 && length < sizeof reader->organisation) {
        memcpy(reader->organisation, organisation, length + 1);
        reader->number = *ret_number;
    }
    return status;
}

enum wm_status wm_reader_limit(struct wm_store_reader *reader, int64_t organisation, int64_t ledger, int64_t *ret_limit,
                               struct wm_error *error) {
    if (ledger < 0) {
        *ret_limit = INT64_MAX;
        return WM_OK;
    }
    int64_t seq;
    struct wm_sha256 hash;
    enum wm_status status = wm_store_last(&reader->connection, organisation, &seq, &hash, error);
    if (status != WM_OK)
        return status;
    if (ledger > seq) {
        wm_error_set(error, WM_PARAMS, "ledger-beyond-head", "the ledger has entries up to %" PRId64 " only", seq);
        wm_error_where(error, "ledger");
        wm_error_expected(error, "at most %" PRId64, seq);
        wm_error_found(error, "%" PRId64, ledger);
        return WM_PARAMS;
    }
    *ret_limit = ledger;
    return WM_OK;
}

enum wm_status wm_reader_content(struct wm_json_reader *json, const char *organisation, int64_t seq,
                                 enum wm_entry_type type, struct wm_text content, struct wm_entry *ret_entry,
                                 struct wm_error *error) {
    struct wm_error why;
    struct wm_json value;
    enum wm_status status = wm_json_parse_copy(json, content.data, content.length, &value, &why);
    if (status == WM_OK)
        status = wm_entry_read(type, value, ret_entry, &why);
    if (status == WM_OK)
        return WM_OK;
    if (status == WM_NO_MEMORY)
        return wm_error_no_memory(error);
    (void)wm_store_damaged(error, "corrupt", organisation, seq, why.message);
    return WM_STORE;
}

// --- Portfolios ---

struct loading {
    struct wm_store_reader *reader;
    const char *organisation;
    struct wm_text person;
    bool plain; // without copies
    struct wm_error *error;
};

static enum wm_status take(const struct loading *loading, const struct wm_query *query) {
    struct wm_portfolio_builder *builder = loading->reader->builder;
    int64_t seq = wm_query_get_integer(query, 0);
    struct wm_text type = wm_query_get_bytes(query, 1);
    struct wm_text content = wm_query_get_bytes(query, 3);
    uint8_t head[WM_LEDGER_HEAD];
    if (!wm_query_get_exactly(query, 2, head, sizeof head))
        return wm_store_damaged(loading->error, "corrupt", loading->organisation, seq, "the head has the wrong size");
    wm_portfolio_builder_entry(builder, seq, head);
    if (wm_query_is_null(query, 3)) {
        wm_portfolio_builder_erased(builder);
        return WM_OK;
    }
    struct wm_entry entry;
    enum wm_status status =
        wm_reader_content(loading->reader->json, loading->organisation, seq,
                          wm_entry_type_parse(type.data, type.length), content, &entry, loading->error);
    if (status != WM_OK)
        return status;
    // Whatever else is broken: one person's facts never stand in another's portfolio.
    if (entry.person.length != loading->person.length ||
        memcmp(entry.person.data, loading->person.data, entry.person.length) != 0)
        return wm_store_damaged(loading->error, "corrupt", loading->organisation, seq, "it belongs to another person");
    return wm_entry_apply(builder, seq, &entry, loading->error);
}

// A copy of the portfolio goes into the builder if there is one that is of use up to `limit`. `ret_person`: the number, 0 =
// nobody; `ret_after`: the seq up to which the copy goes, 0 = none was of use.
static enum wm_status begin_with_copy(const struct loading *loading, int64_t organisation, int64_t limit,
                                      int64_t *ret_person, int64_t *ret_after) {
    bool row = false;
    struct wm_query query = wm_query_begin(&loading->reader->connection, WM_SQL_PACKED);
    wm_query_integer(&query, organisation);
    wm_query_text(&query, loading->person.data, loading->person.length);
    enum wm_status status = wm_query_step(&query, &row, loading->error);
    *ret_person = status == WM_OK && row ? wm_query_get_integer(&query, 0) : 0;
    *ret_after = 0;
    int64_t last = *ret_person != 0 ? wm_query_get_integer(&query, 1) : 0;
    if (last > 0 && last <= limit && !loading->plain) {
        bool used = false;
        status = wm_reader_unpack(loading->reader, loading->organisation, loading->person,
                                  wm_query_get_bytes(&query, 2), &used, loading->error);
        *ret_after = used ? last : 0;
    }
    wm_query_end(&query);
    return status;
}

// The entries from `from` on; the first must be the one that a copy ends with, if there is one (`from` > 0).
static enum wm_status scan(const struct loading *loading, int64_t organisation, int64_t person, int64_t from,
                           int64_t limit, bool *ret_any) {
    struct wm_query query = wm_query_begin(&loading->reader->connection, WM_SQL_PORTFOLIO);
    wm_query_integer(&query, organisation);
    wm_query_integer(&query, person);
    wm_query_integer(&query, from);
    wm_query_integer(&query, limit);
    bool row = true, begun = from == 0;
    enum wm_status status = WM_OK;
    *ret_any = false;
    while (status == WM_OK && (status = wm_query_step(&query, &row, loading->error)) == WM_OK && row) {
        uint8_t head[WM_LEDGER_HEAD];
        if (!begun && !(wm_query_get_exactly(&query, 2, head, sizeof head) &&
                        wm_portfolio_builder_is_at(loading->reader->builder, wm_query_get_integer(&query, 0), head)))
            break; // it is a copy of something else
        if (begun)
            status = take(loading, &query);
        begun = true;
        *ret_any = true;
    }
    wm_query_end(&query);
    return status;
}

static enum wm_status read_entries(const struct loading *loading, int64_t organisation, int64_t limit, bool *ret_any) {
    struct wm_store_reader *reader = loading->reader;
    int64_t person, from;
    enum wm_status status = begin_with_copy(loading, organisation, limit, &person, &from);
    if (status != WM_OK || person == 0)
        return status;
    status = scan(loading, organisation, person, from, limit, ret_any);
    if (status != WM_OK || from == 0 || *ret_any)
        return status;
    wm_reader_complain(reader, loading->organisation, loading->person);
    wm_portfolio_builder_reset(reader->builder);
    return scan(loading, organisation, person, 0, limit, ret_any);
}

static enum wm_status load_limited(const struct loading *loading, int64_t organisation, int64_t limit,
                                   struct wm_portfolio **ret_portfolio) {
    struct wm_store_reader *reader = loading->reader;
    bool any = false;
    enum wm_status status = WM_OK;
    if (organisation != 0)
        status = read_entries(loading, organisation, limit, &any);
    if (status == WM_OK && !any)
        status = wm_store_unknown_person(&reader->connection, organisation, loading->person.data,
                                         loading->person.length, loading->error);
    if (status != WM_OK) {
        wm_portfolio_builder_reset(reader->builder);
        return status;
    }
    return wm_portfolio_builder_finish(reader->builder, ret_portfolio, loading->error);
}

static enum wm_status load(const struct loading *loading, int64_t ledger, struct wm_portfolio **ret_portfolio) {
    int64_t organisation;
    int64_t limit = INT64_MAX;
    enum wm_status status =
        wm_reader_organisation(loading->reader, loading->organisation, &organisation, loading->error);
    if (status == WM_OK && ledger >= 0)
        status = wm_reader_limit(loading->reader, organisation, ledger, &limit, loading->error);
    return status == WM_OK ? load_limited(loading, organisation, limit, ret_portfolio) : status;
}

enum wm_status wm_reader_portfolio(struct wm_store_reader *reader, const char *organisation, struct wm_text person,
                                   int64_t limit, struct wm_portfolio **ret_portfolio, struct wm_error *error) {
    const struct loading loading = {reader, organisation, person, true, error};
    int64_t number;
    enum wm_status status = wm_reader_organisation(reader, organisation, &number, error);
    return status == WM_OK ? load_limited(&loading, number, limit, ret_portfolio) : status;
}

enum wm_status wm_store_load_portfolio(struct wm_store_reader *reader, const char *organisation, const char *person,
                                       size_t person_length, int64_t ledger, struct wm_portfolio **ret_portfolio,
                                       struct wm_error *error) {
    struct loading loading = {reader, organisation, {person, person_length}, false, error};
    // Up to the head no transaction is around it: a copy is of what never changes, and the entries after it are one
    // statement and so one snapshot.
    if (ledger < 0)
        return load(&loading, ledger, ret_portfolio);
    enum wm_status status = wm_reader_begin(reader, error);
    if (status != WM_OK)
        return status;
    struct wm_portfolio *portfolio = NULL;
    status = wm_reader_end(reader, load(&loading, ledger, &portfolio), error);
    if (status == WM_OK)
        *ret_portfolio = portfolio;
    else
        wm_portfolio_unref(portfolio);
    return status;
}

enum wm_status wm_store_checkpoint(struct wm_store_reader *reader, struct wm_error *error) {
    if (atomic_load(&reader->store->sync_failed))
        return wm_error_set(error, WM_STORE, "read-only", "%s: a sync failed earlier: the store must be opened again",
                            reader->store->path);
    // Passive: it waits for nobody. What readers still need is left for the next time.
    int code = sqlite3_wal_checkpoint_v2(reader->connection.handle, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    if (code == SQLITE_OK || code == SQLITE_BUSY) // busy: another checkpoint is under way
        return WM_OK;
    return wm_sqlite_failed(&reader->connection, code, "checkpoint", error);
}
