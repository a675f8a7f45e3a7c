// SPDX-License-Identifier: MIT
#include "tests/bench/measure.h"

#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

int64_t measure_now(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        measure_fail("no steady clock");
    }
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void measure_fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("bench: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1); // check-source: allow exit - a program of its own
}

uint32_t measure_count(const char *text) {
    uint32_t count = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at < '0' || *at > '9' || count > 1000000) {
            measure_fail("'%s' is not a whole number from 1 to 10,000,000", text);
        }
        count = count * 10 + (uint32_t)(*at - '0');
    }
    if (count == 0) {
        measure_fail("'%s' is not a whole number from 1 to 10,000,000", text);
    }
    return count;
}

void measure_row(const char *what, double figure, const char *unit, double ratio, const char *against) {
    printf("  %-52s %12.2f %-12s", what, figure, unit);
    if (against != NULL) {
        printf(" %8.2f x %s", ratio, against);
    }
    putchar('\n');
    fflush(stdout);
}

double measure_median(double *values, int count) {
    for (int i = 1; i < count; i++) {
        for (int j = i; j > 0 && values[j - 1] > values[j]; j--) {
            double swapped = values[j];
            values[j] = values[j - 1];
            values[j - 1] = swapped;
        }
    }
    return values[count / 2];
}
