// SPDX-License-Identifier: MIT
// Decimal numbers: int64 ten-thousandths, so that 0.6 is 6000 and nothing is ever rounded.
#pragma once

#include "engine/base/buffer.h"

typedef int64_t wm_number;

#define WM_NUMBER_ONE INT64_C(10000)
#define WM_NUMBER_LARGEST (1000000000 * WM_NUMBER_ONE) // either sign

// A finite double that is exactly some number of ten-thousandths (as the nearest double to it), in range.
WM_MUST_USE bool wm_number_from_double(double value, wm_number *ret_number);
void wm_number_write(struct wm_buffer *buffer, wm_number number); // shortest: 3, 0.6, -12.25
void wm_number_format(wm_number number, char text[32]);
