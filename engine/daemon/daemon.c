// SPDX-License-Identifier: MIT
#include "engine/daemon/daemon.h"

#include <signal.h>

#define CHECKPOINT_EVERY 2000    // milliseconds
#define BUILDERS_CAPACITY 100000 // every organisation's pack is queued at the start
#define GRACE_LEAST 1000         // milliseconds

// --- the stages ---

static enum wm_status store_start(struct wm_daemon *daemon, struct wm_error *error) {
    return wm_store_open(daemon->config->store, &daemon->store, error);
}

static void store_stop(struct wm_daemon *daemon) {
    wm_store_close(daemon->store);
}

static enum wm_status rules_start(struct wm_daemon *daemon, struct wm_error *error) {
    struct wm_store_reader *reader = NULL;
    enum wm_status status = wm_store_reader_open(daemon->store, &reader, error);
    if (status == WM_OK)
        status = wm_rules_init(&daemon->rules, daemon->config->rules, daemon->config->rule_count, reader, error);
    wm_store_reader_close(reader);
    daemon->rules.trust = (struct wm_trust){daemon->config->trusted_keys, daemon->config->trusted_key_count};
    return status;
}

static void rules_stop(struct wm_daemon *daemon) {
    wm_rules_clear(&daemon->rules);
}

static enum wm_status cache_start(struct wm_daemon *daemon, struct wm_error *error) {
    const struct wm_config_limits *limits = &daemon->config->limits;
    return wm_cache_init(&daemon->cache, limits->portfolio_cache, limits->decision_cache, error);
}

static void cache_stop(struct wm_daemon *daemon) {
    wm_cache_clear(&daemon->cache);
}

static enum wm_status writer_start(struct wm_daemon *daemon, struct wm_error *error) {
    const struct wm_config_limits *limits = &daemon->config->limits;
    size_t bytes = limits->queue_bytes;
    if (bytes < 2 * limits->message) // the longest message must be able to get through
        bytes = 2 * limits->message;
    return wm_writer_start(daemon->loop, daemon->store, limits->queue, bytes, limits->message, &daemon->writer, error);
}

static void writer_stop(struct wm_daemon *daemon) {
    wm_writer_stop(daemon->writer);
}

static enum wm_status readers_start(struct wm_daemon *daemon, struct wm_error *error) {
    enum wm_status status = wm_readers_start(daemon->loop, daemon->store, "reader", WM_DAEMON_READERS,
                                             daemon->config->limits.queue, &daemon->readers, error);
    if (status == WM_OK)
        daemon->loader = (struct wm_loader){.cache = &daemon->cache, .readers = daemon->readers};
    return status;
}

static void readers_stop(struct wm_daemon *daemon) {
    wm_readers_stop(daemon->readers);
}

static enum wm_status jobs_start(struct wm_daemon *daemon, struct wm_error *error) {
    return wm_readers_start(daemon->loop, daemon->store, "jobs", 1, daemon->config->limits.queue, &daemon->jobs, error);
}

static void jobs_stop(struct wm_daemon *daemon) {
    wm_readers_stop(daemon->jobs);
}

// A long test of rules delays no checkpoint and no replay.
static enum wm_status builders_start(struct wm_daemon *daemon, struct wm_error *error) {
    return wm_readers_start(daemon->loop, daemon->store, "rules", 1, BUILDERS_CAPACITY, &daemon->builders, error);
}

static void builders_stop(struct wm_daemon *daemon) {
    wm_readers_stop(daemon->builders);
}

static enum wm_status evaluators_start(struct wm_daemon *daemon, struct wm_error *error) {
    const struct wm_config_limits *limits = &daemon->config->limits;
    const struct wm_evaluators_form form = {
        .threads = (uint32_t)limits->evaluators,
        .capacity = limits->queue,
        .time = limits->evaluation,
        .grace = limits->evaluation > GRACE_LEAST ? limits->evaluation : GRACE_LEAST,
        .replacements = limits->abandoned,
        .suspend_after = limits->suspend_after,
        .verify = daemon->config->rules_verify_predicates,
    };
    return wm_evaluators_start(daemon->loop, &form, &daemon->evaluators, error);
}

static void evaluators_stop(struct wm_daemon *daemon) {
    wm_evaluators_stop(daemon->evaluators);
}

static enum wm_status packer_start(struct wm_daemon *daemon, struct wm_error *error) {
    (void)error;
    wm_packer_init(&daemon->packer, &daemon->rules, daemon->jobs, daemon->writer);
    return WM_OK;
}

static void packer_stop(struct wm_daemon *daemon) {
    wm_packer_stop(&daemon->packer);
}

static enum wm_status everybody_start(struct wm_daemon *daemon, struct wm_error *error) {
    return wm_everybody_start(daemon->loop, daemon->store, &daemon->everybody, error);
}

static void everybody_stop(struct wm_daemon *daemon) {
    wm_everybody_stop(daemon->everybody);
}

static void on_rules_changed(void *context, struct wm_organisation *organisation, struct wm_ruleset *before,
                             struct wm_ruleset *after, int64_t number, enum wm_activation_cause cause) {
    struct wm_daemon *daemon = context;
    (void)after;
    (void)cause;
    if (number > 0)
        wm_events_stir(&daemon->outbox, organisation);
    if (number > 0)
        wm_aftermath_activated(&daemon->aftermath, organisation, before);
}

static void on_rules_kept(void *context, struct wm_organisation *organisation) {
    struct wm_daemon *daemon = context;
    wm_events_stir(&daemon->outbox, organisation);
    wm_aftermath_activated(&daemon->aftermath, organisation, NULL);
}

static void on_rules_failed(void *context, struct wm_organisation *organisation, enum wm_rules_stage stage,
                            const struct wm_error *error) {
    struct wm_daemon *daemon = context;
    wm_events_failed(&daemon->outbox, organisation, stage, error);
}

static enum wm_status outbox_start(struct wm_daemon *daemon, struct wm_error *error) {
    const struct wm_config_limits *limits = &daemon->config->limits;
    (void)error;
    wm_events_init(&daemon->outbox, &daemon->rules, daemon->readers, daemon->writer, limits->event_age, limits->events);
    return WM_OK;
}

static void outbox_stop(struct wm_daemon *daemon) {
    wm_events_stop(&daemon->outbox);
}

static enum wm_status aftermath_start(struct wm_daemon *daemon, struct wm_error *error) {
    (void)error;
    wm_aftermath_init(&daemon->aftermath, &daemon->rules, daemon->everybody, &daemon->outbox);
    daemon->rules.cache = &daemon->cache;
    daemon->rules.events = (struct wm_rules_events){
        .changed = on_rules_changed, .kept = on_rules_kept, .failed = on_rules_failed, .context = daemon};
    return WM_OK;
}

static void aftermath_stop(struct wm_daemon *daemon) {
    wm_aftermath_stop(&daemon->aftermath);
}

static void on_signal(uv_signal_t *handle, int number) {
    struct wm_daemon *daemon = handle->data;
    if (number == SIGHUP) {
        wm_triggers_signal(&daemon->triggers);
        return;
    }
    bool again = daemon->stopping;
    daemon->stopping = true;
    wm_rules_abandon(&daemon->rules); // nothing that waits for its turn is to be waited for
    wm_everybody_abandon(daemon->everybody);
    wm_log(WM_LOG_NOTICE, "daemon", again ? "asked to stop again: not waiting for anybody" : "asked to stop");
    (again ? daemon->events.hurry : daemon->events.stop)(daemon->events.context);
}

static void signals_stop(struct wm_daemon *daemon) {
    for (size_t i = 0; i < sizeof daemon->signals / sizeof daemon->signals[0]; i++)
        uv_close((uv_handle_t *)&daemon->signals[i], NULL);
}

static enum wm_status signals_start(struct wm_daemon *daemon, struct wm_error *error) {
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
    int failed = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int initialised = uv_signal_init(daemon->loop, &daemon->signals[i]);
        wm_require(initialised == 0); // it only fails for loops without their own pipe
        daemon->signals[i].data = daemon;
        if (failed == 0)
            failed = uv_signal_start(&daemon->signals[i], on_signal, numbers[i]);
    }
    if (failed == 0)
        return WM_OK;
    signals_stop(daemon);
    return wm_error_system(error, -failed, "listening for signals");
}

static enum wm_status checkpoint(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    (void)read;
    return wm_store_checkpoint(reader, error);
}

static void on_checkpoint(struct wm_task *task) {
    struct wm_read *read = (struct wm_read *)task;
    struct wm_daemon *daemon = (struct wm_daemon *)((char *)read - offsetof(struct wm_daemon, checkpoint));
    daemon->checkpointing = false;
    if (read->status != WM_OK)
        wm_log_error(WM_LOG_WARNING, "daemon", &read->error);
}

static void on_timer(uv_timer_t *timer) {
    struct wm_daemon *daemon = timer->data;
    if (daemon->loaded && !daemon->announced && !daemon->stopping) {
        daemon->announced = true;
        daemon->events.ready(daemon->events.context);
    }
    if (daemon->stages == 0) // it was stopped there
        return;
    uint64_t groups = wm_writer_counts(daemon->writer).groups;
    if (groups != daemon->groups_checkpointed && !daemon->checkpointing) {
        daemon->checkpoint.run = checkpoint;
        daemon->checkpoint.task.done = on_checkpoint;
        daemon->checkpointing = wm_readers_submit(daemon->jobs, &daemon->checkpoint, NULL) == WM_OK;
        if (daemon->checkpointing)
            daemon->groups_checkpointed = groups;
    }
    wm_rules_keep(&daemon->rules);
    wm_rules_tidy(&daemon->rules);
    if (daemon->announced)
        wm_packer_tick(&daemon->packer);
    wm_aftermath_tick(&daemon->aftermath);
    wm_events_tick(&daemon->outbox);
    wm_triggers_tick(&daemon->triggers);
    wm_evaluators_tidy(daemon->evaluators);
}

// At once, that is from the loop: `ready` may stop the daemon, which no callback of a thread or of the start would bear.
static void run_timer(struct wm_daemon *daemon) {
    int failed = uv_timer_start(&daemon->timer, on_timer, 0, CHECKPOINT_EVERY);
    wm_require(failed == 0); // only without a callback
}

static enum wm_status timer_start(struct wm_daemon *daemon, struct wm_error *error) {
    (void)error;
    int failed = uv_timer_init(daemon->loop, &daemon->timer);
    wm_require(failed == 0); // it cannot fail
    daemon->timer.data = daemon;
    run_timer(daemon);
    return WM_OK;
}

static void timer_stop(struct wm_daemon *daemon) {
    uv_close((uv_handle_t *)&daemon->timer, NULL);
}

static enum wm_status triggers_start(struct wm_daemon *daemon, struct wm_error *error) {
    return wm_triggers_start(&daemon->triggers, daemon->loop, daemon->config, &daemon->rules, error);
}

static void triggers_stop(struct wm_daemon *daemon) {
    wm_triggers_stop(&daemon->triggers);
}

static void on_loaded(void *context) {
    struct wm_daemon *daemon = context;
    daemon->loaded = true;
    wm_aftermath_start(&daemon->aftermath);
    run_timer(daemon);
}

static enum wm_status load_start(struct wm_daemon *daemon, struct wm_error *error) {
    const struct wm_rules_threads threads = {daemon->builders, daemon->jobs, daemon->writer};
    return wm_rules_load(&daemon->rules, &threads, on_loaded, daemon, error);
}

static void load_stop(struct wm_daemon *daemon) {
    wm_rules_abandon(&daemon->rules);
}

struct stage {
    enum wm_status (*start)(struct wm_daemon *daemon, struct wm_error *error);
    void (*stop)(struct wm_daemon *daemon);
};
// Each thread may hand work to those above it while they are being stopped.
static const struct stage stages[] = {
    {store_start, store_stop},         {rules_start, rules_stop},           {cache_start, cache_stop},
    {writer_start, writer_stop},       {readers_start, readers_stop},       {jobs_start, jobs_stop},
    {builders_start, builders_stop},   {evaluators_start, evaluators_stop}, {signals_start, signals_stop},
    {packer_start, packer_stop},       {everybody_start, everybody_stop},   {outbox_start, outbox_stop},
    {aftermath_start, aftermath_stop}, {timer_start, timer_stop},           {triggers_start, triggers_stop},
    {load_start, load_stop},
};

enum wm_status wm_daemon_start(struct wm_daemon *daemon, uv_loop_t *loop, const struct wm_config *config,
                               const struct wm_daemon_events *events, struct wm_error *error) {
    *daemon = (struct wm_daemon){.loop = loop, .config = config, .events = *events, .started = wm_instant_now()};
    while (daemon->stages < sizeof stages / sizeof stages[0]) {
        enum wm_status status = stages[daemon->stages].start(daemon, error);
        if (status != WM_OK) {
            wm_daemon_stop(daemon);
            return status;
        }
        daemon->stages++;
    }
    return WM_OK;
}

void wm_daemon_stop(struct wm_daemon *daemon) {
    daemon->stopping = true;
    while (daemon->stages > 0)
        stages[--daemon->stages].stop(daemon);
}
