// SPDX-License-Identifier: MIT
// One connection: reads lines, has them dispatched, writes what the session answered. Loop thread only.
//
// Whatever happens (bytes, an answer, room to write), wm_connection_turn does all there is to do: dispatches what has
// been read, writes, reads on or stops reading, and closes when nothing is left to come.
#pragma once

#include "api/protocol/frame.h"
#include "api/protocol/server.h"

struct wm_connection {
    struct wm_session session; // first
    struct wm_server *server;
    struct wm_connection *older, *newer;
    struct wm_connection *next_turn;
    uv_pipe_t pipe;
    struct wm_frame frame;
    uv_write_t write;
    struct wm_buffer writing;         // what `write` sends
    size_t unsent;                    // of it, when its reader was looked at last
    uint64_t line_since, write_since; // uv_now; 0 = nothing to wait for
    bool in_turn;                     // stands in the server's list
    bool more;                        // lines may be left that were read already
    bool ended;                       // the peer sends nothing more
    bool reading, sending;
    bool closing, closed;
};

// Accepts the connection that waits on the server's socket. False when there is no memory.
WM_MUST_USE bool wm_connection_accept(struct wm_server *server);
void wm_connection_turn(struct wm_connection *connection);
void wm_connection_tick(struct wm_connection *connection, uint64_t now); // looks at its deadlines
void wm_connection_close(struct wm_connection *connection);              // at once; accepts one that is closing
void wm_connection_free(struct wm_connection *connection);               // closed, nothing under way

// Of the server, for its connections. A turn is taken soon, from the loop.
void wm_server_schedule(struct wm_server *server, struct wm_connection *connection);
void wm_server_left(struct wm_server *server); // a connection has been closed
// For lines in the log that callers can cause: true at most once a minute for each `last`.
bool wm_server_seldom(const struct wm_server *server, uint64_t *last);
