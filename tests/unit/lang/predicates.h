// SPDX-License-Identifier: MIT
// A pack with one custom predicate, somebody to ask about, and the answer.
#pragma once

#include "engine/lang/predicate_verify.h"
#include "tests/unit/lang/rules.h"

#define PREDICATES_FRAMEWORK                                                                                           \
    "framework 'f' { title = 'F', scale = 's' }\n"                                                                     \
    "scale 's' { [0] = 'No', 'Some', 'Much', 'Very', 'All' }\n"                                                        \
    "parameter 'how-long' { suggested = years(1) } parameter 'how-often' { suggested = years(2) }\n"                   \
    "competency 'listening' { title = 'Listening' }\n"                                                                 \
    "course 'fire-safety' { title = 'Fire safety', valid = years(1) }\n"                                               \
    "course 'kindness' { title = 'Kindness' }\n"                                                                       \
    "course 'first-aid' { title = 'First aid', valid = param 'how-long' }\n"                                           \
    "course 'lifting' { title = 'Lifting', valid = param 'how-often' }\n"                                              \
    "supervision 'meeting' { title = 'Meeting' }\n"                                                                    \
    "experience 'care' { title = 'Care' }\n"                                                                           \
    "role 'link-worker' { title = 'Link worker' }\n"                                                                   \
    "measure 'pulse' { title = 'Pulse' }\n"                                                                            \
    "qualification 'nvq' { title = 'NVQ' }\n"

enum { PREDICATES_DAY = 20574 }; // 2026-05-01

struct asking { // a ruleset with its predicate
    struct rules rules;
    struct wm_ruleset *ruleset;
    struct wm_predicates *predicates;
    struct wm_predicates_verified *verified; // what answers come from: each is asked for twice
    const struct wm_predicate *predicate;
    char file[8192];
};

static inline void asking_open_pack(struct asking *asking, const struct wm_predicate_limits *limits) {
    struct wm_error error = {0};
    const struct wm_pack_override unset[] = {{.parameter = "how-long", .unset = true},
                                             {.parameter = "how-often", .unset = true}};
    rules_add(&asking->rules, "frameworks/f/framework.lua", PREDICATES_FRAMEWORK);
    rules_add(&asking->rules, "frameworks/f/z.lua", "level 'helper' { title = 'Helper', requires = p }");
    wm_test_ok(wm_pack_build_framework(&asking->rules.source, "f", unset, 2, NULL, &asking->ruleset, &error), &error);
    asking->predicate = rules_requires(asking->ruleset, "f/helper")->predicate;
    assert_non_null(asking->predicate);
    wm_test_ok(wm_predicates_new(asking->ruleset, limits, &asking->predicates, &error), &error);
    wm_test_ok(wm_predicates_verified_new(asking->ruleset, limits, &asking->verified, &error), &error);
}

// `body` is that of the function.
static inline void asking_open(struct asking *asking, const char *body, const struct wm_predicate_limits *limits) {
    *asking = (struct asking){.ruleset = NULL};
    rules_init(&asking->rules);
    snprintf(asking->file, sizeof asking->file,
             "p = custom { id = 'p', says = 'it is so', function (person)\n%s\nend }", body);
    rules_add(&asking->rules, "frameworks/f/p.lua", asking->file);
    asking_open_pack(asking, limits);
}

static inline void asking_close(struct asking *asking) {
    wm_predicates_free(asking->predicates);
    wm_predicates_verified_free(asking->verified);
    wm_ruleset_unref(asking->ruleset);
}

static inline struct wm_predicate_answer asking_answer(struct asking *asking, const struct wm_portfolio *portfolio,
                                                       wm_day day) {
    struct wm_error error = {0};
    struct wm_predicate_answer answer;
    struct wm_predicate_runner runner = wm_predicates_verified_runner(asking->verified);
    wm_test_ok(runner.ask(runner.context, asking->predicate, portfolio, day, &answer, &error), &error);
    return answer;
}

struct kept {
    const char *kind, *subject, *on, *until, *outcome, *by, *as, *method;
    wm_number value; // 0 = none
};

static inline struct wm_text kept_text(const char *text) {
    return (struct wm_text){text, text != NULL ? strlen(text) : 0};
}

static inline wm_day kept_day(const char *text) {
    struct wm_error error = {0};
    wm_day day = WM_DAY_NONE;
    if (text != NULL)
        wm_test_ok(wm_day_parse(text, strlen(text), &day, &error), &error);
    return day;
}

// Seqs from 1, in order; an award at the end: of f/helper, 1 February to 31 December 2026.
static inline struct wm_portfolio *kept_portfolio(const struct kept *records, size_t count) {
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (size_t i = 0; i < count; i++) {
        const struct kept *kept = &records[i];
        const struct wm_record record = {.kind = wm_kind_parse(kept->kind, strlen(kept->kind)),
                                         .subject = kept_text(kept->subject),
                                         .outcome = kept_text(kept->outcome),
                                         .has_value = kept->value != 0,
                                         .value = kept->value,
                                         .on = kept_day(kept->on),
                                         .until = kept_day(kept->until),
                                         .by = kept_text(kept->by),
                                         .as = kept_text(kept->as),
                                         .method = kept_text(kept->method)};
        wm_test_ok(wm_portfolio_builder_add(builder, (int64_t)i + 1, &record, &error), &error);
    }
    wm_test_ok(wm_portfolio_builder_award(builder, (int64_t)count + 1, "f/helper", 8, kept_day("2026-02-01"),
                                          kept_day("2026-12-31"), &error),
               &error);
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return portfolio;
}

static inline struct wm_portfolio *kept_amara(void) {
    static const struct kept records[] = {
        {.kind = "training", .subject = "fire-safety", .on = "2025-01-10", .outcome = "completed"},
        {.kind = "training", .subject = "fire-safety", .on = "2026-01-12", .outcome = "completed"},
        {.kind = "training", .subject = "kindness", .on = "2020-05-05", .outcome = "completed"},
        {.kind = "training", .subject = "kindness", .on = "2026-02-01", .outcome = "enrolled"},
        {"assessment", "f/listening", "2026-01-20", NULL, NULL, "ben", "assessor", "observation", 3 * WM_NUMBER_ONE},
        {"assessment", "f/listening", "2026-03-01", NULL, NULL, "cat", "peer", NULL, 25000},
        {"assessment", "f/listening", "2026-03-02", NULL, "formative", "ben", "assessor", NULL, 4 * WM_NUMBER_ONE},
        {"supervision", "meeting", "2026-03-10", NULL, NULL, "dee", "supervisor", NULL, 45 * WM_NUMBER_ONE},
        {"supervision", "meeting", "2026-04-14", NULL, NULL, "dee", "supervisor", NULL, 30 * WM_NUMBER_ONE},
        {.kind = "role", .subject = "link-worker", .on = "2024-02-29", .value = 5000},
        {.kind = "experience", .subject = "care", .on = "2019-01-01", .until = "2021-12-31"},
        {.kind = "measure", .subject = "pulse", .on = "2026-04-01", .until = "2026-06-30", .value = 72 * WM_NUMBER_ONE},
        {.kind = "qualification", .subject = "nvq", .on = "2018-07-01", .value = 3 * WM_NUMBER_ONE},
        {.kind = "training", .subject = "fire-safety", .on = "2026-06-01", .outcome = "completed"},
    };
    return kept_portfolio(records, sizeof records / sizeof records[0]);
}
