// SPDX-License-Identifier: MIT
// A plan: the cheapest known set of actions that would make a person eligible for levels and gates, with a day for each.
//
// It minimises, in this order: actions whose cost nobody states, cost, actions whose hours nobody states, hours, the day on
// which all is done, the number of actions, their names. Every plan has been checked: with its records supposed, wm_decide
// says `eligible` of each level on the finish day. A pure function of its inputs: no clock, no code numbers.
//
// The cost and the hours are those of courses. Whatever else is done costs nothing and takes no release hours. An assessment
// or sign-off comes after a course that teaches it, unless one was completed before or there is none (`untaught`).
// A course comes after those that it stands after, unless they were completed and are in date on the day asked about.
#pragma once

#include "engine/decide/decide.h"

#define WM_PLAN_LEVELS_MOST 32u
#define WM_PLAN_MODES_MOST 16u
#define WM_PLAN_BUDGET 40000u // steps of the search for the cheapest; it takes well below a second

struct wm_plan_wish {
    const struct wm_level *levels[WM_PLAN_LEVELS_MOST]; // all of them are wanted; of question->ruleset
    uint32_t level_count;                               // >= 1
    wm_day by;                                          // not later; WM_DAY_NONE: whenever
    wm_number hours_per_week;                           // of release for courses; 0: as many as it takes
    bool has_cost_ceiling;
    wm_number cost_ceiling;                // no more; what has a cost that nobody states is more
    const char *modes[WM_PLAN_MODES_MOST]; // courses of other stated modes are not to be had; of wm_course_modes
    uint32_t mode_count;                   // 0: all are
    uint64_t budget;                       // steps; 0: WM_PLAN_BUDGET
};

#define WM_PLAN_DO_MAP(X)                                                                                              \
    X(TAKE, "take-course")                                                                                             \
    X(ENROL, "enrol")                                                                                                  \
    X(ASSESS, "be-assessed")                                                                                           \
    X(SIGN_OFF, "be-signed-off")                                                                                       \
    X(EVIDENCE, "give-evidence")                                                                                       \
    X(QUALIFY, "qualify")                                                                                              \
    X(EXPERIENCE, "gain-experience")                                                                                   \
    X(ROLE, "hold-role")                                                                                               \
    X(SUPERVISION, "be-supervised")                                                                                    \
    X(APPRAISAL, "be-appraised")                                                                                       \
    X(RELATION, "have-relation")                                                                                       \
    X(MEASURE, "be-measured")                                                                                          \
    X(RECORD, "record")                                                                                                \
    X(AWARD, "be-awarded")                                                                                             \
    X(WAIT, "wait")
enum wm_plan_do {
#define X(name, text) WM_PLAN_##name,
    WM_PLAN_DO_MAP(X)
#undef X
        WM_PLAN_DO_COUNT
};
const char *wm_plan_do_name(enum wm_plan_do does);

struct wm_plan_leaf { // a criterion, and the level it stands in
    const struct wm_level *level;
    const struct wm_criterion *criterion;
};

struct wm_plan_action {
    enum wm_plan_do does;
    const char *subject; // a code; of a wait: the criterion's id
    const char *title;   // what the subject is called; of a wait what the criterion says
    wm_day from;         // of courses, periods and supervision; else WM_DAY_NONE
    wm_day on;           // done
    bool has_cost, has_hours;
    wm_number cost, hours;
    const char *mode, *provider, *url; // of a course; may be NULL
    uint32_t sessions;
    bool untaught;
    const struct wm_plan_leaf *serves;
    uint32_t serves_count;
    const uint32_t *after; // numbers of actions, from 1, ascending
    uint32_t after_count;
    const struct wm_record *records; // with the days of this plan; whoever says so has a made-up name
    uint32_t record_count;
};

#define WM_PLAN_REASON_MAP(X)                                                                                          \
    X(NO_WAY, "no-way")                                                                                                \
    X(CUSTOM, "custom")                                                                                                \
    X(PARAMETER, "parameter-not-set")                                                                                  \
    X(FORBIDDEN, "forbidden")                                                                                          \
    X(MODE, "mode")                                                                                                    \
    X(CYCLE, "cycle")                                                                                                  \
    X(BY, "by")                                                                                                        \
    X(COST_CEILING, "cost-ceiling")
enum wm_plan_reason {
#define X(name, text) WM_PLAN_REASON_##name,
    WM_PLAN_REASON_MAP(X)
#undef X
        WM_PLAN_REASON_COUNT
};
const char *wm_plan_reason_name(enum wm_plan_reason reason);

struct wm_plan_blocked {
    enum wm_plan_reason reason;
    struct wm_plan_leaf leaf; // both NULL with BY and COST_CEILING, and with NO_WAY where each criterion has a way
    const struct wm_parameter *parameter; // with PARAMETER; may be NULL
    wm_day earliest;                      // with BY
    wm_number cost;                       // with COST_CEILING: the least, of those that are stated
    uint32_t unpriced;                    // with COST_CEILING
};

struct wm_plan {
    bool possible;
    bool
        exact; // nothing was left unlooked at: there is no better one whose records count until its end; or, where it is
               // not possible, none
    // Of one that is possible.
    wm_day finish;
    wm_number cost, hours;
    uint32_t unpriced, untimed;           // actions that these say nothing of
    const struct wm_plan_action *actions; // by first day, what comes after something behind it
    uint32_t action_count;
    // Of one that is not.
    const struct wm_plan_blocked *blocked;
    uint32_t blocked_count;
};

// question->level is ignored. Everything is on the arena or borrowed from the ruleset. WM_NO_MEMORY, and WM_BUSY when a
// custom predicate could not be asked.
WM_MUST_USE enum wm_status wm_plan(const struct wm_question *question, const struct wm_plan_wish *wish,
                                   struct wm_arena *arena, struct wm_plan *ret_plan, struct wm_error *error);
// The reply of eligibility.plan, one JSON object.
void wm_plan_write(struct wm_buffer *buffer, const struct wm_question *question, const struct wm_plan_wish *wish,
                   const struct wm_plan *plan);
