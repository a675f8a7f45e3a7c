// SPDX-License-Identifier: MIT
// A fuzz target is a file with the first of these functions; libFuzzer drives it in the `fuzz` preset, replay.c elsewhere.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

// A target may have these. How an input is changed, and how two become one; each gives the new length.
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t most, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_length, const uint8_t *other, size_t other_length,
                                 uint8_t *bytes, size_t most, unsigned seed);
// Whether what the corpus reached is enough: asked by replay.c after each committed input has run once.
bool fuzz_judge(void);

// The driver's: changes that know nothing of what the bytes mean.
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t most);
