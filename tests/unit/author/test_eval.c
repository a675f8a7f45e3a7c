// SPDX-License-Identifier: MIT
// A portfolio made by hand: what it keeps, whom it asks, and what is left of it when something goes wrong.
#include "engine/author/eval.h"

#include "engine/author/eval_value.h"
#include "tests/unit/author/run.h"

static struct wm_error error;
static struct wm_pack_files files;
static struct wm_pack_source source;
static struct wm_ruleset_file rules[5];
static struct wm_eval eval;

static const char bakery[] = RUN_RULES;
static const char second[] = "framework \"second\" { title = \"Second\", scale = \"skill\" }\n"
                             "scale \"skill\" { [0] = \"None\", \"Some\" }\n"
                             "domain \"craft\" { title = \"Craft\" }\n"
                             "competency \"kneading\" { domain = \"craft\", title = \"Kneading here too\" }\n"
                             "competency \"cooling\" { domain = \"craft\", title = \"Cooling\" }\n"
                             "course \"hygiene\" { title = \"Hygiene\" }\n"
                             "level \"helper\" { title = \"Helper\", requires = { assessed \"cooling\" } }\n"
                             "level \"chief\" { title = \"Chief\", requires = { assessed \"kneading\" } }\n";
static const char crumb[] = "organisation \"crumb\" { title = \"Crumb\" }\n"
                            "adopt \"bakery\" { parameters = { enough = 2 } }\n"
                            "adopt \"second\" {}\n";

static const char third[] = "framework \"third\" { title = \"Third\" }\n"
                            "course \"hygiene\" { title = \"Hygiene\" }\n"
                            "level \"keen\" { title = \"Keen\", requires = include \"_often\" }\n";
static const char often[] = "return custom { id = \"often\", says = \"Comes back\", function (person)\n"
                            "  return person.count(\"training\", \"hygiene\") >= 2\n"
                            "end }\n";

static void use(size_t place, const char *path, const char *text) {
    rules[place] = (struct wm_ruleset_file){path, text, strlen(text)};
}

static int setup(void **state) {
    (void)state;
    use(0, "frameworks/bakery/framework.lua", bakery);
    use(1, "frameworks/second/framework.lua", second);
    use(2, "organisations/crumb/organisation.lua", crumb);
    use(3, "frameworks/third/framework.lua", third);
    use(4, "frameworks/third/_often.lua", often);
    files = (struct wm_pack_files){rules, 5};
    source = wm_pack_files_source(&files);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_eval_close(&eval);
    return 0;
}

static void open_pack(const char *pack) {
    wm_test_ok(wm_eval_open(&eval, &source, pack, NULL, &error), &error);
    wm_test_ok(wm_day_parse("2026-09-01", 10, &eval.as_of, &error), &error);
}

static enum wm_status record(const char *kind, const char *subject, const struct wm_eval_field *fields, size_t count) {
    char warning[200] = "";
    return wm_eval_record(&eval, kind, subject, fields, count, warning, &error);
}

static void assess(const char *subject, const char *value) {
    const struct wm_eval_field fields[] = {{"value", value}, {"by", "ada"}, {"as", "assessor"}};
    wm_test_ok(record("assessment", subject, fields, 3), &error);
}

static enum wm_outcome outcome_of(const char *name) {
    const struct wm_level *level;
    struct wm_buffer reply;
    enum wm_outcome outcome;
    wm_buffer_init(&reply, 1 << 20);
    wm_test_ok(wm_eval_find_level(eval.ruleset, name, &level, &error), &error);
    wm_test_ok(wm_eval_decide(&eval, level, false, &reply, &outcome, &error), &error);
    wm_buffer_clear(&reply);
    return outcome;
}

static void fails(enum wm_status status, const char *reason, const char *nearest) {
    assert_int_not_equal(status, WM_OK);
    assert_string_equal(error.reason, reason);
    assert_string_equal(error.nearest, nearest);
}

// --- names ---

static void test_short_names(void **state) {
    (void)state;
    open_pack("organisations/crumb");
    const struct wm_level *level;
    const struct wm_ruleset *ruleset = eval.ruleset;
    wm_test_ok(wm_eval_find_level(ruleset, "baker", &level, &error), &error);
    assert_string_equal(level->full, "bakery/baker");
    wm_test_ok(wm_eval_find_level(ruleset, "second/helper", &level, &error), &error);
    assert_string_equal(level->full, "second/helper");
    fails(wm_eval_find_level(ruleset, "helper", &level, &error), "ambiguous", "");
    assert_string_equal(error.expected, "FRAMEWORK/helper");
    fails(wm_eval_find_level(ruleset, "chef", &level, &error), "unknown-level", "chief");
    fails(wm_eval_find_level(ruleset, "second/chef", &level, &error), "unknown-level", "second/chief");
    assert_string_equal(wm_eval_short(ruleset, "bakery/baker"), "baker");
    assert_string_equal(wm_eval_short(ruleset, "bakery/helper"), "bakery/helper");
    assert_string_equal(wm_eval_short(ruleset, "bakery/kneading"), "bakery/kneading");
    assert_string_equal(wm_eval_short(ruleset, "second/cooling"), "cooling");
    assert_string_equal(wm_eval_short(ruleset, "elsewhere/cooling"), "elsewhere/cooling");
    assert_string_equal(wm_eval_short(ruleset, "hygiene"), "hygiene");
}

static const char *subject(struct wm_arena *arena, enum wm_kind kind, const char *name) {
    return wm_eval_subject(eval.ruleset, arena, kind, name);
}

static void test_subjects(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 65536);
    open_pack("organisations/crumb");
    assert_string_equal(subject(&arena, WM_KIND_ASSESSMENT, "cooling"), "second/cooling");
    assert_string_equal(subject(&arena, WM_KIND_ASSESSMENT, "bakery/kneading"), "bakery/kneading");
    assert_string_equal(subject(&arena, WM_KIND_ASSESSMENT, "kneading"), "kneading"); // whose?
    assert_string_equal(subject(&arena, WM_KIND_TRAINING, "hygiene"), "hygiene");
    assert_string_equal(subject(&arena, WM_KIND_TRAINING, "bakery/hygiene"), "hygiene");
    assert_string_equal(subject(&arena, WM_KIND_SIGNOFF, "trial-shift"), "trial-shift");
    assert_string_equal(subject(&arena, WM_KIND_SIGNOFF, "cooling"), "second/cooling");
    assert_string_equal(subject(&arena, WM_KIND_EVIDENCE, "shaping"), "bakery/shaping");
    assert_string_equal(subject(&arena, WM_KIND_APPRAISAL, "baker"), "bakery/baker");
    assert_string_equal(subject(&arena, WM_KIND_NONE, "whatever"), "whatever");
    fails(record("assessment", "coolin", NULL, 0), "missing-field", "");
    wm_arena_clear(&arena);
}

struct names {
    char text[400];
};

static void add_name(void *context, const char *name) {
    struct names *names = context;
    size_t at = strlen(names->text);
    snprintf(names->text + at, sizeof names->text - at, "%s ", name);
}

static void each_is(enum wm_kind kind, const char *expected) {
    struct names names = {""};
    wm_eval_each_subject(eval.ruleset, kind, add_name, &names);
    assert_string_equal(names.text, expected);
}

static void test_each_subject(void **state) {
    (void)state;
    open_pack("frameworks/bakery");
    each_is(WM_KIND_ASSESSMENT, "kneading shaping ");
    each_is(WM_KIND_TRAINING, "hygiene ovens ");
    each_is(WM_KIND_SIGNOFF, "trial-shift kneading shaping ");
    each_is(WM_KIND_APPRAISAL, "helper baker alone ");
    each_is(WM_KIND_AWARD, "helper baker ");
    each_is(WM_KIND_ROLE, "");
}

// --- records ---

static void test_ask_change_ask_again(void **state) {
    (void)state;
    const struct wm_eval_field done[] = {{"outcome", "completed"}, {"on", "2026-01-10"}};
    open_pack("frameworks/bakery");
    assert_int_equal(outcome_of("helper"), WM_OUTCOME_NOT_ELIGIBLE);
    wm_test_ok(record("training", "hygiene", done, 2), &error);
    wm_test_ok(record("training", "ovens", done, 1), &error); // on the day in question
    assert_int_equal(outcome_of("helper"), WM_OUTCOME_ELIGIBLE);
    assess("kneading", "1");
    assess("shaping", "1");
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_ELIGIBLE);
    assert_int_equal(outcome_of("alone"), WM_OUTCOME_NOT_ELIGIBLE);
    const int64_t three[] = {3};
    wm_test_ok(wm_eval_forget(&eval, three, 1, &error), &error);
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_NOT_ELIGIBLE);
    assess("kneading", "2");
    assert_int_equal(eval.entries[eval.count - 1].seq, 5); // numbers are never used again
    assert_int_equal(outcome_of("alone"), WM_OUTCOME_ELIGIBLE);
    wm_test_ok(wm_day_parse("2027-02-01", 10, &eval.as_of, &error), &error);
    assert_int_equal(outcome_of("helper"), WM_OUTCOME_NOT_ELIGIBLE); // hygiene lasts a year
    wm_eval_forget_all(&eval);
    assert_int_equal(eval.count, 0);
}

static void test_forgetting_is_all_or_nothing(void **state) {
    (void)state;
    open_pack("frameworks/bakery");
    assess("kneading", "1");
    assess("shaping", "1");
    const int64_t one_wrong[] = {1, 7}, twice[] = {1, 1};
    fails(wm_eval_forget(&eval, one_wrong, 2, &error), "unknown-record", "");
    assert_int_equal(eval.count, 2);
    wm_test_ok(wm_eval_forget(&eval, twice, 2, &error), &error);
    assert_int_equal(eval.count, 1);
    assert_int_equal(eval.entries[0].seq, 2);
}

static void test_meeting(void **state) {
    (void)state;
    static const char *const without[] = {"assessed:kneading"}, *const wrong[] = {"shaping", "assessed:kneding"};
    open_pack("frameworks/bakery");
    fails(wm_eval_meet(&eval, "baker", wrong, 2, &error), "unknown-criterion", "assessed:kneading");
    assert_int_equal(eval.count, 0);
    wm_test_ok(wm_eval_meet(&eval, "baker", without, 1, &error), &error);
    assert_int_equal(outcome_of("helper"), WM_OUTCOME_ELIGIBLE);
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_NOT_ELIGIBLE);
    assess("kneading", "1");
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_ELIGIBLE);
}

// Records of each kind are made so that they could be recorded: asking reads them again.
static void test_meeting_of_each_kind(void **state) {
    (void)state;
    use(1, "frameworks/second/framework.lua",
        "framework \"second\" { title = \"Second\", scale = \"skill\" }\n"
        "scale \"skill\" { [0] = \"None\", \"Some\" }\n"
        "domain \"craft\" { title = \"Craft\" }\n"
        "competency \"cooling\" { domain = \"craft\", title = \"Cooling\" }\n"
        "course \"hygiene\" { title = \"Hygiene\" }\n"
        "item \"trial\" { title = \"Trial\" }\n"
        "qualification \"diploma\" { title = \"Diploma\" }\n"
        "experience \"ovens\" { title = \"Ovens\" }\n"
        "role \"baker\" { title = \"Baker\" }\n"
        "relation \"mentor\" { title = \"Mentor\" }\n"
        "supervision \"talks\" { title = \"Talks\" }\n"
        "measure \"loaves\" { title = \"Loaves\", lower = 0, upper = 9 }\n"
        "level \"master\" { title = \"Master\", requires = { assessed \"cooling\", trained \"hygiene\", signed_off "
        "\"trial\",\n"
        "  qualified \"diploma\", experienced \"ovens\", in_role \"baker\", related \"mentor\", appraised { "
        "recommended = true },\n"
        "  supervised { \"talks\", every = months(1), over = months(3) }, evidenced \"cooling\",\n"
        "  measured { \"loaves\", at_least = 3 } } }\n");
    open_pack("frameworks/second");
    wm_test_ok(wm_eval_meet(&eval, "master", NULL, 0, &error), &error);
    assert_int_equal(outcome_of("master"), WM_OUTCOME_ELIGIBLE);
}

static void entry_is(size_t place, const char *expected) {
    struct wm_buffer text;
    wm_buffer_init(&text, 65536);
    wm_eval_write_entry(&text, &eval.entries[place]);
    assert_string_equal(text.data, expected);
    wm_buffer_clear(&text);
}

static void test_entries_as_json(void **state) {
    (void)state;
    const struct wm_eval_field fields[] = {{"value", "1"}, {"by", "ada"}, {"as", "peer"}, {"data", "{\"b\":[1]}"}};
    open_pack("frameworks/bakery");
    wm_test_ok(record("assessment", "kneading", fields, 4), &error);
    wm_test_ok(wm_eval_award(&eval, "helper", eval.as_of, eval.as_of + 1, &error), &error);
    wm_test_ok(wm_eval_award(&eval, "helper", eval.as_of, WM_DAY_NONE, &error), &error);
    entry_is(0, "{\"seq\":1,\"as\":\"peer\",\"by\":\"ada\",\"data\":{\"b\":[1]},\"kind\":\"assessment\",\"on\":"
                "\"2026-09-01\",\"subject\":\"bakery/kneading\",\"value\":1}");
    entry_is(1, "{\"seq\":2,\"level\":\"bakery/helper\",\"on\":\"2026-09-01\",\"until\":\"2026-09-02\"}");
    entry_is(2, "{\"seq\":3,\"level\":\"bakery/helper\",\"on\":\"2026-09-01\"}");
    fails(wm_eval_award(&eval, "alone", eval.as_of, WM_DAY_NONE, &error), "gate", "");
    fails(wm_eval_award(&eval, "helper", eval.as_of, eval.as_of - 1, &error), "wrong-order", "");
}

static void test_records_that_cannot_be(void **state) {
    (void)state;
    const struct wm_eval_field off[] = {{"value", "1.5"}, {"by", "ada"}, {"as", "peer"}};
    const struct wm_eval_field odd[] = {{"value", "1.2.3"}, {"by", "ada"}, {"as", "peer"}};
    const struct wm_eval_field unknown[] = {{"colour", "red"}};
    const struct wm_eval_field twice[] = {{"outcome", "completed"}, {"outcome", "failed"}};
    open_pack("frameworks/bakery");
    fails(record("assessment", "kneading", off, 3), "off-scale", "");
    fails(record("assessment", "kneading", odd, 3), "wrong-type", "");
    fails(record("training", "hygiene", unknown, 1), "unknown-field", "");
    fails(record("training", "hygiene", twice, 2), "duplicate-key", "");
    fails(record("trainig", "hygiene", NULL, 0), "unknown-kind", "training");
    assert_int_equal(eval.count, 0);
}

static void test_a_stranger_is_warned_of(void **state) {
    (void)state;
    char warning[200] = "";
    const struct wm_eval_field fields[] = {{"value", "1"}, {"by", "ada"}, {"as", "peer"}};
    open_pack("frameworks/bakery");
    wm_test_ok(wm_eval_record(&eval, "assessment", "elsewhere/cooling", fields, 3, warning, &error), &error);
    assert_non_null(strstr(warning, "elsewhere/cooling"));
    assert_int_equal(eval.count, 1);
}

// --- the rules ---

static void test_parameters(void **state) {
    (void)state;
    open_pack("frameworks/bakery");
    wm_test_ok(wm_eval_meet(&eval, "baker", NULL, 0, &error), &error);
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_ELIGIBLE);
    wm_test_ok(wm_eval_set(&eval, "enough", "2", &error), &error);
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_NOT_ELIGIBLE);
    fails(wm_eval_set(&eval, "enough", "9 days", &error), "wrong-type", "");
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_NOT_ELIGIBLE);
    wm_test_ok(wm_eval_set(&eval, "enough", NULL, &error), &error);
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_INDETERMINATE);
    wm_test_ok(wm_eval_set(&eval, "bakery/enough", "1", &error), &error);
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_ELIGIBLE);
    assert_int_equal(eval.override_count, 1);
    fails(wm_eval_set(&eval, "enuogh", "1", &error), "unknown-parameter", "enough");
    wm_test_ok(wm_eval_reload(&eval, &error), &error);
    assert_int_equal(eval.ruleset->frameworks[0].parameters[0].value.number, WM_NUMBER_ONE);
}

static void test_an_organisation_sets_its_own(void **state) {
    (void)state;
    open_pack("organisations/crumb");
    fails(wm_eval_set(&eval, "enough", "1", &error), "wrong-place", "");
    wm_test_ok(wm_eval_meet(&eval, "baker", NULL, 0, &error), &error);
    assert_int_equal(outcome_of("baker"), WM_OUTCOME_ELIGIBLE);
}

static void test_reload(void **state) {
    (void)state;
    open_pack("frameworks/second");
    assess("cooling", "1");
    assert_int_equal(outcome_of("helper"), WM_OUTCOME_ELIGIBLE);
    use(1, "frameworks/second/framework.lua", "framework \"second\" {");
    assert_int_equal(wm_eval_reload(&eval, &error), WM_RULES);
    assert_int_equal(outcome_of("helper"), WM_OUTCOME_ELIGIBLE); // the rules are what they were
    char stricter[sizeof second + 100];
    const char *bound = strstr(second, "assessed \"cooling\"");
    snprintf(stricter, sizeof stricter, "%.*sassessed { \"cooling\", at_least = 1, as = \"peer\" }%s",
             (int)(bound - second), second, bound + strlen("assessed \"cooling\""));
    use(1, "frameworks/second/framework.lua", stricter);
    wm_test_ok(wm_eval_reload(&eval, &error), &error);
    assert_int_equal(outcome_of("helper"), WM_OUTCOME_NOT_ELIGIBLE);
    assert_int_equal(eval.count, 1);
}

static void test_functions_of_the_pack(void **state) {
    (void)state;
    const struct wm_eval_field done[] = {{"outcome", "completed"}};
    open_pack("frameworks/third");
    wm_test_ok(record("training", "hygiene", done, 1), &error);
    assert_int_equal(outcome_of("keen"), WM_OUTCOME_NOT_ELIGIBLE);
    wm_test_ok(record("training", "hygiene", done, 1), &error);
    assert_int_equal(outcome_of("keen"), WM_OUTCOME_ELIGIBLE);
    wm_test_ok(wm_eval_reload(&eval, &error), &error);
    assert_int_equal(outcome_of("keen"), WM_OUTCOME_ELIGIBLE);
    struct wm_buffer standing;
    wm_buffer_init(&standing, 65536);
    wm_test_ok(wm_eval_standing(&eval, NULL, &standing, &error), &error);
    assert_non_null(strstr(standing.data, "\"outcome\":\"eligible\""));
    wm_buffer_clear(&standing);
}

static void test_no_such_pack(void **state) {
    (void)state;
    assert_int_not_equal(wm_eval_open(&eval, &source, "frameworks/bakry", NULL, &error), WM_OK);
}

// --- values ---

static void value_is(enum wm_value_type type, const char *text, const char *expected) {
    struct wm_arena arena;
    struct wm_value value;
    struct wm_buffer written;
    const struct wm_parameter parameter = {.id = "p", .type = type};
    wm_arena_init(&arena, 65536);
    wm_buffer_init(&written, 65536);
    enum wm_status status = wm_eval_value(&arena, &parameter, text, &value, &error);
    if (expected == NULL) {
        assert_int_equal(status, WM_PARAMS);
        assert_string_equal(error.found, text);
    } else {
        wm_test_ok(status, &error);
        wm_buffer_text(&written, "");
        wm_eval_value_write(&written, &value);
        assert_string_equal(written.data, expected);
    }
    wm_buffer_clear(&written);
    wm_arena_clear(&arena);
}

static void test_values(void **state) {
    (void)state;
    static const struct {
        enum wm_value_type type;
        const char *text, *value;
    } cases[] = {
        {WM_VALUE_NUMBER, "3", "3"},
        {WM_VALUE_NUMBER, "-0.25", "-0.25"},
        {WM_VALUE_NUMBER, "1000000000", "1000000000"},
        {WM_VALUE_NUMBER, "1000000001", NULL},
        {WM_VALUE_NUMBER, "99999999999999999999", NULL},
        {WM_VALUE_NUMBER, "0.00001", NULL},
        {WM_VALUE_NUMBER, "3.", NULL},
        {WM_VALUE_NUMBER, ".5", NULL},
        {WM_VALUE_NUMBER, "-", NULL},
        {WM_VALUE_NUMBER, "three", NULL},
        {WM_VALUE_NUMBER, "3 4", NULL},
        {WM_VALUE_PERCENT, "80%", "80%"},
        {WM_VALUE_PERCENT, "80", "80%"},
        {WM_VALUE_PERCENT, "percent(80)", "80%"},
        {WM_VALUE_PERCENT, "101%", NULL},
        {WM_VALUE_PERCENT, "0", NULL},
        {WM_VALUE_PERCENT, "%", NULL},
        {WM_VALUE_SPAN, "6 months", "6 months"},
        {WM_VALUE_SPAN, "1 year", "1 year"},
        {WM_VALUE_SPAN, "months(6)", "6 months"},
        {WM_VALUE_SPAN, "2 weeks", "2 weeks"},
        {WM_VALUE_SPAN, "40000 days", "40000 days"},
        {WM_VALUE_SPAN, "40001 days", NULL},
        {WM_VALUE_SPAN, "110 years", NULL},
        {WM_VALUE_SPAN, "1.5 years", NULL},
        {WM_VALUE_SPAN, "-1 days", NULL},
        {WM_VALUE_SPAN, "6", NULL},
        {WM_VALUE_SPAN, "months", NULL},
        {WM_VALUE_SPAN, "6 moons", NULL},
        {WM_VALUE_BOOLEAN, "true", "true"},
        {WM_VALUE_BOOLEAN, "no", "false"},
        {WM_VALUE_BOOLEAN, "perhaps", NULL},
        {WM_VALUE_CODE, "diploma", "diploma"},
        {WM_VALUE_CODE, "\"diploma\"", "diploma"},
        {WM_VALUE_CODE, "a b", NULL},
        {WM_VALUE_CODE, "Diploma", NULL},
        {WM_VALUE_CODE, "", NULL},
        {WM_VALUE_CODES, "a, b c", "a, b, c"},
        {WM_VALUE_CODES, "{ \"a\", \"b\" }", "a, b"},
        {WM_VALUE_CODES, "{}", ""},
        {WM_VALUE_CODES, "a, B", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        value_is(cases[i].type, cases[i].text, cases[i].value);
}

// --- memory ---

static enum wm_status sit(void *context, struct wm_error *why) {
    (void)context;
    static const char *const without[] = {"assessed:kneading"};
    const struct wm_eval_field fields[] = {{"value", "2"}, {"by", "ada"}, {"as", "assessor"}};
    const int64_t first[] = {1};
    struct wm_buffer reply;
    struct wm_eval sitting;
    char warning[200];
    enum wm_outcome outcome;
    wm_buffer_init(&reply, 1 << 20);
    enum wm_status status = wm_eval_open(&sitting, &source, "frameworks/bakery", NULL, why);
    if (status == WM_OK)
        status = wm_eval_meet(&sitting, "baker", without, 1, why);
    if (status == WM_OK)
        status = wm_eval_record(&sitting, "assessment", "kneading", fields, 3, warning, why);
    if (status == WM_OK)
        status = wm_eval_award(&sitting, "helper", sitting.as_of, WM_DAY_NONE, why);
    if (status == WM_OK)
        status = wm_eval_set(&sitting, "enough", "2", why);
    if (status == WM_OK)
        status = wm_eval_forget(&sitting, first, 1, why);
    if (status == WM_OK)
        status = wm_eval_decide(&sitting, sitting.ruleset->levels[0], true, &reply, &outcome, why);
    if (status == WM_OK)
        status = wm_eval_standing(&sitting, NULL, &reply, why);
    wm_eval_close(&sitting);
    wm_buffer_clear(&reply);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    wm_test_some_allocations(sit, NULL, 7);
}

#define EVAL(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(EVAL(test_short_names), EVAL(test_subjects), EVAL(test_each_subject), EVAL(test_ask_change_ask_again),
             EVAL(test_forgetting_is_all_or_nothing), EVAL(test_meeting), EVAL(test_meeting_of_each_kind),
             EVAL(test_entries_as_json), EVAL(test_records_that_cannot_be), EVAL(test_a_stranger_is_warned_of),
             EVAL(test_parameters), EVAL(test_an_organisation_sets_its_own), EVAL(test_reload),
             EVAL(test_functions_of_the_pack), EVAL(test_no_such_pack), EVAL(test_values), EVAL(test_no_memory))
