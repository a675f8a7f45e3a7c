// SPDX-License-Identifier: MIT
// Which level asks for which competency.
#include "engine/author/doc_work.h"

#include "engine/criteria/index.h"

#include <string.h>

struct walk {
    struct wm_index competencies; // by code, to the declaration
    struct wm_doc_cell *row;      // of the level: one cell a competency
    const struct wm_declaration *first;
    uint32_t *seen; // by level of the ruleset: the column that has been through it
    uint32_t column;
};

static void note(struct walk *walk, wm_code code, struct wm_doc_cell found) {
    const char *text = wm_code_text(code);
    const struct wm_declaration *competency = wm_index_find(&walk->competencies, text, strlen(text));
    if (competency == NULL)
        return;
    struct wm_doc_cell *cell = &walk->row[competency - walk->first];
    bool higher = found.asked == cell->asked && found.least > cell->least;
    if (found.asked > cell->asked || higher)
        *cell = found;
}

static void note_leaf(struct walk *walk, const struct wm_criterion *leaf, bool below) {
    struct wm_doc_cell found = {.asked = below ? WM_DOC_ASKED_BELOW : WM_DOC_ASKED};
    if (!below && leaf->unset != NULL)
        found.asked = WM_DOC_ASKED_OPEN;
    else if (!below && leaf->verb == WM_VERB_ASSESSED && leaf->query->has_at_least)
        found = (struct wm_doc_cell){WM_DOC_ASKED_SCORE, leaf->query->at_least};
    note(walk, leaf->query->subject, found);
}

static void look(struct walk *walk, const struct wm_criterion *criterion, bool below) {
    bool about = criterion->verb == WM_VERB_ASSESSED || criterion->verb == WM_VERB_EVIDENCED ||
                 criterion->verb == WM_VERB_SIGNED_OFF || criterion->verb == WM_VERB_RECORDED;
    if (about && criterion->query->subject != WM_CODE_NONE)
        note_leaf(walk, criterion, below);
    if (criterion->verb == WM_VERB_SHOWN) // by a training, say, which is no question about the competency itself
        note(walk, criterion->competency->code,
             (struct wm_doc_cell){.asked = below ? WM_DOC_ASKED_BELOW : WM_DOC_ASKED});
    if (criterion->verb == WM_VERB_MEETS && walk->seen[criterion->level->index] != walk->column) {
        walk->seen[criterion->level->index] = walk->column;
        look(walk, criterion->level->requires, true);
    }
    for (uint32_t i = 0; i < criterion->child_count; i++)
        look(walk, criterion->children[i], below);
}

const struct wm_doc_matrix *wm_doc_matrix_make(struct wm_doc *doc) {
    const struct wm_framework *framework = doc->framework;
    uint32_t rows = framework->declaration_counts[WM_DECLARED_COMPETENCY];
    struct wm_doc_matrix *matrix = wm_doc_room(doc, 1, sizeof *matrix);
    struct wm_doc_cell *cells = wm_doc_room(doc, (size_t)rows * framework->level_count, sizeof *cells);
    struct walk walk = {.first = framework->declarations[WM_DECLARED_COMPETENCY],
                        .seen = wm_doc_room(doc, doc->ruleset->level_count, sizeof *walk.seen)};
    if (matrix == NULL || cells == NULL || walk.seen == NULL ||
        wm_index_make(&walk.competencies, &doc->arena, rows, NULL) != WM_OK) {
        doc->no_memory = true;
        return NULL;
    }
    for (uint32_t i = 0; i < rows; i++) {
        wm_index_add(&walk.competencies, wm_code_text(walk.first[i].code), (void *)(uintptr_t)&walk.first[i]);
    }
    for (uint32_t i = 0; i < framework->level_count; i++) {
        walk.row = cells + (size_t)i * rows;
        walk.column = i + 1;
        look(&walk, framework->levels[i].requires, false);
    }
    *matrix = (struct wm_doc_matrix){cells, rows, framework->level_count};
    return matrix;
}

struct wm_doc_cell wm_doc_cell(const struct wm_doc_matrix *matrix, uint32_t competency, uint32_t level) {
    return matrix->cells[(size_t)level * matrix->rows + competency];
}

bool wm_doc_row_asked(const struct wm_doc_matrix *matrix, uint32_t competency) {
    for (uint32_t i = 0; i < matrix->columns; i++) {
        if (wm_doc_cell(matrix, competency, i).asked != WM_DOC_NOT_ASKED)
            return true;
    }
    return false;
}

// --- as a table ---

// Levels all; gates that ask for some competency.
static bool is_shown(const struct wm_doc *doc, uint32_t level) {
    bool asks = !doc->framework->levels[level].gate;
    for (uint32_t i = 0; !asks && i < doc->matrix->rows; i++)
        asks = wm_doc_cell(doc->matrix, i, level).asked != WM_DOC_NOT_ASKED;
    return asks;
}

static void add_cell(struct wm_doc *doc, struct wm_doc_cell cell) {
    char number[32];
    wm_doc_open(doc, WM_DOC_CELL);
    switch (cell.asked) {
    case WM_DOC_ASKED: doc->form->mark(doc, "✓", "asked for"); break;
    case WM_DOC_ASKED_BELOW: doc->form->mark(doc, "○", "asked for by a level below"); break;
    case WM_DOC_ASKED_OPEN: doc->form->mark(doc, "?", "not decided"); break;
    case WM_DOC_ASKED_SCORE:
        wm_number_format(cell.least, number);
        wm_doc_say(doc, WM_DOC_STRONG, number);
        break;
    default: break;
    }
    wm_doc_close(doc, WM_DOC_CELL);
}

static void add_row(struct wm_doc *doc, uint32_t competency) {
    wm_doc_open(doc, WM_DOC_ROW);
    wm_doc_open(doc, WM_DOC_HEAD);
    wm_doc_link_declared(doc, &doc->framework->declarations[WM_DECLARED_COMPETENCY][competency]);
    wm_doc_close(doc, WM_DOC_HEAD);
    for (uint32_t i = 0; i < doc->matrix->columns; i++) {
        if (is_shown(doc, i))
            add_cell(doc, wm_doc_cell(doc->matrix, competency, i));
    }
    wm_doc_close(doc, WM_DOC_ROW);
}

// `domain` NULL: the competencies that are in none.
static void add_domain(struct wm_doc *doc, const struct wm_declaration *domain) {
    bool any = false;
    for (uint32_t i = 0; i < doc->matrix->rows; i++) {
        const struct wm_declaration *competency = &doc->framework->declarations[WM_DECLARED_COMPETENCY][i];
        if (competency->domain != domain || !wm_doc_row_asked(doc->matrix, i))
            continue;
        if (!any && (domain != NULL || doc->framework->declaration_counts[WM_DECLARED_DOMAIN] > 0))
            wm_doc_block(doc, WM_DOC_GROUP, domain != NULL ? wm_doc_title_of(domain) : "In no domain");
        any = true;
        add_row(doc, i);
    }
}

static void add_head(struct wm_doc *doc) {
    wm_doc_open(doc, WM_DOC_ROW);
    wm_doc_block(doc, WM_DOC_HEAD, "Competency");
    for (uint32_t i = 0; i < doc->matrix->columns; i++) {
        if (!is_shown(doc, i))
            continue;
        wm_doc_open(doc, WM_DOC_HEAD);
        wm_doc_link_level(doc, &doc->framework->levels[i]);
        wm_doc_close(doc, WM_DOC_HEAD);
    }
    wm_doc_close(doc, WM_DOC_ROW);
}

static void add_legend(struct wm_doc *doc) {
    uint32_t idle = 0;
    for (uint32_t i = 0; i < doc->matrix->rows; i++)
        idle += wm_doc_row_asked(doc->matrix, i) ? 0 : 1;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "competencies", "");
    wm_doc_open(doc, WM_DOC_PARAGRAPH);
    wm_doc_say(doc, WM_DOC_PLAIN,
               "A number is the score that is asked for, or above; ✓ is asked for in another way; ○ is asked for by a "
               "level below that must be met; ? waits for a parameter that is not set.");
    if (idle > 0) {
        wm_doc_put(doc, WM_DOC_PLAIN, " %u more that no level asks for %s in ", idle, idle == 1 ? "is" : "are");
        wm_doc_link(doc, anchor.text, "the catalogue");
        wm_doc_say(doc, WM_DOC_PLAIN, ".");
    }
    wm_doc_close(doc, WM_DOC_PARAGRAPH);
}

void wm_doc_matrix(struct wm_doc *doc) {
    bool any = false;
    for (uint32_t i = 0; i < doc->matrix->rows; i++)
        any = any || wm_doc_row_asked(doc->matrix, i);
    if (!any)
        return;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "matrix", "");
    struct wm_doc_anchor table = wm_doc_anchor(doc, "table", "matrix");
    wm_doc_open_named(doc, WM_DOC_SECTION, anchor.text, "Competencies by level", NULL);
    add_legend(doc);
    wm_doc_open_named(doc, WM_DOC_TABLE, table.text, "What each level asks for", NULL);
    add_head(doc);
    for (uint32_t i = 0; i < doc->framework->declaration_counts[WM_DECLARED_DOMAIN]; i++)
        add_domain(doc, &doc->framework->declarations[WM_DECLARED_DOMAIN][i]);
    add_domain(doc, NULL);
    wm_doc_close(doc, WM_DOC_TABLE);
    wm_doc_close(doc, WM_DOC_SECTION);
}
