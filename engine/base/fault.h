// SPDX-License-Identifier: MIT
// Faults on purpose: compiled out unless WM_FAULTS is defined (the debug and fault-test builds).
#pragma once

#include "engine/base/error.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef WM_FAULTS
// From now on, on any thread, the `nth` (1 = next) allocation through the seam fails; 0 switches off.
// With `persistent` every later one fails too.
void wm_fault_allocation(int64_t nth, bool persistent);
// True once, at the `nth` visit of the named point after it was armed with wm_fault_arm.
bool wm_fault_at(const char *point);
// `point` is kept until it has fired or is disarmed (nth 0); at most 16 points, more are ignored. A process of its own has
// one armed from its start, for the first visit, when the environment names it in WM_FAULT.
void wm_fault_arm(WM_KEEPS const char *point, int64_t nth);
// Holds the thread there at that visit, until all that are held are let go: for what could take for ever.
void wm_fault_hold(const char *point);
int wm_fault_held(void); // how many threads are
void wm_fault_let_go(void);
int64_t wm_fault_allocations_seen(void); // allocations since the last wm_fault_allocation call
bool wm_fault_this_allocation(void);     // for memory.c only
#else
#define wm_fault_at(point) false
#define wm_fault_hold(point) ((void)0)
#define wm_fault_this_allocation() false
#endif
