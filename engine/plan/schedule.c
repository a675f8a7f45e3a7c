// SPDX-License-Identifier: MIT
// The chosen candidates get what they are needed for, what they come after, and their days.
//
// Courses queue for the hours of release, one after the other; everything else runs beside. Each is done as early as it can be,
// but what would no longer count on the finish day is done as late as fits.
#include "engine/plan/work.h"

#include <stdlib.h>
#include <string.h>

enum { NEEDS_MOST = 1000000 }; // a plan with more of them says less of what it serves, or is not proved

struct step {                                  // an action of the plan
    const struct wm_plan_candidate *candidate; // NULL: a wait
    struct wm_plan_about waits;                // a wait: for this
    bool used, late;
    wm_day ready, from, on;
    uint32_t depth; // how many stand before it, one after the other
    uint32_t place; // in the plan, from 0
    struct wm_plan_leaf *serves;
    uint32_t serves_count, serves_room;
    uint32_t *after; // steps
    uint32_t after_count, after_room;
};

struct schedule {
    struct wm_planning *planning;
    const bool *chosen; // by action
    struct step *steps; // by action, then the waits
    uint32_t count, room;
    uint8_t *state; // by node: whether it holds; 0 = not looked at, 1 = no, 2 = yes
    uint8_t *quiet; // by node: whether no waiting is below it; the same
    uint32_t needs; // that were followed
};

static const struct wm_formula_node *node_at(const struct schedule *schedule, uint32_t node) {
    return &schedule->planning->formula.nodes[node];
}

static bool holds(struct schedule *schedule, uint32_t index) {
    const struct wm_formula_node *node = node_at(schedule, index);
    if (node->kind == WM_FORMULA_ACTION)
        return schedule->chosen[node->action];
    if (node->state != WM_STATE_OPEN)
        return node->state == WM_STATE_SURE;
    if (node->kind == WM_FORMULA_WITHOUT) {
        bool done = false;
        for (uint32_t i = 0; i < node->child_count; i++)
            done = done || schedule->chosen[node->children[i]];
        return !done;
    }
    if (schedule->state[index] != 0)
        return schedule->state[index] == 2;
    wm_number sum = 0;
    bool every = true;
    for (uint32_t i = 0; i < node->child_count; i++) {
        bool held = holds(schedule, node->children[i]);
        every = every && held;
        sum += !held ? 0 : node->weights != NULL ? node->weights[i] : 1;
    }
    bool held = node->kind == WM_FORMULA_ALL ? every : sum >= node->needed;
    schedule->state[index] = held ? 2 : 1;
    return held;
}

// What each is needed for ---------------------------------------------------------------------------------------------

// Whether it takes waiting only: it is so on the finish day by itself, and is not so now.
static bool takes_waiting(const struct schedule *schedule, const struct wm_plan_about *about) {
    const struct wm_planned_leaf *leaf = about->leaf;
    wm_day finish = schedule->planning->finish, as_of = schedule->planning->question->as_of;
    enum wm_verdict wanted = about->negative ? WM_VERDICT_UNMET : WM_VERDICT_MET;
    if (leaf == NULL)
        return wm_criterion_on(about->of.criterion, finish) != wm_criterion_on(about->of.criterion, as_of);
    return wm_planned_verdict(leaf, finish) == wanted && wm_planned_verdict(leaf, as_of) != wanted;
}

static bool quiet(struct schedule *schedule, uint32_t index) {
    if (schedule->quiet[index] != 0)
        return schedule->quiet[index] == 2;
    const struct wm_formula_node *node = node_at(schedule, index);
    const struct wm_plan_about *about = wm_plan_about(schedule->planning, index);
    if (about != NULL)
        return !takes_waiting(schedule, about);
    bool silent = true;
    for (uint32_t i = 0; i < node->child_count && silent && node->kind != WM_FORMULA_WITHOUT; i++)
        silent = quiet(schedule, node->children[i]);
    schedule->quiet[index] = silent ? 2 : 1;
    return silent;
}

static void add_serves(struct schedule *schedule, struct step *step, struct wm_plan_leaf leaf) {
    for (uint32_t i = 0; i < step->serves_count; i++) {
        if (step->serves[i].criterion == leaf.criterion)
            return;
    }
    struct wm_plan_leaf *serves = wm_plan_room(schedule->planning, schedule->planning->arena, step->serves,
                                               step->serves_count, &step->serves_room, sizeof *serves);
    if (serves == NULL)
        return;
    serves[step->serves_count++] = leaf;
    step->serves = serves;
}

static void add_after(struct schedule *schedule, uint32_t step, uint32_t before) {
    struct step *later = &schedule->steps[step];
    for (uint32_t i = 0; i < later->after_count; i++) {
        if (later->after[i] == before)
            return;
    }
    uint32_t *after = wm_plan_room(schedule->planning, schedule->planning->arena, later->after, later->after_count,
                                   &later->after_room, sizeof *after);
    if (after == NULL)
        return;
    after[later->after_count++] = before;
    later->after = after;
}

static void add_wait(struct schedule *schedule, const struct wm_plan_about *about) {
    for (uint32_t i = 0; i < schedule->count; i++) {
        const struct wm_plan_about *waits = &schedule->steps[i].waits;
        if (waits->of.criterion == about->of.criterion && waits->negative == about->negative)
            return;
    }
    struct step *steps = wm_plan_room(schedule->planning, schedule->planning->some, schedule->steps, schedule->count,
                                      &schedule->room, sizeof *steps);
    if (steps == NULL)
        return;
    schedule->steps = steps;
    steps[schedule->count] = (struct step){.waits = *about, .used = true};
    add_serves(schedule, &steps[schedule->count++], about->of);
}

struct need {                        // where a node is needed
    const struct wm_plan_leaf *leaf; // for this leaf; NULL: it will be said further below
    uint32_t step;                   // before this step; WM_FORMULA_NONE: before none
};

static void need(struct schedule *schedule, uint32_t index, struct need for_what);

static const struct wm_plan_way *way_of(const struct wm_plan_about *about, const struct wm_plan_candidate *candidate) {
    for (uint32_t i = 0; about != NULL && about->leaf != NULL && i < about->leaf->way_count; i++) {
        if (about->leaf->ways[i].candidate == candidate)
            return &about->leaf->ways[i];
    }
    return NULL;
}

static void need_action(struct schedule *schedule, uint32_t action, struct need for_what,
                        const struct wm_plan_way *way) {
    struct step *step = &schedule->steps[action];
    const struct wm_plan_candidate *candidate = step->candidate;
    uint32_t needs = schedule->planning->formula.actions[action].needs;
    step->used = true;
    if (way != NULL) {
        step->late = step->late || way->late;
        step->ready = way->ready > step->ready ? way->ready : step->ready;
    }
    if (for_what.leaf != NULL)
        add_serves(schedule, step, *for_what.leaf);
    if (for_what.step != WM_FORMULA_NONE)
        add_after(schedule, for_what.step, action);
    if (needs == WM_FORMULA_NONE)
        return;
    struct need before = {.leaf = candidate->does == WM_PLAN_AWARD ? NULL : for_what.leaf, .step = action};
    need(schedule, needs, before);
}

// Of the children that hold those that take no waiting, then the others, as many as it takes.
static void need_enough(struct schedule *schedule, uint32_t index, struct need for_what,
                        const struct wm_plan_about *about) {
    const struct wm_formula_node *node = node_at(schedule, index);
    wm_number missing = node->needed;
    for (int waiting = 0; waiting <= 1; waiting++) {
        for (uint32_t i = 0; i < node->child_count && missing > 0; i++) {
            uint32_t child = node->children[i];
            if (!holds(schedule, child) || quiet(schedule, child) == (waiting == 1))
                continue;
            missing -= node->weights != NULL ? node->weights[i] : 1;
            if (node_at(schedule, child)->kind == WM_FORMULA_ACTION) {
                uint32_t action = node_at(schedule, child)->action;
                need_action(schedule, action, for_what, way_of(about, schedule->steps[action].candidate));
            } else {
                need(schedule, child, for_what);
            }
        }
    }
}

static void need(struct schedule *schedule, uint32_t index, struct need for_what) {
    const struct wm_formula_node *node = node_at(schedule, index);
    const struct wm_plan_about *about = wm_plan_about(schedule->planning, index);
    if (wm_plan_failed(schedule->planning) || schedule->needs++ > NEEDS_MOST)
        return;
    if (about != NULL && takes_waiting(schedule, about))
        add_wait(schedule, about);
    if (about != NULL && about->leaf != NULL && for_what.leaf == NULL)
        for_what.leaf = &about->of;
    switch (node->kind) {
    case WM_FORMULA_ACTION: need_action(schedule, node->action, for_what, NULL); break;
    case WM_FORMULA_ENOUGH: need_enough(schedule, index, for_what, about); break;
    case WM_FORMULA_ALL:
        for (uint32_t i = 0; i < node->child_count; i++)
            need(schedule, node->children[i], for_what);
        break;
    case WM_FORMULA_NEVER:
    case WM_FORMULA_WITHOUT:
    case WM_FORMULA_SURE: break;
    }
}

// Days ---------------------------------------------------------------------------------------------------------------

static uint32_t depth_of(struct schedule *schedule, uint32_t index) {
    struct step *step = &schedule->steps[index];
    for (uint32_t i = 0; i < step->after_count && step->depth == 0; i++) {
        uint32_t before = depth_of(schedule, step->after[i]) + 1;
        step->depth = before > step->depth ? before : step->depth;
    }
    for (uint32_t i = 1; i < step->after_count; i++) {
        uint32_t before = schedule->steps[step->after[i]].depth + 1;
        step->depth = before > step->depth ? before : step->depth;
    }
    return step->depth;
}

static bool is_course(const struct step *step) {
    return step->candidate != NULL && step->candidate->does == WM_PLAN_TAKE;
}

// Days of the queue; 0: it does not queue.
static wm_day days_of(const struct schedule *schedule, uint32_t index) {
    int64_t days = schedule->planning->formula.actions[index].price.parts[WM_PRICE_DAYS];
    return days < WM_DAY_LAST ? (wm_day)days : WM_DAY_LAST;
}

// The last of what comes before it, or the day asked about.
static wm_day earliest(const struct schedule *schedule, const struct step *step) {
    wm_day day = schedule->planning->question->as_of;
    for (uint32_t i = 0; i < step->after_count; i++) {
        wm_day before = schedule->steps[step->after[i]].on;
        day = before > day ? before : day;
    }
    return day;
}

static bool behind_late(const struct schedule *schedule, const struct step *step) {
    bool late = step->late;
    for (uint32_t i = 0; i < step->after_count && !late; i++)
        late = is_course(&schedule->steps[step->after[i]]) && behind_late(schedule, &schedule->steps[step->after[i]]);
    return late;
}

// Early courses from the day asked about on, late ones up to the finish day; `order` is what comes first first.
static void queue(struct schedule *schedule, const uint32_t *order, uint32_t count) {
    wm_day next = schedule->planning->question->as_of, last = schedule->planning->finish;
    for (uint32_t i = 0; i < count; i++) {
        struct step *step = &schedule->steps[order[i]];
        wm_day days = is_course(step) ? days_of(schedule, order[i]) : 0;
        if (days == 0 || behind_late(schedule, step))
            continue;
        step->from = next;
        step->on = next + days - 1;
        next = step->on + 1;
    }
    for (uint32_t i = count; i-- > 0;) {
        struct step *step = &schedule->steps[order[i]];
        wm_day days = is_course(step) ? days_of(schedule, order[i]) : 0;
        if (days == 0 || !behind_late(schedule, step))
            continue;
        step->on = last;
        step->from = last - days + 1;
        last = step->from - 1;
    }
}

static wm_day waited_until(const struct schedule *schedule, const struct step *step) {
    const struct wm_planned_leaf *leaf = step->waits.leaf;
    wm_day day = schedule->planning->question->as_of;
    enum wm_verdict wanted = step->waits.negative ? WM_VERDICT_UNMET : WM_VERDICT_MET;
    if (leaf == NULL) {
        const struct wm_criterion *edition = wm_criterion_on(step->waits.of.criterion, schedule->planning->finish);
        return edition != NULL && edition->edition->from > day ? edition->edition->from : day;
    }
    for (uint32_t i = 0; i < leaf->change_count && leaf->changes[i].day <= schedule->planning->finish; i++)
        day = leaf->changes[i].verdict == wanted ? leaf->changes[i].day : day;
    return day;
}

static void date(struct schedule *schedule, uint32_t index) {
    struct step *step = &schedule->steps[index];
    const struct wm_plan_candidate *candidate = step->candidate;
    if (candidate == NULL) {
        step->on = waited_until(schedule, step);
        return;
    }
    if (is_course(step) && days_of(schedule, index) > 0)
        return;
    bool last = step->late || (candidate->does == WM_PLAN_AWARD && !candidate->now);
    step->on = last ? schedule->planning->finish : earliest(schedule, step);
    if (is_course(step))
        step->from = step->on;
    if (!candidate->dated)
        return;
    step->from = candidate->records[0].on;
    step->on = candidate->records[candidate->record_count - 1].on;
    step->on = step->ready > step->on ? step->ready : step->on;
}

// Order --------------------------------------------------------------------------------------------------------------

static const char *id_of(const struct step *wait) {
    const struct wm_criterion *criterion = wait->waits.of.criterion;
    return criterion->id != NULL ? criterion->id : wm_verb_name(criterion->verb);
}

static const char *name_of(const struct step *step) {
    return step->candidate != NULL ? step->candidate->key : id_of(step);
}

static int compare(const struct step *a, const struct step *b) {
    wm_day first = a->from != WM_DAY_NONE ? a->from : a->on, other = b->from != WM_DAY_NONE ? b->from : b->on;
    if (first != other)
        return first < other ? -1 : 1;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return strcmp(name_of(a), name_of(b));
}

// The used steps by (first day, depth, name): by insertion, they are few.
static uint32_t sort(struct schedule *schedule, uint32_t *order) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < schedule->count; i++) {
        uint32_t at = count;
        if (!schedule->steps[i].used)
            continue;
        for (; at > 0 && compare(&schedule->steps[i], &schedule->steps[order[at - 1]]) < 0; at--)
            order[at] = order[at - 1];
        order[at] = i;
        count++;
    }
    return count;
}

// The answer ---------------------------------------------------------------------------------------------------------

static void add_price(const struct schedule *schedule, uint32_t index, struct wm_plan_action *action,
                      struct wm_plan *plan) {
    const struct wm_plan_candidate *candidate = schedule->steps[index].candidate;
    const struct wm_price *price = &schedule->planning->formula.actions[index].price;
    const struct wm_plan_course *course = candidate->course;
    bool enrols = candidate->does == WM_PLAN_ENROL, takes = candidate->does == WM_PLAN_TAKE;
    if (!takes && !enrols && candidate->does != WM_PLAN_QUALIFY)
        return;
    action->has_cost = price->parts[WM_PRICE_UNPRICED] == 0;
    action->cost = price->parts[WM_PRICE_COST];
    action->has_hours = !enrols && price->parts[WM_PRICE_UNTIMED] == 0;
    action->hours = price->parts[WM_PRICE_HOURS];
    plan->cost += action->cost;
    plan->hours += action->hours;
    plan->unpriced += action->has_cost ? 0 : 1;
    plan->untimed += enrols || action->has_hours ? 0 : 1;
    if (course == NULL)
        return;
    action->mode = course->mode;
    action->provider = course->provider;
    action->url = course->url;
}

static bool add_records(const struct schedule *schedule, const struct step *step, struct wm_plan_action *action) {
    const struct wm_plan_candidate *candidate = step->candidate;
    struct wm_record *records = wm_arena_zero(schedule->planning->arena, candidate->record_count, sizeof *records);
    if (records == NULL)
        return false;
    memcpy(records, candidate->records, candidate->record_count * sizeof *records);
    for (uint32_t i = 0; i < candidate->record_count; i++) {
        char **copies[] = {(char **)&records[i].by.data, (char **)&records[i].subject.data};
        if (!candidate->dated)
            records[i].on = step->on;
        // Names of those who say so were made up on the arena of the finish day.
        *copies[0] = wm_arena_dup_n(schedule->planning->arena, records[i].by.data, records[i].by.length);
        if (*copies[0] == NULL)
            return false;
    }
    action->records = records;
    action->record_count = candidate->record_count;
    return true;
}

static bool add_order(const struct schedule *schedule, const struct step *step, struct wm_plan_action *action) {
    uint32_t *after = wm_arena_zero(schedule->planning->arena, step->after_count, sizeof *after);
    if (after == NULL)
        return false;
    for (uint32_t i = 0; i < step->after_count; i++) {
        uint32_t number = schedule->steps[step->after[i]].place + 1, at = i;
        for (; at > 0 && after[at - 1] > number; at--)
            after[at] = after[at - 1];
        after[at] = number;
    }
    action->after = after;
    action->after_count = step->after_count;
    return true;
}

static bool add_action(const struct schedule *schedule, uint32_t index, struct wm_plan_action *action,
                       struct wm_plan *plan) {
    const struct step *step = &schedule->steps[index];
    const struct wm_plan_candidate *candidate = step->candidate;
    *action = (struct wm_plan_action){.does = WM_PLAN_WAIT,
                                      .from = step->from,
                                      .on = step->on,
                                      .serves = step->serves,
                                      .serves_count = step->serves_count};
    if (candidate == NULL) {
        action->subject = id_of(step);
        action->title = step->waits.of.criterion->says;
        return true;
    }
    action->does = candidate->does;
    action->subject = wm_code_text(candidate->subject);
    action->title = wm_plan_title(schedule->planning, candidate->records[0].kind, candidate->subject);
    action->untaught = candidate->untaught;
    action->sessions = candidate->does == WM_PLAN_SUPERVISION ? candidate->record_count : 0;
    add_price(schedule, index, action, plan);
    return add_order(schedule, step, action) && add_records(schedule, step, action);
}

static bool set_up(struct schedule *schedule) {
    struct wm_planning *planning = schedule->planning;
    schedule->count = schedule->room = planning->candidate_count;
    schedule->steps = wm_arena_zero(planning->some, schedule->room + 1u, sizeof *schedule->steps);
    schedule->state = wm_arena_zero(planning->some, planning->formula.node_count + 1u, 1);
    schedule->quiet = wm_arena_zero(planning->some, planning->formula.node_count + 1u, 1);
    if (schedule->steps == NULL || schedule->state == NULL || schedule->quiet == NULL)
        return false;
    for (uint32_t i = 0; i < schedule->count; i++)
        schedule->steps[planning->candidates[i]->action] = (struct step){.candidate = planning->candidates[i]};
    return true;
}

static bool fill(struct schedule *schedule, struct wm_plan *plan) {
    struct wm_planning *planning = schedule->planning;
    uint32_t *order = wm_arena_zero(planning->some, schedule->count + 1u, sizeof *order);
    struct wm_plan_action *actions = wm_arena_zero(planning->arena, schedule->count + 1u, sizeof *actions);
    if (order == NULL || actions == NULL)
        return false;
    for (uint32_t i = 0; i < schedule->count; i++) {
        schedule->steps[i].from = schedule->steps[i].on = WM_DAY_NONE;
        (void)depth_of(schedule, i);
    }
    uint32_t count = sort(schedule, order); // by depth: nothing has a day yet
    queue(schedule, order, count);
    for (uint32_t i = 0; i < count; i++)
        date(schedule, order[i]);
    count = sort(schedule, order);
    for (uint32_t i = 0; i < count; i++)
        schedule->steps[order[i]].place = i;
    plan->actions = actions;
    plan->action_count = count;
    for (uint32_t i = 0; i < count; i++) {
        if (!add_action(schedule, order[i], &actions[i], plan))
            return false;
    }
    return true;
}

void wm_plan_schedule(struct wm_planning *planning, const bool *chosen, struct wm_plan *ret_plan) {
    struct schedule schedule = {.planning = planning, .chosen = chosen};
    struct wm_plan plan = {.possible = true, .finish = planning->finish};
    bool done = set_up(&schedule);
    if (done)
        need(&schedule, planning->root, (struct need){NULL, WM_FORMULA_NONE});
    done = done && !wm_plan_failed(planning) && fill(&schedule, &plan);
    if (done)
        *ret_plan = plan;
    else
        wm_plan_no_memory(planning);
}
