// SPDX-License-Identifier: MIT
#include "api/waymarkd/serve.h"

#include "api/methods/methods.h"

#include <inttypes.h>
#include <sys/resource.h>
#include <unistd.h>

struct serving {
    const struct wm_config *config;
    uv_loop_t loop;
    struct wm_daemon daemon;
    struct wm_methods methods;
    struct wm_dispatcher dispatcher;
    struct wm_server *server; // NULL until everything is ready
    bool failed;
};

// --- what the daemon and the server say ---

static void on_ready(void *context) {
    struct serving *serving = context;
    const struct wm_config *config = serving->config;
    const struct wm_config_limits *limits = &config->limits;
    struct wm_server_form form = {
        .socket = config->socket,
        .mode = config->socket_mode,
        .group = config->socket_group,
        .connections = limits->connections,
        .connections_per_user = limits->connections_per_user,
        .requests = limits->requests,
        .output = limits->output,
        .read = limits->read,
        .write = limits->write,
        .served = &serving->methods.served,
    };
    struct wm_error error;
    if (wm_server_start(&serving->loop, &serving->dispatcher, &form, &serving->server, &error) == WM_OK) {
        wm_log(WM_LOG_NOTICE, "waymarkd", "listening on %s", config->socket);
        return;
    }
    wm_log_error(WM_LOG_ERROR, "waymarkd", &error);
    serving->failed = true;
    wm_daemon_stop(&serving->daemon);
}

static void stop_now(void *context) {
    struct serving *serving = context;
    if (serving->server != NULL)
        wm_server_close(serving->server);
    wm_daemon_stop(&serving->daemon);
}

static void on_stop(void *context) {
    struct serving *serving = context;
    if (serving->server != NULL)
        wm_server_drain(serving->server, serving->config->limits.drain, stop_now, serving);
    else
        stop_now(serving);
}

// --- from start to end ---

// A descriptor for each connection, and some for the store, its threads and the loop.
static void raise_descriptors(uint64_t connections) {
    const rlim_t wanted = connections + 64;
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        wm_log(WM_LOG_WARNING, "waymarkd",
               "only %" PRIu64
               " descriptors may be open, too few for limits.connections: raise the limit of the system",
               (uint64_t)limit.rlim_cur);
}

static enum wm_status start(struct serving *serving, struct wm_error *error) {
    size_t count = 0;
    const struct wm_method *const *families = wm_methods_families(&count);
    struct wm_dispatcher_limits limits = wm_methods_limits(serving->config);
    struct wm_daemon_events events = {.ready = on_ready, .stop = on_stop, .hurry = stop_now, .context = serving};
    wm_methods_init(&serving->methods, &serving->daemon);
    enum wm_status status =
        wm_dispatcher_init(&serving->dispatcher, families, count, &limits, &serving->methods, error);
    if (status == WM_OK)
        status = wm_daemon_start(&serving->daemon, &serving->loop, serving->config, &events, error);
    return status;
}

static void clear(struct serving *serving) {
    wm_server_free(serving->server);
    wm_dispatcher_clear(&serving->dispatcher);
    wm_methods_clear(&serving->methods);
    int busy = uv_loop_close(&serving->loop);
    if (busy != 0)
        wm_log(WM_LOG_BUG, "waymarkd", "something is still open on the loop: %s", uv_strerror(busy));
}

bool wm_serve(const struct wm_config *config) {
    struct wm_error error;
    struct serving *serving = wm_alloc_zero(1, sizeof *serving);
    if (serving == NULL || uv_loop_init(&serving->loop) != 0) {
        wm_log(WM_LOG_ERROR, "waymarkd", "out of memory, or of descriptors, before anything was started");
        wm_free(serving);
        return false;
    }
    serving->config = config;
    wm_log(WM_LOG_NOTICE, "waymarkd", "waymarkd %s starts, pid %d, store %s", WM_VERSION, (int)getpid(), config->store);
    raise_descriptors(config->limits.connections);
    if (start(serving, &error) != WM_OK) {
        wm_log_error(WM_LOG_ERROR, "waymarkd", &error);
        serving->failed = true;
    }
    uv_run(&serving->loop, UV_RUN_DEFAULT);
    bool failed = serving->failed;
    uint64_t messages = serving->dispatcher.messages;
    clear(serving);
    wm_free(serving);
    if (!failed)
        wm_log(WM_LOG_NOTICE, "waymarkd", "stopped, after %" PRIu64 " messages", messages);
    return !failed;
}
