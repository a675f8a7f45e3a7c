// SPDX-License-Identifier: MIT
#include "engine/daemon/yaml.h"

#include "tests/support/test.h"

#include <stdio.h>

static enum wm_status read_it(const char *bytes, size_t length, struct wm_arena *arena,
                              const struct wm_yaml_node **ret_root, struct wm_error *error) {
    wm_arena_init(arena, (size_t)8 << 20);
    return wm_yaml_read(bytes, length, "w.yaml", arena, ret_root, error);
}

// The tree as text: {key:value,…} [value,…] 'value' or "value" (written with quotes), with @line:column before each.
static void show(struct wm_buffer *text, const struct wm_yaml_node *node) {
    wm_buffer_printf(text, "@%d:%d", node->line, node->column);
    if (node->type == WM_YAML_SCALAR) {
        wm_buffer_printf(text, node->plain ? "'%s'" : "\"%s\"", node->text);
        return;
    }
    wm_buffer_byte(text, node->type == WM_YAML_MAPPING ? '{' : '[');
    for (const struct wm_yaml_node *each = node->first; each != NULL; each = each->next) {
        if (each != node->first)
            wm_buffer_byte(text, ',');
        if (each->key != NULL)
            wm_buffer_printf(text, "@%d:%d %s:", each->key_line, each->key_column, each->key);
        show(text, each);
    }
    wm_buffer_byte(text, node->type == WM_YAML_MAPPING ? '}' : ']');
}

static void test_trees(void **state) {
    (void)state;
    static const struct {
        const char *text, *tree;
    } cases[] = {
        {"", "@1:1{}"},
        {"# nothing\n", "@2:1{}"},
        {"a: 1\n", "@1:1{@1:1 a:@1:4'1'}"},
        {"a:\nb: \"x y\"\n", "@1:1{@1:1 a:@1:3'',@2:1 b:@2:4\"x y\"}"},
        {"a: {b: [c, 'd'], e: ~}", "@1:1{@1:1 a:@1:4{@1:5 b:@1:8[@1:9'c',@1:12\"d\"],@1:18 e:@1:21'~'}}"},
        {"- 1\n- - 2\n  - 3\n", "@1:1[@1:3'1',@2:3[@2:5'2',@3:5'3']]"},
        {"---\na: b\n...\n", "@2:1{@2:1 a:@2:4'b'}"},
        {"a: |\n  two\n  lines\n", "@1:1{@1:1 a:@1:4\"two\nlines\n\"}"},
        {"plain", "@1:1'plain'"},
        {"a: \"\\u00e9\"", "@1:1{@1:1 a:@1:4\"\xc3\xa9\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wm_error error;
        struct wm_arena arena;
        const struct wm_yaml_node *root = NULL;
        struct wm_buffer text;
        wm_buffer_init(&text, 4096);
        wm_test_ok(read_it(cases[i].text, strlen(cases[i].text), &arena, &root, &error), &error);
        show(&text, root);
        assert_string_equal(text.data, cases[i].tree);
        wm_buffer_clear(&text);
        wm_arena_clear(&arena);
    }
}

static void refused(const char *text, size_t length, const char *reason, const char *where) {
    struct wm_error error;
    struct wm_arena arena;
    const struct wm_yaml_node *root = NULL;
    wm_test_fails(read_it(text, length, &arena, &root, &error), &error, WM_CONFIG, reason);
    assert_null(root);
    assert_string_equal(error.where, where);
    wm_arena_clear(&arena);
}

static void test_refusals(void **state) {
    (void)state;
    static const struct {
        const char *text, *reason, *where;
    } cases[] = {
        {"a: &x 1\n", "anchor", "w.yaml:1:4"},
        {"a: 1\nb: *x\n", "anchor", "w.yaml:2:4"},
        {"a: &x [1, 2]\n", "anchor", "w.yaml:1:4"},
        {"a: &x {b: 1}\n", "anchor", "w.yaml:1:4"},
        {"&x a: 1\n", "anchor", "w.yaml:1:1"},
        {"a: !!str 1\n", "tag", "w.yaml:1:4"},
        {"a: !x [1]\n", "tag", "w.yaml:1:4"},
        {"!x a: 1\n", "tag", "w.yaml:1:1"},
        {"? [a]\n: 1\n", "key", "w.yaml:1:3"},
        {"{a: 1}: 2\n", "key", "w.yaml:1:1"},
        {"a: 1\nb: 2\n\"a\": 3\n", "duplicate-key", "w.yaml:3:1"},
        {"x: {a: 1, b: 2, a: 3}", "duplicate-key", "w.yaml:1:17"},
        {"a: 1\n---\nb: 2\n", "document", "w.yaml:2:1"},
        {"a: b: c\n", "yaml", "w.yaml:1:5"},
        {"a: 1\n\tb: 2\n", "yaml", "w.yaml:2:1"},
        {"a: [1, 2\n", "yaml", "w.yaml:2:1"},
        {"a: \"x\n", "yaml", "w.yaml:2:1"},
        {"a: \"x\\0y\"\n", "yaml", "w.yaml:1:4"},
        {"a: @x\n", "yaml", "w.yaml:1:4"},
        {"%YAML 9.9\n---\na: 1\n", "yaml", "w.yaml:1:1"},
        {"[[[[[[[[[[1]]]]]]]]]]", "too-large", "w.yaml:1:10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refused(cases[i].text, strlen(cases[i].text), cases[i].reason, cases[i].where);
}

static void test_bytes_that_are_no_text(void **state) {
    (void)state;
    struct wm_error error;
    struct wm_arena arena;
    const struct wm_yaml_node *root = NULL;
    static const char *const texts[] = {"a: \xff\n", "a: \x01\n", "\xfe\xff", "a: \xed\xa0\x80\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        wm_test_fails(read_it(texts[i], strlen(texts[i]), &arena, &root, &error), &error, WM_CONFIG, "yaml");
        assert_memory_equal(error.where, "w.yaml:", 7);
        wm_arena_clear(&arena);
    }
    wm_test_fails(read_it("a: \0b", 5, &arena, &root, &error), &error, WM_CONFIG, "yaml");
    wm_arena_clear(&arena);
}

static void test_too_large(void **state) {
    (void)state;
    enum { MANY = 10000 };
    struct wm_error error;
    struct wm_arena arena;
    const struct wm_yaml_node *root = NULL;
    struct wm_buffer text;
    wm_buffer_init(&text, 1 << 20);
    wm_buffer_byte(&text, '[');
    for (int i = 0; i < MANY - 1; i++)
        wm_buffer_text(&text, "1,");
    wm_buffer_byte(&text, ']');
    wm_test_ok(read_it(text.data, text.length, &arena, &root, &error), &error);
    wm_arena_clear(&arena);
    text.data[text.length - 1] = '1';
    wm_buffer_byte(&text, ']');
    refused(text.data, text.length, "too-large", "w.yaml:1:20000");
    // Very deep text is refused long before it is read.
    wm_buffer_reset(&text);
    for (int i = 0; i < 100000; i++)
        wm_buffer_byte(&text, '[');
    refused(text.data, text.length, "too-large", "w.yaml:1:10");
    wm_buffer_clear(&text);
}

static enum wm_status run(void *context, struct wm_error *error) {
    static const char text[] = "socket: /a\nrules: [/x, /y]\nlog: {level: info}\n";
    struct wm_arena arena;
    const struct wm_yaml_node *root = NULL;
    (void)context;
    enum wm_status status = read_it(text, sizeof text - 1, &arena, &root, error);
    wm_arena_clear(&arena);
    return status;
}

static void test_memory(void **state) {
    (void)state;
    wm_test_each_allocation(run, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_trees), cmocka_unit_test(test_refusals),
             cmocka_unit_test(test_bytes_that_are_no_text), cmocka_unit_test(test_too_large),
             cmocka_unit_test(test_memory))
