// SPDX-License-Identifier: MIT
// Courses that come `after` each other in a circle: whoever follows the catalogue can begin with none of them.
#include "engine/author/lint_work.h"

#include <stdio.h>
#include <string.h>

enum progress { UNSEEN, ON_THE_WAY, DONE };

struct stop { // on the way from course to course
    uint32_t course;
    uint32_t next; // of its `after`
};

struct walk {
    struct wm_lint *lint;
    const struct wm_declaration **courses; // of all frameworks
    uint32_t count;
    uint8_t *progress; // by course
    struct stop *stops;
    uint32_t depth;
};

// The first that is declared under the code; `count` when there is none.
static uint32_t find(const struct walk *walk, wm_code code) {
    uint32_t at = 0;
    while (at < walk->count && walk->courses[at]->code != code)
        at++;
    return at;
}

// What is on the way from the `first` stop on leads back to it. Told of where the first by name is declared.
static void tell(struct walk *walk, uint32_t first) {
    const struct wm_declaration *least = NULL;
    char text[300] = "";
    size_t used = 0;
    for (uint32_t i = first; i < walk->depth; i++) {
        const struct wm_declaration *course = walk->courses[walk->stops[i].course];
        if (wm_lint_own(walk->lint, course->where) && (least == NULL || strcmp(course->id, least->id) < 0))
            least = course;
    }
    for (uint32_t i = first; i < walk->depth && used < sizeof text; i++) {
        int length = snprintf(text + used, sizeof text - used, "%s\"%s\"", i > first ? ", after " : "",
                              walk->courses[walk->stops[i].course]->id);
        used += length > 0 ? (size_t)length : 0;
    }
    if (least != NULL)
        wm_lint_add(walk->lint, "WM211", least->where, "course %s%s stands after itself", text,
                    walk->depth - first > 1 ? "," : "");
}

static uint32_t place_of(const struct walk *walk, uint32_t course) {
    uint32_t at = walk->depth;
    while (at > 0 && walk->stops[at - 1].course != course)
        at--;
    return at - 1;
}

static void enter(struct walk *walk, uint32_t course) {
    walk->progress[course] = ON_THE_WAY;
    walk->stops[walk->depth++] = (struct stop){.course = course};
}

static void walk_from(struct walk *walk, uint32_t start) {
    enter(walk, start);
    while (walk->depth > 0 && wm_lint_in_time(walk->lint)) {
        struct stop *stop = &walk->stops[walk->depth - 1];
        const struct wm_codes *after = &walk->courses[stop->course]->after;
        if (stop->next == after->count) {
            walk->progress[stop->course] = DONE;
            walk->depth--;
            continue;
        }
        uint32_t next = find(walk, after->codes[stop->next++]);
        if (next == walk->count || walk->progress[next] == DONE)
            continue;
        if (walk->progress[next] == ON_THE_WAY)
            tell(walk, place_of(walk, next));
        else
            enter(walk, next);
    }
    walk->depth = 0;
}

void wm_lint_courses(struct wm_lint *lint) {
    const struct wm_ruleset *ruleset = lint->ruleset;
    struct walk walk = {.lint = lint};
    size_t most = 0;
    for (uint32_t i = 0; i < ruleset->framework_count; i++)
        most += ruleset->frameworks[i].declaration_counts[WM_DECLARED_COURSE];
    walk.courses = wm_lint_room(lint, most + 1, sizeof(const struct wm_declaration *));
    walk.progress = wm_lint_room(lint, most + 1, sizeof *walk.progress);
    walk.stops = wm_lint_room(lint, most + 1, sizeof *walk.stops);
    if (walk.courses == NULL || walk.progress == NULL || walk.stops == NULL)
        return;
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        const struct wm_framework *framework = &ruleset->frameworks[i];
        for (uint32_t k = 0; k < framework->declaration_counts[WM_DECLARED_COURSE]; k++) {
            const struct wm_declaration *course = &framework->declarations[WM_DECLARED_COURSE][k];
            if (course->after.count > 0) // nothing else can be on a circle
                walk.courses[walk.count++] = course;
        }
    }
    for (uint32_t i = 0; i < walk.count && wm_lint_in_time(lint); i++) {
        if (walk.progress[i] == UNSEEN)
            walk_from(&walk, i);
    }
}
