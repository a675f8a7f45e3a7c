// SPDX-License-Identifier: MIT
// system.health, system.info and system.metrics.
#include "api/methods/families.h"

#include "api/methods/metrics.h"
#include "api/methods/rules_state.h"
#include "engine/decide/decide.h"

#include <inttypes.h>
#include <unistd.h>

#define MICROSECONDS 1000000
#define UNWELL_MOST 20u // named

static const struct wm_parameter_form no_forms[] = {
    {.name = NULL},
};

static struct wm_methods *methods_of(const struct wm_call *call) {
    return call->session->dispatcher->context;
}

static void write_text(struct wm_buffer *buffer, const char *key, const char *text) {
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

static void write_integer(struct wm_buffer *buffer, const char *key, int64_t number) {
    wm_json_write_key(buffer, key);
    wm_buffer_integer(buffer, number);
}

// --- health ---

static void write_store(struct wm_buffer *buffer, const struct wm_error *trouble) {
    wm_json_write_key(buffer, "store");
    wm_buffer_byte(buffer, '{');
    wm_json_write_key(buffer, "writable");
    wm_buffer_text(buffer, trouble == NULL ? "true" : "false");
    if (trouble != NULL) {
        write_text(buffer, "reason", trouble->reason);
        write_text(buffer, "message", trouble->message);
    }
    wm_buffer_byte(buffer, '}');
}

static void write_organisations(struct wm_buffer *buffer, const struct wm_rules_states *counts) {
    wm_json_write_key(buffer, "organisations");
    wm_buffer_byte(buffer, '{');
    for (int state = 0; state < WM_STATE_COUNT; state++)
        write_integer(buffer, wm_rules_state_name((enum wm_rules_state)state), counts->of[state]);
    wm_buffer_byte(buffer, '}');
}

static void write_unwell(struct wm_buffer *buffer, struct wm_daemon *daemon) {
    const struct wm_rules *rules = &daemon->rules;
    uint32_t named = 0;
    wm_json_write_key(buffer, "unwell");
    wm_buffer_byte(buffer, '[');
    for (size_t i = 0; i < rules->count && named < UNWELL_MOST; i++) {
        enum wm_rules_state state = wm_rules_state_told(daemon, rules->organisations[i]);
        if (!wm_rules_state_unwell(state))
            continue;
        wm_json_write_comma(buffer);
        wm_buffer_byte(buffer, '{');
        write_text(buffer, "org", rules->organisations[i]->id);
        write_text(buffer, "state", wm_rules_state_name(state));
        wm_buffer_byte(buffer, '}');
        named++;
    }
    wm_buffer_byte(buffer, ']');
}

static bool any_unwell(const struct wm_rules_states *counts) {
    for (int state = 0; state < WM_STATE_COUNT; state++)
        if (counts->of[state] > 0 && wm_rules_state_unwell((enum wm_rules_state)state))
            return true;
    return false;
}

static enum wm_status health(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_daemon *daemon = methods_of(call)->daemon;
    const struct wm_error *trouble = wm_writer_trouble(daemon->writer);
    struct wm_rules_states counts = wm_rules_states(daemon);
    const char *status = "ok";
    (void)error;
    if (trouble != NULL || any_unwell(&counts) || wm_evaluators_counts(daemon->evaluators).threads == 0)
        status = "degraded";
    if (daemon->stopping)
        status = "stopping";
    wm_buffer_byte(result, '{');
    write_text(result, "status", status);
    write_store(result, trouble);
    write_organisations(result, &counts);
    write_unwell(result, daemon);
    write_integer(result, "uptime_seconds", (call->instant - daemon->started) / MICROSECONDS);
    wm_buffer_byte(result, '}');
    return WM_OK;
}

// --- info ---

static enum wm_status info(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    const struct wm_daemon *daemon = methods_of(call)->daemon;
    const struct wm_config *config = daemon->config;
    char started[32];
    (void)error;
    wm_instant_format(daemon->started, started);
    wm_buffer_byte(result, '{');
    write_text(result, "version", WM_VERSION);
    write_text(result, "engine", WM_ENGINE);
    write_integer(result, "pid", getpid());
    write_text(result, "started", started);
    if (config->socket != NULL)
        write_text(result, "socket", config->socket);
    write_text(result, "store", wm_store_path(daemon->store));
    wm_json_write_key(result, "limits");
    wm_buffer_byte(result, '{');
#define X(name, unit, standard, least, most) write_integer(result, #name, (int64_t)config->limits.name);
    WM_CONFIG_LIMITS(X)
#undef X
    wm_buffer_text(result, "}}");
    return WM_OK;
}

// --- metrics ---

static enum wm_status metrics(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    struct wm_buffer text;
    wm_buffer_init(&text, call->session->dispatcher->limits.reply / 2);
    wm_metrics_write(&text, methods_of(call), call->session->dispatcher);
    wm_buffer_byte(result, '{');
    write_text(result, "format", "prometheus");
    wm_json_write_key(result, "text");
    wm_json_write_string(result, text.data, text.length);
    wm_buffer_byte(result, '}');
    enum wm_status status = text.failed ? wm_error_no_memory(error) : WM_OK;
    wm_buffer_clear(&text);
    return status;
}

#define SYSTEM .right = WM_RIGHT_SYSTEM, .parameters = no_forms

const struct wm_method wm_system_methods[] = {
    {.name = "system.health", .run = health, SYSTEM},
    {.name = "system.info", .run = info, SYSTEM},
    {.name = "system.metrics", .run = metrics, SYSTEM},
    {.name = NULL},
};
