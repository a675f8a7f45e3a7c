// SPDX-License-Identifier: MIT
#include "engine/base/code.h"

#include <string.h>

#define WORK_MOST ((size_t)4 << 20) // some ten thousand names of the usual length; rules can offer longer ones and more
#define LONGEST 256                 // of a name compared; what is longer is compared by its beginning

static int least(int a, int b) {
    return a < b ? a : b;
}

static size_t length_of(const char *text) {
    return strnlen(text, LONGEST);
}

// Optimal string alignment: insert, delete, replace, swap neighbours; three rows of the usual table.
int wm_code_distance(const char *a, const char *b) {
    int rows[3][LONGEST + 1];
    size_t height = length_of(a);
    size_t width = length_of(b);
    for (size_t x = 0; x <= width; x++)
        rows[0][x] = (int)x;
    for (size_t y = 1; y <= height; y++) {
        int *row = rows[y % 3];
        const int *above = rows[(y + 2) % 3];
        const int *before = rows[(y + 1) % 3]; // two above
        row[0] = (int)y;
        for (size_t x = 1; x <= width; x++) {
            int cost = a[y - 1] == b[x - 1] ? 0 : 1;
            int best = least(above[x - 1] + cost, least(above[x], row[x - 1]) + 1);
            if (y > 1 && x > 1 && a[y - 1] == b[x - 2] && a[y - 2] == b[x - 1])
                best = least(best, before[x - 2] + 1);
            row[x] = best;
        }
    }
    return rows[height % 3][width];
}

void wm_nearest_init(struct wm_nearest *nearest, const char *wanted) {
    *nearest = (struct wm_nearest){.wanted = wanted};
}

void wm_nearest_offer(struct wm_nearest *nearest, const char *name) {
    nearest->work += (length_of(nearest->wanted) + 1) * (length_of(name) + 1);
    if (nearest->work > WORK_MOST)
        return;
    int distance = wm_code_distance(nearest->wanted, name);
    bool nearer = nearest->name == NULL || distance < nearest->distance;
    // Among equals the first in byte order, so that the answer does not depend on the order of the offers.
    if (nearer || (distance == nearest->distance && strcmp(name, nearest->name) < 0)) {
        nearest->name = name;
        nearest->distance = distance;
    }
}

const char *wm_nearest_name(const struct wm_nearest *nearest) {
    if (nearest->name == NULL)
        return NULL;
    int allowed = (int)length_of(nearest->wanted) / 3;
    return nearest->distance <= (allowed > 1 ? allowed : 1) ? nearest->name : NULL;
}
