// SPDX-License-Identifier: MIT
// Parts of the replies, shared by their writers: those of this folder, and that of a plan.
#pragma once

#include "engine/base/json.h"
#include "engine/decide/decide.h"

void wm_write_text_member(struct wm_buffer *buffer, const char *key, const char *text); // NULL = absent
void wm_write_integer_member(struct wm_buffer *buffer, const char *key, int64_t number);
void wm_write_flag_member(struct wm_buffer *buffer, const char *key, bool flag);
void wm_write_day_member(struct wm_buffer *buffer, const char *key, wm_day day);              // WM_DAY_NONE = absent
void wm_write_place_member(struct wm_buffer *buffer, const char *key, struct wm_place where); // "file:line"

// outcome, until, changes_to
void wm_write_outcome(struct wm_buffer *buffer, const struct wm_decision *decision);
// "reason" and "parameter", of a finding that is unknown
void wm_write_reason(struct wm_buffer *buffer, const struct wm_finding *finding);
// "found" and "refused"
void wm_write_cited(struct wm_buffer *buffer, const struct wm_finding *finding);
// "from", and "link" where a framework's pack says so; nothing of NULL
void wm_write_recognised(struct wm_buffer *buffer, const struct wm_recognition *recognised);
// "needed": what the criterion asks for, in the words of the rule language
void wm_write_needed(struct wm_buffer *buffer, const struct wm_finding *finding);
// "tree"
void wm_write_tree(struct wm_buffer *buffer, const struct wm_node *node);
// hypothetical (when it is), rules, ledger, engine
void wm_write_grounds(struct wm_buffer *buffer, const struct wm_question *question);
