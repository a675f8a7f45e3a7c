// SPDX-License-Identifier: MIT
#include "engine/portfolio/portfolio.h"

#include "engine/base/memory.h"

struct wm_portfolio *wm_portfolio_ref(struct wm_portfolio *portfolio) {
    // The caller holds a reference, so nobody can be freeing it: no ordering is needed.
    atomic_fetch_add_explicit(&portfolio->references, 1, memory_order_relaxed);
    return portfolio;
}

void wm_portfolio_unref(struct wm_portfolio *portfolio) {
    // Release what this thread read of it, acquire what the others did, before the memory goes.
    if (portfolio != NULL && atomic_fetch_sub_explicit(&portfolio->references, 1, memory_order_acq_rel) == 1)
        wm_free(portfolio);
}

// The first fact in [first, last) whose subject is not below `subject`.
static uint32_t not_below(const struct wm_fact *facts, uint32_t first, uint32_t last, uint64_t subject) {
    while (first < last) {
        uint32_t middle = first + (last - first) / 2;
        if (facts[middle].subject < subject)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

struct wm_fact_range wm_portfolio_find(const struct wm_portfolio *portfolio, enum wm_kind kind, wm_code subject) {
    uint32_t first = portfolio->first_of_kind[kind];
    uint32_t last = portfolio->first_of_kind[kind + 1];
    if (subject != WM_CODE_NONE) {
        first = not_below(portfolio->facts, first, last, subject);
        last = not_below(portfolio->facts, first, last, (uint64_t)subject + 1);
    }
    return (struct wm_fact_range){portfolio->facts + first, last - first};
}

const char *wm_portfolio_by(const struct wm_portfolio *portfolio, const struct wm_fact *fact) {
    return portfolio->texts + fact->by;
}
