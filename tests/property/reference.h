// SPDX-License-Identifier: MIT
// The Lua side of the property tests: a full Lua state (not the engine's sandbox) that generates cases and answers
// them with the reference evaluator. One thread. What goes wrong in it is printed, and the call gives false.
#pragma once

#include "tests/property/case.h"

#include <stdbool.h>
#include <stdio.h>

struct lua_State;
struct reference {
    struct lua_State *lua;
    struct property_case made; // the current case
};

bool reference_open(struct reference *reference); // close it also after a failure
void reference_close(struct reference *reference);

// Generates a case and makes it the current one.
bool reference_make(struct reference *reference, int64_t seed, int64_t number, bool monotone);

// Makes the current case one with its pack written in another order, that of files and of named fields; nth 0: the order
// as it is, with one more file that they all have.
bool reference_shuffle(struct reference *reference, int64_t nth);

struct reference_question {
    const char *level;    // full id, valid until the next call of reference_make
    const char *expected; // the reference's answer, as engine_answer would write it
    wm_day day;
};
// The questions of the current case, answered.
bool reference_ask(struct reference *reference, size_t *ret_count);
struct reference_question reference_question(struct reference *reference, size_t index); // after reference_ask

// Makes the current case one without its nth entry (from 1), or says in `ret_there` that there is none. The answer of
// the smaller case to the question is in `ret_expected`, valid until the next call.
bool reference_smaller(struct reference *reference, size_t nth, const char *level, wm_day day, bool *ret_there,
                       const char **ret_expected);
void reference_undo(struct reference *reference); // takes the last reference_smaller back

bool reference_describe(struct reference *reference, FILE *to); // the current case, for people
// Prints what all cases so far have covered; `ret_complete` as tests/property/coverage.lua defines it.
bool reference_coverage(struct reference *reference, FILE *to, bool *ret_complete);
