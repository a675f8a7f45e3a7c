// SPDX-License-Identifier: MIT
// Who may do what. In this version: the daemon's own user and root everything, anybody else nothing.
#pragma once

#include "api/protocol/call.h"

#include <sys/types.h>

bool wm_access_trusted(uid_t uid);
// WM_OK, or what a stranger is told: of an organisation's method that there is no such organisation, of another one
// that it is denied. A refusal is logged.
WM_MUST_USE enum wm_status wm_access_check(const struct wm_session *session, const struct wm_method *method,
                                           struct wm_json params, struct wm_error *error);
// "There is no organisation …": the same for one that does not exist and for one that the caller may not see.
enum wm_status wm_access_unknown(struct wm_error *error, struct wm_text organisation);
