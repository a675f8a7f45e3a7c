// SPDX-License-Identifier: MIT
// JSON-RPC 2.0: from one message to its calls and answers.
//
// Rules beyond the specification: parameters by name only, ids are integers or strings and come back as their bytes,
// no key twice, no members that a request does not have, requests nest up to 32 deep. What is too deep or too long
// gets WM_LIMIT and ends the session.
#pragma once

#include "api/protocol/call.h"

#define WM_REQUEST_DEEPEST 32u

struct wm_dispatcher_limits {
    size_t message, batch, reply, output;
    int64_t page;
    bool positional; // tests: parameters may be an array, and the method reads them
};

struct wm_method_counts {
    uint64_t calls, errors;
};

struct wm_dispatcher {
    const struct wm_method **methods; // sorted by name
    struct wm_method_counts *counts;  // one a method
    size_t method_count;
    const struct wm_method *latest; // what was called last is often called next
    struct wm_json_reader *reader;
    struct wm_buffer scratch;
    struct wm_dispatcher_limits limits;
    void *context; // the methods'
    bool stopping; // everything new is answered with WM_BUSY
    uint64_t messages, invalid, refused, answers_too_long;
};

// `families` are arrays of methods, each ended by one without a name.
WM_MUST_USE enum wm_status wm_dispatcher_init(struct wm_dispatcher *dispatcher, const struct wm_method *const *families,
                                              size_t family_count, const struct wm_dispatcher_limits *limits,
                                              void *context, struct wm_error *error);
void wm_dispatcher_clear(struct wm_dispatcher *dispatcher); // accepts a zeroed one
const struct wm_method *wm_dispatcher_find(const struct wm_dispatcher *dispatcher, const char *name, size_t length);
size_t wm_dispatcher_index(const struct wm_dispatcher *dispatcher, const struct wm_method *method);

// One message, without its LF; WM_JSON_PADDING bytes behind it must be readable. Answers go to session->output.
void wm_dispatch(struct wm_session *session, const char *message, size_t length, int64_t instant);
// An answer without a call: {"jsonrpc":"2.0","id":null,"error":…}.
void wm_dispatch_error(struct wm_session *session, const struct wm_error *error);
