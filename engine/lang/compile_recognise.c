// SPDX-License-Identifier: MIT
// recognise { "framework/x", as = "framework/y" }: what is held elsewhere counts here. The target is of a framework that
// the organisation has; the source may be of one that nobody adopted, and then its name cannot be checked.
#include "engine/lang/compile.h"

#include "engine/lang/limits.h"

#include <string.h>

struct recognising {
    struct wm_compile *organisation;
    const struct wm_draft_declaration *draft;
    struct wm_recognition made;
    const struct wm_scale *source_scale;
    bool source_known;
    struct wm_error *error;
};

struct side { // one of the two names
    const char *id;
    struct wm_place where;
    const struct wm_level *level;
    const struct wm_declaration *competency;
};

static enum wm_status fail(const struct recognising *recognising, const char *reason, const char *message,
                           const char *id) {
    wm_error_set(recognising->error, WM_RULES, reason, message, recognising->draft->id, id);
    wm_error_found(recognising->error, "\"%s\"", id);
    return wm_draft_where(recognising->error, recognising->draft->where);
}

// The names ---------------------------------------------------------------------------------------------------------

static enum wm_status check_code(const struct recognising *recognising, const char *id, wm_code *ret_code) {
    const char *slash = strchr(id, '/');
    if (slash == NULL || slash == id || slash[1] == '\0' || !wm_code_valid(id, strlen(id))) {
        fail(recognising, "wrong-id", "`recognise` \"%s\": \"%s\" names no level or competency: \"framework/id\" does",
             id);
        wm_error_expected(recognising->error, "\"framework/id\"");
        return WM_RULES;
    }
    *ret_code = wm_code_intern(id, strlen(id));
    return *ret_code != WM_CODE_NONE ? WM_OK : wm_error_no_memory(recognising->error);
}

// Which of the two it names; false: it is there, as neither.
static bool look(struct wm_compile *organisation, const char *id, struct side *side) {
    *side = (struct side){.id = id,
                          .level = wm_compile_find_level(organisation, id),
                          .competency = wm_compile_lookup(organisation, WM_DECLARED_COMPETENCY, id, NULL)};
    return side->level != NULL || side->competency != NULL;
}

static enum wm_status unknown(const struct recognising *recognising, const char *id) {
    static const int words[] = {WM_WORD_LEVEL, WM_DECLARED_COMPETENCY, -1};
    return wm_compile_unknown(recognising->organisation, words, "`recognise`", id, recognising->draft->where,
                              recognising->error);
}

static enum wm_status choose_kind(struct recognising *recognising, const struct side *source,
                                  const struct side *target) {
    bool scores = wm_draft_field(&recognising->draft->fields, "scale") != NULL;
    bool level = target->level != NULL && (target->competency == NULL || !scores);
    recognising->made.kind = level ? WM_KIND_AWARD : WM_KIND_ASSESSMENT;
    if (level && scores)
        return fail(recognising, "wrong-type", "`recognise` \"%s\": `scale` is for competencies, \"%s\" is a level",
                    target->id);
    if ((level && target->level->gate) || (level && source->level != NULL && source->level->gate))
        return fail(recognising, "wrong-type", "`recognise` \"%s\": only levels are awarded, \"%s\" is a gate",
                    target->level->gate ? target->id : source->id);
    if (recognising->source_known && (level ? source->level == NULL : source->competency == NULL))
        return fail(recognising, "wrong-type",
                    level ? "`recognise` \"%s\": \"%s\" is a level, the other a competency"
                          : "`recognise` \"%s\": \"%s\" is a competency, the other a level",
                    target->id);
    if (!level) {
        recognising->made.target_scale = target->competency->scale;
        recognising->source_scale = recognising->source_known ? source->competency->scale : NULL;
    }
    return WM_OK;
}

static enum wm_status read_names(struct recognising *recognising) {
    struct wm_compile *organisation = recognising->organisation;
    const char *source_id = recognising->draft->id, *own;
    const char *target_id = wm_draft_text(&recognising->draft->fields, "as");
    struct side source, target;
    enum wm_status status = check_code(recognising, source_id, &recognising->made.source);
    if (status == WM_OK)
        status = check_code(recognising, target_id, &recognising->made.target);
    if (status != WM_OK)
        return status;
    if (strcmp(source_id, target_id) == 0)
        return fail(recognising, "cycle", "`recognise` \"%s\" as \"%s\": it counts as itself anyway", target_id);
    if (!look(organisation, target_id, &target))
        return unknown(recognising, target_id);
    recognising->source_known = look(organisation, source_id, &source);
    if (!recognising->source_known && wm_compile_home(organisation, source_id, &own) != NULL)
        return unknown(recognising, source_id);
    return choose_kind(recognising, &source, &target);
}

// The scores --------------------------------------------------------------------------------------------------------

static bool same_points(const struct wm_scale *a, const struct wm_scale *b) {
    bool same = a->count == b->count;
    for (uint32_t i = 0; same && i < a->count; i++)
        same = a->points[i].value == b->points[i].value;
    return same;
}

static enum wm_status add_pair(struct recognising *recognising, struct wm_scale_pair *pairs, wm_number from,
                               const struct wm_draft_value *to) {
    const struct wm_scale *source = recognising->source_scale, *target = recognising->made.target_scale;
    char score[32];
    if (to->type != WM_DRAFT_NUMBER)
        return fail(recognising, "wrong-type",
                    "`recognise` \"%s\": `scale` says of scores which scores they are, not %s", wm_draft_type_name(to));
    bool off_source = source != NULL && !wm_scale_has(source, from);
    bool off_target = target != NULL && !wm_scale_has(target, to->number);
    wm_number_format(off_source ? from : to->number, score);
    if (off_source || off_target)
        return fail(recognising, "off-scale",
                    off_source ? "`recognise` \"%s\": %s is no score of its scale"
                               : "`recognise` \"%s\": %s is no score of the scale that it counts on",
                    score);
    pairs[recognising->made.scale_count++] = (struct wm_scale_pair){from, to->number};
    return WM_OK;
}

static enum wm_status read_scale(struct recognising *recognising) {
    const struct wm_draft_value *value = wm_draft_field(&recognising->draft->fields, "scale");
    const struct wm_scale *source = recognising->source_scale, *target = recognising->made.target_scale;
    if (value == NULL && source != NULL && target != NULL && !same_points(source, target))
        return fail(recognising, "missing",
                    "`recognise` \"%s\" as \"%s\": their scales differ, say which score counts as which: scale = { … }",
                    wm_code_text(recognising->made.target));
    if (value == NULL)
        return WM_OK;
    const struct wm_draft_table *table = value->table;
    struct wm_scale_pair *pairs =
        wm_arena_zero(recognising->organisation->arena, table->count + table->point_count + 1u, sizeof *pairs);
    if (pairs == NULL)
        return wm_error_no_memory(recognising->error);
    if (table->pair_count > 0 || table->count + table->point_count == 0)
        return fail(recognising, "wrong-type", "`recognise` \"%s\": `scale` %s: scale = { [1] = 3, [2] = 4 }",
                    "says which score counts as which");
    enum wm_status status = WM_OK;
    uint32_t point = 0;
    for (; status == WM_OK && point < table->point_count && table->points[point].key < WM_NUMBER_ONE; point++)
        status = add_pair(recognising, pairs, table->points[point].key, &table->points[point].value);
    for (uint32_t i = 0; status == WM_OK && i < table->count; i++)
        status = add_pair(recognising, pairs, (wm_number)(i + 1) * WM_NUMBER_ONE, &table->list[i]);
    for (; status == WM_OK && point < table->point_count; point++)
        status = add_pair(recognising, pairs, table->points[point].key, &table->points[point].value);
    recognising->made.scale = pairs;
    return status;
}

// The rest ----------------------------------------------------------------------------------------------------------

static enum wm_status read_limits(struct recognising *recognising) {
    const struct wm_draft_value *within = wm_draft_field(&recognising->draft->fields, "within");
    struct wm_values from = wm_compile_values(wm_draft_field(&recognising->draft->fields, "from"));
    const char **by = wm_arena_zero(recognising->organisation->arena, from.count + 1u, sizeof *by);
    if (by == NULL)
        return wm_error_no_memory(recognising->error);
    for (uint32_t i = 0; i < from.count; i++) {
        by[i] = wm_compile_text(recognising->organisation, from.values[i].text);
        if (by[i] == NULL)
            return wm_error_no_memory(recognising->error);
    }
    recognising->made.by = by;
    recognising->made.by_count = from.count;
    recognising->made.has_within = within != NULL;
    if (within != NULL)
        recognising->made.within = within->span;
    return WM_OK;
}

static int compare(const struct wm_recognition *a, const struct wm_recognition *b) {
    int order = strcmp(wm_code_text(a->source), wm_code_text(b->source));
    return order != 0 ? order : strcmp(wm_code_text(a->target), wm_code_text(b->target));
}

// Keeps them sorted, as a ruleset has them.
static enum wm_status add(const struct recognising *recognising, struct wm_recognition *recognitions, uint32_t count) {
    uint32_t at = count;
    while (at > 0 && compare(&recognitions[at - 1], &recognising->made) >= 0)
        at--;
    if (at < count && compare(&recognitions[at], &recognising->made) == 0)
        return fail(recognising, "duplicate", "`recognise` \"%s\" as \"%s\" is said twice",
                    wm_code_text(recognising->made.target));
    memmove(&recognitions[at + 1], &recognitions[at], (count - at) * sizeof *recognitions);
    recognitions[at] = recognising->made;
    return WM_OK;
}

enum progress { UNSEEN, ON_THE_WAY, DONE };

static enum wm_status walk(const struct wm_recognition *all, uint32_t count, uint8_t *progress, uint32_t at,
                           struct wm_error *error) {
    if (progress[at] == ON_THE_WAY) {
        wm_error_set(error, WM_RULES, "cycle", "the `recognise` go round in a circle, through \"%s\" as \"%s\"",
                     wm_code_text(all[at].source), wm_code_text(all[at].target));
        wm_error_found(error, "\"%s\"", wm_code_text(all[at].source));
        return wm_draft_where(error, all[at].where);
    }
    if (progress[at] == DONE)
        return WM_OK;
    progress[at] = ON_THE_WAY;
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < count && status == WM_OK; i++) {
        if (all[i].source == all[at].target)
            status = walk(all, count, progress, i, error);
    }
    progress[at] = DONE;
    return status;
}

static enum wm_status find_circles(const struct wm_compile *organisation, const struct wm_recognition *all,
                                   uint32_t count, struct wm_error *error) {
    uint8_t *progress = wm_arena_zero(&organisation->draft->arena, count + 1u, sizeof *progress);
    if (progress == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < count && status == WM_OK; i++)
        status = walk(all, count, progress, i, error);
    return status;
}

enum wm_status wm_compile_recognitions(struct wm_compile *organisation, struct wm_error *error) {
    uint32_t most = organisation->draft->counts[WM_WORD_RECOGNISE], count = 0;
    if (most > WM_LIMIT_RECOGNITIONS) {
        wm_error_set(error, WM_RULES, "too-many", "the pack recognises %u things, more than %u", most,
                     WM_LIMIT_RECOGNITIONS);
        return wm_error_where(error, "%s:1", organisation->script->files[0].path);
    }
    struct wm_recognition *recognitions = wm_arena_zero(organisation->arena, most + 1u, sizeof *recognitions);
    if (recognitions == NULL)
        return wm_error_no_memory(error);
    for (const struct wm_draft_declaration *draft = organisation->draft->first; draft != NULL; draft = draft->next) {
        if (draft->word != WM_WORD_RECOGNISE)
            continue;
        struct recognising recognising = {.organisation = organisation, .draft = draft, .error = error};
        recognising.made.where = draft->where;
        enum wm_status status = read_names(&recognising);
        if (status == WM_OK)
            status = read_scale(&recognising);
        if (status == WM_OK)
            status = read_limits(&recognising);
        if (status == WM_OK)
            status = add(&recognising, recognitions, count);
        if (status != WM_OK)
            return status;
        count++;
    }
    organisation->ruleset->recognitions = recognitions;
    organisation->ruleset->recognition_count = count;
    return find_circles(organisation, recognitions, count, error);
}
