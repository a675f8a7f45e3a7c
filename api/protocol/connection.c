// SPDX-License-Identifier: MIT
#include "api/protocol/connection.h"

#include "api/protocol/access.h"
#include "api/protocol/notice.h"
#include "engine/base/date.h"
#include "engine/base/log.h"

#include <inttypes.h>
#include <sys/socket.h>

#define TURN_MESSAGES 256u                // of one connection before others have their turn
#define TURN_TIME UINT64_C(5000000)       // the same in nanoseconds
#define LONG_MESSAGE UINT64_C(50000000)   // is worth a line in the log
#define LARGE_OUTPUT ((size_t)64 * 1024u) // an empty buffer above this is given back

static uv_stream_t *stream_of(struct wm_connection *connection) {
    return (uv_stream_t *)&connection->pipe;
}

// --- ending ---

void wm_connection_free(struct wm_connection *connection) {
    struct wm_server *server = connection->server;
    if (connection->newer != NULL)
        connection->newer->older = connection->older;
    else
        server->connections = connection->older;
    if (connection->older != NULL)
        connection->older->newer = connection->newer;
    wm_session_clear(&connection->session);
    wm_frame_clear(&connection->frame);
    wm_buffer_clear(&connection->writing);
    wm_free(connection);
}

static void on_closed(uv_handle_t *handle) {
    struct wm_connection *connection = handle->data;
    struct wm_server *server = connection->server;
    connection->closed = true;
    if (connection->session.under_way == 0 && !connection->in_turn)
        wm_connection_free(connection);
    wm_server_left(server);
}

void wm_connection_close(struct wm_connection *connection) {
    if (connection->closing)
        return;
    connection->closing = true;
    connection->session.closed = true;
    connection->server->form.served->connections--;
    wm_session_tell_end(&connection->session);
    uv_close((uv_handle_t *)&connection->pipe, on_closed);
}

static void drop(struct wm_connection *connection, const char *why) {
    struct wm_server *server = connection->server;
    if (connection->closing)
        return;
    server->form.served->dropped++;
    if (wm_server_seldom(server, &server->complained))
        wm_log(WM_LOG_NOTICE, "server", "a connection of uid %u was dropped: %s (%" PRIu64 " so far)",
               connection->session.uid, why, server->form.served->dropped);
    wm_connection_close(connection);
}

// Says why, reads nothing more, and closes when that is out.
static void end_with(struct wm_connection *connection, const struct wm_error *error) {
    wm_dispatch_error(&connection->session, error);
    connection->session.ending = true;
    connection->more = false;
}

// --- writing ---

static size_t unwritten(const struct wm_connection *connection) {
    size_t sending = connection->sending ? uv_stream_get_write_queue_size((const uv_stream_t *)&connection->pipe) : 0;
    return connection->session.output.length + sending;
}

static void on_written(uv_write_t *request, int status) {
    struct wm_connection *connection = request->data;
    struct wm_served *served = connection->server->form.served;
    connection->sending = false;
    connection->write_since = 0;
    wm_buffer_clear(&connection->writing);
    if (status < 0) {
        wm_connection_close(connection); // the peer has gone, or we are closing already
        return;
    }
    served->sent += connection->unsent;
    wm_connection_turn(connection);
}

// What the peer does not take at once is sent from a buffer of its own, while answers go on into the session's.
static void send_rest(struct wm_connection *connection, size_t sent) {
    struct wm_buffer *output = &connection->session.output;
    connection->writing = *output;
    wm_buffer_init(output, connection->writing.maximum);
    connection->unsent = connection->writing.length - sent;
    uv_buf_t rest = {.base = connection->writing.data + sent, .len = connection->unsent};
    connection->write.data = connection;
    connection->sending = true;
    connection->write_since = uv_now(connection->server->loop);
    if (uv_write(&connection->write, stream_of(connection), &rest, 1, on_written) != 0) {
        connection->sending = false;
        wm_connection_close(connection);
    }
}

static void flush(struct wm_connection *connection) {
    struct wm_buffer *output = &connection->session.output;
    if (connection->sending || output->length == 0)
        return;
    uv_buf_t all = {.base = output->data, .len = output->length};
    int sent = uv_try_write(stream_of(connection), &all, 1);
    if (sent < 0 && sent != UV_EAGAIN) {
        wm_connection_close(connection);
        return;
    }
    size_t taken = sent > 0 ? (size_t)sent : 0;
    connection->server->form.served->sent += taken;
    if (taken < output->length)
        send_rest(connection, taken);
    else if (output->capacity > LARGE_OUTPUT)
        wm_buffer_clear(output);
    else
        wm_buffer_reset(output);
}

// --- reading ---

// Enough is under way, or waits for a slow reader: what else was sent is left where it is.
static bool satiated(const struct wm_connection *connection) {
    const struct wm_server_form *form = &connection->server->form;
    return unwritten(connection) > form->output || connection->session.under_way >= form->requests;
}

static void on_too_long(struct wm_connection *connection) {
    struct wm_error error;
    wm_error_set(&error, WM_LIMIT, "length", "a message may have %zu bytes, and this one has more: send it in parts",
                 connection->frame.longest);
    end_with(connection, &error);
}

static uint64_t dispatch_one(struct wm_connection *connection, struct wm_text line, int64_t instant, uint64_t before) {
    struct wm_server *server = connection->server;
    connection->line_since = 0;
    wm_dispatch(&connection->session, line.data, line.length, instant);
    uint64_t now = uv_hrtime();
    if (now - before > LONG_MESSAGE && wm_server_seldom(server, &server->complained_slow)) {
        const struct wm_method *latest = server->dispatcher->latest;
        wm_log(WM_LOG_NOTICE, "server", "a message held everybody up for %" PRIu64 " ms (%s)",
               (now - before) / 1000000u, latest != NULL ? latest->name : "no method");
    }
    return now;
}

// Dispatches what has been read, as far as limits and the turn allow.
static void dispatch_lines(struct wm_connection *connection) {
    struct wm_session *session = &connection->session;
    int64_t instant = wm_instant_now();
    uint64_t start = uv_hrtime(), now = start;
    for (size_t count = 0; !session->ending && !session->failed; count++) {
        connection->more = true;
        if (satiated(connection) || count >= TURN_MESSAGES || now - start > TURN_TIME)
            return;
        struct wm_text line = {"", 0};
        enum wm_frame_found found = wm_frame_next(&connection->frame, &line);
        if (found == WM_FRAME_MORE && connection->ended)
            line = wm_frame_rest(&connection->frame); // harmless when cut off: then it is no JSON
        if (found == WM_FRAME_TOO_LONG) {
            on_too_long(connection);
        } else if (found == WM_FRAME_LINE || line.length > 0) {
            now = dispatch_one(connection, line, instant, now);
        } else {
            connection->more = false;
            return;
        }
    }
    connection->more = false;
    wm_frame_clear(&connection->frame);
}

static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *room) {
    struct wm_connection *connection = handle->data;
    (void)suggested;
    *room = uv_buf_init(connection->server->bytes, WM_SERVER_READ);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *room) {
    struct wm_connection *connection = stream->data;
    if (count == 0) // nothing there after all
        return;
    if (count == UV_EOF) {
        connection->ended = true;
        connection->reading = false;
    } else if (count < 0) {
        wm_connection_close(connection);
        return;
    } else {
        connection->server->form.served->received += (uint64_t)count;
        if (!connection->session.ending && !wm_frame_give(&connection->frame, room->base, (size_t)count)) {
            struct wm_error error;
            wm_error_no_memory(&error);
            end_with(connection, &error);
        }
    }
    wm_connection_turn(connection);
}

// After an error that ends the connection what comes is read and thrown away, so that the peer gets to see the error.
static void read_on_or_not(struct wm_connection *connection) {
    bool wanted = !connection->ended && (connection->session.ending || !connection->more);
    if (wanted && !connection->reading && uv_read_start(stream_of(connection), on_room, on_read) != 0) {
        wm_connection_close(connection);
        return;
    }
    if (!wanted && connection->reading)
        uv_read_stop(stream_of(connection));
    connection->reading = wanted;
    if (!wanted || wm_frame_left(&connection->frame) == 0)
        connection->line_since = 0;
    else if (connection->line_since == 0)
        connection->line_since = uv_now(connection->server->loop);
}

// --- turns ---

static bool finished(const struct wm_connection *connection) {
    const struct wm_session *session = &connection->session;
    bool last = session->ending || connection->ended || connection->server->drain_until != 0;
    return last && !connection->more && session->under_way == 0 && unwritten(connection) == 0;
}

void wm_connection_turn(struct wm_connection *connection) {
    if (connection->closing)
        return;
    dispatch_lines(connection);
    if (!wm_frame_keep(&connection->frame)) {
        struct wm_error error;
        wm_error_no_memory(&error);
        end_with(connection, &error);
    }
    if (!connection->session.failed)
        flush(connection);
    if (connection->session.followers != NULL && !connection->closing &&
        unwritten(connection) <= connection->server->form.output)
        wm_session_tell_room(&connection->session);
    if (connection->session.failed)
        drop(connection, "its answers could not be kept");
    else if (!connection->closing && finished(connection))
        wm_connection_close(connection);
    else if (!connection->closing)
        read_on_or_not(connection);
    if (connection->more && !connection->closing && !satiated(connection))
        wm_server_schedule(connection->server, connection);
}

void wm_connection_tick(struct wm_connection *connection, uint64_t now) {
    const struct wm_server_form *form = &connection->server->form;
    if (connection->closing)
        return;
    if (connection->sending) {
        size_t unsent = uv_stream_get_write_queue_size(stream_of(connection));
        if (unsent != connection->unsent) {
            form->served->sent += connection->unsent - unsent;
            connection->unsent = unsent;
            connection->write_since = now;
        } else if (now - connection->write_since > form->write) {
            drop(connection, "it took none of its answers for too long");
            return;
        }
    }
    if (connection->line_since != 0 && now - connection->line_since > form->read && !connection->session.ending) {
        struct wm_error error;
        wm_error_set(&error, WM_LIMIT, "read-deadline", "the line begun %" PRIu64 " ms ago has no end yet",
                     now - connection->line_since);
        form->served->dropped++;
        end_with(connection, &error);
        wm_connection_turn(connection);
    }
}

// An answer was written from outside of a turn, or the last call of a closed connection has ended.
static void on_changed(struct wm_session *session) {
    struct wm_connection *connection = (struct wm_connection *)session;
    wm_server_schedule(connection->server, connection);
}

// --- beginning ---

static size_t connections_of(const struct wm_server *server, uint32_t uid) {
    size_t count = 0;
    for (const struct wm_connection *each = server->connections; each != NULL; each = each->older)
        count += !each->closing && each->session.uid == uid;
    return count;
}

static bool too_many(const struct wm_server *server, uint32_t uid, struct wm_error *error) {
    const struct wm_server_form *form = &server->form;
    if (form->served->connections > form->connections)
        wm_error_set(error, WM_LIMIT, "connections", "there are %zu connections already: try again later",
                     form->connections);
    else if (form->connections_per_user < form->connections && connections_of(server, uid) > form->connections_per_user)
        wm_error_set(error, WM_LIMIT, "connections-per-user", "you have %zu connections already: close some first",
                     form->connections_per_user);
    else
        return false;
    return true;
}

static void welcome(struct wm_connection *connection) {
    struct wm_server *server = connection->server;
    struct wm_error error;
    if (too_many(server, connection->session.uid, &error)) {
        server->form.served->turned_away++;
        if (wm_server_seldom(server, &server->complained_many))
            wm_log(WM_LOG_WARNING, "server",
                   "a connection of uid %u was turned away: too many (%s; %" PRIu64 " turned away so far)",
                   connection->session.uid, error.reason, server->form.served->turned_away);
        end_with(connection, &error);
    }
    wm_connection_turn(connection);
}

bool wm_connection_accept(struct wm_server *server) {
    struct wm_connection *connection = wm_alloc_zero(1, sizeof *connection);
    if (connection == NULL)
        return false;
    connection->server = server;
    connection->older = server->connections;
    if (connection->older != NULL)
        connection->older->newer = connection;
    server->connections = connection;
    server->form.served->connections++;
    server->form.served->accepted++;
    wm_frame_init(&connection->frame, server->dispatcher->limits.message, WM_SERVER_READ);
    int failed = uv_pipe_init(server->loop, &connection->pipe, 0);
    wm_require(failed == 0); // it cannot fail
    connection->pipe.data = connection;
    wm_session_init(&connection->session, server->dispatcher, UINT32_MAX, false);
    connection->session.changed = on_changed;
    uv_os_fd_t descriptor = -1;
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (uv_accept((uv_stream_t *)&server->pipe, stream_of(connection)) != 0 ||
        uv_fileno((uv_handle_t *)&connection->pipe, &descriptor) != 0 ||
        getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
        wm_connection_close(connection);
        return true;
    }
    connection->session.uid = peer.uid;
    connection->session.trusted = wm_access_trusted(peer.uid);
    welcome(connection);
    return true;
}
