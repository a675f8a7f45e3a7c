// SPDX-License-Identifier: MIT
// Rulesets' sources: kept once, found by hash, in the order they became active.
#include "engine/store/store.h"

#include "engine/store/sqlite.h"
#include "tests/unit/store/rich.h"

static size_t load(struct fixture *fixture, const char *organisation, const char *rules, struct wm_arena *arena,
                   const struct wm_source **sources) {
    size_t count = 0;
    wm_test_ok(wm_store_load_ruleset(fixture->reader, organisation, rules, arena, sources, &count, &fixture->error),
               &fixture->error);
    return count;
}

static void expect_last(struct fixture *fixture, const char *organisation, const char *rules) {
    struct wm_activation last;
    wm_test_ok(wm_store_last_activation(fixture->reader, organisation, &last, &fixture->error), &fixture->error);
    assert_string_equal(last.rules, rules);
}

static void test_sources_are_kept_by_hash(void **state) {
    struct fixture *fixture = *state;
    const struct wm_source *sources;
    struct wm_arena arena;
    wm_arena_init(&arena, 100000);
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }");
    assert_int_equal(load(fixture, "north", RICH_RULES_A, &arena, &sources), 2);
    assert_string_equal(sources[0].path, "frameworks/f/framework.lua"); // in order of their paths
    assert_string_equal(sources[0].bytes, "framework {}");
    assert_int_equal(sources[0].length, 12);
    assert_string_equal(sources[1].path, "organisations/north/pack.lua");
    assert_int_equal(load(fixture, "north", RICH_RULES_B, &arena, &sources), 2);
    assert_string_equal(sources[0].bytes, "framework { title = 2 }");
    wm_arena_clear(&arena);
}

static void test_the_last_one_is_the_one_made_active_last(void **state) {
    struct fixture *fixture = *state;
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    expect_last(fixture, "north", RICH_RULES_A);
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }");
    expect_last(fixture, "north", RICH_RULES_B);
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}"); // back again
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}"); // and nothing new
    expect_last(fixture, "north", RICH_RULES_A);
    fixture_close(fixture);
    fixture_open(fixture);
    expect_last(fixture, "north", RICH_RULES_A);
}

static void test_what_is_not_there(void **state) {
    struct fixture *fixture = *state;
    const struct wm_source *sources = NULL;
    size_t count;
    struct wm_arena arena;
    struct wm_activation last;
    wm_arena_init(&arena, 100000);
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    const char *const unknown[] = {RICH_RULES_B, "", "abc", "AAAA"};
    for (size_t i = 0; i < 4; i++)
        wm_test_fails(
            wm_store_load_ruleset(fixture->reader, "north", unknown[i], &arena, &sources, &count, &fixture->error),
            &fixture->error, WM_NOT_FOUND, "unknown-rules");
    wm_test_fails(
        wm_store_load_ruleset(fixture->reader, "south", RICH_RULES_A, &arena, &sources, &count, &fixture->error),
        &fixture->error, WM_NOT_FOUND, "unknown-rules");
    wm_test_fails(wm_store_last_activation(fixture->reader, "south", &last, &fixture->error), &fixture->error,
                  WM_NOT_FOUND, "unknown-rules");
    // Rules alone make no ledger.
    const char **names;
    wm_test_ok(wm_store_organisations(fixture->reader, &arena, &names, &count, &fixture->error), &fixture->error);
    assert_int_equal(count, 0);
    wm_arena_clear(&arena);
}

// --- what is kept beside ---

static void keep_beside(struct fixture *fixture, const char *rules, const struct wm_source *beside, size_t count) {
    const struct wm_source source = {"organisations/north/organisation.lua", "north", 5};
    struct wm_activation activation = rich_activation(rules);
    const struct wm_keep keep = {&activation, &source, beside, 1, count};
    int64_t number = 0;
    wm_test_ok(wm_store_keep_signed(fixture->writer, "north", &keep, &number, &fixture->error), &fixture->error);
}

static size_t load_beside(struct fixture *fixture, const char *organisation, const char *rules, struct wm_arena *arena,
                          const struct wm_source **files) {
    size_t count = 99;
    wm_test_ok(wm_store_load_beside(fixture->reader, organisation, rules, arena, files, &count, &fixture->error),
               &fixture->error);
    return count;
}

static void test_what_is_kept_beside_is_replaced(void **state) {
    struct fixture *fixture = *state;
    static const struct wm_source old[] = {{"b/SIGNATURE", "old", 3}, {"a/_x.lua", "", 0}};
    static const struct wm_source new[] = {{"b/SIGNATURE", "n\0w", 3}};
    const struct wm_source *files = NULL, *sources = NULL;
    struct wm_arena arena;
    wm_arena_init(&arena, 100000);
    assert_int_equal(load_beside(fixture, "north", RICH_RULES_A, &arena, &files), 0); // nobody knows it
    keep_beside(fixture, RICH_RULES_A, old, 2);
    assert_int_equal(load_beside(fixture, "north", RICH_RULES_A, &arena, &files), 2);
    assert_string_equal(files[0].path, "a/_x.lua");
    assert_int_equal(files[0].length, 0);
    assert_string_equal(files[1].path, "b/SIGNATURE");
    assert_string_equal(files[1].bytes, "old");
    assert_int_equal(load_beside(fixture, "north", RICH_RULES_B, &arena, &files), 0);
    assert_int_equal(load_beside(fixture, "south", RICH_RULES_A, &arena, &files), 0);
    keep_beside(fixture, RICH_RULES_A, NULL, 0); // leaves it
    assert_int_equal(load_beside(fixture, "north", RICH_RULES_A, &arena, &files), 2);
    keep_beside(fixture, RICH_RULES_A, new, 1); // though the rules are active already
    assert_int_equal(load_beside(fixture, "north", RICH_RULES_A, &arena, &files), 1);
    assert_int_equal(files[0].length, 3);
    assert_memory_equal(files[0].bytes, "n\0w", 3);
    assert_int_equal(load(fixture, "north", RICH_RULES_A, &arena, &sources), 1); // no part of the sources
    struct wm_activation last;
    wm_test_ok(wm_store_last_activation(fixture->reader, "north", &last, &fixture->error), &fixture->error);
    assert_int_equal(last.number, 1);
    size_t count;
    wm_test_fails(wm_store_load_beside(fixture->reader, "north", "abc", &arena, &files, &count, &fixture->error),
                  &fixture->error, WM_PARAMS, "bad-digest");
    wm_arena_clear(&arena);
}

static void test_a_changed_signature_is_not_given_out(void **state) {
    struct fixture *fixture = *state;
    static const struct wm_source beside = {"b/SIGNATURE", "old", 3};
    const struct wm_source *files = NULL;
    size_t count;
    struct wm_arena arena;
    wm_arena_init(&arena, 100000);
    keep_beside(fixture, RICH_RULES_A, &beside, 1);
    fixture_close(fixture);
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(fixture->path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "UPDATE beside SET bytes = X'6e6577'", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    fixture_open(fixture);
    wm_test_fails(wm_store_load_beside(fixture->reader, "north", RICH_RULES_A, &arena, &files, &count, &fixture->error),
                  &fixture->error, WM_STORE, "corrupt");
    fixture->broken = true;
    wm_arena_clear(&arena);
}

static void refused(struct fixture *fixture, const struct wm_activation *activation, const struct wm_source *sources,
                    size_t count, enum wm_status status, const char *reason) {
    int64_t number = -1;
    wm_test_fails(wm_store_keep_ruleset(fixture->writer, "north", activation, sources, count, &number, &fixture->error),
                  &fixture->error, status, reason);
    assert_int_equal(number, -1);
}

static void test_what_is_refused(void **state) {
    struct fixture *fixture = *state;
    const struct wm_source twice[] = {{"a.lua", "1", 1}, {"b.lua", "2", 1}, {"a.lua", "3", 1}};
    const struct wm_source nameless[] = {{"", "1", 1}};
    const struct wm_source binary[] = {{"a.lua", "\0\1\2", 3}, {"empty.lua", "", 0}};
    const struct wm_activation good = rich_activation(RICH_RULES_A), bad = rich_activation("xyz");
    struct wm_activation nowhere = good;
    int64_t number = 0;
    nowhere.disk[0] = 'x';
    refused(fixture, &bad, twice, 1, WM_PARAMS, "bad-digest");
    refused(fixture, &nowhere, twice, 1, WM_PARAMS, "bad-digest");
    refused(fixture, &good, twice, 3, WM_PARAMS, "duplicate-path");
    refused(fixture, &good, nameless, 1, WM_PARAMS, "bad-path");
    wm_test_ok(wm_store_keep_ruleset(fixture->writer, "north", &good, binary, 2, &number, &fixture->error),
               &fixture->error);
    assert_int_equal(number, 1);
    refused(fixture, &good, twice, 2, WM_CONFLICT, "ruleset-differs");
    const struct wm_source *sources;
    struct wm_arena arena;
    wm_arena_init(&arena, 100000);
    assert_int_equal(load(fixture, "north", RICH_RULES_A, &arena, &sources), 2);
    assert_int_equal(sources[0].length, 3);
    assert_memory_equal(sources[0].bytes, "\0\1\2", 3);
    assert_int_equal(sources[1].length, 0);
    wm_arena_clear(&arena);
    fixture_add(fixture, "north", "[" PUT("p1") "]"); // the writer goes on
}

WM_TEST_MAIN(WITH_STORE(test_sources_are_kept_by_hash), WITH_STORE(test_the_last_one_is_the_one_made_active_last),
             WITH_STORE(test_what_is_not_there), WITH_STORE(test_what_is_refused),
             WITH_STORE(test_what_is_kept_beside_is_replaced), WITH_STORE(test_a_changed_signature_is_not_given_out))
