// SPDX-License-Identifier: MIT
#include "api/methods/change.h"

#include <string.h>

enum wm_status wm_change_begin(struct wm_call *call, struct wm_organisation *organisation, struct wm_text person,
                               struct wm_change **ret_change, struct wm_error *error) {
    struct wm_fetch *fetch = NULL;
    enum wm_status status = wm_fetch_keep(call, &fetch, error);
    if (status != WM_OK)
        return status;
    struct wm_change *change = (struct wm_change *)fetch;
    if (change->pending.order == 0) {
        change->organisation = organisation;
        wm_order_enter(fetch->call, &change->pending, organisation, person);
    }
    *ret_change = change;
    return WM_OK;
}

void wm_change_release(struct wm_call *kept) {
    struct wm_change *change = kept->state;
    if (change->fetch.call != NULL)
        wm_order_leave(kept, &change->pending);
    if (change->count > 1) {
        wm_free(change->seqs);
        wm_free(change->repeated);
    }
    wm_fetch_release(kept);
}

// --- on the writer's thread ---

static enum wm_status build(struct wm_write *write, struct wm_json_reader *reader, struct wm_arena *arena,
                            struct wm_append *ret_append, struct wm_error *error) {
    struct wm_change *change = (struct wm_change *)((char *)write - offsetof(struct wm_change, write));
    const struct wm_call *kept = change->fetch.call;
    struct wm_json request;
    enum wm_status status = wm_json_parse(reader, kept->source.data, kept->source.length, &request, error);
    if (status != WM_OK)
        return status;
    struct wm_entry *entries = wm_arena_zero(arena, change->count, sizeof *entries);
    if (entries == NULL)
        return wm_error_no_memory(error);
    status = change->build(change, wm_json_member(request, "params"), entries, error);
    *ret_append = (struct wm_append){.organisation = change->organisation->id,
                                     .uid = kept->session->uid,
                                     .instant = kept->instant,
                                     .entries = entries,
                                     .count = change->count,
                                     .new_person = change->new_person};
    return status;
}

// --- on the loop ---

// What is in memory about the person is from before.
static void move(struct wm_methods *methods, const struct wm_change *change) {
    int64_t last = 0;
    for (size_t i = 0; i < change->count; i++) {
        if (!change->repeated[i] && change->seqs[i] > last)
            last = change->seqs[i];
    }
    if (last > 0)
        wm_load_moved(&methods->daemon->loader, change->organisation, change->pending.person,
                      change->pending.person_length, last);
}

void wm_change_write_seq(const struct wm_change *change, struct wm_buffer *result) {
    wm_json_write_key(result, "seq");
    wm_buffer_integer(result, change->seqs[0]);
}

static void write_result(struct wm_change *change, struct wm_buffer *result) {
    char head[2 * WM_SHA256_SIZE + 1];
    wm_hex(change->write.appended.head.bytes, WM_SHA256_SIZE, head);
    wm_buffer_byte(result, '{');
    if (change->answer != NULL)
        change->answer(change, result);
    else
        wm_change_write_seq(change, result);
    wm_json_write_key(result, "ledger");
    wm_buffer_integer(result, change->write.appended.last);
    wm_json_write_key(result, "head");
    wm_json_write_text(result, head);
    wm_buffer_byte(result, '}');
}

static void on_done(struct wm_task *task) {
    struct wm_write *write = (struct wm_write *)task;
    struct wm_change *change = (struct wm_change *)((char *)write - offsetof(struct wm_change, write));
    struct wm_call *call = change->fetch.call;
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_error error = write->error;
    enum wm_status status = write->status;
    wm_order_leave(call, &change->pending);
    struct wm_buffer *result = wm_call_open(call);
    if (status == WM_OK) {
        move(methods, change);
        write_result(change, result);
    }
    wm_call_close(call, status, &error);
    wm_order_wake(methods);
}

static enum wm_status make_room(struct wm_change *change, size_t count, struct wm_error *error) {
    change->count = 1;
    change->seqs = &change->seq;
    change->repeated = &change->once;
    if (count == 1)
        return WM_OK;
    int64_t *seqs = wm_alloc_zero(count, sizeof *seqs);
    bool *repeated = wm_alloc_zero(count, sizeof *repeated);
    if (seqs == NULL || repeated == NULL) {
        wm_free(seqs);
        wm_free(repeated);
        return wm_error_no_memory(error);
    }
    change->count = count;
    change->seqs = seqs;
    change->repeated = repeated;
    return WM_OK;
}

enum wm_status wm_change_submit(struct wm_change *change, size_t count, size_t more, struct wm_error *error) {
    struct wm_call *call = change->fetch.call;
    struct wm_pending *pending = &change->pending;
    struct wm_text person = {pending->person, pending->person_length};
    struct wm_pending *earlier = wm_order_earlier(call->session, pending->organisation, person, pending->order, true);
    if (earlier != NULL) {
        wm_order_wait(call, &change->fetch.wait, earlier);
        return WM_OK;
    }
    enum wm_status status = make_room(change, count, error);
    if (status != WM_OK)
        return status;
    change->write.kind = WM_WRITE_APPEND;
    change->write.bytes = call->source.length + more;
    change->write.build = build;
    change->write.appended.seqs = change->seqs;
    change->write.appended.repeated = change->repeated;
    change->write.task.done = on_done;
    status = wm_writer_submit(wm_methods_of(call)->daemon->writer, &change->write, error);
    if (status != WM_OK)
        return status;
    pending->submitted = true;
    wm_call_wait(call);
    return WM_OK;
}
