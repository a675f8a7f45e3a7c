// SPDX-License-Identifier: MIT
// What a plan says of one kind of action, of dates and of choices: everything is recorded afterwards, and must hold.
#include "engine/plan/plan.h"

#include "tests/unit/plan/plans.h"

#define BEGIN                                                                                                          \
    "framework \"f\" { title = \"F\", scale = \"skill\" }\n"                                                           \
    "scale \"skill\" { [0] = \"None\", \"Some\", \"Good\" }\n"

struct asked { // what is left out is as of plans_init
    const char *pack;
    const struct plan_fact *facts;
    size_t count;
    const char *by;
    wm_number hours_per_week; // wholes; so is the ceiling
    wm_number ceiling;
    const char *modes[4];
    uint64_t budget;
    const char *levels[3];
};
#define FACTS(array) .facts = (array), .count = sizeof(array) / sizeof((array)[0])

static void ask(struct plans *plans, const struct asked *asked) {
    plans_init(plans, asked->pack, asked->facts, asked->count);
    struct wm_plan_wish *wish = &plans->wish;
    wish->by = plans_day(asked->by);
    wish->hours_per_week = asked->hours_per_week * WM_NUMBER_ONE;
    wish->has_cost_ceiling = asked->ceiling > 0;
    wish->cost_ceiling = asked->ceiling * WM_NUMBER_ONE;
    wish->budget = asked->budget;
    wish->modes = asked->modes;
    while (asked->modes[wish->mode_count] != NULL)
        wish->mode_count++;
    for (uint32_t i = 0; i < 3 && asked->levels[i] != NULL; i++) {
        wish->levels[i] = wm_ruleset_level(plans->ruleset, asked->levels[i], strlen(asked->levels[i]));
        assert_non_null(wish->levels[i]);
        wish->level_count = i + 1;
    }
}

static void expect_at(const char *told, struct asked asked, int line) {
    static struct plans plans;
    ask(&plans, &asked);
    plans_make(&plans);
    if (strcmp(plans.text, told) != 0)
        fail_msg("line %d:\n%s\ninstead of\n%s", line, plans.text, told);
    if (plans.plan.possible && !plans_hold(&plans, asked.facts, asked.count))
        fail_msg("line %d: recorded, it does not hold:\n%s", line, plans.text);
    plans_free(&plans);
}
#define expect(told, ...) expect_at((told), (struct asked){__VA_ARGS__}, __LINE__)

static void test_a_course(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 100 hours 6\n"
           "1 take-course first-aid 2026-01-01..2026-01-01 cost 100 hours 6 for entry/trained:first-aid\n",
           .pack = BEGIN "course \"first-aid\" { title = \"First aid\", hours = 6, cost = 100 }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"first-aid\" }\n");
}

static void test_what_stands_before_a_course_comes_first(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 60 hours 6\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for entry/trained:c\n"
           "2 take-course b 2026-01-01..2026-01-01 cost 20 hours 3 for entry/trained:c after 1\n"
           "3 take-course c 2026-01-01..2026-01-01 cost 30 hours 1 for entry/trained:c after 2\n",
           .pack = BEGIN "course \"a\" { title = \"A\", hours = 2, cost = 10 }\n"
                         "course \"b\" { title = \"B\", hours = 3, cost = 20, after = \"a\" }\n"
                         "course \"c\" { title = \"C\", hours = 1, cost = 30, after = \"b\" }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"c\" }\n");
}

static void test_but_not_what_was_completed_and_is_in_date(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-01-01", .outcome = "completed"},
        {.kind = WM_KIND_TRAINING, .subject = "b", .on = "2024-12-31", .outcome = "completed"}};
    expect("possible on 2026-01-01 cost 50 hours 4\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 20 hours 3 for entry/trained:c\n"
           "2 take-course c 2026-01-01..2026-01-01 cost 30 hours 1 for entry/trained:c after 1\n",
           .pack = BEGIN "course \"a\" { title = \"A\", hours = 2, cost = 10, valid = years(1) }\n"
                         "course \"b\" { title = \"B\", hours = 3, cost = 20, valid = years(1) }\n"
                         "course \"c\" { title = \"C\", hours = 1, cost = 30, after = { \"a\", \"b\" } }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"c\" }\n",
           FACTS(facts));
}

static void test_an_assessment_comes_after_the_cheapest_course_that_teaches_it(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 80 hours 9\n"
           "1 take-course cheap 2026-01-01..2026-01-01 cost 80 hours 9 for entry/assessed:knead\n"
           "2 be-assessed f/shape 2026-01-01 untaught for entry/assessed:shape\n"
           "3 be-assessed f/knead 2026-01-01 for entry/assessed:knead after 1\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "competency \"shape\" { title = \"S\" }\n"
                         "course \"dear\" { title = \"D\", cost = 90, hours = 1, teaches = \"knead\" }\n"
                         "course \"cheap\" { title = \"C\", cost = 80, hours = 9, teaches = \"knead\" }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", \"shape\", at_least = 2, "
                         "as = \"assessor\" } } }\n");
}

static void test_and_alone_where_one_was_completed(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "k", .on = "2020-01-01", .outcome = "completed"}};
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 for entry/assessed:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "course \"k\" { title = \"D\", cost = 90, hours = 1, teaches = \"knead\", valid = days(9) }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 2 } } }\n",
           FACTS(facts));
}

static void test_one_course_for_several(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 100 hours 5\n"
           "1 take-course both 2026-01-01..2026-01-01 cost 100 hours 5 for entry/assessed:knead entry/assessed:shape\n"
           "2 be-assessed f/knead 2026-01-01 for entry/assessed:knead after 1\n"
           "3 be-assessed f/shape 2026-01-01 for entry/assessed:shape after 1\n",
           .pack = BEGIN
           "competency \"knead\" { title = \"K\" }\n"
           "competency \"shape\" { title = \"S\" }\n"
           "course \"k\" { title = \"D\", cost = 60, hours = 1, teaches = \"knead\" }\n"
           "course \"s\" { title = \"C\", cost = 60, hours = 1, teaches = \"shape\" }\n"
           "course \"both\" { title = \"C\", cost = 100, hours = 5, teaches = { \"knead\", \"shape\" } }\n"
           "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", \"shape\", at_least = 2 } } }\n");
}

static void test_one_assessment_for_several_levels(void **state) {
    (void)state;
    expect(
        "possible on 2026-01-01 cost 0 hours 0\n"
        "1 be-assessed f/knead 2026-01-01 untaught for entry/assessed:knead high/assessed:knead alone/assessed:knead\n",
        .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                      "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 1 } } }\n"
                      "level \"high\" { title = \"H\", requires = { assessed { \"knead\", at_least = 2 } } }\n"
                      "gate \"alone\" { title = \"A\", requires = { assessed { \"knead\" } } }\n",
        .levels = {"f/entry", "f/high", "f/alone"});
}

static void test_any_takes_the_cheapest_and_at_least_the_cheapest_two(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 60 hours 2\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 40 hours 1 for entry/trained:b entry/trained:b#2\n"
           "2 take-course d 2026-01-01..2026-01-01 cost 20 hours 1 for entry/trained:d\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 50 , hours = 1}\n"
                         "course \"b\" { title = \"B\", cost = 40, hours = 1 }\n"
                         "course \"c\" { title = \"C\", cost = 30, hours = 1 }\n"
                         "course \"d\" { title = \"D\", cost = 20, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" }, "
                         "at_least(2) { trained \"b\", trained \"c\", trained \"d\" } } }\n");
}

static void test_points(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 21 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 1 for entry/trained:a\n"
           "2 take-course b 2026-01-01..2026-01-01 cost 11 hours 1 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 1 }\n"
                         "course \"b\" { title = \"A\", cost = 11, hours = 1 }\n"
                         "course \"c\" { title = \"A\", cost = 22, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = points { at_least = 5, { trained \"a\", 2 }, { "
                         "trained \"b\", 3 }, { trained \"c\", 5 } } }\n");
}

static void test_hours_decide_between_equal_costs(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 50 hours 2\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 50 hours 2 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 50, hours = 2.5 }\n"
                         "course \"b\" { title = \"B\", cost = 50, hours = 2 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" } } }\n");
}

static void test_unknown_prices_rank_above_known_ones(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 4001 hours 200 unpriced 1 untimed 1\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 4000 hours 100 for entry/trained:b\n"
           "2 take-course d 2026-01-01..2026-01-01 cost 1 hours 100 for entry/trained:d\n"
           "3 take-course z 2026-01-01..2026-01-01 for entry/trained:z\n",
           .pack = BEGIN "course \"a\" { title = \"A\", hours = 1 }\n"
                         "course \"b\" { title = \"B\", cost = 4000, hours = 100 }\n"
                         "course \"c\" { title = \"A\", cost = 1 }\n"
                         "course \"d\" { title = \"B\", cost = 1, hours = 100 }\n"
                         "course \"z\" { title = \"Z\" }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" }, any { "
                         "trained \"c\", trained \"d\" }, trained \"z\" } }\n");
}

static void test_enrolled_costs_but_takes_no_hours(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 0\n"
           "1 enrol a 2026-01-01 cost 10 for entry/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 20 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained { \"a\", outcome = { \"enrolled\", "
                         "\"completed\" } } } }\n");
}

static void test_enrolled_is_not_asked_for_twice(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 20\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 20 for entry/trained:a entry/trained:a#2\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 20 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained { \"a\", outcome = { \"enrolled\", "
                         "\"completed\" } }, trained \"a\" } }\n");
}

static void test_experience_is_begun_now(void **state) {
    (void)state;
    expect("possible on 2026-06-30 cost 0 hours 0\n"
           "1 gain-experience baking 2026-01-01..2026-06-30 for entry/experienced:baking\n",
           .pack = BEGIN
           "experience \"baking\" { title = \"Baking\" }\n"
           "level \"entry\" { title = \"E\", requires = { experienced { \"baking\", at_least = months(6) } } }\n");
}

static void test_or_gone_on_with(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_EXPERIENCE, .subject = "baking", .on = "2025-10-01"}};
    expect("possible on 2026-03-31 cost 0 hours 0\n"
           "1 wait experienced:baking 2026-03-31 for entry/experienced:baking\n",
           .pack = BEGIN
           "experience \"baking\" { title = \"Baking\" }\n"
           "level \"entry\" { title = \"E\", requires = { experienced { \"baking\", at_least = months(6) } } }\n",
           FACTS(facts));
}

static void test_or_taken_up_again(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_EXPERIENCE, .subject = "baking", .on = "2025-10-01", .until = "2025-10-04"}};
    expect("possible on 2026-01-06 cost 0 hours 0\n"
           "1 gain-experience baking 2026-01-01..2026-01-06 for entry/experienced:baking\n",
           .pack = BEGIN
           "experience \"baking\" { title = \"Baking\" }\n"
           "level \"entry\" { title = \"E\", requires = { experienced { \"baking\", at_least = days(10) } } }\n",
           FACTS(facts));
}

static void test_a_role_is_begun_now(void **state) {
    (void)state;
    expect("possible on 2026-07-01 cost 0 hours 0\n"
           "1 hold-role baker 2026-01-01..2026-07-01 for entry/in_role:baker\n",
           .pack =
               BEGIN "role \"baker\" { title = \"Baker\" }\n"
                     "level \"entry\" { title = \"E\", requires = { in_role { \"baker\", at_least = months(6) } } }\n");
}

static void test_sessions_at_their_cadence(void **state) {
    (void)state;
    expect("possible on 2026-02-25 cost 0 hours 0\n"
           "1 be-supervised talk 2026-01-01..2026-02-01 sessions 2 for entry/supervised:talk\n",
           .pack = BEGIN "supervision \"talk\" { title = \"Talk\" }\n"
                         "level \"entry\" { title = \"E\", requires = { supervised { \"talk\", every = months(1), over "
                         "= months(3), grace = days(7) } } }\n");
}

static void test_sessions_go_on_from_those_that_were(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_SUPERVISION, .subject = "talk", .on = "2025-11-20", .by = "ada", .as = "supervisor"},
        {.kind = WM_KIND_SUPERVISION, .subject = "talk", .on = "2025-12-20", .by = "ada", .as = "supervisor"}};
    expect("possible on 2026-01-13 cost 0 hours 0\n"
           "1 wait supervised:talk 2026-01-13 for entry/supervised:talk\n",
           .pack = BEGIN "supervision \"talk\" { title = \"Talk\" }\n"
                         "level \"entry\" { title = \"E\", requires = { supervised { \"talk\", every = months(1), over "
                         "= months(3), grace = days(7) } } }\n",
           FACTS(facts));
}

static void test_a_session_in_each_month(void **state) {
    (void)state;
    expect("possible on 2026-04-01 cost 0 hours 0\n"
           "1 be-supervised talk 2026-01-01..2026-03-01 sessions 3 for entry/supervised:talk\n",
           .pack = BEGIN "supervision \"talk\" { title = \"Talk\" }\n"
                         "level \"entry\" { title = \"E\", requires = { supervised { \"talk\", per = "
                         "\"calendar-month\", over = months(3) } } }\n");
}

static void test_supervision_in_a_role_begins_with_the_role(void **state) {
    (void)state;
    expect("possible on 2026-04-01 cost 0 hours 0\n"
           "1 hold-role baker 2026-01-01..2026-04-01 for entry/supervised:talk entry/in_role:baker\n"
           "2 be-supervised talk 2026-01-01..2026-03-01 sessions 3 for entry/supervised:talk after 1\n",
           .pack = BEGIN "supervision \"talk\" { title = \"Talk\" }\n"
                         "role \"baker\" { title = \"B\" }\n"
                         "level \"entry\" { title = \"E\", requires = { supervised { \"talk\", every = months(1), over "
                         "= months(12), in_role = \"baker\" }, in_role { \"baker\", at_least = months(3) } } }\n");
}

static void test_an_appraisal_after_its_course(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for entry/appraised\n"
           "2 be-appraised f/entry 2026-01-01 for entry/appraised after 1\n",
           .pack = BEGIN
           "course \"a\" { title = \"A\", cost = 10, hours = 2 }\n"
           "level \"entry\" { title = \"E\", requires = { appraised { recommended = true, after = \"a\" } } }\n");
}

static void test_the_other_kinds(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 give-evidence f/knead 2026-01-01 records 3 for entry/evidenced:knead\n"
           "2 have-relation mentor 2026-01-01 for entry/related:mentor\n"
           "3 qualify nvq 2026-01-01 for entry/qualified:nvq entry/recorded:nvq\n"
           "4 be-signed-off shift 2026-01-01 untaught for entry/signed_off:shift\n"
           "5 be-measured speed 2026-01-01 for entry/measured:speed\n",
           .pack = BEGIN "item \"shift\" { title = \"Shift\" }\n"
                         "qualification \"nvq\" { title = \"NVQ\", rqf = 3 }\n"
                         "relation \"mentor\" { title = \"Mentor\" }\n"
                         "measure \"speed\" { title = \"Speed\" }\n"
                         "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { signed_off \"shift\", qualified { \"nvq\", "
                         "at_least = 3 }, related \"mentor\", measured { \"speed\", at_least = 4 }, evidenced { "
                         "\"knead\", count = 3 }, recorded { \"nvq\", kind = \"qualification\" } } }\n");
}

static void test_only_the_evidence_that_is_missing(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_EVIDENCE, .subject = "f/knead", .on = "2025-06-01", .outcome = "verified"}};
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 give-evidence f/knead 2026-01-01 records 2 for entry/evidenced:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { evidenced { \"knead\", count = 3 } } }\n",
           FACTS(facts));
}

static void test_scores_by_two_people(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 records 3 untaught for entry/assessed:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 1, assessors "
                         "= 2, count = 3 } } }\n");
}

static void test_an_award_after_what_its_level_asks_for(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for low/trained:a\n"
           "2 be-awarded f/low 2026-01-01 for entry/holds:low after 1\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2 }\n"
                         "level \"low\" { title = \"L\", requires = trained \"a\" }\n"
                         "level \"entry\" { title = \"E\", requires = { holds \"low\" } }\n");
}

static void test_an_award_now_while_its_level_is_met(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-12-01", .outcome = "completed"}};
    expect(
        "possible on 2026-12-31 cost 0 hours 0\n"
        "1 be-awarded f/low 2026-01-01 for entry/holds:low\n"
        "2 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n",
        .pack = BEGIN
        "course \"a\" { title = \"A\", cost = 10, hours = 2, valid = months(6) }\n"
        "experience \"x\" { title = \"X\" }\n"
        "level \"low\" { title = \"L\", requires = trained \"a\" }\n"
        "level \"entry\" { title = \"E\", requires = { holds \"low\", experienced { \"x\", at_least = years(1) } } }\n",
        FACTS(facts));
}

static void test_meets_is_what_the_level_asks_for(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for low/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2 }\n"
                         "level \"low\" { title = \"L\", requires = trained \"a\" }\n"
                         "level \"entry\" { title = \"E\", requires = { meets \"low\" } }\n");
}

static void test_done_late_what_would_lapse_before_the_end(void **state) {
    (void)state;
    expect("possible on 2026-12-31 cost 20 hours 4\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 10 hours 2 for entry/trained:b\n"
           "2 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n"
           "3 take-course a 2026-12-31..2026-12-31 cost 10 hours 2 for entry/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2, valid = months(3) }\n"
                         "course \"b\" { title = \"B\", cost = 10, hours = 2, valid = years(1) }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", trained \"b\", experienced { "
                         "\"x\", at_least = years(1) } } }\n");
}

static void test_renewed_what_lapses_before_the_end(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-03-31", .outcome = "completed"}};
    expect("possible on 2026-03-31 cost 0 hours 0\n"
           "1 gain-experience x 2026-01-01..2026-03-31 for entry/experienced:x\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2, valid = years(1) }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", experienced { \"x\", at_least = "
                         "months(3) } } }\n",
           FACTS(facts));
}

static void test_nor_the_day_before_it_lapses(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-03-30", .outcome = "completed"}};
    expect("possible on 2026-03-31 cost 10 hours 2\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 2 for entry/trained:a\n"
           "2 gain-experience x 2026-01-01..2026-03-31 for entry/experienced:x\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 2, valid = years(1) }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", experienced { \"x\", at_least = "
                         "months(3) } } }\n",
           FACTS(facts));
}

static void test_sooner_rather_than_what_lapses_is_renewed(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_TRAINING, .subject = "a", .on = "2025-12-30", .outcome = "completed"}};
    expect("possible on 2026-01-01 cost 20 hours 2\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 20 hours 2 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 50, hours = 2, valid = years(1) }\n"
                         "course \"b\" { title = \"B\", cost = 20, hours = 2 }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", any { trained \"b\", "
                         "experienced { \"x\", at_least = years(1) } } } }\n",
           FACTS(facts));
}

static void test_waiting_is_cheaper_than_a_course(void **state) {
    (void)state;
    expect("possible on 2026-12-31 cost 0 hours 0\n"
           "1 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n",
           .pack = BEGIN "course \"b\" { title = \"B\", cost = 20, hours = 2 }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"b\", experienced { \"x\", "
                         "at_least = years(1) } } } }\n");
}

static void test_unless_it_is_wanted_before(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 20 hours 2\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 20 hours 2 for entry/trained:b\n",
           .pack = BEGIN "course \"b\" { title = \"B\", cost = 20, hours = 2 }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"b\", experienced { \"x\", "
                         "at_least = years(1) } } } }\n",
           .by = "2026-12-30");
}

static void test_the_last_day_is_in_time(void **state) {
    (void)state;
    expect("possible on 2026-12-31 cost 0 hours 0\n"
           "1 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n",
           .pack = BEGIN "course \"b\" { title = \"B\", cost = 20, hours = 2 }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"b\", experienced { \"x\", "
                         "at_least = years(1) } } } }\n",
           .by = "2026-12-31");
}

static void test_courses_queue_for_the_hours_of_release(void **state) {
    (void)state;
    expect("possible on 2026-01-17 cost 4 hours 18 untimed 1\n"
           "1 take-course a 2026-01-01..2026-01-07 cost 1 hours 8 for entry/trained:b\n"
           "2 be-signed-off shift 2026-01-01 untaught for entry/signed_off:shift\n"
           "3 take-course c 2026-01-08..2026-01-08 cost 1 for entry/trained:c\n"
           "4 take-course k 2026-01-09..2026-01-09 cost 1 hours 1 for entry/assessed:knead\n"
           "5 be-assessed f/knead 2026-01-09 for entry/assessed:knead after 4\n"
           "6 take-course b 2026-01-10..2026-01-17 cost 1 hours 9 for entry/trained:b after 1\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 8 }\n"
                         "course \"b\" { title = \"B\", cost = 1, hours = 9, after = \"a\" }\n"
                         "course \"c\" { title = \"C\", cost = 1 }\n"
                         "item \"shift\" { title = \"S\" }\n"
                         "competency \"knead\" { title = \"K\" }\n"
                         "course \"k\" { title = \"K\", cost = 1, hours = 1, teaches = \"knead\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"b\", trained \"c\", signed_off "
                         "\"shift\", assessed { \"knead\", at_least = 1 } } }\n",
           .hours_per_week = 8);
}

static void test_courses_queue_beside_what_waits(void **state) {
    (void)state;
    expect(
        "possible on 2026-03-11 cost 1 hours 80\n"
        "1 take-course a 2026-01-01..2026-03-11 cost 1 hours 80 for entry/trained:a\n"
        "2 gain-experience x 2026-01-01..2026-01-30 for entry/experienced:x\n",
        .pack = BEGIN
        "course \"a\" { title = \"A\", cost = 1, hours = 80 }\n"
        "experience \"x\" { title = \"X\" }\n"
        "level \"entry\" { title = \"E\", requires = { trained \"a\", experienced { \"x\", at_least = days(30) } } }\n",
        .hours_per_week = 8);
}

static void test_late_courses_end_the_queue(void **state) {
    (void)state;
    expect("possible on 2026-12-31 cost 3 hours 40\n"
           "1 take-course b 2026-01-01..2026-01-14 cost 1 hours 16 for entry/trained:b\n"
           "2 gain-experience x 2026-01-01..2026-12-31 for entry/experienced:x\n"
           "3 take-course a 2026-12-11..2026-12-24 cost 1 hours 16 for entry/trained:a entry/trained:c\n"
           "4 take-course c 2026-12-25..2026-12-31 cost 1 hours 8 for entry/trained:c after 3\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 16, valid = months(3) }\n"
                         "course \"b\" { title = \"B\", cost = 1, hours = 16 }\n"
                         "course \"c\" { title = \"C\", cost = 1, hours = 8, after = \"a\", valid = months(2) }\n"
                         "experience \"x\" { title = \"X\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", trained \"b\", trained \"c\", "
                         "experienced { \"x\", at_least = years(1) } } }\n",
           .hours_per_week = 8);
}

static void test_the_queue_may_be_too_long(void **state) {
    (void)state;
    expect("not possible\n"
           "by 2026-03-11\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 80 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\" } }\n",
           .hours_per_week = 8, .by = "2026-03-10");
}

static void test_or_just_fit(void **state) {
    (void)state;
    expect("possible on 2026-03-11 cost 1 hours 80\n"
           "1 take-course a 2026-01-01..2026-03-11 cost 1 hours 80 for entry/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 80 }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\" } }\n",
           .hours_per_week = 8, .by = "2026-03-11");
}

static void test_a_dearer_course_may_be_in_time(void **state) {
    (void)state;
    expect("possible on 2026-01-07 cost 2 hours 8\n"
           "1 take-course b 2026-01-01..2026-01-07 cost 2 hours 8 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 80 }\n"
                         "course \"b\" { title = \"B\", cost = 2, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" } } }\n",
           .hours_per_week = 8, .by = "2026-03-10");
}

static void test_too_late(void **state) {
    (void)state;
    expect("not possible\n"
           "by 2026-12-31\n",
           .pack =
               BEGIN "experience \"x\" { title = \"X\" }\n"
                     "level \"entry\" { title = \"E\", requires = { experienced { \"x\", at_least = years(1) } } }\n",
           .by = "2026-12-30");
}

static void test_too_dear(void **state) {
    (void)state;
    expect("not possible\n"
           "cost-ceiling cost 10\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"a\" }\n",
           .ceiling = 9);
}

static void test_dear_enough(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 10 hours 8\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 8 for entry/trained:a\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"a\" }\n",
           .ceiling = 10);
}

static void test_what_has_no_price_is_above_every_ceiling(void **state) {
    (void)state;
    expect("not possible\n"
           "cost-ceiling cost 0\n",
           .pack = BEGIN "course \"a\" { title = \"A\", hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"a\" }\n",
           .ceiling = 10);
}

static void test_in_the_mode_that_is_wished_for(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 20 hours 8\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 20 hours 8 for entry/trained:b\n",
           .pack = BEGIN
           "course \"a\" { title = \"A\", cost = 10, hours = 8, mode = \"e-learning\" }\n"
           "course \"b\" { title = \"B\", cost = 20, hours = 8, mode = \"virtual\" }\n"
           "course \"c\" { title = \"C\", cost = 30, hours = 8 }\n"
           "level \"entry\" { title = \"E\", requires = any { trained \"a\", trained \"b\", trained \"c\" } }\n",
           .modes = {"virtual", "day"});
}

static void test_what_states_no_mode_is_to_be_had(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 30 hours 8\n"
           "1 take-course c 2026-01-01..2026-01-01 cost 30 hours 8 for entry/trained:c\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8, mode = \"e-learning\" }\n"
                         "course \"c\" { title = \"C\", cost = 30, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = any { trained \"a\", trained \"c\" } }\n",
           .modes = {"day"});
}

static void test_not_in_that_mode(void **state) {
    (void)state;
    expect("not possible\n"
           "mode trained:a\n"
           "mode assessed:knead\n"
           "mode trained:b\n",
           .pack = BEGIN
           "course \"a\" { title = \"A\", cost = 10, hours = 8, mode = \"e-learning\", teaches = \"knead\" }\n"
           "course \"b\" { title = \"B\", cost = 10, hours = 8, mode = \"day\", after = \"a\" }\n"
           "competency \"knead\" { title = \"K\" }\n"
           "level \"entry\" { title = \"E\", requires = { trained \"a\", assessed { \"knead\", at_least = 1 }, trained "
           "\"b\" } }\n",
           .modes = {"day"});
}

static void test_courses_in_a_circle(void **state) {
    (void)state;
    expect("not possible\n"
           "cycle trained:a\n"
           "cycle trained:c\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8, after = \"b\" }\n"
                         "course \"b\" { title = \"B\", cost = 10, hours = 8, after = \"a\" }\n"
                         "course \"c\" { title = \"C\", cost = 10, hours = 8, after = \"c\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", trained \"c\" } }\n");
}

static void test_round_a_circle(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 90 hours 8\n"
           "1 take-course c 2026-01-01..2026-01-01 cost 90 hours 8 for entry/trained:c\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 10, hours = 8, after = \"b\" }\n"
                         "course \"b\" { title = \"B\", cost = 10, hours = 8, after = \"a\" }\n"
                         "course \"c\" { title = \"C\", cost = 90, hours = 8 }\n"
                         "level \"entry\" { title = \"E\", requires = any { trained \"a\", trained \"c\" } }\n");
}

static void test_a_parameter_that_nobody_set(void **state) {
    (void)state;
    expect("not possible\n"
           "parameter-not-set assessed:knead p\n",
           .pack = BEGIN
           "parameter \"p\" { says = \"S\", of = \"number\" }\n"
           "competency \"knead\" { title = \"K\" }\n"
           "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = param \"p\" } } }\n");
}

static void test_round_a_parameter_that_nobody_set(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 untaught for entry/assessed:knead#2\n",
           .pack = BEGIN "parameter \"p\" { says = \"S\", of = \"number\" }\n"
                         "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = any { assessed { \"knead\", at_least = param "
                         "\"p\" }, assessed { \"knead\", at_least = 2 } } }\n");
}

static void test_a_validity_that_nobody_set(void **state) {
    (void)state;
    expect("not possible\n"
           "parameter-not-set trained:a p\n",
           .pack = BEGIN "parameter \"p\" { says = \"S\", of = \"span\" }\n"
                         "course \"a\" { title = \"A\", cost = 1, hours = 1, valid = param \"p\" }\n"
                         "level \"entry\" { title = \"E\", requires = trained \"a\" }\n");
}

static void test_what_is_forbidden_for_ever(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_MEASURE, .subject = "strikes", .on = "2025-12-01", .value = 1}};
    expect("not possible\n"
           "forbidden recorded:strikes\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "measure \"strikes\" { title = \"S\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", none { recorded { \"strikes\", "
                         "kind = \"measure\", in_date = false } } } }\n",
           FACTS(facts));
}

static void test_what_is_forbidden_for_a_year(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {
        {.kind = WM_KIND_MEASURE, .subject = "strikes", .on = "2025-12-01", .value = 1}};
    expect("possible on 2026-12-02 cost 1 hours 1\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 1 hours 1 for entry/trained:a\n"
           "2 wait recorded:strikes 2026-12-02 for entry/recorded:strikes\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "measure \"strikes\" { title = \"S\" }\n"
                         "level \"entry\" { title = \"E\", requires = { trained \"a\", none { recorded { \"strikes\", "
                         "kind = \"measure\", within = years(1) } } } }\n",
           FACTS(facts));
}

static void test_when_takes_the_branch_that_is_there(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_ROLE, .subject = "lead", .on = "2025-12-01"}};
    expect("possible on 2026-01-01 cost 10 hours 1\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 10 hours 1 for entry/trained:a\n",
           .pack = BEGIN
           "role \"lead\" { title = \"L\" }\n"
           "course \"a\" { title = \"A\", cost = 10, hours = 1 }\n"
           "course \"b\" { title = \"B\", cost = 5, hours = 1 }\n"
           "level \"entry\" { title = \"E\", requires = when { in_role \"lead\", trained \"a\", trained \"b\" } }\n",
           FACTS(facts));
}

static void test_when_takes_the_cheaper_branch(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 1 hours 1\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 1 hours 1 for entry/trained:a\n"
           "2 hold-role lead 2026-01-01..2026-01-01 for entry/in_role:lead\n",
           .pack = BEGIN
           "role \"lead\" { title = \"L\" }\n"
           "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
           "course \"b\" { title = \"B\", cost = 5, hours = 1 }\n"
           "level \"entry\" { title = \"E\", requires = when { in_role \"lead\", trained \"a\", trained \"b\" } }\n");
}

static void test_less_than_so_long_in_a_role(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_ROLE, .subject = "baker", .on = "2025-01-01"}};
    expect("not possible\n"
           "no-way in_role:baker\n",
           .pack = BEGIN "role \"baker\" { title = \"B\" }\n"
                         "level \"entry\" { title = \"E\", requires = in_role { \"baker\", less_than = months(6) } }\n",
           FACTS(facts));
}

static void test_nothing_to_do(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 0 hours 0\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = none { trained \"a\" } }\n");
}

static void test_actions_that_get_in_each_others_way(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 5 hours 1\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 5 hours 1 for entry/trained:b\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 1, hours = 1 }\n"
                         "course \"b\" { title = \"B\", cost = 5, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" }, none { "
                         "trained \"a\" } } }\n");
}

static void test_an_edition_that_begins_later(void **state) {
    (void)state;
    expect("possible on 2026-04-01 cost 1 hours 1\n"
           "1 take-course b 2026-01-01..2026-01-01 cost 1 hours 1 for entry/trained:b\n"
           "2 wait editions 2026-04-01 for entry/editions\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 5, hours = 1 }\n"
                         "course \"b\" { title = \"B\", cost = 1, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", [\"until\"] = \"2026-03-31\", requires = trained \"a\" }\n"
                         "level \"entry\" { title = \"E\", from = \"2026-04-01\", requires = trained \"b\" }\n");
}

static void test_not_yet_in_force(void **state) {
    (void)state;
    expect("possible on 2026-04-01 cost 5 hours 1\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 5 hours 1 for entry/trained:a\n"
           "2 wait editions 2026-04-01 for entry/editions\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 5, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", from = \"2026-04-01\", requires = trained \"a\" }\n");
}

static void test_no_longer_in_force(void **state) {
    (void)state;
    expect("not possible\n"
           "no-way editions\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 5, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", [\"until\"] = \"2025-04-01\", requires = trained \"a\" }\n");
}

static void test_a_newer_score_for_one_that_is_too_low(void **state) {
    (void)state;
    static const struct plan_fact facts[] = {{.kind = WM_KIND_ASSESSMENT,
                                              .subject = "f/knead",
                                              .on = "2025-12-01",
                                              .by = "ada",
                                              .as = "assessor",
                                              .value = 1}};
    expect("possible on 2026-01-01 cost 0 hours 0\n"
           "1 be-assessed f/knead 2026-01-01 untaught for entry/assessed:knead\n",
           .pack = BEGIN "competency \"knead\" { title = \"K\" }\n"
                         "level \"entry\" { title = \"E\", requires = { assessed { \"knead\", at_least = 2 } } }\n",
           FACTS(facts));
}

static void test_levels_that_hold_each_other(void **state) {
    (void)state;
    expect("not possible\n"
           "cycle holds:entry\n",
           .pack = BEGIN "level \"low\" { title = \"L\", requires = { holds \"entry\" } }\n"
                         "level \"entry\" { title = \"E\", requires = { holds \"low\" } }\n");
}

static void test_out_of_steps(void **state) {
    (void)state;
    expect("possible on 2026-01-01 cost 6 hours 2 inexact\n"
           "1 take-course a 2026-01-01..2026-01-01 cost 3 hours 1 for entry/trained:a entry/trained:a#2\n"
           "2 take-course b 2026-01-01..2026-01-01 cost 3 hours 1 for entry/trained:b#2\n",
           .pack = BEGIN "course \"a\" { title = \"A\", cost = 3, hours = 1 }\n"
                         "course \"b\" { title = \"B\", cost = 3, hours = 1 }\n"
                         "course \"c\" { title = \"C\", cost = 3, hours = 1 }\n"
                         "level \"entry\" { title = \"E\", requires = { any { trained \"a\", trained \"b\" }, any { "
                         "trained \"b\", trained \"c\" }, any { trained \"a\", trained \"c\" } } }\n",
           .budget = 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_course),
        cmocka_unit_test(test_what_stands_before_a_course_comes_first),
        cmocka_unit_test(test_but_not_what_was_completed_and_is_in_date),
        cmocka_unit_test(test_an_assessment_comes_after_the_cheapest_course_that_teaches_it),
        cmocka_unit_test(test_and_alone_where_one_was_completed),
        cmocka_unit_test(test_one_course_for_several),
        cmocka_unit_test(test_one_assessment_for_several_levels),
        cmocka_unit_test(test_any_takes_the_cheapest_and_at_least_the_cheapest_two),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_hours_decide_between_equal_costs),
        cmocka_unit_test(test_unknown_prices_rank_above_known_ones),
        cmocka_unit_test(test_enrolled_costs_but_takes_no_hours),
        cmocka_unit_test(test_enrolled_is_not_asked_for_twice),
        cmocka_unit_test(test_experience_is_begun_now),
        cmocka_unit_test(test_or_gone_on_with),
        cmocka_unit_test(test_or_taken_up_again),
        cmocka_unit_test(test_a_role_is_begun_now),
        cmocka_unit_test(test_sessions_at_their_cadence),
        cmocka_unit_test(test_sessions_go_on_from_those_that_were),
        cmocka_unit_test(test_a_session_in_each_month),
        cmocka_unit_test(test_supervision_in_a_role_begins_with_the_role),
        cmocka_unit_test(test_an_appraisal_after_its_course),
        cmocka_unit_test(test_the_other_kinds),
        cmocka_unit_test(test_only_the_evidence_that_is_missing),
        cmocka_unit_test(test_scores_by_two_people),
        cmocka_unit_test(test_an_award_after_what_its_level_asks_for),
        cmocka_unit_test(test_an_award_now_while_its_level_is_met),
        cmocka_unit_test(test_meets_is_what_the_level_asks_for),
        cmocka_unit_test(test_done_late_what_would_lapse_before_the_end),
        cmocka_unit_test(test_renewed_what_lapses_before_the_end),
        cmocka_unit_test(test_nor_the_day_before_it_lapses),
        cmocka_unit_test(test_sooner_rather_than_what_lapses_is_renewed),
        cmocka_unit_test(test_waiting_is_cheaper_than_a_course),
        cmocka_unit_test(test_unless_it_is_wanted_before),
        cmocka_unit_test(test_the_last_day_is_in_time),
        cmocka_unit_test(test_courses_queue_for_the_hours_of_release),
        cmocka_unit_test(test_courses_queue_beside_what_waits),
        cmocka_unit_test(test_late_courses_end_the_queue),
        cmocka_unit_test(test_the_queue_may_be_too_long),
        cmocka_unit_test(test_or_just_fit),
        cmocka_unit_test(test_a_dearer_course_may_be_in_time),
        cmocka_unit_test(test_too_late),
        cmocka_unit_test(test_too_dear),
        cmocka_unit_test(test_dear_enough),
        cmocka_unit_test(test_what_has_no_price_is_above_every_ceiling),
        cmocka_unit_test(test_in_the_mode_that_is_wished_for),
        cmocka_unit_test(test_what_states_no_mode_is_to_be_had),
        cmocka_unit_test(test_not_in_that_mode),
        cmocka_unit_test(test_courses_in_a_circle),
        cmocka_unit_test(test_round_a_circle),
        cmocka_unit_test(test_a_parameter_that_nobody_set),
        cmocka_unit_test(test_round_a_parameter_that_nobody_set),
        cmocka_unit_test(test_a_validity_that_nobody_set),
        cmocka_unit_test(test_what_is_forbidden_for_ever),
        cmocka_unit_test(test_what_is_forbidden_for_a_year),
        cmocka_unit_test(test_when_takes_the_branch_that_is_there),
        cmocka_unit_test(test_when_takes_the_cheaper_branch),
        cmocka_unit_test(test_less_than_so_long_in_a_role),
        cmocka_unit_test(test_nothing_to_do),
        cmocka_unit_test(test_actions_that_get_in_each_others_way),
        cmocka_unit_test(test_an_edition_that_begins_later),
        cmocka_unit_test(test_not_yet_in_force),
        cmocka_unit_test(test_no_longer_in_force),
        cmocka_unit_test(test_a_newer_score_for_one_that_is_too_low),
        cmocka_unit_test(test_levels_that_hold_each_other),
        cmocka_unit_test(test_out_of_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
