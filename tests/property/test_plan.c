// SPDX-License-Identifier: MIT
// Plans of generated packs and people: what a plan says holds once it is recorded; nothing that is tried is better; and the
// order in which a pack declares things does not matter.
//
//     property_plan [--seed S] [--cases N] [--case N]
#include "engine/lang/pack.h"
#include "tests/property/plan_brute.h"
#include "tests/property/plan_holds.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASES = 100 };

static uint64_t seed = 1, first = 0, cases = CASES;

struct run {
    struct plan_case *made;
    struct wm_buffer text;
    struct wm_ruleset *ruleset;
    struct wm_portfolio *portfolio;
    struct wm_question question;
    struct wm_plan_wish wish;
    struct wm_arena arena;
    struct wm_plan plan;
};

static void build(struct run *run, bool shuffled) {
    struct wm_error error;
    struct wm_ruleset_file file = {.path = "frameworks/f/framework.lua"};
    struct wm_pack_files held = {.files = &file, .count = 1};
    struct wm_pack_source source = wm_pack_files_source(&held);
    wm_buffer_init(&run->text, (size_t)1 << 16);
    plan_case_text(run->made, shuffled, &run->text);
    file.bytes = run->text.data;
    file.length = run->text.length;
    enum wm_status status = wm_pack_build_framework(&source, "f", NULL, 0, NULL, &run->ruleset, &error);
    if (status != WM_OK)
        fail_msg("%s\n%s", error.message, run->text.data);
}

static struct wm_portfolio *pack(const struct plan_case *made) {
    struct wm_error error;
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    int64_t seq = 0;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (uint32_t i = 0; i < made->fact_count; i++)
        plan_add(builder, ++seq, &made->facts[i]);
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return portfolio;
}

static void begin(struct run *run, struct plan_case *made, bool shuffled) {
    struct wm_error error;
    *run = (struct run){.made = made, .wish = {.level_count = 1, .by = WM_DAY_NONE}};
    build(run, shuffled);
    run->portfolio = pack(made);
    wm_arena_init(&run->arena, (size_t)64 << 20);
    run->question = (struct wm_question){.ruleset = run->ruleset,
                                         .portfolio = run->portfolio,
                                         .organisation = "o",
                                         .person = "p",
                                         .person_length = 1,
                                         .as_of = plan_case_today};
    run->wish.levels[0] = wm_ruleset_level(run->ruleset, "f/entry", 7);
    run->wish.by = made->by;
    run->wish.hours_per_week = made->hours_per_week * WM_NUMBER_ONE;
    wm_test_ok(wm_plan(&run->question, &run->wish, &run->arena, &run->plan, &error), &error);
}

static void end(struct run *run) {
    wm_arena_clear(&run->arena);
    wm_portfolio_unref(run->portfolio);
    wm_ruleset_unref(run->ruleset);
    wm_buffer_clear(&run->text);
}

static void tell(const struct run *run, struct wm_buffer *text) {
    struct wm_buffer written;
    wm_buffer_init(&written, (size_t)1 << 20);
    wm_plan_write(&written, &run->question, &run->wish, &run->plan);
    assert_false(written.failed);
    char *rules = strstr(written.data, "\"rules\":"); // the one thing that differs, and rightly
    wm_buffer_add(text, written.data, rules != NULL ? (size_t)(rules - written.data) : written.length);
    wm_buffer_clear(&written);
}

static void tell_person(const struct plan_case *made, struct wm_buffer *text) {
    for (uint32_t i = 0; i < made->fact_count; i++) {
        const struct wm_record *fact = &made->facts[i];
        char on[11], value[32];
        wm_day_format(fact->on, on);
        wm_number_format(fact->value, value);
        wm_buffer_printf(text, "%s %.*s %s %s\n", wm_kind_name(fact->kind), (int)fact->subject.length,
                         fact->subject.data, on, value);
    }
    char by[11] = "whenever";
    if (made->by != WM_DAY_NONE)
        wm_day_format(made->by, by);
    wm_buffer_printf(text, "hours a week: %d, by %s\n", made->hours_per_week, by);
}

static void report(struct run *run, uint64_t number, const char *why) {
    struct wm_buffer text;
    wm_buffer_init(&text, (size_t)1 << 20);
    wm_buffer_printf(&text, "seed %d case %d: %s\n%s", (int)seed, (int)number, why, run->text.data);
    tell_person(run->made, &text);
    tell(run, &text);
    printf("%s\n", text.data); // a message would be cut
    fail_msg("%s", why);
}

// 1. What it says holds.
static void check_holds(struct run *run, uint64_t number) {
    struct wm_question question = run->question;
    question.level = run->wish.levels[0];
    if (!plan_holds(&question, &run->plan, &run->arena))
        report(run, number, "it does not hold when it is recorded");
}

static struct brute_price price_of(const struct wm_plan *plan) {
    return (struct brute_price){.unpriced = plan->unpriced,
                                .cost = plan->cost / WM_NUMBER_ONE,
                                .untimed = plan->untimed,
                                .hours = plan->hours / WM_NUMBER_ONE,
                                .finish = plan->finish};
}

// 2. Nothing that is tried is better.
static void check_best(struct run *run, uint64_t number) {
    struct brute_price price = price_of(&run->plan);
    struct brute brute = {.made = run->made,
                          .question = &run->question,
                          .low = wm_ruleset_level(run->ruleset, "f/low", 5),
                          .entry = run->wish.levels[0],
                          .below = run->plan.possible ? &price : NULL,
                          .by = run->made->by != WM_DAY_NONE ? run->made->by : plan_case_today + 500};
    brute_search(&brute);
    if (!brute.found)
        return;
    char why[800];
    snprintf(why, sizeof why, "%s: cost %d+%d, hours %d+%d: %s",
             run->plan.possible ? "this is better" : "there is a plan", (int)brute.price.cost,
             (int)brute.price.unpriced, (int)brute.price.hours, (int)brute.price.untimed, brute.what);
    report(run, number, why);
}

// 3. The order of declarations does not matter.
static void check_order(struct run *run, uint64_t number) {
    struct run other;
    struct wm_buffer text, other_text;
    wm_buffer_init(&text, (size_t)1 << 20);
    wm_buffer_init(&other_text, (size_t)1 << 20);
    begin(&other, run->made, true);
    tell(run, &text);
    tell(&other, &other_text);
    if (strcmp(text.data, other_text.data) != 0) {
        printf("%s\n%s\n", other.text.data, other_text.data);
        report(run, number, "another order of declarations, another plan");
    }
    end(&other);
    wm_buffer_clear(&text);
    wm_buffer_clear(&other_text);
}

static void test_generated(void **state) {
    (void)state;
    static struct plan_case made;
    uint64_t possible = 0, busy = 0, waits = 0;
    for (uint64_t i = first; i < first + cases; i++) {
        struct run run;
        plan_case_make(&made, seed * 1000003 + i);
        begin(&run, &made, false);
        if (!run.plan.exact)
            report(&run, i, "so small a case was not looked at completely");
        if (run.plan.possible)
            check_holds(&run, i);
        check_best(&run, i);
        check_order(&run, i);
        possible += run.plan.possible ? 1 : 0;
        busy += run.plan.action_count > 1 ? 1 : 0;
        waits += run.plan.possible && run.plan.finish > plan_case_today ? 1 : 0;
        end(&run);
    }
    printf("%d cases: %d possible, %d with several actions, %d that take time\n", (int)cases, (int)possible, (int)busy,
           (int)waits);
    bool varied = possible * 2 > cases && possible < cases && busy * 3 > cases && waits * 8 > cases;
    if (cases >= CASES && !varied)
        fail_msg("the cases are too easy");
}

// The packs that ship -----------------------------------------------------------------------------------------------

// Somebody who has some of what the framework declares.
static struct wm_portfolio *somebody(const struct wm_framework *framework, struct plan_case *random) {
    struct wm_error error;
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    static const enum wm_declared declared[] = {WM_DECLARED_COURSE, WM_DECLARED_COMPETENCY, WM_DECLARED_ITEM,
                                                WM_DECLARED_ROLE, WM_DECLARED_EXPERIENCE};
    static const enum wm_kind kinds[] = {WM_KIND_TRAINING, WM_KIND_ASSESSMENT, WM_KIND_SIGNOFF, WM_KIND_ROLE,
                                         WM_KIND_EXPERIENCE};
    int64_t seq = 0;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        for (uint32_t i = 0; i < framework->declaration_counts[declared[k]]; i++) {
            const struct wm_declaration *about = &framework->declarations[declared[k]][i];
            const char *code = wm_code_text(about->code);
            struct wm_record record = {.kind = kinds[k],
                                       .subject = {code, strlen(code)},
                                       .on = plan_case_today - (wm_day)plan_case_random(random, 900),
                                       .until = WM_DAY_NONE,
                                       .by = {"ada", 3},
                                       .as = {"assessor", 8}};
            if (plan_case_random(random, 2) == 0)
                continue;
            record.outcome = kinds[k] == WM_KIND_TRAINING ? (struct wm_text){"completed", 9} : record.outcome;
            record.has_value = about->scale != NULL;
            if (record.has_value)
                record.value = about->scale->points[plan_case_random(random, about->scale->count)].value;
            plan_add(builder, ++seq, &record);
        }
    }
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return portfolio;
}

// The plan for a level of somebody; it holds once it is recorded.
static void check_shipped(const struct wm_ruleset *ruleset, const struct wm_level *level,
                          const struct wm_portfolio *portfolio, bool tell_time, int64_t *longest) {
    struct wm_error error;
    struct wm_arena arena;
    struct wm_plan plan;
    struct wm_plan_wish wish = {.levels = {level}, .level_count = 1, .by = WM_DAY_NONE};
    struct wm_question question = {.ruleset = ruleset,
                                   .portfolio = portfolio,
                                   .organisation = "o",
                                   .person = "p",
                                   .person_length = 1,
                                   .as_of = plan_case_today};
    wm_arena_init(&arena, (size_t)64 << 20);
    int64_t began = wm_processor_time();
    wm_test_ok(wm_plan(&question, &wish, &arena, &plan, &error), &error);
    int64_t took = wm_processor_time() - began;
    *longest = took > *longest ? took : *longest;
    if (tell_time)
        printf("%-55s %8.1f ms  %s, %u actions, %u in the way\n", level->full, (double)took / 1e6,
               plan.possible ? "possible" : "not possible", plan.action_count, plan.blocked_count);
    if (!plan.exact)
        fail_msg("%s: not looked at completely", level->full);
    question.level = level;
    if (plan.possible && !plan_holds(&question, &plan, &arena))
        fail_msg("%s: it does not hold when it is recorded", level->full);
    assert_true(plan.possible || plan.blocked_count > 0);
    wm_arena_clear(&arena);
}

static void check_pack(const struct wm_pack_source *source, const char *id) {
    struct wm_error error;
    struct wm_ruleset *ruleset;
    static struct plan_case random;
    int64_t longest = 0;
    wm_test_ok(wm_pack_build_framework(source, id, NULL, 0, NULL, &ruleset, &error), &error);
    random.random = seed;
    struct wm_portfolio *nobody = pack(&(struct plan_case){.fact_count = 0});
    for (uint32_t i = 0; i < ruleset->level_count; i++) {
        check_shipped(ruleset, ruleset->levels[i], nobody, true, &longest);
        for (int k = 0; k < 3; k++) {
            struct wm_portfolio *person = somebody(ruleset->levels[i]->framework, &random);
            check_shipped(ruleset, ruleset->levels[i], person, false, &longest);
            wm_portfolio_unref(person);
        }
    }
    printf("%s: the longest took %.1f ms\n", id, (double)longest / 1e6);
    wm_portfolio_unref(nobody);
    wm_ruleset_unref(ruleset);
}

static void test_shipped(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_pack_folders *folders;
    const char *const roots[] = {WM_TEST_SOURCES "/rules"};
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    static const char *const packs[] = {"somerset-social-prescribing", "nhse-care-coordinator", "hee-care-navigation",
                                        "sel-care-navigator", "arrs-roles"};
    for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++)
        check_pack(&source, packs[i]);
    wm_pack_folders_close(folders);
}

static uint64_t number_of(const char *text) {
    uint64_t number = 0;
    for (; *text >= '0' && *text <= '9'; text++)
        number = 10 * number + (uint64_t)(*text - '0');
    return number;
}

int main(int count, char **words) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_generated), cmocka_unit_test(test_shipped)};
    for (int i = 1; i + 1 < count; i += 2) {
        if (strcmp(words[i], "--seed") == 0)
            seed = number_of(words[i + 1]);
        else if (strcmp(words[i], "--cases") == 0)
            cases = number_of(words[i + 1]);
        else if (strcmp(words[i], "--case") == 0)
            first = number_of(words[i + 1]);
    }
    if (first > 0 && cases == CASES)
        cases = 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
