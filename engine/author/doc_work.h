// SPDX-License-Identifier: MIT
// One page being written. Private to doc*.c: what is said goes through `struct wm_doc_form`, so that Markdown and HTML
// come from one walk over the ruleset.
#pragma once

#include "engine/author/doc.h"

enum wm_doc_block {
    WM_DOC_SECTION,   // with a heading; sections nest
    WM_DOC_PARAGRAPH, //
    WM_DOC_NOTE,      // a paragraph set apart
    WM_DOC_LIST,      // of ITEMs, which nest
    WM_DOC_ITEM,      //
    WM_DOC_ENTRIES,   // a list of things, each an ENTRY with a name, SAYS and FACTS
    WM_DOC_ENTRY,     //
    WM_DOC_SAYS,      //
    WM_DOC_FACTS,     // of FACTs: the title says what, the text says how much
    WM_DOC_FACT,      //
    WM_DOC_TABLE,     // of ROWs; the first has the heads of the columns
    WM_DOC_GROUP,     // a row of one head over all columns
    WM_DOC_ROW,       //
    WM_DOC_HEAD,      // a cell that heads its column or row
    WM_DOC_CELL,
    WM_DOC_BLOCK_COUNT
};
struct wm_doc_name {    // each may be NULL
    const char *anchor; // where links find it
    const char *title;
    const char *code; // what packs and records call it
};

enum wm_doc_tone {
    WM_DOC_PLAIN,
    WM_DOC_STRONG,
    WM_DOC_FAINT,
    WM_DOC_CODE,
    WM_DOC_BADGE, // a word or two, set apart
    WM_DOC_DOUBT, // the same, for what somebody should decide
    WM_DOC_TONE_COUNT
};

enum wm_doc_part { WM_DOC_LEAD, WM_DOC_CONTENTS, WM_DOC_BODY, WM_DOC_PART_COUNT };

struct wm_doc;
struct wm_doc_form {
    void (*open)(struct wm_doc *doc, enum wm_doc_block block, const struct wm_doc_name *name);
    void (*close)(struct wm_doc *doc, enum wm_doc_block block);
    void (*text)(struct wm_doc *doc, enum wm_doc_tone tone, const char *text, size_t length);
    // To an anchor of the page, or to an address outside.
    void (*link)(struct wm_doc *doc, bool outside, const char *target, const char *text, size_t length);
    void (*mark)(struct wm_doc *doc, const char *mark, const char *meaning); // a sign in a cell
    void (*picture)(struct wm_doc *doc);                                     // the ladder of doc->framework, drawn
    void (*finish)(struct wm_doc *doc, struct wm_buffer *page);              // the parts become the page
};
extern const struct wm_doc_form wm_doc_markdown, wm_doc_html;
extern const char *const wm_doc_style[]; // of the HTML page; NULL at the end

struct wm_doc_matrix;

#define WM_DOC_DEEPEST 8 // sections in sections

struct wm_doc {
    const struct wm_ruleset *ruleset;
    const struct wm_framework *framework; // the one being described
    const struct wm_doc_matrix *matrix;   // its own
    const char *pack;                     // "frameworks/x"
    const char *title;                    // of the page
    bool organisation;
    const struct wm_doc_form *form;
    struct wm_buffer parts[WM_DOC_PART_COUNT];
    struct wm_buffer *out; // the part being written
    struct wm_arena arena;
    bool no_memory;

    // For the forms.
    unsigned depth;                  // sections open
    bool listed[WM_DOC_DEEPEST + 2]; // the contents have an entry at this depth
    unsigned lists;                  // LISTs and ENTRIES open
    unsigned rows, columns;          // of the table
    bool naming;                     // an entry's name may still go on
    bool facts;                      // FACTS have one
    bool begun;                      // Markdown: the block has text, so that a sign is no longer the first
};

// --- saying it ---
void wm_doc_open(struct wm_doc *doc, enum wm_doc_block block);
void wm_doc_open_named(struct wm_doc *doc, enum wm_doc_block block, const char *anchor, const char *title,
                       const char *code);
void wm_doc_close(struct wm_doc *doc, enum wm_doc_block block);
void wm_doc_say(struct wm_doc *doc, enum wm_doc_tone tone, const char *text); // NULL: nothing
void wm_doc_put(struct wm_doc *doc, enum wm_doc_tone tone, const char *format, ...) WM_PRINTF(3, 4);
void wm_doc_link(struct wm_doc *doc, const char *anchor, const char *text);
// A link if it is one that a reader may follow (http, https), else only its text.
void wm_doc_address(struct wm_doc *doc, const char *address);
// A block with one text in it. `text` NULL: nothing at all.
void wm_doc_block(struct wm_doc *doc, enum wm_doc_block block, const char *text);
void wm_doc_fact(struct wm_doc *doc, const char *title, const char *text);
// The text with its first letter a capital.
void wm_doc_sentence(struct wm_doc *doc, enum wm_doc_tone tone, const char *text, size_t length);
void *wm_doc_room(struct wm_doc *doc, size_t count, size_t size); // NULL when out of memory, which is noted

// --- names ---
struct wm_doc_anchor {
    char text[400];
};
// "course-fire-safety"; in an organisation's page with the framework before it.
struct wm_doc_anchor wm_doc_anchor(const struct wm_doc *doc, const char *kind, const char *id);
struct wm_doc_anchor wm_doc_anchor_of(const struct wm_doc *doc, const struct wm_declaration *declaration);
struct wm_doc_anchor wm_doc_anchor_of_level(const struct wm_doc *doc, const struct wm_level *level);
void wm_doc_link_level(struct wm_doc *doc, const struct wm_level *level);
void wm_doc_link_declared(struct wm_doc *doc, const struct wm_declaration *declaration);
// The declaration of this kind that records name so: of the framework being described, else NULL.
const struct wm_declaration *wm_doc_find(const struct wm_doc *doc, enum wm_declared declared, wm_code code);
const char *wm_doc_title_of(const struct wm_declaration *declaration);
void wm_doc_value(struct wm_doc *doc, const struct wm_value *value);
// What is common to all things: level it belongs to, address, source.
void wm_doc_fact_source(struct wm_doc *doc, const char *source);

// --- what is said, in this order ---
void wm_doc_framework(struct wm_doc *doc, const struct wm_framework *framework);
void wm_doc_organisation(struct wm_doc *doc);
void wm_doc_ladder(struct wm_doc *doc);
void wm_doc_levels(struct wm_doc *doc);
void wm_doc_criterion(struct wm_doc *doc, const struct wm_criterion *criterion); // with its heading line
void wm_doc_parameters(struct wm_doc *doc);
void wm_doc_catalogue(struct wm_doc *doc);
void wm_doc_pay(struct wm_doc *doc);
void wm_doc_money(struct wm_doc *doc, wm_number number); // pounds, their thousands apart; pence where there are any
void wm_doc_sources(struct wm_doc *doc);

// --- the matrix ---
enum wm_doc_asked {
    WM_DOC_NOT_ASKED,
    WM_DOC_ASKED_BELOW, // by a level that this one asks to be met
    WM_DOC_ASKED,
    WM_DOC_ASKED_SCORE, // `least` or above
    WM_DOC_ASKED_OPEN   // it waits for a parameter
};
struct wm_doc_cell {
    enum wm_doc_asked asked;
    wm_number least;
};
struct wm_doc_matrix { // one row a competency, one column a level or gate of the framework
    const struct wm_doc_cell *cells;
    uint32_t rows, columns;
};
const struct wm_doc_matrix *wm_doc_matrix_make(struct wm_doc *doc); // NULL when out of memory
struct wm_doc_cell wm_doc_cell(const struct wm_doc_matrix *matrix, uint32_t competency, uint32_t level);
bool wm_doc_row_asked(const struct wm_doc_matrix *matrix, uint32_t competency);
void wm_doc_matrix(struct wm_doc *doc);
void wm_doc_links(struct wm_doc *doc);

// --- the picture ---
enum wm_doc_shape { WM_DOC_LEVEL, WM_DOC_GATE, WM_DOC_DESTINATION, WM_DOC_BEND };
struct wm_doc_lines { // a text broken to fit
    const char *texts[6];
    size_t lengths[6];
    unsigned count;
};
struct wm_doc_node {
    enum wm_doc_shape shape; // BEND: where a line passes a layer
    const struct wm_level *level;
    const struct wm_declaration *destination;
    struct wm_doc_lines title, below;
    uint32_t layer;          // 0 is the lowest
    uint32_t place;          // in its layer, from the left
    int x, y, width, height; // of the box, from the upper left corner
    bool outside;            // a level of another framework
    bool free;               // nothing leads to it or from it: it stands in a band of its own
};
enum wm_doc_line {    // what a level has to do with one below it
    WM_DOC_AFTER = 1, // it comes after it
    WM_DOC_MEETS = 2  // it asks for it; both may be
};
struct wm_doc_edge {
    uint32_t from, to; // nodes: the lower, the upper
    unsigned line;
    bool arrives; // `to` is no bend
};
struct wm_doc_drawing {
    struct wm_doc_node *nodes;
    struct wm_doc_edge *edges;
    uint32_t node_count, edge_count;
    int width, height;
    int above, below; // where the bands of free destinations and gates have their titles; 0: there is none
};
bool wm_doc_draw(struct wm_doc *doc, struct wm_doc_drawing *ret_drawing); // false when out of memory, which is noted
// Which levels a level's own criteria ask for: `ret_asked[i]` for doc->ruleset->levels[i].
const struct wm_level *wm_doc_level_of(const struct wm_doc *doc, const struct wm_criterion *criterion); // or NULL
void wm_doc_builds_on(const struct wm_doc *doc, const struct wm_level *level, bool *ret_asked);
void wm_doc_picture(struct wm_doc *doc);                                    // as SVG; for the HTML form
void wm_doc_escape(struct wm_buffer *out, const char *text, size_t length); // as HTML
// How many bytes at the start of `text` nobody should see: a control character, a change of direction. 0: none.
size_t wm_doc_hidden(const char *text, size_t length);
// The host of an address.
size_t wm_doc_host(const char *address, const char **ret_host);
// Sections deeper than this are not among the contents.
unsigned wm_doc_listed(const struct wm_doc *doc);
