// SPDX-License-Identifier: MIT
#include "engine/store/outbox.h"

#include <string.h>

static const char event_label[] = "waymark-event-1";
static const char outbox_label[] = "waymark-outbox-1";

static struct wm_sha256_state begin(const char *label, const char *organisation) {
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add(&state, label, strlen(label));
    wm_sha256_add_field(&state, organisation, strlen(organisation));
    return state;
}

static struct wm_sha256 event_hash(const char *organisation, int64_t seq, int64_t instant, struct wm_text json) {
    struct wm_sha256_state state = begin(event_label, organisation);
    wm_sha256_add_u64(&state, (uint64_t)seq);
    wm_sha256_add_u64(&state, (uint64_t)instant);
    wm_sha256_add_field(&state, json.data, json.length);
    return wm_sha256_end(&state);
}

bool wm_outbox_event_intact(const char *organisation, int64_t seq, int64_t instant, struct wm_text json,
                            struct wm_text hash) {
    struct wm_sha256 expected = event_hash(organisation, seq, instant, json);
    return hash.length == sizeof expected.bytes && memcmp(hash.data, expected.bytes, sizeof expected.bytes) == 0;
}

static struct wm_sha256 outbox_hash(const struct wm_outbox *outbox) {
    struct wm_sha256_state state = begin(outbox_label, outbox->organisation);
    wm_sha256_add_u64(&state, (uint64_t)outbox->span.oldest);
    wm_sha256_add_u64(&state, (uint64_t)outbox->span.head);
    wm_sha256_add_u64(&state, (uint64_t)outbox->told);
    wm_sha256_add_u64(&state, (uint64_t)outbox->telling);
    wm_sha256_add_field(&state, outbox->person, strlen(outbox->person));
    wm_sha256_add_field(&state, outbox->level, strlen(outbox->level));
    return wm_sha256_end(&state);
}

// --- The row ---

static bool take_text(const struct wm_query *query, int column, char *text, size_t size) {
    struct wm_text found = wm_query_get_bytes(query, column);
    if (found.length >= size)
        return false;
    if (found.length > 0)
        memcpy(text, found.data, found.length);
    text[found.length] = '\0';
    return true;
}

static bool take_row(const struct wm_query *query, struct wm_outbox *outbox) {
    struct wm_sha256 kept;
    outbox->there = true;
    outbox->span.oldest = wm_query_get_integer(query, 0);
    outbox->span.head = wm_query_get_integer(query, 1);
    outbox->told = wm_query_get_integer(query, 2);
    outbox->telling = wm_query_get_integer(query, 3);
    if (!take_text(query, 4, outbox->person, sizeof outbox->person) ||
        !take_text(query, 5, outbox->level, sizeof outbox->level) ||
        !wm_query_get_exactly(query, 6, kept.bytes, sizeof kept.bytes))
        return false;
    struct wm_sha256 expected = outbox_hash(outbox);
    return memcmp(kept.bytes, expected.bytes, sizeof kept.bytes) == 0;
}

enum wm_status wm_outbox_last_activation(struct wm_sqlite *connection, int64_t organisation, int64_t *ret_number,
                                         struct wm_error *error) {
    struct wm_query query = wm_query_begin(connection, WM_SQL_RULESET_LAST);
    wm_query_integer(&query, organisation);
    bool row = false;
    enum wm_status status = wm_query_step(&query, &row, error);
    if (status == WM_OK)
        *ret_number = row ? wm_query_get_integer(&query, 0) : 0;
    wm_query_end(&query);
    return status;
}

enum wm_status wm_outbox_read(struct wm_sqlite *connection, const char *organisation, int64_t number,
                              struct wm_outbox *ret_outbox, struct wm_error *error) {
    struct wm_outbox outbox = {.organisation = organisation, .number = number, .span = {.oldest = 1}};
    struct wm_query query = wm_query_begin(connection, WM_SQL_OUTBOX_FIND);
    wm_query_integer(&query, number);
    bool row = false;
    enum wm_status status = wm_query_step(&query, &row, error);
    if (status == WM_OK && row && !take_row(&query, &outbox))
        status = wm_store_damaged(error, "corrupt", organisation, 0, "how far its events go was changed");
    wm_query_end(&query);
    if (status == WM_OK && !row) {
        status = wm_outbox_last_activation(connection, number, &outbox.told, error);
        outbox.telling = outbox.told;
    }
    if (status == WM_OK)
        *ret_outbox = outbox;
    return status;
}

enum wm_status wm_outbox_write(struct wm_sqlite *connection, const struct wm_outbox *outbox, struct wm_error *error) {
    struct wm_sha256 hash = outbox_hash(outbox);
    struct wm_query query = wm_query_begin(connection, WM_SQL_OUTBOX_KEEP);
    wm_query_integer(&query, outbox->number);
    wm_query_integer(&query, outbox->span.oldest);
    wm_query_integer(&query, outbox->span.head);
    wm_query_integer(&query, outbox->told);
    wm_query_integer(&query, outbox->telling);
    wm_query_text(&query, outbox->person, strlen(outbox->person));
    wm_query_text(&query, outbox->level, strlen(outbox->level));
    wm_query_blob(&query, hash.bytes, sizeof hash.bytes);
    return wm_query_run(&query, error);
}

// --- One event ---

enum wm_status wm_outbox_add(struct wm_sqlite *connection, struct wm_outbox *outbox, int64_t instant,
                             struct wm_text json, struct wm_error *error) {
    int64_t seq = outbox->span.head + 1;
    if (!wm_expect(json.length > 2 && json.length <= WM_EVENT_LONGEST && json.data[0] == '{'))
        return wm_error_set(error, WM_INTERNAL, NULL, "an event is a JSON object of at most %u bytes",
                            WM_EVENT_LONGEST);
    struct wm_sha256 hash = event_hash(outbox->organisation, seq, instant, json);
    struct wm_query query = wm_query_begin(connection, WM_SQL_EVENT_ADD);
    wm_query_integer(&query, outbox->number);
    wm_query_integer(&query, seq);
    wm_query_integer(&query, instant);
    wm_query_text(&query, json.data, json.length);
    wm_query_blob(&query, hash.bytes, sizeof hash.bytes);
    enum wm_status status = wm_query_run(&query, error);
    if (status == WM_OK)
        outbox->span.head = seq;
    return status;
}

static void write_activated(struct wm_buffer *json, const struct wm_activation *activation, int64_t number,
                            const char *previous) {
    wm_buffer_text(json, "{\"type\":\"rules.activated\"");
    wm_json_write_key(json, "rules");
    wm_json_write_text(json, activation->rules);
    if (previous[0] != '\0') {
        wm_json_write_key(json, "previous");
        wm_json_write_text(json, previous);
    }
    wm_json_write_key(json, "cause");
    wm_json_write_text(json, wm_activation_cause_name(activation->cause));
    wm_json_write_key(json, "number");
    wm_buffer_integer(json, number);
    wm_buffer_byte(json, '}');
}

enum wm_status wm_outbox_activated(struct wm_store_writer *writer, const struct wm_ledger_head *head,
                                   const struct wm_activation *activation, int64_t number, const char *previous,
                                   struct wm_error *error) {
    struct wm_outbox outbox;
    struct wm_buffer *json = &writer->json;
    enum wm_status status = wm_outbox_read(&writer->connection, head->organisation, head->number, &outbox, error);
    if (status != WM_OK)
        return status;
    if (number == 1) // nobody had any standing before
        outbox.told = outbox.telling = 1;
    wm_buffer_reset(json);
    write_activated(json, activation, number, previous);
    if (json->failed)
        return wm_error_no_memory(error);
    status = wm_outbox_add(&writer->connection, &outbox, activation->instant,
                           (struct wm_text){json->data, json->length}, error);
    return status == WM_OK ? wm_outbox_write(&writer->connection, &outbox, error) : status;
}
