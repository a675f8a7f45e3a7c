// SPDX-License-Identifier: MIT
// Criteria, levels and portfolios from compact initialisers, and answers as one line of text.
//
//     struct build *build = build_new();
//     const struct wm_criterion *leaf = build_leaf(build, WM_VERB_TRAINED, QUERY(.kind = WM_KIND_TRAINING, …));
//     const struct fact facts[] = {{TRAINING, "care", "2026-01-10", .outcome = "completed"}, …};
//
// Everything goes with build_free; only for tests, so running out of memory ends them.
#pragma once

#include "engine/decide/decide.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define QUERY(...) ((struct wm_query){.in_date = true, __VA_ARGS__})
#define CODES(...)                                                                                                     \
    { (const wm_code[]){__VA_ARGS__}, COUNT(((const wm_code[]){__VA_ARGS__})) }
#define ONE(number) ((number)*WM_NUMBER_ONE)
#define VALUE(number) .has_value = true, .value = ONE(number)
#define AT_LEAST(number) .has_at_least = true, .at_least = ONE(number)
#define WITHIN(number, unit_of) .has_within = true, .within = {number, WM_SPAN_##unit_of}
#define SPAN(number, unit_of)                                                                                          \
    { number, WM_SPAN_##unit_of }

struct fact { // seqs are given from 1, in order; hypothetical ones count on from the real ones
    enum wm_kind kind;
    const char *subject, *on, *until, *outcome, *by, *as, *method;
    bool has_value;
    wm_number value;
};

enum { BUILD_PORTFOLIOS = 64, BUILD_LEVELS = 64 };

struct build {
    struct wm_arena arena;     // of what is built
    struct wm_arena answers;   // of decisions
    struct wm_ruleset ruleset; // never sealed: levels and the hash only
    struct wm_framework framework;
    struct wm_level *levels[BUILD_LEVELS];
    struct wm_portfolio *portfolios[BUILD_PORTFOLIOS];
    uint32_t portfolio_count, leaf_count;
    char text[4096]; // the last answer
};

static inline wm_code code(const char *text) {
    wm_code code = wm_code_intern(text, strlen(text));
    assert_int_not_equal(code, WM_CODE_NONE);
    return code;
}

static inline wm_day day_of(const char *text) {
    wm_day day = WM_DAY_NONE;
    struct wm_error error = {0};
    if (text != NULL)
        wm_test_ok(wm_day_parse(text, strlen(text), &day, &error), &error);
    return day;
}

static inline struct build *build_new(void) {
    struct wm_error error = {0};
    wm_test_ok(wm_digest_start(&error), &error);
    struct build *build = wm_alloc_zero(1, sizeof *build);
    assert_non_null(build);
    wm_arena_init(&build->arena, (size_t)64 << 20);
    wm_arena_init(&build->answers, (size_t)64 << 20);
    build->framework = (struct wm_framework){.id = "frame", .title = "Frame"};
    build->ruleset.organisation = "northside";
    build->ruleset.levels = build->levels;
    build->ruleset.frameworks = &build->framework;
    build->ruleset.framework_count = 1;
    memset(build->ruleset.hash, 'a', 64);
    return build;
}

static inline void build_free(struct build *build) {
    for (uint32_t i = 0; i < build->portfolio_count; i++)
        wm_portfolio_unref(build->portfolios[i]);
    wm_arena_clear(&build->arena);
    wm_arena_clear(&build->answers);
    wm_free(build);
}

static inline void *build_copy(struct build *build, const void *bytes, size_t size) {
    void *copy = wm_arena_alloc(&build->arena, size);
    assert_non_null(copy);
    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

static inline struct wm_criterion *build_criterion(struct build *build, struct wm_criterion criterion) {
    criterion.says = criterion.says != NULL ? criterion.says : "it is so";
    criterion.where = (struct wm_place){"frameworks/frame/levels.lua", 7};
    return build_copy(build, &criterion, sizeof criterion);
}

// The codes and texts that the query points at must live as long as the build.
static inline struct wm_criterion *build_leaf(struct build *build, enum wm_verb verb, struct wm_query query) {
    struct wm_criterion *leaf = build_criterion(build, (struct wm_criterion){.verb = verb});
    query.grace.unit = query.grace.count == 0 ? WM_SPAN_DAYS : query.grace.unit;
    leaf->query = build_copy(build, &query, sizeof query);
    leaf->id = wm_arena_printf(&build->arena, "%s:%u", wm_verb_name(verb), ++build->leaf_count);
    leaf->qualified_id = wm_arena_printf(&build->arena, "lower/%s", leaf->id);
    return leaf;
}

static inline struct wm_criterion *build_fixed(struct build *build, enum wm_verdict verdict) {
    static struct wm_parameter parameter = {.id = "how-many"};
    struct wm_criterion *leaf =
        build_criterion(build, (struct wm_criterion){.verb = WM_VERB_FIXED,
                                                     .fixed = verdict,
                                                     .unset = verdict == WM_VERDICT_UNKNOWN ? &parameter : NULL});
    leaf->id = wm_arena_printf(&build->arena, "setting:%u", ++build->leaf_count);
    leaf->qualified_id = wm_arena_printf(&build->arena, "lower/%s", leaf->id);
    return leaf;
}

// Children end with NULL.
static inline struct wm_criterion *build_node(struct build *build, enum wm_verb verb, ...) {
    struct wm_criterion *children[16];
    uint32_t count = 0;
    va_list arguments;
    va_start(arguments, verb);
    while ((children[count] = va_arg(arguments, struct wm_criterion *)) != NULL)
        count++;
    va_end(arguments);
    struct wm_criterion *node = build_criterion(build, (struct wm_criterion){.verb = verb, .child_count = count});
    node->children = build_copy(build, children, count * sizeof(struct wm_criterion *));
    return node;
}

static inline struct wm_level *build_level(struct build *build, const char *id, struct wm_criterion *requires) {
    char full[64];
    snprintf(full, sizeof full, "frame/%s", id);
    struct wm_level level = {.id = id, .title = id, .framework = &build->framework, .requires = requires};
    level.full = build_copy(build, full, strlen(full) + 1);
    level.code = code(full);
    level.index = build->ruleset.level_count;
    level.rank = (int32_t)level.index + 1;
    assert_true(build->ruleset.level_count < BUILD_LEVELS);
    struct wm_level *copy = build_copy(build, &level, sizeof level);
    build->levels[build->ruleset.level_count++] = copy;
    return copy;
}

static inline struct wm_criterion *build_meets(struct build *build, const struct wm_level *level) {
    return build_criterion(build, (struct wm_criterion){.verb = WM_VERB_MEETS, .level = level});
}

static inline struct wm_text build_text(const char *text) {
    return (struct wm_text){text, text != NULL ? strlen(text) : 0};
}

static inline struct wm_record build_record(const struct fact *fact) {
    return (struct wm_record){.kind = fact->kind,
                              .subject = build_text(fact->subject),
                              .outcome = build_text(fact->outcome),
                              .has_value = fact->has_value,
                              .value = fact->value,
                              .on = day_of(fact->on),
                              .until = day_of(fact->until),
                              .by = build_text(fact->by),
                              .as = build_text(fact->as),
                              .method = build_text(fact->method)};
}

static inline struct wm_portfolio *build_keep(struct build *build, struct wm_portfolio *portfolio) {
    assert_true(build->portfolio_count < BUILD_PORTFOLIOS);
    build->portfolios[build->portfolio_count++] = portfolio;
    return portfolio;
}

static inline struct wm_portfolio *build_portfolio(struct build *build, const struct fact *facts, size_t count) {
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (size_t i = 0; i < count; i++) {
        const uint8_t head[16] = {(uint8_t)(i + 1)};
        struct wm_record record = build_record(&facts[i]);
        wm_test_ok(wm_portfolio_builder_add(builder, (int64_t)i + 1, &record, &error), &error);
        wm_portfolio_builder_entry(builder, (int64_t)i + 1, head);
    }
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return build_keep(build, portfolio);
}

static inline struct wm_question build_question(struct build *build, const struct wm_level *level,
                                                const struct wm_portfolio *portfolio, const char *as_of) {
    return (struct wm_question){.ruleset = &build->ruleset,
                                .level = level,
                                .portfolio = portfolio,
                                .organisation = "northside",
                                .person = "amara",
                                .person_length = 5,
                                .as_of = day_of(as_of),
                                .explain = true};
}

static inline struct wm_decision build_decide(struct build *build, const struct wm_level *level,
                                              const struct wm_portfolio *portfolio, const char *as_of) {
    struct wm_error error = {0};
    struct wm_question question = build_question(build, level, portfolio, as_of);
    struct wm_decision decision;
    wm_test_ok(wm_decide(&question, &build->answers, &decision, &error), &error);
    return decision;
}

static inline void build_append(struct build *build, const char *format, ...) WM_PRINTF(2, 3);
static inline void build_append(struct build *build, const char *format, ...) {
    size_t used = strlen(build->text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(build->text + used, sizeof build->text - used, format, arguments);
    va_end(arguments);
}

static inline void build_append_cited(struct build *build, const struct wm_finding *finding) {
    for (uint32_t i = 0; i < finding->found_count; i++)
        build_append(build, " +%d", (int)finding->found[i].seq);
    for (uint32_t i = 0; i < finding->refused_count; i++)
        build_append(build, " -%d:%s", (int)finding->refused[i].seq, wm_refusal_name(finding->refused[i].refusal));
}

// "eligible until 2026-03-31 then not-eligible", or "eligible for ever"
static inline void build_append_outcome(struct build *build, const struct wm_decision *decision) {
    char until[11];
    build_append(build, "%s", wm_outcome_name(decision->outcome));
    if (decision->until == WM_DAY_NONE) {
        build_append(build, " for ever");
        return;
    }
    wm_day_format(decision->until, until);
    build_append(build, " until %s then %s", until, wm_outcome_name(decision->changes_to));
}

// The answer of one leaf, with the records it found (+seq) and refused (-seq:reason):
// "met until 2026-03-31 then unmet +2 -1:expired".
static inline const char *answer(struct build *build, enum wm_verb verb, struct wm_query query,
                                 const struct fact *facts, size_t count, const char *as_of) {
    struct wm_criterion *leaf = build_leaf(build, verb, query);
    struct wm_level level = {.id = "one", .full = "frame/one", .requires = leaf};
    struct wm_decision decision = build_decide(build, &level, build_portfolio(build, facts, count), as_of);
    build->text[0] = '\0';
    build_append_outcome(build, &decision);
    build_append_cited(build, &decision.tree->finding);
    wm_portfolio_unref(build->portfolios[--build->portfolio_count]);
    return build->text;
}
