// SPDX-License-Identifier: MIT
// A real daemon on a loop of its own, in a folder of its own, without a socket: sessions are the test's. Every answer is
// held against api/openrpc.json; the store's chain is verified when it is taken down.
//
// The clock stands still at 2026-09-01T12:00:00Z.
#pragma once

#include "api/methods/methods.h"

#include "tests/support/openrpc.h"
#include "tests/support/test.h"

#define FIXTURE_SESSIONS 4u

struct fixture {
    struct wm_test_folder folder;
    char store[96], root[300];
    const char *roots[1];
    uv_loop_t loop;
    struct wm_config config;
    struct wm_daemon daemon;
    struct wm_methods methods;
    struct wm_dispatcher dispatcher;
    struct wm_session sessions[FIXTURE_SESSIONS]; // [0] is the usual one; all are trusted
    struct wm_openrpc *openrpc;
    struct wm_json_reader *reader; // of the answer looked at last
    char *line;                    // that answer
    bool ready;
    char message[1 << 18]; // the one being sent: not from the seam, which tests make fail
};

// With the packs that were written into the folder: frameworks/… and organisations/…
void fixture_make(struct fixture *fixture);
void fixture_start(struct fixture *fixture); // after the packs and the configuration have been changed
void fixture_stop(struct fixture *fixture);  // and fixture_start again: another daemon on the same store
void fixture_remove(struct fixture *fixture);
// For cmocka: one organisation, "north", with the framework "tiny".
int fixture_setup(void **state);
int fixture_teardown(void **state);
void fixture_write_north(struct fixture *fixture);

// From now on no file may grow, until it is mended.
void fixture_break_store(void);
void fixture_mend_store(void);

// Sends one message, whatever it is, without waiting.
void fixture_send(struct fixture *fixture, size_t session, const char *message);
void fixture_request(struct fixture *fixture, size_t session, int id, const char *method, const char *params);
// Runs the loop until the session has been answered everything.
void fixture_run(struct fixture *fixture, size_t session);
// Takes the next line that the session was answered; valid until the next one.
struct wm_json fixture_line(struct fixture *fixture, size_t session);
// The same, but no notice of progress: on a busy machine those come while an answer is awaited.
struct wm_json fixture_answer(struct fixture *fixture, size_t session);

// One request with session 0, its answer awaited and held against the document: its result, or the test fails.
struct wm_json fixture_ask(struct fixture *fixture, const char *method, const char *params);
// The same, for an error: gives it when status and reason are those.
struct wm_json fixture_refused(struct fixture *fixture, const char *method, const char *params, enum wm_status status,
                               const char *reason);

// Members, by a path such as "records[0].subject". The test fails when it is not there.
struct wm_json fixture_at(struct wm_json value, const char *path);
bool fixture_has(struct wm_json value, const char *path);
int64_t fixture_integer(struct wm_json value, const char *path);
void fixture_text_is(struct wm_json value, const char *path, const char *text);
bool fixture_true(struct wm_json value, const char *path);
// Canonical JSON of a value, to be freed with wm_free.
char *fixture_json(struct wm_json value);

// "first" and so on, for tests that need somebody: person.put, with everything that the level "tiny/entry" asks.
void fixture_person(struct fixture *fixture, const char *id);
// Adds one record given as JSON; its seq.
int64_t fixture_record(struct fixture *fixture, const char *person, const char *record);
