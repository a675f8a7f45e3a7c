// SPDX-License-Identifier: MIT
#include "api/waymarkd/check.h"

#include "tests/unit/daemon/packs.h"

#include <stdlib.h>

struct checking {
    struct wm_test_folder folder;
    char root[128];
    const char *rules[1];
    struct wm_config config;
    char *good, *bad;
    size_t good_length, bad_length;
};

static void start(struct checking *checking) {
    *checking = (struct checking){.good = NULL};
    wm_test_folder_make(&checking->folder);
    packs_framework(&checking->folder, "Ladder");
    snprintf(checking->root, sizeof checking->root, "%s/rules", checking->folder.path);
    checking->rules[0] = checking->root;
    wm_config_defaults(&checking->config);
    checking->config.rules = checking->rules;
}

static bool check(struct checking *checking) {
    FILE *good = open_memstream(&checking->good, &checking->good_length);
    FILE *bad = open_memstream(&checking->bad, &checking->bad_length);
    assert_true(good != NULL && bad != NULL);
    bool fine = wm_check_run(&checking->config, good, bad);
    fclose(good);
    fclose(bad);
    return fine;
}

static void forget(struct checking *checking) {
    free(checking->good); // check-source: allow free - open_memstream's, not ours
    free(checking->bad);  // check-source: allow free - as above
}

static void stop(struct checking *checking) {
    wm_config_clear(&checking->config);
    wm_test_folder_remove(&checking->folder);
}

static void test_all_is_good(void **state) {
    (void)state;
    struct checking checking;
    start(&checking);
    packs_organisation(&checking.folder, "north", "", "adopt \"ladder\" {}");
    packs_organisation(&checking.folder, "south", "", "");
    assert_true(check(&checking));
    assert_string_equal(checking.bad, "");
    assert_memory_equal(checking.good, "organisation north: good; frameworks 1, levels and gates 1, rules ", 66);
    assert_non_null(strstr(checking.good, "\norganisation south: good; frameworks 0, levels and gates 0, rules "));
    forget(&checking);
    stop(&checking);
}

static void test_signatures(void **state) {
    (void)state;
    static const uint8_t seed[WM_SEED_SIZE] = {1};
    struct checking checking;
    struct wm_private_key key;
    wm_private_key_from_seed(seed, &key);
    start(&checking);
    checking.config.trusted_keys = &key.public_key;
    checking.config.trusted_key_count = 1;
    packs_organisation(&checking.folder, "north", "", "adopt \"ladder\" {}");
    packs_sign(&checking.folder, "organisations/north", &key);
    assert_false(check(&checking));
    assert_non_null(strstr(checking.bad, "frameworks/ladder/SIGNATURE: frameworks/ladder is not signed"));
    assert_non_null(strstr(checking.good, "organisation north: broken\n"));
    forget(&checking);
    packs_sign(&checking.folder, "frameworks/ladder", &key);
    assert_true(check(&checking));
    assert_non_null(strstr(checking.good, "organisation north: good; "));
    forget(&checking);
    packs_framework(&checking.folder, "Changed");
    assert_false(check(&checking));
    assert_non_null(strstr(checking.bad, "after it was signed"));
    forget(&checking);
    stop(&checking);
}

// Each problem is one line with its place; the good ones are said all the same.
static void test_problems(void **state) {
    (void)state;
    struct checking checking;
    start(&checking);
    packs_organisation(&checking.folder, "broken", "", "\nadopt \"laddder\" {}");
    packs_organisation(&checking.folder, "north", "", "adopt \"ladder\" {}");
    wm_test_write_text(&checking.folder, "rules/frameworks/adopted-by-nobody/framework.lua",
                       "framework \"adopted-by-nobody\" { title = \"x\", edition = \"1\" }\nlevl \"a\" {}\n");
    assert_false(check(&checking));
    assert_non_null(strstr(checking.good, "organisation broken: broken\n"));
    assert_non_null(strstr(checking.good, "organisation north: good; "));
    const char *first = strstr(checking.bad, "frameworks/adopted-by-nobody/framework.lua:2: ");
    const char *second = strstr(checking.bad, "\norganisations/broken/organisation.lua:3: ");
    assert_ptr_equal(first, checking.bad);
    assert_true(second != NULL && second > first);
    assert_non_null(strstr(first, "; nearest: level\n"));
    assert_non_null(strstr(second, "; nearest: ladder\n"));
    forget(&checking);
    stop(&checking);
}

static void test_a_missing_folder_and_group(void **state) {
    (void)state;
    struct checking checking;
    start(&checking);
    static const char *rules[] = {"/no/such/folder"};
    checking.config.rules = rules;
    checking.config.socket_group = "no-such-group-here";
    assert_false(check(&checking));
    assert_string_equal(checking.good, "");
    assert_non_null(strstr(checking.bad, "/no/such/folder"));
    assert_non_null(strstr(checking.bad, "\"no-such-group-here\""));
    forget(&checking);
    stop(&checking);
}

static void test_printing(void **state) {
    (void)state;
    char *text = NULL;
    size_t length = 0;
    struct wm_error error;
    FILE *stream = open_memstream(&text, &length);
    assert_non_null(stream);
    wm_error_set(&error, WM_CONFIG, "unknown-key", "there is no key `x` here");
    wm_check_print(stream, &error);
    wm_error_where(&error, "w.yaml:%d:%d", 2, 3);
    wm_error_expected(&error, "a");
    wm_error_found(&error, "b");
    wm_error_nearest(&error, "c");
    wm_check_print(stream, &error);
    fclose(stream);
    assert_string_equal(text, "there is no key `x` here\n"
                              "w.yaml:2:3: there is no key `x` here; expected: a; found: b; nearest: c\n");
    free(text); // check-source: allow free - open_memstream's, not ours
}

WM_TEST_MAIN(cmocka_unit_test(test_all_is_good), cmocka_unit_test(test_signatures), cmocka_unit_test(test_problems),
             cmocka_unit_test(test_a_missing_folder_and_group), cmocka_unit_test(test_printing))
