// SPDX-License-Identifier: MIT
// What a predicate cannot do, and what is said of it then; what it sees; what is noted of it.
#include "tests/unit/lang/predicates.h"

static const struct wm_predicate_limits small = {.memory = 256u << 10, .fuel = 200000};

// The body's first line is line 2 of the file.
static void fails_at(const char *body, enum wm_unknown_reason reason, const char *where, const char *text,
                     const char *file, int line) {
    struct asking asking;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, body, &small);
    for (int i = 0; i < 2; i++) { // also of the state that is made anew
        struct wm_predicate_answer answer = asking_answer(&asking, amara, PREDICATES_DAY);
        bool same = answer.verdict == WM_VERDICT_UNKNOWN && answer.reason == reason &&
                    (where == NULL || strcmp(answer.where, where) == 0) && strstr(answer.text, text) != NULL;
        if (!same)
            print_message("%s:%d: %d %d \"%s\" at %s\n", file, line, (int)answer.verdict, (int)answer.reason,
                          answer.text, answer.where);
        assert_true(same);
    }
    asking_close(&asking);
    wm_portfolio_unref(amara);
}
#define fails(body, reason, where, text) fails_at((body), (reason), (where), (text), __FILE__, __LINE__)
#define LINE_1 "frameworks/f/p.lua:1"
#define LINE_2 "frameworks/f/p.lua:2"
#define LINE_3 "frameworks/f/p.lua:3"

static void test_answers_without_sense(void **state) {
    (void)state;
    fails("", WM_UNKNOWN_ERROR, LINE_1, "no verdict but a nil");
    fails("return nil, 'who knows'", WM_UNKNOWN_ERROR, LINE_1, "no verdict but a nil");
    fails("return 1", WM_UNKNOWN_ERROR, LINE_1, "no verdict but a number");
    fails("return {}, 'x'", WM_UNKNOWN_ERROR, LINE_1, "no verdict but a table");
    fails("return false, {}", WM_UNKNOWN_ERROR, LINE_1, "as its reason a table");
    fails("return true, 5", WM_UNKNOWN_ERROR, LINE_1, "as its reason a number");
    fails("return true, person", WM_UNKNOWN_ERROR, LINE_1, "as its reason a userdata");
    fails("return true, ('x'):rep(1025)", WM_UNKNOWN_ERROR, LINE_1, "longer than 1 KiB");
    fails("return true, 'a\\nb'", WM_UNKNOWN_ERROR, LINE_1, "no line of text");
    fails("return true, '\\xff'", WM_UNKNOWN_ERROR, LINE_1, "no line of text");
}

static void test_longest_reason(void **state) {
    (void)state;
    struct asking asking;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, "return false, ('x'):rep(1024)", NULL);
    struct wm_predicate_answer answer = asking_answer(&asking, amara, PREDICATES_DAY);
    assert_int_equal(answer.verdict, WM_VERDICT_UNMET);
    assert_int_equal(strlen(answer.text), 1024);
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

static void test_errors(void **state) {
    (void)state;
    fails("local x = nil\nreturn x.y", WM_UNKNOWN_ERROR, LINE_3, "attempt to index a nil value (local 'x')");
    fails("error('enough')", WM_UNKNOWN_ERROR, LINE_2, "enough");
    fails("error({})", WM_UNKNOWN_ERROR, LINE_2, "the predicate failed with an error that is no text but a table");
    fails("assert(false)", WM_UNKNOWN_ERROR, LINE_2, "an assertion failed");
    fails("return tru", WM_UNKNOWN_ERROR, LINE_2, "nobody defined the name `tru`");
    fails("return os.time() > 0", WM_UNKNOWN_ERROR, LINE_2, "nobody defined the name `os`");
    fails("return person.record('training')", WM_UNKNOWN_ERROR, LINE_2,
          "`person` has no `record`; did you mean \"records\"?");
    fails("return person.latest('training').outcom", WM_UNKNOWN_ERROR, LINE_2, "did you mean \"outcome\"?");
    fails("return person.count('trainings') > 0", WM_UNKNOWN_ERROR, LINE_2, "did you mean \"training\"?");
    fails("return person.count('training', 'fire-safty') > 0", WM_UNKNOWN_ERROR, LINE_2,
          "no course \"fire-safty\" is declared in the frameworks of f; did you mean \"fire-safety\"?");
    fails("return person.holds('helpr')", WM_UNKNOWN_ERROR, LINE_2, "no level \"helpr\"");
    fails("return person.count() > 0", WM_UNKNOWN_ERROR, LINE_2, "takes 1 to 2 texts");
    fails("return person.count(7) > 0", WM_UNKNOWN_ERROR, LINE_2, "takes texts, not a number");
    fails("return person.count('training', 'a\\0b') > 0", WM_UNKNOWN_ERROR, LINE_2, "the name of nothing");
    fails("return person[1]", WM_UNKNOWN_ERROR, LINE_2, "by names");
    fails("return add_days('2026-02-30', 1) > ''", WM_UNKNOWN_ERROR, LINE_2, "\"2026-02-30\" is no day");
    fails("return add_days('2026-02-03', 0.5) > ''", WM_UNKNOWN_ERROR, LINE_2, "a whole number");
    fails("return add_years('2026-02-03', 400) > ''", WM_UNKNOWN_ERROR, LINE_2, "after 2199");
    fails("return days_between('2026-02-03') > 0", WM_UNKNOWN_ERROR, LINE_2, "takes 2 values");
    fails("return custom { id = 'q', says = 'q', function() return true end }", WM_UNKNOWN_ERROR, LINE_2,
          "outside of the predicate's function");
    fails("return trained 'fire-safety'", WM_UNKNOWN_ERROR, LINE_2, "`trained` has no place here");
    fails("return editions {}", WM_UNKNOWN_ERROR, LINE_2, "nobody defined the name `editions`"); // no word of a pack
}

static void test_budgets(void **state) {
    (void)state;
    fails("while true do end", WM_UNKNOWN_BUDGET, LINE_2, "the predicate takes more than 200000 steps to answer");
    fails("while true do\npcall(function() while true do end end) end", WM_UNKNOWN_BUDGET, NULL, "steps");
    fails("local function f() return f() end\nreturn f()", WM_UNKNOWN_BUDGET, NULL, "steps");
    fails("while true do person.records('training') end", WM_UNKNOWN_BUDGET, LINE_2, "steps");
    fails("while true do person.holds('helper') end", WM_UNKNOWN_BUDGET, LINE_2, "steps");
    fails("while true do days_between('2026-01-01', '2026-01-02') end", WM_UNKNOWN_BUDGET, LINE_2, "steps");
    fails("local r = person.latest('training') while true do local s = r.subject end", WM_UNKNOWN_BUDGET, LINE_2,
          "steps");
    fails("local t = {} for i = 1, 4000 do t[i] = i end\nwhile true do table.sort(t) end", WM_UNKNOWN_BUDGET, LINE_3,
          "steps");
}

static void test_memory_limits(void **state) {
    (void)state;
    fails("local t = {} for i = 1, 1e9 do t[i] = i end", WM_UNKNOWN_ERROR, LINE_2, "in one piece");
    fails("local s = 'x' while true do s = s .. s end", WM_UNKNOWN_ERROR, LINE_2, "a text longer than");
    fails("local t = {} for i = 1, 4000 do t[i] = ('x'):rep(8000) .. i end", WM_UNKNOWN_ERROR, LINE_2,
          "the predicate needs more than 256 KiB of memory to answer");
    fails("pcall(function() local t = {} for i = 1, 1e9 do t[i] = i end end) return true", WM_UNKNOWN_ERROR, LINE_2,
          "in one piece");
    fails("local function f() return 1 + f() end return f()", WM_UNKNOWN_ERROR, LINE_2, "");
}

static void test_nothing_is_written(void **state) {
    (void)state;
    fails("person.as_of = '2020-01-01'", WM_UNKNOWN_ERROR, LINE_2, "cannot be changed by a rule");
    fails("pcall(function() person.latest('training').outcome = 'completed' end) return true", WM_UNKNOWN_ERROR, LINE_2,
          "cannot be changed by a rule");
    fails("math.pi = 3 return true", WM_UNKNOWN_ERROR, LINE_2, "`math` cannot be changed");
    fails("days_between = 3 return true", WM_UNKNOWN_ERROR, LINE_2, "choose another name");
    fails("for k in pairs(person) do end return true", WM_UNKNOWN_ERROR, LINE_2, "table expected");
    fails("include 'other' return true", WM_UNKNOWN_ERROR, LINE_2, "outside of the predicate's function");
}

// What an evaluation leaves anywhere is not there for the next one.
static void test_no_state_between(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "if pcall(function() return kept end) then return true end kept = person return false",
        "count = 1 return count == 1",
        "local t = person.records('training') t.mine = 1 return person.records('training').mine == nil",
        "local s = string local ok = pcall(function() return s.kept end) return s.kept == nil",
    };
    static const enum wm_verdict verdicts[] = {WM_VERDICT_UNKNOWN, WM_VERDICT_MET, WM_VERDICT_MET, WM_VERDICT_MET};
    struct wm_portfolio *amara = kept_amara();
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct asking asking;
        asking_open(&asking, bodies[i], NULL);
        for (int round = 0; round < 3; round++)
            assert_int_equal(asking_answer(&asking, amara, PREDICATES_DAY).verdict, verdicts[i]);
        asking_close(&asking);
    }
    wm_portfolio_unref(amara);
}

static void test_file_is_run_anew(void **state) {
    (void)state;
    struct asking asking = {.ruleset = NULL};
    struct wm_portfolio *amara = kept_amara(), *nobody = kept_portfolio(NULL, 0);
    rules_init(&asking.rules);
    rules_add(&asking.rules, "frameworks/f/_tools.lua", "calls = 0 local t = {} t.kept = {} return t");
    rules_add(&asking.rules, "frameworks/f/p.lua",
              "local tools = include '_tools'\n"
              "other = custom { id = 'other', says = 'x', function () return false end }\n"
              "p = custom { id = 'p', says = 'it is so', function (person)\n"
              "  calls = calls + 1\n"
              "  local before = #tools.kept\n"
              "  tools.kept[before + 1] = person\n"
              "  return before == 0 and calls == 1 and include_is_one, 'called ' .. calls\n"
              "end }\n"
              "include_is_one = include '_tools.lua' == tools\n");
    asking_open_pack(&asking, NULL);
    for (int round = 0; round < 3; round++) {
        struct wm_predicate_answer answer = asking_answer(&asking, round == 1 ? nobody : amara, PREDICATES_DAY);
        assert_string_equal(answer.where, "");
        assert_int_equal(answer.verdict, WM_VERDICT_MET);
        assert_string_equal(answer.text, "called 1");
    }
    asking_close(&asking);
    wm_portfolio_unref(amara);
    wm_portfolio_unref(nobody);
}

// A function of the library in the place of a predicate: it has no line, the file does.
static void test_library_functions(void **state) {
    (void)state;
    static const char *const functions[] = {"tostring", "type", "math.floor", "error"};
    struct wm_portfolio *amara = kept_amara();
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        struct asking asking = {.ruleset = NULL};
        rules_init(&asking.rules);
        snprintf(asking.file, sizeof asking.file, "p = custom { id = 'p', says = 'it is so', %s }", functions[i]);
        rules_add(&asking.rules, "frameworks/f/p.lua", asking.file);
        asking_open_pack(&asking, NULL);
        struct wm_predicate_answer answer = asking_answer(&asking, amara, PREDICATES_DAY);
        assert_int_equal(answer.verdict, WM_VERDICT_UNKNOWN);
        assert_string_equal(answer.where, LINE_1);
        asking_close(&asking);
    }
    wm_portfolio_unref(amara);
}

// On which later day the answer may be another.
static void notes(const char *body, bool read_day, const char *next) {
    struct asking asking;
    struct wm_portfolio *amara = kept_amara();
    char text[11] = "never";
    asking_open(&asking, body, NULL);
    struct wm_predicate_answer answer = asking_answer(&asking, amara, PREDICATES_DAY);
    if (answer.next != WM_DAY_NEVER)
        wm_day_format(answer.next, text);
    assert_string_equal(text, next);
    assert_int_equal(answer.read_day, read_day);
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

static void test_what_is_noted(void **state) {
    (void)state;
    notes("return true", false, "never");
    notes("return person.as_of > ''", true, "never");
    notes("local f = function() return person.as_of end return true", false, "never");
    notes("return person.count('training') > 0", false, "2026-06-01");
    notes("return person.count('training', 'kindness') > 0", false, "never");
    notes("return person.latest('measure').value > 70", false, "2026-07-01");
    notes("return person.latest('role') ~= nil", false, "never");
    notes("return person.latest('experience') ~= nil", false, "never");
    notes("return person.holds('helper')", false, "2027-01-01");
    notes("return person.holds('helper') and person.count('training') > 0", false, "2026-06-01");
    notes("person.count('training') error('x')", false, "2026-06-01");
}

// A certificate whose validity is a parameter that nobody set: neither in date nor out of it.
static void test_unset_validity(void **state) {
    (void)state;
    static const struct kept records[] = {
        {.kind = "training", .subject = "first-aid", .on = "2026-01-10", .outcome = "completed"}};
    static const struct kept dated[] = {{.kind = "training",
                                         .subject = "first-aid",
                                         .on = "2026-01-10",
                                         .until = "2027-01-09",
                                         .outcome = "completed"}};
    struct asking asking;
    struct wm_portfolio *open = kept_portfolio(records, 1), *settled = kept_portfolio(dated, 1);
    asking_open(&asking, "return person.count('training', 'first-aid') == 1", NULL);
    struct wm_predicate_answer answer = asking_answer(&asking, open, PREDICATES_DAY);
    assert_int_equal(answer.verdict, WM_VERDICT_UNKNOWN);
    assert_int_equal(answer.reason, WM_UNKNOWN_PARAMETER);
    assert_string_equal(answer.parameter->id, "how-long");
    assert_int_equal(asking_answer(&asking, settled, PREDICATES_DAY).verdict, WM_VERDICT_MET);
    asking_close(&asking);
    wm_portfolio_unref(open);
    wm_portfolio_unref(settled);
}

// Codes have the numbers that they happened to get: what is told must not hang on them.
static void test_unset_validity_of_the_first_by_day(void **state) {
    (void)state;
    static const struct kept records[] = {
        {.kind = "training", .subject = "first-aid", .on = "2026-02-10", .outcome = "completed"},
        {.kind = "training", .subject = "lifting", .on = "2026-01-10", .outcome = "completed"},
        {.kind = "training", .subject = "kindness", .on = "2026-01-01", .outcome = "completed"}};
    struct asking asking;
    struct wm_portfolio *person = kept_portfolio(records, 3);
    asking_open(&asking, "return person.count('training') == 3", NULL);
    assert_true(wm_code_find("first-aid", 9) < wm_code_find("lifting", 7)); // the first by code is another
    assert_string_equal(asking_answer(&asking, person, PREDICATES_DAY).parameter->id, "how-often");
    asking_close(&asking);
    wm_portfolio_unref(person);
}

static void test_deadline(void **state) {
    (void)state;
    struct asking asking;
    struct wm_error error = {0};
    struct wm_predicate_answer answer;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, "while true do end", &(struct wm_predicate_limits){.fuel = UINT64_MAX / 2});
    wm_predicates_deadline(asking.predicates, 0); // over already
    wm_test_fails(wm_predicates_ask(asking.predicates, asking.predicate, amara, PREDICATES_DAY, &answer, &error),
                  &error, WM_BUSY, "deadline");
    wm_predicates_deadline(asking.predicates, 1000000); // it comes while the loop goes on
    wm_test_fails(wm_predicates_ask(asking.predicates, asking.predicate, amara, PREDICATES_DAY, &answer, &error),
                  &error, WM_BUSY, "deadline");
    asking_close(&asking);
    // Nobody set one: it ends all the same.
    asking_open(&asking, "while true do end", &(struct wm_predicate_limits){.fuel = UINT64_MAX / 2});
    wm_test_fails(wm_predicates_ask(asking.predicates, asking.predicate, amara, PREDICATES_DAY, &answer, &error),
                  &error, WM_BUSY, "deadline");
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

static struct wm_predicates_effort took(struct asking *asking, const struct wm_portfolio *portfolio) {
    struct wm_error error = {0};
    struct wm_predicate_answer answer;
    wm_test_ok(wm_predicates_ask(asking->predicates, asking->predicate, portfolio, PREDICATES_DAY, &answer, &error),
               &error);
    return wm_predicates_effort(asking->predicates);
}

static void test_effort(void **state) {
    (void)state;
    struct asking asking;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, "local t = {} for i = 1, 3000 do t[i] = i end return true", NULL);
    assert_true(took(&asking, amara).bytes > 3000 * sizeof(void *));
    assert_string_equal(took(&asking, amara).failure, "");
    asking_close(&asking);
    asking_open(&asking, "local t = {} for i = 1, 1e9 do t[i] = i end", NULL);
    assert_string_equal(took(&asking, amara).failure, "memory");
    asking_close(&asking);
    asking_open(&asking, "return person.latest('training')['on\\0']", NULL); // no field, though it begins as one
    assert_string_equal(took(&asking, amara).failure, "unknown-name");
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

static void test_runner(void **state) {
    (void)state;
    struct asking asking;
    struct wm_error error = {0};
    struct wm_predicate_answer answer;
    struct wm_portfolio *amara = kept_amara();
    asking_open(&asking, "return true, 'by another way'", NULL);
    struct wm_predicate_runner runner = wm_predicates_runner(asking.predicates);
    wm_test_ok(runner.ask(runner.context, asking.predicate, amara, PREDICATES_DAY, &answer, &error), &error);
    assert_string_equal(answer.text, "by another way");
    assert_ptr_equal(wm_predicates_ruleset(asking.predicates), asking.ruleset);
    asking_close(&asking);
    wm_portfolio_unref(amara);
}

// The answer, or WM_NO_MEMORY: never another verdict because memory was short.
static enum wm_status ask_once(void *context, struct wm_error *error) {
    struct wm_ruleset *ruleset = context;
    struct wm_predicates *predicates = NULL;
    struct wm_predicate_answer answer;
    struct wm_portfolio *nobody = NULL;
    struct wm_portfolio_builder *builder = NULL;
    enum wm_status status = wm_portfolio_builder_new(&builder, error);
    if (status == WM_OK)
        status = wm_portfolio_builder_finish(builder, &nobody, error);
    if (status == WM_OK)
        status = wm_predicates_new(ruleset, NULL, &predicates, error);
    if (status == WM_OK)
        status = wm_predicates_ask(predicates, rules_requires(ruleset, "f/helper")->predicate, nobody, PREDICATES_DAY,
                                   &answer, error);
    if (status == WM_OK)
        assert_int_equal(answer.verdict, WM_VERDICT_MET);
    wm_predicates_free(predicates);
    wm_portfolio_unref(nobody);
    wm_portfolio_builder_free(builder);
    return status;
}

static void test_allocations(void **state) {
    (void)state;
    struct asking asking;
    asking_open(&asking,
                "local t = {} for i = 1, 40 do t[i] = ('x'):rep(i) end\n"
                "return #t == 40 and pcall(function() t[50] = t[3] .. t[4] end), 'so it is'",
                NULL);
    wm_test_each_allocation(ask_once, asking.ruleset);
    asking_close(&asking);
}

WM_TEST_MAIN(cmocka_unit_test(test_answers_without_sense), cmocka_unit_test(test_longest_reason),
             cmocka_unit_test(test_errors), cmocka_unit_test(test_budgets), cmocka_unit_test(test_memory_limits),
             cmocka_unit_test(test_nothing_is_written), cmocka_unit_test(test_no_state_between),
             cmocka_unit_test(test_file_is_run_anew), cmocka_unit_test(test_library_functions),
             cmocka_unit_test(test_what_is_noted), cmocka_unit_test(test_unset_validity),
             cmocka_unit_test(test_unset_validity_of_the_first_by_day), cmocka_unit_test(test_deadline),
             cmocka_unit_test(test_effort), cmocka_unit_test(test_runner), cmocka_unit_test(test_allocations))
