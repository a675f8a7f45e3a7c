// SPDX-License-Identifier: MIT
// api/openrpc.json, as it was when the program was built, on one line.
#pragma once

#include <stddef.h>

extern const unsigned char wm_openrpc[];
extern const size_t wm_openrpc_length;
