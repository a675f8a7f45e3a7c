// SPDX-License-Identifier: MIT
#include "api/cli/svg.h"

#include "tests/support/test.h"

static void assert_escaped(const char *text, size_t length, const char *expected) {
    struct wm_buffer svg;
    wm_buffer_init(&svg, 1 << 16);
    wm_svg_escape(&svg, text, length);
    assert_false(svg.failed);
    assert_string_equal(svg.data, expected);
    wm_buffer_clear(&svg);
}

static void test_escape(void **state) {
    (void)state;
    assert_escaped("plain", 5, "plain");
    assert_escaped("<a href=\"x\">'&'</a>", 19, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
    assert_escaped("café & co", 10, "café &amp; co");
    assert_escaped("a\x01z\x1b[31m", 8, "a?z?[31m");
    assert_escaped("a\0z", 3, "a?z");
    assert_escaped("\xe2\x80\xaeleft", 7, "?left");        // an override of the direction
    assert_escaped("\xef\xbf\xbe.\xef\xbf\xbf", 7, "?.?"); // what XML may not hold
    assert_escaped("\xef\xbf\xbd", 3, "\xef\xbf\xbd");     // and what it may
    assert_escaped("cut \xc3", 5, "cut ?");
}

static void draw(struct wm_buffer *svg) {
    wm_svg_begin(svg, 200, 100, "Levels of <Amara>", "three & more");
    wm_svg_group_begin(svg, "Mid career");
    wm_svg_text(svg, 4, 20, (struct wm_svg_style){.strong = true}, "Mid", 3);
    wm_svg_text(svg, 190, 20, (struct wm_svg_style){.size = 12, .align = WM_SVG_END, .faint = true}, "<2>", 3);
    wm_svg_box(svg, (struct wm_svg_box){10, 30, 50, 16}, WM_SVG_GOOD, "eligible");
    wm_svg_box(svg, (struct wm_svg_box){60, 30, 50, 16}, WM_SVG_BAD, "not eligible");
    wm_svg_box(svg, (struct wm_svg_box){110, 30, 50, 16}, WM_SVG_DOUBT, NULL);
    wm_svg_line(svg, 0, 50, 200, 50, true);
    wm_svg_group_end(svg);
    wm_svg_end(svg);
}

static void assert_has(const struct wm_buffer *svg, const char *part) {
    if (strstr(svg->data, part) == NULL)
        fail_msg("%s is not in\n%s", part, svg->data);
}

static void test_drawing(void **state) {
    (void)state;
    struct wm_buffer svg;
    wm_buffer_init(&svg, 1 << 16);
    draw(&svg);
    assert_false(svg.failed);
    assert_has(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"group\" width=\"200\" height=\"100\" "
                     "viewBox=\"0 0 200 100\">\n<title>Levels of &lt;Amara&gt;</title><desc>three &amp; more</desc>\n");
    assert_has(&svg, "<g role=\"group\"><title>Mid career</title>\n"
                     "<text class=\"ink\" x=\"4\" y=\"20\" font-size=\"14\" font-weight=\"600\">Mid</text>\n"
                     "<text class=\"faint\" x=\"190\" y=\"20\" font-size=\"12\" text-anchor=\"end\">&lt;2&gt;</text>\n"
                     "<g role=\"img\"><title>eligible</title>"
                     "<rect x=\"10\" y=\"30\" width=\"50\" height=\"16\" class=\"good\"/></g>\n");
    assert_has(&svg,
               "class=\"bad\"/><rect x=\"60\" y=\"30\" width=\"50\" height=\"16\" fill=\"url(#hatched)\"/></g>\n");
    assert_has(&svg, "<g aria-hidden=\"true\"><rect x=\"110\" y=\"30\" width=\"50\" height=\"16\" class=\"doubt\"/>");
    assert_has(&svg, "<path class=\"line\" stroke-dasharray=\"4 3\" d=\"M0 50L200 50\"/>\n</g>\n</svg>\n");
    assert_null(strstr(svg.data, "<script"));
    wm_buffer_clear(&svg);
}

static void test_fit(void **state) {
    (void)state;
    assert_int_equal(wm_svg_text_width("abcde", 5, 10), 31);
    assert_int_equal(wm_svg_text_width("é", 2, 10), 7);
    assert_int_equal(wm_svg_text_fit("two words", 9, 10, 31), 3);
    assert_int_equal(wm_svg_text_fit("two words", 9, 10, 56), 9);
    assert_int_equal(wm_svg_text_fit("two", 3, 10, 0), 1);
}

static enum wm_status draw_all(void *context, struct wm_error *error) {
    (void)context;
    struct wm_buffer svg;
    wm_buffer_init(&svg, 1 << 16);
    draw(&svg);
    bool failed = svg.failed;
    wm_buffer_clear(&svg);
    return failed ? wm_error_no_memory(error) : WM_OK;
}

static void test_no_memory(void **state) {
    (void)state;
    wm_test_each_allocation(draw_all, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_escape), cmocka_unit_test(test_drawing), cmocka_unit_test(test_fit),
             cmocka_unit_test(test_no_memory))
