// SPDX-License-Identifier: MIT
// The hashes of a ledger: see the top of store.h for what goes into each. Pure functions, any thread.
// Internal to engine/store.
#pragma once

#include "engine/base/digest.h"
#include "engine/base/json.h"

#define WM_LEDGER_SALT 32u
#define WM_LEDGER_HEAD 16u

// What stands in for the previous hash before the first entry: it binds the chain to its organisation.
struct wm_sha256 wm_ledger_start(const char *organisation, size_t length);
struct wm_sha256 wm_ledger_digest(const uint8_t salt[WM_LEDGER_SALT], const char *json, size_t length);
struct wm_sha256 wm_ledger_hash(const struct wm_sha256 *previous, int64_t seq, struct wm_text type, int64_t instant,
                                uint32_t uid, const struct wm_sha256 *digest);
// A person's head after one more entry; `head` is 16 zero bytes before the first. In place.
void wm_ledger_advance(uint8_t head[WM_LEDGER_HEAD], const struct wm_sha256 *digest);

// The chain of an organisation's rulesets: which rules became active when.
struct wm_sha256 wm_ledger_rules_start(const char *organisation, size_t length);
struct wm_sha256 wm_ledger_rules_hash(const struct wm_sha256 *previous, int64_t number,
                                      const uint8_t rules[WM_SHA256_SIZE], int64_t instant,
                                      const struct wm_sha256 *files);
// … and who made it active, why, and what was on disk then (32 bytes, or none): the chain goes on from here. Activations
// kept by version 1 end with the hash above.
struct wm_sha256 wm_ledger_activation_hash(const struct wm_sha256 *rules_hash, uint32_t uid, struct wm_text cause,
                                           struct wm_text disk);
// Binds how many people an activation moved, which is told later, to it.
struct wm_sha256 wm_ledger_moved_hash(const struct wm_sha256 *activation, int64_t people);
// The digest of a ruleset's files: each path and the SHA-256 of its bytes, in order of the paths.
void wm_ledger_files_add(struct wm_sha256_state *state, struct wm_text path, const struct wm_sha256 *source);
// What is kept beside the files of a ruleset, one file: in no chain, but bound to its place.
struct wm_sha256 wm_ledger_beside_hash(struct wm_text organisation, const struct wm_sha256 *rules, struct wm_text path,
                                       struct wm_text bytes);
