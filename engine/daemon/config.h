// SPDX-License-Identifier: MIT
// The configuration of the daemon: one YAML file. Every key has a default but `store`.
//
// Errors: WM_CONFIG with reason `unknown-key`, `missing-key`, `wrong-type`, `range`, `not-in-this-version`, one of
// engine/daemon/yaml.h, or why the file of a key cannot be read, `where` = "file:line:column", expected, found, nearest.
#pragma once

#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/base/sign.h"

#include <stddef.h>
#include <stdint.h>

// Key, unit, default, least, most. Bytes are written "64KiB", times "30s".
//   message               one line, request or batch
//   connections           at a time; connections_per_user: of one uid
//   requests              under way on one connection; more are left unread until some are answered
//   batch, records, page  elements of a batch, records of one record.add, entries of one page of a list
//   output                bytes of answers that wait for one slow reader, before its requests are left unread
//   reply                 bytes of one answer
//   read, write           how long a begun line, or a reader that takes nothing, is waited for
//   drain                 how long requests under way may take when stopping
//   queue, queue_bytes    requests waiting for one kind of thread, and the bytes of those waiting for the writer
//   evaluators            threads that run custom predicates
//   evaluation            how long one question with such predicates may take
//   abandoned             threads that take the place of those that did not come back from a predicate
//   suspend_after         so often a predicate is late before it is suspended, until its rules are activated anew
//   events, event_age     kept of each organisation: so many, and so long
//   portfolio_cache, decision_cache  bytes; 0 = none kept
#define WM_CONFIG_LIMITS(X)                                                                                            \
    X(message, BYTES, 1 << 20, 1 << 10, 64 << 20)                                                                      \
    X(connections, COUNT, 256, 1, 65536)                                                                               \
    X(connections_per_user, COUNT, 256, 1, 65536)                                                                      \
    X(requests, COUNT, 1024, 1, 65536)                                                                                 \
    X(batch, COUNT, 1000, 1, 100000)                                                                                   \
    X(records, COUNT, 1000, 1, 100000)                                                                                 \
    X(page, COUNT, 1000, 1, 100000)                                                                                    \
    X(output, BYTES, 4 << 20, 1 << 12, 1 << 30)                                                                        \
    X(reply, BYTES, 16 << 20, 1 << 16, 1 << 30)                                                                        \
    X(read, TIME, 30000, 10, 3600000)                                                                                  \
    X(write, TIME, 30000, 10, 3600000)                                                                                 \
    X(drain, TIME, 10000, 10, 3600000)                                                                                 \
    X(queue, COUNT, 4096, 1, 1 << 20)                                                                                  \
    X(queue_bytes, BYTES, 64 << 20, 1 << 20, 1 << 30)                                                                  \
    X(evaluators, COUNT, 2, 1, 8)                                                                                      \
    X(evaluation, TIME, 2000, 10, 60000)                                                                               \
    X(abandoned, COUNT, 4, 0, 64)                                                                                      \
    X(suspend_after, COUNT, 3, 1, 1000)                                                                                \
    X(events, COUNT, 1000000, 1000, 1 << 30)                                                                           \
    X(event_age, TIME, 90LL * 86400000, 60000, 36500LL * 86400000)                                                     \
    X(portfolio_cache, BYTES, 256 << 20, 0, 1LL << 40)                                                                 \
    X(decision_cache, BYTES, 128 << 20, 0, 1LL << 40)

struct wm_config_limits { // bytes, counts, milliseconds
#define X(name, unit, standard, least, most) uint64_t name;
    WM_CONFIG_LIMITS(X)
#undef X
};

struct wm_config {
    struct wm_arena arena; // owns the texts
    const char *socket;
    uint32_t socket_mode;     // permission bits; default 0660
    const char *socket_group; // a group's name, or NULL
    const char *store;
    const char *const *rules; // folders
    size_t rule_count;
    bool rules_watch;                         // activate what changes in them; default no
    bool rules_verify_predicates;             // run each custom predicate twice and compare; default no
    const struct wm_public_key *trusted_keys; // one of them must have signed each pack; none: packs need not be signed
    size_t trusted_key_count;
    enum wm_log_level log_level;
    enum wm_log_format log_format;
    struct wm_config_limits limits;
};

void wm_config_defaults(struct wm_config *config);
// Reads the file. What `ret_config` held before is not freed.
WM_MUST_USE enum wm_status wm_config_load(const char *path, struct wm_config *ret_config, struct wm_error *error);
// The same from memory; `file` names it in errors. Files of keys are read.
WM_MUST_USE enum wm_status wm_config_parse(const char *bytes, size_t length, const char *file,
                                           struct wm_config *ret_config, struct wm_error *error);
void wm_config_clear(struct wm_config *config); // accepts a zeroed one
