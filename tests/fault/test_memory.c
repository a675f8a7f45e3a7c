// SPDX-License-Identifier: MIT
// Allocations of the store fail, SQLite's own too: the store says so, nothing leaks, and what was acknowledged is kept.
#include "tests/fault/disk.h"

#include "tests/unit/store/rich.h"

#include <stdio.h>

struct subject {
    struct fixture *fixture;
    struct wm_entry entries[3];
    size_t count;
    int64_t acknowledged;
    int made;
};

// Opens and closes; `made` > 0: a new store, under a name of its own each time.
static enum wm_status open_and_close(void *context, struct wm_error *error) {
    struct subject *subject = context;
    struct wm_store *store = NULL;
    struct wm_store_writer *writer = NULL;
    struct wm_store_reader *reader = NULL;
    char path[160];
    snprintf(path, sizeof path, "%s", subject->fixture->path);
    if (subject->made > 0)
        snprintf(path, sizeof path, "%s/new-%d.db", subject->fixture->folder.path, subject->made++);
    enum wm_status status = wm_store_open(path, &store, error);
    if (status == WM_OK)
        status = wm_store_writer_open(store, &writer, error);
    if (status == WM_OK)
        status = wm_store_reader_open(store, &reader, error);
    wm_store_writer_close(writer);
    wm_store_reader_close(reader);
    wm_store_close(store);
    return status;
}

static enum wm_status append_group(struct subject *subject, struct wm_store_writer *writer, struct wm_error *error) {
    struct wm_append request = {.organisation = "north",
                                .uid = 1000,
                                .instant = FIXTURE_NOON,
                                .entries = subject->entries,
                                .count = subject->count};
    struct wm_appended appended = {.seqs = subject->fixture->seqs};
    enum wm_status status = wm_store_begin(writer, error);
    if (status != WM_OK)
        return status;
    status = wm_store_append(writer, &request, &appended, error);
    if (status == WM_OK)
        status = wm_store_commit(writer, error);
    else
        wm_store_rollback(writer);
    if (status == WM_OK)
        subject->acknowledged = appended.last;
    return status;
}

// On a connection of its own each time: one that stays keeps what it has prepared.
static enum wm_status append(void *context, struct wm_error *error) {
    struct subject *subject = context;
    struct wm_store_writer *writer = NULL;
    enum wm_status status = wm_store_writer_open(subject->fixture->store, &writer, error);
    if (status == WM_OK)
        status = append_group(subject, writer, error);
    wm_store_writer_close(writer);
    return status;
}

static enum wm_status load_and_verify(void *context, struct wm_error *error) {
    struct subject *subject = context;
    struct wm_store_reader *reader = NULL;
    struct wm_portfolio *portfolio = NULL;
    int64_t entries;
    enum wm_status status = wm_store_reader_open(subject->fixture->store, &reader, error);
    if (status == WM_OK)
        status = wm_store_load_portfolio(reader, "north", "p1", 2, -1, &portfolio, error);
    if (status == WM_OK)
        status = wm_store_verify(reader, &entries, error);
    wm_portfolio_unref(portfolio);
    wm_store_reader_close(reader);
    return status;
}

// What SQLite closes while another connection has the file open stays behind until that one is closed, too.
static void close_connections(struct fixture *fixture) {
    wm_store_writer_close(fixture->writer);
    wm_store_reader_close(fixture->reader);
    fixture->writer = NULL;
    fixture->reader = NULL;
}

static void reopen(struct fixture *fixture) {
    fixture_close(fixture);
    fixture_open(fixture);
}

static void test_opening(void **state) {
    struct subject subject = {.fixture = *state};
    rich_fill(subject.fixture);
    fixture_close(subject.fixture);
    wm_test_some_allocations(open_and_close, &subject, 3);
}

static void test_making(void **state) {
    struct subject subject = {.fixture = *state, .made = 1};
    wm_test_some_allocations(open_and_close, &subject, 17);
}

static void test_appending(void **state) {
    struct subject subject = {.fixture = *state};
    rich_fill(subject.fixture);
    subject.acknowledged = fixture_head(subject.fixture, "north");
    subject.count =
        fixture_entries(subject.fixture,
                        "[" ADD("p1", ROLE("coach", "2026-02-02")) "," ADD("p2", ROLE("link-worker", "2026-02-03")) "]",
                        subject.entries);
    close_connections(subject.fixture);
    wm_test_some_allocations(append, &subject, 3);
    reopen(subject.fixture);
    assert_int_equal(fixture_head(subject.fixture, "north"), subject.acknowledged);
}

static void test_loading_and_verifying(void **state) {
    struct subject subject = {.fixture = *state};
    rich_fill(subject.fixture);
    close_connections(subject.fixture);
    wm_test_some_allocations(load_and_verify, &subject, 7);
    reopen(subject.fixture);
    assert_int_equal(fixture_verify(subject.fixture), RICH_ENTRIES);
}

int main(void) {
    const struct CMUnitTest tests[] = {WITH_STORE(test_opening), WITH_STORE(test_making), WITH_STORE(test_appending),
                                       WITH_STORE(test_loading_and_verifying)};
    disk_start(); // which takes no time to sync
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
