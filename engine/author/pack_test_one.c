// SPDX-License-Identifier: MIT
#include "engine/author/pack_test_one.h"

#include "engine/author/pack_test_expect.h"
#include "engine/author/pack_test_portfolio.h"

#include <stdio.h>
#include <string.h>

#define ARENA_MOST ((size_t)64 * 1024 * 1024) // of one test
#define TEXT_MOST ((size_t)256 * 1024)        // of what is said about one test
#define RECORD_MOST 65536u
#define RECORD_DEPTH 8u
#define USUAL_DAY "2026-01-01" // of each_missing, when it names none

struct asked { // one test about to run
    const char *name;
    const struct wm_draft_declaration *draft;
    const struct wm_level *level;
    wm_day as_of;
    struct wm_pack_test_expect expect;
};

static enum wm_status fail(struct wm_pack_bench *bench, const struct wm_draft_declaration *test, const char *reason,
                           const char *message) {
    wm_error_set(bench->error, WM_RULES, reason, "test \"%s\": %s", test->id, message);
    return wm_draft_where(bench->error, test->where);
}

// One test -----------------------------------------------------------------------------------------------------------

static bool left_out(struct wm_pack_bench *bench, const char *name) {
    bool out = bench->filter != NULL && strstr(name, bench->filter) == NULL;
    bench->summary.left_out += out ? 1 : 0;
    return out;
}

static bool in_time(const struct wm_pack_bench *bench) {
    if (bench->cancel != NULL && atomic_load_explicit(bench->cancel, memory_order_relaxed))
        return false;
    return bench->nanoseconds == 0 || wm_processor_time() - bench->began <= bench->nanoseconds;
}

// One level may ask many predicates, each for as long as it may.
static enum wm_status look_before(void *context, const struct wm_predicate *predicate, struct wm_error *error) {
    (void)predicate;
    return in_time(context) ? WM_OK : wm_error_set(error, WM_BUSY, "budget", "the tests have no time left");
}

static void look_after(void *context, const struct wm_predicate *predicate, enum wm_status status,
                       const struct wm_predicates_effort *effort) {
    (void)context;
    (void)predicate;
    (void)status;
    (void)effort;
}

static enum wm_status prepare_predicates(struct wm_pack_bench *bench, const struct wm_level *level) {
    if (!level->custom || bench->predicates != NULL)
        return WM_OK;
    enum wm_status status = wm_predicates_verified_new(bench->world.ruleset, NULL, &bench->predicates, bench->error);
    if (status != WM_OK)
        return status;
    const struct wm_predicates_watch watch = {bench, look_before, look_after};
    wm_predicates_verified_look_on(bench->predicates, &watch);
    bench->runner = wm_predicates_verified_runner(bench->predicates);
    return WM_OK;
}

static enum wm_status decide(struct wm_pack_bench *bench, const struct asked *asked,
                             const struct wm_portfolio *portfolio, struct wm_decision *ret_decision) {
    static const char person[] = "somebody";
    enum wm_status status = prepare_predicates(bench, asked->level);
    if (status != WM_OK)
        return status;
    const struct wm_question question = {.ruleset = bench->world.ruleset,
                                         .level = asked->level,
                                         .portfolio = portfolio,
                                         .organisation = bench->world.ruleset->organisation,
                                         .person = person,
                                         .person_length = sizeof person - 1,
                                         .as_of = asked->as_of,
                                         .runner = bench->predicates != NULL ? &bench->runner : NULL,
                                         .explain = bench->decided != NULL};
    status = wm_decide(&question, &bench->arena, ret_decision, bench->error);
    if (status == WM_OK && bench->decided != NULL)
        status = bench->decided(bench->context, &question, ret_decision);
    return status;
}

static bool quick(const struct wm_pack_bench *bench) {
    return bench->each == NULL;
}

// Whether the outcome by itself fails the test: most mutants need no more.
static bool fails_at_once(const struct wm_pack_bench *bench, const struct asked *asked,
                          const struct wm_portfolio *portfolio) {
    static const enum wm_outcome outcomes[] = {[WM_VERDICT_UNMET] = WM_OUTCOME_NOT_ELIGIBLE,
                                               [WM_VERDICT_MET] = WM_OUTCOME_ELIGIBLE,
                                               [WM_VERDICT_UNKNOWN] = WM_OUTCOME_INDETERMINATE};
    wm_day next;
    return quick(bench) && !asked->level->custom &&
           outcomes[wm_decide_verdict(asked->level, portfolio, asked->as_of, &next)] != asked->expect.outcome;
}

static const char *text_of(const struct wm_buffer *buffer) {
    return buffer->data != NULL ? buffer->data : "";
}

static enum wm_status report(struct wm_pack_bench *bench, const struct asked *asked, bool passed) {
    if (!quick(bench))
        wm_pack_test_expect_write(&bench->expected, &asked->expect);
    if (bench->expected.failed || bench->found.failed || bench->difference.failed)
        return wm_error_no_memory(bench->error);
    bench->summary.run++;
    bench->summary.passed += passed ? 1 : 0;
    bench->summary.failed += passed ? 0 : 1;
    if (quick(bench))
        return WM_OK;
    const struct wm_pack_test_result result = {.name = asked->name,
                                               .where = asked->draft->where,
                                               .passed = passed,
                                               .level = asked->level->full,
                                               .as_of = asked->as_of,
                                               .expected = text_of(&bench->expected),
                                               .found = text_of(&bench->found),
                                               .difference = text_of(&bench->difference)};
    bench->each(bench->context, &result);
    return WM_OK;
}

static void begin(struct wm_pack_bench *bench) {
    wm_buffer_reset(&bench->expected);
    wm_buffer_reset(&bench->found);
    wm_buffer_reset(&bench->difference);
    wm_buffer_text(&bench->difference, "");
}

// Takes the portfolio over.
static enum wm_status judge(struct wm_pack_bench *bench, const struct asked *asked, struct wm_portfolio *portfolio) {
    struct wm_decision decision;
    const struct wm_portfolio *recognised = portfolio;
    bool passed = false;
    begin(bench);
    enum wm_status status = wm_recognise(bench->world.ruleset, portfolio, &bench->arena, &recognised, bench->error);
    if (status == WM_OK && !fails_at_once(bench, asked, recognised)) {
        status = decide(bench, asked, portfolio, &decision);
        if (status == WM_OK)
            passed = wm_pack_test_compare(&bench->difference, asked->level, &asked->expect, &decision, portfolio);
        if (status == WM_OK && !quick(bench))
            wm_pack_test_found_write(&bench->found, &decision);
    }
    if (status == WM_OK && !passed && !quick(bench))
        wm_pack_test_portfolio_write(&bench->difference, portfolio);
    wm_portfolio_unref(portfolio);
    return status == WM_OK ? report(bench, asked, passed) : status;
}

static enum wm_status read_level(struct wm_pack_bench *bench, const struct wm_draft_declaration *test,
                                 struct asked *asked) {
    const char *level = wm_draft_text(&test->fields, "level"), *gate = wm_draft_text(&test->fields, "gate");
    if ((level == NULL) == (gate == NULL))
        return fail(bench, test, "missing", "name the `level` or the `gate` that is asked for, one of them");
    enum wm_status status = wm_pack_test_level(&bench->world, &bench->arena, level != NULL ? level : gate, test->where,
                                               &asked->level, bench->error);
    if (status == WM_OK && asked->level->gate != (gate != NULL))
        return fail(bench, test, "wrong-type", gate != NULL ? "`gate` names a level" : "`level` names a gate");
    return status;
}

static enum wm_status run_plain(struct wm_pack_bench *bench, const struct wm_draft_declaration *test) {
    struct asked asked = {.name = test->id, .draft = test};
    const char *as_of = wm_draft_text(&test->fields, "as_of");
    const struct wm_draft_value *expect = wm_draft_field(&test->fields, "expect");
    struct wm_portfolio *portfolio;
    if (as_of == NULL)
        return fail(bench, test, "missing", "say on which day: as_of = \"2026-09-01\"");
    if (expect == NULL)
        return fail(bench, test, "missing", "say what to `expect`: eligible, not_eligible { … } or indeterminate");
    enum wm_status status = wm_day_parse(as_of, strlen(as_of), &asked.as_of, bench->error);
    if (status == WM_OK)
        status = read_level(bench, test, &asked);
    if (status == WM_OK)
        status = wm_pack_test_expect_read(expect->expectation, &bench->arena, &asked.expect, bench->error);
    if (status == WM_OK)
        status = wm_pack_test_person(&bench->world, &bench->arena, test, asked.as_of, &portfolio, bench->error);
    return status == WM_OK ? judge(bench, &asked, portfolio) : status;
}

// each_missing -------------------------------------------------------------------------------------------------------

// Somebody in whose case this leaf decides meets the level, before anything is taken away.
static enum wm_status check_before(struct wm_pack_bench *bench, const struct asked *asked,
                                   const struct wm_meeting *meeting, bool *ret_sound) {
    struct wm_portfolio *portfolio;
    struct wm_decision decision;
    begin(bench);
    enum wm_status status = wm_pack_test_person_meeting(&bench->world, meeting, &portfolio, bench->error);
    if (status != WM_OK)
        return status;
    status = decide(bench, asked, portfolio, &decision);
    wm_portfolio_unref(portfolio);
    *ret_sound = status == WM_OK && decision.outcome != WM_OUTCOME_NOT_ELIGIBLE;
    if (status != WM_OK || *ret_sound)
        return status;
    if (!quick(bench))
        wm_pack_test_found_write(&bench->found, &decision);
    wm_buffer_text(&bench->difference, "  nobody could be made who meets the level to begin with\n");
    return report(bench, asked, false);
}

static enum wm_status run_leaf(struct wm_pack_bench *bench, struct asked *asked, const struct wm_meeting_leaf *leaf) {
    struct wm_meeting meeting = {0};
    struct wm_portfolio *portfolio;
    bool sound = false;
    asked->name = wm_arena_printf(&bench->arena, "%s: %s %s", asked->draft->id, leaf->forbidden ? "with" : "without",
                                  leaf->leaf->id);
    if (asked->name == NULL)
        return wm_error_no_memory(bench->error);
    if (left_out(bench, asked->name))
        return WM_OK;
    asked->expect = (struct wm_pack_test_expect){
        .outcome = WM_OUTCOME_NOT_ELIGIBLE, .until = WM_DAY_NONE, .contains = &leaf->leaf->id, .contains_count = 1};
    enum wm_status status =
        wm_meeting_make(&bench->arena, asked->level, asked->as_of, leaf->leaf, &meeting, bench->error);
    if (status == WM_OK)
        status = check_before(bench, asked, &meeting, &sound);
    if (status != WM_OK || !sound)
        return status;
    if (leaf->forbidden)
        status = wm_meeting_add(&meeting, leaf->leaf, bench->error);
    else
        wm_meeting_drop(&meeting, leaf->leaf);
    if (status == WM_OK)
        status = wm_pack_test_person_meeting(&bench->world, &meeting, &portfolio, bench->error);
    return status == WM_OK ? judge(bench, asked, portfolio) : status;
}

enum wm_status wm_pack_test_missing_day(const struct wm_draft_declaration *test, wm_day *ret_day,
                                        struct wm_error *error) {
    const char *as_of = wm_draft_text(&test->fields, "as_of");
    if (as_of == NULL)
        as_of = USUAL_DAY;
    return wm_day_parse(as_of, strlen(as_of), ret_day, error);
}

static enum wm_status run_each_missing(struct wm_pack_bench *bench, const struct wm_draft_declaration *test,
                                       const char *level) {
    static const char *const alone[] = {"level", "gate", "person", "expect"};
    struct asked asked = {.draft = test};
    struct wm_meeting_leaf *leaves;
    uint32_t count;
    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++) {
        if (wm_draft_field(&test->fields, alone[i]) != NULL)
            return fail(bench, test, "wrong-type",
                        "`each_missing` makes the person and the expectation itself: no level, gate, person or expect");
    }
    enum wm_status status = wm_pack_test_missing_day(test, &asked.as_of, bench->error);
    if (status == WM_OK)
        status = wm_pack_test_level(&bench->world, &bench->arena, level, test->where, &asked.level, bench->error);
    if (status != WM_OK)
        return status;
    struct wm_arena kept;
    wm_arena_init(&kept, ARENA_MOST);
    status = wm_meeting_leaves(&kept, asked.level, asked.as_of, &leaves, &count, bench->error);
    for (uint32_t i = 0; status == WM_OK && i < count && !(quick(bench) && bench->summary.failed > 0); i++) {
        status = in_time(bench) ? run_leaf(bench, &asked, &leaves[i]) : WM_BUSY;
        if (status == WM_OK)
            wm_arena_reset(&bench->arena);
    }
    wm_arena_clear(&kept);
    return status;
}

// The bench ----------------------------------------------------------------------------------------------------------

// What ended it is the pack's own doing, not the machine's.
static enum wm_status blame(struct wm_pack_bench *bench, const struct wm_draft_declaration *test,
                            enum wm_status status) {
    char message[sizeof bench->error->message];
    if (status == WM_NO_MEMORY && bench->arena.full)
        return fail(bench, test, "memory", "it takes more than 64 MiB to run");
    if (status != WM_BUSY)
        return status;
    snprintf(message, sizeof message, "the tests together take more than %lld seconds of the processor",
             (long long)(bench->nanoseconds / 1000000000));
    if (in_time(bench))
        snprintf(message, sizeof message, "%s", bench->error->message);
    return fail(bench, test, "budget", message);
}

enum wm_status wm_pack_bench_run(struct wm_pack_bench *bench, const struct wm_draft_declaration *test) {
    const char *each_missing = wm_draft_text(&test->fields, "each_missing");
    if (each_missing == NULL && left_out(bench, test->id))
        return WM_OK;
    enum wm_status status = in_time(bench) ? WM_OK : WM_BUSY;
    if (status == WM_OK)
        status = each_missing != NULL ? run_each_missing(bench, test, each_missing) : run_plain(bench, test);
    status = blame(bench, test, status);
    wm_predicates_verified_free(bench->predicates); // the ruleset may be this test's own
    bench->predicates = NULL;
    wm_arena_reset(&bench->arena);
    return status;
}

enum wm_status wm_pack_bench_open(const struct wm_pack_suite *suite, struct wm_pack_bench *ret_bench,
                                  struct wm_error *error) {
    struct wm_pack_bench bench = {0};
    bench.world.ruleset = suite->usual;
    bench.world.framework = suite->organisation ? NULL : suite->id;
    wm_arena_init(&bench.arena, ARENA_MOST);
    wm_buffer_init(&bench.expected, TEXT_MOST);
    wm_buffer_init(&bench.found, TEXT_MOST);
    wm_buffer_init(&bench.difference, TEXT_MOST);
    enum wm_status status = wm_json_reader_new(RECORD_MOST, RECORD_DEPTH, &bench.world.reader, error);
    if (status == WM_OK)
        status = wm_portfolio_builder_new(&bench.world.builder, error);
    if (status != WM_OK) {
        wm_pack_bench_close(&bench);
        return status;
    }
    *ret_bench = bench;
    return WM_OK;
}

void wm_pack_bench_close(struct wm_pack_bench *bench) {
    wm_portfolio_builder_free(bench->world.builder);
    wm_json_reader_free(bench->world.reader);
    wm_buffer_clear(&bench->expected);
    wm_buffer_clear(&bench->found);
    wm_buffer_clear(&bench->difference);
    wm_arena_clear(&bench->arena);
    *bench = (struct wm_pack_bench){0};
}

// The suite ----------------------------------------------------------------------------------------------------------

enum wm_status wm_pack_suite_open(const struct wm_pack_source *source, const char *pack,
                                  const struct wm_pack_limits *limits, struct wm_pack_suite *ret_suite,
                                  struct wm_error *error) {
    const char *slash = strchr(pack, '/');
    struct wm_pack_suite suite = {.source = source,
                                  .limits = limits,
                                  .pack = pack,
                                  .id = slash != NULL ? slash + 1 : pack,
                                  .organisation = strncmp(pack, "organisations/", 14) == 0};
    enum wm_status status = suite.organisation
                                ? wm_pack_build(source, suite.id, limits, &suite.usual, error)
                                : wm_pack_build_framework(source, suite.id, NULL, 0, limits, &suite.usual, error);
    if (status == WM_OK)
        status = wm_pack_tests_open(source, pack, limits, &suite.tests, error);
    if (status != WM_OK) {
        wm_pack_suite_close(&suite);
        return status;
    }
    *ret_suite = suite;
    return WM_OK;
}

void wm_pack_suite_close(struct wm_pack_suite *suite) {
    wm_pack_tests_clear(&suite->tests);
    wm_ruleset_unref(suite->usual);
    *suite = (struct wm_pack_suite){0};
}

enum wm_status wm_pack_suite_own(const struct wm_pack_suite *suite, const struct wm_draft_declaration *test,
                                 struct wm_arena *arena, struct wm_ruleset **ret_own, struct wm_error *error) {
    struct wm_pack_override *overrides;
    size_t count;
    *ret_own = NULL;
    if (wm_draft_field(&test->fields, "parameters") == NULL)
        return WM_OK;
    if (suite->organisation) {
        wm_error_set(error, WM_RULES, "wrong-place",
                     "test \"%s\": an organisation's tests run on what it has set: `parameters` is for a framework's",
                     test->id);
        return wm_draft_where(error, test->where);
    }
    enum wm_status status = wm_pack_tests_parameters(test, arena, &overrides, &count, error);
    if (status == WM_OK)
        status = wm_pack_build_framework(suite->source, suite->id, overrides, count, suite->limits, ret_own, error);
    return status;
}
