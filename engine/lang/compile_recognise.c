// SPDX-License-Identifier: MIT
// recognise { "framework/x", as = "framework/y" }: what is held elsewhere counts here. The target is of a framework that
// the organisation has; the source may be of one that nobody adopted, and then its name cannot be checked. The links of
// the frameworks that it has say the same, as far as the organisation lets them count.
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

#include <string.h>

struct recognising {
    struct wm_compile *organisation;
    struct wm_recognition *all; // sorted, as a ruleset has them
    uint32_t count;
    struct wm_error *error;
};

// One of its own ----------------------------------------------------------------------------------------------------

static enum wm_status intern(const struct recognising *recognising, const char *id, wm_code *ret_code) {
    *ret_code = wm_code_intern(id, strlen(id));
    return *ret_code != WM_CODE_NONE ? WM_OK : wm_error_no_memory(recognising->error);
}

static enum wm_status read_names(const struct recognising *recognising, struct wm_pair *pair,
                                 struct wm_recognition *made) {
    const char *to = wm_draft_text(&pair->draft->fields, "as");
    enum wm_status status = wm_pair_look(pair, pair->draft->id, to);
    if (status == WM_OK && !pair->to.known) { // of a framework that the organisation does not have
        static const int words[] = {WM_WORD_LEVEL, WM_DECLARED_COMPETENCY, -1};
        return wm_compile_unknown(pair->compile, words, "`recognise`", to, pair->draft->where, pair->error);
    }
    if (status == WM_OK)
        status = wm_pair_decide(pair);
    if (status == WM_OK)
        status = wm_pair_scores(pair);
    if (status == WM_OK)
        status = intern(recognising, pair->from.id, &made->source);
    if (status == WM_OK)
        status = intern(recognising, pair->to.id, &made->target);
    made->kind = pair->alike == WM_ALIKE_LEVELS ? WM_KIND_AWARD : WM_KIND_ASSESSMENT;
    made->scale = pair->scale;
    made->scale_count = pair->scale_count;
    made->target_scale = pair->to_scale;
    return status;
}

static enum wm_status read_limits(const struct recognising *recognising, const struct wm_draft_declaration *draft,
                                  struct wm_recognition *made) {
    const struct wm_draft_value *within = wm_draft_field(&draft->fields, "within");
    struct wm_values from = wm_compile_values(wm_draft_field(&draft->fields, "from"));
    const char **by = wm_arena_zero(recognising->organisation->arena, from.count + 1u, sizeof *by);
    if (by == NULL)
        return wm_error_no_memory(recognising->error);
    for (uint32_t i = 0; i < from.count; i++) {
        by[i] = wm_compile_text(recognising->organisation, from.values[i].text);
        if (by[i] == NULL)
            return wm_error_no_memory(recognising->error);
    }
    made->by = by;
    made->by_count = from.count;
    made->has_within = within != NULL;
    if (within != NULL)
        made->within = within->span;
    return WM_OK;
}

static int compare(const struct wm_recognition *a, const struct wm_recognition *b) {
    int order = strcmp(wm_code_text(a->source), wm_code_text(b->source));
    return order != 0 ? order : strcmp(wm_code_text(a->target), wm_code_text(b->target));
}

// Where it stands, or would: `*ret_there` says which.
static uint32_t place_of(const struct recognising *recognising, const struct wm_recognition *one, bool *ret_there) {
    uint32_t at = recognising->count;
    while (at > 0 && compare(&recognising->all[at - 1], one) >= 0)
        at--;
    *ret_there = at < recognising->count && compare(&recognising->all[at], one) == 0;
    return at;
}

static void insert(struct recognising *recognising, uint32_t at, const struct wm_recognition *one) {
    memmove(&recognising->all[at + 1], &recognising->all[at], (recognising->count - at) * sizeof *recognising->all);
    recognising->all[at] = *one;
    recognising->count++;
}

static enum wm_status add_own(struct recognising *recognising, const struct wm_draft_declaration *draft) {
    struct wm_pair pair = {.compile = recognising->organisation, .draft = draft, .error = recognising->error};
    struct wm_recognition made = {.where = draft->where};
    enum wm_status status = read_names(recognising, &pair, &made);
    if (status == WM_OK)
        status = read_limits(recognising, draft, &made);
    if (status != WM_OK)
        return status;
    bool there;
    uint32_t at = place_of(recognising, &made, &there);
    if (there)
        return wm_pair_fail(&pair, "duplicate", "`%s` \"%s\" as \"%s\" is said twice", pair.to.id);
    insert(recognising, at, &made);
    return WM_OK;
}

// By the links of its frameworks ------------------------------------------------------------------------------------

static enum wm_status linked_twice(const struct recognising *recognising, const struct wm_link *first,
                                   const struct wm_link *second) {
    wm_error_set(recognising->error, WM_RULES, "duplicate",
                 "`link` \"%s\" to \"%s\" is said by two of the organisation's frameworks: first at %s:%d",
                 second->from, second->to, first->where.file, first->where.line);
    wm_error_expected(recognising->error,
                      "one of the two, or a `recognise` of the organisation's own, which stands for "
                      "both");
    wm_error_found(recognising->error, "\"%s\"", second->from);
    return wm_draft_where(recognising->error, second->where);
}

static enum wm_status add_link(struct recognising *recognising, struct wm_link *link, struct wm_place adopted) {
    struct wm_recognition made = {.kind = link->alike == WM_ALIKE_LEVELS ? WM_KIND_AWARD : WM_KIND_ASSESSMENT,
                                  .where = adopted.file != NULL ? adopted : link->where,
                                  .has_within = link->has_within,
                                  .within = link->within,
                                  .scale = link->scale,
                                  .scale_count = link->scale_count,
                                  .target_scale = link->target_scale,
                                  .link = link};
    enum wm_status status = intern(recognising, link->from, &made.source);
    if (status == WM_OK)
        status = intern(recognising, link->to, &made.target);
    if (status != WM_OK)
        return status;
    bool there;
    uint32_t at = place_of(recognising, &made, &there);
    if (!there) {
        insert(recognising, at, &made);
        return WM_OK;
    }
    if (recognising->all[at].link != NULL)
        return linked_twice(recognising, recognising->all[at].link, link);
    link->state = WM_LINK_OWN; // what the organisation says itself stands
    return WM_OK;
}

static enum wm_status add_links(struct recognising *recognising, const struct wm_compile *framework) {
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < framework->framework->link_count && status == WM_OK; i++) {
        struct wm_link *link = &framework->links[i];
        if (link->state == WM_LINK_COUNTS)
            status = add_link(recognising, link, framework->framework->adopted);
    }
    return status;
}

static enum wm_status find_circles(const struct recognising *recognising) {
    struct wm_arena *scratch = &recognising->organisation->draft->arena;
    struct wm_pair_names *names = wm_arena_zero(scratch, recognising->count + 1u, sizeof *names);
    if (names == NULL)
        return wm_error_no_memory(recognising->error);
    for (uint32_t i = 0; i < recognising->count; i++) {
        const struct wm_recognition *one = &recognising->all[i];
        names[i] = (struct wm_pair_names){.word = one->link != NULL ? WM_WORD_LINK : WM_WORD_RECOGNISE,
                                          .from = wm_code_text(one->source),
                                          .to = wm_code_text(one->target),
                                          .where = one->link != NULL ? one->link->where : one->where};
    }
    return wm_pair_circles(scratch, names, recognising->count, recognising->error);
}

// All ---------------------------------------------------------------------------------------------------------------

static uint32_t count_most(const struct wm_compile *organisation) {
    uint32_t most = organisation->draft->counts[WM_WORD_RECOGNISE];
    for (uint32_t i = 0; i < organisation->peer_count; i++) {
        for (uint32_t k = 0; k < organisation->peers[i].framework->link_count; k++)
            most += organisation->peers[i].links[k].state == WM_LINK_COUNTS ? 1 : 0;
    }
    return most;
}

enum wm_status wm_compile_recognitions(struct wm_compile *organisation, struct wm_error *error) {
    uint32_t most = count_most(organisation);
    struct recognising recognising = {.organisation = organisation, .error = error};
    if (most > WM_LIMIT_RECOGNITIONS) {
        wm_error_set(error, WM_RULES, "too-many", "the pack recognises %u things, more than %u", most,
                     WM_LIMIT_RECOGNITIONS);
        return wm_error_where(error, "%s:1", organisation->script->files[0].path);
    }
    recognising.all = wm_arena_zero(organisation->arena, most + 1u, sizeof *recognising.all);
    if (recognising.all == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    for (const struct wm_draft_declaration *draft = organisation->draft->first; draft != NULL && status == WM_OK;
         draft = draft->next) {
        if (draft->word == WM_WORD_RECOGNISE)
            status = add_own(&recognising, draft);
    }
    for (uint32_t i = 0; i < organisation->peer_count && status == WM_OK; i++)
        status = add_links(&recognising, &organisation->peers[i]);
    if (status != WM_OK)
        return status;
    organisation->ruleset->recognitions = recognising.all;
    organisation->ruleset->recognition_count = recognising.count;
    return find_circles(&recognising);
}
