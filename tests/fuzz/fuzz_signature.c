// SPDX-License-Identifier: MIT
// The signature of a pack: refused with a reason and a line; or there is only one way to write what it says.
#include "engine/lang/signature.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

static void check_refusal(const struct wm_error *error) {
    wm_require(error->status == WM_RULES && strcmp(error->reason, "signature-malformed") == 0);
    wm_require(strncmp(error->where, "SIGNATURE:", 10) == 0 && error->expected[0] != '\0');
}

static void check_signature(const struct wm_signature *signature, const char *bytes, size_t length) {
    char files[2 * WM_SHA256_SIZE + 1], key[WM_PUBLIC_KEY_TEXT], made[2 * WM_SIGNATURE_SIZE + 1];
    char again[WM_SIGNATURE_LONGEST];
    wm_hex(signature->files.bytes, sizeof signature->files.bytes, files);
    wm_hex(signature->signature, sizeof signature->signature, made);
    wm_public_key_text(&signature->key, key);
    int written = snprintf(again, sizeof again, "waymark-signature 1\npack %.*s\nfiles %s\nkey %s\nsignature %s\n",
                           (int)signature->pack_length, signature->pack, files, key, made);
    wm_require(written > 0 && (size_t)written == length && memcmp(again, bytes, length) == 0);
    wm_require(signature->signed_length == length - strlen("signature \n") - strlen(made));
    // Nobody finds one by chance: the committed one was made for these very bytes.
    if (wm_signature_genuine(signature, bytes))
        wm_require(strncmp(signature->pack, "organisations/north\n", 20) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct wm_error error = {.status = WM_OK};
    struct wm_signature signature;
    const char *text = (const char *)bytes;
    if (wm_signature_parse(text, length, "SIGNATURE", &signature, &error) != WM_OK)
        check_refusal(&error);
    else
        check_signature(&signature, text, length);
    return 0;
}
