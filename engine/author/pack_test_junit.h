// SPDX-License-Identifier: MIT
// The results of a pack's tests as JUnit XML, as build servers read it: one suite, a case for each test.
#pragma once

#include "engine/author/pack_test.h"

// Appends one case. `classname` is the level that was asked about, `file` and `line` the declaration.
void wm_pack_test_junit_case(struct wm_buffer *cases, const struct wm_pack_test_result *result);
// The whole document around the cases.
void wm_pack_test_junit_write(struct wm_buffer *buffer, const char *pack, const struct wm_pack_test_summary *summary,
                              const struct wm_buffer *cases);
