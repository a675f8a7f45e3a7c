// SPDX-License-Identifier: MIT
#include "api/client/waymark.h"

#include "api/client/answer.h"
#include "api/client/socket.h"

#include <inttypes.h>
#include <string.h>

enum {
    CONNECT_TIMEOUT = 5000, // milliseconds
    TIMEOUT = 60000,
    LONGEST = 64 * 1024 * 1024,
    CHUNK = 64 * 1024, // bytes: of one read, and of requests held back before they are sent
    DEEPEST = 160
};

struct kept { // an answer that nobody asked for yet
    struct kept *next;
    struct waymark_reply reply;
};

struct request {
    int64_t id;
    bool abandoned; // its caller gave up: drop the answer
};

struct waymark {
    char *path;
    struct waymark_options options;
    struct wm_json_reader *reader;
    int descriptor; // -1: not connected
    int64_t last_id;
    struct request *requests; // open, in order of sending
    size_t request_count, request_room;
    struct kept *first, *last;
    size_t kept_count;
    struct wm_buffer out; // not yet sent
    struct wm_buffer in;  // received and not yet taken apart
    size_t searched;      // bytes of `in` known to hold no line end
    waymark_heard *heard; // or NULL
    void *context;
    size_t notices;              // heard so far
    struct waymark_error broken; // why the connection ended, when the daemon said so
};

static const char *const status_names[] = {"ok",        "refused",  "unreachable", "disconnected",
                                           "timed-out", "protocol", "argument",    "no-memory"};

const char *waymark_status_name(enum waymark_status status) {
    return (size_t)status < sizeof status_names / sizeof status_names[0] ? status_names[status] : "unknown";
}

const char *waymark_version(void) {
    return WM_VERSION;
}

void waymark_reply_clear(struct waymark_reply *reply) {
    wm_free(reply->text);
    *reply = (struct waymark_reply){0};
}

// --- the connection ---

static void forget_everything(struct waymark *client) {
    while (client->first != NULL) {
        struct kept *kept = client->first;
        client->first = kept->next;
        waymark_reply_clear(&kept->reply);
        wm_free(kept);
    }
    client->last = NULL;
    client->kept_count = 0;
    client->request_count = 0;
    client->searched = 0;
    wm_buffer_reset(&client->out);
    wm_buffer_reset(&client->in);
}

static void hang_up(struct waymark *client) {
    wm_socket_close(client->descriptor);
    client->descriptor = -1;
}

enum waymark_status waymark_reconnect(struct waymark *client, struct waymark_error *error) {
    hang_up(client);
    forget_everything(client);
    client->broken = (struct waymark_error){0};
    return wm_socket_connect(client->path, client->options.connect_timeout, &client->descriptor, error);
}

static enum waymark_status prepare(struct waymark *client, const char *path, const struct waymark_options *options,
                                   struct waymark_error *error) {
    client->descriptor = -1;
    if (options != NULL)
        client->options = *options;
    if (client->options.connect_timeout == 0)
        client->options.connect_timeout = CONNECT_TIMEOUT;
    if (client->options.timeout == 0)
        client->options.timeout = TIMEOUT;
    if (client->options.longest == 0)
        client->options.longest = LONGEST;
    wm_buffer_init(&client->out, SIZE_MAX / 2);
    wm_buffer_init(&client->in, client->options.longest + 2 * (size_t)CHUNK);
    client->path = wm_dup(path);
    if (client->path == NULL)
        return wm_answer_no_memory(error);
    struct wm_error why;
    if (wm_json_reader_new(client->options.longest, DEEPEST, &client->reader, &why) != WM_OK)
        return wm_answer_no_memory(error);
    return waymark_reconnect(client, error);
}

enum waymark_status waymark_open(const char *path, const struct waymark_options *options, struct waymark **ret_client,
                                 struct waymark_error *error) {
    struct waymark *client = wm_alloc_zero(1, sizeof *client);
    if (client == NULL)
        return wm_answer_no_memory(error);
    enum waymark_status status = prepare(client, path, options, error);
    if (status == WAYMARK_OK)
        *ret_client = client;
    else
        waymark_free(client);
    return status;
}

void waymark_free(struct waymark *client) {
    if (client == NULL)
        return;
    hang_up(client);
    forget_everything(client);
    wm_buffer_clear(&client->out);
    wm_buffer_clear(&client->in);
    wm_json_reader_free(client->reader);
    wm_free(client->requests);
    wm_free(client->path);
    wm_free(client);
}

bool waymark_connected(const struct waymark *client) {
    return client->descriptor >= 0;
}

size_t waymark_open_requests(const struct waymark *client) {
    size_t count = client->kept_count;
    for (size_t i = 0; i < client->request_count; i++)
        count += !client->requests[i].abandoned;
    return count;
}

// --- answers ---

static enum waymark_status keep(struct waymark *client, int64_t id, const struct wm_answer *answer,
                                struct waymark_error *error) {
    struct kept *kept = wm_alloc_zero(1, sizeof *kept);
    char *text = wm_dup_n(answer->text.data, answer->text.length);
    if (kept == NULL || text == NULL) {
        wm_free(kept);
        wm_free(text);
        return wm_answer_no_memory(error);
    }
    kept->reply =
        (struct waymark_reply){.id = id, .refused = answer->refused, .text = text, .length = answer->text.length};
    if (client->last != NULL)
        client->last->next = kept;
    else
        client->first = kept;
    client->last = kept;
    client->kept_count++;
    return WAYMARK_OK;
}

// The place of the request that an answer is for; request_count when there is none.
static size_t find_request(const struct waymark *client, int64_t id) {
    for (size_t i = 0; i < client->request_count; i++)
        if (client->requests[i].id == id)
            return i;
    return client->request_count;
}

static enum waymark_status hear(struct waymark *client, const struct wm_answer *answer, struct waymark_error *error) {
    client->notices++;
    if (client->heard == NULL)
        return WAYMARK_OK;
    char *method = wm_dup_n(answer->method.data, answer->method.length);
    char *params = wm_dup_n(answer->text.data, answer->text.length);
    bool copied = method != NULL && params != NULL;
    if (copied)
        client->heard(client->context, method, params, answer->text.length);
    wm_free(method);
    wm_free(params);
    return copied ? WAYMARK_OK : wm_answer_no_memory(error);
}

static enum waymark_status take_line(struct waymark *client, const char *line, size_t length,
                                     struct waymark_error *error) {
    struct wm_answer answer = {0};
    enum waymark_status status = wm_answer_read(client->reader, line, length, &answer, error);
    if (status == WAYMARK_OK && answer.notification)
        return hear(client, &answer, error);
    if (status != WAYMARK_OK)
        return status;
    // The daemon could not read whose request it was: with only one open it is clear, otherwise it ends them all.
    size_t place = answer.has_id                ? find_request(client, answer.id)
                   : client->request_count == 1 ? 0
                                                : client->request_count;
    if (place == client->request_count && !answer.has_id) {
        wm_answer_refusal(client->reader, answer.text.data, answer.text.length, &client->broken);
        return WAYMARK_OK;
    }
    if (place == client->request_count)
        return wm_answer_fail(error, WAYMARK_PROTOCOL, "answer",
                              "an answer came to request %" PRId64 ", which was not asked", answer.id);
    struct request request = client->requests[place];
    status = request.abandoned ? WAYMARK_OK : keep(client, request.id, &answer, error);
    if (status != WAYMARK_OK)
        return status;
    client->request_count--;
    memmove(&client->requests[place], &client->requests[place + 1],
            (client->request_count - place) * sizeof client->requests[0]);
    return WAYMARK_OK;
}

// Takes whole lines out of `in`.
static enum waymark_status take_lines(struct waymark *client, struct waymark_error *error) {
    struct wm_buffer *in = &client->in;
    if (in->length == client->searched)
        return WAYMARK_OK;
    // The padding that the parser reads over must be there behind the last byte.
    if (!wm_buffer_reserve(in, WM_JSON_PADDING))
        return wm_answer_no_memory(error);
    size_t start = 0;
    enum waymark_status status = WAYMARK_OK;
    while (status == WAYMARK_OK) {
        size_t from = start > client->searched ? start : client->searched;
        char *end = memchr(in->data + from, '\n', in->length - from);
        if (end == NULL)
            break;
        size_t length = (size_t)(end - (in->data + start));
        if (length > 0)
            status = take_line(client, in->data + start, length, error);
        start += length + 1;
    }
    if (start > 0)
        wm_buffer_drop(in, start);
    client->searched = in->length;
    if (status == WAYMARK_OK && in->length > client->options.longest)
        return wm_answer_fail(error, WAYMARK_PROTOCOL, "answer", "an answer is longer than %zu bytes",
                              client->options.longest);
    return status;
}

static enum waymark_status lost(struct waymark *client, struct waymark_error *error) {
    hang_up(client);
    if (client->broken.status == WAYMARK_OK)
        return wm_answer_fail(error, WAYMARK_DISCONNECTED, "closed",
                              "the daemon closed the connection; it may have stopped: ask again once it runs");
    if (error != NULL) {
        *error = client->broken;
        error->status = WAYMARK_DISCONNECTED;
    }
    return WAYMARK_DISCONNECTED;
}

static enum waymark_status read_some(struct waymark *client, struct waymark_error *error) {
    struct wm_buffer *in = &client->in;
    if (!wm_buffer_reserve(in, CHUNK))
        return wm_answer_no_memory(error);
    size_t got = 0;
    if (!wm_socket_read(client->descriptor, in->data + in->length, CHUNK, &got))
        return lost(client, error);
    in->length += got;
    in->data[in->length] = '\0';
    return take_lines(client, error);
}

// Waits until something can be read (or written, when there is something to write), and does it. One round.
static enum waymark_status move(struct waymark *client, int64_t deadline, struct waymark_error *error) {
    if (client->descriptor < 0)
        return lost(client, error);
    bool readable = false;
    bool writable = client->out.length > 0;
    enum waymark_status status = wm_socket_wait(client->descriptor, deadline, &readable, &writable, error);
    if (status != WAYMARK_OK)
        return status;
    if (writable) {
        size_t sent = 0;
        // A daemon that no longer reads may have said why: then reading tells.
        if (!wm_socket_write(client->descriptor, client->out.data, client->out.length, &sent))
            wm_buffer_reset(&client->out);
        else if (sent > 0)
            wm_buffer_drop(&client->out, sent);
    }
    if (!readable)
        return WAYMARK_OK;
    status = read_some(client, error);
    if (status != WAYMARK_OK)
        hang_up(client);
    return status;
}

// --- asking ---

static enum waymark_status check_params(struct waymark *client, const char *method, const char *params,
                                        struct waymark_error *error) {
    if (method == NULL || method[0] == '\0' || !wm_utf8_printable(method, strlen(method)))
        return wm_answer_fail(error, WAYMARK_ARGUMENT, "method", "the method's name is missing or not printable");
    if (params == NULL)
        return WAYMARK_OK;
    struct wm_json value;
    struct wm_error why;
    enum wm_status status = wm_json_parse_copy(client->reader, params, strlen(params), &value, &why);
    if (status == WM_NO_MEMORY)
        return wm_answer_no_memory(error);
    if (status != WM_OK)
        return wm_answer_fail(error, WAYMARK_ARGUMENT, why.reason, "the parameters cannot be sent: %s", why.message);
    if (wm_json_type(value) != WM_JSON_OBJECT)
        return wm_answer_fail(error, WAYMARK_ARGUMENT, "params", "the parameters must be a JSON object, not %s",
                              wm_json_type_name(wm_json_type(value)));
    return WAYMARK_OK;
}

static bool make_room(struct waymark *client) {
    if (client->request_count < client->request_room)
        return true;
    size_t room = client->request_room == 0 ? 64 : client->request_room * 2;
    struct request *requests = wm_realloc(client->requests, room * sizeof *requests);
    if (requests == NULL)
        return false;
    client->requests = requests;
    client->request_room = room;
    return true;
}

static enum waymark_status write_request(struct waymark *client, int64_t id, const char *method, const char *params,
                                         struct waymark_error *error) {
    struct wm_buffer *out = &client->out;
    size_t before = out->length;
    wm_buffer_printf(out, "{\"jsonrpc\":\"2.0\",\"id\":%" PRId64 ",\"method\":", id);
    wm_json_write_text(out, method);
    if (params != NULL) {
        wm_buffer_text(out, ",\"params\":");
        size_t start = out->length;
        wm_buffer_text(out, params);
        for (size_t i = start; i < out->length; i++) // inside a string they would be escaped
            if (out->data[i] == '\n' || out->data[i] == '\r')
                out->data[i] = ' ';
    }
    wm_buffer_text(out, "}\n");
    if (!out->failed)
        return WAYMARK_OK;
    out->failed = false;
    out->length = before; // nothing of a request that did not fit
    return wm_answer_no_memory(error);
}

enum waymark_status waymark_send(struct waymark *client, const char *method, const char *params, int64_t *ret_id,
                                 struct waymark_error *error) {
    if (client->descriptor < 0)
        return lost(client, error);
    enum waymark_status status = check_params(client, method, params, error);
    if (status != WAYMARK_OK)
        return status;
    if (!make_room(client))
        return wm_answer_no_memory(error);
    int64_t id = client->last_id + 1;
    status = write_request(client, id, method, params, error);
    if (status != WAYMARK_OK)
        return status;
    client->last_id = id;
    client->requests[client->request_count++] = (struct request){.id = id};
    if (ret_id != NULL)
        *ret_id = id;
    return client->out.length >= CHUNK ? waymark_flush(client, error) : WAYMARK_OK;
}

enum waymark_status waymark_flush(struct waymark *client, struct waymark_error *error) {
    int64_t deadline = wm_socket_deadline(client->options.timeout);
    while (client->out.length > 0) {
        enum waymark_status status = move(client, deadline, error);
        if (status != WAYMARK_OK)
            return status;
    }
    return WAYMARK_OK;
}

static bool take_kept(struct waymark *client, int64_t id, struct waymark_reply *reply) {
    struct kept *before = NULL;
    for (struct kept *kept = client->first; kept != NULL; before = kept, kept = kept->next) {
        if (id != 0 && kept->reply.id != id)
            continue;
        if (before != NULL)
            before->next = kept->next;
        else
            client->first = kept->next;
        if (client->last == kept)
            client->last = before;
        client->kept_count--;
        *reply = kept->reply;
        wm_free(kept);
        return true;
    }
    return false;
}

static bool is_open(const struct waymark *client, int64_t id) {
    if (id == 0)
        return waymark_open_requests(client) > 0;
    size_t place = find_request(client, id);
    return place < client->request_count && !client->requests[place].abandoned;
}

enum waymark_status waymark_receive(struct waymark *client, int64_t id, struct waymark_reply *reply,
                                    struct waymark_error *error) {
    waymark_reply_clear(reply);
    int64_t deadline = wm_socket_deadline(client->options.timeout);
    while (!take_kept(client, id, reply)) {
        if (!is_open(client, id))
            return wm_answer_fail(error, WAYMARK_ARGUMENT, "not-asked", "no such request is open");
        enum waymark_status status = move(client, deadline, error);
        // What arrived before the end still counts.
        if (status != WAYMARK_OK && !take_kept(client, id, reply))
            return status;
        if (status != WAYMARK_OK)
            break;
    }
    return reply->refused ? wm_answer_refusal(client->reader, reply->text, reply->length, error) : WAYMARK_OK;
}

void waymark_on_notice(struct waymark *client, waymark_heard *heard, void *context) {
    client->heard = heard;
    client->context = context;
}

enum waymark_status waymark_listen(struct waymark *client, int timeout, struct waymark_error *error) {
    int64_t deadline = wm_socket_deadline(timeout);
    enum waymark_status status = WAYMARK_OK;
    for (size_t before = client->notices; status == WAYMARK_OK && client->notices == before;)
        status = move(client, deadline, error);
    return status;
}

enum waymark_status waymark_call(struct waymark *client, const char *method, const char *params,
                                 struct waymark_reply *reply, struct waymark_error *error) {
    waymark_reply_clear(reply);
    int64_t id = 0;
    enum waymark_status status = waymark_send(client, method, params, &id, error);
    if (status != WAYMARK_OK)
        return status;
    status = waymark_receive(client, id, reply, error);
    if (status == WAYMARK_TIMED_OUT) {
        size_t place = find_request(client, id);
        if (place < client->request_count)
            client->requests[place].abandoned = true;
    }
    return status;
}
