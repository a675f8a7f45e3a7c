// SPDX-License-Identifier: MIT
// What a framework declares, one declaration of any kind as JSON: the members that its kind has, absent ones left out.
#pragma once

#include "engine/base/json.h"
#include "engine/criteria/framework.h"

void wm_declaration_write(struct wm_buffer *buffer, const struct wm_declaration *declaration);
