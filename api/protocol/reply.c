// SPDX-License-Identifier: MIT
#include "api/protocol/reply.h"

#include <string.h>

#define HEAD "{\"jsonrpc\":\"2.0\",\"id\":"
#define RESULT ",\"result\":"

void wm_reply_begin(struct wm_buffer *buffer, struct wm_text id) {
    wm_buffer_add(buffer, HEAD, sizeof HEAD - 1);
    wm_buffer_add(buffer, id.data, id.length);
    wm_buffer_add(buffer, RESULT, sizeof RESULT - 1);
}

void wm_reply_notice_begin(struct wm_buffer *buffer, const char *method) {
    wm_buffer_text(buffer, "{\"jsonrpc\":\"2.0\",\"method\":");
    wm_json_write_text(buffer, method);
    wm_buffer_text(buffer, ",\"params\":");
}

void wm_reply_end(struct wm_buffer *buffer) {
    wm_buffer_byte(buffer, '}');
}

static void write_member(struct wm_buffer *buffer, const char *key, const char *text) {
    if (text[0] == '\0')
        return;
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

void wm_reply_error(struct wm_buffer *buffer, struct wm_text id, const struct wm_error *error, struct wm_text details) {
    wm_buffer_text(buffer, HEAD);
    if (id.length > 0)
        wm_buffer_add(buffer, id.data, id.length);
    else
        wm_buffer_text(buffer, "null");
    wm_buffer_text(buffer, ",\"error\":{\"code\":");
    wm_buffer_integer(buffer, wm_status_rpc(error->status));
    write_member(buffer, "message", error->message[0] != '\0' ? error->message : wm_status_text(error->status));
    wm_buffer_text(buffer, ",\"data\":{");
    write_member(buffer, "reason", error->reason[0] != '\0' ? error->reason : wm_status_name(error->status));
    // A place in a rule file is not a path into the parameters. What is busy may be a predicate.
    bool rules = error->status == WM_RULES || error->status == WM_BUSY;
    write_member(buffer, rules ? "where" : "path", error->where);
    write_member(buffer, "expected", error->expected);
    write_member(buffer, "found", error->found);
    write_member(buffer, "nearest", error->nearest);
    if (details.length > 0) {
        wm_buffer_byte(buffer, ',');
        wm_buffer_add(buffer, details.data, details.length);
    }
    wm_buffer_text(buffer, "}}}");
}
