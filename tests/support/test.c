// SPDX-License-Identifier: MIT
#include "tests/support/test.h"

#include "engine/base/digest.h"
#include "engine/base/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int64_t expected_errors;
static int64_t expected_bugs;

void wm_test_expect_log(enum wm_log_level level, int64_t lines) {
    if (level == WM_LOG_BUG)
        expected_bugs += lines;
    else
        expected_errors += lines;
}

static int complain(const char *file, const char *what, int64_t got, int64_t wanted) {
    if (got == wanted)
        return 0;
    fprintf(stderr, "%s: FAILED AT THE END: %s: %lld, expected %lld\n", file, what, (long long)got, (long long)wanted);
    return 1;
}

int wm_test_main(const char *file, const struct CMUnitTest *tests, size_t count) {
    struct wm_error error;
    if (wm_digest_start(&error) != WM_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    int failed = _cmocka_run_group_tests(file, tests, count, NULL, NULL);
    wm_code_forget_all();
    struct wm_memory_count left = wm_memory_count();
    if (failed == 0) { // a failed test jumps away over its own cleaning up
        failed += complain(file, "blocks of memory not freed", left.blocks, 0);
        failed += complain(file, "bytes of memory not freed", left.bytes, 0);
        failed += complain(file, "ERROR lines logged", wm_log_count(WM_LOG_ERROR), expected_errors);
        failed += complain(file, "BUG lines logged", wm_log_count(WM_LOG_BUG), expected_bugs);
    }
    return failed == 0 ? 0 : 1;
}

static void show(const struct wm_error *error) {
    print_error("  %s (%s): %s\n", wm_status_name(error->status), error->reason, error->message);
    print_error("  where: %s; expected: %s; found: %s; nearest: %s\n", error->where, error->expected, error->found,
                error->nearest);
}

void wm_test_ok_at(enum wm_status status, const struct wm_error *error, const char *call, const char *file, int line) {
    if (status == WM_OK)
        return;
    print_error("%s\n  gave %s\n", call, wm_status_name(status));
    if (error != NULL)
        show(error);
    _fail(file, line);
}

void wm_test_fails_at(enum wm_status got, const struct wm_error *error, enum wm_status status, const char *reason,
                      const char *call, const char *file, int line) {
    if (got == status && got == WM_OK)
        return;
    if (got == status && error->status == status && strcmp(error->reason, reason) == 0 && error->message[0] != '\0')
        return;
    print_error("%s\n  gave %s, expected %s (%s)\n", call, wm_status_name(got), wm_status_name(status), reason);
    if (got != WM_OK)
        show(error);
    _fail(file, line);
}

void wm_test_folder_make(struct wm_test_folder *folder) {
    snprintf(folder->path, sizeof folder->path, "/tmp/waymark-test-XXXXXX");
    if (mkdtemp(folder->path) == NULL)
        fail_msg("no temporary folder: errno %d", errno);
    folder->descriptor = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder->descriptor >= 0);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk) {
    (void)about;
    (void)kind;
    (void)walk;
    return remove(path);
}

void wm_test_folder_remove(struct wm_test_folder *folder) {
    close(folder->descriptor);
    if (nftw(folder->path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        fail_msg("%s could not be removed: errno %d", folder->path, errno);
}

void wm_test_write(const struct wm_test_folder *folder, const char *name, const void *bytes, size_t length) {
    char part[256];
    for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        snprintf(part, sizeof part, "%.*s", (int)(slash - name), name);
        assert_true(mkdirat(folder->descriptor, part, 0700) == 0 || errno == EEXIST);
    }
    int file = openat(folder->descriptor, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    size_t at = 0;
    while (at < length) {
        ssize_t written = write(file, (const char *)bytes + at, length - at);
        assert_true(written > 0);
        at += (size_t)written;
    }
    close(file);
}

void wm_test_write_text(const struct wm_test_folder *folder, const char *name, const char *text) {
    wm_test_write(folder, name, text, strlen(text));
}

#ifdef WM_FAULTS
static void each_allocation(wm_test_run run, void *context, int64_t stride, bool persistent) {
    enum { SANE = 100000 };
    // Codes that the test already holds must stay valid: then one run ahead interns what there is to intern.
    bool forget = wm_code_count() == 0;
    if (!forget) {
        struct wm_error error = {.status = WM_OK};
        wm_test_ok(run(context, &error), &error);
    }
    for (int64_t nth = 1; nth < SANE; nth += stride) {
        struct wm_error error = {.status = WM_OK};
        struct wm_memory_count before = wm_memory_count();
        wm_fault_allocation(nth, persistent);
        enum wm_status status = run(context, &error);
        bool reached = wm_fault_allocations_seen() >= nth;
        wm_fault_allocation(0, false);
        if (forget)
            wm_code_forget_all();
        struct wm_memory_count after = wm_memory_count();
        if (after.blocks != before.blocks)
            fail_msg("allocation %lld failing leaves %lld blocks behind", (long long)nth,
                     (long long)(after.blocks - before.blocks));
        if (!reached) {
            wm_test_ok(status, &error);
            return;
        }
        // Succeeding all the same is fine: what failed was not needed.
        if (status != WM_OK && status != WM_NO_MEMORY) {
            show(&error);
            fail_msg("allocation %lld failing gives %s", (long long)nth, wm_status_name(status));
        }
    }
    fail_msg("it never succeeds");
}
#endif

void wm_test_each_allocation(wm_test_run run, void *context) {
    wm_test_some_allocations(run, context, 1);
}

void wm_test_some_allocations(wm_test_run run, void *context, int64_t stride) {
#ifdef WM_FAULTS
    each_allocation(run, context, stride, false);
    each_allocation(run, context, stride, true);
#else
    (void)stride;
    struct wm_error error;
    wm_test_ok(run(context, &error), &error);
#endif
}
