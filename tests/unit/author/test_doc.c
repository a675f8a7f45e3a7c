// SPDX-License-Identifier: MIT
// Packs as pages: doc/pages holds what comes of the packs in doc/. WM_GOLDEN=write writes what is made now: read it, and look
// at it in a browser, before you keep it. How the page behaves there is tested by tests/e2e/doc.py.
#include "engine/author/doc.h"

#include "engine/author/doc_work.h"
#include "engine/base/file.h"
#include "tests/unit/author/run.h"

#include <stdlib.h>

#define FOLDER WM_TEST_SOURCES "/tests/unit/author/doc"
#define PAGE_MOST ((size_t)8 * 1024 * 1024)

static struct wm_pack_folders *folders[2]; // of this test; those that ship
static struct wm_pack_source sources[2];
static struct wm_error error;

static int setup(void **state) {
    (void)state;
    const char *const roots[] = {FOLDER, WM_TEST_SOURCES "/rules"};
    for (size_t i = 0; i < 2; i++) {
        wm_test_ok(wm_pack_folders_open(&roots[i], 1, &folders[i], &error), &error);
        sources[i] = wm_pack_folders_source(folders[i]);
    }
    return 0;
}

static int teardown(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++)
        wm_pack_folders_close(folders[i]);
    return 0;
}

static struct wm_buffer page_of(const struct wm_pack_source *source, const char *pack, enum wm_doc_format format) {
    struct wm_buffer page;
    wm_buffer_init(&page, PAGE_MOST);
    wm_test_ok(wm_doc_run(source, pack, NULL, format, &page, &error), &error);
    return page;
}

static struct wm_buffer page_of_text(const char *rules, enum wm_doc_format format) {
    const struct wm_ruleset_file file = {"frameworks/bakery/framework.lua", rules, strlen(rules)};
    struct wm_pack_files files = {&file, 1};
    struct wm_pack_source source = wm_pack_files_source(&files);
    return page_of(&source, "frameworks/bakery", format);
}

// --- whole pages ---

static void check_page(const char *pack, const char *name, enum wm_doc_format format) {
    char path[512];
    struct wm_buffer expected;
    struct wm_buffer page = page_of(&sources[0], pack, format);
    const char *write = getenv("WM_GOLDEN");
    snprintf(path, sizeof path, "%s/pages/%s.%s", FOLDER, name, format == WM_DOC_HTML ? "html" : "md");
    if (write != NULL && strcmp(write, "write") == 0) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(page.data, 1, page.length, file), page.length);
        fclose(file);
    }
    wm_test_ok(wm_file_read(path, PAGE_MOST, &expected, &error), &error);
    size_t same = 0, line = 1;
    while (same < page.length && page.data[same] == expected.data[same])
        line += page.data[same++] == '\n';
    if (strcmp(page.data, expected.data) != 0)
        fail_msg("%s differs from line %zu on:\nexpected: %.200s\nwritten: %.200s", path, line, expected.data + same,
                 page.data + same);
    wm_buffer_clear(&expected);
    wm_buffer_clear(&page);
}

static void test_pages(void **state) {
    (void)state;
    check_page("frameworks/orchard", "orchard", WM_DOC_MARKDOWN);
    check_page("frameworks/orchard", "orchard", WM_DOC_HTML);
    check_page("frameworks/fingerpost", "fingerpost", WM_DOC_MARKDOWN);
    check_page("frameworks/fingerpost", "fingerpost", WM_DOC_HTML);
    check_page("organisations/hollow", "hollow", WM_DOC_MARKDOWN);
    check_page("organisations/hollow", "hollow", WM_DOC_HTML);
}

static void test_same_bytes_again(void **state) {
    (void)state;
    for (int format = WM_DOC_MARKDOWN; format <= WM_DOC_HTML; format++) {
        struct wm_buffer one = page_of(&sources[1], "organisations/northside", (enum wm_doc_format)format);
        struct wm_buffer other = page_of(&sources[1], "organisations/northside", (enum wm_doc_format)format);
        assert_string_equal(one.data, other.data);
        wm_buffer_clear(&one);
        wm_buffer_clear(&other);
    }
}

// --- what a page must never be ---

static void has_not(const struct wm_buffer *page, const char *text) {
    const char *found = strstr(page->data, text);
    if (found != NULL)
        fail_msg("the page has \"%s\": %.80s", text, found);
}

static void has(const struct wm_buffer *page, const char *text) {
    if (strstr(page->data, text) == NULL)
        fail_msg("the page has not \"%s\"", text);
}

static void test_texts_of_a_pack_are_only_texts(void **state) {
    (void)state;
    struct wm_buffer page = page_of(&sources[0], "frameworks/orchard", WM_DOC_HTML);
    has(&page, "Pruning &lt;script&gt;alert(1)&lt;/script&gt;");
    has(&page, "<title>Orchard &amp; &lt;em&gt;press&lt;/em&gt;</title>");
    has(&page, "<dd>javascript:alert(1)</dd>");
    has(&page, "href=\"https://example.org/ladders?a=1&amp;b=2\"");
    has_not(&page, "<script");
    has_not(&page, "<em>");
    has_not(&page, "href=\"javascript");
    wm_buffer_clear(&page);
    page = page_of(&sources[0], "frameworks/orchard", WM_DOC_MARKDOWN);
    has(&page, "Pruning &lt;script\\>alert(1)&lt;/script\\>");
    has(&page, "so that \\*light\\* comes in");
    has(&page, "Cider \\| perry");
    has_not(&page, "<script");
    has_not(&page, "(<javascript");
    wm_buffer_clear(&page);
}

static void test_nothing_is_fetched(void **state) {
    (void)state;
    struct wm_buffer page = page_of(&sources[1], "organisations/northside", WM_DOC_HTML);
    has(&page, "default-src 'none'");
    has_not(&page, " src=");
    has_not(&page, "url(");
    has_not(&page, "@import");
    has_not(&page, "<link");
    has_not(&page, " onload");
    wm_buffer_clear(&page);
}

static void test_signs_of_markdown(void **state) {
    (void)state;
    struct wm_buffer page = page_of_text("framework \"bakery\" { title = \"B\" }\n"
                                         "level \"a\" { title = \"`A` [x](y)\", says = \"1. first\", requires = {\n"
                                         "  trained { \"c\", says = \"+ a_b #2\" }, trained \"d\" } }\n"
                                         "course \"c\" { title = \"- C\\\\\" }\n"
                                         "course \"d\" { title = \"D~\", says = \"# no heading\" }\n",
                                         WM_DOC_MARKDOWN);
    has(&page, "</a>\\`A\\` \\[x\\](y) <code>a</code>\n\n1\\. first\n\n");
    has(&page, "\n- \\+ a\\_b \\#2\n");
    has(&page, "**- C\\\\**");
    has(&page, "[D\\~](#course-d): completed");
    has(&page, "**D\\~** <code>d</code>: \\# no heading\n");
    wm_buffer_clear(&page);
}

// However long they are.
static void test_long_texts_are_whole(void **state) {
    (void)state;
    struct wm_buffer page = page_of_text(
        "framework \"bakery\" { title = \"B\" } domain \"d\" { title = \"D\", source = (\"s\"):rep(900) }\n"
        "level \"a\" { title = \"A\", requires = { trained { \"c\", hint = (\"h\"):rep(900) .. \"!\" } } }\n"
        "course \"c\" { title = \"C\" }\n",
        WM_DOC_HTML);
    has(&page, "hhhh!</span>");
    const char *source = strstr(page.data, "Source: s");
    assert_non_null(source);
    assert_int_equal(strspn(source + strlen("Source: "), "s"), 900);
    wm_buffer_clear(&page);
}

static void test_directions_are_not_changed(void **state) {
    (void)state;
    static const char text[] = "a\xe2\x80\xae"
                               "b\xe2\x81\xa6"
                               "c\x7f"
                               "d\xe2\x80\xb0";
    struct wm_buffer out;
    wm_buffer_init(&out, 64);
    wm_doc_escape(&out, text, sizeof text - 1);
    assert_string_equal(out.data, "a b c d\xe2\x80\xb0");
    wm_buffer_clear(&out);
}

// --- links ---

// The value of each attribute `name`, one after the other.
static const char *next_value(const char *at, const char *name, char value[400]) {
    at = strstr(at, name);
    if (at == NULL)
        return NULL;
    at += strlen(name);
    snprintf(value, 400, "%.*s", (int)strcspn(at, "\""), at);
    return at;
}

static void links_lead_somewhere(const struct wm_pack_source *source, const char *pack) {
    char link[400], id[420];
    struct wm_buffer page = page_of(source, pack, WM_DOC_HTML);
    size_t links = 0;
    for (const char *at = page.data; (at = next_value(at, " href=\"#", link)) != NULL; links++) {
        snprintf(id, sizeof id, " id=\"%s\"", link);
        if (strstr(page.data, id) == NULL)
            fail_msg("%s: nothing is called \"%s\"", pack, link);
    }
    assert_true(links > 20);
    for (const char *at = page.data; (at = next_value(at, " id=\"", link)) != NULL;) {
        snprintf(id, sizeof id, " id=\"%s\"", link);
        if (strstr(at, id) != NULL)
            fail_msg("%s: two things are called \"%s\"", pack, link);
    }
    wm_buffer_clear(&page);
}

static void test_links_lead_somewhere(void **state) {
    (void)state;
    links_lead_somewhere(&sources[0], "frameworks/orchard");
    links_lead_somewhere(&sources[0], "organisations/hollow");
    links_lead_somewhere(&sources[1], "frameworks/somerset-social-prescribing");
    links_lead_somewhere(&sources[1], "frameworks/nhse-care-coordinator");
    links_lead_somewhere(&sources[1], "frameworks/sel-care-navigator");
    links_lead_somewhere(&sources[1], "frameworks/arrs-roles");
    links_lead_somewhere(&sources[1], "frameworks/hee-care-navigation");
    links_lead_somewhere(&sources[1], "organisations/northside");
    links_lead_somewhere(&sources[1], "organisations/riverside");
}

// --- sentences ---

static void strip_tags(struct wm_buffer *page) {
    size_t to = 0;
    bool within = false;
    for (size_t i = 0; i < page->length; i++) {
        within = within || page->data[i] == '<';
        if (!within)
            page->data[to++] = page->data[i];
        within = within && page->data[i] != '>';
    }
    page->length = to;
    page->data[to] = '\0';
}

static void has_sentences(const struct wm_buffer *page, const struct wm_criterion *criterion) {
    struct wm_buffer says;
    wm_buffer_init(&says, 4096);
    wm_doc_escape(&says, criterion->says, strlen(criterion->says));
    if (says.data[0] >= 'a' && says.data[0] <= 'z')
        says.data[0] = (char)(says.data[0] - 'a' + 'A');
    has(page, says.data);
    wm_buffer_clear(&says);
    for (uint32_t i = 0; i < criterion->child_count; i++)
        has_sentences(page, criterion->children[i]);
}

// The page says what `why` and `framework show` say.
static void test_sentences_of_the_rules(void **state) {
    (void)state;
    struct wm_ruleset *ruleset;
    struct wm_buffer page = page_of(&sources[1], "organisations/northside", WM_DOC_HTML);
    wm_test_ok(wm_pack_build(&sources[1], "northside", &(struct wm_pack_limits){0}, &ruleset, &error), &error);
    strip_tags(&page);
    for (uint32_t i = 0; i < ruleset->level_count; i++)
        has_sentences(&page, ruleset->levels[i]->requires);
    wm_ruleset_unref(ruleset);
    wm_buffer_clear(&page);
}

// --- the picture ---

struct picture {
    struct wm_ruleset *ruleset;
    struct wm_doc doc;
    struct wm_doc_drawing drawing;
};

static void draw(const char *rules, struct picture *ret_picture) {
    const struct wm_ruleset_file file = {"frameworks/bakery/framework.lua", rules, strlen(rules)};
    struct wm_pack_files files = {&file, 1};
    struct wm_pack_source source = wm_pack_files_source(&files);
    *ret_picture = (struct picture){0};
    wm_test_ok(
        wm_pack_build_framework(&source, "bakery", NULL, 0, &(struct wm_pack_limits){0}, &ret_picture->ruleset, &error),
        &error);
    ret_picture->doc.ruleset = ret_picture->ruleset;
    ret_picture->doc.framework = &ret_picture->ruleset->frameworks[0];
    wm_arena_init(&ret_picture->doc.arena, PAGE_MOST);
    assert_true(wm_doc_draw(&ret_picture->doc, &ret_picture->drawing));
}

static void clear(struct picture *picture) {
    wm_arena_clear(&picture->doc.arena);
    wm_ruleset_unref(picture->ruleset);
}

// No box lies on another or beyond the edge, and lines between layers lead up.
static void is_sound(const struct wm_doc_drawing *drawing, bool round) {
    for (uint32_t i = 0; i < drawing->node_count; i++) {
        const struct wm_doc_node *a = &drawing->nodes[i];
        assert_true(a->x >= 0 && a->y >= 0 && a->x + a->width <= drawing->width && a->y + a->height <= drawing->height);
        for (uint32_t k = 0; k < i; k++) {
            const struct wm_doc_node *b = &drawing->nodes[k];
            bool apart = a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y ||
                         b->y + b->height <= a->y;
            assert_true(apart);
        }
    }
    for (uint32_t i = 0; i < drawing->edge_count && !round; i++)
        assert_true(drawing->nodes[drawing->edges[i].from].y > drawing->nodes[drawing->edges[i].to].y);
}

static const struct wm_doc_node *box(const struct wm_doc_drawing *drawing, const char *id) {
    for (uint32_t i = 0; i < drawing->node_count; i++) {
        const struct wm_doc_node *node = &drawing->nodes[i];
        if (node->level != NULL && strcmp(node->level->id, id) == 0)
            return node;
    }
    fail_msg("there is no box for %s", id);
    return NULL;
}

static void test_a_ladder_that_branches(void **state) {
    (void)state;
    struct picture picture;
    draw("framework \"bakery\" { title = \"B\" } course \"c\" { title = \"C\" }\n"
         "local function rung(id, after) level(id) { title = id, after = after, requires = { trained \"c\" } } end\n"
         "rung \"start\" rung(\"left\", \"start\") rung(\"right\", \"start\") rung(\"other\", \"start\")\n"
         "rung(\"end\", { \"left\", \"right\", \"other\", \"start\" })\n"
         "gate \"door\" { title = \"Door\", requires = { meets \"left\" } }\n"
         "gate \"alone\" { title = \"Alone\", requires = { trained \"c\" } }\n"
         "destination \"away\" { title = \"Away\" } destination \"on\" { title = \"On\", level = \"end\" }\n",
         &picture);
    const struct wm_doc_drawing *drawing = &picture.drawing;
    is_sound(drawing, false);
    assert_int_equal(box(drawing, "start")->layer, 0);
    assert_int_equal(box(drawing, "left")->layer, 1);
    assert_int_equal(box(drawing, "right")->layer, 1);
    assert_int_equal(box(drawing, "end")->layer, 2);
    assert_int_equal(box(drawing, "door")->layer, 2);
    assert_true(box(drawing, "alone")->free);
    assert_true(drawing->above > 0 && drawing->below > box(drawing, "start")->y);
    uint32_t bends = 0;
    for (uint32_t i = 0; i < drawing->node_count; i++)
        bends += drawing->nodes[i].shape == WM_DOC_BEND ? 1 : 0;
    assert_int_equal(bends, 1); // from "start" past the middle to "end"
    clear(&picture);
}

// Levels without lines stand as their ranks say; gates alone make a picture too.
static void test_ladders_without_lines(void **state) {
    (void)state;
    struct picture picture;
    draw("framework \"bakery\" { title = \"B\" } course \"c\" { title = \"C\" }\n"
         "level \"b\" { title = \"B\", rank = 7, requires = { trained \"c\" } }\n"
         "level \"a\" { title = \"A\", rank = 2, requires = { trained \"c\" } }\n",
         &picture);
    is_sound(&picture.drawing, false);
    assert_true(box(&picture.drawing, "a")->y > box(&picture.drawing, "b")->y);
    clear(&picture);
    draw("framework \"bakery\" { title = \"B\" } course \"c\" { title = \"C\" }\n"
         "for i = 1, 5 do gate(\"g\" .. i) { title = \"G\", requires = { trained \"c\" } } end\n",
         &picture);
    is_sound(&picture.drawing, false);
    clear(&picture);
}

// What comes after may be asked for by what comes before: the picture is made all the same.
static void test_after_and_meets_go_round(void **state) {
    (void)state;
    struct picture picture;
    draw("framework \"bakery\" { title = \"B\" } course \"c\" { title = \"C\" }\n"
         "level \"a\" { title = \"A\", requires = { meets \"b\" } }\n"
         "level \"b\" { title = \"B\", after = \"a\", requires = { trained \"c\" } }\n",
         &picture);
    is_sound(&picture.drawing, true);
    clear(&picture);
}

static void test_titles_are_broken(void **state) {
    (void)state;
    struct picture picture;
    draw("framework \"bakery\" { title = \"B\" } course \"c\" { title = \"C\" }\n"
         "level \"a\" { title = (\"\xc3\xbc\"):rep(90), requires = { trained \"c\" } }\n"
         "level \"b\" { title = \"Baker of bread, rolls and cakes\", requires = { trained \"c\" } }\n",
         &picture);
    const struct wm_doc_lines *lines = &box(&picture.drawing, "a")->title;
    size_t length = 0;
    for (unsigned i = 0; i < lines->count; i++) {
        assert_int_equal(lines->lengths[i] % 2, 0); // no character is cut
        length += lines->lengths[i];
    }
    assert_int_equal(length, 180);
    assert_true(lines->count > 3);
    lines = &box(&picture.drawing, "b")->title;
    assert_int_equal(lines->count, 2);
    assert_int_equal(lines->lengths[0], strlen("Baker of bread, rolls and"));
    assert_memory_equal(lines->texts[1], "cakes", lines->lengths[1]);
    clear(&picture);
}

// --- what may go wrong ---

static void test_formats(void **state) {
    (void)state;
    enum wm_doc_format format = WM_DOC_HTML;
    wm_test_ok(wm_doc_find_format("md", &format, &error), &error);
    assert_int_equal(format, WM_DOC_MARKDOWN);
    wm_test_ok(wm_doc_find_format("html", &format, &error), &error);
    assert_int_equal(format, WM_DOC_HTML);
    wm_test_fails(wm_doc_find_format("pdf", &format, &error), &error, WM_PARAMS, "usage");
    assert_string_equal(error.expected, "md or html");
}

static void test_no_such_pack(void **state) {
    (void)state;
    struct wm_buffer page;
    wm_buffer_init(&page, PAGE_MOST);
    wm_test_fails(wm_doc_run(&sources[0], "frameworks/orchid", NULL, WM_DOC_HTML, &page, &error), &error, WM_NOT_FOUND,
                  "unknown-framework");
    assert_string_equal(error.nearest, "orchard");
    wm_test_fails(wm_doc_run(&sources[0], "organisations/hollows", NULL, WM_DOC_HTML, &page, &error), &error,
                  WM_NOT_FOUND, "unknown-organisation");
    assert_int_equal(page.length, 0);
    wm_buffer_clear(&page);
}

static void test_a_page_too_long(void **state) {
    (void)state;
    struct wm_buffer page;
    wm_buffer_init(&page, 4096);
    wm_test_fails(wm_doc_run(&sources[0], "frameworks/orchard", NULL, WM_DOC_HTML, &page, &error), &error, WM_LIMIT,
                  "page-too-long");
    wm_buffer_clear(&page);
}

static enum wm_status run_once(void *context, struct wm_error *failure) {
    const enum wm_doc_format *format = context;
    static const char rules[] = RUN_RULES "destination \"shop\" { title = \"Shop\", level = \"baker\" }\n"
                                          "parameter \"open\" { default = true, source = \"1; 2\" }\n";
    const struct wm_ruleset_file file = {"frameworks/bakery/framework.lua", rules, sizeof rules - 1};
    struct wm_pack_files files = {&file, 1};
    struct wm_pack_source source = wm_pack_files_source(&files);
    struct wm_buffer page;
    wm_buffer_init(&page, PAGE_MOST);
    enum wm_status status = wm_doc_run(&source, "frameworks/bakery", NULL, *format, &page, failure);
    wm_buffer_clear(&page);
    return status;
}

static void test_allocations(void **state) {
    (void)state;
    enum wm_doc_format formats[] = {WM_DOC_MARKDOWN, WM_DOC_HTML};
    wm_test_some_allocations(run_once, &formats[0], 7);
    wm_test_some_allocations(run_once, &formats[1], 7);
}

#define DOC_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        DOC_TEST(test_pages),
        DOC_TEST(test_same_bytes_again),
        DOC_TEST(test_texts_of_a_pack_are_only_texts),
        DOC_TEST(test_nothing_is_fetched),
        DOC_TEST(test_signs_of_markdown),
        DOC_TEST(test_long_texts_are_whole),
        DOC_TEST(test_directions_are_not_changed),
        DOC_TEST(test_links_lead_somewhere),
        DOC_TEST(test_sentences_of_the_rules),
        DOC_TEST(test_a_ladder_that_branches),
        DOC_TEST(test_ladders_without_lines),
        DOC_TEST(test_after_and_meets_go_round),
        DOC_TEST(test_titles_are_broken),
        DOC_TEST(test_formats),
        DOC_TEST(test_no_such_pack),
        DOC_TEST(test_a_page_too_long),
        DOC_TEST(test_allocations),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
