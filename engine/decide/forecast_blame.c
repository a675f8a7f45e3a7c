// SPDX-License-Identifier: MIT
// Why an outcome changes: the traces of a day and of the day before, side by side, from the root down through whatever
// has another verdict to the leaves.
#include "engine/decide/forecast_work.h"

enum { ANY_WAY = 0, FOR_WORSE = -1, FOR_BETTER = 1 }; // which way a verdict went: unmet < unknown < met

struct side {
    struct wm_question question; // of its day
    struct wm_trace trace;
    uint8_t *seen; // of each step: a level reached twice is told of once
};

struct comparison {
    struct side before, after;
    struct wm_forecast_cause *causes; // as many as both traces have steps
    uint32_t count;
};

static int rank(uint8_t verdict) {
    return verdict == WM_VERDICT_MET ? 2 : verdict == WM_VERDICT_UNKNOWN ? 1 : 0;
}

static const struct wm_step *step_of(const struct side *side, uint32_t at) {
    return &side->trace.steps[at];
}

static uint32_t first_child(const struct side *side, uint32_t at) {
    return step_of(side, at)->body + 1;
}

static uint32_t children_end(const struct side *side, uint32_t at) {
    return step_of(side, step_of(side, at)->body)->end;
}

static bool is_whole(const struct side *side, uint32_t at) {
    const struct wm_criterion *criterion = step_of(side, at)->criterion;
    return wm_verb_leaf(criterion->verb) || criterion->unset != NULL || first_child(side, at) >= children_end(side, at);
}

static bool see(const struct side *side, uint32_t at) {
    uint8_t *seen = &side->seen[step_of(side, at)->body];
    bool first = !*seen;
    *seen = 1;
    return first;
}

static enum wm_status add_cause(struct comparison *comparison, const struct side *side, uint32_t at, bool by_edition,
                                struct wm_error *error) {
    struct wm_forecast_cause *cause = &comparison->causes[comparison->count];
    *cause = (struct wm_forecast_cause){.by_edition = by_edition, .gone = side == &comparison->before};
    enum wm_status status = wm_finding_make(&side->question, &side->trace, at, false, &cause->finding, error);
    if (status == WM_OK)
        comparison->count++;
    return status;
}

// Editions --------------------------------------------------------------------------------------------------------------

static bool is_past(const struct wm_criterion *criterion) {
    return criterion->verb == WM_VERB_GRANDFATHERED;
}

// Of one day alone: everything below that makes the step come out as `wanted`.
static enum wm_status add_below(struct comparison *comparison, const struct side *side, uint32_t at, uint8_t wanted,
                                struct wm_error *error) {
    static const uint8_t opposite[] = {[WM_VERDICT_UNMET] = WM_VERDICT_MET,
                                       [WM_VERDICT_MET] = WM_VERDICT_UNMET,
                                       [WM_VERDICT_UNKNOWN] = WM_VERDICT_UNKNOWN};
    if (!see(side, at))
        return WM_OK;
    if (is_whole(side, at))
        return add_cause(comparison, side, at, true, error);
    uint8_t inner = step_of(side, at)->criterion->verb == WM_VERB_NONE ? opposite[wanted] : wanted;
    enum wm_status status = WM_OK;
    bool any = false;
    uint32_t end = children_end(side, at);
    for (uint32_t child = first_child(side, at); child < end && status == WM_OK; child = step_of(side, child)->end) {
        if (step_of(side, child)->verdict != inner || is_past(step_of(side, child)->criterion))
            continue;
        any = true;
        status = add_below(comparison, side, child, inner, error);
    }
    return any || status != WM_OK ? status : add_cause(comparison, side, at, true, error);
}

static bool same_children(const struct comparison *comparison, uint32_t before, uint32_t after) {
    const struct side *one = &comparison->before, *other = &comparison->after;
    uint32_t end = children_end(one, before), other_end = children_end(other, after);
    before = first_child(one, before);
    after = first_child(other, after);
    while (before < end && after < other_end && step_of(one, before)->criterion == step_of(other, after)->criterion) {
        before = step_of(one, before)->end;
        after = step_of(other, after)->end;
    }
    return before >= end && after >= other_end;
}

// Two days -------------------------------------------------------------------------------------------------------------

// Of a `when` what its test does not choose changes nothing; a test may turn either way.
static bool matters(const struct side *after, uint32_t when, uint32_t place) {
    uint8_t test = step_of(after, first_child(after, when))->verdict;
    return place == 0 || test == WM_VERDICT_UNKNOWN || (test == WM_VERDICT_MET) == (place == 1);
}

static bool goes(const struct comparison *comparison, uint32_t before, uint32_t after, int way) {
    int went = rank(step_of(&comparison->after, after)->verdict) - rank(step_of(&comparison->before, before)->verdict);
    return way == ANY_WAY ? went != 0 : went * way > 0;
}

static enum wm_status compare(struct comparison *comparison, uint32_t before, uint32_t after, int way,
                              struct wm_error *error);

static enum wm_status compare_children(struct comparison *comparison, uint32_t before, uint32_t after, int way,
                                       struct wm_error *error) {
    const struct side *one = &comparison->before, *other = &comparison->after;
    enum wm_verb verb = step_of(other, after)->criterion->verb;
    uint32_t earlier = first_child(one, before), end = children_end(other, after), place = 0;
    enum wm_status status = WM_OK;
    bool any = false;
    for (uint32_t later = first_child(other, after); later < end && status == WM_OK; place++) {
        int inner = verb == WM_VERB_NONE ? -way : verb == WM_VERB_WHEN && place == 0 ? ANY_WAY : way;
        if (goes(comparison, earlier, later, inner) && (verb != WM_VERB_WHEN || matters(other, after, place))) {
            any = true;
            status = compare(comparison, earlier, later, inner, error);
        }
        earlier = step_of(one, earlier)->end;
        later = step_of(other, later)->end;
    }
    return any || status != WM_OK ? status : add_cause(comparison, other, after, false, error);
}

// `before` and `after` are steps of the same criterion.
static enum wm_status compare(struct comparison *comparison, uint32_t before, uint32_t after, int way,
                              struct wm_error *error) {
    const struct side *one = &comparison->before, *other = &comparison->after;
    bool others =
        step_of(other, after)->criterion->verb == WM_VERB_EDITIONS && !same_children(comparison, before, after);
    if (others && way == FOR_BETTER && !is_whole(one, before))
        return add_below(comparison, one, before, step_of(one, before)->verdict, error);
    if (others && way != FOR_BETTER)
        return add_below(comparison, other, after, step_of(other, after)->verdict, error);
    if (!see(other, after))
        return WM_OK;
    if (is_whole(one, before) || is_whole(other, after))
        return add_cause(comparison, other, after, others, error);
    return compare_children(comparison, before, after, way, error);
}

static enum wm_status judge(struct wm_forecasting *work, const struct wm_level *level, wm_day day, struct side *side,
                            struct wm_error *error) {
    *side = (struct side){.question = *work->question, .trace = {.arena = &work->scratch, .custom = &work->custom}};
    side->question.level = level;
    side->question.as_of = day;
    (void)wm_judge_level(level, work->question->portfolio, day, &side->trace);
    if (side->trace.failed)
        return wm_error_no_memory(error);
    side->trace.arena = work->arena; // of what is told of it
    return wm_custom_status(&work->custom, error);
}

static enum wm_status compare_all(struct wm_forecasting *work, struct comparison *comparison,
                                  struct wm_forecast_interval *interval, struct wm_error *error) {
    const struct side *one = &comparison->before, *other = &comparison->after;
    size_t most = (size_t)one->trace.count + other->trace.count;
    comparison->before.seen = wm_arena_zero(&work->scratch, one->trace.count, 1);
    comparison->after.seen = wm_arena_zero(&work->scratch, other->trace.count, 1);
    comparison->causes = wm_arena_alloc(&work->scratch, most * sizeof *comparison->causes);
    if (one->seen == NULL || other->seen == NULL || comparison->causes == NULL)
        return wm_error_no_memory(error);
    int way = goes(comparison, 0, 0, FOR_BETTER) ? FOR_BETTER : FOR_WORSE;
    enum wm_status status = compare(comparison, 0, 0, way, error);
    if (status != WM_OK)
        return status;
    struct wm_forecast_cause *causes = wm_arena_alloc(work->arena, comparison->count * sizeof *causes);
    if (causes == NULL)
        return wm_error_no_memory(error);
    memcpy(causes, comparison->causes, comparison->count * sizeof *causes);
    interval->causes = causes;
    interval->cause_count = comparison->count;
    return WM_OK;
}

enum wm_status wm_forecast_blame(struct wm_forecasting *work, const struct wm_level *level, wm_day day,
                                 struct wm_forecast_interval *interval, struct wm_error *error) {
    uint64_t fuel = work->custom.fuel; // of the answers that the intervals rest on, not of these
    bool read_day = work->custom.read_day;
    struct comparison comparison = {.count = 0};
    enum wm_status status = judge(work, level, day - 1, &comparison.before, error);
    if (status == WM_OK)
        status = judge(work, level, day, &comparison.after, error);
    if (status == WM_OK)
        status = compare_all(work, &comparison, interval, error);
    work->custom.fuel = fuel;
    work->custom.read_day = read_day;
    wm_arena_reset(&work->scratch);
    return status;
}
