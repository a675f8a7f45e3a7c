// SPDX-License-Identifier: MIT
// Verbs that count facts: TRAINED, QUALIFIED, EVIDENCED, SIGNED_OFF, RECORDED, RELATED, HOLDS.
#include "engine/decide/leaf.h"

bool wm_outcome_starts(wm_code outcome) {
    return wm_outcome_is(outcome, "enrolled") || wm_outcome_is(outcome, "undertaking");
}

static bool misses(enum wm_refusal *ret_why, enum wm_refusal why) {
    if (ret_why != NULL)
        *ret_why = why;
    return false;
}

bool wm_leaf_reaches(const struct wm_leaf *leaf, const struct wm_fact *fact, enum wm_refusal *ret_why) {
    const struct wm_query *query = leaf->query;
    bool declared = !fact->has_value && leaf->verb == WM_VERB_QUALIFIED && query->has_rqf;
    bool has_value = fact->has_value || declared;
    wm_number value = declared ? query->rqf : fact->value;
    if (query->has_at_least && (!has_value || value < query->at_least))
        return misses(ret_why, WM_REFUSAL_TOO_LOW);
    if (query->has_at_most && (!has_value || value > query->at_most))
        return misses(ret_why, has_value ? WM_REFUSAL_TOO_HIGH : WM_REFUSAL_TOO_LOW);
    return true;
}

struct tally {
    uint32_t now;         // facts that count today
    wm_day first_last;    // the first of them to go
    wm_day last_last;     // and the last
    wm_day first_to_come; // `on` of the first that will count
};

// Goes backwards, so that whoever started a course knows of the next `failed`, which ends that start.
static struct tally tally_of(const struct wm_leaf *leaf, wm_code method, wm_day day, uint32_t enough) {
    struct tally tally = {0, WM_DAY_NEVER, WM_DAY_NONE, WM_DAY_NEVER};
    bool course = leaf->verb == WM_VERB_TRAINED;
    wm_day before_failed = WM_DAY_NEVER;
    for (uint32_t i = leaf->facts.count; i-- > 0;) {
        const struct wm_fact *fact = &leaf->facts.first[i];
        wm_day started_until = before_failed;
        if (course && wm_outcome_is(fact->outcome, "failed"))
            before_failed = fact->on - 1;
        if (method != WM_CODE_NONE && fact->method != method)
            continue;
        if (wm_leaf_filter(leaf, fact) != WM_REFUSAL_NONE || !wm_leaf_reaches(leaf, fact, NULL))
            continue;
        wm_day last = wm_leaf_last(leaf, fact);
        if (started_until < last && wm_outcome_starts(fact->outcome))
            last = started_until;
        if (last < day || last < fact->on)
            continue;
        if (fact->on > day) {
            tally.first_to_come = wm_day_earlier(tally.first_to_come, fact->on);
            continue;
        }
        tally.first_last = wm_day_earlier(tally.first_last, last);
        tally.last_last = wm_day_later(tally.last_last, last);
        if (++tally.now >= enough && tally.last_last == WM_DAY_NEVER && enough == 1)
            break;
    }
    return tally;
}

static struct wm_judgement judge_count(const struct wm_leaf *leaf, wm_code method, wm_day day) {
    uint32_t enough = leaf->query->count > 1 ? leaf->query->count : 1;
    struct tally tally = tally_of(leaf, method, day, enough);
    if (tally.now < enough)
        return wm_judged(false, tally.first_to_come);
    return wm_judged(true, wm_day_after(enough == 1 ? tally.last_last : tally.first_last));
}

struct wm_judgement wm_judge_counted(const struct wm_leaf *leaf, wm_day day) {
    const struct wm_query *query = leaf->query;
    if ((!query->per_method && !query->routes_all) || query->methods.count == 0)
        return judge_count(leaf, WM_CODE_NONE, day);
    bool met = true;
    wm_day soonest = WM_DAY_NEVER;
    wm_day missing_until = WM_DAY_NONE;
    for (uint32_t i = 0; i < query->methods.count; i++) {
        struct wm_judgement one = judge_count(leaf, query->methods.codes[i], day);
        soonest = wm_day_earlier(soonest, one.next);
        if (one.verdict == WM_VERDICT_UNMET) {
            met = false;
            missing_until = wm_day_later(missing_until, one.next);
        }
    }
    return wm_judged(met, met ? soonest : missing_until);
}
