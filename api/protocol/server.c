// SPDX-License-Identifier: MIT
#include "api/protocol/server.h"

#include "api/protocol/connection.h"
#include "engine/base/log.h"

#include <signal.h>
#include <unistd.h>

#define BACKLOG 511
#define TICK_LEAST UINT64_C(5) // milliseconds
#define TICK_MOST UINT64_C(1000)
#define MINUTE UINT64_C(60000)

bool wm_server_seldom(const struct wm_server *server, uint64_t *last) {
    uint64_t now = uv_now(server->loop) + 1; // 0 is never
    if (*last != 0 && now - *last < MINUTE)
        return false;
    *last = now;
    return true;
}

// --- turns ---

static void look_whether_drained(struct wm_server *server, uint64_t now) {
    void (*drained)(void *context) = server->drained;
    if (drained == NULL || server->closing)
        return;
    if (server->form.served->connections > 0 && now < server->drain_until)
        return;
    server->drained = NULL;
    drained(server->context);
}

// Those that are scheduled meanwhile wait for the next time.
static void on_turns(uv_idle_t *turns) {
    struct wm_server *server = turns->data;
    struct wm_connection *connection = server->turning;
    server->turning = NULL;
    while (connection != NULL) {
        struct wm_connection *next = connection->next_turn;
        connection->in_turn = false;
        if (!connection->closed)
            wm_connection_turn(connection);
        else if (connection->session.under_way == 0)
            wm_connection_free(connection);
        connection = next;
    }
    if (server->turning == NULL)
        uv_idle_stop(turns);
    look_whether_drained(server, uv_now(server->loop));
}

void wm_server_schedule(struct wm_server *server, struct wm_connection *connection) {
    if (connection->in_turn || server->closing)
        return;
    connection->in_turn = true;
    connection->next_turn = server->turning;
    server->turning = connection;
    int failed = uv_idle_start(&server->turns, on_turns);
    wm_require(failed == 0); // only without a callback
}

void wm_server_left(struct wm_server *server) {
    look_whether_drained(server, uv_now(server->loop));
}

static void on_tick(uv_timer_t *ticks) {
    struct wm_server *server = ticks->data;
    uint64_t now = uv_now(server->loop);
    if (server->knocking)
        server->knocking = !wm_connection_accept(server);
    for (struct wm_connection *each = server->connections; each != NULL; each = each->older)
        wm_connection_tick(each, now);
    look_whether_drained(server, now);
}

// --- beginning ---

static void on_connection(uv_stream_t *stream, int status) {
    struct wm_server *server = stream->data;
    if (status == 0) {
        server->knocking = !wm_connection_accept(server);
        return;
    }
    server->form.served->turned_away++;
    if (wm_server_seldom(server, &server->complained_many))
        wm_log(WM_LOG_WARNING, "server", "a connection could not be accepted: %s", uv_strerror(status));
}

static void on_handle_closed(uv_handle_t *handle) {
    struct wm_server *server = handle->data;
    if (--server->handles == 0 && server->orphaned)
        wm_free(server);
}

static void close_handle(uv_handle_t *handle) {
    uv_close(handle, on_handle_closed);
}

static uint64_t tick_of(const struct wm_server_form *form) {
    uint64_t tick = (form->read < form->write ? form->read : form->write) / 4;
    return tick < TICK_LEAST ? TICK_LEAST : tick > TICK_MOST ? TICK_MOST : tick;
}

// None of these can fail.
static void init_handles(struct wm_server *server) {
    int failed = uv_pipe_init(server->loop, &server->pipe, 0);
    failed = failed != 0 ? failed : uv_timer_init(server->loop, &server->ticks);
    failed = failed != 0 ? failed : uv_idle_init(server->loop, &server->turns);
    wm_require(failed == 0);
    server->pipe.data = server->ticks.data = server->turns.data = server;
    server->handles = 3;
}

static enum wm_status start_handles(struct wm_server *server, struct wm_error *error) {
    int socket = wm_listener_take(&server->listener);
    int failed = uv_pipe_open(&server->pipe, socket);
    if (failed != 0) {
        close(socket);
        return wm_error_system(error, -failed, "listening on the socket");
    }
    failed = uv_listen((uv_stream_t *)&server->pipe, BACKLOG, on_connection);
    if (failed != 0)
        return wm_error_system(error, -failed, "listening on the socket");
    uint64_t tick = tick_of(&server->form);
    failed = uv_timer_start(&server->ticks, on_tick, tick, tick);
    wm_require(failed == 0); // only without a callback
    return WM_OK;
}

enum wm_status wm_server_start(uv_loop_t *loop, struct wm_dispatcher *dispatcher, const struct wm_server_form *form,
                               struct wm_server **ret_server, struct wm_error *error) {
    struct wm_server *server = wm_alloc_zero(1, sizeof *server);
    if (server == NULL)
        return wm_error_no_memory(error);
    server->form = *form;
    server->dispatcher = dispatcher;
    server->loop = loop;
    enum wm_status status = wm_listener_open(form->socket, form->mode, form->group, &server->listener, error);
    if (status != WM_OK) {
        wm_free(server);
        return status;
    }
    signal(SIGPIPE, SIG_IGN); // whoever goes away while we write is an error of that write
    init_handles(server);
    status = start_handles(server, error);
    if (status != WM_OK) {
        server->orphaned = true;
        wm_server_close(server);
        return status;
    }
    *ret_server = server;
    return WM_OK;
}

// --- ending ---

static void stop_listening(struct wm_server *server) {
    wm_listener_close(&server->listener);
    if (!uv_is_closing((uv_handle_t *)&server->pipe))
        close_handle((uv_handle_t *)&server->pipe);
}

void wm_server_drain(struct wm_server *server, uint64_t patience, void (*drained)(void *context), void *context) {
    if (server->closing)
        return;
    stop_listening(server);
    server->dispatcher->stopping = true;
    server->drained = drained;
    server->context = context;
    server->drain_until = uv_now(server->loop) + patience;
    server->knocking = false;
    for (struct wm_connection *each = server->connections; each != NULL; each = each->older)
        wm_server_schedule(server, each);
    uint64_t tick = tick_of(&server->form);
    if (tick > patience / 4)
        tick = patience / 4 > TICK_LEAST ? patience / 4 : TICK_LEAST;
    int failed = uv_timer_start(&server->ticks, on_tick, tick, tick);
    if (failed == 0) // also when there is no connection
        failed = uv_idle_start(&server->turns, on_turns);
    wm_require(failed == 0); // only without a callback
}

void wm_server_close(struct wm_server *server) {
    size_t unanswered = 0;
    if (server->closing)
        return;
    server->closing = true;
    server->drained = NULL;
    stop_listening(server);
    for (struct wm_connection *each = server->connections; each != NULL; each = each->older) {
        unanswered += each->closing ? 0 : each->session.under_way;
        wm_connection_close(each);
    }
    if (unanswered > 0)
        wm_log(WM_LOG_NOTICE, "server", "closing without answers to %zu requests under way; what they write is kept",
               unanswered);
    close_handle((uv_handle_t *)&server->ticks);
    close_handle((uv_handle_t *)&server->turns);
}

void wm_server_free(struct wm_server *server) {
    if (server == NULL)
        return;
    wm_require(server->handles == 0);
    while (server->connections != NULL) {
        wm_require(server->connections->closed);
        wm_connection_free(server->connections);
    }
    wm_free(server);
}
