// SPDX-License-Identifier: MIT
#include "tests/unit/methods/fixture.h"

#include "api/protocol/notice.h"
#include "engine/base/file.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#define NOON INT64_C(1788264000000000) // 2026-09-01T12:00:00Z
#define ANSWER_LONGEST ((size_t)32 << 20)

static void copy(struct fixture *fixture, const char *name) {
    char from[300], to[100];
    struct wm_buffer bytes;
    struct wm_error error;
    snprintf(from, sizeof from, "%s/tests/unit/methods/tiny/%s", WM_TEST_SOURCES, name);
    snprintf(to, sizeof to, "rules/frameworks/tiny/%s", name);
    wm_test_ok(wm_file_read(from, 1 << 16, &bytes, &error), &error);
    wm_test_write(&fixture->folder, to, bytes.data, bytes.length);
    wm_buffer_clear(&bytes);
}

void fixture_write_north(struct fixture *fixture) {
    copy(fixture, "framework.lua");
    copy(fixture, "levels.lua");
    wm_test_write_text(&fixture->folder, "rules/organisations/north/organisation.lua",
                       "organisation \"north\" { title = \"North\" }\nadopt \"tiny\" {}\n");
}

// --- starting and stopping ---

void fixture_make(struct fixture *fixture) {
    struct wm_error error;
    *fixture = (struct fixture){.ready = false};
    wm_instant_set(NOON);
    wm_test_folder_make(&fixture->folder);
    snprintf(fixture->store, sizeof fixture->store, "%s/waymark.db", fixture->folder.path);
    snprintf(fixture->root, sizeof fixture->root, "%s/rules", fixture->folder.path);
    fixture->roots[0] = fixture->root;
    wm_config_defaults(&fixture->config);
    fixture->config.store = fixture->store;
    fixture->config.rules = fixture->roots;
    fixture->config.rule_count = 1;
    fixture->openrpc = wm_openrpc_open(WM_TEST_SOURCES "/api/openrpc.json");
    wm_test_ok(wm_json_reader_new(ANSWER_LONGEST, 80, &fixture->reader, &error), &error);
}

static void on_ready(void *context) {
    ((struct fixture *)context)->ready = true;
}

static void on_signal(void *context) {
    (void)context;
    fail_msg("nobody sends signals here");
}

void fixture_start(struct fixture *fixture) {
    struct wm_error error;
    struct wm_daemon_events events = {.ready = on_ready, .stop = on_signal, .hurry = on_signal, .context = fixture};
    fixture->ready = false;
    assert_int_equal(uv_loop_init(&fixture->loop), 0);
    wm_test_ok(wm_daemon_start(&fixture->daemon, &fixture->loop, &fixture->config, &events, &error), &error);
    wm_methods_init(&fixture->methods, &fixture->daemon);
    size_t count = 0;
    const struct wm_method *const *families = wm_methods_families(&count);
    struct wm_dispatcher_limits limits = wm_methods_limits(&fixture->config);
    wm_test_ok(wm_dispatcher_init(&fixture->dispatcher, families, count, &limits, &fixture->methods, &error), &error);
    for (size_t i = 0; i < FIXTURE_SESSIONS; i++)
        wm_session_init(&fixture->sessions[i], &fixture->dispatcher, getuid(), true);
    while (!fixture->ready)
        uv_run(&fixture->loop, UV_RUN_ONCE);
}

static void verify(struct fixture *fixture) {
    struct wm_error error;
    struct wm_store_reader *reader = NULL;
    int64_t entries = -1;
    wm_test_ok(wm_store_reader_open(fixture->daemon.store, &reader, &error), &error);
    wm_test_ok(wm_store_verify(reader, &entries, &error), &error);
    wm_store_reader_close(reader);
}

void fixture_stop(struct fixture *fixture) {
    for (size_t i = 0; i < FIXTURE_SESSIONS; i++)
        fixture_run(fixture, i);
    for (size_t i = 0; i < FIXTURE_SESSIONS; i++)
        wm_session_tell_end(&fixture->sessions[i]);
    verify(fixture);
    wm_daemon_stop(&fixture->daemon);
    uv_run(&fixture->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&fixture->loop), 0);
    for (size_t i = 0; i < FIXTURE_SESSIONS; i++)
        wm_session_clear(&fixture->sessions[i]);
    wm_dispatcher_clear(&fixture->dispatcher);
    wm_methods_clear(&fixture->methods);
}

void fixture_remove(struct fixture *fixture) {
    wm_config_clear(&fixture->config);
    wm_openrpc_close(fixture->openrpc);
    wm_json_reader_free(fixture->reader);
    wm_free(fixture->line);
    wm_test_folder_remove(&fixture->folder);
}

int fixture_setup(void **state) {
    static struct fixture fixture;
    fixture_make(&fixture);
    fixture_write_north(&fixture);
    fixture_start(&fixture);
    *state = &fixture;
    return 0;
}

int fixture_teardown(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    fixture_remove(fixture);
    return 0;
}

static struct rlimit before;

void fixture_break_store(void) {
    struct rlimit nothing;
    assert_int_not_equal(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    nothing = before;
    nothing.rlim_cur = 1;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &nothing), 0);
}

void fixture_mend_store(void) {
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
}

// --- asking ---

static void dispatch(struct fixture *fixture, size_t session, size_t length) {
    assert_true(length + WM_JSON_PADDING <= sizeof fixture->message);
    wm_dispatch(&fixture->sessions[session], fixture->message, length, wm_instant_now());
    memset(fixture->message, '?', length); // nothing may still look at it
}

void fixture_send(struct fixture *fixture, size_t session, const char *message) {
    int length = snprintf(fixture->message, sizeof fixture->message, "%s", message);
    dispatch(fixture, session, (size_t)length);
}

void fixture_request(struct fixture *fixture, size_t session, int id, const char *method, const char *params) {
    int length = snprintf(fixture->message, sizeof fixture->message,
                          "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}", id, method, params);
    dispatch(fixture, session, (size_t)length);
}

void fixture_run(struct fixture *fixture, size_t session) {
    while (fixture->sessions[session].under_way > 0)
        uv_run(&fixture->loop, UV_RUN_ONCE);
}

struct wm_json fixture_line(struct fixture *fixture, size_t session) {
    struct wm_error error;
    struct wm_json value;
    struct wm_buffer *output = &fixture->sessions[session].output;
    assert_false(output->failed);
    const char *end = output->length > 0 ? memchr(output->data, '\n', output->length) : NULL;
    if (end == NULL)
        fail_msg("there is no answer");
    wm_free(fixture->line);
    fixture->line = wm_dup_n(output->data, (size_t)(end - output->data));
    assert_non_null(fixture->line);
    wm_buffer_drop(output, (size_t)(end - output->data) + 1);
    wm_test_ok(wm_json_parse_copy(fixture->reader, fixture->line, strlen(fixture->line), &value, &error), &error);
    return value;
}

struct wm_json fixture_answer(struct fixture *fixture, size_t session) {
    struct wm_json line = fixture_line(fixture, session);
    while (fixture_has(line, "method"))
        line = fixture_line(fixture, session);
    return line;
}

static struct wm_json answer(struct fixture *fixture, const char *method, const char *params) {
    char why[400];
    fixture_request(fixture, 0, 1, method, params);
    fixture_run(fixture, 0);
    struct wm_json line = fixture_answer(fixture, 0);
    if (!wm_openrpc_allows_answer(fixture->openrpc, method, line, why))
        fail_msg("%s\n%s", why, fixture->line);
    assert_int_equal(fixture->sessions[0].output.length, 0);
    return line;
}

struct wm_json fixture_ask(struct fixture *fixture, const char *method, const char *params) {
    char why[400];
    struct wm_error error;
    struct wm_json value;
    wm_test_ok(wm_json_parse_copy(fixture->reader, params, strlen(params), &value, &error), &error);
    if (!wm_openrpc_allows_params(fixture->openrpc, method, value, why))
        fail_msg("%s\n%s", why, params);
    struct wm_json line = answer(fixture, method, params);
    if (fixture_has(line, "error"))
        fail_msg("%s %s\n%s", method, params, fixture->line);
    return wm_json_member(line, "result");
}

struct wm_json fixture_refused(struct fixture *fixture, const char *method, const char *params, enum wm_status status,
                               const char *reason) {
    struct wm_json error = wm_json_member(answer(fixture, method, params), "error");
    if (wm_json_type(error) != WM_JSON_OBJECT)
        fail_msg("%s %s was not refused:\n%s", method, params, fixture->line);
    if (fixture_integer(error, "code") != wm_status_rpc(status))
        fail_msg("%s %s: expected %s\n%s", method, params, wm_status_name(status), fixture->line);
    fixture_text_is(error, "data.reason", reason);
    return error;
}

// --- looking ---

static bool walk(struct wm_json *value, const char *path) {
    while (*path != '\0') {
        char name[64];
        size_t length = strcspn(path, ".[");
        if (*path == '[') {
            struct wm_json_iterator iterator = wm_json_iterate(*value);
            long index = 0;
            for (path++; *path != ']'; path++)
                index = 10 * index + (*path - '0');
            path++;
            while (index >= 0 && wm_json_next(&iterator, NULL, value))
                index--;
            if (index >= 0)
                return false;
        } else {
            snprintf(name, sizeof name, "%.*s", (int)length, path);
            *value = wm_json_member(*value, name);
            path += length;
        }
        path += *path == '.';
    }
    return wm_json_type(*value) != WM_JSON_ABSENT;
}

bool fixture_has(struct wm_json value, const char *path) {
    return walk(&value, path);
}

struct wm_json fixture_at(struct wm_json value, const char *path) {
    struct wm_json found = value;
    if (walk(&found, path))
        return found;
    char *json = fixture_json(value);
    print_error("%s\n", json);
    wm_free(json);
    fail_msg("there is no %s", path);
    return found;
}

int64_t fixture_integer(struct wm_json value, const char *path) {
    struct wm_json found = fixture_at(value, path);
    if (wm_json_type(found) != WM_JSON_INTEGER)
        fail_msg("%s is %s", path, wm_json_type_name(wm_json_type(found)));
    return wm_json_integer(found);
}

void fixture_text_is(struct wm_json value, const char *path, const char *text) {
    struct wm_json at = fixture_at(value, path);
    struct wm_text found = wm_json_text(at);
    if (wm_json_type(at) != WM_JSON_STRING || found.length != strlen(text) ||
        memcmp(found.data, text, found.length) != 0)
        fail_msg("%s is \"%.*s\", not \"%s\"", path, (int)found.length, found.data != NULL ? found.data : "", text);
}

bool fixture_true(struct wm_json value, const char *path) {
    struct wm_json found = fixture_at(value, path);
    assert_int_equal(wm_json_type(found), WM_JSON_BOOLEAN);
    return wm_json_boolean(found);
}

char *fixture_json(struct wm_json value) {
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, ANSWER_LONGEST);
    wm_json_write_canonical(&buffer, value);
    char *text = wm_buffer_steal(&buffer);
    assert_non_null(text);
    return text;
}

// --- people ---

void fixture_person(struct fixture *fixture, const char *id) {
    char params[300];
    snprintf(params, sizeof params, "{\"id\":\"%s\",\"name\":\"Name of %s\"}", id, id);
    fixture_ask(fixture, "person.put", params);
    fixture_record(fixture, id,
                   "{\"kind\":\"training\",\"subject\":\"first-aid\",\"on\":\"2026-03-01\",\"outcome\":\"completed\"}");
}

int64_t fixture_record(struct fixture *fixture, const char *person, const char *record) {
    char params[2000];
    snprintf(params, sizeof params, "{\"person\":\"%s\",\"records\":[%s]}", person, record);
    return fixture_integer(fixture_ask(fixture, "record.add", params), "seqs[0]");
}
