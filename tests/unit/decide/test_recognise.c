// SPDX-License-Identifier: MIT
// Records of something else that the organisation recognises.
#include "engine/decide/standing.h"

#include "tests/unit/decide/build.h"

enum { SHAPING, PIES, GUILD, COUNTY, RECOGNITIONS };

static const struct wm_scale_point points[] = {{ONE(0), "none"}, {ONE(1), "some"}, {ONE(2), "all"}};
static const struct wm_scale scale = {"s", points, COUNT(points)};
static const struct wm_scale_pair pairs[] = {{ONE(2), ONE(1)}, {ONE(3), ONE(2)}, {ONE(4), ONE(9)}};
static const char *const givers[] = {"county", "city"};

static void recognise(struct build *build) {
    struct wm_recognition made[RECOGNITIONS] = {
        [SHAPING] = {.source = code("a/shaping"),
                     .target = code("frame/kneading"),
                     .kind = WM_KIND_ASSESSMENT,
                     .scale = pairs,
                     .scale_count = COUNT(pairs),
                     .target_scale = &scale},
        [PIES] = {.source = code("x/pies"),
                  .target = code("frame/kneading"),
                  .kind = WM_KIND_ASSESSMENT,
                  .target_scale = &scale,
                  .has_within = true,
                  .within = SPAN(1, YEARS)},
        [GUILD] = {.source = code("a/guild"), .target = code("frame/baker"), .kind = WM_KIND_AWARD},
        [COUNTY] = {.source = code("x/two"),
                    .target = code("frame/baker"),
                    .kind = WM_KIND_AWARD,
                    .has_within = true,
                    .within = SPAN(2, YEARS),
                    .by = givers,
                    .by_count = COUNT(givers)},
    };
    build->ruleset.recognitions = build_copy(build, made, sizeof made);
    build->ruleset.recognition_count = RECOGNITIONS;
}

#define ASSESSED(...)                                                                                                  \
    QUERY(.kind = WM_KIND_ASSESSMENT, .subject = code("frame/kneading"), .scale = &scale, AT_LEAST(1), __VA_ARGS__)

static void expect(enum wm_verb verb, struct wm_query query, const struct fact *facts, size_t count, const char *as_of,
                   const char *expected) {
    struct build *build = build_new();
    recognise(build);
    assert_string_equal(answer(build, verb, query, facts, count, as_of), expected);
    build_free(build);
}

static void test_assessments(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_ASSESSMENT, "frame/kneading", "2026-01-01", .by = "ann", .as = "assessor", VALUE(2)},
        {WM_KIND_ASSESSMENT, "a/shaping", "2026-02-01", .by = "ben", .as = "assessor", VALUE(1)}, // unmapped
        {WM_KIND_ASSESSMENT, "a/shaping", "2026-03-01", .by = "ben", .as = "assessor", VALUE(2)},
        {WM_KIND_ASSESSMENT, "a/shaping", "2026-03-02", .by = "ben", .as = "assessor", VALUE(4)}, // off the scale
        {WM_KIND_ASSESSMENT, "x/pies", "2026-04-01", .by = "cat", .as = "self", VALUE(2)},
        {WM_KIND_ASSESSMENT, "x/bread", "2026-05-01", .by = "cat", .as = "assessor", VALUE(2)}, // not recognised
    };
    // Each is read as the target's, with its score there; the target's rule says the rest.
    expect(WM_VERB_ASSESSED, ASSESSED(.not_self = true), facts, COUNT(facts), "2026-06-01",
           "eligible for ever +3 -1:superseded -5:wrong-assessor");
    expect(WM_VERB_ASSESSED, ASSESSED(.as = CODES(code("self"))), facts, COUNT(facts), "2026-06-01",
           "eligible until 2027-04-01 then not-eligible +5 -1:wrong-assessor -3:wrong-assessor");
    expect(WM_VERB_ASSESSED, ASSESSED(.assessors = 2), facts, COUNT(facts), "2026-06-01",
           "eligible for ever +5 -1:superseded -3:superseded");
    expect(WM_VERB_ASSESSED, ASSESSED(.using = WM_USING_ALL, .count = 2, .not_self = true), facts, COUNT(facts),
           "2026-02-15", "not-eligible until 2026-02-28 then eligible +1 -3:not-yet -5:not-yet");
    // Asked for any subject, a record is what it is, once.
    expect(WM_VERB_RECORDED, QUERY(.kind = WM_KIND_ASSESSMENT, .count = 6), facts, COUNT(facts), "2026-06-01",
           "eligible for ever +1 +2 +3 +4 +5 +6");
    expect(WM_VERB_RECORDED, QUERY(.kind = WM_KIND_ASSESSMENT, .subject = code("frame/kneading"), .count = 3), facts,
           COUNT(facts), "2026-06-01", "eligible until 2027-04-01 then not-eligible +1 +3 +5");
}

static void test_awards(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_AWARD, "x/two", "2024-01-01", .by = "nobody"},
        {WM_KIND_AWARD, "x/two", "2024-02-01", .by = "city"},
        {WM_KIND_AWARD, "x/two", "2025-01-01", "2025-12-31", .by = "county"},
        {WM_KIND_AWARD, "a/guild", "2027-01-01", .by = NULL},
    };
    struct wm_query holds = QUERY(.kind = WM_KIND_AWARD, .subject = code("frame/baker"));
    expect(WM_VERB_HOLDS, holds, facts, COUNT(facts), "2025-06-01",
           "eligible until 2026-02-01 then not-eligible +2 +3 -4:not-yet");
    expect(WM_VERB_HOLDS, holds, facts, COUNT(facts), "2026-02-02",
           "not-eligible until 2026-12-31 then eligible -2:expired -3:expired -4:not-yet");
}

static const struct fact guild[] = {{WM_KIND_AWARD, "a/guild", "2026-01-01", .by = NULL}};

// `meets` by award, standing, and what the reply says of where it was earned.
static void test_where_it_was_earned(void **state) {
    (void)state;
    struct build *build = build_new();
    struct wm_buffer text;
    recognise(build);
    struct wm_criterion *never = build_leaf(build, WM_VERB_HOLDS, QUERY(.kind = WM_KIND_AWARD, .subject = code("n/n")));
    struct wm_level *baker = build_level(build, "baker", never);
    struct wm_criterion *holds =
        build_leaf(build, WM_VERB_HOLDS, QUERY(.kind = WM_KIND_AWARD, .subject = code("frame/baker")));
    holds->added = true;
    struct wm_level *master =
        build_level(build, "master", build_node(build, WM_VERB_ALL, build_meets(build, baker), holds, NULL));
    const struct wm_portfolio *portfolio = build_portfolio(build, guild, COUNT(guild));
    struct wm_question question = build_question(build, master, portfolio, "2026-06-01");
    struct wm_decision decision = build_decide(build, master, portfolio, "2026-06-01");
    assert_int_equal(decision.outcome, WM_OUTCOME_ELIGIBLE);
    assert_int_equal(decision.tree->children[0].award, 1);
    assert_string_equal(wm_code_text(decision.tree->children[0].recognised->source), "a/guild");
    wm_buffer_init(&text, 1 << 16);
    wm_decision_write(&text, &question, &decision);
    assert_false(text.failed);
    assert_non_null(strstr(text.data, "\"verdict\":\"met\",\"award\":1,\"from\":\"a/guild\""));
    assert_non_null(
        strstr(text.data, "\"added\":\"frameworks/frame/levels.lua:7\",\"found\":[{\"seq\":1,\"from\":\"a/guild\"}]"));
    wm_buffer_clear(&text);
    // A gate, and a level that nothing is recognised as, are as before.
    baker->gate = true;
    decision = build_decide(build, master, portfolio, "2026-06-01");
    assert_int_equal(decision.outcome, WM_OUTCOME_NOT_ELIGIBLE);
    build_free(build);
}

static void test_standing(void **state) {
    (void)state;
    struct build *build = build_new();
    struct wm_error error = {0};
    struct wm_standing standing;
    struct wm_buffer text;
    recognise(build);
    build_level(build, "baker", build_fixed(build, WM_VERDICT_UNMET));
    struct wm_question question =
        build_question(build, NULL, build_portfolio(build, guild, COUNT(guild)), "2026-06-01");
    wm_test_ok(wm_standing(&question, NULL, WM_STANDING_LAPSING_DAYS, &build->answers, &standing, &error), &error);
    assert_true(standing.levels[0].held);
    assert_int_equal(standing.levels[0].award, 1);
    wm_buffer_init(&text, 1 << 16);
    wm_standing_write(&text, &question, &standing);
    assert_non_null(strstr(text.data, "\"award\":{\"seq\":1,\"from\":\"a/guild\"}"));
    wm_buffer_clear(&text);
    build_free(build);
}

// What is supposed counts, after all that is real.
static void test_supposed(void **state) {
    (void)state;
    struct build *build = build_new();
    struct wm_error error = {0};
    struct wm_portfolio *supposed;
    recognise(build);
    static const struct fact real[] = {{WM_KIND_ASSESSMENT, "x/pies", "2026-01-01", .by = "c", .as = "peer", VALUE(2)}},
                             more = {WM_KIND_ASSESSMENT, "a/shaping", "2026-01-01", .by = "b", .as = "peer", VALUE(2)};
    const struct wm_record record = build_record(&more);
    wm_test_ok(wm_portfolio_suppose(build_portfolio(build, real, 1), &record, 1, NULL, 0, &supposed, &error), &error);
    build_keep(build, supposed);
    struct wm_level level = {.id = "one",
                             .full = "frame/one",
                             .requires = build_leaf(build, WM_VERB_ASSESSED, ASSESSED(.using = WM_USING_LATEST))};
    struct wm_decision decision = build_decide(build, &level, supposed, "2026-06-01");
    const struct wm_finding *finding = &decision.tree->finding;
    assert_int_equal(finding->found_count, 1);
    assert_int_equal(finding->found[0].seq, -1);
    assert_string_equal(wm_code_text(finding->found[0].recognised->source), "a/shaping");
    assert_int_equal(finding->refused[0].seq, 1);
    assert_int_equal(finding->refused[0].refusal, WM_REFUSAL_SUPERSEDED);
    build_free(build);
}

// Nothing of that kind: the same portfolio, and nothing was made.
static void test_nothing_to_recognise(void **state) {
    (void)state;
    struct build *build = build_new();
    struct wm_error error = {0};
    const struct wm_portfolio *found = NULL;
    static const struct fact other[] = {{WM_KIND_AWARD, "n/n", "2026-01-01", .by = NULL}},
                             unmapped[] = {{WM_KIND_ASSESSMENT, "a/shaping", "2026-01-01", VALUE(7)}};
    const struct wm_portfolio *portfolio = build_portfolio(build, guild, 1);
    wm_test_ok(wm_recognise(&build->ruleset, portfolio, &build->answers, &found, &error), &error);
    assert_ptr_equal(found, portfolio);
    recognise(build);
    const struct wm_portfolio *without = build_portfolio(build, other, 1);
    wm_test_ok(wm_recognise(&build->ruleset, without, &build->answers, &found, &error), &error);
    assert_ptr_equal(found, without);
    assert_int_equal(build->answers.used, 0);
    without = build_portfolio(build, unmapped, 1);
    wm_test_ok(wm_recognise(&build->ruleset, without, &build->answers, &found, &error), &error);
    assert_ptr_equal(found, without);
    wm_test_ok(wm_recognise(&build->ruleset, portfolio, &build->answers, &found, &error), &error);
    assert_ptr_not_equal(found, portfolio);
    assert_int_equal(found->count, 2);
    const struct wm_portfolio *again = NULL;
    wm_test_ok(wm_recognise(&build->ruleset, found, &build->answers, &again, &error), &error);
    assert_ptr_equal(again, found);
    build_free(build);
}

WM_TEST_MAIN(cmocka_unit_test(test_assessments), cmocka_unit_test(test_awards),
             cmocka_unit_test(test_where_it_was_earned), cmocka_unit_test(test_standing),
             cmocka_unit_test(test_supposed), cmocka_unit_test(test_nothing_to_recognise))
