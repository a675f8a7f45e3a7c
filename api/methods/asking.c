// SPDX-License-Identifier: MIT
#include "api/methods/asking.h"

void wm_asking_release(struct wm_call *kept) {
    struct wm_asking *asking = kept->state;
    wm_away_clear(&asking->away);
    wm_fetch_release(kept);
}

const struct wm_away *wm_asking_answered(const struct wm_call *call) {
    const struct wm_asking *asking = call->kept != NULL ? call->kept->state : NULL;
    return asking != NULL && asking->away.done ? &asking->away : NULL;
}

enum wm_status wm_asking_away(struct wm_call *call, const struct wm_away_about *about, struct wm_error *error) {
    struct wm_fetch *fetch = NULL;
    enum wm_status status = wm_fetch_keep(call, &fetch, error);
    return status == WM_OK ? wm_away_ask(&((struct wm_asking *)fetch)->away, call->kept, about, error) : status;
}

enum wm_status wm_asking_rules(struct wm_call *call, uint32_t rules, struct wm_asked *ret_asked,
                               struct wm_error *error) {
    struct wm_text person = call->arguments[WM_ASKING_PERSON].text;
    struct wm_asked asked = {.question = {.person = person.data, .person_length = person.length}};
    enum wm_status status = wm_target_organisation(call, &asked.organisation, error);
    if (status == WM_OK)
        status = wm_fetch_ruleset(call, asked.organisation, &call->arguments[rules], &asked.ruleset, error);
    if (status != WM_OK)
        return status;
    asked.question.ruleset = asked.ruleset;
    asked.question.organisation = asked.organisation->id;
    *ret_asked = asked;
    return WM_OK;
}

enum wm_status wm_asking_portfolio(struct wm_call *call, uint32_t as_of, uint32_t ledger, struct wm_asked *asked,
                                   struct wm_error *error) {
    struct wm_text person = call->arguments[WM_ASKING_PERSON].text;
    bool turn = false;
    enum wm_status status = wm_target_day(call, asked->organisation, asked->ruleset, &call->arguments[as_of],
                                          &asked->question.as_of, error);
    if (status == WM_OK)
        status = wm_fetch_turn(call, asked->organisation, person, &turn, error);
    if (status == WM_OK && turn)
        status =
            wm_fetch_portfolio(call, asked->organisation, person, &call->arguments[ledger], &asked->portfolio, error);
    wm_fetch_hold(call, asked->ruleset);
    if (status == WM_OK)
        asked->question.portfolio = asked->portfolio;
    return status;
}

enum wm_status wm_asking_work_out(struct wm_call *call, const struct wm_asked *asked, const struct wm_away_task *task,
                                  bool away, struct wm_buffer *result, struct wm_error *error) {
    if (away) {
        const struct wm_away_about about = {
            .question = &asked->question, .ruleset = asked->ruleset, .portfolio = asked->portfolio, .task = *task};
        return wm_asking_away(call, &about, error);
    }
    struct wm_methods *methods = wm_methods_of(call);
    enum wm_status status = task->work_out(&asked->question, task->details, &methods->arena, result, error);
    wm_arena_reset(&methods->arena);
    return status;
}
