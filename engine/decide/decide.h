// SPDX-License-Identifier: MIT
// decide(ruleset, portfolio, level, day): the one evaluator. A pure function of its inputs.
//
// Needs no lock: everything it reads is immutable, everything it writes is on the caller's arena. It never enters
// Lua, SQL or JSON-RPC.
#pragma once

#include "engine/base/digest.h"
#include "engine/criteria/predicate.h"
#include "engine/portfolio/portfolio.h"

#define WM_ENGINE "waymark-1" // name and version of the semantics; moves when any answer could

enum wm_outcome { WM_OUTCOME_NOT_ELIGIBLE, WM_OUTCOME_ELIGIBLE, WM_OUTCOME_INDETERMINATE };
const char *wm_outcome_name(enum wm_outcome outcome); // "eligible", "not-eligible", "indeterminate"
const char *wm_verdict_name(enum wm_verdict verdict); // "unmet", "met", "unknown"

enum wm_refusal { // why a fact that is about the subject does not count
    WM_REFUSAL_NONE,
    WM_REFUSAL_NOT_YET,
    WM_REFUSAL_WRONG_OUTCOME,
    WM_REFUSAL_FORMATIVE,
    WM_REFUSAL_WRONG_ASSESSOR,
    WM_REFUSAL_WRONG_METHOD,
    WM_REFUSAL_TOO_SMALL,
    WM_REFUSAL_EXPIRED,
    WM_REFUSAL_TOO_OLD,
    WM_REFUSAL_SUPERSEDED,
    WM_REFUSAL_TOO_LOW,
    WM_REFUSAL_TOO_HIGH
};
const char *wm_refusal_name(enum wm_refusal refusal); // "expired", "too-old", …

const char *wm_unknown_reason_name(enum wm_unknown_reason reason); // "parameter-not-set", "error", "budget"

struct wm_cited {
    int64_t seq; // < 0: hypothetical record -(seq + 1)
    enum wm_refusal refusal;
    const struct wm_recognition *recognised; // as what it counts here, of another framework; or NULL
};

// What one leaf found; for unmet, unknown and the tree.
struct wm_finding {
    const struct wm_criterion *criterion;
    const char *id; // as this decision names it: bare in its own level, qualified through `meets`; a combination
                    // without an id goes by its verb
    enum wm_verdict verdict;
    enum wm_unknown_reason reason;        // only when unknown
    const struct wm_parameter *parameter; // only with WM_UNKNOWN_PARAMETER
    const char *text;                     // what a custom predicate says, or what went wrong in it; may be NULL
    const char *where;                    // of what went wrong in it, "file:line"; may be NULL
    const struct wm_cited *found;         // counted; both lists in the ledger's order; empty for `unknown`, `desired`
    uint32_t found_count;
    const struct wm_cited *refused;
    uint32_t refused_count;
};

struct wm_node {               // the tree of explain
    struct wm_finding finding; // id NULL for combinations without one
    const struct wm_node *children;
    uint32_t child_count;
    int64_t award;                           // MEETS met by an award in force: its seq; 0 = none
    const struct wm_recognition *recognised; // of that award, when it is one of another level; else NULL
};

struct wm_decision {
    enum wm_outcome outcome;
    wm_day as_of;
    wm_day until;               // WM_DAY_NONE = for ever
    enum wm_outcome changes_to; // only with until
    bool until_inexact;         // it stays so at least until then: a predicate asks which day it is, and nobody looked
                                // further; no changes_to
    const struct wm_finding *unmet;
    uint32_t unmet_count;
    const struct wm_finding *unknown; // empty unless indeterminate
    uint32_t unknown_count;
    const struct wm_finding *desired;
    uint32_t desired_count;
    const struct wm_node *tree; // only when asked for
    char id[33];                // BLAKE2b-128, hexadecimal; see wm_decide
};

struct wm_question {
    const struct wm_ruleset *ruleset;
    const struct wm_level *level;
    const struct wm_portfolio *portfolio;
    const char *organisation;
    const char *person;
    size_t person_length;
    wm_day as_of;
    const struct wm_predicate_runner *runner; // of custom predicates; NULL: they are unknown, reason error
    bool explain;                             // build the tree
    struct wm_text supposed; // what-if: canonical JSON of {with, without}, taken into the id; else empty
};

// Everything in `ret_decision` is on the arena or borrowed from the ruleset. WM_NO_MEMORY, and WM_BUSY when a custom
// predicate could not be asked.
// The id covers engine, organisation, person, level, as_of, rules hash, the portfolio's head, supposed, outcome, until,
// changes_to, and every leaf's id, verdict and reason: not the sentences, not the tree. Its bytes: README.md.
// `unmet` is empty unless not eligible. A level reached twice is told of once, also in the tree.
WM_MUST_USE enum wm_status wm_decide(const struct wm_question *question, struct wm_arena *arena,
                                     struct wm_decision *ret_decision, struct wm_error *error);

// The portfolio with what the organisation recognises in it, or the same when there is nothing of that kind: what
// wm_decide and wm_standing begin with. On the arena, and no longer than `portfolio`. WM_NO_MEMORY only.
WM_MUST_USE enum wm_status wm_recognise(const struct wm_ruleset *ruleset, const struct wm_portfolio *portfolio,
                                        struct wm_arena *arena, const struct wm_portfolio **ret_portfolio,
                                        struct wm_error *error);

// The verdict alone, custom predicates unknown, and the first later day on which it may change (WM_DAY_NEVER = never). The cheap form, for
// previews and standing.
enum wm_verdict wm_decide_verdict(const struct wm_level *level, const struct wm_portfolio *portfolio, wm_day as_of,
                                  wm_day *ret_next);

// The reply of eligibility.check (and explain, when the tree is there), one JSON object.
void wm_decision_write(struct wm_buffer *buffer, const struct wm_question *question,
                       const struct wm_decision *decision);
