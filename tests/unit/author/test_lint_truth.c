// SPDX-License-Identifier: MIT
// What lint claims, held against the engine: many variants of a criterion, many made-up people. Where lint says that one
// criterion implies or excludes another, or that nobody can meet one, no person may show otherwise.
#include "engine/author/lint_work.h"

#include "engine/decide/decide.h"
#include "engine/portfolio/kinds.h"
#include "tests/support/test.h"
#include "tests/unit/portfolio/generate.h"

#include <stdio.h>

#define PEOPLE 256u
#define WORDS (PEOPLE / 64u)
#define LEVELS_MOST 512u
#define AS_OF "2026-09-01"

// Every combination of the values in `options` becomes a level of its own; "-" leaves the constraint out.
static const char head[] =
    "framework \"x\" { title = \"X\", scale = \"skill\" }\n"
    "scale \"skill\" { [0] = \"No\", \"Some\", \"Good\" }\n"
    "competency \"c\" { title = \"C\" } course \"t\" { title = \"T\", valid = months(9) }\n"
    "qualification \"q\" { title = \"Q\", rqf = 3 } experience \"e\" { title = \"E\" } role \"r\" { title = \"R\" }\n"
    "relation \"n\" { title = \"N\" } supervision \"s\" { title = \"S\" } measure \"m\" { title = \"M\" }\n"
    "item \"i\" { title = \"I\" } method \"watched\" { title = \"W\" } method \"asked\" { title = \"A\" }\n"
    "local count = 0\n"
    "local function go(verb, subject, options, at, fields)\n"
    "  local option = options[at]\n"
    "  if option == nil then\n"
    "    count = count + 1\n"
    "    level(\"l\" .. count) { title = \"L\", requires = verb(fields) }\n"
    "    return\n"
    "  end\n"
    "  for at_value = 2, #option do\n"
    "    local copy = { subject }\n"
    "    for name, value in pairs(fields) do copy[name] = value end\n"
    "    if option[at_value] ~= \"-\" then copy[option[1]] = option[at_value] end\n"
    "    go(verb, subject, options, at + 1, copy)\n"
    "  end\n"
    "end\n"
    "local function cross(verb, subject, options) go(verb, subject, options, 1, { subject }) end\n";

static const struct subject {
    const char *name;
    enum wm_kind kind;
    const char *subject; // of its records
    const char *rules;
} subjects[] = {
    {"assessed", WM_KIND_ASSESSMENT, "x/c",
     "cross(assessed, \"c\", { { \"at_least\", \"-\", 1, 2, 3 }, { \"using\", \"-\", \"best\", \"all\", \"median\" },\n"
     "  { \"count\", \"-\", 2 }, { \"within\", \"-\", months(3), days(100) }, { \"as\", \"-\", \"manager\", { "
     "\"manager\", "
     "\"self\" } } })"},
    {"assessed by several", WM_KIND_ASSESSMENT, "x/c",
     "cross(assessed, \"c\", { { \"at_least\", \"-\", 1, 2 }, { \"using\", \"-\", \"best\" }, { \"assessors\", \"-\", "
     "2 },\n"
     "  { \"method\", \"-\", \"asked\" }, { \"within\", \"-\", months(3) }, { \"as\", \"-\", \"peer\" } })"},
    {"trained", WM_KIND_TRAINING, "t",
     "cross(trained, \"t\", { { \"outcome\", \"-\", \"enrolled\", { \"enrolled\", \"completed\" }, \"failed\" },\n"
     "  { \"in_date\", \"-\", false }, { \"within\", \"-\", months(3), months(6) }, { \"count\", \"-\", 2 },\n"
     "  { \"provider\", \"-\", \"p\" } })"},
    {"qualified", WM_KIND_QUALIFICATION, "q", "cross(qualified, \"q\", { { \"at_least\", \"-\", 2, 3, 4, 9 } })"},
    {"experienced", WM_KIND_EXPERIENCE, "e",
     "cross(experienced, \"e\", { { \"at_least\", \"-\", months(2), months(4), days(91), days(93) },\n"
     "  { \"within\", \"-\", months(3), days(90) }, { \"min_fte\", \"-\", 0.6, 3 }, { \"voluntary\", \"-\", true, "
     "false } "
     "})\n"
     "cross(experienced, \"e\", { { \"more_than\", months(2), months(4), days(90), days(91) },\n"
     "  { \"within\", \"-\", months(3), days(90) } })"},
    {"supervised", WM_KIND_SUPERVISION, "s",
     "cross(supervised, \"s\", { { \"every\", weeks(4), weeks(6), months(1), days(0) },\n"
     "  { \"over\", weeks(4), months(1), months(3), months(6) }, { \"grace\", \"-\", days(7) } })"},
    {"appraised", WM_KIND_APPRAISAL, "x/l1",
     "cross(appraised, nil, { { \"recommended\", \"-\", true, false }, { \"within\", \"-\", months(3), months(6) },\n"
     "  { \"as\", \"-\", \"manager\" }, { \"level\", \"-\", \"l1\" } })"},
    {"evidenced", WM_KIND_EVIDENCE, "x/c",
     "cross(evidenced, \"c\", { { \"outcome\", \"-\", \"submitted\", { \"submitted\", \"verified\" } }, { \"count\", "
     "\"-\", 2 "
     "},\n"
     "  { \"method\", \"watched\", { \"watched\", \"asked\" } }, { \"within\", \"-\", months(3) }, { \"per_method\", "
     "\"-\", "
     "true } })"},
    {"signed off", WM_KIND_SIGNOFF, "i",
     "cross(signed_off, \"i\", { { \"as\", \"-\", \"manager\", { \"manager\", \"peer\" } },\n"
     "  { \"method\", \"watched\", { \"watched\", \"asked\" } }, { \"routes\", \"-\", \"all\" } })"},
    {"in a role", WM_KIND_ROLE, "r",
     "cross(in_role, \"r\", { { \"at_least\", \"-\", months(2), months(4), days(61) },\n"
     "  { \"less_than\", \"-\", months(2), months(3), days(62) }, { \"min_fte\", \"-\", 0.6 } })"},
    {"related", WM_KIND_RELATION, "n", "cross(related, \"n\", {}) cross(related, \"n\", {})"},
    {"measured", WM_KIND_MEASURE, "m",
     "cross(measured, \"m\", { { \"at_least\", \"-\", 2, 5 }, { \"at_most\", \"-\", 1, 4, 6 },\n"
     "  { \"within\", \"-\", months(3), days(95) } })"},
    {"recorded", WM_KIND_TRAINING, "t",
     "cross(recorded, \"t\", { { \"kind\", \"training\" }, { \"outcome\", \"-\", \"completed\", { \"failed\", "
     "\"completed\" } "
     "},\n"
     "  { \"at_least\", \"-\", 2, 5 }, { \"at_most\", \"-\", 1, 6 }, { \"count\", \"-\", 2 }, { \"as\", \"-\", "
     "\"manager\" },\n"
     "  { \"within\", \"-\", months(3) }, { \"in_date\", \"-\", false } })"},
};

static struct wm_error error;
static wm_day as_of;
static struct wm_ruleset *ruleset;
static struct wm_lint_report report;
static struct wm_portfolio *people[PEOPLE];
static uint64_t met[LEVELS_MOST][WORDS]; // of each level: who meets it

// People -------------------------------------------------------------------------------------------------------------

static struct wm_text pick(struct generator *generator, const char *const *choices) {
    uint32_t count = 0;
    while (choices[count] != NULL)
        count++;
    const char *text = choices[generate_below(generator, count)];
    return (struct wm_text){text, strlen(text)};
}

static void make_record(struct generator *generator, const struct subject *subject, struct wm_record *record) {
    static const char *const capacities[] = {"self", "peer", "manager", "manager", NULL},
                             *const methods[] = {"watched", "asked", NULL}, *const people_of[] = {"p", "q", NULL},
                             *const voluntary[] = {"voluntary", "", NULL};
    const struct wm_kind_form *form = wm_kind_form(subject->kind);
    *record = (struct wm_record){.kind = subject->kind, .until = WM_DAY_NONE};
    record->subject = (struct wm_text){subject->subject, strlen(subject->subject)};
    record->on = as_of - 230 + (wm_day)generate_below(generator, 240);
    if (form->need[WM_FIELD_UNTIL] != WM_NEED_REFUSED && generate_chance(generator, 40))
        record->until = record->on + (wm_day)generate_below(generator, 200);
    if (form->need[WM_FIELD_BY] != WM_NEED_REFUSED)
        record->by = pick(generator, people_of);
    if (form->need[WM_FIELD_AS] != WM_NEED_REFUSED)
        record->as = pick(generator, capacities);
    if (form->need[WM_FIELD_METHOD] != WM_NEED_REFUSED)
        record->method = pick(generator, subject->kind == WM_KIND_EXPERIENCE ? voluntary : methods);
    bool outcome = form->need[WM_FIELD_OUTCOME] == WM_NEED_REQUIRED;
    if (outcome || (form->need[WM_FIELD_OUTCOME] == WM_NEED_OPTIONAL && generate_chance(generator, 15)))
        record->outcome = pick(generator, form->outcomes);
    record->has_value = form->need[WM_FIELD_VALUE] == WM_NEED_REQUIRED ||
                        (form->need[WM_FIELD_VALUE] == WM_NEED_OPTIONAL && generate_chance(generator, 70));
    bool share = subject->kind == WM_KIND_EXPERIENCE || subject->kind == WM_KIND_ROLE;
    uint32_t most = subject->kind == WM_KIND_ASSESSMENT ? 3 : 8;
    if (record->has_value)
        record->value = share ? WM_NUMBER_ONE / 4 * (1 + generate_below(generator, 4))
                              : WM_NUMBER_ONE * (wm_number)generate_below(generator, most);
}

// Some have a rhythm, since chance alone keeps none.
static void make_person(struct generator *generator, const struct subject *subject, struct wm_portfolio **ret_person) {
    struct wm_portfolio_builder *builder;
    struct wm_record record;
    uint32_t count = generate_below(generator, 6), step = 20 + generate_below(generator, 30);
    bool rhythm = subject->kind == WM_KIND_SUPERVISION && generate_chance(generator, 70);
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    if (rhythm)
        count = 3 + generate_below(generator, 8);
    for (uint32_t i = 0; i < count; i++) {
        make_record(generator, subject, &record);
        if (rhythm)
            record.on = as_of - (wm_day)(i * step);
        wm_test_ok(wm_portfolio_builder_add(builder, (int64_t)i + 1, &record, &error), &error);
    }
    wm_test_ok(wm_portfolio_builder_finish(builder, ret_person, &error), &error);
    wm_portfolio_builder_free(builder);
}

// Rules --------------------------------------------------------------------------------------------------------------

static void make(const struct subject *subject) {
    static char text[16384];
    snprintf(text, sizeof text, "%s%s\n", head, subject->rules);
    const struct wm_ruleset_file files[] = {{"frameworks/x/framework.lua", text, strlen(text)}};
    struct wm_pack_files pack = {files, 1};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    wm_test_ok(wm_pack_build_framework(&source, "x", NULL, 0, NULL, &ruleset, &error), &error);
    wm_test_ok(wm_lint_run(&source, "frameworks/x", NULL, &report, &error), &error);
    assert_true(ruleset->level_count <= LEVELS_MOST);
    struct generator generator = {(uint64_t)(subject - subjects) + 1};
    for (uint32_t i = 0; i < PEOPLE; i++)
        make_person(&generator, subject, &people[i]);
    memset(met, 0, sizeof met);
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        for (uint32_t k = 0; k < PEOPLE; k++) {
            wm_day next;
            if (wm_decide_verdict(ruleset->levels[i], people[k], as_of, &next) == WM_VERDICT_MET)
                met[i][k / 64] |= UINT64_C(1) << (k % 64);
        }
    }
}

static void unmake(void) {
    for (uint32_t i = 0; i < PEOPLE; i++)
        wm_portfolio_unref(people[i]);
    wm_lint_report_clear(&report);
    wm_ruleset_unref(ruleset);
}

// Claims ---------------------------------------------------------------------------------------------------------------

static bool anybody(uint32_t one, bool meets_one, uint32_t other, bool meets_other) {
    for (uint32_t i = 0; i < WORDS; i++) {
        uint64_t a = meets_one ? met[one][i] : ~met[one][i], b = meets_other ? met[other][i] : ~met[other][i];
        if ((a & b) != 0)
            return true;
    }
    return false;
}

static void refuted(const struct subject *subject, const char *claim, uint32_t one, uint32_t other) {
    fail_msg("%s: lint says that \"%s\" %s \"%s\", and somebody shows otherwise", subject->name,
             ruleset->levels[one]->requires->says, claim, ruleset->levels[other]->requires->says);
}

// How many pairs lint is sure of.
static uint32_t check_pairs(const struct subject *subject) {
    uint32_t sure = 0;
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        for (uint32_t k = 0; k < ruleset->level_count; k++) {
            const struct wm_criterion *one = ruleset->levels[i]->requires, *other = ruleset->levels[k]->requires;
            bool implies = i != k && wm_lint_implies(one, other), excludes = i != k && wm_lint_excludes(one, other);
            if (implies && anybody(i, true, k, false))
                refuted(subject, "implies", i, k);
            if (excludes && anybody(i, true, k, true))
                refuted(subject, "excludes", i, k);
            sure += implies || excludes ? 1 : 0;
        }
    }
    return sure;
}

static void check_reach(const struct subject *subject) {
    for (uint32_t i = 0; i < report.count; i++) {
        unsigned number = 0;
        if (strcmp(report.findings[i].rule->code, "WM201") != 0)
            continue;
        assert_int_equal(sscanf(report.findings[i].message, "nobody can ever reach level \"l%u\"", &number), 1);
        char full[32];
        int length = snprintf(full, sizeof full, "x/l%u", number);
        const struct wm_level *level = wm_ruleset_level(ruleset, full, (size_t)length);
        assert_non_null(level);
        if (anybody(level->index, true, level->index, true))
            fail_msg("%s: lint says that nobody reaches \"%s\", and somebody does", subject->name,
                     level->requires->says);
    }
}

static uint32_t levels_that_some_reach(void) {
    uint32_t reached = 0;
    for (uint32_t i = 0; i < ruleset->level_count; i++)
        reached += anybody(i, true, i, true) ? 1 : 0;
    return reached;
}

static void test_nobody_refutes_lint(void **state) {
    (void)state;
    wm_test_ok(wm_day_parse(AS_OF, strlen(AS_OF), &as_of, &error), &error);
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        make(&subjects[i]);
        if (check_pairs(&subjects[i]) == 0)
            fail_msg("%s: lint is sure of nothing, so nothing was tested", subjects[i].name);
        check_reach(&subjects[i]);
        if (levels_that_some_reach() < ruleset->level_count / 4)
            fail_msg("%s: hardly anybody meets anything, so little was tested", subjects[i].name);
        unmake();
    }
}

WM_TEST_MAIN(cmocka_unit_test(test_nobody_refutes_lint))
