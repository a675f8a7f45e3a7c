// SPDX-License-Identifier: MIT
// A rules folder with one small framework, and organisations that adopt it.
#pragma once

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
