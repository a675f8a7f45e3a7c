// SPDX-License-Identifier: MIT
#include "engine/author/doc.h"

#include "engine/author/doc_work.h"

#include <string.h>

#define ARENA_MOST ((size_t)256 * 1024 * 1024)

enum wm_status wm_doc_find_format(const char *name, enum wm_doc_format *ret_format, struct wm_error *error) {
    bool html = strcmp(name, "html") == 0;
    if (!html && strcmp(name, "md") != 0) {
        wm_error_set(error, WM_PARAMS, "usage", "there is no format \"%.60s\" to write a pack in", name);
        return wm_error_expected(error, "md or html");
    }
    *ret_format = html ? WM_DOC_HTML : WM_DOC_MARKDOWN;
    return WM_OK;
}

// --- one framework, and an organisation's frameworks ---

static void add_summary(struct wm_doc *doc) {
    const struct wm_framework *framework = doc->framework;
    uint32_t levels = 0, unset = 0;
    for (uint32_t i = 0; i < framework->level_count; i++)
        levels += framework->levels[i].gate ? 0 : 1;
    for (uint32_t i = 0; i < framework->parameter_count; i++)
        unset += framework->parameters[i].origin == WM_ORIGIN_UNSET ? 1 : 0;
    const struct {
        uint32_t count;
        const char *one, *many;
    } counts[] = {{levels, "level", "levels"},
                  {framework->level_count - levels, "gate", "gates"},
                  {framework->declaration_counts[WM_DECLARED_COMPETENCY], "competency", "competencies"},
                  {framework->declaration_counts[WM_DECLARED_COURSE], "course", "courses"},
                  {framework->declaration_counts[WM_DECLARED_ITEM], "item to sign off", "items to sign off"},
                  {framework->parameter_count, "parameter", "parameters"},
                  {framework->link_count, "link", "links"}};
    wm_doc_open(doc, WM_DOC_FACTS);
    if (framework->edition != NULL)
        wm_doc_fact(doc, "Edition", framework->edition);
    if (framework->source != NULL)
        wm_doc_fact(doc, "Source", framework->source);
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, "In it", NULL);
    bool first = true;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (counts[i].count == 0)
            continue;
        wm_doc_put(doc, WM_DOC_PLAIN, "%s%u %s", first ? "" : ", ", counts[i].count,
                   counts[i].count == 1 ? counts[i].one : counts[i].many);
        first = false;
    }
    wm_doc_close(doc, WM_DOC_FACT);
    if (doc->organisation) {
        wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Left open", NULL);
        if (unset > 0)
            wm_doc_put(doc, WM_DOC_DOUBT, "%u not set", unset);
        else
            wm_doc_say(doc, WM_DOC_PLAIN, "nothing");
        wm_doc_close(doc, WM_DOC_FACT);
    }
    wm_doc_close(doc, WM_DOC_FACTS);
}

static void describe(struct wm_doc *doc) {
    wm_doc_ladder(doc);
    wm_doc_links(doc);
    wm_doc_matrix(doc);
    wm_doc_levels(doc);
    wm_doc_parameters(doc);
    wm_doc_catalogue(doc);
    wm_doc_sources(doc);
}

static const char suggested_values[] =
    "Where the source leaves a number open, this page shows the value that the framework suggests. A suggestion counts "
    "for nobody until an organisation accepts it or sets its own.";

static bool has_suggestions(const struct wm_framework *framework) {
    for (uint32_t i = 0; i < framework->parameter_count; i++) {
        if (framework->parameters[i].has_suggested)
            return true;
    }
    return false;
}

void wm_doc_framework(struct wm_doc *doc, const struct wm_framework *framework) {
    doc->framework = framework;
    doc->matrix = wm_doc_matrix_make(doc);
    if (doc->matrix == NULL)
        return;
    if (doc->organisation) {
        struct wm_doc_anchor anchor = wm_doc_anchor(doc, "framework", framework->id);
        wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, framework->title, NULL);
        add_summary(doc);
        describe(doc);
        wm_doc_close(doc, WM_DOC_SECTION);
        return;
    }
    doc->out = &doc->parts[WM_DOC_LEAD];
    add_summary(doc);
    if (has_suggestions(framework))
        wm_doc_block(doc, WM_DOC_NOTE, suggested_values);
    doc->out = &doc->parts[WM_DOC_BODY];
    describe(doc);
}

// --- the page ---

static enum wm_status build(const struct wm_pack_source *source, const char *pack, const struct wm_pack_limits *limits,
                            struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    static const struct wm_pack_limits defaults = {0};
    const char *slash = strchr(pack, '/');
    const char *id = slash != NULL ? slash + 1 : pack;
    limits = limits != NULL ? limits : &defaults;
    if (strncmp(pack, "organisations/", 14) == 0)
        return wm_pack_build(source, id, limits, ret_ruleset, error);
    return wm_pack_build_framework(source, id, NULL, 0, limits, ret_ruleset, error);
}

static void write(struct wm_doc *doc) {
    if (doc->organisation) {
        doc->title = doc->ruleset->title;
        wm_doc_organisation(doc);
        return;
    }
    doc->title = doc->ruleset->frameworks[0].title;
    wm_doc_framework(doc, &doc->ruleset->frameworks[0]);
}

enum wm_status wm_doc_run(const struct wm_pack_source *source, const char *pack, const struct wm_pack_limits *limits,
                          enum wm_doc_format format, struct wm_buffer *page, struct wm_error *error) {
    struct wm_ruleset *ruleset;
    enum wm_status status = build(source, pack, limits, &ruleset, error);
    if (status != WM_OK)
        return status;
    struct wm_doc doc = {
        .ruleset = ruleset,
        .pack = pack,
        .organisation = strncmp(pack, "organisations/", 14) == 0,
        .form = format == WM_DOC_HTML ? &wm_doc_html : &wm_doc_markdown,
    };
    wm_arena_init(&doc.arena, ARENA_MOST);
    for (int part = 0; part < WM_DOC_PART_COUNT; part++)
        wm_buffer_init(&doc.parts[part], page->maximum);
    doc.out = &doc.parts[WM_DOC_BODY];
    write(&doc);
    bool too_long = false;
    for (int part = 0; part < WM_DOC_PART_COUNT; part++) {
        doc.no_memory = doc.no_memory || doc.parts[part].failed;
        too_long = too_long || doc.parts[part].length * 2 > page->maximum;
    }
    if (!doc.no_memory) {
        doc.form->finish(&doc, page);
        doc.no_memory = page->failed;
    }
    for (int part = 0; part < WM_DOC_PART_COUNT; part++)
        wm_buffer_clear(&doc.parts[part]);
    wm_arena_clear(&doc.arena);
    wm_ruleset_unref(ruleset);
    if (!doc.no_memory)
        return WM_OK;
    if (too_long)
        return wm_error_set(error, WM_LIMIT, "page-too-long",
                            "the page about %.100s would be too long: more than %zu MB", pack,
                            page->maximum / (1024 * 1024));
    return wm_error_no_memory(error);
}
