// SPDX-License-Identifier: MIT
#include "api/cli/svg.h"

#include "api/cli/terminal.h"

#include <string.h>

enum { SIZE = 14, WIDTH_PERCENT = 62 }; // of a letter, of its size: system fonts are narrower

static const char style[] =
    "<style>\n"
    "svg{font-family:system-ui,sans-serif;background:#fff}\n"
    ".paper{fill:#fff}.ink{fill:#1a2027}.faint{fill:#55606c}\n"
    ".good{fill:#2e7d4f}.bad{fill:#f3d4d0}.doubt{fill:#fbe3b0}.accent{fill:#2f6f9f}.panel{fill:#f0f3f6}\n"
    ".empty{fill:none}.good,.bad,.doubt,.accent,.empty{stroke-width:1}\n"
    ".good{stroke:#1f5a38}.bad{stroke:#b3423a}.doubt{stroke:#93650c}.accent{stroke:#1f4f73}.empty{stroke:#8a96a1}\n"
    ".hatch{stroke:#b3423a;stroke-width:1.2;stroke-opacity:.5}.dots{fill:#93650c}.line{stroke:#b9c2ca;stroke-width:1}\n"
    "@media (prefers-color-scheme:dark){\n"
    "svg{background:#12171c}.paper{fill:#12171c}.ink{fill:#e7ebee}.faint{fill:#a9b4be}\n"
    ".good{fill:#3f9d68;stroke:#8fdcb0}.bad{fill:#4a2522;stroke:#ee9a92}.doubt{fill:#42300f;stroke:#ffdb9b}\n"
    ".accent{fill:#4a93c6;stroke:#a9d6f5}.panel{fill:#1b2228}.empty{stroke:#6c7883}\n"
    ".hatch{stroke:#ee9a92}.dots{fill:#ffdb9b}.line{stroke:#4a5661}}\n"
    "</style>\n";
static const char patterns[] = "<defs>"
                               "<pattern id=\"hatched\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                               "<path class=\"hatch\" d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\"/></pattern>"
                               "<pattern id=\"dotted\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                               "<circle class=\"dots\" cx=\"3\" cy=\"3\" r=\"1.2\"/></pattern>"
                               "</defs>\n";

static const char *entity_of(char byte) {
    switch (byte) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

// U+FFFE and U+FFFF, which no XML may hold.
static bool is_no_character(const char *text, size_t length) {
    return length >= 3 && memcmp(text, "\xef\xbf", 2) == 0 && ((unsigned char)text[2] & 0xfe) == 0xbe;
}

void wm_svg_escape(struct wm_buffer *svg, const char *text, size_t length) {
    size_t plain = 0;
    for (size_t i = 0; i < length; i++) {
        const char *entity = entity_of(text[i]);
        bool no_character = is_no_character(text + i, length - i);
        if (entity == NULL && !no_character)
            continue;
        wm_terminal_clean(svg, text + plain, i - plain);
        wm_buffer_text(svg, no_character ? "?" : entity);
        i += no_character ? 2 : 0;
        plain = i + 1;
    }
    if (plain < length)
        wm_terminal_clean(svg, text + plain, length - plain);
}

static void add_element(struct wm_buffer *svg, const char *element, const char *text) {
    wm_buffer_printf(svg, "<%s>", element);
    wm_svg_escape(svg, text, strlen(text));
    wm_buffer_printf(svg, "</%s>", element);
}

void wm_svg_begin(struct wm_buffer *svg, int width, int height, const char *title, const char *description) {
    wm_buffer_printf(svg,
                     "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"group\" width=\"%d\" height=\"%d\" "
                     "viewBox=\"0 0 %d %d\">\n",
                     width, height, width, height);
    add_element(svg, "title", title);
    if (description != NULL)
        add_element(svg, "desc", description);
    wm_buffer_byte(svg, '\n');
    wm_buffer_text(svg, style);
    wm_buffer_text(svg, patterns);
    wm_buffer_text(svg, "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
}

void wm_svg_end(struct wm_buffer *svg) {
    wm_buffer_text(svg, "</svg>\n");
}

void wm_svg_group_begin(struct wm_buffer *svg, const char *title) {
    wm_buffer_text(svg, "<g role=\"group\">");
    add_element(svg, "title", title);
    wm_buffer_byte(svg, '\n');
}

void wm_svg_group_end(struct wm_buffer *svg) {
    wm_buffer_text(svg, "</g>\n");
}

static void add_rectangle(struct wm_buffer *svg, struct wm_svg_box box, const char *paint) {
    wm_buffer_printf(svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" %s/>", box.x, box.y, box.width,
                     box.height, paint);
}

void wm_svg_box(struct wm_buffer *svg, struct wm_svg_box box, enum wm_svg_paint paint, const char *title) {
    static const struct {
        const char *class, *pattern;
    } paints[] = {
        [WM_SVG_GOOD] = {"class=\"good\"", NULL},
        [WM_SVG_BAD] = {"class=\"bad\"", "fill=\"url(#hatched)\""},
        [WM_SVG_DOUBT] = {"class=\"doubt\"", "fill=\"url(#dotted)\""},
        [WM_SVG_ACCENT] = {"class=\"accent\"", NULL},
        [WM_SVG_PANEL] = {"class=\"panel\"", NULL},
        [WM_SVG_EMPTY] = {"class=\"empty\"", NULL},
    };
    wm_buffer_text(svg, title != NULL ? "<g role=\"img\">" : "<g aria-hidden=\"true\">");
    if (title != NULL)
        add_element(svg, "title", title);
    add_rectangle(svg, box, paints[paint].class);
    if (paints[paint].pattern != NULL)
        add_rectangle(svg, box, paints[paint].pattern);
    wm_buffer_text(svg, "</g>\n");
}

void wm_svg_line(struct wm_buffer *svg, int from_x, int from_y, int to_x, int to_y, bool dashed) {
    wm_buffer_printf(svg, "<path class=\"line\"%s d=\"M%d %dL%d %d\"/>\n", dashed ? " stroke-dasharray=\"4 3\"" : "",
                     from_x, from_y, to_x, to_y);
}

void wm_svg_text(struct wm_buffer *svg, int x, int y, struct wm_svg_style look, const char *text, size_t length) {
    static const char *const anchors[] = {
        [WM_SVG_START] = "", [WM_SVG_MIDDLE] = " text-anchor=\"middle\"", [WM_SVG_END] = " text-anchor=\"end\""};
    wm_buffer_printf(svg, "<text class=\"%s\" x=\"%d\" y=\"%d\" font-size=\"%d\"%s%s>", look.faint ? "faint" : "ink", x,
                     y, look.size > 0 ? look.size : SIZE, look.strong ? " font-weight=\"600\"" : "",
                     anchors[look.align]);
    wm_svg_escape(svg, text, length);
    wm_buffer_text(svg, "</text>\n");
}

int wm_svg_text_width(const char *text, size_t length, int size) {
    size_t hundredths = wm_terminal_width(text, length) * (size_t)size * WIDTH_PERCENT;
    return (int)((hundredths + 99) / 100);
}

size_t wm_svg_text_fit(const char *text, size_t length, int size, int width) {
    int columns = width * 100 / (size * WIDTH_PERCENT);
    return wm_terminal_fit(text, length, columns > 0 ? (size_t)columns : 1);
}
