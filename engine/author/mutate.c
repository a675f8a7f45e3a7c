// SPDX-License-Identifier: MIT
#include "engine/author/mutate.h"

#include "engine/author/all_levels.h"
#include "engine/author/mutate_levels.h"
#include "engine/author/pack_test_one.h"
#include "engine/author/parallel.h"

#include <string.h>

#define REPORT_MOST ((size_t)256 * 1024 * 1024)
#define MUTANT_MOST ((size_t)64 * 1024 * 1024) // what one mutant takes, for all rulesets of the tests

struct test { // a declaration
    const struct wm_draft_declaration *draft;
    struct wm_ruleset *own;       // that its `parameters` ask for, or NULL
    const struct wm_level *level; // that it asks about
    uint32_t number;              // of that level, as all_levels.h counts
    bool *reached;                // by those numbers: what that level builds on, itself too
    bool each_missing;
};

struct thread {
    struct wm_pack_bench bench;
    struct wm_arena arena; // of one mutant
    struct wm_error error;
    enum wm_status status;
};

struct run {
    struct wm_pack_suite suite;
    struct wm_arena arena;
    struct test *tests;
    struct wm_mutate_target *targets; // one a mutant
    struct wm_mutant *mutants;        // the report's
    uint32_t count, room;
    struct thread *threads;
    unsigned thread_count;
    const struct wm_mutate_options *options;
    struct wm_mutate_report *report;
    bool no_memory;
};

// What can be changed ------------------------------------------------------------------------------------------------

static bool own(const struct run *run, struct wm_place where) {
    size_t length = strlen(run->suite.pack);
    return where.file != NULL && strncmp(where.file, run->suite.pack, length) == 0 && where.file[length] == '/';
}

static const char *keep(struct run *run, const char *text) {
    const char *copy = wm_arena_dup(&run->report->arena, text);
    run->no_memory = run->no_memory || copy == NULL;
    return copy;
}

static void add(struct run *run, const struct wm_level *level, const struct wm_change *change, uint32_t way) {
    if (run->count == run->room) {
        uint32_t more = run->room == 0 ? 256 : 2 * run->room;
        struct wm_mutant *mutants = wm_arena_zero(&run->report->arena, more, sizeof *mutants);
        struct wm_mutate_target *targets = wm_arena_zero(&run->arena, more, sizeof *targets);
        run->no_memory = mutants == NULL || targets == NULL;
        if (run->no_memory)
            return;
        if (run->count > 0) {
            memcpy(mutants, run->mutants, run->count * sizeof *mutants);
            memcpy(targets, run->targets, run->count * sizeof *targets);
        }
        run->mutants = mutants;
        run->targets = targets;
        run->room = more;
    }
    const struct wm_criterion *about = change->about;
    run->targets[run->count] = wm_mutate_target_of(level, change->original, way);
    run->mutants[run->count++] =
        (struct wm_mutant){.where = {keep(run, about->where.file), about->where.line},
                           .level = keep(run, level->full),
                           .criterion = keep(run, about->id != NULL ? about->id : wm_verb_name(about->verb)),
                           .says = keep(run, about->says),
                           .change = keep(run, change->words)};
}

static void list(struct run *run, const struct wm_level *level, const struct wm_criterion *criterion) {
    uint32_t ways = wm_change_ways(criterion);
    for (uint32_t way = 0; way < ways && !run->no_memory; way++) {
        struct wm_change change;
        bool made = wm_change_make(&change, &run->arena, level, criterion, way);
        if (made && own(run, change.about->where))
            add(run, level, &change, way);
        run->no_memory = run->no_memory || change.no_memory;
    }
    for (uint32_t i = 0; i < criterion->child_count && !run->no_memory; i++)
        list(run, level, criterion->children[i]);
}

// Preparing the tests ------------------------------------------------------------------------------------------------

// By number: the levels that a tree builds on.
static void mark_below(bool *reached, const struct wm_criterion *criterion) {
    if (criterion->verb == WM_VERB_MEETS && !reached[criterion->level->index]) {
        reached[criterion->level->index] = true;
        mark_below(reached, criterion->level->requires);
    }
    for (uint32_t i = 0; i < criterion->child_count; i++)
        mark_below(reached, criterion->children[i]);
}

static const char *asks_about(const struct wm_draft_declaration *draft) {
    const char *level = wm_draft_text(&draft->fields, "level");
    if (level == NULL)
        level = wm_draft_text(&draft->fields, "gate");
    return level != NULL ? level : wm_draft_text(&draft->fields, "each_missing");
}

static void prepare(void *context, unsigned number, uint32_t piece) {
    struct run *run = context;
    struct thread *thread = &run->threads[number];
    struct test *test = &run->tests[piece];
    struct wm_pack_bench *bench = &thread->bench;
    if (thread->status != WM_OK)
        return;
    thread->status = wm_pack_suite_own(&run->suite, test->draft, &bench->arena, &test->own, &thread->error);
    if (thread->status != WM_OK)
        return;
    bench->world.ruleset = test->own != NULL ? test->own : run->suite.usual;
    thread->status = wm_pack_test_level(&bench->world, &bench->arena, asks_about(test->draft), test->draft->where,
                                        &test->level, &thread->error);
    if (thread->status == WM_OK) {
        test->number = wm_all_levels_find(run->suite.usual, test->level);
        test->reached[test->number] = true;
        mark_below(test->reached, test->level->requires);
    }
    wm_arena_reset(&bench->arena);
}

static enum wm_status make_tests(struct run *run, struct wm_error *error) {
    uint32_t count = run->suite.tests.count, levels = wm_all_levels_count(run->suite.usual);
    run->tests = wm_arena_zero(&run->arena, count + 1u, sizeof *run->tests);
    bool *reached = wm_arena_zero(&run->arena, (size_t)count * (levels + 1u) + 1u, sizeof *reached);
    if (run->tests == NULL || reached == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        const struct wm_draft_declaration *draft = run->suite.tests.tests[i];
        run->tests[i] = (struct test){.draft = draft,
                                      .reached = reached + (size_t)i * (levels + 1u),
                                      .each_missing = wm_draft_text(&draft->fields, "each_missing") != NULL};
    }
    return WM_OK;
}

// One mutant ---------------------------------------------------------------------------------------------------------

// Whether the test fails on the changed pack. It also does when it cannot be run any more: what it names is gone.
static bool notices(struct run *run, struct thread *thread, const struct test *test,
                    const struct wm_mutate_target *target, const struct wm_level *const *usual) {
    struct wm_pack_bench *bench = &thread->bench;
    bool no_memory = false;
    const struct wm_level *const *levels =
        test->own != NULL ? wm_mutate_levels(&thread->arena, test->own, target, &no_memory) : usual;
    bench->world.ruleset = test->own != NULL ? test->own : run->suite.usual;
    bench->world.levels = levels;
    bench->summary = (struct wm_pack_test_summary){0};
    bench->error = &thread->error;
    enum wm_status status = no_memory ? wm_error_no_memory(&thread->error) : WM_OK;
    if (status == WM_OK && levels != NULL)
        status = wm_pack_bench_run(bench, test->draft);
    wm_arena_reset(&bench->arena);
    if (status == WM_NO_MEMORY)
        thread->status = status;
    return status != WM_OK || bench->summary.failed > 0;
}

// The nearest tests first: those that ask about the level itself.
static bool concerns(const struct test *test, uint32_t level, int round) {
    switch (round) {
    case 0: return !test->each_missing && test->number == level;
    case 1: return !test->each_missing && test->number != level && test->reached[level];
    default: return test->each_missing && test->reached[level];
    }
}

static void judge(void *context, unsigned number, uint32_t piece) {
    struct run *run = context;
    struct thread *thread = &run->threads[number];
    const struct wm_mutate_target *target = &run->targets[piece];
    bool noticed = false, no_memory = false;
    if (thread->status != WM_OK)
        return;
    const uint32_t level = wm_all_levels_find(run->suite.usual, target->level);
    const struct wm_level *const *levels = wm_mutate_levels(&thread->arena, run->suite.usual, target, &no_memory);
    if (no_memory)
        thread->status = wm_error_no_memory(&thread->error);
    for (int round = 0; round < 3 && !noticed && !no_memory; round++) {
        for (uint32_t i = 0; i < run->suite.tests.count && !noticed; i++)
            noticed = concerns(&run->tests[i], level, round) && notices(run, thread, &run->tests[i], target, levels);
    }
    run->mutants[piece].noticed = noticed;
    wm_arena_reset(&thread->arena);
}

static void progress(void *context, uint32_t done) {
    struct run *run = context;
    run->options->progress(run->options->context, done, run->count);
}

// All of them --------------------------------------------------------------------------------------------------------

static enum wm_status open_threads(struct run *run, unsigned count, struct wm_error *error) {
    enum wm_status status = WM_OK;
    run->threads = wm_alloc_zero(count, sizeof *run->threads);
    if (run->threads == NULL)
        return wm_error_no_memory(error);
    run->thread_count = count;
    for (unsigned i = 0; i < count; i++)
        wm_arena_init(&run->threads[i].arena, MUTANT_MOST);
    for (unsigned i = 0; i < count && status == WM_OK; i++)
        status = wm_pack_bench_open(&run->suite, &run->threads[i].bench, error);
    return status;
}

static enum wm_status share_out(struct run *run, struct wm_parallel parallel, struct wm_error *error) {
    parallel.context = run;
    parallel.threads = run->thread_count;
    wm_parallel_run(&parallel);
    for (unsigned i = 0; i < run->thread_count; i++) {
        if (run->threads[i].status == WM_OK)
            continue;
        if (error != NULL)
            *error = run->threads[i].error;
        return run->threads[i].status;
    }
    return WM_OK;
}

static enum wm_status mutate(struct run *run, struct wm_error *error) {
    const struct wm_parallel all = {.threads = run->options->threads, .count = UINT32_MAX};
    enum wm_status status = make_tests(run, error);
    if (status == WM_OK)
        status = open_threads(run, wm_parallel_threads(&all), error);
    if (status == WM_OK)
        status = share_out(run, (struct wm_parallel){.count = run->suite.tests.count, .work = prepare}, error);
    const struct wm_ruleset *usual = run->suite.usual;
    for (uint32_t i = 0; i < wm_all_levels_count(usual) && status == WM_OK && !run->no_memory; i++)
        list(run, wm_all_levels_at(usual, i), wm_all_levels_at(usual, i)->requires);
    if (status == WM_OK && run->no_memory)
        status = wm_error_no_memory(error);
    if (status != WM_OK)
        return status;
    return share_out(run,
                     (struct wm_parallel){.count = run->count,
                                          .work = judge,
                                          .progress = run->options->progress != NULL ? progress : NULL},
                     error);
}

static void close_run(struct run *run) {
    for (unsigned i = 0; i < run->thread_count; i++) {
        wm_pack_bench_close(&run->threads[i].bench);
        wm_arena_clear(&run->threads[i].arena);
    }
    for (uint32_t i = 0; i < run->suite.tests.count && run->tests != NULL; i++)
        wm_ruleset_unref(run->tests[i].own);
    wm_free(run->threads);
    wm_pack_suite_close(&run->suite);
    wm_arena_clear(&run->arena);
}

// Tests that fail as it is say nothing about changes.
static enum wm_status check_tests(const struct wm_pack_source *source, const char *pack,
                                  const struct wm_mutate_options *options, const struct wm_pack_limits *limits,
                                  uint32_t *ret_tests, struct wm_error *error) {
    const struct wm_pack_test_options usual = {.threads = options->threads};
    struct wm_pack_test_summary summary;
    enum wm_status status = wm_pack_test_run(source, pack, &usual, limits, NULL, NULL, &summary, error);
    if (status != WM_OK)
        return status;
    *ret_tests = summary.run;
    if (summary.failed == 0)
        return WM_OK;
    wm_error_set(error, WM_RULES, "failing-tests", "%u of the pack's %u tests fail%s before anything is changed",
                 summary.failed, summary.run, summary.failed == 1 ? "s" : "");
    return wm_error_expected(error, "a pack whose tests pass: see `waymark rules test`");
}

static void count_noticed(struct wm_mutate_report *report) {
    for (uint32_t i = 0; i < report->count; i++)
        report->noticed += report->mutants[i].noticed ? 1 : 0;
    report->score = report->count == 0 ? 100 : (unsigned)((uint64_t)report->noticed * 100 / report->count);
}

enum wm_status wm_mutate_run(const struct wm_pack_source *source, const char *pack,
                             const struct wm_mutate_options *options, const struct wm_pack_limits *limits,
                             struct wm_mutate_report *ret_report, struct wm_error *error) {
    static const struct wm_mutate_options usual = {0};
    struct wm_mutate_report report = {0};
    struct run run = {.options = options != NULL ? options : &usual, .report = &report};
    wm_arena_init(&report.arena, REPORT_MOST);
    wm_arena_init(&run.arena, REPORT_MOST);
    enum wm_status status = check_tests(source, pack, run.options, limits, &report.tests, error);
    if (status == WM_OK)
        status = wm_pack_suite_open(source, pack, limits, &run.suite, error);
    if (status == WM_OK)
        status = mutate(&run, error);
    report.mutants = run.mutants;
    report.count = run.count;
    close_run(&run);
    if (status != WM_OK) {
        wm_arena_clear(&report.arena);
        return status;
    }
    count_noticed(&report);
    *ret_report = report;
    return WM_OK;
}

void wm_mutate_clear(struct wm_mutate_report *report) {
    wm_arena_clear(&report->arena);
    *report = (struct wm_mutate_report){0};
}
