// SPDX-License-Identifier: MIT
// cohort.query, matrix, gaps and expiring: one question about everybody of an organisation.
//
// The call waits while everybody is asked in the background; where its connection is closed nobody goes on with it. What
// was found is kept, so that its pages are all of the same.
#include "api/methods/cohort.h"

#include "api/methods/families.h"
#include "api/methods/target.h"
#include "engine/base/memory.h"
#include "engine/daemon/cohort.h"

#include <stdio.h>
#include <string.h>

enum { DAYS_MOST = 3660, UNMET_MOST = 1000 };
#define LONGEST (60 * UINT64_C(1000000000)) // nanoseconds: others wait for their turn

struct asking {                   // state of a kept call
    struct wm_walking walking;    // first; its ruleset is the one asked about
    struct wm_cohort_walk cohort; // its question
};

// --- what is kept ---

static void release_found(void *kept) {
    struct wm_cohort_found *found = kept;
    wm_cohort_unref(found->cohort);
    wm_free(found);
}

const struct wm_keeping_form wm_cohort_keeping = {
    .letter = 'c',
    .places = WM_COHORTS_KEPT,
    .own = WM_COHORTS_OWN,
    .weight = WM_COHORT_ALL_BYTES,
    .most = WM_COHORTS_MOST,
    .own_most = WM_COHORTS_OWN_MOST,
    .why = "cohorts",
    .release = release_found,
};

static void answer(struct wm_walking *walking, struct wm_buffer *result) {
    struct wm_cohort_walk *asked = &((struct asking *)walking)->cohort;
    struct wm_cohort_found *found = wm_alloc(sizeof *found);
    if (found == NULL) {
        wm_cohort_unref(asked->cohort);
        result->failed = true;
        return;
    }
    *found = (struct wm_cohort_found){asked->cohort, asked->ledger};
    struct wm_kept *kept = wm_keeping_add(walking->keeping, asked->walk.organisation, found, found->cohort->size);
    wm_cohort_write(result, walking->keeping, kept, &walking->page);
}

// --- words ---

static enum wm_status unknown_word(const struct wm_argument *argument, const char *name, const char *const *words,
                                   size_t count, struct wm_error *error) {
    char wanted[WM_CODE_LONGEST + 1], known[120] = "";
    struct wm_nearest nearest;
    memcpy(wanted, argument->text.data, argument->text.length);
    wanted[argument->text.length] = '\0';
    wm_nearest_init(&nearest, wanted);
    for (size_t i = 0, length = 0; i < count; i++) {
        wm_nearest_offer(&nearest, words[i]);
        length += (size_t)snprintf(known + length, sizeof known - length, "%s%s", i > 0 ? ", " : "", words[i]);
    }
    wm_error_set(error, WM_PARAMS, "wrong-type", "`%s` is not as expected", name);
    wm_error_where(error, "%s", name);
    wm_error_expected(error, "one of %s", known);
    wm_parameter_found(error, argument->json);
    if (wm_nearest_name(&nearest) != NULL)
        wm_error_nearest(error, wm_nearest_name(&nearest));
    return WM_PARAMS;
}

// The place of the argument, a code, among the words; 0 when it is not given.
static enum wm_status find_word(const struct wm_argument *argument, const char *name, const char *const *words,
                                size_t count, size_t *ret_place, struct wm_error *error) {
    *ret_place = 0;
    if (!wm_argument_given(argument))
        return WM_OK;
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == argument->text.length &&
            memcmp(words[i], argument->text.data, argument->text.length) == 0) {
            *ret_place = i;
            return WM_OK;
        }
    }
    return unknown_word(argument, name, words, count, error);
}

static enum wm_status missing(const char *name, const char *expected, struct wm_error *error) {
    wm_error_set(error, WM_PARAMS, "missing-parameter", "the parameter `%s` is missing", name);
    wm_error_where(error, "%s", name);
    wm_error_expected(error, "%s", expected);
    return wm_error_found(error, "nothing");
}

static int32_t number_or(const struct wm_argument *argument, int32_t otherwise) {
    return wm_argument_given(argument) ? (int32_t)argument->number : otherwise;
}

static enum wm_status find_level(const struct wm_argument *argument, struct wm_cohort_question *question,
                                 struct wm_error *error) {
    return wm_argument_given(argument) ? wm_target_level(question->ruleset, argument, &question->level, error) : WM_OK;
}

// --- the questions ---

#define FORM_LEVEL                                                                                                     \
    { .name = "level", .type = WM_TYPE_LEVEL }
#define FORM_FRAMEWORK                                                                                                 \
    { .name = "framework", .type = WM_TYPE_CODE }
#define FORM_WITHIN                                                                                                    \
    { .name = "within", .type = WM_TYPE_WHOLE, .most = DAYS_MOST }
#define FORM_AS_OF                                                                                                     \
    { .name = "as_of", .type = WM_TYPE_DAY }
#define FORM_AFTER                                                                                                     \
    { .name = "after", .type = WM_TYPE_TEXT, .most = WM_CURSOR }
#define FORM_LIMIT                                                                                                     \
    { .name = "limit", .type = WM_TYPE_LIMIT }

enum { QUERY_LEVEL = 1, QUERY_OUTCOME, QUERY_WITHIN, QUERY_UNMET, QUERY_AS_OF };
static const struct wm_parameter_form query_forms[] = {
    WM_FORM_ORG,
    FORM_LEVEL,
    {.name = "outcome", .type = WM_TYPE_CODE},
    FORM_WITHIN,
    {.name = "unmet", .type = WM_TYPE_WHOLE, .most = UNMET_MOST},
    FORM_AS_OF,
    FORM_AFTER,
    FORM_LIMIT,
    WM_FORM_END,
};

static enum wm_status goes_with(const char *parameter, const char *outcome, struct wm_error *error) {
    wm_error_set(error, WM_PARAMS, "not-allowed", "`%s` goes with the outcome \"%s\" only", parameter, outcome);
    wm_error_where(error, "%s", parameter);
    return wm_error_expected(error, "`outcome`: \"%s\"", outcome);
}

static enum wm_status ask_query(const struct wm_argument *arguments, struct wm_cohort_question *question,
                                struct wm_error *error) {
    static const char *const words[] = {"eligible", "not-eligible", "indeterminate", "lapsing", "near"};
    size_t word = 0;
    if (!wm_argument_given(&arguments[QUERY_LEVEL]))
        return missing("level", wm_parameter_expected(WM_TYPE_LEVEL), error);
    enum wm_status status =
        find_word(&arguments[QUERY_OUTCOME], "outcome", words, sizeof words / sizeof words[0], &word, error);
    if (status != WM_OK)
        return status;
    if (wm_argument_given(&arguments[QUERY_OUTCOME]))
        question->sought = (enum wm_cohort_sought)(WM_COHORT_ELIGIBLE + word);
    if (wm_argument_given(&arguments[QUERY_WITHIN]) && question->sought != WM_COHORT_LAPSING)
        return goes_with("within", "lapsing", error);
    if (wm_argument_given(&arguments[QUERY_UNMET]) && question->sought != WM_COHORT_NEAR)
        return goes_with("unmet", "near", error);
    question->within = number_or(&arguments[QUERY_WITHIN], WM_STANDING_LAPSING_DAYS);
    question->unmet = (uint32_t)number_or(&arguments[QUERY_UNMET], WM_STANDING_NEAR_UNMET);
    return find_level(&arguments[QUERY_LEVEL], question, error);
}

enum { MATRIX_FRAMEWORK = 1, MATRIX_OF, MATRIX_LEVEL, MATRIX_AS_OF };
static const struct wm_parameter_form matrix_forms[] = {
    WM_FORM_ORG, FORM_FRAMEWORK, {.name = "of", .type = WM_TYPE_CODE}, FORM_LEVEL, FORM_AS_OF, FORM_AFTER,
    FORM_LIMIT,  WM_FORM_END,
};

static enum wm_status ask_matrix(const struct wm_argument *arguments, struct wm_cohort_question *question,
                                 struct wm_error *error) {
    static const char *const words[] = {"levels", "competencies"};
    size_t word = 0;
    if (!wm_argument_given(&arguments[MATRIX_FRAMEWORK]))
        return missing("framework", "a framework that the organisation has adopted", error);
    enum wm_status status = find_word(&arguments[MATRIX_OF], "of", words, sizeof words / sizeof words[0], &word, error);
    if (status == WM_OK)
        status = wm_target_framework(question->ruleset, &arguments[MATRIX_FRAMEWORK], &question->framework, error);
    if (status == WM_OK)
        status = find_level(&arguments[MATRIX_LEVEL], question, error);
    if (status != WM_OK)
        return status;
    question->competencies = word == 1;
    question->within = WM_STANDING_LAPSING_DAYS;
    if (question->level == NULL)
        return WM_OK;
    if (!question->competencies) {
        wm_error_set(error, WM_PARAMS, "not-allowed", "`level` goes with competencies: those that it asks about");
        wm_error_where(error, "level");
        return wm_error_expected(error, "`of`: \"competencies\"");
    }
    if (question->level->framework == question->framework)
        return WM_OK;
    wm_error_set(error, WM_PARAMS, "not-allowed", "`level` is one of another framework");
    wm_error_where(error, "level");
    wm_error_expected(error, "a level of %s", question->framework->id);
    return wm_error_found(error, "%s", question->level->full);
}

enum { GAPS_LEVEL = 1, GAPS_FRAMEWORK, GAPS_AS_OF };
static const struct wm_parameter_form gaps_forms[] = {
    WM_FORM_ORG, FORM_LEVEL, FORM_FRAMEWORK, FORM_AS_OF, FORM_AFTER, FORM_LIMIT, WM_FORM_END,
};

static enum wm_status ask_gaps(const struct wm_argument *arguments, struct wm_cohort_question *question,
                               struct wm_error *error) {
    if (wm_argument_given(&arguments[GAPS_LEVEL]) && wm_argument_given(&arguments[GAPS_FRAMEWORK]))
        return wm_walking_together(error, "framework", "level");
    if (wm_argument_given(&arguments[GAPS_LEVEL]))
        return find_level(&arguments[GAPS_LEVEL], question, error);
    if (!wm_argument_given(&arguments[GAPS_FRAMEWORK]))
        return missing("level", "a level or gate, or a `framework`", error);
    return wm_target_framework(question->ruleset, &arguments[GAPS_FRAMEWORK], &question->framework, error);
}

enum { EXPIRING_LEVEL = 1, EXPIRING_WITHIN, EXPIRING_AS_OF };
static const struct wm_parameter_form expiring_forms[] = {
    WM_FORM_ORG, FORM_LEVEL, FORM_WITHIN, FORM_AS_OF, FORM_AFTER, FORM_LIMIT, WM_FORM_END,
};

static enum wm_status ask_expiring(const struct wm_argument *arguments, struct wm_cohort_question *question,
                                   struct wm_error *error) {
    question->within = number_or(&arguments[EXPIRING_WITHIN], WM_STANDING_LAPSING_DAYS);
    return find_level(&arguments[EXPIRING_LEVEL], question, error);
}

static const struct asked {
    enum wm_status (*ask)(const struct wm_argument *arguments, struct wm_cohort_question *question,
                          struct wm_error *error);
    uint32_t as_of; // `after` and `limit` follow
} kinds[] = {
    [WM_COHORT_QUERY] = {ask_query, QUERY_AS_OF},
    [WM_COHORT_MATRIX] = {ask_matrix, MATRIX_AS_OF},
    [WM_COHORT_GAPS] = {ask_gaps, GAPS_AS_OF},
    [WM_COHORT_EXPIRING] = {ask_expiring, EXPIRING_AS_OF},
};

// --- running ---

static enum wm_status begin(struct wm_call *call, enum wm_cohort_kind kind, struct wm_organisation *organisation,
                            struct wm_ruleset *active, struct wm_error *error) {
    struct wm_methods *methods = wm_methods_of(call);
    const struct wm_argument *as_of = &call->arguments[kinds[kind].as_of];
    struct wm_walking *walking = NULL;
    struct wm_cohort_question question = {
        .kind = kind, .ruleset = active, .organisation = organisation->id, .most = WM_COHORT_BYTES};
    enum wm_status status = kinds[kind].ask(call->arguments, &question, error);
    if (status == WM_OK)
        status = wm_target_day(call, organisation, active, as_of, &question.as_of, error);
    if (status == WM_OK)
        status = wm_walking_keep(call, &methods->cohorts, organisation, active, as_of + 2, &walking, error);
    if (status != WM_OK)
        return status;
    struct asking *asking = (struct asking *)walking;
    asking->cohort.question = question;
    walking->answer = answer;
    wm_walking_prepare(walking, &asking->cohort.walk, organisation);
    asking->cohort.walk.longest = LONGEST;
    status = wm_cohort_walk_begin(methods->daemon->everybody, &asking->cohort, error);
    if (status == WM_OK)
        wm_walking_wait(walking);
    return status;
}

static enum wm_status answer_page(const struct wm_call *call, enum wm_cohort_kind kind,
                                  const struct wm_organisation *organisation, struct wm_buffer *result,
                                  struct wm_error *error) {
    struct wm_keeping *keeping = &wm_methods_of(call)->cohorts;
    const struct wm_argument *after = &call->arguments[kinds[kind].as_of + 1];
    struct wm_kept *kept = NULL;
    size_t offset = 0;
    enum wm_status status = wm_walking_find(call, keeping, organisation, after, &kept, &offset, error);
    if (status != WM_OK)
        return status;
    const struct wm_cohort *cohort = ((const struct wm_cohort_found *)kept->found)->cohort;
    if (cohort->question.kind != kind || offset > cohort->count)
        return wm_walking_expired(after, error);
    struct wm_page page = wm_page_of(call, offset, after + 1);
    wm_cohort_write(result, keeping, kept, &page);
    return WM_OK;
}

static enum wm_status run(struct wm_call *call, enum wm_cohort_kind kind, struct wm_buffer *result,
                          struct wm_error *error) {
    static const struct wm_text anybody = {"", 0};
    const struct wm_argument *after = &call->arguments[kinds[kind].as_of + 1];
    struct wm_organisation *organisation = NULL;
    struct wm_ruleset *active = NULL;
    bool turn = true;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_walking_alone(call, after, error);
    if (status == WM_OK && wm_argument_given(after))
        return answer_page(call, kind, organisation, result, error);
    if (status == WM_OK)
        status = wm_rules_active(organisation, &active, error);
    if (status == WM_OK)
        status = wm_fetch_turn(call, organisation, anybody, &turn, error);
    return status == WM_OK && turn ? begin(call, kind, organisation, active, error) : status;
}

static enum wm_status query(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return run(call, WM_COHORT_QUERY, result, error);
}

static enum wm_status matrix(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return run(call, WM_COHORT_MATRIX, result, error);
}

static enum wm_status gaps(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return run(call, WM_COHORT_GAPS, result, error);
}

static enum wm_status expiring(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return run(call, WM_COHORT_EXPIRING, result, error);
}

#define ASKING .state = sizeof(struct asking), .release = wm_fetch_release

const struct wm_method wm_cohort_methods[] = {
    {.name = "cohort.query", .parameters = query_forms, .run = query, ASKING},
    {.name = "cohort.matrix", .parameters = matrix_forms, .run = matrix, ASKING},
    {.name = "cohort.gaps", .parameters = gaps_forms, .run = gaps, ASKING},
    {.name = "cohort.expiring", .parameters = expiring_forms, .run = expiring, ASKING},
    {.name = NULL},
};
