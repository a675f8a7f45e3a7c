// SPDX-License-Identifier: MIT
#include "tests/unit/author/run.h"

static struct run_results run;

static void bakery(const char *text, const char *filter) {
    struct wm_error error;
    wm_test_ok(run_bakery(text, filter, &run, &error), &error);
}

static void fails(const char *text, const char *reason, const char *where, const char *in_message) {
    struct wm_error error;
    wm_test_fails(run_bakery(text, NULL, &run, &error), &error, WM_RULES, reason);
    assert_string_equal(error.where, where);
    if (strstr(error.message, in_message) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", in_message, error.message);
}

static void test_passes(void **state) {
    (void)state;
    bakery("test \"helps\" { as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = {\n"
           "  record \"training\" { \"hygiene\", outcome = \"completed\", on = \"2026-01-10\" },\n"
           "  record \"training\" { \"ovens\", outcome = \"completed\", on = \"2025-01-10\" } } }\n"
           "test \"may not bake alone\" { as_of = \"2026-09-01\", gate = \"alone\", person = {},\n"
           "  expect = not_eligible { only = { \"assessed:kneading\" } } }\n",
           NULL);
    run_all_passed(&run);
    assert_int_equal(run.count, 2);
    assert_string_equal(run.results[0].name, "helps");
    assert_string_equal(run.results[0].level, "bakery/helper");
    assert_string_equal(run.results[0].where, "frameworks/bakery/tests.lua:1");
    assert_int_equal(run.results[0].as_of, wm_day_of(2026, 9, 1));
    assert_string_equal(run.results[0].expected, "eligible");
    assert_string_equal(run.results[0].found, "eligible until 10 January 2027, then not eligible");
    assert_string_equal(run.results[0].difference, "");
    assert_string_equal(run.results[1].level, "bakery/alone");
    assert_string_equal(run.results[1].expected, "not eligible; unmet, and nothing else: assessed:kneading");
    assert_string_equal(run.results[1].found, "not eligible; unmet: assessed:kneading");
}

static void test_differences(void **state) {
    (void)state;
    static const char *const expected[][3] = {
        // what is expected of a person who lacks hygiene and a good score, how it is said, and the difference
        {"eligible", "eligible",
         "- outcome: eligible expected, not eligible found\n"
         "  helper/trained:hygiene: is clean\n"
         "  assessed:shaping: shapes well\n"},
        {"not_eligible { \"assessed:kneading\" }", "not eligible; unmet: assessed:kneading",
         "- assessed:kneading: expected among the unmet, but it is not there\n"},
        {"not_eligible { \"assessed:shapin\" }", "not eligible; unmet: assessed:shapin",
         "- assessed:shapin: baker has no such criterion; perhaps assessed:shaping\n"},
        {"not_eligible { only = \"assessed:shaping\" }", "not eligible; unmet, and nothing else: assessed:shaping",
         "+ helper/trained:hygiene: unmet, and not expected (is clean)\n"},
        {"not_eligible { [\"until\"] = \"2026-10-04\" }", "not eligible until 4 October 2026",
         "- until: 4 October 2026 expected, for ever found\n"},
        {"not_eligible { changes_to = \"eligible\" }", "not eligible, later eligible",
         "- changes_to: eligible expected, no change found\n"},
        {"indeterminate", "indeterminate",
         "- outcome: indeterminate expected, not eligible found\n"
         "  helper/trained:hygiene: is clean\n"
         "  assessed:shaping: shapes well\n"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        char text[600];
        snprintf(text, sizeof text,
                 "test \"x\" { as_of = \"2026-09-01\", level = \"baker\", expect = %s, person = { meeting \"baker\",\n"
                 "  without = { \"hygiene\", \"shaping\" } } }\n",
                 expected[i][0]);
        bakery(text, NULL);
        assert_int_equal(run.summary.failed, 1);
        assert_false(run.results[0].passed);
        assert_string_equal(run.results[0].expected, expected[i][1]);
        assert_string_equal(run.results[0].found, "not eligible; unmet: helper/trained:hygiene, assessed:shaping");
        char difference[600];
        snprintf(difference, sizeof difference,
                 "%s  the person has assessment bakery/kneading, value 1, as supervisor, on 1 September 2026\n"
                 "  the person has training ovens, completed, on 1 September 2026\n",
                 expected[i][2]);
        assert_string_equal(run.results[0].difference, difference);
    }
}

static void test_until(void **state) {
    (void)state;
    static const char person[] =
        "person = { record \"training\" { \"ovens\", outcome = \"completed\", on = \"2020-01-01\" },"
        " record \"training\" { \"hygiene\", outcome = \"completed\", on = \"2026-01-31\" } } }\n";
    char text[2000];
    snprintf(text, sizeof text,
             "test \"last day\" { as_of = \"2027-01-31\", level = \"helper\",\n"
             "  expect = eligible { [\"until\"] = \"2027-01-31\", changes_to = \"not-eligible\" }, %s"
             "test \"first day\" { as_of = \"2027-02-01\", level = \"helper\", expect = not_eligible { "
             "\"trained:hygiene\" }, %s"
             "test \"wrong day\" { as_of = \"2027-01-31\", level = \"helper\",\n"
             "  expect = eligible { [\"until\"] = \"2027-01-30\", changes_to = \"indeterminate\" }, %s",
             person, person, person);
    bakery(text, NULL);
    assert_int_equal(run.summary.passed, 2);
    assert_true(run.results[0].passed && run.results[1].passed && !run.results[2].passed);
    assert_string_equal(run.results[2].difference, "- until: 30 January 2027 expected, 31 January 2027 found\n"
                                                   "- changes_to: indeterminate expected, not eligible found\n"
                                                   "  the person has training hygiene, completed, on 31 January 2026\n"
                                                   "  the person has training ovens, completed, on 1 January 2020\n");
}

static void test_parameters(void **state) {
    (void)state;
    bakery(
        "local function scored(enough, expect)\n"
        "  return { as_of = \"2026-09-01\", level = \"baker\", parameters = { enough = enough }, expect = expect,\n"
        "    person = { meeting \"helper\", record \"assessment\" { \"kneading\", value = 1, on = \"2026-06-01\",\n"
        "      by = \"a\", as = \"assessor\" }, record \"assessment\" { \"shaping\", value = 2, on = \"2026-06-01\",\n"
        "      by = \"a\", as = \"assessor\" } } }\n"
        "end\n"
        "test \"suggested\" (scored(nil, eligible))\n"
        "test \"set\" (scored(2, not_eligible { only = \"assessed:kneading\" }))\n"
        "test \"unset\" (scored(unset, indeterminate { parameter = \"enough\" }))\n"
        "test \"another\" (scored(unset, indeterminate { parameter = { \"enough\", \"nothing\" } }))\n",
        NULL);
    assert_int_equal(run.summary.passed, 3);
    assert_string_equal(run.results[2].expected, "indeterminate; not set: enough");
    assert_string_equal(run.results[2].found,
                        "indeterminate until 1 September 2027, then not eligible; not set: enough");
    static const char line[] = "- nothing: expected to be what is not set, but nothing waits for it\n";
    assert_memory_equal(run.results[3].difference, line, sizeof line - 1);
    fails("test \"x\" { as_of = \"2026-09-01\", level = \"baker\", expect = eligible,\n"
          "  parameters = { enoug = 2 } }",
          "unknown-name", "frameworks/bakery/tests.lua:1", "enoug");
    fails("test \"x\" { as_of = \"2026-09-01\", level = \"baker\", expect = eligible, parameters = { 2 } }",
          "wrong-type", "frameworks/bakery/tests.lua:1", "parameters");
    fails("test \"x\" { as_of = \"2026-09-01\", level = \"baker\", expect = eligible, parameters = { enough = \"two\" "
          "} }",
          "wrong-type", "frameworks/bakery/tests.lua:1", "enough");
}

static void test_awards_and_series(void **state) {
    (void)state;
    bakery(
        "test \"awarded\" { as_of = \"2026-09-01\", level = \"baker\", expect = eligible { [\"until\"] = "
        "\"2026-09-30\" },\n"
        "  person = { award \"helper\" { on = \"2026-01-01\", [\"until\"] = \"2026-09-30\" }, meeting \"baker\",\n"
        "    without = \"helper/trained:hygiene\" } }\n"
        "test \"series\" { as_of = \"2026-09-01\", level = \"helper\", expect = not_eligible { \"trained:hygiene\" },\n"
        "  person = { monthly(\"training\", { \"hygiene\", outcome = \"completed\" }, \"2025-05-31\", 3),\n"
        "    { { record \"training\" { \"ovens\", outcome = \"completed\", on = \"2026-01-01\" } } } } }\n"
        "test \"series, its last day\" { as_of = \"2026-07-31\", level = \"helper\",\n"
        "  expect = eligible { [\"until\"] = \"2026-07-31\" },\n"
        "  person = { monthly(\"training\", { \"hygiene\", outcome = \"completed\" }, \"2025-05-31\", 3),\n"
        "    record \"training\" { \"ovens\", outcome = \"completed\", on = \"2026-01-01\" } } }\n",
        NULL);
    run_all_passed(&run);
}

// A verb with a day is a record: of each that it names, and what is not said is as usual.
static void test_records_by_verb(void **state) {
    (void)state;
    bakery(
        "test \"helps\" { as_of = \"2026-09-01\", level = \"helper\", expect = eligible { [\"until\"] = \"2027-01-10\" "
        "},\n"
        "  person = { trained { \"hygiene\", \"ovens\", on = \"2026-01-10\" } } }\n"
        "test \"began\" { as_of = \"2026-09-01\", level = \"helper\", expect = not_eligible { \"trained:hygiene\" },\n"
        "  person = { trained { \"hygiene\", outcome = \"undertaking\", on = \"2026-01-10\" } } }\n"
        "test \"signed\" { as_of = \"2026-09-01\", level = \"helper\", expect = not_eligible { only = "
        "\"trained:hygiene\" },\n"
        "  person = { signed_off { \"trial-shift\", on = \"2026-01-10\" } } }\n"
        "test \"scored\" { as_of = \"2026-09-01\", gate = \"alone\", expect = eligible,\n"
        "  person = { assessed { \"kneading\", value = 2, on = \"2026-01-10\", by = \"ada\", as = \"peer\" } } }\n"
        "test \"by oneself\" { as_of = \"2026-09-01\", gate = \"alone\", expect = not_eligible,\n"
        "  person = { assessed { \"kneading\", value = 2, on = \"2026-01-10\", as = \"self\" } } }\n",
        NULL);
    run_all_passed(&run);
}

static const char every_kind[] =
    "framework \"f\" { title = \"F\" }\n"
    "qualification \"q\" { title = \"Q\" }\n"
    "experience \"x\" { title = \"X\" }\n"
    "supervision \"s\" { title = \"S\" }\n"
    "relation \"n\" { title = \"N\" }\n"
    "item \"i\" { title = \"I\" }\n"
    "role \"r\" { title = \"R\" }\n"
    "measure \"g\" { title = \"G\" }\n"
    "level \"l\" { title = \"L\", requires = { qualified \"q\", experienced \"x\", related \"n\", evidenced \"i\",\n"
    "  supervised { \"s\", per = \"calendar-month\", over = months(3) }, in_role \"r\", measured \"g\",\n"
    "  appraised { recommended = true } } }\n";

static void test_verbs_of_every_kind(void **state) {
    (void)state;
    static const char tests[] =
        "test \"all\" { as_of = \"2026-09-01\", level = \"l\", expect = eligible, person = {\n"
        "  qualified { \"q\", on = \"2020-01-01\" }, experienced { \"x\", on = \"2020-01-01\" },\n"
        "  related { \"n\", on = \"2020-01-01\" }, evidenced { \"i\", on = \"2020-01-01\" },\n"
        "  supervision_monthly(\"s\", \"2026-06-10\", 3), in_role { \"r\", on = \"2020-01-01\" },\n"
        "  measured { \"g\", value = 1, on = \"2020-01-01\" }, appraised { \"l\", on = \"2020-01-01\" } } }\n"
        "test \"sessions\" { as_of = \"2026-09-01\", level = \"l\", expect = not_eligible { \"supervised:s\" }, person "
        "= {\n"
        "  supervision_monthly(\"s\", \"2026-06-10\", 2) } }\n"
        "test \"one more\" { as_of = \"2026-09-01\", level = \"l\", expect = not_eligible { only = { \"qualified:q\",\n"
        "  \"experienced:x\", \"related:n\", \"evidenced:i\", \"in_role:r\", \"measured:g\", \"appraised\" } }, person "
        "= {\n"
        "  supervision_monthly(\"s\", \"2026-06-10\", 2), supervised { \"s\", on = \"2026-08-31\" } } }\n";
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", every_kind, sizeof every_kind - 1},
                                            {"frameworks/f/tests.lua", tests, sizeof tests - 1}};
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    run_source(&source, "frameworks/f", NULL, &run);
    run_all_passed(&run);
}

static void test_filter(void **state) {
    (void)state;
    static const char text[] =
        "test \"one\" { as_of = \"2026-09-01\", level = \"helper\", expect = not_eligible, person = {} }\n"
        "test \"other\" { as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = {} }\n"
        "test \"each\" { each_missing = \"helper\" }\n";
    bakery(text, "one");
    assert_int_equal(run.summary.run, 1);
    assert_int_equal(run.summary.left_out, 4);
    bakery(text, "without trained:hyg");
    assert_int_equal(run.summary.run, 1);
    assert_string_equal(run.results[0].name, "each: without trained:hygiene");
    bakery(text, "nothing is called so");
    assert_int_equal(run.summary.run, 0);
    assert_int_equal(run.summary.left_out, 5);
    bakery(text, "");
    assert_int_equal(run.summary.run, 5);
    assert_int_equal(run.summary.failed, 1);
}

static void test_wrong_in_form(void **state) {
    (void)state;
    static const struct {
        const char *test, *reason, *in_message;
    } cases[] = {
        {"{ level = \"helper\", expect = eligible }", "missing", "as_of"},
        {"{ as_of = \"2026-09-01\", expect = eligible }", "missing", "`level` or the `gate`"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", gate = \"alone\", expect = eligible }", "missing",
         "one of them"},
        {"{ as_of = \"2026-09-01\", level = \"alone\", expect = eligible }", "wrong-type", "names a gate"},
        {"{ as_of = \"2026-09-01\", gate = \"helper\", expect = eligible }", "wrong-type", "names a level"},
        {"{ as_of = \"2026-09-01\", level = \"helper\" }", "missing", "expect"},
        {"{ as_of = \"2026-09-01\", level = \"helpr\", expect = eligible }", "unknown-level", "helpr"},
        {"{ each_missing = \"helpr\" }", "unknown-level", "helpr"},
        {"{ each_missing = \"helper\", expect = eligible }", "wrong-type", "each_missing"},
        {"{ each_missing = \"helper\", person = {} }", "wrong-type", "each_missing"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { eligible } }", "wrong-type",
         "`person` holds"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { with = 1 } }", "unknown-name",
         "with"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { without = \"hygiene\" } }",
         "missing", "without"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { [3] = 1 } }", "hole", "person"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { meeting \"helper\", without = 1 "
         "} }",
         "wrong-type", "without"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible,"
         " person = { meeting \"helper\", without = \"hygene\" } }",
         "unknown-criterion", "hygene"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { meeting \"helpr\" } }",
         "unknown-level", "helpr"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { award \"alone\" { on = "
         "\"2026-01-01\" } } }",
         "wrong-type", "gate"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { award \"helper\" { } } }",
         "wrong-type", "`on`"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible,"
         " person = { award \"helper\" { on = \"2026-01-01\", who = \"x\" } } }",
         "wrong-type", "`on`"},
        {"{ as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = { award \"helper\" { on = 3 } } }",
         "wrong-type", "days"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[400];
        snprintf(text, sizeof text, "\ntest \"x\" %s", cases[i].test);
        fails(text, cases[i].reason, "frameworks/bakery/tests.lua:2", cases[i].in_message);
    }
}

// A record of a test must be one that could be recorded.
static void test_wrong_records(void **state) {
    (void)state;
    static const struct {
        const char *record, *reason, *in_message;
    } cases[] = {
        {"record \"training\" { on = \"2026-01-01\" }", "wrong-type", "one name and its fields"},
        {"record \"training\" { \"hygiene\", \"ovens\", on = \"2026-01-01\" }", "wrong-type",
         "one name and its fields"},
        {"record \"training\" { \"hygiene\", kind = \"role\", on = \"2026-01-01\" }", "wrong-type", "kind"},
        {"record \"training\" { \"hygiene\", subject = \"ovens\", on = \"2026-01-01\" }", "wrong-type", "subject"},
        {"record \"training\" { \"hygiene\", on = true }", "wrong-type", "`on` is a text or a number"},
        {"record \"training\" { \"hygiene\", outcome = \"completed\" }", "missing-field", "on"},
        {"record \"training\" { \"hygiene\", outcome = \"completed\", on = \"2026-02-30\" }", "impossible-date",
         "2026-02-30"},
        {"record \"training\" { \"hygiene\", outcome = \"done\", on = \"2026-02-03\" }", "bad-outcome", "done"},
        {"record \"training\" { \"hygiene\", outcome = \"completed\", on = \"2026-02-03\", whom = \"x\" }",
         "unknown-field", "whom"},
        {"record \"training\" { \"hygeine\", outcome = \"completed\", on = \"2026-02-03\" }", "unknown-subject",
         "hygeine"},
        {"record \"assessment\" { \"kneading\", value = 7, on = \"2026-02-03\", by = \"a\", as = \"assessor\" }",
         "off-scale", "7"},
        {"monthly(\"training\", { \"hygiene\", outcome = \"completed\", on = \"2026-01-01\" }, \"2026-01-01\", 2)",
         "wrong-type", "monthly"},
        {"trained \"hygiene\"", "wrong-type", "with a day it would be a record"},
        {"trained { \"hygiene\", within = months(1), on = \"2026-02-03\" }", "wrong-type",
         "`within` is a text or a number"},
        {"trained { on = \"2026-02-03\" }", "wrong-type", "one name and its fields"},
        {"trained { \"hygiene\", \"hygeine\", on = \"2026-02-03\" }", "unknown-subject", "hygeine"},
        {"assessed { \"kneading\", on = \"2026-02-03\" }", "missing-field", "value"},
        {"supervision_monthly(\"regular\", \"2026-02-03\")", "wrong-type", "supervision_monthly"},
        {"supervision_monthly(\"regular\", \"yesterday\", 3)", "wrong-type", "supervision_monthly"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[400];
        struct wm_error error;
        snprintf(text, sizeof text,
                 "test \"x\" { as_of = \"2026-09-01\", level = \"helper\", expect = eligible,\n person = { %s } }",
                 cases[i].record);
        enum wm_status status = run_bakery(text, NULL, &run, &error);
        if (status != WM_RULES || strcmp(error.reason, cases[i].reason) != 0)
            fail_msg("%s: status %d, %s: %s", cases[i].record, (int)status, error.reason, error.message);
        assert_string_equal(error.where, "frameworks/bakery/tests.lua:2");
        if (strstr(error.message, cases[i].in_message) == NULL)
            fail_msg("\"%s\" is not in \"%s\"", cases[i].in_message, error.message);
    }
}

static void organisation(const char *tests, struct wm_error *error, enum wm_status wanted, const char *reason) {
    static const char rules[] = RUN_RULES;
    static const char adopts[] = "organisation \"corner-shop\" { title = \"Corner shop\" }\n"
                                 "adopt \"bakery\" { }\n";
    const struct wm_ruleset_file files[] = {
        {"frameworks/bakery/framework.lua", rules, sizeof rules - 1},
        {"organisations/corner-shop/organisation.lua", adopts, sizeof adopts - 1},
        {"organisations/corner-shop/tests.lua", tests, strlen(tests)},
    };
    struct wm_pack_files pack = {files, 3};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    run = (struct run_results){0};
    enum wm_status status =
        wm_pack_test_run(&source, "organisations/corner-shop", NULL, NULL, run_keep, &run, &run.summary, error);
    if (wanted == WM_OK)
        wm_test_ok(status, error);
    else
        wm_test_fails(status, error, wanted, reason);
}

// An organisation's tests run on what it has set, and call things by their full names.
static void test_organisation(void **state) {
    (void)state;
    struct wm_error error;
    organisation(
        "test \"open\" { as_of = \"2026-09-01\", level = \"bakery/baker\", person = { meeting \"bakery/baker\" },\n"
        "  expect = indeterminate { parameter = \"enough\" } }\n"
        "test \"each\" { each_missing = \"bakery/baker\" }\n"
        "test \"each\" { each_missing = \"bakery/helper\" }\n"
        "test \"named in full\" { as_of = \"2026-09-01\", gate = \"bakery/alone\", expect = eligible, person = {\n"
        "  record \"assessment\" { \"bakery/kneading\", value = 2, on = \"2026-06-01\", by = \"a\", as = \"peer\" },\n"
        "  record \"training\" { \"bakery/ovens\", outcome = \"completed\", on = \"2026-06-01\" },\n"
        "  record \"training\" { \"hygiene\", outcome = \"completed\", on = \"2026-06-01\" },\n"
        "  record \"appraisal\" { \"bakery/baker\", outcome = \"recommended\", on = \"2026-06-01\", by = \"a\",\n"
        "    as = \"manager\" } } }\n",
        &error, WM_OK, NULL);
    run_all_passed(&run);
    assert_int_equal(run.count, 5); // nothing for what stays unknown
    organisation("test \"x\" { as_of = \"2026-09-01\", level = \"baker\", expect = eligible }", &error, WM_RULES,
                 "unknown-level");
    organisation("test \"x\" { as_of = \"2026-09-01\", level = \"bakery/baker\", expect = eligible,\n"
                 "  parameters = { enough = 1 } }",
                 &error, WM_RULES, "wrong-place");
    organisation(
        "test \"x\" { as_of = \"2026-09-01\", level = \"bakery/baker\", expect = eligible, person = {\n"
        "  record \"assessment\" { \"kneading\", value = 2, on = \"2026-06-01\", by = \"a\", as = \"peer\" } } }",
        &error, WM_RULES, "unknown-subject");
}

static void test_pack_that_cannot_be_built(void **state) {
    (void)state;
    struct wm_error error;
    wm_test_fails(run_bakery("this is no Lua", NULL, &run, &error), &error, WM_RULES, "syntax");
    struct wm_pack_files none = {NULL, 0};
    struct wm_pack_source source = wm_pack_files_source(&none);
    struct wm_pack_test_summary summary;
    wm_test_fails(wm_pack_test_run(&source, "frameworks/bakery", NULL, NULL, NULL, NULL, &summary, &error), &error,
                  WM_NOT_FOUND, "unknown-framework");
    wm_test_fails(wm_pack_test_run(&source, "organisations/x", NULL, NULL, NULL, NULL, &summary, &error), &error,
                  WM_NOT_FOUND, "unknown-organisation");
}

// As a daemon runs them: what passes is only counted, and the first that fails is enough.
static void test_the_first_failure(void **state) {
    (void)state;
    static const char text[] =
        "test \"good\" { as_of = \"2026-09-01\", level = \"baker\", person = { meeting \"baker\" }, expect = eligible "
        "}\n"
        "test \"bad\" { as_of = \"2026-09-01\", level = \"baker\", person = {}, expect = eligible }\n"
        "test \"worse\" { as_of = \"2026-09-01\", level = \"baker\", person = {}, expect = indeterminate }\n";
    const struct wm_pack_test_options options = {.threads = 1, .first_failure = true};
    struct wm_error error;
    wm_test_ok(run_bakery_with(text, &options, &run, &error), &error);
    assert_int_equal(run.count, 1);
    assert_string_equal(run.results[0].name, "bad");
    assert_int_equal(run.summary.passed, 1);
    assert_int_equal(run.summary.failed, 1);
    wm_test_ok(run_bakery_with("test \"each\" { each_missing = \"baker\" }\n", &options, &run, &error), &error);
    assert_int_equal(run.count, 0);
    assert_int_equal(run.summary.passed, 2);
}

static void test_no_time_left(void **state) {
    (void)state;
    static const char *const texts[] = {
        "test \"each\" { each_missing = \"baker\" }\n",
        "test \"bad\" { as_of = \"2026-09-01\", level = \"baker\", person = {}, expect = eligible }\n"};
    const struct wm_pack_test_options options = {.threads = 1, .nanoseconds = 1};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct wm_error error;
        wm_test_fails(run_bakery_with(texts[i], &options, &run, &error), &error, WM_RULES, "budget");
        assert_string_equal(error.where, "frameworks/bakery/tests.lua:1");
        assert_non_null(strstr(error.message, "the tests together take more than"));
    }
}

static void test_nobody_waits(void **state) {
    (void)state;
    struct wm_error error;
    _Atomic(bool) cancel = true;
    const struct wm_pack_test_options options = {.threads = 1, .cancel = &cancel};
    const char *text = "test \"each\" { each_missing = \"baker\" }\n";
    wm_test_fails(run_bakery_with(text, &options, &run, &error), &error, WM_RULES, "budget");
    assert_int_equal(run.count, 0);
    cancel = false;
    wm_test_ok(run_bakery_with(text, &options, &run, &error), &error);
}

static const char everything[] =
    "test \"met\" { as_of = \"2026-09-01\", level = \"baker\", person = { meeting \"baker\" }, expect = eligible }\n"
    "test \"set\" { as_of = \"2026-09-01\", level = \"baker\", parameters = { enough = 2 }, expect = eligible,\n"
    "  person = { award \"helper\" { on = \"2026-01-01\" }, meeting \"baker\" } }\n"
    "test \"less\" { as_of = \"2026-09-01\", level = \"baker\", expect = not_eligible { only = "
    "\"helper/trained:hygiene\" },\n"
    "  person = { meeting \"baker\", without = \"hygiene\", monthly(\"training\", { \"ovens\", outcome = \"completed\" "
    "},\n"
    "    \"2026-01-01\", 2) } }\n"
    "test \"each\" { each_missing = \"helper\" }\n";

static enum wm_status run_everything(void *context, struct wm_error *error) {
    (void)context;
    struct run_results *results = &run;
    enum wm_status status = run_bakery(everything, NULL, results, error);
    if (status == WM_OK)
        run_all_passed(results);
    return status;
}

static void test_out_of_memory(void **state) {
    (void)state;
    wm_test_each_allocation(run_everything, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_passes), cmocka_unit_test(test_differences), cmocka_unit_test(test_until),
             cmocka_unit_test(test_parameters), cmocka_unit_test(test_awards_and_series),
             cmocka_unit_test(test_records_by_verb), cmocka_unit_test(test_verbs_of_every_kind),
             cmocka_unit_test(test_filter), cmocka_unit_test(test_wrong_in_form), cmocka_unit_test(test_wrong_records),
             cmocka_unit_test(test_organisation), cmocka_unit_test(test_pack_that_cannot_be_built),
             cmocka_unit_test(test_the_first_failure), cmocka_unit_test(test_no_time_left),
             cmocka_unit_test(test_nobody_waits), cmocka_unit_test(test_out_of_memory))
