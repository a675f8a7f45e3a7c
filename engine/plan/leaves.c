// SPDX-License-Identifier: MIT
// Every leaf that the levels wished for come down to: what it comes to day by day if nothing is done, and from when on it would
// be met if something began now. The days on which any of that changes are the finish days worth looking at.
#include "engine/plan/work.h"

#include <string.h>

enum {
    CHANGES_MOST = 64, // of one leaf
    FACTS_FREE = 200,  // a portfolio of so many counts for one more leaf that is judged
    ASKED_MOST = 2000, // days on which one leaf is judged
    DAYS_MOST = 400,   // finish days
    YEARS_AHEAD = 50,  // so far changes and finish days are looked for
    CUSTOM_CHANGES_MOST = 8
};

void wm_plan_fail(struct wm_planning *planning, enum wm_status status) {
    if (planning->status == WM_OK)
        planning->status = status;
}

void wm_plan_no_memory(struct wm_planning *planning) {
    if (planning->status == WM_OK)
        planning->status = wm_error_no_memory(planning->error);
}

void *wm_plan_room(struct wm_planning *planning, struct wm_arena *arena, void *array, uint32_t count, uint32_t *room,
                   size_t size) {
    if (count < *room)
        return array;
    uint32_t larger = *room == 0 ? 16 : 2 * *room;
    void *copy = wm_arena_zero(arena, larger, size);
    if (copy == NULL) {
        wm_plan_no_memory(planning);
        return NULL;
    }
    if (count > 0)
        memcpy(copy, array, (size_t)count * size);
    *room = larger;
    return copy;
}

static wm_day last_day(const struct wm_planning *planning) {
    wm_day last = wm_day_add_months(planning->question->as_of, 12 * YEARS_AHEAD);
    return last < WM_DAY_LAST ? last : WM_DAY_LAST;
}

// Keeps the days sorted, each once.
static void add_day(struct wm_planning *planning, wm_day day) {
    uint32_t at = planning->day_count;
    if (day < planning->question->as_of || day > last_day(planning))
        return;
    while (at > 0 && planning->days[at - 1] > day)
        at--;
    if (at > 0 && planning->days[at - 1] == day)
        return;
    if (planning->day_count == DAYS_MOST) {
        planning->exact = false;
        return;
    }
    wm_day *days =
        wm_plan_room(planning, planning->all, planning->days, planning->day_count, &planning->day_room, sizeof *days);
    if (days == NULL)
        return;
    memmove(&days[at + 1], &days[at], (planning->day_count - at) * sizeof *days);
    days[at] = day;
    planning->days = days;
    planning->day_count++;
}

// With records -------------------------------------------------------------------------------------------------------

static struct wm_portfolio *suppose(struct wm_planning *planning, const struct wm_record *records, uint32_t count) {
    struct wm_portfolio *portfolio = NULL;
    if (wm_plan_failed(planning))
        return NULL;
    wm_plan_fail(planning, wm_portfolio_suppose(planning->question->portfolio, records, count, NULL, 0, &portfolio,
                                                planning->error));
    return portfolio;
}

static const struct wm_portfolio *recognise(struct wm_planning *planning, const struct wm_portfolio *portfolio) {
    const struct wm_portfolio *recognised = portfolio;
    if (portfolio != NULL)
        wm_plan_fail(planning, wm_recognise(planning->question->ruleset, portfolio, planning->some, &recognised,
                                            planning->error));
    return wm_plan_failed(planning) ? NULL : recognised;
}

enum wm_verdict wm_planned_suppose(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                                   const struct wm_record *records, uint32_t count, wm_day day) {
    planning->judged += 1 + planning->question->portfolio->count / FACTS_FREE;
    if (planning->judged > WM_PLAN_JUDGED_END) {
        planning->exact = false;
        return WM_VERDICT_UNMET;
    }
    struct wm_portfolio *portfolio = suppose(planning, records, count);
    const struct wm_portfolio *judged = recognise(planning, portfolio);
    enum wm_verdict verdict = WM_VERDICT_UNMET;
    wm_day next;
    if (judged != NULL)
        verdict = wm_decide_verdict(&leaf->alone, judged, day, &next);
    wm_portfolio_unref(portfolio);
    return verdict;
}

// The first day on which these records meet the leaf; WM_DAY_NEVER when none does in sight.
static wm_day first_met(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                        const struct wm_record *records, uint32_t count) {
    struct wm_portfolio *portfolio = suppose(planning, records, count);
    const struct wm_portfolio *judged = recognise(planning, portfolio);
    wm_day day = planning->question->as_of, next = WM_DAY_NEVER, last = last_day(planning);
    enum wm_verdict verdict = WM_VERDICT_UNMET;
    for (int asked = 0; judged != NULL && day <= last && asked < ASKED_MOST; asked++) {
        verdict = wm_decide_verdict(&leaf->alone, judged, day, &next);
        if (verdict == WM_VERDICT_MET)
            break;
        day = next;
    }
    wm_portfolio_unref(portfolio);
    return verdict == WM_VERDICT_MET ? day : WM_DAY_NEVER;
}

// As they are --------------------------------------------------------------------------------------------------------

static void note_change(struct wm_planning *planning, struct wm_planned_leaf *leaf, uint32_t *room, wm_day day,
                        enum wm_verdict verdict) {
    struct wm_plan_change *changes = (struct wm_plan_change *)leaf->changes; // this file's own so far
    if (leaf->change_count > 0 && changes[leaf->change_count - 1].verdict == verdict)
        return;
    changes = wm_plan_room(planning, planning->all, changes, leaf->change_count, room, sizeof *changes);
    if (changes == NULL)
        return;
    changes[leaf->change_count++] = (struct wm_plan_change){day, verdict};
    leaf->changes = changes;
    add_day(planning, day);
}

static void follow(struct wm_planning *planning, struct wm_planned_leaf *leaf, const struct wm_portfolio *portfolio) {
    wm_day day = planning->question->as_of, last = last_day(planning);
    uint32_t room = 0;
    for (int asked = 0; day <= last && !wm_plan_failed(planning); asked++) {
        if (asked == ASKED_MOST || leaf->change_count == CHANGES_MOST) {
            planning->exact = false;
            return;
        }
        wm_day next = WM_DAY_NEVER;
        enum wm_verdict verdict = wm_decide_verdict(&leaf->alone, portfolio, day, &next);
        note_change(planning, leaf, &room, day, verdict);
        day = next;
    }
}

// A predicate is asked as a question of its own: it may be of the day, and what it costs is bounded there.
static void follow_custom(struct wm_planning *planning, struct wm_planned_leaf *leaf) {
    static const enum wm_verdict verdicts[] = {[WM_OUTCOME_ELIGIBLE] = WM_VERDICT_MET,
                                               [WM_OUTCOME_NOT_ELIGIBLE] = WM_VERDICT_UNMET,
                                               [WM_OUTCOME_INDETERMINATE] = WM_VERDICT_UNKNOWN};
    struct wm_question question = *planning->question;
    wm_day last = last_day(planning);
    uint32_t room = 0;
    question.level = &leaf->alone;
    question.explain = false;
    for (int asked = 0; question.as_of <= last && !wm_plan_failed(planning); asked++) {
        struct wm_decision decision;
        if (asked == CUSTOM_CHANGES_MOST) {
            planning->exact = false;
            return;
        }
        wm_plan_fail(planning, wm_decide(&question, planning->some, &decision, planning->error));
        if (wm_plan_failed(planning))
            return;
        note_change(planning, leaf, &room, question.as_of, verdicts[decision.outcome]);
        if (decision.until == WM_DAY_NONE)
            return;
        question.as_of = decision.until + 1;
    }
}

enum wm_verdict wm_planned_verdict(const struct wm_planned_leaf *leaf, wm_day day) {
    uint32_t at = leaf->change_count - 1;
    while (at > 0 && leaf->changes[at].day > day)
        at--;
    return leaf->changes[at].verdict;
}

// Begun now ----------------------------------------------------------------------------------------------------------

static bool met_throughout(const struct wm_planned_leaf *leaf) {
    return leaf->change_count == 1 && leaf->changes[0].verdict == WM_VERDICT_MET;
}

static void begin_period(struct wm_planning *planning, struct wm_planned_leaf *leaf) {
    uint32_t count = 0;
    struct wm_record *records = wm_plan_least(planning, planning->some, leaf, planning->question->as_of, &count);
    if (records != NULL)
        leaf->ready = first_met(planning, leaf, records, count);
}

static void begin_sessions(struct wm_planning *planning, struct wm_planned_leaf *leaf) {
    const struct wm_query *query = leaf->about.criterion->query;
    wm_day as_of = planning->question->as_of, until = wm_day_add(as_of, query->over);
    until = query->per_month ? wm_day_add_months(until, 2) : wm_day_add(wm_day_add(until, query->every), query->grace);
    uint32_t count = 0;
    struct wm_record *sessions = wm_plan_sessions(planning, planning->some, leaf, until, false, &count);
    if (sessions != NULL)
        leaf->ready = first_met(planning, leaf, sessions, count);
    sessions = wm_plan_sessions(planning, planning->some, leaf, until, true, &count);
    if (sessions == NULL)
        return;
    wm_day anew = first_met(planning, leaf, sessions, count);
    leaf->ready = anew < leaf->ready ? anew : leaf->ready;
    if (query->in_role == WM_CODE_NONE)
        return;
    sessions[count] = wm_plan_role(planning, query->in_role); // there is room for one more
    leaf->ready_in_role = first_met(planning, leaf, sessions, count + 1);
}

static void begin(struct wm_planning *planning, struct wm_planned_leaf *leaf) {
    if (met_throughout(leaf) || leaf->about.criterion->unset != NULL)
        return;
    switch (leaf->about.criterion->verb) {
    case WM_VERB_EXPERIENCED:
    case WM_VERB_IN_ROLE: begin_period(planning, leaf); break;
    case WM_VERB_SUPERVISED: begin_sessions(planning, leaf); break;
    default: return;
    }
    add_day(planning, leaf->ready);
    add_day(planning, leaf->ready_in_role);
}

// Every leaf ---------------------------------------------------------------------------------------------------------

struct wm_planned_leaf *wm_planned_leaf(const struct wm_planning *planning, const struct wm_criterion *criterion) {
    for (uint32_t i = 0; i < planning->leaf_count; i++) {
        if (planning->leaves[i]->about.criterion == criterion)
            return planning->leaves[i];
    }
    return NULL;
}

// What a leaf is judged by. Of a level that is met it is its award: what it requires are leaves of their own.
static struct wm_criterion *stands_for(struct wm_planning *planning, const struct wm_criterion *criterion) {
    if (criterion->verb != WM_VERB_MEETS || criterion->unset != NULL)
        return (struct wm_criterion *)criterion; // nobody writes to what a level requires
    struct wm_criterion *award = wm_arena_alloc(planning->all, sizeof *award);
    struct wm_query *query = wm_arena_alloc(planning->all, sizeof *query);
    if (award == NULL || query == NULL) {
        wm_plan_no_memory(planning);
        return NULL;
    }
    *query = (struct wm_query){.kind = WM_KIND_AWARD, .subject = criterion->level->code, .in_date = true};
    *award = *criterion;
    award->verb = WM_VERB_HOLDS;
    award->level = NULL;
    award->query = query;
    return award;
}

static void add_leaf(struct wm_planning *planning, const struct wm_level *level, const struct wm_criterion *criterion,
                     const struct wm_portfolio *portfolio) {
    if (wm_planned_leaf(planning, criterion) != NULL)
        return;
    struct wm_planned_leaf **leaves = wm_plan_room(planning, planning->all, planning->leaves, planning->leaf_count,
                                                   &planning->leaf_room, sizeof(struct wm_planned_leaf *));
    struct wm_planned_leaf *leaf = wm_arena_zero(planning->all, 1, sizeof *leaf);
    if (leaves == NULL || leaf == NULL) {
        wm_plan_no_memory(planning);
        return;
    }
    planning->leaves = leaves;
    leaves[planning->leaf_count++] = leaf;
    leaf->about = (struct wm_plan_leaf){level, criterion};
    leaf->alone = *level;
    leaf->alone.requires = stands_for(planning, criterion);
    if (leaf->alone.requires == NULL)
        return;
    leaf->alone.desire_count = 0;
    leaf->alone.custom = criterion->verb == WM_VERB_CUSTOM;
    leaf->ready = leaf->ready_in_role = WM_DAY_NEVER;
    if (criterion->verb == WM_VERB_CUSTOM)
        follow_custom(planning, leaf);
    else
        follow(planning, leaf, portfolio);
    if (!wm_plan_failed(planning))
        begin(planning, leaf);
    wm_arena_reset(planning->some);
}

static void walk_level(struct wm_planning *planning, const struct wm_level *level,
                       const struct wm_portfolio *portfolio);

static void walk(struct wm_planning *planning, const struct wm_level *level, const struct wm_criterion *criterion,
                 const struct wm_portfolio *portfolio) {
    if (wm_plan_failed(planning))
        return;
    if (criterion->edition != NULL) {
        add_day(planning, criterion->edition->from);
        if (criterion->edition->until != WM_DAY_NONE)
            add_day(planning, criterion->edition->until + 1);
    }
    for (uint32_t i = 0; i < criterion->child_count; i++)
        walk(planning, level, criterion->children[i], portfolio);
    if (wm_verb_leaf(criterion->verb) || criterion->verb == WM_VERB_MEETS || criterion->unset != NULL)
        add_leaf(planning, level, criterion, portfolio);
    if (criterion->verb == WM_VERB_MEETS)
        walk_level(planning, criterion->level, portfolio);
    if (criterion->verb == WM_VERB_HOLDS) {
        const char *held = wm_code_text(criterion->query->subject);
        const struct wm_level *awarded = wm_ruleset_level(planning->question->ruleset, held, strlen(held));
        if (awarded != NULL)
            walk_level(planning, awarded, portfolio);
    }
}

static void walk_level(struct wm_planning *planning, const struct wm_level *level,
                       const struct wm_portfolio *portfolio) {
    for (uint32_t i = 0; i < planning->level_count; i++) {
        if (planning->levels[i] == level)
            return;
    }
    planning->levels[planning->level_count++] = level;
    walk(planning, level, level->requires, portfolio);
}

void wm_plan_leaves(struct wm_planning *planning) {
    const struct wm_portfolio *portfolio = NULL;
    const struct wm_ruleset *ruleset = planning->question->ruleset;
    planning->levels = wm_arena_zero(planning->all, ruleset->level_count + 1u, sizeof(struct wm_level *));
    if (planning->levels == NULL) {
        wm_plan_no_memory(planning);
        return;
    }
    wm_plan_fail(planning,
                 wm_recognise(ruleset, planning->question->portfolio, planning->all, &portfolio, planning->error));
    add_day(planning, planning->question->as_of);
    for (uint32_t i = 0; i < planning->wish->level_count && !wm_plan_failed(planning); i++)
        walk_level(planning, planning->wish->levels[i], portfolio);
}
