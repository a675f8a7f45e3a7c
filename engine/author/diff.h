// SPDX-License-Identifier: MIT
// What differs between two rulesets, in what they mean: levels and criteria added, removed, tightened, loosened;
// parameters, declarations, what is recognised, who may assess. Not lines of text: a pack written otherwise that asks
// for the same is the same.
//
// Tightened means: whatever is recorded of somebody, on every day, nobody is eligible under the new rules who was not
// under the old ones. Loosened: nobody who was eligible is not any more. Where neither is certain it is changed.
#pragma once

#include "engine/criteria/ruleset.h"

enum wm_diff_change {
    WM_DIFF_SAME, // it asks for the same, said or written otherwise
    WM_DIFF_ADDED,
    WM_DIFF_REMOVED,
    WM_DIFF_TIGHTENED,
    WM_DIFF_LOOSENED,
    WM_DIFF_CHANGED,
    WM_DIFF_CHANGES // how many there are
};
const char *wm_diff_change_name(enum wm_diff_change change); // "same", "added", "tightened", …

// One difference. Texts are borrowed from the rulesets or on the report's arena.
struct wm_diff_entry {
    enum wm_diff_change change;
    enum wm_diff_change effect; // of a criterion, on its level: same, tightened, loosened or changed; else same
    bool criterion;             // else a field
    bool desirable;             // of what a level only desires
    const char *about;          // of a field its name: "title"; of a criterion its id, or its verb
    const char *before, *after; // in words: values, or what the criterion says; NULL where it is not there
    const char *note;           // in words, what before and after do not show; may be NULL
    struct wm_place before_where, after_where; // of a criterion; file NULL where it is not there
};

// One thing that differs, and how.
struct wm_diff_group {
    enum wm_diff_change change; // a level or assessors: of what is asked, taken together; else added, removed, changed
    const char *framework;      // id; NULL: the organisation's
    const char *kind;  // "organisation", "framework", "level", "gate", "parameter", "link", "recognition", "assessors",
                       // or what is declared: "course"
    const char *id;    // of a level, parameter, declaration: bare
    const char *title; // never NULL
    const struct wm_diff_entry *entries;
    uint32_t count;
};

struct wm_diff_report {
    struct wm_arena arena;
    const struct wm_diff_group *groups; // the organisation, then by framework: itself, levels and gates, assessors,
    uint32_t count;                     // parameters, declarations, links; what is recognised at the end
    enum wm_diff_change effect;         // on who is eligible for something: same, tightened, loosened or changed
    bool same_files;                    // byte for byte
};

// The rulesets must outlive the report. WM_NO_MEMORY.
WM_MUST_USE enum wm_status wm_diff_run(const struct wm_ruleset *before, const struct wm_ruleset *after,
                                       struct wm_diff_report *ret_report, struct wm_error *error);
void wm_diff_clear(struct wm_diff_report *report); // accepts a zeroed one

// {"before":{"name","rules","criteria"},"after":{…},"same","effect","groups":[…]}, appended, with a newline. The names are
// those that the user gave.
void wm_diff_write(struct wm_buffer *buffer, const struct wm_ruleset *before, const char *before_name,
                   const struct wm_ruleset *after, const char *after_name, const struct wm_diff_report *report);
