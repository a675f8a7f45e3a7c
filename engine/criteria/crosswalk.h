// SPDX-License-Identifier: MIT
// What a framework's pack says of how two other frameworks go together: `link`. Immutable, on the ruleset's arena.
#pragma once

#include "engine/criteria/organisation.h"

enum wm_grade { // what was earned there, beside what is asked for here
    WM_GRADE_EXACT,
    WM_GRADE_BROADER,  // it covers that and more
    WM_GRADE_NARROWER, // it covers a part of that: never counts
    WM_GRADE_RELATED,  // worth knowing: never counts
    WM_GRADE_COUNT
};
const char *wm_grade_name(enum wm_grade grade); // "exact"
extern const char *const wm_grades[];           // their names; NULL at the end
// Whether an organisation may choose that links of this grade count.
bool wm_grade_counts(enum wm_grade grade);

enum wm_alike {       // what the two are; the name as written for people
    WM_ALIKE_UNKNOWN, // neither framework is there to look it up
    WM_ALIKE_LEVELS,
    WM_ALIKE_COMPETENCIES,
    WM_ALIKE_DOMAINS // never count: nothing is awarded or scored there
};
const char *wm_alike_name(enum wm_alike alike); // "level"; NULL of UNKNOWN

enum wm_link_state {
    WM_LINK_COUNTS,
    WM_LINK_ADVICE,      // by its grade, or between domains
    WM_LINK_NOT_CHOSEN,  // the organisation counts other grades
    WM_LINK_NOT_ADOPTED, // the framework that it leads to is not there
    WM_LINK_OWN          // the organisation says `recognise` of the same two itself
};
const char *wm_link_state_name(enum wm_link_state state); // "counts", "advice", "not-chosen", …

struct wm_link {
    const char *from, *to;             // "framework/id"
    const char *from_title, *to_title; // NULL: that framework is not there
    enum wm_grade grade;
    enum wm_alike alike;
    enum wm_link_state state;
    const char *says, *source; // may be NULL
    struct wm_place where;
    bool has_within; // as of wm_recognition
    struct wm_span within;
    const struct wm_scale_pair *scale; // as of wm_recognition
    uint32_t scale_count;
    const struct wm_scale *target_scale;
};
