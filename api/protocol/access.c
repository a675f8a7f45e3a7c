// SPDX-License-Identifier: MIT
#include "api/protocol/access.h"

#include "engine/base/log.h"

#include <unistd.h>

bool wm_access_trusted(uid_t uid) {
    return uid == 0 || uid == geteuid();
}

enum wm_status wm_access_unknown(struct wm_error *error, struct wm_text organisation) {
    int shown = (int)(organisation.length < 128 ? organisation.length : 128);
    if (shown == 0)
        wm_error_set(error, WM_NOT_FOUND, "unknown-organisation", "there is no organisation here");
    else
        wm_error_set(error, WM_NOT_FOUND, "unknown-organisation", "there is no organisation \"%.*s\" here", shown,
                     organisation.data);
    wm_error_where(error, "org");
    if (shown > 0)
        wm_error_found(error, "\"%.*s\"", shown, organisation.data);
    return WM_NOT_FOUND;
}

enum wm_status wm_access_check(const struct wm_session *session, const struct wm_method *method, struct wm_json params,
                               struct wm_error *error) {
    if (session->trusted)
        return WM_OK;
    wm_log(WM_LOG_NOTICE, "access", "uid %u was refused %s", session->uid, method->name);
    if (method->right == WM_RIGHT_ORGANISATION)
        return wm_access_unknown(error, wm_json_text(wm_json_member(params, "org")));
    return wm_error_set(error, WM_DENIED, "denied", "you may not call %s: ask whoever runs this daemon", method->name);
}
