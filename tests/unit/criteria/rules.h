// SPDX-License-Identifier: MIT
// A ruleset made by hand, as `lang` would: framework `f` of the organisation `o`, with one or two of each kind that the
// tests speak of. Levels are added, then it is sealed.
#pragma once

#include "engine/criteria/ruleset.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

struct rules {
    struct wm_ruleset *ruleset;
    struct wm_framework *framework;
    struct wm_parameter *parameter; // "score", not set
    struct wm_scale *scale;
};

enum { RULES_LEVELS = 8 };

static inline void *rules_room(struct rules *rules, size_t count, size_t size) {
    void *room = wm_arena_zero(&rules->ruleset->arena, count, size);
    assert_non_null(room);
    return room;
}

static inline wm_code rules_code(const char *text) {
    return wm_code_intern(text, strlen(text));
}

static inline void rules_declare(struct rules *rules, enum wm_declared declared, const char *id, const char *title,
                                 bool own) {
    struct wm_framework *framework = rules->framework;
    char code[64];
    if (framework->declarations[declared] == NULL)
        framework->declarations[declared] = rules_room(rules, 4, sizeof(struct wm_declaration));
    struct wm_declaration *declaration = (struct wm_declaration *)(uintptr_t)&framework
                                             ->declarations[declared][framework->declaration_counts[declared]++];
    snprintf(code, sizeof code, "%s%s", own ? "f/" : "", id);
    *declaration = (struct wm_declaration){.declared = declared, .id = id, .code = rules_code(code), .title = title};
    if (declared == WM_DECLARED_COMPETENCY)
        declaration->scale = rules->scale;
}

static inline void rules_make(struct rules *rules) {
    struct wm_error error = {0};
    *rules = (struct rules){.ruleset = NULL};
    wm_test_ok(wm_ruleset_new(1 << 20, &rules->ruleset, &error), &error);
    rules->ruleset->organisation = "o";
    rules->ruleset->title = "O";
    rules->ruleset->frameworks = rules->framework = rules_room(rules, 1, sizeof(struct wm_framework));
    rules->ruleset->framework_count = 1;
    rules->framework->id = "f";
    rules->framework->title = "F";
    rules->framework->levels = rules_room(rules, RULES_LEVELS, sizeof(struct wm_level));
    rules->parameter = rules->framework->parameters = rules_room(rules, 1, sizeof(struct wm_parameter));
    rules->framework->parameter_count = 1;
    rules->parameter->id = "score";
    struct wm_scale_point *points = rules_room(rules, 3, sizeof *points);
    static const char *const labels[] = {"Absent", "Novice", "Expert"};
    for (int i = 0; i < 3; i++)
        points[i] = (struct wm_scale_point){i * WM_NUMBER_ONE, labels[i]};
    rules->scale = rules_room(rules, 1, sizeof *rules->scale);
    *rules->scale = (struct wm_scale){"skill", points, 3};
    rules_declare(rules, WM_DECLARED_COMPETENCY, "listening", "Listening", true);
    rules_declare(rules, WM_DECLARED_COMPETENCY, "planning", "Planning", true);
    rules_declare(rules, WM_DECLARED_COURSE, "fire-safety", "Fire safety", false);
    rules_declare(rules, WM_DECLARED_ITEM, "it-systems", "IT systems", false);
    rules_declare(rules, WM_DECLARED_QUALIFICATION, "nvq-3", "NVQ 3", false);
    rules_declare(rules, WM_DECLARED_EXPERIENCE, "social-care", "Social care", false);
    rules_declare(rules, WM_DECLARED_EXPERIENCE, "health-care", "Health care", false);
    rules_declare(rules, WM_DECLARED_ROLE, "link-worker", "Link worker", false);
    rules_declare(rules, WM_DECLARED_RELATION, "buddy", "Buddy", false);
    rules_declare(rules, WM_DECLARED_CAPACITY, "lead", "Lead", false);
    rules_declare(rules, WM_DECLARED_SUPERVISION, "coaching", "Coaching supervision", false);
    rules_declare(rules, WM_DECLARED_MEASURE, "pam", "Activation measure", false);
}

static inline struct wm_level *rules_level(struct rules *rules, const char *id, const char *title,
                                           struct wm_criterion *requires) {
    assert_true(rules->framework->level_count < RULES_LEVELS);
    struct wm_level *level = &rules->framework->levels[rules->framework->level_count++];
    char full[64];
    snprintf(full, sizeof full, "f/%s", id);
    *level = (struct wm_level){.id = id,
                               .full = wm_code_text(rules_code(full)),
                               .code = rules_code(full),
                               .title = title,
                               .framework = rules->framework,
                               .requires = requires,
                               .where = {"frameworks/f/framework.lua", 7}};
    return level;
}

static inline struct wm_criterion *rules_leaf(struct rules *rules, enum wm_verb verb, struct wm_query query) {
    struct wm_criterion *leaf = rules_room(rules, 1, sizeof *leaf);
    struct wm_query *kept = rules_room(rules, 1, sizeof *kept);
    *kept = query;
    *leaf = (struct wm_criterion){.verb = verb, .query = kept, .where = {"frameworks/f/framework.lua", 9}};
    return leaf;
}

static inline struct wm_criterion *rules_trained(struct rules *rules) {
    return rules_leaf(
        rules, WM_VERB_TRAINED,
        (struct wm_query){.kind = WM_KIND_TRAINING, .subject = rules_code("fire-safety"), .in_date = true});
}

static inline struct wm_criterion *rules_combine(struct rules *rules, enum wm_verb verb,
                                                 struct wm_criterion *const *children, uint32_t count) {
    struct wm_criterion *node = rules_room(rules, 1, sizeof *node);
    struct wm_criterion **kept = rules_room(rules, count, sizeof *kept);
    for (uint32_t i = 0; i < count; i++)
        kept[i] = children[i];
    *node = (struct wm_criterion){.verb = verb, .children = kept, .child_count = count};
    return node;
}
#define RULES_COMBINE(rules, verb, ...)                                                                                \
    rules_combine((rules), (verb), (struct wm_criterion *[]){__VA_ARGS__},                                             \
                  sizeof((struct wm_criterion *[]){__VA_ARGS__}) / sizeof(struct wm_criterion *))

static inline void rules_seal(struct rules *rules) {
    struct wm_error error = {0};
    wm_test_ok(wm_ruleset_seal(rules->ruleset, &error), &error);
}
