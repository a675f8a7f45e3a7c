// SPDX-License-Identifier: MIT
// What can be changed about a leaf: its bounds by one, its filters dropped.
#include "engine/author/mutate_change.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define SAY(change, ...) (snprintf((change)->words, sizeof(change)->words, __VA_ARGS__) >= 0)
#define ARROW "\xe2\x86\x92"

// Numbers ------------------------------------------------------------------------------------------------------------

// The neighbouring point of the scale. There is none below the lowest nor above the highest.
static bool next_point(const struct wm_scale *scale, bool up, wm_number *number) {
    for (uint32_t i = 0; i < scale->count; i++) {
        uint32_t at = up ? i : scale->count - 1 - i;
        wm_number point = scale->points[at].value;
        if (up ? point > *number : point < *number) {
            *number = point;
            return true;
        }
    }
    return false;
}

static bool next_number(const struct wm_change *change, bool up, wm_number *number) {
    if (change->query.scale != NULL && change->query.scale->count > 0)
        return next_point(change->query.scale, up, number);
    wm_number step = *number % WM_NUMBER_ONE == 0 ? WM_NUMBER_ONE : *number % 1000 == 0 ? 1000 : 1;
    *number += up ? step : -step;
    return change->original->verb != WM_VERB_QUALIFIED || *number > 0;
}

static bool say_numbers(struct wm_change *change, const char *what, wm_number from, wm_number to) {
    char before[32], after[32];
    wm_number_format(from, before);
    wm_number_format(to, after);
    return SAY(change, "`%s` %s " ARROW " %s", what, before, after);
}

static bool at_least(struct wm_change *change, bool up) {
    wm_number number = change->query.at_least;
    if (!change->query.has_at_least || !next_number(change, up, &number))
        return false;
    change->query.at_least = number;
    return say_numbers(change, "at_least", change->original->query->at_least, number);
}

static bool at_most(struct wm_change *change, bool up) {
    wm_number number = change->query.at_most;
    if (!change->query.has_at_most || !next_number(change, up, &number))
        return false;
    change->query.at_most = number;
    return say_numbers(change, "at_most", change->original->query->at_most, number);
}

static bool min_fte(struct wm_change *change, bool up) {
    wm_number number = change->query.min_fte, step = number % 1000 == 0 ? 1000 : 1;
    number += up ? step : -step;
    if (!change->query.has_min_fte || number <= 0 || number > WM_NUMBER_ONE)
        return false;
    change->query.min_fte = number;
    return say_numbers(change, "min_fte", change->original->query->min_fte, number);
}

// What stands for 1 when nothing is written is no bound that an author chose.
static bool whole(struct wm_change *change, const char *what, uint32_t *number, bool up) {
    uint32_t before = *number;
    if (before == 0 || (!up && before == 1))
        return false;
    *number = up ? before + 1 : before - 1;
    return SAY(change, "`%s` %u " ARROW " %u", what, before, *number);
}

static bool count(struct wm_change *change, bool up) {
    return whole(change, "count", &change->query.count, up);
}

static bool assessors(struct wm_change *change, bool up) {
    return whole(change, "assessors", &change->query.assessors, up);
}

// Spans --------------------------------------------------------------------------------------------------------------

static int32_t most_days(struct wm_span span) {
    wm_day first = wm_day_of(2023, 1, 1); // four years have every length that a span has, but at a century
    int32_t most = 0;
    for (wm_day day = first; day < first + 1461; day++) {
        int32_t days = wm_day_add(day, span) - day;
        most = days > most ? days : most;
    }
    return most;
}

// A day more than it ever has, or less: a year becomes 367 or 364 days.
static bool other_span(struct wm_change *change, const char *what, struct wm_span *span, bool up, int32_t least) {
    char before[32], after[32];
    struct wm_span other = {up ? most_days(*span) + 1 : wm_span_least_days(*span) - 1, WM_SPAN_DAYS};
    if (other.count < least)
        return false;
    wm_span_format(*span, before);
    wm_span_format(other, after);
    *span = other;
    return SAY(change, "`%s` %s " ARROW " %s", what, before, after);
}

static bool within(struct wm_change *change, bool up) {
    return change->query.has_within && other_span(change, "within", &change->query.within, up, 0);
}

static bool valid(struct wm_change *change, bool up) {
    return change->query.has_valid && other_span(change, "valid", &change->query.valid, up, 0);
}

static bool least(struct wm_change *change, bool up) {
    const char *what = change->query.more ? "more_than" : "at_least";
    return change->query.has_least && other_span(change, what, &change->query.least, up, 1);
}

static bool most(struct wm_change *change, bool up) {
    return change->query.has_most && other_span(change, "less_than", &change->query.most, up, 1);
}

static bool every(struct wm_change *change, bool up) {
    return change->query.every.count > 0 && other_span(change, "every", &change->query.every, up, 1);
}

static bool over(struct wm_change *change, bool up) {
    struct wm_span *span = &change->query.over;
    char before[32], after[32];
    if (!change->query.per_month)
        return span->count > 0 && other_span(change, "over", span, up, 1);
    wm_span_format(*span, before);
    span->count += up ? 1 : -1;
    wm_span_format(*span, after);
    return span->count > 0 && SAY(change, "`over` %s " ARROW " %s", before, after);
}

static bool grace(struct wm_change *change, bool up) {
    return change->query.grace.count > 0 && other_span(change, "grace", &change->query.grace, up, 0);
}

// Filters ------------------------------------------------------------------------------------------------------------

static bool no_as(struct wm_change *change) {
    if (change->query.as.count == 0)
        return false;
    change->query.as.count = 0;
    change->query.not_self = change->original->verb == WM_VERB_ASSESSED;
    return SAY(change, "`as` no longer asked");
}

static bool no_method(struct wm_change *change) {
    if (change->query.methods.count == 0 || change->query.routes_all || change->query.per_method)
        return false;
    change->query.methods.count = 0;
    return SAY(change, "`method` no longer asked");
}

static bool voluntary(struct wm_change *change) {
    if (change->query.methods_not.count == 0)
        return false;
    change->query.methods_not.count = 0;
    return SAY(change, "voluntary time counts");
}

static bool no_by(struct wm_change *change) {
    if (change->query.by_count == 0)
        return false;
    change->query.by_count = 0;
    return SAY(change,
               change->original->verb == WM_VERB_TRAINED ? "`provider` no longer asked" : "`by` no longer asked");
}

static bool no_after(struct wm_change *change) {
    if (change->query.after == WM_CODE_NONE)
        return false;
    change->query.after = WM_CODE_NONE;
    return SAY(change, "`after` no longer asked");
}

static bool no_role(struct wm_change *change) {
    if (change->query.in_role == WM_CODE_NONE)
        return false;
    change->query.in_role = WM_CODE_NONE;
    return SAY(change, "`in_role` no longer asked");
}

static bool no_level(struct wm_change *change) {
    if (change->original->verb != WM_VERB_APPRAISED ||
        (change->query.subject == WM_CODE_NONE && change->query.subjects.count == 0))
        return false;
    change->query.subject = WM_CODE_NONE;
    change->query.subjects.count = 0;
    return SAY(change, "`level` no longer asked");
}

static bool in_date(struct wm_change *change) {
    if (change->query.in_date ||
        (change->original->verb != WM_VERB_TRAINED && change->original->verb != WM_VERB_RECORDED))
        return false;
    change->query.in_date = true;
    return SAY(change, "`in_date` asked");
}

static bool any_method(struct wm_change *change) {
    if (change->query.methods.count < 2 || !(change->query.per_method || change->query.routes_all))
        return false;
    bool routes = change->query.routes_all;
    change->query.per_method = change->query.routes_all = false;
    return SAY(change, routes ? "`routes` all " ARROW " any" : "`per_method` no longer asked");
}

static bool other_using(struct wm_change *change) {
    static const char *const names[] = {
        [WM_USING_LATEST] = "latest", [WM_USING_BEST] = "best", [WM_USING_MEDIAN] = "median", [WM_USING_ALL] = "all"};
    enum wm_using before = change->query.using;
    if (change->original->verb != WM_VERB_ASSESSED || !change->query.has_at_least)
        return false;
    change->query.using = before == WM_USING_LATEST ? WM_USING_BEST : WM_USING_LATEST;
    return SAY(change, "`using` %s " ARROW " %s", names[before], names[change->query.using]);
}

static bool opposite_outcome(struct wm_change *change) {
    static const char yes[] = "recommended", no[] = "not-recommended";
    if (change->query.outcome_asked == WM_CODE_NONE)
        return false;
    bool was = strcmp(wm_code_text(change->query.outcome_asked), yes) == 0;
    const char *other = was ? no : yes;
    change->query.outcome_asked = wm_code_find(other, strlen(other));
    return SAY(change, "`recommended` %s " ARROW " %s", was ? "true" : "false", was ? "false" : "true");
}

static bool usual_outcome(const struct wm_criterion *leaf) {
    const char *outcome = wm_code_text(leaf->query->outcomes.codes[0]);
    return (leaf->verb == WM_VERB_TRAINED && strcmp(outcome, "completed") == 0) ||
           (leaf->verb == WM_VERB_EVIDENCED && strcmp(outcome, "verified") == 0);
}

// The only one asked, unless the verb asks it of its own accord.
static bool no_outcome(struct wm_change *change) {
    if (change->query.outcomes.count != 1 || usual_outcome(change->original))
        return false;
    change->query.outcomes.count = 0;
    return SAY(change, "`outcome` no longer asked");
}

// One of several that are alternatives.
static bool without(struct wm_change *change, const char *what, struct wm_codes *codes, uint32_t which) {
    if (codes->count < 2)
        return false;
    wm_code *others = wm_arena_zero(change->arena, codes->count, sizeof *others);
    if (others == NULL) {
        change->no_memory = true;
        return false;
    }
    for (uint32_t i = 0, at = 0; i < codes->count; i++) {
        if (i != which)
            others[at++] = codes->codes[i];
    }
    const char *gone = wm_code_text(codes->codes[which]);
    *codes = (struct wm_codes){others, codes->count - 1};
    return SAY(change, "%s %s left out", what, gone);
}

// Together -----------------------------------------------------------------------------------------------------------

static bool (*const by_one[])(struct wm_change *change, bool up) = {
    at_least, at_most, min_fte, count, assessors, within, valid, least, most, every, over, grace,
};
static bool (*const at_once[])(struct wm_change *change) = {
    no_as,    no_method, voluntary,  no_by,       no_after,         no_role,
    no_level, in_date,   any_method, other_using, opposite_outcome, no_outcome,
};
enum { BY_ONE = 2 * sizeof by_one / sizeof by_one[0], AT_ONCE = sizeof at_once / sizeof at_once[0] };

uint32_t wm_change_leaf_ways(const struct wm_criterion *leaf) {
    return leaf->query == NULL ? 0 : BY_ONE + AT_ONCE + leaf->query->outcomes.count + leaf->query->subjects.count;
}

bool wm_change_leaf(struct wm_change *change) {
    uint32_t way = change->way;
    change->query = *change->original->query;
    if (way < BY_ONE)
        return by_one[way / 2](change, way % 2 == 0);
    way -= BY_ONE;
    if (way < AT_ONCE)
        return at_once[way](change);
    way -= AT_ONCE;
    if (way < change->query.outcomes.count)
        return without(change, "`outcome`", &change->query.outcomes, way);
    return without(change, "the subject", &change->query.subjects, way - change->query.outcomes.count);
}
