// SPDX-License-Identifier: MIT
#include "api/methods/listing.h"

#include <string.h>

#define SCAN_MOST 4096u // entries that one turn on the thread looks at

enum wm_status wm_listing_begin(struct wm_call *call, const struct wm_organisation *organisation, struct wm_text person,
                                const struct wm_argument *limit, struct wm_listing **ret_listing,
                                struct wm_error *error) {
    struct wm_fetch *fetch = NULL;
    enum wm_status status = wm_fetch_keep(call, &fetch, error);
    if (status != WM_OK)
        return status;
    const struct wm_dispatcher_limits *limits = &call->session->dispatcher->limits;
    struct wm_listing *listing = (struct wm_listing *)fetch;
    listing->organisation = organisation;
    wm_require(person.length <= sizeof listing->person);
    listing->person_length = person.length;
    if (person.length > 0)
        memcpy(listing->person, person.data, person.length);
    listing->ledger = -1;
    listing->limit = (size_t)(limit != NULL && wm_argument_given(limit) ? limit->number : limits->page);
    wm_buffer_init(&listing->rows, limits->reply);
    *ret_listing = listing;
    return WM_OK;
}

void wm_listing_release(struct wm_call *kept) {
    struct wm_listing *listing = kept->state;
    wm_buffer_clear(&listing->rows);
    wm_fetch_release(kept);
}

// --- on a reader's thread ---

static enum wm_status run(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_listing *listing = (struct wm_listing *)((char *)read - offsetof(struct wm_listing, read));
    listing->again = false;
    enum wm_status status = listing->scan(listing, reader, error);
    if (status == WM_OK && listing->rows.failed)
        status = wm_error_no_memory(error);
    return status;
}

struct scan {
    struct wm_listing *listing;
    wm_listing_each *each;
    size_t looked_at;
};

static bool step(void *context, const struct wm_stored_entry *entry) {
    struct scan *scan = context;
    if (scan->looked_at++ == SCAN_MOST) {
        scan->listing->again = true;
        return false;
    }
    if (!scan->each(scan->listing, entry))
        return false;
    scan->listing->after = entry->seq;
    return true;
}

enum wm_status wm_listing_entries(struct wm_listing *listing, struct wm_store_reader *reader, wm_listing_each *each,
                                  struct wm_error *error) {
    struct scan scan = {.listing = listing, .each = each};
    const char *person = listing->person_length > 0 ? listing->person : NULL;
    return wm_store_entries(reader, listing->organisation->id, person, listing->person_length, listing->after,
                            listing->ledger, step, &scan, error);
}

bool wm_listing_row(struct wm_listing *listing) {
    if (listing->count == listing->limit || listing->rows.length > listing->rows.maximum / 2) {
        listing->full = true;
        return false;
    }
    listing->count++;
    wm_json_write_comma(&listing->rows);
    return true;
}

// --- on the loop ---

static void on_done(struct wm_task *task) {
    struct wm_read *read = (struct wm_read *)task;
    struct wm_listing *listing = (struct wm_listing *)((char *)read - offsetof(struct wm_listing, read));
    struct wm_call *call = listing->fetch.call;
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_error error = read->error;
    enum wm_status status = read->status;
    if (status == WM_OK && listing->again && !call->session->closed) {
        status = wm_readers_submit(methods->daemon->readers, read, &error);
        if (status == WM_OK)
            return;
    }
    struct wm_buffer *result = wm_call_open(call);
    if (status == WM_OK)
        listing->answer(listing, result);
    wm_call_close(call, status, &error);
    wm_order_wake(methods);
}

enum wm_status wm_listing_submit(struct wm_listing *listing, struct wm_error *error) {
    struct wm_call *call = listing->fetch.call;
    listing->read.run = run;
    listing->read.task.done = on_done;
    enum wm_status status = wm_readers_submit(wm_methods_of(call)->daemon->readers, &listing->read, error);
    if (status == WM_OK)
        wm_call_wait(call);
    return status;
}

void wm_listing_write_next(struct wm_buffer *result, int64_t seq) {
    wm_json_write_key(result, "next");
    wm_buffer_integer(result, seq);
}

void wm_listing_write_instant(struct wm_buffer *buffer, const char *key, int64_t instant) {
    char text[32];
    wm_instant_format(instant, text);
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}
