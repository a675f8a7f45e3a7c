// SPDX-License-Identifier: MIT
#include "engine/base/file.h"

#include "tests/support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct wm_test_folder folder;

static int setup(void **state) {
    (void)state;
    wm_test_folder_make(&folder);
    wm_test_write_text(&folder, "plain.lua", "return 1\n");
    wm_test_write_text(&folder, "sub/inner/deep.lua", "deep");
    wm_test_write_text(&folder, "empty", "");
    return symlinkat("plain.lua", folder.descriptor, "link.lua") + symlinkat("sub", folder.descriptor, "linked") +
           symlinkat("nowhere", folder.descriptor, "dangling") + mkfifoat(folder.descriptor, "fifo", 0600);
}

static int teardown(void **state) {
    (void)state;
    wm_test_folder_remove(&folder);
    return 0;
}

static void expect_text(const char *name, size_t maximum, const char *wanted) {
    struct wm_error error;
    struct wm_buffer bytes;
    wm_test_ok(wm_file_read_at(folder.descriptor, name, maximum, &bytes, &error), &error);
    assert_int_equal(bytes.length, strlen(wanted));
    assert_string_equal(bytes.data, wanted);
    assert_int_equal(bytes.maximum, maximum);
    wm_buffer_clear(&bytes);
}

static void expect_refused(const char *name, size_t maximum, enum wm_status status, const char *reason) {
    struct wm_error error;
    struct wm_buffer bytes = {.length = 77};
    wm_test_fails(wm_file_read_at(folder.descriptor, name, maximum, &bytes, &error), &error, status, reason);
    assert_string_equal(error.where, name);
    assert_int_equal(bytes.length, 77);
}

static void test_read(void **state) {
    (void)state;
    expect_text("plain.lua", 100, "return 1\n");
    expect_text("plain.lua", 9, "return 1\n");
    expect_text("sub/inner/deep.lua", 100, "deep");
    expect_text("empty", 0, "");
    expect_text("empty", SIZE_MAX, "");
    expect_text("plain.lua", SIZE_MAX, "return 1\n");
}

static void test_refused(void **state) {
    (void)state;
    expect_refused("plain.lua", 8, WM_LIMIT, "file-too-large");
    expect_refused("plain.lua", 0, WM_LIMIT, "file-too-large");
    expect_refused("missing", 8, WM_NOT_FOUND, "file-missing");
    expect_refused("plain.lua/x", 8, WM_NOT_FOUND, "file-missing");
    expect_refused("link.lua", 100, WM_DENIED, "file-link");
    expect_refused("dangling", 100, WM_DENIED, "file-link");
    expect_refused("linked/inner/deep.lua", 100, WM_DENIED, "file-link");
    expect_refused("fifo", 100, WM_DENIED, "file-kind"); // and does not wait for a writer
    expect_refused("sub", 100, WM_DENIED, "file-kind");
    static const char *const names[] = {"",           "/etc/hostname", "../x", "sub/../plain.lua", "./plain.lua",
                                        "sub//inner", "sub/",          "."};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect_refused(names[i], 100, WM_DENIED, "file-name");
    char name[400];
    memset(name, 'n', sizeof name);
    name[300] = '\0';
    struct wm_error error;
    struct wm_buffer bytes;
    wm_test_fails(wm_file_read_at(folder.descriptor, name, 100, &bytes, &error), &error, WM_DENIED, "file-name");
}

static void test_path(void **state) {
    (void)state;
    char path[128];
    struct wm_error error;
    struct wm_buffer bytes;
    snprintf(path, sizeof path, "%s/link.lua", folder.path); // an operator's own links are followed
    wm_test_ok(wm_file_read(path, 100, &bytes, &error), &error);
    assert_string_equal(bytes.data, "return 1\n");
    wm_buffer_clear(&bytes);
    wm_test_fails(wm_file_read(path, 3, &bytes, &error), &error, WM_LIMIT, "file-too-large");
    wm_test_fails(wm_file_read(folder.path, 100, &bytes, &error), &error, WM_DENIED, "file-kind");
    wm_test_fails(wm_file_read("/dev/zero", 100, &bytes, &error), &error, WM_DENIED, "file-kind");
    wm_test_fails(wm_file_read("/nowhere/at/all", 100, &bytes, &error), &error, WM_NOT_FOUND, "file-missing");
    wm_test_ok(wm_file_read("/proc/self/status", 1 << 20, &bytes, &error), &error); // says it has 0 bytes
    assert_true(bytes.length > 0);
    wm_buffer_clear(&bytes);
    wm_test_fails(wm_file_read("/proc/self/status", 10, &bytes, &error), &error, WM_LIMIT, "file-too-large");
}

static void test_list(void **state) {
    (void)state;
    struct wm_test_folder many;
    wm_test_folder_make(&many);
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    const char **names;
    size_t count = 77;
    struct wm_error error;
    wm_test_ok(wm_file_list(many.descriptor, &arena, &names, &count, &error), &error);
    assert_int_equal(count, 0);
    char name[32];
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "%02d.lua", (i * 37) % 100);
        wm_test_write_text(&many, name, "");
    }
    wm_test_write_text(&many, ".hidden", "");
    wm_test_write_text(&many, "Upper", "");
    for (int round = 0; round < 2; round++) { // the folder's own position does not move
        wm_test_ok(wm_file_list(many.descriptor, &arena, &names, &count, &error), &error);
        assert_int_equal(count, 101);
        for (size_t i = 0; i < 100; i++) {
            snprintf(name, sizeof name, "%02zu.lua", i);
            assert_string_equal(names[i], name);
        }
        assert_string_equal(names[100], "Upper");
    }
    struct wm_arena small;
    wm_arena_init(&small, 200);
    wm_test_fails(wm_file_list(many.descriptor, &small, &names, &count, &error), &error, WM_NO_MEMORY, "no-memory");
    wm_arena_clear(&small);
    wm_test_fails(wm_file_list(-1, &arena, &names, &count, &error), &error, WM_SYSTEM, "system");
    wm_arena_clear(&arena);
    wm_test_folder_remove(&many);
}

static enum wm_status read_and_list(void *context, struct wm_error *error) {
    (void)context;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    struct wm_buffer bytes = {0};
    const char **names;
    size_t count;
    enum wm_status status = wm_file_list(folder.descriptor, &arena, &names, &count, error);
    if (status == WM_OK)
        status = wm_file_read_at(folder.descriptor, "sub/inner/deep.lua", 100, &bytes, error);
    wm_buffer_clear(&bytes);
    wm_arena_clear(&arena);
    return status;
}

static void test_failing_allocations(void **state) {
    (void)state;
    wm_test_each_allocation(read_and_list, NULL);
}

WM_TEST_MAIN(cmocka_unit_test_setup_teardown(test_read, setup, teardown),
             cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
             cmocka_unit_test_setup_teardown(test_path, setup, teardown), cmocka_unit_test(test_list),
             cmocka_unit_test_setup_teardown(test_failing_allocations, setup, teardown))
