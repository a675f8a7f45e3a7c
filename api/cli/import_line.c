// SPDX-License-Identifier: MIT
#include "api/cli/import_line.h"

#include "api/cli/params.h"

#include <string.h>

static bool has(struct wm_json object, const char *key) {
    return wm_json_type(wm_json_member(object, key)) != WM_JSON_ABSENT;
}

static enum wm_status which(struct wm_json value, struct wm_import_line *ret_line, struct wm_error *error) {
    struct wm_import_line line = {.method = "record.add"};
    bool records = has(value, "person") && has(value, "records");
    if (!records && !has(value, "id")) {
        wm_error_set(error, WM_PARAMS, "line", "the line is neither a person nor records");
        wm_error_expected(error, "{\"id\": …} or {\"person\": …, \"records\": […]}");
        return wm_error_found(error, "%s", wm_json_type_name(wm_json_type(value)));
    }
    if (!records)
        line.method = "person.put";
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(value, "records"));
    struct wm_json record;
    while (wm_json_next(&iterator, NULL, &record)) {
        line.records++;
        line.without_key += has(record, "key") ? 0 : 1;
    }
    *ret_line = line;
    return WM_OK;
}

enum wm_status wm_import_line_read(const struct wm_cli *cli, struct wm_json_reader *reader, struct wm_line line,
                                   struct wm_buffer *params, struct wm_import_line *ret_line, struct wm_error *error) {
    if (line.too_long) {
        wm_error_set(error, WM_LIMIT, "line-too-long",
                     "the line is too long for one request: share its records out "
                     "over several lines");
        return wm_error_expected(error, "at most %zu bytes", WM_IMPORT_LONGEST);
    }
    struct wm_json value;
    enum wm_status status = wm_json_parse(reader, line.text.data, line.text.length, &value, error);
    if (status == WM_OK)
        status = which(value, ret_line, error);
    if (status != WM_OK)
        return status;
    const char *organisation = has(value, "org") ? NULL : wm_cli_organisation(cli);
    wm_buffer_reset(params);
    if (organisation == NULL) {
        wm_buffer_add(params, line.text.data, line.text.length);
    } else {
        const char *brace = memchr(line.text.data, '{', line.text.length);
        size_t behind = line.text.length - (size_t)(brace + 1 - line.text.data);
        wm_buffer_byte(params, '{');
        wm_params_text(params, "org", organisation);
        wm_buffer_byte(params, ','); // the line has at least one member, or it would be neither
        wm_buffer_add(params, brace + 1, behind);
    }
    return params->failed ? wm_error_no_memory(error) : WM_OK;
}
