// SPDX-License-Identifier: MIT
#include "engine/store/migrations.h"

#include <stdio.h>

// Version 1. One truth: content.json, the canonical JSON of an entry, hashed with its salt into entry.digest, which is
// chained in entry.hash. All else is derived from it and can be checked against it (verify.c does):
//
//   organisation  a ledger's owner; `number` stands for its id in every other table
//   person        `put` is the seq of the latest person.put
//   entry         the chain: what happened when, by whom, to whom; holds nothing personal
//   content       what an entry says, clustered by person, so that one portfolio is one range scan; `head` is the
//                 person's running digest; salt and json go when a person is erased, the row stays
//   key           idempotency keys of records
//   voided        which records are voided, and by which entry
//   ruleset       which rules became active when: a chain of its own, per organisation
//   ruleset_file  the files of a ruleset; source: their bytes, each kept once, by SHA-256
static const char version_1[] = "CREATE TABLE organisation ("
                                " number INTEGER PRIMARY KEY,"
                                " id TEXT NOT NULL UNIQUE"
                                ") STRICT;"
                                "CREATE TABLE person ("
                                " number INTEGER PRIMARY KEY,"
                                " organisation INTEGER NOT NULL REFERENCES organisation (number),"
                                " id TEXT NOT NULL,"
                                " put INTEGER NOT NULL,"
                                " UNIQUE (organisation, id)"
                                ") STRICT;"
                                "CREATE TABLE entry ("
                                " organisation INTEGER NOT NULL REFERENCES organisation (number),"
                                " seq INTEGER NOT NULL CHECK (seq > 0),"
                                " type TEXT NOT NULL,"
                                " instant INTEGER NOT NULL,"
                                " uid INTEGER NOT NULL,"
                                " digest BLOB NOT NULL,"
                                " hash BLOB NOT NULL,"
                                " person INTEGER NOT NULL REFERENCES person (number),"
                                " PRIMARY KEY (organisation, seq)"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE TABLE content ("
                                " organisation INTEGER NOT NULL,"
                                " person INTEGER NOT NULL REFERENCES person (number),"
                                " seq INTEGER NOT NULL,"
                                " type TEXT NOT NULL,"
                                " head BLOB NOT NULL,"
                                " salt BLOB,"
                                " json TEXT,"
                                " PRIMARY KEY (organisation, person, seq),"
                                " FOREIGN KEY (organisation, seq) REFERENCES entry (organisation, seq),"
                                " CHECK ((salt IS NULL) = (json IS NULL))"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE TABLE key ("
                                " organisation INTEGER NOT NULL,"
                                " key TEXT NOT NULL,"
                                " seq INTEGER NOT NULL,"
                                " PRIMARY KEY (organisation, key),"
                                " FOREIGN KEY (organisation, seq) REFERENCES entry (organisation, seq)"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE TABLE voided ("
                                " organisation INTEGER NOT NULL,"
                                " seq INTEGER NOT NULL,"
                                " void INTEGER NOT NULL,"
                                " PRIMARY KEY (organisation, seq),"
                                " FOREIGN KEY (organisation, seq) REFERENCES entry (organisation, seq),"
                                " FOREIGN KEY (organisation, void) REFERENCES entry (organisation, seq)"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE TABLE ruleset ("
                                " organisation INTEGER NOT NULL REFERENCES organisation (number),"
                                " number INTEGER NOT NULL CHECK (number > 0),"
                                " rules BLOB NOT NULL,"
                                " instant INTEGER NOT NULL,"
                                " files BLOB NOT NULL,"
                                " hash BLOB NOT NULL,"
                                " PRIMARY KEY (organisation, number)"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE TABLE source ("
                                " hash BLOB NOT NULL PRIMARY KEY,"
                                " bytes BLOB NOT NULL"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE TABLE ruleset_file ("
                                " organisation INTEGER NOT NULL REFERENCES organisation (number),"
                                " rules BLOB NOT NULL,"
                                " path TEXT NOT NULL,"
                                " source BLOB NOT NULL REFERENCES source (hash),"
                                " PRIMARY KEY (organisation, rules, path)"
                                ") STRICT, WITHOUT ROWID;";

// Version 2. Of an activation also who asked for it, why ("start", "reload", …), and the hash of what was on disk then, all
// in the chain; rows of version 1 have neither uid nor cause. moved: how many people's standing an activation moved,
// counted after it, bound to it by a hash of its own.
static const char version_2[] = "ALTER TABLE ruleset ADD COLUMN uid INTEGER;"
                                "ALTER TABLE ruleset ADD COLUMN cause TEXT CHECK ((cause IS NULL) = (uid IS NULL));"
                                "ALTER TABLE ruleset ADD COLUMN disk BLOB;"
                                "CREATE TABLE moved ("
                                " organisation INTEGER NOT NULL,"
                                " number INTEGER NOT NULL,"
                                " people INTEGER NOT NULL CHECK (people >= 0),"
                                " hash BLOB NOT NULL,"
                                " PRIMARY KEY (organisation, number),"
                                " FOREIGN KEY (organisation, number) REFERENCES ruleset (organisation, number)"
                                ") STRICT, WITHOUT ROWID;";

// Version 3. packed: a copy of each person's portfolio up to `last`, so that a cold one need not be read entry by entry
// (engine/portfolio/packed.h). packed_until: the copies have everything up to `seq`, save those of people who have entries
// after it; `sum` is a checksum of the row.
static const char version_3[] = "CREATE TABLE packed ("
                                " person INTEGER PRIMARY KEY REFERENCES person (number),"
                                " last INTEGER NOT NULL CHECK (last > 0),"
                                " bytes BLOB NOT NULL"
                                ") STRICT;"
                                "CREATE TABLE packed_until ("
                                " organisation INTEGER PRIMARY KEY REFERENCES organisation (number),"
                                " seq INTEGER NOT NULL CHECK (seq > 0),"
                                " version INTEGER NOT NULL,"
                                " sum INTEGER NOT NULL"
                                ") STRICT;";

// Version 4. event: what others may want to hear of, by seqs of its own; `hash` binds what it says to its place. outbox: which
// events there are, up to which activation (`told`) they tell whom it moved, and of the one after that, `telling`, of whom
// the last event was; `hash` is that of the row.
static const char version_4[] = "CREATE TABLE event ("
                                " organisation INTEGER NOT NULL REFERENCES organisation (number),"
                                " seq INTEGER NOT NULL CHECK (seq > 0),"
                                " instant INTEGER NOT NULL,"
                                " json TEXT NOT NULL,"
                                " hash BLOB NOT NULL,"
                                " PRIMARY KEY (organisation, seq)"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE TABLE outbox ("
                                " organisation INTEGER PRIMARY KEY REFERENCES organisation (number),"
                                " oldest INTEGER NOT NULL CHECK (oldest > 0),"
                                " head INTEGER NOT NULL CHECK (head >= oldest - 1),"
                                " told INTEGER NOT NULL CHECK (told >= 0),"
                                " telling INTEGER NOT NULL CHECK (telling >= told),"
                                " person TEXT NOT NULL,"
                                " level TEXT NOT NULL,"
                                " hash BLOB NOT NULL"
                                ") STRICT;";

// Version 5. beside: what is kept with the files of a ruleset without being part of it, the signatures of its packs;
// `hash` is that of the row.
static const char version_5[] = "CREATE TABLE beside ("
                                " organisation INTEGER NOT NULL REFERENCES organisation (number),"
                                " rules BLOB NOT NULL,"
                                " path TEXT NOT NULL,"
                                " bytes BLOB NOT NULL,"
                                " hash BLOB NOT NULL,"
                                " PRIMARY KEY (organisation, rules, path)"
                                ") STRICT, WITHOUT ROWID;";

static const char *const released[] = {version_1, version_2, version_3, version_4, version_5};
#define RELEASED (sizeof released / sizeof released[0])

int64_t wm_migrations_version(void) {
    return (int64_t)RELEASED;
}

static enum wm_status inspect(struct wm_sqlite *connection, size_t newest, enum wm_store_state *ret_state,
                              int64_t *ret_version, struct wm_error *error) {
    int64_t application = 0;
    int64_t version = 0;
    int64_t objects = 0;
    enum wm_status status = wm_sqlite_number(connection, "PRAGMA application_id", &application, error);
    if (status == WM_OK)
        status = wm_sqlite_number(connection, "PRAGMA user_version", &version, error);
    if (status == WM_OK)
        status = wm_sqlite_number(connection, "SELECT count(*) FROM sqlite_schema", &objects, error);
    if (status != WM_OK)
        return status;
    if (application == 0 && version == 0 && objects == 0)
        *ret_state = WM_STORE_EMPTY;
    else if (application != WM_STORE_APPLICATION || version < 1)
        *ret_state = WM_STORE_NOT_OURS;
    else
        *ret_state = version > (int64_t)newest ? WM_STORE_NEWER : WM_STORE_OURS;
    *ret_version = version;
    return WM_OK;
}

enum wm_status wm_migrations_inspect(struct wm_sqlite *connection, enum wm_store_state *ret_state, int64_t *ret_version,
                                     struct wm_error *error) {
    return inspect(connection, RELEASED, ret_state, ret_version, error);
}

static enum wm_status steps_from(struct wm_sqlite *connection, const char *const *steps, size_t count,
                                 struct wm_error *error) {
    enum wm_store_state state;
    int64_t version;
    // Looked at again inside the transaction: what was seen before it may have been rolled back.
    enum wm_status status = inspect(connection, count, &state, &version, error);
    if (status == WM_OK && state != WM_STORE_EMPTY && state != WM_STORE_OURS)
        status = wm_error_set(error, WM_STORE, "not-ours", "%s changed while it was opened", connection->path);
    if (status != WM_OK)
        return status;
    char header[96];
    int length = snprintf(header, sizeof header, "PRAGMA application_id = %d; PRAGMA user_version = %zu",
                          WM_STORE_APPLICATION, count);
    if (!wm_expect(length > 0 && (size_t)length < sizeof header))
        return wm_error_set(error, WM_INTERNAL, NULL, "the header's text does not fit");
    for (size_t i = (size_t)version; status == WM_OK && i < count; i++) {
        char what[32];
        (void)snprintf(what, sizeof what, "migration %zu", i + 1);
        status = wm_sqlite_run(connection, what, steps[i], error);
    }
    if (status == WM_OK && (size_t)version < count)
        status = wm_sqlite_run(connection, "version", header, error);
    return status;
}

enum wm_status wm_migrations_apply(struct wm_sqlite *connection, const char *const *steps, size_t count,
                                   struct wm_error *error) {
    enum wm_status status = wm_query_simple(connection, WM_SQL_BEGIN_WRITING, error);
    if (status != WM_OK)
        return status;
    status = steps_from(connection, steps, count, error);
    if (status == WM_OK)
        status = wm_query_simple(connection, WM_SQL_COMMIT, error);
    if (status != WM_OK)
        wm_sqlite_rollback(connection);
    return status;
}

enum wm_status wm_migrations_run(struct wm_sqlite *connection, struct wm_error *error) {
    return wm_migrations_apply(connection, released, RELEASED, error);
}

enum wm_status wm_migrations_schema(struct wm_sqlite *connection, struct wm_buffer *ret_text, struct wm_error *error) {
    struct wm_query query = wm_query_begin(connection, WM_SQL_VERIFY_SCHEMA);
    bool row = true;
    enum wm_status status = WM_OK;
    while (status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        for (int column = 0; column < 4; column++) {
            struct wm_text part = wm_query_get_bytes(&query, column);
            wm_buffer_add(ret_text, part.data, part.length);
            wm_buffer_byte(ret_text, '\n');
        }
    }
    wm_query_end(&query);
    if (status == WM_OK && ret_text->failed)
        status = wm_error_no_memory(error);
    return status;
}

enum wm_status wm_migrations_expected(struct wm_buffer *ret_text, struct wm_error *error) {
    struct wm_sqlite memory;
    enum wm_status status =
        wm_sqlite_open(&memory, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, "schema", NULL, error);
    if (status != WM_OK)
        return status;
    status = wm_migrations_run(&memory, error);
    if (status == WM_OK)
        status = wm_migrations_schema(&memory, ret_text, error);
    wm_sqlite_close(&memory);
    return status;
}
