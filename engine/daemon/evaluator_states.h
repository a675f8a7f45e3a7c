// SPDX-License-Identifier: MIT
// What one evaluator's thread alone touches: the states of Lua, and which predicate it runs just now. Private to
// evaluator.c.
#pragma once

#include "engine/daemon/evaluator.h"

struct wm_states;

// `time`: milliseconds that one evaluation may take; `verify`: every predicate is asked twice.
WM_MUST_USE enum wm_status wm_states_new(uint64_t time, bool verify, struct wm_states **ret_states,
                                         struct wm_error *error);
void wm_states_free(struct wm_states *states); // by whose thread it is, or when that has ended; accepts NULL
// On the thread.
WM_MUST_USE enum wm_status wm_states_run(struct wm_states *states, struct wm_evaluation *evaluation,
                                         struct wm_error *error);
void wm_states_tidy(struct wm_states *states); // lets go of those of retired tallies
// On any thread, as long as it cannot free the states: the index of the predicate in the tally, or SIZE_MAX.
size_t wm_states_running(const struct wm_states *states);
