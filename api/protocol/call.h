// SPDX-License-Identifier: MIT
// A call: one request from its arrival to its answer; who calls; and the methods that can be called.
//
// Most calls are answered where they stand, without any allocation. One that must wait (for a load, for a commit) is
// kept: it takes a copy of its request along and is run again, or answered, from the loop later. Loop thread only.
#pragma once

#include "api/protocol/parameters.h"

struct wm_call;
struct wm_batch;
struct wm_follower;
struct wm_dispatcher;

enum wm_right {
    WM_RIGHT_ORGANISATION, // a stranger is told that there is no such organisation
    WM_RIGHT_SYSTEM        // a stranger is told that it is denied
};

struct wm_method {
    const char *name;
    enum wm_right right;
    const struct wm_parameter_form *parameters; // NULL: the method reads call->params by itself
    size_t state;                               // bytes that a kept call of this method has
    // Appends the result (one JSON value) and returns WM_OK, or fails, or keeps the call and lets it wait.
    enum wm_status (*run)(struct wm_call *call, struct wm_buffer *result, struct wm_error *error);
    void (*release)(struct wm_call *call); // may be NULL: clears the state of a kept call that ends
};

// Who calls, and where the answers go. A connection is one; tests make their own.
struct wm_session {
    struct wm_dispatcher *dispatcher;
    uint32_t uid;
    bool trusted;
    bool closed;             // nobody takes answers any more: calls under way are dropped when they come back
    bool ending;             // the last message cannot be recovered from: read no more, close when the answers are out
    bool failed;             // an answer could not be kept: close now
    bool answering;          // an answer or a notice stands in the output half written
    struct wm_buffer output; // answers, each with its LF
    size_t under_way;        // calls kept
    struct wm_pending *writes; // the calls that write, newest first: api/methods
    struct wm_follower *followers;
    // Answers were added outside of wm_dispatch, or the last call of a closed session has ended. May be NULL.
    void (*changed)(struct wm_session *session);
};

struct wm_call {
    struct wm_session *session;
    const struct wm_method *method;
    struct wm_text source;  // the request as it was written; until the run returns, of a kept call until its end
    struct wm_json request; // the whole object; until the run returns
    struct wm_json params;
    struct wm_argument arguments[WM_PARAMETERS_MOST]; // by the method's forms
    struct wm_text id;                                // as it was written; empty = a notification
    int64_t instant;                                  // of its arrival
    struct wm_batch *batch;                           // or NULL
    struct wm_buffer details;                         // members for the error's data, such as "unmet":[…]
    size_t start;                                     // where its answer begins in the output
    struct wm_call *kept;                             // the kept copy (of a kept call: itself), or NULL
    // Of a kept call only.
    bool waiting, counted;
    char number[24]; // the id's bytes, when it was short
    void *state;     // method->state bytes, zeroed at the start
};

void wm_session_init(struct wm_session *session, struct wm_dispatcher *dispatcher, uint32_t uid, bool trusted);
void wm_session_clear(struct wm_session *session); // no call may be under way; accepts a zeroed one

// Runs a call that has been read: checks who calls and the parameters, runs the method, writes the answer.
void wm_call_run(struct wm_call *call);
// Makes the call outlive its run: call->kept, with its state, is then there. A kept call keeps itself. If the run then
// ends without wm_call_wait, everything is undone. WM_NO_MEMORY, or WM_LIMIT.
WM_MUST_USE enum wm_status wm_call_keep(struct wm_call *call, struct wm_error *error);
// From now on, until wm_call_again or wm_call_close, the kept call belongs to whoever answers it.
void wm_call_wait(struct wm_call *kept);
// Runs the method again, with its state. A call of a closed session is dropped instead.
void wm_call_again(struct wm_call *kept);
// Answers: append one JSON value to what wm_call_open gives, then close. With a status other than WM_OK what was
// appended is forgotten and the error written. The call is freed.
struct wm_buffer *wm_call_open(struct wm_call *kept);
void wm_call_close(struct wm_call *kept, enum wm_status status, const struct wm_error *error);
