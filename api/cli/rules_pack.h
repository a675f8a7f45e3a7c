// SPDX-License-Identifier: MIT
// The rule pack that a command names by its folder, and where its files and those of what it adopts come from.
#pragma once

#include "api/cli/cli.h"
#include "engine/lang/pack.h"

struct wm_rules_pack {
    const char *name;             // "frameworks/x", on the arena of the run
    struct wm_pack_source source; // the pack from its folder, everything else from --rules, or two levels above it
    struct wm_pack_source own_source, other_source;
    struct wm_pack_folders *own, *others;
};
// `folder` as the user wrote it. The place of `ret_pack` must not move until it is closed.
WM_MUST_USE enum wm_status wm_rules_pack_open(struct wm_cli *cli, const char *folder, struct wm_rules_pack *ret_pack,
                                              struct wm_error *error);
void wm_rules_pack_close(struct wm_rules_pack *pack); // accepts a zeroed one

#define WM_RULES_PACK_ARGUMENT                                                                                         \
    "DIR is the pack's folder: …/frameworks/NAME or …/organisations/NAME. Frameworks are looked for in the rules " \
    "folder two levels above it."
#define WM_RULES_PACK_OPTION                                                                                           \
    { .name = "rules", .value = "ROOT", .says = "Take the frameworks that the pack adopts from this rules folder" }
