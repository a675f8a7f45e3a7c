// SPDX-License-Identifier: MIT
#include "engine/lang/predicate_verify.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/lang/predicate_work.h"

#include <stdio.h>
#include <string.h>

struct wm_predicates_verified {
    struct wm_predicates *first;  // goes on from question to question
    struct wm_predicates *second; // forgets all it knew after each
    uint64_t differences;
    struct wm_predicates_watch watch;
    bool ran; // the present question was put to the first
    enum wm_status status;
    struct wm_predicates_effort effort;
};

static enum wm_status before_first(void *context, const struct wm_predicate *predicate, struct wm_error *error) {
    const struct wm_predicates_watch *watch = &((struct wm_predicates_verified *)context)->watch;
    return watch->before != NULL ? watch->before(watch->context, predicate, error) : WM_OK;
}

static void after_first(void *context, const struct wm_predicate *predicate, enum wm_status status,
                        const struct wm_predicates_effort *effort) {
    struct wm_predicates_verified *verified = context;
    (void)predicate;
    verified->ran = true;
    verified->status = status;
    verified->effort = *effort;
}

enum wm_status wm_predicates_verified_new(const struct wm_ruleset *ruleset, const struct wm_predicate_limits *limits,
                                          struct wm_predicates_verified **ret_verified, struct wm_error *error) {
    struct wm_predicates_verified *verified = wm_alloc_zero(1, sizeof *verified);
    if (verified == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = wm_predicates_new(ruleset, limits, &verified->first, error);
    if (status == WM_OK)
        status = wm_predicates_new(ruleset, limits, &verified->second, error);
    if (status != WM_OK) {
        wm_predicates_verified_free(verified);
        return status;
    }
    verified->second->quiet = true; // a failure is told once
    wm_predicates_look_on(verified->first, &(struct wm_predicates_watch){verified, before_first, after_first});
    *ret_verified = verified;
    return WM_OK;
}

void wm_predicates_verified_free(struct wm_predicates_verified *verified) {
    if (verified == NULL)
        return;
    wm_predicates_free(verified->first);
    wm_predicates_free(verified->second);
    wm_free(verified);
}

void wm_predicates_verified_deadline(struct wm_predicates_verified *verified, int64_t nanoseconds) {
    wm_predicates_deadline(verified->first, nanoseconds);
    verified->second->deadline = verified->first->deadline;
}

void wm_predicates_verified_look_on(struct wm_predicates_verified *verified, const struct wm_predicates_watch *watch) {
    verified->watch = watch != NULL ? *watch : (struct wm_predicates_watch){.context = NULL};
}

static const char *difference(const struct wm_predicate_answer *a, const struct wm_predicate_answer *b) {
    if (a->verdict != b->verdict)
        return "verdict";
    if (a->verdict == WM_VERDICT_UNKNOWN && (a->reason != b->reason || a->parameter != b->parameter))
        return "reason";
    if (strcmp(a->where, b->where) != 0)
        return "place";
    if (strcmp(a->text, b->text) != 0)
        return "text";
    if (a->next != b->next || a->read_day != b->read_day)
        return "day on which the answer may change";
    if (a->fuel != b->fuel)
        return "number of steps";
    return NULL;
}

// Its first line is where one looks: what happened after that is not to be known.
static void refuse(struct wm_predicates_verified *verified, const char *what, const struct wm_predicate_answer *first,
                   const struct wm_predicate_answer *second, struct wm_predicate_answer *ret_answer) {
    const struct wm_predicate *predicate = verified->first->predicate;
    struct wm_predicate_answer answer = {.verdict = WM_VERDICT_UNKNOWN,
                                         .reason = WM_UNKNOWN_ERROR,
                                         .read_day = first->read_day || second->read_day,
                                         .next = first->next < second->next ? first->next : second->next,
                                         .fuel = first->fuel};
    wm_predicate_where(verified->first, "", answer.where);
    snprintf(answer.text, sizeof answer.text,
             "the rule does not repeat itself: asked the same twice, it gives another %s", what);
    wm_log(
        WM_LOG_ERROR, "predicate",
        "%s: predicate \"%s\" does not repeat itself, at %s: another %s; \"%.300s\" after %llu steps, then \"%.300s\" "
        "after %llu",
        verified->first->ruleset->organisation, predicate->id, answer.where, what, first->text,
        (unsigned long long)first->fuel, second->text, (unsigned long long)second->fuel);
    *ret_answer = answer;
}

static enum wm_status ask(void *context, const struct wm_predicate *predicate, const struct wm_portfolio *portfolio,
                          wm_day day, struct wm_predicate_answer *ret_answer, struct wm_error *error) {
    struct wm_predicates_verified *verified = context;
    struct wm_predicate_answer first, second;
    verified->ran = false;
    enum wm_status status = wm_predicates_ask(verified->first, predicate, portfolio, day, &first, error);
    if (status == WM_OK)
        status = wm_predicates_ask(verified->second, predicate, portfolio, day, &second, error);
    wm_predicates_forget(verified->second);
    const struct wm_predicates_watch *watch = &verified->watch;
    if (verified->ran && watch->after != NULL)
        watch->after(watch->context, predicate, status != WM_OK ? status : verified->status, &verified->effort);
    if (status != WM_OK)
        return status;
    const char *what = difference(&first, &second);
    if (what == NULL)
        *ret_answer = first;
    else
        refuse(verified, what, &first, &second, ret_answer);
    return WM_OK;
}

struct wm_predicate_runner wm_predicates_verified_runner(struct wm_predicates_verified *verified) {
    return (struct wm_predicate_runner){verified, ask};
}
