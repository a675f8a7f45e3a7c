// SPDX-License-Identifier: MIT
// What a plan is made of while it is being made. Private to this folder.
//
// A finish day is looked at by itself: what is unmet on it, which actions would meet it, the cheapest of them, their days. Which
// finish days there are to look at is known beforehand: between two of them no leaf changes by itself, and nothing becomes
// possible that was not.
#pragma once

#include "engine/plan/formula.h"
#include "engine/plan/plan.h"

struct wm_plan_course { // all that the catalogues say of one course
    wm_code code;
    const struct wm_declaration *const *declarations; // one a framework that declares it
    uint32_t declaration_count;
    bool has_cost, has_hours; // the first that states it
    wm_number cost, hours;
    const char *title, *mode, *provider, *url;
    bool available; // in one of the modes that are wished for
};

struct wm_plan_change {
    wm_day day;
    enum wm_verdict verdict; // from that day on
};

struct wm_plan_way { // an action that meets a leaf on the finish day
    struct wm_plan_candidate *candidate;
    bool late;    // it does not when it is done as early as can be: on the finish day it does
    wm_day ready; // the day from which it does
};

struct wm_planned_leaf {
    struct wm_plan_leaf about;
    struct wm_level alone;                // requires nothing but this leaf: what it comes to is what the leaf does
    const struct wm_plan_change *changes; // of the person as they are; the first is of the day asked about
    uint32_t change_count;
    wm_day ready;         // periods and cadences: met from then on by what begins now; WM_DAY_NEVER: by nothing
    wm_day ready_in_role; // a cadence, together with a role that begins now
    // Of the finish day looked at.
    bool looked_at;           // it may have to be met
    bool looked_away;         // it may have to be unmet
    bool held;                // it is met, and has to stay so
    struct wm_plan_way *ways; // where it is unmet: what would meet it
    uint32_t way_count, way_room;
    struct wm_plan_way *upsets; // where it is met: what would undo that, such as a newer and lower score
    uint32_t upset_count, upset_room;
    enum wm_plan_reason reason;           // why there is no way
    const struct wm_parameter *parameter; // with PARAMETER
    uint32_t node, negative;              // WM_FORMULA_NONE: not made yet
};

enum wm_plan_progress { WM_PLAN_UNSEEN, WM_PLAN_ON_THE_WAY, WM_PLAN_DONE };

struct wm_plan_candidate { // an action that could be in the plan, of the finish day looked at
    enum wm_plan_do does;
    wm_code subject;
    const char *key; // names it, and orders it among the others: the same whatever codes and places things have
    const struct wm_plan_course *course;
    const struct wm_level *level; // of an award
    struct wm_record *records;
    uint32_t record_count;
    bool dated;              // its records have their days: periods that begin now, sessions
    struct wm_record beside; // what it comes after, as far as its leaf asks: a course, a role
    bool has_beside;
    bool now; // an award that could be given on the day asked about
    bool untaught;
    // In the formula.
    uint32_t action;
    enum wm_plan_progress progress;
    enum wm_plan_reason reason; // why what it needs cannot be
};

struct wm_plan_about {            // what a node of the formula stands for; most stand for nothing by themselves
    struct wm_planned_leaf *leaf; // NULL: the editions of a level
    struct wm_plan_leaf of;       // both NULL: nothing
    bool negative;                // that the leaf is not met
};

struct wm_planning {
    const struct wm_question *question;
    const struct wm_plan_wish *wish;
    struct wm_arena *arena; // of the answer
    struct wm_arena *all;   // of what holds for all finish days
    struct wm_arena *some;  // of the finish day looked at
    struct wm_plan_course *courses;
    uint32_t course_count;
    struct wm_planned_leaf **leaves;
    uint32_t leaf_count, leaf_room;
    const struct wm_level **levels; // whose criteria were walked through
    uint32_t level_count;
    wm_day *days; // finish days to look at, ascending
    uint32_t day_count, day_room;
    uint64_t budget; // steps of the search
    uint64_t judged; // leaves, with records supposed; more for a large portfolio
    bool exact;
    enum wm_status status; // the first that went wrong: nothing is worth anything then
    struct wm_error *error;
    // Of the finish day looked at.
    wm_day finish;
    struct wm_formula formula;
    struct wm_plan_candidate **candidates;
    uint32_t candidate_count, candidate_room;
    uint8_t *level_progress; // by the ruleset's levels
    uint32_t *level_nodes;
    uint32_t *level_negatives;    // that the level is not met: one more than the node
    uint8_t *course_progress;     // by course
    struct wm_plan_about *abouts; // by node
    uint32_t about_count, about_room;
    uint32_t root;
};

// How much may be judged: from the first number on no other finish day is looked at, from the second nothing is. It takes a
// second or so.
enum { WM_PLAN_JUDGED_MOST = 40000, WM_PLAN_JUDGED_END = 80000 };

// Sticky: the first failure stays. wm_plan_failed is what the loops look at.
void wm_plan_fail(struct wm_planning *planning, enum wm_status status);
void wm_plan_no_memory(struct wm_planning *planning);
static inline bool wm_plan_failed(const struct wm_planning *planning) {
    return planning->status != WM_OK;
}
// Room for one more in an array on `arena`; NULL (and failed) when there is no memory. Gives the array.
void *wm_plan_room(struct wm_planning *planning, struct wm_arena *arena, void *array, uint32_t count, uint32_t *room,
                   size_t size);

// courses.c ---------------------------------------------------------------------------------------------------------
void wm_plan_courses(struct wm_planning *planning);
const struct wm_plan_course *wm_plan_course(const struct wm_planning *planning, wm_code code); // NULL: none
bool wm_plan_teaches(const struct wm_plan_course *course, wm_code subject);
// `completed` or `equivalent` on the day asked about or before; `in_date` then.
bool wm_plan_completed(const struct wm_planning *planning, wm_code course, bool in_date);
// What a code of that kind is called: the code itself where nobody says.
const char *wm_plan_title(const struct wm_planning *planning, enum wm_kind kind, wm_code code);

// leaves.c ----------------------------------------------------------------------------------------------------------
// Every leaf of the levels wished for, and the finish days to look at.
void wm_plan_leaves(struct wm_planning *planning);
struct wm_planned_leaf *wm_planned_leaf(const struct wm_planning *planning, const struct wm_criterion *criterion);
// What it comes to on a day, of the person as they are.
enum wm_verdict wm_planned_verdict(const struct wm_planned_leaf *leaf, wm_day day);
// What it comes to with these records.
enum wm_verdict wm_planned_suppose(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                                   const struct wm_record *records, uint32_t count, wm_day day);

// candidates.c, sessions.c ------------------------------------------------------------------------------------------
// The least records for a leaf, all on `day`. NULL and 0 when there is no memory.
struct wm_record *wm_plan_least(struct wm_planning *planning, struct wm_arena *arena,
                                const struct wm_planned_leaf *leaf, wm_day day, uint32_t *ret_count);
// Sessions from the day asked about up to `until`, at the leaf's cadence; after those that were, unless `anew`.
struct wm_record *wm_plan_sessions(struct wm_planning *planning, struct wm_arena *arena,
                                   const struct wm_planned_leaf *leaf, wm_day until, bool anew, uint32_t *ret_count);
// A record of a role that begins on the day asked about.
struct wm_record wm_plan_role(const struct wm_planning *planning, wm_code role);
enum wm_plan_do wm_plan_what_to_do(enum wm_kind kind);
// The same one that is there already, or this one; NULL when there is no memory.
struct wm_plan_candidate *wm_plan_add_candidate(struct wm_planning *planning, struct wm_plan_candidate candidate);
// Candidates for completing a course that can be had, and for those that it stands after; or only for those.
void wm_plan_take(struct wm_planning *planning, wm_code course);
void wm_plan_take_before(struct wm_planning *planning, const struct wm_plan_course *course);
// For the courses that teach what the candidate is about, unless one was completed. `untaught`: there are none.
void wm_plan_take_what_teaches(struct wm_planning *planning, struct wm_plan_candidate *candidate);

// ways.c --------------------------------------------------------------------------------------------------------------
// The candidates of the finish day, sorted, and for each leaf those that meet it.
void wm_plan_ways(struct wm_planning *planning);

// requires.c --------------------------------------------------------------------------------------------------------
// The formula of the finish day; planning->root is that all levels wished for are met.
void wm_plan_requires(struct wm_planning *planning);
// What a node stands for; NULL: nothing.
const struct wm_plan_about *wm_plan_about(const struct wm_planning *planning, uint32_t node);
// Why the root cannot be: on the plan's arena.
void wm_plan_why_not(struct wm_planning *planning, const struct wm_plan_blocked **ret_blocked, uint32_t *ret_count);

// schedule.c --------------------------------------------------------------------------------------------------------
// The chosen candidates as dated actions, on the plan's arena: `ret_plan` gets everything but `exact`.
void wm_plan_schedule(struct wm_planning *planning, const bool *chosen, struct wm_plan *ret_plan);
