// SPDX-License-Identifier: MIT
// Levels whose criteria change on a day. The declarations of one level or gate are its editions, each with its days; one
// ends on the eve of the next. Here they find each other; what they require is compiled one by one, and joined under a
// node that chooses by the day.
#include "engine/lang/compile.h"

#include <string.h>

// Days ---------------------------------------------------------------------------------------------------------------

wm_day wm_compile_day(const struct wm_draft_declaration *draft, const char *name) {
    const char *text = wm_draft_text(&draft->fields, name);
    wm_day day = WM_DAY_NONE;
    if (text != NULL && wm_day_parse(text, strlen(text), &day, NULL) != WM_OK)
        return WM_DAY_NONE; // its form was checked: it cannot be
    return day;
}

static enum wm_status wrong_days(const struct wm_draft_declaration *draft, const char *what, struct wm_error *error) {
    wm_error_set(error, WM_RULES, "wrong-days", "%s \"%s\": %s", wm_word_name(draft->word), draft->id, what);
    return wm_draft_where(error, draft->where);
}

enum wm_status wm_compile_check_days(const struct wm_draft_declaration *draft, struct wm_error *error) {
    wm_day from = wm_compile_day(draft, "from"), until = wm_compile_day(draft, "until");
    return until != WM_DAY_NONE && until < from ? wrong_days(draft, "`until` is before `from`", error) : WM_OK;
}

static enum wm_status check_grandfather(const struct wm_draft_declaration *draft, bool oldest, struct wm_error *error) {
    wm_day until = wm_compile_day(draft, "grandfather");
    if (until == WM_DAY_NONE)
        return WM_OK;
    if (oldest)
        return wrong_days(draft,
                          "`grandfather` is for those who were eligible before, and there is no earlier edition: "
                          "declare it once more, as it was, without `from`",
                          error);
    return until < wm_compile_day(draft, "from") ? wrong_days(draft, "`grandfather` is before `from`", error) : WM_OK;
}

// Two editions that do not meet: the earlier one ends on `until`, as `where` says.
static enum wm_status apart(const struct wm_draft_declaration *later, wm_day until, struct wm_place where,
                            struct wm_error *error) {
    bool gap = until + 1 < wm_compile_day(later, "from");
    char last[11], next[11];
    wm_day_format(until, last);
    wm_day_format(until + 1, next);
    wm_error_set(
        error, WM_RULES, gap ? "gap" : "overlap",
        gap ? "%s \"%s\": the edition before it ends on %s (%s:%d), and nothing is in force until this one begins"
            : "%s \"%s\": the edition before it is in force until %s (%s:%d), and this one begins before that",
        wm_word_name(later->word), later->id, last, where.file, where.line);
    wm_error_expected(error, "from = \"%s\"", next);
    wm_error_found(error, "from = \"%s\"", wm_draft_text(&later->fields, "from"));
    return wm_draft_where(error, later->where);
}

// One ends on the eve of the next, whether it says so or not.
static enum wm_status end_edition(const struct wm_compile_level *level, uint32_t at, bool silent, struct wm_place where,
                                  struct wm_error *error) {
    const struct wm_draft_declaration *later = level->drafts[at + 1];
    struct wm_edition *edition = &level->editions[at];
    wm_day eve = wm_compile_day(later, "from") - 1;
    if (edition->until == WM_DAY_NONE || (silent && edition->until > eve))
        edition->until = eve;
    if (edition->until != eve)
        return apart(later, edition->until, where, error);
    return edition->from > eve ? wrong_days(later, "`from` is no later than that of its framework", error) : WM_OK;
}

// One that names no day has those of its framework.
static enum wm_status date_edition(const struct wm_compile *compile, const struct wm_compile_level *level, uint32_t at,
                                   struct wm_error *error) {
    const struct wm_draft_declaration *draft = level->drafts[at];
    struct wm_edition *edition = &level->editions[at];
    *edition = (struct wm_edition){.from = wm_compile_day(draft, "from"),
                                   .until = wm_compile_day(draft, "until"),
                                   .where = draft->where,
                                   .number = at};
    bool silent = edition->from == WM_DAY_NONE && edition->until == WM_DAY_NONE;
    if (silent) {
        edition->from = compile->framework->from;
        edition->until = compile->framework->until;
    }
    enum wm_status status = wm_compile_check_days(draft, error);
    if (status == WM_OK)
        status = check_grandfather(draft, at == 0, error);
    if (status != WM_OK || at + 1 == level->count)
        return status;
    return end_edition(level, at, silent, silent ? compile->framework->where : draft->where, error);
}

static enum wm_status date_level(struct wm_compile *compile, struct wm_compile_level *level, struct wm_error *error) {
    level->editions = wm_arena_zero(compile->arena, level->count, sizeof *level->editions);
    if (level->editions == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < level->count && status == WM_OK; i++)
        status = date_edition(compile, level, i, error);
    bool always =
        level->count == 1 && level->editions[0].from == WM_DAY_NONE && level->editions[0].until == WM_DAY_NONE;
    if (always)
        level->editions = NULL;
    return status;
}

// Finding each other -----------------------------------------------------------------------------------------------------

// Sorted by `from`; the one that says none is the oldest.
static enum wm_status insert(struct wm_compile_level *level, const struct wm_draft_declaration *draft,
                             struct wm_error *error) {
    wm_day from = wm_compile_day(draft, "from");
    uint32_t at = level->count;
    while (at > 0 && wm_compile_day(level->drafts[at - 1], "from") > from)
        at--;
    if (at > 0 && wm_compile_day(level->drafts[at - 1], "from") == from)
        return wm_compile_duplicate(level->drafts[at - 1], draft, error);
    memmove(&level->drafts[at + 1], &level->drafts[at], (level->count - at) * sizeof(struct wm_draft_declaration *));
    level->drafts[at] = draft;
    level->count++;
    return WM_OK;
}

// Declarations of one name stand together in the index, the first declared first.
static enum wm_status gather_level(struct wm_compile *compile, int word, uint32_t *next, struct wm_compile_level *level,
                                   struct wm_error *error) {
    const struct wm_name *names = compile->names[word];
    uint32_t first = *next, end = first;
    while (end < compile->draft->counts[word] && strcmp(names[end].id, names[first].id) == 0)
        end++;
    *level = (struct wm_compile_level){.at = names[first].at, .word = word};
    level->drafts = wm_arena_zero(&compile->draft->arena, end - first + 1u, sizeof(struct wm_draft_declaration *));
    if (level->drafts == NULL)
        return wm_error_no_memory(error);
    enum wm_status status = WM_OK;
    for (uint32_t i = first; i < end && status == WM_OK; i++)
        status = insert(level, compile->drafts[word][names[i].at], error);
    *next = end;
    return status == WM_OK ? date_level(compile, level, error) : status;
}

enum wm_status wm_compile_editions(struct wm_compile *compile, struct wm_error *error) {
    static const int words[] = {WM_WORD_LEVEL, WM_WORD_GATE};
    uint32_t most = compile->draft->counts[WM_WORD_LEVEL] + compile->draft->counts[WM_WORD_GATE];
    compile->levels = wm_arena_zero(&compile->draft->arena, most + 1u, sizeof *compile->levels);
    if (compile->levels == NULL)
        return wm_error_no_memory(error);
    compile->level_count = 0;
    enum wm_status status = WM_OK;
    for (size_t w = 0; w < 2; w++) {
        for (uint32_t next = 0; next < compile->draft->counts[words[w]] && status == WM_OK;)
            status = gather_level(compile, words[w], &next, &compile->levels[compile->level_count++], error);
    }
    return status;
}

// Joining them -----------------------------------------------------------------------------------------------------------

static enum wm_status add_grandfathered(struct wm_compile *compile, const struct wm_compile_level *from, uint32_t at,
                                        const struct wm_level *level, uint32_t number, struct wm_criterion **ret_leaf,
                                        struct wm_error *error) {
    const struct wm_draft_criterion here = {.verb = WM_VERB_GRANDFATHERED, .where = from->drafts[at]->where};
    struct wm_criterion *leaf;
    enum wm_status status = wm_compile_node(compile, WM_VERB_GRANDFATHERED, &here, &leaf, error);
    struct wm_edition *days = wm_arena_zero(compile->arena, 1, sizeof *days);
    if (status == WM_OK && days == NULL)
        status = wm_error_no_memory(error);
    if (status != WM_OK)
        return status;
    *days = from->editions[at];
    days->until = wm_compile_day(from->drafts[at], "grandfather");
    days->number = number;
    leaf->level = level;
    leaf->edition = days;
    *ret_leaf = leaf;
    return WM_OK;
}

enum wm_status wm_compile_join_editions(struct wm_compile *compile, const struct wm_compile_level *from,
                                        struct wm_criterion *const *requires, struct wm_level *level,
                                        struct wm_error *error) {
    const struct wm_draft_criterion here = {.verb = WM_VERB_EDITIONS, .where = level->where};
    struct wm_criterion *node, **children = NULL;
    enum wm_status status = wm_compile_node(compile, WM_VERB_EDITIONS, &here, &node, error);
    if (status == WM_OK)
        status = wm_compile_children(compile, node, 2 * from->count, &children, error);
    if (status != WM_OK)
        return status;
    for (uint32_t i = 0; i < from->count; i++) {
        children[i] = requires[i];
        children[i]->edition = &from->editions[i];
    }
    uint32_t count = from->count;
    for (uint32_t i = 1; i < from->count && status == WM_OK; i++) {
        if (wm_compile_day(from->drafts[i], "grandfather") == WM_DAY_NONE)
            continue;
        status = add_grandfathered(compile, from, i, level, count, &children[count], error);
        count++;
    }
    node->child_count = count;
    level->requires = node;
    return status;
}
