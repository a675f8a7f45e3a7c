// SPDX-License-Identifier: MIT
// eligibility.check and eligibility.explain.
//
// The plain question - check, as of now, nothing supposed - is what a daemon is asked all day: its answers are kept as
// bytes for each person, and found again without any allocation until something is recorded about the person.
#include "api/methods/families.h"

#include "api/methods/asking.h"
#include "engine/daemon/prepared.h"

#include <string.h>

enum { ORG, PERSON, LEVEL, AS_OF, LEDGER, RULES, WITH, WITHOUT };

static const struct wm_parameter_form question_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = WM_FORM_PERSON,
    [LEVEL] = {.name = "level", .type = WM_TYPE_LEVEL, .required = true},
    [AS_OF] = {.name = "as_of", .type = WM_TYPE_DAY},
    [LEDGER] = {.name = "ledger", .type = WM_TYPE_SEQ},
    [RULES] = {.name = "rules", .type = WM_TYPE_HASH},
    [WITH] = {.name = "with", .type = WM_TYPE_RECORDS},
    [WITHOUT] = {.name = "without", .type = WM_TYPE_SEQS},
    WM_FORM_END,
};

static bool supposes(const struct wm_call *call) {
    return wm_argument_given(&call->arguments[WITH]) || wm_argument_given(&call->arguments[WITHOUT]);
}

static bool plain(const struct wm_call *call) {
    return !wm_argument_given(&call->arguments[LEDGER]) && !wm_argument_given(&call->arguments[RULES]) &&
           !supposes(call);
}

// One that was made before the rules became active.
static bool answer_prepared(struct wm_cache *cache, struct wm_cached *cached, const struct wm_cache_question *key,
                            const struct wm_organisation *organisation, struct wm_buffer *result) {
    if (organisation->prepared == NULL || cached->portfolio == NULL)
        return false;
    struct wm_text answer = wm_prepared_answer(organisation->prepared, cached->portfolio, key->level, key->as_of);
    if (answer.length == 0)
        return false;
    cache->answers_prepared++;
    wm_buffer_add(result, answer.data, answer.length);
    wm_cache_keep_answer(cache, cached, key, answer.data, answer.length); // which may free `cached`
    return true;
}

static bool answer_again(struct wm_cache *cache, const struct wm_question *question,
                         const struct wm_organisation *organisation, struct wm_buffer *result) {
    struct wm_cached *cached = wm_cache_find(cache, organisation, question->person, question->person_length);
    if (cached == NULL) {
        cache->answer_misses++;
        return false;
    }
    struct wm_cache_question key = {organisation->generation, question->level->index, question->as_of};
    struct wm_text answer = wm_cache_answer(cache, cached, &key);
    if (answer.length == 0)
        return answer_prepared(cache, cached, &key, organisation, result);
    wm_buffer_add(result, answer.data, answer.length);
    return true;
}

static void keep_answer(struct wm_cache *cache, const struct wm_question *question,
                        const struct wm_organisation *organisation, const char *bytes, size_t length) {
    struct wm_cached *cached = wm_cache_reach(cache, organisation, question->person, question->person_length);
    struct wm_cache_question key = {organisation->generation, question->level->index, question->as_of};
    if (cached == NULL)
        return;
    wm_cache_keep_answer(cache, cached, &key, bytes, length);
    cached = wm_cache_find(cache, organisation, question->person, question->person_length);
    if (cached != NULL)
        wm_cache_tidy(cache, cached);
}

// Only if it is still an answer to what would be asked now.
static void keep_away_answer(struct wm_call *call, const struct wm_away *away) {
    struct wm_daemon *daemon = wm_methods_of(call)->daemon;
    const struct wm_question *question = away->question;
    const struct wm_organisation *organisation =
        wm_rules_organisation(&daemon->rules, question->organisation, strlen(question->organisation));
    const struct wm_cached *cached =
        wm_cache_find(&daemon->cache, organisation, question->person, question->person_length);
    if (organisation->active == away->ruleset && cached != NULL && cached->portfolio == away->portfolio)
        keep_answer(&daemon->cache, question, organisation, away->text.data, away->text.length);
}

static enum wm_status give(struct wm_call *call, const struct wm_away *away, struct wm_buffer *result,
                           struct wm_error *error) {
    enum wm_status status = wm_away_answer(away, result, error);
    if (status == WM_OK && plain(call) && !away->question->explain)
        keep_away_answer(call, away);
    return status;
}

static enum wm_status decide_here(struct wm_methods *methods, const struct wm_question *question,
                                  struct wm_buffer *result, struct wm_error *error) {
    struct wm_decision decision;
    enum wm_status status = wm_decide(question, &methods->arena, &decision, error);
    if (status == WM_OK)
        wm_decision_write(result, question, &decision);
    return status;
}

// The portfolio is there; `question` lacks only what is supposed.
static enum wm_status decide(struct wm_call *call, struct wm_question *question, struct wm_ruleset *ruleset,
                             struct wm_portfolio *portfolio, struct wm_buffer *result, struct wm_error *error) {
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_supposed supposed = {.portfolio = NULL};
    enum wm_status status = WM_OK;
    question->portfolio = portfolio;
    if (supposes(call)) {
        status = wm_suppose(methods, ruleset, portfolio, call->arguments[WITH].json, call->arguments[WITHOUT].json,
                            &supposed, error);
        question->portfolio = supposed.portfolio;
        question->supposed = (struct wm_text){supposed.text.data, supposed.text.length};
    }
    const struct wm_away_about about = {
        .question = question, .ruleset = ruleset, .portfolio = portfolio, .supposed = &supposed};
    if (status == WM_OK && wm_away_needed(question))
        status = wm_asking_away(call, &about, error);
    else if (status == WM_OK)
        status = decide_here(methods, question, result, error);
    wm_supposed_clear(&supposed);
    wm_arena_reset(&methods->arena);
    return status;
}

static enum wm_status answer(struct wm_call *call, struct wm_organisation *organisation, struct wm_ruleset *ruleset,
                             struct wm_question *question, struct wm_buffer *result, struct wm_error *error) {
    struct wm_cache *cache = &wm_methods_of(call)->daemon->cache;
    struct wm_text person = call->arguments[PERSON].text;
    // What is in memory is of the rules that are active now: not those that a call has begun with and waited.
    bool turn = false, keeps = plain(call) && !question->explain && ruleset == organisation->active;
    enum wm_status status = wm_fetch_turn(call, organisation, person, &turn, error);
    wm_fetch_hold(call, ruleset);
    if (status != WM_OK || !turn || (keeps && answer_again(cache, question, organisation, result)))
        return status;
    struct wm_portfolio *portfolio = NULL;
    status = wm_fetch_portfolio(call, organisation, person, &call->arguments[LEDGER], &portfolio, error);
    wm_fetch_hold(call, ruleset);
    if (status != WM_OK || portfolio == NULL)
        return status;
    size_t start = result->length;
    status = decide(call, question, ruleset, portfolio, result, error);
    if (status == WM_OK && keeps && !result->failed && result->length > start)
        keep_answer(cache, question, organisation, result->data + start, result->length - start);
    return status;
}

static enum wm_status ask(struct wm_call *call, bool explain, struct wm_buffer *result, struct wm_error *error) {
    struct wm_asked asked;
    const struct wm_away *away = wm_asking_answered(call);
    if (away != NULL)
        return give(call, away, result, error);
    enum wm_status status = wm_asking_rules(call, RULES, &asked, error);
    if (status != WM_OK || asked.ruleset == NULL)
        return status;
    struct wm_question *question = &asked.question;
    question->explain = explain;
    status = wm_target_level(asked.ruleset, &call->arguments[LEVEL], &question->level, error);
    if (status == WM_OK)
        status =
            wm_target_day(call, asked.organisation, asked.ruleset, &call->arguments[AS_OF], &question->as_of, error);
    return status == WM_OK ? answer(call, asked.organisation, asked.ruleset, question, result, error) : status;
}

static enum wm_status check(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return ask(call, false, result, error);
}

static enum wm_status explain(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    return ask(call, true, result, error);
}

const struct wm_method wm_eligibility_methods[] = {
    {.name = "eligibility.check", .parameters = question_forms, .run = check, WM_ASKING},
    {.name = "eligibility.explain", .parameters = question_forms, .run = explain, WM_ASKING},
    {.name = NULL},
};
