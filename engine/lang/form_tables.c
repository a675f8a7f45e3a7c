// SPDX-License-Identifier: MIT
// The tables of the rule language: what each word takes. Source: design "The rule language" and its fine print.
#include "engine/lang/form.h"

#include "engine/criteria/crosswalk.h"
#include "engine/lang/draft.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FORMS(array)                                                                                                   \
    { (array), COUNT(array), NULL }

#define OR_PARAMETER(types) ((types) | WM_FORM_PARAMETER)
#define NUMBER(name)                                                                                                   \
    { name, OR_PARAMETER(WM_FORM_NUMBER), NULL, false }
#define WHOLE(name)                                                                                                    \
    { name, OR_PARAMETER(WM_FORM_WHOLE), NULL, false }
#define SPAN(name)                                                                                                     \
    { name, OR_PARAMETER(WM_FORM_SPAN), NULL, false }
#define CODES(name)                                                                                                    \
    { name, OR_PARAMETER(WM_FORM_IDS), NULL, false }
#define BOOLEAN(name)                                                                                                  \
    { name, OR_PARAMETER(WM_FORM_BOOLEAN), NULL, false }
#define CHOICE(name, choices)                                                                                          \
    { name, OR_PARAMETER(WM_FORM_ID), choices, false }

static const char *const using_choices[] = {"latest", "best", "median", "all", NULL};
static const char *const per_choices[] = {"calendar-month", NULL};
static const char *const route_choices[] = {"any", "all", NULL};
static const char *const kind_choices[] = {"assessment",  "training",  "qualification", "experience",
                                           "supervision", "appraisal", "evidence",      "signoff",
                                           "role",        "relation",  "measure",       NULL};
static const char *const value_choices[] = {"number", "percent", "span", "boolean", "code", "codes", NULL};

// Constraints of the leaves ---------------------------------------------------------------------------------------

static const struct wm_form assessed[] = {
    NUMBER("at_least"), CODES("as"),        CODES("method"), SPAN("within"), CHOICE("using", using_choices),
    WHOLE("count"),     WHOLE("assessors"),
};
static const struct wm_form trained[] = {
    CODES("outcome"),
    BOOLEAN("in_date"),
    SPAN("within"),
    WHOLE("count"),
    {"provider", OR_PARAMETER(WM_FORM_PEOPLE), NULL, false},
};
static const struct wm_form qualified[] = {NUMBER("at_least")};
static const struct wm_form experienced[] = {
    SPAN("at_least"),     SPAN("more_than"), SPAN("within"),
    BOOLEAN("voluntary"), NUMBER("min_fte"), {"together", WM_FORM_BOOLEAN, NULL, false},
};
static const struct wm_form supervised[] = {
    SPAN("every"), SPAN("over"), SPAN("grace"), CHOICE("per", per_choices), CHOICE("in_role", NULL),
};
static const struct wm_form appraised[] = {
    BOOLEAN("recommended"), SPAN("within"), CODES("level"), CODES("as"), CHOICE("after", NULL),
};
static const struct wm_form evidenced[] = {
    WHOLE("count"), CODES("method"), CODES("outcome"), SPAN("within"), BOOLEAN("per_method"),
};
static const struct wm_form signed_off[] = {CODES("as"), CODES("method"), CHOICE("routes", route_choices)};
static const struct wm_form in_role[] = {SPAN("at_least"), SPAN("less_than"), NUMBER("min_fte")};
static const struct wm_form measured[] = {NUMBER("at_least"), NUMBER("at_most"), SPAN("within")};
static const struct wm_form recorded[] = {
    {"kind", WM_FORM_ID, kind_choices, true},
    CODES("outcome"),
    CODES("as"),
    CODES("method"),
    {"by", OR_PARAMETER(WM_FORM_PEOPLE), NULL, false},
    SPAN("within"),
    BOOLEAN("in_date"),
    NUMBER("at_least"),
    NUMBER("at_most"),
    WHOLE("count"),
    NUMBER("min_fte"),
};
static const struct wm_form setting[] = {
    {"is", WM_FORM_IDS | WM_FORM_NUMBER | WM_FORM_PERCENT | WM_FORM_SPAN | WM_FORM_BOOLEAN, NULL, true},
};

static const struct wm_form points[] = {{"at_least", OR_PARAMETER(WM_FORM_NUMBER), NULL, true}};
static const struct wm_form any_criterion[] = {
    {"id", WM_FORM_ID, NULL, false},
    {"says", WM_FORM_TEXT, NULL, false},
    {"hint", WM_FORM_TEXT, NULL, false},
};
static const struct wm_form custom[] = {
    {"id", WM_FORM_ID, NULL, true},
    {"says", WM_FORM_TEXT, NULL, true},
    {"hint", WM_FORM_TEXT, NULL, false},
};
static const struct wm_form with_subjects[] = {
    {"need", OR_PARAMETER(WM_FORM_WHOLE | WM_FORM_PERCENT), NULL, false},
};

const struct wm_forms *wm_forms_of_verb(enum wm_verb verb) {
    static const struct wm_forms none = {NULL, 0, NULL};
    static const struct wm_forms tables[WM_VERB_COUNT] = {
        [WM_VERB_ASSESSED] = FORMS(assessed),     [WM_VERB_TRAINED] = FORMS(trained),
        [WM_VERB_QUALIFIED] = FORMS(qualified),   [WM_VERB_EXPERIENCED] = FORMS(experienced),
        [WM_VERB_SUPERVISED] = FORMS(supervised), [WM_VERB_APPRAISED] = FORMS(appraised),
        [WM_VERB_EVIDENCED] = FORMS(evidenced),   [WM_VERB_SIGNED_OFF] = FORMS(signed_off),
        [WM_VERB_IN_ROLE] = FORMS(in_role),       [WM_VERB_MEASURED] = FORMS(measured),
        [WM_VERB_RECORDED] = FORMS(recorded),     [WM_VERB_FIXED] = FORMS(setting),
        [WM_VERB_POINTS] = FORMS(points),
    };
    return (unsigned)verb < WM_VERB_COUNT ? &tables[verb] : &none;
}

const struct wm_forms *wm_forms_of_criterion(enum wm_verb verb) {
    static const struct wm_forms common = {any_criterion, COUNT(any_criterion), NULL};
    static const struct wm_forms subjects = {with_subjects, COUNT(with_subjects), &common};
    static const struct wm_forms tables[WM_VERB_COUNT] = {
#define CHAIN(verb, array, next) [WM_VERB_##verb] = {(array), COUNT(array), (next)}
        CHAIN(ASSESSED, assessed, &subjects),     CHAIN(TRAINED, trained, &subjects),
        CHAIN(QUALIFIED, qualified, &subjects),   CHAIN(EXPERIENCED, experienced, &subjects),
        CHAIN(SUPERVISED, supervised, &subjects), CHAIN(EVIDENCED, evidenced, &subjects),
        CHAIN(SIGNED_OFF, signed_off, &subjects), CHAIN(IN_ROLE, in_role, &subjects),
        CHAIN(MEASURED, measured, &subjects),     CHAIN(RECORDED, recorded, &subjects),
        CHAIN(APPRAISED, appraised, &common),     CHAIN(POINTS, points, &common),
        CHAIN(FIXED, setting, &common),           CHAIN(CUSTOM, custom, NULL),
#undef CHAIN
    };
    if ((unsigned)verb < WM_VERB_COUNT && tables[verb].count > 0)
        return &tables[verb];
    bool takes_subjects =
        verb == WM_VERB_RELATED || verb == WM_VERB_HOLDS || verb == WM_VERB_MEETS || verb == WM_VERB_SHOWN;
    return takes_subjects ? &subjects : &common;
}

// Declarations ----------------------------------------------------------------------------------------------------

#define TEXT(name)                                                                                                     \
    { name, WM_FORM_TEXT, NULL, false }
#define TITLE                                                                                                          \
    { "title", WM_FORM_TEXT, NULL, true }
#define IDS(name)                                                                                                      \
    { name, WM_FORM_IDS, NULL, false }
#define ID(name)                                                                                                       \
    { name, WM_FORM_ID, NULL, false }
#define PLAIN(name, types)                                                                                             \
    { name, types, NULL, false }
#define COMMON TITLE, TEXT("says"), TEXT("source"), TEXT("url"), IDS("level"), IDS("tags")

static const struct wm_form scale[] = {TEXT("title"), TEXT("says"), TEXT("source"), TEXT("url"), IDS("tags")};
static const struct wm_form plain[] = {COMMON};
static const struct wm_form competency[] = {
    COMMON,
    ID("domain"),
    ID("scale"),
    PLAIN("anchors", WM_FORM_TABLE),
    PLAIN("shown_by", WM_FORM_CRITERIA | WM_FORM_FUNCTION),
};
static const struct wm_form domain[] = {COMMON, PLAIN("shown_by", WM_FORM_CRITERIA | WM_FORM_FUNCTION)};
static const struct wm_form course[] = {
    COMMON,
    PLAIN("hours", WM_FORM_NUMBER),
    PLAIN("cost", WM_FORM_NUMBER),
    {"mode", WM_FORM_ID, wm_course_modes, false},
    TEXT("provider"),
    IDS("teaches"),
    IDS("after"),
    PLAIN("valid", OR_PARAMETER(WM_FORM_SPAN)),
};
static const struct wm_form item[] = {
    COMMON,
    IDS("verify"),
    PLAIN("essential", WM_FORM_BOOLEAN),
    PLAIN("desirable", WM_FORM_BOOLEAN),
};
static const struct wm_form qualification[] = {COMMON, PLAIN("rqf", WM_FORM_NUMBER)};
static const struct wm_form measure[] = {COMMON, PLAIN("lower", WM_FORM_NUMBER), PLAIN("upper", WM_FORM_NUMBER)};
static const struct wm_form pay[] = {
    COMMON,
    {"from", WM_FORM_DAY, NULL, true},
    PLAIN("until", WM_FORM_DAY),
    {"rows", WM_FORM_TABLE, NULL, true},
};
static const struct wm_form parameter[] = {
    PLAIN("suggested", WM_FORM_ANY),
    PLAIN("default", WM_FORM_ANY),
    IDS("one_of"),
    {"of", WM_FORM_ID, value_choices, false},
    TEXT("title"),
    TEXT("says"),
    TEXT("source"),
    IDS("tags"),
};
static const struct wm_form level[] = {
    TEXT("title"),
    TEXT("says"),
    TEXT("source"),
    TEXT("url"),
    IDS("tags"),
    PLAIN("rank", WM_FORM_NUMBER),
    IDS("after"),
    PLAIN("grants", WM_FORM_TABLE),
    PLAIN("from", WM_FORM_DAY),
    PLAIN("until", WM_FORM_DAY),
    PLAIN("grandfather", WM_FORM_DAY),
    PLAIN("open", WM_FORM_BOOLEAN),
    PLAIN("desires", WM_FORM_CRITERIA),
    {"requires", WM_FORM_CRITERIA, NULL, true},
};
static const struct wm_form gate[] = {
    TEXT("title"),
    TEXT("says"),
    TEXT("source"),
    TEXT("url"),
    IDS("tags"),
    PLAIN("from", WM_FORM_DAY),
    PLAIN("until", WM_FORM_DAY),
    PLAIN("grandfather", WM_FORM_DAY),
    PLAIN("open", WM_FORM_BOOLEAN),
    PLAIN("desires", WM_FORM_CRITERIA),
    {"requires", WM_FORM_CRITERIA, NULL, true},
};
static const struct wm_form framework[] = {
    TITLE,
    TEXT("edition"),
    PLAIN("from", WM_FORM_DAY),
    PLAIN("until", WM_FORM_DAY),
    TEXT("source"),
    ID("scale"),
    PLAIN("defaults", WM_FORM_TABLE),
    PLAIN("open", WM_FORM_BOOLEAN),
    PLAIN("shown_by", WM_FORM_CRITERIA | WM_FORM_FUNCTION),
};
static const struct wm_form test[] = {
    PLAIN("as_of", WM_FORM_DAY),
    ID("level"),
    ID("gate"),
    PLAIN("person", WM_FORM_TABLE),
    PLAIN("expect", WM_FORM_EXPECTATION),
    ID("each_missing"),
    PLAIN("parameters", WM_FORM_TABLE),
};
static const struct wm_form organisation[] = {TITLE, TEXT("timezone")};
static const struct wm_form adopt[] = {
    PLAIN("parameters", WM_FORM_TABLE), PLAIN("accept_suggested", WM_FORM_BOOLEAN),  PLAIN("levels", WM_FORM_TABLE),
    PLAIN("gates", WM_FORM_TABLE),      PLAIN("grades", WM_FORM_ID | WM_FORM_TABLE),
};
static const struct wm_form recognise[] = {
    {"as", WM_FORM_ID, NULL, true},
    PLAIN("within", WM_FORM_SPAN),
    PLAIN("from", WM_FORM_PEOPLE),
    PLAIN("scale", WM_FORM_TABLE),
};
static const struct wm_form link[] = {
    {"to", WM_FORM_ID, NULL, true}, {"grade", WM_FORM_ID, wm_grades, true}, TEXT("says"), TEXT("source"),
    PLAIN("within", WM_FORM_SPAN),  PLAIN("scale", WM_FORM_TABLE),
};
static const struct wm_form assessors[] = {
    {"as", WM_FORM_IDS, NULL, true},
    {"kinds", WM_FORM_IDS, NULL, true},
    {"who", WM_FORM_CRITERIA, NULL, true},
};

const struct wm_forms *wm_forms_of_word(int word) {
    static const struct wm_forms common = FORMS(plain);
    static const struct wm_forms tables[WM_WORD_COUNT] = {
        [WM_DECLARED_SCALE] = FORMS(scale),
        [WM_DECLARED_DOMAIN] = FORMS(domain),
        [WM_DECLARED_COMPETENCY] = FORMS(competency),
        [WM_DECLARED_COURSE] = FORMS(course),
        [WM_DECLARED_ITEM] = FORMS(item),
        [WM_DECLARED_QUALIFICATION] = FORMS(qualification),
        [WM_DECLARED_MEASURE] = FORMS(measure),
        [WM_DECLARED_PAY] = FORMS(pay),
        [WM_WORD_PARAMETER] = FORMS(parameter),
        [WM_WORD_LEVEL] = FORMS(level),
        [WM_WORD_GATE] = FORMS(gate),
        [WM_WORD_FRAMEWORK] = FORMS(framework),
        [WM_WORD_TEST] = FORMS(test),
        [WM_WORD_ORGANISATION] = FORMS(organisation),
        [WM_WORD_ADOPT] = FORMS(adopt),
        [WM_WORD_RECOGNISE] = FORMS(recognise),
        [WM_WORD_LINK] = FORMS(link),
        [WM_WORD_ASSESSORS] = FORMS(assessors),
    };
    return word >= 0 && word < WM_WORD_COUNT && tables[word].count > 0 ? &tables[word] : &common;
}

// Filters of selections -------------------------------------------------------------------------------------------

#define FILTERS CODES("level"), CODES("tag"), CODES("except")

static const struct wm_form of_plain[] = {FILTERS};
static const struct wm_form of_competencies[] = {FILTERS, CODES("domain"), CODES("scale")};
static const struct wm_form of_courses[] = {FILTERS, CODES("teaches")};
static const struct wm_form of_items[] = {
    FILTERS,
    PLAIN("essential", WM_FORM_BOOLEAN),
    PLAIN("desirable", WM_FORM_BOOLEAN),
};

const struct wm_forms *wm_forms_of_selection(int declared) {
    static const struct wm_forms common = FORMS(of_plain), competencies = FORMS(of_competencies),
                                 courses = FORMS(of_courses), items = FORMS(of_items);
    switch (declared) {
    case WM_DECLARED_COMPETENCY: return &competencies;
    case WM_DECLARED_COURSE: return &courses;
    case WM_DECLARED_ITEM: return &items;
    default: return &common;
    }
}

// Expectations of tests -------------------------------------------------------------------------------------------

static const char *const outcome_choices[] = {"eligible", "not-eligible", "indeterminate", NULL};
static const struct wm_form of_eligible[] = {
    PLAIN("until", WM_FORM_DAY),
    {"changes_to", WM_FORM_ID, outcome_choices, false},
};
static const struct wm_form of_not_eligible[] = {
    PLAIN("until", WM_FORM_DAY),
    {"changes_to", WM_FORM_ID, outcome_choices, false},
    PLAIN("only", WM_FORM_PEOPLE),
};
static const struct wm_form of_indeterminate[] = {IDS("parameter")};

const struct wm_forms *wm_forms_of_expectation(const char *name) {
    static const struct wm_forms eligible = FORMS(of_eligible), not_eligible = FORMS(of_not_eligible),
                                 indeterminate = FORMS(of_indeterminate);
    if (strcmp(name, "eligible") == 0)
        return &eligible;
    return strcmp(name, "indeterminate") == 0 ? &indeterminate : &not_eligible;
}
