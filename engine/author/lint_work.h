// SPDX-License-Identifier: MIT
// One pack being looked at. Private to lint*.c.
#pragma once

#include "engine/author/lint.h"
#include "engine/lang/pack_tests.h"

struct wm_lint_entry {
    struct wm_lint_finding finding;
    struct wm_lint_entry *next;
};

struct wm_lint {
    const struct wm_pack_source *source;
    const struct wm_pack_limits *limits;
    const char *pack; // "frameworks/x"
    const char *id;   // "x"
    bool organisation;
    const struct wm_ruleset *ruleset; // a framework's: with its suggested values
    struct wm_pack_tests tests;
    struct wm_arena *arena;   // the report's
    struct wm_arena *scratch; // until the end of the run
    struct wm_lint_entry *first, *last;
    uint32_t count;
    uint64_t looked; // at findings there were already, for each one more
    int64_t until;   // of this thread's processor time
    bool late;       // it was reached, or nobody waits any more
    bool no_memory;
};

// False when the time is over: then whatever is left is not looked at. For loops that a pack can make long.
bool wm_lint_in_time(struct wm_lint *lint);

// Adds a finding. False when there is one of the same code and message at the same place.
bool wm_lint_add(struct wm_lint *lint, const char *code, struct wm_place where, const char *format, ...)
    WM_PRINTF(4, 5);
// Of a criterion: one a code and line, because one line may stand for many criteria.
bool wm_lint_add_criterion(struct wm_lint *lint, const char *code, const struct wm_criterion *criterion,
                           const char *format, ...) WM_PRINTF(4, 5);
// … with a suggestion of its own, for the finding added last; where none is given the rule's stands.
void wm_lint_suggest(struct wm_lint *lint, const char *format, ...) WM_PRINTF(2, 3);
// An error that lower floors gave: its message, and its nearest name or what was expected as the suggestion. `code` NULL:
// the one about loading that has the error's reason.
void wm_lint_add_error(struct wm_lint *lint, const char *code, const struct wm_error *error, struct wm_place fallback);
// Whether it stands in the files of the pack itself, not in what the pack adopts.
bool wm_lint_own(const struct wm_lint *lint, struct wm_place where);
// Room on `scratch`; NULL when out of memory, which is noted.
void *wm_lint_room(struct wm_lint *lint, size_t count, size_t size);

// The parts, each with the codes that it finds.
void wm_lint_reach(struct wm_lint *lint);   // WM2xx but WM211, WM301, WM302
void wm_lint_courses(struct wm_lint *lint); // WM211
void wm_lint_names(struct wm_lint *lint);   // WM303 to WM305
void wm_lint_recognise(struct wm_lint *lint);
void wm_lint_links(struct wm_lint *lint);                                                // WM306
WM_MUST_USE enum wm_status wm_lint_unused(struct wm_lint *lint, struct wm_error *error); // WM4xx, WM508
WM_MUST_USE enum wm_status wm_lint_tests(struct wm_lint *lint, struct wm_error *error);  // WM5xx

// Whether a criterion can hold, for the best person on the best day.
enum wm_lint_hold { WM_LINT_MAYBE, WM_LINT_NEVER, WM_LINT_ALWAYS };
// One leaf by itself; adds what is found.
enum wm_lint_hold wm_lint_leaf(struct wm_lint *lint, const struct wm_criterion *leaf);
// The leaves of an `all` against each other: adds what is found. One that another contradicts, or NULL.
const struct wm_criterion *wm_lint_contradictions(struct wm_lint *lint, const struct wm_criterion *all);
// Superfluous ones among the leaves of a combination (WM301, WM302).
void wm_lint_overlaps(struct wm_lint *lint, const struct wm_criterion *combination);

// Two leaves. Implies: whoever meets `strong` meets `weak`. Excludes: nobody meets both.
bool wm_lint_implies(const struct wm_criterion *strong, const struct wm_criterion *weak);
bool wm_lint_excludes(const struct wm_criterion *one, const struct wm_criterion *other);
// Whether they look at the same records on every day: subject, filters and window, not bounds.
bool wm_lint_same_pool(const struct wm_query *a, const struct wm_query *b);
// From whatever day both are counted: `a` ends more than `days` days after `b`; `a` ends no earlier than `b`.
bool wm_lint_span_outlasts(struct wm_span a, struct wm_span b, int32_t days);
bool wm_lint_span_reaches(struct wm_span a, struct wm_span b);
