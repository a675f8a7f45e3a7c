// SPDX-License-Identifier: MIT
// The file SIGNATURE in the folder of a pack: five lines, each of which ends with a line feed.
//
//     waymark-signature 1
//     pack organisations/north
//     files 5f70bf18…            wm_ruleset_files_digest of the pack's files
//     key 3d4017c3…              the public key
//     signature 92a009a9…        Ed25519, of the four lines before it
//
// One signature is for all .lua files of the pack's folder and, of an organisation, of the frameworks in it. Pure; any
// thread.
#pragma once

#include "engine/base/sign.h"
#include "engine/criteria/ruleset.h"

#define WM_SIGNATURE_FILE "SIGNATURE"
#define WM_SIGNATURE_LONGEST 1024u // bytes

struct wm_signature {
    const char *pack; // what is signed; points into the bytes that were read, without a NUL
    size_t pack_length;
    struct wm_sha256 files;
    struct wm_public_key key;
    uint8_t signature[WM_SIGNATURE_SIZE];
    size_t signed_length; // so many of the bytes are what was signed
};

// Only the very bytes that wm_signature_write gives are accepted. WM_RULES, reason "signature-malformed": `where` is "FILE:line".
WM_MUST_USE enum wm_status wm_signature_parse(const char *bytes, size_t length, const char *file,
                                              struct wm_signature *ret_signature, struct wm_error *error);
// Whether the key in it made it.
WM_MUST_USE bool wm_signature_genuine(const struct wm_signature *signature, const char *bytes);
void wm_signature_write(struct wm_buffer *buffer, const char *pack, const struct wm_sha256 *files,
                        const struct wm_private_key *key);
