// SPDX-License-Identifier: MIT
// Packs in folders on disk: roots, what is read and what is not, links, files that cannot be.
#include "tests/unit/lang/rules.h"

#include <sys/stat.h>
#include <unistd.h>

static struct wm_test_folder first, second;
static struct wm_pack_folders *folders;

#define F "framework 'f' { title = 'F' }\nrelation 'r' { title = 'R' }\n"

static int setup(void **state) {
    (void)state;
    struct wm_error error = {0};
    wm_test_folder_make(&first);
    wm_test_folder_make(&second);
    const char *const roots[] = {first.path, second.path};
    wm_test_ok(wm_pack_folders_open(roots, 2, &folders, &error), &error);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_pack_folders_close(folders);
    wm_test_folder_remove(&first);
    wm_test_folder_remove(&second);
    return 0;
}

static enum wm_status build(const char *framework, struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    struct wm_pack_source source = wm_pack_folders_source(folders);
    *ret_ruleset = NULL;
    *error = (struct wm_error){0};
    return wm_pack_build_framework(&source, framework, NULL, 0, NULL, ret_ruleset, error);
}

static void expect_fail(const char *reason, const char *where) {
    struct wm_ruleset *ruleset;
    struct wm_error error;
    wm_test_fails(build("f", &ruleset, &error), &error, WM_RULES, reason);
    assert_string_equal(error.where, where);
    assert_null(ruleset);
}

static void test_roots(void **state) {
    (void)state;
    struct wm_error error = {0};
    struct wm_pack_folders *none = NULL;
    wm_test_write_text(&first, "file", "");
    char file[128];
    snprintf(file, sizeof file, "%s/file", first.path);
    const char *const missing[] = {first.path, "/nowhere/rules"}, *const a_file[] = {file};
    wm_test_fails(wm_pack_folders_open(missing, 2, &none, &error), &error, WM_NOT_FOUND, "missing-folder");
    assert_string_equal(error.where, "/nowhere/rules");
    wm_test_fails(wm_pack_folders_open(a_file, 1, &none, &error), &error, WM_NOT_FOUND, "missing-folder");
    assert_null(none);
    wm_pack_folders_close(NULL);
}

static void test_what_is_read(void **state) {
    (void)state;
    struct wm_ruleset *ruleset;
    struct wm_error error;
    wm_test_write_text(&second, "frameworks/f/framework.lua", "framework 'f' { title = 'hidden' }");
    wm_test_write_text(&first, "frameworks/f/framework.lua", F);
    wm_test_write_text(&first, "frameworks/f/20-b.lua", "level(name) { title = 'B', requires = related 'r' }");
    wm_test_write_text(&first, "frameworks/f/10-a.lua", "name = 'b' runs = {} assert(include '_shared' == 7)");
    wm_test_write_text(&first, "frameworks/f/_shared.lua", "table.insert(runs, 1) return 7");
    wm_test_write_text(&first, "frameworks/f/_unused.lua", "this is no Lua");
    wm_test_write_text(&first, "frameworks/f/30-c.lua", "assert(include '_shared.lua' == 7 and #runs == 1)");
    wm_test_write_text(&first, "frameworks/f/.hidden.lua", "nor is this");
    wm_test_write_text(&first, "frameworks/f/notes.txt", "nor this");
    wm_test_write_text(&first, "frameworks/f/more/deep.lua", "nor this");
    wm_test_ok(build("f", &ruleset, &error), &error);
    assert_string_equal(ruleset->frameworks[0].title, "F");
    static const char *const paths[] = {"frameworks/f/10-a.lua", "frameworks/f/20-b.lua", "frameworks/f/30-c.lua",
                                        "frameworks/f/_shared.lua", "frameworks/f/framework.lua"};
    assert_int_equal(ruleset->file_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(ruleset->files[i].path, paths[i]);
    assert_string_equal(ruleset->levels[0]->where.file, "frameworks/f/20-b.lua");
    assert_int_equal(ruleset->levels[0]->where.line, 1);
    // What was kept builds the same again.
    struct wm_pack_files kept = {ruleset->files, ruleset->file_count};
    struct wm_pack_source source = wm_pack_files_source(&kept);
    struct wm_ruleset *again = NULL;
    wm_test_ok(wm_pack_build_framework(&source, "f", NULL, 0, NULL, &again, &error), &error);
    assert_string_equal(again->hash, ruleset->hash);
    assert_string_equal(again->criteria_hash, ruleset->criteria_hash);
    wm_ruleset_unref(again);
    wm_ruleset_unref(ruleset);
}

static void test_names_of_packs(void **state) {
    (void)state;
    struct wm_pack_source source = wm_pack_folders_source(folders);
    struct wm_error error = {0};
    struct wm_arena arena;
    const char **names = NULL;
    size_t count = 9;
    wm_arena_init(&arena, 1 << 20);
    wm_test_ok(source.packs(source.context, "frameworks", &arena, &names, &count, &error), &error);
    assert_int_equal(count, 0);
    wm_test_write_text(&first, "frameworks/m/framework.lua", "");
    wm_test_write_text(&first, "frameworks/z/framework.lua", "");
    wm_test_write_text(&first, "frameworks/README.md", "");
    wm_test_write_text(&second, "frameworks/a/framework.lua", "");
    wm_test_write_text(&second, "frameworks/m/framework.lua", "");
    wm_test_write_text(&second, "frameworks/Not A Code/framework.lua", "");
    assert_int_equal(symlinkat("a", second.descriptor, "frameworks/link"), 0);
    wm_test_ok(source.packs(source.context, "frameworks", &arena, &names, &count, &error), &error);
    assert_int_equal(count, 3);
    assert_string_equal(names[0], "a");
    assert_string_equal(names[1], "m");
    assert_string_equal(names[2], "z");
    wm_arena_clear(&arena);
    struct wm_ruleset *ruleset;
    wm_test_fails(build("mm", &ruleset, &error), &error, WM_NOT_FOUND, "unknown-framework");
    assert_string_equal(error.nearest, "m");
}

static void test_links(void **state) {
    (void)state;
    wm_test_write_text(&second, "outside.lua", F);
    wm_test_write_text(&first, "frameworks/g/framework.lua", F);
    assert_int_equal(symlinkat("g", first.descriptor, "frameworks/f"), 0);
    expect_fail("file-link", "frameworks/f");
    assert_int_equal(unlinkat(first.descriptor, "frameworks/f", 0), 0);
    char target[128];
    snprintf(target, sizeof target, "%s/outside.lua", second.path);
    wm_test_write_text(&first, "frameworks/f/framework.lua", F);
    assert_int_equal(symlinkat(target, first.descriptor, "frameworks/f/a.lua"), 0);
    expect_fail("file-link", "frameworks/f/a.lua:1");
    assert_int_equal(unlinkat(first.descriptor, "frameworks/f/a.lua", 0), 0);
    assert_int_equal(mkdirat(first.descriptor, "frameworks/f/a.lua", 0700), 0);
    expect_fail("file-kind", "frameworks/f/a.lua:1");
}

static void test_files_that_cannot_be(void **state) {
    (void)state;
    struct wm_ruleset *ruleset;
    struct wm_error error;
    static char large[1 << 21];
    memset(large, ' ', sizeof large);
    wm_test_write_text(&first, "frameworks/f/other.lua", "");
    expect_fail("missing", "frameworks/f/framework.lua:1");
    wm_test_write(&first, "frameworks/f/framework.lua", large, 65537);
    expect_fail("too-large", "frameworks/f/framework.lua:1");
    wm_test_write(&first, "frameworks/f/framework.lua", large, sizeof large);
    expect_fail("too-large", "frameworks/f/framework.lua:1");
    memcpy(large, F, sizeof F - 1);
    wm_test_write(&first, "frameworks/f/framework.lua", large, 65536);
    wm_test_ok(build("f", &ruleset, &error), &error);
    wm_ruleset_unref(ruleset);
    wm_test_write_text(&first, "frameworks/f/framework.lua", F);
    wm_test_write_text(&first, "frameworks/f/with space.lua", "");
    expect_fail("file-name", "frameworks/f/with space.lua:1");
}

static void test_too_many_files(void **state) {
    (void)state;
    char name[64];
    wm_test_write_text(&first, "frameworks/f/framework.lua", F);
    for (int i = 0; i < 256; i++) {
        snprintf(name, sizeof name, "frameworks/f/%03d.lua", i);
        wm_test_write_text(&first, name, "");
    }
    expect_fail("too-many", "frameworks/f");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(EACH(test_roots), EACH(test_what_is_read), EACH(test_names_of_packs), EACH(test_links),
             EACH(test_files_that_cannot_be), EACH(test_too_many_files))
