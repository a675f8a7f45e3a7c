// SPDX-License-Identifier: MIT
// The engine against the reference evaluator on random rules, people and days.
//
// usage: property_differential [--seed S] [--cases N] [--case N] [--differences N] [--bugs]
//
// A difference is shown with everything needed to see it, the ledger made as short as it goes; the seed and the number of
// the case bring it back. --bugs puts errors into the engine on purpose and demands that each makes a difference.
#include "engine/base/digest.h"
#include "engine/base/log.h"
#include "engine/lang/predicate_verify.h"
#include "tests/property/bugs.h"
#include "tests/property/engine.h"
#include "tests/property/reference.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct options {
    int64_t seed, first, cases, differences;
    bool bugs, single;
};

struct run {
    struct reference reference;
    struct wm_ruleset *ruleset;
    struct wm_predicates_verified *predicates; // of the ruleset
    struct wm_portfolio *portfolio;
    struct wm_arena arena;
    struct wm_buffer answer;
    int64_t questions, differences;
};

static bool failed(const char *what, const struct wm_error *error) {
    fprintf(stderr, "%s: %s (%s) at %s; expected: %s; found: %s; nearest: %s\n", what, error->message, error->reason,
            error->where, error->expected, error->found, error->nearest);
    return false;
}

// The engine's answer, in run->answer; `bug` may be NULL. Of what is expected only this matters: whether the reference
// looks further than a year.
static bool answer(struct run *run, const char *level_id, wm_day day, const char *expected, const struct bug *bug) {
    bool year = strstr(expected, "\nuntil a year on\n") != NULL;
    struct wm_error error;
    const struct wm_level *level = wm_ruleset_level(run->ruleset, level_id, strlen(level_id));
    if (level == NULL) {
        fprintf(stderr, "the engine has no level %s\n", level_id);
        return false;
    }
    struct wm_question question = engine_question(run->ruleset, run->portfolio, level, day);
    struct wm_predicate_runner runner = wm_predicates_verified_runner(run->predicates);
    question.runner = &runner;
    struct wm_decision decision;
    wm_arena_reset(&run->arena);
    wm_buffer_reset(&run->answer);
    if (wm_decide(&question, &run->arena, &decision, &error) != WM_OK)
        return failed("deciding", &error);
    if (bug != NULL)
        bug_in_decision(bug, &decision);
    engine_write_answer(&decision, run->reference.made.last, year, &run->answer);
    return true;
}

static void forget_rules(struct run *run) {
    wm_predicates_verified_free(run->predicates);
    wm_ruleset_unref(run->ruleset);
    run->predicates = NULL;
    run->ruleset = NULL;
}

static bool build_rules(struct run *run) {
    struct wm_error error;
    forget_rules(run);
    if (engine_rules(&run->reference.made, &run->ruleset, &error) == WM_OK)
        return wm_predicates_verified_new(run->ruleset, NULL, &run->predicates, &error) == WM_OK ||
               failed("making room for predicates", &error);
    return failed("the engine refuses the pack", &error);
}

static bool build_portfolio(struct run *run, const struct property_case *made) {
    struct wm_error error;
    wm_portfolio_unref(run->portfolio);
    run->portfolio = NULL;
    return engine_portfolio(made, &run->portfolio, &error) == WM_OK || failed("packing the portfolio", &error);
}

// Differences ---------------------------------------------------------------------------------------------------------

// Leaves out of the current case, one by one, the entries that the difference does not need.
static bool shrink(struct run *run, const char *level, wm_day day) {
    for (size_t nth = 1;;) {
        bool there;
        const char *expected;
        if (!reference_smaller(&run->reference, nth, level, day, &there, &expected))
            return false;
        if (!there)
            return true;
        if (!build_portfolio(run, &run->reference.made) || !answer(run, level, day, expected, NULL))
            return false;
        if (strcmp(expected, run->answer.data) == 0) {
            reference_undo(&run->reference);
            nth++;
        }
    }
}

static bool show(struct run *run, const struct options *options, int64_t number,
                 const struct reference_question *question) {
    char text[11], level[160];
    wm_day day = question->day;
    wm_day_format(day, text);
    snprintf(level, sizeof level, "%s", question->level); // the question goes when the case shrinks
    printf("DIFFERENCE: --seed %" PRId64 " --case %" PRId64 ", %s on %s\n", options->seed, number, level, text);
    printf("reference:\n%s\nengine:\n%s\n", question->expected, run->answer.data);
    return shrink(run, level, day) && reference_describe(&run->reference, stdout);
}

static bool compare(struct run *run, const struct options *options, int64_t number) {
    size_t count;
    bool rules = build_rules(run);
    if (!rules)
        reference_describe(&run->reference, stdout);
    if (!rules || !build_portfolio(run, &run->reference.made) || !reference_ask(&run->reference, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct reference_question question = reference_question(&run->reference, i);
        if (!answer(run, question.level, question.day, question.expected, NULL))
            return false;
        run->questions++;
        if (strcmp(question.expected, run->answer.data) != 0) {
            run->differences++;
            return show(run, options, number, &question);
        }
    }
    return true;
}

static int run_cases(struct run *run, const struct options *options) {
    int64_t cases = 0;
    for (; cases < options->cases && run->differences < options->differences; cases++) {
        int64_t number = options->first + cases;
        if (!reference_make(&run->reference, options->seed, number, false) || !compare(run, options, number)) {
            fprintf(stderr, "broken off at --seed %" PRId64 " --case %" PRId64 "\n", options->seed, number);
            return 1;
        }
    }
    bool complete = options->single;
    if (!options->single && !reference_coverage(&run->reference, stdout, &complete))
        return 1;
    printf("seed %" PRId64 ": %" PRId64 " cases, %" PRId64 " questions, %" PRId64 " differences\n", options->seed,
           cases, run->questions, run->differences);
    if (!complete)
        printf("FAILED: not everything was covered\n");
    return run->differences == 0 && complete ? 0 : 1;
}

// Bugs on purpose -----------------------------------------------------------------------------------------------------

static bool caught(struct run *run, const struct bug *bug, size_t questions, bool *ret_caught) {
    *ret_caught = false;
    for (size_t i = 0; i < questions && !*ret_caught; i++) {
        struct reference_question question = reference_question(&run->reference, i);
        if (!answer(run, question.level, question.day, question.expected, bug))
            return false;
        *ret_caught = strcmp(question.expected, run->answer.data) != 0;
    }
    return true;
}

// Gives the engine the current case with the bug in it. `ret_there`: the bug found something to spoil.
static bool spoil(struct run *run, const struct bug *bug, bool *ret_there) {
    struct property_case made = run->reference.made;
    made.entries = wm_alloc_zero(made.entry_count + 1, sizeof *made.entries);
    if (made.entries == NULL)
        return false;
    memcpy(made.entries, run->reference.made.entries, made.entry_count * sizeof *made.entries);
    *ret_there = bug->in_decision != NULL;
    *ret_there = bug_in_case(bug, &made) || *ret_there;
    bool done = build_portfolio(run, &made);
    wm_free(made.entries);
    if (done)
        *ret_there = bug_in_portfolio(bug, run->portfolio) || *ret_there;
    return done;
}

static int run_bugs(struct run *run, const struct options *options) {
    int64_t *seen = wm_alloc_zero(bug_count, sizeof *seen); // the case, from 1
    size_t left = bug_count;
    bool done = seen != NULL;
    for (int64_t i = 0; done && left > 0 && i < options->cases; i++) {
        size_t questions = 0;
        done = reference_make(&run->reference, options->seed, options->first + i, false) && build_rules(run) &&
               reference_ask(&run->reference, &questions);
        for (size_t k = 0; done && k < bug_count; k++) {
            bool there, found = false;
            if (seen[k] != 0)
                continue;
            bool spoilt = bug_in_rules(&bugs[k], run->ruleset);
            done = spoil(run, &bugs[k], &there);
            if (done && (there || spoilt))
                done = caught(run, &bugs[k], questions, &found);
            if (done && spoilt)
                done = build_rules(run);
            seen[k] = found ? i + 1 : 0;
            left -= found;
        }
    }
    for (size_t k = 0; done && k < bug_count; k++)
        printf("%-24s %s after %" PRId64 " cases\n", bugs[k].name, seen[k] != 0 ? "caught" : "NOT CAUGHT",
               seen[k] != 0 ? seen[k] : options->cases);
    wm_free(seen);
    printf("%zu of %zu bugs caught\n", bug_count - left, bug_count);
    return done && left == 0 ? 0 : 1;
}

// -----------------------------------------------------------------------------------------------------------------------

static bool read_options(int count, char **words, struct options *options) {
    for (int i = 1; i < count; i++) {
        int64_t *number = NULL;
        if (strcmp(words[i], "--bugs") == 0)
            options->bugs = true;
        else if (strcmp(words[i], "--seed") == 0)
            number = &options->seed;
        else if (strcmp(words[i], "--cases") == 0)
            number = &options->cases;
        else if (strcmp(words[i], "--differences") == 0)
            number = &options->differences;
        else if (strcmp(words[i], "--case") == 0)
            number = &options->first;
        else
            return false;
        options->single = options->single || number == &options->first;
        if (number == NULL)
            continue;
        char *end = words[i];
        if (i + 1 < count)
            *number = strtoll(words[++i], &end, 10); // check-source: allow strtoll - checked by its end pointer
        if (end == words[i] || *end != '\0' || *number < 0)
            return false;
    }
    if (options->single)
        options->cases = 1;
    return true;
}

int main(int count, char **words) {
    struct options options = {.seed = 1, .first = 1, .cases = 2000, .differences = 1};
    if (!read_options(count, words, &options)) {
        fprintf(stderr, "usage: property_differential [--seed S] [--cases N] [--case N] [--differences N] [--bugs]\n");
        return 2;
    }
    struct wm_error error;
    wm_log_configure(WM_LOG_ERROR, WM_LOG_TEXT); // predicates fail by design
    struct run run = {.ruleset = NULL};
    wm_arena_init(&run.arena, (size_t)64 << 20);
    wm_buffer_init(&run.answer, (size_t)1 << 20);
    int result = 1;
    if (wm_digest_start(&error) == WM_OK && reference_open(&run.reference))
        result = options.bugs ? run_bugs(&run, &options) : run_cases(&run, &options);
    reference_close(&run.reference);
    forget_rules(&run);
    wm_portfolio_unref(run.portfolio);
    wm_arena_clear(&run.arena);
    wm_buffer_clear(&run.answer);
    wm_code_forget_all();
    return result;
}
