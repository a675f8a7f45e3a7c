// SPDX-License-Identifier: MIT
// The benchmark's people: person i has the same 60 records on every machine; about 30 in 100 are eligible.
#pragma once

#include "engine/portfolio/record.h"

#define POPULATION_RECORDS 60u
#define POPULATION_DAY "2024-06-15" // the as-of day of every question

struct population_person {
    char id[24]; // "bench-000042"
    char texts[POPULATION_RECORDS][32];
    struct wm_record records[POPULATION_RECORDS]; // borrow `texts`
};

// Fills the person whole; `person` must not move while its records are used.
void population_make(uint32_t index, struct population_person *person);

// A small generator of its own (splitmix64), so that the figures repeat.
uint64_t population_random(uint64_t *state);
