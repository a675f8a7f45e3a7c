// SPDX-License-Identifier: MIT
// What lint finds, what it leaves alone, and the forms in which it says so. Whole broken packs are in tests/zoo.
// timeout: 900
#include "engine/author/lint.h"

#include "engine/author/lint_work.h"
#include "engine/base/file.h"
#include "tests/support/test.h"

#include <stdio.h>

#define RULES WM_TEST_SOURCES "/rules"

// Declares one of each; the level "top" and its test are added.
#define HEAD                                                                                                           \
    "framework \"x\" { title = \"X\", scale = \"skill\" }\n"                                                           \
    "scale \"skill\" { [0] = \"No\", \"Some\", \"Good\" }\n"                                                           \
    "competency \"baking\" { title = \"Baking\" } competency \"icing\" { title = \"Icing\" }\n"                        \
    "course \"ovens\" { title = \"Ovens\", tags = \"t\" } item \"shift\" { title = \"Shift\" }\n"                      \
    "qualification \"degree\" { title = \"Degree\" } experience \"shops\" { title = \"Shops\" }\n"                     \
    "role \"baker\" { title = \"Baker\" } relation \"mentor\" { title = \"Mentor\" }\n"                                \
    "supervision \"talk\" { title = \"Talk\" } measure \"cakes\" { title = \"Cakes\", lower = 0, upper = 50 }\n"       \
    "method \"watched\" { title = \"Watched\" } method \"asked\" { title = \"Asked\" }\n"                              \
    "parameter \"on\" { suggested = false } parameter \"low\" { suggested = 1 } parameter \"two\" { suggested = 2 }\n" \
    "gate \"door\" { title = \"Door\", requires = trained \"ovens\", desires = {\n"                                    \
    "  setting { \"on\", is = true }, assessed { \"baking\", at_least = param \"low\" },\n"                            \
    "  assessed { \"baking\", at_least = param \"two\" } } }\n"                                                        \
    "level \"base\" { title = \"Base\", requires = trained \"ovens\" }\n"                                              \
    "for _, id in ipairs { \"door\", \"base\", \"top\" } do test(\"each \" .. id) { each_missing = id } end\n"

static struct wm_error error;

static void look_at(const char *text, struct wm_lint_report *ret_report) {
    const struct wm_ruleset_file files[] = {{"frameworks/x/framework.lua", text, strlen(text)}};
    struct wm_pack_files pack = {files, 1};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    wm_test_ok(wm_lint_run(&source, "frameworks/x", NULL, ret_report, &error), &error);
}

static void look_at_requires(const char *requires, struct wm_lint_report *ret_report) {
    char text[8192];
    int length =
        snprintf(text, sizeof text, "%slevel \"top\" { title = \"Top\", requires = {\n%s\n} }\n", HEAD, requires);
    assert_true(length > 0 && (size_t)length < sizeof text);
    look_at(text, ret_report);
}

// The codes found, in the order of the report, but for those of the level that follows from them.
static void codes_of(const char *requires, char codes[256]) {
    struct wm_lint_report report;
    look_at_requires(requires, &report);
    codes[0] = '\0';
    for (uint32_t i = 0; i < report.count; i++) {
        const char *code = report.findings[i].rule->code;
        if (strcmp(code, "WM201") == 0)
            continue;
        size_t used = strlen(codes);
        snprintf(codes + used, 256 - used, "%s%s", used > 0 ? " " : "", code);
        if (strcmp(code, "WM103") == 0 || strcmp(code, "WM104") == 0)
            print_error("%s\n", report.findings[i].message);
    }
    wm_lint_report_clear(&report);
}

static const struct {
    const char *requires, *codes;
} cases[] = {
    // Bounds that can be reached, and the first that cannot.
    {"assessed { \"baking\", at_least = 2 }", ""},
    {"assessed { \"baking\", at_least = 2.5 }", "WM202"},
    {"qualified { \"degree\", at_least = 8 }", ""},
    {"qualified { \"degree\", at_least = 8.5 }", "WM202"},
    {"measured { \"cakes\", at_least = 50 }", ""},
    {"measured { \"cakes\", at_least = 50.1 }", "WM202"},
    {"measured { \"cakes\", at_most = 0 }", ""},
    {"measured { \"cakes\", at_least = 5, at_most = 5 }", ""},
    {"measured { \"cakes\", at_least = 5.1, at_most = 5 }", "WM203"},
    {"in_role { \"baker\", min_fte = 2 }", ""},
    {"in_role { \"baker\", at_least = months(11), less_than = years(1) }", ""},
    {"in_role { \"baker\", at_least = months(12), less_than = years(1) }", "WM203"},
    {"in_role { \"baker\", at_least = days(30), less_than = months(1) }", ""}, // begun in a month of 31 days
    {"in_role { \"baker\", at_least = days(31), less_than = months(1) }", "WM203"},
    {"recorded { kind = \"measure\", \"cakes\", at_least = 3, at_most = 4, as = \"manager\", method = \"asked\" }", ""},
    {"recorded { kind = \"measure\", \"cakes\", at_least = 4, at_most = 3 }", "WM203"},
    {"recorded { kind = \"role\", \"baker\", method = \"asked\" }", "WM209"},
    {"recorded { kind = \"role\", \"baker\", by = \"ada\" }", "WM209"},
    // Windows.
    {"experienced { \"shops\", at_least = years(2), within = years(2) }", ""},
    {"experienced { \"shops\", at_least = months(25), within = years(2) }", "WM206"},
    {"experienced { \"shops\", more_than = years(2), within = years(2) }", ""}, // both ends of the window count
    {"experienced { \"shops\", more_than = days(366), within = days(365) }", "WM206"},
    {"experienced { \"shops\", at_least = days(366), within = days(365) }", ""},
    {"experienced { \"shops\", at_least = days(367), within = days(365) }", "WM206"},
    {"experienced { \"shops\", at_least = months(24), within = years(2) }", ""},
    {"experienced { \"shops\", at_least = days(367), within = years(1) }",
     ""}, // over the end of a leap year's February
    {"experienced { \"shops\", at_least = days(368), within = years(1) }", "WM206"},
    {"supervised { \"talk\", every = weeks(4), over = months(6) }", ""},
    {"supervised { \"talk\", every = weeks(4), over = weeks(4) }", "WM210"},
    {"supervised { \"talk\", every = weeks(4), over = days(29) }", ""},
    {"supervised { \"talk\", every = days(0), over = days(9), grace = days(1) }", ""},
    {"supervised { \"talk\", per = \"calendar-month\", over = months(1) }", ""},
    // How many of how many.
    {"at_least(2) { trained \"ovens\", signed_off \"shift\" }", ""},
    {"at_least(percent(100)) { trained \"ovens\", signed_off \"shift\" }", ""},
    {"points { at_least = 3, { trained \"ovens\", 1 }, { signed_off \"shift\", 2 } }", ""},
    {"points { at_least = 3.1, { trained \"ovens\", 1 }, { signed_off \"shift\", 2 } }", "WM205"},
    {"points { at_least = 0, { trained \"ovens\", 1 } }", "WM210"},
    {"points { at_least = 2, { trained \"ovens\", 1 }, { assessed { \"icing\", at_least = 3 }, 1 } }", "WM202 WM205"},
    // Branches: one that can hold is enough, for the level but not for the criterion.
    {"any { trained \"ovens\", assessed { \"icing\", at_least = 3 } }", "WM202"},
    {"none { assessed { \"icing\", at_least = 3 } }, trained \"ovens\"", "WM202"},
    {"when { trained \"ovens\", signed_off \"shift\", assessed { \"icing\", at_least = 3 } }", "WM202"},
    {"when { setting { \"on\", is = true }, assessed { \"icing\", at_least = 3 }, trained \"ovens\" }", ""},
    {"setting { \"on\", is = true }, trained \"ovens\"", "WM505"}, // ruled out here, not everywhere
    {"none { setting { \"on\", is = false } }, trained \"ovens\"", ""},
    // Contradictions need the same records on both sides.
    {"in_role { \"baker\", at_least = years(1) }, in_role { \"baker\", less_than = years(2) }", ""},
    {"in_role { \"baker\", at_least = years(1) },\nin_role { \"baker\", less_than = years(1) }", "WM207"},
    {"in_role { \"baker\", at_least = years(1), min_fte = 1 }, in_role { \"baker\", less_than = years(1) }", ""},
    {"measured { \"cakes\", at_least = 9 },\nmeasured { \"cakes\", at_most = 3 }", "WM207"},
    {"measured { \"cakes\", at_least = 9, within = months(1) }, measured { \"cakes\", at_most = 3 }", ""},
    {"trained \"ovens\",\nall { signed_off \"shift\", none { trained \"ovens\" } }", "WM207"},
    {"trained { \"ovens\", within = months(1) },\nnone { trained \"ovens\" }", "WM207"},
    {"trained \"ovens\", none { trained { \"ovens\", within = months(1) } }", ""},
    {"any { trained \"ovens\", none { trained \"ovens\" } }", ""},
    {"appraised { recommended = true, within = months(6) }, appraised { recommended = false }", ""},
    // Said twice, and superfluous.
    {"trained { \"ovens\", \"ovens\" }", ""}, // names count once
    {"trained \"ovens\",\ntrained \"ovens\"", "WM301"},
    {"trained \"ovens\", signed_off \"shift\", assessed { \"baking\", at_least = 1 }", ""},
    {"trained \"ovens\", any { trained \"ovens\", signed_off \"shift\" }", ""},
    {"assessed { \"baking\", at_least = 1 },\nassessed { \"baking\", at_least = 2 }", "WM302"},
    {"assessed { \"baking\", at_least = 1, as = \"peer\" }, assessed { \"baking\", at_least = 2, as = \"manager\" }",
     ""},
    {"assessed { \"baking\", at_least = 2 }, assessed { \"baking\", at_least = 2, as = \"manager\" }", ""},
    {"assessed { \"baking\", at_least = 2, using = \"best\", as = { \"peer\", \"manager\" } },\n"
     "assessed { \"baking\", at_least = 2, using = \"best\", as = \"manager\" }",
     "WM302"},
    {"assessed { \"baking\", at_least = 2, using = \"best\" }, assessed { \"baking\", at_least = 1 }", ""},
    {"assessed { \"baking\", at_least = 1, count = 2 }, assessed { \"baking\", at_least = 2 }", ""},
    {"assessed { \"baking\", at_least = 2, assessors = 2 },\nassessed { \"baking\", at_least = 2 }", "WM302"},
    {"trained { \"ovens\", in_date = false },\ntrained \"ovens\"", "WM302"},
    {"trained { \"ovens\", outcome = { \"enrolled\", \"completed\" } },\ntrained \"ovens\"", "WM302"},
    {"trained { \"ovens\", outcome = \"enrolled\" }, trained \"ovens\"", ""},
    {"qualified { \"degree\", at_least = 3 },\nqualified \"degree\"", "WM302"},
    {"experienced { \"shops\", at_least = years(1) },\nexperienced { \"shops\", at_least = months(6) }", "WM302"},
    {"experienced { \"shops\", more_than = years(1) },\nexperienced { \"shops\", at_least = years(1) }", "WM302"},
    {"experienced { \"shops\", at_least = months(12), within = years(5) }, experienced { \"shops\", at_least = "
     "months(6) }",
     ""},
    {"supervised { \"talk\", every = weeks(4), over = months(6) },\n"
     "supervised { \"talk\", every = weeks(6), over = months(3) }",
     "WM302"},
    {"supervised { \"talk\", every = weeks(4), over = months(3) }, supervised { \"talk\", every = weeks(6), over = "
     "months(6) "
     "}",
     ""},
    {"evidenced { \"baking\", count = 3 },\nevidenced { \"baking\", count = 2 }", "WM302"},
    {"evidenced { \"baking\", count = 1, method = { \"watched\", \"asked\" }, per_method = true }, evidenced "
     "\"baking\"",
     ""},
    {"signed_off { \"shift\", as = \"manager\" },\nsigned_off { \"shift\", as = { \"manager\", \"peer\" } }", "WM302"},
    {"holds \"base\", meets \"base\"", ""},
    {"related \"mentor\",\nall { signed_off \"shift\", all { related \"mentor\" } }", "WM301"},
    {"at_least(1) { assessed { \"baking\", at_least = 1 }, assessed { \"baking\", at_least = 2 } }", ""},
    {"at_least(2) { trained \"ovens\", signed_off \"shift\",\n  trained \"ovens\" }", "WM301"},
    {"none { assessed { \"baking\", at_least = 2 },\nassessed { \"baking\", at_least = 1 } }", "WM302"},
};

static void test_each_criterion(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char codes[256];
        codes_of(cases[i].requires, codes);
        if (strcmp(codes, cases[i].codes) == 0)
            continue;
        print_error("%s\n  expected \"%s\", found \"%s\"\n", cases[i].requires, cases[i].codes, codes);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

// Which of two is superfluous depends on what holds them together.
static void test_the_superfluous_one(void **state) {
    (void)state;
    static const struct {
        const char *requires;
        int line; // behind HEAD's
    } places[] = {{"assessed { \"baking\", at_least = 1 },\nassessed { \"baking\", at_least = 2 }", 0},
                  {"any { assessed { \"baking\", at_least = 1 },\nassessed { \"baking\", at_least = 2 } }", 1},
                  {"none { assessed { \"baking\", at_least = 1 },\nassessed { \"baking\", at_least = 2 } }", 1}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct wm_lint_report report;
        struct wm_lint_report plain;
        look_at_requires("trained { \"ovens\",\n in_date = \"x\" }", &plain); // an error says which line is the first
        look_at_requires(places[i].requires, &report);
        assert_int_equal(report.count, 1);
        assert_string_equal(report.findings[0].rule->code, "WM302");
        assert_int_equal(report.findings[0].line, plain.findings[0].line + places[i].line);
        wm_lint_report_clear(&report);
        wm_lint_report_clear(&plain);
    }
}

// One line that stands for many criteria has one finding.
static void test_one_finding_a_line(void **state) {
    (void)state;
    struct wm_lint_report report;
    look_at_requires("assessed { competencies {}, at_least = 9 }", &report);
    assert_int_equal(report.count, 2);
    assert_int_equal(report.severities[WM_LINT_ERROR], 2);
    assert_string_equal(report.findings[0].rule->code, "WM201");
    assert_string_equal(report.findings[1].rule->code, "WM202");
    wm_lint_report_clear(&report);
}

// Words as long as the language allows are cut, between characters.
static void test_long_words(void **state) {
    (void)state;
    struct wm_lint_report report;
    look_at_requires("assessed { \"baking\", at_least = 9, says = ((\"\xc3\xa9\"):rep(2001)) .. \"x\" }", &report);
    assert_int_equal(report.count, 2);
    for (uint32_t i = 0; i < report.count; i++) {
        const char *message = report.findings[i].message;
        assert_true(strlen(message) < 1000 && wm_utf8_valid(message, strlen(message)));
    }
    wm_lint_report_clear(&report);
}

// Packs that ship ----------------------------------------------------------------------------------------------------

// Notes only, and only these: without their lines, which move.
static const char *const notes[] = {
    "organisations/northside WM402 parameter \"dreyfus-level-3\" of somerset-social-prescribing is not set",
    "organisations/riverside WM402 parameter \"part-time-cadence\" of nhse-care-coordinator is not set",
};

static bool is_known_note(const char *pack, const struct wm_lint_finding *finding) {
    char text[512];
    snprintf(text, sizeof text, "%s %s %s", pack, finding->rule->code, finding->message);
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        if (strcmp(notes[i], text) == 0)
            return finding->rule->severity == WM_LINT_NOTE;
    }
    print_error("%s:%d %s\n", finding->file, finding->line, text);
    return false;
}

static size_t look_at_group(const struct wm_pack_source *source, const char *group, size_t *ret_wrong) {
    struct wm_arena arena;
    const char **names;
    size_t count;
    wm_arena_init(&arena, 1 << 20);
    wm_test_ok(source->packs(source->context, group, &arena, &names, &count, &error), &error);
    for (size_t i = 0; i < count; i++) {
        char pack[128];
        struct wm_lint_report report;
        snprintf(pack, sizeof pack, "%s/%s", group, names[i]);
        wm_test_ok(wm_lint_run(source, pack, NULL, &report, &error), &error);
        for (uint32_t k = 0; k < report.count; k++)
            *ret_wrong += is_known_note(pack, &report.findings[k]) ? 0 : 1;
        wm_lint_report_clear(&report);
    }
    wm_arena_clear(&arena);
    return count;
}

static void test_no_false_alarm_on_shipped_packs(void **state) {
    (void)state;
    static const char *const roots[] = {RULES};
    struct wm_pack_folders *folders;
    size_t wrong = 0;
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    assert_true(look_at_group(&source, "frameworks", &wrong) >= 1);
    assert_true(look_at_group(&source, "organisations", &wrong) >= 1);
    wm_pack_folders_close(folders);
    assert_int_equal(wrong, 0);
}

// The table, and the forms ---------------------------------------------------------------------------------------------

static void test_the_table_of_findings(void **state) {
    (void)state;
    const struct wm_lint_rule *rule, *before = NULL, *found;
    size_t count = 0;
    for (; (rule = wm_lint_rule_at(count)) != NULL; count++) {
        assert_int_equal(strlen(rule->code), 5);
        assert_true(before == NULL || strcmp(before->code, rule->code) < 0);
        assert_true(rule->title[0] != '\0' && rule->why[0] != '\0' && rule->mend[0] != '\0');
        assert_true(wm_utf8_printable(rule->title, strlen(rule->title)));
        assert_true(rule->mend[strlen(rule->mend) - 1] != '.');
        assert_true(rule->severity == WM_LINT_ERROR || rule->code[2] > '1');
        wm_test_ok(wm_lint_find_rule(rule->name, &found, &error), &error); // names are unique, too
        assert_ptr_equal(found, rule);
        before = rule;
    }
    assert_true(count > 40);
    wm_test_ok(wm_lint_find_rule("wm202", &found, &error), &error);
    assert_string_equal(found->name, "score-off-the-scale");
    wm_test_fails(wm_lint_find_rule("score-of-the-scale", &found, &error), &error, WM_NOT_FOUND, "unknown-code");
    assert_string_equal(error.nearest, "score-off-the-scale");
}

// rules/FINDINGS.md has a row for each.
static void test_the_page_of_findings(void **state) {
    (void)state;
    struct wm_buffer page;
    const struct wm_lint_rule *rule;
    size_t count = 0, rows = 0;
    wm_test_ok(wm_file_read(RULES "/FINDINGS.md", 65536, &page, &error), &error);
    for (; (rule = wm_lint_rule_at(count)) != NULL; count++) {
        char row[256];
        snprintf(row, sizeof row, "\n| `%s` | %s | %s | %s |\n", rule->code, rule->name,
                 wm_lint_severity_name(rule->severity), rule->title);
        if (strstr(page.data, row) == NULL)
            fail_msg("rules/FINDINGS.md lacks this row:%s", row);
    }
    for (const char *at = strstr(page.data, "\n| `WM"); at != NULL; at = strstr(at + 1, "\n| `WM"))
        rows++;
    assert_int_equal(rows, count);
    wm_buffer_clear(&page);
}

static void text_is(struct wm_json value, const char *expected) {
    struct wm_text text = wm_json_text(value);
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.data, expected, text.length);
}

static struct wm_json first_of(struct wm_json array) {
    struct wm_json value = {0};
    struct wm_json_iterator iterator = wm_json_iterate(array);
    assert_true(wm_json_next(&iterator, NULL, &value));
    return value;
}

static void test_json(void **state) {
    (void)state;
    struct wm_lint_report report;
    struct wm_json_reader *reader;
    struct wm_json object;
    struct wm_buffer text;
    look_at_requires("any { trained \"ovens\", assessed { \"baking\", at_least = 3 } }", &report);
    wm_buffer_init(&text, 1 << 20);
    wm_lint_write_json(&text, "frameworks/x", &report);
    wm_test_ok(wm_json_reader_new(1 << 20, 16, &reader, &error), &error);
    wm_test_ok(wm_json_parse_copy(reader, text.data, text.length, &object, &error), &error);
    text_is(wm_json_member(object, "pack"), "frameworks/x");
    assert_int_equal(wm_json_integer(wm_json_member(object, "errors")), 1);
    assert_int_equal(wm_json_integer(wm_json_member(object, "warnings")), 0);
    assert_int_equal(wm_json_integer(wm_json_member(object, "notes")), 0);
    assert_int_equal(wm_json_count(wm_json_member(object, "findings")), 1);
    struct wm_json finding = first_of(wm_json_member(object, "findings"));
    text_is(wm_json_member(finding, "code"), "WM202");
    text_is(wm_json_member(finding, "name"), "score-off-the-scale");
    text_is(wm_json_member(finding, "severity"), "error");
    text_is(wm_json_member(finding, "file"), "frameworks/x/framework.lua");
    text_is(wm_json_member(finding, "message"),
            "assessed:baking asks for 3, and the highest point of the scale \"skill\" is 2");
    text_is(wm_json_member(finding, "suggestion"), "Ask for 2 at most");
    assert_true(wm_json_integer(wm_json_member(finding, "line")) > 1);
    wm_json_reader_free(reader);
    wm_buffer_clear(&text);
    wm_lint_report_clear(&report);
}

static void test_sarif(void **state) {
    (void)state;
    struct wm_lint_report report;
    struct wm_json_reader *reader;
    struct wm_json log;
    struct wm_buffer text;
    look_at("framework \"x\" { title = \"X\" }\ncourse \"y\" {}\n", &report);
    wm_buffer_init(&text, 1 << 20);
    wm_lint_write_sarif(&text, &report);
    wm_test_ok(wm_json_reader_new(1 << 20, 16, &reader, &error), &error);
    wm_test_ok(wm_json_parse_copy(reader, text.data, text.length, &log, &error), &error);
    text_is(wm_json_member(log, "version"), "2.1.0");
    struct wm_json run = first_of(wm_json_member(log, "runs"));
    struct wm_json rules = wm_json_member(wm_json_member(wm_json_member(run, "tool"), "driver"), "rules");
    struct wm_json result = first_of(wm_json_member(run, "results")), rule = {0};
    assert_int_equal(wm_json_count(wm_json_member(run, "results")), 1);
    text_is(wm_json_member(result, "ruleId"), "WM105");
    text_is(wm_json_member(result, "level"), "error");
    int64_t index = wm_json_integer(wm_json_member(result, "ruleIndex"));
    struct wm_json_iterator iterator = wm_json_iterate(rules);
    for (int64_t i = 0; i <= index; i++)
        assert_true(wm_json_next(&iterator, NULL, &rule));
    text_is(wm_json_member(rule, "id"), "WM105");
    text_is(wm_json_member(wm_json_member(result, "message"), "text"), "course \"y\": `title` is missing. Add: title.");
    struct wm_json place = wm_json_member(first_of(wm_json_member(result, "locations")), "physicalLocation");
    text_is(wm_json_member(wm_json_member(place, "artifactLocation"), "uri"), "frameworks/x/framework.lua");
    assert_int_equal(wm_json_integer(wm_json_member(wm_json_member(place, "region"), "startLine")), 2);
    wm_json_reader_free(reader);
    wm_buffer_clear(&text);
    wm_lint_report_clear(&report);
}

static void test_sarif_of_an_odd_file_name(void **state) {
    (void)state;
    static const char text[] = "framework \"x\" { title = \"X\" }\n";
    const struct wm_ruleset_file files[] = {{"frameworks/x/framework.lua", text, sizeof text - 1},
                                            {"frameworks/x/l (1)%.lua", text, sizeof text - 1}};
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    struct wm_lint_report report;
    struct wm_buffer log;
    wm_test_ok(wm_lint_run(&source, "frameworks/x", NULL, &report, &error), &error);
    wm_buffer_init(&log, 1 << 20);
    wm_lint_write_sarif(&log, &report);
    assert_non_null(strstr(log.data, "\"uri\":\"frameworks/x/l%20%281%29%25.lua\""));
    wm_buffer_clear(&log);
    wm_lint_report_clear(&report);
}

// Time ---------------------------------------------------------------------------------------------------------------

static void test_time_that_is_over(void **state) {
    (void)state;
    _Atomic(bool) cancel = false;
    const struct wm_pack_limits limits = {.cancel = &cancel};
    struct wm_lint lint = {.limits = &limits, .until = INT64_MAX};
    assert_true(wm_lint_in_time(&lint));
    cancel = true;
    assert_false(wm_lint_in_time(&lint));
    cancel = false;
    assert_false(wm_lint_in_time(&lint)); // what was left out was left out
    lint = (struct wm_lint){.until = 0};
    assert_false(wm_lint_in_time(&lint));
}

// Memory -------------------------------------------------------------------------------------------------------------

static enum wm_status look_with_failures(void *context, struct wm_error *wrong) {
    struct wm_lint_report report = {0};
    enum wm_status status = wm_lint_run(context, "frameworks/x", NULL, &report, wrong);
    if (status == WM_OK)
        assert_int_equal(report.count, 6);
    wm_lint_report_clear(&report);
    return status;
}

static void test_memory_that_runs_out(void **state) {
    (void)state;
    static const char text[] =
        "framework \"x\" { title = \"X\", scale = \"s\" }\nscale \"s\" { \"A\", \"B\" }\n"
        "competency \"c\" { title = \"C\" }\nparameter \"p\" { suggested = 1 }\n"
        "level \"l\" { title = \"L\", requires = { assessed { \"c\", at_least = 3 },\n"
        "  assessed { \"c\", at_least = 2 } } }\n"
        "test \"t\" { as_of = \"2026-09-01\", level = \"l\", parameters = { p = 2 },\n"
        "  person = { meeting \"l\", without = \"c\" }, expect = not_eligible { \"assessed:d\" } }\n"
        "test \"u\" { as_of = \"2026-09-01\", level = \"l\", expect = not_eligible }\n";
    const struct wm_ruleset_file files[] = {{"frameworks/x/framework.lua", text, sizeof text - 1}};
    struct wm_pack_files pack = {files, 1};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    wm_test_some_allocations(look_with_failures, &source, 3);
}

WM_TEST_MAIN(cmocka_unit_test(test_each_criterion), cmocka_unit_test(test_the_superfluous_one),
             cmocka_unit_test(test_one_finding_a_line), cmocka_unit_test(test_long_words),
             cmocka_unit_test(test_no_false_alarm_on_shipped_packs), cmocka_unit_test(test_the_table_of_findings),
             cmocka_unit_test(test_the_page_of_findings), cmocka_unit_test(test_json), cmocka_unit_test(test_sarif),
             cmocka_unit_test(test_sarif_of_an_odd_file_name), cmocka_unit_test(test_time_that_is_over),
             cmocka_unit_test(test_memory_that_runs_out))
