// SPDX-License-Identifier: MIT
// What counts as of the first day of a forecast and stops doing so, and which levels and gates end with it.
#include "engine/decide/forecast_work.h"

#include <stdlib.h>

struct ending { // one criterion or award; those that end together are one lapse
    wm_day on;
    struct wm_lapsed_leaf leaf; // criterion NULL: of the award alone
    const struct wm_level *award;
    const int64_t *records;
    uint32_t record_count;
    uint32_t place; // as they were found
};

struct endings {
    struct wm_forecasting *work;
    struct ending *all;
    uint32_t count, room;
};

static enum wm_status add(struct endings *endings, struct ending ending, struct wm_error *error) {
    if (endings->count == endings->room) {
        uint32_t room = endings->room == 0 ? 32 : 2 * endings->room;
        struct ending *all = wm_arena_alloc(endings->work->arena, room * sizeof *all);
        if (all == NULL)
            return wm_error_no_memory(error);
        if (endings->count > 0)
            memcpy(all, endings->all, endings->count * sizeof *all);
        endings->all = all;
        endings->room = room;
    }
    ending.place = endings->count;
    endings->all[endings->count++] = ending;
    return WM_OK;
}

// Criteria ---------------------------------------------------------------------------------------------------------

static struct wm_judgement judge(struct wm_forecasting *work, const struct wm_criterion *leaf, wm_day day) {
    if (leaf->predicate != NULL)
        return wm_custom_judge(&work->custom, leaf->predicate, day);
    return wm_leaf_judge(leaf->verb, leaf->query, work->question->portfolio, day);
}

// The last day on which the leaf, met as of the first, is still met; WM_DAY_NEVER: not before the forecast's last.
static wm_day last_met(struct wm_forecasting *work, const struct wm_criterion *leaf) {
    wm_day judged = work->question->as_of;
    wm_custom_begin(&work->custom);
    struct wm_judgement judgement = judge(work, leaf, judged);
    for (wm_day day = judgement.next; day <= work->to; day = judgement.next) {
        if (wm_custom_looks_no_further(&work->custom, work->question->as_of, judged, day))
            break;
        judgement = judge(work, leaf, day);
        if (judgement.verdict != WM_VERDICT_MET)
            return day - 1;
        if (!wm_expect(judgement.next > day))
            break;
        judged = day;
    }
    return WM_DAY_NEVER;
}

static enum wm_status cite(struct wm_forecasting *work, const struct wm_criterion *leaf, struct ending *ending,
                           struct wm_error *error) {
    struct wm_question question = *work->question;
    struct wm_finding finding = {.found_count = 0};
    question.as_of = ending->on;
    enum wm_status status =
        leaf->query != NULL ? wm_leaf_cite(&question, leaf, &work->scratch, &finding, error) : WM_OK;
    if (status != WM_OK)
        return status;
    int64_t *records = wm_arena_alloc(work->arena, finding.found_count * sizeof *records);
    if (records == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < finding.found_count; i++)
        records[i] = finding.found[i].seq;
    ending->records = records;
    ending->record_count = finding.found_count;
    return WM_OK;
}

static enum wm_status look_at_leaf(struct endings *endings, const struct wm_level *level,
                                   const struct wm_criterion *leaf, struct wm_error *error) {
    if (leaf->query == NULL && leaf->predicate == NULL)
        return WM_OK;
    struct ending ending = {.on = last_met(endings->work, leaf), .leaf = {level, leaf}};
    enum wm_status status = wm_custom_status(&endings->work->custom, error);
    if (status != WM_OK || ending.on == WM_DAY_NEVER)
        return status;
    status = cite(endings->work, leaf, &ending, error);
    return status == WM_OK ? add(endings, ending, error) : status;
}

// Awards -----------------------------------------------------------------------------------------------------------

static enum wm_status look_at_award(struct endings *endings, const struct wm_level *level, struct wm_error *error) {
    struct wm_forecasting *work = endings->work;
    const struct wm_portfolio *portfolio = work->question->portfolio;
    const struct wm_fact *award = NULL, *last = NULL;
    wm_day next = work->question->as_of;
    while (next <= work->to && (award = wm_award_in_force(portfolio, level, next, &next)) != NULL)
        last = award;
    if (last == NULL || award != NULL)
        return WM_OK;
    int64_t *record = wm_arena_alloc(work->arena, sizeof *record);
    if (record == NULL)
        return wm_error_no_memory(error);
    *record = last->seq;
    return add(endings, (struct ending){.on = last->until, .award = level, .records = record, .record_count = 1},
               error);
}

// What counts as of the first day ------------------------------------------------------------------------------------

struct looking {
    struct endings *endings;
    const struct wm_level *level; // asked about
    const struct wm_trace *trace;
    bool alone; // the criteria of the levels that it meets count here; else they are looked at with those
};

// Of a `when` only its test and the branch that it chooses.
static bool is_chosen(const struct wm_trace *trace, uint32_t at, uint32_t place) {
    if (trace->steps[at].criterion->verb != WM_VERB_WHEN || place == 0)
        return true;
    return (trace->steps[at + 1].verdict == WM_VERDICT_MET) == (place == 1);
}

static enum wm_status look(const struct looking *looking, uint32_t at, struct wm_error *error) {
    const struct wm_step *steps = looking->trace->steps;
    const struct wm_criterion *criterion = steps[at].criterion;
    const struct wm_level *level = steps[at].level != NULL ? steps[at].level : looking->level;
    if (wm_verb_leaf(criterion->verb))
        return steps[at].verdict == WM_VERDICT_MET ? look_at_leaf(looking->endings, level, criterion, error) : WM_OK;
    if (criterion->verb == WM_VERB_NONE || (criterion->verb == WM_VERB_MEETS && !looking->alone))
        return WM_OK;
    if (steps[at].award != 0)
        return look_at_award(looking->endings, criterion->level, error);
    enum wm_status status = WM_OK;
    uint32_t place = 0;
    for (uint32_t child = at + 1; child < steps[at].end && status == WM_OK; child = steps[child].end)
        status = is_chosen(looking->trace, at, place++) ? look(looking, child, error) : WM_OK;
    return status;
}

static enum wm_status look_at_level(struct endings *endings, const struct wm_level *level, bool alone,
                                    struct wm_error *error) {
    struct wm_forecasting *work = endings->work;
    struct wm_trace trace = {.arena = &work->scratch, .custom = &work->custom};
    (void)wm_judge_level(level, work->question->portfolio, work->question->as_of, &trace);
    if (trace.failed)
        return wm_error_no_memory(error);
    enum wm_status status = wm_custom_status(&work->custom, error);
    const struct looking looking = {endings, level, &trace, alone};
    for (uint32_t at = 0; at < trace.count && status == WM_OK; at = trace.steps[at].end)
        status = look(&looking, at, error);
    wm_arena_reset(&work->scratch);
    return status == WM_OK ? look_at_award(endings, level, error) : status;
}

// Lapses -------------------------------------------------------------------------------------------------------------

static int compare_records(const struct ending *a, const struct ending *b) {
    for (uint32_t i = 0; i < a->record_count && i < b->record_count; i++) {
        if (a->records[i] != b->records[i])
            return a->records[i] < b->records[i] ? -1 : 1;
    }
    return (a->record_count > b->record_count) - (a->record_count < b->record_count);
}

static int by_day(const void *left, const void *right) {
    const struct ending *a = left, *b = right;
    int order = (a->on > b->on) - (a->on < b->on);
    order = order != 0 ? order : compare_records(a, b);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

// What rests on no records ends for reasons of its own.
static bool together(const struct ending *a, const struct ending *b) {
    return a->on == b->on && a->record_count > 0 && compare_records(a, b) == 0;
}

static bool is_by(const struct wm_lapse *lapse, const struct wm_criterion *criterion) {
    if (criterion->verb == WM_VERB_MEETS && lapse->award != NULL && criterion->level == lapse->award)
        return true;
    for (uint32_t i = 0; i < lapse->leaf_count; i++) {
        if (lapse->leaves[i].criterion == criterion)
            return true;
    }
    return false;
}

static bool takes_away(const struct wm_lapse *lapse, const struct wm_forecast_level *level) {
    for (uint32_t i = 1; i < level->count; i++) {
        const struct wm_forecast_interval *interval = &level->intervals[i];
        if (interval->from != lapse->on + 1 || level->intervals[i - 1].outcome != WM_OUTCOME_ELIGIBLE)
            continue;
        for (uint32_t cause = 0; cause < interval->cause_count; cause++) {
            if (is_by(lapse, interval->causes[cause].finding.criterion))
                return true;
        }
    }
    return false;
}

static enum wm_status find_taken(const struct wm_forecasting *work, const struct wm_forecast *forecast,
                                 struct wm_lapse *lapse, struct wm_error *error) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < forecast->count; i++)
        count += takes_away(lapse, &forecast->levels[i]);
    const struct wm_level **taken = wm_arena_alloc(work->arena, count * sizeof(const struct wm_level *));
    if (taken == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < forecast->count && lapse->taken_count < count; i++) {
        if (takes_away(lapse, &forecast->levels[i]))
            taken[lapse->taken_count++] = forecast->levels[i].level;
    }
    lapse->takes_away = taken;
    return WM_OK;
}

// Of `count` endings that are together.
static enum wm_status join(const struct wm_forecasting *work, const struct ending *endings, uint32_t count,
                           struct wm_lapse *lapse, struct wm_error *error) {
    struct wm_lapsed_leaf *leaves = wm_arena_alloc(work->arena, count * sizeof *leaves);
    if (leaves == NULL)
        return wm_error_no_memory(error);
    *lapse = (struct wm_lapse){
        .on = endings[0].on, .leaves = leaves, .records = endings[0].records, .record_count = endings[0].record_count};
    for (uint32_t i = 0; i < count; i++) {
        if (endings[i].award != NULL)
            lapse->award = endings[i].award;
        else
            leaves[lapse->leaf_count++] = endings[i].leaf;
    }
    return WM_OK;
}

static enum wm_status join_all(struct wm_forecasting *work, const struct endings *endings, struct wm_forecast *forecast,
                               struct wm_error *error) {
    uint32_t most = endings->count < WM_FORECAST_LAPSES ? endings->count : WM_FORECAST_LAPSES;
    struct wm_lapse *lapses = wm_arena_alloc(work->arena, most * sizeof *lapses);
    if (lapses == NULL)
        return wm_error_no_memory(error);
    uint32_t at = 0;
    while (at < endings->count && forecast->lapse_count < most) {
        uint32_t count = 1;
        while (at + count < endings->count && together(&endings->all[at], &endings->all[at + count]))
            count++;
        struct wm_lapse *lapse = &lapses[forecast->lapse_count];
        enum wm_status status = join(work, &endings->all[at], count, lapse, error);
        if (status == WM_OK)
            status = find_taken(work, forecast, lapse, error);
        if (status != WM_OK)
            return status;
        forecast->lapse_count++;
        at += count;
    }
    forecast->lapses = lapses;
    forecast->cut = forecast->cut || at < endings->count;
    return WM_OK;
}

enum wm_status wm_forecast_lapses(struct wm_forecasting *work, struct wm_forecast *forecast, struct wm_error *error) {
    struct endings endings = {.work = work};
    for (uint32_t i = 0; i < forecast->count; i++) {
        enum wm_status status =
            look_at_level(&endings, forecast->levels[i].level, work->question->level != NULL, error);
        if (status != WM_OK)
            return status;
    }
    if (endings.count > 0)
        qsort(endings.all, endings.count, sizeof *endings.all, by_day);
    return join_all(work, &endings, forecast, error);
}
