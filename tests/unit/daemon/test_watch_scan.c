// SPDX-License-Identifier: MIT
// What one look at folders of rules finds.
#include "engine/daemon/watch_scan.h"

#include "tests/unit/daemon/packs.h"

#include <sys/stat.h>
#include <unistd.h>

struct looking {
    struct wm_test_folder folder;
    char root[128];
    const char *roots[1];
};

static void prepare(struct looking *looking) {
    wm_test_folder_make(&looking->folder);
    packs_framework(&looking->folder, "Ladder");
    packs_organisation(&looking->folder, "north", "", "adopt \"ladder\" {}");
    wm_test_write_text(&looking->folder, "rules/organisations/north/own/framework.lua", "-- its own\n");
    snprintf(looking->root, sizeof looking->root, "%s/rules", looking->folder.path);
    looking->roots[0] = looking->root;
}

static struct wm_watch_scan look(const struct looking *looking) {
    struct wm_error error;
    struct wm_watch_scan scan;
    wm_test_ok(wm_watch_look(looking->roots, 1, &scan, &error), &error);
    return scan;
}

// The way there, name by name, then everything below.
static void test_folders(void **state) {
    (void)state;
    struct looking looking;
    prepare(&looking);
    struct wm_watch_scan scan = look(&looking);
    const char *own = looking.folder.path + strlen("/tmp/");
    const struct {
        const char *path, *only, *pack;
    } expected[] = {
        {"/", "tmp", NULL},
        {"/tmp", own, NULL},
        {"", "rules", NULL},
        {"/rules", NULL, NULL},
        {"/rules/frameworks", NULL, NULL},
        {"/rules/frameworks/ladder", NULL, "frameworks/ladder"},
        {"/rules/organisations", NULL, NULL},
        {"/rules/organisations/north", NULL, "organisations/north"},
        {"/rules/organisations/north/own", NULL, "organisations/north"},
    };
    assert_int_equal(scan.folder_count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < scan.folder_count; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s%s", i < 2 ? "" : looking.folder.path, expected[i].path);
        const struct wm_watch_folder *folder = &scan.folders[i];
        assert_int_equal(wm_watch_folder_order(folder->path, folder->only, path, expected[i].only), 0);
        assert_true((folder->pack == NULL) == (expected[i].pack == NULL));
        if (folder->pack != NULL)
            assert_string_equal(folder->pack, expected[i].pack);
    }
    assert_int_equal(scan.pack_count, 2);
    assert_string_equal(scan.packs[0].name, "frameworks/ladder");
    assert_string_equal(scan.packs[1].name, "organisations/north");
    wm_watch_scan_clear(&scan);
    wm_watch_scan_clear(&scan); // again
    wm_test_folder_remove(&looking.folder);
}

static void test_digests(void **state) {
    (void)state;
    struct looking looking;
    prepare(&looking);
    struct wm_watch_scan before = look(&looking);
    wm_test_write_text(&looking.folder, "rules/organisations/north/README.md", "not rules\n");
    struct wm_watch_scan beside = look(&looking);
    wm_test_write_text(&looking.folder, "rules/organisations/north/own/framework.lua", "-- its own again\n");
    struct wm_watch_scan after = look(&looking);
    assert_memory_equal(&before.packs[0].digest, &after.packs[0].digest, sizeof before.packs[0].digest);
    assert_memory_equal(&before.packs[1].digest, &beside.packs[1].digest, sizeof before.packs[1].digest);
    assert_memory_not_equal(&before.packs[1].digest, &after.packs[1].digest, sizeof before.packs[1].digest);
    wm_watch_scan_clear(&before);
    wm_watch_scan_clear(&beside);
    wm_watch_scan_clear(&after);
    wm_test_folder_remove(&looking.folder);
}

// Links below the rules are followed by nobody, and the way ends at what is not there or no folder.
static void test_what_is_left_out(void **state) {
    (void)state;
    struct looking looking;
    prepare(&looking);
    int folder = looking.folder.descriptor;
    assert_int_equal(symlinkat("north", folder, "rules/organisations/south"), 0);
    wm_test_write_text(&looking.folder, "rules/organisations/file", "no folder\n");
    struct wm_watch_scan scan = look(&looking);
    assert_int_equal(scan.pack_count, 2);
    wm_watch_scan_clear(&scan);
    static const char *const roots[] = {"nowhere/rules", "rules/organisations/file", "rules/organisations/file/more"};
    static const char *const last[] = {"nowhere", "file", "file"};
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        snprintf(looking.root, sizeof looking.root, "%s/%s", looking.folder.path, roots[i]);
        scan = look(&looking);
        assert_int_equal(scan.pack_count, 0);
        assert_string_equal(scan.folders[scan.folder_count - 1].only, last[i]);
        wm_watch_scan_clear(&scan);
    }
    wm_test_folder_remove(&looking.folder);
}

static void test_names(void **state) {
    (void)state;
    assert_true(wm_watch_is_rules("levels.lua"));
    assert_true(wm_watch_is_rules("_shared.lua"));
    assert_true(wm_watch_is_rules("SIGNATURE"));
    static const char *const others[] = {
        "SIGNATURE.part", "signature", ".levels.lua", "levels.lua~", ".lua", "lua", "levels.lua.swp", "4913", ""};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(wm_watch_is_rules(others[i]));
}

static enum wm_status run(void *context, struct wm_error *error) {
    const struct looking *looking = context;
    struct wm_watch_scan scan;
    enum wm_status status = wm_watch_look(looking->roots, 1, &scan, error);
    if (status == WM_OK)
        wm_watch_scan_clear(&scan);
    return status;
}

static void test_memory(void **state) {
    (void)state;
    struct looking looking;
    prepare(&looking);
    wm_test_each_allocation(run, &looking);
    wm_test_folder_remove(&looking.folder);
}

WM_TEST_MAIN(cmocka_unit_test(test_folders), cmocka_unit_test(test_digests), cmocka_unit_test(test_what_is_left_out),
             cmocka_unit_test(test_names), cmocka_unit_test(test_memory))
