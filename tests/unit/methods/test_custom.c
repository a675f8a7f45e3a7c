// SPDX-License-Identifier: MIT
// labels: threads
// Levels with a custom predicate in their tree: decided on an evaluator's thread, the same for everybody who asks.
#include "engine/base/fault.h"
#include "tests/unit/methods/fixture.h"

#include <sched.h>
#include <stdio.h>

static const char predicates[] =
    "local function enough(person)\n"
    "  local hours = 0\n"
    "  for _, record in ipairs(person.records(\"training\")) do hours = hours + (record.value or 0) end\n"
    "  return hours >= 10, (\"%g of 10 hours\"):format(hours)\n"
    "end\n"
    "studied = custom { id = \"studied\", says = \"has learnt for ten hours\", hint = \"ask for a course\", enough }\n"
    "settled = custom { id = \"settled\", says = \"has been here for a while\", function (person)\n"
    "  local first = person.records(\"role\", \"worker\")[1]\n"
    "  if not first then return false, \"has no post\" end\n"
    "  return days_between(first.on, person.as_of) >= 100, \"since \" .. first.on\n"
    "end }\n"
    "broken = custom { id = \"broken\", says = \"is broken\", function (person)\n"
    "  return person.latest(\"measure\").value > 3\n"
    "end }\n"
    "endless = custom { id = \"endless\", says = \"does not end\", function () while true do end end }\n";
static const char levels[] = "level \"studied\" { title = \"Studied\", requires = studied }\n"
                             "level \"above\" { title = \"Above\", requires = { meets \"studied\" } }\n"
                             "level \"settled\" { title = \"Settled\", requires = settled }\n"
                             "gate \"broken\" { title = \"Broken\", requires = broken }\n"
                             "gate \"endless\" { title = \"Endless\", requires = endless }\n";

static int setup(void **state) {
    static struct fixture fixture;
    fixture_make(&fixture);
    fixture_write_north(&fixture);
    wm_test_write_text(&fixture.folder, "rules/frameworks/tiny/a-predicates.lua", predicates);
    wm_test_write_text(&fixture.folder, "rules/frameworks/tiny/z-levels.lua", levels);
    fixture_start(&fixture);
    *state = &fixture;
    return 0;
}

#define ABOUT(level) "{\"person\":\"amara\",\"level\":\"tiny/" level "\"}"
#define HOURS(hours)                                                                                                   \
    "{\"kind\":\"training\",\"subject\":\"first-aid\",\"outcome\":\"completed\",\"on\":\"2026-08-01\","                \
    "\"value\":" hours "}"

static void test_check(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json result = fixture_ask(fixture, "eligibility.check", ABOUT("studied"));
    fixture_text_is(result, "outcome", "not-eligible");
    fixture_text_is(result, "unmet[0].id", "custom:studied");
    fixture_text_is(result, "unmet[0].verb", "custom");
    fixture_text_is(result, "unmet[0].message", "0 of 10 hours");
    fixture_text_is(result, "unmet[0].hint", "ask for a course");
    fixture_record(fixture, "amara", HOURS("12.5"));
    result = fixture_ask(fixture, "eligibility.check", ABOUT("studied"));
    fixture_text_is(result, "outcome", "eligible");
    fixture_text_is(result, "until", "2027-08-01"); // first aid is valid for a year
    fixture_text_is(result, "changes_to", "not-eligible");
    assert_false(fixture_has(result, "until_exact"));
    result = fixture_ask(fixture, "eligibility.explain", ABOUT("above"));
    fixture_text_is(result, "outcome", "eligible");
    fixture_text_is(result, "tree.children[0].id", "studied/custom:studied");
    fixture_text_is(result, "tree.children[0].message", "12.5 of 10 hours");
}

static void test_the_same_answer_again(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    char *first = fixture_json(fixture_ask(fixture, "eligibility.check", ABOUT("studied")));
    uint64_t hits = fixture->daemon.cache.answer_hits;
    char *again = fixture_json(fixture_ask(fixture, "eligibility.check", ABOUT("studied")));
    assert_string_equal(first, again);
    assert_int_equal(fixture->daemon.cache.answer_hits, hits + 1);
    wm_free(first);
    wm_free(again);
}

static void test_inexact_horizon(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_record(fixture, "amara", "{\"kind\":\"role\",\"subject\":\"worker\",\"on\":\"2026-08-01\"}");
    struct wm_json result = fixture_ask(fixture, "eligibility.check", ABOUT("settled"));
    fixture_text_is(result, "outcome", "not-eligible");
    fixture_text_is(result, "until", "2026-11-08");
    fixture_text_is(result, "changes_to", "eligible");
    result = fixture_ask(fixture, "eligibility.check",
                         "{\"person\":\"amara\",\"level\":\"tiny/settled\",\"as_of\":\"2026-11-09\"}");
    fixture_text_is(result, "outcome", "eligible");
    fixture_text_is(result, "until", "2027-11-10");
    assert_false(fixture_true(result, "until_exact"));
    assert_false(fixture_has(result, "changes_to"));
}

static void test_what_if(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json result = fixture_ask(fixture, "eligibility.check",
                                        "{\"person\":\"amara\",\"level\":\"tiny/studied\",\"with\":[" HOURS("10") "]}");
    fixture_text_is(result, "outcome", "eligible");
    assert_true(fixture_true(result, "hypothetical"));
    result = fixture_ask(fixture, "eligibility.check", ABOUT("studied"));
    fixture_text_is(result, "outcome", "not-eligible");
}

static void test_failures_are_answers(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json result = fixture_ask(fixture, "eligibility.check", ABOUT("broken"));
    fixture_text_is(result, "outcome", "indeterminate");
    fixture_text_is(result, "unknown[0].reason", "error");
    fixture_text_is(result, "unknown[0].where", "frameworks/tiny/a-predicates.lua:13");
    fixture_text_is(result, "unknown[0].message", "attempt to index a nil value");
    result = fixture_ask(fixture, "eligibility.check", ABOUT("endless"));
    fixture_text_is(result, "outcome", "indeterminate");
    fixture_text_is(result, "unknown[0].reason", "budget");
    fixture_text_is(result, "unknown[0].where", "frameworks/tiny/a-predicates.lua:15");
}

static void test_standing(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_record(fixture, "amara", HOURS("10"));
    struct wm_json result =
        fixture_ask(fixture, "eligibility.standing", "{\"person\":\"amara\",\"framework\":\"tiny\"}");
    uint64_t found = 0;
    struct wm_json level;
    for (struct wm_json_iterator at = wm_json_iterate(fixture_at(result, "levels")); wm_json_next(&at, NULL, &level);) {
        struct wm_text name = wm_json_text(wm_json_member(level, "level"));
        if (name.length == strlen("tiny/above") && memcmp(name.data, "tiny/above", name.length) == 0) {
            fixture_text_is(level, "outcome", "eligible");
            found++;
        }
        if (name.length == strlen("tiny/broken") && memcmp(name.data, "tiny/broken", name.length) == 0) {
            fixture_text_is(level, "unknown[0].reason", "error");
            fixture_text_is(level, "unknown[0].message", "attempt to index a nil value");
            found++;
        }
    }
    assert_int_equal(found, 2);
}

static void test_award(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_refused(fixture, "award.grant", ABOUT("studied"), WM_CONFLICT, "not-eligible");
    // What was recorded in the same breath counts: the award is decided after it.
    fixture_request(fixture, 0, 1, "record.add", "{\"person\":\"amara\",\"records\":[" HOURS("11") "]}");
    fixture_request(fixture, 0, 2, "award.grant", ABOUT("studied"));
    fixture_run(fixture, 0);
    (void)fixture_line(fixture, 0);
    struct wm_json result = wm_json_member(fixture_line(fixture, 0), "result");
    fixture_text_is(result, "decision.outcome", "eligible");
    fixture_text_is(result, "decision.level", "tiny/studied");
    result = fixture_ask(fixture, "award.grant",
                         "{\"person\":\"amara\",\"level\":\"tiny/settled\",\"override\":{\"reason\":\"agreed\"}}");
    fixture_text_is(result, "decision.outcome", "not-eligible");
    fixture_text_is(result, "decision.unmet[0].message", "has no post");
}

// As many questions at once as there are people to ask: none waits for another's answer to be wrong.
static void test_many(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_record(fixture, "amara", HOURS("10"));
    for (int i = 1; i <= 40; i++)
        fixture_request(fixture, (size_t)i % FIXTURE_SESSIONS, i,
                        i % 2 == 0 ? "eligibility.check" : "eligibility.explain", ABOUT("above"));
    for (size_t session = 0; session < FIXTURE_SESSIONS; session++) {
        fixture_run(fixture, session);
        for (int i = 0; i < 10; i++)
            fixture_text_is(fixture_line(fixture, session), "result.outcome", "eligible");
    }
}

static void test_deadline(void **state) {
    struct fixture *fixture = *state;
    fixture_stop(fixture);
    fixture->config.limits.evaluation = 0; // over before it begins, as on a machine that is far too busy
    fixture_start(fixture);
    fixture_person(fixture, "amara");
    (void)fixture_refused(fixture, "eligibility.check", ABOUT("endless"), WM_BUSY, "deadline");
    (void)fixture_refused(fixture, "award.grant", ABOUT("endless"), WM_PARAMS, "gate");
    (void)fixture_refused(fixture, "award.grant", ABOUT("studied"), WM_BUSY, "deadline");
    (void)fixture_refused(fixture, "eligibility.standing", "{\"person\":\"amara\"}", WM_BUSY, "deadline");
    struct wm_json result = fixture_ask(fixture, "eligibility.check", ABOUT("entry"));
    fixture_text_is(result, "outcome", "eligible"); // whatever needs no predicate is as quick as ever
}

// --- what predicates cost, and those that are too slow ---

static struct wm_json predicate_of(struct fixture *fixture, const char *id) {
    struct wm_json result = fixture_ask(fixture, "rules.status", "{}"), one;
    struct wm_json all = fixture_at(result, "organisations[0].predicates");
    for (struct wm_json_iterator at = wm_json_iterate(all); wm_json_next(&at, NULL, &one);) {
        struct wm_text name = wm_json_text(wm_json_member(one, "predicate"));
        if (name.length == strlen(id) && memcmp(name.data, id, name.length) == 0)
            return one;
    }
    fail_msg("no predicate %s", id);
    return result;
}

static void test_what_they_cost(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    struct wm_json result = fixture_ask(fixture, "rules.status", "{}");
    assert_int_equal(wm_json_count(fixture_at(result, "organisations[0].predicates")), 4);
    assert_int_equal(fixture_integer(predicate_of(fixture, "broken"), "calls"), 0);
    (void)fixture_ask(fixture, "eligibility.check", ABOUT("broken"));
    (void)fixture_ask(fixture, "eligibility.check", ABOUT("endless"));
    (void)fixture_ask(fixture, "eligibility.explain", ABOUT("endless"));
    struct wm_json endless = predicate_of(fixture, "endless");
    fixture_text_is(endless, "file", "frameworks/tiny/a-predicates.lua");
    fixture_text_is(endless, "state", "active");
    assert_int_equal(fixture_integer(endless, "calls"), 2);
    assert_true(fixture_integer(endless, "instructions") >= 2000000);
    assert_true(fixture_integer(endless, "bytes") > 0);
    assert_true(fixture_integer(endless, "slowest_microseconds") > 0);
    assert_int_equal(fixture_integer(endless, "failures.budget"), 2);
    assert_int_equal(fixture_integer(endless, "late"), 0);
    assert_int_equal(fixture_integer(predicate_of(fixture, "broken"), "failures.error"), 1);
}

static void measured(struct fixture *fixture, const char *line) {
    struct wm_text text = wm_json_text(fixture_at(fixture_ask(fixture, "system.metrics", "{}"), "text"));
    if (memmem(text.data, text.length, line, strlen(line)) == NULL)
        fail_msg("%s\nis not among\n%.*s", line, (int)text.length, text.data);
}

#define LABELS "org=\"north\",predicate=\"endless\",file=\"frameworks/tiny/a-predicates.lua\""

static void test_measured(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    (void)fixture_ask(fixture, "eligibility.check", ABOUT("endless"));
    measured(fixture, "waymark_predicate_calls_total{" LABELS "} 1\n");
    measured(fixture, "waymark_predicate_failures_total{" LABELS ",reason=\"budget\"} 1\n");
    measured(fixture, "waymark_predicate_suspended{" LABELS "} 0\n");
    measured(fixture, "waymark_evaluators 2\n");
    measured(fixture, "waymark_evaluators_abandoned_total 0\n");
}

// Of very many not all are shown, but those that are suspended.
static void test_very_many(void **state) {
    enum { MANY = 120, SHOWN = 100, MEASURED = 32 };
    struct fixture *fixture = *state;
    struct wm_buffer functions, level;
    wm_buffer_init(&functions, 1 << 16);
    wm_buffer_init(&level, 1 << 16);
    wm_buffer_text(&level, "level \"many\" { title = \"Many\", requires = {\n");
    for (int i = 0; i < MANY; i++) {
        wm_buffer_printf(&functions,
                         "many%d = custom { id = \"many-%03d\", says = \"s\", function () return true end }\n", i, i);
        wm_buffer_printf(&level, "  many%d,\n", i);
    }
    wm_buffer_text(&level, "} }\n");
    fixture_stop(fixture);
    wm_test_write(&fixture->folder, "rules/frameworks/tiny/a-predicates.lua", functions.data, functions.length);
    wm_test_write(&fixture->folder, "rules/frameworks/tiny/z-levels.lua", level.data, level.length);
    wm_buffer_clear(&functions);
    wm_buffer_clear(&level);
    fixture_start(fixture);
    fixture_person(fixture, "amara");
    fixture_text_is(fixture_ask(fixture, "eligibility.check", ABOUT("many")), "outcome", "eligible");
    const struct wm_organisation *north = wm_rules_organisation(&fixture->daemon.rules, "north", 5);
    struct wm_tally *tally = wm_evaluators_tally(fixture->daemon.evaluators, north->active);
    assert_int_equal(tally->count, MANY);
    for (uint64_t i = 0; i < fixture->config.limits.suspend_after; i++)
        wm_tally_add_late(tally, MANY - 1, WM_TALLY_DEADLINE);
    struct wm_json result = fixture_ask(fixture, "rules.status", "{}");
    assert_int_equal(wm_json_count(fixture_at(result, "organisations[0].predicates")), SHOWN);
    fixture_text_is(result, "organisations[0].predicates[0].predicate", "many-119");
    fixture_text_is(result, "organisations[0].predicates[1].predicate", "many-000");
    struct wm_text text = wm_json_text(fixture_at(fixture_ask(fixture, "system.metrics", "{}"), "text"));
    const char *line = "waymark_predicate_calls_total{", *at = text.data;
    size_t lines = 0;
    while ((at = memmem(at, text.length - (size_t)(at - text.data), line, strlen(line))) != NULL) {
        at += strlen(line);
        lines++;
    }
    assert_int_equal(lines, MEASURED);
}

// Asked twice for each answer, and the same is answered.
static void test_verified(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    char *once = fixture_json(fixture_ask(fixture, "eligibility.explain", ABOUT("above")));
    int64_t calls = fixture_integer(predicate_of(fixture, "studied"), "calls");
    fixture_stop(fixture);
    fixture->config.rules_verify_predicates = true;
    fixture_start(fixture);
    char *twice = fixture_json(fixture_ask(fixture, "eligibility.explain", ABOUT("above")));
    assert_string_equal(once, twice);
    assert_int_equal(fixture_integer(predicate_of(fixture, "studied"), "calls"), calls);
    wm_free(once);
    wm_free(twice);
}

static void test_suspended(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    const struct wm_organisation *north = wm_rules_organisation(&fixture->daemon.rules, "north", 5);
    const struct wm_level *level = wm_ruleset_level(north->active, "tiny/studied", strlen("tiny/studied"));
    struct wm_tally *tally = wm_evaluators_tally(fixture->daemon.evaluators, north->active);
    size_t studied = wm_tally_find(tally, level->requires->predicate);
    for (uint64_t i = 0; i < fixture->config.limits.suspend_after; i++) {
        struct wm_json result = fixture_ask(fixture, "eligibility.explain", ABOUT("studied"));
        fixture_text_is(result, "outcome", "not-eligible");
        wm_tally_add_late(tally, studied, WM_TALLY_DEADLINE);
    }
    struct wm_json error = fixture_refused(fixture, "eligibility.explain", ABOUT("studied"), WM_BUSY, "suspended");
    fixture_text_is(error, "data.where", "frameworks/tiny/a-predicates.lua");
    (void)fixture_refused(fixture, "eligibility.explain", ABOUT("above"), WM_BUSY, "suspended");
    (void)fixture_refused(fixture, "award.grant", ABOUT("studied"), WM_BUSY, "suspended");
    (void)fixture_refused(fixture, "eligibility.standing", "{\"person\":\"amara\"}", WM_BUSY, "suspended");
    fixture_text_is(fixture_ask(fixture, "eligibility.check", ABOUT("broken")), "outcome", "indeterminate");
    fixture_text_is(fixture_ask(fixture, "rules.status", "{}"), "organisations[0].state", "suspended");
    fixture_text_is(fixture_ask(fixture, "system.health", "{}"), "status", "degraded");
    fixture_text_is(fixture_ask(fixture, "system.health", "{}"), "unwell[0].state", "suspended");
    measured(fixture, "waymark_organisations{state=\"suspended\"} 1\n");
    fixture_text_is(predicate_of(fixture, "studied"), "state", "suspended");
    fixture_text_is(predicate_of(fixture, "broken"), "state", "active");
    assert_int_equal(fixture_integer(predicate_of(fixture, "studied"), "late"), 3);
    fixture_stop(fixture);
    fixture_start(fixture); // begins anew
    fixture_text_is(fixture_ask(fixture, "eligibility.explain", ABOUT("studied")), "outcome", "not-eligible");
}

#ifdef WM_FAULTS
// A thread does not come back: who asked is told, others are answered, and the daemon stops without it.
static void test_stuck(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_stop(fixture);
    struct wm_memory_count before = wm_memory_count();
    fixture->config.limits.evaluators = 1;
    fixture->config.limits.evaluation = 10;
    fixture_start(fixture);
    wm_test_expect_log(WM_LOG_ERROR, 1);
    wm_fault_arm("predicate-stuck", 1);
    struct wm_json error = fixture_refused(fixture, "eligibility.check", ABOUT("studied"), WM_BUSY, "abandoned");
    fixture_text_is(error, "data.where", "frameworks/tiny/a-predicates.lua");
    assert_int_equal(fixture_integer(predicate_of(fixture, "studied"), "failures.abandoned"), 1);
    measured(fixture, "waymark_evaluators 1\n");
    measured(fixture, "waymark_evaluators_abandoned_total 1\n");
    fixture_stop(fixture);
    assert_int_equal(wm_fault_held(), 1);
    wm_fault_let_go(); // it comes back to a daemon that has gone, and frees what was left to it
    while (wm_memory_count().blocks != before.blocks)
        sched_yield();
    fixture_start(fixture);
    fixture_text_is(fixture_ask(fixture, "eligibility.check", ABOUT("entry")), "outcome", "eligible");
}
#endif

// Nobody waits any more for what is being decided.
static void test_stop(void **state) {
    struct fixture *fixture = *state;
    fixture_person(fixture, "amara");
    fixture_request(fixture, 1, 1, "eligibility.check", ABOUT("endless"));
    fixture_request(fixture, 2, 2, "eligibility.standing", "{\"person\":\"amara\"}");
    fixture_run(fixture, 1);
    fixture_run(fixture, 2);
    fixture_stop(fixture);
    fixture_start(fixture);
}

#ifdef WM_FAULTS
#define STUCK TEST(test_stuck),
#else
#define STUCK
#endif
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, fixture_teardown)
WM_TEST_MAIN(TEST(test_check), TEST(test_the_same_answer_again), TEST(test_inexact_horizon), TEST(test_what_if),
             TEST(test_failures_are_answers), TEST(test_standing), TEST(test_award), TEST(test_many),
             TEST(test_deadline), TEST(test_what_they_cost), TEST(test_measured), TEST(test_very_many),
             TEST(test_verified), TEST(test_suspended), STUCK TEST(test_stop))
