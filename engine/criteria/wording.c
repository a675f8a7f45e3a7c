// SPDX-License-Identifier: MIT
#include "engine/criteria/wording.h"

#include "engine/base/buffer.h"
#include "engine/criteria/ruleset_index.h"

#include <string.h>

enum { SENTENCE_LONGEST = 400 };

static const char *const number_words[] = {"none", "one",   "two",   "three", "four", "five",
                                           "six",  "seven", "eight", "nine",  "ten"};

static void add_count(struct wm_buffer *text, uint32_t count) {
    if (count < sizeof number_words / sizeof *number_words)
        wm_buffer_text(text, number_words[count]);
    else
        wm_buffer_integer(text, count);
}

// A code as words: without its framework, hyphens as spaces.
static void add_words(struct wm_buffer *text, wm_code code) {
    const char *slash = strrchr(wm_code_text(code), '/');
    for (const char *at = slash != NULL ? slash + 1 : wm_code_text(code); *at != '\0'; at++) {
        if (*at == '-')
            wm_buffer_byte(text, ' ');
        else
            wm_buffer_byte(text, *at);
    }
}

static const struct wm_declaration *find(const struct wm_ruleset *ruleset, enum wm_declared declared, wm_code code) {
    const char *name = wm_code_text(code);
    return wm_index_find(&ruleset->index->declared[declared], name, strlen(name));
}

static const struct wm_level *find_level(const struct wm_ruleset *ruleset, wm_code code) {
    const char *name = wm_code_text(code);
    return wm_ruleset_level(ruleset, name, strlen(name));
}

static void add_title(struct wm_buffer *text, const struct wm_ruleset *ruleset, wm_code code,
                      const enum wm_declared *kinds, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct wm_declaration *declaration = find(ruleset, kinds[i], code);
        if (declaration != NULL && declaration->title != NULL) {
            wm_buffer_text(text, declaration->title);
            return;
        }
    }
    add_words(text, code);
}

static void add_subject(struct wm_buffer *text, const struct wm_ruleset *ruleset, enum wm_verb verb, wm_code code) {
    static const struct {
        enum wm_verb verb;
        size_t count;
        enum wm_declared kinds[2];
    } kinds[] = {
        {WM_VERB_ASSESSED, 1, {WM_DECLARED_COMPETENCY}},
        {WM_VERB_TRAINED, 1, {WM_DECLARED_COURSE}},
        {WM_VERB_QUALIFIED, 1, {WM_DECLARED_QUALIFICATION}},
        {WM_VERB_EXPERIENCED, 1, {WM_DECLARED_EXPERIENCE}},
        {WM_VERB_SUPERVISED, 1, {WM_DECLARED_SUPERVISION}},
        {WM_VERB_RELATED, 1, {WM_DECLARED_RELATION}},
        {WM_VERB_EVIDENCED, 2, {WM_DECLARED_COMPETENCY, WM_DECLARED_ITEM}},
        {WM_VERB_SIGNED_OFF, 2, {WM_DECLARED_ITEM, WM_DECLARED_COMPETENCY}},
        {WM_VERB_IN_ROLE, 1, {WM_DECLARED_ROLE}},
        {WM_VERB_MEASURED, 1, {WM_DECLARED_MEASURE}},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].verb == verb) {
            add_title(text, ruleset, code, kinds[i].kinds, kinds[i].count);
            return;
        }
    }
    add_words(text, code);
}

static void add_list(struct wm_buffer *text, const struct wm_codes *codes) {
    for (uint32_t i = 0; i < codes->count; i++) {
        wm_buffer_text(text, i == 0 ? "" : i + 1 == codes->count ? " or " : ", ");
        add_words(text, codes->codes[i]);
    }
}

static void add_number(struct wm_buffer *text, const struct wm_query *query, wm_number number) {
    wm_number_write(text, number);
    const char *label = query->scale != NULL ? wm_scale_label(query->scale, number) : NULL;
    if (label != NULL)
        wm_buffer_printf(text, " (%s)", label);
}

static void add_span(struct wm_buffer *text, struct wm_span span) {
    char words[32];
    wm_span_format(span, words);
    wm_buffer_text(text, words);
}

static void add_who_and_when(struct wm_buffer *text, const struct wm_query *query) {
    if (query->as.count > 0) {
        wm_buffer_text(text, ", by ");
        add_list(text, &query->as);
    }
    if (query->not_self)
        wm_buffer_text(text, ", by somebody else");
    for (uint32_t i = 0; i < query->by_count; i++) {
        wm_buffer_printf(text, "%s%s", i == 0 ? ", from " : i + 1 == query->by_count ? " or " : ", ", query->by[i]);
    }
    if (query->methods.count > 0) {
        wm_buffer_text(text, query->routes_all ? ", by each of " : ", through ");
        add_list(text, &query->methods);
    }
    if (query->assessors > 1) {
        wm_buffer_text(text, ", by at least ");
        add_count(text, query->assessors);
        wm_buffer_text(text, " different people");
    }
    if (query->has_within) {
        wm_buffer_text(text, ", within the last ");
        add_span(text, query->within);
    }
}

static void say_assessed(struct wm_buffer *text, const struct wm_query *query) {
    static const char *const usings[] = {"", ", the best one counting", ", the middle one counting", ", each of them"};
    wm_buffer_text(text, ": assessed");
    if (query->has_at_least) {
        wm_buffer_text(text, " at ");
        add_number(text, query, query->at_least);
        wm_buffer_text(text, " or above");
    }
    if (query->count > 1) {
        wm_buffer_byte(text, ' ');
        add_count(text, query->count);
        wm_buffer_text(text, " times");
    }
    wm_buffer_text(text, usings[query->using]);
    add_who_and_when(text, query);
}

static void say_trained(struct wm_buffer *text, const struct wm_query *query) {
    wm_buffer_text(text, ": ");
    if (query->count > 1) {
        add_count(text, query->count);
        wm_buffer_text(text, " times ");
    }
    add_list(text, &query->outcomes);
    if (query->outcomes.count == 0)
        wm_buffer_text(text, "training");
    if (query->in_date && (query->has_valid || query->valid_unset != NULL))
        wm_buffer_text(text, " and in date");
    add_who_and_when(text, query);
}

static void say_experienced(struct wm_buffer *text, const struct wm_query *query) {
    wm_buffer_text(text, query->has_least ? (query->more ? ": more than " : ": at least ") : ": some experience");
    if (query->has_least) {
        add_span(text, query->least);
        wm_buffer_text(text, query->least.count == 1 ? "'s experience" : "' experience");
    }
    if (query->has_min_fte) {
        wm_buffer_text(text, ", at a full-time share of at least ");
        wm_number_write(text, query->min_fte);
    }
    if (query->methods_not.count > 0) {
        wm_buffer_text(text, ", leaving out ");
        add_list(text, &query->methods_not);
    }
    add_who_and_when(text, query);
}

// A span that a parameter leaves open is not said: it has no figure yet.
static void say_rhythm(struct wm_buffer *text, const struct wm_query *query, bool open) {
    static const char *const units[] = {"day", "week", "month", "year"};
    wm_buffer_text(text, open && query->every.count == 0 ? ": regularly" : ": at least every ");
    if (query->every.count == 1)
        wm_buffer_text(text, units[query->every.unit]);
    else if (!open || query->every.count > 0)
        add_span(text, query->every);
    if (!open || query->over.count > 0) {
        wm_buffer_text(text, " over the last ");
        add_span(text, query->over);
    }
    if (query->grace.count > 0) {
        wm_buffer_text(text, ", with ");
        add_span(text, query->grace);
        wm_buffer_text(text, query->grace.count == 1 ? "'s grace" : "' grace");
    }
}

static void say_supervised(struct wm_buffer *text, const struct wm_query *query, bool open) {
    if (query->per_month) {
        wm_buffer_text(text, ": in each of the last ");
        add_count(text, (uint32_t)query->over.count);
        wm_buffer_text(text, query->over.count == 1 ? " full calendar month" : " full calendar months");
    } else {
        say_rhythm(text, query, open);
    }
    if (query->in_role != WM_CODE_NONE) {
        wm_buffer_text(text, ", while in post as ");
        add_words(text, query->in_role);
    }
    add_who_and_when(text, query);
}

static void say_appraised(struct wm_buffer *text, const struct wm_ruleset *ruleset, const struct wm_query *query) {
    wm_buffer_text(text, "An appraisal");
    if (query->outcome_asked != WM_CODE_NONE)
        wm_buffer_text(text, strcmp(wm_code_text(query->outcome_asked), "recommended") == 0
                                 ? " that recommends progression"
                                 : " that does not recommend progression");
    const struct wm_level *level = query->subject != WM_CODE_NONE ? find_level(ruleset, query->subject) : NULL;
    if (query->subject != WM_CODE_NONE) {
        wm_buffer_text(text, " to ");
        if (level != NULL)
            wm_buffer_text(text, level->title);
        else
            add_words(text, query->subject);
    }
    if (query->after != WM_CODE_NONE) {
        static const enum wm_declared courses[] = {WM_DECLARED_COURSE};
        wm_buffer_text(text, ", after ");
        add_title(text, ruleset, query->after, courses, 1);
    }
    add_who_and_when(text, query);
}

static void say_evidenced(struct wm_buffer *text, const struct wm_query *query) {
    uint32_t count = query->count > 0 ? query->count : 1;
    wm_buffer_text(text, ": ");
    add_count(text, count);
    wm_buffer_byte(text, ' ');
    add_list(text, &query->outcomes);
    wm_buffer_text(text, count == 1 ? " piece of evidence" : " pieces of evidence");
    if (query->per_method)
        wm_buffer_text(text, " of each kind");
    add_who_and_when(text, query);
}

static void say_in_role(struct wm_buffer *text, const struct wm_query *query) {
    wm_buffer_text(text, ": in post now");
    if (query->has_least) {
        wm_buffer_text(text, ", for at least ");
        add_span(text, query->least);
    }
    if (query->has_most) {
        wm_buffer_text(text, query->has_least ? " and less than " : ", for less than ");
        add_span(text, query->most);
    }
    if (query->has_min_fte) {
        wm_buffer_text(text, ", at a full-time share of at least ");
        wm_number_write(text, query->min_fte);
    }
}

static void say_bounds(struct wm_buffer *text, const struct wm_query *query) {
    if (query->has_at_least) {
        wm_buffer_text(text, " at ");
        add_number(text, query, query->at_least);
        wm_buffer_text(text, " or above");
    }
    if (query->has_at_most) {
        wm_buffer_text(text, query->has_at_least ? " and at " : " at ");
        add_number(text, query, query->at_most);
        wm_buffer_text(text, " or below");
    }
}

static void say_recorded(struct wm_buffer *text, const struct wm_query *query) {
    uint32_t count = query->count > 0 ? query->count : 1;
    add_count(text, count);
    wm_buffer_printf(text, " %s %s", wm_kind_name(query->kind), count == 1 ? "record" : "records");
    if (query->subject != WM_CODE_NONE) {
        wm_buffer_text(text, " of ");
        add_words(text, query->subject);
    }
    if (query->outcomes.count > 0) {
        wm_buffer_text(text, ", ");
        add_list(text, &query->outcomes);
    }
    say_bounds(text, query);
    add_who_and_when(text, query);
}

static void say_subjects(struct wm_buffer *text, const struct wm_ruleset *ruleset,
                         const struct wm_criterion *criterion) {
    const struct wm_query *query = criterion->query;
    if (query->subject != WM_CODE_NONE)
        add_subject(text, ruleset, criterion->verb, query->subject);
    else if (query->subjects.count == 0)
        wm_buffer_text(text, "What a parameter names");
    for (uint32_t i = 0; i < query->subjects.count; i++) {
        wm_buffer_text(text, i == 0 ? "" : i + 1 == query->subjects.count ? " and " : ", ");
        add_subject(text, ruleset, criterion->verb, query->subjects.codes[i]);
    }
}

static void say_leaf(struct wm_buffer *text, const struct wm_ruleset *ruleset, const struct wm_criterion *criterion) {
    const struct wm_query *query = criterion->query;
    enum wm_verb verb = criterion->verb;
    if (verb == WM_VERB_RECORDED) {
        say_recorded(text, query);
        return;
    }
    if (verb == WM_VERB_APPRAISED) {
        say_appraised(text, ruleset, query);
        return;
    }
    if (verb == WM_VERB_HOLDS) {
        const struct wm_level *level = find_level(ruleset, query->subject);
        wm_buffer_text(text, query->subject != WM_CODE_NONE ? "Holds " : "Holds what a parameter names");
        if (level != NULL)
            wm_buffer_text(text, level->title);
        else
            add_words(text, query->subject);
        add_who_and_when(text, query);
        return;
    }
    say_subjects(text, ruleset, criterion);
    if (verb == WM_VERB_ASSESSED)
        say_assessed(text, query);
    if (verb == WM_VERB_TRAINED)
        say_trained(text, query);
    if (verb == WM_VERB_EXPERIENCED)
        say_experienced(text, query);
    if (verb == WM_VERB_SUPERVISED)
        say_supervised(text, query, criterion->unset != NULL);
    if (verb == WM_VERB_EVIDENCED)
        say_evidenced(text, query);
    if (verb == WM_VERB_IN_ROLE)
        say_in_role(text, query);
    if (verb == WM_VERB_RELATED)
        wm_buffer_text(text, ": somebody stands in this relation");
    if (verb == WM_VERB_SIGNED_OFF) {
        wm_buffer_text(text, ": signed off");
        add_who_and_when(text, query);
    }
    if (verb == WM_VERB_QUALIFIED) {
        wm_buffer_text(text, ": qualification held");
        if (query->has_at_least) {
            wm_buffer_text(text, " at RQF level ");
            wm_number_write(text, query->at_least);
            wm_buffer_text(text, " or above");
        }
        add_who_and_when(text, query);
    }
    if (verb == WM_VERB_MEASURED) {
        wm_buffer_text(text, ": measured");
        say_bounds(text, query);
        add_who_and_when(text, query);
    }
}

static void add_day(struct wm_buffer *text, const char *before, wm_day day) {
    char words[24];
    if (day == WM_DAY_NONE)
        return;
    wm_day_format_people(day, words);
    wm_buffer_printf(text, "%s%s", before, words);
}

// From the first day of any of them to the last.
static void say_editions(struct wm_buffer *text, const struct wm_criterion *criterion) {
    wm_day from = criterion->children[0]->edition->from, until = WM_DAY_NONE;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        if (criterion->children[i]->verb != WM_VERB_GRANDFATHERED)
            until = criterion->children[i]->edition->until;
    }
    wm_buffer_text(text, from != WM_DAY_NONE || until != WM_DAY_NONE ? "in force" : "what is asked on the day");
    add_day(text, " from ", from);
    add_day(text, " until ", until);
}

static void say_grandfathered(struct wm_buffer *text, const struct wm_criterion *criterion) {
    add_day(text, "Was eligible on ", criterion->edition->from - 1);
    add_day(text, ", and stays so until ", criterion->edition->until);
}

static void say_combination(struct wm_buffer *text, const struct wm_criterion *criterion) {
    switch (criterion->verb) {
    case WM_VERB_ANY: wm_buffer_text(text, "one of the following"); break;
    case WM_VERB_NONE: wm_buffer_text(text, "none of the following"); break;
    case WM_VERB_AT_LEAST:
        wm_buffer_text(text, "at least ");
        if (criterion->unset == NULL)
            add_count(text, criterion->least);
        else
            wm_buffer_text(text, "some");
        wm_buffer_text(text, " of the following");
        break;
    case WM_VERB_POINTS:
        wm_buffer_text(text, criterion->unset == NULL ? "at least " : "enough");
        if (criterion->unset == NULL)
            wm_number_write(text, criterion->threshold);
        wm_buffer_text(text, " points from the following");
        break;
    case WM_VERB_WHEN: wm_buffer_text(text, "depending on the first, one of the others"); break;
    case WM_VERB_MEETS: wm_buffer_printf(text, "Meets %s", criterion->level->title); break;
    case WM_VERB_FIXED:
        if (criterion->unset != NULL)
            wm_buffer_text(text, "what a parameter names");
        else if (criterion->parameter != NULL)
            wm_buffer_printf(text, "nothing is asked: the organisation emptied the parameter %s",
                             criterion->parameter->id);
        else
            wm_buffer_text(text, "settled");
        break;
    case WM_VERB_SHOWN: wm_buffer_printf(text, "%s: shown by the following", criterion->competency->title); break;
    case WM_VERB_EDITIONS: say_editions(text, criterion); break;
    case WM_VERB_GRANDFATHERED: say_grandfathered(text, criterion); break;
    default: wm_buffer_text(text, "all of the following");
    }
}

enum wm_status wm_wording_fill(struct wm_ruleset *ruleset, struct wm_criterion *criterion, struct wm_error *error) {
    enum wm_status status = WM_OK;
    if (criterion->says == NULL) {
        struct wm_buffer text;
        wm_buffer_init(&text, SENTENCE_LONGEST * 16);
        if (criterion->query != NULL)
            say_leaf(&text, ruleset, criterion);
        else
            say_combination(&text, criterion);
        const struct wm_parameter *unset = criterion->unset != NULL   ? criterion->unset
                                           : criterion->query != NULL ? criterion->query->valid_unset
                                                                      : NULL;
        if (unset != NULL)
            wm_buffer_printf(&text, " (the parameter %s is not set)", unset->id);
        if (!text.failed && text.data != NULL)
            criterion->says = wm_arena_dup_n(&ruleset->arena, text.data, text.length);
        wm_buffer_clear(&text);
        if (criterion->says == NULL)
            status = wm_error_no_memory(error);
    }
    for (uint32_t i = 0; i < criterion->child_count && status == WM_OK; i++) {
        status = wm_wording_fill(ruleset, criterion->children[i], error);
    }
    return status;
}
