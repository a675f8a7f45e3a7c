// SPDX-License-Identifier: MIT
// Everything the store holds, recomputed from its one truth, the canonical JSON of each entry.
//
// Entries are read in order of the chain, contents in order of the persons: two scans, each sequential. Between them
// the keys, voids, persons and rulesets are held against what the contents say, both ways: each row must follow from a
// content (looked at row by row), and nothing may be missing (counted). One snapshot, so that the parts agree; the
// write-ahead log cannot be cut while it lasts.
#include "engine/store/reader.h"

#include "engine/store/migrations.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct verifying {
    struct wm_store_reader *reader;
    int64_t number;                         // of the organisation
    char organisation[WM_CODE_LONGEST + 1]; // its id, for messages
    int64_t entries, contents, keys, voids; // counted in this organisation
    int64_t total;
    struct wm_buffer again; // an entry written again
    struct wm_error *error;
};

static enum wm_status broken(const struct verifying *verifying, int64_t seq, const char *what) {
    return wm_store_damaged(verifying->error, "chain", verifying->organisation, seq, what);
}

static bool same_text(struct wm_text a, struct wm_text b) {
    return a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

static bool same_blob(const struct wm_query *query, int column, const void *bytes, size_t size) {
    struct wm_text found = wm_query_get_bytes(query, column);
    return found.length == size && memcmp(found.data, bytes, size) == 0;
}

// Runs `row` for every row of a statement whose only parameter, if it has one, is the organisation's number.
typedef enum wm_status verify_row(struct verifying *verifying, const struct wm_query *query, void *context);
static enum wm_status each_row(struct verifying *verifying, enum wm_sql sql, verify_row *visit, void *context) {
    struct wm_query query = wm_query_begin(&verifying->reader->connection, sql);
    if (query.code == SQLITE_OK && sqlite3_bind_parameter_count(query.statement) > 0)
        wm_query_integer(&query, verifying->number);
    enum wm_status status = WM_OK;
    bool row = true;
    while (status == WM_OK && (status = wm_query_step(&query, &row, verifying->error)) == WM_OK && row)
        status = visit(verifying, &query, context);
    wm_query_end(&query);
    return status;
}

// --- The chain ---

struct chain {
    struct wm_sha256 hash;
    int64_t seq;
};

static enum wm_status verify_entry(struct verifying *verifying, const struct wm_query *query, void *context) {
    struct chain *chain = context;
    struct wm_sha256 digest;
    int64_t seq = wm_query_get_integer(query, 0);
    int64_t uid = wm_query_get_integer(query, 3);
    if (seq != chain->seq + 1)
        return broken(verifying, chain->seq + 1, "the entry is missing");
    if (uid < 0 || uid > UINT32_MAX || !wm_query_get_exactly(query, 4, digest.bytes, sizeof digest.bytes))
        return broken(verifying, seq, "the entry is malformed");
    chain->hash = wm_ledger_hash(&chain->hash, seq, wm_query_get_bytes(query, 1), wm_query_get_integer(query, 2),
                                 (uint32_t)uid, &digest);
    if (!same_blob(query, 5, chain->hash.bytes, sizeof chain->hash.bytes))
        return broken(verifying, seq, "the chain breaks here: this entry, or its hash, was changed");
    chain->seq = seq;
    verifying->entries++;
    return WM_OK;
}

// --- Contents, by person ---

struct person {
    int64_t number; // 0 = none yet
    int64_t put;    // as the person's row says
    int64_t latest; // as the contents say
    uint8_t head[WM_LEDGER_HEAD];
};

static enum wm_status finish_person(struct verifying *verifying, const struct person *person) {
    if (person->number != 0 && person->put != person->latest)
        return broken(verifying, person->latest, "the person's latest details are marked elsewhere");
    return WM_OK;
}

static enum wm_status begin_person(struct verifying *verifying, const struct wm_query *query, struct person *person) {
    enum wm_status status = finish_person(verifying, person);
    if (status != WM_OK)
        return status;
    *person = (struct person){.number = wm_query_get_integer(query, 0), .put = wm_query_get_integer(query, 10)};
    if (wm_query_is_null(query, 8) || wm_query_get_integer(query, 8) != verifying->number)
        return broken(verifying, wm_query_get_integer(query, 1), "its person is not one of this organisation");
    return WM_OK;
}

static enum wm_status verify_json(struct verifying *verifying, const struct wm_query *query, int64_t seq,
                                  const struct wm_sha256 *digest, enum wm_entry_type type) {
    struct wm_text json = wm_query_get_bytes(query, 5);
    uint8_t salt[WM_LEDGER_SALT];
    if (!wm_query_get_exactly(query, 4, salt, sizeof salt))
        return broken(verifying, seq, "the salt has the wrong size");
    struct wm_sha256 found = wm_ledger_digest(salt, json.data, json.length);
    if (memcmp(found.bytes, digest->bytes, sizeof found.bytes) != 0)
        return broken(verifying, seq, "the content was changed: it does not have its digest");
    struct wm_entry entry;
    enum wm_status status =
        wm_reader_content(verifying->reader->json, verifying->organisation, seq, type, json, &entry, verifying->error);
    if (status != WM_OK)
        return status;
    if (!same_text(entry.person, wm_query_get_bytes(query, 9)))
        return broken(verifying, seq, "the content names another person");
    verifying->keys += type == WM_ENTRY_RECORD_ADD && entry.record.key.length > 0;
    verifying->voids += type == WM_ENTRY_RECORD_VOID;
    wm_buffer_reset(&verifying->again);
    wm_entry_write(&verifying->again, &entry);
    if (verifying->again.failed)
        return wm_error_no_memory(verifying->error);
    if (verifying->again.length != json.length || memcmp(verifying->again.data, json.data, json.length) != 0)
        return broken(verifying, seq, "the content is not canonical");
    return WM_OK;
}

static enum wm_status verify_content(struct verifying *verifying, const struct wm_query *query, void *context) {
    struct person *person = context;
    struct wm_sha256 digest;
    enum wm_status status = WM_OK;
    int64_t seq = wm_query_get_integer(query, 1);
    struct wm_text name = wm_query_get_bytes(query, 2);
    enum wm_entry_type type = wm_entry_type_parse(name.data, name.length);
    if (wm_query_get_integer(query, 0) != person->number || person->number == 0)
        status = begin_person(verifying, query, person);
    if (status != WM_OK)
        return status;
    if (wm_query_is_null(query, 6) || !wm_query_get_exactly(query, 7, digest.bytes, sizeof digest.bytes))
        return broken(verifying, seq, "there is content without its entry");
    if (type == WM_ENTRY_NONE || !same_text(name, wm_query_get_bytes(query, 6)))
        return broken(verifying, seq, "the content is marked as another type");
    wm_ledger_advance(person->head, &digest);
    if (!same_blob(query, 3, person->head, sizeof person->head))
        return broken(verifying, seq, "the person's running digest is wrong");
    if (type == WM_ENTRY_PERSON_PUT)
        person->latest = seq;
    verifying->contents++;
    return wm_query_is_null(query, 5) ? WM_OK : verify_json(verifying, query, seq, &digest, type);
}

// --- What is derived ---

static enum wm_status verify_key(struct verifying *verifying, const struct wm_query *query, void *context) {
    (void)context;
    struct wm_entry entry;
    int64_t seq = wm_query_get_integer(query, 1);
    struct wm_text type = wm_query_get_bytes(query, 2);
    if (wm_entry_type_parse(type.data, type.length) != WM_ENTRY_RECORD_ADD)
        return broken(verifying, seq, "a key stands for what is no record");
    if (wm_query_is_null(query, 3)) // erased: what the key was can no longer be told
        return WM_OK;
    verifying->keys--;
    enum wm_status status =
        wm_reader_content(verifying->reader->json, verifying->organisation, seq, WM_ENTRY_RECORD_ADD,
                          wm_query_get_bytes(query, 3), &entry, verifying->error);
    if (status == WM_OK && !same_text(entry.record.key, wm_query_get_bytes(query, 0)))
        status = broken(verifying, seq, "the record has another key");
    return status;
}

static enum wm_status verify_void(struct verifying *verifying, const struct wm_query *query, void *context) {
    (void)context;
    struct wm_entry entry;
    int64_t seq = wm_query_get_integer(query, 0);
    struct wm_text target = wm_query_get_bytes(query, 2);
    struct wm_text type = wm_query_get_bytes(query, 4);
    if (wm_entry_type_parse(target.data, target.length) != WM_ENTRY_RECORD_ADD ||
        wm_entry_type_parse(type.data, type.length) != WM_ENTRY_RECORD_VOID ||
        wm_query_get_integer(query, 3) != wm_query_get_integer(query, 5))
        return broken(verifying, seq, "it is marked as voided by what does not void it");
    if (wm_query_is_null(query, 6))
        return WM_OK;
    verifying->voids--;
    enum wm_status status =
        wm_reader_content(verifying->reader->json, verifying->organisation, wm_query_get_integer(query, 1),
                          WM_ENTRY_RECORD_VOID, wm_query_get_bytes(query, 6), &entry, verifying->error);
    if (status == WM_OK && entry.seq != seq)
        status = broken(verifying, seq, "it is marked as voided by the void of another");
    return status;
}

static enum wm_status verify_ledger(struct verifying *verifying) {
    struct chain chain = {.hash = wm_ledger_start(verifying->organisation, strlen(verifying->organisation))};
    struct person person = {0};
    verifying->entries = verifying->contents = verifying->keys = verifying->voids = 0;
    enum wm_status status = each_row(verifying, WM_SQL_VERIFY_ENTRIES, verify_entry, &chain);
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_CONTENTS, verify_content, &person);
    if (status == WM_OK)
        status = finish_person(verifying, &person);
    if (status == WM_OK && verifying->entries != verifying->contents)
        status = broken(verifying, verifying->entries, "an entry's content is missing");
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_KEYS, verify_key, NULL);
    if (status == WM_OK && verifying->keys != 0)
        status = broken(verifying, verifying->entries, "a record's key is not kept");
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_VOIDED, verify_void, NULL);
    if (status == WM_OK && verifying->voids != 0)
        status = broken(verifying, verifying->entries, "a void is not marked on its record");
    verifying->total += verifying->entries;
    return status;
}

// --- Rulesets ---

struct activations {
    struct wm_sha256 hash;
    int64_t number;
};

static enum wm_status verify_files(struct verifying *verifying, const struct wm_sha256 *rules, int64_t number,
                                   const struct wm_query *activation) {
    struct wm_sha256_state state;
    struct wm_query query = wm_query_begin(&verifying->reader->connection, WM_SQL_RULESET_FILES);
    wm_query_integer(&query, verifying->number);
    wm_query_blob(&query, rules->bytes, sizeof rules->bytes);
    wm_sha256_init(&state);
    enum wm_status status = WM_OK;
    bool row = true;
    while (status == WM_OK && (status = wm_query_step(&query, &row, verifying->error)) == WM_OK && row) {
        struct wm_sha256 source;
        if (wm_query_get_exactly(&query, 1, source.bytes, sizeof source.bytes))
            wm_ledger_files_add(&state, wm_query_get_bytes(&query, 0), &source);
    }
    wm_query_end(&query);
    struct wm_sha256 files = wm_sha256_end(&state);
    if (status == WM_OK && !same_blob(activation, 3, files.bytes, sizeof files.bytes))
        status = broken(verifying, number, "the files of this ruleset were changed");
    return status;
}

static enum wm_status verify_ruleset(struct verifying *verifying, const struct wm_query *query, void *context) {
    struct activations *activations = context;
    struct wm_sha256 rules;
    struct wm_sha256 files;
    int64_t number = wm_query_get_integer(query, 0);
    if (number != activations->number + 1 || !wm_query_get_exactly(query, 1, rules.bytes, sizeof rules.bytes) ||
        !wm_query_get_exactly(query, 3, files.bytes, sizeof files.bytes))
        return broken(verifying, number, "a ruleset is missing or malformed");
    activations->hash =
        wm_ledger_rules_hash(&activations->hash, number, rules.bytes, wm_query_get_integer(query, 2), &files);
    activations->number = number;
    if (!wm_query_is_null(query, 5)) {
        int64_t uid = wm_query_get_integer(query, 5);
        if (uid < 0 || uid > UINT32_MAX)
            return broken(verifying, number, "the activation is malformed");
        activations->hash = wm_ledger_activation_hash(&activations->hash, (uint32_t)uid, wm_query_get_bytes(query, 6),
                                                      wm_query_get_bytes(query, 7));
    }
    if (!same_blob(query, 4, activations->hash.bytes, sizeof activations->hash.bytes))
        return broken(verifying, number, "the chain of rulesets breaks here");
    return verify_files(verifying, &rules, number, query);
}

static enum wm_status verify_moved(struct verifying *verifying, const struct wm_query *query, void *context) {
    (void)context;
    struct wm_sha256 activation;
    int64_t number = wm_query_get_integer(query, 0);
    if (!wm_query_get_exactly(query, 3, activation.bytes, sizeof activation.bytes))
        return broken(verifying, number, "people are counted who were moved by no activation");
    struct wm_sha256 hash = wm_ledger_moved_hash(&activation, wm_query_get_integer(query, 1));
    if (!same_blob(query, 2, hash.bytes, sizeof hash.bytes))
        return broken(verifying, number, "how many people this activation moved was changed");
    return WM_OK;
}

static enum wm_status no_row(struct verifying *verifying, const struct wm_query *query, void *context) {
    (void)query;
    return broken(verifying, 0, context);
}

static enum wm_status verify_rulesets(struct verifying *verifying, bool has_events) {
    static char orphan[] = "files of a ruleset that was never active";
    struct activations activations = {
        .hash = wm_ledger_rules_start(verifying->organisation, strlen(verifying->organisation))};
    enum wm_status status = each_row(verifying, WM_SQL_VERIFY_RULESETS, verify_ruleset, &activations);
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_MOVED, verify_moved, NULL);
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_RULESET_FILES, no_row, orphan);
    if (status == WM_OK && activations.number == 0 && verifying->entries == 0 && !has_events)
        status = broken(verifying, 0, "an organisation with neither entries nor rulesets nor events");
    return status;
}

static enum wm_status verify_source(struct verifying *verifying, const struct wm_query *query, void *context) {
    (void)context;
    struct wm_text bytes = wm_query_get_bytes(query, 1);
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add(&state, bytes.data, bytes.length);
    struct wm_sha256 hash = wm_sha256_end(&state);
    if (!same_blob(query, 0, hash.bytes, sizeof hash.bytes))
        return broken(verifying, 0, "a kept source was changed");
    return WM_OK;
}

// --- The whole ---

static enum wm_status verify_organisation(struct verifying *verifying, const struct wm_query *query, void *context) {
    (void)context;
    struct wm_text id = wm_query_get_bytes(query, 1);
    if (id.length == 0 || id.length >= sizeof verifying->organisation || memchr(id.data, '\0', id.length) != NULL)
        return broken(verifying, 0, "an organisation's id is malformed");
    memcpy(verifying->organisation, id.data, id.length);
    verifying->organisation[id.length] = '\0';
    verifying->number = wm_query_get_integer(query, 0);
    enum wm_status status = verify_ledger(verifying);
    if (status == WM_OK)
        status = wm_verify_packed(verifying->reader, verifying->organisation, verifying->number, verifying->entries,
                                  verifying->error);
    if (status == WM_OK)
        status = wm_verify_beside(verifying->reader, verifying->organisation, verifying->number, verifying->error);
    bool has_events = false;
    if (status == WM_OK)
        status = wm_verify_events(verifying->reader, verifying->organisation, verifying->number, &has_events,
                                  verifying->error);
    return status != WM_OK ? status : verify_rulesets(verifying, has_events);
}

// SQLite tells of a page that it could not read in the same way as of one that is damaged.
static bool is_unread(struct wm_text found) {
    char reading[32];
    int length = snprintf(reading, sizeof reading, "error code=%d", SQLITE_IOERR_READ);
    return memmem(found.data, found.length, reading, (size_t)length) != NULL ||
           memmem(found.data, found.length, "failed to get page", strlen("failed to get page")) != NULL;
}

static enum wm_status verify_integrity(struct verifying *verifying, const struct wm_query *query, void *context) {
    (void)context;
    struct wm_text found = wm_query_get_bytes(query, 0);
    if (found.length == 2 && memcmp(found.data, "ok", 2) == 0)
        return WM_OK;
    bool unread = is_unread(found);
    return wm_error_set(verifying->error, WM_STORE, unread ? "io" : "corrupt", "%s: the database %s: %.*s",
                        verifying->reader->store->path, unread ? "could not be read" : "is damaged",
                        (int)(found.length < 200 ? found.length : 200), found.data);
}

static enum wm_status verify_schema(struct verifying *verifying) {
    struct wm_buffer found;
    struct wm_buffer expected;
    wm_buffer_init(&found, 1024 * 1024);
    wm_buffer_init(&expected, 1024 * 1024);
    enum wm_status status = wm_migrations_schema(&verifying->reader->connection, &found, verifying->error);
    if (status == WM_OK)
        status = wm_migrations_expected(&expected, verifying->error);
    if (status == WM_OK && (found.length != expected.length || memcmp(found.data, expected.data, found.length) != 0))
        status = wm_error_set(verifying->error, WM_STORE, "corrupt", "%s: the tables are not those of a store",
                              verifying->reader->store->path);
    wm_buffer_clear(&found);
    wm_buffer_clear(&expected);
    return status;
}

static enum wm_status verify_all(struct verifying *verifying) {
    static char unrelated[] = "a row refers to one that is not there";
    static char nobody[] = "a person without any entry";
    enum wm_status status = each_row(verifying, WM_SQL_VERIFY_INTEGRITY, verify_integrity, NULL);
    if (status == WM_OK)
        status = verify_schema(verifying);
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_FOREIGN_KEYS, no_row, unrelated);
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_ORGANISATIONS, verify_organisation, NULL);
    memcpy(verifying->organisation, "?", 2); // what follows is of none in particular
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_PERSONS, no_row, nobody);
    if (status == WM_OK)
        status = each_row(verifying, WM_SQL_VERIFY_SOURCES, verify_source, NULL);
    return status;
}

enum wm_status wm_store_verify(struct wm_store_reader *reader, int64_t *ret_entries, struct wm_error *error) {
    struct verifying verifying = {.reader = reader, .organisation = "?", .error = error};
    enum wm_status status = wm_reader_begin(reader, error);
    if (status != WM_OK)
        return status;
    wm_buffer_init(&verifying.again, WM_STORE_CONTENT_LONGEST);
    status = wm_reader_end(reader, verify_all(&verifying), error);
    wm_buffer_clear(&verifying.again);
    if (status == WM_OK)
        *ret_entries = verifying.total;
    return status;
}
