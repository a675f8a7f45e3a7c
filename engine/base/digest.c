// SPDX-License-Identifier: MIT
#include "engine/base/digest.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct wm_sha256_state), "room for libsodium's state");
_Static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(struct wm_sha256_state), "its alignment");

static crypto_hash_sha256_state *inner(struct wm_sha256_state *state) {
    return (crypto_hash_sha256_state *)(void *)state->opaque;
}

enum wm_status wm_digest_start(struct wm_error *error) {
    if (sodium_init() < 0)
        return wm_error_set(error, WM_SYSTEM, "no-randomness", "the system gives no random bytes: check /dev/urandom");
    return WM_OK;
}

void wm_sha256_init(struct wm_sha256_state *state) {
    crypto_hash_sha256_init(inner(state));
}

void wm_sha256_add(struct wm_sha256_state *state, const void *bytes, size_t length) {
    if (length > 0)
        crypto_hash_sha256_update(inner(state), bytes, length);
}

void wm_sha256_add_u64(struct wm_sha256_state *state, uint64_t number) {
    uint8_t bytes[8];
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(number >> (56 - 8 * i));
    wm_sha256_add(state, bytes, sizeof bytes);
}

void wm_sha256_add_field(struct wm_sha256_state *state, const void *bytes, size_t length) {
    wm_sha256_add_u64(state, length);
    wm_sha256_add(state, bytes, length);
}

struct wm_sha256 wm_sha256_end(struct wm_sha256_state *state) {
    struct wm_sha256 digest;
    crypto_hash_sha256_final(inner(state), digest.bytes);
    return digest;
}

uint64_t wm_checksum(const void *bytes, size_t length) {
    static const uint8_t key[crypto_shorthash_KEYBYTES] = "waymark-checksum";
    uint8_t hash[crypto_shorthash_BYTES];
    crypto_shorthash(hash, bytes, length, key);
    uint64_t result = 0;
    for (size_t i = 0; i < sizeof hash; i++) // the same on every machine
        result |= (uint64_t)hash[i] << 8 * i;
    return result;
}

void wm_blake(const void *bytes, size_t length, uint8_t digest[WM_BLAKE_SIZE]) {
    // Fails only for sizes out of the algorithm's range, and ours is fixed.
    wm_require(crypto_generichash(digest, WM_BLAKE_SIZE, bytes, length, NULL, 0) == 0);
}

void wm_hex(const uint8_t *bytes, size_t count, char *text) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15u];
    }
    text[2 * count] = '\0';
}

// 16 when it is none.
static unsigned hex_digit(char digit) {
    if (digit >= '0' && digit <= '9')
        return (unsigned)(digit - '0');
    return digit >= 'a' && digit <= 'f' ? (unsigned)(digit - 'a') + 10u : 16u;
}

int wm_hex_parse(const char *text, size_t length, uint8_t *bytes, size_t count) {
    if (length % 2 != 0 || length / 2 != count)
        return 0;
    for (size_t i = 0; i < length; i++)
        if (hex_digit(text[i]) > 15u)
            return 0;
    for (size_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)(hex_digit(text[2 * i]) << 4 | hex_digit(text[2 * i + 1]));
    return 1;
}

void wm_random(void *bytes, size_t length) {
    randombytes_buf(bytes, length);
}
