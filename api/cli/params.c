// SPDX-License-Identifier: MIT
#include "api/cli/params.h"

#include "engine/base/date.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 64 * 1024 * 1024 };

void wm_params_begin(struct wm_buffer *params, const struct wm_cli *cli) {
    wm_buffer_init(params, LONGEST);
    wm_buffer_byte(params, '{');
    wm_params_text(params, "org", wm_cli_organisation(cli));
}

void wm_params_text(struct wm_buffer *params, const char *key, const char *value) {
    if (value == NULL)
        return;
    wm_json_write_key(params, key);
    wm_json_write_text(params, value);
}

void wm_params_integer(struct wm_buffer *params, const char *key, int64_t value) {
    wm_json_write_key(params, key);
    wm_buffer_integer(params, value);
}

void wm_params_raw(struct wm_buffer *params, const char *key, const char *json, size_t length) {
    wm_json_write_key(params, key);
    wm_buffer_add(params, json, length);
}

void wm_params_value(struct wm_buffer *params, const char *key, struct wm_json value) {
    if (wm_json_type(value) == WM_JSON_ABSENT)
        return;
    wm_json_write_key(params, key);
    wm_json_write_canonical(params, value);
}

struct key {
    char text[32];
};

static struct key key_of(const char *name) {
    struct key key = {""};
    size_t i = 0;
    for (; name[i] != '\0' && i + 1 < sizeof key.text; i++)
        key.text[i] = (char)(name[i] == '-' ? '_' : name[i]);
    key.text[i] = '\0';
    return key;
}

void wm_params_option(struct wm_buffer *params, const struct wm_cli *cli, const char *name) {
    wm_params_text(params, key_of(name).text, wm_cli_value(cli, name));
}

enum wm_status wm_params_day(struct wm_buffer *params, const struct wm_cli *cli, const char *name,
                             struct wm_error *error) {
    const char *value = wm_cli_value(cli, name);
    if (value == NULL)
        return WM_OK;
    wm_day day;
    struct wm_error why;
    if (wm_day_parse(value, strlen(value), &day, &why) != WM_OK) {
        wm_cli_misused(error, "--%s takes a day: %s", name, why.message);
        wm_error_expected(error, "%s", why.expected[0] != '\0' ? why.expected : "YYYY-MM-DD");
        return wm_error_found(error, "%s", value);
    }
    wm_params_option(params, cli, name);
    return WM_OK;
}

enum wm_status wm_params_number(struct wm_buffer *params, const struct wm_cli *cli, const char *name, int64_t least,
                                struct wm_error *error) {
    const char *value = wm_cli_value(cli, name);
    if (value == NULL)
        return WM_OK;
    char what[40];
    snprintf(what, sizeof what, "--%s", name);
    int64_t number = 0;
    enum wm_status status = wm_cli_integer(value, what, least, &number, error);
    if (status == WM_OK)
        wm_params_integer(params, key_of(name).text, number);
    return status;
}
