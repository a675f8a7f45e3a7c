// SPDX-License-Identifier: MIT
#include "engine/base/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

bool wm_number_from_double(double value, wm_number *ret_number) {
    double scaled = value * WM_NUMBER_ONE;
    if (!isfinite(scaled) || fabs(scaled) > (double)WM_NUMBER_LARGEST)
        return false;
    wm_number number = llround(scaled);
    // Division rounds correctly, so this is the double nearest to the ten-thousandths: anything else was not one.
    if ((double)number / WM_NUMBER_ONE != value)
        return false;
    *ret_number = number;
    return true;
}

void wm_number_format(wm_number number, char text[32]) {
    uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    int length = snprintf(text, 32, "%s%" PRIu64 ".%04" PRIu64, number < 0 ? "-" : "", size / WM_NUMBER_ONE,
                          size % WM_NUMBER_ONE);
    while (text[length - 1] == '0')
        length--;
    if (text[length - 1] == '.')
        length--;
    text[length] = '\0';
}

void wm_number_write(struct wm_buffer *buffer, wm_number number) {
    char text[32];
    wm_number_format(number, text);
    wm_buffer_text(buffer, text);
}
