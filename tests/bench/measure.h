// SPDX-License-Identifier: MIT
// Clocks, rates and tables for the benchmarks.
#pragma once

#include <stdint.h>
#include <stdio.h>

// Nanoseconds of a steady clock.
int64_t measure_now(void);
// Stops the program with a message: a benchmark that cannot run must not print a figure.
_Noreturn void measure_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
// A whole number from 1 to 10,000,000 on the command line; anything else stops the program.
uint32_t measure_count(const char *text);
// "what            12.3 unit      0.45 of other": one aligned row.
void measure_row(const char *what, double figure, const char *unit, double ratio, const char *against);
double measure_median(double *values, int count); // sorts them
