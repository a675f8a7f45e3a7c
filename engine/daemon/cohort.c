// SPDX-License-Identifier: MIT
#include "engine/daemon/cohort.h"

#include "engine/base/memory.h"
#include "engine/lang/predicate.h"

struct run {
    struct wm_cohort *cohort;
    struct wm_predicates **predicates; // one a thread; NULL: no level asks one
};

static enum wm_status each(void *context, unsigned thread, const struct wm_walked *walked, struct wm_error *error) {
    const struct run *run = context;
    struct wm_predicate_runner runner;
    if (run->predicates != NULL)
        runner = wm_predicates_runner(run->predicates[thread]);
    return wm_cohort_add(run->cohort, thread, walked->id, walked->length, walked->portfolio,
                         run->predicates != NULL ? &runner : NULL, error);
}

static void free_predicates(struct run *run, unsigned threads) {
    for (unsigned i = 0; run->predicates != NULL && i < threads; i++)
        wm_predicates_free(run->predicates[i]);
    wm_free(run->predicates);
}

static enum wm_status make_predicates(struct run *run, const struct wm_ruleset *ruleset, unsigned threads,
                                      struct wm_error *error) {
    if (!ruleset->custom)
        return WM_OK;
    run->predicates = wm_alloc_zero(threads, sizeof(struct wm_predicates *));
    enum wm_status status = run->predicates != NULL ? WM_OK : wm_error_no_memory(error);
    for (unsigned i = 0; status == WM_OK && i < threads; i++)
        status = wm_predicates_new(ruleset, NULL, &run->predicates[i], error);
    return status;
}

static enum wm_status work(struct wm_walk *walk, struct wm_pieces *pieces, struct wm_error *error) {
    struct wm_cohort_walk *asking = (struct wm_cohort_walk *)walk;
    struct run run = {.cohort = NULL};
    enum wm_status status = wm_cohort_new(&asking->question, pieces->threads, &run.cohort, error);
    if (status == WM_OK)
        status = make_predicates(&run, asking->question.ruleset, pieces->threads, error);
    if (status == WM_OK)
        status = wm_pieces_each(pieces, each, &run, error);
    free_predicates(&run, pieces->threads);
    if (status == WM_OK)
        status = wm_cohort_finish(run.cohort, error);
    if (status != WM_OK) {
        wm_cohort_unref(run.cohort);
        return status;
    }
    asking->cohort = run.cohort;
    asking->ledger = pieces->ledger;
    return WM_OK;
}

enum wm_status wm_cohort_walk_begin(struct wm_everybody *everybody, struct wm_cohort_walk *asking,
                                    struct wm_error *error) {
    asking->cohort = NULL;
    asking->ledger = 0;
    asking->walk.what = "asking about everybody";
    asking->walk.work = work;
    return wm_walk_begin(everybody, &asking->walk, error);
}
