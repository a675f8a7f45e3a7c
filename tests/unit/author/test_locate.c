// SPDX-License-Identifier: MIT
#include "engine/author/pack_test.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <unistd.h>

static struct wm_test_folder folder;
static struct wm_arena arena;
static struct wm_error error;

static int make(void **state) {
    (void)state;
    wm_test_folder_make(&folder);
    wm_test_write_text(&folder, "rules/frameworks/bakery/framework.lua", "");
    wm_test_write_text(&folder, "rules/organisations/corner-shop/organisation.lua", "");
    wm_test_write_text(&folder, "rules/frameworks/empty/notes.txt", "");
    wm_test_write_text(&folder, "rules/organisations/odd/framework.lua", "");
    wm_test_write_text(&folder, "other/bakery/framework.lua", "");
    wm_arena_init(&arena, 65536);
    return 0;
}

static int clear(void **state) {
    (void)state;
    wm_arena_clear(&arena);
    wm_test_folder_remove(&folder);
    return 0;
}

static const char *path(const char *name) {
    return wm_arena_printf(&arena, "%s/%s", folder.path, name);
}

static void test_packs(void **state) {
    (void)state;
    const char *pack, *root;
    static const char *const names[][2] = {
        {"rules/frameworks/bakery", "frameworks/bakery"},
        {"rules/frameworks/bakery/", "frameworks/bakery"},
        {"rules/../rules/organisations/./corner-shop", "organisations/corner-shop"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        wm_test_ok(wm_pack_test_locate(path(names[i][0]), &arena, &pack, &root, &error), &error);
        assert_string_equal(pack, names[i][1]);
        assert_string_equal(root, path("rules"));
    }
}

static void test_here(void **state) {
    (void)state;
    const char *pack, *root;
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(path("rules/frameworks/bakery")), 0);
    enum wm_status status = wm_pack_test_locate(".", &arena, &pack, &root, &error);
    assert_int_equal(chdir(before), 0);
    wm_test_ok(status, &error);
    assert_string_equal(pack, "frameworks/bakery");
    assert_string_equal(root, path("rules"));
}

static void test_others(void **state) {
    (void)state;
    const char *pack, *root;
    static const char *const names[] = {
        "rules/frameworks/empty",
        "rules/organisations/odd",
        "other/bakery",
        "rules/frameworks",
        "rules/frameworks/bakery/framework.lua",
        "/",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *name = names[i][0] == '/' ? names[i] : path(names[i]);
        wm_test_fails(wm_pack_test_locate(name, &arena, &pack, &root, &error), &error, WM_PARAMS, "no-pack");
        assert_string_equal(error.where, name);
    }
    wm_test_fails(wm_pack_test_locate(path("rules/frameworks/none"), &arena, &pack, &root, &error), &error, WM_PARAMS,
                  "missing-folder");
}

static enum wm_status locate(void *context, struct wm_error *ret_error) {
    const char *pack, *root;
    struct wm_arena own;
    wm_arena_init(&own, 65536);
    enum wm_status status = wm_pack_test_locate(context, &own, &pack, &root, ret_error);
    wm_arena_clear(&own);
    return status;
}

static void test_out_of_memory(void **state) {
    (void)state;
    char name[128];
    snprintf(name, sizeof name, "%s/rules/organisations/corner-shop", folder.path);
    wm_test_each_allocation(locate, name);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_packs, make, clear),
        cmocka_unit_test_setup_teardown(test_here, make, clear),
        cmocka_unit_test_setup_teardown(test_others, make, clear),
        cmocka_unit_test_setup_teardown(test_out_of_memory, make, clear),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
