// SPDX-License-Identifier: MIT
#include "tests/e2e/editions.h"

#include "engine/decide/decide.h"
#include "engine/lang/pack.h"

#include <stdio.h>

#define PREDICATES "rules/frameworks/ladder/_heard.lua"
#define FRAMEWORK "rules/frameworks/ladder/framework.lua"
#define ORGANISATION "rules/organisations/north/organisation.lua"
#define WITHOUT_ROOT (sizeof "rules/" - 1)

const char *const editions_levels[EDITIONS_LEVELS] = {"ladder/first", "ladder/second", "ladder/third"};
const char *const editions_broken[EDITIONS_BROKEN] = {"syntax", "unknown-name", "test-failed", "unknown-name"};

static const char predicates[] =
    "heard = custom { id = \"heard\", says = \"Was heard more than once\", function (person)\n"
    "  local count = #person.records(\"assessment\", \"listening\")\n"
    "  return count > 1, (\"heard %d times\"):format(count)\n"
    "end }\n";

// How long first aid counts, how well one must listen, and whether somebody must have been heard.
#define THE_FRAMEWORK(years, score, include, heard)                                                                    \
    "framework \"ladder\" { title = \"A short ladder\", edition = \"1\", scale = \"score\" }\n"                        \
    "scale \"score\" { [0] = \"Absent\", \"Novice\", \"Competent\", \"Expert\" }\n"                                    \
    "domain \"work\" { title = \"Work\" }\n"                                                                           \
    "capacity \"assessor\" { title = \"Assessor\" }\n"                                                                 \
    "competency \"listening\" { title = \"Listening\", domain = \"work\" }\n"                                          \
    "course \"first-aid\" { title = \"First aid\", valid = years(" years ") }\n"                                       \
    "course \"driving\" { title = \"Driving\" }\n"                                                                     \
    "measure \"distance\" { title = \"Distance\" }\n"                                                                  \
    "parameter \"hours\" { suggested = 10, says = \"Hours of driving\" }\n" include                                    \
    "level \"first\" { title = \"First\", rank = 1, requires = all { trained \"first-aid\" } }\n"                      \
    "level \"second\" { title = \"Second\", rank = 2, after = \"first\", requires = all {\n"                           \
    "  meets \"first\", assessed { \"listening\", at_least = " score                                                   \
    ", as = \"assessor\", within = months(12) }" heard " } }\n"                                                        \
    "level \"third\" { title = \"Third\", rank = 3, after = \"second\", requires = all {\n"                            \
    "  meets \"second\", measured { \"distance\", at_least = param \"hours\" } } }\n"
#define THE_ORGANISATION(adopts) "organisation \"north\" { title = \"North\" }\n" adopts "\n"
#define PLAINLY "adopt \"ladder\" {}"
#define WITH_HOURS "adopt \"ladder\" { parameters = { hours = 20 } }"
#define WITH_DRIVING "adopt \"ladder\" { levels = { first = { also = trained \"ladder/driving\" } } }"
#define PLAIN_FRAMEWORK THE_FRAMEWORK("3", "2", "", "")

static const struct edition {
    const char *framework, *organisation;
} all[EDITIONS] = {
    {PLAIN_FRAMEWORK, THE_ORGANISATION(PLAINLY)},
    {PLAIN_FRAMEWORK, THE_ORGANISATION(WITH_DRIVING)},
    {THE_FRAMEWORK("1", "2", "", ""), THE_ORGANISATION(WITH_HOURS)},
    {THE_FRAMEWORK("1", "3", "", ""), THE_ORGANISATION(PLAINLY)},
    {THE_FRAMEWORK("3", "2", "include \"_heard\"\n", ", heard"), THE_ORGANISATION(PLAINLY)},
    {THE_FRAMEWORK("2", "1", "include \"_heard\"\n", ", heard"), THE_ORGANISATION(WITH_DRIVING)},
};

#define NOBODY_FAILS                                                                                                   \
    "test \"nobody is anything\" { as_of = \"2026-01-01\", level = \"ladder/first\", person = {}, expect = eligible }"

static const struct edition broken[EDITIONS_BROKEN] = {
    {"framework \"ladder\" {\n", THE_ORGANISATION(PLAINLY)},                       // copied by half
    {PLAIN_FRAMEWORK, THE_ORGANISATION("adopt \"laddder\" {}")},                   // misspelt
    {PLAIN_FRAMEWORK, THE_ORGANISATION(PLAINLY "\n" NOBODY_FAILS)},                // its own tests say so
    {THE_FRAMEWORK("3", "2", "", ", meets \"zeroth\""), THE_ORGANISATION(PLAINLY)} // good, but for one name
};

static struct wm_ruleset_file file_of(const char *path, const char *text) {
    return (struct wm_ruleset_file){path + WITHOUT_ROOT, text, strlen(text)};
}

static void build(struct editions *editions, size_t edition) {
    struct wm_error error;
    const struct wm_ruleset_file files[] = {file_of(PREDICATES, predicates), file_of(FRAMEWORK, all[edition].framework),
                                            file_of(ORGANISATION, all[edition].organisation)};
    struct wm_pack_files held = {files, sizeof files / sizeof files[0]};
    struct wm_pack_source source = wm_pack_files_source(&held);
    wm_test_ok(wm_pack_build(&source, "north", NULL, &editions->rulesets[edition], &error), &error);
    if (editions->rulesets[edition]->custom)
        wm_test_ok(wm_predicates_new(editions->rulesets[edition], &(struct wm_predicate_limits){.memory = 0},
                                     &editions->predicates[edition], &error),
                   &error);
}

void editions_build(struct editions *editions) {
    *editions = (struct editions){.rulesets = {NULL}};
    wm_arena_init(&editions->arena, (size_t)64 << 20);
    for (size_t i = 0; i < EDITIONS; i++)
        build(editions, i);
}

void editions_clear(struct editions *editions) {
    for (size_t i = 0; i < EDITIONS; i++) {
        wm_predicates_free(editions->predicates[i]);
        wm_ruleset_unref(editions->rulesets[i]);
    }
    wm_arena_clear(&editions->arena);
}

static void put(struct daemon *daemon, const struct edition *edition) {
    daemon_write(daemon, PREDICATES, predicates);
    daemon_write(daemon, FRAMEWORK, edition->framework);
    daemon_write(daemon, ORGANISATION, edition->organisation);
}

void editions_write(struct daemon *daemon, size_t edition) {
    put(daemon, &all[edition]);
}

void editions_write_broken(struct daemon *daemon, size_t which) {
    put(daemon, &broken[which]);
}

size_t editions_find(const struct editions *editions, const char *hash, size_t length) {
    size_t edition = 0;
    while (edition < EDITIONS && (length != sizeof editions->rulesets[edition]->hash - 1 ||
                                  memcmp(editions->rulesets[edition]->hash, hash, length) != 0))
        edition++;
    return edition;
}

void editions_answer(struct editions *editions, const struct editions_question *asked,
                     const struct wm_portfolio *portfolio, struct wm_buffer *answer) {
    struct wm_error error;
    struct wm_decision decision;
    struct wm_predicate_runner runner;
    const char *level = editions_levels[asked->level];
    struct wm_question question = {.ruleset = editions->rulesets[asked->edition],
                                   .portfolio = portfolio,
                                   .organisation = "north",
                                   .person = asked->person,
                                   .person_length = strlen(asked->person),
                                   .as_of = wm_day_of(2026, 9, 1),
                                   .explain = asked->explain};
    if (editions->predicates[asked->edition] != NULL) {
        runner = wm_predicates_runner(editions->predicates[asked->edition]);
        question.runner = &runner;
    }
    wm_test_ok(wm_ruleset_find_level(question.ruleset, level, strlen(level), &question.level, &error), &error);
    wm_test_ok(wm_decide(&question, &editions->arena, &decision, &error), &error);
    wm_buffer_reset(answer);
    wm_decision_write(answer, &question, &decision);
    assert_false(answer->failed);
    wm_arena_reset(&editions->arena);
}
