// SPDX-License-Identifier: MIT
// A server with the toys on it, in this process and on this thread, and callers with plain sockets. Whoever waits for
// something lets the loop run meanwhile; nothing sleeps, and nothing hangs longer than ctest allows.
#pragma once

#include "api/protocol/connection.h"
#include "tests/unit/protocol/toys.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct served {
    struct wm_test_folder folder;
    char socket[96];
    uv_loop_t loop;
    struct toys toys;
    struct wm_dispatcher dispatcher;
    struct wm_served counts;
    struct wm_server *server;
    bool drained;
};

struct caller {
    struct served *served;
    int socket;
    char *bytes; // received, not yet looked at
    size_t length, room;
    bool ended; // the server has closed
};

static inline struct wm_server_form served_form(struct served *served) {
    return (struct wm_server_form){.socket = served->socket,
                                   .mode = 0600,
                                   .connections = 64,
                                   .connections_per_user = 64,
                                   .requests = 32,
                                   .output = 1 << 16,
                                   .read = 60000,
                                   .write = 60000,
                                   .served = &served->counts};
}

static inline void served_prepare(struct served *served, const struct wm_dispatcher_limits *limits) {
    struct wm_error error;
    *served = (struct served){.drained = false};
    wm_test_folder_make(&served->folder);
    snprintf(served->socket, sizeof served->socket, "%s/socket", served->folder.path);
    assert_int_equal(uv_loop_init(&served->loop), 0);
    wm_test_ok(toys_start(&served->dispatcher, &served->toys, limits, &error), &error);
}

static inline void served_start_with(struct served *served, const struct wm_server_form *form) {
    struct wm_error error;
    wm_test_ok(wm_server_start(&served->loop, &served->dispatcher, form, &served->server, &error), &error);
}

static inline void served_start(struct served *served) {
    struct wm_dispatcher_limits limits = toy_limits();
    served_prepare(served, &limits);
    struct wm_server_form form = served_form(served);
    served_start_with(served, &form);
}

// One round of the loop; before it, if nothing is there to be done, a short wait for the loop or the caller's socket
// (-1: none).
static inline void served_round(struct served *served, int socket) {
    uv_run(&served->loop, UV_RUN_NOWAIT);
    struct pollfd about[2] = {{.fd = uv_backend_fd(&served->loop), .events = POLLIN}, {.fd = socket, .events = POLLIN}};
    int patience = uv_backend_timeout(&served->loop); // what was begun just now may not be watched yet
    poll(about, 2, patience >= 0 && patience < 5 ? patience : 5);
    uv_run(&served->loop, UV_RUN_NOWAIT);
}

#define served_until(served, condition)                                                                                \
    do {                                                                                                               \
        while (!(condition))                                                                                           \
            served_round((served), -1);                                                                                \
    } while (0)

// Everything that can happen by itself, has.
static inline void served_settle(struct served *served) {
    for (int quiet = 0; quiet < 3;) {
        struct wm_served before = served->counts;
        uv_run(&served->loop, UV_RUN_NOWAIT);
        struct pollfd about = {.fd = uv_backend_fd(&served->loop), .events = POLLIN};
        bool busy = uv_backend_timeout(&served->loop) == 0 || poll(&about, 1, 0) > 0 ||
                    memcmp(&before, &served->counts, sizeof before) != 0;
        quiet = busy ? 0 : quiet + 1;
    }
}

static inline void served_stop(struct served *served) {
    if (served->server != NULL)
        wm_server_close(served->server);
    uv_run(&served->loop, UV_RUN_DEFAULT);
    wm_server_free(served->server);
    assert_int_equal(uv_loop_close(&served->loop), 0);
    wm_dispatcher_clear(&served->dispatcher);
    assert_int_equal(served->counts.connections, 0);
    wm_test_folder_remove(&served->folder);
}

// --- callers ---

static inline void caller_connect(struct caller *caller, struct served *served) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", served->socket);
    *caller = (struct caller){.served = served};
    caller->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_true(caller->socket >= 0);
    assert_int_equal(connect(caller->socket, (struct sockaddr *)&address, sizeof address), 0);
}

static inline void caller_close(struct caller *caller) {
    close(caller->socket);
    wm_free(caller->bytes);
    caller->socket = -1;
}

// What the socket takes at once.
static inline size_t caller_push(struct caller *caller, const char *bytes, size_t length) {
    ssize_t sent = send(caller->socket, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN)
        caller->ended = true;
    return sent > 0 ? (size_t)sent : 0;
}

// All of it, or what goes until the server closes.
static inline void caller_send_bytes(struct caller *caller, const char *bytes, size_t length) {
    while (length > 0 && !caller->ended) {
        size_t sent = caller_push(caller, bytes, length);
        bytes += sent;
        length -= sent;
        if (length > 0)
            uv_run(&caller->served->loop, UV_RUN_NOWAIT);
    }
}

static inline void caller_send(struct caller *caller, const char *text) {
    caller_send_bytes(caller, text, strlen(text));
}

static inline void caller_take(struct caller *caller) {
    if (caller->room - caller->length < 65536) {
        caller->room += 1 << 20;
        caller->bytes = wm_realloc(caller->bytes, caller->room);
        assert_non_null(caller->bytes);
    }
    ssize_t got = recv(caller->socket, caller->bytes + caller->length, caller->room - caller->length - 1, 0);
    caller->ended = got == 0 || (got < 0 && errno != EAGAIN);
    if (got > 0)
        caller->length += (size_t)got;
    caller->bytes[caller->length] = '\0';
}

// The next line without its LF, or NULL when the server closes before. The caller frees it.
static inline char *caller_line(struct caller *caller) {
    for (;;) {
        char *end = caller->length > 0 ? memchr(caller->bytes, '\n', caller->length) : NULL;
        if (end != NULL) {
            size_t line = (size_t)(end - caller->bytes);
            char *text = wm_dup_n(caller->bytes, line);
            assert_non_null(text);
            caller->length -= line + 1;
            memmove(caller->bytes, end + 1, caller->length);
            return text;
        }
        caller_take(caller);
        if (caller->ended)
            return NULL;
        if (caller->length == 0 || memchr(caller->bytes, '\n', caller->length) == NULL)
            served_round(caller->served, caller->socket);
    }
}

#define caller_answers(caller, expected)                                                                               \
    do {                                                                                                               \
        char *caller_got = caller_line(caller);                                                                        \
        assert_non_null(caller_got);                                                                                   \
        assert_string_equal(caller_got, (expected));                                                                   \
        wm_free(caller_got);                                                                                           \
    } while (0)

#define caller_mentions(caller, part)                                                                                  \
    do {                                                                                                               \
        char *caller_got = caller_line(caller);                                                                        \
        assert_non_null(caller_got);                                                                                   \
        if (strstr(caller_got, (part)) == NULL)                                                                        \
            fail_msg("no %s in %s", (part), caller_got);                                                               \
        wm_free(caller_got);                                                                                           \
    } while (0)

// The server closes, and sends nothing before.
#define caller_is_closed(caller)                                                                                       \
    do {                                                                                                               \
        assert_null(caller_line(caller));                                                                              \
        assert_int_equal((caller)->length, 0);                                                                         \
    } while (0)
