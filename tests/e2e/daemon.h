// SPDX-License-Identifier: MIT
// A real daemon, in a process and a folder of its own, asked over its socket.
//
//     struct daemon daemon;
//     daemon_make(&daemon);
//     daemon_start(&daemon);
//     daemon_answers(&daemon, "person.put", "{\"id\":\"p1\"}");
//     assert_string_equal(daemon_at(&daemon, "seq"), "1");
//     daemon_remove(&daemon);
//
// daemon_stop, and so daemon_remove, makes every test a test of everything: the daemon ends with 0, leaves no socket,
// has logged no ERROR or BUG line but those announced (a sanitizer's report ends it with another status), and its
// store verifies. Each request that it accepted and each answer is one that api/openrpc.json allows.
//
// When the tests run as root the daemon runs as nobody, so that what is forbidden is forbidden.
#pragma once

#include "api/client/waymark.h"
#include "engine/base/json.h"

#include "tests/support/openrpc.h"
#include "tests/support/test.h"

#include <sys/types.h>

#define DAEMON_NOBODY 65534u

struct daemon {
    struct wm_test_folder folder; // config.yaml, rules/, waymark.db, waymark.sock, log
    char config[96];
    char socket[96];
    char store[96];
    char log[96];
    const char *settings; // YAML lines put into config.yaml at the next start; may be NULL
    bool watch;           // `rules.watch` at the next start
    bool once;            // predicates are run once there, not twice and compared (`rules.verify_predicates`)
    const char *trusted;  // what stands in `rules.trusted_keys` at the next start; may be NULL
    const char *clock;    // for --clock; may be NULL: the real one
    pid_t process;        // 0 = none
    size_t expected;      // lines at ERROR or BUG announced for this run
    off_t log_start;      // of this run
    bool no_store;        // there is none to verify at the end
    struct waymark *client;
    struct waymark_reply reply; // the last answer, and what it says
    struct waymark_error error;
    struct wm_json_reader *reader;
    struct wm_openrpc *openrpc;
};

// A file of its user's, in its folder.
void daemon_write(struct daemon *daemon, const char *name, const char *text);
void daemon_write_bytes(struct daemon *daemon, const char *name, const void *bytes, size_t length);
// With the rules of rules.h, organisation "north".
void daemon_make(struct daemon *daemon);
void daemon_remove(struct daemon *daemon);                         // stops it first when it runs
void daemon_start(struct daemon *daemon);                          // returns when it listens
void daemon_refuses_start(struct daemon *daemon, const char *why); // it ends with 1 and logs one ERROR line with `why`
void daemon_stop(struct daemon *daemon);
void daemon_kill(struct daemon *daemon); // SIGKILL, when the kernel wants to; nothing is looked at
int daemon_wait(struct daemon *daemon);  // for its end: the exit status, or 128 + the signal
void daemon_restart(struct daemon *daemon);
void daemon_verify(struct daemon *daemon); // the store of one that does not run

// A line at ERROR or BUG that contains `text` has to be in this run's log by now.
void daemon_expect_error(struct daemon *daemon, const char *text);
bool daemon_logged(const struct daemon *daemon, const char *text);

// Asks; the answer must be a result, or an error with this reason. It is in `reply` and `error` until the next.
void daemon_answers(struct daemon *daemon, const char *method, const char *params);
void daemon_refuses(struct daemon *daemon, const char *method, const char *params, const char *reason);
// What was accepted, and what is answered, stand in the document: for whoever asks through `client` itself.
void daemon_documented(struct daemon *daemon, const char *method, const char *params);
// The canonical JSON of what stands at `path` ("unmet[0].id", "" is all) in the last result, or the last error's object;
// "" when there is nothing. Until the next call.
const char *daemon_at(struct daemon *daemon, const char *path);

// Runs `run` in a child process, as `uid` when root runs the tests, and gives its exit status.
int daemon_as(uid_t uid, int (*run)(void *context), void *context);
// Runs a program of the build (WM_BIN/NAME) as the daemon's user, its output in `ret_output`; gives its exit status.
int daemon_run(struct daemon *daemon, const char *const *arguments, char *ret_output, size_t size);
