// SPDX-License-Identifier: MIT
// Looking at the text of a file before it is compiled.
#pragma once

#include <stddef.h>

// The line of a `&`, `|` or `~` that Lua before 5.4.5 may compile to something else than it says; 0: there is none.
// That happens in functions with more than 255 constants: here, in files with as many names, numbers and texts.
int wm_source_miscompiled(const char *bytes, size_t length);
