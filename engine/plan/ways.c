// SPDX-License-Identifier: MIT
// Which actions would meet the leaves that are unmet on the finish day. Each leaf makes the candidates that it asks for; then
// every candidate is tried on every leaf that it is about, so that one action serves as many as it can.
#include "engine/plan/work.h"

#include <stdlib.h>
#include <string.h>

static struct wm_text text_of(const char *text) {
    return (struct wm_text){text, strlen(text)};
}

// Trying -------------------------------------------------------------------------------------------------------------

static void date(struct wm_plan_candidate *candidate, wm_day day) {
    for (uint32_t i = 0; i < candidate->record_count && !candidate->dated; i++)
        candidate->records[i].on = day;
    if (candidate->has_beside && !candidate->dated)
        candidate->beside.on = day;
}

// With what it comes after, and without the record at `without`.
static enum wm_verdict judge(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                             const struct wm_plan_candidate *candidate, uint32_t without) {
    struct wm_record *records = wm_arena_alloc(planning->some, (candidate->record_count + 1u) * sizeof *records);
    uint32_t count = 0;
    if (records == NULL) {
        wm_plan_no_memory(planning);
        return WM_VERDICT_UNMET;
    }
    if (candidate->has_beside)
        records[count++] = candidate->beside;
    for (uint32_t i = 0; i < candidate->record_count; i++) {
        if (i != without)
            records[count++] = candidate->records[i];
    }
    return wm_planned_suppose(planning, leaf, records, count, planning->finish);
}

static bool meets(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                  const struct wm_plan_candidate *candidate) {
    return judge(planning, leaf, candidate, UINT32_MAX) == WM_VERDICT_MET;
}

// Takes away what is not needed: part of it may have been done.
static void take_away(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                      struct wm_plan_candidate *candidate) {
    for (uint32_t i = candidate->record_count; i-- > 0 && candidate->record_count > 1 && !wm_plan_failed(planning);) {
        if (judge(planning, leaf, candidate, i) != WM_VERDICT_MET)
            continue;
        candidate->record_count--;
        memmove(&candidate->records[i], &candidate->records[i + 1],
                (candidate->record_count - i) * sizeof *candidate->records);
    }
}

// Whether the candidate meets the leaf when it is done on one of these days; dated on it then.
static bool try(struct wm_planning *planning, const struct wm_planned_leaf *leaf, struct wm_plan_candidate *candidate,
                bool *ret_late) {
    bool early = candidate->does != WM_PLAN_AWARD || candidate->now;
    date(candidate, planning->question->as_of);
    *ret_late = false;
    if (early && meets(planning, leaf, candidate))
        return true;
    if (candidate->dated || (early && planning->finish == planning->question->as_of))
        return false;
    date(candidate, planning->finish);
    *ret_late = true;
    return meets(planning, leaf, candidate);
}

static void add_upset(struct wm_planning *planning, struct wm_planned_leaf *leaf, struct wm_plan_candidate *candidate) {
    struct wm_plan_way *upsets =
        wm_plan_room(planning, planning->some, leaf->upsets, leaf->upset_count, &leaf->upset_room, sizeof *upsets);
    if (upsets == NULL)
        return;
    upsets[leaf->upset_count++] = (struct wm_plan_way){.candidate = candidate};
    leaf->upsets = upsets;
}

static void add_way(struct wm_planning *planning, struct wm_planned_leaf *leaf, struct wm_plan_candidate *candidate,
                    bool late) {
    struct wm_plan_way *ways =
        wm_plan_room(planning, planning->some, leaf->ways, leaf->way_count, &leaf->way_room, sizeof *ways);
    if (ways == NULL)
        return;
    bool period = candidate->does == WM_PLAN_EXPERIENCE || candidate->does == WM_PLAN_ROLE;
    bool known = period && leaf->ready <= planning->finish;
    ways[leaf->way_count++] = (struct wm_plan_way){.candidate = candidate,
                                                   .late = late,
                                                   .ready = !period ? WM_DAY_NONE
                                                            : known ? leaf->ready
                                                                    : planning->finish};
    leaf->ways = ways;
}

// Making -------------------------------------------------------------------------------------------------------------

static struct wm_plan_candidate *keep(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                                      struct wm_plan_candidate *candidate) {
    bool late = false;
    if (candidate->record_count == 0 || !try(planning, leaf, candidate, &late) || wm_plan_failed(planning))
        return NULL;
    if (!candidate->dated)
        take_away(planning, leaf, candidate);
    if (candidate->does == WM_PLAN_ASSESS || candidate->does == WM_PLAN_SIGN_OFF)
        wm_plan_take_what_teaches(planning, candidate);
    if (candidate->course != NULL)
        wm_plan_take_before(planning, candidate->course);
    return wm_plan_add_candidate(planning, *candidate);
}

static wm_code subject_of(const struct wm_record *record) {
    return wm_code_find(record->subject.data, record->subject.length);
}

static bool has_outcome(const struct wm_query *query, const char *outcome) {
    bool among = false;
    for (uint32_t i = 0; i < query->outcomes.count && !among; i++)
        among = strcmp(wm_code_text(query->outcomes.codes[i]), outcome) == 0;
    return among;
}

static void make_enrolment(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                           struct wm_plan_candidate candidate) {
    candidate.does = WM_PLAN_ENROL;
    candidate.records =
        wm_plan_least(planning, planning->some, leaf, planning->question->as_of, &candidate.record_count);
    for (uint32_t i = 0; i < candidate.record_count; i++)
        candidate.records[i].outcome = text_of("enrolled");
    (void)keep(planning, leaf, &candidate);
}

static void make_plain(struct wm_planning *planning, struct wm_planned_leaf *leaf) {
    const struct wm_query *query = leaf->about.criterion->query;
    struct wm_plan_candidate candidate = {.does = wm_plan_what_to_do(query->kind)};
    candidate.records =
        wm_plan_least(planning, planning->some, leaf, planning->question->as_of, &candidate.record_count);
    if (candidate.records == NULL || candidate.record_count == 0)
        return;
    candidate.subject = subject_of(&candidate.records[0]);
    if (query->kind == WM_KIND_TRAINING) {
        candidate.course = wm_plan_course(planning, candidate.subject);
        if (candidate.course != NULL && !candidate.course->available) {
            leaf->reason = WM_PLAN_REASON_MODE;
            return;
        }
        struct wm_text outcome = candidate.records[0].outcome;
        bool completes =
            outcome.length == strlen("completed") && memcmp(outcome.data, "completed", outcome.length) == 0;
        if (has_outcome(query, "enrolled"))
            make_enrolment(planning, leaf, candidate);
        if (!completes)
            candidate.does = WM_PLAN_ENROL;
    }
    if (query->after != WM_CODE_NONE && !wm_plan_completed(planning, query->after, false)) {
        wm_plan_take(planning, query->after);
        candidate.has_beside = true;
        candidate.beside = (struct wm_record){.kind = WM_KIND_TRAINING,
                                              .subject = text_of(wm_code_text(query->after)),
                                              .outcome = text_of("completed"),
                                              .until = WM_DAY_NONE};
    }
    (void)keep(planning, leaf, &candidate);
}

static void make_period(struct wm_planning *planning, const struct wm_planned_leaf *leaf) {
    struct wm_plan_candidate candidate = {.does = wm_plan_what_to_do(leaf->about.criterion->query->kind),
                                          .dated = true};
    if (leaf->ready > planning->finish)
        return;
    candidate.records =
        wm_plan_least(planning, planning->some, leaf, planning->question->as_of, &candidate.record_count);
    if (candidate.records == NULL)
        return;
    candidate.subject = subject_of(&candidate.records[0]);
    (void)keep(planning, leaf, &candidate);
}

// The role itself, so that it is there to be needed, and no fewer sessions than it takes in it.
static void make_sessions_in_role(struct wm_planning *planning, const struct wm_planned_leaf *leaf) {
    const struct wm_query *query = leaf->about.criterion->query;
    struct wm_record *role = wm_arena_zero(planning->some, 1, sizeof *role);
    if (role == NULL) {
        wm_plan_no_memory(planning);
        return;
    }
    *role = wm_plan_role(planning, query->in_role);
    (void)wm_plan_add_candidate(
        planning,
        (struct wm_plan_candidate){
            .does = WM_PLAN_ROLE, .subject = query->in_role, .records = role, .record_count = 1, .dated = true});
    if (wm_planned_suppose(planning, leaf, role, 1, planning->finish) == WM_VERDICT_MET)
        return; // to begin in the role is enough
    struct wm_plan_candidate candidate = {
        .does = WM_PLAN_SUPERVISION, .subject = query->subject, .dated = true, .has_beside = true, .beside = *role};
    candidate.records =
        wm_plan_sessions(planning, planning->some, leaf, planning->finish, true, &candidate.record_count);
    if (candidate.records != NULL)
        (void)keep(planning, leaf, &candidate);
}

static void make_sessions(struct wm_planning *planning, const struct wm_planned_leaf *leaf) {
    const struct wm_query *query = leaf->about.criterion->query;
    bool kept = false;
    for (int anew = 0; anew <= 1 && !kept && leaf->ready <= planning->finish; anew++) {
        struct wm_plan_candidate candidate = {.does = WM_PLAN_SUPERVISION, .dated = true};
        candidate.records =
            wm_plan_sessions(planning, planning->some, leaf, planning->finish, anew == 1, &candidate.record_count);
        if (candidate.records == NULL || candidate.record_count == 0)
            continue;
        candidate.subject = subject_of(&candidate.records[0]);
        kept = keep(planning, leaf, &candidate) != NULL;
    }
    if (!kept && query->in_role != WM_CODE_NONE && leaf->ready_in_role <= planning->finish)
        make_sessions_in_role(planning, leaf);
}

enum { WALKED = 1, WALKED_AWAY = 2, WALKED_AS_TEST = 4 };

static void walk_level(struct wm_planning *planning, const struct wm_level *level);
static void walk_away(struct wm_planning *planning, const struct wm_level *level, bool is_test);

static void make_award(struct wm_planning *planning, const struct wm_planned_leaf *leaf) {
    wm_code code = leaf->about.criterion->query->subject;
    const char *full = wm_code_text(code);
    const struct wm_level *level = wm_ruleset_level(planning->question->ruleset, full, strlen(full));
    struct wm_record *record = wm_arena_zero(planning->some, 1, sizeof *record);
    if (record == NULL)
        wm_plan_no_memory(planning);
    if (record == NULL || level == NULL || level->gate)
        return;
    wm_day next;
    *record = (struct wm_record){.kind = WM_KIND_AWARD, .subject = text_of(full), .until = WM_DAY_NONE};
    struct wm_plan_candidate candidate = {
        .does = WM_PLAN_AWARD, .subject = code, .level = level, .records = record, .record_count = 1};
    candidate.now =
        wm_decide_verdict(level, planning->question->portfolio, planning->question->as_of, &next) == WM_VERDICT_MET;
    if (keep(planning, leaf, &candidate) != NULL)
        walk_level(planning, level);
}

static void make(struct wm_planning *planning, struct wm_planned_leaf *leaf) {
    const struct wm_criterion *criterion = leaf->about.criterion;
    leaf->reason = WM_PLAN_REASON_NO_WAY;
    leaf->parameter = criterion->unset;
    if (criterion->unset != NULL) {
        leaf->reason = WM_PLAN_REASON_PARAMETER;
        return;
    }
    switch (criterion->verb) {
    case WM_VERB_CUSTOM: leaf->reason = WM_PLAN_REASON_CUSTOM; return;
    case WM_VERB_FIXED:
    case WM_VERB_MEETS:
    case WM_VERB_GRANDFATHERED: return;
    case WM_VERB_EXPERIENCED:
    case WM_VERB_IN_ROLE: make_period(planning, leaf); break;
    case WM_VERB_SUPERVISED: make_sessions(planning, leaf); break;
    case WM_VERB_HOLDS: make_award(planning, leaf); break;
    default: make_plain(planning, leaf); break;
    }
    if (criterion->query->valid_unset != NULL) {
        leaf->reason = WM_PLAN_REASON_PARAMETER;
        leaf->parameter = criterion->query->valid_unset;
    }
}

// Leaves that could help when they are met -----------------------------------------------------------------------------

// `wanted`: met, or unmet; below a test it may be either.
static void walk(struct wm_planning *planning, const struct wm_criterion *criterion, bool wanted, bool is_test) {
    struct wm_planned_leaf *leaf = NULL;
    if (wm_plan_failed(planning) || !wm_edition_on(criterion->edition, planning->finish))
        return;
    if (criterion->verb == WM_VERB_MEETS && criterion->unset == NULL) {
        leaf = wm_planned_leaf(planning, criterion);
        if (leaf == NULL || wm_planned_verdict(leaf, planning->finish) == WM_VERDICT_MET)
            return;
        if (wanted)
            walk_level(planning, criterion->level);
        if (!wanted || is_test)
            walk_away(planning, criterion->level, is_test);
        return;
    }
    bool whole = wm_verb_leaf(criterion->verb) || criterion->unset != NULL;
    for (uint32_t i = 0; i < criterion->child_count && !whole; i++) {
        bool test = is_test || (criterion->verb == WM_VERB_WHEN && i == 0);
        walk(planning, criterion->children[i], wanted != (criterion->verb == WM_VERB_NONE), test);
    }
    leaf = whole ? wm_planned_leaf(planning, criterion) : NULL;
    if (leaf != NULL)
        leaf->looked_away = leaf->looked_away || !wanted || is_test;
    if (leaf == NULL || !(wanted || is_test) || leaf->looked_at)
        return;
    leaf->held = wm_planned_verdict(leaf, planning->finish) == WM_VERDICT_MET;
    if (leaf->held)
        return;
    leaf->looked_at = true;
    make(planning, leaf);
}

static void walk_level(struct wm_planning *planning, const struct wm_level *level) {
    uint8_t *walked = &planning->level_progress[level->index];
    if ((*walked & WALKED) != 0)
        return;
    *walked |= WALKED;
    walk(planning, level->requires, true, false);
}

// As it may have to be unmet, or either.
static void walk_away(struct wm_planning *planning, const struct wm_level *level, bool is_test) {
    uint8_t *walked = &planning->level_progress[level->index], way = is_test ? WALKED_AS_TEST : WALKED_AWAY;
    if ((*walked & way) != 0)
        return;
    *walked |= way;
    walk(planning, level->requires, false, is_test);
}

// Who meets what -------------------------------------------------------------------------------------------------------

static bool is_about(const struct wm_planned_leaf *leaf, const struct wm_plan_candidate *candidate) {
    const struct wm_query *query = leaf->about.criterion->query;
    if (query == NULL || query->kind != candidate->records[0].kind)
        return false;
    bool about = query->subject == candidate->subject || (query->subject == WM_CODE_NONE && query->subjects.count == 0);
    for (uint32_t i = 0; i < query->subjects.count && !about; i++)
        about = query->subjects.codes[i] == candidate->subject;
    return about;
}

static void match(struct wm_planning *planning) {
    for (uint32_t i = 0; i < planning->leaf_count; i++) {
        struct wm_planned_leaf *leaf = planning->leaves[i];
        const struct wm_query *query = leaf->about.criterion->query;
        bool look =
            leaf->looked_at || (leaf->looked_away && wm_planned_verdict(leaf, planning->finish) != WM_VERDICT_MET);
        for (uint32_t k = 0; k < planning->candidate_count && look && !wm_plan_failed(planning); k++) {
            struct wm_plan_candidate *candidate = planning->candidates[k];
            bool late = false;
            if (is_about(leaf, candidate) && try(planning, leaf, candidate, &late))
                add_way(planning, leaf, candidate, late);
            else if (query != NULL && query->in_role != WM_CODE_NONE && candidate->does == WM_PLAN_ROLE &&
                     candidate->subject == query->in_role && meets(planning, leaf, candidate))
                add_way(planning, leaf, candidate, false);
        }
    }
}

// Whether it would no longer be met once the candidate is done.
static bool upsets(struct wm_planning *planning, const struct wm_planned_leaf *leaf,
                   struct wm_plan_candidate *candidate) {
    date(candidate, planning->finish);
    return !meets(planning, leaf, candidate);
}

// What is met and could be undone gets candidates of its own, that would make it hold all the same.
static void hold(struct wm_planning *planning) {
    uint32_t count = planning->candidate_count;
    for (uint32_t i = 0; i < planning->leaf_count; i++) {
        struct wm_planned_leaf *leaf = planning->leaves[i];
        bool upset = false;
        for (uint32_t k = 0; k < count && leaf->held && !upset && !wm_plan_failed(planning); k++)
            upset = is_about(leaf, planning->candidates[k]) && upsets(planning, leaf, planning->candidates[k]);
        if (upset)
            make(planning, leaf);
        leaf->held = upset;
    }
}

static void match_held(struct wm_planning *planning, struct wm_planned_leaf *leaf) {
    for (uint32_t k = 0; k < planning->candidate_count && !wm_plan_failed(planning); k++) {
        struct wm_plan_candidate *candidate = planning->candidates[k];
        if (!is_about(leaf, candidate))
            continue;
        if (upsets(planning, leaf, candidate))
            add_upset(planning, leaf, candidate);
        else
            add_way(planning, leaf, candidate, true);
    }
}

static int by_key(const void *a, const void *b) {
    return strcmp((*(struct wm_plan_candidate *const *)a)->key, (*(struct wm_plan_candidate *const *)b)->key);
}

void wm_plan_ways(struct wm_planning *planning) {
    const struct wm_ruleset *ruleset = planning->question->ruleset;
    planning->candidates = NULL;
    planning->candidate_count = planning->candidate_room = 0;
    planning->level_progress = wm_arena_zero(planning->some, ruleset->level_count + 1u, 1);
    planning->course_progress = wm_arena_zero(planning->some, planning->course_count + 1u, 1);
    if (planning->level_progress == NULL || planning->course_progress == NULL) {
        wm_plan_no_memory(planning);
        return;
    }
    for (uint32_t i = 0; i < planning->leaf_count; i++) {
        struct wm_planned_leaf *leaf = planning->leaves[i];
        leaf->looked_at = leaf->looked_away = leaf->held = false;
        leaf->upsets = NULL;
        leaf->upset_count = leaf->upset_room = 0;
        leaf->ways = NULL;
        leaf->way_count = leaf->way_room = 0;
        leaf->node = leaf->negative = WM_FORMULA_NONE;
    }
    for (uint32_t i = 0; i < planning->wish->level_count; i++)
        walk_level(planning, planning->wish->levels[i]);
    hold(planning);
    if (planning->candidate_count > 0 && !wm_plan_failed(planning))
        qsort(planning->candidates, planning->candidate_count, sizeof(struct wm_plan_candidate *), by_key);
    match(planning);
    for (uint32_t i = 0; i < planning->leaf_count; i++) {
        if (planning->leaves[i]->held)
            match_held(planning, planning->leaves[i]);
    }
}
