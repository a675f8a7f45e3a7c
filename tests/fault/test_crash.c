// SPDX-License-Identifier: MIT
// The plug is pulled at random moments, on a disk that loses what was not synced: what was acknowledged is there.
#include "tests/fault/disk.h"

#include "tests/fault/workload.h"

#include <inttypes.h>
#include <stdlib.h>

#define MOMENTS 200
#define MOST 900 // crashes in one run
#define SEED UINT64_C(20260901)

// What is left after one crash, and what it has to hold.
struct crash {
    struct wm_test_folder folder;
    struct workload_promise promise;
};

struct crashing {
    struct workload *workload;
    int64_t moments[MOST]; // numbers of changes, in order
    size_t count;
    size_t next;    // moment to come
    size_t checked; // crashes looked at
    struct crash crashes[MOST];
    enum disk_luck luck;
    bool any_luck;
    uint64_t random;
};

static void crash_if_it_is_time(void *context) {
    struct crashing *crashing = context;
    while (crashing->next < crashing->count && crashing->moments[crashing->next] == disk_changes()) {
        struct crash *crash = &crashing->crashes[crashing->next++];
        enum disk_luck luck = crashing->any_luck ? disk_random(&crashing->random) % 3 : crashing->luck;
        wm_test_folder_make(&crash->folder);
        disk_crash(&crash->folder, luck, &crashing->random);
        crash->promise = workload_promise(crashing->workload);
    }
}

// Looks at what the crashes so far have left; how many broke the promise.
static size_t look_at_crashes(struct crashing *crashing, bool tell) {
    size_t broken = 0;
    for (; crashing->checked < crashing->next; crashing->checked++) {
        struct crash *crash = &crashing->crashes[crashing->checked];
        char path[128];
        snprintf(path, sizeof path, "%s/waymark.db", crash->folder.path);
        const char *wrong = workload_broken_promise(path, &crash->promise);
        if (wrong != NULL && tell)
            print_error("crash %zu, after change %" PRId64 ", acknowledged %" PRId64 ": %s\n", crashing->checked,
                        crashing->moments[crashing->checked], crash->promise.acknowledged, wrong);
        broken += wrong != NULL;
        wm_test_folder_remove(&crash->folder);
    }
    return broken;
}

static void must_be_synced(void) {
    assert_true(disk_is_synced("-wal"));
}

static void no_demand(void) {
}

// Made, filled, checkpointed, closed and opened again. `acknowledged` is called after each acknowledgement.
static size_t work(struct crashing *crashing, void (*acknowledged)(void), bool tell) {
    struct workload *workload = crashing->workload;
    struct wm_error *error = &workload->fixture.error;
    size_t broken = 0;
    disk_watch(workload->fixture.folder.path);
    disk_on_change(crash_if_it_is_time, crashing);
    for (int round = 0; round < 3; round++) {
        wm_test_ok(workload_open(workload), error);
        for (size_t group = 0; group < 15; group++) {
            wm_test_ok(workload_group(workload, 1 + group % 4), error);
            acknowledged();
            if (group % 4 == 2)
                wm_test_ok(workload_keep_ruleset(workload), error);
            if (group % 6 == 5)
                wm_test_ok(wm_store_checkpoint(workload->fixture.reader, error), error);
            if (group % 4 == 2)
                wm_test_ok(wm_store_shorten_log(workload->fixture.writer, 1, error), error);
            broken += look_at_crashes(crashing, tell);
        }
        workload_close(workload);
        broken += look_at_crashes(crashing, tell);
    }
    return broken;
}

static int compare(const void *a, const void *b) {
    int64_t difference = *(const int64_t *)a - *(const int64_t *)b;
    return (difference > 0) - (difference < 0);
}

// The changes of a run without crashes: the moments that there are.
static int64_t count_changes(void) {
    struct workload workload;
    struct crashing crashing = {.workload = &workload};
    workload_make(&workload);
    (void)work(&crashing, no_demand, true);
    int64_t changes = disk_changes();
    disk_watch(NULL);
    workload_remove(&workload);
    return changes;
}

static void choose_moments(struct crashing *crashing) {
    int64_t changes = count_changes();
    assert_true(changes > MOMENTS);
    for (size_t i = 0; i < MOMENTS; i++)
        crashing->moments[i] = 1 + (int64_t)(disk_random(&crashing->random) % (uint64_t)changes);
    qsort(crashing->moments, MOMENTS, sizeof crashing->moments[0], compare);
    crashing->count = MOMENTS;
}

static struct crashing crashing_of_test;

static void test_what_is_acknowledged_survives(void **state) {
    (void)state;
    struct workload workload;
    struct crashing *crashing = &crashing_of_test;
    *crashing = (struct crashing){.workload = &workload, .any_luck = true, .random = SEED};
    choose_moments(crashing);
    workload_make(&workload);
    size_t broken = work(crashing, must_be_synced, true);
    disk_watch(NULL);
    assert_int_equal(crashing->checked, MOMENTS);
    assert_int_equal(broken, 0);
    workload_remove(&workload);
}

// A store in the making has nothing to lose, but it must not stand in the way of the next attempt: each moment of it, with
// what was not synced kept, torn and dropped in several ways.
static void test_a_store_in_the_making_is_made_again(void **state) {
    enum { CHANGES = 60, WAYS = 15 };
    (void)state;
    struct workload workload;
    struct crashing *crashing = &crashing_of_test;
    *crashing = (struct crashing){.workload = &workload, .luck = DISK_KEEPS_SOME, .random = SEED};
    for (; crashing->count < (size_t)CHANGES * WAYS; crashing->count++)
        crashing->moments[crashing->count] = 1 + (int64_t)(crashing->count / WAYS);
    workload_make(&workload);
    disk_watch(workload.fixture.folder.path);
    disk_on_change(crash_if_it_is_time, crashing);
    wm_test_ok(workload_open(&workload), &workload.fixture.error);
    assert_true(crashing->next > 0 && crashing->next < crashing->count); // all of it
    disk_on_change(NULL, NULL);
    assert_int_equal(look_at_crashes(crashing, true), 0);
    workload_close(&workload);
    disk_watch(NULL);
    workload_remove(&workload);
}

// The test of the test: were syncs left out, it would be seen.
static void test_a_disk_that_lies_is_found_out(void **state) {
    (void)state;
    struct workload workload;
    struct crashing *crashing = &crashing_of_test;
    *crashing = (struct crashing){.workload = &workload, .luck = DISK_KEEPS_NOTHING, .random = SEED};
    workload_make(&workload);
    disk_watch(workload.fixture.folder.path);
    wm_test_ok(workload_open(&workload), &workload.fixture.error);
    wm_test_ok(workload_group(&workload, 3), &workload.fixture.error);
    assert_true(disk_is_synced("-wal"));
    disk_lie();
    disk_on_change(crash_if_it_is_time, crashing);
    wm_test_ok(workload_group(&workload, 3), &workload.fixture.error);
    assert_false(disk_is_synced("-wal"));
    crashing->moments[0] = disk_changes() + 1;
    crashing->count = 1;
    wm_test_ok(workload_group(&workload, 3), &workload.fixture.error);
    assert_int_equal(look_at_crashes(crashing, false), 1);
    workload_close(&workload);
    disk_watch(NULL);
    workload_remove(&workload);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_is_acknowledged_survives),
                                       cmocka_unit_test(test_a_store_in_the_making_is_made_again),
                                       cmocka_unit_test(test_a_disk_that_lies_is_found_out)};
    disk_start();
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
