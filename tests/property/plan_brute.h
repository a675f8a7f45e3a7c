// SPDX-License-Identifier: MIT
// Plans by trying everything: every set of a case's actions that holds together, on every finish day that could be one, dated in
// two obvious ways, and judged by wm_decide. Written apart from engine/plan: it knows the case, not how plans are made.
#pragma once

#include "tests/property/plan_cases.h"

struct brute_price { // compared in this order
    int64_t unpriced, cost, untimed, hours;
    wm_day finish;
};
int brute_compare(const struct brute_price *a, const struct brute_price *b);

struct brute {
    struct plan_case *made;
    const struct wm_question *question; // with the person's portfolio
    const struct wm_level *low, *entry;
    const struct brute_price *below; // only what is less; NULL: anything
    wm_day by;                       // no later than this
    // Found.
    bool found;
    struct brute_price price;
    char what[600]; // in words
    uint64_t judged;
};
void brute_search(struct brute *brute);
