// SPDX-License-Identifier: MIT
// When which ruleset became active, who asked for it, and what came of it.
#include "engine/store/writer.h"

#include "engine/store/reader.h"

#include <stdio.h>
#include <string.h>

const char *wm_activation_cause_name(enum wm_activation_cause cause) {
    static const char *const names[] = {
#define X(name, text) text,
        WM_ACTIVATION_CAUSE_MAP(X)
#undef X
    };
    return names[cause];
}

static bool cause_parse(struct wm_text name, enum wm_activation_cause *ret_cause) {
    for (int i = WM_ACTIVATION_START; i <= WM_ACTIVATION_ROLLBACK; i++) {
        const char *known = wm_activation_cause_name((enum wm_activation_cause)i);
        if (strlen(known) == name.length && memcmp(known, name.data, name.length) == 0) {
            *ret_cause = (enum wm_activation_cause)i;
            return true;
        }
    }
    return false;
}

// --- Reading ---

static bool get_hash(const struct wm_query *query, int column, char hash[65]) {
    struct wm_sha256 digest;
    if (!wm_query_get_exactly(query, column, digest.bytes, sizeof digest.bytes))
        return false;
    wm_hex(digest.bytes, sizeof digest.bytes, hash);
    return true;
}

// Version 1 read rules at the start only.
static bool get_activation(const struct wm_query *query, struct wm_activation *activation) {
    *activation = (struct wm_activation){.number = wm_query_get_integer(query, 0),
                                         .instant = wm_query_get_integer(query, 2),
                                         .uid = wm_query_is_null(query, 3) ? -1 : wm_query_get_integer(query, 3),
                                         .cause = WM_ACTIVATION_START,
                                         .moved = wm_query_is_null(query, 7) ? -1 : wm_query_get_integer(query, 7)};
    return get_hash(query, 1, activation->rules) &&
           (wm_query_is_null(query, 4) || cause_parse(wm_query_get_bytes(query, 4), &activation->cause)) &&
           (wm_query_is_null(query, 5) || get_hash(query, 5, activation->disk)) &&
           (wm_query_is_null(query, 6) || get_hash(query, 6, activation->previous));
}

enum wm_status wm_store_activations(struct wm_store_reader *reader, const char *organisation, int64_t before,
                                    wm_store_each_activation *each, void *context, struct wm_error *error) {
    int64_t number;
    enum wm_status status = wm_reader_organisation(reader, organisation, &number, error);
    if (status != WM_OK)
        return status;
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_RULESET_HISTORY);
    wm_query_integer(&query, number);
    wm_query_integer(&query, before);
    bool row = true;
    struct wm_activation activation;
    while (status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        if (!get_activation(&query, &activation))
            status = wm_store_damaged(error, "corrupt", organisation, wm_query_get_integer(&query, 0),
                                      "an activation cannot be read");
        else if (!each(context, &activation))
            break;
    }
    wm_query_end(&query);
    return status;
}

static bool take_first(void *context, const struct wm_activation *activation) {
    *(struct wm_activation *)context = *activation;
    return false;
}

enum wm_status wm_store_last_activation(struct wm_store_reader *reader, const char *organisation,
                                        struct wm_activation *ret_activation, struct wm_error *error) {
    struct wm_activation last = {.number = 0};
    enum wm_status status = wm_store_activations(reader, organisation, INT64_MAX, take_first, &last, error);
    if (status == WM_OK && last.number == 0)
        status = wm_error_set(error, WM_NOT_FOUND, "unknown-rules", "no ruleset was ever active in organisation %s",
                              organisation);
    if (status == WM_OK)
        *ret_activation = last;
    return status;
}

enum wm_status wm_store_find_ruleset(struct wm_store_reader *reader, const char *organisation, const char *prefix,
                                     char ret_hash[65], struct wm_error *error) {
    int64_t number;
    char hashes[2][65];
    size_t found = 0;
    bool row = true;
    enum wm_status status = wm_reader_organisation(reader, organisation, &number, error);
    if (status != WM_OK)
        return status;
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_RULESET_MATCH);
    wm_query_integer(&query, number);
    wm_query_text(&query, prefix, strlen(prefix));
    while (status == WM_OK && found < 2 && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        if (!get_hash(&query, 0, hashes[found++]))
            status = wm_store_damaged(error, "corrupt", organisation, 0, "a ruleset's hash is broken");
    }
    wm_query_end(&query);
    if (status == WM_OK && found == 0)
        status = wm_error_set(error, WM_NOT_FOUND, "unknown-rules",
                              "no rules with this hash were ever active for \"%s\"", organisation);
    if (status == WM_OK && found == 2)
        status = wm_error_set(error, WM_CONFLICT, "ambiguous",
                              "several rules that were active for \"%s\" begin so: %.16s…, %.16s…", organisation,
                              hashes[0], hashes[1]);
    if (status == WM_OK)
        memcpy(ret_hash, hashes[0], sizeof hashes[0]);
    return status;
}

// Those of the files of `one` that are not the same in `other`.
struct comparison {
    struct wm_store_reader *reader;
    int64_t organisation;
    struct wm_sha256 one, other;
    bool removed; // tell those that `other` lacks; else the others too
    wm_store_each_change *each;
    void *context;
};

static enum wm_status compare(const struct comparison *comparison, struct wm_error *error) {
    struct wm_query query = wm_query_begin(&comparison->reader->connection, WM_SQL_RULESET_COMPARE);
    wm_query_integer(&query, comparison->organisation);
    wm_query_blob(&query, comparison->one.bytes, sizeof comparison->one.bytes);
    wm_query_blob(&query, comparison->other.bytes, sizeof comparison->other.bytes);
    enum wm_status status = WM_OK;
    bool row = true;
    while ((status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        bool in_both = wm_query_get_integer(&query, 1) != 0;
        if (comparison->removed && !in_both)
            comparison->each(comparison->context, WM_FILE_REMOVED, wm_query_get_bytes(&query, 0));
        if (!comparison->removed)
            comparison->each(comparison->context, in_both ? WM_FILE_CHANGED : WM_FILE_ADDED,
                             wm_query_get_bytes(&query, 0));
    }
    wm_query_end(&query);
    return status;
}

// Of "" (nothing) there are no files: zeros are nobody's hash.
static bool read_hash(const char *hex, struct wm_sha256 *ret_hash) {
    *ret_hash = (struct wm_sha256){{0}};
    return hex[0] == '\0' || wm_hex_parse(hex, strlen(hex), ret_hash->bytes, sizeof ret_hash->bytes);
}

enum wm_status wm_store_compare_rulesets(struct wm_store_reader *reader, const char *organisation, const char *before,
                                         const char *after, wm_store_each_change *each, void *context,
                                         struct wm_error *error) {
    struct comparison comparison = {.reader = reader, .each = each, .context = context};
    struct wm_sha256 was;
    if (!read_hash(before, &comparison.other) || !read_hash(after, &comparison.one))
        return wm_error_set(error, WM_PARAMS, "bad-digest", "a ruleset's hash has 64 hexadecimal digits");
    enum wm_status status = wm_reader_organisation(reader, organisation, &comparison.organisation, error);
    if (status == WM_OK)
        status = compare(&comparison, error);
    was = comparison.other;
    comparison.other = comparison.one;
    comparison.one = was;
    comparison.removed = true;
    return status == WM_OK ? compare(&comparison, error) : status;
}

// --- What an activation moved ---

static enum wm_status activation_hash(struct wm_store_writer *writer, int64_t organisation, int64_t number,
                                      struct wm_sha256 *ret_hash, struct wm_error *error) {
    bool row;
    struct wm_query query = wm_query_begin(&writer->connection, WM_SQL_ACTIVATION_FIND);
    wm_query_integer(&query, organisation);
    wm_query_integer(&query, number);
    enum wm_status status = wm_query_step(&query, &row, error);
    if (status == WM_OK && !(row && wm_query_get_exactly(&query, 0, ret_hash->bytes, sizeof ret_hash->bytes)))
        status = wm_error_set(error, WM_NOT_FOUND, "unknown-activation", "there was no such activation");
    wm_query_end(&query);
    return status;
}

enum wm_status wm_writer_keep_moved(struct wm_store_writer *writer, int64_t organisation, int64_t number, int64_t moved,
                                    struct wm_error *error) {
    struct wm_sha256 activation;
    enum wm_status status = activation_hash(writer, organisation, number, &activation, error);
    if (status != WM_OK)
        return status;
    struct wm_sha256 hash = wm_ledger_moved_hash(&activation, moved);
    struct wm_query query = wm_query_begin(&writer->connection, WM_SQL_MOVED_ADD);
    wm_query_integer(&query, organisation);
    wm_query_integer(&query, number);
    wm_query_integer(&query, moved);
    wm_query_blob(&query, hash.bytes, sizeof hash.bytes);
    return wm_query_run(&query, error);
}
