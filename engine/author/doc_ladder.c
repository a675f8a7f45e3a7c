// SPDX-License-Identifier: MIT
// Where the boxes of the ladder stand: levels in layers from the bottom up, each above what it builds on. Gates and
// destinations that nothing leads to stand in bands of their own.
#include "engine/author/doc_work.h"

#include <string.h>

enum {
    BOX = 232,
    BEND = 20,
    BESIDE = 28,
    BETWEEN = 52,
    PADDING = 12,
    MARGIN = 4,
    LINE = 20,
    SMALL_LINE = 17,
    BAND = 30
};
#define EDGES_MOST 20000u // beyond that lines go straight, past whatever is between

// --- texts in boxes ---

// About how wide a character of a bold sans-serif is, in hundredths of its size; rather too wide than too narrow.
static int width_of(const char *text, size_t length) {
    if (length > 2)
        return 100;
    if (length == 2)
        return 72;
    if (strchr("iljtfrI.,;:!'|()[] -", *text) != NULL)
        return 40;
    if (strchr("mwMW@%", *text) != NULL)
        return 100;
    return *text >= 'A' && *text <= 'Z' ? 76 : 66;
}

static size_t next(const char *text) {
    size_t length = 1;
    while (((unsigned char)text[length] & 0xc0u) == 0x80u)
        length++;
    return length;
}

// Broken at spaces, or within a word that is longer than a line; what is beyond the last line is left out.
static struct wm_doc_lines wrap(const char *text, int size) {
    struct wm_doc_lines lines = {.count = 0};
    int room = (BOX - 2 * PADDING) * 100 / size;
    while (*text != '\0' && lines.count < sizeof lines.texts / sizeof lines.texts[0]) {
        size_t length = 0, fits = 0;
        for (int width = 0; text[length] != '\0';) {
            size_t step = next(text + length);
            width += width_of(text + length, step);
            if (width > room)
                break;
            length += step;
            if (text[length] == '\0' || text[length] == ' ')
                fits = length;
        }
        length = fits > 0 ? fits : length;
        lines.texts[lines.count] = text;
        lines.lengths[lines.count++] = length;
        text += length;
        while (*text == ' ')
            text++;
    }
    return lines;
}

static void measure(struct wm_doc_node *node) {
    node->width = node->shape == WM_DOC_BEND ? BEND : BOX;
    node->height = node->shape == WM_DOC_BEND
                       ? 0
                       : 2 * PADDING + (int)node->title.count * LINE + (int)node->below.count * SMALL_LINE;
}

// --- what stands there, and what leads to it ---

struct plan {
    struct wm_doc *doc;
    struct wm_doc_node *nodes;
    struct wm_doc_edge *edges;
    uint32_t node_count, edge_count, layers;
    uint32_t *places; // of the levels of the ruleset: which node
    bool *asked, *named;
};

static void add_line(struct plan *plan, uint32_t from, uint32_t to, unsigned line) {
    for (uint32_t i = 0; i < plan->edge_count; i++) {
        if (plan->edges[i].from == from && plan->edges[i].to == to) {
            plan->edges[i].line |= line;
            return;
        }
    }
    plan->edges[plan->edge_count++] = (struct wm_doc_edge){from, to, line, true};
}

static void add_level(struct plan *plan, const struct wm_level *level, const char *below) {
    plan->places[level->index] = plan->node_count;
    plan->nodes[plan->node_count++] = (struct wm_doc_node){
        .shape = level->gate ? WM_DOC_GATE : WM_DOC_LEVEL,
        .level = level,
        .outside = level->framework != plan->doc->framework,
        .title = wrap(level->title, 15),
        .below = wrap(below, 13),
    };
}

// Its own levels and gates, and those of other frameworks that they lead on from.
static void add_levels(struct plan *plan) {
    const struct wm_doc *doc = plan->doc;
    for (uint32_t i = 0; i < doc->framework->level_count; i++) {
        const struct wm_level *level = &doc->framework->levels[i];
        const struct wm_declaration *pay = wm_doc_find(doc, WM_DECLARED_PAY, level->pay);
        add_level(plan, level, level->gate ? "gate" : pay != NULL ? wm_doc_title_of(pay) : "");
        wm_doc_builds_on(doc, level, plan->asked);
        for (uint32_t k = 0; k < level->after_count; k++)
            plan->named[level->after[k]->index] = true;
        for (uint32_t k = 0; k < doc->ruleset->level_count; k++)
            plan->named[k] = plan->named[k] || plan->asked[k];
    }
    for (uint32_t i = 0; i < doc->ruleset->level_count; i++) {
        const struct wm_level *level = doc->ruleset->levels[i];
        if (plan->named[i] && level->framework != doc->framework)
            add_level(plan, level, level->framework->title);
    }
}

static void add_nodes(struct plan *plan) {
    const struct wm_framework *framework = plan->doc->framework;
    add_levels(plan);
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_DESTINATION]; i++) {
        const struct wm_declaration *destination = &framework->declarations[WM_DECLARED_DESTINATION][i];
        plan->nodes[plan->node_count++] = (struct wm_doc_node){
            .shape = WM_DOC_DESTINATION,
            .destination = destination,
            .title = wrap(wm_doc_title_of(destination), 15),
            .below = wrap("destination", 13),
        };
    }
    for (uint32_t i = 0; i < plan->node_count; i++)
        measure(&plan->nodes[i]);
}

static void add_lines(struct plan *plan) {
    const struct wm_doc *doc = plan->doc;
    for (uint32_t i = 0; i < doc->framework->level_count; i++) {
        const struct wm_level *level = &doc->framework->levels[i];
        for (uint32_t k = 0; k < level->after_count; k++)
            add_line(plan, plan->places[level->after[k]->index], i, WM_DOC_AFTER);
        wm_doc_builds_on(doc, level, plan->asked);
        for (uint32_t k = 0; k < doc->ruleset->level_count; k++) {
            if (plan->asked[k] && k != level->index)
                add_line(plan, plan->places[k], i, WM_DOC_MEETS);
        }
    }
    for (uint32_t i = 0; i < plan->node_count; i++) {
        const struct wm_declaration *destination = plan->nodes[i].destination;
        for (uint32_t k = 0; destination != NULL && k < destination->level_count; k++) {
            for (uint32_t l = 0; l < doc->framework->level_count; l++) {
                if (strcmp(doc->framework->levels[l].id, destination->levels[k]) == 0)
                    add_line(plan, l, i, WM_DOC_AFTER);
            }
        }
    }
}

static size_t lines_most(const struct wm_doc *doc) {
    const struct wm_framework *framework = doc->framework;
    size_t count = (size_t)framework->level_count * doc->ruleset->level_count;
    for (uint32_t i = 0; i < framework->declaration_counts[WM_DECLARED_DESTINATION]; i++)
        count += framework->declarations[WM_DECLARED_DESTINATION][i].level_count;
    return count;
}

static void mark_free(struct plan *plan) {
    for (uint32_t i = 0; i < plan->node_count; i++)
        plan->nodes[i].free = plan->nodes[i].shape != WM_DOC_LEVEL;
    for (uint32_t i = 0; i < plan->edge_count; i++) {
        plan->nodes[plan->edges[i].from].free = false;
        plan->nodes[plan->edges[i].to].free = false;
    }
}

// --- layers ---

static bool is_rung(const struct wm_doc_node *node) {
    return node->shape == WM_DOC_LEVEL && !node->outside;
}

// How many different ranks there are below this one.
static uint32_t ranks_below(const struct plan *plan, uint32_t node) {
    const struct wm_level *level = plan->nodes[node].level;
    uint32_t count = 0;
    for (uint32_t i = 0; is_rung(&plan->nodes[node]) && i < plan->node_count; i++) {
        const struct wm_level *other = plan->nodes[i].level;
        bool first = is_rung(&plan->nodes[i]) && other->rank < level->rank;
        for (uint32_t k = 0; first && k < i; k++)
            first = !is_rung(&plan->nodes[k]) || plan->nodes[k].level->rank != other->rank;
        count += first ? 1 : 0;
    }
    return count;
}

static void layer(struct plan *plan) {
    for (uint32_t i = 0; i < plan->node_count; i++)
        plan->nodes[i].layer = ranks_below(plan, i);
    bool moved = true;
    for (uint32_t round = 0; moved && round < plan->node_count; round++) { // `after` and `meets` may go round together
        moved = false;
        for (uint32_t i = 0; i < plan->edge_count; i++) {
            uint32_t least = plan->nodes[plan->edges[i].from].layer + 1;
            if (plan->nodes[plan->edges[i].to].layer < least && least < plan->node_count) {
                plan->nodes[plan->edges[i].to].layer = least;
                moved = true;
            }
        }
    }
    for (uint32_t i = 0; i < plan->node_count; i++) {
        if (!plan->nodes[i].free && plan->nodes[i].layer >= plan->layers)
            plan->layers = plan->nodes[i].layer + 1;
    }
}

// A line that passes layers gets a bend in each, so that it goes past the boxes there.
static bool bend(struct plan *plan) {
    size_t more = 0;
    for (uint32_t i = 0; i < plan->edge_count; i++) {
        uint32_t low = plan->nodes[plan->edges[i].from].layer, high = plan->nodes[plan->edges[i].to].layer;
        more += high > low + 1 ? high - low - 1 : 0;
    }
    if (more == 0 || more > EDGES_MOST)
        return true;
    struct wm_doc_node *nodes = wm_doc_room(plan->doc, plan->node_count + more, sizeof *nodes);
    struct wm_doc_edge *edges = wm_doc_room(plan->doc, plan->edge_count + more, sizeof *edges);
    if (nodes == NULL || edges == NULL)
        return false;
    uint32_t node_count = plan->node_count, edge_count = 0;
    memcpy(nodes, plan->nodes, plan->node_count * sizeof *nodes);
    for (uint32_t i = 0; i < plan->edge_count; i++) {
        struct wm_doc_edge edge = plan->edges[i];
        for (uint32_t at = nodes[edge.from].layer + 1; at < nodes[edge.to].layer; at++) {
            nodes[node_count] = (struct wm_doc_node){.shape = WM_DOC_BEND, .layer = at};
            measure(&nodes[node_count]);
            edges[edge_count++] = (struct wm_doc_edge){edge.from, node_count, edge.line, false};
            edge.from = node_count++;
        }
        edges[edge_count++] = edge;
    }
    plan->nodes = nodes;
    plan->edges = edges;
    plan->node_count = node_count;
    plan->edge_count = edge_count;
    return true;
}

// --- places in a layer ---

// The mean place of what a node is joined with on one side, times 1024; where it stands when there is nothing.
static int64_t pull(const struct plan *plan, uint32_t node, bool down) {
    int64_t sum = 0, count = 0;
    for (uint32_t i = 0; i < plan->edge_count; i++) {
        const struct wm_doc_edge *edge = &plan->edges[i];
        if ((down ? edge->to : edge->from) != node)
            continue;
        sum += plan->nodes[down ? edge->from : edge->to].place;
        count++;
    }
    return count > 0 ? sum * 1024 / count : (int64_t)plan->nodes[node].place * 1024;
}

// The nodes of a layer in order into `row`.
static uint32_t collect(const struct plan *plan, uint32_t at, uint32_t *row) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->node_count; i++) {
        if (plan->nodes[i].free || plan->nodes[i].layer != at)
            continue;
        uint32_t to = count++;
        for (; to > 0 && plan->nodes[row[to - 1]].place > plan->nodes[i].place; to--)
            row[to] = row[to - 1];
        row[to] = i;
    }
    return count;
}

static void sort(struct plan *plan, uint32_t at, bool down, uint32_t *row, int64_t *pulls) {
    uint32_t count = collect(plan, at, row);
    for (uint32_t i = 0; i < count; i++)
        pulls[row[i]] = pull(plan, row[i], down);
    for (uint32_t i = 1; i < count; i++) {
        uint32_t node = row[i], to = i;
        for (; to > 0 && pulls[row[to - 1]] > pulls[node]; to--)
            row[to] = row[to - 1];
        row[to] = node;
    }
    for (uint32_t i = 0; i < count; i++)
        plan->nodes[row[i]].place = i;
}

static void place(struct plan *plan, struct wm_doc_drawing *drawing, uint32_t *row, int64_t *pulls) {
    for (uint32_t at = 0; at < plan->layers; at++) {
        uint32_t count = collect(plan, at, row);
        int width = 2 * MARGIN;
        for (uint32_t i = 0; i < count; i++) {
            plan->nodes[row[i]].place = i;
            width += plan->nodes[row[i]].width + (i > 0 ? BESIDE : 0);
        }
        drawing->width = width > drawing->width ? width : drawing->width;
    }
    for (int sweep = 0; sweep < 4; sweep++) {
        for (uint32_t at = 1; at < plan->layers; at++)
            sort(plan, at, true, row, pulls);
        for (uint32_t at = plan->layers - (plan->layers > 0 ? 1 : 0); at > 0; at--)
            sort(plan, at - 1, false, row, pulls);
    }
}

// A band of free boxes, as many beside one another as the ladder is wide. Gives where it ends.
static int lay_band(struct plan *plan, struct wm_doc_drawing *drawing, enum wm_doc_shape shape, int top,
                    int *ret_title) {
    int columns = (drawing->width - 2 * MARGIN + BESIDE) / (BOX + BESIDE), column = 0, tallest = 0;
    bool any = false;
    for (uint32_t i = 0; i < plan->node_count; i++) {
        struct wm_doc_node *node = &plan->nodes[i];
        if (!node->free || node->shape != shape)
            continue;
        if (!any)
            *ret_title = top + BAND / 2;
        top += any ? 0 : BAND;
        any = true;
        if (column == columns) {
            top += tallest + BESIDE / 2;
            column = tallest = 0;
        }
        node->x = MARGIN + column++ * (BOX + BESIDE);
        node->y = top;
        tallest = node->height > tallest ? node->height : tallest;
    }
    return any ? top + tallest : top;
}

static int middle_of(const struct wm_doc_node *node) {
    return node->x + node->width / 2;
}

// Where the middle of a box should be: over the middles of what leads to it; where it is when nothing does.
static int wish(const struct plan *plan, uint32_t node) {
    int64_t sum = 0, count = 0;
    for (uint32_t i = 0; i < plan->edge_count; i++) {
        if (plan->edges[i].to != node)
            continue;
        sum += middle_of(&plan->nodes[plan->edges[i].from]);
        count++;
    }
    return count > 0 ? (int)(sum / count) : middle_of(&plan->nodes[node]);
}

static int clamp(int value, int least, int most) {
    return value < least ? least : value > most ? most : value;
}

// A layer side by side and centred, then each box as near as may be to where it should stand.
static void lay_layer(const struct plan *plan, const struct wm_doc_drawing *drawing, uint32_t at, uint32_t *row) {
    uint32_t count = collect(plan, at, row);
    int width = 0;
    for (uint32_t i = 0; i < count; i++)
        width += plan->nodes[row[i]].width + (i > 0 ? BESIDE : 0);
    int x = (drawing->width - width) / 2;
    for (uint32_t i = 0; i < count; i++) {
        plan->nodes[row[i]].x = x;
        x += plan->nodes[row[i]].width + BESIDE;
    }
    int64_t off = 0;
    int left = MARGIN, least = MARGIN;
    for (uint32_t i = 0; i < count; i++) { // none before its place or over its neighbour
        struct wm_doc_node *node = &plan->nodes[row[i]];
        int wished = wish(plan, row[i]) - node->width / 2;
        node->x = wished > left ? wished : left;
        off += wished - node->x;
        left = node->x + node->width + BESIDE;
        least += node->width + BESIDE;
    }
    int most = drawing->width - MARGIN;
    for (uint32_t i = count; i > 0; i--) { // all moved by what they are off on average, and none beyond an edge
        struct wm_doc_node *node = &plan->nodes[row[i - 1]];
        least -= node->width + BESIDE;
        node->x = clamp(node->x + (int)(off / count), least, most - node->width);
        most = node->x - BESIDE;
    }
}

static int lay_layers(struct plan *plan, const struct wm_doc_drawing *drawing, int top, uint32_t *row) {
    for (uint32_t at = 0; at < plan->layers; at++)
        lay_layer(plan, drawing, at, row);
    for (uint32_t at = plan->layers; at > 0; at--) {
        uint32_t count = collect(plan, at - 1, row);
        int tallest = 0;
        for (uint32_t i = 0; i < count; i++)
            tallest = plan->nodes[row[i]].height > tallest ? plan->nodes[row[i]].height : tallest;
        for (uint32_t i = 0; i < count; i++) {
            plan->nodes[row[i]].height = tallest;
            plan->nodes[row[i]].y = top;
        }
        top += tallest + (at > 1 ? BETWEEN : 0);
    }
    return top;
}

bool wm_doc_draw(struct wm_doc *doc, struct wm_doc_drawing *ret_drawing) {
    const struct wm_framework *framework = doc->framework;
    struct plan plan = {.doc = doc};
    size_t levels = doc->ruleset->level_count;
    plan.nodes = wm_doc_room(doc, levels + framework->declaration_counts[WM_DECLARED_DESTINATION], sizeof *plan.nodes);
    plan.edges = wm_doc_room(doc, lines_most(doc), sizeof *plan.edges);
    plan.places = wm_doc_room(doc, levels, sizeof *plan.places);
    plan.asked = wm_doc_room(doc, levels, sizeof *plan.asked);
    plan.named = wm_doc_room(doc, levels, sizeof *plan.named);
    if (plan.nodes == NULL || plan.edges == NULL || plan.places == NULL || plan.asked == NULL || plan.named == NULL)
        return false;
    add_nodes(&plan);
    add_lines(&plan);
    mark_free(&plan);
    layer(&plan);
    if (!bend(&plan))
        return false;
    uint32_t *row = wm_doc_room(doc, plan.node_count, sizeof *row);
    int64_t *pulls = wm_doc_room(doc, plan.node_count, sizeof *pulls);
    if (row == NULL || pulls == NULL)
        return false;
    struct wm_doc_drawing drawing = {.width = BOX + 2 * MARGIN};
    if (plan.layers == 0 && plan.node_count > 1) // bands only
        drawing.width += BOX + BESIDE;
    place(&plan, &drawing, row, pulls);
    int top = lay_band(&plan, &drawing, WM_DOC_DESTINATION, MARGIN, &drawing.above);
    top = lay_layers(&plan, &drawing, top + (drawing.above > 0 ? BETWEEN / 2 : 0), row);
    top = lay_band(&plan, &drawing, WM_DOC_GATE, top + (plan.layers > 0 ? BESIDE / 2 : 0), &drawing.below);
    drawing.height = top + MARGIN;
    drawing.nodes = plan.nodes;
    drawing.edges = plan.edges;
    drawing.node_count = plan.node_count;
    drawing.edge_count = plan.edge_count;
    *ret_drawing = drawing;
    return true;
}
