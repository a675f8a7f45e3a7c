// SPDX-License-Identifier: MIT
#include "api/methods/assessors.h"

#include "engine/decide/decide.h"

#include <stdio.h>
#include <string.h>

struct checking { // of one record under one rule
    struct wm_call *call;
    struct wm_change *change;
    const struct wm_ruleset *ruleset;
    const struct wm_assessors *assessors;
    const struct wm_record *record;
    size_t index;
    struct wm_error *error;
};

static enum wm_status refuse(const struct checking *checking, const char *why) {
    const struct wm_record *record = checking->record;
    const struct wm_place where = checking->assessors->level.where;
    wm_error_set(checking->error, WM_CONFLICT, "assessor", "%.*s may not record this as %.*s: %s (rule: %s:%d)",
                 (int)record->by.length, record->by.data, (int)record->as.length, record->as.data, why, where.file,
                 where.line);
    wm_error_where(checking->error, "records[%zu].by", checking->index);
    return wm_error_found(checking->error, "%.*s", (int)record->by.length, record->by.data);
}

// The first things that are missing, in words.
static void say(const struct wm_decision *decision, char text[300]) {
    const struct wm_finding *findings = decision->unmet_count > 0 ? decision->unmet : decision->unknown;
    uint32_t count = decision->unmet_count > 0 ? decision->unmet_count : decision->unknown_count;
    size_t used = 0;
    snprintf(text, 300, "what an assessor needs is not there");
    for (uint32_t i = 0; i < count && i < 3 && used < 299; i++) {
        int written =
            snprintf(text + used, 300 - used, "%s%s", i > 0 ? "; " : "needed is ", findings[i].criterion->says);
        used += written > 0 ? (size_t)written : 0;
    }
}

static enum wm_status judge(const struct checking *checking, const struct wm_portfolio *portfolio) {
    struct wm_methods *methods = wm_methods_of(checking->call);
    const struct wm_question question = {.ruleset = checking->ruleset,
                                         .level = &checking->assessors->level,
                                         .portfolio = portfolio,
                                         .organisation = checking->change->organisation->id,
                                         .person = checking->record->by.data,
                                         .person_length = checking->record->by.length,
                                         .as_of = checking->record->on};
    struct wm_decision decision;
    char why[300];
    enum wm_status status = wm_decide(&question, &methods->arena, &decision, checking->error);
    if (status == WM_OK && decision.outcome != WM_OUTCOME_ELIGIBLE) {
        say(&decision, why);
        status = refuse(checking, why);
    }
    wm_arena_reset(&methods->arena);
    return status;
}

static enum wm_status check_one(const struct checking *checking, bool *ret_ready) {
    const struct wm_text by = checking->record->by;
    const struct wm_pending *pending = &checking->change->pending;
    struct wm_portfolio *portfolio = NULL;
    bool turn = false;
    if (by.length == 0)
        return refuse(checking, "it says nobody in `by`");
    if (by.length == pending->person_length && memcmp(by.data, pending->person, by.length) == 0)
        return refuse(checking, "nobody is an assessor of themselves");
    enum wm_status status = wm_fetch_turn(checking->call, checking->change->organisation, by, &turn, checking->error);
    if (status == WM_OK && turn)
        status =
            wm_fetch_portfolio(checking->call, checking->change->organisation, by, NULL, &portfolio, checking->error);
    if (status == WM_NOT_FOUND)
        return refuse(checking, "nobody here has that id, so that nothing is known about them");
    if (status == WM_OK && portfolio != NULL)
        status = judge(checking, portfolio);
    *ret_ready = portfolio != NULL;
    return status;
}

// What was fetched was of this record's assessor.
static void forget(struct wm_change *change) {
    wm_portfolio_unref(change->fetch.portfolio);
    change->fetch.portfolio = NULL;
}

enum wm_status wm_assessors_check(struct wm_call *call, struct wm_change *change, const struct wm_ruleset *ruleset,
                                  struct wm_json records, size_t *checked, bool *ret_ready, struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(records);
    struct wm_json object;
    char path[32];
    *ret_ready = true;
    for (size_t i = 0; ruleset->assessors_count > 0 && wm_json_next(&iterator, NULL, &object); i++) {
        struct wm_record record;
        if (i < *checked)
            continue;
        snprintf(path, sizeof path, "records[%zu]", i);
        enum wm_status status = wm_record_read(object, path, &record, error);
        for (uint32_t k = 0; k < ruleset->assessors_count && status == WM_OK && *ret_ready; k++) {
            const struct checking checking = {call, change, ruleset, &ruleset->assessors[k], &record, i, error};
            if (wm_assessors_concern(checking.assessors, &record))
                status = check_one(&checking, ret_ready);
        }
        if (status != WM_OK || !*ret_ready)
            return status;
        forget(change);
        *checked = i + 1;
    }
    return WM_OK;
}
