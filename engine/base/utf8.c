// SPDX-License-Identifier: MIT
#include "engine/base/utf8.h"

#include "engine/base/json.h"

#include <string.h>

static uint32_t continuation(const unsigned char *bytes, size_t count, uint32_t point) {
    for (size_t i = 1; i < count; i++) {
        if ((bytes[i] & 0xc0u) != 0x80u)
            return UINT32_MAX;
        point = point << 6 | (bytes[i] & 0x3fu);
    }
    return point;
}

size_t wm_utf8_next(const char *text, size_t length, uint32_t *ret_point) {
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text;
    if (length == 0)
        return 0;
    size_t count = bytes[0] < 0x80u ? 1 : bytes[0] < 0xc2u ? 0 : bytes[0] < 0xe0u ? 2 : bytes[0] < 0xf0u ? 3 : 4;
    if (count == 0 || count > length || bytes[0] > 0xf4u)
        return 0;
    uint32_t point = count == 1 ? bytes[0] : continuation(bytes, count, bytes[0] & (0x7fu >> count));
    if (point > 0x10ffffu || point < least[count] || (point >= 0xd800u && point <= 0xdfffu))
        return 0;
    if (ret_point != NULL)
        *ret_point = point;
    return count;
}

static bool is_control(uint32_t point) {
    return point < 0x20u || (point >= 0x7fu && point < 0xa0u);
}

void wm_utf8_copy(char *field, size_t size, const char *text, size_t length) {
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        size_t count = wm_utf8_next(text + i, length - i, &point);
        bool clean = count > 0 && !is_control(point);
        size_t need = clean ? count : 1;
        if (used + need >= size)
            break;
        if (clean)
            memcpy(field + used, text + i, count);
        else
            field[used] = '?';
        used += need;
        i += count > 0 ? count : 1;
    }
    field[used] = '\0';
}

bool wm_utf8_valid(const char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        size_t count = wm_utf8_next(text + i, length - i, NULL);
        if (count == 0)
            return false;
        i += count;
    }
    return true;
}

bool wm_utf8_printable(const char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        size_t count = wm_utf8_next(text + i, length - i, &point);
        if (count == 0 || is_control(point))
            return false;
        i += count;
    }
    return true;
}
