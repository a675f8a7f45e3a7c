// SPDX-License-Identifier: MIT
// Questions for evaluators: each asks the one predicate of a ruleset, which says a number. The clock by which threads are
// given up is the test's.
#pragma once

#include "engine/daemon/evaluator.h"

#include "tests/unit/daemon/threads.h"

enum { QUESTION_TIME = 60000, QUESTION_GRACE = 1000 }; // milliseconds
// Both, in nanoseconds, of a thread that is held, and so has no processor.
#define QUESTION_LONGEST (WM_WORKER_STARVED * (uint64_t)(60000 + 1000) * 1000000)

struct question {
    struct wm_evaluation evaluation; // first
    int number;
    struct gate *gate;  // passed before the predicate is asked; or NULL
    struct gate *opens; // when it is done; or NULL
    struct wm_predicate_answer answer;
    // Once it is done.
    bool done;
    enum wm_status status;
    struct wm_error error;
    uv_sem_t freed; // whoever lets go of it last says so
};

extern _Atomic uint64_t question_now; // nanoseconds
extern struct wm_portfolio *somebody; // who is asked about

struct wm_portfolio *nobody(void);
// Of "frameworks/f/p.lua", which makes `p`, and levels: "one", which requires it, and what `levels` says.
struct wm_ruleset *build_text(const char *predicates, const char *levels);
struct wm_ruleset *build(int number);

// One thread, room for ten questions, two replacements, suspended after two failures.
struct wm_evaluators_form questions_form(void);
struct wm_evaluators *start(uv_loop_t *loop, const struct wm_evaluators_form *form);
void prepare(struct question *question, struct wm_ruleset *ruleset, int number);
void submit(struct wm_evaluators *evaluators, struct question *question);
void check(const struct question *question); // it was answered
void busy(const struct question *question, const char *reason);
void forget(struct question *question); // when threads have let go of it as well
