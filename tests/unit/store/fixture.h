// SPDX-License-Identifier: MIT
// A store in a folder of its own, with a writer and a reader, whose chain is verified when it is taken down.
//
// Entries are given as JSON, one object each, its only member named by the type:
//     [{"person.put": {"person": "p1"}}, {"record.add": {"person": "p1", "record": {...}}}]
#pragma once

#include "engine/store/store.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FIXTURE_MOST 256
#define FIXTURE_NOON INT64_C(1788264000000000) // 2026-09-01T12:00:00Z

struct fixture {
    struct wm_test_folder folder;
    char path[128];
    struct wm_store *store;
    struct wm_store_writer *writer;
    struct wm_store_reader *reader;
    struct wm_json_reader *json;
    struct wm_error error;
    int64_t seqs[FIXTURE_MOST]; // of the last append
    bool repeated[FIXTURE_MOST];
    struct wm_appended appended;
    bool broken; // on purpose: no verifying at the end
};

static inline void fixture_open(struct fixture *fixture) {
    struct wm_error *error = &fixture->error;
    wm_test_ok(wm_store_open(fixture->path, &fixture->store, error), error);
    wm_test_ok(wm_store_writer_open(fixture->store, &fixture->writer, error), error);
    wm_test_ok(wm_store_reader_open(fixture->store, &fixture->reader, error), error);
}

static inline void fixture_close(struct fixture *fixture) {
    wm_store_writer_close(fixture->writer);
    wm_store_reader_close(fixture->reader);
    wm_store_close(fixture->store);
    fixture->writer = NULL;
    fixture->reader = NULL;
    fixture->store = NULL;
}

static inline void fixture_make(struct fixture *fixture) {
    *fixture = (struct fixture){.error = {.status = WM_OK}};
    wm_test_folder_make(&fixture->folder);
    snprintf(fixture->path, sizeof fixture->path, "%s/waymark.db", fixture->folder.path);
    wm_test_ok(wm_json_reader_new(16 * 1024 * 1024, 100, &fixture->json, &fixture->error), &fixture->error);
}

static inline int64_t fixture_verify(struct fixture *fixture) {
    int64_t entries = -1;
    wm_test_ok(wm_store_verify(fixture->reader, &entries, &fixture->error), &fixture->error);
    return entries;
}

static inline void fixture_remove(struct fixture *fixture) {
    if (!fixture->broken) {
        if (fixture->store == NULL)
            fixture_open(fixture);
        fixture_verify(fixture);
    }
    fixture_close(fixture);
    wm_json_reader_free(fixture->json);
    wm_test_folder_remove(&fixture->folder);
}

// cmocka's setup and teardown around one test: `*state` is the fixture.
static struct fixture fixture_of_test;

static inline int fixture_setup(void **state) {
    fixture_make(&fixture_of_test);
    fixture_open(&fixture_of_test);
    *state = &fixture_of_test;
    return 0;
}

static inline int fixture_teardown(void **state) {
    fixture_remove(*state);
    return 0;
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

// --- Writing ---

static inline size_t fixture_entries(struct fixture *fixture, const char *json, struct wm_entry *entries) {
    struct wm_json array;
    struct wm_json element;
    struct wm_json content;
    struct wm_text type;
    size_t count = 0;
    struct wm_error *error = &fixture->error;
    wm_test_ok(wm_json_parse_copy(fixture->json, json, strlen(json), &array, error), error);
    struct wm_json_iterator iterator = wm_json_iterate(array);
    while (wm_json_next(&iterator, NULL, &element)) {
        struct wm_json_iterator members = wm_json_iterate(element);
        assert_true(count < FIXTURE_MOST && wm_json_next(&members, &type, &content));
        wm_test_ok(wm_entry_read(wm_entry_type_parse(type.data, type.length), content, &entries[count], error), error);
        count++;
    }
    return count;
}

// One request, into the open group. New persons are created.
static inline enum wm_status fixture_request(struct fixture *fixture, const char *organisation, const char *json) {
    static struct wm_entry entries[FIXTURE_MOST];
    size_t count = fixture_entries(fixture, json, entries);
    struct wm_append append = {.organisation = organisation,
                               .uid = 1000,
                               .instant = FIXTURE_NOON,
                               .entries = entries,
                               .count = count,
                               .new_person = true};
    fixture->appended = (struct wm_appended){.seqs = fixture->seqs, .repeated = fixture->repeated};
    fixture->error = (struct wm_error){.status = WM_OK};
    return wm_store_append(fixture->writer, &append, &fixture->appended, &fixture->error);
}

static inline void fixture_begin(struct fixture *fixture) {
    wm_test_ok(wm_store_begin(fixture->writer, &fixture->error), &fixture->error);
}

static inline void fixture_commit(struct fixture *fixture) {
    wm_test_ok(wm_store_commit(fixture->writer, &fixture->error), &fixture->error);
}

// A group of one request that must succeed.
static inline void fixture_add(struct fixture *fixture, const char *organisation, const char *json) {
    fixture_begin(fixture);
    wm_test_ok(fixture_request(fixture, organisation, json), &fixture->error);
    fixture_commit(fixture);
}

// A group of one request that must be refused.
#define fixture_refused(fixture, organisation, json, status, reason)                                                   \
    do {                                                                                                               \
        fixture_begin(fixture);                                                                                        \
        wm_test_fails(fixture_request(fixture, organisation, json), &(fixture)->error, status, reason);                \
        struct wm_error refusal_ = (fixture)->error;                                                                   \
        fixture_commit(fixture);                                                                                       \
        (fixture)->error = refusal_;                                                                                   \
    } while (0)

// --- Reading ---

static inline struct wm_portfolio *fixture_load(struct fixture *fixture, const char *organisation, const char *person,
                                                int64_t ledger) {
    struct wm_portfolio *portfolio = NULL;
    wm_test_ok(wm_store_load_portfolio(fixture->reader, organisation, person, strlen(person), ledger, &portfolio,
                                       &fixture->error),
               &fixture->error);
    return portfolio;
}

static inline int64_t fixture_head(struct fixture *fixture, const char *organisation) {
    int64_t seq = -1;
    struct wm_sha256 hash;
    wm_test_ok(wm_store_head(fixture->reader, organisation, &seq, &hash, &fixture->error), &fixture->error);
    return seq;
}

#define PUT(person) "{\"person.put\":{\"person\":\"" person "\"}}"
#define ADD(person, record) "{\"record.add\":{\"person\":\"" person "\",\"record\":{" record "}}}"
#define ROLE(subject, on) "\"kind\":\"role\",\"subject\":\"" subject "\",\"on\":\"" on "\""
#define VOID(person, seq, reason)                                                                                      \
    "{\"record.void\":{\"person\":\"" person "\",\"seq\":" seq ",\"reason\":\"" reason "\"}}"
