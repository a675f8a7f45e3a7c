// SPDX-License-Identifier: MIT
// Signing packs, and a source of packs that gives out nothing that no trusted key has signed.
//
// The source reads a pack whole when it is first asked for, checks it, and from then on gives out the very bytes that it
// checked: nothing is executed before, and nothing can be swapped between. Blocking; the thread's that made it.
#pragma once

#include "engine/lang/pack.h"
#include "engine/lang/signature.h"

struct wm_trust { // keys; count 0: whatever key
    const struct wm_public_key *keys;
    size_t count;
};

// The file SIGNATURE for a pack ("organisations/north"), into an empty buffer. WM_NOT_FOUND when there is no such pack;
// otherwise as reading it.
WM_MUST_USE enum wm_status wm_pack_sign(const struct wm_pack_source *source, const char *pack,
                                        const struct wm_private_key *key, struct wm_buffer *buffer,
                                        struct wm_error *error);

struct wm_signed_packs;
// `source` and the keys are borrowed.
WM_MUST_USE enum wm_status wm_signed_packs_open(const struct wm_pack_source *source, const struct wm_trust *trust,
                                                struct wm_signed_packs **ret_packs, struct wm_error *error);
void wm_signed_packs_close(struct wm_signed_packs *packs); // accepts NULL
// What it refuses is WM_RULES with reason `signature-missing`, `signature-malformed`, `signature-untrusted` or
// `signature-wrong`, `where` = "frameworks/x/SIGNATURE".
struct wm_pack_source wm_signed_packs_source(struct wm_signed_packs *packs);
// One pack, without asking for its files. `ret_key` is whose signature it is.
WM_MUST_USE enum wm_status wm_signed_packs_check(struct wm_signed_packs *packs, const char *pack,
                                                 struct wm_public_key *ret_key, struct wm_error *error);
// It was a signature, or that there is none, for which something was refused.
bool wm_signed_packs_refused(const struct wm_signed_packs *packs);
// Keeps beside the files of a ruleset, which was built from the source, what else is needed to check it again.
WM_MUST_USE enum wm_status wm_signed_packs_keep(const struct wm_signed_packs *packs, struct wm_ruleset *ruleset,
                                                struct wm_error *error);
