// SPDX-License-Identifier: MIT
// Each operation on the files of the store fails once, or from then on: the error is clear, what was acknowledged is
// kept, and the store goes on by itself as soon as it can; only after a failed sync it waits to be opened again.
#include "tests/fault/disk.h"

#include "tests/fault/workload.h"

#include <inttypes.h>

struct failing {
    enum disk_fault fault;
    int64_t nth;
    bool persistent;
    struct workload workload;
    bool sync_failed; // as the store says
};

static bool is_reason(const struct wm_error *error, const char *reason) {
    return strcmp(error->reason, reason) == 0;
}

static bool is_clear(struct failing *failing, const struct wm_error *error) {
    if (error->status == WM_NOT_FOUND) // the write that it depends on was refused
        return is_reason(error, "unknown-person") && failing->workload.acknowledged == 0;
    if (error->status != WM_STORE || error->message[0] == '\0')
        return false;
    if (strstr(error->message, "a sync failed") != NULL) {
        failing->sync_failed = true;
        return failing->fault != DISK_FULL && (is_reason(error, "io") || is_reason(error, "read-only"));
    }
    return is_reason(error, failing->fault == DISK_FULL ? "disk-full" : "io");
}

static void judge(struct failing *failing, const char *step, enum wm_status status) {
    const struct wm_error *error = &failing->workload.fixture.error;
    if (status == WM_OK || (disk_failed() && status == error->status && is_clear(failing, error)))
        return;
    fail_msg("fault %d, operation %" PRId64 "%s, %s: %s (%s) %s", failing->fault, failing->nth,
             failing->persistent ? " and later" : "", step, wm_status_name(status), error->reason, error->message);
}

static void read_all(struct failing *failing) {
    struct fixture *fixture = &failing->workload.fixture;
    struct wm_portfolio *portfolio = NULL;
    int64_t count;
    struct wm_sha256 head;
    judge(failing, "load", wm_store_load_portfolio(fixture->reader, "north", "p1", 2, -1, &portfolio, &fixture->error));
    if (portfolio != NULL)
        assert_true(portfolio->last == failing->workload.acknowledged ||
                    portfolio->last == failing->workload.attempted);
    wm_portfolio_unref(portfolio);
    judge(failing, "head", wm_store_head(fixture->reader, "north", &count, &head, &fixture->error));
    judge(failing, "verify", wm_store_verify(fixture->reader, &count, &fixture->error));
}

static void work(struct failing *failing) {
    struct workload *workload = &failing->workload;
    struct fixture *fixture = &workload->fixture;
    for (int round = 0; round < 2; round++) {
        enum wm_status status = workload_open(workload);
        failing->sync_failed = false;
        judge(failing, "open", status);
        if (status != WM_OK)
            return;
        judge(failing, "first group", workload_group(workload, 1));
        judge(failing, "second group", workload_group(workload, 3));
        judge(failing, "ruleset", workload_keep_ruleset(workload));
        judge(failing, "checkpoint", wm_store_checkpoint(fixture->reader, &fixture->error));
        judge(failing, "third group", workload_group(workload, 2));
        judge(failing, "shortening the log", wm_store_shorten_log(fixture->writer, 1, &fixture->error));
        judge(failing, "fourth group", workload_group(workload, 1));
        read_all(failing);
        if (round == 0)
            workload_close(workload);
    }
}

// The disk is well again.
static void go_on(struct failing *failing) {
    struct workload *workload = &failing->workload;
    struct fixture *fixture = &workload->fixture;
    disk_fail(DISK_IO_FAILS, 0, false);
    if (fixture->reader == NULL) { // it could not be opened
        workload_close(workload);
        wm_test_ok(workload_open(workload), &fixture->error);
        failing->sync_failed = false;
    }
    if (failing->sync_failed) {
        wm_test_fails(workload_group(workload, 1), &fixture->error, WM_STORE, "read-only");
        workload_close(workload);
        wm_test_ok(workload_open(workload), &fixture->error);
    }
    wm_test_ok(workload_group(workload, 1), &fixture->error);
}

// What a power cut now would leave keeps the promise.
static void survives_a_crash(struct failing *failing, uint64_t *random) {
    struct wm_test_folder folder;
    struct workload_promise promise = workload_promise(&failing->workload);
    wm_test_folder_make(&folder);
    disk_crash(&folder, disk_random(random) % 3, random);
    char path[128];
    snprintf(path, sizeof path, "%s/waymark.db", folder.path);
    const char *broken = workload_broken_promise(path, &promise);
    if (broken != NULL)
        fail_msg("fault %d, operation %" PRId64 "%s: %s", failing->fault, failing->nth,
                 failing->persistent ? " and later" : "", broken);
    wm_test_folder_remove(&folder);
}

// Gives whether the nth operation came up.
static bool fails_once(struct failing *failing) {
    struct workload *workload = &failing->workload;
    uint64_t random = (uint64_t)failing->nth;
    workload_make(workload);
    disk_watch(workload->fixture.folder.path);
    disk_fail(failing->fault, failing->nth, failing->persistent);
    work(failing);
    bool failed = disk_failed();
    if (failing->nth % 2 == 0) // half of them crash while it is ill, half after it was well again
        survives_a_crash(failing, &random);
    go_on(failing);
    if (failing->nth % 2 != 0)
        survives_a_crash(failing, &random);
    workload_close(workload);
    disk_watch(NULL);
    workload_remove(workload);
    return failed;
}

static void each_operation(enum disk_fault fault, bool persistent, int64_t stride) {
    enum { SANE = 10000 };
    int64_t nth = 1;
    for (bool failed = true; failed && nth < SANE; nth += stride) {
        struct failing failing = {.fault = fault, .nth = nth, .persistent = persistent};
        failed = fails_once(&failing);
    }
    assert_true(nth > 10 && nth < SANE);
}

static void test_an_operation_fails(void **state) {
    (void)state;
    each_operation(DISK_IO_FAILS, false, 1);
}

static void test_all_fail_from_then_on(void **state) {
    (void)state;
    each_operation(DISK_IO_FAILS, true, 3);
}

static void test_the_disk_is_full(void **state) {
    (void)state;
    each_operation(DISK_FULL, false, 1);
    each_operation(DISK_FULL, true, 1);
}

static void test_a_sync_fails(void **state) {
    (void)state;
    each_operation(DISK_SYNC_FAILS, false, 1);
    each_operation(DISK_SYNC_FAILS, true, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_an_operation_fails),
                                       cmocka_unit_test(test_all_fail_from_then_on),
                                       cmocka_unit_test(test_the_disk_is_full), cmocka_unit_test(test_a_sync_fails)};
    disk_start();
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
