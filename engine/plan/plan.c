// SPDX-License-Identifier: MIT
#include "engine/plan/plan.h"

#include "engine/plan/work.h"

#include <string.h>

enum { TRIES_MOST = 64 }; // solutions of one finish day that are put to the test

#define ARENA_LARGEST ((size_t)64 << 20)

const char *wm_plan_do_name(enum wm_plan_do does) {
    static const char *const names[] = {
#define X(name, text) text,
        WM_PLAN_DO_MAP(X)
#undef X
    };
    return names[does];
}

const char *wm_plan_reason_name(enum wm_plan_reason reason) {
    static const char *const names[] = {
#define X(name, text) text,
        WM_PLAN_REASON_MAP(X)
#undef X
    };
    return names[reason];
}

// The proof ----------------------------------------------------------------------------------------------------------

// All records of the plan in the order of its actions; of several about one thing on one day the higher value comes last.
static struct wm_record *records_of(struct wm_planning *planning, const struct wm_plan *plan, uint32_t *ret_count) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->action_count; i++)
        count += plan->actions[i].record_count;
    struct wm_record *records = wm_arena_zero(planning->some, count + 1u, sizeof *records);
    if (records == NULL)
        wm_plan_no_memory(planning);
    count = 0;
    for (uint32_t i = 0; i < plan->action_count && records != NULL; i++) {
        for (uint32_t k = 0; k < plan->actions[i].record_count; k++)
            records[count++] = plan->actions[i].records[k];
    }
    *ret_count = count;
    return records;
}

static bool is_eligible(struct wm_planning *planning, struct wm_question *question, const struct wm_level *level,
                        wm_day day) {
    struct wm_decision decision;
    question->level = level;
    question->as_of = day;
    wm_plan_fail(planning, wm_decide(question, planning->some, &decision, planning->error));
    return !wm_plan_failed(planning) && decision.outcome == WM_OUTCOME_ELIGIBLE;
}

// Whether what is awarded is earned on the day: with the plan, or before anything of it is done.
static bool is_earned(struct wm_planning *planning, const struct wm_question *question,
                      const struct wm_plan_action *award) {
    const struct wm_ruleset *ruleset = planning->question->ruleset;
    const struct wm_level *level = wm_ruleset_level(ruleset, award->subject, strlen(award->subject));
    struct wm_question with = *question, without = *planning->question;
    without.explain = false;
    return level != NULL && (is_eligible(planning, &with, level, award->on) ||
                             (award->after_count == 0 && award->on == planning->question->as_of &&
                              is_eligible(planning, &without, level, award->on)));
}

// Whether every level wished for is eligible on the finish day, once all is done; and each that is awarded when it is.
static bool proved(struct wm_planning *planning, const struct wm_plan *plan) {
    uint32_t count = 0;
    struct wm_record *records = wm_plan_failed(planning) ? NULL : records_of(planning, plan, &count);
    struct wm_portfolio *portfolio = NULL;
    if (records == NULL)
        return false;
    wm_plan_fail(planning, wm_portfolio_suppose(planning->question->portfolio, records, count, NULL, 0, &portfolio,
                                                planning->error));
    struct wm_question question = *planning->question;
    question.portfolio = portfolio;
    question.explain = false;
    bool eligible = !wm_plan_failed(planning);
    for (uint32_t i = 0; i < planning->wish->level_count && eligible; i++)
        eligible = is_eligible(planning, &question, planning->wish->levels[i], plan->finish);
    for (uint32_t i = 0; i < plan->action_count && eligible; i++)
        eligible = plan->actions[i].does != WM_PLAN_AWARD || is_earned(planning, &question, &plan->actions[i]);
    wm_portfolio_unref(portfolio);
    return eligible && !wm_plan_failed(planning);
}

static bool on_time(const struct wm_plan *plan, wm_day as_of) {
    bool fits = true;
    for (uint32_t i = 0; i < plan->action_count && fits; i++) {
        const struct wm_plan_action *action = &plan->actions[i];
        fits =
            action->on <= plan->finish && action->on >= as_of && (action->from == WM_DAY_NONE || action->from >= as_of);
    }
    return fits;
}

// One finish day -----------------------------------------------------------------------------------------------------

struct attempt {
    struct wm_planning *planning;
    int tries;
    bool found;
    struct wm_plan plan; // the best that was proved
    struct wm_price price;
};

static bool try_chosen(struct attempt *attempt, const bool *chosen) {
    struct wm_planning *planning = attempt->planning;
    struct wm_plan plan = {.possible = false};
    wm_plan_schedule(planning, chosen, &plan);
    if (wm_plan_failed(planning) || !on_time(&plan, planning->question->as_of) || !proved(planning, &plan))
        return false;
    attempt->found = true;
    attempt->plan = plan;
    return true;
}

static enum wm_status take(void *context, const bool *chosen, bool *ret_take, struct wm_error *error) {
    struct attempt *attempt = context;
    (void)error; // planning->error is the same
    if (attempt->tries++ < TRIES_MOST) {
        *ret_take = try_chosen(attempt, chosen);
    } else {
        *ret_take = false;
        attempt->planning->budget = 0; // the search ends
    }
    return attempt->planning->status;
}

static void set_up(struct wm_planning *planning, wm_day finish) {
    wm_arena_reset(planning->some);
    planning->finish = finish;
    wm_plan_ways(planning);
    if (!wm_plan_failed(planning))
        wm_plan_requires(planning);
}

static bool root_is(const struct wm_planning *planning, enum wm_formula_state state) {
    return planning->formula.nodes[planning->root].state == state;
}

// Solves what is set up. First the parts apart and without a look at the proof; only where that fails, which takes actions that
// get in each other's way, together and proving each.
static void solve(struct wm_planning *planning, struct wm_solving *solving, struct attempt *attempt) {
    struct wm_solution solution = {.found = false};
    solving->formula = &planning->formula;
    solving->root = planning->root;
    solving->budget = &planning->budget;
    wm_plan_fail(planning, wm_formula_solve(solving, planning->some, &solution, planning->error));
    if (wm_plan_failed(planning))
        return;
    planning->exact = planning->exact && solution.exact;
    attempt->price = solution.price;
    if (!solution.found || try_chosen(attempt, solution.chosen) || wm_plan_failed(planning))
        return;
    solving->take = take;
    solving->context = attempt;
    wm_plan_fail(planning, wm_formula_solve(solving, planning->some, &solution, planning->error));
    solving->take = NULL;
    if (wm_plan_failed(planning))
        return;
    planning->exact = planning->exact && solution.exact;
    attempt->price = solution.price;
}

static wm_day days_after(wm_day as_of, int64_t days) {
    return days > WM_DAY_LAST - as_of ? WM_DAY_NEVER : as_of + (wm_day)days - 1;
}

// Looks at the finish days from `first` to `last`, between which nothing changes by itself. What is better than `below` goes
// into the attempt.
static void look_at(struct wm_planning *planning, wm_day first, wm_day last, struct wm_solving *solving,
                    struct attempt *attempt) {
    wm_day as_of = planning->question->as_of;
    bool queues = planning->wish->hours_per_week > 0;
    set_up(planning, first);
    if (wm_plan_failed(planning) || root_is(planning, WM_STATE_NEVER))
        return;
    if (!queues) {
        solving->days_most = -1;
        solve(planning, solving, attempt);
        return;
    }
    struct wm_solution solution = {.found = false};
    struct wm_solving loose = *solving;
    loose.formula = &planning->formula;
    loose.root = planning->root;
    loose.budget = &planning->budget;
    loose.days_most = last == WM_DAY_NEVER ? -1 : (int64_t)last - as_of + 1;
    wm_plan_fail(planning, wm_formula_solve(&loose, planning->some, &solution, planning->error));
    if (wm_plan_failed(planning))
        return;
    planning->exact = planning->exact && solution.exact;
    if (!solution.found)
        return;
    wm_day done = days_after(as_of, solution.price.parts[WM_PRICE_DAYS]);
    if (done > first)
        set_up(planning, done);
    if (wm_plan_failed(planning) || root_is(planning, WM_STATE_NEVER))
        return;
    solving->days_most = (int64_t)planning->finish - as_of + 1;
    solve(planning, solving, attempt);
}

// All finish days ----------------------------------------------------------------------------------------------------

struct best {
    bool found;
    struct wm_plan plan;
    struct wm_price price;
    const struct wm_plan_blocked *blocked; // of the finish day on which least is in the way
    uint32_t blocked_count;
    bool looked; // some finish day was
};

static bool costs_nothing(const struct wm_price *price) {
    static const struct wm_price nothing = {.parts = {0}};
    return wm_price_compare(price, &nothing, WM_PRICE_DAYS) == 0;
}

static void note_blocked(struct wm_planning *planning, struct best *best) {
    const struct wm_plan_blocked *blocked = NULL;
    uint32_t count = 0;
    if (!root_is(planning, WM_STATE_NEVER))
        return;
    wm_plan_why_not(planning, &blocked, &count);
    if (!best->looked || count < best->blocked_count) {
        best->blocked = blocked;
        best->blocked_count = count;
    }
    best->looked = true;
}

// `soonest`: the first finish day on which there is any plan, whatever it costs.
static void look_at_all(struct wm_planning *planning, wm_day by, bool soonest, struct best *best) {
    for (uint32_t i = 0; i < planning->day_count && !wm_plan_failed(planning); i++) {
        wm_day first = planning->days[i];
        wm_day last = i + 1 < planning->day_count ? planning->days[i + 1] - 1 : WM_DAY_NEVER;
        if (by != WM_DAY_NONE && first > by)
            break;
        last = by != WM_DAY_NONE && by < last ? by : last;
        struct attempt attempt = {.planning = planning};
        struct wm_solving solving = {.soonest = soonest, .below = best->found ? &best->price : NULL};
        look_at(planning, first, last, &solving, &attempt);
        if (wm_plan_failed(planning))
            return;
        if (attempt.found) {
            best->found = true;
            best->plan = attempt.plan;
            best->price = attempt.price;
        } else if (!best->found) {
            note_blocked(planning, best);
        }
        if (best->found && (soonest || costs_nothing(&best->price)))
            return;
        if (planning->judged > WM_PLAN_JUDGED_MOST) {
            planning->exact = planning->exact && i + 1 == planning->day_count;
            return;
        }
    }
}

// The answer ---------------------------------------------------------------------------------------------------------

static void block(struct wm_planning *planning, struct wm_plan *plan, struct wm_plan_blocked blocked) {
    struct wm_plan_blocked *only = wm_arena_alloc(planning->arena, sizeof *only);
    if (only == NULL) {
        wm_plan_no_memory(planning);
        return;
    }
    *only = blocked;
    plan->possible = false;
    plan->blocked = only;
    plan->blocked_count = 1;
}

static void not_possible(struct wm_planning *planning, struct best *best, struct wm_plan *plan) {
    struct best whenever = {.found = false};
    uint64_t budget = planning->wish->budget != 0 ? planning->wish->budget : WM_PLAN_BUDGET;
    *plan = (struct wm_plan){.blocked = best->blocked, .blocked_count = best->blocked_count};
    if (plan->blocked_count == 0) // each criterion has a way, and they get in each other's
        block(planning, plan, (struct wm_plan_blocked){.reason = WM_PLAN_REASON_NO_WAY, .earliest = WM_DAY_NONE});
    if (planning->wish->by == WM_DAY_NONE)
        return;
    planning->budget = budget;
    planning->judged = 0;
    look_at_all(planning, WM_DAY_NONE, true, &whenever);
    if (whenever.found)
        block(planning, plan, (struct wm_plan_blocked){.reason = WM_PLAN_REASON_BY, .earliest = whenever.plan.finish});
    else if (whenever.blocked_count > 0) {
        plan->blocked = whenever.blocked;
        plan->blocked_count = whenever.blocked_count;
    }
}

static void make(struct wm_planning *planning, struct wm_plan *plan) {
    const struct wm_plan_wish *wish = planning->wish;
    struct best best = {.found = false};
    look_at_all(planning, wish->by, false, &best);
    if (wm_plan_failed(planning))
        return;
    if (!best.found) {
        not_possible(planning, &best, plan);
        return;
    }
    *plan = best.plan;
    if (wish->has_cost_ceiling && (plan->unpriced > 0 || plan->cost > wish->cost_ceiling))
        block(planning, plan,
              (struct wm_plan_blocked){.reason = WM_PLAN_REASON_COST_CEILING,
                                       .earliest = WM_DAY_NONE,
                                       .cost = plan->cost,
                                       .unpriced = plan->unpriced});
}

enum wm_status wm_plan(const struct wm_question *question, const struct wm_plan_wish *wish, struct wm_arena *arena,
                       struct wm_plan *ret_plan, struct wm_error *error) {
    struct wm_arena all, some;
    struct wm_planning planning = {.question = question,
                                   .wish = wish,
                                   .arena = arena,
                                   .all = &all,
                                   .some = &some,
                                   .budget = wish->budget != 0 ? wish->budget : WM_PLAN_BUDGET,
                                   .exact = true,
                                   .status = WM_OK,
                                   .error = error};
    struct wm_plan plan = {.possible = false};
    wm_arena_init(&all, ARENA_LARGEST);
    wm_arena_init(&some, ARENA_LARGEST);
    wm_plan_courses(&planning);
    if (!wm_plan_failed(&planning))
        wm_plan_leaves(&planning);
    if (!wm_plan_failed(&planning))
        make(&planning, &plan);
    plan.exact = planning.exact;
    wm_arena_clear(&some);
    wm_arena_clear(&all);
    if (planning.status == WM_OK)
        *ret_plan = plan;
    return planning.status;
}
