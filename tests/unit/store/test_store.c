// SPDX-License-Identifier: MIT
// Opening: what is ours, what is not, what is newer, what is locked or cannot be written; and nothing of it touched.
#include "engine/store/store.h"

#include "engine/store/migrations.h"

#include "tests/unit/store/rich.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static int setup(void **state) {
    fixture_make(&fixture_of_test);
    *state = &fixture_of_test;
    return 0;
}

static int teardown(void **state) {
    struct fixture *fixture = *state;
    fixture->broken = fixture->store == NULL; // nothing open: nothing to verify
    return fixture_teardown(state);
}

static void try_open(struct fixture *fixture, enum wm_status status, const char *reason) {
    struct wm_store *store = NULL;
    wm_test_fails(wm_store_open(fixture->path, &store, &fixture->error), &fixture->error, status, reason);
    assert_null(store);
}

struct bytes {
    char *data;
    size_t size;
};

static struct bytes slurp(const char *path) {
    struct stat about;
    struct bytes bytes = {NULL, 0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(file >= 0 && fstat(file, &about) == 0);
    bytes.size = (size_t)about.st_size;
    bytes.data = test_malloc(bytes.size + 1);
    assert_int_equal(read(file, bytes.data, bytes.size), bytes.size);
    close(file);
    return bytes;
}

static void expect_untouched(const char *path, struct bytes before) {
    struct bytes after = slurp(path);
    assert_int_equal(after.size, before.size);
    assert_memory_equal(after.data, before.data, before.size);
    test_free(after.data);
}

static void run_raw(const char *path, const char *sql) {
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
}

static int64_t number_raw(const char *path, const char *sql) {
    sqlite3 *raw;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    return number;
}

static void test_a_new_store(void **state) {
    struct fixture *fixture = *state;
    struct stat about;
    fixture_open(fixture);
    assert_string_equal(wm_store_path(fixture->store), fixture->path);
    fixture_add(fixture, "north", "[" PUT("p1") "]");
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < 4; i++) { // personal data: for the daemon's user alone
        char name[160];
        snprintf(name, sizeof name, "%s%s", fixture->path, ends[i]);
        assert_int_equal(stat(name, &about), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
    }
    fixture_close(fixture);
    assert_int_equal(number_raw(fixture->path, "PRAGMA application_id"), WM_STORE_APPLICATION);
    assert_int_equal(number_raw(fixture->path, "PRAGMA user_version"), wm_migrations_version());
    assert_int_equal(number_raw(fixture->path, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"),
                     1);
    fixture_open(fixture);
}

static void test_an_empty_file_becomes_one(void **state) {
    struct fixture *fixture = *state;
    wm_test_write(&fixture->folder, "waymark.db", "", 0);
    fixture_open(fixture);
    fixture_close(fixture);
    char other[160];
    snprintf(other, sizeof other, "%s/empty.db", fixture->folder.path);
    run_raw(other, "VACUUM; PRAGMA journal_mode = WAL"); // a database without anything
    snprintf(fixture->path, sizeof fixture->path, "%.120s", other);
    fixture_open(fixture);
}

static void test_a_second_one_is_kept_out(void **state) {
    struct fixture *fixture = *state;
    fixture_open(fixture);
    try_open(fixture, WM_STORE, "locked");
    char pid[24];
    snprintf(pid, sizeof pid, "%ld", (long)getpid());
    assert_non_null(strstr(fixture->error.message, pid));
    fixture_add(fixture, "north", "[" PUT("p1") "]"); // the first goes on
    fixture_close(fixture);
    fixture_open(fixture);
}

static void test_what_is_no_database_is_refused_untouched(void **state) {
    struct fixture *fixture = *state;
    static const char *const contents[] = {
        "x", "SQLite format 3",
        "# notes\nThese are my notes of the meeting on 3 March, which went on for far too long.\n"};
    for (size_t i = 0; i < 3; i++) {
        wm_test_write_text(&fixture->folder, "waymark.db", contents[i]);
        struct bytes before = slurp(fixture->path);
        try_open(fixture, WM_STORE, "not-ours");
        expect_untouched(fixture->path, before);
        test_free(before.data);
    }
    char large[5000];
    memset(large, 'a', sizeof large);
    wm_test_write(&fixture->folder, "waymark.db", large, sizeof large);
    try_open(fixture, WM_STORE, "not-ours");
}

static void test_anothers_database_is_refused_untouched(void **state) {
    struct fixture *fixture = *state;
    static const char *const makers[] = {
        "CREATE TABLE a (b)",
        "PRAGMA application_id = 1234; CREATE TABLE a (b)",
        "PRAGMA user_version = 1",
        "PRAGMA journal_mode = WAL; CREATE TABLE a (b); PRAGMA application_id = 77",
    };
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        unlink(fixture->path);
        run_raw(fixture->path, makers[i]);
        struct bytes before = slurp(fixture->path);
        try_open(fixture, WM_STORE, "not-ours");
        expect_untouched(fixture->path, before);
        test_free(before.data);
    }
}

// Copies a database with its log while it is open, as a crash would leave it.
static void leave_log(struct fixture *fixture, const char *before_log, const char *in_log) {
    char live[160];
    sqlite3 *raw;
    snprintf(live, sizeof live, "%s/live.db", fixture->folder.path);
    if (before_log != NULL)
        run_raw(live, before_log);
    assert_int_equal(sqlite3_open(live, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, in_log, NULL, NULL, NULL), SQLITE_OK);
    struct bytes database = slurp(live);
    wm_test_write(&fixture->folder, "waymark.db", database.data, database.size);
    test_free(database.data);
    snprintf(live, sizeof live, "%s/live.db-wal", fixture->folder.path);
    struct bytes log = slurp(live);
    assert_true(log.size > 0);
    wm_test_write(&fixture->folder, "waymark.db-wal", log.data, log.size);
    test_free(log.data);
    sqlite3_close(raw);
}

static void expect_refused_with_its_log(struct fixture *fixture, const char *reason) {
    char log[160];
    snprintf(log, sizeof log, "%s-wal", fixture->path);
    struct bytes database_before = slurp(fixture->path);
    struct bytes log_before = slurp(log);
    try_open(fixture, WM_STORE, reason);
    expect_untouched(fixture->path, database_before);
    expect_untouched(log, log_before);
    test_free(database_before.data);
    test_free(log_before.data);
}

static void test_a_log_is_left_alone_too(void **state) {
    struct fixture *fixture = *state;
    leave_log(fixture, "PRAGMA journal_mode = WAL", "CREATE TABLE a (b)");
    expect_refused_with_its_log(fixture, "not-ours"); // only the log says that it is not empty
    unlink(fixture->path);
    fixture_open(fixture);
    fixture_close(fixture);
    char live[160];
    snprintf(live, sizeof live, "%s/live.db", fixture->folder.path);
    assert_int_equal(rename(fixture->path, live), 0);
    leave_log(fixture, NULL, "PRAGMA user_version = 99");
    expect_refused_with_its_log(fixture, "newer"); // only the log says that it is newer
}

static void test_a_newer_store_is_refused_untouched(void **state) {
    struct fixture *fixture = *state;
    fixture_open(fixture);
    fixture_close(fixture);
    char sql[60], said[40];
    long long newer = (long long)wm_migrations_version() + 1;
    snprintf(sql, sizeof sql, "PRAGMA user_version = %lld", newer);
    snprintf(said, sizeof said, "version %lld", newer);
    run_raw(fixture->path, sql);
    struct bytes before = slurp(fixture->path);
    try_open(fixture, WM_STORE, "newer");
    assert_non_null(strstr(fixture->error.message, said));
    expect_untouched(fixture->path, before);
    test_free(before.data);
    run_raw(fixture->path, "PRAGMA user_version = 0"); // ours, but of no version there ever was
    try_open(fixture, WM_STORE, "not-ours");
}

static void test_a_log_of_ours_is_recovered(void **state) {
    struct fixture *fixture = *state;
    fixture_open(fixture);
    rich_fill(fixture);
    struct bytes database = slurp(fixture->path);
    char log[160];
    snprintf(log, sizeof log, "%s-wal", fixture->path);
    struct bytes frames = slurp(log);
    fixture_close(fixture);
    wm_test_write(&fixture->folder, "waymark.db", database.data, database.size);
    wm_test_write(&fixture->folder, "waymark.db-wal", frames.data, frames.size);
    test_free(database.data);
    test_free(frames.data);
    fixture_open(fixture);
    assert_int_equal(fixture_verify(fixture), RICH_ENTRIES);
}

static void test_odd_places(void **state) {
    struct fixture *fixture = *state;
    char path[sizeof fixture->path];
    memcpy(path, fixture->path, sizeof path);
    snprintf(fixture->path, sizeof fixture->path, "%s/a?b=1#c%%20d.db", fixture->folder.path);
    fixture_open(fixture);
    fixture_close(fixture);
    assert_int_equal(access(fixture->path, F_OK), 0);
    snprintf(fixture->path, sizeof fixture->path, "%s/none/waymark.db", fixture->folder.path);
    try_open(fixture, WM_STORE, "io");
    memcpy(fixture->path, fixture->folder.path, sizeof fixture->folder.path);
    try_open(fixture, WM_STORE, "not-ours"); // a folder
    memcpy(fixture->path, path, sizeof path);
    assert_int_equal(mkfifo(path, 0600), 0);
    try_open(fixture, WM_STORE, "not-ours");
}

// --- What cannot be written. Root may write everything: so it is tried as nobody. ---

static void as_nobody(struct fixture *fixture, const char *reason) {
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct wm_store *store = NULL;
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(2);
        if (wm_store_open(fixture->path, &store, &fixture->error) != WM_STORE)
            _exit(3);
        _exit(strcmp(fixture->error.reason, reason) == 0 ? 0 : 4);
    }
    int outcome;
    assert_int_equal(waitpid(child, &outcome, 0), child);
    assert_true(WIFEXITED(outcome));
    assert_int_equal(WEXITSTATUS(outcome), 0);
}

static void test_what_cannot_be_written(void **state) {
    struct fixture *fixture = *state;
    char lock[160];
    snprintf(lock, sizeof lock, "%s.lock", fixture->path);
    assert_int_equal(chmod(fixture->folder.path, 0555), 0);
    as_nobody(fixture, "read-only"); // a folder
    assert_int_equal(chmod(fixture->folder.path, 0777), 0);
    fixture_open(fixture);
    fixture_close(fixture);
    assert_int_equal(chmod(fixture->path, 0444), 0);
    assert_int_equal(chmod(lock, 0666), 0);
    as_nobody(fixture, "read-only"); // the file
    char log[160];
    snprintf(log, sizeof log, "%s-wal", fixture->path);
    assert_int_equal(access(log, F_OK), -1); // nothing is left that would outlive the mistake
    assert_int_equal(chmod(fixture->path, 0666), 0);
    assert_int_equal(chmod(lock, 0444), 0);
    as_nobody(fixture, "read-only"); // the lock
}

// --- A disk that is full: here, a limit of the process on the size of its files. ---

static void limit_files(rlim_t bytes) {
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static enum wm_status fill_disk(struct fixture *fixture, int64_t *acknowledged) {
    enum wm_status status = WM_OK;
    while (status == WM_OK && *acknowledged < 10000) {
        fixture_begin(fixture);
        status = fixture_request(fixture, "north", "[" ADD("p1", ROLE("coach", "2026-02-02")) "]");
        enum wm_status committed = wm_store_commit(fixture->writer, &fixture->error);
        status = status != WM_OK ? status : committed;
        *acknowledged += status == WM_OK;
    }
    return status;
}

static void test_a_full_disk_refuses_writes_and_recovers(void **state) {
    struct fixture *fixture = *state;
    int64_t acknowledged = 1;
    fixture_open(fixture);
    fixture_add(fixture, "north", "[" PUT("p1") "]");
    signal(SIGXFSZ, SIG_IGN);
    limit_files((rlim_t)256 * 1024);
    wm_test_fails(fill_disk(fixture, &acknowledged), &fixture->error, WM_STORE, "disk-full");
    assert_int_equal(fixture_head(fixture, "north"), acknowledged); // reading goes on, and all is there
    wm_test_fails(fill_disk(fixture, &acknowledged), &fixture->error, WM_STORE, "disk-full");
    struct wm_portfolio *portfolio = fixture_load(fixture, "north", "p1", -1);
    assert_int_equal(portfolio->last, acknowledged);
    wm_portfolio_unref(portfolio);
    limit_files(RLIM_INFINITY);
    fixture_add(fixture, "north", "[" ADD("p1", ROLE("coach", "2026-02-02")) "]"); // by itself
    assert_int_equal(fixture->seqs[0], acknowledged + 1);
}

// --- Migrations ---

static void open_memory(struct wm_sqlite *connection, struct wm_error *error) {
    wm_test_ok(wm_sqlite_start(error), error);
    wm_test_ok(
        wm_sqlite_open(connection, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, "memory", NULL, error),
        error);
}

static int64_t number_of(struct wm_sqlite *connection, const char *sql) {
    int64_t number = -1;
    struct wm_error error;
    wm_test_ok(wm_sqlite_number(connection, sql, &number, &error), &error);
    return number;
}

static void test_steps_are_taken_in_order_and_once(void **state) {
    struct fixture *fixture = *state;
    static const char *const steps[] = {"CREATE TABLE a (b)", "INSERT INTO a VALUES (1)",
                                        "UPDATE a SET b = b + 1; CREATE TABLE c (d)"};
    struct wm_sqlite connection;
    struct wm_error *error = &fixture->error;
    open_memory(&connection, error);
    wm_test_ok(wm_migrations_apply(&connection, steps, 1, error), error);
    assert_int_equal(number_of(&connection, "PRAGMA user_version"), 1);
    wm_test_ok(wm_migrations_apply(&connection, steps, 3, error), error);
    wm_test_ok(wm_migrations_apply(&connection, steps, 3, error), error); // nothing left to do
    assert_int_equal(number_of(&connection, "PRAGMA user_version"), 3);
    assert_int_equal(number_of(&connection, "SELECT sum(b) FROM a"), 2);
    wm_test_fails(wm_migrations_apply(&connection, steps, 2, error), error, WM_STORE, "not-ours"); // it is newer
    wm_sqlite_close(&connection);
}

static void test_a_failing_step_undoes_them_all(void **state) {
    struct fixture *fixture = *state;
    static const char *const steps[] = {"CREATE TABLE a (b)", "INSERT INTO a VALUES (1)",
                                        "INSERT INTO nowhere VALUES (1)"};
    struct wm_sqlite connection;
    struct wm_error *error = &fixture->error;
    open_memory(&connection, error);
    wm_test_ok(wm_migrations_apply(&connection, steps, 1, error), error);
    wm_test_fails(wm_migrations_apply(&connection, steps, 3, error), error, WM_INTERNAL, "internal");
    assert_non_null(strstr(error->message, "migration 3"));
    assert_int_equal(number_of(&connection, "PRAGMA user_version"), 1);
    assert_int_equal(number_of(&connection, "SELECT count(*) FROM a"), 0);
    wm_sqlite_close(&connection);
}

// Each released version's store, as that release wrote it, opens and verifies. A new one is made by running this test
// with WM_WRITE_FIXTURE=PATH.
static void test_stores_of_every_release_open(void **state) {
    struct fixture *fixture = *state;
    const char *wanted = getenv("WM_WRITE_FIXTURE");
    if (wanted != NULL) {
        snprintf(fixture->path, sizeof fixture->path, "%s", wanted);
        fixture_open(fixture);
        rich_fill(fixture);
        fixture_close(fixture);
    }
    for (int64_t version = 1; version <= wm_migrations_version(); version++) {
        char source[300];
        snprintf(source, sizeof source, "%s/tests/unit/store/fixtures/version-%lld.db", WM_TEST_SOURCES,
                 (long long)version);
        struct bytes bytes = slurp(source);
        wm_test_write(&fixture->folder, "old.db", bytes.data, bytes.size);
        test_free(bytes.data);
        snprintf(fixture->path, sizeof fixture->path, "%s/old.db", fixture->folder.path);
        assert_int_equal(number_raw(fixture->path, "PRAGMA user_version"), version);
        fixture_open(fixture);
        assert_int_equal(fixture_verify(fixture), RICH_ENTRIES);
        struct wm_portfolio *portfolio = fixture_load(fixture, "north", "p1", -1);
        assert_int_equal(portfolio->count, 2);
        assert_int_equal(portfolio->last, 8);
        wm_portfolio_unref(portfolio);
        struct wm_activation last;
        wm_test_ok(wm_store_last_activation(fixture->reader, "north", &last, &fixture->error), &fixture->error);
        assert_string_equal(last.rules, RICH_RULES_B);
        assert_string_equal(last.previous, RICH_RULES_A);
        assert_int_equal(last.uid, version == 1 ? -1 : 1000);
        assert_int_equal(last.cause, version == 1 ? WM_ACTIVATION_START : WM_ACTIVATION_RELOAD);
        assert_int_equal(last.moved, version == 1 ? -1 : 17);
        assert_int_equal(rich_keep(fixture, "north", RICH_RULES_A, "framework {}"), 3); // one chain
        fixture_add(fixture, "south", "[" ADD("q1", ROLE("coach", "2026-02-02") ",\"key\":\"k-2\"") "]");
        assert_true(fixture->repeated[0]);
        fixture_verify(fixture);
        fixture_close(fixture);
    }
}

// Whatever SQLite takes is told apart, and given back to the last block.
static void test_its_memory_is_counted(void **state) {
    struct fixture *fixture = *state;
    struct wm_memory_count all = wm_memory_count(), before = wm_store_memory();
    fixture_open(fixture);
    fixture_add(fixture, "north", "[" PUT("p1") "," ADD("p1", ROLE("coach", "2026-02-02")) "]");
    struct wm_memory_count held = wm_store_memory();
    assert_true(held.blocks > before.blocks && held.blocks - before.blocks <= wm_memory_count().blocks - all.blocks);
    assert_true(held.bytes > before.bytes && held.bytes - before.bytes <= wm_memory_count().bytes - all.bytes);
    fixture_close(fixture);
    assert_int_equal(wm_store_memory().blocks, before.blocks);
    assert_int_equal(wm_store_memory().bytes, before.bytes);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(WITH_FOLDER(test_a_new_store), WITH_FOLDER(test_an_empty_file_becomes_one),
             WITH_FOLDER(test_a_second_one_is_kept_out), WITH_FOLDER(test_what_is_no_database_is_refused_untouched),
             WITH_FOLDER(test_anothers_database_is_refused_untouched), WITH_FOLDER(test_a_log_is_left_alone_too),
             WITH_FOLDER(test_a_newer_store_is_refused_untouched), WITH_FOLDER(test_a_log_of_ours_is_recovered),
             WITH_FOLDER(test_odd_places), WITH_FOLDER(test_what_cannot_be_written),
             WITH_FOLDER(test_a_full_disk_refuses_writes_and_recovers),
             WITH_FOLDER(test_steps_are_taken_in_order_and_once), WITH_FOLDER(test_a_failing_step_undoes_them_all),
             WITH_FOLDER(test_stores_of_every_release_open), WITH_FOLDER(test_its_memory_is_counted))
