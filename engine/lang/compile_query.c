// SPDX-License-Identifier: MIT
// What each verb asks of the records: one function a verb. The meaning of every field is in engine/criteria/query.h.
#include "engine/lang/compile.h"

#include <string.h>

const int *wm_compile_words_of(enum wm_verb verb, enum wm_kind kind) {
    static const int competency[] = {WM_DECLARED_COMPETENCY, -1}, course[] = {WM_DECLARED_COURSE, -1},
                     qualification[] = {WM_DECLARED_QUALIFICATION, -1}, experience[] = {WM_DECLARED_EXPERIENCE, -1},
                     supervision[] = {WM_DECLARED_SUPERVISION, -1}, relation[] = {WM_DECLARED_RELATION, -1},
                     role[] = {WM_DECLARED_ROLE, -1}, measure[] = {WM_DECLARED_MEASURE, -1},
                     evidence[] = {WM_DECLARED_COMPETENCY, WM_DECLARED_ITEM, -1},
                     signoff[] = {WM_DECLARED_ITEM, WM_DECLARED_COMPETENCY, -1},
                     level[] = {WM_WORD_LEVEL, WM_WORD_GATE, -1};
    static const int *const of_kind[WM_KIND_COUNT] = {
        [WM_KIND_ASSESSMENT] = competency,   [WM_KIND_TRAINING] = course, [WM_KIND_QUALIFICATION] = qualification,
        [WM_KIND_EXPERIENCE] = experience,   [WM_KIND_APPRAISAL] = level, [WM_KIND_EVIDENCE] = evidence,
        [WM_KIND_SUPERVISION] = supervision, [WM_KIND_SIGNOFF] = signoff, [WM_KIND_ROLE] = role,
        [WM_KIND_RELATION] = relation,       [WM_KIND_MEASURE] = measure, [WM_KIND_AWARD] = level,
    };
    if (verb == WM_VERB_MEETS)
        return level;
    return verb == WM_VERB_SHOWN ? competency : of_kind[kind];
}

enum wm_kind wm_compile_kind_of(enum wm_verb verb, const struct wm_draft_criterion *draft) {
    static const enum wm_kind kinds[WM_VERB_COUNT] = {
        [WM_VERB_ASSESSED] = WM_KIND_ASSESSMENT,     [WM_VERB_TRAINED] = WM_KIND_TRAINING,
        [WM_VERB_QUALIFIED] = WM_KIND_QUALIFICATION, [WM_VERB_EXPERIENCED] = WM_KIND_EXPERIENCE,
        [WM_VERB_SUPERVISED] = WM_KIND_SUPERVISION,  [WM_VERB_RELATED] = WM_KIND_RELATION,
        [WM_VERB_APPRAISED] = WM_KIND_APPRAISAL,     [WM_VERB_EVIDENCED] = WM_KIND_EVIDENCE,
        [WM_VERB_SIGNED_OFF] = WM_KIND_SIGNOFF,      [WM_VERB_IN_ROLE] = WM_KIND_ROLE,
        [WM_VERB_MEASURED] = WM_KIND_MEASURE,        [WM_VERB_HOLDS] = WM_KIND_AWARD,
    };
    if (verb != WM_VERB_RECORDED)
        return kinds[verb];
    const char *kind = wm_draft_text(&draft->fields, "kind"); // its form: one of the kinds that can be recorded
    return wm_kind_parse(kind, strlen(kind));
}

// One code that the engine itself knows by name.
static void ask_for(struct wm_ask *ask, const char *text, wm_code *ret_code) {
    *ret_code = wm_code_intern(text, strlen(text));
    if (*ret_code == WM_CODE_NONE && ask->status == WM_OK)
        ask->status = wm_error_no_memory(ask->error);
}

static void ask_for_list(struct wm_ask *ask, const char *text, struct wm_codes *ret_codes) {
    wm_code *code = wm_arena_zero(ask->compile->arena, 1, sizeof *code);
    if (code == NULL && ask->status == WM_OK)
        ask->status = wm_error_no_memory(ask->error);
    if (code == NULL)
        return;
    ask_for(ask, text, code);
    *ret_codes = (struct wm_codes){code, 1};
}

static void ask_who(struct wm_ask *ask, struct wm_query *query) {
    wm_ask_codes(ask, "as", WM_ASK_CAPACITIES, &query->as);
    wm_ask_codes(ask, "method", WM_ASK_METHODS, &query->methods);
}

static void ask_within(struct wm_ask *ask, struct wm_query *query) {
    query->has_within = wm_ask_span(ask, "within", &query->within);
}

static void ask_bounds(struct wm_ask *ask, struct wm_query *query) {
    query->has_at_least = wm_ask_number(ask, "at_least", &query->at_least);
    query->has_at_most = wm_ask_number(ask, "at_most", &query->at_most);
}

static void ask_assessed(struct wm_ask *ask, struct wm_query *query) {
    static const char *const usings[] = {"latest", "best", "median", "all"};
    query->has_at_least = wm_ask_number(ask, "at_least", &query->at_least);
    ask_who(ask, query);
    query->not_self = query->as.count == 0;
    ask_within(ask, query);
    wm_ask_whole(ask, "count", &query->count);
    wm_ask_whole(ask, "assessors", &query->assessors);
    const char *using = wm_ask_choice(ask, "using");
    for (int i = 0; using != NULL && i < (int)(sizeof usings / sizeof usings[0]); i++) {
        if (strcmp(usings[i], using) == 0)
            query->using = (enum wm_using)i;
    }
}

static void ask_trained(struct wm_ask *ask, struct wm_query *query) {
    if (wm_ask_given(ask, "outcome"))
        wm_ask_codes(ask, "outcome", WM_ASK_OUTCOMES, &query->outcomes);
    else
        ask_for_list(ask, "completed", &query->outcomes);
    query->equivalent = true;
    wm_ask_boolean(ask, "in_date", &query->in_date);
    ask_within(ask, query);
    wm_ask_whole(ask, "count", &query->count);
    wm_ask_people(ask, "provider", &query->by, &query->by_count);
}

static void ask_experienced(struct wm_ask *ask, struct wm_query *query) {
    bool voluntary;
    if (wm_ask_given(ask, "at_least") && wm_ask_given(ask, "more_than"))
        wm_ask_fail(ask, "contradiction", "has `at_least` as well as `more_than`");
    query->more = wm_ask_span(ask, "more_than", &query->least);
    query->has_least = query->more || wm_ask_span(ask, "at_least", &query->least);
    ask_within(ask, query);
    query->has_min_fte = wm_ask_number(ask, "min_fte", &query->min_fte);
    if (wm_ask_boolean(ask, "voluntary", &voluntary))
        ask_for_list(ask, "voluntary", voluntary ? &query->methods : &query->methods_not);
}

static void ask_supervised(struct wm_ask *ask, struct wm_query *query) {
    bool per = wm_ask_given(ask, "per"), every = wm_ask_given(ask, "every");
    if (per == every || !wm_ask_given(ask, "over"))
        wm_ask_fail(ask, "missing",
                    "needs a rhythm: `every` = weeks(4), `over` = months(6), or `per` = \"calendar-month\", "
                    "`over` = months(6)");
    if (per && wm_ask_given(ask, "grace"))
        wm_ask_fail(ask, "contradiction", "`grace` goes with `every`: a calendar month has none");
    wm_ask_span(ask, "every", &query->every);
    bool over = wm_ask_span(ask, "over", &query->over);
    wm_ask_span(ask, "grace", &query->grace);
    query->per_month = wm_ask_choice(ask, "per") != NULL;
    if (query->per_month && query->over.unit == WM_SPAN_YEARS)
        query->over = (struct wm_span){query->over.count * 12, WM_SPAN_MONTHS};
    if (over && (query->over.count == 0 || (query->per_month && query->over.unit != WM_SPAN_MONTHS)))
        wm_ask_fail(ask, "wrong-number", "`over` is %s", per ? "a number of months or years" : "more than 0");
    const char *role = wm_ask_choice(ask, "in_role");
    struct wm_codes codes = {.count = 0};
    if (role != NULL && wm_ask_codes(ask, "in_role", WM_ASK_ROLES, &codes))
        query->in_role = codes.codes[0];
}

static void ask_appraised(struct wm_ask *ask, struct wm_query *query) {
    bool recommended;
    struct wm_codes codes = {.count = 0};
    if (wm_ask_boolean(ask, "recommended", &recommended))
        ask_for(ask, recommended ? "recommended" : "not-recommended", &query->outcome_asked);
    ask_within(ask, query);
    wm_ask_codes(ask, "as", WM_ASK_CAPACITIES, &query->as);
    if (wm_ask_codes(ask, "level", WM_ASK_LEVELS, &codes) && codes.count == 1)
        query->subject = codes.codes[0];
    else
        query->subjects = codes;
    if (wm_ask_choice(ask, "after") != NULL && wm_ask_codes(ask, "after", WM_ASK_COURSES, &codes))
        query->after = codes.codes[0];
}

static void ask_evidenced(struct wm_ask *ask, struct wm_query *query) {
    if (wm_ask_given(ask, "outcome"))
        wm_ask_codes(ask, "outcome", WM_ASK_OUTCOMES, &query->outcomes);
    else
        ask_for_list(ask, "verified", &query->outcomes);
    wm_ask_whole(ask, "count", &query->count);
    wm_ask_codes(ask, "method", WM_ASK_METHODS, &query->methods);
    ask_within(ask, query);
    wm_ask_boolean(ask, "per_method", &query->per_method);
    if (query->per_method && !wm_ask_given(ask, "method"))
        wm_ask_fail(ask, "missing", "`per_method` needs a list of methods: `method` = { … }");
    query->per_method = query->per_method && query->methods.count > 0;
}

static void ask_signed_off(struct wm_ask *ask, struct wm_query *query) {
    ask_who(ask, query);
    const char *routes = wm_ask_choice(ask, "routes");
    query->routes_all = routes != NULL && strcmp(routes, "all") == 0;
}

static void ask_in_role(struct wm_ask *ask, struct wm_query *query) {
    query->has_least = wm_ask_span(ask, "at_least", &query->least);
    query->has_most = wm_ask_span(ask, "less_than", &query->most);
    query->has_min_fte = wm_ask_number(ask, "min_fte", &query->min_fte);
}

static void ask_recorded(struct wm_ask *ask, struct wm_query *query) {
    wm_ask_codes(ask, "outcome", WM_ASK_OUTCOMES, &query->outcomes);
    query->equivalent = true;
    ask_who(ask, query);
    wm_ask_people(ask, "by", &query->by, &query->by_count);
    ask_within(ask, query);
    wm_ask_boolean(ask, "in_date", &query->in_date);
    ask_bounds(ask, query);
    wm_ask_whole(ask, "count", &query->count);
    query->has_min_fte = wm_ask_number(ask, "min_fte", &query->min_fte);
}

static void ask_qualified(struct wm_ask *ask, struct wm_query *query) {
    query->has_at_least = wm_ask_number(ask, "at_least", &query->at_least);
}

static void ask_measured(struct wm_ask *ask, struct wm_query *query) {
    ask_bounds(ask, query);
    ask_within(ask, query);
}

enum wm_status wm_compile_query(struct wm_ask *ask, struct wm_query *query) {
    static void (*const verbs[WM_VERB_COUNT])(struct wm_ask *, struct wm_query *) = {
        [WM_VERB_ASSESSED] = ask_assessed,     [WM_VERB_TRAINED] = ask_trained,
        [WM_VERB_QUALIFIED] = ask_qualified,   [WM_VERB_EXPERIENCED] = ask_experienced,
        [WM_VERB_SUPERVISED] = ask_supervised, [WM_VERB_APPRAISED] = ask_appraised,
        [WM_VERB_EVIDENCED] = ask_evidenced,   [WM_VERB_SIGNED_OFF] = ask_signed_off,
        [WM_VERB_IN_ROLE] = ask_in_role,       [WM_VERB_MEASURED] = ask_measured,
        [WM_VERB_RECORDED] = ask_recorded,
    };
    *query = (struct wm_query){.kind = ask->kind, .in_date = true};
    if (verbs[ask->draft->verb] != NULL) // `related` and `holds` have no constraints
        verbs[ask->draft->verb](ask, query);
    return ask->status;
}

// Of the subject ----------------------------------------------------------------------------------------------------

static void ask_validity(const struct wm_declaration *course, struct wm_query *query) {
    query->has_valid = course->has_valid;
    query->valid = course->valid;
    if (course->valid_parameter != NULL && course->valid_parameter->origin == WM_ORIGIN_UNSET && query->in_date)
        query->valid_unset = course->valid_parameter;
}

// An item's own routes count unless the rule says otherwise.
static void ask_routes(struct wm_ask *ask, const struct wm_declaration *item, struct wm_query *query) {
    if (!wm_ask_given(ask, "method"))
        query->methods = item->verify;
    if (!query->routes_all || query->methods.count > 0)
        return;
    if (wm_draft_field(&ask->draft->fields, "routes") != NULL && !wm_ask_given(ask, "method"))
        wm_ask_fail(ask, "missing", "`routes` = \"all\", but %s \"%s\" has no `verify`",
                    wm_declared_name(item->declared), item->id);
    query->routes_all = false;
}

enum wm_status wm_compile_query_subject(struct wm_ask *ask, const struct wm_subject *subject, struct wm_query *query) {
    const struct wm_declaration *declaration = subject->declaration;
    query->subject = subject->code;
    if (declaration == NULL)
        return ask->status;
    if (declaration->declared == WM_DECLARED_COURSE)
        ask_validity(declaration, query);
    if (ask->draft->verb == WM_VERB_ASSESSED)
        query->scale = declaration->scale;
    if (ask->draft->verb == WM_VERB_QUALIFIED) {
        query->has_rqf = declaration->has_rqf;
        query->rqf = declaration->rqf;
    }
    if (ask->draft->verb == WM_VERB_SIGNED_OFF)
        ask_routes(ask, declaration, query);
    return ask->status;
}
