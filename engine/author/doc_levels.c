// SPDX-License-Identifier: MIT
// The ladder in a table, then each level and gate with its criteria in words.
#include "engine/author/doc_work.h"

#include <string.h>

// --- what a level builds on ---

const struct wm_level *wm_doc_level_of(const struct wm_doc *doc, const struct wm_criterion *criterion) {
    if (criterion->verb == WM_VERB_MEETS)
        return criterion->level;
    if (criterion->verb != WM_VERB_HOLDS || criterion->query->subject == WM_CODE_NONE)
        return NULL;
    const char *full = wm_code_text(criterion->query->subject);
    return wm_ruleset_level(doc->ruleset, full, strlen(full));
}

static void note_below(const struct wm_doc *doc, const struct wm_criterion *criterion, bool *asked) {
    const struct wm_level *level = wm_doc_level_of(doc, criterion);
    if (level != NULL)
        asked[level->index] = true;
    for (uint32_t i = 0; i < criterion->child_count; i++)
        note_below(doc, criterion->children[i], asked);
}

void wm_doc_builds_on(const struct wm_doc *doc, const struct wm_level *level, bool *ret_asked) {
    memset(ret_asked, 0, doc->ruleset->level_count * sizeof *ret_asked);
    note_below(doc, level->requires, ret_asked);
}

static void list_after(struct wm_doc *doc, const struct wm_level *level) {
    for (uint32_t i = 0; i < level->after_count; i++) {
        wm_doc_say(doc, WM_DOC_PLAIN, i > 0 ? ", " : "");
        wm_doc_link_level(doc, level->after[i]);
    }
    if (level->after_count == 0)
        wm_doc_say(doc, WM_DOC_FAINT, "–");
}

static void list_asked(struct wm_doc *doc, const struct wm_level *level, bool *room) {
    bool any = false;
    wm_doc_builds_on(doc, level, room);
    for (uint32_t i = 0; i < doc->ruleset->level_count; i++) {
        if (!room[i])
            continue;
        wm_doc_say(doc, WM_DOC_PLAIN, any ? ", " : "");
        wm_doc_link_level(doc, doc->ruleset->levels[i]);
        any = true;
    }
    if (!any)
        wm_doc_say(doc, WM_DOC_FAINT, "–");
}

static void add_pay(struct wm_doc *doc, const struct wm_level *level) {
    const struct wm_declaration *pay = wm_doc_find(doc, WM_DECLARED_PAY, level->pay);
    if (pay == NULL) {
        wm_doc_say(doc, WM_DOC_FAINT, "–");
        return;
    }
    wm_doc_link_declared(doc, pay);
    if (level->pay_rows == 1)
        wm_doc_say(doc, WM_DOC_PLAIN, ", first row");
    else if (level->pay_rows > 1)
        wm_doc_put(doc, WM_DOC_PLAIN, ", first %u rows", level->pay_rows);
}

// --- the ladder ---

static void add_columns(struct wm_doc *doc, const char *const *titles) {
    wm_doc_open(doc, WM_DOC_ROW);
    for (; *titles != NULL; titles++)
        wm_doc_block(doc, WM_DOC_HEAD, *titles);
    wm_doc_close(doc, WM_DOC_ROW);
}

static void add_rung(struct wm_doc *doc, const struct wm_level *level, bool pay, bool *room) {
    wm_doc_open(doc, WM_DOC_ROW);
    wm_doc_open(doc, WM_DOC_HEAD);
    wm_doc_link_level(doc, level);
    wm_doc_close(doc, WM_DOC_HEAD);
    if (!level->gate) {
        wm_doc_open(doc, WM_DOC_CELL);
        list_after(doc, level);
        wm_doc_close(doc, WM_DOC_CELL);
    }
    wm_doc_open(doc, WM_DOC_CELL);
    list_asked(doc, level, room);
    wm_doc_close(doc, WM_DOC_CELL);
    if (pay) {
        wm_doc_open(doc, WM_DOC_CELL);
        add_pay(doc, level);
        wm_doc_close(doc, WM_DOC_CELL);
    }
    wm_doc_close(doc, WM_DOC_ROW);
}

static void add_rungs(struct wm_doc *doc, bool gates, bool *room) {
    static const char *const level_columns[] = {"Level", "Comes after", "Asks to be met", NULL, NULL};
    static const char *const gate_columns[] = {"Gate", "Asks to be met", NULL};
    const char *columns[5] = {0};
    bool any = false, pay = false;
    for (uint32_t i = 0; i < doc->framework->level_count; i++) {
        const struct wm_level *level = &doc->framework->levels[i];
        any = any || level->gate == gates;
        pay = pay || (level->gate == gates && level->pay != WM_CODE_NONE);
    }
    if (!any)
        return;
    memcpy(columns, gates ? gate_columns : level_columns, gates ? sizeof gate_columns : sizeof level_columns);
    if (pay)
        columns[gates ? 2 : 3] = "Pay";
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "table", gates ? "gates" : "levels");
    wm_doc_open_named(doc, WM_DOC_TABLE, anchor.text, gates ? "Gates" : "Levels, from the lowest up", NULL);
    add_columns(doc, columns);
    for (uint32_t i = 0; i < doc->framework->level_count; i++) {
        if (doc->framework->levels[i].gate == gates)
            add_rung(doc, &doc->framework->levels[i], pay, room);
    }
    wm_doc_close(doc, WM_DOC_TABLE);
}

void wm_doc_ladder(struct wm_doc *doc) {
    bool *room = wm_doc_room(doc, doc->ruleset->level_count, sizeof *room);
    if (room == NULL || doc->framework->level_count == 0)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "ladder", "");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, "The ladder", NULL);
    doc->form->picture(doc);
    add_rungs(doc, false, room);
    add_rungs(doc, true, room);
    wm_doc_close(doc, WM_DOC_SECTION);
}

// --- criteria ---

static bool begins_with_title(const struct wm_criterion *criterion, const struct wm_declaration *found) {
    return found != NULL && found->title != NULL && strncmp(criterion->says, found->title, strlen(found->title)) == 0;
}

// The declaration that the criterion is about, if its sentence begins with that one's title.
static const struct wm_declaration *subject_of(const struct wm_doc *doc, const struct wm_criterion *criterion) {
    wm_code code = criterion->query != NULL           ? criterion->query->subject
                   : criterion->verb == WM_VERB_SHOWN ? criterion->competency->code
                                                      : WM_CODE_NONE;
    for (int declared = 0; code != WM_CODE_NONE && declared < WM_DECLARED_COUNT; declared++) {
        const struct wm_declaration *found = wm_doc_find(doc, (enum wm_declared)declared, code);
        if (begins_with_title(criterion, found))
            return found;
    }
    return NULL;
}

// "Meets Early career": the level's title is the link, wherever in the sentence it stands; else behind it.
static void say_level(struct wm_doc *doc, const char *says, const struct wm_level *level) {
    const char *at = strstr(says, level->title);
    if (at == NULL) {
        wm_doc_sentence(doc, WM_DOC_PLAIN, says, strlen(says));
        wm_doc_say(doc, WM_DOC_PLAIN, " (");
        wm_doc_link_level(doc, level);
        wm_doc_say(doc, WM_DOC_PLAIN, ")");
        return;
    }
    wm_doc_sentence(doc, WM_DOC_PLAIN, says, (size_t)(at - says));
    wm_doc_link_level(doc, level);
    wm_doc_say(doc, WM_DOC_PLAIN, at + strlen(level->title));
}

static void say(struct wm_doc *doc, const struct wm_criterion *criterion) {
    const struct wm_declaration *subject = subject_of(doc, criterion);
    const struct wm_level *level = wm_doc_level_of(doc, criterion);
    if (level != NULL) {
        say_level(doc, criterion->says, level);
    } else if (subject != NULL) {
        wm_doc_link_declared(doc, subject);
        wm_doc_say(doc, WM_DOC_PLAIN, criterion->says + strlen(subject->title));
    } else {
        wm_doc_sentence(doc, criterion->child_count > 0 ? WM_DOC_STRONG : WM_DOC_PLAIN, criterion->says,
                        strlen(criterion->says));
    }
}

static void add_open_question(struct wm_doc *doc, const struct wm_criterion *criterion) {
    const struct wm_parameter *unset = criterion->unset;
    if (unset == NULL && criterion->query != NULL)
        unset = criterion->query->valid_unset;
    if (unset == NULL)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "parameter", unset->id);
    wm_doc_say(doc, WM_DOC_DOUBT, "not decided");
    wm_doc_say(doc, WM_DOC_PLAIN, " ");
    wm_doc_link(doc, anchor.text, unset->id);
}

// How many of what stands below count, where the rule's own words may not say.
static void say_how_many(struct wm_doc *doc, const struct wm_criterion *criterion) {
    char points[32];
    bool several = criterion->child_count > 1 || (criterion->child_count > 0 && criterion->verb == WM_VERB_NONE);
    if (!several || strstr(criterion->says, "following") != NULL)
        return;
    switch (criterion->verb) {
    case WM_VERB_ALL: wm_doc_say(doc, WM_DOC_PLAIN, " – all of these"); break;
    case WM_VERB_ANY: wm_doc_say(doc, WM_DOC_PLAIN, " – one of these"); break;
    case WM_VERB_NONE: wm_doc_say(doc, WM_DOC_PLAIN, " – none of these"); break;
    case WM_VERB_AT_LEAST:
        if (criterion->unset == NULL)
            wm_doc_put(doc, WM_DOC_PLAIN, " – at least %u of these", criterion->least);
        break;
    case WM_VERB_POINTS:
        wm_number_format(criterion->threshold, points);
        if (criterion->unset == NULL)
            wm_doc_put(doc, WM_DOC_PLAIN, " – at least %s points from these", points);
        break;
    default: break;
    }
}

static void add_line(struct wm_doc *doc, const struct wm_criterion *criterion, const char *before) {
    wm_doc_say(doc, WM_DOC_STRONG, before);
    say(doc, criterion);
    say_how_many(doc, criterion);
    wm_doc_say(doc, WM_DOC_PLAIN, criterion->child_count > 0 ? ":" : "");
    add_open_question(doc, criterion);
    if (criterion->added)
        wm_doc_put(doc, WM_DOC_BADGE, "added by %s", doc->ruleset->title);
    if (criterion->hint != NULL)
        wm_doc_put(doc, WM_DOC_FAINT, " Hint: %s", criterion->hint);
}

// "From 1 April 2027 until 31 March 2028: "
static const char *days_of(struct wm_doc *doc, const struct wm_edition *edition) {
    char from[24] = "", until[24] = "";
    bool begins = edition->from != WM_DAY_NONE, ends = edition->until != WM_DAY_NONE;
    if (begins)
        wm_day_format_people(edition->from, from);
    if (ends)
        wm_day_format_people(edition->until, until);
    const char *text = wm_arena_printf(&doc->arena, "%s%s%s%s: ", begins ? "From " : "", from,
                                       begins && ends ? " until "
                                       : ends         ? "Until "
                                                      : "",
                                       until);
    doc->no_memory = doc->no_memory || text == NULL;
    return text;
}

static const char *branch_of(struct wm_doc *doc, const struct wm_criterion *parent, uint32_t child) {
    static const char *const branches[] = {"If: ", "Then: ", "Otherwise: "};
    char points[32];
    const struct wm_criterion *dated = parent->children[child];
    if (dated->edition != NULL) // what lets somebody stay says its days itself
        return dated->verb != WM_VERB_GRANDFATHERED ? days_of(doc, dated->edition) : NULL;
    if (parent->verb == WM_VERB_WHEN)
        return branches[child < 2 ? child : 2];
    if (parent->verb != WM_VERB_POINTS)
        return NULL;
    wm_number_format(parent->weights[child], points);
    const char *text =
        wm_arena_printf(&doc->arena, "%s %s: ", points, parent->weights[child] == WM_NUMBER_ONE ? "point" : "points");
    doc->no_memory = doc->no_memory || text == NULL;
    return text;
}

static void add_children(struct wm_doc *doc, const struct wm_criterion *criterion);

// All of several, all of which are asked for anyway: they stand beside their neighbours.
static bool is_joined(const struct wm_criterion *parent, const struct wm_criterion *child) {
    return parent->verb == WM_VERB_ALL && child->verb == WM_VERB_ALL && child->unset == NULL && child->hint == NULL &&
           !child->added && strcmp(child->says, "all of the following") == 0;
}

// A competency that is shown by one question about it: that question says all.
static const struct wm_criterion *without_shown(const struct wm_criterion *criterion) {
    const struct wm_criterion *leaf = criterion->verb == WM_VERB_SHOWN ? criterion->children[0] : NULL;
    bool same = leaf != NULL && leaf->query != NULL && leaf->query->subject == criterion->competency->code;
    return same && criterion->hint == NULL && strstr(criterion->says, "shown by the following") != NULL ? leaf
                                                                                                        : criterion;
}

static void add_items(struct wm_doc *doc, const struct wm_criterion *criterion) {
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        const struct wm_criterion *child = without_shown(criterion->children[i]);
        if (is_joined(criterion, child)) {
            add_items(doc, child);
            continue;
        }
        wm_doc_open(doc, WM_DOC_ITEM);
        add_line(doc, child, branch_of(doc, criterion, i));
        add_children(doc, child);
        wm_doc_close(doc, WM_DOC_ITEM);
    }
}

static void add_children(struct wm_doc *doc, const struct wm_criterion *criterion) {
    if (criterion->child_count == 0)
        return;
    wm_doc_open(doc, WM_DOC_LIST);
    add_items(doc, criterion);
    wm_doc_close(doc, WM_DOC_LIST);
}

void wm_doc_criterion(struct wm_doc *doc, const struct wm_criterion *criterion) {
    wm_doc_open(doc, WM_DOC_PARAGRAPH);
    add_line(doc, criterion, NULL);
    wm_doc_close(doc, WM_DOC_PARAGRAPH);
    add_children(doc, criterion);
}

// --- levels ---

static void add_facts(struct wm_doc *doc, const struct wm_level *level) {
    wm_doc_open(doc, WM_DOC_FACTS);
    if (level->after_count > 0) {
        wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Comes after", NULL);
        list_after(doc, level);
        wm_doc_close(doc, WM_DOC_FACT);
    }
    if (level->pay != WM_CODE_NONE) {
        wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Pay", NULL);
        add_pay(doc, level);
        wm_doc_close(doc, WM_DOC_FACT);
    }
    wm_doc_fact_source(doc, level->source);
    wm_doc_close(doc, WM_DOC_FACTS);
}

static void add_level(struct wm_doc *doc, const struct wm_level *level) {
    struct wm_doc_anchor anchor = wm_doc_anchor_of_level(doc, level);
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, level->title, level->id);
    wm_doc_block(doc, WM_DOC_PARAGRAPH, level->says);
    add_facts(doc, level);
    wm_doc_criterion(doc, level->requires);
    if (level->desire_count > 0) {
        wm_doc_open(doc, WM_DOC_PARAGRAPH);
        wm_doc_say(doc, WM_DOC_STRONG, "Desirable, and never in the way:");
        wm_doc_close(doc, WM_DOC_PARAGRAPH);
        const struct wm_criterion desires = {.children = level->desires, .child_count = level->desire_count};
        add_children(doc, &desires);
    }
    wm_doc_close(doc, WM_DOC_SECTION);
}

static void add_levels(struct wm_doc *doc, bool gates) {
    bool any = false;
    for (uint32_t i = 0; i < doc->framework->level_count; i++) {
        if (doc->framework->levels[i].gate != gates)
            continue;
        struct wm_doc_anchor anchor = wm_doc_anchor(doc, gates ? "gates" : "levels", "");
        if (!any)
            wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, gates ? "Gates" : "Levels", NULL);
        any = true;
        add_level(doc, &doc->framework->levels[i]);
    }
    if (any)
        wm_doc_close(doc, WM_DOC_SECTION);
}

void wm_doc_levels(struct wm_doc *doc) {
    add_levels(doc, false);
    add_levels(doc, true);
}
