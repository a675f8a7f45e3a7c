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

// The first fact in [first, last) whose subject is not below `subject`. Without a branch on what is compared: which way
// it goes is anybody's guess.
static uint32_t not_below(const struct wm_fact *facts, uint32_t first, uint32_t last, uint64_t subject) {
    uint32_t count = last - first;
    while (count > 1) {
        uint32_t half = count / 2;
        first = facts[first + half - 1].subject < subject ? first + half : first;
        count -= half;
    }
    return count == 1 && facts[first].subject < subject ? first + 1 : first;
}

// The end of the facts of `subject` that begin at `first`: mostly a few, so it looks near first.
static uint32_t end_of(const struct wm_fact *facts, uint32_t first, uint32_t last, wm_code subject) {
    if (first == last || facts[first].subject != subject)
        return first;
    uint32_t step = 1;
    while (step < last - first && facts[first + step].subject == subject) {
        first += step;
        step *= 2;
    }
    return not_below(facts, first, step < last - first ? first + step : last, (uint64_t)subject + 1);
}

struct wm_fact_range wm_portfolio_find(const struct wm_portfolio *portfolio, enum wm_kind kind, wm_code subject) {
    uint32_t first = portfolio->first_of_kind[kind];
    uint32_t last = portfolio->first_of_kind[kind + 1];
    if (subject != WM_CODE_NONE) {
        first = not_below(portfolio->facts, first, last, subject);
        last = end_of(portfolio->facts, first, last, subject);
    }
    return (struct wm_fact_range){portfolio->facts + first, last - first};
}

const char *wm_portfolio_by(const struct wm_portfolio *portfolio, const struct wm_fact *fact) {
    return portfolio->texts + fact->by;
}
