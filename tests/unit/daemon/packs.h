// SPDX-License-Identifier: MIT
// A rules folder with one small framework, and organisations that adopt it.
#pragma once

#include "engine/lang/signed_packs.h"

#include "tests/support/test.h"

#include <stdio.h>

static inline void packs_framework(const struct wm_test_folder *folder, const char *title) {
    char text[512];
    snprintf(text, sizeof text,
             "framework \"ladder\" { title = \"%s\", edition = \"1\" }\n"
             "item \"badge\" { title = \"Badge\" }\n"
             "level \"first\" { title = \"First\", rank = 1, requires = signed_off { \"badge\" } }\n",
             title);
    wm_test_write_text(folder, "rules/frameworks/ladder/framework.lua", text);
}

// `rest`: more of organisation.lua, such as "adopt \"ladder\" {}".
static inline void packs_organisation(const struct wm_test_folder *folder, const char *id, const char *fields,
                                      const char *rest) {
    char name[128], text[512];
    snprintf(name, sizeof name, "rules/organisations/%s/organisation.lua", id);
    snprintf(text, sizeof text, "organisation \"%s\" { title = \"%s\"%s }\n%s\n", id, id, fields, rest);
    wm_test_write_text(folder, name, text);
}

// Signs "frameworks/ladder" as it stands.
static inline void packs_sign(const struct wm_test_folder *folder, const char *pack, const struct wm_private_key *key) {
    char root[96], name[128];
    const char *roots[] = {root};
    struct wm_pack_folders *folders = NULL;
    struct wm_buffer signature;
    struct wm_error error;
    snprintf(root, sizeof root, "%s/rules", folder->path);
    wm_buffer_init(&signature, WM_SIGNATURE_LONGEST);
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_ok(wm_pack_sign(&source, pack, key, &signature, &error), &error);
    snprintf(name, sizeof name, "rules/%s/SIGNATURE", pack);
    wm_test_write(folder, name, signature.data, signature.length);
    wm_pack_folders_close(folders);
    wm_buffer_clear(&signature);
}
