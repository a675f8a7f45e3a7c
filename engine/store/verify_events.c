// SPDX-License-Identifier: MIT
// An organisation's events, held against the row that says which there are: none changed, missing or too many.
#include "engine/store/reader.h"

#include "engine/store/outbox.h"

static enum wm_status check_row(struct wm_store_reader *reader, const struct wm_outbox *outbox,
                                struct wm_error *error) {
    int64_t last = 0;
    enum wm_status status = wm_outbox_last_activation(&reader->connection, outbox->number, &last, error);
    if (status == WM_OK && outbox->telling > last)
        status = wm_store_damaged(error, "corrupt", outbox->organisation, outbox->telling,
                                  "it is told of an activation that there was not");
    return status;
}

static enum wm_status check_events(struct wm_store_reader *reader, const struct wm_outbox *outbox,
                                   struct wm_error *error) {
    const char *organisation = outbox->organisation;
    int64_t next = outbox->span.oldest;
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_EVENTS);
    wm_query_integer(&query, outbox->number);
    wm_query_integer(&query, INT64_MIN);
    enum wm_status status = WM_OK;
    bool row = true;
    for (; status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row; next++) {
        int64_t seq = wm_query_get_integer(&query, 0), instant = wm_query_get_integer(&query, 1);
        if (seq != next)
            status = wm_store_damaged(error, "corrupt", organisation, next, "an event is missing, or one too many");
        else if (!wm_outbox_event_intact(organisation, seq, instant, wm_query_get_bytes(&query, 2),
                                         wm_query_get_bytes(&query, 3)))
            status = wm_store_damaged(error, "corrupt", organisation, seq, "an event was changed");
    }
    wm_query_end(&query);
    if (status == WM_OK && next != outbox->span.head + 1)
        status = wm_store_damaged(error, "corrupt", organisation, next, "the last events are missing");
    return status;
}

enum wm_status wm_verify_events(struct wm_store_reader *reader, const char *organisation, int64_t number, bool *ret_any,
                                struct wm_error *error) {
    struct wm_outbox outbox;
    enum wm_status status = wm_outbox_read(&reader->connection, organisation, number, &outbox, error);
    if (status == WM_OK)
        status = check_row(reader, &outbox, error);
    if (status == WM_OK)
        status = check_events(reader, &outbox, error);
    if (status == WM_OK)
        *ret_any = outbox.there;
    return status;
}
