// SPDX-License-Identifier: MIT
// A fuzz target is one file with this one function; libFuzzer drives it in the `fuzz` preset, replay.c elsewhere.
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
