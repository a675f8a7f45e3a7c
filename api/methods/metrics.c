// SPDX-License-Identifier: MIT
#include "api/methods/metrics.h"

#include "api/methods/rules_predicates.h"
#include "api/methods/rules_state.h"

#include <inttypes.h>

static void head(struct wm_buffer *buffer, const char *name, const char *type, const char *help) {
    wm_buffer_printf(buffer, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void gauge(struct wm_buffer *buffer, const char *name, const char *help, int64_t value) {
    head(buffer, name, "gauge", help);
    wm_buffer_printf(buffer, "%s %" PRId64 "\n", name, value);
}

static void counter(struct wm_buffer *buffer, const char *name, const char *help, uint64_t value) {
    head(buffer, name, "counter", help);
    wm_buffer_printf(buffer, "%s %" PRIu64 "\n", name, value);
}

// One more value of the same name.
static void labelled(struct wm_buffer *buffer, const char *name, const char *label, const char *value,
                     uint64_t number) {
    wm_buffer_printf(buffer, "%s{%s=\"%s\"} %" PRIu64 "\n", name, label, value, number);
}

static void write_requests(struct wm_buffer *buffer, const struct wm_dispatcher *dispatcher) {
    const char *name = "waymark_requests_total";
    head(buffer, name, "counter", "Requests by method and result; a request under way counts as ok.");
    for (size_t i = 0; i < dispatcher->method_count; i++) {
        const struct wm_method_counts *counts = &dispatcher->counts[i];
        const char *method = dispatcher->methods[i]->name;
        wm_buffer_printf(buffer, "%s{method=\"%s\",result=\"ok\"} %" PRIu64 "\n", name, method,
                         counts->calls - counts->errors);
        wm_buffer_printf(buffer, "%s{method=\"%s\",result=\"error\"} %" PRIu64 "\n", name, method, counts->errors);
    }
    counter(buffer, "waymark_messages_total", "Messages: requests and batches.", dispatcher->messages);
    counter(buffer, "waymark_messages_invalid_total", "Requests that never reached a method.", dispatcher->invalid);
    counter(buffer, "waymark_requests_refused_total", "Requests of callers without the right, or about nothing.",
            dispatcher->refused);
    counter(buffer, "waymark_answers_too_long_total", "Answers beyond the limit.", dispatcher->answers_too_long);
}

static void write_connections(struct wm_buffer *buffer, const struct wm_served *served) {
    gauge(buffer, "waymark_connections", "Connections open now.", (int64_t)served->connections);
    counter(buffer, "waymark_connections_accepted_total", "Connections accepted.", served->accepted);
    counter(buffer, "waymark_connections_turned_away_total", "Connections beyond a limit.", served->turned_away);
    counter(buffer, "waymark_connections_dropped_total", "Connections closed by the daemon.", served->dropped);
    counter(buffer, "waymark_received_bytes_total", "Bytes received.", served->received);
    counter(buffer, "waymark_sent_bytes_total", "Bytes sent.", served->sent);
}

static void write_cache(struct wm_buffer *buffer, const struct wm_cache *cache) {
    head(buffer, "waymark_cache_hits_total", "counter", "What was asked for and in memory.");
    labelled(buffer, "waymark_cache_hits_total", "cache", "portfolio", cache->portfolio_hits);
    labelled(buffer, "waymark_cache_hits_total", "cache", "decision", cache->answer_hits);
    head(buffer, "waymark_cache_misses_total", "counter", "What was asked for and not in memory.");
    labelled(buffer, "waymark_cache_misses_total", "cache", "portfolio", cache->portfolio_misses);
    labelled(buffer, "waymark_cache_misses_total", "cache", "decision", cache->answer_misses);
    counter(buffer, "waymark_answers_prepared_total", "Misses whose answer was made before its rules became active.",
            cache->answers_prepared);
    head(buffer, "waymark_cache_bytes", "gauge", "Bytes held.");
    labelled(buffer, "waymark_cache_bytes", "cache", "portfolio", cache->portfolios.bytes);
    labelled(buffer, "waymark_cache_bytes", "cache", "decision", cache->answers.bytes);
    head(buffer, "waymark_cache_people", "gauge", "People of whom something is held.");
    labelled(buffer, "waymark_cache_people", "cache", "portfolio", cache->portfolios.count);
    labelled(buffer, "waymark_cache_people", "cache", "decision", cache->answers.count);
    counter(buffer, "waymark_cache_evictions_total", "Dropped to make room.", cache->evictions);
}

static void write_work(struct wm_buffer *buffer, const struct wm_daemon *daemon) {
    struct wm_writer_counts counts = wm_writer_counts(daemon->writer);
    head(buffer, "waymark_queue_depth", "gauge", "Tasks that wait for a kind of thread.");
    labelled(buffer, "waymark_queue_depth", "queue", "writer", wm_writer_waiting(daemon->writer));
    labelled(buffer, "waymark_queue_depth", "queue", "readers", wm_readers_waiting(daemon->readers));
    labelled(buffer, "waymark_queue_depth", "queue", "jobs", wm_readers_waiting(daemon->jobs));
    labelled(buffer, "waymark_queue_depth", "queue", "rules", wm_readers_waiting(daemon->builders));
    labelled(buffer, "waymark_queue_depth", "queue", "evaluators", wm_evaluators_waiting(daemon->evaluators));
    counter(buffer, "waymark_commit_groups_total", "Groups of writes committed.", counts.groups);
    head(buffer, "waymark_writes_total", "counter", "Writes by result.");
    labelled(buffer, "waymark_writes_total", "result", "ok", counts.writes);
    labelled(buffer, "waymark_writes_total", "result", "refused", counts.refused);
    labelled(buffer, "waymark_writes_total", "result", "failed", counts.failed);
    gauge(buffer, "waymark_store_writable", "1, or 0 after the store's last failure to write.",
          wm_writer_trouble(daemon->writer) == NULL);
    counter(buffer, "waymark_portfolio_loads_total", "Portfolios read from the store.", daemon->loader.loads);
    counter(buffer, "waymark_portfolio_loads_repeated_total", "Loads that a write overtook.", daemon->loader.repeated);
}

static void write_rules(struct wm_buffer *buffer, struct wm_daemon *daemon) {
    struct wm_rules_states counts = wm_rules_states(daemon);
    head(buffer, "waymark_organisations", "gauge", "Organisations by the state of their rules.");
    for (int state = 0; state < WM_STATE_COUNT; state++)
        labelled(buffer, "waymark_organisations", "state", wm_rules_state_name((enum wm_rules_state)state),
                 counts.of[state]);
}

static void write_evaluators(struct wm_buffer *buffer, const struct wm_evaluators *evaluators) {
    struct wm_evaluators_counts counts = wm_evaluators_counts(evaluators);
    gauge(buffer, "waymark_evaluators", "Threads that run custom predicates.", (int64_t)counts.threads);
    counter(buffer, "waymark_evaluators_abandoned_total", "Such threads that did not come back, and were given up.",
            counts.abandoned);
}

void wm_metrics_write(struct wm_buffer *buffer, const struct wm_methods *methods,
                      const struct wm_dispatcher *dispatcher) {
    const struct wm_daemon *daemon = methods->daemon;
    struct wm_memory_count memory = wm_memory_count();
    head(buffer, "waymark_info", "gauge", "Always 1; says which version runs.");
    labelled(buffer, "waymark_info", "version", WM_VERSION, 1);
    gauge(buffer, "waymark_start_time_seconds", "When the daemon was started, in seconds since 1970.",
          daemon->started / 1000000);
    write_requests(buffer, dispatcher);
    write_connections(buffer, &methods->served);
    write_cache(buffer, &daemon->cache);
    write_work(buffer, daemon);
    write_rules(buffer, methods->daemon);
    write_evaluators(buffer, daemon->evaluators);
    wm_rules_predicates_measure(buffer, methods->daemon);
    gauge(buffer, "waymark_memory_bytes", "Memory in use.", memory.bytes);
    gauge(buffer, "waymark_memory_blocks", "Blocks of memory in use.", memory.blocks);
    gauge(buffer, "waymark_store_memory_bytes", "Of these bytes, the store's: pages of its file mostly.",
          wm_store_memory().bytes);
    gauge(buffer, "waymark_store_memory_blocks", "Of these blocks, the store's.", wm_store_memory().blocks);
    gauge(buffer, "waymark_codes", "Codes known.", (int64_t)wm_code_count());
}
