// SPDX-License-Identifier: MIT
// The server: a listening socket and the connections that come in, on the loop.
//
// It keeps the limits that stand between callers (how many, how much, how long) and ends in good order: wm_server_drain,
// then wm_server_close, and once the loop has run out wm_server_free.
#pragma once

#include "api/protocol/jsonrpc.h"
#include "api/protocol/listener.h"

#include <uv.h>

#define WM_SERVER_READ ((size_t)65536) // bytes of one read

struct wm_connection;

struct wm_served {           // what it counts
    uint64_t connections;    // open now
    uint64_t accepted;       // since the start, as the rest
    uint64_t turned_away;    // more than the limits allow
    uint64_t dropped;        // closed by us: too slow, or a message that nothing sensible can follow
    uint64_t received, sent; // bytes
};

struct wm_server_form {
    const char *socket; // borrowed until wm_server_free, as `served`
    uint32_t mode;
    const char *group; // or NULL
    size_t connections, connections_per_user;
    size_t requests;      // under way on one connection
    size_t output;        // bytes of answers that wait for a reader, before its requests are left unread
    uint64_t read, write; // milliseconds: how long a begun line, or a reader that takes nothing, is waited for
    struct wm_served *served;
};

struct wm_server {
    struct wm_server_form form;
    struct wm_dispatcher *dispatcher;
    struct wm_listener listener;
    uv_loop_t *loop;
    uv_pipe_t pipe;   // listens
    uv_timer_t ticks; // deadlines
    uv_idle_t turns;  // runs while `turning` is not empty
    size_t handles;   // of those three: not closed yet
    bool closing;
    bool orphaned;                     // did not start: frees itself
    bool knocking;                     // somebody waits whom there was no memory to let in
    struct wm_connection *connections; // newest first, until they are freed
    struct wm_connection *turning;     // something is to be done for them
    void (*drained)(void *context);    // or NULL
    void *context;
    uint64_t drain_until;                                  // uv_now; 0 = not draining
    uint64_t complained, complained_slow, complained_many; // uv_now of the last such line in the log
    char bytes[WM_SERVER_READ + WM_JSON_PADDING];          // for reading; nothing stays here
};

// Listening when it returns WM_OK. The process ignores SIGPIPE from then on. WM_NO_MEMORY, WM_SYSTEM, and as
// wm_listener_open.
WM_MUST_USE enum wm_status wm_server_start(uv_loop_t *loop, struct wm_dispatcher *dispatcher,
                                           const struct wm_server_form *form, struct wm_server **ret_server,
                                           struct wm_error *error);
// Takes no more connections, answers new requests with "stopping", and closes each connection when what is under way
// on it has been answered. `drained` is called from the loop, never from within this call, when none is left or after
// `patience` milliseconds.
void wm_server_drain(struct wm_server *server, uint64_t patience, void (*drained)(void *context), void *context);
// Closes everything; calls under way are dropped when they come back. The loop must run on until it has done so.
void wm_server_close(struct wm_server *server);
// After the loop has run out, and no call is under way. Accepts NULL.
void wm_server_free(struct wm_server *server);
