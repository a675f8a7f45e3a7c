// SPDX-License-Identifier: MIT
// An organisation's page: what it adopts, recognises and asks of assessors, then each framework as it stands there.
#include "engine/author/doc_work.h"

#include "engine/criteria/crosswalk.h"

#include <string.h>

static bool own(const struct wm_doc *doc, const struct wm_framework *framework) {
    size_t length = strlen(doc->pack);
    return strncmp(framework->where.file, doc->pack, length) == 0 && framework->where.file[length] == '/';
}

static uint32_t count_origin(const struct wm_framework *framework, enum wm_parameter_origin origin) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < framework->parameter_count; i++)
        count += framework->parameters[i].origin == origin ? 1 : 0;
    return count;
}

static void add_parameters(struct wm_doc *doc, const struct wm_framework *framework) {
    static const struct {
        enum wm_parameter_origin origin;
        enum wm_doc_tone tone;
        const char *says;
    } origins[] = {
        {WM_ORIGIN_ORGANISATION, WM_DOC_PLAIN, "%u set by the organisation"},
        {WM_ORIGIN_DEPARTS, WM_DOC_PLAIN, "%u set against the source"},
        {WM_ORIGIN_SUGGESTED, WM_DOC_PLAIN, "%u as suggested"},
        {WM_ORIGIN_DEFAULT, WM_DOC_PLAIN, "%u as the source has it"},
        {WM_ORIGIN_UNSET, WM_DOC_DOUBT, "%u not set"},
    };
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Parameters", NULL);
    bool any = false;
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
        uint32_t count = count_origin(framework, origins[i].origin);
        if (count == 0)
            continue;
        wm_doc_say(doc, WM_DOC_PLAIN, any ? ", " : "");
        wm_doc_put(doc, origins[i].tone, origins[i].says, count);
        any = true;
    }
    if (!any)
        wm_doc_say(doc, WM_DOC_PLAIN, "none");
    wm_doc_close(doc, WM_DOC_FACT);
}

// Whether the organisation added something to what a level, or an edition of it, requires.
static bool is_added_to(const struct wm_criterion *requires) {
    bool added = requires->added;
    for (uint32_t i = 0; i < requires->child_count && !added; i++)
    added = requires->verb == WM_VERB_EDITIONS ? is_added_to(requires->children[i]) : requires->children[i]->added;
    return added;
}

static void add_added(struct wm_doc *doc, const struct wm_framework *framework) {
    bool any = false;
    for (uint32_t i = 0; i < framework->level_count; i++) {
        if (!is_added_to(framework->levels[i].requires))
            continue;
        if (!any)
            wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Asks for more at", NULL);
        wm_doc_say(doc, WM_DOC_PLAIN, any ? ", " : "");
        wm_doc_link_level(doc, &framework->levels[i]);
        any = true;
    }
    if (any)
        wm_doc_close(doc, WM_DOC_FACT);
}

static void add_adoption(struct wm_doc *doc, const struct wm_framework *framework) {
    wm_doc_open_named(doc, WM_DOC_ENTRY, NULL, framework->title, framework->id);
    wm_doc_say(doc, WM_DOC_BADGE, own(doc, framework) ? "its own" : "adopted");
    wm_doc_open(doc, WM_DOC_SAYS);
    doc->framework = framework;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "framework", framework->id);
    doc->framework = NULL;
    wm_doc_link(doc, anchor.text, "All of it, as it stands here");
    wm_doc_close(doc, WM_DOC_SAYS);
    wm_doc_open(doc, WM_DOC_FACTS);
    if (framework->edition != NULL)
        wm_doc_fact(doc, "Edition", framework->edition);
    if (framework->source != NULL)
        wm_doc_fact(doc, "Source", framework->source);
    if (framework->accept_suggested)
        wm_doc_fact(doc, "Suggestions", "accepted, all that are not set otherwise");
    add_parameters(doc, framework);
    add_added(doc, framework);
    wm_doc_close(doc, WM_DOC_FACTS);
    wm_doc_close(doc, WM_DOC_ENTRY);
}

// --- recognition ---

static void say_code(struct wm_doc *doc, wm_code code) {
    const char *full = wm_code_text(code);
    const struct wm_level *level = wm_ruleset_level(doc->ruleset, full, strlen(full));
    for (uint32_t i = 0; level == NULL && i < doc->ruleset->framework_count; i++) {
        doc->framework = &doc->ruleset->frameworks[i];
        const struct wm_declaration *competency = wm_doc_find(doc, WM_DECLARED_COMPETENCY, code);
        if (competency != NULL)
            wm_doc_link_declared(doc, competency);
        doc->framework = NULL;
        if (competency != NULL)
            return;
    }
    if (level != NULL)
        wm_doc_link_level(doc, level);
    else
        wm_doc_say(doc, WM_DOC_CODE, full);
}

static void add_recognition(struct wm_doc *doc, const struct wm_recognition *recognition) {
    char text[32], other[32];
    wm_doc_open(doc, WM_DOC_ITEM);
    say_code(doc, recognition->source);
    wm_doc_say(doc, WM_DOC_PLAIN, " counts as ");
    say_code(doc, recognition->target);
    if (recognition->has_within) {
        wm_span_format(recognition->within, text);
        wm_doc_put(doc, WM_DOC_PLAIN, " for %s", text);
    }
    for (uint32_t i = 0; i < recognition->by_count; i++) {
        wm_doc_say(doc, WM_DOC_PLAIN, i == 0 ? ", given by " : " or ");
        wm_doc_say(doc, WM_DOC_CODE, recognition->by[i]);
    }
    for (uint32_t i = 0; i < recognition->scale_count; i++) {
        wm_number_format(recognition->scale[i].from, text);
        wm_number_format(recognition->scale[i].to, other);
        wm_doc_put(doc, WM_DOC_PLAIN, "%s%s there is %s here", i == 0 ? "; " : ", ", text, other);
    }
    if (recognition->link != NULL)
        wm_doc_put(doc, WM_DOC_FAINT, " (%s, %s:%d)", wm_grade_name(recognition->link->grade),
                   recognition->link->where.file, recognition->link->where.line);
    wm_doc_close(doc, WM_DOC_ITEM);
}

static void add_recognitions(struct wm_doc *doc) {
    if (doc->ruleset->recognition_count == 0)
        return;
    wm_doc_open_named(doc, WM_DOC_SECTION, "recognised", "What is recognised", NULL);
    wm_doc_block(doc, WM_DOC_PARAGRAPH, "What was earned elsewhere and counts here.");
    wm_doc_open(doc, WM_DOC_LIST);
    for (uint32_t i = 0; i < doc->ruleset->recognition_count; i++)
        add_recognition(doc, &doc->ruleset->recognitions[i]);
    wm_doc_close(doc, WM_DOC_LIST);
    wm_doc_close(doc, WM_DOC_SECTION);
}

// --- assessors ---

static void add_assessors(struct wm_doc *doc, const struct wm_assessors *assessors) {
    wm_doc_open_named(doc, WM_DOC_SECTION, assessors->level.full, assessors->framework->title, NULL);
    wm_doc_open(doc, WM_DOC_PARAGRAPH);
    wm_doc_say(doc, WM_DOC_PLAIN, "Whoever records ");
    bool any = false;
    for (int kind = 0; kind < WM_KIND_COUNT; kind++) {
        if (!assessors->kinds[kind])
            continue;
        wm_doc_say(doc, WM_DOC_PLAIN, any ? " or " : "");
        wm_doc_say(doc, WM_DOC_CODE, wm_kind_name((enum wm_kind)kind));
        any = true;
    }
    for (uint32_t i = 0; i < assessors->as.count; i++) {
        wm_doc_say(doc, WM_DOC_PLAIN, i == 0 ? " as " : " or ");
        wm_doc_say(doc, WM_DOC_CODE, wm_code_text(assessors->as.codes[i]));
    }
    wm_doc_say(doc, WM_DOC_PLAIN, " must meet this:");
    wm_doc_close(doc, WM_DOC_PARAGRAPH);
    doc->framework = assessors->framework;
    wm_doc_criterion(doc, assessors->level.requires);
    doc->framework = NULL;
    wm_doc_close(doc, WM_DOC_SECTION);
}

void wm_doc_organisation(struct wm_doc *doc) {
    const struct wm_ruleset *ruleset = doc->ruleset;
    doc->out = &doc->parts[WM_DOC_LEAD];
    wm_doc_open(doc, WM_DOC_FACTS);
    wm_doc_fact(doc, "Time zone", ruleset->timezone);
    wm_doc_close(doc, WM_DOC_FACTS);
    doc->out = &doc->parts[WM_DOC_BODY];
    wm_doc_open_named(doc, WM_DOC_SECTION, "frameworks", "What it goes by", NULL);
    wm_doc_open(doc, WM_DOC_ENTRIES);
    for (uint32_t i = 0; i < ruleset->framework_count; i++)
        add_adoption(doc, &ruleset->frameworks[i]);
    wm_doc_close(doc, WM_DOC_ENTRIES);
    wm_doc_close(doc, WM_DOC_SECTION);
    add_recognitions(doc);
    if (ruleset->assessors_count > 0) {
        wm_doc_open_named(doc, WM_DOC_SECTION, "assessors", "Who may assess", NULL);
        for (uint32_t i = 0; i < ruleset->assessors_count; i++)
            add_assessors(doc, &ruleset->assessors[i]);
        wm_doc_close(doc, WM_DOC_SECTION);
    }
    for (uint32_t i = 0; i < ruleset->framework_count; i++)
        wm_doc_framework(doc, &ruleset->frameworks[i]);
}
