// SPDX-License-Identifier: MIT
// What a framework declares: parameters first, then competencies by domain, courses, items and all the rest.
#include "engine/author/doc_work.h"

#include <string.h>

// --- parameters ---

static const char *origin_of(const struct wm_doc *doc, enum wm_parameter_origin origin) {
    switch (origin) {
    case WM_ORIGIN_UNSET: return "nobody yet: whatever needs it cannot be answered";
    case WM_ORIGIN_DEFAULT: return "the source";
    case WM_ORIGIN_SUGGESTED:
        return doc->organisation ? "the framework's suggestion, which the organisation accepts" : "each organisation";
    case WM_ORIGIN_DEPARTS: return "the organisation, and not as the source has it";
    default: return "the organisation";
    }
}

static void add_value(struct wm_doc *doc, const char *title, const struct wm_value *value) {
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, title, NULL);
    wm_doc_value(doc, value);
    wm_doc_close(doc, WM_DOC_FACT);
}

static void add_parameter(struct wm_doc *doc, const struct wm_parameter *parameter) {
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "parameter", parameter->id);
    bool set = parameter->origin != WM_ORIGIN_UNSET;
    bool own = parameter->origin == WM_ORIGIN_ORGANISATION || parameter->origin == WM_ORIGIN_DEPARTS;
    bool offered = parameter->origin == WM_ORIGIN_SUGGESTED && !doc->organisation;
    wm_doc_open_named(doc, WM_DOC_ENTRY, anchor.text, NULL, parameter->id);
    if (!set)
        wm_doc_say(doc, WM_DOC_DOUBT, "not set");
    if (offered)
        wm_doc_say(doc, WM_DOC_BADGE, "suggestion");
    if (parameter->origin == WM_ORIGIN_DEPARTS)
        wm_doc_say(doc, WM_DOC_DOUBT, "departs from the source");
    wm_doc_block(doc, WM_DOC_SAYS, parameter->says);
    wm_doc_open(doc, WM_DOC_FACTS);
    if (set)
        add_value(doc, offered ? "Suggested" : "Value", &parameter->value);
    if (parameter->has_suggested && (!set || own))
        add_value(doc, "Suggested", &parameter->suggested);
    if (parameter->has_default && own)
        add_value(doc, "In the source", &parameter->defaulted);
    wm_doc_fact(doc, "Set by", origin_of(doc, parameter->origin));
    wm_doc_fact_source(doc, parameter->source);
    wm_doc_close(doc, WM_DOC_FACTS);
    wm_doc_close(doc, WM_DOC_ENTRY);
}

void wm_doc_parameters(struct wm_doc *doc) {
    const struct wm_framework *framework = doc->framework;
    if (framework->parameter_count == 0)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "parameters", "");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, "Parameters", NULL);
    wm_doc_block(doc, WM_DOC_PARAGRAPH, "What the source leaves to whoever uses it, and who has decided it.");
    wm_doc_open(doc, WM_DOC_ENTRIES);
    for (int unset = 1; unset >= 0; unset--) { // what is to be decided comes first
        for (uint32_t i = 0; i < framework->parameter_count; i++) {
            if ((framework->parameters[i].origin == WM_ORIGIN_UNSET) == (unset == 1))
                add_parameter(doc, &framework->parameters[i]);
        }
    }
    wm_doc_close(doc, WM_DOC_ENTRIES);
    wm_doc_close(doc, WM_DOC_SECTION);
}

// --- facts of a declaration ---

static void add_number(struct wm_doc *doc, const char *title, bool has, wm_number number) {
    char text[32];
    wm_number_format(number, text);
    if (has)
        wm_doc_fact(doc, title, text);
}

static void add_cost(struct wm_doc *doc, const struct wm_declaration *declaration) {
    if (!declaration->has_cost)
        return;
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Cost", NULL);
    if (declaration->cost == 0)
        wm_doc_say(doc, WM_DOC_PLAIN, "none");
    else
        wm_doc_money(doc, declaration->cost);
    wm_doc_close(doc, WM_DOC_FACT);
}

static void add_valid(struct wm_doc *doc, const struct wm_declaration *course) {
    const struct wm_parameter *parameter = course->valid_parameter;
    if (!course->has_valid && parameter == NULL)
        return;
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Valid for", NULL);
    char text[32];
    wm_span_format(course->valid, text);
    if (course->has_valid)
        wm_doc_say(doc, WM_DOC_PLAIN, text);
    else
        wm_doc_say(doc, WM_DOC_DOUBT, "not decided");
    if (parameter != NULL) {
        struct wm_doc_anchor anchor = wm_doc_anchor(doc, "parameter", parameter->id);
        wm_doc_say(doc, WM_DOC_PLAIN, " (");
        wm_doc_link(doc, anchor.text, parameter->id);
        wm_doc_say(doc, WM_DOC_PLAIN, ")");
    }
    wm_doc_close(doc, WM_DOC_FACT);
}

static void add_codes(struct wm_doc *doc, const char *title, enum wm_declared declared, struct wm_codes codes) {
    if (codes.count == 0)
        return;
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, title, NULL);
    for (uint32_t i = 0; i < codes.count; i++) {
        const struct wm_declaration *found = wm_doc_find(doc, declared, codes.codes[i]);
        wm_doc_say(doc, WM_DOC_PLAIN, i > 0 ? ", " : "");
        if (found != NULL)
            wm_doc_link_declared(doc, found);
        else
            wm_doc_say(doc, WM_DOC_CODE, wm_code_text(codes.codes[i]));
    }
    wm_doc_close(doc, WM_DOC_FACT);
}

static const struct wm_level *find_level(const struct wm_framework *framework, const char *id) {
    for (uint32_t i = 0; i < framework->level_count; i++) {
        if (strcmp(framework->levels[i].id, id) == 0)
            return &framework->levels[i];
    }
    return NULL;
}

static void add_levels(struct wm_doc *doc, const struct wm_declaration *declaration) {
    if (declaration->level_count == 0)
        return;
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Belongs to", NULL);
    for (uint32_t i = 0; i < declaration->level_count; i++) {
        const struct wm_level *level = find_level(doc->framework, declaration->levels[i]);
        wm_doc_say(doc, WM_DOC_PLAIN, i > 0 ? ", " : "");
        if (level != NULL)
            wm_doc_link_level(doc, level);
        else
            wm_doc_say(doc, WM_DOC_CODE, declaration->levels[i]);
    }
    wm_doc_close(doc, WM_DOC_FACT);
}

// Which levels' own criteria ask for a competency.
static void add_askers(struct wm_doc *doc, const struct wm_declaration *declaration) {
    if (declaration->declared != WM_DECLARED_COMPETENCY)
        return;
    uint32_t row = (uint32_t)(declaration - doc->framework->declarations[WM_DECLARED_COMPETENCY]);
    bool any = false;
    for (uint32_t i = 0; i < doc->framework->level_count; i++) {
        if (wm_doc_cell(doc->matrix, row, i).asked < WM_DOC_ASKED)
            continue;
        if (!any)
            wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Asked for by", NULL);
        wm_doc_say(doc, WM_DOC_PLAIN, any ? ", " : "");
        wm_doc_link_level(doc, &doc->framework->levels[i]);
        any = true;
    }
    if (any)
        wm_doc_close(doc, WM_DOC_FACT);
}

static void add_scale(struct wm_doc *doc, const struct wm_declaration *declaration) {
    const struct wm_scale *scale = declaration->scale;
    if (scale == NULL || (declaration->declared != WM_DECLARED_SCALE && declaration->anchors == NULL))
        return;
    for (uint32_t i = 0; i < scale->count; i++) {
        char point[32];
        wm_number_format(scale->points[i].value, point);
        const char *text = declaration->anchors != NULL ? declaration->anchors[i] : NULL;
        if (declaration->declared != WM_DECLARED_SCALE && text == NULL)
            continue;
        const char *label = scale->points[i].label;
        const char *title = wm_arena_printf(&doc->arena, "%s%s%s", point, label != NULL && text != NULL ? " " : "",
                                            label != NULL && text != NULL ? label : "");
        doc->no_memory = doc->no_memory || title == NULL;
        if (title != NULL)
            wm_doc_fact(doc, title, text != NULL ? text : label);
    }
}

static void add_bounds(struct wm_doc *doc, const struct wm_declaration *measure) {
    add_number(doc, "At least", measure->has_lower, measure->lower);
    add_number(doc, "At most", measure->has_upper, measure->upper);
}

static void add_facts(struct wm_doc *doc, const struct wm_declaration *declaration) {
    wm_doc_open(doc, WM_DOC_FACTS);
    add_scale(doc, declaration);
    add_number(doc, "Hours", declaration->has_hours, declaration->hours);
    add_cost(doc, declaration);
    if (declaration->mode != NULL)
        wm_doc_fact(doc, "Given as", declaration->mode);
    if (declaration->provider != NULL)
        wm_doc_fact(doc, "Given by", declaration->provider);
    add_valid(doc, declaration);
    add_number(doc, "RQF level", declaration->has_rqf, declaration->rqf);
    add_bounds(doc, declaration);
    add_codes(doc, "Teaches", WM_DECLARED_COMPETENCY, declaration->teaches);
    add_codes(doc, "Comes after", WM_DECLARED_COURSE, declaration->after);
    add_codes(doc, "Shown by", WM_DECLARED_METHOD, declaration->verify);
    add_askers(doc, declaration);
    add_levels(doc, declaration);
    if (declaration->url != NULL) {
        wm_doc_open_named(doc, WM_DOC_FACT, NULL, "Where", NULL);
        wm_doc_address(doc, declaration->url);
        wm_doc_close(doc, WM_DOC_FACT);
    }
    wm_doc_fact_source(doc, declaration->source);
    wm_doc_close(doc, WM_DOC_FACTS);
}

static void add_entry(struct wm_doc *doc, const struct wm_declaration *declaration) {
    struct wm_doc_anchor anchor = wm_doc_anchor_of(doc, declaration);
    wm_doc_open_named(doc, WM_DOC_ENTRY, anchor.text, wm_doc_title_of(declaration), declaration->id);
    if (declaration->essential)
        wm_doc_say(doc, WM_DOC_BADGE, "essential");
    if (declaration->desirable)
        wm_doc_say(doc, WM_DOC_BADGE, "desirable");
    wm_doc_block(doc, WM_DOC_SAYS, declaration->says);
    add_facts(doc, declaration);
    wm_doc_close(doc, WM_DOC_ENTRY);
}

// --- competencies, by domain ---

static void add_domain(struct wm_doc *doc, const struct wm_declaration *domain, const char *title) {
    const struct wm_framework *framework = doc->framework;
    uint32_t count = 0, asked = 0;
    for (uint32_t i = 0; i < doc->matrix->rows; i++) {
        bool in = framework->declarations[WM_DECLARED_COMPETENCY][i].domain == domain;
        count += in ? 1 : 0;
        asked += in && wm_doc_row_asked(doc->matrix, i) ? 1 : 0;
    }
    if (count == 0 && domain == NULL)
        return;
    struct wm_doc_anchor anchor =
        domain != NULL ? wm_doc_anchor_of(doc, domain) : wm_doc_anchor(doc, "competencies", "others");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, title, domain != NULL ? domain->id : NULL);
    wm_doc_block(doc, WM_DOC_PARAGRAPH, domain != NULL ? domain->says : NULL);
    wm_doc_block(doc, WM_DOC_PARAGRAPH, asked == 0 && count > 0 ? "No level asks for any of these." : NULL);
    if (domain != NULL && domain->source != NULL) {
        wm_doc_open(doc, WM_DOC_PARAGRAPH);
        wm_doc_put(doc, WM_DOC_FAINT, "Source: %s", domain->source);
        wm_doc_close(doc, WM_DOC_PARAGRAPH);
    }
    if (count > 0)
        wm_doc_open(doc, WM_DOC_ENTRIES);
    for (uint32_t i = 0; i < doc->matrix->rows; i++) {
        if (framework->declarations[WM_DECLARED_COMPETENCY][i].domain == domain)
            add_entry(doc, &framework->declarations[WM_DECLARED_COMPETENCY][i]);
    }
    if (count > 0)
        wm_doc_close(doc, WM_DOC_ENTRIES);
    wm_doc_close(doc, WM_DOC_SECTION);
}

static void add_competencies(struct wm_doc *doc) {
    const struct wm_framework *framework = doc->framework;
    uint32_t domains = framework->declaration_counts[WM_DECLARED_DOMAIN];
    if (doc->matrix->rows + domains == 0)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "competencies", "");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, "Competencies", NULL);
    for (uint32_t i = 0; i < domains; i++)
        add_domain(doc, &framework->declarations[WM_DECLARED_DOMAIN][i],
                   wm_doc_title_of(&framework->declarations[WM_DECLARED_DOMAIN][i]));
    add_domain(doc, NULL, domains > 0 ? "In no domain" : "All");
    wm_doc_close(doc, WM_DOC_SECTION);
}

// --- all kinds ---

static void add_kind(struct wm_doc *doc, enum wm_declared declared, const char *title) {
    const struct wm_framework *framework = doc->framework;
    if (framework->declaration_counts[declared] == 0)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, wm_declared_plural(declared), "");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, title, NULL);
    wm_doc_open(doc, WM_DOC_ENTRIES);
    for (uint32_t i = 0; i < framework->declaration_counts[declared]; i++)
        add_entry(doc, &framework->declarations[declared][i]);
    wm_doc_close(doc, WM_DOC_ENTRIES);
    wm_doc_close(doc, WM_DOC_SECTION);
}

void wm_doc_catalogue(struct wm_doc *doc) {
    static const struct {
        enum wm_declared declared;
        const char *title;
    } kinds[] = {
        {WM_DECLARED_SCALE, "Scales"},
        {WM_DECLARED_COURSE, "Courses"},
        {WM_DECLARED_ITEM, "Items to sign off"},
        {WM_DECLARED_QUALIFICATION, "Qualifications"},
        {WM_DECLARED_EXPERIENCE, "Experience"},
        {WM_DECLARED_SUPERVISION, "Supervision"},
        {WM_DECLARED_MEASURE, "Measures"},
        {WM_DECLARED_ROLE, "Roles"},
        {WM_DECLARED_RELATION, "Relations"},
        {WM_DECLARED_CAPACITY, "Who may judge"},
        {WM_DECLARED_METHOD, "Ways of showing it"},
        {WM_DECLARED_ACTIVITY, "Activities"},
        {WM_DECLARED_DESTINATION, "Destinations"},
    };
    uint32_t count = 0;
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++)
        count += doc->framework->declaration_counts[declared];
    if (count == 0)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "catalogue", "");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, "The catalogue", NULL);
    add_competencies(doc);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        add_kind(doc, kinds[i].declared, kinds[i].title);
    wm_doc_pay(doc);
    wm_doc_close(doc, WM_DOC_SECTION);
}
