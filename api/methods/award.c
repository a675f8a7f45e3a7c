// SPDX-License-Identifier: MIT
// award.grant and award.revoke. (award.list: award_list.c)
//
// What is granted rests on a decision about the very state that the grant follows in the ledger: while anything about
// the person is submitted and not yet committed, the call waits, and decides anew from what is then recorded. An award
// of a level that only `recognise` knows was given elsewhere: there is nothing to decide, and its override says why it
// is believed.
#include "api/methods/families.h"

#include "api/methods/away.h"
#include "api/methods/change.h"
#include "api/methods/target.h"
#include "api/protocol/scan.h"
#include "engine/decide/decide.h"

#include <string.h>

#define REASON_LONGEST 4096u
#define BY_LONGEST 128u
#define TRIES_MOST 16u // how often a person may change under an award before it is given up

struct awarding {
    struct wm_change change;   // first
    struct wm_buffer decision; // grant: its bytes
    struct wm_away away;       // grant: where they come from, when a predicate has to be asked
    uint32_t tries;
    const struct wm_level *level; // grant: of the ruleset that is active; NULL: of a framework that nobody adopted
    wm_day on, until;
};

static void release(struct wm_call *kept) {
    struct awarding *awarding = kept->state;
    wm_buffer_clear(&awarding->decision);
    wm_away_clear(&awarding->away);
    wm_change_release(kept);
}

static enum wm_status too_lively(struct wm_text person, struct wm_error *error) {
    return wm_error_set(error, WM_BUSY, "changing",
                        "so much is being recorded about %.*s that nothing can be decided in between: try again",
                        (int)person.length, person.data);
}

// The portfolio that this write will follow, or NULL while it has to wait.
static enum wm_status settled_portfolio(struct wm_call *call, struct awarding *awarding, struct wm_text person,
                                        struct wm_portfolio **ret_portfolio, struct wm_error *error) {
    struct wm_change *change = &awarding->change;
    bool turn = false;
    enum wm_status status = wm_fetch_turn(call, change->organisation, person, &turn, error);
    if (status != WM_OK || !turn)
        return status;
    struct wm_pending *other = wm_order_submitted(wm_methods_of(call), change->organisation, person);
    if (other == NULL)
        return wm_fetch_portfolio(call, change->organisation, person, NULL, ret_portfolio, error);
    if (++awarding->tries > TRIES_MOST)
        return too_lively(person, error);
    wm_portfolio_unref(change->fetch.portfolio); // of before
    change->fetch.portfolio = NULL;
    wm_order_wait(change->fetch.call, &change->fetch.wait, other);
    return WM_OK;
}

// --- grant ---

enum { ORG, PERSON, LEVEL, ON, GRANT_UNTIL, GRANT_BY, GRANT_OVERRIDE };

static const struct wm_parameter_form grant_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = {.name = "person", .type = WM_TYPE_PERSON, .required = true},
    [LEVEL] = {.name = "level", .type = WM_TYPE_LEVEL, .required = true},
    [ON] = {.name = "on", .type = WM_TYPE_DAY},
    [GRANT_UNTIL] = {.name = "until", .type = WM_TYPE_DAY},
    [GRANT_BY] = {.name = "by", .type = WM_TYPE_TEXT, .most = BY_LONGEST},
    [GRANT_OVERRIDE] = {.name = "override", .type = WM_TYPE_OBJECT},
    WM_FORM_END,
};

static const struct wm_parameter_form override_forms[] = {
    {.name = "reason", .type = WM_TYPE_PROSE, .required = true, .most = REASON_LONGEST},
    WM_FORM_END,
};

static enum wm_status check_override(const struct wm_argument *argument, struct wm_error *error) {
    if (!wm_argument_given(argument))
        return WM_OK;
    struct wm_argument reason;
    struct wm_error why;
    enum wm_status status = wm_parameters_read(argument->json, override_forms, 1, &reason, &why);
    if (status == WM_OK)
        return WM_OK;
    if (error != NULL)
        *error = why;
    return wm_error_where(error, "override.%s", why.where);
}

static enum wm_status check_level(const struct wm_level *level, const struct wm_argument *argument,
                                  struct wm_error *error) {
    if (!level->gate)
        return WM_OK;
    wm_error_set(error, WM_PARAMS, "gate",
                 "%s is a gate: it is open while its criteria hold, and only levels are awarded", level->full);
    wm_error_where(error, "level");
    wm_error_expected(error, "a level");
    wm_parameter_found(error, argument->json);
    return WM_PARAMS;
}

static enum wm_status check_days(wm_day on, const struct wm_argument *until, struct wm_error *error) {
    if (!wm_argument_given(until) || until->day >= on)
        return WM_OK;
    char first[11];
    wm_day_format(on, first);
    wm_error_set(error, WM_PARAMS, "out-of-range", "an award cannot end before it begins");
    wm_error_where(error, "until");
    wm_error_expected(error, "%s or later", first);
    wm_parameter_found(error, until->json);
    return WM_PARAMS;
}

// Of a level that is recognised but not adopted.
static enum wm_status check_outside(const struct wm_call *call, struct wm_error *error) {
    if (wm_argument_given(&call->arguments[GRANT_OVERRIDE]))
        return WM_OK;
    struct wm_text name = call->arguments[LEVEL].text;
    wm_error_set(
        error, WM_PARAMS, "outside",
        "%.*s is of a framework that is not adopted here: nothing can be decided about it, so that an award of "
        "it needs an override that says where it was seen",
        (int)name.length, name.data);
    wm_error_where(error, "override");
    return wm_error_expected(error, "override: {\"reason\": …}");
}

static bool is_outside(const struct wm_ruleset *ruleset, struct wm_text level) {
    return wm_ruleset_level(ruleset, level.data, level.length) == NULL &&
           wm_ruleset_recognises(ruleset, WM_KIND_AWARD, level.data, level.length);
}

// What the caller sent, but for the level that needs the rules.
static enum wm_status read_grant(struct wm_call *call, struct wm_organisation *organisation,
                                 const struct wm_ruleset *ruleset, const struct wm_level **ret_level, wm_day *ret_on,
                                 struct wm_error *error) {
    bool outside = is_outside(ruleset, call->arguments[LEVEL].text);
    enum wm_status status = WM_OK;
    if (!outside)
        status = wm_target_level(ruleset, &call->arguments[LEVEL], ret_level, error);
    if (status == WM_OK)
        status = outside ? check_outside(call, error) : check_level(*ret_level, &call->arguments[LEVEL], error);
    if (status == WM_OK)
        status = wm_target_day(call, organisation, ruleset, &call->arguments[ON], ret_on, error);
    if (status == WM_OK)
        status = check_days(*ret_on, &call->arguments[GRANT_UNTIL], error);
    if (status == WM_OK)
        status = check_override(&call->arguments[GRANT_OVERRIDE], error);
    return status;
}

static void add_detail(struct wm_buffer *details, struct wm_text decision, const char *member) {
    struct wm_text value = wm_scan_member(decision, member);
    if (details->length > 0)
        wm_buffer_byte(details, ',');
    wm_buffer_printf(details, "\"%s\":", member);
    wm_buffer_add(details, value.data, value.length);
}

static enum wm_status not_eligible(struct wm_call *call, const struct awarding *awarding, enum wm_outcome outcome,
                                   struct wm_error *error) {
    static const char *const members[] = {"outcome", "unmet", "unknown"};
    const struct wm_buffer *text = &awarding->decision;
    bool fits = text->length < call->details.maximum / 2;
    for (size_t i = 0; fits && i < sizeof members / sizeof members[0]; i++)
        add_detail(&call->details, (struct wm_text){text->data, text->length}, members[i]);
    if (call->details.failed) {
        wm_buffer_clear(&call->details); // half of it is no JSON
        return wm_error_no_memory(error);
    }
    char day[24];
    wm_day_format_people(awarding->on, day);
    wm_error_set(error, WM_CONFLICT, "not-eligible",
                 outcome == WM_OUTCOME_INDETERMINATE
                     ? "whether %s is reached on %s cannot be told: see `unknown`, or award it with an override"
                     : "%s is not reached on %s: see `unmet`, or award it with an override",
                 awarding->level->title, day);
    return wm_error_where(error, "level");
}

static enum wm_status decide_here(struct wm_call *call, struct awarding *awarding, const struct wm_question *question,
                                  enum wm_outcome *ret_outcome, struct wm_error *error) {
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_decision decision;
    struct wm_buffer *text = &awarding->decision;
    enum wm_status status = wm_decide(question, &methods->arena, &decision, error);
    if (status == WM_OK) {
        wm_buffer_clear(text);
        wm_buffer_init(text, call->session->dispatcher->limits.reply);
        wm_decision_write(text, question, &decision);
        *ret_outcome = decision.outcome;
        if (text->failed)
            status = wm_error_no_memory(error);
    }
    wm_arena_reset(&methods->arena);
    return status;
}

// What was decided elsewhere, if it is still about the same.
static bool is_about(const struct wm_away *away, const struct wm_question *question) {
    const struct wm_portfolio *then = away->portfolio, *now = question->portfolio;
    return away->done && away->ruleset == question->ruleset && then->last == now->last &&
           memcmp(then->head, now->head, sizeof then->head) == 0;
}

// False in `ret_decided` when the call has to wait.
static enum wm_status decide_away(struct wm_call *call, struct awarding *awarding, struct wm_ruleset *ruleset,
                                  struct wm_portfolio *portfolio, const struct wm_question *question, bool *ret_decided,
                                  enum wm_outcome *ret_outcome, struct wm_error *error) {
    struct wm_away *away = &awarding->away;
    if (is_about(away, question)) {
        wm_buffer_clear(&awarding->decision);
        wm_buffer_init(&awarding->decision, call->session->dispatcher->limits.reply);
        enum wm_status status = wm_away_answer(away, &awarding->decision, error);
        if (status == WM_OK && awarding->decision.failed)
            status = wm_error_no_memory(error);
        *ret_outcome = away->outcome;
        return status;
    }
    if (++awarding->tries > TRIES_MOST)
        return too_lively(call->arguments[PERSON].text, error);
    const struct wm_away_about about = {.question = question, .ruleset = ruleset, .portfolio = portfolio};
    *ret_decided = false;
    return wm_away_ask(away, call->kept, &about, error);
}

static enum wm_status decide(struct wm_call *call, struct awarding *awarding, struct wm_ruleset *ruleset,
                             struct wm_portfolio *portfolio, bool *ret_decided, struct wm_error *error) {
    struct wm_text person = call->arguments[PERSON].text;
    const struct wm_question question = {.ruleset = ruleset,
                                         .level = awarding->level,
                                         .portfolio = portfolio,
                                         .organisation = awarding->change.organisation->id,
                                         .person = person.data,
                                         .person_length = person.length,
                                         .as_of = awarding->on};
    enum wm_outcome outcome = WM_OUTCOME_INDETERMINATE;
    *ret_decided = true;
    enum wm_status status = wm_away_needed(&question) ? decide_away(call, awarding, ruleset, portfolio, &question,
                                                                    ret_decided, &outcome, error)
                                                      : decide_here(call, awarding, &question, &outcome, error);
    if (status == WM_OK && *ret_decided && outcome != WM_OUTCOME_ELIGIBLE &&
        !wm_argument_given(&call->arguments[GRANT_OVERRIDE]))
        status = not_eligible(call, awarding, outcome, error);
    return status;
}

static enum wm_status build_grant(struct wm_change *change, struct wm_json params, struct wm_entry *entries,
                                  struct wm_error *error) {
    const struct awarding *awarding = (const struct awarding *)change;
    (void)error;
    entries[0] = (struct wm_entry){
        .type = WM_ENTRY_AWARD_GRANT,
        .person = {change->pending.person, change->pending.person_length},
        .level = wm_json_text(wm_json_member(params, "level")),
        .on = awarding->on,
        .until = awarding->until,
        .by = wm_json_text(wm_json_member(params, "by")),
        .reason = wm_json_text(wm_json_member(wm_json_member(params, "override"), "reason")),
        .decision_text = {awarding->decision.data, awarding->decision.length},
    };
    return WM_OK;
}

static void answer_grant(struct wm_change *change, struct wm_buffer *result) {
    const struct awarding *awarding = (const struct awarding *)change;
    wm_change_write_seq(change, result);
    if (awarding->level == NULL)
        return;
    wm_json_write_key(result, "decision");
    wm_buffer_add(result, awarding->decision.data, awarding->decision.length);
}

static enum wm_status grant_award(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    struct wm_text person = call->arguments[PERSON].text;
    struct wm_organisation *organisation = NULL;
    struct wm_ruleset *ruleset = NULL;
    struct wm_portfolio *portfolio = NULL;
    struct wm_change *change = NULL;
    const struct wm_level *level = NULL;
    wm_day on = 0;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_fetch_ruleset(call, organisation, NULL, &ruleset, error);
    if (status == WM_OK)
        status = read_grant(call, organisation, ruleset, &level, &on, error);
    if (status == WM_OK)
        status = wm_change_begin(call, organisation, person, &change, error);
    if (status != WM_OK)
        return status;
    wm_fetch_hold(call, ruleset);
    struct awarding *awarding = (struct awarding *)change;
    const struct wm_argument *until = &call->arguments[GRANT_UNTIL];
    awarding->level = level;
    awarding->on = on;
    awarding->until = wm_argument_given(until) ? until->day : WM_DAY_NONE;
    status = settled_portfolio(call, awarding, person, &portfolio, error);
    if (status != WM_OK || portfolio == NULL)
        return status;
    bool decided = true;
    if (level != NULL)
        status = decide(call, awarding, ruleset, portfolio, &decided, error);
    if (status != WM_OK || !decided)
        return status;
    change->build = build_grant;
    change->answer = answer_grant;
    return wm_change_submit(change, 1, awarding->decision.length, error);
}

// --- revoke ---

enum { REVOKE_REASON = ON + 1 };

static const struct wm_parameter_form revoke_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = {.name = "person", .type = WM_TYPE_PERSON, .required = true},
    [LEVEL] = {.name = "level", .type = WM_TYPE_LEVEL, .required = true},
    [ON] = {.name = "on", .type = WM_TYPE_DAY},
    [REVOKE_REASON] = {.name = "reason", .type = WM_TYPE_PROSE, .required = true, .most = REASON_LONGEST},
    WM_FORM_END,
};

static bool in_force(const struct wm_portfolio *portfolio, struct wm_text level, wm_day day) {
    wm_code code = wm_code_find(level.data, level.length);
    if (code == WM_CODE_UNSEEN)
        return false;
    struct wm_fact_range awards = wm_portfolio_find(portfolio, WM_KIND_AWARD, code);
    for (uint32_t i = 0; i < awards.count; i++) {
        const struct wm_fact *award = &awards.first[i];
        if (award->on <= day && (award->until == WM_DAY_NONE || day <= award->until))
            return true;
    }
    return false;
}

// An award outlives the level that it was of: only when there is none to revoke does it matter whether there is such a
// level.
static enum wm_status nothing_to_revoke(const struct wm_call *call, const struct wm_organisation *organisation,
                                        wm_day on, struct wm_error *error) {
    const struct wm_level *level = NULL;
    struct wm_text name = call->arguments[LEVEL].text;
    if (organisation->active != NULL) {
        enum wm_status status = wm_target_level(organisation->active, &call->arguments[LEVEL], &level, error);
        if (status != WM_OK)
            return status;
    }
    char day[24];
    wm_day_format_people(on, day);
    wm_error_set(error, WM_CONFLICT, "not-in-force",
                 "no award of %.*s is in force on %s: award.list shows what there is", (int)name.length, name.data,
                 day);
    return wm_error_where(error, "level");
}

static enum wm_status build_revoke(struct wm_change *change, struct wm_json params, struct wm_entry *entries,
                                   struct wm_error *error) {
    (void)error;
    entries[0] = (struct wm_entry){
        .type = WM_ENTRY_AWARD_REVOKE,
        .person = {change->pending.person, change->pending.person_length},
        .level = wm_json_text(wm_json_member(params, "level")),
        .on = ((const struct awarding *)change)->on,
        .until = WM_DAY_NONE,
        .reason = wm_json_text(wm_json_member(params, "reason")),
    };
    return WM_OK;
}

static enum wm_status revoke_award(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    struct wm_text person = call->arguments[PERSON].text;
    struct wm_organisation *organisation = NULL;
    struct wm_portfolio *portfolio = NULL;
    struct wm_change *change = NULL;
    wm_day on = 0;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_target_day(call, organisation, NULL, &call->arguments[ON], &on, error);
    if (status == WM_OK)
        status = wm_change_begin(call, organisation, person, &change, error);
    if (status != WM_OK)
        return status;
    struct awarding *awarding = (struct awarding *)change;
    awarding->on = on;
    status = settled_portfolio(call, awarding, person, &portfolio, error);
    if (status != WM_OK || portfolio == NULL)
        return status;
    if (!in_force(portfolio, call->arguments[LEVEL].text, on))
        return nothing_to_revoke(call, organisation, on, error);
    change->build = build_revoke;
    return wm_change_submit(change, 1, 0, error);
}

#define AWARDS .state = sizeof(struct awarding), .release = release

const struct wm_method wm_award_methods[] = {
    {.name = "award.grant", .parameters = grant_forms, .run = grant_award, AWARDS},
    {.name = "award.revoke", .parameters = revoke_forms, .run = revoke_award, AWARDS},
    {.name = NULL},
};
