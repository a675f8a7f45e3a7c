// SPDX-License-Identifier: MIT
// What an organisation recognises, against what the levels ask for.
#include "engine/author/lint_work.h"

#include "engine/criteria/crosswalk.h"

#include <string.h>

struct search {
    const struct wm_lint *lint;
    wm_code wanted;
    bool *seen; // by the index of the level
};

static bool level_asks(struct search *search, const struct wm_level *level);

static const struct wm_level *level_of(const struct wm_lint *lint, wm_code code) {
    const char *text = wm_code_text(code);
    return wm_ruleset_level(lint->ruleset, text, strlen(text));
}

// Whether the criterion leads to the wanted level, through whatever levels lie between.
static bool asks(struct search *search, const struct wm_criterion *criterion) {
    const struct wm_level *level = criterion->level;
    if (criterion->verb == WM_VERB_HOLDS && criterion->query != NULL)
        level = level_of(search->lint, criterion->query->subject);
    if (level != NULL)
        return level->code == search->wanted || level_asks(search, level);
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        if (asks(search, criterion->children[i]))
            return true;
    }
    return false;
}

static bool level_asks(struct search *search, const struct wm_level *level) {
    if (search->seen[level->index])
        return false;
    search->seen[level->index] = true;
    return asks(search, level->requires);
}

static bool leads(struct wm_lint *lint, const struct wm_level *from, const struct wm_level *to) {
    struct search search = {.lint = lint, .wanted = to->code};
    search.seen = wm_lint_room(lint, lint->ruleset->level_count, sizeof *search.seen);
    return search.seen != NULL && level_asks(&search, from);
}

static void suggest(struct wm_lint *lint, const struct wm_recognition *recognition) {
    const struct wm_link *link = recognition->link;
    if (link != NULL)
        wm_lint_suggest(lint, "It comes of the link at %s:%d: count other `grades`, or have the link taken away",
                        link->where.file, link->where.line);
}

void wm_lint_recognise(struct wm_lint *lint) {
    for (uint32_t i = 0; i < lint->ruleset->recognition_count; i++) {
        const struct wm_recognition *recognition = &lint->ruleset->recognitions[i];
        const struct wm_level *source = level_of(lint, recognition->source);
        const struct wm_level *target = level_of(lint, recognition->target);
        if (recognition->kind != WM_KIND_AWARD || source == NULL || target == NULL)
            continue;
        bool said = false;
        if (leads(lint, target, source))
            said = wm_lint_add(
                lint, "WM306", recognition->where,
                "\"%s\" asks for \"%s\", and that alone now counts as \"%s\": whatever else it asks for is passed by",
                target->full, source->full, target->full);
        else if (leads(lint, source, target))
            said = wm_lint_add(lint, "WM306", recognition->where,
                               "\"%s\" asks for \"%s\" itself: recognising it as that adds nothing", source->full,
                               target->full);
        if (said)
            suggest(lint, recognition);
    }
}
