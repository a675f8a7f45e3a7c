// SPDX-License-Identifier: MIT
// A hostile organisation in a running daemon, and another one beside it that must not feel it.
//
// That nobody waits is seen without a clock: the hostile question, a health check and a question of the organisation
// "north" are sent in one piece. The loop answers the last two where it reads them, so that they come back before the hostile
// one's, unless it was the loop that was held up. How long they take is noted, for those who want to see or judge it.
#pragma once

#include "tests/e2e/daemon.h"

#define BESIDE_CODE_MOST 256 // bytes of a code; codes stay in their table

struct beside {
    struct daemon *daemon;
    char about[96];      // what is under way, for messages
    double slowest;      // milliseconds until the others had their answers
    char slowest_at[96]; // when that was
};

// The person that the others ask about, once "north" is there; asks about her, so that she is in memory from now on.
void beside_begin(struct beside *beside, struct daemon *daemon);
// Asks for the hostile organisation; the others are answered before it is. Its answer is the daemon's `reply`.
void beside_ask(struct beside *beside, const char *method, const char *params);
void beside_ask_others(struct beside *beside); // with nothing hostile sent by us

// Step by step, for more than one hostile question under way.
void beside_send(struct beside *beside, const char *method, const char *params, int64_t *ret_id);
struct beside_others {
    int64_t health, check;
    double since;
    int left; // of the two, not yet answered
};
void beside_send_others(struct beside *beside, struct beside_others *ret_others);
// The next answer of all. True when it is one of the others'; they must not be refused.
bool beside_receive(struct beside *beside, struct beside_others *others);

int64_t beside_metric(struct beside *beside, const char *name); // of system.metrics
// Bytes that rules could have left behind: without the store's pages, which grow with it up to their limit, and without
// the names of codes, which stay.
int64_t beside_memory(struct beside *beside);
long beside_resident(const struct beside *beside); // KiB; pages come and go as the allocator likes
// Says the worst, and fails where WM_ATTACKS_MILLISECONDS says that it is too much.
void beside_end(struct beside *beside);
