// SPDX-License-Identifier: MIT
// The ladder as SVG. Without the page's style it is drawn in the colour of the text.
#include "engine/author/doc_work.h"

#include <string.h>

// --- words for those who do not see it ---

static void say_lines(struct wm_doc *doc, const struct wm_doc_drawing *drawing, uint32_t node) {
    bool any = false;
    for (uint32_t i = 0; i < drawing->edge_count; i++) {
        if (drawing->edges[i].to != node)
            continue;
        uint32_t from = drawing->edges[i].from;
        while (drawing->nodes[from].shape == WM_DOC_BEND) { // back along the line
            uint32_t k = 0;
            while (drawing->edges[k].to != from)
                k++;
            from = drawing->edges[k].from;
        }
        const char *title = drawing->nodes[from].level->title;
        wm_buffer_text(doc->out, any ? ", " : " above ");
        wm_doc_escape(doc->out, title, strlen(title));
        any = true;
    }
}

static const char *title_of(const struct wm_doc_node *node) {
    return node->level != NULL ? node->level->title : wm_doc_title_of(node->destination);
}

static void describe(struct wm_doc *doc, const struct wm_doc_drawing *drawing) {
    static const char *const shapes[] = {"", "gate ", "destination "};
    for (uint32_t i = 0; i < drawing->node_count; i++) {
        const struct wm_doc_node *node = &drawing->nodes[i];
        if (node->shape == WM_DOC_BEND)
            continue;
        wm_buffer_text(doc->out, i > 0 ? "; " : "");
        wm_buffer_text(doc->out, shapes[node->shape]);
        wm_doc_escape(doc->out, title_of(node), strlen(title_of(node)));
        say_lines(doc, drawing, i);
    }
    wm_buffer_byte(doc->out, '.');
}

// --- lines ---

static void draw_line(struct wm_doc *doc, const struct wm_doc_drawing *drawing, const struct wm_doc_edge *edge) {
    static const char *const classes[] = {"", "after", "meets", "both"};
    const struct wm_doc_node *from = &drawing->nodes[edge->from], *to = &drawing->nodes[edge->to];
    int x = from->x + from->width / 2, y = from->y;
    int end_x = to->x + to->width / 2, end_y = to->y + to->height + (edge->arrives ? 7 : 0);
    int half = (y - end_y) / 2;
    wm_buffer_printf(doc->out, "<path class=\"line %s\" fill=\"none\" stroke=\"currentColor\"%s d=\"M%d %d",
                     classes[edge->line], edge->line == WM_DOC_MEETS ? " stroke-dasharray=\"6 4\"" : "", x, y);
    if (x == end_x)
        wm_buffer_printf(doc->out, "V%d", end_y);
    else
        wm_buffer_printf(doc->out, "C%d %d %d %d %d %d", x, y - half, end_x, end_y + half, end_x, end_y);
    if (!edge->arrives) // on through the layer
        wm_buffer_printf(doc->out, "V%d", to->y);
    wm_buffer_text(doc->out, "\"/>");
    if (edge->arrives)
        wm_buffer_printf(doc->out, "<path class=\"tip\" fill=\"currentColor\" d=\"M%d %dl5 9h-10z\"/>", end_x,
                         to->y + to->height + 1);
    wm_buffer_byte(doc->out, '\n');
}

// --- boxes ---

static int draw_text(struct wm_doc *doc, const struct wm_doc_lines *lines, const char *class, int size, int step, int x,
                     int y) {
    for (unsigned i = 0; i < lines->count; i++) {
        y += step;
        wm_buffer_printf(doc->out,
                         "<text class=\"%s\" x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"middle\" "
                         "fill=\"currentColor\">",
                         class, x, y, size);
        wm_doc_escape(doc->out, lines->texts[i], lines->lengths[i]);
        wm_buffer_text(doc->out, "</text>");
    }
    return y;
}

static void draw_box(struct wm_doc *doc, const struct wm_doc_node *node) {
    static const char *const classes[] = {"level", "gate", "destination"};
    struct wm_doc_anchor anchor =
        node->level != NULL ? wm_doc_anchor_of_level(doc, node->level) : wm_doc_anchor_of(doc, node->destination);
    wm_buffer_printf(doc->out, "<a class=\"box %s%s\" href=\"#%s\">", classes[node->shape],
                     node->outside ? " outside" : "", anchor.text);
    wm_buffer_printf(doc->out,
                     "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"none\" "
                     "stroke=\"currentColor\"%s/>",
                     node->x, node->y, node->width, node->height, node->shape == WM_DOC_GATE ? 22 : 6,
                     node->shape == WM_DOC_DESTINATION ? " stroke-dasharray=\"5 4\"" : "");
    int text = (int)node->title.count * 20 + (int)node->below.count * 17;
    int y = node->y + (node->height - text) / 2 - 5, x = node->x + node->width / 2;
    y = draw_text(doc, &node->title, "title", 15, 20, x, y);
    draw_text(doc, &node->below, "small", 13, 17, x, y);
    wm_buffer_text(doc->out, "</a>\n");
}

static void draw_band(struct wm_doc *doc, int y, const char *text) {
    if (y > 0)
        wm_buffer_printf(doc->out,
                         "<text class=\"band\" x=\"4\" y=\"%d\" font-size=\"13\" fill=\"currentColor\">%s</text>\n", y,
                         text);
}

static void draw(struct wm_doc *doc, const struct wm_doc_drawing *drawing) {
    struct wm_doc_anchor id = wm_doc_anchor(doc, "picture", "");
    const char *title = doc->framework->title;
    wm_buffer_printf(doc->out,
                     "<svg role=\"group\" aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\" width=\"%d\" "
                     "height=\"%d\" viewBox=\"0 0 %d %d\" style=\"max-width:%dpx;min-width:%dpx\" "
                     "font-family=\"system-ui,sans-serif\">\n<title id=\"%s-title\">The ladder of ",
                     id.text, id.text, drawing->width, drawing->height, drawing->width, drawing->height, drawing->width,
                     drawing->width * 85 / 100, id.text);
    wm_doc_escape(doc->out, title, strlen(title));
    wm_buffer_printf(doc->out, "</title>\n<desc id=\"%s-desc\">From below: ", id.text);
    describe(doc, drawing);
    wm_buffer_text(doc->out, "</desc>\n");
    draw_band(doc, drawing->above, "Where it leads");
    draw_band(doc, drawing->below, "Gates");
    for (uint32_t i = 0; i < drawing->edge_count; i++)
        draw_line(doc, drawing, &drawing->edges[i]);
    for (uint32_t i = 0; i < drawing->node_count; i++) {
        if (drawing->nodes[i].shape != WM_DOC_BEND)
            draw_box(doc, &drawing->nodes[i]);
    }
    wm_buffer_text(doc->out, "</svg>\n");
}

static void draw_legend(struct wm_doc *doc, const struct wm_doc_drawing *drawing) {
    static const struct {
        unsigned line;
        const char *class, *says;
    } lines[] = {{WM_DOC_AFTER | WM_DOC_MEETS, "both", "the upper follows the lower and asks for it to be met"},
                 {WM_DOC_AFTER, "after", "the upper follows the lower"},
                 {WM_DOC_MEETS, "meets", "the upper asks for the lower to be met"}};
    bool any = false;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        bool drawn = false;
        for (uint32_t k = 0; k < drawing->edge_count; k++)
            drawn = drawn || drawing->edges[k].line == lines[i].line;
        if (!drawn)
            continue;
        wm_buffer_text(doc->out, any ? "" : "<figcaption>");
        wm_buffer_printf(doc->out,
                         "%s<svg class=\"key\" aria-hidden=\"true\" width=\"34\" height=\"10\" viewBox=\"0 0 34 10\">"
                         "<path class=\"line %s\" fill=\"none\" stroke=\"currentColor\"%s d=\"M1 5H33\"/></svg> %s",
                         any ? "; " : "", lines[i].class,
                         lines[i].line == WM_DOC_MEETS ? " stroke-dasharray=\"6 4\"" : "", lines[i].says);
        any = true;
    }
    wm_buffer_text(doc->out, any ? ".</figcaption>\n" : "");
}

void wm_doc_picture(struct wm_doc *doc) {
    struct wm_doc_drawing drawing;
    struct wm_doc_anchor anchor = wm_doc_anchor(doc, "picture", "");
    if (!wm_doc_draw(doc, &drawing))
        return;
    wm_buffer_printf(doc->out,
                     "<figure>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"%s-title\">\n",
                     anchor.text);
    draw(doc, &drawing);
    wm_buffer_text(doc->out, "</div>\n");
    draw_legend(doc, &drawing);
    wm_buffer_text(doc->out, "</figure>\n");
}
