// SPDX-License-Identifier: MIT
// The floor: a bare libuv server on a Unix socket that answers every line with the same bytes.
//
//   echo SOCKET REPLY_FILE
//
// One thread, one read buffer, one write a read, however many lines it held: the least that any server on libuv
// costs for requests and replies of these sizes.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

enum { INPUT = 64 * 1024, REPLY_LONGEST = 64 * 1024 };

struct peer {
    uv_pipe_t pipe;
    char input[INPUT];
};
struct answer {
    uv_write_t write;
    char bytes[];
};

static char reply[REPLY_LONGEST];
static size_t reply_length;

static void on_peer_closed(uv_handle_t *handle) {
    free(handle->data); // check-source: allow free - a program of its own, without the engine
}

static void on_allocate(uv_handle_t *handle, size_t suggested, uv_buf_t *ret_buffer) {
    (void)suggested;
    struct peer *peer = handle->data;
    *ret_buffer = uv_buf_init(peer->input, INPUT);
}

static void on_written(uv_write_t *write, int status) {
    (void)status;
    free(write->data); // check-source: allow free - a program of its own, without the engine
}

static void on_read(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer) {
    if (got < 0) {
        uv_close((uv_handle_t *)stream, on_peer_closed);
        return;
    }
    size_t lines = 0;
    for (const char *at = buffer->base, *end = at + got; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++) {
        lines++;
    }
    if (lines == 0) {
        return;
    }
    size_t size = sizeof(struct answer) + lines * reply_length;
    struct answer *answer = malloc(size); // check-source: allow malloc - a program of its own, without the engine
    if (answer == NULL) {
        uv_close((uv_handle_t *)stream, on_peer_closed);
        return;
    }
    answer->write.data = answer;
    for (size_t i = 0; i < lines; i++) {
        memcpy(answer->bytes + i * reply_length, reply, reply_length);
    }
    uv_buf_t out = uv_buf_init(answer->bytes, (unsigned)(lines * reply_length));
    if (uv_write(&answer->write, stream, &out, 1, on_written) != 0) {
        free(answer); // check-source: allow free - a program of its own, without the engine
    }
}

static void on_connection(uv_stream_t *server, int status) {
    if (status != 0) {
        return;
    }
    struct peer *peer = malloc(sizeof *peer); // check-source: allow malloc - a program of its own, without the engine
    if (peer == NULL) {
        return;
    }
    uv_pipe_init(server->loop, &peer->pipe, 0);
    peer->pipe.data = peer;
    if (uv_accept(server, (uv_stream_t *)&peer->pipe) != 0 ||
        uv_read_start((uv_stream_t *)&peer->pipe, on_allocate, on_read) != 0) {
        uv_close((uv_handle_t *)&peer->pipe, on_peer_closed);
    }
}

int main(int argc, char **argv) {
    FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
    if (file == NULL) {
        fprintf(stderr, "usage: echo SOCKET REPLY_FILE\n");
        return 2;
    }
    reply_length = fread(reply, 1, sizeof reply, file);
    fclose(file);
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
        return 1;
    }
    uv_loop_t loop;
    uv_pipe_t server;
    if (uv_loop_init(&loop) != 0 || uv_pipe_init(&loop, &server, 0) != 0 || uv_pipe_bind(&server, argv[1]) != 0 ||
        uv_listen((uv_stream_t *)&server, 64, on_connection) != 0) {
        fprintf(stderr, "echo: cannot listen on %s\n", argv[1]);
        return 1;
    }
    return uv_run(&loop, UV_RUN_DEFAULT); // until it is killed
}
