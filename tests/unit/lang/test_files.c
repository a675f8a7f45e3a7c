// SPDX-License-Identifier: MIT
// The text of a file: encodings, line ends, syntax, what it may not be; include; hashes that depend on nothing else.
#include "tests/unit/lang/rules.h"

#define F "framework 'f' { title = 'F' }\nrelation 'r' { title = 'R' }\n"
#define LEVEL "level 'one' { title = 'One', requires = related 'r' }\n"

static void hashes(const char *text, size_t length, char rules_hash[65], char criteria_hash[65]) {
    struct rules rules;
    rules_framework(&rules, text);
    rules.files[0].length = length;
    struct wm_ruleset *ruleset = rules_build(&rules);
    memcpy(rules_hash, ruleset->hash, 65);
    memcpy(criteria_hash, ruleset->criteria_hash, 65);
    wm_ruleset_unref(ruleset);
}

static void test_line_ends_and_marks(void **state) {
    (void)state;
    static const char plain[] = F LEVEL;
    static const char marked[] = "\xef\xbb\xbf" F LEVEL;
    static const char windows[] = "framework 'f' { title = 'F' }\r\nrelation 'r' { title = 'R' }\r\n"
                                  "level 'one' { title = 'One', requires = related 'r' }\r\n";
    char rules_hash[3][65], criteria_hash[3][65];
    hashes(plain, sizeof plain - 1, rules_hash[0], criteria_hash[0]);
    hashes(marked, sizeof marked - 1, rules_hash[1], criteria_hash[1]);
    hashes(windows, sizeof windows - 1, rules_hash[2], criteria_hash[2]);
    for (int i = 1; i < 3; i++) {
        assert_string_equal(criteria_hash[i], criteria_hash[0]);
        assert_string_not_equal(rules_hash[i], rules_hash[0]);
    }
    rules_fail("framework 'f' { title = 'F' }\r\nrelation 'r' { titel = 'R' }\r\n", "unknown-name", "framework.lua:2",
               "title");
}

static void test_encodings(void **state) {
    (void)state;
    rules_fail("framework 'f' { title = 'F' }\n-- caf\xe9\n", "not-utf8", "framework.lua:2", "");
    rules_fail("\xff\xfe"
               "f",
               "not-utf8", "framework.lua:1", "");
    rules_fail("framework 'f' { title = 'caf\\xe9' }", "wrong-text", "framework.lua:1", "");
    rules_fail("framework 'f' { title = 'two\\nlines' }", "wrong-text", "framework.lua:1", "");
    rules_fail("framework 'f' { title = 'a\\0b' }", "wrong-text", "framework.lua:1", "");
    struct rules rules;
    rules_framework(&rules, "framework 'f' { title = 'Caf\xc3\xa9' }");
    struct wm_ruleset *ruleset = rules_build(&rules);
    assert_string_equal(ruleset->frameworks[0].title, "Caf\xc3\xa9");
    wm_ruleset_unref(ruleset);
}

static void test_syntax(void **state) {
    (void)state;
    rules_fail("framework 'f' {\n title = 'F',\n", "syntax", "framework.lua:3", "");
    rules_fail("framework 'f' { title = 'F' }\nlevel 'x' { title = }", "syntax", "framework.lua:2", "");
    rules_fail("\x1bLua", "binary", "framework.lua:1", "");
    rules_fail("goto nowhere", "syntax", "framework.lua:1", "");
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    rules_framework(&rules, F "pay 'p' { title = 'P', from = '2020-01-01',\n until = '2021-01-01' }");
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error), &error, WM_RULES,
                  "syntax");
    assert_string_equal(error.where, "frameworks/f/framework.lua:4");
    assert_non_null(strstr(error.expected, "[\"until\"]"));
}

// A file with more constants than the compiler may hold in one block is told so, not "out of memory".
static void test_too_large_to_compile(void **state) {
    (void)state;
    struct wm_buffer text;
    wm_buffer_init(&text, 65536);
    wm_buffer_text(&text, F "local t = {");
    for (int i = 0; i < 4200; i++)
        wm_buffer_printf(&text, "'%d',", i);
    wm_buffer_text(&text, "}");
    assert_false(text.failed);
    rules_fail(text.data, "too-large", "framework.lua:1", "");
    wm_buffer_clear(&text);
}

static void test_include(void **state) {
    (void)state;
    struct rules rules;
    rules_framework(&rules,
                    F "local words = include 'words'\nlevel 'one' { title = words.title, requires = related 'r' }\n"
                      "assert(include 'words' == words and include 'words.lua' == words)");
    rules_add(&rules, "frameworks/f/words.lua", "assert(not done) done = true return { title = 'One' }");
    rules_add(&rules, "frameworks/f/deep/x.lua", "not of the pack");
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    // `done` is nobody's name yet: reading it is a mistake of the pack.
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error), &error, WM_RULES,
                  "unknown-name");
    assert_string_equal(error.where, "frameworks/f/words.lua:1");
    rules.files[1].bytes = "return { title = 'One' }";
    rules.files[1].length = strlen(rules.files[1].bytes);
    ruleset = rules_build(&rules);
    assert_int_equal(ruleset->file_count, 2);
    wm_ruleset_unref(ruleset);
    rules_fail(F "include '../g/framework'", "outside", "framework.lua:3", "");
    rules_fail(F "include '/etc/passwd'", "outside", "framework.lua:3", "");
    rules_fail(F "include '.hidden'", "outside", "framework.lua:3", "");
    rules_fail(F "include 'a\\\\b'", "outside", "framework.lua:3", "");
    rules_fail(F "include 'framwork'", "unknown-name", "framework.lua:3", "framework.lua");
    rules_fail(F "include 'framework'", "cycle", "framework.lua:3", "");
    rules_fail(F "include(3)", "wrong-type", "framework.lua:3", "");
}

// What an error in an included file says is about that file, and the include is not in between.
static void test_error_in_included(void **state) {
    (void)state;
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    rules_framework(&rules, F "include '_more'");
    rules_add(&rules, "frameworks/f/_more.lua", "\n\nlocal x = nil + 1");
    wm_test_fails(wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error), &error, WM_RULES,
                  "runtime");
    assert_string_equal(error.where, "frameworks/f/_more.lua:3");
}

// Files, hash seeds, and the order in which the source lists them: nothing of it shows.
static void test_same_bytes(void **state) {
    (void)state;
    static const char first[] = F "local t = {} for i = 1, 60 do t['k' .. i * 7 % 61] = i end\n"
                                  "for k, v in pairs(t) do item(k) { title = 'I' .. v, tags = { k, 'x' } } end\n";
    static const char second[] =
        "level 'one' { requires = { signed_off(items { tag = 'x' }) }, rank = 1, title = 'One' }";
    char hash[65] = "", criteria_hash[65] = "";
    for (int i = 0; i < 20; i++) {
        struct rules rules;
        rules_init(&rules);
        rules_add(&rules, i % 2 == 0 ? "frameworks/f/framework.lua" : "frameworks/f/levels.lua",
                  i % 2 == 0 ? first : second);
        rules_add(&rules, i % 2 == 1 ? "frameworks/f/framework.lua" : "frameworks/f/levels.lua",
                  i % 2 == 1 ? first : second);
        struct wm_ruleset *ruleset = rules_build(&rules);
        if (i > 0) {
            assert_string_equal(ruleset->hash, hash);
            assert_string_equal(ruleset->criteria_hash, criteria_hash);
        }
        memcpy(hash, ruleset->hash, 65);
        memcpy(criteria_hash, ruleset->criteria_hash, 65);
        assert_int_equal(ruleset->levels[0]->leaf_count, 60);
        wm_ruleset_unref(ruleset);
    }
}

// `rules` changes with every byte, `criteria` with what it means.
static void test_two_digests(void **state) {
    (void)state;
    static const char plain[] = F LEVEL, comment[] = F LEVEL "-- said",
                      titled[] = F "level 'one' { title = 'Two', requires = related 'r' }",
                      other[] = F "level 'one' { title = 'One', requires = none { related 'r' } }";
    char rules_hash[4][65], criteria_hash[4][65];
    hashes(plain, sizeof plain - 1, rules_hash[0], criteria_hash[0]);
    hashes(comment, sizeof comment - 1, rules_hash[1], criteria_hash[1]);
    hashes(titled, sizeof titled - 1, rules_hash[2], criteria_hash[2]);
    hashes(other, sizeof other - 1, rules_hash[3], criteria_hash[3]);
    for (int i = 1; i < 4; i++)
        assert_string_not_equal(rules_hash[i], rules_hash[0]);
    assert_string_equal(criteria_hash[1], criteria_hash[0]);
    assert_string_equal(criteria_hash[2], criteria_hash[0]);
    assert_string_not_equal(criteria_hash[3], criteria_hash[0]);
}

WM_TEST_MAIN(cmocka_unit_test(test_line_ends_and_marks), cmocka_unit_test(test_encodings),
             cmocka_unit_test(test_syntax), cmocka_unit_test(test_too_large_to_compile), cmocka_unit_test(test_include),
             cmocka_unit_test(test_error_in_included), cmocka_unit_test(test_same_bytes),
             cmocka_unit_test(test_two_digests))
