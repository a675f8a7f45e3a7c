// SPDX-License-Identifier: MIT
// Rules with their threads and a store, in a folder of their own.
#pragma once

#include "engine/daemon/rules.h"

#include "tests/unit/daemon/packs.h"
#include "tests/unit/daemon/threads.h"
#include "tests/unit/store/fixture.h"

#define ADOPT "adopt \"ladder\" {}"

struct ruling {
    struct fixture fixture;
    char root[128];
    uv_loop_t loop;
    struct wm_writer *writer;
    const char *roots[1];
    struct wm_readers *builders, *jobs;
    struct wm_rules rules;
    struct wm_trust trust; // nobody, unless a test says so
    struct gate gate;
    int loaded;
};

static inline void ruling_start_with(struct ruling *ruling, size_t writer_capacity) {
    struct wm_error error;
    *ruling = (struct ruling){.loaded = 0};
    fixture_make(&ruling->fixture);
    fixture_open(&ruling->fixture);
    wm_store_writer_close(ruling->fixture.writer); // there is one writer
    ruling->fixture.writer = NULL;
    snprintf(ruling->root, sizeof ruling->root, "%s/rules", ruling->fixture.folder.path);
    packs_framework(&ruling->fixture.folder, "Ladder");
    loop_open(&ruling->loop);
    gate_make(&ruling->gate);
    struct wm_store *store = ruling->fixture.store;
    wm_test_ok(wm_writer_start(&ruling->loop, store, writer_capacity, 1 << 20, 1 << 20, &ruling->writer, &error),
               &error);
    wm_test_ok(wm_readers_start(&ruling->loop, store, "rules", 1, 100, &ruling->builders, &error), &error);
    wm_test_ok(wm_readers_start(&ruling->loop, store, "jobs", 1, 100, &ruling->jobs, &error), &error);
}

static inline void ruling_start(struct ruling *ruling) {
    ruling_start_with(ruling, 100);
}

static inline void ruling_on_loaded(void *context) {
    struct ruling *ruling = context;
    ruling->loaded++;
}

static inline void ruling_begin(struct ruling *ruling) {
    struct wm_error error;
    const struct wm_rules_threads threads = {ruling->builders, ruling->jobs, ruling->writer};
    ruling->roots[0] = ruling->root;
    wm_test_ok(wm_rules_init(&ruling->rules, ruling->roots, 1, ruling->fixture.reader, &error), &error);
    ruling->rules.trust = ruling->trust;
    wm_test_ok(wm_rules_load(&ruling->rules, &threads, ruling_on_loaded, ruling, &error), &error);
}

static inline void ruling_load(struct ruling *ruling) {
    ruling->loaded = 0;
    ruling_begin(ruling);
    loop_until(&ruling->loop, ruling->loaded > 0);
    assert_int_equal(ruling->loaded, 1);
    assert_int_equal(ruling->rules.loading, 0);
}

static inline void ruling_stop(struct ruling *ruling) {
    wm_readers_stop(ruling->builders);
    wm_readers_stop(ruling->jobs);
    wm_writer_stop(ruling->writer);
    loop_close(&ruling->loop);
    wm_rules_clear(&ruling->rules);
    gate_remove(&ruling->gate);
    fixture_remove(&ruling->fixture);
}

static inline struct wm_organisation *ruling_organisation(struct ruling *ruling, const char *id) {
    return wm_rules_organisation(&ruling->rules, id, strlen(id));
}
