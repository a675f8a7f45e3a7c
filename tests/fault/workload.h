// SPDX-License-Identifier: MIT
// A store at work, which remembers what was acknowledged, and a look at what is left of it.
//
// One organisation, "north", one person, "p1"; the record with seq N has the key "k-N", so that each can be recognised.
#pragma once

#include "tests/unit/store/fixture.h"

struct workload {
    struct fixture fixture;
    int64_t acknowledged;  // seq of the last entry that is durable, as the store said
    int64_t attempted;     // ... and of the last one of the group being committed
    struct wm_sha256 head; // the chain's, at `acknowledged`
    int64_t activations;   // durable, as the store said
};

// In a folder of its own, not yet open.
void workload_make(struct workload *workload);
void workload_remove(struct workload *workload); // closes what is open

enum wm_status workload_open(struct workload *workload);
void workload_close(struct workload *workload);
// One group of `requests` requests of 1, 2, 3, … entries. What is acknowledged is remembered.
enum wm_status workload_group(struct workload *workload, size_t requests);
// Another ruleset becomes active. What is acknowledged is remembered.
enum wm_status workload_keep_ruleset(struct workload *workload);

// What a store has to hold: everything acknowledged, and of what was attempted all or nothing. Of activations one more may be
// there: the ruleset then has its sources.
struct workload_promise {
    int64_t acknowledged;
    int64_t attempted;
    struct wm_sha256 head;
    int64_t activations;
};
struct workload_promise workload_promise(const struct workload *workload);
// Opens the store at `path`, verifies it, looks for each acknowledged entry, and goes on writing. NULL when all is well,
// else what is wrong, in a static buffer.
const char *workload_broken_promise(const char *path, const struct workload_promise *promise);
