// SPDX-License-Identifier: MIT
// What a pack says of how other frameworks go together: a list by grade, what counts first.
#include "engine/author/doc_work.h"

#include "engine/criteria/crosswalk.h"

static const char *const means[WM_GRADE_COUNT] = {
    [WM_GRADE_EXACT] = "What was earned there is the same as what is asked for here.",
    [WM_GRADE_BROADER] = "What was earned there covers what is asked for here, and more.",
    [WM_GRADE_NARROWER] =
        "What was earned there covers a part of what is asked for here. It never counts as the whole.",
    [WM_GRADE_RELATED] = "Worth knowing. It never counts.",
};
static const char *const titles[WM_GRADE_COUNT] = {
    [WM_GRADE_EXACT] = "Exact",
    [WM_GRADE_BROADER] = "Broader",
    [WM_GRADE_NARROWER] = "Narrower",
    [WM_GRADE_RELATED] = "Related",
};

static void say_state(struct wm_doc *doc, enum wm_link_state state) {
    static const struct {
        enum wm_doc_tone tone;
        const char *says;
    } states[] = {
        [WM_LINK_COUNTS] = {WM_DOC_BADGE, "counts"},
        [WM_LINK_ADVICE] = {WM_DOC_BADGE, "advice"},
        [WM_LINK_NOT_CHOSEN] = {WM_DOC_BADGE, "not chosen"},
        [WM_LINK_NOT_ADOPTED] = {WM_DOC_BADGE, "leads to what is not adopted"},
        [WM_LINK_OWN] = {WM_DOC_BADGE, "recognised by the organisation itself"},
    };
    if (doc->organisation)
        wm_doc_say(doc, states[state].tone, states[state].says);
    else if (state == WM_LINK_NOT_ADOPTED)
        wm_doc_say(doc, WM_DOC_DOUBT, "not looked up: that framework is not here");
}

static void add_side(struct wm_doc *doc, const char *title, const char *id) {
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, title, NULL);
    wm_doc_say(doc, WM_DOC_CODE, id);
    wm_doc_close(doc, WM_DOC_FACT);
}

static void add_scores(struct wm_doc *doc, const struct wm_link *link) {
    char from[32], to[32];
    if (link->scale_count == 0)
        return;
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Scores", NULL);
    for (uint32_t i = 0; i < link->scale_count; i++) {
        wm_number_format(link->scale[i].from, from);
        wm_number_format(link->scale[i].to, to);
        wm_doc_put(doc, WM_DOC_PLAIN, "%s%s there is %s here", i == 0 ? "" : ", ", from, to);
    }
    wm_doc_close(doc, WM_DOC_FACT);
}

static void add_link(struct wm_doc *doc, const struct wm_link *link) {
    char within[32];
    const char *name = wm_arena_printf(&doc->arena, "%s → %s", link->from_title != NULL ? link->from_title : link->from,
                                       link->to_title != NULL ? link->to_title : link->to);
    doc->no_memory = doc->no_memory || name == NULL;
    wm_doc_open_named(doc, WM_DOC_ENTRY, NULL, name, NULL);
    if (wm_alike_name(link->alike) != NULL)
        wm_doc_say(doc, WM_DOC_BADGE, wm_alike_name(link->alike));
    say_state(doc, link->state);
    wm_doc_block(doc, WM_DOC_SAYS, link->says);
    wm_doc_open(doc, WM_DOC_FACTS);
    add_side(doc, "Earned there", link->from);
    add_side(doc, "Asked for here", link->to);
    if (link->has_within) {
        wm_span_format(link->within, within);
        wm_doc_fact(doc, "Counts for", within);
    }
    add_scores(doc, link);
    wm_doc_fact_source(doc, link->source);
    wm_doc_close(doc, WM_DOC_FACTS);
    wm_doc_close(doc, WM_DOC_ENTRY);
}

void wm_doc_links(struct wm_doc *doc) {
    const struct wm_framework *framework = doc->framework;
    if (framework->link_count == 0)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "links", "");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, "How they go together", NULL);
    for (int grade = 0; grade < WM_GRADE_COUNT; grade++) {
        uint32_t count = 0;
        for (uint32_t i = 0; i < framework->link_count; i++)
            count += framework->links[i].grade == (enum wm_grade)grade ? 1 : 0;
        if (count == 0)
            continue;
        anchor = wm_doc_anchor(doc, "links", wm_grade_name((enum wm_grade)grade));
        wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, titles[grade], NULL);
        wm_doc_block(doc, WM_DOC_PARAGRAPH, means[grade]);
        wm_doc_open(doc, WM_DOC_ENTRIES);
        for (uint32_t i = 0; i < framework->link_count; i++) {
            if (framework->links[i].grade == (enum wm_grade)grade)
                add_link(doc, &framework->links[i]);
        }
        wm_doc_close(doc, WM_DOC_ENTRIES);
        wm_doc_close(doc, WM_DOC_SECTION);
    }
    wm_doc_close(doc, WM_DOC_SECTION);
}
