// SPDX-License-Identifier: MIT
// Small packs and people for plans, made of a number: catalogues with prices, trees of every combination, something of each
// kind of action. The pack is kept as lines, so that they can be put in another order.
#pragma once

#include "engine/plan/plan.h"

enum { CASE_LINES_MOST = 48, CASE_FACTS_MOST = 24, CASE_COURSES_MOST = 6, CASE_COMPETENCIES = 3 };

struct plan_course {
    bool has_cost, has_hours;
    int cost, hours; // wholes
    int valid;       // months; 0: for ever
    unsigned after;  // courses, a bit each
    unsigned teaches;
};

struct plan_case {
    uint64_t random;
    char lines[CASE_LINES_MOST][1600]; // of framework `f`; the first one stays the first
    uint32_t line_count;
    struct plan_course courses[CASE_COURSES_MOST]; // "c0", "c1", …
    uint32_t course_count;
    struct wm_record facts[CASE_FACTS_MOST];
    uint32_t fact_count;
    // What the criteria ask for, by kind.
    bool asks_signoff, asks_experience, asks_supervision, asks_role, asks_appraisal, asks_award, asks_measure;
    int appraisal_after; // course, or -1
    unsigned asks_competencies;
    unsigned aging_competencies; // some criterion takes scores of the last six months only
    unsigned asks_enrolled;      // courses
    int hours_per_week;          // 0: none
    wm_day by;                   // WM_DAY_NONE: whenever
};

extern const wm_day plan_case_today;

void plan_case_make(struct plan_case *made, uint64_t seed);
uint32_t plan_case_random(struct plan_case *made, uint32_t below);
// The lines one after the other; `shuffled`: all but the first in another order.
void plan_case_text(struct plan_case *made, bool shuffled, struct wm_buffer *text);
