// SPDX-License-Identifier: MIT
// A criterion: a node of the tree that a rule pack builds. Immutable once its ruleset is built; lives on the
// ruleset's arena. `decide` evaluates it, `lang` builds it; the meaning of each verb is written here, once.
//
// Three values (Kleene): met, unmet, unknown.
//   all        unmet if a child is unmet; else unknown if one is unknown; else met
//   any        met if a child is met; else unknown if one is unknown; else unmet
//   none       the opposite of any
//   at_least   n = `least`: met if n children are met; unmet if met + unknown < n; else unknown
//   points     the same with `weights` (> 0) and `threshold`, both wm_number
//   when       children[0] = test, [1] = then, [2] = else (absent: met). Test met: then; unmet: else; unknown: the
//              common verdict of both branches if they agree, else unknown
//   meets      of a level: met if an award of it is in force on D; else the verdict of level->requires (of a gate:
//              only that)
//   shown      its one child (the competency's own shown_by criterion)
//   editions   what a level with days of its own requires. A child counts on the days of its `edition` only: those that
//              do are joined as by `any`, and when none of them is what an edition requires, one that is unknown, reason
//              not-in-force, joins them
//   grandfathered  a leaf below editions: what its level (`level`) comes to on the eve of its days, of the records known
//              now. So whoever was eligible then stays it
//   custom     what a function of the pack says of the person: engine/criteria/predicate.h. Without anybody to run it,
//              or when it fails: unknown, reason error or budget
//   fixed      a constant: `fixed` (a `setting`, or subjects from a list parameter that an organisation emptied: met).
//              `all` and `any` have none that is settled among their children, nor has `when` as its test: an all of
//              which one is unmet is that constant itself, and so on
// A node whose `unset` is not NULL is unknown for ever, reason parameter-not-set, whatever its children or records.
//
// Leaves are queries over the portfolio: engine/criteria/query.h.
#pragma once

#include "engine/base/code.h"
#include "engine/base/date.h"
#include "engine/base/number.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wm_verdict { WM_VERDICT_UNMET, WM_VERDICT_MET, WM_VERDICT_UNKNOWN };
enum wm_unknown_reason { WM_UNKNOWN_PARAMETER, WM_UNKNOWN_ERROR, WM_UNKNOWN_BUDGET, WM_UNKNOWN_NOT_IN_FORCE };

// Name as written in a pack; is it a leaf.
#define WM_VERB_MAP(X)                                                                                                 \
    X(ALL, "all", 0)                                                                                                   \
    X(ANY, "any", 0)                                                                                                   \
    X(NONE, "none", 0)                                                                                                 \
    X(AT_LEAST, "at_least", 0)                                                                                         \
    X(POINTS, "points", 0)                                                                                             \
    X(WHEN, "when", 0)                                                                                                 \
    X(MEETS, "meets", 0)                                                                                               \
    X(SHOWN, "shown", 0)                                                                                               \
    X(EDITIONS, "editions", 0)                                                                                         \
    X(GRANDFATHERED, "grandfathered", 1)                                                                               \
    X(FIXED, "setting", 1)                                                                                             \
    X(CUSTOM, "custom", 1)                                                                                             \
    X(ASSESSED, "assessed", 1)                                                                                         \
    X(TRAINED, "trained", 1)                                                                                           \
    X(QUALIFIED, "qualified", 1)                                                                                       \
    X(EXPERIENCED, "experienced", 1)                                                                                   \
    X(SUPERVISED, "supervised", 1)                                                                                     \
    X(RELATED, "related", 1)                                                                                           \
    X(APPRAISED, "appraised", 1)                                                                                       \
    X(EVIDENCED, "evidenced", 1)                                                                                       \
    X(SIGNED_OFF, "signed_off", 1)                                                                                     \
    X(IN_ROLE, "in_role", 1)                                                                                           \
    X(MEASURED, "measured", 1)                                                                                         \
    X(RECORDED, "recorded", 1)                                                                                         \
    X(HOLDS, "holds", 1)

enum wm_verb {
#define X(name, text, leaf) WM_VERB_##name,
    WM_VERB_MAP(X)
#undef X
        WM_VERB_COUNT
};
const char *wm_verb_name(enum wm_verb verb);
bool wm_verb_leaf(enum wm_verb verb);
bool wm_verb_word(enum wm_verb verb); // a word of the language; the others come of a level's days

struct wm_place {     // where a rule stands
    const char *file; // "frameworks/somerset-social-prescribing/levels.lua"
    int line;
};

struct wm_edition {     // the days on which something below a level counts
    wm_day from, until; // WM_DAY_NONE: without a beginning, without an end
    struct wm_place where;
    uint32_t number; // among the level's: criteria of two editions may have the same id
};
bool wm_edition_on(const struct wm_edition *edition, wm_day day); // of every day when it is NULL

struct wm_declaration;
struct wm_level;
struct wm_parameter;
struct wm_predicate;
struct wm_query;

struct wm_criterion {
    enum wm_verb verb;
    enum wm_verdict fixed;    // FIXED only
    const char *id;           // leaf: "trained:care-certificate", "#2" on repeats within the level; others: NULL
                              // unless the rule gives one
    const char *qualified_id; // leaf: with its level's id before it: "entry/trained:care-certificate"
    const char *says;         // one plain English sentence part, always there
    const char *hint;         // may be NULL
    struct wm_place where;
    const struct wm_parameter *unset;     // the first parameter it needs that has no value, or NULL
    const struct wm_parameter *parameter; // FIXED: the parameter that settles it, or would if it were set; may be NULL
    const struct wm_level *level;         // MEETS: the level or gate meant; GRANDFATHERED: the one it stands in
    const struct wm_edition *edition;     // children of EDITIONS, and desires that an edition brought; others: NULL
    uint32_t eve;                         // GRANDFATHERED: its place among those of the ruleset, by day
    const struct wm_declaration *competency; // SHOWN: the one meant
    const struct wm_predicate *predicate;    // CUSTOM
    const struct wm_query *query;            // leaves except FIXED, CUSTOM and GRANDFATHERED
    struct wm_criterion *const *children;
    const wm_number *weights; // POINTS: one a child
    uint32_t child_count;
    uint32_t least;      // AT_LEAST
    wm_number threshold; // POINTS
    uint32_t leaf_index; // leaf: its place among the leaves of its level, from 0, tree order
    bool added;          // the root of what an organisation added to an adopted level or gate
};

// Of EDITIONS what the one in force on that day requires, NULL: none is; any other criterion is itself on every day.
const struct wm_criterion *wm_criterion_on(const struct wm_criterion *criterion, wm_day day);
