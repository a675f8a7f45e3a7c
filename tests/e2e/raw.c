// SPDX-License-Identifier: MIT
#include "tests/e2e/raw.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LARGEST ((size_t)4 << 20)
#define PATIENCE 60000 // milliseconds

void raw_open(struct raw *raw, struct daemon *daemon) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    *raw = (struct raw){.daemon = daemon, .bytes = test_malloc(LARGEST), .line = test_malloc(LARGEST)};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", daemon->socket);
    raw->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(raw->socket >= 0);
    assert_int_equal(connect(raw->socket, (struct sockaddr *)&address, sizeof address), 0);
}

void raw_close(struct raw *raw) {
    close(raw->socket);
    test_free(raw->bytes);
    test_free(raw->line);
}

void raw_send(struct raw *raw, const void *bytes, size_t length) {
    const char *at = bytes;
    while (length > 0) {
        ssize_t sent = send(raw->socket, at, length, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            assert_true(errno == EPIPE || errno == ECONNRESET);
            return;
        }
        at += sent > 0 ? sent : 0;
        length -= sent > 0 ? (size_t)sent : 0;
    }
}

void raw_end(struct raw *raw) {
    assert_int_equal(shutdown(raw->socket, SHUT_WR), 0);
}

static bool take_line(struct raw *raw) {
    char *end = raw->held > 0 ? memchr(raw->bytes, '\n', raw->held) : NULL;
    if (end == NULL)
        return false;
    raw->length = (size_t)(end - raw->bytes);
    memcpy(raw->line, raw->bytes, raw->length);
    raw->line[raw->length] = '\0';
    raw->held -= raw->length + 1;
    memmove(raw->bytes, end + 1, raw->held);
    return true;
}

bool raw_receive(struct raw *raw) {
    struct pollfd about = {.fd = raw->socket, .events = POLLIN};
    while (!take_line(raw)) {
        assert_true(raw->held < LARGEST);
        if (poll(&about, 1, PATIENCE) != 1)
            fail_msg("no answer");
        ssize_t got = recv(raw->socket, raw->bytes + raw->held, LARGEST - raw->held, 0);
        if (got == 0 || (got < 0 && errno == ECONNRESET)) {
            assert_int_equal(raw->held, 0); // never half a line
            return false;
        }
        assert_true(got > 0);
        raw->held += (size_t)got;
    }
    return true;
}

static void is_error(struct raw *raw, int code, const char *reason) {
    char wanted[64];
    if (!raw_receive(raw))
        fail_msg("closed without an answer, expected %d %s", code, reason);
    snprintf(wanted, sizeof wanted, "\"code\":%d,", code);
    bool right = strstr(raw->line, wanted) != NULL;
    snprintf(wanted, sizeof wanted, "\"reason\":\"%s\"", reason);
    if (!right || strstr(raw->line, wanted) == NULL)
        fail_msg("expected %d %s: %.1000s", code, reason, raw->line);
}

void raw_refused(struct raw *raw, const char *text, int code, const char *reason) {
    raw_send(raw, text, strlen(text));
    raw_send(raw, "\n", 1);
    is_error(raw, code, reason);
}

void raw_refused_and_closed(struct raw *raw, const void *bytes, size_t length, int code, const char *reason) {
    raw_send(raw, bytes, length);
    is_error(raw, code, reason);
    assert_false(raw_receive(raw));
}

void raw_works(struct raw *raw) {
    static const char request[] = "{\"jsonrpc\":\"2.0\",\"id\":\"still here\",\"method\":\"system.health\"}\n";
    raw_send(raw, request, sizeof request - 1);
    assert_true(raw_receive(raw));
    assert_non_null(strstr(raw->line, "\"still here\""));
    assert_non_null(strstr(raw->line, "\"result\""));
}
