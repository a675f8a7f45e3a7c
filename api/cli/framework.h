// SPDX-License-Identifier: MIT
// Parts of `waymark framework show`, each from the result of framework.get.
#pragma once

#include "api/cli/show.h"

void wm_framework_ladder(struct wm_cli *cli, struct wm_json framework);
// Domains and competencies against the numbered levels of the ladder.
void wm_framework_matrix(struct wm_cli *cli, struct wm_json framework);
void wm_framework_pay(struct wm_cli *cli, struct wm_json framework);
// How two other frameworks go together, by this one.
void wm_framework_links(struct wm_cli *cli, struct wm_json framework);
// What is set, by whom, and what is not.
void wm_framework_parameters(struct wm_cli *cli, struct wm_json framework);
// Each level's criteria in words.
void wm_framework_criteria(struct wm_cli *cli, struct wm_json framework);
