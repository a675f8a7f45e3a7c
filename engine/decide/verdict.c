// SPDX-License-Identifier: MIT
// The evaluator: what a tree of criteria says of a portfolio on a day.
//
// Every judgement carries the first later day on which it may be another. A combination stays as it is while the
// children that made it so do: an `all` that fails, as long as any one of its unmet children stays unmet.
#include "engine/decide/trace.h"

#include "engine/base/memory.h"
#include "engine/criteria/ruleset.h"

enum { PREFETCHED = 8192 }; // bytes of facts
enum { DEEPEST = 2000 };    // nodes below each other, levels that meet levels included

struct known {
    wm_day next;
    uint8_t verdict;
    uint8_t reason;
    uint32_t step;
    int64_t award;
};

struct evaluation {
    const struct wm_portfolio *portfolio;
    wm_day day;
    uint32_t depth;
    bool stops;                   // what is unmet here leaves everything unmet, and nobody asks until when
    struct wm_custom *custom;     // NULL: predicates cannot be asked
    struct wm_trace *trace;       // NULL: only the verdict, and whatever cannot change it is passed over
    const struct wm_level *level; // where we are; NULL in the level asked about
    const struct wm_level *asked; // where it began; NULL on an eve: whatever lies before it is known by then
    struct wm_eves *eves;
    uint64_t judged[WM_LEVELS_MOST / 64];
    struct known levels[WM_LEVELS_MOST]; // of those judged: left as they are otherwise, it is too much to clear
};

static struct wm_judgement judge(struct evaluation *evaluation, const struct wm_criterion *criterion);

static const struct wm_judgement for_ever_met = {.next = WM_DAY_NEVER, .verdict = WM_VERDICT_MET};

static struct wm_judgement for_ever_unknown(enum wm_unknown_reason reason) {
    return (struct wm_judgement){WM_DAY_NEVER, WM_VERDICT_UNKNOWN, (uint8_t)reason};
}

static enum wm_verdict opposite(enum wm_verdict verdict) {
    return verdict == WM_VERDICT_MET ? WM_VERDICT_UNMET : verdict == WM_VERDICT_UNMET ? WM_VERDICT_MET : verdict;
}

// A combination is unknown for the reason of the first child that is.
static void note_unknown(struct wm_judgement child, bool *unknown, uint8_t *reason) {
    if (child.verdict == WM_VERDICT_UNKNOWN && !*unknown) {
        *unknown = true;
        *reason = child.reason;
    }
}

// `all` and `any`: one child with the decisive verdict settles it.
static struct wm_judgement judge_each(struct evaluation *evaluation, const struct wm_criterion *criterion,
                                      enum wm_verdict decisive) {
    bool decided = false;
    bool unknown = false;
    uint8_t reason = 0;
    wm_day decided_until = WM_DAY_NONE;
    wm_day soonest = WM_DAY_NEVER;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        struct wm_judgement child = judge(evaluation, criterion->children[i]);
        soonest = wm_day_earlier(soonest, child.next);
        note_unknown(child, &unknown, &reason);
        if (child.verdict != decisive)
            continue;
        decided = true;
        decided_until = wm_day_later(decided_until, child.next);
        if ((decided_until == WM_DAY_NEVER || evaluation->stops) && evaluation->trace == NULL)
            break;
    }
    enum wm_verdict verdict = decided ? decisive : unknown ? WM_VERDICT_UNKNOWN : opposite(decisive);
    return (struct wm_judgement){
        .next = decided ? decided_until : soonest, .verdict = (uint8_t)verdict, .reason = reason};
}

// `at_least` and `points`: enough of the weights.
static struct wm_judgement judge_enough(struct evaluation *evaluation, const struct wm_criterion *criterion,
                                        wm_number needed) {
    wm_number weights[3] = {0};
    wm_day soonest[3] = {WM_DAY_NEVER, WM_DAY_NEVER, WM_DAY_NEVER};
    bool unknown = false;
    uint8_t reason = 0;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        struct wm_judgement child = judge(evaluation, criterion->children[i]);
        note_unknown(child, &unknown, &reason);
        weights[child.verdict] += criterion->weights != NULL ? criterion->weights[i] : 1;
        soonest[child.verdict] = wm_day_earlier(soonest[child.verdict], child.next);
    }
    if (weights[WM_VERDICT_MET] >= needed)
        return wm_judged(true, soonest[WM_VERDICT_MET]);
    if (weights[WM_VERDICT_MET] + weights[WM_VERDICT_UNKNOWN] < needed)
        return wm_judged(false, soonest[WM_VERDICT_UNMET]);
    wm_day next = wm_day_earlier(soonest[WM_VERDICT_MET], soonest[WM_VERDICT_UNMET]);
    return (struct wm_judgement){
        .next = wm_day_earlier(next, soonest[WM_VERDICT_UNKNOWN]), .verdict = WM_VERDICT_UNKNOWN, .reason = reason};
}

static struct wm_judgement judge_when(struct evaluation *evaluation, const struct wm_criterion *criterion) {
    struct wm_judgement test = judge(evaluation, criterion->children[0]);
    bool both = test.verdict == WM_VERDICT_UNKNOWN || evaluation->trace != NULL;
    struct wm_judgement yes = for_ever_met;
    struct wm_judgement no = for_ever_met;
    if (both || test.verdict == WM_VERDICT_MET)
        yes = judge(evaluation, criterion->children[1]);
    if (criterion->child_count > 2 && (both || test.verdict == WM_VERDICT_UNMET))
        no = judge(evaluation, criterion->children[2]);
    struct wm_judgement chosen = test.verdict == WM_VERDICT_UNMET ? no : yes;
    chosen.next = wm_day_earlier(chosen.next, test.next);
    if (test.verdict == WM_VERDICT_UNKNOWN) {
        chosen.next = wm_day_earlier(chosen.next, no.next);
        chosen.reason = test.reason;
        chosen.verdict = yes.verdict == no.verdict ? yes.verdict : (uint8_t)WM_VERDICT_UNKNOWN;
    }
    return chosen;
}

const struct wm_fact *wm_award_in_force(const struct wm_portfolio *portfolio, const struct wm_level *level, wm_day day,
                                        wm_day *ret_next) {
    const struct wm_fact *longest = NULL;
    wm_day longest_until = WM_DAY_NONE;
    wm_day first_to_come = WM_DAY_NEVER;
    struct wm_fact_range awards = {NULL, 0};
    if (!level->gate)
        awards = wm_portfolio_find(portfolio, WM_KIND_AWARD, level->code);
    for (uint32_t i = 0; i < awards.count; i++) {
        const struct wm_fact *award = &awards.first[i];
        wm_day until = award->until == WM_DAY_NONE ? WM_DAY_NEVER : award->until;
        if (until < day || until < award->on)
            continue;
        if (award->on > day) {
            first_to_come = wm_day_earlier(first_to_come, award->on);
        } else if (longest == NULL || until >= longest_until) {
            longest = award;
            longest_until = until;
        }
    }
    *ret_next = longest != NULL ? wm_day_after(longest_until) : first_to_come;
    return longest;
}

static bool know_by_award(const struct evaluation *evaluation, const struct wm_level *level, struct known *known) {
    const struct wm_fact *award = wm_award_in_force(evaluation->portfolio, level, evaluation->day, &known->next);
    if (award == NULL)
        return false;
    known->verdict = WM_VERDICT_MET;
    known->award = award->seq;
    return true;
}

static void know_by_criteria(struct known *known, struct wm_judgement requires) {
    known->next = wm_day_earlier(known->next, requires.next);
    known->verdict = requires.verdict;
    known->reason = requires.reason;
}

static struct known judge_level_met(struct evaluation *evaluation, const struct wm_level *level) {
    struct known known = {.step = evaluation->trace != NULL ? evaluation->trace->count - 1 : 0};
    if (know_by_award(evaluation, level, &known))
        return known;
    const struct wm_level *outer = evaluation->level;
    evaluation->level = level;
    struct wm_judgement requires = judge(evaluation, level->requires);
    evaluation->level = outer;
    know_by_criteria(&known, requires);
    return known;
}

static void keep_known(struct evaluation *evaluation, const struct wm_level *level, struct known known) {
    evaluation->levels[level->index] = known;
    evaluation->judged[level->index / 64] |= UINT64_C(1) << (level->index % 64);
}

static const struct known *known_of(const struct evaluation *evaluation, const struct wm_level *level) {
    bool judged = (evaluation->judged[level->index / 64] >> (level->index % 64) & 1) != 0;
    return judged ? &evaluation->levels[level->index] : NULL;
}

// Each level is judged once, however many others meet it.
static struct wm_judgement judge_meets(struct evaluation *evaluation, const struct wm_level *level) {
    wm_require(level->index < WM_LEVELS_MOST);
    const struct known *known = known_of(evaluation, level);
    if (known == NULL) {
        keep_known(evaluation, level, judge_level_met(evaluation, level));
        known = &evaluation->levels[level->index];
    }
    return (struct wm_judgement){known->next, known->verdict, known->reason};
}

// Editions ----------------------------------------------------------------------------------------------------------

static struct wm_judgement judge_editions(struct evaluation *evaluation, const struct wm_criterion *criterion) {
    wm_day day = evaluation->day, soonest = WM_DAY_NEVER, met_until = WM_DAY_NONE;
    bool in_force = false, unknown = false;
    uint8_t reason = 0;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        const struct wm_edition *edition = criterion->children[i]->edition;
        if (edition->from != WM_DAY_NONE && edition->from > day)
            soonest = wm_day_earlier(soonest, edition->from);
        if (!wm_edition_on(edition, day))
            continue;
        struct wm_judgement child = judge(evaluation, criterion->children[i]);
        if (edition->until != WM_DAY_NONE)
            child.next = wm_day_earlier(child.next, wm_day_after(edition->until));
        in_force |= criterion->children[i]->verb != WM_VERB_GRANDFATHERED;
        soonest = wm_day_earlier(soonest, child.next);
        note_unknown(child, &unknown, &reason);
        if (child.verdict == WM_VERDICT_MET)
            met_until = wm_day_later(met_until, child.next);
    }
    if (met_until != WM_DAY_NONE)
        return wm_judged(true, met_until);
    if (!in_force)
        return (struct wm_judgement){soonest, WM_VERDICT_UNKNOWN, unknown ? reason : WM_UNKNOWN_NOT_IN_FORCE};
    return (struct wm_judgement){soonest, unknown ? WM_VERDICT_UNKNOWN : WM_VERDICT_UNMET, reason};
}

enum { EVE_KNOWN = 1 << 7, EVE_VERDICT = 3, EVE_REASON_AT = 2 };

static void begin(struct evaluation *evaluation, const struct wm_portfolio *portfolio, wm_day day,
                  struct wm_custom *custom, struct wm_trace *trace);

// What the level came to then stays what it is, whatever a predicate asked of that day. An evaluation is large: it must
// not become a part of every step down a tree.
static __attribute__((noinline)) uint8_t look_back(const struct evaluation *evaluation,
                                                   const struct wm_criterion *leaf) {
    struct evaluation eve;
    bool read_day = evaluation->custom != NULL && evaluation->custom->read_day;
    begin(&eve, evaluation->portfolio, leaf->edition->from - 1, evaluation->custom, NULL);
    eve.eves = evaluation->eves;
    struct wm_judgement then = judge(&eve, leaf->level->requires);
    if (evaluation->custom != NULL)
        evaluation->custom->read_day = read_day;
    uint8_t reason = then.verdict == WM_VERDICT_UNKNOWN ? then.reason : 0;
    return (uint8_t)(EVE_KNOWN | reason << EVE_REASON_AT | then.verdict);
}

// Earlier eves first: then no look back needs another that is not known.
static struct wm_judgement judge_grandfathered(const struct evaluation *evaluation, const struct wm_criterion *leaf) {
    const struct wm_level *asked = evaluation->asked;
    wm_require(evaluation->eves != NULL && leaf->eve < WM_EVES_MOST);
    uint8_t *known = evaluation->eves->known;
    for (uint32_t i = 0; asked != NULL && known[leaf->eve] == 0 && i < asked->eve_count; i++) {
        const struct wm_criterion *earlier = asked->eves[i];
        if (known[earlier->eve] == 0)
            known[earlier->eve] = look_back(evaluation, earlier);
    }
    uint8_t then = known[leaf->eve];
    if (!wm_expect(then != 0))
        return for_ever_unknown(WM_UNKNOWN_ERROR);
    return (struct wm_judgement){
        .next = WM_DAY_NEVER, .verdict = then & EVE_VERDICT, .reason = (uint8_t)((then & ~EVE_KNOWN) >> EVE_REASON_AT)};
}

static struct wm_judgement judge_verb(struct evaluation *evaluation, const struct wm_criterion *criterion) {
    struct wm_judgement opposed;
    switch (criterion->verb) {
    case WM_VERB_ALL:
    case WM_VERB_SHOWN: return judge_each(evaluation, criterion, WM_VERDICT_UNMET);
    case WM_VERB_ANY: return judge_each(evaluation, criterion, WM_VERDICT_MET);
    case WM_VERB_NONE:
        opposed = judge_each(evaluation, criterion, WM_VERDICT_MET);
        opposed.verdict = (uint8_t)opposite((enum wm_verdict)opposed.verdict);
        return opposed;
    case WM_VERB_AT_LEAST: return judge_enough(evaluation, criterion, criterion->least);
    case WM_VERB_POINTS: return judge_enough(evaluation, criterion, criterion->threshold);
    case WM_VERB_WHEN: return judge_when(evaluation, criterion);
    case WM_VERB_MEETS: return judge_meets(evaluation, criterion->level);
    case WM_VERB_EDITIONS: return judge_editions(evaluation, criterion);
    case WM_VERB_GRANDFATHERED: return judge_grandfathered(evaluation, criterion);
    case WM_VERB_FIXED: return (struct wm_judgement){.next = WM_DAY_NEVER, .verdict = (uint8_t)criterion->fixed};
    case WM_VERB_CUSTOM: return wm_custom_judge(evaluation->custom, criterion->predicate, evaluation->day);
    default: return wm_leaf_judge(criterion->verb, criterion->query, evaluation->portfolio, evaluation->day);
    }
}

// The trace ---------------------------------------------------------------------------------------------------------

static uint32_t open_step(struct wm_trace *trace, const struct wm_criterion *criterion, const struct wm_level *level) {
    if (trace->count == trace->room && !trace->failed) {
        uint32_t room = trace->room == 0 ? 64 : 2 * trace->room;
        struct wm_step *steps = wm_arena_alloc(trace->arena, room * sizeof *steps);
        trace->failed = steps == NULL;
        if (steps != NULL) {
            if (trace->count > 0)
                memcpy(steps, trace->steps, trace->count * sizeof *steps);
            trace->steps = steps;
            trace->room = room;
        }
    }
    if (trace->failed)
        return 0;
    uint32_t at = trace->count++;
    trace->steps[at] = (struct wm_step){.criterion = criterion, .level = level, .body = at};
    return at;
}

static void close_step(struct evaluation *evaluation, uint32_t at, struct wm_judgement judgement) {
    struct wm_trace *trace = evaluation->trace;
    if (trace->failed)
        return;
    struct wm_step *step = &trace->steps[at];
    step->end = trace->count;
    step->verdict = judgement.verdict;
    step->reason = judgement.reason;
    const struct known *known =
        step->criterion->verb == WM_VERB_MEETS ? known_of(evaluation, step->criterion->level) : NULL;
    if (known != NULL) {
        step->award = known->award;
        step->body = known->step;
    }
}

// Whether it is unmet as soon as one below it is.
static bool passes_on(enum wm_verb verb) {
    return verb == WM_VERB_ALL || verb == WM_VERB_SHOWN || verb == WM_VERB_MEETS;
}

static struct wm_judgement judge(struct evaluation *evaluation, const struct wm_criterion *criterion) {
    if (evaluation->trace == NULL && criterion->unset != NULL)
        return for_ever_unknown(WM_UNKNOWN_PARAMETER);
    uint32_t at = evaluation->trace != NULL ? open_step(evaluation->trace, criterion, evaluation->level) : 0;
    struct wm_judgement judgement = for_ever_unknown(WM_UNKNOWN_ERROR);
    bool stops = evaluation->stops;
    evaluation->stops = stops && passes_on(criterion->verb);
    if (++evaluation->depth <= DEEPEST)
        judgement = judge_verb(evaluation, criterion);
    evaluation->depth--;
    evaluation->stops = stops;
    if (criterion->unset != NULL)
        judgement = for_ever_unknown(WM_UNKNOWN_PARAMETER);
    if (evaluation->trace != NULL)
        close_step(evaluation, at, judgement);
    return judgement;
}

// A portfolio that was not looked at for a while is not in the processor's cache, and leaves would wait for one line of
// it after the other.
static void prefetch(const struct wm_portfolio *portfolio) {
    size_t size = portfolio->count * sizeof *portfolio->facts;
    for (size_t at = 0; at < size && at < PREFETCHED; at += 64)
        __builtin_prefetch((const char *)portfolio->facts + at);
}

static void begin(struct evaluation *evaluation, const struct wm_portfolio *portfolio, wm_day day,
                  struct wm_custom *custom, struct wm_trace *trace) {
    evaluation->portfolio = portfolio;
    evaluation->day = day;
    evaluation->depth = 0;
    evaluation->stops = false;
    evaluation->custom = custom;
    evaluation->trace = trace;
    evaluation->level = NULL;
    evaluation->asked = NULL;
    evaluation->eves = custom != NULL ? &custom->eves : NULL;
    memset(evaluation->judged, 0, sizeof evaluation->judged);
    prefetch(portfolio);
}

// `eves`: for whoever has none that outlast this evaluation.
static void look_back_from(struct evaluation *evaluation, const struct wm_level *level, struct wm_eves *eves) {
    evaluation->asked = level;
    if (evaluation->eves != NULL || level->eve_count == 0)
        return;
    memset(eves, 0, sizeof *eves);
    evaluation->eves = eves;
}

struct wm_judgement wm_judge_level(const struct wm_level *level, const struct wm_portfolio *portfolio, wm_day day,
                                   struct wm_trace *trace) {
    struct evaluation evaluation;
    struct wm_eves eves;
    trace->day = day;
    begin(&evaluation, portfolio, day, trace->custom, trace);
    look_back_from(&evaluation, level, &eves);
    struct wm_judgement judgement = judge(&evaluation, level->requires);
    trace->requires_end = trace->count;
    for (uint32_t i = 0; i < level->desire_count; i++) {
        if (wm_edition_on(level->desires[i]->edition, day))
            (void)judge(&evaluation, level->desires[i]);
    }
    return judgement;
}

enum wm_verdict wm_decide_verdict(const struct wm_level *level, const struct wm_portfolio *portfolio, wm_day as_of,
                                  wm_day *ret_next) {
    return wm_judge_verdict(level, portfolio, as_of, NULL, ret_next);
}

// What is met -------------------------------------------------------------------------------------------------------

struct wm_met {
    struct evaluation evaluation;
};

enum wm_status wm_met_new(struct wm_met **ret_met, struct wm_error *error) {
    struct wm_met *met = wm_alloc(sizeof *met);
    if (met == NULL)
        return wm_error_no_memory(error);
    *ret_met = met;
    return WM_OK;
}

void wm_met_free(struct wm_met *met) {
    wm_free(met);
}

void wm_met_begin(struct wm_met *met, const struct wm_portfolio *portfolio, wm_day day) {
    begin(&met->evaluation, portfolio, day, NULL, NULL);
    met->evaluation.stops = true;
}

// Of a level that was met on the way to another one, without an award, the criteria are known already. When it was unmet
// the first day may be too early, as a criterion's may: never too late.
enum wm_verdict wm_met_judge(struct wm_met *met, const struct wm_level *level, wm_day *ret_next) {
    struct evaluation *evaluation = &met->evaluation;
    const struct known *earlier = known_of(evaluation, level);
    struct wm_judgement judgement;
    wm_require(level->eve_count == 0 && level->index < WM_LEVELS_MOST);
    if (earlier != NULL && earlier->award == 0) {
        judgement = (struct wm_judgement){earlier->next, earlier->verdict, earlier->reason};
    } else {
        struct known known = {.award = 0};
        judgement = judge(evaluation, level->requires);
        if (earlier == NULL) {
            if (!know_by_award(evaluation, level, &known))
                know_by_criteria(&known, judgement);
            keep_known(evaluation, level, known);
        }
    }
    *ret_next = judgement.verdict == WM_VERDICT_MET ? judgement.next : WM_DAY_NONE;
    return (enum wm_verdict)judgement.verdict;
}

enum wm_verdict wm_judge_verdict(const struct wm_level *level, const struct wm_portfolio *portfolio, wm_day day,
                                 struct wm_custom *custom, wm_day *ret_next) {
    struct evaluation evaluation;
    struct wm_eves eves;
    begin(&evaluation, portfolio, day, custom, NULL);
    look_back_from(&evaluation, level, &eves);
    struct wm_judgement judgement = judge(&evaluation, level->requires);
    *ret_next = judgement.next;
    return (enum wm_verdict)judgement.verdict;
}
