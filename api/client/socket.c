// SPDX-License-Identifier: MIT
#include "api/client/socket.h"

#include "api/client/answer.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int64_t wm_socket_now(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t wm_socket_deadline(int timeout) {
    return timeout < 0 ? INT64_MAX : wm_socket_now() + timeout;
}

void wm_socket_close(int descriptor) {
    if (descriptor >= 0)
        close(descriptor);
}

static const char *text_of(int number) {
    const char *text = strerrordesc_np(number);
    return text != NULL ? text : "unknown error";
}

static enum waymark_status unreachable(struct waymark_error *error, const char *path, int number) {
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return wm_answer_fail(
            error, WAYMARK_UNREACHABLE, "no-socket",
            "there is no socket at %s: is waymarkd running, and does its configuration say this path?", path);
    case ECONNREFUSED:
        return wm_answer_fail(error, WAYMARK_UNREACHABLE, "no-daemon",
                              "nothing answers at %s: the daemon that made this socket is gone; start waymarkd", path);
    case EACCES:
    case EPERM:
        return wm_answer_fail(error, WAYMARK_UNREACHABLE, "denied",
                              "you may not open %s: its mode and group are set by `socket:` in the configuration",
                              path);
    default: return wm_answer_fail(error, WAYMARK_UNREACHABLE, "system", "%s: %s", path, text_of(number));
    }
}

// A Unix socket connects at once, or is refused at once; only a full backlog says "later".
static int connect_patiently(int descriptor, const struct sockaddr_un *address, int timeout) {
    int64_t deadline = wm_socket_deadline(timeout);
    for (;;) {
        if (connect(descriptor, (const struct sockaddr *)address, sizeof *address) == 0)
            return 0;
        if (errno == EISCONN)
            return 0;
        if (errno != EAGAIN && errno != EINTR)
            return errno;
        if (wm_socket_now() >= deadline)
            return ETIMEDOUT;
        (void)poll(NULL, 0, 5);
    }
}

enum waymark_status wm_socket_connect(const char *path, int timeout, int *ret_descriptor, struct waymark_error *error) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = path != NULL ? strlen(path) : 0;
    if (length == 0 || length >= sizeof address.sun_path)
        return wm_answer_fail(error, WAYMARK_UNREACHABLE, "path", "a socket's path has 1 to %zu bytes, not %zu: %s",
                              sizeof address.sun_path - 1, length, path != NULL ? path : "");
    memcpy(address.sun_path, path, length);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return unreachable(error, path, errno);
    int number = connect_patiently(descriptor, &address, timeout);
    if (number != 0) {
        close(descriptor);
        return unreachable(error, path, number);
    }
    *ret_descriptor = descriptor;
    return WAYMARK_OK;
}

enum waymark_status wm_socket_wait(int descriptor, int64_t deadline, bool *ret_readable, bool *writable,
                                   struct waymark_error *error) {
    for (;;) {
        int64_t left = deadline == INT64_MAX ? -1 : deadline - wm_socket_now();
        if (deadline != INT64_MAX && left < 0)
            left = 0;
        struct pollfd about = {.fd = descriptor, .events = (short)(POLLIN | (*writable ? POLLOUT : 0))};
        int ready = poll(&about, 1, left > INT_MAX ? INT_MAX : (int)left);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready < 0)
            return wm_answer_fail(error, WAYMARK_DISCONNECTED, "system", "waiting for the daemon: %s", text_of(errno));
        if (ready == 0 && left == 0)
            return wm_answer_fail(error, WAYMARK_TIMED_OUT, "timed-out",
                                  "the daemon did not answer in time; what was asked may still be done");
        if (ready == 0)
            continue;
        *ret_readable = (about.revents & (POLLIN | POLLHUP | POLLERR)) != 0;
        *writable = *writable && (about.revents & POLLOUT) != 0;
        return WAYMARK_OK;
    }
}

bool wm_socket_write(int descriptor, const char *bytes, size_t length, size_t *ret_sent) {
    ssize_t sent = send(descriptor, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EINTR)
        return false;
    *ret_sent = sent > 0 ? (size_t)sent : 0;
    return true;
}

bool wm_socket_read(int descriptor, char *bytes, size_t room, size_t *ret_got) {
    ssize_t got = recv(descriptor, bytes, room, 0);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        return false;
    *ret_got = got > 0 ? (size_t)got : 0;
    return true;
}
