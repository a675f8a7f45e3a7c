// SPDX-License-Identifier: MIT
// Handing events on. A chunk is read on a reading thread, and belongs to all who stand where it begins.
#include "engine/daemon/events.h"

#include <string.h>

#define CHUNK_EVENTS 256u
#define CHUNK_BYTES ((size_t)64 * 1024) // after that many no further event is added
#define CHUNK_MOST (CHUNK_BYTES + WM_EVENT_LONGEST + 1024)

struct wm_events_chunk {
    struct wm_read read; // first
    struct wm_events *events;
    struct wm_events_chunk *next;
    const struct wm_organisation *organisation;
    size_t references; // followers
    bool under_way;
    int64_t after;
    // What was read.
    struct wm_buffer text;
    size_t ends[CHUNK_EVENTS]; // in the text
    int64_t seqs[CHUNK_EVENTS];
    size_t count;
    bool more; // there was no room for all
};

// --- on a thread ---

static bool add(void *context, int64_t seq, int64_t instant, struct wm_text json) {
    struct wm_events_chunk *chunk = context;
    struct wm_buffer *text = &chunk->text;
    char at[32];
    chunk->more = chunk->count == CHUNK_EVENTS || text->length > CHUNK_BYTES;
    if (chunk->more)
        return false;
    wm_instant_format(instant, at);
    wm_buffer_text(text, "{\"org\":");
    wm_json_write_text(text, chunk->organisation->id);
    wm_buffer_text(text, ",\"seq\":");
    wm_buffer_integer(text, seq);
    wm_buffer_text(text, ",\"at\":");
    wm_json_write_text(text, at);
    wm_buffer_byte(text, ',');
    wm_buffer_add(text, json.data + 1, json.length - 1);
    chunk->ends[chunk->count] = text->length;
    chunk->seqs[chunk->count++] = seq;
    return !text->failed;
}

static enum wm_status read_chunk(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_events_chunk *chunk = (struct wm_events_chunk *)read;
    enum wm_status status = wm_store_events(reader, chunk->organisation->id, chunk->after, add, chunk, error);
    return status == WM_OK && chunk->text.failed ? wm_error_no_memory(error) : status;
}

// --- chunks ---

static void unref(struct wm_events *events, struct wm_events_chunk *chunk) {
    if (--chunk->references > 0 || chunk->under_way)
        return;
    struct wm_events_chunk **link = &events->chunks;
    while (*link != chunk)
        link = &(*link)->next;
    *link = chunk->next;
    wm_buffer_clear(&chunk->text);
    wm_free(chunk);
}

static void fail(struct wm_events_follower *follower, const struct wm_error *error) {
    follower->status = error->status;
    follower->error = *error;
}

static bool has_some(const struct wm_events_follower *follower) {
    const struct wm_events_chunk *chunk = follower->chunk;
    return follower->status == WM_OK && chunk != NULL && !chunk->under_way && follower->taken < chunk->count;
}

static void tell(struct wm_events_follower *follower) {
    if (has_some(follower) || follower->status != WM_OK)
        follower->ready(follower); // which may end following
}

static void hand_out(struct wm_events *events, struct wm_events_follower *follower);

static void on_read(struct wm_task *task) {
    struct wm_events_chunk *chunk = (struct wm_events_chunk *)task;
    struct wm_events *events = chunk->events;
    chunk->under_way = false;
    chunk->references++; // they may let go of it while they are told
    for (struct wm_events_follower *follower = events->followers, *next = NULL; follower != NULL; follower = next) {
        next = follower->next;
        if (follower->chunk != chunk)
            continue;
        if (chunk->read.status != WM_OK)
            fail(follower, &chunk->read.error);
        if (chunk->count == 0)
            hand_out(events, follower);
        tell(follower);
    }
    unref(events, chunk);
}

static struct wm_events_chunk *find(const struct wm_events *events, const struct wm_events_follower *follower) {
    struct wm_events_chunk *chunk = events->chunks;
    while (chunk != NULL && (chunk->organisation != follower->organisation || chunk->after != follower->after ||
                             (!chunk->under_way && chunk->count == 0)))
        chunk = chunk->next;
    return chunk;
}

static enum wm_status begin(struct wm_events *events, struct wm_events_follower *follower, struct wm_error *error) {
    struct wm_events_chunk *chunk = wm_alloc_zero(1, sizeof *chunk);
    if (chunk == NULL)
        return wm_error_no_memory(error);
    chunk->events = events;
    chunk->organisation = follower->organisation;
    chunk->after = follower->after;
    wm_buffer_init(&chunk->text, CHUNK_MOST);
    chunk->read.run = read_chunk;
    chunk->read.task.done = on_read;
    enum wm_status status = wm_readers_submit(events->readers, &chunk->read, error);
    if (status != WM_OK) {
        wm_free(chunk);
        return status;
    }
    chunk->under_way = true;
    chunk->next = events->chunks;
    events->chunks = chunk;
    chunk->references = 1;
    follower->chunk = chunk;
    follower->stirred = false;
    return WM_OK;
}

// Reads on for one that has nothing to take. What others have begun may be from before it was stirred: then it asks again.
static void look(struct wm_events *events, struct wm_events_follower *follower) {
    struct wm_error error;
    struct wm_events_chunk *chunk = find(events, follower);
    follower->taken = 0;
    follower->chunk = chunk;
    if (chunk != NULL)
        chunk->references++;
    else if (begin(events, follower, &error) != WM_OK)
        follower->stirred = true; // the next tick asks again
}

// It has taken all of its chunk, or it was empty.
static void hand_out(struct wm_events *events, struct wm_events_follower *follower) {
    struct wm_events_chunk *chunk = follower->chunk;
    bool more = chunk->more || follower->stirred;
    follower->chunk = NULL;
    unref(events, chunk);
    if (more && follower->status == WM_OK)
        look(events, follower);
}

// --- following ---

void wm_events_follow(struct wm_events *events, struct wm_events_follower *follower) {
    follower->status = WM_OK;
    follower->previous = NULL;
    follower->next = events->followers;
    if (follower->next != NULL)
        follower->next->previous = follower;
    events->followers = follower;
    events->following++;
    look(events, follower);
}

void wm_events_unfollow(struct wm_events *events, struct wm_events_follower *follower) {
    if (follower->next != NULL)
        follower->next->previous = follower->previous;
    if (follower->previous != NULL)
        follower->previous->next = follower->next;
    else
        events->followers = follower->next;
    events->following--;
    if (follower->chunk != NULL)
        unref(events, follower->chunk);
    follower->chunk = NULL;
}

void wm_events_ask_again(struct wm_events *events) {
    for (struct wm_events_follower *follower = events->followers, *next = NULL; follower != NULL; follower = next) {
        next = follower->next;
        if (!follower->stirred || follower->chunk != NULL || follower->status != WM_OK)
            continue;
        look(events, follower);
        tell(follower);
    }
}

void wm_events_stir(struct wm_events *events, const struct wm_organisation *organisation) {
    for (struct wm_events_follower *follower = events->followers; follower != NULL; follower = follower->next)
        follower->stirred = follower->stirred || follower->organisation == organisation;
    wm_events_ask_again(events);
}

bool wm_events_front(const struct wm_events_follower *follower, struct wm_text *ret_event) {
    if (!has_some(follower))
        return false;
    const struct wm_events_chunk *chunk = follower->chunk;
    size_t start = follower->taken == 0 ? 0 : chunk->ends[follower->taken - 1];
    *ret_event = (struct wm_text){chunk->text.data + start, chunk->ends[follower->taken] - start};
    return true;
}

void wm_events_take(struct wm_events *events, struct wm_events_follower *follower) {
    wm_require(has_some(follower));
    const struct wm_events_chunk *chunk = follower->chunk;
    follower->after = chunk->seqs[follower->taken++];
    if (follower->taken == chunk->count)
        hand_out(events, follower);
}
