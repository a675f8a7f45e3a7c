// SPDX-License-Identifier: MIT
// events.subscribe and events.unsubscribe: notices of what happens in an organisation, from a seq on.
//
// Each subscription takes what the daemon has read for it as fast as its connection takes it, and no faster: what waits
// for a slow one stays in the store.
#include "api/methods/families.h"

#include "api/methods/fetch.h"
#include "api/methods/framework_write.h"
#include "api/methods/target.h"
#include "api/protocol/notice.h"

#include <inttypes.h>

enum { ORG, AFTER };
#define SUBSCRIPTIONS_MOST 64u // of one connection

static const struct wm_parameter_form subscribe_forms[] = {
    [ORG] = WM_FORM_ORG,
    [AFTER] = {.name = "after", .type = WM_TYPE_SEQ},
    WM_FORM_END,
};
static const struct wm_parameter_form unsubscribe_forms[] = {
    [ORG] = WM_FORM_ORG,
    WM_FORM_END,
};

struct subscription {
    struct wm_follower follower; // first: of the session
    struct wm_events_follower events;
    struct wm_session *session;
    struct wm_events *outbox;
};

static struct wm_events *outbox_of(const struct wm_session *session) {
    struct wm_methods *methods = session->dispatcher->context;
    return &methods->daemon->outbox;
}

// --- one subscription ---

static void end(struct subscription *subscription) {
    wm_events_unfollow(subscription->outbox, &subscription->events);
    wm_free(subscription);
}

static void on_ended(struct wm_follower *follower) {
    end((struct subscription *)follower);
}

// Tells that nothing more comes, once there is room for it.
static void tell_end(struct subscription *subscription) {
    const struct wm_events_follower *events = &subscription->events;
    struct wm_session *session = subscription->session;
    struct wm_buffer *params = wm_notice_begin(session, "events.ended");
    if (params == NULL)
        return;
    wm_buffer_byte(params, '{');
    wm_framework_write_text(params, "org", events->organisation->id);
    wm_json_write_key(params, "after");
    wm_buffer_integer(params, events->after);
    wm_framework_write_text(params, "reason", events->error.reason);
    wm_framework_write_text(params, "message", events->error.message);
    wm_buffer_byte(params, '}');
    wm_session_unfollow(session, &subscription->follower);
    end(subscription);
    wm_notice_end(session);
}

static void pump(struct subscription *subscription) {
    struct wm_text event;
    while (wm_events_front(&subscription->events, &event)) {
        struct wm_buffer *params = wm_notice_begin(subscription->session, "event");
        if (params == NULL) // the follower hears when there is room
            return;
        wm_buffer_add(params, event.data, event.length);
        wm_notice_end(subscription->session);
        wm_events_take(subscription->outbox, &subscription->events);
    }
    if (subscription->events.status != WM_OK)
        tell_end(subscription);
}

static void on_room(struct wm_follower *follower) {
    pump((struct subscription *)follower);
}

static void on_ready(struct wm_events_follower *events) {
    pump((struct subscription *)((char *)events - offsetof(struct subscription, events)));
}

// The one about the organisation; counts those of the session.
static struct subscription *find(const struct wm_session *session, const struct wm_organisation *organisation,
                                 size_t *ret_count) {
    struct subscription *found = NULL;
    *ret_count = 0;
    for (struct wm_follower *follower = session->followers; follower != NULL; follower = follower->next) {
        if (follower->ended != on_ended)
            continue;
        ++*ret_count;
        if (((struct subscription *)follower)->events.organisation == organisation)
            found = (struct subscription *)follower;
    }
    return found;
}

static enum wm_status may_subscribe(const struct wm_session *session, const struct wm_organisation *organisation,
                                    struct wm_error *error) {
    size_t count = 0;
    if (find(session, organisation, &count) != NULL)
        return wm_error_set(error, WM_CONFLICT, "subscribed",
                            "this connection hears of the events of \"%s\" already: unsubscribe first",
                            organisation->id);
    if (count >= SUBSCRIPTIONS_MOST)
        return wm_error_set(error, WM_LIMIT, "subscriptions", "a connection may hear of %u organisations' events",
                            SUBSCRIPTIONS_MOST);
    return WM_OK;
}

static enum wm_status make(struct wm_session *session, const struct wm_organisation *organisation, int64_t after,
                           struct subscription **ret_subscription, struct wm_error *error) {
    enum wm_status status = may_subscribe(session, organisation, error);
    if (status != WM_OK)
        return status;
    struct subscription *subscription = wm_alloc_zero(1, sizeof *subscription);
    if (subscription == NULL)
        return wm_error_no_memory(error);
    *subscription = (struct subscription){
        .follower = {.room = on_room, .ended = on_ended},
        .events = {.organisation = organisation, .after = after, .ready = on_ready},
        .session = session,
        .outbox = outbox_of(session),
    };
    *ret_subscription = subscription;
    return WM_OK;
}

// --- events.subscribe ---

struct subscribing {       // state of a kept call
    struct wm_fetch fetch; // first
    struct wm_read read;
    const struct wm_organisation *organisation;
    int64_t after; // < 0: only what comes from now on
    struct wm_event_span span;
};

static enum wm_status read_span(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct subscribing *subscribing = (struct subscribing *)((char *)read - offsetof(struct subscribing, read));
    return wm_store_event_span(reader, subscribing->organisation->id, &subscribing->span, error);
}

static void write_subscribed(const struct subscribing *subscribing, int64_t after, struct wm_buffer *result) {
    wm_buffer_byte(result, '{');
    wm_framework_write_text(result, "org", subscribing->organisation->id);
    wm_json_write_key(result, "after");
    wm_buffer_integer(result, after);
    wm_json_write_key(result, "oldest");
    wm_buffer_integer(result, subscribing->span.oldest);
    wm_json_write_key(result, "head");
    wm_buffer_integer(result, subscribing->span.head);
    wm_buffer_byte(result, '}');
}

static void on_read(struct wm_task *task) {
    struct wm_read *read = (struct wm_read *)task;
    struct subscribing *subscribing = (struct subscribing *)((char *)read - offsetof(struct subscribing, read));
    struct wm_call *call = subscribing->fetch.call;
    struct wm_session *session = call->session;
    struct wm_methods *methods = wm_methods_of(call);
    struct subscription *subscription = NULL;
    struct wm_error error = read->error;
    enum wm_status status = read->status;
    int64_t after = subscribing->after < 0 ? subscribing->span.head : subscribing->after;
    if (status == WM_OK)
        status = wm_store_event_within(&subscribing->span, after, &error);
    if (status == WM_OK && !session->closed)
        status = make(session, subscribing->organisation, after, &subscription, &error);
    struct wm_buffer *result = wm_call_open(call);
    if (status == WM_OK)
        write_subscribed(subscribing, after, result);
    wm_call_close(call, status, &error);
    if (subscription != NULL) { // after the answer
        wm_session_follow(session, &subscription->follower);
        wm_events_follow(subscription->outbox, &subscription->events);
        pump(subscription);
    }
    wm_order_wake(methods);
}

static enum wm_status subscribe(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_organisation *organisation = NULL;
    struct wm_fetch *fetch = NULL;
    (void)result;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = may_subscribe(call->session, organisation, error);
    if (status == WM_OK)
        status = wm_fetch_keep(call, &fetch, error);
    if (status != WM_OK)
        return status;
    struct subscribing *subscribing = (struct subscribing *)fetch;
    subscribing->organisation = organisation;
    subscribing->after = wm_argument_given(&call->arguments[AFTER]) ? call->arguments[AFTER].number : -1;
    subscribing->read.run = read_span;
    subscribing->read.task.done = on_read;
    status = wm_readers_submit(wm_methods_of(call)->daemon->readers, &subscribing->read, error);
    if (status == WM_OK)
        wm_call_wait(call->kept);
    return status;
}

// --- events.unsubscribe ---

static enum wm_status unsubscribe(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_organisation *organisation = NULL;
    size_t count = 0;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status != WM_OK)
        return status;
    struct subscription *subscription = find(call->session, organisation, &count);
    if (subscription == NULL)
        return wm_error_set(error, WM_NOT_FOUND, "not-subscribed",
                            "this connection does not hear of the events of \"%s\"", organisation->id);
    wm_buffer_byte(result, '{');
    wm_framework_write_text(result, "org", organisation->id);
    wm_json_write_key(result, "after");
    wm_buffer_integer(result, subscription->events.after);
    wm_buffer_byte(result, '}');
    wm_session_unfollow(call->session, &subscription->follower);
    end(subscription);
    return WM_OK;
}

const struct wm_method wm_events_methods[] = {
    {.name = "events.subscribe",
     .parameters = subscribe_forms,
     .run = subscribe,
     .state = sizeof(struct subscribing),
     .release = wm_fetch_release},
    {.name = "events.unsubscribe", .parameters = unsubscribe_forms, .run = unsubscribe},
    {.name = NULL},
};
