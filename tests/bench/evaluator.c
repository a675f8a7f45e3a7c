// SPDX-License-Identifier: MIT
// The evaluator alone, in process, not cached, against the same rule written by hand in Lua over tables.
//
//   bench_evaluator RULES BY_HAND [PEOPLE]
//
// Both answer the same question about the same people, drawn uniformly; every pair of answers is compared first.
#include "engine/decide/decide.h"
#include "engine/lang/pack.h"
#include "tests/bench/measure.h"
#include "tests/bench/population.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 5 };

struct bench {
    struct wm_ruleset *ruleset;
    const struct wm_level *level;
    struct wm_portfolio **people;
    char (*ids)[24];
    uint32_t count;
    wm_day today;
    lua_State *lua; // the registry's index 1.. hold the people; global `decide` the rule
};

static void require_ok(enum wm_status status, const struct wm_error *error) {
    if (status != WM_OK) {
        measure_fail("%s (%s %s)", error->message, error->reason, error->where);
    }
}

static struct wm_portfolio *pack_person(const struct population_person *person) {
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder;
    require_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (uint32_t i = 0; i < POPULATION_RECORDS; i++) {
        require_ok(wm_portfolio_builder_add(builder, (int64_t)i + 1, &person->records[i], &error), &error);
    }
    struct wm_portfolio *portfolio;
    require_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return portfolio;
}

// Leaves {signed, trained, scores, supervisions, appraisal} on the Lua stack.
static void push_tables(lua_State *lua, const struct population_person *person) {
    static const char *const names[] = {"signed", "trained", "scores", "supervisions", "appraisal"};
    lua_newtable(lua);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_newtable(lua);
        lua_setfield(lua, -2, names[i]);
    }
    lua_Integer sessions = 0;
    for (uint32_t i = 0; i < POPULATION_RECORDS; i++) {
        const struct wm_record *record = &person->records[i];
        const char *subject = record->subject.data;
        if (record->kind == WM_KIND_SIGNOFF) {
            lua_getfield(lua, -1, "signed");
            lua_pushinteger(lua, record->on);
            lua_setfield(lua, -2, subject);
        } else if (record->kind == WM_KIND_SUPERVISION) {
            lua_getfield(lua, -1, "supervisions");
            lua_pushinteger(lua, record->on);
            lua_rawseti(lua, -2, ++sessions);
        } else {
            bool assessed = record->kind == WM_KIND_ASSESSMENT;
            lua_getfield(lua, -1, assessed ? "scores" : record->kind == WM_KIND_TRAINING ? "trained" : "appraisal");
            if (record->kind != WM_KIND_APPRAISAL) {
                lua_createtable(lua, 3, 0);
            }
            lua_pushinteger(lua, record->on);
            lua_rawseti(lua, -2, 1);
            if (record->kind == WM_KIND_APPRAISAL) {
                lua_pushboolean(lua, record->outcome.length == strlen("recommended"));
            } else {
                lua_pushinteger(lua, assessed ? record->value / WM_NUMBER_ONE : record->until);
            }
            lua_rawseti(lua, -2, 2);
            if (record->kind != WM_KIND_APPRAISAL) {
                lua_pushlstring(lua, record->as.data != NULL ? record->as.data : "", record->as.length);
                lua_rawseti(lua, -2, 3);
                lua_setfield(lua, -2, assessed ? subject + strlen("bench/") : subject);
            }
        }
        lua_pop(lua, 1);
    }
}

static void prepare_lua(struct bench *bench, const char *by_hand) {
    bench->lua = luaL_newstate();
    if (bench->lua == NULL) {
        measure_fail("no memory for Lua");
    }
    luaL_openlibs(bench->lua);
    if (luaL_dofile(bench->lua, by_hand) != LUA_OK) {
        measure_fail("%s", lua_tostring(bench->lua, -1));
    }
    lua_setglobal(bench->lua, "decide");
    // The loop itself runs in Lua, so that no call from C is on its account.
    static const char loop[] = "local decide, people = decide, people\n"
                               "return function(first, count, day, two_years_ago, year_ago, months)\n"
                               "  local eligible = 0\n"
                               "  local total = #people\n"
                               "  local at = first\n"
                               "  for n = 1, count do\n"
                               "    at = (at * 1664525 + 1013904223) & 0xFFFFFFFF\n"
                               "    if decide(people[(at >> 8) % total + 1], day, two_years_ago, year_ago, months)\n"
                               "    then eligible = eligible + 1 end\n"
                               "  end\n"
                               "  return eligible\n"
                               "end\n";
    lua_newtable(bench->lua);
    for (uint32_t i = 0; i < bench->count; i++) {
        struct population_person person;
        population_make(i, &person);
        push_tables(bench->lua, &person);
        lua_rawseti(bench->lua, -2, (lua_Integer)i + 1);
    }
    lua_setglobal(bench->lua, "people");
    if (luaL_dostring(bench->lua, loop) != LUA_OK) {
        measure_fail("%s", lua_tostring(bench->lua, -1));
    }
    lua_setglobal(bench->lua, "ask_many");
}

static lua_Integer ask_lua(struct bench *bench, uint32_t first, uint32_t count) {
    lua_State *lua = bench->lua;
    lua_getglobal(lua, "ask_many");
    lua_pushinteger(lua, first);
    lua_pushinteger(lua, count);
    lua_pushinteger(lua, bench->today);
    lua_pushinteger(lua, wm_day_add_months(bench->today, -24));
    lua_pushinteger(lua, wm_day_add_months(bench->today, -12));
    lua_createtable(lua, 3, 0);
    wm_day this_month = bench->today - 14; // the 15th less 14 days
    for (int m = 1; m <= 3; m++) {
        lua_createtable(lua, 2, 0);
        lua_pushinteger(lua, wm_day_add_months(this_month, -m));
        lua_rawseti(lua, -2, 1);
        lua_pushinteger(lua, wm_day_add_months(this_month, 1 - m) - 1);
        lua_rawseti(lua, -2, 2);
        lua_rawseti(lua, -2, m);
    }
    if (lua_pcall(lua, 6, 1, 0) != LUA_OK) {
        measure_fail("%s", lua_tostring(lua, -1));
    }
    lua_Integer eligible = lua_tointeger(lua, -1);
    lua_pop(lua, 1);
    return eligible;
}

static lua_Integer ask_waymark(struct bench *bench, uint32_t first, uint32_t count, bool whole) {
    struct wm_error error = {0};
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    lua_Integer eligible = 0;
    uint32_t at = first;
    for (uint32_t n = 0; n < count; n++) {
        at = at * 1664525u + 1013904223u;
        uint32_t person = (at >> 8) % bench->count;
        if (whole) {
            struct wm_question question = {.ruleset = bench->ruleset,
                                           .level = bench->level,
                                           .portfolio = bench->people[person],
                                           .organisation = "bench",
                                           .person = bench->ids[person],
                                           .person_length = strlen(bench->ids[person]),
                                           .as_of = bench->today};
            struct wm_decision decision;
            require_ok(wm_decide(&question, &arena, &decision, &error), &error);
            eligible += decision.outcome == WM_OUTCOME_ELIGIBLE;
            wm_arena_reset(&arena);
        } else {
            wm_day next;
            eligible += wm_decide_verdict(bench->level, bench->people[person], bench->today, &next) == WM_VERDICT_MET;
        }
    }
    wm_arena_clear(&arena);
    return eligible;
}

static void prepare(struct bench *bench, const char *rules, const char *by_hand, uint32_t count) {
    struct wm_error error = {0};
    struct wm_pack_folders *folders;
    require_ok(wm_digest_start(&error), &error);
    require_ok(wm_pack_folders_open(&rules, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    require_ok(wm_pack_build(&source, "bench", NULL, &bench->ruleset, &error), &error);
    wm_pack_folders_close(folders);
    static const char level[] = "bench/established";
    require_ok(wm_ruleset_find_level(bench->ruleset, level, strlen(level), &bench->level, &error), &error);
    bench->count = count;
    bench->today = wm_day_of(2024, 6, 15);
    bench->people = wm_alloc_zero(count, sizeof *bench->people);
    bench->ids = wm_alloc_zero(count, sizeof *bench->ids);
    if (bench->people == NULL || bench->ids == NULL) {
        measure_fail("out of memory");
    }
    size_t bytes = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct population_person person;
        population_make(i, &person);
        memcpy(bench->ids[i], person.id, sizeof person.id);
        bench->people[i] = pack_person(&person);
        bytes += bench->people[i]->size;
    }
    prepare_lua(bench, by_hand);
    measure_row("memory of one person's portfolio (60 records)", (double)bytes / count, "bytes",
                (double)lua_gc(bench->lua, LUA_GCCOUNT) * 1024.0 / (double)bytes, "as much in Lua tables");
}

static double microseconds(int64_t from, uint32_t count) {
    return (double)(measure_now() - from) / 1000.0 / count;
}

static int compare_doubles(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: bench_evaluator RULES BY_HAND [PEOPLE]\n");
        return 2;
    }
    struct bench bench = {0};
    prepare(&bench, argv[1], argv[2], argc > 3 ? measure_count(argv[3]) : 10000);
    uint32_t asked = 200000;
    lua_Integer expected = ask_lua(&bench, 1, asked);
    lua_Integer whole = ask_waymark(&bench, 1, asked, true), verdicts = ask_waymark(&bench, 1, asked, false);
    if (whole != expected || verdicts != expected) {
        measure_fail("the answers differ: by hand %lld, decide %lld, verdict %lld", (long long)expected,
                     (long long)whole, (long long)verdicts);
    }
    double times[3][ROUNDS]; // by hand, decision, verdict: taken in turn, so that all see the same machine
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t first = (uint32_t)round * 977u;
        int64_t from = measure_now();
        ask_lua(&bench, first, asked);
        times[0][round] = microseconds(from, asked);
        from = measure_now();
        ask_waymark(&bench, first, asked, true);
        times[1][round] = microseconds(from, asked);
        from = measure_now();
        ask_waymark(&bench, first, asked, false);
        times[2][round] = microseconds(from, asked);
    }
    for (int kind = 0; kind < 3; kind++) {
        qsort(times[kind], ROUNDS, sizeof times[kind][0], compare_doubles);
    }
    double by_hand = times[0][ROUNDS / 2];
    measure_row("the rule by hand in Lua over tables, no horizon", by_hand, "us", 0, NULL);
    measure_row("its verdict and next day (wm_decide_verdict)", times[2][ROUNDS / 2], "us",
                by_hand / times[2][ROUNDS / 2], "faster than by hand");
    measure_row("the whole decision with horizon, reasons, id", times[1][ROUNDS / 2], "us",
                by_hand / times[1][ROUNDS / 2], "faster than by hand");
    printf("  (%lld of %u questions eligible; medians of %d rounds)\n", (long long)expected, asked, ROUNDS);
    for (uint32_t i = 0; i < bench.count; i++) {
        wm_portfolio_unref(bench.people[i]);
    }
    wm_free(bench.people);
    wm_free(bench.ids);
    wm_ruleset_unref(bench.ruleset);
    lua_close(bench.lua);
    return 0;
}
