// SPDX-License-Identifier: MIT
// Notices: what the daemon says without being asked, {"jsonrpc":"2.0","method":…,"params":…}; and hearing of a session's
// end. Loop thread only.
//
// A notice never stands inside an answer: it is written from the loop, not while a method of the same session runs.
#pragma once

#include "api/protocol/call.h"

// The end of the output, for the parameters (one JSON object); then wm_notice_end. NULL: the session has closed, or its
// reader is too slow (limits.output) and nothing is added; a follower hears when there is room again.
struct wm_buffer *wm_notice_begin(struct wm_session *session, const char *method);
void wm_notice_end(struct wm_session *session);

struct wm_follower { // zeroed but for the functions; of whoever follows
    struct wm_follower *next;
    void (*room)(struct wm_follower *follower);  // answers have gone out: more may be said; may be NULL
    void (*ended)(struct wm_follower *follower); // once; it follows no more, and the session takes nothing more
};
void wm_session_follow(struct wm_session *session, WM_KEEPS struct wm_follower *follower);
void wm_session_unfollow(struct wm_session *session, struct wm_follower *follower); // accepts one that does not follow
// Of the connection.
void wm_session_tell_room(struct wm_session *session);
void wm_session_tell_end(struct wm_session *session);
