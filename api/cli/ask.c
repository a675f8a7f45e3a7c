// SPDX-License-Identifier: MIT
#include "api/cli/ask.h"

#include "engine/base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 * 1024 * 1024, DEEPEST = 160 };

enum wm_status wm_ask_error(const struct waymark_error *from, struct wm_error *error) {
    enum wm_status status = WM_SYSTEM;
    if (from->status == WAYMARK_NO_MEMORY)
        return wm_error_no_memory(error);
    if (from->status == WAYMARK_REFUSED) {
        status = WM_INTERNAL;
#define X(name, text_name, text, number)                                                                               \
    if (from->code == (number) && status == WM_INTERNAL)                                                               \
        status = WM_##name;
        WM_STATUS_MAP(X)
#undef X
    }
    wm_error_set(error, status, from->reason, "%s", from->message);
    wm_error_where(error, "%s", from->where);
    wm_error_expected(error, "%s", from->expected);
    wm_error_found(error, "%s", from->found);
    return wm_error_nearest(error, from->nearest);
}

enum wm_status wm_ask_connect(struct wm_cli *cli, struct wm_error *error) {
    if (cli->client != NULL)
        return WM_OK;
    const char *path = wm_cli_value(cli, "socket");
    if (path == NULL)
        path = getenv("WAYMARK_SOCKET");
    if (path == NULL || path[0] == '\0')
        path = WM_SOCKET_DEFAULT;
    struct waymark_error why;
    enum waymark_status status = waymark_open(path, NULL, &cli->client, &why);
    return status == WAYMARK_OK ? WM_OK : wm_ask_error(&why, error);
}

void wm_result_clear(struct wm_result *result) {
    waymark_reply_clear(&result->raw);
    wm_json_reader_free(result->reader);
    *result = (struct wm_result){0};
}

// As long as it takes.
static enum waymark_status wait_for(struct waymark *client, const char *method, const char *params,
                                    struct waymark_reply *reply, struct waymark_error *why) {
    int64_t id = 0;
    enum waymark_status answered = waymark_send(client, method, params, &id, why);
    if (answered != WAYMARK_OK)
        return answered;
    do {
        answered = waymark_receive(client, id, reply, why);
    } while (answered == WAYMARK_TIMED_OUT);
    return answered;
}

static enum wm_status call(struct wm_cli *cli, const char *method, const char *params, bool patient,
                           struct wm_result *result, struct wm_error *error) {
    enum wm_status status = wm_ask_connect(cli, error);
    if (status == WM_OK && result->reader == NULL)
        status = wm_json_reader_new(LONGEST, DEEPEST, &result->reader, error);
    if (status != WM_OK)
        return status;
    struct waymark_error why;
    enum waymark_status answered = (patient ? wait_for : waymark_call)(cli->client, method, params, &result->raw, &why);
    if (answered == WAYMARK_REFUSED)
        cli->refusal = wm_arena_dup(&cli->arena, result->raw.text);
    if (answered == WAYMARK_REFUSED && cli->refusal == NULL)
        return wm_error_no_memory(error);
    if (answered != WAYMARK_OK)
        return wm_ask_error(&why, error);
    return wm_json_parse_copy(result->reader, result->raw.text, result->raw.length, &result->value, error);
}

static enum wm_status end_and_call(struct wm_cli *cli, const char *method, struct wm_buffer *params, bool patient,
                                   struct wm_result *result, struct wm_error *error) {
    wm_buffer_byte(params, '}');
    enum wm_status status =
        params->failed ? wm_error_no_memory(error) : call(cli, method, params->data, patient, result, error);
    wm_buffer_clear(params);
    return status;
}

enum wm_status wm_ask(struct wm_cli *cli, const char *method, struct wm_buffer *params, struct wm_result *result,
                      struct wm_error *error) {
    return end_and_call(cli, method, params, false, result, error);
}

enum wm_status wm_ask_long(struct wm_cli *cli, const char *method, struct wm_buffer *params, struct wm_result *result,
                           struct wm_error *error) {
    return end_and_call(cli, method, params, true, result, error);
}

enum wm_status wm_ask_if_known(struct wm_cli *cli, const char *method, struct wm_buffer *params,
                               struct wm_result *result, bool *ret_known, struct wm_error *error) {
    char *before = cli->refusal;
    cli->refusal = NULL;
    enum wm_status status = wm_ask(cli, method, params, result, error);
    bool refused = status != WM_OK && cli->refusal != NULL;
    if (status == WM_OK || refused)
        *ret_known = !refused;
    cli->refusal = before;
    return refused ? WM_OK : status;
}

enum wm_status wm_ask_refusal(struct wm_cli *cli, struct wm_result *result, struct wm_json *ret_data,
                              struct wm_error *error) {
    *ret_data = (struct wm_json){0};
    if (cli->refusal == NULL)
        return WM_OK;
    enum wm_status status = WM_OK;
    if (result->reader == NULL)
        status = wm_json_reader_new(LONGEST, DEEPEST, &result->reader, error);
    if (status == WM_OK)
        status = wm_json_parse_copy(result->reader, cli->refusal, strlen(cli->refusal), &result->value, error);
    if (status == WM_OK)
        *ret_data = wm_json_member(result->value, "data");
    return status;
}

enum wm_status wm_ask_show(struct wm_cli *cli, const char *method, struct wm_buffer *params,
                           void (*show)(struct wm_cli *cli, struct wm_json result), struct wm_error *error) {
    struct wm_result result = {0};
    enum wm_status status = wm_ask(cli, method, params, &result, error);
    if (status == WM_OK && cli->json)
        wm_result_print(cli, &result);
    else if (status == WM_OK)
        show(cli, result.value);
    wm_result_clear(&result);
    return status;
}

enum wm_status wm_ask_long_show(struct wm_cli *cli, const char *method, enum wm_status status, struct wm_buffer *params,
                                enum wm_status (*show)(struct wm_cli *cli, struct wm_json result,
                                                       struct wm_error *error),
                                struct wm_error *error) {
    struct wm_result result = {0};
    if (status == WM_OK)
        status = wm_ask_long(cli, method, params, &result, error);
    if (status == WM_OK && cli->json)
        wm_result_print(cli, &result);
    else if (status == WM_OK)
        status = show(cli, result.value, error);
    wm_buffer_clear(params);
    wm_result_clear(&result);
    return status;
}

void wm_result_print(struct wm_cli *cli, const struct wm_result *result) {
    wm_terminal_raw(cli->out, result->raw.text, result->raw.length);
    wm_terminal_blank(cli->out);
}

// --- reading answers ---

struct wm_text wm_result_text(struct wm_json object, const char *key) {
    struct wm_json value = wm_json_member(object, key);
    return wm_json_type(value) == WM_JSON_STRING ? wm_json_text(value) : (struct wm_text){"", 0};
}

int64_t wm_result_integer(struct wm_json object, const char *key, int64_t otherwise) {
    struct wm_json value = wm_json_member(object, key);
    return wm_json_type(value) == WM_JSON_INTEGER ? wm_json_integer(value) : otherwise;
}

bool wm_result_true(struct wm_json object, const char *key) {
    struct wm_json value = wm_json_member(object, key);
    return wm_json_type(value) == WM_JSON_BOOLEAN && wm_json_boolean(value);
}

static bool format_day(const char *text, size_t length, char ret_text[24]) {
    wm_day day;
    ret_text[0] = '\0';
    if (wm_day_parse(text, length, &day, NULL) != WM_OK)
        return false;
    wm_day_format_people(day, ret_text);
    return true;
}

bool wm_result_day(struct wm_json object, const char *key, char ret_text[24]) {
    struct wm_text text = wm_result_text(object, key);
    return format_day(text.data, text.length, ret_text);
}

bool wm_result_instant(struct wm_json object, const char *key, char ret_text[40]) {
    enum { DAY = 10, TIME = 16 }; // where they end
    struct wm_text text = wm_result_text(object, key);
    char day[24];
    ret_text[0] = '\0';
    if (text.length <= TIME || text.data[DAY] != 'T' || !format_day(text.data, DAY, day))
        return false;
    snprintf(ret_text, 40, "%s, %.5s UTC", day, text.data + DAY + 1);
    return true;
}
