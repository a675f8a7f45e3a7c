// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/daemon/daemon.h"

#include "engine/base/fault.h"
#include "tests/unit/daemon/packs.h"
#include "tests/unit/daemon/threads.h"

#include <signal.h>
#include <unistd.h>

struct running {
    struct wm_test_folder folder;
    struct wm_config config;
    uv_loop_t loop;
    struct wm_daemon daemon;
    int ready, stops, hurries;
    bool starting;
    bool gives_up; // stops the daemon when it is ready
};

static void on_ready(void *context) {
    struct running *running = context;
    assert_false(running->starting); // never from within the start
    running->ready++;
    if (running->gives_up)
        wm_daemon_stop(&running->daemon);
}

static void on_stop(void *context) {
    struct running *running = context;
    running->stops++;
}

static void on_hurry(void *context) {
    struct running *running = context;
    running->hurries++;
}

static void prepare(struct running *running) {
    struct wm_error error;
    char text[512];
    *running = (struct running){.ready = 0};
    wm_test_folder_make(&running->folder);
    wm_test_write_text(&running->folder, "rules/README", "a rules folder");
    int length =
        snprintf(text, sizeof text, "store: %s/waymark.db\nrules: [%s/rules]\nlimits: { portfolio_cache: 1MiB }\n",
                 running->folder.path, running->folder.path);
    wm_test_ok(wm_config_parse(text, (size_t)length, "test", &running->config, &error), &error);
    loop_open(&running->loop);
}

static enum wm_status try(struct running *running, struct wm_error *error) {
    struct wm_daemon_events events = {.ready = on_ready, .stop = on_stop, .hurry = on_hurry, .context = running};
    running->starting = true;
    enum wm_status status = wm_daemon_start(&running->daemon, &running->loop, &running->config, &events, error);
    running->starting = false;
    return status;
}

static void finish(struct running *running) {
    loop_close(&running->loop);
    wm_config_clear(&running->config);
    wm_test_folder_remove(&running->folder);
}

static void test_start_and_stop(void **state) {
    (void)state;
    struct wm_error error;
    struct running running;
    prepare(&running);
    packs_framework(&running.folder, "Ladder");
    packs_organisation(&running.folder, "north", "", "adopt \"ladder\" {}");
    wm_test_ok(try(&running, &error), &error);
    loop_until(&running.loop, running.ready > 0);
    struct wm_organisation *north = wm_rules_organisation(&running.daemon.rules, "north", 5);
    assert_non_null(north);
    assert_non_null(north->active);
    assert_int_equal(running.ready, 1);
    wm_daemon_stop(&running.daemon);
    wm_daemon_stop(&running.daemon); // again
    finish(&running);
}

static void test_no_organisation_at_all(void **state) {
    (void)state;
    struct wm_error error;
    struct running running;
    prepare(&running);
    wm_test_ok(try(&running, &error), &error);
    loop_until(&running.loop, running.ready > 0);
    assert_int_equal(running.ready, 1);
    wm_daemon_stop(&running.daemon);
    finish(&running);
}

// As when the socket cannot be had: stopped at the very moment it is ready, with organisations and without.
static void test_stopped_when_ready(void **state) {
    (void)state;
    struct wm_error error;
    struct running running;
    for (int organisations = 0; organisations < 2; organisations++) {
        prepare(&running);
        running.gives_up = true;
        packs_framework(&running.folder, "Ladder");
        if (organisations > 0)
            packs_organisation(&running.folder, "north", "", "adopt \"ladder\" {}");
        wm_test_ok(try(&running, &error), &error);
        uv_run(&running.loop, UV_RUN_DEFAULT); // runs out
        assert_int_equal(running.ready, 1);
        finish(&running);
    }
}

static void test_a_broken_pack_does_not_refuse_the_start(void **state) {
    (void)state;
    struct wm_error error;
    struct running running;
    prepare(&running);
    packs_organisation(&running.folder, "north", "", "adopt \"nothing\" {}");
    wm_test_expect_log(WM_LOG_ERROR, 2);
    wm_test_ok(try(&running, &error), &error);
    loop_until(&running.loop, running.ready > 0);
    wm_daemon_stop(&running.daemon);
    finish(&running);
}

static void test_a_missing_rules_folder_does(void **state) {
    (void)state;
    struct wm_error error;
    struct running running;
    prepare(&running);
    char path[128], gone[128];
    snprintf(path, sizeof path, "%s/rules", running.folder.path);
    snprintf(gone, sizeof gone, "%s/elsewhere", running.folder.path);
    assert_int_equal(rename(path, gone), 0);
    wm_test_fails(try(&running, &error), &error, WM_NOT_FOUND, "missing-folder");
    assert_non_null(strstr(error.message, path));
    finish(&running);
}

static void test_a_second_daemon_on_the_same_store(void **state) {
    (void)state;
    struct wm_error error;
    struct running running, second;
    prepare(&running);
    wm_test_ok(try(&running, &error), &error);
    prepare(&second);
    second.config.store = running.config.store;
    wm_test_fails(try(&second, &error), &error, WM_STORE, "locked");
    assert_non_null(strstr(error.message, "only one"));
    finish(&second);
    loop_until(&running.loop, running.ready > 0); // the first one goes on
    wm_daemon_stop(&running.daemon);
    uv_run(&running.loop, UV_RUN_DEFAULT);
    // And after it another may.
    wm_test_ok(try(&running, &error), &error);
    wm_daemon_stop(&running.daemon);
    finish(&running);
}

static void test_signals(void **state) {
    (void)state;
    struct wm_error error;
    struct running running;
    static const int numbers[] = {SIGTERM, SIGINT};
    for (size_t i = 0; i < 2; i++) {
        prepare(&running);
        wm_test_ok(try(&running, &error), &error);
        loop_until(&running.loop, running.ready > 0);
        assert_int_equal(kill(getpid(), SIGHUP), 0);
        assert_int_equal(kill(getpid(), numbers[i]), 0);
        loop_until(&running.loop, running.stops > 0);
        assert_int_equal(running.hurries, 0);
        assert_int_equal(kill(getpid(), numbers[1 - i]), 0);
        loop_until(&running.loop, running.hurries > 0);
        assert_int_equal(running.stops, 1);
        assert_true(running.daemon.stopping);
        wm_daemon_stop(&running.daemon);
        finish(&running);
    }
}

// Asked to stop before it was ready: it never is.
static void test_a_signal_while_loading(void **state) {
    (void)state;
    struct wm_error error;
    struct running running;
    prepare(&running);
    packs_framework(&running.folder, "Ladder");
    packs_organisation(&running.folder, "north", "", "adopt \"ladder\" {}");
    wm_test_ok(try(&running, &error), &error);
    running.daemon.stopping = true; // as the signal does
    loop_until(&running.loop, running.daemon.loaded);
    uv_run(&running.loop, UV_RUN_NOWAIT);
    assert_int_equal(running.ready, 0);
    wm_daemon_stop(&running.daemon);
    finish(&running);
}

// --- checkpoints ---

struct put {
    struct wm_write write; // first
    struct wm_entry entry;
    int64_t seq;
    bool done;
};

static enum wm_status build(struct wm_write *write, struct wm_json_reader *reader, struct wm_arena *arena,
                            struct wm_append *ret_append, struct wm_error *error) {
    struct put *put = (struct put *)write;
    (void)reader;
    (void)arena;
    (void)error;
    *ret_append = (struct wm_append){.organisation = "north", .entries = &put->entry, .count = 1, .new_person = true};
    return WM_OK;
}

static void on_put(struct wm_task *task) {
    ((struct put *)task)->done = true;
}

static void test_checkpoints_follow_writes(void **state) {
    (void)state;
    struct wm_error error;
    struct running running;
    struct put put = {.entry = {.type = WM_ENTRY_PERSON_PUT, .person = {"p1", 2}}};
    prepare(&running);
    wm_test_ok(try(&running, &error), &error);
    loop_until(&running.loop, running.ready > 0);
    assert_int_equal(running.daemon.groups_checkpointed, 0);
    put.write.kind = WM_WRITE_APPEND;
    put.write.build = build;
    put.write.task.done = on_put;
    put.write.appended.seqs = &put.seq;
    wm_test_ok(wm_writer_submit(running.daemon.writer, &put.write, &error), &error);
    loop_until(&running.loop, put.done);
    wm_test_ok(put.write.status, &put.write.error);
    loop_until(&running.loop, running.daemon.groups_checkpointed == 1 && !running.daemon.checkpointing);
    assert_int_equal(running.daemon.checkpoint.status, WM_OK);
    wm_daemon_stop(&running.daemon);
    finish(&running);
}

// --- memory ---

// Every stage fails for want of memory, and what was started before it is taken down again. A start makes thousands of
// allocations: not each of them is tried.
static void test_memory(void **state) {
    (void)state;
#ifdef WM_FAULTS
    struct running running;
    bool reached = true;
    prepare(&running);
    loop_close(&running.loop);
    for (int64_t nth = 1; reached; nth += 1 + nth / 12) {
        struct wm_error error;
        struct wm_memory_count before = wm_memory_count();
        loop_open(&running.loop);
        wm_fault_allocation(nth, true);
        enum wm_status status = try(&running, &error);
        reached = wm_fault_allocations_seen() >= nth;
        wm_fault_allocation(0, false);
        if (status == WM_OK)
            wm_daemon_stop(&running.daemon);
        else
            assert_int_equal(status, WM_NO_MEMORY);
        loop_close(&running.loop);
        assert_int_equal(wm_memory_count().blocks, before.blocks);
        assert_true(reached || status == WM_OK);
    }
    loop_open(&running.loop);
    finish(&running);
#endif
}

WM_TEST_MAIN(cmocka_unit_test(test_start_and_stop), cmocka_unit_test(test_no_organisation_at_all),
             cmocka_unit_test(test_stopped_when_ready), cmocka_unit_test(test_a_broken_pack_does_not_refuse_the_start),
             cmocka_unit_test(test_a_missing_rules_folder_does),
             cmocka_unit_test(test_a_second_daemon_on_the_same_store), cmocka_unit_test(test_signals),
             cmocka_unit_test(test_a_signal_while_loading), cmocka_unit_test(test_checkpoints_follow_writes),
             cmocka_unit_test(test_memory))
