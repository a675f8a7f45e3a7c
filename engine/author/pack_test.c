// SPDX-License-Identifier: MIT
#include "engine/author/pack_test.h"

#include "engine/author/pack_test_one.h"
#include "engine/author/parallel.h"

#include <stdatomic.h>
#include <string.h>

#define KEPT_MOST ((size_t)256 * 1024 * 1024) // of what one thread has to report

struct kept { // a result until it is reported
    struct wm_pack_test_result result;
    struct kept *next;
};

struct declaration { // what came of one
    struct kept *first, **end;
    enum wm_status status;
};

struct thread {
    struct run *run;
    struct wm_pack_bench bench;
    struct wm_arena keep;
    struct declaration *declaration; // that runs now
    uint8_t *seen;                   // of the coverage, or NULL
    bool no_memory;
    struct wm_error error; // of the first of its declarations that failed
    uint32_t failed;       // which; none: as many as there are
};

struct run {
    struct wm_pack_suite suite;
    const struct wm_pack_test_options *options;
    struct declaration *declarations;
    struct thread *threads;
    unsigned thread_count;
    _Atomic uint32_t failed; // the earliest declaration that could not be run; those behind it are not needed
};

// On the threads -----------------------------------------------------------------------------------------------------

static const char *keep_text(struct thread *thread, const char *text) {
    const char *copy = wm_arena_dup(&thread->keep, text);
    thread->no_memory = thread->no_memory || copy == NULL;
    return copy;
}

static void keep(void *context, const struct wm_pack_test_result *result) {
    struct thread *thread = context;
    if (thread->run->options->first_failure && (result->passed || thread->bench.summary.failed > 1))
        return;
    struct kept *kept = wm_arena_zero(&thread->keep, 1, sizeof *kept);
    if (kept == NULL) {
        thread->no_memory = true;
        return;
    }
    kept->result = *result;
    kept->result.name = keep_text(thread, result->name);
    kept->result.expected = keep_text(thread, result->expected);
    kept->result.found = keep_text(thread, result->found);
    kept->result.difference = keep_text(thread, result->difference);
    // Levels may be of a ruleset that goes when the declaration is done.
    kept->result.level = keep_text(thread, result->level);
    *thread->declaration->end = kept;
    thread->declaration->end = &kept->next;
}

static enum wm_status decided(void *context, const struct wm_question *question, const struct wm_decision *decision) {
    struct thread *thread = context;
    return wm_coverage_see(thread->run->options->coverage, thread->seen, question, decision, &thread->bench.arena,
                           thread->bench.error);
}

static enum wm_status run_one(struct thread *thread, const struct wm_draft_declaration *test, struct wm_error *error) {
    struct wm_pack_bench *bench = &thread->bench;
    struct wm_ruleset *own;
    enum wm_status status = wm_pack_suite_own(&thread->run->suite, test, &bench->arena, &own, error);
    if (status != WM_OK)
        return status;
    bench->error = error;
    bench->world.ruleset = own != NULL ? own : thread->run->suite.usual;
    status = wm_pack_bench_run(bench, test);
    wm_ruleset_unref(own);
    return status == WM_OK && thread->no_memory ? wm_error_no_memory(error) : status;
}

static void fall_to(_Atomic uint32_t *lowest, uint32_t value) {
    uint32_t known = atomic_load(lowest);
    while (value < known && !atomic_compare_exchange_weak(lowest, &known, value)) {
    }
}

static void work(void *context, unsigned number, uint32_t piece) {
    struct run *run = context;
    struct thread *thread = &run->threads[number];
    struct wm_error error = {.status = WM_OK};
    if (piece > atomic_load(&run->failed) || (run->options->first_failure && thread->bench.summary.failed > 0))
        return;
    if (thread->bench.began == 0)
        thread->bench.began = wm_processor_time();
    thread->declaration = &run->declarations[piece];
    thread->declaration->end = &thread->declaration->first;
    thread->declaration->status = run_one(thread, run->suite.tests.tests[piece], &error);
    if (thread->declaration->status == WM_OK || thread->failed <= piece)
        return;
    thread->failed = piece;
    thread->error = error;
    fall_to(&run->failed, piece);
}

// Around them --------------------------------------------------------------------------------------------------------

static enum wm_status open_thread(struct run *run, struct thread *thread, struct wm_error *error) {
    const struct wm_coverage *coverage = run->options->coverage;
    thread->run = run;
    thread->failed = run->suite.tests.count;
    wm_arena_init(&thread->keep, KEPT_MOST);
    enum wm_status status = wm_pack_bench_open(&run->suite, &thread->bench, error);
    if (status != WM_OK)
        return status;
    thread->bench.filter = run->options->filter;
    thread->bench.nanoseconds = run->options->nanoseconds;
    thread->bench.cancel = run->options->cancel;
    thread->bench.each = keep;
    thread->bench.context = thread;
    if (coverage == NULL)
        return WM_OK;
    thread->bench.decided = decided;
    thread->seen = wm_arena_zero(&thread->keep, coverage->count + 1u, 1);
    return thread->seen != NULL ? WM_OK : wm_error_no_memory(error);
}

static void close_threads(struct run *run) {
    for (unsigned i = 0; i < run->thread_count && run->threads != NULL; i++) {
        wm_pack_bench_close(&run->threads[i].bench);
        wm_arena_clear(&run->threads[i].keep);
    }
    wm_free(run->threads);
    wm_free(run->declarations);
}

static enum wm_status run_all(struct run *run, struct wm_error *error) {
    const struct wm_parallel parallel = {
        .threads = run->options->threads, .count = run->suite.tests.count, .work = work, .context = run};
    enum wm_status status = WM_OK;
    run->thread_count = wm_parallel_threads(&parallel);
    run->threads = wm_alloc_zero(run->thread_count, sizeof *run->threads);
    run->declarations = wm_alloc_zero(run->suite.tests.count + 1u, sizeof *run->declarations);
    atomic_store(&run->failed, run->suite.tests.count);
    if (run->threads == NULL || run->declarations == NULL)
        return wm_error_no_memory(error);
    for (unsigned i = 0; i < run->thread_count && status == WM_OK; i++)
        status = open_thread(run, &run->threads[i], error);
    if (status == WM_OK)
        wm_parallel_run(&parallel);
    return status;
}

// In the order of declaration, up to the first that could not be run.
static enum wm_status report(struct run *run, wm_pack_test_each *each, void *context,
                             struct wm_pack_test_summary *ret_summary, struct wm_error *error) {
    uint32_t failed = atomic_load(&run->failed);
    struct wm_pack_test_summary summary = {0};
    for (uint32_t i = 0; i < failed && each != NULL; i++) {
        for (const struct kept *kept = run->declarations[i].first; kept != NULL; kept = kept->next)
            each(context, &kept->result);
    }
    for (unsigned i = 0; i < run->thread_count; i++) {
        const struct thread *thread = &run->threads[i];
        if (failed < run->suite.tests.count && thread->failed == failed) {
            if (error != NULL)
                *error = thread->error;
            return thread->error.status;
        }
        summary.run += thread->bench.summary.run;
        summary.passed += thread->bench.summary.passed;
        summary.failed += thread->bench.summary.failed;
        summary.left_out += thread->bench.summary.left_out;
        if (run->options->coverage != NULL)
            wm_coverage_add(run->options->coverage, thread->seen);
    }
    *ret_summary = summary;
    return WM_OK;
}

enum wm_status wm_pack_test_run(const struct wm_pack_source *source, const char *pack,
                                const struct wm_pack_test_options *options, const struct wm_pack_limits *limits,
                                wm_pack_test_each *each, void *context, struct wm_pack_test_summary *ret_summary,
                                struct wm_error *error) {
    static const struct wm_pack_test_options usual = {0};
    struct run run = {.options = options != NULL ? options : &usual};
    enum wm_status status = wm_pack_suite_open(source, pack, limits, &run.suite, error);
    if (status != WM_OK)
        return status;
    if (run.options->coverage != NULL)
        status = wm_coverage_begin(run.options->coverage, run.suite.usual, pack, error);
    if (status == WM_OK)
        status = run_all(&run, error);
    if (status == WM_OK)
        status = report(&run, each, context, ret_summary, error);
    close_threads(&run);
    wm_pack_suite_close(&run.suite);
    return status;
}
