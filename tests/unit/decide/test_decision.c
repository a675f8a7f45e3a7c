// SPDX-License-Identifier: MIT
// Whole decisions: what stands in the way and under which name, what is unknown, awards, the tree, the id.
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

static struct wm_criterion *fixed(enum wm_verdict verdict, const char *id, const char *qualified) {
    struct wm_criterion *leaf = build_fixed(build, verdict);
    leaf->id = id;
    leaf->qualified_id = qualified;
    return leaf;
}
#define MET(id) fixed(WM_VERDICT_MET, id, "lower/" id)
#define UNMET(id) fixed(WM_VERDICT_UNMET, id, "lower/" id)
#define UNKNOWN(id) fixed(WM_VERDICT_UNKNOWN, id, "lower/" id)

static const char *ids(const struct wm_finding *findings, uint32_t count) {
    build->text[0] = '\0';
    for (uint32_t i = 0; i < count; i++)
        build_append(build, i > 0 ? " %s" : "%s", findings[i].id);
    return build->text;
}

static struct wm_decision decide(struct wm_criterion *requires, const struct wm_portfolio *portfolio) {
    return build_decide(build, build_level(build, "asked", requires), portfolio, "2026-09-01");
}

static void check_unmet(struct wm_criterion *requires, const char *expected) {
    struct wm_decision decision = decide(requires, nobody);
    assert_int_equal(decision.outcome, WM_OUTCOME_NOT_ELIGIBLE);
    assert_string_equal(ids(decision.unmet, decision.unmet_count), expected);
    assert_int_equal(decision.unknown_count, 0);
}

static void test_unmet_leaves_of_unmet_branches(void **state) {
    (void)state;
    struct wm_criterion *met_branch = build_node(build, WM_VERB_ANY, UNMET("not-this"), MET("x"), NULL);
    check_unmet(build_node(build, WM_VERB_ALL, UNMET("a"), MET("b"), met_branch, UNKNOWN("c"), UNMET("d"), NULL),
                "a d");
    check_unmet(build_node(build, WM_VERB_ANY, UNMET("a"),
                           build_node(build, WM_VERB_ALL, MET("b"), UNMET("c"), UNMET("d"), NULL), NULL),
                "a c d");
    check_unmet(build_node(build, WM_VERB_SHOWN, UNMET("a"), NULL), "a");
}

static void test_none_tells_of_what_holds(void **state) {
    (void)state;
    struct wm_criterion *held = build_node(build, WM_VERB_ALL, MET("b"), MET("c"), NULL);
    struct wm_criterion *inner = build_node(build, WM_VERB_NONE, MET("e"), UNMET("f"), NULL);
    check_unmet(build_node(build, WM_VERB_NONE, UNMET("a"), held, UNKNOWN("d"), inner, NULL), "b c");
    inner = build_node(build, WM_VERB_NONE, UNMET("e"), UNMET("f"), NULL);
    check_unmet(build_node(build, WM_VERB_NONE, inner, NULL), "e f");
    struct wm_decision decision = decide(build_node(build, WM_VERB_NONE, MET("b"), NULL), nobody);
    assert_int_equal(decision.unmet[0].verdict, WM_VERDICT_MET);
}

static void test_at_least_and_points_tell_of_all_that_fail(void **state) {
    (void)state;
    static const wm_number weights[] = {1, 2, 3};
    struct wm_criterion *node = build_node(build, WM_VERB_AT_LEAST, MET("a"), UNMET("b"), UNMET("c"), NULL);
    node->least = 2;
    check_unmet(node, "b c");
    node = build_node(build, WM_VERB_POINTS, UNMET("a"), MET("b"), UNMET("c"), NULL);
    node->weights = weights;
    node->threshold = 3;
    check_unmet(node, "a c");
    node = build_node(build, WM_VERB_AT_LEAST, MET("a"), NULL); // nothing below could help: the rule itself
    node->least = 2;
    check_unmet(node, "at_least");
}

static void test_when_tells_of_the_branch_chosen(void **state) {
    (void)state;
    check_unmet(build_node(build, WM_VERB_WHEN, MET("t"), UNMET("yes"), UNMET("no"), NULL), "yes");
    check_unmet(build_node(build, WM_VERB_WHEN, UNMET("t"), UNMET("yes"), UNMET("no"), NULL), "no");
    check_unmet(build_node(build, WM_VERB_WHEN, UNKNOWN("t"), UNMET("yes"), UNMET("no"), NULL), "yes no");
    struct wm_criterion *test = build_node(build, WM_VERB_ALL, UNMET("t"), NULL);
    check_unmet(build_node(build, WM_VERB_WHEN, test, UNMET("yes"), UNMET("no"), NULL), "no");
}

static void check_unknown(struct wm_criterion *requires, const char *expected) {
    struct wm_decision decision = decide(requires, nobody);
    assert_int_equal(decision.outcome, WM_OUTCOME_INDETERMINATE);
    assert_string_equal(ids(decision.unknown, decision.unknown_count), expected);
    assert_int_equal(decision.unmet_count, 0);
    assert_string_equal(decision.unknown[0].parameter->id, "how-many");
}

static void test_unknown_leaves(void **state) {
    (void)state;
    struct wm_criterion *settled = build_node(build, WM_VERB_ANY, UNKNOWN("not-this"), MET("x"), NULL);
    check_unknown(build_node(build, WM_VERB_ALL, UNKNOWN("a"), settled, MET("b"), UNKNOWN("c"), NULL), "a c");
    check_unknown(build_node(build, WM_VERB_NONE, UNMET("a"), UNKNOWN("b"), NULL), "b");
    check_unknown(build_node(build, WM_VERB_WHEN, UNKNOWN("t"), UNMET("yes"), MET("no"), NULL), "t");
    check_unknown(build_node(build, WM_VERB_WHEN, UNKNOWN("t"), UNKNOWN("yes"), UNMET("no"), NULL), "t yes");
    check_unknown(build_node(build, WM_VERB_WHEN, UNMET("t"), UNKNOWN("yes"), UNKNOWN("no"), NULL), "no");
    check_unknown(build_node(build, WM_VERB_WHEN, MET("t"), UNKNOWN("yes"), UNKNOWN("no"), NULL), "yes");
}

static void test_desires_never_block(void **state) {
    (void)state;
    struct wm_level *level = build_level(build, "asked", MET("a"));
    struct wm_criterion *desires[] = {UNMET("b"), build_node(build, WM_VERB_ANY, MET("c"), UNMET("d"), NULL),
                                      UNKNOWN("e")};
    level->desires = desires;
    level->desire_count = 3;
    struct wm_decision decision = build_decide(build, level, nobody, "2026-09-01");
    assert_int_equal(decision.outcome, WM_OUTCOME_ELIGIBLE);
    assert_string_equal(ids(decision.desired, decision.desired_count), "b any e");
    assert_int_equal(decision.desired[0].verdict, WM_VERDICT_UNMET);
    assert_int_equal(decision.desired[1].verdict, WM_VERDICT_MET);
    assert_int_equal(decision.desired[2].verdict, WM_VERDICT_UNKNOWN);
    assert_int_equal(decision.unmet_count + decision.unknown_count, 0);
}

// A level that meets two levels which both meet a third.
static void test_levels_that_meet_levels(void **state) {
    (void)state;
    struct wm_level *base = build_level(build, "base", build_node(build, WM_VERB_ALL, UNMET("x"), MET("y"), NULL));
    struct wm_level *left =
        build_level(build, "left", build_node(build, WM_VERB_ALL, build_meets(build, base), UNMET("l"), NULL));
    struct wm_level *right =
        build_level(build, "right", build_node(build, WM_VERB_ALL, UNMET("r"), build_meets(build, base), NULL));
    struct wm_criterion *top =
        build_node(build, WM_VERB_ALL, build_meets(build, left), UNMET("own"), build_meets(build, right), NULL);
    check_unmet(top, "lower/x lower/l own lower/r");
    struct wm_decision decision = decide(top, nobody);
    const struct wm_node *through_left = &decision.tree->children[0].children[0].children[0];
    const struct wm_node *through_right = &decision.tree->children[2].children[0].children[1];
    assert_ptr_equal(through_left->finding.criterion->level, base);
    assert_int_equal(through_left->child_count, 1);
    assert_int_equal(through_right->finding.verdict, WM_VERDICT_UNMET);
    assert_int_equal(through_right->child_count, 0); // told of where it was reached first
}

// First reached where it does not matter, then where it does.
static void test_a_level_reached_first_elsewhere(void **state) {
    (void)state;
    struct wm_level *base = build_level(build, "base", UNMET("x"));
    struct wm_criterion *aside = build_node(build, WM_VERB_ANY, build_meets(build, base), MET("a"), NULL);
    check_unmet(build_node(build, WM_VERB_ALL, aside, build_meets(build, base), NULL), "lower/x");
    struct wm_level *met = build_level(build, "met", MET("y"));
    check_unmet(build_node(build, WM_VERB_ALL, build_meets(build, met),
                           build_node(build, WM_VERB_NONE, build_meets(build, met), NULL), NULL),
                "lower/y");
}

// Fifty levels that each meet the one below twice are judged once each.
static void test_many_levels_do_not_multiply(void **state) {
    (void)state;
    struct wm_level *below = build_level(build, "base", UNMET("x"));
    for (int i = 0; i < 50; i++)
        below = build_level(build, "one",
                            build_node(build, WM_VERB_ALL, build_meets(build, below), build_meets(build, below), NULL));
    struct wm_decision decision = build_decide(build, below, nobody, "2026-09-01");
    assert_string_equal(ids(decision.unmet, decision.unmet_count), "lower/x");
}

static void test_a_level_that_meets_itself_is_unknown(void **state) {
    (void)state;
    struct wm_level *level = build_level(build, "loop", NULL);
    level->requires = build_meets(build, level);
    struct wm_decision decision = build_decide(build, level, nobody, "2026-09-01");
    assert_int_equal(decision.outcome, WM_OUTCOME_INDETERMINATE);
    assert_int_equal(decision.unknown[0].reason, WM_UNKNOWN_ERROR);
}

static void test_an_award_in_force_meets_the_level(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_AWARD, "frame/entry", "2026-01-01", .until = "2026-12-31"},
        {WM_KIND_AWARD, "frame/entry", "2026-06-01", .until = "2027-03-31"},
        {WM_KIND_AWARD, "frame/gate", "2026-01-01", .until = NULL},
    };
    struct wm_portfolio *portfolio = build_portfolio(build, facts, COUNT(facts));
    struct wm_level *entry = build_level(build, "entry", UNMET("x"));
    struct wm_level *gate = build_level(build, "gate", UNMET("y"));
    gate->gate = true;
    struct wm_decision decision = decide(build_meets(build, entry), portfolio);
    build->text[0] = '\0';
    build_append_outcome(build, &decision);
    assert_string_equal(build->text, "eligible until 2027-03-31 then not-eligible");
    assert_int_equal(decision.tree->award, 2);
    assert_int_equal(decision.tree->child_count, 0);
    decision = decide(build_meets(build, gate), portfolio); // a gate is never awarded
    assert_string_equal(ids(decision.unmet, decision.unmet_count), "lower/y");
    decision = decide(build_node(build, WM_VERB_NONE, build_meets(build, entry), NULL), portfolio);
    assert_string_equal(ids(decision.unmet, decision.unmet_count), "meets");
    decision = build_decide(build, build_level(build, "later", build_meets(build, entry)), portfolio, "2025-12-31");
    build->text[0] = '\0';
    build_append_outcome(build, &decision);
    assert_string_equal(build->text, "not-eligible until 2025-12-31 then eligible");
}

static void test_the_horizon_goes_through_levels(void **state) {
    (void)state;
    static const struct fact facts[] = {
        {WM_KIND_TRAINING, "care", "2026-01-10", "2026-10-31", .outcome = "completed"},
        {WM_KIND_AWARD, "frame/entry", "2026-01-01", .until = "2026-09-30"},
        {WM_KIND_AWARD, "frame/entry", "2026-12-01", .until = "2026-12-31"},
    };
    struct wm_criterion *leaf =
        build_leaf(build, WM_VERB_TRAINED, QUERY(.kind = WM_KIND_TRAINING, .subject = code("care")));
    struct wm_level *entry = build_level(build, "entry", leaf);
    struct wm_level *early = build_level(build, "early", build_meets(build, entry));
    struct wm_level *level = build_level(build, "asked", build_meets(build, early));
    static const char *const expected[][2] = {
        {"2026-09-01", "eligible until 2026-10-31 then not-eligible"}, // the award goes first, the criteria still hold
        {"2026-10-31", "eligible until 2026-10-31 then not-eligible"},
        {"2026-11-01", "not-eligible until 2026-11-30 then eligible"},
        {"2026-12-01", "eligible until 2026-12-31 then not-eligible"},
        {"2027-01-01", "not-eligible for ever"},
    };
    for (size_t i = 0; i < COUNT(expected); i++) {
        struct wm_decision decision =
            build_decide(build, level, build_portfolio(build, facts, COUNT(facts)), expected[i][0]);
        build->text[0] = '\0';
        build_append_outcome(build, &decision);
        assert_string_equal(build->text, expected[i][1]);
    }
}

// The id -------------------------------------------------------------------------------------------------------------

static const struct fact care[] = {{WM_KIND_TRAINING, "care", "2026-01-10", "2026-12-31", .outcome = "completed"},
                                   {WM_KIND_AWARD, "frame/entry", "2026-01-01", .until = NULL}};

static struct wm_question question_of_id(void) {
    struct wm_level *lower = build_level(build, "lower", MET("m"));
    struct wm_criterion *leaf =
        build_leaf(build, WM_VERB_TRAINED, QUERY(.kind = WM_KIND_TRAINING, .subject = code("care")));
    leaf->id = "trained:care";
    struct wm_level *level =
        build_level(build, "asked", build_node(build, WM_VERB_ALL, leaf, build_meets(build, lower), NULL));
    return build_question(build, level, build_portfolio(build, care, COUNT(care)), "2026-09-01");
}

static const char *id_of(const struct wm_question *question) {
    static char id[33];
    struct wm_error error = {0};
    struct wm_decision decision;
    wm_test_ok(wm_decide(question, &build->answers, &decision, &error), &error);
    memcpy(id, decision.id, sizeof id);
    return id;
}

// The id is promised for the engine's name: when this number changes, so must WM_ENGINE.
static void test_the_id_stays_the_same(void **state) {
    (void)state;
    struct wm_question question = question_of_id();
    assert_string_equal(WM_ENGINE, "waymark-1");
    assert_string_equal(id_of(&question), "14cfbffcbc89ef3389c14c1b55a4a03d");
    question.explain = false;
    assert_string_equal(id_of(&question), "14cfbffcbc89ef3389c14c1b55a4a03d");
}

static void test_the_id_names_everything(void **state) {
    (void)state;
    struct wm_question question = question_of_id();
    char first[33];
    memcpy(first, id_of(&question), sizeof first);
    struct wm_question other = question;
    other.organisation = "southside";
    assert_string_not_equal(id_of(&other), first);
    other = question;
    other.person_length = 4;
    assert_string_not_equal(id_of(&other), first);
    other = question;
    other.as_of++;
    assert_string_not_equal(id_of(&other), first);
    other = question;
    other.supposed = build_text("{\"without\":[1]}");
    assert_string_not_equal(id_of(&other), first);
    other = question;
    other.portfolio = build_portfolio(build, care, 1); // another head
    assert_string_not_equal(id_of(&other), first);
    build->ruleset.hash[3] = 'b';
    assert_string_not_equal(id_of(&question), first);
    build->ruleset.hash[3] = 'a';
    ((struct wm_criterion *)(uintptr_t)question.level->requires->children[0])->id = "another";
    assert_string_not_equal(id_of(&question), first);
}

// The same question, a leaf that is unmet, met, unknown for one reason or the other: four ids.
static void test_the_id_tells_verdicts_and_reasons_apart(void **state) {
    (void)state;
    static const struct wm_scale_point points[] = {{ONE(1), "low"}};
    static const struct wm_scale scale = {"one", points, COUNT(points)};
    static const struct wm_parameter parameter = {.id = "bar"};
    static const struct fact score[] = {
        {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-01", VALUE(2), .by = "ann", .as = "assessor"}};
    const struct wm_portfolio *portfolio = build_portfolio(build, score, 1);
    struct wm_criterion *leaf =
        build_leaf(build, WM_VERB_ASSESSED, QUERY(.kind = WM_KIND_ASSESSMENT, .subject = code("frame/listening")));
    struct wm_query *query = (struct wm_query *)(uintptr_t)leaf->query;
    // Whatever the leaf says, the outcome is the same.
    struct wm_level *level = build_level(build, "asked", build_node(build, WM_VERB_ANY, leaf, MET("m"), NULL));
    struct wm_question question = build_question(build, level, portfolio, "2026-09-01");
    char ids[4][33];
    memcpy(ids[0], id_of(&question), 33);
    query->has_at_least = true;
    query->at_least = ONE(3);
    memcpy(ids[1], id_of(&question), 33);
    query->scale = &scale;
    memcpy(ids[2], id_of(&question), 33);
    leaf->unset = &parameter;
    memcpy(ids[3], id_of(&question), 33);
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < i; k++)
            assert_string_not_equal(ids[i], ids[k]);
    }
}

struct whole {
    const struct wm_question *question;
};

static enum wm_status decide_and_clear(void *context, struct wm_error *error) {
    const struct whole *whole = context;
    struct wm_arena arena;
    struct wm_decision decision;
    wm_arena_init(&arena, (size_t)1 << 20);
    enum wm_status status = wm_decide(whole->question, &arena, &decision, error);
    wm_arena_clear(&arena);
    return status;
}

static void test_each_allocation_may_fail(void **state) {
    (void)state;
    struct wm_criterion *children[100];
    for (size_t i = 0; i < COUNT(children); i++)
        children[i] = build_leaf(build, WM_VERB_TRAINED, QUERY(.kind = WM_KIND_TRAINING, .subject = code("other")));
    struct wm_criterion *many = build_criterion(
        build, (struct wm_criterion){.verb = WM_VERB_ALL, .children = children, .child_count = COUNT(children)});
    struct wm_level *lower = build_level(build, "lower", many);
    struct wm_level *level =
        build_level(build, "asked", build_node(build, WM_VERB_ALL, build_meets(build, lower), UNKNOWN("u"), NULL));
    level->desires = children;
    level->desire_count = 3;
    struct wm_question question = build_question(build, level, build_portfolio(build, care, COUNT(care)), "2026-09-01");
    struct whole whole = {&question};
    wm_test_each_allocation(decide_and_clear, &whole);
    struct wm_arena small; // the arena's own limit is the same as no memory
    for (size_t maximum = 0; maximum < 20000; maximum += 500) {
        struct wm_error error = {0};
        struct wm_decision decision;
        wm_arena_init(&small, maximum);
        assert_int_equal(wm_decide(&question, &small, &decision, &error), WM_NO_MEMORY);
        wm_arena_clear(&small);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_unmet_leaves_of_unmet_branches), TEST(test_none_tells_of_what_holds),
             TEST(test_at_least_and_points_tell_of_all_that_fail), TEST(test_when_tells_of_the_branch_chosen),
             TEST(test_unknown_leaves), TEST(test_desires_never_block), TEST(test_levels_that_meet_levels),
             TEST(test_a_level_reached_first_elsewhere), TEST(test_many_levels_do_not_multiply),
             TEST(test_a_level_that_meets_itself_is_unknown), TEST(test_an_award_in_force_meets_the_level),
             TEST(test_the_horizon_goes_through_levels), TEST(test_the_id_stays_the_same),
             TEST(test_the_id_names_everything), TEST(test_the_id_tells_verdicts_and_reasons_apart),
             TEST(test_each_allocation_may_fail))
