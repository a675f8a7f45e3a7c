// SPDX-License-Identifier: MIT
// A framework once built: what it declares, its levels and gates. Immutable, on the ruleset's arena.
#pragma once

#include "engine/criteria/query.h"

enum wm_declared { // kinds of declaration; the name as written in a pack
    WM_DECLARED_SCALE,
    WM_DECLARED_DOMAIN,
    WM_DECLARED_COMPETENCY,
    WM_DECLARED_COURSE,
    WM_DECLARED_ITEM,
    WM_DECLARED_QUALIFICATION,
    WM_DECLARED_EXPERIENCE,
    WM_DECLARED_ROLE,
    WM_DECLARED_RELATION,
    WM_DECLARED_CAPACITY,
    WM_DECLARED_SUPERVISION,
    WM_DECLARED_METHOD,
    WM_DECLARED_MEASURE,
    WM_DECLARED_ACTIVITY,
    WM_DECLARED_PAY,
    WM_DECLARED_DESTINATION,
    WM_DECLARED_COUNT
};
const char *wm_declared_name(enum wm_declared declared);
// "competency" -> "competencies", for the selections and for people.
const char *wm_declared_plural(enum wm_declared declared);

// In which capacity somebody can act without a pack declaring it; NULL at the end.
extern const char *const wm_capacities[];

// How a course is given: "e-learning", "in-house", "half-day", …; NULL at the end.
extern const char *const wm_course_modes[];

struct wm_framework;
struct wm_link;

struct wm_scale_point {
    wm_number value;
    const char *label;
};
struct wm_scale {
    const char *id;
    const struct wm_scale_point *points; // ascending by value
    uint32_t count;
};
bool wm_scale_has(const struct wm_scale *scale, wm_number value);
const char *wm_scale_label(const struct wm_scale *scale, wm_number value); // NULL when off the scale

struct wm_pay_row {
    const char *label;        // "under 2 years"
    wm_number from, until;    // completed years from (included), until (excluded; < 0 = open)
    wm_number hourly, annual; // GBP
};

// One declaration of any kind; fields that its kind does not have are zero.
struct wm_declaration {
    enum wm_declared declared;
    const char *id; // as declared
    wm_code code;   // as records name it: "framework/id" for competencies, the bare id for shared kinds
    const char *title;
    const char *says;   // statement, in words; may be NULL
    const char *source; // section; may be NULL
    const char *url;    // may be NULL
    struct wm_place where;
    const char *const *tags;
    uint32_t tag_count;
    const char *const *levels; // ids of levels it belongs to
    uint32_t level_count;
    const struct wm_declaration *domain; // competency
    const struct wm_scale *scale;        // competency, or the scale itself
    const char *const *anchors;          // competency: one text a point of its scale, or NULL
    bool has_hours, has_cost, has_valid, has_rqf, has_lower, has_upper;
    wm_number hours, cost, rqf, lower, upper;
    struct wm_span valid;                       // course
    const struct wm_parameter *valid_parameter; // course: the parameter it comes from, or NULL
    const char *mode;                           // course: one of wm_course_modes, or NULL
    const char *provider;                       // course: who gives it, in words; may be NULL
    struct wm_codes teaches;                    // course: competencies
    struct wm_codes after;                      // course: courses
    struct wm_codes verify;                     // item: routes (methods)
    bool essential, desirable;                  // item
    wm_code activity;   // activity: the code's text, e.g. a SNOMED identifier, is in `title`/`says`
    wm_day from, until; // pay: the table's days
    const struct wm_pay_row *pay;
    uint32_t pay_count;
    bool asked; // some criterion is about it, in whatever branch
};

enum wm_value_type {
    WM_VALUE_NUMBER,
    WM_VALUE_PERCENT,
    WM_VALUE_SPAN,
    WM_VALUE_BOOLEAN,
    WM_VALUE_CODE,
    WM_VALUE_CODES
};
struct wm_value {
    enum wm_value_type type;
    wm_number number; // NUMBER, PERCENT (of 100), BOOLEAN (0 or 1)
    struct wm_span span;
    struct wm_codes codes; // CODE: one
};
enum wm_parameter_origin {
    WM_ORIGIN_UNSET,        // suggested only: whatever needs it is unknown
    WM_ORIGIN_DEFAULT,      // what the source states
    WM_ORIGIN_SUGGESTED,    // the suggestion, accepted by the organisation
    WM_ORIGIN_ORGANISATION, // set by the organisation
    WM_ORIGIN_DEPARTS       // set by the organisation against the source's default
};
const char *wm_parameter_origin_name(enum wm_parameter_origin origin); // "unset", "default", "suggested", …

struct wm_parameter {
    const char *id;
    const char *says; // may be NULL
    const char *source;
    struct wm_place where;
    struct wm_framework *framework;
    enum wm_parameter_origin origin;
    enum wm_value_type type;
    struct wm_value value; // meaningful unless UNSET
    bool has_suggested, has_default;
    struct wm_value suggested, defaulted;
    bool read; // something depends on it, in whatever branch
};

struct wm_level {     // or a gate
    const char *id;   // "mid-career"
    const char *full; // "somerset-social-prescribing/mid-career"
    wm_code code;     // of `full`
    bool gate;
    const char *title;
    const char *says;   // may be NULL
    const char *source; // may be NULL
    struct wm_place where;
    struct wm_framework *framework;
    int32_t rank; // 0 when not given
    const struct wm_level *const *after;
    uint32_t after_count;
    wm_code pay;                   // grants = { pay = … }, or 0
    uint32_t pay_rows;             // so many of its rows, from the first; 0: all
    struct wm_criterion *requires; // never NULL
    struct wm_criterion *const *desires;
    uint32_t desire_count;
    const struct wm_criterion *const *eves; // GRANDFATHERED leaves that are reached from it, by the ruleset's order
    uint32_t eve_count;
    uint32_t leaf_count; // of requires, not through meets
    uint32_t index;      // place among all levels of the ruleset
    bool custom;         // a custom predicate is among its criteria, or is reached from them through `meets`
};

struct wm_framework {
    const char *id;
    const char *title, *edition, *source; // may be NULL, except title
    struct wm_place where;
    struct wm_place adopted; // where the organisation does; file NULL: its own, or built alone
    wm_day from, until;      // of its levels that say nothing themselves; WM_DAY_NONE: none
    const struct wm_declaration *declarations[WM_DECLARED_COUNT]; // arrays, in order of declaration
    uint32_t declaration_counts[WM_DECLARED_COUNT];
    struct wm_parameter *parameters;
    uint32_t parameter_count;
    struct wm_level *levels; // levels by (rank, declaration), then gates by declaration
    uint32_t level_count;
    const struct wm_link *links; // between other frameworks (engine/criteria/crosswalk.h), in order of declaration
    uint32_t link_count;
    bool accept_suggested;
};
