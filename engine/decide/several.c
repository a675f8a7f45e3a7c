// SPDX-License-Identifier: MIT
#include "engine/decide/several.h"

#include "engine/base/memory.h"
#include "engine/decide/trace.h"

// Days on which something may change are much the same for the levels of a ladder.
enum { DAYS = 6 };

struct wm_several {
    struct wm_question question;
    struct wm_arena *arena;
    struct wm_custom custom;
    bool asks; // custom is this person's
    struct wm_met *met[DAYS];
    wm_day days[DAYS];
    uint32_t count; // days that are this person's
};

enum wm_status wm_several_new(struct wm_several **ret_several, struct wm_error *error) {
    struct wm_several *several = wm_alloc_zero(1, sizeof *several);
    if (several == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < DAYS; i++) {
        enum wm_status status = wm_met_new(&several->met[i], error);
        if (status != WM_OK) {
            wm_several_free(several);
            return status;
        }
    }
    *ret_several = several;
    return WM_OK;
}

void wm_several_free(struct wm_several *several) {
    for (uint32_t i = 0; several != NULL && i < DAYS; i++)
        wm_met_free(several->met[i]);
    wm_free(several);
}

void wm_several_begin(struct wm_several *several, const struct wm_question *question, struct wm_arena *arena) {
    several->question = *question;
    several->question.level = NULL;
    several->question.explain = false;
    several->arena = arena;
    several->asks = false;
    several->count = 0;
}

// When there are too many days the last ones take turns.
static struct wm_met *met_on(struct wm_several *several, wm_day day) {
    uint32_t at = 0;
    while (at < several->count && several->days[at] != day)
        at++;
    if (at < several->count)
        return several->met[at];
    if (several->count < DAYS)
        several->count++;
    else
        at = DAYS - 1;
    several->days[at] = day;
    wm_met_begin(several->met[at], several->question.portfolio, day);
    return several->met[at];
}

// What a predicate said on the day of the person's first question holds for the later ones.
static struct wm_custom *custom_of(struct wm_several *several) {
    if (!several->asks)
        wm_custom_init(&several->custom, &several->question, several->arena);
    several->asks = true;
    return &several->custom;
}

static enum wm_status decide(struct wm_several *several, const struct wm_level *level,
                             struct wm_several_outcome *ret_outcome, struct wm_error *error) {
    struct wm_question question = several->question;
    struct wm_decision decision;
    question.level = level;
    enum wm_status status = wm_decide_with(&question, custom_of(several), several->arena, &decision, error);
    if (status != WM_OK)
        return status;
    bool eligible = decision.outcome == WM_OUTCOME_ELIGIBLE;
    *ret_outcome = (struct wm_several_outcome){decision.outcome, eligible ? decision.until : WM_DAY_NONE};
    return WM_OK;
}

enum wm_status wm_several_judge(struct wm_several *several, const struct wm_level *level,
                                struct wm_several_outcome *ret_outcome, struct wm_error *error) {
    static const enum wm_outcome outcomes[] = {[WM_VERDICT_UNMET] = WM_OUTCOME_NOT_ELIGIBLE,
                                               [WM_VERDICT_MET] = WM_OUTCOME_ELIGIBLE,
                                               [WM_VERDICT_UNKNOWN] = WM_OUTCOME_INDETERMINATE};
    if (level->eve_count > 0)
        return decide(several, level, ret_outcome, error);
    wm_day next;
    enum wm_verdict verdict = wm_met_judge(met_on(several, several->question.as_of), level, &next);
    // What is unmet whatever a predicate may say: for most people it need not be asked.
    if (level->custom && verdict != WM_VERDICT_UNMET)
        return decide(several, level, ret_outcome, error);
    struct wm_several_outcome outcome = {outcomes[verdict], WM_DAY_NONE};
    while (verdict == WM_VERDICT_MET && next <= WM_DAY_LAST) {
        wm_day day = next;
        if (wm_met_judge(met_on(several, day), level, &next) != WM_VERDICT_MET) {
            outcome.until = day - 1;
            break;
        }
    }
    *ret_outcome = outcome;
    return WM_OK;
}

enum wm_status wm_several_blame(struct wm_several *several, const struct wm_level *level, wm_day day,
                                struct wm_decision *ret_decision, struct wm_error *error) {
    struct wm_question question = several->question;
    question.level = level;
    question.as_of = day;
    return wm_decide_blame(&question, custom_of(several), several->arena, ret_decision, error);
}
