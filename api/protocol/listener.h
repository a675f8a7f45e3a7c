// SPDX-License-Identifier: MIT
// The socket in the file system: made with its mode and group, a stale one replaced, a live one never.
//
// PATH.lock (0600) is held as long as the socket is there, so that two daemons that start at the same moment cannot
// both think the other's socket stale. libuv's own uv_pipe_bind is not used: it cuts long paths, and closing removes
// whatever has the name by then.
#pragma once

#include "engine/base/error.h"

#include <stdint.h>
#include <sys/types.h>

struct wm_listener {
    const char *path; // borrowed
    int socket;       // -1 when there is none, or when it was taken over
    int lock;         // -1: none
    dev_t device;     // of the socket's file, so that no other one is ever removed
    ino_t inode;
};

// Listening when it returns WM_OK. `group` is a name, or NULL: the process's own. WM_CONFIG, reasons `socket-path`,
// `socket-folder`, `socket-group`; WM_CONFLICT, reasons `socket-live`, `not-a-socket`; WM_SYSTEM.
WM_MUST_USE enum wm_status wm_listener_open(const char *path, uint32_t mode, const char *group,
                                            struct wm_listener *ret_listener, struct wm_error *error);
// The socket for whoever will close it.
WM_MUST_USE int wm_listener_take(struct wm_listener *listener);
// Removes the file, if it is still ours, and lets the lock go. Accepts one that was closed.
void wm_listener_close(struct wm_listener *listener);

// WM_CONFIG, reason `socket-group`, when there is no such group.
WM_MUST_USE enum wm_status wm_listener_group(const char *name, gid_t *ret_group, struct wm_error *error);
