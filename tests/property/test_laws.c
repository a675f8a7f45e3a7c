// SPDX-License-Identifier: MIT
// Laws that need no generated rules: of days, and of three-valued logic.
#include "engine/decide/decide.h"
#include "tests/support/test.h"

// Days ----------------------------------------------------------------------------------------------------------------

static const struct wm_span spans[] = {
    {0, WM_SPAN_DAYS},    {1, WM_SPAN_DAYS},   {28, WM_SPAN_DAYS},  {365, WM_SPAN_DAYS}, {1, WM_SPAN_WEEKS},
    {6, WM_SPAN_WEEKS},   {1, WM_SPAN_MONTHS}, {2, WM_SPAN_MONTHS}, {6, WM_SPAN_MONTHS}, {12, WM_SPAN_MONTHS},
    {13, WM_SPAN_MONTHS}, {1, WM_SPAN_YEARS},  {3, WM_SPAN_YEARS},  {4, WM_SPAN_YEARS},  {100, WM_SPAN_YEARS},
};
enum { SPANS = sizeof spans / sizeof spans[0] };

static int days_of_month(int year, int month) {
    return month == 12 ? 31 : wm_day_of(year, month + 1, 1) - wm_day_of(year, month, 1);
}

static void each_day_is_the_next_date(void **state) {
    (void)state;
    int year = 1900, month = 1, date = 1;
    for (wm_day day = WM_DAY_FIRST; day <= WM_DAY_LAST; day++) {
        int at_year, at_month, at_date;
        wm_day_split(day, &at_year, &at_month, &at_date);
        assert_int_equal(at_year, year);
        assert_int_equal(at_month, month);
        assert_int_equal(at_date, date);
        assert_int_equal(wm_day_of(year, month, date), day);
        bool last_of_month = date == days_of_month(year, month);
        date = last_of_month ? 1 : date + 1;
        month = last_of_month ? month % 12 + 1 : month;
        year += last_of_month && month == 1;
    }
    assert_int_equal(year, 2200);
}

static void months_keep_the_date_or_clamp_it(void **state) {
    (void)state;
    for (wm_day day = WM_DAY_FIRST; day < WM_DAY_LAST - 1300; day += 7) {
        int year, month, date;
        wm_day_split(day, &year, &month, &date);
        for (int months = 0; months <= 40; months++) {
            int then_year, then_month, then_date;
            wm_day_split(wm_day_add_months(day, months), &then_year, &then_month, &then_date);
            assert_int_equal(12 * then_year + then_month, 12 * year + month + months);
            int last = days_of_month(then_year, then_month);
            assert_int_equal(then_date, date < last ? date : last);
        }
    }
}

static void spans_are_what_they_say(void **state) {
    (void)state;
    for (wm_day day = WM_DAY_FIRST; day < WM_DAY_LAST - 40000; day += 11) {
        assert_int_equal(wm_day_add(day, (struct wm_span){3, WM_SPAN_DAYS}), day + 3);
        assert_int_equal(wm_day_add(day, (struct wm_span){3, WM_SPAN_WEEKS}), day + 21);
        assert_int_equal(wm_day_add(day, (struct wm_span){3, WM_SPAN_MONTHS}), wm_day_add_months(day, 3));
        assert_int_equal(wm_day_add(day, (struct wm_span){3, WM_SPAN_YEARS}), wm_day_add_months(day, 36));
    }
}

// Adding a span never puts a later day before an earlier one, and a window begins on the first day that reaches.
static void windows_are_inverse_to_adding(void **state) {
    (void)state;
    for (int i = 0; i < SPANS; i++) {
        for (wm_day day = wm_day_of(2000, 1, 1); day < wm_day_of(2009, 1, 1); day++) {
            assert_true(wm_day_add(day, spans[i]) <= wm_day_add(day + 1, spans[i]));
            wm_day start = wm_day_window_start(day, spans[i]);
            assert_true(wm_day_add(start, spans[i]) >= day);
            assert_true(wm_day_add(start - 1, spans[i]) < day);
        }
    }
}

static void least_days_are_reached_and_never_undercut(void **state) {
    (void)state;
    for (int i = 0; i < SPANS; i++) {
        int32_t least = wm_span_least_days(spans[i]), shortest = INT32_MAX;
        for (wm_day day = wm_day_of(1999, 1, 1); day < wm_day_of(2008, 1, 1); day++) {
            int32_t days = wm_day_add(day, spans[i]) - day;
            assert_true(days >= least);
            shortest = days < shortest ? days : shortest;
        }
        if (spans[i].unit == WM_SPAN_DAYS || spans[i].unit == WM_SPAN_WEEKS)
            assert_int_equal(shortest, least);
    }
}

static void written_days_are_read_back(void **state) {
    (void)state;
    for (wm_day day = WM_DAY_FIRST; day <= WM_DAY_LAST; day += 3) {
        char text[11];
        wm_day back;
        struct wm_error error;
        wm_day_format(day, text);
        wm_test_ok(wm_day_parse(text, 10, &back, &error), &error);
        assert_int_equal(back, day);
    }
}

// Three-valued logic --------------------------------------------------------------------------------------------------

enum { MOST = 4 };
struct tree { // one combination over constants
    struct wm_criterion node, leaves[MOST], *children[MOST];
    wm_number weights[MOST];
    struct wm_level level;
};

static const struct wm_parameter unset = {.id = "open"};

static void make_tree(struct tree *tree, enum wm_verb verb, uint32_t least, uint32_t count,
                      const enum wm_verdict *verdicts) {
    *tree = (struct tree){.node = {.verb = verb,
                                   .says = "",
                                   .children = tree->children,
                                   .child_count = count,
                                   .least = least,
                                   .weights = verb == WM_VERB_POINTS ? tree->weights : NULL,
                                   .threshold = least * WM_NUMBER_ONE},
                          .level = {.id = "l", .full = "f/l", .requires = &tree->node, .leaf_count = count}};
    for (uint32_t i = 0; i < count; i++) {
        bool known = verdicts[i] != WM_VERDICT_UNKNOWN;
        tree->children[i] = &tree->leaves[i];
        tree->weights[i] = WM_NUMBER_ONE;
        tree->leaves[i] = (struct wm_criterion){.verb = WM_VERB_FIXED,
                                                .id = "setting",
                                                .qualified_id = "l/setting",
                                                .says = "",
                                                .leaf_index = i,
                                                .fixed = known ? verdicts[i] : WM_VERDICT_UNMET,
                                                .unset = known ? NULL : &unset};
    }
}

static enum wm_verdict judge(enum wm_verb verb, uint32_t least, uint32_t count, const enum wm_verdict *verdicts) {
    struct tree tree;
    struct wm_portfolio nobody = {.texts = ""};
    wm_day next = 0;
    make_tree(&tree, verb, least, count, verdicts);
    enum wm_verdict verdict = wm_decide_verdict(&tree.level, &nobody, wm_day_of(2026, 9, 1), &next);
    assert_int_equal(next, WM_DAY_NEVER);
    return verdict;
}

// What the verbs mean when everything is known.
static bool holds(enum wm_verb verb, uint32_t least, uint32_t count, const enum wm_verdict *verdicts) {
    uint32_t met = 0;
    for (uint32_t i = 0; i < count; i++)
        met += verdicts[i] == WM_VERDICT_MET;
    switch (verb) {
    case WM_VERB_ALL: return met == count;
    case WM_VERB_ANY: return met > 0;
    case WM_VERB_NONE: return met == 0;
    case WM_VERB_WHEN:
        if (verdicts[0] == WM_VERDICT_MET)
            return verdicts[1] == WM_VERDICT_MET;
        return count < 3 || verdicts[2] == WM_VERDICT_MET;
    default: return met >= least;
    }
}

// With something unknown, a verdict is what every way of knowing it agrees on.
static enum wm_verdict agreed(enum wm_verb verb, uint32_t least, uint32_t count, enum wm_verdict *verdicts) {
    for (uint32_t i = 0; i < count; i++) {
        if (verdicts[i] != WM_VERDICT_UNKNOWN)
            continue;
        verdicts[i] = WM_VERDICT_MET;
        enum wm_verdict one = agreed(verb, least, count, verdicts);
        verdicts[i] = WM_VERDICT_UNMET;
        enum wm_verdict other = agreed(verb, least, count, verdicts);
        verdicts[i] = WM_VERDICT_UNKNOWN;
        return one == other ? one : WM_VERDICT_UNKNOWN;
    }
    return holds(verb, least, count, verdicts) ? WM_VERDICT_MET : WM_VERDICT_UNMET;
}

// Calls `law` for every verb, with every bound, over every row of verdicts.
typedef void (*law)(enum wm_verb verb, uint32_t least, uint32_t count, enum wm_verdict *verdicts);

static void each_row(enum wm_verb verb, uint32_t least, uint32_t count, law hold) {
    uint32_t rows = 1;
    for (uint32_t i = 0; i < count; i++)
        rows *= 3;
    for (uint32_t row = 0; row < rows; row++) {
        enum wm_verdict verdicts[MOST];
        uint32_t digits = row;
        for (uint32_t i = 0; i < count; i++, digits /= 3)
            verdicts[i] = (enum wm_verdict)(digits % 3);
        hold(verb, least, count, verdicts);
    }
}

static void each_table(law hold) {
    for (uint32_t count = 1; count <= MOST; count++) {
        each_row(WM_VERB_ALL, 0, count, hold);
        each_row(WM_VERB_ANY, 0, count, hold);
        each_row(WM_VERB_NONE, 0, count, hold);
        for (uint32_t least = 1; least <= count; least++) {
            each_row(WM_VERB_AT_LEAST, least, count, hold);
            each_row(WM_VERB_POINTS, least, count, hold);
        }
        if (count == 2 || count == 3)
            each_row(WM_VERB_WHEN, 0, count, hold);
    }
}

static void what_is_unknown_is_left_open(enum wm_verb verb, uint32_t least, uint32_t count, enum wm_verdict *verdicts) {
    enum wm_verdict expected = agreed(verb, least, count, verdicts);
    assert_int_equal(judge(verb, least, count, verdicts), expected);
}

static void unknown_means_that_knowing_more_could_decide(void **state) {
    (void)state;
    each_table(what_is_unknown_is_left_open);
}

static void order_of_children_matters_not(enum wm_verb verb, uint32_t least, uint32_t count,
                                          enum wm_verdict *verdicts) {
    enum wm_verdict turned[MOST];
    for (uint32_t i = 0; i < count; i++)
        turned[i] = verdicts[count - 1 - i];
    if (verb != WM_VERB_WHEN)
        assert_int_equal(judge(verb, least, count, verdicts), judge(verb, least, count, turned));
}

static void combinations_do_not_look_at_order(void **state) {
    (void)state;
    each_table(order_of_children_matters_not);
}

static enum wm_verdict opposite(enum wm_verdict verdict) {
    static const enum wm_verdict opposites[] = {WM_VERDICT_MET, WM_VERDICT_UNMET, WM_VERDICT_UNKNOWN};
    return opposites[verdict];
}

static void verbs_say_each_other(enum wm_verb verb, uint32_t least, uint32_t count, enum wm_verdict *verdicts) {
    enum wm_verdict opposites[MOST], verdict = judge(verb, least, count, verdicts);
    for (uint32_t i = 0; i < count; i++)
        opposites[i] = opposite(verdicts[i]);
    if (verb == WM_VERB_ALL) { // De Morgan
        assert_int_equal(verdict, opposite(judge(WM_VERB_ANY, 0, count, opposites)));
        assert_int_equal(verdict, judge(WM_VERB_NONE, 0, count, opposites));
        assert_int_equal(verdict, judge(WM_VERB_AT_LEAST, count, count, verdicts));
    } else if (verb == WM_VERB_ANY) {
        assert_int_equal(verdict, opposite(judge(WM_VERB_NONE, 0, count, verdicts)));
        assert_int_equal(verdict, judge(WM_VERB_AT_LEAST, 1, count, verdicts));
    } else if (verb == WM_VERB_POINTS) {
        assert_int_equal(verdict, judge(WM_VERB_AT_LEAST, least, count, verdicts));
    }
}

static void combinations_agree_with_each_other(void **state) {
    (void)state;
    each_table(verbs_say_each_other);
}

WM_TEST_MAIN(cmocka_unit_test(each_day_is_the_next_date), cmocka_unit_test(months_keep_the_date_or_clamp_it),
             cmocka_unit_test(spans_are_what_they_say), cmocka_unit_test(windows_are_inverse_to_adding),
             cmocka_unit_test(least_days_are_reached_and_never_undercut), cmocka_unit_test(written_days_are_read_back),
             cmocka_unit_test(unknown_means_that_knowing_more_could_decide),
             cmocka_unit_test(combinations_do_not_look_at_order), cmocka_unit_test(combinations_agree_with_each_other))
