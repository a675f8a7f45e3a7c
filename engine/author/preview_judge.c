// SPDX-License-Identifier: MIT
// One person and one level under both rulesets.
#include "engine/author/preview_work.h"

#include <string.h>

#define ARENA_MOST ((size_t)64 << 20)

static enum wm_status side_init(struct wm_preview_side *side, const struct wm_ruleset *ruleset,
                                struct wm_error *error) {
    side->ruleset = ruleset;
    enum wm_status status = wm_several_new(&side->levels, error);
    if (status != WM_OK || !ruleset->custom)
        return status;
    status = wm_predicates_new(ruleset, NULL, &side->predicates, error);
    if (status == WM_OK)
        side->runner = wm_predicates_runner(side->predicates);
    return status;
}

static void side_clear(struct wm_preview_side *side) {
    wm_several_free(side->levels);
    wm_predicates_free(side->predicates);
}

enum wm_status wm_preview_judge_init(struct wm_preview_judge *judge, const struct wm_preview_form *form,
                                     struct wm_error *error) {
    *judge = (struct wm_preview_judge){.organisation = form->organisation, .as_of = form->as_of};
    wm_arena_init(&judge->arena, ARENA_MOST);
    enum wm_status status = side_init(&judge->before, form->before, error);
    if (status == WM_OK)
        status = side_init(&judge->after, form->after, error);
    if (status != WM_OK)
        wm_preview_judge_clear(judge);
    return status;
}

void wm_preview_judge_clear(struct wm_preview_judge *judge) {
    side_clear(&judge->before);
    side_clear(&judge->after);
    wm_arena_clear(&judge->arena);
    *judge = (struct wm_preview_judge){.as_of = WM_DAY_NONE};
}

static enum wm_status side_begin(struct wm_preview_judge *judge, struct wm_preview_side *side,
                                 const struct wm_preview_person *person, const struct wm_portfolio *portfolio,
                                 struct wm_error *error) {
    struct wm_question question = {
        .ruleset = side->ruleset,
        .organisation = judge->organisation,
        .person = person->id,
        .person_length = person->length,
        .as_of = judge->as_of,
        .runner = side->predicates != NULL ? &side->runner : NULL,
    };
    enum wm_status status = wm_recognise(side->ruleset, portfolio, &judge->arena, &question.portfolio, error);
    if (status == WM_OK)
        wm_several_begin(side->levels, &question, &judge->arena);
    return status;
}

enum wm_status wm_preview_begin(struct wm_preview_judge *judge, const struct wm_preview_person *person,
                                const struct wm_portfolio *portfolio, struct wm_error *error) {
    wm_arena_reset(&judge->arena);
    enum wm_status status = side_begin(judge, &judge->before, person, portfolio, error);
    if (status == WM_OK)
        status = side_begin(judge, &judge->after, person, portfolio, error);
    return status;
}

// Of a level that is not there nobody is eligible.
static enum wm_status answer(struct wm_preview_side *side, const struct wm_level *level,
                             struct wm_several_outcome *ret_answer, struct wm_error *error) {
    if (level != NULL)
        return wm_several_judge(side->levels, level, ret_answer, error);
    *ret_answer = (struct wm_several_outcome){WM_OUTCOME_NOT_ELIGIBLE, WM_DAY_NONE};
    return WM_OK;
}

static bool lasts_longer(wm_day a, wm_day b) {
    return b != WM_DAY_NONE && (a == WM_DAY_NONE || a > b);
}

static enum wm_move move_of(const struct wm_several_outcome *before, const struct wm_several_outcome *after) {
    if (before->outcome == after->outcome) {
        if (after->outcome != WM_OUTCOME_ELIGIBLE || before->until == after->until)
            return WM_MOVE_COUNT;
        return lasts_longer(after->until, before->until) ? WM_MOVE_LATER : WM_MOVE_SOONER;
    }
    if (after->outcome == WM_OUTCOME_ELIGIBLE)
        return WM_MOVE_GAINS;
    if (after->outcome == WM_OUTCOME_INDETERMINATE)
        return WM_MOVE_DOUBTED;
    return before->outcome == WM_OUTCOME_ELIGIBLE ? WM_MOVE_LOSES : WM_MOVE_SETTLED;
}

static bool among(const struct wm_finding *findings, uint32_t count, const char *id) {
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(findings[i].id, id) == 0)
            return true;
    }
    return false;
}

static bool stands(const struct wm_decision *decision, const char *id) {
    return among(decision->unmet, decision->unmet_count, id) || among(decision->unknown, decision->unknown_count, id);
}

// What stands in the way on the worse side, and best of all not on the other: a criterion that is in the way under both
// moved nobody.
static const struct wm_finding *cause_in(const struct wm_decision *worse, const struct wm_decision *better) {
    const struct wm_finding *findings = worse->unmet_count > 0 ? worse->unmet : worse->unknown;
    uint32_t count = worse->unmet_count > 0 ? worse->unmet_count : worse->unknown_count;
    for (uint32_t i = 0; i < count; i++) {
        if (!stands(better, findings[i].id))
            return &findings[i];
    }
    return count > 0 ? &findings[0] : NULL;
}

static bool several_stand(const struct wm_decision *decision) {
    return decision->unmet_count > 1 || (decision->unmet_count == 0 && decision->unknown_count > 1);
}

// On the first day on which one side has ended, when it is how long that moved. Where one criterion alone stands in the way
// the other side need not be asked.
static enum wm_status find_cause(struct wm_preview_judge *judge, struct wm_moved *moved, struct wm_error *error) {
    bool after_is_worse = moved->move != WM_MOVE_GAINS && moved->move != WM_MOVE_LATER;
    wm_day day = moved->move == WM_MOVE_SOONER  ? moved->until_after + 1
                 : moved->move == WM_MOVE_LATER ? moved->until_before + 1
                                                : judge->as_of;
    const struct wm_level *before = moved->level->before, *after = moved->level->after;
    if (before == NULL || after == NULL)
        return WM_OK;
    struct wm_several *worst = after_is_worse ? judge->after.levels : judge->before.levels;
    struct wm_several *best = after_is_worse ? judge->before.levels : judge->after.levels;
    struct wm_decision worse, better = {.unmet_count = 0};
    enum wm_status status = wm_several_blame(worst, after_is_worse ? after : before, day, &worse, error);
    if (status == WM_OK && several_stand(&worse))
        status = wm_several_blame(best, after_is_worse ? before : after, day, &better, error);
    if (status != WM_OK)
        return status;
    const struct wm_finding *cause = cause_in(&worse, &better);
    if (cause != NULL) {
        moved->cause = cause->criterion;
        moved->cause_id = cause->id;
        moved->cause_now = after_is_worse;
    }
    return WM_OK;
}

enum wm_status wm_preview_compare(struct wm_preview_judge *judge, const struct wm_preview_person *person,
                                  const struct wm_preview_level *level, struct wm_moved *ret_moved,
                                  struct wm_error *error) {
    struct wm_several_outcome before, after;
    ret_moved->level = NULL;
    enum wm_status status = answer(&judge->before, level->before, &before, error);
    if (status == WM_OK)
        status = answer(&judge->after, level->after, &after, error);
    if (status != WM_OK)
        return status;
    enum wm_move move = move_of(&before, &after);
    // A level that comes or goes moves those alone who have something by it.
    bool whole = level->before != NULL && level->after != NULL;
    if (move == WM_MOVE_COUNT || (!whole && move != WM_MOVE_GAINS && move != WM_MOVE_LOSES))
        return WM_OK;
    *ret_moved = (struct wm_moved){
        .level = level,
        .person = person->id,
        .person_length = person->length,
        .move = move,
        .before = before.outcome,
        .after = after.outcome,
        .until_before = before.until,
        .until_after = after.until,
    };
    return find_cause(judge, ret_moved, error);
}
