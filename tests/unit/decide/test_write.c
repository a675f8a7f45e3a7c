// SPDX-License-Identifier: MIT
// The replies, byte by byte.
#include "engine/base/json.h"
#include "engine/decide/standing.h"
#include "tests/unit/decide/build.h"

static struct build *build;
static struct wm_buffer text;

static int setup(void **state) {
    (void)state;
    build = build_new();
    wm_buffer_init(&text, (size_t)1 << 20);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    build_free(build);
    wm_buffer_clear(&text);
    return 0;
}

static const char *reply(const struct wm_question *question) {
    struct wm_error error = {0};
    struct wm_decision decision;
    wm_test_ok(wm_decide(question, &build->answers, &decision, &error), &error);
    memset(decision.id, 'd', 32);
    wm_buffer_reset(&text);
    wm_decision_write(&text, question, &decision);
    assert_false(text.failed);
    return text.data;
}

#define HASH "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define ID "dddddddddddddddddddddddddddddddd"
#define HEAD                                                                                                           \
    "{\"decision\":\"" ID "\",\"org\":\"northside\",\"person\":\"amara\",\"level\":\"frame/asked\","                   \
    "\"as_of\":\"2026-09-01\","
#define TAIL(seq) "\"rules\":\"" HASH "\",\"ledger\":" seq ",\"engine\":\"waymark-1\"}"

static const struct fact facts[] = {
    {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-10", VALUE(3), .by = "ann", .as = "assessor"},
    {WM_KIND_ASSESSMENT, "frame/listening", "2026-02-10", VALUE(2), .by = "ann", .as = "assessor"},
    {WM_KIND_ASSESSMENT, "frame/listening", "2026-03-10", VALUE(3), .by = "amara", .as = "self"},
};
static const struct wm_scale_point points[] = {{ONE(2), "Beginner"}, {ONE(3), "Competent"}};
static const struct wm_scale scale = {"dreyfus", points, COUNT(points)};

static struct wm_criterion *listening(void) {
    wm_code as[] = {code("assessor"), code("manager")};
    struct wm_criterion *leaf =
        build_leaf(build, WM_VERB_ASSESSED,
                   QUERY(.kind = WM_KIND_ASSESSMENT, .subject = code("frame/listening"), AT_LEAST(3), WITHIN(2, YEARS),
                         .scale = &scale, .as = {build_copy(build, as, sizeof as), 2}));
    leaf->id = "assessed:listening";
    leaf->says = "Listening: assessed at 3 (Competent) or above";
    return leaf;
}

static void test_a_reply_that_is_eligible(void **state) {
    (void)state;
    struct wm_level *level = build_level(build, "asked", listening());
    struct wm_question question = build_question(build, level, build_portfolio(build, facts, 1), "2026-09-01");
    question.explain = false;
    assert_string_equal(reply(&question),
                        HEAD "\"outcome\":\"eligible\",\"until\":\"2028-01-10\",\"changes_to\":\"not-eligible\","
                             "\"unmet\":[],\"unknown\":[],\"desired\":[]," TAIL("1"));
}

static void test_a_reply_that_is_not(void **state) {
    (void)state;
    struct wm_criterion *leaf = listening();
    leaf->hint = "Ask your supervisor";
    struct wm_level *level = build_level(build, "asked", leaf);
    struct wm_criterion *desires[] = {build_fixed(build, WM_VERDICT_MET)};
    level->desires = desires;
    level->desire_count = 1;
    desires[0]->id = "setting:x";
    struct wm_question question = build_question(build, level, build_portfolio(build, facts, 3), "2026-09-01");
    question.explain = false;
    assert_string_equal(
        reply(&question), HEAD
        "\"outcome\":\"not-eligible\",\"unmet\":[{\"id\":\"assessed:listening\","
        "\"says\":\"Listening: assessed at 3 (Competent) or above\",\"verb\":\"assessed\","
        "\"needed\":{\"subject\":\"frame/listening\",\"at_least\":3,\"label\":\"Competent\","
        "\"as\":[\"assessor\",\"manager\"],\"within\":\"2 years\"},\"found\":[],"
        "\"refused\":[{\"seq\":1,\"reason\":\"superseded\"},{\"seq\":2,\"reason\":\"too-low\"},"
        "{\"seq\":3,\"reason\":\"wrong-assessor\"}],\"hint\":\"Ask your supervisor\"}],"
        "\"unknown\":[],\"desired\":[{\"id\":\"setting:x\",\"says\":\"it is so\",\"verdict\":\"met\"}]," TAIL("3"));
}

static void test_a_reply_that_cannot_be_judged(void **state) {
    (void)state;
    struct wm_criterion *leaf = build_fixed(build, WM_VERDICT_UNKNOWN);
    leaf->id = "setting:mode";
    struct wm_level *level = build_level(build, "asked", leaf);
    struct wm_question question = build_question(build, level, build_portfolio(build, NULL, 0), "2026-09-01");
    assert_string_equal(
        reply(&question), HEAD
        "\"outcome\":\"indeterminate\",\"unmet\":[],\"unknown\":[{\"id\":\"setting:mode\",\"says\":\"it is so\","
        "\"reason\":\"parameter-not-set\",\"parameter\":\"how-many\",\"where\":\"frameworks/frame/levels.lua:7\"}],"
        "\"desired\":[],\"tree\":{\"verb\":\"setting\",\"id\":\"setting:mode\",\"says\":\"it is so\","
        "\"verdict\":\"unknown\",\"reason\":\"parameter-not-set\",\"parameter\":\"how-many\"}," TAIL("0"));
}

static void test_the_tree_and_hypothetical_records(void **state) {
    (void)state;
    struct wm_level *lower = build_level(build, "lower", build_fixed(build, WM_VERDICT_UNMET));
    struct wm_level *level =
        build_level(build, "asked", build_node(build, WM_VERB_ANY, listening(), build_meets(build, lower), NULL));
    static const struct fact awarded[] = {{WM_KIND_AWARD, "frame/lower", "2026-01-01", .until = NULL}};
    static const struct fact supposed[] = {
        {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-10", VALUE(2), .by = "ann", .as = "assessor"},
        {WM_KIND_ASSESSMENT, "frame/listening", "2026-01-10", VALUE(3), .by = "ann", .as = "assessor"}};
    struct wm_record with[] = {build_record(&supposed[0]), build_record(&supposed[1])};
    struct wm_error error = {0};
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_suppose(build_portfolio(build, awarded, 1), with, 2, NULL, 0, &portfolio, &error), &error);
    struct wm_question question = build_question(build, level, build_keep(build, portfolio), "2026-09-01");
    assert_string_equal(reply(&question),
                        HEAD "\"outcome\":\"eligible\",\"unmet\":[],\"unknown\":[],\"desired\":[],"
                             "\"tree\":{\"verb\":\"any\",\"says\":\"it is so\",\"verdict\":\"met\",\"children\":["
                             "{\"verb\":\"assessed\",\"id\":\"assessed:listening\","
                             "\"says\":\"Listening: assessed at 3 (Competent) or above\",\"verdict\":\"met\","
                             "\"found\":[{\"with\":1}],\"refused\":[{\"with\":0,\"reason\":\"superseded\"}]},"
                             "{\"verb\":\"meets\",\"says\":\"it is so\",\"verdict\":\"met\",\"award\":1}]},"
                             "\"hypothetical\":true," TAIL("1"));
}

static const char *needed(enum wm_verb verb, struct wm_query query) {
    static char found[1024];
    struct wm_level *level = build_level(build, "asked", build_leaf(build, verb, query));
    struct wm_question question = build_question(build, level, build_portfolio(build, NULL, 0), "2026-09-01");
    const char *start = strstr(reply(&question), "\"needed\":");
    assert_non_null(start);
    start += strlen("\"needed\":");
    const char *end = strstr(start, ",\"found\"");
    assert_non_null(end);
    snprintf(found, sizeof found, "%.*s", (int)(end - start), start);
    return found;
}

static void test_what_each_verb_needs(void **state) {
    (void)state;
    wm_code seen[] = {code("seen")}, done[] = {code("completed"), code("equivalent")},
            fields[] = {code("a"), code("b")};
    static const char *const by[] = {"St John"};
    assert_string_equal(needed(WM_VERB_ASSESSED, QUERY(.kind = WM_KIND_ASSESSMENT, .subject = code("f/x"),
                                                       .using = WM_USING_MEDIAN, .count = 3, .assessors = 2)),
                        "{\"subject\":\"f/x\",\"using\":\"median\",\"count\":3,\"assessors\":2}");
    assert_string_equal(
        needed(WM_VERB_TRAINED, QUERY(.kind = WM_KIND_TRAINING, .subject = code("care"), .outcomes = {done, 2},
                                      .by = by, .by_count = 1, .has_valid = true, .valid = SPAN(3, YEARS))),
        "{\"subject\":\"care\",\"outcome\":[\"completed\",\"equivalent\"],\"provider\":[\"St John\"],"
        "\"valid\":\"3 years\",\"in_date\":true}");
    assert_string_equal(
        needed(WM_VERB_QUALIFIED, QUERY(.kind = WM_KIND_QUALIFICATION, .subject = code("nvq"), AT_LEAST(3))),
        "{\"subject\":\"nvq\",\"at_least\":3}");
    assert_string_equal(
        needed(WM_VERB_EXPERIENCED,
               QUERY(.kind = WM_KIND_EXPERIENCE, .subjects = {fields, 2}, .has_least = true, .more = true,
                     .least = SPAN(2, YEARS), .has_min_fte = true, .min_fte = 5000, .methods_not = {seen, 1})),
        "{\"subjects\":[\"a\",\"b\"],\"method_not\":[\"seen\"],\"more_than\":\"2 years\","
        "\"min_fte\":0.5}");
    assert_string_equal(needed(WM_VERB_SUPERVISED,
                               QUERY(.kind = WM_KIND_SUPERVISION, .subject = code("clinical"), .every = SPAN(1, MONTHS),
                                     .over = SPAN(3, MONTHS), .grace = SPAN(7, DAYS), .in_role = code("navigator"))),
                        "{\"subject\":\"clinical\",\"every\":\"1 month\",\"over\":\"3 months\",\"grace\":\"7 days\","
                        "\"in_role\":\"navigator\"}");
    assert_string_equal(needed(WM_VERB_SUPERVISED, QUERY(.kind = WM_KIND_SUPERVISION, .subject = code("clinical"),
                                                         .per_month = true, .over = SPAN(3, MONTHS))),
                        "{\"subject\":\"clinical\",\"per\":\"calendar-month\",\"over\":\"3 months\"}");
    assert_string_equal(
        needed(WM_VERB_APPRAISED, QUERY(.kind = WM_KIND_APPRAISAL, .subject = code("f/senior"), WITHIN(12, MONTHS),
                                        .outcome_asked = code("recommended"), .after = code("care"))),
        "{\"level\":\"f/senior\",\"outcome\":[\"recommended\"],\"within\":\"12 months\","
        "\"after\":\"care\"}");
    assert_string_equal(needed(WM_VERB_EVIDENCED, QUERY(.kind = WM_KIND_EVIDENCE, .subject = code("f/x"),
                                                        .methods = {seen, 1}, .per_method = true, .count = 2)),
                        "{\"subject\":\"f/x\",\"count\":2,\"per_method\":true,\"method\":[\"seen\"]}");
    assert_string_equal(needed(WM_VERB_SIGNED_OFF, QUERY(.kind = WM_KIND_SIGNOFF, .subject = code("item"),
                                                         .methods = {seen, 1}, .routes_all = true)),
                        "{\"subject\":\"item\",\"routes\":\"all\",\"method\":[\"seen\"]}");
    assert_string_equal(
        needed(WM_VERB_IN_ROLE, QUERY(.kind = WM_KIND_ROLE, .subject = code("navigator"), .has_least = true,
                                      .least = SPAN(6, MONTHS), .has_most = true, .most = SPAN(2, YEARS))),
        "{\"subject\":\"navigator\",\"at_least\":\"6 months\",\"less_than\":\"2 years\"}");
    assert_string_equal(needed(WM_VERB_MEASURED, QUERY(.kind = WM_KIND_MEASURE, .subject = code("visits"),
                                                       .has_at_most = true, .at_most = 15000)),
                        "{\"subject\":\"visits\",\"at_most\":1.5}");
    assert_string_equal(needed(WM_VERB_RECORDED, QUERY(.kind = WM_KIND_MEASURE, .by = by, .by_count = 1)),
                        "{\"kind\":\"measure\",\"by\":[\"St John\"]}");
    assert_string_equal(needed(WM_VERB_HOLDS, QUERY(.kind = WM_KIND_AWARD, .subject = code("f/entry"))),
                        "{\"level\":\"f/entry\"}");
    assert_string_equal(needed(WM_VERB_RELATED, QUERY(.kind = WM_KIND_RELATION, .subject = code("mentor"))),
                        "{\"subject\":\"mentor\"}");
}

static void test_what_must_not_be(void **state) {
    (void)state;
    struct wm_level *level =
        build_level(build, "asked",
                    build_node(build, WM_VERB_NONE,
                               build_leaf(build, WM_VERB_ASSESSED,
                                          QUERY(.kind = WM_KIND_ASSESSMENT, .subject = code("frame/listening"))),
                               NULL));
    struct wm_question question = build_question(build, level, build_portfolio(build, facts, 1), "2026-09-01");
    assert_non_null(strstr(reply(&question), "\"needed\":{\"not\":true,\"subject\":\"frame/listening\"},"
                                             "\"found\":[{\"seq\":1}],\"refused\":[]"));
}

static void test_a_setting_names_its_parameter(void **state) {
    (void)state;
    static const struct wm_parameter parameter = {.id = "mode"};
    struct wm_criterion *leaf = build_fixed(build, WM_VERDICT_UNMET);
    leaf->parameter = &parameter;
    struct wm_level *level = build_level(build, "asked", leaf);
    struct wm_question question = build_question(build, level, build_portfolio(build, NULL, 0), "2026-09-01");
    assert_non_null(strstr(reply(&question), "\"needed\":{\"parameter\":\"mode\"},\"found\":[],\"refused\":[]"));
}

// Replies nest no deeper than 80: what lies deeper is left out, its verdict is not.
static void test_a_deep_tree(void **state) {
    (void)state;
    struct wm_criterion *node = build_fixed(build, WM_VERDICT_UNMET);
    for (int i = 0; i < 100; i++)
        node = build_node(build, WM_VERB_ALL, node, NULL);
    struct wm_level *level = build_level(build, "asked", node);
    struct wm_question question = build_question(build, level, build_portfolio(build, NULL, 0), "2026-09-01");
    struct wm_error error = {0};
    struct wm_json_reader *reader;
    struct wm_json value;
    const char *json = reply(&question);
    wm_test_ok(wm_json_reader_new((size_t)1 << 20, 80, &reader, &error), &error);
    wm_test_ok(wm_json_parse_copy(reader, json, strlen(json), &value, &error), &error);
    assert_int_equal(wm_json_count(wm_json_member(value, "unmet")), 1);
    wm_json_reader_free(reader);
}

static void test_the_reply_of_standing(void **state) {
    (void)state;
    build_level(build, "asked", listening())->rank = 0;
    struct wm_level *gate = build_level(build, "gate", build_fixed(build, WM_VERDICT_UNKNOWN));
    gate->requires->id = "setting:mode";
    gate->gate = true;
    static const struct fact awarded[] = {{WM_KIND_AWARD, "frame/asked", "2026-01-01", .until = "2026-12-31"}};
    struct wm_question question = build_question(build, NULL, build_portfolio(build, awarded, 1), "2026-09-01");
    struct wm_error error = {0};
    struct wm_standing standing;
    wm_test_ok(wm_standing(&question, NULL, 90, &build->answers, &standing, &error), &error);
    for (uint32_t i = 0; i < standing.count; i++)
        memset((char *)(uintptr_t)standing.levels[i].decision.id, 'd', 32);
    wm_standing_write(&text, &question, &standing);
    assert_string_equal(
        text.data,
        "{\"org\":\"northside\",\"person\":\"amara\",\"as_of\":\"2026-09-01\",\"levels\":["
        "{\"level\":\"frame/asked\",\"title\":\"asked\",\"gate\":false,\"outcome\":\"not-eligible\",\"held\":true,"
        "\"award\":{\"seq\":1,\"until\":\"2026-12-31\"},\"next\":false,\"lapsing\":false,\"near\":true,"
        "\"unmet\":[{\"id\":\"assessed:listening\",\"says\":\"Listening: assessed at 3 (Competent) or above\"}],"
        "\"unknown\":[],\"decision\":\"" ID "\"},"
        "{\"level\":\"frame/gate\",\"title\":\"gate\",\"gate\":true,\"rank\":2,\"outcome\":\"indeterminate\","
        "\"held\":false,\"next\":false,\"lapsing\":false,\"near\":false,\"unmet\":[],"
        "\"unknown\":[{\"id\":\"setting:mode\",\"says\":\"it is so\",\"reason\":\"parameter-not-set\","
        "\"parameter\":\"how-many\"}],\"decision\":\"" ID "\"}]," TAIL("1"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_a_reply_that_is_eligible), TEST(test_a_reply_that_is_not),
             TEST(test_a_reply_that_cannot_be_judged), TEST(test_the_tree_and_hypothetical_records),
             TEST(test_what_each_verb_needs), TEST(test_what_must_not_be), TEST(test_a_setting_names_its_parameter),
             TEST(test_a_deep_tree), TEST(test_the_reply_of_standing))
