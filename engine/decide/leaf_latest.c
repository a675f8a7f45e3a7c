// SPDX-License-Identifier: MIT
// Verbs that a latest fact decides: MEASURED, APPRAISED, and ASSESSED with its other ways to look at several.
#include "engine/decide/leaf.h"

#include "engine/criteria/framework.h"

wm_day wm_leaf_after(const struct wm_leaf *leaf) {
    if (leaf->query->after == WM_CODE_NONE)
        return WM_DAY_NONE;
    struct wm_fact_range course = wm_portfolio_find(leaf->portfolio, WM_KIND_TRAINING, leaf->query->after);
    for (uint32_t i = 0; i < course.count; i++) {
        const struct wm_fact *fact = &course.first[i];
        if (wm_outcome_is(fact->outcome, "completed") || wm_outcome_is(fact->outcome, "equivalent"))
            return fact->on;
    }
    return WM_DAY_NEVER;
}

struct latest {
    const struct wm_fact *fact;
    wm_day last;          // of it
    wm_day first_to_come; // `on` of the first that will count
};

static struct latest find_latest(const struct wm_leaf *leaf, wm_day day) {
    struct latest latest = {NULL, WM_DAY_NEVER, WM_DAY_NEVER};
    wm_day after = wm_leaf_after(leaf);
    for (uint32_t i = leaf->facts.count; i-- > 0;) {
        const struct wm_fact *fact = &leaf->facts.first[i];
        if (fact->on < after || wm_leaf_filter(leaf, fact) != WM_REFUSAL_NONE)
            continue;
        wm_day last = wm_leaf_last(leaf, fact);
        if (last < day || last < fact->on)
            continue;
        if (fact->on > day) {
            latest.first_to_come = wm_day_earlier(latest.first_to_come, fact->on);
        } else if (latest.fact == NULL || wm_fact_later(fact, latest.fact)) {
            latest.fact = fact;
            latest.last = last;
            if (leaf->query->subject != WM_CODE_NONE)
                break; // facts of one subject are in order
        }
    }
    return latest;
}

const struct wm_fact *wm_leaf_latest(const struct wm_leaf *leaf, wm_day day) {
    return find_latest(leaf, day).fact;
}

struct wm_judgement wm_judge_latest(const struct wm_leaf *leaf, wm_day day) {
    struct latest latest = find_latest(leaf, day);
    if (latest.fact == NULL)
        return wm_judged(false, latest.first_to_come);
    wm_code asked = leaf->verb == WM_VERB_APPRAISED ? leaf->query->outcome_asked : WM_CODE_NONE;
    bool met = wm_leaf_reaches(leaf, latest.fact, NULL) && (asked == WM_CODE_NONE || latest.fact->outcome == asked);
    return wm_judged(met, wm_day_earlier(latest.first_to_come, wm_day_after(latest.last)));
}

// ASSESSED -----------------------------------------------------------------------------------------------------------

struct scores {
    uint32_t counting; // facts that count today
    uint32_t reaching; // of them, those that reach
    uint32_t pool;     // those that decide
    uint32_t pool_reaching;
    bool off_scale;    // one of the pool
    wm_day first_last; // the first of the counting to go
    wm_day first_to_come;
};

static bool decides(const struct wm_query *query, uint32_t from_the_end) {
    if (query->using == WM_USING_LATEST)
        return from_the_end == 1;
    return query->using == WM_USING_BEST || query->count == 0 || from_the_end <= query->count;
}

static struct scores score(const struct wm_leaf *leaf, wm_day day) {
    const struct wm_query *query = leaf->query;
    struct scores scores = {.first_last = WM_DAY_NEVER, .first_to_come = WM_DAY_NEVER};
    bool only_latest = query->using == WM_USING_LATEST && query->count <= 1 && query->assessors <= 1;
    for (uint32_t i = leaf->facts.count; i-- > 0;) {
        const struct wm_fact *fact = &leaf->facts.first[i];
        if (wm_leaf_filter(leaf, fact) != WM_REFUSAL_NONE)
            continue;
        wm_day last = wm_leaf_last(leaf, fact);
        if (last < day || last < fact->on)
            continue;
        if (fact->on > day) {
            scores.first_to_come = wm_day_earlier(scores.first_to_come, fact->on);
            continue;
        }
        bool reaches = wm_leaf_reaches(leaf, fact, NULL);
        scores.counting++;
        scores.reaching += reaches;
        scores.first_last = wm_day_earlier(scores.first_last, last);
        if (decides(query, scores.counting)) {
            scores.pool++;
            scores.pool_reaching += reaches;
            scores.off_scale |= query->scale != NULL && !wm_scale_has(query->scale, fact->value);
        }
        if (only_latest)
            break;
    }
    return scores;
}

static bool reached(const struct wm_query *query, const struct scores *scores) {
    switch (query->using) {
    case WM_USING_LATEST: return scores->pool_reaching == 1 && (query->count <= 1 || scores->reaching >= query->count);
    case WM_USING_BEST: return scores->reaching >= (query->count > 1 ? query->count : 1);
    case WM_USING_ALL: return scores->pool_reaching == scores->pool;
    default: return scores->pool - scores->pool_reaching <= (scores->pool - 1) / 2; // the lower middle one reaches
    }
}

// At least `wanted` different people gave scores that reach: goes from one `by` to the next greater, without memory.
static bool enough_people(const struct wm_leaf *leaf, wm_day day, uint32_t wanted) {
    int64_t previous = -1;
    for (uint32_t people = 0; people < wanted; people++) {
        int64_t next = INT64_MAX;
        for (uint32_t i = 0; i < leaf->facts.count; i++) {
            const struct wm_fact *fact = &leaf->facts.first[i];
            if (fact->by > previous && fact->by < next && wm_leaf_reaches(leaf, fact, NULL) &&
                wm_leaf_refusal(leaf, fact, day) == WM_REFUSAL_NONE)
                next = fact->by;
        }
        if (next == INT64_MAX)
            return false;
        previous = next;
    }
    return true;
}

struct wm_judgement wm_judge_assessed(const struct wm_leaf *leaf, wm_day day) {
    const struct wm_query *query = leaf->query;
    struct scores scores = score(leaf, day);
    bool lasts = query->using == WM_USING_ALL || query->using == WM_USING_MEDIAN;
    uint32_t needed = lasts && query->count > 1 ? query->count : 1;
    wm_day next = wm_day_earlier(scores.first_to_come, wm_day_after(scores.first_last));
    if (scores.pool < needed)
        return wm_judged(false, next);
    if (scores.off_scale)
        return (struct wm_judgement){next, WM_VERDICT_UNKNOWN, WM_UNKNOWN_ERROR};
    return wm_judged(reached(query, &scores) && (query->assessors <= 1 || enough_people(leaf, day, query->assessors)),
                     next);
}
