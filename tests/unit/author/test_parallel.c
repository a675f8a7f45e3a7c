// SPDX-License-Identifier: MIT
// labels: threads
// Pieces of work on several threads, and a pack's tests that way: the same results in the same order as on one.
#include "engine/author/parallel.h"

#include "engine/author/mutate.h"
#include "tests/unit/author/run.h"

#include <stdatomic.h>

enum { PIECES = 1000, THREADS = 4 };

struct shared {
    _Atomic uint32_t times[PIECES];
    uint32_t by_thread[THREADS]; // plain: a thread's own
    uint32_t progress, last;
};

static void work(void *context, unsigned thread, uint32_t piece) {
    struct shared *shared = context;
    atomic_fetch_add(&shared->times[piece], 1);
    shared->by_thread[thread]++;
}

static void progress(void *context, uint32_t done) {
    struct shared *shared = context;
    assert_true(done > shared->last && done <= PIECES);
    shared->last = done;
    shared->progress++;
}

static void test_each_piece_once(void **state) {
    (void)state;
    for (unsigned threads = 1; threads <= THREADS; threads++) {
        struct shared shared = {0};
        const struct wm_parallel parallel = {
            .threads = threads, .count = PIECES, .work = work, .progress = progress, .context = &shared};
        wm_parallel_run(&parallel);
        uint32_t sum = 0;
        for (unsigned i = 0; i < THREADS; i++)
            sum += shared.by_thread[i];
        assert_int_equal(sum, PIECES);
        for (uint32_t i = 0; i < PIECES; i++)
            assert_int_equal(shared.times[i], 1);
        assert_int_equal(shared.progress, shared.by_thread[0]); // on the caller's thread, after each of its pieces
    }
}

static void test_how_many(void **state) {
    (void)state;
    assert_int_equal(wm_parallel_threads(&(struct wm_parallel){.threads = 3, .count = 2}), 2);
    assert_int_equal(wm_parallel_threads(&(struct wm_parallel){.threads = 3, .count = 9}), 3);
    assert_int_equal(wm_parallel_threads(&(struct wm_parallel){.threads = 3, .count = 0}), 1);
    assert_int_equal(wm_parallel_threads(&(struct wm_parallel){.threads = 100000, .count = 100000}), 64);
    assert_true(wm_parallel_threads(&(struct wm_parallel){.count = 1000}) >= 1);
    wm_parallel_run(&(struct wm_parallel){.count = 0}); // nothing to call
}

// --- tests ---

static const char scored[] =
    "for _, value in ipairs { 0, 1, 2 } do\n"
    "  for _, enough in ipairs { 1, 2 } do\n"
    "    test(\"scored \" .. value .. \" of \" .. enough) { as_of = \"2026-09-01\", level = \"baker\", expect = "
    "eligible,\n"
    "      parameters = { enough = enough }, person = { meeting \"helper\",\n"
    "        assessed { \"kneading\", \"shaping\", value = value, on = \"2026-06-01\" } } }\n"
    "  end\n"
    "end\n"
    "test \"each\" { each_missing = \"baker\" }\n"
    "test \"each\" { each_missing = \"helper\" }\n"
    "test \"the last\" { as_of = \"2026-09-01\", level = \"helper\", person = {}, expect = not_eligible }\n";
static const char rules[] = RUN_RULES;

static void run_on(unsigned threads, const char *text, struct run_results *ret_run, struct wm_coverage *coverage,
                   enum wm_status *ret_status, struct wm_error *error) {
    const struct wm_ruleset_file files[] = {{"frameworks/bakery/framework.lua", rules, sizeof rules - 1},
                                            {"frameworks/bakery/tests.lua", text, strlen(text)}};
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    const struct wm_pack_test_options options = {.threads = threads, .coverage = coverage};
    *ret_run = (struct run_results){0};
    *ret_status =
        wm_pack_test_run(&source, "frameworks/bakery", &options, NULL, run_keep, ret_run, &ret_run->summary, error);
}

static void test_same_results(void **state) {
    (void)state;
    static struct run_results one, many;
    struct wm_coverage on_one = {0}, on_many = {0};
    struct wm_error error;
    enum wm_status status;
    run_on(1, scored, &one, &on_one, &status, &error);
    wm_test_ok(status, &error);
    run_on(THREADS, scored, &many, &on_many, &status, &error);
    wm_test_ok(status, &error);
    assert_int_equal(one.count, 12);
    assert_int_equal(one.summary.failed, 3);
    assert_memory_equal(&one, &many, sizeof one);
    assert_int_equal(on_one.count, on_many.count);
    for (uint32_t i = 0; i < on_one.count; i++)
        assert_int_equal(on_one.leaves[i].seen, on_many.leaves[i].seen);
    wm_coverage_clear(&on_one);
    wm_coverage_clear(&on_many);
}

// The first mistake in the order of declaration, whichever thread meets one first.
static void test_first_mistake(void **state) {
    (void)state;
    static struct run_results run;
    char text[6000];
    size_t at = 0;
    for (int i = 0; i < 40; i++)
        at += (size_t)snprintf(
            text + at, sizeof text - at,
            "test \"t%d\" { as_of = \"2026-09-01\", level = \"%s\", person = {}, expect = eligible }\n", i,
            i % 10 == 7 ? "nothing" : "helper");
    for (unsigned threads = 1; threads <= THREADS; threads++) {
        struct wm_error error;
        enum wm_status status;
        run_on(threads, text, &run, NULL, &status, &error);
        wm_test_fails(status, &error, WM_RULES, "unknown-level");
        assert_string_equal(error.where, "frameworks/bakery/tests.lua:8");
        assert_int_equal(run.count, 7); // those before it
    }
}

static void test_same_mutants(void **state) {
    (void)state;
    static const char good[] =
        "test \"one\" { as_of = \"2026-09-01\", level = \"helper\", person = {},\n"
        "  expect = not_eligible { only = { \"trained:hygiene\", \"trained:ovens\", \"signed_off:trial-shift\" } } }\n"
        "test \"two\" { as_of = \"2026-09-01\", level = \"baker\", person = { meeting \"baker\" }, expect = eligible,\n"
        "  parameters = { enough = 2 } }\n";
    const struct wm_ruleset_file files[] = {{"frameworks/bakery/framework.lua", rules, sizeof rules - 1},
                                            {"frameworks/bakery/tests.lua", good, sizeof good - 1}};
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    struct wm_mutate_report reports[2];
    struct wm_error error;
    for (int i = 0; i < 2; i++)
        wm_test_ok(wm_mutate_run(&source, "frameworks/bakery",
                                 &(struct wm_mutate_options){.threads = i == 0 ? 1 : THREADS}, NULL, &reports[i],
                                 &error),
                   &error);
    assert_true(reports[0].count > 10 && reports[0].noticed > 0 && reports[0].noticed < reports[0].count);
    assert_int_equal(reports[0].count, reports[1].count);
    for (uint32_t i = 0; i < reports[0].count; i++) {
        assert_int_equal(reports[0].mutants[i].noticed, reports[1].mutants[i].noticed);
        assert_string_equal(reports[0].mutants[i].change, reports[1].mutants[i].change);
    }
    wm_mutate_clear(&reports[0]);
    wm_mutate_clear(&reports[1]);
}

WM_TEST_MAIN(cmocka_unit_test(test_each_piece_once), cmocka_unit_test(test_how_many),
             cmocka_unit_test(test_same_results), cmocka_unit_test(test_first_mistake),
             cmocka_unit_test(test_same_mutants))
