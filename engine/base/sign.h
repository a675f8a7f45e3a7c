// SPDX-License-Identifier: MIT
// Signatures: Ed25519 (RFC 8032, libsodium), and keys as text.
//
// A public key is 64 hexadecimal digits, lower case. In a file it is one line, which says what it is, so that nobody
// hands out the wrong one: "waymark-public-key 3d40…", "waymark-private-key 9d61…" (the seed of 32 bytes). Call
// wm_digest_start before anything else of this file.
#pragma once

#include "engine/base/buffer.h"

#define WM_PUBLIC_KEY_SIZE 32u
#define WM_SEED_SIZE 32u
#define WM_SIGNATURE_SIZE 64u
#define WM_PUBLIC_KEY_TEXT (2 * WM_PUBLIC_KEY_SIZE + 1)
#define WM_KEY_ID 16u // the first digits of a key, by which people tell keys apart in messages

struct wm_public_key {
    uint8_t bytes[WM_PUBLIC_KEY_SIZE];
};
struct wm_private_key {
    uint8_t seed[WM_SEED_SIZE];
    struct wm_public_key public_key;
};

void wm_private_key_make(struct wm_private_key *ret_key);
void wm_private_key_from_seed(const uint8_t seed[WM_SEED_SIZE], struct wm_private_key *ret_key);
void wm_private_key_forget(struct wm_private_key *key); // nothing of it stays in memory

void wm_sign(const struct wm_private_key *key, const void *bytes, size_t length, uint8_t signature[WM_SIGNATURE_SIZE]);
WM_MUST_USE bool wm_sign_verify(const struct wm_public_key *key, const void *bytes, size_t length,
                                const uint8_t signature[WM_SIGNATURE_SIZE]);

bool wm_public_key_equal(const struct wm_public_key *key, const struct wm_public_key *other);
void wm_public_key_text(const struct wm_public_key *key, char text[WM_PUBLIC_KEY_TEXT]);
// 64 digits and nothing else.
WM_MUST_USE bool wm_public_key_parse(const char *text, size_t length, struct wm_public_key *ret_key);

// The line for a key's file.
void wm_public_key_write(struct wm_buffer *buffer, const struct wm_public_key *key);
void wm_private_key_write(struct wm_buffer *buffer, const struct wm_private_key *key);
// From a file. WM_PARAMS "bad-key" when it holds something else; otherwise as wm_file_read.
WM_MUST_USE enum wm_status wm_public_key_read(const char *path, struct wm_public_key *ret_key, struct wm_error *error);
WM_MUST_USE enum wm_status wm_private_key_read(const char *path, struct wm_private_key *ret_key,
                                               struct wm_error *error);
