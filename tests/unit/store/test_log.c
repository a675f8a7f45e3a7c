// SPDX-License-Identifier: MIT
// The write-ahead log begins anew, however busy the writer is, as soon as no reader needs it.
#include "tests/unit/store/fixture.h"

#include <sys/stat.h>

#define MOST 50 // pages
#define LONG (4 * MOST * INT64_C(4096))

// Bytes that the log's file has taken; it does not shrink, unless it is very long.
static int64_t log_bytes(const struct fixture *fixture) {
    char path[sizeof fixture->path + sizeof "-wal"];
    struct stat found;
    snprintf(path, sizeof path, "%s-wal", fixture->path);
    assert_int_equal(stat(path, &found), 0);
    return found.st_size;
}

static void write_one(struct fixture *fixture) {
    fixture_add(fixture, "north", "[" ADD("p1", ROLE("x", "2026-01-02")) "]");
}

static void shorten(struct fixture *fixture) {
    wm_test_ok(wm_store_shorten_log(fixture->writer, MOST, &fixture->error), &fixture->error);
}

// Until the log takes `bytes` or more, at most.
static void write_many(struct fixture *fixture, int64_t bytes) {
    for (int i = 0; i < 1000 && log_bytes(fixture) < bytes; i++) {
        write_one(fixture);
        shorten(fixture);
    }
}

static void test_the_log_stays_short(void **state) {
    struct fixture *fixture = *state;
    int64_t head = 0;
    fixture_add(fixture, "north", "[" PUT("p1") "]");
    for (int i = 0; i < 200; i++)
        write_one(fixture);
    int64_t unbounded = log_bytes(fixture);
    fixture_close(fixture); // by which the log goes
    fixture_open(fixture);
    for (int i = 0; i < 400; i++) {
        write_one(fixture);
        shorten(fixture);
    }
    assert_true(log_bytes(fixture) > 0 && log_bytes(fixture) < unbounded / 2);
    head = fixture_head(fixture, "north");
    assert_int_equal(head, 601);
    assert_int_equal(fixture_verify(fixture), 601);
}

// A checkpoint by another connection ends nothing by itself, and is no obstacle.
static void test_beside_checkpoints(void **state) {
    struct fixture *fixture = *state;
    fixture_add(fixture, "north", "[" PUT("p1") "]");
    for (int i = 0; i < 100; i++) {
        write_one(fixture);
        wm_test_ok(wm_store_checkpoint(fixture->reader, &fixture->error), &fixture->error);
        write_one(fixture);
        shorten(fixture);
    }
    assert_int_equal(fixture_head(fixture, "north"), 201);
}

struct reading {
    struct fixture *fixture;
    int64_t after;
};

// While this is called the reader holds its snapshot.
static bool write_meanwhile(void *context, const struct wm_stored_entry *stored) {
    struct reading *reading = context;
    assert_int_equal(stored->seq, 1);
    write_one(reading->fixture); // what the snapshot does not see: the log is needed
    write_many(reading->fixture, LONG);
    reading->after = log_bytes(reading->fixture);
    return true;
}

static void test_a_reader_is_not_cut_off(void **state) {
    struct fixture *fixture = *state;
    struct reading reading = {.fixture = fixture};
    struct wm_store_reader *other;
    fixture_add(fixture, "north", "[" PUT("p1") "]");
    wm_test_ok(wm_store_reader_open(fixture->store, &other, &fixture->error), &fixture->error);
    wm_test_ok(wm_store_entries(other, "north", NULL, 0, 0, -1, write_meanwhile, &reading, &fixture->error),
               &fixture->error);
    wm_store_reader_close(other);
    assert_true(reading.after >= LONG); // it could not begin anew, and nobody failed
    int64_t entries = fixture_head(fixture, "north");
    // The reader has gone: as soon as it has grown by as much again, it begins anew.
    for (int i = 0; i < MOST; i++) {
        write_one(fixture);
        shorten(fixture);
    }
    int64_t longest = log_bytes(fixture);
    for (int i = 0; i < MOST; i++) {
        write_one(fixture);
        shorten(fixture);
    }
    assert_int_equal(log_bytes(fixture), longest);
    assert_int_equal(fixture_verify(fixture), entries + 2 * MOST);
}

WM_TEST_MAIN(WITH_STORE(test_the_log_stays_short), WITH_STORE(test_beside_checkpoints),
             WITH_STORE(test_a_reader_is_not_cut_off))
