// SPDX-License-Identifier: MIT
// The Unix socket below libwaymark: never blocks but in wm_socket_wait, never raises a signal. Internal.
#pragma once

#include "api/client/waymark.h"

enum waymark_status wm_socket_connect(const char *path, int timeout, int *ret_descriptor, struct waymark_error *error);
void wm_socket_close(int descriptor); // accepts -1

// The moment `timeout` milliseconds from now on the steady clock; negative = never.
int64_t wm_socket_deadline(int timeout);
// Milliseconds of the steady clock: for measuring only.
int64_t wm_socket_now(void);
// Waits until the descriptor is readable or, when `writable` comes in true, writable; says which.
enum waymark_status wm_socket_wait(int descriptor, int64_t deadline, bool *ret_readable, bool *writable,
                                   struct waymark_error *error);
// False: the other end is gone. True with 0 bytes: not now.
bool wm_socket_write(int descriptor, const char *bytes, size_t length, size_t *ret_sent);
bool wm_socket_read(int descriptor, char *bytes, size_t room, size_t *ret_got);
