// SPDX-License-Identifier: MIT
// What is wrong or doubtful in a rule pack, found without running its tests: `waymark rules lint`.
//
// Each finding has a code that never changes its meaning (table: lint_rules*.c), a place, a sentence and a suggestion. A
// pack that does not load has one finding, of the group WM1xx: nothing further can be looked at. Blocking; jobs thread
// or offline.
#pragma once

#include "engine/lang/pack.h"

enum wm_lint_severity {
    WM_LINT_ERROR,   // it cannot be meant so
    WM_LINT_WARNING, // it is hardly meant so
    WM_LINT_NOTE     // worth knowing
};
const char *wm_lint_severity_name(enum wm_lint_severity severity); // "error"

struct wm_lint_rule {  // what can be found: one a code
    const char *code;  // "WM202"
    const char *name;  // "score-off-the-scale"; of those about loading the reason of the error
    const char *title; // one sentence without its full stop
    const char *why;   // what it means and why it matters
    const char *mend;  // what to do about it
    const char *example;
    enum wm_lint_severity severity;
};
// All of them, ascending by code; NULL behind the last.
const struct wm_lint_rule *wm_lint_rule_at(size_t index);
// By code (small letters will do) or name. WM_NOT_FOUND, reason "unknown-code", with the nearest.
WM_MUST_USE enum wm_status wm_lint_find_rule(const char *code, const struct wm_lint_rule **ret_rule,
                                             struct wm_error *error);

struct wm_lint_finding {
    const struct wm_lint_rule *rule;
    const char *file; // "frameworks/x/levels.lua"
    int line;         // from 1
    const char *message;
    const char *suggestion; // never empty
};
struct wm_lint_report {
    struct wm_arena arena;
    const struct wm_lint_finding *findings; // by file, line, code
    uint32_t count;
    uint32_t severities[WM_LINT_NOTE + 1]; // how many of each
};

// `pack` is "frameworks/<id>" or "organisations/<id>". Findings are no error. WM_NOT_FOUND when there is no such pack.
WM_MUST_USE enum wm_status wm_lint_run(const struct wm_pack_source *source, const char *pack,
                                       const struct wm_pack_limits *limits, struct wm_lint_report *ret_report,
                                       struct wm_error *error);
void wm_lint_report_clear(struct wm_lint_report *report); // accepts a zeroed one

// One finding as a JSON object; appended.
void wm_lint_write_finding(struct wm_buffer *buffer, const struct wm_lint_finding *finding);
// The report as one JSON object, and as SARIF 2.1.0; appended, with a newline.
void wm_lint_write_json(struct wm_buffer *buffer, const char *pack, const struct wm_lint_report *report);
void wm_lint_write_sarif(struct wm_buffer *buffer, const struct wm_lint_report *report);
