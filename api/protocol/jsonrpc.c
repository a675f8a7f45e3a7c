// SPDX-License-Identifier: MIT
#include "api/protocol/jsonrpc.h"

#include "api/protocol/batch.h"
#include "api/protocol/reply.h"
#include "api/protocol/scan.h"
#include "engine/base/code.h"

#include <stdlib.h>
#include <string.h>

#define DETAILS_LARGEST ((size_t)1 << 20)
#define SCRATCH_LARGEST ((size_t)1 << 27)
#define NULL_ID ((struct wm_text){"", 0})

// --- the table of methods ---

static int by_name(const void *a, const void *b) {
    const struct wm_method *const *left = a;
    const struct wm_method *const *right = b;
    return strcmp((*left)->name, (*right)->name);
}

enum wm_status wm_dispatcher_init(struct wm_dispatcher *dispatcher, const struct wm_method *const *families,
                                  size_t family_count, const struct wm_dispatcher_limits *limits, void *context,
                                  struct wm_error *error) {
    struct wm_dispatcher made = {.limits = *limits, .context = context};
    size_t count = 0;
    for (size_t i = 0; i < family_count; i++) {
        for (const struct wm_method *method = families[i]; method->name != NULL; method++)
            count++;
    }
    wm_buffer_init(&made.scratch, SCRATCH_LARGEST);
    made.methods = wm_alloc_zero(count, sizeof(struct wm_method *));
    made.counts = wm_alloc_zero(count, sizeof *made.counts);
    enum wm_status status = made.methods != NULL && made.counts != NULL ? WM_OK : wm_error_no_memory(error);
    if (status == WM_OK)
        status = wm_json_reader_new(limits->message, WM_REQUEST_DEEPEST, &made.reader, error);
    if (status != WM_OK) {
        wm_dispatcher_clear(&made);
        return status;
    }
    for (size_t i = 0; i < family_count; i++) {
        for (const struct wm_method *method = families[i]; method->name != NULL; method++)
            made.methods[made.method_count++] = method;
    }
    qsort(made.methods, count, sizeof(struct wm_method *), by_name);
    *dispatcher = made;
    return WM_OK;
}

void wm_dispatcher_clear(struct wm_dispatcher *dispatcher) {
    wm_free(dispatcher->methods);
    wm_free(dispatcher->counts);
    wm_json_reader_free(dispatcher->reader);
    wm_buffer_clear(&dispatcher->scratch);
    *dispatcher = (struct wm_dispatcher){.method_count = 0};
}

static int compare_name(const struct wm_method *method, const char *name, size_t length) {
    int order = strncmp(method->name, name, length);
    return order != 0 ? order : method->name[length] != '\0';
}

const struct wm_method *wm_dispatcher_find(const struct wm_dispatcher *dispatcher, const char *name, size_t length) {
    size_t low = 0, high = dispatcher->method_count;
    if (memchr(name, '\0', length) != NULL)
        return NULL;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_name(dispatcher->methods[middle], name, length);
        if (order == 0)
            return dispatcher->methods[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

size_t wm_dispatcher_index(const struct wm_dispatcher *dispatcher, const struct wm_method *method) {
    size_t i = 0;
    while (dispatcher->methods[i] != method)
        i++;
    return i;
}

// --- one request ---

static enum wm_status invalid(struct wm_error *error, const char *path, const char *expected, struct wm_json found) {
    wm_error_set(error, WM_REQUEST, "request", "this is not a request: `%s` is not as expected", path);
    wm_error_where(error, "%s", path);
    wm_error_expected(error, "%s", expected);
    wm_parameter_found(error, found);
    return WM_REQUEST;
}

static enum wm_status unknown_member(struct wm_error *error, struct wm_text key) {
    static const char *const known[] = {"jsonrpc", "method", "params", "id"};
    char name[64];
    size_t length = key.length < sizeof name ? key.length : sizeof name - 1;
    memcpy(name, key.data, length);
    name[length] = '\0';
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        wm_nearest_offer(&nearest, known[i]);
    wm_error_set(error, WM_REQUEST, "unknown-member", "a request has no member `%s`", name);
    wm_error_where(error, "%s", name);
    wm_error_expected(error, "jsonrpc, method, params and id only");
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

struct members {
    struct wm_json version, method, params, id;
};

static bool key_is(struct wm_text key, const char *name, size_t length) {
    return key.length == length && memcmp(key.data, name, length) == 0;
}

static enum wm_status read_members(struct wm_json request, struct members *members, struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(request);
    struct wm_text key;
    struct wm_json value;
    enum wm_status status = WM_OK;
    while (wm_json_next(&iterator, &key, &value)) {
        if (key_is(key, "jsonrpc", 7))
            members->version = value;
        else if (key_is(key, "method", 6))
            members->method = value;
        else if (key_is(key, "params", 6))
            members->params = value;
        else if (key_is(key, "id", 2))
            members->id = value;
        else if (status == WM_OK) // but go on: the id may still come
            status = unknown_member(error, key);
    }
    return status;
}

// The id as it was written: for a number its digits, for a string what stands between and with its quotes.
static enum wm_status read_id(struct wm_dispatcher *dispatcher, struct wm_json id, struct wm_text text,
                              struct wm_call *call, struct wm_error *error) {
    enum wm_json_type type = wm_json_type(id);
    uint64_t large;
    if (type == WM_JSON_ABSENT)
        return WM_OK;
    if (type != WM_JSON_INTEGER && type != WM_JSON_STRING && !wm_json_beyond_int64(id, &large))
        return invalid(error, "id", "a whole number or a string", id);
    if (type == WM_JSON_INTEGER && wm_json_integer(id) != 0) { // there are two ways to write 0
        struct wm_buffer digits = {.data = call->number, .capacity = sizeof call->number - 1, .maximum = 23};
        wm_buffer_integer(&digits, wm_json_integer(id));
        call->id = (struct wm_text){call->number, digits.length};
        return WM_OK;
    }
    call->id = wm_scan_member(text, "id");
    if (call->id.length > 0)
        return WM_OK;
    wm_buffer_reset(&dispatcher->scratch); // its key was written with escapes
    wm_json_write_canonical(&dispatcher->scratch, id);
    if (dispatcher->scratch.failed)
        return wm_error_no_memory(error);
    call->id = (struct wm_text){dispatcher->scratch.data, dispatcher->scratch.length};
    return WM_OK;
}

static enum wm_status find_method(struct wm_dispatcher *dispatcher, struct wm_json name, struct wm_call *call,
                                  struct wm_error *error) {
    struct wm_text text = wm_json_text(name);
    const struct wm_method *latest = dispatcher->latest;
    if (latest != NULL && strlen(latest->name) == text.length && memcmp(latest->name, text.data, text.length) == 0)
        call->method = latest;
    else
        call->method = wm_dispatcher_find(dispatcher, text.data, text.length);
    if (call->method != NULL) {
        dispatcher->latest = call->method;
        return WM_OK;
    }
    char shown[101];
    size_t length = text.length < sizeof shown ? text.length : sizeof shown - 1;
    memcpy(shown, text.data, length);
    shown[length] = '\0';
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, shown);
    for (size_t i = 0; i < dispatcher->method_count; i++)
        wm_nearest_offer(&nearest, dispatcher->methods[i]->name);
    wm_error_set(error, WM_METHOD, "unknown-method", "there is no method \"%s\"; rpc.discover lists them", shown);
    wm_error_found(error, "\"%s\"", shown);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

static enum wm_status read_request(struct wm_dispatcher *dispatcher, struct wm_json request, struct wm_text text,
                                   struct wm_call *call, struct wm_error *error) {
    struct members members = {.version = {NULL, 0}};
    if (wm_json_type(request) != WM_JSON_OBJECT)
        return invalid(error, "request", "an object", request);
    enum wm_status known = read_members(request, &members, error);
    struct wm_error *rest = known == WM_OK ? error : NULL; // the first fault is the one told
    enum wm_status status = read_id(dispatcher, members.id, text, call, rest);
    if (known != WM_OK || status != WM_OK)
        return known != WM_OK ? known : status;
    struct wm_text version = wm_json_text(members.version);
    if (wm_json_type(members.version) != WM_JSON_STRING || !key_is(version, "2.0", 3))
        return invalid(error, "jsonrpc", "\"2.0\"", members.version);
    if (wm_json_type(members.method) != WM_JSON_STRING)
        return invalid(error, "method", "a string", members.method);
    enum wm_json_type type = wm_json_type(members.params);
    if (type != WM_JSON_ABSENT && type != WM_JSON_OBJECT && type != WM_JSON_ARRAY)
        return invalid(error, "params", "an object", members.params);
    call->request = request;
    call->params = members.params;
    return find_method(dispatcher, members.method, call, error);
}

// Answers what never became a call. Of a valid request without an id nothing is said, whatever is wrong with it.
static void answer_error(struct wm_session *session, struct wm_batch *batch, struct wm_text id, bool notification,
                         const struct wm_error *error) {
    struct wm_buffer *output = batch != NULL ? &batch->output : &session->output;
    session->dispatcher->invalid++;
    if (notification)
        return;
    if (batch != NULL && output->length > 1)
        wm_buffer_byte(output, ',');
    wm_reply_error(output, id, error, NULL_ID);
    if (batch == NULL)
        wm_buffer_byte(output, '\n');
    session->failed = session->failed || output->failed;
}

static void dispatch_one(struct wm_session *session, struct wm_json request, struct wm_text text,
                         struct wm_batch *batch, int64_t instant) {
    struct wm_dispatcher *dispatcher = session->dispatcher;
    struct wm_error error;
    struct wm_call call; // not zeroed whole: the arguments are large, and set by whoever reads them
    call.session = session;
    call.id = NULL_ID;
    call.instant = instant;
    call.batch = batch;
    call.kept = NULL;
    call.state = NULL;
    call.source = text;
    wm_buffer_init(&call.details, DETAILS_LARGEST);
    enum wm_status status = read_request(dispatcher, request, text, &call, &error);
    if (status != WM_OK) {
        bool notification = call.id.length == 0 && status == WM_METHOD;
        answer_error(session, batch, call.id, notification, &error);
        return;
    }
    dispatcher->counts[wm_dispatcher_index(dispatcher, call.method)].calls++;
    wm_call_run(&call);
}

// --- messages ---

void wm_dispatch_error(struct wm_session *session, const struct wm_error *error) {
    answer_error(session, NULL, NULL_ID, false, error);
}

static void dispatch_batch(struct wm_session *session, struct wm_json array, struct wm_text text, int64_t instant) {
    struct wm_error error;
    size_t count = wm_json_count(array);
    if (count == 0) {
        wm_error_set(&error, WM_REQUEST, "empty-batch", "a batch has at least one request");
        wm_dispatch_error(session, &error);
        return;
    }
    if (count > session->dispatcher->limits.batch) {
        wm_error_set(&error, WM_LIMIT, "batch", "a batch may have %zu requests, this one has %zu: split it",
                     session->dispatcher->limits.batch, count);
        wm_dispatch_error(session, &error);
        return;
    }
    struct wm_batch *batch = wm_batch_new(session);
    if (batch == NULL) {
        wm_error_no_memory(&error);
        wm_dispatch_error(session, &error);
        return;
    }
    struct wm_json_iterator iterator = wm_json_iterate(array);
    struct wm_json request;
    size_t at = 0;
    while (wm_json_next(&iterator, NULL, &request))
        dispatch_one(session, request, wm_scan_element(text, &at), batch, instant);
    wm_batch_release(batch);
}

void wm_dispatch(struct wm_session *session, const char *message, size_t length, int64_t instant) {
    struct wm_dispatcher *dispatcher = session->dispatcher;
    struct wm_error error;
    struct wm_json value;
    dispatcher->messages++;
    struct wm_text text = {message, length};
    enum wm_status status = wm_json_parse(dispatcher->reader, message, length, &value, &error);
    if (status != WM_OK) {
        session->ending = session->ending || status == WM_LIMIT;
        wm_dispatch_error(session, &error);
    } else if (wm_json_type(value) == WM_JSON_ARRAY) {
        dispatch_batch(session, value, text, instant);
    } else {
        dispatch_one(session, value, text, NULL, instant);
    }
}
