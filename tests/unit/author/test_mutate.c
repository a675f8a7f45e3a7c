// SPDX-License-Identifier: MIT
// Which changes are made to which criteria, and which of them tests notice.
#include "engine/author/mutate.h"

#include "tests/unit/author/run.h"

static struct wm_mutate_report report;
static struct wm_error error;

static const char head[] =
    "framework \"f\" { title = \"F\", scale = \"skill\" }\n"
    "scale \"skill\" { [0] = \"None\", \"Some\", \"Good\" }\n"
    "competency \"c\" { title = \"C\" }\n"
    "course \"a\" { title = \"A\" }\n"
    "course \"b\" { title = \"B\" }\n"
    "course \"year\" { title = \"Year\", valid = years(1) }\n"
    "qualification \"q\" { title = \"Q\" }\n"
    "experience \"x\" { title = \"X\" }\n"
    "experience \"y\" { title = \"Y\" }\n"
    "supervision \"s\" { title = \"S\" }\n"
    "role \"r\" { title = \"R\" }\n"
    "method \"m\" { title = \"M\" }\n"
    "method \"n\" { title = \"N\" }\n"
    "item \"i\" { title = \"I\", verify = { \"m\", \"n\" } }\n"
    "measure \"g\" { title = \"G\" }\n"
    "parameter \"p\" { of = \"number\", says = \"Nobody knows\" }\n"
    "parameter \"way\" { one_of = { \"one\", \"two\" }, suggested = \"one\", says = \"Which\" }\n";

static enum wm_status mutate(const char *levels, const struct wm_mutate_options *options) {
    char text[6000];
    snprintf(text, sizeof text, "%s%s", head, levels);
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", text, strlen(text)}};
    struct wm_pack_files pack = {files, 1};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    return wm_mutate_run(&source, "frameworks/f", options, NULL, &report, &error);
}

// All changes that are made to the one criterion of a level: "CRITERION: CHANGE" each, in order, " | " between.
static void changes(const char *requires, const char *expected) {
    static const struct wm_mutate_options one = {.threads = 1};
    char text[2000], found[4000] = "";
    snprintf(text, sizeof text,
             "level \"l\" { title = \"L\", requires = %s }\nlevel \"k\" { title = \"K\", requires = trained \"b\" }\n",
             requires);
    wm_test_ok(mutate(text, &one), &error);
    for (uint32_t i = 0; i < report.count; i++) {
        size_t used = strlen(found);
        assert_false(report.mutants[i].noticed);
        if (strcmp(report.mutants[i].level, "f/l") == 0)
            snprintf(found + used, sizeof found - used, "%s%s: %s", used > 0 ? " | " : "", report.mutants[i].criterion,
                     report.mutants[i].change);
    }
    assert_int_equal(report.noticed, 0);
    wm_mutate_clear(&report);
    if (strcmp(found, expected) != 0)
        fail_msg("%s gives\n  %s\nexpected\n  %s", requires, found, expected);
}

static void test_bounds_of_leaves(void **state) {
    (void)state;
    static const struct {
        const char *requires, *expected;
    } cases[] = {
        {"trained \"a\"", "trained:a: left out"},
        {"trained \"year\"",
         "trained:year: left out | trained:year: `valid` 1 year → 367 days | trained:year: `valid` 1 year → 364 days"},
        {"trained { \"a\", within = days(10), count = 2 }",
         "trained:a: left out | trained:a: `count` 2 → 3 | trained:a: `count` 2 → 1 | "
         "trained:a: `within` 10 days → 11 days | trained:a: `within` 10 days → 9 days"},
        {"trained { \"a\", count = 1 }", "trained:a: left out | trained:a: `count` 1 → 2"},
        {"trained { \"a\", within = weeks(2) }", "trained:a: left out | trained:a: `within` 2 weeks → 15 days | "
                                                 "trained:a: `within` 2 weeks → 13 days"},
        {"trained { \"a\", within = months(1) }", "trained:a: left out | trained:a: `within` 1 month → 32 days | "
                                                  "trained:a: `within` 1 month → 27 days"},
        {"assessed { \"c\", at_least = 1, assessors = 2 }",
         "assessed:c: left out | assessed:c: `at_least` 1 → 2 | assessed:c: `at_least` 1 → 0 | "
         "assessed:c: `assessors` 2 → 3 | assessed:c: `assessors` 2 → 1 | assessed:c: `using` latest → best"},
        // Beyond the scale there is nothing.
        {"assessed { \"c\", at_least = 2, using = \"best\" }",
         "assessed:c: left out | assessed:c: `at_least` 2 → 1 | assessed:c: `using` best → latest"},
        {"assessed { \"c\", at_least = 0, using = \"median\", count = 3 }",
         "assessed:c: left out | assessed:c: `at_least` 0 → 1 | assessed:c: `count` 3 → 4 | assessed:c: `count` 3 → 2 "
         "| "
         "assessed:c: `using` median → latest"},
        {"assessed \"c\"", "assessed:c: left out"},
        {"qualified { \"q\", at_least = 3 }",
         "qualified:q: left out | qualified:q: `at_least` 3 → 4 | qualified:q: `at_least` 3 → 2"},
        {"qualified { \"q\", at_least = 1 }", "qualified:q: left out | qualified:q: `at_least` 1 → 2"},
        {"measured { \"g\", at_least = 0.5, at_most = 30 }",
         "measured:g: left out | measured:g: `at_least` 0.5 → 0.6 | measured:g: `at_least` 0.5 → 0.4 | "
         "measured:g: `at_most` 30 → 31 | measured:g: `at_most` 30 → 29"},
        {"experienced { \"x\", \"y\", together = true, at_least = years(2), min_fte = 0.5 }",
         "experienced:x+y: left out | experienced:x+y: `min_fte` 0.5 → 0.6 | experienced:x+y: `min_fte` 0.5 → 0.4 | "
         "experienced:x+y: `at_least` 2 years → 732 days | experienced:x+y: `at_least` 2 years → 729 days | "
         "experienced:x+y: the subject x left out | experienced:x+y: the subject y left out"},
        {"experienced { \"x\", more_than = days(1), min_fte = 1 }",
         "experienced:x: left out | experienced:x: `min_fte` 1 → 0.9 | experienced:x: `more_than` 1 day → 2 days"},
        {"in_role { \"r\", at_least = days(3), less_than = days(9) }",
         "in_role:r: left out | in_role:r: `at_least` 3 days → 4 days | in_role:r: `at_least` 3 days → 2 days | "
         "in_role:r: `less_than` 9 days → 10 days | in_role:r: `less_than` 9 days → 8 days"},
        {"supervised { \"s\", every = days(28), over = days(90), grace = days(7), in_role = \"r\" }",
         "supervised:s: left out | supervised:s: `every` 28 days → 29 days | supervised:s: `every` 28 days → 27 days | "
         "supervised:s: `over` 90 days → 91 days | supervised:s: `over` 90 days → 89 days | "
         "supervised:s: `grace` 7 days → 8 days | supervised:s: `grace` 7 days → 6 days | "
         "supervised:s: `in_role` no longer asked"},
        {"supervised { \"s\", per = \"calendar-month\", over = months(6) }",
         "supervised:s: left out | supervised:s: `over` 6 months → 7 months | supervised:s: `over` 6 months → 5 "
         "months"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        changes(cases[i].requires, cases[i].expected);
}

static void test_filters_of_leaves(void **state) {
    (void)state;
    static const struct {
        const char *requires, *expected;
    } cases[] = {
        {"assessed { \"c\", as = \"manager\", method = { \"m\", \"n\" } }",
         "assessed:c: left out | assessed:c: `as` no longer asked | assessed:c: `method` no longer asked"},
        {"signed_off { \"i\", as = \"manager\" }",
         "signed_off:i: left out | signed_off:i: `as` no longer asked | signed_off:i: `method` no longer asked"},
        {"signed_off { \"i\", routes = \"all\" }", "signed_off:i: left out | signed_off:i: `routes` all → any"},
        {"evidenced { \"c\", method = { \"m\", \"n\" }, per_method = true }",
         "evidenced:c: left out | evidenced:c: `per_method` no longer asked"},
        {"evidenced { \"c\", outcome = \"submitted\" }",
         "evidenced:c: left out | evidenced:c: `outcome` no longer asked"},
        {"evidenced { \"c\", outcome = \"verified\" }", "evidenced:c: left out"}, // as without
        {"trained { \"a\", outcome = { \"completed\", \"undertaking\" } }",
         "trained:a: left out | trained:a: `outcome` completed left out | trained:a: `outcome` undertaking left out"},
        {"trained { \"a\", provider = \"them\", in_date = false }",
         "trained:a: left out | trained:a: `provider` no longer asked | trained:a: `in_date` asked"},
        {"experienced { \"x\", voluntary = false }", "experienced:x: left out | experienced:x: voluntary time counts"},
        {"appraised { recommended = true, level = \"k\", after = \"a\" }",
         "appraised:k: left out | appraised:k: `after` no longer asked | appraised:k: `level` no longer asked | "
         "appraised:k: `recommended` true → false"},
        {"appraised { recommended = false }", "appraised: left out | appraised: `recommended` false → true"},
        {"recorded { kind = \"signoff\", \"i\", outcome = \"declined\", by = \"them\" }",
         "recorded:i: left out | recorded:i: `by` no longer asked | recorded:i: `outcome` no longer asked"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        changes(cases[i].requires, cases[i].expected);
}

static void test_combinations(void **state) {
    (void)state;
    static const struct {
        const char *requires, *expected;
    } cases[] = {
        {"{ trained \"a\", trained \"b\" }", "all: `all` → `any` | trained:a: left out | trained:b: left out"},
        {"{ trained \"a\", any { trained \"b\", qualified \"q\" } }",
         "all: `all` → `any` | trained:a: left out | any: left out | any: `any` → `all` | trained:b: left out | "
         "qualified:q: left out"},
        {"none { trained \"a\" }", "none: left out | none: `none` → `any`"},
        {"at_least(2) { trained \"a\", trained \"b\", qualified \"q\" }",
         "at_least: `at_least` 2 → 3 | at_least: `at_least` 2 → 1 | trained:a: left out | trained:b: left out | "
         "qualified:q: left out"},
        {"at_least(1) { trained \"a\" }", "at_least: left out"},
        {"points { at_least = 5, { trained \"a\", 5 }, { trained \"b\", 3 }, { qualified \"q\", 3 } }",
         "points: `at_least` 5 → 6 points | points: `at_least` 5 → 3 points | trained:a: left out | "
         "trained:b: left out | qualified:q: left out"},
        // 9 is no sum of any of them, 10 is one: the nearest threshold that makes a difference.
        {"points { at_least = 9, { trained \"a\", 10 }, { trained \"b\", 2 } }",
         "points: `at_least` 9 → 11 points | points: `at_least` 9 → 2 points | trained:b: left out"},
        {"when { trained \"a\", trained \"b\" }",
         "when: the test of `when` always holds | when: the test of `when` never holds"},
        {"when { trained \"a\", trained \"b\", qualified \"q\" }",
         "when: the test of `when` always holds | when: the test of `when` never holds | "
         "qualified:q: the last branch of `when` left out"},
        // What a setting has settled is not there; what waits for a parameter cannot be told from itself.
        {"any { all { setting { \"way\", is = \"two\" }, trained \"a\" }, trained \"b\" }", "trained:b: left out"},
        {"{ trained \"a\", assessed { \"c\", at_least = param \"p\" } }",
         "all: `all` → `any` | trained:a: left out | assessed:c: left out"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        changes(cases[i].requires, cases[i].expected);
}

// What is noticed ----------------------------------------------------------------------------------------------------

static bool noticed(const char *level, const char *criterion, const char *change) {
    for (uint32_t i = 0; i < report.count; i++) {
        const struct wm_mutant *mutant = &report.mutants[i];
        if (strcmp(mutant->level, level) == 0 && strcmp(mutant->criterion, criterion) == 0 &&
            strcmp(mutant->change, change) == 0)
            return mutant->noticed;
    }
    fail_msg("%s/%s: %s was not tried", level, criterion, change);
    return false;
}

#define LEVELS                                                                                                         \
    "level \"low\" { title = \"Low\", rank = 1, requires = { trained { \"a\", within = years(1) }, trained \"b\" } "   \
    "}\n"                                                                                                              \
    "level \"high\" { title = \"High\", rank = 2, requires = { meets \"low\", assessed { \"c\", at_least = 1 } } }\n"

static void test_told_by_the_tests_alone(void **state) {
    (void)state;
    // People made from the rules follow every change: they notice next to nothing.
    wm_test_ok(mutate(LEVELS "test \"m\" { as_of = \"2026-09-01\", level = \"high\", person = { meeting \"high\" }, "
                             "expect = eligible }\n"
                             "test \"e\" { each_missing = \"high\" }\ntest \"e\" { each_missing = \"low\" }\n",
                      NULL),
               &error);
    assert_false(noticed("f/low", "trained:a", "left out"));
    assert_false(noticed("f/low", "trained:a", "`within` 1 year → 367 days"));
    assert_false(noticed("f/high", "assessed:c", "`at_least` 1 → 2"));
    assert_int_equal(report.tests, 4);
    wm_mutate_clear(&report);

    wm_test_ok(
        mutate(
            LEVELS
            "test \"enough\" { as_of = \"2026-09-01\", level = \"high\", expect = eligible, person = {\n"
            "  trained { \"a\", \"b\", on = \"2025-09-01\" }, assessed { \"c\", value = 1, on = \"2026-01-01\" } } }\n"
            "test \"nothing\" { as_of = \"2026-09-01\", level = \"high\", person = {},\n"
            "  expect = not_eligible { only = { \"low/trained:a\", \"low/trained:b\", \"assessed:c\" } } }\n",
            NULL),
        &error);
    assert_true(noticed("f/low", "trained:a", "left out"));
    assert_true(noticed("f/low", "trained:b", "left out"));
    assert_true(noticed("f/low", "trained:a", "`within` 1 year → 364 days"));
    assert_false(noticed("f/low", "trained:a", "`within` 1 year → 367 days"));
    assert_false(noticed("f/low", "all", "`all` → `any`"));
    assert_true(noticed("f/high", "meets", "left out"));
    assert_true(noticed("f/high", "assessed:c", "`at_least` 1 → 2"));
    assert_false(noticed("f/high", "assessed:c", "`at_least` 1 → 0"));
    assert_int_equal(report.score, report.noticed * 100 / report.count);
    assert_string_equal(report.mutants[0].where.file, "frameworks/f/framework.lua");
    assert_int_equal(report.mutants[0].where.line, 18);
    wm_mutate_clear(&report);
}

// A test that names what the change took away cannot be run any more, and a day that moves is a difference, too.
static void test_other_ways_to_notice(void **state) {
    (void)state;
    wm_test_ok(mutate(LEVELS "test \"w\" { as_of = \"2026-09-01\", level = \"low\", expect = not_eligible,\n"
                             "  person = { meeting \"low\", without = \"trained:b\" } }\n"
                             "test \"u\" { as_of = \"2026-06-01\", level = \"low\", expect = eligible { [\"until\"] = "
                             "\"2026-09-01\" },\n"
                             "  person = { trained { \"a\", \"b\", on = \"2025-09-01\" } } }\n",
                      NULL),
               &error);
    assert_true(noticed("f/low", "trained:b", "left out"));
    assert_true(noticed("f/low", "trained:a", "`within` 1 year → 367 days"));
    assert_true(noticed("f/low", "trained:a", "`within` 1 year → 364 days"));
    assert_false(noticed("f/high", "assessed:c", "left out")); // nobody asks about the higher level
    wm_mutate_clear(&report);
}

// With other parameters the tree is another; the criterion is found in it by its place and name.
static void test_other_parameters(void **state) {
    (void)state;
    static const char levels[] =
        "level \"l\" { title = \"L\", requires = { when { setting { \"way\", is = \"one\" }, trained \"a\", trained "
        "\"b\" },\n"
        "  assessed { \"c\", at_least = 1 } } }\n"
        "test \"x\" { as_of = \"2026-09-01\", level = \"l\", parameters = { way = \"two\" }, expect = eligible,\n"
        "  person = { trained { \"b\", on = \"2026-01-01\" }, assessed { \"c\", value = 1, on = \"2026-01-01\" } } }\n";
    wm_test_ok(mutate(levels, NULL), &error);
    assert_true(noticed("f/l", "assessed:c", "`at_least` 1 → 2"));
    assert_false(noticed("f/l", "trained:a", "left out")); // not there, the other way
    wm_mutate_clear(&report);
}

static void test_failing_tests(void **state) {
    (void)state;
    static const char levels[] =
        "level \"l\" { title = \"L\", requires = trained \"a\" }\n"
        "test \"x\" { as_of = \"2026-09-01\", level = \"l\", person = {}, expect = eligible }\n";
    wm_test_fails(mutate(levels, NULL), &error, WM_RULES, "failing-tests");
    wm_test_fails(mutate("level \"l\" {", NULL), &error, WM_RULES, "syntax");
}

static void tell(void *context, uint32_t done, uint32_t total) {
    uint32_t *most = context;
    assert_true(done > *most && done <= total);
    *most = done;
}

static void test_progress(void **state) {
    (void)state;
    uint32_t most = 0;
    const struct wm_mutate_options options = {.threads = 1, .progress = tell, .context = &most};
    wm_test_ok(mutate("level \"l\" { title = \"L\", requires = { trained \"a\", trained \"b\" } }\n", &options),
               &error);
    assert_int_equal(most, report.count);
    assert_int_equal(report.count, 3);
    assert_int_equal(report.score, 0);
    wm_mutate_clear(&report);
}

static void test_written(void **state) {
    (void)state;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 1 << 16);
    wm_test_ok(mutate("level \"l\" { title = \"L\", requires = { trained \"a\", none { trained \"b\" } } }\n"
                      "test \"x\" { as_of = \"2026-09-01\", level = \"l\", person = {}, expect = not_eligible { "
                      "\"trained:a\" } }\n",
                      NULL),
               &error);
    wm_mutate_write(&buffer, "frameworks/f", &report);
    assert_string_equal(
        buffer.data, "{\"pack\":\"frameworks/f\",\"tests\":1,\"changes\":4,\"noticed\":2,\"score\":50,\"unnoticed\":["
                     "{\"file\":\"frameworks/f/framework.lua\",\"level\":\"f/"
                     "l\",\"criterion\":\"none\",\"says\":\"none of the following\","
                     "\"change\":\"left out\",\"line\":18},"
                     "{\"file\":\"frameworks/f/framework.lua\",\"level\":\"f/"
                     "l\",\"criterion\":\"none\",\"says\":\"none of the following\","
                     "\"change\":\"`none` → `any`\",\"line\":18}]}");
    wm_buffer_clear(&buffer);
    wm_mutate_clear(&report);
}

// An organisation's own criteria only, in adopted levels too, and what it asks of assessors.
static void test_organisation(void **state) {
    (void)state;
    char rules[6000];
    static const char text[] =
        "organisation \"o\" { title = \"O\" }\n"
        "adopt \"f\" { accept_suggested = true, levels = { low = { also = { trained { \"year\" } } } } }\n"
        "assessors \"f\" { as = \"assessor\", kinds = \"assessment\", who = any { holds \"f/high\", in_role \"r\" } }\n"
        "test \"x\" { as_of = \"2026-09-01\", level = \"f/high\", person = {}, expect = not_eligible { "
        "\"low/trained:year\" } }\n"
        "test \"y\" { as_of = \"2026-09-01\", gate = \"assessors/f\", person = { in_role { \"r\", on = \"2026-01-01\" "
        "} },\n"
        "  expect = eligible }\n";
    snprintf(rules, sizeof rules, "%s" LEVELS, head);
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", rules, strlen(rules)},
                                            {"organisations/o/organisation.lua", text, sizeof text - 1}};
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    wm_test_ok(wm_mutate_run(&source, "organisations/o", NULL, NULL, &report, &error), &error);
    assert_true(noticed("f/low", "trained:year", "left out"));
    assert_false(noticed("f/low", "trained:year", "`valid` 1 year → 367 days"));
    assert_true(noticed("assessors/f", "any", "`any` → `all`"));
    assert_true(noticed("assessors/f", "in_role:r", "left out"));
    assert_false(noticed("assessors/f", "holds:f/high", "left out"));
    for (uint32_t i = 0; i < report.count; i++)
        assert_string_equal(report.mutants[i].where.file, "organisations/o/organisation.lua");
    wm_mutate_clear(&report);
}

static enum wm_status run_everything(void *context, struct wm_error *run_error) {
    (void)context;
    static const struct wm_mutate_options one = {.threads = 1};
    enum wm_status status =
        mutate("level \"l\" { title = \"L\", requires = { points { at_least = 2, { trained \"a\", 1 }, { trained "
               "\"b\", 1 } },\n"
               "  when { qualified \"q\", trained { \"a\", outcome = { \"enrolled\", \"completed\" } } } } }\n"
               "level \"h\" { title = \"H\", requires = meets \"l\" }\n"
               "level \"h\" { from = \"2027-01-01\", grandfather = \"2027-12-31\", requires = trained \"a\" }\n"
               "test \"x\" { as_of = \"2026-09-01\", level = \"h\", parameters = { way = \"two\" }, person = { meeting "
               "\"h\" },\n"
               "  expect = eligible }\n",
               &one);
    *run_error = error;
    if (status == WM_OK)
        wm_mutate_clear(&report);
    return status;
}

static void test_out_of_memory(void **state) {
    (void)state;
    wm_test_some_allocations(run_everything, NULL, 3);
}

WM_TEST_MAIN(cmocka_unit_test(test_bounds_of_leaves), cmocka_unit_test(test_filters_of_leaves),
             cmocka_unit_test(test_combinations), cmocka_unit_test(test_told_by_the_tests_alone),
             cmocka_unit_test(test_other_ways_to_notice), cmocka_unit_test(test_other_parameters),
             cmocka_unit_test(test_failing_tests), cmocka_unit_test(test_progress), cmocka_unit_test(test_written),
             cmocka_unit_test(test_organisation), cmocka_unit_test(test_out_of_memory))
