// SPDX-License-Identifier: MIT
#include "api/protocol/notice.h"

#include "api/protocol/jsonrpc.h"
#include "api/protocol/reply.h"

struct wm_buffer *wm_notice_begin(struct wm_session *session, const char *method) {
    struct wm_buffer *output = &session->output;
    if (!wm_expect(!session->answering) || session->closed || session->ending || session->failed ||
        output->length > session->dispatcher->limits.output)
        return NULL;
    session->answering = true;
    wm_reply_notice_begin(output, method);
    return output;
}

void wm_notice_end(struct wm_session *session) {
    struct wm_buffer *output = &session->output;
    wm_reply_end(output);
    wm_buffer_byte(output, '\n');
    session->answering = false;
    session->failed = session->failed || output->failed;
    if (session->changed != NULL)
        session->changed(session);
}

void wm_session_follow(struct wm_session *session, struct wm_follower *follower) {
    follower->next = session->followers;
    session->followers = follower;
}

void wm_session_unfollow(struct wm_session *session, struct wm_follower *follower) {
    struct wm_follower **link = &session->followers;
    while (*link != NULL && *link != follower)
        link = &(*link)->next;
    if (*link != NULL)
        *link = follower->next;
}

void wm_session_tell_room(struct wm_session *session) {
    for (struct wm_follower *follower = session->followers, *next = NULL; follower != NULL; follower = next) {
        next = follower->next; // it may stop following
        if (follower->room != NULL)
            follower->room(follower);
    }
}

void wm_session_tell_end(struct wm_session *session) {
    while (session->followers != NULL) {
        struct wm_follower *follower = session->followers;
        session->followers = follower->next;
        follower->ended(follower);
    }
}
