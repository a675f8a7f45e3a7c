// SPDX-License-Identifier: MIT
#include "engine/author/attack.h"

#include "engine/author/attack_pack.h"
#include "engine/base/code.h"
#include "engine/base/date.h"
#include "engine/lang/predicate.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define MILLISECOND INT64_C(1000000)

enum {
    DAY = 20000,
    ROUNDS = 5,                      // of a file whose answers must be the same
    DEADLINE = SANITIZED ? 400 : 20, // milliseconds, as for an evaluator
    TRIES = 20,                      // where the machine was too busy, not the file
    LOAD_MOST = 3500,                // milliseconds
    KEPT_MOST = 1024 * 1024,         // bytes after everything was released
    CODE_MOST = 256                  // bytes of a code
};

bool wm_attack_judges_time(void) {
    return !SANITIZED;
}

struct trial { // of one variant
    const struct wm_attack_list *list;
    const struct wm_attack *attack;
    uint32_t variant;
    const struct wm_buffer *text;
    struct wm_portfolio **people;
    struct wm_predicate_answer *answers; // of the evaluations of a round
    struct wm_predicate_answer *first;   // the first answer to each that there was; fuel 0: none yet
    struct wm_attack_result *result;
    struct wm_error *error;
};

__attribute__((format(printf, 2, 3))) static void condemn(struct trial *trial, const char *format, ...) {
    if (!trial->result->good)
        return;
    trial->result->good = false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(trial->result->why, sizeof trial->result->why, format, arguments);
    va_end(arguments);
}

static bool begins(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

// How it ended ------------------------------------------------------------------------------------------------------

static void ended(struct trial *trial, enum wm_attack_end end, const char *text, const char *where) {
    struct wm_attack_result *result = trial->result;
    result->end = end;
    snprintf(result->text, sizeof result->text, "%s", text);
    snprintf(result->where, sizeof result->where, "%s", where);
    if ((trial->attack->ends & 1u << end) == 0)
        condemn(trial, "it ended as %s, which the manifest does not allow", wm_attack_end_name(end));
}

static enum wm_attack_end end_of_failure(const char *reason) {
    if (strcmp(reason, "budget") == 0 || strcmp(reason, "deadline") == 0)
        return WM_ATTACK_BUDGET;
    return strcmp(reason, "memory") == 0 ? WM_ATTACK_MEMORY : WM_ATTACK_ERROR;
}

static void judge_verdict(struct trial *trial, const struct wm_predicate_answer *answer) {
    const struct wm_attack *attack = trial->attack;
    bool yes = answer->verdict == WM_VERDICT_MET;
    bool contained = !yes && (attack->free_reason || begins(answer->text, "CONTAINED"));
    ended(trial, contained && !attack->stable ? WM_ATTACK_CONTAINED : WM_ATTACK_STABLE, answer->text, "");
    if (yes && begins(answer->text, "BREACH") && !attack->soft)
        condemn(trial, "it succeeded: %.120s", answer->text);
    if (yes && attack->never_true && (attack->true_variants & 1u << trial->variant) == 0)
        condemn(trial, "it was taken for a yes");
    if (attack->answers != NULL && strcmp(attack->answers, answer->text) != 0)
        condemn(trial, "it says \"%.60s\", not \"%.60s\"", answer->text, attack->answers);
    if (strlen(answer->text) > (size_t)attack->reason_bytes)
        condemn(trial, "%zu bytes of what it says are kept", strlen(answer->text));
}

// The answers of one round against those of others, and against each other.
static void compare(struct trial *trial) {
    const struct wm_predicate_answer *any = NULL;
    for (uint32_t i = 0; i < trial->attack->evals; i++) {
        struct wm_predicate_answer *answer = &trial->answers[i], *first = &trial->first[i];
        if (answer->verdict == WM_VERDICT_UNKNOWN)
            continue;
        if (first->verdict == WM_VERDICT_UNKNOWN)
            *first = *answer;
        if (trial->attack->stable && (first->verdict != answer->verdict || strcmp(first->text, answer->text) != 0))
            condemn(trial, "it does not always say the same: \"%.60s\", \"%.60s\"", first->text, answer->text);
        if (trial->attack->stable_across && any != NULL &&
            (any->verdict != answer->verdict || strcmp(any->text, answer->text) != 0))
            condemn(trial, "one evaluation knows of another: \"%.60s\", \"%.60s\"", any->text, answer->text);
        any = answer;
    }
}

// Asking ------------------------------------------------------------------------------------------------------------

static const struct wm_predicate *predicate_of(const struct wm_ruleset *ruleset, const char *level) {
    const struct wm_level *found = wm_ruleset_level(ruleset, level, strlen(level));
    return found != NULL && found->requires != NULL ? found->requires->predicate : NULL;
}

// Again when the deadline passed while others had the processor.
static enum wm_status ask(struct trial *trial, struct wm_predicates *predicates, const struct wm_predicate *predicate,
                          uint32_t person, struct wm_predicate_answer *ret_answer) {
    enum wm_status status = WM_BUSY;
    for (int i = 0; i < TRIES && status == WM_BUSY; i++) {
        int64_t start = wm_processor_time();
        wm_predicates_deadline(predicates, DEADLINE * MILLISECOND);
        status = wm_predicates_ask(predicates, predicate, trial->people[person], DAY, ret_answer, trial->error);
        int64_t held = wm_processor_time() - start;
        if (held > trial->result->hold_nanoseconds)
            trial->result->hold_nanoseconds = held;
        if (held >= DEADLINE * MILLISECOND * 3 / 4)
            break;
    }
    return status;
}

static enum wm_status evaluate(struct trial *trial, struct wm_predicates *predicates,
                               const struct wm_predicate *predicate, uint32_t person) {
    struct wm_attack_result *result = trial->result;
    struct wm_predicate_answer *answer = &trial->answers[person];
    answer->verdict = WM_VERDICT_UNKNOWN;
    enum wm_status status = ask(trial, predicates, predicate, person, answer);
    struct wm_predicates_effort effort = wm_predicates_effort(predicates);
    result->bytes = effort.bytes > result->bytes ? effort.bytes : result->bytes;
    if (status == WM_BUSY) {
        ended(trial, WM_ATTACK_BUDGET, trial->error->message, trial->error->where);
        return WM_OK;
    }
    if (status != WM_OK)
        return status;
    result->fuel = answer->fuel > result->fuel ? answer->fuel : result->fuel;
    if (!wm_utf8_printable(answer->text, strlen(answer->text)))
        condemn(trial, "what it says is no line of text");
    if (answer->verdict == WM_VERDICT_UNKNOWN)
        ended(trial, end_of_failure(effort.failure), answer->text, answer->where);
    else
        judge_verdict(trial, answer);
    return WM_OK;
}

// The honest rule says the same as in a ruleset that the file never saw.
static enum wm_status look_at_canary(struct trial *trial, struct wm_predicates *predicates, struct wm_predicates *other,
                                     const char *when) {
    const struct wm_predicate *here = predicate_of(wm_predicates_ruleset(predicates), "attack/canary");
    const struct wm_predicate *there = predicate_of(wm_predicates_ruleset(other), "attack/canary");
    struct wm_predicate_answer answers[2];
    if (here == NULL || there == NULL)
        return WM_OK;
    enum wm_status status = ask(trial, predicates, here, 0, &answers[0]);
    if (status == WM_OK)
        status = ask(trial, other, there, 0, &answers[1]);
    if (status == WM_OK && (answers[0].verdict != WM_VERDICT_MET || answers[1].verdict != WM_VERDICT_MET ||
                            strcmp(answers[0].text, answers[1].text) != 0))
        condemn(trial, "%s the honest rule says \"%.60s\", not \"%.60s\"", when, answers[0].text, answers[1].text);
    return status;
}

static enum wm_status evaluate_all(struct trial *trial, struct wm_ruleset *ruleset, struct wm_predicates *other) {
    struct wm_predicates *predicates = NULL;
    enum wm_status status = wm_predicates_new(ruleset, NULL, &predicates, trial->error);
    const struct wm_predicate *attacked = predicate_of(ruleset, "attack/attacked");
    if (status == WM_OK)
        status = look_at_canary(trial, predicates, other, "before it");
    for (uint32_t i = 0; i < trial->attack->evals && attacked != NULL && status == WM_OK; i++)
        status = evaluate(trial, predicates, attacked, i);
    if (status == WM_OK)
        status = look_at_canary(trial, predicates, other, "after it");
    int64_t start = wm_processor_time();
    wm_predicates_free(predicates);
    int64_t closing = (wm_processor_time() - start) / MILLISECOND;
    if (wm_attack_judges_time() && closing > trial->attack->close_ms)
        condemn(trial, "releasing it takes %lld ms", (long long)closing);
    return status;
}

// One round ---------------------------------------------------------------------------------------------------------

static enum wm_status build(struct trial *trial, const char *text, size_t length, struct wm_ruleset **ret_ruleset) {
    struct wm_attack_pack pack;
    wm_attack_pack_make(trial->list, trial->attack, text, length, &pack);
    return wm_pack_build_framework(&pack.source, "attack", NULL, 0, NULL, ret_ruleset, trial->error);
}

static enum wm_status load_and_ask(struct trial *trial, struct wm_predicates *other) {
    struct wm_ruleset *ruleset = NULL;
    int64_t start = wm_processor_time();
    enum wm_status status =
        build(trial, trial->text->data != NULL ? trial->text->data : "", trial->text->length, &ruleset);
    int64_t loading = wm_processor_time() - start;
    if (loading > trial->result->load_nanoseconds)
        trial->result->load_nanoseconds = loading;
    if (status == WM_RULES) {
        ended(trial, WM_ATTACK_LOAD_ERROR, trial->error->message, trial->error->where);
        return WM_OK;
    }
    if (status == WM_OK && trial->attack->evals == 0)
        ended(trial, WM_ATTACK_CONTAINED, "it loads", "");
    if (status == WM_OK)
        status = evaluate_all(trial, ruleset, other);
    wm_ruleset_unref(ruleset);
    return status;
}

static enum wm_status run_rounds(struct trial *trial) {
    struct wm_ruleset *canary = NULL;
    struct wm_predicates *other = NULL;
    enum wm_status status = build(trial, NULL, 0, &canary);
    if (status == WM_OK)
        status = wm_predicates_new(canary, NULL, &other, trial->error);
    bool several = trial->attack->stable || trial->attack->stable_across;
    for (int round = 0; round < (several ? ROUNDS : 1) && status == WM_OK; round++) {
        status = load_and_ask(trial, other);
        compare(trial);
    }
    wm_predicates_free(other);
    wm_ruleset_unref(canary);
    return status;
}

static void judge_costs(struct trial *trial, int64_t kept) {
    const struct wm_attack_result *result = trial->result;
    if (result->bytes > (size_t)trial->attack->bytes)
        condemn(trial, "its state held %zu KiB", result->bytes / 1024);
    if (kept > KEPT_MOST)
        condemn(trial, "%lld KiB are still held after it", (long long)kept / 1024);
    if (!wm_attack_judges_time())
        return;
    if (result->hold_nanoseconds > trial->attack->hold_ms * MILLISECOND)
        condemn(trial, "it held its thread for %lld ms", (long long)(result->hold_nanoseconds / MILLISECOND));
    if (result->load_nanoseconds > LOAD_MOST * MILLISECOND)
        condemn(trial, "it took %lld ms to load", (long long)(result->load_nanoseconds / MILLISECOND));
}

static enum wm_status try_out(struct trial *trial) {
    uint32_t people = trial->attack->evals > 0 ? trial->attack->evals : 1;
    enum wm_status status = WM_OK;
    trial->people = wm_alloc_zero(people, sizeof(struct wm_portfolio *));
    trial->answers = wm_alloc_zero(people, sizeof *trial->answers);
    trial->first = wm_alloc_zero(people, sizeof *trial->first);
    if (trial->people == NULL || trial->answers == NULL || trial->first == NULL)
        status = wm_error_no_memory(trial->error);
    for (uint32_t i = 0; i < people && status == WM_OK; i++) {
        trial->answers[i].verdict = trial->first[i].verdict = WM_VERDICT_UNKNOWN;
        status = wm_attack_person(i, &trial->people[i], trial->error);
    }
    if (status == WM_OK)
        status = run_rounds(trial);
    for (uint32_t i = 0; i < people && trial->people != NULL; i++)
        wm_portfolio_unref(trial->people[i]);
    wm_free((void *)trial->people);
    wm_free(trial->answers);
    wm_free(trial->first);
    return status;
}

enum wm_status wm_attack_run(const struct wm_attack_list *list, const struct wm_attack *attack, uint32_t variant,
                             struct wm_attack_result *ret_result, struct wm_error *error) {
    struct wm_attack_result result = {.end = WM_ATTACK_CONTAINED, .good = true};
    struct wm_error own = {0};
    struct wm_buffer text = {0};
    int64_t held = wm_memory_count().bytes;
    size_t codes = wm_code_count();
    enum wm_status status = wm_attack_text(list, attack, variant, &text, error);
    if (status != WM_OK)
        return status;
    struct trial trial = {
        .list = list, .attack = attack, .variant = variant, .text = &text, .result = &result, .error = &own};
    status = try_out(&trial);
    wm_buffer_clear(&text);
    if (status != WM_OK) {
        if (error != NULL)
            *error = own;
        return status;
    }
    // Ids stay in the table of codes, which all rulesets share.
    int64_t ids = (int64_t)(wm_code_count() - codes) * CODE_MOST;
    judge_costs(&trial, wm_memory_count().bytes - held - ids);
    *ret_result = result;
    return WM_OK;
}
