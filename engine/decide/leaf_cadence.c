// SPDX-License-Identifier: MIT
// SUPERVISED: sessions that must not lie too far apart, or one in each calendar month.
#include "engine/decide/leaf.h"

struct cadence {
    const struct wm_leaf *leaf;
    wm_day day;
    bool in_post;
    struct wm_stretch post;
    wm_day post_change; // the first later day on which the post is different
};

static struct cadence begin(const struct wm_leaf *leaf, wm_day day) {
    struct cadence cadence = {.leaf = leaf, .day = day, .post_change = WM_DAY_NEVER};
    if (leaf->query->in_role != WM_CODE_NONE)
        cadence.in_post =
            wm_post_stretch(leaf->portfolio, leaf->query->in_role, day, &cadence.post, &cadence.post_change);
    return cadence;
}

// Gaps ---------------------------------------------------------------------------------------------------------------

// The last day on which the session after `day` keeps the gap.
static wm_day due(const struct wm_query *query, wm_day day) {
    return wm_day_add(wm_day_add(day, query->every), query->grace);
}

// The first day on which a window that looks back `over` begins after `start`.
static wm_day slides_past(const struct wm_query *query, wm_day start) {
    return wm_day_after(wm_day_add(start, query->over));
}

struct gaps {
    wm_day back;          // `over` before the day
    wm_day start;         // of the window: that, or when the post began
    uint32_t sessions;    // in it
    wm_day previous;      // the last of them, or the start
    wm_day late;          // the last that came too late; WM_DAY_NONE = none did
    wm_day first_last;    // the first day that one of them still counts on
    wm_day first_to_come; // the next session
};

static struct gaps look(const struct cadence *cadence) {
    const struct wm_leaf *leaf = cadence->leaf;
    struct gaps gaps = {.late = WM_DAY_NONE, .first_last = WM_DAY_NEVER, .first_to_come = WM_DAY_NEVER};
    gaps.back = wm_day_window_start(cadence->day, leaf->query->over);
    gaps.start = cadence->in_post ? wm_day_later(gaps.back, cadence->post.first) : gaps.back;
    gaps.previous = gaps.start;
    for (uint32_t i = 0; i < leaf->facts.count; i++) {
        const struct wm_fact *fact = &leaf->facts.first[i];
        if (fact->on < gaps.start || wm_leaf_filter(leaf, fact) != WM_REFUSAL_NONE)
            continue;
        wm_day last = wm_leaf_last(leaf, fact);
        if (last < cadence->day || last < fact->on)
            continue;
        if (fact->on > cadence->day) {
            gaps.first_to_come = fact->on;
            break;
        }
        gaps.first_last = wm_day_earlier(gaps.first_last, last);
        if (fact->on > due(leaf->query, gaps.previous))
            gaps.late = fact->on;
        gaps.previous = fact->on;
        gaps.sessions++;
    }
    return gaps;
}

// How many days too long a window without any session is; it stays so, give or take the slack.
static int64_t excess_of(const struct cadence *cadence, const struct gaps *gaps) {
    return (int64_t)cadence->day - due(cadence->leaf->query, gaps->back);
}

static wm_day slack_of(const struct wm_query *query) {
    return wm_span_slack(query->over) + wm_span_slack(query->every) + wm_span_slack(query->grace);
}

// Nothing but the calendar and the post decide in a window without sessions, until the next one: unless that is much
// too long, one has to look at each day.
static wm_day empty_until(const struct cadence *cadence, const struct gaps *gaps, bool met) {
    const struct wm_query *query = cadence->leaf->query;
    wm_day end = wm_day_earlier(gaps->first_to_come, cadence->post_change);
    if (!met && excess_of(cadence, gaps) > slack_of(query))
        return end;
    wm_day back = gaps->back;
    wm_day start = gaps->start;
    wm_day due_on = due(query, start);
    end = wm_day_earlier(end, cadence->day + WM_DAYS_AHEAD);
    for (wm_day day = cadence->day + 1; day < end; day++) {
        while (wm_day_add(back, query->over) < day)
            back++;
        if (back > start) {
            start = back;
            due_on = due(query, start);
        }
        if ((day <= due_on) != met)
            return day;
    }
    return end;
}

static wm_day unmet_until(const struct cadence *cadence, const struct gaps *gaps) {
    const struct wm_query *query = cadence->leaf->query;
    wm_day next = WM_DAY_NONE;
    if (gaps->late != WM_DAY_NONE) { // until the window begins so near the late session that the gap is kept
        wm_day near = wm_day_window_start(wm_day_window_start(gaps->late, query->grace), query->every);
        next = slides_past(query, near - 1);
    }
    if (cadence->day <= due(query, gaps->previous))
        return next;
    wm_day waits = gaps->first_to_come; // until the next session, or the window has none any more
    if (excess_of(cadence, gaps) <= slack_of(query))
        waits = wm_day_earlier(waits, slides_past(query, gaps->previous));
    return wm_day_later(next, wm_day_earlier(waits, wm_day_after(gaps->first_last)));
}

static struct wm_judgement judge_gaps(const struct cadence *cadence) {
    const struct wm_query *query = cadence->leaf->query;
    struct gaps gaps = look(cadence);
    if (excess_of(cadence, &gaps) <= -slack_of(query)) // asked for less often than it is looked back
        return wm_judged(true, WM_DAY_NEVER);
    wm_day kept_until = due(query, gaps.previous);
    bool met = gaps.late == WM_DAY_NONE && cadence->day <= kept_until;
    if (gaps.sessions == 0)
        return wm_judged(met, empty_until(cadence, &gaps, met));
    wm_day next = met ? wm_day_after(wm_day_earlier(kept_until, gaps.first_last)) : unmet_until(cadence, &gaps);
    return wm_judged(met, wm_day_earlier(next, cadence->post_change));
}

// Months -------------------------------------------------------------------------------------------------------------

static int32_t month_of(wm_day day) {
    int year, month, day_of_month;
    wm_day_split(day, &year, &month, &day_of_month);
    return year * 12 + month - 1;
}

static wm_day month_start(int32_t month) {
    return wm_day_of(month / 12, month % 12 + 1, 1);
}

// The first month that lies wholly in post, as far as its beginning goes.
static int32_t first_month_in_post(const struct cadence *cadence) {
    if (!cadence->in_post)
        return INT32_MIN;
    int32_t month = month_of(cadence->post.first);
    return month_start(month) < cadence->post.first ? month + 1 : month;
}

static int32_t first_month(const struct cadence *cadence) {
    const struct wm_query *query = cadence->leaf->query;
    int32_t months = query->over.unit == WM_SPAN_YEARS ? query->over.count * 12 : query->over.count;
    int32_t first = month_of(cadence->day) - months;
    int32_t in_post = first_month_in_post(cadence);
    return first > in_post ? first : in_post;
}

static bool counts(const struct cadence *cadence, const struct wm_fact *fact, wm_day *ret_last) {
    *ret_last = wm_leaf_last(cadence->leaf, fact);
    return *ret_last >= cadence->day && *ret_last >= fact->on && wm_leaf_filter(cadence->leaf, fact) == WM_REFUSAL_NONE;
}

static struct wm_judgement judge_months(const struct cadence *cadence) {
    struct wm_fact_range sessions = cadence->leaf->facts;
    int32_t first = first_month(cadence);
    int32_t present = month_of(cadence->day);
    int32_t wanted = present - 1; // goes back to `first` while there is a session in each
    wm_day last;
    wm_day first_last = WM_DAY_NEVER;
    uint32_t recent = sessions.count; // sessions of the present month and after it begin here
    for (uint32_t i = sessions.count; i-- > 0 && wanted >= first;) {
        if (!counts(cadence, &sessions.first[i], &last))
            continue;
        int32_t month = month_of(sessions.first[i].on);
        if (month >= present)
            recent = i;
        else if (month < wanted)
            break;
        else if (month == wanted)
            wanted--;
        first_last = wm_day_earlier(first_last, last);
    }
    bool met = wanted < first;
    // Without another session no later window is filled either; with one in every month that comes, all are.
    int32_t in_post = first_month_in_post(cadence);
    int32_t empty = present > in_post ? present : in_post;
    for (uint32_t i = recent; i < sessions.count; i++) {
        if (counts(cadence, &sessions.first[i], &last) && month_of(sessions.first[i].on) == empty)
            empty++;
    }
    wm_day next = met                       ? wm_day_earlier(month_start(empty + 1), wm_day_after(first_last))
                  : recent < sessions.count ? month_start(present + 1)
                                            : WM_DAY_NEVER;
    return wm_judged(met, wm_day_earlier(next, cadence->post_change));
}

wm_day wm_cadence_start(const struct wm_leaf *leaf, wm_day day) {
    struct cadence cadence = begin(leaf, day);
    return leaf->query->per_month ? month_start(first_month(&cadence)) : look(&cadence).start;
}

struct wm_judgement wm_judge_cadence(const struct wm_leaf *leaf, wm_day day) {
    struct cadence cadence = begin(leaf, day);
    return leaf->query->per_month ? judge_months(&cadence) : judge_gaps(&cadence);
}
