// SPDX-License-Identifier: MIT
// New packs: without findings, with tests that pass; written whole or not at all, over nothing.
#include "engine/author/skeleton.h"

#include "engine/author/lint.h"
#include "engine/base/file.h"
#include "tests/unit/author/run.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct wm_error error;
static struct run_results run;
static struct wm_test_folder folder;
static struct wm_skeleton skeleton;

static int setup(void **state) {
    (void)state;
    wm_test_folder_make(&folder);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_skeleton_clear(&skeleton);
    wm_test_folder_remove(&folder);
    return 0;
}

static struct wm_pack_folders *open_folders(void) {
    struct wm_pack_folders *folders = NULL;
    const char *root = folder.path;
    wm_test_ok(wm_pack_folders_open(&root, 1, &folders, &error), &error);
    return folders;
}

static enum wm_status make(const char *name, const char *adopts) {
    struct wm_pack_folders *folders = open_folders();
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_skeleton_clear(&skeleton);
    enum wm_status status = wm_skeleton_make(&skeleton, name, adopts, &source, "the/place", &error);
    wm_pack_folders_close(folders);
    return status;
}

static void write_pack(const char *name, const char *adopts) {
    wm_test_ok(make(name, adopts), &error);
    wm_test_ok(wm_skeleton_write(&skeleton, folder.path, &error), &error);
}

// The pack has no finding worse than this, and its tests pass.
static void is_sound(const char *pack, enum wm_lint_severity least_bad) {
    struct wm_pack_folders *folders = open_folders();
    struct wm_pack_source source = wm_pack_folders_source(folders);
    struct wm_lint_report report;
    wm_test_ok(wm_lint_run(&source, pack, NULL, &report, &error), &error);
    for (uint32_t i = 0; i < report.count; i++)
        print_message("%s:%d %s %s\n", report.findings[i].file, report.findings[i].line, report.findings[i].rule->code,
                      report.findings[i].message);
    for (int severity = WM_LINT_ERROR; severity < (int)least_bad; severity++)
        assert_int_equal(report.severities[severity], 0);
    wm_lint_report_clear(&report);
    run_source(&source, pack, NULL, &run);
    run_all_passed(&run);
    assert_true(run.count > 0);
    wm_pack_folders_close(folders);
}

static struct wm_buffer read_written(const char *name) {
    struct wm_buffer bytes;
    wm_test_ok(wm_file_read_at(folder.descriptor, name, 1 << 20, &bytes, &error), &error);
    return bytes;
}

static void contains(const char *name, const char *text) {
    struct wm_buffer bytes = read_written(name);
    if (strstr(bytes.data, text) == NULL)
        fail_msg("%s does not say \"%s\":\n%s", name, text, bytes.data);
    assert_null(strstr(bytes.data, "@NAME@"));
    assert_null(strstr(bytes.data, "@PATH@"));
    wm_buffer_clear(&bytes);
}

static bool is_there(const char *name) {
    struct stat about;
    return fstatat(folder.descriptor, name, &about, AT_SYMLINK_NOFOLLOW) == 0;
}

static void test_a_framework(void **state) {
    (void)state;
    write_pack("care-home", NULL);
    assert_string_equal(skeleton.pack, "frameworks/care-home");
    is_sound("frameworks/care-home", WM_LINT_NOTE + 1);
    contains("frameworks/care-home/framework.lua", "framework \"care-home\" { title = \"Care home\"");
    contains("frameworks/care-home/README.md", "waymark rules test the/place");
}

static void test_editors_find_the_annotations(void **state) {
    (void)state;
    write_pack("care-home", NULL);
    contains("frameworks/care-home/.luarc.json", "\"workspace.library\": [\"../../.waymark\"]");
    contains(".luarc.json", "\"workspace.library\": [\".waymark\"]");
    struct wm_buffer shipped, written = read_written(".waymark/waymark.d.lua");
    wm_test_ok(wm_file_read(WM_TEST_SOURCES "/rules/waymark.d.lua", 1 << 20, &shipped, &error), &error);
    assert_string_equal(written.data, shipped.data);
    wm_buffer_clear(&written);
    wm_buffer_clear(&shipped);
}

static void test_an_organisation(void **state) {
    (void)state;
    write_pack("care-home", NULL);
    write_pack("oak", "care-home");
    assert_string_equal(skeleton.pack, "organisations/oak");
    is_sound("organisations/oak", WM_LINT_NOTE + 1);
    contains("organisations/oak/organisation.lua", "[\"safeguarding-lasts\"] = years(3),\n");
    contains("organisations/oak/organisation.lua", "[\"pass-mark\"] = 2,\n");
    assert_false(is_there("organisations/oak/framework.lua"));
}

// Each type of parameter, one without a suggestion, one with a default; a first level that waits for what is open.
static void test_an_organisation_of_a_rich_framework(void **state) {
    (void)state;
    wm_test_write_text(
        &folder, "frameworks/rich/framework.lua",
        "framework \"rich\" { title = \"Rich\", scale = \"s\" }\n"
        "scale \"s\" { \"a\", \"b\" }\n"
        "domain \"d\" { title = \"D\" }\n"
        "competency \"c\" { domain = \"d\", title = \"C\" }\n"
        "competency \"e\" { domain = \"d\", title = \"E\" }\n"
        "qualification \"q\" { title = \"Q\" }\n"
        "qualification \"r\" { title = \"R\" }\n"
        "parameter \"open\" { of = \"number\", says = \"How much\" }\n"
        "parameter \"share\" { suggested = percent(50) }\n"
        "parameter \"long\" { suggested = weeks(6) }\n"
        "parameter \"strict\" { suggested = true }\n"
        "parameter \"way\" { suggested = \"this\", one_of = { \"this\", \"that\" } }\n"
        "parameter \"ways\" { suggested = { \"q\", \"r\" } }\n"
        "parameter \"stated\" { default = 2 }\n"
        "level \"low\" { title = \"Low\", rank = 1, requires = {\n"
        "  assessed { \"c\", at_least = param \"open\", within = param \"long\" },\n"
        "  assessed { \"e\", at_least = param \"stated\" },\n"
        "  any { qualified { param \"ways\" }, when { setting { \"way\", is = \"this\" }, assessed \"c\" } },\n"
        "  recorded { kind = \"assessment\", \"c\", in_date = param \"strict\" },\n"
        "  at_least(param \"share\") { qualified \"q\", qualified \"r\" } } }\n");
    write_pack("oak", "rich");
    is_sound("organisations/oak", WM_LINT_NOTE);
    contains("organisations/oak/organisation.lua", "    -- How much\n    -- [\"open\"] = …, for example a number\n"
                                                   "    [\"share\"] = percent(50),\n"
                                                   "    [\"long\"] = weeks(6),\n"
                                                   "    [\"strict\"] = true,\n"
                                                   "    [\"way\"] = \"this\",\n"
                                                   "    [\"ways\"] = { \"q\", \"r\" },\n  },\n");
    contains("organisations/oak/tests.lua", "expect = indeterminate");
}

static void test_nothing_to_decide(void **state) {
    (void)state;
    wm_test_write_text(&folder, "frameworks/plain/framework.lua",
                       "framework \"plain\" { title = \"Plain\" }\ncourse \"x\" { title = \"X\" }\n"
                       "gate \"open\" { title = \"Open\", requires = trained \"x\" }\n");
    write_pack("oak", "plain");
    is_sound("organisations/oak", WM_LINT_NOTE + 1);
    contains("organisations/oak/organisation.lua", "adopt \"plain\" {\n}\n");
    contains("organisations/oak/tests.lua", "gate = \"plain/open\"");
}

static void test_names(void **state) {
    (void)state;
    static const char *const good[] = {"a", "care-home", "2024", "a.b_c"};
    static const char *const bad[] = {
        "",           "Care-home",
        "care home",  "-care",
        ".care",      "_care",
        "../up",      "a/b",
        "f\xc3\xbcr", "a2345678901234567890123456789012345678901234567890123456789012345"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        wm_test_ok(make(good[i], NULL), &error);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        wm_test_fails(make(bad[i], NULL), &error, WM_PARAMS, "wrong-name");
}

static void test_unknown_framework(void **state) {
    (void)state;
    write_pack("care-home", NULL);
    assert_int_not_equal(make("oak", "care-hme"), WM_OK);
    assert_false(is_there("organisations"));
    wm_test_write_text(&folder, "frameworks/empty/framework.lua", "framework \"empty\" { title = \"Empty\" }\n");
    wm_test_fails(make("oak", "empty"), &error, WM_RULES, "missing");
}

// --- writing ---

static void test_nothing_is_overwritten(void **state) {
    (void)state;
    write_pack("care-home", NULL);
    wm_test_write_text(&folder, "frameworks/care-home/levels.lua", "mine");
    wm_test_fails(wm_skeleton_write(&skeleton, folder.path, &error), &error, WM_CONFLICT, "exists");
    contains("frameworks/care-home/levels.lua", "mine");
    wm_test_write_text(&folder, ".luarc.json", "my own");
    write_pack("second", NULL);
    contains(".luarc.json", "my own");
    wm_test_write_text(&folder, "frameworks/third", "a file, not a folder");
    wm_test_ok(make("third", NULL), &error);
    wm_test_fails(wm_skeleton_write(&skeleton, folder.path, &error), &error, WM_CONFLICT, "exists");
}

static void test_old_annotations_are_renewed(void **state) {
    (void)state;
    wm_test_write_text(&folder, ".waymark/waymark.d.lua", "---@meta waymark\n-- of an older version\n");
    write_pack("care-home", NULL);
    contains(".waymark/waymark.d.lua", "function level(name) end");
    wm_test_write_text(&folder, ".waymark/waymark.d.lua", "-- somebody's own\n");
    write_pack("second", NULL);
    contains(".waymark/waymark.d.lua", "somebody's own");
}

// The annotations come last, and find a file where their folder should be.
static void test_all_or_nothing(void **state) {
    (void)state;
    wm_test_write_text(&folder, ".waymark", "in the way");
    wm_test_ok(make("care-home", NULL), &error);
    assert_int_equal(wm_skeleton_write(&skeleton, folder.path, &error), WM_SYSTEM);
    assert_false(is_there("frameworks"));
    assert_false(is_there(".luarc.json"));
    assert_true(is_there(".waymark"));
}

static void test_no_such_folder(void **state) {
    (void)state;
    wm_test_ok(make("care-home", NULL), &error);
    assert_int_equal(wm_skeleton_write(&skeleton, "/nonexistent/rules", &error), WM_SYSTEM);
}

static enum wm_status make_both(void *context, struct wm_error *why) {
    const struct wm_pack_source *source = context;
    struct wm_skeleton made;
    enum wm_status status = wm_skeleton_make(&made, "second", NULL, source, "p", why);
    wm_skeleton_clear(&made);
    if (status == WM_OK) {
        status = wm_skeleton_make(&made, "oak", "care-home", source, "p", why);
        wm_skeleton_clear(&made);
    }
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    write_pack("care-home", NULL);
    struct wm_pack_folders *folders = open_folders();
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_some_allocations(make_both, &source, 7);
    wm_pack_folders_close(folders);
}

#define NEW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(NEW(test_a_framework), NEW(test_editors_find_the_annotations), NEW(test_an_organisation),
             NEW(test_an_organisation_of_a_rich_framework), NEW(test_nothing_to_decide), NEW(test_names),
             NEW(test_unknown_framework), NEW(test_nothing_is_overwritten), NEW(test_old_annotations_are_renewed),
             NEW(test_all_or_nothing), NEW(test_no_such_folder), NEW(test_no_memory))
