// SPDX-License-Identifier: MIT
// Hashes (libsodium). SHA-256 for the ledger and rulesets, BLAKE2b-128 for decisions.
#pragma once

#include "engine/base/error.h"

#include <stddef.h>
#include <stdint.h>

#define WM_SHA256_SIZE 32u
#define WM_BLAKE_SIZE 16u

struct wm_sha256 {
    uint8_t bytes[WM_SHA256_SIZE];
};
struct wm_sha256_state {
    _Alignas(16) uint8_t opaque[128];
};
void wm_sha256_init(struct wm_sha256_state *state);
void wm_sha256_add(struct wm_sha256_state *state, const void *bytes, size_t length);
void wm_sha256_add_u64(struct wm_sha256_state *state, uint64_t number); // 8 bytes, big-endian
// The length (as u64) and then the bytes: so that neighbouring fields cannot run together.
void wm_sha256_add_field(struct wm_sha256_state *state, const void *bytes, size_t length);
struct wm_sha256 wm_sha256_end(struct wm_sha256_state *state);
// SipHash-2-4 under a fixed key: against damage, not against anybody.
uint64_t wm_checksum(const void *bytes, size_t length);
void wm_blake(const void *bytes, size_t length, uint8_t digest[WM_BLAKE_SIZE]);

void wm_hex(const uint8_t *bytes, size_t count, char *text); // 2 * count + 1 characters, lower case
// False when it is not exactly 2 * count hexadecimal digits, lower case.
WM_MUST_USE int wm_hex_parse(const char *text, size_t length, uint8_t *bytes, size_t count);
// Call once before anything else of this file. WM_SYSTEM when the system has no randomness.
WM_MUST_USE enum wm_status wm_digest_start(struct wm_error *error);
void wm_random(void *bytes, size_t length); // from the kernel; never for anything a decision depends on
