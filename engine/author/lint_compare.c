// SPDX-License-Identifier: MIT
// Two leaves against each other. Only what is certain for every portfolio and every day counts: where one is not sure to
// imply or to exclude the other, the answer is no.
#include "engine/author/lint_work.h"

#include <string.h>

#define SAMPLED_DAYS 1461 // four years: every length that a month or year has, from every day

bool wm_lint_span_outlasts(struct wm_span a, struct wm_span b, int32_t days) {
    wm_day first = wm_day_of(2023, 1, 1);
    for (wm_day day = first; day < first + SAMPLED_DAYS; day++) {
        if (wm_day_add(day, a) <= wm_day_add(day, b) + days)
            return false;
    }
    return true;
}

bool wm_lint_span_reaches(struct wm_span a, struct wm_span b) {
    return a.unit == b.unit ? a.count >= b.count : wm_lint_span_outlasts(a, b, -1);
}

// Codes ---------------------------------------------------------------------------------------------------------------

static bool has(struct wm_codes codes, wm_code code) {
    for (uint32_t i = 0; i < codes.count; i++) {
        if (codes.codes[i] == code)
            return true;
    }
    return false;
}

static bool within_codes(struct wm_codes narrow, struct wm_codes wide) {
    for (uint32_t i = 0; i < narrow.count; i++) {
        if (!has(wide, narrow.codes[i]))
            return false;
    }
    return true;
}

static bool same_codes(struct wm_codes a, struct wm_codes b) {
    return within_codes(a, b) && within_codes(b, a);
}

// A constraint that is not given admits everything.
static bool narrower(struct wm_codes narrow, struct wm_codes wide) {
    return wide.count == 0 || (narrow.count > 0 && within_codes(narrow, wide));
}

static bool same_people(const struct wm_query *a, const struct wm_query *b) {
    bool same = a->by_count == b->by_count;
    for (uint32_t i = 0; i < a->by_count && same; i++)
        same = strcmp(a->by[i], b->by[i]) == 0;
    return same;
}

// Filters -------------------------------------------------------------------------------------------------------------

static bool same_subject(const struct wm_query *a, const struct wm_query *b) {
    return a->kind == b->kind && a->subject == b->subject && same_codes(a->subjects, b->subjects);
}

static bool same_filters(const struct wm_query *a, const struct wm_query *b) {
    return same_codes(a->outcomes, b->outcomes) && a->equivalent == b->equivalent && same_codes(a->as, b->as) &&
           a->not_self == b->not_self && same_codes(a->methods, b->methods) &&
           same_codes(a->methods_not, b->methods_not) && same_people(a, b) && a->has_min_fte == b->has_min_fte &&
           a->min_fte == b->min_fte && a->in_date == b->in_date;
}

// Whatever passes the filters of `a` passes those of `b`.
static bool filters_narrower(const struct wm_query *a, const struct wm_query *b) {
    bool outcomes =
        same_codes(a->outcomes, b->outcomes) || (b->outcomes.count > 0 && narrower(a->outcomes, b->outcomes));
    bool as = b->not_self ? same_codes(a->as, b->as) && a->not_self : narrower(a->as, b->as);
    bool share = !b->has_min_fte || (a->has_min_fte && a->min_fte >= b->min_fte);
    return outcomes && a->equivalent == b->equivalent && as && narrower(a->methods, b->methods) &&
           same_codes(a->methods_not, b->methods_not) && (b->by_count == 0 || same_people(a, b)) && share &&
           (a->in_date || !b->in_date);
}

static bool same_window(const struct wm_query *a, const struct wm_query *b) {
    return a->has_within == b->has_within && (!a->has_within || wm_span_equal(a->within, b->within));
}

static bool window_narrower(const struct wm_query *a, const struct wm_query *b) {
    return !b->has_within || (a->has_within && wm_lint_span_reaches(b->within, a->within));
}

// Bounds --------------------------------------------------------------------------------------------------------------

static bool bounds_narrower(const struct wm_query *a, const struct wm_query *b) {
    bool least = !b->has_at_least || (a->has_at_least && a->at_least >= b->at_least);
    bool most = !b->has_at_most || (a->has_at_most && a->at_most <= b->at_most);
    return least && most;
}

static uint32_t at_least_one(uint32_t count) {
    return count > 0 ? count : 1;
}

static bool count_reaches(const struct wm_query *a, const struct wm_query *b) {
    return at_least_one(a->count) >= at_least_one(b->count);
}

static bool duration_reaches(const struct wm_query *a, const struct wm_query *b) {
    if (!b->has_least)
        return true;
    if (!a->has_least || !wm_lint_span_reaches(a->least, b->least))
        return false;
    return a->more || !b->more || !wm_lint_span_reaches(b->least, a->least);
}

// With the latest record a stricter filter may look at another one: then only bounds and the window can be compared.
static bool assessed_implies(const struct wm_query *a, const struct wm_query *b) {
    if (a->using != b->using || !bounds_narrower(a, b) || at_least_one(a->assessors) < at_least_one(b->assessors))
        return false;
    if (a->using == WM_USING_BEST)
        return filters_narrower(a, b) && window_narrower(a, b) && count_reaches(a, b);
    if (a->using == WM_USING_LATEST)
        return same_filters(a, b) && window_narrower(a, b) && count_reaches(a, b);
    return same_filters(a, b) && same_window(a, b) && a->count == b->count;
}

static bool cadence_implies(const struct wm_query *a, const struct wm_query *b) {
    bool rhythm = a->per_month == b->per_month && a->in_role == b->in_role &&
                  wm_lint_span_reaches(b->every, a->every) && wm_lint_span_reaches(b->grace, a->grace);
    return rhythm && same_filters(a, b) && wm_lint_span_reaches(a->over, b->over);
}

// With fewer periods a stretch is shorter: that can only help somebody who must not have been there for long.
static bool in_role_implies(const struct wm_query *a, const struct wm_query *b) {
    bool most = !b->has_most || (a->has_most && wm_lint_span_reaches(b->most, a->most));
    bool filters = b->has_most ? same_filters(a, b) : filters_narrower(a, b);
    return filters && duration_reaches(a, b) && most;
}

static bool in_days(struct wm_span span) {
    return span.unit == WM_SPAN_DAYS || span.unit == WM_SPAN_WEEKS;
}

// Months and years are as long as they are from the first day that counts, which fewer periods move.
static bool experienced_implies(const struct wm_query *a, const struct wm_query *b) {
    bool anchored = b->has_least && !(in_days(a->least) && in_days(b->least));
    bool pool = anchored ? same_filters(a, b) && same_window(a, b) : filters_narrower(a, b) && window_narrower(a, b);
    return pool && duration_reaches(a, b);
}

static bool query_implies(enum wm_verb verb, const struct wm_query *a, const struct wm_query *b) {
    switch (verb) {
    case WM_VERB_ASSESSED: return assessed_implies(a, b);
    case WM_VERB_TRAINED:
    case WM_VERB_QUALIFIED:
    case WM_VERB_RELATED:
    case WM_VERB_RECORDED:
    case WM_VERB_HOLDS:
        return filters_narrower(a, b) && window_narrower(a, b) && bounds_narrower(a, b) && count_reaches(a, b);
    case WM_VERB_EXPERIENCED: return experienced_implies(a, b);
    case WM_VERB_SUPERVISED: return cadence_implies(a, b);
    case WM_VERB_APPRAISED:
        return same_filters(a, b) && window_narrower(a, b) && a->after == b->after &&
               (b->outcome_asked == WM_CODE_NONE || a->outcome_asked == b->outcome_asked);
    case WM_VERB_EVIDENCED:
        if (a->per_method || b->per_method)
            return a->per_method == b->per_method && same_filters(a, b) && window_narrower(a, b) && count_reaches(a, b);
        return filters_narrower(a, b) && window_narrower(a, b) && count_reaches(a, b);
    case WM_VERB_SIGNED_OFF:
        if (a->routes_all || b->routes_all)
            return a->routes_all == b->routes_all && same_filters(a, b);
        return filters_narrower(a, b);
    case WM_VERB_IN_ROLE: return in_role_implies(a, b);
    case WM_VERB_MEASURED: return same_filters(a, b) && window_narrower(a, b) && bounds_narrower(a, b);
    default: return false;
    }
}

bool wm_lint_same_pool(const struct wm_query *a, const struct wm_query *b) {
    return same_subject(a, b) && same_filters(a, b) && same_window(a, b);
}

bool wm_lint_implies(const struct wm_criterion *strong, const struct wm_criterion *weak) {
    const struct wm_query *a = strong->query, *b = weak->query;
    if (strong->verb != weak->verb || a == NULL || b == NULL || strong->unset != NULL || weak->unset != NULL)
        return false;
    return same_subject(a, b) && query_implies(strong->verb, a, b);
}

static bool values_exclude(const struct wm_query *a, const struct wm_query *b) {
    return a->has_at_least && b->has_at_most && a->at_least > b->at_most;
}

static bool spans_exclude(const struct wm_query *a, const struct wm_query *b) {
    return a->has_least && b->has_most && wm_lint_span_reaches(a->least, b->most);
}

bool wm_lint_excludes(const struct wm_criterion *one, const struct wm_criterion *other) {
    const struct wm_query *a = one->query, *b = other->query;
    if (one->verb != other->verb || a == NULL || b == NULL || one->unset != NULL || other->unset != NULL ||
        !same_subject(a, b) || !same_filters(a, b) || !same_window(a, b))
        return false;
    switch (one->verb) {
    case WM_VERB_MEASURED: return values_exclude(a, b) || values_exclude(b, a);
    case WM_VERB_IN_ROLE: return spans_exclude(a, b) || spans_exclude(b, a);
    case WM_VERB_APPRAISED:
        return a->outcome_asked != WM_CODE_NONE && b->outcome_asked != WM_CODE_NONE &&
               a->outcome_asked != b->outcome_asked && a->after == b->after;
    default: return false;
    }
}
