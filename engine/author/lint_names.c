// SPDX-License-Identifier: MIT
// Names that say one thing only by accident.
#include "engine/author/lint_work.h"

#include <stdlib.h>
#include <string.h>

// Kinds whose codes are bare: records and other packs share them.
static bool shares_codes(int declared) {
    return declared != WM_DECLARED_SCALE && declared != WM_DECLARED_DOMAIN && declared != WM_DECLARED_COMPETENCY &&
           declared != WM_DECLARED_PAY;
}

// Declared by its bare id, or by "framework/id".
static const struct wm_declaration *find(const struct wm_framework *framework, enum wm_declared declared,
                                         const char *code) {
    const char *slash = strchr(code, '/');
    const char *id = slash != NULL ? slash + 1 : code;
    return wm_framework_find(framework, declared, id, strlen(id));
}

// Two kinds of one code --------------------------------------------------------------------------------------------

static int compare(const void *one, const void *other) {
    const struct wm_declaration *const *a = one, *const *b = other;
    if ((*a)->code != (*b)->code)
        return (*a)->code < (*b)->code ? -1 : 1;
    return (int)(*a)->declared - (int)(*b)->declared;
}

static void look_at_codes(struct wm_lint *lint, const struct wm_framework *framework) {
    uint32_t count = 0, total = 0;
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++)
        total += shares_codes(declared) ? framework->declaration_counts[declared] : 0;
    const struct wm_declaration **all = wm_lint_room(lint, total, sizeof(struct wm_declaration *));
    if (all == NULL)
        return;
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        for (uint32_t i = 0; shares_codes(declared) && i < framework->declaration_counts[declared]; i++)
            all[count++] = &framework->declarations[declared][i];
    }
    if (count > 1)
        qsort(all, count, sizeof(struct wm_declaration *), compare);
    for (uint32_t i = 1; i < count; i++) {
        const struct wm_declaration *first = all[i - 1], *second = all[i];
        if (first->code != second->code || !wm_lint_own(lint, second->where))
            continue;
        if (wm_lint_add(lint, "WM304", second->where, "%s \"%s\" has the code of the %s at %s:%d",
                        wm_declared_name(second->declared), second->id, wm_declared_name(first->declared),
                        first->where.file, first->where.line))
            wm_lint_suggest(lint, "Give the %s another name, such as \"%s-%s\"", wm_declared_name(second->declared),
                            second->id, wm_declared_name(second->declared));
    }
}

// A competency's code has its framework before it, so that records tell it apart; in the pack only the verb does.
static void look_at_competencies(struct wm_lint *lint, const struct wm_framework *framework) {
    static const enum wm_declared others[] = {WM_DECLARED_COURSE, WM_DECLARED_QUALIFICATION, WM_DECLARED_EXPERIENCE,
                                              WM_DECLARED_MEASURE};
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_COMPETENCY]; i++) {
        const struct wm_declaration *competency = &framework->declarations[WM_DECLARED_COMPETENCY][i];
        for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
            const struct wm_declaration *other = find(framework, others[k], competency->id);
            if (other == NULL || !wm_lint_own(lint, competency->where))
                continue;
            if (wm_lint_add(lint, "WM305", competency->where, "competency \"%s\" has the name of the %s at %s:%d",
                            competency->id, wm_declared_name(others[k]), other->where.file, other->where.line))
                wm_lint_suggest(lint, "Where both are wanted, leave it; else give one of them another name");
        }
    }
}

// Items and competencies ------------------------------------------------------------------------------------------

static void look_at_leaves(struct wm_lint *lint, const struct wm_framework *framework,
                           const struct wm_criterion *criterion) {
    for (uint32_t i = 0; i < criterion->child_count; i++)
        look_at_leaves(lint, framework, criterion->children[i]);
    const struct wm_query *query = criterion->query;
    if (query == NULL || (query->kind != WM_KIND_SIGNOFF && query->kind != WM_KIND_EVIDENCE) ||
        query->subject == WM_CODE_NONE || !wm_lint_own(lint, criterion->where))
        return;
    const char *code = wm_code_text(query->subject);
    const struct wm_declaration *item = find(framework, WM_DECLARED_ITEM, code);
    const struct wm_declaration *competency = find(framework, WM_DECLARED_COMPETENCY, code);
    if (item == NULL || competency == NULL)
        return;
    const struct wm_declaration *meant = strchr(code, '/') != NULL ? competency : item;
    const struct wm_declaration *other = meant == item ? competency : item;
    if (wm_lint_add_criterion(lint, "WM303", criterion,
                              "`%s` takes \"%s\" for the %s, but the %s at %s:%d has that name, too",
                              wm_verb_name(criterion->verb), meant->id, wm_declared_name(meant->declared),
                              wm_declared_name(other->declared), other->where.file, other->where.line))
        wm_lint_suggest(lint, "Rename the %s or the %s", wm_declared_name(meant->declared),
                        wm_declared_name(other->declared));
}

void wm_lint_names(struct wm_lint *lint) {
    for (uint32_t i = 0; i < lint->ruleset->framework_count; i++) {
        const struct wm_framework *framework = &lint->ruleset->frameworks[i];
        look_at_codes(lint, framework);
        look_at_competencies(lint, framework);
        for (uint32_t k = 0; k < framework->level_count; k++) {
            const struct wm_level *level = &framework->levels[k];
            look_at_leaves(lint, framework, level->requires);
            for (uint32_t n = 0; n < level->desire_count; n++)
                look_at_leaves(lint, framework, level->desires[n]);
        }
    }
}
