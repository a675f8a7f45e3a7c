// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/daemon/rules.h"

#include "engine/base/date.h"
#include "tests/unit/daemon/ruling.h"

// --- who is there ---

static void test_a_missing_folder(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_rules rules;
    struct ruling ruling;
    ruling_start(&ruling);
    const char *roots[] = {ruling.root, "/no/such/rules/folder"};
    wm_test_fails(wm_rules_init(&rules, roots, 2, ruling.fixture.reader, &error), &error, WM_NOT_FOUND,
                  "missing-folder");
    assert_non_null(strstr(error.message, "/no/such/rules/folder"));
    wm_rules_clear(&rules); // harmless
    ruling_stop(&ruling);
}

static void test_nobody(void **state) {
    (void)state;
    struct ruling ruling;
    ruling_start(&ruling);
    ruling_begin(&ruling);
    assert_int_equal(ruling.loaded, 1); // at once
    assert_int_equal(ruling.rules.count, 0);
    assert_null(ruling_organisation(&ruling, "north"));
    assert_null(ruling_organisation(&ruling, ""));
    ruling_stop(&ruling);
}

static void test_good_packs(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_ruleset *ruleset = NULL;
    struct wm_activation last;
    struct ruling ruling;
    ruling_start(&ruling);
    packs_organisation(&ruling.fixture.folder, "north", "", ADOPT);
    packs_organisation(&ruling.fixture.folder, "north-east", "", ADOPT);
    packs_organisation(&ruling.fixture.folder, "south", "", ADOPT);
    ruling_load(&ruling);
    assert_int_equal(ruling.rules.count, 3);
    static const char *const ids[] = {"north", "north-east", "south"};
    for (size_t i = 0; i < 3; i++) {
        const struct wm_organisation *each = ruling_organisation(&ruling, ids[i]);
        assert_non_null(each);
        assert_ptr_equal(each, ruling.rules.organisations[i]); // sorted
        wm_test_ok(wm_rules_active(each, &ruleset, &error), &error);
        assert_string_equal(ruleset->organisation, ids[i]);
        assert_int_equal(ruleset->level_count, 1);
        assert_true(each->generation == 1 && each->kept && each->since > 0);
        wm_test_ok(wm_store_last_activation(ruling.fixture.reader, ids[i], &last, &error), &error);
        assert_string_equal(last.rules, ruleset->hash);
        assert_ptr_equal(wm_rules_find(&ruling.rules, each, ruleset->hash), ruleset);
    }
    static const char *const others[] = {"nort", "northe", "north-", "a", "z", "north-east-"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_null(ruling_organisation(&ruling, others[i]));
    ruling_stop(&ruling);
}

// A broken pack is its own organisation's trouble only; a ledger without a pack is an organisation too.
static void test_broken_and_missing_packs(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_ruleset *ruleset = NULL;
    struct ruling ruling;
    ruling_start(&ruling);
    wm_test_ok(wm_store_writer_open(ruling.fixture.store, &ruling.fixture.writer, &error), &error);
    fixture_add(&ruling.fixture, "north", "[" PUT("p1") "]");
    fixture_add(&ruling.fixture, "old", "[" PUT("p1") "]");
    wm_store_writer_close(ruling.fixture.writer);
    ruling.fixture.writer = NULL;
    packs_organisation(&ruling.fixture.folder, "broken", "", "\nadopt \"laddder\" {}");
    packs_organisation(&ruling.fixture.folder, "north", "", ADOPT);
    packs_organisation(&ruling.fixture.folder, "syntax", "", "adopt {{{");
    wm_test_expect_log(WM_LOG_ERROR, 6);
    ruling_load(&ruling);
    assert_int_equal(ruling.rules.count, 4);
    wm_test_ok(wm_rules_active(ruling_organisation(&ruling, "north"), &ruleset, &error), &error);
    assert_int_equal(wm_rules_active(ruling_organisation(&ruling, "broken"), &ruleset, &error), WM_RULES);
    assert_int_equal(error.status, WM_RULES);
    assert_string_equal(error.where, "organisations/broken/organisation.lua:3");
    assert_string_equal(error.nearest, "ladder");
    wm_test_fails(wm_rules_active(ruling_organisation(&ruling, "syntax"), &ruleset, &error), &error, WM_RULES,
                  "syntax");
    assert_string_equal(error.where, "organisations/syntax/organisation.lua:3");
    wm_test_fails(wm_rules_active(ruling_organisation(&ruling, "old"), &ruleset, &error), &error, WM_RULES, "no-pack");
    assert_int_equal(wm_rules_active(ruling_organisation(&ruling, "old"), &ruleset, NULL), WM_RULES);
    assert_int_equal(ruling_organisation(&ruling, "old")->generation, 0);
    ruling_stop(&ruling);
}

// --- today ---

static void test_today(void **state) {
    (void)state;
    struct wm_error error;
    struct ruling ruling;
    wm_day day = 0;
    int64_t half_past_eleven = ((int64_t)wm_day_of(2026, 7, 1) * 86400 + 23 * 3600 + 1800) * 1000000;
    ruling_start(&ruling);
    packs_organisation(&ruling.fixture.folder, "london", "", ADOPT);
    packs_organisation(&ruling.fixture.folder, "lisbon", ", timezone = \"Europe/Lisbon\"", ADOPT);
    packs_organisation(&ruling.fixture.folder, "azores", ", timezone = \"Atlantic/Azores\"", ADOPT);
    packs_organisation(&ruling.fixture.folder, "broken", "", "adopt {{{");
    wm_test_expect_log(WM_LOG_ERROR, 2);
    ruling_load(&ruling);
    static const struct {
        const char *id;
        int day;
    } places[] = {{"london", 2}, {"lisbon", 2}, {"azores", 1}, {"broken", 2}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct wm_organisation *place = ruling_organisation(&ruling, places[i].id);
        for (int times = 0; times < 2; times++) { // the second comes from memory
            wm_test_ok(wm_rules_today(place, NULL, half_past_eleven, &day, &error), &error);
            assert_int_equal(day, wm_day_of(2026, 7, places[i].day));
        }
        wm_test_ok(wm_rules_today(place, NULL, half_past_eleven - INT64_C(3600000000), &day, &error), &error);
        assert_int_equal(day, wm_day_of(2026, 7, 1));
    }
    ruling_stop(&ruling);
}

// --- keeping the sources ---

struct held {              // a write that stands at the gate
    struct wm_write write; // first
    struct gate *gate;
    bool done;
};

static enum wm_status hold(struct wm_write *write, struct wm_json_reader *reader, struct wm_arena *arena,
                           struct wm_append *ret_append, struct wm_error *error) {
    (void)reader;
    (void)arena;
    (void)ret_append;
    gate_pass(((struct held *)write)->gate);
    return wm_error_set(error, WM_PARAMS, "toy", "only standing here");
}

static void on_held(struct wm_task *task) {
    ((struct held *)task)->done = true;
}

static void put_held(struct ruling *ruling, struct held *held) {
    struct wm_error error;
    *held = (struct held){.gate = &ruling->gate};
    held->write.kind = WM_WRITE_APPEND;
    held->write.build = hold;
    held->write.task.done = on_held;
    wm_test_ok(wm_writer_submit(ruling->writer, &held->write, &error), &error);
}

// A writer that takes nothing now does not keep the rules from working; keeping them is tried again.
static void test_a_busy_writer(void **state) {
    (void)state;
    struct ruling ruling;
    struct held first, second, third;
    ruling_start_with(&ruling, 2);
    packs_organisation(&ruling.fixture.folder, "north", "", ADOPT);
    put_held(&ruling, &first);
    gate_reached(&ruling.gate);
    put_held(&ruling, &second);
    put_held(&ruling, &third);
    ruling_load(&ruling);
    struct wm_organisation *north = ruling_organisation(&ruling, "north");
    assert_non_null(north->active);
    assert_false(north->kept || north->keeping);
    wm_rules_keep(&ruling.rules); // still busy
    assert_false(north->keeping);
    for (int i = 0; i < 3; i++)
        gate_open(&ruling.gate);
    loop_until(&ruling.loop, first.done && second.done && third.done);
    gate_reached(&ruling.gate);
    gate_reached(&ruling.gate);
    put_held(&ruling, &first);
    gate_reached(&ruling.gate);
    for (int i = 0; i < 2; i++) { // once is enough
        wm_rules_keep(&ruling.rules);
        assert_true(north->keeping);
        assert_int_equal(wm_writer_waiting(ruling.writer), 1);
    }
    gate_open(&ruling.gate);
    loop_until(&ruling.loop, north->kept);
    assert_false(north->keeping);
    assert_int_equal(north->generation, 1);
    wm_rules_keep(&ruling.rules);
    assert_false(north->keeping);
    ruling_stop(&ruling);
}

// --- stopping in the middle ---

struct barrier {
    struct wm_read read; // first
    struct gate *gate;
};

static enum wm_status stand(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    (void)reader;
    (void)error;
    gate_pass(((struct barrier *)read)->gate);
    return WM_OK;
}

static void on_stood(struct wm_task *task) {
    (void)task;
}

static void test_abandon(void **state) {
    (void)state;
    struct wm_error error;
    struct ruling ruling;
    ruling_start(&ruling);
    struct barrier barrier = {.gate = &ruling.gate};
    barrier.read.run = stand;
    barrier.read.task.done = on_stood;
    packs_organisation(&ruling.fixture.folder, "north", "", ADOPT);
    packs_organisation(&ruling.fixture.folder, "south", "", "adopt {{{");
    wm_test_ok(wm_readers_submit(ruling.builders, &barrier.read, &error), &error);
    gate_reached(&ruling.gate);
    ruling_begin(&ruling);
    wm_rules_abandon(&ruling.rules);
    gate_open(&ruling.gate);
    wm_readers_stop(ruling.builders);
    ruling.builders = NULL;
    wm_writer_stop(ruling.writer);
    ruling.writer = NULL;
    assert_int_equal(ruling.loaded, 0);
    assert_null(ruling_organisation(&ruling, "north")->active); // not built, and no complaint about it
    ruling_stop(&ruling);
}

// --- rebuilding ---

struct waiter {
    struct wm_rules_waiter waiter; // first
    bool ready;
    enum wm_status status;
    char hash[65];
    char reason[40];
};

static void on_ready(struct wm_rules_waiter *waiting, enum wm_status status, struct wm_ruleset *ruleset,
                     const struct wm_error *error) {
    struct waiter *waiter = (struct waiter *)waiting;
    assert_false(waiter->ready);
    waiter->ready = true;
    waiter->status = status;
    if (status == WM_OK)
        memcpy(waiter->hash, ruleset->hash, sizeof waiter->hash);
    else
        memcpy(waiter->reason, error->reason, sizeof waiter->reason);
}

static void rebuild(struct ruling *ruling, const char *hash, struct waiter *waiter) {
    struct wm_error error;
    *waiter = (struct waiter){.waiter = {.ready = on_ready}};
    wm_test_ok(wm_rules_rebuild(&ruling->rules, ruling_organisation(ruling, "north"), hash, &waiter->waiter, &error),
               &error);
}

// The rules of a former start are rebuilt from the store, whatever stands in the folder now.
static void test_rebuild(void **state) {
    (void)state;
    struct ruling ruling;
    struct waiter first, second, unknown;
    char before[65], never[65];
    ruling_start(&ruling);
    packs_organisation(&ruling.fixture.folder, "north", "", ADOPT);
    ruling_load(&ruling);
    memcpy(before, ruling_organisation(&ruling, "north")->active->hash, sizeof before);
    wm_rules_clear(&ruling.rules);
    packs_framework(&ruling.fixture.folder, "Another ladder");
    ruling_load(&ruling);
    struct wm_organisation *north = ruling_organisation(&ruling, "north");
    assert_string_not_equal(north->active->hash, before);
    assert_null(wm_rules_find(&ruling.rules, north, before));
    rebuild(&ruling, before, &first);
    rebuild(&ruling, before, &second); // joins
    loop_until(&ruling.loop, first.ready && second.ready);
    assert_int_equal(first.status, WM_OK);
    assert_string_equal(first.hash, before);
    assert_string_equal(second.hash, before);
    const struct wm_ruleset *held = wm_rules_find(&ruling.rules, north, before);
    assert_non_null(held);
    assert_string_equal(held->frameworks[0].title, "Ladder");
    memset(never, 'e', 64);
    never[64] = '\0';
    rebuild(&ruling, never, &unknown);
    loop_until(&ruling.loop, unknown.ready);
    assert_int_equal(unknown.status, WM_NOT_FOUND);
    assert_string_equal(unknown.reason, "unknown-rules");
    assert_null(wm_rules_find(&ruling.rules, north, never));
    ruling_stop(&ruling);
}

// Only so many are held; the one not asked for longest goes.
static void test_rebuilt_rules_make_room(void **state) {
    (void)state;
    enum { MANY = WM_RULES_REBUILT + 1 };
    struct ruling ruling;
    struct waiter waiter;
    char hashes[MANY][65];
    char title[32];
    ruling_start(&ruling);
    packs_organisation(&ruling.fixture.folder, "north", "", ADOPT);
    for (int i = 0; i <= MANY; i++) {
        snprintf(title, sizeof title, "Ladder %d", i);
        packs_framework(&ruling.fixture.folder, title);
        ruling_load(&ruling);
        if (i < MANY) {
            memcpy(hashes[i], ruling_organisation(&ruling, "north")->active->hash, sizeof hashes[i]);
            wm_rules_clear(&ruling.rules);
        }
    }
    struct wm_organisation *north = ruling_organisation(&ruling, "north");
    for (int i = 0; i < MANY; i++) {
        rebuild(&ruling, hashes[i], &waiter);
        loop_until(&ruling.loop, waiter.ready);
        assert_int_equal(waiter.status, WM_OK);
        assert_non_null(wm_rules_find(&ruling.rules, north, hashes[0 + (i < MANY - 1 ? 0 : i)]));
    }
    assert_non_null(wm_rules_find(&ruling.rules, north, hashes[0])); // was asked for again and again
    assert_null(wm_rules_find(&ruling.rules, north, hashes[1]));
    ruling_stop(&ruling);
}

WM_TEST_MAIN(cmocka_unit_test(test_a_missing_folder), cmocka_unit_test(test_nobody), cmocka_unit_test(test_good_packs),
             cmocka_unit_test(test_broken_and_missing_packs), cmocka_unit_test(test_today),
             cmocka_unit_test(test_a_busy_writer), cmocka_unit_test(test_abandon), cmocka_unit_test(test_rebuild),
             cmocka_unit_test(test_rebuilt_rules_make_room))
