// SPDX-License-Identifier: MIT
// Packs that load: see rules.h for how bytes become one, with a person and days to ask about. Refused with a reason and a
// place, or a ruleset; either is the same when it is built once more. Of one that loads each level is decided twice, in
// states that have different things behind them: the same answer, by predicates that took the same fuel and said the
// same; an answer that ends changes on the day after. Nothing is held afterwards.
#include "engine/author/lint.h"
#include "engine/base/log.h"
#include "engine/decide/forecast.h"
#include "engine/decide/standing.h"
#include "engine/lang/predicate.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { DAYS = 2, TEXT_MOST = 4 << 20, AHEAD = 400 };
// A predicate that reads the day is asked about each day of a year: in most inputs somebody loses patience before.
enum { ASKED_MOST = 400, ASKED_MOST_OFTEN = 30, PATIENT_ONCE_IN = 16, WIDE_ONCE_IN = 8 };

// Small limits, so that the fuzzer spends its time on new paths and not on full budgets.
static const struct wm_pack_limits load_limits = {.memory = 1u << 20, .instructions = 100000};
static const struct wm_predicate_limits ask_limits = {.memory = 1u << 20, .fuel = 6000};
static const struct wm_predicate_limits wide_limits = {.memory = 512u << 10, .fuel = 100000}; // memory ends before fuel

static struct share { // of the inputs, those that are packs that load
    uint64_t inputs, loaded;
} all, unspoilt;

static void print_share(const char *which, const struct share *share) {
    fprintf(stderr, "rules: %" PRIu64 " %s, %" PRIu64 " load: %.1f %%\n", share->inputs, which, share->loaded,
            share->inputs > 0 ? 100.0 * (double)share->loaded / (double)share->inputs : 0.0);
}

__attribute__((destructor)) static void print_shares(void) {
    print_share("packs", &all);
    print_share("packs that nothing spoilt", &unspoilt);
}

// A grammar whose packs are refused reaches nothing behind the loader.
bool fuzz_judge(void) {
    print_shares();
    return all.loaded * 100 >= all.inputs * 60 && unspoilt.loaded * 100 >= unspoilt.inputs * 90;
}

// Loading -------------------------------------------------------------------------------------------------------------

struct pack {
    struct wm_ruleset_file files[RULES_FILES];
    struct wm_pack_files held;
    struct wm_ruleset *ruleset; // NULL: `error` says why
    struct wm_error error;
};

static void build(const struct rules_writer *writer, bool reversed, struct pack *pack) {
    *pack = (struct pack){.held = {.files = pack->files}};
    for (int at = 0; at < RULES_FILES; at++) {
        const struct wm_buffer *file = &writer->files[reversed ? RULES_FILES - 1 - at : at];
        if (file->length > 0)
            pack->files[pack->held.count++] =
                (struct wm_ruleset_file){rules_paths[file - writer->files], file->data, file->length};
    }
    struct wm_pack_source source = wm_pack_files_source(&pack->held);
    enum wm_status status = wm_pack_build(&source, "o", &load_limits, &pack->ruleset, &pack->error);
    if (status == WM_OK) {
        wm_require(strlen(pack->ruleset->hash) == 64 && strlen(pack->ruleset->criteria_hash) == 64);
        return;
    }
    wm_require(status == WM_RULES && pack->error.reason[0] != '\0' && pack->error.message[0] != '\0');
    wm_require(pack->error.where[0] != '\0' && wm_utf8_valid(pack->error.message, strlen(pack->error.message)));
}

// Lua seeds its hashes with an address of the stack: called from further down, tables of the same names have another order.
__attribute__((noinline)) static void build_further_down(const struct rules_writer *writer, struct pack *pack) {
    volatile char room[512] = {0};
    build(writer, true, pack);
    room[0] = room[1];
}

static void check_same(const struct pack *one, const struct pack *other) {
    wm_require((one->ruleset == NULL) == (other->ruleset == NULL));
    if (one->ruleset == NULL) {
        wm_require(strcmp(one->error.reason, other->error.reason) == 0);
        wm_require(strcmp(one->error.message, other->error.message) == 0);
        wm_require(strcmp(one->error.where, other->error.where) == 0);
        wm_require(strcmp(one->error.nearest, other->error.nearest) == 0);
    } else {
        wm_require(strcmp(one->ruleset->hash, other->ruleset->hash) == 0);
        wm_require(strcmp(one->ruleset->criteria_hash, other->ruleset->criteria_hash) == 0);
    }
}

static void lint(struct pack *pack, const char *name) {
    struct wm_pack_source source = wm_pack_files_source(&pack->held);
    struct wm_lint_report report;
    struct wm_error error;
    wm_require(wm_lint_run(&source, name, &load_limits, &report, &error) == WM_OK);
    for (uint32_t i = 0; i < report.count; i++) {
        const struct wm_lint_finding *finding = &report.findings[i];
        wm_require(finding->line >= 1 && finding->file[0] != '\0' && finding->suggestion[0] != '\0');
        wm_require(finding->message[0] != '\0' && wm_utf8_valid(finding->message, strlen(finding->message)));
    }
    wm_lint_report_clear(&report);
}

// Deciding ------------------------------------------------------------------------------------------------------------

struct side { // one of two that must say the same
    const struct wm_ruleset *ruleset;
    const struct wm_predicate_limits *limits;
    struct wm_predicates *predicates;
    struct wm_buffer said;
    unsigned patience; // how often predicates may be asked for one decision
    unsigned asked;
};

static enum wm_status ask(void *context, const struct wm_predicate *predicate, const struct wm_portfolio *portfolio,
                          wm_day day, struct wm_predicate_answer *ret_answer, struct wm_error *error) {
    struct side *side = context;
    struct wm_predicate_answer answer;
    if (side->asked++ >= side->patience)
        return wm_error_set(error, WM_BUSY, "deadline", "enough");
    enum wm_status status = wm_predicates_ask(side->predicates, predicate, portfolio, day, &answer, error);
    wm_require(status == WM_OK && wm_utf8_valid(answer.text, strlen(answer.text)));
    wm_require(answer.verdict != WM_VERDICT_UNKNOWN || answer.where[0] != '\0' || answer.parameter != NULL);
    wm_require(answer.next > day);
    wm_buffer_printf(&side->said, "%s %d: %d %d %d %d %" PRIu64 " %s %s\n", predicate->id, day, (int)answer.verdict,
                     (int)answer.reason, answer.read_day, answer.next, answer.fuel, answer.where, answer.text);
    *ret_answer = answer;
    return status;
}

static struct wm_question question_of(struct side *side, const struct wm_level *level,
                                      const struct wm_portfolio *portfolio, wm_day day,
                                      const struct wm_predicate_runner *runner) {
    return (struct wm_question){.ruleset = side->ruleset,
                                .level = level,
                                .portfolio = portfolio,
                                .organisation = side->ruleset->organisation,
                                .person = "p",
                                .person_length = 1,
                                .as_of = day,
                                .runner = runner,
                                .explain = true};
}

static void check_json(const struct wm_buffer *text, size_t from) {
    struct wm_json_reader *reader = NULL;
    struct wm_json value;
    struct wm_error error;
    wm_require(!text->failed && wm_json_reader_new(TEXT_MOST, 64, &reader, &error) == WM_OK);
    wm_require(wm_json_parse_copy(reader, text->data + from, text->length - from, &value, &error) == WM_OK);
    wm_json_reader_free(reader);
}

// False when it was not decided for want of patience.
static bool decide(struct side *side, const struct wm_level *level, const struct wm_portfolio *portfolio, wm_day day,
                   struct wm_arena *arena, struct wm_decision *ret_decision) {
    struct wm_error error;
    struct wm_predicate_runner runner = {side, ask};
    struct wm_question question = question_of(side, level, portfolio, day, &runner);
    side->asked = 0;
    enum wm_status status = wm_decide(&question, arena, ret_decision, &error);
    wm_require(status == WM_OK ? side->asked <= side->patience : status == WM_BUSY && side->asked > side->patience);
    if (status != WM_OK)
        return false;
    size_t from = side->said.length;
    wm_decision_write(&side->said, &question, ret_decision);
    check_json(&side->said, from);
    return true;
}

__attribute__((noinline)) static bool decide_further_down(struct side *side, const struct wm_level *level,
                                                          const struct wm_portfolio *portfolio, wm_day day,
                                                          struct wm_arena *arena, struct wm_decision *ret_decision) {
    volatile char room[512] = {0};
    bool decided = decide(side, level, portfolio, day, arena, ret_decision);
    room[0] = room[1];
    return decided;
}

// What an answer says of the days to come is so.
static void check_until(struct side *side, const struct wm_level *level, const struct wm_portfolio *portfolio,
                        const struct wm_decision *decision, struct wm_arena *arena) {
    struct wm_decision then;
    if (decision->until == WM_DAY_NONE || decision->until >= WM_DAY_LAST)
        return;
    wm_require(decision->until >= decision->as_of);
    if (decide(side, level, portfolio, decision->until, arena, &then))
        wm_require(then.outcome == decision->outcome);
    if (!decision->until_inexact && decide(side, level, portfolio, decision->until + 1, arena, &then))
        wm_require(then.outcome == decision->changes_to && then.outcome != decision->outcome);
}

static void check_verdict(const struct side *side, const struct wm_level *level, const struct wm_portfolio *portfolio,
                          const struct wm_decision *decision) {
    wm_day next;
    if (level->custom || side->ruleset->recognition_count > 0)
        return;
    enum wm_verdict verdict = wm_decide_verdict(level, portfolio, decision->as_of, &next);
    wm_require((verdict == WM_VERDICT_MET) == (decision->outcome == WM_OUTCOME_ELIGIBLE));
    wm_require((verdict == WM_VERDICT_UNKNOWN) == (decision->outcome == WM_OUTCOME_INDETERMINATE));
}

static void begin(struct side *side, struct wm_predicates *predicates) {
    wm_buffer_reset(&side->said);
    side->predicates = predicates;
}

// `one` has been asked all that came before, `other` nothing yet.
static void check_level(struct side *one, struct side *other, const struct wm_level *levels[2],
                        const struct wm_portfolio *portfolio, wm_day day) {
    struct wm_arena arena;
    struct wm_decision decision, again;
    struct wm_predicates *fresh = NULL;
    struct wm_error error;
    wm_require(wm_predicates_new(other->ruleset, other->limits, &fresh, &error) == WM_OK);
    wm_arena_init(&arena, (size_t)64 << 20);
    begin(one, one->predicates);
    begin(other, fresh);
    bool decided = decide(one, levels[0], portfolio, day, &arena, &decision);
    wm_require(decide_further_down(other, levels[1], portfolio, day, &arena, &again) == decided);
    wm_require(one->said.length == other->said.length &&
               memcmp(one->said.data, other->said.data, one->said.length) == 0);
    if (decided) {
        wm_require(strcmp(decision.id, again.id) == 0);
        check_verdict(one, levels[0], portfolio, &decision);
        check_until(one, levels[0], portfolio, &decision, &arena);
    }
    wm_predicates_free(fresh);
    wm_arena_clear(&arena);
}

static void check_standing(struct side *side, const struct wm_portfolio *portfolio, wm_day day) {
    struct wm_arena arena;
    struct wm_error error;
    struct wm_standing standing;
    struct wm_predicate_runner runner = {side, ask};
    struct wm_question question = question_of(side, NULL, portfolio, day, &runner);
    wm_arena_init(&arena, (size_t)64 << 20);
    begin(side, side->predicates);
    side->asked = 0;
    enum wm_status status = wm_standing(&question, NULL, WM_STANDING_LAPSING_DAYS, &arena, &standing, &error);
    wm_require(status == WM_OK || (status == WM_BUSY && side->asked > side->patience));
    if (status == WM_OK) {
        wm_buffer_reset(&side->said);
        wm_standing_write(&side->said, &question, &standing);
        check_json(&side->said, 0);
    }
    wm_arena_clear(&arena);
}

// Each day on which something changes is asked about once more, as a decision.
static void check_forecast(struct side *side, const struct wm_portfolio *portfolio, wm_day day) {
    struct wm_arena arena;
    struct wm_error error;
    struct wm_forecast forecast;
    struct wm_predicate_runner runner = {side, ask};
    struct wm_question question = question_of(side, NULL, portfolio, day, &runner);
    wm_arena_init(&arena, (size_t)64 << 20);
    begin(side, side->predicates);
    side->asked = 0;
    enum wm_status status =
        wm_forecast(&question, day < WM_DAY_LAST - AHEAD ? day + AHEAD : WM_DAY_LAST, &arena, &forecast, &error);
    wm_require(status == WM_OK || (status == WM_BUSY && side->asked > side->patience));
    for (uint32_t i = 0; status == WM_OK && i < forecast.count; i++) {
        const struct wm_forecast_level *level = &forecast.levels[i];
        for (uint32_t k = 0; k < level->count && k < 3 && !level->level->custom; k++) {
            struct wm_decision decision;
            question.level = level->level;
            question.as_of = level->intervals[k].from;
            wm_require(wm_decide(&question, &arena, &decision, &error) == WM_OK);
            wm_require(decision.outcome == level->intervals[k].outcome);
            wm_require(k == 0 || level->intervals[k].cause_count > 0);
        }
    }
    if (status == WM_OK) {
        wm_buffer_reset(&side->said);
        wm_forecast_write(&side->said, &question, &forecast);
        check_json(&side->said, 0);
    }
    wm_arena_clear(&arena);
}

static void check_days(struct rules_writer *writer, struct side *one, struct side *other,
                       const struct wm_portfolio *portfolio) {
    const struct wm_ruleset *rules = one->ruleset, *same = other->ruleset;
    for (int i = 0; i < (one->patience == ASKED_MOST ? 1 : DAYS); i++) {
        wm_day day = rules_day(writer);
        for (uint32_t at = 0; at < rules->level_count; at++)
            check_level(one, other, (const struct wm_level *[]){rules->levels[at], same->levels[at]}, portfolio, day);
        for (uint32_t at = 0; at < rules->assessors_count; at++)
            check_level(one, other,
                        (const struct wm_level *[]){&rules->assessors[at].level, &same->assessors[at].level}, portfolio,
                        day);
        if (i == 0)
            check_standing(one, portfolio, day);
        if (i == 0)
            check_forecast(one, portfolio, day);
    }
}

static void check_answers(struct rules_writer *writer, const struct pack *first, const struct pack *second) {
    struct wm_record records[RULES_RECORDS_MOST];
    unsigned patience = writer->tapes[RULES_PERSON].length % PATIENT_ONCE_IN == 0 ? ASKED_MOST : ASKED_MOST_OFTEN;
    bool wide = patience == ASKED_MOST_OFTEN && writer->tapes[RULES_CUSTOM_1].length % WIDE_ONCE_IN == 0;
    const struct wm_predicate_limits *limits = wide ? &wide_limits : &ask_limits;
    struct side one = {.ruleset = first->ruleset, .limits = limits, .patience = patience};
    struct side other = {.ruleset = second->ruleset, .limits = limits, .patience = patience};
    struct wm_portfolio *portfolio = NULL;
    uint32_t count = 0;
    char warning[200];
    struct wm_error error;
    wm_buffer_init(&one.said, TEXT_MOST);
    wm_buffer_init(&other.said, TEXT_MOST);
    wm_require(rules_person(writer, &portfolio, records, &count, &error) == WM_OK);
    for (uint32_t i = 0; i < count; i++) {
        if (records[i].kind != WM_KIND_AWARD)
            (void)!wm_ruleset_check_record(first->ruleset, &records[i], "record", warning, &error);
    }
    wm_require(wm_predicates_new(first->ruleset, one.limits, &one.predicates, &error) == WM_OK);
    check_days(writer, &one, &other, portfolio);
    wm_predicates_free(one.predicates);
    wm_portfolio_unref(portfolio);
    wm_buffer_clear(&one.said);
    wm_buffer_clear(&other.said);
}

static void count_share(struct share *share, bool loaded) {
    share->inputs++;
    share->loaded += loaded;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct wm_memory_count before = wm_memory_count();
    struct rules_writer writer;
    struct pack first, second;
    wm_log_configure(WM_LOG_ERROR, WM_LOG_TEXT); // that a predicate fails is no news here
    rules_write(&writer, bytes, length);
    build(&writer, false, &first);
    build_further_down(&writer, &second);
    check_same(&first, &second);
    if (length % 2 == 0)
        lint(&first, length % 4 == 0 ? "frameworks/f" : "organisations/o");
    count_share(&all, first.ruleset != NULL);
    if (writer.tapes[RULES_SPOILT].length == 0)
        count_share(&unspoilt, first.ruleset != NULL);
    if (first.ruleset != NULL)
        check_answers(&writer, &first, &second);
    wm_ruleset_unref(first.ruleset);
    wm_ruleset_unref(second.ruleset);
    rules_writer_clear(&writer);
    wm_code_forget_all();
    struct wm_memory_count after = wm_memory_count();
    wm_require(after.blocks == before.blocks && after.bytes == before.bytes);
    wm_require(wm_log_count(WM_LOG_BUG) == 0);
    return 0;
}
