// SPDX-License-Identifier: MIT
// libwaymark: asking waymarkd from C.
//
//     struct waymark *client;
//     struct waymark_error error;
//     struct waymark_reply reply = {0};
//     if (waymark_open("/run/waymark/waymark.sock", NULL, &client, &error) != WAYMARK_OK)
//         return complain(error.message);
//     if (waymark_call(client, "eligibility.check", "{\"person\":\"np-0042\",\"level\":\"…\"}", &reply, &error) ==
//         WAYMARK_OK)
//         puts(reply.text);
//     waymark_reply_clear(&reply);
//     waymark_free(client);
//
// Everything blocks, with a timeout. A connection belongs to one thread at a time; several connections may be used
// from several threads. No signal is raised when the daemon goes away. JSON goes in and comes out as text, so that you
// may use the JSON library that you like.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum waymark_status {
    WAYMARK_OK,
    WAYMARK_REFUSED,      // the daemon answered with an error: its number is in `code`
    WAYMARK_UNREACHABLE,  // no connection could be made
    WAYMARK_DISCONNECTED, // the connection broke: whether what was asked has been done is not known
    WAYMARK_TIMED_OUT,    // no answer in time: whether it has been done, or will be, is not known
    WAYMARK_PROTOCOL,     // what came is not an answer; the connection has been closed
    WAYMARK_ARGUMENT,     // a wrong argument; nothing was sent
    WAYMARK_NO_MEMORY
};

// Texts are UTF-8, complete and NUL-terminated; all but `reason` and `message` may be empty.
struct waymark_error {
    enum waymark_status status;
    int code;           // JSON-RPC's number with WAYMARK_REFUSED, otherwise 0
    char reason[40];    // stable: "unknown-level", "no-daemon", …
    char message[480];  // for people: what happened and what to do
    char where[200];    // path of the parameter ("records[3].on"), or file:line of a rule
    char expected[160]; //
    char found[160];    //
    char nearest[132];  // the nearest known name, when a name was unknown
};

struct waymark_options { // zero = the default
    int connect_timeout; // milliseconds, 5,000
    int timeout;         // milliseconds for one call or receive, 60,000; negative = none
    size_t longest;      // bytes of one answer, 64 MiB
};

struct waymark; // a connection

// `options` may be NULL; both are copied. WAYMARK_UNREACHABLE with reason `no-socket`, `no-daemon`, `denied`, `path`.
enum waymark_status waymark_open(const char *path, const struct waymark_options *options, struct waymark **ret_client,
                                 struct waymark_error *error);
void waymark_free(struct waymark *client); // accepts NULL
// Closes and connects again. What was sent and not yet answered is forgotten, and so is what was not yet sent.
enum waymark_status waymark_reconnect(struct waymark *client, struct waymark_error *error);
bool waymark_connected(const struct waymark *client);

// One answer. Start it as {0}.
struct waymark_reply {
    int64_t id;    // of the request
    bool refused;  // `text` is the error object, not the result
    char *text;    // JSON exactly as it came, NUL-terminated; owned by the reply
    size_t length; // of text
};
void waymark_reply_clear(struct waymark_reply *reply); // frees the text; accepts {0}

// Sends one request and waits for its answer. `params` is the text of a JSON object, or NULL. What `reply` held is
// cleared first. On WAYMARK_OK `reply` holds the result; on WAYMARK_REFUSED the error object, which `error` says too.
// Other requests may be under way: their answers are kept for waymark_receive.
enum waymark_status waymark_call(struct waymark *client, const char *method, const char *params,
                                 struct waymark_reply *reply, struct waymark_error *error);

// Pipelining: send many, receive each. waymark_send may hold small requests back until the next waymark_flush or
// waymark_receive; when the daemon is slow it waits, reading answers meanwhile. `ret_id` may be NULL.
enum waymark_status waymark_send(struct waymark *client, const char *method, const char *params, int64_t *ret_id,
                                 struct waymark_error *error);
enum waymark_status waymark_flush(struct waymark *client, struct waymark_error *error);
// The answer to `id`, or with id 0 to whichever request is answered first. As waymark_call, with WAYMARK_ARGUMENT
// when no such request is open. With WAYMARK_TIMED_OUT the request stays open: ask again, or reconnect.
enum waymark_status waymark_receive(struct waymark *client, int64_t id, struct waymark_reply *reply,
                                    struct waymark_error *error);
// What the daemon says without being asked: events, and how far long work has come. `heard` is called from within
// waymark_receive, waymark_call, waymark_flush and waymark_listen, with texts borrowed for the call: the JSON object of
// the parameters exactly as it came. It may not use the client. NULL: notices are dropped, as at the start.
typedef void waymark_heard(void *context, const char *method, const char *params, size_t length);
void waymark_on_notice(struct waymark *client, waymark_heard *heard, void *context);
// Waits for a notice, `timeout` milliseconds (negative = without end). WAYMARK_TIMED_OUT when none came.
enum waymark_status waymark_listen(struct waymark *client, int timeout, struct waymark_error *error);

size_t waymark_open_requests(const struct waymark *client); // sent and not yet handed back

const char *waymark_status_name(enum waymark_status status); // "refused"
const char *waymark_version(void);                           // "0.1.0"

#ifdef __cplusplus
}
#endif
