// SPDX-License-Identifier: MIT
// When which ruleset became active: in order, with who and why, by pages; by which files they differ; whom they moved.
#include "engine/store/store.h"

#include "tests/unit/store/rich.h"

struct page {
    struct wm_activation rows[8];
    size_t count, most;
};

static bool take(void *context, const struct wm_activation *activation) {
    struct page *page = context;
    page->rows[page->count++] = *activation;
    return page->count < page->most;
}

static struct page history(struct fixture *fixture, int64_t before, size_t most) {
    struct page page = {.most = most};
    wm_test_ok(wm_store_activations(fixture->reader, "north", before, take, &page, &fixture->error), &fixture->error);
    return page;
}

static void test_history_by_pages(void **state) {
    struct fixture *fixture = *state;
    const struct wm_source source = {"a.lua", "1", 1};
    struct wm_activation roll = rich_activation(RICH_RULES_A);
    int64_t number = 0;
    assert_int_equal(rich_keep(fixture, "north", RICH_RULES_A, "framework {}"), 1);
    assert_int_equal(rich_keep(fixture, "south", RICH_RULES_B, "framework {}"), 1);
    assert_int_equal(rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }"), 2);
    assert_int_equal(rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }"), 2); // nothing new
    roll = (struct wm_activation){.instant = FIXTURE_NOON + 1, .uid = 0, .cause = WM_ACTIVATION_ROLLBACK};
    memset(roll.rules, 'c', 64);
    wm_test_ok(wm_store_keep_ruleset(fixture->writer, "north", &roll, &source, 1, &number, &fixture->error),
               &fixture->error);
    assert_int_equal(number, 3);
    struct page page = history(fixture, INT64_MAX, 2);
    assert_int_equal(page.count, 2);
    assert_int_equal(page.rows[0].number, 3);
    assert_string_equal(page.rows[0].rules, roll.rules);
    assert_string_equal(page.rows[0].previous, RICH_RULES_B);
    assert_string_equal(page.rows[0].disk, "");
    assert_int_equal(page.rows[0].instant, FIXTURE_NOON + 1);
    assert_int_equal(page.rows[0].uid, 0);
    assert_int_equal(page.rows[0].cause, WM_ACTIVATION_ROLLBACK);
    assert_int_equal(page.rows[0].moved, -1);
    assert_int_equal(page.rows[1].number, 2);
    assert_string_equal(page.rows[1].disk, RICH_RULES_A);
    assert_int_equal(page.rows[1].uid, 1000);
    page = history(fixture, 2, 8);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.rows[0].number, 1);
    assert_string_equal(page.rows[0].previous, "");
    assert_int_equal(history(fixture, 1, 8).count, 0);
    wm_test_ok(wm_store_activations(fixture->reader, "nobody", INT64_MAX, take, &page, &fixture->error),
               &fixture->error);
    assert_int_equal(page.count, 1);
}

// A reload of what was gone back to says that nothing is held back any more: only the first one does.
static void test_a_reload_after_a_rollback(void **state) {
    struct fixture *fixture = *state;
    const struct wm_source source = {"a.lua", "1", 1};
    struct wm_activation roll = {.instant = FIXTURE_NOON, .uid = 0, .cause = WM_ACTIVATION_ROLLBACK};
    memset(roll.rules, 'c', 64);
    memcpy(roll.disk, RICH_RULES_A, sizeof roll.disk);
    struct wm_activation again = roll, start = roll;
    again.cause = WM_ACTIVATION_RELOAD;
    memset(again.disk, 'c', 64);
    start.cause = WM_ACTIVATION_START;
    const struct wm_activation *const all[] = {&roll, &start, &roll, &again, &again, &start, &roll};
    static const int64_t expected[] = {1, 1, 1, 2, 2, 2, 2};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        int64_t number = 0;
        wm_test_ok(wm_store_keep_ruleset(fixture->writer, "north", all[i], &source, 1, &number, &fixture->error),
                   &fixture->error);
        assert_int_equal(number, expected[i]);
    }
    struct page page = history(fixture, INT64_MAX, 8);
    assert_int_equal(page.count, 2);
    assert_string_equal(page.rows[0].rules, roll.rules);
    assert_string_equal(page.rows[0].previous, roll.rules);
    assert_int_equal(page.rows[0].cause, WM_ACTIVATION_RELOAD);
}

static void expect_found(struct fixture *fixture, const char *prefix, const char *rules) {
    char hash[65] = "";
    wm_test_ok(wm_store_find_ruleset(fixture->reader, "north", prefix, hash, &fixture->error), &fixture->error);
    assert_string_equal(hash, rules);
}

static void test_a_ruleset_is_found_by_its_first_digits(void **state) {
    struct fixture *fixture = *state;
    char hash[65];
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }");
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}"); // twice active is one ruleset
    expect_found(fixture, "aaaaaaaa", RICH_RULES_A);
    expect_found(fixture, "00112233", RICH_RULES_B);
    expect_found(fixture, RICH_RULES_B, RICH_RULES_B);
    wm_test_fails(wm_store_find_ruleset(fixture->reader, "north", "00112234", hash, &fixture->error), &fixture->error,
                  WM_NOT_FOUND, "unknown-rules");
    wm_test_fails(wm_store_find_ruleset(fixture->reader, "south", "aaaaaaaa", hash, &fixture->error), &fixture->error,
                  WM_NOT_FOUND, "unknown-rules");
    wm_test_fails(wm_store_find_ruleset(fixture->reader, "north", "", hash, &fixture->error), &fixture->error,
                  WM_CONFLICT, "ambiguous");
}

static void note(void *context, enum wm_file_change change, struct wm_text path) {
    static const char signs[] = {[WM_FILE_ADDED] = '+', [WM_FILE_CHANGED] = '!', [WM_FILE_REMOVED] = '-'};
    char *text = context;
    size_t used = strlen(text);
    snprintf(text + used, 200 - used, "%c%.*s ", signs[change], (int)path.length, path.data);
}

static void expect_changes(struct fixture *fixture, const char *before, const char *after, const char *expected) {
    char text[200] = "";
    wm_test_ok(wm_store_compare_rulesets(fixture->reader, "north", before, after, note, text, &fixture->error),
               &fixture->error);
    assert_string_equal(text, expected);
}

static void test_by_which_files_rulesets_differ(void **state) {
    struct fixture *fixture = *state;
    const struct wm_source one[] = {{"a.lua", "1", 1}, {"b.lua", "2", 1}, {"c.lua", "3", 1}};
    const struct wm_source two[] = {{"a.lua", "1", 1}, {"c.lua", "4", 1}, {"d.lua", "2", 1}};
    const struct wm_activation first = rich_activation(RICH_RULES_A), second = rich_activation(RICH_RULES_B);
    int64_t number = 0;
    wm_test_ok(wm_store_keep_ruleset(fixture->writer, "north", &first, one, 3, &number, &fixture->error),
               &fixture->error);
    wm_test_ok(wm_store_keep_ruleset(fixture->writer, "north", &second, two, 3, &number, &fixture->error),
               &fixture->error);
    expect_changes(fixture, RICH_RULES_A, RICH_RULES_B, "!c.lua +d.lua -b.lua ");
    expect_changes(fixture, RICH_RULES_B, RICH_RULES_A, "+b.lua !c.lua -d.lua ");
    expect_changes(fixture, "", RICH_RULES_A, "+a.lua +b.lua +c.lua ");
    expect_changes(fixture, RICH_RULES_A, RICH_RULES_A, "");
    char text[200] = "";
    wm_test_fails(wm_store_compare_rulesets(fixture->reader, "north", "x", RICH_RULES_A, note, text, &fixture->error),
                  &fixture->error, WM_PARAMS, "bad-digest");
}

static void test_whom_an_activation_moved_is_told(void **state) {
    struct fixture *fixture = *state;
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }");
    rich_tell(fixture, "north", false, 0);
    assert_int_equal(history(fixture, INT64_MAX, 1).rows[0].moved, -1);
    rich_tell(fixture, "north", true, 0);
    assert_int_equal(history(fixture, INT64_MAX, 1).rows[0].moved, 0);
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}"); // the chain goes on
    assert_int_equal(history(fixture, INT64_MAX, 1).rows[0].moved, -1);
}

static void test_causes_have_names(void **state) {
    (void)state;
    assert_string_equal(wm_activation_cause_name(WM_ACTIVATION_START), "start");
    assert_string_equal(wm_activation_cause_name(WM_ACTIVATION_ROLLBACK), "rollback");
}

WM_TEST_MAIN(WITH_STORE(test_history_by_pages), WITH_STORE(test_a_reload_after_a_rollback),
             WITH_STORE(test_a_ruleset_is_found_by_its_first_digits), WITH_STORE(test_by_which_files_rulesets_differ),
             WITH_STORE(test_whom_an_activation_moved_is_told), cmocka_unit_test(test_causes_have_names))
