// SPDX-License-Identifier: MIT
#include "tests/property/bugs.h"

#include "tests/property/bugs_editions.h"
#include "tests/property/bugs_recognition.h"

// Combinations --------------------------------------------------------------------------------------------------------

static bool turn(struct wm_criterion *criterion, enum wm_verb from, enum wm_verb to) {
    if (criterion->verb != from || criterion->unset != NULL)
        return false;
    criterion->verb = to;
    return true;
}
static bool all_is_any(struct wm_criterion *criterion) {
    return turn(criterion, WM_VERB_ALL, WM_VERB_ANY);
}
static bool any_is_all(struct wm_criterion *criterion) {
    return turn(criterion, WM_VERB_ANY, WM_VERB_ALL);
}
static bool none_is_any(struct wm_criterion *criterion) {
    return turn(criterion, WM_VERB_NONE, WM_VERB_ANY);
}
static bool one_less(struct wm_criterion *criterion) {
    return criterion->verb == WM_VERB_AT_LEAST && criterion->unset == NULL && criterion->least-- > 0;
}
static bool one_more(struct wm_criterion *criterion) {
    return criterion->verb == WM_VERB_AT_LEAST && criterion->unset == NULL && ++criterion->least > 0;
}
static bool more_points(struct wm_criterion *criterion) {
    return criterion->verb == WM_VERB_POINTS && ++criterion->threshold > 0;
}
static bool weightless(struct wm_criterion *criterion) {
    if (criterion->verb != WM_VERB_POINTS)
        return false;
    for (uint32_t i = 0; i < criterion->child_count; i++)
        ((wm_number *)criterion->weights)[i] = WM_NUMBER_ONE;
    return true;
}
static bool other_branch(struct wm_criterion *criterion) {
    if (criterion->verb != WM_VERB_WHEN || criterion->child_count != 3)
        return false;
    struct wm_criterion **children = (struct wm_criterion **)criterion->children;
    struct wm_criterion *then = children[1];
    children[1] = children[2];
    children[2] = then;
    return true;
}
static bool no_else(struct wm_criterion *criterion) {
    return criterion->verb == WM_VERB_WHEN && criterion->child_count == 3 && --criterion->child_count > 0;
}
static bool last_child_lost(struct wm_criterion *criterion) {
    return criterion->verb == WM_VERB_ALL && criterion->child_count > 1 && --criterion->child_count > 0;
}
static bool addition_lost(struct wm_criterion *criterion) {
    bool added = criterion->verb == WM_VERB_ALL && criterion->child_count > 1 &&
                 criterion->children[criterion->child_count - 1]->added;
    criterion->child_count -= added ? 1 : 0;
    return added;
}
static bool predicate_is_fixed(struct wm_criterion *criterion, enum wm_verdict verdict) {
    bool custom = criterion->verb == WM_VERB_CUSTOM;
    criterion->verb = custom ? WM_VERB_FIXED : criterion->verb;
    criterion->fixed = custom ? verdict : criterion->fixed;
    return custom;
}
static bool predicate_is_met(struct wm_criterion *criterion) {
    return predicate_is_fixed(criterion, WM_VERDICT_MET);
}
static bool predicate_is_unmet(struct wm_criterion *criterion) {
    return predicate_is_fixed(criterion, WM_VERDICT_UNMET);
}
static bool unset_is_unmet(struct wm_criterion *criterion) {
    if (criterion->unset == NULL || !wm_verb_leaf(criterion->verb))
        return false;
    criterion->verb = WM_VERB_FIXED;
    criterion->fixed = WM_VERDICT_UNMET;
    criterion->unset = NULL;
    return true;
}
static bool unset_is_met(struct wm_criterion *criterion) {
    bool changed = unset_is_unmet(criterion);
    if (changed)
        criterion->fixed = WM_VERDICT_MET;
    return changed;
}
static bool awards_forgotten(struct wm_criterion *criterion) {
    if (criterion->verb != WM_VERB_MEETS || criterion->level->gate)
        return false;
    ((struct wm_level *)criterion->level)->gate = true;
    return true;
}

// Leaves --------------------------------------------------------------------------------------------------------------
// Most bugs clear a field, or move it by one. `without(field)` gives the first sort.

#define WITHOUT(name, field)                                                                                           \
    static bool name(struct wm_query *query, enum wm_verb verb) {                                                      \
        (void)verb;                                                                                                    \
        bool asked = query->field;                                                                                     \
        query->field = 0;                                                                                              \
        return asked;                                                                                                  \
    }
WITHOUT(no_outcomes, outcomes.count)
WITHOUT(no_capacities, as.count)
WITHOUT(self_counts, not_self)
WITHOUT(no_methods, methods.count)
WITHOUT(no_methods_not, methods_not.count)
WITHOUT(no_people, by_count)
WITHOUT(no_share, has_min_fte)
WITHOUT(never_expires, in_date)
WITHOUT(no_validity, has_valid)
WITHOUT(no_within, has_within)
WITHOUT(no_score, has_at_least)
WITHOUT(no_ceiling, has_at_most)
WITHOUT(no_count, count)
WITHOUT(no_assessors, assessors)
WITHOUT(no_rqf, has_rqf)
WITHOUT(no_duration, has_least)
WITHOUT(at_least_is_enough, more)
WITHOUT(no_upper_bound, has_most)
WITHOUT(no_grace, grace.count)
WITHOUT(no_post, in_role)
WITHOUT(any_appraisal, outcome_asked)
WITHOUT(no_course_before, after)
WITHOUT(methods_together, per_method)
WITHOUT(one_route, routes_all)
WITHOUT(no_equivalents, equivalent)

static bool validity_for_ever(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    bool asked = query->valid_unset != NULL;
    query->valid_unset = NULL;
    return asked;
}
static bool any_value_of_scale(struct wm_query *query, enum wm_verb verb) {
    bool asked = query->scale != NULL && verb == WM_VERB_ASSESSED;
    query->scale = NULL;
    return asked;
}
static bool first_subject_only(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return query->subjects.count > 1 && (query->subjects.count = 1) > 0;
}
static bool a_day_later(bool has, struct wm_span *span) {
    return has && span->unit == WM_SPAN_DAYS && ++span->count > 0;
}
static bool within_a_day_longer(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return a_day_later(query->has_within, &query->within);
}
static bool valid_a_day_longer(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return a_day_later(query->has_valid, &query->valid);
}
static bool least_a_day_longer(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return a_day_later(query->has_least, &query->least);
}
static bool every_a_day_longer(struct wm_query *query, enum wm_verb verb) {
    return a_day_later(verb == WM_VERB_SUPERVISED && !query->per_month, &query->every);
}
static bool over_a_day_longer(struct wm_query *query, enum wm_verb verb) {
    return a_day_later(verb == WM_VERB_SUPERVISED && !query->per_month, &query->over);
}
static bool a_month_less(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return query->per_month && query->over.count-- > 0;
}
static bool score_exclusive(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return query->has_at_least && ++query->at_least > INT64_MIN;
}
static bool ceiling_exclusive(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return query->has_at_most && --query->at_most < INT64_MAX;
}
static bool share_exclusive(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return query->has_min_fte && ++query->min_fte > 0;
}
static bool more_than(struct wm_query *query, enum wm_verb verb) {
    bool changed = verb == WM_VERB_EXPERIENCED && query->has_least && !query->more;
    query->more = query->more || changed;
    return changed;
}
static bool use(struct wm_query *query, enum wm_verb verb, enum wm_using from, enum wm_using to) {
    if (verb != WM_VERB_ASSESSED || query->using != from)
        return false;
    query->using = to;
    return true;
}
static bool latest_is_best(struct wm_query *query, enum wm_verb verb) {
    return use(query, verb, WM_USING_LATEST, WM_USING_BEST);
}
static bool best_is_latest(struct wm_query *query, enum wm_verb verb) {
    return use(query, verb, WM_USING_BEST, WM_USING_LATEST);
}
static bool median_is_best(struct wm_query *query, enum wm_verb verb) {
    return use(query, verb, WM_USING_MEDIAN, WM_USING_BEST);
}
static bool all_is_best(struct wm_query *query, enum wm_verb verb) {
    return use(query, verb, WM_USING_ALL, WM_USING_BEST);
}
static bool all_is_median(struct wm_query *query, enum wm_verb verb) {
    return use(query, verb, WM_USING_ALL, WM_USING_MEDIAN);
}

static bool plain_days(struct wm_query *query, enum wm_span_unit unit, int32_t days) {
    struct wm_span *const spans[] = {&query->valid, &query->within, &query->least, &query->most,
                                     &query->every, &query->over,   &query->grace};
    bool changed = false;
    for (size_t i = 0; i < sizeof spans / sizeof spans[0] && !query->per_month; i++) {
        if (spans[i]->unit == unit && spans[i]->count > 0) {
            *spans[i] = (struct wm_span){spans[i]->count * days, WM_SPAN_DAYS};
            changed = true;
        }
    }
    return changed;
}
static bool months_of_thirty_days(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return plain_days(query, WM_SPAN_MONTHS, 30);
}
static bool years_of_365_days(struct wm_query *query, enum wm_verb verb) {
    (void)verb;
    return plain_days(query, WM_SPAN_YEARS, 365);
}

// Facts and ledger ----------------------------------------------------------------------------------------------------

static bool ends_a_day_early(struct wm_fact *fact) {
    return fact->until != WM_DAY_NONE && --fact->until > WM_DAY_NONE;
}
static bool never_ends(struct wm_fact *fact) {
    bool ends = fact->until != WM_DAY_NONE;
    fact->until = WM_DAY_NONE;
    return ends;
}
static bool begins_a_day_late(struct wm_fact *fact) {
    return ++fact->on > WM_DAY_NONE;
}
static bool no_value_is_zero(struct wm_fact *fact) {
    bool changed = !fact->has_value;
    fact->has_value = true;
    return changed;
}
static bool forgotten(struct property_case *made, enum case_entry_type type) {
    size_t kept = 0;
    for (size_t i = 0; i < made->entry_count; i++) {
        if (made->entries[i].type != type)
            made->entries[kept++] = made->entries[i];
    }
    bool changed = kept < made->entry_count;
    made->entry_count = kept;
    return changed;
}
static bool voids_forgotten(struct property_case *made) {
    return forgotten(made, CASE_VOID);
}
static bool revocations_forgotten(struct property_case *made) {
    return forgotten(made, CASE_REVOKE);
}
static bool revoked_a_day_late(struct property_case *made) {
    bool changed = false;
    for (size_t i = 0; i < made->entry_count; i++) {
        changed = changed || made->entries[i].type == CASE_REVOKE;
        made->entries[i].record.on += made->entries[i].type == CASE_REVOKE;
    }
    return changed;
}
static bool supposed_forgotten(struct property_case *made) {
    bool changed = made->with_count > 0;
    made->with_count = 0;
    return changed;
}
// The same seqs on other records: whichever of one day came first now comes last.
static bool seqs_reversed(struct property_case *made) {
    for (size_t i = 0; i < made->entry_count / 2; i++) {
        struct case_entry *first = &made->entries[i], *last = &made->entries[made->entry_count - 1 - i];
        if (first->type != CASE_RECORD || last->type != CASE_RECORD)
            continue;
        struct wm_record record = first->record;
        first->record = last->record;
        last->record = record;
    }
    return made->entry_count > 1;
}

// Decisions -----------------------------------------------------------------------------------------------------------

static bool until_a_day_early(struct wm_decision *decision) {
    return decision->until != WM_DAY_NONE && --decision->until > WM_DAY_NONE;
}
static bool until_a_day_late(struct wm_decision *decision) {
    return decision->until != WM_DAY_NONE && ++decision->until > WM_DAY_NONE;
}
static bool until_is_exact(struct wm_decision *decision) { // as if somebody had looked further
    bool inexact = decision->until_inexact;
    decision->until_inexact = false;
    return inexact;
}
static bool until_for_ever(struct wm_decision *decision) {
    bool ends = decision->until != WM_DAY_NONE;
    decision->until = WM_DAY_NONE;
    return ends;
}
static bool changes_to_eligible(struct wm_decision *decision) {
    bool changed = decision->changes_to != WM_OUTCOME_ELIGIBLE;
    decision->changes_to = WM_OUTCOME_ELIGIBLE;
    return changed;
}
static bool first_unmet_only(struct wm_decision *decision) {
    return decision->unmet_count > 1 && (decision->unmet_count = 1) > 0;
}
static bool doubt_is_no(struct wm_decision *decision) {
    bool changed = decision->outcome == WM_OUTCOME_INDETERMINATE;
    decision->outcome = changed ? WM_OUTCOME_NOT_ELIGIBLE : decision->outcome;
    return changed;
}

#define CRITERION(function)                                                                                            \
    { .name = #function, .in_criterion = (function) }
#define QUERY(function)                                                                                                \
    { .name = #function, .in_query = (function) }
#define RECOGNITION(function)                                                                                          \
    { .name = #function, .in_recognition = (function) }
#define LINK(function)                                                                                                 \
    { .name = #function, .in_link = (function) }
#define FACT(function)                                                                                                 \
    { .name = #function, .in_fact = (function) }
#define CASE(function)                                                                                                 \
    { .name = #function, .in_case = (function) }
#define DECISION(function)                                                                                             \
    { .name = #function, .in_decision = (function) }

const struct bug bugs[] = {
    CRITERION(all_is_any),
    CRITERION(any_is_all),
    CRITERION(none_is_any),
    CRITERION(one_less),
    CRITERION(one_more),
    CRITERION(more_points),
    CRITERION(weightless),
    CRITERION(other_branch),
    CRITERION(no_else),
    CRITERION(last_child_lost),
    CRITERION(addition_lost),
    CRITERION(predicate_is_met),
    CRITERION(predicate_is_unmet),
    CRITERION(unset_is_unmet),
    CRITERION(unset_is_met),
    CRITERION(awards_forgotten),
    CRITERION(switches_a_day_late),
    CRITERION(switches_a_day_early),
    CRITERION(editions_end_a_day_early),
    CRITERION(always_in_force),
    CRITERION(first_edition_for_ever),
    CRITERION(eve_a_day_late),
    CRITERION(eve_a_day_early),
    CRITERION(grandfathered_a_day_longer),
    CRITERION(grandfathered_a_day_shorter),
    CRITERION(grandfathered_while_in_force),
    CRITERION(nobody_grandfathered),
    CRITERION(everybody_grandfathered),
    QUERY(no_outcomes),
    QUERY(no_capacities),
    QUERY(self_counts),
    QUERY(no_methods),
    QUERY(no_methods_not),
    QUERY(no_people),
    QUERY(no_share),
    QUERY(never_expires),
    QUERY(no_validity),
    QUERY(no_within),
    QUERY(no_score),
    QUERY(no_ceiling),
    QUERY(no_count),
    QUERY(no_assessors),
    QUERY(no_rqf),
    QUERY(no_duration),
    QUERY(at_least_is_enough),
    QUERY(no_upper_bound),
    QUERY(no_grace),
    QUERY(no_post),
    QUERY(any_appraisal),
    QUERY(no_course_before),
    QUERY(methods_together),
    QUERY(one_route),
    QUERY(no_equivalents),
    QUERY(validity_for_ever),
    QUERY(any_value_of_scale),
    QUERY(first_subject_only),
    QUERY(within_a_day_longer),
    QUERY(valid_a_day_longer),
    QUERY(least_a_day_longer),
    QUERY(every_a_day_longer),
    QUERY(over_a_day_longer),
    QUERY(a_month_less),
    QUERY(score_exclusive),
    QUERY(ceiling_exclusive),
    QUERY(share_exclusive),
    QUERY(more_than),
    QUERY(latest_is_best),
    QUERY(best_is_latest),
    QUERY(median_is_best),
    QUERY(all_is_best),
    QUERY(all_is_median),
    QUERY(years_of_365_days),
    QUERY(months_of_thirty_days),
    RECOGNITION(nothing_recognised),
    RECOGNITION(recognised_for_ever),
    RECOGNITION(recognised_from_anybody),
    RECOGNITION(links_do_not_count),
    RECOGNITION(links_count_for_ever),
    RECOGNITION(what_is_broader_does_not_count),
    LINK(a_part_counts),
    LINK(what_is_related_counts),
    LINK(every_grade_is_chosen),
    RECOGNITION(scores_as_they_are),
    FACT(ends_a_day_early),
    FACT(never_ends),
    FACT(begins_a_day_late),
    FACT(no_value_is_zero),
    CASE(voids_forgotten),
    CASE(revocations_forgotten),
    CASE(revoked_a_day_late),
    CASE(supposed_forgotten),
    CASE(seqs_reversed),
    DECISION(until_a_day_early),
    DECISION(until_a_day_late),
    DECISION(until_is_exact),
    DECISION(until_for_ever),
    DECISION(changes_to_eligible),
    DECISION(first_unmet_only),
    DECISION(doubt_is_no),
};
const size_t bug_count = sizeof bugs / sizeof bugs[0];

// Everywhere ----------------------------------------------------------------------------------------------------------

static bool in_tree(const struct bug *bug, struct wm_criterion *criterion) {
    bool changed = false;
    for (uint32_t i = 0; i < criterion->child_count; i++)
        changed = in_tree(bug, criterion->children[i]) || changed;
    if (bug->in_criterion != NULL)
        return bug->in_criterion(criterion) || changed;
    // Queries stand on the ruleset's own arena: only their type is const.
    struct wm_query *query = (struct wm_query *)criterion->query;
    return (query != NULL && bug->in_query(query, criterion->verb)) || changed;
}

bool bug_in_rules(const struct bug *bug, struct wm_ruleset *ruleset) {
    bool changed = bug->in_link != NULL && bug_in_links(bug, ruleset);
    for (uint32_t i = 0; i < ruleset->recognition_count && bug->in_recognition != NULL; i++)
        changed = bug->in_recognition((struct wm_recognition *)&ruleset->recognitions[i]) || changed;
    for (uint32_t i = 0; i < ruleset->level_count && (bug->in_criterion != NULL || bug->in_query != NULL); i++) {
        changed = in_tree(bug, ruleset->levels[i]->requires) || changed;
        for (uint32_t k = 0; k < ruleset->levels[i]->desire_count; k++)
            changed = in_tree(bug, ruleset->levels[i]->desires[k]) || changed;
    }
    return changed;
}

bool bug_in_portfolio(const struct bug *bug, struct wm_portfolio *portfolio) {
    bool changed = false;
    for (uint32_t i = 0; i < portfolio->count && bug->in_fact != NULL; i++)
        changed = bug->in_fact((struct wm_fact *)&portfolio->facts[i]) || changed;
    return changed;
}

bool bug_in_case(const struct bug *bug, struct property_case *made) {
    return bug->in_case != NULL && bug->in_case(made);
}

bool bug_in_decision(const struct bug *bug, struct wm_decision *decision) {
    return bug->in_decision != NULL && bug->in_decision(decision);
}
