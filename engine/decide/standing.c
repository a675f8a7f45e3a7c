// SPDX-License-Identifier: MIT
#include "engine/decide/standing.h"

#include "engine/decide/trace.h"

bool wm_standing_lapses(const struct wm_decision *decision, int32_t days) {
    return decision->outcome == WM_OUTCOME_ELIGIBLE && decision->until != WM_DAY_NONE && !decision->until_inexact &&
           (int64_t)decision->until - decision->as_of <= days;
}

bool wm_standing_near(const struct wm_decision *decision, uint32_t unmet) {
    return decision->outcome == WM_OUTCOME_NOT_ELIGIBLE && decision->unmet_count <= unmet;
}

bool wm_standing_held(const struct wm_portfolio *portfolio, const struct wm_level *level, wm_day day) {
    wm_day next;
    return wm_award_in_force(portfolio, level, day, &next) != NULL;
}

static enum wm_status stand(const struct wm_question *question, const struct wm_level *level, int32_t lapsing_days,
                            struct wm_custom *custom, struct wm_arena *arena, struct wm_standing_level *standing,
                            struct wm_error *error) {
    struct wm_question one = *question;
    one.level = level;
    *standing = (struct wm_standing_level){.level = level, .award_until = WM_DAY_NONE};
    enum wm_status status = wm_decide_with(&one, custom, arena, &standing->decision, error);
    if (status != WM_OK)
        return status;
    wm_day next;
    const struct wm_fact *award = wm_award_in_force(question->portfolio, level, question->as_of, &next);
    if (award != NULL) {
        standing->held = true;
        standing->award = award->seq;
        standing->award_until = award->until;
        standing->award_recognised = wm_fact_recognised(question->ruleset, award);
    }
    standing->lapsing = wm_standing_lapses(&standing->decision, lapsing_days);
    standing->near = wm_standing_near(&standing->decision, WM_STANDING_NEAR_UNMET);
    standing->paid = (standing->held || standing->decision.outcome == WM_OUTCOME_ELIGIBLE) &&
                     wm_pay_suggested(question, level, standing->held, &standing->pay);
    return WM_OK;
}

static bool is_behind(const struct wm_standing_level *standing) {
    return standing->held || standing->decision.outcome == WM_OUTCOME_ELIGIBLE;
}

// One of another framework, when only one framework is asked about, is judged on its own.
static bool level_is_behind(const struct wm_question *question, struct wm_custom *custom,
                            const struct wm_standing_level *levels, uint32_t count, const struct wm_level *level) {
    for (uint32_t i = 0; i < count; i++) {
        if (levels[i].level == level)
            return is_behind(&levels[i]);
    }
    wm_day next;
    return wm_award_in_force(question->portfolio, level, question->as_of, &next) != NULL ||
           wm_judge_verdict(level, question->portfolio, question->as_of, custom, &next) == WM_VERDICT_MET;
}

static bool is_open(const struct wm_question *question, struct wm_custom *custom,
                    const struct wm_standing_level *levels, uint32_t count, const struct wm_standing_level *standing) {
    const struct wm_level *level = standing->level;
    bool in_force = wm_criterion_on(level->requires, question->as_of) != NULL;
    if (level->gate || !in_force || is_behind(standing))
        return false;
    for (uint32_t i = 0; i < level->after_count; i++) {
        if (!level_is_behind(question, custom, levels, count, level->after[i]))
            return false;
    }
    return true;
}

// Levels of a framework stand together, lowest rank first: the first open one has the rank that is next.
static void mark_next(const struct wm_question *question, struct wm_custom *custom, struct wm_standing_level *levels,
                      uint32_t count) {
    const struct wm_level *lowest = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const struct wm_level *level = levels[i].level;
        bool settled = lowest != NULL && lowest->framework == level->framework && lowest->rank < level->rank;
        if (settled || !is_open(question, custom, levels, count, &levels[i]))
            continue;
        levels[i].next = true;
        lowest = level;
    }
}

static enum wm_status stand_all(const struct wm_question *question, const struct wm_framework *framework,
                                int32_t lapsing_days, struct wm_custom *custom, struct wm_arena *arena,
                                struct wm_standing *ret_standing, struct wm_error *error) {
    const struct wm_ruleset *ruleset = question->ruleset;
    struct wm_standing_level *levels = wm_arena_alloc(arena, ruleset->level_count * sizeof *levels);
    if (levels == NULL)
        return wm_error_no_memory(error);
    uint32_t count = 0;
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        if (framework != NULL && ruleset->levels[i]->framework != framework)
            continue;
        enum wm_status status = stand(question, ruleset->levels[i], lapsing_days, custom, arena, &levels[count], error);
        if (status != WM_OK)
            return status;
        count++;
    }
    mark_next(question, custom, levels, count);
    enum wm_status status = wm_custom_status(custom, error);
    if (status == WM_OK)
        *ret_standing = (struct wm_standing){.levels = levels, .count = count};
    return status;
}

enum wm_status wm_standing(const struct wm_question *question, const struct wm_framework *framework,
                           int32_t lapsing_days, struct wm_arena *arena, struct wm_standing *ret_standing,
                           struct wm_error *error) {
    struct wm_question asked = *question;
    enum wm_status status = wm_recognise(question->ruleset, question->portfolio, arena, &asked.portfolio, error);
    if (status != WM_OK)
        return status;
    struct wm_custom custom; // what a predicate says is the same for each level
    wm_custom_init(&custom, &asked, arena);
    return stand_all(&asked, framework, lapsing_days, &custom, arena, ret_standing, error);
}
