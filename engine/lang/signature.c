// SPDX-License-Identifier: MIT
#include "engine/lang/signature.h"

#include "engine/base/code.h"

#include <string.h>

#define HEAD "waymark-signature 1"

struct reading {
    const char *at, *end;
    const char *file;
    int line;
    struct wm_error *error;
};

static enum wm_status malformed(const struct reading *reading, const char *expected) {
    wm_error_set(reading->error, WM_RULES, "signature-malformed",
                 "this is no signature: sign the pack again with `waymark rules sign`");
    wm_error_expected(reading->error, "%s", expected);
    return wm_error_where(reading->error, "%s:%d", reading->file, reading->line);
}

// The next line must begin with the word; `ret_rest` is what follows it.
static enum wm_status take(struct reading *reading, const char *word, const char *expected, struct wm_text *ret_rest) {
    size_t length = strlen(word);
    reading->line++;
    const char *feed = memchr(reading->at, '\n', (size_t)(reading->end - reading->at));
    if (feed == NULL || (size_t)(feed - reading->at) < length || memcmp(reading->at, word, length) != 0)
        return malformed(reading, expected);
    *ret_rest = (struct wm_text){reading->at + length, (size_t)(feed - reading->at) - length};
    reading->at = feed + 1;
    return WM_OK;
}

static enum wm_status take_hex(struct reading *reading, const char *word, const char *expected, uint8_t *ret_bytes,
                               size_t count) {
    struct wm_text rest = {NULL, 0};
    enum wm_status status = take(reading, word, expected, &rest);
    if (status == WM_OK && !wm_hex_parse(rest.data, rest.length, ret_bytes, count))
        status = malformed(reading, expected);
    return status;
}

static bool is_pack(struct wm_text name) {
    static const char *const groups[] = {"frameworks/", "organisations/"};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        size_t begin = strlen(groups[i]);
        if (name.length > begin && memcmp(name.data, groups[i], begin) == 0)
            return wm_code_valid(name.data + begin, name.length - begin) &&
                   memchr(name.data + begin, '/', name.length - begin) == NULL;
    }
    return false;
}

enum wm_status wm_signature_parse(const char *bytes, size_t length, const char *file,
                                  struct wm_signature *ret_signature, struct wm_error *error) {
    static const char pack_form[] = "\"pack frameworks/…\" or \"pack organisations/…\", and a line feed";
    struct reading reading = {.at = bytes, .end = bytes + length, .file = file, .error = error};
    struct wm_signature signature;
    struct wm_text rest = {NULL, 0};
    enum wm_status status = take(&reading, HEAD, "the line \"" HEAD "\", which ends with a line feed", &rest);
    if (status == WM_OK && rest.length > 0)
        status = malformed(&reading, "the line \"" HEAD "\", which ends with a line feed");
    if (status == WM_OK)
        status = take(&reading, "pack ", pack_form, &rest);
    if (status == WM_OK && !is_pack(rest))
        status = malformed(&reading, pack_form);
    signature.pack = rest.data;
    signature.pack_length = rest.length;
    if (status == WM_OK)
        status = take_hex(&reading, "files ", "\"files \", 64 hexadecimal digits and a line feed",
                          signature.files.bytes, sizeof signature.files.bytes);
    if (status == WM_OK)
        status = take_hex(&reading, "key ", "\"key \", 64 hexadecimal digits and a line feed", signature.key.bytes,
                          sizeof signature.key.bytes);
    signature.signed_length = (size_t)(reading.at - bytes);
    if (status == WM_OK)
        status = take_hex(&reading, "signature ", "\"signature \", 128 hexadecimal digits and a line feed",
                          signature.signature, sizeof signature.signature);
    reading.line++;
    if (status == WM_OK && reading.at != reading.end)
        status = malformed(&reading, "the end of the file");
    if (status == WM_OK)
        *ret_signature = signature;
    return status;
}

bool wm_signature_genuine(const struct wm_signature *signature, const char *bytes) {
    return wm_sign_verify(&signature->key, bytes, signature->signed_length, signature->signature);
}

void wm_signature_write(struct wm_buffer *buffer, const char *pack, const struct wm_sha256 *files,
                        const struct wm_private_key *key) {
    char digest[2 * WM_SHA256_SIZE + 1], public_key[WM_PUBLIC_KEY_TEXT], text[2 * WM_SIGNATURE_SIZE + 1];
    uint8_t signature[WM_SIGNATURE_SIZE];
    size_t begin = buffer->length;
    wm_hex(files->bytes, sizeof files->bytes, digest);
    wm_public_key_text(&key->public_key, public_key);
    wm_buffer_printf(buffer, HEAD "\npack %s\nfiles %s\nkey %s\n", pack, digest, public_key);
    if (buffer->failed)
        return;
    wm_sign(key, buffer->data + begin, buffer->length - begin, signature);
    wm_hex(signature, sizeof signature, text);
    wm_buffer_printf(buffer, "signature %s\n", text);
}
