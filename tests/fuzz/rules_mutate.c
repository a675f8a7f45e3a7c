// SPDX-License-Identifier: MIT
// How libFuzzer (and replay.c) changes an input of fuzz_rules.c: one part of it, the others staying as they are; or of two
// inputs each part from one or the other.
#include "tests/fuzz/rules.h"

#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { PART_MOST = 512 };

static uint32_t next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

// The parts joined; those that find no room are cut.
static size_t join(const struct rules_tape tapes[RULES_PARTS], uint8_t *bytes, size_t most) {
    size_t length = 0;
    int last = RULES_PARTS - 1;
    while (last > 0 && tapes[last].length == 0)
        last--;
    for (int part = 0; part <= last && length < most; part++) {
        size_t taken = tapes[part].length < most - length ? tapes[part].length : most - length;
        if (taken > 0)
            memcpy(bytes + length, tapes[part].bytes, taken);
        length += taken;
        if (part < last && length < most)
            bytes[length++] = RULES_END_OF_PART;
    }
    return length;
}

static enum rules_part choose_part(uint32_t *seed) {
    enum { SELDOM = 16 }; // what is spoilt seldom loads
    return next(seed) % SELDOM == 0 ? RULES_SPOILT : (enum rules_part)(next(seed) % RULES_SPOILT);
}

static size_t change_part(uint8_t *bytes, size_t length, size_t most, uint32_t *seed) {
    uint8_t before[RULES_PARTS * PART_MOST], part[PART_MOST];
    struct rules_tape tapes[RULES_PARTS];
    if (length > sizeof before)
        length = sizeof before;
    memcpy(before, bytes, length);
    rules_split(before, length, tapes);
    struct rules_tape *chosen = &tapes[choose_part(seed)];
    size_t there = chosen->length < PART_MOST ? chosen->length : PART_MOST;
    if (there > 0)
        memcpy(part, chosen->bytes, there);
    if (next(seed) % 32 == 0)
        there = 0; // this part of the pack is the simplest again, or gone
    else
        there = LLVMFuzzerMutate(part, there, PART_MOST);
    for (size_t i = 0; i < there; i++)
        part[i] = part[i] == RULES_END_OF_PART ? RULES_END_OF_PART - 1 : part[i];
    *chosen = (struct rules_tape){part, there, 0};
    return join(tapes, bytes, most);
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t most, unsigned seed) {
    uint32_t state = seed;
    for (uint32_t changes = 1 + next(&state) % 3; changes > 0; changes--)
        length = change_part(bytes, length, most, &state);
    return length;
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_length, const uint8_t *other, size_t other_length,
                                 uint8_t *bytes, size_t most, unsigned seed) {
    struct rules_tape tapes[RULES_PARTS], others[RULES_PARTS];
    uint32_t state = seed, chosen = next(&state);
    rules_split(one, one_length, tapes);
    rules_split(other, other_length, others);
    for (int part = 0; part < RULES_PARTS; part++) {
        if ((chosen & 1u << part) != 0)
            tapes[part] = others[part];
    }
    return join(tapes, bytes, most);
}
