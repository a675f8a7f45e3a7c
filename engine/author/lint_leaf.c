// SPDX-License-Identifier: MIT
// One leaf by itself: what it asks for exists, and can happen in the time it gives.
#include "engine/author/lint_work.h"

#include "engine/portfolio/kinds.h"

#include <stdio.h>
#include <string.h>

#define RQF_HIGHEST (8 * WM_NUMBER_ONE)
#define SHARE_HIGHEST (2 * WM_NUMBER_ONE) // of a full-time post, as records may say

static enum wm_lint_hold never(bool found) {
    return found ? WM_LINT_NEVER : WM_LINT_MAYBE;
}

// Values --------------------------------------------------------------------------------------------------------------

static bool above(struct wm_lint *lint, const struct wm_criterion *leaf, wm_number bound, wm_number highest,
                  const char *what) {
    char asked[32], most[32];
    if (bound <= highest)
        return false;
    wm_number_format(bound, asked);
    wm_number_format(highest, most);
    if (wm_lint_add_criterion(lint, "WM202", leaf, "%s asks for %s, and %s is %s", leaf->id, asked, what, most))
        wm_lint_suggest(lint, "Ask for %s at most", most);
    return true;
}

static enum wm_lint_hold look_at_score(struct wm_lint *lint, const struct wm_criterion *leaf) {
    const struct wm_query *query = leaf->query;
    if (!query->has_at_least || query->scale == NULL)
        return WM_LINT_MAYBE;
    char what[160];
    snprintf(what, sizeof what, "the highest point of the scale \"%.100s\"", query->scale->id);
    return never(above(lint, leaf, query->at_least, query->scale->points[query->scale->count - 1].value, what));
}

static bool bounds_cross(struct wm_lint *lint, const struct wm_criterion *leaf) {
    const struct wm_query *query = leaf->query;
    char least[32], most[32];
    if (!query->has_at_least || !query->has_at_most || query->at_least <= query->at_most)
        return false;
    wm_number_format(query->at_least, least);
    wm_number_format(query->at_most, most);
    wm_lint_add_criterion(lint, "WM203", leaf, "%s asks for at least %s and at most %s", leaf->id, least, most);
    return true;
}

// The measure's own bounds, by the framework that declares it.
static const struct wm_declaration *measure_of(const struct wm_lint *lint, wm_code code) {
    for (uint32_t i = 0; i < lint->ruleset->framework_count; i++) {
        const struct wm_framework *framework = &lint->ruleset->frameworks[i];
        for (uint32_t k = 0; k < framework->declaration_counts[WM_DECLARED_MEASURE]; k++) {
            if (framework->declarations[WM_DECLARED_MEASURE][k].code == code)
                return &framework->declarations[WM_DECLARED_MEASURE][k];
        }
    }
    return NULL;
}

static enum wm_lint_hold look_at_measure(struct wm_lint *lint, const struct wm_criterion *leaf) {
    const struct wm_query *query = leaf->query;
    if (bounds_cross(lint, leaf))
        return WM_LINT_NEVER;
    const struct wm_declaration *measure = measure_of(lint, query->subject);
    if (measure == NULL)
        return WM_LINT_MAYBE;
    if (query->has_at_least && measure->has_upper &&
        above(lint, leaf, query->at_least, measure->upper, "the highest value of the measure"))
        return WM_LINT_NEVER;
    if (!query->has_at_most || !measure->has_lower || query->at_most >= measure->lower)
        return WM_LINT_MAYBE;
    char most[32], lowest[32];
    wm_number_format(query->at_most, most);
    wm_number_format(measure->lower, lowest);
    if (wm_lint_add_criterion(lint, "WM202", leaf, "%s asks for %s at most, and the lowest value of the measure is %s",
                              leaf->id, most, lowest))
        wm_lint_suggest(lint, "Allow %s at least", lowest);
    return WM_LINT_NEVER;
}

static bool share_too_high(struct wm_lint *lint, const struct wm_criterion *leaf) {
    return leaf->query->has_min_fte &&
           above(lint, leaf, leaf->query->min_fte, SHARE_HIGHEST, "the most that a record can say of a full-time post");
}

// Times ---------------------------------------------------------------------------------------------------------------

static enum wm_lint_hold look_at_experience(struct wm_lint *lint, const struct wm_criterion *leaf) {
    const struct wm_query *query = leaf->query;
    char least[32], within[32];
    if (share_too_high(lint, leaf))
        return WM_LINT_NEVER;
    // Both ends of the window count: it has one day more than its span.
    if (!query->has_least || !query->has_within ||
        !wm_lint_span_outlasts(query->least, query->within, query->more ? 0 : 1))
        return WM_LINT_MAYBE;
    wm_span_format(query->least, least);
    wm_span_format(query->within, within);
    if (wm_lint_add_criterion(lint, "WM206", leaf, "%s asks for %s%s out of the last %s", leaf->id,
                              query->more ? "more than " : "", least, within))
        wm_lint_suggest(lint, "Make `within` longer than %s", least);
    return WM_LINT_NEVER;
}

static enum wm_lint_hold look_at_cadence(struct wm_lint *lint, const struct wm_criterion *leaf) {
    const struct wm_query *query = leaf->query;
    char every[32], over[32];
    if (query->per_month)
        return WM_LINT_MAYBE;
    wm_span_format(query->every, every);
    wm_span_format(query->over, over);
    if (query->every.count == 0 && query->grace.count == 0) {
        if (wm_lint_add_criterion(lint, "WM206", leaf, "%s asks for a session every %s: none can follow in time",
                                  leaf->id, every))
            wm_lint_suggest(lint, "Write how far apart sessions may be: every = weeks(4)");
        return WM_LINT_NEVER;
    }
    if (!wm_lint_span_reaches(query->every, query->over))
        return WM_LINT_MAYBE;
    if (wm_lint_add_criterion(lint, "WM210", leaf,
                              "%s looks at the last %s, and one gap of %s is allowed: no session is ever needed",
                              leaf->id, over, every))
        wm_lint_suggest(lint, "Make `over` longer than %s", every);
    return WM_LINT_ALWAYS;
}

static enum wm_lint_hold look_at_role(struct wm_lint *lint, const struct wm_criterion *leaf) {
    const struct wm_query *query = leaf->query;
    char least[32], most[32];
    if (share_too_high(lint, leaf))
        return WM_LINT_NEVER;
    if (!query->has_least || !query->has_most || !wm_lint_span_reaches(query->least, query->most))
        return WM_LINT_MAYBE;
    wm_span_format(query->least, least);
    wm_span_format(query->most, most);
    wm_lint_add_criterion(lint, "WM203", leaf, "%s asks for at least %s and less than %s", leaf->id, least, most);
    return WM_LINT_NEVER;
}

// Records -------------------------------------------------------------------------------------------------------------

static enum wm_lint_hold look_at_records(struct wm_lint *lint, const struct wm_criterion *leaf) {
    const struct wm_query *query = leaf->query;
    if (query->kind <= WM_KIND_NONE || query->kind >= WM_KIND_AWARD)
        return WM_LINT_MAYBE;
    const struct wm_kind_form *form = wm_kind_form(query->kind);
    const struct {
        bool asked;
        enum wm_field field;
        const char *constraint;
    } constraints[] = {
        {query->as.count > 0, WM_FIELD_AS, "as"},        {query->methods.count > 0, WM_FIELD_METHOD, "method"},
        {query->by_count > 0, WM_FIELD_BY, "by"},        {query->has_at_least, WM_FIELD_VALUE, "at_least"},
        {query->has_at_most, WM_FIELD_VALUE, "at_most"},
    };
    bool found = bounds_cross(lint, leaf);
    for (size_t i = 0; i < sizeof constraints / sizeof constraints[0]; i++) {
        if (!constraints[i].asked || form->need[constraints[i].field] != WM_NEED_REFUSED)
            continue;
        if (wm_lint_add_criterion(lint, "WM209", leaf, "%s has `%s`, but no record of the kind %s has that", leaf->id,
                                  constraints[i].constraint, form->name))
            wm_lint_suggest(lint, "Take `%s` away", constraints[i].constraint);
        found = true;
    }
    return never(found);
}

static enum wm_lint_hold look_at_award(struct wm_lint *lint, const struct wm_criterion *leaf) {
    const char *code = wm_code_text(leaf->query->subject);
    const struct wm_level *level = wm_ruleset_level(lint->ruleset, code, strlen(code));
    if (level == NULL || !level->gate)
        return WM_LINT_MAYBE;
    if (wm_lint_add_criterion(lint, "WM208", leaf, "\"%s\" is a gate, and a gate is never awarded", level->id))
        wm_lint_suggest(lint, "Write: meets \"%s\"", level->id);
    return WM_LINT_NEVER;
}

enum wm_lint_hold wm_lint_leaf(struct wm_lint *lint, const struct wm_criterion *leaf) {
    // What a setting has fixed another organisation fixes otherwise.
    if (leaf->unset != NULL || leaf->query == NULL)
        return WM_LINT_MAYBE;
    switch (leaf->verb) {
    case WM_VERB_ASSESSED: return look_at_score(lint, leaf);
    case WM_VERB_QUALIFIED:
        return never(leaf->query->has_at_least &&
                     above(lint, leaf, leaf->query->at_least, RQF_HIGHEST, "the highest RQF level"));
    case WM_VERB_EXPERIENCED: return look_at_experience(lint, leaf);
    case WM_VERB_SUPERVISED: return look_at_cadence(lint, leaf);
    case WM_VERB_IN_ROLE: return look_at_role(lint, leaf);
    case WM_VERB_MEASURED: return look_at_measure(lint, leaf);
    case WM_VERB_RECORDED: return look_at_records(lint, leaf);
    case WM_VERB_HOLDS: return look_at_award(lint, leaf);
    default: return WM_LINT_MAYBE;
    }
}
