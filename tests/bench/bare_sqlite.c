// SPDX-License-Identifier: MIT
#include "tests/bench/bare_sqlite.h"

#include "tests/bench/measure.h"
#include "tests/bench/population.h"

#include <sqlite3.h>
#include <string.h>

static const char json[] =
    "{\"person\":\"bench-000042\",\"record\":{\"as\":\"assessor\",\"by\":\"assessor-7\",\"kind\":\"assessment\","
    "\"on\":\"2024-06-01\",\"subject\":\"bench/pca\",\"value\":3}}";

static void run(sqlite3 *base, const char *sql) {
    if (sqlite3_exec(base, sql, NULL, NULL, NULL) != SQLITE_OK) {
        measure_fail("bare SQLite: %s", sqlite3_errmsg(base));
    }
}

static sqlite3 *open_base(const char *folder) {
    char path[300];
    snprintf(path, sizeof path, "%s/bare.db", folder);
    sqlite3 *base;
    if (sqlite3_open(path, &base) != SQLITE_OK) {
        measure_fail("bare SQLite: cannot open %s", path);
    }
    run(base, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
              "CREATE TABLE IF NOT EXISTS content(person INTEGER, seq INTEGER, salt BLOB, json TEXT, head BLOB,"
              " PRIMARY KEY(person, seq)) STRICT, WITHOUT ROWID");
    return base;
}

static sqlite3_stmt *prepare(sqlite3 *base, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(base, sql, -1, &statement, NULL) != SQLITE_OK) {
        measure_fail("bare SQLite: %s", sqlite3_errmsg(base));
    }
    return statement;
}

static void insert(sqlite3_stmt *statement, int64_t person, int64_t seq) {
    static const char salt[32];
    sqlite3_bind_int64(statement, 1, person);
    sqlite3_bind_int64(statement, 2, seq);
    sqlite3_bind_blob(statement, 3, salt, sizeof salt, SQLITE_STATIC);
    sqlite3_bind_text(statement, 4, json, (int)strlen(json), SQLITE_STATIC);
    sqlite3_bind_blob(statement, 5, salt, 16, SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_DONE || sqlite3_reset(statement) != SQLITE_OK) {
        measure_fail("bare SQLite: an insert failed");
    }
}

double bare_sqlite_append(const char *folder, uint32_t rows) {
    sqlite3 *base = open_base(folder);
    sqlite3_stmt *statement = prepare(base, "INSERT INTO content VALUES(?, ?, ?, ?, ?)");
    int64_t from = measure_now();
    for (uint32_t row = 0; row < rows; row++) {
        if (row % 64 == 0) {
            run(base, "BEGIN IMMEDIATE");
        }
        insert(statement, -(int64_t)(row % 5000) - 1, row);
        if (row % 64 == 63 || row + 1 == rows) {
            run(base, "COMMIT");
        }
    }
    double rate = rows / ((double)(measure_now() - from) / 1e9);
    sqlite3_finalize(statement);
    sqlite3_close(base);
    return rate;
}

double bare_sqlite_load(const char *folder, uint32_t people, uint32_t loads) {
    sqlite3 *base = open_base(folder);
    sqlite3_stmt *statement = prepare(base, "INSERT INTO content VALUES(?, ?, ?, ?, ?)");
    run(base, "BEGIN IMMEDIATE");
    for (uint32_t person = 0; person < people; person++) {
        for (uint32_t seq = 0; seq < POPULATION_RECORDS; seq++) {
            insert(statement, person, (int64_t)person * POPULATION_RECORDS + seq);
        }
    }
    run(base, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_finalize(statement);
    statement = prepare(base, "SELECT seq, json, head FROM content WHERE person = ?");
    uint64_t random = 7, bytes = 0;
    int64_t from = measure_now();
    for (uint32_t load = 0; load < loads; load++) {
        sqlite3_bind_int64(statement, 1, (int64_t)(population_random(&random) % people));
        while (sqlite3_step(statement) == SQLITE_ROW) {
            bytes += (uint64_t)sqlite3_column_bytes(statement, 1);
        }
        sqlite3_reset(statement);
    }
    double rate = loads / ((double)(measure_now() - from) / 1e9);
    sqlite3_finalize(statement);
    sqlite3_close(base);
    if (bytes != (uint64_t)loads * POPULATION_RECORDS * strlen(json)) {
        measure_fail("bare SQLite: rows are missing");
    }
    return rate;
}
