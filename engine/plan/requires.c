// SPDX-License-Identifier: MIT
// The criteria as a formula over candidates, on the finish day. What the person meets on it anyway is sure. What must not be
// met, and is not by itself, stays so as long as nothing is done that would meet it.
#include "engine/plan/work.h"

#include <string.h>

static uint32_t node_of(struct wm_planning *planning, const struct wm_level *level,
                        const struct wm_criterion *criterion, bool met);
static uint32_t node_of_candidate(struct wm_planning *planning, struct wm_plan_candidate *candidate);

static void note(struct wm_planning *planning, uint32_t node, struct wm_planned_leaf *leaf, struct wm_plan_leaf of,
                 bool negative) {
    if (node == WM_FORMULA_NONE)
        return;
    while (planning->about_count <= node && !wm_plan_failed(planning)) {
        struct wm_plan_about *abouts = wm_plan_room(planning, planning->some, planning->abouts, planning->about_count,
                                                    &planning->about_room, sizeof *abouts);
        if (abouts == NULL)
            return;
        planning->abouts = abouts;
        abouts[planning->about_count++] = (struct wm_plan_about){.leaf = NULL};
    }
    planning->abouts[node] = (struct wm_plan_about){.leaf = leaf, .of = of, .negative = negative};
}

const struct wm_plan_about *wm_plan_about(const struct wm_planning *planning, uint32_t node) {
    bool noted = node < planning->about_count && planning->abouts[node].of.criterion != NULL;
    return noted ? &planning->abouts[node] : NULL;
}

static uint32_t *room_for(struct wm_planning *planning, uint32_t count) {
    uint32_t *nodes = wm_arena_alloc(planning->some, (count + 1u) * sizeof *nodes);
    if (nodes == NULL)
        wm_plan_no_memory(planning);
    return nodes;
}

// What candidates need ----------------------------------------------------------------------------------------------

static bool completes(const struct wm_plan_candidate *candidate, wm_code course) {
    const struct wm_text *outcome = &candidate->records[0].outcome;
    return candidate->does == WM_PLAN_TAKE && candidate->subject == course && outcome->length == strlen("completed") &&
           memcmp(outcome->data, "completed", outcome->length) == 0;
}

// That a course is completed. `reason` says why it cannot be.
static uint32_t node_of_course(struct wm_planning *planning, wm_code code, enum wm_plan_reason *reason) {
    struct wm_formula *formula = &planning->formula;
    uint32_t *ways = room_for(planning, planning->candidate_count), count = 0;
    const struct wm_plan_course *course = wm_plan_course(planning, code);
    *reason = course != NULL && !course->available ? WM_PLAN_REASON_MODE : WM_PLAN_REASON_NO_WAY;
    for (uint32_t i = 0; i < planning->candidate_count && ways != NULL; i++) {
        struct wm_plan_candidate *candidate = planning->candidates[i];
        if (!completes(candidate, code))
            continue;
        *reason = candidate->progress == WM_PLAN_ON_THE_WAY ? WM_PLAN_REASON_CYCLE : candidate->reason;
        ways[count++] = node_of_candidate(planning, candidate);
        if (candidate->progress == WM_PLAN_DONE)
            *reason = candidate->reason;
    }
    return ways != NULL ? wm_formula_any(formula, ways, count) : WM_FORMULA_NONE;
}

static bool never(const struct wm_planning *planning, uint32_t node) {
    return node != WM_FORMULA_NONE && planning->formula.nodes[node].state == WM_STATE_NEVER;
}

static uint32_t needs_courses(struct wm_planning *planning, struct wm_plan_candidate *candidate) {
    const struct wm_plan_course *course = candidate->course;
    uint32_t most = 0, count = 0;
    for (uint32_t i = 0; i < course->declaration_count; i++)
        most += course->declarations[i]->after.count;
    uint32_t *nodes = room_for(planning, most);
    for (uint32_t i = 0; i < course->declaration_count && nodes != NULL; i++) {
        const struct wm_codes *after = &course->declarations[i]->after;
        for (uint32_t k = 0; k < after->count; k++) {
            enum wm_plan_reason reason;
            if (wm_plan_completed(planning, after->codes[k], true))
                continue;
            nodes[count] = node_of_course(planning, after->codes[k], &reason);
            candidate->reason = never(planning, nodes[count++]) ? reason : candidate->reason;
        }
    }
    return nodes == NULL || count == 0 ? WM_FORMULA_NONE : wm_formula_all(&planning->formula, nodes, count);
}

static uint32_t needs_teaching(struct wm_planning *planning, struct wm_plan_candidate *candidate) {
    uint32_t *nodes = room_for(planning, planning->course_count), count = 0;
    for (uint32_t i = 0; i < planning->course_count && nodes != NULL; i++) {
        const struct wm_plan_course *course = &planning->courses[i];
        enum wm_plan_reason reason;
        if (!wm_plan_teaches(course, candidate->subject))
            continue;
        if (wm_plan_completed(planning, course->code, false))
            return WM_FORMULA_NONE;
        nodes[count] = node_of_course(planning, course->code, &reason);
        candidate->reason = never(planning, nodes[count++]) ? reason : candidate->reason;
    }
    return nodes == NULL || count == 0 ? WM_FORMULA_NONE : wm_formula_any(&planning->formula, nodes, count);
}

static uint32_t needs_role(struct wm_planning *planning, const struct wm_plan_candidate *candidate) {
    for (uint32_t i = 0; i < planning->candidate_count; i++) {
        struct wm_plan_candidate *role = planning->candidates[i];
        if (role->does == WM_PLAN_ROLE && wm_record_same(&role->records[0], &candidate->beside))
            return node_of_candidate(planning, role);
    }
    return wm_formula_constant(&planning->formula, false);
}

static uint32_t node_of_level(struct wm_planning *planning, const struct wm_level *level);

static uint32_t needs_of(struct wm_planning *planning, struct wm_plan_candidate *candidate) {
    wm_code after = WM_CODE_NONE;
    switch (candidate->does) {
    case WM_PLAN_TAKE:
    case WM_PLAN_ENROL: return candidate->course != NULL ? needs_courses(planning, candidate) : WM_FORMULA_NONE;
    case WM_PLAN_ASSESS:
    case WM_PLAN_SIGN_OFF: return needs_teaching(planning, candidate);
    case WM_PLAN_AWARD:
        if (planning->level_progress[candidate->level->index] == WM_PLAN_ON_THE_WAY)
            candidate->reason = WM_PLAN_REASON_CYCLE;
        return candidate->now ? WM_FORMULA_NONE : node_of_level(planning, candidate->level);
    case WM_PLAN_SUPERVISION: return candidate->has_beside ? needs_role(planning, candidate) : WM_FORMULA_NONE;
    case WM_PLAN_APPRAISAL:
        if (!candidate->has_beside)
            return WM_FORMULA_NONE;
        after = wm_code_find(candidate->beside.subject.data, candidate->beside.subject.length);
        return node_of_course(planning, after, &candidate->reason);
    default: return WM_FORMULA_NONE;
    }
}

static uint32_t node_of_candidate(struct wm_planning *planning, struct wm_plan_candidate *candidate) {
    if (candidate->progress == WM_PLAN_ON_THE_WAY)
        return wm_formula_constant(&planning->formula, false);
    if (candidate->progress == WM_PLAN_UNSEEN && !planning->formula.no_memory) {
        candidate->progress = WM_PLAN_ON_THE_WAY;
        uint32_t needs = needs_of(planning, candidate);
        planning->formula.actions[candidate->action].needs = needs;
        candidate->progress = WM_PLAN_DONE;
    }
    return wm_formula_do(&planning->formula, candidate->action);
}

// Criteria ------------------------------------------------------------------------------------------------------------

// That none of these is done.
static uint32_t node_without(struct wm_planning *planning, const struct wm_plan_way *ways, uint32_t count) {
    uint32_t *actions = room_for(planning, count);
    for (uint32_t i = 0; i < count && actions != NULL; i++)
        actions[i] = ways[i].candidate->action;
    return actions != NULL ? wm_formula_without(&planning->formula, actions, count) : WM_FORMULA_NONE;
}

// Any of its ways; of one that is met anyway also that nothing undoes that.
static uint32_t node_of_ways(struct wm_planning *planning, const struct wm_planned_leaf *leaf, bool met_anyway) {
    uint32_t *ways = room_for(planning, leaf->way_count + 1), count = 0;
    if (ways == NULL)
        return WM_FORMULA_NONE;
    if (met_anyway)
        ways[count++] = node_without(planning, leaf->upsets, leaf->upset_count);
    for (uint32_t i = 0; i < leaf->way_count; i++)
        ways[count++] = node_of_candidate(planning, leaf->ways[i].candidate);
    return wm_formula_any(&planning->formula, ways, count);
}

static uint32_t node_of_leaf(struct wm_planning *planning, const struct wm_criterion *criterion, bool met) {
    struct wm_planned_leaf *leaf = wm_planned_leaf(planning, criterion);
    if (!wm_expect(leaf != NULL)) {
        wm_plan_fail(planning, wm_error_set(planning->error, WM_INTERNAL, "internal", "a criterion was not looked at"));
        return WM_FORMULA_NONE;
    }
    uint32_t *node = met ? &leaf->node : &leaf->negative;
    if (*node != WM_FORMULA_NONE)
        return *node;
    enum wm_verdict verdict = wm_planned_verdict(leaf, planning->finish);
    bool met_anyway = verdict == WM_VERDICT_MET;
    if (!met && verdict == WM_VERDICT_UNMET)
        *node = node_without(planning, leaf->ways, leaf->way_count);
    else if (!met || (met_anyway && leaf->upset_count == 0))
        *node = wm_formula_constant(&planning->formula, met);
    else
        *node = node_of_ways(planning, leaf, met_anyway);
    note(planning, *node, leaf, leaf->about, !met);
    return *node;
}

static uint32_t node_of_level(struct wm_planning *planning, const struct wm_level *level) {
    uint8_t *progress = &planning->level_progress[level->index];
    if (*progress == WM_PLAN_ON_THE_WAY) // an award that needs itself
        return wm_formula_constant(&planning->formula, false);
    if (*progress == WM_PLAN_UNSEEN) {
        *progress = WM_PLAN_ON_THE_WAY;
        planning->level_nodes[level->index] = node_of(planning, level, level->requires, true);
        *progress = WM_PLAN_DONE;
    }
    return planning->level_nodes[level->index];
}

// That its criteria are not met. Levels do not meet themselves.
static uint32_t node_of_level_unmet(struct wm_planning *planning, const struct wm_level *level) {
    uint32_t *node = &planning->level_negatives[level->index];
    if (*node == 0)
        *node = node_of(planning, level, level->requires, false) + 1; // of none: 0 again
    return *node - 1;
}

// By an award in force, by its criteria, or by an award that the plan has anyway.
static uint32_t node_of_meets(struct wm_planning *planning, const struct wm_criterion *criterion, bool met) {
    const struct wm_planned_leaf *award = wm_planned_leaf(planning, criterion);
    const struct wm_level *level = criterion->level;
    if (award != NULL && wm_planned_verdict(award, planning->finish) == WM_VERDICT_MET)
        return node_of_leaf(planning, criterion, met);
    if (!met)
        return node_of_level_unmet(planning, level);
    uint32_t ways[2] = {node_of_level(planning, level)}, count = 1;
    for (uint32_t i = 0; i < planning->candidate_count && count == 1; i++) {
        if (planning->candidates[i]->level == level) // something asks for it to be held
            ways[count++] = node_of_candidate(planning, planning->candidates[i]);
    }
    return count == 1 ? ways[0] : wm_formula_any(&planning->formula, ways, count);
}

static uint32_t *nodes_of_children(struct wm_planning *planning, const struct wm_level *level,
                                   const struct wm_criterion *criterion, bool met) {
    uint32_t *nodes = room_for(planning, criterion->child_count);
    for (uint32_t i = 0; i < criterion->child_count && nodes != NULL; i++)
        nodes[i] = node_of(planning, level, criterion->children[i], met);
    return nodes;
}

// All children, or any of them: of `none` the other way round, and of what must not be met.
static uint32_t node_of_children(struct wm_planning *planning, const struct wm_level *level,
                                 const struct wm_criterion *criterion, bool met) {
    bool turned = criterion->verb == WM_VERB_NONE;
    bool every = (criterion->verb == WM_VERB_ALL || criterion->verb == WM_VERB_SHOWN) == met;
    if (turned)
        every = met;
    uint32_t *nodes = nodes_of_children(planning, level, criterion, met != turned);
    if (nodes == NULL)
        return WM_FORMULA_NONE;
    return every ? wm_formula_all(&planning->formula, nodes, criterion->child_count)
                 : wm_formula_any(&planning->formula, nodes, criterion->child_count);
}

static uint32_t node_of_enough(struct wm_planning *planning, const struct wm_level *level,
                               const struct wm_criterion *criterion, bool met) {
    bool points = criterion->verb == WM_VERB_POINTS;
    wm_number needed = points ? criterion->threshold : (wm_number)criterion->least, total = 0;
    uint32_t *nodes = nodes_of_children(planning, level, criterion, met);
    for (uint32_t i = 0; i < criterion->child_count; i++)
        total += points ? criterion->weights[i] : 1;
    if (!met)
        needed = total - needed + 1;
    return nodes != NULL ? wm_formula_enough(&planning->formula, nodes, criterion->child_count,
                                             points ? criterion->weights : NULL, needed)
                         : WM_FORMULA_NONE;
}

// By its test, or whatever its test comes to.
static uint32_t node_of_when(struct wm_planning *planning, const struct wm_level *level,
                             const struct wm_criterion *criterion, bool met) {
    struct wm_formula *formula = &planning->formula;
    bool has_else = criterion->child_count > 2;
    uint32_t test = node_of(planning, level, criterion->children[0], true);
    uint32_t not_test = node_of(planning, level, criterion->children[0], false);
    uint32_t then = node_of(planning, level, criterion->children[1], met);
    uint32_t otherwise =
        has_else ? node_of(planning, level, criterion->children[2], met) : wm_formula_constant(formula, met);
    const uint32_t with[] = {test, then}, without[] = {not_test, otherwise}, both[] = {then, otherwise};
    const uint32_t ways[] = {wm_formula_all(formula, both, 2), wm_formula_all(formula, with, 2),
                             wm_formula_all(formula, without, 2)};
    return wm_formula_any(formula, ways, 3);
}

static uint32_t node_of_editions(struct wm_planning *planning, const struct wm_level *level,
                                 const struct wm_criterion *criterion, bool met) {
    uint32_t *nodes = room_for(planning, criterion->child_count), count = 0;
    for (uint32_t i = 0; i < criterion->child_count && nodes != NULL; i++) {
        if (wm_edition_on(criterion->children[i]->edition, planning->finish))
            nodes[count++] = node_of(planning, level, criterion->children[i], met);
    }
    if (nodes == NULL)
        return WM_FORMULA_NONE;
    uint32_t node = met || count == 0 ? wm_formula_any(&planning->formula, nodes, count)
                                      : wm_formula_all(&planning->formula, nodes, count);
    if (met)
        note(planning, node, NULL, (struct wm_plan_leaf){level, criterion}, false);
    return node;
}

static uint32_t node_of(struct wm_planning *planning, const struct wm_level *level,
                        const struct wm_criterion *criterion, bool met) {
    if (wm_plan_failed(planning) || planning->formula.no_memory)
        return WM_FORMULA_NONE;
    if (criterion->unset != NULL)
        return node_of_leaf(planning, criterion, met);
    switch (criterion->verb) {
    case WM_VERB_ALL:
    case WM_VERB_SHOWN:
    case WM_VERB_ANY:
    case WM_VERB_NONE: return node_of_children(planning, level, criterion, met);
    case WM_VERB_AT_LEAST:
    case WM_VERB_POINTS: return node_of_enough(planning, level, criterion, met);
    case WM_VERB_WHEN: return node_of_when(planning, level, criterion, met);
    case WM_VERB_MEETS: return node_of_meets(planning, criterion, met);
    case WM_VERB_EDITIONS: return node_of_editions(planning, level, criterion, met);
    default: return node_of_leaf(planning, criterion, met);
    }
}

// The whole -----------------------------------------------------------------------------------------------------------

// Of hours, in so many days of release a week.
static int64_t days_for(wm_number hours, wm_number hours_per_week) {
    int64_t days = (hours * 7 + hours_per_week - 1) / hours_per_week;
    return days > 0 ? days : 1;
}

static int64_t times(int64_t number, uint32_t count) {
    int64_t product;
    return __builtin_mul_overflow(number, (int64_t)count, &product) ? INT64_MAX : product;
}

static struct wm_price price_of(const struct wm_planning *planning, const struct wm_plan_candidate *candidate,
                                uint32_t rank) {
    const struct wm_plan_course *course = candidate->course;
    struct wm_price price = {.parts = {[WM_PRICE_ACTIONS] = 1, [WM_PRICE_RANK] = rank}};
    bool takes = candidate->does == WM_PLAN_TAKE;
    if (candidate->does == WM_PLAN_QUALIFY) // what it takes to get a degree no catalogue says: not nothing
        price.parts[WM_PRICE_UNPRICED] = price.parts[WM_PRICE_UNTIMED] = 1;
    if (!takes && candidate->does != WM_PLAN_ENROL)
        return price;
    uint32_t count = candidate->record_count;
    bool priced = course != NULL && course->has_cost, timed = course != NULL && course->has_hours;
    wm_number hours_per_week = planning->wish->hours_per_week;
    price.parts[WM_PRICE_UNPRICED] = priced ? 0 : 1;
    price.parts[WM_PRICE_COST] = priced ? times(course->cost, count) : 0;
    if (!takes)
        return price;
    price.parts[WM_PRICE_UNTIMED] = timed ? 0 : 1;
    price.parts[WM_PRICE_HOURS] = timed ? times(course->hours, count) : 0;
    if (hours_per_week > 0)
        price.parts[WM_PRICE_DAYS] = times(timed ? days_for(course->hours, hours_per_week) : 1, count);
    return price;
}

void wm_plan_requires(struct wm_planning *planning) {
    const struct wm_plan_wish *wish = planning->wish;
    uint32_t levels = planning->question->ruleset->level_count;
    uint32_t nodes[WM_PLAN_LEVELS_MOST];
    planning->abouts = NULL;
    planning->about_count = planning->about_room = 0;
    planning->level_nodes = wm_arena_zero(planning->some, levels + 1u, sizeof *planning->level_nodes);
    planning->level_progress = wm_arena_zero(planning->some, levels + 1u, 1);
    planning->level_negatives = wm_arena_zero(planning->some, levels + 1u, sizeof *planning->level_negatives);
    if (planning->level_nodes == NULL || planning->level_negatives == NULL || planning->level_progress == NULL) {
        wm_plan_no_memory(planning);
        return;
    }
    wm_formula_init(&planning->formula, planning->some);
    for (uint32_t i = 0; i < planning->candidate_count; i++) {
        struct wm_price price = price_of(planning, planning->candidates[i], i);
        planning->candidates[i]->action = wm_formula_action(&planning->formula, &price);
    }
    for (uint32_t i = 0; i < wish->level_count; i++)
        nodes[i] = planning->formula.no_memory ? WM_FORMULA_NONE : node_of_level(planning, wish->levels[i]);
    planning->root = wm_formula_all(&planning->formula, nodes, wish->level_count);
    if (planning->formula.no_memory)
        wm_plan_no_memory(planning);
}

// Why not -------------------------------------------------------------------------------------------------------------

struct blaming {
    struct wm_planning *planning;
    struct wm_plan_blocked *blocked;
    uint32_t count, room;
    uint8_t *seen; // by node
};

static struct wm_plan_blocked blocked_by(const struct wm_plan_about *about) {
    struct wm_plan_blocked blocked = {.reason = WM_PLAN_REASON_NO_WAY, .leaf = about->of, .earliest = WM_DAY_NONE};
    const struct wm_planned_leaf *leaf = about->leaf;
    if (leaf == NULL)
        return blocked;
    blocked.reason = about->negative ? WM_PLAN_REASON_FORBIDDEN : leaf->reason;
    if (leaf->way_count > 0 && !about->negative)
        blocked.reason = leaf->ways[0].candidate->reason;
    if (leaf->about.criterion->unset != NULL)
        blocked.reason = WM_PLAN_REASON_PARAMETER;
    if (blocked.reason == WM_PLAN_REASON_PARAMETER)
        blocked.parameter = leaf->parameter != NULL ? leaf->parameter : leaf->about.criterion->unset;
    return blocked;
}

static void blame(struct blaming *blaming, uint32_t node) {
    const struct wm_planning *planning = blaming->planning;
    const struct wm_plan_about *about = wm_plan_about(planning, node);
    if (!never(planning, node) || blaming->seen[node] != 0)
        return;
    blaming->seen[node] = 1;
    // Of a level with editions it is what the one in force asks for, if one is.
    bool inner = about == NULL || (about->leaf == NULL && planning->formula.nodes[node].child_count > 0);
    for (uint32_t i = 0; i < planning->formula.nodes[node].child_count && inner; i++)
        blame(blaming, planning->formula.nodes[node].children[i]);
    if (inner)
        return;
    // An award cannot be had because of what its level requires: that tells more.
    if (about->leaf != NULL && !about->negative && about->leaf->way_count > 0) {
        const struct wm_plan_candidate *award = about->leaf->ways[0].candidate;
        uint32_t needs = planning->formula.actions[award->action].needs, before = blaming->count;
        if (award->does == WM_PLAN_AWARD && needs != WM_FORMULA_NONE)
            blame(blaming, needs);
        if (blaming->count > before)
            return;
    }
    struct wm_plan_blocked *blocked = wm_plan_room(blaming->planning, planning->arena, blaming->blocked, blaming->count,
                                                   &blaming->room, sizeof *blocked);
    if (blocked == NULL)
        return;
    blocked[blaming->count++] = blocked_by(about);
    blaming->blocked = blocked;
}

void wm_plan_why_not(struct wm_planning *planning, const struct wm_plan_blocked **ret_blocked, uint32_t *ret_count) {
    struct blaming blaming = {.planning = planning};
    blaming.seen = wm_arena_zero(planning->some, planning->formula.node_count + 1u, 1);
    if (blaming.seen == NULL)
        wm_plan_no_memory(planning);
    else
        blame(&blaming, planning->root);
    *ret_blocked = blaming.blocked;
    *ret_count = blaming.count;
}
