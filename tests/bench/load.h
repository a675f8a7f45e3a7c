// SPDX-License-Identifier: MIT
// A load generator for line protocols on a Unix socket: N connections, each with D requests on the way.
#pragma once

#include <stddef.h>
#include <stdint.h>

struct load_line { // one request or reply, with its LF
    char *bytes;
    size_t length;
};

struct load {
    const char *socket;
    uint32_t connections;
    uint32_t depth;
    double seconds;                   // how long to send; 0 = each request once, in order
    const struct load_line *requests; // drawn uniformly
    uint32_t request_count;
    // Called for every reply line. NULL: replies are only counted.
    void (*each)(void *context, const char *line, size_t length);
    void *context;
};
struct load_result {
    uint64_t replies;
    double seconds;
    double p50, p99; // microseconds; only with depth 1
};
// Stops the program when the server refuses, closes, or stays silent for ten seconds.
struct load_result load_run(const struct load *load);
