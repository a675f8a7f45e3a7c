// SPDX-License-Identifier: MIT
// labels: threads
// Where keys are trusted, nothing becomes active that none of them has signed: not at the start, not by a reload, not by
// going back.
#include "engine/daemon/rules.h"

#include "tests/unit/daemon/ruling.h"

#include <sqlite3.h>

// Logged at ERROR.
#define BROKEN 2 // what is wrong, and that nothing is answered
#define STALE 1  // what is wrong
#define KEPT 1   // what was kept may not go on either

#define LADDER "rules/frameworks/ladder"
#define NORTH "rules/organisations/north"

static struct wm_private_key keys[2];
static struct wm_public_key public_keys[2];

static void make_keys(void) {
    for (uint8_t i = 0; i < 2; i++) {
        uint8_t seed[WM_SEED_SIZE] = {i + 1u};
        wm_private_key_from_seed(seed, &keys[i]);
        public_keys[i] = keys[i].public_key;
    }
}

static void trust(struct ruling *ruling, size_t first, size_t count) {
    ruling->trust = (struct wm_trust){public_keys + first, count};
}

static void sign_one(struct ruling *ruling, const char *pack, int key) {
    packs_sign(&ruling->fixture.folder, pack, &keys[key]);
}

static void sign(struct ruling *ruling, int key) {
    sign_one(ruling, "frameworks/ladder", key);
    sign_one(ruling, "organisations/north", key);
}

static void edit(struct ruling *ruling, const char *title) {
    packs_framework(&ruling->fixture.folder, title);
}

static void begin(struct ruling *ruling) {
    make_keys();
    ruling_start(ruling);
    edit(ruling, "One");
    packs_organisation(&ruling->fixture.folder, "north", "", ADOPT);
}

// The daemon is started, or again, as far as rules are concerned.
static struct wm_organisation *start(struct ruling *ruling) {
    wm_rules_clear(&ruling->rules);
    ruling_load(ruling);
    return ruling_organisation(ruling, "north");
}

// With the first key trusted, and everything signed by it.
static struct wm_organisation *begin_signed(struct ruling *ruling) {
    begin(ruling);
    trust(ruling, 0, 1);
    sign(ruling, 0);
    struct wm_organisation *north = start(ruling);
    assert_non_null(north->active);
    return north;
}

struct asker {
    struct wm_rules_asker asker; // first
    bool ready;
    struct wm_rules_outcome outcome;
};

static void on_ready(struct wm_rules_asker *asking, const struct wm_rules_outcome *outcome) {
    struct asker *asker = (struct asker *)asking;
    asker->ready = true;
    asker->outcome = *outcome;
}

static struct wm_rules_outcome run(struct ruling *ruling, enum wm_rules_aim aim, const char *rules) {
    struct wm_error error;
    enum wm_activation_cause cause = aim == WM_AIM_ROLLBACK ? WM_ACTIVATION_ROLLBACK : WM_ACTIVATION_RELOAD;
    struct wm_rules_request request = {.organisation = "north", .length = 5, .aim = aim, .cause = cause, .uid = 1000};
    snprintf(request.rules, sizeof request.rules, "%s", rules);
    struct asker asker = {.asker = {.ready = on_ready}};
    wm_test_ok(wm_rules_ask(&ruling->rules, &request, &asker.asker, &error), &error);
    loop_until(&ruling->loop, asker.ready);
    return asker.outcome;
}

static void reload_ok(struct ruling *ruling, bool changed) {
    struct wm_rules_outcome outcome = run(ruling, WM_AIM_RELOAD, "");
    wm_test_ok(outcome.status, &outcome.error);
    assert_int_equal(outcome.changed, changed);
}

static struct wm_error refused(struct ruling *ruling, enum wm_rules_aim aim, const char *rules, const char *reason) {
    struct wm_rules_outcome outcome = run(ruling, aim, rules);
    wm_test_fails(outcome.status, &outcome.error, WM_RULES, reason);
    assert_int_equal(outcome.stage, WM_STAGE_SIGNATURE);
    return outcome.error;
}

static const char *title(const struct wm_organisation *organisation) {
    return organisation->active != NULL ? organisation->active->frameworks[0].title : "nothing is active";
}

static int64_t last_number(struct ruling *ruling) {
    struct wm_activation activation;
    wm_test_ok(wm_store_last_activation(ruling->fixture.reader, "north", &activation, &ruling->fixture.error),
               &ruling->fixture.error);
    return activation.number;
}

static void spoil(struct ruling *ruling) {
    wm_test_write_text(&ruling->fixture.folder, LADDER "/framework.lua", "framework \"ladder\" {\n");
}

// --- the start ---

static void test_nothing_unsigned_at_the_start(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, 2 * BROKEN);
    struct ruling ruling;
    begin(&ruling);
    trust(&ruling, 0, 2);
    struct wm_organisation *north = start(&ruling);
    assert_null(north->active);
    assert_int_equal(wm_rules_state(north), WM_STATE_BROKEN);
    assert_string_equal(north->error.reason, "signature-missing");
    assert_string_equal(north->error.where, "organisations/north/SIGNATURE");
    sign_one(&ruling, "organisations/north", 1); // and what it adopts
    refused(&ruling, WM_AIM_RELOAD, "", "signature-missing");
    assert_string_equal(north->error.where, "frameworks/ladder/SIGNATURE");
    sign_one(&ruling, "frameworks/ladder", 0); // each by one of them
    reload_ok(&ruling, true);
    assert_string_equal(title(north), "One");
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE);
    ruling_stop(&ruling);
}

static void test_what_was_kept_goes_on(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, STALE);
    struct ruling ruling;
    struct wm_organisation *north = begin_signed(&ruling);
    edit(&ruling, "Two"); // and not signed
    north = start(&ruling);
    assert_string_equal(title(north), "One");
    assert_int_equal(wm_rules_state(north), WM_STATE_STALE);
    assert_string_equal(north->error.reason, "signature-wrong");
    assert_int_equal(last_number(&ruling), 1);
    ruling_stop(&ruling);
}

static void test_what_was_kept_must_be_trusted_too(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, KEPT + BROKEN + STALE);
    struct ruling ruling;
    struct wm_organisation *north = begin_signed(&ruling);
    spoil(&ruling);
    trust(&ruling, 1, 1); // another key instead
    north = start(&ruling);
    assert_null(north->active);
    trust(&ruling, 0, 2);
    north = start(&ruling);
    assert_string_equal(title(north), "One");
    ruling_stop(&ruling);
}

static void test_what_was_never_signed_does_not_go_on(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, KEPT + BROKEN);
    struct ruling ruling;
    begin(&ruling);
    struct wm_organisation *north = start(&ruling); // nobody is trusted: no need
    assert_string_equal(title(north), "One");
    assert_int_equal(north->active->beside_count, 0);
    trust(&ruling, 0, 1);
    north = start(&ruling);
    assert_null(north->active);
    sign(&ruling, 0); // the same files, so nothing new
    north = start(&ruling);
    assert_string_equal(title(north), "One");
    assert_int_equal(last_number(&ruling), 1);
    ruling_stop(&ruling);
}

// --- reloads ---

static void test_a_reload(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, 2 * STALE);
    struct ruling ruling;
    struct wm_organisation *north = begin_signed(&ruling);
    edit(&ruling, "Two");
    struct wm_error error = refused(&ruling, WM_AIM_CHECK, "", "signature-wrong");
    assert_string_equal(error.where, "frameworks/ladder/SIGNATURE");
    refused(&ruling, WM_AIM_RELOAD, "", "signature-wrong");
    assert_string_equal(title(north), "One");
    assert_int_equal(wm_rules_state(north), WM_STATE_STALE);
    sign(&ruling, 1);
    error = refused(&ruling, WM_AIM_RELOAD, "", "signature-untrusted");
    assert_non_null(strstr(error.message, "organisations/north"));
    assert_string_equal(title(north), "One");
    assert_int_equal(last_number(&ruling), 1);
    sign(&ruling, 0);
    reload_ok(&ruling, true);
    assert_string_equal(title(north), "Two");
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE);
    assert_int_equal(last_number(&ruling), 2);
    reload_ok(&ruling, false);
    ruling_stop(&ruling);
}

// An unsigned pack is not even executed.
static void test_unsigned_rules_are_not_executed(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, STALE);
    struct ruling ruling;
    begin_signed(&ruling);
    wm_test_write_text(&ruling.fixture.folder, NORTH "/organisation.lua", "error(\"executed\")\n");
    refused(&ruling, WM_AIM_RELOAD, "", "signature-wrong");
    ruling_stop(&ruling);
}

// --- going back ---

static void test_going_back(void **state) {
    (void)state;
    struct ruling ruling;
    begin(&ruling);
    char unsigned_rules[65], signed_rules[65];
    struct wm_organisation *north = start(&ruling); // before anybody was trusted
    memcpy(unsigned_rules, north->active->hash, sizeof unsigned_rules);
    trust(&ruling, 0, 1);
    edit(&ruling, "Two");
    sign(&ruling, 0);
    north = start(&ruling);
    memcpy(signed_rules, north->active->hash, sizeof signed_rules);
    edit(&ruling, "Three");
    sign(&ruling, 0);
    reload_ok(&ruling, true);
    struct wm_error error = refused(&ruling, WM_AIM_ROLLBACK, unsigned_rules, "signature-missing");
    assert_non_null(strstr(error.message, "cannot become active again"));
    char digits[13];
    snprintf(digits, sizeof digits, "%.12s", unsigned_rules);
    assert_non_null(strstr(error.message, digits));
    assert_string_equal(title(north), "Three");
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE); // nothing is wrong with what is on disk
    assert_int_equal(last_number(&ruling), 3);
    struct wm_rules_outcome outcome = run(&ruling, WM_AIM_ROLLBACK, signed_rules);
    wm_test_ok(outcome.status, &outcome.error);
    assert_true(outcome.changed);
    assert_string_equal(title(north), "Two");
    north = start(&ruling); // it stays, and is asked for its signature again
    assert_string_equal(title(north), "Two");
    ruling_stop(&ruling);
}

static void test_going_back_to_a_key_that_was_given_up(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_signed(&ruling);
    char rules[65];
    memcpy(rules, north->active->hash, sizeof rules);
    trust(&ruling, 1, 1);
    edit(&ruling, "Two");
    sign(&ruling, 1);
    north = start(&ruling);
    assert_string_equal(title(north), "Two");
    refused(&ruling, WM_AIM_ROLLBACK, rules, "signature-untrusted");
    assert_string_equal(title(north), "Two");
    ruling_stop(&ruling);
}

// --- other signatures of the same rules ---

// The same files are signed with another key, the old one is trusted no more, and then the disk breaks.
static void expect_served_by_second_key(struct ruling *ruling) {
    trust(ruling, 1, 1);
    spoil(ruling);
    const struct wm_organisation *north = start(ruling);
    assert_non_null(north->active);
    assert_string_equal(title(north), "One");
    assert_int_equal(wm_rules_state(north), WM_STATE_STALE);
    assert_int_equal(last_number(ruling), 1);
}

static void drain(struct ruling *ruling) { // what was handed to the writer is written
    wm_writer_stop(ruling->writer);
    struct wm_error error;
    wm_test_ok(wm_writer_start(&ruling->loop, ruling->fixture.store, 100, 1 << 20, 1 << 20, &ruling->writer, &error),
               &error);
}

static void test_signed_anew_at_work(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, STALE);
    struct ruling ruling;
    begin(&ruling);
    trust(&ruling, 0, 2);
    sign(&ruling, 0);
    struct wm_organisation *north = start(&ruling);
    uint32_t generation = north->generation;
    sign(&ruling, 1);
    reload_ok(&ruling, false);
    assert_int_equal(north->generation, generation);
    drain(&ruling);
    expect_served_by_second_key(&ruling);
    ruling_stop(&ruling);
}

static void test_signed_anew_meanwhile(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, STALE);
    struct ruling ruling;
    begin_signed(&ruling);
    sign(&ruling, 1);
    trust(&ruling, 1, 1);
    const struct wm_organisation *north = start(&ruling);
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE);
    assert_int_equal(last_number(&ruling), 1);
    drain(&ruling);
    expect_served_by_second_key(&ruling);
    ruling_stop(&ruling);
}

// A damaged one is replaced by that on disk, and costs nothing.
static void test_a_damaged_signature(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, STALE);
    struct ruling ruling;
    begin_signed(&ruling);
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(ruling.fixture.path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "UPDATE beside SET bytes = X'00'", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    reload_ok(&ruling, false);
    drain(&ruling);
    spoil(&ruling);
    const struct wm_organisation *north = start(&ruling);
    assert_non_null(north->active);
    assert_string_equal(title(north), "One");
    ruling_stop(&ruling);
}

// --- looking back ---

struct waiter {
    struct wm_rules_waiter waiter; // first
    bool ready;
    enum wm_status status;
};

static void on_rebuilt(struct wm_rules_waiter *waiting, enum wm_status status, struct wm_ruleset *ruleset,
                       const struct wm_error *error) {
    struct waiter *waiter = (struct waiter *)waiting;
    (void)ruleset;
    (void)error;
    waiter->ready = true;
    waiter->status = status;
}

// What was decided by rules that nobody signed can still be computed again.
static void test_replays_need_no_signature(void **state) {
    (void)state;
    struct ruling ruling;
    begin(&ruling);
    char rules[65];
    struct wm_error error;
    struct wm_organisation *north = start(&ruling);
    memcpy(rules, north->active->hash, sizeof rules);
    trust(&ruling, 0, 1);
    edit(&ruling, "Two");
    sign(&ruling, 0);
    north = start(&ruling);
    struct waiter waiter = {.waiter = {.ready = on_rebuilt}};
    wm_test_ok(wm_rules_rebuild(&ruling.rules, north, rules, &waiter.waiter, &error), &error);
    loop_until(&ruling.loop, waiter.ready);
    assert_int_equal(waiter.status, WM_OK);
    assert_string_equal(title(north), "Two");
    ruling_stop(&ruling);
}

WM_TEST_MAIN(cmocka_unit_test(test_nothing_unsigned_at_the_start), cmocka_unit_test(test_what_was_kept_goes_on),
             cmocka_unit_test(test_what_was_kept_must_be_trusted_too),
             cmocka_unit_test(test_what_was_never_signed_does_not_go_on), cmocka_unit_test(test_a_reload),
             cmocka_unit_test(test_unsigned_rules_are_not_executed), cmocka_unit_test(test_going_back),
             cmocka_unit_test(test_going_back_to_a_key_that_was_given_up), cmocka_unit_test(test_signed_anew_at_work),
             cmocka_unit_test(test_signed_anew_meanwhile), cmocka_unit_test(test_a_damaged_signature),
             cmocka_unit_test(test_replays_need_no_signature))
