// SPDX-License-Identifier: MIT
// link { "framework/x", to = "framework/y", grade = "exact" }: how two other frameworks go together, in the pack of a
// framework. What an organisation that adopts the pack lets count becomes what it recognises (compile_recognise.c).
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

#include <string.h>

// What the organisation chose ---------------------------------------------------------------------------------------

struct chosen {
    bool grades[WM_GRADE_COUNT];
};

static enum wm_status wrong_grade(const struct wm_draft_declaration *adopt, const struct wm_draft_value *value,
                                  struct wm_error *error) {
    if (value->type != WM_DRAFT_TEXT) {
        wm_error_set(error, WM_RULES, "wrong-type", "adopt \"%s\": `grades` has %s in it", adopt->id,
                     wm_draft_type_name(value));
        wm_error_expected(error, "\"exact\" or \"broader\"");
        return wm_draft_where(error, adopt->where);
    }
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, value->text);
    bool is_grade = false;
    for (int grade = 0; grade < WM_GRADE_COUNT; grade++) {
        is_grade = is_grade || strcmp(wm_grades[grade], value->text) == 0;
        if (wm_grade_counts((enum wm_grade)grade))
            wm_nearest_offer(&nearest, wm_grades[grade]);
    }
    if (is_grade)
        wm_error_set(error, WM_RULES, "never-counts",
                     "adopt \"%s\": what is \"%s\" never counts as the whole: it is told as advice", adopt->id,
                     value->text);
    else
        wm_error_set(error, WM_RULES, "unknown-name", "adopt \"%s\": there is no grade \"%s\" of links", adopt->id,
                     value->text);
    wm_error_expected(error, "\"exact\" or \"broader\"");
    wm_error_found(error, "\"%s\"", value->text);
    wm_error_nearest(error, is_grade ? NULL : wm_nearest_name(&nearest));
    return wm_draft_where(error, adopt->where);
}

static enum wm_status choose(const struct wm_compile *compile, struct chosen *ret_chosen, struct wm_error *error) {
    const struct wm_draft_declaration *adopt = compile->settings.adopt;
    const struct wm_draft_value *value = adopt != NULL ? wm_draft_field(&adopt->fields, "grades") : NULL;
    struct chosen chosen = {{false}};
    for (int grade = 0; grade < WM_GRADE_COUNT && value == NULL; grade++)
        chosen.grades[grade] = wm_grade_counts((enum wm_grade)grade);
    if (value != NULL && compile->draft->counts[WM_WORD_LINK] == 0) {
        wm_error_set(error, WM_RULES, "wrong-place", "adopt \"%s\": `grades` chooses among links, and it has none",
                     adopt->id);
        return wm_draft_where(error, adopt->where);
    }
    if (value != NULL && value->type == WM_DRAFT_TABLE) {
        enum wm_status status = wm_form_list("`grades`", adopt->where, value->table, false, error);
        if (status != WM_OK)
            return status;
    }
    struct wm_values values = wm_compile_values(value);
    for (uint32_t i = 0; i < values.count; i++) {
        bool found = false;
        for (int grade = 0; grade < WM_GRADE_COUNT && values.values[i].type == WM_DRAFT_TEXT; grade++) {
            if (!wm_grade_counts((enum wm_grade)grade) || strcmp(wm_grades[grade], values.values[i].text) != 0)
                continue;
            chosen.grades[grade] = true;
            found = true;
        }
        if (!found)
            return wrong_grade(adopt, &values.values[i], error);
    }
    *ret_chosen = chosen;
    return WM_OK;
}

// One link ----------------------------------------------------------------------------------------------------------

static enum wm_grade grade_of(const struct wm_draft_declaration *draft) {
    const char *name = wm_draft_text(&draft->fields, "grade");
    int grade = 0;
    while (strcmp(wm_grades[grade], name) != 0) // the form allows no other
        grade++;
    return (enum wm_grade)grade;
}

static enum wm_link_state state_of(const struct wm_pair *pair, const struct wm_link *link,
                                   const struct chosen *chosen) {
    if (!wm_grade_counts(link->grade) || pair->alike == WM_ALIKE_DOMAINS)
        return WM_LINK_ADVICE;
    if (!pair->to.known)
        return WM_LINK_NOT_ADOPTED;
    return chosen->grades[link->grade] ? WM_LINK_COUNTS : WM_LINK_NOT_CHOSEN;
}

// `within` and `scale` say how it counts, so they stand only where it may.
static enum wm_status check_grade(const struct wm_pair *pair, const struct wm_link *link) {
    static const char *const names[] = {"within", "scale"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (wm_draft_field(&pair->draft->fields, names[i]) == NULL)
            continue;
        if (!wm_grade_counts(link->grade))
            return wm_pair_fail(pair, "never-counts",
                                "`%s` \"%s\": `%s` says how it counts, and of this grade it never does", names[i]);
        if (pair->alike == WM_ALIKE_DOMAINS)
            return wm_pair_fail(pair, "never-counts",
                                "`%s` \"%s\": `%s` says how it counts, and between domains it never does", names[i]);
    }
    return WM_OK;
}

static const char *title_of(const struct wm_pair_side *side, enum wm_alike alike) {
    if (!side->known)
        return NULL;
    switch (alike) {
    case WM_ALIKE_LEVELS: return side->level->title;
    case WM_ALIKE_COMPETENCIES: return side->competency->title;
    default: return side->domain->title;
    }
}

static enum wm_status read_texts(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                 struct wm_link *link, struct wm_error *error) {
    const char *const given[] = {draft->id, wm_draft_text(&draft->fields, "to"), wm_draft_text(&draft->fields, "says"),
                                 wm_draft_text(&draft->fields, "source")};
    const char **const texts[] = {&link->from, &link->to, &link->says, &link->source};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        if (given[i] != NULL && (*texts[i] = wm_compile_text(compile, given[i])) == NULL)
            return wm_error_no_memory(error);
    }
    return WM_OK;
}

static enum wm_status read_link(struct wm_compile *compile, const struct wm_draft_declaration *draft,
                                const struct chosen *chosen, struct wm_link *link, struct wm_error *error) {
    struct wm_pair pair = {.compile = compile, .draft = draft, .error = error};
    link->where = draft->where;
    link->grade = grade_of(draft);
    enum wm_status status = read_texts(compile, draft, link, error);
    if (status == WM_OK)
        status = wm_pair_look(&pair, link->from, link->to);
    if (status == WM_OK)
        status = wm_pair_decide(&pair);
    if (status == WM_OK)
        status = check_grade(&pair, link);
    if (status == WM_OK && wm_grade_counts(link->grade))
        status = wm_pair_scores(&pair);
    if (status != WM_OK)
        return status;
    const struct wm_draft_value *within = wm_draft_field(&draft->fields, "within");
    link->has_within = within != NULL;
    if (within != NULL)
        link->within = within->span;
    link->alike = pair.alike;
    link->from_title = title_of(&pair.from, pair.alike);
    link->to_title = title_of(&pair.to, pair.alike);
    link->scale = pair.scale;
    link->scale_count = pair.scale_count;
    link->target_scale = pair.to_scale;
    link->state = state_of(&pair, link, chosen);
    return WM_OK;
}

// All of them -------------------------------------------------------------------------------------------------------

static enum wm_status said_twice(const struct wm_link *first, const struct wm_link *second, struct wm_error *error) {
    wm_error_set(error, WM_RULES, "duplicate", "`link` \"%s\" to \"%s\" is said twice: first at %s:%d", second->from,
                 second->to, first->where.file, first->where.line);
    wm_error_found(error, "\"%s\"", second->from);
    return wm_draft_where(error, second->where);
}

// Those that may count must not go round in a circle, whatever an organisation chooses.
static enum wm_status find_circles(struct wm_compile *compile, uint32_t count, struct wm_error *error) {
    struct wm_pair_names *names = wm_arena_zero(&compile->draft->arena, count + 1u, sizeof *names);
    uint32_t counting = 0;
    if (names == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        const struct wm_link *link = &compile->links[i];
        if (wm_grade_counts(link->grade) && link->alike != WM_ALIKE_DOMAINS)
            names[counting++] = (struct wm_pair_names){WM_WORD_LINK, link->from, link->to, link->where};
    }
    return wm_pair_circles(&compile->draft->arena, names, counting, error);
}

static enum wm_status read_all(struct wm_compile *compile, const struct chosen *chosen, struct wm_error *error) {
    uint32_t count = compile->draft->counts[WM_WORD_LINK];
    for (uint32_t i = 0; i < count; i++) {
        enum wm_status status = read_link(compile, compile->drafts[WM_WORD_LINK][i], chosen, &compile->links[i], error);
        if (status != WM_OK)
            return status;
        for (uint32_t k = 0; k < i; k++) {
            if (strcmp(compile->links[k].from, compile->links[i].from) == 0 &&
                strcmp(compile->links[k].to, compile->links[i].to) == 0)
                return said_twice(&compile->links[k], &compile->links[i], error);
        }
    }
    return find_circles(compile, count, error);
}

enum wm_status wm_compile_crosswalk(struct wm_compile *compile, struct wm_error *error) {
    uint32_t count = compile->draft->counts[WM_WORD_LINK];
    struct chosen chosen;
    enum wm_status status = choose(compile, &chosen, error);
    if (status != WM_OK || count == 0)
        return status;
    if (count > WM_LIMIT_LINKS) {
        wm_error_set(error, WM_RULES, "too-many", "the pack has %u links, more than %u", count, WM_LIMIT_LINKS);
        return wm_draft_where(error, compile->drafts[WM_WORD_LINK][WM_LIMIT_LINKS]->where);
    }
    compile->links = wm_arena_zero(compile->arena, count, sizeof *compile->links);
    if (compile->links == NULL)
        return wm_error_no_memory(error);
    bool reaches = compile->reaches; // a link is about other frameworks, whoever's pack it stands in
    compile->reaches = true;
    status = read_all(compile, &chosen, error);
    compile->reaches = reaches;
    compile->framework->links = compile->links;
    compile->framework->link_count = count;
    return status;
}
