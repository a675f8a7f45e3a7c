// SPDX-License-Identifier: MIT
#include "engine/author/pack_test.h"

#include "engine/author/pack_test_expect.h"
#include "engine/author/pack_test_person.h"
#include "engine/lang/pack_tests.h"

#include <stdio.h>
#include <string.h>

#define ARENA_MOST ((size_t)256 * 1024 * 1024) // of one test
#define TEXT_MOST ((size_t)256 * 1024)         // of what is said about one test
#define RECORD_MOST 65536u
#define RECORD_DEPTH 8u
#define USUAL_DAY "2026-01-01" // of each_missing, when it names none

struct run {
    const struct wm_pack_source *source;
    const struct wm_pack_limits *limits;
    const char *pack;
    const char *id;
    bool organisation;
    const char *filter;
    wm_pack_test_each *each;
    void *context;
    struct wm_pack_test_summary summary;
    struct wm_ruleset *usual; // what tests without `parameters` run on
    struct wm_pack_test_world world;
    struct wm_arena arena; // of one declaration
    struct wm_buffer expected, found, difference;
    struct wm_error *error;
};

struct asked { // one test about to run
    const char *name;
    const struct wm_draft_declaration *draft;
    const struct wm_level *level;
    wm_day as_of;
    struct wm_pack_test_expect expect;
};

static enum wm_status fail(struct run *run, const struct wm_draft_declaration *test, const char *reason,
                           const char *message) {
    wm_error_set(run->error, WM_RULES, reason, "test \"%s\": %s", test->id, message);
    return wm_draft_where(run->error, test->where);
}

// One test -----------------------------------------------------------------------------------------------------------

static bool left_out(struct run *run, const char *name) {
    bool out = run->filter != NULL && strstr(name, run->filter) == NULL;
    run->summary.left_out += out ? 1 : 0;
    return out;
}

static enum wm_status decide(struct run *run, const struct asked *asked, const struct wm_portfolio *portfolio,
                             struct wm_decision *ret_decision) {
    static const char person[] = "somebody";
    const struct wm_question question = {.ruleset = run->world.ruleset,
                                         .level = asked->level,
                                         .portfolio = portfolio,
                                         .organisation = run->world.ruleset->organisation,
                                         .person = person,
                                         .person_length = sizeof person - 1,
                                         .as_of = asked->as_of};
    return wm_decide(&question, &run->arena, ret_decision, run->error);
}

static const char *text_of(const struct wm_buffer *buffer) {
    return buffer->data != NULL ? buffer->data : "";
}

static enum wm_status report(struct run *run, const struct asked *asked, bool passed) {
    wm_pack_test_expect_write(&run->expected, &asked->expect);
    if (run->expected.failed || run->found.failed || run->difference.failed)
        return wm_error_no_memory(run->error);
    run->summary.run++;
    run->summary.passed += passed ? 1 : 0;
    run->summary.failed += passed ? 0 : 1;
    const struct wm_pack_test_result result = {.name = asked->name,
                                               .where = asked->draft->where,
                                               .passed = passed,
                                               .level = asked->level->full,
                                               .as_of = asked->as_of,
                                               .expected = text_of(&run->expected),
                                               .found = text_of(&run->found),
                                               .difference = text_of(&run->difference)};
    if (run->each != NULL)
        run->each(run->context, &result);
    return WM_OK;
}

static void begin(struct run *run) {
    wm_buffer_reset(&run->expected);
    wm_buffer_reset(&run->found);
    wm_buffer_reset(&run->difference);
    wm_buffer_text(&run->difference, "");
}

// Takes the portfolio over.
static enum wm_status judge(struct run *run, const struct asked *asked, struct wm_portfolio *portfolio) {
    struct wm_decision decision;
    begin(run);
    enum wm_status status = decide(run, asked, portfolio, &decision);
    wm_portfolio_unref(portfolio);
    if (status != WM_OK)
        return status;
    wm_pack_test_found_write(&run->found, &decision);
    return report(run, asked, wm_pack_test_compare(&run->difference, asked->level, &asked->expect, &decision));
}

static enum wm_status read_level(struct run *run, const struct wm_draft_declaration *test, struct asked *asked) {
    const char *level = wm_draft_text(&test->fields, "level"), *gate = wm_draft_text(&test->fields, "gate");
    if ((level == NULL) == (gate == NULL))
        return fail(run, test, "missing", "name the `level` or the `gate` that is asked for, one of them");
    enum wm_status status = wm_pack_test_level(&run->world, &run->arena, level != NULL ? level : gate, test->where,
                                               &asked->level, run->error);
    if (status == WM_OK && asked->level->gate != (gate != NULL))
        return fail(run, test, "wrong-type", gate != NULL ? "`gate` names a level" : "`level` names a gate");
    return status;
}

static enum wm_status run_plain(struct run *run, const struct wm_draft_declaration *test) {
    struct asked asked = {.name = test->id, .draft = test};
    const char *as_of = wm_draft_text(&test->fields, "as_of");
    const struct wm_draft_value *expect = wm_draft_field(&test->fields, "expect");
    struct wm_portfolio *portfolio;
    if (as_of == NULL)
        return fail(run, test, "missing", "say on which day: as_of = \"2026-09-01\"");
    if (expect == NULL)
        return fail(run, test, "missing", "say what to `expect`: eligible, not_eligible { … } or indeterminate");
    enum wm_status status = wm_day_parse(as_of, strlen(as_of), &asked.as_of, run->error);
    if (status == WM_OK)
        status = read_level(run, test, &asked);
    if (status == WM_OK)
        status = wm_pack_test_expect_read(expect->expectation, &run->arena, &asked.expect, run->error);
    if (status == WM_OK)
        status = wm_pack_test_person(&run->world, &run->arena, test, asked.as_of, &portfolio, run->error);
    return status == WM_OK ? judge(run, &asked, portfolio) : status;
}

// each_missing -------------------------------------------------------------------------------------------------------

// Somebody in whose case this leaf decides meets the level, before anything is taken away.
static enum wm_status check_before(struct run *run, const struct asked *asked, const struct wm_meeting *meeting,
                                   bool *ret_sound) {
    struct wm_portfolio *portfolio;
    struct wm_decision decision;
    begin(run);
    enum wm_status status = wm_pack_test_person_meeting(&run->world, meeting, &portfolio, run->error);
    if (status != WM_OK)
        return status;
    status = decide(run, asked, portfolio, &decision);
    wm_portfolio_unref(portfolio);
    *ret_sound = status == WM_OK && decision.outcome != WM_OUTCOME_NOT_ELIGIBLE;
    if (status != WM_OK || *ret_sound)
        return status;
    wm_pack_test_found_write(&run->found, &decision);
    wm_buffer_text(&run->difference, "  nobody could be made who meets the level to begin with\n");
    return report(run, asked, false);
}

static enum wm_status run_leaf(struct run *run, struct asked *asked, const struct wm_meeting_leaf *leaf) {
    struct wm_meeting meeting = {0};
    struct wm_portfolio *portfolio;
    bool sound = false;
    asked->name = wm_arena_printf(&run->arena, "%s: %s %s", asked->draft->id, leaf->forbidden ? "with" : "without",
                                  leaf->leaf->id);
    if (asked->name == NULL)
        return wm_error_no_memory(run->error);
    if (left_out(run, asked->name))
        return WM_OK;
    asked->expect = (struct wm_pack_test_expect){
        .outcome = WM_OUTCOME_NOT_ELIGIBLE, .until = WM_DAY_NONE, .contains = &leaf->leaf->id, .contains_count = 1};
    enum wm_status status = wm_meeting_make(&run->arena, asked->level, asked->as_of, leaf->leaf, &meeting, run->error);
    if (status == WM_OK)
        status = check_before(run, asked, &meeting, &sound);
    if (status != WM_OK || !sound)
        return status;
    if (leaf->forbidden)
        status = wm_meeting_add(&meeting, leaf->leaf, run->error);
    else
        wm_meeting_drop(&meeting, leaf->leaf);
    if (status == WM_OK)
        status = wm_pack_test_person_meeting(&run->world, &meeting, &portfolio, run->error);
    return status == WM_OK ? judge(run, asked, portfolio) : status;
}

static enum wm_status run_each_missing(struct run *run, const struct wm_draft_declaration *test, const char *level) {
    static const char *const alone[] = {"level", "gate", "person", "expect"};
    struct asked asked = {.draft = test};
    struct wm_meeting_leaf *leaves;
    uint32_t count;
    const char *as_of = wm_draft_text(&test->fields, "as_of");
    if (as_of == NULL)
        as_of = USUAL_DAY;
    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++) {
        if (wm_draft_field(&test->fields, alone[i]) != NULL)
            return fail(run, test, "wrong-type",
                        "`each_missing` makes the person and the expectation itself: no level, gate, person or expect");
    }
    enum wm_status status = wm_day_parse(as_of, strlen(as_of), &asked.as_of, run->error);
    if (status == WM_OK)
        status = wm_pack_test_level(&run->world, &run->arena, level, test->where, &asked.level, run->error);
    if (status == WM_OK)
        status = wm_meeting_leaves(&run->arena, asked.level, &leaves, &count, run->error);
    if (status != WM_OK)
        return status;
    for (uint32_t i = 0; i < count && status == WM_OK; i++)
        status = run_leaf(run, &asked, &leaves[i]);
    return status;
}

// All tests ----------------------------------------------------------------------------------------------------------

// The ruleset of a test: the usual one, or one of its own, which *ret_own then holds.
static enum wm_status choose_ruleset(struct run *run, const struct wm_draft_declaration *test,
                                     struct wm_ruleset **ret_own) {
    struct wm_pack_override *overrides;
    size_t count;
    run->world.ruleset = run->usual;
    if (wm_draft_field(&test->fields, "parameters") == NULL)
        return WM_OK;
    if (run->organisation)
        return fail(run, test, "wrong-place",
                    "an organisation's tests run on what it has set: `parameters` is for a framework's");
    enum wm_status status = wm_pack_tests_parameters(test, &run->arena, &overrides, &count, run->error);
    if (status == WM_OK)
        status = wm_pack_build_framework(run->source, run->id, overrides, count, run->limits, ret_own, run->error);
    if (status == WM_OK)
        run->world.ruleset = *ret_own;
    return status;
}

static enum wm_status run_declaration(struct run *run, const struct wm_draft_declaration *test) {
    struct wm_ruleset *own = NULL;
    const char *each_missing = wm_draft_text(&test->fields, "each_missing");
    if (each_missing == NULL && left_out(run, test->id))
        return WM_OK;
    enum wm_status status = choose_ruleset(run, test, &own);
    if (status == WM_OK)
        status = each_missing != NULL ? run_each_missing(run, test, each_missing) : run_plain(run, test);
    wm_ruleset_unref(own);
    wm_arena_reset(&run->arena);
    return status;
}

static enum wm_status build_usual(struct run *run) {
    if (run->organisation)
        return wm_pack_build(run->source, run->id, run->limits, &run->usual, run->error);
    return wm_pack_build_framework(run->source, run->id, NULL, 0, run->limits, &run->usual, run->error);
}

static enum wm_status run_all(struct run *run) {
    struct wm_pack_tests tests = {0};
    enum wm_status status = build_usual(run);
    if (status == WM_OK)
        status = wm_pack_tests_open(run->source, run->pack, run->limits, &tests, run->error);
    if (status == WM_OK)
        status = wm_json_reader_new(RECORD_MOST, RECORD_DEPTH, &run->world.reader, run->error);
    if (status == WM_OK)
        status = wm_portfolio_builder_new(&run->world.builder, run->error);
    for (uint32_t i = 0; i < tests.count && status == WM_OK; i++)
        status = run_declaration(run, tests.tests[i]);
    wm_portfolio_builder_free(run->world.builder);
    wm_json_reader_free(run->world.reader);
    wm_pack_tests_clear(&tests);
    wm_ruleset_unref(run->usual);
    return status;
}

enum wm_status wm_pack_test_run(const struct wm_pack_source *source, const char *pack, const char *filter,
                                const struct wm_pack_limits *limits, wm_pack_test_each *each, void *context,
                                struct wm_pack_test_summary *ret_summary, struct wm_error *error) {
    const char *slash = strchr(pack, '/');
    struct run run = {.source = source,
                      .limits = limits,
                      .pack = pack,
                      .id = slash != NULL ? slash + 1 : pack,
                      .organisation = strncmp(pack, "organisations/", 14) == 0,
                      .filter = filter,
                      .each = each,
                      .context = context,
                      .error = error};
    run.world.framework = run.organisation ? NULL : run.id;
    wm_arena_init(&run.arena, ARENA_MOST);
    wm_buffer_init(&run.expected, TEXT_MOST);
    wm_buffer_init(&run.found, TEXT_MOST);
    wm_buffer_init(&run.difference, TEXT_MOST);
    enum wm_status status = run_all(&run);
    wm_buffer_clear(&run.expected);
    wm_buffer_clear(&run.found);
    wm_buffer_clear(&run.difference);
    wm_arena_clear(&run.arena);
    if (status == WM_OK)
        *ret_summary = run.summary;
    return status;
}
