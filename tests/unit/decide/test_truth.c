// SPDX-License-Identifier: MIT
// Every combination over three values, up to four children, against the tables as the design words them.
#include "tests/unit/decide/build.h"

static struct build *build;
static struct wm_portfolio *nobody;

static int setup(void **state) {
    (void)state;
    build = build_new();
    nobody = build_portfolio(build, NULL, 0);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    build_free(build);
    return 0;
}

enum { MOST = 4 };

struct table {
    enum wm_verb verb;
    uint32_t count; // children
    uint32_t least;
    wm_number threshold;
    const wm_number *weights;
};

static uint32_t how_many(const enum wm_verdict *values, uint32_t count, enum wm_verdict wanted) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++)
        found += values[i] == wanted;
    return found;
}

static wm_number weigh(const struct table *table, const enum wm_verdict *values, enum wm_verdict wanted) {
    wm_number weight = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        if (values[i] == wanted)
            weight += table->weights[i];
    }
    return weight;
}

static enum wm_verdict expected_when(const enum wm_verdict *values, uint32_t count) {
    enum wm_verdict otherwise = count == 3 ? values[2] : WM_VERDICT_MET;
    if (values[0] == WM_VERDICT_UNKNOWN)
        return values[1] == otherwise ? otherwise : WM_VERDICT_UNKNOWN;
    return values[0] == WM_VERDICT_MET ? values[1] : otherwise;
}

static enum wm_verdict expected(const struct table *table, const enum wm_verdict *values) {
    uint32_t met = how_many(values, table->count, WM_VERDICT_MET);
    uint32_t unmet = how_many(values, table->count, WM_VERDICT_UNMET);
    uint32_t unknown = table->count - met - unmet;
    switch (table->verb) {
    case WM_VERB_ANY: return met > 0 ? WM_VERDICT_MET : unknown > 0 ? WM_VERDICT_UNKNOWN : WM_VERDICT_UNMET;
    case WM_VERB_NONE: return met > 0 ? WM_VERDICT_UNMET : unknown > 0 ? WM_VERDICT_UNKNOWN : WM_VERDICT_MET;
    case WM_VERB_AT_LEAST:
        return met >= table->least            ? WM_VERDICT_MET
               : met + unknown < table->least ? WM_VERDICT_UNMET
                                              : WM_VERDICT_UNKNOWN;
    case WM_VERB_POINTS: {
        wm_number sure = weigh(table, values, WM_VERDICT_MET);
        wm_number possible = sure + weigh(table, values, WM_VERDICT_UNKNOWN);
        return sure >= table->threshold      ? WM_VERDICT_MET
               : possible < table->threshold ? WM_VERDICT_UNMET
                                             : WM_VERDICT_UNKNOWN;
    }
    case WM_VERB_WHEN: return expected_when(values, table->count);
    default: return unmet > 0 ? WM_VERDICT_UNMET : unknown > 0 ? WM_VERDICT_UNKNOWN : WM_VERDICT_MET;
    }
}

// Both ways through the evaluator: the verdict alone, and the whole decision with its tree.
static void check_node(struct wm_criterion *node, const enum wm_verdict *values, enum wm_verdict verdict) {
    static const char *const names[] = {"not-eligible", "eligible", "indeterminate"};
    struct wm_level level = {.id = "one", .full = "frame/one", .requires = node};
    wm_day next;
    assert_int_equal(wm_decide_verdict(&level, nobody, 0, &next), verdict);
    assert_int_equal(next, WM_DAY_NEVER);
    struct wm_decision decision = build_decide(build, &level, nobody, "2026-09-01");
    assert_string_equal(wm_outcome_name(decision.outcome), names[verdict]);
    assert_int_equal(decision.until, WM_DAY_NONE);
    assert_int_equal(decision.tree->finding.verdict, verdict);
    assert_int_equal(decision.tree->child_count, node->verb == WM_VERB_MEETS ? 1 : node->child_count);
    for (uint32_t i = 0; i < decision.tree->child_count; i++)
        assert_int_equal(decision.tree->children[i].finding.verdict, values[i]);
    assert_int_equal(decision.unmet_count > 0, verdict == WM_VERDICT_UNMET);
    assert_int_equal(decision.unknown_count > 0, verdict == WM_VERDICT_UNKNOWN);
    wm_arena_reset(&build->answers);
}

static void check_table(struct table table) {
    struct wm_criterion *leaves[3];
    for (int verdict = 0; verdict < 3; verdict++)
        leaves[verdict] = build_fixed(build, (enum wm_verdict)verdict);
    uint32_t rows = 1;
    for (uint32_t i = 0; i < table.count; i++)
        rows *= 3;
    for (uint32_t row = 0; row < rows; row++) {
        enum wm_verdict values[MOST] = {WM_VERDICT_UNMET};
        struct wm_criterion *children[MOST];
        uint32_t rest = row;
        for (uint32_t i = 0; i < table.count; i++, rest /= 3) {
            values[i] = (enum wm_verdict)(rest % 3);
            children[i] = leaves[values[i]];
        }
        struct wm_criterion node = {.verb = table.verb,
                                    .says = "of these",
                                    .children = children,
                                    .child_count = table.count,
                                    .least = table.least,
                                    .threshold = table.threshold,
                                    .weights = table.weights};
        check_node(&node, values, expected(&table, values));
    }
}

static void test_all_any_none(void **state) {
    (void)state;
    static const enum wm_verb verbs[] = {WM_VERB_ALL, WM_VERB_ANY, WM_VERB_NONE};
    for (size_t verb = 0; verb < COUNT(verbs); verb++) {
        for (uint32_t count = 1; count <= MOST; count++)
            check_table((struct table){.verb = verbs[verb], .count = count});
    }
}

static void test_at_least(void **state) {
    (void)state;
    for (uint32_t count = 1; count <= MOST; count++) {
        for (uint32_t least = 1; least <= count + 1; least++)
            check_table((struct table){.verb = WM_VERB_AT_LEAST, .count = count, .least = least});
    }
}

static void test_points(void **state) {
    (void)state;
    static const wm_number weights[MOST] = {ONE(5), ONE(2), ONE(3), 5000};
    for (uint32_t count = 1; count <= MOST; count++) {
        for (wm_number threshold = 5000; threshold <= ONE(11); threshold += 5000)
            check_table(
                (struct table){.verb = WM_VERB_POINTS, .count = count, .threshold = threshold, .weights = weights});
    }
}

static void test_when_with_and_without_else(void **state) {
    (void)state;
    check_table((struct table){.verb = WM_VERB_WHEN, .count = 2});
    check_table((struct table){.verb = WM_VERB_WHEN, .count = 3});
}

static void test_shown_is_its_child(void **state) {
    (void)state;
    check_table((struct table){.verb = WM_VERB_SHOWN, .count = 1});
}

static void test_meets_is_the_other_level(void **state) {
    (void)state;
    for (int verdict = 0; verdict < 3; verdict++) {
        const struct wm_level *lower = build_level(build, "lower", build_fixed(build, (enum wm_verdict)verdict));
        check_node(build_meets(build, lower), &lower->requires->fixed, (enum wm_verdict)verdict);
    }
}

// A parameter of the combination itself: unknown whatever its children are.
static void test_an_unset_parameter_hides_the_children(void **state) {
    (void)state;
    static struct wm_parameter parameter = {.id = "share"};
    static const enum wm_verb verbs[] = {WM_VERB_ALL, WM_VERB_ANY, WM_VERB_NONE, WM_VERB_AT_LEAST, WM_VERB_WHEN};
    for (size_t verb = 0; verb < COUNT(verbs); verb++) {
        struct wm_criterion *node = build_node(build, verbs[verb], build_fixed(build, WM_VERDICT_MET),
                                               build_fixed(build, WM_VERDICT_UNMET), NULL);
        node->unset = &parameter;
        struct wm_level level = {.id = "one", .full = "frame/one", .requires = node};
        struct wm_decision decision = build_decide(build, &level, nobody, "2026-09-01");
        assert_int_equal(decision.outcome, WM_OUTCOME_INDETERMINATE);
        assert_int_equal(decision.unknown_count, 1);
        assert_string_equal(decision.unknown[0].id, wm_verb_name(verbs[verb]));
        assert_int_equal(decision.unknown[0].reason, WM_UNKNOWN_PARAMETER);
        assert_ptr_equal(decision.unknown[0].parameter, &parameter);
        assert_int_equal(decision.tree->child_count, 2);
    }
}

WM_TEST_MAIN(cmocka_unit_test_setup_teardown(test_all_any_none, setup, teardown),
             cmocka_unit_test_setup_teardown(test_at_least, setup, teardown),
             cmocka_unit_test_setup_teardown(test_points, setup, teardown),
             cmocka_unit_test_setup_teardown(test_when_with_and_without_else, setup, teardown),
             cmocka_unit_test_setup_teardown(test_shown_is_its_child, setup, teardown),
             cmocka_unit_test_setup_teardown(test_meets_is_the_other_level, setup, teardown),
             cmocka_unit_test_setup_teardown(test_an_unset_parameter_hides_the_children, setup, teardown))
