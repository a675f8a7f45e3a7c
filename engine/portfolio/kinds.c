// SPDX-License-Identifier: MIT
#include "engine/portfolio/kinds.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const field_names[WM_FIELD_COUNT] = {
#define X(name, text) [WM_FIELD_##name] = text,
    WM_FIELD_MAP(X)
#undef X
};

const char *wm_field_name(enum wm_field field) {
    return (size_t)field < COUNT(field_names) ? field_names[field] : "";
}

enum wm_field wm_field_parse(const char *text, size_t length) {
    for (size_t i = 0; i < COUNT(field_names); i++) {
        // The first byte decides nearly always, and costs no call.
        if (length > 0 && field_names[i][0] == text[0] && strlen(field_names[i]) == length &&
            memcmp(field_names[i], text, length) == 0)
            return (enum wm_field)i;
    }
    return WM_FIELD_COUNT;
}

static const char *const formative[] = {"formative", NULL};
static const char *const equivalent[] = {"equivalent", NULL};
static const char *const training[] = {"enrolled", "undertaking", "completed", "failed", "equivalent", NULL};
static const char *const appraisal[] = {"recommended", "not-recommended", NULL};
static const char *const evidence[] = {"submitted", "verified", "rejected", "formative", NULL};
static const char *const signoff[] = {"equivalent", "declined", NULL};

#define REFUSED WM_NEED_REFUSED
#define OPTIONAL WM_NEED_OPTIONAL
#define REQUIRED WM_NEED_REQUIRED

// The columns of the design's table; what every kind takes alike is added here.
#define NEEDS(outcome, value, until, by, as, method)                                                                   \
    {                                                                                                                  \
        [WM_FIELD_KIND] = REQUIRED, [WM_FIELD_SUBJECT] = REQUIRED, [WM_FIELD_ON] = REQUIRED,                           \
        [WM_FIELD_REF] = OPTIONAL, [WM_FIELD_DIGEST] = OPTIONAL, [WM_FIELD_NOTE] = OPTIONAL,                           \
        [WM_FIELD_DATA] = OPTIONAL, [WM_FIELD_KEY] = OPTIONAL, [WM_FIELD_OUTCOME] = (outcome),                         \
        [WM_FIELD_VALUE] = (value), [WM_FIELD_UNTIL] = (until), [WM_FIELD_BY] = (by), [WM_FIELD_AS] = (as),            \
        [WM_FIELD_METHOD] = (method)                                                                                   \
    }

#define SHARE                                                                                                          \
    { .what = "the full-time share", .least = 0, .most = 2 * WM_NUMBER_ONE, .above_least = true }

static const struct wm_kind_form forms[WM_KIND_COUNT] = {
    [WM_KIND_ASSESSMENT] =
        {"assessment", "an assessment", NEEDS(OPTIONAL, REQUIRED, OPTIONAL, REQUIRED, REQUIRED, OPTIONAL), formative,
         .value = {.what = "a point of the scale", .least = -1000 * WM_NUMBER_ONE, .most = 1000 * WM_NUMBER_ONE}},
    [WM_KIND_TRAINING] = {"training", "a training", NEEDS(REQUIRED, OPTIONAL, OPTIONAL, OPTIONAL, REFUSED, OPTIONAL),
                          training, .value = {.what = "hours", .least = 0, .most = 10000 * WM_NUMBER_ONE}},
    [WM_KIND_QUALIFICATION] = {"qualification", "a qualification",
                               NEEDS(OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL, REFUSED, OPTIONAL), equivalent,
                               .value = {"the RQF level", 0, 8 * WM_NUMBER_ONE, .whole = true}},
    [WM_KIND_EXPERIENCE] = {"experience", "an experience",
                            NEEDS(OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL, REFUSED, OPTIONAL), equivalent,
                            .value = SHARE},
    [WM_KIND_SUPERVISION] = {"supervision", "a supervision",
                             NEEDS(REFUSED, OPTIONAL, REFUSED, REQUIRED, REQUIRED, OPTIONAL), NULL,
                             .value = {.what = "minutes", .least = 0, .most = 1440 * WM_NUMBER_ONE}},
    [WM_KIND_APPRAISAL] = {"appraisal", "an appraisal",
                           NEEDS(REQUIRED, REFUSED, OPTIONAL, REQUIRED, REQUIRED, OPTIONAL), appraisal, .value = {0}},
    [WM_KIND_EVIDENCE] = {"evidence", "an evidence", NEEDS(REQUIRED, REFUSED, OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL),
                          evidence, .value = {0}},
    [WM_KIND_SIGNOFF] = {"signoff", "a signoff", NEEDS(OPTIONAL, REFUSED, OPTIONAL, REQUIRED, REQUIRED, OPTIONAL),
                         signoff, .value = {0}},
    [WM_KIND_ROLE] = {"role", "a role", NEEDS(REFUSED, OPTIONAL, OPTIONAL, REFUSED, REFUSED, REFUSED), NULL,
                      .value = SHARE},
    [WM_KIND_RELATION] = {"relation", "a relation", NEEDS(REFUSED, REFUSED, OPTIONAL, REQUIRED, REFUSED, REFUSED), NULL,
                          .value = {0}},
    [WM_KIND_MEASURE] = {"measure", "a measure", NEEDS(REFUSED, REQUIRED, OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL), NULL,
                         .value = {.what = "a number", .least = -WM_NUMBER_LARGEST, .most = WM_NUMBER_LARGEST}},
    [WM_KIND_AWARD] = {.name = "award", .phrase = "an award"},
};

const struct wm_kind_form *wm_kind_form(enum wm_kind kind) {
    wm_require(kind > WM_KIND_NONE && kind < WM_KIND_AWARD);
    return &forms[kind];
}

const char *wm_kind_name(enum wm_kind kind) {
    return kind > WM_KIND_NONE && kind < WM_KIND_COUNT ? forms[kind].name : "";
}

enum wm_kind wm_kind_parse(const char *text, size_t length) {
    for (int kind = WM_KIND_NONE + 1; kind < WM_KIND_COUNT; kind++) {
        const char *name = forms[kind].name;
        if (length > 0 && name[0] == text[0] && strlen(name) == length && memcmp(name, text, length) == 0)
            return (enum wm_kind)kind;
    }
    return WM_KIND_NONE;
}
