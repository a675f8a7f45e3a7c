// SPDX-License-Identifier: MIT
// Which records a leaf counted and which it refused, for people. Asked only of the leaves that a reply tells of.
#include "engine/decide/leaf.h"

#include "engine/criteria/framework.h"

#include <stdlib.h>

struct citing {
    struct wm_leaf leaf;
    wm_day day;
    const struct wm_fact *latest;   // verbs that one fact decides
    const struct wm_fact *earliest; // ASSESSED: the first of those that decide
    const struct wm_fact *failed;   // TRAINED: the last `failed` so far
    wm_day from;                    // days before this do not count
    struct wm_stretch stretch;      // IN_ROLE: the present one
};

// ASSESSED looks at the last ones only, unless it looks at all.
static const struct wm_fact *earliest_of(const struct wm_leaf *leaf, wm_day day) {
    const struct wm_query *query = leaf->query;
    bool all = query->using == WM_USING_BEST || (query->using == WM_USING_LATEST && query->count > 1);
    uint32_t most = query->using == WM_USING_LATEST ? 1 : query->count;
    const struct wm_fact *earliest = NULL;
    uint32_t counting = 0;
    for (uint32_t i = leaf->facts.count; i-- > 0 && (all || most == 0 || counting < most);) {
        if (wm_leaf_refusal(leaf, &leaf->facts.first[i], day) == WM_REFUSAL_NONE) {
            earliest = &leaf->facts.first[i];
            counting++;
        }
    }
    return earliest;
}

static const struct wm_fact *last_failed(const struct wm_leaf *leaf, wm_day day) {
    for (uint32_t i = leaf->facts.count; i-- > 0;) {
        const struct wm_fact *fact = &leaf->facts.first[i];
        if (fact->on <= day && wm_outcome_is(fact->outcome, "failed"))
            return fact;
    }
    return NULL;
}

static void find_present(struct citing *citing) {
    const struct wm_fact *fact = wm_leaf_following(&citing->leaf, NULL);
    struct wm_stretch stretch;
    citing->stretch = (struct wm_stretch){WM_DAY_NEVER, WM_DAY_NEVER};
    while (wm_leaf_stretch(&citing->leaf, &fact, &stretch)) {
        if (stretch.first <= citing->day && citing->day <= stretch.last)
            citing->stretch = stretch;
    }
}

static void begin(struct citing *citing, const struct wm_criterion *criterion, const struct wm_portfolio *portfolio,
                  wm_day day) {
    memset(citing, 0, sizeof *citing);
    citing->day = day;
    citing->from = WM_DAY_NONE;
    wm_leaf_init(&citing->leaf, criterion->verb, criterion->query, portfolio);
    switch (criterion->verb) {
    case WM_VERB_ASSESSED: citing->earliest = earliest_of(&citing->leaf, day); break;
    case WM_VERB_APPRAISED: citing->from = wm_leaf_after(&citing->leaf); // fall through
    case WM_VERB_MEASURED: citing->latest = wm_leaf_latest(&citing->leaf, day); break;
    case WM_VERB_TRAINED: citing->failed = last_failed(&citing->leaf, day); break;
    case WM_VERB_SUPERVISED: citing->from = wm_cadence_start(&citing->leaf, day); break;
    case WM_VERB_IN_ROLE: find_present(citing); break;
    case WM_VERB_EXPERIENCED:
        if (criterion->query->has_within)
            citing->from = wm_day_window_start(day, criterion->query->within);
        break;
    default: break;
    }
}

static enum wm_refusal refuse_assessed(const struct citing *citing, const struct wm_fact *fact) {
    const struct wm_query *query = citing->leaf.query;
    enum wm_refusal why = WM_REFUSAL_NONE;
    if (citing->earliest != NULL && wm_fact_later(citing->earliest, fact))
        return WM_REFUSAL_SUPERSEDED;
    if (query->scale != NULL && !wm_scale_has(query->scale, fact->value))
        return WM_REFUSAL_NONE; // what makes the leaf unknown is shown as it is
    wm_leaf_reaches(&citing->leaf, fact, &why);
    return why;
}

static enum wm_refusal refuse_latest(const struct citing *citing, const struct wm_fact *fact) {
    const struct wm_query *query = citing->leaf.query;
    enum wm_refusal why = WM_REFUSAL_NONE;
    if (fact->on < citing->from)
        return WM_REFUSAL_TOO_OLD;
    if (fact != citing->latest)
        return WM_REFUSAL_SUPERSEDED;
    if (citing->leaf.verb == WM_VERB_APPRAISED && query->outcome_asked != WM_CODE_NONE &&
        fact->outcome != query->outcome_asked)
        return WM_REFUSAL_WRONG_OUTCOME;
    wm_leaf_reaches(&citing->leaf, fact, &why);
    return why;
}

static enum wm_refusal refuse_period(const struct citing *citing, const struct wm_fact *fact) {
    if (fact->until != WM_DAY_NONE && fact->until < fact->on)
        return WM_REFUSAL_EXPIRED;
    if (citing->leaf.verb == WM_VERB_IN_ROLE)
        return fact->on < citing->stretch.first || fact->on > citing->stretch.last ? WM_REFUSAL_EXPIRED
                                                                                   : WM_REFUSAL_NONE;
    return fact->until != WM_DAY_NONE && fact->until < citing->from ? WM_REFUSAL_TOO_OLD : WM_REFUSAL_NONE;
}

static enum wm_refusal refuse(const struct citing *citing, const struct wm_fact *fact) {
    enum wm_refusal why = wm_leaf_refusal(&citing->leaf, fact, citing->day);
    if (why != WM_REFUSAL_NONE)
        return why;
    switch (citing->leaf.verb) {
    case WM_VERB_ASSESSED: return refuse_assessed(citing, fact);
    case WM_VERB_MEASURED:
    case WM_VERB_APPRAISED: return refuse_latest(citing, fact);
    case WM_VERB_EXPERIENCED:
    case WM_VERB_IN_ROLE: return refuse_period(citing, fact);
    case WM_VERB_SUPERVISED: return fact->on < citing->from ? WM_REFUSAL_TOO_OLD : WM_REFUSAL_NONE;
    case WM_VERB_TRAINED:
        if (citing->failed != NULL && wm_outcome_starts(fact->outcome) && wm_fact_later(citing->failed, fact))
            return WM_REFUSAL_WRONG_OUTCOME;
        return WM_REFUSAL_NONE;
    default: wm_leaf_reaches(&citing->leaf, fact, &why); return why;
    }
}

// In the ledger's order, hypothetical ones last: the order of the facts depends on numbers that codes happen to have.
static int by_ledger(const void *left, const void *right) {
    int64_t a = ((const struct wm_cited *)left)->seq;
    int64_t b = ((const struct wm_cited *)right)->seq;
    if ((a < 0) != (b < 0))
        return a < 0 ? 1 : -1;
    int order = (a > b) - (a < b);
    return a < 0 ? -order : order;
}

const struct wm_recognition *wm_fact_recognised(const struct wm_ruleset *ruleset, const struct wm_fact *fact) {
    return fact->recognised != 0 ? &ruleset->recognitions[fact->recognised - 1] : NULL;
}

enum wm_status wm_leaf_cite(const struct wm_question *question, const struct wm_criterion *criterion,
                            struct wm_arena *arena, struct wm_finding *finding, struct wm_error *error) {
    struct citing citing;
    begin(&citing, criterion, question->portfolio, question->as_of);
    uint32_t found = 0;
    uint32_t refused = 0;
    const struct wm_fact *fact = NULL;
    while ((fact = wm_leaf_following(&citing.leaf, fact)) != NULL) {
        if (refuse(&citing, fact) == WM_REFUSAL_NONE)
            found++;
        else
            refused++;
    }
    if (found + refused == 0)
        return WM_OK;
    struct wm_cited *cited = wm_arena_alloc(arena, ((size_t)found + refused) * sizeof *cited);
    if (cited == NULL)
        return wm_error_no_memory(error);
    finding->found = cited;
    finding->refused = cited + found;
    fact = NULL;
    while ((fact = wm_leaf_following(&citing.leaf, fact)) != NULL) {
        enum wm_refusal why = refuse(&citing, fact);
        uint32_t at = why == WM_REFUSAL_NONE ? finding->found_count++ : found + finding->refused_count++;
        cited[at] = (struct wm_cited){
            .seq = fact->seq, .refusal = why, .recognised = wm_fact_recognised(question->ruleset, fact)};
    }
    qsort(cited, found, sizeof *cited, by_ledger);
    qsort(cited + found, refused, sizeof *cited, by_ledger);
    return WM_OK;
}
