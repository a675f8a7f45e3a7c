// SPDX-License-Identifier: MIT
#include "api/protocol/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 511

static enum wm_status about(struct wm_error *error, const char *path, enum wm_status status) {
    wm_error_where(error, "%s", path);
    return status;
}

static enum wm_status failed(struct wm_error *error, const char *path, const char *what) {
    wm_error_system(error, errno, what);
    return about(error, path, WM_SYSTEM);
}

static enum wm_status address_of(const char *path, struct sockaddr_un *ret_address, struct wm_error *error) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(path);
    if (length == 0 || length >= sizeof address.sun_path) {
        wm_error_set(error, WM_CONFIG, "socket-path", "the path of the socket is too long for the system");
        wm_error_expected(error, "at most %zu bytes", sizeof address.sun_path - 1);
        wm_error_found(error, "%zu bytes", length);
        return about(error, path, WM_CONFIG);
    }
    memcpy(address.sun_path, path, length + 1);
    *ret_address = address;
    return WM_OK;
}

enum wm_status wm_listener_group(const char *name, gid_t *ret_group, struct wm_error *error) {
    char bytes[16384];
    struct group entry;
    struct group *found = NULL;
    int number = getgrnam_r(name, &entry, bytes, sizeof bytes, &found);
    if (found == NULL) {
        wm_error_set(error, WM_CONFIG, "socket-group", "there is no group \"%s\" on this system%s", name,
                     number != 0 ? ", or it could not be looked up" : "");
        wm_error_where(error, "socket.group");
        wm_error_found(error, "%s", name);
        return WM_CONFIG;
    }
    *ret_group = entry.gr_gid;
    return WM_OK;
}

// --- who else is there ---

static enum wm_status take_lock(const char *path, int *ret_lock, struct wm_error *error) {
    char name[sizeof(struct sockaddr_un) + 8];
    snprintf(name, sizeof name, "%s.lock", path);
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0 && errno == ENOENT) {
        wm_error_set(error, WM_CONFIG, "socket-folder", "the folder of the socket does not exist: make it first");
        return about(error, path, WM_CONFIG);
    }
    if (lock < 0)
        return failed(error, name, "opening the socket's lock");
    if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
        *ret_lock = lock;
        return WM_OK;
    }
    enum wm_status status = WM_CONFLICT;
    if (errno == EWOULDBLOCK)
        wm_error_set(error, WM_CONFLICT, "socket-live", "another daemon has this socket: stop it, or use another path");
    else
        status = failed(error, name, "locking the socket");
    close(lock);
    return about(error, path, status);
}

// Whether somebody listens. Anything but a clear "no" is a yes.
static bool answers(const struct sockaddr_un *address) {
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0)
        return true;
    bool refused = connect(probe, (const struct sockaddr *)address, sizeof *address) != 0 &&
                   (errno == ECONNREFUSED || errno == ENOENT);
    close(probe);
    return !refused;
}

static enum wm_status clear_stale(const struct sockaddr_un *address, struct wm_error *error) {
    const char *path = address->sun_path;
    struct stat found;
    if (lstat(path, &found) != 0)
        return errno == ENOENT ? WM_OK : failed(error, path, "looking at the socket");
    if (!S_ISSOCK(found.st_mode)) {
        wm_error_set(error, WM_CONFLICT, "not-a-socket",
                     "something that is not a socket has this path: move it, or use another path");
        return about(error, path, WM_CONFLICT);
    }
    if (answers(address)) {
        wm_error_set(error, WM_CONFLICT, "socket-live", "somebody listens here: stop them, or use another path");
        return about(error, path, WM_CONFLICT);
    }
    if (unlink(path) != 0 && errno != ENOENT)
        return failed(error, path, "removing a stale socket");
    return WM_OK;
}

// --- opening and closing ---

// Nobody but ourselves may connect until the mode is set, and nobody at all before listen().
static enum wm_status bind_there(struct wm_listener *listener, const struct sockaddr_un *address, uint32_t mode,
                                 const gid_t *group, struct wm_error *error) {
    const char *path = address->sun_path;
    listener->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener->socket < 0)
        return failed(error, path, "making the socket");
    mode_t before = umask(0177);
    int bound = bind(listener->socket, (const struct sockaddr *)address, sizeof *address);
    int number = errno;
    umask(before);
    errno = number;
    if (bound != 0)
        return failed(error, path, "binding the socket");
    struct stat made;
    if (lstat(path, &made) != 0)
        return failed(error, path, "looking at the socket");
    listener->device = made.st_dev;
    listener->inode = made.st_ino;
    if (group != NULL && lchown(path, (uid_t)-1, *group) != 0)
        return failed(error, path, "giving the socket to its group");
    if (chmod(path, mode) != 0)
        return failed(error, path, "setting the mode of the socket");
    if (listen(listener->socket, BACKLOG) != 0)
        return failed(error, path, "listening on the socket");
    return WM_OK;
}

enum wm_status wm_listener_open(const char *path, uint32_t mode, const char *group, struct wm_listener *ret_listener,
                                struct wm_error *error) {
    struct wm_listener listener = {.path = path, .socket = -1, .lock = -1};
    struct sockaddr_un address;
    gid_t number = 0;
    enum wm_status status = address_of(path, &address, error);
    if (status == WM_OK && group != NULL)
        status = wm_listener_group(group, &number, error);
    if (status == WM_OK)
        status = take_lock(path, &listener.lock, error);
    if (status == WM_OK)
        status = clear_stale(&address, error);
    if (status == WM_OK)
        status = bind_there(&listener, &address, mode, group != NULL ? &number : NULL, error);
    if (status != WM_OK) {
        wm_listener_close(&listener);
        return status;
    }
    *ret_listener = listener;
    return WM_OK;
}

int wm_listener_take(struct wm_listener *listener) {
    int socket = listener->socket;
    listener->socket = -1;
    return socket;
}

void wm_listener_close(struct wm_listener *listener) {
    struct stat found;
    if (listener->inode != 0 && lstat(listener->path, &found) == 0 && found.st_dev == listener->device &&
        found.st_ino == listener->inode)
        unlink(listener->path);
    if (listener->socket >= 0)
        close(listener->socket);
    if (listener->lock >= 0)
        close(listener->lock);
    *listener = (struct wm_listener){.socket = -1, .lock = -1};
}
