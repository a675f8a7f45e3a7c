// SPDX-License-Identifier: MIT
// labels: threads
// Rules change while they answer: what becomes active, what stays, what is kept of it, and who is told.
#include "engine/daemon/rules.h"

#include "tests/unit/daemon/ruling.h"

#define FAILING_TEST                                                                                                   \
    ADOPT "\ntest \"nobody is anything\" { as_of = \"2026-01-01\", level = \"ladder/first\", person = {},"             \
          " expect = eligible }\n"
#define PASSING_TEST                                                                                                   \
    ADOPT "\ntest \"nobody is anything\" { as_of = \"2026-01-01\", level = \"ladder/first\", person = {},"             \
          " expect = not_eligible }\n"
#define LINES_OF_A_BROKEN_PACK 1

struct asker {
    struct wm_rules_asker asker; // first
    int ready;                   // 1 = the first that was
    struct wm_rules_outcome outcome;
};

static int answered;

static void on_ready(struct wm_rules_asker *asking, const struct wm_rules_outcome *outcome) {
    struct asker *asker = (struct asker *)asking;
    assert_int_equal(asker->ready, 0);
    asker->ready = ++answered;
    asker->outcome = *outcome;
}

static void ask(struct ruling *ruling, const char *id, enum wm_rules_aim aim, enum wm_activation_cause cause,
                const char *rules, struct asker *asker) {
    struct wm_error error;
    struct wm_rules_request request = {
        .organisation = id, .length = strlen(id), .aim = aim, .cause = cause, .uid = 1000};
    snprintf(request.rules, sizeof request.rules, "%s", rules);
    *asker = (struct asker){.asker = {.ready = on_ready}};
    wm_test_ok(wm_rules_ask(&ruling->rules, &request, &asker->asker, &error), &error);
    assert_false(asker->ready);
}

static struct wm_rules_outcome run(struct ruling *ruling, enum wm_rules_aim aim, enum wm_activation_cause cause,
                                   const char *rules) {
    struct asker asker;
    ask(ruling, "north", aim, cause, rules, &asker);
    loop_until(&ruling->loop, asker.ready);
    return asker.outcome;
}

static struct wm_rules_outcome reload(struct ruling *ruling) {
    return run(ruling, WM_AIM_RELOAD, WM_ACTIVATION_RELOAD, "");
}

// North adopts the ladder, under a title of its own, and is active.
static struct wm_organisation *begin_with(struct ruling *ruling, const char *title) {
    ruling_start(ruling);
    packs_framework(&ruling->fixture.folder, title);
    packs_organisation(&ruling->fixture.folder, "north", "", ADOPT);
    ruling_load(ruling);
    struct wm_organisation *north = ruling_organisation(ruling, "north");
    assert_non_null(north->active);
    return north;
}

// The daemon is started again, as far as rules are concerned.
static struct wm_organisation *restart(struct ruling *ruling) {
    wm_rules_clear(&ruling->rules);
    ruling_load(ruling);
    return ruling_organisation(ruling, "north");
}

static struct wm_activation last(struct ruling *ruling) {
    struct wm_activation activation;
    wm_test_ok(wm_store_last_activation(ruling->fixture.reader, "north", &activation, &ruling->fixture.error),
               &ruling->fixture.error);
    return activation;
}

static const char *title(const struct wm_organisation *organisation) {
    return organisation->active->frameworks[0].title;
}

// --- what becomes active ---

static void test_an_edited_pack(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    char before[65];
    memcpy(before, north->active->hash, sizeof before);
    struct wm_ruleset *held = wm_ruleset_ref(north->active); // a request under way
    packs_framework(&ruling.fixture.folder, "Two");
    packs_organisation(&ruling.fixture.folder, "north", "", PASSING_TEST);
    struct wm_rules_outcome outcome = reload(&ruling);
    wm_test_ok(outcome.status, &outcome.error);
    assert_true(outcome.changed);
    assert_string_equal(outcome.rules, north->active->hash);
    assert_string_equal(outcome.previous, before);
    assert_int_equal(outcome.number, 2);
    assert_int_equal(outcome.passed, 1);
    assert_int_equal(outcome.failed, 0);
    assert_string_equal(title(north), "Two");
    assert_string_equal(held->frameworks[0].title, "One");
    assert_int_equal(north->generation, 2);
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE);
    struct wm_activation activation = last(&ruling);
    assert_string_equal(activation.rules, north->active->hash);
    assert_string_equal(activation.previous, before);
    assert_string_equal(activation.disk, north->active->hash);
    assert_int_equal(activation.number, 2);
    assert_int_equal(activation.uid, 1000);
    assert_int_equal(activation.cause, WM_ACTIVATION_RELOAD);
    wm_ruleset_unref(held);
    ruling_stop(&ruling);
}

static void test_the_same_again_is_nothing_new(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    struct wm_rules_outcome outcome = reload(&ruling);
    wm_test_ok(outcome.status, &outcome.error);
    assert_false(outcome.changed);
    assert_string_equal(outcome.rules, north->active->hash);
    assert_int_equal(outcome.number, 0);
    assert_int_equal(north->generation, 1);
    assert_int_equal(last(&ruling).number, 1);
    north = restart(&ruling);
    assert_int_equal(last(&ruling).number, 1);
    assert_int_equal(north->activation.number, 1);
    assert_true(north->kept);
    ruling_stop(&ruling);
}

static void test_checking_changes_nothing(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    packs_framework(&ruling.fixture.folder, "Two");
    struct wm_rules_outcome outcome = run(&ruling, WM_AIM_CHECK, WM_ACTIVATION_RELOAD, "");
    wm_test_ok(outcome.status, &outcome.error);
    assert_string_not_equal(outcome.rules, north->active->hash);
    assert_int_equal(strlen(outcome.rules), 64);
    assert_string_equal(title(north), "One");
    packs_organisation(&ruling.fixture.folder, "north", "", FAILING_TEST);
    outcome = run(&ruling, WM_AIM_CHECK, WM_ACTIVATION_RELOAD, "");
    assert_int_equal(outcome.status, WM_RULES);
    assert_int_equal(outcome.stage, WM_STAGE_TEST);
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE); // nothing is known of it
    assert_int_equal(last(&ruling).number, 1);
    ruling_stop(&ruling);
}

// --- what stays ---

static void expect_stale(struct ruling *ruling, const char *rest, enum wm_rules_stage stage, const char *reason,
                         const char *where) {
    struct wm_organisation *north = ruling_organisation(ruling, "north");
    char before[65];
    memcpy(before, north->active->hash, sizeof before);
    packs_organisation(&ruling->fixture.folder, "north", "", rest);
    wm_test_expect_log(WM_LOG_ERROR, LINES_OF_A_BROKEN_PACK);
    struct wm_rules_outcome outcome = reload(ruling);
    wm_test_fails(outcome.status, &outcome.error, WM_RULES, reason);
    assert_int_equal(outcome.stage, stage);
    assert_string_equal(outcome.error.where, where);
    assert_string_equal(north->active->hash, before);
    assert_int_equal(north->generation, 1);
    assert_int_equal(wm_rules_state(north), WM_STATE_STALE);
    assert_string_equal(north->error.reason, reason);
    assert_int_equal(last(ruling).number, 1);
}

static void test_what_is_broken_leaves_the_last_good(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    expect_stale(&ruling, "adopt {{{", WM_STAGE_BUILD, "syntax", "organisations/north/organisation.lua:3");
    assert_string_equal(north->disk, "");
    expect_stale(&ruling, FAILING_TEST, WM_STAGE_TEST, "test-failed", "organisations/north/organisation.lua:3");
    assert_int_equal(strlen(north->disk), 64); // it could be built
    assert_string_equal(wm_rules_stage_name(WM_STAGE_TEST), "test");
    packs_organisation(&ruling.fixture.folder, "north", "", ADOPT); // as it was
    struct wm_rules_outcome outcome = reload(&ruling);
    wm_test_ok(outcome.status, &outcome.error);
    assert_false(outcome.changed);
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE);
    ruling_stop(&ruling);
}

static void test_a_restart_on_a_broken_pack(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    char before[65];
    memcpy(before, north->active->hash, sizeof before);
    packs_organisation(&ruling.fixture.folder, "north", "", "adopt {{{");
    wm_test_expect_log(WM_LOG_ERROR, LINES_OF_A_BROKEN_PACK);
    north = restart(&ruling);
    assert_non_null(north->active);
    assert_string_equal(north->active->hash, before);
    assert_int_equal(wm_rules_state(north), WM_STATE_STALE);
    assert_string_equal(north->error.where, "organisations/north/organisation.lua:3");
    assert_int_equal(north->activation.number, 1);
    packs_framework(&ruling.fixture.folder, "Two"); // mended, and otherwise than before
    packs_organisation(&ruling.fixture.folder, "north", "", ADOPT);
    north = restart(&ruling);
    assert_string_equal(title(north), "Two");
    assert_int_equal(last(&ruling).cause, WM_ACTIVATION_START);
    assert_int_equal(last(&ruling).number, 2);
    ruling_stop(&ruling);
}

// --- going back ---

static void test_rollback(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    char one[65], two[65];
    memcpy(one, north->active->hash, sizeof one);
    packs_framework(&ruling.fixture.folder, "Two");
    assert_true(reload(&ruling).changed);
    memcpy(two, north->active->hash, sizeof two);
    char digits[9] = "";
    memcpy(digits, one, 8);
    struct wm_rules_outcome outcome = run(&ruling, WM_AIM_ROLLBACK, WM_ACTIVATION_ROLLBACK, digits);
    wm_test_ok(outcome.status, &outcome.error);
    assert_true(outcome.changed);
    assert_string_equal(outcome.rules, one);
    assert_string_equal(north->active->hash, one);
    assert_int_equal(last(&ruling).number, 3);
    assert_string_equal(last(&ruling).disk, two);
    assert_false(run(&ruling, WM_AIM_ROLLBACK, WM_ACTIVATION_ROLLBACK, one).changed);
    // What is on disk still is held back, from all but who says so.
    assert_false(run(&ruling, WM_AIM_RELOAD, WM_ACTIVATION_SIGNAL, "").changed);
    assert_false(run(&ruling, WM_AIM_RELOAD, WM_ACTIVATION_WATCH, "").changed);
    north = restart(&ruling);
    assert_string_equal(north->active->hash, one);
    assert_string_equal(north->disk, two);
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE);
    assert_false(run(&ruling, WM_AIM_RELOAD, WM_ACTIVATION_SIGNAL, "").changed);
    assert_true(reload(&ruling).changed);
    assert_string_equal(north->active->hash, two);
    assert_int_equal(last(&ruling).number, 4);
    ruling_stop(&ruling);
}

// On disk is what was gone back to, and somebody says that this is how it shall be: what was there before is not held
// back any more, not after a restart either.
static void test_a_reload_ends_a_rollback(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    char one[65];
    memcpy(one, north->active->hash, sizeof one);
    packs_framework(&ruling.fixture.folder, "Two");
    assert_true(reload(&ruling).changed);
    assert_true(run(&ruling, WM_AIM_ROLLBACK, WM_ACTIVATION_ROLLBACK, one).changed);
    packs_framework(&ruling.fixture.folder, "One");
    assert_false(run(&ruling, WM_AIM_RELOAD, WM_ACTIVATION_SIGNAL, "").changed);
    assert_int_equal(last(&ruling).number, 3);
    struct wm_rules_outcome outcome = reload(&ruling);
    wm_test_ok(outcome.status, &outcome.error);
    assert_false(outcome.changed);
    assert_string_equal(outcome.rules, one);
    assert_int_equal(last(&ruling).number, 4);
    assert_int_equal(last(&ruling).cause, WM_ACTIVATION_RELOAD);
    assert_string_equal(last(&ruling).rules, one);
    assert_false(reload(&ruling).changed);
    assert_int_equal(last(&ruling).number, 4); // once
    packs_framework(&ruling.fixture.folder, "Two");
    north = restart(&ruling);
    assert_string_equal(title(north), "Two");
    ruling_stop(&ruling);
}

static void test_after_going_back_what_changes_is_taken(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    char one[65];
    memcpy(one, north->active->hash, sizeof one);
    packs_framework(&ruling.fixture.folder, "Two");
    assert_true(reload(&ruling).changed);
    assert_true(run(&ruling, WM_AIM_ROLLBACK, WM_ACTIVATION_ROLLBACK, one).changed);
    packs_framework(&ruling.fixture.folder, "Three");
    assert_true(run(&ruling, WM_AIM_RELOAD, WM_ACTIVATION_SIGNAL, "").changed);
    assert_string_equal(title(north), "Three");
    assert_true(run(&ruling, WM_AIM_ROLLBACK, WM_ACTIVATION_ROLLBACK, one).changed);
    packs_framework(&ruling.fixture.folder, "Four");
    north = restart(&ruling); // a start takes it as well
    assert_string_equal(title(north), "Four");
    ruling_stop(&ruling);
}

static void test_going_back_to_what_never_was(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_organisation *north = begin_with(&ruling, "One");
    char never[9];
    snprintf(never, sizeof never, "%.8s", north->active->hash);
    never[0] = never[0] == '0' ? '1' : '0';
    struct wm_rules_outcome outcome = run(&ruling, WM_AIM_ROLLBACK, WM_ACTIVATION_ROLLBACK, never);
    wm_test_fails(outcome.status, &outcome.error, WM_NOT_FOUND, "unknown-rules");
    assert_string_equal(outcome.error.where, "rules");
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE);
    struct wm_rules_request request = {.organisation = "west", .length = 4, .aim = WM_AIM_ROLLBACK};
    struct wm_error error;
    wm_test_fails(wm_rules_ask(&ruling.rules, &request, NULL, &error), &error, WM_NOT_FOUND, "unknown-organisation");
    ruling_stop(&ruling);
}

// --- who asks, and when ---

struct standing {        // the building thread stands at the gate
    struct wm_read read; // first
    struct gate *gate;
};

static enum wm_status stand(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    (void)reader;
    (void)error;
    gate_pass(((struct standing *)read)->gate);
    return WM_OK;
}

static void on_stood(struct wm_task *task) {
    (void)task;
}

static void hold(struct ruling *ruling, struct standing *standing) {
    struct wm_error error;
    *standing = (struct standing){.gate = &ruling->gate};
    standing->read.run = stand;
    standing->read.task.done = on_stood;
    wm_test_ok(wm_readers_submit(ruling->builders, &standing->read, &error), &error);
    gate_reached(&ruling->gate);
}

// The first has begun, and may have read what was there before; the others share one more reading.
static void test_joining(void **state) {
    (void)state;
    struct ruling ruling;
    struct standing standing;
    struct asker first, second, third, fourth;
    struct wm_organisation *north = begin_with(&ruling, "One");
    hold(&ruling, &standing);
    packs_framework(&ruling.fixture.folder, "Two");
    ask(&ruling, "north", WM_AIM_RELOAD, WM_ACTIVATION_WATCH, "", &first);
    assert_int_equal(wm_rules_state(north), WM_STATE_BUILDING);
    ask(&ruling, "north", WM_AIM_RELOAD, WM_ACTIVATION_SIGNAL, "", &second);
    ask(&ruling, "north", WM_AIM_RELOAD, WM_ACTIVATION_RELOAD, "", &third);
    ask(&ruling, "north", WM_AIM_CHECK, WM_ACTIVATION_RELOAD, "", &fourth);
    assert_ptr_equal(second.asker.next, &third.asker); // one reading for both
    assert_string_equal(title(north), "One");          // it answers
    gate_open(&ruling.gate);
    loop_until(&ruling.loop, first.ready && second.ready && third.ready && fourth.ready);
    assert_true(first.outcome.changed);
    assert_true(first.ready < second.ready && second.ready < third.ready && third.ready < fourth.ready);
    assert_false(second.outcome.changed || third.outcome.changed);
    assert_int_equal(wm_rules_state(north), WM_STATE_ACTIVE);
    ruling_stop(&ruling);
}

static void test_stopping_with_changes_waiting(void **state) {
    (void)state;
    struct ruling ruling;
    struct standing standing;
    struct asker first, second;
    struct wm_error error;
    struct wm_organisation *north = begin_with(&ruling, "One");
    hold(&ruling, &standing);
    packs_framework(&ruling.fixture.folder, "Two");
    ask(&ruling, "north", WM_AIM_RELOAD, WM_ACTIVATION_RELOAD, "", &first);
    ask(&ruling, "north", WM_AIM_RELOAD, WM_ACTIVATION_RELOAD, "", &second);
    wm_rules_abandon(&ruling.rules);
    assert_true(second.ready); // its turn will not come
    wm_test_fails(second.outcome.status, &second.outcome.error, WM_BUSY, "stopping");
    struct wm_rules_request request = {.organisation = "north", .length = 5};
    wm_test_fails(wm_rules_ask(&ruling.rules, &request, NULL, &error), &error, WM_BUSY, "stopping");
    gate_open(&ruling.gate);
    loop_until(&ruling.loop, first.ready);
    wm_test_fails(first.outcome.status, &first.outcome.error, WM_BUSY, "stopping");
    assert_string_equal(title(north), "One");
    assert_int_equal(last(&ruling).number, 1);
    ruling_stop(&ruling);
}

static void test_only_so_many_wait(void **state) {
    (void)state;
    struct ruling ruling;
    struct standing standing;
    enum { MOST = 256 };
    struct wm_error error = {.status = WM_OK};
    begin_with(&ruling, "One");
    hold(&ruling, &standing);
    enum wm_status status = WM_OK;
    for (int i = 0; i <= MOST + 1; i++) {
        char id[32];
        snprintf(id, sizeof id, "stranger-%d", i);
        struct wm_rules_request request = {.organisation = id, .length = strlen(id)};
        status = wm_rules_ask(&ruling.rules, &request, NULL, &error);
        if (i <= MOST) // the first has begun
            wm_test_ok(status, &error);
    }
    wm_test_fails(status, &error, WM_BUSY, "queue-full");
    struct asker asker; // there is room for those that are there all the same
    ask(&ruling, "north", WM_AIM_RELOAD, WM_ACTIVATION_RELOAD, "", &asker);
    gate_open(&ruling.gate);
    loop_until(&ruling.loop, asker.ready);
    assert_int_equal(ruling.rules.count, 1);
    ruling_stop(&ruling);
}

// --- organisations that appear ---

static void test_an_organisation_that_appears(void **state) {
    (void)state;
    struct ruling ruling;
    struct asker asker;
    struct wm_organisation *north = begin_with(&ruling, "One");
    ask(&ruling, "west", WM_AIM_RELOAD, WM_ACTIVATION_RELOAD, "", &asker);
    loop_until(&ruling.loop, asker.ready);
    assert_int_equal(asker.outcome.status, WM_NOT_FOUND);
    assert_null(ruling_organisation(&ruling, "west"));
    packs_organisation(&ruling.fixture.folder, "west", "", ADOPT);
    packs_organisation(&ruling.fixture.folder, "east", "", "adopt {{{");
    ask(&ruling, "west", WM_AIM_CHECK, WM_ACTIVATION_RELOAD, "", &asker);
    loop_until(&ruling.loop, asker.ready);
    wm_test_ok(asker.outcome.status, &asker.outcome.error);
    assert_null(ruling_organisation(&ruling, "west"));
    ask(&ruling, "west", WM_AIM_RELOAD, WM_ACTIVATION_RELOAD, "", &asker);
    loop_until(&ruling.loop, asker.ready);
    wm_test_ok(asker.outcome.status, &asker.outcome.error);
    assert_true(asker.outcome.changed);
    assert_string_equal(asker.outcome.previous, "");
    assert_int_equal(wm_rules_state(ruling_organisation(&ruling, "west")), WM_STATE_ACTIVE);
    wm_test_expect_log(WM_LOG_ERROR, 2);
    ask(&ruling, "east", WM_AIM_RELOAD, WM_ACTIVATION_RELOAD, "", &asker);
    loop_until(&ruling.loop, asker.ready);
    assert_int_equal(asker.outcome.status, WM_RULES);
    assert_int_equal(wm_rules_state(ruling_organisation(&ruling, "east")), WM_STATE_BROKEN);
    assert_ptr_equal(ruling_organisation(&ruling, "north"), north); // where it was
    ruling_stop(&ruling);
}

struct sweep {
    struct wm_rules_sweep sweep; // first
    bool done;
};

static void on_swept(struct wm_rules_sweep *sweep) {
    ((struct sweep *)sweep)->done = true;
}

static void test_all_of_them(void **state) {
    (void)state;
    struct ruling ruling;
    struct wm_error error;
    struct sweep sweep = {.sweep = {.done = on_swept}};
    struct wm_organisation *north = begin_with(&ruling, "One");
    packs_framework(&ruling.fixture.folder, "Two");
    packs_organisation(&ruling.fixture.folder, "west", "", ADOPT);
    packs_organisation(&ruling.fixture.folder, "east", "", "adopt {{{");
    wm_test_expect_log(WM_LOG_ERROR, 2);
    wm_test_ok(wm_rules_ask_all(&ruling.rules, WM_ACTIVATION_SIGNAL, 7, &sweep.sweep, &error), &error);
    loop_until(&ruling.loop, sweep.done);
    assert_int_equal(sweep.sweep.changed, 2);
    assert_int_equal(sweep.sweep.unchanged, 0);
    assert_int_equal(sweep.sweep.failed, 1);
    assert_string_equal(title(north), "Two");
    assert_int_equal(last(&ruling).cause, WM_ACTIVATION_SIGNAL);
    assert_int_equal(last(&ruling).uid, 7);
    ruling_stop(&ruling);
}

// --- who wants to know ---

struct told {
    int changed, failed;
    char before[65], after[65];
    int64_t number;
};

static void on_changed(void *context, struct wm_organisation *organisation, struct wm_ruleset *before,
                       struct wm_ruleset *after, int64_t number, enum wm_activation_cause cause) {
    struct told *told = context;
    told->changed++;
    assert_ptr_equal(organisation->active, after);
    assert_int_equal(cause, WM_ACTIVATION_RELOAD);
    memcpy(told->before, before->hash, sizeof told->before);
    memcpy(told->after, after->hash, sizeof told->after);
    told->number = number;
}

static void on_failed(void *context, struct wm_organisation *organisation, enum wm_rules_stage stage,
                      const struct wm_error *error) {
    ((struct told *)context)->failed++;
    assert_int_equal(stage, WM_STAGE_BUILD);
    assert_string_equal(organisation->id, "north");
    assert_string_equal(error->reason, "syntax");
}

static void test_events(void **state) {
    (void)state;
    struct ruling ruling;
    struct told told = {.changed = 0};
    struct wm_organisation *north = begin_with(&ruling, "One");
    char one[65];
    memcpy(one, north->active->hash, sizeof one);
    ruling.rules.events = (struct wm_rules_events){.changed = on_changed, .failed = on_failed, .context = &told};
    assert_false(reload(&ruling).changed);
    assert_int_equal(told.changed, 0);
    packs_framework(&ruling.fixture.folder, "Two");
    assert_true(reload(&ruling).changed);
    assert_int_equal(told.changed, 1);
    assert_string_equal(told.before, one);
    assert_string_equal(told.after, north->active->hash);
    assert_int_equal(told.number, 2);
    packs_organisation(&ruling.fixture.folder, "north", "", "adopt {{{");
    wm_test_expect_log(WM_LOG_ERROR, LINES_OF_A_BROKEN_PACK);
    reload(&ruling);
    assert_int_equal(told.failed, 1);
    assert_int_equal(told.changed, 1);
    ruling_stop(&ruling);
}

WM_TEST_MAIN(cmocka_unit_test(test_an_edited_pack), cmocka_unit_test(test_the_same_again_is_nothing_new),
             cmocka_unit_test(test_checking_changes_nothing),
             cmocka_unit_test(test_what_is_broken_leaves_the_last_good),
             cmocka_unit_test(test_a_restart_on_a_broken_pack), cmocka_unit_test(test_rollback),
             cmocka_unit_test(test_a_reload_ends_a_rollback),
             cmocka_unit_test(test_after_going_back_what_changes_is_taken),
             cmocka_unit_test(test_going_back_to_what_never_was), cmocka_unit_test(test_joining),
             cmocka_unit_test(test_stopping_with_changes_waiting), cmocka_unit_test(test_only_so_many_wait),
             cmocka_unit_test(test_an_organisation_that_appears), cmocka_unit_test(test_all_of_them),
             cmocka_unit_test(test_events))
