// SPDX-License-Identifier: MIT
// Criteria: each verb with what it may be asked, and the combinations of them.
#include "tests/fuzz/rules.h"

struct constraint {
    const char *name;
    enum rules_value value;
    const struct rules_words *words; // of codes and texts
};

static const char *const using_names[] = {"latest", "best", "median", "all"};
static const char *const outcome_names[] = {"completed", "enrolled", "undertaking"};
static const char *const evidence_names[] = {"verified", "submitted", "formative"};
static const char *const appraisal_names[] = {"recommended", "not-recommended"};
static const char *const route_names[] = {"any", "all"};
static const struct rules_words usings = RULES_WORDS(using_names), outcomes = RULES_WORDS(outcome_names),
                                evidences = RULES_WORDS(evidence_names), appraisals = RULES_WORDS(appraisal_names),
                                routes = RULES_WORDS(route_names);
#define METHODS &rules_names[RULES_METHOD]

static const struct constraint assessed[] = {{"at_least", RULES_SCORE, NULL},  {"using", RULES_CODE, &usings},
                                             {"within", RULES_SPAN, NULL},     {"as", RULES_CODES, &rules_capacities},
                                             {"method", RULES_CODES, METHODS}, {"count", RULES_WHOLE, NULL},
                                             {"assessors", RULES_WHOLE, NULL}};
static const struct constraint trained[] = {{"within", RULES_SPAN, NULL},
                                            {"outcome", RULES_CODES, &outcomes},
                                            {"in_date", RULES_BOOLEAN, NULL},
                                            {"count", RULES_WHOLE, NULL},
                                            {"provider", RULES_TEXTS, &rules_people}};
static const struct constraint qualified[] = {{"at_least", RULES_WHOLE, NULL}};
static const struct constraint experienced[] = {{"at_least", RULES_SPAN, NULL},
                                                {"within", RULES_SPAN, NULL},
                                                {"voluntary", RULES_BOOLEAN, NULL},
                                                {"min_fte", RULES_SHARE, NULL}};
static const struct constraint beyond[] = {{"more_than", RULES_SPAN, NULL}, {"min_fte", RULES_SHARE, NULL}};
static const struct constraint evidenced[] = {{"count", RULES_WHOLE, NULL},
                                              {"outcome", RULES_CODES, &evidences},
                                              {"within", RULES_SPAN, NULL},
                                              {"method", RULES_CODES, METHODS}};
static const struct constraint signed_off[] = {{"as", RULES_CODES, &rules_capacities},
                                               {"method", RULES_CODES, METHODS}};
static const struct constraint by_route[] = {{"routes", RULES_CODE, &routes}, {"as", RULES_CODES, &rules_capacities}};
static const struct constraint in_role[] = {
    {"at_least", RULES_SPAN, NULL}, {"min_fte", RULES_SHARE, NULL}, {"less_than", RULES_SPAN, NULL}};
static const struct constraint measured[] = {
    {"at_least", RULES_SCORE, NULL}, {"within", RULES_SPAN, NULL}, {"at_most", RULES_SCORE, NULL}};
static const struct constraint appraised[] = {{"recommended", RULES_BOOLEAN, NULL},
                                              {"within", RULES_SPAN, NULL},
                                              {"as", RULES_CODES, &rules_capacities},
                                              {"after", RULES_CODE, &rules_names[RULES_COURSE]}};
static const struct constraint recorded_assessment[] = {{"at_least", RULES_SCORE, NULL},
                                                        {"as", RULES_CODES, &rules_capacities},
                                                        {"by", RULES_TEXTS, &rules_people},
                                                        {"count", RULES_WHOLE, NULL},
                                                        {"in_date", RULES_BOOLEAN, NULL}};
static const struct constraint recorded_training[] = {{"outcome", RULES_CODES, &outcomes},
                                                      {"within", RULES_SPAN, NULL},
                                                      {"method", RULES_CODES, METHODS},
                                                      {"count", RULES_WHOLE, NULL}};
static const struct constraint recorded_share[] = {{"min_fte", RULES_SHARE, NULL}, {"count", RULES_WHOLE, NULL}};
static const struct constraint recorded_evidence[] = {{"outcome", RULES_CODES, &evidences},
                                                      {"by", RULES_TEXTS, &rules_people}};
static const struct constraint recorded_measure[] = {
    {"at_least", RULES_SCORE, NULL}, {"at_most", RULES_SCORE, NULL}, {"within", RULES_SPAN, NULL}};
static const struct constraint recorded_appraisal[] = {{"outcome", RULES_CODES, &appraisals},
                                                       {"as", RULES_CODES, &rules_capacities}};

static const struct verb {
    const char *text; // up to the subjects
    int about;        // enum rules_thing; -1: nothing
    const struct constraint *constraints;
    uint32_t count;
} verbs[] = {
#define WITH(array) (array), sizeof(array) / sizeof((array)[0])
    {"trained { ", RULES_COURSE, WITH(trained)},
    {"assessed { ", RULES_COMPETENCY, WITH(assessed)},
    {"qualified { ", RULES_QUALIFICATION, WITH(qualified)},
    {"experienced { ", RULES_EXPERIENCE, WITH(experienced)},
    {"experienced { \"care\", \"advice\", together = true, ", -1, WITH(experienced)},
    {"experienced { ", RULES_EXPERIENCE, WITH(beyond)},
    {"related { ", RULES_RELATION, NULL, 0},
    {"evidenced { ", RULES_ITEM, WITH(evidenced)},
    {"evidenced { ", RULES_COMPETENCY, WITH(evidenced)},
    {"signed_off { ", RULES_ITEM, WITH(signed_off)},
    {"signed_off { ", RULES_COMPETENCY, WITH(signed_off)},
    {"signed_off { method = { \"observation\", \"interview\" }, ", RULES_ITEM, WITH(by_route)},
    {"in_role { ", RULES_ROLE, WITH(in_role)},
    {"measured { ", RULES_MEASURE, WITH(measured)},
    {"shown { ", RULES_COMPETENCY, NULL, 0},
    {"appraised { ", -1, WITH(appraised)},
    {"recorded { kind = \"assessment\", ", RULES_COMPETENCY, WITH(recorded_assessment)},
    {"recorded { kind = \"training\", ", RULES_COURSE, WITH(recorded_training)},
    {"recorded { kind = \"experience\", ", RULES_EXPERIENCE, WITH(recorded_share)},
    {"recorded { kind = \"role\", ", RULES_ROLE, WITH(recorded_share)},
    {"recorded { kind = \"evidence\", ", RULES_ITEM, WITH(recorded_evidence)},
    {"recorded { kind = \"measure\", ", RULES_MEASURE, WITH(recorded_measure)},
    {"recorded { kind = \"appraisal\", ", -1, WITH(recorded_appraisal)},
#undef WITH
};
enum { VERBS = sizeof verbs / sizeof verbs[0] };

// What the names begin with that a framework has for itself.
static const char *prefix(const struct rules_writer *writer, int thing) {
    return writer->place == RULES_IN_OWN && thing == RULES_COMPETENCY ? "f/" : "";
}

static void write_selection(struct rules_writer *writer, int thing) {
    static const char *const plurals[RULES_THINGS] = {"competencies", "courses", "items",     "qualifications",
                                                      "experiences",  "roles",   "relations", "supervisions",
                                                      "measures",     "methods", "capacities"};
    rules_add(writer, "%s { ", plurals[thing]);
    switch (rules_below(writer, 4)) {
    case 0: rules_add(writer, "tag = \"core\" }, "); break;
    case 1: rules_add(writer, "level = \"first\" }, "); break;
    case 2: rules_add(writer, "except = \"%s\" }, ", rules_names[thing].names[1]); break;
    default:
        rules_add(writer, "%s }, ",
                  thing == RULES_COMPETENCY ? "domain = \"people\", scale = \"five\""
                  : thing == RULES_COURSE   ? "teaches = \"listening\""
                  : thing == RULES_ITEM     ? "essential = true"
                                            : "tag = { \"core\", \"other\" }");
    }
}

static void write_subjects(struct rules_writer *writer, int thing) {
    const struct rules_words *words = &rules_names[thing];
    uint32_t how = rules_below(writer, 10);
    if (how < 6 || writer->place == RULES_IN_OWN) {
        rules_add(writer, "\"%s%s\", ", prefix(writer, thing), rules_pick(writer, words));
        return;
    }
    if (how == 6) {
        rules_add(writer, "\"%s\", \"%s\", ", words->names[0], words->names[1]);
    } else if (how == 7) {
        rules_write_value(writer, RULES_CODES, words);
        rules_add(writer, ", ");
    } else {
        write_selection(writer, thing);
    }
    if (rules_once_in(writer, 3)) {
        rules_add(writer, "need = ");
        if (rules_once_in(writer, 2))
            rules_write_value(writer, RULES_PERCENT, NULL);
        else
            rules_add(writer, "1");
        rules_add(writer, ", ");
    }
}

void rules_write_label(struct rules_writer *writer) {
    uint32_t how = rules_below(writer, 16);
    if (how == 15 && !writer->nameless)
        rules_add(writer, "id = \"id-%u\", ", ++writer->ids);
    else if (how == 14)
        rules_add(writer, "says = \"in words\", ");
    else if (how == 13)
        rules_add(writer, "hint = \"ask \\\"them\\\"\", ");
}

static void write_constraints(struct rules_writer *writer, const struct constraint *constraints, uint32_t count) {
    uint32_t asked = rules_below(writer, 256);
    for (uint32_t i = 0; i < count; i++) {
        if ((asked & 1u << i) == 0)
            continue;
        rules_add(writer, "%s = ", constraints[i].name);
        rules_write_value(writer, constraints[i].value, constraints[i].words);
        rules_add(writer, ", ");
    }
}

static void write_supervised(struct rules_writer *writer) {
    static const char *const every[] = {"days(30)", "weeks(4)", "months(1)", "days(7)"};
    static const char *const over[] = {"months(6)", "days(120)", "years(1)", "months(2)"};
    static const struct rules_words rhythms = RULES_WORDS(every), windows = RULES_WORDS(over);
    rules_add(writer, "supervised { \"%s\", ", rules_pick(writer, &rules_names[RULES_SUPERVISION]));
    if (rules_once_in(writer, 3)) {
        rules_add(writer, "per = \"calendar-month\", over = months(%u), ", 1 + rules_below(writer, 4));
    } else {
        rules_add(writer, "every = %s, over = %s, ", rules_pick(writer, &rhythms), rules_pick(writer, &windows));
        if (rules_once_in(writer, 3))
            rules_add(writer, "grace = days(%u), ", rules_below(writer, 20));
    }
    if (rules_once_in(writer, 3))
        rules_add(writer, "in_role = \"%s\", ", rules_pick(writer, &rules_names[RULES_ROLE]));
}

static void write_setting(struct rules_writer *writer) {
    if (writer->parameters == 0 || writer->place == RULES_IN_OWN) {
        rules_add(writer, "holds { \"%sfirst\", ", writer->place == RULES_IN_OWN ? "f/" : "");
        return;
    }
    rules_add(writer, "setting { \"path\", is = %s, ",
              rules_once_in(writer, 2) ? "\"short\"" : "{ \"long\", \"short\" }");
}

void rules_write_leaf(struct rules_writer *writer) {
    uint32_t which = rules_below(writer, VERBS + 3);
    writer->criteria++;
    if (which < VERBS && verbs[which].text[0] == 's' && verbs[which].text[1] == 'h' && writer->nameless)
        which = 0; // nothing is shown by being shown
    if (which >= VERBS) {
        if (which == VERBS)
            write_supervised(writer);
        else if (which == VERBS + 1)
            write_setting(writer);
        else
            rules_add(writer, "holds { \"%sfirst\", ", writer->place == RULES_IN_OWN ? "f/" : "");
    } else {
        rules_add(writer, "%s", verbs[which].text);
        if (verbs[which].about >= 0)
            write_subjects(writer, verbs[which].about);
        write_constraints(writer, verbs[which].constraints, verbs[which].count);
    }
    rules_write_label(writer);
    rules_add(writer, "}");
}

// Combinations --------------------------------------------------------------------------------------------------------

enum { DEPTH = 3, CRITERIA_MOST = 40 };

static void write_list(struct rules_writer *writer, unsigned depth, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        rules_write_tree(writer, depth + 1);
        rules_add(writer, ", ");
    }
}

static void write_weighed(struct rules_writer *writer, unsigned depth) {
    static const char *const weights[] = {"1", "2.5", "5"};
    static const struct rules_words weighed = RULES_WORDS(weights);
    for (uint32_t count = 1 + rules_below(writer, 3); count > 0; count--) {
        rules_add(writer, "{ ");
        rules_write_tree(writer, depth + 1);
        rules_add(writer, ", %s }, ", rules_pick(writer, &weighed));
    }
    rules_add(writer, "at_least = ");
    rules_write_value(writer, RULES_WHOLE, NULL);
    rules_add(writer, ", ");
}

static void write_combination(struct rules_writer *writer, unsigned depth, uint32_t how) {
    static const char *const words[] = {"all { ", "any { ", "none { "};
    if (how < 3) {
        rules_add(writer, "%s", words[how]);
        write_list(writer, depth, 1 + rules_below(writer, 3));
    } else if (how == 3) {
        uint32_t count = 1 + rules_below(writer, 3);
        rules_add(writer, "at_least(");
        if (rules_once_in(writer, 2))
            rules_write_value(writer, RULES_PERCENT, NULL);
        else
            rules_add(writer, "%u", 1 + rules_below(writer, count));
        rules_add(writer, ") { ");
        write_list(writer, depth, count);
    } else if (how == 4) {
        rules_add(writer, "points { ");
        write_weighed(writer, depth);
    } else {
        rules_add(writer, "when { ");
        write_list(writer, depth, 2 + rules_below(writer, 2));
    }
    rules_write_label(writer);
    rules_add(writer, "}");
}

void rules_write_tree(struct rules_writer *writer, unsigned depth) {
    uint32_t how = rules_below(writer, 24);
    writer->criteria++;
    if (how < 10 || writer->criteria > CRITERIA_MOST) {
        rules_write_leaf(writer);
    } else if (how < 13 && writer->customs > 0 && writer->place == RULES_IN_FRAMEWORK) {
        rules_add(writer, "custom_%u", 1 + rules_below(writer, writer->customs));
    } else if (how < 15 && writer->lower > 0) {
        rules_add(writer, "meets \"%s%s\"", writer->place == RULES_IN_OWN ? "f/" : "",
                  writer->lower_names[rules_below(writer, writer->lower)]);
    } else if (how == 15 && writer->place == RULES_IN_FRAMEWORK && !writer->nameless) {
        rules_add(writer, "shared");
    } else if (how >= 16 && depth < DEPTH) {
        write_combination(writer, depth, how % 6);
    } else {
        rules_write_leaf(writer);
    }
}
