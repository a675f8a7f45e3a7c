// SPDX-License-Identifier: MIT
// The floor of the store: SQLite alone, with the same durability, in a loop without anything around it.
#pragma once

#include <stdint.h>

// Rows a second, inserted with one durable commit per 64.
double bare_sqlite_append(const char *folder, uint32_t rows);
// Portfolios a second: 60 rows of one person each, by an indexed range scan, drawn uniformly.
double bare_sqlite_load(const char *folder, uint32_t people, uint32_t loads);
