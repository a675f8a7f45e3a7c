// SPDX-License-Identifier: MIT
// waymark rules lint: packs on disk, no daemon. What is found is tested in tests/unit/author and tests/zoo; here is how it is
// printed.
#include "tests/unit/cli/run.h"

#define ZOO WM_TEST_SOURCES "/tests/zoo"
#define WRONG ZOO "/weaker-beside-stronger/frameworks/zoo"
#define FINE ZOO "/nothing-wrong/frameworks/zoo"
#define OPEN ZOO "/adopted-parameter-not-set/organisations/park"

static struct cli_run run;

static int clear(void **state) {
    (void)state;
    cli_run_clear(&run);
    return 0;
}

static void lint(unsigned columns, bool colour, const char *const *words) {
    run = (struct cli_run){.words = words, .columns = columns, .colour = colour};
    cli_run(&run);
}
#define LINT(...) lint(80, false, (const char *const[]){"rules", "lint", __VA_ARGS__, NULL})

static void prints(int status, const char *out, const char *complaints) {
    assert_string_equal(run.out.data != NULL ? run.out.data : "", out);
    assert_string_equal(run.complaints.data != NULL ? run.complaints.data : "", complaints);
    assert_int_equal(run.status, status);
}

static void test_findings(void **state) {
    (void)state;
    LINT(WRONG);
    prints(1,
           "frameworks/zoo/framework.lua\n"
           "    6  warning  WM302  \"Feeding: assessed at 1 (Some) or above, by somebody\n"
           "                       else\" decides nothing beside \"Feeding: assessed at 2\n"
           "                       (Good) or above, by somebody else\" at\n"
           "                       frameworks/zoo/framework.lua:5\n"
           "                       Take it away, or correct its bound\n"
           "\n"
           "✗ 0 errors, 1 warning, 0 notes\n"
           "What a code means: waymark rules lint --explain WM302\n",
           "");
}

static void test_nothing_found(void **state) {
    (void)state;
    LINT(FINE);
    prints(0, "✓ 0 errors, 0 warnings, 0 notes\n", "");
}

static void test_notes_are_no_failure(void **state) {
    (void)state;
    LINT(OPEN);
    prints(0,
           "organisations/park/organisation.lua\n"
           "    2  note     WM402  parameter \"enough\" of zoo is not set\n"
           "                       Set [\"enough\"] in `parameters`, or say `accept_suggested\n"
           "                       = true`\n"
           "\n"
           "✓ 0 errors, 0 warnings, 1 note\n"
           "What a code means: waymark rules lint --explain WM402\n",
           "");
}

static void test_frameworks_from_elsewhere(void **state) {
    (void)state;
    LINT("--rules", ZOO "/course-twice", OPEN);
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.out.data, "frameworks/zoo/framework.lua\n    4  error    WM109"));
}

// What an organisation declares itself comes from its own folder, whatever --rules says.
static void test_frameworks_of_its_own(void **state) {
    (void)state;
    LINT("--rules", ZOO "/own-framework-untested", ZOO "/own-framework-tested/organisations/park");
    prints(0, "✓ 0 errors, 0 warnings, 0 notes\n", "");
}

static void test_a_narrow_terminal(void **state) {
    (void)state;
    lint(40, false, (const char *const[]){"rules", "lint", OPEN, NULL});
    prints(0,
           "organisations/park/organisation.lua\n"
           "    2  note     WM402\n"
           "       parameter \"enough\" of zoo is not\n"
           "       set\n"
           "       Set [\"enough\"] in `parameters`,\n"
           "       or say `accept_suggested = true`\n"
           "\n"
           "✓ 0 errors, 0 warnings, 1 note\n"
           "What a code means: waymark rules lint\n"
           "--explain WM402\n",
           "");
}

static void test_colour(void **state) {
    (void)state;
    lint(120, true, (const char *const[]){"rules", "lint", WRONG, NULL});
    assert_non_null(strstr(run.out.data, "\033["));
    assert_int_equal(run.status, 1);
}

static void test_json(void **state) {
    (void)state;
    LINT(OPEN, "--json");
    prints(0,
           "{\"pack\":\"organisations/park\",\"findings\":[{\"code\":\"WM402\",\"name\":\"parameter-not-set\","
           "\"severity\":\"note\",\"file\":\"organisations/park/organisation.lua\",\"line\":2,"
           "\"message\":\"parameter \\\"enough\\\" of zoo is not set\",\"suggestion\":\"Set [\\\"enough\\\"] in "
           "`parameters`, or say `accept_suggested = true`\"}],\"errors\":0,\"warnings\":0,\"notes\":1}\n",
           "");
}

static void test_sarif(void **state) {
    (void)state;
    LINT(WRONG, "--sarif");
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.out.data, "\"version\":\"2.1.0\""));
    assert_non_null(strstr(run.out.data, "\"ruleId\":\"WM302\""));
}

static void test_explain(void **state) {
    (void)state;
    LINT("--explain", "wm208");
    prints(0,
           "WM208 error (gate-held)\n"
           "An award of a gate is asked for.\n"
           "\n"
           "Only levels are awarded. A gate is open while its criteria hold, so `holds` of a\n"
           "gate never does.\n"
           "\n"
           "How to mend it\n"
           "Write `meets` instead of `holds`.\n"
           "\n"
           "For example\n"
           "    holds \"alone-at-night\"   -- meets \"alone-at-night\"\n",
           "");
    cli_run_clear(&run);
    LINT("--explain", "WM208", "--json");
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "{\"code\":\"WM208\",\"name\":\"gate-held\",\"severity\":\"error\","));
}

static void test_misuse(void **state) {
    (void)state;
    LINT("--explain", "WM2020");
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.complaints.data, "lint has no finding \"WM2020\""));
    assert_non_null(strstr(run.complaints.data, "WM202"));
    cli_run_clear(&run);
    LINT("--explain", "WM202", FINE);
    assert_int_equal(run.status, 2);
    cli_run_clear(&run);
    LINT("--json");
    assert_int_equal(run.status, 2);
    assert_non_null(strstr(run.complaints.data, "needs the folder of a pack"));
    cli_run_clear(&run);
    LINT(ZOO);
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.complaints.data, "is not the folder of a rule pack"));
}

#define LINTED(test) cmocka_unit_test_teardown(test, clear)
WM_TEST_MAIN(LINTED(test_findings), LINTED(test_nothing_found), LINTED(test_notes_are_no_failure),
             LINTED(test_frameworks_from_elsewhere), LINTED(test_frameworks_of_its_own), LINTED(test_a_narrow_terminal),
             LINTED(test_colour), LINTED(test_json), LINTED(test_sarif), LINTED(test_explain), LINTED(test_misuse))
