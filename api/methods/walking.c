// SPDX-License-Identifier: MIT
#include "api/methods/walking.h"

#include <string.h>

// --- while it walks, and when it is done ---

static void on_progress(struct wm_walk *walk, uint64_t people, uint64_t of) {
    const struct wm_walking *walking = walk->context;
    const struct wm_call *call = walking->fetch.call;
    struct wm_buffer *params = call->id.length > 0 ? wm_notice_begin(call->session, "progress") : NULL;
    if (params == NULL)
        return;
    wm_buffer_text(params, "{\"request\":");
    wm_buffer_add(params, call->id.data, call->id.length);
    wm_json_write_key(params, "people");
    wm_buffer_integer(params, (int64_t)people);
    wm_json_write_key(params, "of");
    wm_buffer_integer(params, (int64_t)of);
    wm_buffer_byte(params, '}');
    wm_notice_end(call->session);
}

static void on_ended(struct wm_follower *follower) {
    struct wm_walking *walking = (struct wm_walking *)((char *)follower - offsetof(struct wm_walking, follower));
    wm_walk_cancel(walking->walk);
}

static void on_done(struct wm_walk *walk) {
    struct wm_walking *walking = walk->context;
    struct wm_methods *methods = walking->methods;
    struct wm_call *call = walking->fetch.call;
    enum wm_status status = walk->read.status;
    walking->keeping->under_way--;
    wm_session_unfollow(call->session, &walking->follower);
    if (status != WM_OK && strcmp(walk->read.error.reason, "cancelled") == 0)
        wm_error_set(&walk->read.error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
    struct wm_buffer *result = wm_call_open(call);
    if (status == WM_OK)
        walking->answer(walking, result);
    wm_call_close(call, status, &walk->read.error);
    wm_order_wake(methods);
}

// --- beginning ---

static enum wm_status check_room(const struct wm_call *call, const struct wm_keeping *keeping,
                                 const struct wm_organisation *organisation, struct wm_error *error) {
    const struct wm_keeping_form *form = keeping->form;
    const struct wm_everybody *everybody = wm_methods_of(call)->daemon->everybody;
    if (keeping->under_way >= form->most)
        return wm_error_set(error, WM_BUSY, form->why, "%u %s are under way: try again later", form->most, form->why);
    if (wm_everybody_count(everybody, organisation) >= form->own_most)
        return wm_error_set(error, WM_BUSY, form->why, "%u %s of %s are under way: try again later", form->own_most,
                            form->why, organisation->id);
    return WM_OK;
}

enum wm_status wm_walking_keep(struct wm_call *call, struct wm_keeping *keeping,
                               const struct wm_organisation *organisation, struct wm_ruleset *active,
                               const struct wm_argument *limit, struct wm_walking **ret_walking,
                               struct wm_error *error) {
    struct wm_fetch *fetch = NULL;
    enum wm_status status = check_room(call, keeping, organisation, error);
    if (status == WM_OK)
        status = wm_fetch_keep(call, &fetch, error);
    if (status != WM_OK)
        return status;
    wm_fetch_hold(call, active);
    struct wm_walking *walking = (struct wm_walking *)fetch;
    walking->methods = wm_methods_of(call);
    walking->keeping = keeping;
    walking->page = wm_page_of(call, 0, limit);
    walking->follower.ended = on_ended;
    *ret_walking = walking;
    return WM_OK;
}

void wm_walking_prepare(struct wm_walking *walking, struct wm_walk *walk, struct wm_organisation *organisation) {
    walking->walk = walk;
    walk->context = walking;
    walk->organisation = organisation;
    walk->progress = on_progress;
    walk->done = on_done;
}

void wm_walking_wait(struct wm_walking *walking) {
    struct wm_call *call = walking->fetch.call;
    walking->keeping->under_way++;
    wm_session_follow(call->session, &walking->follower);
    wm_call_wait(call);
}

// --- pages ---

struct wm_page wm_page_of(const struct wm_call *call, size_t offset, const struct wm_argument *limit) {
    return (struct wm_page){
        .offset = offset,
        .limit = (size_t)(wm_argument_given(limit) ? limit->number : call->session->dispatcher->limits.page),
        .longest = call->session->dispatcher->limits.reply / 2,
        .started = wm_methods_of(call)->daemon->started,
    };
}

bool wm_page_has_room(const struct wm_page *page, size_t written, size_t bytes) {
    return written < page->limit && (written == 0 || bytes < page->longest);
}

void wm_page_write_next(struct wm_buffer *result, const struct wm_page *page, const struct wm_keeping *keeping,
                        const struct wm_kept *kept, size_t at) {
    char cursor[WM_CURSOR];
    wm_keeping_cursor(keeping, kept, page->started, at, cursor);
    wm_json_write_key(result, "next");
    wm_json_write_text(result, cursor);
}

enum wm_status wm_walking_together(struct wm_error *error, const char *parameter, const char *with) {
    wm_error_set(error, WM_PARAMS, "not-allowed", "`%s` cannot be given together with `%s`", parameter, with);
    wm_error_where(error, "%s", parameter);
    wm_error_expected(error, "one of the two");
    return wm_error_found(error, "both");
}

enum wm_status wm_walking_alone(const struct wm_call *call, const struct wm_argument *after, struct wm_error *error) {
    const struct wm_parameter_form *forms = call->method->parameters;
    if (!wm_argument_given(after))
        return WM_OK;
    for (size_t i = 1; forms[i].name != NULL; i++) {
        const struct wm_argument *argument = &call->arguments[i];
        if (argument != after && forms[i].type != WM_TYPE_LIMIT && wm_argument_given(argument))
            return wm_walking_together(error, forms[i].name, "after");
    }
    return WM_OK;
}

enum wm_status wm_walking_expired(const struct wm_argument *after, struct wm_error *error) {
    wm_error_set(error, WM_CONFLICT, "cursor-expired",
                 "the answer that this is a page of is not there any more: ask for it anew, without `after`");
    wm_error_where(error, "after");
    return wm_error_found(error, "\"%.*s\"", (int)after->text.length, after->text.data);
}

enum wm_status wm_walking_find(const struct wm_call *call, struct wm_keeping *keeping,
                               const struct wm_organisation *organisation, const struct wm_argument *after,
                               struct wm_kept **ret_kept, size_t *ret_offset, struct wm_error *error) {
    bool found =
        wm_keeping_find(keeping, wm_methods_of(call)->daemon->started, organisation, after->text, ret_kept, ret_offset);
    return found ? WM_OK : wm_walking_expired(after, error);
}
