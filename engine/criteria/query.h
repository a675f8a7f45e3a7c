// SPDX-License-Identifier: MIT
// What a leaf asks of a portfolio on day D, to the day. The tests and the reference evaluator hold it to this text.
//
// 1. Candidates: the facts of `kind` with `subject` (or any of `subjects`; none given: any subject).
// 2. A fact with on > D does not exist yet (refused: not-yet).
// 3. Filters, in this order; the first that fails names the refusal:
//      outcome   `outcomes` not empty: the fact's outcome is one of them. A fact with outcome `equivalent` passes
//                where `equivalent` is true. A fact with outcome `formative` passes only when `formative` is listed
//                (refused: formative); else refused: wrong-outcome. `outcomes` empty: every outcome but `formative`
//                and `declined` passes.
//      as        `as` not empty: one of them; `not_self`: not `self` (refused: wrong-assessor)
//      method    `methods` not empty: one of them (refused: wrong-method); `methods_not` not empty: none of them
//      by        `by` not empty: one of them (refused: wrong-assessor)
//      share     has_min_fte: the fact's value (absent: 1) >= min_fte (refused: too-small)
// 4. Dates, except for periods (experience, in_role, related: clipped at D instead):
//      in_date   (default true) D <= until; without until, and with outcome `completed` or `equivalent`, and
//                has_valid: D <= on + valid (refused: expired). valid_unset: the validity is a parameter nobody set:
//                the leaf is unknown where such a fact without until would decide it, that is when the verdict
//                differs between counting these facts for ever and not counting them at all.
//      within    has_within: D <= on + within (refused: too-old)
// What these remove replaces nothing. What is left counts, by verb:
//
// ASSESSED  R = what is left. `using` latest (default): the last by (on, order) must reach [at_least] (absent: any
//           value does); and when `count` n > 1, at least n of R reach it. `best`: some reach; with count: at least n
//           do. `all`: the last n of R (count absent: all of R, and at least one) each reach; fewer than n: unmet.
//           `median`: of the last n (count absent: all of R): the lower middle value reaches; fewer than n: unmet.
//           `assessors` k > 1: those facts of R that reach come from at least k different `by`.
//           A deciding fact whose value is off the competency's scale (query->scale): unknown, reason error. Deciding
//           facts: latest: the last one; otherwise any of the pool.
//           Refused in reports: earlier ones that the latest replaced (superseded).
// TRAINED   at least `count` (default 1) of R. An `enrolled` or `undertaking` fact does not count once a later
//           `failed` of the same course exists (by (on, order), on <= D; refused: wrong-outcome).
// QUALIFIED some of R; has_at_least: its value, else the declared `rqf` of the qualification (has_rqf), reaches it;
//           neither: it does not (refused: too-low).
// EXPERIENCED  the union of the periods [on, min(until, D)] (no until: D) of R; has_within: only days d with
//           D <= d + within. Let F be its first day. No bound: one day is enough. has_least: the days number at least
//           (F + least) - F; `more`: one more than that.
// SUPERVISED   cadence. S = the days of R (duplicates once). Window start W = the first day d with D <= d + over; with
//           in_role: not before the first day of the present unbroken stretch in that role (role facts of that
//           subject with on <= D <= until, joined with those that touch or overlap, any share; none: the whole
//           window). Met when every gap is kept: from W to the first session on or after W, between sessions, from
//           the last (or W) to D, each gap from a to b being kept when b <= (a + every) + grace. Sessions before W
//           do not count. per_month: instead, each of the last `over` (in months, m) full calendar months before D's
//           month that lie wholly in post has a session ("in post" as above: the whole month within [stretch start,
//           D]); no such month: met.
// RELATED   some fact with on <= D <= until (no until: for ever).
// APPRAISED the last of R by (on, order) [after the filters on `level`, `as`, in date, within; and `after`: only
//           appraisals on or after the first day on which a training fact of that course, `completed` or `equivalent`,
//           exists] has the outcome asked: recommended (`outcome_asked`), or any when 0.
// EVIDENCED at least `count` (default 1) of R; per_method: at least `count` for each of `methods`.
// SIGNED_OFF   some of R; routes_all: for each of `methods` some of R.
// IN_ROLE   facts clipped at D; the present unbroken stretch (on <= D <= until, joined with those that touch, i.e.
//           next on <= previous until + 1, or overlap) exists; s its first day. has_least: s + least <= D;
//           has_most (less_than): s + most > D. min_fte filters before joining.
// MEASURED  the last of R by (on, order): has_at_least: value >= ; has_at_most: value <= ; no value: it does not.
// RECORDED  at least `count` (default 1) of R, each also reaching at_least / at_most when given.
// HOLDS     an award fact of `subject` with on <= D <= until (no until: for ever); has_within: D <= on + within.
//
// What passes the filters and the dates and still does not count is refused in reports as well:
//   too-low       assessed, qualified, measured, recorded: at_least is not reached; too-high: measured, recorded: at_most
//                 is passed
//   superseded    assessed by `latest` without `count`, appraised, measured: all but the last; assessed by `median` or `all`
//                 with `count` n: those before the last n
//   wrong-outcome trained: ended by a later `failed`; appraised: the last, when it is not the outcome asked
//   too-old       experienced: over before the window of `within`; supervised: before W, or before the first month that
//                 counts; appraised: before the course asked by `after`
//   expired       related, holds: over on D; in_role: over before the present stretch
#pragma once

#include "engine/criteria/criterion.h"
#include "engine/portfolio/record.h"

enum wm_using { WM_USING_LATEST, WM_USING_BEST, WM_USING_MEDIAN, WM_USING_ALL };

struct wm_codes { // one of these; count 0 = not asked
    const wm_code *codes;
    uint32_t count;
};

struct wm_scale;

struct wm_query {
    enum wm_kind kind;
    wm_code subject;          // 0 with `subjects` empty = any
    struct wm_codes subjects; // experienced { …, together = true } only; else empty
    struct wm_codes outcomes;
    bool equivalent;
    struct wm_codes as;
    bool not_self; // ASSESSED, where `as` asks for nobody in particular
    struct wm_codes methods;
    struct wm_codes methods_not; // experienced { voluntary = false }
    const char *const *by;       // whole ids, compared as text
    uint32_t by_count;
    bool has_min_fte;
    wm_number min_fte;
    bool in_date;
    bool has_valid;
    struct wm_span valid;
    const struct wm_parameter *valid_unset;
    bool has_within;
    struct wm_span within;
    bool has_at_least, has_at_most;
    wm_number at_least, at_most;
    enum wm_using using;
    uint32_t count;     // 0 = absent
    uint32_t assessors; // 0 or 1 = not asked
    const struct wm_scale *scale;
    bool has_rqf;
    wm_number rqf;
    bool has_least, more; // duration: at_least, or more_than with `more`
    struct wm_span least;
    bool has_most; // less_than
    struct wm_span most;
    struct wm_span every, over, grace; // cadence; grace 0 days when absent
    bool per_month;                    // over.count months then
    wm_code in_role;
    wm_code outcome_asked; // APPRAISED
    wm_code after;         // APPRAISED: a course
    bool per_method, routes_all;
};
