// SPDX-License-Identifier: MIT
#include "api/protocol/call.h"

#include "api/protocol/access.h"
#include "api/protocol/batch.h"
#include "api/protocol/jsonrpc.h"
#include "api/protocol/reply.h"

#include <string.h>

void wm_session_init(struct wm_session *session, struct wm_dispatcher *dispatcher, uint32_t uid, bool trusted) {
    *session = (struct wm_session){.dispatcher = dispatcher, .uid = uid, .trusted = trusted};
    // Requests are left unread above `output`, so that only what is under way can go beyond.
    wm_buffer_init(&session->output, dispatcher->limits.output + wm_batch_most(dispatcher));
}

void wm_session_clear(struct wm_session *session) {
    wm_require(session->under_way == 0 && session->followers == NULL);
    wm_buffer_clear(&session->output);
}

// --- keeping ---

// What the kept call will be read from again.
static enum wm_status copy_source(const struct wm_call *call, struct wm_call *kept, struct wm_error *error) {
    char *text = wm_alloc(call->source.length + WM_JSON_PADDING);
    if (text == NULL)
        return wm_error_no_memory(error);
    memcpy(text, call->source.data, call->source.length);
    memset(text + call->source.length, 0, WM_JSON_PADDING);
    kept->source = (struct wm_text){text, call->source.length};
    return WM_OK;
}

static void free_text(struct wm_text text) {
    wm_free((char *)(uintptr_t)text.data);
}

static void call_free(struct wm_call *kept) {
    if (kept == NULL)
        return;
    if (kept->method->release != NULL)
        kept->method->release(kept);
    if (kept->id.data != kept->number)
        free_text(kept->id);
    free_text(kept->source);
    wm_buffer_clear(&kept->details);
    wm_free(kept);
}

static enum wm_status copy_id(const struct wm_call *call, struct wm_call *kept, struct wm_error *error) {
    char *id = kept->number;
    if (call->id.length > sizeof kept->number)
        id = wm_alloc(call->id.length);
    if (id == NULL)
        return wm_error_no_memory(error);
    memcpy(id, call->id.data, call->id.length);
    kept->id = (struct wm_text){id, call->id.length};
    return WM_OK;
}

enum wm_status wm_call_keep(struct wm_call *call, struct wm_error *error) {
    if (call->kept != NULL)
        return WM_OK;
    size_t size = (sizeof(struct wm_call) + 15) / 16 * 16;
    struct wm_call *kept = wm_alloc_zero(1, size + call->method->state);
    if (kept == NULL)
        return wm_error_no_memory(error);
    kept->session = call->session;
    kept->method = call->method;
    kept->instant = call->instant;
    kept->batch = call->batch;
    kept->kept = kept;
    kept->id.data = kept->number;
    kept->state = (char *)kept + size;
    wm_buffer_init(&kept->details, call->details.maximum);
    enum wm_status status = copy_id(call, kept, error);
    if (status == WM_OK)
        status = copy_source(call, kept, error);
    if (status != WM_OK) {
        call_free(kept);
        return status;
    }
    call->kept = kept;
    return WM_OK;
}

void wm_call_wait(struct wm_call *kept) {
    kept->waiting = true;
}

// --- answering ---

static struct wm_buffer *output_of(const struct wm_call *call) {
    return call->batch != NULL ? &call->batch->output : &call->session->output;
}

static void truncate(struct wm_buffer *buffer, size_t length) {
    buffer->length = length;
    buffer->failed = false;
    if (buffer->data != NULL)
        buffer->data[length] = '\0';
}

static struct wm_buffer *begin(struct wm_call *call) {
    struct wm_buffer *output = output_of(call);
    call->start = output->length;
    call->session->answering = true;
    if (call->batch != NULL && output->length > 1)
        wm_buffer_byte(output, ',');
    if (call->id.length > 0)
        wm_reply_begin(output, call->id);
    return output;
}

static void write_error(struct wm_call *call, struct wm_buffer *output, const struct wm_error *error) {
    truncate(output, call->start);
    if (call->batch != NULL && output->length > 1)
        wm_buffer_byte(output, ',');
    wm_reply_error(output, call->id, error, (struct wm_text){call->details.data, call->details.length});
}

static bool fits(const struct wm_call *call, const struct wm_buffer *output) {
    if (output->failed || (call->batch != NULL && wm_batch_full(call->batch)))
        return false;
    return output->length - call->start <= call->session->dispatcher->limits.reply;
}

// What does not fit becomes an error that does; of an error only its details go.
static void shorten(struct wm_call *call, struct wm_buffer *output, enum wm_status status,
                    const struct wm_error *error) {
    struct wm_dispatcher *dispatcher = call->session->dispatcher;
    struct wm_error instead;
    wm_buffer_clear(&call->details);
    if (status != WM_OK)
        instead = *error;
    else if (output->failed && output->length - call->start < dispatcher->limits.reply / 2)
        wm_error_no_memory(&instead);
    else
        wm_error_set(&instead, WM_LIMIT, "answer", "the answer is longer than %zu bytes: ask for less of it",
                     dispatcher->limits.reply);
    if (instead.status == WM_LIMIT)
        dispatcher->answers_too_long++;
    write_error(call, output, &instead);
}

// What was begun becomes an answer, or an error's, or nothing for a notification.
static void end(struct wm_call *call, enum wm_status status, const struct wm_error *error) {
    struct wm_buffer *output = output_of(call);
    struct wm_dispatcher *dispatcher = call->session->dispatcher;
    call->session->answering = false;
    if (status != WM_OK)
        dispatcher->counts[wm_dispatcher_index(dispatcher, call->method)].errors++;
    if (call->id.length == 0) {
        truncate(output, call->start);
        return;
    }
    if (status == WM_OK)
        wm_reply_end(output);
    else
        write_error(call, output, error);
    if (!fits(call, output))
        shorten(call, output, status, error);
    if (call->batch == NULL)
        wm_buffer_byte(output, '\n');
    call->session->failed = call->session->failed || output->failed;
}

static enum wm_status run(struct wm_call *call, struct wm_buffer *output, struct wm_error *error) {
    const struct wm_session *session = call->session;
    struct wm_dispatcher *dispatcher = session->dispatcher;
    bool first = call->kept != call;
    if (first && dispatcher->stopping)
        return wm_error_set(error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
    enum wm_status status = WM_OK;
    if (first)
        status = wm_access_check(session, call->method, call->params, error);
    if (status == WM_DENIED || status == WM_NOT_FOUND)
        dispatcher->refused++;
    if (status == WM_OK && !dispatcher->limits.positional)
        status = wm_parameters_named(call->params, error);
    if (status == WM_OK && call->method->parameters != NULL)
        status =
            wm_parameters_read(call->params, call->method->parameters, dispatcher->limits.page, call->arguments, error);
    if (status == WM_OK)
        status = call->method->run(call, output, error);
    return status;
}

// A kept call has come to its end.
static void leave(struct wm_call *kept) {
    struct wm_session *session = kept->session;
    struct wm_batch *batch = kept->batch;
    session->under_way--;
    call_free(kept);
    if (batch != NULL)
        wm_batch_release(batch);
    if (session->changed != NULL)
        session->changed(session);
}

void wm_call_run(struct wm_call *call) {
    struct wm_error error;
    struct wm_buffer *output = begin(call);
    enum wm_status status = run(call, output, &error);
    struct wm_call *kept = call->kept;
    if (status == WM_OK && kept != NULL && kept->waiting) {
        truncate(output, call->start);
        call->session->answering = false;
        if (!kept->counted) {
            kept->counted = true;
            kept->session->under_way++;
            if (kept->batch != NULL)
                wm_batch_hold(kept->batch);
        }
        if (kept != call)
            wm_buffer_clear(&call->details);
        return;
    }
    end(call, status, &error);
    if (kept == call) {
        leave(call);
        return;
    }
    call_free(kept);
    wm_buffer_clear(&call->details);
}

void wm_call_again(struct wm_call *kept) {
    struct wm_dispatcher *dispatcher = kept->session->dispatcher;
    struct wm_error error;
    kept->waiting = false;
    if (kept->session->closed) {
        leave(kept);
        return;
    }
    enum wm_status status =
        wm_json_parse(dispatcher->reader, kept->source.data, kept->source.length, &kept->request, &error);
    if (status != WM_OK) { // it was read before: only memory can be the matter
        begin(kept);
        end(kept, status, &error);
        leave(kept);
        return;
    }
    kept->params = wm_json_member(kept->request, "params");
    wm_call_run(kept);
}

struct wm_buffer *wm_call_open(struct wm_call *kept) {
    return begin(kept);
}

void wm_call_close(struct wm_call *kept, enum wm_status status, const struct wm_error *error) {
    if (kept->session->closed) {
        truncate(output_of(kept), kept->start);
        kept->session->answering = false;
    } else {
        end(kept, status, error);
    }
    leave(kept);
}
