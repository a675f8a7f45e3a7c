// SPDX-License-Identifier: MIT
#include "api/protocol/batch.h"

#include "api/protocol/jsonrpc.h"

#define ERROR_LARGEST ((size_t)4096) // without its id

size_t wm_batch_most(const struct wm_dispatcher *dispatcher) {
    const struct wm_dispatcher_limits *limits = &dispatcher->limits;
    return 2 * limits->reply + limits->message + limits->batch * ERROR_LARGEST;
}

bool wm_batch_full(const struct wm_batch *batch) {
    return batch->output.length > 2 * batch->session->dispatcher->limits.reply;
}

struct wm_batch *wm_batch_new(struct wm_session *session) {
    struct wm_batch *batch = wm_alloc(sizeof *batch);
    if (batch == NULL)
        return NULL;
    *batch = (struct wm_batch){.session = session, .open = 1};
    wm_buffer_init(&batch->output, wm_batch_most(session->dispatcher));
    wm_buffer_byte(&batch->output, '[');
    if (batch->output.failed) {
        wm_free(batch);
        return NULL;
    }
    return batch;
}

void wm_batch_hold(struct wm_batch *batch) {
    batch->open++;
}

void wm_batch_release(struct wm_batch *batch) {
    if (--batch->open > 0)
        return;
    struct wm_session *session = batch->session;
    if (batch->output.length > 1 && !session->closed) {
        wm_buffer_text(&batch->output, "]\n");
        wm_buffer_add(&session->output, batch->output.data, batch->output.length);
        session->failed = session->failed || batch->output.failed || session->output.failed;
    }
    wm_buffer_clear(&batch->output);
    wm_free(batch);
}
