// SPDX-License-Identifier: MIT
// Which facts a leaf looks at, and which of them count when. What the verbs make of them is in leaf_*.c.
#include "engine/decide/leaf.h"

static bool is_period(enum wm_kind kind) {
    return kind == WM_KIND_EXPERIENCE || kind == WM_KIND_ROLE || kind == WM_KIND_RELATION;
}

void wm_leaf_init(struct wm_leaf *leaf, enum wm_verb verb, const struct wm_query *query,
                  const struct wm_portfolio *portfolio) {
    bool period = is_period(query->kind);
    if (query->subject == WM_CODE_NONE && portfolio->plain != NULL)
        portfolio = portfolio->plain; // of any subject: each record once, as what it is
    leaf->query = query;
    leaf->portfolio = portfolio;
    leaf->verb = verb;
    leaf->ends = (query->in_date && !period) || verb == WM_VERB_RELATED || verb == WM_VERB_HOLDS;
    leaf->ages = query->has_within && !period;
    leaf->unset_is_none = false;
    leaf->facts = query->subjects.count == 0 ? wm_portfolio_find(portfolio, query->kind, query->subject)
                                             : (struct wm_fact_range){NULL, 0};
}

// Hypothetical records come after every real one, in their own order.
static int64_t order_of(const struct wm_fact *fact) {
    return fact->seq >= 0 ? fact->seq : INT64_MAX / 2 - fact->seq;
}

bool wm_fact_later(const struct wm_fact *a, const struct wm_fact *b) {
    return a->on != b->on ? a->on > b->on : order_of(a) > order_of(b);
}

// The first fact of the range that is later than `previous`.
static const struct wm_fact *first_later(struct wm_fact_range range, const struct wm_fact *previous) {
    uint32_t first = 0;
    uint32_t last = range.count;
    while (previous != NULL && first < last) {
        uint32_t middle = first + (last - first) / 2;
        if (wm_fact_later(&range.first[middle], previous))
            last = middle;
        else
            first = middle + 1;
    }
    return first < range.count ? range.first + first : NULL;
}

const struct wm_fact *wm_leaf_following(const struct wm_leaf *leaf, const struct wm_fact *previous) {
    const struct wm_codes *subjects = &leaf->query->subjects;
    if (subjects->count == 0) {
        const struct wm_fact *next = previous == NULL ? leaf->facts.first : previous + 1;
        return next < leaf->facts.first + leaf->facts.count ? next : NULL;
    }
    const struct wm_fact *best = NULL;
    for (uint32_t i = 0; i < subjects->count; i++) {
        const struct wm_fact *next =
            first_later(wm_portfolio_find(leaf->portfolio, leaf->query->kind, subjects->codes[i]), previous);
        if (next != NULL && (best == NULL || wm_fact_later(best, next)))
            best = next;
    }
    return best;
}

static bool among(const struct wm_codes *codes, wm_code code) {
    for (uint32_t i = 0; i < codes->count; i++) {
        if (codes->codes[i] == code)
            return true;
    }
    return false;
}

static enum wm_refusal filter_outcome(const struct wm_query *query, wm_code outcome) {
    if (outcome == WM_CODE_NONE)
        return query->outcomes.count == 0 ? WM_REFUSAL_NONE : WM_REFUSAL_WRONG_OUTCOME;
    if (among(&query->outcomes, outcome))
        return WM_REFUSAL_NONE;
    if (wm_outcome_is(outcome, "formative"))
        return WM_REFUSAL_FORMATIVE;
    bool passes = query->outcomes.count == 0 ? !wm_outcome_is(outcome, "declined")
                                             : query->equivalent && wm_outcome_is(outcome, "equivalent");
    return passes ? WM_REFUSAL_NONE : WM_REFUSAL_WRONG_OUTCOME;
}

static bool by_one_of(const struct wm_query *query, const char *by) {
    for (uint32_t i = 0; i < query->by_count; i++) {
        if (strcmp(query->by[i], by) == 0)
            return true;
    }
    return false;
}

enum wm_refusal wm_leaf_filter(const struct wm_leaf *leaf, const struct wm_fact *fact) {
    const struct wm_query *query = leaf->query;
    enum wm_refusal outcome = filter_outcome(query, fact->outcome);
    if (outcome != WM_REFUSAL_NONE)
        return outcome;
    if (query->as.count > 0 && !among(&query->as, fact->as))
        return WM_REFUSAL_WRONG_ASSESSOR;
    if (query->not_self && strcmp(wm_code_text(fact->as), "self") == 0)
        return WM_REFUSAL_WRONG_ASSESSOR;
    if (query->methods.count > 0 && !among(&query->methods, fact->method))
        return WM_REFUSAL_WRONG_METHOD;
    if (query->methods_not.count > 0 && among(&query->methods_not, fact->method))
        return WM_REFUSAL_WRONG_METHOD;
    if (query->by_count > 0 && !by_one_of(query, wm_portfolio_by(leaf->portfolio, fact)))
        return WM_REFUSAL_WRONG_ASSESSOR;
    if (query->has_min_fte && (fact->has_value ? fact->value : WM_NUMBER_ONE) < query->min_fte)
        return WM_REFUSAL_TOO_SMALL;
    return WM_REFUSAL_NONE;
}

static wm_day in_date_until(const struct wm_leaf *leaf, const struct wm_fact *fact) {
    const struct wm_query *query = leaf->query;
    if (!leaf->ends)
        return WM_DAY_NEVER;
    if (fact->until != WM_DAY_NONE)
        return fact->until;
    if (!query->has_valid && !leaf->unset_is_none)
        return WM_DAY_NEVER;
    if (!wm_outcome_is(fact->outcome, "completed") && !wm_outcome_is(fact->outcome, "equivalent"))
        return WM_DAY_NEVER;
    return query->has_valid ? wm_day_add(fact->on, query->valid) : fact->on - 1;
}

static wm_day fresh_until(const struct wm_leaf *leaf, const struct wm_fact *fact) {
    return leaf->ages ? wm_day_add(fact->on, leaf->query->within) : WM_DAY_NEVER;
}

wm_day wm_leaf_last(const struct wm_leaf *leaf, const struct wm_fact *fact) {
    return wm_day_earlier(in_date_until(leaf, fact), fresh_until(leaf, fact));
}

enum wm_refusal wm_leaf_refusal(const struct wm_leaf *leaf, const struct wm_fact *fact, wm_day day) {
    if (fact->on > day)
        return WM_REFUSAL_NOT_YET;
    enum wm_refusal filter = wm_leaf_filter(leaf, fact);
    if (filter != WM_REFUSAL_NONE)
        return filter;
    if (in_date_until(leaf, fact) < day)
        return WM_REFUSAL_EXPIRED;
    return fresh_until(leaf, fact) < day ? WM_REFUSAL_TOO_OLD : WM_REFUSAL_NONE;
}

static struct wm_judgement judge(const struct wm_leaf *leaf, wm_day day) {
    switch (leaf->verb) {
    case WM_VERB_ASSESSED: return wm_judge_assessed(leaf, day);
    case WM_VERB_MEASURED:
    case WM_VERB_APPRAISED: return wm_judge_latest(leaf, day);
    case WM_VERB_EXPERIENCED: return wm_judge_experienced(leaf, day);
    case WM_VERB_IN_ROLE: return wm_judge_in_role(leaf, day);
    case WM_VERB_SUPERVISED: return wm_judge_cadence(leaf, day);
    default: return wm_judge_counted(leaf, day);
    }
}

struct wm_judgement wm_leaf_judge(enum wm_verb verb, const struct wm_query *query, const struct wm_portfolio *portfolio,
                                  wm_day day) {
    struct wm_leaf leaf;
    wm_leaf_init(&leaf, verb, query, portfolio);
    struct wm_judgement judgement = judge(&leaf, day);
    if (query->valid_unset == NULL || !leaf.ends)
        return judgement;
    leaf.unset_is_none = true;
    struct wm_judgement without = judge(&leaf, day);
    judgement.next = wm_day_earlier(judgement.next, without.next);
    if (without.verdict != judgement.verdict) {
        judgement.verdict = WM_VERDICT_UNKNOWN;
        judgement.reason = WM_UNKNOWN_PARAMETER;
    }
    return judgement;
}
