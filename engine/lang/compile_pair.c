// SPDX-License-Identifier: MIT
// Two names of which one is read as the other, as `recognise` and `link` write them: what they are, and which score of the
// one is which of the other. Either may be of a framework that is not there, and then cannot be checked.
#include "engine/lang/compile.h"

#include <string.h>

enum wm_status wm_pair_fail(const struct wm_pair *pair, const char *reason, const char *message, const char *id) {
    wm_error_set(pair->error, WM_RULES, reason, message, wm_word_name(pair->draft->word), pair->draft->id, id);
    wm_error_found(pair->error, "\"%s\"", id);
    return wm_draft_where(pair->error, pair->draft->where);
}

// The names ---------------------------------------------------------------------------------------------------------

static enum wm_status check_name(const struct wm_pair *pair, const char *id) {
    const char *slash = strchr(id, '/');
    if (slash != NULL && slash != id && slash[1] != '\0' && wm_code_valid(id, strlen(id)))
        return WM_OK;
    wm_pair_fail(pair, "wrong-id", "`%s` \"%s\": \"%s\" names no level or competency: \"framework/id\" does", id);
    wm_error_expected(pair->error, "\"framework/id\"");
    return WM_RULES;
}

static enum wm_status look(const struct wm_pair *pair, const char *id, struct wm_pair_side *side) {
    static const int recognisable[] = {WM_WORD_LEVEL, WM_DECLARED_COMPETENCY, -1};
    static const int linkable[] = {WM_WORD_LEVEL, WM_DECLARED_COMPETENCY, WM_DECLARED_DOMAIN, -1};
    const bool link = pair->draft->word == WM_WORD_LINK;
    const char *own;
    *side = (struct wm_pair_side){
        .id = id,
        .level = wm_compile_find_level(pair->compile, id),
        .competency = wm_compile_lookup(pair->compile, WM_DECLARED_COMPETENCY, id, NULL),
        .domain = link ? wm_compile_lookup(pair->compile, WM_DECLARED_DOMAIN, id, NULL) : NULL,
    };
    side->known = side->level != NULL || side->competency != NULL || side->domain != NULL;
    if (side->known || wm_compile_home(pair->compile, id, &own) == NULL)
        return WM_OK;
    return wm_compile_unknown(pair->compile, link ? linkable : recognisable, link ? "`link`" : "`recognise`", id,
                              pair->draft->where, pair->error);
}

enum wm_status wm_pair_look(struct wm_pair *pair, const char *from, const char *to) {
    enum wm_status status = check_name(pair, from);
    if (status == WM_OK)
        status = check_name(pair, to);
    if (status != WM_OK)
        return status;
    if (strcmp(from, to) == 0)
        return wm_pair_fail(pair, "cycle", "`%s` \"%s\" as \"%s\": it counts as itself anyway", to);
    status = look(pair, to, &pair->to);
    return status == WM_OK ? look(pair, from, &pair->from) : status;
}

static bool is_alike(const struct wm_pair_side *side, enum wm_alike alike) {
    switch (alike) {
    case WM_ALIKE_LEVELS: return side->level != NULL;
    case WM_ALIKE_COMPETENCIES: return side->competency != NULL;
    case WM_ALIKE_DOMAINS: return side->domain != NULL;
    default: return true;
    }
}

static enum wm_alike alike_of(const struct wm_pair_side *side, bool scores) {
    if (side->level != NULL && (side->competency == NULL || !scores))
        return WM_ALIKE_LEVELS;
    if (side->competency != NULL)
        return WM_ALIKE_COMPETENCIES;
    return side->domain != NULL ? WM_ALIKE_DOMAINS : WM_ALIKE_UNKNOWN;
}

static enum wm_status other_kind(const struct wm_pair *pair) {
    const char *other = wm_alike_name(alike_of(&pair->from, false));
    wm_error_set(pair->error, WM_RULES, "wrong-type", "`%s` \"%s\": \"%s\" is a %s, the other a %s",
                 wm_word_name(pair->draft->word), pair->draft->id, pair->to.id, wm_alike_name(pair->alike), other);
    wm_error_found(pair->error, "\"%s\"", pair->to.id);
    return wm_draft_where(pair->error, pair->draft->where);
}

enum wm_status wm_pair_decide(struct wm_pair *pair) {
    const bool scores = wm_draft_field(&pair->draft->fields, "scale") != NULL;
    const struct wm_pair_side *sure = pair->to.known ? &pair->to : &pair->from;
    pair->alike = alike_of(sure, scores);
    if (pair->alike == WM_ALIKE_LEVELS && scores)
        return wm_pair_fail(pair, "wrong-type", "`%s` \"%s\": `scale` is for competencies, \"%s\" is a level",
                            sure->id);
    for (int side = 0; side < 2 && pair->alike == WM_ALIKE_LEVELS; side++) {
        const struct wm_pair_side *one = side == 0 ? &pair->to : &pair->from;
        if (one->level != NULL && one->level->gate)
            return wm_pair_fail(pair, "wrong-type", "`%s` \"%s\": only levels are awarded, \"%s\" is a gate", one->id);
    }
    if (pair->to.known && pair->from.known && !is_alike(&pair->from, pair->alike))
        return other_kind(pair);
    if (pair->alike == WM_ALIKE_COMPETENCIES) {
        pair->from_scale = pair->from.competency != NULL ? pair->from.competency->scale : NULL;
        pair->to_scale = pair->to.competency != NULL ? pair->to.competency->scale : NULL;
    }
    return WM_OK;
}

// The scores --------------------------------------------------------------------------------------------------------

static bool same_points(const struct wm_scale *a, const struct wm_scale *b) {
    bool same = a->count == b->count;
    for (uint32_t i = 0; same && i < a->count; i++)
        same = a->points[i].value == b->points[i].value;
    return same;
}

static enum wm_status add_score(struct wm_pair *pair, struct wm_scale_pair *scores, wm_number from,
                                const struct wm_draft_value *to) {
    char score[32];
    if (to->type != WM_DRAFT_NUMBER)
        return wm_pair_fail(pair, "wrong-type", "`%s` \"%s\": `scale` says of scores which scores they are, not %s",
                            wm_draft_type_name(to));
    bool off_source = pair->from_scale != NULL && !wm_scale_has(pair->from_scale, from);
    bool off_target = pair->to_scale != NULL && !wm_scale_has(pair->to_scale, to->number);
    wm_number_format(off_source ? from : to->number, score);
    if (off_source || off_target)
        return wm_pair_fail(pair, "off-scale",
                            off_source ? "`%s` \"%s\": %s is no score of its scale"
                                       : "`%s` \"%s\": %s is no score of the scale that it counts on",
                            score);
    scores[pair->scale_count++] = (struct wm_scale_pair){from, to->number};
    return WM_OK;
}

enum wm_status wm_pair_scores(struct wm_pair *pair) {
    const struct wm_draft_value *value = wm_draft_field(&pair->draft->fields, "scale");
    if (value == NULL && pair->from_scale != NULL && pair->to_scale != NULL &&
        !same_points(pair->from_scale, pair->to_scale))
        return wm_pair_fail(
            pair, "missing",
            "`%s` \"%s\" as \"%s\": their scales differ, say which score counts as which: scale = { … }", pair->to.id);
    if (value == NULL)
        return WM_OK;
    const struct wm_draft_table *table = value->table;
    struct wm_scale_pair *scores =
        wm_arena_zero(pair->compile->arena, table->count + table->point_count + 1u, sizeof *scores);
    if (scores == NULL)
        return wm_error_no_memory(pair->error);
    if (table->pair_count > 0 || table->count + table->point_count == 0)
        return wm_pair_fail(pair, "wrong-type", "`%s` \"%s\": `scale` %s: scale = { [1] = 3, [2] = 4 }",
                            "says which score counts as which");
    enum wm_status status = WM_OK;
    uint32_t point = 0;
    for (; status == WM_OK && point < table->point_count && table->points[point].key < WM_NUMBER_ONE; point++)
        status = add_score(pair, scores, table->points[point].key, &table->points[point].value);
    for (uint32_t i = 0; status == WM_OK && i < table->count; i++)
        status = add_score(pair, scores, (wm_number)(i + 1) * WM_NUMBER_ONE, &table->list[i]);
    for (; status == WM_OK && point < table->point_count; point++)
        status = add_score(pair, scores, table->points[point].key, &table->points[point].value);
    pair->scale = scores;
    return status;
}

// Circles -----------------------------------------------------------------------------------------------------------

enum progress { UNSEEN, ON_THE_WAY, DONE };

static enum wm_status walk(const struct wm_pair_names *all, uint32_t count, uint8_t *progress, uint32_t at,
                           struct wm_error *error) {
    if (progress[at] == ON_THE_WAY) {
        wm_error_set(error, WM_RULES, "cycle", "the `%s` go round in a circle, through \"%s\" as \"%s\"",
                     wm_word_name(all[at].word), all[at].from, all[at].to);
        wm_error_found(error, "\"%s\"", all[at].from);
        return wm_draft_where(error, all[at].where);
    }
    if (progress[at] == DONE)
        return WM_OK;
    progress[at] = ON_THE_WAY;
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < count && status == WM_OK; i++) {
        if (strcmp(all[i].from, all[at].to) == 0)
            status = walk(all, count, progress, i, error);
    }
    progress[at] = DONE;
    return status;
}

enum wm_status wm_pair_circles(struct wm_arena *scratch, const struct wm_pair_names *all, uint32_t count,
                               struct wm_error *error) {
    uint8_t *progress = wm_arena_zero(scratch, count + 1u, sizeof *progress);
    if (progress == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < count && status == WM_OK; i++)
        status = walk(all, count, progress, i, error);
    return status;
}
