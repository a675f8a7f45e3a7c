// SPDX-License-Identifier: MIT
// Every allocation of a build fails once: no leak, no half ruleset, the same reason.
#include "tests/unit/lang/rules.h"

static const char framework[] =
    "framework 'f' { title = 'F', scale = 's', defaults = { assessed = { as = { 'peer' } } },\n"
    "  shown_by = function(c) return assessed { c, at_least = param 'score' } end }\n"
    "scale 's' { [0] = 'No', 'Yes' }\n"
    "parameter 'score' { suggested = 1 }\n"
    "parameter 'list' { suggested = { 't' } }\n"
    "parameter 'way' { one_of = { 'a', 'b' }, suggested = 'a' }\n"
    "competency 'c' { title = 'C', anchors = { 'yes' } }\n"
    "course 't' { title = 'T', teaches = { 'c' }, valid = months(3) }\n"
    "relation 'r' { title = 'R' }\n"
    "pay 'p' { title = 'P', from = '2020-04-01', rows = { { years_from = 0 } } }\n"
    "level 'one' { title = 'One', grants = { pay = 'p' }, requires = { shown(competencies {}),\n"
    "  trained { param 'list', provider = 'x', within = years(1) }, any { setting { 'way', is = 'b' }, related 'r' } } "
    "}\n"
    "level 'two' { title = 'Two', after = 'one', desires = related 'r', requires = at_least(1) { meets 'one', related "
    "'r' } }\n"
    "level 'one' { from = '2027-04-01', grandfather = '2027-12-31', desires = related 'r', requires = trained 't' }\n"
    "test 'x' { level = 'one', expect = eligible }\n";
static const char organisation[] =
    "organisation 'o' { title = 'O' }\n"
    "adopt 'f' { parameters = { score = 0, list = { 't' } }, accept_suggested = true,\n"
    "  levels = { one = { also = assessed { 'own/d', at_least = 1, as = 'peer' } } } }\n"
    "recognise { 'x/y', as = 'own/d', scale = { [0] = 1 }, within = years(1), from = 'z' }\n"
    "assessors 'own' { as = 'peer', kinds = 'assessment', who = meets 'f/one' }\n";
static const char own[] = "framework 'own' { title = 'Own' }\ncompetency 'd' { title = 'D' }\n"
                          "level 'top' { title = 'Top', after = 'f/two', requires = meets 'f/two' }\n";

static enum wm_status build_from_files(void *context, struct wm_error *error) {
    (void)context;
    struct rules rules;
    struct wm_ruleset *ruleset = NULL;
    rules_framework(&rules, framework);
    rules_add(&rules, "organisations/o/organisation.lua", organisation);
    rules_add(&rules, "organisations/o/own/framework.lua", own);
    enum wm_status status = wm_pack_build(&rules.source, "o", NULL, &ruleset, error);
    assert_int_equal(status == WM_OK, ruleset != NULL);
    wm_ruleset_unref(ruleset);
    return status;
}

// Its names are known already: a pack with new ones is built twice, which takes four times as long to go through. The
// smaller one below shows that.
static void test_files(void **state) {
    (void)state;
    struct wm_error error = {0};
    wm_test_ok(build_from_files(NULL, &error), &error);
    wm_test_each_allocation(build_from_files, NULL);
    wm_code_forget_all();
}

static enum wm_status build_from_folders(void *context, struct wm_error *error) {
    const struct wm_test_folder *folder = context;
    const char *const roots[] = {folder->path};
    struct wm_pack_folders *folders = NULL;
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = wm_pack_folders_open(roots, 1, &folders, error);
    if (status != WM_OK)
        return status;
    struct wm_pack_source source = wm_pack_folders_source(folders);
    status = wm_pack_build_framework(&source, "f", NULL, 0, NULL, &ruleset, error);
    wm_ruleset_unref(ruleset);
    wm_pack_folders_close(folders);
    return status;
}

static void test_folders(void **state) {
    (void)state;
    struct wm_test_folder folder;
    wm_test_folder_make(&folder);
    wm_test_write_text(&folder, "frameworks/f/framework.lua", "framework 'f' { title = 'F' } include '_x'");
    wm_test_write_text(&folder, "frameworks/f/_x.lua", "course 't' { title = 'T' }");
    wm_test_each_allocation(build_from_folders, &folder);
    wm_test_folder_remove(&folder);
}

// Out of memory while it looks for the nearest name of what is not there.
static enum wm_status build_missing(void *context, struct wm_error *error) {
    struct wm_ruleset *ruleset = NULL;
    struct wm_error found = {0};
    enum wm_status status = wm_pack_build(context, "orchard", NULL, &ruleset, &found);
    if (status == WM_NOT_FOUND)
        return WM_OK;
    *error = found;
    return status;
}

static void test_missing(void **state) {
    (void)state;
    struct rules rules;
    rules_init(&rules);
    rules_add(&rules, "organisations/orchards/organisation.lua", "");
    wm_test_each_allocation(build_missing, &rules.source);
}

WM_TEST_MAIN(cmocka_unit_test(test_files), cmocka_unit_test(test_folders), cmocka_unit_test(test_missing))
