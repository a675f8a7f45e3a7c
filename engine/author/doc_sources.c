// SPDX-License-Identifier: MIT
// Back from each section of the source to what was made of it.
#include "engine/author/doc_work.h"

#include <stdlib.h>
#include <string.h>

struct cited {
    const char *source; // one section of it
    size_t length;
    const char *title;
    struct wm_doc_anchor anchor;
    uint32_t order; // as the page has them
};

struct sources {
    struct wm_doc *doc;
    struct cited *cited; // NULL while they are counted
    uint32_t count;
};

// "7.0; Table 1" is two.
static void cite(struct sources *sources, const char *source, const char *title, struct wm_doc_anchor anchor) {
    while (source != NULL && *source != '\0') {
        size_t length = strcspn(source, ";");
        const char *next = source + length + (source[length] == ';');
        while (length > 0 && *source == ' ')
            source++, length--;
        while (length > 0 && source[length - 1] == ' ')
            length--;
        if (length > 0 && sources->cited != NULL)
            sources->cited[sources->count] = (struct cited){source, length, title, anchor, sources->count};
        if (length > 0)
            sources->count++;
        source = next;
    }
}

static void cite_all(struct sources *sources) {
    const struct wm_doc *doc = sources->doc;
    const struct wm_framework *framework = doc->framework;
    sources->count = 0;
    for (uint32_t i = 0; i < framework->level_count; i++)
        cite(sources, framework->levels[i].source, framework->levels[i].title,
             wm_doc_anchor_of_level(doc, &framework->levels[i]));
    for (uint32_t i = 0; i < framework->parameter_count; i++)
        cite(sources, framework->parameters[i].source, framework->parameters[i].id,
             wm_doc_anchor(doc, "parameter", framework->parameters[i].id));
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        for (uint32_t i = 0; i < framework->declaration_counts[declared]; i++) {
            const struct wm_declaration *declaration = &framework->declarations[declared][i];
            cite(sources, declaration->source, wm_doc_title_of(declaration), wm_doc_anchor_of(doc, declaration));
        }
    }
}

static bool digit(const char *text, size_t length, size_t at) {
    return at < length && text[at] >= '0' && text[at] <= '9';
}

// Numbers in it by their value: "Appendix 2" before "Appendix 10".
static int compare_sources(const struct cited *a, const struct cited *b) {
    size_t i = 0, j = 0;
    while (i < a->length && j < b->length) {
        size_t digits = 0, others = 0;
        while (digit(a->source, a->length, i + digits))
            digits++;
        while (digit(b->source, b->length, j + others))
            others++;
        if (digits > 0 && others > 0 && digits != others)
            return digits < others ? -1 : 1;
        if (a->source[i] != b->source[j])
            return (unsigned char)a->source[i] < (unsigned char)b->source[j] ? -1 : 1;
        i++, j++;
    }
    return (i < a->length) - (j < b->length);
}

static int compare(const void *one, const void *other) {
    const struct cited *a = one, *b = other;
    int order = compare_sources(a, b);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

void wm_doc_sources(struct wm_doc *doc) {
    struct sources sources = {.doc = doc};
    cite_all(&sources);
    if (sources.count == 0)
        return;
    sources.cited = wm_doc_room(doc, sources.count, sizeof *sources.cited);
    if (sources.cited == NULL)
        return;
    cite_all(&sources);
    qsort(sources.cited, sources.count, sizeof *sources.cited, compare);
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "sources", "");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, "Sources", NULL);
    wm_doc_block(doc, WM_DOC_PARAGRAPH, "Sections of the source, and what was made of each.");
    wm_doc_open(doc, WM_DOC_ENTRIES);
    for (uint32_t i = 0; i < sources.count; i++) {
        const struct cited *cited = &sources.cited[i];
        bool begins = i == 0 || compare_sources(cited - 1, cited) != 0;
        if (begins) {
            const char *title = wm_arena_dup_n(&doc->arena, cited->source, cited->length);
            doc->no_memory = doc->no_memory || title == NULL;
            wm_doc_open_named(doc, WM_DOC_ENTRY, NULL, title, NULL);
            wm_doc_open(doc, WM_DOC_SAYS);
        }
        wm_doc_say(doc, WM_DOC_PLAIN, begins ? "" : ", ");
        wm_doc_link(doc, cited->anchor.text, cited->title);
        if (i + 1 == sources.count || compare_sources(cited, cited + 1) != 0) {
            wm_doc_close(doc, WM_DOC_SAYS);
            wm_doc_close(doc, WM_DOC_ENTRY);
        }
    }
    wm_doc_close(doc, WM_DOC_ENTRIES);
    wm_doc_close(doc, WM_DOC_SECTION);
}
