// SPDX-License-Identifier: MIT
// Several good editions of one organisation's rules, some that are broken, and what the evaluator says by each of the good
// ones: built and asked in this process, without any daemon.
//
// The editions differ in the framework, in the organisation's pack or in both, so that a mixture of two would be seen.
#pragma once

#include "engine/lang/predicate.h"

#include "tests/e2e/daemon.h"

#define EDITIONS 6u
#define EDITIONS_BROKEN 4u
#define EDITIONS_LEVELS 3u
#define EDITIONS_CLOCK "2026-09-01T08:30:00Z"

extern const char *const editions_levels[EDITIONS_LEVELS];
extern const char *const editions_broken[EDITIONS_BROKEN]; // the reason of the refusal

struct editions {
    struct wm_ruleset *rulesets[EDITIONS];
    struct wm_predicates *predicates[EDITIONS]; // NULL where there are none
    struct wm_arena arena;
};

void editions_build(struct editions *editions);
void editions_clear(struct editions *editions);
// Puts one on the daemon's disk, in the place of the last one.
void editions_write(struct daemon *daemon, size_t edition);
void editions_write_broken(struct daemon *daemon, size_t broken);
// By its hash; EDITIONS when it is none of them.
size_t editions_find(const struct editions *editions, const char *hash, size_t length);

struct editions_question {
    size_t edition;
    const char *person;
    size_t level;
    bool explain;
};
// The result of eligibility.check, or explain, at the moment of EDITIONS_CLOCK, into the emptied buffer.
void editions_answer(struct editions *editions, const struct editions_question *question,
                     const struct wm_portfolio *portfolio, struct wm_buffer *answer);
