// SPDX-License-Identifier: MIT
// A ruleset: everything active of one organisation. Immutable, shared by atomic reference count, one arena.
#pragma once

#include "engine/base/digest.h"
#include "engine/base/memory.h"
#include "engine/criteria/organisation.h"

#include <stdatomic.h>

#define WM_LEVELS_MOST 1024 // levels and gates of one organisation
#define WM_EVES_MOST 256    // `grandfather` of one organisation

struct wm_ruleset_file { // what was read and executed, kept with the ruleset
    const char *path;    // "organisations/northside/organisation.lua"
    const char *bytes;
    size_t length;
};

struct wm_ruleset_index; // look-up tables, built by wm_ruleset_seal

struct wm_ruleset {
    _Atomic int32_t references;
    struct wm_arena arena;    // owns everything below
    const char *organisation; // id
    const char *title;
    const char *timezone;   // "Europe/London"
    char hash[65];          // `rules`: SHA-256 over the files (path and bytes) read and executed, hexadecimal
    char criteria_hash[65]; // SHA-256 over the canonical tree built
    const struct wm_ruleset_file *files; // sorted by path
    uint32_t file_count;
    // Kept with the files, but neither executed nor in the hash: the signatures of its packs, and what they sign beside
    // the files above. Sorted by path.
    const struct wm_ruleset_file *beside;
    uint32_t beside_count;
    struct wm_framework *frameworks; // sorted by id
    uint32_t framework_count;
    struct wm_level **levels; // all levels and gates; levels[i]->index == i
    uint32_t level_count;
    bool custom;                               // some level has a custom predicate
    const struct wm_recognition *recognitions; // by source, then target, as texts
    uint32_t recognition_count;
    struct wm_assessors *assessors; // in the order of the pack
    uint32_t assessors_count;
    struct wm_ruleset_index *index;
};

// An empty one with its arena (at most `maximum` bytes), one reference, for `lang` to fill.
WM_MUST_USE enum wm_status wm_ruleset_new(size_t maximum, struct wm_ruleset **ret_ruleset, struct wm_error *error);
// Called once, last, by `lang`: level order and indexes, leaf ids and indexes, look-up tables, both hashes.
WM_MUST_USE enum wm_status wm_ruleset_seal(struct wm_ruleset *ruleset, struct wm_error *error);
// Copies what is to be kept beside its files: before anybody else has it.
WM_MUST_USE enum wm_status wm_ruleset_keep_beside(struct wm_ruleset *ruleset, const struct wm_ruleset_file *files,
                                                  size_t count, struct wm_error *error);
// What the hash is of: of files, sorted by path, their paths and bytes.
struct wm_sha256 wm_ruleset_files_digest(const struct wm_ruleset_file *files, size_t count);
struct wm_ruleset *wm_ruleset_ref(struct wm_ruleset *ruleset);
void wm_ruleset_unref(struct wm_ruleset *ruleset); // accepts NULL; any thread

// "framework/level-or-gate". NULL when there is none. No allocation.
const struct wm_level *wm_ruleset_level(const struct wm_ruleset *ruleset, const char *full, size_t length);
// The same with an error that names the nearest. WM_NOT_FOUND, reason "unknown-level".
WM_MUST_USE enum wm_status wm_ruleset_find_level(const struct wm_ruleset *ruleset, const char *full, size_t length,
                                                 const struct wm_level **ret_level, struct wm_error *error);
const struct wm_framework *wm_ruleset_framework(const struct wm_ruleset *ruleset, const char *id, size_t length);
const struct wm_declaration *wm_framework_find(const struct wm_framework *framework, enum wm_declared declared,
                                               const char *id, size_t length);
const struct wm_parameter *wm_framework_parameter(const struct wm_framework *framework, const char *id, size_t length);

// The meaning of a record under these rules: its subject is known (nearest name otherwise), its score on the scale,
// `as` one of the closed list or a declared capacity, an appraisal's level known. A subject of a framework that nobody
// adopted is accepted; `ret_warning` (may be NULL) then says so unless it is recognised, "" otherwise. WM_PARAMS,
// `where` = `path` + field.
WM_MUST_USE enum wm_status wm_ruleset_check_record(const struct wm_ruleset *ruleset, const struct wm_record *record,
                                                   const char *path, char ret_warning[200], struct wm_error *error);

// What records of a kind may be about: enum wm_declared, ending with -1. Nothing of an appraisal or award: levels.
const int *wm_subjects_of(enum wm_kind kind);
// Whether records about this code of another framework are recognised.
bool wm_ruleset_recognises(const struct wm_ruleset *ruleset, enum wm_kind kind, const char *code, size_t length);

// The criterion and everything below it in one line of canonical JSON: for the criteria hash, and for tests.
void wm_criterion_write(struct wm_buffer *buffer, const struct wm_criterion *criterion);
// "key":{"from":…,"until":…}; nothing when the edition is NULL.
void wm_edition_write(struct wm_buffer *buffer, const char *key, const struct wm_edition *edition);
