// SPDX-License-Identifier: MIT
// Forecasts on small ladders: intervals and what changes them, what lapses and what goes with it.
#include "engine/decide/forecast.h"

#include "engine/decide/custom.h"
#include "tests/unit/decide/build.h"

static struct build *build;

static int setup(void **state) {
    (void)state;
    build = build_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    build_free(build);
    return 0;
}

static struct wm_criterion *named(struct wm_criterion *leaf, const char *id) {
    leaf->id = id;
    leaf->qualified_id = wm_arena_printf(&build->arena, "lower/%s", id);
    return leaf;
}

static struct wm_criterion *trained(const char *course) {
    return named(build_leaf(build, WM_VERB_TRAINED, QUERY(.kind = WM_KIND_TRAINING, .subject = code(course))), course);
}

static struct wm_criterion *dated(struct wm_criterion *criterion, const char *from, const char *until) {
    const struct wm_edition edition = {.from = day_of(from), .until = day_of(until)};
    criterion->edition = build_copy(build, &edition, sizeof edition);
    return criterion;
}

#define TRAINED(course, from, last)                                                                                    \
    { .kind = WM_KIND_TRAINING, .subject = (course), .on = (from), .until = (last), .outcome = "completed" }

static struct wm_forecast look_ahead(struct wm_question *question, const char *to) {
    struct wm_error error = {0};
    struct wm_forecast forecast;
    wm_test_ok(wm_forecast(question, day_of(to), &build->answers, &forecast, &error), &error);
    assert_int_equal(forecast.as_of, question->as_of);
    assert_int_equal(forecast.to, day_of(to));
    return forecast;
}

static struct wm_forecast from_day(const struct wm_level *level, const struct wm_portfolio *portfolio,
                                   const char *as_of, const char *to) {
    struct wm_question question = build_question(build, level, portfolio, as_of);
    return look_ahead(&question, to);
}

static void say_cause(const struct wm_forecast_cause *cause) {
    build_append(build, " %s:%s%s", cause->finding.id, cause->gone ? "gone" : wm_verdict_name(cause->finding.verdict),
                 cause->by_edition ? "!" : "");
}

// "2026-03-01 eligible, 2026-04-01 not-eligible care:unmet to 2026-12-31"
static const char *intervals_of(const struct wm_forecast_level *level) {
    char day[11];
    build->text[0] = '\0';
    for (uint32_t i = 0; i < level->count; i++) {
        const struct wm_forecast_interval *interval = &level->intervals[i];
        assert_true(interval->from <= interval->until);
        assert_true(i == 0 || interval->from == level->intervals[i - 1].until + 1);
        wm_day_format(interval->from, day);
        build_append(build, "%s%s %s", i > 0 ? ", " : "", day, wm_outcome_name(interval->outcome));
        for (uint32_t cause = 0; cause < interval->cause_count; cause++)
            say_cause(&interval->causes[cause]);
    }
    wm_day_format(level->intervals[level->count - 1].until, day);
    build_append(build, " to %s%s%s", day, level->intervals[level->count - 1].until_inexact ? " or later" : "",
                 level->cut ? " cut" : "");
    return build->text;
}

// "2026-03-31 one/care (1) takes one/a; …"
static const char *lapses_of(const struct wm_forecast *forecast) {
    char day[11];
    build->text[0] = '\0';
    for (uint32_t i = 0; i < forecast->lapse_count; i++) {
        const struct wm_lapse *lapse = &forecast->lapses[i];
        wm_day_format(lapse->on, day);
        build_append(build, "%s%s", i > 0 ? "; " : "", day);
        for (uint32_t leaf = 0; leaf < lapse->leaf_count; leaf++)
            build_append(build, " %s/%s", lapse->leaves[leaf].level->id, lapse->leaves[leaf].criterion->id);
        if (lapse->award != NULL)
            build_append(build, " award of %s", lapse->award->id);
        for (uint32_t record = 0; record < lapse->record_count; record++)
            build_append(build, " %d", (int)lapse->records[record]);
        for (uint32_t taken = 0; taken < lapse->taken_count; taken++)
            build_append(build, "%s%s", taken == 0 ? " takes " : " ", lapse->takes_away[taken]->id);
    }
    return build->text;
}

static void test_comes_and_goes(void **state) {
    (void)state;
    struct wm_level *level =
        build_level(build, "one", build_node(build, WM_VERB_ALL, trained("care"), trained("fire"), NULL));
    static const struct fact facts[] = {TRAINED("care", "2026-01-01", "2026-06-30"),
                                        TRAINED("fire", "2026-03-01", "2027-02-28"),
                                        TRAINED("care", "2026-09-01", NULL)};
    const struct wm_portfolio *portfolio = build_portfolio(build, facts, COUNT(facts));
    struct wm_forecast forecast = from_day(NULL, portfolio, "2026-01-15", "2027-12-31");
    assert_int_equal(forecast.count, 1);
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-01-15 not-eligible, 2026-03-01 eligible fire:met, 2026-07-01 not-eligible care:unmet, "
                        "2026-09-01 eligible care:met, 2027-03-01 not-eligible fire:unmet to 2027-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-06-30 one/care 1 takes one"); // fire does not count today
    assert_false(forecast.cut);
    forecast = from_day(level, portfolio, "2026-03-01", "2026-06-30"); // the last day of care is the last of all
    assert_string_equal(intervals_of(&forecast.levels[0]), "2026-03-01 eligible to 2026-06-30");
    assert_string_equal(lapses_of(&forecast), "");
    forecast = from_day(level, portfolio, "2026-06-30", "2026-07-01");
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-06-30 eligible, 2026-07-01 not-eligible care:unmet to 2026-07-01");
    assert_string_equal(lapses_of(&forecast), "2026-06-30 one/care 1 takes one");
    forecast = from_day(level, portfolio, "2026-05-01", "2026-05-01");
    assert_string_equal(intervals_of(&forecast.levels[0]), "2026-05-01 eligible to 2026-05-01");
}

static void test_only_what_moves_the_outcome(void **state) {
    (void)state;
    struct wm_level *level =
        build_level(build, "one",
                    build_node(build, WM_VERB_ALL,
                               build_node(build, WM_VERB_ANY, trained("care"), trained("fire"), trained("keys"), NULL),
                               build_node(build, WM_VERB_NONE, trained("barred"), NULL), NULL));
    static const struct fact facts[] = {
        TRAINED("care", "2026-01-01", "2026-06-30"), TRAINED("fire", "2026-01-01", "2026-07-31"),
        TRAINED("barred", "2026-08-01", "2026-08-31"), TRAINED("keys", "2026-08-20", "2026-10-31")};
    struct wm_forecast forecast =
        from_day(level, build_portfolio(build, facts, COUNT(facts)), "2026-06-01", "2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-06-01 eligible, 2026-08-01 not-eligible fire:unmet barred:met, "
                        "2026-09-01 eligible barred:unmet, 2026-11-01 not-eligible keys:unmet to 2026-12-31");
    // What lapses first takes nothing away: the other carries on.
    assert_string_equal(lapses_of(&forecast), "2026-06-30 one/care 1; 2026-07-31 one/fire 2 takes one");
}

static void test_the_branch_that_a_test_chooses(void **state) {
    (void)state;
    struct wm_level *level = build_level(
        build, "one", build_node(build, WM_VERB_WHEN, trained("old"), trained("fire"), trained("care"), NULL));
    static const struct fact facts[] = {TRAINED("old", "2026-01-01", "2026-06-30"),
                                        TRAINED("care", "2026-01-01", "2026-08-31"),
                                        TRAINED("fire", "2026-01-01", "2026-05-31")};
    struct wm_forecast forecast =
        from_day(level, build_portfolio(build, facts, COUNT(facts)), "2026-05-01", "2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-05-01 eligible, 2026-06-01 not-eligible fire:unmet, 2026-07-01 eligible old:unmet, "
                        "2026-09-01 not-eligible care:unmet to 2026-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-05-31 one/fire 3 takes one; 2026-06-30 one/old 1");
}

// Both branches lapse on one day: only the one that the test chooses is to blame.
static void test_the_other_branch_is_not_to_blame(void **state) {
    (void)state;
    struct wm_level *level = build_level(
        build, "one", build_node(build, WM_VERB_WHEN, trained("old"), trained("fire"), trained("care"), NULL));
    static const struct fact facts[] = {TRAINED("care", "2026-01-01", "2026-08-31"),
                                        TRAINED("fire", "2026-01-01", "2026-08-31")};
    struct wm_forecast forecast =
        from_day(level, build_portfolio(build, facts, COUNT(facts)), "2026-05-01", "2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-05-01 eligible, 2026-09-01 not-eligible care:unmet to 2026-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-08-31 one/care 1 takes one");
}

// What is in the way and goes is no lapse.
static void test_what_is_forbidden(void **state) {
    (void)state;
    struct wm_level *level = build_level(build, "one", build_node(build, WM_VERB_NONE, trained("barred"), NULL));
    static const struct fact facts[] = {TRAINED("barred", "2026-01-01", "2026-06-30")};
    struct wm_forecast forecast = from_day(level, build_portfolio(build, facts, 1), "2026-05-01", "2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-05-01 not-eligible, 2026-07-01 eligible barred:unmet to 2026-12-31");
    assert_string_equal(lapses_of(&forecast), "");
}

// What lapsed before, and came again, takes nothing away by its first end.
static void test_what_comes_again(void **state) {
    (void)state;
    struct wm_level *level =
        build_level(build, "one", build_node(build, WM_VERB_ANY, trained("care"), trained("fire"), NULL));
    static const struct fact facts[] = {TRAINED("care", "2026-01-01", "2026-06-30"),
                                        TRAINED("fire", "2026-01-01", "2026-08-31"),
                                        TRAINED("care", "2026-08-01", "2026-10-31")};
    struct wm_forecast forecast =
        from_day(level, build_portfolio(build, facts, COUNT(facts)), "2026-05-01", "2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-05-01 eligible, 2026-11-01 not-eligible care:unmet to 2026-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-06-30 one/care 1; 2026-08-31 one/fire 2");
}

static void test_what_cannot_be_judged(void **state) {
    (void)state;
    struct wm_criterion *open = build_fixed(build, WM_VERDICT_UNKNOWN);
    struct wm_level *level =
        build_level(build, "one", build_node(build, WM_VERB_ANY, trained("care"), named(open, "open"), NULL));
    static const struct fact facts[] = {TRAINED("care", "2026-02-01", "2026-06-30")};
    struct wm_forecast forecast = from_day(level, build_portfolio(build, facts, 1), "2026-01-01", "2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]), "2026-01-01 indeterminate, 2026-02-01 eligible care:met, "
                                                           "2026-07-01 indeterminate care:unmet to 2026-12-31");
}

static void test_levels_that_meet_levels(void **state) {
    (void)state;
    struct wm_level *entry = build_level(build, "entry", trained("care"));
    struct wm_level *middle =
        build_level(build, "middle", build_node(build, WM_VERB_ALL, build_meets(build, entry), trained("fire"), NULL));
    struct wm_level *upper = build_level(
        build, "upper", build_node(build, WM_VERB_ALL, build_meets(build, entry), build_meets(build, middle), NULL));
    struct wm_level *gate = build_level(build, "gate", trained("care"));
    gate->gate = true;
    static const struct fact facts[] = {TRAINED("care", "2026-01-01", "2026-06-30"),
                                        TRAINED("fire", "2026-01-01", "2026-08-31")};
    const struct wm_portfolio *portfolio = build_portfolio(build, facts, COUNT(facts));
    struct wm_forecast forecast = from_day(NULL, portfolio, "2026-05-01", "2026-12-31");
    assert_int_equal(forecast.count, 4);
    // Reached twice and told of once, under the name that its decision has for it.
    assert_string_equal(intervals_of(&forecast.levels[2]),
                        "2026-05-01 eligible, 2026-07-01 not-eligible lower/care:unmet to 2026-12-31");
    // One record, two levels that ask for it, four that end.
    assert_string_equal(lapses_of(&forecast), "2026-06-30 entry/care gate/care 1 takes entry middle upper gate; "
                                              "2026-08-31 middle/fire 2");
    forecast = from_day(upper, portfolio, "2026-05-01", "2026-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-06-30 entry/care 1 takes upper; 2026-08-31 middle/fire 2");
}

static void test_awards_end(void **state) {
    (void)state;
    struct wm_level *entry = build_level(build, "entry", build_fixed(build, WM_VERDICT_UNMET));
    struct wm_criterion *holds =
        named(build_leaf(build, WM_VERB_HOLDS, QUERY(.kind = WM_KIND_AWARD, .subject = entry->code)), "holds");
    struct wm_level *by_award = build_level(build, "upper", holds);
    struct wm_level *by_criteria = build_level(build, "aside", named(build_meets(build, entry), "meets"));
    static const struct fact facts[] = {{WM_KIND_AWARD, "frame/entry", "2026-01-01", .until = "2026-04-30"},
                                        {WM_KIND_AWARD, "frame/entry", "2026-03-01", .until = "2026-08-31"},
                                        {WM_KIND_AWARD, "frame/aside", "2026-03-01", .until = "2026-06-30"},
                                        {WM_KIND_AWARD, "frame/aside", "2026-07-01", .until = NULL}};
    const struct wm_portfolio *portfolio = build_portfolio(build, facts, COUNT(facts));
    struct wm_forecast forecast = from_day(NULL, portfolio, "2026-04-01", "2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]), "2026-04-01 not-eligible to 2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[1]),
                        "2026-04-01 eligible, 2026-09-01 not-eligible holds:unmet to 2026-12-31");
    assert_string_equal(intervals_of(&forecast.levels[2]),
                        "2026-04-01 eligible, 2026-09-01 not-eligible meets:unmet to 2026-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-08-31 upper/holds award of entry 2 takes upper aside");
    forecast = from_day(by_criteria, portfolio, "2026-04-01", "2026-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-08-31 award of entry 2 takes aside");
    forecast = from_day(by_award, portfolio, "2026-04-01", "2026-08-31");
    assert_string_equal(lapses_of(&forecast), "");
}

static void test_editions(void **state) {
    (void)state;
    struct wm_criterion *second =
        build_node(build, WM_VERB_ALL, trained("lines"), trained("sea"), trained("radio"), NULL);
    struct wm_level *level =
        build_level(build, "one",
                    named(build_node(build, WM_VERB_EDITIONS, dated(trained("lines"), NULL, "2027-03-31"),
                                     dated(second, "2027-04-01", "2027-05-31"),
                                     dated(trained("keys"), "2027-06-01", "2027-12-31"), NULL),
                          "editions"));
    static const struct fact facts[] = {TRAINED("lines", "2027-01-01", NULL), TRAINED("keys", "2027-01-01", NULL)};
    struct wm_forecast forecast = from_day(level, build_portfolio(build, facts, 2), "2027-03-01", "2028-12-31");
    assert_string_equal(
        intervals_of(&forecast.levels[0]),
        "2027-03-01 eligible, 2027-04-01 not-eligible sea:unmet! radio:unmet!, "
        "2027-06-01 eligible sea:gone! radio:gone!, 2028-01-01 indeterminate editions:unknown! to 2028-12-31");
    assert_string_equal(lapses_of(&forecast), "");
}

static void test_desires_lapse_too(void **state) {
    (void)state;
    struct wm_level *level = build_level(build, "one", build_fixed(build, WM_VERDICT_MET));
    struct wm_criterion *desire = trained("care");
    level->desires = build_copy(build, &desire, sizeof(struct wm_criterion *));
    level->desire_count = 1;
    static const struct fact facts[] = {TRAINED("care", "2026-01-01", "2026-06-30")};
    struct wm_forecast forecast = from_day(NULL, build_portfolio(build, facts, 1), "2026-05-01", "2026-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-06-30 one/care 1");
}

// Custom predicates ------------------------------------------------------------------------------------------------

struct script {
    wm_day met_before;
    bool read_day;
    uint64_t fuel;
    enum wm_status status;
};

static enum wm_status say(void *context, const struct wm_predicate *predicate, const struct wm_portfolio *portfolio,
                          wm_day day, struct wm_predicate_answer *ret_answer, struct wm_error *error) {
    const struct script *script = context;
    (void)predicate, (void)portfolio;
    if (script->status != WM_OK)
        return wm_error_set(error, script->status, "deadline", "not now");
    *ret_answer = (struct wm_predicate_answer){.verdict = day < script->met_before ? WM_VERDICT_MET : WM_VERDICT_UNMET,
                                               .read_day = script->read_day,
                                               .next = day < script->met_before ? script->met_before : WM_DAY_NEVER,
                                               .fuel = script->fuel};
    snprintf(ret_answer->text, sizeof ret_answer->text, "day %d", (int)day);
    return WM_OK;
}

static struct wm_level *level_with_predicate(const char *id) {
    static const struct wm_predicate predicate = {.file = "frameworks/frame/p.lua", .id = "p", .digest = ""};
    return build_level(
        build, id,
        named(build_criterion(build, (struct wm_criterion){.verb = WM_VERB_CUSTOM, .predicate = &predicate}), "p"));
}

static void test_a_predicate(void **state) {
    (void)state;
    struct wm_level *level = level_with_predicate("one");
    struct script script = {.met_before = day_of("2026-03-01")};
    const struct wm_predicate_runner runner = {&script, say};
    struct wm_question question = build_question(build, level, build_portfolio(build, NULL, 0), "2026-01-01");
    question.runner = &runner;
    struct wm_forecast forecast = look_ahead(&question, "2030-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-01-01 eligible, 2026-03-01 not-eligible p:unmet to 2030-12-31");
    char text[32];
    snprintf(text, sizeof text, "day %d", (int)day_of("2026-03-01"));
    assert_string_equal(forecast.levels[0].intervals[1].causes[0].finding.text, text);
    assert_string_equal(lapses_of(&forecast), "2026-02-28 one/p takes one");
    script.read_day = true; // so far as check looks, and no further
    forecast = look_ahead(&question, "2030-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]),
                        "2026-01-01 eligible, 2026-03-01 not-eligible p:unmet to 2027-01-02 or later");
    script.read_day = false;
    script.fuel = 30000000;
    forecast = look_ahead(&question, "2030-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]), "2026-01-01 eligible to 2026-02-28 or later");
    question.runner = NULL;
    forecast = look_ahead(&question, "2030-12-31");
    assert_string_equal(intervals_of(&forecast.levels[0]), "2026-01-01 indeterminate to 2030-12-31");
    struct wm_error error = {0};
    script.status = WM_BUSY;
    question.runner = &runner;
    wm_test_fails(wm_forecast(&question, day_of("2030-12-31"), &build->answers, &forecast, &error), &error, WM_BUSY,
                  "deadline");
}

// What rests on no records ends for reasons of its own, also on the same day.
static void test_no_records_in_common(void **state) {
    (void)state;
    struct script script = {.met_before = day_of("2026-03-01")};
    const struct wm_predicate_runner runner = {&script, say};
    struct wm_question question = build_question(build, NULL, build_portfolio(build, NULL, 0), "2026-01-01");
    level_with_predicate("one");
    level_with_predicate("two");
    question.runner = &runner;
    struct wm_forecast forecast = look_ahead(&question, "2026-12-31");
    assert_string_equal(lapses_of(&forecast), "2026-02-28 one/p takes one; 2026-02-28 two/p takes two");
}

// Bounds -----------------------------------------------------------------------------------------------------------

static void test_many_changes_are_cut(void **state) {
    (void)state;
    struct wm_level *level = build_level(build, "one", trained("care"));
    struct fact facts[150];
    char days[150][2][11];
    for (int i = 0; i < 150; i++) { // every third week
        wm_day_format(day_of("2026-01-10") + 21 * i, days[i][0]);
        wm_day_format(day_of("2026-01-10") + 21 * i + 6, days[i][1]);
        facts[i] = (struct fact)TRAINED("care", days[i][0], days[i][1]);
    }
    const struct wm_portfolio *portfolio = build_portfolio(build, facts, 150);
    struct wm_forecast forecast = from_day(level, portfolio, "2026-01-01", "2035-12-31");
    assert_int_equal(forecast.levels[0].count, WM_FORECAST_INTERVALS);
    assert_true(forecast.levels[0].cut && forecast.cut);
    assert_int_equal(forecast.levels[0].intervals[199].until, day_of("2026-01-10") + 21 * 99 + 6);
    forecast = from_day(level, portfolio, "2026-01-01", "2031-09-01"); // as many as there may be
    assert_true(forecast.levels[0].count < WM_FORECAST_INTERVALS && !forecast.cut);
}

static enum wm_status forecast_and_clear(void *context, struct wm_error *error) {
    const struct wm_question *question = context;
    struct wm_arena arena;
    struct wm_forecast forecast;
    struct wm_buffer text;
    wm_arena_init(&arena, (size_t)1 << 20);
    wm_buffer_init(&text, (size_t)1 << 20);
    enum wm_status status = wm_forecast(question, day_of("2027-12-31"), &arena, &forecast, error);
    if (status == WM_OK)
        wm_forecast_write(&text, question, &forecast);
    if (status == WM_OK && text.failed)
        status = wm_error_no_memory(error);
    wm_buffer_clear(&text);
    wm_arena_clear(&arena);
    return status;
}

static void test_each_allocation_may_fail(void **state) {
    (void)state;
    struct wm_level *level = level_with_predicate("one");
    struct script script = {.met_before = day_of("2026-03-01")};
    const struct wm_predicate_runner runner = {&script, say};
    build_level(build, "upper", build_node(build, WM_VERB_ALL, build_meets(build, level), trained("care"), NULL));
    static const struct fact facts[] = {TRAINED("care", "2026-01-01", "2026-06-30"),
                                        {WM_KIND_AWARD, "frame/one", "2026-01-01", .until = "2026-04-30"}};
    struct wm_question question = build_question(build, NULL, build_portfolio(build, facts, 2), "2026-02-01");
    question.runner = &runner;
    wm_test_each_allocation(forecast_and_clear, &question);
}

static void test_the_reply(void **state) {
    (void)state;
    struct wm_level *level = build_level(build, "one", trained("care"));
    static const struct fact facts[] = {TRAINED("care", "2026-01-01", "2026-06-30")};
    struct wm_question question = build_question(build, level, build_portfolio(build, facts, 1), "2026-05-01");
    struct wm_forecast forecast = look_ahead(&question, "2026-12-31");
    struct wm_buffer text;
    wm_buffer_init(&text, 1 << 16);
    wm_forecast_write(&text, &question, &forecast);
    assert_string_equal(
        text.data,
        "{\"org\":\"northside\",\"person\":\"amara\",\"as_of\":\"2026-05-01\",\"to\":\"2026-12-31\",\"levels\":["
        "{\"level\":\"frame/one\",\"title\":\"one\",\"gate\":false,\"rank\":1,\"intervals\":["
        "{\"from\":\"2026-05-01\",\"until\":\"2026-06-30\",\"outcome\":\"eligible\",\"causes\":[]},"
        "{\"from\":\"2026-07-01\",\"until\":\"2026-12-31\",\"outcome\":\"not-eligible\",\"causes\":["
        "{\"id\":\"care\",\"says\":\"it is so\",\"now\":\"unmet\"}]}]}],"
        "\"lapses\":[{\"on\":\"2026-06-30\",\"leaves\":[{\"level\":\"frame/one\",\"id\":\"care\",\"says\":\"it is "
        "so\"}],"
        "\"records\":[1],\"takes_away\":[{\"level\":\"frame/one\",\"until\":\"2026-06-30\"}]}],"
        "\"rules\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"ledger\":1,"
        "\"engine\":\"waymark-1\"}");
    wm_buffer_clear(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_comes_and_goes), TEST(test_only_what_moves_the_outcome),
             TEST(test_the_branch_that_a_test_chooses), TEST(test_the_other_branch_is_not_to_blame),
             TEST(test_what_is_forbidden), TEST(test_what_comes_again), TEST(test_what_cannot_be_judged),
             TEST(test_levels_that_meet_levels), TEST(test_awards_end), TEST(test_editions),
             TEST(test_desires_lapse_too), TEST(test_a_predicate), TEST(test_no_records_in_common),
             TEST(test_many_changes_are_cut), TEST(test_each_allocation_may_fail), TEST(test_the_reply))
