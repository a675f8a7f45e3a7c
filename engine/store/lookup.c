// SPDX-License-Identifier: MIT
// What a writer and a reader both look up.
#include "engine/store/store_private.h"

#include "engine/base/code.h"

#include <inttypes.h>
#include <string.h>

#define NEIGHBOURS 256 // ids on either side that are offered as the nearest

enum wm_status wm_store_organisation(struct wm_sqlite *connection, const char *organisation, int64_t *ret_number,
                                     struct wm_error *error) {
    struct wm_query query = wm_query_begin(connection, WM_SQL_ORGANISATION_FIND);
    wm_query_text(&query, organisation, strlen(organisation));
    bool row;
    enum wm_status status = wm_query_step(&query, &row, error);
    if (status == WM_OK)
        *ret_number = row ? wm_query_get_integer(&query, 0) : 0;
    wm_query_end(&query);
    return status;
}

enum wm_status wm_store_last(struct wm_sqlite *connection, int64_t organisation, int64_t *ret_seq,
                             struct wm_sha256 *ret_hash, struct wm_error *error) {
    struct wm_sha256 hash = {{0}};
    int64_t seq = 0;
    struct wm_query query = wm_query_begin(connection, WM_SQL_HEAD);
    wm_query_integer(&query, organisation);
    bool row;
    enum wm_status status = wm_query_step(&query, &row, error);
    if (status == WM_OK && row) {
        seq = wm_query_get_integer(&query, 0);
        if (!wm_query_get_exactly(&query, 1, hash.bytes, sizeof hash.bytes))
            status = wm_store_damaged(error, "corrupt", NULL, seq, "the hash of an entry has the wrong size");
    }
    wm_query_end(&query);
    if (status == WM_OK) {
        *ret_seq = seq;
        *ret_hash = hash;
    }
    return status;
}

static enum wm_status offer(struct wm_sqlite *connection, enum wm_sql sql, int64_t organisation, const char *id,
                            size_t length, struct wm_nearest *nearest, char best[132], struct wm_error *error) {
    struct wm_query query = wm_query_begin(connection, sql);
    wm_query_integer(&query, organisation);
    wm_query_text(&query, id, length);
    wm_query_integer(&query, NEIGHBOURS);
    bool row = true;
    enum wm_status status = WM_OK;
    while (status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        struct wm_text name = wm_query_get_bytes(&query, 0);
        char candidate[132];
        if (name.length >= sizeof candidate)
            continue;
        memcpy(candidate, name.data, name.length);
        candidate[name.length] = '\0';
        wm_nearest_offer(nearest, candidate);
        if (nearest->name == candidate) { // it borrows what it keeps
            memcpy(best, candidate, name.length + 1);
            nearest->name = best;
        }
    }
    wm_query_end(&query);
    return status;
}

enum wm_status wm_store_unknown_person(struct wm_sqlite *connection, int64_t organisation, const char *id,
                                       size_t length, struct wm_error *error) {
    char wanted[132];
    char best[132];
    struct wm_nearest nearest;
    size_t shown = length < sizeof wanted ? length : sizeof wanted - 1;
    memcpy(wanted, id, shown);
    wanted[shown] = '\0';
    wm_nearest_init(&nearest, wanted);
    enum wm_status status = WM_OK;
    if (organisation != 0) {
        status = offer(connection, WM_SQL_PERSONS_FROM, organisation, id, length, &nearest, best, error);
        if (status == WM_OK)
            status = offer(connection, WM_SQL_PERSONS_BEFORE, organisation, id, length, &nearest, best, error);
    }
    if (status != WM_OK)
        return status;
    wm_error_set(error, WM_NOT_FOUND, "unknown-person", "nobody has the id `%s`", wanted);
    wm_error_where(error, "person");
    wm_error_found(error, "%s", wanted);
    if (wm_nearest_name(&nearest) != NULL)
        wm_error_nearest(error, wm_nearest_name(&nearest));
    return WM_NOT_FOUND;
}

enum wm_status wm_store_damaged(struct wm_error *error, const char *reason, const char *organisation, int64_t seq,
                                const char *what) {
    const char *name = organisation != NULL ? organisation : "?";
    wm_error_set(error, WM_STORE, reason, "the store is damaged: organisation %s, seq %" PRId64 ": %s", name, seq,
                 what);
    wm_error_where(error, "%s/%" PRId64, name, seq);
    return WM_STORE;
}
