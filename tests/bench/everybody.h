// SPDX-License-Identifier: MIT
// Many people in a daemon's store and in memory: what the benchmarks of questions about everybody share.
#pragma once

#include "api/client/waymark.h"
#include "engine/criteria/ruleset.h"
#include "engine/portfolio/portfolio.h"

#include <sys/types.h>

#define EVERYBODY_ORGANISATION "northside"
#define EVERYBODY_DAY "2026-09-01"

struct everybody_person {
    char *id;
    struct wm_portfolio *portfolio;
};

struct everybody {
    const char *daemon, *waymark, *rules, *people_file, *folder;
    char socket[200], config[200], store[200], log[200];
    struct everybody_person *people;
    size_t count, room;
    struct wm_ruleset *ruleset; // of the organisation
    double cores;
};

// From the arguments DAEMON WAYMARK RULES PEOPLE FOLDER: imports the people (lines for `waymark import`), packs them, reads
// them into memory, builds the rules. The daemon does not run afterwards.
void everybody_make(struct everybody *everybody, int count, char **arguments, const char *name);
void everybody_clear(struct everybody *everybody);
pid_t everybody_start(const struct everybody *everybody);
struct waymark *everybody_connect(const struct everybody *everybody);

// Of the processor, of a process, in seconds: what others do on the machine counts less.
double everybody_processor(pid_t process);
double everybody_seconds_since(int64_t start);
