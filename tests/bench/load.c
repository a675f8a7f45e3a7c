// SPDX-License-Identifier: MIT
#include "tests/bench/load.h"

#include "tests/bench/measure.h"
#include "tests/bench/population.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { INPUT = 1 << 20, OUTPUT = 1 << 20, LATENCIES = 1 << 20 };

struct connection {
    int descriptor;
    uint32_t waiting; // requests on the way
    int64_t sent;     // when the last one was sent: latency with depth 1
    size_t input_length, output_length, output_from;
    char *input, *output;
};

struct run {
    const struct load *load;
    struct connection *connections;
    int poll;
    uint64_t random;
    uint64_t asked, answered;
    int64_t stop; // no request after this
    float *latencies;
    uint32_t latency_count;
};

static void *get(size_t count, size_t size) {
    void *block = wm_alloc_zero(count, size);
    if (block == NULL) {
        measure_fail("out of memory");
    }
    return block;
}

static void open_connection(struct run *run, struct connection *connection) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", run->load->socket);
    connection->descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->descriptor < 0 ||
        connect(connection->descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        measure_fail("cannot connect to %s: errno %d", run->load->socket, errno);
    }
    connection->input = get(1, INPUT);
    connection->output = get(1, OUTPUT);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    if (epoll_ctl(run->poll, EPOLL_CTL_ADD, connection->descriptor, &event) != 0) {
        measure_fail("epoll: errno %d", errno);
    }
}

static bool more_to_ask(const struct run *run, int64_t now) {
    return run->load->seconds > 0 ? now < run->stop : run->asked < run->load->request_count;
}

// Fills the connection up to its depth and sends what there is. Sockets block: the server reads while we write,
// because the replies still unread are bounded by depth times their size.
static void send_more(struct run *run, struct connection *connection, int64_t now) {
    connection->output_length = 0;
    while (connection->waiting < run->load->depth && more_to_ask(run, now)) {
        uint64_t pick =
            run->load->seconds > 0 ? population_random(&run->random) % run->load->request_count : run->asked;
        const struct load_line *line = &run->load->requests[pick];
        if (connection->output_length + line->length > OUTPUT) {
            break;
        }
        memcpy(connection->output + connection->output_length, line->bytes, line->length);
        connection->output_length += line->length;
        connection->waiting++;
        run->asked++;
    }
    connection->sent = now;
    for (size_t from = 0; from < connection->output_length;) {
        ssize_t sent = write(connection->descriptor, connection->output + from, connection->output_length - from);
        if (sent < 0 && errno != EINTR) {
            measure_fail("the server stopped reading: errno %d", errno);
        }
        from += sent > 0 ? (size_t)sent : 0;
    }
}

static void take_lines(struct run *run, struct connection *connection, int64_t now) {
    size_t from = 0;
    for (char *end; (end = memchr(connection->input + from, '\n', connection->input_length - from)) != NULL;) {
        size_t length = (size_t)(end - connection->input) + 1 - from;
        if (run->load->each != NULL) {
            run->load->each(run->load->context, connection->input + from, length);
        }
        from += length;
        connection->waiting--;
        run->answered++;
        if (run->load->depth == 1 && run->latency_count < LATENCIES) {
            run->latencies[run->latency_count++] = (float)(now - connection->sent) / 1000.0F;
        }
    }
    memmove(connection->input, connection->input + from, connection->input_length - from);
    connection->input_length -= from;
}

static void on_readable(struct run *run, struct connection *connection) {
    ssize_t got =
        read(connection->descriptor, connection->input + connection->input_length, INPUT - connection->input_length);
    if (got <= 0) {
        measure_fail("the server closed the connection after %llu replies", (unsigned long long)run->answered);
    }
    connection->input_length += (size_t)got;
    int64_t now = measure_now();
    take_lines(run, connection, now);
    // Half the depth is refilled at once, so that both sides work on groups as real pipelining clients do.
    if (connection->waiting <= run->load->depth / 2) {
        send_more(run, connection, now);
    }
}

static int compare_floats(const void *a, const void *b) {
    float left = *(const float *)a, right = *(const float *)b;
    return (left > right) - (left < right);
}

struct load_result load_run(const struct load *load) {
    struct run run = {.load = load, .random = 42, .poll = epoll_create1(EPOLL_CLOEXEC)};
    run.connections = get(load->connections, sizeof *run.connections);
    run.latencies = get(LATENCIES, sizeof *run.latencies);
    for (uint32_t i = 0; i < load->connections; i++) {
        open_connection(&run, &run.connections[i]);
    }
    int64_t started = measure_now();
    run.stop = started + (int64_t)(load->seconds * 1e9);
    for (uint32_t i = 0; i < load->connections; i++) {
        send_more(&run, &run.connections[i], measure_now());
    }
    while (run.answered < run.asked) {
        struct epoll_event events[64];
        int count = epoll_wait(run.poll, events, 64, 10000);
        if (count == 0) {
            measure_fail("no reply for ten seconds after %llu", (unsigned long long)run.answered);
        }
        for (int i = 0; i < count; i++) {
            on_readable(&run, events[i].data.ptr);
        }
    }
    struct load_result result = {.replies = run.answered, .seconds = (double)(measure_now() - started) / 1e9};
    qsort(run.latencies, run.latency_count, sizeof *run.latencies, compare_floats);
    if (run.latency_count > 0) {
        result.p50 = (double)run.latencies[run.latency_count / 2];
        result.p99 = (double)run.latencies[(uint64_t)run.latency_count * 99 / 100];
    }
    for (uint32_t i = 0; i < load->connections; i++) {
        close(run.connections[i].descriptor);
        wm_free(run.connections[i].input);
        wm_free(run.connections[i].output);
    }
    close(run.poll);
    wm_free(run.connections);
    wm_free(run.latencies);
    return result;
}
