// SPDX-License-Identifier: MIT
// What many people come to: one question put to each of them, and what comes of all together.
//
// Every verdict is wm_decide's, or one of its cheap forms where only the outcome matters: nothing here judges. People are
// added from several threads side by side, each with a part of its own; the order in which they come changes nothing.
// Once finished a cohort does not change any more, and may be read on any thread.
#pragma once

#include "engine/decide/standing.h"

enum wm_cohort_kind { WM_COHORT_QUERY, WM_COHORT_MATRIX, WM_COHORT_GAPS, WM_COHORT_EXPIRING };

enum wm_cohort_sought { // QUERY: who is listed
    WM_COHORT_ANYBODY,
    WM_COHORT_ELIGIBLE,
    WM_COHORT_NOT_ELIGIBLE,
    WM_COHORT_INDETERMINATE,
    WM_COHORT_LAPSING, // eligible, and not for more than `within` days any more: standing.h
    WM_COHORT_NEAR,    // not eligible, with at most `unmet` unmet leaves: standing.h
    WM_COHORT_SOUGHT_COUNT
};
const char *wm_cohort_sought_name(enum wm_cohort_sought sought); // "anybody", "eligible", "not-eligible", …

struct wm_cohort_question {
    enum wm_cohort_kind kind;
    struct wm_ruleset *ruleset; // held by the cohort
    const char *organisation;   // as long as the cohort
    wm_day as_of;
    const struct wm_level *level;         // QUERY: never NULL. GAPS, EXPIRING: the only one asked about. MATRIX of
                                          // competencies: only those of it
    const struct wm_framework *framework; // MATRIX: never NULL. GAPS without a level: all its levels. Else ignored
    enum wm_cohort_sought sought;         // QUERY
    int32_t within;                       // days from as_of on: LAPSING, EXPIRING
    uint32_t unmet;                       // NEAR
    bool competencies;                    // MATRIX: else levels
    size_t most;                          // bytes that lines may take: of more people some, whoever they are, have none
};

// A level, or of MATRIX maybe a competency; the counts are of everybody.
struct wm_cohort_column {
    const struct wm_level *level;            // NULL: a competency
    const struct wm_declaration *competency; // NULL: a level
    uint64_t outcomes[3];                    // by enum wm_outcome; of a level
    uint64_t held, lapsing;                  // MATRIX, of a level
    uint64_t assessed, signed_off;           // MATRIX, of a competency
};

// The answer's lines. What each kind has is behind it.
struct wm_cohort_line {
    const char *person; // NUL-terminated; GAPS: NULL
    struct wm_cohort_line *next;
};

struct wm_cohort_match { // QUERY; by person
    struct wm_cohort_line line;
    enum wm_outcome outcome;
    wm_day until; // WM_DAY_NONE: for ever
    bool until_inexact;
    enum wm_outcome changes_to; // with an exact `until`
    uint32_t unmet;             // how many leaves, of those who are not eligible
    const char *const *ids;     // NEAR: those leaves; else NULL
};

// MATRIX. A level: as standing.h has it. A competency: the latest assessment (by on, then seq) of those that count on as_of,
// which have on <= as_of <= until, are not formative and not by the person as `self`; where there is none, the latest
// sign-off of it with on <= as_of <= until that was not declined; else nothing. What is recognised counts as well, what a
// level asks beyond that (method, score, age) does not matter.
enum wm_cohort_shown { WM_COHORT_NOTHING, WM_COHORT_ASSESSED, WM_COHORT_SIGNED_OFF };
struct wm_cohort_cell {
    wm_number value;    // ASSESSED
    wm_day on;          // of a competency that is shown
    wm_day until;       // of that record, or until when somebody is eligible; WM_DAY_NONE: for ever
    uint8_t shown;      // enum wm_cohort_shown
    uint8_t outcome;    // enum wm_outcome, of a level
    bool held, lapsing; // of a level
};
struct wm_cohort_row { // by person
    struct wm_cohort_line line;
    struct wm_cohort_cell cells[]; // as many as columns
};

struct wm_cohort_gap { // GAPS: a criterion that stands in the way of somebody; most of all first
    struct wm_cohort_line line;
    const struct wm_level *level; // that was asked about
    const struct wm_criterion *criterion;
    const char *id;              // as a decision names it
    uint64_t people;             // who are not eligible, with it unmet
    uint64_t only;               // of them, those with nothing else unmet
    uint64_t unknown;            // who are indeterminate, with it unknown
    struct wm_cohort_gap *other; // of the same slot
};

struct wm_cohort_loss { // EXPIRING: a level that somebody will not be eligible for any more; by day, person, level
    struct wm_cohort_line line;
    const struct wm_level *level;
    wm_day until; // the last day
    enum wm_outcome changes_to;
    const char *const *ids; // what causes it: engine/decide/forecast.h
    uint32_t id_count;
};

struct wm_cohort_day { // EXPIRING: how many lines have this last day
    wm_day until;
    uint64_t count;
};

struct wm_cohort_untaught { // GAPS: no course of any adopted framework teaches it
    const struct wm_level *level;
    const struct wm_declaration *competency;
};

struct wm_cohort {
    struct wm_cohort_question question;
    struct wm_cohort_column *columns; // levels in the ruleset's order, competencies as declared
    uint32_t column_count;
    // Once finished.
    uint64_t people;
    const struct wm_cohort_line **lines;
    size_t count;
    bool cut;                                  // there was no room for more lines
    size_t size;                               // bytes
    const struct wm_cohort_untaught *untaught; // GAPS: by level, then as declared
    uint32_t untaught_count;
    const struct wm_cohort_day *days; // EXPIRING
    size_t day_count;
    // Its own.
    _Atomic int32_t references;
    struct wm_arena arena;
    struct wm_cohort_part *parts;
    unsigned part_count;
    _Atomic size_t room;
};

// With a part for each thread.
WM_MUST_USE enum wm_status wm_cohort_new(const struct wm_cohort_question *question, unsigned parts,
                                         struct wm_cohort **ret_cohort, struct wm_error *error);
struct wm_cohort *wm_cohort_ref(struct wm_cohort *cohort);
void wm_cohort_unref(struct wm_cohort *cohort); // accepts NULL; any thread
// One more person. One thread at a time for each part. `runner` is of the part's thread; NULL: of no predicate. WM_NO_MEMORY,
// and WM_BUSY when a predicate could not be asked: then the cohort is worthless.
WM_MUST_USE enum wm_status wm_cohort_add(struct wm_cohort *cohort, unsigned part, const char *person, size_t length,
                                         const struct wm_portfolio *portfolio, const struct wm_predicate_runner *runner,
                                         struct wm_error *error);
// Everybody was added: what the parts hold becomes one answer. Once.
WM_MUST_USE enum wm_status wm_cohort_finish(struct wm_cohort *cohort, struct wm_error *error);

// The level's own criteria on that day ask about the competency (not those of levels that it meets), or the competency is
// declared as one of it.
bool wm_cohort_asks(const struct wm_level *level, const struct wm_declaration *competency, wm_day day);
