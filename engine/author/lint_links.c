// SPDX-License-Identifier: MIT
// The links of a framework's pack: what nobody could look up, and an organisation that adopts them for nothing.
#include "engine/author/lint_work.h"

#include "engine/criteria/crosswalk.h"

static void find_unseen(struct wm_lint *lint, const struct wm_framework *framework) {
    for (uint32_t i = 0; i < framework->link_count; i++) {
        const struct wm_link *link = &framework->links[i];
        const char *unseen = link->to_title == NULL ? link->to : link->from_title == NULL ? link->from : NULL;
        if (unseen == NULL)
            continue;
        wm_lint_add(lint, "WM308", link->where,
                    "\"%s\" is of a framework that is not among the rules: nobody looked it up", unseen);
    }
}

static void find_idle(struct wm_lint *lint, const struct wm_framework *framework, struct wm_place where) {
    uint32_t nowhere = 0;
    for (uint32_t i = 0; i < framework->link_count; i++) {
        const struct wm_link *link = &framework->links[i];
        if (link->state == WM_LINK_COUNTS || link->state == WM_LINK_OWN)
            return;
        nowhere += link->state == WM_LINK_NOT_ADOPTED ? 1 : 0;
    }
    wm_lint_add(lint, "WM307", where,
                "none of the links of \"%s\" counts (%u of %u lead to a framework that is not adopted)", framework->id,
                nowhere, framework->link_count);
}

void wm_lint_links(struct wm_lint *lint) {
    for (uint32_t i = 0; i < lint->ruleset->framework_count; i++) {
        const struct wm_framework *framework = &lint->ruleset->frameworks[i];
        if (framework->link_count == 0)
            continue;
        if (lint->organisation)
            find_idle(lint, framework, framework->adopted.file != NULL ? framework->adopted : framework->where);
        else
            find_unseen(lint, framework);
    }
}
