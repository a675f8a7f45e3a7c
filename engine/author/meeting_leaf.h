// SPDX-License-Identifier: MIT
// Records that satisfy one leaf. Part of meeting.c.
#pragma once

#include "engine/author/meeting.h"

// Adds the records that make `leaf` hold on the meeting's day. Sets meeting->no_memory when there is none left.
void wm_meeting_leaf_make(struct wm_meeting *meeting, const struct wm_criterion *leaf);
