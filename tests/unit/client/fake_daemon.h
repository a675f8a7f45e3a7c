// SPDX-License-Identifier: MIT
// A daemon of a few lines, in a thread: it takes connections one after the other and hands each line to a function
// that writes whatever it likes. For tests of libwaymark and of the command line.
#pragma once

#include "tests/support/test.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct fake_daemon;
// One line, without its end. False closes the connection.
typedef bool fake_answer(struct fake_daemon *daemon, int connection, const char *line);

struct fake_daemon {
    struct wm_test_folder folder;
    char path[96];
    fake_answer *answer;
    void *context;
    int listener;
    int wake[2]; // a byte here ends the thread
    pthread_t thread;
    _Atomic int connections; // so far
    _Atomic int lines;       // so far
};

static inline void fake_say(int connection, const char *text) {
    size_t length = strlen(text);
    while (length > 0) {
        ssize_t sent = send(connection, text, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        text += sent;
        length -= (size_t)sent;
    }
}

// The integer behind `"id":`; -1 without one.
static inline long long fake_id(const char *line) {
    long long id = -1;
    const char *at = strstr(line, "\"id\":");
    if (at == NULL || sscanf(at + 5, "%lld", &id) != 1)
        return -1;
    return id;
}

static inline void fake_result(int connection, const char *line, const char *result) {
    char head[64];
    snprintf(head, sizeof head, "{\"jsonrpc\":\"2.0\",\"id\":%lld,\"result\":", fake_id(line));
    fake_say(connection, head);
    fake_say(connection, result);
    fake_say(connection, "}\n");
}

static inline void fake_error(int connection, const char *line, const char *error) {
    char head[64];
    snprintf(head, sizeof head, "{\"jsonrpc\":\"2.0\",\"id\":%lld,\"error\":", fake_id(line));
    fake_say(connection, head);
    fake_say(connection, error);
    fake_say(connection, "}\n");
}

// True when `descriptor` can be read, false when the daemon shall end.
static inline bool fake_wait(struct fake_daemon *daemon, int descriptor) {
    struct pollfd about[2] = {{.fd = descriptor, .events = POLLIN}, {.fd = daemon->wake[0], .events = POLLIN}};
    while (poll(about, 2, -1) < 0)
        if (errno != EINTR)
            return false;
    return about[1].revents == 0;
}

static inline bool fake_lines(struct fake_daemon *daemon, int connection, char *text, size_t *length) {
    char *end = NULL;
    while ((end = memchr(text, '\n', *length)) != NULL) {
        *end = '\0';
        atomic_fetch_add(&daemon->lines, 1);
        bool more = daemon->answer(daemon, connection, text);
        size_t used = (size_t)(end - text) + 1;
        memmove(text, end + 1, *length - used);
        *length -= used;
        if (!more)
            return false;
    }
    return true;
}

static inline void *fake_run(void *context) {
    enum { LONGEST = 1 << 20 };
    static char text[LONGEST];
    struct fake_daemon *daemon = context;
    while (fake_wait(daemon, daemon->listener)) {
        int connection = accept(daemon->listener, NULL, NULL);
        if (connection < 0)
            continue;
        atomic_fetch_add(&daemon->connections, 1);
        size_t length = 0;
        while (fake_wait(daemon, connection)) {
            ssize_t got = recv(connection, text + length, LONGEST - length, 0);
            if (got <= 0)
                break;
            length += (size_t)got;
            if (!fake_lines(daemon, connection, text, &length))
                break;
        }
        close(connection);
    }
    return NULL;
}

static inline void fake_start(struct fake_daemon *daemon, fake_answer *answer, void *context) {
    *daemon = (struct fake_daemon){.answer = answer, .context = context};
    wm_test_folder_make(&daemon->folder);
    snprintf(daemon->path, sizeof daemon->path, "%s/socket", daemon->folder.path);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", daemon->path);
    daemon->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(daemon->listener >= 0);
    assert_int_equal(bind(daemon->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(daemon->listener, 8), 0);
    assert_int_equal(pipe(daemon->wake), 0);
    assert_int_equal(pthread_create(&daemon->thread, NULL, fake_run, daemon), 0);
}

static inline void fake_stop(struct fake_daemon *daemon) {
    assert_int_equal(write(daemon->wake[1], "", 1), 1);
    assert_int_equal(pthread_join(daemon->thread, NULL), 0);
    close(daemon->listener);
    close(daemon->wake[0]);
    close(daemon->wake[1]);
    wm_test_folder_remove(&daemon->folder);
}
