// SPDX-License-Identifier: MIT
// What every unit test includes instead of cmocka: the main that makes each executable a test of everything (leaks,
// unexpected ERROR and BUG lines), folders to write in, and the loop over failing allocations.
//
//     static void test_something(void **state) { ... }
//     WM_TEST_MAIN(cmocka_unit_test(test_something), cmocka_unit_test(test_other))
#pragma once

#include "engine/base/buffer.h"
#include "engine/base/code.h"
#include "engine/base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// cmocka needs the ones above before it.
#include <cmocka.h>

// Runs the tests, forgets all codes, and fails when memory is still held or more lines were logged at ERROR or BUG
// than wm_test_expect_log announced.
int wm_test_main(const char *file, const struct CMUnitTest *tests, size_t count);
#define WM_TEST_MAIN(...)                                                                                              \
    int main(void) {                                                                                                   \
        const struct CMUnitTest tests[] = {__VA_ARGS__};                                                               \
        return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);                                          \
    }

// This executable will log so many more lines at `level` (ERROR or BUG), exactly.
void wm_test_expect_log(enum wm_log_level level, int64_t lines);

// The call must give WM_OK; otherwise its error is printed and the test fails.
#define wm_test_ok(call, error) wm_test_ok_at((call), (error), #call, __FILE__, __LINE__)
void wm_test_ok_at(enum wm_status status, const struct wm_error *error, const char *call, const char *file, int line);
// The call must give exactly this status and reason.
#define wm_test_fails(call, error, status, reason)                                                                     \
    wm_test_fails_at((call), (error), (status), (reason), #call, __FILE__, __LINE__)
void wm_test_fails_at(enum wm_status got, const struct wm_error *error, enum wm_status status, const char *reason,
                      const char *call, const char *file, int line);

// A new folder of its own under /tmp, and everything in it removed again (links are not followed).
struct wm_test_folder {
    char path[64];
    int descriptor; // open, for the *_at functions
};
void wm_test_folder_make(struct wm_test_folder *folder);
void wm_test_folder_remove(struct wm_test_folder *folder);
// Writes a file there; folders in `name` are made.
void wm_test_write(const struct wm_test_folder *folder, const char *name, const void *bytes, size_t length);
void wm_test_write_text(const struct wm_test_folder *folder, const char *name, const char *text);

// Runs `run` with the first allocation failing, then the second, ... until it succeeds; then all again with every
// later allocation failing too. A failing run must say WM_NO_MEMORY and hold no more memory than before; `run` cleans
// up after itself when it succeeds. Codes may stay: they are forgotten after each run, unless the test already holds
// some, which stay valid. Without WM_FAULTS it runs once.
typedef enum wm_status (*wm_test_run)(void *context, struct wm_error *error);
void wm_test_each_allocation(wm_test_run run, void *context);
// The same with only every `stride`th failing: for work with thousands.
void wm_test_some_allocations(wm_test_run run, void *context, int64_t stride);
