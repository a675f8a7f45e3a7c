// SPDX-License-Identifier: MIT
// cohort.query and cohort.gaps of everybody over the socket, against a bare loop over the evaluator on the same people in
// memory.
//
//   bench_cohort DAEMON WAYMARK RULES PEOPLE FOLDER
//
// The loop decides, one person after the other and on one thread, each level that is asked about.
#include "engine/base/buffer.h"
#include "engine/decide/decide.h"
#include "engine/lang/predicate.h"
#include "tests/bench/everybody.h"
#include "tests/bench/measure.h"
#include "tests/bench/server.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 3 };
#define FRAMEWORK "somerset-social-prescribing"
#define LEVEL FRAMEWORK "/mid-career"

static const struct question {
    const char *what, *method, *params;
    const char *level; // NULL: all of the framework
} questions[] = {
    {"query, near", "cohort.query", "\"level\":\"" LEVEL "\",\"outcome\":\"near\"", LEVEL},
    {"query, lapsing", "cohort.query", "\"level\":\"" LEVEL "\",\"outcome\":\"lapsing\"", LEVEL},
    {"query, everybody", "cohort.query", "\"level\":\"" LEVEL "\"", LEVEL},
    {"gaps, one level", "cohort.gaps", "\"level\":\"" LEVEL "\"", LEVEL},
    {"gaps, the framework", "cohort.gaps", "\"framework\":\"" FRAMEWORK "\"", NULL},
    {"expiring, the framework's levels and all others", "cohort.expiring", "", NULL},
    {"matrix, levels", "cohort.matrix", "\"framework\":\"" FRAMEWORK "\"", NULL},
    {"matrix, competencies", "cohort.matrix", "\"framework\":\"" FRAMEWORK "\",\"of\":\"competencies\"", NULL},
};

struct counts { // by outcome, of all levels asked about
    uint64_t outcomes[3];
};

static struct counts decide_all(const struct everybody *everybody, const char *level) {
    struct wm_predicates *predicates = NULL;
    struct wm_arena arena;
    struct wm_error error;
    struct counts counts = {{0}};
    server_require(wm_predicates_new(everybody->ruleset, NULL, &predicates, &error), &error);
    const struct wm_predicate_runner runner = wm_predicates_runner(predicates);
    wm_arena_init(&arena, (size_t)1 << 30);
    for (size_t i = 0; i < everybody->count; i++) {
        for (uint32_t k = 0; k < everybody->ruleset->level_count; k++) {
            const struct wm_level *asked = everybody->ruleset->levels[k];
            struct wm_decision decision;
            struct wm_question question = {.ruleset = everybody->ruleset,
                                           .level = asked,
                                           .portfolio = everybody->people[i].portfolio,
                                           .organisation = EVERYBODY_ORGANISATION,
                                           .person = everybody->people[i].id,
                                           .person_length = strlen(everybody->people[i].id),
                                           .as_of = wm_day_of(2026, 9, 1),
                                           .runner = &runner};
            bool meant = level != NULL ? strcmp(asked->full, level) == 0 : strcmp(asked->framework->id, FRAMEWORK) == 0;
            if (!meant)
                continue;
            wm_arena_reset(&arena);
            server_require(wm_decide(&question, &arena, &decision, &error), &error);
            counts.outcomes[decision.outcome]++;
        }
    }
    wm_arena_clear(&arena);
    wm_predicates_free(predicates);
    return counts;
}

// What it says of how many, for one level: as the loop counted.
static void compare(const struct question *question, const struct counts *counts, const char *reply) {
    char expected[160];
    if (question->level == NULL)
        return;
    snprintf(expected, sizeof expected, "\"not-eligible\":%llu,\"eligible\":%llu,\"indeterminate\":%llu",
             (unsigned long long)counts->outcomes[0], (unsigned long long)counts->outcomes[1],
             (unsigned long long)counts->outcomes[2]);
    if (strstr(reply, expected) == NULL)
        measure_fail("%s: %s is not in %.400s", question->what, expected, reply);
}

static double ask(const struct everybody *everybody, const struct question *question, const struct counts *counts) {
    struct waymark *client = everybody_connect(everybody);
    struct waymark_reply reply = {0};
    struct waymark_error error;
    char params[300];
    snprintf(params, sizeof params,
             "{\"org\":\"" EVERYBODY_ORGANISATION "\",\"as_of\":\"" EVERYBODY_DAY "\",\"limit\":100%s%s}",
             question->params[0] != '\0' ? "," : "", question->params);
    int64_t start = measure_now();
    if (waymark_call(client, question->method, params, &reply, &error) != WAYMARK_OK)
        measure_fail("%s: %s", question->what, error.message);
    double took = everybody_seconds_since(start);
    compare(question, counts, reply.text);
    waymark_reply_clear(&reply);
    waymark_free(client);
    return took;
}

static void measure(const struct everybody *everybody, pid_t daemon, const struct question *question) {
    double whole[ROUNDS], bare[ROUNDS], whole_processor[ROUNDS], bare_processor[ROUNDS];
    char name[100];
    for (int i = 0; i < ROUNDS; i++) { // in turn
        int64_t start = measure_now();
        double processor = everybody_processor(getpid());
        struct counts counts = decide_all(everybody, question->level);
        bare[i] = everybody_seconds_since(start);
        bare_processor[i] = everybody_processor(getpid()) - processor;
        processor = everybody_processor(daemon);
        whole[i] = ask(everybody, question, &counts);
        whole_processor[i] = everybody_processor(daemon) - processor;
    }
    double loop = measure_median(bare, ROUNDS), took = measure_median(whole, ROUNDS);
    double processor = measure_median(whole_processor, ROUNDS), loop_processor = measure_median(bare_processor, ROUNDS);
    snprintf(name, sizeof name, "cohort %s", question->what);
    measure_row(name, took, "s", took * everybody->cores / loop, "of the loop, shared out among the cores");
    measure_row("  processor time", processor, "s", processor / loop_processor, "of the loop's");
    measure_row("  bare loop over wm_decide, 1 thread", loop, "s", 0, NULL);
}

int main(int count, char **arguments) {
    struct everybody everybody;
    everybody_make(&everybody, count, arguments, "cohort");
    pid_t process = everybody_start(&everybody);
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        measure(&everybody, process, &questions[i]);
    server_stop(process, SIGTERM);
    everybody_clear(&everybody);
    return EXIT_SUCCESS;
}
