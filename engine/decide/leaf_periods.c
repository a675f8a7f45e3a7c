// SPDX-License-Identifier: MIT
// Verbs over periods: EXPERIENCED and IN_ROLE, and the stretches that periods join into.
//
// Stretches are those of all periods, also of ones still to come: the part of a stretch up to a day is the same whether
// or not the later ones are known, so that a day of change can be read off them.
#include "engine/decide/leaf.h"

static wm_day period_last(const struct wm_fact *fact) {
    return fact->until == WM_DAY_NONE ? WM_DAY_NEVER : fact->until;
}

bool wm_leaf_stretch(const struct wm_leaf *leaf, const struct wm_fact **fact, struct wm_stretch *ret_stretch) {
    struct wm_stretch stretch = {WM_DAY_NONE, WM_DAY_NONE};
    for (; *fact != NULL; *fact = wm_leaf_following(leaf, *fact)) {
        wm_day last = period_last(*fact);
        if (last < (*fact)->on || wm_leaf_filter(leaf, *fact) != WM_REFUSAL_NONE)
            continue;
        if (stretch.first == WM_DAY_NONE)
            stretch.first = (*fact)->on;
        else if ((*fact)->on > wm_day_after(stretch.last))
            break;
        stretch.last = wm_day_later(stretch.last, last);
    }
    *ret_stretch = stretch;
    return stretch.first != WM_DAY_NONE;
}

bool wm_post_stretch(const struct wm_portfolio *portfolio, wm_code role, wm_day day, struct wm_stretch *ret_stretch,
                     wm_day *ret_change) {
    const struct wm_query query = {.kind = WM_KIND_ROLE, .subject = role};
    struct wm_leaf leaf;
    wm_leaf_init(&leaf, WM_VERB_IN_ROLE, &query, portfolio);
    const struct wm_fact *fact = wm_leaf_following(&leaf, NULL);
    *ret_change = WM_DAY_NEVER;
    while (wm_leaf_stretch(&leaf, &fact, ret_stretch)) {
        if (ret_stretch->last < day)
            continue;
        bool now = ret_stretch->first <= day;
        *ret_change = now ? wm_day_after(ret_stretch->last) : ret_stretch->first;
        return now;
    }
    return false;
}

struct wm_judgement wm_judge_in_role(const struct wm_leaf *leaf, wm_day day) {
    const struct wm_query *query = leaf->query;
    const struct wm_fact *fact = wm_leaf_following(leaf, NULL);
    struct wm_stretch stretch;
    while (wm_leaf_stretch(leaf, &fact, &stretch)) {
        wm_day from = query->has_least ? wm_day_add(stretch.first, query->least) : stretch.first;
        wm_day until = query->has_most ? wm_day_add(stretch.first, query->most) - 1 : WM_DAY_NEVER;
        until = wm_day_earlier(until, stretch.last);
        if (until < day || until < from)
            continue;
        return from <= day ? wm_judged(true, wm_day_after(until)) : wm_judged(false, from);
    }
    return wm_judged(false, WM_DAY_NEVER);
}

// EXPERIENCED --------------------------------------------------------------------------------------------------------

static int64_t needed_days(const struct wm_query *query, wm_day first) {
    if (!query->has_least)
        return 1;
    int64_t days = (int64_t)wm_day_add(first, query->least) - first + (query->more ? 1 : 0);
    return days > 1 ? days : 1;
}

// Without a window days are only ever added, so that there is one day on which enough are reached.
static struct wm_judgement judge_total(const struct wm_leaf *leaf, wm_day day) {
    const struct wm_fact *fact = wm_leaf_following(leaf, NULL);
    struct wm_stretch stretch;
    int64_t needed = 0;
    int64_t days = 0;
    while (wm_leaf_stretch(leaf, &fact, &stretch)) {
        if (days == 0)
            needed = needed_days(leaf->query, stretch.first);
        int64_t more = (int64_t)stretch.last - stretch.first + 1;
        if (days + more >= needed) {
            int64_t reached = stretch.first + (needed - days) - 1;
            wm_day on = reached < WM_DAY_NEVER ? (wm_day)reached : WM_DAY_NEVER;
            return wm_judged(on <= day, on <= day ? WM_DAY_NEVER : on);
        }
        days += more;
    }
    return wm_judged(false, WM_DAY_NEVER);
}

struct window {
    wm_day start;
    int64_t days;   // covered in it
    wm_day first;   // of them; WM_DAY_NONE when there is none
    wm_day last;    // of the stretch that they end in, which may go on after today
    wm_day to_come; // the first covered day after today
    bool full;      // every day of it is covered, and will be until `last`
};

static struct window look(const struct wm_leaf *leaf, wm_day day) {
    struct window window = {.start = wm_day_window_start(day, leaf->query->within),
                            .first = WM_DAY_NONE,
                            .last = WM_DAY_NONE,
                            .to_come = WM_DAY_NEVER};
    const struct wm_fact *fact = wm_leaf_following(leaf, NULL);
    struct wm_stretch stretch;
    while (wm_leaf_stretch(leaf, &fact, &stretch)) {
        if (stretch.last > day)
            window.to_come = wm_day_earlier(window.to_come, wm_day_later(stretch.first, day + 1));
        wm_day first = wm_day_later(stretch.first, window.start);
        wm_day last = wm_day_earlier(stretch.last, day);
        if (first > last)
            continue;
        if (window.first == WM_DAY_NONE)
            window.first = first;
        window.last = stretch.last;
        window.days += (int64_t)last - first + 1;
        window.full = first == window.start && last == day;
    }
    return window;
}

static bool window_met(const struct wm_query *query, const struct window *window) {
    return window->days > 0 && window->days >= needed_days(query, window->first);
}

// A full window: only the calendar decides, until the stretch ends. Unless there are days to spare (or far too few)
// whatever the months are like, one has to look at each day.
static wm_day full_until(const struct wm_query *query, const struct window *window, wm_day day) {
    int64_t spare = window->days - needed_days(query, window->first);
    wm_day slack = wm_span_slack(query->least) + wm_span_slack(query->within);
    bool met = spare >= 0;
    if (spare >= slack || spare < -slack)
        return wm_day_after(window->last);
    wm_day start = window->start;
    wm_day last = wm_day_earlier(window->last, day + WM_DAYS_AHEAD);
    for (wm_day later = day + 1; later <= last; later++) {
        while (wm_day_add(start, query->within) < later)
            start++;
        if (((int64_t)later - start + 1 >= needed_days(query, start)) != met)
            return later;
    }
    return wm_day_after(last);
}

// The window loses no more days than its start moves and gains no more than the day does; the days needed change by
// less than the slack when the first day of the window does.
static wm_day window_next(const struct wm_query *query, const struct window *window, wm_day day) {
    if (window->days == 0)
        return window->to_come;
    if (!query->has_least)
        return wm_day_after(wm_day_add(window->last, query->within));
    if (window->full)
        return full_until(query, window, day);
    int64_t spare = window->days - needed_days(query, window->first);
    wm_day slack = wm_span_slack(query->least);
    if (spare < 0)
        return wm_day_later(day + 1, day - (wm_day)spare - slack);
    wm_day start = window->start + (wm_day)(spare - slack);
    return wm_day_later(day + 1, wm_day_after(wm_day_add(start, query->within)));
}

static struct wm_judgement judge_window(const struct wm_leaf *leaf, wm_day day) {
    struct window window = look(leaf, day);
    return wm_judged(window_met(leaf->query, &window), window_next(leaf->query, &window, day));
}

struct wm_judgement wm_judge_experienced(const struct wm_leaf *leaf, wm_day day) {
    return leaf->query->has_within ? judge_window(leaf, day) : judge_total(leaf, day);
}
