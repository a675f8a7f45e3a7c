// SPDX-License-Identifier: MIT
// Faults on purpose: compiled out unless WM_FAULTS is defined (the debug and fault-test builds).
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef WM_FAULTS
// From now on, on any thread, the `nth` (1 = next) allocation through the seam fails; 0 switches off.
// With `persistent` every later one fails too.
void wm_fault_allocation(int64_t nth, bool persistent);
// True once, at the `nth` visit of the named point after it was armed with wm_fault_arm.
bool wm_fault_at(const char *point);
void wm_fault_arm(const char *point, int64_t nth); // nth 0 disarms; at most 16 points
int64_t wm_fault_allocations_seen(void);           // allocations since the last wm_fault_allocation call
#else
#define wm_fault_at(point) false
#endif
