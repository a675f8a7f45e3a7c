// SPDX-License-Identifier: MIT
// Between what is said of a pack and the form it is written in: blocks, texts, names of things.
#include "engine/author/doc_work.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void wm_doc_open_named(struct wm_doc *doc, enum wm_doc_block block, const char *anchor, const char *title,
                       const char *code) {
    const struct wm_doc_name name = {anchor, title, code};
    if (block == WM_DOC_SECTION)
        doc->depth++;
    doc->form->open(doc, block, &name);
}

void wm_doc_open(struct wm_doc *doc, enum wm_doc_block block) {
    wm_doc_open_named(doc, block, NULL, NULL, NULL);
}

void wm_doc_close(struct wm_doc *doc, enum wm_doc_block block) {
    doc->form->close(doc, block);
    if (block == WM_DOC_SECTION)
        doc->depth--;
}

void wm_doc_say(struct wm_doc *doc, enum wm_doc_tone tone, const char *text) {
    if (text != NULL && text[0] != '\0')
        doc->form->text(doc, tone, text, strlen(text));
}

void wm_doc_put(struct wm_doc *doc, enum wm_doc_tone tone, const char *format, ...) {
    char small[256], *text = small;
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    if (length >= (int)sizeof small) {
        text = wm_doc_room(doc, (size_t)length + 1, 1);
        if (text != NULL)
            vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    va_end(arguments);
    wm_doc_say(doc, tone, text);
}

void wm_doc_sentence(struct wm_doc *doc, enum wm_doc_tone tone, const char *text, size_t length) {
    if (length == 0)
        return;
    bool small = text[0] >= 'a' && text[0] <= 'z';
    char *capital = small ? wm_arena_dup_n(&doc->arena, text, length) : NULL;
    doc->no_memory = doc->no_memory || (small && capital == NULL);
    if (capital != NULL)
        capital[0] = (char)(capital[0] - 'a' + 'A');
    doc->form->text(doc, tone, capital != NULL ? capital : text, length);
}

void wm_doc_link(struct wm_doc *doc, const char *anchor, const char *text) {
    doc->form->link(doc, false, anchor, text, strlen(text));
}

void wm_doc_address(struct wm_doc *doc, const char *address) {
    const char *host;
    size_t length = wm_doc_host(address, &host);
    if (length > 0)
        doc->form->link(doc, true, address, host, length);
    else
        wm_doc_say(doc, WM_DOC_PLAIN, address);
}

size_t wm_doc_host(const char *address, const char **ret_host) {
    bool followed = strncmp(address, "https://", 8) == 0 || strncmp(address, "http://", 7) == 0;
    *ret_host = followed ? strstr(address, "://") + 3 : address;
    return followed ? strcspn(*ret_host, "/?#") : 0;
}

size_t wm_doc_hidden(const char *text, size_t length) {
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] < ' ' || at[0] == 0x7f)
        return 1;
    bool turns =
        length > 2 && at[0] == 0xe2 &&
        ((at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae) || (at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9));
    return turns ? 3 : 0;
}

unsigned wm_doc_listed(const struct wm_doc *doc) {
    return doc->organisation ? 3 : 2;
}

void wm_doc_block(struct wm_doc *doc, enum wm_doc_block block, const char *text) {
    if (text == NULL || text[0] == '\0')
        return;
    wm_doc_open(doc, block);
    wm_doc_say(doc, WM_DOC_PLAIN, text);
    wm_doc_close(doc, block);
}

void wm_doc_fact(struct wm_doc *doc, const char *title, const char *text) {
    wm_doc_open_named(doc, WM_DOC_FACT, NULL, title, NULL);
    wm_doc_say(doc, WM_DOC_PLAIN, text);
    wm_doc_close(doc, WM_DOC_FACT);
}

void *wm_doc_room(struct wm_doc *doc, size_t count, size_t size) {
    void *room = wm_arena_zero(&doc->arena, count > 0 ? count : 1, size);
    doc->no_memory = doc->no_memory || room == NULL;
    return room;
}

// --- names ---

struct wm_doc_anchor wm_doc_anchor(const struct wm_doc *doc, const char *kind, const char *id) {
    struct wm_doc_anchor anchor;
    bool of_framework = doc->organisation && doc->framework != NULL;
    snprintf(anchor.text, sizeof anchor.text, "%s%s%s%s%s", of_framework ? doc->framework->id : "",
             of_framework ? "." : "", kind, id[0] != '\0' ? "-" : "", id);
    return anchor;
}

struct wm_doc_anchor wm_doc_anchor_of(const struct wm_doc *doc, const struct wm_declaration *declaration) {
    return wm_doc_anchor(doc, wm_declared_name(declaration->declared), declaration->id);
}

struct wm_doc_anchor wm_doc_anchor_of_level(const struct wm_doc *doc, const struct wm_level *level) {
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, level->gate ? "gate" : "level", level->id);
    if (doc->organisation)
        snprintf(anchor.text, sizeof anchor.text, "%s.%s-%s", level->framework->id, level->gate ? "gate" : "level",
                 level->id);
    return anchor;
}

void wm_doc_link_level(struct wm_doc *doc, const struct wm_level *level) {
    struct wm_doc_anchor anchor = wm_doc_anchor_of_level(doc, level);
    wm_doc_link(doc, anchor.text, level->title);
}

const char *wm_doc_title_of(const struct wm_declaration *declaration) {
    return declaration->title != NULL ? declaration->title : declaration->id;
}

void wm_doc_link_declared(struct wm_doc *doc, const struct wm_declaration *declaration) {
    struct wm_doc_anchor anchor = wm_doc_anchor_of(doc, declaration);
    wm_doc_link(doc, anchor.text, wm_doc_title_of(declaration));
}

const struct wm_declaration *wm_doc_find(const struct wm_doc *doc, enum wm_declared declared, wm_code code) {
    for (uint32_t i = 0; code != WM_CODE_NONE && i < doc->framework->declaration_counts[declared]; i++) {
        if (doc->framework->declarations[declared][i].code == code)
            return &doc->framework->declarations[declared][i];
    }
    return NULL;
}

// --- values ---

void wm_doc_value(struct wm_doc *doc, const struct wm_value *value) {
    char text[40];
    switch (value->type) {
    case WM_VALUE_NUMBER:
    case WM_VALUE_PERCENT:
        wm_number_format(value->number, text);
        wm_doc_put(doc, WM_DOC_PLAIN, "%s%s", text, value->type == WM_VALUE_PERCENT ? " %" : "");
        break;
    case WM_VALUE_BOOLEAN: wm_doc_say(doc, WM_DOC_PLAIN, value->number != 0 ? "yes" : "no"); break;
    case WM_VALUE_SPAN:
        wm_span_format(value->span, text);
        wm_doc_say(doc, WM_DOC_PLAIN, text);
        break;
    default:
        for (uint32_t i = 0; i < value->codes.count; i++) {
            wm_doc_say(doc, WM_DOC_PLAIN, i > 0 ? ", " : "");
            wm_doc_say(doc, WM_DOC_CODE, wm_code_text(value->codes.codes[i]));
        }
        if (value->codes.count == 0)
            wm_doc_say(doc, WM_DOC_PLAIN, "none");
    }
}

void wm_doc_fact_source(struct wm_doc *doc, const char *source) {
    if (source != NULL)
        wm_doc_fact(doc, "Source", source);
}
