// SPDX-License-Identifier: MIT
// The page as Markdown (CommonMark with the tables of GitHub).
#include "engine/author/doc_work.h"

#include <stdio.h>
#include <string.h>

static void end_line(struct wm_doc *doc) {
    const struct wm_buffer *out = doc->out;
    if (out->length > 0 && out->data[out->length - 1] != '\n')
        wm_buffer_byte(doc->out, '\n');
    doc->begun = false;
}

static void end_block(struct wm_doc *doc) {
    const struct wm_buffer *out = doc->out;
    end_line(doc);
    if (out->length > 1 && out->data[out->length - 2] != '\n')
        wm_buffer_byte(doc->out, '\n');
}

// Signs that Markdown reads are written so that it does not.
static void escape(struct wm_doc *doc, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        size_t hidden = wm_doc_hidden(text + i, length - i);
        size_t digits = strspn(text + i, "0123456789");
        bool number = digits > 0 && digits < length - i && (text[i + digits] == '.' || text[i + digits] == ')');
        if (hidden > 0) {
            wm_buffer_byte(doc->out, ' ');
            i += hidden - 1;
        } else if (text[i] == '<' || text[i] == '&') {
            wm_buffer_text(doc->out, text[i] == '<' ? "&lt;" : "&amp;");
        } else if (!doc->begun && number) { // else "1. " would be a list
            wm_buffer_add(doc->out, text + i, digits);
            wm_buffer_byte(doc->out, '\\');
            i += digits - 1;
        } else {
            bool first = !doc->begun && strchr("+-=#>~:", text[i]) != NULL;
            if (first || strchr("\\`*_[]|>#~", text[i]) != NULL)
                wm_buffer_byte(doc->out, '\\');
            wm_buffer_byte(doc->out, text[i]);
        }
        doc->begun = true;
    }
}

static void add_space(struct wm_doc *doc) {
    const struct wm_buffer *out = doc->out;
    if (out->length > 0 && out->data[out->length - 1] != ' ')
        wm_buffer_byte(doc->out, ' ');
}

// The marks stand next to letters, spaces outside of them.
static void put_within(struct wm_doc *doc, const char *before, const char *text, size_t length, const char *after) {
    while (length > 0 && *text == ' ') {
        wm_buffer_byte(doc->out, ' ');
        text++, length--;
    }
    size_t letters = length;
    while (letters > 0 && text[letters - 1] == ' ')
        letters--;
    wm_buffer_text(doc->out, letters > 0 ? before : "");
    doc->begun = true;
    escape(doc, text, letters);
    wm_buffer_text(doc->out, letters > 0 ? after : "");
    wm_buffer_add(doc->out, text + letters, length - letters);
}

static void put_text(struct wm_doc *doc, enum wm_doc_tone tone, const char *text, size_t length) {
    switch (tone) {
    case WM_DOC_STRONG: put_within(doc, "**", text, length, "**"); break;
    case WM_DOC_FAINT: put_within(doc, "*", text, length, "*"); break;
    case WM_DOC_CODE: put_within(doc, "<code>", text, length, "</code>"); break;
    case WM_DOC_BADGE:
    case WM_DOC_DOUBT:
        add_space(doc);
        put_within(doc, tone == WM_DOC_DOUBT ? "**(" : "*(", text, length, tone == WM_DOC_DOUBT ? ")**" : ")*");
        break;
    default: escape(doc, text, length);
    }
}

static void put_link(struct wm_doc *doc, bool outside, const char *target, const char *text, size_t length) {
    wm_buffer_byte(doc->out, '[');
    doc->begun = true;
    escape(doc, text, length);
    wm_buffer_printf(doc->out, "](%s", outside ? "<" : "#");
    for (const char *at = target; *at != '\0'; at++) {
        if (strchr("<>\\ ", *at) != NULL)
            wm_buffer_printf(doc->out, "%%%02X", (unsigned)(unsigned char)*at);
        else
            wm_buffer_byte(doc->out, *at);
    }
    wm_buffer_text(doc->out, outside ? ">)" : ")");
}

static void put_mark(struct wm_doc *doc, const char *mark, const char *meaning) {
    (void)meaning; // said above the table
    wm_buffer_text(doc->out, mark);
}

static void put_picture(struct wm_doc *doc) {
    (void)doc; // the table below says the same
}

static void put_name(struct wm_doc *doc, const struct wm_doc_name *name) {
    if (name->anchor != NULL)
        wm_buffer_printf(doc->out, "<a id=\"%s\"></a>", name->anchor);
    doc->begun = true;
    if (name->title != NULL)
        escape(doc, name->title, strlen(name->title));
}

static void put_code(struct wm_doc *doc, const char *code) {
    if (code != NULL)
        put_text(doc, WM_DOC_CODE, code, strlen(code));
}

static void indent(struct wm_doc *doc, unsigned depth) {
    for (unsigned i = 1; i < depth; i++)
        wm_buffer_text(doc->out, "  ");
}

static void list_section(struct wm_doc *doc, const struct wm_doc_name *name) {
    struct wm_buffer *out = doc->out;
    if (doc->depth > wm_doc_listed(doc))
        return;
    doc->out = &doc->parts[WM_DOC_CONTENTS];
    indent(doc, doc->depth);
    wm_buffer_text(doc->out, "- ");
    put_link(doc, false, name->anchor, name->title, strlen(name->title));
    wm_buffer_byte(doc->out, '\n');
    doc->out = out;
}

static void open_section(struct wm_doc *doc, const struct wm_doc_name *name) {
    list_section(doc, name);
    end_block(doc);
    for (unsigned i = 0; i <= doc->depth && i < 6; i++)
        wm_buffer_byte(doc->out, '#');
    wm_buffer_byte(doc->out, ' ');
    put_name(doc, name);
    if (name->code != NULL)
        wm_buffer_byte(doc->out, ' ');
    put_code(doc, name->code);
    wm_buffer_text(doc->out, "\n\n");
}

static void open_entry(struct wm_doc *doc, const struct wm_doc_name *name) {
    end_line(doc);
    indent(doc, doc->lists);
    wm_buffer_text(doc->out, "- ");
    if (name->anchor != NULL)
        wm_buffer_printf(doc->out, "<a id=\"%s\"></a>", name->anchor);
    if (name->title != NULL)
        put_text(doc, WM_DOC_STRONG, name->title, strlen(name->title));
    if (name->title != NULL && name->code != NULL)
        wm_buffer_byte(doc->out, ' ');
    put_code(doc, name->code);
}

static void open_fact(struct wm_doc *doc, const struct wm_doc_name *name) {
    end_line(doc);
    indent(doc, doc->lists + 1);
    wm_buffer_text(doc->out, "- ");
    doc->begun = true;
    escape(doc, name->title, strlen(name->title));
    wm_buffer_text(doc->out, ": ");
}

static void open_block(struct wm_doc *doc, enum wm_doc_block block, const struct wm_doc_name *name) {
    switch (block) {
    case WM_DOC_SECTION: open_section(doc, name); break;
    case WM_DOC_NOTE: wm_buffer_text(doc->out, "> "); break;
    case WM_DOC_LIST:
    case WM_DOC_ENTRIES:
        end_line(doc);
        doc->lists++;
        break;
    case WM_DOC_ITEM:
        end_line(doc);
        indent(doc, doc->lists);
        wm_buffer_text(doc->out, "- ");
        break;
    case WM_DOC_ENTRY: open_entry(doc, name); break;
    case WM_DOC_SAYS: wm_buffer_text(doc->out, ": "); break;
    case WM_DOC_FACT: open_fact(doc, name); break;
    case WM_DOC_TABLE:
        end_block(doc);
        put_text(doc, WM_DOC_STRONG, name->title, strlen(name->title));
        wm_buffer_text(doc->out, "\n\n");
        doc->rows = doc->columns = 0;
        break;
    case WM_DOC_GROUP: wm_buffer_text(doc->out, "| **"); break;
    case WM_DOC_HEAD:
    case WM_DOC_CELL: wm_buffer_text(doc->out, "| "); break;
    default: break;
    }
    doc->begun = block == WM_DOC_ENTRY || block == WM_DOC_SAYS || block == WM_DOC_FACT || block == WM_DOC_GROUP;
}

static void close_row(struct wm_doc *doc) {
    wm_buffer_text(doc->out, "|\n");
    if (doc->rows++ > 0)
        return;
    for (unsigned i = 0; i < doc->columns; i++)
        wm_buffer_text(doc->out, "| --- ");
    wm_buffer_text(doc->out, "|\n");
}

static void close_block(struct wm_doc *doc, enum wm_doc_block block) {
    switch (block) {
    case WM_DOC_LIST:
    case WM_DOC_ENTRIES:
        doc->lists--;
        if (doc->lists == 0)
            end_block(doc);
        break;
    case WM_DOC_ITEM:
    case WM_DOC_ENTRY:
    case WM_DOC_FACT: end_line(doc); break;
    case WM_DOC_FACTS:
        if (doc->lists == 0)
            end_block(doc);
        break;
    case WM_DOC_PARAGRAPH:
    case WM_DOC_NOTE:
    case WM_DOC_TABLE: end_block(doc); break;
    case WM_DOC_GROUP:
        wm_buffer_text(doc->out, "** ");
        for (unsigned i = 1; i < doc->columns; i++)
            wm_buffer_text(doc->out, "| ");
        wm_buffer_text(doc->out, "|\n");
        break;
    case WM_DOC_HEAD:
    case WM_DOC_CELL:
        doc->columns += doc->rows == 0 ? 1 : 0;
        wm_buffer_byte(doc->out, ' ');
        break;
    case WM_DOC_ROW: close_row(doc); break;
    default: break;
    }
    doc->begun = false;
}

static void finish(struct wm_doc *doc, struct wm_buffer *page) {
    doc->out = page;
    wm_buffer_text(page, "# ");
    doc->begun = true;
    escape(doc, doc->title, strlen(doc->title));
    wm_buffer_text(page, "\n\n");
    wm_buffer_add(page, doc->parts[WM_DOC_LEAD].data, doc->parts[WM_DOC_LEAD].length);
    end_block(doc);
    wm_buffer_text(page, "## Contents\n\n");
    wm_buffer_add(page, doc->parts[WM_DOC_CONTENTS].data, doc->parts[WM_DOC_CONTENTS].length);
    end_block(doc);
    wm_buffer_add(page, doc->parts[WM_DOC_BODY].data, doc->parts[WM_DOC_BODY].length);
    end_block(doc);
    wm_buffer_printf(page, "---\n\nWritten by `waymark rules doc` from the pack `%s`. Its rules are `%s`.\n", doc->pack,
                     doc->ruleset->hash);
}

const struct wm_doc_form wm_doc_markdown = {open_block, close_block, put_text, put_link, put_mark, put_picture, finish};
