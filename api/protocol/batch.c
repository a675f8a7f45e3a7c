// SPDX-License-Identifier: MIT
#include "api/protocol/batch.h"

#include "api/protocol/jsonrpc.h"

struct wm_batch *wm_batch_new(struct wm_session *session) {
    struct wm_batch *batch = wm_alloc(sizeof *batch);
    if (batch == NULL)
        return NULL;
    *batch = (struct wm_batch){.session = session, .open = 1};
    wm_buffer_init(&batch->output, 2 * session->dispatcher->limits.reply);
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
