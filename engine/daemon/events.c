// SPDX-License-Identifier: MIT
// Keeping events, and dropping old ones. Handing them on: events_follow.c.
#include "engine/daemon/events.h"

#include "engine/base/log.h"

#include <inttypes.h>
#include <string.h>

#define DROP_EVERY INT64_C(3600000000) // microseconds

void wm_events_init(struct wm_events *events, const struct wm_rules *rules, struct wm_readers *readers,
                    struct wm_writer *writer, uint64_t age, uint64_t most) {
    *events =
        (struct wm_events){.rules = rules, .readers = readers, .writer = writer, .age = age, .most = (int64_t)most};
}

void wm_events_stop(struct wm_events *events) {
    wm_require(events->followers == NULL);
    events->stopped = true;
}

enum wm_status wm_events_keep(struct wm_events *events, struct wm_write *write, struct wm_event_batch *batch,
                              struct wm_error *error) {
    batch->instant = wm_instant_now();
    batch->since = batch->instant - (int64_t)events->age * 1000;
    batch->most = events->most;
    write->kind = WM_WRITE_EVENTS;
    write->batch = batch;
    return wm_writer_submit(events->writer, write, error);
}

// --- rules.failed ---

struct failed {
    struct wm_write write; // first
    struct wm_event_batch batch;
    struct wm_events *events;
    const struct wm_organisation *organisation;
    struct wm_buffer json;
    struct wm_text event;
};

static void forget(struct failed *failed) {
    wm_buffer_clear(&failed->json);
    wm_free(failed);
}

static void complain(struct wm_events *events, const char *organisation) {
    if (events->failed++ == 0) // the failure itself is in the log each time
        wm_log(WM_LOG_WARNING, "events", "organisation %s: that its rules failed could not be kept as an event",
               organisation);
}

static void on_failed_kept(struct wm_task *task) {
    struct failed *failed = (struct failed *)task;
    if (failed->write.status == WM_OK)
        wm_events_stir(failed->events, failed->organisation);
    else
        complain(failed->events, failed->organisation->id);
    forget(failed);
}

static void write_member(struct wm_buffer *json, const char *key, const char *text) {
    if (text == NULL || text[0] == '\0')
        return;
    wm_json_write_key(json, key);
    wm_json_write_text(json, text);
}

static bool write_failed(struct failed *failed, enum wm_rules_stage stage, const struct wm_error *error) {
    struct wm_buffer *json = &failed->json;
    wm_buffer_init(json, WM_EVENT_LONGEST);
    wm_buffer_text(json, "{\"type\":\"rules.failed\"");
    write_member(json, "stage", wm_rules_stage_name(stage));
    write_member(json, "reason", error->reason);
    write_member(json, "where", error->where);
    write_member(json, "message", error->message);
    wm_buffer_byte(json, '}');
    failed->event = (struct wm_text){json->data, json->length};
    return !json->failed;
}

void wm_events_failed(struct wm_events *events, const struct wm_organisation *organisation, enum wm_rules_stage stage,
                      const struct wm_error *error) {
    struct failed *failed = events->stopped ? NULL : wm_alloc_zero(1, sizeof *failed);
    if (failed == NULL) {
        complain(events, organisation->id);
        return;
    }
    failed->events = events;
    failed->organisation = organisation;
    failed->batch = (struct wm_event_batch){.organisation = organisation->id, .events = &failed->event, .count = 1};
    failed->write.task.done = on_failed_kept;
    if (write_failed(failed, stage, error) && wm_events_keep(events, &failed->write, &failed->batch, NULL) == WM_OK)
        return;
    complain(events, organisation->id);
    forget(failed);
}

// --- dropping ---

static void drop(struct wm_events *events);

static bool next_organisation(struct wm_events *events) {
    const struct wm_rules *rules = events->rules;
    for (size_t i = 0; i < rules->count; i++) {
        const struct wm_organisation *organisation = rules->organisations[i];
        if (strcmp(organisation->id, events->organisation) > 0) {
            memcpy(events->organisation, organisation->id, organisation->id_length + 1);
            events->oldest = 0;
            return true;
        }
    }
    return false;
}

static void on_dropped(struct wm_task *task) {
    struct wm_write *write = (struct wm_write *)task;
    struct wm_events *events = (struct wm_events *)((char *)write - offsetof(struct wm_events, write));
    events->dropping = false;
    if (write->status != WM_OK || events->stopped)
        return;                                       // the next round comes
    bool more = write->span.oldest != events->oldest; // some at a time
    events->oldest = write->span.oldest;
    if (more || next_organisation(events))
        drop(events);
}

static void drop(struct wm_events *events) {
    events->batch = (struct wm_event_batch){.organisation = events->organisation};
    events->write = (struct wm_write){.task.done = on_dropped};
    events->dropping = wm_events_keep(events, &events->write, &events->batch, NULL) == WM_OK;
}

void wm_events_tick(struct wm_events *events) {
    int64_t now = wm_instant_now();
    wm_events_ask_again(events);
    if (events->dropping || events->stopped || now - events->dropped < DROP_EVERY)
        return;
    events->dropped = now;
    events->organisation[0] = '\0';
    if (next_organisation(events))
        drop(events);
}
