// SPDX-License-Identifier: MIT
// labels: threads
// Preview against asking everybody everything, for many edits of one pack and many made-up people.
#include "engine/author/preview.h"

#include "engine/lang/pack.h"
#include "engine/lang/predicate.h"
#include "tests/support/test.h"
#include "tests/unit/portfolio/generate.h"

#include <stdio.h>

enum { PEOPLE = 400, PIECES = 7, MOVES_MOST = 16 * PEOPLE };

static const char organisation[] = "organisation \"o\" { title = \"O\" }\n"
                                   "adopt \"x\" { parameters = { often = 2 } }\n"
                                   "recognise { \"elsewhere/first\", as = \"x/basic\" }\n";
static const char predicate[] = "enough = custom { id = \"enough\", says = \"enough of everything\",\n"
                                "  function(person) return person.count(\"training\", \"t\") >= 2 end }\n";
static const char framework[] =
    "framework \"x\" { title = \"X\", scale = \"skill\" }\n"
    "scale \"skill\" { [0] = \"No\", \"Some\", \"Good\", \"More\" }\n"
    "competency \"c\" { title = \"C\" } competency \"d\" { title = \"D\" }\n"
    "course \"t\" { title = \"T\", valid = months(9) } course \"u\" { title = \"U\" }\n"
    "supervision \"s\" { title = \"S\" } method \"watched\" { title = \"W\" }\n"
    "parameter \"often\" { suggested = 2, says = \"Often\" }\n"
    "parameter \"vague\" { suggested = 3, says = \"Vague\" }\n"
    "level \"far\" { title = \"F\", rank = 5, requires = { trained \"t\", assessed { \"d\", at_least = param \"vague\" "
    "} } }\n"
    "parameter \"open\" { default = 1, says = \"Open\" }\n"
    "level \"basic\" { title = \"B\", rank = 1, requires = { trained \"t\" } }\n"
    "level \"able\" { title = \"A\", rank = 2, requires = { meets \"basic\", assessed { \"c\", at_least = 2 } } }\n"
    "level \"deep\" { title = \"D\", rank = 3, requires = { meets \"able\", any { trained \"u\",\n"
    "  assessed { \"d\", at_least = param \"open\", within = months(6) } } } }\n"
    "level \"apart\" { title = \"P\", rank = 4, requires = { supervised { \"s\", every = weeks(6), over = months(3) } "
    "} }\n";

static const struct edit {
    const char *from, *to;
    const char *unmoved; // a level that the edit cannot move
} edits[] = {
    {"at_least = 2 }", "at_least = 3 }", "x/basic"},        // tightened, and what meets it
    {"at_least = 2 }", "at_least = 1 }", "x/apart"},        // loosened
    {"valid = months(9)", "valid = months(4)", "x/apart"},  // how long
    {"valid = months(9)", "valid = months(30)", "x/apart"}, //
    {"default = 1", "suggested = 1", "x/able"},             // and nobody set it
    {"suggested = 3", "default = 3", "x/deep"},             // the source says so after all
    {"within = months(6)", "within = months(2)", "x/able"}, //
    {"every = weeks(6)", "every = weeks(5)", "x/deep"},     //
    {"level \"apart\"", "level \"afar\"", "x/deep"},        // one goes, one comes
    {"\"Good\", \"More\"", "\"Good\"", "x/apart"},          // scores off the scale
    {"requires = { trained \"t\" }", "requires = { trained \"u\" }", "x/apart"},
    {"\"elsewhere/first\"", "\"elsewhere/second\"", NULL}, // recognised otherwise
    {"often = 2 }", "often = 2, open = 3 }", "x/able"},
    {">= 2", ">= 1", "x/basic"}, // the predicate
    {">= 2", ">= nil", "x/basic"},
    {"at_least = 2 }", "at_least = 3 }", "x/trusted"},
    {"title = \"A\"", "title = \"Able\"", "x/able"}, // nothing at all
};

static struct wm_error error;
static wm_day as_of;
static struct wm_portfolio *people[PEOPLE];

// --- rules ---

static char *replaced(const char *text, const struct edit *edit) {
    const char *at = edit != NULL ? strstr(text, edit->from) : NULL;
    struct wm_buffer made;
    wm_buffer_init(&made, 1 << 16);
    wm_buffer_add(&made, text, at != NULL ? (size_t)(at - text) : strlen(text));
    if (at != NULL) {
        wm_buffer_text(&made, edit->to);
        wm_buffer_text(&made, at + strlen(edit->from));
    }
    char *result = wm_buffer_steal(&made);
    assert_non_null(result);
    return result;
}

static struct wm_ruleset *build(const struct edit *edit) {
    char *texts[] = {replaced(framework, edit), replaced(predicate, edit), replaced(organisation, edit)};
    const struct wm_ruleset_file files[] = {
        {"frameworks/x/framework.lua", texts[0], strlen(texts[0])},
        {"frameworks/x/_trusted.lua", texts[1], strlen(texts[1])},
        {"organisations/o/organisation.lua", texts[2], strlen(texts[2])},
    };
    struct wm_pack_files pack = {files, 3};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    struct wm_pack_limits limits = {.memory = 0};
    struct wm_ruleset *ruleset = NULL;
    wm_test_ok(wm_pack_build(&source, "o", &limits, &ruleset, &error), &error);
    for (size_t i = 0; i < 3; i++)
        wm_free(texts[i]);
    return ruleset;
}

// --- people ---

static void add(struct wm_portfolio_builder *builder, int64_t seq, enum wm_kind kind, const char *subject, wm_day on,
                const char *outcome, int64_t value) {
    struct wm_record record = {.kind = kind,
                               .subject = {subject, strlen(subject)},
                               .outcome = {outcome, strlen(outcome)},
                               .on = on,
                               .until = WM_DAY_NONE,
                               .has_value = value >= 0,
                               .value = value * WM_NUMBER_ONE,
                               .by = {"p", 1},
                               .as = {"manager", 7},
                               .method = {"watched", 7}};
    wm_test_ok(wm_portfolio_builder_add(builder, seq, &record, &error), &error);
}

static struct wm_portfolio *make_person(struct generator *generator) {
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *person = NULL;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    int64_t seq = 1;
    for (uint32_t count = generate_below(generator, 4); count > 0; count--)
        add(builder, seq++, WM_KIND_TRAINING, generate_one_of(generator, "t", "t", "u"),
            as_of - (wm_day)generate_below(generator, 400), "completed", -1);
    for (uint32_t count = generate_below(generator, 4); count > 0; count--)
        add(builder, seq++, WM_KIND_ASSESSMENT, generate_one_of(generator, "x/c", "x/c", "x/d"),
            as_of - (wm_day)generate_below(generator, 300), "", (int64_t)generate_below(generator, 4));
    if (generate_chance(generator, 20)) {
        const char *level = generate_one_of(generator, "elsewhere/first", "elsewhere/second");
        wm_test_ok(wm_portfolio_builder_award(builder, seq++, level, strlen(level), as_of - 100, WM_DAY_NONE, &error),
                   &error);
    }
    uint32_t step = 25 + generate_below(generator, 25);
    for (uint32_t i = 0; generate_chance(generator, 97) && i < 12; i++)
        add(builder, seq++, WM_KIND_SUPERVISION, "s", as_of - (wm_day)(i * step), "", -1);
    wm_test_ok(wm_portfolio_builder_finish(builder, &person, &error), &error);
    wm_portfolio_builder_free(builder);
    return person;
}

static int setup(void **state) {
    (void)state;
    struct generator generator = {2026};
    as_of = wm_day_of(2026, 9, 1);
    for (size_t i = 0; i < PEOPLE; i++)
        people[i] = make_person(&generator);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    for (size_t i = 0; i < PEOPLE; i++)
        wm_portfolio_unref(people[i]);
    return 0;
}

static enum wm_status read_people(void *context, unsigned thread, uint32_t piece,
                                  bool (*each)(void *, const char *, size_t, const struct wm_portfolio *),
                                  void *each_context, struct wm_error *ret_error) {
    (void)thread;
    const uint32_t *failing = context;
    if (failing != NULL && *failing == piece)
        return wm_error_set(ret_error, WM_STORE, "io", "the disk is broken");
    for (size_t i = piece; i < PEOPLE; i += PIECES) {
        char id[16];
        snprintf(id, sizeof id, "p-%zu", i);
        if (!each(each_context, id, strlen(id), people[i]))
            break;
    }
    return WM_OK;
}

// --- what preview says ---

struct kept {
    uint32_t person;
    struct wm_moved moved;
    char cause[120];
    bool met;
};

struct heard {
    struct kept moves[MOVES_MOST];
    size_t count;
    uint64_t progress;
    _Atomic(bool) cancel;
};

static void on_moved(void *context, const struct wm_moved *moved) {
    struct heard *heard = context;
    struct kept *kept = &heard->moves[heard->count++];
    *kept = (struct kept){.moved = *moved};
    assert_int_equal(sscanf(moved->person, "p-%u", &kept->person), 1);
    if (moved->cause_id != NULL)
        snprintf(kept->cause, sizeof kept->cause, "%s", moved->cause_id);
}

static void on_progress(void *context, uint64_t count) {
    struct heard *heard = context;
    heard->progress = count;
}

static struct wm_preview *preview(struct wm_ruleset *before, struct wm_ruleset *after, unsigned threads,
                                  struct heard *heard) {
    const struct wm_preview_people source = {.pieces = PIECES, .read = read_people};
    const struct wm_preview_form form = {.before = before,
                                         .after = after,
                                         .as_of = as_of,
                                         .organisation = "o",
                                         .threads = threads,
                                         .cancel = &heard->cancel,
                                         .moved = on_moved,
                                         .progress = on_progress,
                                         .context = heard};
    struct wm_preview *made = NULL;
    heard->count = 0;
    wm_test_ok(wm_preview_run(&form, &source, &made, &error), &error);
    return made;
}

// --- what asking says ---

static enum wm_outcome ask(struct wm_ruleset *ruleset, struct wm_predicates *predicates, const struct wm_level *level,
                           uint32_t person, wm_day day, struct wm_arena *arena, struct wm_decision *ret_decision) {
    *ret_decision = (struct wm_decision){.outcome = WM_OUTCOME_NOT_ELIGIBLE, .until = WM_DAY_NONE};
    if (level == NULL)
        return WM_OUTCOME_NOT_ELIGIBLE;
    struct wm_predicate_runner runner = wm_predicates_runner(predicates);
    struct wm_question question = {.ruleset = ruleset,
                                   .level = level,
                                   .portfolio = people[person],
                                   .organisation = "o",
                                   .person = "p",
                                   .person_length = 1,
                                   .as_of = day,
                                   .runner = &runner};
    wm_test_ok(wm_decide(&question, arena, ret_decision, &error), &error);
    return ret_decision->outcome;
}

static enum wm_move expected_move(const struct wm_preview_level *level, const struct wm_decision *before,
                                  const struct wm_decision *after) {
    enum wm_outcome from = before->outcome, to = after->outcome;
    bool whole = level->before != NULL && level->after != NULL;
    if (from == to && from == WM_OUTCOME_ELIGIBLE && before->until != after->until)
        return after->until == WM_DAY_NONE || (before->until != WM_DAY_NONE && after->until > before->until)
                   ? WM_MOVE_LATER
                   : WM_MOVE_SOONER;
    if (from == to)
        return WM_MOVE_COUNT;
    if (to == WM_OUTCOME_ELIGIBLE)
        return WM_MOVE_GAINS;
    if (from == WM_OUTCOME_ELIGIBLE && to == WM_OUTCOME_NOT_ELIGIBLE)
        return WM_MOVE_LOSES;
    if (!whole)
        return WM_MOVE_COUNT;
    return to == WM_OUTCOME_INDETERMINATE ? WM_MOVE_DOUBTED : WM_MOVE_SETTLED;
}

static struct kept *find_move(struct heard *heard, uint32_t person, const char *level) {
    for (size_t i = 0; i < heard->count; i++) {
        struct kept *kept = &heard->moves[i];
        if (kept->person == person && strcmp(kept->moved.level->full, level) == 0 && !kept->met) {
            kept->met = true;
            return kept;
        }
    }
    return NULL;
}

static bool is_in_the_way(const struct wm_decision *decision, const char *id) {
    for (uint32_t i = 0; i < decision->unmet_count; i++) {
        if (strcmp(decision->unmet[i].id, id) == 0)
            return true;
    }
    for (uint32_t i = 0; i < decision->unknown_count; i++) {
        if (strcmp(decision->unknown[i].id, id) == 0)
            return true;
    }
    return false;
}

static void check_cause(const struct kept *kept, struct wm_ruleset *before, struct wm_predicates *predicates_before,
                        struct wm_ruleset *after, struct wm_predicates *predicates_after, struct wm_arena *arena) {
    const struct wm_moved *moved = &kept->moved;
    if (moved->level->before == NULL || moved->level->after == NULL) {
        assert_string_equal(kept->cause, "");
        return;
    }
    struct wm_decision decision;
    wm_day day = moved->move == WM_MOVE_SOONER  ? moved->until_after + 1
                 : moved->move == WM_MOVE_LATER ? moved->until_before + 1
                                                : as_of;
    bool now = moved->move != WM_MOVE_GAINS && moved->move != WM_MOVE_LATER;
    assert_int_equal(moved->cause_now, now);
    if (now)
        (void)ask(after, predicates_after, moved->level->after, kept->person, day, arena, &decision);
    else
        (void)ask(before, predicates_before, moved->level->before, kept->person, day, arena, &decision);
    assert_true(is_in_the_way(&decision, kept->cause));
}

static void check_counts(const struct wm_preview *made, const uint64_t expected[WM_MOVE_COUNT]) {
    for (size_t i = 0; i < WM_MOVE_COUNT; i++) {
        uint64_t by_level = 0, by_cause = 0;
        for (uint32_t k = 0; k < made->level_count; k++)
            by_level += made->levels[k].moves[i];
        for (uint32_t k = 0; k < made->cause_count; k++)
            by_cause += made->causes[k]->moves[i];
        assert_int_equal(made->moves[i], expected[i]);
        assert_int_equal(by_level, expected[i]);
        assert_true(by_cause <= expected[i]); // a level that came or went is nobody's fault
    }
}

static void check(const struct edit *edit, unsigned threads, uint64_t moves[WM_MOVE_COUNT]) {
    static struct heard heard;
    struct wm_ruleset *before = build(NULL), *after = build(edit);
    struct wm_predicates *predicates_before = NULL, *predicates_after = NULL;
    wm_test_ok(wm_predicates_new(before, NULL, &predicates_before, &error), &error);
    wm_test_ok(wm_predicates_new(after, NULL, &predicates_after, &error), &error);
    struct wm_preview *made = preview(before, after, threads, &heard);
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 24);
    uint64_t expected[WM_MOVE_COUNT] = {0};
    uint64_t moved_people = 0;
    for (uint32_t person = 0; person < PEOPLE; person++) {
        bool any = false;
        for (uint32_t i = 0; i < made->level_count; i++) {
            const struct wm_preview_level *level = &made->levels[i];
            struct wm_decision from, to;
            wm_arena_reset(&arena);
            (void)ask(before, predicates_before, level->before, person, as_of, &arena, &from);
            (void)ask(after, predicates_after, level->after, person, as_of, &arena, &to);
            enum wm_move move = expected_move(level, &from, &to);
            struct kept *kept = find_move(&heard, person, level->full);
            if ((kept != NULL ? kept->moved.move : WM_MOVE_COUNT) != move)
                fail_msg("%s: p-%u, %s: %s for %s", edit->to, person, level->full,
                         kept != NULL ? wm_move_name(kept->moved.move) : "nothing",
                         move != WM_MOVE_COUNT ? wm_move_name(move) : "nothing");
            if (kept == NULL)
                continue;
            any = true;
            expected[move]++;
            assert_int_equal(kept->moved.before, from.outcome);
            assert_int_equal(kept->moved.after, to.outcome);
            if (to.outcome == WM_OUTCOME_ELIGIBLE)
                assert_int_equal(kept->moved.until_after, to.until);
            check_cause(kept, before, predicates_before, after, predicates_after, &arena);
        }
        moved_people += any;
    }
    for (size_t i = 0; i < heard.count; i++)
        assert_true(heard.moves[i].met); // nothing more than there is
    assert_int_equal(made->people, PEOPLE);
    assert_int_equal(made->moved_people, moved_people);
    check_counts(made, expected);
    for (size_t i = 0; i < WM_MOVE_COUNT; i++)
        moves[i] += expected[i];
    for (uint32_t i = 0; i < made->level_count; i++) {
        if (edit->unmoved != NULL && strcmp(made->levels[i].full, edit->unmoved) == 0)
            assert_true(made->levels[i].same);
    }
    wm_arena_clear(&arena);
    wm_preview_free(made);
    wm_predicates_free(predicates_before);
    wm_predicates_free(predicates_after);
    wm_ruleset_unref(before);
    wm_ruleset_unref(after);
}

static void test_agrees_with_asking_each(void **state) {
    (void)state;
    uint64_t moves[WM_MOVE_COUNT] = {0};
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++)
        check(&edits[i], 1 + (unsigned)i % 3, moves);
    for (size_t i = 0; i < WM_MOVE_COUNT; i++) {
        if (moves[i] == 0)
            fail_msg("no edit makes anybody one who %s", wm_move_name((enum wm_move)i));
    }
}

static void test_the_same_rules_move_nobody(void **state) {
    (void)state;
    static struct heard heard;
    struct wm_ruleset *before = build(NULL), *after = build(NULL);
    struct wm_preview *made = preview(before, after, 2, &heard);
    assert_int_equal(made->people, PEOPLE);
    assert_int_equal(made->moved_people, 0);
    assert_int_equal(made->cause_count, 0);
    assert_int_equal(heard.count, 0);
    assert_true(heard.progress > 0 && heard.progress <= PEOPLE);
    wm_preview_free(made);
    wm_preview_free(NULL);
    wm_ruleset_unref(before);
    wm_ruleset_unref(after);
}

static void test_cancelled_or_failed(void **state) {
    (void)state;
    static struct heard heard;
    struct wm_ruleset *before = build(NULL), *after = build(&edits[0]);
    uint32_t failing = 3;
    struct wm_preview_people source = {.pieces = PIECES, .read = read_people, .context = &failing};
    struct wm_preview_form form = {.before = before, .after = after, .as_of = as_of, .organisation = "o", .threads = 2};
    struct wm_preview *made = NULL;
    wm_test_fails(wm_preview_run(&form, &source, &made, &error), &error, WM_STORE, "io");
    source.context = NULL;
    atomic_store(&heard.cancel, true);
    form.cancel = &heard.cancel;
    wm_test_fails(wm_preview_run(&form, &source, &made, &error), &error, WM_BUSY, "cancelled");
    atomic_store(&heard.cancel, false);
    assert_null(made);
    wm_ruleset_unref(before);
    wm_ruleset_unref(after);
}

struct both {
    struct wm_ruleset *before, *after;
};

static enum wm_status run_once(void *context, struct wm_error *ret_error) {
    const struct both *both = context;
    const struct wm_preview_people source = {.pieces = PIECES, .read = read_people};
    const struct wm_preview_form form = {
        .before = both->before, .after = both->after, .as_of = as_of, .organisation = "o", .threads = 1};
    struct wm_preview *made = NULL;
    enum wm_status status = wm_preview_run(&form, &source, &made, ret_error);
    wm_preview_free(made);
    return status;
}

static void test_memory_may_run_out(void **state) {
    (void)state;
    struct both both = {build(NULL), build(&edits[0])};
    wm_test_some_allocations(run_once, &both, 97);
    wm_ruleset_unref(both.before);
    wm_ruleset_unref(both.after);
}

#define WITH_PEOPLE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(WITH_PEOPLE(test_agrees_with_asking_each), WITH_PEOPLE(test_the_same_rules_move_nobody),
             WITH_PEOPLE(test_cancelled_or_failed), WITH_PEOPLE(test_memory_may_run_out))
