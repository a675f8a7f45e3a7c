// SPDX-License-Identifier: MIT
// What diff claims, held against the engine: the packs that ship with one criterion changed, and frameworks whose courses,
// scales and qualifications differ, against made-up people. Where it says that a level is tightened nobody may come higher,
// where it says loosened nobody lower. tests/property does the same with generated rules.
#include "engine/author/diff_order.h"

#include "engine/author/all_levels.h"
#include "engine/author/meeting.h"
#include "engine/author/mutate_levels.h"
#include "engine/decide/decide.h"
#include "engine/lang/pack.h"
#include "tests/support/test.h"
#include "tests/unit/portfolio/generate.h"

#include <stdio.h>

enum { PEOPLE = 48 };

static struct wm_error error;
static wm_day as_of;
static struct wm_portfolio *people[PEOPLE];
static uint32_t people_count;
static uint32_t tightened, loosened, changed;

// People --------------------------------------------------------------------------------------------------------------

static void add(struct wm_portfolio_builder *builder, int64_t seq, const struct wm_record *record) {
    if (record->kind == WM_KIND_AWARD)
        wm_test_ok(wm_portfolio_builder_award(builder, seq, record->subject.data, record->subject.length, record->on,
                                              record->until, &error),
                   &error);
    else
        wm_test_ok(wm_portfolio_builder_add(builder, seq, record, &error), &error);
}

// A little other than the record of somebody who just meets the level: earlier, higher, lower, or not there.
static bool disturb(struct generator *generator, struct wm_record *record) {
    if (generate_chance(generator, 10))
        return false;
    if (generate_chance(generator, 30))
        record->on -= (wm_day)generate_below(generator, 900);
    if (record->has_value && record->kind == WM_KIND_ASSESSMENT && generate_chance(generator, 30))
        record->value = WM_NUMBER_ONE * (wm_number)generate_below(generator, 6);
    return true;
}

static void make_person(struct generator *generator, const struct wm_level *level) {
    struct wm_portfolio_builder *builder;
    struct wm_meeting meeting;
    struct wm_arena arena;
    int64_t seq = 0;
    wm_arena_init(&arena, (size_t)64 << 20);
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    wm_test_ok(wm_meeting_make(&arena, level, as_of, NULL, &meeting, &error), &error);
    for (const struct wm_least_record *fact = meeting.least.first; fact != NULL; fact = fact->next) {
        struct wm_record record = fact->record;
        if (disturb(generator, &record))
            add(builder, ++seq, &record);
    }
    wm_test_ok(wm_portfolio_builder_finish(builder, &people[people_count++], &error), &error);
    wm_portfolio_builder_free(builder);
    wm_arena_clear(&arena);
}

static void make_people(const struct wm_ruleset *ruleset) {
    struct generator generator = {11};
    for (uint32_t i = 0; i < PEOPLE; i++)
        make_person(&generator, ruleset->levels[i % ruleset->level_count]);
}

static void forget_people(void) {
    for (uint32_t i = 0; i < people_count; i++)
        wm_portfolio_unref(people[i]);
    people_count = 0;
}

// Claims --------------------------------------------------------------------------------------------------------------

static int height(const struct wm_level *level, const struct wm_portfolio *person) {
    wm_day next;
    enum wm_verdict verdict = wm_decide_verdict(level, person, as_of, &next);
    return verdict == WM_VERDICT_MET ? 2 : verdict == WM_VERDICT_UNKNOWN ? 1 : 0;
}

static void compare(struct wm_diff_order *order, const struct wm_level *before, const struct wm_level *after) {
    bool tighter = wm_diff_below(order, after->requires, before->requires);
    bool looser = wm_diff_below(order, before->requires, after->requires);
    tightened += tighter && !looser ? 1 : 0;
    loosened += looser && !tighter ? 1 : 0;
    changed += !tighter && !looser ? 1 : 0;
    for (uint32_t i = 0; i < people_count && (tighter || looser); i++) {
        int was = height(before, people[i]), is = height(after, people[i]);
        if ((tighter && is > was) || (looser && is < was))
            fail_msg("%s is said to be %s, and person %u goes from %d to %d", before->full,
                     tighter && looser ? "the same"
                     : tighter         ? "tightened"
                                       : "loosened",
                     i, was, is);
    }
}

// The packs that ship ---------------------------------------------------------------------------------------------------

static void change(struct wm_diff_order *order, struct wm_arena *arena, const struct wm_ruleset *ruleset,
                   const struct wm_level *level, const struct wm_criterion *criterion) {
    for (uint32_t way = 0; way < wm_change_ways(criterion); way++) {
        bool no_memory = false;
        struct wm_mutate_target target = wm_mutate_target_of(level, criterion, way);
        const struct wm_level *const *levels = wm_mutate_levels(arena, ruleset, &target, &no_memory);
        assert_false(no_memory);
        for (uint32_t i = 0; levels != NULL && i < wm_all_levels_count(ruleset); i++) {
            const struct wm_level *before = wm_all_levels_at(ruleset, i);
            if (before->requires != levels[i]->requires)
                compare(order, before, levels[i]);
        }
    }
    for (uint32_t i = 0; i < criterion->child_count; i++)
        change(order, arena, ruleset, level, criterion->children[i]);
}

static void check(struct wm_ruleset *ruleset) {
    struct wm_diff_order order;
    struct wm_arena arena;
    tightened = loosened = changed = 0;
    wm_arena_init(&arena, (size_t)1 << 30);
    wm_diff_order_init(&order, &arena, ruleset, ruleset);
    make_people(ruleset);
    for (uint32_t i = 0; i < wm_all_levels_count(ruleset); i++)
        change(&order, &arena, ruleset, wm_all_levels_at(ruleset, i), wm_all_levels_at(ruleset, i)->requires);
    print_message("tightened %u, loosened %u, changed %u\n", tightened, loosened, changed);
    assert_true(tightened > 50 && loosened > 50);
    forget_people();
    wm_arena_clear(&arena);
    wm_ruleset_unref(ruleset);
}

static void test_packs_that_ship(void **state) {
    (void)state;
    as_of = wm_day_of(2026, 9, 1);
    static const char root[] = WM_TEST_SOURCES "/rules";
    const char *const roots[] = {root};
    struct wm_pack_folders *folders;
    struct wm_ruleset *ruleset = NULL;
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_ok(wm_pack_build_framework(&source, "somerset-social-prescribing", NULL, 0, NULL, &ruleset, &error),
               &error);
    check(ruleset);
    wm_test_ok(wm_pack_build(&source, "northside", NULL, &ruleset, &error), &error);
    check(ruleset);
    wm_pack_folders_close(folders);
}

// What criteria rest on -------------------------------------------------------------------------------------------------

// A framework of one level each way, with what it rests on said otherwise.
static const char *const bases[] = {
    "scale \"skill\" { [0] = \"No\", \"Some\", \"Good\" } course \"t\" { title = \"T\", valid = months(9) }\n"
    "qualification \"q\" { title = \"Q\", rqf = 3 }\n",
    "scale \"skill\" { [0] = \"No\", \"Some\", \"Good\", \"Best\" } course \"t\" { title = \"T\", valid = months(3) }\n"
    "qualification \"q\" { title = \"Q\", rqf = 2 }\n",
    "scale \"skill\" { [0] = \"No\", \"Some\", \"Good\" } course \"t\" { title = \"T\" } qualification \"q\" { title = "
    "\"Q\" }\n",
    "scale \"skill\" { [0] = \"No\", \"Some\", \"Good\" } parameter \"p\" { of = \"span\", says = \"P\" }\n"
    "course \"t\" { title = \"T\", valid = param \"p\" } qualification \"q\" { title = \"Q\", rqf = 4 }\n",
};
static const char levels_text[] =
    "competency \"c\" { title = \"C\" }\n"
    "level \"a\" { title = \"A\", requires = assessed { \"c\", at_least = 1 } }\n"
    "level \"b\" { title = \"B\", requires = assessed { \"c\", at_least = 1, using = \"best\" } }\n"
    "level \"d\" { title = \"D\", requires = assessed { \"c\", at_least = 2, using = \"best\", within = months(6) } }\n"
    "level \"e\" { title = \"E\", requires = trained \"t\" }\n"
    "level \"f\" { title = \"F\", requires = trained { \"t\", in_date = false } }\n"
    "level \"g\" { title = \"G\", requires = none { trained \"t\" } }\n"
    "level \"h\" { title = \"H\", requires = qualified { \"q\", at_least = 3 } }\n"
    "level \"i\" { title = \"I\", requires = qualified \"q\" }\n"
    "level \"j\" { title = \"J\", requires = { trained \"t\", any { qualified { \"q\", at_least = 2 }, meets \"b\" } } "
    "}\n";

static struct wm_ruleset *build(const char *base, const char *levels) {
    char text[4000];
    struct wm_ruleset *ruleset = NULL;
    snprintf(text, sizeof text, "framework \"x\" { title = \"X\", scale = \"skill\" }\n%s%s", base, levels);
    const struct wm_ruleset_file files[] = {{"frameworks/x/framework.lua", text, strlen(text)}};
    struct wm_pack_files pack = {files, 1};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    wm_test_ok(wm_pack_build_framework(&source, "x", NULL, 0, NULL, &ruleset, &error), &error);
    return ruleset;
}

static struct wm_text text_of(const char *text) {
    return (struct wm_text){text, strlen(text)};
}

static void make_few_records(struct generator *generator) {
    struct wm_portfolio_builder *builder;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (int64_t seq = 1, count = 1 + generate_below(generator, 5); seq <= count; seq++) {
        struct wm_record record = {.on = as_of - (wm_day)generate_below(generator, 400), .until = WM_DAY_NONE};
        switch (generate_below(generator, 4)) {
        case 0:
            record.kind = WM_KIND_ASSESSMENT;
            record.subject = text_of("x/c");
            record.as = text_of("manager");
            record.by = text_of("m");
            record.has_value = true;
            record.value = WM_NUMBER_ONE * (wm_number)generate_below(generator, 4);
            break;
        case 1:
            record.kind = WM_KIND_TRAINING;
            record.subject = text_of("t");
            record.outcome = text_of("completed");
            break;
        case 2:
            record.kind = WM_KIND_AWARD;
            record.subject = text_of("x/l");
            record.until =
                generate_chance(generator, 50) ? record.on + (wm_day)generate_below(generator, 200) : WM_DAY_NONE;
            break;
        default:
            record.kind = WM_KIND_QUALIFICATION;
            record.subject = text_of("q");
            record.has_value = generate_chance(generator, 30);
            record.value = record.has_value ? WM_NUMBER_ONE * (wm_number)generate_below(generator, 6) : 0;
        }
        add(builder, seq, &record);
    }
    wm_test_ok(wm_portfolio_builder_finish(builder, &people[people_count++], &error), &error);
    wm_portfolio_builder_free(builder);
}

static void compare_all(const struct wm_ruleset *before, const struct wm_ruleset *after) {
    struct wm_diff_order order;
    struct wm_arena arena;
    wm_arena_init(&arena, (size_t)64 << 20);
    wm_diff_order_init(&order, &arena, before, after);
    for (uint32_t i = 0; i < before->level_count; i++) {
        const char *name = before->levels[i]->full; // gates come last: it may stand elsewhere
        compare(&order, before->levels[i], wm_ruleset_level(after, name, strlen(name)));
    }
    wm_arena_clear(&arena);
}

static void test_what_criteria_rest_on(void **state) {
    (void)state;
    as_of = wm_day_of(2026, 9, 1);
    enum { BASES = sizeof bases / sizeof *bases };
    struct wm_ruleset *rulesets[BASES];
    struct generator generator = {5};
    tightened = loosened = changed = 0;
    for (int i = 0; i < BASES; i++)
        rulesets[i] = build(bases[i], levels_text);
    for (int round = 0; round < 8; round++) {
        while (people_count < PEOPLE)
            make_few_records(&generator);
        for (int i = 0; i < BASES; i++) {
            for (int k = 0; k < BASES; k++)
                compare_all(rulesets[i], rulesets[k]);
        }
        forget_people();
    }
    assert_true(tightened > 50 && loosened > 50 && changed > 50);
    for (int i = 0; i < BASES; i++)
        wm_ruleset_unref(rulesets[i]);
}

// One level said in many ways, each held against each -------------------------------------------------------------------

#define C1 "assessed { \"c\", at_least = 1 }"
#define M "competency \"c\" { title = \"C\" }\nlevel \"m\" { title = \"M\", requires = meets \"l\" }\n"
#define L(kind, more, asked) kind " \"l\" { title = \"L\"" more ", requires = " asked " }\n"
#define FROM(day) ", from = \"" day "\""
#define SPARES(day) ", grandfather = \"" day "\""
#define UNTIL(day) ", [\"until\"] = \"" day "\""

static const char *const ways[] = {
    // Whoever looks at fewer records may no longer see the one that is off the scale.
    L("level", "", "assessed { \"c\", at_least = 1, using = \"best\" }") M,
    L("level", "", "assessed { \"c\", at_least = 1, using = \"best\", within = months(6) }") M,
    L("level", "", C1) M,
    L("gate", "", C1) M,
    // Days of editions, and of those who may stay: in each of them one day is another.
    L("level", "", C1) L("level", FROM("2026-04-01"), "{ " C1 ", trained \"t\" }") M,
    L("level", "", C1) L("level", FROM("2026-06-01"), "{ " C1 ", trained \"t\" }") M,
    L("level", "", C1) L("level", FROM("2026-04-01") UNTIL("2026-07-31"), "{ " C1 ", trained \"t\" }") M,
    L("level", "", C1) L("level", FROM("2026-04-01") SPARES("2026-07-31"), "{ " C1 ", trained \"t\" }") M,
    L("level", "", C1) L("level", FROM("2026-04-01") SPARES("2026-12-31"), "{ " C1 ", trained \"t\" }") M,
    L("level", "", C1) L("level", FROM("2026-06-01") SPARES("2026-12-31"), "{ " C1 ", trained \"t\" }") M,
    L("gate", "", C1) L("gate", FROM("2026-04-01") SPARES("2026-12-31"), "{ " C1 ", trained \"t\" }") M,
    // Nothing is in force before.
    L("level", FROM("2026-04-01"), C1) M,
    L("level", FROM("2026-06-01"), C1) M,
    // The same days, and what the earlier edition asks for is more.
    L("level", "", "assessed { \"c\", at_least = 2 }")
        L("level", FROM("2026-04-01") SPARES("2026-12-31"), "{ " C1 ", trained \"t\" }") M,
};

static void test_levels_said_in_many_ways(void **state) {
    (void)state;
    enum { WAYS = sizeof ways / sizeof *ways };
    static const int days[][3] = {{2026, 3, 15}, {2026, 5, 1}, {2026, 7, 1}, {2026, 9, 1}, {2027, 1, 15}};
    struct wm_ruleset *rulesets[WAYS];
    struct generator generator = {17};
    tightened = loosened = changed = 0;
    for (int i = 0; i < WAYS; i++)
        rulesets[i] = build(bases[0], ways[i]);
    for (int round = 0; round < 10; round++) {
        as_of = wm_day_of(2026, 9, 1);
        while (people_count < PEOPLE)
            make_few_records(&generator);
        for (size_t day = 0; day < sizeof days / sizeof *days; day++) {
            as_of = wm_day_of(days[day][0], days[day][1], days[day][2]);
            for (int i = 0; i < WAYS; i++) {
                for (int k = 0; k < WAYS; k++)
                    compare_all(rulesets[i], rulesets[k]);
            }
        }
        forget_people();
    }
    assert_true(tightened > 0 && loosened > 0 && changed > 0);
    for (int i = 0; i < WAYS; i++)
        wm_ruleset_unref(rulesets[i]);
}

WM_TEST_MAIN(cmocka_unit_test(test_packs_that_ship), cmocka_unit_test(test_what_criteria_rest_on),
             cmocka_unit_test(test_levels_said_in_many_ways))
