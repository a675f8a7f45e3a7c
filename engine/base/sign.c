// SPDX-License-Identifier: MIT
#include "engine/base/sign.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"

#include <sodium.h>
#include <string.h>

#define PUBLIC_WORD "waymark-public-key "
#define PRIVATE_WORD "waymark-private-key "
#define KEY_FILE_MOST 256u

_Static_assert(WM_PUBLIC_KEY_SIZE == crypto_sign_PUBLICKEYBYTES, "libsodium's size");
_Static_assert(WM_SEED_SIZE == crypto_sign_SEEDBYTES, "libsodium's size");
_Static_assert(WM_SIGNATURE_SIZE == crypto_sign_BYTES, "libsodium's size");

// --- keys and signatures ---

void wm_private_key_from_seed(const uint8_t seed[WM_SEED_SIZE], struct wm_private_key *ret_key) {
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    struct wm_private_key key;
    memcpy(key.seed, seed, sizeof key.seed);
    wm_require(crypto_sign_seed_keypair(key.public_key.bytes, secret, seed) == 0); // it has no way to fail
    *ret_key = key;
    sodium_memzero(secret, sizeof secret);
    wm_private_key_forget(&key);
}

void wm_private_key_make(struct wm_private_key *ret_key) {
    uint8_t seed[WM_SEED_SIZE];
    wm_random(seed, sizeof seed);
    wm_private_key_from_seed(seed, ret_key);
    sodium_memzero(seed, sizeof seed);
}

void wm_private_key_forget(struct wm_private_key *key) {
    sodium_memzero(key, sizeof *key);
}

void wm_sign(const struct wm_private_key *key, const void *bytes, size_t length, uint8_t signature[WM_SIGNATURE_SIZE]) {
    uint8_t secret[crypto_sign_SECRETKEYBYTES]; // for libsodium the seed and, after it, the public key
    memcpy(secret, key->seed, WM_SEED_SIZE);
    memcpy(secret + WM_SEED_SIZE, key->public_key.bytes, WM_PUBLIC_KEY_SIZE);
    wm_require(crypto_sign_detached(signature, NULL, bytes, length, secret) == 0); // as above
    sodium_memzero(secret, sizeof secret);
}

bool wm_sign_verify(const struct wm_public_key *key, const void *bytes, size_t length,
                    const uint8_t signature[WM_SIGNATURE_SIZE]) {
    return crypto_sign_verify_detached(signature, bytes, length, key->bytes) == 0;
}

bool wm_public_key_equal(const struct wm_public_key *key, const struct wm_public_key *other) {
    return memcmp(key->bytes, other->bytes, sizeof key->bytes) == 0;
}

// --- keys as text ---

void wm_public_key_text(const struct wm_public_key *key, char text[WM_PUBLIC_KEY_TEXT]) {
    wm_hex(key->bytes, sizeof key->bytes, text);
}

bool wm_public_key_parse(const char *text, size_t length, struct wm_public_key *ret_key) {
    struct wm_public_key key;
    if (!wm_hex_parse(text, length, key.bytes, sizeof key.bytes))
        return false;
    *ret_key = key;
    return true;
}

static void write_line(struct wm_buffer *buffer, const char *word, const uint8_t bytes[32]) {
    char text[2 * 32 + 1];
    wm_hex(bytes, 32, text);
    wm_buffer_text(buffer, word);
    wm_buffer_text(buffer, text);
    wm_buffer_byte(buffer, '\n');
    sodium_memzero(text, sizeof text);
}

void wm_public_key_write(struct wm_buffer *buffer, const struct wm_public_key *key) {
    write_line(buffer, PUBLIC_WORD, key->bytes);
}

void wm_private_key_write(struct wm_buffer *buffer, const struct wm_private_key *key) {
    write_line(buffer, PRIVATE_WORD, key->seed);
}

static bool begins_with(const struct wm_buffer *bytes, const char *word) {
    return bytes->length >= strlen(word) && memcmp(bytes->data, word, strlen(word)) == 0;
}

// One line: the word and 64 digits.
static bool parse_line(const struct wm_buffer *bytes, const char *word, uint8_t ret_bytes[32]) {
    size_t begin = strlen(word), end = bytes->length;
    if (!begins_with(bytes, word))
        return false;
    end -= bytes->data[end - 1] == '\n' ? 1 : 0;
    return end > begin && wm_hex_parse(bytes->data + begin, end - begin, ret_bytes, 32);
}

static enum wm_status bad_key(const char *path, const struct wm_buffer *bytes, const char *word,
                              struct wm_error *error) {
    bool other = begins_with(bytes, PRIVATE_WORD) || begins_with(bytes, PUBLIC_WORD);
    bool swapped = other && !begins_with(bytes, word);
    wm_error_set(error, WM_PARAMS, "bad-key", "%s is not the file of a key as it is wanted here", path);
    wm_error_where(error, "%s", path);
    wm_error_expected(error, "one line: \"%s\" and 64 hexadecimal digits in small letters", word);
    return swapped ? wm_error_found(error, "%s", strcmp(word, PUBLIC_WORD) == 0 ? "a private key" : "a public key")
                   : WM_PARAMS;
}

static enum wm_status read_line(const char *path, const char *word, uint8_t ret_bytes[32], struct wm_error *error) {
    struct wm_buffer bytes;
    enum wm_status status = wm_file_read(path, KEY_FILE_MOST, &bytes, error);
    if (status == WM_LIMIT) { // then it is something else
        wm_buffer_init(&bytes, 0);
        status = WM_OK;
    }
    if (status != WM_OK)
        return status;
    if (!parse_line(&bytes, word, ret_bytes)) {
        bad_key(path, &bytes, word, error);
        status = WM_PARAMS;
    }
    if (bytes.data != NULL)
        sodium_memzero(bytes.data, bytes.length);
    wm_buffer_clear(&bytes);
    return status;
}

enum wm_status wm_public_key_read(const char *path, struct wm_public_key *ret_key, struct wm_error *error) {
    struct wm_public_key key;
    enum wm_status status = read_line(path, PUBLIC_WORD, key.bytes, error);
    if (status == WM_OK)
        *ret_key = key;
    return status;
}

enum wm_status wm_private_key_read(const char *path, struct wm_private_key *ret_key, struct wm_error *error) {
    uint8_t seed[WM_SEED_SIZE];
    enum wm_status status = read_line(path, PRIVATE_WORD, seed, error);
    if (status == WM_OK)
        wm_private_key_from_seed(seed, ret_key);
    sodium_memzero(seed, sizeof seed);
    return status;
}
