// SPDX-License-Identifier: MIT
// A bare connection, for what no client would send.
#pragma once

#include "tests/e2e/daemon.h"

struct raw {
    struct daemon *daemon;
    int socket;
    char *line; // the last one, without its end
    size_t length;
    char *bytes; // received, not yet told
    size_t held;
};

void raw_open(struct raw *raw, struct daemon *daemon);
void raw_close(struct raw *raw);
void raw_send(struct raw *raw, const void *bytes, size_t length); // stops when the other side has closed
void raw_end(struct raw *raw);                                    // no more will be sent
bool raw_receive(struct raw *raw);                                // the next line; false when the other side closed

// Sends the text and wants one line with this error, from a connection that stays; or one after which it is closed.
void raw_refused(struct raw *raw, const char *text, int code, const char *reason);
void raw_refused_and_closed(struct raw *raw, const void *bytes, size_t length, int code, const char *reason);
// A request that is answered: nothing is wrong with the connection.
void raw_works(struct raw *raw);
