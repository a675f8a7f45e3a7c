// SPDX-License-Identifier: MIT
#include "api/methods/order.h"

#include <string.h>

struct wm_methods *wm_methods_of(const struct wm_call *call) {
    return call->session->dispatcher->context;
}

void wm_order_enter(const struct wm_call *kept, struct wm_pending *pending, const struct wm_organisation *organisation,
                    struct wm_text person) {
    struct wm_methods *methods = wm_methods_of(kept);
    struct wm_session *session = kept->session;
    wm_require(person.length <= sizeof pending->person);
    *pending = (struct wm_pending){.older = session->writes,
                                   .before = methods->writes,
                                   .order = ++methods->order,
                                   .organisation = organisation,
                                   .end = &pending->first,
                                   .person_length = person.length};
    if (person.length > 0)
        memcpy(pending->person, person.data, person.length);
    if (session->writes != NULL)
        session->writes->newer = pending;
    session->writes = pending;
    if (methods->writes != NULL)
        methods->writes->behind = pending;
    methods->writes = pending;
}

void wm_order_leave(const struct wm_call *kept, struct wm_pending *pending) {
    struct wm_methods *methods = wm_methods_of(kept);
    if (pending->order == 0)
        return;
    if (pending->newer != NULL)
        pending->newer->older = pending->older;
    else
        kept->session->writes = pending->older;
    if (pending->older != NULL)
        pending->older->newer = pending->newer;
    if (pending->behind != NULL)
        pending->behind->before = pending->before;
    else
        methods->writes = pending->before;
    if (pending->before != NULL)
        pending->before->behind = pending->behind;
    if (pending->first != NULL) {
        *methods->later = pending->first;
        methods->later = pending->end;
    }
    pending->order = 0;
}

static bool concerns(const struct wm_pending *pending, const struct wm_organisation *organisation,
                     struct wm_text person) {
    if (pending->organisation != organisation)
        return false;
    if (pending->person_length == 0 || person.length == 0)
        return true;
    return pending->person_length == person.length && memcmp(pending->person, person.data, person.length) == 0;
}

struct wm_pending *wm_order_earlier(const struct wm_session *session, const struct wm_organisation *organisation,
                                    struct wm_text person, uint64_t order, bool unsettled) {
    struct wm_pending *pending = session->writes;
    while (pending != NULL &&
           (pending->order >= order || (unsettled && pending->submitted) || !concerns(pending, organisation, person)))
        pending = pending->older;
    return pending;
}

struct wm_pending *wm_order_submitted(const struct wm_methods *methods, const struct wm_organisation *organisation,
                                      struct wm_text person) {
    struct wm_pending *pending = methods->writes;
    while (pending != NULL && (!pending->submitted || !concerns(pending, organisation, person)))
        pending = pending->before;
    return pending;
}

void wm_order_wait(struct wm_call *kept, struct wm_wait *wait, struct wm_pending *pending) {
    *wait = (struct wm_wait){.next = NULL, .call = kept};
    *pending->end = wait;
    pending->end = &wait->next;
    wm_call_wait(kept);
}

// Bounded by the requests that connections may have under way; each of them is run once.
void wm_order_wake(struct wm_methods *methods) {
    while (methods->awake != NULL) {
        struct wm_wait *wait = methods->awake;
        methods->awake = wait->next;
        if (methods->awake == NULL)
            methods->later = &methods->awake;
        wm_call_again(wait->call);
    }
}
