// SPDX-License-Identifier: MIT
// Predicates asked twice. No rule can answer differently by itself, so a test makes it: it changes the file under the
// hands of the state that reads it again.
#include "tests/unit/lang/predicates.h"

#include <stdint.h>

// The digit in `as_it_was` becomes another, for states that are made from now on. Texts of rules are kept as they were
// read, and nobody else may write there.
static void tamper(const struct asking *asking, const char *as_it_was) {
    for (uint32_t i = 0; i < asking->ruleset->file_count; i++) {
        const struct wm_ruleset_file *file = &asking->ruleset->files[i];
        char *found = strstr((char *)(uintptr_t)file->bytes, as_it_was);
        if (found != NULL)
            found[strcspn(found, "0123456789")]++;
    }
}

static void differs(const char *body, const char *as_it_was, const char *what) {
    struct asking asking;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, body, NULL);
    struct wm_predicate_answer answer = asking_answer(&asking, amara, PREDICATES_DAY);
    assert_null(strstr(answer.text, "does not repeat itself"));
    tamper(&asking, as_it_was);
    answer = asking_answer(&asking, amara, PREDICATES_DAY);
    assert_int_equal(answer.verdict, WM_VERDICT_UNKNOWN);
    assert_int_equal(answer.reason, WM_UNKNOWN_ERROR);
    char text[200];
    snprintf(text, sizeof text, "the rule does not repeat itself: asked the same twice, it gives another %s", what);
    assert_string_equal(answer.text, text);
    assert_string_equal(answer.where, "frameworks/f/p.lua:1");
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

static void test_differences(void **state) {
    (void)state;
    wm_test_expect_log(WM_LOG_ERROR, 5);
    differs("return 1 == 1", "1 ==", "verdict");
    differs("return true, 'so 1'", "so 1", "text");
    differs("for i = 1, 5000 do end return true", "5000", "number of steps");
    differs("return 1 == 1 or error('no')", "1 ==", "verdict");
    differs("local day = 1 == 1 and person.count('training') or person.count('measure') return true",
            "1 ==", "day on which the answer may change");
}

// Whatever rules can make of an evaluation, also of one that fails, both states make the same of it.
static void test_sameness(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "return person.count('training') > 1, 'two'",
        "return person.as_of > '2026-01-01'",
        "error({})",
        "while true do end",
        "local t = {} for i = 1, 1e9 do t[i] = i end",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} for i = 1, 4000 do t[i] = ('x'):rep(8000) .. i end",
        "local function f() return 1 + f() end return f()",
        "local n = 0 local function f() n = n + 1 pcall(f) end f() return true, 'depth ' .. n",
        ("local s = '' for k, v in pairs({ b = 1, a = 2, [3] = 4, [true] = 5 }) do s = s .. tostring(k) end return "
         "true, s"),
        "return person.count('training', 'first-aid') == 0",
    };
    struct wm_portfolio *amara = kept_amara(), *nobody = kept_portfolio(NULL, 0);
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct asking asking;
        asking_open(&asking, bodies[i], NULL);
        for (int round = 0; round < 3; round++) {
            struct wm_predicate_answer answer =
                asking_answer(&asking, round == 1 ? nobody : amara, PREDICATES_DAY + round);
            assert_null(strstr(answer.text, "does not repeat itself"));
        }
        asking_close(&asking);
    }
    wm_portfolio_unref(amara);
    wm_portfolio_unref(nobody);
}

// How deep calls can be, how much can be held, how many steps that takes: not a matter of what was asked before.
static void test_sameness_at_the_limits(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end\n"
        "return f(days_between('1950-01-01', person.as_of)) > 0",
        "local function f(n) local a, b, c, d, e = n, n, n, n, n if n == 0 then return 0 end return 1 + f(n - 1) end\n"
        "return f(days_between('1950-01-01', person.as_of)) > 0",
        "local t = {} for i = 1, 2 * days_between('1950-01-01', person.as_of) do t[i] = i end return true",
        "local t = {} for i = 1, days_between('1950-01-01', person.as_of) do t['k' .. i] = i end return true",
        "local t = {} for i = 1, days_between('1950-01-01', person.as_of) do t = { t, ('x'):rep(5000) .. i } end "
        "return true",
        "local t = {} for i = 1, days_between('1950-01-01', person.as_of) do t = { t, i .. '' } end return true",
    };
    struct wm_portfolio *nobody = kept_portfolio(NULL, 0);
    int answered = 0, failed = 0;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct asking asking;
        asking_open(&asking, bodies[i], &(struct wm_predicate_limits){.memory = 1u << 20});
        for (int at = 0; at < 20; at++) {
            wm_day day = -7305 + at * 1303 % 4800; // from 1950-01-01 on
            struct wm_predicate_answer answer = asking_answer(&asking, nobody, day);
            assert_null(strstr(answer.text, "does not repeat itself"));
            answered += answer.verdict == WM_VERDICT_MET;
            failed += answer.verdict == WM_VERDICT_UNKNOWN;
        }
        asking_close(&asking);
    }
    assert_true(answered > 20 && failed > 20);
    wm_portfolio_unref(nobody);
}

// Who looks on sees one evaluation for each question.
struct seen {
    int before, after;
    enum wm_status refuse, status;
    char failure[40];
};

static enum wm_status before(void *context, const struct wm_predicate *predicate, struct wm_error *error) {
    struct seen *seen = context;
    assert_string_equal(predicate->id, "p");
    seen->before++;
    return seen->refuse == WM_OK ? WM_OK : wm_error_set(error, seen->refuse, "suspended", "not this one");
}

static void after(void *context, const struct wm_predicate *predicate, enum wm_status status,
                  const struct wm_predicates_effort *effort) {
    struct seen *seen = context;
    assert_string_equal(predicate->id, "p");
    assert_true(effort->fuel > 0 && effort->bytes > 0);
    seen->after++;
    seen->status = status;
    snprintf(seen->failure, sizeof seen->failure, "%s", effort->failure);
}

static void test_who_looks_on(void **state) {
    (void)state;
    struct asking asking;
    struct seen seen = {.refuse = WM_OK};
    struct wm_error error = {0};
    struct wm_predicate_answer answer;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, "if person.count('training') == 0 then error('x') end return true", NULL);
    struct wm_predicate_runner runner = wm_predicates_verified_runner(asking.verified);
    wm_predicates_verified_look_on(asking.verified, &(struct wm_predicates_watch){&seen, before, after});
    asking_answer(&asking, amara, PREDICATES_DAY);
    assert_true(seen.before == 1 && seen.after == 1 && seen.status == WM_OK);
    asking_answer(&asking, amara, 0); // nothing counts yet
    assert_true(seen.before == 2 && seen.after == 2 && seen.status == WM_RULES);
    assert_string_equal(seen.failure, "runtime");
    seen.refuse = WM_BUSY;
    wm_test_fails(runner.ask(runner.context, asking.predicate, amara, PREDICATES_DAY, &answer, &error), &error, WM_BUSY,
                  "suspended");
    assert_true(seen.before == 3 && seen.after == 2);
    wm_predicates_verified_deadline(asking.verified, 0);
    wm_test_fails(runner.ask(runner.context, asking.predicate, amara, PREDICATES_DAY, &answer, &error), &error, WM_BUSY,
                  "deadline");
    assert_true(seen.before == 3 && seen.after == 2);
    wm_predicates_verified_deadline(asking.verified, -1);
    wm_predicates_verified_look_on(asking.verified, NULL);
    assert_int_equal(asking_answer(&asking, amara, PREDICATES_DAY).verdict, WM_VERDICT_MET);
    assert_int_equal(seen.before, 3);
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

struct question {
    struct asking asking;
    struct wm_portfolio *portfolio;
};

// No memory is no answer, and never a difference.
static enum wm_status ask_once(void *context, struct wm_error *error) {
    struct question *question = context;
    struct wm_predicates_verified *verified = NULL;
    struct wm_predicate_answer answer;
    enum wm_status status = wm_predicates_verified_new(question->asking.ruleset, NULL, &verified, error);
    if (status != WM_OK)
        return status;
    struct wm_predicate_runner runner = wm_predicates_verified_runner(verified);
    status =
        runner.ask(runner.context, question->asking.predicate, question->portfolio, PREDICATES_DAY, &answer, error);
    if (status == WM_OK)
        assert_int_equal(answer.verdict, WM_VERDICT_MET);
    wm_predicates_verified_free(verified);
    return status;
}

static void test_allocations(void **state) {
    (void)state;
    struct question question = {.portfolio = kept_amara()};
    asking_open(&question.asking, "local t = {} for i = 1, 40 do t[i] = ('x'):rep(i) end return #t == 40", NULL);
    wm_test_each_allocation(ask_once, &question);
    asking_close(&question.asking);
    wm_portfolio_unref(question.portfolio);
}

WM_TEST_MAIN(cmocka_unit_test(test_differences), cmocka_unit_test(test_sameness),
             cmocka_unit_test(test_sameness_at_the_limits), cmocka_unit_test(test_who_looks_on),
             cmocka_unit_test(test_allocations))
