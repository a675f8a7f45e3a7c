// SPDX-License-Identifier: MIT
// What an organisation says beside its frameworks: what it recognises, and who may assess. Immutable, on the ruleset's
// arena.
#pragma once

#include "engine/criteria/framework.h"

// Records of the source read as the target's, of the same portfolio: awards of one level as those of another, or
// assessments of one competency as those of another. What was recognised is not recognised once more.
struct wm_scale_pair {
    wm_number from, to;
};
struct wm_recognition {
    wm_code source, target; // "framework/level" or "framework/competency", both of one kind
    enum wm_kind kind;      // WM_KIND_AWARD or WM_KIND_ASSESSMENT
    struct wm_place where;
    bool has_within; // counts while D <= on + within, as if that were its `until`
    struct wm_span within;
    const char *const *by; // whole ids, compared as text: only what one of these gave; count 0: whoever did
    uint32_t by_count;
    const struct wm_scale_pair *scale;   // assessments: what a score of the source is on the target's scale; a score
    uint32_t scale_count;                // that is not among them does not count. Count 0: the score as it is
    const struct wm_scale *target_scale; // a score that is not on it does not count; may be NULL
    const struct wm_link *link;          // of a framework's pack, that says so; NULL: the organisation does itself
};

// Whoever records one of these for a subject of the framework must meet `level`'s requirements on the record's day.
struct wm_assessors {
    const struct wm_framework *framework;
    struct wm_codes as;
    bool kinds[WM_KIND_COUNT];
    struct wm_level level; // of its own, not among those of the ruleset; full = "assessors/framework"
};

struct wm_ruleset;
// Whether it speaks of this record: of one of its kinds, made in one of its capacities, about something of the framework
// ("framework/x", or a shared code that it declares).
bool wm_assessors_concern(const struct wm_assessors *assessors, const struct wm_record *record);
