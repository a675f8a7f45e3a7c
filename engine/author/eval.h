// SPDX-License-Identifier: MIT
// A portfolio made by hand and judged by a pack: what `waymark rules eval` works on. A framework is judged with its
// suggested values, and those set here; an organisation with its own. Blocking, one thread, offline.
//
// Entries have numbers, from 1 on, never used again. They are kept as what they say and not as what they mean, so that
// they outlive the rules: after wm_eval_reload the new ones judge them.
#pragma once

#include "engine/author/eval_names.h"
#include "engine/decide/decide.h"
#include "engine/lang/pack.h"
#include "engine/lang/predicate_verify.h"

struct wm_eval_entry {
    int64_t seq;
    bool award;
    char *text;       // of a record: canonical JSON; of an award: the level in full
    wm_day on, until; // of an award
};

struct wm_eval_field { // of a record, as it was typed
    const char *name, *value;
};

struct wm_eval {
    const struct wm_pack_source *source;
    const struct wm_pack_limits *limits;
    const char *pack;      // "frameworks/bakery"
    const char *framework; // "bakery"; NULL: an organisation's pack
    struct wm_ruleset *ruleset;
    wm_day as_of;                  // wm_eval_open: today
    struct wm_eval_entry *entries; // ascending by seq
    size_t count, room;
    int64_t last;
    struct wm_pack_override *overrides; // what was set here
    size_t override_count, override_room;
    struct wm_arena arena; // of the overrides
    struct wm_json_reader *reader;
    struct wm_portfolio_builder *builder;
    struct wm_predicates_verified *predicates; // of the ruleset; NULL until they are needed
    struct wm_predicate_runner runner;
};

// Builds the pack. Everything is borrowed until wm_eval_close. Errors as wm_pack_build.
WM_MUST_USE enum wm_status wm_eval_open(struct wm_eval *eval, const struct wm_pack_source *source, const char *pack,
                                        const struct wm_pack_limits *limits, struct wm_error *error);
void wm_eval_close(struct wm_eval *eval); // accepts a zeroed one, and one whose opening failed
// Builds the pack once more. When that fails, the rules stay what they were.
WM_MUST_USE enum wm_status wm_eval_reload(struct wm_eval *eval, struct wm_error *error);

// Sets a parameter of a framework's pack: "3", "80%", "6 months", "true", "diploma", "diploma, degree"; NULL leaves it
// open, whatever is suggested. WM_PARAMS, WM_NOT_FOUND, or what building the pack says.
WM_MUST_USE enum wm_status wm_eval_set(struct wm_eval *eval, const char *name, const char *value,
                                       struct wm_error *error);

// Adds a record, held against form and meaning as if it were recorded; without `on` it is of the day in question.
// `ret_warning`: as wm_ruleset_check_record.
WM_MUST_USE enum wm_status wm_eval_record(struct wm_eval *eval, const char *kind, const char *subject,
                                          const struct wm_eval_field *fields, size_t count, char ret_warning[200],
                                          struct wm_error *error);
// Adds an award; `until` may be WM_DAY_NONE.
WM_MUST_USE enum wm_status wm_eval_award(struct wm_eval *eval, const char *level, wm_day on, wm_day until,
                                         struct wm_error *error);
// Adds what somebody has who meets a level on the day in question, less the criteria named (engine/author/meeting.h).
WM_MUST_USE enum wm_status wm_eval_meet(struct wm_eval *eval, const char *level, const char *const *without,
                                        size_t count, struct wm_error *error);
// Takes entries away again, all of these or none. WM_NOT_FOUND.
WM_MUST_USE enum wm_status wm_eval_forget(struct wm_eval *eval, const int64_t *seqs, size_t count,
                                          struct wm_error *error);
void wm_eval_forget_all(struct wm_eval *eval);
// One entry as record.list and award.list have it.
void wm_eval_write_entry(struct wm_buffer *buffer, const struct wm_eval_entry *entry);

// The replies of eligibility.check (with `explain`: of eligibility.explain) and eligibility.standing about it.
WM_MUST_USE enum wm_status wm_eval_decide(struct wm_eval *eval, const struct wm_level *level, bool explain,
                                          struct wm_buffer *reply, enum wm_outcome *ret_outcome,
                                          struct wm_error *error);
WM_MUST_USE enum wm_status wm_eval_standing(struct wm_eval *eval, const struct wm_framework *framework,
                                            struct wm_buffer *reply, struct wm_error *error);
