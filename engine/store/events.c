// SPDX-License-Identifier: MIT
// Keeping events, dropping old ones, reading them.
#include "engine/store/events.h"

#include "engine/store/outbox.h"
#include "engine/store/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DROPPED_MOST 4096 // in one commit

// --- Dropping ---

static enum wm_status first_kept(struct wm_sqlite *connection, const struct wm_outbox *outbox, int64_t end,
                                 int64_t since, int64_t *ret_first, struct wm_error *error) {
    struct wm_query query = wm_query_begin(connection, WM_SQL_EVENT_KEPT);
    wm_query_integer(&query, outbox->number);
    wm_query_integer(&query, outbox->span.oldest);
    wm_query_integer(&query, end);
    wm_query_integer(&query, since);
    bool row = false;
    enum wm_status status = wm_query_step(&query, &row, error);
    if (status == WM_OK)
        *ret_first = row ? wm_query_get_integer(&query, 0) : end;
    wm_query_end(&query);
    return status;
}

static enum wm_status drop_old(struct wm_sqlite *connection, struct wm_outbox *outbox,
                               const struct wm_event_batch *batch, struct wm_error *error) {
    struct wm_event_span *span = &outbox->span;
    int64_t end = span->head + 1 - span->oldest > DROPPED_MOST ? span->oldest + DROPPED_MOST : span->head + 1;
    int64_t first = span->oldest;
    enum wm_status status = first_kept(connection, outbox, end, batch->since, &first, error);
    int64_t beyond = span->head - batch->most + 1; // the first of the last `most`
    if (first < beyond)
        first = beyond < end ? beyond : end;
    if (status != WM_OK || first == span->oldest)
        return status;
    struct wm_query query = wm_query_begin(connection, WM_SQL_EVENT_DROP);
    wm_query_integer(&query, outbox->number);
    wm_query_integer(&query, first);
    status = wm_query_run(&query, error);
    if (status == WM_OK)
        span->oldest = first;
    return status;
}

// --- Keeping ---

static enum wm_status place(char *text, size_t size, const char *from, struct wm_error *error) {
    int length = snprintf(text, size, "%s", from);
    if (!wm_expect(length > 0 && (size_t)length < size))
        return wm_error_set(error, WM_INTERNAL, NULL, "an event of a person and a level says whose it is");
    return WM_OK;
}

// How far it is told, with these events.
static enum wm_status advance(struct wm_store_writer *writer, struct wm_outbox *outbox,
                              const struct wm_event_batch *batch, struct wm_error *error) {
    int64_t last = 0;
    enum wm_status status = wm_outbox_last_activation(&writer->connection, outbox->number, &last, error);
    if (status == WM_OK && (batch->telling <= outbox->told || batch->telling > last))
        status = wm_error_set(error, WM_NOT_FOUND, "unknown-activation", "nothing is to be told of such an activation");
    if (status != WM_OK)
        return status;
    outbox->telling = batch->telling;
    if (batch->done) {
        outbox->told = batch->telling;
        outbox->person[0] = outbox->level[0] = '\0';
        return batch->moved < 0 ? WM_OK
                                : wm_writer_keep_moved(writer, outbox->number, batch->telling, batch->moved, error);
    }
    status = place(outbox->person, sizeof outbox->person, batch->person, error);
    return status == WM_OK ? place(outbox->level, sizeof outbox->level, batch->level, error) : status;
}

static enum wm_status keep(struct wm_store_writer *writer, const struct wm_event_batch *batch,
                           struct wm_event_span *ret_span, struct wm_error *error) {
    struct wm_ledger_head *head = NULL;
    struct wm_outbox outbox = {.there = false};
    bool adds = batch->count > 0 || batch->telling > 0;
    enum wm_status status = wm_writer_head(writer, batch->organisation, &head, error);
    if (status == WM_OK && adds)
        status = wm_writer_own(writer, head, error);
    if (status == WM_OK)
        status = wm_outbox_read(&writer->connection, batch->organisation, head->number, &outbox, error);
    for (size_t i = 0; status == WM_OK && i < batch->count; i++)
        status = wm_outbox_add(&writer->connection, &outbox, batch->instant, batch->events[i], error);
    if (status == WM_OK && batch->telling > 0)
        status = advance(writer, &outbox, batch, error);
    int64_t oldest = outbox.span.oldest;
    if (status == WM_OK && (adds || outbox.there))
        status = drop_old(&writer->connection, &outbox, batch, error);
    if (status == WM_OK && (adds || outbox.span.oldest != oldest))
        status = wm_outbox_write(&writer->connection, &outbox, error);
    if (status == WM_OK)
        *ret_span = outbox.span;
    return status;
}

enum wm_status wm_store_keep_events(struct wm_store_writer *writer, const struct wm_event_batch *batch,
                                    struct wm_event_span *ret_span, struct wm_error *error) {
    struct wm_event_span span;
    enum wm_status status = wm_store_begin(writer, error);
    if (status != WM_OK)
        return status;
    status = keep(writer, batch, &span, error);
    if (status == WM_OK)
        status = wm_store_commit(writer, error);
    else
        wm_store_rollback(writer);
    if (status == WM_OK)
        *ret_span = span;
    return status;
}

// --- Reading ---

static enum wm_status find(struct wm_store_reader *reader, const char *organisation, struct wm_outbox *ret_outbox,
                           struct wm_error *error) {
    int64_t number = 0;
    enum wm_status status = wm_reader_organisation(reader, organisation, &number, error);
    return status == WM_OK ? wm_outbox_read(&reader->connection, organisation, number, ret_outbox, error) : status;
}

enum wm_status wm_store_event_span(struct wm_store_reader *reader, const char *organisation,
                                   struct wm_event_span *ret_span, struct wm_error *error) {
    struct wm_outbox outbox;
    enum wm_status status = find(reader, organisation, &outbox, error);
    if (status == WM_OK)
        *ret_span = outbox.span;
    return status;
}

static enum wm_status rules_of(struct wm_store_reader *reader, const struct wm_outbox *outbox, int64_t activation,
                               char ret_rules[65], struct wm_error *error) {
    struct wm_sha256 rules;
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_ACTIVATION_RULES);
    wm_query_integer(&query, outbox->number);
    wm_query_integer(&query, activation);
    bool row = false;
    enum wm_status status = wm_query_step(&query, &row, error);
    if (status == WM_OK && !(row && wm_query_get_exactly(&query, 0, rules.bytes, sizeof rules.bytes)))
        status = wm_store_damaged(error, "corrupt", outbox->organisation, activation, "an activation is missing");
    if (status == WM_OK)
        wm_hex(rules.bytes, sizeof rules.bytes, ret_rules);
    wm_query_end(&query);
    return status;
}

static enum wm_status telling(struct wm_store_reader *reader, const char *organisation,
                              struct wm_event_telling *ret_telling, struct wm_error *error) {
    struct wm_outbox outbox;
    int64_t last = 0;
    struct wm_event_telling found = {.told = 0};
    enum wm_status status = find(reader, organisation, &outbox, error);
    if (status == WM_OK)
        status = wm_outbox_last_activation(&reader->connection, outbox.number, &last, error);
    if (status != WM_OK)
        return status;
    found.told = outbox.told;
    found.telling = outbox.telling > outbox.told ? outbox.telling : last;
    memcpy(found.person, outbox.person, sizeof found.person);
    memcpy(found.level, outbox.level, sizeof found.level);
    if (found.told > 0)
        status = rules_of(reader, &outbox, found.told, found.before, error);
    if (status == WM_OK && found.telling > 0)
        status = rules_of(reader, &outbox, found.telling, found.after, error);
    if (status == WM_OK)
        *ret_telling = found;
    return status;
}

enum wm_status wm_store_event_telling(struct wm_store_reader *reader, const char *organisation,
                                      struct wm_event_telling *ret_telling, struct wm_error *error) {
    enum wm_status status = wm_reader_begin(reader, error);
    if (status != WM_OK)
        return status;
    return wm_reader_end(reader, telling(reader, organisation, ret_telling, error), error);
}

enum wm_status wm_store_event_within(const struct wm_event_span *span, int64_t after, struct wm_error *error) {
    if (after < span->oldest - 1) {
        wm_error_set(error, WM_CONFLICT, "cursor-expired",
                     "the events after %" PRId64 " are not kept any more: the oldest is %" PRId64, after, span->oldest);
    } else if (after > span->head) {
        wm_error_set(error, WM_PARAMS, "range", "there is no event %" PRId64 " yet: the last one is %" PRId64, after,
                     span->head);
    } else {
        return WM_OK;
    }
    (void)wm_error_where(error, "after");
    (void)wm_error_expected(error, "%" PRId64 " to %" PRId64, span->oldest - 1, span->head);
    return wm_error_found(error, "%" PRId64, after);
}

static enum wm_status each_event(struct wm_store_reader *reader, const struct wm_outbox *outbox, int64_t after,
                                 wm_store_each_event *each, void *context, struct wm_error *error) {
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_EVENTS);
    wm_query_integer(&query, outbox->number);
    wm_query_integer(&query, after);
    enum wm_status status = WM_OK;
    bool row = true, more = true;
    while (more && status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        int64_t seq = wm_query_get_integer(&query, 0), instant = wm_query_get_integer(&query, 1);
        struct wm_text json = wm_query_get_bytes(&query, 2);
        if (!wm_outbox_event_intact(outbox->organisation, seq, instant, json, wm_query_get_bytes(&query, 3)))
            status = wm_store_damaged(error, "corrupt", outbox->organisation, seq, "an event was changed");
        else
            more = each(context, seq, instant, json);
    }
    wm_query_end(&query);
    return status;
}

enum wm_status wm_store_events(struct wm_store_reader *reader, const char *organisation, int64_t after,
                               wm_store_each_event *each, void *context, struct wm_error *error) {
    struct wm_outbox outbox;
    enum wm_status status = wm_reader_begin(reader, error);
    if (status != WM_OK)
        return status;
    status = find(reader, organisation, &outbox, error);
    if (status == WM_OK)
        status = wm_store_event_within(&outbox.span, after, error);
    if (status == WM_OK)
        status = each_event(reader, &outbox, after, each, context, error);
    return wm_reader_end(reader, status, error);
}
