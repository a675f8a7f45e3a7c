// SPDX-License-Identifier: MIT
// The page as HTML: no script, nothing from outside, readable without its style.
#include "engine/author/doc_work.h"

#include <string.h>

void wm_doc_escape(struct wm_buffer *out, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        size_t hidden = wm_doc_hidden(text + i, length - i);
        if (hidden > 0) {
            wm_buffer_byte(out, ' ');
            i += hidden - 1;
            continue;
        }
        switch (text[i]) {
        case '&': wm_buffer_text(out, "&amp;"); break;
        case '<': wm_buffer_text(out, "&lt;"); break;
        case '>': wm_buffer_text(out, "&gt;"); break;
        case '"': wm_buffer_text(out, "&quot;"); break;
        case '\'': wm_buffer_text(out, "&#39;"); break;
        default: wm_buffer_byte(out, text[i]);
        }
    }
}

static void put(struct wm_doc *doc, const char *text) {
    wm_buffer_text(doc->out, text);
}

static void escape(struct wm_doc *doc, const char *text) {
    wm_doc_escape(doc->out, text, strlen(text));
}

static void put_text(struct wm_doc *doc, enum wm_doc_tone tone, const char *text, size_t length) {
    static const struct {
        const char *before, *after;
    } tones[WM_DOC_TONE_COUNT] = {
        [WM_DOC_PLAIN] = {"", ""},
        [WM_DOC_STRONG] = {"<strong>", "</strong>"},
        [WM_DOC_FAINT] = {"<span class=\"faint\">", "</span>"},
        [WM_DOC_CODE] = {"<code>", "</code>"},
        [WM_DOC_BADGE] = {" <span class=\"badge\">", "</span>"},
        [WM_DOC_DOUBT] = {" <strong class=\"badge doubt\">", "</strong>"},
    };
    put(doc, tones[tone].before);
    wm_doc_escape(doc->out, text, length);
    put(doc, tones[tone].after);
}

static void put_link(struct wm_doc *doc, bool outside, const char *target, const char *text, size_t length) {
    put(doc, outside ? "<a class=\"out\" href=\"" : "<a href=\"#");
    escape(doc, target);
    put(doc, "\">");
    wm_doc_escape(doc->out, text, length);
    put(doc, "</a>");
}

static void put_mark(struct wm_doc *doc, const char *mark, const char *meaning) {
    wm_buffer_printf(doc->out, "<span role=\"img\" aria-label=\"%s\">%s</span>", meaning, mark);
}

// --- sections and the contents ---

static void list_section(struct wm_doc *doc, const struct wm_doc_name *name) {
    struct wm_buffer *out = doc->out;
    if (doc->depth > wm_doc_listed(doc))
        return;
    doc->out = &doc->parts[WM_DOC_CONTENTS];
    put(doc, doc->listed[doc->depth] ? "" : "\n<ol>\n");
    doc->listed[doc->depth] = true;
    doc->listed[doc->depth + 1] = false;
    put(doc, "<li>");
    put_link(doc, false, name->anchor, name->title, strlen(name->title));
    doc->out = out;
}

static void unlist_section(struct wm_doc *doc) {
    if (doc->depth > wm_doc_listed(doc))
        return;
    wm_buffer_text(&doc->parts[WM_DOC_CONTENTS], doc->listed[doc->depth + 1] ? "</ol>\n</li>\n" : "</li>\n");
}

static void put_code(struct wm_doc *doc, const char *code) {
    if (code == NULL)
        return;
    put(doc, " ");
    put_text(doc, WM_DOC_CODE, code, strlen(code));
}

static void open_section(struct wm_doc *doc, const struct wm_doc_name *name) {
    unsigned heading = doc->depth < 5 ? doc->depth + 1 : 6;
    list_section(doc, name);
    wm_buffer_printf(doc->out, "<section>\n<h%u id=\"%s\">", heading, name->anchor);
    escape(doc, name->title);
    put_code(doc, name->code);
    wm_buffer_printf(doc->out, "</h%u>\n", heading);
}

// --- entries, facts, tables ---

static void open_entry(struct wm_doc *doc, const struct wm_doc_name *name) {
    put(doc, "<li");
    if (name->anchor != NULL)
        wm_buffer_printf(doc->out, " id=\"%s\"", name->anchor);
    put(doc, "><p class=\"name\">");
    if (name->title != NULL)
        put_text(doc, WM_DOC_STRONG, name->title, strlen(name->title));
    put_code(doc, name->code);
    doc->naming = true;
}

static void end_name(struct wm_doc *doc) {
    put(doc, doc->naming ? "</p>\n" : "");
    doc->naming = false;
}

static void open_fact(struct wm_doc *doc, const struct wm_doc_name *name) {
    put(doc, doc->facts ? "" : "<dl>\n");
    doc->facts = true;
    put(doc, "<div><dt>");
    escape(doc, name->title);
    put(doc, "</dt> <dd>");
}

static void open_table(struct wm_doc *doc, const struct wm_doc_name *name) {
    wm_buffer_printf(doc->out,
                     "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"%s\">\n<table>\n"
                     "<caption id=\"%s\">",
                     name->anchor, name->anchor);
    escape(doc, name->title);
    put(doc, "</caption>\n");
    doc->rows = doc->columns = 0;
}

static void open_row(struct wm_doc *doc, enum wm_doc_block block) {
    bool group = block == WM_DOC_GROUP;
    if (doc->rows == 0)
        put(doc, "<thead>\n");
    else if (doc->rows == 1)
        put(doc, "<tbody>\n");
    else if (group)
        put(doc, "</tbody>\n<tbody>\n");
    if (group)
        wm_buffer_printf(doc->out, "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%u\">", doc->columns);
    else
        put(doc, "<tr>");
}

static void close_row(struct wm_doc *doc, enum wm_doc_block block) {
    put(doc, block == WM_DOC_GROUP ? "</th></tr>\n" : "</tr>\n");
    put(doc, doc->rows++ == 0 ? "</thead>\n" : "");
}

static void open_block(struct wm_doc *doc, enum wm_doc_block block, const struct wm_doc_name *name) {
    end_name(doc);
    switch (block) {
    case WM_DOC_SECTION: open_section(doc, name); break;
    case WM_DOC_PARAGRAPH: put(doc, "<p>"); break;
    case WM_DOC_NOTE: put(doc, "<p class=\"note\">"); break;
    case WM_DOC_LIST: put(doc, doc->lists++ == 0 ? "<ul class=\"criteria\">\n" : "\n<ul>\n"); break;
    case WM_DOC_ITEM: put(doc, "<li>"); break;
    case WM_DOC_ENTRIES: put(doc, "<ul class=\"entries\">\n"); break;
    case WM_DOC_ENTRY: open_entry(doc, name); break;
    case WM_DOC_SAYS: put(doc, "<p>"); break;
    case WM_DOC_FACTS: doc->facts = false; break;
    case WM_DOC_FACT: open_fact(doc, name); break;
    case WM_DOC_TABLE: open_table(doc, name); break;
    case WM_DOC_GROUP:
    case WM_DOC_ROW: open_row(doc, block); break;
    case WM_DOC_HEAD:
        put(doc, doc->rows == 0 ? "<th scope=\"col\">" : "<th scope=\"row\">");
        doc->columns += doc->rows == 0 ? 1 : 0;
        break;
    case WM_DOC_CELL: put(doc, "<td>"); break;
    default: break;
    }
}

static void close_block(struct wm_doc *doc, enum wm_doc_block block) {
    end_name(doc);
    switch (block) {
    case WM_DOC_SECTION:
        unlist_section(doc);
        put(doc, "</section>\n");
        break;
    case WM_DOC_PARAGRAPH:
    case WM_DOC_SAYS:
    case WM_DOC_NOTE: put(doc, "</p>\n"); break;
    case WM_DOC_LIST:
        doc->lists--;
        put(doc, "</ul>\n");
        break;
    case WM_DOC_ENTRIES: put(doc, "</ul>\n"); break;
    case WM_DOC_ITEM:
    case WM_DOC_ENTRY: put(doc, "</li>\n"); break;
    case WM_DOC_FACTS: put(doc, doc->facts ? "</dl>\n" : ""); break;
    case WM_DOC_FACT: put(doc, "</dd></div>\n"); break;
    case WM_DOC_TABLE: put(doc, doc->rows > 1 ? "</tbody>\n</table>\n</div>\n" : "</table>\n</div>\n"); break;
    case WM_DOC_GROUP:
    case WM_DOC_ROW: close_row(doc, block); break;
    case WM_DOC_HEAD: put(doc, "</th>"); break;
    case WM_DOC_CELL: put(doc, "</td>"); break;
    default: break;
    }
}

// --- the page ---

static void finish(struct wm_doc *doc, struct wm_buffer *page) {
    const struct wm_buffer *parts = doc->parts;
    doc->out = page;
    put(doc, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
             "<meta name=\"generator\" content=\"waymark rules doc\">\n<title>");
    escape(doc, doc->title);
    put(doc, "</title>\n<style>\n");
    for (size_t i = 0; wm_doc_style[i] != NULL; i++)
        put(doc, wm_doc_style[i]);
    put(doc, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n");
    put(doc, doc->organisation ? "<p class=\"kind\">Organisation</p>\n<h1>"
                               : "<p class=\"kind\">Career framework</p>\n<h1>");
    escape(doc, doc->title);
    put(doc, "</h1>\n");
    wm_buffer_add(page, parts[WM_DOC_LEAD].data, parts[WM_DOC_LEAD].length);
    put(doc, "</header>\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>");
    wm_buffer_add(page, parts[WM_DOC_CONTENTS].data, parts[WM_DOC_CONTENTS].length);
    put(doc, doc->listed[1] ? "</ol>\n</nav>\n" : "\n</nav>\n");
    put(doc, "<main id=\"content\" tabindex=\"-1\">\n");
    wm_buffer_add(page, parts[WM_DOC_BODY].data, parts[WM_DOC_BODY].length);
    wm_buffer_printf(
        page,
        "</main>\n<footer>\n<p>Written by <code>waymark rules doc</code> from the pack <code>%s</code>. Its "
        "rules are <code>%s</code>.</p>\n</footer>\n</body>\n</html>\n",
        doc->pack, doc->ruleset->hash);
}

const struct wm_doc_form wm_doc_html = {open_block, close_block, put_text, put_link, put_mark, wm_doc_picture, finish};
