// SPDX-License-Identifier: MIT
// Custom predicates, with somebody else in Lua's place: verdicts, words, how far ahead is looked, what is asked how often.
#include "engine/decide/custom.h"

#include "engine/decide/standing.h"
#include "tests/unit/decide/build.h"

struct script {                        // what the runner says
    const char *met_from, *unmet_from; // met between these days
    bool read_day;
    uint64_t fuel;
    const char *text, *where;
    enum wm_unknown_reason reason;
    const struct wm_parameter *parameter;
    bool unknown;
    enum wm_status status;
    uint32_t asked; // how often
};

static enum wm_status say(void *context, const struct wm_predicate *predicate, const struct wm_portfolio *portfolio,
                          wm_day day, struct wm_predicate_answer *ret_answer, struct wm_error *error) {
    struct script *script = context;
    wm_day from = script->met_from != NULL ? day_of(script->met_from) : WM_DAY_NEVER;
    wm_day before = script->unmet_from != NULL ? day_of(script->unmet_from) : WM_DAY_NEVER;
    assert_string_equal(predicate->id, "p");
    assert_non_null(portfolio);
    script->asked++;
    if (script->status != WM_OK)
        return wm_error_set(error, script->status, "deadline", "not now");
    *ret_answer = (struct wm_predicate_answer){
        .verdict = script->unknown               ? WM_VERDICT_UNKNOWN
                   : from <= day && day < before ? WM_VERDICT_MET
                                                 : WM_VERDICT_UNMET,
        .reason = script->reason,
        .parameter = script->parameter,
        .read_day = script->read_day,
        .next = script->read_day ? WM_DAY_NEVER
                : day < from     ? from
                : day < before   ? before
                                 : WM_DAY_NEVER,
        .fuel = script->fuel,
    };
    snprintf(ret_answer->text, sizeof ret_answer->text, "%s", script->text != NULL ? script->text : "");
    snprintf(ret_answer->where, sizeof ret_answer->where, "%s", script->where != NULL ? script->where : "");
    return WM_OK;
}

static const struct wm_predicate predicate = {.file = "frameworks/frame/p.lua", .id = "p", .digest = ""};

static struct wm_criterion *build_custom(struct build *build) {
    struct wm_criterion *leaf =
        build_criterion(build, (struct wm_criterion){.verb = WM_VERB_CUSTOM, .predicate = &predicate});
    leaf->id = "custom:p";
    leaf->qualified_id = "lower/custom:p";
    return leaf;
}

static struct wm_decision decide(struct build *build, struct script *script, struct wm_criterion *requires) {
    struct wm_error error = {0};
    struct wm_level level = {.id = "one", .full = "frame/one", .requires = requires};
    struct wm_question question = build_question(build, &level, build_portfolio(build, NULL, 0), "2026-05-01");
    const struct wm_predicate_runner runner = {script, say};
    question.runner = script != NULL ? &runner : NULL;
    struct wm_decision decision;
    wm_test_ok(wm_decide(&question, &build->answers, &decision, &error), &error);
    build->text[0] = '\0';
    build_append_outcome(build, &decision);
    if (decision.until_inexact)
        build_append(build, " or later");
    return decision;
}

static void test_verdicts(void **state) {
    (void)state;
    struct build *build = build_new();
    struct script met = {.met_from = "2020-01-01", .text = "so it is"};
    struct wm_decision decision = decide(build, &met, build_custom(build));
    assert_string_equal(build->text, "eligible for ever");
    assert_string_equal(decision.tree->finding.text, "so it is");
    assert_int_equal(met.asked, 1);
    struct script unmet = {.text = "not yet"};
    decision = decide(build, &unmet, build_custom(build));
    assert_string_equal(build->text, "not-eligible for ever");
    assert_string_equal(decision.unmet[0].id, "custom:p");
    assert_string_equal(decision.unmet[0].text, "not yet");
    assert_int_equal(decision.unmet[0].found_count, 0);
    struct script broken = {.unknown = true, .reason = WM_UNKNOWN_BUDGET, .text = "too long", .where = "frame/p.lua:3"};
    decision = decide(build, &broken, build_custom(build));
    assert_string_equal(build->text, "indeterminate for ever");
    assert_int_equal(decision.unknown[0].reason, WM_UNKNOWN_BUDGET);
    assert_string_equal(decision.unknown[0].where, "frame/p.lua:3");
    assert_string_equal(decision.unknown[0].text, "too long");
    build_free(build);
}

static void test_nobody_to_ask(void **state) {
    (void)state;
    struct build *build = build_new();
    struct wm_decision decision = decide(build, NULL, build_custom(build));
    assert_string_equal(build->text, "indeterminate for ever");
    assert_int_equal(decision.unknown[0].reason, WM_UNKNOWN_ERROR);
    assert_null(decision.unknown[0].text);
    build_free(build);
}

static void test_parameter(void **state) {
    (void)state;
    struct build *build = build_new();
    static const struct wm_parameter parameter = {.id = "how-long"};
    struct script script = {.unknown = true, .reason = WM_UNKNOWN_PARAMETER, .parameter = &parameter};
    struct wm_decision decision = decide(build, &script, build_custom(build));
    assert_int_equal(decision.unknown[0].reason, WM_UNKNOWN_PARAMETER);
    assert_ptr_equal(decision.unknown[0].parameter, &parameter);
    build_free(build);
}

// Who does not ask for the day says itself when the answer may change: that is exact, however far away.
static void test_exact_horizon(void **state) {
    (void)state;
    struct build *build = build_new();
    struct script script = {.met_from = "2026-04-01", .unmet_from = "2031-02-03"};
    decide(build, &script, build_custom(build));
    assert_string_equal(build->text, "eligible until 2031-02-02 then not-eligible");
    assert_int_equal(script.asked, 2);
    struct script later = {.met_from = "2027-12-24"};
    decide(build, &later, build_custom(build));
    assert_string_equal(build->text, "not-eligible until 2027-12-23 then eligible");
    build_free(build);
}

// Who asks for the day is asked again for each of them, a year ahead.
static void test_day_by_day(void **state) {
    (void)state;
    struct build *build = build_new();
    struct script soon = {.met_from = "2026-04-01", .unmet_from = "2026-08-01", .read_day = true};
    decide(build, &soon, build_custom(build));
    assert_string_equal(build->text, "eligible until 2026-07-31 then not-eligible");
    assert_int_equal(soon.asked, 93);
    struct script last = {.met_from = "2026-04-01", .unmet_from = "2027-05-02", .read_day = true};
    decide(build, &last, build_custom(build));
    assert_string_equal(build->text, "eligible until 2027-05-01 then not-eligible");
    struct script beyond = {.met_from = "2026-04-01", .unmet_from = "2027-05-03", .read_day = true};
    struct wm_decision decision = decide(build, &beyond, build_custom(build));
    assert_true(decision.until_inexact);
    assert_int_equal(decision.until, day_of("2027-05-02"));
    assert_int_equal(beyond.asked, 367);
    build_free(build);
}

// What the other criteria settle is exact, whatever a predicate beside them does.
static void test_beside_others(void **state) {
    (void)state;
    struct build *build = build_new();
    struct script script = {.read_day = true};
    struct wm_criterion *met = build_fixed(build, WM_VERDICT_MET), *unmet = build_fixed(build, WM_VERDICT_UNMET);
    decide(build, &script, build_node(build, WM_VERB_ANY, met, build_custom(build), NULL));
    assert_string_equal(build->text, "eligible for ever");
    assert_int_equal(script.asked, 1);
    decide(build, &script, build_node(build, WM_VERB_ALL, unmet, build_custom(build), NULL));
    assert_string_equal(build->text, "not-eligible for ever");
    struct wm_decision decision =
        decide(build, &script, build_node(build, WM_VERB_ALL, met, build_custom(build), NULL));
    assert_true(decision.until_inexact);
    build_free(build);
}

// A predicate that works hard is not asked for a whole year ahead; the work that is counted, not the clock, ends it.
static void test_fuel_ends_the_search(void **state) {
    (void)state;
    struct build *build = build_new();
    struct script script = {.met_from = "2020-01-01", .read_day = true, .fuel = 999999};
    struct wm_decision decision = decide(build, &script, build_custom(build));
    assert_true(decision.until_inexact);
    assert_int_equal(script.asked, 21);
    assert_int_equal(decision.until, day_of("2026-05-21"));
    build_free(build);
}

// The same predicate twice, and through another level: one question.
static void test_asked_once(void **state) {
    (void)state;
    struct build *build = build_new();
    struct script script = {.met_from = "2020-01-01", .unmet_from = "2027-01-01"};
    const struct wm_level *lower = build_level(build, "lower", build_custom(build));
    struct wm_decision decision = decide(
        build, &script,
        build_node(build, WM_VERB_ALL, build_custom(build), build_custom(build), build_meets(build, lower), NULL));
    assert_string_equal(build->text, "eligible until 2026-12-31 then not-eligible");
    assert_int_equal(script.asked, 2);
    assert_non_null(decision.tree);
    build_free(build);
}

static void test_standing(void **state) {
    (void)state;
    struct build *build = build_new();
    struct script script = {.met_from = "2020-01-01", .read_day = true};
    const struct wm_predicate_runner runner = {&script, say};
    struct wm_error error = {0};
    struct wm_standing standing;
    build_level(build, "lower", build_custom(build));
    struct wm_level *upper = build_level(build, "upper", build_custom(build));
    struct wm_question question = build_question(build, NULL, build_portfolio(build, NULL, 0), "2026-05-01");
    question.runner = &runner;
    wm_test_ok(wm_standing(&question, NULL, 400, &build->answers, &standing, &error), &error);
    assert_int_equal(script.asked, 367); // for both levels together
    assert_int_equal(standing.levels[0].decision.outcome, WM_OUTCOME_ELIGIBLE);
    assert_false(standing.levels[0].lapsing); // nobody knows that it lapses then
    question.level = upper;
    struct wm_decision decision;
    wm_test_ok(wm_decide(&question, &build->answers, &decision, &error), &error);
    assert_string_equal(decision.id, standing.levels[1].decision.id);
    script.status = WM_BUSY;
    wm_test_fails(wm_standing(&question, NULL, 400, &build->answers, &standing, &error), &error, WM_BUSY, "deadline");
    build_free(build);
}

// Without an answer there is no decision, and nothing is asked any more.
static void test_busy(void **state) {
    (void)state;
    struct build *build = build_new();
    struct wm_error error = {0};
    struct script script = {.status = WM_BUSY};
    const struct wm_predicate_runner runner = {&script, say};
    struct wm_criterion *any = build_node(build, WM_VERB_ANY, build_fixed(build, WM_VERDICT_MET), build_custom(build),
                                          build_custom(build), NULL);
    struct wm_level level = {.id = "one", .full = "frame/one", .requires = any};
    struct wm_question question = build_question(build, &level, build_portfolio(build, NULL, 0), "2026-05-01");
    question.runner = &runner;
    struct wm_decision decision;
    wm_test_fails(wm_decide(&question, &build->answers, &decision, &error), &error, WM_BUSY, "deadline");
    assert_int_equal(script.asked, 1);
    build_free(build);
}

static void write(struct build *build, struct script *script, struct wm_criterion *requires, const char *expected) {
    struct wm_level level = {.id = "one", .full = "frame/one", .requires = requires};
    struct wm_question question = build_question(build, &level, build_portfolio(build, NULL, 0), "2026-05-01");
    const struct wm_predicate_runner runner = {script, say};
    struct wm_error error = {0};
    struct wm_decision decision;
    struct wm_buffer buffer;
    question.runner = &runner;
    wm_test_ok(wm_decide(&question, &build->answers, &decision, &error), &error);
    wm_buffer_init(&buffer, 1 << 16);
    wm_decision_write(&buffer, &question, &decision);
    if (strstr(buffer.data, expected) == NULL)
        print_message("%s\n", buffer.data);
    assert_non_null(strstr(buffer.data, expected));
    wm_buffer_clear(&buffer);
}

static void test_on_the_wire(void **state) {
    (void)state;
    struct build *build = build_new();
    struct script inexact = {.met_from = "2020-01-01", .read_day = true, .text = "since \"then\""};
    write(build, &inexact, build_custom(build),
          "\"outcome\":\"eligible\",\"until\":\"2027-05-02\",\"until_exact\":false,\"unmet\":[]");
    write(build, &inexact, build_custom(build), "\"verdict\":\"met\",\"message\":\"since \\\"then\\\"\"");
    struct script unmet = {.text = "not yet"};
    write(build, &unmet, build_custom(build),
          "{\"id\":\"custom:p\",\"says\":\"it is so\",\"verb\":\"custom\",\"message\":\"not yet\",\"needed\":{},");
    struct script broken = {.unknown = true, .reason = WM_UNKNOWN_ERROR, .text = "a nil", .where = "frame/p.lua:3"};
    write(build, &broken, build_custom(build),
          "\"unknown\":[{\"id\":\"custom:p\",\"says\":\"it is so\",\"reason\":\"error\",\"message\":\"a nil\","
          "\"where\":\"frame/p.lua:3\"}]");
    broken.reason = WM_UNKNOWN_BUDGET;
    write(build, &broken, build_custom(build), "\"reason\":\"budget\"");
    build_free(build);
}

struct whole {
    struct wm_question question;
    struct script script;
};

static enum wm_status decide_whole(void *context, struct wm_error *error) {
    struct whole *whole = context;
    const struct wm_predicate_runner runner = {&whole->script, say};
    struct wm_arena arena;
    struct wm_decision decision;
    wm_arena_init(&arena, (size_t)1 << 20);
    whole->question.runner = &runner;
    enum wm_status status = wm_decide(&whole->question, &arena, &decision, error);
    wm_arena_clear(&arena);
    return status;
}

static void test_allocations(void **state) {
    (void)state;
    struct build *build = build_new();
    struct wm_level level = {.id = "one", .full = "frame/one", .requires = build_custom(build)};
    struct whole whole = {build_question(build, &level, build_portfolio(build, NULL, 0), "2026-05-01"),
                          {.met_from = "2020-01-01", .read_day = true, .text = "so", .where = "x:1"}};
    wm_test_each_allocation(decide_whole, &whole);
    // No room at all for what was said.
    struct wm_arena none;
    struct wm_custom custom = {.runner = &(struct wm_predicate_runner){&whole.script, say},
                               .portfolio = whole.question.portfolio,
                               .arena = &none};
    wm_arena_init(&none, 0);
    assert_int_equal(wm_custom_judge(&custom, &predicate, 20000).verdict, WM_VERDICT_UNKNOWN);
    assert_int_equal(custom.status, WM_NO_MEMORY);
    build_free(build);
}

WM_TEST_MAIN(cmocka_unit_test(test_verdicts), cmocka_unit_test(test_nobody_to_ask), cmocka_unit_test(test_parameter),
             cmocka_unit_test(test_exact_horizon), cmocka_unit_test(test_day_by_day),
             cmocka_unit_test(test_beside_others), cmocka_unit_test(test_fuel_ends_the_search),
             cmocka_unit_test(test_asked_once), cmocka_unit_test(test_standing), cmocka_unit_test(test_busy),
             cmocka_unit_test(test_on_the_wire), cmocka_unit_test(test_allocations))
