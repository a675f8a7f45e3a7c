// SPDX-License-Identifier: MIT
#include "engine/criteria/crosswalk.h"

const char *const wm_grades[] = {"exact", "broader", "narrower", "related", NULL};

const char *wm_grade_name(enum wm_grade grade) {
    return wm_grades[grade];
}

bool wm_grade_counts(enum wm_grade grade) {
    return grade == WM_GRADE_EXACT || grade == WM_GRADE_BROADER;
}

const char *wm_alike_name(enum wm_alike alike) {
    static const char *const names[] = {
        [WM_ALIKE_UNKNOWN] = NULL,
        [WM_ALIKE_LEVELS] = "level",
        [WM_ALIKE_COMPETENCIES] = "competency",
        [WM_ALIKE_DOMAINS] = "domain",
    };
    return names[alike];
}

const char *wm_link_state_name(enum wm_link_state state) {
    static const char *const names[] = {
        [WM_LINK_COUNTS] = "counts",           [WM_LINK_ADVICE] = "advice", [WM_LINK_NOT_CHOSEN] = "not-chosen",
        [WM_LINK_NOT_ADOPTED] = "not-adopted", [WM_LINK_OWN] = "own",
    };
    return names[state];
}
