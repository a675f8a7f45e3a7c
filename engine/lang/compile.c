// SPDX-License-Identifier: MIT
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

const char *wm_compile_text(struct wm_compile *compile, const char *text) {
    return wm_arena_dup(compile->arena, text);
}

struct wm_values wm_compile_values(const struct wm_draft_value *value) {
    if (value == NULL || value->type == WM_DRAFT_NOTHING)
        return (struct wm_values){NULL, 0};
    if (value->type == WM_DRAFT_TABLE)
        return (struct wm_values){value->table->list, value->table->count};
    return (struct wm_values){value, 1};
}

// Names -------------------------------------------------------------------------------------------------------------

const struct wm_name *wm_compile_find(const struct wm_compile *compile, int word, const char *id) {
    const struct wm_name *names = compile->names[word];
    uint32_t from = 0, end = compile->draft->counts[word];
    while (from < end) {
        uint32_t middle = from + (end - from) / 2;
        int order = strcmp(names[middle].id, id);
        if (order == 0)
            return &names[middle];
        if (order < 0)
            from = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

// Indexes -----------------------------------------------------------------------------------------------------------

static int compare_names(const struct wm_name *a, const struct wm_name *b) {
    int order = strcmp(a->id, b->id);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static void sort_names(struct wm_name *names, struct wm_name *scratch, uint32_t count) {
    for (uint32_t width = 1; width < count; width *= 2) {
        for (uint32_t from = 0; from < count; from += 2 * width) {
            uint32_t middle = from + width < count ? from + width : count;
            uint32_t end = from + 2 * width < count ? from + 2 * width : count;
            uint32_t left = from, right = middle;
            for (uint32_t i = from; i < end; i++) {
                bool take_left = left < middle && (right >= end || compare_names(&names[left], &names[right]) < 0);
                scratch[i] = take_left ? names[left++] : names[right++];
            }
        }
        memcpy(names, scratch, count * sizeof *names);
    }
}

enum wm_status wm_compile_duplicate(const struct wm_draft_declaration *first, const struct wm_draft_declaration *second,
                                    struct wm_error *error) {
    wm_error_set(error, WM_RULES, "duplicate", "%s \"%s\" is declared twice: first at %s:%d",
                 wm_word_name(second->word), second->id, first->where.file, first->where.line);
    wm_error_found(error, "\"%s\"", second->id);
    return wm_draft_where(error, second->where);
}

static enum wm_status index_word(struct wm_compile *compile, int word, struct wm_error *error) {
    uint32_t count = compile->draft->counts[word];
    struct wm_arena *scratch = &compile->draft->arena;
    struct wm_name *names = wm_arena_zero(scratch, count + 1, sizeof *names);
    struct wm_name *room = wm_arena_zero(scratch, count + 1, sizeof *room);
    compile->drafts[word] = wm_arena_zero(scratch, count + 1, sizeof(struct wm_draft_declaration *));
    compile->names[word] = names;
    if (names == NULL || room == NULL || compile->drafts[word] == NULL)
        return wm_error_no_memory(error);
    uint32_t at = 0;
    for (struct wm_draft_declaration *declaration = compile->draft->first; declaration != NULL;
         declaration = declaration->next) {
        if (declaration->word != word)
            continue;
        compile->drafts[word][at] = declaration;
        names[at] = (struct wm_name){declaration->id, at};
        at++;
    }
    sort_names(names, room, count);
    bool repeats = word == WM_WORD_TEST || word == WM_WORD_LEVEL ||
                   word == WM_WORD_GATE || // compile_editions.c looks at these
                   word == WM_WORD_RECOGNISE || word == WM_WORD_LINK;
    for (uint32_t i = 1; i < count && !repeats; i++) {
        if (strcmp(names[i - 1].id, names[i].id) == 0)
            return wm_compile_duplicate(compile->drafts[word][names[i - 1].at], compile->drafts[word][names[i].at],
                                        error);
    }
    return WM_OK;
}

// A level and a gate of the same name could not be told apart: both are "framework/id".
static enum wm_status check_levels_and_gates(const struct wm_compile *compile, struct wm_error *error) {
    for (uint32_t i = 0; i < compile->draft->counts[WM_WORD_GATE]; i++) {
        const struct wm_draft_declaration *gate = compile->drafts[WM_WORD_GATE][i];
        const struct wm_name *level = wm_compile_find(compile, WM_WORD_LEVEL, gate->id);
        if (level != NULL)
            return wm_compile_duplicate(compile->drafts[WM_WORD_LEVEL][level->at], gate, error);
    }
    return WM_OK;
}

// The framework itself ----------------------------------------------------------------------------------------------

static enum wm_status read_defaults(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                    struct wm_error *error) {
    const struct wm_draft_value *value = wm_draft_field(&draft->fields, "defaults");
    for (uint32_t i = 0; value != NULL && i < value->table->pair_count; i++) {
        const struct wm_draft_pair *pair = &value->table->pairs[i];
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, pair->name);
        int verb = 0;
        for (int each = 0; each < WM_VERB_COUNT; each++) {
            bool leaf =
                each != WM_VERB_FIXED && each != WM_VERB_POINTS && wm_forms_of_verb((enum wm_verb)each)->count > 0;
            if (leaf && strcmp(wm_verb_name((enum wm_verb)each), pair->name) == 0)
                verb = each;
            else if (leaf)
                wm_nearest_offer(&nearest, wm_verb_name((enum wm_verb)each));
        }
        if (verb == 0) {
            wm_error_set(error, WM_RULES, "unknown-name", "defaults: `%s` is no verb that takes constraints",
                         pair->name);
            wm_error_found(error, "%s", pair->name);
            wm_error_nearest(error, wm_nearest_name(&nearest));
            return wm_draft_where(error, draft->where);
        }
        char what[48];
        snprintf(what, sizeof what, "defaults of `%s`", pair->name);
        if (pair->value.type != WM_DRAFT_TABLE || pair->value.table->count > 0) {
            wm_error_set(error, WM_RULES, "wrong-type", "%s: a table of constraints by name belongs here", what);
            return wm_draft_where(error, draft->where);
        }
        enum wm_status status =
            wm_forms_read(wm_forms_of_verb((enum wm_verb)verb), true, what, draft->where, pair->value.table,
                          &compile->draft->arena, &compile->defaults[verb], error);
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

static enum wm_status read_framework(struct wm_compile *compile, struct wm_error *error) {
    struct wm_framework *framework = compile->framework;
    if (compile->draft->counts[WM_WORD_FRAMEWORK] == 0) {
        wm_error_set(error, WM_RULES, "missing", "the pack declares no framework \"%s\" { … }", compile->script->id);
        return wm_error_where(error, "%s:1", compile->script->files[0].path);
    }
    const struct wm_draft_declaration *draft = compile->drafts[WM_WORD_FRAMEWORK][0];
    static const char *const names[] = {"title", "edition", "source"};
    const char **const texts[] = {&framework->title, &framework->edition, &framework->source};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *text = wm_draft_text(&draft->fields, names[i]);
        if (text != NULL && (*texts[i] = wm_compile_text(compile, text)) == NULL)
            return wm_error_no_memory(error);
    }
    framework->id = wm_compile_text(compile, draft->id);
    framework->where = draft->where;
    if (compile->settings.adopt != NULL)
        framework->adopted = compile->settings.adopt->where;
    framework->from = wm_compile_day(draft, "from");
    framework->until = wm_compile_day(draft, "until");
    framework->accept_suggested = compile->settings.accept_suggested;
    if (framework->id == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = wm_compile_check_days(draft, error);
    return status == WM_OK ? read_defaults(compile, draft, error) : status;
}

static enum wm_status index_words(struct wm_compile *compile, struct wm_error *error) {
    enum wm_status status = WM_OK;
    for (int word = 0; word < WM_WORD_COUNT && status == WM_OK; word++)
        status = index_word(compile, word, error);
    if (status == WM_OK)
        status = check_levels_and_gates(compile, error);
    return status == WM_OK ? read_framework(compile, error) : status;
}

enum wm_status wm_compile_in_time(const struct wm_compile_time *time, struct wm_error *error) {
    if (time->cancel != NULL && atomic_load_explicit(time->cancel, memory_order_relaxed))
        return wm_sandbox_cancelled(error);
    if (wm_processor_time() <= time->until)
        return WM_OK;
    return wm_error_set(error, WM_RULES, "budget", "all packs together take more than %lld seconds to load",
                        WM_LIMIT_BUILD_NANOSECONDS / 1000000000LL);
}

enum wm_status wm_compile_frameworks(struct wm_compile *compiles, uint32_t count, const struct wm_compile_time *time,
                                     struct wm_error *error) {
    // Each step for all of them before the next: what an organisation writes may name what its other frameworks declare.
    static enum wm_status (*const steps[])(struct wm_compile *, struct wm_error *) = {
        index_words,      wm_compile_parameters, wm_compile_declarations, wm_compile_links,        wm_compile_levels,
        wm_compile_after, wm_compile_showing,    wm_compile_shown_by,     wm_compile_requirements, wm_compile_crosswalk,
    };
    enum wm_status status = WM_OK;
    for (size_t s = 0; s < sizeof steps / sizeof steps[0]; s++) {
        for (uint32_t i = 0; i < count && status == WM_OK; i++) {
            status = steps[s](&compiles[i], error);
            if (status == WM_OK && wm_compile_in_time(time, error) != WM_OK)
                status = wm_draft_where(error, compiles[i].draft->first->where);
        }
    }
    return status == WM_OK && count > 0 ? wm_compile_cycles(compiles, count, error) : status;
}
