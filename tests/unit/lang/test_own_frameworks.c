// SPDX-License-Identifier: MIT
// Frameworks of an organisation's own, in folders of its folder.
#include "tests/unit/lang/beside.h"

#include <unistd.h>

static const char own[] =
    "framework 'own' { title = 'Own' }\n"
    "competency 'sugar' { title = 'Sugar' }\n"
    "competency 'salt' { title = 'Salt' }\n"
    "course 'sugar-work' { title = 'Sugar work', after = 'hygiene', teaches = { 'sugar', 'a/shaping' } }\n"
    "parameter 'own-mark' { suggested = 1 }\n"
    "level 'confectioner' { title = 'Confectioner', after = 'f/baker',\n"
    "  requires = { meets 'f/baker', holds 'a/guild', trained { 'fire', 'sugar-work' },\n"
    "    assessed { 'salt', 'f/kneading', at_least = param 'own-mark', as = 'mentor' },\n"
    "    setting { 'f/mark', is = 2 } } }\n";

static void make(struct rules *rules, const char *organisation, const char *text) {
    beside_make(rules, organisation);
    rules_add(rules, "organisations/o/own/framework.lua", text);
}

static void test_names_of_all_frameworks(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, BESIDE "adopt 'f' {} adopt 'a' {}", own);
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    assert_int_equal(ruleset->framework_count, 3);
    assert_string_equal(ruleset->frameworks[2].id, "own");
    const struct wm_level *level = wm_ruleset_level(ruleset, "own/confectioner", strlen("own/confectioner"));
    assert_non_null(level);
    assert_string_equal(level->after[0]->full, "f/baker");
    const struct wm_criterion *all = level->requires;
    assert_int_equal(all->child_count, 5);
    assert_string_equal(all->children[0]->level->full, "f/baker");
    assert_string_equal(all->children[1]->id, "holds:a/guild");
    assert_string_equal(all->children[2]->children[0]->id, "trained:fire");
    assert_string_equal(all->children[3]->children[0]->id, "assessed:salt");
    assert_string_equal(all->children[3]->children[1]->id, "assessed:f/kneading");
    assert_string_equal(all->children[3]->children[1]->unset->id, "own-mark");
    assert_string_equal(all->children[4]->unset->id, "mark");
    const struct wm_declaration *course =
        wm_framework_find(&ruleset->frameworks[2], WM_DECLARED_COURSE, "sugar-work", strlen("sugar-work"));
    assert_string_equal(wm_code_text(course->teaches.codes[0]), "own/sugar");
    assert_string_equal(wm_code_text(course->teaches.codes[1]), "a/shaping");
    assert_string_equal(wm_code_text(course->after.codes[0]), "hygiene");
    assert_string_equal(ruleset->files[3].path, "organisations/o/own/framework.lua");
    wm_ruleset_unref(ruleset);
}

// In whatever order the files are found, and however often they are read.
static void test_hashes(void **state) {
    (void)state;
    struct rules rules;
    make(&rules,
         BESIDE "adopt 'own' { levels = { confectioner = { also = trained 'hygiene' } } } adopt 'a' {} adopt 'f' {}\n"
                "recognise { 'x/y', as = 'own/confectioner' }\n"
                "assessors 'own' { as = 'mentor', kinds = 'assessment', who = holds 'a/guild' }",
         own);
    struct wm_ruleset *first = rules_build_organisation(&rules);
    for (size_t i = 0; i < 3 * rules.held.count; i++) {
        size_t from = i % rules.held.count, to = (i * 5 + 1) % rules.held.count;
        struct wm_ruleset_file file = rules.files[from];
        rules.files[from] = rules.files[to];
        rules.files[to] = file;
        struct wm_ruleset *again = rules_build_organisation(&rules);
        assert_string_equal(again->hash, first->hash);
        assert_string_equal(again->criteria_hash, first->criteria_hash);
        wm_ruleset_unref(again);
    }
    wm_ruleset_unref(first);
}

// Adopting one's own gives its parameters values, and tightens it.
static void test_adopted_as_well(void **state) {
    (void)state;
    struct rules rules;
    make(&rules,
         BESIDE "adopt 'f' {} adopt 'a' {} adopt 'own' { parameters = { ['own-mark'] = 2 },\n"
                "  levels = { confectioner = { also = in_role 'night' } } }",
         own);
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    assert_int_equal(ruleset->framework_count, 3);
    assert_int_equal(ruleset->frameworks[2].parameters[0].origin, WM_ORIGIN_ORGANISATION);
    assert_int_equal(rules_requires(ruleset, "own/confectioner")->child_count, 2);
    wm_ruleset_unref(ruleset);
}

// A competency of its own may be shown as one of another framework is.
static void test_shown_elsewhere(void **state) {
    (void)state;
    struct rules rules;
    beside_make(&rules, BESIDE "adopt 'f' {}");
    rules.files[1] = (struct wm_ruleset_file){
        "frameworks/f/framework.lua",
        "framework 'f' { title = 'F', shown_by = function(c) return trained { 'x', id = c.id } end }\n"
        "course 'x' { title = 'X' }\ncompetency 'kneading' { title = 'K' }\n",
        0};
    rules.files[1].length = strlen(rules.files[1].bytes);
    rules_add(&rules, "organisations/o/own/framework.lua",
              "framework 'own' { title = 'Own' }\n"
              "competency 'sugar' { title = 'Sugar', shown_by = shown 'f/kneading' }\n"
              "level 'l' { title = 'L', requires = shown 'sugar' }");
    struct wm_ruleset *ruleset = rules_build_organisation(&rules);
    const struct wm_criterion *shown = rules_requires(ruleset, "own/l");
    assert_int_equal(shown->verb, WM_VERB_SHOWN);
    assert_int_equal(shown->children[0]->verb, WM_VERB_SHOWN);
    assert_string_equal(shown->children[0]->children[0]->id, "kneading");
    wm_ruleset_unref(ruleset);
}

static void expect_fail(const char *organisation, const char *text, const char *reason, const char *where,
                        const char *nearest) {
    struct rules rules;
    make(&rules, organisation, text);
    beside_fail_at(&rules, reason, where, nearest, __FILE__, __LINE__);
}

#define OWN "framework 'own' { title = 'Own' }\n"
// Each pack may take its time, and an organisation may have many packs.
static void test_all_packs_together(void **state) {
    (void)state;
    struct rules rules;
    struct wm_ruleset *ruleset = NULL;
    struct wm_error error;
    make(&rules, BESIDE "adopt 'f' {} adopt 'a' {}", own);
    struct wm_pack_limits limits = {.nanoseconds = 1};
    wm_test_fails(wm_pack_build(&rules.source, "o", &limits, &ruleset, &error), &error, WM_RULES, "budget");
    assert_string_equal(error.where, "organisations/o");
    limits.nanoseconds = INT64_C(3600000000000);
    wm_test_ok(wm_pack_build(&rules.source, "o", &limits, &ruleset, &error), &error);
    wm_ruleset_unref(ruleset);
}

// Once nobody wants it, neither a file that never ends nor what comes after the files goes on.
static void test_nobody_waits(void **state) {
    (void)state;
    struct rules rules;
    struct wm_ruleset *ruleset = NULL;
    struct wm_error error;
    _Atomic(bool) cancel = true;
    const struct wm_pack_limits limits = {.cancel = &cancel};
    make(&rules, BESIDE "adopt 'f' {}", OWN "while true do end");
    wm_test_fails(wm_pack_build(&rules.source, "o", &limits, &ruleset, &error), &error, WM_BUSY, "cancelled");
    make(&rules, BESIDE "adopt 'f' {} adopt 'a' {}", own);
    wm_test_fails(wm_pack_build(&rules.source, "o", &limits, &ruleset, &error), &error, WM_BUSY, "cancelled");
    cancel = false;
    wm_test_ok(wm_pack_build(&rules.source, "o", &limits, &ruleset, &error), &error);
    wm_ruleset_unref(ruleset);
}

static void test_mistakes(void **state) {
    (void)state;
    static const char place[] = "organisations/o/own/framework.lua:2";
    expect_fail(BESIDE "adopt 'f' {}", OWN "level 'l' { title = 'L', requires = meets 'f/bakr' }", "unknown-name",
                place, "f/baker");
    expect_fail(BESIDE "adopt 'f' {}", OWN "level 'l' { title = 'L', requires = meets 'a/guild' }", "unknown-name",
                place, "");
    expect_fail(BESIDE "adopt 'f' {}", OWN "level 'l' { title = 'L', requires = trained 'fire' }", "unknown-name",
                place, "");
    expect_fail(BESIDE "adopt 'f' {}", OWN "level 'l' { title = 'L', requires = assessed 'kneading' }", "unknown-name",
                place, "f/kneading");
    expect_fail(BESIDE, "framework 'won' { title = 'Own' }", "wrong-id", "organisations/o/own/framework.lua:1", "");
    expect_fail(BESIDE, OWN "adopt 'f' {}", "wrong-place", place, "");
    expect_fail(BESIDE, "course 'x' { title = 'X' }", "missing", "organisations/o/own/framework.lua:1", "");
    expect_fail(BESIDE "adopt 'f' { levels = { helper = { also = meets 'own/l' } } }",
                OWN "level 'l' { title = 'L', requires = meets 'f/baker' }", "cycle", "frameworks/f/framework.lua:7",
                "");
    // A framework's own pack names no other's.
    struct rules rules;
    beside_make(&rules, BESIDE "adopt 'f' {} adopt 'a' {} adopt 'g' {}");
    rules_add(&rules, "frameworks/g/framework.lua",
              "framework 'g' { title = 'G' }\nlevel 'l' { title = 'L', requires = trained 'fire' }");
    beside_fail_at(&rules, "unknown-name", "frameworks/g/framework.lua:2", "", __FILE__, __LINE__);
}

// On disk: folders without rules in them are no frameworks, links are not followed.
static void test_folders(void **state) {
    (void)state;
    struct wm_test_folder folder;
    char link[200];
    wm_test_folder_make(&folder);
    wm_test_write_text(&folder, "organisations/o/organisation.lua", BESIDE);
    wm_test_write_text(&folder, "organisations/o/own/framework.lua",
                       "framework 'own' { title = 'Own' }\nlevel 'l' { title = 'L', requires = related 'r' }\n"
                       "relation 'r' { title = 'R' }\n");
    wm_test_write_text(&folder, "organisations/o/notes/read.me", "none");
    snprintf(link, sizeof link, "%s/organisations/o/link", folder.path);
    assert_int_equal(symlink("own", link), 0);
    const char *roots[] = {folder.path};
    struct wm_error error = {0};
    struct wm_pack_folders *folders = NULL;
    struct wm_ruleset *ruleset = NULL, *again = NULL;
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_ok(wm_pack_build(&source, "o", NULL, &ruleset, &error), &error);
    assert_int_equal(ruleset->framework_count, 1);
    assert_int_equal(ruleset->file_count, 2);
    struct wm_pack_files kept = {ruleset->files, ruleset->file_count}; // as the store has them
    source = wm_pack_files_source(&kept);
    wm_test_ok(wm_pack_build(&source, "o", NULL, &again, &error), &error);
    assert_string_equal(again->hash, ruleset->hash);
    assert_string_equal(again->criteria_hash, ruleset->criteria_hash);
    wm_ruleset_unref(again);
    wm_ruleset_unref(ruleset);
    wm_pack_folders_close(folders);
    wm_test_folder_remove(&folder);
}

WM_TEST_MAIN(cmocka_unit_test(test_names_of_all_frameworks), cmocka_unit_test(test_hashes),
             cmocka_unit_test(test_adopted_as_well), cmocka_unit_test(test_shown_elsewhere),
             cmocka_unit_test(test_mistakes), cmocka_unit_test(test_all_packs_together),
             cmocka_unit_test(test_nobody_waits), cmocka_unit_test(test_folders))
