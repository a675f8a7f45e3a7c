// SPDX-License-Identifier: MIT
// What may be typed next: commands, levels, kinds of records and their subjects, fields, parameters.
#include "api/cli/rules_eval.h"

#include "api/cli/words.h"
#include "engine/portfolio/kinds.h"

#include <stdio.h>
#include <string.h>

static void offer(void *offers, const char *name) {
    wm_prompt_offer(offers, name);
}

static void offer_levels(const struct wm_ruleset *ruleset, bool gates, struct wm_prompt_offers *offers) {
    for (uint32_t i = 0; i < ruleset->level_count; i++)
        if (gates || !ruleset->levels[i]->gate)
            wm_prompt_offer(offers, wm_eval_short(ruleset, ruleset->levels[i]->full));
}

static void offer_parameters(const struct wm_ruleset *ruleset, struct wm_prompt_offers *offers) {
    for (uint32_t i = 0; i < ruleset->framework_count; i++)
        for (uint32_t k = 0; k < ruleset->frameworks[i].parameter_count; k++)
            wm_prompt_offer(offers, ruleset->frameworks[i].parameters[k].id);
}

// "outcome=completed": the value as a whole word.
static void offer_value(struct wm_prompt_offers *offers, const char *field, const char *value) {
    char word[2 * WM_CODE_LONGEST];
    snprintf(word, sizeof word, "%s=%s", field, value);
    wm_prompt_offer(offers, word);
}

static void offer_declared(const struct wm_ruleset *ruleset, struct wm_prompt_offers *offers, const char *field,
                           enum wm_declared declared) {
    for (uint32_t i = 0; i < ruleset->framework_count; i++)
        for (uint32_t k = 0; k < ruleset->frameworks[i].declaration_counts[declared]; k++)
            offer_value(offers, field, ruleset->frameworks[i].declarations[declared][k].id);
}

static void offer_fields(const struct wm_ruleset *ruleset, const char *name, struct wm_prompt_offers *offers) {
    enum wm_kind kind = wm_kind_parse(name, strlen(name));
    if (kind == WM_KIND_NONE || kind == WM_KIND_AWARD)
        return;
    const struct wm_kind_form *form = wm_kind_form(kind);
    for (int field = 0; field < WM_FIELD_COUNT; field++)
        if (form->need[field] != WM_NEED_REFUSED && field != WM_FIELD_KIND && field != WM_FIELD_SUBJECT)
            offer_value(offers, wm_field_name((enum wm_field)field), "");
    for (const char *const *outcome = form->outcomes; outcome != NULL && *outcome != NULL; outcome++)
        offer_value(offers, "outcome", *outcome);
    for (const char *const *capacity = wm_capacities; *capacity != NULL && form->need[WM_FIELD_AS] != WM_NEED_REFUSED;
         capacity++)
        offer_value(offers, "as", *capacity);
    offer_declared(ruleset, offers, "as", WM_DECLARED_CAPACITY);
    offer_declared(ruleset, offers, "method", WM_DECLARED_METHOD);
}

static void offer_record(const struct wm_ruleset *ruleset, const char **words, size_t count,
                         struct wm_prompt_offers *offers) {
    if (count == 1) {
        for (int kind = WM_KIND_NONE + 1; kind < WM_KIND_AWARD; kind++)
            wm_prompt_offer(offers, wm_kind_name((enum wm_kind)kind));
    } else if (count == 2) {
        enum wm_kind kind = wm_kind_parse(words[1], strlen(words[1]));
        if (kind != WM_KIND_NONE)
            wm_eval_each_subject(ruleset, kind, offer, offers);
    } else {
        offer_fields(ruleset, words[1], offers);
    }
}

static void offer_leaves(const struct wm_criterion *criterion, bool own, struct wm_prompt_offers *offers) {
    if (criterion->verb == WM_VERB_MEETS)
        offer_leaves(criterion->level->requires, false, offers);
    else if (wm_verb_leaf(criterion->verb))
        offer_value(offers, "without", own ? criterion->id : criterion->qualified_id);
    for (uint32_t i = 0; i < criterion->child_count; i++)
        offer_leaves(criterion->children[i], own, offers);
}

static void offer_meet(const struct wm_ruleset *ruleset, const char **words, size_t count,
                       struct wm_prompt_offers *offers) {
    const struct wm_level *level;
    if (count == 1)
        offer_levels(ruleset, true, offers);
    else if (wm_eval_find_level(ruleset, words[1], &level, NULL) == WM_OK)
        offer_leaves(level->requires, true, offers);
}

static void offer_award(const struct wm_ruleset *ruleset, size_t count, struct wm_prompt_offers *offers) {
    if (count == 1) {
        offer_levels(ruleset, false, offers);
    } else {
        offer_value(offers, "on", "");
        offer_value(offers, "until", "");
    }
}

static void offer_commands(struct wm_prompt_offers *offers) {
    for (const struct wm_sitting_command *command = wm_sitting_commands; command->name != NULL; command++)
        wm_prompt_offer(offers, command->name);
}

static void offer_behind(const struct wm_sitting *sitting, const char **words, size_t count,
                         struct wm_prompt_offers *offers) {
    const struct wm_ruleset *ruleset = sitting->eval.ruleset;
    const char *command = words[0];
    if (strcmp(command, "record") == 0)
        offer_record(ruleset, words, count, offers);
    else if (strcmp(command, "meet") == 0)
        offer_meet(ruleset, words, count, offers);
    else if (strcmp(command, "award") == 0)
        offer_award(ruleset, count, offers);
    else if (count > 1)
        return;
    else if (strcmp(command, "why") == 0 || strcmp(command, "explain") == 0)
        offer_levels(ruleset, true, offers);
    else if (strcmp(command, "set") == 0 || strcmp(command, "unset") == 0 || strcmp(command, "parameters") == 0)
        offer_parameters(ruleset, offers);
    else if (strcmp(command, "help") == 0)
        offer_commands(offers);
    else if (strcmp(command, "forget") == 0)
        wm_prompt_offer(offers, "all");
    for (uint32_t i = 0; i < ruleset->framework_count && strcmp(command, "standing") == 0; i++)
        wm_prompt_offer(offers, ruleset->frameworks[i].id);
}

void wm_sitting_complete(void *context, struct wm_text before, struct wm_prompt_offers *offers) {
    const struct wm_sitting *sitting = context;
    const char **words;
    size_t count;
    struct wm_arena arena;
    wm_arena_init(&arena, (size_t)1024 * 1024);
    if (wm_words_split(&arena, before, &words, &count, NULL) == WM_OK) {
        if (count == 0)
            offer_commands(offers);
        else
            offer_behind(sitting, words, count, offers);
    }
    wm_arena_clear(&arena);
}
