// SPDX-License-Identifier: MIT
// Random leaves of every verb, trees of them, and portfolios that they have something to say of. The same numbers give
// the same cases.
#pragma once

#include "tests/unit/decide/build.h"

struct chance {
    uint64_t state;
};

static inline uint32_t any_of(struct chance *chance, uint32_t count) { // 0 to count - 1
    chance->state = chance->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(chance->state >> 33) % count;
}

static inline bool one_in(struct chance *chance, uint32_t count) {
    return any_of(chance, count) == 0;
}

static inline const char *word_of(struct chance *chance, const char *const *words) { // NULL at the end
    uint32_t count = 0;
    while (words[count] != NULL)
        count++;
    return words[any_of(chance, count)];
}

static const char *const random_subjects[] = {"one", "two", NULL};
static const char *const random_capacities[] = {"assessor", "peer", "self", NULL};
static const char *const random_methods[] = {"seen", "written", NULL};
static const char *const random_people[] = {"ann", "ben", "cid", NULL};

static inline struct wm_span random_span(struct chance *chance) {
    static const int32_t most[] = {
        [WM_SPAN_DAYS] = 90, [WM_SPAN_WEEKS] = 12, [WM_SPAN_MONTHS] = 6, [WM_SPAN_YEARS] = 1};
    enum wm_span_unit unit = (enum wm_span_unit)any_of(chance, 4);
    return (struct wm_span){1 + (int32_t)any_of(chance, (uint32_t)most[unit]), unit};
}

static inline struct wm_codes random_codes(struct build *build, struct chance *chance, const char *const *words) {
    wm_code codes[2] = {code(word_of(chance, words)), code(word_of(chance, words))};
    return (struct wm_codes){build_copy(build, codes, sizeof codes), 1 + any_of(chance, 2)};
}

static inline const char *const *random_outcomes(enum wm_kind kind) {
    static const char *const none[] = {NULL, NULL};
    static const char *const assessment[] = {"formative", NULL};
    static const char *const training[] = {"enrolled", "undertaking", "completed", "completed",
                                           "failed",   "equivalent",  NULL};
    static const char *const equivalent[] = {"equivalent", NULL};
    static const char *const appraisal[] = {"recommended", "not-recommended", NULL};
    static const char *const evidence[] = {"submitted", "verified", "verified", "rejected", "formative", NULL};
    static const char *const signoff[] = {"equivalent", "declined", NULL};
    switch (kind) {
    case WM_KIND_ASSESSMENT: return assessment;
    case WM_KIND_TRAINING: return training;
    case WM_KIND_QUALIFICATION:
    case WM_KIND_EXPERIENCE: return equivalent;
    case WM_KIND_APPRAISAL: return appraisal;
    case WM_KIND_EVIDENCE: return evidence;
    case WM_KIND_SIGNOFF: return signoff;
    default: return none;
    }
}

static inline bool must_have_outcome(enum wm_kind kind) {
    return kind == WM_KIND_TRAINING || kind == WM_KIND_APPRAISAL || kind == WM_KIND_EVIDENCE;
}

static inline enum wm_kind kind_of_verb(enum wm_verb verb, struct chance *chance) {
    switch (verb) {
    case WM_VERB_ASSESSED: return WM_KIND_ASSESSMENT;
    case WM_VERB_TRAINED: return WM_KIND_TRAINING;
    case WM_VERB_QUALIFIED: return WM_KIND_QUALIFICATION;
    case WM_VERB_EXPERIENCED: return WM_KIND_EXPERIENCE;
    case WM_VERB_SUPERVISED: return WM_KIND_SUPERVISION;
    case WM_VERB_RELATED: return WM_KIND_RELATION;
    case WM_VERB_APPRAISED: return WM_KIND_APPRAISAL;
    case WM_VERB_EVIDENCED: return WM_KIND_EVIDENCE;
    case WM_VERB_SIGNED_OFF: return WM_KIND_SIGNOFF;
    case WM_VERB_IN_ROLE: return WM_KIND_ROLE;
    case WM_VERB_MEASURED: return WM_KIND_MEASURE;
    case WM_VERB_HOLDS: return WM_KIND_AWARD;
    default: return (enum wm_kind)(WM_KIND_ASSESSMENT + any_of(chance, WM_KIND_AWARD - WM_KIND_ASSESSMENT));
    }
}

static inline void random_filters(struct build *build, struct chance *chance, struct wm_query *query) {
    if (one_in(chance, 4))
        query->as = random_codes(build, chance, random_capacities);
    else
        query->not_self = one_in(chance, 4);
    if (one_in(chance, 4))
        query->methods = random_codes(build, chance, random_methods);
    if (one_in(chance, 6))
        query->methods_not = random_codes(build, chance, random_methods);
    if (one_in(chance, 8)) {
        const char *people[1] = {word_of(chance, random_people)};
        query->by = build_copy(build, people, sizeof people);
        query->by_count = 1;
    }
    const char *const *outcomes = random_outcomes(query->kind);
    if (outcomes[0] != NULL && query->kind != WM_KIND_APPRAISAL && one_in(chance, 2)) {
        query->outcomes = random_codes(build, chance, outcomes);
        query->equivalent = one_in(chance, 2);
    }
    if (one_in(chance, 3)) {
        query->has_within = true;
        query->within = random_span(chance);
    }
    query->in_date = !one_in(chance, 6);
}

static inline void random_spans(struct chance *chance, enum wm_verb verb, struct wm_query *query) {
    if (verb == WM_VERB_EXPERIENCED || verb == WM_VERB_IN_ROLE) {
        query->has_least = !one_in(chance, 4);
        query->least = random_span(chance);
        query->more = verb == WM_VERB_EXPERIENCED && one_in(chance, 3);
        query->has_most = verb == WM_VERB_IN_ROLE && one_in(chance, 2);
        query->most = random_span(chance);
        query->has_min_fte = one_in(chance, 4);
        query->min_fte = 5000;
    }
    if (verb == WM_VERB_SUPERVISED) {
        query->every = random_span(chance);
        query->over = random_span(chance);
        query->grace = one_in(chance, 2) ? (struct wm_span)SPAN(7, DAYS) : (struct wm_span)SPAN(0, DAYS);
        query->per_month = one_in(chance, 3);
        if (query->per_month)
            query->over = (struct wm_span){1 + (int32_t)any_of(chance, 4), WM_SPAN_MONTHS};
        query->in_role = one_in(chance, 2) ? code("one") : WM_CODE_NONE;
    }
}

static inline void random_amounts(struct build *build, struct chance *chance, enum wm_verb verb,
                                  struct wm_query *query) {
    static const struct wm_scale_point points[] = {{ONE(1), "low"}, {ONE(2), "middle"}, {ONE(3), "high"}};
    static const struct wm_scale scale = {"three", points, COUNT(points)};
    static const struct wm_parameter unset = {.id = "validity"};
    query->count = one_in(chance, 3) ? 1 + any_of(chance, 3) : 0;
    query->has_at_least = one_in(chance, 2);
    query->at_least = ONE(1 + any_of(chance, 3));
    query->has_at_most = (verb == WM_VERB_MEASURED || verb == WM_VERB_RECORDED) && one_in(chance, 4);
    query->at_most = ONE(2 + any_of(chance, 2));
    if (verb == WM_VERB_ASSESSED) {
        query->using = (enum wm_using)any_of(chance, 4);
        query->assessors = one_in(chance, 4) ? 2 : 0;
        query->scale = one_in(chance, 2) ? &scale : NULL;
    }
    if (verb == WM_VERB_QUALIFIED) {
        query->has_rqf = one_in(chance, 2);
        query->rqf = ONE(2);
    }
    if (verb == WM_VERB_TRAINED) {
        query->has_valid = one_in(chance, 3);
        query->valid = random_span(chance);
        query->valid_unset = !query->has_valid && one_in(chance, 3) ? &unset : NULL;
    }
    if (verb == WM_VERB_APPRAISED) {
        query->outcome_asked = one_in(chance, 3) ? WM_CODE_NONE : code("recommended");
        query->after = one_in(chance, 3) ? code("one") : WM_CODE_NONE;
    }
    if (query->methods.count > 0) {
        query->per_method = verb == WM_VERB_EVIDENCED && one_in(chance, 2);
        query->routes_all = verb == WM_VERB_SIGNED_OFF && one_in(chance, 2);
    }
    (void)build;
}

static inline struct wm_criterion *random_leaf(struct build *build, struct chance *chance, enum wm_verb verb) {
    struct wm_query query = {.kind = kind_of_verb(verb, chance), .subject = code(word_of(chance, random_subjects))};
    random_filters(build, chance, &query);
    random_spans(chance, verb, &query);
    random_amounts(build, chance, verb, &query);
    if ((verb == WM_VERB_RECORDED || verb == WM_VERB_APPRAISED) && one_in(chance, 3))
        query.subject = WM_CODE_NONE;
    if (verb == WM_VERB_EXPERIENCED && one_in(chance, 3)) {
        query.subject = WM_CODE_NONE;
        query.subjects = random_codes(build, chance, random_subjects);
    }
    return build_leaf(build, verb, query);
}

static inline enum wm_verb random_verb(struct chance *chance) {
    return (enum wm_verb)(WM_VERB_ASSESSED + any_of(chance, WM_VERB_COUNT - WM_VERB_ASSESSED));
}

static inline struct wm_criterion *random_child(struct build *build, struct chance *chance) {
    return one_in(chance, 8) ? build_fixed(build, (enum wm_verdict)any_of(chance, 3))
                             : random_leaf(build, chance, random_verb(chance));
}

// One leaf, or a combination of some.
static inline struct wm_criterion *random_tree(struct build *build, struct chance *chance) {
    static const enum wm_verb verbs[] = {WM_VERB_ALL,      WM_VERB_ANY,    WM_VERB_NONE,
                                         WM_VERB_AT_LEAST, WM_VERB_POINTS, WM_VERB_WHEN};
    static const wm_number weights[] = {ONE(1), ONE(2), ONE(3)};
    if (one_in(chance, 2))
        return random_leaf(build, chance, random_verb(chance));
    struct wm_criterion *node = build_node(build, verbs[any_of(chance, COUNT(verbs))], random_child(build, chance),
                                           random_child(build, chance), random_child(build, chance), NULL);
    node->least = 1 + any_of(chance, 3);
    node->weights = weights;
    node->threshold = ONE(1 + any_of(chance, 6));
    return node;
}

// A fact of that kind in the three years before 2027.
static inline struct wm_record random_record(struct chance *chance, enum wm_kind kind) {
    const char *const *outcomes = random_outcomes(kind);
    struct wm_record record = {.kind = kind,
                               .subject = build_text(word_of(chance, random_subjects)),
                               .on = day_of("2024-01-01") + (wm_day)any_of(chance, 1095),
                               .until = WM_DAY_NONE,
                               .by = build_text(word_of(chance, random_people)),
                               .as = build_text(word_of(chance, random_capacities)),
                               .method = build_text(word_of(chance, random_methods))};
    if (outcomes[0] != NULL && (must_have_outcome(kind) || one_in(chance, 5)))
        record.outcome = build_text(word_of(chance, outcomes));
    if (one_in(chance, 2))
        record.until = record.on + (wm_day)any_of(chance, 400) - (one_in(chance, 20) ? 10 : 0);
    record.has_value = kind == WM_KIND_ASSESSMENT || kind == WM_KIND_MEASURE || one_in(chance, 2);
    record.value = ONE(1 + any_of(chance, kind == WM_KIND_ASSESSMENT ? 4 : 3));
    if (kind == WM_KIND_ROLE || kind == WM_KIND_EXPERIENCE)
        record.value = 2500 * (1 + any_of(chance, 4));
    return record;
}

static inline struct wm_portfolio *random_portfolio(struct build *build, struct chance *chance, uint32_t count) {
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (uint32_t i = 0; i < count; i++) {
        enum wm_kind kind = (enum wm_kind)(WM_KIND_ASSESSMENT + any_of(chance, WM_KIND_COUNT - WM_KIND_ASSESSMENT));
        kind = one_in(chance, 4) ? WM_KIND_SUPERVISION : kind;
        struct wm_record record = random_record(chance, kind);
        wm_test_ok(wm_portfolio_builder_add(builder, (int64_t)i + 1, &record, &error), &error);
    }
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return build_keep(build, portfolio);
}
